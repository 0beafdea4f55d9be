#include "document/mailroom/posting.h"

#include "base/markup.h"
#include "document/mailroom/letter_parts.h"
#include "document/mailroom/mailing_lists.h"
#include "document/mailroom/office_paper.h"
#include "document/mailroom/postage.h"
#include "document/mailroom/postage_words.h"

#include <stdio.h>
#include <string.h>

/* Everything is counted from the sheets of the mailing, in the groups that posting.csv has. Areas
 * for which the table has no room are counted together, so that the sums are right. */

enum { INK = 0x1A1A1A, FAINT = 0x555555, BLUE = 0x16325C, WHITE = 0xFFFFFF, RULE = 0x9AA9BD };

/* The sheet, in mm. */
static const double LEFT = 18, RIGHT = 192, WIDTH = 174;

/* The table of postal areas: columns of rows. */
enum { AREA_COLUMNS = 3, AREA_ROWS = 18 };
static const double AREA_TOP = 168, AREA_ROW = 5.9, AREA_GAP = 6;

struct slip {
	struct office_paper *plain;
	const struct office *office;
	const struct night *night;
	struct arena *arena; /* the sheet's */
	struct mailing_group total;
	struct postage postage;
	const char *values[VALUES]; /* for the sentences */
};

static const char *slip_sentence(const struct slip *slip, size_t key)
{
	return office_paper_sentence(slip->plain, key, slip->values);
}

static void draw_head(const struct slip *slip)
{
	const struct template_frame band = {.fill = BLUE, .stroke = COLOR_NONE};
	page_frame(slip->plain->pages, LEFT, 16, WIDTH, 15, &band);
	office_paper_put(slip->plain,
		&(struct office_paper_line){.x = LEFT + 5,
			.y = 19,
			.points = 20,
			.bold = true,
			.tag = TAG_HEADING_1,
			.color = WHITE},
		slip_sentence(slip, TEXT_OFFICE_SLIP));
	office_paper_put(slip->plain,
		&(struct office_paper_line){.x = RIGHT - 5,
			.y = 19.6,
			.width = 100,
			.points = 17,
			.align = ALIGN_RIGHT,
			.bold = true,
			.color = WHITE},
		slip_sentence(slip, TEXT_OFFICE_SLIP_MAILING));
	office_paper_put(slip->plain,
		&(struct office_paper_line){.x = LEFT,
			.y = 35,
			.width = WIDTH,
			.points = 13,
			.bold = true,
			.color = INK},
		slip_sentence(slip, TEXT_OFFICE_SLIP_SENDER));
	office_paper_put(slip->plain,
		&(struct office_paper_line){
			.x = LEFT, .y = 41.4, .width = WIDTH, .points = 11, .color = FAINT},
		slip_sentence(slip, TEXT_OFFICE_SLIP_ADDRESS));
}

/* ---- what is posted ---- */

/* `value` is markup; "" leaves the place free. */
static void draw_row(const struct slip *slip, int row, size_t label, const char *value)
{
	double y = 50 + row * 9.8;
	page_line(slip->plain->pages, LEFT, y, RIGHT - LEFT, 0.3, RULE);
	office_paper_tag(slip->plain, TAG_ROW);
	office_paper_put(slip->plain,
		&(struct office_paper_line){.x = LEFT,
			.y = y + 2.4,
			.width = 48,
			.points = 12,
			.tag = TAG_HEAD,
			.color = FAINT},
		slip_sentence(slip, label));
	office_paper_tag(slip->plain, TAG_CELL);
	if (value[0] != '\0')
		office_paper_put(slip->plain,
			&(struct office_paper_line){.x = LEFT + 50,
				.y = y + 1.8,
				.width = WIDTH - 50,
				.points = 14,
				.bold = true,
				.color = INK},
			value);
	office_paper_untag(slip->plain);
	office_paper_untag(slip->plain);
}

static void draw_range(const struct slip *slip, int row, size_t label, size_t sentence,
	const char *from, const char *to)
{
	const char *values[VALUES] = {[VALUE_FROM] = from, [VALUE_TO] = to};
	values[VALUE_SHEETS] = slip->values[VALUE_SHEETS];
	draw_row(slip, row, label, office_paper_sentence(slip->plain, sentence, values));
}

static void draw_class(const struct slip *slip, int row)
{
	const char *classes = slip->postage.classes;
	draw_row(slip, row, TEXT_OFFICE_SLIP_CLASS_LABEL,
		classes == NULL ? slip_sentence(slip, TEXT_OFFICE_SLIP_CLASS_UNKNOWN) : classes);
}

static void draw_price(const struct slip *slip, int row)
{
	if (slip->postage.shared && slip->values[VALUE_YEN] != NULL) {
		draw_row(slip, row, TEXT_OFFICE_SLIP_PRICE_LABEL,
			postage_says(slip->plain, &slip->postage, POSTAGE_PRICE, 0));
		return;
	}
	draw_row(slip, row, TEXT_OFFICE_SLIP_PRICE_LABEL,
		slip_sentence(slip, slip->values[VALUE_YEN] == NULL ? TEXT_OFFICE_SLIP_PRICE_UNKNOWN
				    : slip->values[VALUE_TWO_YEN] == NULL
					    ? TEXT_OFFICE_SLIP_PRICE
					    : TEXT_OFFICE_SLIP_PRICE_TWO));
}

/* Who hands it over, and the post office's stamp: two places to be filled in by hand. */
static void draw_hands(const struct slip *slip, int row)
{
	draw_row(slip, row, TEXT_OFFICE_SLIP_WHO_LABEL, "");
	const struct template_frame place = {
		.fill = COLOR_NONE, .stroke = RULE, .stroke_width = 0.3};
	double y = 50 + row * 9.8;
	page_frame(slip->plain->pages, LEFT + 50, y + 1.2, 58, 7.6, &place);
	page_frame(slip->plain->pages, LEFT + 112, y + 1.2, RIGHT - LEFT - 112, 7.6, &place);
}

static void draw_totals(const struct slip *slip)
{
	const struct notice *first = &slip->night->sheets[0];
	const struct notice *last = &slip->night->sheets[slip->night->sheet_count - 1];
	char from[16], to[16];
	int row = 0;
	bool told = slip->values[VALUE_POST_OFFICE][0] != '\0' ||
		    slip->values[VALUE_PAYMENT][0] != '\0';
	office_paper_tag(slip->plain, TAG_TABLE);
	draw_row(slip, row++, TEXT_OFFICE_SLIP_POST_OFFICE_LABEL,
		told ? slip_sentence(slip, TEXT_OFFICE_SLIP_POST_OFFICE) : "");
	draw_row(slip, row++, TEXT_OFFICE_SLIP_LETTERS_LABEL,
		slip->postage.shared ? postage_says(slip->plain, &slip->postage, POSTAGE_PIECES,
					       slip->night->sheet_count)
		: slip->postage.kinds[1].pieces > 0
			? slip_sentence(slip, TEXT_OFFICE_SLIP_FORMATS)
			: slip_sentence(slip, TEXT_OFFICE_SLIP_LETTERS));
	draw_row(slip, row++, TEXT_OFFICE_SLIP_BUNDLES_LABEL,
		slip_sentence(slip, TEXT_OFFICE_SLIP_BUNDLES));
	draw_class(slip, row++);
	draw_row(slip, row++, TEXT_OFFICE_SLIP_WEIGHT_LABEL,
		slip->postage.shared ? postage_says(slip->plain, &slip->postage, POSTAGE_WEIGHT, 0)
		: slip->postage.kinds[1].pieces > 0
			? slip_sentence(slip, TEXT_OFFICE_SLIP_WEIGHT_TWO)
			: slip_sentence(slip, TEXT_OFFICE_SLIP_WEIGHT));
	draw_price(slip, row++);
	draw_row(slip, row++, TEXT_OFFICE_SLIP_BARCODES_LABEL,
		slip_sentence(slip, TEXT_OFFICE_SLIP_BARCODES));
	draw_row(slip, row++, TEXT_OFFICE_SLIP_DISCOUNT_LABEL,
		slip_sentence(slip, slip->values[VALUE_DISCOUNT] != NULL
					    ? TEXT_OFFICE_SLIP_DISCOUNT
					    : TEXT_OFFICE_SLIP_DISCOUNT_NONE));
	draw_range(slip, row++, TEXT_OFFICE_SLIP_NUMBERS_LABEL, TEXT_OFFICE_SLIP_NUMBERS,
		first->number, last->number);
	snprintf(from, sizeof from, "%.3s-%.4s", first->recipient.postal,
		first->recipient.postal + 3);
	snprintf(to, sizeof to, "%.3s-%.4s", last->recipient.postal, last->recipient.postal + 3);
	draw_range(slip, row++, TEXT_OFFICE_SLIP_POSTAL_LABEL, TEXT_OFFICE_SLIP_RANGE, from, to);
	draw_hands(slip, row);
	office_paper_untag(slip->plain);
}

/* ---- by postal area ---- */

struct cell {
	double x;
	enum alignment align;
};

/* From the column's left edge: area, letters, of them with barcode. */
enum { CELLS = 3 };
static const struct cell cells[CELLS] = {{1, ALIGN_LEFT}, {34, ALIGN_RIGHT}, {53, ALIGN_RIGHT}};

/* `texts` are markup. */
static void draw_cells(
	const struct slip *slip, size_t row, bool head, const char *const texts[CELLS])
{
	double width = (WIDTH - AREA_GAP * (AREA_COLUMNS - 1)) / AREA_COLUMNS;
	double x = LEFT + (double)(row / (AREA_ROWS + 1)) * (width + AREA_GAP);
	double y = AREA_TOP + (double)(row % (AREA_ROWS + 1)) * AREA_ROW;
	office_paper_tag(slip->plain, TAG_ROW);
	for (size_t i = 0; i < CELLS; i++)
		office_paper_put(slip->plain,
			&(struct office_paper_line){.x = x + cells[i].x,
				.y = y + 0.8,
				.points = head ? 10 : 11,
				.align = cells[i].align,
				.bold = head,
				.tag = head     ? TAG_COLUMN
				       : i == 0 ? TAG_HEAD
						: TAG_CELL,
				.color = head ? BLUE : INK},
			texts[i]);
	office_paper_untag(slip->plain);
	page_line(slip->plain->pages, x, y + AREA_ROW, width, head ? 0.4 : 0.15, RULE);
}

static void draw_area(
	const struct slip *slip, size_t index, const char *name, size_t letters, size_t coded)
{
	char count[24], bars[24];
	size_t row = index / AREA_ROWS * (AREA_ROWS + 1) + index % AREA_ROWS + 1;
	/* Each column of the page is a table with heads of its own. */
	if (index % AREA_ROWS == 0) {
		if (index > 0)
			office_paper_untag(slip->plain);
		office_paper_tag(slip->plain, TAG_TABLE);
		draw_cells(slip, row - 1, true,
			(const char *const[]){slip_sentence(slip, TEXT_OFFICE_SLIP_AREA_HEAD),
				slip_sentence(slip, TEXT_OFFICE_SLIP_AREA_LETTERS),
				slip_sentence(slip, TEXT_OFFICE_SLIP_AREA_BARCODES)});
	}
	snprintf(count, sizeof count, "%zu", letters);
	snprintf(bars, sizeof bars, "%zu", coded);
	draw_cells(slip, row, false, (const char *const[]){name, count, bars});
}

/* An area's letters of all formats. */
struct area {
	const char *name;
	size_t letters, coded;
};

/* Of each format the areas are in order; those that several have are one. */
static size_t collect_areas(const struct slip *slip, struct area **areas)
{
	const struct night *night = slip->night;
	struct mailing_group group = {.end = 0};
	size_t count = 0, capacity = 0;
	*areas = NULL;
	while (mailing_next_group(
		CUT_AREA, slip->office, night->sheets, night->sheet_count, &group)) {
		size_t at = 0;
		while (at < count && strcmp((*areas)[at].name, group.name) < 0)
			at++;
		if (at == count || strcmp((*areas)[at].name, group.name) != 0) {
			*areas = arena_grow(
				slip->arena, *areas, count, 1, &capacity, sizeof **areas);
			memmove(*areas + at + 1, *areas + at, (count++ - at) * sizeof **areas);
			(*areas)[at] = (struct area){.name = arena_copy(slip->arena, group.name)};
		}
		(*areas)[at].letters += group.envelopes;
		(*areas)[at].coded += group.coded;
	}
	return count;
}

static void draw_areas(const struct slip *slip)
{
	enum { ROOM = AREA_COLUMNS * AREA_ROWS };
	struct area *areas;
	size_t count = collect_areas(slip, &areas);
	size_t shown = count > ROOM ? ROOM - 1 : count;
	struct area others = {.name = slip_sentence(slip, TEXT_OFFICE_SLIP_AREA_OTHERS)};
	office_paper_put(slip->plain,
		&(struct office_paper_line){.x = LEFT,
			.y = AREA_TOP - 8,
			.width = WIDTH,
			.points = 12,
			.bold = true,
			.tag = TAG_HEADING_2,
			.color = INK},
		slip_sentence(slip, TEXT_OFFICE_SLIP_AREAS));
	for (size_t i = 0; i < shown; i++)
		draw_area(slip, i, areas[i].name, areas[i].letters, areas[i].coded);
	for (size_t i = shown; i < count; i++) {
		others.letters += areas[i].letters;
		others.coded += areas[i].coded;
	}
	if (others.letters > 0)
		draw_area(slip, shown, others.name, others.letters, others.coded);
	office_paper_untag(slip->plain);
}

/* ---- the whole ---- */

static const char *slip_number(const struct slip *slip, size_t count)
{
	return arena_print(slip->arena, "%zu", count);
}

/* What it costs, and what the post office knows of this sender. */
static void fill_postage(struct slip *slip)
{
	const struct mailing_rules *rules = &slip->office->mailing;
	const struct postage *postage = &slip->postage;
	slip->values[VALUE_POST_OFFICE] = rules->post_office;
	slip->values[VALUE_PAYMENT] = rules->payment;
	if (postage->yen > 0) {
		slip->values[VALUE_YEN] = postage_money(slip->arena, postage->one_yen);
		slip->values[VALUE_YEN_SUM] = postage_money(slip->arena, postage->yen);
	}
	if (postage->yen > 0 && postage->one_yen != postage->two_yen)
		slip->values[VALUE_TWO_YEN] = postage_money(slip->arena, postage->two_yen);
	if (postage->discount != NULL)
		slip->values[VALUE_DISCOUNT] = postage->discount->name;
}

/* What the sentences may name. */
static void fill_values(struct slip *slip)
{
	const struct mailing_rules *rules = &slip->office->mailing;
	const struct night *night = slip->night;
	size_t count = night->sheet_count;
	/* Tenths, rounded down: a share is never told larger than it is. */
	size_t share = slip->total.coded * 1000 / slip->total.envelopes;
	const struct postage *postage = &slip->postage;
	char name[NIGHT_NAME_BYTES];
	slip->values[VALUE_MAILING] =
		arena_copy(slip->arena, night_name(night->day, night->run, name));
	slip->values[VALUE_LETTERS] = slip_number(slip, slip->total.envelopes);
	slip->values[VALUE_SHEETS] = slip_number(slip, slip->total.sheets);
	slip->values[VALUE_BUNDLES] = slip_number(
		slip, mailing_group_count(CUT_BUNDLE, slip->office, night->sheets, count));
	slip->values[VALUE_BUNDLE_LETTERS] = slip_number(slip, (size_t)rules->bundle_letters);
	slip->values[VALUE_BARCODES] = slip_number(slip, slip->total.coded);
	slip->values[VALUE_BARCODE_SHARE] =
		arena_print(slip->arena, "%zu.%zu", share / 10, share % 10);
	slip->values[VALUE_ONE_LETTERS] = slip_number(slip, postage->kinds[0].pieces);
	slip->values[VALUE_TWO_LETTERS] = slip_number(slip, postage->kinds[1].pieces);
	slip->values[VALUE_LETTER_GRAMS] =
		arena_print(slip->arena, "%.1f", postage->kinds[0].grams);
	slip->values[VALUE_TWO_GRAMS] = arena_print(slip->arena, "%.1f", postage->kinds[1].grams);
	slip->values[VALUE_SHEET_GRAMS] = arena_print(slip->arena, "%.1f", rules->sheet_grams);
	slip->values[VALUE_ENVELOPE_GRAMS] =
		arena_print(slip->arena, "%.1f", rules->envelope_grams);
	slip->values[VALUE_KILOGRAMS] = arena_print(slip->arena, "%.2f", postage->grams / 1000);
	fill_postage(slip);
}

bool posting_write(struct letters *letters, const struct office *office, const struct night *night,
	FILE *stream, struct fault *why)
{
	struct office_paper plain = office_paper_on(letters);
	struct slip slip = {
		.plain = &plain, .office = office, .night = night, .arena = letters->sheet};
	struct fault ignored;
	mailing_next_group(CUT_TOTAL, office, night->sheets, night->sheet_count, &slip.total);
	postage_of(office, night->sheets, night->sheet_count, slip.arena, &slip.postage);
	fill_values(&slip);
	const char *title = arena_print(letters->sheet, "%s %s",
		slip_sentence(&slip, TEXT_OFFICE_SLIP), slip.values[VALUE_MAILING]);
	bool done = office_paper_begin(&plain, stream, title, night->posting_day, why);
	if (done) {
		draw_head(&slip);
		draw_totals(&slip);
		draw_areas(&slip);
		office_paper_turn(&plain);
	}
	return pages_end(plain.pages, done ? why : &ignored) && done;
}
