#include "document/mailroom/stopsheet.h"

#include "document/mailroom/letter_parts.h"

#include <stdio.h>
#include <string.h>

/* A line is a run of sheets: whole withdrawn mailings would fill pages else. */

enum { INK = 0x1A1A1A, FAINT = 0x555555, RED = 0x9B1C1C, WHITE = 0xFFFFFF, RULE = 0x9AA9BD };
enum { ROWS = 20, RUN_SHEETS = 10 };

/* The sheet, in mm. */
static const double LEFT = 18, RIGHT = 192, WIDTH = 174, TOP = 86, ROW = 8.6;

/* The columns: where each begins. */
static const double SHEET = 68, NUMBER = 112, TICK = 180;
/* What is said of an envelope, left of the number. */
static const double ENVELOPE_WIDTH = 29;

struct stopsheet {
	struct office_paper *plain;
	const struct night *night;
	const char *values[VALUES]; /* for the sentences */
};

static void say_line(
	const struct stopsheet *sheet, const struct office_paper_line *line, size_t key)
{
	office_paper_put(
		sheet->plain, line, office_paper_sentence(sheet->plain, key, sheet->values));
}

static bool follows_stop(const struct night_stop *stop, const struct night_stop *next)
{
	return stop->day == next->day && stop->run == next->run && !stop->desk && !next->desk &&
	       stop->sheet + stop->sheets == next->sheet && stop->sheets == next->sheets;
}

/* Where the line that begins at `first` ends: a run of sheets, or one. */
static size_t line_end(const struct night *night, size_t first)
{
	size_t end = first + 1;
	while (end < night->stop_count && follows_stop(&night->stops[end - 1], &night->stops[end]))
		end++;
	return end - first >= RUN_SHEETS ? end : first + 1;
}

static int sheets_of(const struct night *night, size_t first, size_t end)
{
	int sheets = 0;
	for (size_t i = first; i < end; i++)
		sheets += night->stops[i].sheets;
	return sheets;
}

static void draw_head(const struct stopsheet *sheet)
{
	const struct template_frame band = {.fill = RED, .stroke = COLOR_NONE};
	page_frame(sheet->plain->pages, LEFT, 16, WIDTH, 17, &band);
	say_line(sheet,
		&(struct office_paper_line){.x = LEFT + 5,
			.y = 19.4,
			.width = 120,
			.points = 24,
			.bold = true,
			.tag = TAG_HEADING_1,
			.color = WHITE},
		TEXT_OFFICE_STOP);
	say_line(sheet,
		&(struct office_paper_line){.x = RIGHT - 5,
			.y = 20.6,
			.width = 44,
			.points = 18,
			.align = ALIGN_RIGHT,
			.color = WHITE},
		TEXT_OFFICE_STOP_NIGHT);
	say_line(sheet,
		&(struct office_paper_line){.x = LEFT,
			.y = 38,
			.width = WIDTH,
			.points = 54,
			.bold = true,
			.color = RED},
		TEXT_OFFICE_STOP_COUNT);
	say_line(sheet,
		&(struct office_paper_line){.x = LEFT,
			.y = 64,
			.width = WIDTH,
			.points = 15,
			.bold = true,
			.color = INK},
		TEXT_OFFICE_STOP_LEAD);
}

static void draw_heads(const struct stopsheet *sheet)
{
	static const struct {
		double x;
		size_t key;
	} columns[] = {
		{LEFT, TEXT_OFFICE_STOP_MAILING},
		{SHEET, TEXT_OFFICE_STOP_SHEET},
		{NUMBER, TEXT_OFFICE_STOP_NUMBER},
		{TICK - 14, TEXT_OFFICE_STOP_PULLED},
	};
	office_paper_tag(sheet->plain, TAG_ROW);
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		say_line(sheet,
			&(struct office_paper_line){.x = columns[i].x,
				.y = TOP - 7,
				.points = 12,
				.tag = TAG_COLUMN,
				.color = FAINT},
			columns[i].key);
	office_paper_untag(sheet->plain);
}

/* Where others lie with it, the mail room must know which sheet of which envelope is meant. */
static void draw_envelope(const struct stopsheet *sheet, double y, const struct night_stop *stop)
{
	struct arena *arena = sheet->plain->letters->sheet;
	const struct enclosure *enclosure = &stop->enclosure;
	if (enclosure->sheets <= stop->sheets)
		return;
	const char *const values[VALUES] = {
		[VALUE_ENVELOPE] = arena_print(arena, "%d", enclosure->envelope),
		[VALUE_ENVELOPE_SHEET] = arena_print(arena, "%d", enclosure->first),
		[VALUE_ENVELOPE_SHEETS] = arena_print(arena, "%d", enclosure->sheets),
	};
	office_paper_put(sheet->plain,
		&(struct office_paper_line){.x = NUMBER - 4,
			.y = y + 2.6,
			.width = ENVELOPE_WIDTH,
			.points = 11,
			.align = ALIGN_RIGHT,
			.color = INK},
		office_paper_sentence(sheet->plain, TEXT_OFFICE_STOP_ENVELOPE, values));
}

static void draw_line(const struct stopsheet *sheet, double y, size_t first, size_t end)
{
	static const struct template_frame box = {
		.fill = COLOR_NONE, .stroke = INK, .stroke_width = 0.4};
	const struct night_stop *stops = sheet->night->stops;
	const char *const values[VALUES] = {
		[VALUE_LETTERS] = arena_print(
			sheet->plain->letters->sheet, "%d", sheets_of(sheet->night, first, end))};
	struct office_paper_line line = {
		.x = LEFT, .y = y + 1.5, .points = 15, .tag = TAG_CELL, .color = INK};
	char mailing[NIGHT_NAME_BYTES];
	page_line(sheet->plain->pages, LEFT, y, RIGHT - LEFT, 0.3, RULE);
	office_paper_tag(sheet->plain, TAG_ROW);
	line.width = SHEET - LEFT - 4;
	office_paper_print(sheet->plain, &line, "%s", night_stop_mailing(&stops[first], mailing));
	line.x = SHEET;
	line.width = NUMBER - SHEET - 4;
	line.bold = true;
	line.tag = 0; /* of a cell with what is said of the envelope */
	int last = stops[end - 1].sheet + stops[end - 1].sheets - 1;
	office_paper_tag(sheet->plain, TAG_CELL);
	if (stops[first].sheet == last)
		office_paper_print(sheet->plain, &line, "%d", last);
	else
		office_paper_print(sheet->plain, &line, "%d – %d", stops[first].sheet, last);
	if (end - first == 1)
		draw_envelope(sheet, y, &stops[first]);
	office_paper_untag(sheet->plain);
	line.tag = TAG_CELL;
	line.x = NUMBER;
	line.width = TICK - NUMBER - 18;
	if (end - first == 1)
		office_paper_print(sheet->plain, &line, "%s", stops[first].notice);
	else
		office_paper_put(sheet->plain, &line,
			office_paper_sentence(sheet->plain, TEXT_OFFICE_STOP_COUNT, values));
	page_frame(sheet->plain->pages, TICK - 8, y + 1.8, 5, 5, &box);
	/* To be ticked by hand. */
	office_paper_tag(sheet->plain, TAG_CELL);
	office_paper_untag(sheet->plain);
	office_paper_untag(sheet->plain);
}

static void draw_foot(const struct stopsheet *sheet)
{
	say_line(sheet,
		&(struct office_paper_line){
			.x = LEFT, .y = 268, .width = WIDTH, .points = 12, .color = INK},
		TEXT_OFFICE_STOP_TELL);
	say_line(sheet,
		&(struct office_paper_line){
			.x = LEFT, .y = 279, .width = WIDTH, .points = 10.5, .color = FAINT},
		TEXT_OFFICE_STOP_SENDER);
}

void stopsheet_draw(struct office_paper *plain, const struct night *night)
{
	char name[NIGHT_NAME_BYTES], count[24];
	const struct stopsheet sheet = {
		.plain = plain,
		.night = night,
		.values = {[VALUE_MAILING] = night_name(night->day, night->run, name),
			[VALUE_LETTERS] = count},
	};
	snprintf(count, sizeof count, "%d", sheets_of(night, 0, night->stop_count));
	for (size_t first = 0; first < night->stop_count;) {
		draw_head(&sheet);
		office_paper_tag(plain, TAG_TABLE);
		draw_heads(&sheet);
		for (int row = 0; row < ROWS && first < night->stop_count; row++) {
			size_t end = line_end(night, first);
			draw_line(&sheet, TOP + row * ROW, first, end);
			first = end;
		}
		office_paper_untag(plain);
		draw_foot(&sheet);
		office_paper_turn(plain);
	}
}

bool stopsheet_write(
	struct letters *letters, const struct night *night, FILE *stream, struct fault *why)
{
	struct office_paper plain = office_paper_on(letters);
	struct fault ignored;
	char name[NIGHT_NAME_BYTES];
	const char *title = arena_print(letters->sheet, "%s %s",
		office_paper_sentence(&plain, TEXT_OFFICE_STOP, NULL),
		night_name(night->day, night->run, name));
	bool done = office_paper_begin(&plain, stream, title, night->posting_day, why);
	if (done)
		stopsheet_draw(&plain, night);
	return pages_end(plain.pages, done ? why : &ignored) && done;
}
