#ifndef TESTS_TABLE_H
#define TESTS_TABLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads tables of tab-separated values: lines that begin with # are comments. */

enum { TABLE_FIELDS = 16 };

struct table_row {
	long line;
	char text[4096];
	char *fields[TABLE_FIELDS]; /* "" where the line has fewer */
};

static inline FILE *table_open(const char *path)
{
	FILE *file = fopen(path, "r");
	if (file == NULL) {
		fprintf(stderr, "%s cannot be opened: tests run from the top of the tree\n", path);
		exit(1);
	}
	return file;
}

/* The next row; 0 at the end. `row->line` must be 0 before the first. */
static inline int table_next(FILE *file, struct table_row *row)
{
	static char empty[1];
	while (fgets(row->text, sizeof row->text, file) != NULL) {
		row->line++;
		if (row->text[0] == '#')
			continue;
		row->text[strcspn(row->text, "\r\n")] = '\0';
		char *rest = row->text;
		for (int i = 0; i < TABLE_FIELDS; i++) {
			char *field = rest == NULL ? NULL : strsep(&rest, "\t");
			row->fields[i] = field == NULL ? empty : field;
		}
		return 1;
	}
	fclose(file);
	return 0;
}

#endif
