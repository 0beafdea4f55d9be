/* The whole validated reading of a register, or of a register and its cards file, with a visitor
 * that does nothing, to be timed against the bare parse (parse.c). usage: read FILE [CARDS] */
#include "intake/export/exports.h"

#include <stdio.h>

static bool head(void *context, const struct register_head *head, struct fault *why)
{
	(void)context, (void)head, (void)why;
	return true;
}

static bool resident(void *context, const struct resident *resident, struct fault *why)
{
	(void)context, (void)resident, (void)why;
	return true;
}

static bool aside(void *context, long line, const char *id, const char *code, const char *message,
	struct fault *why)
{
	(void)context, (void)line, (void)id, (void)code, (void)message, (void)why;
	return true;
}

int main(int count, char **words)
{
	const struct register_visitor visitor = {
		.head = head, .resident = resident, .aside = aside};
	struct register_summary summary;
	struct fault why;
	if (count != 2 && count != 3)
		return 64;
	const struct exports exports = {words[1], count == 3 ? words[2] : NULL, NULL, NULL};
	if (exports_read(&exports, &visitor, &summary, &why))
		return 0;
	fprintf(stderr, "%s\n", why.message);
	return (int)why.kind;
}
