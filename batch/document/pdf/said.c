#include "document/pdf/said.h"

#include <string.h>

/* Each code has its text and that text's sum at its place in one table. */

/* ---- sums ---- */

struct span {
	gunichar from, to;
};

/* Signs that show nothing although they are no blanks and no controls (Default_Ignorable_Code_Point
 * of the Unicode Character Database): layout may leave them out. */
static const struct span unseen[] = {{0x34F, 0x34F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
	{0x180B, 0x180F}, {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB},
	{0xE0000, 0xE0FFF}};

static bool is_counted(gunichar sign)
{
	if (sign > 0x20 && sign < 0x7F)
		return true;
	switch (g_unichar_type(sign)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_SPACE_SEPARATOR:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
		return false;
	default:
		break;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(unseen); i++)
		if (sign >= unseen[i].from && sign <= unseen[i].to)
			return false;
	return true;
}

/* Spread over 64 bits, so that sums of different signs differ (the finalizer of splitmix64). */
static guint64 sign_sum(gunichar sign)
{
	guint64 sum = sign * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
	sum = (sum ^ sum >> 30) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
	sum = (sum ^ sum >> 27) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
	return sum ^ sum >> 31;
}

guint64 said_sum(const char *text, size_t length)
{
	guint64 sum = 0;
	for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
		gunichar sign = g_utf8_get_char(at);
		sum += is_counted(sign) ? sign_sum(sign) : 0;
	}
	return sum;
}

/* ---- codes ---- */

struct meanings {
	GStringChunk *texts;
	GArray *of; /* struct meaning, by code, as far as there are any */
};

const char *said_digits(const char *at, const char *end, GString *bytes)
{
	int digits = 0, byte = 0;
	g_string_truncate(bytes, 0);
	for (at++; at < end && *at != '>'; at++) {
		if (g_ascii_isspace(*at))
			continue;
		if (!g_ascii_isxdigit(*at))
			return NULL;
		byte = (byte << 4 | g_ascii_xdigit_value(*at)) & 0xFF;
		if (++digits % 2 == 0)
			g_string_append_c(bytes, (char)byte);
	}
	return at < end && digits % 2 == 0 ? at + 1 : NULL;
}

char *said_utf16(const GString *bytes, gsize from)
{
	gsize count = (bytes->len - from) / 2;
	gunichar2 *units = g_new0(gunichar2, count + 1);
	for (gsize i = 0; i < count; i++)
		units[i] = (gunichar2)((guchar)bytes->str[from + 2 * i] << 8 |
				       (guchar)bytes->str[from + 2 * i + 1]);
	char *text = g_utf16_to_utf8(units, (glong)count, NULL, NULL, NULL);
	g_free(units);
	return text;
}

static bool add_meaning(struct meanings *meanings, const GString *code, const GString *units)
{
	char *text = code->len == 2 ? said_utf16(units, 0) : NULL;
	if (text == NULL)
		return false;
	guint place = (guint)((guchar)code->str[0] << 8 | (guchar)code->str[1]);
	if (place >= meanings->of->len)
		g_array_set_size(meanings->of, place + 1);
	struct meaning *meaning = &g_array_index(meanings->of, struct meaning, place);
	meaning->text = g_string_chunk_insert(meanings->texts, text);
	meaning->sum = said_sum(text, strlen(text));
	g_free(text);
	return true;
}

/* Pairs of a code and its text, up to the word that ends them. */
static const char *read_pairs(struct meanings *meanings, const char *at, const char *end)
{
	GString *code = g_string_new(NULL), *units = g_string_new(NULL);
	for (bool done = false; at != NULL && !done;) {
		while (at < end && g_ascii_isspace(*at))
			at++;
		done = at < end && *at != '<';
		if (done)
			break;
		at = at < end ? said_digits(at, end, code) : NULL;
		if (at != NULL && at < end && *at == '<')
			at = said_digits(at, end, units);
		else
			at = NULL;
		if (at != NULL && !add_meaning(meanings, code, units))
			at = NULL;
	}
	g_string_free(code, TRUE);
	g_string_free(units, TRUE);
	return at;
}

const struct meaning *meanings_find(const struct meanings *meanings, unsigned code)
{
	static const struct meaning none = {NULL, 0};
	return code < meanings->of->len ? &g_array_index(meanings->of, struct meaning, code)
					: &none;
}

struct meanings *meanings_read(const char *map, size_t length)
{
	static const char begins[] = "beginbfchar";
	struct meanings *meanings = g_new0(struct meanings, 1);
	meanings->texts = g_string_chunk_new(4096);
	meanings->of = g_array_new(FALSE, TRUE, sizeof(struct meaning));
	const char *at = map, *end = map + length;
	while (at != NULL) {
		const char *found = memmem(at, (size_t)(end - at), begins, sizeof begins - 1);
		if (found == NULL)
			break;
		at = read_pairs(meanings, found + sizeof begins - 1, end);
	}
	if (at != NULL && memmem(at, (size_t)(end - at), "endcmap", 7) != NULL)
		return meanings;
	meanings_close(meanings);
	return NULL;
}

void meanings_close(struct meanings *meanings)
{
	if (meanings == NULL)
		return;
	g_string_chunk_free(meanings->texts);
	g_array_free(meanings->of, TRUE);
	g_free(meanings);
}
