/* What the rules say meets what the ledger knows. The ordinary case of these tests: one resident
 * whose card runs out on 2027-02-10 with both certificates, and the night of 2026-11-24. */
#include "decide/admit.h"

#include "decide/fixture.h"
#include "decide/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NIGHT   "2026-11-24"
#define EXPIRES "2027-02-10"

static const struct circumstances nothing;

struct fixture {
	struct office office;
	struct arena *arena;
};

static struct fixture open_fixture(void)
{
	return (struct fixture){fixture_office(), arena_open()};
}

static struct resident due_resident(const char *id)
{
	struct resident resident = fixture_resident();
	resident.id = id;
	resident.born = born("1990-02-10");
	resident.card.applied = on("2017-02-01");
	resident.card.issued = on("2017-03-05");
	resident.card.expires = on(EXPIRES);
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident.certificate[kind].expires = on(EXPIRES);
	return resident;
}

/* The ledger's knowledge of that resident after a letter: printed, or waiting for its mailing. */
static void know_settled(struct known_due known[3], const char *id, bool printed)
{
	static const enum matter matters[] = {MATTER_AUTHENTICATION, MATTER_CARD, MATTER_SIGNATURE};
	for (int i = 0; i < 3; i++)
		known[i] = (struct known_due){
			.resident = id,
			.document = document_of(matters[i]),
			.expires = on(EXPIRES),
			.matter = matters[i],
			.state = DUE_OPEN,
			.wave = WAVE_FIRST,
			.outcome = i == 1 ? OUTCOME_LETTER : OUTCOME_COVERED,
			.reason = i == 1 ? REASON_EMPTY : REASON_CARD,
			.notice = "26-000001-3",
			.settled_first = true,
			.printed = printed,
			.first = "26-000001-3",
			.posted = printed ? on("2026-11-12") : DAY_NONE,
			.first_visit = DAY_NONE,
			.visit = DAY_NONE,
		};
}

/* The same after a reminder. */
static void know_reminded(struct known_due known[3], const char *id, bool printed)
{
	know_settled(known, id, true);
	for (int i = 0; i < 3; i++) {
		known[i].notice = "27-000005-4";
		known[i].wave = WAVE_REMINDER;
		known[i].settled_reminder = true;
		known[i].printed = printed;
	}
}

static struct admission admit_on(const char *night, struct fixture *fixture,
	const struct known_due *known, size_t known_count, const struct resident *residents,
	size_t count)
{
	struct admission admission;
	struct admit *admitting =
		admit_open(&fixture->office, on(night), known, known_count, fixture->arena);
	for (size_t i = 0; i < count; i++) {
		struct ruling ruling;
		rules_decide(&residents[i], &fixture->office, on(night), &nothing, &ruling);
		if (admit_concerns(admitting, &residents[i], &ruling))
			admit_resident(admitting, &residents[i], &ruling);
	}
	admit_finish(admitting, &admission);
	return admission;
}

static struct admission admit(struct fixture *fixture, const struct known_due *known,
	size_t known_count, const struct resident *residents, size_t count)
{
	return admit_on(NIGHT, fixture, known, known_count, residents, count);
}

static size_t count_rows(const struct admission *admission)
{
	size_t rows = 0;
	for (size_t i = 0; i < admission->person_count; i++)
		for (size_t k = 0; k < admission->people[i]->count; k++)
			rows += admission->people[i]->dues[k].row ? 1 : 0;
	return rows;
}

static void a_new_due_gets_a_letter_that_settles_it_and_what_it_covers(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident resident = due_resident("1");
	struct admission admission = admit(&fixture, NULL, 0, &resident, 1);
	assert_int_equal(1, admission.person_count);
	assert_true(admission.people[0]->letter);
	assert_int_equal(3, admission.people[0]->count);
	for (int i = 0; i < 3; i++) {
		assert_true(admission.people[0]->dues[i].row);
		assert_true(admission.people[0]->dues[i].settles);
		assert_int_equal(DUE_OPEN, admission.people[0]->dues[i].state);
	}
	arena_close(fixture.arena);
}

static void a_settled_due_gets_no_second_letter_and_no_row(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	struct resident resident = due_resident("1");
	struct admission admission = admit(&fixture, known, 3, &resident, 1);
	assert_false(admission.people[0]->letter);
	assert_int_equal(0, count_rows(&admission));
	assert_int_equal(0, admission.closed_count);
	arena_close(fixture.arena);
}

static void a_month_before_the_expiry_the_card_is_reminded_of_with_what_it_covers(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	struct resident resident = due_resident("1");
	struct admission before = admit_on("2027-01-09", &fixture, known, 3, &resident, 1);
	assert_false(before.people[0]->letter);
	assert_int_equal(0, count_rows(&before));
	struct admission reminder = admit_on("2027-01-10", &fixture, known, 3, &resident, 1);
	assert_true(reminder.people[0]->letter);
	assert_int_equal(3, count_rows(&reminder));
	for (int i = 0; i < 3; i++) {
		assert_true(reminder.people[0]->dues[i].settles);
		assert_int_equal(WAVE_REMINDER, reminder.people[0]->dues[i].decision.wave);
	}
	arena_close(fixture.arena);
}

static void nobody_is_reminded_twice(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_reminded(known, "1", true);
	struct resident resident = due_resident("1");
	struct admission admission = admit_on("2027-01-20", &fixture, known, 3, &resident, 1);
	assert_false(admission.people[0]->letter);
	assert_int_equal(0, count_rows(&admission));
	arena_close(fixture.arena);
}

static void a_certificate_that_was_reminded_of_is_not_settled_again_with_its_card(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3], reminded[3];
	know_settled(known, "1", true);
	know_reminded(reminded, "1", true);
	known[0] = reminded[0];
	struct resident resident = due_resident("1");
	struct admission admission = admit_on("2027-01-10", &fixture, known, 3, &resident, 1);
	assert_true(admission.people[0]->letter);
	assert_false(admission.people[0]->dues[0].settles);
	assert_true(admission.people[0]->dues[1].settles);
	assert_true(admission.people[0]->dues[2].settles);
	arena_close(fixture.arena);
}

/* Known are the card and one certificate; the other is new tonight and joins the reminder with a
 * first letter's turn. */
static void a_certificate_that_opens_with_the_reminder_is_covered_by_it(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	struct resident resident = due_resident("1");
	struct admission admission = admit_on("2027-01-10", &fixture, known, 2, &resident, 1);
	const struct admit_due *joins = &admission.people[0]->dues[2];
	assert_int_equal(MATTER_SIGNATURE, joins->decision.matter);
	assert_true(joins->settles);
	assert_null(joins->covering);
	assert_int_equal(WAVE_LATE, joins->decision.wave);
	arena_close(fixture.arena);
}

static void a_reminder_by_hand_is_told_once_and_written_when_its_cause_ends(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	struct resident resident = due_resident("1");
	resident.protection = PROTECTION_ACTIVE;
	struct admission hand = admit_on("2027-01-10", &fixture, known, 3, &resident, 1);
	const struct admit_due *card = &hand.people[0]->dues[1];
	assert_false(hand.people[0]->letter);
	assert_int_equal(1, count_rows(&hand));
	assert_true(card->row);
	assert_int_equal(WAVE_REMINDER, card->decision.wave);
	assert_int_equal(OUTCOME_HAND, card->decision.outcome);
	known[1].outcome = OUTCOME_HAND;
	known[1].reason = REASON_PROTECTION;
	known[1].wave = WAVE_REMINDER;
	struct admission same = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_int_equal(0, count_rows(&same));
	resident.protection = PROTECTION_RELEASED;
	struct admission ended = admit_on("2027-01-12", &fixture, known, 3, &resident, 1);
	assert_true(ended.people[0]->letter);
	assert_int_equal(3, count_rows(&ended));
	arena_close(fixture.arena);
}

static void a_waiting_reminder_that_is_wrong_is_pulled_alone(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_reminded(known, "1", false);
	struct resident resident = due_resident("1");
	struct admission stands = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_int_equal(0, stands.released_count);
	assert_int_equal(1, stands.readdressed_count);
	assert_string_equal("27-000005-4", stands.readdressed[0].notice);
	/* Protected: the reminder is pulled, the first letter has gone and still counts. */
	resident.protection = PROTECTION_ACTIVE;
	struct admission pulled = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_int_equal(3, pulled.released_count);
	assert_string_equal("27-000005-4", pulled.released[0]->notice);
	assert_false(pulled.people[0]->letter);
	assert_int_equal(OUTCOME_HAND, pulled.people[0]->dues[1].decision.outcome);
	assert_int_equal(WAVE_REMINDER, pulled.people[0]->dues[1].decision.wave);
	/* Renewed while the reminder waits. */
	resident = due_resident("1");
	resident.card.expires = on("2037-02-10");
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident.certificate[kind].expires = on("2032-02-10");
	struct admission renewed = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_int_equal(3, renewed.closed_count);
	assert_int_equal(3, renewed.released_count);
	arena_close(fixture.arena);
}

static void a_due_by_hand_becomes_a_letter_when_its_cause_ends(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	for (int i = 0; i < 3; i++) {
		known[i].notice = NULL;
		known[i].settled_first = false;
	}
	known[1].outcome = OUTCOME_HAND;
	known[1].reason = REASON_PROTECTION;
	struct resident resident = due_resident("1");
	resident.protection = PROTECTION_ACTIVE;
	struct admission same = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(0, count_rows(&same));
	assert_false(same.people[0]->letter);

	resident.protection = PROTECTION_RELEASED;
	struct admission ended = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, count_rows(&ended));
	assert_true(ended.people[0]->letter);
	arena_close(fixture.arena);
}

static void another_expiry_closes_as_renewed_and_no_card_as_withdrawn(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	struct resident resident = due_resident("1");
	resident.card.expires = on("2036-02-10");
	resident.certificate[CERTIFICATE_AUTHENTICATION].expires = on("2031-02-10");
	resident.certificate[CERTIFICATE_SIGNATURE].present = false;
	struct admission admission = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, admission.closed_count);
	assert_int_equal(DUE_RENEWED, admission.closed[0].state);   /* authentication */
	assert_int_equal(DUE_RENEWED, admission.closed[1].state);   /* card */
	assert_int_equal(DUE_WITHDRAWN, admission.closed[2].state); /* signature */
	assert_int_equal(0, count_rows(&admission));
	arena_close(fixture.arena);
}

static void death_withdraws_what_was_settled_and_says_so_once(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	struct resident resident = due_resident("1");
	resident.state = RESIDENT_DECEASED;
	struct admission admission = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, count_rows(&admission));
	for (int i = 0; i < 3; i++)
		assert_int_equal(DUE_WITHDRAWN, admission.people[0]->dues[i].state);
	for (int i = 0; i < 3; i++) {
		known[i].state = DUE_WITHDRAWN;
		known[i].outcome = OUTCOME_NONE;
		known[i].reason = REASON_DECEASED;
	}
	struct admission again = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(0, count_rows(&again));
	arena_close(fixture.arena);
}

static void a_withdrawn_due_that_comes_back_is_told_and_gets_no_second_letter(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	for (int i = 0; i < 3; i++)
		known[i].state = DUE_WITHDRAWN;
	struct resident resident = due_resident("1");
	struct admission admission = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, admission.reopened_count);
	assert_false(admission.people[0]->letter);
	assert_int_equal(DUE_OPEN, admission.people[0]->dues[0].state);
	arena_close(fixture.arena);
}

static void the_day_passing_lapses_a_due_and_a_gone_resident_withdraws_it(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[6];
	know_settled(known, "1", true);
	know_settled(known + 3, "2", true);
	for (int i = 0; i < 3; i++)
		known[i].expires = on("2026-11-23");
	struct admission admission = admit(&fixture, known, 6, NULL, 0);
	assert_int_equal(6, admission.closed_count);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(i < 3 ? DUE_LAPSED : DUE_WITHDRAWN, admission.closed[i].state);
		assert_int_equal(i >= 3, admission.closed[i].vanished);
	}
	arena_close(fixture.arena);
}

static void a_resident_set_aside_keeps_its_dues(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct admission admission;
	know_settled(known, "1", true);
	struct admit *admitting = admit_open(&fixture.office, on(NIGHT), known, 3, fixture.arena);
	admit_aside(admitting, "1");
	admit_finish(admitting, &admission);
	assert_int_equal(0, admission.closed_count);
	arena_close(fixture.arena);
}

static void nobody_is_gone_when_somebody_without_a_readable_id_is_set_aside(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[6];
	struct admission admission;
	know_settled(known, "1", true);
	know_settled(known + 3, "2", true);
	for (int i = 0; i < 3; i++)
		known[i].expires = on("2026-11-23");
	struct admit *admitting = admit_open(&fixture.office, on(NIGHT), known, 6, fixture.arena);
	admit_aside(admitting, "");
	admit_finish(admitting, &admission);
	assert_int_equal(3, admission.closed_count);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(DUE_LAPSED, admission.closed[i].state);
	arena_close(fixture.arena);
}

static void a_waiting_letter_goes_to_the_address_of_tonight(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	struct resident resident = due_resident("1");
	resident.address.lines = "愛知県春日井市高蔵寺町1丁目1番地";
	struct admission admission = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(0, admission.released_count);
	assert_int_equal(1, admission.readdressed_count);
	assert_string_equal("26-000001-3", admission.readdressed[0].notice);
	assert_string_equal("愛知県春日井市高蔵寺町1丁目1番地",
		admission.readdressed[0].person->recipient.address);
	assert_int_equal(0, count_rows(&admission));
	arena_close(fixture.arena);
}

static void a_waiting_letter_is_pulled_when_protection_comes_before_it_goes(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	struct resident resident = due_resident("1");
	resident.protection = PROTECTION_PROVISIONAL;
	struct admission admission = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, admission.released_count);
	assert_int_equal(0, admission.readdressed_count);
	assert_false(admission.people[0]->letter);
	assert_int_equal(OUTCOME_HAND, admission.people[0]->dues[1].decision.outcome);
	assert_true(admission.people[0]->dues[1].row);
	assert_false(admission.people[0]->dues[0].settles);
	arena_close(fixture.arena);
}

static void a_waiting_letter_that_would_say_less_is_written_anew(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	struct resident resident = due_resident("1");
	resident.certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
	struct admission admission = admit(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, admission.released_count);
	assert_true(admission.people[0]->letter);
	assert_true(admission.people[0]->dues[0].settles);
	assert_true(admission.people[0]->dues[1].settles);
	assert_false(admission.people[0]->dues[2].settles);
	arena_close(fixture.arena);
}

static void a_certificate_that_opens_later_is_covered_by_the_letter_that_went(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	struct known_due card = known[1];
	struct resident resident = due_resident("1");
	struct admission admission = admit(&fixture, &card, 1, &resident, 1);
	assert_false(admission.people[0]->letter);
	assert_int_equal(2, count_rows(&admission));
	assert_string_equal("26-000001-3", admission.people[0]->dues[0].covering);
	arena_close(fixture.arena);
}

static void more_letters_to_one_address_than_the_cap_are_all_held(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident residents[4];
	static const char *const ids[] = {"1", "2", "3", "4"};
	for (int i = 0; i < 4; i++)
		residents[i] = due_resident(ids[i]);
	residents[3].address.building = "別棟";
	fixture.office.limits.letters_per_address = 3;
	struct admission under = admit(&fixture, NULL, 0, residents, 4);
	for (size_t i = 0; i < 4; i++)
		assert_true(under.people[i]->letter);
	fixture.office.limits.letters_per_address = 2;
	struct admission over = admit(&fixture, NULL, 0, residents, 4);
	for (size_t i = 0; i < 3; i++) {
		assert_false(over.people[i]->letter);
		assert_int_equal(REASON_ADDRESS_CAP, over.people[i]->dues[1].decision.reason);
		assert_false(over.people[i]->dues[0].settles);
	}
	assert_true(over.people[3]->letter);
	arena_close(fixture.arena);
}

/* A letter that the desk has withdrawn, or that came back, no longer counts, printed or not. */
static void a_letter_taken_back_gives_its_dues_free(void **state)
{
	(void)state;
	struct resident resident = due_resident("1");
	for (int printed = 0; printed < 2; printed++) {
		struct fixture fixture = open_fixture();
		struct known_due known[3];
		know_settled(known, "1", printed == 1);
		for (int i = 0; i < 3; i++)
			known[i].taken_back = true;
		struct admission admission = admit(&fixture, known, 3, &resident, 1);
		assert_int_equal(3, admission.released_count);
		assert_int_equal(0, admission.readdressed_count);
		assert_true(admission.people[0]->letter);
		assert_int_equal(3, count_rows(&admission));
		arena_close(fixture.arena);
	}
}

/* A waiting letter must arrive before the visit that it names; a printed one has gone. */
static void a_letter_that_waits_until_its_visit_is_decided_anew(void **state)
{
	(void)state;
	static const struct {
		const char *visit;
		bool printed, anew;
	} cases[] = {
		{"2026-11-26", false, true},
		{"2026-11-27", false, false},
		{"2026-11-26", true, false},
	};
	struct resident resident = due_resident("1");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct fixture fixture = open_fixture();
		struct known_due known[3];
		fixture.office.matters[MATTER_CARD].lead_days = 7;
		fixture.office.matters[MATTER_AUTHENTICATION].lead_days = 7;
		fixture.office.matters[MATTER_SIGNATURE].lead_days = 7;
		know_settled(known, "1", cases[i].printed);
		for (int k = 0; k < 3; k++)
			known[k].visit = on(cases[i].visit);
		struct admission admission = admit(&fixture, known, 3, &resident, 1);
		assert_int_equal(cases[i].anew ? 3 : 0, admission.released_count);
		assert_int_equal(cases[i].anew, admission.people[0]->letter);
		arena_close(fixture.arena);
	}
}

static bool is_dormitory(void *context, const struct recipient *recipient)
{
	return strcmp(recipient->building, context) == 0;
}

/* The desk's word counts for everybody at the address, and for no other address. */
static void the_cap_does_not_hold_where_the_desk_has_confirmed_the_address(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident residents[6];
	static const char *const ids[] = {"1", "2", "3", "4", "5", "6"};
	char dormitory[] = "寮";
	fixture.office.limits.letters_per_address = 2;
	for (int i = 0; i < 6; i++) {
		residents[i] = due_resident(ids[i]);
		residents[i].address.building = i < 3 ? "寮" : "別棟";
	}
	struct admission admission;
	struct admit *admitting = admit_open(&fixture.office, on(NIGHT), NULL, 0, fixture.arena);
	for (int i = 0; i < 6; i++) {
		struct ruling ruling;
		rules_decide(&residents[i], &fixture.office, on(NIGHT), &nothing, &ruling);
		admit_resident(admitting, &residents[i], &ruling);
	}
	admit_ask(admitting, is_dormitory, dormitory);
	admit_finish(admitting, &admission);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(i < 3, admission.people[i]->letter);
	arena_close(fixture.arena);
}

static void the_order_of_the_register_changes_nothing(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident forth[3], back[3];
	static const char *const ids[] = {"10", "2", "1"};
	for (int i = 0; i < 3; i++)
		forth[i] = back[2 - i] = due_resident(ids[i]);
	struct admission left = admit(&fixture, NULL, 0, forth, 3);
	struct admission right = admit(&fixture, NULL, 0, back, 3);
	static const char *const expected[] = {"1", "10", "2"};
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(expected[i], left.people[i]->recipient.resident);
		assert_string_equal(expected[i], right.people[i]->recipient.resident);
	}
	arena_close(fixture.arena);
}

static void the_window_shows_the_send_to_name_and_a_used_alias(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident resident = due_resident("1");
	struct ruling ruling;
	rules_decide(&resident, &fixture.office, on(NIGHT), &nothing, &ruling);
	resident.alias = "春日 アリス";
	struct recipient recipient =
		admit_recipient(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("春日 花子", recipient.addressee);
	resident.alias_used = true;
	recipient = admit_recipient(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("春日 アリス", recipient.addressee);
	resident.has_send_to = true;
	resident.send_to = (struct address){"4870013", "後見 太郎", "高蔵寺町1", NULL};
	recipient = admit_recipient(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("後見 太郎", recipient.addressee);
	assert_string_equal("春日 アリス", recipient.name);
	assert_string_equal("4870013", recipient.postal);
	assert_string_equal("", recipient.building);
	arena_close(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_due_gets_a_letter_that_settles_it_and_what_it_covers),
		cmocka_unit_test(a_settled_due_gets_no_second_letter_and_no_row),
		cmocka_unit_test(
			a_month_before_the_expiry_the_card_is_reminded_of_with_what_it_covers),
		cmocka_unit_test(nobody_is_reminded_twice),
		cmocka_unit_test(
			a_certificate_that_was_reminded_of_is_not_settled_again_with_its_card),
		cmocka_unit_test(a_certificate_that_opens_with_the_reminder_is_covered_by_it),
		cmocka_unit_test(a_reminder_by_hand_is_told_once_and_written_when_its_cause_ends),
		cmocka_unit_test(a_waiting_reminder_that_is_wrong_is_pulled_alone),
		cmocka_unit_test(a_due_by_hand_becomes_a_letter_when_its_cause_ends),
		cmocka_unit_test(another_expiry_closes_as_renewed_and_no_card_as_withdrawn),
		cmocka_unit_test(death_withdraws_what_was_settled_and_says_so_once),
		cmocka_unit_test(a_withdrawn_due_that_comes_back_is_told_and_gets_no_second_letter),
		cmocka_unit_test(the_day_passing_lapses_a_due_and_a_gone_resident_withdraws_it),
		cmocka_unit_test(a_resident_set_aside_keeps_its_dues),
		cmocka_unit_test(nobody_is_gone_when_somebody_without_a_readable_id_is_set_aside),
		cmocka_unit_test(a_waiting_letter_goes_to_the_address_of_tonight),
		cmocka_unit_test(a_waiting_letter_is_pulled_when_protection_comes_before_it_goes),
		cmocka_unit_test(a_waiting_letter_that_would_say_less_is_written_anew),
		cmocka_unit_test(a_certificate_that_opens_later_is_covered_by_the_letter_that_went),
		cmocka_unit_test(more_letters_to_one_address_than_the_cap_are_all_held),
		cmocka_unit_test(a_letter_taken_back_gives_its_dues_free),
		cmocka_unit_test(a_letter_that_waits_until_its_visit_is_decided_anew),
		cmocka_unit_test(the_cap_does_not_hold_where_the_desk_has_confirmed_the_address),
		cmocka_unit_test(the_order_of_the_register_changes_nothing),
		cmocka_unit_test(the_window_shows_the_send_to_name_and_a_used_alias),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
