#include "intake/export/draft.h"

#include "base/markup.h"
#include "intake/export/draft_known.h"

#include <stdlib.h>
#include <string.h>

/* The standard's description is the table of what is known: its steps are copied node by node where
 * the file has their items, and what is left over of the file is ignored by name. */

struct drafting {
	FILE *stream;
	struct arena *arena;
	const struct tree_node *standard;
	const struct draft_file *file;
	unsigned kind;
	bool *used; /* of each item of the file */
};

/* ---- what the file has ---- */

static bool has_item(const struct drafting *drafting, const char *path)
{
	return known_item(drafting->file, drafting->kind, path) >= 0;
}

static void mark_used(struct drafting *drafting, const char *path)
{
	int item = known_item(drafting->file, drafting->kind, path);
	if (item >= 0)
		drafting->used[item] = true;
}

/* Does the file have every item that the condition asks for? `marking`: they are then used. */
static bool has_condition(struct drafting *drafting, const char *when, bool marking)
{
	while (when != NULL && *when != '\0') {
		const char *end = strstr(when, " = '"), *other = strstr(when, " ≠ '");
		if (end == NULL || (other != NULL && other < end))
			end = other;
		if (end == NULL)
			return false;
		const char *item = arena_text(drafting->arena, when, (size_t)(end - when));
		if (!has_item(drafting, item))
			return false;
		if (marking)
			mark_used(drafting, item);
		when = strstr(end, "' and ");
		when = when == NULL ? NULL : when + strlen("' and ");
	}
	return true;
}

/* ---- what is written ---- */

static void write_attribute(FILE *stream, const char *name, const char *value)
{
	fprintf(stream, " %s=\"", name);
	markup_write(stream, value);
	fputc('"', stream);
}

/* A node's attributes but for the optional one: the file has the item. What the schema fills in is
 * left out. */
static void write_attributes(FILE *stream, const struct tree_node *node)
{
	for (const struct tree_attribute *at = node->attributes; at != NULL; at = at->next)
		if (strcmp(at->name, "optional") != 0 && at->value[0] != '\0')
			write_attribute(stream, at->name, at->value);
}

static void write_indent(const struct drafting *drafting)
{
	fputs(drafting->kind == 0 ? "    " : "      ", drafting->stream);
}

static void write_leaf(struct drafting *drafting, const struct tree_node *node)
{
	write_indent(drafting);
	fprintf(drafting->stream, "<%s", node->name);
	write_attributes(drafting->stream, node);
	fputs("/>\n", drafting->stream);
	if (tree_attribute(node, "item") != NULL)
		mark_used(drafting, tree_attribute(node, "item"));
}

/* Of a join the parts that there are; one alone is taken. */
static void write_join(struct drafting *drafting, const struct tree_node *node)
{
	FILE *stream = drafting->stream;
	int parts = 0;
	for (const struct tree_node *at = tree_child(node, "part"); at != NULL;
		at = tree_next(at, "part"))
		parts += has_item(drafting, tree_attribute(at, "item")) ? 1 : 0;
	if (parts == 0)
		return;
	if (parts > 1) {
		write_indent(drafting);
		fputs("<join", stream);
		write_attributes(stream, node);
		fputs(">\n", stream);
	}
	for (const struct tree_node *at = tree_child(node, "part"); at != NULL;
		at = tree_next(at, "part")) {
		const char *item = tree_attribute(at, "item");
		if (!has_item(drafting, item))
			continue;
		write_indent(drafting);
		fputs(parts > 1 ? "  <part" : "<take", stream);
		write_attributes(stream, at);
		if (parts == 1)
			write_attribute(stream, "field", tree_attribute(node, "field"));
		fputs("/>\n", stream);
		mark_used(drafting, item);
	}
	if (parts > 1) {
		write_indent(drafting);
		fputs("</join>\n", stream);
	}
}

static void write_steps(struct drafting *drafting, const struct tree_node *rows)
{
	for (const struct tree_node *at = tree_child(rows, NULL); at != NULL;
		at = tree_next(at, NULL)) {
		const char *item = tree_attribute(at, "item");
		bool takes = strcmp(at->name, "take") == 0 || strcmp(at->name, "refuse") == 0;
		bool says = strcmp(at->name, "say") == 0;
		if (!has_condition(drafting, tree_attribute(at, "when"), false))
			continue;
		if (strcmp(at->name, "join") == 0)
			write_join(drafting, at);
		else if ((takes && has_item(drafting, item)) || says)
			write_leaf(drafting, at);
		else
			continue;
		has_condition(drafting, tree_attribute(at, "when"), true);
	}
}

static void write_ignored(struct drafting *drafting)
{
	const struct draft_file *file = drafting->file;
	for (size_t i = 0; i < file->item_count; i++) {
		if (file->items[i].kind != drafting->kind || drafting->used[i])
			continue;
		write_indent(drafting);
		fputs("<ignore", drafting->stream);
		write_attribute(drafting->stream, "item", file->items[i].path);
		fputs("/>\n", drafting->stream);
	}
}

/* ---- one set ---- */

/* The file's name with its day as {date}. */
static const char *pattern_of(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	char *name = arena_copy(arena, slash == NULL ? path : slash + 1);
	for (char *at = name; *at != '\0'; at++) {
		size_t digits = strspn(at, "0123456789");
		if (digits == 8)
			return arena_print(
				arena, "%.*s{date}%s", (int)(at - name), name, at + digits);
		at += digits > 0 ? digits - 1 : 0;
	}
	return name;
}

static void write_shape(const struct drafting *drafting)
{
	static const char *const encodings[] = {"utf-8", "utf-16", "utf-16be", "windows-31j"};
	const struct draft_file *file = drafting->file;
	if (file->xml) {
		fputs("    <xml", drafting->stream);
		write_attribute(drafting->stream, "record", file->record);
	} else {
		fputs("    <csv", drafting->stream);
		write_attribute(drafting->stream, "encoding", encodings[file->encoding]);
		write_attribute(drafting->stream, "separator",
			file->separator == ','    ? "comma"
			: file->separator == '\t' ? "tab"
						  : "semicolon");
	}
	fputs("/>\n", drafting->stream);
}

/* What the standard's head is called, where the file has it; the rest is for the clerk to see. */
static void write_head(
	const struct drafting *drafting, const struct tree_node *head, const char *pattern)
{
	const struct draft_file *file = drafting->file;
	bool begun = false;
	if (strstr(pattern, "{date}") != NULL) {
		fputs("    <head>\n      <as-of file-name=\"true\"/>\n    </head>\n",
			drafting->stream);
		head = NULL;
	}
	for (const struct tree_node *at = tree_child(head, NULL); at != NULL;
		at = tree_next(at, NULL)) {
		const char *item = tree_attribute(at, "item");
		for (size_t i = 0; item != NULL && i < file->head_count; i++) {
			if (!known_path(file->heads[i], item))
				continue;
			fprintf(drafting->stream, "%s      <%s", begun ? "" : "    <head>\n",
				at->name);
			write_attribute(drafting->stream, "item", file->heads[i]);
			fputs("/>\n", drafting->stream);
			begun = true;
			break;
		}
	}
	if (begun)
		fputs("    </head>\n", drafting->stream);
	for (size_t i = 0; i < file->head_count; i++) {
		if (strstr(file->heads[i], "--") != NULL)
			continue; /* no comment can hold it */
		fprintf(drafting->stream, "    <!-- outside of the records: ");
		markup_write(drafting->stream, file->heads[i]);
		fputs(" -->\n", drafting->stream);
	}
}

/* Which row of a history counts, by what the file has of what the standard asks for. */
static void write_history(struct drafting *drafting, const struct tree_node *history)
{
	static const char *const paths[] = {"from", "until", "highest", "then-highest"};
	FILE *stream = drafting->stream;
	const char *when = history == NULL ? NULL : tree_attribute(history, "when");
	bool begun = when != NULL && has_condition(drafting, when, true);
	if (begun) {
		fputs("    <history", stream);
		write_attribute(stream, "when", when);
	}
	for (size_t i = 0; history != NULL && i < sizeof paths / sizeof paths[0]; i++) {
		const char *item = tree_attribute(history, paths[i]);
		if (item == NULL || !has_item(drafting, item))
			continue;
		fputs(begun ? "" : "    <history", stream);
		write_attribute(stream, paths[i], item);
		mark_used(drafting, item);
		begun = true;
	}
	fputs(begun ? "/>\n" : "", stream);
}

static void write_rows(struct drafting *drafting, const struct tree_node *set)
{
	for (unsigned kind = 1; kind <= drafting->file->rows_count; kind++) {
		const char *path = drafting->file->rows[kind - 1];
		drafting->kind = kind;
		fputs("    <rows", drafting->stream);
		write_attribute(drafting->stream, "of", path);
		fputs(">\n", drafting->stream);
		if (set != NULL)
			write_steps(drafting, known_rows(set, path));
		write_ignored(drafting);
		fputs("    </rows>\n", drafting->stream);
	}
	drafting->kind = 0;
}

struct drafted {
	const char *path, *name;
	struct draft_file file;
	const struct tree_node *set;
	size_t known;
	bool main;
};

static void write_set(struct drafting *drafting, const struct drafted *drafted)
{
	FILE *stream = drafting->stream;
	drafting->file = &drafted->file;
	drafting->used = arena_alloc(drafting->arena, drafted->file.item_count * sizeof(bool) + 1);
	const char *pattern = pattern_of(drafted->path, drafting->arena);
	fputs("\n  <set", stream);
	write_attribute(stream, "name", drafted->name);
	if (drafted->main)
		write_attribute(stream, "main", "true");
	const char *several = drafted->set == NULL ? NULL : tree_attribute(drafted->set, "several");
	if (several != NULL && strcmp(several, "true") == 0)
		write_attribute(stream, "several", several);
	fputs(">\n    <file", stream);
	write_attribute(stream, "pattern", pattern);
	fputs("/>\n", stream);
	write_shape(drafting);
	write_head(drafting, tree_child(drafted->set, "head"), pattern);
	if (drafted->set != NULL) {
		write_history(drafting, tree_child(drafted->set, "history"));
		write_steps(drafting, drafted->set);
	}
	write_ignored(drafting);
	write_rows(drafting, drafted->set);
	fputs("  </set>\n", stream);
}

/* ---- the whole ---- */

static void write_tables(struct drafting *drafting)
{
	FILE *stream = drafting->stream;
	for (const struct tree_node *at = tree_child(drafting->standard, NULL); at != NULL;
		at = tree_next(at, NULL)) {
		if (strcmp(at->name, "set") == 0)
			continue;
		const struct tree_node *row = tree_child(at, NULL);
		fprintf(stream, "\n  <%s", at->name);
		write_attributes(stream, at);
		fputs(row == NULL ? "/>\n" : ">\n", stream);
		for (; row != NULL; row = tree_next(row, NULL)) {
			fprintf(stream, "    <%s", row->name);
			write_attributes(stream, row);
			fputs("/>\n", stream);
		}
		if (tree_child(at, NULL) != NULL)
			fprintf(stream, "  </%s>\n", at->name);
	}
}

static bool is_taken(const struct drafted *drafted, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(drafted[i].name, name) == 0)
			return true;
	return false;
}

/* The main one is that in which the standard's main set knows most, else that of most items. */
static void choose_main(struct drafted *drafted, size_t count)
{
	struct drafted *chosen = &drafted[0];
	size_t most = 0;
	for (size_t i = 0; i < count; i++)
		if (drafted[i].file.item_count > chosen->file.item_count)
			chosen = &drafted[i];
	for (size_t i = 0; i < count; i++) {
		const char *main =
			drafted[i].set == NULL ? NULL : tree_attribute(drafted[i].set, "main");
		if (main != NULL && strcmp(main, "true") == 0 && drafted[i].known > most) {
			chosen = &drafted[i];
			most = chosen->known;
		}
	}
	chosen->main = true;
}

bool draft_write(FILE *stream, const char *const *paths, size_t count, struct arena *arena,
	struct fault *why)
{
	struct drafting drafting = {.stream = stream, .arena = arena};
	struct drafted *drafted = arena_alloc(arena, count * sizeof *drafted);
	if (!tree_embedded("standard.xml", "export.xsd", arena, &drafting.standard, NULL, why))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct drafted *one = &drafted[i];
		one->path = paths[i];
		if (!draft_file_read(paths[i], arena, &one->file, why))
			return false;
		one->set = known_set(drafting.standard, &one->file, &one->known);
		one->name = one->set == NULL ? "" : tree_attribute(one->set, "name");
		if (one->set == NULL || is_taken(drafted, i, one->name))
			one->name = arena_print(arena, "set-%zu", i + 1);
	}
	choose_main(drafted, count);
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	      "<!-- A draft: every line is to be looked at. Codes and dates are those of the standard\n"
	      "     record; items that nobody needs are ignored by name. -->\n"
	      "<export xmlns=\"urn:kigen:export:1\">\n",
		stream);
	write_tables(&drafting);
	for (size_t i = 0; i < count; i++)
		write_set(&drafting, &drafted[i]);
	fputs("</export>\n", stream);
	return true;
}
