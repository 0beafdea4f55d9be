#ifndef TESTS_LEDGER_NIGHTS_H
#define TESTS_LEDGER_NIGHTS_H

/* Nights for the tests of the ledger: built thing by thing, told as text to compare them, and a
 * ledger in a folder of its own. */

#include "ledger/ledger.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <unistd.h>

static inline day_number on(const char *text)
{
	day_number day = DAY_NONE;
	assert_true(civil_parse(text, strlen(text), &day));
	return day;
}

/* ---- a place to work in ---- */

struct scene {
	struct arena *arena;
	const char *folder;
	const char *path; /* of the ledger */
};

static inline int scene_open(void **state)
{
	struct arena *arena = arena_open();
	struct scene *scene = arena_alloc(arena, sizeof *scene);
	const char *place = getenv("TMPDIR");
	char *folder = arena_print(arena, "%s/kigen-ledger-XXXXXX", place != NULL ? place : "/tmp");
	assert_non_null(mkdtemp(folder));
	scene->arena = arena;
	scene->folder = folder;
	scene->path = arena_print(arena, "%s/ledger.db", folder);
	*state = scene;
	return 0;
}

static inline int scene_close(void **state)
{
	struct scene *scene = *state;
	const char *const names[] = {"", ".lock", "-journal", ".sum"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(arena_print(scene->arena, "%s%s", scene->path, names[i]));
	int removed = rmdir(scene->folder);
	arena_close(scene->arena);
	return removed;
}

static inline struct ledger *must_open(const struct scene *scene, enum ledger_mode mode)
{
	struct ledger *ledger = NULL;
	struct fault why = {0};
	if (!ledger_open(scene->path, mode, &ledger, &why))
		fail_msg("%s", why.message);
	return ledger;
}

/* Runs statements as somebody with sqlite3 would, who sets the sum right again. */
static inline void tamper(struct scene *scene, const char *script)
{
	sqlite3 *database;
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	if (sqlite3_exec(database, script, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", script, sqlite3_errmsg(database));
	sqlite3_close(database);
	unlink(arena_print(scene->arena, "%s.sum", scene->path));
}

static inline void tell_value(FILE *stream, sqlite3_stmt *rows, int column)
{
	const unsigned char *bytes = sqlite3_column_blob(rows, column);
	int length = sqlite3_column_bytes(rows, column);
	switch (sqlite3_column_type(rows, column)) {
	case SQLITE_NULL:
		fputs("|NULL", stream);
		break;
	case SQLITE_BLOB:
		fputc('|', stream);
		for (int i = 0; i < length; i++)
			fprintf(stream, "%02x", bytes[i]);
		break;
	default:
		fprintf(stream, "|%s", (const char *)sqlite3_column_text(rows, column));
	}
}

/* All rows of all tables as text: two ledgers with the same text hold the same. */
static inline const char *dump(const struct scene *scene)
{
	sqlite3 *database;
	sqlite3_stmt *tables;
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);
	assert_int_equal(
		sqlite3_open_v2(scene->path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(database,
			"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid", -1,
			&tables, NULL),
		SQLITE_OK);
	while (sqlite3_step(tables) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(tables, 0);
		sqlite3_stmt *rows;
		char *query = sqlite3_mprintf("SELECT * FROM %s ORDER BY 1, 2", name);
		assert_int_equal(sqlite3_prepare_v2(database, query, -1, &rows, NULL), SQLITE_OK);
		while (sqlite3_step(rows) == SQLITE_ROW) {
			fprintf(stream, "%s", name);
			for (int k = 0; k < sqlite3_column_count(rows); k++)
				tell_value(stream, rows, k);
			fputc('\n', stream);
		}
		sqlite3_finalize(rows);
		sqlite3_free(query);
	}
	sqlite3_finalize(tables);
	sqlite3_stmt *check;
	assert_int_equal(sqlite3_prepare_v2(database, "PRAGMA integrity_check", -1, &check, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(check), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(check, 0), "ok");
	sqlite3_finalize(check);
	sqlite3_close(database);
	fclose(stream);
	char *copy = arena_copy(scene->arena, text);
	free(text);
	return copy;
}

/* A script that takes out of a ledger what the chain of seals is made of: so it was before. */
static const char without_seals[] __attribute__((unused)) =
	"DROP TABLE seal; DROP TABLE ratchet; DROP INDEX due_ended; DROP INDEX notice_pulled;"
	"DROP INDEX recipient_night; DROP INDEX revocation_night; DROP INDEX capped_night;"
	"DROP INDEX withdrawn_desk; DROP INDEX returned_desk; DROP INDEX confirmed_desk;"
	"DROP INDEX handled_desk; DROP INDEX accounted_desk; DROP INDEX told_desk;"
	"DROP INDEX desk_posted_desk; DROP INDEX desk_folder_night;"
	"DROP INDEX renewal_night; DROP INDEX came_desk;";

/* What version 8 has added goes: the schema is that of version 7. */
#define AS_VERSION_7                                                                               \
	"DROP TABLE envelope; DROP TABLE trial; DROP TABLE house_member; DROP TABLE house;"        \
	"PRAGMA user_version = 7;"                                                                 \
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql,"                 \
	" '''house-accepted'', ''house-declined'', ', '') WHERE name = 'desk';"                    \
	"PRAGMA writable_schema = RESET;"

/* What version 7 has added goes too: the schema is that of version 6. */
static const char as_version_6[] __attribute__((unused)) = AS_VERSION_7
	"DROP TABLE assigned; DROP TABLE request; DROP TABLE acknowledgement; DROP TABLE load_counter; DROP TABLE wording; DROP TABLE turnout;"
	"DROP INDEX attendance_night; ALTER TABLE attendance DROP COLUMN night;"
	"DROP INDEX effect_number; ALTER TABLE effect DROP COLUMN number; PRAGMA user_version = 6;"
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql,"
	" '''trial'', ', '') WHERE name = 'effect'; UPDATE sqlite_schema SET sql = replace("
	"replace(sql, '''exception-acknowledged'', ''exception-reopened'', ', ''),"
	" '''place-freed'', ''place-moved'', ''place-taken'', ''requests-imported'', ', '')"
	" WHERE name = 'desk';"
	"PRAGMA writable_schema = RESET;";

/* ---- a night, thing by thing ---- */

struct build {
	struct arena *arena;
	struct night_decided night;
	struct decided_due *dues;
	struct closed_due *closed;
	struct notice *notices, *refreshed;
	struct given_place *places;
	struct revocation *revocations;
	const char **pulled, **cancelled, **mailed;
	struct night_exception exceptions[8];
	size_t exception_count;
	size_t due_room, closed_room, notice_room, refreshed_room, place_room;
	size_t pulled_room, cancelled_room, mailed_room, revocation_room;
};

static const char DIGEST_OFFICE[] =
	"00000000000000000000000000000000000000000000000000000000000000ff";

/* A night on a register that no other night of the tests has seen, with a mailing. */
static inline struct build *build_night(struct arena *arena, const char *day, int run)
{
	struct build *build = arena_alloc(arena, sizeof *build);
	build->arena = arena;
	build->night.day = on(day);
	build->night.run = run;
	build->night.as_of = build->night.day - 1;
	build->night.register_digest =
		arena_print(arena, "%060x%04x", (unsigned)build->night.day, (unsigned)run);
	build->night.office_digest = DIGEST_OFFICE;
	build->night.posting_day = build->night.day;
	build->night.read = 1000;
	build->night.decided = 998;
	build->night.aside = 2;
	return build;
}

static inline struct decided_due *build_due(struct build *build, const char *resident,
	enum matter matter, const char *expires, enum outcome outcome, const char *notice)
{
	build->dues = arena_grow(build->arena, build->dues, build->night.due_count, 1,
		&build->due_room, sizeof *build->dues);
	struct decided_due *due = &build->dues[build->night.due_count++];
	*due = (struct decided_due){
		.resident = resident,
		.household = arena_print(build->arena, "H%s", resident),
		.decision = {.matter = matter,
			.expires = on(expires),
			.opens = civil_add_months(on(expires), -3) + 1,
			.wave = WAVE_FIRST,
			.outcome = outcome},
		.state = DUE_OPEN,
		.row = true,
		.notice = notice,
		.language = "",
	};
	build->night.dues = build->dues;
	return due;
}

static inline struct closed_due *build_closed(struct build *build, const char *resident,
	enum document document, const char *expires, enum due_state state)
{
	build->closed = arena_grow(build->arena, build->closed, build->night.closed_count, 1,
		&build->closed_room, sizeof *build->closed);
	struct closed_due *due = &build->closed[build->night.closed_count++];
	*due = (struct closed_due){resident, document, on(expires), state};
	build->night.closed = build->closed;
	return due;
}

static inline struct recipient some_recipient(struct arena *arena, const char *resident)
{
	return (struct recipient){
		.resident = resident,
		.household = arena_print(arena, "H%s", resident),
		.addressee = "葛󠄂城 髙子",
		.name = "葛󠄂城 髙子",
		.postal = "4868686",
		.address = "愛知県春日井市鳥居松町5丁目44番地",
		.building = "",
		.language = "",
		.minor_until = DAY_NONE,
	};
}

/* A letter without appointment; `uid` not NULL: with one (build_place makes it). */
static inline struct notice *build_notice(
	struct build *build, const char *number, const char *resident, const char *uid)
{
	build->notices = arena_grow(build->arena, build->notices, build->night.notice_count, 1,
		&build->notice_room, sizeof *build->notices);
	struct notice *notice = &build->notices[build->night.notice_count++];
	*notice = (struct notice){
		.number = number,
		.token = arena_print(build->arena, "TOKEN-%s-----", number),
		.night = build->night.day,
		.wave = WAVE_FIRST,
		.recipient = some_recipient(build->arena, resident),
		.visit_from = DAY_NONE,
		.visit_until = DAY_NONE,
	};
	if (uid != NULL) {
		notice->visit_from = on("2026-12-07");
		notice->visit_until = on("2027-01-15");
		notice->appointment.state = APPOINTMENT_STATE_OFFERED;
		notice->appointment.uid = uid;
	}
	build->night.notices = build->notices;
	return notice;
}

/* A visit of `slots` quarters of an hour. */
static inline struct given_place *build_place(struct build *build, const char *uid,
	const char *counter, const char *day, int starts, int slots, int desk)
{
	build->places = arena_grow(build->arena, build->places, build->night.place_count, 1,
		&build->place_room, sizeof *build->places);
	int *slot_starts = arena_alloc(build->arena, (size_t)slots * sizeof *slot_starts);
	for (int i = 0; i < slots; i++)
		slot_starts[i] = starts + 15 * i;
	struct given_place *place = &build->places[build->night.place_count++];
	*place = (struct given_place){uid, counter, on(day), starts, starts + 15 * slots, desk,
		slot_starts, (size_t)slots};
	build->night.places = build->places;
	return place;
}

static inline void build_name(
	struct build *build, const char ***names, size_t *count, size_t *room, const char *name)
{
	*names = arena_grow(build->arena, (void *)*names, *count, 1, room, sizeof **names);
	(*names)[(*count)++] = name;
}

static inline void build_pulled(struct build *build, const char *number)
{
	build_name(build, &build->pulled, &build->night.pulled_count, &build->pulled_room, number);
	build->night.pulled = build->pulled;
}

static inline void build_cancelled(struct build *build, const char *uid)
{
	build_name(build, &build->cancelled, &build->night.cancelled_count, &build->cancelled_room,
		uid);
	build->night.cancelled = build->cancelled;
}

static inline void build_mailed(struct build *build, const char *number)
{
	build_name(build, &build->mailed, &build->night.mailed_count, &build->mailed_room, number);
	build->night.mailed = build->mailed;
}

static inline struct notice *build_refreshed(
	struct build *build, const char *number, const char *resident)
{
	build->refreshed = arena_grow(build->arena, build->refreshed, build->night.refreshed_count,
		1, &build->refreshed_room, sizeof *build->refreshed);
	struct notice *notice = &build->refreshed[build->night.refreshed_count++];
	*notice = (struct notice){
		.number = number, .recipient = some_recipient(build->arena, resident)};
	build->night.refreshed = build->refreshed;
	return notice;
}

/* A revocation that is found on this night; its due may then be told. */
static inline struct revocation *build_revocation(
	struct build *build, const char *resident, const char *issued, const char *until)
{
	build->revocations =
		arena_grow(build->arena, build->revocations, build->night.revocation_count, 1,
			&build->revocation_room, sizeof *build->revocations);
	struct revocation *revocation = &build->revocations[build->night.revocation_count++];
	*revocation = (struct revocation){resident, on(issued), build->night.day, on(until)};
	build->night.revocations = build->revocations;
	return revocation;
}

static inline void build_exception(
	struct build *build, long line, const char *resident, const char *code, const char *message)
{
	assert_true(build->exception_count < 8);
	build->exceptions[build->exception_count++] =
		(struct night_exception){line, resident, code, message};
}

static inline bool commit(struct ledger *ledger, const struct build *build, struct fault *why)
{
	if (!ledger_begin(ledger, why))
		return false;
	for (size_t i = 0; i < build->exception_count; i++)
		if (!ledger_tell_exception(ledger, &build->exceptions[i], why)) {
			ledger_rollback(ledger);
			return false;
		}
	return ledger_commit(ledger, &build->night, why);
}

static inline void must_commit(struct ledger *ledger, const struct build *build)
{
	struct fault why = {0};
	if (!commit(ledger, build, &why))
		fail_msg("%s", why.message);
}

/*
 * Two nights that the tests share.
 * 24 November: 1001 gets a letter about the card, which covers a certificate, with a visit of two
 * slots; 1002 one about a certificate, without a visit; 1003 is by hand, 1004 gets none. Both
 * letters are mailed.
 * 25 November, no mailing: 1001 has renewed, the visit is cancelled; 1003's letter can go and
 * takes the place that is free again; 1002 is decided again without change; 1005 is new.
 */
static inline struct build *first_night(struct arena *arena)
{
	struct build *build = build_night(arena, "2026-11-24", 1);
	struct notice *letter = build_notice(build, "26-000001-1", "1001", "uid-one@232068");
	letter->wave = WAVE_LATE;
	letter->recipient.building = "コーポ 101";
	letter->recipient.language = "pt";
	letter->recipient.foreign = true;
	letter->recipient.minor_until = on("2027-03-31");
	letter->recipient.stay_case = STAY_CASE_PENDING;
	build_notice(build, "26-000002-9", "1002", NULL);
	build_place(build, "uid-one@232068", "cityhall", "2026-12-09", 17 * 60 + 30, 2, 1);
	build_due(build, "1004", MATTER_AUTHENTICATION, "2027-02-01", OUTCOME_NONE, "")
		->decision.reason = REASON_RENEWAL_APPLIED;
	struct decided_due *stay =
		build_due(build, "1001", MATTER_STAY, "2027-01-20", OUTCOME_LETTER, "26-000001-1");
	stay->decision.wave = WAVE_LATE;
	stay->decision.reason = REASON_ESTIMATED;
	stay->decision.estimated = true;
	stay->call = true;
	build_due(
		build, "1001", MATTER_AUTHENTICATION, "2027-01-20", OUTCOME_COVERED, "26-000001-1")
		->decision.reason = REASON_STAY;
	build_due(build, "1003", MATTER_CARD, "2027-02-10", OUTCOME_HAND, "")->decision.reason =
		REASON_PROTECTION;
	build_due(build, "1002", MATTER_SIGNATURE, "2027-02-20", OUTCOME_LETTER, "26-000002-9");
	build_exception(build, 40, "1009", "expiry-unexplained", "card: no rule gives 2027-01-01");
	build_exception(build, 12, "", "id-missing", "a resident without id");
	build_exception(build, 40, "1009", "renewal-odd", "told after the other of its line");
	build_mailed(build, "26-000002-9");
	build_mailed(build, "26-000001-1");
	return build;
}

static inline struct build *second_night(struct arena *arena)
{
	struct build *build = build_night(arena, "2026-11-25", 1);
	build->night.posting_day = on("2026-11-26");
	build_closed(build, "1001", DOCUMENT_CARD, "2027-01-20", DUE_RENEWED);
	build_closed(build, "1001", DOCUMENT_AUTHENTICATION, "2027-01-20", DUE_WITHDRAWN);
	build_cancelled(build, "uid-one@232068");
	build_notice(build, "26-000003-7", "1003", "uid-three@232068");
	build_place(build, "uid-three@232068", "cityhall", "2026-12-09", 17 * 60 + 30, 2, 1);
	build_notice(build, "26-000004-5", "1005", NULL);
	build_due(build, "1003", MATTER_CARD, "2027-02-10", OUTCOME_LETTER, "26-000003-7");
	build_due(build, "1005", MATTER_CARD, "2027-02-24", OUTCOME_LETTER, "26-000004-5");
	build_due(build, "1004", MATTER_AUTHENTICATION, "2027-02-01", OUTCOME_NONE, "")->row =
		false;
	return build;
}

/* ---- a night as text ---- */

static inline void tell_appointment(FILE *stream, const struct appointment *appointment)
{
	char instant[CIVIL_INSTANT_BYTES], ends[CIVIL_TIME_BYTES];
	if (appointment->state == APPOINTMENT_STATE_NONE) {
		fputs(" no-appointment", stream);
		return;
	}
	fprintf(stream, " %s %s/%d %s %s-%s", appointment_state_words[appointment->state],
		appointment->uid, appointment->sequence, appointment->counter,
		civil_format_instant(appointment->day, appointment->starts, instant),
		civil_format_time(appointment->ends, ends));
}

static inline void tell_days(FILE *stream, day_number from, day_number until)
{
	char first[CIVIL_DATE_BYTES], last[CIVIL_DATE_BYTES];
	fprintf(stream, " [%s..%s]", civil_format(from, first), civil_format(until, last));
}

static inline void tell_notice(FILE *stream, const struct notice *notice)
{
	const struct recipient *to = &notice->recipient;
	char night[CIVIL_DATE_BYTES], date[CIVIL_DATE_BYTES], until[CIVIL_DATE_BYTES];
	fprintf(stream, "%s %s %s %s %s sheet %d|%s|%s|%s|%s|%s|%s|%s|%s|%d,%s,%d|%s|",
		notice->number, notice->token, notice_kind_words[notice->kind],
		civil_format(notice->night, night), wave_words[notice->wave], notice->sheet,
		to->resident, to->household, to->addressee, to->name, to->postal, to->address,
		to->building, to->language, to->foreign, civil_format(to->minor_until, until),
		to->ward, stay_case_words[to->stay_case]);
	for (size_t i = 0; i < notice->item_count; i++)
		fprintf(stream, " %s %s %s %s%s;", matter_words[notice->items[i].matter],
			civil_format(notice->items[i].expires, date),
			wave_words[notice->items[i].wave], outcome_words[notice->items[i].outcome],
			notice->items[i].estimated ? " estimated" : "");
	tell_days(stream, notice->visit_from, notice->visit_until);
	tell_appointment(stream, &notice->appointment);
	if (notice->kind != NOTICE_EXPIRY) {
		fprintf(stream, " instead of %s", notice->earlier);
		tell_appointment(stream, &notice->was);
	}
	fputc('\n', stream);
}

static inline void tell_due(FILE *stream, const struct night_due *due)
{
	const struct decision *decision = &due->decision;
	char expires[CIVIL_DATE_BYTES], opens[CIVIL_DATE_BYTES];
	fprintf(stream, "%s %s %s %s opens %s %s %s '%s'%s%s '%s'", due->resident, due->household,
		matter_words[decision->matter], civil_format(decision->expires, expires),
		civil_format(decision->opens, opens), wave_words[decision->wave],
		outcome_words[decision->outcome], reason_words[decision->reason],
		decision->estimated ? " estimated" : "", due->call ? " call" : "", due->notice);
	tell_days(stream, due->visit_from, due->visit_until);
	tell_appointment(stream, &due->appointment);
	fputc('\n', stream);
}

static inline const char *tell_night(struct arena *arena, const struct night *night)
{
	char *text = NULL;
	size_t size = 0;
	char day[CIVIL_DATE_BYTES], as_of[CIVIL_DATE_BYTES], posting[CIVIL_DATE_BYTES];
	FILE *stream = open_memstream(&text, &size);
	fprintf(stream, "night %s/%d as of %s, posting %s%s, %ld = %ld + %ld, %.4s…%.4s…\n",
		civil_format(night->day, day), night->run, civil_format(night->as_of, as_of),
		civil_format(night->posting_day, posting), night->mailing ? " mailing" : "",
		night->read, night->decided, night->aside, night->register_digest + 60,
		night->office_digest + 60);
	for (size_t i = 0; i < night->due_count; i++) {
		fputs("due ", stream);
		tell_due(stream, &night->dues[i]);
	}
	for (size_t i = 0; i < night->exception_count; i++)
		fprintf(stream, "exception %ld '%s' %s: %s\n", night->exceptions[i].line,
			night->exceptions[i].resident, night->exceptions[i].code,
			night->exceptions[i].message);
	for (size_t i = 0; i < night->sheet_count; i++) {
		fputs("sheet ", stream);
		tell_notice(stream, &night->sheets[i]);
	}
	fprintf(stream, "carried %ld\n", night->carried);
	for (size_t i = 0; i < night->invited_count; i++) {
		fputs("invited ", stream);
		tell_notice(stream, &night->invited[i]);
	}
	for (size_t i = 0; i < night->agenda_count; i++) {
		fprintf(stream, "agenda %s", night->agenda[i].notice);
		tell_appointment(stream, &night->agenda[i].appointment);
		fputc('\n', stream);
	}
	fclose(stream);
	char *copy = arena_copy(arena, text);
	free(text);
	return copy;
}

static inline const char *night_text(
	struct ledger *ledger, struct arena *arena, const char *day, int run)
{
	struct night night;
	struct fault why = {0};
	if (!ledger_night(ledger, on(day), run, arena, &night, &why))
		fail_msg("%s", why.message);
	return tell_night(arena, &night);
}

#endif
