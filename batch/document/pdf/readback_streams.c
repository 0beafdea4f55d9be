#include "document/pdf/readback_parts.h"

#include <stdlib.h>
#include <string.h>

/* Streams as they stand in the file, one behind the other, and where its table says that objects
 * are: for what is too much to be asked of libqpdf object by object. */

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
	*number = (unsigned)strtoul(*at, &end, 10);
	*at = end;
	return true;
}

bool reading_reference(const char **at, unsigned *number)
{
	return reading_count(at, number) && reading_word(at, " 0 R");
}

/* ---- streams ---- */

const char *reading_begin(const struct reading *reading)
{
	const char *at = reading->file;
	for (int line = 0; line < 2 && at != NULL; line++) {
		at = memchr(at, '\n', (size_t)(reading->file + reading->length - at));
		at = at == NULL ? NULL : at + 1;
	}
	return at;
}

bool reading_next(const char **at, const char *end, struct reading_raw *raw)
{
	static const char begin[] = ">>\nstream\n", behind[] = "\nendstream\nendobj\n";
	const char *found = memmem(*at, (size_t)(end - *at), begin, sizeof begin - 1);
	if (found == NULL)
		return false;
	const char *digits = found;
	while (g_ascii_isdigit(digits[-1]))
		digits--;
	raw->head = *at;
	raw->length = strtoul(digits, NULL, 10);
	raw->data = found + sizeof begin - 1;
	*at = raw->data + raw->length + sizeof behind - 1;
	return true;
}

bool reading_raw_at(const struct reading *reading, unsigned number, struct reading_raw *raw)
{
	const char *at, *end = reading->file + reading->length;
	unsigned found;
	if (number >= reading->read->len || reading->places[number].state != 1 ||
		reading->places[number].where >= reading->length)
		return false;
	at = reading->file + reading->places[number].where;
	return reading_next(&at, end, raw) && (at = raw->head, reading_count(&at, &found)) &&
	       found == number && reading_word(&at, " 0 obj\n<<");
}

bool reading_is_deflated(const struct reading_raw *raw, const char *at)
{
	unsigned length;
	return reading_word(&at, "/Filter/FlateDecode/Length ") && reading_count(&at, &length) &&
	       length == raw->length && reading_word(&at, ">>\nstream\n") && at == raw->data;
}

/* It is the last stream, in rows as they differ from the one before. */
bool reading_places(struct reading *reading)
{
	enum { ROW_BYTES = 8 };
	struct reading_raw raw = {0};
	const char *at = reading_begin(reading), *end = reading->file + reading->length;
	while (at != NULL && reading_next(&at, end, &raw))
		;
	GByteArray *bytes = reading->bytes;
	if (raw.data == NULL || !reading_inflate(reading, raw.data, raw.length) ||
		bytes->len != (size_t)reading->read->len * ROW_BYTES)
		return false;
	guchar row[ROW_BYTES] = {0};
	reading->places = g_new(struct reading_place, reading->read->len);
	for (unsigned i = 0; i < reading->read->len; i++) {
		for (int k = 1; k < ROW_BYTES; k++)
			row[k] = (guchar)(row[k] + bytes->data[(size_t)i * ROW_BYTES + (size_t)k]);
		reading->places[i] = (struct reading_place){
			.state = row[1],
			.where = (guint32)row[2] << 24 | (guint32)row[3] << 16 |
				 (guint32)row[4] << 8 | row[5],
			.index = (guint32)row[6] << 8 | row[7],
		};
	}
	return true;
}

/* ---- object streams ---- */

/* An object stream, and who takes its objects. */
struct pack {
	unsigned number, count, first;
	bool (*take)(void *context, unsigned number, const char *object);
	void *context;
};

static bool take_objects(struct reading *reading, const char *at, size_t length, struct pack pack)
{
	const char *objects = at + pack.first;
	for (unsigned i = 0, number, offset; i < pack.count; i++, reading_word(&at, " ")) {
		if (!reading_count(&at, &number) || !reading_word(&at, " ") ||
			!reading_count(&at, &offset) || number >= reading->read->len ||
			offset >= length - pack.first)
			return false;
		const struct reading_place *place = &reading->places[number];
		if (place->state != 2 || place->where != pack.number || place->index != i ||
			!pack.take(pack.context, number, objects + offset))
			return false;
		reading->read->data[number] = READING_DONE;
	}
	return true;
}

bool reading_pack(struct reading *reading, const struct reading_raw *raw,
	bool (*take)(void *context, unsigned number, const char *object), void *context)
{
	unsigned pack, count, first;
	const char *head = raw->head;
	if (!reading_count(&head, &pack) || !reading_word(&head, " 0 obj\n<</Type/ObjStm/N ") ||
		!reading_count(&head, &count) || !reading_word(&head, "/First ") ||
		!reading_count(&head, &first) || !reading_is_deflated(raw, head) ||
		!reading_inflate(reading, raw->data, raw->length) || pack >= reading->read->len)
		return false;
	/* Other streams may be read on the way. */
	GByteArray *bytes = reading->bytes;
	reading->bytes = g_byte_array_new();
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	bool done =
		first < bytes->len && take_objects(reading, (const char *)bytes->data, bytes->len,
					      (struct pack){pack, count, first, take, context});
	g_byte_array_free(bytes, TRUE);
	reading->read->data[pack] = READING_DONE;
	return done;
}
