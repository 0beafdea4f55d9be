#include "intake/template/boxes.h"

#include <stdlib.h>
#include <string.h>

/* ---- elements ---- */

static const char *const vertical_words[] = {"top", "middle", "bottom", "first"};
static const char *const mark_words[] = {"", "check", "dot"};

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
	{"square", ELEMENT_SQUARE},
};

/* -1 for what is no element of a stack (an area of the flow). */
static int element_kind(const struct tree_node *node)
{
	for (size_t i = 0; i < sizeof element_names / sizeof element_names[0]; i++)
		if (strcmp(element_names[i].name, node->name) == 0)
			return (int)element_names[i].kind;
	return -1;
}

static bool read_elements(struct layout_reading *reading, const struct tree_node *parent,
	const struct template_element **elements, size_t *count);

static bool read_element(struct layout_reading *reading, const struct tree_node *node,
	struct template_element *element)
{
	element->kind = (enum element_kind)element_kind(node);
	element->line = node->line;
	element->language = tree_attribute(node, "language");
	element->before = layout_number(node, "before", 0);
	element->width = layout_number(node, "width", 0);
	element->area = (size_t)layout_number(node, "area", 1) - 1;
	element->split = layout_truth(node, "split");
	element->gap = layout_number(node, "gap", 0);
	element->frame = layout_frame(node);
	element->vertical =
		(enum vertical)layout_word(node, "vertical", vertical_words, 4, VERTICAL_TOP);
	element->size = layout_number(
		node, "size", layout_number(node, "thickness", layout_number(node, "height", 0)));
	element->quiet = layout_number(node, "quiet", 0);
	element->module = layout_number(node, "module", 0);
	element->color = layout_color(node, "color", 0);
	element->heading = (int)layout_number(node, "heading", 0);
	element->words = layout_words(reading, node);
	element->align = layout_alignment(node);
	if (!layout_condition(reading, node, &element->when))
		return false;
	if (element->kind == ELEMENT_IMAGE)
		element->image = layout_image(reading, tree_attribute(node, "file"), node->line);
	if (element->kind != ELEMENT_TEXT)
		return read_elements(reading, node, &element->children, &element->child_count);
	element->key = layout_key(reading, tree_attribute(node, "key"), node->line);
	element->mark = (enum mark)layout_word(node, "mark", mark_words, 3, MARK_NONE);
	element->indent = layout_number(node, "indent", 0);
	return layout_style(reading, node, &element->style);
}

static bool read_elements(struct layout_reading *reading, const struct tree_node *parent,
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

/* ---- boxes and flows ---- */

bool boxes_read(struct layout_reading *reading, const struct tree_node *root)
{
	size_t used = 0, count = tree_count(root, "box");
	struct template_box *boxes = arena_alloc(reading->arena, count * sizeof *boxes);
	for (const struct tree_node *node = tree_child(root, "box"); node != NULL;
		node = tree_next(node, "box")) {
		struct template_element *stack = arena_alloc(reading->arena, sizeof *stack);
		stack->kind = ELEMENT_STACK;
		stack->line = node->line;
		stack->gap = layout_number(node, "gap", 0);
		stack->frame = layout_frame(node);
		boxes[used] = (struct template_box){.area = layout_area(node), .stack = stack};
		if (!layout_condition(reading, node, &boxes[used++].when) ||
			!read_elements(reading, node, &stack->children, &stack->child_count))
			return false;
	}
	reading->out->boxes = boxes;
	reading->out->box_count = count;
	return true;
}

static bool read_scales(
	struct layout_reading *reading, const struct tree_node *node, struct template_flow *flow)
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
			!layout_mistake(reading, node->line,
				"scales do not fall, or are not within 0.5 to 2", ""))
			return false;
		scales[count++] = scale;
	}
	flow->scales = scales;
	flow->scale_count = count;
	return true;
}

static bool read_flow(
	struct layout_reading *reading, const struct tree_node *node, struct template_flow *flow)
{
	size_t used = 0, count = tree_count(node, "area");
	struct template_area *areas = arena_alloc(reading->arena, count * sizeof *areas);
	for (const struct tree_node *area = tree_child(node, "area"); area != NULL;
		area = tree_next(area, "area")) {
		areas[used] = layout_area(area);
		if (!layout_condition(reading, area, &areas[used++].when))
			return false;
	}
	for (size_t i = 1; i < count; i++)
		if (areas[i].sheet < areas[i - 1].sheet &&
			!layout_mistake(reading, areas[i].line,
				"an area of a sheet before that of the area before it", ""))
			return false;
	flow->areas = areas;
	flow->area_count = count;
	flow->gap = layout_number(node, "gap", 0);
	flow->stretch = layout_number(node, "stretch", 0);
	flow->line = node->line;
	flow->may_be_bare = strcmp(tree_attribute(node, "readings-beside"), "with-room") == 0;
	if (!layout_condition(reading, node, &flow->when) || !read_scales(reading, node, flow) ||
		!read_elements(reading, node, &flow->blocks, &flow->block_count))
		return false;
	for (size_t i = 0; i < flow->block_count; i++)
		if (flow->blocks[i].area >= count && !layout_mistake(reading, flow->blocks[i].line,
							     "there are not that many areas", ""))
			return false;
	return true;
}

bool boxes_read_flows(struct layout_reading *reading, const struct tree_node *root)
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

bool boxes_read_sayings(struct layout_reading *reading, const struct tree_node *spoken)
{
	size_t used = 0, count = tree_count(spoken, "say");
	struct template_saying *sayings = arena_alloc(reading->arena, count * sizeof *sayings);
	for (const struct tree_node *node = tree_child(spoken, "say"); node != NULL;
		node = tree_next(node, "say")) {
		struct template_saying *saying = &sayings[used++];
		saying->key = layout_key(reading, tree_attribute(node, "key"), node->line);
		saying->each_item = layout_truth(node, "each-item");
		saying->spare = (int)layout_number(node, "spare", 0);
		saying->line = node->line;
		if (!layout_condition(reading, node, &saying->when))
			return false;
	}
	reading->out->sayings = sayings;
	reading->out->saying_count = count;
	return true;
}
