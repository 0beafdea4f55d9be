/* What becomes of a resident's documents on one night: each case a sentence, a change to the
 * ordinary resident, and the ruling as a clerk would write it. */
#include "decide/rules/rules.h"

#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The night of all cases: everything that expires from 2026-11-24 to 2027-02-23 is open. */
#define NIGHT "2026-11-24"

static const struct circumstances nothing;

static const char *spell(const struct ruling *ruling, char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < ruling->count; i++) {
		const struct decision *decision = &ruling->decisions[i];
		char expires[CIVIL_DATE_BYTES];
		used += (size_t)snprintf(out + used, size - used, "%s%s %s %s %s%s%s",
			i > 0 ? ", " : "", matter_words[decision->matter],
			civil_format(decision->expires, expires), wave_words[decision->wave],
			outcome_words[decision->outcome],
			decision->reason == REASON_EMPTY ? "" : "/",
			reason_words[decision->reason]);
	}
	return out;
}

/* ---- changes; `a card` runs out on 2027-02-10 (first), `certificates` on 2027-01-10 (late) ----
 */

static void card_runs_out(struct resident *resident)
{
	resident->born = born("1990-02-10");
	resident->card.applied = on("2017-02-01");
	resident->card.issued = on("2017-03-05");
	resident->card.expires = on("2027-02-10");
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		resident->certificate[kind].issued = on("2022-01-05");
		resident->certificate[kind].expires = on("2027-02-10");
	}
}

static void certificates_run_out(struct resident *resident)
{
	resident->born = born("1990-01-10");
	resident->card.expires = on("2031-01-10");
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++)
		resident->certificate[kind].expires = on("2027-01-10");
}

static void stay_ends(struct resident *resident)
{
	card_runs_out(resident);
	resident->born = born("1990-08-08");
	resident->stay = (struct stay){true, STAY_ENGINEER, on("2027-02-10"), false};
}

static void nothing_runs_out(struct resident *resident)
{
	resident->certificate[CERTIFICATE_SIGNATURE].expires = on("2030-05-10");
	resident->certificate[CERTIFICATE_AUTHENTICATION].expires = on("2030-05-10");
}

static void has_died(struct resident *resident)
{
	card_runs_out(resident);
	resident->state = RESIDENT_DECEASED;
	resident->card.state = CARD_LOST;
}

static void has_moved_out(struct resident *resident)
{
	certificates_run_out(resident);
	resident->state = RESIDENT_MOVED_OUT;
}

static void was_removed(struct resident *resident)
{
	certificates_run_out(resident);
	resident->state = RESIDENT_REMOVED;
}

static void is_abroad(struct resident *resident)
{
	certificates_run_out(resident);
	resident->state = RESIDENT_ABROAD;
}

static void leaves_before(struct resident *resident)
{
	certificates_run_out(resident);
	resident->leaving = on("2027-01-09");
}

static void leaves_on_the_day(struct resident *resident)
{
	certificates_run_out(resident);
	resident->leaving = on("2027-01-10");
}

static void leaves_after(struct resident *resident)
{
	certificates_run_out(resident);
	resident->leaving = on("2027-01-11");
}

static void leaves_between(struct resident *resident)
{
	card_runs_out(resident);
	resident->certificate[CERTIFICATE_SIGNATURE].expires = on("2027-01-10");
	resident->leaving = on("2027-01-20");
}

static void card_is_suspended(struct resident *resident)
{
	card_runs_out(resident);
	resident->card.state = CARD_SUSPENDED;
}

static void card_is_lost(struct resident *resident)
{
	certificates_run_out(resident);
	resident->card.state = CARD_LOST;
}

static void card_is_returned(struct resident *resident)
{
	card_runs_out(resident);
	resident->card.state = CARD_RETURNED;
}

static void card_is_void(struct resident *resident)
{
	card_runs_out(resident);
	resident->card.state = CARD_VOID;
}

static void signature_is_revoked(struct resident *resident)
{
	certificates_run_out(resident);
	resident->certificate[CERTIFICATE_SIGNATURE].state = CERTIFICATE_REVOKED;
}

static void authentication_is_suspended_with_the_card_open(struct resident *resident)
{
	card_runs_out(resident);
	resident->certificate[CERTIFICATE_AUTHENTICATION].state = CERTIFICATE_SUSPENDED;
}

static void has_applied(struct resident *resident)
{
	card_runs_out(resident);
	resident->renewal = on("2026-11-02");
}

static void stay_on_a_residence_card(struct resident *resident)
{
	stay_ends(resident);
	resident->card.kind = CARD_RESIDENCE;
}

static void pending_on_a_residence_card(struct resident *resident)
{
	stay_on_a_residence_card(resident);
	resident->stay.pending = true;
}

static void pending_on_a_lost_residence_card(struct resident *resident)
{
	pending_on_a_residence_card(resident);
	resident->card.state = CARD_LOST;
}

static void pending_is_used_up_on_a_residence_card(struct resident *resident)
{
	pending_on_a_residence_card(resident);
	resident->stay.until = on("2026-12-10");
}

static void pending_was_granted_on_a_residence_card(struct resident *resident)
{
	pending_on_a_residence_card(resident);
	resident->stay.until = on("2027-02-11");
}

static void provisional_stay_ends(struct resident *resident)
{
	stay_ends(resident);
	resident->stay.status = STAY_PROVISIONAL;
}

static void certificates_on_a_residence_card(struct resident *resident)
{
	certificates_run_out(resident);
	resident->stay = (struct stay){true, STAY_ENGINEER, on("2030-01-10"), false};
	resident->card.kind = CARD_RESIDENCE;
}

static void is_protected(struct resident *resident)
{
	card_runs_out(resident);
	resident->protection = PROTECTION_ACTIVE;
}

static void is_protected_provisionally(struct resident *resident)
{
	certificates_run_out(resident);
	resident->protection = PROTECTION_PROVISIONAL;
}

static void protection_is_released(struct resident *resident)
{
	certificates_run_out(resident);
	resident->protection = PROTECTION_RELEASED;
}

static void has_no_address(struct resident *resident)
{
	certificates_run_out(resident);
	resident->has_address = false;
	resident->address = (struct address){0};
}

static void postal_code_is_empty(struct resident *resident)
{
	certificates_run_out(resident);
	resident->address.postal = "";
}

static void postal_code_is_zero(struct resident *resident)
{
	certificates_run_out(resident);
	resident->address.postal = "0000000";
}

static void goes_to_another_address(struct resident *resident)
{
	has_no_address(resident);
	resident->has_send_to = true;
	resident->send_to =
		(struct address){"4870013", "後見 太郎", "愛知県春日井市高蔵寺町1", NULL};
}

static void other_address_is_unusable(struct resident *resident)
{
	certificates_run_out(resident);
	resident->has_send_to = true;
	resident->send_to = (struct address){"0000000", "後見 太郎", "", NULL};
}

static void card_date_is_missing(struct resident *resident)
{
	card_runs_out(resident);
	resident->card.expires = DAY_NONE;
}

static void certificate_date_is_missing(struct resident *resident)
{
	certificates_run_out(resident);
	resident->certificate[CERTIFICATE_SIGNATURE].issued = on("2022-03-01");
	resident->certificate[CERTIFICATE_SIGNATURE].expires = DAY_NONE;
}

static void dates_are_missing_and_the_birth_unknown(struct resident *resident)
{
	card_runs_out(resident);
	resident->born = born("1949-00-00");
	resident->card.expires = DAY_NONE;
	resident->certificate[CERTIFICATE_SIGNATURE].expires = DAY_NONE;
}

static void birth_is_impossible_and_the_date_stored(struct resident *resident)
{
	card_runs_out(resident);
	resident->born = born("1951-02-29");
}

static void stay_birth_unknown(struct resident *resident)
{
	stay_ends(resident);
	resident->born = born("1970-00-00");
}

static void stay_birth_unknown_and_extended(struct resident *resident)
{
	stay_birth_unknown(resident);
	resident->stay.until = on("2030-01-20");
}

static void permanent_with_birth_month(struct resident *resident)
{
	stay_ends(resident);
	resident->born = born("1970-02-00");
	resident->stay = (struct stay){true, STAY_PERMANENT, DAY_NONE, false};
}

static void stay_of_another_month(struct resident *resident)
{
	permanent_with_birth_month(resident);
	resident->born = born("1970-03-00");
}

static void permanent_birth_unknown(struct resident *resident)
{
	stay_ends(resident);
	resident->born = born("1970-00-00");
	resident->stay = (struct stay){true, STAY_PERMANENT, DAY_NONE, false};
}

static void permanent_with_birthday_date(struct resident *resident)
{
	card_runs_out(resident);
	resident->stay = (struct stay){true, STAY_SPECIAL_PERMANENT, DAY_NONE, false};
}

static void permanent_with_the_old_date(struct resident *resident)
{
	stay_ends(resident);
	resident->stay = (struct stay){true, STAY_PERMANENT, DAY_NONE, false};
}

static void birthday_before_the_end_of_stay(struct resident *resident)
{
	card_runs_out(resident);
	resident->stay = (struct stay){true, STAY_SPOUSE, on("2027-02-11"), false};
}

static void birthday_on_the_end_of_stay(struct resident *resident)
{
	card_runs_out(resident);
	resident->stay = (struct stay){true, STAY_SPOUSE, on("2027-02-10"), false};
}

static void end_of_stay_is_not_said(struct resident *resident)
{
	card_runs_out(resident);
	resident->stay = (struct stay){true, STAY_SPOUSE, DAY_NONE, false};
}

static void stay_caps_a_missing_date(struct resident *resident)
{
	stay_ends(resident);
	resident->card.issued = on("2020-01-05");
	resident->card.expires = DAY_NONE;
}

static void no_card(struct resident *resident)
{
	certificates_run_out(resident);
	resident->card = (struct card){.applied = DAY_NONE, .expires = DAY_NONE};
}

#define CARD_COVERS                                                                                \
	"authentication 2027-02-10 first covered/card, card 2027-02-10 first letter, "             \
	"signature 2027-02-10 first covered/card"
#define BOTH_LATE(words)                                                                           \
	"authentication 2027-01-10 late " words ", signature 2027-01-10 late " words
#define ALL_NONE(words)                                                                            \
	"authentication 2027-02-10 first none/" words ", card 2027-02-10 first none/" words        \
	", signature 2027-02-10 first none/" words
#define STAY_ALL(card, rest)                                                                       \
	"authentication 2027-02-10 first " rest ", signature 2027-02-10 first " rest               \
	", stay 2027-02-10 first " card

static const struct {
	const char *sentence;
	void (*change)(struct resident *resident);
	const char *expected;
} cases[] = {
	{"a card in its window covers its certificates", card_runs_out, CARD_COVERS},
	{"certificates alone get one letter each to its own due", certificates_run_out,
		BOTH_LATE("letter")},
	{"nothing is due before its window", nothing_runs_out, ""},
	{"death comes before a lost card", has_died, ALL_NONE("deceased")},
	{"moved out", has_moved_out, BOTH_LATE("none/moved-out")},
	{"removed ex officio", was_removed, BOTH_LATE("none/removed")},
	{"abroad", is_abroad, BOTH_LATE("none/abroad")},
	{"leaves before the expiry", leaves_before, BOTH_LATE("none/leaving")},
	{"leaves on the day of the expiry", leaves_on_the_day, BOTH_LATE("none/leaving")},
	{"leaves the day after the expiry: still a letter", leaves_after, BOTH_LATE("letter")},
	{"leaves before the card's date: its certificates take the reason", leaves_between,
		"authentication 2027-02-10 first none/leaving, card 2027-02-10 first none/leaving, "
		"signature 2027-01-10 late none/leaving"},
	{"a suspended card", card_is_suspended, ALL_NONE("card-suspended")},
	{"a lost card stops its certificates", card_is_lost, BOTH_LATE("none/card-lost")},
	{"a returned card", card_is_returned, ALL_NONE("card-returned")},
	{"a void card", card_is_void, ALL_NONE("card-void")},
	{"a revoked certificate stops only itself", signature_is_revoked,
		"authentication 2027-01-10 late letter, signature 2027-01-10 late "
		"none/certificate-revoked"},
	{"a suspended certificate is not covered", authentication_is_suspended_with_the_card_open,
		"authentication 2027-02-10 first none/certificate-suspended, card 2027-02-10 first "
		"letter, signature 2027-02-10 first covered/card"},
	{"a new card is on its way", has_applied, ALL_NONE("renewal-applied")},
	{"a stay covers its certificates", stay_ends, STAY_ALL("letter", "covered/stay")},
	{"a stay on a residence card is renewed at Immigration", stay_on_a_residence_card,
		STAY_ALL("none/residence-card", "none/residence-card")},
	{"but its two months while an extension is pending are made here",
		pending_on_a_residence_card, STAY_ALL("letter", "covered/stay")},
	{"not of a card that is lost", pending_on_a_lost_residence_card,
		STAY_ALL("none/card-lost", "none/card-lost")},
	{"nor when they have been made", pending_is_used_up_on_a_residence_card,
		STAY_ALL("none/residence-card", "none/residence-card")},
	{"nor when the stay is extended already", pending_was_granted_on_a_residence_card,
		STAY_ALL("none/residence-card", "none/residence-card")},
	{"a provisional stay ends as other stays do", provisional_stay_ends,
		STAY_ALL("letter", "covered/stay")},
	{"certificates of a residence card alone are renewed here",
		certificates_on_a_residence_card, BOTH_LATE("letter")},
	{"a protected person's card is by hand and still covers", is_protected,
		"authentication 2027-02-10 first covered/card, card 2027-02-10 first "
		"hand/protection, signature 2027-02-10 first covered/card"},
	{"provisional protection counts", is_protected_provisionally, BOTH_LATE("hand/protection")},
	{"released protection does not", protection_is_released, BOTH_LATE("letter")},
	{"no address", has_no_address, BOTH_LATE("hand/address")},
	{"an empty postal code", postal_code_is_empty, BOTH_LATE("hand/address")},
	{"a postal code of zeros", postal_code_is_zero, BOTH_LATE("hand/address")},
	{"a send-to address stands in for a missing one", goes_to_another_address,
		BOTH_LATE("letter")},
	{"an unusable send-to address is not replaced by the home", other_address_is_unusable,
		BOTH_LATE("hand/address")},
	{"a missing card date is computed", card_date_is_missing,
		"authentication 2027-02-10 first covered/card, card 2027-02-10 first "
		"letter/estimated, signature 2027-02-10 first covered/card"},
	{"a missing certificate date is computed", certificate_date_is_missing,
		"authentication 2027-01-10 late letter, signature 2027-01-10 late letter/estimated"},
	{"nothing can be computed without a birth date", dates_are_missing_and_the_birth_unknown,
		"authentication 2027-02-10 first letter"},
	{"an impossible birth date stops nothing that is stored",
		birth_is_impossible_and_the_date_stored, CARD_COVERS},
	{"birth unknown, a status with a period: the date is the stay's", stay_birth_unknown,
		STAY_ALL("letter", "covered/stay")},
	{"and where it may be a birthday before the end of the stay",
		stay_birth_unknown_and_extended, STAY_ALL("letter", "covered/stay")},
	{"the month is known and fits: a status without a period has the card's date",
		permanent_with_birth_month, CARD_COVERS},
	{"the month is known and does not fit: the date is an old stay's", stay_of_another_month,
		STAY_ALL("letter", "covered/stay")},
	{"birth unknown, a status without: the date is the card's", permanent_birth_unknown,
		CARD_COVERS},
	{"a permanent resident's card by the birthday rule", permanent_with_birthday_date,
		CARD_COVERS},
	{"a new permanent resident whose card carries the old date", permanent_with_the_old_date,
		STAY_ALL("letter", "covered/stay")},
	{"a birthday before the end of the stay is the card's", birthday_before_the_end_of_stay,
		CARD_COVERS},
	{"a birthday on the end of the stay is the stay's", birthday_on_the_end_of_stay,
		STAY_ALL("letter", "covered/stay")},
	{"a birthday with no end of stay stored is the stay's", end_of_stay_is_not_said,
		STAY_ALL("letter", "covered/stay")},
	{"a missing date is capped by the stay", stay_caps_a_missing_date,
		STAY_ALL("letter/estimated", "covered/stay")},
	{"certificates without a card stand for themselves", no_card, BOTH_LATE("letter")},
};

static void every_case_is_decided_as_written(void **state)
{
	(void)state;
	struct office office = fixture_office();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct resident resident = fixture_resident();
		struct ruling ruling;
		char spelt[512];
		cases[i].change(&resident);
		rules_decide(&resident, &office, on(NIGHT), &nothing, &ruling);
		if (strcmp(cases[i].expected, spell(&ruling, spelt, sizeof spelt)) != 0)
			fail_msg("%s\n  expected: %s\n  got:      %s", cases[i].sentence,
				cases[i].expected, spelt);
	}
}

static void what_others_know_comes_in_the_written_order(void **state)
{
	(void)state;
	struct office office = fixture_office();
	static const struct {
		struct circumstances circumstances;
		enum reason reason;
	} knowledge[] = {
		{{.returned = true, .glyph = true, .overflow = true}, REASON_RETURNED},
		{{.glyph = true, .overflow = true}, REASON_GLYPH},
		{{.overflow = true}, REASON_OVERFLOW},
	};
	for (size_t i = 0; i < sizeof knowledge / sizeof knowledge[0]; i++) {
		struct resident resident = fixture_resident();
		struct ruling ruling;
		certificates_run_out(&resident);
		rules_decide(&resident, &office, on(NIGHT), &knowledge[i].circumstances, &ruling);
		assert_int_equal(2, ruling.count);
		assert_int_equal(OUTCOME_HAND, ruling.decisions[0].outcome);
		assert_int_equal(knowledge[i].reason, ruling.decisions[0].reason);
		resident.protection = PROTECTION_ACTIVE;
		rules_decide(&resident, &office, on(NIGHT), &knowledge[i].circumstances, &ruling);
		assert_int_equal(REASON_PROTECTION, ruling.decisions[0].reason);
	}
}

static void the_window_is_open_from_its_first_to_the_last_valid_day(void **state)
{
	(void)state;
	struct office office = fixture_office();
	static const struct {
		const char *night;
		size_t count;
	} nights[] = {{"2026-11-10", 0}, {"2026-11-11", 3}, {"2027-02-10", 3}, {"2027-02-11", 0}};
	for (size_t i = 0; i < sizeof nights / sizeof nights[0]; i++) {
		struct resident resident = fixture_resident();
		struct ruling ruling;
		card_runs_out(&resident);
		rules_decide(&resident, &office, on(nights[i].night), &nothing, &ruling);
		assert_int_equal(nights[i].count, ruling.count);
	}
}

static bool has_odd(const struct ruling *ruling, enum oddity oddity, enum document document)
{
	for (size_t i = 0; i < ruling->odd_count; i++)
		if (ruling->odd[i].oddity == oddity && ruling->odd[i].document == document)
			return true;
	return false;
}

static struct ruling judge(const struct resident *resident)
{
	struct office office = fixture_office();
	struct ruling ruling;
	rules_decide(resident, &office, on(NIGHT), &nothing, &ruling);
	return ruling;
}

static void an_ordinary_resident_is_not_odd(void **state)
{
	(void)state;
	struct resident resident = fixture_resident();
	assert_int_equal(0, judge(&resident).odd_count);
}

static void what_is_odd_is_reported_with_its_code_and_still_decides(void **state)
{
	(void)state;
	struct resident resident = fixture_resident();
	resident.card.expires = on("2027-02-11");
	struct ruling ruling = judge(&resident);
	assert_true(has_odd(&ruling, ODDITY_EXPIRY_UNEXPLAINED, DOCUMENT_CARD));
	assert_int_equal(1, ruling.count);
	assert_int_equal(on("2027-02-11"), ruling.decisions[0].expires);
	assert_int_equal(OUTCOME_LETTER, ruling.decisions[0].outcome);

	resident = fixture_resident();
	resident.card.expires = on("2021-05-10");
	ruling = judge(&resident);
	assert_true(has_odd(&ruling, ODDITY_EXPIRES_BEFORE_ISSUED, DOCUMENT_CARD));

	resident = fixture_resident();
	resident.certificate[CERTIFICATE_SIGNATURE].expires = on("2032-05-10");
	ruling = judge(&resident);
	assert_true(has_odd(&ruling, ODDITY_CERTIFICATE_PAST_CARD, DOCUMENT_SIGNATURE));

	resident = fixture_resident();
	resident.certificate[CERTIFICATE_SIGNATURE].expires = on("2027-05-10");
	ruling = judge(&resident);
	assert_true(has_odd(&ruling, ODDITY_SIGNATURE_PAST_AUTHENTICATION, DOCUMENT_SIGNATURE));

	resident = fixture_resident();
	resident.born = born("2011-05-10");
	resident.ward = true;
	ruling = judge(&resident);
	assert_true(has_odd(&ruling, ODDITY_SIGNATURE_UNDER_AGE, DOCUMENT_SIGNATURE));
	assert_true(has_odd(&ruling, ODDITY_SIGNATURE_OF_WARD, DOCUMENT_SIGNATURE));

	resident = fixture_resident();
	resident.card.present = false;
	ruling = judge(&resident);
	assert_true(has_odd(&ruling, ODDITY_CERTIFICATE_WITHOUT_CARD, DOCUMENT_AUTHENTICATION));

	resident = fixture_resident();
	resident.born = born("1951-02-29");
	resident.card.expires = DAY_NONE;
	ruling = judge(&resident);
	assert_true(has_odd(&ruling, ODDITY_BIRTH_UNKNOWN, DOCUMENT_CARD));
	assert_true(has_odd(&ruling, ODDITY_EXPIRY_UNKNOWN, DOCUMENT_CARD));
}

static void a_minors_five_year_card_is_explained_and_an_adults_is_not(void **state)
{
	(void)state;
	struct resident resident = fixture_resident();
	nothing_runs_out(&resident);
	resident.card.expires = on("2026-05-10"); /* the 5th birthday */
	struct ruling ruling = judge(&resident);
	assert_true(has_odd(&ruling, ODDITY_EXPIRY_UNEXPLAINED, DOCUMENT_CARD));
	resident.born = born("2012-05-10");
	ruling = judge(&resident);
	assert_false(has_odd(&ruling, ODDITY_EXPIRY_UNEXPLAINED, DOCUMENT_CARD));
}

static struct ruling judge_by(const struct office *office, const struct resident *resident)
{
	struct ruling ruling;
	rules_decide(resident, office, on("2026-11-24"), &nothing, &ruling);
	return ruling;
}

static void the_office_says_what_becomes_of_a_residence_card(void **state)
{
	(void)state;
	static const struct residence_card_rule rows[] = {{-719162, false}, {20773, true}};
	struct office office = fixture_office(); /* 20773 is 2026-11-16 */
	struct resident resident = fixture_resident();
	stay_on_a_residence_card(&resident);
	office.validity.residence_cards = rows;
	office.validity.residence_card_count = 1;
	struct ruling ruling = judge_by(&office, &resident);
	assert_int_equal(OUTCOME_NONE, ruling.decisions[ruling.count - 1].outcome);
	office.validity.residence_card_count = 2;
	ruling = judge_by(&office, &resident);
	assert_int_equal(OUTCOME_LETTER, ruling.decisions[ruling.count - 1].outcome);
}

/* A card that ends with a stay, of somebody whose status had a period until a law took it away. */
static void the_office_says_which_status_has_no_period(void **state)
{
	(void)state;
	static const struct no_period_rule rows[] = {
		{-719162, 0}, {20773, (stay_set)1 << STAY_ENGINEER}};
	struct office office = fixture_office();
	struct resident resident = fixture_resident();
	resident.stay = (struct stay){true, STAY_ENGINEER, on("2027-01-20"), false};
	resident.card.expires = DAY_NONE;
	office.validity.no_periods = rows;
	office.validity.no_period_count = 1;
	assert_int_equal(on("2027-01-20"), judge_by(&office, &resident).current[DOCUMENT_CARD]);
	office.validity.no_period_count = 2;
	assert_int_equal(on("2031-05-10"), judge_by(&office, &resident).current[DOCUMENT_CARD]);
}

static void a_cap_that_is_gone_is_no_oddity(void **state)
{
	(void)state;
	static const struct cap_rule rows[] = {{-719162, false, false}};
	struct office office = fixture_office();
	struct resident resident = fixture_resident();
	resident.card.expires = on("2026-05-10");
	resident.card.applied = DAY_NONE;
	resident.certificate[CERTIFICATE_SIGNATURE].expires = on("2027-05-10");
	struct ruling ruling = judge_by(&office, &resident);
	assert_true(has_odd(&ruling, ODDITY_CERTIFICATE_PAST_CARD, DOCUMENT_SIGNATURE));
	office.validity.caps = rows;
	ruling = judge_by(&office, &resident);
	assert_false(has_odd(&ruling, ODDITY_CERTIFICATE_PAST_CARD, DOCUMENT_SIGNATURE));
	assert_false(has_odd(&ruling, ODDITY_SIGNATURE_PAST_AUTHENTICATION, DOCUMENT_SIGNATURE));
}

/* A card that ends on 2027-01-20, asked on 2026-11-24. */
static const struct {
	const char *what;
	enum card_kind kind;
	enum stay_status status;
	const char *until;
	bool pending;
	enum stay_case wording;
} wordings[] = {
	{"not extended", CARD_STANDARD, STAY_ENGINEER, "2027-01-20", false, STAY_CASE_NEITHER},
	{"pending", CARD_STANDARD, STAY_ENGINEER, "2027-01-20", true, STAY_CASE_PENDING},
	{"pending, its end not said", CARD_STANDARD, STAY_ENGINEER, "", true, STAY_CASE_PENDING},
	{"pending, and a day past the card is said", CARD_STANDARD, STAY_ENGINEER, "2027-01-21",
		true, STAY_CASE_EXTENDED},
	{"pending, the stay over before the card", CARD_STANDARD, STAY_ENGINEER, "2027-01-19", true,
		STAY_CASE_PENDING},
	{"the two months have been had", CARD_STANDARD, STAY_ENGINEER, "2026-11-20", true,
		STAY_CASE_NEITHER},
	{"a day off them", CARD_STANDARD, STAY_ENGINEER, "2026-11-21", true, STAY_CASE_PENDING},
	{"extended", CARD_STANDARD, STAY_ENGINEER, "2030-01-20", false, STAY_CASE_EXTENDED},
	{"no period any more", CARD_STANDARD, STAY_PERMANENT, "", false, STAY_CASE_PERMANENT},
	{"and pending said all the same", CARD_STANDARD, STAY_PERMANENT, "", true,
		STAY_CASE_PERMANENT},
	{"one card", CARD_RESIDENCE, STAY_ENGINEER, "2027-01-20", false, STAY_CASE_RESIDENCE},
	{"one card, pending", CARD_RESIDENCE, STAY_ENGINEER, "2027-01-20", true,
		STAY_CASE_RESIDENCE_PENDING},
	{"one card, pending, its end not said", CARD_RESIDENCE, STAY_ENGINEER, "", true,
		STAY_CASE_RESIDENCE_PENDING},
	{"one card, the two months have been had", CARD_RESIDENCE, STAY_ENGINEER, "2026-11-20",
		true, STAY_CASE_RESIDENCE},
	{"one card, extended", CARD_RESIDENCE, STAY_ENGINEER, "2030-01-20", true,
		STAY_CASE_RESIDENCE},
	{"one card, no period any more", CARD_RESIDENCE, STAY_PERMANENT, "", true,
		STAY_CASE_RESIDENCE},
	{"a landing period", CARD_STANDARD, STAY_TEMPORARY_REFUGE, "2027-01-20", false,
		STAY_CASE_PERMIT},
	{"a provisional stay, asked to be longer", CARD_STANDARD, STAY_PROVISIONAL, "2027-01-20",
		true, STAY_CASE_PERMIT},
	{"a provisional stay that is longer", CARD_STANDARD, STAY_PROVISIONAL, "2027-07-20", false,
		STAY_CASE_PERMIT},
	{"sixty days from something", CARD_STANDARD, STAY_TRANSITIONAL, "2027-01-20", false,
		STAY_CASE_PERMIT},
	{"from a birth", CARD_STANDARD, STAY_TRANSITIONAL_BIRTH, "2027-01-20", false,
		STAY_CASE_PERMIT},
	{"from a lost nationality", CARD_STANDARD, STAY_TRANSITIONAL_NATIONALITY, "2027-01-20",
		false, STAY_CASE_PERMIT},
};

static void every_wording_of_a_stay(void **state)
{
	(void)state;
	struct office office = fixture_office();
	struct resident resident = fixture_resident();
	day_number expires = on("2027-01-20"), night = on("2026-11-24");
	assert_int_equal(STAY_CASE_NONE, rules_stay_case(&resident, &office, expires, night));
	for (size_t i = 0; i < sizeof wordings / sizeof wordings[0]; i++) {
		resident.card.kind = wordings[i].kind;
		resident.stay = (struct stay){
			true, wordings[i].status, on(wordings[i].until), wordings[i].pending};
		if (rules_stay_case(&resident, &office, expires, night) != wordings[i].wording)
			fail_msg("%s", wordings[i].what);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_is_decided_as_written),
		cmocka_unit_test(what_others_know_comes_in_the_written_order),
		cmocka_unit_test(the_window_is_open_from_its_first_to_the_last_valid_day),
		cmocka_unit_test(an_ordinary_resident_is_not_odd),
		cmocka_unit_test(what_is_odd_is_reported_with_its_code_and_still_decides),
		cmocka_unit_test(a_minors_five_year_card_is_explained_and_an_adults_is_not),
		cmocka_unit_test(the_office_says_what_becomes_of_a_residence_card),
		cmocka_unit_test(the_office_says_which_status_has_no_period),
		cmocka_unit_test(a_cap_that_is_gone_is_no_oddity),
		cmocka_unit_test(every_wording_of_a_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
