/* May an export decide a night? What each number is held against, what is let pass, and what is
 * said when nothing is. The ordinary case: an office that expects 900 to 1100 residents, of which
 * twenty in a thousand may be missing, and an export like the one of the night before. */
#include "night/limits.h"

#include "night/moments.h"
#include "night/upheavals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof(rows)[0])
#define NIGHT          20000

struct scene {
	struct arena *arena;
	struct office office;
	struct knowledge knowledge;
	struct night_job job;
	struct limits_watch watch;
	char warned[8192];
};

static void note_warning(void *context, const char *message)
{
	struct scene *scene = context;
	size_t used = strlen(scene->warned);
	snprintf(scene->warned + used, sizeof scene->warned - used, "%s\n", message);
}

static struct scene *scene_of(void **state)
{
	struct arena *arena = *state;
	struct scene *scene = arena_alloc(arena, sizeof *scene);
	scene->arena = arena;
	scene->office = (struct office){.path = "office.xml",
		.limits = {.export_age_days = 7,
			.residents_min = 900,
			.residents_max = 1100,
			.vanish_permille = 20,
			.vanish_free = 2,
			.aside = {10, 3, 10},
			.ended = {100, 3, 10},
			.moved = {100, 3, 10},
			.renewed = {100, 3, 10},
			.unfit = {50, 3, 10},
			.fresh = {50, 3, 10},
			.moved_days = 31}};
	scene->knowledge.latest = (struct ledger_export){
		.found = true, .as_of = NIGHT - 1, .residents = 1000, .holders = 1000};
	scene->job = (struct night_job){.office = &scene->office,
		.day = NIGHT,
		.register_path = "register.xml",
		.cards_path = "cards.xml",
		.accepted_why = "counted twice",
		.accepted_by = "a clerk",
		.warn = note_warning,
		.context = scene};
	scene->watch = (struct limits_watch){
		.job = &scene->job, .arena = arena, .knowledge = &scene->knowledge};
	return scene;
}

/* ---- codes ---- */

static void every_code_names_its_limit_alone(void **state)
{
	(void)state;
	for (int limit = 0; limit < LIMITS; limit++) {
		if (limit == LIMIT_LAYERS + LAYER_RESIDENTS) {
			assert_null(limit_codes[limit]);
			continue;
		}
		assert_non_null(limit_codes[limit]);
		assert_int_equal(limit_named(limit_codes[limit]), limit);
	}
	assert_int_equal(limit_named("export-later "), -1);
	assert_int_equal(limit_named(""), -1);
}

/* ---- the head of an export ---- */

struct head_case {
	const char *sentence;
	day_number as_of;
	long residents, before; /* before: of the last export, 0 for none */
	const char *behind;
	uint64_t hit;
};

#define HIT(limit) ((uint64_t)1 << LIMIT_##limit)

static const struct head_case heads[] = {
	{"an export of yesterday evening", NIGHT - 1, 1000, 1000, NULL, 0},
	{"of the night itself", NIGHT, 1000, 1000, NULL, 0},
	{"of the day after", NIGHT + 1, 1000, 1000, NULL, HIT(EXPORT_LATER)},
	{"older than the last one", NIGHT - 2, 1000, 1000, NULL, HIT(EXPORT_BACKWARD)},
	{"older, and there was none", NIGHT - 2, 1000, 0, NULL, 0},
	{"the fewest that are expected", NIGHT - 1, 900, 0, NULL, 0},
	{"one fewer", NIGHT - 1, 899, 0, NULL, HIT(EXPORT_SMALL)},
	{"the most that are expected", NIGHT - 1, 1100, 1000, NULL, 0},
	{"one more", NIGHT - 1, 1101, 1000, NULL, HIT(EXPORT_LARGE)},
	{"twenty in a thousand fewer than the last one", NIGHT - 1, 980, 1000, NULL, 0},
	{"one fewer than that", NIGHT - 1, 979, 1000, NULL, HIT(EXPORT_SHRANK)},
	{"folders that the ledger does not know", NIGHT - 1, 1000, 1000, "it is older",
		HIT(LEDGER_BEHIND)},
	{"several at once", NIGHT + 1, 800, 1000, NULL,
		HIT(EXPORT_LATER) | HIT(EXPORT_SMALL) | HIT(EXPORT_SHRANK)},
};

static void every_head_is_held_against_its_limits(void **state)
{
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		const struct head_case *test = &heads[i];
		struct scene *scene = scene_of(state);
		const struct register_head head = {"232068", test->as_of, test->residents};
		struct fault why = {0};
		scene->job.behind = test->behind;
		scene->knowledge.latest.found = test->before > 0;
		scene->knowledge.latest.residents = test->before;
		bool passed = moment_head(&scene->watch, &head, &why);
		if (passed != (test->hit == 0) || scene->watch.hit != test->hit)
			fail_msg("%s: %llx", test->sentence, (unsigned long long)scene->watch.hit);
		if (!passed)
			assert_int_equal(why.kind, FAULT_REGISTER);
	}
}

static void an_export_that_says_no_number_is_counted_when_it_is_read(void **state)
{
	static const struct {
		long read;
		uint64_t hit;
	} cases[] = {{1000, 0}, {899, HIT(EXPORT_SMALL) | HIT(EXPORT_SHRANK)},
		{1101, HIT(EXPORT_LARGE)}, {980, 0}, {979, HIT(EXPORT_SHRANK)}};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct scene *scene = scene_of(state);
		const struct register_head head = {"232068", NIGHT - 1, -1};
		const struct register_summary summary = {
			.read = cases[i].read, .digest = "00", .holders = 1000};
		struct fault why = {0};
		assert_true(moment_head(&scene->watch, &head, &why));
		assert_int_equal(scene->watch.hit, 0);
		assert_true(moment_summary(&scene->watch, &summary, NULL, &why));
		assert_int_equal(scene->watch.hit, cases[i].hit);
	}
}

/* ---- the whole export ---- */

static const struct {
	const char *sentence;
	int age;
	long read, aside, holders;
	uint64_t hit;
} summaries[] = {
	{"an export like the last one", 1, 1000, 0, 1000, 0},
	{"as old as may be", 7, 1000, 0, 1000, 0},
	{"a day older", 8, 1000, 0, 1000, HIT(EXPORT_AGED)},
	{"twenty in a thousand holders fewer", 1, 1000, 0, 980, 0},
	{"one fewer than that", 1, 1000, 0, 979, HIT(CARDS_SHRANK)},
	{"ten in a thousand set aside", 1, 1000, 10, 1000, 0},
	{"one more", 1, 1000, 11, 1000, HIT(RESIDENTS_ASIDE)},
	{"so few that their share is no matter", 1, 20, 3, 1000, 0},
	{"one more of so few", 1, 20, 4, 1000, HIT(RESIDENTS_ASIDE)},
};

static void every_export_is_held_against_its_limits(void **state)
{
	for (size_t i = 0; i < COUNT_OF(summaries); i++) {
		struct scene *scene = scene_of(state);
		const struct register_head head = {"232068", NIGHT - summaries[i].age, 1000};
		const struct register_summary summary = {.read = summaries[i].read,
			.aside = summaries[i].aside,
			.digest = "00",
			.holders = summaries[i].holders};
		struct fault why = {0};
		scene->knowledge.latest.as_of = NIGHT - 10;
		assert_true(moment_head(&scene->watch, &head, &why));
		assert_true(moment_summary(&scene->watch, &summary, NULL, &why));
		if (scene->watch.hit != summaries[i].hit)
			fail_msg("%s: %llx", summaries[i].sentence,
				(unsigned long long)scene->watch.hit);
		assert_int_equal(limits_refuse(&scene->watch, &why), summaries[i].hit == 0);
	}
}

static void without_a_cards_file_that_is_said(void **state)
{
	struct scene *scene = scene_of(state);
	const struct register_summary summary = {.read = 1000, .digest = "00"};
	struct fault why = {0};
	scene->job.cards_path = NULL;
	assert_true(moment_summary(&scene->watch, &summary, NULL, &why));
	assert_false(limits_refuse(&scene->watch, &why));
	assert_non_null(strstr(why.message, "cards-shrank: no cards file: 1000 holders fewer"));
}

/* ---- upheavals ---- */

static const struct {
	const char *sentence;
	struct upheaval upheaval;
	uint64_t hit;
} upheavals[] = {
	{"an ordinary night", {.open = 1000, .letters = 100}, 0},
	{"twenty in a thousand are gone", {.open = 1000, .vanished = 20}, 0},
	{"one more is gone", {.open = 1000, .vanished = 21}, HIT(RESIDENTS_VANISHED)},
	{"two of few are gone", {.open = 20, .vanished = 2}, 0},
	{"ten in a thousand are set aside", {.open = 1000, .aside = 10}, 0},
	{"one more is set aside", {.open = 1000, .aside = 11}, HIT(DUES_ASIDE)},
	{"a tenth has nothing left", {.open = 1000, .ended = 100}, 0},
	{"one more has nothing left", {.open = 1000, .ended = 101}, HIT(DUES_ENDED)},
	{"a tenth has moved", {.open = 1000, .moved = 100}, 0},
	{"one more has moved", {.open = 1000, .moved = 101}, HIT(DUES_MOVED)},
	{"a tenth has renewed", {.open = 1000, .renewed = 100}, 0},
	{"one more has renewed", {.open = 1000, .renewed = 101}, HIT(DUES_RENEWED)},
	{"a twentieth of the letters is not drawn", {.letters = 100, .glyph = 5}, 0},
	{"one more is not drawn", {.letters = 100, .glyph = 6}, HIT(LETTERS_GLYPH)},
	{"a twentieth has no room", {.letters = 100, .overflow = 5}, 0},
	{"one more has no room", {.letters = 100, .overflow = 6}, HIT(LETTERS_OVERFLOW)},
	{"a twentieth of all is new", {.fresh = 50}, 0},
	{"one more is new", {.fresh = 51}, HIT(DUES_NEW)},
};

static void every_upheaval_is_held_against_its_limits(void **state)
{
	for (size_t i = 0; i < COUNT_OF(upheavals); i++) {
		struct scene *scene = scene_of(state);
		upheavals_dues(&scene->watch, &upheavals[i].upheaval);
		upheavals_letters(&scene->watch, &upheavals[i].upheaval, 1000);
		if (scene->watch.hit != upheavals[i].hit)
			fail_msg("%s: %llx", upheavals[i].sentence,
				(unsigned long long)scene->watch.hit);
	}
}

/* On the first night of all everybody is new. */
static void on_the_first_night_everybody_may_be_new(void **state)
{
	struct scene *scene = scene_of(state);
	scene->knowledge.latest.found = false;
	upheavals_letters(&scene->watch, &(struct upheaval){.fresh = 900}, 1000);
	assert_int_equal(scene->watch.hit, 0);
}

static void each_layer_has_its_words(void **state)
{
	static const struct {
		const char *sentence;
		long before, now;
		const char *said; /* NULL: nothing */
	} cases[] = {
		{"as many as before", 500, 500, NULL},
		{"fewer by a tenth", 500, 450, NULL},
		{"fewer by more", 500, 449, "449 instead of the last night's 500, fewer"},
		{"more by a tenth of the residents", 500, 600, NULL},
		{"more than that", 500, 601, "601 instead of the last night's 500, more"},
		{"never counted, and enough", LAYER_UNKNOWN, 300, NULL},
		{"never counted, and too few", LAYER_UNKNOWN, 299, "299 of 1000 residents"},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct scene *scene = scene_of(state);
		long before[LAYERS], now[LAYERS];
		for (int layer = 0; layer < LAYERS; layer++) {
			before[layer] = now[layer] = 1000;
			scene->office.limits.layers[layer] =
				(struct layer_bound){.shrink = {100, 10, 10},
					.grow_permille = 100,
					.first_permille = 300};
		}
		before[LAYER_CARD] = cases[i].before;
		now[LAYER_CARD] = cases[i].now;
		struct fault why = {0};
		upheavals_layers(&scene->watch, before, now);
		bool passed = limits_refuse(&scene->watch, &why);
		if (passed != (cases[i].said == NULL) ||
			(!passed && strstr(why.message, cases[i].said) == NULL))
			fail_msg("%s: %s", cases[i].sentence, why.message);
		if (!passed)
			assert_int_equal(scene->watch.hit, limit_bit(LIMIT_LAYERS + LAYER_CARD));
	}
}

/* ---- what becomes of a limit ---- */

static void what_is_let_pass_is_kept_with_its_words(void **state)
{
	struct scene *scene = scene_of(state);
	struct fault why = {0};
	scene->job.accepted = HIT(EXPORT_LATER) | HIT(DUES_NEW);
	limits_hit(&scene->watch, LIMIT_EXPORT_LATER, "%d days", 3);
	assert_true(limits_refuse(&scene->watch, &why));
	assert_int_equal(scene->watch.accepted_count, 1);
	assert_string_equal(scene->watch.accepted[0].code, "export-later");
	assert_string_equal(scene->watch.accepted[0].message, "3 days");
	assert_string_equal(scene->watch.accepted[0].why, "counted twice");
	assert_string_equal(scene->watch.accepted[0].who, "a clerk");
	assert_string_equal(scene->warned, "let pass: export-later: 3 days\n");
	assert_string_equal(limits_needless(&scene->watch), "dues-new");
}

static void where_nothing_is_at_stake_it_is_warned_of(void **state)
{
	struct scene *scene = scene_of(state);
	struct fault why = {0};
	scene->job.limits_warn = true;
	limits_hit(&scene->watch, LIMIT_EXPORT_LATER, "%d days", 3);
	assert_true(limits_refuse(&scene->watch, &why));
	assert_int_equal(scene->watch.accepted_count, 0);
	assert_int_equal(scene->watch.hit, HIT(EXPORT_LATER));
	assert_string_equal(scene->warned, "export-later: 3 days\n");
	assert_null(limits_needless(&scene->watch));
}

static void a_refusal_names_all_that_was_gone_past(void **state)
{
	struct scene *scene = scene_of(state);
	struct fault why = {0};
	scene->job.accepted = HIT(EXPORT_SMALL);
	limits_hit(&scene->watch, LIMIT_EXPORT_LATER, "too late");
	limits_hit(&scene->watch, LIMIT_EXPORT_SMALL, "too small");
	limits_hit(&scene->watch, LIMIT_CARDS_SHRANK, "too few");
	assert_false(limits_refuse(&scene->watch, &why));
	assert_string_equal(why.message,
		"register.xml: export-later: too late\n"
		"hint: take another export; if this one is right, --accept export-later "
		"--accept cards-shrank --why TEXT");
	assert_string_equal(
		scene->warned, "let pass: export-small: too small\ncards-shrank: too few\n");
}

/* The office file is at fault, and more codes than a line has room for are not hinted. */
static void a_refusal_says_what_to_look_at(void **state)
{
	static const enum limit at_office[] = {
		LIMIT_APPOINTMENTS_CLOSED, LIMIT_LETTERS_OVERFLOW, LIMIT_LETTERS_GLYPH};
	for (size_t i = 0; i < COUNT_OF(at_office); i++) {
		struct scene *scene = scene_of(state);
		struct fault why = {0};
		limits_hit(&scene->watch, at_office[i], "x");
		assert_false(limits_refuse(&scene->watch, &why));
		assert_ptr_equal(strstr(why.message, "office.xml: "), why.message);
		assert_non_null(strstr(why.message, "hint: look at "));
	}
	struct scene *scene = scene_of(state);
	struct fault why = {0};
	for (int limit = 0; limit < 6; limit++)
		limits_hit(&scene->watch, (enum limit)limit, "x");
	assert_false(limits_refuse(&scene->watch, &why));
	assert_non_null(strstr(why.message, "--accept export-large --why"));
	limits_hit(&scene->watch, LIMIT_EXPORT_SHRANK, "x");
	assert_false(limits_refuse(&scene->watch, &why));
	assert_non_null(strstr(why.message, "for each of these codes --accept CODE, --why"));
}

static int open_arena(void **state)
{
	*state = arena_open();
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_names_its_limit_alone),
		cmocka_unit_test(every_head_is_held_against_its_limits),
		cmocka_unit_test(an_export_that_says_no_number_is_counted_when_it_is_read),
		cmocka_unit_test(every_export_is_held_against_its_limits),
		cmocka_unit_test(without_a_cards_file_that_is_said),
		cmocka_unit_test(every_upheaval_is_held_against_its_limits),
		cmocka_unit_test(on_the_first_night_everybody_may_be_new),
		cmocka_unit_test(each_layer_has_its_words),
		cmocka_unit_test(what_is_let_pass_is_kept_with_its_words),
		cmocka_unit_test(where_nothing_is_at_stake_it_is_warned_of),
		cmocka_unit_test(a_refusal_names_all_that_was_gone_past),
		cmocka_unit_test(a_refusal_says_what_to_look_at),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
