#include "document/residents/telephone.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

/* Japan's own numbers begin with 0, which the country's code stands for; the office's hyphens stay,
 * for they show where the area ends. */

/* 着信課金 and 統一番号: 総務省, 電気通信番号計画, part 2. */
static const char *const national[] = {"0120", "0800", "0570"};

static bool dialled_at_home(const char *digits)
{
	for (size_t i = 0; i < sizeof national / sizeof national[0]; i++)
		if (text_begins(digits, national[i]))
			return true;
	return digits[0] != '0';
}

/* Those characters of a number that are among `kept`. */
static char *number_parts(const char *phone, const char *kept, struct arena *arena)
{
	char *parts = arena_alloc(arena, strlen(phone) + 1), *end = parts;
	for (; *phone != '\0'; phone++)
		if (strchr(kept, *phone) != NULL)
			*end++ = *phone;
	return parts;
}

const char *telephone_number(const char *phone, struct arena *arena)
{
	const char *digits = number_parts(phone, "+0123456789", arena);
	if (dialled_at_home(digits))
		return digits[0] == '+' ? number_parts(phone, "+-0123456789", arena) : digits;
	return arena_print(arena, "+81-%s", number_parts(phone, "-0123456789", arena) + 1);
}
