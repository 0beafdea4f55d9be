/* What a night does at once to those with open dues: each resident is counted once, for what befell
 * it, whatever the number of its dues. */
#include "decide/limits/upheaval.h"

#include "decide/reconciled.h"

enum { MOVED_DAYS = 31 };

/* The case of admitted.h, known with a letter that has gone; `resident` as tonight has it. */
static void meet(struct fixture *fixture, const struct resident *resident, size_t number,
	const struct known_due *known, size_t known_count, struct upheaval *upheaval)
{
	struct reconcile *reconcile =
		reconcile_open(&fixture->office, on(NIGHT), known, known_count, fixture->arena);
	struct reconciliation reconciliation;
	struct ruling ruling;
	for (size_t i = 0; i < number; i++) {
		rules_decide(&resident[i], &fixture->office, on(NIGHT), &nothing, &ruling);
		reconcile_resident(reconcile, &resident[i], &ruling);
	}
	reconcile_finish(reconcile, &reconciliation);
	upheaval_count(known, known_count, &reconciliation, on(NIGHT), MOVED_DAYS, upheaval);
}

static void set_dates(struct resident *resident, day_number day)
{
	resident->card.expires = day;
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident->certificate[kind].expires = day;
}

#define SAME(member, wanted)                                                                       \
	if (upheaval.member != (wanted))                                                           \
	fail_msg("%s: %s is %ld, not %d", what, #member, upheaval.member, (wanted))

/* One resident who was known: what becomes of it. */
static void expect(
	const char *what, const struct resident *resident, int ended, int moved, int renewed)
{
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct upheaval upheaval;
	know_settled(known, "1", true);
	meet(&fixture, resident, 1, known, 3, &upheaval);
	SAME(open, 1);
	SAME(ended, ended);
	SAME(moved, moved);
	SAME(renewed, renewed);
	SAME(vanished, 0);
	SAME(aside, 0);
	SAME(fresh, moved > 0);
	arena_close(fixture.arena);
}

static void test_what_ends(void **state)
{
	(void)state;
	struct resident one = due_resident("1");
	expect("nothing has happened", &one, 0, 0, 0);
	static const enum resident_state gone[] = {
		RESIDENT_DECEASED, RESIDENT_MOVED_OUT, RESIDENT_REMOVED, RESIDENT_ABROAD};
	for (size_t i = 0; i < 4; i++) {
		one.state = gone[i];
		expect("dead or gone", &one, 1, 0, 0);
	}
	one = due_resident("1");
	one.leaving = on("2026-12-20");
	expect("will be gone", &one, 1, 0, 0);
	one = due_resident("1");
	one.card.state = CARD_VOID;
	expect("the card is void", &one, 1, 0, 0);
	one.card.state = CARD_SUSPENDED;
	expect("the card is suspended", &one, 1, 0, 0);
	one = due_resident("1");
	one.renewal = on(NIGHT);
	expect("a new card is on its way", &one, 0, 0, 0);
	one = due_resident("1");
	one.card.present = false;
	one.certificate[0].present = one.certificate[1].present = false;
	expect("no document is left", &one, 1, 0, 0);
	one = due_resident("1");
	one.certificate[CERTIFICATE_SIGNATURE].present = false;
	expect("one of them is left", &one, 0, 0, 0);
	one = due_resident("1");
	one.protection = PROTECTION_ACTIVE;
	expect("by hand is no end", &one, 0, 0, 0);
}

static void test_what_moves(void **state)
{
	(void)state;
	struct resident one = due_resident("1");
	set_dates(&one, on(EXPIRES) + 1);
	expect("a day later", &one, 0, 1, 0);
	set_dates(&one, on(EXPIRES) - 1);
	expect("a day earlier", &one, 0, 1, 0);
	set_dates(&one, on(EXPIRES) - MOVED_DAYS);
	expect("as many days as count", &one, 0, 1, 0);
	set_dates(&one, on(EXPIRES) - MOVED_DAYS - 1);
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct upheaval upheaval;
	know_settled(known, "1", true);
	meet(&fixture, &one, 1, known, 3, &upheaval);
	const char *what = "a day more than counts";
	SAME(moved, 0);
	SAME(renewed, 1);
	arena_close(fixture.arena);
	set_dates(&one, on("2032-02-10"));
	expect("years later", &one, 0, 0, 1);
	one = due_resident("1");
	one.certificate[CERTIFICATE_SIGNATURE].expires = on("2032-02-10");
	expect("one is renewed, the others go on", &one, 0, 0, 1);
	one.state = RESIDENT_DECEASED;
	expect("renewed before the end", &one, 0, 0, 1);
}

/* What was no end of theirs is not counted: closed before, run out, or ended on an earlier night.
 */
static void test_what_was_over_before(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident one = due_resident("1");
	struct known_due known[3];
	struct upheaval upheaval;
	const char *what = "an announced move of an earlier night";
	one.leaving = on("2026-12-20");
	know_settled(known, "1", true);
	for (int i = 0; i < 3; i++) {
		known[i].outcome = OUTCOME_NONE;
		known[i].reason = REASON_LEAVING;
	}
	meet(&fixture, &one, 1, known, 3, &upheaval);
	SAME(open, 1);
	SAME(ended, 0);
	what = "one of three dues ends tonight, two before";
	known[1].outcome = OUTCOME_LETTER;
	known[1].reason = REASON_EMPTY;
	meet(&fixture, &one, 1, known, 3, &upheaval);
	SAME(ended, 1);
	static const enum reason no_end[] = {
		REASON_QUEUED, REASON_RENEWAL_APPLIED, REASON_RESIDENCE_CARD};
	for (size_t i = 0; i < sizeof no_end / sizeof no_end[0]; i++) {
		what = reason_words[no_end[i]];
		for (int k = 0; k < 3; k++) {
			known[k].outcome = OUTCOME_NONE;
			known[k].reason = no_end[i];
		}
		meet(&fixture, &one, 1, known, 3, &upheaval);
		SAME(ended, 1);
	}
	what = "withdrawn before";
	for (int i = 0; i < 3; i++)
		known[i].state = DUE_WITHDRAWN;
	meet(&fixture, &one, 1, known, 3, &upheaval);
	SAME(open, 0);
	SAME(ended, 0);
	what = "it ran out yesterday";
	know_settled(known, "1", true);
	for (int i = 0; i < 3; i++)
		known[i].expires = on(NIGHT) - 1;
	set_dates(&one, on(NIGHT) - 1);
	meet(&fixture, &one, 1, known, 3, &upheaval);
	SAME(open, 0);
	what = "it runs out tonight";
	for (int i = 0; i < 3; i++)
		known[i].expires = on(NIGHT);
	one = due_resident("1");
	set_dates(&one, on(NIGHT));
	meet(&fixture, &one, 1, known, 3, &upheaval);
	SAME(open, 1);
	SAME(ended, 0);
	arena_close(fixture.arena);
}

/* Five residents in the order of their ids, each with another fate. */
static void test_several(void **state)
{
	(void)state;
	static const char *const ids[] = {"1", "2", "3", "4", "5"};
	struct fixture fixture = open_fixture();
	struct known_due known[15];
	struct resident here[4];
	struct upheaval upheaval;
	const char *what = "five residents";
	for (int i = 0; i < 5; i++)
		know_settled(&known[3 * i], ids[i], true);
	here[0] = due_resident("5");
	here[0].state = RESIDENT_DECEASED;
	here[1] = due_resident("3");
	set_dates(&here[1], on(EXPIRES) + 1);
	here[2] = due_resident("1");
	here[3] = due_resident("6"); /* new */
	meet(&fixture, here, 4, known, 15, &upheaval);
	SAME(open, 5);
	SAME(vanished, 2);
	SAME(moved, 1);
	SAME(ended, 1);
	SAME(renewed, 0);
	SAME(fresh, 2);
	SAME(letters, 2);
	arena_close(fixture.arena);
}

static void test_aside(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[6];
	struct upheaval upheaval;
	struct reconciliation reconciliation;
	const char *what = "set aside";
	know_settled(known, "1", true);
	know_settled(known + 3, "2", true);
	for (int i = 3; i < 6; i++)
		known[i].state = DUE_RENEWED;
	struct reconcile *reconcile =
		reconcile_open(&fixture.office, on(NIGHT), known, 6, fixture.arena);
	reconcile_aside(reconcile, "1");
	reconcile_aside(reconcile, "2"); /* nothing open */
	reconcile_aside(reconcile, "3"); /* nothing known */
	reconcile_aside(reconcile, "");
	reconcile_finish(reconcile, &reconciliation);
	upheaval_count(known, 6, &reconciliation, on(NIGHT), MOVED_DAYS, &upheaval);
	SAME(open, 1);
	SAME(aside, 1);
	SAME(vanished, 0);
	SAME(ended, 0);
	arena_close(fixture.arena);
}

/* Letters that a sheet cannot hold count on the night that finds it, not again. */
static void test_unfit(void **state)
{
	(void)state;
	static const struct {
		struct circumstances circumstances;
		enum reason known;
		int glyph, overflow, letters;
		const char *what;
	} cases[] = {
		{{.glyph = false}, REASON_EMPTY, 0, 0, 1, "a letter"},
		{{.glyph = true}, REASON_EMPTY, 1, 0, 1, "a new glyph"},
		{{.overflow = true}, REASON_EMPTY, 0, 1, 1, "a new overflow"},
		{{.glyph = true}, REASON_GLYPH, 0, 0, 0, "an old glyph"},
		{{.overflow = true}, REASON_OVERFLOW, 0, 0, 0, "an old overflow"},
		{{.overflow = true}, REASON_GLYPH, 0, 1, 1, "no more a glyph, but an overflow"},
		{{.returned = true}, REASON_EMPTY, 0, 0, 0, "by hand for another reason"},
	};
	struct resident one = due_resident("1");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *what = cases[i].what;
		struct fixture fixture = open_fixture();
		struct known_due known[3];
		struct upheaval upheaval;
		struct reconciliation reconciliation;
		struct ruling ruling;
		bool by_hand = cases[i].known != REASON_EMPTY;
		know_settled(known, "1", true);
		for (int k = 0; k < 3; k++)
			known[k].settled_first = known[k].printed = false;
		known[1].outcome = by_hand ? OUTCOME_HAND : OUTCOME_LETTER;
		known[1].reason = cases[i].known;
		struct reconcile *reconcile =
			reconcile_open(&fixture.office, on(NIGHT), known, 3, fixture.arena);
		rules_decide(&one, &fixture.office, on(NIGHT), &cases[i].circumstances, &ruling);
		reconcile_resident(reconcile, &one, &ruling);
		reconcile_finish(reconcile, &reconciliation);
		upheaval_count(known, 3, &reconciliation, on(NIGHT), MOVED_DAYS, &upheaval);
		SAME(glyph, cases[i].glyph);
		SAME(overflow, cases[i].overflow);
		SAME(letters, cases[i].letters);
		SAME(fresh, 0);
		arena_close(fixture.arena);
	}
}

/* Who waits for a mailing that has room is one of those whose letters can be unfit. */
static void test_queued(void **state)
{
	(void)state;
	const char *what = "one goes, one waits, one is unfit";
	struct fixture fixture = open_fixture();
	struct upheaval upheaval;
	struct reconciliation reconciliation;
	static const char *const ids[] = {"1", "2", "3"};
	static const struct circumstances unfit = {.glyph = true};
	const day_number days[] = {on(NIGHT), on(NIGHT) + 1};
	const struct quota quota = {.most = 1, .days = days, .day_count = 2};
	struct reconcile *reconcile =
		reconcile_open(&fixture.office, on(NIGHT), NULL, 0, fixture.arena);
	for (int i = 0; i < 3; i++) {
		struct resident one = due_resident(ids[i]);
		struct ruling ruling;
		one.household = ids[i];
		rules_decide(&one, &fixture.office, on(NIGHT), i < 2 ? &nothing : &unfit, &ruling);
		reconcile_resident(reconcile, &one, &ruling);
	}
	reconcile_mailings(reconcile, &quota);
	reconcile_finish(reconcile, &reconciliation);
	upheaval_count(NULL, 0, &reconciliation, on(NIGHT), MOVED_DAYS, &upheaval);
	SAME(letters, 3);
	SAME(glyph, 1);
	SAME(fresh, 3);
	arena_close(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_ends),
		cmocka_unit_test(test_what_moves),
		cmocka_unit_test(test_what_was_over_before),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_aside),
		cmocka_unit_test(test_unfit),
		cmocka_unit_test(test_queued),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
