#include "register/sets.h"

#include "base/markup.h"
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/*
 * Files are written beside their names ("…part") and renamed when they are whole, as some names say
 * how many rows there are. All text comes as UTF-8 and is put into the file's encoding character by
 * character; of Windows-31J only what comes back as the same character is written as itself.
 */
const struct manner *manner_named(const char *word)
{
	static const struct manner *const manners[] = {&standard_manner, &vendor_manner};
	for (size_t i = 0; i < sizeof manners / sizeof *manners; i++)
		if (strcmp(manners[i]->word, word) == 0)
			return manners[i];
	return NULL;
}

static bool file_open(struct sets *sets, struct set_file *file, size_t number)
{
	file->path = arena_print(sets->kept, "%s/%zu.part", sets->folder, number);
	file->file = fopen(file->path, "wb");
	if (file->file == NULL)
		fprintf(stderr, "make-register: %s: %s\n", file->path, strerror(errno));
	else if (file->encoding == SET_UTF_16)
		fwrite("\xff\xfe", 1, 2, file->file);
	return file->file != NULL;
}

bool sets_open(struct sets *sets, const struct manner *manner, const char *folder, day_number as_of)
{
	*sets = (struct sets){
		.manner = manner,
		.folder = folder,
		.as_of = as_of,
		.kept = arena_open(),
		.arena = arena_open(),
		.to_31j = iconv_open("CP932", "UTF-8"),
		.from_31j = iconv_open("UTF-8", "CP932"),
	};
	chance_seed(&sets->noise, 12);
	sets->codes_31j = arena_alloc(sets->kept, 0x10000 * sizeof *sets->codes_31j);
	memcpy(sets->files, manner->files, sizeof sets->files);
	for (size_t i = 0; i < SETS_MAX && sets->files[i].name != NULL; i++)
		if (!file_open(sets, &sets->files[i], i))
			return false;
	manner->begin(sets);
	return true;
}

void sets_write(struct sets *sets, const struct resident *resident)
{
	arena_reset(sets->arena);
	sets->manner->resident(sets, resident);
}

/* The name with the day and the rows in it. */
static const char *name_filled(struct sets *sets, const struct set_file *file)
{
	const char *name = file->name;
	const char *date = strstr(name, "{date}");
	if (date != NULL)
		name = arena_print(sets->kept, "%.*s%s%s", (int)(date - name), name,
			day_digits(sets, sets->as_of), date + strlen("{date}"));
	const char *count = strstr(name, "{count}");
	if (count != NULL)
		name = arena_print(sets->kept, "%.*s%ld%s", (int)(count - name), name, file->rows,
			count + strlen("{count}"));
	return name;
}

static bool file_close(struct sets *sets, struct set_file *file)
{
	if (file->file == NULL)
		return false;
	bool good = fflush(file->file) == 0 && !ferror(file->file);
	good = fclose(file->file) == 0 && good;
	const char *path = arena_print(sets->kept, "%s/%s", sets->folder, name_filled(sets, file));
	good = good && rename(file->path, path) == 0;
	if (!good)
		fprintf(stderr, "make-register: %s: %s\n", path, strerror(errno));
	return good;
}

bool sets_close(struct sets *sets)
{
	bool good = true;
	if (sets->manner == NULL)
		return true;
	sets->manner->end(sets);
	for (size_t i = 0; i < SETS_MAX && sets->files[i].name != NULL; i++)
		good = file_close(sets, &sets->files[i]) && good;
	iconv_close(sets->to_31j);
	iconv_close(sets->from_31j);
	arena_close(sets->arena);
	arena_close(sets->kept);
	return good;
}

/* ---- text into a file ---- */

/* The character in Windows-31J, or 0 bytes where it has none that comes back as itself. */
static size_t encode_31j(struct sets *sets, const char *text, size_t length, char out[4])
{
	char *from = (char *)text, *to = out;
	size_t left = length, room = 4;
	if (iconv(sets->to_31j, &from, &left, &to, &room) == (size_t)-1)
		return 0;
	size_t bytes = 4 - room;
	char back[8], *end = back;
	char *again = out;
	size_t rest = bytes, space = sizeof back;
	if (iconv(sets->from_31j, &again, &rest, &end, &space) == (size_t)-1 ||
		sizeof back - space != length || memcmp(back, text, length) != 0)
		return 0;
	return bytes;
}

/* The two bytes of a character beyond ASCII as one number, 0: none; asked of iconv once. */
static uint16_t code_31j(struct sets *sets, uint32_t point, const char *text, size_t length)
{
	enum { UNKNOWN = 0, NONE = 1 };
	char out[4];
	if (point > 0xffff)
		return 0;
	if (sets->codes_31j[point] == UNKNOWN) {
		size_t bytes = encode_31j(sets, text, length, out);
		unsigned first = (unsigned char)out[0], code = NONE;
		if (bytes == 2)
			code = first << 8 | (unsigned char)out[1];
		else if (bytes == 1)
			code = first;
		sets->codes_31j[point] = (uint16_t)code;
	}
	return sets->codes_31j[point] == NONE ? 0 : sets->codes_31j[point];
}

static void put_31j(struct sets *sets, const struct set_file *file, const char *text)
{
	while (*text != '\0') {
		size_t plain = 0;
		while (text[plain] > 0 && (unsigned char)text[plain] < 0x80)
			plain++;
		fwrite(text, 1, plain, file->file);
		text += plain;
		if (*text == '\0')
			return;
		const char *start = text;
		uint32_t point = text_next(&text);
		uint16_t code = code_31j(sets, point, start, (size_t)(text - start));
		if (code > 0xff)
			fputc(code >> 8, file->file);
		if (code > 0)
			fputc(code & 0xff, file->file);
		else if (file->markup)
			fprintf(file->file, "&#x%X;", (unsigned)point);
		else
			fputc('?', file->file);
	}
}

static void put_unit(FILE *file, uint32_t unit)
{
	fputc((int)(unit & 0xff), file);
	fputc((int)(unit >> 8), file);
}

static void put_utf_16(FILE *file, const char *text)
{
	for (uint32_t point; (point = text_next(&text)) != 0;)
		if (point < 0x10000) {
			put_unit(file, point);
		} else {
			put_unit(file, 0xd800 + ((point - 0x10000) >> 10));
			put_unit(file, 0xdc00 + ((point - 0x10000) & 0x3ff));
		}
}

void set_put(struct sets *sets, size_t file, const char *text)
{
	const struct set_file *to = &sets->files[file];
	if (to->file == NULL)
		return;
	if (to->encoding == SET_UTF_8)
		fputs(text, to->file);
	else if (to->encoding == SET_UTF_16)
		put_utf_16(to->file, text);
	else
		put_31j(sets, to, text);
}

void set_print(struct sets *sets, size_t file, const char *format, ...)
{
	char *text = NULL;
	va_list values;
	va_start(values, format);
	if (vasprintf(&text, format, values) < 0)
		abort();
	va_end(values);
	set_put(sets, file, text);
	free(text);
}

const char *set_escaped(struct sets *sets, const char *text)
{
	return markup_escape(sets->arena, text);
}

const char *set_quoted(struct sets *sets, const char *text)
{
	if (text == NULL)
		text = "";
	char *quoted = arena_alloc(sets->arena, 2 * strlen(text) + 3), *to = quoted;
	*to++ = '"';
	for (; *text != '\0'; text++) {
		if (*text == '"')
			*to++ = '"';
		*to++ = *text;
	}
	*to++ = '"';
	return quoted;
}

const char *set_padded(struct sets *sets, const char *text)
{
	if (text == NULL || !chance_hits(&sets->noise, 500))
		return text;
	switch (chance_below(&sets->noise, 4)) {
	case 0:
		return arena_print(sets->arena, "%s　", text);
	case 1:
		return arena_print(sets->arena, "%s  ", text);
	case 2:
		return arena_print(sets->arena, "　%s", text);
	default:
		return arena_print(sets->arena, " %s　　", text);
	}
}

const char *set_drawn(struct sets *sets, const char *texts)
{
	uint32_t count = 1;
	for (const char *at = texts; *at != '\0'; at++)
		count += *at == '|';
	if (count == 1)
		return texts;
	for (uint32_t wanted = chance_below(&sets->noise, count); wanted > 0; wanted--)
		texts = strchr(texts, '|') + 1;
	return arena_text(sets->arena, texts, strcspn(texts, "|"));
}

/* ---- days ---- */

const char *day_iso(struct sets *sets, day_number day)
{
	char text[CIVIL_DATE_BYTES];
	return day == DAY_NONE ? NULL : arena_copy(sets->arena, civil_format(day, text));
}

const char *day_digits(struct sets *sets, day_number day)
{
	struct civil date = day == DAY_NONE ? (struct civil){0} : civil_parts(day);
	return day == DAY_NONE
		       ? NULL
		       : arena_print(sets->arena, "%04d%02d%02d", date.year, date.month, date.day);
}

const char *day_slashes(struct sets *sets, day_number day)
{
	struct civil date = day == DAY_NONE ? (struct civil){0} : civil_parts(day);
	return day == DAY_NONE
		       ? NULL
		       : arena_print(sets->arena, "%d/%d/%d", date.year, date.month, date.day);
}

/* 1 明治 to 5 令和: the digit of the era in which a day lies. */
static int era_of(day_number day, int *year)
{
	static const char *const eras[] = {"明治", "大正", "昭和", "平成", "令和"};
	const char *era = civil_era(day, year);
	int digit = 0;
	while (era != NULL && digit < 5 && strcmp(era, eras[digit]) != 0)
		digit++;
	return digit + 1;
}

const char *day_era_letter(struct sets *sets, day_number day)
{
	int year = 0;
	if (day == DAY_NONE)
		return NULL;
	int era = era_of(day, &year);
	struct civil date = civil_parts(day);
	return arena_print(
		sets->arena, "%c%02d.%02d.%02d", "MTSHR"[era - 1], year, date.month, date.day);
}

static const char *era_digits(struct sets *sets, struct civil date)
{
	int year = 0;
	int month = date.month == 0 ? 1 : date.month;
	int day = date.day == 0 ? 1 : date.day;
	if (day > civil_month_days(date.year, month))
		day = civil_month_days(date.year, month);
	int era = era_of(civil_day(date.year, month, day), &year);
	return arena_print(sets->arena, "%d%02d%02d%02d", era, year, date.month, date.day);
}

const char *day_era_digits(struct sets *sets, day_number day)
{
	return day == DAY_NONE ? NULL : era_digits(sets, civil_parts(day));
}

struct civil birth_parts(const struct birth *born)
{
	struct civil parts = {0};
	if (sscanf(born->text, "%4d-%2d-%2d", &parts.year, &parts.month, &parts.day) != 3)
		abort();
	return parts;
}

const char *birth_era_digits(struct sets *sets, const struct birth *born)
{
	return era_digits(sets, birth_parts(born));
}

/* ---- what a resident is made of ---- */

/* Cuts behind a part when the rest goes on with it. */
static const char *part_cut(struct arena *arena, const char **rest, const char *part)
{
	size_t length = strlen(part);
	if (strncmp(*rest, part, length) != 0)
		return "";
	*rest += length;
	return arena_text(arena, part, length);
}

struct address_parts address_split(struct arena *arena, const char *lines)
{
	struct address_parts parts = {.town = "", .lot = ""};
	const char *rest = lines == NULL ? "" : lines;
	parts.prefecture = part_cut(arena, &rest, "愛知県");
	parts.city = part_cut(arena, &rest, "春日井市");
	/* The lot begins with the first digit, unless a blank before it would be lost. */
	size_t town = strcspn(rest, "0123456789");
	if (town == 0 || rest[town] == '\0' || strpbrk(rest, " \t\n") != NULL)
		town = strlen(rest);
	parts.town = arena_text(arena, rest, town);
	parts.lot = arena_copy(arena, rest + town);
	return parts;
}

struct resident resident_before(const struct resident *resident)
{
	struct resident before = *resident;
	before.state = RESIDENT_PRESENT;
	before.leaving = DAY_NONE;
	before.protection = PROTECTION_NONE;
	before.has_address = true;
	before.address = (struct address){
		.postal = "4868686",
		.lines = "愛知県春日井市鳥居松町5丁目44番地",
	};
	return before;
}

bool resident_holds(const struct resident *resident)
{
	return resident->card.present || resident->certificate[CERTIFICATE_SIGNATURE].present ||
	       resident->certificate[CERTIFICATE_AUTHENTICATION].present;
}
