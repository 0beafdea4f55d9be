#include "document/pdf/content.h"
#include "document/pdf/readback_parts.h"

#include <string.h>

/* What is named is read when it is first named, and once. */

enum kind { FONT, OBJECT, STATE, KINDS };

/* What a dictionary of resources names: "/F0" → the object's number. */
struct resources {
	GHashTable *names[KINDS];
};

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

static bool is_named(
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
	if (!is_named(reading, *dictionary, "/Filter", "/FlateDecode"))
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
	bool truetype = is_named(reading, font, "/Subtype", "/CIDFontType2");
	if (!truetype && !is_named(reading, font, "/Subtype", "/CIDFontType0"))
		return reading_refuse(reading, "has a font of no kind");
	if (!reading_stream(reading,
		    reading_value(reading, descriptor, truetype ? "/FontFile2" : "/FontFile3"),
		    &dictionary))
		return false;
	if (reading->bytes->len == 0 || (truetype && reading_number(reading, dictionary,
							     "/Length1") != reading->bytes->len))
		return reading_refuse(reading, "has a font without its signs");
	if (!truetype && !is_named(reading, dictionary, "/Subtype", "/CIDFontType0C"))
		return reading_refuse(reading, "has a font of no kind");
	if (!truetype)
		return true;
	return reading_stream(reading, reading_value(reading, font, "/CIDToGIDMap"), &dictionary) &&
	       ((reading->bytes->len > 0 && reading->bytes->len % 2 == 0) ||
		       reading_refuse(reading, "has a font without its signs"));
}

static bool read_font(struct reading *reading, qpdf_oh font, unsigned number)
{
	qpdf_oh dictionary, descendants = reading_value(reading, font, "/DescendantFonts");
	if (g_hash_table_contains(reading->fonts, GUINT_TO_POINTER(number)))
		return true;
	if (!is_named(reading, font, "/Subtype", "/Type0") ||
		!is_named(reading, font, "/Encoding", "/Identity-H") ||
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
	bool gray = is_named(reading, dictionary, "/ColorSpace", "/DeviceGray");
	bool colors = is_named(reading, dictionary, "/ColorSpace", "/DeviceRGB");
	long long width = reading_number(reading, dictionary, "/Width");
	long long height = reading_number(reading, dictionary, "/Height");
	if (!is_named(reading, dictionary, "/Subtype", "/Image") || (!gray && !colors) ||
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

static bool read_object(struct reading *reading, qpdf_oh object, unsigned number)
{
	if (g_hash_table_contains(reading->parts, GUINT_TO_POINTER(number)))
		return true;
	if (!qpdf_oh_is_stream(reading->qpdf, object))
		return reading_refuse(reading, "lacks a stream");
	qpdf_oh dictionary = qpdf_oh_get_dict(reading->qpdf, object);
	if (!is_named(reading, dictionary, "/Type", "/XObject"))
		return reading_refuse(reading, "has a part of no kind");
	if (is_named(reading, dictionary, "/Subtype", "/Form"))
		return read_part(reading, object, number);
	if (!read_picture(reading, object))
		return false;
	g_hash_table_insert(reading->parts, GUINT_TO_POINTER(number), g_new0(guint64, 1));
	return true;
}

/* ---- resources and contents ---- */

void reading_free_resources(void *pointer)
{
	struct resources *resources = pointer;
	for (int i = 0; i < KINDS; i++)
		g_hash_table_destroy(resources->names[i]);
	g_free(resources);
}

static bool read_state(struct reading *reading, qpdf_oh state, unsigned number)
{
	(void)number;
	return is_named(reading, state, "/Type", "/ExtGState") ||
	       reading_refuse(reading, "has a state of no kind");
}

/* All names of one kind, and what they lead to. */
static bool read_names(
	struct reading *reading, qpdf_oh dictionary, enum kind kind, struct resources *resources)
{
	static bool (*const readers[KINDS])(struct reading *, qpdf_oh, unsigned) = {
		[FONT] = read_font, [OBJECT] = read_object, [STATE] = read_state};
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	qpdf_oh_begin_dict_key_iter(reading->qpdf, dictionary);
	while (qpdf_oh_dict_more_keys(reading->qpdf))
		g_ptr_array_add(names, g_strdup(qpdf_oh_dict_next_key(reading->qpdf)));
	bool done = true;
	for (guint i = 0; i < names->len && done; i++) {
		char *name = names->pdata[i];
		qpdf_oh object = reading_value(reading, dictionary, name);
		unsigned number = reading_object(reading, object);
		done = number > 0 ? readers[kind](reading, object, number)
				  : reading_refuse(reading, "names what is not there");
		g_hash_table_insert(
			resources->names[kind], g_strdup(name), GUINT_TO_POINTER(number));
	}
	g_ptr_array_free(names, TRUE);
	return done;
}

/* NULL when something is wrong with them. */
static const struct resources *read_resources(struct reading *reading, qpdf_oh dictionary)
{
	static const char *const categories[KINDS] = {
		[FONT] = "/Font", [OBJECT] = "/XObject", [STATE] = "/ExtGState"};
	unsigned number = reading_object(reading, dictionary);
	struct resources *resources = g_hash_table_lookup(reading->named, GUINT_TO_POINTER(number));
	if (resources != NULL)
		return resources;
	if (number == 0 || !qpdf_oh_is_dictionary(reading->qpdf, dictionary)) {
		reading_refuse(reading, "has no resources");
		return NULL;
	}
	resources = g_new0(struct resources, 1);
	bool done = true;
	for (int i = 0; i < KINDS; i++) {
		resources->names[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		qpdf_oh named = reading_value(reading, dictionary, categories[i]);
		if (done && qpdf_oh_is_dictionary(reading->qpdf, named))
			done = read_names(reading, named, (enum kind)i, resources);
	}
	if (done) {
		g_hash_table_insert(reading->named, GUINT_TO_POINTER(number), resources);
		return resources;
	}
	reading_free_resources(resources);
	return NULL;
}

/* What a content names is looked up here. */
struct lookup {
	const struct reading *reading;
	const struct resources *resources;
};

static void *find_named(const struct lookup *lookup, enum kind kind, const char *name)
{
	return g_hash_table_lookup(lookup->resources->names[kind], name);
}

static const struct meanings *font_named(void *context, const char *name)
{
	const struct lookup *lookup = context;
	return g_hash_table_lookup(lookup->reading->fonts, find_named(lookup, FONT, name));
}

static bool object_named(void *context, const char *name, guint64 *sum)
{
	const struct lookup *lookup = context;
	const guint64 *said =
		g_hash_table_lookup(lookup->reading->parts, find_named(lookup, OBJECT, name));
	if (said != NULL)
		*sum = *said;
	return said != NULL;
}

static bool state_named(void *context, const char *name)
{
	return find_named(context, STATE, name) != NULL;
}

bool reading_content(struct reading *reading, qpdf_oh stream, qpdf_oh resources, GString *text,
	struct content_said *said)
{
	struct lookup lookup = {.reading = reading};
	const struct content_names names = {&lookup, font_named, object_named, state_named};
	qpdf_oh dictionary;
	const char *wrong;
	/* What is named is read first: there are bytes of one stream at a time. */
	lookup.resources = read_resources(reading, resources);
	return lookup.resources != NULL && reading_stream(reading, stream, &dictionary) &&
	       (content_read((const char *)reading->bytes->data, reading->bytes->len, &names, text,
			said, &wrong) ||
		       reading_refuse(reading, wrong));
}
