#include "intake/export/xml_ways.h"

#include <string.h>

/* A tree of the names as the file nests them. Records mostly repeat one order, so the way behind
 * the one met last is tried first, and a name costs a comparison of pointers. */

enum { SHOWN_BYTES = 200 };

void xml_ways_init(struct xml_ways *ways, const struct export_set *set, struct arena *arena)
{
	*ways = (struct xml_ways){.set = set, .arena = arena};
	ways->start = (struct xml_way){
		.name = "", .kind = WAY_OUTSIDE, .item = EXPORT_NO_ITEM, .path = ""};
}

/* How many names of the way a path is, from its end on; 0: it is not the end of the way. */
static unsigned path_fits(const char *path, const struct xml_way *way)
{
	const char *end = path + strlen(path);
	unsigned names = 0;
	for (; way->parent != NULL; way = way->parent) {
		const char *slash = memrchr(path, '/', (size_t)(end - path));
		const char *name = slash == NULL ? path : slash + 1;
		bool attribute = name < end && *name == '@';
		name += attribute ? 1 : 0;
		if ((attribute && !way->attribute) || strlen(way->name) != (size_t)(end - name) ||
			memcmp(way->name, name, (size_t)(end - name)) != 0)
			return 0;
		names++;
		if (slash == NULL)
			return names;
		end = slash;
	}
	return 0;
}

/* The item of a kind that fits with the most names. */
static int find_item(const struct export_rows *rows, const struct xml_way *way, unsigned *names)
{
	int found = EXPORT_NO_ITEM;
	*names = 0;
	for (size_t i = 0; i < rows->item_count; i++) {
		unsigned fits = path_fits(rows->items[i].path, way);
		if (fits > *names) {
			*names = fits;
			found = (int)i;
		}
	}
	return found;
}

/* The kind of row whose element this is: outside the record, within it a nested one, or the record
 * again. */
static int find_rows(const struct export_set *set, const struct xml_way *way, unsigned *names)
{
	int found = WAY_OUTSIDE;
	*names = 0;
	if (way->attribute)
		return found;
	size_t kinds = way->parent->kind == WAY_OUTSIDE ? 1 : set->rows_count;
	for (size_t kind = 0; kind < kinds; kind++) {
		unsigned fits = path_fits(set->rows[kind].path, way);
		if (fits > *names) {
			*names = fits;
			found = (int)kind;
		}
	}
	return found;
}

static bool lies_within(const struct xml_way *way, int kind)
{
	for (; way->parent != NULL; way = way->parent)
		if (way->begins && way->kind == kind)
			return true;
	return false;
}

/* Which row it belongs to. An element whose longer name is that of an item of the row around it is
 * no row. */
static void find_kind(const struct xml_ways *ways, struct xml_way *way)
{
	const struct export_set *set = ways->set;
	unsigned names, of_item = 0;
	int around = way->parent->kind;
	int kind = find_rows(set, way, &names);
	way->kind = around;
	if (around != WAY_OUTSIDE)
		find_item(&set->rows[around], way, &of_item);
	if (kind == WAY_OUTSIDE || of_item > names)
		return;
	way->kind = kind;
	way->begins = true;
	way->within_itself = lies_within(way->parent, kind);
}

/* Outside of records: what the head asks for, and that nothing is there that may not be. */
static void find_head(const struct export_set *set, struct xml_way *way)
{
	unsigned longest = 0;
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++) {
		const struct export_said *said = &set->head[part];
		unsigned names = said->source == EXPORT_BY_ITEM ? path_fits(said->item, way) : 0;
		if (names == 0 || names < longest)
			continue;
		if (names > longest)
			memset(way->says, 0, sizeof way->says);
		longest = names;
		way->says[part] = true;
	}
	for (size_t kind = 0; kind < set->rows_count; kind++)
		for (size_t i = 0; i < set->rows[kind].item_count; i++) {
			const struct export_item *item = &set->rows[kind].items[i];
			if (item->refused && path_fits(item->path, way) > longest)
				way->refused = item->path;
		}
}

static const char *path_of(struct arena *arena, const struct xml_way *way)
{
	const char *sign = way->attribute ? "@" : "";
	const struct xml_way *parent = way->parent;
	if (way->begins || parent->begins || parent->path[0] == '\0' ||
		strlen(parent->path) > SHOWN_BYTES)
		return arena_print(arena, "%s%s", sign, way->name);
	return arena_print(arena, "%s/%s%s", parent->path, sign, way->name);
}

static void look_up(const struct xml_ways *ways, struct xml_way *way)
{
	const struct export_set *set = ways->set;
	unsigned names;
	find_kind(ways, way);
	way->item = EXPORT_NO_ITEM;
	if (way->kind == WAY_OUTSIDE) {
		find_head(set, way);
	} else {
		way->item = find_item(&set->rows[way->kind], way, &names);
		if (way->item != EXPORT_NO_ITEM && set->rows[way->kind].items[way->item].refused)
			way->refused = set->rows[way->kind].items[way->item].path;
		way->idle = way->item == EXPORT_NO_ITEM && !way->begins &&
			    set->rows[way->kind].ignore_others;
	}
	way->path = path_of(ways->arena, way);
}

static bool is_way(const struct xml_way *way, const char *name, bool attribute)
{
	return way != NULL && way->name == name && way->attribute == attribute;
}

struct xml_way *xml_ways_on(
	struct xml_ways *ways, struct xml_way *from, const char *name, bool attribute)
{
	struct xml_way **end = &from->first, *way;
	if (from->recent != NULL) {
		if (is_way(from->recent->next, name, attribute))
			return from->recent = from->recent->next;
		if (is_way(from->recent, name, attribute))
			return from->recent;
	}
	for (; *end != NULL; end = &(*end)->next)
		if (is_way(*end, name, attribute))
			return from->recent = *end;
	if (ways->count++ == XML_WAYS_MAX)
		return NULL;
	way = arena_alloc(ways->arena, sizeof *way);
	way->name = name;
	way->attribute = attribute;
	way->parent = from;
	look_up(ways, way);
	*end = way;
	return from->recent = way;
}
