#ifndef DOCUMENT_MAILROOM_STOPSHEET_H
#define DOCUMENT_MAILROOM_STOPSHEET_H

#include "document/mailroom/letter.h"
#include "document/mailroom/office_paper.h"
#include "model/committed_night.h"

/* The sheet in front of a mailing's covers, and alone in operators/stop.pdf on nights without a
 * mailing: which printed sheets must not leave, by mailing and sheet, in large type and with a box
 * to tick; ten and more sheets one behind the other as one line. No reason, nobody's name: the mail
 * room must not learn who is protected. */

/* Draws it into a document that has begun, on as many pages as it needs; none without stops. */
void stopsheet_draw(struct office_paper *plain, const struct night *night);

/* A document of it alone. The same night gives the same bytes. Fails as letters_write does. */
bool stopsheet_write(
	struct letters *letters, const struct night *night, FILE *stream, struct fault *why);

#endif
