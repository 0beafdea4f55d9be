#ifndef DECIDE_DUES_STOP_LIST_H
#define DECIDE_DUES_STOP_LIST_H

#include "base/arena.h"
#include "decide/dues/reconciliation.h"
#include "model/due.h"
#include "model/outgoing.h"
#include "model/resident.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which printed sheets must not leave: the mail room's stop.csv. Asked are the letters, whatever
 * they are about, that nobody has confirmed as posted: of mailings and of folders of staff's of the
 * last `stop-days` days, and of held mailings. Each is held against what tonight's register says of
 * its resident, and named every night until it is dealt with. The reasons, in this order:
 * - `withdrawn`: staff said so;
 * - the resident's state: deceased, moved-out, removed, abroad;
 * - `by-hand`, when no letter may go to them any more, or anything in the letter has become a case
 *   by hand, covered ones too: the mail room must not learn who is under protection, so all such
 *   causes have one word; `returned`: other mail came back from the address it bears;
 * - when nothing that the letter is about by itself wants it any more: the first one's reason
 *   (card-lost and the like), or what became of it: `renewed`, `lapsed`, `vanished`. A letter about
 *   a changed appointment is wanted as long as the appointment is;
 * - `vanished`: the resident is no longer in the register;
 * - `address-changed`: the register says another address;
 * - `appointment-changed`: it names a place that the desk has changed since, and the desk said that
 * no letter is to tell of it: nothing would follow the wrong date;
 * - `envelope`: it lies in one envelope with a letter that is by hand now, whatever the list says
 * of that one: the whole envelope is pulled, for a sheet of somebody under protection must by no
 * slip come into another's hands, and whoever pulls it must not learn that this is why;
 * - `held`: staff said so.
 * Of whom tonight's register could not be read the last night's word stands, and what is remembered
 * of protection.
 */
struct stop_list;

/* Before the register: the letters that are asked, in the order of the list, so that those of one
 * envelope stand beside each other; they must live as long as the list, which lives in the arena.
 */
struct stop_list *stop_list_open(
	const struct unposted_letter *letters, size_t count, struct arena *arena);

/* Is there such a letter to this resident? */
bool stop_list_concerns(const struct stop_list *stops, const char *resident);

/* What tonight's register says of somebody, once each. `hand`: why no letter may go or can be
 * drawn, REASON_EMPTY when one can. `address`: as an unposted letter has it. Nothing is done for
 * whom stop_list_concerns is false. */
void stop_list_resident(struct stop_list *stops, const struct resident *resident, enum reason hand,
	const char *address);

/* A resident that was set aside; "" may be anybody. `hand`: why no letter may go all the same,
 * REASON_EMPTY when that is not known. */
void stop_list_aside(struct stop_list *stops, const char *resident, enum reason hand);

/* Who is asked whether a resident is known to be under protection, of whom the register said
 * nothing that could be read. */
typedef bool stop_list_covered(void *context, const char *resident);

/* After the register: the sheets that must not leave, in order, in the arena. Returns how many. */
size_t stop_list_make(const struct stop_list *stops, const struct reconciliation *reconciliation,
	stop_list_covered *covered, void *context, const struct stopped_sheet **sheets);

#endif
