#ifndef DOCUMENT_FOLDER_H
#define DOCUMENT_FOLDER_H

#include "base/fault.h"
#include "document/files/outbox.h"
#include "document/mailroom/letter.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>

/* Writes every file of a night's folder (kigen-night(7), "THE FOLDER") into an open outbox: a pure
 * function of office, templates and `night`. The caller commits the outbox. `letters` may be NULL
 * on a night without sheets, printed or stopped. counters/ has one calendar for each counter of the
 * office, and for any other that the agenda still names. A UID or counter id that does not fit a
 * file name has its other bytes written as +XX (hexadecimal). */
bool folder_write(const struct office *office, const struct templates *templates,
	const struct night *night, struct letters *letters, struct outbox *outbox,
	struct fault *why);

/* Writes staff's folder for one changed appointment: the calendar files, the mailing of its letter
 * where night->mailing, operators/hand.csv and call.csv where staff must tell it. Of *night only
 * day, sheets, invited and tellings are read (ledger/promise.h). */
bool folder_write_change(const struct office *office, const struct templates *templates,
	const struct night *night, struct letters *letters, struct outbox *outbox,
	struct fault *why);

#endif
