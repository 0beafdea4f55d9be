#include "ledger/sum.h"

#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * A sum is one line: its form, the change counter, the digest of the file, and eight bytes of a
 * digest of the line itself, so that a damaged sum is none instead of an accusation. It is not
 * synced: after a power cut an old one is silent, for its counter is.
 *
 * Closing any descriptor of a file gives up all of this process's POSIX locks on it, SQLite's too.
 * So the file is read only while SQLite holds none.
 */

enum {
	COUNTER_OFFSET = 24, /* https://www.sqlite.org/fileformat.html, 1.3.7 */
	COUNTER_BYTES = 4,
	CHUNK_BYTES = 1 << 18,
	LINE_BYTES = 160,
};

static const char *sum_name(const char *real, struct arena *arena)
{
	return arena_print(arena, "%s.sum", real);
}

/* The line of a file with this counter and digest. */
static const char *line_of(
	const uint8_t counter[COUNTER_BYTES], const char *digest, struct arena *arena)
{
	uint8_t sum[DIGEST_BYTES];
	char own[DIGEST_TEXT_BYTES];
	struct digest check;
	const char *line = arena_print(arena, "kigen-sum 1 %02x%02x%02x%02x %s", counter[0],
		counter[1], counter[2], counter[3], digest);
	digest_init(&check);
	digest_update(&check, line, strlen(line));
	digest_done(&check, sum);
	return arena_print(arena, "%s %.16s\n", line, digest_text(sum, own));
}

/* The change counter of an open file; false when it has none. */
static bool read_counter(int file, uint8_t counter[COUNTER_BYTES])
{
	return pread(file, counter, COUNTER_BYTES, COUNTER_OFFSET) == COUNTER_BYTES;
}

/* False with errno. */
static bool digest_file(int file, struct arena *arena, char text[DIGEST_TEXT_BYTES])
{
	uint8_t *chunk = arena_alloc(arena, CHUNK_BYTES), sum[DIGEST_BYTES];
	struct digest digest;
	off_t offset = 0;
	digest_init(&digest);
	for (ssize_t got = 1; got != 0;) {
		got = pread(file, chunk, CHUNK_BYTES, offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		digest_update(&digest, chunk, (size_t)got);
		offset += got;
	}
	digest_done(&digest, sum);
	digest_text(sum, text);
	return true;
}

/* Is there a sound sum of a file with this counter? */
static bool read_sum(const char *name, const uint8_t counter[COUNTER_BYTES], struct arena *arena,
	char line[LINE_BYTES])
{
	char digest[DIGEST_TEXT_BYTES] = "";
	int file = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t got = file < 0 ? -1 : read(file, line, LINE_BYTES - 1);
	if (file >= 0)
		close(file);
	if (got <= 0)
		return false;
	line[got] = '\0';
	return sscanf(line, "kigen-sum 1 %*8[0-9a-f] %64[0-9a-f]", digest) == 1 &&
	       strcmp(line, line_of(counter, digest, arena)) == 0;
}

bool sum_check(const char *real, struct arena *arena, enum sum_verdict *verdict, struct fault *why)
{
	char line[LINE_BYTES], digest[DIGEST_TEXT_BYTES];
	uint8_t counter[COUNTER_BYTES];
	int file = open(real, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return fault_system(why, FAULT_OUTPUT, errno, "%s: ledger: cannot be read", real);
	*verdict = SUM_SILENT;
	bool read = true;
	if (read_counter(file, counter) && read_sum(sum_name(real, arena), counter, arena, line)) {
		read = digest_file(file, arena, digest);
		if (!read)
			fault_system(why, FAULT_WRITE, errno,
				"%s: ledger: the disk could not be read", real);
		else
			*verdict = strcmp(line, line_of(counter, digest, arena)) == 0 ? SUM_SAME
										      : SUM_OTHER;
	}
	close(file);
	return read;
}

/* A whole sum or none: by a file beside it. */
static bool write_sum(const char *name, const char *line, struct arena *arena)
{
	const char *fresh = arena_print(arena, "%s.new", name);
	size_t length = strlen(line);
	int file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640);
	if (file < 0)
		return false;
	bool written = write(file, line, length) == (ssize_t)length;
	written = close(file) == 0 && written && rename(fresh, name) == 0;
	if (!written)
		unlink(fresh);
	return written;
}

void sum_leave(const char *real, struct arena *arena)
{
	char line[LINE_BYTES], digest[DIGEST_TEXT_BYTES];
	uint8_t counter[COUNTER_BYTES];
	const char *name = sum_name(real, arena);
	int file = open(real, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return;
	bool counted = read_counter(file, counter);
	bool left = counted && read_sum(name, counter, arena, line);
	if (!left)
		left = counted && digest_file(file, arena, digest) &&
		       write_sum(name, line_of(counter, digest, arena), arena);
	if (!left)
		unlink(name);
	close(file);
}

void sum_forget(const char *real, struct arena *arena)
{
	unlink(sum_name(real, arena));
}
