/* Writes the page behind a letter's code, in every language, for each kind of visit and matter, as
 * the shipped office would: FOLDER/LANGUAGE-KIND-MATTER.html. The city hall has a map, so that
 * something is seen of it. Run in the project's folder. Exit status as the program's.
 * usage: sample-pages FOLDER */
#include "doubles.h"
#include "sample.h"

#include "document/residents/resident_page.h"
#include "intake/office/office_file.h"
#include "intake/template/templates.h"

#include <stdio.h>

static const char *const kinds[] = {"offered", "moved", "cancelled", "required", "free"};

static bool write_page(const char *folder, struct office *office, const struct templates *templates,
	const char *language, size_t kind, enum matter matter, struct arena *arena)
{
	static const enum appointment_state states[] = {APPOINTMENT_STATE_OFFERED,
		APPOINTMENT_STATE_MOVED, APPOINTMENT_STATE_CANCELLED, APPOINTMENT_STATE_NONE,
		APPOINTMENT_STATE_NONE};
	struct sample_row row = {"0000000101", matter, OUTCOME_LETTER, REASON_EMPTY, language,
		"4868686", states[kind], "cityhall", 22, 17 * 60 + 30};
	struct notice notice = sample_notice(&row, 1, civil_day(2026, 11, 24), arena);
	for (int each = 0; each < MATTERS; each++)
		office->matters[each].appointment =
			strcmp(kinds[kind], "required") == 0 ? APPOINTMENT_REQUIRED
			: strcmp(kinds[kind], "free") == 0   ? APPOINTMENT_NONE
							     : APPOINTMENT_OFFERED;
	FILE *stream = fopen(arena_print(arena, "%s/%s-%s-%s.html", folder, language, kinds[kind],
				     matter_words[matter]),
		"w");
	if (stream == NULL)
		return false;
	resident_page_write(stream, office, templates, &notice, arena);
	return fclose(stream) == 0;
}

int main(int argc, char **argv)
{
	struct fault why = {0};
	struct arena *arena = arena_open();
	struct office office;
	const struct templates *templates;
	if (argc != 2)
		return FAULT_USAGE;
	if (!office_read("cron/kasugai.xml", arena, &office, &why) ||
		!templates_read("templates", arena, &templates, &why)) {
		fprintf(stderr, "sample-pages: %s\n", why.message);
		return (int)why.kind;
	}
	struct counter *counters = arena_alloc(arena, office.counter_count * sizeof *counters);
	memcpy(counters, office.counters, office.counter_count * sizeof *counters);
	counters[0].map = "https://maps.example.jp/?q=35.2475,136.9722&z=17";
	office.counters = counters;
	office.sender.web_base = "https://www.example.jp/k/";
	office.sender.booking_form = "https://www.example.jp/form?page={token}";
	bool wrote = true;
	for (size_t i = 0; i < office.language_count; i++)
		for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++)
			for (int matter = 0; matter < MATTERS; matter++)
				wrote = wrote && write_page(argv[1], &office, templates,
							 office.languages[i].tag, kind,
							 (enum matter)matter, arena);
	arena_close(arena);
	return wrote ? 0 : FAULT_OUTPUT;
}
