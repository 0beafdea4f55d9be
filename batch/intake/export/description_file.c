#include "base/digest.h"
#include "base/phrase.h"
#include "base/text.h"
#include "intake/export/description_parts.h"
#include "intake/office/attribute.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The schema says what may stand where; this, what hangs together. Tables first, since sets name
 * them; then the sets one by one; last what only all of them together can say. */

bool description_wrong(
	const struct description_reading *reading, long line, const char *format, ...)
{
	char words[1024];
	va_list values;
	va_start(values, format);
	vsnprintf(words, sizeof words, phrase(format), values);
	va_end(values);
	return fault_set(reading->why, FAULT_OFFICE, "%s:%ld: %s", reading->path, line, words);
}

const char *description_text(
	const struct description_reading *reading, const struct tree_node *node, const char *name)
{
	const char *text = attribute_text(node, name, reading->arena);
	if (text == NULL)
		return NULL;
	size_t length = text_trim(&text, strlen(text));
	return arena_text(reading->arena, text, length);
}

static bool read_sets(const struct description_reading *reading, const struct tree_node *root,
	struct export_description *description)
{
	for (const struct tree_node *node = tree_child(root, "set"); node != NULL;
		node = tree_next(node, "set"))
		if (!description_read_set(
			    reading, node, &description->sets[description->set_count++]))
			return false;
	return true;
}

static bool find_main_set(const struct description_reading *reading,
	struct export_description *description, long line)
{
	const struct export_set *main_set = NULL;
	for (size_t i = 0; i < description->set_count; i++) {
		const struct export_set *set = &description->sets[i];
		if (!set->is_main)
			continue;
		if (main_set != NULL)
			return description_wrong(reading, set->line,
				"a second main set: \"%s\" in line %ld is one already",
				main_set->name, main_set->line);
		main_set = set;
		description->main_set = i;
	}
	if (main_set == NULL)
		return description_wrong(reading, line,
			"which set gives the residents? hint: main=\"true\" at that set");
	if (!main_set->required)
		return description_wrong(reading, main_set->line,
			"the main set \"%s\" cannot be left out: it is required", main_set->name);
	return true;
}

static const char *digest_of(const struct tree_source *source, struct arena *arena)
{
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	char *text = arena_alloc(arena, DIGEST_TEXT_BYTES);
	digest_init(&digest);
	digest_update(&digest, source->bytes, source->length);
	digest_done(&digest, sum);
	return digest_text(sum, text);
}

/* Our own format is not put together with another shape: there is nothing to join it by. */
static bool check_own(
	const struct description_reading *reading, struct export_description *description)
{
	enum { OWN_SETS_MAX = 2 };
	description->own = description->sets[description->main_set].own;
	for (size_t i = 0; i < description->set_count; i++) {
		const struct export_set *set = &description->sets[i];
		if (set->own != description->own || (set->own && i >= OWN_SETS_MAX))
			return description_wrong(reading, set->line,
				"the set \"%s\": our own format is a register and at most one "
				"cards file, and no other shape beside them",
				set->name);
	}
	return true;
}

static bool read_description(const char *path, const struct tree_node *root,
	const struct tree_source *source, struct arena *arena,
	const struct export_description **description, struct fault *why)
{
	struct export_description *read = arena_alloc(arena, sizeof *read);
	struct description_reading reading = {
		.path = arena_copy(arena, path), .arena = arena, .why = why};
	read->path = reading.path;
	read->all_items =
		text_equal(description_text(&reading, root, "individual-numbers"), "all-items");
	read->digest = digest_of(source, arena);
	if (!description_read_tables(&reading, root) || !read_sets(&reading, root, read) ||
		!find_main_set(&reading, read, root->line) || !check_own(&reading, read))
		return false;
	*description = read;
	return true;
}

bool export_description_read(const char *path, struct arena *arena,
	const struct export_description **description, struct fault *why)
{
	const struct tree_node *root;
	struct tree_source source;
	return tree_read(path, "export.xsd", arena, &root, &source, why) &&
	       read_description(path, root, &source, arena, description, why);
}

bool export_description_own(
	struct arena *arena, const struct export_description **description, struct fault *why)
{
	static const char name[] = "own.xml";
	const struct tree_node *root;
	struct tree_source source;
	return tree_embedded(name, "export.xsd", arena, &root, &source, why) &&
	       read_description(name, root, &source, arena, description, why);
}
