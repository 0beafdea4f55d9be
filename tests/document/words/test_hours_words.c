#include "document/words/hours_words.h"

#include "model/text_key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { SU = 1 << 0, MO = 1 << 1, TU = 1 << 2, WE = 1 << 3, TH = 1 << 4, FR = 1 << 5, SA = 1 << 6 };
enum { WORKDAYS = MO | TU | WE | TH | FR };

#define AT(hour, minute) (60 * (hour) + (minute))

static struct arena *made;

static const char *join_plainly(const void *context, size_t key, const char *from, const char *to)
{
	bool japanese = strcmp(context, "ja") == 0;
	const char *between = key == TEXT_HOURS_SPAN  ? japanese ? "〜" : "–"
			      : key == TEXT_HOURS_AND ? japanese ? "・" : ", "
			      : japanese              ? "、"
						      : "; ";
	return arena_print(made, "%s%s%s", from, between, to);
}

/* Hours as a reader of the language finds them. */
static void test_words(void **state)
{
	static const struct {
		const char *sentence, *language, *label, *expected;
		struct opening openings[5];
		size_t count;
	} cases[] = {
		{"a city hall's week", "en", NULL,
			"Mon–Fri 8:30–17:00; Wed 17:00–19:30; Sun 8:30–12:00, 13:00–17:00",
			{{.weekdays = WORKDAYS, .from = AT(8, 30), .to = AT(17, 0)},
				{.weekdays = WE, .from = AT(17, 0), .to = AT(19, 30)},
				{.weekdays = SU, .from = AT(8, 30), .to = AT(12, 0)},
				{.weekdays = SU, .from = AT(13, 0), .to = AT(17, 0)}},
			4},
		{"the same in Japanese, given the other way round", "ja", NULL,
			"月〜金 8:30〜17:00、日 8:30〜12:00・13:00〜17:00",
			{{.weekdays = SU, .from = AT(13, 0), .to = AT(17, 0)},
				{.weekdays = SU, .from = AT(8, 30), .to = AT(12, 0)},
				{.weekdays = WORKDAYS, .from = AT(8, 30), .to = AT(17, 0)}},
			3},
		{"only the openings of a label", "en", "day", "Mon–Fri 9:00–16:05",
			{{.weekdays = WORKDAYS, .from = AT(9, 0), .to = AT(16, 5), .label = "day"},
				{.weekdays = 0, .label = "late"},
				{.weekdays = SA, .from = 60, .to = 120}},
			3},
		{"two days are no span, and spans that touch are one", "en", NULL,
			"Mon, Tue, Sat, Sun 9:00–15:00",
			{{.weekdays = MO | TU | SA | SU, .from = AT(9, 0), .to = AT(12, 0)},
				{.weekdays = MO | TU | SA | SU,
					.from = AT(12, 0),
					.to = AT(15, 0)}},
			2},
		{"the whole week", "en", NULL, "Mon–Sun 0:00–24:00",
			{{.weekdays = 127, .from = 0, .to = AT(24, 0)}}, 1},
		{"what is not every week is not said", "en", NULL, "",
			{{.weekdays = WORKDAYS, .from = AT(9, 0), .to = AT(16, 0)},
				{.weekdays = 0, .from = AT(9, 0), .to = AT(12, 0)}},
			2},
		{"nothing", "en", "day", "", {{.weekdays = MO, .from = 60, .to = 120}}, 1},
	};
	struct arena *arena = *state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bool japanese = strcmp(cases[i].language, "ja") == 0;
		const struct hours_language language = {
			.days = {japanese ? "日" : "Sun", japanese ? "月" : "Mon", "Tue", "Wed",
				"Thu", japanese ? "金" : "Fri", "Sat"},
			.join = join_plainly,
			.context = cases[i].language,
			.arena = arena};
		const struct opening_list openings = {
			cases[i].openings, cases[i].count, cases[i].label};
		const char *words = hours_words(&language, &openings);
		if (strcmp(words, cases[i].expected) != 0)
			fail_msg("%s: \"%s\"", cases[i].sentence, words);
		assert_int_equal(hours_sayable(&openings), cases[i].expected[0] != '\0');
	}
}

static int open_arena(void **state)
{
	*state = made = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_words)};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
