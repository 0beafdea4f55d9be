/* SHA-256 by the examples of FIPS 180-4 (NIST, "Cryptographic Standards and Guidelines: Example
 * Values"); base64url by RFC 4648, sections 5 and 10. */
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MILLION = 1000000 };

#define SUM_OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SUM_OF_ABC     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SUM_OF_MILLION "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

static const struct {
	const char *text, *sum;
} sums[] = {
	{"", SUM_OF_NOTHING},
	{"abc", SUM_OF_ABC},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	{"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrl"
	 "mnopqrsmnopqrstnopqrstu",
		"cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

static void assert_sum(struct digest *digest, const char *expected)
{
	uint8_t sum[DIGEST_BYTES];
	char text[DIGEST_TEXT_BYTES];
	digest_done(digest, sum);
	assert_string_equal(digest_text(sum, text), expected);
}

static void sums_of_the_standards_examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
		struct digest digest;
		digest_init(&digest);
		digest_update(&digest, sums[i].text, strlen(sums[i].text));
		assert_sum(&digest, sums[i].sum);
	}
}

static void a_million_letters_in_pieces_of_any_size(void **state)
{
	(void)state;
	static const size_t pieces[] = {1, 63, 64, 65, 1000, 4096, MILLION};
	static char letters[MILLION];
	memset(letters, 'a', sizeof letters);
	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
		struct digest digest;
		digest_init(&digest);
		for (size_t at = 0; at < MILLION; at += pieces[i])
			digest_update(&digest, letters,
				pieces[i] < MILLION - at ? pieces[i] : MILLION - at);
		assert_sum(&digest, SUM_OF_MILLION);
	}
}

static void a_digest_begins_anew_when_it_is_done(void **state)
{
	(void)state;
	struct digest digest;
	digest_init(&digest);
	digest_update(&digest, "abc", 3);
	assert_sum(&digest, SUM_OF_ABC);
	assert_sum(&digest, SUM_OF_NOTHING);
	digest_update(&digest, "abc", 3);
	assert_sum(&digest, SUM_OF_ABC);
}

static void nothing_added_changes_nothing(void **state)
{
	(void)state;
	struct digest digest;
	digest_init(&digest);
	digest_update(&digest, "ab", 2);
	digest_update(&digest, "", 0);
	digest_update(&digest, "c", 1);
	assert_sum(&digest, SUM_OF_ABC);
}

static const struct {
	const char *bytes, *encoded;
} encodings[] = {
	{"", ""},
	{"f", "Zg"},
	{"fo", "Zm8"},
	{"foo", "Zm9v"},
	{"foob", "Zm9vYg"},
	{"fooba", "Zm9vYmE"},
	{"foobar", "Zm9vYmFy"},
	{"\xFB\xFF", "-_8"},
	{"\xFF\xFE\xFD", "__79"},
};

static void base64url_without_padding(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
		char out[16];
		assert_string_equal(digest_base64url((const uint8_t *)encodings[i].bytes,
					    strlen(encodings[i].bytes), out),
			encodings[i].encoded);
	}
}

static int letter_value(char letter)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *at = strchr(alphabet, letter);
	assert_true(letter != '\0' && at != NULL);
	return (int)(at - alphabet);
}

/* 16 bytes are 22 letters, which hold each of their bits in order. */
static void a_token_holds_every_bit_of_its_sum(void **state)
{
	(void)state;
	for (int bit = 0; bit < 128; bit++) {
		uint8_t sum[16] = {0};
		sum[bit / 8] = (uint8_t)(0x80 >> bit % 8);
		char token[23];
		digest_base64url(sum, sizeof sum, token);
		assert_int_equal(strlen(token), 22);
		for (int i = 0; i < 22; i++)
			assert_int_equal(
				letter_value(token[i]), i == bit / 6 ? 0x20 >> bit % 6 : 0);
	}
}

/* RFC 4231, 4.2 and 4.3: a key that is shorter is filled up with zeros. */
static void a_sum_under_a_key(void **state)
{
	static const struct {
		const char *key, *text, *sum;
	} examples[] = {
		{"\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b",
			"Hi There",
			"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
		{"Jefe", "what do ya want for nothing?",
			"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
		uint8_t key[DIGEST_BYTES] = {0}, sum[DIGEST_BYTES];
		char text[DIGEST_TEXT_BYTES];
		memcpy(key, examples[i].key, strlen(examples[i].key));
		digest_keyed(key, examples[i].text, strlen(examples[i].text), sum);
		assert_string_equal(digest_text(sum, text), examples[i].sum);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_of_the_standards_examples),
		cmocka_unit_test(a_million_letters_in_pieces_of_any_size),
		cmocka_unit_test(a_digest_begins_anew_when_it_is_done),
		cmocka_unit_test(nothing_added_changes_nothing),
		cmocka_unit_test(a_sum_under_a_key),
		cmocka_unit_test(base64url_without_padding),
		cmocka_unit_test(a_token_holds_every_bit_of_its_sum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
