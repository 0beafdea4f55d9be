#include "ledger/seal.h"

#include "base/phrase.h"
#include "ledger/statement.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

/*
 * Triggers of the connection call seal_touch before a row leaves a group or comes to one. The first
 * time in a transaction the group is still as it was sealed, and is held against its seal; at the
 * commit each group that was touched is sealed in one order, so that the same rows in the same
 * ledger make the same chain.
 */

const char seal_by_night[] = "night", seal_by_desk[] = "desk", seal_by_retention[] = "retention",
	   seal_by_opening[] = "opening";

enum { SALT_BYTES = 16 };

struct touched {
	int part;
	int64_t number;
};

struct seals {
	struct ledger *ledger;
	struct touched *list; /* by part, then number */
	size_t count, capacity;
	struct touched latest; /* most rows follow one of the same group */
};

struct sql_texts seal_texts(struct arena *arena)
{
	const char *const *fixed = statement_texts(arena);
	size_t count = STATEMENTS + 2 * (size_t)seal_part_count;
	const char **texts = arena_alloc(arena, count * sizeof *texts);
	memcpy(texts, fixed, STATEMENTS * sizeof *texts);
	for (int part = 0; part < seal_part_count; part++) {
		texts[STATEMENTS + 2 * part] = seal_rows_text(&seal_parts[part], arena);
		texts[STATEMENTS + 2 * part + 1] = seal_unsealed_text(&seal_parts[part], arena);
	}
	return (struct sql_texts){texts, count};
}

/* ---- one group ---- */

bool seal_sum_rows(
	struct ledger *ledger, int part, int64_t number, struct seal_sum *sum, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, STATEMENTS + 2 * part);
	struct digest digest;
	digest_init(&digest);
	sum->count = 0;
	sql_put_integer(list, number);
	for (; sql_next(list); sum->count++)
		sql_sum_row(list, &digest);
	digest_done(&digest, sum->rows);
	return sql_finish(list, why);
}

bool seal_find(struct ledger *ledger, int part, int64_t number, struct seal_standing *standing,
	struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_SEAL);
	*standing = (struct seal_standing){.found = false};
	sql_put_text(get, seal_parts[part].name);
	sql_put_integer(get, number);
	if (sql_next(get)) {
		standing->found = true;
		standing->ordinal = sql_get_integer(get);
		standing->night = sql_get_integer(get);
		standing->act = sql_get_integer(get);
		standing->count = sql_get_integer(get);
		sql_get_bytes(get, standing->salt, sizeof standing->salt);
		sql_get_bytes(get, standing->content, sizeof standing->content);
	}
	return sql_finish(get, why);
}

void seal_content(const uint8_t salt[16], const struct seal_sum *sum, uint8_t out[DIGEST_BYTES])
{
	struct digest digest;
	digest_init(&digest);
	digest_update(&digest, salt, SALT_BYTES);
	digest_update(&digest, sum->rows, sizeof sum->rows);
	digest_done(&digest, out);
}

/* Nothing, and no seal of anything, agree. */
static bool group_agrees(const struct seal_standing *standing, const struct seal_sum *sum)
{
	uint8_t content[DIGEST_BYTES];
	if (!standing->found || standing->count != sum->count)
		return !standing->found && sum->count == 0;
	seal_content(standing->salt, sum, content);
	return memcmp(content, standing->content, sizeof content) == 0;
}

static bool check_group(struct ledger *ledger, int part, int64_t number, struct fault *why)
{
	struct seal_standing standing;
	struct seal_sum sum;
	if (!seal_find(ledger, part, number, &standing, why) ||
		!seal_sum_rows(ledger, part, number, &sum, why))
		return false;
	return group_agrees(&standing, &sum) ||
	       fault_set(why, FAULT_INTERNAL,
		       "%s: ledger: rows of table %s (%lld) are not as they were sealed; nothing was "
		       "written\nhint: `kigen verify` tells all that was changed; restore a backup",
		       ledger->path, seal_parts[part].name, (long long)number);
}

/* ---- what is touched ---- */

static int compare_touched(const struct touched *left, int part, int64_t number)
{
	if (left->part != part)
		return left->part < part ? -1 : 1;
	return left->number < number ? -1 : left->number > number;
}

/* Where it is, or has to be. */
static size_t find_touched(const struct seals *seals, int part, int64_t number)
{
	size_t low = 0, high = seals->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_touched(&seals->list[middle], part, number) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool seal_touch(void *context, int64_t part, int64_t number, struct fault *why)
{
	struct seals *seals = context;
	struct ledger *ledger = seals->ledger;
	int index = (int)part;
	if (compare_touched(&seals->latest, index, number) == 0)
		return true;
	size_t at = find_touched(seals, index, number);
	bool known = at < seals->count && compare_touched(&seals->list[at], index, number) == 0;
	if (!sql_in_transaction(ledger->sql))
		return fault_set(
			why, FAULT_INTERNAL, "%s: ledger: nothing has been begun", ledger->path);
	if (!known && !check_group(ledger, index, number, why))
		return false;
	seals->latest = (struct touched){index, number};
	if (known)
		return true;
	seals->list = arena_grow(
		ledger->arena, seals->list, seals->count, 1, &seals->capacity, sizeof *seals->list);
	memmove(&seals->list[at + 1], &seals->list[at], (seals->count - at) * sizeof *seals->list);
	seals->list[at] = seals->latest;
	seals->count++;
	return true;
}

void seal_begin(struct ledger *ledger)
{
	if (ledger->seals == NULL)
		return;
	ledger->seals->count = 0;
	ledger->seals->latest = (struct touched){-1, 0};
	ledger->act = seal_by_desk;
}

bool seal_watch(struct ledger *ledger, struct fault *why)
{
	static const char function[] = "seal_touch";
	struct arena *arena = arena_open();
	struct seals *seals = arena_alloc(ledger->arena, sizeof *seals);
	seals->ledger = ledger;
	ledger->seals = seals;
	seal_begin(ledger);
	bool done = sql_offer(ledger->sql, function, seal_touch, seals, why);
	for (int part = 0; part < seal_part_count && done; part++)
		done = sql_script(ledger->sql, seal_triggers_text(part, function, arena), why);
	arena_close(arena);
	return done;
}

/* ---- the chain ---- */

void seal_link(
	const uint8_t before[DIGEST_BYTES], const struct seal_row *row, uint8_t out[DIGEST_BYTES])
{
	char head[256];
	struct digest digest;
	int length = snprintf(head, sizeof head, "%lld|%.16s|%lld|%lld|%.64s|%lld|%lld|",
		(long long)row->ordinal, row->made, (long long)row->night, (long long)row->act,
		row->part, (long long)row->number, (long long)row->count);
	digest_init(&digest);
	digest_update(&digest, before, DIGEST_BYTES);
	digest_update(&digest, head, (size_t)length);
	digest_update(&digest, row->content, sizeof row->content);
	digest_done(&digest, out);
}

/* What a seal is added to. */
struct head {
	struct seal_row next; /* with all that is the same for every seal of a commit */
	uint8_t link[DIGEST_BYTES], key[DIGEST_BYTES];
};

static bool read_head(struct ledger *ledger, const char *made, struct head *head, struct fault *why)
{
	*head = (struct head){.next = {.ordinal = 1, .made = made}};
	struct sql_statement *last = sql_start(ledger->sql, GET_LAST_SEAL);
	if (sql_next(last)) {
		head->next.ordinal = sql_get_integer(last) + 1;
		sql_get_bytes(last, head->link, sizeof head->link);
	}
	if (!sql_finish(last, why))
		return false;
	struct sql_statement *time = sql_start(ledger->sql, GET_SEAL_TIME);
	if (sql_next(time)) {
		head->next.night = sql_get_integer(time);
		head->next.act = sql_get_integer(time);
	}
	if (!sql_finish(time, why))
		return false;
	struct sql_statement *key = sql_start(ledger->sql, GET_RATCHET);
	if (sql_next(key))
		sql_get_bytes(key, head->key, sizeof head->key);
	return sql_finish(key, why);
}

static void derive_bytes(const char *purpose, const uint8_t key[DIGEST_BYTES], const uint8_t *rows,
	uint8_t out[DIGEST_BYTES])
{
	struct digest digest;
	digest_init(&digest);
	digest_update(&digest, purpose, strlen(purpose));
	digest_update(&digest, key, DIGEST_BYTES);
	if (rows != NULL)
		digest_update(&digest, rows, DIGEST_BYTES);
	digest_done(&digest, out);
}

/* *salt NULL: none. */
static bool add_seal(
	struct ledger *ledger, struct head *head, const uint8_t *salt, struct fault *why)
{
	const struct seal_row *row = &head->next;
	uint8_t link[DIGEST_BYTES];
	seal_link(head->link, row, link);
	struct sql_statement *add = sql_start(ledger->sql, ADD_SEAL);
	sql_put_integer(add, row->ordinal);
	sql_put_text(add, row->made);
	sql_put_integer(add, row->night);
	sql_put_integer(add, row->act);
	sql_put_text(add, row->part);
	sql_put_integer(add, row->number);
	sql_put_integer(add, row->count);
	if (salt != NULL)
		sql_put_bytes(add, salt, SALT_BYTES);
	else
		sql_put_text(add, NULL);
	sql_put_bytes(add, row->content, sizeof row->content);
	sql_put_bytes(add, link, sizeof link);
	if (!sql_run(add, why))
		return false;
	memcpy(head->link, link, sizeof link);
	head->next.ordinal++;
	return true;
}

/* Nothing when its seal is over just these rows. */
static bool seal_group(
	struct ledger *ledger, const struct touched *group, struct head *head, struct fault *why)
{
	struct seal_standing standing;
	struct seal_sum sum;
	uint8_t salt[DIGEST_BYTES];
	const char *name = seal_parts[group->part].name;
	if (!seal_find(ledger, group->part, group->number, &standing, why) ||
		!seal_sum_rows(ledger, group->part, group->number, &sum, why))
		return false;
	if (group_agrees(&standing, &sum))
		return true;
	if (standing.found) {
		struct sql_statement *supersede = sql_start(ledger->sql, SUPERSEDE_SEAL);
		sql_put_text(supersede, name);
		sql_put_integer(supersede, group->number);
		if (!sql_run(supersede, why))
			return false;
	}
	derive_bytes("kigen: a salt", head->key, NULL, salt);
	derive_bytes("kigen: the next key", head->key, sum.rows, head->key);
	head->next.part = name;
	head->next.number = group->number;
	head->next.count = sum.count;
	seal_content(salt, &sum, head->next.content);
	return add_seal(ledger, head, salt, why);
}

static bool turn_ratchet(struct ledger *ledger, const struct head *head, struct fault *why)
{
	struct sql_statement *turn = sql_start(ledger->sql, TURN_RATCHET);
	sql_put_bytes(turn, head->key, sizeof head->key);
	return sql_change(turn, "the key of the chain", why);
}

bool seal_touched(struct ledger *ledger, const char *made, struct fault *why)
{
	struct seals *seals = ledger->seals;
	struct head head;
	if (seals == NULL || seals->count == 0)
		return true;
	if (!read_head(ledger, made, &head, why))
		return false;
	for (size_t i = 0; i < seals->count; i++)
		if (!seal_group(ledger, &seals->list[i], &head, why))
			return false;
	return turn_ratchet(ledger, &head, why);
}

static bool seal_part(struct ledger *ledger, int part, struct head *head, struct fault *why)
{
	struct arena *arena = arena_open();
	struct touched *groups = NULL;
	size_t count = 0, capacity = 0;
	struct sql_statement *list = sql_start(ledger->sql, STATEMENTS + 2 * part + 1);
	while (sql_next(list)) {
		groups = arena_grow(arena, groups, count, 1, &capacity, sizeof *groups);
		groups[count++] = (struct touched){part, sql_get_integer(list)};
	}
	bool done = sql_finish(list, why);
	for (size_t i = 0; i < count && done; i++)
		done = seal_group(ledger, &groups[i], head, why);
	arena_close(arena);
	return done;
}

bool seal_all(struct ledger *ledger, struct fault *why)
{
	uint8_t key[DIGEST_BYTES];
	struct head head;
	if (getrandom(key, sizeof key, 0) != (ssize_t)sizeof key)
		return fault_set(why, FAULT_INTERNAL, "no random bytes for the chain of seals");
	struct sql_statement *add = sql_start(ledger->sql, ADD_RATCHET);
	sql_put_bytes(add, key, sizeof key);
	if (!sql_run(add, why) || !read_head(ledger, seal_by_opening, &head, why))
		return false;
	for (int part = 0; part < seal_part_count; part++)
		if (!seal_part(ledger, part, &head, why))
			return false;
	return turn_ratchet(ledger, &head, why);
}

/* ---- what is brought back, and what a night shows ---- */

bool seal_restored(const char *path, day_number today, struct arena *arena, struct fault *why)
{
	struct ledger ledger = {.arena = arena, .path = path};
	struct sql_texts texts = seal_texts(arena);
	struct head head;
	bool done = sql_open(path, SQL_WRITE, &texts, arena, &ledger.sql, why) &&
		    sql_begin(ledger.sql, why) && read_head(&ledger, "restored", &head, why);
	if (done) {
		head.next.part = "restored";
		head.next.number = today;
		done = add_seal(&ledger, &head, NULL, why) && sql_commit(ledger.sql, why);
	}
	sql_close(ledger.sql);
	return done;
}

static void print_head(struct sql_statement *get, char head[SEAL_HEAD_BYTES])
{
	uint8_t link[DIGEST_BYTES] = {0};
	char text[DIGEST_TEXT_BYTES];
	long long ordinal = (long long)sql_get_integer(get);
	sql_get_bytes(get, link, sizeof link);
	snprintf(head, SEAL_HEAD_BYTES, "%lld:%s", ordinal, digest_text(link, text));
}

bool seal_head(struct ledger *ledger, int64_t night, char head[SEAL_HEAD_BYTES], struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_NIGHT_SEAL);
	head[0] = '\0';
	sql_put_integer(get, night);
	if (sql_next(get))
		print_head(get, head);
	return sql_finish(get, why);
}
