/* Whole nights: what is decided, what staff is told, what the next night makes of it. */
#include "night/city.h"

#define EXPIRES "2027-02-10" /* its window has been open since 2026-11-10 */

static const struct person due = {.id = "0002", .expires = EXPIRES};
static const struct person idle = {.id = "0001"};

/* ---- one night ---- */

static void a_letter_has_a_number_and_an_appointment(void **state)
{
	struct city *city = *state;
	const struct person people[] = {idle, due};
	struct night_result result = live_night(city, NIGHT, people, 2);
	const struct notice *letter = letter_to(&result, "0002");
	assert_int_equal(result.decided.notice_count, 1);
	assert_non_null(letter);
	assert_string_equal(letter->number, "26-000001-3");
	assert_int_equal(letter->wave, WAVE_FIRST);
	assert_int_equal(letter->appointment.state, APPOINTMENT_STATE_OFFERED);
	assert_in_range(letter->appointment.day, on("2026-12-01"), on("2027-02-07"));
	assert_int_equal(result.decided.place_count, 1);
	assert_int_equal(result.decided.mailed_count, 1);
	assert_int_equal(result.decided.posting_day, on(NIGHT));
	assert_int_equal(result.row_count, 3);
	assert_int_equal(result.decided.read, 2);
	assert_int_equal(result.decided.decided, 2);
	assert_int_equal(result.decided.aside, 0);
	assert_int_equal(result.hit, 0);
	assert_null(result.needless);
	assert_int_equal(result.decided.load_count, 1);
	assert_int_equal(result.decided.load[0].monday, on("2027-02-08"));
	assert_int_equal(result.decided.load[0].people, 1);
	assert_int_equal(result.decided.load[0].documents[DOCUMENT_CARD], 1);
}

static void a_night_without_a_ledger_decides_the_same(void **state)
{
	struct city *city = *state;
	struct night_result with = decide_night(city, NIGHT, &due, 1);
	give_up(city);
	city->without_ledger = true;
	struct night_result without = decide_night(city, NIGHT, &due, 1);
	assert_string_equal(letter_to(&with, "0002")->number, letter_to(&without, "0002")->number);
	assert_int_equal(with.row_count, without.row_count);
	assert_int_equal(letter_to(&with, "0002")->appointment.day,
		letter_to(&without, "0002")->appointment.day);
}

static void the_same_bytes_are_decided_once(void **state)
{
	struct city *city = *state;
	live_night(city, NIGHT, &due, 1);
	struct night_result again = decide_night(city, NIGHT, &due, 1);
	assert_true(again.repeated);
	assert_int_equal(again.decided.run, 1);
	assert_int_equal(again.decided.notice_count, 0);
	give_up(city);
	const struct person people[] = {idle, due};
	struct night_result other = decide_night(city, NIGHT, people, 2);
	assert_false(other.repeated);
	assert_int_equal(other.decided.notice_count, 0);
	give_up(city);
}

static void on_a_weekend_the_letter_waits_for_monday(void **state)
{
	struct city *city = *state;
	struct night_result saturday = live_night(city, "2026-11-28", &due, 1);
	assert_int_equal(saturday.decided.posting_day, on("2026-11-30"));
	assert_int_equal(saturday.decided.mailed_count, 0);
	struct night_result monday = live_night(city, "2026-11-30", &due, 1);
	assert_int_equal(monday.decided.notice_count, 0);
	assert_int_equal(monday.decided.mailed_count, 1);
	assert_string_equal(monday.decided.mailed[0], "26-000001-3");
	assert_int_equal(monday.decided.refreshed_count, 1);
}

/* A name that no font draws (a variant that there is not), and one that no sheet has room for. */
static void what_cannot_be_drawn_is_a_case_by_hand(void **state)
{
	struct city *city = *state;
	static char wide[600];
	for (size_t i = 0; i + 3 < sizeof wide; i += 3)
		memcpy(wide + i, "春", 3);
	const struct person people[] = {
		{.id = "0002", .expires = EXPIRES, .name = "葛\xF3\xA0\x87\xAF 花子"},
		{.id = "0003", .expires = EXPIRES, .address = wide}, idle};
	city->accepted = limit_bit(LIMIT_LETTERS_GLYPH) | limit_bit(LIMIT_LETTERS_OVERFLOW);
	struct night_result result = live_night(city, NIGHT, people, 3);
	assert_int_equal(result.decided.notice_count, 0);
	assert_int_equal(result.decided.aside, 0);
	assert_int_equal(due_of(&result, "0002", MATTER_CARD)->decision.reason, REASON_GLYPH);
	assert_int_equal(due_of(&result, "0003", MATTER_CARD)->decision.reason, REASON_OVERFLOW);
	assert_true(was_told(city, NIGHT, "0002", "glyph"));
}

static void a_record_with_a_fault_is_set_aside(void **state)
{
	struct city *city = *state;
	const struct person whole[] = {idle, due};
	const struct person broken[] = {
		idle, {.id = "0002", .expires = EXPIRES, .broken = "spring"}};
	live_night(city, NIGHT, whole, 2);
	city->accepted = limit_bit(LIMIT_RESIDENTS_ASIDE) | limit_bit(LIMIT_DUES_ASIDE);
	struct night_result result = live_night(city, "2026-11-25", broken, 2);
	assert_int_equal(result.decided.aside, 1);
	assert_int_equal(result.decided.decided, 1);
	assert_int_equal(result.decided.closed_count, 0);
	assert_int_equal(result.decided.cancelled_count, 0);
	assert_int_equal(result.decided.stop_count, 0);
}

/* ---- the nights after ---- */

static void who_renews_needs_neither_letter_nor_appointment(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const char *number = letter_to(&first, "0002")->number;
	const struct person renewed = {.id = "0002", .expires = "2036-02-10"};
	city->office.limits.renewed.free = 10;
	struct night_result next = live_night(city, "2026-11-25", &renewed, 1);
	assert_int_equal(next.decided.closed_count, 3);
	assert_int_equal(next.decided.closed[0].state, DUE_RENEWED);
	assert_int_equal(next.decided.cancelled_count, 1);
	assert_string_equal(stopped(&next, number), "renewed");
}

static void who_is_gone_gets_nothing_and_staff_hears(void **state)
{
	struct city *city = *state;
	const struct person both[] = {idle, due};
	struct night_result first = live_night(city, NIGHT, both, 2);
	const char *number = letter_to(&first, "0002")->number;
	city->accepted = limit_bit(LIMIT_EXPORT_SHRANK);
	struct night_result next = live_night(city, "2026-11-25", &idle, 1);
	assert_true(was_told(city, "2026-11-25", "0002", "vanished"));
	assert_int_equal(next.decided.cancelled_count, 1);
	assert_string_equal(stopped(&next, number), "vanished");
	assert_int_equal(next.decided.acceptance_count, 1);
	assert_string_equal(next.decided.acceptances[0].code, "export-shrank");
	assert_string_equal(next.decided.acceptances[0].who, "test");
}

static void the_dead_get_no_letter(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const struct person dead = {.id = "0002", .expires = EXPIRES, .state = "deceased"};
	struct night_result next = live_night(city, "2026-11-25", &dead, 1);
	assert_string_equal(stopped(&next, letter_to(&first, "0002")->number), "deceased");
	assert_int_equal(due_of(&next, "0002", MATTER_CARD)->state, DUE_WITHDRAWN);
	assert_int_equal(next.decided.cancelled_count, 1);
	assert_false(was_told(city, "2026-11-25", "0002", "appointment-ended"));
}

static void who_has_lost_the_card_is_telephoned(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const struct person lost = {.id = "0002", .expires = EXPIRES, .card = "lost"};
	struct night_result next = live_night(city, "2026-11-25", &lost, 1);
	assert_int_equal(next.decided.cancelled_count, 1);
	assert_string_equal(stopped(&next, letter_to(&first, "0002")->number), "card-lost");
	assert_true(was_told(city, "2026-11-25", "0002", "appointment-ended"));
}

static void protection_outlasts_its_element(void **state)
{
	struct city *city = *state;
	const struct person guarded = {.id = "0002", .expires = EXPIRES, .protection = "active"};
	const struct person released = {.id = "0002", .expires = EXPIRES, .protection = "released"};
	struct night_result first = live_night(city, NIGHT, &guarded, 1);
	assert_int_equal(first.decided.notice_count, 0);
	assert_int_equal(first.decided.protected_count, 1);
	struct night_result absent = live_night(city, "2026-11-25", &due, 1);
	assert_int_equal(absent.decided.notice_count, 0);
	assert_true(was_told(city, "2026-11-25", "0002", "protection-absent"));
	struct night_result after = live_night(city, "2026-11-26", &released, 1);
	assert_int_equal(after.decided.unprotected_count, 1);
	assert_non_null(letter_to(&after, "0002"));
}

static void a_printed_letter_to_who_is_protected_now_stops(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const struct person guarded = {.id = "0002", .expires = EXPIRES, .protection = "active"};
	struct night_result next = live_night(city, "2026-11-25", &guarded, 1);
	assert_string_equal(stopped(&next, letter_to(&first, "0002")->number), "by-hand");
}

static void who_moves_within_the_city_has_a_sheet_that_stops(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const struct person moved = {
		.id = "0002", .expires = EXPIRES, .address = "愛知県春日井市八田町2丁目1番地"};
	struct night_result next = live_night(city, "2026-11-25", &moved, 1);
	assert_string_equal(stopped(&next, letter_to(&first, "0002")->number), "address-changed");
}

/* ---- what staff has done ---- */

static void a_mailing_that_nobody_confirms_is_told_of(void **state)
{
	struct city *city = *state;
	live_night(city, NIGHT, &due, 1);
	live_night(city, "2026-11-26", &due, 1);
	assert_true(was_told(city, "2026-11-26", "", MAILING_UNCONFIRMED));
	say_mailing(city, NIGHT, MAILING_POSTED, "2026-11-26");
	struct night_result posted = live_night(city, "2026-11-27", &due, 1);
	assert_false(was_told(city, "2026-11-27", "", MAILING_UNCONFIRMED));
	assert_int_equal(posted.decided.stop_count, 0);
}

static void a_held_letter_is_telephoned_when_it_comes_too_late(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const struct notice *letter = letter_to(&first, "0002");
	char day[CIVIL_DATE_BYTES];
	say_mailing(city, NIGHT, MAILING_HELD, NIGHT);
	struct night_result held = live_night(city, "2026-11-25", &due, 1);
	assert_string_equal(stopped(&held, letter->number), "held");
	assert_int_equal(held.decided.late_count, 0);
	civil_format(letter->appointment.day - 1, day);
	struct night_result late = live_night(city, day, &due, 1);
	assert_int_equal(late.decided.late_count, 1);
	assert_string_equal(late.decided.late[0].notice, letter->number);
}

static void a_withdrawn_letter_is_written_anew(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const struct notice *letter = letter_to(&first, "0002");
	withdraw_letter(city, letter, NIGHT);
	struct night_result next = live_night(city, "2026-11-25", &due, 1);
	const struct notice *anew = letter_to(&next, "0002");
	assert_non_null(anew);
	assert_string_not_equal(anew->number, letter->number);
	assert_string_equal(anew->appointment.uid, letter->appointment.uid);
	assert_string_equal(stopped(&next, letter->number), "withdrawn");
	assert_int_equal(next.decided.pulled_count, 1);
}

static void no_letter_goes_where_mail_came_back_from(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	return_letter(city, letter_to(&first, "0002"), "2026-11-25");
	struct night_result next = live_night(city, "2026-11-26", &due, 1);
	assert_null(letter_to(&next, "0002"));
	assert_int_equal(due_of(&next, "0002", MATTER_CARD)->decision.reason, REASON_RETURNED);
	const struct person moved = {
		.id = "0002", .expires = EXPIRES, .address = "愛知県春日井市八田町2丁目1番地"};
	struct night_result after = live_night(city, "2026-11-27", &moved, 1);
	assert_non_null(letter_to(&after, "0002"));
}

/* ---- appointments that were given ---- */

static void a_closed_counter_moves_its_appointments(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const struct notice *letter = letter_to(&first, "0002");
	int counter = office_counter(&city->office, letter->appointment.counter);
	close_counters(city, (counter_set)1 << counter);
	struct night_result next = live_night(city, "2026-11-25", &due, 1);
	const struct notice *told = letter_to(&next, "0002");
	assert_int_equal(next.decided.moved_count, 1);
	assert_string_not_equal(next.decided.moved[0].counter, letter->appointment.counter);
	assert_non_null(told);
	assert_int_equal(told->kind, NOTICE_MOVED);
	assert_string_equal(told->earlier, letter->number);
	assert_string_equal(told->appointment.uid, letter->appointment.uid);
	struct night_result after = live_night(city, "2026-11-26", &due, 1);
	assert_int_equal(after.decided.moved_count, 0);
	assert_null(letter_to(&after, "0002"));
}

static void where_no_place_is_left_it_is_taken_back(void **state)
{
	struct city *city = *state;
	live_night(city, NIGHT, &due, 1);
	close_counters(city, ~(counter_set)0);
	struct night_result next = live_night(city, "2026-11-25", &due, 1);
	assert_int_equal(next.decided.lost_count, 1);
	assert_int_equal(letter_to(&next, "0002")->kind, NOTICE_CANCELLED);
	assert_true(was_told(city, "2026-11-25", "0002", "place-closed"));
}

/* Somebody who has come under protection since: staff tells it. */
static void a_change_that_no_letter_may_tell_is_told_by_staff(void **state)
{
	struct city *city = *state;
	const struct person guarded = {.id = "0002", .expires = EXPIRES, .protection = "active"};
	struct night_result first = live_night(city, NIGHT, &due, 1);
	int counter = office_counter(&city->office, letter_to(&first, "0002")->appointment.counter);
	close_counters(city, (counter_set)1 << counter);
	struct night_result next = live_night(city, "2026-11-25", &guarded, 1);
	assert_int_equal(next.decided.moved_count, 1);
	assert_null(letter_to(&next, "0002"));
	assert_int_equal(next.decided.telling_count, 3);
	assert_int_equal(next.decided.tellings[0].reason, REASON_PROTECTION);
	assert_true(was_told(city, "2026-11-25", "0002", HAND_CHANGE));
	live_night(city, "2026-11-26", &guarded, 1);
	assert_false(was_told(city, "2026-11-26", "0002", HAND_CHANGE));
}

/* A change cannot be told on the night on which its resident could not be read. */
static void who_cannot_be_read_is_told_the_change_later(void **state)
{
	struct city *city = *state;
	const struct person broken = {.id = "0002", .expires = EXPIRES, .broken = "spring"};
	struct night_result first = live_night(city, NIGHT, &due, 1);
	int counter = office_counter(&city->office, letter_to(&first, "0002")->appointment.counter);
	close_counters(city, (counter_set)1 << counter);
	city->accepted = limit_bit(LIMIT_RESIDENTS_ASIDE) | limit_bit(LIMIT_DUES_ASIDE);
	struct night_result aside = live_night(city, "2026-11-25", &broken, 1);
	assert_int_equal(aside.decided.moved_count, 1);
	assert_null(letter_to(&aside, "0002"));
	assert_true(was_told(city, "2026-11-25", "0002", "place-closed"));
	struct night_result next = live_night(city, "2026-11-26", &due, 1);
	assert_int_equal(letter_to(&next, "0002")->kind, NOTICE_MOVED);
}

/* Saturday's letter waits for Monday; on Sunday there are places again. */
static void a_letter_that_waits_gets_the_place_that_comes_free(void **state)
{
	struct city *city = *state;
	close_counters(city, ~(counter_set)0);
	struct night_result saturday = live_night(city, "2026-11-28", &due, 1);
	assert_int_equal(saturday.decided.place_count, 0);
	assert_int_equal(letter_to(&saturday, "0002")->appointment.state, APPOINTMENT_STATE_NONE);
	city->office = city->setup.office;
	struct night_result sunday = live_night(city, "2026-11-29", &due, 1);
	assert_int_equal(sunday.decided.seated_count, 1);
	assert_int_equal(sunday.decided.place_count, 1);
	assert_string_equal(sunday.decided.seated[0].number, letter_to(&saturday, "0002")->number);
	struct night_result monday = live_night(city, "2026-11-30", &due, 1);
	assert_int_equal(monday.decided.seated_count, 0);
	assert_int_equal(monday.decided.mailed_count, 1);
}

/* Most appointments losing their place is a slip of the pen, and refused. */
static void an_office_file_that_closes_everything_is_refused(void **state)
{
	struct city *city = *state;
	struct person people[12];
	struct night_result result;
	struct fault why;
	char ids[12][8];
	for (int i = 0; i < 12; i++) {
		snprintf(ids[i], sizeof ids[i], "%04d", i + 1);
		people[i] = (struct person){.id = ids[i], .expires = EXPIRES};
	}
	live_night(city, NIGHT, people, 12);
	close_counters(city, ~(counter_set)0);
	assert_false(try_night(city, "2026-11-25", people, 12, &result, &why));
	assert_non_null(strstr(why.message, "appointments-closed: of 12 appointments 12 lose"));
	give_up(city);
}

/* A reminder, a month before the expiry, names the appointment that the first letter gave. */
static void a_reminder_names_the_appointment_again(void **state)
{
	struct city *city = *state;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	const struct notice *letter = letter_to(&first, "0002");
	say_mailing(city, NIGHT, MAILING_POSTED, NIGHT);
	struct night_result later = live_night(city, "2027-01-12", &due, 1);
	const struct notice *reminder = letter_to(&later, "0002");
	bool over = letter->appointment.day < on("2027-01-12");
	assert_non_null(reminder);
	assert_int_equal(reminder->wave, WAVE_REMINDER);
	assert_string_equal(reminder->number, "27-000001-1");
	assert_int_equal(strcmp(reminder->appointment.uid, letter->appointment.uid) == 0, !over);
}

static void a_counter_that_the_office_lacks_ends_the_night(void **state)
{
	struct city *city = *state;
	struct night_result result;
	struct fault why;
	struct night_result first = live_night(city, NIGHT, &due, 1);
	struct counter *counters =
		arena_alloc(city->arena, city->office.counter_count * sizeof *counters);
	memcpy(counters, city->office.counters, city->office.counter_count * sizeof *counters);
	counters[office_counter(&city->office, letter_to(&first, "0002")->appointment.counter)].id =
		"another";
	city->office.counters = counters;
	assert_false(try_night(city, "2026-11-25", &due, 1, &result, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	give_up(city);
}

/* ---- limits ---- */

static void an_export_of_another_day_is_refused_with_all_codes(void **state)
{
	struct city *city = *state;
	struct night_result result;
	struct fault why;
	city->as_of = "2026-11-25";
	assert_false(try_night(city, NIGHT, &due, 1, &result, &why));
	assert_int_equal(why.kind, FAULT_REGISTER);
	assert_non_null(strstr(why.message, "export-later"));
	give_up(city);
	city->office.limits.residents_min = 2;
	assert_false(try_night(city, NIGHT, &due, 1, &result, &why));
	assert_non_null(strstr(why.message, "--accept export-later --accept export-small "));
	assert_non_null(strstr(city->warned, "export-small: "));
	give_up(city);
	city->accepted = limit_bit(LIMIT_EXPORT_LATER) | limit_bit(LIMIT_EXPORT_SMALL) |
			 limit_bit(LIMIT_EXPORT_LARGE);
	result = decide_night(city, NIGHT, &due, 1);
	assert_int_equal(result.decided.acceptance_count, 2);
	assert_string_equal(result.needless, "export-large");
	give_up(city);
}

static void an_old_export_is_told_apart_from_a_late_one(void **state)
{
	struct city *city = *state;
	struct night_result result;
	struct fault why;
	city->as_of = NIGHT;
	live_night(city, NIGHT, &due, 1);
	assert_false(try_night(city, "2026-12-04", &due, 1, &result, &why));
	assert_non_null(strstr(why.message, "export-again"));
	give_up(city);
	const struct person people[] = {idle, due};
	assert_false(try_night(city, "2026-12-04", people, 2, &result, &why));
	assert_non_null(strstr(why.message, "export-aged"));
	give_up(city);
}

static void what_is_only_tried_is_warned_of(void **state)
{
	struct city *city = *state;
	city->without_ledger = city->limits_warn = true;
	city->as_of = "2026-11-25";
	struct night_result result = decide_night(city, NIGHT, &due, 1);
	assert_non_null(letter_to(&result, "0002"));
	assert_int_equal(result.hit, limit_bit(LIMIT_EXPORT_LATER));
	assert_non_null(strstr(city->warned, "export-later: "));
}

/* ---- certificates that were revoked ---- */

static void a_certificate_that_a_move_has_ended_is_written_about(void **state)
{
	struct city *city = *state;
	city->office.revoked.letter = true;
	const struct person moved = {
		.id = "0001", .address = "愛知県春日井市八田町2丁目1番地", .signature = "revoked"};
	struct night_result first = live_night(city, NIGHT, &idle, 1);
	assert_int_equal(first.decided.watched_count, 1);
	assert_null(letter_to(&first, "0001"));
	struct night_result next = live_night(city, "2026-11-25", &moved, 1);
	assert_int_equal(next.decided.revocation_count, 1);
	assert_non_null(letter_to(&next, "0001"));
	city->accepted = limit_bit(LIMIT_EXPORT_SHRANK) | limit_bit(LIMIT_RESIDENTS_VANISHED);
	struct night_result gone = live_night(city, "2026-11-26", &due, 1);
	assert_int_equal(gone.decided.closed_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		NIGHT_TEST(a_letter_has_a_number_and_an_appointment),
		NIGHT_TEST(a_night_without_a_ledger_decides_the_same),
		NIGHT_TEST(the_same_bytes_are_decided_once),
		NIGHT_TEST(on_a_weekend_the_letter_waits_for_monday),
		NIGHT_TEST(what_cannot_be_drawn_is_a_case_by_hand),
		NIGHT_TEST(a_record_with_a_fault_is_set_aside),
		NIGHT_TEST(who_renews_needs_neither_letter_nor_appointment),
		NIGHT_TEST(who_is_gone_gets_nothing_and_staff_hears),
		NIGHT_TEST(the_dead_get_no_letter),
		NIGHT_TEST(who_has_lost_the_card_is_telephoned),
		NIGHT_TEST(protection_outlasts_its_element),
		NIGHT_TEST(a_printed_letter_to_who_is_protected_now_stops),
		NIGHT_TEST(who_moves_within_the_city_has_a_sheet_that_stops),
		NIGHT_TEST(a_mailing_that_nobody_confirms_is_told_of),
		NIGHT_TEST(a_held_letter_is_telephoned_when_it_comes_too_late),
		NIGHT_TEST(a_withdrawn_letter_is_written_anew),
		NIGHT_TEST(no_letter_goes_where_mail_came_back_from),
		NIGHT_TEST(a_closed_counter_moves_its_appointments),
		NIGHT_TEST(where_no_place_is_left_it_is_taken_back),
		NIGHT_TEST(a_change_that_no_letter_may_tell_is_told_by_staff),
		NIGHT_TEST(who_cannot_be_read_is_told_the_change_later),
		NIGHT_TEST(a_letter_that_waits_gets_the_place_that_comes_free),
		NIGHT_TEST(an_office_file_that_closes_everything_is_refused),
		NIGHT_TEST(a_reminder_names_the_appointment_again),
		NIGHT_TEST(a_counter_that_the_office_lacks_ends_the_night),
		NIGHT_TEST(an_export_of_another_day_is_refused_with_all_codes),
		NIGHT_TEST(an_old_export_is_told_apart_from_a_late_one),
		NIGHT_TEST(what_is_only_tried_is_warned_of),
		NIGHT_TEST(a_certificate_that_a_move_has_ended_is_written_about),
	};
	return cmocka_run_group_tests(tests, city_found, city_leave);
}
