#include "intake/template/words_file.h"

#include "intake/xml/tree.h"

#include <stdlib.h>
#include <string.h>

/* Sorted once, so that each sentence is found by halving. */

static int by_key(const void *left, const void *right)
{
	return strcmp(((const struct wordbook_entry *)left)->key,
		((const struct wordbook_entry *)right)->key);
}

bool words_read(struct arena *arena, struct wordbook *book, struct fault *why)
{
	const struct tree_node *root;
	if (!tree_embedded("report.xml", "words.xsd", arena, &root, NULL, why))
		return false;
	size_t count = 0;
	struct wordbook_entry *entries =
		arena_alloc(arena, tree_count(root, "say") * sizeof *entries);
	for (const struct tree_node *say = tree_child(root, "say"); say != NULL;
		say = tree_next(say, "say"))
		entries[count++] =
			(struct wordbook_entry){tree_attribute(say, "key"), tree_text(say, arena)};
	qsort(entries, count, sizeof *entries, by_key);
	*book = (struct wordbook){entries, count};
	return true;
}
