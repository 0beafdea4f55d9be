/* The register as it passes: what is odd, has a fault or comes from the cards file is told to
 * staff, and whoever must know of it hears of it. */
#include "night/city.h"

#define EXPIRES "2027-02-10"

static const struct person due = {.id = "0002", .expires = EXPIRES};

/* A holder of the cards file with documents like those of `due`. */
#define HOLDER(id, issued)                                                                         \
	"<holder id=\"" id "\"><card kind=\"standard\" state=\"active\" issued=\"" issued          \
	"\" expires=\"" EXPIRES "\"/></holder>\n"

static void use_cards(struct city *city, const char *holders, size_t count)
{
	city->holders = holders;
	city->holder_count = count;
}

static const char *message_of(
	struct city *city, const char *day, const char *resident, const char *code)
{
	struct night night;
	struct fault why = {0};
	assert_true(ledger_night(city->ledger, on(day), 1, city->arena, &night, &why));
	for (size_t i = 0; i < night.exception_count; i++)
		if (strcmp(night.exceptions[i].resident, resident) == 0 &&
			strcmp(night.exceptions[i].code, code) == 0)
			return night.exceptions[i].message;
	return "";
}

/* ---- the cards file ---- */

static void the_cards_file_gives_the_documents_of_the_register_s_residents(void **state)
{
	struct city *city = *state;
	const struct person bare = {.id = "0002", .expires = EXPIRES, .bare = true};
	use_cards(city, HOLDER("0002", "2017-02-10"), 1);
	struct night_result result = live_night(city, NIGHT, &bare, 1);
	assert_non_null(letter_to(&result, "0002"));
	assert_int_equal(result.decided.holders, 1);
	assert_int_equal(result.orphans, 0);
	assert_int_equal(city->faulty, 0);
}

static void a_holder_without_a_resident_is_told_and_sets_nobody_aside(void **state)
{
	struct city *city = *state;
	const struct person bare = {.id = "0002", .expires = EXPIRES, .bare = true};
	use_cards(city, HOLDER("0002", "2017-02-10") HOLDER("0009", "2017-02-10"), 2);
	struct night_result result = live_night(city, NIGHT, &bare, 1);
	assert_int_equal(result.orphans, 1);
	assert_int_equal(result.decided.aside, 0);
	assert_non_null(letter_to(&result, "0002"));
}

/* Set aside: known dues stay, no letter goes, and the message says in which file the line is. */
static void a_holder_with_a_fault_sets_its_resident_aside(void **state)
{
	struct city *city = *state;
	const struct person bare = {.id = "0002", .expires = EXPIRES, .bare = true};
	city->accepted = limit_bit(LIMIT_RESIDENTS_ASIDE) | limit_bit(LIMIT_DUES_ASIDE);
	use_cards(city, HOLDER("0002", "2017-02-10"), 1);
	struct night_result first = live_night(city, NIGHT, &bare, 1);
	use_cards(city, HOLDER("0002", "2017-02-30"), 1);
	struct night_result next = live_night(city, "2026-11-25", &bare, 1);
	assert_int_equal(next.decided.aside, 1);
	assert_int_equal(next.decided.closed_count, 0);
	assert_int_equal(next.decided.notice_count, 0);
	assert_null(stopped(&next, letter_to(&first, "0002")->number));
	assert_int_equal(city->faulty_cards, 1);
	assert_int_equal(city->faulty_aside, 1);
	const char *message = message_of(city, "2026-11-25", "0002", "field-date");
	assert_memory_equal(message, "cards file: ", strlen("cards file: "));
}

/* Both files have the documents, and say something else: nobody can tell which is right. */
static void documents_in_both_files_set_the_resident_aside(void **state)
{
	struct city *city = *state;
	city->accepted = limit_bit(LIMIT_RESIDENTS_ASIDE) | limit_bit(LIMIT_DUES_ASIDE);
	use_cards(city, HOLDER("0002", "2017-02-10"), 1);
	struct night_result result = live_night(city, NIGHT, &due, 1);
	assert_int_equal(result.decided.aside, 1);
	assert_null(letter_to(&result, "0002"));
}

/* ---- records ---- */

static void a_date_that_no_rule_gives_is_told_and_decides_all_the_same(void **state)
{
	struct city *city = *state;
	const struct person odd = {.id = "0002", .expires = EXPIRES, .broken = "1990-05-10"};
	struct night_result result = live_night(city, NIGHT, &odd, 1);
	assert_non_null(letter_to(&result, "0002"));
	const char *message = message_of(city, NIGHT, "0002", "expiry-unexplained");
	assert_non_null(strstr(message, "; stored " EXPIRES));
	assert_non_null(strstr(message, "; the rules give 2026-05-10"));
	assert_int_equal(city->faulty, 0);
}

static void a_record_with_a_fault_is_told_to_who_asked_for_it(void **state)
{
	struct city *city = *state;
	const struct person broken = {.id = "0002", .broken = "spring"};
	city->accepted = limit_bit(LIMIT_RESIDENTS_ASIDE);
	live_night(city, NIGHT, &broken, 1);
	assert_int_equal(city->faulty, 1);
	assert_int_equal(city->faulty_cards, 0);
	assert_int_equal(city->faulty_aside, 1);
	assert_true(city->progress > 0);
}

/* Of a household in which somebody is under protection nobody is drawn to the others, even where
 * that one's record has a fault: the visits of mother and child give no hint of where they live. */
static void protection_in_a_record_with_a_fault_guards_the_household(void **state)
{
	struct city *city = *state;
	struct person people[] = {{.id = "0001", .household = "h", .broken = "spring"},
		{.id = "0002", .household = "h", .expires = EXPIRES},
		{.id = "0003", .household = "h", .expires = EXPIRES}};
	city->accepted = limit_bit(LIMIT_RESIDENTS_ASIDE);
	close_all(city);
	open_on(city, "2026-12-08", 510, 540, 1);
	open_on(city, "2026-12-16", 510, 540, 2);
	for (int guarded = 0; guarded < 2; guarded++) {
		people[0].protection = guarded ? "active" : "released";
		struct night_result result = decide_night(city, NIGHT, people, 3);
		const struct appointment *mother = &letter_to(&result, "0002")->appointment;
		const struct appointment *child = &letter_to(&result, "0003")->appointment;
		assert_int_equal(mother->day == child->day, !guarded);
		assert_int_equal(result.decided.protected_count, guarded);
		give_up(city);
	}
}

/* The watch on a signature certificate goes on over a night on which its record has a fault. */
static void a_record_with_a_fault_ends_no_watch(void **state)
{
	struct city *city = *state;
	const struct person whole = {.id = "0001"}, broken = {.id = "0001", .broken = "spring"};
	city->office.revoked.letter = true;
	city->accepted = limit_bit(LIMIT_RESIDENTS_ASIDE) | limit_bit(LIMIT_DUES_ASIDE);
	live_night(city, NIGHT, &whole, 1);
	struct night_result aside = live_night(city, "2026-11-25", &broken, 1);
	assert_int_equal(aside.decided.watch_ended_count, 0);
	struct night_result gone = live_night(city, "2026-11-26", &due, 1);
	assert_int_equal(gone.decided.watch_ended_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		NIGHT_TEST(the_cards_file_gives_the_documents_of_the_register_s_residents),
		NIGHT_TEST(a_holder_without_a_resident_is_told_and_sets_nobody_aside),
		NIGHT_TEST(a_holder_with_a_fault_sets_its_resident_aside),
		NIGHT_TEST(documents_in_both_files_set_the_resident_aside),
		NIGHT_TEST(a_date_that_no_rule_gives_is_told_and_decides_all_the_same),
		NIGHT_TEST(a_record_with_a_fault_is_told_to_who_asked_for_it),
		NIGHT_TEST(protection_in_a_record_with_a_fault_guards_the_household),
		NIGHT_TEST(a_record_with_a_fault_ends_no_watch),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
