#include "command/dry_run.h"

#include "base/phrase.h"
#include "command/command.h"
#include "command/dry_run_report.h"
#include "ledger/copy.h"
#include "night/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The night itself, on a copy: what it commits there is read back as the folder's writers would
 * read it, so that what is shown is what would be, by the very same code. The copy has the ledger's
 * secret, and so the same numbers and places. */

/* ---- the copies ---- */

static bool open_scratch(struct arena *arena, const char **folder, struct fault *why)
{
	const char *base = getenv("TMPDIR");
	char *path = arena_print(
		arena, "%s/kigen-dry-XXXXXX", base == NULL || base[0] != '/' ? "/tmp" : base);
	if (mkdtemp(path) == NULL)
		return fault_system(why, FAULT_OUTPUT, errno,
			PHRASE("%s: no folder for a copy of the ledger"), path);
	*folder = path;
	return true;
}

/* Copies hold names and addresses: nothing of them stays. */
static void remove_scratch(const char *folder, struct arena *arena)
{
	DIR *opened = folder == NULL ? NULL : opendir(folder);
	if (opened == NULL)
		return;
	for (const struct dirent *entry; (entry = readdir(opened)) != NULL;)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlink(arena_print(arena, "%s/%s", folder, entry->d_name));
	closedir(opened);
	rmdir(folder);
}

/* A process that does nothing but wait for the end of this one, and then removes the copies:
 * whatever ends it, Ctrl-C and kill -9 too. */
struct watcher {
	int alive; /* it waits for this to be closed, as the end of a process does */
	pid_t process;
};

/* Forked with every signal blocked, and so it stays: a Ctrl-C that comes before setsid would end it
 * with the run, and the copies would lie there. */
static pid_t fork_watcher(const char *folder, struct arena *arena, const int ends[2])
{
	char byte;
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pid_t process = fork();
	int failed = errno;
	if (process == 0) {
		close(ends[1]);
		setsid();
		while (read(ends[0], &byte, 1) < 0 && errno == EINTR)
			;
		remove_scratch(folder, arena);
		_exit(0);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = failed;
	return process;
}

static bool watch_scratch(
	const char *folder, struct arena *arena, struct watcher *watcher, struct fault *why)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0 ||
		(watcher->process = fork_watcher(folder, arena, ends)) < 0) {
		fault_system(why, FAULT_OUTPUT, errno, PHRASE("no process for the dry run"));
		remove_scratch(folder, arena);
		return false;
	}
	close(ends[0]);
	watcher->alive = ends[1];
	return true;
}

static void end_watch(const struct watcher *watcher)
{
	close(watcher->alive);
	waitpid(watcher->process, NULL, 0);
}

static bool copy_ledger(
	struct command *command, const char *from, const char *to, struct fault *why)
{
	struct ledger *ledger = NULL;
	bool done = ledger_open(from, LEDGER_READ, &ledger, why) &&
		    command_look_at_ledger(command, ledger, why) && ledger_backup(ledger, to, why);
	ledger_close(ledger);
	return done;
}

/* ---- the night ---- */

static bool find_behind(struct run *run, struct ledger *ledger, struct fault *why)
{
	bool accepted = (run->options->accepted & limit_bit(LIMIT_LEDGER_BEHIND)) != 0;
	return behind_find(run->options->out, ledger, run->command->arena, &run->behind, why) &&
	       (run->behind.lost_count == 0 || accepted || behind_refuse(&run->behind, why));
}

/* What was last decided of a due before this night, NULL for nothing. */
static const struct night_due *decided_before(const struct story_entry *entries, size_t count,
	const struct night *tonight, const struct decision *decision)
{
	const struct night_due *found = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct decision *then = &entries[i].due.decision;
		bool earlier = entries[i].night < tonight->day ||
			       (entries[i].night == tonight->day && entries[i].run < tonight->run);
		if (earlier && then->matter == decision->matter &&
			then->expires == decision->expires)
			found = &entries[i].due;
	}
	return found;
}

/* Of the dues that this night tells, as they stood before. */
static bool find_before(struct command *command, const struct night *tonight, struct night *before,
	struct fault *why)
{
	struct night_due *dues = arena_alloc(command->arena, tonight->due_count * sizeof *dues);
	struct story_entry *entries = NULL;
	size_t count = 0;
	before->dues = dues;
	for (size_t i = 0; i < tonight->due_count; i++) {
		const struct night_due *due = &tonight->dues[i];
		if ((i == 0 || strcmp(due->resident, due[-1].resident) != 0) &&
			!ledger_story(command->ledger, due->resident, command->arena, &entries,
				&count, why))
			return false;
		const struct night_due *then =
			decided_before(entries, count, tonight, &due->decision);
		if (then != NULL)
			dues[before->due_count++] = *then;
	}
	return true;
}

/* Decides and commits on the copy that the command's ledger is. */
static bool decide_copy(struct command *command, struct dry_night *tonight, struct fault *why)
{
	struct run run = {.command = command, .options = &command->options};
	struct ledger_export latest;
	char name[CIVIL_DATE_BYTES];
	int number = 0;
	if (!find_behind(&run, command->ledger, why) ||
		!ledger_latest_export(command->ledger, &latest, why))
		return false;
	if (latest.found && latest.night > command->day)
		return fault_set(why, FAULT_USAGE,
			PHRASE("the night of %s is done: of one before it `kigen run` only makes "
			       "the folder again"),
			civil_format(latest.night, name));
	struct agenda_entry *agenda = NULL;
	tonight->before.day = command->day;
	if (!ledger_agenda_now(command->ledger, command->day, command->arena, &agenda,
		    &tonight->before.agenda_count, why) ||
		!run_decide(&run, command->day, &number, &tonight->fresh, why) ||
		!ledger_night(command->ledger, command->day, number, command->arena,
			&tonight->night, why))
		return false;
	tonight->before.agenda = agenda;
	return find_before(command, &tonight->night, &tonight->before, why);
}

/* By the command's office, in this copy. */
static bool decide_by(
	struct command *command, const char *copy, struct dry_night *tonight, struct fault *why)
{
	tonight->office = command->office;
	bool done = ledger_open(copy, LEDGER_WRITE, &command->ledger, why) &&
		    command_learn(command, why) && decide_copy(command, tonight, why);
	ledger_close(command->ledger);
	command->ledger = NULL;
	progress_wipe(&command->progress);
	return done;
}

/* By another office file, as if it were the office's. */
static bool decide_against(const struct command *command, const char *copy, struct command *other,
	struct dry_night *against, struct fault *why)
{
	*other = *command;
	other->setup = (struct setup){0};
	if (!setup_open(command->options.against, &other->setup, why))
		return false;
	other->office = &other->setup.office;
	return decide_by(other, copy, against, why);
}

static bool decide_all(struct command *command, const char *folder, struct dry_night *tonight,
	struct command *other, struct dry_night *against, struct fault *why)
{
	struct arena *arena = command->arena;
	const char *one = arena_print(arena, "%s/ledger.db", folder);
	const char *two = arena_print(arena, "%s/against.db", folder);
	bool begun = !behind_missing(command->options.ledger), compared = against != NULL;
	if (begun && (!copy_ledger(command, command->options.ledger, one, why) ||
			     (compared && !copy_ledger(command, one, two, why))))
		return false;
	return decide_by(command, one, tonight, why) &&
	       (!compared || decide_against(command, two, other, against, why));
}

int run_dry(struct command *command, struct fault *why)
{
	struct command other = {0};
	struct dry_night tonight = {0}, against = {0};
	struct dry_night *compared = command->options.against == NULL ? NULL : &against;
	const char *folder = NULL;
	struct watcher watcher = {-1, 0};
	if (!open_scratch(command->arena, &folder, why) ||
		!watch_scratch(folder, command->arena, &watcher, why))
		return 0;
	bool done = decide_all(command, folder, &tonight, &other, compared, why);
	end_watch(&watcher);
	if (done && !command->options.json)
		dry_run_print_text(&tonight, compared, command->arena);
	else if (done && !dry_run_print_json(&tonight, compared, command->arena))
		done = fault_set(why, FAULT_WRITE, PHRASE("the night cannot be written"));
	setup_close(&other.setup);
	return done && tonight.night.aside > 0 ? 1 : 0;
}
