#include "intake/template/letter_layout.h"

#include "base/phrase.h"
#include "base/text.h"
#include "model/due.h"

#include <stdlib.h>
#include <string.h>

/* Keys and pictures are numbered when the layout names them first. From then on a sentence is
 * asked for by its number, and texts.c looks whether every language has it. */

bool layout_mistake(
	const struct layout_reading *reading, long line, const char *what, const char *name)
{
	return mistake(reading->mistakes, reading->path, line, "%s%s", phrase(what), name);
}

bool layout_condition(const struct layout_reading *reading, const struct tree_node *node,
	struct condition *condition)
{
	return condition_read(
		reading->path, node, &reading->tags, reading->arena, condition, reading->mistakes);
}

double layout_number(const struct tree_node *node, const char *name, double otherwise)
{
	const char *value = tree_attribute(node, name);
	return value == NULL ? otherwise : strtod(value, NULL);
}

bool layout_truth(const struct tree_node *node, const char *name)
{
	const char *value = tree_attribute(node, name);
	return text_equal(value, "true") || text_equal(value, "1");
}

int layout_color(const struct tree_node *node, const char *name, int otherwise)
{
	const char *value = tree_attribute(node, name);
	return value == NULL ? otherwise : (int)strtol(value + 1, NULL, 16);
}

int layout_word(const struct tree_node *node, const char *name, const char *const words[],
	int count, int otherwise)
{
	const char *value = tree_attribute(node, name);
	return value == NULL ? otherwise : word_index(words, count, value);
}

enum alignment layout_alignment(const struct tree_node *node)
{
	static const char *const words[] = {"left", "center", "right"};
	return (enum alignment)layout_word(node, "align", words, 3, ALIGN_LEFT);
}

struct template_area layout_area(const struct tree_node *node)
{
	return (struct template_area){
		.x = layout_number(node, "x", 0),
		.y = layout_number(node, "y", 0),
		.width = layout_number(node, "width", 0),
		.height = layout_number(node, "height", 0),
		.sheet = (int)layout_number(node, "sheet", 1) - 1,
		.line = node->line,
	};
}

struct template_frame layout_frame(const struct tree_node *node)
{
	double padding = layout_number(node, "padding", 0);
	return (struct template_frame){
		.padding_x = padding,
		.padding_y = layout_number(node, "padding-y", padding),
		.radius = layout_number(node, "radius", 0),
		.stroke_width = layout_number(node, "stroke-width", 0.3),
		.fill = layout_color(node, "fill", COLOR_NONE),
		.stroke = layout_color(node, "stroke", COLOR_NONE),
	};
}

size_t layout_key(struct layout_reading *reading, const char *key, long line)
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

size_t layout_image(struct layout_reading *reading, const char *file, long line)
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

size_t layout_words(struct layout_reading *reading, const struct tree_node *node)
{
	const char *key = tree_attribute(node, "alt");
	return key == NULL ? WORDLESS : layout_key(reading, key, node->line);
}

bool layout_style(struct layout_reading *reading, const struct tree_node *node,
	const struct template_style **style)
{
	const char *name = tree_attribute(node, "style");
	*style = &reading->out->styles[0];
	for (size_t i = 0; i < reading->out->style_count; i++) {
		if (!text_equal(reading->out->styles[i].name, name))
			continue;
		*style = &reading->out->styles[i];
		return true;
	}
	return layout_mistake(reading, node->line, "there is no style named ", name);
}
