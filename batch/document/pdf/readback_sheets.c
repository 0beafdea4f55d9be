#include "base/phrase.h"
#include "document/pdf/readback.h"
#include "document/pdf/readback_parts.h"

#include <string.h>

/* Sheets are read where the table of objects says that they are, as document/pdf/page.c writes
 * them. The dictionaries of sheets, and of what they use, stand in object streams of their own:
 * those of one are in hand at a time. */

/* Of one sheet's dictionary. */
struct said {
	unsigned object, content, resources, order;
};

struct sheets {
	struct reading *reading;
	unsigned tree; /* the object that has them all */
	GArray *said;  /* struct said: of the object stream in hand */
	size_t next;   /* of them, if they come in their order */
	size_t told;   /* of all object streams so far */
	GString *text; /* of the sheet in hand */
};

/* ---- dictionaries ---- */

/* A sheet's dictionary, or one of what sheets use. */
static bool take_said(void *context, unsigned number, const char *at)
{
	struct sheets *sheets = context;
	struct said said = {.object = number};
	unsigned parent;
	const char *page = at;
	if (!reading_word(&page, "<</Type/Page/"))
		return reading_resources(sheets->reading, number, at);
	bool done = reading_word(&at, "<</Type/Page/Parent ") && reading_reference(&at, &parent) &&
		    parent == sheets->tree && reading_word(&at, "/Contents ") &&
		    reading_reference(&at, &said.content) && reading_word(&at, "/Resources ") &&
		    reading_reference(&at, &said.resources) &&
		    reading_word(&at, "/StructParents ") && reading_count(&at, &said.order) &&
		    reading_word(&at, "/Tabs/S>>\n");
	g_array_append_val(sheets->said, said);
	return done;
}

/* The dictionary of an object, if it is among those in hand. */
static const struct said *find_said(struct sheets *sheets, unsigned object)
{
	for (guint i = 0; i < sheets->said->len; i++) {
		guint at = (guint)((sheets->next + i) % sheets->said->len);
		const struct said *said = &g_array_index(sheets->said, struct said, at);
		if (said->object != object)
			continue;
		sheets->next = at + 1;
		return said;
	}
	return NULL;
}

/* Of an object; those that stand with it are then in hand. */
static const struct said *read_said(struct sheets *sheets, unsigned object)
{
	struct reading *reading = sheets->reading;
	struct reading_raw raw;
	const struct said *said = find_said(sheets, object);
	if (said != NULL || object >= reading->read->len || reading->places[object].state != 2 ||
		!reading_raw_at(reading, reading->places[object].where, &raw))
		return said;
	g_array_set_size(sheets->said, 0);
	sheets->next = 0;
	if (!reading_pack(reading, &raw, take_said, sheets))
		return NULL;
	sheets->told += sheets->said->len;
	return find_said(sheets, object);
}

/* ---- sheets ---- */

static bool read_sheet(
	struct sheets *sheets, unsigned object, const struct readback_sheet *expected)
{
	struct reading *reading = sheets->reading;
	struct content_said said = {0};
	struct reading_raw raw;
	const struct said *own = read_said(sheets, object);
	if (own == NULL || !g_hash_table_insert(reading->sheets, GUINT_TO_POINTER(object),
				   GSIZE_TO_POINTER(reading->sheet)))
		return reading_refuse(reading, phrase("is no sheet of its own"));
	if (!reading_raw_at(reading, own->content, &raw) ||
		!reading_is_deflated(&raw, strstr(raw.head, "<<") + 2))
		return reading_refuse(reading, phrase("lacks a stream"));
	if (reading->read->data[own->content] == READING_DONE)
		return reading_refuse(reading, phrase("is no sheet of its own"));
	reading->read->data[own->content] = READING_DONE;
	g_string_truncate(sheets->text, 0);
	if (!reading_inflate(reading, raw.data, raw.length))
		return reading_refuse(reading, phrase("has a damaged stream"));
	if (!reading_content(reading, reading->bytes, own->resources, sheets->text, &said))
		return false;
	if (expected->number != NULL && strstr(sheets->text->str, expected->number) == NULL)
		return reading_refuse(reading, phrase("does not bear its number"));
	if (said.sum != expected->said)
		return reading_refuse(reading, phrase("does not say what was written on it"));
	g_array_append_val(reading->marks, said.marks);
	if (said.unmarked)
		return reading_refuse(reading, phrase("shows what is in no mark"));
	return own->order == reading->sheet - 1 ||
	       reading_refuse(reading, phrase("is not the structure's"));
}

static bool read_each(struct sheets *sheets, const char *kids,
	const struct readback_sheet *expected, size_t count)
{
	struct reading *reading = sheets->reading;
	size_t i = 0;
	bool done = reading_word(&kids, "[");
	for (unsigned kid; done && i < count && reading_reference(&kids, &kid); i++) {
		reading_word(&kids, " ");
		reading->sheet = i + 1;
		done = read_sheet(sheets, kid, &expected[i]);
	}
	reading->sheet = 0;
	/* None stands beside them that is on no one's way. */
	return done && ((i == count && *kids == ']' && sheets->told == count) ||
			       reading_refuse(reading, phrase("it has another number of sheets")));
}

bool reading_sheets(struct reading *reading, const struct readback_sheet *expected, size_t count)
{
	const char *root = reading_text(reading, reading->root);
	const char *tree = reading_value(reading, root, "/Pages");
	const char *kids = reading_entry(tree, "/Kids");
	if (kids == NULL || reading_number(tree, "/Count") != (long long)count)
		return reading_refuse(reading, phrase("it has another number of sheets"));
	struct sheets sheets = {.reading = reading,
		.tree = reading_object(root, "/Pages"),
		.said = g_array_new(FALSE, FALSE, sizeof(struct said)),
		.text = g_string_new(NULL)};
	bool done = read_each(&sheets, kids, expected, count);
	g_array_free(sheets.said, TRUE);
	g_string_free(sheets.text, TRUE);
	return done;
}
