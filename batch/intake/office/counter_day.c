#include "intake/office/counter_day.h"

#include "base/phrase.h"
#include "base/text.h"
#include "model/desks.h"

/* What falls on one day is put together as pieces, from single dates, openings and what closures
 * leave of them; hours, spans and slots are cut from the pieces. */

struct piece {
	int from, to, desks;
	int expect_permille; /* of opening */
	matter_set matters;  /* that can be done in it by appointment */
	const char *label;   /* NULL: of no kind */
	long line;
};

struct counter_day_scratch {
	struct piece *pieces; /* of the day, in file order, then in time's */
	bool *applies;        /* by closure: is it in force on this day, at this counter? */
};

/* One counter's day while it is put together; its pieces are in the scratch. */
struct assembly {
	const struct expansion *expansion;
	day_number day;
	size_t counter;
	size_t piece_count;
	const char *date_reason;         /* of the first single date */
	const char *piece_reason;        /* of the last opening, in file order */
	const struct closure *closed_by; /* the first closure that closes, in file order */
};

struct counter_day_scratch *counter_day_scratch(const struct office *office, struct arena *arena)
{
	size_t most = 0;
	for (size_t i = 0; i < office->counter_count; i++)
		if (office->counters[i].opening_count > most)
			most = office->counters[i].opening_count;
	struct counter_day_scratch *scratch = arena_alloc(arena, sizeof *scratch);
	scratch->pieces = arena_alloc(arena, (most + office->date_count) * sizeof(struct piece));
	scratch->applies = arena_alloc(arena, office->closure_count * sizeof(bool));
	return scratch;
}

/* Does a closure (an index) fall on a day at a counter, whatever its effect? */
static bool closure_applies(
	const struct expansion *expansion, size_t closure, day_number day, size_t counter)
{
	const struct closure *rule = &expansion->office->closures[closure];
	if ((rule->counters & (counter_set)1 << counter) == 0)
		return false;
	if (rule->holidays)
		return office_holiday(expansion->office, day) != NULL;
	return expansion->closures[closure][day - expansion->from];
}

/* A closure without a label hits all openings. */
static bool closure_hits(const struct closure *closure, const char *label)
{
	return closure->label == NULL || text_equal(closure->label, label);
}

/* Only a closure of all matters closes the counter; one of some takes their places away. */
static bool closes_counter(const struct closure *closure)
{
	return closure->effect == CLOSURE_HOURS && closure->matters == MATTERS_ALL;
}

/* The matters that this counter does in hours of this label. */
static matter_set usable_matters(const struct office *office, size_t counter, const char *label)
{
	unsigned set = 0;
	for (int matter = 0; matter < MATTERS; matter++) {
		const struct matter_rule *rule = &office->matters[matter];
		bool barred = (rule->counters & (counter_set)1 << counter) == 0;
		for (size_t i = 0; i < rule->not_during_count; i++)
			barred = barred || text_equal(rule->not_during[i], label);
		if (!barred)
			set |= 1u << matter;
	}
	return (matter_set)set;
}

static void add_piece(struct assembly *assembly, struct piece piece)
{
	assembly->expansion->scratch->pieces[assembly->piece_count++] = piece;
}

/* Is there a single date of this label (NULL: of the whole day) here? */
static bool has_date(const struct assembly *assembly, const char *label)
{
	const struct office *office = assembly->expansion->office;
	for (size_t i = 0; i < office->date_count; i++) {
		const struct single_date *date = &office->dates[i];
		if (date->on == assembly->day &&
			(date->counters & (counter_set)1 << assembly->counter) != 0 &&
			text_equal(date->label, label))
			return true;
	}
	return false;
}

static void add_dates(struct assembly *assembly)
{
	const struct office *office = assembly->expansion->office;
	for (size_t i = 0; i < office->date_count; i++) {
		const struct single_date *date = &office->dates[i];
		if (date->on != assembly->day ||
			(date->counters & (counter_set)1 << assembly->counter) == 0)
			continue;
		if (assembly->date_reason == NULL)
			assembly->date_reason = date->reason;
		if (date->open)
			add_piece(assembly, (struct piece){.from = date->from,
						    .to = date->to,
						    .desks = date->desks,
						    .matters = usable_matters(
							    office, assembly->counter, date->label),
						    .label = date->label,
						    .line = date->line});
	}
}

/* What closes first, in file order, gives the reason. */
static void closed_by(struct assembly *assembly, const struct closure *closure)
{
	if (assembly->closed_by == NULL || closure < assembly->closed_by)
		assembly->closed_by = closure;
}

/* Finds the closures in force; those without a label close even where nothing would open. */
static void find_closures(struct assembly *assembly)
{
	const struct office *office = assembly->expansion->office;
	for (size_t i = 0; i < office->closure_count; i++) {
		const struct closure *closure = &office->closures[i];
		bool applies =
			closure->effect != CLOSURE_OFF &&
			closure_applies(assembly->expansion, i, assembly->day, assembly->counter);
		assembly->expansion->scratch->applies[i] = applies;
		if (applies && closes_counter(closure) && closure->label == NULL)
			closed_by(assembly, closure);
	}
}

/* Adds an opening that falls on the day with the matters that closures leave it, unless one
 * closes it. */
static void add_opening(struct assembly *assembly, const struct opening *opening)
{
	const struct office *office = assembly->expansion->office;
	unsigned matters = usable_matters(office, assembly->counter, opening->label);
	for (size_t i = 0; i < office->closure_count; i++) {
		const struct closure *closure = &office->closures[i];
		if (!assembly->expansion->scratch->applies[i] ||
			!closure_hits(closure, opening->label))
			continue;
		if (closes_counter(closure)) {
			closed_by(assembly, closure);
			return;
		}
		matters &= ~(unsigned)closure->matters;
	}
	assembly->piece_reason = opening->reason;
	add_piece(assembly, (struct piece){.from = opening->from,
				    .to = opening->to,
				    .desks = opening->desks,
				    .expect_permille = opening->expect_permille,
				    .matters = (matter_set)matters,
				    .label = opening->label,
				    .line = opening->line});
}

static void sort_pieces(struct piece *pieces, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct piece piece = pieces[i];
		size_t at = i;
		for (; at > 0 && pieces[at - 1].from > piece.from; at--)
			pieces[at] = pieces[at - 1];
		pieces[at] = piece;
	}
}

/* Everything that opens the counter on the day, in time's order. */
static struct assembly assemble_day(
	const struct expansion *expansion, day_number day, size_t counter)
{
	struct assembly assembly = {.expansion = expansion, .day = day, .counter = counter};
	const struct counter *at = &expansion->office->counters[counter];
	find_closures(&assembly);
	add_dates(&assembly);
	bool whole_day = assembly.date_reason != NULL && has_date(&assembly, NULL);
	for (size_t i = 0; i < at->opening_count && !whole_day; i++) {
		bool falls = expansion->openings[counter][i][day - expansion->from];
		if (falls && !has_date(&assembly, at->openings[i].label))
			add_opening(&assembly, &at->openings[i]);
	}
	sort_pieces(expansion->scratch->pieces, assembly.piece_count);
	return assembly;
}

static const char *reason_of(const struct assembly *assembly, struct arena *arena)
{
	if (assembly->date_reason != NULL)
		return assembly->date_reason;
	if (assembly->piece_reason != NULL)
		return assembly->piece_reason;
	const struct closure *closure = assembly->closed_by;
	if (closure != NULL && closure->holidays)
		return arena_print(arena, "%s %s", closure->reason,
			office_holiday(assembly->expansion->office, assembly->day)->name);
	if (closure != NULL)
		return closure->reason;
	enum weekday weekday = civil_weekday(assembly->day);
	return weekday == SATURDAY || weekday == SUNDAY ? PHRASE("weekend") : PHRASE("no opening");
}

/* Desks that are kept for people without appointment while a slot runs. */
static int walk_in_desks(const struct assembly *assembly, int start, int end)
{
	const struct expansion *expansion = assembly->expansion;
	const struct counter *counter = &expansion->office->counters[assembly->counter];
	int desks = 0;
	for (size_t i = 0; i < counter->walk_in_count; i++) {
		const struct walk_in *band = &counter->walk_ins[i];
		if (band->from < end && start < band->to &&
			expansion->walk_ins[assembly->counter][i][assembly->day - expansion->from])
			desks += band->desks;
	}
	return desks;
}

/* How many appointments a time of this piece may have, with so many desks for them. */
static int appointments_for(const struct piece *piece, int desks)
{
	return desks > 0 ? desks_expecting(desks, piece->expect_permille) : 0;
}

/* Are as few seen to come to this counter as the piece expects? */
static bool is_proven(const struct assembly *assembly, const struct piece *piece)
{
	const struct share *came = assembly->expansion->office->came;
	return came != NULL && desks_proven(piece->expect_permille, came[assembly->counter]);
}

/* Whom places of this label suit that begin at this time. */
static age_set suited_ages(const struct office *office, const char *label, int start)
{
	unsigned set = 0;
	for (int age = AGE_OTHER + 1; age < AGE_CLASSES; age++) {
		const struct age_wish *wish = &office->wishes.ages[age];
		bool suits = start >= wish->after;
		for (size_t i = 0; i < wish->label_count; i++)
			suits = suits || text_equal(wish->labels[i], label);
		set |= suits ? 1u << age : 0;
	}
	return (age_set)set;
}

static void cut_slots(
	const struct assembly *assembly, struct arena *arena, struct counter_day *result)
{
	const struct piece *pieces = assembly->expansion->scratch->pieces;
	int length = assembly->expansion->office->counters[assembly->counter].slot_minutes;
	size_t room = 0;
	for (size_t i = 0; i < assembly->piece_count; i++)
		room += (size_t)((pieces[i].to - pieces[i].from) / length);
	struct slot *slots = arena_alloc(arena, room * sizeof *slots);
	for (size_t i = 0; i < assembly->piece_count; i++) {
		int start = pieces[i].from;
		bool proven = is_proven(assembly, &pieces[i]);
		for (; start + length <= pieces[i].to; start += length) {
			int desks =
				pieces[i].desks - walk_in_desks(assembly, start, start + length);
			int offered = proven ? appointments_for(&pieces[i], desks) : desks;
			if (desks > 0 && pieces[i].matters != 0)
				slots[result->slot_count++] = (struct slot){.start = start,
					.end = start + length,
					.desks = offered,
					.beyond = offered - desks,
					.matters = pieces[i].matters,
					.suits = suited_ages(assembly->expansion->office,
						pieces[i].label, start)};
		}
	}
	result->slots = slots;
}

static void merge_intervals(
	const struct assembly *assembly, struct arena *arena, struct counter_day *result)
{
	const struct piece *pieces = assembly->expansion->scratch->pieces;
	struct interval *intervals = arena_alloc(arena, assembly->piece_count * sizeof *intervals);
	size_t count = 0;
	for (size_t i = 0; i < assembly->piece_count; i++) {
		if (count > 0 && intervals[count - 1].to >= pieces[i].from)
			intervals[count - 1].to = pieces[i].to;
		else
			intervals[count++] = (struct interval){pieces[i].from, pieces[i].to};
	}
	result->intervals = intervals;
	result->interval_count = count;
}

/* The next minute after `minute`, `to` at the latest, at which a band for people without
 * appointment begins or ends. */
static int band_edge(const struct assembly *assembly, int minute, int to)
{
	const struct expansion *expansion = assembly->expansion;
	const struct counter *counter = &expansion->office->counters[assembly->counter];
	int edge = to;
	for (size_t i = 0; i < counter->walk_in_count; i++) {
		const int ends[] = {counter->walk_ins[i].from, counter->walk_ins[i].to};
		for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++)
			if (minute < ends[k] && ends[k] < edge)
				edge = ends[k];
	}
	return edge;
}

static void cut_spans(
	const struct assembly *assembly, struct arena *arena, struct counter_day *result)
{
	const struct piece *pieces = assembly->expansion->scratch->pieces;
	const struct counter *counter = &assembly->expansion->office->counters[assembly->counter];
	size_t room = assembly->piece_count * (2 * counter->walk_in_count + 1);
	struct open_span *spans = arena_alloc(arena, room * sizeof *spans);
	for (size_t i = 0; i < assembly->piece_count; i++)
		for (int from = pieces[i].from, to; from < pieces[i].to; from = to) {
			to = band_edge(assembly, from, pieces[i].to);
			int desks = pieces[i].desks - walk_in_desks(assembly, from, to);
			spans[result->span_count++] = (struct open_span){
				from, to, appointments_for(&pieces[i], desks), pieces[i].matters};
		}
	result->spans = spans;
}

struct counter_day counter_day_make(
	const struct expansion *expansion, day_number day, size_t counter, struct arena *arena)
{
	struct assembly assembly = assemble_day(expansion, day, counter);
	struct counter_day result = {.reason = reason_of(&assembly, arena)};
	if (assembly.piece_count > 0) {
		merge_intervals(&assembly, arena, &result);
		cut_spans(&assembly, arena, &result);
		cut_slots(&assembly, arena, &result);
	}
	return result;
}

bool counter_day_overlap(const struct expansion *expansion, day_number day, size_t counter,
	long *earlier, long *later)
{
	struct assembly assembly = assemble_day(expansion, day, counter);
	const struct piece *pieces = expansion->scratch->pieces;
	for (size_t i = 1; i < assembly.piece_count; i++) {
		if (pieces[i].from < pieces[i - 1].to) {
			*earlier = pieces[i - 1].line;
			*later = pieces[i].line;
			return true;
		}
	}
	return false;
}
