#include "document/pdf/content.h"
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

bool reading_refuse_library(struct reading *reading)
{
	qpdf_error error = qpdf_has_error(reading->qpdf)       ? qpdf_get_error(reading->qpdf)
			   : qpdf_more_warnings(reading->qpdf) ? qpdf_next_warning(reading->qpdf)
							       : NULL;
	if (error == NULL)
		return reading_refuse(reading, "it is not what was written");
	const char *detail = qpdf_get_error_message_detail(reading->qpdf, error);
	reading->sheet = 0;
	if (strstr(detail, "bad_alloc") == NULL)
		return reading_refuse(reading, *detail == '\0' ? "it is damaged" : detail);
	reading->failed = true;
	return fault_set(reading->why, FAULT_INTERNAL, "the PDF cannot be read back: no memory");
}

bool reading_is_clean(struct reading *reading)
{
	return !reading->failed &&
	       ((!qpdf_has_error(reading->qpdf) && !qpdf_more_warnings(reading->qpdf)) ||
		       reading_refuse_library(reading));
}

qpdf_oh reading_value(const struct reading *reading, qpdf_oh dictionary, const char *key)
{
	return qpdf_oh_get_key_if_dict(reading->qpdf, dictionary, key);
}

bool reading_is_named(
	const struct reading *reading, qpdf_oh dictionary, const char *key, const char *name)
{
	return qpdf_oh_is_name_and_equals(
		reading->qpdf, reading_value(reading, dictionary, key), name);
}

long long reading_number(const struct reading *reading, qpdf_oh dictionary, const char *key)
{
	long long value;
	return qpdf_oh_get_value_as_longlong(
		       reading->qpdf, reading_value(reading, dictionary, key), &value)
		       ? value
		       : -1;
}

unsigned reading_object(const struct reading *reading, qpdf_oh object)
{
	return (unsigned)MAX(qpdf_oh_get_object_id(reading->qpdf, object), 0);
}

/* ---- streams ---- */

/* The deflated bytes, all of them, into reading->bytes. */
bool reading_inflate(struct reading *reading, const void *deflated, size_t length)
{
	z_stream *inflater = &reading->inflater;
	size_t room = MAX(reading->bytes->len, 4096), done = 0;
	int status = inflateReset(inflater);
	inflater->next_in = (Bytef *)deflated;
	inflater->avail_in = (uInt)length;
	while (status == Z_OK) {
		g_byte_array_set_size(reading->bytes, (guint)room);
		inflater->next_out = reading->bytes->data + done;
		inflater->avail_out = (uInt)(room - done);
		status = inflate(inflater, Z_NO_FLUSH);
		done = room - inflater->avail_out;
		if (status == Z_OK && inflater->avail_out > 0 && inflater->avail_in == 0)
			status = Z_DATA_ERROR; /* it ends half way */
		room = inflater->avail_out == 0 ? room * 2 : room;
	}
	g_byte_array_set_size(reading->bytes, (guint)done);
	return status == Z_STREAM_END && inflater->avail_in == 0;
}

bool reading_stream(struct reading *reading, qpdf_oh stream, qpdf_oh *dictionary)
{
	unsigned char *deflated = NULL;
	size_t length = 0;
	if (!qpdf_oh_is_stream(reading->qpdf, stream))
		return reading_refuse(reading, "lacks a stream");
	*dictionary = qpdf_oh_get_dict(reading->qpdf, stream);
	if (!reading_is_named(reading, *dictionary, "/Filter", "/FlateDecode"))
		return reading_refuse(reading, "has a stream that is not deflated");
	if ((qpdf_oh_get_stream_data(
		     reading->qpdf, stream, qpdf_dl_none, NULL, &deflated, &length) &
		    QPDF_ERRORS) != 0)
		return reading_refuse_library(reading);
	bool whole = reading_inflate(reading, deflated, length);
	g_free(deflated); /* malloc's, as GLib's are */
	unsigned number = reading_object(reading, stream);
	if (number < reading->read->len)
		reading->read->data[number] = READING_INFLATED;
	return reading_is_clean(reading) &&
	       (whole || reading_refuse(reading, "has a damaged stream"));
}

/* ---- fonts ---- */

/* The font program and what leads to its signs. */
static bool read_program(struct reading *reading, qpdf_oh font)
{
	qpdf_oh descriptor = reading_value(reading, font, "/FontDescriptor"), dictionary;
	bool truetype = reading_is_named(reading, font, "/Subtype", "/CIDFontType2");
	if (!truetype && !reading_is_named(reading, font, "/Subtype", "/CIDFontType0"))
		return reading_refuse(reading, "has a font of no kind");
	if (!reading_stream(reading,
		    reading_value(reading, descriptor, truetype ? "/FontFile2" : "/FontFile3"),
		    &dictionary))
		return false;
	if (reading->bytes->len == 0 || (truetype && reading_number(reading, dictionary,
							     "/Length1") != reading->bytes->len))
		return reading_refuse(reading, "has a font without its signs");
	if (!truetype && !reading_is_named(reading, dictionary, "/Subtype", "/CIDFontType0C"))
		return reading_refuse(reading, "has a font of no kind");
	if (!truetype)
		return true;
	return reading_stream(reading, reading_value(reading, font, "/CIDToGIDMap"), &dictionary) &&
	       ((reading->bytes->len > 0 && reading->bytes->len % 2 == 0) ||
		       reading_refuse(reading, "has a font without its signs"));
}

bool reading_font(struct reading *reading, qpdf_oh font, unsigned number)
{
	qpdf_oh dictionary, descendants = reading_value(reading, font, "/DescendantFonts");
	if (g_hash_table_contains(reading->fonts, GUINT_TO_POINTER(number)))
		return true;
	if (!reading_is_named(reading, font, "/Subtype", "/Type0") ||
		!reading_is_named(reading, font, "/Encoding", "/Identity-H") ||
		!qpdf_oh_is_array(reading->qpdf, descendants))
		return reading_refuse(reading, "has a font of no kind");
	if (!read_program(reading, qpdf_oh_get_array_item(reading->qpdf, descendants, 0)) ||
		!reading_stream(reading, reading_value(reading, font, "/ToUnicode"), &dictionary))
		return false;
	struct meanings *meanings =
		meanings_read((const char *)reading->bytes->data, reading->bytes->len);
	if (meanings == NULL)
		return reading_refuse(reading, "has a font without its meanings");
	g_hash_table_insert(reading->fonts, GUINT_TO_POINTER(number), meanings);
	return true;
}

/* ---- parts and pictures ---- */

static bool read_picture(struct reading *reading, qpdf_oh picture)
{
	qpdf_oh dictionary = 0;
	if (!reading_stream(reading, picture, &dictionary))
		return false;
	bool gray = reading_is_named(reading, dictionary, "/ColorSpace", "/DeviceGray");
	bool colors = reading_is_named(reading, dictionary, "/ColorSpace", "/DeviceRGB");
	long long width = reading_number(reading, dictionary, "/Width");
	long long height = reading_number(reading, dictionary, "/Height");
	if (!reading_is_named(reading, dictionary, "/Subtype", "/Image") || (!gray && !colors) ||
		reading_number(reading, dictionary, "/BitsPerComponent") != 8 || width <= 0 ||
		height <= 0 || width * height * (gray ? 1 : 3) != reading->bytes->len)
		return reading_refuse(reading, "has a damaged picture");
	qpdf_oh mask = reading_value(reading, dictionary, "/SMask");
	return qpdf_oh_is_null(reading->qpdf, mask) || read_picture(reading, mask);
}

/* A part shows all that is drawn in it: its box is a sheet to each side of its corner. */
static bool has_room(const struct reading *reading, qpdf_oh dictionary)
{
	qpdf_oh box = reading_value(reading, dictionary, "/BBox");
	const double sides[] = {-reading->width, -reading->height, reading->width, reading->height};
	if (!qpdf_oh_is_array(reading->qpdf, box) ||
		qpdf_oh_get_array_n_items(reading->qpdf, box) != (int)G_N_ELEMENTS(sides))
		return false;
	for (int i = 0; i < (int)G_N_ELEMENTS(sides); i++) {
		double value;
		if (!qpdf_oh_get_value_as_number(
			    reading->qpdf, qpdf_oh_get_array_item(reading->qpdf, box, i), &value) ||
			ABS(value - sides[i]) > 1)
			return false;
	}
	return true;
}

static bool read_part(struct reading *reading, qpdf_oh part, unsigned number)
{
	enum { DEPTH_MAX = 4 };
	qpdf_oh dictionary = qpdf_oh_get_dict(reading->qpdf, part);
	if (!has_room(reading, dictionary) || reading->depth == DEPTH_MAX)
		return reading_refuse(reading, "has a part cut off");
	struct content_said said = {0};
	GString *text = g_string_new(NULL);
	reading->depth++;
	bool done = reading_content(
		reading, part, reading_value(reading, dictionary, "/Resources"), text, &said);
	reading->depth--;
	g_string_free(text, TRUE);
	/* It is on many sheets: marks are where it is placed. */
	if (done && (said.marks > 0 || said.artifacts))
		done = reading_refuse(reading, "has a part with marks of its own");
	if (done)
		g_hash_table_insert(reading->parts, GUINT_TO_POINTER(number),
			g_memdup2(&said.sum, sizeof said.sum));
	return done;
}

bool reading_object_named(struct reading *reading, qpdf_oh object, unsigned number)
{
	if (g_hash_table_contains(reading->parts, GUINT_TO_POINTER(number)))
		return true;
	if (!qpdf_oh_is_stream(reading->qpdf, object))
		return reading_refuse(reading, "lacks a stream");
	qpdf_oh dictionary = qpdf_oh_get_dict(reading->qpdf, object);
	if (!reading_is_named(reading, dictionary, "/Type", "/XObject"))
		return reading_refuse(reading, "has a part of no kind");
	if (reading_is_named(reading, dictionary, "/Subtype", "/Form"))
		return read_part(reading, object, number);
	if (!read_picture(reading, object))
		return false;
	g_hash_table_insert(reading->parts, GUINT_TO_POINTER(number), g_new0(guint64, 1));
	return true;
}
