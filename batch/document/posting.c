#include "document/posting.h"

#include "document/mailing.h"
#include "document/plain.h"

#include <stdio.h>

/* The table of postal areas: columns of rows. */
enum { AREA_COLUMNS = 3, AREA_ROWS = 22 };
static const double AREA_TOP = 137, AREA_ROW = 5.9, AREA_GAP = 6;

struct slip {
	struct plain *plain;
	const struct office *office;
	const struct night *night;
	struct mailing_group total;
};

static void draw_head(const struct slip *slip)
{
	const struct sender *sender = &slip->office->sender;
	char name[NIGHT_NAME_BYTES];
	plain_band(slip->plain, 15);
	plain_put(slip->plain,
		&(struct plain_line){.x = PLAIN_LEFT + 5,
			.y = 19,
			.points = 20,
			.bold = true,
			.color = PLAIN_WHITE},
		"郵便物差出票");
	plain_put(slip->plain,
		&(struct plain_line){.x = PLAIN_RIGHT - 5,
			.y = 19.6,
			.width = 100,
			.points = 17,
			.align = ALIGN_RIGHT,
			.bold = true,
			.color = PLAIN_WHITE},
		"差出 %s", night_name(slip->night->day, slip->night->run, name));
	plain_put(slip->plain,
		&(struct plain_line){.x = PLAIN_LEFT,
			.y = 35,
			.width = PLAIN_WIDTH,
			.points = 13,
			.bold = true,
			.color = PLAIN_INK},
		"差出人  %s %s", wordings_in(&sender->city, "ja"),
		wordings_in(&sender->section, "ja"));
	plain_put(slip->plain,
		&(struct plain_line){.x = PLAIN_LEFT,
			.y = 41.4,
			.width = PLAIN_WIDTH,
			.points = 11,
			.color = PLAIN_FAINT},
		"〒%.3s-%s  %s  電話 %s", sender->postal, sender->postal + 3,
		wordings_in(&sender->address, "ja"), sender->phone);
}

/* ---- what is posted ---- */

static void draw_row(const struct slip *slip, int row, const char *what, const char *value)
{
	double y = 51 + row * 10.4;
	page_line(slip->plain->pages, PLAIN_LEFT, y, PLAIN_RIGHT, y, 0.3, PLAIN_RULE);
	plain_put(slip->plain,
		&(struct plain_line){.x = PLAIN_LEFT,
			.y = y + 2.6,
			.width = 46,
			.points = 12,
			.color = PLAIN_FAINT},
		"%s", what);
	plain_put(slip->plain,
		&(struct plain_line){.x = PLAIN_LEFT + 50,
			.y = y + 1.9,
			.width = PLAIN_WIDTH - 50,
			.points = 15,
			.bold = true,
			.color = PLAIN_INK},
		"%s", value);
}

/* The first class that takes a letter of this weight, NULL when none does. */
static const struct weight_class *class_of(const struct mailing_rules *rules, double grams)
{
	for (size_t i = 0; i < rules->class_count; i++)
		if (grams <= rules->classes[i].grams)
			return &rules->classes[i];
	return NULL;
}

static void draw_weight(const struct slip *slip, size_t count)
{
	const struct mailing_rules *rules = &slip->office->mailing;
	double grams = rules->sheet_grams + rules->envelope_grams;
	const struct weight_class *class = class_of(rules, grams);
	char text[192];
	snprintf(text, sizeof text, "%s", class == NULL ? "(郵便局で確かめる)" : class->name);
	draw_row(slip, 2, "種類・重量区分", text);
	snprintf(text, sizeof text, "%.1f g(用紙 %.1f g + 封筒 %.1f g)  計 %.2f kg", grams,
		rules->sheet_grams, rules->envelope_grams, grams * (double)count / 1000);
	draw_row(slip, 3, "1通の重量", text);
}

static void draw_totals(const struct slip *slip)
{
	const struct night *night = slip->night;
	size_t count = night->sheet_count, coded = slip->total.coded;
	size_t size = (size_t)slip->office->mailing.bundle_letters;
	char text[192];
	snprintf(text, sizeof text, "%zu 通", count);
	draw_row(slip, 0, "通数", text);
	snprintf(text, sizeof text, "%zu 束(1束 %zu 通まで)", (count + size - 1) / size, size);
	draw_row(slip, 1, "束", text);
	draw_weight(slip, count);
	/* Tenths, rounded down: a share is never told larger than it is. */
	size_t share = coded * 1000 / count;
	snprintf(text, sizeof text, "%zu 通(%zu.%zu%%)", coded, share / 10, share % 10);
	draw_row(slip, 4, "バーコード付き", text);
	snprintf(text, sizeof text, "%s 〜 %s", night->sheets[0].number,
		night->sheets[count - 1].number);
	draw_row(slip, 5, "通知番号(最初・最後)", text);
	snprintf(text, sizeof text, "%.3s-%s 〜 %.3s-%s", night->sheets[0].recipient.postal,
		night->sheets[0].recipient.postal + 3, night->sheets[count - 1].recipient.postal,
		night->sheets[count - 1].recipient.postal + 3);
	draw_row(slip, 6, "郵便番号", text);
}

/* ---- by postal area ---- */

struct cell {
	double x;
	enum alignment align;
};

/* From the column's left edge: area, letters, of them with barcode. */
static const struct cell cells[] = {{1, ALIGN_LEFT}, {34, ALIGN_RIGHT}, {53, ALIGN_RIGHT}};

static void draw_cells(
	const struct slip *slip, size_t row, bool bold, int color, const char *const texts[3])
{
	double width = (PLAIN_WIDTH - AREA_GAP * (AREA_COLUMNS - 1)) / AREA_COLUMNS;
	double x = PLAIN_LEFT + (double)(row / (AREA_ROWS + 1)) * (width + AREA_GAP);
	double y = AREA_TOP + (double)(row % (AREA_ROWS + 1)) * AREA_ROW;
	for (size_t i = 0; i < 3; i++)
		plain_put(slip->plain,
			&(struct plain_line){.x = x + cells[i].x,
				.y = y + 0.8,
				.points = bold ? 10 : 11,
				.align = cells[i].align,
				.bold = bold,
				.color = color},
			"%s", texts[i]);
	page_line(slip->plain->pages, x, y + AREA_ROW, x + width, y + AREA_ROW, bold ? 0.4 : 0.15,
		PLAIN_RULE);
}

static void draw_area(
	const struct slip *slip, size_t index, const char *name, size_t letters, size_t coded)
{
	static const char *const heads[] = {"上3けた", "通数", "バーコード"};
	char count[24], bars[24];
	size_t row = index / AREA_ROWS * (AREA_ROWS + 1) + index % AREA_ROWS + 1;
	if (index % AREA_ROWS == 0)
		draw_cells(slip, row - 1, true, PLAIN_BLUE, heads);
	snprintf(count, sizeof count, "%zu", letters);
	snprintf(bars, sizeof bars, "%zu", coded);
	draw_cells(slip, row, false, PLAIN_INK, (const char *const[]){name, count, bars});
}

static void draw_areas(const struct slip *slip)
{
	enum { ROOM = AREA_COLUMNS * AREA_ROWS };
	const struct night *night = slip->night;
	struct mailing_group area = {.end = 0};
	size_t areas = 0, index = 0, letters = 0, coded = 0;
	int size = slip->office->mailing.bundle_letters;
	plain_put(slip->plain,
		&(struct plain_line){.x = PLAIN_LEFT,
			.y = AREA_TOP - 8,
			.points = 12,
			.bold = true,
			.color = PLAIN_INK},
		"郵便番号の上3けたごとの通数");
	while (mailing_next_group(CUT_AREA, night->sheets, night->sheet_count, size, &area))
		areas++;
	area = (struct mailing_group){.end = 0};
	while (mailing_next_group(CUT_AREA, night->sheets, night->sheet_count, size, &area)) {
		if (areas > ROOM && index >= ROOM - 1) {
			letters += area.end - area.first;
			coded += area.coded;
			continue;
		}
		char name[GROUP_NAME_BYTES + 8];
		snprintf(name, sizeof name, "%s", area.name);
		draw_area(slip, index++, name, area.end - area.first, area.coded);
	}
	if (letters > 0)
		draw_area(slip, index, "その他", letters, coded);
}

bool posting_write(struct letters *letters, const struct office *office, const struct night *night,
	FILE *stream, struct fault *why)
{
	struct plain plain = plain_on(letters);
	struct slip slip = {.plain = &plain, .office = office, .night = night};
	char title[NIGHT_NAME_BYTES + 32], name[NIGHT_NAME_BYTES];
	mailing_next_group(CUT_TOTAL, night->sheets, night->sheet_count,
		office->mailing.bundle_letters, &slip.total);
	snprintf(title, sizeof title, "郵便物差出票 %s", night_name(night->day, night->run, name));
	bool done = plain_begin(&plain, stream, title, night->posting_day, why);
	if (done) {
		draw_head(&slip);
		draw_totals(&slip);
		draw_areas(&slip);
		plain_turn(&plain);
	}
	return plain_end(&plain, done, why);
}
