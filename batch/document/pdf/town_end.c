#include "document/pdf/town_end.h"

#include "base/arena.h"
#include "base/sorted.h"
#include "base/text.h"
#include "document/pdf/numeral.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Address and names are compared as folded signs: a number is one sign whichever way it is written,
 * so that 東１ is not the beginning of 東12. Each sign knows where it ends in the address. */

struct sign {
	uint32_t code; /* or NUMBER + its value */
	const char *end;
};

struct signs {
	struct sign *list;
	size_t count;
};

enum { NUMBER = 0x110000 };

/* Signs that are written in several ways within one name. */
static uint32_t fold_kana(uint32_t code)
{
	static const struct {
		uint32_t one, other;
	} pairs[] = {{0x30F6, 0x30B1}, {0xFF79, 0x30B1}, {0x304C, 0x30B1},
		{0x30AC, 0x30B1},                                      /* ケ */
		{0x30CE, 0x306E}, {0x4E4B, 0x306E}, {0xFF89, 0x306E}}; /* の */
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (pairs[i].one == code)
			return pairs[i].other;
	return code;
}

/* The figures at *text, all of them wide or all narrow; *text moves behind them. */
static uint32_t take_figures(const char **text)
{
	uint32_t value = 0;
	bool wide = false;
	for (const char *next = *text;; *text = next) {
		uint32_t code = text_next(&next);
		if (!numeral_is_figure(numeral_narrow(code)) ||
			(value != 0 && wide != (code > 0x7F)))
			return value;
		wide = code > 0x7F;
		value = value * 10 + numeral_narrow(code) - '0';
		if (value > NUMERAL_MAX)
			value = NUMERAL_MAX;
	}
}

static struct signs fold_text(const char *text, struct arena *arena)
{
	struct signs signs = {.list = arena_alloc(arena, (strlen(text) + 1) * sizeof *signs.list)};
	while (*text != '\0') {
		const char *next = text;
		uint32_t code = numeral_narrow(text_next(&next));
		long number;
		if (text_is_selector(code) || text_is_blank(code)) {
			text = next;
			continue;
		}
		if (numeral_is_figure(code)) {
			code = NUMBER + take_figures(&text);
		} else if ((number = numeral_kanji(&text)) >= 0) {
			code = NUMBER + (uint32_t)number;
		} else {
			code = fold_kana(code);
			text = next;
		}
		signs.list[signs.count++] = (struct sign){.code = code, .end = text};
	}
	return signs;
}

/* How far these words go in the signs from `at` on: the place behind them, or 0 when they are not
 * there. */
static size_t match_words(
	const struct signs *signs, size_t at, const char *words, struct arena *arena)
{
	struct signs wanted = fold_text(words, arena);
	if (at + wanted.count > signs->count)
		return 0;
	for (size_t i = 0; i < wanted.count; i++)
		if (signs->list[at + i].code != wanted.list[i].code)
			return 0;
	return at + wanted.count;
}

/* Behind the city, with or without its prefecture; 0 when the address is elsewhere. */
static size_t match_city(const struct signs *signs, const struct town *town, struct arena *arena)
{
	size_t behind = match_words(signs, 0, town->prefecture, arena);
	return match_words(signs, behind, town->city, arena);
}

/* Behind the town; 0 when it is not there. */
static size_t match_town(const struct signs *signs, const struct town *town, struct arena *arena)
{
	size_t from = match_city(signs, town, arena), found = 0;
	if (from == 0 || town->name[0] == '\0')
		return 0;
	static const char *const sections[] = {"", "大字", "字"};
	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		size_t begin = match_words(signs, from, sections[i], arena);
		size_t behind = begin == 0 ? 0 : match_words(signs, begin, town->name, arena);
		if (behind != 0)
			return behind;
	}
	/* A name of one sign could be part of a street's. */
	if (fold_text(town->name, arena).count < 2)
		return 0;
	for (size_t at = from; at < signs->count; at++) {
		size_t behind = match_words(signs, at, town->name, arena);
		if (behind != 0 && found != 0)
			return 0;
		if (behind != 0)
			found = behind;
	}
	return found;
}

static int against_postal(const void *key, const void *element)
{
	return strcmp(key, ((const struct town *)element)->postal);
}

static bool lists_city(
	const struct town_list *towns, const struct signs *signs, struct arena *arena)
{
	const struct town *before = NULL;
	for (size_t i = 0; i < towns->count; i++) {
		const struct town *town = &towns->list[i];
		/* Most codes beside each other are of one city. */
		if (before != NULL && strcmp(before->city, town->city) == 0)
			continue;
		before = town;
		if (match_city(signs, town, arena) != 0)
			return true;
	}
	return false;
}

/* By the list alone. */
static enum town_end listed_end(const struct town_list *towns, const char *postal,
	const char *address, const char **rest, struct arena *arena)
{
	struct signs signs = fold_text(address, arena);
	size_t run, longest = 0;
	const struct town *first = sorted_run(
		postal, towns->list, towns->count, sizeof *towns->list, against_postal, &run);
	if (run == 0)
		return lists_city(towns, &signs, arena) ? TOWN_NONE : TOWN_UNSURE;
	for (size_t i = 0; i < run; i++) {
		size_t behind = match_town(&signs, &first[i], arena);
		if (behind > longest)
			longest = behind;
	}
	if (longest == 0)
		return TOWN_UNSURE;
	*rest = signs.list[longest - 1].end;
	return TOWN_ENDS;
}

/* Nothing, or what no number of a block has behind it. */
static bool ends_number(const char *text)
{
	const char *next = text;
	uint32_t code = text_next(&next);
	return code == 0 || text_is_blank(code) || text_begins(text, "号");
}

/* Is this 番地, or 番 with nothing but a house's number behind it? 1番 of 1番4番地 may be a town's.
 */
static bool begins_block(const char *text)
{
	if (text_begins(text, "番地"))
		return true;
	if (!text_begins(text, "番"))
		return false;
	text += strlen("番");
	const char *next = text;
	if (!numeral_is_figure(numeral_narrow(text_next(&next))))
		return ends_number(text);
	take_figures(&text);
	return ends_number(text);
}

/* 六番町 and 一番丁 are towns, 六番 may be a block. */
static bool names_town(const char *behind_number)
{
	return text_begins(behind_number, "番町") || text_begins(behind_number, "番丁");
}

/* By the address alone. */
static enum town_end certain_end(const char *postal, const char *address, const char **rest)
{
	if (postal[3] == '8')
		return TOWN_UNSURE;
	uint32_t before = 0;
	for (const char *at = address; *at != '\0';) {
		const char *next = at;
		uint32_t code = numeral_narrow(text_next(&next));
		if (numeral_is_figure(code)) {
			const char *behind = at;
			take_figures(&behind);
			if (before == 0x7B2C /* 第 */ || !begins_block(behind))
				return TOWN_UNSURE;
			*rest = at;
			return TOWN_ENDS;
		}
		next = at;
		if (numeral_kanji(&next) >= 0) {
			if (numeral_counted(next, true) != 0 && !names_town(next))
				return TOWN_UNSURE;
			at = next;
			before = 0;
			continue;
		}
		before = text_next(&at);
	}
	*rest = address + strlen(address);
	return TOWN_ENDS;
}

enum town_end town_end(
	const struct town_list *towns, const char *postal, const char *address, const char **rest)
{
	enum town_end end = TOWN_UNSURE;
	if (towns != NULL && towns->count > 0) {
		struct arena *arena = arena_open();
		end = listed_end(towns, postal, address, rest, arena);
		arena_close(arena);
	}
	return end == TOWN_UNSURE ? certain_end(postal, address, rest) : end;
}
