#include "document/pdf/page.h"
#include "document/pdf/page_parts.h"

#include <string.h>

/* On a sheet everything is drawn within a mark: with the number of a piece of an element, or as an
 * artifact. A mark stays open until something else is drawn. What is drawn into a group is marked
 * where the group is placed; so a text of which something is to be said in part is no group. */

static void close_mark(struct pages *pages)
{
	if (pages->marked != MARKED_NOT)
		ink_unmark(pages->sheet);
	pages->marked = MARKED_NOT;
}

void page_mark_artifact(struct pages *pages)
{
	if (pages->ink != pages->sheet || pages->marked == MARKED_ARTIFACT)
		return;
	close_mark(pages);
	ink_artifact(pages->sheet);
	pages->marked = MARKED_ARTIFACT;
}

static unsigned next_piece(void *context)
{
	struct pages *pages = context;
	return tags_mark(pages->tags, pages->language);
}

void page_mark_content(struct pages *pages, const char *language)
{
	if (pages->ink != pages->sheet || pages->marked == MARKED_CONTENT)
		return;
	close_mark(pages);
	pages->language = language;
	ink_mark(pages->sheet, tags_name(pages->tags), (struct ink_pieces){next_piece, pages});
	pages->marked = MARKED_CONTENT;
}

void page_mark_end(struct pages *pages)
{
	close_mark(pages);
}

void page_tag_begin(struct pages *pages, const struct tag_element *element)
{
	close_mark(pages);
	tags_begin(pages->tags, element);
}

void page_tag_end(struct pages *pages)
{
	close_mark(pages);
	tags_end(pages->tags);
}
