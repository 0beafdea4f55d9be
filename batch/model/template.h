#ifndef MODEL_TEMPLATE_H
#define MODEL_TEMPLATE_H

#include "model/fact.h"
#include "model/office.h"
#include "model/template_value.h"
#include "model/text_key.h"
#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The letter's layout (templates/letter.xml, schemas/template.xsd) and its sentences
 * (templates/text/LANG.xml, schemas/text.xsd), as read by intake/template/templates.c and drawn by
 * document/. All measures are millimetres from the sheet's upper left corner, type sizes are
 * points. Strings live in the arena the template was read into.
 */

/* A sentence: Pango markup with values between its pieces. Words with their reading above them
 * (振り仮名) stand between the signs that Unicode has for this: READING_WORD word READING_ABOVE
 * reading READING_END. Words in Japanese in another language's text have lang="ja". */
#define READING_WORD  "\xEF\xBF\xB9" /* U+FFF9 */
#define READING_ABOVE "\xEF\xBF\xBA" /* U+FFFA */
#define READING_END   "\xEF\xBF\xBB" /* U+FFFB */

struct text_piece {
	const char *markup; /* "" when there is only a value */
	int value;          /* enum template_value behind it, or -1 */
};

struct template_text {
	struct condition when;
	const struct text_piece *pieces;
	size_t piece_count;
	long line;
};

/* The sentences of one key, in the file's order: the first whose condition holds is taken. */
struct text_choice {
	const struct template_text *texts;
	size_t count; /* 0: this language's file has none */
};

enum { TEXT_DIGITS = 16 }; /* hexadecimal; who approves a text writes them down */

/* What a text is for: the letter, or calendar files and the resident's page (page.…, invite.…).
 * Dates and times are for both. */
enum text_use { TEXT_OF_LETTER, TEXT_OUTSIDE, TEXT_USES };

struct template_language {
	const char *tag;              /* BCP 47 */
	const char *path;             /* of its file, for messages */
	const char *digest, *version; /* TEXT_DIGITS of the SHA-256: of its file, with the layout */
	fact_set fact;                /* that the letter is in it */
	const struct text_choice *choices; /* by key */
	size_t missing[TEXT_USES]; /* keys without a text; with one or more it is not written in */
	const char *const *missing_keys; /* all of them, in the order of the keys */
	size_t missing_count;
	long line; /* of its file's root */
};

enum { FAMILIES_MAX = 4, COLOR_NONE = -1 };

struct template_font {
	const char *name;
	const char *languages;              /* of a variant: tags with a space between */
	const char *families[FAMILIES_MAX]; /* the first, and what draws the signs it lacks */
	size_t family_count;
	const char *latin; /* the family of a variant's ASCII signs, NULL: its first */
	const struct template_font *variants; /* instead of it in these languages */
	size_t variant_count;
	long line;
};

/* The font or its variant for a language. */
const struct template_font *template_font_in(
	const struct template_font *font, const char *language);

enum alignment { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
enum vertical {
	VERTICAL_TOP,
	VERTICAL_MIDDLE,
	VERTICAL_BOTTOM,
	VERTICAL_FIRST, /* their first lines side by side */
};
enum mark { MARK_NONE, MARK_CHECK, MARK_DOT };

struct template_style {
	const char *name;
	const struct template_font *font;
	double points;
	double leading;          /* from line to line, in type sizes */
	double reading_leading;  /* the least of it where words have readings of half their size */
	double smallest;         /* points: at no scale is it smaller */
	double smallest_reading; /* points of readings, which are half as large as the words */
	bool bold;
	int color; /* 0xRRGGBB */
};

/* The frame of a box. */
struct template_frame {
	double padding_x, padding_y, radius, stroke_width;
	int fill, stroke; /* 0xRRGGBB or COLOR_NONE */
};

enum element_kind {
	ELEMENT_TEXT,
	ELEMENT_STACK,  /* its children one below the other */
	ELEMENT_ROW,    /* its children side by side */
	ELEMENT_ITEMS,  /* its children once for each item, one below the other */
	ELEMENT_RULE,   /* a line across */
	ELEMENT_CODE,   /* the appointment's QR code */
	ELEMENT_SCAN,   /* the notice number as Code 128 */
	ELEMENT_IMAGE,  /* a picture from a file */
	ELEMENT_SQUARE, /* an empty one, where somebody else's code comes to stand */
};

#define LANGUAGE_BESIDE "beside"
#define WORDLESS        SIZE_MAX

struct template_element {
	enum element_kind kind;
	long line;
	struct condition when;
	/* What is in it is written in this language; LANGUAGE_BESIDE: in the letter's second one.
	 * NULL: as what is round it. Left out when the letter or the office does not have it. */
	const char *language;
	double before; /* above it, not at an area's head */
	double width;  /* in a row; 0: a share of the rest */
	size_t area;   /* of a block of the flow: not before this one, counted from 0 */
	bool split;    /* of a stack in the flow: its children may go to different areas */
	/* text */
	size_t key;
	const struct template_style *style;
	enum alignment align;
	enum mark mark;
	double indent; /* the mark's column */
	int heading;   /* of which level it is one, from 1; 0: it is none */
	/* stack, row, items */
	double gap;
	enum vertical vertical; /* of the children of a row */
	struct template_frame frame;
	const struct template_element *children;
	size_t child_count;
	/* code, rule, image */
	double quiet; /* of a square: what stays free about it, millimetres */
	double size;  /* millimetres a side; of a rule its thickness, of an image or scan its height
		       */
	double module; /* of a scan: the width of its narrowest bar, mm */
	size_t words;  /* of a code, scan, image or square: the key of what is said instead, or
			  WORDLESS */
	int color;     /* of a rule */
	size_t image;  /* in templates->images */
};

struct template_area {
	struct condition when; /* of a flow's */
	double x, y, width, height;
	int sheet; /* of the letter, from 0 */
	long line;
};

/* A PNG file that the layout names. */
struct template_image {
	const char *path; /* already joined to the layout's folder */
	long line;        /* where the layout names it first */
};

/* The blocks that fill the areas in turn. A block that does not fit moves on whole. */
struct template_flow {
	struct condition when;
	const struct template_area *areas; /* those whose condition holds are filled */
	size_t area_count;
	const double *scales; /* of all type in the flow, falling: the first that fits is taken */
	size_t scale_count;
	bool may_be_bare;    /* the second language goes without readings where nothing fits */
	double gap, stretch; /* between blocks; what an area leaves widens each up to `stretch` */
	const struct template_element *blocks;
	size_t block_count;
	long line;
};

/* A stack of its own place that stands on its sheet of every letter for which its condition holds.
 */
struct template_box {
	struct condition when;
	struct template_area area;
	const struct template_element *stack;
};

/* A sentence of what a voice code says, a line each; of the same item all in one line. */
struct template_saying {
	size_t key;
	struct condition when;
	bool each_item; /* once for each item; the layout has those of one line behind each other */
	int spare;      /* where all is more than the code holds, what has the highest is left out
			   first; 0: never */
	long line;
};

/* A line of the address block: as large as it fits in one line, from the style's size down to
 * `smallest`, then wrapped. */
struct address_line {
	size_t key;
	struct condition when;
	const struct template_style *style;
	double smallest; /* points */
	enum alignment align;
	bool beside; /* shares the line before it: the number beside the postal code */
};

/* The envelope's window, with the sheet at the upper left end of its play. */
struct template_window {
	struct template_area area;
	double play_x, play_y; /* how far the sheet slides to the right and down */
	struct template_area address;
	const struct address_line *lines;
	size_t line_count;
	double barcode_x, barcode_y;
	size_t barcode_words;  /* the key of what is said instead of it, or WORDLESS */
	double barcode_points; /* 8–11.5: bars are points / 10 × (0.6, pitch 1.2, 3.6) mm */
};

struct template_fold {
	double y;             /* no text within 2 mm of it */
	double inset, length; /* of the marks at both edges */
	long line;
};

/* The resident's page (templates/page.html) in pieces. A section holds the pieces up to `end` and
 * stands when its sentence has words or its mark holds; `languages` once for each language of the
 * page, the resident's own last. */
enum webpage_mark {
	WEBPAGE_LANGUAGE,   /* the tag of the language in turn */
	WEBPAGE_ROLE,       /* own, or other */
	WEBPAGE_STATE,      /* offered, moved, cancelled, or empty without an appointment */
	WEBPAGE_OTHER,      /* the tag of the page's other language */
	WEBPAGE_OTHER_NAME, /* what that language calls itself */
	WEBPAGE_STARTS,     /* of the appointment: 2026-12-16T17:30:00+09:00 */
	WEBPAGE_ENDS,
	WEBPAGE_DEADLINE,  /* the earliest expiry: 2027-02-02 */
	WEBPAGE_TEL,       /* the telephone number as it is dialled */
	WEBPAGE_CALENDAR,  /* the name of the calendar file */
	WEBPAGE_MAP,       /* the address of a map, where the counter has one */
	WEBPAGE_FORM,      /* the address of the city's booking form, of an appointment */
	WEBPAGE_LANGUAGES, /* of sections only, as is the next */
	WEBPAGE_SWITCH,    /* the page has two languages */
	WEBPAGE_MARKS
};

extern const char *const webpage_mark_words[WEBPAGE_MARKS];

enum webpage_kind { WEBPAGE_HTML, WEBPAGE_TEXT, WEBPAGE_VALUE, WEBPAGE_SECTION };

struct webpage_piece {
	enum webpage_kind kind;
	const char *html; /* of HTML, as it is */
	size_t length;
	int key;                /* of a text, or of a section about one; -1: `mark` */
	enum webpage_mark mark; /* of a value or a section */
	size_t end;             /* of a section: the first piece behind it */
};

struct templates {
	const char *path, *digest; /* of the layout: for messages; TEXT_DIGITS of its SHA-256 */
	double width, height;
	const char *title; /* of the PDF */
	const struct template_font *fonts;
	size_t font_count;
	const struct template_font *names; /* draws names and addresses, wherever they stand */
	const struct template_style *styles;
	size_t style_count;
	struct template_window window;
	const struct template_fold *folds;
	size_t fold_count;
	const struct template_box *boxes;
	size_t box_count;
	const struct template_saying *sayings; /* in the listener's order */
	size_t saying_count;
	double smallest; /* points: no type but readings and the address is smaller */
	double name_ems; /* type sizes: sentences keep room for a name as wide; wider ones go by
			    hand */
	const struct template_flow *flows; /* the first whose condition holds is a letter's */
	size_t flow_count;
	const struct webpage_piece *webpage;
	size_t webpage_count;
	const struct template_image *images; /* each file once */
	size_t image_count;
	const char *const *keys;
	const long *key_lines; /* where the layout names it first; 0: the program
				  or the resident's page does */
	size_t key_count;
	const struct template_language *languages; /* "ja" is there */
	size_t language_count;
	struct wordbook words; /* of the operators' pages */
};

/* What is written beside a letter in this language: easy Japanese beside all but Japanese and easy
 * Japanese itself. NULL: nothing, or the office does not write easy Japanese. */
const struct template_language *templates_beside(const struct templates *templates,
	const struct office *office, const struct template_language *language);

/* In which of the languages that the office lists a letter is written to who reads `tag` ("" or
 * NULL: Japanese): the tag itself, or what else it is called (tl: fil; zh-TW, zh-HK, zh-MO:
 * zh-Hant), or what it begins with; else the first listed with the same primary subtag (zh reads
 * zh-Hans); else English; else Japanese. Tags compare without regard to case. A language without a
 * file or with texts missing counts as not listed. Never NULL. */
const struct template_language *templates_language(
	const struct templates *templates, const struct office *office, const char *tag);

/* The same for calendar files and pages, by the sentences that these need. */
const struct template_language *templates_language_outside(
	const struct templates *templates, const struct office *office, const char *tag);

/* The Japanese one, which alone has the sentences of the office's papers. Never NULL. */
const struct template_language *templates_japanese(const struct templates *templates);

#endif
