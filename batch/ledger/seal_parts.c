#include "ledger/seal_parts.h"

#include <string.h>

/*
 * A group is chosen so that what a night or an act of the desk changes is in few and small ones.
 * What becomes of a letter later is therefore in groups of its own: the mailing that has it, the
 * night that took it back. What stands night after night is in the group of the last night that
 * told it.
 */

const struct seal_part seal_parts[] = {
	{"ledger", "ledger", "id", "id, secret", 1},
	{"night", "night", "id",
		"id, day, run, as_of, register_digest, office_digest, posting_day, read, decided,"
		" aside, holders, purged",
		1},
	{"lineage", "lineage", "night", "night, digest", 1},
	{"lost", "lost", "night", "name, lineage, number, night", 2},
	{"acceptance", "acceptance", "night", "night, code, message, why, who", 2},
	{"layer", "layer", "night", "night, layer, residents", 2},
	{"due", "due", "ended",
		"resident, document, expires, state, matter, wave, outcome, reason, decided, ended",
		3},
	{"appointment", "appointment", "night",
		"uid, sequence, night, state, counter, day, starts, ends, desk, cause, tell", 2},
	{"notice", "notice", "night",
		"number, token, kind, night, wave, resident, visit_from, visit_until, uid, sequence,"
		" kept, earlier, earlier_sequence, desk, purged",
		1},
	{"notice-mailed", "notice", "mailed", "number, mailed, sheet", 1},
	{"notice-pulled", "notice", "pulled", "number, pulled", 1},
	{"recipient", "recipient", "night",
		"notice, night, household, addressee, name, postal, address, building, language,"
		" gregorian, minor_until, ward, stay_case, format",
		2},
	{"decision", "decision", "night",
		"night, resident, matter, expires, document, household, opens, wave, outcome, reason,"
		" estimated, listed, notice, call, language",
		4},
	{"desk", "desk", "id", "id, day, action, mailing, notice, resident, detail, who, why", 1},
	{"mailing", "mailing", "night", "night, state, day, desk", 1},
	{"withdrawn", "withdrawn", "desk", "notice, desk", 1},
	{"returned", "returned", "desk", "notice, resident, address, desk, released", 1},
	{"capped", "capped", "night", "resident, address, night", 1},
	{"confirmed", "confirmed", "desk", "address, desk", 1},
	{"handled", "handled", "desk", "resident, document, expires, reason, desk", 4},
	{"accounted", "accounted", "desk", "notice, fate, night, desk", 1},
	{"telling", "telling", "night",
		"night, uid, sequence, desk, matter, expires, resident, wave, outcome, estimated,"
		" reason, notice, call",
		6},
	{"told", "told", "desk", "uid, sequence, desk", 2},
	{"desk-folder", "desk_folder", "night", "uid, sequence, night, day, path, notice", 2},
	{"desk-posted", "desk_posted", "desk", "notice, day, desk", 1},
	{"by-hand", "by_hand", "0", "resident, reason", 1},
	{"shortage", "shortage", "night",
		"night, ordinal, slots, first_day, last_day, places, people, unplaced, cure_counter,"
		" cure_desks, cure_places",
		2},
	{"shortage-week", "shortage_week", "night",
		"night, ordinal, line, monday, counter, offered, held", 3},
	{"late", "late", "night", "notice, matter, expires, night, resident", 3},
	{"revocation", "revocation", "night", "resident, issued, opens, until, night", 2},
	{"protected", "protected", "0", "mark, since, absent", 1},
	{"renewal", "renewal", "night", "resident, document, expires, day, night", 3},
	{"came", "came", "desk", "uid, sequence, desk", 1},
	{"attendance", "attendance", "night",
		"notice, version, outcome, renewed, in_time, by_visit, settled, night", 1},
	{"effect", "effect", "number",
		"month, wave, what, value, visit, outcome, in_time, by_visit, count, number", 8},
	{"assigned", "assigned", "night", "notice, trial, second, share, night", 1},
	{"wording", "wording", "night", "version, language, night", 1},
	{"turnout", "turnout", "night", "night, measure, wave, first, last, letters, renewed", 3},
	{"figure", "figure", "night", "night, what, word, count", 3},
	{"backlog", "backlog", "night", "night, what, count", 2},
	{"load", "load", "night", "night, monday, what, count", 3},
	{"load-counter", "load_counter", "night", "night, counter, weeks", 2},
	{"exception-span", "exception_span", "last",
		"id, resident, code, message, copy, first, last", 1},
	{"exception-list", "exception_list", "night", "night, rows", 1},
	{"stop-span", "stop_span", "last", "notice, first, last, reason", 2},
	{"acknowledgement", "acknowledgement", "desk", "span, desk, since, reopened, until", 2},
	{"envelope", "envelope", "night", "notice, night, number, first, sheets", 1},
	{"envelope-apart", "envelope", "apart", "notice, apart", 1},
	{"request", "request", "desk", "id, content, asked, code, uid, desk, act", 1},
	{"trial", "trial", "night", "id, until, night", 1},
	{"house", "house", "opened", "number, address, opened, answer_by, state, ended, desk", 1},
	{"house-member", "house_member", "joined",
		"house, resident, joined, uid, parted, language, minor, ward", 3},
};

const int seal_part_count = sizeof seal_parts / sizeof seal_parts[0];

const struct seal_exempt seal_exempts[] = {
	{"night", "issued", "says of a folder whether it is in place; decides nothing"},
	{"desk_folder", "issued", "says of a folder whether it is in place; decides nothing"},
	{"exception", "*", "has rows only while a night is being committed (exception_span)"},
	{"stop", "*", "has rows only while a night is being committed (stop_span)"},
	{"place", "*",
		"follows from the last versions of table appointment, and is held against them"},
	{"settled", "*", "follows from tables decision and notice, and is held against them"},
	{"watched", "*",
		"what the next night compares with its register, and is kept anew from it; what was"
		" found is in table revocation"},
	{"seal", "*", "the chain itself: each link is over the row"},
	{"ratchet", "*", "makes salts; no seal is checked by it"},
};

const int seal_exempt_count = sizeof seal_exempts / sizeof seal_exempts[0];

/* ---- their statements ---- */

static const char *key_order(int key, struct arena *arena)
{
	const char *order = "1";
	for (int i = 2; i <= key; i++)
		order = arena_print(arena, "%s, %d", order, i);
	return order;
}

const char *seal_rows_text(const struct seal_part *part, struct arena *arena)
{
	return arena_print(arena, "SELECT %s FROM %s WHERE %s = ? ORDER BY %s", part->columns,
		part->table, part->group, key_order(part->key, arena));
}

const char *seal_unsealed_text(const struct seal_part *part, struct arena *arena)
{
	return arena_print(arena,
		"SELECT DISTINCT g.number FROM (SELECT %s AS number FROM %s) g WHERE g.number IS NOT NULL"
		" AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.part = '%s'"
		" AND s.number = g.number AND s.salt IS NOT NULL) ORDER BY 1",
		part->group, part->table, part->name);
}

/* The number of a row's group, or of that which a row comes to that gets its number from SQLite. */
static const char *number_of(const struct seal_part *part, const char *row, struct arena *arena)
{
	if (strcmp(part->group, "0") == 0)
		return "0";
	if (strcmp(part->table, "desk") == 0 && strcmp(row, "COMING") == 0)
		return "(SELECT coalesce(max(id), 0) + 1 FROM desk)";
	return arena_print(arena, "%s.%s", strcmp(row, "COMING") == 0 ? "NEW" : row, part->group);
}

const char *seal_triggers_text(int index, const char *function, struct arena *arena)
{
	const struct seal_part *part = &seal_parts[index];
	const char *left = number_of(part, "OLD", arena);
	return arena_print(arena,
		"CREATE TEMP TRIGGER sealed_insert_%d BEFORE INSERT ON main.%s BEGIN SELECT %s(%d, %s);"
		" END;"
		"CREATE TEMP TRIGGER sealed_delete_%d BEFORE DELETE ON main.%s BEGIN SELECT %s(%d, %s);"
		" END;"
		"CREATE TEMP TRIGGER sealed_update_%d BEFORE UPDATE OF %s ON main.%s BEGIN"
		" SELECT %s(%d, %s), %s(%d, %s); END;",
		index, part->table, function, index, number_of(part, "COMING", arena), index,
		part->table, function, index, left, index, part->columns, part->table, function,
		index, left, function, index, number_of(part, "NEW", arena));
}
