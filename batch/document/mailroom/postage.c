#include "document/mailroom/postage.h"

#include "base/markup.h"
#include "document/mailroom/mailing_lists.h"

/* A mailing has envelopes of one sheet, of two, or of more; each kind is weighed once. */

/* The first class that takes a piece of this weight, NULL when none does. */
static const struct weight_class *class_of(const struct mailing_rules *rules, double grams)
{
	for (size_t i = 0; i < rules->class_count; i++)
		if (grams <= rules->classes[i].grams)
			return &rules->classes[i];
	return NULL;
}

/* How many sheets each envelope of a group by format has. */
static int sheets_of(const struct mailing_group *group)
{
	size_t sheets = group->sheets / group->envelopes;
	return sheets > ENVELOPE_SHEETS_MAX ? ENVELOPE_SHEETS_MAX : (int)sheets;
}

static void weigh_kinds(const struct office *office, const struct notice *notices, size_t count,
	struct postage *postage)
{
	const struct mailing_rules *rules = &office->mailing;
	struct mailing_group format = {.end = 0};
	for (int sheets = 1; sheets <= ENVELOPE_SHEETS_MAX; sheets++) {
		struct postage_kind *kind = &postage->kinds[sheets - 1];
		kind->grams = rules->sheet_grams * sheets + rules->envelope_grams;
		kind->class = class_of(rules, kind->grams);
	}
	while (mailing_next_group(CUT_FORMAT, office, notices, count, &format)) {
		struct postage_kind *kind = &postage->kinds[sheets_of(&format) - 1];
		kind->pieces += format.envelopes;
		kind->coded += format.coded;
		postage->grams += kind->grams * (double)format.envelopes;
		postage->shared |= format.envelopes < format.end - format.first;
	}
}

/* The classes of those that there are, each once: they rise with the sheets. */
static const char *class_names(const struct postage *postage, struct arena *arena)
{
	const struct weight_class *last = NULL;
	const char *names = NULL;
	for (int i = 0; i < ENVELOPE_SHEETS_MAX; i++) {
		const struct postage_kind *kind = &postage->kinds[i];
		if (kind->pieces == 0 || (kind->class != NULL && kind->class == last))
			continue;
		if (kind->class == NULL)
			return NULL;
		const char *name = markup_escape(arena, kind->class->name);
		names = names == NULL ? name : arena_print(arena, "%s、%s", names, name);
		last = kind->class;
	}
	return names;
}

static size_t yen_of(const struct postage_kind *kind)
{
	return kind->class == NULL ? 0 : (size_t)kind->class->yen;
}

/* Where there are none of a kind, they would cost what the others do. */
static void set_prices(struct postage *postage)
{
	const struct postage_kind *one = &postage->kinds[0], *two = &postage->kinds[1];
	size_t yen = 0;
	for (int i = 0; i < ENVELOPE_SHEETS_MAX; i++) {
		const struct postage_kind *kind = &postage->kinds[i];
		if (kind->pieces > 0 && yen_of(kind) == 0)
			return;
		yen += yen_of(kind) * kind->pieces;
	}
	postage->one_yen = one->pieces > 0 ? yen_of(one) : yen_of(two);
	postage->two_yen = two->pieces > 0 ? yen_of(two) : postage->one_yen;
	postage->yen = yen;
}

static const struct mail_discount *discount_of(
	const struct mailing_rules *rules, const struct postage *postage)
{
	const struct mail_discount *best = NULL;
	const struct postage_kind *alike = &postage->kinds[0];
	for (int i = 1; i < ENVELOPE_SHEETS_MAX; i++)
		if (postage->kinds[i].pieces > alike->pieces)
			alike = &postage->kinds[i];
	for (size_t i = 0; i < rules->discount_count; i++) {
		const struct mail_discount *discount = &rules->discounts[i];
		size_t pieces = discount->barcodes ? alike->coded : alike->pieces;
		if (pieces >= (size_t)discount->from_letters)
			best = discount;
	}
	return best;
}

void postage_of(const struct office *office, const struct notice *notices, size_t count,
	struct arena *arena, struct postage *postage)
{
	*postage = (struct postage){.grams = 0};
	weigh_kinds(office, notices, count, postage);
	postage->classes = class_names(postage, arena);
	postage->discount = discount_of(&office->mailing, postage);
	set_prices(postage);
}
