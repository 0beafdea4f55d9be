#include "document/mailroom/house_sheet.h"

#include "base/markup.h"
#include "document/mailroom/letter_parts.h"
#include "document/mailroom/office_paper.h"

#include <stdio.h>

/* A sheet for the telephone: what is said to the house stands above, what is said to nobody but
 * those whom it concerns below. */

enum { INK = 0x1A1A1A, FAINT = 0x555555, BLUE = 0x16325C, RED = 0x9B1C1C, WHITE = 0xFFFFFF };
enum { RULE = 0x9AA9BD, ROWS = 20 };

/* The sheet, in mm. */
static const double LEFT = 15, RIGHT = 195, WIDTH = 180, TOP = 82, ROW = 9.4;

/* The columns: where each begins, and how wide its words may be. */
enum column { TIME, WINDOW, RESIDENT, MATTER, LANGUAGE, NEEDS, COLUMNS };
static const struct {
	double x, width;
	size_t head;
} columns[COLUMNS] = {
	[TIME] = {15, 36, TEXT_OFFICE_DAY_TIME},
	[WINDOW] = {53, 10, TEXT_OFFICE_DAY_WINDOW},
	[RESIDENT] = {65, 32, TEXT_OFFICE_HOUSE_RESIDENT},
	[MATTER] = {99, 58, TEXT_OFFICE_DAY_MATTER},
	[LANGUAGE] = {159, 14, TEXT_OFFICE_DAY_LANGUAGE},
	[NEEDS] = {175, 20, TEXT_OFFICE_DAY_NEEDS},
};

struct house_sheet {
	struct office_paper *plain;
	const struct office *office;
	const struct house_entry *entry;
};

static const char *house_sentence(const struct house_sheet *sheet, size_t key)
{
	return office_paper_sentence(sheet->plain, key, NULL);
}

static const char *counter_name(const struct house_sheet *sheet, const char *id)
{
	int counter = office_counter(sheet->office, id);
	return counter < 0 ? id : wordings_in(&sheet->office->counters[counter].name, "ja");
}

/* ---- what is said to the house ---- */

static void draw_head(const struct house_sheet *sheet)
{
	office_paper_band(
		sheet->plain, house_sentence(sheet, TEXT_OFFICE_HOUSE), sheet->entry->house.number);
	office_paper_put(sheet->plain,
		&(struct office_paper_line){.x = LEFT,
			.y = 30.5,
			.width = WIDTH,
			.points = 12,
			.bold = true,
			.color = RED},
		house_sentence(sheet, TEXT_OFFICE_HOUSE_SECRET));
}

/* A label, and its value behind it. */
static void draw_fact(const struct house_sheet *sheet, double y, size_t label, const char *value)
{
	office_paper_put(sheet->plain,
		&(struct office_paper_line){
			.x = LEFT, .y = y + 0.6, .width = 34, .points = 11, .color = FAINT},
		house_sentence(sheet, label));
	office_paper_print(sheet->plain,
		&(struct office_paper_line){.x = LEFT + 36,
			.y = y,
			.width = 142,
			.points = 13,
			.bold = true,
			.color = INK},
		"%s", value);
}

static void draw_facts(const struct house_sheet *sheet)
{
	struct arena *arena = sheet->plain->letters->sheet;
	const struct house_entry *entry = sheet->entry;
	char day[CIVIL_DATE_BYTES], first[CIVIL_DATE_BYTES], by[CIVIL_DATE_BYTES];
	struct house_block *blocks;
	size_t count = house_blocks(entry, arena, &blocks);
	double y = 38;
	for (size_t i = 0; i < count; i++, y += 7)
		draw_fact(sheet, y, i == 0 ? TEXT_OFFICE_HOUSE_BLOCK : TEXT_OFFICE_HOUSE_MORE,
			arena_print(arena, "%s %02d:%02d–%02d:%02d  %s  %zu名",
				civil_format(blocks[i].day, day), blocks[i].starts / 60,
				blocks[i].starts % 60, blocks[i].ends / 60, blocks[i].ends % 60,
				counter_name(sheet, blocks[i].counter), blocks[i].people));
	draw_fact(sheet, y, TEXT_OFFICE_HOUSE_ANSWER,
		arena_print(arena, "%s", civil_format(entry->house.answer_by, by)));
	draw_fact(sheet, y + 7, TEXT_OFFICE_HOUSE_FIRST,
		arena_print(arena, "%s", civil_format(house_first_expiry(entry), first)));
}

/* ---- what is not ---- */

static void draw_heads(const struct house_sheet *sheet)
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
			house_sentence(sheet, columns[i].head));
	office_paper_untag(sheet->plain);
}

static void draw_cell(
	const struct house_sheet *sheet, enum column column, double y, const char *markup)
{
	office_paper_tag(sheet->plain, column == TIME ? TAG_HEAD : TAG_CELL);
	if (markup[0] != '\0')
		office_paper_put(sheet->plain,
			&(struct office_paper_line){.x = columns[column].x,
				.y = y + 2.2,
				.width = columns[column].width,
				.points = 11,
				.bold = column == TIME,
				.color = INK},
			markup);
	office_paper_untag(sheet->plain);
}

/* "利用者証明用・署名用 2027-02-10、カード 2027-02-15". */
static const char *due_words(const struct house_sheet *sheet, size_t member)
{
	static const size_t matters[MATTERS] = {
		[MATTER_SIGNATURE] = TEXT_OFFICE_DAY_SIGNATURE,
		[MATTER_AUTHENTICATION] = TEXT_OFFICE_DAY_AUTHENTICATION,
		[MATTER_REVOKED] = TEXT_OFFICE_DAY_REVOKED,
		[MATTER_CARD] = TEXT_OFFICE_DAY_CARD,
		[MATTER_STAY] = TEXT_OFFICE_DAY_STAY,
	};
	const struct house_due *dues = sheet->entry->dues[member];
	size_t count = sheet->entry->due_counts[member];
	const char *words = "";
	for (size_t i = 0; i < count; i++) {
		char expires[CIVIL_DATE_BYTES];
		bool last = i + 1 == count || dues[i + 1].expires != dues[i].expires;
		words = arena_print(sheet->plain->letters->sheet, "%s%s%s%s%s", words,
			house_sentence(sheet, matters[dues[i].matter]), last ? " " : "・",
			last ? civil_format(dues[i].expires, expires) : "",
			last && i + 1 < count ? "、" : "");
	}
	return words;
}

static void draw_row(const struct house_sheet *sheet, double y, size_t index)
{
	const struct house_member *member = &sheet->entry->members[index];
	const struct appointment *place = &member->place;
	struct arena *arena = sheet->plain->letters->sheet;
	struct civil day = civil_parts(place->day);
	office_paper_tag(sheet->plain, TAG_ROW);
	page_line(sheet->plain->pages, LEFT, y, RIGHT - LEFT, 0.2, RULE);
	draw_cell(sheet, TIME, y,
		arena_print(arena, "%d/%d %02d:%02d–%02d:%02d", day.month, day.day,
			place->starts / 60, place->starts % 60, place->ends / 60,
			place->ends % 60));
	draw_cell(sheet, WINDOW, y, arena_print(arena, "%d", member->desk + 1));
	draw_cell(sheet, RESIDENT, y, markup_escape(arena, member->resident));
	draw_cell(sheet, MATTER, y, due_words(sheet, index));
	draw_cell(sheet, LANGUAGE, y, markup_escape(arena, member->language));
	draw_cell(sheet, NEEDS, y,
		member->ward    ? house_sentence(sheet, TEXT_OFFICE_DAY_WARD)
		: member->minor ? house_sentence(sheet, TEXT_OFFICE_DAY_MINOR)
				: "");
	office_paper_untag(sheet->plain);
}

/* ---- all ---- */

static void draw_house(const struct house_sheet *sheet)
{
	size_t count = sheet->entry->member_count;
	for (size_t i = 0; i < count;) {
		draw_head(sheet);
		draw_facts(sheet);
		office_paper_tag(sheet->plain, TAG_TABLE);
		draw_heads(sheet);
		for (int row = 0; row < ROWS && i < count; row++, i++)
			draw_row(sheet, TOP + row * ROW, i);
		office_paper_untag(sheet->plain);
		office_paper_print(sheet->plain,
			&(struct office_paper_line){.x = RIGHT,
				.y = 280,
				.width = 60,
				.points = 10,
				.align = ALIGN_RIGHT,
				.color = FAINT},
			"%s  %zu / %zu", sheet->entry->house.number, (i + ROWS - 1) / ROWS,
			(count + ROWS - 1) / ROWS);
		office_paper_turn(sheet->plain);
	}
}

static bool is_shown(const struct house_entry *entry)
{
	return entry->house.state == HOUSE_OPEN && entry->member_count > 0;
}

size_t house_sheet_count(const struct night *night)
{
	size_t count = 0;
	for (size_t i = 0; i < night->house_count; i++)
		count += is_shown(&night->houses[i]) ? 1 : 0;
	return count;
}

bool house_sheet_write(struct letters *letters, const struct office *office,
	const struct night *night, FILE *stream, struct fault *why)
{
	struct office_paper plain = office_paper_on(letters);
	struct fault ignored;
	char name[NIGHT_NAME_BYTES];
	const char *title = arena_print(letters->sheet, "%s %s",
		office_paper_sentence(&plain, TEXT_OFFICE_HOUSE, NULL),
		night_name(night->day, night->run, name));
	bool done = office_paper_begin(&plain, stream, title, night->day, why);
	for (size_t i = 0; done && i < night->house_count; i++)
		if (is_shown(&night->houses[i]))
			draw_house(&(const struct house_sheet){&plain, office, &night->houses[i]});
	return pages_end(plain.pages, done ? why : &ignored) && done;
}
