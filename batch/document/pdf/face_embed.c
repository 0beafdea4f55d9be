#include "base/phrase.h"
#include "document/pdf/cff.h"
#include "document/pdf/face_parts.h"

#include <hb-subset.h>
#include <string.h>

/* The subset is made by hb-subset, told the pages' codes, and read by FreeType as a viewer will
 * read it: only when each sign has the outline of the installed font is it written. */

/* What a page needs of a font: outlines, their numbers and widths. Without the rest nothing is
 * closed over that would be thrown away again: a cmap of 50,000 signs, tables of substitutions. */
static hb_blob_t *needed_table(hb_face_t *asked, hb_tag_t tag, void *installed)
{
	static const char needed[][5] = {"glyf", "loca", "CFF ", "head", "hhea", "hmtx", "maxp"};
	(void)asked;
	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (tag == hb_tag_from_string(needed[i], 4))
			return hb_face_reference_table(installed, tag);
	return NULL;
}

/* The font with the signs that were drawn, and for each its number there (hb_map_t, for TrueType;
 * the caller's to destroy). NULL when that cannot be had. */
static hb_face_t *subset_of(const struct face *face, hb_map_t **numbers)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (input == NULL)
		return NULL;
	hb_set_t *glyphs = hb_subset_input_glyph_set(input);
	for (guint i = 0; i < face->glyphs->len; i++)
		hb_set_add(glyphs, g_array_index(face->glyphs, struct glyph, i).glyph);
	/* In CFF without CIDs a sign's code is its number in the embedded font. */
	hb_subset_input_set_flags(
		input, HB_SUBSET_FLAGS_NO_HINTING |
			       (face->cff && !face->has_cids ? HB_SUBSET_FLAGS_RETAIN_GIDS
							     : HB_SUBSET_FLAGS_DEFAULT));
	hb_face_t *needed = hb_face_create_for_tables(needed_table, face->hb, NULL);
	hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(needed, input);
	hb_face_t *subset = plan == NULL ? NULL : hb_subset_plan_execute_or_fail(plan);
	if (subset != NULL)
		*numbers = hb_map_copy(hb_subset_plan_old_to_new_glyph_mapping(plan));
	hb_subset_plan_destroy(plan);
	hb_face_destroy(needed);
	hb_subset_input_destroy(input);
	return subset;
}

static void free_bytes(void *bytes)
{
	g_byte_array_free(bytes, TRUE);
}

/* The CFF with the codes that the pages have; empty when it cannot be had. */
static hb_blob_t *renumber_cff(
	const struct face *face, hb_face_t *subset, hb_blob_t *cff, const hb_map_t *numbers)
{
	unsigned length, count = MAX(hb_face_get_glyph_count(subset), 1) - 1;
	const char *bytes = hb_blob_get_data(cff, &length);
	GByteArray *out = g_byte_array_new();
	guint16 *codes = g_new0(guint16, count + 1);
	for (guint i = 0; i < face->glyphs->len; i++) {
		const struct glyph *glyph = &g_array_index(face->glyphs, struct glyph, i);
		hb_codepoint_t number = hb_map_get(numbers, glyph->glyph);
		if (number > 0 && number <= count)
			codes[number - 1] = glyph->code;
	}
	if (!cff_renumber((const guint8 *)bytes, length, codes, count, out))
		g_byte_array_set_size(out, 0);
	g_free(codes);
	hb_blob_destroy(cff);
	return hb_blob_create(
		(const char *)out->data, out->len, HB_MEMORY_MODE_READONLY, out, free_bytes);
}

/* What stands in the document for the font. */
static hb_blob_t *file_of(const struct face *face, hb_face_t *subset, const hb_map_t *numbers)
{
	if (!face->cff)
		return hb_face_reference_blob(subset);
	hb_blob_t *cff = hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
	return face->has_cids ? renumber_cff(face, subset, cff, numbers) : cff;
}

/* Does a text show anything? */
static bool is_visible(const char *text)
{
	for (; text != NULL && *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar sign = g_utf8_get_char(text);
		if (!g_unichar_isspace(sign) && !g_unichar_iszerowidth(sign))
			return true;
	}
	return false;
}

static bool same_outline(const FT_Outline *one, const FT_Outline *other)
{
	if (one->n_points != other->n_points || one->n_contours != other->n_contours)
		return false;
	for (int i = 0; i < one->n_points; i++)
		if (one->points[i].x != other->points[i].x ||
			one->points[i].y != other->points[i].y ||
			FT_CURVE_TAG(one->tags[i]) != FT_CURVE_TAG(other->tags[i]))
			return false;
	for (int i = 0; i < one->n_contours; i++)
		if (one->contours[i] != other->contours[i])
			return false;
	return true;
}

/* Each sign of the embedded bytes, found as a reader finds it, against the installed font's. */
static bool prove_embedded(struct face *face, hb_blob_t *embedded, const hb_map_t *numbers)
{
	unsigned length;
	const char *bytes = hb_blob_get_data(embedded, &length);
	FT_Face read;
	if (length == 0 || FT_New_Memory_Face(face->faces->freetype, (const FT_Byte *)bytes,
				   (FT_Long)length, 0, &read) != 0)
		return faces_fail(
			face->faces, face_name(face), phrase("cannot be read once embedded"));
	const char *wrong = NULL;
	for (guint i = 0; i < face->glyphs->len && wrong == NULL; i++) {
		const struct glyph *glyph = &g_array_index(face->glyphs, struct glyph, i);
		/* FreeType takes CIDs for bare CFF that has them. */
		FT_UInt number = face->cff ? glyph->code : hb_map_get(numbers, glyph->glyph);
		if (FT_Load_Glyph(face->ft, glyph->glyph, FT_LOAD_NO_SCALE) != 0 ||
			FT_Load_Glyph(read, number, FT_LOAD_NO_SCALE) != 0)
			wrong = phrase("has a sign that cannot be read");
		else if (!same_outline(&face->ft->glyph->outline, &read->glyph->outline))
			wrong = phrase("has another sign once embedded");
		else if (read->glyph->outline.n_points == 0 && is_visible(glyph->text))
			wrong = phrase("draws nothing for a sign");
	}
	FT_Done_Face(read);
	return wrong == NULL || faces_fail(face->faces, face_name(face), wrong);
}

/* ---- objects ---- */

/* Six letters that say which signs a subset has. */
static void put_tag(struct face *face)
{
	guint64 sum = 14695981039346656037u; /* FNV-1a */
	for (guint i = 0; i < face->glyphs->len; i++)
		sum = (sum ^ g_array_index(face->glyphs, struct glyph, i).code) * 1099511628211u;
	for (int i = 0; i < TAG_LETTERS; i++, sum /= 26)
		face->name[i] = (char)('A' + sum % 26);
	face->name[TAG_LETTERS] = '+';
}

/* The widths that are not 1000, runs of codes together. */
static void put_widths(const struct face *face, GString *text)
{
	int before = -1;
	g_string_append(text, "/DW 1000/W[");
	for (guint i = 0; i < face->glyphs->len; i++) {
		const struct glyph *glyph = &g_array_index(face->glyphs, struct glyph, i);
		if (glyph->width == 1000)
			continue;
		if (before >= 0 && glyph->code == before + 1)
			g_string_append_c(text, ' ');
		else
			g_string_append_printf(text, "%s%u[", before < 0 ? "" : "]", glyph->code);
		pdf_put_number(text, (double)glyph->width, 2);
		before = glyph->code;
	}
	g_string_append(text, before < 0 ? "]" : "]]");
}

/* What the codes mean: a ToUnicode map (9.10.3). */
static void write_meanings(const struct face *face, unsigned number)
{
	enum { A_BLOCK = 100 };
	GString *map =
		g_string_new("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
			     "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>"
			     "def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
			     "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	GString *block = g_string_new(NULL);
	guint count = 0;
	for (guint i = 0; i <= face->glyphs->len; i++) {
		if (count == A_BLOCK || (i == face->glyphs->len && count > 0)) {
			g_string_append_printf(
				map, "%u beginbfchar\n%sendbfchar\n", count, block->str);
			g_string_truncate(block, 0);
			count = 0;
		}
		if (i == face->glyphs->len)
			break;
		const struct glyph *glyph = &g_array_index(face->glyphs, struct glyph, i);
		if (glyph->text == NULL)
			continue;
		g_string_append_printf(block, "<%04X>", glyph->code);
		pdf_put_text(block, glyph->text, strlen(glyph->text), false);
		g_string_append_c(block, '\n');
		count++;
	}
	g_string_append(map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	pdf_stream(face->faces->pdf, number, "", map->str, map->len);
	g_string_free(block, TRUE);
	g_string_free(map, TRUE);
}

/* The way from a code to the sign's number in an embedded TrueType font. */
static void write_numbers(const struct face *face, const hb_map_t *numbers, unsigned object)
{
	const struct glyph *last =
		&g_array_index(face->glyphs, struct glyph, face->glyphs->len - 1);
	gsize size = 2 * ((gsize)last->code + 1);
	guint8 *map = g_malloc0(size);
	for (guint i = 0; i < face->glyphs->len; i++) {
		const struct glyph *glyph = &g_array_index(face->glyphs, struct glyph, i);
		hb_codepoint_t number = hb_map_get(numbers, glyph->glyph);
		map[2 * glyph->code] = (guint8)(number >> 8);
		map[2 * glyph->code + 1] = (guint8)number;
	}
	pdf_stream(face->faces->pdf, object, "", map, size);
	g_free(map);
}

static void write_descriptor(const struct face *face, unsigned number, unsigned file)
{
	const double unit = face->thousandths;
	const FT_BBox *box = &face->ft->bbox;
	char *text = g_strdup_printf(
		"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%ld %ld %ld %ld]/ItalicAngle "
		"0/Ascent %ld/Descent %ld/CapHeight %ld/StemV 80/%s %u 0 R>>",
		face->name, (long)((double)box->xMin * unit), (long)((double)box->yMin * unit),
		(long)((double)box->xMax * unit), (long)((double)box->yMax * unit),
		(long)(face->ft->ascender * unit), (long)(face->ft->descender * unit),
		(long)(face->ft->ascender * unit), face->cff ? "FontFile3" : "FontFile2", file);
	pdf_object(face->faces->pdf, number, text);
	g_free(text);
}

/* The font's dictionaries, which point to each other (9.7). */
static void write_dictionaries(const struct face *face, const hb_map_t *numbers, unsigned file)
{
	struct pdf *pdf = face->faces->pdf;
	unsigned descendant = pdf_number(pdf), descriptor = pdf_number(pdf);
	unsigned meanings = pdf_number(pdf);
	GString *text = g_string_new(NULL);
	g_string_printf(text,
		"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
		"/DescendantFonts[%u 0 R]/ToUnicode %u 0 R>>",
		face->name, descendant, meanings);
	pdf_object(pdf, face->object, text->str);
	g_string_printf(text,
		"<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)"
		"/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R",
		face->cff ? "CIDFontType0" : "CIDFontType2", face->name, descriptor);
	if (!face->cff) {
		unsigned map = pdf_number(pdf);
		write_numbers(face, numbers, map);
		g_string_append_printf(text, "/CIDToGIDMap %u 0 R", map);
	}
	put_widths(face, text);
	g_string_append(text, ">>");
	pdf_object(pdf, descendant, text->str);
	g_string_free(text, TRUE);
	write_descriptor(face, descriptor, file);
	write_meanings(face, meanings);
}

bool face_embed(struct face *face)
{
	hb_map_t *numbers = NULL;
	put_tag(face);
	hb_face_t *subset = subset_of(face, &numbers);
	if (subset == NULL)
		return faces_fail(face->faces, face_name(face), phrase("cannot be embedded"));
	hb_blob_t *file = file_of(face, subset, numbers);
	bool proven = prove_embedded(face, file, numbers);
	if (proven) {
		unsigned length, number = pdf_number(face->faces->pdf);
		const char *bytes = hb_blob_get_data(file, &length);
		char *entries = face->cff ? g_strdup("/Subtype/CIDFontType0C")
					  : g_strdup_printf("/Length1 %u", length);
		pdf_stream(face->faces->pdf, number, entries, bytes, length);
		write_dictionaries(face, numbers, number);
		g_free(entries);
	}
	hb_blob_destroy(file);
	hb_face_destroy(subset);
	hb_map_destroy(numbers);
	return proven;
}
