#include "document/pdf/barcode.h"

#include "base/text.h"
#include "document/pdf/numeral.h"
#include "document/pdf/town_end.h"

#include <stdio.h>
#include <string.h>
#include <zint.h>

/* An address becomes bars by the steps of 郵便番号・バーコードマニュアル (日本郵便). All codes are
 * rows of dark and light here; how large a module is on paper is for who draws them. */

enum { POSTAL_DIGITS = 7, ADDRESS_PLACES = 13, SIGNS = 19 };

/* ---- the address number ---- */

static bool is_letter(uint32_t code_point)
{
	return code_point >= 'A' && code_point <= 'Z';
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

static void collect_number(struct collector *collector, long number)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%ld", number);
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
		uint32_t sign = numeral_narrow(text_next(&at));
		if (sign == '&' || sign == '/' || sign == '.' || sign == 0x30FB || sign == 0xFF65)
			continue;
		memcpy(text + used, from, (size_t)(at - from));
		used += (size_t)(at - from);
	}

	/* A kanji numeral of three bytes becomes at most four digits (千) and a hyphen. */
	struct collector collector = {.out = arena_alloc(arena, 2 * length + 16)};
	uint32_t before = 0;
	for (const char *at = text; *at != '\0';) {
		const char *behind = at;
		long number = numeral_kanji(&behind);
		if (number >= 0 && numeral_counted(behind, false) != 0) {
			at = behind;
			collect_number(&collector, number);
			before = '0';
			continue;
		}
		const char *ahead;
		uint32_t sign = numeral_narrow(text_next(&at));
		ahead = at;
		uint32_t next = numeral_narrow(text_next(&ahead));
		bool alone = is_letter(sign) && !is_letter(before) && !is_letter(next);
		bool storey = sign == 'F' && numeral_is_figure(before) && alone;
		if (numeral_is_figure(sign) || (alone && !storey))
			collect_sign(&collector, (char)sign);
		else
			collector.gap = true;
		before = sign;
	}
	return collector.out;
}

/* What the address number is taken from: what stands behind the town, the building with it; of a
 * post office box its number alone; nothing where the code says all. NULL when the town's end is
 * not sure.
 */
static const char *numbered_part(const struct town_list *towns, const char *postal,
	const char *address, const char *building, struct arena *arena)
{
	static const char box[] = "私書箱";
	const char *rest = "", *at_box = strstr(address, box);
	if (at_box != NULL)
		return at_box + strlen(box);
	switch (town_end(towns, postal, address, &rest)) {
	case TOWN_NONE:
		return "";
	case TOWN_ENDS:
		return arena_print(arena, "%s %s", rest, building);
	case TOWN_UNSURE:
		break;
	}
	return NULL;
}

bool barcode_customer(const struct town_list *towns, const char *postal, const char *address,
	const char *building, char out[CUSTOMER_BYTES])
{
	out[0] = '\0';
	if (postal == NULL || strlen(postal) != POSTAL_DIGITS ||
		strspn(postal, "0123456789") != POSTAL_DIGITS || text_begins(postal + 5, "00"))
		return false;
	struct arena *arena = arena_open();
	const char *part = numbered_part(towns, postal, address == NULL ? "" : address,
		building == NULL ? "" : building, arena);
	if (part != NULL) {
		const char *number = barcode_address_number(part, arena);
		memcpy(out, postal, POSTAL_DIGITS);
		size_t used = POSTAL_DIGITS;
		for (size_t places = 0; *number != '\0' && places < ADDRESS_PLACES; number++) {
			places += is_letter((uint32_t)*number) ? 2 : 1;
			out[used++] = *number;
		}
		out[used] = '\0';
	}
	arena_close(arena);
	return part != NULL;
}

/* ---- the bars ---- */

/* The signs by their value for the check digit: 0–9, hyphen, CC1–CC8. */
static const char signs[SIGNS][4] = {"FTT", "FFT", "FDA", "DFA", "FAD", "FTF", "DAF", "AFD", "ADF",
	"TFF", "TFT", "DAT", "DTA", "ADT", "TDA", "ATD", "TAD", "TTF", "FFF"};
enum { SIGN_HYPHEN = 10, SIGN_CC1 = 11, SIGN_CC4 = 14 };

/* One or two sign values; a letter is a control code and a digit (A–J, K–T, U–Z). 0 for others. */
static int sign_values(char sign, int values[2])
{
	if (numeral_is_figure((uint32_t)sign)) {
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
