#include "document/files/sums.h"

#include "base/digest.h"
#include "base/phrase.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/*
 * Read as the outbox writes it: 64 digits, two blanks, the path. A folder whose sums cannot be read
 * is told by that.
 */

static bool digest_of(const char *path, char text[DIGEST_TEXT_BYTES])
{
	uint8_t bytes[1 << 14], sum[DIGEST_BYTES];
	struct digest digest;
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return false;
	digest_init(&digest);
	for (size_t got; (got = fread(bytes, 1, sizeof bytes, file)) > 0;)
		digest_update(&digest, bytes, got);
	bool read = ferror(file) == 0;
	fclose(file);
	digest_done(&digest, sum);
	digest_text(sum, text);
	return read;
}

const char *sums_trouble(const char *parent, const char *name, struct arena *arena)
{
	enum { DIGITS = DIGEST_TEXT_BYTES - 1, LINE_MAX = 1024 };
	char line[LINE_MAX], digest[DIGEST_TEXT_BYTES];
	const char *trouble = NULL;
	FILE *sums = fopen(arena_print(arena, "%s/%s/SHA256SUMS", parent, name), "re");
	if (sums == NULL)
		return phrase("SHA256SUMS is missing");
	while (trouble == NULL && fgets(line, sizeof line, sums) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strlen(line) < DIGITS + 3) {
			trouble = phrase("SHA256SUMS has other bytes");
			break;
		}
		const char *path = line + DIGITS + 2;
		if (!digest_of(arena_print(arena, "%s/%s/%s", parent, name, path), digest))
			trouble = arena_print(arena, phrase("%s is missing"), path);
		else if (strncmp(line, digest, DIGITS) != 0)
			trouble = arena_print(arena, phrase("%s has other bytes"), path);
	}
	fclose(sums);
	return trouble;
}
