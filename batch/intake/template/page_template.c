#include "intake/template/page_template.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/xml/tree.h"

#include <string.h>

/* The page is cut into pieces once, and a section knows where it ends, so that writing a page is
 * one walk. What lies between the marks is HTML of the office and is not looked into. */

enum { NAME_BYTES = 64, DEPTH_MAX = 8 };

struct reading {
	const char *path;
	long line;
	const struct webpage_keys *keys;
	struct arena *arena;
	struct webpage_piece *pieces;
	size_t count, capacity;
	struct {
		size_t piece;
		const char *name;
		long line;
	} open[DEPTH_MAX]; /* the sections around what is being read */
	size_t depth;
	struct mistakes *mistakes;
};

static bool tell_wrong(const struct reading *reading, long line, const char *what, const char *name)
{
	return mistake(reading->mistakes, reading->path, line, "%s{{%s}}", what, name);
}

static struct webpage_piece *add_piece(struct reading *reading, enum webpage_kind kind)
{
	reading->pieces = arena_grow(reading->arena, reading->pieces, reading->count, 1,
		&reading->capacity, sizeof *reading->pieces);
	struct webpage_piece *piece = &reading->pieces[reading->count++];
	*piece = (struct webpage_piece){.kind = kind, .key = -1};
	return piece;
}

static void add_html(struct reading *reading, const char *from, size_t length)
{
	if (length == 0)
		return;
	struct webpage_piece *piece = add_piece(reading, WEBPAGE_HTML);
	piece->html = from;
	piece->length = length;
	for (const char *at = from; at < from + length; at++)
		reading->line += *at == '\n' ? 1 : 0;
}

/* What a mark names: a sentence or a word of the program. */
static bool name_piece(struct reading *reading, struct webpage_piece *piece, const char *name)
{
	if (strchr(name, '.') != NULL) {
		if (strncmp(name, "page.", 5) != 0 && strncmp(name, "invite.", 7) != 0)
			return tell_wrong(reading, reading->line,
				phrase("only page.… and invite.… may stand on the page: "), name);
		piece->key = (int)reading->keys->number(reading->keys->context, name);
		return true;
	}
	for (int mark = 0; mark < WEBPAGE_MARKS; mark++) {
		if (strcmp(webpage_mark_words[mark], name) != 0)
			continue;
		piece->mark = (enum webpage_mark)mark;
		bool section = mark >= WEBPAGE_LANGUAGES;
		return piece->kind == WEBPAGE_SECTION || !section ||
		       tell_wrong(reading, reading->line, phrase("needs a #: "), name);
	}
	return tell_wrong(reading, reading->line, phrase("no such mark: "), name);
}

static bool open_section(struct reading *reading, const char *name)
{
	if (reading->depth == DEPTH_MAX)
		return tell_wrong(reading, reading->line, phrase("too deep: #"), name);
	if (!name_piece(reading, add_piece(reading, WEBPAGE_SECTION), name))
		return false;
	reading->open[reading->depth].piece = reading->count - 1;
	reading->open[reading->depth].line = reading->line;
	reading->open[reading->depth++].name = name;
	return true;
}

static bool close_section(struct reading *reading, const char *name)
{
	if (reading->depth == 0 || strcmp(reading->open[reading->depth - 1].name, name) != 0)
		return tell_wrong(
			reading, reading->line, phrase("closes what is not open: /"), name);
	reading->pieces[reading->open[--reading->depth].piece].end = reading->count;
	return true;
}

static bool add_mark(struct reading *reading, const char *name)
{
	if (name[0] == '#')
		return open_section(reading, name + 1);
	if (name[0] == '/')
		return close_section(reading, name + 1);
	return name_piece(reading,
		add_piece(reading, strchr(name, '.') != NULL ? WEBPAGE_TEXT : WEBPAGE_VALUE), name);
}

static bool read_pieces(struct reading *reading, const char *at)
{
	for (const char *mark; (mark = strstr(at, "{{")) != NULL;) {
		add_html(reading, at, (size_t)(mark - at));
		const char *name = mark + 2, *close = strstr(name, "}}");
		size_t length = close == NULL ? NAME_BYTES : (size_t)(close - name);
		if (length >= NAME_BYTES || memchr(name, '\n', length) != NULL)
			return tell_wrong(
				reading, reading->line, phrase("a mark does not end: "), "");
		if (!add_mark(reading, arena_text(reading->arena, name, length)))
			return false;
		at = close + 2;
	}
	add_html(reading, at, strlen(at));
	return reading->depth == 0 ||
	       tell_wrong(reading, reading->open[reading->depth - 1].line,
		       phrase("is not closed: #"), reading->open[reading->depth - 1].name);
}

bool webpage_read(const char *path, const struct webpage_keys *keys, struct arena *arena,
	struct mistakes *mistakes, const struct webpage_piece **pieces, size_t *count)
{
	struct reading reading = {
		.path = path,
		.line = 1,
		.keys = keys,
		.arena = arena,
		.mistakes = mistakes,
	};
	const char *bytes;
	size_t length;
	if (!tree_file(path, arena, &bytes, &length, mistakes->why)) {
		mistakes->why->kind = FAULT_OFFICE; /* also when it is not there */
		return mistake_of_file(mistakes);
	}
	if (strlen(bytes) != length || !text_valid(bytes, length))
		return mistake(mistakes, path, 1, "not UTF-8");
	if (!read_pieces(&reading, bytes))
		return false;
	*pieces = reading.pieces;
	*count = reading.count;
	return true;
}
