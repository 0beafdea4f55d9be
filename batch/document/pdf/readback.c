#include "document/pdf/readback.h"

#include "document/pdf/readback_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* libqpdf finds the objects, and is told to mend nothing: what it would mend or warn of is a fault.
 * It takes no notice of a deflated stream's checksum, so its raw bytes are inflated here, each
 * stream once: zlib's checksum is what tells one flipped bit. Sheets are gone through first; what
 * they lead to (fonts, parts, resources) is read when it is first named; then each object of the
 * table is asked for, and the streams that no sheet led to are inflated as well. */

/* ---- a PDF that is held ---- */

struct readback {
	FILE *stream;
	char *bytes;
	size_t length;
	GArray *sheets; /* struct readback_sheet */
	GStringChunk *numbers;
};

struct readback *readback_open(struct fault *why)
{
	struct readback *readback = g_new0(struct readback, 1);
	readback->sheets = g_array_new(FALSE, FALSE, sizeof(struct readback_sheet));
	readback->numbers = g_string_chunk_new(1024);
	readback->stream = open_memstream(&readback->bytes, &readback->length);
	if (readback->stream != NULL)
		return readback;
	readback_close(readback);
	fault_set(why, FAULT_INTERNAL, "the PDF cannot be written: no memory");
	return NULL;
}

FILE *readback_stream(const struct readback *readback)
{
	return readback->stream;
}

void readback_expect(struct readback *readback, uint64_t said, const char *number)
{
	struct readback_sheet sheet = {
		said, number == NULL ? NULL : g_string_chunk_insert(readback->numbers, number)};
	g_array_append_val(readback->sheets, sheet);
}

bool readback_issue(struct readback *readback, FILE *stream, struct fault *why)
{
	if (fflush(readback->stream) != 0)
		return fault_system(why, FAULT_WRITE, errno, "the PDF cannot be written");
	if (!readback_prove(readback->bytes, readback->length,
		    (const struct readback_sheet *)(const void *)readback->sheets->data,
		    readback->sheets->len, why))
		return false;
	errno = 0;
	if (fwrite(readback->bytes, 1, readback->length, stream) == readback->length &&
		fflush(stream) == 0 && ferror(stream) == 0)
		return true;
	return errno == 0 ? fault_set(why, FAULT_WRITE, "the PDF cannot be written")
			  : fault_system(why, FAULT_WRITE, errno, "the PDF cannot be written");
}

void readback_close(struct readback *readback)
{
	if (readback == NULL)
		return;
	if (readback->stream != NULL)
		fclose(readback->stream);
	g_free(readback->bytes);
	g_array_free(readback->sheets, TRUE);
	g_string_chunk_free(readback->numbers);
	g_free(readback);
}

/* ---- the whole ---- */

/* Each object of the table, and the streams that no sheet led to. */
static bool read_objects(struct reading *reading)
{
	bool done = true;
	for (unsigned i = 1; i < reading->read->len && done; i++) {
		if (reading->read->data[i] == READING_DONE)
			continue;
		qpdf_oh object = qpdf_get_object_by_id(reading->qpdf, (int)i, 0), dictionary;
		if (qpdf_oh_is_null(reading->qpdf, object))
			done = reading_refuse(reading, "it lacks an object");
		else if (reading->read->data[i] == READING_TO_DO &&
			 qpdf_oh_is_stream(reading->qpdf, object))
			done = reading_stream(reading, object, &dictionary);
		done = done && reading_is_clean(reading);
		qpdf_oh_release_all(reading->qpdf);
	}
	return done;
}

/* How large a sheet is, as the tree of the sheets says of all. */
static bool read_size(struct reading *reading)
{
	qpdf_oh box = reading_value(reading,
		reading_value(reading, qpdf_get_root(reading->qpdf), "/Pages"), "/MediaBox");
	double corner[4] = {0};
	bool done = qpdf_oh_is_array(reading->qpdf, box) &&
		    qpdf_oh_get_array_n_items(reading->qpdf, box) == 4;
	for (int i = 0; i < 4 && done; i++)
		done = qpdf_oh_get_value_as_number(
			reading->qpdf, qpdf_oh_get_array_item(reading->qpdf, box, i), &corner[i]);
	if (!done || corner[0] != 0 || corner[1] != 0 || corner[2] <= 0 || corner[3] <= 0)
		return reading_refuse(reading, "its sheets have no size");
	reading->width = corner[2];
	reading->height = corner[3];
	return reading_is_clean(reading);
}

/* What READBACK_WISHES says. */
static bool read_wishes(struct reading *reading)
{
	static const struct {
		const char *key, *value; /* as libqpdf writes it */
	} wishes[] = {
		{"/DisplayDocTitle", "true"}, {"/PrintScaling", "/None"}, {"/Duplex", "/Simplex"}};
	qpdf_oh root = qpdf_get_root(reading->qpdf);
	qpdf_oh said = reading_value(reading, root, "/ViewerPreferences");
	qpdf_oh marks = reading_value(reading, root, "/MarkInfo");
	bool done = strcmp(qpdf_oh_unparse(reading->qpdf, reading_value(reading, root, "/Lang")),
			    "(" READBACK_LANGUAGE ")") == 0;
	done = done &&
	       strcmp(qpdf_oh_unparse(reading->qpdf, reading_value(reading, marks, "/Marked")),
		       "true") == 0;
	for (size_t i = 0; i < G_N_ELEMENTS(wishes) && done; i++)
		done = strcmp(qpdf_oh_unparse(
				      reading->qpdf, reading_value(reading, said, wishes[i].key)),
			       wishes[i].value) == 0;
	return reading_is_clean(reading) &&
	       (done || reading_refuse(reading, "it does not say how it is to be printed"));
}

/* The first line, and the last. */
static const char head[] = "%PDF-1.7\n", foot[] = "%%EOF\n";
enum { BEGIN = sizeof head - 1, END = sizeof foot - 1 };

/* Between streams there are signs of ASCII and line feeds alone, and each stream is as long as it
 * says: readers differ in what else they take for a blank. */
static bool is_plain(const char *bytes, size_t length)
{
	static const char begin[] = ">>\nstream\n", behind[] = "\nendstream\nendobj\n",
			  size[] = "/Length ";
	const char *end = bytes + length, *at = memchr(bytes + BEGIN, '\n', length - BEGIN);
	while (at != NULL && at < end) {
		const char *found = memmem(at, (size_t)(end - at), begin, sizeof begin - 1);
		for (const char *stop = found == NULL ? end : found; at < stop; at++)
			if (*at != '\n' && !g_ascii_isprint(*at))
				return false;
		if (found == NULL)
			return true;
		const char *digits = found;
		while (g_ascii_isdigit(digits[-1]))
			digits--;
		size_t told = strtoul(digits, NULL, 10);
		at = found + sizeof begin - 1;
		if (memcmp(digits - (sizeof size - 1), size, sizeof size - 1) != 0 ||
			told > (size_t)(end - at) ||
			(size_t)(end - at) - told < sizeof behind - 1 ||
			memcmp(at + told, behind, sizeof behind - 1) != 0)
			return false;
		at += told + sizeof behind - 1;
	}
	return false;
}

static bool read_table(struct reading *reading, const char *bytes, size_t length)
{
	if (length < BEGIN + END || memcmp(bytes, head, BEGIN) != 0 ||
		memcmp(bytes + length - END, foot, END) != 0 || !is_plain(bytes, length))
		return reading_refuse(reading, "it is not whole");
	if ((qpdf_read_memory(reading->qpdf, "", bytes, length, NULL) & QPDF_ERRORS) != 0)
		return reading_refuse_library(reading);
	long long size = reading_number(reading, qpdf_get_trailer(reading->qpdf), "/Size");
	/* No object is shorter than a byte. */
	if (size <= 0 || (unsigned long long)size > 8 * (unsigned long long)length)
		return reading_refuse(reading, "it is damaged");
	g_byte_array_set_size(reading->read, (guint)size);
	memset(reading->read->data, 0, reading->read->len);
	return reading_is_clean(reading) &&
	       (reading_places(reading) || reading_refuse(reading, "it is damaged"));
}

static bool prove_whole(struct reading *reading, const char *bytes, size_t length,
	const struct readback_sheet *sheets, size_t count)
{
	reading->qpdf = qpdf_init();
	qpdf_silence_errors(reading->qpdf);
	qpdf_set_suppress_warnings(reading->qpdf, QPDF_TRUE);
	qpdf_set_attempt_recovery(reading->qpdf, QPDF_FALSE);
	bool done = read_table(reading, bytes, length) && read_wishes(reading) &&
		    read_size(reading) && reading_sheets(reading, sheets, count) &&
		    reading_structure(reading) && read_objects(reading);
	/* An error that nobody has asked for is printed when it goes. */
	if (qpdf_has_error(reading->qpdf))
		qpdf_get_error(reading->qpdf);
	qpdf_cleanup(&reading->qpdf);
	return done;
}

bool readback_prove(const void *bytes, size_t length, const struct readback_sheet *sheets,
	size_t count, struct fault *why)
{
	/* Where there is no memory the library ends the program before it says so: there has to be
	 * enough for it to begin with. */
	enum { ENOUGH = 16 << 20 };
	void *tried = g_try_malloc(ENOUGH + 2 * length);
	g_free(tried);
	struct reading reading = {.why = why, .file = bytes, .length = length};
	if (tried == NULL || inflateInit(&reading.inflater) != Z_OK)
		return fault_set(why, FAULT_INTERNAL, "the PDF cannot be read back: no memory");
	reading.read = g_byte_array_new();
	reading.bytes = g_byte_array_new();
	reading.named = g_hash_table_new_full(NULL, NULL, NULL, reading_free_resources);
	reading.fonts = g_hash_table_new_full(
		NULL, NULL, NULL, (GDestroyNotify)(void (*)(void))meanings_close);
	reading.parts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	reading.sheets = g_hash_table_new(NULL, NULL);
	reading.marks = g_array_new(FALSE, FALSE, sizeof(guint));
	bool done = prove_whole(&reading, bytes, length, sheets, count);
	inflateEnd(&reading.inflater);
	g_free(reading.places);
	g_byte_array_free(reading.read, TRUE);
	g_byte_array_free(reading.bytes, TRUE);
	g_hash_table_destroy(reading.named);
	g_hash_table_destroy(reading.fonts);
	g_hash_table_destroy(reading.parts);
	g_hash_table_destroy(reading.sheets);
	g_array_free(reading.marks, TRUE);
	return done;
}
