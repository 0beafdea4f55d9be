#include "command/behind.h"
#include "command/command.h"
#include "command/desk_folder.h"
#include "command/limits.h"
#include "command/night.h"
#include "command/options.h"
#include "command/progress.h"
#include "command/retention.h"
#include "command/setup.h"
#include "command/turn.h"
#include "document/folder.h"
#include "document/outbox.h"
#include "document/sums.h"
#include "document/tally.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
	"usage: kigen run --register FILE [--cards FILE] [--office FILE] [--ledger FILE]\n"
	"                 [--date DATE] [--out DIR] [--quiet]\n"
	"                 [--accept CODE... --why TEXT [--by NAME]] [--wait SECONDS]\n\n"
	"The night of DATE (default: today): reads the register, decides, records the decisions\n"
	"in the ledger and writes the night's folder DIR/DATE. Whatever ends it half way, run\n"
	"the same command again: it goes on where it was and ends the same. With --cards the\n"
	"cards and certificates are in a file of their own, joined to the register by id.\n\n"
	"An export past a limit of the office is refused with a code (export-shrank and the like).\n"
	"--accept CODE lets it pass that limit; the ledger and the report keep TEXT and NAME\n"
	"(default: the user), so name no resident in them. It may come once for each code.\n\n"
	"Another run or a command of the desk that holds the ledger is waited for, --wait seconds\n"
	"at the most (60), then it is exit status 75.\n\n"
	"Defaults: /etc/kigen/office.xml, /var/lib/kigen/ledger.db, /var/lib/kigen/out.\n"
	"Exit status 1: done, but residents were set aside (operators/exceptions.csv).\n";

struct run {
	const struct options *options;
	struct setup *setup;
	struct ledger *ledger;
	struct progress *progress;
	const char *by;        /* who runs it, or what was said instead */
	struct behind behind;  /* what the ledger does not know, and is let go */
	day_number mended_day; /* the night last written down for an earlier, broken run */
	int mended_run;
};

static void warn(void *context, const char *message)
{
	struct run *run = context;
	progress_wipe(run->progress);
	fprintf(stderr, "kigen run: warning: %s\n", message);
}

static void draw(void *context, uint64_t done, uint64_t total)
{
	struct run *run = context;
	progress_draw(run->progress, done, total);
}

static const char *folder_name(struct arena *arena, day_number day, int number)
{
	char name[NIGHT_NAME_BYTES];
	return arena_copy(arena, night_name(day, number, name));
}

/* Does the office still have every counter of this night? Its file may have changed since the
 * night was decided. */
static bool counters_known(
	const struct office *office, const struct night *night, struct fault *why)
{
	for (size_t i = 0; i < night->agenda_count; i++)
		if (office_counter(office, night->agenda[i].appointment.counter) < 0)
			return fault_set(why, FAULT_OFFICE,
				"%s: no counter \"%s\", but letter %s has an appointment there",
				office->path, night->agenda[i].appointment.counter,
				night->agenda[i].notice);
	return true;
}

/* Writes down a night that the ledger has decided: the folder, then the ledger's word that it is
 * in place. Made from the ledger alone, so it can be done again after any interruption. */
static bool write_night(
	struct run *run, day_number day, int number, struct night *night, struct fault *why)
{
	struct arena *arena = run->setup->arena;
	struct outbox *outbox = NULL;
	bool done = ledger_night(run->ledger, day, number, arena, night, why) &&
		    counters_known(&run->setup->office, night, why) &&
		    outbox_open(run->options->out, folder_name(arena, day, number), &outbox, why) &&
		    folder_write(&run->setup->office, run->setup->templates, night,
			    run->setup->letters, outbox, why) &&
		    outbox_commit(outbox, why) && ledger_issue(run->ledger, day, number, why);
	outbox_close(outbox);
	return done;
}

/* Nights that were decided and whose folder is not known to be in place come first, the oldest
 * first: their letters are promised. */
static bool finish_earlier(struct run *run, struct fault *why)
{
	for (;;) {
		day_number day;
		int number;
		struct night night;
		char date[CIVIL_DATE_BYTES];
		if (!ledger_unissued_night(run->ledger, &day, &number, why))
			return false;
		if (day == DAY_NONE)
			return true;
		if (!write_night(run, day, number, &night, why))
			return false;
		run->mended_day = day;
		run->mended_run = number;
		if (!run->options->quiet)
			fprintf(stderr, "kigen run: the folder of %s was not in place; it is now\n",
				civil_format(day, date));
	}
}

/* The mail room must hear of it today, whether it has a mailing or not. */
static void warn_of_stops(struct run *run, const struct night *night)
{
	char message[256], name[NIGHT_NAME_BYTES];
	if (night->stop_count == 0)
		return;
	snprintf(message, sizeof message,
		"%zu printed sheets must not be posted; they are named in %s/%s/stop.csv",
		night->stop_count, night_name(night->day, night->run, name),
		night->mailing ? "mailroom" : "operators");
	warn(run, message);
}

/* Decided letters go out whatever has become of the texts since. */
static void warn_of_cramped(struct run *run)
{
	char message[192];
	size_t cramped = letters_cramped(run->setup->letters);
	if (cramped == 0)
		return;
	snprintf(message, sizeof message,
		"%zu letters are in smaller type than the layout allows: their texts have grown "
		"since they were decided. hint: kigen check",
		cramped);
	warn(run, message);
}

/* What a desk was promised at once and a killed command left undone. Its place may be gone: that
 * must not stop the night, and is told every night. */
static bool finish_desk_folders(struct run *run, struct fault *why)
{
	struct desk_folder *folders = NULL;
	size_t count = 0;
	struct fault trouble = {0};
	char message[sizeof trouble.message + 128];
	if (!ledger_unissued_folders(run->ledger, run->setup->arena, &folders, &count, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (desk_folder_write(
			    run->ledger, &folders[i], run->setup, run->setup->arena, &trouble))
			continue;
		snprintf(message, sizeof message,
			"the folder of a desk's change is not in place: %s", trouble.message);
		warn(run, message);
	}
	return true;
}

static void print_summary(const struct run *run, const struct night *night)
{
	struct tally tally;
	char loose[64] = "";
	if (run->options->quiet)
		return;
	tally_night(&run->setup->office, night, run->setup->arena, &tally);
	const long *outcomes = tally.outcomes;
	if (tally.unconfirmed > 0)
		snprintf(loose, sizeof loose, "; %ld mailings unconfirmed", tally.unconfirmed);
	printf("%s: %ld residents read, %ld decided, %ld set aside; dues: %ld letter, %ld covered, "
	       "%ld hand, %ld none; %zu sheets; %ld without a place%s; %s/%s\n",
		folder_name(run->setup->arena, night->day, 1), night->read, night->decided,
		night->aside, outcomes[OUTCOME_LETTER], outcomes[OUTCOME_COVERED],
		outcomes[OUTCOME_HAND], outcomes[OUTCOME_NONE], night->sheet_count, tally.unplaced,
		loose, run->options->out, folder_name(run->setup->arena, night->day, night->run));
}

/* What the operator should know of a night before it is committed. */
static void warn_of_decided(struct run *run, const struct night_result *result)
{
	char message[96];
	if (result->needless != NULL)
		warn(run, arena_print(run->setup->arena, "--accept was not needed: %s",
				  result->needless));
	if (result->unplaced == 0)
		return;
	snprintf(message, sizeof message, "%ld letters found no free place for a visit",
		result->unplaced);
	warn(run, message);
}

/* Whoever wants no summary must hear of it all the same: nothing is decided of these people. */
static void warn_of_aside(struct run *run, const struct night *night)
{
	char message[256], name[NIGHT_NAME_BYTES];
	if (!run->options->quiet || night->aside == 0)
		return;
	snprintf(message, sizeof message,
		"%ld of %ld residents were set aside: %s/operators/exceptions.csv", night->aside,
		night->read, night_name(night->day, night->run, name));
	warn(run, message);
}

/* Decides the night and commits it as run *number of its day. When the same bytes have decided this
 * day before, nothing is done: *number is that run and *fresh false. */
static bool decide(struct run *run, day_number day, int *number, bool *fresh, struct fault *why)
{
	const struct night_job job = {
		.office = &run->setup->office,
		.letters = run->setup->letters,
		.ledger = run->ledger,
		.recording = true,
		.day = day,
		.register_path = run->options->registers,
		.cards_path = run->options->cards,
		.accepted = run->options->accepted,
		.accepted_why = run->options->why,
		.accepted_by = run->by,
		.behind = run->behind.message,
		.warn = warn,
		.progress = draw,
		.context = run,
	};
	struct night_result result;
	struct ledger_export seen;
	int same = 0, last = 0;
	if (!ledger_begin(run->ledger, why))
		return false;
	if (!behind_lose(&run->behind, run->ledger, why) ||
		!night_decide(&job, run->setup->arena, &result, why) ||
		(!result.repeated &&
			(!ledger_find_night(run->ledger, day, result.decided.register_digest, &same,
				 &last, why) ||
				!ledger_export_seen(run->ledger, result.decided.register_digest,
					&seen, why)))) {
		ledger_rollback(run->ledger);
		return false;
	}
	*fresh = !result.repeated;
	if (last < behind_run(&run->behind, day))
		last = behind_run(&run->behind, day);
	*number = *fresh ? last + 1 : result.decided.run;
	if (!*fresh) {
		ledger_rollback(run->ledger);
		return true;
	}
	if (seen.found)
		warn(run,
			"this register has decided an earlier night already; is the export late?");
	warn_of_decided(run, &result);
	result.decided.run = *number;
	return ledger_commit(run->ledger, &result.decided, why);
}

/* A night that is done: its folder is there as it was made, or is made again from the ledger. */
static bool look_after(struct run *run, day_number day, int number, struct fault *why)
{
	struct arena *arena = run->setup->arena;
	const char *name = folder_name(arena, day, number);
	struct night night;
	if (!shown_there(run->options->out, name)) {
		if (!write_night(run, day, number, &night, why))
			return false;
		if (strcmp(night.office_digest, run->setup->office.digest) != 0)
			warn(run, "the office file has changed since; so may the folder");
		if (!run->options->quiet)
			printf("%s: its folder was gone; it is there again\n", name);
		return true;
	}
	const char *trouble = sums_trouble(run->options->out, name, arena);
	if (trouble != NULL)
		warn(run, arena_print(arena,
				  "%s/%s is not as it was made: %s\nhint: move the folder away and "
				  "run again; it is made anew",
				  run->options->out, name, trouble));
	if (!run->options->quiet)
		printf("%s: already done\n", name);
	return true;
}

/* An earlier night is not decided again, but a folder of it that is gone comes back. */
static int remake(struct run *run, day_number day, day_number latest, struct fault *why)
{
	char date[CIVIL_DATE_BYTES], last[CIVIL_DATE_BYTES];
	int same = 0, runs = 0, made = 0;
	if (!ledger_find_night(run->ledger, day, "", &same, &runs, why))
		return (int)why->kind;
	for (int number = 1; number <= runs; number++) {
		if (shown_there(run->options->out, folder_name(run->setup->arena, day, number)))
			continue;
		if (!look_after(run, day, number, why))
			return (int)why->kind;
		made++;
	}
	if (made > 0)
		return 0;
	fault_set(why, FAULT_USAGE,
		"the night of %s is decided already; the ledger does not go back to %s",
		civil_format(latest, last), civil_format(day, date));
	return (int)why->kind;
}

static bool accepted(const struct run *run)
{
	return (run->options->accepted & limit_bit(LIMIT_LEDGER_BEHIND)) != 0;
}

/* Opens the ledger, unless it is behind its folders and nobody lets that pass: then nothing is
 * touched, and a ledger that is gone is not begun anew. */
static bool open_ledger(struct run *run, const struct session *session, struct fault *why)
{
	const struct options *options = run->options;
	struct arena *arena = run->setup->arena;
	if (!accepted(run) && behind_missing(options->ledger) &&
		(!behind_find(options->out, NULL, arena, &run->behind, why) ||
			(run->behind.lost_count > 0 && behind_missing(options->ledger) &&
				!behind_refuse(&run->behind, why))))
		return false;
	return turn_take(session, options, &run->ledger, why) &&
	       behind_find(options->out, run->ledger, arena, &run->behind, why) &&
	       (run->behind.lost_count == 0 || accepted(run) || behind_refuse(&run->behind, why));
}

/* After the night, whatever became of it before: what is past its retention goes, and its folders
 * are named, since they hold it still. */
static bool forget(struct run *run, day_number day, struct fault *why)
{
	struct arena *arena = run->setup->arena;
	struct retention_folders folders;
	if (!retention_night(run->ledger, &run->setup->office, day, why) ||
		!retention_folders(run->ledger, run->options->out, false, arena, &folders, why))
		return false;
	if (folders.left_count > 0)
		warn(run, arena_print(arena,
				  "%zu folders in %s are past their retention, the first %s; hint: "
				  "kigen purge --remove-folders",
				  folders.left_count, run->options->out, folders.left[0]));
	return true;
}

static int run_night(struct run *run, day_number day, struct fault *why)
{
	int number;
	bool fresh;
	struct night night;
	struct ledger_export latest;
	if (!finish_earlier(run, why) || !finish_desk_folders(run, why) ||
		!ledger_latest_export(run->ledger, &latest, why))
		return (int)why->kind;
	if (!latest.found)
		warn(run, "the ledger holds no night yet: everybody with an open window is new");
	if (latest.found && latest.night > day)
		return remake(run, day, latest.night, why);
	if (!decide(run, day, &number, &fresh, why))
		return (int)why->kind;
	progress_wipe(run->progress);
	bool mended = run->mended_day == day && run->mended_run == number;
	if (!fresh && !mended)
		return look_after(run, day, number, why) ? 0 : (int)why->kind;
	/* A broken run that is mended ends as it would have, summary and status included. */
	if (!(fresh ? write_night(run, day, number, &night, why)
		    : ledger_night(run->ledger, day, number, run->setup->arena, &night, why)))
		return (int)why->kind;
	warn_of_cramped(run);
	warn_of_stops(run, &night);
	warn_of_aside(run, &night);
	print_summary(run, &night);
	return night.aside > 0 ? 1 : 0;
}

int command_run(const struct session *session, int argc, char **argv)
{
	struct options options;
	int status;
	if (!options_parse(argc, argv,
		    TAKES_LEDGER | TAKES_DATE | TAKES_REGISTER | TAKES_OUT | TAKES_QUIET |
			    TAKES_ACCEPT | TAKES_WAIT,
		    help, &options, &status))
		return status;
	if (options.registers == NULL) {
		fputs("kigen run: --register FILE is needed\nhint: kigen run --help\n", stderr);
		return FAULT_USAGE;
	}
	struct setup setup;
	struct fault why = {0};
	char user[USER_BYTES];
	session->user(user, sizeof user);
	struct progress progress = {session, session->terminal && !options.quiet, 0};
	struct run run = {.options = &options,
		.setup = &setup,
		.progress = &progress,
		.by = options.by != NULL ? options.by : user,
		.mended_day = DAY_NONE};
	if (!setup_open(options.office, &setup, &why)) {
		fprintf(stderr, "kigen run: %s\n", why.message);
		return (int)why.kind;
	}
	day_number day =
		options.date != DAY_NONE ? options.date : session->today(setup.office.utc_offset);
	if (open_ledger(&run, session, &why))
		status = run_night(&run, day, &why);
	else
		status = (int)why.kind;
	if (status <= 1 && !forget(&run, day, &why))
		status = (int)why.kind;
	if (status > 1) {
		progress_wipe(&progress);
		fprintf(stderr, "kigen run: %s\n", why.message);
	}
	ledger_close(run.ledger);
	setup_close(&setup);
	return status;
}
