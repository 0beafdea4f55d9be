#ifndef TESTS_DOCUMENT_DOUBLES_H
#define TESTS_DOCUMENT_DOUBLES_H

#include "document/mailroom/covers.h"
#include "document/mailroom/letter.h"
#include "document/mailroom/posting.h"
#include "document/mailroom/spoken.h"
#include "document/pdf/barcode.h"

#include <string.h>

/* Stand-ins for what has tests of its own: the letters (fonts, PDF) and the customer barcode. A
 * folder's tests look at when and in which order they are asked, not at what they draw. */

__attribute__((weak)) bool barcode_customer(const struct town_list *towns, const char *postal,
	const char *address, const char *building, char out[CUSTOMER_BYTES])
{
	(void)towns;
	(void)building;
	bool given = strlen(postal) == 7 && strcmp(postal + 5, "00") != 0;
	snprintf(out, CUSTOMER_BYTES, "%s%s", given ? postal : "",
		given && strstr(address, "44番") != NULL ? "5-44" : "");
	return given;
}

__attribute__((weak)) bool letters_write(struct letters *letters, const struct notice *notices,
	size_t count, day_number posting_day, FILE *stream, struct fault *why)
{
	(void)letters;
	(void)why;
	fprintf(stream, "%%PDF sheets %zu, posting day %d\n", count, (int)posting_day);
	for (size_t i = 0; i < count; i++)
		fprintf(stream, "%zu %s\n", i + 1, notices[i].number);
	return true;
}

__attribute__((weak)) struct spoken spoken_text(
	struct letters *letters, const struct notice *notice, day_number posting_day)
{
	(void)letters;
	(void)notice;
	(void)posting_day;
	return (struct spoken){"said\r\n", 5, true};
}

__attribute__((weak)) const char *spoken_file(const struct notice *notice, struct arena *arena)
{
	return arena_print(arena, "voice/%s.txt", notice->number);
}

__attribute__((weak)) bool spoken_any(const struct notice *notices, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (notices[i].recipient.format == FORMAT_VOICE)
			return true;
	return false;
}

__attribute__((weak)) void spoken_list(struct letters *letters, const struct notice *notices,
	size_t count, day_number posting_day, FILE *stream)
{
	(void)letters;
	(void)notices;
	(void)posting_day;
	fprintf(stream, "%zu\n", count);
}

__attribute__((weak)) bool covers_write(struct letters *letters, const struct office *office,
	const struct night *night, FILE *stream, struct fault *why)
{
	(void)letters;
	(void)why;
	fprintf(stream, "%%PDF covers of %d for %zu sheets\n", office->mailing.bundle_letters,
		night->sheet_count);
	return true;
}

__attribute__((weak)) bool posting_write(struct letters *letters, const struct office *office,
	const struct night *night, FILE *stream, struct fault *why)
{
	(void)letters;
	(void)office;
	(void)why;
	fprintf(stream, "%%PDF slip for %zu sheets\n", night->sheet_count);
	return true;
}

#endif
