#include "intake/export/rows.h"

#include "base/phrase.h"
#include "intake/export/csv_rows.h"
#include "intake/export/row_reader.h"
#include "intake/export/xml_rows.h"

#include <string.h>

/* A look at the first bytes says which of the two readers has the word. */

/* The first sign that is neither blank nor of a byte order mark is "<", in whatever encoding. */
static bool begins_as_xml(const char *bytes, size_t count)
{
	static const char passed[] = "\xEF\xBB\xBF\xFE\xFF \t\r\n"; /* and its NUL, of UTF-16 */
	for (size_t i = 0; i < count; i++)
		if (memchr(passed, bytes[i], sizeof passed) == NULL)
			return bytes[i] == '<';
	return false;
}

static bool read_kind(struct row_reader *reader)
{
	const struct export_set *set = reader->set;
	const char *bytes;
	size_t count;
	if (!source_peek(reader->source, &bytes, &count, reader->why))
		return false;
	bool xml = begins_as_xml(bytes, count);
	if (!set->csv && count > 0 && !xml)
		return row_refuse(reader, 1, "the file is no XML, and the set is nothing else");
	if (!set->xml && xml)
		return row_refuse(reader, 1, "the file is XML, and the set is CSV");
	return xml || !set->csv ? xml_rows_read(reader) : csv_rows_read(reader);
}

bool rows_read(const struct row_file *file, const struct row_visitor *visitor,
	struct rows_summary *summary, struct fault *why)
{
	struct arena *arena = arena_open();
	struct row_reader reader = {
		.file = file,
		.set = file->set,
		.path = file->path,
		.about = arena_print(arena, phrase("set %s: "), file->set->name),
		.visitor = visitor,
		.arena = arena,
		.why = why,
	};
	bool read = false;
	if (!source_open(file->path, arena, &reader.source, why))
		goto out;
	row_reader_init(&reader);
	if (!read_kind(&reader))
		goto out;
	summary->rows = reader.records;
	summary->head = reader.head;
	source_digest(reader.source, summary->digest);
	read = true;
out:
	source_close(reader.source);
	arena_close(arena);
	return read;
}
