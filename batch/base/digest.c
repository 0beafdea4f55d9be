#include "base/digest.h"

/* nettle makes the sums. Here are only the two forms in which one is written: hexadecimal, and
 * base64url for what stands in an address. */

void digest_init(struct digest *digest)
{
	sha256_init(&digest->state);
}

void digest_update(struct digest *digest, const void *bytes, size_t length)
{
	sha256_update(&digest->state, length, bytes);
}

void digest_done(struct digest *digest, uint8_t out[DIGEST_BYTES])
{
	sha256_digest(&digest->state, DIGEST_BYTES, out);
}

void digest_keyed(const uint8_t key[DIGEST_BYTES], const void *bytes, size_t length,
	uint8_t out[DIGEST_BYTES])
{
	struct hmac_sha256_ctx state;
	hmac_sha256_set_key(&state, DIGEST_BYTES, key);
	hmac_sha256_update(&state, length, bytes);
	hmac_sha256_digest(&state, DIGEST_BYTES, out);
}

char *digest_text(const uint8_t sum[DIGEST_BYTES], char out[DIGEST_TEXT_BYTES])
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		out[i * 2] = digits[sum[i] >> 4];
		out[i * 2 + 1] = digits[sum[i] & 0xF];
	}
	out[(size_t)DIGEST_BYTES * 2] = '\0';
	return out;
}

char *digest_base64url(const uint8_t *sum, size_t length, char *out)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t written = 0;
	uint32_t bits = 0;
	int held = 0;
	for (size_t i = 0; i < length; i++) {
		bits = bits << 8 | sum[i];
		for (held += 8; held >= 6; held -= 6)
			out[written++] = alphabet[bits >> (held - 6) & 0x3F];
	}
	if (held > 0)
		out[written++] = alphabet[bits << (6 - held) & 0x3F];
	out[written] = '\0';
	return out;
}
