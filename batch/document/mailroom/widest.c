#include "document/mailroom/widest.h"

#include "base/text.h"
#include "document/mailroom/letter.h"

/* What is widest is measured in the fonts that draw it, and remembered: a name once, a day once
 * for each language and calendar. Of counters characters are counted. */

double widest_ems(struct letters *letters, const char *text)
{
	char missing[16] = "";
	double ems;
	glyphs_prove(letters->glyphs, text, &ems, missing, sizeof missing);
	return ems;
}

/* Long words, no wider than `most` type sizes in all. */
static const char *long_words(struct letters *letters, double most)
{
	const char *name = "PRASERTSUKHAWICHAI", *longer = name;
	while (widest_ems(letters, longer) <= most) {
		name = longer;
		longer = arena_print(letters->arena, "%s PRASERTSUKHAWICHAI", name);
	}
	return name;
}

const char *widest_name(struct letters *letters)
{
	if (letters->widest_name == NULL)
		letters->widest_name = long_words(letters, letters->templates->name_ems);
	return letters->widest_name;
}

const char *widest_beyond(struct letters *letters)
{
	if (letters->widest_beyond == NULL)
		letters->widest_beyond =
			long_words(letters, WIDEST_MARGIN * letters->templates->name_ems);
	return letters->widest_beyond;
}

const char *widest_counter(const struct office *office, const char *language)
{
	const struct counter *longest = &office->counters[0];
	size_t most = 0;
	for (size_t i = 0; i < office->counter_count; i++) {
		const struct counter *counter = &office->counters[i];
		size_t length = text_length(wordings_in(&counter->name, language)) +
				text_length(wordings_in(&counter->address, language)) +
				text_length(wordings_in(&counter->access, language));
		if (length > most)
			longest = counter;
		most = length > most ? length : most;
	}
	return longest->id;
}

/* The longest day of a year, in one language and calendar. */
struct widest_day {
	const struct template_language *language;
	bool foreign;
	day_number from, day;
	struct widest_day *next;
};

static day_number find_day(struct letters *letters, const struct notice *notice, day_number from)
{
	enum { YEAR_DAYS = 366 };
	day_number longest = from;
	double most = 0;
	for (day_number day = from; day < from + YEAR_DAYS; day++) {
		struct filling filling = letters_filling(letters, notice, from);
		double ems = widest_ems(letters, filling_date(&filling, day));
		if (ems > most)
			longest = day;
		most = ems > most ? ems : most;
	}
	return longest;
}

day_number widest_day(struct letters *letters, const struct notice *notice, day_number posting_day)
{
	const struct template_language *language =
		templates_language(letters->templates, letters->office, notice->recipient.language);
	bool foreign = notice->recipient.foreign;
	for (struct widest_day *at = letters->widest_days; at != NULL; at = at->next)
		if (at->language == language && at->foreign == foreign && at->from == posting_day)
			return at->day;
	struct widest_day *found = arena_alloc(letters->arena, sizeof *found);
	*found = (struct widest_day){
		.language = language,
		.foreign = foreign,
		.from = posting_day,
		.day = find_day(letters, notice, posting_day),
		.next = letters->widest_days,
	};
	letters->widest_days = found;
	return found->day;
}
