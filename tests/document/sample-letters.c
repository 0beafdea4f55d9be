#include "document/letter-sample.h"

#include "document/mailroom/letter.h"
#include "document/mailroom/sample_letters.h"
#include "intake/template/templates.h"
#include "model/notice_number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes letters of every kind. usage: sample-letters TEMPLATES OUT.pdf
 * [COUNT | EXAMPLES.tsv | short | long [WEB-BASE]]; with COUNT that many sheets, each with a number
 * and an address of its own; with a table like tests/oracles/customer-barcode.tsv one sheet for
 * each of its addresses; "short" and "long": each matter, wave, appointment and person in every
 * language, as letters that could be posted, with the least and the most that stands in the window
 * and in the sentences. These are told on standard output: number, language, uid, postal code. */

static int complain(const struct fault *why)
{
	fprintf(stderr, "sample-letters: %s\n", why->message);
	return (int)why->kind;
}

/* Different letters out of the samples, as a night has them. */
static struct notice *vary(struct arena *arena, size_t count)
{
	struct notice *notices = arena_alloc(arena, count * sizeof *notices);
	for (size_t i = 0; i < count; i++) {
		struct notice *notice = &notices[i];
		*notice = samples[i % SAMPLES].notice;
		notice->sheet = (int)i + 1;
		if (count == SAMPLES)
			continue;
		char number[NOTICE_NUMBER_BYTES];
		notice->number =
			arena_copy(arena, notice_format_number(2026, (int)i % 999999 + 1, number));
		notice->appointment.uid = arena_print(arena, "%022zu@232068", i);
		notice->appointment.day += notice->appointment.uid[0] == '\0' ? 0 : (int)(i % 20);
		notice->recipient.address =
			arena_print(arena, "愛知県春日井市鳥居松町%zu丁目%zu番地の%zu", i % 8 + 1,
				i % 97 + 1, i % 31 + 1);
	}
	return notices;
}

/* The first letter to each address of a table: postal code, tab, address behind the town. */
static struct notice *address(struct arena *arena, const char *path, size_t *count)
{
	struct notice *notices = NULL;
	size_t capacity = 0;
	char line[512], postal[8], after_town[256];
	FILE *stream = fopen(path, "rb");
	*count = 0;
	while (stream != NULL && fgets(line, sizeof line, stream) != NULL) {
		if (sscanf(line, "%7[0-9]\t%255[^\t]", postal, after_town) != 2)
			continue;
		notices = arena_grow(arena, notices, *count, 1, &capacity, sizeof *notices);
		notices[*count] = samples[0].notice;
		notices[*count].recipient.postal = arena_copy(arena, postal);
		notices[*count].recipient.address =
			arena_print(arena, "愛知県春日井市見本町%s", after_town);
		++*count;
	}
	if (stream != NULL)
		fclose(stream);
	return notices;
}

/* The letters of every kind in every language, to somebody with little or much of a name. */
static const struct notice *kinds(
	struct arena *arena, const struct templates *templates, bool much, size_t *count)
{
	struct notice *list = NULL;
	size_t capacity = 0;
	*count = 0;
	for (size_t i = 0; i < templates->language_count; i++) {
		const char *tag = templates->languages[i].tag;
		struct sample_words words = {
			.language = tag,
			.foreign = strcmp(tag, "ja") != 0,
			.name = much ? "SILVA SANTOS MARIA APARECIDA" : "一 一",
			.postal = "4860844",
			.address = much ? "愛知県春日井市高蔵寺町北三丁目1234番地の567"
					: "春日井市1番地",
			.building = much ? "サンハイツ高蔵寺ニュータウン第123号棟 1405号室" : "",
			.counter = much ? "kozoji" : "cityhall",
			.visit = SAMPLE_POSTING_DAY + 22,
			.expires_first = SAMPLE_POSTING_DAY + 80,
			.expires_late = SAMPLE_POSTING_DAY + 40,
		};
		size_t found;
		words.addressee = words.name;
		if (templates_language(templates, &sample_office, tag) != &templates->languages[i])
			continue;
		struct notice *notices = sample_letters_texts(&words, 1, arena, &found);
		list = arena_grow(arena, list, *count, found, &capacity, sizeof *list);
		for (size_t k = 0; k < found; k++) {
			struct notice *notice = &list[(*count)++];
			char number[NOTICE_NUMBER_BYTES];
			*notice = notices[k];
			notice->sheet = (int)*count;
			notice->number = arena_copy(
				arena, notice_format_number(2026, notice->sheet, number));
			if (notice->appointment.uid[0] != '\0')
				notice->appointment.uid =
					arena_print(arena, "%022d@232068", notice->sheet);
			const char *uid = notice->appointment.uid;
			if (notice->kind == NOTICE_CANCELLED)
				uid = "";
			else if (uid[0] == '\0')
				uid = arena_print(arena, "%s@232068", notice->number);
			printf("%s\t%s\t%s\t%s\n", notice->number, tag, uid,
				notice->recipient.postal);
		}
	}
	return list;
}

static int by_postal(const void *left, const void *right)
{
	return strcmp(((const struct town *)left)->postal, ((const struct town *)right)->postal);
}

/* The towns that stand in these letters' addresses, under the codes that they have there. */
static struct town_list towns_of(const struct notice *notices, size_t count, struct arena *arena)
{
	static const char *const names[] = {"鳥居松町", "高蔵寺町北", "見本町"};
	enum { NAMES = sizeof names / sizeof names[0] };
	struct town_list towns = {.count = 0};
	struct town *list = arena_alloc(arena, count * NAMES * sizeof *list);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < NAMES; k++) {
			const struct recipient *recipient = &notices[i].recipient;
			if (strstr(recipient->address, names[k]) == NULL)
				continue;
			struct town *town = &list[towns.count++];
			*town = (struct town){
				.prefecture = "愛知県", .city = "春日井市", .name = names[k]};
			memcpy(town->postal, recipient->postal, sizeof town->postal);
		}
	qsort(list, towns.count, sizeof *list, by_postal);
	towns.list = list;
	return towns;
}

int main(int argc, char **argv)
{
	if (argc < 3 || argc > 5) {
		fprintf(stderr, "usage: sample-letters TEMPLATES OUT.pdf"
				" [COUNT | EXAMPLES.tsv | short | long [WEB-BASE]]\n");
		return FAULT_USAGE;
	}
	struct fault why = {0};
	struct arena *arena = arena_open();
	const struct templates *templates;
	struct letters *letters = NULL;
	struct office office = sample_office;
	if (argc == 5)
		office.sender.web_base = argv[4];
	size_t count = argc >= 4 ? strtoul(argv[3], NULL, 10) : SAMPLES;
	const struct notice *notices = NULL;
	bool kind = argc >= 4 && (strcmp(argv[3], "short") == 0 || strcmp(argv[3], "long") == 0);
	int status = 0;
	if (!templates_read(argv[1], arena, &templates, &why))
		return complain(&why);
	if (kind)
		notices = kinds(arena, templates, strcmp(argv[3], "long") == 0, &count);
	else
		notices = count > 0 ? vary(arena, count) : address(arena, argv[3], &count);
	office.towns = towns_of(notices, count, arena);
	FILE *stream = fopen(argv[2], "w+b");
	if (stream == NULL) {
		perror(argv[2]);
		return FAULT_OUTPUT;
	}
	if (!letters_open(&office, templates, &letters, &why) ||
		!letters_write(letters, notices, count, SAMPLE_POSTING_DAY, stream, &why))
		status = complain(&why);
	letters_close(letters);
	arena_close(arena);
	fclose(stream);
	return status;
}
