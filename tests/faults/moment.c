/* Runs a command that is broken at one moment of its calls to the system, or counts them.
 * usage: moment CALL:N:kill|ERROR COMMAND…     as killed, or as strace's inject of that error
 *        moment FILE CALL,CALL… COMMAND…       "CALL N" a line into FILE
 * Exit status as the command's; 137 when it was killed. */
#include "faults/moment.h"

static const struct {
	const char *name;
	int number;
} errors[] = {
	{"kill", 0},
	{"ENOSPC", ENOSPC},
	{"EIO", EIO},
	{"EINTR", EINTR},
	{"EMFILE", EMFILE},
	{"EACCES", EACCES},
	{"EINVAL", EINVAL},
	{"ENOENT", ENOENT},
};

static int usage(void)
{
	fprintf(stderr, "usage: moment CALL:N:kill|ERROR COMMAND...\n"
			"       moment FILE CALL,CALL... COMMAND...\n");
	return 64;
}

static int work(void *context)
{
	char **command = context;
	execvp(command[0], command);
	return 127;
}

/* A moment from its words, "write:12:ENOSPC". */
static bool read_moment(char *text, struct moment *moment)
{
	char *name = strtok(text, ":"), *at = strtok(NULL, ":"), *what = strtok(NULL, ":");
	if (name == NULL || at == NULL || what == NULL || moment_find(name) < 0)
		return false;
	moment->call = moment_find(name);
	moment->watched[moment->call] = true;
	moment->at = strtol(at, NULL, 10);
	for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
		if (strcmp(errors[i].name, what) == 0) {
			moment->error = errors[i].number;
			return moment->at > 0;
		}
	return false;
}

static int count(const char *path, char *names, char **command)
{
	struct moment moment = {.call = -1};
	long counts[MOMENT_CALLS] = {0};
	for (char *name = strtok(names, ","); name != NULL; name = strtok(NULL, ",")) {
		int call = moment_find(name);
		if (call >= 0)
			moment.watched[call] = true;
	}
	int status = moment_break(&moment, work, command, counts, NULL);
	FILE *file = fopen(path, "w");
	if (file == NULL)
		return 74;
	for (int i = 0; i < MOMENT_CALLS; i++)
		if (moment.watched[i])
			fprintf(file, "%s %ld\n", moment_calls[i].name, counts[i]);
	return fclose(file) != 0 ? 74 : WIFEXITED(status) ? WEXITSTATUS(status) : 137;
}

int main(int words, char **argv)
{
	struct moment moment = {.call = -1};
	if (words > 3 && strchr(argv[1], ':') == NULL)
		return count(argv[1], argv[2], argv + 3);
	if (words < 3 || !read_moment(argv[1], &moment))
		return usage();
	int status = moment_break(&moment, work, argv + 2, NULL, NULL);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 137;
}
