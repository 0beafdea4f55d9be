/* The nights ahead of one resident, against the nights themselves: every one of them is put through
 * reconcile, with what the nights before it have decided as known, as the ledger would have it. */
#include "decide/forecast/letters_ahead.h"

#include "decide/dues/letter_contents.h"
#include "decide/dues/reconcile.h"
#include "decide/fixture.h"
#include "decide/forecast/open_days.h"
#include "decide/rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define FROM  "2026-11-24"
#define UNTIL "2028-11-23"

enum { TOLD_MAX = 64 };

struct told {
	struct letter_ahead list[TOLD_MAX];
	size_t count;
};

static void keep_told(void *context, const struct letter_ahead *letter)
{
	struct told *told = context;
	assert_true(told->count < TOLD_MAX);
	told->list[told->count++] = *letter;
}

static struct told tell_ahead(const struct office *office, const struct calendar *calendar,
	const struct resident *resident)
{
	static const struct circumstances nothing;
	const struct nights_ahead ahead = {office, calendar, on(FROM), on(UNTIL)};
	const struct resident_ahead whom = {.resident = resident, .circumstances = &nothing};
	struct told told = {.count = 0};
	letters_ahead(&ahead, &whom, keep_told, &told);
	return told;
}

/* ---- one by one ---- */

struct ahead_case {
	const char *sentence;
	const char *card, *authentication, *signature;
	void (*change)(struct resident *resident);
	const char *posted; /* of the first letter; NULL: none */
	enum matter matter;
	enum wave wave;
	bool call, hand;
	size_t letters; /* in all, reminders with them */
};

static void change_nothing(struct resident *resident)
{
	(void)resident;
}

static void protect(struct resident *resident)
{
	resident->protection = PROTECTION_ACTIVE;
}

static void lose_card(struct resident *resident)
{
	resident->card.state = CARD_LOST;
}

/* Mail goes on Tuesdays in open_days.h; 2026-11-24 is one. */
static const struct ahead_case cases[] = {
	{"the window opens on a Tuesday", "2031-05-10", "2027-06-08", "2031-05-10", change_nothing,
		"2027-03-09", MATTER_AUTHENTICATION, WAVE_FIRST, false, false, 2},
	{"the next mailing day after it", "2031-05-10", "2027-06-09", "2031-05-10", change_nothing,
		"2027-03-16", MATTER_AUTHENTICATION, WAVE_FIRST, false, false, 2},
	{"a card and what it covers are one letter", "2027-06-08", "2027-06-08", "2027-06-08",
		change_nothing, "2027-03-09", MATTER_CARD, WAVE_FIRST, false, false, 2},
	{"two certificates of two days are two letters", "2031-05-10", "2027-06-08", "2027-07-20",
		change_nothing, "2027-03-09", MATTER_AUTHENTICATION, WAVE_FIRST, false, false, 4},
	{"an open window gets its letter at once, late", "2031-05-10", "2026-12-20", "2031-05-10",
		change_nothing, "2026-11-24", MATTER_AUTHENTICATION, WAVE_LATE, false, false, 1},
	{"too late is a call", "2031-05-10", "2026-11-26", "2031-05-10", change_nothing,
		"2026-11-24", MATTER_AUTHENTICATION, WAVE_LATE, true, false, 1},
	{"what opens on the last night", "2031-05-10", "2029-02-20", "2031-05-10", change_nothing,
		"2028-11-21", MATTER_AUTHENTICATION, WAVE_FIRST, false, false, 1},
	{"not what opens after it", "2031-05-10", "2029-02-24", "2031-05-10", change_nothing, NULL,
		MATTER_CARD, WAVE_FIRST, false, false, 0},
	{"not what has run out", "2031-05-10", "2026-11-23", "2031-05-10", change_nothing, NULL,
		MATTER_CARD, WAVE_FIRST, false, false, 0},
	{"under protection it is by hand, once", "2031-05-10", "2027-06-08", "2031-05-10", protect,
		"2027-03-09", MATTER_AUTHENTICATION, WAVE_FIRST, false, true, 1},
	{"nothing about a card that is lost", "2027-06-08", "2027-06-08", "2027-06-08", lose_card,
		NULL, MATTER_CARD, WAVE_FIRST, false, false, 0},
};

static void test_cases(void **state)
{
	struct office office = fixture_office();
	struct calendar calendar = open_days(*state, on(FROM), on(UNTIL) + 110);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct ahead_case *one = &cases[i];
		struct resident resident = fixture_resident();
		resident.card.expires = on(one->card);
		resident.certificate[CERTIFICATE_AUTHENTICATION].expires = on(one->authentication);
		resident.certificate[CERTIFICATE_SIGNATURE].expires = on(one->signature);
		one->change(&resident);
		const struct told told = tell_ahead(&office, &calendar, &resident);
		if (told.count != one->letters)
			fail_msg("%s: %zu letters", one->sentence, told.count);
		if (told.count == 0)
			continue;
		const struct letter_ahead *first = &told.list[0];
		char posted[CIVIL_DATE_BYTES];
		day_number expires = on(one->authentication);
		if (!one->hand)
			assert_int_equal(first->last,
				one->wave == WAVE_FIRST ? civil_add_months(expires, -2)
							: expires - office.mailing.latest_days);
		if (first->posted != on(one->posted) || first->hand != one->hand ||
			(!one->hand && (first->matter != one->matter || first->wave != one->wave ||
					       first->call != one->call)))
			fail_msg("%s: %s, %s, %s%s", one->sentence,
				civil_format(first->posted, posted), matter_words[first->matter],
				wave_words[first->wave], first->call ? ", a call" : "");
	}
}

/* ---- against every night ---- */

/* What the ledger would hold of the resident. */
struct memory {
	struct known_due dues[DOCUMENTS * 4];
	size_t count;
};

static struct known_due *recall(
	struct memory *memory, const char *resident, enum document document, day_number expires)
{
	for (size_t i = 0; i < memory->count; i++)
		if (memory->dues[i].document == document && memory->dues[i].expires == expires)
			return &memory->dues[i];
	struct known_due *due = &memory->dues[memory->count++];
	*due = (struct known_due){.resident = resident,
		.document = document,
		.expires = expires,
		.uid = "",
		.first_uid = "",
		.visit = DAY_NONE,
		.posted = DAY_NONE,
		.first_visit = DAY_NONE};
	return due;
}

static int compare_known(const void *left, const void *right)
{
	const struct known_due *a = left, *b = right;
	return a->document != b->document ? (int)a->document - (int)b->document
					  : (a->expires > b->expires) - (a->expires < b->expires);
}

static void remember(struct memory *memory, const struct resident *resident,
	const struct reconciled_person *person, day_number night, day_number visit)
{
	for (size_t i = 0; i < person->count; i++) {
		const struct reconciled_due *due = &person->dues[i];
		struct known_due *known =
			recall(memory, resident->id, due->document, due->decision.expires);
		known->matter = due->decision.matter;
		known->outcome = due->decision.outcome;
		known->reason = due->decision.reason;
		known->wave = due->decision.wave;
		known->state = due->state;
		if (!due->settles)
			continue;
		known->settled_reminder = known->settled_first;
		if (!known->settled_first)
			known->first_visit = visit;
		known->settled_first = known->printed = true;
		known->notice = known->first = "26-000001-3";
		known->posted = night;
	}
	qsort(memory->dues, memory->count, sizeof memory->dues[0], compare_known);
}

/* One night; what it writes is added to what is told. The visit of its letter lies where the
 * forecast has it, which is asked for nothing else. */
static void live_night(struct memory *memory, struct told *told, const struct told *ahead,
	const struct resident *resident, const struct office *office, day_number night)
{
	static const struct circumstances nothing;
	struct arena *arena = arena_open();
	struct reconciliation reconciliation;
	struct ruling ruling;
	struct reconcile *reconcile =
		reconcile_open(office, night, memory->dues, memory->count, arena);
	reconcile_posting(reconcile, night, night - 1);
	rules_decide(resident, office, night, &nothing, &ruling);
	reconcile_resident(reconcile, resident, &ruling);
	reconcile_finish(reconcile, &reconciliation);
	for (size_t i = 0; i < reconciliation.person_count; i++) {
		const struct reconciled_person *person = reconciliation.people[i];
		day_number visit = DAY_NONE;
		bool hand = false;
		for (size_t k = 0; k < person->count; k++)
			hand |= person->dues[k].row &&
				person->dues[k].decision.outcome == OUTCOME_HAND;
		if (hand)
			told->list[told->count++] =
				(struct letter_ahead){.posted = night, .hand = true};
		for (size_t k = 0; k < ahead->count; k++)
			if (ahead->list[k].posted == night && ahead->list[k].visits)
				visit = ahead->list[k].request.wished_from;
		if (person->letter)
			told->list[told->count++] = (struct letter_ahead){.posted = night};
		remember(memory, resident, person, night, visit);
	}
	arena_close(arena);
}

static day_number some_day(unsigned *seed)
{
	return on("2026-10-01") + rand_r(seed) % 900;
}

static struct resident some_resident(unsigned *seed)
{
	struct resident resident = fixture_resident();
	resident.card.expires = rand_r(seed) % 2 ? on("2031-05-10") : some_day(seed);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident.certificate[kind].expires =
			rand_r(seed) % 3 == 0 ? resident.card.expires : some_day(seed);
	if (rand_r(seed) % 4 == 0)
		resident.stay = (struct stay){.present = true,
			.status = STAY_LONG_TERM,
			.until = resident.card.expires + (rand_r(seed) % 3 == 0 ? 90 : 0)};
	if (rand_r(seed) % 8 == 0)
		resident.protection = PROTECTION_ACTIVE;
	if (rand_r(seed) % 8 == 0)
		resident.leaving = some_day(seed);
	if (rand_r(seed) % 8 == 0)
		resident.certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
	return resident;
}

/* Skipping from change to change leaves no letter out and adds none, whatever the dates. Residents
 * whose letters would wait for a visit that lies elsewhere are few: wishes lie inside the days. */
static void test_every_night(void **state)
{
	enum { RESIDENTS = 150 };
	struct window_rule rows[] = {fixture_windows[0], fixture_windows[0]};
	rows[1].from = on("2027-06-01");
	rows[1].less_than = true;
	struct office office = fixture_office();
	struct calendar calendar = open_days(*state, on(FROM), on(UNTIL) + 110);
	unsigned seed = 20261124;
	size_t letters = 0;
	for (int i = 0; i < RESIDENTS; i++) {
		office.window = (struct window_rules){rows, i % 2 ? 2 : 1, 3};
		struct resident resident = some_resident(&seed);
		struct told told = {.count = 0}, ahead = tell_ahead(&office, &calendar, &resident);
		struct memory memory = {.count = 0};
		for (day_number night = on(FROM); night <= on(UNTIL); night++)
			if (calendar_mails(&calendar, night))
				live_night(&memory, &told, &ahead, &resident, &office, night);
		assert_int_equal(told.count, ahead.count);
		for (size_t k = 0; k < told.count; k++) {
			assert_int_equal(told.list[k].posted, ahead.list[k].posted);
			assert_int_equal(told.list[k].hand, ahead.list[k].hand);
		}
		letters += told.count;
	}
	assert_true(letters > RESIDENTS);
}

/* ---- what is known ---- */

static void test_what_the_ledger_knows(void **state)
{
	static const struct circumstances nothing;
	struct office office = fixture_office();
	struct calendar calendar = open_days(*state, on(FROM), on(UNTIL) + 110);
	struct resident resident = fixture_resident();
	resident.certificate[CERTIFICATE_AUTHENTICATION].expires = on("2027-01-20");
	resident.certificate[CERTIFICATE_SIGNATURE].expires = on("2031-05-10");
	struct known_due known = {.resident = resident.id,
		.document = DOCUMENT_AUTHENTICATION,
		.expires = on("2027-01-20"),
		.matter = MATTER_AUTHENTICATION,
		.outcome = OUTCOME_LETTER,
		.notice = "26-000001-3",
		.first = "26-000001-3",
		.settled_first = true,
		.printed = true,
		.uid = "",
		.first_uid = "",
		.visit = DAY_NONE,
		.posted = on("2026-11-03"),
		.first_visit = on("2026-11-17")};
	const struct nights_ahead ahead = {&office, &calendar, on(FROM), on(UNTIL)};
	const struct resident_ahead whom = {.resident = &resident,
		.circumstances = &nothing,
		.known = &known,
		.known_count = 1};
	struct told told = {.count = 0};
	letters_ahead(&ahead, &whom, keep_told, &told);
	assert_int_equal(told.count, 1); /* the reminder, a month before */
	assert_int_equal(told.list[0].wave, WAVE_REMINDER);
	assert_int_equal(told.list[0].posted, on("2026-12-22"));

	known.printed = false; /* it waits for its mailing: it goes with the first */
	known.first_visit = DAY_NONE;
	told.count = 0;
	letters_ahead(&ahead, &whom, keep_told, &told);
	assert_int_equal(told.list[0].posted, on(FROM));
	assert_int_equal(told.list[0].wave, WAVE_LATE);
	assert_true(told.list[0].visits);

	const struct standing_appointment standing = {.resident = resident.id,
		.notice = "26-000001-3",
		.appointment = {
			.state = APPOINTMENT_STATE_OFFERED, .uid = "a", .day = on("2026-12-10")}};
	struct resident_ahead holds = whom;
	holds.standing = &standing;
	holds.standing_count = 1;
	told.count = 0;
	letters_ahead(&ahead, &holds, keep_told, &told);
	assert_false(told.list[0].visits); /* and names the place that its resident has */
}

/* The reminder waits until the register can know of the visit. */
static void test_a_reminder_waits_for_the_visit(void **state)
{
	static const struct circumstances nothing;
	struct office office = fixture_office();
	struct calendar calendar = open_days(*state, on(FROM), on(UNTIL) + 110);
	struct resident resident = fixture_resident();
	resident.certificate[CERTIFICATE_AUTHENTICATION].expires = on("2027-01-20");
	resident.certificate[CERTIFICATE_SIGNATURE].expires = on("2031-05-10");
	struct known_due known = {.resident = resident.id,
		.document = DOCUMENT_AUTHENTICATION,
		.expires = on("2027-01-20"),
		.outcome = OUTCOME_LETTER,
		.settled_first = true,
		.printed = true,
		.posted = on("2026-11-03"),
		.first_visit = on("2026-12-28")};
	const struct nights_ahead ahead = {&office, &calendar, on(FROM), on(UNTIL)};
	const struct resident_ahead whom = {.resident = &resident,
		.circumstances = &nothing,
		.known = &known,
		.known_count = 1};
	struct told told = {.count = 0};
	letters_ahead(&ahead, &whom, keep_told, &told);
	assert_int_equal(told.count, 1);
	assert_int_equal(told.list[0].posted, on("2027-01-05"));

	resident.protection = PROTECTION_ACTIVE; /* since that letter: a case by hand, once */
	told.count = 0;
	letters_ahead(&ahead, &whom, keep_told, &told);
	assert_int_equal(told.count, 1);
	assert_true(told.list[0].hand);
	assert_int_equal(told.list[0].posted, on(FROM));
}

/* What the office's rules begin to say on a night is asked on that night. */
static void test_rules_that_begin(void **state)
{
	const struct residence_card_rule rows[] = {
		{fixture_residence_cards[0].from, false}, {on("2027-06-01"), true}};
	struct office office = fixture_office();
	office.validity.residence_cards = rows;
	office.validity.residence_card_count = 2;
	struct calendar calendar = open_days(*state, on(FROM), on(UNTIL) + 110);
	struct resident resident = fixture_resident();
	resident.card.kind = CARD_RESIDENCE;
	resident.card.expires = on("2027-07-20");
	resident.stay =
		(struct stay){.present = true, .status = STAY_LONG_TERM, .until = on("2027-07-20")};
	resident.certificate[CERTIFICATE_AUTHENTICATION].present = false;
	resident.certificate[CERTIFICATE_SIGNATURE].present = false;
	const struct told told = tell_ahead(&office, &calendar, &resident);
	assert_true(told.count > 0);
	assert_int_equal(told.list[0].posted, on("2027-06-01"));
	assert_int_equal(told.list[0].matter, MATTER_STAY);
}

/* The days of the visit, and those before them that an earlier letter would have opened. */
static void test_days_of_the_visit(void **state)
{
	static const struct circumstances nothing;
	struct office office = fixture_office();
	struct calendar calendar = open_days(*state, on(FROM), on(UNTIL) + 110);
	struct resident resident = fixture_resident();
	resident.certificate[CERTIFICATE_AUTHENTICATION].expires = on("2027-06-09");
	resident.certificate[CERTIFICATE_SIGNATURE].expires = on("2031-05-10");
	struct nights_ahead ahead = {&office, &calendar, on(FROM), on("2027-03-16")};
	const struct resident_ahead whom = {.resident = &resident, .circumstances = &nothing};
	struct told told = {.count = 0};
	letters_ahead(&ahead, &whom, keep_told, &told);
	assert_int_equal(told.count, 1); /* on the last night */
	assert_int_equal(told.list[0].posted, on("2027-03-16"));
	assert_int_equal(told.list[0].request.from, on("2027-03-23"));
	assert_int_equal(told.list[0].request.until, on("2027-06-04"));
	assert_int_equal(told.list[0].earliest, on("2027-03-17"));
	ahead.until--;
	told.count = 0;
	letters_ahead(&ahead, &whom, keep_told, &told);
	assert_int_equal(told.count, 0);
	ahead.from = on("2027-03-16"), ahead.until = on(UNTIL);
	letters_ahead(&ahead, &whom, keep_told, &told);
	assert_int_equal(
		told.list[0].earliest, on("2027-03-23")); /* nobody can post before today */
}

static int open_group(void **state)
{
	*state = arena_open();
	return 0;
}

static int close_group(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_every_night),
		cmocka_unit_test(test_what_the_ledger_knows),
		cmocka_unit_test(test_a_reminder_waits_for_the_visit),
		cmocka_unit_test(test_rules_that_begin),
		cmocka_unit_test(test_days_of_the_visit),
	};
	return cmocka_run_group_tests(tests, open_group, close_group);
}
