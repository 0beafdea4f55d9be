#include "intake/register/cards.h"

#include "base/retell.h"
#include "intake/register/id_table.h"
#include "intake/register/register.h"

#include <string.h>

/* Holders are compact records in a chain in the order of the file, and are found by a table of
 * pointers (intake/register/id_table.h). Both exports mostly have one order, so the holder behind
 * the one found last is tried first. */

_Static_assert(offsetof(struct holder, id) == 52, "the size that the header says");

struct cards {
	const char *path; /* for messages */
	struct arena *arena;
	struct id_table *table;
	struct holder *first, *last;
	struct holder *guess; /* behind the one that was found last: both exports are mostly in
				 one order, and then the table need not be touched */
	const struct cards_progress *progress; /* NULL: nobody wants to know */
	struct cards_head head;
};

static struct holder *add_holder(struct cards *cards, const char *id, long line)
{
	size_t length = strlen(id);
	struct holder *holder = arena_alloc(cards->arena, offsetof(struct holder, id) + length + 1);
	memcpy(holder->id, id, length + 1);
	holder->line = (uint32_t)line;
	id_table_put(cards->table, holder);
	*(cards->last == NULL ? &cards->first : &cards->last->next) = holder;
	cards->last = holder;
	return holder;
}

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	struct cards *cards = context;
	(void)why;
	memcpy(cards->head.municipality, head->municipality, sizeof cards->head.municipality);
	cards->head.as_of = head->as_of;
	cards->table = id_table_open((size_t)head->residents, offsetof(struct holder, id));
	return true;
}

static bool take_holder(void *context, const struct resident *said, struct fault *why)
{
	struct holder *holder = add_holder(context, said->id, said->line);
	const struct card *card = &said->card;
	(void)why;
	holder->applied = card->applied;
	holder->issued = card->issued;
	holder->expires = card->expires;
	if (card->present)
		holder->card = (uint8_t)(1 + card->kind * CARD_STATES + card->state);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		const struct certificate *certificate = &said->certificate[kind];
		holder->certificate[kind].issued = certificate->issued;
		holder->certificate[kind].expires = certificate->expires;
		if (certificate->present)
			holder->certificate_state[kind] = (uint8_t)(1 + certificate->state);
	}
	return true;
}

static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	struct cards *cards = context;
	if (id[0] == '\0')
		return fault_set(why, FAULT_REGISTER,
			"%s:%ld: a holder whose id cannot be read: %s; hint: it could be anybody's, "
			"so the file cannot be used without it",
			cards->path, line, retell_spoken(message, cards->arena));
	struct holder_defect *defect = arena_alloc(cards->arena, sizeof *defect);
	defect->code = code;
	defect->message = arena_copy(cards->arena, message);
	add_holder(cards, id, line)->defect = defect;
	return true;
}

static void take_progress(void *context, uint64_t done, uint64_t total)
{
	const struct cards *cards = context;
	if (cards->progress != NULL)
		cards->progress->tell(cards->progress->context, done, total);
}

bool cards_read(const char *path, const struct office *office,
	const struct cards_progress *progress, struct arena *arena, struct cards **cards,
	struct fault *why)
{
	struct cards *opened = arena_alloc(arena, sizeof *opened);
	opened->path = path;
	opened->arena = arena;
	opened->progress = progress;
	const struct register_visitor visitor = {
		.context = opened,
		.head = take_head,
		.resident = take_holder,
		.aside = take_aside,
		.progress = take_progress,
	};
	struct register_summary summary;
	if (!holders_read(path, office, &visitor, &summary, why)) {
		cards_close(opened);
		return false;
	}
	opened->head.holders = summary.read;
	opened->guess = opened->first;
	memcpy(opened->head.digest, summary.digest, sizeof opened->head.digest);
	*cards = opened;
	return true;
}

const struct cards_head *cards_said(const struct cards *cards)
{
	return &cards->head;
}

struct holder *cards_find(struct cards *cards, const char *id)
{
	struct holder *found = cards->guess;
	if (found == NULL || strcmp(found->id, id) != 0)
		found = id_table_find(cards->table, id);
	if (found != NULL)
		cards->guess = found->next;
	return found;
}

const struct holder *cards_first(const struct cards *cards)
{
	return cards->first;
}

bool holder_has_documents(const struct holder *holder)
{
	bool has = holder->card != 0;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		has |= holder->certificate_state[kind] != 0;
	return has;
}

void holder_give(const struct holder *holder, struct resident *resident)
{
	resident->card = (struct card){
		.present = holder->card != 0,
		.applied = holder->applied,
		.issued = holder->issued,
		.expires = holder->expires,
	};
	if (holder->card != 0) {
		resident->card.kind = (enum card_kind)((holder->card - 1) / CARD_STATES);
		resident->card.state = (enum card_state)((holder->card - 1) % CARD_STATES);
	}
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		uint8_t state = holder->certificate_state[kind];
		resident->certificate[kind] = (struct certificate){
			.present = state != 0,
			.state = state == 0 ? CERTIFICATE_VALID
					    : (enum certificate_state)(state - 1),
			.issued = holder->certificate[kind].issued,
			.expires = holder->certificate[kind].expires,
		};
	}
}

void cards_close(struct cards *cards)
{
	if (cards == NULL)
		return;
	id_table_close(cards->table);
	cards->table = NULL;
}
