#include "document/mailroom/day_sheet.h"

#include "base/markup.h"
#include "document/mailroom/letter_parts.h"
#include "document/mailroom/office_paper.h"
#include "document/pdf/barcode.h"

#include <stdio.h>
#include <string.h>

/* A row for each appointment, as many as a page holds, then another page with the same head. */

enum { INK = 0x1A1A1A, FAINT = 0x555555, BLUE = 0x16325C, WHITE = 0xFFFFFF, RULE = 0x9AA9BD };
enum { ROWS = 18 };

/* The sheet, in mm. */
static const double LEFT = 15, RIGHT = 195, WIDTH = 180, TOP = 48, ROW = 12.6;
static const double CODE_RIGHT = 192, CODE_MODULE = 0.25, CODE_HEIGHT = 6;

/* The columns: where each begins, and how wide its words may be. */
enum column { TIME, WINDOW, MATTER, LANGUAGE, NEEDS, COLUMNS };
static const struct {
	double x, width;
	size_t head;
} columns[COLUMNS] = {
	[TIME] = {15, 30, TEXT_OFFICE_DAY_TIME},
	[WINDOW] = {47, 12, TEXT_OFFICE_DAY_WINDOW},
	[MATTER] = {61, 44, TEXT_OFFICE_DAY_MATTER},
	[LANGUAGE] = {107, 15, TEXT_OFFICE_DAY_LANGUAGE},
	[NEEDS] = {124, 20, TEXT_OFFICE_DAY_NEEDS},
};

struct day_sheet {
	struct office_paper *plain;
	const char *const *values; /* for the sentences */
};

static const char *day_sentence(const struct day_sheet *sheet, size_t key)
{
	return office_paper_sentence(sheet->plain, key, sheet->values);
}

static void draw_head(const struct day_sheet *sheet)
{
	office_paper_band(sheet->plain, day_sentence(sheet, TEXT_OFFICE_DAY),
		day_sentence(sheet, TEXT_OFFICE_DAY_DATE));
	office_paper_put(sheet->plain,
		&(struct office_paper_line){.x = LEFT,
			.y = 31,
			.width = WIDTH,
			.points = 14,
			.bold = true,
			.color = INK},
		day_sentence(sheet, TEXT_OFFICE_DAY_COUNTER));
}

/* The heads of the table's columns; the codes have none. */
static void draw_heads(const struct day_sheet *sheet)
{
	office_paper_tag(sheet->plain, TAG_ROW);
	for (size_t i = 0; i < COLUMNS; i++)
		office_paper_put(sheet->plain,
			&(struct office_paper_line){.x = columns[i].x,
				.y = TOP - 6.5,
				.width = columns[i].width,
				.points = 11,
				.tag = TAG_COLUMN,
				.color = FAINT},
			day_sentence(sheet, columns[i].head));
	office_paper_tag(sheet->plain, TAG_CELL);
	office_paper_untag(sheet->plain);
	office_paper_untag(sheet->plain);
}

/* Words of the row, with 、 between them; "" without any. */
static const char *join_words(
	const struct day_sheet *sheet, const size_t *keys, const bool *said, size_t count)
{
	const char *joined = "";
	for (size_t i = 0; i < count; i++)
		if (said[i])
			joined = arena_print(sheet->plain->letters->sheet, "%s%s%s", joined,
				joined[0] == '\0' ? "" : "、", day_sentence(sheet, keys[i]));
	return joined;
}

static void draw_cell(const struct day_sheet *sheet, enum column column, double y, double points,
	const char *markup)
{
	office_paper_tag(sheet->plain, column == TIME ? TAG_HEAD : TAG_CELL);
	if (markup[0] != '\0')
		office_paper_put(sheet->plain,
			&(struct office_paper_line){.x = columns[column].x,
				.y = y + 3.4,
				.width = columns[column].width,
				.points = points,
				.bold = column == TIME,
				.color = INK},
			markup);
	office_paper_untag(sheet->plain);
}

/* The letter's number as the scanner reads it, and below it as people do; an empty cell without. */
static bool draw_number(
	const struct day_sheet *sheet, double y, const char *number, struct fault *why)
{
	struct linear linear;
	if (number[0] == '\0') {
		office_paper_tag(sheet->plain, TAG_CELL);
		office_paper_untag(sheet->plain);
		return true;
	}
	if (!barcode_scan(number, sheet->plain->letters->sheet, &linear, why))
		return false;
	double width = linear.modules * CODE_MODULE;
	office_paper_tag(sheet->plain, TAG_CELL);
	page_tag_begin(
		sheet->plain->pages, &(struct tag_element){.tag = TAG_FIGURE, .words = number});
	page_linear(sheet->plain->pages, &linear, CODE_RIGHT - width, y + 1.4, CODE_MODULE,
		CODE_HEIGHT);
	page_tag_end(sheet->plain->pages);
	office_paper_print(sheet->plain,
		&(struct office_paper_line){.x = CODE_RIGHT - width / 2,
			.y = y + 7.7,
			.width = width,
			.points = 9.5,
			.align = ALIGN_CENTER,
			.color = INK},
		"%s", number);
	office_paper_untag(sheet->plain);
	return true;
}

/* Of a place without a letter. */
static const char *other_words(const struct day_sheet *sheet, const struct agenda_entry *entry)
{
	if (entry->house[0] == '\0')
		return AGENDA_ELSEWHERE;
	return arena_print(sheet->plain->letters->sheet, AGENDA_HOUSE " %s", entry->house);
}

static bool draw_row(const struct day_sheet *sheet, double y, const struct agenda_entry *entry,
	struct fault *why)
{
	static const size_t matters[MATTERS] = {
		[MATTER_SIGNATURE] = TEXT_OFFICE_DAY_SIGNATURE,
		[MATTER_AUTHENTICATION] = TEXT_OFFICE_DAY_AUTHENTICATION,
		[MATTER_REVOKED] = TEXT_OFFICE_DAY_REVOKED,
		[MATTER_CARD] = TEXT_OFFICE_DAY_CARD,
		[MATTER_STAY] = TEXT_OFFICE_DAY_STAY,
	};
	static const size_t needs[] = {TEXT_OFFICE_DAY_MINOR, TEXT_OFFICE_DAY_WARD};
	const struct appointment *appointment = &entry->appointment;
	struct arena *arena = sheet->plain->letters->sheet;
	const bool needed[] = {entry->minor, entry->ward};
	office_paper_tag(sheet->plain, TAG_ROW);
	page_line(sheet->plain->pages, LEFT, y, RIGHT - LEFT, 0.2, RULE);
	draw_cell(sheet, TIME, y, 13,
		arena_print(arena, "%02d:%02d–%02d:%02d", appointment->starts / 60,
			appointment->starts % 60, appointment->ends / 60, appointment->ends % 60));
	draw_cell(sheet, WINDOW, y, 13, arena_print(arena, "%d", entry->desk + 1));
	draw_cell(sheet, MATTER, y, 11,
		entry->notice[0] == '\0' ? other_words(sheet, entry)
					 : join_words(sheet, matters, entry->matters, MATTERS));
	draw_cell(sheet, LANGUAGE, y, 11, markup_escape(arena, entry->language));
	draw_cell(sheet, NEEDS, y, 11, join_words(sheet, needs, needed, 2));
	bool done = draw_number(sheet, y, entry->notice, why);
	office_paper_untag(sheet->plain);
	return done;
}

bool day_sheet_write(struct letters *letters, const struct office *office,
	const struct agenda_entry *entries, size_t count, FILE *stream, struct fault *why)
{
	struct office_paper plain = office_paper_on(letters);
	struct fault ignored;
	const struct appointment *first = &entries[0].appointment;
	const struct counter *counter = &office->counters[office_counter(office, first->counter)];
	char date[CIVIL_DATE_BYTES], visits[24];
	snprintf(visits, sizeof visits, "%zu", count);
	const char *const values[VALUES] = {
		[VALUE_COUNTER_NAME] = wordings_in(&counter->name, "ja"),
		[VALUE_MAILING] = civil_format(first->day, date),
		[VALUE_LETTERS] = visits,
	};
	const struct day_sheet sheet = {.plain = &plain, .values = values};
	const char *title =
		arena_print(letters->sheet, "%s %s", day_sentence(&sheet, TEXT_OFFICE_DAY), date);
	bool done = office_paper_begin(&plain, stream, title, first->day, why);
	for (size_t i = 0; done && i < count;) {
		draw_head(&sheet);
		office_paper_tag(&plain, TAG_TABLE);
		draw_heads(&sheet);
		for (int row = 0; done && row < ROWS && i < count; row++, i++)
			done = draw_row(&sheet, TOP + row * ROW, &entries[i], why);
		office_paper_untag(&plain);
		office_paper_print(&plain,
			&(struct office_paper_line){.x = RIGHT,
				.y = 280,
				.width = 30,
				.points = 10,
				.align = ALIGN_RIGHT,
				.color = FAINT},
			"%zu / %zu", (i + ROWS - 1) / ROWS, (count + ROWS - 1) / ROWS);
		office_paper_turn(&plain);
	}
	return pages_end(plain.pages, done ? why : &ignored) && done;
}
