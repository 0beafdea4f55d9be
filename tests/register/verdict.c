/* Says of each file what the register's reading makes of it, a line each, for the test that holds
 * it against schemas/register.xsd: "ok", "aside N CODE" (of the first) or "refused MESSAGE".
 * usage: verdict FILE… */
#include "intake/register.h"

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
	const char **first = context;
	(void)line, (void)id, (void)message, (void)why;
	if (*first == NULL)
		*first = code;
	return true;
}

int main(int count, char **words)
{
	for (int i = 1; i < count; i++) {
		const char *first = NULL;
		const struct register_visitor visitor = {
			.context = &first, .head = head, .resident = resident, .aside = aside};
		struct register_summary summary;
		struct fault why;
		if (!register_read(words[i], &visitor, &summary, &why))
			printf("refused %s\n", why.message);
		else if (summary.aside > 0)
			printf("aside %ld %s\n", summary.aside, first);
		else
			printf("ok\n");
	}
	return 0;
}
