/* Says of each register (with --cards: of each cards file) what the reading makes of it, a line
 * each, for the test that holds it against schemas/register.xsd and cards.xsd: "ok", "aside N CODE"
 * (of the first) or "refused MESSAGE". With --office they must be of its municipality, and may be
 * in one of its vocabularies. usage: verdict [--cards] [--office FILE] FILE… */
#include "base/arena.h"
#include "intake/office/office_file.h"
#include "intake/register/register.h"

#include <stdio.h>
#include <string.h>

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
	const char **first = context;
	(void)line, (void)id, (void)message, (void)why;
	if (*first == NULL)
		*first = code;
	return true;
}

int main(int count, char **words)
{
	struct arena *arena = arena_open();
	struct office office, *spoken = NULL;
	struct fault why;
	bool cards = false;
	int at = 1;
	for (; at < count && words[at][0] == '-'; at++) {
		cards |= strcmp(words[at], "--cards") == 0;
		if (strcmp(words[at], "--office") != 0)
			continue;
		spoken = &office;
		if (!office_read(words[++at], arena, &office, &why)) {
			fprintf(stderr, "%s\n", why.message);
			return (int)why.kind;
		}
	}
	for (int i = at; i < count; i++) {
		const char *first = NULL;
		const struct register_visitor visitor = {
			.context = &first, .head = head, .resident = resident, .aside = aside};
		struct register_summary summary;
		if (!(cards ? holders_read : register_read)(
			    words[i], spoken, &visitor, &summary, &why))
			printf("refused %s\n", why.message);
		else if (summary.aside > 0)
			printf("aside %ld %s\n", summary.aside, first);
		else
			printf("ok\n");
	}
	arena_close(arena);
	return 0;
}
