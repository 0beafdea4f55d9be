#ifndef DOCUMENT_MAILROOM_REPRINTED_H
#define DOCUMENT_MAILROOM_REPRINTED_H

#include "document/mailroom/letter.h"

/* The letters that a mailing held (as of its night), once more: the same sheets, each marked 再発行
 * in its upper right corner, where the envelope's window never shows it. Otherwise as
 * letters_write. */
bool reprinted_write(struct letters *letters, const struct notice *notices, size_t count,
	day_number posting_day, FILE *stream, struct fault *why);

#endif
