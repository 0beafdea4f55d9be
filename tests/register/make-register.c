/*
 * Writes a made-up but lifelike resident register of Kasugai, in our own format
 * (schemas/register.xsd) or as the data sets of an export (cron/exports). Nobody in it exists. The
 * same number, seed and day give the same bytes, and the same residents in every manner.
 *
 * usage: make-register --residents N --seed S --as-of YYYY-MM-DD [--cases FILE]
 *                      [--cards FILE] [--out FILE] | --as standard|vendor --out-dir DIR
 */
#include "register/city.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* From this many residents on, the named cases come first. */
enum { CASES_FROM = 2000 };

static const char usage[] =
	"usage: make-register --residents N --seed S --as-of YYYY-MM-DD [--cases FILE]\n"
	"                     [--cards FILE] [--out FILE] | --as MANNER --out-dir DIR\n"
	"  --residents N   how many (from 2000 on with the named cases first)\n"
	"  --seed S        a number; the same one gives the same register\n"
	"  --as-of DATE    the register's day, 2026-01-01 to 2035-12-31\n"
	"  --cases FILE    lists the named cases and what should become of them (TSV)\n"
	"  --cards FILE    cards and certificates go there (schemas/cards.xsd), not into the register\n"
	"  --out FILE      where to write (standard output)\n"
	"  --as MANNER     as the data sets of an export: standard (cron/exports/standard.xml) or\n"
	"                  vendor (cron/exports/vendor.xml)\n"
	"  --out-dir DIR   the folder for them, which is there\n";

struct request {
	long residents;
	unsigned long long seed;
	bool seeded;
	day_number as_of;
	const char *cases, *cards, *out, *folder;
	const struct manner *manner; /* NULL: our own register */
};

static bool number_parse(const char *text, unsigned long long most, unsigned long long *number)
{
	char *end;
	errno = 0;
	unsigned long long value = strtoull(text, &end, 10);
	if (errno != 0 || *end != '\0' || *text < '0' || *text > '9' || value > most)
		return false;
	*number = value;
	return true;
}

static bool option_take(struct request *request, int option, const char *text)
{
	unsigned long long number;
	switch (option) {
	case 'n':
		if (!number_parse(text, 10000000, &number) || number == 0)
			return false;
		request->residents = (long)number;
		return true;
	case 's':
		request->seeded = number_parse(text, UINT64_MAX, &request->seed);
		return request->seeded;
	case 'd':
		return civil_parse(text, strlen(text), &request->as_of) &&
		       request->as_of >= civil_day(2026, 1, 1) &&
		       request->as_of <= civil_day(2035, 12, 31);
	case 'c':
		request->cases = text;
		return true;
	case 'h':
		request->cards = text;
		return true;
	case 'o':
		request->out = text;
		return true;
	case 'm':
		request->manner = manner_named(text);
		return request->manner != NULL;
	case 'f':
		request->folder = text;
		return true;
	default:
		return false;
	}
}

static bool request_read(int argc, char **argv, struct request *request)
{
	static const struct option options[] = {
		{"residents", required_argument, NULL, 'n'},
		{"seed", required_argument, NULL, 's'},
		{"as-of", required_argument, NULL, 'd'},
		{"cases", required_argument, NULL, 'c'},
		{"cards", required_argument, NULL, 'h'},
		{"out", required_argument, NULL, 'o'},
		{"as", required_argument, NULL, 'm'},
		{"out-dir", required_argument, NULL, 'f'},
		{0},
	};
	int option;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!option_take(request, option, optarg))
			return false;
	bool one_place =
		request->manner == NULL
			? request->folder == NULL
			: request->folder != NULL && request->out == NULL && request->cards == NULL;
	return optind == argc && request->residents > 0 && request->seeded &&
	       request->as_of != DAY_NONE && one_place;
}

/* Foreign households come a little more often while they are short of their share. */
static bool foreign_next(struct city *city)
{
	bool is_short = city->foreigners * 1000 < city->written * 40;
	return chance_hits(&city->chance, is_short ? 900 : 250);
}

/* The root of the cards file; how many holders it has is known at the end, when it is written once
 * more over the first one. */
static void cards_open(const struct city *city)
{
	char day[CIVIL_DATE_BYTES];
	if (city->cards == NULL)
		return;
	rewind(city->cards);
	fprintf(city->cards,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<cards xmlns=\"urn:kigen:cards:1\" municipality=\"232068\" as-of=\"%s\" "
		"holders=\"%09ld\">\n",
		civil_format(city->as_of, day), city->holders);
}

static void cards_end(const struct city *city)
{
	if (city->cards == NULL)
		return;
	fputs("</cards>\n", city->cards);
	cards_open(city);
}

static void register_open(const struct city *city)
{
	char day[CIVIL_DATE_BYTES];
	fprintf(city->out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<register xmlns=\"urn:kigen:register:1\" municipality=\"232068\" as-of=\"%s\" "
		"residents=\"%ld\">\n",
		civil_format(city->as_of, day), city->wanted);
	cards_open(city);
}

static void city_fill(struct city *city, FILE *list)
{
	if (city->sets == NULL)
		register_open(city);
	if (city->wanted >= CASES_FROM)
		cases_write(city, list);
	while (city->written < city->wanted) {
		arena_reset(city->arena);
		if (foreign_next(city))
			foreign_household(city);
		else
			japanese_household(city);
	}
	if (city->sets != NULL)
		return;
	fputs("</register>\n", city->out);
	cards_end(city);
}

/* Opens for writing, or says why not. */
static FILE *output_open(const char *path)
{
	FILE *file = fopen(path, "w");
	if (file == NULL)
		fprintf(stderr, "make-register: %s: %s\n", path, strerror(errno));
	return file;
}

static bool output_close(FILE *file, const char *path)
{
	bool good = file == NULL || (fflush(file) == 0 && !ferror(file));
	if (!good)
		fprintf(stderr, "make-register: %s: %s\n", path, strerror(errno));
	if (file != NULL && file != stdout)
		good = fclose(file) == 0 && good;
	return good;
}

int main(int argc, char **argv)
{
	struct request request = {.as_of = DAY_NONE};
	if (!request_read(argc, argv, &request)) {
		fputs(usage, stderr);
		return 64;
	}
	FILE *list = request.cases == NULL ? NULL : output_open(request.cases);
	if (request.cases != NULL && list == NULL)
		return 73;
	FILE *cards = request.cards == NULL ? NULL : output_open(request.cards);
	if (request.cards != NULL && cards == NULL)
		return 73;
	FILE *out = request.out == NULL ? stdout : output_open(request.out);
	if (out == NULL)
		return 73;
	struct sets sets = {0};
	if (request.manner != NULL &&
		!sets_open(&sets, request.manner, request.folder, request.as_of))
		return 73;
	struct city city = {
		.as_of = request.as_of,
		.wanted = request.residents,
		.next_id = 1000000,
		.next_household = 700000,
		.arena = arena_open(),
		.out = out,
		.cards = cards,
		.sets = request.manner == NULL ? NULL : &sets,
	};
	chance_seed(&city.chance, request.seed);
	city_fill(&city, list);
	arena_close(city.arena);
	bool listed = output_close(list, request.cases);
	bool held = output_close(cards, request.cards);
	bool written = output_close(out, request.out == NULL ? "standard output" : request.out);
	bool dropped = sets_close(&sets);
	return listed && held && written && dropped ? 0 : 74;
}
