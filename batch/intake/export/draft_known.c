#include "intake/export/draft_known.h"

#include <string.h>

/* A path of the standard fits an item of the file where it is the end of it, as it does when the
 * file is read. */

/* Is one the end of the other, by whole names? */
bool known_path(const char *path, const char *end)
{
	size_t length = strlen(path), tail = strlen(end);
	if (tail > length || strcmp(path + length - tail, end) != 0)
		return false;
	return tail == length || path[length - tail - 1] == '/' || path[length - tail - 1] == '@';
}

/* The file's item that a path of the standard names, in a kind of row; -1: none. */
int known_item(const struct draft_file *file, unsigned kind, const char *path)
{
	for (size_t i = 0; path != NULL && i < file->item_count; i++)
		if (file->items[i].kind == kind && known_path(file->items[i].path, path))
			return (int)i;
	return -1;
}

/* Of the items that a set of the standard takes: how many, and how many the file has. */
static void count_items(
	const struct draft_file *file, const struct tree_node *node, size_t *all, size_t *known)
{
	for (const struct tree_node *at = tree_child(node, NULL); at != NULL;
		at = tree_next(at, NULL)) {
		if (strcmp(at->name, "join") == 0)
			count_items(file, at, all, known);
		if (strcmp(at->name, "take") != 0 && strcmp(at->name, "part") != 0)
			continue;
		*all += 1;
		*known += known_item(file, 0, tree_attribute(at, "item")) >= 0 ? 1 : 0;
	}
}

/* A small set of which the file has all is nearer than a large one of which it has a little more:
 * what counts is the number times the share. */
const struct tree_node *known_set(
	const struct tree_node *standard, const struct draft_file *file, size_t *known)
{
	const struct tree_node *found = NULL;
	size_t most = 0, of = 1;
	for (const struct tree_node *at = tree_child(standard, "set"); at != NULL;
		at = tree_next(at, "set")) {
		size_t all = 0, here = 0;
		count_items(file, at, &all, &here);
		if (here * here * of > most * most * all) {
			found = at;
			most = here;
			of = all;
		}
	}
	*known = most;
	return found;
}

const struct tree_node *known_rows(const struct tree_node *set, const char *path)
{
	for (const struct tree_node *at = tree_child(set, "rows"); at != NULL;
		at = tree_next(at, "rows"))
		if (known_path(path, tree_attribute(at, "of")))
			return at;
	return NULL;
}
