/* Which letter settles a due, and what becomes of it when none does. */
#include "decide/dues/dispatch.h"

#include "decide/reconciled.h"

static void a_new_due_gets_a_letter_that_settles_it_and_what_it_covers(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident resident = due_resident("1");
	struct reconciliation reconciliation = reconcile(&fixture, NULL, 0, &resident, 1);
	assert_int_equal(1, reconciliation.person_count);
	assert_true(reconciliation.people[0]->letter);
	assert_int_equal(3, reconciliation.people[0]->count);
	for (int i = 0; i < 3; i++) {
		assert_true(reconciliation.people[0]->dues[i].row);
		assert_true(reconciliation.people[0]->dues[i].settles);
		assert_int_equal(DUE_OPEN, reconciliation.people[0]->dues[i].state);
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
	struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
	assert_false(reconciliation.people[0]->letter);
	assert_int_equal(0, count_rows(&reconciliation));
	assert_int_equal(0, reconciliation.closed_count);
	arena_close(fixture.arena);
}

static void a_month_before_the_expiry_the_card_is_reminded_of_with_what_it_covers(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", true);
	struct resident resident = due_resident("1");
	struct reconciliation before = admit_on("2027-01-09", &fixture, known, 3, &resident, 1);
	assert_false(before.people[0]->letter);
	assert_int_equal(0, count_rows(&before));
	struct reconciliation reminder = admit_on("2027-01-10", &fixture, known, 3, &resident, 1);
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
	struct reconciliation reconciliation =
		admit_on("2027-01-20", &fixture, known, 3, &resident, 1);
	assert_false(reconciliation.people[0]->letter);
	assert_int_equal(0, count_rows(&reconciliation));
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
	struct reconciliation reconciliation =
		admit_on("2027-01-10", &fixture, known, 3, &resident, 1);
	assert_true(reconciliation.people[0]->letter);
	assert_false(reconciliation.people[0]->dues[0].settles);
	assert_true(reconciliation.people[0]->dues[1].settles);
	assert_true(reconciliation.people[0]->dues[2].settles);
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
	struct reconciliation reconciliation =
		admit_on("2027-01-10", &fixture, known, 2, &resident, 1);
	const struct reconciled_due *joins = &reconciliation.people[0]->dues[2];
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
	struct reconciliation hand = admit_on("2027-01-10", &fixture, known, 3, &resident, 1);
	const struct reconciled_due *card = &hand.people[0]->dues[1];
	assert_false(hand.people[0]->letter);
	assert_int_equal(1, count_rows(&hand));
	assert_true(card->row);
	assert_int_equal(WAVE_REMINDER, card->decision.wave);
	assert_int_equal(OUTCOME_HAND, card->decision.outcome);
	known[1].outcome = OUTCOME_HAND;
	known[1].reason = REASON_PROTECTION;
	known[1].wave = WAVE_REMINDER;
	struct reconciliation same = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_int_equal(0, count_rows(&same));
	resident.protection = PROTECTION_RELEASED;
	struct reconciliation ended = admit_on("2027-01-12", &fixture, known, 3, &resident, 1);
	assert_true(ended.people[0]->letter);
	assert_int_equal(3, count_rows(&ended));
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
	struct reconciliation same = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(0, count_rows(&same));
	assert_false(same.people[0]->letter);

	resident.protection = PROTECTION_RELEASED;
	struct reconciliation ended = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, count_rows(&ended));
	assert_true(ended.people[0]->letter);
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
	struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, count_rows(&reconciliation));
	for (int i = 0; i < 3; i++)
		assert_int_equal(DUE_WITHDRAWN, reconciliation.people[0]->dues[i].state);
	for (int i = 0; i < 3; i++) {
		known[i].state = DUE_WITHDRAWN;
		known[i].outcome = OUTCOME_NONE;
		known[i].reason = REASON_DECEASED;
	}
	struct reconciliation again = reconcile(&fixture, known, 3, &resident, 1);
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
	struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, reconciliation.reopened_count);
	assert_false(reconciliation.people[0]->letter);
	assert_int_equal(DUE_OPEN, reconciliation.people[0]->dues[0].state);
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
	struct reconciliation reconciliation = reconcile(&fixture, &card, 1, &resident, 1);
	assert_false(reconciliation.people[0]->letter);
	assert_int_equal(2, count_rows(&reconciliation));
	assert_string_equal("26-000001-3", reconciliation.people[0]->dues[0].covering);
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
	struct reconciliation under = reconcile(&fixture, NULL, 0, residents, 4);
	for (size_t i = 0; i < 4; i++)
		assert_true(under.people[i]->letter);
	fixture.office.limits.letters_per_address = 2;
	struct reconciliation over = reconcile(&fixture, NULL, 0, residents, 4);
	for (size_t i = 0; i < 3; i++) {
		assert_false(over.people[i]->letter);
		assert_int_equal(REASON_ADDRESS_CAP, over.people[i]->dues[1].decision.reason);
		assert_false(over.people[i]->dues[0].settles);
	}
	assert_true(over.people[3]->letter);
	arena_close(fixture.arena);
}

static bool is_dormitory(void *context, const struct recipient *recipient)
{
	return strcmp(recipient->building, context) == 0;
}

/* Staff's word counts for everybody at the address, and for no other address. */
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
	struct reconciliation reconciliation;
	struct reconcile *admitting =
		reconcile_open(&fixture.office, on(NIGHT), NULL, 0, fixture.arena);
	for (int i = 0; i < 6; i++) {
		struct ruling ruling;
		rules_decide(&residents[i], &fixture.office, on(NIGHT), &nothing, &ruling);
		reconcile_resident(admitting, &residents[i], &ruling);
	}
	reconcile_ask(admitting, is_dormitory, dormitory);
	reconcile_finish(admitting, &reconciliation);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(i < 3, reconciliation.people[i]->letter);
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
		cmocka_unit_test(a_due_by_hand_becomes_a_letter_when_its_cause_ends),
		cmocka_unit_test(death_withdraws_what_was_settled_and_says_so_once),
		cmocka_unit_test(a_withdrawn_due_that_comes_back_is_told_and_gets_no_second_letter),
		cmocka_unit_test(a_certificate_that_opens_later_is_covered_by_the_letter_that_went),
		cmocka_unit_test(more_letters_to_one_address_than_the_cap_are_all_held),
		cmocka_unit_test(the_cap_does_not_hold_where_the_desk_has_confirmed_the_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
