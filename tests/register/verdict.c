/* Says of each register (with --cards: of each cards file) what the reading makes of it, a line
 * each, for the test that holds it against schemas/register.xsd and cards.xsd: "ok", "aside N CODE"
 * (of the first) or "refused MESSAGE". usage: verdict [--cards] FILE… */
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
	bool cards = count > 1 && strcmp(words[1], "--cards") == 0;
	for (int i = cards ? 2 : 1; i < count; i++) {
		const char *first = NULL;
		struct fault why;
		const struct register_visitor visitor = {
			.context = &first, .head = head, .resident = resident, .aside = aside};
		struct register_summary summary;
		if (!(cards ? holders_read : register_read)(
			    words[i], NULL, &visitor, &summary, &why))
			printf("refused %s\n", why.message);
		else if (summary.aside > 0)
			printf("aside %ld %s\n", summary.aside, first);
		else
			printf("ok\n");
	}
	return 0;
}
