#include "document/mailroom/covers.h"

#include "document/mailroom/letter_parts.h"
#include "document/mailroom/mailing_lists.h"
#include "document/mailroom/office_paper.h"
#include "document/mailroom/stopsheet.h"

#include <stdio.h>

/* A cover is drawn from one group of sheets alone: counts, postal codes, first and last number.
 * Nobody's name comes here. */

enum { INK = 0x1A1A1A, FAINT = 0x555555, BLUE = 0x16325C, WHITE = 0xFFFFFF, RULE = 0x9AA9BD };

/* The sheet, in mm. */
static const double LEFT = 18, RIGHT = 192, WIDTH = 174, MIDDLE = 105;

/* The columns of what is first and last in the bundle. */
enum { ENDS = 2 };
static const double end_middles[ENDS] = {84, 164};

struct cover {
	struct office_paper *plain;
	const struct night *night;
	const struct mailing_group *bundle;
	const char *const *values; /* by enum template_value, for the sentences */
};

static const char *postal_text(const char *postal, char out[16])
{
	snprintf(out, 16, "%.3s-%.4s", postal, postal + 3);
	return out;
}

static void say_line(const struct cover *cover, const struct office_paper_line *line, size_t key)
{
	office_paper_put(
		cover->plain, line, office_paper_sentence(cover->plain, key, cover->values));
}

static void draw_head(const struct cover *cover)
{
	const struct template_frame band = {.fill = BLUE, .stroke = COLOR_NONE};
	page_frame(cover->plain->pages, LEFT, 16, WIDTH, 17, &band);
	say_line(cover,
		&(struct office_paper_line){.x = LEFT + 5,
			.y = 19.4,
			.points = 24,
			.bold = true,
			.tag = TAG_HEADING_1,
			.color = WHITE},
		TEXT_OFFICE_COVER_MAILING);
	say_line(cover,
		&(struct office_paper_line){.x = RIGHT - 5,
			.y = 20.6,
			.width = 90,
			.points = 18,
			.align = ALIGN_RIGHT,
			.color = WHITE},
		TEXT_OFFICE_COVER);
}

static void draw_count(const struct cover *cover)
{
	say_line(cover,
		&(struct office_paper_line){.x = MIDDLE,
			.y = 42,
			.width = WIDTH,
			.points = 84,
			.align = ALIGN_CENTER,
			.bold = true,
			.color = INK},
		TEXT_OFFICE_COVER_BUNDLE);
	say_line(cover,
		&(struct office_paper_line){.x = MIDDLE,
			.y = 82,
			.width = WIDTH,
			.points = 54,
			.align = ALIGN_CENTER,
			.bold = true,
			.color = BLUE},
		TEXT_OFFICE_COVER_LETTERS);
}

/* What a bundle's letters need before they are sealed: of a voice code that it be put on, of
 * two sheets, and of letters that lie together, that they go into one envelope. */
static void draw_format(const struct cover *cover)
{
	static const size_t keys[FORMATS] = {[FORMAT_VOICE] = TEXT_OFFICE_COVER_VOICE,
		[FORMAT_LARGE_PRINT] = TEXT_OFFICE_COVER_LARGE_PRINT};
	const struct notice *first = &cover->night->sheets[cover->bundle->first];
	size_t key = notice_shares_envelope(first) ? TEXT_OFFICE_COVER_SHARED
						   : keys[first->recipient.format];
	if (first->recipient.format == FORMAT_STANDARD && !notice_shares_envelope(first))
		return;
	const struct template_frame band = {.fill = COLOR_NONE, .stroke = INK, .stroke_width = 0.8};
	page_frame(cover->plain->pages, LEFT, 228.5, WIDTH, 15, &band);
	say_line(cover,
		&(struct office_paper_line){.x = MIDDLE,
			.y = 231.6,
			.width = WIDTH - 6,
			.points = 20,
			.align = ALIGN_CENTER,
			.bold = true,
			.color = INK},
		key);
}

/* A line of the table: what, and of the first and the last sheet which, with `between` of them: to,
 * or and, where what lies between is no range. */
static void draw_row(const struct cover *cover, double y, size_t what, const char *from,
	size_t between, const char *to)
{
	const char *const texts[] = {from, to};
	page_line(cover->plain->pages, LEFT, y, RIGHT - LEFT, 0.3, RULE);
	office_paper_tag(cover->plain, TAG_ROW);
	say_line(cover,
		&(struct office_paper_line){.x = LEFT,
			.y = y + 7.2,
			.width = 35,
			.points = 15,
			.tag = TAG_HEAD,
			.color = FAINT},
		what);
	for (size_t i = 0; i < ENDS; i++) {
		if (i > 0)
			say_line(cover,
				&(struct office_paper_line){.x = 124,
					.y = y + 6,
					.points = 20,
					.align = ALIGN_CENTER,
					.tag = TAG_CELL,
					.color = FAINT},
				between);
		office_paper_print(cover->plain,
			&(struct office_paper_line){.x = end_middles[i],
				.y = y + 4.2,
				.width = 54,
				.points = 29,
				.align = ALIGN_CENTER,
				.bold = true,
				.tag = TAG_CELL,
				.color = INK},
			"%s", texts[i]);
	}
	office_paper_untag(cover->plain);
}

static bool draw_codes(const struct cover *cover, double y, struct fault *why)
{
	static const double SIZE = 42;
	static const size_t keys[ENDS] = {TEXT_OFFICE_COVER_FIRST, TEXT_OFFICE_COVER_LAST};
	const size_t sheets[ENDS] = {cover->bundle->first, cover->bundle->end - 1};
	for (size_t i = 0; i < ENDS; i++) {
		const char *number = cover->night->sheets[sheets[i]].number;
		if (!office_paper_code(
			    cover->plain, number, end_middles[i] - SIZE / 2, y, SIZE, why))
			return false;
		say_line(cover,
			&(struct office_paper_line){.x = end_middles[i],
				.y = y + SIZE,
				.width = 60,
				.points = 13,
				.align = ALIGN_CENTER,
				.color = FAINT},
			keys[i]);
	}
	return true;
}

/* Who has done what, to be filled in by hand. */
static void draw_marks(const struct cover *cover)
{
	static const size_t steps[] = {TEXT_OFFICE_COVER_PRINTED, TEXT_OFFICE_COVER_COUNTED,
		TEXT_OFFICE_COVER_ENCLOSED, TEXT_OFFICE_COVER_POSTED};
	enum { STEPS = sizeof steps / sizeof steps[0] };
	static const double TOP = 248, HEIGHT = 26;
	const struct template_frame box = {.fill = COLOR_NONE, .stroke = RULE, .stroke_width = 0.3};
	double width = WIDTH / STEPS;
	for (size_t i = 0; i < STEPS; i++) {
		double x = LEFT + (double)i * width;
		page_frame(cover->plain->pages, x, TOP, width, HEIGHT, &box);
		say_line(cover,
			&(struct office_paper_line){.x = x + 2,
				.y = TOP + 1.4,
				.width = width - 4,
				.points = 11,
				.color = FAINT},
			steps[i]);
	}
	say_line(cover,
		&(struct office_paper_line){
			.x = LEFT, .y = 279, .width = WIDTH, .points = 10.5, .color = FAINT},
		TEXT_OFFICE_COVER_STOPS);
}

static bool draw_cover(const struct cover *cover, struct fault *why)
{
	const struct notice *first = &cover->night->sheets[cover->bundle->first];
	const struct notice *last = &cover->night->sheets[cover->bundle->end - 1];
	char from[16], to[16];
	draw_head(cover);
	draw_count(cover);
	office_paper_tag(cover->plain, TAG_TABLE);
	draw_row(cover, 112, TEXT_OFFICE_COVER_POSTAL, postal_text(first->recipient.postal, from),
		TEXT_OFFICE_COVER_TO, postal_text(last->recipient.postal, to));
	snprintf(from, sizeof from, "%zu", cover->bundle->first_sheet);
	snprintf(to, sizeof to, "%zu", cover->bundle->first_sheet + cover->bundle->sheets - 1);
	draw_row(cover, 134, TEXT_OFFICE_COVER_SHEETS, from, TEXT_OFFICE_COVER_TO, to);
	draw_row(cover, 156, TEXT_OFFICE_COVER_NUMBERS, first->number, TEXT_OFFICE_COVER_AND,
		last->number);
	office_paper_untag(cover->plain);
	if (!draw_codes(cover, 176, why))
		return false;
	draw_format(cover);
	draw_marks(cover);
	office_paper_turn(cover->plain);
	return true;
}

bool covers_write(struct letters *letters, const struct office *office, const struct night *night,
	FILE *stream, struct fault *why)
{
	struct office_paper plain = office_paper_on(letters);
	char name[NIGHT_NAME_BYTES], bundles[24], count[24], sheets[24], each[24];
	struct mailing_group bundle = {.end = 0};
	const char *values[VALUES] = {
		[VALUE_MAILING] = night_name(night->day, night->run, name),
		[VALUE_BUNDLE] = bundle.name,
		[VALUE_BUNDLES] = bundles,
		[VALUE_LETTERS] = count,
		[VALUE_SHEETS] = sheets,
		[VALUE_ENVELOPE_SHEETS] = each,
	};
	const struct cover cover = {
		.plain = &plain, .night = night, .bundle = &bundle, .values = values};
	struct fault ignored;
	snprintf(bundles, sizeof bundles, "%zu",
		mailing_group_count(CUT_BUNDLE, office, night->sheets, night->sheet_count));
	const char *title = arena_print(letters->sheet, "%s %s",
		office_paper_sentence(&plain, TEXT_OFFICE_COVER, values), name);
	bool done = office_paper_begin(&plain, stream, title, night->posting_day, why);
	if (done)
		stopsheet_draw(&plain, night);
	while (done && mailing_next_group(
			       CUT_BUNDLE, office, night->sheets, night->sheet_count, &bundle)) {
		snprintf(count, sizeof count, "%zu", bundle.envelopes);
		snprintf(each, sizeof each, "%zu", bundle.sheets / bundle.envelopes);
		snprintf(sheets, sizeof sheets, "%zu", bundle.sheets);
		done = draw_cover(&cover, why);
	}
	return pages_end(plain.pages, done ? why : &ignored) && done;
}
