#include "document/pdf/ink.h"
#include "document/pdf/ink_parts.h"
#include "document/pdf/tags.h"

/* A piece of an element begins when something of it is drawn. What is to be said of a part of it (a
 * language, words that signs stand for) is said of a piece of its own, so that no mark stands
 * within another: a text ends with each piece, and goes on in the next. On a part that stands on
 * many sheets there are no pieces, and in an artifact nobody hears them. */

static void put_language(struct ink *ink)
{
	if (ink->language != NULL)
		g_string_append_printf(ink->content, "/Lang(%.*s)",
			tags_language_length(ink->language), ink->language);
}

static void put_piece(struct ink *ink, const char *name)
{
	ink_end_text(ink);
	g_string_append_printf(ink->content, "/%s<</MCID %u", name, ink->next_piece(ink->context));
	put_language(ink);
	ink->open = true;
}

void ink_begin_piece(struct ink *ink)
{
	if (ink->piece == NULL || ink->open)
		return;
	put_piece(ink, ink->piece);
	ink_put(ink, ">>BDC\n");
}

static void end_piece(struct ink *ink)
{
	if (!ink->open)
		return;
	ink_end_text(ink);
	ink_put(ink, "EMC\n");
	ink->open = false;
}

void ink_mark(struct ink *ink, const char *name, struct ink_pieces pieces)
{
	ink_end_text(ink);
	ink->piece = name;
	ink->next_piece = pieces.next;
	ink->context = pieces.context;
}

void ink_artifact(struct ink *ink)
{
	ink_end_text(ink);
	ink_put(ink, "/Artifact BMC\n");
	ink->open = true;
}

void ink_unmark(struct ink *ink)
{
	end_piece(ink);
	ink->piece = NULL;
}

void ink_language(struct ink *ink, const char *language)
{
	const char *before = ink->language;
	ink->language = language;
	if (ink->piece != NULL) {
		end_piece(ink);
	} else {
		ink_end_text(ink);
		if (before != NULL)
			ink_put(ink, "EMC\n");
		if (language != NULL) {
			ink_put(ink, "/Span<<");
			put_language(ink);
			ink_put(ink, ">>BDC\n");
		}
	}
	ink->remarks++;
}

void ink_begin_meaning(struct ink *ink, const char *text, size_t length)
{
	if (ink->piece != NULL) {
		end_piece(ink);
		put_piece(ink, "Span"); /* under another name poppler does not hear it */
	} else {
		ink_show_row(ink);
		ink_put(ink, "/Span<<");
	}
	ink_put(ink, "/ActualText");
	pdf_put_text(ink->content, text, length, true);
	ink_put(ink, ">>BDC\n");
	ink->remarks++;
}

void ink_end_meaning(struct ink *ink)
{
	if (ink->piece != NULL) {
		end_piece(ink);
	} else {
		ink_show_row(ink);
		ink_put(ink, "EMC\n");
	}
}

unsigned ink_remarks(const struct ink *ink)
{
	return ink->remarks;
}
