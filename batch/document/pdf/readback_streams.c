#include "base/phrase.h"
#include "document/pdf/readback_parts.h"

#include <string.h>

/* Streams by the numbers of their objects. Each is inflated, to its end and to the checksum that
 * zlib keeps, which is what tells one flipped bit. */

/* The deflated bytes, all of them, into reading->bytes. */
bool reading_inflate(struct reading *reading, const void *deflated, size_t length)
{
	/* No stream of ours is nearly as long, but what a damaged one inflates to. */
	static const size_t most = (size_t)1 << 30;
	z_stream *inflater = &reading->inflater;
	size_t room = MAX(reading->bytes->len, 4096), done = 0;
	int status = inflateReset(inflater);
	inflater->next_in = (Bytef *)deflated;
	inflater->avail_in = (uInt)length;
	while (status == Z_OK && room <= most) {
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

bool reading_raw_at(struct reading *reading, unsigned number, struct reading_raw *raw)
{
	unsigned found;
	if (number >= reading->read->len || reading->places[number].state != 1)
		return false;
	size_t where = reading->places[number].where;
	const char *at;
	return reading_raw(reading, &where, raw) && (at = raw->head, reading_count(&at, &found)) &&
	       found == number && reading_word(&at, " 0 obj\n<<");
}

bool reading_is_deflated(const struct reading_raw *raw, const char *at)
{
	unsigned length;
	return reading_word(&at, "/Filter/FlateDecode/Length ") && reading_count(&at, &length) &&
	       length == raw->length && reading_word(&at, ">>\nstream\n") && at == raw->data;
}

bool reading_stream(struct reading *reading, unsigned number, const char **dictionary)
{
	struct reading_raw raw;
	if (!reading_raw_at(reading, number, &raw))
		return reading_refuse(reading, phrase("lacks a stream"));
	const char *begin = strchr(raw.head, '\n') + 1, *end = reading_value_end(begin);
	if (end == NULL || end + strlen("\nstream\n") != raw.data)
		return reading_refuse(reading, phrase("has a stream that is not well formed"));
	*dictionary = g_string_chunk_insert_len(reading->kept, begin, end - begin);
	if (!reading_is(reading_entry(*dictionary, "/Filter"), "/FlateDecode"))
		return reading_refuse(reading, phrase("has a stream that is not deflated"));
	reading->read->data[number] = READING_INFLATED;
	return reading_inflate(reading, raw.data, raw.length) ||
	       reading_refuse(reading, phrase("has a damaged stream"));
}

/* ---- object streams ---- */

/* An object stream, and who takes its objects. */
struct pack {
	unsigned number, count, first;
	bool (*take)(void *context, unsigned number, const char *object);
	void *context;
};

/* Each object is a line, and they stand one behind the other. */
static bool take_objects(struct reading *reading, const char *at, size_t length, struct pack pack)
{
	const char *object = at + pack.first, *const objects = object, *const end = at + length;
	for (unsigned i = 0, number, offset; i < pack.count; i++) {
		if (!reading_count(&at, &number) || !reading_word(&at, " ") ||
			!reading_count(&at, &offset) || !reading_word(&at, " ") ||
			number >= reading->read->len || object != objects + offset)
			return false;
		const struct reading_place *place = &reading->places[number];
		const char *line = memchr(object, '\n', (size_t)(end - object));
		if (line == NULL || place->state != 2 || place->where != pack.number ||
			place->index != i || !pack.take(pack.context, number, object))
			return false;
		object = line + 1;
		reading->read->data[number] = READING_DONE;
	}
	return at == objects && object == end;
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
	size_t length = bytes->len;
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	bool done = first < length && take_objects(reading, (const char *)bytes->data, length,
					      (struct pack){pack, count, first, take, context});
	g_byte_array_free(bytes, TRUE);
	reading->read->data[pack] = READING_DONE;
	return done;
}
