#include "intake/export/text_stream.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/xml/windows_31j.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

/* Bytes are read behind what is left of the piece before (less than one sign), turned into UTF-8
 * where they are none, and looked through. What is no text is remembered until all before it has
 * been handed out, so that whoever counts lines has come to it. */

enum { RAW_BYTES = 64 * 1024, SIGN_BYTES_MAX = 4, GROWTH = 3 };

struct text_stream {
	struct text_stream_of of;
	iconv_t converter;           /* of UTF-16 */
	bool converts;               /* it is open */
	struct windows_31j *windows; /* with neither of the two the bytes are UTF-8 */
	bool begun;                  /* the mark has been looked for */
	bool closed;                 /* U+001A has come: nothing may follow */
	char *raw; /* as read; `kept` bytes of it, half a sign, are still to be turned */
	size_t kept, kept_at;
	char *text;          /* of a converter */
	const char *trouble; /* what the bytes are behind the piece handed out; NULL: text */
};

static const char not_of_encoding[] = PHRASE("bytes that are no text in the encoding of the set");
static const char windows_31j_meant[] = PHRASE(
	"bytes that are no UTF-8, which the set is said to be; hint: they read as Windows-31J: "
	"encoding=\"windows-31j\"");
static const char utf_8_meant[] = PHRASE(
	"the set is said to be Windows-31J, and its bytes are UTF-8; hint: encoding=\"utf-8\"");

static bool refuse_text(const struct text_stream *stream, long line, struct fault *why)
{
	return fault_set(why, FAULT_REGISTER, "%s:%ld: %s%s", stream->of.path, line,
		stream->of.about, phrase(stream->trouble));
}

static bool open_converter(struct text_stream *stream, const char *name, struct fault *why)
{
	stream->converter = iconv_open("UTF-8", name);
	stream->converts = stream->converter != (iconv_t)-1;
	if (!stream->converts)
		return fault_system(why, FAULT_INTERNAL, errno, "the encoding %s", name);
	return true;
}

bool text_stream_open(const struct text_stream_of *of, struct arena *arena,
	struct text_stream **stream, struct fault *why)
{
	struct text_stream *opened = arena_alloc(arena, sizeof *opened);
	opened->of = *of;
	opened->raw = arena_alloc(arena, RAW_BYTES);
	if (of->encoding != EXPORT_UTF_8)
		opened->text = arena_alloc(arena, (size_t)RAW_BYTES * GROWTH);
	if (of->encoding == EXPORT_WINDOWS_31J && !windows_31j_open(arena, &opened->windows, why))
		return false;
	*stream = opened;
	return true;
}

void text_stream_close(struct text_stream *stream)
{
	if (stream == NULL)
		return;
	if (stream->converts)
		iconv_close(stream->converter);
	windows_31j_close(stream->windows);
}

/* The marks, and what a set says of whose file begins so. */
static const struct {
	const char *bytes;
	size_t length;
	const char *trouble; /* where the encoding is another one */
} marks[] = {
	{"\xEF\xBB\xBF", 3,
		PHRASE("the file begins with the mark of UTF-8, the set has another encoding")},
	{"\xFF\xFE", 2,
		PHRASE("the file begins with the mark of UTF-16 (little endian), the set has "
		       "another encoding")},
	{"\xFE\xFF", 2,
		PHRASE("the file begins with the mark of UTF-16 (big endian), the set has "
		       "another encoding")},
};
enum { MARK_UTF_8, MARK_LITTLE, MARK_BIG, MARKS };

/* Looks for a mark at the head of `length` bytes; how many it takes. Of UTF-16 it says the order of
 * the bytes. */
static size_t take_mark(struct text_stream *stream, size_t length)
{
	static const bool fits[][MARKS] = {
		[EXPORT_UTF_8] = {[MARK_UTF_8] = true},
		[EXPORT_UTF_16] = {[MARK_LITTLE] = true, [MARK_BIG] = true},
		[EXPORT_UTF_16BE] = {[MARK_BIG] = true},
		[EXPORT_WINDOWS_31J] = {false},
	};
	for (unsigned i = 0; i < MARKS; i++)
		if (length >= marks[i].length &&
			memcmp(stream->raw, marks[i].bytes, marks[i].length) == 0) {
			if (!fits[stream->of.encoding][i])
				stream->trouble = marks[i].trouble;
			return marks[i].length;
		}
	return 0;
}

/* At the first bytes: the mark is taken away and the converter chosen. */
static bool begin_text(struct text_stream *stream, size_t *length, struct fault *why)
{
	enum export_encoding encoding = stream->of.encoding;
	bool big = encoding == EXPORT_UTF_16BE ||
		   (*length >= 2 && memcmp(stream->raw, marks[MARK_BIG].bytes, 2) == 0);
	size_t mark = take_mark(stream, *length);
	stream->begun = true;
	if ((encoding == EXPORT_UTF_16 || encoding == EXPORT_UTF_16BE) &&
		!open_converter(stream, big ? "UTF-16BE" : "UTF-16LE", why))
		return false;
	*length -= mark;
	memmove(stream->raw, stream->raw + mark, *length);
	return true;
}

/* Fills `raw` behind what is kept; of the first bytes so many that a mark would be whole. */
static bool fill_raw(struct text_stream *stream, size_t *length, bool *ended, struct fault *why)
{
	size_t got = 1;
	memmove(stream->raw, stream->raw + stream->kept_at, stream->kept);
	*length = stream->kept;
	do {
		if (!source_read(stream->of.source, stream->raw + *length, RAW_BYTES - *length,
			    &got, why))
			return false;
		*length += got;
	} while (!stream->begun && got > 0 && *length < SIGN_BYTES_MAX);
	*ended = got == 0;
	return true;
}

static size_t convert_windows(struct text_stream *stream, size_t length)
{
	const char *from = stream->raw;
	size_t left = length, got;
	if (!windows_31j_turn(stream->windows, &from, &left, stream->text, &got))
		stream->trouble = not_of_encoding;
	stream->kept = left;
	stream->kept_at = length - left;
	return got;
}

/* Turns `length` raw bytes into text; what is left of them is kept. */
static size_t convert_text(struct text_stream *stream, size_t length)
{
	if (stream->windows != NULL)
		return convert_windows(stream, length);
	char *from = stream->raw, *to = stream->text;
	size_t left = length, room = (size_t)RAW_BYTES * GROWTH;
	if (iconv(stream->converter, &from, &left, &to, &room) == (size_t)-1 && errno != EINVAL)
		stream->trouble = not_of_encoding; /* room there is: a byte or two become three */
	stream->kept = left;
	stream->kept_at = length - left;
	return (size_t)(to - stream->text);
}

static bool only_closes(const char *text, size_t length)
{
	while (length > 0 && text[length - 1] == 0x1A)
		length--;
	return length == 0;
}

/* How much of a text stands before the first sign that none may have; a close of the file there is
 * noted. */
static size_t look_through(struct text_stream *stream, const char *text, size_t length)
{
	size_t at = 0;
	if (stream->closed && !only_closes(text, length))
		stream->trouble = PHRASE("something stands behind U+001A, which closes the file");
	if (stream->closed)
		return 0;
	for (uint64_t eight; at < length; at++) {
		while (length - at > sizeof eight) { /* none below U+0020 among eight bytes */
			memcpy(&eight, text + at, sizeof eight);
			if (((eight - 0x2020202020202020u) & ~eight & 0x8080808080808080u) != 0)
				break;
			at += sizeof eight;
		}
		unsigned char byte = (unsigned char)text[at];
		if (byte >= ' ' || byte == '\t' || byte == '\n' || byte == '\r')
			continue;
		stream->closed = only_closes(text + at, length - at);
		if (!stream->closed)
			stream->trouble =
				byte == 0
					? PHRASE("U+0000 in the text; hint: is it UTF-16?")
					: PHRASE("a control character (below U+0020) in the text");
		return at;
	}
	return length;
}

/* The next piece, which may be empty without being the end. */
static bool read_piece(struct text_stream *stream, const char **text, size_t *length, bool *ended,
	struct fault *why)
{
	size_t raw;
	if (!fill_raw(stream, &raw, ended, why))
		return false;
	if (!stream->begun && !begin_text(stream, &raw, why))
		return false;
	if (stream->windows != NULL && windows_31j_is_utf_8(stream->raw, raw))
		stream->trouble = utf_8_meant;
	if (stream->trouble != NULL) {
		*length = 0;
		return true;
	}
	if (stream->converts || stream->windows != NULL) {
		*length = convert_text(stream, raw);
		*text = stream->text;
	} else {
		*length = text_valid_length(stream->raw, raw);
		*text = stream->raw;
		stream->kept = raw - *length;
		stream->kept_at = *length;
	}
	if (stream->kept >= SIGN_BYTES_MAX || (*ended && stream->kept > 0))
		stream->trouble = stream->of.encoding == EXPORT_UTF_8 &&
						  windows_31j_reads(stream->raw + stream->kept_at,
							  stream->kept)
					  ? windows_31j_meant
					  : not_of_encoding;
	*length = look_through(stream, *text, *length);
	return true;
}

bool text_stream_read(
	struct text_stream *stream, long line, const char **text, size_t *length, struct fault *why)
{
	bool ended = false;
	*length = 0;
	while (*length == 0 && !ended && stream->trouble == NULL)
		if (!read_piece(stream, text, length, &ended, why))
			return false;
	if (*length == 0 && stream->trouble != NULL)
		return refuse_text(stream, line, why);
	return true;
}
