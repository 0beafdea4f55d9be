#include "command/dry_run_report.h"

#include "base/json.h"
#include "base/phrase.h"
#include "command/columns.h"
#include "command/dry_run_differences.h"
#include "command/say.h"
#include "document/operators/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Counts beside those of the night before; of another office file whom it would treat otherwise:
 * what is the same in both is not told. */

/* ---- counts ---- */

enum { FIGURES = 11 };

struct figure {
	const char *key;  /* in JSON */
	const char *name; /* on a terminal */
	bool kept;        /* known of the night before too */
};

static const struct figure figures[FIGURES] = {
	{"read", PHRASE("residents read"), true},
	{"aside", PHRASE("set aside"), true},
	{"letter", PHRASE("dues by letter"), true},
	{"covered", PHRASE("dues covered by another's letter"), true},
	{"hand", PHRASE("dues by hand"), true},
	{"none", PHRASE("dues without a letter"), true},
	{"mailed", PHRASE("letters in the mailing"), true},
	{"exceptions", PHRASE("exceptions"), true},
	{"visits", PHRASE("letters with an appointment"), false},
	{"unplaced", PHRASE("letters without a place"), false},
	{"calls", PHRASE("people to be telephoned"), false},
};

static void count_tonight(
	const struct dry_night *tonight, const struct tally *tally, long counts[FIGURES])
{
	const struct night *night = &tonight->night;
	const long found[FIGURES] = {night->read, night->aside, tally->outcomes[OUTCOME_LETTER],
		tally->outcomes[OUTCOME_COVERED], tally->outcomes[OUTCOME_HAND],
		tally->outcomes[OUTCOME_NONE], (long)night->sheet_count,
		(long)night->exception_count, tally->appointments, tally->unplaced,
		tally->call_people};
	memcpy(counts, found, sizeof found);
}

static void count_past(const struct past_night *past, long counts[FIGURES])
{
	const long found[FIGURES] = {past->read, past->aside, past->outcomes[OUTCOME_LETTER],
		past->outcomes[OUTCOME_COVERED], past->outcomes[OUTCOME_HAND],
		past->outcomes[OUTCOME_NONE], past->sheets, past->exceptions};
	memcpy(counts, found, sizeof found);
}

/* The night before this one, NULL for none. */
static const struct past_night *night_before(const struct night *night)
{
	return night->past_count < 2 ? NULL : &night->past[night->past_count - 2];
}

/* ---- as text ---- */

static void print_counts(const struct dry_night *tonight, struct arena *arena)
{
	static const struct column headings[] = {{"", false}, {PHRASE("tonight"), true},
		{PHRASE("last night"), true}, {PHRASE("more"), true}};
	struct columns table = columns_open(headings, 4, arena);
	const struct past_night *before = night_before(&tonight->night);
	struct tally tally;
	long now[FIGURES], then[FIGURES] = {0};
	tally_night(tonight->office, &tonight->night, arena, &tally);
	count_tonight(tonight, &tally, now);
	if (before != NULL)
		count_past(before, then);
	for (int i = 0; i < FIGURES; i++) {
		bool kept = before != NULL && figures[i].kept;
		const char *const cells[] = {phrase(figures[i].name),
			arena_print(arena, "%ld", now[i]),
			kept ? arena_print(arena, "%ld", then[i]) : "",
			kept ? arena_print(arena, "%+ld", now[i] - then[i]) : ""};
		columns_add(&table, cells);
	}
	columns_print(&table, stdout);
	for (size_t i = 0; i < tally.exception_codes; i++)
		printf("  %s %ld\n", tally.exceptions[i].code, tally.exceptions[i].count);
}

/* At most `most` of them. */
static void print_differences(
	const struct differences *found, const char *here, const char *there, size_t most)
{
	const struct column headings[] = {{PHRASE("resident"), false}, {PHRASE("matter"), false},
		{PHRASE("expires"), false}, {PHRASE("letter"), false}, {here, false},
		{there, false}};
	struct columns table = columns_open(headings, 6, found->arena);
	for (size_t i = 0; i < found->count && i < most; i++) {
		const struct difference *one = &found->list[i];
		char expires[CIVIL_DATE_BYTES];
		const char *const cells[] = {one->resident, one->matter,
			civil_format(one->expires, expires), one->notice,
			one->here[0] == '\0' ? "-" : one->here,
			one->there[0] == '\0' ? "-" : one->there};
		columns_add(&table, cells);
	}
	columns_print(&table, stdout);
	if (found->count > most)
		say(PHRASE("and %zu more; with --json all\n"), found->count - most);
}

/* Nobody reads a first night's thousands on a terminal. */
enum { MOST_CHANGES = 60 };

static void print_changes(const struct dry_night *tonight, struct arena *arena)
{
	struct differences found =
		differences_between(&tonight->before, &tonight->night, true, arena);
	say(found.count == 0 ? PHRASE("\nnobody is treated otherwise than before\n")
			     : PHRASE("\nwhat is new tonight, and what it was before\n"));
	if (found.count > 0)
		print_differences(&found, PHRASE("before"), PHRASE("tonight"), MOST_CHANGES);
}

void dry_run_print_text(
	const struct dry_night *tonight, const struct dry_night *against, struct arena *arena)
{
	char name[NIGHT_NAME_BYTES];
	night_name(tonight->night.day, tonight->night.run, name);
	say(tonight->fresh ? PHRASE("the night %s would be; nothing is written\n")
			   : PHRASE("the night %s is done, by this very register\n"),
		name);
	print_counts(tonight, arena);
	print_changes(tonight, arena);
	if (against == NULL)
		return;
	struct differences found =
		differences_between(&tonight->night, &against->night, true, arena);
	say(found.count == 0 ? PHRASE("\nthe other office file changes nothing\n")
			     : PHRASE("\nwhat the other office file would change\n"));
	if (found.count > 0)
		print_differences(
			&found, PHRASE("by this office file"), PHRASE("by the other"), found.count);
}

/* ---- as JSON ---- */

static void put_counts(struct json *json, const char *key, const long counts[FIGURES], bool kept)
{
	json_begin_object(json, key);
	for (int i = 0; i < FIGURES; i++)
		if (!kept || figures[i].kept)
			json_put_integer(json, figures[i].key, counts[i]);
	json_end(json);
}

static void put_dues(struct json *json, const struct night *night)
{
	char starts[CIVIL_INSTANT_BYTES];
	json_begin_array(json, "dues");
	for (size_t i = 0; i < night->due_count; i++) {
		const struct night_due *due = &night->dues[i];
		const struct appointment *at = &due->appointment;
		bool placed = at->state != APPOINTMENT_STATE_NONE;
		json_begin_object(json, NULL);
		json_put_text(json, "resident", due->resident);
		json_put_text(json, "matter", matter_words[due->decision.matter]);
		json_put_day(json, "expires", due->decision.expires);
		json_put_day(json, "opens", due->decision.opens);
		json_put_text(json, "wave", wave_words[due->decision.wave]);
		json_put_text(json, "outcome", outcome_words[due->decision.outcome]);
		json_put_text(json, "reason", reason_words[due->decision.reason]);
		json_put_text(json, "notice", due->notice);
		json_put_text(json, "counter", placed ? at->counter : "");
		json_put_text(json, "starts",
			placed ? civil_format_instant(at->day, at->starts, starts) : "");
		json_put_truth(json, "call", due->call);
		json_end(json);
	}
	json_end(json);
}

static void put_night(struct json *json, const struct dry_night *tonight, struct arena *arena)
{
	const struct past_night *before = night_before(&tonight->night);
	struct tally tally;
	long counts[FIGURES] = {0};
	tally_night(tonight->office, &tonight->night, arena, &tally);
	count_tonight(tonight, &tally, counts);
	put_counts(json, "counts", counts, false);
	json_begin_object(json, "exceptions");
	for (size_t i = 0; i < tally.exception_codes; i++)
		json_put_integer(json, tally.exceptions[i].code, tally.exceptions[i].count);
	json_end(json);
	if (before == NULL)
		return;
	count_past(before, counts);
	json_put_day(json, "last_night", before->day);
	put_counts(json, "last", counts, true);
}

static void put_differences(struct json *json, const char *key, const struct differences *found)
{
	json_begin_array(json, key);
	for (size_t i = 0; i < found->count; i++) {
		const struct difference *one = &found->list[i];
		json_begin_object(json, NULL);
		json_put_text(json, "resident", one->resident);
		json_put_text(json, "matter", one->matter);
		json_put_day(json, "expires", one->expires);
		json_put_text(json, "notice", one->notice);
		json_put_text(json, "here", one->here);
		json_put_text(json, "there", one->there);
		json_end(json);
	}
	json_end(json);
}

bool dry_run_print_json(
	const struct dry_night *tonight, const struct dry_night *against, struct arena *arena)
{
	struct json *json = json_open();
	json_put_day(json, "day", tonight->night.day);
	json_put_integer(json, "run", tonight->night.run);
	json_put_truth(json, "fresh", tonight->fresh);
	put_night(json, tonight, arena);
	put_dues(json, &tonight->night);
	struct differences found =
		differences_between(&tonight->before, &tonight->night, false, arena);
	put_differences(json, "changes", &found);
	json_begin_array(json, "mailing");
	for (size_t i = 0; i < tonight->night.sheet_count; i++)
		json_put_text(json, NULL, tonight->night.sheets[i].number);
	json_end(json);
	if (against != NULL) {
		found = differences_between(&tonight->night, &against->night, false, arena);
		json_begin_object(json, "against");
		json_put_text(json, "office", against->office->path);
		put_night(json, against, arena);
		put_differences(json, "differences", &found);
		json_end(json);
	}
	return json_close(json, stdout);
}
