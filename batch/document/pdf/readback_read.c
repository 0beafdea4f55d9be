#include "base/phrase.h"
#include "document/pdf/readback_parts.h"

#include <string.h>

/* Fonts, parts and pictures are read when they are first named, and once. */

bool reading_refuse(struct reading *reading, const char *what)
{
	if (reading->failed)
		return false;
	reading->failed = true;
	if (reading->sheet == 0)
		return fault_set(reading->why, FAULT_WRITE,
			"the PDF cannot be written: read back, %s; hint: run it again", what);
	return fault_set(reading->why, FAULT_WRITE,
		"the PDF cannot be written: read back, sheet %zu %s; hint: run it again",
		reading->sheet, what);
}

/* ---- fonts ---- */

/* The font program and what leads to its signs. */
static bool read_program(struct reading *reading, const char *font)
{
	const char *descriptor = reading_value(reading, font, "/FontDescriptor"), *dictionary;
	bool truetype = reading_is(reading_entry(font, "/Subtype"), "/CIDFontType2");
	if (!truetype && !reading_is(reading_entry(font, "/Subtype"), "/CIDFontType0"))
		return reading_refuse(reading, phrase("has a font of no kind"));
	if (!reading_stream(reading,
		    reading_object(descriptor, truetype ? "/FontFile2" : "/FontFile3"),
		    &dictionary))
		return false;
	if (reading->bytes->len == 0 ||
		(truetype && reading_number(dictionary, "/Length1") != reading->bytes->len))
		return reading_refuse(reading, phrase("has a font without its signs"));
	if (!truetype && !reading_is(reading_entry(dictionary, "/Subtype"), "/CIDFontType0C"))
		return reading_refuse(reading, phrase("has a font of no kind"));
	if (!truetype)
		return true;
	return reading_stream(reading, reading_object(font, "/CIDToGIDMap"), &dictionary) &&
	       ((reading->bytes->len > 0 && reading->bytes->len % 2 == 0) ||
		       reading_refuse(reading, phrase("has a font without its signs")));
}

bool reading_font(struct reading *reading, unsigned number)
{
	const char *font = reading_text(reading, number), *dictionary;
	const char *descendants = reading_entry(font, "/DescendantFonts");
	unsigned descendant;
	if (g_hash_table_contains(reading->fonts, GUINT_TO_POINTER(number)))
		return true;
	if (!reading_is(reading_entry(font, "/Subtype"), "/Type0") ||
		!reading_is(reading_entry(font, "/Encoding"), "/Identity-H") ||
		descendants == NULL || !reading_word(&descendants, "[") ||
		!reading_reference(&descendants, &descendant))
		return reading_refuse(reading, phrase("has a font of no kind"));
	if (!read_program(reading, reading_text(reading, descendant)) ||
		!reading_stream(reading, reading_object(font, "/ToUnicode"), &dictionary))
		return false;
	struct meanings *meanings =
		meanings_read((const char *)reading->bytes->data, reading->bytes->len);
	if (meanings == NULL)
		return reading_refuse(reading, phrase("has a font without its meanings"));
	g_hash_table_insert(reading->fonts, GUINT_TO_POINTER(number), meanings);
	return true;
}

/* ---- parts and pictures ---- */

/* A picture whose stream is in hand. */
static bool check_picture(struct reading *reading, const char *dictionary)
{
	const char *colors = reading_entry(dictionary, "/ColorSpace");
	bool gray = reading_is(colors, "/DeviceGray"), rgb = reading_is(colors, "/DeviceRGB");
	long long row = reading_number(dictionary, "/Width") * (gray ? 1 : 3);
	long long height = reading_number(dictionary, "/Height"), length = reading->bytes->len;
	return (reading_is(reading_entry(dictionary, "/Subtype"), "/Image") && (gray || rgb) &&
		       reading_number(dictionary, "/BitsPerComponent") == 8 && row > 0 &&
		       height > 0 && length % row == 0 && length / row == height) ||
	       reading_refuse(reading, phrase("has a damaged picture"));
}

/* The same, and what it lets shine through. */
static bool read_picture(struct reading *reading, const char *dictionary)
{
	unsigned mask = reading_object(dictionary, "/SMask");
	const char *beside;
	return check_picture(reading, dictionary) &&
	       (reading_entry(dictionary, "/SMask") == NULL ||
		       (reading_stream(reading, mask, &beside) && check_picture(reading, beside)));
}

/* A part shows all that is drawn in it: its box is a sheet to each side of its corner. */
static bool has_room(const struct reading *reading, const char *dictionary)
{
	const double sides[] = {-reading->width, -reading->height, reading->width, reading->height};
	double box[G_N_ELEMENTS(sides)];
	if (!reading_box(reading_entry(dictionary, "/BBox"), box))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
		if (ABS(box[i] - sides[i]) > 1)
			return false;
	return true;
}

/* A part whose stream is in hand. */
static bool read_part(struct reading *reading, const char *dictionary, unsigned number)
{
	enum { DEPTH_MAX = 4 };
	if (!has_room(reading, dictionary) || reading->depth == DEPTH_MAX)
		return reading_refuse(reading, phrase("has a part cut off"));
	struct content_said said = {0};
	GString *text = g_string_new(NULL);
	unsigned resources = reading_object(dictionary, "/Resources");
	/* What is named is read first. */
	GByteArray *bytes = reading->bytes;
	reading->bytes = g_byte_array_new();
	reading->depth++;
	bool done = reading_have_resources(reading, resources);
	reading->depth--;
	done = done && reading_content(reading, bytes, resources, text, &said);
	g_byte_array_free(bytes, TRUE);
	g_string_free(text, TRUE);
	/* It is on many sheets: marks are where it is placed. */
	if (done && (said.marks > 0 || said.artifacts))
		done = reading_refuse(reading, phrase("has a part with marks of its own"));
	if (done)
		g_hash_table_insert(reading->parts, GUINT_TO_POINTER(number),
			g_memdup2(&said.sum, sizeof said.sum));
	return done;
}

bool reading_object_named(struct reading *reading, unsigned number)
{
	const char *dictionary;
	if (g_hash_table_contains(reading->parts, GUINT_TO_POINTER(number)))
		return true;
	if (!reading_stream(reading, number, &dictionary))
		return false;
	if (!reading_is(reading_entry(dictionary, "/Type"), "/XObject"))
		return reading_refuse(reading, phrase("has a part of no kind"));
	if (reading_is(reading_entry(dictionary, "/Subtype"), "/Form"))
		return read_part(reading, dictionary, number);
	if (!read_picture(reading, dictionary))
		return false;
	g_hash_table_insert(reading->parts, GUINT_TO_POINTER(number), g_new0(guint64, 1));
	return true;
}
