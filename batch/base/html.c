#include "base/html.h"

#include "base/arena.h"
#include "base/text.h"

#include <libxml/xmlwriter.h>
#include <string.h>

/* libxml2 keeps what is written in memory and escapes it; here is only remembered what is open, and
 * whether anything failed. Lines end behind what stands on a line of its own in a browser. */

struct html {
	struct arena *arena;
	xmlBufferPtr bytes;
	xmlTextWriterPtr writer;
	const char *open[HTML_DEPTH];
	int depth;
	bool failed;
};

static bool is_listed(const char *const names[], const char *name)
{
	while (*names != NULL && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

static void note_answer(struct html *html, int answer)
{
	html->failed = html->failed || answer < 0;
}

struct html *html_open(void)
{
	struct arena *arena = arena_open();
	struct html *html = arena_alloc(arena, sizeof *html);
	html->arena = arena;
	html->bytes = xmlBufferCreate();
	html->writer = html->bytes == NULL ? NULL : xmlNewTextWriterMemory(html->bytes, 0);
	html->failed = html->writer == NULL;
	return html;
}

static bool has_room(uint32_t sign)
{
	return (sign >= 0x20 || sign == '\t' || sign == '\n') && sign != 0x7F;
}

/* Without the control characters, and well-formed; mostly the text itself. */
static const char *clean_text(struct html *html, const char *text)
{
	size_t length = strlen(text), used = 0;
	bool clean = text_valid(text, length);
	for (size_t i = 0; i < length && clean; i++)
		clean = has_room((unsigned char)text[i]);
	if (clean)
		return text;
	/* An ill-formed byte becomes three. */
	char *copy = arena_alloc(html->arena, 3 * length + 1);
	for (uint32_t sign; (sign = text_next(&text)) != 0;)
		if (has_room(sign))
			used += text_encode(sign, copy + used);
	return copy;
}

void html_begin(struct html *html, const char *element)
{
	html->failed = html->failed || html->depth == HTML_DEPTH;
	if (html->failed)
		return;
	html->open[html->depth++] = element;
	note_answer(html, xmlTextWriterStartElement(html->writer, BAD_CAST element));
}

void html_attribute(struct html *html, const char *name, const char *value)
{
	if (!html->failed)
		note_answer(html, xmlTextWriterWriteAttribute(html->writer, BAD_CAST name,
					  BAD_CAST clean_text(html, value)));
}

void html_text(struct html *html, const char *text)
{
	if (!html->failed && text != NULL)
		note_answer(html,
			xmlTextWriterWriteString(html->writer, BAD_CAST clean_text(html, text)));
}

/* <br/> has no end in HTML, and <td/> no meaning. */
void html_end(struct html *html)
{
	static const char *const empty[] = {
		"br", "circle", "line", "link", "meta", "path", "polyline", "rect", NULL};
	static const char *const blocks[] = {"dd", "div", "dl", "dt", "footer", "h1", "h2", "h3",
		"header", "li", "nav", "ol", "p", "section", "table", "tbody", "tfoot", "thead",
		"tr", "ul", NULL};
	html->failed = html->failed || html->depth == 0;
	if (html->failed)
		return;
	const char *element = html->open[--html->depth];
	note_answer(html, is_listed(empty, element) ? xmlTextWriterEndElement(html->writer)
						    : xmlTextWriterFullEndElement(html->writer));
	if (is_listed(blocks, element))
		note_answer(html, xmlTextWriterWriteRaw(html->writer, BAD_CAST "\n"));
}

bool html_close(struct html *html, FILE *stream)
{
	bool wrote = !html->failed && html->depth == 0;
	if (html->writer != NULL) {
		wrote = wrote && xmlTextWriterFlush(html->writer) >= 0;
		xmlFreeTextWriter(html->writer);
	}
	if (wrote && stream != NULL) {
		size_t length = (size_t)xmlBufferLength(html->bytes);
		wrote = fwrite(xmlBufferContent(html->bytes), 1, length, stream) == length;
	}
	if (html->bytes != NULL)
		xmlBufferFree(html->bytes);
	arena_close(html->arena);
	return wrote;
}
