#ifndef MODEL_LETTER_FORMAT_H
#define MODEL_LETTER_FORMAT_H

/* The form in which somebody can read a letter. What a mailing holds of each is a run of its own,
 * in this order: who encloses one sheet goes on to who encloses two. */
enum letter_format {
	FORMAT_STANDARD, /* one sheet; also where nothing is said */
	FORMAT_VOICE, /* one sheet with the place of a voice code (音声コード), and beside the
			 letters what that is to say */
	FORMAT_LARGE_PRINT, /* the same words in 14 points and more, on two sheets (大活字) */
	FORMAT_BRAILLE,     /* 点字: nothing is printed, staff has it made (outcome hand) */
	FORMATS
};

/* The words of register, needs file, ledger and lists: "large-print". Index with the enum. */
extern const char *const letter_format_words[FORMATS];

/* On how many sheets it is printed, each on one side and all of them in one envelope; 0 when it is
 * not. */
enum { LETTER_SHEETS_MAX = 2 };
/* And on how many all that lies in one envelope can be. */
enum { ENVELOPE_SHEETS_MAX = 8 };
int letter_format_sheets(enum letter_format format);

/* Which letters of a household may lie in one envelope (decide/dues/envelopes.h). */
enum together {
	TOGETHER_NONE,      /* each has its own, and nothing is said of envelopes */
	TOGETHER_MINORS,    /* those of minors with an adult's */
	TOGETHER_HOUSEHOLD, /* those of adults with each other's too */
	TOGETHERS
};

extern const char *const together_words[TOGETHERS]; /* "none", "minors", "household" */

#endif
