#include "command/dry_run_report.h"

#include "base/json.h"
#include "base/phrase.h"
#include "command/columns.h"
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

/* ---- what another office file would do ---- */

/* What becomes of one due, or where one appointment is: "" where there is none. */
struct difference {
	const char *resident, *matter; /* of a due; "" of an appointment */
	day_number expires;
	const char *notice; /* of an appointment that was given before */
	const char *here, *there;
};

struct differences {
	struct arena *arena;
	struct difference *list;
	size_t count, capacity;
};

static void add_difference(struct differences *found, struct difference difference)
{
	found->list = arena_grow(
		found->arena, found->list, found->count, 1, &found->capacity, sizeof *found->list);
	found->list[found->count++] = difference;
}

static const char *describe_place(const struct appointment *at, struct arena *arena)
{
	char starts[CIVIL_INSTANT_BYTES];
	return arena_print(
		arena, "%s %s", at->counter, civil_format_instant(at->day, at->starts, starts));
}

/* "letter late cityhall 2026-12-16T09:00", "hand first address". */
static const char *describe_due(const struct night_due *due, struct arena *arena)
{
	const struct decision *decision = &due->decision;
	bool placed = due->appointment.state != APPOINTMENT_STATE_NONE;
	return arena_print(arena, "%s %s%s%s%s%s%s", PHRASE_WORD(outcome_words, decision->outcome),
		PHRASE_WORD(wave_words, decision->wave),
		decision->reason == REASON_EMPTY ? "" : " ",
		PHRASE_WORD(reason_words, decision->reason), placed ? " " : "",
		placed ? describe_place(&due->appointment, arena) : "",
		due->call ? phrase(" call") : "");
}

static int order_dues(const struct night_due *one, const struct night_due *other)
{
	int order = strcmp(one->resident, other->resident);
	if (order == 0)
		order = (int)one->decision.matter - (int)other->decision.matter;
	return order != 0 ? order
			  : (one->decision.expires > other->decision.expires) -
				    (one->decision.expires < other->decision.expires);
}

/* Both lists stand in order_dues's order. */
static void compare_dues(
	const struct night *here, const struct night *there, struct differences *found)
{
	for (size_t i = 0, k = 0; i < here->due_count || k < there->due_count;) {
		int order = i == here->due_count    ? 1
			    : k == there->due_count ? -1
						    : order_dues(&here->dues[i], &there->dues[k]);
		const struct night_due *due = order <= 0 ? &here->dues[i] : &there->dues[k];
		const char *one = order <= 0 ? describe_due(&here->dues[i++], found->arena) : "";
		const char *other = order >= 0 ? describe_due(&there->dues[k++], found->arena) : "";
		if (strcmp(one, other) != 0)
			add_difference(
				found, (struct difference){due->resident,
					       PHRASE_WORD(matter_words, due->decision.matter),
					       due->decision.expires, "", one, other});
	}
}

static int order_uid(const void *left, const void *right)
{
	return strcmp(((const struct agenda_entry *)left)->appointment.uid,
		((const struct agenda_entry *)right)->appointment.uid);
}

/* The appointments that were given before this night: those of tonight are told with their dues. */
static struct agenda_entry *given_before(
	const struct night *night, struct arena *arena, size_t *count)
{
	struct agenda_entry *entries = arena_alloc(arena, night->agenda_count * sizeof *entries);
	*count = 0;
	for (size_t i = 0; i < night->agenda_count; i++)
		if (night->agenda[i].changed != night->day ||
			night->agenda[i].appointment.state != APPOINTMENT_STATE_OFFERED)
			entries[(*count)++] = night->agenda[i];
	if (*count > 0)
		qsort(entries, *count, sizeof *entries, order_uid);
	return entries;
}

static void compare_appointments(
	const struct night *here, const struct night *there, struct differences *found)
{
	size_t here_count, there_count;
	const struct agenda_entry *one = given_before(here, found->arena, &here_count);
	const struct agenda_entry *other = given_before(there, found->arena, &there_count);
	for (size_t i = 0, k = 0; i < here_count || k < there_count;) {
		int order = i == here_count    ? 1
			    : k == there_count ? -1
					       : order_uid(&one[i], &other[k]);
		const char *notice = order <= 0 ? one[i].notice : other[k].notice;
		const char *was =
			order <= 0 ? describe_place(&one[i++].appointment, found->arena) : "";
		const char *is =
			order >= 0 ? describe_place(&other[k++].appointment, found->arena) : "";
		if (strcmp(was, is) != 0)
			add_difference(
				found, (struct difference){"", "", DAY_NONE, notice, was, is});
	}
}

static struct differences compare_nights(
	const struct night *here, const struct night *there, struct arena *arena)
{
	struct differences found = {.arena = arena};
	compare_dues(here, there, &found);
	compare_appointments(here, there, &found);
	return found;
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

static void print_differences(const struct differences *found, struct arena *arena)
{
	static const struct column headings[] = {{PHRASE("resident"), false},
		{PHRASE("matter"), false}, {PHRASE("expires"), false}, {PHRASE("letter"), false},
		{PHRASE("by this office file"), false}, {PHRASE("by the other"), false}};
	struct columns table = columns_open(headings, 6, arena);
	say(found->count == 0 ? PHRASE("\nthe other office file changes nothing\n")
			      : PHRASE("\nwhat the other office file would change\n"));
	for (size_t i = 0; i < found->count; i++) {
		const struct difference *one = &found->list[i];
		char expires[CIVIL_DATE_BYTES];
		const char *const cells[] = {one->resident, one->matter,
			civil_format(one->expires, expires), one->notice,
			one->here[0] == '\0' ? "-" : one->here,
			one->there[0] == '\0' ? "-" : one->there};
		columns_add(&table, cells);
	}
	columns_print(&table, stdout);
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
	if (against == NULL)
		return;
	struct differences found = compare_nights(&tonight->night, &against->night, arena);
	print_differences(&found, arena);
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

static void put_differences(struct json *json, const struct differences *found)
{
	json_begin_array(json, "differences");
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
	json_begin_array(json, "mailing");
	for (size_t i = 0; i < tonight->night.sheet_count; i++)
		json_put_text(json, NULL, tonight->night.sheets[i].number);
	json_end(json);
	if (against != NULL) {
		struct differences found = compare_nights(&tonight->night, &against->night, arena);
		json_begin_object(json, "against");
		json_put_text(json, "office", against->office->path);
		put_night(json, against, arena);
		put_differences(json, &found);
		json_end(json);
	}
	return json_close(json, stdout);
}
