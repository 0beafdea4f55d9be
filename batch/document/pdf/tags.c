#include "document/pdf/tags.h"

#include <string.h>

/* A sheet's elements are gathered in the order in which they begin and get their numbers when it is
 * turned: each before those in it, in the reader's order. An element's language is said where it
 * is another than that of the one round it. */

static const char *const names[TAGS] = {
	[TAG_SECTION] = "Sect",
	[TAG_HEADING_1] = "H1",
	[TAG_HEADING_2] = "H2",
	[TAG_HEADING_3] = "H3",
	[TAG_PARAGRAPH] = "P",
	[TAG_TABLE] = "Table",
	[TAG_ROW] = "TR",
	[TAG_HEAD] = "TH",
	[TAG_COLUMN] = "TH",
	[TAG_CELL] = "TD",
	[TAG_LIST] = "L",
	[TAG_ITEM] = "LI",
	[TAG_BODY] = "LBody",
	[TAG_FIGURE] = "Figure",
};

static const bool holds[TAGS] = {
	[TAG_HEADING_1] = true,
	[TAG_HEADING_2] = true,
	[TAG_HEADING_3] = true,
	[TAG_PARAGRAPH] = true,
	[TAG_HEAD] = true,
	[TAG_COLUMN] = true,
	[TAG_CELL] = true,
	[TAG_BODY] = true,
	[TAG_FIGURE] = true,
};

/* Sheets that one node of the tree from marks to elements tells of. */
enum { NODE_SHEETS = 20 };

struct element {
	enum tag tag;
	int columns;
	guint parent;         /* its place on the sheet; of the section its own */
	const char *language; /* of its content; NULL: as round it */
	char *words;
	bool boxed;
	double left, bottom, right, top; /* of a figure's box */
	GArray *kids;                    /* struct kid */
};

/* An element by its place on the sheet, or a piece of content by its number there. */
struct kid {
	bool piece;
	guint which;
};

struct tags {
	struct pdf *pdf;
	const char *language;       /* of the document */
	const char *sheet_language; /* NULL: the same */
	unsigned whole;             /* the element round the sheets */
	GString *sheets;            /* their sections */
	unsigned sheet_count;
	GPtrArray *pool; /* struct element, used again for each sheet */
	guint count;     /* of them on this sheet */
	guint in_hand;
	enum tag level; /* the last heading on it; TAG_SECTION: none */
	GArray *owners; /* guint: by number on the sheet, the place of its element */
	GString *node;  /* the coming node of the tree from marks to elements */
	GString *nodes; /* those that are written */
	GString *scratch;
};

static void element_free(void *pointer)
{
	struct element *element = pointer;
	g_free(element->words);
	g_array_free(element->kids, TRUE);
	g_free(element);
}

struct tags *tags_open(struct pdf *pdf, const char *language)
{
	struct tags *tags = g_new0(struct tags, 1);
	tags->pdf = pdf;
	tags->language = language;
	tags->whole = pdf_number(pdf);
	tags->sheets = g_string_new(NULL);
	tags->pool = g_ptr_array_new_with_free_func(element_free);
	tags->owners = g_array_new(FALSE, FALSE, sizeof(guint));
	tags->node = g_string_new(NULL);
	tags->nodes = g_string_new(NULL);
	tags->scratch = g_string_new(NULL);
	return tags;
}

void tags_close(struct tags *tags)
{
	if (tags == NULL)
		return;
	g_string_free(tags->sheets, TRUE);
	g_ptr_array_free(tags->pool, TRUE);
	g_array_free(tags->owners, TRUE);
	g_string_free(tags->node, TRUE);
	g_string_free(tags->nodes, TRUE);
	g_string_free(tags->scratch, TRUE);
	g_free(tags);
}

void tags_language(struct tags *tags, const char *language)
{
	tags->sheet_language = language;
}

/* ---- a sheet ---- */

static struct element *element_at(const struct tags *tags, guint place)
{
	return g_ptr_array_index(tags->pool, place);
}

static guint add_element(struct tags *tags, const struct tag_element *said)
{
	if (tags->count == tags->pool->len) {
		struct element *fresh = g_new0(struct element, 1);
		fresh->kids = g_array_new(FALSE, FALSE, sizeof(struct kid));
		g_ptr_array_add(tags->pool, fresh);
	}
	struct element *element = element_at(tags, tags->count);
	element->tag = said->tag;
	element->columns = said->columns;
	element->parent = tags->in_hand;
	element->language = NULL;
	g_free(element->words);
	element->words = g_strdup(said->words);
	element->boxed = false;
	g_array_set_size(element->kids, 0);
	return tags->count++;
}

/* The sheet's own element comes with the first on it. */
static void begin_sheet(struct tags *tags)
{
	static const struct tag_element section = {.tag = TAG_SECTION};
	if (tags->count > 0)
		return;
	tags->level = TAG_SECTION;
	tags->in_hand = add_element(tags, &section);
}

/* No heading is more than one level below the one before it, whatever a layout says. */
static void keep_level(struct tags *tags, struct element *element)
{
	if (element->tag < TAG_HEADING_1 || element->tag > TAG_HEADING_3)
		return;
	if (element->tag > tags->level + 1)
		element->tag = tags->level + 1;
	tags->level = element->tag;
}

void tags_begin(struct tags *tags, const struct tag_element *said)
{
	begin_sheet(tags);
	guint place = add_element(tags, said);
	keep_level(tags, element_at(tags, place));
	const struct kid kid = {.which = place};
	g_array_append_val(element_at(tags, tags->in_hand)->kids, kid);
	tags->in_hand = place;
}

void tags_end(struct tags *tags)
{
	tags->in_hand = element_at(tags, tags->in_hand)->parent;
}

enum tag tags_tag(const struct tags *tags)
{
	return tags->count == 0 ? TAG_SECTION : element_at(tags, tags->in_hand)->tag;
}

bool tags_holds(const struct tags *tags)
{
	return holds[tags_tag(tags)];
}

const char *tags_name(const struct tags *tags)
{
	return names[tags_tag(tags)];
}

unsigned tags_mark(struct tags *tags, const char *language)
{
	struct element *element = element_at(tags, tags->in_hand);
	const struct kid kid = {.piece = true, .which = tags->owners->len};
	g_array_append_val(element->kids, kid);
	g_array_append_val(tags->owners, tags->in_hand);
	element->language = language;
	return kid.which;
}

void tags_box(struct tags *tags, double x, double y, double width, double height)
{
	struct element *element = element_at(tags, tags->in_hand);
	bool first = !element->boxed;
	element->boxed = true;
	element->left = first || x < element->left ? x : element->left;
	element->bottom = first || y < element->bottom ? y : element->bottom;
	element->right = first || x + width > element->right ? x + width : element->right;
	element->top = first || y + height > element->top ? y + height : element->top;
}

/* ---- written ---- */

int tags_language_length(const char *language)
{
	const char *own = strstr(language, "-x-");
	return (int)(own == NULL ? strlen(language) : (size_t)(own - language));
}

static bool is_same(const char *one, const char *other)
{
	int length = tags_language_length(one);
	return length == tags_language_length(other) && strncmp(one, other, (size_t)length) == 0;
}

/* What stands in an element. `first`: the number of the sheet's first. */
static void put_kids(GString *text, const struct element *element, unsigned first)
{
	bool one = element->kids->len == 1;
	g_string_append(text, one ? "/K " : "/K[");
	for (guint i = 0; i < element->kids->len; i++) {
		const struct kid *kid = &g_array_index(element->kids, struct kid, i);
		if (i > 0)
			g_string_append_c(text, ' ');
		if (kid->piece)
			pdf_put_count(text, kid->which);
		else
			pdf_put_reference(text, first + kid->which);
	}
	g_string_append(text, one ? ">>" : "]>>");
}

static void put_box(GString *text, const struct element *element)
{
	const double box[] = {element->left, element->bottom, element->right, element->top};
	g_string_append(text, "/A<</O/Layout/BBox[");
	for (size_t i = 0; i < sizeof box / sizeof box[0]; i++) {
		if (i > 0)
			g_string_append_c(text, ' ');
		pdf_put_number(text, box[i], 2);
	}
	g_string_append(text, "]>>");
}

static void put_attributes(GString *text, const struct element *element)
{
	if (element->words != NULL) {
		g_string_append(text, "/Alt");
		pdf_put_text(text, element->words, strlen(element->words), true);
	}
	if (element->boxed)
		put_box(text, element);
	bool column = element->tag == TAG_COLUMN;
	if (element->tag != TAG_HEAD && !column && element->columns <= 1)
		return;
	g_string_append(text, "/A<</O/Table");
	if (element->tag == TAG_HEAD || column)
		g_string_append(text, column ? "/Scope/Column" : "/Scope/Row");
	if (element->columns > 1)
		g_string_append_printf(text, "/ColSpan %d", element->columns);
	g_string_append(text, ">>");
}

static void put_element(struct tags *tags, guint place, unsigned first, unsigned page)
{
	const struct element *element = element_at(tags, place);
	GString *text = tags->scratch;
	const char *around = tags->sheet_language == NULL ? tags->language : tags->sheet_language;
	bool whole = element->tag == TAG_SECTION;
	const char *language = whole ? around : element->language;
	g_string_assign(text, "<</S/");
	g_string_append(text, names[element->tag]);
	g_string_append(text, "/P ");
	pdf_put_reference(text, whole ? tags->whole : first + element->parent);
	if (language != NULL && !is_same(language, whole ? tags->language : around))
		g_string_append_printf(
			text, "/Lang(%.*s)", tags_language_length(language), language);
	put_attributes(text, element);
	if (holds[element->tag]) {
		g_string_append(text, "/Pg ");
		pdf_put_reference(text, page);
	}
	put_kids(text, element, first);
	pdf_element(tags->pdf, first + place, text->str);
}

/* Writes the node in hand. */
static void flush_node(struct tags *tags)
{
	if (tags->node->len == 0)
		return;
	unsigned number = pdf_number(tags->pdf), last = tags->sheet_count - 1;
	unsigned first = last - last % NODE_SHEETS;
	g_string_printf(tags->scratch, "<</Limits[%u %u]/Nums[%s]>>", first, last, tags->node->str);
	pdf_element(tags->pdf, number, tags->scratch->str);
	g_string_append_printf(tags->nodes, "%u 0 R ", number);
	g_string_truncate(tags->node, 0);
}

unsigned tags_turn(struct tags *tags, unsigned page)
{
	unsigned place = tags->sheet_count++;
	begin_sheet(tags);
	unsigned first = pdf_number(tags->pdf);
	for (guint i = 1; i < tags->count; i++)
		pdf_number(tags->pdf);
	for (guint i = 0; i < tags->count; i++)
		put_element(tags, i, first, page);
	g_string_append_printf(tags->sheets, "%u 0 R ", first);
	g_string_append_printf(tags->node, "%u[", place);
	for (guint i = 0; i < tags->owners->len; i++) {
		if (i > 0)
			g_string_append_c(tags->node, ' ');
		pdf_put_reference(tags->node, first + g_array_index(tags->owners, guint, i));
	}
	g_string_append(tags->node, "]");
	if (tags->sheet_count % NODE_SHEETS == 0)
		flush_node(tags);
	tags->count = 0;
	tags->sheet_language = NULL;
	g_array_set_size(tags->owners, 0);
	return place;
}

unsigned tags_write(struct tags *tags)
{
	unsigned root = pdf_number(tags->pdf), parents = pdf_number(tags->pdf);
	GString *text = tags->scratch;
	flush_node(tags);
	g_string_printf(text, "<</S/Document/P %u 0 R/K[%s]>>", root, tags->sheets->str);
	pdf_element(tags->pdf, tags->whole, text->str);
	g_string_printf(text, "<</Kids[%s]>>", tags->nodes->str);
	pdf_element(tags->pdf, parents, text->str);
	g_string_printf(text,
		"<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u>>",
		tags->whole, parents, tags->sheet_count);
	pdf_object(tags->pdf, root, text->str);
	return root;
}
