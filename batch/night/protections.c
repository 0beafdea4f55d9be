#include "night/protections.h"

#include "base/buckets.h"
#include "ledger/protected.h"

#include <string.h>

/* Marks are digests, so their first bytes are as good a hash as any. Most nights ask 310,000 times
 * and hear no. */

struct entry {
	struct protected_mark is;
	bool changed;  /* the ledger does not know it like this */
	bool released; /* by tonight's register */
};

struct protections {
	day_number night;
	struct arena *arena;
	struct digest key;
	struct entry *entries;
	size_t count, capacity;
	size_t remembered;    /* of the entries: those of earlier nights, which come first */
	struct buckets marks; /* of the entries; room for `room` */
	size_t room;
};

static uint64_t hash_of(const uint8_t *mark)
{
	uint64_t hash;
	memcpy(&hash, mark, sizeof hash);
	return hash;
}

/* The table anew, with room for as many again. */
static void spread_marks(struct protections *protections)
{
	protections->room = (protections->count + 1) * 2;
	protections->marks = buckets_open(protections->room, protections->arena);
	for (size_t i = 0; i < protections->count; i++)
		buckets_put(&protections->marks, hash_of(protections->entries[i].is.mark), i);
}

/* One that is not there yet. */
static struct entry *add_mark(struct protections *protections, const struct protected_mark *mark)
{
	if (protections->count >= protections->room)
		spread_marks(protections);
	protections->entries = arena_grow(protections->arena, protections->entries,
		protections->count, 1, &protections->capacity, sizeof *protections->entries);
	buckets_put(&protections->marks, hash_of(mark->mark), protections->count);
	struct entry *entry = &protections->entries[protections->count++];
	*entry = (struct entry){.is = *mark};
	return entry;
}

struct protections *protections_open(
	const struct known_protection *known, day_number night, struct arena *arena)
{
	struct protections *opened = arena_alloc(arena, sizeof *opened);
	opened->night = night;
	opened->arena = arena;
	opened->key = known->key;
	spread_marks(opened);
	for (size_t i = 0; i < known->count; i++)
		add_mark(opened, &known->marks[i]);
	opened->remembered = known->count;
	return opened;
}

static struct entry *find_mark(const struct protections *protections, const uint8_t *mark)
{
	uint64_t at = hash_of(mark);
	for (size_t i; (i = buckets_next(&protections->marks, &at)) != BUCKETS_END;)
		if (memcmp(protections->entries[i].is.mark, mark, PROTECTION_MARK_BYTES) == 0)
			return &protections->entries[i];
	return NULL;
}

static void name_again(struct protections *protections, const uint8_t *mark)
{
	struct entry *known = find_mark(protections, mark);
	struct protected_mark fresh = {.since = protections->night, .absent = DAY_NONE};
	if (known != NULL) {
		known->changed |= known->is.absent != DAY_NONE;
		known->is.absent = DAY_NONE;
		return;
	}
	memcpy(fresh.mark, mark, sizeof fresh.mark);
	add_mark(protections, &fresh)->changed = true;
}

const struct resident *protections_stand(
	struct protections *protections, const struct resident *resident, struct resident *copy)
{
	uint8_t mark[PROTECTION_MARK_BYTES];
	bool named = resident->protection == PROTECTION_PROVISIONAL ||
		     resident->protection == PROTECTION_ACTIVE;
	if (!named && protections->remembered == 0)
		return resident;
	protection_mark(&protections->key, resident->id, mark);
	if (named) {
		name_again(protections, mark);
		return resident;
	}
	struct entry *known = find_mark(protections, mark);
	if (known == NULL)
		return resident;
	if (resident->protection == PROTECTION_RELEASED) {
		known->released = true;
		return resident;
	}
	if (known->is.absent == DAY_NONE) {
		known->is.absent = protections->night;
		known->changed = true;
	}
	*copy = *resident;
	copy->protection = PROTECTION_ACTIVE;
	return copy;
}

const struct protected_mark *protections_find(
	const struct protections *protections, const char *resident)
{
	uint8_t mark[PROTECTION_MARK_BYTES];
	protection_mark(&protections->key, resident, mark);
	const struct entry *known = find_mark(protections, mark);
	return known == NULL || known->released ? NULL : &known->is;
}

bool protections_cover(const struct protections *protections, const char *resident)
{
	return protections_find(protections, resident) != NULL;
}

bool protections_aside(struct protections *protections, const char *resident, bool guarded)
{
	uint8_t mark[PROTECTION_MARK_BYTES];
	protection_mark(&protections->key, resident, mark);
	if (guarded)
		name_again(protections, mark);
	return find_mark(protections, mark) != NULL;
}

void protections_finish(const struct protections *protections, struct night_decided *decided)
{
	struct arena *arena = protections->arena;
	struct protected_mark *kept = arena_alloc(arena, protections->count * sizeof *kept);
	struct protected_mark *released = arena_alloc(arena, protections->count * sizeof *released);
	for (size_t i = 0; i < protections->count; i++) {
		const struct entry *entry = &protections->entries[i];
		if (entry->released)
			released[decided->unprotected_count++] = entry->is;
		else if (entry->changed)
			kept[decided->protected_count++] = entry->is;
	}
	decided->protected = kept;
	decided->unprotected = released;
}
