#include "base/csv.h"

#include <stdbool.h>
#include <string.h>

/* A field is written as it is but for the apostrophe in front of what a spreadsheet would run as a
 * formula; quotes stand only where RFC 4180 asks for them or that apostrophe does. */

static void write_field(FILE *stream, const char *field)
{
	bool formula = field[0] != '\0' && strchr("=+-@\t", field[0]) != NULL;
	if (!formula && strpbrk(field, ",\"\r\n") == NULL) {
		fputs(field, stream);
		return;
	}
	fputs(formula ? "\"'" : "\"", stream);
	for (const char *at = field; *at != '\0'; at++) {
		if (*at == '"')
			fputc('"', stream);
		fputc(*at, stream);
	}
	fputc('"', stream);
}

void csv_mark(FILE *stream)
{
	fputs("\xEF\xBB\xBF", stream);
}

void csv_record(FILE *stream, const char *const fields[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			fputc(',', stream);
		write_field(stream, fields[i] == NULL ? "" : fields[i]);
	}
	fputs("\r\n", stream);
}
