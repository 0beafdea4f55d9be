#include "base/phrase.h"
#include "ledger/seal.h"
#include "ledger/statement.h"
#include "model/committed_night.h"

#include <stdlib.h>
#include <string.h>

/*
 * First the chain by itself, from the first seal on: a seal that is wrong or missing is told once,
 * and the next one is held against what stands there. Then the rows: the last seal of each group
 * must stand, and the group be as that says. What is in no group follows from rows that are.
 */

struct link {
	int part; /* -1: it seals nothing */
	int64_t number, ordinal, count;
	bool stands;
};

struct examination {
	struct ledger *ledger;
	struct arena *arena;
	seal_tell *tell;
	void *context;
	struct link *links;
	size_t count, capacity;
	bool any; /* has anything been told? */
};

/* What to do is said once. */
static void tell_wrong(struct examination *all, const char *sentence)
{
	static const char hint[] = PHRASE(
		"hint: somebody has written to the ledger by another way than kigen; compare it with "
		"the last backup of which `kigen verify` says nothing, and restore that one");
	if (!all->any)
		sentence = arena_print(all->arena, "%s\n%s", sentence, phrase(hint));
	all->any = true;
	all->tell(all->context, sentence);
}

/* ---- the chain ---- */

static int part_index(const char *name)
{
	for (int part = 0; part < seal_part_count; part++)
		if (strcmp(seal_parts[part].name, name) == 0)
			return part;
	return -1;
}

static void keep_link(struct examination *all, const struct seal_row *row, bool stands)
{
	all->links = arena_grow(
		all->arena, all->links, all->count, 1, &all->capacity, sizeof *all->links);
	all->links[all->count++] =
		(struct link){part_index(row->part), row->number, row->ordinal, row->count, stands};
}

static void check_link(struct examination *all, const struct seal_row *row, int64_t *last,
	uint8_t before[DIGEST_BYTES], const uint8_t link[DIGEST_BYTES])
{
	uint8_t made[DIGEST_BYTES];
	seal_link(before, row, made);
	if (row->ordinal > *last + 1)
		tell_wrong(all,
			arena_print(all->arena,
				phrase("seal-missing: %lld seals before seal %lld are not there"),
				(long long)(row->ordinal - *last - 1), (long long)row->ordinal));
	else if (memcmp(made, link, DIGEST_BYTES) != 0)
		tell_wrong(
			all, arena_print(all->arena,
				     phrase("seal-changed: seal %lld is not what followed the one "
					    "before it"),
				     (long long)row->ordinal));
	*last = row->ordinal;
	memcpy(before, link, DIGEST_BYTES);
}

static bool walk_chain(struct examination *all, struct fault *why)
{
	struct arena *scratch = arena_open();
	uint8_t before[DIGEST_BYTES] = {0}, link[DIGEST_BYTES];
	int64_t last = 0;
	struct sql_statement *list = sql_start(all->ledger->sql, LIST_SEALS);
	while (sql_next(list)) {
		struct seal_row row = {.ordinal = sql_get_integer(list)};
		arena_reset(scratch);
		row.made = sql_get_text(list, scratch);
		row.night = sql_get_integer(list);
		row.act = sql_get_integer(list);
		row.part = sql_get_text(list, scratch);
		row.number = sql_get_integer(list);
		row.count = sql_get_integer(list);
		bool stands = sql_get_integer(list) != 0;
		sql_get_bytes(list, row.content, sizeof row.content);
		sql_get_bytes(list, link, sizeof link);
		check_link(all, &row, &last, before, link);
		keep_link(all, &row, stands);
	}
	arena_close(scratch);
	return sql_finish(list, why);
}

/* ---- the rows ---- */

static bool is_of_desk(const struct seal_part *part)
{
	return strcmp(part->table, "desk") == 0 || strcmp(part->group, "desk") == 0;
}

/* "recipient[night=2026-11-24]", "returned[desk=7]", "by_hand": a night by its folder's name. */
static bool name_group(
	struct examination *all, int index, int64_t number, const char **name, struct fault *why)
{
	const struct seal_part *part = &seal_parts[index];
	char night[NIGHT_NAME_BYTES];
	*name = part->table;
	if (strcmp(part->group, "0") == 0)
		return true;
	*name = arena_print(all->arena, "%s[%s=%lld]", part->table, part->group, (long long)number);
	if (is_of_desk(part) || strcmp(part->table, "ledger") == 0)
		return true;
	struct sql_statement *get = sql_start(all->ledger->sql, GET_NIGHT_DAY);
	sql_put_integer(get, number);
	if (sql_next(get)) {
		day_number day = sql_get_day(get);
		night_name(day, (int)sql_get_integer(get), night);
		*name = arena_print(all->arena, "%s[%s=%s]", part->table, part->group, night);
	}
	return sql_finish(get, why);
}

static const char *judge_group(struct examination *all, const char *name,
	const struct seal_standing *standing, const struct seal_sum *sum)
{
	uint8_t content[DIGEST_BYTES];
	long long ordinal = (long long)standing->ordinal, sealed = (long long)standing->count;
	long long count = (long long)sum->count;
	seal_content(standing->salt, sum, content);
	if (count < sealed)
		return arena_print(all->arena,
			phrase("row-missing: %s: %lld rows, and %lld were sealed (seal %lld)"),
			name, count, sealed, ordinal);
	if (count > sealed)
		return arena_print(all->arena,
			phrase("row-added: %s: %lld rows, and %lld were sealed (seal %lld)"), name,
			count, sealed, ordinal);
	if (memcmp(content, standing->content, sizeof content) != 0)
		return arena_print(all->arena,
			phrase("row-changed: %s: of its %lld rows some are not as they were sealed "
			       "(seal %lld)"),
			name, count, ordinal);
	return NULL;
}

/* The last seal of a group. */
static bool check_rows(struct examination *all, const struct link *link, struct fault *why)
{
	struct seal_standing standing;
	struct seal_sum sum;
	const char *name, *wrong;
	if (!seal_find(all->ledger, link->part, link->number, &standing, why) ||
		!seal_sum_rows(all->ledger, link->part, link->number, &sum, why))
		return false;
	if (link->stands && standing.count == sum.count) {
		uint8_t content[DIGEST_BYTES];
		seal_content(standing.salt, &sum, content);
		if (memcmp(content, standing.content, sizeof content) == 0)
			return true;
	}
	if (!name_group(all, link->part, link->number, &name, why))
		return false;
	wrong = link->stands
			? judge_group(all, name, &standing, &sum)
			: arena_print(all->arena,
				  phrase("seal-missing: no seal stands for %s behind seal %lld"),
				  name, (long long)link->ordinal);
	tell_wrong(all, wrong);
	return true;
}

static int by_group(const void *left, const void *right)
{
	const struct link *one = left, *other = right;
	if (one->part != other->part)
		return one->part < other->part ? -1 : 1;
	if (one->number != other->number)
		return one->number < other->number ? -1 : 1;
	return one->ordinal < other->ordinal ? -1 : one->ordinal > other->ordinal;
}

static bool check_groups(struct examination *all, struct fault *why)
{
	const struct link *links = all->links;
	if (all->count > 0)
		qsort(all->links, all->count, sizeof *all->links, by_group);
	for (size_t i = 0; i < all->count; i++) {
		bool last = i + 1 == all->count || links[i + 1].part != links[i].part ||
			    links[i + 1].number != links[i].number;
		if (last && links[i].part >= 0 && !check_rows(all, &links[i], why))
			return false;
	}
	return true;
}

/* Groups that no seal names at all: where one has, check_groups has told it. */
static bool find_unsealed(struct examination *all, int part, struct fault *why)
{
	struct arena *arena = all->arena;
	int64_t *numbers = NULL;
	size_t count = 0, capacity = 0;
	struct sql_statement *list = sql_start(all->ledger->sql, STATEMENTS + 2 * part + 1);
	while (sql_next(list)) {
		numbers = arena_grow(arena, numbers, count, 1, &capacity, sizeof *numbers);
		numbers[count++] = sql_get_integer(list);
	}
	bool done = sql_finish(list, why);
	for (size_t i = 0; i < count && done; i++) {
		struct seal_sum sum;
		const char *name;
		done = seal_sum_rows(all->ledger, part, numbers[i], &sum, why) &&
		       name_group(all, part, numbers[i], &name, why);
		if (done)
			tell_wrong(all,
				arena_print(arena,
					phrase("row-added: %s: %lld rows that no seal stands for"),
					name, (long long)sum.count));
	}
	return done;
}

static bool find_unfounded(struct examination *all, struct fault *why)
{
	struct sql_statement *list = sql_start(all->ledger->sql, LIST_UNFOUNDED);
	while (sql_next(list)) {
		const char *table = sql_get_text(list, all->arena);
		long long count = (long long)sql_get_integer(list);
		if (count > 0)
			tell_wrong(all,
				arena_print(all->arena,
					phrase("row-unfounded: %s: %lld rows that are there do not "
					       "follow from what was decided, or are lacking"),
					table, count));
	}
	return sql_finish(list, why);
}

bool seal_examine(struct ledger *ledger, struct arena *arena, seal_tell *tell, void *context,
	struct fault *why)
{
	struct examination all = {
		.ledger = ledger, .arena = arena, .tell = tell, .context = context};
	/* At one moment: a night may be committed meanwhile. */
	bool alone = !sql_in_transaction(ledger->sql);
	if (alone && !sql_begin_reading(ledger->sql, why))
		return false;
	bool done = walk_chain(&all, why) && check_groups(&all, why);
	for (int part = 0; part < seal_part_count && done; part++)
		done = find_unsealed(&all, part, why);
	done = done && find_unfounded(&all, why);
	if (alone)
		sql_rollback(ledger->sql);
	return done;
}

/* ---- what folders show ---- */

static bool read_link(
	struct ledger *ledger, int64_t ordinal, char text[DIGEST_TEXT_BYTES], struct fault *why)
{
	uint8_t link[DIGEST_BYTES];
	struct sql_statement *get = sql_start(ledger->sql, GET_LINK);
	text[0] = '\0';
	sql_put_integer(get, ordinal);
	if (sql_next(get)) {
		sql_get_bytes(get, link, sizeof link);
		digest_text(link, text);
	}
	return sql_finish(get, why);
}

bool ledger_seal_agrees(struct ledger *ledger, day_number day, int run, const char *head,
	enum seal_agreement *agreement, struct fault *why)
{
	char text[DIGEST_TEXT_BYTES];
	const char *colon = strchr(head, ':');
	*agreement = SEAL_AGREES;
	if (head[0] == '\0')
		return true;
	if (!read_link(ledger, strtoll(head, NULL, 10), text, why))
		return false;
	if (colon != NULL && strcmp(colon + 1, text) == 0)
		return true;
	*agreement = text[0] == '\0' ? SEAL_CUT : SEAL_OTHER;
	struct sql_statement *get = sql_start(ledger->sql, GET_BROUGHT_BACK);
	sql_put_day(get, day);
	sql_put_integer(get, run);
	if (sql_next(get))
		*agreement = SEAL_BROUGHT_BACK;
	return sql_finish(get, why);
}
