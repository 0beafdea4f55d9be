#include "document/pdf/page.h"
#include "document/pdf/page_parts.h"

#include <string.h>

/* Texts that stand on many sheets are laid out once and remembered by all that they are made from;
 * a letter's own are set as their pattern (document/pdf/pattern.h) or by themselves. */

/* Measures are forgotten when there are so many: names are in them; so are layouts, which are
 * large, and are had anew. */
enum { MEASURES_MAX = 8192, LAID_MAX = 512 };

static void block_free(void *pointer)
{
	struct block *block = pointer;
	if (block->own != NULL)
		shaped_close(block->own);
	if (block->words != NULL)
		g_string_free(block->words, TRUE);
	g_free(block);
}

void page_texts_open(struct pages *pages)
{
	pages->shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, block_free);
	pages->laid = g_ptr_array_new();
	pages->measures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	pages->description = g_string_new(NULL);
}

/* A block of this sheet alone. */
static const struct page_block *own_block(struct pages *pages, const struct page_text *text)
{
	if (pages->pool_used == pages->pool_count) {
		pages->pool = arena_grow(pages->arena, pages->pool, pages->pool_count, 1,
			&pages->pool_capacity, sizeof(struct block *));
		pages->pool[pages->pool_count] = g_new0(struct block, 1);
		pages->pool[pages->pool_count]->words = g_string_new(NULL);
		pages->pool[pages->pool_count++]->own = shaped_open(pages->shapes);
	}
	struct block *block = pages->pool[pages->pool_used++];
	if (pages->patterns == NULL)
		pages->patterns = patterns_open(pages->shapes);
	const struct pattern *pattern = patterns_take(pages->patterns, text, block->words);
	if (pattern == NULL) {
		block->seen = shaped_set(block->own, text);
		g_string_assign(block->words, shaped_words(block->own));
	} else {
		block->seen = pattern->seen;
	}
	block->set = pattern == NULL ? block->own : pattern->shaped;
	block->color = text->style->color;
	return &block->seen;
}

/* All that a shaped text is made from. */
static const char *describe_text(struct pages *pages, const struct page_text *text)
{
	shape_describe(text, pages->description);
	g_string_append(pages->description, text->markup);
	return pages->description->str;
}

bool pages_have(struct pages *pages, const struct page_text *text)
{
	return shapes_have(pages->shapes, text);
}

static void lay_out(struct pages *pages, struct block *block)
{
	block->own = shaped_open(pages->shapes);
	block->seen = shaped_set(block->own, &block->text);
	block->seen.shared = true;
	block->set = block->own;
	g_ptr_array_add(pages->laid, block);
}

const struct shaped *page_layout(struct pages *pages, const struct page_block *seen)
{
	struct block *block = (struct block *)(uintptr_t)seen;
	if (block->set == NULL)
		lay_out(pages, block);
	return block->set;
}

static void forget_layouts(struct pages *pages)
{
	for (guint i = 0; i < pages->laid->len; i++) {
		struct block *block = pages->laid->pdata[i];
		shaped_close(block->own);
		block->own = NULL;
		block->set = NULL;
	}
	g_ptr_array_set_size(pages->laid, 0);
}

const struct page_block *page_shape(struct pages *pages, const struct page_text *text)
{
	if (!text->shared)
		return own_block(pages, text);
	struct block *known = g_hash_table_lookup(pages->shared, describe_text(pages, text));
	if (known != NULL)
		return &known->seen;
	if (g_hash_table_size(pages->shared) >= SHARED_MAX)
		return own_block(pages, text);
	struct block *block = g_new0(struct block, 1);
	char *description = g_strdup(pages->description->str);
	block->text = *text;
	block->text.markup =
		description + pages->description->len - strlen(text->markup); /* its end */
	block->color = text->style->color;
	lay_out(pages, block);
	g_hash_table_insert(pages->shared, description, block);
	return &block->seen;
}

const struct page_block *page_measure(struct pages *pages, const struct page_text *text)
{
	struct page_block *known = g_hash_table_lookup(pages->measures, describe_text(pages, text));
	if (known != NULL)
		return known;
	if (pages->measured == NULL)
		pages->measured = shaped_open(pages->shapes);
	known = g_new(struct page_block, 1);
	*known = shaped_set(pages->measured, text);
	g_hash_table_insert(pages->measures, g_strdup(pages->description->str), known);
	return known;
}

void pages_forget(struct pages *pages)
{
	pages->pool_used = 0;
	if (pages->laid->len >= LAID_MAX)
		forget_layouts(pages);
	if (pages->patterns != NULL)
		patterns_forget(pages->patterns);
	if (g_hash_table_size(pages->measures) >= MEASURES_MAX)
		g_hash_table_remove_all(pages->measures);
}

void page_texts_forget(struct pages *pages)
{
	forget_layouts(pages);
	g_hash_table_remove_all(pages->shared);
}

void page_texts_close(struct pages *pages)
{
	for (size_t i = 0; i < pages->pool_count; i++)
		block_free(pages->pool[i]);
	if (pages->measured != NULL)
		shaped_close(pages->measured);
	g_ptr_array_free(pages->laid, TRUE);
	g_hash_table_destroy(pages->shared);
	g_hash_table_destroy(pages->measures);
	g_string_free(pages->description, TRUE);
	patterns_close(pages->patterns);
}
