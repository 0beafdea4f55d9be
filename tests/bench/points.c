/* How many more points of the office's wishes the places have that decide/visits/slots.h gives than
 * the cheapest there are for the same people, all of them placed: by an exact flow, which another
 * program finds (cheapest.cc). Everybody alone: who comes together is no flow. What a fuller day
 * costs is one: each place of it that is given costs more than the one before. usage: points
 * OFFICE.xml CHEAPEST */
#include "made_night.h"

#include "decide/visits/allocation.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A night as a network: kinds of people, pools of places, the days of counters, and the end. */
struct network {
	struct night *night;
	struct allocation allocation; /* with nothing given */
	const struct slot_request **placed;
	size_t placed_count;
	FILE *stream;
	long arcs;
	char *text;
	size_t size;
};

/* What a fuller day adds when one more is given where `given` are. */
static long fullness(const struct network *network, const struct allocation_row *row, int given)
{
	return (long)network->night->office.wishes.even * given / row->offered;
}

/* ---- ours ---- */

static long points_given(const struct network *network)
{
	const struct night *night = network->night;
	const struct allocation *allocation = &network->allocation;
	int *given = arena_alloc(night->arena, allocation->row_count * sizeof *given);
	long points = 0;
	for (size_t i = 0; i < night->count; i++) {
		const struct slot_answer *answer = &night->answers[i];
		if (!answer->placed)
			continue;
		size_t row = (size_t)(answer->day - allocation->places.from) *
				     night->calendar.counter_count +
			     (size_t)answer->counter;
		const struct slot *slot =
			calendar_day(&night->calendar, answer->day, (size_t)answer->counter)->slots;
		while (slot->start != answer->starts)
			slot++;
		points += allocation_points(allocation, &night->requests[i],
				  &allocation->pools[allocation_pool(allocation, row, slot)]) +
			  fullness(network, &allocation->rows[row], given[row]++);
	}
	return points;
}

/* ---- the cheapest ---- */

#define COMPARE(left, right) (((left) > (right)) - ((left) < (right)))

/* 0: for whatever is weighed they are the same. */
static int compare_people(const void *left, const void *right)
{
	const struct slot_request *one = *(const struct slot_request *const *)left;
	const struct slot_request *other = *(const struct slot_request *const *)right;
	const int differences[] = {COMPARE(one->until, other->until),
		COMPARE(one->from, other->from), COMPARE(one->matters, other->matters),
		COMPARE(one->home, other->home), COMPARE(one->wished_from, other->wished_from),
		COMPARE(one->wished_until, other->wished_until), COMPARE(one->age, other->age)};
	for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++)
		if (differences[i] != 0)
			return differences[i];
	return 0;
}

static void add_arc(struct network *network, size_t from, size_t to, long capacity, long cost)
{
	fprintf(network->stream, "a %zu %zu 0 %ld %ld\n", from + 1, to + 1, capacity, cost);
	network->arcs++;
}

static size_t add_kinds(struct network *network, size_t first)
{
	const struct allocation *allocation = &network->allocation;
	size_t kinds = 0;
	for (size_t i = 0, end; i < network->placed_count; i = end, kinds++) {
		for (end = i + 1; end < network->placed_count; end++)
			if (compare_people(&network->placed[i], &network->placed[end]) != 0)
				break;
		fprintf(network->stream, "n %zu %zu\n", first + kinds + 1, end - i);
		for (size_t pool = 0; pool < allocation->pool_count; pool++)
			if (allocation_allows(network->placed[i], &allocation->pools[pool]))
				add_arc(network, first + kinds, 1 + pool, (long)(end - i),
					allocation_points(allocation, network->placed[i],
						&allocation->pools[pool]));
	}
	return kinds;
}

/* Places of a day that cost the same are one arc. */
static void add_row(struct network *network, size_t node, const struct allocation_row *row)
{
	for (int given = 0, end; given < row->offered; given = end) {
		for (end = given + 1; end < row->offered; end++)
			if (fullness(network, row, end) != fullness(network, row, given))
				break;
		add_arc(network, node, 0, end - given, fullness(network, row, given));
	}
}

/* Node 0 is the end, then the pools, the rows and the kinds. */
static size_t write_network(struct network *network)
{
	const struct allocation *allocation = &network->allocation;
	size_t rows = 1 + allocation->pool_count, kinds = rows + allocation->row_count;
	fprintf(network->stream, "n 1 -%zu\n", network->placed_count);
	for (size_t i = 0; i < allocation->pool_count; i++)
		add_arc(network, 1 + i, rows + allocation->pools[i].row, allocation->pools[i].room,
			0);
	for (size_t i = 0; i < allocation->row_count; i++)
		add_row(network, rows + i, &allocation->rows[i]);
	return kinds + add_kinds(network, kinds);
}

static long points_least(struct network *network, const char *cheapest)
{
	struct night *night = network->night;
	char path[] = "/tmp/kigen-points-XXXXXX";
	long least = -1;
	int file = mkstemp(path);
	FILE *written = file < 0 ? NULL : fdopen(file, "w");
	network->stream = open_memstream(&network->text, &network->size);
	if (written == NULL || network->stream == NULL)
		return -1;
	size_t nodes = write_network(network);
	fclose(network->stream);
	fprintf(written, "p min %zu %ld\n", nodes, network->arcs);
	fwrite(network->text, 1, network->size, written);
	fclose(written);
	free(network->text);
	FILE *told = popen(arena_print(night->arena, "%s < %s", cheapest, path), "r");
	if (told != NULL && fscanf(told, "%ld", &least) != 1)
		least = -1;
	if (told != NULL)
		pclose(told);
	unlink(path);
	return least;
}

/* ---- a night ---- */

static bool measure(struct night *night, const char *name, const char *cheapest)
{
	struct network network = {.night = night};
	const struct slot_round round = {.office = &night->office,
		.calendar = &night->calendar,
		.requests = night->requests,
		.count = night->count};
	slots_assign(&round, night->arena, night->answers, NULL);
	network.placed = arena_alloc(night->arena, night->count * sizeof *network.placed);
	for (size_t i = 0; i < night->count; i++)
		if (night->answers[i].placed)
			network.placed[network.placed_count++] = &night->requests[i];
	qsort(network.placed, network.placed_count, sizeof *network.placed, compare_people);
	network.allocation = (struct allocation){.office = &night->office,
		.calendar = &night->calendar,
		.requests = night->requests,
		.count = night->count,
		.arena = night->arena};
	allocation_open(&network.allocation, NULL, 0);
	long given = points_given(&network), least = points_least(&network, cheapest);
	if (least < 0)
		return false;
	printf("  %-58s %6zu placed of %6zu: %9ld points, the cheapest %9ld: %5.2f %% more\n", name,
		network.placed_count, night->count, given, least,
		least == 0 ? 0.0 : 100.0 * (double)(given - least) / (double)least);
	fflush(stdout);
	return given >= least;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		size_t count;
		int days, desks;
	} nights[] = {
		{"an ordinary night", 250, 3, 1},
		{"an ordinary night of a city six times as large", 1500, 3, 6},
		{"a wave: a month's letters at once", 2000, 30, 1},
		{"a first night of a small city", 5000, 75, 1},
		{"a first night of a city six times as large", 20000, 75, 6},
		{"a first night that nearly fills all places", 16000, 75, 1},
		{"a first night with more people than places", 30000, 75, 1},
	};
	struct night night;
	if (argc != 3 || !open_night(&night, argv[1]))
		return EXIT_FAILURE;
	const struct calendar calendar = night.calendar;
	night.office.wishes.apart = 0;
	printf("points of the wishes, against an exact flow of least cost for the same people:\n");
	for (size_t i = 0; i < sizeof nights / sizeof nights[0]; i++) {
		night.calendar = multiply_desks(&calendar, nights[i].desks, night.arena);
		make_requests(&night, nights[i].count, nights[i].days);
		if (!measure(&night, nights[i].name, argv[2]))
			return EXIT_FAILURE;
	}
	arena_close(night.arena);
	return EXIT_SUCCESS;
}
