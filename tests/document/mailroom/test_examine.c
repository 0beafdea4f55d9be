#include "document/mailroom/examine.h"

#include "document/altered.h"
#include "document/letter-sample.h"
#include "document/mailroom/sample_letters.h"
#include "model/notice_number.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct found {
	struct arena *arena;
	char *text; /* a line each */
	size_t count;
};

static void take(void *context, const char *layout, long line, const char *message)
{
	struct found *found = context;
	found->text = arena_print(
		found->arena, "%s%s:%ld: %s\n", found->text, strrchr(layout, '/'), line, message);
	found->count++;
}

/* What is found in the project's templates with a passage replaced. */
static bool examine(bool in_text, const char *passage, const char *instead, struct found *found,
	struct fault *why)
{
	const struct templates *templates;
	struct letters *letters = NULL;
	bool copied;
	if (!altered_read(in_text, passage, instead, found->arena, &templates, &copied, why))
		fail_msg("%s: %s", passage, why->message);
	if (!letters_open(&sample_office, templates, &letters, why))
		fail_msg("%s", why->message);
	bool fits = examine_letters(letters, SAMPLE_POSTING_DAY, take, found, why);
	letters_close(letters);
	return fits;
}

/* The letters that the project ships fit, with everything at its longest. */
static void test_shipped(void **state)
{
	(void)state;
	struct found found = {arena_open(), "", 0};
	struct fault why = {0};
	if (!examine(false, "", "", &found, &why))
		fail_msg("%s%s", why.message, found.text);
	assert_int_equal(found.count, 0);
	arena_close(found.arena);
}

/* What has no room is told with the layout's line, the language, the sentence and a kind of letter
 * that it happens in. */
static void test_found(void **state)
{
	static char much[6000];
	const struct {
		bool in_text;
		const char *passage, *instead;
		const char *expected[5];
	} cases[] = {
		/* a sentence that only one kind of letter has */
		{true, "<text key=\"bring.representative\" when=\"ward !stay|!residence\">", much,
			{"/letter.xml:", "in \"ja\"", "ja.xml", "ward", " mm)"}},
		{false, "height=\"94.1\"", "height=\"20\"",
			{"/letter.xml:", "in \"ja\"", "finds no place on the sheet"}},
		/* a box of its own place */
		{true, "<text key=\"sender.name\">",
			"<text key=\"sender.name\">{city}<br/>"
			"{city}<br/>{city}<br/>{city}<br/>{city}<br/>{city}<br/>{city}<br/>{city}<br/>",
			{"\"sender.date\"", "higher than its box", " kinds of letters"}},
		{false, "<code size=\"32\"", "<code size=\"20\"", {"under 0.35 mm", "offered"}},
		{false, "key=\"item.label\" style=\"item\" width=\"56\"",
			"key=\"item.label\" style=\"item\" width=\"152\"",
			{"leave no room for the rest"}},
	};
	(void)state;
	strcpy(much, "<text key=\"bring.representative\" when=\"ward !stay|!residence\">");
	for (int i = 0; i < 60; i++)
		strcat(much, "だれがいつどこになにをもってくるのか。");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct found found = {arena_open(), "", 0};
		struct fault why = {0};
		assert_false(examine(
			cases[i].in_text, cases[i].passage, cases[i].instead, &found, &why));
		assert_int_equal(why.kind, FAULT_OFFICE);
		for (size_t k = 0; k < 5 && cases[i].expected[k] != NULL; k++)
			if (strstr(found.text, cases[i].expected[k]) == NULL)
				fail_msg("case %zu: %s", i, found.text);
		arena_close(found.arena);
	}
}

/* Samples are no letters: no number of theirs passes its check digit, and each has its own. */
static void test_samples(void **state)
{
	static const struct sample_words words = {
		.language = "ja",
		.name = "",
		.addressee = "",
		.postal = "0000000",
		.address = "",
		.building = "",
		.counter = "cityhall",
		.visit = SAMPLE_POSTING_DAY + 20,
		.expires_first = SAMPLE_POSTING_DAY + 80,
		.expires_late = SAMPLE_POSTING_DAY + 40,
	};
	(void)state;
	struct arena *arena = arena_open();
	unsigned seen[MATTERS][WAVES] = {{0}};
	for (int serial = 1; serial < 2000; serial += 45) {
		size_t count;
		struct notice *notices = sample_letters_texts(&words, serial, arena, &count);
		for (size_t i = 0; i < count; i++) {
			assert_false(notice_number_valid(notices[i].number));
			if (i > 0)
				assert_string_not_equal(notices[i].number, notices[i - 1].number);
			seen[notices[i].items[0].matter][notices[i].wave]++;
		}
	}
	for (int matter = 0; matter < MATTERS; matter++)
		for (int wave = 0; wave < WAVES; wave++) {
			bool told_once = matter == MATTER_REVOKED && wave != WAVE_FIRST;
			assert_true(told_once ? seen[matter][wave] == 0 : seen[matter][wave] > 0);
		}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_samples),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
