#include "document/mailroom/reprinted.h"

#include "base/markup.h"
#include "document/mailroom/enclosure_mark.h"
#include "document/mailroom/letter_parts.h"
#include "document/mailroom/office_paper.h"

/* A reprint is the mailing drawn again, and one mark more on each sheet, outside of all that a
 * window can show. */

/* Of the mark, in mm: at the sheet's upper edge, between the window, which however the sheet slides
 * ends at 112, and the date, which stands at the right, to 194: the widest begins at 131. */
static const double LEFT = 114, WIDTH = 15, HEIGHT = 6.2, TOP = 4;

static void mark_reprinted(struct office_paper *plain)
{
	const struct template_frame frame = {
		.radius = 1, .fill = 0xFFFFFF, .stroke = 0, .stroke_width = 0.6};
	page_frame(plain->pages, LEFT, TOP, WIDTH, HEIGHT, &frame);
	office_paper_put(plain,
		&(struct office_paper_line){.x = LEFT + WIDTH / 2,
			.y = TOP + 0.3,
			.width = WIDTH - 2,
			.points = 13,
			.align = ALIGN_CENTER,
			.bold = true},
		office_paper_sentence(plain, TEXT_OFFICE_REPRINT, NULL));
}

bool reprinted_write(struct letters *letters, const struct notice *notices, size_t count,
	day_number posting_day, FILE *stream, struct fault *why)
{
	struct office_paper plain = office_paper_on(letters);
	const char *title = arena_print(letters->sheet, "%s(%s)",
		markup_escape(letters->sheet, letters->templates->title),
		office_paper_sentence(&plain, TEXT_OFFICE_REPRINT, NULL));
	struct fault ignored;
	bool done = office_paper_begin(&plain, stream, title, posting_day, why);
	for (size_t i = 0; i < count && done; i++)
		for (int sheet = 0; sheet < notice_sheets(&notices[i]) && done; sheet++) {
			done = letters_draw_enclosed(letters, &notices[i], sheet, posting_day, why);
			if (done) {
				mark_reprinted(&plain);
				office_paper_turn(&plain);
			}
		}
	return pages_end(letters->pages, done ? why : &ignored) && done;
}
