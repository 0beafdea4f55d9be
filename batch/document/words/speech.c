#include "document/words/speech.h"

#include "base/markup.h"
#include "base/text.h"
#include "document/words/furigana.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* What is left out changes how a sign looks, where a line may break or what a reader's eye finds,
 * never what is said. */

static const struct range {
	uint32_t first, last;
} silent[] = {
	{'*', '*'},
	{0x00AD, 0x00AD}, /* where a word may be parted */
	{0x200B, 0x200B},
	{0x200E, 0x200F}, /* directions */
	{0x202A, 0x202E},
	{0x203B, 0x203B}, /* ※ */
	{0x2060, 0x206F},
	{0xE000, 0xF8FF}, /* private use */
	{0xFE00, 0xFE0F}, /* which form of a sign */
	{0xFEFF, 0xFEFF},
	{0xFFF9, 0xFFFB}, /* readings that furigana_leave_out could not tell */
	{0xE0000, 0xE0FFF},
	{0xF0000, 0x10FFFF},
};

static bool is_silent(uint32_t sign)
{
	for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++)
		if (sign >= silent[i].first && sign <= silent[i].last)
			return true;
	return false;
}

const char *speech_plain(const char *markup, struct arena *arena)
{
	const char *text = markup_plain(arena, furigana_leave_out(markup, arena));
	char *said = arena_alloc(arena, strlen(text) + 1);
	size_t used = 0;
	bool apart = false;
	for (const char *at = text; *at != '\0';) {
		const char *from = at;
		uint32_t sign = text_next(&at);
		if (is_silent(sign))
			continue;
		if (text_is_blank(sign)) {
			apart = used > 0;
			continue;
		}
		if (apart)
			said[used++] = ' ';
		apart = false;
		memcpy(said + used, from, (size_t)(at - from));
		used += (size_t)(at - from);
	}
	said[used] = '\0';
	return said;
}

size_t speech_length(const char *text)
{
	size_t length = 0;
	for (; *text != '\0'; text++)
		length += ((unsigned char)*text & 0xC0) != 0x80;
	return length;
}
