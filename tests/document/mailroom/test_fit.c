#include "document/mailroom/letter.h"

#include "document/altered.h"
#include "document/letter-sample.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* A passage of a sentence with so many more words behind it. */
static const char *longer(const char *passage, int times, struct arena *arena)
{
	const char *text = passage;
	for (int i = 0; i < times; i++)
		text = arena_print(arena, "%sだれがいつどこになにをもってくるのか。", text);
	return text;
}

static struct letters *open_longer(
	const char *passage, int times, const struct office *office, struct arena *arena)
{
	const struct templates *templates;
	struct letters *letters = NULL;
	struct fault why = {0};
	bool copied;
	if (!altered_read(true, passage, longer(passage, times, arena), arena, &templates, &copied,
		    &why) ||
		!letters_open(office, templates, &letters, &why))
		fail_msg("%s: %s", passage, why.message);
	return letters;
}

static const struct notice *sample(const char *name)
{
	for (size_t i = 0; i < SAMPLES; i++)
		if (strcmp(samples[i].name, name) == 0)
			return &samples[i].notice;
	fail_msg("no sample %s", name);
	return NULL;
}

/* Every letter of the samples fits as the project ships the sentences. */
static void test_shipped(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct letters *letters = open_longer("", 0, &sample_office, arena);
	for (size_t i = 0; i < SAMPLES; i++) {
		if (!letters_fit(letters, &samples[i].notice))
			fail_msg("%s", samples[i].name);
		if (samples[i].notice.kind == NOTICE_EXPIRY &&
			!letters_fit_undated(letters, &samples[i].notice))
			fail_msg("%s, undated", samples[i].name);
	}
	letters_close(letters);
	arena_close(arena);
}

/* A sentence that has outgrown the sheet takes those letters that have it, and no other. */
static void test_one_kind(void **state)
{
	static const struct {
		const char *passage, *none, *fits;
	} cases[] = {
		{"<text key=\"bring.representative\" when=\"ward !stay|!residence\">",
			"certificates, reminder, ward", "certificates, offered"},
		{"<text key=\"lead\" when=\"card late\">", "card alone, late, nothing offered",
			"card with certificates"},
		{"<text key=\"lead\" when=\"late\">", "signature alone, late",
			"certificates, offered"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct letters *letters = open_longer(cases[i].passage, 200, &sample_office, arena);
		if (letters_fit_undated(letters, sample(cases[i].none)) ||
			letters_fit(letters, sample(cases[i].none)))
			fail_msg("%s: %s fits", cases[i].passage, cases[i].none);
		if (!letters_fit_undated(letters, sample(cases[i].fits)))
			fail_msg("%s: %s does not", cases[i].passage, cases[i].fits);
		letters_close(letters);
		arena_close(arena);
	}
}

/* Where the place of a visit is not known yet, any that it may be counts: without an appointment,
 * and one that was given before. */
static void test_any_visit(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct letters *letters = open_longer(
		"<text key=\"book.body\" when=\"booking-required\">", 200, &sample_office, arena);
	const struct notice *placed = sample("certificates, offered");
	assert_true(letters_fit(letters, placed));
	assert_false(letters_fit_undated(letters, placed));
	letters_close(letters);
	letters =
		open_longer("<text key=\"visit.head\" when=\"kept\">", 200, &sample_office, arena);
	struct notice held = *placed;
	assert_true(letters_fit_undated(letters, &held));
	held.kept = true;
	assert_false(letters_fit_undated(letters, &held));
	letters_close(letters);
	arena_close(arena);
}

/* Where the widest name has no room, a letter's own name decides. */
static void test_own_name(void **state)
{
	enum { LONGEST = 200 };
	(void)state;
	struct arena *arena = arena_open();
	struct notice brief = *sample("certificates, offered"), wide = brief;
	brief.recipient.name = "一 一";
	wide.recipient.name =
		"ワンチャイ プラサートスクサワットウィチャイ アーティットワッタナーワン";
	bool parted = false;
	for (int times = 1; times < LONGEST && !parted; times++) {
		struct letters *letters =
			open_longer("<text key=\"lead\">", times, &sample_office, arena);
		bool fits = letters_fit(letters, &brief);
		parted = fits && !letters_fit(letters, &wide);
		letters_close(letters);
		if (!fits)
			break;
	}
	assert_true(parted);
	arena_close(arena);
}

/* Of somebody who comes of age between the night and the deadline the letter for either day must
 * have room. */
static void test_coming_of_age(void **state)
{
	enum { LONGEST = 200 };
	(void)state;
	struct arena *arena = arena_open();
	struct notice child = *sample("authentication alone, minor");
	bool parted = false;
	child.kept = false;
	for (int times = 1; times < LONGEST && !parted; times++) {
		struct letters *letters = open_longer(
			"<text key=\"bring.signature-pin\" when=\"!card !stay !minor !ward\">",
			times, &sample_office, arena);
		child.recipient.minor_until = DAY_NONE;
		bool grown = letters_fit_undated(letters, &child);
		child.recipient.minor_until = INT32_MAX;
		parted = !grown && letters_fit_undated(letters, &child);
		child.recipient.minor_until = child.night;
		assert_int_equal(grown, letters_fit_undated(letters, &child));
		letters_close(letters);
	}
	assert_true(parted);
	arena_close(arena);
}

/* A name of words of every length, up to so many letters; the same ones every time. */
static const char *any_name(unsigned *state, size_t length, char *name)
{
	static const char *const signs[] = {"A", "I", "W", "M", "ワ", "山", "Ễ", "f", "國", "-"};
	size_t word = 1;
	name[0] = '\0';
	for (size_t i = 0; i < length; i++, word++) {
		*state = *state * 1103515245u + 12345u;
		unsigned chance = *state >> 16;
		bool breaks = word > 1 && chance % (1 + (chance >> 8) % 24) == 0;
		strcat(name, breaks ? " " : signs[chance / 7 % 10]);
		word = breaks ? 0 : word;
	}
	return name;
}

/* What is said to have room has it: drawn with the name that it bears, no letter is in smaller type
 * than the layout allows. */
static void test_any_name(void **state)
{
	enum { ROUNDS = 40, LETTERS_MAX = 72 };
	(void)state;
	struct arena *arena = arena_open();
	struct letters *letters = open_longer("", 0, &sample_office, arena);
	struct fault why = {0};
	unsigned chance = 1;
	size_t drawn = 0, kept_back = 0;
	for (size_t i = 0; i < ROUNDS * SAMPLES; i++) {
		char name[LETTERS_MAX * 4], missing[32];
		struct notice notice = samples[i % SAMPLES].notice;
		if (i % SAMPLES % 4 != i / SAMPLES % 4)
			continue; /* a quarter of them each round */
		notice.recipient.name = notice.recipient.addressee =
			any_name(&chance, 1 + i / SAMPLES * LETTERS_MAX / ROUNDS, name);
		if (letters_check(letters, &notice.recipient, missing, sizeof missing) !=
				LETTER_FITS ||
			!(notice.kind == NOTICE_EXPIRY ? letters_fit_undated(letters, &notice)
						       : letters_fit(letters, &notice))) {
			kept_back++;
			continue;
		}
		drawn++;
		FILE *stream = tmpfile(); /* it is read back */
		if (!letters_write(letters, &notice, 1, SAMPLE_POSTING_DAY, stream, &why))
			fail_msg("%s, \"%s\": %s", samples[i % SAMPLES].name, name, why.message);
		fclose(stream);
		if (letters_cramped(letters) > 0)
			fail_msg("%s, \"%s\"", samples[i % SAMPLES].name, name);
	}
	assert_true(drawn > 80 && kept_back > 20);
	letters_close(letters);
	arena_close(arena);
}

/* The PDF of one letter. */
static char *written(
	struct letters *letters, const struct notice *notice, size_t *length, struct arena *arena)
{
	struct fault why = {0};
	FILE *stream = tmpfile();
	if (!letters_write(letters, notice, 1, SAMPLE_POSTING_DAY, stream, &why))
		fail_msg("%s", why.message);
	assert_int_equal(fseek(stream, 0, SEEK_END), 0);
	*length = (size_t)ftell(stream);
	char *bytes = arena_alloc(arena, *length);
	rewind(stream);
	assert_int_equal(fread(bytes, 1, *length, stream), *length);
	fclose(stream);
	return bytes;
}

/* A letter that was decided is drawn all the same, on however many sheets, and counted once; and
 * alike when its kind is known to have no room: else its second sheet would not go on where the
 * first one ends. */
static void test_promised(void **state)
{
	(void)state;
	for (int format = 0; format < FORMATS; format++) {
		if (letter_format_sheets((enum letter_format)format) == 0)
			continue;
		struct arena *arena = arena_open();
		struct letters *letters =
			open_longer("<text key=\"lead\">", 200, &sample_office, arena);
		struct notice notice = *sample("certificates, offered");
		notice.recipient.format = (enum letter_format)format;
		assert_false(letters_fit(letters, &notice));
		size_t length, again;
		const char *first = written(letters, &notice, &length, arena);
		assert_int_equal(letters_cramped(letters), 1);
		const char *second = written(letters, &notice, &again, arena);
		assert_int_equal(letters_cramped(letters), 2);
		assert_int_equal(length, again);
		assert_memory_equal(first, second, length);
		letters_close(letters);
		arena_close(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_one_kind),
		cmocka_unit_test(test_any_visit),
		cmocka_unit_test(test_own_name),
		cmocka_unit_test(test_coming_of_age),
		cmocka_unit_test(test_any_name),
		cmocka_unit_test(test_promised),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
