/* The letters of a made city's night once more, as one PDF, to be timed: COUNT sheets in posting
 * order, or with "two" of those alone that are in two languages. Where the night has fewer they
 * come again, with another number, code and house number each time. usage: mailing OFFICE LEDGER
 * NIGHT OUT.pdf COUNT [two] */
#include "document/mailroom/letter.h"
#include "intake/office/office_file.h"
#include "intake/template/templates.h"
#include "ledger/ledger.h"
#include "model/notice_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mailing {
	struct arena *arena;
	struct office office;
	const struct templates *templates;
	struct night night;
	const struct notice **chosen; /* of the night's sheets */
	size_t chosen_count;
};

static bool read_night(
	struct mailing *mailing, const char *path, const char *name, struct fault *why)
{
	struct ledger *ledger = NULL;
	day_number day;
	int run;
	bool done = (night_named(name, &day, &run) ||
			    fault_set(why, FAULT_USAGE, "%s names no night", name)) &&
		    ledger_open(path, LEDGER_READ, &ledger, why) &&
		    ledger_night(ledger, day, run, mailing->arena, &mailing->night, why);
	ledger_close(ledger);
	return done;
}

static void choose(struct mailing *mailing, bool two)
{
	const struct night *night = &mailing->night;
	mailing->chosen = arena_alloc(mailing->arena, night->sheet_count * sizeof *mailing->chosen);
	for (size_t i = 0; i < night->sheet_count; i++) {
		const struct template_language *language = templates_language(
			mailing->templates, &mailing->office, night->sheets[i].recipient.language);
		if (!two ||
			templates_beside(mailing->templates, &mailing->office, language) != NULL)
			mailing->chosen[mailing->chosen_count++] = &night->sheets[i];
	}
}

/* Letter `i`: one of the night's, or one like it. */
static struct notice nth(const struct mailing *mailing, size_t i)
{
	struct notice notice = *mailing->chosen[i % mailing->chosen_count];
	int again = (int)(i / mailing->chosen_count);
	char number[NOTICE_NUMBER_BYTES];
	if (again == 0)
		return notice;
	notice.number =
		arena_copy(mailing->arena, notice_format_number(2026, 900000 - (int)i, number));
	notice.recipient.address =
		arena_print(mailing->arena, "%s%d", notice.recipient.address, again);
	if (notice.appointment.uid[0] != '\0')
		notice.appointment.uid = arena_print(mailing->arena, "%022zu@232068", i);
	return notice;
}

static bool write(struct mailing *mailing, const char *path, size_t count, struct fault *why)
{
	struct letters *letters = NULL;
	struct notice *notices = arena_alloc(mailing->arena, count * sizeof *notices);
	for (size_t i = 0; i < count; i++)
		notices[i] = nth(mailing, i);
	FILE *stream = fopen(path, "w+b");
	bool done =
		(stream != NULL || fault_set(why, FAULT_OUTPUT, "%s cannot be written", path)) &&
		letters_open(&mailing->office, mailing->templates, &letters, why) &&
		letters_write(letters, notices, count, mailing->night.posting_day, stream, why);
	letters_close(letters);
	return (stream == NULL || fclose(stream) == 0) && done;
}

int main(int count, char **words)
{
	struct fault why = {0};
	struct mailing mailing = {.arena = arena_open()};
	bool two = count == 7 && strcmp(words[6], "two") == 0;
	if (count != 6 && !two)
		return FAULT_USAGE;
	bool done = office_read(words[1], mailing.arena, &mailing.office, &why) &&
		    templates_read(mailing.office.templates_path, mailing.arena, &mailing.templates,
			    &why) &&
		    read_night(&mailing, words[2], words[3], &why);
	if (done) {
		choose(&mailing, two);
		done = (mailing.chosen_count > 0 ||
			       fault_set(&why, FAULT_INPUT, "%s has no such letters", words[3])) &&
		       write(&mailing, words[4], strtoul(words[5], NULL, 10), &why);
	}
	arena_close(mailing.arena);
	if (!done)
		fprintf(stderr, "mailing: %s\n", why.message);
	return done ? 0 : (int)why.kind;
}
