#include "document/folder.h"

#include "base/arena.h"
#include "document/counters.h"
#include "document/mailroom/covers.h"
#include "document/mailroom/house_sheet.h"
#include "document/mailroom/mailing_lists.h"
#include "document/mailroom/posting.h"
#include "document/mailroom/spoken.h"
#include "document/mailroom/stopsheet.h"
#include "document/operators/house_list.h"
#include "document/operators/lists.h"
#include "document/operators/report.h"
#include "document/operators/summary.h"
#include "document/operators/tally.h"
#include "document/residents/invite.h"
#include "document/residents/resident_page.h"

#include <string.h>

/* Tables say which files there are and who fills in each. All that is written comes from office,
 * templates and the night as the ledger has it, so the same night gives the same bytes again. */

struct folder {
	const struct office *office;
	const struct templates *templates;
	const struct night *night;
	struct letters *letters;
	struct outbox *outbox;
	struct arena *arena; /* reset after each calendar file */
	const struct tally *tally;
	const struct night_due *staff; /* what call.csv chooses from */
	size_t staff_count;
};

/* A file and who fills it: the table of a folder's fixed files. False only for what the stream
 * does not keep by itself. */
struct file {
	const char *path;
	bool (*write)(const struct folder *folder, FILE *stream, struct fault *why);
};

static bool write_file(const struct folder *folder, const struct file *file, struct fault *why)
{
	FILE *stream = outbox_create(folder->outbox, file->path, why);
	if (stream == NULL)
		return false;
	return outbox_end(folder->outbox, stream, file->write(folder, stream, why), why);
}

static bool write_files(
	const struct folder *folder, const struct file *files, size_t count, struct fault *why)
{
	for (size_t i = 0; i < count; i++)
		if (!write_file(folder, &files[i], why))
			return false;
	return true;
}

/* ---- operators/ ---- */

static bool write_dues(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	lists_dues(stream, &folder->office->lists, folder->night->dues, folder->night->due_count);
	return true;
}

static bool write_exceptions(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	lists_exceptions(stream, &folder->office->lists, folder->night->exceptions,
		folder->night->exception_count);
	return true;
}

static bool write_hand(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	(folder->office->houses.answer_days > 0 ? lists_hand_houses : lists_hand)(stream,
		&folder->office->lists, folder->night->dues, folder->night->due_count,
		folder->night->day);
	return true;
}

static bool write_call(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	lists_call(stream, &folder->office->lists, folder->staff, folder->staff_count,
		folder->night->day);
	return true;
}

static bool write_summary(const struct folder *folder, FILE *stream, struct fault *why)
{
	if (summary_write(stream, folder->office, folder->night, folder->tally))
		return true;
	return fault_set(why, FAULT_WRITE, "operators/summary.json: cannot be written");
}

static bool write_report(const struct folder *folder, FILE *stream, struct fault *why)
{
	const struct report report = {folder->office,
		folder->templates == NULL ? NULL : &folder->templates->words, folder->night,
		folder->tally};
	return report_write(stream, &report, why);
}

static bool write_metrics(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	summary_metrics(stream, folder->office, folder->night, folder->tally);
	return true;
}

static bool write_houses(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	house_list_write(stream, &folder->office->lists, folder->night, folder->arena);
	return true;
}

/* Of an office that makes offers to houses. */
static const struct file houses_file = {"operators/houses.csv", write_houses};

static bool write_house_sheets(const struct folder *folder, FILE *stream, struct fault *why)
{
	return house_sheet_write(folder->letters, folder->office, folder->night, stream, why);
}

static const struct file house_sheets_file = {"operators/houses.pdf", write_house_sheets};

static bool write_offers(const struct folder *folder, struct fault *why)
{
	return folder->office->houses.answer_days == 0 ||
	       (write_file(folder, &houses_file, why) &&
		       (house_sheet_count(folder->night) == 0 || folder->letters == NULL ||
			       write_file(folder, &house_sheets_file, why)));
}

static const struct file operators_files[] = {
	{"operators/dues.csv", write_dues},
	{"operators/exceptions.csv", write_exceptions},
	{"operators/hand.csv", write_hand},
	{"operators/call.csv", write_call},
	{"operators/summary.json", write_summary},
	{"operators/report.html", write_report},
	{"operators/kigen.prom", write_metrics},
};

/* ---- mailroom/ ---- */

static bool write_manifest(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	mailing_manifest(stream, folder->office, folder->night->sheets, folder->night->sheet_count);
	return true;
}

static bool write_posting(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	mailing_posting(stream, folder->office, folder->night->sheets, folder->night->sheet_count);
	return true;
}

static bool write_covers(const struct folder *folder, FILE *stream, struct fault *why)
{
	return covers_write(folder->letters, folder->office, folder->night, stream, why);
}

static bool write_slip(const struct folder *folder, FILE *stream, struct fault *why)
{
	return posting_write(folder->letters, folder->office, folder->night, stream, why);
}

static bool write_letters(const struct folder *folder, FILE *stream, struct fault *why)
{
	const struct night *night = folder->night;
	return letters_write(folder->letters, night->sheets, night->sheet_count, night->posting_day,
		stream, why);
}

static bool write_stops(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	mailing_stops(stream, folder->office, folder->night->stops, folder->night->stop_count);
	return true;
}

static bool write_stop_sheet(const struct folder *folder, FILE *stream, struct fault *why)
{
	return stopsheet_write(folder->letters, folder->night, stream, why);
}

/* The mail room reads its own folder only; on nights without one the list waits with the operators,
 * with a sheet to be brought there, and the next mailing's repeats both. */
static const struct file stops_without_mailing = {"operators/stop.csv", write_stops};
static const struct file sheet_without_mailing = {"operators/stop.pdf", write_stop_sheet};

static const struct file mailroom_files[] = {
	{"mailroom/stop.csv", write_stops},
	{"mailroom/manifest.csv", write_manifest},
	{"mailroom/posting.csv", write_posting},
};

/* What is missing from a mailing without letters; its covers only when no sheet is stopped. */
static const struct file covers_file = {"mailroom/covers.pdf", write_covers};
static const struct file sheet_files[] = {
	{"mailroom/posting.pdf", write_slip},
	{"mailroom/letters.pdf", write_letters},
};

/* ---- mailroom/voice/: what the voice codes of letters are to say ---- */

static bool write_voice_list(const struct folder *folder, FILE *stream, struct fault *why)
{
	const struct night *night = folder->night;
	(void)why;
	spoken_list(folder->letters, night->sheets, night->sheet_count, night->posting_day, stream);
	return true;
}

static bool write_voices(const struct folder *folder, struct fault *why)
{
	static const struct file list = {"mailroom/voice.csv", write_voice_list};
	const struct night *night = folder->night;
	if (!spoken_any(night->sheets, night->sheet_count))
		return true;
	bool wrote = write_file(folder, &list, why);
	for (size_t i = 0; i < night->sheet_count && wrote; i++) {
		const struct notice *notice = &night->sheets[i];
		if (notice->recipient.format != FORMAT_VOICE)
			continue;
		const char *path = arena_print(
			folder->arena, "mailroom/%s", spoken_file(notice, folder->arena));
		const char *text = spoken_text(folder->letters, notice, night->posting_day).text;
		wrote = outbox_write(folder->outbox, path, text, strlen(text), why);
	}
	arena_reset(folder->arena);
	return wrote;
}

static bool write_mailroom(const struct folder *folder, struct fault *why)
{
	const struct night *night = folder->night;
	if (night->stop_count + night->sheet_count > 0 && folder->letters == NULL)
		return fault_set(why, FAULT_INTERNAL, "a night with sheets needs its letters");
	if (!night->mailing)
		return write_file(folder, &stops_without_mailing, why) &&
		       (night->stop_count == 0 || write_file(folder, &sheet_without_mailing, why));
	return write_files(folder, mailroom_files, sizeof mailroom_files / sizeof mailroom_files[0],
		       why) &&
	       (night->stop_count + night->sheet_count == 0 ||
		       write_file(folder, &covers_file, why)) &&
	       (night->sheet_count == 0 ||
		       (write_files(folder, sheet_files, sizeof sheet_files / sizeof sheet_files[0],
				why) &&
			       write_voices(folder, why)));
}

/* ---- residents/ ---- */

static bool write_invite(
	const struct folder *folder, const struct notice *notice, struct fault *why)
{
	size_t length;
	const char *path = arena_print(folder->arena, "residents/%s.ics", notice->token);
	const char *text = invite_file(folder->office, folder->templates, notice,
		folder->night->day, folder->arena, &length);
	return outbox_write(folder->outbox, path, text, length, why);
}

static bool write_webpage(
	const struct folder *folder, const struct notice *notice, struct fault *why)
{
	const char *path = arena_print(folder->arena, "residents/%s.html", notice->token);
	FILE *stream = outbox_create(folder->outbox, path, why);
	if (stream == NULL)
		return false;
	resident_page_write(stream, folder->office, folder->templates, notice, folder->arena);
	return outbox_finish(folder->outbox, stream, why);
}

static bool write_residents(const struct folder *folder, struct fault *why)
{
	/* What a web server shows instead of a list of everybody's files. */
	static const char index[] =
		"<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">"
		"<meta name=\"robots\" content=\"noindex\"><title></title></head><body></body></html>\n";
	const struct night *night = folder->night;
	if (!outbox_folder(folder->outbox, "residents", why) ||
		!outbox_write(folder->outbox, "residents/index.html", index, sizeof index - 1, why))
		return false;
	for (size_t i = 0; i < night->invited_count; i++) {
		const struct notice *notice = &night->invited[i];
		if (notice->appointment.state != APPOINTMENT_STATE_NONE &&
			!write_invite(folder, notice, why))
			return false;
		if (resident_page_wanted(folder->office, notice) &&
			!write_webpage(folder, notice, why))
			return false;
		arena_reset(folder->arena);
	}
	return true;
}

bool folder_write(const struct office *office, const struct templates *templates,
	const struct night *night, struct letters *letters, struct outbox *outbox,
	struct fault *why)
{
	struct arena *lasting = arena_open();
	struct tally tally;
	tally_night(office, night, lasting, &tally);
	struct folder folder = {.office = office,
		.templates = templates,
		.night = night,
		.letters = letters,
		.outbox = outbox,
		.arena = arena_open(),
		.tally = &tally};
	folder.staff = lists_staff(night, lasting, &folder.staff_count);
	bool wrote = write_files(&folder, operators_files,
			     sizeof operators_files / sizeof operators_files[0], why) &&
		     write_offers(&folder, why) && write_mailroom(&folder, why) &&
		     write_residents(&folder, why) &&
		     counters_write(office, night, letters, outbox, folder.arena, why);
	arena_close(folder.arena);
	arena_close(lasting);
	return wrote;
}

static bool write_told(const struct folder *folder, FILE *stream, struct fault *why)
{
	(void)why;
	lists_hand(stream, &folder->office->lists, folder->staff, folder->staff_count,
		folder->night->day);
	return true;
}

static bool write_staff(const struct folder *folder, struct fault *why)
{
	static const struct file hand = {"operators/hand.csv", write_told};
	static const struct file call = {"operators/call.csv", write_call};
	bool by_hand = false, to_call = false;
	for (size_t i = 0; i < folder->night->telling_count; i++) {
		by_hand |= folder->night->tellings[i].reason != REASON_EMPTY;
		to_call |= folder->night->tellings[i].call;
	}
	return (!by_hand || write_file(folder, &hand, why)) &&
	       (!to_call || write_file(folder, &call, why));
}

bool folder_write_change(const struct office *office, const struct templates *templates,
	const struct night *night, struct letters *letters, struct outbox *outbox,
	struct fault *why)
{
	struct arena *lasting = arena_open();
	struct folder folder = {.office = office,
		.templates = templates,
		.night = night,
		.letters = letters,
		.outbox = outbox,
		.arena = arena_open()};
	folder.staff = lists_staff(night, lasting, &folder.staff_count);
	bool wrote = write_staff(&folder, why) &&
		     (!night->mailing || write_mailroom(&folder, why)) &&
		     write_residents(&folder, why);
	arena_close(folder.arena);
	arena_close(lasting);
	return wrote;
}
