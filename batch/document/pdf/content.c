#include "document/pdf/content.h"

#include "base/phrase.h"

#include <stdlib.h>
#include <string.h>

/* One pass over the bytes. Operands wait until their operator comes: the last name, the bytes of
 * all strings, and words that are to stand for signs (ActualText). What is neither text nor a name
 * has no meaning here and only has to be well formed. */

enum { NAME_BYTES = 64, WORD_BYTES = 8, SAVED_MAX = 28 }; /* as deep as a reader must go */

struct saying {
	const char *at, *end;
	const struct content_names *names;
	GString *text;
	struct content_said said;
	const char *wrong; /* NULL: nothing so far */
	/* The operands in hand. */
	char name[NAME_BYTES]; /* "": none */
	GString *strings;
	GString *digits;  /* the last string of digits */
	bool text_beside; /* those of ActualText */
	long number;      /* behind MCID; -1: none */
	/* The state. */
	const struct meanings *font, *fonts[SAVED_MAX]; /* that is set; at each open q */
	int saved, marked, spoken; /* open q, BDC, and of those with words beside */
	bool in_text;
	bool in_piece; /* of an element, or in an artifact: the outermost mark */
};

static void note_wrong(struct saying *saying, const char *what)
{
	if (saying->wrong == NULL)
		saying->wrong = what;
}

static void take_name(struct saying *saying)
{
	size_t length = 0;
	const char *at = saying->at;
	do {
		if (length + 1 < NAME_BYTES)
			saying->name[length++] = *at;
		at++;
	} while (at < saying->end && g_ascii_isgraph(*at) && strchr("()<>[]/%", *at) == NULL);
	saying->name[length] = '\0';
	saying->at = at;
}

/* A string in brackets; only those that no bracket in it needs to be counted for are written. */
static void take_string(struct saying *saying)
{
	int depth = 1;
	for (saying->at++; saying->at < saying->end; saying->at++) {
		char byte = *saying->at;
		if (byte == '\\' && saying->at + 1 < saying->end) {
			byte = *++saying->at;
			byte = byte == 'r' ? '\r' : byte == 'n' ? '\n' : byte;
		} else if (byte == '(') {
			depth++;
		} else if (byte == ')' && --depth == 0) {
			saying->at++;
			return;
		}
		g_string_append_c(saying->strings, byte);
	}
	note_wrong(saying, phrase("has a text without an end"));
}

/* Of numbers only the one that a mark has is wanted. */
static void take_number(struct saying *saying)
{
	char digits[12] = "";
	size_t i = 0;
	do {
		if (i + 1 < sizeof digits)
			digits[i++] = *saying->at;
		saying->at++;
	} while (saying->at < saying->end && g_ascii_isdigit(*saying->at));
	if (strcmp(saying->name, "/MCID") == 0)
		saying->number = strtol(digits, NULL, 10);
}

static void take_hexadecimal(struct saying *saying)
{
	const char *behind = said_digits(saying->at, saying->end, saying->digits);
	saying->text_beside = strcmp(saying->name, "/ActualText") == 0;
	if (behind == NULL)
		note_wrong(saying, phrase("has a text without an end"));
	else if (!saying->text_beside)
		g_string_append_len(
			saying->strings, saying->digits->str, (gssize)saying->digits->len);
	saying->at = behind == NULL ? saying->end : behind;
}

/* ---- operators ---- */

static void say_text(struct saying *saying, const char *text, guint64 sum)
{
	g_string_append(saying->text, text);
	saying->said.sum += sum;
}

/* Something is drawn. */
static void note_drawn(struct saying *saying)
{
	saying->said.unmarked = saying->said.unmarked || !saying->in_piece;
}

static void set_font(struct saying *saying)
{
	saying->font = saying->names->font(saying->names->context, saying->name);
	if (saying->font == NULL)
		note_wrong(saying, phrase("names a font that is not there"));
}

static void show_text(struct saying *saying)
{
	const GString *codes = saying->strings;
	note_drawn(saying);
	if (saying->font == NULL || !saying->in_text || codes->len % 2 != 0) {
		note_wrong(saying, phrase("has a text that cannot be read"));
		return;
	}
	for (gsize i = 0; saying->spoken == 0 && i < codes->len; i += 2) {
		const struct meaning *meaning = meanings_find(saying->font,
			(unsigned)(guchar)codes->str[i] << 8 | (guchar)codes->str[i + 1]);
		if (meaning->text != NULL)
			say_text(saying, meaning->text, meaning->sum);
	}
}

/* A piece or an artifact stands within nothing else. */
static void begin_piece(struct saying *saying, bool artifact)
{
	if (saying->marked > 0)
		note_wrong(saying, phrase("has a mark within a mark"));
	if (artifact)
		saying->said.artifacts = true;
	else if (saying->number != (long)saying->said.marks++)
		note_wrong(saying, phrase("has marks out of their order"));
	saying->in_piece = true;
}

static void begin_marked(struct saying *saying)
{
	bool artifact = strcmp(saying->name, "/Artifact") == 0;
	if (artifact || saying->number >= 0)
		begin_piece(saying, artifact);
	saying->marked++;
	if (saying->spoken > 0 || saying->text_beside)
		saying->spoken++;
	if (!saying->text_beside)
		return;
	/* Behind the two bytes that say that it is UTF-16. */
	char *text = saying->digits->len >= 2 ? said_utf16(saying->digits, 2) : NULL;
	if (text == NULL)
		note_wrong(saying, phrase("has a text that cannot be read"));
	else
		say_text(saying, text, said_sum(text, strlen(text)));
	g_free(text);
}

static void end_marked(struct saying *saying)
{
	saying->marked--;
	saying->spoken -= saying->spoken > 0;
	saying->in_piece = saying->in_piece && saying->marked > 0;
}

static void draw_object(struct saying *saying)
{
	guint64 sum = 0;
	note_drawn(saying);
	if (!saying->names->object(saying->names->context, saying->name, &sum))
		note_wrong(saying, phrase("names a part that is not there"));
	saying->said.sum += sum;
}

static void set_state(struct saying *saying)
{
	if (!saying->names->state(saying->names->context, saying->name))
		note_wrong(saying, phrase("names a state that is not there"));
}

static void save_state(struct saying *saying)
{
	if (saying->saved == SAVED_MAX)
		note_wrong(saying, phrase("keeps more states than a reader does"));
	else
		saying->fonts[saying->saved++] = saying->font;
}

static void restore_state(struct saying *saying)
{
	if (saying->saved == 0)
		note_wrong(saying, phrase("gives back what it has not kept"));
	else
		saying->font = saying->fonts[--saying->saved];
}

static void begin_text(struct saying *saying)
{
	if (saying->in_text)
		note_wrong(saying, phrase("has a text without an end"));
	saying->in_text = true;
}

static void end_text(struct saying *saying)
{
	saying->in_text = false;
}

/* A mask's own bits, of which none can be taken for their end. */
static void skip_bits(struct saying *saying)
{
	note_drawn(saying);
	const char *end = memmem(saying->at, (size_t)(saying->end - saying->at), "\nEI ", 4);
	if (end == NULL)
		note_wrong(saying, phrase("has a mask without an end"));
	saying->at = end == NULL ? saying->end : end + 4;
}

static void do_nothing(struct saying *saying)
{
	(void)saying;
}

/* What is drawn with, by strcmp. */
static const struct operator
{
	const char word[WORD_BYTES];
	void (*act)(struct saying * saying);
}
operators[] = {
	{"BDC", begin_marked},
	{"BI", do_nothing},
	{"BMC", begin_marked},
	{"BT", begin_text},
	{"Do", draw_object},
	{"EMC", end_marked},
	{"ET", end_text},
	{"ID", skip_bits},
	{"Q", restore_state},
	{"RG", do_nothing},
	{"S", note_drawn},
	{"TJ", show_text},
	{"Td", do_nothing},
	{"Tf", set_font},
	{"Tj", show_text},
	{"Ts", do_nothing},
	{"Tz", do_nothing},
	{"c", do_nothing},
	{"cm", do_nothing},
	{"f", note_drawn},
	{"gs", set_state},
	{"h", do_nothing},
	{"l", do_nothing},
	{"m", do_nothing},
	{"q", save_state},
	{"re", do_nothing},
	{"rg", do_nothing},
	{"true", NULL}, /* values */
	{"w", do_nothing},
};

static int by_word(const void *key, const void *element)
{
	return strcmp(key, ((const struct operator*)element)->word);
}

static void take_word(struct saying *saying)
{
	char word[WORD_BYTES];
	size_t length = 0;
	while (saying->at < saying->end && g_ascii_isalpha(*saying->at) && length + 1 < WORD_BYTES)
		word[length++] = *saying->at++;
	word[length] = '\0';
	const struct operator* found =
		bsearch(word, operators, G_N_ELEMENTS(operators), sizeof operators[0], by_word);
	if (found == NULL)
		note_wrong(saying, phrase("has an operator that nothing is drawn with"));
	else if (found->act != NULL)
		found->act(saying);
	else
		return;
	saying->name[0] = '\0';
	saying->text_beside = false;
	saying->number = -1;
	g_string_truncate(saying->strings, 0);
}

static void take_token(struct saying *saying)
{
	char byte = *saying->at;
	bool twice = saying->at + 1 < saying->end && saying->at[1] == byte;
	if (byte == '/')
		take_name(saying);
	else if (byte == '(')
		take_string(saying);
	else if (byte == '<' && !twice)
		take_hexadecimal(saying);
	else if ((byte == '<' || byte == '>') && twice)
		saying->at += 2;
	else if (byte == '[' || byte == ']' || g_ascii_isspace(byte))
		saying->at++;
	else if (g_ascii_isalpha(byte))
		take_word(saying);
	else if (g_ascii_isdigit(byte) || byte == '-' || byte == '.')
		take_number(saying);
	else
		note_wrong(saying, phrase("is not well formed"));
}

bool content_read(const char *content, size_t length, const struct content_names *names,
	GString *text, struct content_said *said, const char **wrong)
{
	struct saying saying = {
		.at = content,
		.end = content + length,
		.names = names,
		.text = text,
		.strings = g_string_new(NULL),
		.digits = g_string_new(NULL),
		.number = -1,
	};
	while (saying.at < saying.end && saying.wrong == NULL)
		take_token(&saying);
	if (saying.saved != 0 || saying.marked != 0 || saying.in_text)
		note_wrong(&saying, phrase("ends half way"));
	g_string_free(saying.strings, TRUE);
	g_string_free(saying.digits, TRUE);
	*said = saying.said;
	*wrong = saying.wrong;
	return saying.wrong == NULL;
}
