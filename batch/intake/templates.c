#include "intake/templates.h"

#include "base/text.h"
#include "intake/envelope.h"
#include "intake/texts.h"
#include "intake/tree.h"
#include "intake/webpage.h"
#include "model/due.h"

#include <stdlib.h>
#include <string.h>

/* What is being read; functions take it instead of six parameters. */
struct reading {
	const char *folder, *path;
	struct arena *arena;
	struct mistakes *mistakes;
	struct text_tags tags;
	struct templates *out;
	const char **keys;
	long *key_lines;
	size_t key_count, key_capacity, key_line_capacity;
	struct template_image *images;
	size_t image_count, image_capacity;
};

/* True when the reading goes on: then something harmless stands in the place of what is wrong. */
static bool complain(const struct reading *reading, long line, const char *what, const char *name)
{
	return mistake(reading->mistakes, reading->path, line, "%s%s", what, name);
}

static bool read_condition(
	const struct reading *reading, const struct tree_node *node, struct condition *condition)
{
	return texts_condition(
		reading->path, node, &reading->tags, reading->arena, condition, reading->mistakes);
}

/* ---- attributes; the schema has checked their form ---- */

static double number(const struct tree_node *node, const char *name, double otherwise)
{
	const char *value = tree_attribute(node, name);
	return value == NULL ? otherwise : strtod(value, NULL);
}

static bool truth(const struct tree_node *node, const char *name)
{
	const char *value = tree_attribute(node, name);
	return text_equal(value, "true") || text_equal(value, "1");
}

static int color(const struct tree_node *node, const char *name, int otherwise)
{
	const char *value = tree_attribute(node, name);
	return value == NULL ? otherwise : (int)strtol(value + 1, NULL, 16);
}

static int word(const struct tree_node *node, const char *name, const char *const words[],
	int count, int otherwise)
{
	const char *value = tree_attribute(node, name);
	return value == NULL ? otherwise : word_index(words, count, value);
}

static const char *const alignment_words[] = {"left", "center", "right"};
static const char *const vertical_words[] = {"top", "middle", "bottom", "first"};
static const char *const mark_words[] = {"", "check", "dot"};

static struct template_area read_area(const struct tree_node *node)
{
	return (struct template_area){
		.x = number(node, "x", 0),
		.y = number(node, "y", 0),
		.width = number(node, "width", 0),
		.height = number(node, "height", 0),
		.line = node->line,
	};
}

static struct template_frame read_frame(const struct tree_node *node)
{
	double padding = number(node, "padding", 0);
	return (struct template_frame){
		.padding_x = padding,
		.padding_y = number(node, "padding-y", padding),
		.radius = number(node, "radius", 0),
		.stroke_width = number(node, "stroke-width", 0.3),
		.fill = color(node, "fill", COLOR_NONE),
		.stroke = color(node, "stroke", COLOR_NONE),
	};
}

/* The number of a key, a new one when it has not been named yet. */
static size_t key_of(struct reading *reading, const char *key, long line)
{
	for (size_t i = 0; i < reading->key_count; i++)
		if (strcmp(reading->keys[i], key) == 0)
			return i;
	reading->keys = arena_grow(reading->arena, reading->keys, reading->key_count, 1,
		&reading->key_capacity, sizeof *reading->keys);
	reading->key_lines = arena_grow(reading->arena, reading->key_lines, reading->key_count, 1,
		&reading->key_line_capacity, sizeof *reading->key_lines);
	reading->keys[reading->key_count] = key;
	reading->key_lines[reading->key_count] = line;
	return reading->key_count++;
}

/* The number of an image, a new one when its file has not been named yet. */
static size_t image_of(struct reading *reading, const char *file, long line)
{
	const char *path = arena_print(reading->arena, "%s/%s", reading->folder, file);
	for (size_t i = 0; i < reading->image_count; i++)
		if (strcmp(reading->images[i].path, path) == 0)
			return i;
	reading->images = arena_grow(reading->arena, reading->images, reading->image_count, 1,
		&reading->image_capacity, sizeof *reading->images);
	reading->images[reading->image_count] = (struct template_image){.path = path, .line = line};
	return reading->image_count++;
}

static bool read_style_of(
	struct reading *reading, const struct tree_node *node, const struct template_style **style)
{
	const char *name = tree_attribute(node, "style");
	*style = &reading->out->styles[0];
	for (size_t i = 0; i < reading->out->style_count; i++) {
		if (!text_equal(reading->out->styles[i].name, name))
			continue;
		*style = &reading->out->styles[i];
		return true;
	}
	return complain(reading, node->line, "there is no style named ", name);
}

/* ---- elements ---- */

static const struct {
	const char *name;
	enum element_kind kind;
} element_names[] = {
	{"text", ELEMENT_TEXT},
	{"stack", ELEMENT_STACK},
	{"row", ELEMENT_ROW},
	{"items", ELEMENT_ITEMS},
	{"rule", ELEMENT_RULE},
	{"code", ELEMENT_CODE},
	{"scan", ELEMENT_SCAN},
	{"image", ELEMENT_IMAGE},
};

/* -1 for what is no element of a stack (an area of the flow). */
static int element_kind(const struct tree_node *node)
{
	for (size_t i = 0; i < sizeof element_names / sizeof element_names[0]; i++)
		if (strcmp(element_names[i].name, node->name) == 0)
			return (int)element_names[i].kind;
	return -1;
}

static bool read_elements(struct reading *reading, const struct tree_node *parent,
	const struct template_element **elements, size_t *count);

static bool read_element(
	struct reading *reading, const struct tree_node *node, struct template_element *element)
{
	element->kind = (enum element_kind)element_kind(node);
	element->line = node->line;
	element->language = tree_attribute(node, "language");
	element->before = number(node, "before", 0);
	element->width = number(node, "width", 0);
	element->area = (size_t)number(node, "area", 1) - 1;
	element->split = truth(node, "split");
	element->gap = number(node, "gap", 0);
	element->frame = read_frame(node);
	element->vertical = (enum vertical)word(node, "vertical", vertical_words, 4, VERTICAL_TOP);
	element->size = number(node, "size", number(node, "thickness", number(node, "height", 0)));
	element->module = number(node, "module", 0);
	element->color = color(node, "color", 0);
	element->align = (enum alignment)word(node, "align", alignment_words, 3, ALIGN_LEFT);
	if (!read_condition(reading, node, &element->when))
		return false;
	if (element->kind == ELEMENT_IMAGE)
		element->image = image_of(reading, tree_attribute(node, "file"), node->line);
	if (element->kind != ELEMENT_TEXT)
		return read_elements(reading, node, &element->children, &element->child_count);
	element->key = key_of(reading, tree_attribute(node, "key"), node->line);
	element->mark = (enum mark)word(node, "mark", mark_words, 3, MARK_NONE);
	element->indent = number(node, "indent", 0);
	return read_style_of(reading, node, &element->style);
}

static bool read_elements(struct reading *reading, const struct tree_node *parent,
	const struct template_element **elements, size_t *count)
{
	size_t total = 0, used = 0;
	for (const struct tree_node *node = tree_child(parent, NULL); node != NULL;
		node = tree_next(node, NULL))
		total += element_kind(node) >= 0 ? 1 : 0;
	struct template_element *list = arena_alloc(reading->arena, total * sizeof *list);
	for (const struct tree_node *node = tree_child(parent, NULL); node != NULL;
		node = tree_next(node, NULL))
		if (element_kind(node) >= 0 && !read_element(reading, node, &list[used++]))
			return false;
	*elements = list;
	*count = total;
	return true;
}

/* ---- fonts and styles ---- */

static const struct template_font *font_named(const struct reading *reading, const char *name)
{
	for (size_t i = 0; i < reading->out->font_count; i++)
		if (text_equal(reading->out->fonts[i].name, name))
			return &reading->out->fonts[i];
	return NULL;
}

static void read_families(
	struct reading *reading, const struct tree_node *node, struct template_font *font)
{
	font->line = node->line;
	for (const struct tree_node *family = tree_child(node, "family");
		family != NULL && font->family_count < FAMILIES_MAX;
		family = tree_next(family, "family"))
		font->families[font->family_count++] = tree_text(family, reading->arena);
}

/* What a variant's own families lack, those of the font itself draw. */
static void read_variants(
	struct reading *reading, const struct tree_node *node, struct template_font *font)
{
	size_t used = 0, count = tree_count(node, "in");
	struct template_font *variants = arena_alloc(reading->arena, count * sizeof *variants);
	for (const struct tree_node *in = tree_child(node, "in"); in != NULL;
		in = tree_next(in, "in")) {
		struct template_font *variant = &variants[used++];
		read_families(reading, in, variant);
		variant->name = font->name;
		variant->languages = tree_attribute(in, "languages");
		variant->latin = tree_attribute(in, "latin");
		for (size_t i = 0; i < font->family_count && variant->family_count < FAMILIES_MAX;
			i++)
			variant->families[variant->family_count++] = font->families[i];
	}
	font->variants = variants;
	font->variant_count = count;
}

static bool read_fonts(struct reading *reading, const struct tree_node *root)
{
	size_t used = 0, count = tree_count(root, "font");
	struct template_font *fonts = arena_alloc(reading->arena, count * sizeof *fonts);
	for (const struct tree_node *node = tree_child(root, "font"); node != NULL;
		node = tree_next(node, "font")) {
		struct template_font *font = &fonts[used++];
		read_families(reading, node, font);
		font->name = tree_attribute(node, "name");
		read_variants(reading, node, font);
	}
	reading->out->fonts = fonts;
	reading->out->font_count = count;
	const char *names = tree_attribute(root, "names");
	reading->out->names = font_named(reading, names);
	if (reading->out->names != NULL)
		return true;
	reading->out->names = &fonts[0];
	return complain(reading, root->line, "there is no font named ", names);
}

static bool read_styles(struct reading *reading, const struct tree_node *root)
{
	size_t used = 0, count = tree_count(root, "style");
	struct template_style *styles = arena_alloc(reading->arena, count * sizeof *styles);
	for (const struct tree_node *node = tree_child(root, "style"); node != NULL;
		node = tree_next(node, "style")) {
		struct template_style *style = &styles[used++];
		const char *name = tree_attribute(node, "font");
		*style = (struct template_style){
			.name = tree_attribute(node, "name"),
			.font = font_named(reading, name),
			.points = number(node, "points", 0),
			.leading = number(node, "leading", 1.5),
			.reading_leading = number(node, "reading-leading", 1.6),
			.bold = truth(node, "bold"),
			.color = color(node, "color", 0),
		};
		if (style->font == NULL) {
			style->font = &reading->out->fonts[0];
			if (!complain(reading, node->line, "there is no font named ", name))
				return false;
		}
		if (!(style->leading >= 1 && style->leading <= 3) &&
			!complain(reading, node->line, "leading is not within 1 to 3", ""))
			return false;
	}
	reading->out->styles = styles;
	reading->out->style_count = count;
	return true;
}

/* ---- the window ---- */

static bool read_window(struct reading *reading, const struct tree_node *node)
{
	struct template_window *window = &reading->out->window;
	const struct tree_node *address = tree_child(node, "address");
	const struct tree_node *barcode = tree_child(node, "barcode");
	size_t used = 0, count = tree_count(address, "line");
	struct address_line *lines = arena_alloc(reading->arena, count * sizeof *lines);
	for (const struct tree_node *line = tree_child(address, "line"); line != NULL;
		line = tree_next(line, "line")) {
		struct address_line *into = &lines[used++];
		into->key = key_of(reading, tree_attribute(line, "key"), line->line);
		into->smallest = number(line, "smallest", 0);
		into->beside = truth(line, "beside");
		into->align = (enum alignment)word(line, "align", alignment_words, 3, ALIGN_LEFT);
		if (!read_style_of(reading, line, &into->style) ||
			!read_condition(reading, line, &into->when))
			return false;
		if (into->smallest > into->style->points &&
			!complain(reading, line->line,
				"the smallest size is larger than that of the style ",
				into->style->name))
			return false;
	}
	*window = (struct template_window){
		.area = read_area(node),
		.play_x = number(node, "play-x", 0),
		.play_y = number(node, "play-y", 0),
		.address = read_area(address),
		.lines = lines,
		.line_count = count,
		.barcode_x = number(barcode, "x", 0),
		.barcode_y = number(barcode, "y", 0),
		.barcode_points = number(barcode, "points", 0),
	};
	return true;
}

/* ---- folds, boxes, flow ---- */

static void read_folds(struct reading *reading, const struct tree_node *root)
{
	size_t used = 0, count = tree_count(root, "fold");
	struct template_fold *folds = arena_alloc(reading->arena, count * sizeof *folds);
	for (const struct tree_node *node = tree_child(root, "fold"); node != NULL;
		node = tree_next(node, "fold"))
		folds[used++] = (struct template_fold){
			.y = number(node, "y", 0),
			.inset = number(node, "inset", 0),
			.length = number(node, "length", 0),
			.line = node->line,
		};
	reading->out->folds = folds;
	reading->out->fold_count = count;
}

static bool read_boxes(struct reading *reading, const struct tree_node *root)
{
	size_t used = 0, count = tree_count(root, "box");
	struct template_box *boxes = arena_alloc(reading->arena, count * sizeof *boxes);
	for (const struct tree_node *node = tree_child(root, "box"); node != NULL;
		node = tree_next(node, "box")) {
		struct template_element *stack = arena_alloc(reading->arena, sizeof *stack);
		stack->kind = ELEMENT_STACK;
		stack->line = node->line;
		stack->gap = number(node, "gap", 0);
		stack->frame = read_frame(node);
		boxes[used] = (struct template_box){.area = read_area(node), .stack = stack};
		if (!read_condition(reading, node, &boxes[used++].when) ||
			!read_elements(reading, node, &stack->children, &stack->child_count))
			return false;
	}
	reading->out->boxes = boxes;
	reading->out->box_count = count;
	return true;
}

static bool read_scales(
	struct reading *reading, const struct tree_node *node, struct template_flow *flow)
{
	enum { SCALES_MAX = 16 };
	double *scales = arena_alloc(reading->arena, SCALES_MAX * sizeof *scales);
	size_t count = 0;
	const char *at = tree_attribute(node, "scales");
	for (char *end; count < SCALES_MAX; at = end) {
		double scale = strtod(at, &end);
		if (end == at)
			break;
		if ((!(scale >= 0.5 && scale <= 2) || (count > 0 && scale >= scales[count - 1])) &&
			!complain(reading, node->line,
				"scales do not fall, or are not within 0.5 to 2", ""))
			return false;
		scales[count++] = scale;
	}
	flow->scales = scales;
	flow->scale_count = count;
	return true;
}

static bool read_flow(
	struct reading *reading, const struct tree_node *node, struct template_flow *flow)
{
	size_t used = 0, count = tree_count(node, "area");
	struct template_area *areas = arena_alloc(reading->arena, count * sizeof *areas);
	for (const struct tree_node *area = tree_child(node, "area"); area != NULL;
		area = tree_next(area, "area"))
		areas[used++] = read_area(area);
	flow->areas = areas;
	flow->area_count = count;
	flow->gap = number(node, "gap", 0);
	flow->stretch = number(node, "stretch", 0);
	flow->line = node->line;
	if (!read_condition(reading, node, &flow->when) || !read_scales(reading, node, flow) ||
		!read_elements(reading, node, &flow->blocks, &flow->block_count))
		return false;
	for (size_t i = 0; i < flow->block_count; i++)
		if (flow->blocks[i].area >= count && !complain(reading, flow->blocks[i].line,
							     "there are not that many areas", ""))
			return false;
	return true;
}

static bool read_flows(struct reading *reading, const struct tree_node *root)
{
	size_t used = 0, count = tree_count(root, "flow");
	struct template_flow *flows = arena_alloc(reading->arena, count * sizeof *flows);
	for (const struct tree_node *node = tree_child(root, "flow"); node != NULL;
		node = tree_next(node, "flow"))
		if (!read_flow(reading, node, &flows[used++]))
			return false;
	reading->out->flows = flows;
	reading->out->flow_count = count;
	return true;
}

/* Everything in letter.xml. */
static size_t page_key(void *context, const char *key)
{
	return key_of(context, key, 0);
}

/* Everything in letter.xml and page.html. */
static bool read_layout(struct reading *reading, const struct tree_node *root)
{
	static const char *const program_keys[TEXTS_OF_PROGRAM] = {[TEXT_DATE] = "date",
		[TEXT_PAGE_DATE] = "page.date",
		[TEXT_TIME] = "time",
		[TEXT_WEEKDAY] = "weekday",
		[TEXT_MONTH] = "month.1",
		"month.2",
		"month.3",
		"month.4",
		"month.5",
		"month.6",
		"month.7",
		"month.8",
		"month.9",
		"month.10",
		"month.11",
		"month.12",
		[TEXT_PAGE_LANGUAGE] = "page.language",
		[TEXT_INVITE_SUMMARY] = "invite.summary",
		[TEXT_INVITE_DEADLINE] = "invite.deadline",
		[TEXT_INVITE_CANCELLED] = "invite.cancelled",
		[TEXT_INVITE_NUMBER] = "invite.number",
		[TEXT_INVITE_BRING] = "invite.bring",
		[TEXT_INVITE_ACCESS] = "invite.access",
		[TEXT_INVITE_CONTACT] = "invite.contact",
		[TEXT_INVITE_LATER] = "invite.later"};
	struct templates *out = reading->out;
	for (int i = 0; i < TEXTS_OF_PROGRAM; i++)
		key_of(reading, program_keys[i], 0);
	out->path = reading->path;
	out->width = number(root, "width", 0);
	out->height = number(root, "height", 0);
	out->title = tree_attribute(root, "title");
	out->smallest = number(root, "smallest", 0);
	read_folds(reading, root);
	if (!read_fonts(reading, root) || !read_styles(reading, root) ||
		!read_window(reading, tree_child(root, "window")) || !read_boxes(reading, root) ||
		!read_flows(reading, root) ||
		!envelope_check(out, reading->arena, reading->mistakes))
		return false;
	const char *page = arena_print(reading->arena, "%s/page.html", reading->folder);
	if (!webpage_read(page, page_key, reading, reading->arena, reading->mistakes, &out->webpage,
		    &out->webpage_count))
		return false;
	out->keys = reading->keys;
	out->key_lines = reading->key_lines;
	out->key_count = reading->key_count;
	out->images = reading->images;
	out->image_count = reading->image_count;
	return true;
}

bool templates_examine(const char *folder, struct arena *arena, office_finding *tell,
	office_finding *warn, void *context, const struct templates **out, struct fault *why)
{
	struct mistakes mistakes = {tell, warn, context, why, 0};
	struct reading reading = {
		.folder = folder,
		.path = arena_print(arena, "%s/letter.xml", folder),
		.arena = arena,
		.mistakes = &mistakes,
		.out = arena_alloc(arena, sizeof *reading.out),
	};
	const struct tree_node *root;
	if (!tree_read(reading.path, "template.xsd", arena, &root, NULL, NULL, why)) {
		why->kind = FAULT_OFFICE; /* also when it is not there: the office names it */
		return false;
	}
	if (!texts_tags(folder, arena, &reading.tags, &mistakes) || !read_layout(&reading, root) ||
		!texts_read(folder, &reading.tags, arena, reading.out, &mistakes))
		return false;
	if (mistakes.count > 0)
		return fault_set(why, FAULT_OFFICE, "%s: the templates have %ld mistakes", folder,
			mistakes.count);
	*out = reading.out;
	return true;
}

bool templates_read(
	const char *folder, struct arena *arena, const struct templates **out, struct fault *why)
{
	return templates_examine(folder, arena, NULL, NULL, NULL, out, why);
}
