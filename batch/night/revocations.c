#include "night/revocations.h"

#include "base/digest.h"
#include "decide/rules/revoked.h"

#include <stdlib.h>
#include <string.h>

/* What is remembered of a certificate is its day of issue and a digest of name and address:
 * enough to see that they changed, and no list of people. Only what has changed since the last
 * night is handed to the ledger. */

struct revocations {
	const struct office *office;
	day_number night;
	struct arena *arena;
	struct digest secret;  /* that has taken the ledger's secret in */
	struct watched *known; /* by resident */
	size_t known_count;
	bool *seen; /* by known: read tonight, or set aside */
	bool anybody;
	struct revocation *had; /* by resident */
	size_t had_count;
	struct watched *kept;
	size_t kept_count, kept_capacity;
	const char **ended;
	size_t ended_count, ended_capacity;
	struct revocation *begun;
	size_t begun_count, begun_capacity;
};

/* What keeps these sums apart from all others under the same secret. */
static const char PURPOSE[] = "name and address";

struct revocations *revocations_open(const struct office *office,
	const struct known_revocations *known, day_number night, struct arena *arena)
{
	if (!known->watching)
		return NULL;
	struct revocations *opened = arena_alloc(arena, sizeof *opened);
	*opened = (struct revocations){
		.office = office,
		.night = night,
		.arena = arena,
		.known = known->watched,
		.known_count = known->watched_count,
		.seen = arena_alloc(arena, known->watched_count * sizeof(bool)),
		.had = known->had,
		.had_count = known->had_count,
	};
	digest_init(&opened->secret);
	digest_update(&opened->secret, known->secret, sizeof known->secret);
	digest_update(&opened->secret, PURPOSE, sizeof PURPOSE);
	return opened;
}

static int compare_watched(const void *key, const void *element)
{
	return strcmp(key, ((const struct watched *)element)->resident);
}

static int compare_revocation(const void *key, const void *element)
{
	return strcmp(key, ((const struct revocation *)element)->resident);
}

static struct watched *find(const struct revocations *watch, const char *resident)
{
	return watch->known_count == 0 ? NULL
				       : bsearch(resident, watch->known, watch->known_count,
						 sizeof *watch->known, compare_watched);
}

static const struct revocation *find_had(
	const struct revocations *watch, const char *resident, size_t *count)
{
	const struct revocation *end = watch->had + watch->had_count;
	const struct revocation *at = watch->had_count == 0
					      ? NULL
					      : bsearch(resident, watch->had, watch->had_count,
							sizeof *watch->had, compare_revocation);
	*count = 0;
	if (at == NULL)
		return NULL;
	while (at > watch->had && strcmp(at[-1].resident, resident) == 0)
		at--;
	while (at + *count < end && strcmp(at[*count].resident, resident) == 0)
		(*count)++;
	return at;
}

/* Name, alias and address as the register has them: what the certificate carries. The postal code
 * is no part of the address, and where letters go is another matter. */
static void mark(const struct revocations *watch, const struct resident *resident,
	uint8_t out[WATCH_MARK_BYTES])
{
	const char *const parts[] = {resident->name, resident->alias, resident->address.lines,
		resident->address.building};
	struct digest digest = watch->secret;
	uint8_t sum[DIGEST_BYTES];
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const char *part = parts[i] == NULL ? "" : parts[i];
		digest_update(&digest, part, strlen(part) + 1);
	}
	digest_done(&digest, sum);
	memcpy(out, sum, WATCH_MARK_BYTES);
}

static void keep(struct revocations *watch, const struct watched *after)
{
	watch->kept = arena_grow(watch->arena, watch->kept, watch->kept_count, 1,
		&watch->kept_capacity, sizeof *watch->kept);
	watch->kept[watch->kept_count] = *after;
	watch->kept[watch->kept_count++].resident = arena_copy(watch->arena, after->resident);
}

static void end(struct revocations *watch, const char *resident)
{
	watch->ended = arena_grow(watch->arena, (void *)watch->ended, watch->ended_count, 1,
		&watch->ended_capacity, sizeof *watch->ended);
	watch->ended[watch->ended_count++] = resident;
}

static void begin(struct revocations *watch, const struct revocation *revocation)
{
	watch->begun = arena_grow(watch->arena, watch->begun, watch->begun_count, 1,
		&watch->begun_capacity, sizeof *watch->begun);
	watch->begun[watch->begun_count++] = *revocation;
}

const struct revocation *revocations_resident(
	struct revocations *watch, const struct resident *resident, day_number card_expires)
{
	struct watched *before = find(watch, resident->id), after;
	struct revocation found;
	uint8_t now[WATCH_MARK_BYTES];
	struct revoked_case at = {
		.office = watch->office,
		.night = watch->night,
		.resident = resident,
		.mark = now,
		.card_expires = card_expires,
		.before = before,
	};
	at.had = find_had(watch, resident->id, &at.had_count);
	mark(watch, resident, now);
	if (before != NULL)
		watch->seen[before - watch->known] = true;
	switch (revoked_judge(&at, &after, &found)) {
	case WATCH_KEEP:
		keep(watch, &after);
		break;
	case WATCH_END:
		end(watch, before->resident);
		break;
	case WATCH_NOTHING:
	case WATCH_AS_IT_IS:
		break;
	}
	if (found.resident == NULL)
		return NULL;
	struct revocation *revocation = arena_alloc(watch->arena, sizeof *revocation);
	*revocation = found;
	revocation->resident = arena_copy(watch->arena, found.resident);
	bool known = false;
	for (size_t i = 0; i < at.had_count; i++)
		known |= at.had[i].issued == found.issued;
	if (!known)
		begin(watch, revocation);
	return revocation;
}

void revocations_aside(struct revocations *watch, const char *resident)
{
	const struct watched *known = find(watch, resident);
	watch->anybody |= resident[0] == '\0';
	if (known != NULL)
		watch->seen[known - watch->known] = true;
}

void revocations_finish(struct revocations *watch, struct night_decided *decided)
{
	decided->unwatched = watch == NULL;
	if (watch == NULL)
		return;
	for (size_t i = 0; i < watch->known_count && !watch->anybody; i++)
		if (!watch->seen[i])
			end(watch, watch->known[i].resident);
	decided->watched = watch->kept;
	decided->watched_count = watch->kept_count;
	decided->watch_ended = watch->ended;
	decided->watch_ended_count = watch->ended_count;
	decided->revocations = watch->begun;
	decided->revocation_count = watch->begun_count;
}
