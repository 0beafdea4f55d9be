#ifndef INTAKE_TEMPLATE_LETTER_LAYOUT_H
#define INTAKE_TEMPLATE_LETTER_LAYOUT_H

#include "base/arena.h"
#include "intake/template/condition.h"
#include "intake/template/mistakes.h"
#include "intake/xml/tree.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* letter.xml while it is read, part by part: what the parts have in common. template.xsd has
 * checked the form of every attribute; what goes beyond it is a mistake, and false is answered when
 * one ended the reading (else something harmless stands in the place of what is wrong). */

/* What is being read; one for all of letter.xml and page.html. */
struct layout_reading {
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

/* A mistake in a line of letter.xml: `what`, and behind it the name of what is wrong. */
bool layout_mistake(
	const struct layout_reading *reading, long line, const char *what, const char *name);

/* An attribute, `otherwise` where there is none and template.xsd has no default: a number (mm,
 * points, or a factor); true or not, false where there is none; a colour as 0xRRGGBB; the index of
 * one of `count` words. */
double layout_number(const struct tree_node *node, const char *name, double otherwise);
bool layout_truth(const struct tree_node *node, const char *name);
int layout_color(const struct tree_node *node, const char *name, int otherwise);
int layout_word(const struct tree_node *node, const char *name, const char *const words[],
	int count, int otherwise);

/* The attribute `align`, left where there is none. */
enum alignment layout_alignment(const struct tree_node *node);

/* Attributes that stand together: where something is, and what is drawn about it. */
struct template_area layout_area(const struct tree_node *node);
struct template_frame layout_frame(const struct tree_node *node);

/* The attribute `when`. */
bool layout_condition(const struct layout_reading *reading, const struct tree_node *node,
	struct condition *condition);

/* The attribute `style`: one of those that have been read. */
bool layout_style(struct layout_reading *reading, const struct tree_node *node,
	const struct template_style **style);

/* The number of a key (of an image by its file), a new one when it has not been named yet. */
size_t layout_key(struct layout_reading *reading, const char *key, long line);
/* The key of what is said instead of a picture; WORDLESS when there is none. */
size_t layout_words(struct layout_reading *reading, const struct tree_node *node);
size_t layout_image(struct layout_reading *reading, const char *file, long line);

#endif
