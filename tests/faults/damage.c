/* Loaded before zlib (LD_PRELOAD): one bit of what the n-th deflate of a whole stream gives
 * (KIGEN_DAMAGE=n) is another, as if memory had lost it before the file was written. How many there
 * were is written to KIGEN_DEFLATES. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void write_count(int calls)
{
	const char *counted = getenv("KIGEN_DEFLATES");
	FILE *file = counted != NULL ? fopen(counted, "w") : NULL;
	if (file != NULL) {
		fprintf(file, "%d\n", calls);
		fclose(file);
	}
}

static int says_same(const Bytef *deflated, uLong length, const Bytef *said, uLong said_length)
{
	uLongf room = said_length + 1;
	Bytef *again = malloc(room);
	int same = again != NULL && uncompress(again, &room, deflated, length) == Z_OK &&
		   room == said_length && memcmp(again, said, room) == 0;
	free(again);
	return same;
}

/* In the middle, or at the first byte behind it where it matters: with one bit in some thousands
 * the same text is copied from another place where it stands too, and nothing is damaged. */
static void damage(Bytef *deflated, uLong length, const Bytef *said, uLong said_length)
{
	for (uLong at = length / 2; at < length; at++) {
		deflated[at] ^= 4;
		if (!says_same(deflated, length, said, said_length))
			return;
		deflated[at] ^= 4;
	}
}

int deflate(z_stream *stream, int flush)
{
	static int calls;
	int (*next)(z_stream *, int) = (int (*)(z_stream *, int))dlsym(RTLD_NEXT, "deflate");
	const char *damaged = getenv("KIGEN_DAMAGE");
	const Bytef *said = stream->next_in;
	uLong said_length = stream->avail_in;
	Bytef *out = stream->next_out;
	int status = next(stream, flush);
	if (flush != Z_FINISH)
		return status;
	write_count(++calls);
	if (damaged != NULL && atoi(damaged) == calls)
		damage(out, (uLong)(stream->next_out - out), said, said_length);
	return status;
}
