/* Dues that end, and residents who are not there: what the register no longer confirms. */
#include "decide/reconciled.h"

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
	struct reconciliation reconciliation = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(3, reconciliation.closed_count);
	assert_int_equal(DUE_RENEWED, reconciliation.closed[0].state);   /* authentication */
	assert_int_equal(DUE_RENEWED, reconciliation.closed[1].state);   /* card */
	assert_int_equal(DUE_WITHDRAWN, reconciliation.closed[2].state); /* signature */
	assert_int_equal(0, count_rows(&reconciliation));
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
	struct reconciliation reconciliation = reconcile(&fixture, known, 6, NULL, 0);
	assert_int_equal(6, reconciliation.closed_count);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(
			i < 3 ? DUE_LAPSED : DUE_WITHDRAWN, reconciliation.closed[i].state);
		assert_int_equal(i >= 3, reconciliation.closed[i].vanished);
	}
	arena_close(fixture.arena);
}

static void a_resident_set_aside_keeps_its_dues(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct reconciliation reconciliation;
	know_settled(known, "1", true);
	struct reconcile *admitting =
		reconcile_open(&fixture.office, on(NIGHT), known, 3, fixture.arena);
	reconcile_aside(admitting, "1");
	reconcile_finish(admitting, &reconciliation);
	assert_int_equal(0, reconciliation.closed_count);
	arena_close(fixture.arena);
}

static void nobody_is_gone_when_somebody_without_a_readable_id_is_set_aside(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[6];
	struct reconciliation reconciliation;
	know_settled(known, "1", true);
	know_settled(known + 3, "2", true);
	for (int i = 0; i < 3; i++)
		known[i].expires = on("2026-11-23");
	struct reconcile *admitting =
		reconcile_open(&fixture.office, on(NIGHT), known, 6, fixture.arena);
	reconcile_aside(admitting, "");
	reconcile_finish(admitting, &reconciliation);
	assert_int_equal(3, reconciliation.closed_count);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(DUE_LAPSED, reconciliation.closed[i].state);
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
	struct reconciliation left = reconcile(&fixture, NULL, 0, forth, 3);
	struct reconciliation right = reconcile(&fixture, NULL, 0, back, 3);
	static const char *const expected[] = {"1", "10", "2"};
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(expected[i], left.people[i]->recipient.resident);
		assert_string_equal(expected[i], right.people[i]->recipient.resident);
	}
	arena_close(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_expiry_closes_as_renewed_and_no_card_as_withdrawn),
		cmocka_unit_test(the_day_passing_lapses_a_due_and_a_gone_resident_withdraws_it),
		cmocka_unit_test(a_resident_set_aside_keeps_its_dues),
		cmocka_unit_test(nobody_is_gone_when_somebody_without_a_readable_id_is_set_aside),
		cmocka_unit_test(the_order_of_the_register_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
