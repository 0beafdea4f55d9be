/* Letters that lie in one envelope: what the ledger keeps of it, what a night reads back, and what
 * staff's acts and retention change. On the first night (ledger/nights.h) the letters of 1001 and
 * 1002 are mailed. */
#include "ledger/enclosed.h"

#include "ledger/nights.h"

#include "ledger/audit.h"
#include "ledger/copy.h"
#include "ledger/erasure.h"
#include "ledger/unposted.h"

static const char FIRST[] = "26-000001-1", SECOND[] = "26-000002-9";
static const struct enclosure together[] = {{1, 2, 2}, {1, 1, 2}};
static const struct staff_act act = {20783, "desk 3", "asked for it"};

static struct ledger *mailed(struct scene *scene, const struct enclosure *enclosures)
{
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	struct build *build = first_night(scene->arena);
	build->night.mailed_enclosures = enclosures;
	must_commit(ledger, build);
	return ledger;
}

static struct enclosed enclosed_with(struct scene *scene, struct ledger *ledger, const char *number)
{
	struct enclosed enclosed;
	struct fault why = {0};
	if (!ledger_enclosed(ledger, number, scene->arena, &enclosed, &why))
		fail_msg("%s", why.message);
	return enclosed;
}

static void must_be_sound(struct scene *scene, struct ledger *ledger)
{
	const char *const *findings;
	size_t count = 0;
	struct fault why = {0};
	assert_true(ledger_examine(ledger, scene->arena, &findings, &count, &why));
	if (count > 0)
		fail_msg("%s", findings[0]);
}

/* The night, and those after it, are told where each lies. */
static void it_is_read_back(void **state)
{
	struct scene *scene = *state;
	struct night night;
	struct fault why = {0};
	struct unposted_letter *letters = NULL;
	size_t count = 0;
	struct ledger *ledger = mailed(scene, together);
	assert_true(ledger_night(ledger, on("2026-11-24"), 1, scene->arena, &night, &why));
	assert_int_equal(night.sheet_count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(night.sheets[i].enclosure.envelope, 1);
		assert_int_equal(night.sheets[i].enclosure.first, together[i].first);
		assert_int_equal(night.sheets[i].enclosure.sheets, 2);
	}
	assert_true(
		ledger_unposted(ledger, on("2026-11-24"), scene->arena, &letters, &count, &why));
	assert_int_equal(count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(letters[i].night, 1);
		assert_int_equal(letters[i].envelope, 1);
	}
	struct mailing *mailings = NULL;
	assert_true(ledger_mailings(ledger, scene->arena, &mailings, &count, &why));
	assert_int_equal(mailings[0].envelopes, 1);
	struct enclosed enclosed = enclosed_with(scene, ledger, FIRST);
	assert_int_equal(enclosed.envelope, 1);
	assert_int_equal(enclosed.count, 1);
	assert_string_equal(enclosed.others[0].number, SECOND);
	assert_string_equal(enclosed.others[0].resident, "1002");
	must_be_sound(scene, ledger);
	ledger_close(ledger);
}

/* Where an office says nothing of envelopes nothing is kept, and each lies alone. */
static void nothing_is_said_where_letters_lie_apart(void **state)
{
	struct scene *scene = *state;
	struct night night;
	struct fault why = {0};
	struct ledger *ledger = mailed(scene, NULL);
	assert_true(ledger_night(ledger, on("2026-11-24"), 1, scene->arena, &night, &why));
	assert_int_equal(night.sheets[0].enclosure.envelope, 0);
	assert_int_equal(enclosed_with(scene, ledger, FIRST).envelope, 0);
	assert_int_equal(enclosed_with(scene, ledger, FIRST).count, 0);
	ledger_close(ledger);
}

/* No two letters have one place in an envelope: then nothing of the night is written. */
static void a_place_in_an_envelope_is_one_letters(void **state)
{
	struct scene *scene = *state;
	static const struct enclosure wrong[][2] = {
		{{1, 1, 2}, {1, 1, 2}}, {{1, 1, 1}, {1, 2, 1}}, {{0, 1, 1}, {1, 1, 1}}};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct fault why = {0};
		struct ledger *ledger = must_open(scene, LEDGER_WRITE);
		struct build *build = first_night(scene->arena);
		build->night.mailed_enclosures = wrong[i];
		assert_false(commit(ledger, build, &why));
		assert_int_equal(why.kind, FAULT_INTERNAL);
		must_be_sound(scene, ledger);
		ledger_close(ledger);
	}
}

/* Staff's acts are told: who was printed again alone, was withdrawn, or came back. */
static void what_staff_does_is_told(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct ledger *ledger = mailed(scene, together);
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_log_reprint(ledger, SECOND, "1002", &act, &why));
	assert_true(ledger_lay_apart(ledger, SECOND, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	assert_true(enclosed_with(scene, ledger, SECOND).apart);
	struct enclosed enclosed = enclosed_with(scene, ledger, FIRST);
	assert_false(enclosed.apart);
	assert_true(enclosed.others[0].apart);
	assert_false(enclosed.others[0].taken_back);
	must_be_sound(scene, ledger);
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_withdraw(ledger, SECOND, "1002", &act, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	assert_true(enclosed_with(scene, ledger, FIRST).others[0].taken_back);
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_return(ledger, FIRST, "1001", "moved", &act, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	assert_true(enclosed_with(scene, ledger, SECOND).others[0].returned);
	assert_false(enclosed_with(scene, ledger, SECOND).others[0].taken_back);
	must_be_sound(scene, ledger);
	ledger_close(ledger);
}

/* A letter past its retention is of no envelope any more: who lived together is not kept. */
static void retention_forgets_it(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	struct purge_count count = {0};
	const struct purge purge = {on("2028-01-01"), on("2028-01-01"), on("2028-01-02")};
	struct ledger *ledger = mailed(scene, together);
	must_commit(ledger, second_night(scene->arena));
	struct build *later = build_night(scene->arena, "2028-01-02", 1);
	build_closed(later, "1002", DOCUMENT_SIGNATURE, "2027-02-20", DUE_LAPSED);
	must_commit(ledger, later);
	must_commit(ledger, build_night(scene->arena, "2028-06-02", 1));
	assert_true(ledger_issue(ledger, on("2026-11-24"), 1, &why));
	assert_true(ledger_issue(ledger, on("2026-11-25"), 1, &why));
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_purge(ledger, &purge, &count, &why));
	assert_true(ledger_staff_commit(ledger, &why));
	assert_true(count.letters > 0);
	assert_int_equal(enclosed_with(scene, ledger, FIRST).envelope, 0);
	must_be_sound(scene, ledger);
	ledger_close(ledger);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(it_is_read_back),
		TEST(nothing_is_said_where_letters_lie_apart),
		TEST(a_place_in_an_envelope_is_one_letters),
		TEST(what_staff_does_is_told),
		TEST(retention_forgets_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
