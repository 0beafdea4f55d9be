#include "base/phrase.h"
#include "document/pdf/pdf.h"
#include "document/pdf/readback_parts.h"

#include <stdlib.h>
#include <string.h>

/* The file is read through a window, so that memory does not grow with it. Between its first line
 * and its last there is nothing but streams, each as long as it says, with signs of ASCII before
 * it: where readers differ in what they take for a blank or an end, there is nothing to differ
 * about. */

enum { WINDOW = 256 << 10, HEAD_MAX = 1024 };

bool reading_word(const char **at, const char *word)
{
	size_t length = strlen(word);
	if (strncmp(*at, word, length) != 0)
		return false;
	*at += length;
	return true;
}

bool reading_count(const char **at, unsigned *number)
{
	char *end;
	if (!g_ascii_isdigit(**at))
		return false;
	unsigned long value = strtoul(*at, &end, 10);
	*number = (unsigned)value;
	*at = end;
	return value <= G_MAXUINT32;
}

bool reading_reference(const char **at, unsigned *number)
{
	return reading_count(at, number) && reading_word(at, " 0 R");
}

const char *reading_hold(struct reading *reading, size_t where, size_t length)
{
	GByteArray *window = reading->window;
	if (where > reading->length || length > reading->length - where)
		return NULL;
	if (where < reading->window_at || where - reading->window_at > window->len ||
		window->len - (where - reading->window_at) < length + 1) {
		size_t wanted = MIN(MAX(length, WINDOW), reading->length - where);
		/* Behind its end there is no word. */
		g_byte_array_set_size(window, (guint)wanted + 1);
		window->data[wanted] = '\0';
		reading->window_at = where;
		if (fseeko(reading->file, (off_t)where, SEEK_SET) != 0 ||
			fread(window->data, 1, wanted, reading->file) != wanted) {
			g_byte_array_set_size(window, 0);
			reading_refuse(reading, phrase("it cannot be read"));
			return NULL;
		}
	}
	return (const char *)window->data + (where - reading->window_at);
}

/* ---- streams ---- */

static const char behind[] = "\nendstream\nendobj\n";

/* The end of a stream's dictionary at `head`, and how long the stream says it is; NULL: there is
 * none within so many bytes. */
static const char *find_data(const char *head, size_t most, size_t *length)
{
	static const char begin[] = ">>\nstream\n", size[] = "/Length ";
	const char *line = memchr(head, '\n', most); /* behind the object's number */
	const char *found = line == NULL ? NULL
					 : memmem(line + 1, most - (size_t)(line + 1 - head), begin,
						   sizeof begin - 1);
	if (found == NULL)
		return NULL;
	for (const char *at = head; at < found; at++)
		if (at != line && !g_ascii_isprint(*at))
			return NULL;
	const char *digits = found;
	while (digits > line && g_ascii_isdigit(digits[-1]))
		digits--;
	if (digits - line < (ptrdiff_t)sizeof size || digits == found || found - digits > 10 ||
		memcmp(digits - (sizeof size - 1), size, sizeof size - 1) != 0)
		return NULL;
	*length = strtoul(digits, NULL, 10);
	return found + sizeof begin - 1;
}

bool reading_raw(struct reading *reading, size_t *where, struct reading_raw *raw)
{
	size_t most = MIN(HEAD_MAX, reading->length - MIN(*where, reading->length));
	const char *head = reading_hold(reading, *where, most);
	const char *data = head == NULL ? NULL : find_data(head, most, &raw->length);
	if (data == NULL)
		return false;
	size_t before = (size_t)(data - head);
	head = reading_hold(reading, *where, before + raw->length + sizeof behind - 1);
	if (head == NULL || memcmp(head + before + raw->length, behind, sizeof behind - 1) != 0)
		return false;
	raw->head = head;
	raw->data = head + before;
	*where += before + raw->length + sizeof behind - 1;
	return true;
}

bool reading_streams(struct reading *reading)
{
	static const char head[] = PDF_HEAD;
	char foot[64];
	size_t where = sizeof head - 1;
	const char *at = reading_hold(reading, 0, where);
	struct reading_raw raw;
	/* The table has four bytes for a place. */
	if (at == NULL || memcmp(at, head, where) != 0 || reading->length > G_MAXUINT32)
		return false;
	struct reading_begin begin = {0};
	while ((at = reading_hold(reading, where, 1)) != NULL && g_ascii_isdigit(*at)) {
		begin.where = (guint32)where;
		if (!reading_raw(reading, &where, &raw) ||
			(at = raw.head, !reading_count(&at, &begin.number)) ||
			!reading_word(&at, " 0 obj\n<<"))
			return false;
		g_array_append_val(reading->streams, begin);
	}
	/* The last of them is the table. */
	int size = snprintf(foot, sizeof foot, "startxref\n%u\n%%%%EOF\n", begin.where);
	at = reading_hold(reading, where, (size_t)size);
	return at != NULL && begin.number > 0 && reading->length - where == (size_t)size &&
	       memcmp(at, foot, (size_t)size) == 0;
}

/* ---- the table ---- */

enum { ROW_BYTES = 8 };

/* What the table says of itself, as document/pdf/pdf.c writes it. */
static bool read_table_head(struct reading *reading, const struct reading_raw *raw)
{
	const char *at = raw->head;
	unsigned number, size;
	bool done = reading_count(&at, &number) &&
		    reading_word(&at, " 0 obj\n<</Type/XRef/Size ") && reading_count(&at, &size) &&
		    reading_word(&at, "/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Root ") &&
		    reading_reference(&at, &reading->root) && reading_word(&at, "/Info ") &&
		    reading_reference(&at, &reading->information) && reading_is_deflated(raw, at) &&
		    reading_inflate(reading, raw->data, raw->length) && number < size &&
		    reading->bytes->len == (size_t)size * ROW_BYTES;
	if (!done)
		return false;
	g_byte_array_set_size(reading->read, size);
	memset(reading->read->data, READING_TO_DO, size);
	reading->read->data[number] = READING_DONE;
	return true;
}

/* Rows stand there as they differ from the one before. */
static bool read_rows(struct reading *reading)
{
	enum { UP = 2 };
	guchar row[ROW_BYTES] = {0};
	reading->places = g_new(struct reading_place, reading->read->len);
	for (unsigned i = 0; i < reading->read->len; i++) {
		const guchar *differs = reading->bytes->data + (size_t)i * ROW_BYTES;
		for (int k = 1; k < ROW_BYTES; k++)
			row[k] = (guchar)(row[k] + differs[k]);
		reading->places[i] = (struct reading_place){
			.state = row[1],
			.where = (guint32)row[2] << 24 | (guint32)row[3] << 16 |
				 (guint32)row[4] << 8 | row[5],
			.index = (guint16)(row[6] << 8 | row[7]),
		};
		/* The first is no object's; all others are. */
		if (*differs != UP || row[1] > 2 || (row[1] == 0) != (i == 0))
			return false;
	}
	return true;
}

bool reading_places(struct reading *reading)
{
	const GArray *streams = reading->streams;
	struct reading_raw raw;
	size_t where = g_array_index(streams, struct reading_begin, streams->len - 1).where;
	size_t placed = 0;
	if (!reading_raw(reading, &where, &raw) || !read_table_head(reading, &raw) ||
		!read_rows(reading))
		return false;
	for (unsigned i = 0; i < reading->read->len; i++)
		placed += reading->places[i].state == 1;
	bool done = placed == streams->len;
	for (guint i = 0; i < streams->len && done; i++) {
		struct reading_begin begin = g_array_index(streams, struct reading_begin, i);
		done = begin.number < reading->read->len &&
		       reading->places[begin.number].state == 1 &&
		       reading->places[begin.number].where == begin.where;
	}
	return done;
}
