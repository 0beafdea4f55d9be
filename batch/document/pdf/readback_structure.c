#include "document/pdf/readback_parts.h"

#include <stdlib.h>
#include <string.h>

/* A mailing has elements by the hundred thousand: of each is kept what it is, and where. The object
 * streams that hold nothing but structure are read one behind the other, as document/pdf/tags.h
 * writes them, and the table of objects is asked whether it leads to them. Elements come in the
 * reader's order with rising numbers, each behind the one that it is in. */

enum kind {
	NONE,
	DOCUMENT,
	SECTION,
	HEADING_1,
	HEADING_2,
	HEADING_3,
	PARAGRAPH,
	TABLE,
	ROW,
	HEAD,
	CELL,
	LIST,
	ITEM,
	BODY,
	FIGURE,
	KINDS
};

#define IN(kind) (1U << (kind))

/* What an element is called, and in which others it may stand. */
static const struct {
	const char *name;
	unsigned in;
	bool holds; /* content may stand in it */
} kinds[KINDS] = {
	[DOCUMENT] = {"Document", 0, false},
	[SECTION] = {"Sect", IN(DOCUMENT), false},
	[HEADING_1] = {"H1", IN(SECTION), true},
	[HEADING_2] = {"H2", IN(SECTION), true},
	[HEADING_3] = {"H3", IN(SECTION), true},
	[PARAGRAPH] = {"P", IN(SECTION) | IN(HEAD) | IN(CELL) | IN(BODY), true},
	[TABLE] = {"Table", IN(SECTION), false},
	[ROW] = {"TR", IN(TABLE), false},
	[HEAD] = {"TH", IN(ROW), true},
	[CELL] = {"TD", IN(ROW), true},
	[LIST] = {"L", IN(SECTION), false},
	[ITEM] = {"LI", IN(LIST), false},
	[BODY] = {"LBody", IN(ITEM), true},
	[FIGURE] = {"Figure", IN(SECTION) | IN(HEAD) | IN(CELL) | IN(BODY), true},
};

/* By the number of its object. No file has so many sheets: each takes more than 32 bytes. */
enum { SHEETS_MAX = (1 << 27) - 1 };
struct node {
	guint32 said, found; /* the element it is in, by its own word and by that one's */
	unsigned sheet : 27; /* of its content, from 1; 0: it has none */
	unsigned kind : 5;
};

struct structure {
	struct reading *reading;
	struct node *nodes;
	unsigned count;  /* of objects */
	guint32 *owners; /* of all pieces, sheet after sheet: the element each belongs to */
	size_t *first;   /* by sheet: the place of its first in `owners` */
	size_t sheets;
	unsigned whole, parents; /* the element round all, the root of the table beside the tree */
	size_t sections;         /* that it names, in their order */
	size_t told;             /* sheets that the table tells of, in their order */
};

static bool refuse_structure(struct structure *structure)
{
	return reading_refuse(structure->reading, "its structure is not whole");
}

/* ---- elements ---- */

/* A piece of a sheet belongs to this element, and to no other. */
static bool own_piece(struct structure *structure, unsigned number, unsigned piece)
{
	const struct node *node = &structure->nodes[number];
	size_t sheet = node->sheet;
	if (sheet == 0 || !kinds[node->kind].holds ||
		piece >= g_array_index(structure->reading->marks, guint, sheet - 1))
		return false;
	guint32 *owner = &structure->owners[structure->first[sheet - 1] + piece];
	bool alone = *owner == 0;
	*owner = number;
	return alone;
}

/* `kid` stands in this element, and in no other. */
static bool own_kid(struct structure *structure, unsigned number, unsigned kid)
{
	if (kid >= structure->count || structure->nodes[kid].found != 0)
		return false;
	structure->nodes[kid].found = number;
	if (number == structure->whole)
		structure->sections++;
	return true;
}

static bool read_kids(struct structure *structure, unsigned number, const char **at)
{
	bool several = reading_word(at, "[");
	bool done = several || reading_word(at, " ");
	unsigned kid, last = number;
	for (; done && reading_count(at, &kid); reading_word(at, " ")) {
		if (!reading_word(at, " 0 R")) {
			done = own_piece(structure, number, kid);
			continue;
		}
		done = kid > last && own_kid(structure, number, kid);
		last = kid;
	}
	return done && (!several || reading_word(at, "]"));
}

/* A figure's place, on the sheet. */
static bool read_box(const struct reading *reading, const char **at)
{
	double box[4];
	if (!reading_word(at, "/A<</O/Layout/BBox") || !reading_box(*at, box))
		return false;
	*at += strcspn(*at, "]") + 1;
	return box[0] >= 0 && box[1] >= 0 && box[0] < box[2] && box[1] < box[3] &&
	       box[2] <= reading->width && box[3] <= reading->height && reading_word(at, ">>");
}

/* What it says of itself beside its place: in which language, what is said instead of it and where
 * that stands, what kind of cell it is. */
static bool read_attributes(const struct reading *reading, enum kind kind, const char **at)
{
	unsigned columns;
	if (reading_word(at, "/Lang(")) {
		size_t length =
			strspn(*at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
		*at += length;
		if (length < 2 || !reading_word(at, ")"))
			return false;
	}
	bool worded = reading_word(at, "/Alt<FEFF");
	if (worded) {
		size_t length = strspn(*at, "0123456789ABCDEF");
		*at += length;
		if (length == 0 || length % 4 != 0 || !reading_word(at, ">") ||
			!read_box(reading, at))
			return false;
	}
	bool scoped = false;
	if (reading_word(at, "/A<</O/Table")) {
		scoped = reading_word(at, "/Scope/Row") || reading_word(at, "/Scope/Column");
		if (reading_word(at, "/ColSpan ") && !reading_count(at, &columns))
			return false;
		if (!reading_word(at, ">>"))
			return false;
	}
	return worded == (kind == FIGURE) && scoped == (kind == HEAD);
}

static enum kind take_kind(const char **at)
{
	size_t length = strcspn(*at, "/>\n");
	for (enum kind kind = DOCUMENT; kind < KINDS; kind++)
		if (strlen(kinds[kind].name) == length &&
			strncmp(kinds[kind].name, *at, length) == 0) {
			*at += length;
			return kind;
		}
	return NONE;
}

static bool read_element(struct structure *structure, unsigned number, const char *at)
{
	struct node *node = &structure->nodes[number];
	enum kind kind = take_kind(&at);
	unsigned page = 0;
	if (kind == NONE || node->kind != NONE ||
		(kind == DOCUMENT) != (number == structure->whole))
		return false;
	node->kind = kind;
	if (!reading_word(&at, "/P ") || !reading_reference(&at, &node->said) ||
		!read_attributes(structure->reading, kind, &at))
		return false;
	if (reading_word(&at, "/Pg ") && !reading_reference(&at, &page))
		return false;
	node->sheet = SHEETS_MAX & (guint32)GPOINTER_TO_SIZE(g_hash_table_lookup(
					   structure->reading->sheets, GUINT_TO_POINTER(page)));
	return (page == 0 || node->sheet > 0) && reading_word(&at, "/K") &&
	       read_kids(structure, number, &at) && reading_word(&at, ">>\n");
}

/* ---- the table beside the tree ---- */

/* Of one sheet: the element of each of its pieces. */
static bool read_sheet_owners(struct structure *structure, const char **at)
{
	unsigned sheet, owner;
	if (!reading_count(at, &sheet) || sheet != structure->told || sheet >= structure->sheets ||
		!reading_word(at, "["))
		return false;
	structure->told++;
	guint count = g_array_index(structure->reading->marks, guint, sheet), found = 0;
	for (; reading_reference(at, &owner); reading_word(at, " "))
		if (found == count || structure->owners[structure->first[sheet] + found++] != owner)
			return false;
	return found == count && reading_word(at, "]");
}

static bool read_owners(struct structure *structure, unsigned number, const char *at)
{
	struct node *node = &structure->nodes[number];
	unsigned first, last;
	bool done = reading_count(&at, &first) && reading_word(&at, " ") &&
		    reading_count(&at, &last) && reading_word(&at, "]/Nums[") &&
		    node->kind == NONE && first == structure->told;
	while (done && g_ascii_isdigit(*at))
		done = read_sheet_owners(structure, &at);
	node->said = structure->parents;
	return done && reading_word(&at, "]>>\n") && structure->told == (size_t)last + 1;
}

/* The nodes of the table, all of which have come before. */
static bool read_nodes(struct structure *structure, unsigned number, const char *at)
{
	bool done = number == structure->parents;
	for (unsigned node; done && reading_reference(&at, &node); reading_word(&at, " ")) {
		done = node < structure->count && structure->nodes[node].said == number &&
		       structure->nodes[node].found == 0;
		if (done)
			structure->nodes[node].found = number;
	}
	structure->nodes[number].said = structure->nodes[number].found = number;
	return done && reading_word(&at, "]>>\n");
}

/* ---- object streams ---- */

static bool is_structure(const char *object)
{
	return reading_word(&object, "<</S/") || reading_word(&object, "<</Limits[") ||
	       reading_word(&object, "<</Kids[");
}

static bool read_object(void *context, unsigned number, const char *object)
{
	struct structure *structure = context;
	if (reading_word(&object, "<</S/"))
		return read_element(structure, number, object);
	if (reading_word(&object, "<</Limits["))
		return read_owners(structure, number, object);
	return reading_word(&object, "<</Kids[") && read_nodes(structure, number, object);
}

/* Is it one that holds structure? Its first object tells, which is small. */
static bool holds_structure(struct structure *structure, const struct reading_raw *raw)
{
	unsigned number, count, first;
	const char *head = raw->head;
	if (!reading_count(&head, &number) || !reading_word(&head, " 0 obj\n<</Type/ObjStm/N ") ||
		!reading_count(&head, &count) || !reading_word(&head, "/First ") ||
		!reading_count(&head, &first) || number >= structure->count ||
		structure->reading->read->data[number] == READING_DONE)
		return false;
	struct reading *reading = structure->reading;
	bool inflated = reading_inflate(reading, raw->data, raw->length);
	g_byte_array_append(reading->bytes, (const guint8 *)"", 1);
	return inflated && first < reading->bytes->len &&
	       is_structure((const char *)reading->bytes->data + first);
}

static bool read_packs(struct structure *structure)
{
	struct reading *reading = structure->reading;
	bool done = true;
	for (guint i = 0; i < reading->streams->len && done; i++) {
		size_t where = g_array_index(reading->streams, struct reading_begin, i).where;
		struct reading_raw raw;
		done = reading_raw(reading, &where, &raw);
		if (done && holds_structure(structure, &raw))
			done = reading_pack(reading, &raw, read_object, structure);
	}
	return done;
}

/* ---- the whole ---- */

/* Is each element where it says, in one that may hold it, on its sheet, and does no heading skip a
 * level? */
static bool check_tree(const struct structure *structure)
{
	guint32 sheet = 0;
	enum kind level = SECTION;
	for (unsigned i = 1; i < structure->count; i++) {
		const struct node *node = &structure->nodes[i];
		if (node->found != node->said && i != structure->whole)
			return false;
		if (node->kind == NONE || i == structure->whole)
			continue;
		if ((kinds[node->kind].in & IN(structure->nodes[node->said].kind)) == 0)
			return false;
		sheet += node->kind == SECTION;
		level = node->kind == SECTION ? SECTION : level;
		if (kinds[node->kind].holds && node->sheet != sheet)
			return false;
		if (node->kind >= HEADING_1 && node->kind <= HEADING_3) {
			if (node->kind > level + 1)
				return false;
			level = node->kind;
		}
	}
	return sheet == structure->sheets && structure->sections == structure->sheets &&
	       structure->told == structure->sheets;
}

static bool read_root(struct structure *structure)
{
	struct reading *reading = structure->reading;
	const char *catalogue = reading_text(reading, reading->root);
	const char *root = reading_value(reading, catalogue, "/StructTreeRoot");
	structure->whole = reading_object(root, "/K");
	structure->parents = reading_object(root, "/ParentTree");
	return structure->whole > 0 && structure->parents > 0 &&
	       structure->whole < structure->count && structure->parents < structure->count &&
	       reading_number(root, "/ParentTreeNextKey") == (long long)structure->sheets;
}

bool reading_structure(struct reading *reading)
{
	struct structure structure = {
		.reading = reading, .count = reading->read->len, .sheets = reading->marks->len};
	size_t pieces = 0;
	structure.nodes = g_new0(struct node, structure.count);
	structure.first = g_new0(size_t, structure.sheets + 1);
	for (size_t i = 0; i < structure.sheets; i++) {
		structure.first[i] = pieces;
		pieces += g_array_index(reading->marks, guint, i);
	}
	structure.owners = g_new0(guint32, pieces + 1);
	bool done = read_root(&structure) && read_packs(&structure) && check_tree(&structure);
	g_free(structure.nodes);
	g_free(structure.first);
	g_free(structure.owners);
	return done || refuse_structure(&structure);
}
