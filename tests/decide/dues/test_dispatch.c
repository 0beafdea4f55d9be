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

static bool is_third(const void *context, const char *resident)
{
	return strcmp(resident, context) == 0;
}

/* Whose house has said yes: that letter goes, and the others' are counted without it. */
static void a_letter_whose_house_has_said_yes_is_none_too_many(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	static const char *const ids[] = {"1", "2", "3"};
	for (int cap = 1; cap <= 2; cap++) {
		struct reconciliation reconciliation;
		struct reconcile *agreeing =
			reconcile_open(&fixture.office, on("2026-11-24"), NULL, 0, fixture.arena);
		fixture.office.limits.letters_per_address = cap;
		for (int i = 0; i < 3; i++) {
			struct ruling ruling;
			const struct resident resident = due_resident(ids[i]);
			rules_decide(
				&resident, &fixture.office, on("2026-11-24"), &nothing, &ruling);
			reconcile_resident(agreeing, &resident, &ruling);
		}
		reconcile_agree(agreeing, is_third, "3");
		reconcile_finish(agreeing, &reconciliation);
		assert_true(reconciliation.people[2]->letter && reconciliation.people[2]->agreed);
		assert_int_equal(reconciliation.people[0]->letter, cap == 2);
		assert_int_equal(reconciliation.people[1]->hand_over_cap, cap == 1);
	}
	arena_close(fixture.arena);
}

/* ---- so many letters a mailing ---- */

/* On a night whose mailing may have so many letters, and another is a week later. */
static struct reconciliation reconcile_with(int most, struct fixture *fixture,
	const struct known_due *known, size_t known_count, const struct resident *residents,
	size_t count, const char *night)
{
	struct reconciliation reconciliation;
	day_number days[] = {on(night), on(night) + 7};
	struct quota quota = {.most = most, .days = days, .day_count = 2};
	struct reconcile *queueing =
		reconcile_open(&fixture->office, on(night), known, known_count, fixture->arena);
	for (size_t i = 0; i < count; i++) {
		struct ruling ruling;
		rules_decide(&residents[i], &fixture->office, on(night), &nothing, &ruling);
		reconcile_resident(queueing, &residents[i], &ruling);
	}
	reconcile_mailings(queueing, &quota);
	reconcile_finish(queueing, &reconciliation);
	return reconciliation;
}

static void whose_letter_has_no_room_in_the_mailing_is_queued(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident residents[] = {due_resident("1"), due_resident("2")};
	residents[1].household = "another";
	struct reconciliation night = reconcile_with(1, &fixture, NULL, 0, residents, 2, NIGHT);
	assert_true(night.people[0]->letter == !night.people[1]->letter);
	const struct reconciled_person *waits = night.people[night.people[0]->letter ? 1 : 0];
	const struct reconciled_due *card = &waits->dues[1];
	assert_int_equal(OUTCOME_NONE, card->decision.outcome);
	assert_int_equal(REASON_QUEUED, card->decision.reason);
	assert_int_equal(DUE_OPEN, card->state);
	assert_true(card->row);
	for (size_t i = 0; i < waits->count; i++)
		assert_false(waits->dues[i].settles);
	arena_close(fixture.arena);
}

static void who_was_queued_gets_the_letter_of_another_night(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	for (int i = 0; i < 3; i++) {
		known[i].notice = known[i].first = NULL;
		known[i].settled_first = false;
	}
	known[1].outcome = OUTCOME_NONE;
	known[1].reason = REASON_QUEUED;
	struct resident resident = due_resident("1");
	struct reconciliation night = reconcile_with(1, &fixture, known, 3, &resident, 1, NIGHT);
	assert_true(night.people[0]->letter);
	for (int i = 0; i < 3; i++)
		assert_true(night.people[0]->dues[i].settles);
	arena_close(fixture.arena);
}

/* A letter that waits for the mailing has its room in it; one that replaces such a letter, and a
 * reminder, go beside the others. */
static void what_is_promised_already_is_never_queued(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct resident residents[] = {due_resident("1"), due_resident("2")};
	residents[1].household = "another";
	know_settled(known, "1", false);
	struct reconciliation waiting = reconcile_with(1, &fixture, known, 3, residents, 2, NIGHT);
	assert_int_equal(1, waiting.readdressed_count);
	assert_false(waiting.people[1]->letter);
	for (int i = 0; i < 3; i++)
		known[i].taken_back = true;
	struct reconciliation replaced = reconcile_with(1, &fixture, known, 3, residents, 2, NIGHT);
	assert_true(replaced.people[0]->letter);
	assert_false(replaced.people[1]->letter);
	know_settled(known, "1", true);
	struct reconciliation reminded =
		reconcile_with(1, &fixture, known, 3, residents, 1, "2027-01-10");
	assert_true(reminded.people[0]->letter);
	arena_close(fixture.arena);
}

/* Both have nearly two months left, and one of them has waited in its first month; no night ran on
 * the last mailing of that. */
static void whose_last_mailing_was_missed_waits_no_longer(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct resident residents[] = {due_resident("1"), due_resident("2")};
	residents[1].household = "another";
	for (int other = 0; other < 2; other++) {
		know_settled(known, residents[other].id, false);
		for (int i = 0; i < 3; i++) {
			known[i].notice = known[i].first = NULL;
			known[i].settled_first = false;
			known[i].outcome = OUTCOME_NONE;
			known[i].reason = REASON_QUEUED;
		}
		struct reconciliation night =
			reconcile_with(1, &fixture, known, 3, residents, 2, "2026-12-12");
		assert_int_equal(other == 0, night.people[0]->letter);
		assert_int_equal(other == 1, night.people[1]->letter);
		assert_int_equal(1, night.mailing_least);
	}
	arena_close(fixture.arena);
}

/* Between its dues stands another date that the register had for one of them, with its letter. */
static void a_waiting_letter_has_one_place_in_the_mailing(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[4];
	struct resident residents[] = {due_resident("1"), due_resident("2")};
	residents[1].household = "another";
	know_settled(known + 1, "1", false);
	known[0] = known[1];
	known[1].expires++;
	known[1].state = DUE_RENEWED;
	known[1].notice = known[1].first = "26-000005-4";
	known[1].printed = true;
	struct reconciliation one = reconcile_with(1, &fixture, known, 4, residents, 2, NIGHT);
	assert_int_equal(1, one.readdressed_count);
	assert_false(one.people[1]->letter);
	struct reconciliation two = reconcile_with(2, &fixture, known, 4, residents, 2, NIGHT);
	assert_int_equal(1, two.readdressed_count);
	assert_true(two.people[1]->letter);
	arena_close(fixture.arena);
}

static void a_letter_that_would_be_late_is_never_queued(void **state)
{
	(void)state;
	static const struct {
		const char *night;
		bool letter;
	} cases[] = {
		/* a first letter until 2026-12-10 (EXPIRES less two months) */
		{"2026-12-03", false},
		{"2026-12-04", true},
		{"2026-12-10", true},
		/* 31 days before EXPIRES is 2027-01-10 */
		{"2026-12-11", false},
		{"2027-01-03", false},
		{"2027-01-04", true},
		{"2027-02-10", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct fixture fixture = open_fixture();
		struct known_due before[3];
		struct resident residents[] = {due_resident("1"), due_resident("2")};
		fixture.office.mailing.latest_days = 31;
		residents[1].household = "another";
		know_settled(before, "1", false); /* fills the mailing */
		for (int k = 0; k < 3; k++)
			before[k].wave =
				on(cases[i].night) <= on("2026-12-10") ? WAVE_FIRST : WAVE_LATE;
		struct reconciliation night =
			reconcile_with(1, &fixture, before, 3, residents, 2, cases[i].night);
		assert_int_equal(cases[i].letter, night.people[1]->letter);
		arena_close(fixture.arena);
	}
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

/* ---- what ends a due, and what only keeps it from a letter ---- */

static void die(struct resident *resident)
{
	resident->state = RESIDENT_DECEASED;
}

static void move_out(struct resident *resident)
{
	resident->state = RESIDENT_MOVED_OUT;
}

static void be_removed(struct resident *resident)
{
	resident->state = RESIDENT_REMOVED;
}

static void go_abroad(struct resident *resident)
{
	resident->state = RESIDENT_ABROAD;
}

static void announce_a_move(struct resident *resident)
{
	resident->leaving = on("2026-12-31");
}

static void lose_the_card(struct resident *resident)
{
	resident->card.state = CARD_LOST;
}

static void hand_the_card_back(struct resident *resident)
{
	resident->card.state = CARD_RETURNED;
}

static void have_it_declared_void(struct resident *resident)
{
	resident->card.state = CARD_VOID;
}

static void have_it_suspended(struct resident *resident)
{
	resident->card.state = CARD_SUSPENDED;
}

static void apply_for_a_new_card(struct resident *resident)
{
	resident->renewal = on("2026-11-01");
}

static void renew_the_card_alone(struct resident *resident)
{
	resident->card.expires = on("2036-02-10");
}

static void have_the_signature_revoked(struct resident *resident)
{
	renew_the_card_alone(resident);
	resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
}

static void have_the_signature_suspended(struct resident *resident)
{
	renew_the_card_alone(resident);
	resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_SUSPENDED;
}

static void only_what_is_over_for_good_withdraws_a_due(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	static const struct {
		const char *sentence;
		void (*change)(struct resident *resident);
		enum matter matter;
		enum reason reason;
		enum due_state state;
	} cases[] = {
		{"the dead", die, MATTER_CARD, REASON_DECEASED, DUE_WITHDRAWN},
		{"who has moved out", move_out, MATTER_CARD, REASON_MOVED_OUT, DUE_WITHDRAWN},
		{"who was removed", be_removed, MATTER_CARD, REASON_REMOVED, DUE_WITHDRAWN},
		{"who is abroad", go_abroad, MATTER_CARD, REASON_ABROAD, DUE_WITHDRAWN},
		{"who will leave may stay", announce_a_move, MATTER_CARD, REASON_LEAVING, DUE_OPEN},
		{"a lost card", lose_the_card, MATTER_CARD, REASON_CARD_LOST, DUE_WITHDRAWN},
		{"a returned card", hand_the_card_back, MATTER_CARD, REASON_CARD_RETURNED,
			DUE_WITHDRAWN},
		{"a void card", have_it_declared_void, MATTER_CARD, REASON_CARD_VOID,
			DUE_WITHDRAWN},
		{"a suspended card may be used again", have_it_suspended, MATTER_CARD,
			REASON_CARD_SUSPENDED, DUE_OPEN},
		{"an application may come to nothing", apply_for_a_new_card, MATTER_CARD,
			REASON_RENEWAL_APPLIED, DUE_OPEN},
		{"a revoked certificate", have_the_signature_revoked, MATTER_SIGNATURE,
			REASON_CERTIFICATE_REVOKED, DUE_WITHDRAWN},
		{"a suspended certificate", have_the_signature_suspended, MATTER_SIGNATURE,
			REASON_CERTIFICATE_SUSPENDED, DUE_OPEN},
		{"and what is only by hand stays open", renew_the_card_alone, MATTER_SIGNATURE,
			REASON_EMPTY, DUE_OPEN},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct resident resident = due_resident("1");
		cases[i].change(&resident);
		struct reconciliation tonight = reconcile(&fixture, NULL, 0, &resident, 1);
		const struct reconciled_due *due = reconciliation_due(
			&tonight, "1", document_of(cases[i].matter), on(EXPIRES));
		if (due == NULL || due->decision.reason != cases[i].reason ||
			due->state != cases[i].state)
			fail_msg("%s", cases[i].sentence);
		assert_int_equal(0, tonight.reopened_count);
	}
	arena_close(fixture.arena);
}

/* ---- rows ---- */

/* A due by hand, as the ledger has it and as tonight finds it: a row when anything of it differs.
 */
static void a_row_tells_what_has_changed_of_outcome_reason_and_matter(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	static const struct {
		const char *sentence;
		enum outcome outcome;
		enum reason reason;
		enum matter matter;
		bool row;
	} cases[] = {
		{"the same", OUTCOME_HAND, REASON_PROTECTION, MATTER_CARD, false},
		{"another outcome", OUTCOME_NONE, REASON_PROTECTION, MATTER_CARD, true},
		{"another reason", OUTCOME_HAND, REASON_ADDRESS, MATTER_CARD, true},
		{"the other reading of the document", OUTCOME_HAND, REASON_PROTECTION, MATTER_STAY,
			true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct known_due known[3];
		know_settled(known, "1", false);
		known[1].settled_first = false;
		known[1].notice = known[1].first = NULL;
		known[1].outcome = cases[i].outcome;
		known[1].reason = cases[i].reason;
		known[1].matter = cases[i].matter;
		struct resident resident = due_resident("1");
		resident.protection = PROTECTION_ACTIVE;
		struct reconciliation tonight = reconcile(&fixture, &known[1], 1, &resident, 1);
		if (tonight.people[0]->dues[1].row != cases[i].row)
			fail_msg("%s", cases[i].sentence);
	}
	arena_close(fixture.arena);
}

/* What was covered and stays so is no news, once it is in the ledger. */
static void what_stays_covered_has_no_row(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	know_settled(known, "1", false);
	for (int i = 0; i < 3; i++) {
		known[i].settled_first = false;
		known[i].notice = known[i].first = NULL;
	}
	known[1].outcome = OUTCOME_HAND;
	known[1].reason = REASON_PROTECTION;
	struct resident resident = due_resident("1");
	resident.protection = PROTECTION_ACTIVE;
	struct reconciliation tonight = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(0, count_rows(&tonight));
	known[0].reason = REASON_STAY;
	struct reconciliation other = reconcile(&fixture, known, 3, &resident, 1);
	assert_int_equal(1, count_rows(&other));
	assert_true(other.people[0]->dues[0].row);
	arena_close(fixture.arena);
}

/* A letter that has gone is no news, whatever its reason would be tonight; that the due is by hand
 * since, or that no letter has left after all, is. */
static void of_a_due_with_a_letter_a_row_tells_what_staff_must_do(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct resident resident = due_resident("1");
	know_settled(known, "1", true);
	known[1].reason = REASON_ESTIMATED;
	struct reconciliation other = reconcile(&fixture, known, 3, &resident, 1);
	assert_false(other.people[0]->dues[1].row);
	resident.protection = PROTECTION_ACTIVE;
	struct reconciliation hand = reconcile(&fixture, known, 3, &resident, 1);
	assert_true(hand.people[0]->dues[1].row);
	/* It was by hand, was written all the same, and waits: it is pulled, and by hand as before.
	 */
	know_settled(known, "1", false);
	known[1].outcome = OUTCOME_HAND;
	known[1].reason = REASON_PROTECTION;
	struct reconciliation pulled = reconcile(&fixture, known, 3, &resident, 1);
	assert_true(pulled.people[0]->dues[1].row);
	arena_close(fixture.arena);
}

/* By hand since its letter, and now the time of its reminder: staff is told once more. */
static void the_turn_of_a_reminder_by_hand_is_told(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct resident resident = due_resident("1");
	resident.protection = PROTECTION_ACTIVE;
	know_settled(known, "1", true);
	known[1].outcome = OUTCOME_HAND;
	known[1].reason = REASON_PROTECTION;
	struct reconciliation before = admit_on("2027-01-09", &fixture, known, 3, &resident, 1);
	assert_false(before.people[0]->dues[1].row);
	struct reconciliation turn = admit_on("2027-01-10", &fixture, known, 3, &resident, 1);
	assert_true(turn.people[0]->dues[1].row);
	known[1].wave = WAVE_REMINDER;
	struct reconciliation told = admit_on("2027-01-11", &fixture, known, 3, &resident, 1);
	assert_false(told.people[0]->dues[1].row);
	arena_close(fixture.arena);
}

/* ---- the cap ---- */

/* Over the cap only what tonight's letter would be about is by hand: not what has had its letter,
 * nor what the card covers. */
static void the_cap_takes_no_more_than_the_letter(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct known_due known[3];
	struct resident residents[2] = {due_resident("1"), due_resident("2")};
	fixture.office.limits.letters_per_address = 1;
	struct reconciliation cards = reconcile(&fixture, NULL, 0, residents, 2);
	assert_int_equal(OUTCOME_COVERED, cards.people[0]->dues[0].decision.outcome);
	assert_int_equal(OUTCOME_HAND, cards.people[0]->dues[1].decision.outcome);
	assert_int_equal(OUTCOME_COVERED, cards.people[0]->dues[2].decision.outcome);
	renew_the_card_alone(&residents[0]);
	know_settled(known, "1", true);
	known[0].outcome = OUTCOME_LETTER;
	known[0].reason = REASON_EMPTY;
	struct reconciliation one = reconcile(&fixture, known, 1, residents, 2);
	assert_int_equal(MATTER_AUTHENTICATION, one.people[0]->dues[0].decision.matter);
	assert_int_equal(OUTCOME_LETTER, one.people[0]->dues[0].decision.outcome);
	assert_false(one.people[0]->dues[0].row);
	assert_int_equal(REASON_ADDRESS_CAP, one.people[0]->dues[1].decision.reason);
	arena_close(fixture.arena);
}

/* Five residents: at one address two who get a letter, one who has had it, one by hand; and one who
 * lives elsewhere by one part of the address. */
static void only_letters_of_tonight_to_the_very_address_count_for_the_cap(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	static const char *const ids[] = {"1", "2", "3", "4", "5"};
	struct known_due known[3];
	know_settled(known, "3", true);
	for (int part = 0; part < 3; part++) {
		struct resident residents[5];
		for (int i = 0; i < 5; i++)
			residents[i] = due_resident(ids[i]);
		residents[3].protection = PROTECTION_ACTIVE;
		struct address *other = &residents[0].address;
		*(part == 0         ? &other->postal
			: part == 1 ? &other->lines
				    : &other->building) = part == 0 ? "4860000" : "別";
		fixture.office.limits.letters_per_address = 2;
		struct reconciliation under = reconcile(&fixture, known, 3, residents, 5);
		assert_true(under.people[0]->letter);
		assert_true(under.people[1]->letter);
		assert_false(under.people[2]->letter);
		assert_true(under.people[4]->letter);
		fixture.office.limits.letters_per_address = 1;
		struct reconciliation over = reconcile(&fixture, known, 3, residents, 5);
		assert_true(over.people[0]->letter);
		assert_false(over.people[1]->letter);
		assert_false(over.people[4]->letter);
		assert_int_equal(REASON_ADDRESS_CAP, over.people[1]->dues[1].decision.reason);
		assert_int_equal(REASON_EMPTY, over.people[2]->dues[1].decision.reason);
		assert_int_equal(REASON_PROTECTION, over.people[3]->dues[1].decision.reason);
		assert_int_equal(REASON_ADDRESS_CAP, over.people[4]->dues[1].decision.reason);
	}
	arena_close(fixture.arena);
}

/* Two addresses in turn: each is counted whole, wherever its residents stand in the register. */
static void letters_to_one_address_are_counted_wherever_they_stand(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	static const char *const ids[] = {"1", "2", "3", "4", "5", "6"};
	struct resident residents[6];
	for (int i = 0; i < 6; i++) {
		residents[i] = due_resident(ids[i]);
		residents[i].address.building = i % 2 == 0 ? "東" : i == 1 ? "西" : "南";
	}
	fixture.office.limits.letters_per_address = 2;
	struct reconciliation tonight = reconcile(&fixture, NULL, 0, residents, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(i % 2 != 0, tonight.people[i]->letter);
	arena_close(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_over_for_good_withdraws_a_due),
		cmocka_unit_test(a_row_tells_what_has_changed_of_outcome_reason_and_matter),
		cmocka_unit_test(what_stays_covered_has_no_row),
		cmocka_unit_test(of_a_due_with_a_letter_a_row_tells_what_staff_must_do),
		cmocka_unit_test(the_turn_of_a_reminder_by_hand_is_told),
		cmocka_unit_test(the_cap_takes_no_more_than_the_letter),
		cmocka_unit_test(only_letters_of_tonight_to_the_very_address_count_for_the_cap),
		cmocka_unit_test(letters_to_one_address_are_counted_wherever_they_stand),
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
		cmocka_unit_test(a_letter_whose_house_has_said_yes_is_none_too_many),
		cmocka_unit_test(whose_letter_has_no_room_in_the_mailing_is_queued),
		cmocka_unit_test(who_was_queued_gets_the_letter_of_another_night),
		cmocka_unit_test(what_is_promised_already_is_never_queued),
		cmocka_unit_test(whose_last_mailing_was_missed_waits_no_longer),
		cmocka_unit_test(a_waiting_letter_has_one_place_in_the_mailing),
		cmocka_unit_test(a_letter_that_would_be_late_is_never_queued),
		cmocka_unit_test(the_cap_does_not_hold_where_the_desk_has_confirmed_the_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
