/* Which signature certificates count as ended by a change of name or address: cases of two nights,
 * then a resident led through random nights, whose every letter must be explained by what happened.
 */
#include "decide/rules/revoked.h"

#include "decide/fixture.h"
#include "decide/rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NIGHT  "2026-11-25"
#define ISSUED "2026-01-20"

static struct office writing_office(void)
{
	struct office office = fixture_office();
	office.revoked = (struct revoked_rules){true, 30, 60};
	return office;
}

static struct resident holder(void)
{
	struct resident resident = fixture_resident();
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident.certificate[kind] =
			(struct certificate){true, CERTIFICATE_VALID, on(ISSUED), on("2031-05-10")};
	return resident;
}

/* ---- one night after another ---- */

/* What the ledger would keep of one resident. */
struct memory {
	struct watched watched;
	bool is_watched;
	struct revocation had[16];
	size_t had_count;
};

static const uint8_t MARKS[3][WATCH_MARK_BYTES] = {"as ever", "moved..", "renamed"};

/* A night: whether a revocation begins on it; *standing is the one of the register's certificate.
 */
static bool night(struct memory *memory, const struct office *office,
	const struct resident *resident, const uint8_t *mark, day_number day,
	struct revocation *standing)
{
	const struct revoked_case at = {
		.office = office,
		.night = day,
		.resident = resident,
		.mark = mark,
		.card_expires = resident->card.expires,
		.before = memory->is_watched ? &memory->watched : NULL,
		.had = memory->had,
		.had_count = memory->had_count,
	};
	struct watched after;
	size_t count = memory->had_count;
	switch (revoked_judge(&at, &after, standing)) {
	case WATCH_KEEP:
		memory->watched = after;
		memory->is_watched = true;
		break;
	case WATCH_END:
		assert_true(memory->is_watched);
		memory->is_watched = false;
		break;
	case WATCH_NOTHING:
		assert_false(memory->is_watched);
		break;
	case WATCH_AS_IT_IS:
		assert_true(memory->is_watched);
		break;
	}
	if (standing->resident == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (memory->had[i].issued == standing->issued)
			return false;
	assert_true(memory->had_count < sizeof memory->had / sizeof memory->had[0]);
	memory->had[memory->had_count++] = *standing;
	return true;
}

/* ---- cases ---- */

/* What the second night's register shows of somebody who was as ever on the first. */
static void moved(struct resident *resident)
{
	resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
}

static void lost(struct resident *resident)
{
	moved(resident);
	resident->card.state = CARD_LOST;
}

static void without_card(struct resident *resident)
{
	moved(resident);
	resident->card.present = false;
}

static void run_out(struct resident *resident)
{
	moved(resident);
	resident->card.expires = on("2026-11-24");
}

static void last_day(struct resident *resident)
{
	moved(resident);
	resident->card.expires = on(NIGHT);
}

static void all_ended(struct resident *resident)
{
	moved(resident);
	resident->certificate[CERTIFICATE_AUTHENTICATION].state = CERTIFICATE_REVOKED;
}

static void alone(struct resident *resident)
{
	moved(resident);
	resident->certificate[CERTIFICATE_AUTHENTICATION].present = false;
}

static void dead(struct resident *resident)
{
	moved(resident);
	resident->state = RESIDENT_DECEASED;
}

static void other_certificate(struct resident *resident)
{
	moved(resident);
	resident->certificate[CERTIFICATE_SIGNATURE].issued = on("2026-06-01");
}

static void dropped(struct resident *resident)
{
	resident->certificate[CERTIFICATE_SIGNATURE].present = false;
}

static void suspended(struct resident *resident)
{
	resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_SUSPENDED;
}

static void nothing(struct resident *resident)
{
	(void)resident;
}

static const struct {
	const char *sentence;
	void (*becomes)(struct resident *resident);
	int mark;
	bool found;
} cases[] = {
	{"moved, and the certificate has ended", moved, 1, true},
	{"the certificate was given up, nothing else", moved, 0, false},
	{"moved, and the certificate has not ended", nothing, 1, false},
	{"nothing at all", nothing, 0, false},
	{"moved, but the card is lost too", lost, 1, false},
	{"moved, but there is no card", without_card, 1, false},
	{"moved, but the card has run out", run_out, 1, false},
	{"moved on the last day of the card", last_day, 1, true},
	{"moved, but both certificates have ended", all_ended, 1, false},
	{"moved, but there is no other certificate", alone, 1, false},
	{"dead, under another address", dead, 1, false},
	{"a revoked certificate that no night has seen valid", other_certificate, 1, false},
	{"moved, and the register does not say what ended", dropped, 1, false},
	{"moved, and the certificate is suspended", suspended, 1, false},
};

static void test_the_second_night(void **state)
{
	(void)state;
	struct office office = writing_office();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct memory memory = {0};
		struct resident before = holder(), after = holder();
		struct revocation found;
		cases[i].becomes(&after);
		assert_false(night(&memory, &office, &before, MARKS[0], on(NIGHT) - 1, &found));
		if (night(&memory, &office, &after, MARKS[cases[i].mark], on(NIGHT), &found) !=
			cases[i].found)
			fail_msg("%s", cases[i].sentence);
	}
}

static void test_nobody_on_the_first_night(void **state)
{
	(void)state;
	struct office office = writing_office();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct memory memory = {0};
		struct resident resident = holder();
		struct revocation found;
		cases[i].becomes(&resident);
		for (int day = 0; day < 3; day++) /* nor later: it was not seen valid */
			assert_false(night(
				&memory, &office, &resident, MARKS[day], on(NIGHT) + day, &found));
	}
}

/* The change so many days after (before: negative) the end of the certificate. */
static void test_how_far_change_and_end_may_lie_apart(void **state)
{
	(void)state;
	struct office office = writing_office();
	for (int days = -40; days <= 40; days++) {
		struct memory memory = {0};
		int found = 0;
		for (int day = -50; day <= 50; day++) {
			struct resident resident = holder();
			struct revocation revocation;
			if (day >= 0)
				moved(&resident);
			found += night(&memory, &office, &resident, MARKS[day >= days ? 1 : 0],
				on(NIGHT) + day, &revocation);
		}
		assert_int_equal(found, days >= -30 && days <= 30);
		assert_false(memory.is_watched);
	}
}

static void test_the_day_to_come_by(void **state)
{
	(void)state;
	struct office office = writing_office();
	static const struct {
		const char *card_expires, *until;
	} days[] = {
		{"2031-05-10", "2027-01-24"}, {"2027-01-24", "2027-01-24"},
		{"2026-12-10", "2026-12-10"}, {NIGHT, NIGHT}, {"", "2027-01-24"}, /* not known */
	};
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		struct memory memory = {0};
		struct resident resident = holder();
		struct revocation found;
		resident.card.expires = on(days[i].card_expires);
		assert_false(night(&memory, &office, &resident, MARKS[0], on(NIGHT) - 1, &found));
		moved(&resident);
		assert_true(night(&memory, &office, &resident, MARKS[1], on(NIGHT), &found));
		assert_int_equal(found.opens, on(NIGHT));
		assert_int_equal(found.until, on(days[i].until));
	}
}

/* Two revocations of one resident are two dues: at the end of a card's life too. */
static void test_no_two_have_the_same_day(void **state)
{
	(void)state;
	struct office office = writing_office();
	struct memory memory = {0};
	struct resident resident = holder();
	struct revocation found;
	resident.card.expires = on(NIGHT) + 20;
	for (int turn = 0; turn < 4; turn++) {
		day_number day = on(NIGHT) + turn * 2;
		struct certificate *signature = &resident.certificate[CERTIFICATE_SIGNATURE];
		signature->state = CERTIFICATE_VALID;
		signature->issued = day;
		assert_false(night(&memory, &office, &resident, MARKS[turn % 2], day, &found));
		signature->state = CERTIFICATE_REVOKED;
		assert_true(
			night(&memory, &office, &resident, MARKS[(turn + 1) % 2], day + 1, &found));
		assert_int_equal(found.until, resident.card.expires - turn);
		for (size_t i = 0; i + 1 < memory.had_count; i++)
			assert_int_not_equal(memory.had[i].until, found.until);
	}
}

/* ---- what the rules make of it ---- */

static void test_the_due(void **state)
{
	(void)state;
	struct office office = writing_office();
	const struct revocation revocation = {
		"0001234567", on(ISSUED), on("2026-11-25"), on("2027-01-24")};
	static const struct {
		const char *night;
		bool due;
	} nights[] = {{"2026-11-24", false}, {"2026-11-25", true}, {"2027-01-24", true},
		{"2027-01-25", false}};
	for (size_t i = 0; i < sizeof nights / sizeof nights[0]; i++) {
		struct resident resident = holder();
		struct ruling ruling;
		const struct circumstances circumstances = {.revocation = &revocation};
		moved(&resident);
		rules_decide(&resident, &office, on(nights[i].night), &circumstances, &ruling);
		assert_int_equal(ruling.current[DOCUMENT_REVOKED], revocation.until);
		assert_int_equal(ruling.count, nights[i].due);
		assert_false(ruling.reissued);
		if (!nights[i].due)
			continue;
		assert_int_equal(ruling.decisions[0].matter, MATTER_REVOKED);
		assert_int_equal(ruling.decisions[0].outcome, OUTCOME_LETTER);
		assert_int_equal(ruling.decisions[0].wave, WAVE_FIRST);
		assert_int_equal(ruling.decisions[0].expires, revocation.until);
		assert_int_equal(ruling.decisions[0].opens, revocation.opens);
	}
}

/* ---- random lives ---- */

enum { LIVES = 2000, LIFE_DAYS = 120 };

static unsigned chance(uint64_t *state, unsigned below)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (unsigned)((*state * 0x2545f4914f6cdd1du >> 33) % below);
}

/* One day: people move, renew, give up, lose their card, find it; a register forgets, and mends
 * itself. */
static void live(uint64_t *state, struct resident *resident, int *mark, day_number day)
{
	struct certificate *signature = &resident->certificate[CERTIFICATE_SIGNATURE];
	switch (chance(state, 40)) {
	case 0:
		*mark = (*mark + 1) % 3;
		signature->state = CERTIFICATE_REVOKED;
		break;
	case 1:
		*mark = (*mark + 1) % 3;
		break;
	case 2:
		signature->state = CERTIFICATE_REVOKED;
		break;
	case 3:
		*signature = (struct certificate){true, CERTIFICATE_VALID, day, on("2031-05-10")};
		break;
	case 4:
		signature->state = CERTIFICATE_VALID; /* a mistake is taken back */
		break;
	case 5:
		resident->card.state = chance(state, 2) == 0 ? CARD_LOST : CARD_ACTIVE;
		break;
	case 6:
		signature->present = chance(state, 3) != 0;
		break;
	default:
		break;
	}
}

static void test_each_letter_is_explained_and_comes_once(void **state)
{
	(void)state;
	struct office office = writing_office();
	uint64_t chances = 20261125;
	long found_in_all = 0;
	for (int trial = 0; trial < LIVES; trial++) {
		struct memory memory = {0};
		struct resident resident = holder();
		int mark = 0;
		/* What happened, as the nights could read it. */
		day_number seen_valid = DAY_NONE, seen_changed = DAY_NONE;
		day_number watched_issue = DAY_NONE;
		int last_mark = 0;
		if (chance(&chances, 3) == 0)
			moved(&resident); /* before the first night */
		for (day_number day = on(NIGHT); day < on(NIGHT) + LIFE_DAYS; day++) {
			const struct certificate *signature =
				&resident.certificate[CERTIFICATE_SIGNATURE];
			struct revocation found;
			live(&chances, &resident, &mark, day);
			if (chance(&chances, 5) == 0)
				continue; /* a night is missed */
			if (mark != last_mark)
				seen_changed = day;
			last_mark = mark;
			if (night(&memory, &office, &resident, MARKS[mark], day, &found)) {
				found_in_all++;
				assert_int_equal(signature->state, CERTIFICATE_REVOKED);
				assert_int_equal(found.issued, watched_issue);
				assert_true(seen_valid != DAY_NONE && seen_valid < day);
				assert_true(seen_changed != DAY_NONE);
				assert_true(found.until >= day);
				/* What changed before the certificate was new does not count. */
				assert_true(
					seen_changed > found.issued || found.issued == on(ISSUED));
			}
			if (signature->present && signature->state == CERTIFICATE_VALID) {
				seen_valid = day;
				watched_issue = signature->issued;
			}
		}
		for (size_t i = 0; i < memory.had_count; i++)
			for (size_t k = 0; k < i; k++) {
				assert_int_not_equal(memory.had[i].issued, memory.had[k].issued);
				assert_int_not_equal(memory.had[i].until, memory.had[k].until);
			}
	}
	assert_true(found_in_all > LIVES / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_second_night),
		cmocka_unit_test(test_nobody_on_the_first_night),
		cmocka_unit_test(test_how_far_change_and_end_may_lie_apart),
		cmocka_unit_test(test_the_day_to_come_by),
		cmocka_unit_test(test_no_two_have_the_same_day),
		cmocka_unit_test(test_the_due),
		cmocka_unit_test(test_each_letter_is_explained_and_comes_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
