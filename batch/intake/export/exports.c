#include "intake/export/exports.h"

#include "base/digest.h"
#include "base/phrase.h"
#include "intake/export/needed.h"
#include "intake/register/cards.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* The cards file is in memory as a whole before the register streams, so each resident is shown
 * once, with the documents. Nobody falls between the two: holders that the register does not name
 * are told at the end. */

struct join {
	const struct exports *exports;
	const struct register_visitor *visitor;
	struct cards *cards;
	uint64_t before, total; /* bytes of the files read so far, and of both; 0: not known */
	long aside;             /* residents, for what the cards file says */
	long documented;        /* residents of whom either file says anything of a document */
	long bare;              /* residents without fault of whom neither does */
};

static bool has_documents(const struct resident *resident)
{
	bool has = resident->card.present;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		has |= resident->certificate[kind].present;
	return has;
}

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	const struct join *join = context;
	const struct cards_head *cards = cards_said(join->cards);
	char as_of[CIVIL_DATE_BYTES], other[CIVIL_DATE_BYTES];
	if (!join->visitor->head(join->visitor->context, head, why))
		return false;
	if (strcmp(cards->municipality, head->municipality) != 0)
		return fault_set(why, FAULT_REGISTER,
			"%s: the cards file is of municipality %s, the register of %s",
			join->exports->cards_path, cards->municipality, head->municipality);
	if (cards->as_of != head->as_of)
		return fault_set(why, FAULT_REGISTER,
			"%s: the cards file is of %s, the register of %s; hint: export both of the "
			"same day",
			join->exports->cards_path, civil_format(cards->as_of, as_of),
			civil_format(head->as_of, other));
	return true;
}

static bool tell_holder(struct join *join, const struct holder *holder, const char *code,
	const char *message, bool aside, struct fault *why)
{
	const struct register_visitor *visitor = join->visitor;
	const struct side_record record = {PHRASE("cards file"), PHRASE("holder"),
		join->exports->cards_path, (long)holder->line, holder->id};
	return visitor->side == NULL ||
	       visitor->side(visitor->context, &record, code, message, aside, why);
}

static bool set_aside_twice(struct join *join, const struct resident *resident,
	const struct holder *holder, struct fault *why)
{
	char message[96];
	snprintf(message, sizeof message,
		PHRASE("has documents in the register, and others on line %lu of the cards file"),
		(unsigned long)holder->line);
	return join->visitor->aside(join->visitor->context, resident->line, resident->id,
		"documents-twice", message, why);
}

static void take_glimpse(void *context, const struct resident *resident, bool guarded)
{
	const struct register_visitor *visitor = ((const struct join *)context)->visitor;
	if (visitor->glimpse != NULL)
		visitor->glimpse(visitor->context, resident, guarded);
}

static bool take_resident(void *context, const struct resident *resident, struct fault *why)
{
	struct join *join = context;
	struct holder *holder = cards_find(join->cards, resident->id);
	bool own = has_documents(resident);
	if (holder == NULL) {
		*(own ? &join->documented : &join->bare) += 1;
		return join->visitor->resident(join->visitor->context, resident, why);
	}
	holder->found = true;
	if (holder->defect != NULL || own) {
		join->documented++;
		join->aside++;
		take_glimpse(join, resident,
			resident->protection == PROTECTION_PROVISIONAL ||
				resident->protection == PROTECTION_ACTIVE);
		return holder->defect == NULL ? set_aside_twice(join, resident, holder, why)
					      : tell_holder(join, holder, holder->defect->code,
							holder->defect->message, true, why);
	}
	*(holder_has_documents(holder) ? &join->documented : &join->bare) += 1;
	struct resident whole = *resident;
	holder_give(holder, &whole);
	return join->visitor->resident(join->visitor->context, &whole, why);
}

/* Set aside by the register's own code; the holder has its resident all the same. */
static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	struct join *join = context;
	struct holder *holder = cards_find(join->cards, id);
	if (holder != NULL) {
		holder->found = true;
		join->documented++;
	}
	return join->visitor->aside(join->visitor->context, line, id, code, message, why);
}

static void take_progress(void *context, uint64_t done, uint64_t total)
{
	const struct join *join = context;
	(void)total;
	if (join->visitor->progress != NULL)
		join->visitor->progress(join->visitor->context, join->before + done, join->total);
}

/* 0 when that cannot be known, as of a pipe. */
static uint64_t file_bytes(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
}

static bool tell_orphans(struct join *join, struct register_summary *summary, struct fault *why)
{
	summary->orphans = 0;
	for (const struct holder *holder = cards_first(join->cards); holder != NULL;
		holder = holder->next) {
		const struct holder_defect *defect = holder->defect;
		char message[256];
		if (holder->found)
			continue;
		snprintf(message, sizeof message,
			defect == NULL ? PHRASE("the register has no such resident")
				       : PHRASE("the register has no such resident; besides, %s"),
			defect == NULL ? "" : defect->message);
		if (!tell_holder(join, holder, "holder-without-resident", message, false, why))
			return false;
		summary->orphans++;
	}
	return true;
}

static void sum_digests(struct register_summary *summary, const char *cards_digest)
{
	struct digest both;
	uint8_t sum[DIGEST_BYTES];
	digest_init(&both);
	digest_update(&both, summary->digest, strlen(summary->digest));
	digest_update(&both, cards_digest, strlen(cards_digest));
	digest_done(&both, sum);
	digest_text(sum, summary->digest);
}

static bool read_both(
	struct join *join, struct arena *arena, struct register_summary *summary, struct fault *why)
{
	const struct exports *exports = join->exports;
	const struct register_visitor joined = {
		.context = join,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.glimpse = take_glimpse,
		.progress = take_progress,
	};
	uint64_t sizes[] = {file_bytes(exports->cards_path), file_bytes(exports->register_path)};
	join->total = sizes[0] == 0 || sizes[1] == 0 ? 0 : sizes[0] + sizes[1];
	const struct cards_progress progress = {take_progress, join};
	if (!cards_read(exports->cards_path, exports->office, &progress, arena, &join->cards, why))
		return false;
	join->before = sizes[0];
	if (!register_read(exports->register_path, exports->office, &joined, summary, why))
		return false;
	const struct cards_head *cards = cards_said(join->cards);
	if (join->documented == 0 && join->bare > 0)
		return fault_set(why, FAULT_REGISTER,
			"%s: with %ld holders not one of %ld residents has a card or a "
			"certificate; hint: are the ids of both files written alike?",
			exports->cards_path, cards->holders, summary->read);
	if (!tell_orphans(join, summary, why))
		return false;
	summary->aside += join->aside;
	summary->holders = cards->holders;
	sum_digests(summary, cards->digest);
	return true;
}

/* In whatever shape they come. */
static bool read_exports(const struct exports *exports, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why)
{
	if (exports->delivery != NULL)
		return delivery_read(exports->delivery, visitor, summary, why);
	if (exports->cards_path == NULL)
		return register_read(
			exports->register_path, exports->office, visitor, summary, why);
	struct join join = {.exports = exports, .visitor = visitor};
	struct register_summary read;
	struct arena *arena = arena_open();
	bool done = read_both(&join, arena, &read, why);
	if (done)
		*summary = read;
	cards_close(join.cards);
	arena_close(arena);
	return done;
}

bool exports_read(const struct exports *exports, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why)
{
	if (exports->office == NULL || exports->office->needs.path == NULL)
		return read_exports(exports, visitor, summary, why);
	struct arena *arena = arena_open();
	struct needed needed;
	struct register_summary read;
	const struct register_visitor asking =
		needed_open(&needed, &exports->office->needs, visitor, arena);
	bool done =
		read_exports(exports, &asking, &read, why) && needed_finish(&needed, &read, why);
	if (done)
		*summary = read;
	arena_close(arena);
	return done;
}
