#include "decide/dues/envelopes.h"

#include <string.h>

/* A household's letters lie close to each other in posting order, and are few: each that has no
 * envelope yet looks ahead for those that could share one with it. */

/* Those that could share one envelope, adults' first. A household is as large as it is: whoever
 * comes behind so many lies in envelopes of the next round. */
enum { MATES_MAX = 64 };

struct mates {
	struct notice *adults[MATES_MAX], *minors[MATES_MAX];
	size_t adult_count, minor_count;
};

static bool same_destination(const struct recipient *one, const struct recipient *other)
{
	return strcmp(one->household, other->household) == 0 &&
	       strcmp(one->postal, other->postal) == 0 &&
	       strcmp(one->address, other->address) == 0 &&
	       strcmp(one->building, other->building) == 0;
}

/* The letters from `first` on, which has no envelope yet, that may lie with it; itself among them.
 */
static void find_mates(
	struct notice *const *notices, size_t count, size_t first, struct mates *mates)
{
	const struct recipient *recipient = &notices[first]->recipient;
	*mates = (struct mates){.adult_count = 0};
	for (size_t i = first;
		i < count && strcmp(notices[i]->recipient.postal, recipient->postal) == 0 &&
		strcmp(notices[i]->recipient.household, recipient->household) == 0;
		i++) {
		struct notice *notice = notices[i];
		bool minor = notice->recipient.part == ENVELOPE_WITHIN;
		size_t *used = minor ? &mates->minor_count : &mates->adult_count;
		if (notice->enclosure.envelope != 0 || *used == MATES_MAX ||
			notice->recipient.part == ENVELOPE_ALONE ||
			!same_destination(recipient, &notice->recipient))
			continue;
		(minor ? mates->minors : mates->adults)[(*used)++] = notice;
	}
}

/* Only now, for most letters have nobody to lie with. */
static void keep_fitting(const struct envelope_rules *rules, struct notice **notices, size_t *count)
{
	size_t kept = 0;
	for (size_t i = 0; i < *count; i++)
		if (rules->fits(rules->context, notices[i]))
			notices[kept++] = notices[i];
	*count = kept;
}

/* Lays a letter behind those that are in an envelope; false, and nothing is done, where it has no
 * room. */
static bool lay_behind(struct notice *notice, int envelope, int most, int *sheets)
{
	if (*sheets + notice_sheets(notice) > most)
		return false;
	notice->enclosure = (struct enclosure){.envelope = envelope, .first = *sheets + 1};
	*sheets += notice_sheets(notice);
	return true;
}

static void lay_all(struct notice *const *notices, size_t count, size_t *next, int envelope,
	int most, int *sheets)
{
	while (*next < count && lay_behind(notices[*next], envelope, most, sheets))
		(*next)++;
}

static void close_envelope(struct notice *const *notices, size_t count, int envelope, int sheets)
{
	for (size_t i = 0; i < count; i++)
		if (notices[i]->enclosure.envelope == envelope)
			notices[i]->enclosure.sheets = sheets;
}

static int sheets_of(struct notice *const *notices, size_t count)
{
	int sheets = 0;
	for (size_t i = 0; i < count; i++)
		sheets += notice_sheets(notices[i]);
	return sheets;
}

/* How few envelopes would hold all of them, each led by an adult; of `minors` a sheet of each is
 * the adult's. */
static size_t envelopes_needed(const struct mates *mates, bool household, int most)
{
	int minors = sheets_of(mates->minors, mates->minor_count);
	int all = household ? minors + sheets_of(mates->adults, mates->adult_count) : minors;
	int room = household ? most : most - 1;
	size_t needed = room < 1 || all < 1 ? 1 : (size_t)((all + room - 1) / room);
	return needed < mates->adult_count ? needed : mates->adult_count;
}

/* The adults who lead them are laid first, the others behind in order. */
static void share_envelopes(const struct envelope_rules *rules, struct mates *mates, int *envelope)
{
	int most = mailing_rules_envelope_sheets(rules->mailing);
	bool household = rules->mailing->together == TOGETHER_HOUSEHOLD;
	size_t leads = envelopes_needed(mates, household, most);
	size_t minor = 0, adult = leads;
	for (size_t lead = 0; lead < leads; lead++) {
		int sheets = 0;
		(*envelope)++;
		lay_behind(mates->adults[lead], *envelope, most, &sheets);
		if (household)
			lay_all(mates->adults, mates->adult_count, &adult, *envelope, most,
				&sheets);
		lay_all(mates->minors, mates->minor_count, &minor, *envelope, most, &sheets);
		close_envelope(mates->adults, mates->adult_count, *envelope, sheets);
		close_envelope(mates->minors, mates->minor_count, *envelope, sheets);
	}
}

static void lie_alone(struct notice *notice, int envelope)
{
	notice->enclosure = (struct enclosure){envelope, 1, notice_sheets(notice)};
}

void envelopes_fill(const struct envelope_rules *rules, struct notice *const *notices, size_t count)
{
	int envelope = 0;
	if (rules->mailing->together == TOGETHER_NONE)
		return;
	for (size_t i = 0; i < count; i++) {
		const struct recipient *recipient = &notices[i]->recipient;
		struct mates mates = {.adult_count = 0};
		if (notices[i]->enclosure.envelope != 0)
			continue;
		if (recipient->part != ENVELOPE_ALONE && recipient->household[0] != '\0' &&
			!reconciliation_guards(rules->reconciliation, recipient->household))
			find_mates(notices, count, i, &mates);
		if (mates.adult_count > 0 && mates.adult_count + mates.minor_count > 1) {
			keep_fitting(rules, mates.adults, &mates.adult_count);
			keep_fitting(rules, mates.minors, &mates.minor_count);
			share_envelopes(rules, &mates, &envelope);
		}
		if (notices[i]->enclosure.envelope == 0)
			lie_alone(notices[i], ++envelope);
	}
}

void envelopes_number(struct notice *const *notices, size_t count)
{
	int number = 0, last = 0;
	for (size_t i = 0; i < count; i++) {
		int envelope = notices[i]->enclosure.envelope;
		if (envelope == 0)
			continue;
		number += envelope != last ? 1 : 0;
		last = envelope;
		notices[i]->enclosure.envelope = number;
	}
}
