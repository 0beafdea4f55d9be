#include "document/pdf/page.h"

#include "document/pdf/complaints.h"
#include "document/pdf/metadata.h"
#include "document/pdf/page_parts.h"
#include "document/pdf/picture.h"
#include "document/pdf/readback.h"

#include <string.h>

/* A sheet is drawn with one ink; while a group is drawn, with another, whose content becomes a form
 * of the document, which the sheet then places. Fonts are written last, when all signs are known.
 * What the texts of a sheet and its groups say is summed up as they are placed, before they are
 * turned into signs, and asked of the document when it is read back. */

/* ---- images ---- */

static bool load_images(struct pages *pages, struct fault *why)
{
	const struct templates *templates = pages->templates;
	pages->images =
		arena_alloc(pages->arena, templates->image_count * sizeof(struct picture *));
	pages->image_objects = arena_alloc(pages->arena, templates->image_count * sizeof(unsigned));
	for (size_t i = 0; i < templates->image_count; i++)
		if (!picture_open(templates->images[i].path, templates->path,
			    templates->images[i].line, &pages->images[i], why))
			return false;
	return true;
}

bool pages_open(const struct templates *templates, struct pages **pages, struct fault *why)
{
	struct arena *arena = arena_open();
	struct pages *opened = arena_alloc(arena, sizeof *opened);
	opened->arena = arena;
	opened->templates = templates;
	opened->complaints = complaints_open();
	opened->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	opened->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	opened->groups_said = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	opened->dictionaries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	opened->resources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	opened->kids = g_string_new(NULL);
	opened->scratch = g_string_new(NULL);
	page_texts_open(opened);
	if (!shapes_open(templates, &opened->shapes, why) || !load_images(opened, why) ||
		!complaints_none(opened->complaints, why)) {
		pages_close(opened);
		return false;
	}
	*pages = opened;
	return true;
}

void pages_close(struct pages *pages)
{
	if (pages == NULL)
		return;
	for (size_t i = 0; pages->images != NULL && i < pages->templates->image_count; i++)
		picture_close(pages->images[i]);
	page_texts_close(pages);
	g_hash_table_destroy(pages->groups);
	g_hash_table_destroy(pages->seen);
	g_hash_table_destroy(pages->groups_said);
	g_hash_table_destroy(pages->dictionaries);
	g_hash_table_destroy(pages->resources);
	g_string_free(pages->kids, TRUE);
	g_string_free(pages->scratch, TRUE);
	shapes_close(pages->shapes);
	complaints_close(pages->complaints);
	arena_close(pages->arena);
}

/* ---- the document ---- */

/* The number of an object that is said by its text: the same for the same text. */
unsigned page_dictionary(struct pages *pages, const char *text)
{
	unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(pages->dictionaries, text));
	if (number != 0)
		return number;
	number = pdf_number(pages->pdf);
	pdf_object(pages->pdf, number, text);
	g_hash_table_insert(pages->dictionaries, g_strdup(text), GUINT_TO_POINTER(number));
	return number;
}

/* The same of what a sheet uses. */
static unsigned sheet_resources(struct pages *pages)
{
	const char *text = ink_resources(pages->sheet);
	unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(pages->resources, text));
	if (number != 0)
		return number;
	number = pdf_number(pages->pdf);
	pdf_sheet(pages->pdf, number, text);
	g_hash_table_insert(pages->resources, g_strdup(text), GUINT_TO_POINTER(number));
	return number;
}

static double sheet_height(const struct pages *pages)
{
	return pages->templates->height * POINTS_PER_MM;
}

bool pages_begin(struct pages *pages, FILE *stream, const char *title, const char *author,
	day_number day, struct fault *why)
{
	const struct metadata metadata = {title, author, day};
	pages->readback = readback_open(stream, why);
	if (pages->readback == NULL)
		return false;
	/* What fails from here on is told at the end. */
	pages->pdf = pdf_open(stream);
	pages->faces = faces_open(pages->pdf);
	pages->sheet = ink_open(pages->faces);
	pages->part = ink_open(pages->faces);
	pages->ink = pages->sheet;
	pages->tags = tags_open(pages->pdf, READBACK_LANGUAGE);
	pages->marked = MARKED_NOT;
	pages->tree = pdf_number(pages->pdf);
	pages->information = metadata_dictionary(pages->pdf, &metadata);
	pages->metadata = metadata_xmp(pages->pdf, &metadata);
	pages->sheets = 0;
	g_string_truncate(pages->kids, 0);
	ink_clear(pages->sheet, sheet_height(pages));
	return true;
}

static void expect_number(struct pages *pages, const char *number)
{
	pages->number = number;
	pages->numbered = false;
}

void pages_expect(struct pages *pages, const char *number, const char *language)
{
	expect_number(pages, number);
	tags_language(pages->tags, language);
}

/* What the sheet was meant to say; the next says nothing yet. */
static void expect_sheet(struct pages *pages)
{
	readback_expect(pages->readback, pages->sheet_said, pages->numbered ? pages->number : NULL);
	pages->sheet_said = 0;
	expect_number(pages, NULL);
}

void pages_turn(struct pages *pages)
{
	page_mark_end(pages);
	const GString *content = ink_content(pages->sheet);
	unsigned stream = pdf_number(pages->pdf), sheet = pdf_number(pages->pdf);
	pdf_stream(pages->pdf, stream, "", content->str, content->len);
	g_string_printf(pages->scratch,
		"<</Type/Page/Parent %u 0 R/Contents %u 0 R/Resources %u 0 R/StructParents %u"
		"/Tabs/S>>",
		pages->tree, stream, sheet_resources(pages), tags_turn(pages->tags, sheet));
	pdf_sheet(pages->pdf, sheet, pages->scratch->str);
	g_string_append_printf(pages->kids, "%u 0 R ", sheet);
	pages->sheets++;
	expect_sheet(pages);
	ink_clear(pages->sheet, sheet_height(pages));
	pages_forget(pages);
}

/* The tree of the sheets, and what leads to it. */
static unsigned put_catalogue(struct pages *pages)
{
	GString *text = pages->scratch;
	g_string_printf(text, "<</Type/Pages/Count %u/MediaBox[0 0 ", pages->sheets);
	pdf_put_number(text, pages->templates->width * POINTS_PER_MM, 3);
	g_string_append_c(text, ' ');
	pdf_put_number(text, sheet_height(pages), 3);
	g_string_append_printf(text, "]/Kids[%s]>>", pages->kids->str);
	pdf_object(pages->pdf, pages->tree, text->str);
	unsigned structure = tags_write(pages->tags), catalogue = pdf_number(pages->pdf);
	g_string_printf(text,
		"<</Type/Catalog/Pages %u 0 R/StructTreeRoot %u 0 R/Metadata %u 0 R" READBACK_WISHES
		">>",
		pages->tree, structure, pages->metadata);
	pdf_object(pages->pdf, catalogue, text->str);
	return catalogue;
}

/* Forms belong to the document they were written into; they are named by their texts. */
static void forget_document(struct pages *pages)
{
	ink_close(pages->sheet);
	ink_close(pages->part);
	faces_close(pages->faces);
	tags_close(pages->tags);
	pages->pdf = NULL;
	pages->tags = NULL;
	pages->faces = NULL;
	pages->ink = pages->sheet = pages->part = NULL;
	pages->sheet_said = 0;
	expect_number(pages, NULL);
	g_hash_table_remove_all(pages->groups);
	g_hash_table_remove_all(pages->seen);
	g_hash_table_remove_all(pages->groups_said);
	page_texts_forget(pages);
	g_hash_table_remove_all(pages->dictionaries);
	g_hash_table_remove_all(pages->resources);
	memset(pages->image_objects, 0, pages->templates->image_count * sizeof(unsigned));
}

bool pages_end(struct pages *pages, struct fault *why)
{
	struct fault unsaid;
	if (pages->pdf == NULL)
		return false;
	bool drawn = complaints_none(pages->complaints, why) && faces_write(pages->faces, why) &&
		     complaints_none(pages->complaints, why);
	bool written = pdf_close(
		pages->pdf, put_catalogue(pages), pages->information, drawn ? why : &unsaid);
	/* Before it is read back, for that takes memory too. */
	forget_document(pages);
	bool proven = drawn && written && readback_proven(pages->readback, why);
	readback_close(pages->readback);
	pages->readback = NULL;
	return proven;
}

/* ---- groups ---- */

/* A part of its own costs more than it saves on the first few sheets: up to there a group is drawn
 * as what is the letter's own; NEVER is one that has to be. By whole names: two runs have other
 * addresses in them, and have to give the same bytes. */
enum { OFTEN = 3, NEVER = 1000, COUNTED_MAX = 16384 };

static bool comes_often(struct pages *pages, const char *name)
{
	if (g_hash_table_size(pages->seen) >= COUNTED_MAX)
		g_hash_table_remove_all(pages->seen);
	unsigned count = GPOINTER_TO_UINT(g_hash_table_lookup(pages->seen, name)) + 1;
	if (count >= OFTEN)
		return count < NEVER;
	g_hash_table_insert(pages->seen, g_strdup(name), GUINT_TO_POINTER(count));
	return false;
}

/* Was something to be said of a part of it? It is the same each time but for the first, when a sign
 * is given its meaning. */
static void note_remarks(struct pages *pages)
{
	if (ink_remarks(pages->sheet) != pages->remarks)
		g_hash_table_insert(
			pages->seen, g_strdup(pages->on_sheet), GUINT_TO_POINTER(NEVER));
	pages->on_sheet = NULL;
}

bool page_group_begin(
	struct pages *pages, const char *name, const char *language, double x, double y)
{
	unsigned known = GPOINTER_TO_UINT(g_hash_table_lookup(pages->groups, name));
	if (language != NULL)
		page_mark_content(pages, language);
	else
		page_mark_artifact(pages);
	if (known != 0) {
		ink_part(pages->ink, known, x * POINTS_PER_MM, y * POINTS_PER_MM);
		const uint64_t *said =
			g_hash_table_lookup(pages->groups_said, GUINT_TO_POINTER(known));
		pages->sheet_said += said == NULL ? 0 : *said;
		return false;
	}
	if (!comes_often(pages, name) || g_hash_table_size(pages->groups) >= SHARED_MAX) {
		pages->on_sheet = language == NULL ? NULL : name;
		pages->remarks = ink_remarks(pages->sheet);
		return true;
	}
	pages->group = pdf_number(pages->pdf);
	g_hash_table_insert(pages->groups, g_strdup(name), GUINT_TO_POINTER(pages->group));
	pages->ink = pages->part;
	pages->part_said = 0;
	pages->group_x = x * POINTS_PER_MM;
	pages->group_y = y * POINTS_PER_MM;
	/* It is drawn at its place on this sheet; its origin is its upper left corner. */
	ink_clear(pages->part, 0);
	ink_shift(pages->part, -pages->group_x, -pages->group_y);
	return true;
}

void page_group_end(struct pages *pages)
{
	if (pages->on_sheet != NULL)
		note_remarks(pages);
	if (pages->group == 0)
		return;
	const GString *content = ink_content(pages->part);
	GString *text = pages->scratch;
	unsigned used = page_dictionary(pages, ink_resources(pages->part));
	double width = pages->templates->width * POINTS_PER_MM, height = sheet_height(pages);
	g_string_assign(text, "/Type/XObject/Subtype/Form/BBox[");
	for (int i = 0; i < 4; i++) {
		pdf_put_number(text, (i < 2 ? -1 : 1) * (i % 2 == 0 ? width : height), 0);
		g_string_append_c(text, ' ');
	}
	g_string_append_printf(text, "]/Resources %u 0 R", used);
	pdf_stream(pages->pdf, pages->group, text->str, content->str, content->len);
	g_hash_table_insert(pages->groups_said, GUINT_TO_POINTER(pages->group),
		g_memdup2(&pages->part_said, sizeof pages->part_said));
	pages->sheet_said += pages->part_said;
	pages->ink = pages->sheet;
	ink_part(pages->ink, pages->group, pages->group_x, pages->group_y);
	pages->group = 0;
}
