#include "document/pdf/face.h"

#include "base/phrase.h"
#include "document/pdf/face_parts.h"

#include <hb-ot.h>
#include <string.h>

#include FT_CID_H

/* A page names a sign by two bytes, counted in the order in which the document's signs come. So
 * pages can be written before anybody knows which signs there will be; the embedded font is told
 * afterwards: by a map in the document for TrueType, by its own list for CFF that has CIDs (Noto
 * CJK). CFF without them has no way to tell: there it is the number in the installed font. */

/* ---- open and close ---- */

static void face_free(void *pointer)
{
	struct face *face = pointer;
	FT_Done_Face(face->ft);
	hb_font_destroy(face->font);
	hb_face_destroy(face->hb);
	hb_blob_destroy(face->blob);
	g_array_free(face->glyphs, TRUE);
	g_free(face->places);
	g_free(face->name);
	g_free(face);
}

struct faces *faces_open(struct pdf *pdf)
{
	struct faces *faces = g_new0(struct faces, 1);
	faces->pdf = pdf;
	faces->known = g_hash_table_new(g_direct_hash, g_direct_equal);
	faces->faces = g_ptr_array_new_with_free_func(face_free);
	faces->texts = g_string_chunk_new(4096);
	if (FT_Init_FreeType(&faces->freetype) != 0) {
		faces->freetype = NULL;
		faces->failed = true;
		fault_set(&faces->fault, FAULT_INTERNAL, "FreeType cannot be begun: no memory");
	}
	return faces;
}

void faces_close(struct faces *faces)
{
	if (faces == NULL)
		return;
	g_ptr_array_free(faces->faces, TRUE);
	g_hash_table_destroy(faces->known);
	g_string_chunk_free(faces->texts);
	if (faces->freetype != NULL)
		FT_Done_FreeType(faces->freetype);
	g_free(faces);
}

bool faces_fail(struct faces *faces, const char *name, const char *what)
{
	if (!faces->failed)
		fault_set(&faces->fault, FAULT_INTERNAL, "the font %s %s", name, what);
	faces->failed = true;
	return false;
}

/* Its PostScript name, as a name in a PDF may be. */
static char *plain_name(FT_Face ft)
{
	const char *name = FT_Get_Postscript_Name(ft);
	char *plain = g_strdup_printf("%*s%s", TAG_LETTERS + 1, "", name != NULL ? name : "font");
	for (char *at = plain + TAG_LETTERS + 1; *at != '\0'; at++)
		if (!g_ascii_isalnum(*at) && *at != '-' && *at != '_')
			*at = '_';
	return plain;
}

const char *face_name(const struct face *face)
{
	return face->name + TAG_LETTERS + 1;
}

static bool has_table(hb_face_t *face, const char *tag)
{
	hb_blob_t *table = hb_face_reference_table(face, hb_tag_from_string(tag, 4));
	bool has = hb_blob_get_length(table) > 0;
	hb_blob_destroy(table);
	return has;
}

/* The face, or NULL with what is wrong in `faces`. */
static struct face *open_face(struct faces *faces, hb_face_t *installed)
{
	hb_blob_t *blob = hb_face_reference_blob(installed);
	unsigned length;
	const char *bytes = hb_blob_get_data(blob, &length);
	FT_Face ft = NULL;
	if (length == 0 || faces->freetype == NULL ||
		FT_New_Memory_Face(faces->freetype, (const FT_Byte *)bytes, (FT_Long)length,
			(FT_Long)(hb_face_get_index(installed) & 0xFFFF), &ft) != 0) {
		hb_blob_destroy(blob);
		faces_fail(faces, phrase("of a letter"),
			length == 0 ? phrase("could not be opened") : phrase("cannot be read"));
		return NULL;
	}
	struct face *face = g_new0(struct face, 1);
	face->faces = faces;
	face->place = faces->faces->len;
	face->hb = hb_face_reference(installed);
	face->font = hb_font_create(installed);
	face->blob = blob;
	face->ft = ft;
	face->cff = has_table(installed, "CFF ");
	FT_Bool has_cids = 0;
	face->has_cids = face->cff && FT_Get_CID_Is_Internally_CID_Keyed(ft, &has_cids) == 0 &&
			 has_cids != 0;
	face->thousandths = 1000.0 / hb_face_get_upem(installed);
	face->name = plain_name(ft);
	face->places = g_new0(guint16, CODES);
	face->glyphs = g_array_new(FALSE, TRUE, sizeof(struct glyph));
	if (FT_HAS_MULTIPLE_MASTERS(ft) || (!face->cff && !has_table(installed, "glyf"))) {
		faces_fail(faces, face_name(face),
			phrase("has no fixed outlines that can be embedded"));
		face_free(face);
		return NULL;
	}
	face->object = pdf_number(faces->pdf);
	g_ptr_array_add(faces->faces, face);
	return face;
}

struct face *faces_take(struct faces *faces, struct hb_face_t *installed)
{
	struct face *face = g_hash_table_lookup(faces->known, installed);
	if (face != NULL || faces->failed)
		return face;
	face = open_face(faces, installed);
	if (face != NULL)
		g_hash_table_insert(faces->known, installed, face);
	return face;
}

unsigned face_place(const struct face *face)
{
	return face->place;
}

unsigned face_object(const struct face *face)
{
	return face->object;
}

/* ---- signs ---- */

static struct glyph *add_glyph(struct face *face, unsigned number)
{
	if (face->glyphs->len == CODES - 2 || number >= MIN(face->ft->num_glyphs, CODES)) {
		faces_fail(face->faces, face_name(face),
			phrase("has not the sign that it was asked for"));
		number = 0;
	}
	unsigned code = face->cff && !face->has_cids ? number : face->glyphs->len + 1;
	hb_position_t advance = hb_font_get_glyph_h_advance(face->font, number);
	/* Two decimals, as the document will say it. */
	double width = (double)(long)(advance * face->thousandths * 100 + 0.5) / 100;
	struct glyph glyph = {
		.glyph = (guint16)number, .code = (guint16)code, .width = (float)width};
	g_array_append_val(face->glyphs, glyph);
	face->places[number] = (guint16)face->glyphs->len;
	return &g_array_index(face->glyphs, struct glyph, face->glyphs->len - 1);
}

/* Where HarfBuzz has no memory it gives a sign's own number for that of its glyph. */
static bool is_shaped(const struct face *face, unsigned number, const char *text)
{
	hb_codepoint_t usual;
	gunichar sign = g_utf8_get_char(text);
	return sign != number ||
	       (hb_font_get_nominal_glyph(face->font, sign, &usual) && usual == number);
}

struct face_glyph face_glyph(struct face *face, unsigned number, const char *text, size_t length)
{
	unsigned place = number < CODES ? face->places[number] : 0;
	struct glyph *glyph = place == 0 ? add_glyph(face, number)
					 : &g_array_index(face->glyphs, struct glyph, place - 1);
	if (glyph->text == NULL && length > 0)
		glyph->text = g_string_chunk_insert_len(face->faces->texts, text, (gssize)length);
	if (place == 0 && length > 0 && !is_shaped(face, number, text))
		faces_fail(face->faces, face_name(face), phrase("was not laid out: no memory"));
	bool told = length == 0 ||
		    (strncmp(glyph->text, text, length) == 0 && glyph->text[length] == '\0');
	return (struct face_glyph){
		.code = glyph->code, .width = (double)glyph->width, .told = told};
}

bool faces_write(struct faces *faces, struct fault *why)
{
	for (guint i = 0; i < faces->faces->len && !faces->failed; i++)
		face_embed(g_ptr_array_index(faces->faces, i));
	if (faces->failed)
		*why = faces->fault;
	return !faces->failed;
}
