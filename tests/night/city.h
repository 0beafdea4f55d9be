#ifndef TESTS_NIGHT_CITY_H
#define TESTS_NIGHT_CITY_H

/* Nights of a small city, decided and committed without a folder: a register of a few words, the
 * default office, a ledger of its own. The ordinary case: a Tuesday, 2026-11-24, on which mail
 * goes. */
#include "night/night.h"

#include "decide/rules/oddities.h"
#include "ledger/promise.h"
#include "ledger/staff.h"
#include "ledger/unposted.h"
#include "night/limits.h"
#include "night/setup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NIGHT "2026-11-24"

static inline day_number on(const char *text)
{
	day_number day = DAY_NONE;
	assert_true(civil_parse(text, strlen(text), &day));
	return day;
}

/* A resident; what is not said (NULL) is ordinary, and nothing runs out before 2031. */
struct person {
	const char *id;
	const char *expires; /* of the card and both certificates, by the birthday rule */
	const char *household, *state, *name, *postal, *address;
	const char *protection;       /* its state */
	const char *card, *signature; /* their states */
	const char *broken;           /* what stands where the birth date should */
	bool bare;                    /* no card and no certificates */
};

struct city {
	struct setup setup;
	struct office office; /* of the setup, to be changed by a test */
	struct arena *arena;
	char folder[32];
	const char *register_path, *cards_path, *ledger_path;
	struct ledger *ledger;
	char warned[4096]; /* what the night has warned of */
	/* of the next night */
	uint64_t accepted;
	bool limits_warn, without_ledger;
	const char *municipality, *as_of; /* NULL: the office's, the night */
	const char *holders;              /* of a cards file; NULL: there is none */
	size_t holder_count;
	void (*begun)(void); /* called once the ledger's transaction has begun */
	/* told by the night */
	size_t faulty, faulty_cards, faulty_aside; /* records with a fault */
	uint64_t progress;                         /* of the register's bytes */
};

/* ---- a place to work in ---- */

/* The office is read once for all tests of a program. */
static inline int city_found(void **state)
{
	struct fault why = {0};
	struct city *city = calloc(1, sizeof *city);
	if (!setup_open("cron/kasugai.xml", &city->setup, &why)) {
		fprintf(stderr, "%s\n", why.message);
		return 1;
	}
	*state = city;
	return 0;
}

static inline int city_leave(void **state)
{
	struct city *city = *state;
	setup_close(&city->setup);
	free(city);
	return 0;
}

static inline int city_open(void **state)
{
	struct city *city = *state;
	struct fault why = {0};
	city->office = city->setup.office;
	city->arena = arena_open();
	strcpy(city->folder, "/tmp/kigen-night-XXXXXX");
	assert_non_null(mkdtemp(city->folder));
	city->register_path = arena_print(city->arena, "%s/register.xml", city->folder);
	city->cards_path = arena_print(city->arena, "%s/cards.xml", city->folder);
	city->ledger_path = arena_print(city->arena, "%s/ledger.db", city->folder);
	city->warned[0] = '\0';
	city->accepted = 0;
	city->limits_warn = city->without_ledger = false;
	city->municipality = city->as_of = city->holders = NULL;
	city->begun = NULL;
	city->faulty = city->faulty_cards = city->faulty_aside = 0;
	city->progress = 0;
	if (!ledger_open(city->ledger_path, LEDGER_WRITE, &city->ledger, &why))
		fail_msg("%s", why.message);
	return 0;
}

static inline int city_close(void **state)
{
	struct city *city = *state;
	static const char *const names[] = {"", ".lock", "-journal", ".sum"};
	ledger_close(city->ledger);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(arena_print(city->arena, "%s%s", city->ledger_path, names[i]));
	unlink(city->register_path);
	unlink(city->cards_path);
	int removed = rmdir(city->folder);
	arena_close(city->arena);
	return removed;
}

#define NIGHT_TEST(name) cmocka_unit_test_setup_teardown(name, city_open, city_close)

/* ---- the register ---- */

static inline const char *word_or(const char *word, const char *ordinary)
{
	return word == NULL ? ordinary : word;
}

static inline void write_documents(FILE *file, const struct person *person)
{
	const char *expires = word_or(person->expires, "2031-05-10"), *rest = expires + 4;
	int year = atoi(expires);
	fprintf(file,
		"<card kind=\"standard\" state=\"%s\" applied=\"%d-01-05\" issued=\"%d%s\" "
		"expires=\"%s\"/>\n",
		word_or(person->card, "active"), year - 10, year - 10, rest, expires);
	for (int kind = 0; kind < 2; kind++)
		fprintf(file,
			"<certificate kind=\"%s\" state=\"%s\" issued=\"%d%s\" expires=\"%s\"/>\n",
			kind == 0 ? "signature" : "authentication",
			kind == 0 ? word_or(person->signature, "valid") : "valid", year - 5, rest,
			expires);
}

static inline void write_person(FILE *file, const struct person *person)
{
	const char *expires = word_or(person->expires, "2031-05-10"), *rest = expires + 4;
	int year = atoi(expires);
	fprintf(file, "<resident id=\"%s\" household=\"%s\" state=\"%s\">\n<name>%s</name>\n",
		person->id, word_or(person->household, person->id),
		word_or(person->state, "resident"), word_or(person->name, "春日 花子"));
	if (person->broken != NULL)
		fprintf(file, "<born>%s</born>\n", person->broken);
	else
		fprintf(file, "<born>%d%s</born>\n", year - 40, rest);
	fprintf(file, "<address postal=\"%s\">%s</address>\n", word_or(person->postal, "4868686"),
		word_or(person->address, "愛知県春日井市鳥居松町5丁目44番地"));
	if (person->protection != NULL)
		fprintf(file, "<protection state=\"%s\"/>\n", person->protection);
	if (!person->bare)
		write_documents(file, person);
	fprintf(file, "</resident>\n");
}

static inline void write_register(
	struct city *city, const char *day, const struct person *people, size_t count)
{
	FILE *file = fopen(city->register_path, "w");
	assert_non_null(file);
	fprintf(file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<register "
		"xmlns=\"urn:kigen:register:1\" municipality=\"%s\" as-of=\"%s\" "
		"residents=\"%zu\">\n",
		word_or(city->municipality, city->office.municipality), word_or(city->as_of, day),
		count);
	for (size_t i = 0; i < count; i++)
		write_person(file, &people[i]);
	fputs("</register>\n", file);
	fclose(file);
}

static inline void write_cards(struct city *city, const char *day)
{
	FILE *file = fopen(city->cards_path, "w");
	assert_non_null(file);
	fprintf(file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<cards "
		"xmlns=\"urn:kigen:cards:1\" municipality=\"%s\" as-of=\"%s\" "
		"holders=\"%zu\">\n%s</cards>\n",
		city->office.municipality, word_or(city->as_of, day), city->holder_count,
		city->holders);
	fclose(file);
}

/* ---- the night ---- */

static inline void note_warning(void *context, const char *message)
{
	struct city *city = context;
	size_t used = strlen(city->warned);
	snprintf(city->warned + used, sizeof city->warned - used, "%s\n", message);
}

static inline void note_faulty(void *context, const struct night_exception *fault,
	const struct side_record *side, bool aside)
{
	struct city *city = context;
	assert_non_null(fault->code);
	city->faulty++;
	city->faulty_cards += side != NULL;
	city->faulty_aside += aside;
}

static inline void note_progress(void *context, uint64_t done, uint64_t total)
{
	struct city *city = context;
	assert_true(done >= city->progress && done <= total);
	city->progress = done;
}

/* Decides a night; where it is refused, *why says so. The transaction stands. */
static inline bool try_night(struct city *city, const char *day, const struct person *people,
	size_t count, struct night_result *result, struct fault *why)
{
	struct night_job job = {
		.office = &city->office,
		.letters = city->setup.letters,
		.ledger = city->without_ledger ? NULL : city->ledger,
		.recording = !city->without_ledger,
		.day = on(day),
		.register_path = city->register_path,
		.cards_path = city->holders == NULL ? NULL : city->cards_path,
		.limits_warn = city->limits_warn,
		.accepted = city->accepted,
		.accepted_why = "the test says so",
		.accepted_by = "test",
		.warn = note_warning,
		.faulty = note_faulty,
		.progress = note_progress,
		.context = city,
	};
	write_register(city, day, people, count);
	if (city->holders != NULL)
		write_cards(city, day);
	city->warned[0] = '\0';
	city->progress = 0;
	*why = (struct fault){0};
	if (job.recording)
		assert_true(ledger_begin(city->ledger, why));
	if (city->begun != NULL)
		city->begun();
	return night_decide(&job, city->arena, result, why);
}

static inline struct night_result decide_night(
	struct city *city, const char *day, const struct person *people, size_t count)
{
	struct night_result result;
	struct fault why;
	if (!try_night(city, day, people, count, &result, &why))
		fail_msg("%s: %s", day, why.message);
	return result;
}

/* The same, and commits it: what it decided, and the exceptions it told. */
static inline struct night_result live_night(
	struct city *city, const char *day, const struct person *people, size_t count)
{
	struct fault why = {0};
	struct night_result result = decide_night(city, day, people, count);
	result.decided.run = 1;
	if (!ledger_commit(city->ledger, &result.decided, &why) ||
		!ledger_issue(city->ledger, on(day), 1, &why))
		fail_msg("%s: %s", day, why.message);
	return result;
}

static inline void give_up(struct city *city)
{
	ledger_rollback(city->ledger);
}

/* Did the committed night tell staff this of the resident? "" is nobody. */
static inline bool was_told(
	struct city *city, const char *day, const char *resident, const char *code)
{
	struct night night;
	struct fault why = {0};
	if (!ledger_night(city->ledger, on(day), 1, city->arena, &night, &why))
		fail_msg("%s: %s", day, why.message);
	for (size_t i = 0; i < night.exception_count; i++)
		if (strcmp(night.exceptions[i].resident, resident) == 0 &&
			strcmp(night.exceptions[i].code, code) == 0)
			return true;
	return false;
}

/* The letter to a resident among the night's new ones, NULL for none. */
static inline const struct notice *letter_to(
	const struct night_result *result, const char *resident)
{
	for (size_t i = 0; i < result->decided.notice_count; i++)
		if (strcmp(result->decided.notices[i].recipient.resident, resident) == 0)
			return &result->decided.notices[i];
	return NULL;
}

/* Why the sheet must not leave, NULL when it may. */
static inline const char *stopped(const struct night_result *result, const char *number)
{
	for (size_t i = 0; i < result->decided.stop_count; i++)
		if (strcmp(result->decided.stops[i].notice, number) == 0)
			return result->decided.stops[i].reason;
	return NULL;
}

/* The due of a resident about this matter as tonight decided it, NULL for none. */
static inline const struct decided_due *due_of(
	const struct night_result *result, const char *resident, enum matter matter)
{
	for (size_t i = 0; i < result->decided.due_count; i++)
		if (strcmp(result->decided.dues[i].resident, resident) == 0 &&
			result->decided.dues[i].decision.matter == matter)
			return &result->decided.dues[i];
	return NULL;
}

/* ---- what the office changes ---- */

/* Closes these counters on every day from now on. */
static inline void close_counters(struct city *city, counter_set counters)
{
	size_t count = city->office.closure_count;
	struct closure *closures = arena_alloc(city->arena, (count + 1) * sizeof *closures);
	memcpy(closures, city->office.closures, count * sizeof *closures);
	closures[count] = (struct closure){.rrule = "FREQ=DAILY",
		.reason = "works",
		.effect = CLOSURE_HOURS,
		.counters = counters,
		.matters = MATTERS_ALL};
	city->office.closures = closures;
	city->office.closure_count++;
}

/* From now on there are only the places that open_on gives. */
static inline void close_all(struct city *city)
{
	city->office = city->setup.office;
	close_counters(city, ~(counter_set)0);
	city->office.date_count = 0;
}

/* So many desks of the city hall at this time, whatever else is closed; four of those from 09:00 to
 * 16:00 are for people without appointment. */
static inline void open_on(struct city *city, const char *day, int from, int to, int desks)
{
	size_t count = city->office.date_count;
	struct single_date *dates = arena_alloc(city->arena, (count + 1) * sizeof *dates);
	memcpy(dates, city->office.dates, count * sizeof *dates);
	dates[count] = (struct single_date){.on = on(day),
		.counters = (counter_set)1 << office_counter(&city->office, "cityhall"),
		.open = true,
		.from = from,
		.to = to,
		.desks = desks,
		.reason = "works"};
	city->office.dates = dates;
	city->office.date_count++;
}

/* ---- what staff does between two nights ---- */

static inline struct staff_act act_on(const char *day)
{
	return (struct staff_act){on(day), "test", "the test says so"};
}

static inline void staff_done(struct city *city)
{
	struct fault why = {0};
	if (!ledger_staff_commit(city->ledger, &why))
		fail_msg("%s", why.message);
}

/* Says it of the mailing of that night. */
static inline void say_mailing(
	struct city *city, const char *night, enum mailing_state to, const char *day)
{
	struct mailing *mailings;
	size_t count;
	struct fault why = {0};
	const struct staff_act act = act_on(day);
	assert_true(ledger_begin(city->ledger, &why));
	assert_true(ledger_mailings(city->ledger, city->arena, &mailings, &count, &why));
	for (size_t i = 0; i < count; i++)
		if (mailings[i].day == on(night) &&
			!ledger_mailing_say(city->ledger, &mailings[i], to, on(day), &act, &why))
			fail_msg("%s", why.message);
	staff_done(city);
}

static inline void withdraw_letter(struct city *city, const struct notice *letter, const char *day)
{
	struct fault why = {0};
	const struct staff_act act = act_on(day);
	assert_true(ledger_begin(city->ledger, &why));
	assert_true(ledger_withdraw(
		city->ledger, letter->number, letter->recipient.resident, &act, &why));
	staff_done(city);
}

static inline void return_letter(struct city *city, const struct notice *letter, const char *day)
{
	struct fault why = {0};
	const struct staff_act act = act_on(day);
	assert_true(ledger_begin(city->ledger, &why));
	assert_true(ledger_return(
		city->ledger, letter->number, letter->recipient.resident, "unknown", &act, &why));
	staff_done(city);
}

#define COUNT_OF(rows) (sizeof(rows) / sizeof(rows)[0])

#endif
