#include "model/notice_number.h"

#include "base/digest.h"

#include <stdio.h>
#include <string.h>

/* ---- numbers ---- */

/* Luhn: from the right, every other digit doubled (its own digits added), complement to ten. */
static int check_digit(const char *digits, size_t count)
{
	int sum = 0;
	for (size_t i = 0; i < count; i++) {
		int value = digits[count - 1 - i] - '0';
		if (i % 2 == 0)
			value = value * 2 > 9 ? value * 2 - 9 : value * 2;
		sum += value;
	}
	return (10 - sum % 10) % 10;
}

char *notice_format_number(int year, int serial, char out[NOTICE_NUMBER_BYTES])
{
	char digits[9];
	snprintf(digits, sizeof digits, "%02u%06u", (unsigned)year % 100,
		(unsigned)serial % 1000000);
	snprintf(out, NOTICE_NUMBER_BYTES, "%.2s-%.6s-%d", digits, digits + 2,
		check_digit(digits, 8));
	return out;
}

bool notice_number_valid(const char *number)
{
	static const char form[] = "dd-dddddd-d";
	char digits[9];
	size_t count = 0;
	if (strlen(number) != sizeof form - 1)
		return false;
	for (size_t i = 0; form[i] != '\0'; i++) {
		bool digit = number[i] >= '0' && number[i] <= '9';
		if (form[i] == 'd' ? !digit : number[i] != '-')
			return false;
		if (digit && count < 8)
			digits[count++] = number[i];
	}
	return number[10] - '0' == check_digit(digits, 8);
}

bool notice_number_shaped(const char *text)
{
	static const char digits[] = "0123456789";
	return strlen(text) == NOTICE_NUMBER_BYTES - 1 && strspn(text, digits) == 2 &&
	       text[2] == '-' && strspn(text + 3, digits) == 6 && text[9] == '-' &&
	       strspn(text + 10, digits) == 1;
}

bool notice_read_number(const char *text, char number[NOTICE_NUMBER_BYTES])
{
	char digits[10], read[NOTICE_NUMBER_BYTES];
	size_t count = 0;
	for (const char *at = text; *at != '\0'; at++) {
		if (*at >= '0' && *at <= '9' && count < 9)
			digits[count++] = *at;
		else if (strchr("- \t\r\n", *at) == NULL || (count == 9 && *at == '-'))
			return false;
	}
	if (count != 9)
		return false;
	digits[9] = '\0';
	snprintf(read, sizeof read, "%.2s-%.6s-%s", digits, digits + 2, digits + 8);
	if (!notice_number_valid(read))
		return false;
	memcpy(number, read, sizeof read);
	return true;
}

/* ---- what follows from a number under the secret ---- */

enum { NAME_DIGEST_BYTES = 16 };

static void secret_name(const uint8_t secret[NOTICE_SECRET_BYTES], const char *purpose,
	const char *number, char out[TOKEN_BYTES])
{
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	digest_init(&digest);
	digest_update(&digest, secret, NOTICE_SECRET_BYTES);
	digest_update(&digest, purpose, strlen(purpose));
	digest_update(&digest, number, strlen(number));
	digest_done(&digest, sum);
	digest_base64url(sum, NAME_DIGEST_BYTES, out);
}

static bool letter_first(const char *name)
{
	return (name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z');
}

void notice_token(
	const uint8_t secret[NOTICE_SECRET_BYTES], const char *number, char out[TOKEN_BYTES])
{
	char purpose[4] = ""; /* "", "+", "++", …: one in six asks again */
	secret_name(secret, purpose, number, out);
	for (size_t again = 0; !letter_first(out) && again < sizeof purpose - 1; again++) {
		purpose[again] = '+';
		secret_name(secret, purpose, number, out);
	}
	if (!letter_first(out)) /* one in 1,500 */
		out[0] = 'k';
}

void notice_uid(const uint8_t secret[NOTICE_SECRET_BYTES], const char *number,
	const char *municipality, char out[UID_BYTES])
{
	char name[TOKEN_BYTES];
	secret_name(secret, "uid", number, name);
	snprintf(out, UID_BYTES, "kigen-%s@%s", name, municipality);
}

/* ---- giving them ---- */

bool notice_assign_number(struct notice *notice, struct notice_numbers *numbers,
	struct arena *arena, struct fault *why)
{
	if (numbers->serial >= NOTICE_SERIAL_MAX)
		return fault_set(why, FAULT_OFFICE, "more than %d letters in %d", NOTICE_SERIAL_MAX,
			numbers->year);
	char *number = arena_alloc(arena, NOTICE_NUMBER_BYTES);
	char *token = arena_alloc(arena, TOKEN_BYTES);
	notice->number = notice_format_number(numbers->year, ++numbers->serial, number);
	notice_token(numbers->secret, number, token);
	notice->token = token;
	return true;
}
