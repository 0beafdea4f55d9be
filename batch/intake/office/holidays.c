#include "intake/office/holidays.h"

#include "base/civil.h"
#include "base/phrase.h"
#include "base/text.h"
#include "intake/xml/tree.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the law ---- */

/* Article 2. `week` is the n-th Monday; else a day of the month; 0 in both: an equinox. */
struct statute {
	const char *name;
	int month, day, week;
	int from_year, to_year; /* both included */
};

enum { ALWAYS = HOLIDAYS_LAST_YEAR };

static const struct statute statutes[] = {
	{"元日", 1, 1, 0, 2019, ALWAYS},
	{"成人の日", 1, 0, 2, 2019, ALWAYS},
	{"建国記念の日", 2, 11, 0, 2019, ALWAYS},
	{"天皇誕生日", 2, 23, 0, 2020, ALWAYS}, /* in 2019 neither Dec 23 nor Feb 23 */
	{"春分の日", 3, 0, 0, 2019, ALWAYS},
	{"昭和の日", 4, 29, 0, 2019, ALWAYS},
	{"休日(即位の日)", 5, 1, 0, 2019, 2019},
	{"憲法記念日", 5, 3, 0, 2019, ALWAYS},
	{"みどりの日", 5, 4, 0, 2019, ALWAYS},
	{"こどもの日", 5, 5, 0, 2019, ALWAYS},
	{"海の日", 7, 0, 3, 2019, 2019},
	{"海の日", 7, 23, 0, 2020, 2020},
	{"海の日", 7, 22, 0, 2021, 2021},
	{"海の日", 7, 0, 3, 2022, ALWAYS},
	{"スポーツの日", 7, 24, 0, 2020, 2020},
	{"スポーツの日", 7, 23, 0, 2021, 2021},
	{"山の日", 8, 11, 0, 2019, 2019},
	{"山の日", 8, 10, 0, 2020, 2020},
	{"山の日", 8, 8, 0, 2021, 2021},
	{"山の日", 8, 11, 0, 2022, ALWAYS},
	{"敬老の日", 9, 0, 3, 2019, ALWAYS},
	{"秋分の日", 9, 0, 0, 2019, ALWAYS},
	{"体育の日", 10, 0, 2, 2019, 2019},
	{"スポーツの日", 10, 0, 2, 2022, ALWAYS},
	{"休日(即位礼正殿の儀)", 10, 22, 0, 2019, 2019},
	{"文化の日", 11, 3, 0, 2019, ALWAYS},
	{"勤労感謝の日", 11, 23, 0, 2019, ALWAYS},
};

static const char substitute_name[] = "休日(振替)";
static const char between_name[] = "休日(国民の休日)";

/* The day of March or September of the equinox in Japan, 1980–2099: 新こよみ便利帳
 * (海上保安庁水路部暦計算研究会編, 恒星社厚生閣). The mean equinox moves by 0.242194 days a year
 * less the leap days. The tests hold it against Meeus' series (Astronomical Algorithms, chapter
 * 27). */
static int equinox_day(int year, int month)
{
	double mean = month == 3 ? 20.8431 : 23.2488;
	int years = year - 1980;
	return (int)(mean + 0.242194 * years) - years / 4;
}

static int monday_of_month(int year, int month, int week)
{
	enum weekday first = civil_weekday(civil_day(year, month, 1));
	return 1 + (MONDAY - (int)first + 7) % 7 + (week - 1) * 7;
}

/* One year, a place for each of its days, so that the rules of article 3 can look around; a
 * holiday in the last days of December or the first of January cannot move across the year. */
enum { YEAR_DAYS = 366 };

static void mark_statutes(int year, const char *names[YEAR_DAYS])
{
	day_number first = civil_day(year, 1, 1);
	for (size_t i = 0; i < sizeof statutes / sizeof statutes[0]; i++) {
		const struct statute *statute = &statutes[i];
		if (year < statute->from_year || year > statute->to_year)
			continue;
		int day = statute->day;
		if (statute->week > 0)
			day = monday_of_month(year, statute->month, statute->week);
		else if (day == 0)
			day = equinox_day(year, statute->month);
		names[civil_day(year, statute->month, day) - first] = statute->name;
	}
}

/* Article 3, paragraphs 2 (a holiday on a Sunday: the next day that is none) and 3 (a day between
 * two holidays). `names` holds the holidays of article 2 alone; only they count as neighbours. */
static void mark_rests(int year, const char *const names[YEAR_DAYS], const char *rests[YEAR_DAYS])
{
	day_number first = civil_day(year, 1, 1);
	for (int i = 0; i < YEAR_DAYS; i++) {
		if (names[i] != NULL && civil_weekday(first + i) == SUNDAY) {
			int next = i + 1;
			while (names[next] != NULL)
				next++;
			rests[next] = substitute_name;
		}
	}
	for (int i = 1; i + 1 < YEAR_DAYS; i++)
		if (names[i] == NULL && rests[i] == NULL && names[i - 1] != NULL &&
			names[i + 1] != NULL)
			rests[i] = between_name;
}

struct holiday_list holidays_compute(int from_year, int to_year, struct arena *arena)
{
	struct holiday *list = NULL;
	size_t count = 0, capacity = 0;
	for (int year = from_year; year <= to_year; year++) {
		const char *names[YEAR_DAYS] = {NULL}, *rests[YEAR_DAYS] = {NULL};
		mark_statutes(year, names);
		mark_rests(year, names, rests);
		day_number first = civil_day(year, 1, 1);
		for (int i = 0; i < YEAR_DAYS; i++) {
			const char *name = names[i] != NULL ? names[i] : rests[i];
			if (name == NULL)
				continue;
			list = arena_grow(arena, list, count, 1, &capacity, sizeof *list);
			list[count++] = (struct holiday){.day = first + i, .name = name};
		}
	}
	return (struct holiday_list){.list = list, .count = count};
}

/* ---- the announcement ---- */

enum { LINE_BYTES = 1024 }; /* many times the longest line there is */
static const char header[] = "国民の祝日・休日月日,国民の祝日・休日名称";
static const char rest_name[] = "休日";

static const struct holiday *holiday_on(struct holiday_list holidays, day_number day)
{
	size_t low = 0, high = holidays.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (holidays.list[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < holidays.count && holidays.list[low].day == day ? &holidays.list[low] : NULL;
}

/* "YYYY/M/D", as the Cabinet Office writes it. */
static bool parse_date(const char *text, day_number *day)
{
	int parts[3] = {0}, digits = 0, part = 0;
	for (const char *at = text;; at++) {
		if (*at >= '0' && *at <= '9' && digits < 4) {
			parts[part] = parts[part] * 10 + (*at - '0');
			digits++;
			continue;
		}
		if (digits == 0 || (*at != '/' && *at != '\0') || (*at == '/') != (part < 2))
			return false;
		if (*at == '\0')
			break;
		part++;
		digits = 0;
	}
	if (!civil_exists(parts[0], parts[1], parts[2]))
		return false;
	*day = civil_day(parts[0], parts[1], parts[2]);
	return true;
}

/* The name to go by. The Cabinet Office writes 休日 for substitutes and days between holidays,
 * 休日（祝日扱い） for those of 2019 and 体育の日（スポーツの日） while the name changed: the law's
 * own name says more. */
static const char *settled_name(
	const char *announced, const struct holiday *computed, struct arena *arena)
{
	if (computed != NULL && (text_begins(announced, computed->name) ||
					(text_begins(announced, rest_name) &&
						text_begins(computed->name, rest_name))))
		return computed->name;
	return arena_copy(arena, announced);
}

/* One line, CP932, into UTF-8; NULL when it is none. A conversion a line, so that the message can
 * say where. */
static const char *decode_line(iconv_t converter, char *line, size_t length, struct arena *arena)
{
	size_t room = length * 3 + 1, left = room - 1;
	char *text = arena_alloc(arena, room), *out = text;
	iconv(converter, NULL, NULL, NULL, NULL);
	if (iconv(converter, &line, &length, &out, &left) == (size_t)-1)
		return NULL;
	*out = '\0';
	return text;
}

static size_t without_line_end(const char *line, size_t length)
{
	while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
		length--;
	return length;
}

/* The announced list as it is read, and the computed one beside it. */
struct announcement {
	const char *path;
	struct holiday_list law, found;
	struct holiday_slip *slips;
	size_t capacity, slip_capacity;
	long blank; /* the first blank line with nothing behind it as yet; 0: none */
	struct arena *arena;
};

static void note_slip(struct announcement *announcement, long line, const char *problem)
{
	struct holiday_list *found = &announcement->found;
	announcement->slips = arena_grow(announcement->arena, announcement->slips,
		found->slip_count, 1, &announcement->slip_capacity, sizeof *announcement->slips);
	announcement->slips[found->slip_count++] =
		(struct holiday_slip){.line = line, .problem = problem};
	found->slips = announcement->slips;
}

/* A year of which nothing depends on this list: not before the law, and no day of a later year has
 * been announced yet, for then it may be a later year miswritten. */
static bool row_past_caring(const struct announcement *announcement, const char *text)
{
	enum { LAW_YEAR = 1948 };
	const struct holiday_list *found = &announcement->found;
	day_number first = civil_day(HOLIDAYS_FIRST_YEAR, 1, 1);
	int year = strspn(text, "0123456789") == 4 && text[4] == '/' ? atoi(text) : 0;
	return year >= LAW_YEAR && year < HOLIDAYS_FIRST_YEAR &&
	       (found->count == 0 || found->list[found->count - 1].day < first);
}

/* What is wrong with a row; NULL: nothing, and *day and *name are its two fields. */
static const char *row_problem(
	struct announcement *announcement, const char *text, day_number *day, const char **name)
{
	const struct holiday_list *found = &announcement->found;
	const char *comma = strchr(text, ',');
	if (comma == NULL ||
		!parse_date(arena_text(announcement->arena, text, (size_t)(comma - text)), day))
		return phrase("not a date (YYYY/M/D) and a name");
	*name = comma + 1;
	if (text_blank(*name) || strchr(*name, ',') != NULL)
		return phrase("not one name");
	if (found->count > 0 && *day <= found->list[found->count - 1].day)
		return phrase("the day does not come after the one before");
	return NULL;
}

static bool announcement_row(
	struct announcement *announcement, long line, const char *text, struct fault *why)
{
	day_number day;
	const char *name, *problem = row_problem(announcement, text, &day, &name);
	struct holiday_list *found = &announcement->found;
	struct arena *arena = announcement->arena;
	if (announcement->blank > 0)
		return fault_set(why, FAULT_OFFICE, "%s:%ld: a blank line, and more behind it",
			announcement->path, announcement->blank);
	if (problem != NULL) {
		if (!row_past_caring(announcement, text))
			return fault_set(
				why, FAULT_OFFICE, "%s:%ld: %s", announcement->path, line, problem);
		note_slip(announcement, line, problem);
		return true;
	}
	struct holiday *list = arena_grow(arena, (struct holiday *)found->list, found->count, 1,
		&announcement->capacity, sizeof *list);
	list[found->count] = (struct holiday){.day = day,
		.name = settled_name(name, holiday_on(announcement->law, day), arena),
		.line = line};
	found->list = list;
	found->count++;
	return true;
}

/* Line by line; the header is the first. */
static bool announcement_rows(
	struct announcement *announcement, FILE *file, iconv_t converter, struct fault *why)
{
	char buffer[LINE_BYTES];
	const char *path = announcement->path;
	for (long line = 1; fgets(buffer, LINE_BYTES, file) != NULL; line++) {
		size_t length = without_line_end(buffer, strlen(buffer));
		const char *text = decode_line(converter, buffer, length, announcement->arena);
		if (text == NULL)
			return fault_set(why, FAULT_OFFICE,
				"%s:%ld: not CP932. hint: keep the file as it was downloaded", path,
				line);
		if (line == 1 && strcmp(text, header) != 0)
			return fault_set(
				why, FAULT_OFFICE, "%s:1: the header is not \"%s\"", path, header);
		if (line > 1 && text_blank(text))
			announcement->blank = announcement->blank > 0 ? announcement->blank : line;
		else if (line > 1 && !announcement_row(announcement, line, text, why))
			return false;
	}
	if (ferror(file))
		return fault_system(why, FAULT_INPUT, errno, "%s", path);
	if (announcement->found.count == 0)
		return fault_set(why, FAULT_OFFICE, "%s: no holidays in it", path);
	if (announcement->blank > 0)
		note_slip(announcement, announcement->blank, phrase("a blank line at the end"));
	return true;
}

bool holidays_read(
	const char *path, struct arena *arena, struct holiday_list *announced, struct fault *why)
{
	const char *bytes;
	size_t size;
	if (!tree_file(path, arena, &bytes, &size, why))
		return false;
	if (size == 0)
		return fault_set(why, FAULT_OFFICE, "%s: no holidays in it", path);
	FILE *file = fmemopen((void *)(uintptr_t)bytes, size, "r");
	if (file == NULL)
		return fault_system(why, FAULT_INTERNAL, errno, "%s", path);
	struct announcement announcement = {
		.path = path,
		.law = holidays_compute(HOLIDAYS_FIRST_YEAR, HOLIDAYS_LAST_YEAR, arena),
		.arena = arena,
	};
	bool done = false;
	iconv_t converter = iconv_open("UTF-8", "CP932");
	if (converter == (iconv_t)-1) {
		fault_system(why, FAULT_INTERNAL, errno, "no conversion from CP932");
		goto out;
	}
	if (!announcement_rows(&announcement, file, converter, why))
		goto out;
	*announced = announcement.found;
	done = true;
out:
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	fclose(file);
	return done;
}

struct holiday_list holidays_join(
	struct holiday_list announced, struct arena *arena, day_number *until)
{
	int first = civil_parts(announced.list[0].day).year;
	int last = civil_parts(announced.list[announced.count - 1].day).year;
	int next = last + 1 < HOLIDAYS_FIRST_YEAR ? HOLIDAYS_FIRST_YEAR : last + 1;
	const struct holiday_list parts[] = {
		holidays_compute(HOLIDAYS_FIRST_YEAR, first - 1, arena),
		announced,
		holidays_compute(next, HOLIDAYS_LAST_YEAR, arena),
	};
	size_t count = 0;
	struct holiday *list = arena_alloc(
		arena, (parts[0].count + parts[1].count + parts[2].count) * sizeof *list);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		for (size_t k = 0; k < parts[i].count; k++)
			list[count++] = parts[i].list[k];
	*until = civil_day(last, 12, 31);
	return (struct holiday_list){.list = list,
		.count = count,
		.slips = announced.slips,
		.slip_count = announced.slip_count};
}

void holidays_compare(struct holiday_list announced, day_number until, struct arena *arena,
	holidays_difference *differs, void *context)
{
	if (announced.count == 0)
		return;
	struct holiday_list law = holidays_compute(HOLIDAYS_FIRST_YEAR, HOLIDAYS_LAST_YEAR, arena);
	int year = civil_parts(announced.list[0].day).year;
	if (year < HOLIDAYS_FIRST_YEAR)
		year = HOLIDAYS_FIRST_YEAR;
	day_number last = civil_day(HOLIDAYS_LAST_YEAR, 12, 31);
	for (day_number day = civil_day(year, 1, 1); day <= until && day <= last; day++) {
		const struct holiday *told = holiday_on(announced, day);
		const struct holiday *computed = holiday_on(law, day);
		if (told == NULL && computed == NULL)
			continue;
		if (told == NULL || computed == NULL || !text_equal(told->name, computed->name))
			differs(context, told, computed);
	}
}
