#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <stddef.h>
#include <stdint.h>

/*
 * SHA-256 (FIPS 180-4), by nettle: 1.6 GB/s where the processor has the instructions, libmd's
 * plain C makes 0.34. The register is hashed on every night while it is parsed at some 165 MB/s,
 * so the slower one would cost half a parse. Nothing here fails.
 */
enum { DIGEST_BYTES = 32, DIGEST_TEXT_BYTES = 65 };

struct digest {
	struct sha256_ctx state;
};

void digest_init(struct digest *digest);
void digest_update(struct digest *digest, const void *bytes, size_t length);

/* The sum of all bytes given so far; the digest is then as after digest_init. */
void digest_done(struct digest *digest, uint8_t out[DIGEST_BYTES]);

/* HMAC-SHA-256 (RFC 2104) of bytes under a key. */
void digest_keyed(const uint8_t key[DIGEST_BYTES], const void *bytes, size_t length,
	uint8_t out[DIGEST_BYTES]);

/* 64 lower-case hexadecimal digits and NUL. Returns `out`. */
char *digest_text(const uint8_t sum[DIGEST_BYTES], char out[DIGEST_TEXT_BYTES]);

/* The first `length` bytes of a sum in base64url without padding (RFC 4648, section 5), NUL-
 * terminated: 16 bytes are 22 characters. Returns `out`, which holds length * 4 / 3 + 3 bytes. */
char *digest_base64url(const uint8_t *sum, size_t length, char *out);

#endif
