#ifndef DOCUMENT_MAILROOM_WIDEST_H
#define DOCUMENT_MAILROOM_WIDEST_H

#include "base/civil.h"
#include "document/mailroom/letter_parts.h"
#include "model/notice.h"

/* The words that take most room on a letter, for who must know before it is written whether it
 * will fit. */

/* As wide as a notice number, and as long as a token and the UID of an appointment. */
#define NUMBER_LIKE "00-000000-9"
#define TOKEN_LIKE  "0000000000000000000000"
#define UID_LIKE    "kigen-" TOKEN_LIKE "@000000"

/* A name as wide as a letter takes, of long words: they leave the most room behind a line. Lives
 * as long as the letters. */
const char *widest_name(struct letters *letters);

/* Where a name has room, any name of a third of its width has, however its words break over the
 * lines: at worst every second line is half empty. One that is so much wider than a letter takes.
 */
enum { WIDEST_MARGIN = 3 };
const char *widest_beyond(struct letters *letters);

/* The width of a text on one line, in type sizes, in the font of names. */
double widest_ems(struct letters *letters, const char *text);

/* The id of the counter of which the office says most in this language. */
const char *widest_counter(const struct office *office, const char *language);

/* The day of the year from `posting_day` on that is widest to write in the notice's
 * language and calendar. Resets letters->sheet. */
day_number widest_day(struct letters *letters, const struct notice *notice, day_number posting_day);

#endif
