#ifndef BASE_HTML_H
#define BASE_HTML_H

#include <stdbool.h>
#include <stdio.h>

/*
 * HTML (and SVG within it) for pages that operators read, written by libxml2's serializer: names
 * are the program's, values and texts anybody's, and no text can become markup. What is written
 * is well-formed XML as well: every element is ended, void ones as <br/>. Control characters that
 * XML has no room for are left out, and a byte that is no UTF-8 (of a file's name in a message) is
 * U+FFFD.
 *
 *	struct html *html = html_open();
 *	html_begin(html, "p");
 *	html_attribute(html, "class", "none");
 *	html_text(html, "5 < 6");
 *	html_end(html);
 *	wrote = html_close(html, stream);
 *
 * What goes wrong on the way (no memory, more than HTML_DEPTH elements in each other) is kept and
 * told by html_close.
 */
struct html;

enum { HTML_DEPTH = 32 };

struct html *html_open(void);

void html_begin(struct html *html, const char *element);

/* Of the element that has just begun. */
void html_attribute(struct html *html, const char *name, const char *value);

/* NULL writes nothing. */
void html_text(struct html *html, const char *text);

/* Ends the innermost element. */
void html_end(struct html *html);

/* Writes it all and gives back the memory. False when something went wrong before, something is
 * still open, or the stream failed. */
bool html_close(struct html *html, FILE *stream);

#endif
