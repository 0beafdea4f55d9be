#include "document/mailing.h"

#include "base/csv.h"
#include "document/barcode.h"

#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

enum { NUMBER_BYTES = 24, AREA_DIGITS = 3 };

static int by_posting(const void *left, const void *right)
{
	const struct notice *one = *(const struct notice *const *)left;
	const struct notice *other = *(const struct notice *const *)right;
	int order = strcmp(one->recipient.postal, other->recipient.postal);
	if (order == 0)
		order = strcmp(one->recipient.household, other->recipient.household);
	if (order == 0)
		order = strcmp(one->recipient.resident, other->recipient.resident);
	return order != 0 ? order : strcmp(one->number, other->number);
}

void mailing_sort(const struct notice **notices, size_t count)
{
	if (count > 1)
		qsort(notices, count, sizeof *notices, by_posting);
}

static const char *format_number(size_t number, char out[NUMBER_BYTES])
{
	snprintf(out, NUMBER_BYTES, "%zu", number);
	return out;
}

static bool letter_barcode(const struct notice *notice, char out[CUSTOMER_BYTES])
{
	const struct recipient *recipient = &notice->recipient;
	return barcode_customer(recipient->postal, recipient->address, recipient->building, out);
}

static size_t bundle_of(size_t index, int bundle_letters)
{
	return index / (size_t)bundle_letters + 1;
}

void mailing_manifest(FILE *stream, const struct notice *notices, size_t count, int bundle_letters)
{
	static const char *const names[] = {
		"sheet", "notice", "postal", "barcode", "language", "wave", "bundle"};
	csv_mark(stream);
	csv_record(stream, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		const struct notice *notice = &notices[i];
		char sheet[NUMBER_BYTES], bundle[NUMBER_BYTES], barcode[CUSTOMER_BYTES];
		bool coded = letter_barcode(notice, barcode);
		const char *language = notice->recipient.language;
		const char *const fields[] = {
			format_number(i + 1, sheet),
			notice->number,
			notice->recipient.postal,
			coded ? barcode : "",
			language[0] == '\0' ? "ja" : language,
			notice->kind == NOTICE_EXPIRY ? wave_words[notice->wave]
						      : notice_kind_words[notice->kind],
			format_number(bundle_of(i, bundle_letters), bundle),
		};
		csv_record(stream, fields, LENGTH(fields));
	}
}

/* ---- posting.csv: four ways to cut the same run of sheets ---- */

enum cut { CUT_TOTAL, CUT_BUNDLE, CUT_AREA, CUT_POSTAL, CUTS };

static const char *const cut_words[CUTS] = {
	[CUT_TOTAL] = "total",
	[CUT_BUNDLE] = "bundle",
	[CUT_AREA] = "area",
	[CUT_POSTAL] = "postal",
};

/* The name of the group that a sheet belongs to. */
static void group_name(enum cut cut, const struct notice *notices, size_t index, int bundle_letters,
	char out[NUMBER_BYTES])
{
	const char *postal = notices[index].recipient.postal;
	switch (cut) {
	case CUT_BUNDLE:
		format_number(bundle_of(index, bundle_letters), out);
		break;
	case CUT_AREA:
		snprintf(out, NUMBER_BYTES, "%.*s", AREA_DIGITS, postal);
		break;
	case CUT_POSTAL:
		snprintf(out, NUMBER_BYTES, "%s", postal);
		break;
	default:
		out[0] = '\0';
	}
}

static void write_group(FILE *stream, enum cut cut, const char *name, const struct notice *notices,
	size_t first, size_t last, size_t coded)
{
	char letters[NUMBER_BYTES], barcodes[NUMBER_BYTES];
	char first_sheet[NUMBER_BYTES], last_sheet[NUMBER_BYTES];
	const char *const fields[] = {
		cut_words[cut],
		name,
		format_number(last - first + 1, letters),
		format_number(coded, barcodes),
		format_number(first + 1, first_sheet),
		format_number(last + 1, last_sheet),
		notices[first].number,
		notices[last].number,
	};
	csv_record(stream, fields, LENGTH(fields));
}

static void write_cut(
	FILE *stream, enum cut cut, const struct notice *notices, size_t count, int bundle_letters)
{
	size_t first = 0, coded = 0;
	char name[NUMBER_BYTES], next[NUMBER_BYTES], barcode[CUSTOMER_BYTES];
	for (size_t i = 0; i < count; i++) {
		group_name(cut, notices, i, bundle_letters, name);
		coded += letter_barcode(&notices[i], barcode) ? 1 : 0;
		if (i + 1 < count) {
			group_name(cut, notices, i + 1, bundle_letters, next);
			if (strcmp(name, next) == 0)
				continue;
		}
		write_group(stream, cut, name, notices, first, i, coded);
		first = i + 1;
		coded = 0;
	}
}

void mailing_posting(FILE *stream, const struct notice *notices, size_t count, int bundle_letters)
{
	static const char *const names[] = {"kind", "group", "letters", "barcodes", "first_sheet",
		"last_sheet", "first_notice", "last_notice"};
	csv_mark(stream);
	csv_record(stream, names, LENGTH(names));
	for (enum cut cut = 0; cut < CUTS; cut++)
		write_cut(stream, cut, notices, count, bundle_letters);
}

void mailing_stops(FILE *stream, const struct night_stop *stops, size_t count)
{
	static const char *const names[] = {"sheet", "notice", "mailing", "reason"};
	csv_mark(stream);
	csv_record(stream, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		char sheet[NUMBER_BYTES], folder[NIGHT_NAME_BYTES];
		const char *const fields[] = {
			format_number((size_t)stops[i].sheet, sheet),
			stops[i].notice,
			night_name(stops[i].day, stops[i].run, folder),
			stops[i].reason,
		};
		csv_record(stream, fields, LENGTH(fields));
	}
}
