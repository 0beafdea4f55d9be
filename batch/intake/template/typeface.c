#include "intake/template/typeface.h"

#include "base/text.h"

/* A style names a font, a font the families that are asked for a sign in turn. What a variant's
 * own families lack, those of its font draw. */

static const struct template_font *font_named(
	const struct layout_reading *reading, const char *name)
{
	for (size_t i = 0; i < reading->out->font_count; i++)
		if (text_equal(reading->out->fonts[i].name, name))
			return &reading->out->fonts[i];
	return NULL;
}

static void read_families(
	struct layout_reading *reading, const struct tree_node *node, struct template_font *font)
{
	font->line = node->line;
	for (const struct tree_node *family = tree_child(node, "family");
		family != NULL && font->family_count < FAMILIES_MAX;
		family = tree_next(family, "family"))
		font->families[font->family_count++] = tree_text(family, reading->arena);
}

/* What a variant's own families lack, those of the font itself draw. */
static void read_variants(
	struct layout_reading *reading, const struct tree_node *node, struct template_font *font)
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

static bool read_fonts(struct layout_reading *reading, const struct tree_node *root)
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
	return layout_mistake(reading, root->line, "there is no font named ", names);
}

static bool read_styles(struct layout_reading *reading, const struct tree_node *root)
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
			.points = layout_number(node, "points", 0),
			.leading = layout_number(node, "leading", 0),
			.reading_leading = layout_number(node, "reading-leading", 0),
			.smallest = layout_number(node, "smallest", 0),
			.smallest_reading = layout_number(root, "smallest-reading", 0),
			.bold = layout_truth(node, "bold"),
			.color = layout_color(node, "color", 0),
		};
		if (style->font == NULL) {
			style->font = &reading->out->fonts[0];
			if (!layout_mistake(reading, node->line, "there is no font named ", name))
				return false;
		}
		if (!(style->leading >= 1 && style->leading <= 3) &&
			!layout_mistake(reading, node->line, "leading is not within 1 to 3", ""))
			return false;
	}
	reading->out->styles = styles;
	reading->out->style_count = count;
	return true;
}

bool typeface_read(struct layout_reading *reading, const struct tree_node *root)
{
	return read_fonts(reading, root) && read_styles(reading, root);
}
