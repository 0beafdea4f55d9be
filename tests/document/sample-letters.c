#include "document/letter-sample.h"

#include "document/letter.h"
#include "intake/templates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes letters of every kind. usage: sample-letters TEMPLATES OUT.pdf [COUNT | EXAMPLES.tsv
 * [WEB-BASE]]; with COUNT that many sheets, each with a number and an address of its own; with a
 * table like tests/oracles/customer-barcode.tsv one sheet for each of its addresses. */

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

int main(int argc, char **argv)
{
	if (argc < 3 || argc > 5) {
		fprintf(stderr,
			"usage: sample-letters TEMPLATES OUT.pdf [COUNT | EXAMPLES.tsv [WEB-BASE]]\n");
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
	const struct notice *notices =
		count > 0 ? vary(arena, count) : address(arena, argv[3], &count);
	int status = 0;
	FILE *stream = fopen(argv[2], "wb");
	if (stream == NULL) {
		perror(argv[2]);
		return FAULT_OUTPUT;
	}
	if (!templates_read(argv[1], arena, &templates, &why) ||
		!letters_open(&office, templates, &letters, &why) ||
		!letters_write(letters, notices, count, SAMPLE_POSTING_DAY, stream, &why))
		status = complain(&why);
	letters_close(letters);
	arena_close(arena);
	fclose(stream);
	return status;
}
