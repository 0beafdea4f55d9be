#include "command/verb.h"

#include "base/phrase.h"
#include "command/columns.h"
#include "command/say.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Help is made of what is also obeyed: the usage that says which options are taken, and their
 * rows. Nothing is listed that is not taken, and nothing is taken that is not listed. */

enum { PAGE_COLUMNS = 88 };

/* What a verb takes beside its own, from what becomes of the ledger on. */
static const struct {
	enum verb_ledger from;
	const char *usage;
} common[] = {
	{LEDGER_CLOSED, "[--json]"},
	{LEDGER_CLOSED, "[--office FILE]"},
	{LEDGER_IF_THERE, "[--ledger FILE]"},
	{LEDGER_IF_THERE, "[--date DATE]"},
	{LEDGER_CHANGED, "[--why TEXT]"},
	{LEDGER_CHANGED, "[--by NAME]"},
	{LEDGER_CHANGED, "[--wait SECONDS]"},
};

enum { COMMON_COUNT = sizeof common / sizeof common[0] };

const char *verb_word(const struct verb *verb)
{
	const char *space = strchr(verb->name, ' ');
	return space == NULL ? NULL : space + 1;
}

uint64_t verb_options(const struct verb *verb)
{
	uint64_t named = options_named(verb->usage) | options_named("--help");
	for (int i = 0; i < COMMON_COUNT; i++)
		if (verb->ledger >= common[i].from)
			named |= options_named(common[i].usage);
	return named;
}

/* ---- how it is called ---- */

/* How long the next piece is that must not be broken: up to a blank outside of brackets behind
 * which an option begins, or the end of the line. */
static size_t piece_length(const char *text)
{
	int depth = 0;
	for (size_t i = 0;; i++) {
		if (text[i] == '\0' || text[i] == '\n')
			return i;
		depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
		if (depth == 0 && text[i] == ' ' && (text[i + 1] == '[' || text[i + 1] == '-'))
			return i;
	}
}

/* Pieces to the end of the line, with those that do not fit below the first; what is behind it. */
static const char *print_pieces(const char *text, int indent)
{
	int column = indent;
	for (bool first = true; *text != '\0' && *text != '\n'; first = false) {
		int length = (int)piece_length(text);
		if (!first && column + 1 + length > PAGE_COLUMNS) {
			printf("\n%*s", indent, "");
			column = indent;
		} else if (!first) {
			putchar(' ');
			column++;
		}
		printf("%.*s", length, text);
		column += length;
		text += length;
		text += *text == ' ' ? 1 : 0;
	}
	putchar('\n');
	return text;
}

static void print_usage(const struct verb *verbs, size_t count)
{
	const char *lead = phrase("usage: ");
	int width = columns_width(lead);
	uint64_t named = 0;
	enum verb_ledger most = LEDGER_CLOSED;
	for (size_t i = 0; i < count; i++) {
		for (const char *at = verbs[i].usage; at != NULL; lead = "") {
			columns_pad(lead, width);
			at = print_pieces(at, width + printf("kigen %s%s", verbs[i].name,
							      *at == '\0' ? "" : " "));
			at = *at == '\n' ? at + 1 : NULL;
		}
		named |= options_named(verbs[i].usage);
		most = verbs[i].ledger > most ? verbs[i].ledger : most;
	}
	int column = 0;
	for (int i = 0; i < COMMON_COUNT; i++) {
		if (most < common[i].from || (options_named(common[i].usage) & named) != 0)
			continue;
		if (column + 1 + (int)strlen(common[i].usage) > PAGE_COLUMNS) {
			putchar('\n');
			column = 0;
		}
		column += printf("%*s%s", column == 0 ? width : 1, "", common[i].usage);
	}
	fputs(column > 0 ? "\n" : "", stdout);
}

/* ---- its options ---- */

/* "move, cancel: " before what not every verb takes, "all but list: " where that is shorter. */
static void print_takers(const struct verb *verbs, size_t count, uint64_t option)
{
	size_t takers = 0, said = 0;
	for (size_t i = 0; i < count; i++)
		takers += (verb_options(&verbs[i]) & option) != 0 ? 1 : 0;
	if (takers == count)
		return;
	bool most = takers + 1 == count && count > 2;
	fputs(most ? phrase("all but ") : "", stdout);
	for (size_t i = 0; i < count; i++)
		if (((verb_options(&verbs[i]) & option) != 0) != most)
			printf("%s%s", said++ == 0 ? "" : ", ", verb_word(&verbs[i]));
	fputs(": ", stdout);
}

void verb_help(const struct verb *verbs, size_t count, const char *about)
{
	int rows, width = 0;
	const struct option_row *row = option_rows(&rows);
	uint64_t taken = 0;
	for (size_t i = 0; i < count; i++)
		taken |= verb_options(&verbs[i]);
	print_usage(verbs, count);
	printf("\n%s\n", phrase(about));
	for (int i = 0; i < rows; i++)
		if ((taken & (uint64_t)1 << i) != 0 && (int)strlen(row[i].as) > width)
			width = (int)strlen(row[i].as);
	for (int i = 0; i < rows; i++) {
		if ((taken & (uint64_t)1 << i) == 0)
			continue;
		printf("  %-*s  ", width, row[i].as);
		print_takers(verbs, count, (uint64_t)1 << i);
		fputs(phrase(row[i].help), stdout);
		if (row[i].unless != NULL)
			say(" (default: %s)", row[i].unless);
		putchar('\n');
	}
}
