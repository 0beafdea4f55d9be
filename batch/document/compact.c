#include "document/compact.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Objects in one object stream: a reader unpacks all of them to get at one. */
enum { PACKED_MAX = 100 };

/* Where an object stands; all zero for a number that is not used. */
struct entry {
	enum { UNUSED, PLACED, PACKED } state;
	guint32 where; /* the byte it begins at, or the number of its object stream */
	guint32 index; /* in that */
};

struct compact {
	FILE *stream;
	guint32 offset;      /* bytes written */
	bool failed;         /* the stream, or what came is not understood */
	GByteArray *held;    /* read and not yet written */
	gsize searched;      /* bytes of it in which the object's end is not */
	GArray *entries;     /* struct entry, by number */
	GArray *spare;       /* numbers that are free for our own objects: guint32 */
	guint32 length_of;   /* the number of the object that is the length of the last stream, or 0
			      */
	gsize length;        /* which is this */
	GString *packed;     /* the objects of the coming object stream */
	GString *packed_at;  /* their numbers and places */
	guint32 packed_pack; /* its number */
	guint32 packed_count;
	GString *scratch;
};

static const char HEAD_END[] = " 0 obj\n";
static const char STREAM[] = "\nstream\n";
static const char STREAM_END[] = "\nendstream\nendobj\n";
static const char OBJECT_END[] = "\nendobj\n";

struct compact *compact_open(FILE *stream)
{
	struct compact *compact = g_new0(struct compact, 1);
	compact->stream = stream;
	compact->held = g_byte_array_new();
	compact->entries = g_array_new(FALSE, TRUE, sizeof(struct entry));
	compact->spare = g_array_new(FALSE, FALSE, sizeof(guint32));
	compact->packed = g_string_new(NULL);
	compact->packed_at = g_string_new(NULL);
	compact->scratch = g_string_new(NULL);
	return compact;
}

/* ---- writing ---- */

static void put(struct compact *compact, const void *bytes, gsize count)
{
	if (count > G_MAXUINT32 - compact->offset ||
		fwrite(bytes, 1, count, compact->stream) != count)
		compact->failed = true;
	compact->offset += (guint32)count;
}

static void put_text(struct compact *compact, const char *text)
{
	put(compact, text, strlen(text));
}

static struct entry *entry_of(struct compact *compact, guint32 number)
{
	if (number >= compact->entries->len)
		g_array_set_size(compact->entries, number + 1);
	return &g_array_index(compact->entries, struct entry, number);
}

/* A number for an object of our own: each stream of cairo's leaves one, whose length needs none. */
static guint32 own_number(struct compact *compact)
{
	if (compact->spare->len == 0) {
		compact->failed = true;
		return 0;
	}
	guint32 number = g_array_index(compact->spare, guint32, compact->spare->len - 1);
	g_array_set_size(compact->spare, compact->spare->len - 1);
	return number;
}

/* A stream of our own, its dictionary in compact->scratch but for length and filter. */
static void put_stream(struct compact *compact, guint32 number, const void *bytes, gsize count)
{
	uLongf size = compressBound(count);
	unsigned char *deflated = g_malloc(size);
	if (compress2(deflated, &size, bytes, count, Z_DEFAULT_COMPRESSION) != Z_OK)
		compact->failed = true;
	*entry_of(compact, number) = (struct entry){.state = PLACED, .where = compact->offset};
	char *head = g_strdup_printf("%u 0 obj\n<<%s/Filter/FlateDecode/Length %lu>>", number,
		compact->scratch->str, (unsigned long)size);
	put_text(compact, head);
	put_text(compact, STREAM);
	put(compact, deflated, size);
	put_text(compact, STREAM_END);
	g_free(head);
	g_free(deflated);
}

/* ---- object streams ---- */

static void flush_packed(struct compact *compact)
{
	if (compact->packed_count == 0)
		return;
	gsize first = compact->packed_at->len;
	g_string_printf(compact->scratch, "/Type/ObjStm/N %u/First %lu", compact->packed_count,
		(unsigned long)first);
	g_string_append_len(compact->packed_at, compact->packed->str, (gssize)compact->packed->len);
	put_stream(compact, compact->packed_pack, compact->packed_at->str, compact->packed_at->len);
	g_string_truncate(compact->packed, 0);
	g_string_truncate(compact->packed_at, 0);
	compact->packed_count = 0;
}

static void pack(struct compact *compact, guint32 number, const char *text, gsize length)
{
	if (compact->packed_count == 0)
		compact->packed_pack = own_number(compact);
	*entry_of(compact, number) = (struct entry){
		.state = PACKED, .where = compact->packed_pack, .index = compact->packed_count};
	g_string_append_printf(
		compact->packed_at, "%u %lu ", number, (unsigned long)compact->packed->len);
	g_string_append_len(compact->packed, text, (gssize)length);
	g_string_append_c(compact->packed, '\n');
	if (++compact->packed_count == PACKED_MAX)
		flush_packed(compact);
}

/* ---- cairo's objects ---- */

/* Where `wanted` begins in what is held, from `from` on; -1 when it is not there yet. */
static gssize find(const struct compact *compact, gsize from, const char *wanted)
{
	const void *at = from > compact->held->len
				 ? NULL
				 : memmem(compact->held->data + from, compact->held->len - from,
					   wanted, strlen(wanted));
	return at == NULL ? -1 : (const unsigned char *)at - compact->held->data;
}

static void drop(struct compact *compact, gsize count)
{
	g_byte_array_remove_range(compact->held, 0, (guint)count);
	compact->searched = 0;
}

/* A stream with its length in its dictionary: `head` to `data` is that, cairo's bytes follow. */
static void take_stream(
	struct compact *compact, guint32 number, gsize head, gsize data, gsize length)
{
	static const char LENGTH[] = "<< /Length ";
	const char *text = (const char *)compact->held->data;
	char *behind;
	if (strncmp(text + head, LENGTH, strlen(LENGTH)) != 0) {
		compact->failed = true;
		return;
	}
	compact->length_of = (guint32)strtoul(text + head + strlen(LENGTH), &behind, 10);
	compact->length = length;
	if (strncmp(behind, " 0 R", 4) != 0)
		compact->failed = true;
	g_string_printf(compact->scratch, "%u 0 obj\n<</Length %lu", number, (unsigned long)length);
	/* No text stands in these dictionaries: white space only sets words apart. */
	for (const char *at = behind + 4; at < text + data - strlen(STREAM); at++)
		if (*at != '\n' && (*at != ' ' || strchr("/<[ >", at[1]) == NULL))
			g_string_append_c(compact->scratch, *at);
	*entry_of(compact, number) = (struct entry){.state = PLACED, .where = compact->offset};
	put(compact, compact->scratch->str, compact->scratch->len);
	put_text(compact, STREAM);
	put(compact, text + data, length);
	put_text(compact, STREAM_END);
}

/* Any other object; a length has been written already, and must be what was found. */
static void take_plain(struct compact *compact, guint32 number, const char *text, gsize length)
{
	if (compact->length_of != number) {
		pack(compact, number, text, length);
		return;
	}
	if (strtoul(text, NULL, 10) != compact->length)
		compact->failed = true;
	compact->length_of = 0;
	g_array_append_val(compact->spare, number);
}

/* Takes the object at the head of what is held; false when it is not whole yet. */
static bool take_object(struct compact *compact)
{
	const char *text = (const char *)compact->held->data;
	gssize head = find(compact, 0, HEAD_END);
	if (head < 0)
		return false;
	gsize body = (gsize)head + strlen(HEAD_END);
	gsize from = compact->searched > body ? compact->searched : body;
	guint32 number = (guint32)strtoul(text, NULL, 10);
	gssize stream = find(compact, body, STREAM), end = find(compact, from - 1, OBJECT_END);
	bool plain = end >= 0 && (stream < 0 || end < stream);
	gsize data = (gsize)stream + strlen(STREAM);
	if (!plain && stream >= 0)
		end = find(compact, from > data ? from - 1 : data - 1, STREAM_END);
	if (end < 0) {
		/* The end may have begun in the last bytes. */
		gsize tail = strlen(STREAM_END);
		compact->searched = compact->held->len > tail ? compact->held->len - tail : 0;
		return false;
	}
	if (plain)
		take_plain(compact, number, text + body, (gsize)end - body);
	else
		take_stream(compact, number, body, data, (gsize)end - data);
	drop(compact, (gsize)end + strlen(plain ? OBJECT_END : STREAM_END));
	return true;
}

/* Everything whole that is held, up to cairo's own table. */
static void take(struct compact *compact)
{
	while (!compact->failed && compact->held->len > 0) {
		const unsigned char *data = compact->held->data;
		gssize line = find(compact, 0, "\n");
		if (data[0] == '%' && line >= 0) { /* "%PDF-1.5", and the line of bytes behind it */
			put(compact, data, (gsize)line + 1);
			drop(compact, (gsize)line + 1);
		} else if (!g_ascii_isdigit(data[0]) || !take_object(compact)) {
			break;
		}
	}
}

bool compact_write(struct compact *compact, const unsigned char *bytes, size_t count)
{
	g_byte_array_append(compact->held, bytes, (guint)count);
	take(compact);
	return !compact->failed;
}

/* ---- the table ---- */

/* A row of the table as it differs from the one before it (PNG's predictor "up"). */
static void add_row(GByteArray *table, const struct entry *entry, unsigned char before[7])
{
	enum { ROW = 7, UP = 2 };
	unsigned char row[ROW] = {(unsigned char)entry->state, (unsigned char)(entry->where >> 24),
		(unsigned char)(entry->where >> 16), (unsigned char)(entry->where >> 8),
		(unsigned char)entry->where, (unsigned char)(entry->index >> 8),
		(unsigned char)entry->index};
	unsigned char out[ROW + 1] = {UP};
	for (int i = 0; i < ROW; i++) {
		out[i + 1] = (unsigned char)(row[i] - before[i]);
		before[i] = row[i];
	}
	g_byte_array_append(table, out, sizeof out);
}

/* Behind the last object stand cairo's table and trailer, which names catalogue and information. */
static void put_table(struct compact *compact)
{
	g_byte_array_append(compact->held, (const unsigned char *)"", 1);
	const char *rest = (const char *)compact->held->data;
	const char *root = strstr(rest, "/Root "), *info = strstr(rest, "/Info ");
	if (strncmp(rest, "xref\n", 5) != 0 || root == NULL || info == NULL ||
		compact->length_of != 0) {
		compact->failed = true;
		return;
	}
	flush_packed(compact);
	guint32 number = compact->entries->len, at = compact->offset;
	entry_of(compact, number)->state = PLACED;
	entry_of(compact, number)->where = at;
	GByteArray *table = g_byte_array_new();
	unsigned char before[7] = {0};
	for (guint i = 0; i < compact->entries->len; i++)
		add_row(table, &g_array_index(compact->entries, struct entry, i), before);
	g_string_printf(compact->scratch,
		"/Type/XRef/Size %u/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>"
		"/Root %lu 0 R/Info %lu 0 R",
		compact->entries->len, strtoul(root + 6, NULL, 10), strtoul(info + 6, NULL, 10));
	put_stream(compact, number, table->data, table->len);
	g_byte_array_free(table, TRUE);
	g_string_printf(compact->scratch, "startxref\n%u\n%%%%EOF\n", at);
	put_text(compact, compact->scratch->str);
}

bool compact_close(struct compact *compact)
{
	if (!compact->failed)
		put_table(compact);
	bool done = !compact->failed;
	g_byte_array_free(compact->held, TRUE);
	g_array_free(compact->entries, TRUE);
	g_array_free(compact->spare, TRUE);
	g_string_free(compact->packed, TRUE);
	g_string_free(compact->packed_at, TRUE);
	g_string_free(compact->scratch, TRUE);
	g_free(compact);
	return done;
}
