#include "document/mailroom/sample_letters.h"

#include "document/mailroom/widest.h"
#include "model/notice_number.h"

/* The kinds are what runs out, times what is said of a visit, times who it is to; what hardly any
 * night would put together is left out. */

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* What runs out in one letter. */
struct set {
	struct {
		enum matter matter;
		enum outcome outcome;
	} items[3];
	size_t count;
};

enum {
	SET_SIGNATURE = 1,
	SET_CARD = 3,
	SET_STAY = 4,
	SET_REVOKED = 5,
	SETS_SHOWN = 6,
	SET_BOTH = 6
};

static const struct set sets[] = {
	{{{MATTER_AUTHENTICATION, OUTCOME_LETTER}}, 1},
	[SET_SIGNATURE] = {{{MATTER_SIGNATURE, OUTCOME_LETTER}}, 1},
	{{{MATTER_AUTHENTICATION, OUTCOME_LETTER}, {MATTER_SIGNATURE, OUTCOME_LETTER}}, 2},
	[SET_CARD] = {{{MATTER_CARD, OUTCOME_LETTER}, {MATTER_AUTHENTICATION, OUTCOME_COVERED},
			      {MATTER_SIGNATURE, OUTCOME_COVERED}},
		3},
	[SET_STAY] = {{{MATTER_STAY, OUTCOME_LETTER}, {MATTER_AUTHENTICATION, OUTCOME_COVERED},
			      {MATTER_SIGNATURE, OUTCOME_COVERED}},
		3},
	[SET_REVOKED] = {{{MATTER_REVOKED, OUTCOME_LETTER}}, 1},
	[SET_BOTH] = {{{MATTER_AUTHENTICATION, OUTCOME_LETTER}, {MATTER_REVOKED, OUTCOME_LETTER}},
		2},
	/* without certificates of its own: not shown, but it has to fit */
	{{{MATTER_CARD, OUTCOME_LETTER}}, 1},
	{{{MATTER_STAY, OUTCOME_LETTER}}, 1},
	/* both at once */
	{{{MATTER_CARD, OUTCOME_LETTER}, {MATTER_REVOKED, OUTCOME_LETTER},
		 {MATTER_AUTHENTICATION, OUTCOME_COVERED}},
		3},
	{{{MATTER_STAY, OUTCOME_LETTER}, {MATTER_REVOKED, OUTCOME_LETTER},
		 {MATTER_AUTHENTICATION, OUTCOME_COVERED}},
		3},
};

/* What a letter says of an appointment. */
static const struct visit {
	enum notice_kind kind;
	enum appointment_state state;
} visits[] = {
	{NOTICE_EXPIRY, APPOINTMENT_STATE_OFFERED},
	{NOTICE_EXPIRY, APPOINTMENT_STATE_NONE},
	{NOTICE_MOVED, APPOINTMENT_STATE_MOVED},
	{NOTICE_CANCELLED, APPOINTMENT_STATE_CANCELLED},
};

/* What a letter is like besides what runs out. */
struct turn {
	enum wave wave;
	enum stay_case stay_case; /* of a stay alone */
	const struct visit *visit;
	bool minor, ward, estimated;
};

struct list {
	const struct sample_words *words;
	struct arena *arena;
	struct notice *notices;
	size_t count, capacity;
};

static bool is_stay(const struct set *set)
{
	return set->items[0].matter == MATTER_STAY;
}

/* What is revoked is told once, and no day of it is computed. */
static bool is_revoked(const struct set *set)
{
	return set->items[0].matter == MATTER_REVOKED;
}

/* Who is under 15 or a ward has no signature certificate to lose (the city's page). Whom a register
 * shows with one all the same gets a letter if it has room, else goes by hand. */
static bool is_for_represented(const struct set *set)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->items[i].matter == MATTER_REVOKED)
			return false;
	return true;
}

static const struct notice_item *items_of(
	const struct list *list, const struct set *set, const struct turn *turn)
{
	struct notice_item *items = arena_alloc(list->arena, set->count * sizeof *items);
	bool late = turn->wave != WAVE_FIRST;
	for (size_t i = 0; i < set->count; i++) {
		bool revoked = set->items[i].matter == MATTER_REVOKED;
		items[i] = (struct notice_item){
			.matter = set->items[i].matter,
			.expires = late ? list->words->expires_late : list->words->expires_first,
			.wave = late && !revoked ? WAVE_LATE : WAVE_FIRST,
			.outcome = set->items[i].outcome,
			.estimated = turn->estimated && !revoked,
		};
	}
	return items;
}

static struct appointment appointment_of(
	const struct sample_words *words, enum appointment_state state, int sequence)
{
	enum { STARTS = 10 * 60 + 30, MINUTES = 30 };
	if (state == APPOINTMENT_STATE_NONE)
		return (struct appointment){
			.state = state, .uid = "", .counter = "", .day = DAY_NONE};
	return (struct appointment){.state = state,
		.uid = UID_LIKE,
		.sequence = sequence,
		.counter = words->counter,
		.day = words->visit,
		.starts = STARTS,
		.ends = STARTS + MINUTES};
}

static void add_sample(struct list *list, const struct set *set, struct turn turn)
{
	enum { YEARS = 1000 }; /* past every expiry of a sample */
	const struct sample_words *words = list->words;
	bool visit = turn.visit->state != APPOINTMENT_STATE_NONE;
	bool changed = turn.visit->kind != NOTICE_EXPIRY;
	list->notices = arena_grow(
		list->arena, list->notices, list->count, 1, &list->capacity, sizeof *list->notices);
	size_t at = list->count++;
	list->notices[at] = (struct notice){
		.number = "",
		.token = TOKEN_LIKE,
		.kind = turn.visit->kind,
		.second = words->second,
		.night = words->visit,
		.wave = turn.wave,
		.recipient = {.resident = "",
			.household = "",
			.addressee = words->addressee,
			.name = words->name,
			.postal = words->postal,
			.address = words->address,
			.building = words->building,
			.language = words->language,
			.format = words->format,
			.foreign = words->foreign || is_stay(set),
			.minor_until = turn.minor ? words->visit + YEARS : DAY_NONE,
			.ward = turn.ward,
			.stay_case = is_stay(set) ? turn.stay_case : STAY_CASE_NONE},
		.items = items_of(list, set, &turn),
		.item_count = set->count,
		.visit_from = visit ? words->visit : DAY_NONE,
		.visit_until = visit ? words->visit : DAY_NONE,
		.appointment = appointment_of(words, turn.visit->state, changed ? 1 : 0),
		.earlier = changed ? NUMBER_LIKE : "",
		.was = appointment_of(
			words, changed ? APPOINTMENT_STATE_OFFERED : APPOINTMENT_STATE_NONE, 0),
		.sheet = (int)list->count, /* from 1 */
	};
}

static enum stay_case last_case(const struct set *set)
{
	return is_stay(set) ? STAY_CASES - 1 : STAY_CASE_EXTENDED;
}

static enum wave last_wave(const struct set *set)
{
	return is_revoked(set) ? WAVE_FIRST : WAVES - 1;
}

/* A number that looks like one but is none: its check digit is one too high. */
static const char *wrong_number(int serial, struct arena *arena)
{
	char number[NOTICE_NUMBER_BYTES];
	notice_format_number(0, serial, number);
	char *last = &number[NOTICE_NUMBER_BYTES - 2];
	*last = *last == '9' ? '0' : (char)(*last + 1);
	return arena_copy(arena, number);
}

struct notice *sample_letters_texts(
	const struct sample_words *words, int serial, struct arena *arena, size_t *count)
{
	enum { WEEK = 7, HOURS = 3 * 60 };
	struct sample_words usual = *words;
	struct list list = {.words = &usual, .arena = arena};
	usual.second = false;
	for (size_t i = 0; i < SETS_SHOWN; i++) {
		const struct set *set = &sets[i];
		struct turn turn = {0};
		for (turn.stay_case = STAY_CASE_EXTENDED; turn.stay_case <= last_case(set);
			turn.stay_case++)
			for (turn.wave = 0; turn.wave <= last_wave(set); turn.wave++) {
				/* Immigration renews that card: nobody has to come. */
				bool comes = turn.stay_case != STAY_CASE_RESIDENCE;
				turn.visit = &visits[comes ? 0 : 1];
				add_sample(&list, set, turn);
			}
		/* One more for each thing that changes the words. */
		struct turn plain = {.stay_case = STAY_CASE_NEITHER, .visit = &visits[0]};
		for (size_t k = 1; k < LENGTH(visits); k++) {
			turn = plain;
			turn.visit = &visits[k];
			add_sample(&list, set, turn);
		}
		if (!is_for_represented(set))
			continue;
		turn = plain;
		turn.ward = true;
		add_sample(&list, set, turn);
		if (i == SET_SIGNATURE) /* no child has one */
			continue;
		turn = plain;
		turn.minor = true;
		turn.estimated = true;
		add_sample(&list, set, turn);
	}
	add_sample(&list, &sets[SET_BOTH], (struct turn){.visit = &visits[0]});
	usual.second = words->second;
	for (size_t i = 0; usual.second && i < SETS_SHOWN; i++)
		add_sample(&list, &sets[i],
			(struct turn){.stay_case = STAY_CASE_NEITHER, .visit = &visits[0]});
	for (size_t i = 0; i < list.count; i++) {
		struct notice *notice = &list.notices[i];
		notice->number = wrong_number(serial + (int)i, arena);
		if (notice->was.state == APPOINTMENT_STATE_NONE)
			continue;
		notice->was.day -= WEEK; /* the change is to be seen */
		notice->was.starts += HOURS;
		notice->was.ends += HOURS;
	}
	*count = list.count;
	return list.notices;
}

struct notice *sample_letters_all(
	const struct sample_words *words, struct arena *arena, size_t *count)
{
	struct list list = {.words = words, .arena = arena};
	struct turn turn = {0};
	for (size_t i = 0; i < LENGTH(sets); i++)
		for (turn.stay_case = STAY_CASE_EXTENDED; turn.stay_case <= last_case(&sets[i]);
			turn.stay_case++)
			for (turn.wave = 0; turn.wave <= last_wave(&sets[i]); turn.wave++)
				for (size_t k = 0; k < LENGTH(visits) * 6; k++) {
					turn.visit = &visits[k / 6];
					turn.minor = k % 3 == 1;
					turn.ward = k % 3 == 2;
					if (k % 3 != 0 && !is_for_represented(&sets[i]))
						continue;
					turn.estimated = k % 6 >= 3 && !is_revoked(&sets[i]);
					add_sample(&list, &sets[i], turn);
				}
	for (size_t i = 0; i < list.count; i++)
		list.notices[i].number = NUMBER_LIKE;
	*count = list.count;
	return list.notices;
}
