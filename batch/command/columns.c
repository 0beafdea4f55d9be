#include "command/columns.h"

#include "base/phrase.h"
#include "base/text.h"

#include <string.h>
#include <wchar.h>

/* Nothing is cut off and no line ends in blanks: what is copied from a screen is whole. */

int columns_width(const char *text)
{
	int width = 0;
	for (uint32_t sign; (sign = text_next(&text)) != 0;) {
		int wide = wcwidth((wchar_t)sign);
		width += wide > 0 ? wide : 0;
	}
	return width;
}

void columns_pad(const char *text, int width)
{
	int blanks = width - columns_width(text);
	printf("%s%*s", text, blanks > 0 ? blanks : 0, "");
}

struct columns columns_open(const struct column *columns, size_t count, struct arena *arena)
{
	return (struct columns){.columns = columns, .column_count = count, .arena = arena};
}

void columns_add(struct columns *table, const char *const *cells)
{
	table->cells = arena_grow(table->arena, table->cells, table->cell_count,
		table->column_count, &table->capacity, sizeof *table->cells);
	for (size_t i = 0; i < table->column_count; i++)
		table->cells[table->cell_count++] = arena_copy(table->arena, cells[i]);
}

static int column_width(const struct columns *table, size_t column)
{
	int width = columns_width(phrase(table->columns[column].heading));
	for (size_t i = column; i < table->cell_count; i += table->column_count)
		if (columns_width(table->cells[i]) > width)
			width = columns_width(table->cells[i]);
	return width;
}

/* A cell with the blanks that stand behind the one before it: `owed`, of which the new ones are
 * returned. */
static int print_cell(
	FILE *stream, const struct column *column, const char *text, int width, int owed)
{
	int blanks = width - columns_width(text);
	if (column->number) {
		fprintf(stream, "%*s%s", owed + blanks, "", text);
		return 0;
	}
	if (*text == '\0')
		return owed + blanks;
	fprintf(stream, "%*s%s", owed, "", text);
	return blanks;
}

void columns_print(const struct columns *table, FILE *stream)
{
	enum { GAP = 2 };
	size_t count = table->column_count;
	int *widths = arena_alloc(table->arena, count * sizeof *widths);
	if (table->cell_count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		widths[i] = column_width(table, i);
	for (size_t row = 0; row <= table->cell_count / count; row++) {
		int owed = 0;
		for (size_t i = 0; i < count; i++)
			owed = print_cell(stream, &table->columns[i],
				       row == 0 ? phrase(table->columns[i].heading)
						: table->cells[(row - 1) * count + i],
				       widths[i], owed) +
			       GAP;
		fputc('\n', stream);
	}
}
