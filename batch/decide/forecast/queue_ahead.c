#include "decide/forecast/queue_ahead.h"

#include "decide/dues/quota.h"

#include <stdlib.h>
#include <string.h>

/* Who waits is a list of kinds, the most urgent first; a mailing takes from its front, and of the
 * last kind that it takes perhaps only a part. */

enum { WEEKS_AHEAD = 8 };

struct queue {
	const struct nights_ahead *ahead;
	struct arena *arena;
	const struct visit_kind *kinds; /* in order of their first mailing */
	size_t kind_count, begun;       /* of them so many have waited or gone */
	struct visit_kind *waiting;
	size_t waiting_count, waiting_capacity;
	struct visit_kind *gone;
	size_t gone_count, gone_capacity;
	struct quota_coming *coming; /* room for all kinds twice: those who wait, those to come */
};

day_number queue_ahead_until(day_number night)
{
	return civil_monday(night) + WEEKS_AHEAD * 7 - 1;
}

static bool has_queue(const struct office *office)
{
	return office->mailing.most_letters != 0 || office->mailing.level_days != 0;
}

day_number queue_ahead_known(const struct office *office, day_number until)
{
	return has_queue(office) ? queue_ahead_until(until) : until;
}

static int compare_urgency(const void *left, const void *right)
{
	const struct visit_kind *a = left, *b = right;
	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	return (a->posted > b->posted) - (a->posted < b->posted);
}

/* ---- one mailing ---- */

/* Those whose first mailing it is join the others. */
static void join_queue(struct queue *queue, day_number day)
{
	while (queue->begun < queue->kind_count && queue->kinds[queue->begun].posted <= day) {
		queue->waiting = arena_grow(queue->arena, queue->waiting, queue->waiting_count, 1,
			&queue->waiting_capacity, sizeof *queue->waiting);
		queue->waiting[queue->waiting_count++] = queue->kinds[queue->begun++];
	}
	if (queue->waiting_count > 0)
		qsort(queue->waiting, queue->waiting_count, sizeof *queue->waiting,
			compare_urgency);
}

/* A later letter's visit: behind its arrival, its wished day so much later; the last third of the
 * days that are left (decide/visits/slot_requests.c). */
static void move_visit(const struct queue *queue, struct visit_kind *kind, day_number day)
{
	struct slot_request *request = &kind->request;
	day_number arrives = office_arrival(queue->ahead->office, kind->matter, day);
	bool one_day = request->wished_from == request->wished_until;
	request->from = arrives > request->from ? arrives : request->from;
	kind->visits = kind->visits && request->from <= request->until;
	if (one_day)
		request->wished_from = request->wished_until += day - kind->posted;
	else
		request->wished_from = request->until - (request->until - request->from) / 3;
	kind->posted = day;
}

/* So many of a kind go; the rest of it waits on. */
static void post_part(struct queue *queue, struct visit_kind *kind, long people, day_number day)
{
	struct visit_kind part = *kind;
	part.people = people;
	if (day > part.posted)
		move_visit(queue, &part, day);
	queue->gone = arena_grow(queue->arena, queue->gone, queue->gone_count, 1,
		&queue->gone_capacity, sizeof *queue->gone);
	queue->gone[queue->gone_count++] = part;
	kind->people -= people;
}

/* What the night of this mailing knows: who waits, then who is to come. */
static long find_room(const struct queue *queue, struct quota *quota, day_number until)
{
	struct quota_coming *waiting = queue->coming, *coming = waiting + queue->waiting_count;
	for (size_t i = 0; i < queue->waiting_count; i++)
		waiting[i] = (struct quota_coming){
			queue->waiting[i].posted, queue->waiting[i].last, queue->waiting[i].people};
	quota->coming = coming;
	quota->coming_count = 0;
	for (size_t i = queue->begun; i < queue->kind_count && queue->kinds[i].posted <= until; i++)
		coming[quota->coming_count++] = (struct quota_coming){
			queue->kinds[i].posted, queue->kinds[i].last, queue->kinds[i].people};
	return quota_room(quota, waiting, queue->waiting_count);
}

static void post_mailing(struct queue *queue, struct quota *quota)
{
	const struct mailing_rules *rules = &queue->ahead->office->mailing;
	day_number day = quota->days[0], until = queue_ahead_until(day);
	size_t left = 0;
	join_queue(queue, day);
	quota->level = 0;
	for (size_t i = 0; i < quota->day_count; i++)
		quota->level += quota->days[i] < day + rules->level_days && quota->days[i] <= until;
	long room = find_room(queue, quota, until);
	for (size_t i = 0; i < queue->waiting_count; i++) {
		struct visit_kind *kind = &queue->waiting[i];
		long people = room < kind->people ? room : kind->people;
		people = quota_is_last(quota, kind->last) ? kind->people : people;
		if (people > 0)
			post_part(queue, kind, people, day);
		room = people < room ? room - people : 0;
		if (kind->people > 0)
			queue->waiting[left++] = *kind;
	}
	queue->waiting_count = left;
}

/* ---- all of them ---- */

static const day_number *list_mailings(const struct queue *queue, size_t *count)
{
	const struct nights_ahead *ahead = queue->ahead;
	day_number *days = arena_alloc(
		queue->arena, (size_t)(ahead->calendar->to - ahead->from + 1) * sizeof *days);
	*count = 0;
	for (day_number day = ahead->from; day <= ahead->calendar->to; day++)
		if (calendar_mails(ahead->calendar, day))
			days[(*count)++] = day;
	return days;
}

void queue_ahead(const struct nights_ahead *ahead, struct visits_ahead *visits, struct arena *arena)
{
	const struct mailing_rules *rules = &ahead->office->mailing;
	struct queue queue = {.ahead = ahead, .arena = arena};
	struct quota quota = {.most = rules->most_letters};
	if (!has_queue(ahead->office))
		return;
	queue.kind_count = visits_ahead_kinds(visits, &queue.kinds);
	queue.coming = arena_alloc(arena, 2 * queue.kind_count * sizeof *queue.coming);
	quota.days = list_mailings(&queue, &quota.day_count);
	for (; quota.day_count > 0 && quota.days[0] <= ahead->until;
		quota.days++, quota.day_count--)
		post_mailing(&queue, &quota);
	visits_ahead_exchange(visits, queue.gone, queue.gone_count);
}
