#include "decide/limits/layer_counts.h"

#include "base/text.h"
#include "decide/rules/rules.h"
#include "decide/rules/validity.h"

#include <math.h>
#include <string.h>

/*
 * Most layers are a count of residents. How many addresses and households differ is estimated by
 * linear counting (Whang, Vander-Zanden, Taylor 1990): each is hashed to one of so many marks, and
 * the share of marks that nobody hit tells how many there were, with 16 KB instead of a table of
 * 300,000 addresses. The languages are few enough to be counted each.
 */

enum {
	MARKS = 1 << 17,
	LANGUAGES_MAX = 64,
	LANGUAGE_BYTES = 16,
	/* Fewer residents than this on a first night tell nothing. */
	FIRST_RESIDENTS = 20,
};

struct marks {
	uint64_t bits[MARKS / 64];
};

struct spoken {
	char tag[LANGUAGE_BYTES];
	long residents;
};

struct layer_counts {
	const struct office *office;
	day_number night;
	long counts[LAYERS];
	struct marks addresses, households;
	struct spoken languages[LANGUAGES_MAX];
	size_t language_count;
};

struct layer_counts *layer_counts_open(
	const struct office *office, day_number night, struct arena *arena)
{
	struct layer_counts *layers = arena_alloc(arena, sizeof *layers);
	layers->office = office;
	layers->night = night;
	return layers;
}

/* ---- what is different ---- */

/* FNV-1a, its bits mixed once more: neighbours must not fall on neighbouring marks. */
static uint64_t hash_more(uint64_t hash, const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return (hash ^ 0xFF) * 0x100000001b3u;
}

static void set_mark(struct marks *marks, uint64_t hash)
{
	hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdu;
	hash ^= hash >> 33;
	marks->bits[hash % MARKS / 64] |= (uint64_t)1 << hash % 64;
}

static long estimate_marks(const struct marks *marks)
{
	long left = 0;
	for (size_t i = 0; i < MARKS / 64; i++)
		left += 64 - __builtin_popcountll(marks->bits[i]);
	return lround(-(double)MARKS * log((double)(left > 0 ? left : 1) / MARKS));
}

/* One with more languages than there is room for is counted as one of the last: never fewer others
 * than there are by more than those. */
static void take_language(struct layer_counts *layers, const char *tag)
{
	size_t i = 0;
	while (i < layers->language_count &&
		strncmp(layers->languages[i].tag, tag, LANGUAGE_BYTES - 1) != 0)
		i++;
	if (i == LANGUAGES_MAX)
		i--;
	else if (i == layers->language_count)
		strncpy(layers->languages[layers->language_count++].tag, tag, LANGUAGE_BYTES - 1);
	layers->languages[i].residents++;
}

static long other_languages(const struct layer_counts *layers)
{
	long most = 0;
	for (size_t i = 0; i < layers->language_count; i++)
		if (layers->languages[i].residents > most)
			most = layers->languages[i].residents;
	return layers->counts[LAYER_LANGUAGE] - most;
}

/* ---- one resident ---- */

static void take_person(struct layer_counts *layers, const struct resident *resident)
{
	long *counts = layers->counts;
	const struct stay *stay = &resident->stay;
	counts[LAYER_PROTECTION] += resident->protection == PROTECTION_PROVISIONAL ||
				    resident->protection == PROTECTION_ACTIVE;
	counts[LAYER_RENEWAL] += resident->renewal != DAY_NONE;
	counts[LAYER_LEAVING] += resident->leaving != DAY_NONE;
	counts[LAYER_SEND_TO] += resident->has_send_to;
	counts[LAYER_WARD] += resident->ward;
	counts[LAYER_BORN] += resident->born.known;
	counts[LAYER_ALIAS] += resident->alias != NULL && resident->alias_used;
	if (stay->present) {
		counts[LAYER_STAY]++;
		counts[LAYER_STAY_PERIOD] +=
			validity_has_period(&layers->office->validity, stay->status, layers->night);
		counts[LAYER_STAY_UNTIL] += stay->until != DAY_NONE;
		counts[LAYER_STAY_PENDING] += stay->pending;
	}
	if (!text_blank(resident->language)) {
		counts[LAYER_LANGUAGE]++;
		take_language(layers, resident->language);
	}
}

static void take_documents(struct layer_counts *layers, const struct resident *resident)
{
	static const enum layer valid[CERTIFICATE_KINDS] = {
		[CERTIFICATE_SIGNATURE] = LAYER_SIGNATURE,
		[CERTIFICATE_AUTHENTICATION] = LAYER_AUTHENTICATION,
	};
	static const enum layer expiry[CERTIFICATE_KINDS] = {
		[CERTIFICATE_SIGNATURE] = LAYER_SIGNATURE_EXPIRY,
		[CERTIFICATE_AUTHENTICATION] = LAYER_AUTHENTICATION_EXPIRY,
	};
	long *counts = layers->counts;
	const struct card *card = &resident->card;
	bool any = card->present;
	if (card->present) {
		counts[LAYER_CARD] += card->state == CARD_ACTIVE;
		counts[LAYER_CARD_STOPPED] += card->state != CARD_ACTIVE;
		counts[LAYER_RESIDENCE_CARD] += card->kind == CARD_RESIDENCE;
		counts[LAYER_CARD_EXPIRY] += card->expires != DAY_NONE;
	}
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		const struct certificate *certificate = &resident->certificate[kind];
		if (!certificate->present)
			continue;
		any = true;
		counts[valid[kind]] += certificate->state == CERTIFICATE_VALID;
		counts[LAYER_CERTIFICATE_STOPPED] += certificate->state != CERTIFICATE_VALID;
		counts[expiry[kind]] += certificate->expires != DAY_NONE;
	}
	counts[LAYER_DOCUMENT] += any;
}

static void take_address(struct layer_counts *layers, const struct resident *resident)
{
	const struct address *address = &resident->address;
	if (!text_blank(address->lines)) {
		layers->counts[LAYER_ADDRESS]++;
		set_mark(&layers->addresses,
			hash_more(
				hash_more(0xcbf29ce484222325u, address->lines), address->building));
	}
	layers->counts[LAYER_POSTAL] += address->postal != NULL && address->postal[0] != '\0' &&
					strcmp(address->postal, "0000000") != 0;
	layers->counts[LAYER_BUILDING] += !text_blank(address->building);
	set_mark(&layers->households, hash_more(0xcbf29ce484222325u, resident->household));
}

void layer_counts_take(struct layer_counts *layers, const struct resident *resident)
{
	layers->counts[LAYER_RESIDENTS]++;
	layers->counts[LAYER_PRESENT] += resident->state == RESIDENT_PRESENT;
	layers->counts[LAYER_GONE] += resident->state != RESIDENT_PRESENT;
	if (resident->state != RESIDENT_PRESENT)
		return;
	take_person(layers, resident);
	take_documents(layers, resident);
	take_address(layers, resident);
}

void layer_counts_get(const struct layer_counts *layers, long counts[LAYERS])
{
	memcpy(counts, layers->counts, sizeof layers->counts);
	counts[LAYER_LANGUAGE_OTHER] = other_languages(layers);
	counts[LAYER_ADDRESSES] = estimate_marks(&layers->addresses);
	counts[LAYER_HOUSEHOLDS] = estimate_marks(&layers->households);
}

/* ---- between two nights ---- */

/* How many there should be of those who were. Whoever is dead or gone leaves the export first: when
 * an office clears out its old records, these are the residents that it has fewer (but for who has
 * come on the same day, so the others are held against all that there were). */
static long expected_count(enum layer layer, long had, long all_before, long all_now)
{
	long lost = all_before - all_now;
	if (lost <= 0)
		return had;
	if (layer == LAYER_GONE)
		return lost < had ? had - lost : 0;
	return (long)((long long)had * all_now / all_before);
}

/* What a layer is a part of. */
static enum layer whole_of(enum layer layer)
{
	return layer == LAYER_PRESENT || layer == LAYER_GONE ? LAYER_RESIDENTS : LAYER_PRESENT;
}

enum layer_change layer_counts_judge(const struct layer_bound *bound, enum layer layer,
	const long before[LAYERS], const long now[LAYERS])
{
	long had = before[layer], has = now[layer];
	enum layer of = whole_of(layer);
	long all_before = before[of], all_now = now[of];
	if (had == LAYER_UNKNOWN || all_before == LAYER_UNKNOWN)
		return all_now >= FIRST_RESIDENTS &&
				       (long long)has * 1000 <
					       (long long)all_now * bound->first_permille
			       ? LAYER_MISSING
			       : LAYER_STEADY;
	long expected = expected_count(layer, had, all_before, all_now);
	if (bound_passed(&bound->shrink, expected - has, layer == LAYER_GONE ? had : expected))
		return LAYER_SHRANK;
	const struct bound grow = {bound->grow_permille, bound->shrink.free, BOUND_HANDFUL};
	if (bound_passed(&grow, has - had, all_now))
		return LAYER_GREW;
	return LAYER_STEADY;
}
