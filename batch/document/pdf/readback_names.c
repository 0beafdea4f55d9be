#include "base/phrase.h"
#include "document/pdf/readback_parts.h"

#include <string.h>

/* What sheets and parts name is looked up in their dictionaries of resources, which are read as
 * document/pdf/ink.h writes them; what a name leads to is read with it. */

enum kind { FONT, OBJECT, STATE, KINDS };

/* The kinds in a dictionary of resources, in their order, and the letter that names begin with. */
static const struct {
	const char *category;
	char letter;
} kinds[KINDS] = {
	[FONT] = {"/Font", 'F'}, [OBJECT] = {"/XObject", 'X'}, [STATE] = {"/ExtGState", 'G'}};

/* What a dictionary of resources names: "/F0" is the object of name 0. */
struct named {
	unsigned name, object;
};
struct resources {
	GArray *named[KINDS]; /* struct named */
};

void reading_free_resources(void *pointer)
{
	struct resources *resources = pointer;
	for (int i = 0; i < KINDS; i++)
		g_array_free(resources->named[i], TRUE);
	g_free(resources);
}

static struct resources *new_resources(void)
{
	struct resources *resources = g_new0(struct resources, 1);
	for (int i = 0; i < KINDS; i++)
		resources->named[i] = g_array_new(FALSE, FALSE, sizeof(struct named));
	return resources;
}

static bool read_state(struct reading *reading, unsigned number)
{
	return reading_is(reading_entry(reading_text(reading, number), "/Type"), "/ExtGState") ||
	       reading_refuse(reading, phrase("has a state of no kind"));
}

/* The number behind a name's letter; false when it is not such a name. */
static bool take_name(const char **at, enum kind kind, unsigned *name)
{
	const char begin[] = {'/', kinds[kind].letter, '\0'};
	return reading_word(at, begin) && reading_count(at, name);
}

/* What a name leads to is read when it is first named. */
static bool read_named(struct reading *reading, struct resources *resources, enum kind kind,
	unsigned name, unsigned object)
{
	static bool (*const readers[KINDS])(struct reading *, unsigned) = {
		[FONT] = reading_font, [OBJECT] = reading_object_named, [STATE] = read_state};
	const struct named named = {name, object};
	g_array_append_val(resources->named[kind], named);
	if (object == 0 || object >= reading->read->len)
		return reading_refuse(reading, phrase("names what is not there"));
	GHashTable *known = kind == FONT ? reading->fonts : reading->parts;
	if (kind != STATE && g_hash_table_contains(known, GUINT_TO_POINTER(object)))
		return true;
	return readers[kind](reading, object);
}

/* All names of one kind, where they begin at *at. */
static bool take_names(
	struct reading *reading, const char **at, enum kind kind, struct resources *resources)
{
	unsigned name, object;
	while (take_name(at, kind, &name))
		if (!reading_word(at, " ") || !reading_reference(at, &object) ||
			!read_named(reading, resources, kind, name, object))
			return false;
	return reading_word(at, ">>");
}

static const struct resources *known_resources(const struct reading *reading, unsigned number)
{
	return g_hash_table_lookup(reading->named, GUINT_TO_POINTER(number));
}

bool reading_resources(struct reading *reading, unsigned number, const char *at)
{
	struct resources *resources = new_resources();
	bool done = reading_word(&at, "<<");
	for (int i = 0; i < KINDS && done; i++)
		if (reading_word(&at, kinds[i].category))
			done = reading_word(&at, "<<") &&
			       take_names(reading, &at, (enum kind)i, resources);
	done = done && reading_word(&at, ">>") && (*at == '\n' || *at == '\0');
	if (done)
		g_hash_table_insert(reading->named, GUINT_TO_POINTER(number), resources);
	else
		reading_free_resources(resources);
	return done;
}

bool reading_have_resources(struct reading *reading, unsigned number)
{
	if (known_resources(reading, number) != NULL)
		return true;
	const char *text = reading_text(reading, number);
	if (text == NULL)
		return reading_refuse(reading, phrase("has no resources"));
	return reading_resources(reading, number, text) ||
	       reading_refuse(reading, phrase("names what is not there"));
}

/* What a content names is looked up here. */
struct lookup {
	const struct reading *reading;
	const struct resources *resources;
};

/* The object of a name; 0: none. */
static unsigned find_named(const struct lookup *lookup, enum kind kind, const char *name)
{
	const GArray *named = lookup->resources->named[kind];
	unsigned number;
	if (!take_name(&name, kind, &number) || *name != '\0')
		return 0;
	for (guint i = 0; i < named->len; i++)
		if (g_array_index(named, struct named, i).name == number)
			return g_array_index(named, struct named, i).object;
	return 0;
}

static const struct meanings *font_named(void *context, const char *name)
{
	const struct lookup *lookup = context;
	return g_hash_table_lookup(
		lookup->reading->fonts, GUINT_TO_POINTER(find_named(lookup, FONT, name)));
}

static bool object_named(void *context, const char *name, guint64 *sum)
{
	const struct lookup *lookup = context;
	const guint64 *said = g_hash_table_lookup(
		lookup->reading->parts, GUINT_TO_POINTER(find_named(lookup, OBJECT, name)));
	if (said != NULL)
		*sum = *said;
	return said != NULL;
}

static bool state_named(void *context, const char *name)
{
	return find_named(context, STATE, name) != 0;
}

bool reading_content(struct reading *reading, const GByteArray *bytes, unsigned resources,
	GString *text, struct content_said *said)
{
	struct lookup lookup = {.reading = reading};
	const struct content_names names = {&lookup, font_named, object_named, state_named};
	const char *wrong;
	lookup.resources = known_resources(reading, resources);
	if (lookup.resources == NULL)
		return reading_refuse(reading, phrase("has no resources"));
	return content_read((const char *)bytes->data, bytes->len, &names, text, said, &wrong) ||
	       reading_refuse(reading, wrong);
}
