/* To whom a letter goes. */
#include "decide/addressee.h"

#include "decide/admitted.h"

static void the_window_shows_the_send_to_name_and_a_used_alias(void **state)
{
	(void)state;
	struct fixture fixture = open_fixture();
	struct resident resident = due_resident("1");
	struct ruling ruling;
	rules_decide(&resident, &fixture.office, on(NIGHT), &nothing, &ruling);
	resident.alias = "春日 アリス";
	struct recipient recipient = addressee_of(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("春日 花子", recipient.addressee);
	resident.alias_used = true;
	recipient = addressee_of(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("春日 アリス", recipient.addressee);
	resident.has_send_to = true;
	resident.send_to = (struct address){"4870013", "後見 太郎", "高蔵寺町1", NULL};
	recipient = addressee_of(&fixture.office, on(NIGHT), &resident, &ruling);
	assert_string_equal("後見 太郎", recipient.addressee);
	assert_string_equal("春日 アリス", recipient.name);
	assert_string_equal("4870013", recipient.postal);
	assert_string_equal("", recipient.building);
	arena_close(fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_window_shows_the_send_to_name_and_a_used_alias),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
