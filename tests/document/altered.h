#ifndef TESTS_DOCUMENT_ALTERED_H
#define TESTS_DOCUMENT_ALTERED_H

#include "intake/template/templates.h"

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

/* The project's templates with the texts of some languages only, in a new folder: "ja pt". The
 * passage is replaced in one file of it: "letter.xml", "text/pt.xml". False when the passage was
 * not there. */
static inline bool altered_folder(const char *languages, const char *file, const char *passage,
	const char *instead, struct arena *arena, char folder[])
{
	static const char *const others[] = {"letter.xml", "page.html"};
	if (mkdtemp(folder) == NULL || mkdir(arena_print(arena, "%s/text", folder), 0700) != 0)
		return false;
	bool copied = true;
	for (size_t i = 0; i < 2; i++)
		copied = altered_copy(arena_print(arena, "templates/%s", others[i]),
				 arena_print(arena, "%s/%s", folder, others[i]),
				 strcmp(file, others[i]) == 0 ? passage : NULL, instead, arena) &&
			 copied;
	for (const char *at = languages; *at != '\0';) {
		size_t length = strcspn(at, " ");
		const char *name = arena_print(arena, "text/%s.xml", arena_text(arena, at, length));
		copied = altered_copy(arena_print(arena, "templates/%s", name),
				 arena_print(arena, "%s/%s", folder, name),
				 strcmp(file, name) == 0 ? passage : NULL, instead, arena) &&
			 copied;
		at += length + (at[length] == ' ');
	}
	return copied;
}

static inline void altered_remove(const char *languages, const char *folder, struct arena *arena)
{
	unlink(arena_print(arena, "%s/letter.xml", folder));
	unlink(arena_print(arena, "%s/page.html", folder));
	for (const char *at = languages; *at != '\0';) {
		size_t length = strcspn(at, " ");
		unlink(arena_print(arena, "%s/text/%s.xml", folder, arena_text(arena, at, length)));
		at += length + (at[length] == ' ');
	}
	rmdir(arena_print(arena, "%s/text", folder));
	rmdir(folder);
}

/* Reads such a folder, which is removed again: the templates in these languages, with a passage of
 * one file replaced. */
static inline bool altered_read_in(const char *languages, const char *file, const char *passage,
	const char *instead, struct arena *arena, const struct templates **templates, bool *copied,
	struct fault *why)
{
	char folder[] = "/tmp/kigen-templates-XXXXXX";
	*copied = altered_folder(languages, file, passage, instead, arena, folder);
	bool read = *copied && templates_read(folder, arena, templates, why);
	altered_remove(languages, folder, arena);
	return read;
}

/* Reads the templates after replacing a passage of letter.xml or, with `in_text`, of ja.xml.
 * *copied tells whether the passage was there; `audience` as of templates_examine. The
 * folder is removed again. */
static inline bool altered_examine(bool in_text, const char *passage, const char *instead,
	struct arena *arena, const struct audience *audience, const struct templates **templates,
	bool *copied, struct fault *why)
{
	char folder[] = "/tmp/kigen-templates-XXXXXX";
	*copied = altered_folder(
		"ja", in_text ? "text/ja.xml" : "letter.xml", passage, instead, arena, folder);
	bool read = *copied && templates_examine(folder, arena, audience, templates, why);
	altered_remove("ja", folder, arena);
	return read;
}

/* The same for who needs the first mistake alone. */
static inline bool altered_read(bool in_text, const char *passage, const char *instead,
	struct arena *arena, const struct templates **templates, bool *copied, struct fault *why)
{
	static const struct audience nobody = {0};
	return altered_examine(in_text, passage, instead, arena, &nobody, templates, copied, why);
}

#endif
