#include "document/kinds.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* What runs out in one letter. */
struct set {
	struct {
		enum matter matter;
		enum outcome outcome;
	} items[3];
	size_t count;
};

enum { SET_SIGNATURE = 1, SET_CARD = 3, SET_STAY = 4, SETS_SHOWN = 5 };

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
	/* without certificates of its own: not shown, but it has to fit */
	{{{MATTER_CARD, OUTCOME_LETTER}}, 1},
	{{{MATTER_STAY, OUTCOME_LETTER}}, 1},
};

/* What a letter is like besides what runs out. */
struct turn {
	enum wave wave;
	enum stay_case stay_case; /* of a stay alone */
	enum appointment_state state;
	bool minor, ward, estimated;
};

struct list {
	const struct kinds_words *words;
	struct arena *arena;
	struct notice *notices;
	size_t count, capacity;
};

static bool is_stay(const struct set *set)
{
	return set->items[0].matter == MATTER_STAY;
}

static const struct notice_item *items_of(
	const struct list *list, const struct set *set, const struct turn *turn)
{
	struct notice_item *items = arena_alloc(list->arena, set->count * sizeof *items);
	bool late = turn->wave != WAVE_FIRST;
	for (size_t i = 0; i < set->count; i++)
		items[i] = (struct notice_item){
			.matter = set->items[i].matter,
			.expires = late ? list->words->expires_late : list->words->expires_first,
			.wave = late ? WAVE_LATE : WAVE_FIRST,
			.outcome = set->items[i].outcome,
			.estimated = turn->estimated,
		};
	return items;
}

static void add(struct list *list, const struct set *set, struct turn turn)
{
	enum { STARTS = 10 * 60 + 30, MINUTES = 30 };
	const struct kinds_words *words = list->words;
	bool visit = turn.state != APPOINTMENT_STATE_NONE;
	list->notices = arena_grow(
		list->arena, list->notices, list->count, 1, &list->capacity, sizeof *list->notices);
	list->notices[list->count++] = (struct notice){
		.number = "",
		.token = "",
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
			.foreign = words->foreign || is_stay(set),
			.minor = turn.minor,
			.ward = turn.ward,
			.stay_case = is_stay(set) ? turn.stay_case : STAY_CASE_NONE},
		.items = items_of(list, set, &turn),
		.item_count = set->count,
		.visit_from = visit ? words->visit : DAY_NONE,
		.visit_until = visit ? words->visit : DAY_NONE,
		.appointment = {.state = turn.state,
			.uid = visit ? "sample@kigen" : "",
			.counter = visit ? words->counter : "",
			.day = visit ? words->visit : DAY_NONE,
			.starts = STARTS,
			.ends = STARTS + MINUTES},
		.sheet = (int)list->count,
	};
}

static enum stay_case last_case(const struct set *set)
{
	return is_stay(set) ? STAY_CASE_NEITHER : STAY_CASE_EXTENDED;
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

struct notice *kinds_samples(
	const struct kinds_words *words, int serial, struct arena *arena, size_t *count)
{
	static const enum appointment_state changes[] = {
		APPOINTMENT_STATE_NONE, APPOINTMENT_STATE_MOVED, APPOINTMENT_STATE_CANCELLED};
	struct list list = {.words = words, .arena = arena};
	for (size_t i = 0; i < SETS_SHOWN; i++) {
		const struct set *set = &sets[i];
		struct turn turn = {.state = APPOINTMENT_STATE_OFFERED};
		for (turn.stay_case = STAY_CASE_EXTENDED; turn.stay_case <= last_case(set);
			turn.stay_case++)
			for (turn.wave = 0; turn.wave < WAVES; turn.wave++)
				add(&list, set, turn);
		/* One more for each thing that changes the words. */
		struct turn plain = {
			.stay_case = last_case(set), .state = APPOINTMENT_STATE_OFFERED};
		for (size_t k = 0; k < LENGTH(changes); k++) {
			turn = plain;
			turn.state = changes[k];
			add(&list, set, turn);
		}
		turn = plain;
		turn.ward = true;
		add(&list, set, turn);
		if (i == SET_SIGNATURE) /* no child has one */
			continue;
		turn = plain;
		turn.minor = true;
		turn.estimated = true;
		add(&list, set, turn);
	}
	for (size_t i = 0; i < list.count; i++)
		list.notices[i].number = wrong_number(serial + (int)i, arena);
	*count = list.count;
	return list.notices;
}

struct notice *kinds_all(const struct kinds_words *words, struct arena *arena, size_t *count)
{
	struct list list = {.words = words, .arena = arena};
	struct turn turn = {0};
	for (size_t i = 0; i < LENGTH(sets); i++)
		for (turn.stay_case = STAY_CASE_EXTENDED; turn.stay_case <= last_case(&sets[i]);
			turn.stay_case++)
			for (turn.wave = 0; turn.wave < WAVES; turn.wave++)
				for (turn.state = 0; turn.state < APPOINTMENT_STATES; turn.state++)
					for (int person = 0; person < 6; person++) {
						turn.minor = person % 3 == 1;
						turn.ward = person % 3 == 2;
						turn.estimated = person >= 3;
						add(&list, &sets[i], turn);
					}
	for (size_t i = 0; i < list.count; i++)
		list.notices[i].number = "00-000000-0";
	*count = list.count;
	return list.notices;
}
