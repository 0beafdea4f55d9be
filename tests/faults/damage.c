/* Loaded before zlib (LD_PRELOAD): one bit of what the n-th deflate of a whole stream gives
 * (KIGEN_DAMAGE=n) is another, as if memory had lost it before the file was written. How many there
 * were is written to KIGEN_DEFLATES. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
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

int deflate(z_stream *stream, int flush)
{
	static int calls;
	int (*next)(z_stream *, int) = (int (*)(z_stream *, int))dlsym(RTLD_NEXT, "deflate");
	const char *damaged = getenv("KIGEN_DAMAGE");
	unsigned char *out = stream->next_out;
	int status = next(stream, flush);
	if (flush != Z_FINISH)
		return status;
	write_count(++calls);
	if (damaged != NULL && atoi(damaged) == calls)
		out[(size_t)(stream->next_out - out) / 2] ^= 4;
	return status;
}
