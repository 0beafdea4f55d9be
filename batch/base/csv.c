#include "base/csv.h"

#include "base/phrase.h"

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

/* Figures alone that a spreadsheet would not show as they are. */
static bool is_spoilt(const char *field)
{
	enum { SHOWN_FIGURES = 11 };
	size_t figures = strspn(field, "0123456789");
	return field[figures] == '\0' &&
	       ((field[0] == '0' && figures > 1) || figures > SHOWN_FIGURES);
}

void csv_mark(FILE *stream)
{
	fputs("\xEF\xBB\xBF", stream);
}

void csv_record(FILE *stream, enum csv_readers readers, const char *const fields[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			fputc(',', stream);
		const char *field = fields[i] == NULL ? "" : fields[i];
		if (readers == CSV_SPREADSHEETS && is_spoilt(field))
			fprintf(stream, "\"=\"\"%s\"\"\"", field);
		else
			write_field(stream, field);
	}
	fputs("\r\n", stream);
}

void csv_heading(
	FILE *stream, const struct csv_form *form, const char *const headings[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			fputc(',', stream);
		write_field(stream, form->headings == NULL ? headings[i]
							   : phrase_word_in(form->headings,
								     "csv_heading", headings[i]));
	}
	fputs("\r\n", stream);
}
