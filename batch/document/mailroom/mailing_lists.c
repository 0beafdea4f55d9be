#include "document/mailroom/mailing_lists.h"

#include "base/csv.h"
#include "document/pdf/barcode.h"

#include <stdlib.h>
#include <string.h>

/* Letters are sorted once, by format and postal code. Every grouping of them is then a run of
 * sheets, so one loop cuts them for covers, lists and the slip. */

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

enum { NUMBER_BYTES = 24, AREA_DIGITS = 3 };

/* Columns that stand last, and only where anything is said of envelopes. */
enum { ENVELOPE_COLUMNS = 3 };

/* How many sheets its envelope has, of letters that share one; 0 for all others, whose format says
 * it. */
static int shared_sheets(const struct notice *notice)
{
	return notice_shares_envelope(notice) ? notice->enclosure.sheets : 0;
}

static int by_posting(const void *left, const void *right)
{
	const struct notice *one = *(const struct notice *const *)left;
	const struct notice *other = *(const struct notice *const *)right;
	int order = (int)one->recipient.format - (int)other->recipient.format;
	if (order == 0)
		order = shared_sheets(one) - shared_sheets(other);
	if (order == 0)
		order = strcmp(one->recipient.postal, other->recipient.postal);
	if (order == 0)
		order = strcmp(one->recipient.household, other->recipient.household);
	if (order == 0)
		order = one->enclosure.envelope - other->enclosure.envelope;
	if (order == 0)
		order = one->enclosure.first - other->enclosure.first;
	if (order == 0)
		order = strcmp(one->recipient.resident, other->recipient.resident);
	return order != 0 ? order : strcmp(one->number, other->number);
}

void mailing_sort(const struct notice **notices, size_t count)
{
	if (count > 1)
		qsort(notices, count, sizeof *notices, by_posting);
}

bool mailing_says_envelopes(const struct office *office, const struct notice *notices, size_t count)
{
	return office->mailing.together != TOGETHER_NONE ||
	       (count > 0 && notices[0].enclosure.envelope > 0);
}

bool mailing_begins_envelope(const struct notice *notice)
{
	return notice->enclosure.first <= 1;
}

static const char *format_number(size_t number, char out[NUMBER_BYTES])
{
	snprintf(out, NUMBER_BYTES, "%zu", number);
	return out;
}

static bool letter_barcode(
	const struct office *office, const struct notice *notice, char out[CUSTOMER_BYTES])
{
	const struct recipient *recipient = &notice->recipient;
	return barcode_customer(
		&office->towns, recipient->postal, recipient->address, recipient->building, out);
}

/* The envelope's columns of one of a letter's sheets, from 0. */
struct envelope_fields {
	char envelope[NUMBER_BYTES], sheet[NUMBER_BYTES], sheets[NUMBER_BYTES];
};

static void fill_envelope(
	const struct enclosure *enclosure, int sheet, struct envelope_fields *fields)
{
	*fields = (struct envelope_fields){"", "", ""};
	if (enclosure->envelope == 0)
		return;
	format_number((size_t)enclosure->envelope, fields->envelope);
	format_number((size_t)(enclosure->first + sheet), fields->sheet);
	format_number((size_t)enclosure->sheets, fields->sheets);
}

/* A list of a mailing, and how much it says. */
struct list {
	FILE *stream;
	const struct office *office;
	bool envelopes;
};

/* A row for each of a letter's sheets; the number of the next one. */
static size_t write_sheets(
	const struct list *list, const struct notice *notice, size_t sheet, const char *bundle)
{
	const struct office *office = list->office;
	char number[NUMBER_BYTES], barcode[CUSTOMER_BYTES];
	struct envelope_fields envelope;
	bool coded = letter_barcode(office, notice, barcode);
	const char *language = notice->recipient.language;
	for (int i = 0; i < notice_sheets(notice); i++) {
		fill_envelope(&notice->enclosure, i, &envelope);
		const char *const fields[] = {
			format_number(sheet++, number),
			notice->number,
			notice->recipient.postal,
			coded ? barcode : "",
			language[0] == '\0' ? "ja" : language,
			notice->kind == NOTICE_EXPIRY ? wave_words[notice->wave]
						      : notice_kind_words[notice->kind],
			bundle,
			envelope.envelope,
			envelope.sheet,
			envelope.sheets,
		};
		csv_record(list->stream, office->lists.readers, fields,
			LENGTH(fields) - (list->envelopes ? 0 : ENVELOPE_COLUMNS));
	}
	return sheet;
}

void mailing_manifest(
	FILE *stream, const struct office *office, const struct notice *notices, size_t count)
{
	static const char *const headings[] = {"sheet", "notice", "postal", "barcode", "language",
		"wave", "bundle", "envelope", "envelope_sheet", "envelope_sheets"};
	const struct list list = {stream, office, mailing_says_envelopes(office, notices, count)};
	struct mailing_group bundle = {.end = 0};
	csv_mark(stream);
	csv_heading(stream, &office->lists, headings,
		LENGTH(headings) - (list.envelopes ? 0 : ENVELOPE_COLUMNS));
	while (mailing_next_group(CUT_BUNDLE, office, notices, count, &bundle)) {
		size_t sheet = bundle.first_sheet;
		for (size_t i = bundle.first; i < bundle.end; i++)
			sheet = write_sheets(&list, &notices[i], sheet, bundle.name);
	}
}

/* ---- posting.csv: ways to cut the same run of sheets ---- */

static const char *const cut_words[CUTS] = {
	[CUT_TOTAL] = "total",
	[CUT_FORMAT] = "format",
	[CUT_BUNDLE] = "bundle",
	[CUT_AREA] = "area",
	[CUT_POSTAL] = "postal",
};

/* Is this letter of the same group as the one before it? */
static bool is_same_group(enum mailing_cut cut, const struct notice *letter)
{
	const struct recipient *one = &letter[-1].recipient, *other = &letter->recipient;
	if (cut == CUT_TOTAL)
		return true;
	if (one->format != other->format || shared_sheets(&letter[-1]) != shared_sheets(letter))
		return false;
	if (cut == CUT_AREA)
		return strncmp(one->postal, other->postal, AREA_DIGITS) == 0;
	return cut != CUT_POSTAL || strcmp(one->postal, other->postal) == 0;
}

static void name_group(
	enum mailing_cut cut, const struct notice *first, struct mailing_group *group)
{
	const struct recipient *recipient = &first->recipient;
	group->name[0] = '\0';
	if (cut == CUT_FORMAT && shared_sheets(first) == 0)
		snprintf(group->name, GROUP_NAME_BYTES, "%s",
			letter_format_words[recipient->format]);
	if (cut == CUT_FORMAT && shared_sheets(first) > 0)
		snprintf(group->name, GROUP_NAME_BYTES, "%s-%d",
			letter_format_words[recipient->format], shared_sheets(first));
	if (cut == CUT_BUNDLE)
		format_number(group->number, group->name);
	if (cut == CUT_AREA)
		snprintf(group->name, GROUP_NAME_BYTES, "%.*s", AREA_DIGITS, recipient->postal);
	if (cut == CUT_POSTAL)
		snprintf(group->name, GROUP_NAME_BYTES, "%s", recipient->postal);
}

bool mailing_next_group(enum mailing_cut cut, const struct office *office,
	const struct notice *notices, size_t count, struct mailing_group *group)
{
	size_t most = cut == CUT_BUNDLE ? (size_t)office->mailing.bundle_letters : count;
	char barcode[CUSTOMER_BYTES];
	if (group->end == count)
		return false;
	group->number++;
	group->first = group->end;
	group->first_sheet = group->number == 1 ? 1 : group->first_sheet + group->sheets;
	group->envelopes = group->coded = group->sheets = 0;
	name_group(cut, &notices[group->first], group);
	do {
		const struct notice *notice = &notices[group->end++];
		if (mailing_begins_envelope(notice)) {
			group->envelopes++;
			group->coded += letter_barcode(office, notice, barcode) ? 1 : 0;
		}
		group->sheets += (size_t)notice_sheets(notice);
	} while (group->end < count &&
		 (!mailing_begins_envelope(&notices[group->end]) ||
			 (group->envelopes < most && is_same_group(cut, &notices[group->end]))));
	return true;
}

size_t mailing_group_count(enum mailing_cut cut, const struct office *office,
	const struct notice *notices, size_t count)
{
	struct mailing_group group = {.end = 0};
	while (mailing_next_group(cut, office, notices, count, &group))
		;
	return group.number;
}

static void write_group(const struct list *list, enum mailing_cut cut,
	const struct mailing_group *group, const struct notice *notices)
{
	char letters[NUMBER_BYTES], barcodes[NUMBER_BYTES], envelopes[NUMBER_BYTES];
	char first_sheet[NUMBER_BYTES], last_sheet[NUMBER_BYTES], sheets[NUMBER_BYTES];
	const enum letter_format format = notices[group->first].recipient.format;
	bool several = notices[group->end - 1].recipient.format != format;
	const char *const fields[] = {
		cut_words[cut],
		group->name,
		format_number(group->end - group->first, letters),
		format_number(group->coded, barcodes),
		format_number(group->first_sheet, first_sheet),
		format_number(group->first_sheet + group->sheets - 1, last_sheet),
		notices[group->first].number,
		notices[group->end - 1].number,
		several ? "" : letter_format_words[format],
		format_number(group->sheets, sheets),
		format_number(group->envelopes, envelopes),
	};
	csv_record(list->stream, list->office->lists.readers, fields,
		LENGTH(fields) - (list->envelopes ? 0 : 1));
}

void mailing_posting(
	FILE *stream, const struct office *office, const struct notice *notices, size_t count)
{
	static const char *const headings[] = {"kind", "group", "letters", "barcodes",
		"first_sheet", "last_sheet", "first_notice", "last_notice", "format", "sheets",
		"envelopes"};
	const struct list list = {stream, office, mailing_says_envelopes(office, notices, count)};
	csv_mark(stream);
	csv_heading(stream, &office->lists, headings, LENGTH(headings) - (list.envelopes ? 0 : 1));
	for (enum mailing_cut cut = 0; cut < CUTS; cut++) {
		struct mailing_group group = {.end = 0};
		if (cut == CUT_FORMAT && mailing_group_count(cut, office, notices, count) < 2)
			continue; /* the whole says it */
		while (mailing_next_group(cut, office, notices, count, &group))
			write_group(&list, cut, &group, notices);
	}
}

/* ---- stop.csv ---- */

static bool stops_say_envelopes(
	const struct office *office, const struct night_stop *stops, size_t count)
{
	bool said = office->mailing.together != TOGETHER_NONE;
	for (size_t i = 0; i < count; i++)
		said |= stops[i].enclosure.envelope > 0;
	return said;
}

void mailing_stops(
	FILE *stream, const struct office *office, const struct night_stop *stops, size_t count)
{
	static const char *const headings[] = {"sheet", "notice", "mailing", "reason", "envelope",
		"envelope_sheet", "envelope_sheets"};
	size_t less = stops_say_envelopes(office, stops, count) ? 0 : ENVELOPE_COLUMNS;
	csv_mark(stream);
	csv_heading(stream, &office->lists, headings, LENGTH(headings) - less);
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < stops[i].sheets; k++) {
			char sheet[NUMBER_BYTES], folder[NIGHT_NAME_BYTES];
			struct envelope_fields envelope;
			fill_envelope(&stops[i].enclosure, k, &envelope);
			const char *const fields[] = {
				format_number((size_t)(stops[i].sheet + k), sheet),
				stops[i].notice,
				night_stop_mailing(&stops[i], folder),
				stops[i].reason,
				envelope.envelope,
				envelope.sheet,
				envelope.sheets,
			};
			csv_record(stream, office->lists.readers, fields, LENGTH(fields) - less);
		}
}
