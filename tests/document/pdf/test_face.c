#include "document/pdf/face.h"

#include "document/pdf/cff.h"

#include <hb-ot.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

#include <cmocka.h>

/* The installed font of a family, as fontconfig finds it. */
static hb_face_t *installed(const char *family)
{
	FcChar8 *file, *got;
	int index;
	FcResult result;
	FcPattern *wanted = FcNameParse((const FcChar8 *)family);
	FcConfigSubstitute(NULL, wanted, FcMatchPattern);
	FcDefaultSubstitute(wanted);
	FcPattern *found = FcFontMatch(NULL, wanted, &result);
	assert_int_equal(FcPatternGetString(found, FC_FAMILY, 0, &got), FcResultMatch);
	assert_string_equal((const char *)got, family);
	assert_int_equal(FcPatternGetString(found, FC_FILE, 0, &file), FcResultMatch);
	assert_int_equal(FcPatternGetInteger(found, FC_INDEX, 0, &index), FcResultMatch);
	hb_blob_t *blob = hb_blob_create_from_file_or_fail((const char *)file);
	assert_non_null(blob);
	hb_face_t *face = hb_face_create(blob, (unsigned)index);
	hb_blob_destroy(blob);
	FcPatternDestroy(found);
	FcPatternDestroy(wanted);
	return face;
}

/* A document with nothing but signs of a font. */
static bool embed(hb_face_t *font, const unsigned *glyphs, size_t count, struct fault *why)
{
	char *bytes;
	size_t size;
	FILE *stream = open_memstream(&bytes, &size);
	struct pdf *pdf = pdf_open(stream);
	struct faces *faces = faces_open(pdf);
	struct face *face = faces_take(faces, font);
	for (size_t i = 0; i < count && face != NULL; i++)
		face_glyph(face, glyphs[i], "", 0);
	bool done = faces_write(faces, why);
	unsigned root = pdf_number(pdf);
	struct fault unsaid;
	pdf_object(pdf, root, "<<>>");
	pdf_close(pdf, root, root, &unsaid);
	faces_close(faces);
	fclose(stream);
	free(bytes);
	return done;
}

/* Each font of the templates, a sign in so many: what is embedded is what is installed. Whole fonts
 * with KIGEN_MOMENTS=1000. */
static void test_embedded(void **state)
{
	(void)state;
	static const char *const families[] = {"IPAmjMincho", "Noto Serif CJK JP", "BIZ UDPGothic",
		"Noto Sans", "Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR"};
	enum { A_DOCUMENT = 3000 };
	const char *moments = getenv("KIGEN_MOMENTS");
	unsigned step = moments != NULL && atoi(moments) >= 1000 ? 1 : 23;
	unsigned *glyphs = calloc(A_DOCUMENT, sizeof *glyphs);
	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
		hb_face_t *font = installed(families[i]);
		unsigned last = hb_face_get_glyph_count(font);
		for (unsigned glyph = 1; glyph < last;) {
			size_t count = 0;
			for (; count < A_DOCUMENT && glyph < last; glyph += step)
				glyphs[count++] = glyph;
			struct fault why = {0};
			if (!embed(font, glyphs, count, &why))
				fail_msg("%s: %s", families[i], why.message);
		}
		hb_face_destroy(font);
	}
	free(glyphs);
}

/* Signs that were embedded empty, or ended the program, before. */
static void test_known_holes(void **state)
{
	(void)state;
	static const struct {
		const char *family;
		unsigned signs[4];
	} cases[] = {
		{"Noto Sans CJK SC", {0x5982, 0x679C, 0x4E0D}},
		{"Noto Sans CJK KR", {0xAC00, 0xD7A3, 0xBB38}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		hb_face_t *font = installed(cases[i].family);
		hb_font_t *plain = hb_font_create(font);
		struct fault why = {0};
		unsigned glyphs[4];
		size_t count = 0;
		while (count < 4 && cases[i].signs[count] != 0) {
			assert_true(hb_font_get_nominal_glyph(
				plain, cases[i].signs[count], &glyphs[count]));
			count++;
		}
		assert_true(embed(font, glyphs, count, &why));
		hb_font_destroy(plain);
		hb_face_destroy(font);
	}
}

/* The same sign for other words is not told by itself; a sign that shows nothing stands for none
 * that should. */
static void test_meanings(void **state)
{
	(void)state;
	char *bytes;
	size_t size;
	struct fault why = {0};
	hb_face_t *font = installed("Noto Sans");
	hb_font_t *plain = hb_font_create(font);
	unsigned space, letter;
	assert_true(hb_font_get_nominal_glyph(plain, ' ', &space));
	assert_true(hb_font_get_nominal_glyph(plain, 'A', &letter));
	for (int round = 0; round < 2; round++) {
		FILE *stream = open_memstream(&bytes, &size);
		struct pdf *pdf = pdf_open(stream);
		struct faces *faces = faces_open(pdf);
		struct face *face = faces_take(faces, font);
		assert_ptr_equal(faces_take(faces, font), face);
		assert_true(face_glyph(face, letter, "A", 1).told);
		assert_true(face_glyph(face, letter, "A", 1).told);
		assert_false(face_glyph(face, letter, "AB", 2).told);
		assert_true(face_glyph(face, letter, "", 0).told);
		face_glyph(face, space, round == 0 ? " " : "B", 1);
		assert_int_equal(faces_write(faces, &why), round == 0);
		unsigned root = pdf_number(pdf);
		struct fault unsaid;
		pdf_object(pdf, root, "<<>>");
		pdf_close(pdf, root, root, &unsaid);
		faces_close(faces);
		fclose(stream);
		free(bytes);
	}
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_non_null(strstr(why.message, "draws nothing"));
	hb_font_destroy(plain);
	hb_face_destroy(font);
}

/* A file that could not be opened, was cut off, or has another table than it says. */
static void test_broken(void **state)
{
	(void)state;
	static const unsigned glyphs[] = {40, 41};
	struct fault why = {0};
	assert_false(embed(hb_face_get_empty(), glyphs, 2, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_non_null(strstr(why.message, "could not be opened"));
	hb_face_t *font = installed("Noto Sans");
	hb_blob_t *whole = hb_face_reference_blob(font);
	unsigned length = hb_blob_get_length(whole);
	for (unsigned part = 1; part < 4; part++) {
		hb_blob_t *cut = hb_blob_create_sub_blob(whole, 0, length * part / 8);
		hb_face_t *broken = hb_face_create(cut, 0);
		assert_false(embed(broken, glyphs, 2, &why));
		hb_face_destroy(broken);
		hb_blob_destroy(cut);
	}
	hb_blob_destroy(whole);
	hb_face_destroy(font);
}

/* Bytes that are no such font are refused, however they are cut. */
static void test_not_cff(void **state)
{
	(void)state;
	static const guint8 font[] = {1, 0, 4, 4, 0, 1, 1, 1, 2, 'a', 0, 1, 1, 1, 7, 0x1D, 0, 0, 0,
		0x18, 15, 0, 0, 0, 0, 0, 0};
	static const guint16 codes[] = {7, 0x102};
	GByteArray *out = g_byte_array_new();
	assert_true(cff_renumber(font, sizeof font, codes, 2, out));
	assert_int_equal(out->len, sizeof font + 5);
	assert_int_equal(out->data[19], sizeof font);
	assert_memory_equal(out->data + sizeof font, "\0\0\7\1\2", 5);
	for (size_t length = 0; length < 21; length++) {
		guint8 *cut = g_memdup2(font, length);
		g_byte_array_set_size(out, 0);
		assert_false(cff_renumber(cut, length, codes, 2, out));
		g_free(cut);
	}
	g_byte_array_free(out, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_embedded),
		cmocka_unit_test(test_known_holes),
		cmocka_unit_test(test_meanings),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_not_cff),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
