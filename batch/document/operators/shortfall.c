#include "document/operators/shortfall.h"

#include "base/markup.h"
#include "document/operators/table.h"

/* A certificate (model/shortage.h) is told twice from the same counts, as a Japanese section and
 * as JSON: the places there were, who could have come to no others, the desks that would have
 * cured it. */

static void write_counter(FILE *stream, const struct office *office, const char *id)
{
	int counter = office_counter(office, id);
	markup_write(stream, counter < 0 ? id : wordings_in(&office->counters[counter].name, "ja"));
}

static void write_cells(FILE *stream, const long *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		fprintf(stream, "<td class=\"number%s\">%ld</td>", cells[i] == 0 ? " zero" : "",
			cells[i]);
	fputs("</tr>\n", stream);
}

/* The more hours are of one desk; slots are as long as the office has them now. */
static void write_cure(FILE *stream, const struct office *office, const struct shortage *shortage)
{
	if (shortage->slots > 1) {
		fprintf(stream, "連続した%d枠の空きを増やす", shortage->slots);
		return;
	}
	if (shortage->cure_desks == 0) {
		fputs("窓口を増やしても解消しない(この期間に使える枠がない)", stream);
		return;
	}
	if (shortage->cure_counter[0] == '\0') {
		fprintf(stream, "対象の窓口をどこも期間中あと%d口増やす", shortage->cure_desks);
		return;
	}
	int counter = office_counter(office, shortage->cure_counter);
	write_counter(stream, office, shortage->cure_counter);
	fprintf(stream, "を期間中あと%d口増やす", shortage->cure_desks);
	if (counter >= 0)
		fprintf(stream, "(足りないのは%d枠、1口でのべ%d時間)", shortage->cure_places,
			(shortage->cure_places * office->counters[counter].slot_minutes + 59) / 60);
}

static void write_reason(FILE *stream, const struct office *office, const struct shortage *shortage)
{
	fputs("<tr><th scope=\"row\">", stream);
	table_day(stream, shortage->from);
	fputs(" から ", stream);
	table_day(stream, shortage->until);
	fputs(" まで", stream);
	if (shortage->slots > 1)
		fprintf(stream, "、続けて%d枠", shortage->slots);
	fputs("</th><td>", stream);
	write_cure(stream, office, shortage);
	fputs("</td>", stream);
	const long cells[] = {shortage->people, shortage->places, shortage->left};
	write_cells(stream, cells, sizeof cells / sizeof cells[0]);
}

static void write_weeks(FILE *stream, const struct office *office, const struct shortage *shortage)
{
	for (size_t i = 0; i < shortage->week_count; i++) {
		const struct shortage_week *week = &shortage->weeks[i];
		fputs("<tr><th scope=\"row\">", stream);
		table_monday(stream, week->monday);
		fputs("</th><td>", stream);
		write_counter(stream, office, week->counter);
		fputs("</td>", stream);
		const long cells[] = {week->offered, week->held, week->offered - week->held};
		write_cells(stream, cells, sizeof cells / sizeof cells[0]);
	}
}

/* Two columns of words, three of figures. */
enum { COLUMNS = 5, WORD_COLUMNS = 2 };

static void write_headings(FILE *stream, const char *const headings[COLUMNS])
{
	table_begin(stream);
	for (int i = 0; i < COLUMNS; i++)
		table_heading(stream, headings[i], i >= WORD_COLUMNS);
	fputs("</tr></thead>\n", stream);
}

void shortfall_report(FILE *stream, const struct office *office, const struct night *night,
	const struct tally *tally)
{
	static const char *const reason_headings[COLUMNS] = {
		"この枠でしか来られない期間", "解消するには", "来る人", "空き枠", "予約できない人"};
	static const char *const week_headings[COLUMNS] = {
		"週", "窓口", "予約の枠", "前からの予約", "この夜の空き枠"};
	long explained = 0;
	for (size_t i = 0; i < night->shortage_count; i++)
		explained += night->shortages[i].left;
	if (night->shortage_count == 0 && tally->unplaced == 0) {
		fputs("<p class=\"none\">ありません。</p>\n", stream);
		return;
	}
	if (tally->unplaced > explained)
		fprintf(stream,
			"<p class=\"none\">期限までに、受け付けできる日が残っていない人: %ld人。</p>\n",
			tally->unplaced - explained);
	if (night->shortage_count == 0)
		return;
	write_headings(stream, reason_headings);
	fputs("<tbody>\n", stream);
	for (size_t i = 0; i < night->shortage_count; i++)
		write_reason(stream, office, &night->shortages[i]);
	table_end(stream);
	write_headings(stream, week_headings);
	for (size_t i = 0; i < night->shortage_count; i++) {
		fputs("<tbody>\n", stream);
		write_weeks(stream, office, &night->shortages[i]);
		fputs("</tbody>\n", stream);
	}
	fputs("</table></div>\n", stream);
}

/* ---- summary.json ---- */

static void put_weeks(struct json *json, const struct shortage *shortage)
{
	json_begin_array(json, "weeks");
	for (size_t i = 0; i < shortage->week_count; i++) {
		const struct shortage_week *week = &shortage->weeks[i];
		json_begin_object(json, NULL);
		json_put_day(json, "monday", week->monday);
		json_put_text(json, "counter", week->counter);
		json_put_integer(json, "offered", week->offered);
		json_put_integer(json, "held", week->held);
		json_end(json);
	}
	json_end(json);
}

void shortfall_summary(struct json *json, const struct night *night)
{
	json_begin_array(json, "shortages");
	for (size_t i = 0; i < night->shortage_count; i++) {
		const struct shortage *shortage = &night->shortages[i];
		json_begin_object(json, NULL);
		json_put_day(json, "from", shortage->from);
		json_put_day(json, "until", shortage->until);
		json_put_integer(json, "slots", shortage->slots);
		json_put_integer(json, "places", shortage->places);
		json_put_integer(json, "people", shortage->people);
		json_put_integer(json, "unplaced", shortage->left);
		json_begin_object(json, "cure");
		json_put_text(json, "counter", shortage->cure_counter);
		json_put_integer(json, "desks", shortage->cure_desks);
		json_put_integer(json, "places", shortage->cure_places);
		json_end(json);
		put_weeks(json, shortage);
		json_end(json);
	}
	json_end(json);
}
