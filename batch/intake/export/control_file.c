#include "intake/export/control_file.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/export/text_stream.h"

#include <string.h>

/* Read as a whole, since it is small; then line by line against the keys that the head names. */

enum { CONTROL_BYTES_MAX = 64 * 1024 };

bool control_file_asked(const struct export_set *set)
{
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++)
		if (set->head[part].source == EXPORT_BY_CONTROL)
			return true;
	return false;
}

struct control {
	const struct export_set *set;
	const char *path;
	struct set_head *head;
	bool met[EXPORT_HEAD_PARTS];
	struct fault *why;
};

static bool read_all(const struct text_stream_of *of, struct arena *arena, char *out,
	size_t *length, struct fault *why)
{
	struct text_stream *stream = NULL;
	const char *text;
	size_t got = 0;
	bool read = text_stream_open(of, arena, &stream, why);
	*length = 0;
	while (read) {
		long line = 1;
		for (size_t i = 0; i < *length; i++)
			line += out[i] == '\n' ? 1 : 0;
		read = text_stream_read(stream, line, &text, &got, why);
		if (!read || got == 0)
			break;
		if (got > CONTROL_BYTES_MAX - *length) {
			read = fault_set(why, FAULT_REGISTER,
				"%s:%ld: %sa control file of more than 64 KiB", of->path, line,
				of->about);
			break;
		}
		memcpy(out + *length, text, got);
		*length += got;
	}
	text_stream_close(stream);
	return read;
}

/* Without blanks around it, and then without quotes. */
static size_t trim_quotes(const char **text, size_t length)
{
	length = text_trim(text, length);
	if (length < 2 || (*text)[0] != '"' || (*text)[length - 1] != '"')
		return length;
	*text += 1;
	return text_trim(text, length - 2);
}

static bool say_part(struct control *control, enum export_head_part part, long line,
	const char *value, size_t length)
{
	const struct export_said *said = &control->set->head[part];
	const char *trouble = phrase("cannot be read");
	switch (set_head_say(control->head, part, said->dates, value, length)) {
	case SET_HEAD_TAKEN:
		control->met[part] = true;
		return true;
	case SET_HEAD_CONTRADICTED:
		trouble = phrase("is another one than what was said before it");
		break;
	case SET_HEAD_UNREADABLE:
		break;
	}
	return fault_set(control->why, FAULT_REGISTER, "%s:%ld: set %s: the %s (key \"%s\") %s",
		control->path, line, control->set->name, set_head_words[part], said->item, trouble);
}

static bool take_line(struct control *control, long line, const char *text, size_t length)
{
	size_t split = 0;
	while (split < length && strchr("=:,", text[split]) == NULL)
		split++;
	if (split == length)
		return true;
	const char *key = text, *value = text + split + 1;
	size_t key_length = trim_quotes(&key, split);
	size_t value_length = trim_quotes(&value, length - split - 1);
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++) {
		const struct export_said *said = &control->set->head[part];
		if (said->source == EXPORT_BY_CONTROL && strlen(said->item) == key_length &&
			memcmp(said->item, key, key_length) == 0 &&
			!say_part(control, (enum export_head_part)part, line, value, value_length))
			return false;
	}
	return true;
}

static bool take_lines(struct control *control, const char *text, size_t length)
{
	long line = 1;
	for (size_t at = 0; at < length; line++) {
		size_t end = at;
		while (end < length && text[end] != '\n' && text[end] != '\r')
			end++;
		if (!take_line(control, line, text + at, end - at))
			return false;
		at = end + (end + 1 < length && memcmp(text + end, "\r\n", 2) == 0 ? 2 : 1);
	}
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++)
		if (control->set->head[part].source == EXPORT_BY_CONTROL && !control->met[part])
			return fault_set(control->why, FAULT_REGISTER,
				"%s:0: set %s: the control file does not say the %s (key \"%s\")",
				control->path, control->set->name, set_head_words[part],
				control->set->head[part].item);
	return true;
}

bool control_file_read(
	const struct export_set *set, const char *path, struct set_head *head, struct fault *why)
{
	struct arena *work = arena_open();
	struct source *source = NULL;
	struct set_head said = *head;
	struct control control = {.set = set, .path = path, .head = &said, .why = why};
	char *text = arena_alloc(work, CONTROL_BYTES_MAX);
	size_t length;
	bool read = source_open(path, work, &source, why);
	if (read) {
		const struct text_stream_of of = {source, path,
			arena_print(work, phrase("set %s: "), set->name), set->encoding};
		read = read_all(&of, work, text, &length, why) &&
		       take_lines(&control, text, length);
	}
	source_close(source);
	arena_close(work);
	if (read)
		*head = said;
	return read;
}
