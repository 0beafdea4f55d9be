#include "document/mailroom/mailing_lists.h"

#include "base/csv.h"
#include "document/pdf/barcode.h"

#include <stdlib.h>
#include <string.h>

/* Sheets are sorted once, by postal code. Every grouping of them is then a run, so one loop cuts
 * them for covers, lists and the slip. */

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

static bool letter_barcode(
	const struct office *office, const struct notice *notice, char out[CUSTOMER_BYTES])
{
	const struct recipient *recipient = &notice->recipient;
	return barcode_customer(
		&office->towns, recipient->postal, recipient->address, recipient->building, out);
}

static size_t bundle_of(size_t index, int bundle_letters)
{
	return index / (size_t)bundle_letters + 1;
}

void mailing_manifest(
	FILE *stream, const struct office *office, const struct notice *notices, size_t count)
{
	static const char *const names[] = {
		"sheet", "notice", "postal", "barcode", "language", "wave", "bundle"};
	csv_mark(stream);
	csv_record(stream, office->lists, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		const struct notice *notice = &notices[i];
		char sheet[NUMBER_BYTES], bundle[NUMBER_BYTES], barcode[CUSTOMER_BYTES];
		bool coded = letter_barcode(office, notice, barcode);
		const char *language = notice->recipient.language;
		const char *const fields[] = {
			format_number(i + 1, sheet),
			notice->number,
			notice->recipient.postal,
			coded ? barcode : "",
			language[0] == '\0' ? "ja" : language,
			notice->kind == NOTICE_EXPIRY ? wave_words[notice->wave]
						      : notice_kind_words[notice->kind],
			format_number(bundle_of(i, office->mailing.bundle_letters), bundle),
		};
		csv_record(stream, office->lists, fields, LENGTH(fields));
	}
}

/* ---- posting.csv: four ways to cut the same run of sheets ---- */

static const char *const cut_words[CUTS] = {
	[CUT_TOTAL] = "total",
	[CUT_BUNDLE] = "bundle",
	[CUT_AREA] = "area",
	[CUT_POSTAL] = "postal",
};

/* The name of the group that a sheet belongs to. */
static void group_name(enum mailing_cut cut, const struct notice *notices, size_t index,
	int bundle_letters, char out[GROUP_NAME_BYTES])
{
	const char *postal = notices[index].recipient.postal;
	switch (cut) {
	case CUT_BUNDLE:
		format_number(bundle_of(index, bundle_letters), out);
		break;
	case CUT_AREA:
		snprintf(out, GROUP_NAME_BYTES, "%.*s", AREA_DIGITS, postal);
		break;
	case CUT_POSTAL:
		snprintf(out, GROUP_NAME_BYTES, "%s", postal);
		break;
	default:
		out[0] = '\0';
	}
}

bool mailing_next_group(enum mailing_cut cut, const struct office *office,
	const struct notice *notices, size_t count, struct mailing_group *group)
{
	int bundle_letters = office->mailing.bundle_letters;
	char name[GROUP_NAME_BYTES], barcode[CUSTOMER_BYTES];
	if (group->end == count)
		return false;
	group->first = group->end;
	group->coded = 0;
	group_name(cut, notices, group->first, bundle_letters, group->name);
	for (; group->end < count; group->end++) {
		group_name(cut, notices, group->end, bundle_letters, name);
		if (strcmp(name, group->name) != 0)
			break;
		group->coded += letter_barcode(office, &notices[group->end], barcode) ? 1 : 0;
	}
	return true;
}

static void write_group(FILE *stream, enum csv_readers readers, enum mailing_cut cut,
	const struct mailing_group *group, const struct notice *notices)
{
	char letters[NUMBER_BYTES], barcodes[NUMBER_BYTES];
	char first_sheet[NUMBER_BYTES], last_sheet[NUMBER_BYTES];
	const char *const fields[] = {
		cut_words[cut],
		group->name,
		format_number(group->end - group->first, letters),
		format_number(group->coded, barcodes),
		format_number(group->first + 1, first_sheet),
		format_number(group->end, last_sheet),
		notices[group->first].number,
		notices[group->end - 1].number,
	};
	csv_record(stream, readers, fields, LENGTH(fields));
}

void mailing_posting(
	FILE *stream, const struct office *office, const struct notice *notices, size_t count)
{
	static const char *const names[] = {"kind", "group", "letters", "barcodes", "first_sheet",
		"last_sheet", "first_notice", "last_notice"};
	csv_mark(stream);
	csv_record(stream, office->lists, names, LENGTH(names));
	for (enum mailing_cut cut = 0; cut < CUTS; cut++) {
		struct mailing_group group = {.end = 0};
		while (mailing_next_group(cut, office, notices, count, &group))
			write_group(stream, office->lists, cut, &group, notices);
	}
}

void mailing_stops(
	FILE *stream, enum csv_readers readers, const struct night_stop *stops, size_t count)
{
	static const char *const names[] = {"sheet", "notice", "mailing", "reason"};
	csv_mark(stream);
	csv_record(stream, readers, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		char sheet[NUMBER_BYTES], folder[NIGHT_NAME_BYTES];
		const char *const fields[] = {
			format_number((size_t)stops[i].sheet, sheet),
			stops[i].notice,
			night_stop_mailing(&stops[i], folder),
			stops[i].reason,
		};
		csv_record(stream, readers, fields, LENGTH(fields));
	}
}
