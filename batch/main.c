#include "base/fault.h"
#include "base/phrase.h"
#include "command/commands.h"
#include "command/say.h"
#include "command/suggest.h"

#include <locale.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The clock, the user and the terminal are asked here and handed down, so that everything below
 * answers the same for the same arguments. */

static const struct {
	const char *name;
	int (*run)(const struct session *session, int argc, char **argv);
	const char *summary;
} commands[] = {
	{"run", command_run,
		PHRASE("the night: read the register, decide, write the night's folder")},
	{"plan", command_plan,
		PHRASE("the same decisions as CSV on standard output, nothing written")},
	{"forecast", command_forecast,
		PHRASE("letters, visits and calls to come, against the places, by week")},
	{"check", command_check,
		PHRASE("what is wrong or missing in office, templates, fonts, register")},
	{"proof", command_proof,
		PHRASE("one sample letter of each kind and language, to be approved")},
	{"hours", command_hours,
		PHRASE("when the counters are open, and which places are offered")},
	{"status", command_status, PHRASE("is all well, what waits, what is free: on one screen")},
	{"report", command_report, PHRASE("the morning page of a night, or of all nights")},
	{"places", command_places, PHRASE("what can still be given to who asks, for the desk")},
	{"appointment", command_appointment,
		PHRASE("list, give, move or cancel appointments, for the desk")},
	{"explain", command_explain, PHRASE("why one resident got what, and when")},
	{"effect", command_effect,
		PHRASE("whether letters work: who renewed, of whom, with intervals")},
	{"mailing", command_mailing,
		PHRASE("list, hold, release, confirm or withdraw what is to be posted")},
	{"returned", command_returned,
		PHRASE("letters that came back: no other goes to that address")},
	{"reprint", command_reprint, PHRASE("print sheets of a mailing again, marked so")},
	{"hand", command_hand, PHRASE("list, finish or release what is left to staff")},
	{"house", command_house,
		PHRASE("care homes and dormitories: offers to people who come together")},
	{"exception", command_exception,
		PHRASE("list exceptions that stand, and say that one is known, and why")},
	{"log", command_log, PHRASE("what was done by hand, by whom and why")},
	{"backup", command_backup, PHRASE("a copy of the ledger, also while a night runs")},
	{"restore", command_restore,
		PHRASE("put a backup in the ledger's place, and keep what was there")},
	{"verify", command_verify,
		PHRASE("whether ledger and folders are whole and of one another")},
	{"purge", command_purge, PHRASE("delete what is past its retention")},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

/* Milliseconds of a clock that never goes back. */
static long long clock_milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long long seconds_now(void)
{
	return (long long)time(NULL);
}

static day_number today_at(int utc_offset)
{
	long long seconds = seconds_now() + utc_offset * 60LL;
	return (day_number)(seconds / 86400);
}

/* Who runs the program, for the log of what staff does. */
static void user_name(char *name, size_t size)
{
	const struct passwd *user = getpwuid(getuid());
	if (user != NULL && user->pw_name[0] != '\0')
		snprintf(name, size, "%s", user->pw_name);
	else
		snprintf(name, size, "uid %lu", (unsigned long)getuid());
}

static void print_help(FILE *stream)
{
	say_on(stream,
		"kigen: letters and appointments for cards, certificates and stays that run out\n\n"
		"usage: kigen COMMAND [OPTION...]\n\n");
	for (int i = 0; i < COMMAND_COUNT; i++)
		fprintf(stream, "  %-11s  %s\n", commands[i].name, phrase(commands[i].summary));
	say_on(stream,
		"\n`kigen help COMMAND` says more; `kigen --version` the version.\n"
		"Exit status: 0 done; 1 done, but residents were set aside; 64 usage; 65 register\n"
		"refused; 66 no such input; 70 internal; 73, 74 output could not be written;\n"
		"75 another run held the ledger too long; 78 the office file is wrong.\n");
}

/* What was said must have been heard: a full disk behind standard output is no success, and no
 * verdict either. A fault has been said already. */
static int flush_spoken(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (status >= FAULT_USAGE)
		return status;
	say_on(stderr, "kigen: standard output cannot be written\n");
	return FAULT_WRITE;
}

/* `kigen help mailing hold`, `kigen mailing hold -h` and `kigen mailing hold --help` are the same.
 * Behind an option a word is that option's. */
static void ask_for_help(int *argc, char **argv)
{
	static char help[] = "--help";
	int words = 1;
	if (strcmp(argv[1], "help") == 0) {
		memmove(&argv[1], &argv[2], (size_t)(*argc - 2) * sizeof *argv);
		argv[*argc - 1] = help;
		return;
	}
	while (words < *argc && argv[words][0] != '-')
		words++;
	if (words < *argc && strcmp(argv[words], "-h") == 0)
		argv[words] = help;
}

static const char *command_name(const void *context, size_t index)
{
	(void)context;
	return commands[index].name;
}

int main(int argc, char **argv)
{
	const struct session session = {
		.clock = clock_milliseconds,
		.now = seconds_now,
		.today = today_at,
		.terminal = isatty(STDERR_FILENO) == 1,
		.user = user_name,
	};
	/* What is written here is about people: nobody but owner and group reads it, and what
	 * stands in memory is left nowhere when the program is killed. (Not PR_SET_DUMPABLE: then
	 * /dev/stdin could not be opened as a register.) */
	umask(umask(0) | 0027);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0});
	setlocale(LC_CTYPE, "C.UTF-8");

	if (argc < 2) {
		print_help(stderr);
		return 64;
	}
	ask_for_help(&argc, argv);
	if (strcmp(argv[1], "--help") == 0) {
		print_help(stdout);
		return flush_spoken(0);
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("kigen " KIGEN_VERSION);
		return flush_spoken(0);
	}
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return flush_spoken(commands[i].run(&session, argc - 1, argv + 1));
	const char *meant = suggest_word(argv[1], COMMAND_COUNT, command_name, NULL);
	say_on(stderr, "kigen: no command '%s'\nhint: kigen %s%s--help\n", argv[1],
		meant == NULL ? "" : meant, meant == NULL ? "" : " ");
	return 64;
}
