#include "document/mailroom/letter.h"

#include "document/mailroom/enclosure_mark.h"
#include "document/mailroom/letter_parts.h"

/* A mailing is its letters, drawn one after the other, each sheet with what the mail room must know
 * of it. */

bool letters_write(struct letters *letters, const struct notice *notices, size_t count,
	day_number posting_day, FILE *stream, struct fault *why)
{
	const char *author = wordings_in(&letters->office->sender.city, "ja");
	struct fault ignored;
	bool done = pages_begin(
		letters->pages, stream, letters->templates->title, author, posting_day, why);
	for (size_t i = 0; i < count && done; i++)
		for (int sheet = 0; sheet < notice_sheets(&notices[i]) && done; sheet++) {
			done = letters_draw_enclosed(letters, &notices[i], sheet, posting_day, why);
			if (done)
				pages_turn(letters->pages);
		}
	return pages_end(letters->pages, done ? why : &ignored) && done;
}
