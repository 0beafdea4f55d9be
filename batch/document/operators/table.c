#include "document/operators/table.h"

#include "base/markup.h"

/* The few forms in which the report writes text and figures: text is escaped here, and every
 * figure has its thousands apart. */

void table_day(FILE *stream, day_number day)
{
	static const char *const weekdays[] = {"日", "月", "火", "水", "木", "金", "土"};
	table_monday(stream, day);
	fprintf(stream, "(%s)", weekdays[civil_weekday(day)]);
}

void table_monday(FILE *stream, day_number monday)
{
	struct civil date = civil_parts(monday);
	fprintf(stream, "%d年%d月%d日", date.year, date.month, date.day);
}

void table_count(FILE *stream, long count)
{
	if (count >= 1000) {
		table_count(stream, count / 1000);
		fprintf(stream, ",%03ld", count % 1000);
	} else {
		fprintf(stream, "%ld", count);
	}
}

void table_begin(FILE *stream)
{
	fputs("<div class=\"scroll\"><table>\n<thead><tr>", stream);
}

void table_heading(FILE *stream, const char *text, bool figure)
{
	fprintf(stream, "<th scope=\"col\"%s>", figure ? " class=\"number\"" : "");
	markup_write(stream, text);
	fputs("</th>", stream);
}

void table_rows(FILE *stream)
{
	fputs("</tr></thead>\n<tbody>\n", stream);
}

void table_end(FILE *stream)
{
	fputs("</tbody></table></div>\n", stream);
}

void table_figure(FILE *stream, long count)
{
	fprintf(stream, "<td class=\"number%s\">", count == 0 ? " zero" : "");
	table_count(stream, count);
	fputs("</td>", stream);
}
