#include "intake/export/draft_file.h"

#include "base/text.h"
#include "intake/export/rows.h"
#include "intake/xml/parser.h"

#include <string.h>

/* XML is gathered as a tree of the names that it nests, with how often each came and how often at
 * most within one element of its parent; then the record is looked for in the tree. CSV is read by
 * the night's own reader with a description of no items, once for each way in which it might be
 * built. */

enum { NODES_MAX = 20000, DEPTH_MAX = 256 };

struct node {
	struct node *parent, *first, *next;
	const char *name; /* with @ in front for an attribute */
	long here;        /* in the element of the parent that is open */
	long most;        /* at most in one */
	bool has_text, has_children;
};

struct gathering {
	struct parser parser; /* first: the calls are given both */
	struct arena *arena;
	struct node *root, *open;
	size_t nodes;
	struct draft_file *file;
	struct draft_item *items;
	size_t item_capacity, head_capacity;
};

static struct node *child_of(struct gathering *gathering, const char *name, bool attribute)
{
	struct node *parent = gathering->open, **at = &parent->first;
	for (; *at != NULL; at = &(*at)->next)
		if (((*at)->name[0] == '@') == attribute &&
			strcmp((*at)->name + (attribute ? 1 : 0), name) == 0)
			return *at;
	if (gathering->nodes++ >= NODES_MAX) {
		parser_refuse(&gathering->parser, "more than %d different elements", NODES_MAX);
		return parent;
	}
	struct node *node = arena_alloc(gathering->arena, sizeof *node);
	node->name = arena_print(gathering->arena, "%s%s", attribute ? "@" : "", name);
	node->parent = parent;
	*at = node;
	return node;
}

static void count_here(struct node *node)
{
	node->here++;
	if (node->here > node->most)
		node->most = node->here;
}

static void start_element(void *context, const unsigned char *name, const unsigned char *prefix,
	const unsigned char *namespace, int namespace_count, const unsigned char **namespaces,
	int attribute_count, int defaulted, const unsigned char **attributes)
{
	struct gathering *gathering = context;
	(void)prefix, (void)namespace, (void)namespace_count, (void)namespaces, (void)defaulted;
	if (gathering->parser.stopped)
		return;
	struct node *node = child_of(gathering, (const char *)name, false);
	if (gathering->parser.stopped)
		return;
	gathering->open->has_children = true;
	count_here(node);
	for (struct node *child = node->first; child != NULL; child = child->next)
		child->here = 0;
	gathering->open = node;
	for (const unsigned char **at = attributes; attribute_count-- > 0; at += 5) {
		if (at[2] != NULL)
			continue; /* of another namespace: xsi:schemaLocation and the like */
		struct node *attribute = child_of(gathering, (const char *)at[0], true);
		attribute->has_text = true;
		count_here(attribute);
	}
}

static void end_element(void *context, const unsigned char *name, const unsigned char *prefix,
	const unsigned char *namespace)
{
	struct gathering *gathering = context;
	(void)name, (void)prefix, (void)namespace;
	if (!gathering->parser.stopped)
		gathering->open = gathering->open->parent;
}

static void take_text(void *context, const unsigned char *text, int length)
{
	struct gathering *gathering = context;
	for (int i = 0; i < length && !gathering->open->has_text; i++)
		gathering->open->has_text = strchr(" \t\r\n", text[i]) == NULL;
}

static void do_nothing(void *context)
{
	(void)context;
}

static bool holds_something(const struct node *node)
{
	return node->first != NULL;
}

/* The nearest to the root, level by level. */
static const struct node *find_repeated(const struct node *node, int depth)
{
	if (depth == 0)
		return node->most > 1 && holds_something(node) ? node : NULL;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		const struct node *found = find_repeated(child, depth - 1);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* A file of one record: the first element that holds two texts; attributes of the root are its
 * head. */
static const struct node *find_single(const struct node *node)
{
	int texts = 0;
	bool is_root = node->parent != NULL && node->parent->parent == NULL;
	for (const struct node *child = node->first; child != NULL; child = child->next)
		texts += (child->name[0] != '@' || !is_root) && child->has_text &&
			 !child->has_children;
	if (texts > 1)
		return node;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		const struct node *found = find_single(child);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static const char *path_within(struct arena *arena, const struct node *node, const struct node *row)
{
	if (node->parent == row || node->parent == NULL || node->parent->parent == NULL)
		return node->name;
	return arena_print(arena, "%s/%s", path_within(arena, node->parent, row), node->name);
}

static void list_head(struct gathering *gathering, const struct node *node)
{
	struct draft_file *file = gathering->file;
	file->heads = arena_grow(gathering->arena, file->heads, file->head_count, 1,
		&gathering->head_capacity, sizeof *file->heads);
	file->heads[file->head_count++] = path_within(gathering->arena, node, NULL);
}

static void list_item(
	struct gathering *gathering, const struct node *node, const struct node *row, unsigned kind)
{
	struct draft_file *file = gathering->file;
	if (file->item_count == DRAFT_ITEMS_MAX)
		return;
	file->items = arena_grow(gathering->arena, file->items, file->item_count, 1,
		&gathering->item_capacity, sizeof *file->items);
	file->items[file->item_count++] =
		(struct draft_item){kind, path_within(gathering->arena, node, row)};
}

/* All that lies below a row: items of it, or of rows nested in the record. */
static void list_items(
	struct gathering *gathering, const struct node *from, const struct node *row, unsigned kind)
{
	struct draft_file *file = gathering->file;
	for (const struct node *node = from->first; node != NULL; node = node->next) {
		bool nested = kind == 0 && node->most > 1 && holds_something(node) &&
			      file->rows_count < EXPORT_NESTED_MAX;
		if (nested) {
			file->rows[file->rows_count++] = path_within(gathering->arena, node, row);
			list_items(gathering, node, node, file->rows_count);
		} else if (node->first != NULL) {
			list_items(gathering, node, row, kind);
		} else {
			list_item(gathering, node, row, kind);
		}
	}
}

static void list_heads(
	struct gathering *gathering, const struct node *from, const struct node *record)
{
	for (const struct node *node = from->first; node != NULL; node = node->next) {
		if (node == record)
			continue;
		if (node->has_text && !node->has_children)
			list_head(gathering, node);
		list_heads(gathering, node, record);
	}
}

static void list_tree(struct gathering *gathering)
{
	const struct node *record = NULL;
	for (int depth = 1; depth < DEPTH_MAX && record == NULL; depth++)
		record = find_repeated(gathering->root, depth);
	if (record == NULL)
		record = find_single(gathering->root);
	if (record == NULL) {
		parser_refuse(&gathering->parser,
			"no record in it, so nothing is seen of its items; "
			"hint: take a day that has some");
		return;
	}
	gathering->file->record = record->name;
	list_heads(gathering, gathering->root, record);
	list_items(gathering, record, record, 0);
}

static bool read_xml(
	const char *path, struct arena *arena, struct draft_file *file, struct fault *why)
{
	static const struct parser_calls calls = {
		start_element, end_element, take_text, do_nothing, do_nothing, do_nothing};
	struct gathering gathering = {.arena = arena, .file = file};
	gathering.parser.path = path;
	gathering.parser.why = why;
	gathering.root = gathering.open = arena_alloc(arena, sizeof *gathering.root);
	gathering.root->name = "";
	if (!source_open(path, arena, &gathering.parser.source, why))
		return false;
	parser_run(&gathering.parser, &calls, "export");
	if (!gathering.parser.stopped)
		list_tree(&gathering);
	source_close(gathering.parser.source);
	return !gathering.parser.stopped;
}

/* ---- CSV ---- */

struct columns {
	struct arena *arena;
	struct draft_file *file;
	size_t capacity;
	bool whole; /* the first row has been */
};

static void take_column(void *context, unsigned kind, const char *path, const struct cell *cell)
{
	struct columns *columns = context;
	struct draft_file *file = columns->file;
	(void)kind, (void)cell;
	if (columns->whole || file->item_count == DRAFT_ITEMS_MAX)
		return;
	file->items = arena_grow(columns->arena, file->items, file->item_count, 1,
		&columns->capacity, sizeof *file->items);
	file->items[file->item_count++] = (struct draft_item){0, arena_copy(columns->arena, path)};
}

static bool take_row(void *context, const struct row *row, struct fault *why)
{
	(void)row, (void)why;
	((struct columns *)context)->whole = true;
	return true;
}

static bool take_head(void *context, const struct set_head *head, struct fault *why)
{
	(void)context, (void)head, (void)why;
	return true;
}

static bool try_csv(const char *path, enum export_encoding encoding, char separator,
	struct arena *arena, struct draft_file *file, struct fault *why)
{
	struct export_description *description = arena_alloc(arena, sizeof *description);
	struct export_set *set = &description->sets[0];
	struct columns columns = {.arena = arena, .file = file};
	struct rows_summary summary;
	*file = (struct draft_file){.encoding = encoding, .separator = separator};
	description->set_count = 1;
	*set = (struct export_set){.name = "draft",
		.csv = true,
		.encoding = encoding,
		.separator = separator,
		.header = true,
		.history = {.from = EXPORT_NO_ITEM,
			.until = EXPORT_NO_ITEM,
			.highest = EXPORT_NO_ITEM,
			.then_highest = EXPORT_NO_ITEM},
		.rows = {{.path = ""}},
		.rows_count = 1};
	const struct row_visitor visitor = {
		.context = &columns, .head = take_head, .row = take_row, .other = take_column};
	const struct row_file read = {description, set, path, NULL};
	return rows_read(&read, &visitor, &summary, why);
}

static bool read_csv(
	const char *path, struct arena *arena, struct draft_file *file, struct fault *why)
{
	static const enum export_encoding encodings[] = {
		EXPORT_UTF_8, EXPORT_UTF_16, EXPORT_UTF_16BE, EXPORT_WINDOWS_31J};
	bool found = false, read = false;
	struct fault first = {0};
	for (size_t i = 0; i < sizeof encodings / sizeof encodings[0] && !read; i++)
		for (const char *separator = ",\t;"; *separator != '\0'; separator++) {
			struct draft_file tried;
			struct fault fault;
			if (!try_csv(path, encodings[i], *separator, arena, &tried, &fault)) {
				if (i == 0 && *separator == ',')
					first = fault;
				continue;
			}
			read = true;
			if (tried.item_count > (found ? file->item_count : 0)) {
				*file = tried;
				found = true;
			}
		}
	if (read && !found)
		return fault_set(why, FAULT_REGISTER,
			"%s: no row in it, so nothing is seen of its items; hint: take a day that has "
			"some",
			path);
	if (!found)
		*why = first;
	return found;
}

/* The first character that is no blank, in any encoding that has it as a byte. */
static bool begins_as_xml(const char *path, struct arena *arena, bool *xml, struct fault *why)
{
	struct source *source;
	char bytes[64];
	size_t got = 0;
	if (!source_open(path, arena, &source, why))
		return false;
	bool read = source_read(source, bytes, sizeof bytes, &got, why);
	source_close(source);
	*xml = false;
	for (size_t i = 0; i < got; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		if (byte == '<')
			*xml = true;
		if (byte > ' ' && byte < 0x80)
			break;
	}
	return read;
}

bool draft_file_read(
	const char *path, struct arena *arena, struct draft_file *file, struct fault *why)
{
	bool xml;
	if (!begins_as_xml(path, arena, &xml, why))
		return false;
	*file = (struct draft_file){.xml = xml};
	return xml ? read_xml(path, arena, file, why) : read_csv(path, arena, file, why);
}
