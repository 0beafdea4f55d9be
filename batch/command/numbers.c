#include "command/numbers.h"

#include "base/phrase.h"
#include "model/notice_number.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A number has a check digit: what looks like one and fails it was misread, and is no file. */

struct numbers {
	struct command *command;
	const char **items;
	size_t count, capacity;
};

static bool add_number(struct numbers *numbers, const char *text)
{
	char *number = arena_alloc(numbers->command->arena, NOTICE_NUMBER_BYTES);
	if (!notice_read_number(text, number))
		return false;
	numbers->items = arena_grow(numbers->command->arena, (void *)numbers->items, numbers->count,
		1, &numbers->capacity, sizeof *numbers->items);
	numbers->items[numbers->count++] = number;
	return true;
}

/* The line without its end, without blanks about it and without a byte order mark. */
static char *trim_line(char *line)
{
	static const char blanks[] = " \t\r\n";
	static const char mark[] = "\xEF\xBB\xBF";
	if (strncmp(line, mark, sizeof mark - 1) == 0)
		line += sizeof mark - 1;
	line += strspn(line, blanks);
	size_t length = strlen(line);
	while (length > 0 && strchr(blanks, line[length - 1]) != NULL)
		length--;
	line[length] = '\0';
	return line;
}

static int read_lines(struct numbers *numbers, FILE *stream, const char *name, struct fault *why)
{
	char line[256];
	for (long at = 1; fgets(line, sizeof line, stream) != NULL; at++) {
		const char *text = trim_line(line);
		if (text[0] != '\0' && !add_number(numbers, text))
			return command_refuse(numbers->command, FAULT_USAGE,
				"%s:%ld: '%.40s' is no number of a letter, or was misread; nothing "
				"is changed",
				name, at, text);
	}
	if (ferror(stream))
		fault_set(why, FAULT_INPUT, "%s cannot be read", name);
	return 0;
}

static int read_file(struct numbers *numbers, const char *path, struct fault *why)
{
	FILE *stream = fopen(path, "r");
	if (stream == NULL)
		return command_refuse(numbers->command, FAULT_INPUT,
			"'%.100s' is no number of a letter, and no file that can be read: %s", path,
			strerror(errno));
	int status = read_lines(numbers, stream, path, why);
	fclose(stream);
	return status;
}

static int read_words(struct numbers *numbers, const char *word)
{
	char *at = arena_copy(numbers->command->arena, word);
	while (at != NULL) {
		char *comma = strchr(at, ',');
		if (comma != NULL)
			*comma = '\0';
		if (!add_number(numbers, at))
			return command_refuse(numbers->command, FAULT_USAGE,
				"'%.40s' is no number of a letter, or was misread; nothing is "
				"changed",
				at);
		at = comma == NULL ? NULL : comma + 1;
	}
	return 0;
}

int numbers_read(struct command *command, const char *word, const char ***numbers, size_t *count,
	struct fault *why)
{
	struct numbers found = {.command = command};
	int status;
	if (strcmp(word, "-") == 0)
		status = read_lines(&found, stdin, phrase("standard input"), why);
	else if (word[0] == '@')
		status = read_file(&found, word + 1, why);
	else if (word[0] != '\0' && word[strspn(word, "0123456789-, ")] == '\0')
		status = read_words(&found, word);
	else
		status = read_file(&found, word, why);
	*numbers = found.items;
	*count = found.count;
	return status;
}
