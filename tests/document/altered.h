#ifndef TESTS_DOCUMENT_ALTERED_H
#define TESTS_DOCUMENT_ALTERED_H

#include "intake/templates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The project's templates with one passage replaced, in a folder of their own. */

static inline char *altered_slurp(const char *path, struct arena *arena)
{
	FILE *stream = fopen(path, "rb");
	if (stream == NULL)
		return NULL;
	char *text = arena_alloc(arena, 1 << 18);
	text[fread(text, 1, (1 << 18) - 1, stream)] = '\0';
	fclose(stream);
	return text;
}

/* False when the passage is not in the file (then the test is out of date). */
static inline bool altered_copy(const char *from, const char *to, const char *passage,
	const char *instead, struct arena *arena)
{
	const char *text = altered_slurp(from, arena);
	if (text == NULL)
		return false;
	const char *at = passage == NULL ? NULL : strstr(text, passage);
	FILE *stream = fopen(to, "wb");
	if (stream == NULL)
		return false;
	if (at == NULL)
		fputs(text, stream);
	else
		fprintf(stream, "%.*s%s%s", (int)(at - text), text, instead, at + strlen(passage));
	return fclose(stream) == 0 && (passage == NULL || at != NULL);
}

/* Reads the templates after replacing a passage of letter.xml or, with `in_text`, of ja.xml.
 * *copied tells whether the passage was there; `tell` and `warn` as of templates_examine. The
 * folder is removed again. */
static inline bool altered_examine(bool in_text, const char *passage, const char *instead,
	struct arena *arena, office_finding *tell, office_finding *warn, void *context,
	const struct templates **templates, bool *copied, struct fault *why)
{
	char folder[] = "/tmp/kigen-templates-XXXXXX";
	if (mkdtemp(folder) == NULL)
		return false;
	const char *text = arena_print(arena, "%s/text", folder);
	const char *layout_path = arena_print(arena, "%s/letter.xml", folder);
	const char *text_path = arena_print(arena, "%s/ja.xml", text);
	const char *page_path = arena_print(arena, "%s/page.html", folder);
	mkdir(text, 0700);
	*copied = altered_copy("templates/letter.xml", layout_path, in_text ? NULL : passage,
			  instead, arena) &&
		  altered_copy("templates/page.html", page_path, NULL, NULL, arena) &&
		  altered_copy("templates/text/ja.xml", text_path, in_text ? passage : NULL,
			  instead, arena);
	bool read =
		*copied && templates_examine(folder, arena, tell, warn, context, templates, why);
	unlink(layout_path);
	unlink(text_path);
	unlink(page_path);
	rmdir(text);
	rmdir(folder);
	return read;
}

/* The same for who needs the first mistake alone. */
static inline bool altered_read(bool in_text, const char *passage, const char *instead,
	struct arena *arena, const struct templates **templates, bool *copied, struct fault *why)
{
	return altered_examine(
		in_text, passage, instead, arena, NULL, NULL, NULL, templates, copied, why);
}

#endif
