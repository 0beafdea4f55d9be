#include "document/pdf/barcode.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <zint.h>

/* An address becomes bars by the steps of 郵便番号・バーコードマニュアル (日本郵便). All codes are
 * rows of dark and light here; how large a module is on paper is for who draws them. */

enum { POSTAL_DIGITS = 7, ADDRESS_PLACES = 13, SIGNS = 19 };

/* ---- the address number ---- */

/* What stands behind a kanji numeral that counts; elsewhere a numeral is part of a name. */
static const char *const counted[] = {"丁目", "丁", "番地", "番", "号", "地割", "線", "の", "ノ"};

/* The same while a town's name may still be going on: 一の宮 and 三ノ坪 are names. */
enum { COUNTED_BEHIND_TOWN = 7 };

static bool begins_with(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Full-width ASCII (U+FF01–FF5E) counts as ASCII, and every kind of dash as a hyphen. */
static uint32_t narrow_sign(uint32_t code_point)
{
	if (code_point >= 0xFF01 && code_point <= 0xFF5E)
		code_point -= 0xFF01 - 0x21;
	if ((code_point >= 0x2010 && code_point <= 0x2015) || code_point == 0x2212)
		return '-';
	if (code_point >= 'a' && code_point <= 'z')
		code_point -= 'a' - 'A';
	return code_point;
}

static bool is_digit(uint32_t code_point)
{
	return code_point >= '0' && code_point <= '9';
}

static bool is_letter(uint32_t code_point)
{
	return code_point >= 'A' && code_point <= 'Z';
}

/* 0–9, or 10, 100, 1000 for 十 百 千; -1 for anything else. */
static int kanji_numeral(uint32_t code_point)
{
	static const struct {
		uint32_t sign;
		int value;
	} numerals[] = {{0x3007, 0}, {0x4E00, 1}, {0x4E8C, 2}, {0x4E09, 3}, {0x56DB, 4},
		{0x4E94, 5}, {0x516D, 6}, {0x4E03, 7}, {0x516B, 8}, {0x4E5D, 9}, {0x5341, 10},
		{0x767E, 100}, {0x5343, 1000}};
	for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
		if (numerals[i].sign == code_point)
			return numerals[i].value;
	return -1;
}

/* Moves *text behind the kanji numerals it begins with; false when there are none. */
static bool kanji_run(const char **text)
{
	bool any = false;
	for (const char *next = *text; kanji_numeral(text_next(&next)) >= 0; any = true)
		*text = next;
	return any;
}

/* The kanji number at *text when one of the first `suffixes` counted words follows it: its value,
 * and *text moves behind the number. -1 else. 二十一 and 二一 are both 21. */
static int counted_number(const char **text, size_t suffixes)
{
	const char *at = *text;
	int total = 0, unit = 0, seen = 0;
	for (;;) {
		const char *next = at;
		int value = kanji_numeral(text_next(&next));
		if (value < 0 || total > 99999 || unit > 99999)
			break;
		if (value >= 10) {
			total += (unit == 0 ? 1 : unit) * value;
			unit = 0;
		} else {
			unit = unit * 10 + value;
		}
		seen++;
		at = next;
	}
	if (seen == 0)
		return -1;
	for (size_t i = 0; i < suffixes; i++) {
		if (!begins_with(at, counted[i]))
			continue;
		*text = at;
		return total + unit;
	}
	return -1;
}

/* 六番町 and 一番丁 are towns, 六番 is a block. */
static bool names_a_town(const char *behind_number)
{
	if (!begins_with(behind_number, "番"))
		return false;
	const char *rest = behind_number + strlen("番");
	return begins_with(rest, "町") || begins_with(rest, "丁");
}

const char *barcode_after_town(const char *address)
{
	for (const char *at = address; *at != '\0';) {
		const char *behind = at;
		if (counted_number(&behind, COUNTED_BEHIND_TOWN) >= 0 && !names_a_town(behind))
			return at;
		behind = at;
		if (is_digit(narrow_sign(text_next(&behind))))
			return at;
		/* A number that is part of a name is passed over whole: 十二番町 is not 二番. */
		if (!kanji_run(&at))
			at = behind;
	}
	return address + strlen(address);
}

/* Collects digits, letters and hyphens by the manual's rules: what is not kept asks for a hyphen
 * before the next kept sign; no hyphen leads, ends, doubles or touches a letter. */
struct collector {
	char *out;
	size_t used;
	bool gap; /* a hyphen is asked for */
};

static void collect_sign(struct collector *collector, char sign)
{
	char last = collector->used == 0 ? '\0' : collector->out[collector->used - 1];
	bool beside_letter = is_letter((uint32_t)sign) || is_letter((uint32_t)last);
	if (collector->gap && last != '\0' && !beside_letter)
		collector->out[collector->used++] = '-';
	collector->out[collector->used++] = sign;
	collector->gap = false;
}

static void collect_number(struct collector *collector, int number)
{
	char digits[12];
	snprintf(digits, sizeof digits, "%d", number);
	for (const char *digit = digits; *digit != '\0'; digit++)
		collect_sign(collector, *digit);
}

char *barcode_address_number(const char *after_town, struct arena *arena)
{
	/* First rule: & / ・ . and their full-width forms are dropped, so that what stood on both
	 * sides of them meets. U+30FB and U+FF65 are the middle dots. */
	size_t length = strlen(after_town), used = 0;
	char *text = arena_alloc(arena, length + 1);
	for (const char *at = after_town; *at != '\0';) {
		const char *from = at;
		uint32_t sign = narrow_sign(text_next(&at));
		if (sign == '&' || sign == '/' || sign == '.' || sign == 0x30FB || sign == 0xFF65)
			continue;
		memcpy(text + used, from, (size_t)(at - from));
		used += (size_t)(at - from);
	}

	/* A kanji numeral of three bytes becomes at most four digits (千) and a hyphen. */
	struct collector collector = {.out = arena_alloc(arena, 2 * length + 16)};
	uint32_t before = 0;
	for (const char *at = text; *at != '\0';) {
		int number = counted_number(&at, sizeof counted / sizeof counted[0]);
		if (number >= 0) {
			collect_number(&collector, number);
			before = '0';
			continue;
		}
		const char *ahead;
		uint32_t sign = narrow_sign(text_next(&at));
		ahead = at;
		uint32_t next = narrow_sign(text_next(&ahead));
		bool alone = is_letter(sign) && !is_letter(before) && !is_letter(next);
		bool storey = sign == 'F' && is_digit(before) && alone;
		if (is_digit(sign) || (alone && !storey))
			collect_sign(&collector, (char)sign);
		else
			collector.gap = true;
		before = sign;
	}
	return collector.out;
}

bool barcode_customer(
	const char *postal, const char *address, const char *building, char out[CUSTOMER_BYTES])
{
	out[0] = '\0';
	if (postal == NULL || strlen(postal) != POSTAL_DIGITS ||
		strspn(postal, "0123456789") != POSTAL_DIGITS || begins_with(postal + 5, "00"))
		return false;
	struct arena *arena = arena_open();
	const char *number = barcode_address_number(
		arena_print(arena, "%s %s", barcode_after_town(address == NULL ? "" : address),
			building == NULL ? "" : building),
		arena);
	memcpy(out, postal, POSTAL_DIGITS);
	size_t used = POSTAL_DIGITS;
	for (size_t places = 0; *number != '\0' && places < ADDRESS_PLACES; number++) {
		places += is_letter((uint32_t)*number) ? 2 : 1;
		out[used++] = *number;
	}
	out[used] = '\0';
	arena_close(arena);
	return true;
}

/* ---- the bars ---- */

/* The signs by their value for the check digit: 0–9, hyphen, CC1–CC8. */
static const char signs[SIGNS][4] = {"FTT", "FFT", "FDA", "DFA", "FAD", "FTF", "DAF", "AFD", "ADF",
	"TFF", "TFT", "DAT", "DTA", "ADT", "TDA", "ATD", "TAD", "TTF", "FFF"};
enum { SIGN_HYPHEN = 10, SIGN_CC1 = 11, SIGN_CC4 = 14 };

/* One or two sign values; a letter is a control code and a digit (A–J, K–T, U–Z). 0 for others. */
static int sign_values(char sign, int values[2])
{
	if (is_digit((uint32_t)sign)) {
		values[0] = sign - '0';
		return 1;
	}
	if (sign == '-') {
		values[0] = SIGN_HYPHEN;
		return 1;
	}
	if (!is_letter((uint32_t)sign))
		return 0;
	values[0] = SIGN_CC1 + (sign - 'A') / 10;
	values[1] = (sign - 'A') % 10;
	return 2;
}

bool barcode_bars(const char *customer, char out[CUSTOMER_BARS + 1])
{
	int body[POSTAL_DIGITS + ADDRESS_PLACES];
	int used = 0, sum = 0;
	for (int i = 0; i < POSTAL_DIGITS + ADDRESS_PLACES; i++)
		body[i] = SIGN_CC4;
	if (strlen(customer) < POSTAL_DIGITS || strspn(customer, "0123456789") < POSTAL_DIGITS)
		return false;
	for (; *customer != '\0'; customer++) {
		int values[2] = {0, 0};
		int count = sign_values(*customer, values);
		if (count == 0 || used >= POSTAL_DIGITS + ADDRESS_PLACES)
			return false;
		/* A letter cut in half keeps its control code. */
		for (int i = 0; i < count && used < POSTAL_DIGITS + ADDRESS_PLACES; i++)
			body[used++] = values[i];
	}
	char *bar = out;
	*bar++ = 'F';
	*bar++ = 'D';
	for (int i = 0; i < POSTAL_DIGITS + ADDRESS_PLACES; i++, bar += 3) {
		memcpy(bar, signs[body[i]], 3);
		sum += body[i];
	}
	memcpy(bar, signs[(SIGNS - sum % SIGNS) % SIGNS], 3);
	memcpy(bar + 3, "DF", 3);
	return true;
}

/* ---- the QR code ---- */

/* One attempt with a fresh symbol: zint keeps options from one symbol to the next. The mask is
 * fixed, since trying all eight takes eight times as long and every reader takes any of them. */
static bool encode_once(
	const char *text, bool says_utf8, int level, struct arena *arena, struct qr *qr)
{
	enum { MASK = 2, MASK_SHIFT = 8, ECI_UTF8 = 26 };
	struct zint_symbol *symbol = ZBarcode_Create();
	if (symbol == NULL)
		return false;
	symbol->symbology = BARCODE_QRCODE;
	symbol->input_mode = DATA_MODE; /* the bytes as they are; readers take them for UTF-8 */
	symbol->eci = says_utf8 ? ECI_UTF8 : 0;
	symbol->option_1 = level;
	symbol->option_3 = (MASK + 1) << MASK_SHIFT;
	bool done = ZBarcode_Encode(symbol, (const unsigned char *)text, (int)strlen(text)) <
		    ZINT_ERROR;
	if (done) {
		int size = symbol->width;
		bool *modules = arena_alloc(arena, (size_t)(size * size) * sizeof *modules);
		for (int row = 0; row < size; row++)
			for (int column = 0; column < size; column++)
				modules[row * size + column] =
					(symbol->encoded_data[row][column / 8] >> column % 8 & 1) !=
					0;
		*qr = (struct qr){.size = size, .modules = modules};
	}
	ZBarcode_Delete(symbol);
	return done;
}

bool barcode_qr(const char *text, bool says_utf8, int size_max, struct arena *arena, struct qr *qr,
	struct fault *why)
{
	enum { LEVEL_L = 1, LEVEL_M = 2, BYTES_MAX = 2331 }; /* of the largest code in M */
	struct qr made;
	bool encoded = false;
	for (int level = LEVEL_M; level >= LEVEL_L; level--) {
		if (!encode_once(text, says_utf8, level, arena, &made))
			continue;
		encoded = true;
		if (made.size > size_max)
			continue;
		*qr = made;
		return true;
	}
	bool too_long = encoded || strlen(text) > BYTES_MAX;
	return fault_set(why, too_long ? FAULT_OFFICE : FAULT_INTERNAL,
		"a QR code of %zu bytes does not fit into %d modules a side", strlen(text),
		size_max);
}

/* ---- the notice number ---- */

bool barcode_scan(const char *number, struct arena *arena, struct linear *linear, struct fault *why)
{
	struct zint_symbol *symbol = ZBarcode_Create();
	bool done = false;
	if (symbol != NULL) {
		symbol->symbology = BARCODE_CODE128;
		done = ZBarcode_Encode(symbol, (const unsigned char *)number, (int)strlen(number)) <
		       ZINT_ERROR;
	}
	if (done) {
		bool *dark = arena_alloc(arena, (size_t)symbol->width * sizeof *dark);
		for (int i = 0; i < symbol->width; i++)
			dark[i] = (symbol->encoded_data[0][i / 8] >> i % 8 & 1) != 0;
		*linear = (struct linear){.modules = symbol->width, .dark = dark};
	}
	if (symbol != NULL)
		ZBarcode_Delete(symbol);
	return done || fault_set(why, FAULT_INTERNAL,
			       "the notice number \"%s\" cannot be made a code", number);
}
