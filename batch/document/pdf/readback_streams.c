#include "document/pdf/readback_parts.h"

#include <stdlib.h>
#include <string.h>

/* Streams as they stand in the file, one behind the other, and where its table says that objects
 * are: for what is too much to be asked of libqpdf object by object. */

const char *reading_begin(const char *bytes, size_t length)
{
	const char *at = bytes;
	for (int line = 0; line < 2 && at != NULL; line++) {
		at = memchr(at, '\n', (size_t)(bytes + length - at));
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

/* It is the last stream, in rows as they differ from the one before. */
bool reading_places(
	struct reading *reading, const char *at, const char *end, struct reading_place *places)
{
	enum { ROW_BYTES = 8 };
	struct reading_raw raw = {0};
	while (reading_next(&at, end, &raw))
		;
	GByteArray *bytes = reading->bytes;
	if (raw.data == NULL || !reading_inflate(reading, raw.data, raw.length) ||
		bytes->len != (size_t)reading->read->len * ROW_BYTES)
		return false;
	guchar row[ROW_BYTES] = {0};
	for (unsigned i = 0; i < reading->read->len; i++) {
		for (int k = 1; k < ROW_BYTES; k++)
			row[k] = (guchar)(row[k] + bytes->data[(size_t)i * ROW_BYTES + (size_t)k]);
		places[i] = (struct reading_place){
			.state = row[1],
			.where = (guint32)row[2] << 24 | (guint32)row[3] << 16 |
				 (guint32)row[4] << 8 | row[5],
			.index = (guint32)row[6] << 8 | row[7],
		};
	}
	return true;
}
