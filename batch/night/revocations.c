#include "night/revocations.h"

#include "base/digest.h"
#include "base/sorted.h"
#include "decide/rules/revoked.h"

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
	const struct known_revocations *known, const uint8_t *secret, day_number night,
	struct arena *arena)
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
	digest_update(&opened->secret, secret, NOTICE_SECRET_BYTES);
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

static struct watched *find_watched(const struct revocations *revocations, const char *resident)
{
	return (struct watched *)sorted_run(resident, revocations->known, revocations->known_count,
		sizeof *revocations->known, compare_watched, NULL);
}

/* Name, alias and address as the register has them: what the certificate carries. The postal code
 * is no part of the address, and where letters go is another matter. */
static void mark_person(const struct revocations *revocations, const struct resident *resident,
	uint8_t out[WATCH_MARK_BYTES])
{
	const char *const parts[] = {resident->name, resident->alias, resident->address.lines,
		resident->address.building};
	struct digest digest = revocations->secret;
	uint8_t sum[DIGEST_BYTES];
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const char *part = parts[i] == NULL ? "" : parts[i];
		digest_update(&digest, part, strlen(part) + 1);
	}
	digest_done(&digest, sum);
	memcpy(out, sum, WATCH_MARK_BYTES);
}

static void keep_watching(struct revocations *revocations, const struct watched *after)
{
	revocations->kept = arena_grow(revocations->arena, revocations->kept,
		revocations->kept_count, 1, &revocations->kept_capacity, sizeof *revocations->kept);
	revocations->kept[revocations->kept_count] = *after;
	revocations->kept[revocations->kept_count++].resident =
		arena_copy(revocations->arena, after->resident);
}

static void end_watching(struct revocations *revocations, const char *resident)
{
	revocations->ended =
		arena_grow(revocations->arena, (void *)revocations->ended, revocations->ended_count,
			1, &revocations->ended_capacity, sizeof *revocations->ended);
	revocations->ended[revocations->ended_count++] = resident;
}

static void begin_revocation(struct revocations *revocations, const struct revocation *revocation)
{
	revocations->begun =
		arena_grow(revocations->arena, revocations->begun, revocations->begun_count, 1,
			&revocations->begun_capacity, sizeof *revocations->begun);
	revocations->begun[revocations->begun_count++] = *revocation;
}

const struct revocation *revocations_resident(
	struct revocations *revocations, const struct resident *resident, day_number card_expires)
{
	struct watched *before = find_watched(revocations, resident->id), after;
	struct revocation found;
	uint8_t now[WATCH_MARK_BYTES];
	struct revoked_case at = {
		.office = revocations->office,
		.night = revocations->night,
		.resident = resident,
		.mark = now,
		.card_expires = card_expires,
		.before = before,
	};
	at.had = sorted_run(resident->id, revocations->had, revocations->had_count,
		sizeof *revocations->had, compare_revocation, &at.had_count);
	mark_person(revocations, resident, now);
	if (before != NULL)
		revocations->seen[before - revocations->known] = true;
	switch (revoked_judge(&at, &after, &found)) {
	case WATCH_KEEP:
		keep_watching(revocations, &after);
		break;
	case WATCH_END:
		end_watching(revocations, before->resident);
		break;
	case WATCH_NOTHING:
	case WATCH_AS_IT_IS:
		break;
	}
	if (found.resident == NULL)
		return NULL;
	struct revocation *revocation = arena_alloc(revocations->arena, sizeof *revocation);
	*revocation = found;
	revocation->resident = arena_copy(revocations->arena, found.resident);
	bool known = false;
	for (size_t i = 0; i < at.had_count; i++)
		known |= at.had[i].issued == found.issued;
	if (!known)
		begin_revocation(revocations, revocation);
	return revocation;
}

void revocations_aside(struct revocations *revocations, const char *resident)
{
	const struct watched *known = find_watched(revocations, resident);
	revocations->anybody |= resident[0] == '\0';
	if (known != NULL)
		revocations->seen[known - revocations->known] = true;
}

void revocations_finish(struct revocations *revocations, struct night_decided *decided)
{
	decided->unwatched = revocations == NULL;
	if (revocations == NULL)
		return;
	for (size_t i = 0; i < revocations->known_count && !revocations->anybody; i++)
		if (!revocations->seen[i])
			end_watching(revocations, revocations->known[i].resident);
	decided->watched = revocations->kept;
	decided->watched_count = revocations->kept_count;
	decided->watch_ended = revocations->ended;
	decided->watch_ended_count = revocations->ended_count;
	decided->revocations = revocations->begun;
	decided->revocation_count = revocations->begun_count;
}
