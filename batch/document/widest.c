#include "document/widest.h"

#include "base/text.h"
#include "document/letter.h"

const char *widest_name(struct letters *letters)
{
	const char *name = "PRASERTSUKHAWICHAI";
	while (letters->widest_name == NULL) {
		char missing[16] = "";
		double ems;
		const char *longer = arena_print(letters->arena, "%s PRASERTSUKHAWICHAI", name);
		glyphs_prove(letters->glyphs, longer, &ems, missing, sizeof missing);
		if (ems > letters->templates->name_ems)
			letters->widest_name = name;
		name = longer;
	}
	return letters->widest_name;
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
	size_t most = 0;
	for (day_number day = from; day < from + YEAR_DAYS; day++) {
		struct filling filling = letters_filling(letters, notice, from);
		size_t length = text_length(filling_date(&filling, day));
		if (length > most)
			longest = day;
		most = length > most ? length : most;
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
