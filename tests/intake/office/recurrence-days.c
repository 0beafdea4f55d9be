/*
 * What kigen makes of recurrences: one on each line of stdin. For each a line on stdout: the days
 * from the first argument's year to the second's, both included, as a row of 0 and 1, or "refused:
 * " and why. usage: recurrence-days FIRST-YEAR LAST-YEAR
 */
#include "intake/office/recurrence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **words)
{
	if (count != 3)
		return EXIT_FAILURE;
	day_number from = civil_day(atoi(words[1]), 1, 1), to = civil_day(atoi(words[2]), 12, 31);
	char rule[512];
	while (fgets(rule, sizeof rule, stdin) != NULL) {
		const char *problem = NULL;
		rule[strcspn(rule, "\n")] = '\0';
		if (!recurrence_valid(rule, &problem)) {
			printf("refused: %s\n", problem);
			continue;
		}
		struct arena *arena = arena_open();
		const bool *days = recurrence_days(rule, from, to, arena);
		for (day_number day = from; day <= to; day++)
			putchar(days[day - from] ? '1' : '0');
		putchar('\n');
		arena_close(arena);
	}
	return EXIT_SUCCESS;
}
