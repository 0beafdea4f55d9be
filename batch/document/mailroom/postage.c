#include "document/mailroom/postage.h"

#include "base/markup.h"
#include "document/mailroom/mailing_lists.h"

/* A mailing has letters of one sheet, of two, or of both; each kind is weighed once. */

struct kind {
	size_t letters, coded; /* with a customer barcode */
	double grams;
	const struct weight_class *class; /* NULL: it is in none */
};

/* The first class that takes a letter of this weight, NULL when none does. */
static const struct weight_class *class_of(const struct mailing_rules *rules, double grams)
{
	for (size_t i = 0; i < rules->class_count; i++)
		if (grams <= rules->classes[i].grams)
			return &rules->classes[i];
	return NULL;
}

/* Letters on so many sheets, whatever their format. */
static struct kind weigh_kind(
	const struct office *office, int sheets, const struct notice *notices, size_t count)
{
	const struct mailing_rules *rules = &office->mailing;
	double grams = rules->sheet_grams * sheets + rules->envelope_grams;
	struct kind kind = {.grams = grams, .class = class_of(rules, grams)};
	struct mailing_group format = {.end = 0};
	while (mailing_next_group(CUT_FORMAT, office, notices, count, &format)) {
		if (notice_sheets(&notices[format.first]) != sheets)
			continue;
		kind.letters += format.end - format.first;
		kind.coded += format.coded;
	}
	return kind;
}

/* The classes of those that there are, each once. */
static const char *class_names(const struct kind *one, const struct kind *two, struct arena *arena)
{
	bool both = one->letters > 0 && two->letters > 0 && one->class != two->class;
	const struct weight_class *first = one->letters > 0 ? one->class : two->class;
	if (first == NULL || (two->letters > 0 && two->class == NULL))
		return NULL;
	return both ? arena_print(arena, "%s、%s", markup_escape(arena, first->name),
			      markup_escape(arena, two->class->name))
		    : markup_escape(arena, first->name);
}

/* Where there are none of a kind, they would cost what the others do. */
static void set_prices(struct postage *postage, const struct kind *one, const struct kind *two)
{
	size_t of_one = one->class == NULL ? 0 : (size_t)one->class->yen;
	size_t of_two = two->class == NULL ? 0 : (size_t)two->class->yen;
	if (one->letters == 0)
		of_one = of_two;
	if (two->letters == 0)
		of_two = of_one;
	if (of_one == 0 || of_two == 0)
		return;
	postage->one_yen = of_one;
	postage->two_yen = of_two;
	postage->yen = of_one * one->letters + of_two * two->letters;
}

static const struct mail_discount *discount_of(
	const struct mailing_rules *rules, const struct kind *alike)
{
	const struct mail_discount *best = NULL;
	for (size_t i = 0; i < rules->discount_count; i++) {
		const struct mail_discount *discount = &rules->discounts[i];
		size_t letters = discount->barcodes ? alike->coded : alike->letters;
		if (letters >= (size_t)discount->from_letters)
			best = discount;
	}
	return best;
}

void postage_of(const struct office *office, const struct notice *notices, size_t count,
	struct arena *arena, struct postage *postage)
{
	const struct mailing_rules *rules = &office->mailing;
	struct kind ones = weigh_kind(office, 1, notices, count);
	struct kind twos = weigh_kind(office, 2, notices, count);
	*postage = (struct postage){
		.one = ones.letters,
		.two = twos.letters,
		.one_grams = ones.grams,
		.two_grams = twos.grams,
		.grams = ones.grams * (double)ones.letters + twos.grams * (double)twos.letters,
		.classes = class_names(&ones, &twos, arena),
		.discount = discount_of(rules, twos.letters > ones.letters ? &twos : &ones),
	};
	set_prices(postage, &ones, &twos);
}
