#include "document/pdf/readback.h"

#include "document/altered.h"
#include "document/pdf/page.h"
#include "document/pdf/pdf.h"
#include "document/pdf/said.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* ---- a document object by object ---- */

/* Two sheets, "AB" and "BA", with one part ("A") and one picture on each. */
enum {
	TREE = 1,
	ONE,
	TWO,
	ONE_CONTENT,
	TWO_CONTENT,
	RESOURCES,
	FONT,
	DESCENDANT,
	DESCRIPTOR,
	PROGRAM,
	MEANINGS,
	NUMBERS,
	PART,
	PART_RESOURCES,
	PICTURE,
	SOFT,
	CATALOGUE,
	INFORMATION,
	STRUCTURE,
	WHOLE,
	ONE_SECTION,
	ONE_PARAGRAPH,
	TWO_SECTION,
	TWO_PARAGRAPH,
	OWNERS,
	PARENTS,
	METADATA,
	OBJECTS,
};

struct object {
	const char *text;   /* of a stream, its entries */
	const char *stream; /* NULL: none */
	size_t length;      /* 0: as long as the text */
};

#define MARK(drawn)    "/P<</MCID 0>>BDC\n" drawn "EMC\n"
#define TEXT(codes)    "BT\n/F0 10 Tf\n9 9 Td\n(" codes ")Tj\nET\n"
#define PICTURED       "/Artifact BMC\nq 1 0 0 1 0 0 cm/X15 Do Q\nEMC\n"
#define SHOW(codes)    MARK(TEXT(codes) "q 1 0 0 1 0 0 cm/X13 Do Q\n") PICTURED
#define BYTES(text)    text, sizeof(text) - 1
#define SHEET(entries) "<</Type/Page/Parent 1 0 R" entries ">>"
#define MAP(pairs)     "begincmap\n2 beginbfchar\n" pairs "endbfchar\nendcmap\n"

static const struct object whole[OBJECTS] = {
	[TREE] = {"<</Type/Pages/Count 2/MediaBox[0 0 595 842]/Kids[2 0 R 3 0 R]>>", NULL, 0},
	[ONE] = {"<</Type/Page/Parent 1 0 R/Contents 4 0 R/Resources 6 0 R/StructParents 0/Tabs/S>>",
		NULL, 0},
	[TWO] = {"<</Type/Page/Parent 1 0 R/Contents 5 0 R/Resources 6 0 R/StructParents 1/Tabs/S>>",
		NULL, 0},
	[ONE_CONTENT] = {"", BYTES(SHOW("\0\1\0\2"))},
	[TWO_CONTENT] = {"", BYTES(SHOW("\0\2\0\1"))},
	[RESOURCES] = {"<</Font<</F0 7 0 R>>/XObject<</X13 13 0 R/X15 15 0 R>>>>", NULL, 0},
	[FONT] = {"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[8 0 R]"
		  "/ToUnicode 11 0 R>>",
		NULL, 0},
	[DESCENDANT] = {"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDToGIDMap 12 0 R"
			"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
			"/FontDescriptor 9 0 R>>",
		NULL, 0},
	[DESCRIPTOR] = {"<</Type/FontDescriptor/FontName/A/FontFile2 10 0 R>>", NULL, 0},
	[PROGRAM] = {"/Length1 7", "program", 0},
	[MEANINGS] = {"", MAP("<0001><0041>\n<0002><0042>\n"), 0},
	[NUMBERS] = {"", BYTES("\0\0\0\1\0\2")},
	[PART] = {"/Type/XObject/Subtype/Form/BBox[-595 -842 595 842]/Resources 14 0 R",
		BYTES("BT\n/F0 10 Tf\n(\0\1)Tj\nET\n")},
	[PART_RESOURCES] = {"<</Font<</F0 7 0 R>>>>", NULL, 0},
	[PICTURE] = {"/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8"
		     "/ColorSpace/DeviceRGB/SMask 16 0 R",
		"rgbrgb", 0},
	[SOFT] = {"/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8"
		  "/ColorSpace/DeviceGray",
		"so", 0},
	[CATALOGUE] =
		{"<</Type/Catalog/Pages 1 0 R/StructTreeRoot 19 0 R/Metadata 27 0 R" READBACK_WISHES
		 ">>",
			NULL, 0},
	[INFORMATION] = {"<</Producer(kigen)>>", NULL, 0},
	[STRUCTURE] = {"<</Type/StructTreeRoot/K 20 0 R/ParentTree 26 0 R/ParentTreeNextKey 2>>",
		NULL, 0},
	[WHOLE] = {"<</S/Document/P 19 0 R/K[21 0 R 23 0 R ]>>", NULL, 0},
	[ONE_SECTION] = {"<</S/Sect/P 20 0 R/K 22 0 R>>", NULL, 0},
	[ONE_PARAGRAPH] = {"<</S/P/P 21 0 R/Pg 2 0 R/K 0>>", NULL, 0},
	[TWO_SECTION] = {"<</S/Sect/P 20 0 R/Lang(zh-Hans)/K 24 0 R>>", NULL, 0},
	[TWO_PARAGRAPH] = {"<</S/P/P 23 0 R/Pg 3 0 R/K 0>>", NULL, 0},
	[OWNERS] = {"<</Limits[0 1]/Nums[0[22 0 R]1[24 0 R]]>>", NULL, 0},
	[PARENTS] = {"<</Kids[25 0 R ]>>", NULL, 0},
	[METADATA] = {"/Type/Metadata/Subtype/XML", "<?xpacket?>", 0},
};

/* Bytes as if they stood in a file. */
static bool prove_bytes(const char *bytes, size_t length, const struct readback_sheet *sheets,
	size_t count, struct fault *why)
{
	FILE *file = fmemopen((void *)(uintptr_t)bytes, length, "r");
	assert_non_null(file);
	bool proven = readback_prove(file, sheets, count, why);
	fclose(file);
	return proven;
}

/* Is the document taken, with one of its objects another? */
static bool is_taken(unsigned altered, const struct object *instead, struct fault *why)
{
	char *bytes;
	size_t size;
	FILE *stream = open_memstream(&bytes, &size);
	struct pdf *pdf = pdf_open(stream);
	for (unsigned i = TREE; i < OBJECTS; i++)
		pdf_number(pdf);
	for (unsigned i = TREE; i < OBJECTS; i++) {
		const struct object *object = i == altered ? instead : &whole[i];
		if (object->stream == NULL)
			(i == ONE || i == TWO || i == RESOURCES ? pdf_sheet
				: i < WHOLE                     ? pdf_object
					    : pdf_element)(pdf, i, object->text);
		else
			pdf_stream(pdf, i, object->text, object->stream,
				object->length > 0 ? object->length : strlen(object->stream));
	}
	assert_true(pdf_close(pdf, CATALOGUE, INFORMATION, why));
	fclose(stream);
	const struct readback_sheet sheets[] = {
		{said_sum("ABA", 3), "AB"}, {said_sum("ABA", 3), "BA"}};
	bool taken = prove_bytes(bytes, size, sheets, LENGTH(sheets), why);
	free(bytes);
	return taken;
}

#define BOX(box)           "/A<</O/Layout/BBox[" box "]>>"
#define FIGURE(attributes) "<</S/Figure/P 21 0 R" attributes "/Pg 2 0 R/K 0>>"

static void test_objects(void **state)
{
	(void)state;
	static const struct {
		unsigned altered;
		struct object instead;
		const char *said; /* NULL: it is taken */
	} cases[] = {
		{0, {NULL, NULL, 0}, NULL},
		/* the tree */
		{TREE, {"<</Type/Pages/Count 1/MediaBox[0 0 595 842]/Kids[2 0 R]>>", NULL, 0},
			"another number of sheets"},
		{TREE,
			{"<</Type/Pages/Count 3/MediaBox[0 0 595 842]/Kids[2 0 R 3 0 R 2 0 R]>>",
				NULL, 0},
			"read back"},
		{TREE, {"<</Type/Pages/Count 2/MediaBox[0 0 595 842]/Kids[2 0 R 2 0 R]>>", NULL, 0},
			"read back"},
		{TREE, {"<</Type/Pages/Count 2/MediaBox[0 0 595 842]/Kids[3 0 R 2 0 R]>>", NULL, 0},
			"sheet 1 does not bear its number"},
		{TREE, {"<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]>>", NULL, 0}, "have no size"},
		{TREE, {"<</Type/Pages/Count 2/MediaBox[0 0 0 842]/Kids[2 0 R 3 0 R]>>", NULL, 0},
			"have no size"},
		{CATALOGUE, {"<</Type/Catalog>>", NULL, 0}, "read back"},
		{CATALOGUE, {"null", NULL, 0}, "read back"},
		{CATALOGUE, {"<</Type/Catalog/Pages 1 0 R>>", NULL, 0}, "how it is to be printed"},
		{CATALOGUE,
			{"<</Type/Catalog/Pages 1 0 R/StructTreeRoot 19 0 R/Lang(ja)/MarkInfo<</Marked true>>"
			 "/ViewerPreferences<</DisplayDocTitle true/Duplex/Simplex>>>>",
				NULL, 0},
			"how it is to be printed"},
		/* a sheet */
		{TWO, {SHEET("/Contents 4 0 R/Resources 6 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"sheet 2 is no sheet of its own"},
		{TWO, {SHEET("/Resources 6 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"is no sheet of its own"},
		{TWO, {SHEET("/Contents 5 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"is no sheet of its own"},
		{TWO, {SHEET("/Contents 5 0 R/Resources 6 0 R/StructParents 1"), NULL, 0},
			"is no sheet of its own"},
		{TWO,
			{"<</Type/Page/Parent 3 0 R/Contents 5 0 R/Resources 6 0 R/StructParents 1/Tabs/S>>",
				NULL, 0},
			"is no sheet of its own"},
		{TWO, {SHEET("/Contents 99 0 R/Resources 6 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"sheet 2 lacks a stream"},
		{TWO, {SHEET("/Contents 6 0 R/Resources 6 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"sheet 2 lacks a stream"},
		{TWO, {SHEET("/Contents 13 0 R/Resources 6 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"sheet 2 lacks a stream"},
		{TWO, {SHEET("/Contents 5 0 R/Resources 99 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"sheet 2 has no resources"},
		{TWO, {SHEET("/Contents 5 0 R/Resources 14 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"sheet 2 names a part that is not there"},
		{TWO, {"null", NULL, 0}, "is no sheet of its own"},
		/* what stands on it */
		{ONE_CONTENT, {"", BYTES("")}, "sheet 1 does not bear its number"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1"))}, "sheet 1 does not bear its number"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1\0\2\0\2"))}, "does not say what was written"},
		{ONE_CONTENT, {"", BYTES(MARK(TEXT("\0\1\0\2")) PICTURED)},
			"sheet 1 does not say what was written on it"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1\0\2") "/G1 gs\n")},
			"a state that is not there"},
		{ONE_CONTENT, {"", BYTES("/F1 9 Tf\n" SHOW("\0\1\0\2"))},
			"a font that is not there"},
		{ONE_CONTENT, {"", BYTES("q\n" SHOW("\0\1\0\2"))}, "ends half way"},
		{ONE_CONTENT, {"", BYTES("Q\n" SHOW("\0\1\0\2"))}, "gives back"},
		{ONE_CONTENT, {"", BYTES(MARK("BT\n(\0\1\0\2)Tj\nET\n"))}, "cannot be read"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1\0\2") "(\0\1")}, "without an end"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1\0\2") "wx\n")}, "an operator"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1\0\2") "BI/W 8/H 1\nID \1\2")},
			"a mask without an end"},
		/* the same in other words */
		{ONE_CONTENT,
			{"", BYTES(SHOW(
				     "\0\1\0\2") "/Artifact BMC q BI/W 8/H 1\nID (\nEI Q EMC\n")},
			NULL},
		{ONE_CONTENT,
			{"", BYTES("q 0 0 m/F0 9 Tf Q/F0 9 Tf\n" MARK(
				     "BT\n[(\0\1)-12.5(\0\2)]TJ\nET\nq\n/X13 Do Q\n"))},
			NULL},
		{ONE_CONTENT,
			{"", BYTES(MARK(
				     "/F0 9 Tf BT/Span<</ActualText<FEFF00410042>>>BDC\n(\0\2)Tj\n"
				     "EMC\nET/X13 Do "))},
			NULL},
		{ONE_CONTENT,
			{"", BYTES(MARK(
				     "/F0 9 Tf BT/Span<</ActualText<FEFF0041>>>BDC\n(\0\1\0\2)Tj\n"
				     "EMC\nET/X13 Do "))},
			"does not bear its number"},
		/* fonts */
		{PROGRAM, {"/Length1 0", BYTES("")}, "a font without its signs"},
		{PROGRAM, {"/Length1 8", BYTES("program")}, "a font without its signs"},
		{PROGRAM, {"null", NULL, 0}, "lacks a stream"},
		{NUMBERS, {"", BYTES("")}, "a font without its signs"},
		{DESCRIPTOR, {"<</Type/FontDescriptor/FontName/A>>", NULL, 0}, "lacks a stream"},
		{DESCENDANT, {"<</Type/Font/Subtype/CIDFontType9/FontDescriptor 9 0 R>>", NULL, 0},
			"a font of no kind"},
		{FONT,
			{"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H"
			 "/DescendantFonts[8 0 R]>>",
				NULL, 0},
			"lacks a stream"},
		{FONT,
			{"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-V"
			 "/DescendantFonts[8 0 R]/ToUnicode 11 0 R>>",
				NULL, 0},
			"a font of no kind"},
		{MEANINGS, {"", BYTES("")}, "without its meanings"},
		{MEANINGS, {"", MAP("<0001><0041>\n"), 0}, "does not bear its number"},
		{MEANINGS, {"", MAP("<0001><0041>\n<0002><0043>\n"), 0},
			"does not bear its number"},
		{MEANINGS, {"", MAP("<0001><0041>\n<0002><00"), 0}, "without its meanings"},
		{MEANINGS, {"", MAP("<0001><0041>\n<0002>\n"), 0}, "without its meanings"},
		/* parts and pictures */
		{RESOURCES, {"<</Font<</F0 7 0 R>>/XObject<</X15 15 0 R>>>>", NULL, 0},
			"a part that is not there"},
		{RESOURCES, {"<</Font<</F0 7 0 R>>/XObject<</X13 99 0 R/X15 15 0 R>>>>", NULL, 0},
			"read back"},
		{RESOURCES, {"<</Font<</F0 7 0 R>>/XObject<</X13 12 0 R/X15 15 0 R>>>>", NULL, 0},
			"a part of no kind"},
		{PART,
			{"/Type/XObject/Subtype/Form/BBox[-595 -842 595 242]/Resources 14 0 R",
				BYTES("BT\n/F0 10 Tf\n(\0\1)Tj\nET\n")},
			"a part cut off"},
		{PART,
			{"/Type/XObject/Subtype/Form/BBox[-595 -842 595 842]",
				BYTES("BT\n/F0 10 Tf\n(\0\1)Tj\nET\n")},
			"no resources"},
		{PART,
			{"/Type/XObject/Subtype/Form/BBox[-595 -842 595 842]/Resources 6 0 R",
				BYTES("/X13 Do\n")},
			"a part cut off"},
		{PART,
			{"/Type/XObject/Subtype/Form/BBox[-595 -842 595 842]/Resources 14 0 R",
				BYTES("")},
			"does not say what was written"},
		{PICTURE,
			{"/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8"
			 "/ColorSpace/DeviceRGB",
				"rgb", 0},
			"a damaged picture"},
		{PICTURE,
			{"/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8"
			 "/ColorSpace/DeviceRGB/SMask 13 0 R",
				"rgbrgb", 0},
			"a damaged picture"},
		{SOFT,
			{"/Type/XObject/Subtype/Image/Width 4294967298/Height 1/BitsPerComponent 8"
			 "/ColorSpace/DeviceGray",
				"so", 0},
			"a damaged picture"},
		{SOFT,
			{"/Type/XObject/Subtype/Image/Width 4294967295/Height 4294967295"
			 "/BitsPerComponent 8/ColorSpace/DeviceGray",
				"so", 0},
			"a damaged picture"},
		/* marks */
		{ONE_CONTENT, {"", BYTES(TEXT("\0\1\0\2") MARK("/X13 Do ") PICTURED)},
			"sheet 1 shows what is in no mark"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1\0\2") "0 0 m 9 9 l S\n")},
			"sheet 1 shows what is in no mark"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1\0\2") "/Span<</Lang(en)>>BDC/X15 Do EMC\n")},
			"sheet 1 shows what is in no mark"},
		{ONE_CONTENT,
			{"", BYTES("/Artifact BMC\n" TEXT("\0\1\0\2") "/X13 Do EMC\n" PICTURED)},
			"structure is not whole"},
		{ONE_CONTENT, {"", BYTES("/P<</MCID 1>>BDC\n" TEXT("\0\1\0\2") "/X13 Do EMC\n")},
			"marks out of their order"},
		{ONE_CONTENT, {"", BYTES(SHOW("\0\1\0\2") "/P<</MCID 1>>BDC/X15 Do EMC\n")},
			"structure is not whole"},
		{ONE_CONTENT,
			{"", BYTES(MARK(TEXT("\0\1\0\2") "/Artifact BMC/X13 Do EMC\n") PICTURED)},
			"a mark within a mark"},
		{PART,
			{"/Type/XObject/Subtype/Form/BBox[-595 -842 595 842]/Resources 14 0 R",
				BYTES(MARK("BT\n/F0 10 Tf\n(\0\1)Tj\nET\n"))},
			"a part with marks of its own"},
		{ONE, {SHEET("/Contents 4 0 R/Resources 6 0 R/StructParents 1/Tabs/S"), NULL, 0},
			"sheet 1 is not the structure's"},
		/* the tree of elements, and the table beside it */
		{CATALOGUE,
			{"<</Type/Catalog/Pages 1 0 R/Metadata 27 0 R" READBACK_WISHES ">>", NULL,
				0},
			"structure is not whole"},
		{CATALOGUE,
			{"<</Type/Catalog/Pages 1 0 R/StructTreeRoot 19 0 R" READBACK_WISHES ">>",
				NULL, 0},
			"lacks a stream"},
		{METADATA, {"/Type/Metadata/Subtype/PDF", "<?xpacket?>", 0}, "nothing of itself"},
		{STRUCTURE,
			{"<</Type/StructTreeRoot/K 20 0 R/ParentTree 26 0 R/ParentTreeNextKey 1>>",
				NULL, 0},
			"structure is not whole"},
		{WHOLE, {"<</S/Document/P 19 0 R/K[21 0 R ]>>", NULL, 0}, "structure is not whole"},
		{WHOLE, {"<</S/Document/P 19 0 R/K[23 0 R 21 0 R ]>>", NULL, 0},
			"structure is not whole"},
		{WHOLE, {"<</S/Document/P 19 0 R/K[21 0 R 21 0 R 23 0 R ]>>", NULL, 0},
			"structure is not whole"},
		{ONE_SECTION, {"<</S/Sect/P 20 0 R/K 24 0 R>>", NULL, 0}, "structure is not whole"},
		{ONE_SECTION, {"<</S/Sect/P 20 0 R/K 0>>", NULL, 0}, "structure is not whole"},
		{ONE_SECTION, {"<</S/Table/P 20 0 R/K 22 0 R>>", NULL, 0},
			"structure is not whole"},
		{ONE_SECTION, {"null", NULL, 0}, "structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/P/P 23 0 R/Pg 2 0 R/K 0>>", NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/P/P 21 0 R/Pg 3 0 R/K 0>>", NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/P/P 21 0 R/Pg 2 0 R/K 1>>", NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/P/P 21 0 R/Pg 2 0 R/K[0 0]>>", NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/P/P 21 0 R/Pg 2 0 R/K[]>>", NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/P/P 21 0 R/K 0>>", NULL, 0}, "structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/LI/P 21 0 R/Pg 2 0 R/K 0>>", NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/H1/P 21 0 R/Pg 2 0 R/K 0>>", NULL, 0}, NULL},
		{ONE_PARAGRAPH, {"<</S/H2/P 21 0 R/Pg 2 0 R/K 0>>", NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {FIGURE("/Alt<FEFF0041>" BOX("9 9 19.5 20")), NULL, 0}, NULL},
		{ONE_PARAGRAPH, {FIGURE("/Alt<FEFF>" BOX("9 9 19.5 20")), NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {FIGURE(BOX("9 9 19.5 20")), NULL, 0}, "structure is not whole"},
		/* where it stands, on the sheet */
		{ONE_PARAGRAPH, {FIGURE("/Alt<FEFF0041>"), NULL, 0}, "structure is not whole"},
		{ONE_PARAGRAPH, {FIGURE("/Alt<FEFF0041>" BOX("9 9 19.5")), NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {FIGURE("/Alt<FEFF0041>" BOX("9 9 9 20")), NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {FIGURE("/Alt<FEFF0041>" BOX("9 9 19 9999")), NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {FIGURE("/Alt<FEFF0041>" BOX("-1 9 19 20")), NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/P/P 21 0 R" BOX("9 9 19 20") "/Pg 2 0 R/K 0>>", NULL, 0},
			"structure is not whole"},
		{ONE_PARAGRAPH, {"<</S/P/P 21 0 R/Lang()/Pg 2 0 R/K 0>>", NULL, 0},
			"structure is not whole"},
		{OWNERS, {"<</Limits[0 1]/Nums[0[24 0 R]1[22 0 R]]>>", NULL, 0},
			"structure is not whole"},
		{OWNERS, {"<</Limits[0 1]/Nums[0[22 0 R]1[]]>>", NULL, 0},
			"structure is not whole"},
		{OWNERS, {"<</Limits[0 0]/Nums[0[22 0 R]]>>", NULL, 0}, "structure is not whole"},
		{OWNERS, {"<</Limits[0 1]/Nums[0[22 0 R 22 0 R]1[24 0 R]]>>", NULL, 0},
			"structure is not whole"},
		{PARENTS, {"<</Kids[]>>", NULL, 0}, "structure is not whole"},
		/* what no sheet leads to is asked for all the same */
		{INFORMATION, {"null", NULL, 0}, "it lacks an object"},
		{INFORMATION, {"<</Type/Catalog>>", NULL, 0}, "nothing of itself"},
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct fault why = {0};
		bool taken = is_taken(cases[i].altered, &cases[i].instead, &why);
		if (taken != (cases[i].said == NULL) ||
			(!taken && (why.kind != FAULT_WRITE ||
					   strstr(why.message, cases[i].said) == NULL)))
			fail_msg("case %zu: %d, %s", i, taken, why.message);
	}
}

/* ---- a document as letters are ---- */

enum { SHEETS = 3, DAY = 20781 };
static const char *const numbers[SHEETS] = {"2026-000017-4", "2026-000025-8", "2026-000033-1"};
static const char *const names[SHEETS] = {"春日井 太郎", "葛\U000E0102城 花子", "李 小龍"};
static const char shared[] = "マイナンバーカードの有効期限のお知らせ";

struct drawn {
	char *bytes;
	size_t length;
	struct readback_sheet sheets[SHEETS];
};

static void place_text(struct pages *pages, const struct templates *templates, const char *words,
	bool is_shared, double y)
{
	const struct page_text text = {
		.markup = words,
		.style = &templates->styles[0],
		.language = "ja",
		.points = 10,
		.shared = is_shared,
	};
	page_place(pages, page_shape(pages, &text), 20, y);
}

static void draw_sheet(struct pages *pages, const struct templates *templates, size_t i,
	struct readback_sheet *sheet)
{
	pages_expect(pages, numbers[i], "ja");
	page_tag_begin(pages, &(struct tag_element){.tag = TAG_PARAGRAPH});
	if (page_group_begin(pages, "shared", "ja", 20, 20)) {
		place_text(pages, templates, shared, true, 20);
		page_group_end(pages);
	}
	page_tag_end(pages);
	place_text(pages, templates, numbers[i], false, 40);
	place_text(pages, templates, names[i], false, 60);
	pages_turn(pages);
	sheet->number = numbers[i];
	sheet->said = said_sum(shared, strlen(shared)) + said_sum(numbers[i], strlen(numbers[i])) +
		      said_sum(names[i], strlen(names[i]));
}

static void read_stream(FILE *stream, struct drawn *drawn)
{
	assert_int_equal(fseek(stream, 0, SEEK_END), 0);
	drawn->length = (size_t)ftell(stream);
	drawn->bytes = malloc(drawn->length);
	rewind(stream);
	assert_int_equal(fread(drawn->bytes, 1, drawn->length, stream), drawn->length);
	fclose(stream);
}

static void draw(struct drawn *drawn)
{
	struct arena *arena = arena_open();
	const struct templates *templates;
	struct pages *pages;
	struct fault why = {0};
	bool copied;
	FILE *stream = tmpfile();
	if (!altered_read(true, "", "", arena, &templates, &copied, &why) ||
		!pages_open(templates, &pages, &why) ||
		!pages_begin(pages, stream, "title", "author", DAY, &why))
		fail_msg("%s", why.message);
	for (size_t i = 0; i < SHEETS; i++)
		draw_sheet(pages, templates, i, &drawn->sheets[i]);
	if (!pages_end(pages, &why))
		fail_msg("%s", why.message);
	read_stream(stream, drawn);
	pages_close(pages);
	arena_close(arena);
}

static bool is_proven(const struct drawn *drawn, const char *bytes, size_t length)
{
	struct fault why = {0};
	bool proven = prove_bytes(bytes, length, drawn->sheets, SHEETS, &why);
	assert_true(proven || why.kind == FAULT_WRITE);
	/* Nobody's name in a message. */
	for (size_t i = 0; i < SHEETS && !proven; i++)
		assert_null(strstr(why.message, names[i]));
	return proven;
}

/* What is asked is what was drawn, in its order, no more and no less. */
static void test_sheets(void **state)
{
	(void)state;
	struct drawn drawn;
	struct fault why = {0};
	draw(&drawn);
	assert_true(is_proven(&drawn, drawn.bytes, drawn.length));
	for (size_t i = 0; i < SHEETS; i++) {
		struct drawn other = drawn;
		size_t next = (i + 1) % SHEETS;
		/* two sheets' numbers, with and without the sums that go with them */
		other.sheets[i].number = drawn.sheets[next].number;
		other.sheets[next].number = drawn.sheets[i].number;
		assert_false(is_proven(&other, drawn.bytes, drawn.length));
		other.sheets[i].said = drawn.sheets[next].said;
		other.sheets[next].said = drawn.sheets[i].said;
		assert_false(is_proven(&other, drawn.bytes, drawn.length));
		/* a name that is another's */
		other = drawn;
		other.sheets[i].said += said_sum("李", strlen("李"));
		assert_false(is_proven(&other, drawn.bytes, drawn.length));
	}
	assert_false(prove_bytes(drawn.bytes, drawn.length, drawn.sheets, SHEETS - 1, &why));
	assert_false(prove_bytes(drawn.bytes, drawn.length, drawn.sheets, 0, &why));
	free(drawn.bytes);
}

static void test_truncated(void **state)
{
	(void)state;
	struct drawn drawn;
	draw(&drawn);
	size_t step = drawn.length / 500 + 1, tried = 0;
	for (size_t length = 1; length < drawn.length; tried++) {
		if (is_proven(&drawn, drawn.bytes, length))
			fail_msg("%zu bytes of %zu are taken", length, drawn.length);
		length += drawn.length - length > 100 ? step : 1;
	}
	assert_true(tried > 400);
	free(drawn.bytes);
}

/* Does a stream inflate to the same bytes with this one flipped? With one bit in some thousands the
 * same text is copied from another place where it stands too. */
static bool says_same(char *stream, size_t length, char *at, unsigned char flip)
{
	enum { ROOM = 1 << 20 };
	uLongf lengths[2] = {ROOM, ROOM};
	Bytef *said[2] = {malloc(ROOM), malloc(ROOM)};
	bool inflated = true;
	for (int i = 0; i < 2; i++) {
		inflated =
			uncompress(said[i], &lengths[i], (const Bytef *)stream, length) == Z_OK &&
			inflated;
		*at ^= (char)flip;
	}
	bool same =
		inflated && lengths[0] == lengths[1] && memcmp(said[0], said[1], lengths[0]) == 0;
	free(said[0]);
	free(said[1]);
	return same;
}

/* One flipped bit at a time, in each byte that is no stream's and in every so many of the others:
 * none of those that say something else is taken. */
static void test_flipped(void **state)
{
	(void)state;
	enum { EVERY = 61 };
	static const unsigned char flips[] = {0x01, 0x04, 0x10};
	struct drawn drawn;
	draw(&drawn);
	size_t tried = 0;
	char *begin = NULL, *end = NULL; /* of the last stream that began */
	for (size_t i = 0; i < drawn.length; i++) {
		char *at = drawn.bytes + i;
		if (i >= 7 && memcmp(at - 7, "stream\n", 7) == 0 &&
			(i < 10 || memcmp(at - 10, "end", 3) != 0)) {
			begin = at;
			end = memmem(at, drawn.length - i, "\nendstream", strlen("\nendstream"));
		}
		bool inside = end != NULL && at < end;
		if (inside && i % EVERY != 0)
			continue;
		for (size_t k = 0; k < LENGTH(flips); k++, tried++) {
			drawn.bytes[i] ^= (char)flips[k];
			if (is_proven(&drawn, drawn.bytes, drawn.length) &&
				!(inside && says_same(begin, (size_t)(end - begin), at, flips[k])))
				fail_msg("byte %zu is not seen", i);
			drawn.bytes[i] ^= (char)flips[k];
		}
	}
	assert_true(tried > 2500);
	free(drawn.bytes);
}

/* A pipe cannot be read back, and a file that is cut behind the writer's back is no document. */
static void test_files(void **state)
{
	(void)state;
	struct drawn drawn;
	struct fault why = {0};
	FILE *pipe = popen("cat >/dev/null", "w"), *file = tmpfile();
	assert_null(readback_open(pipe, &why));
	assert_int_equal(why.kind, FAULT_WRITE);
	pclose(pipe);
	draw(&drawn);
	struct readback *readback = readback_open(file, &why);
	for (size_t i = 0; i < SHEETS; i++)
		readback_expect(readback, drawn.sheets[i].said, drawn.sheets[i].number);
	assert_int_equal(fwrite(drawn.bytes, 1, drawn.length, file), drawn.length);
	assert_true(readback_proven(readback, &why));
	assert_int_equal(ftruncate(fileno(file), (off_t)drawn.length / 2), 0);
	assert_false(readback_proven(readback, &why));
	assert_int_equal(why.kind, FAULT_WRITE);
	readback_close(readback);
	fclose(file);
	free(drawn.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_objects),
		cmocka_unit_test(test_sheets),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_flipped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
