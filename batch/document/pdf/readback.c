#include "document/pdf/readback.h"

#include "base/phrase.h"
#include "document/pdf/readback_parts.h"

#include <errno.h>
#include <string.h>

/* The file is gone through once from its first byte to its last; then its table is held against
 * what was found. Sheets come first; what they lead to (fonts, parts, resources) is read when it is
 * first named; then all that no sheet led to: each stream is inflated, each object gone through.
 *
 * One reader of our own, and no library: libqpdf did half of it before, and kept the whole table
 * (65 MiB of 10,000 sheets). What it proved beyond this is that the form itself is a PDF, which is
 * the same in every document, and is for the tests to show; a lost bit, a short write or a wrong
 * number is found by whoever takes nothing but that form. */

/* ---- a PDF that is written ---- */

struct readback {
	FILE *file;
	GArray *sheets; /* struct readback_sheet */
	GStringChunk *numbers;
};

struct readback *readback_open(FILE *file, struct fault *why)
{
	errno = 0;
	if (ftello(file) != 0) {
		fault_system(why, FAULT_WRITE, errno == 0 ? EINVAL : errno,
			"the PDF cannot be written where it cannot be read back");
		return NULL;
	}
	struct readback *readback = g_new0(struct readback, 1);
	readback->file = file;
	readback->sheets = g_array_new(FALSE, FALSE, sizeof(struct readback_sheet));
	readback->numbers = g_string_chunk_new(1024);
	return readback;
}

void readback_expect(struct readback *readback, uint64_t said, const char *number)
{
	struct readback_sheet sheet = {
		said, number == NULL ? NULL : g_string_chunk_insert(readback->numbers, number)};
	g_array_append_val(readback->sheets, sheet);
}

bool readback_proven(struct readback *readback, struct fault *why)
{
	return readback_prove(readback->file,
		(const struct readback_sheet *)(const void *)readback->sheets->data,
		readback->sheets->len, why);
}

void readback_close(struct readback *readback)
{
	if (readback == NULL)
		return;
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
		const char *dictionary;
		if (reading->places[i].state == 1 && reading->read->data[i] == READING_TO_DO)
			done = reading_stream(reading, i, &dictionary);
		else if (reading->places[i].state == 2 && reading->read->data[i] == READING_TO_DO)
			done = reading_text(reading, i) != NULL ||
			       reading_refuse(reading, phrase("it lacks an object"));
		if (done && reading_is(g_hash_table_lookup(reading->texts, GUINT_TO_POINTER(i)),
				    "null"))
			done = reading_refuse(reading, phrase("it lacks an object"));
	}
	return done;
}

/* How large a sheet is, as the tree of the sheets says of all. */
static bool read_size(struct reading *reading)
{
	const char *root = reading_text(reading, reading->root);
	double box[4];
	if (!reading_box(reading_entry(reading_value(reading, root, "/Pages"), "/MediaBox"), box) ||
		box[0] != 0 || box[1] != 0 || box[2] <= 0 || box[3] <= 0)
		return reading_refuse(reading, phrase("its sheets have no size"));
	reading->width = box[2];
	reading->height = box[3];
	return true;
}

/* What READBACK_WISHES says, word for word. */
static bool read_wishes(struct reading *reading)
{
	const char *root = reading_text(reading, reading->root);
	return (root != NULL && strstr(root, READBACK_WISHES) != NULL) ||
	       reading_refuse(reading, phrase("it does not say how it is to be printed"));
}

/* What it says of itself, twice: that both are there, and of that kind. */
static bool read_metadata(struct reading *reading)
{
	const char *root = reading_text(reading, reading->root), *dictionary;
	return reading_stream(reading, reading_object(root, "/Metadata"), &dictionary) &&
	       ((reading_is(reading_entry(dictionary, "/Type"), "/Metadata") &&
			reading_is(reading_entry(dictionary, "/Subtype"), "/XML") &&
			reading_entry(reading_text(reading, reading->information), "/Producer") !=
				NULL) ||
		       reading_refuse(reading, phrase("it says nothing of itself")));
}

static bool prove_whole(struct reading *reading, const struct readback_sheet *sheets, size_t count)
{
	if (!reading_streams(reading))
		return reading_refuse(reading, phrase("it is not whole"));
	if (!reading_places(reading))
		return reading_refuse(reading, phrase("it is damaged"));
	return read_wishes(reading) && read_size(reading) &&
	       reading_sheets(reading, sheets, count) && reading_structure(reading) &&
	       read_objects(reading) && read_metadata(reading);
}

/* How long it is; -1: it cannot be told. */
static off_t file_length(FILE *file)
{
	return fseeko(file, 0, SEEK_END) == 0 ? ftello(file) : -1;
}

static void open_tables(struct reading *reading)
{
	reading->window = g_byte_array_new();
	reading->streams = g_array_new(FALSE, FALSE, sizeof(struct reading_begin));
	reading->read = g_byte_array_new();
	reading->bytes = g_byte_array_new();
	reading->kept = g_string_chunk_new(4096);
	reading->texts = g_hash_table_new(NULL, NULL);
	reading->named = g_hash_table_new_full(NULL, NULL, NULL, reading_free_resources);
	reading->fonts = g_hash_table_new_full(
		NULL, NULL, NULL, (GDestroyNotify)(void (*)(void))meanings_close);
	reading->parts = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	reading->sheets = g_hash_table_new(NULL, NULL);
	reading->marks = g_array_new(FALSE, FALSE, sizeof(guint));
}

static void close_tables(struct reading *reading)
{
	g_byte_array_free(reading->window, TRUE);
	g_array_free(reading->streams, TRUE);
	g_free(reading->places);
	g_byte_array_free(reading->read, TRUE);
	g_byte_array_free(reading->bytes, TRUE);
	g_string_chunk_free(reading->kept);
	g_hash_table_destroy(reading->texts);
	g_hash_table_destroy(reading->named);
	g_hash_table_destroy(reading->fonts);
	g_hash_table_destroy(reading->parts);
	g_hash_table_destroy(reading->sheets);
	g_array_free(reading->marks, TRUE);
}

bool readback_prove(
	FILE *file, const struct readback_sheet *sheets, size_t count, struct fault *why)
{
	struct reading reading = {.why = why, .file = file};
	off_t length = file_length(file);
	if (length < 0)
		return fault_system(
			why, FAULT_WRITE, errno, "the PDF cannot be written: it cannot be read");
	reading.length = (size_t)length;
	if (inflateInit(&reading.inflater) != Z_OK)
		return fault_set(why, FAULT_INTERNAL, "the PDF cannot be read back: no memory");
	open_tables(&reading);
	bool done = prove_whole(&reading, sheets, count);
	inflateEnd(&reading.inflater);
	close_tables(&reading);
	return done;
}
