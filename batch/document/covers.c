#include "document/covers.h"

#include "document/mailing.h"
#include "document/plain.h"

#include <stdio.h>

/* In mm: the sheet's middle, and where the bundle's first and last letter are told of. */
static const double MIDDLE = 105, ENDS[] = {84, 164};

struct cover {
	struct plain *plain;
	const struct night *night;
	const struct mailing_group *bundle;
	size_t bundles;
	const char *city, *section;
};

static const char *postal_text(const char *postal, char out[16])
{
	snprintf(out, 16, "%.3s-%.4s", postal, postal + 3);
	return out;
}

static void draw_head(const struct cover *cover)
{
	char name[NIGHT_NAME_BYTES];
	plain_band(cover->plain, 17);
	plain_put(cover->plain,
		&(struct plain_line){.x = PLAIN_LEFT + 5,
			.y = 19.4,
			.points = 24,
			.bold = true,
			.color = PLAIN_WHITE},
		"差出 %s", night_name(cover->night->day, cover->night->run, name));
	plain_put(cover->plain,
		&(struct plain_line){.x = PLAIN_RIGHT - 5,
			.y = 20.6,
			.width = 90,
			.points = 18,
			.align = ALIGN_RIGHT,
			.color = PLAIN_WHITE},
		"束の表紙");
}

/* One line, bold, with its middle at x. */
static void draw_large(const struct cover *cover, const struct plain_line *line, const char *text)
{
	struct plain_line large = *line;
	large.align = ALIGN_CENTER;
	large.bold = true;
	plain_put(cover->plain, &large, "%s", text);
}

static void draw_count(const struct cover *cover)
{
	char text[64];
	struct plain_line line = {
		.x = MIDDLE, .y = 42, .width = PLAIN_WIDTH, .points = 84, .color = PLAIN_INK};
	snprintf(text, sizeof text, "束 %s / %zu", cover->bundle->name, cover->bundles);
	draw_large(cover, &line, text);
	line = (struct plain_line){
		.x = MIDDLE, .y = 82, .width = PLAIN_WIDTH, .points = 54, .color = PLAIN_BLUE};
	snprintf(text, sizeof text, "%zu 通", cover->bundle->end - cover->bundle->first);
	draw_large(cover, &line, text);
}

/* A line of the table: what, and from where to where. */
static void draw_row(
	const struct cover *cover, double y, const char *what, const char *from, const char *to)
{
	struct plain_line end = {.y = y + 4.2, .width = 54, .points = 29, .color = PLAIN_INK};
	page_line(cover->plain->pages, PLAIN_LEFT, y, PLAIN_RIGHT, y, 0.3, PLAIN_RULE);
	plain_put(cover->plain,
		&(struct plain_line){.x = PLAIN_LEFT,
			.y = y + 7.2,
			.width = 38,
			.points = 15,
			.color = PLAIN_FAINT},
		"%s", what);
	end.x = ENDS[0];
	draw_large(cover, &end, from);
	plain_put(cover->plain,
		&(struct plain_line){.x = 124,
			.y = y + 6,
			.points = 20,
			.align = ALIGN_CENTER,
			.color = PLAIN_FAINT},
		"〜");
	end.x = ENDS[1];
	draw_large(cover, &end, to);
}

static bool draw_codes(const struct cover *cover, double y, struct fault *why)
{
	static const double SIZE = 42;
	const char *const words[] = {"最初", "最後"};
	const size_t sheets[] = {cover->bundle->first, cover->bundle->end - 1};
	for (size_t i = 0; i < 2; i++) {
		const char *number = cover->night->sheets[sheets[i]].number;
		if (!plain_code(cover->plain, number, ENDS[i] - SIZE / 2, y, SIZE, why))
			return false;
		plain_put(cover->plain,
			&(struct plain_line){.x = ENDS[i],
				.y = y + SIZE,
				.width = 60,
				.points = 13,
				.align = ALIGN_CENTER,
				.color = PLAIN_FAINT},
			"%sの通知番号", words[i]);
	}
	return true;
}

/* Who has done what, to be filled in by hand. */
static void draw_marks(const struct cover *cover)
{
	static const char *const steps[] = {"印刷", "枚数の確認", "封入", "差出"};
	enum { STEPS = sizeof steps / sizeof steps[0] };
	static const double TOP = 248, HEIGHT = 26;
	const struct template_frame box = {
		.fill = COLOR_NONE, .stroke = PLAIN_RULE, .stroke_width = 0.3};
	double width = (double)PLAIN_WIDTH / STEPS;
	for (size_t i = 0; i < STEPS; i++) {
		double x = PLAIN_LEFT + (double)i * width;
		page_frame(cover->plain->pages, x, TOP, width, HEIGHT, &box);
		plain_put(cover->plain,
			&(struct plain_line){.x = x + 2,
				.y = TOP + 1.4,
				.width = width - 4,
				.points = 11,
				.color = PLAIN_FAINT},
			"%s", steps[i]);
	}
	plain_put(cover->plain,
		&(struct plain_line){.x = PLAIN_LEFT,
			.y = 279,
			.width = PLAIN_WIDTH,
			.points = 10.5,
			.color = PLAIN_FAINT},
		"%s %s  ・  stop.csv に名前のある用紙は抜き取り、差し出さないでください。",
		cover->city, cover->section);
}

static bool draw_cover(const struct cover *cover, struct fault *why)
{
	const struct notice *first = &cover->night->sheets[cover->bundle->first];
	const struct notice *last = &cover->night->sheets[cover->bundle->end - 1];
	char from[16], to[16];
	draw_head(cover);
	draw_count(cover);
	draw_row(cover, 112, "郵便番号", postal_text(first->recipient.postal, from),
		postal_text(last->recipient.postal, to));
	snprintf(from, sizeof from, "%zu", cover->bundle->first + 1);
	snprintf(to, sizeof to, "%zu", cover->bundle->end);
	draw_row(cover, 134, "用紙(枚目)", from, to);
	draw_row(cover, 156, "通知番号", first->number, last->number);
	if (!draw_codes(cover, 176, why))
		return false;
	draw_marks(cover);
	plain_turn(cover->plain);
	return true;
}

bool covers_write(struct letters *letters, const struct office *office, const struct night *night,
	FILE *stream, struct fault *why)
{
	struct plain plain = plain_on(letters);
	int size = office->mailing.bundle_letters;
	char title[NIGHT_NAME_BYTES + 32], name[NIGHT_NAME_BYTES];
	struct mailing_group bundle = {.end = 0};
	struct cover cover = {
		.plain = &plain,
		.night = night,
		.bundle = &bundle,
		.bundles = (night->sheet_count + (size_t)size - 1) / (size_t)size,
		.city = wordings_in(&office->sender.city, "ja"),
		.section = wordings_in(&office->sender.section, "ja"),
	};
	snprintf(title, sizeof title, "束の表紙 %s", night_name(night->day, night->run, name));
	bool done = plain_begin(&plain, stream, title, night->posting_day, why);
	while (done &&
		mailing_next_group(CUT_BUNDLE, night->sheets, night->sheet_count, size, &bundle))
		done = draw_cover(&cover, why);
	return plain_end(&plain, done, why);
}
