#include "document/mailroom/enclosure_mark.h"

#include "document/mailroom/letter_parts.h"
#include "document/mailroom/office_paper.h"

/* Every sheet of such a mailing has the mark, one that lies alone as well: a machine that finds a
 * sheet without one cannot tell it from a sheet that was misread. */

enum { INK = 0x1A1A1A, DIGITS_BYTES = 24 };

/* In mm. The words end where the sender's do, and stand above them; a reprint's mark is left of
 * them. The bars keep clear of what a printer cannot print, and of the text from 12 on. */
static const double WORDS_RIGHT = 194, WORDS_TOP = 3.4, WORDS_WIDTH = 62, WORDS_POINTS = 9;
static const double BARS_LEFT = 4.5, BARS_TOP = 132, BARS_WIDTH = 6.5, MODULE = 0.33;

/* Each run of dark modules is a block, from above. */
static void draw_bars(struct pages *pages, const struct linear *code)
{
	static const struct template_frame bar = {.fill = 0, .stroke = COLOR_NONE};
	for (int at = 0; at < code->modules; at++) {
		int end = at;
		while (end < code->modules && code->dark[end])
			end++;
		if (end > at)
			page_frame(pages, BARS_LEFT, BARS_TOP + at * MODULE, BARS_WIDTH,
				(end - at) * MODULE, &bar);
		at = end;
	}
}

bool enclosure_mark(
	struct letters *letters, const struct enclosure *enclosure, int sheet, struct fault *why)
{
	char envelope[DIGITS_BYTES], of[DIGITS_BYTES], sheets[DIGITS_BYTES], digits[DIGITS_BYTES];
	struct linear code;
	if (enclosure->envelope == 0)
		return true;
	snprintf(envelope, sizeof envelope, "%d", enclosure->envelope);
	snprintf(of, sizeof of, "%d", enclosure->first + sheet);
	snprintf(sheets, sizeof sheets, "%d", enclosure->sheets);
	snprintf(digits, sizeof digits, "%06u%02u%02u", (unsigned)enclosure->envelope % 1000000,
		(unsigned)(enclosure->first + sheet) % 100, (unsigned)enclosure->sheets % 100);
	if (!barcode_scan(digits, letters->sheet, &code, why))
		return false;
	struct office_paper plain = office_paper_over(letters);
	const char *const values[VALUES] = {[VALUE_ENVELOPE] = envelope,
		[VALUE_ENVELOPE_SHEET] = of,
		[VALUE_ENVELOPE_SHEETS] = sheets};
	office_paper_put(&plain,
		&(struct office_paper_line){.x = WORDS_RIGHT,
			.y = WORDS_TOP,
			.width = WORDS_WIDTH,
			.points = WORDS_POINTS,
			.align = ALIGN_RIGHT,
			.color = INK},
		office_paper_sentence(&plain, TEXT_OFFICE_ENVELOPE, values));
	draw_bars(letters->pages, &code);
	return true;
}

bool letters_draw_enclosed(struct letters *letters, const struct notice *notice, int sheet,
	day_number posting_day, struct fault *why)
{
	const struct letter_sheet drawn = {notice, sheet, posting_day, NULL};
	return letters_draw(letters, &drawn, why) &&
	       enclosure_mark(letters, &notice->enclosure, sheet, why);
}
