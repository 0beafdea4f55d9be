#include "intake/xml/source.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <zlib.h>

/* Pieces are small enough to stay in the processor's cache while they are read, summed, unpacked
 * and parsed. The sum is of the bytes as stored; what unpacks to far more than a register does is
 * refused on the way. */

/* Small enough to stay in the processor's cache between being read, hashed and parsed. */
enum { SOURCE_BUFFER_BYTES = 128 * 1024 };

/* Above the first, whatever unpacks to more than the second times its size is refused. */
enum { RATIO_FREE_BYTES = 8 * 1024 * 1024, RATIO_MAX = 256 };

struct source {
	const char *path;
	int file;
	struct digest digest;
	uint64_t done, total;
	char *bytes; /* as stored, already hashed */
	size_t at, end;
	bool packed;
	z_stream inflater; /* of a packed file only, as are the next three */
	bool member_open;  /* inside a member; between members the file may end */
	uint64_t unpacked;
	bool ended;                    /* the last byte has been handed out */
	char ahead[SOURCE_PEEK_BYTES]; /* unpacked, shown to who peeks and not yet read */
	size_t ahead_at, ahead_end;
};

/* Reads on into the empty buffer; at == end afterwards is the end of the file. */
static bool fill_buffer(struct source *source, struct fault *why)
{
	ssize_t got;
	do
		got = read(source->file, source->bytes, SOURCE_BUFFER_BYTES);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return fault_system(why, FAULT_INPUT, errno, "%s", source->path);
	source->at = 0;
	source->end = (size_t)got;
	source->done += (uint64_t)got;
	digest_update(&source->digest, source->bytes, source->end);
	return true;
}

/* The magic may come in two reads from a pipe, so the buffer is filled until both bytes are there.
 */
static bool detect_packing(struct source *source, struct fault *why)
{
	if (!fill_buffer(source, why))
		return false;
	while (source->end == 1) {
		ssize_t got = read(source->file, source->bytes + 1, SOURCE_BUFFER_BYTES - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fault_system(why, FAULT_INPUT, errno, "%s", source->path);
		if (got == 0)
			break;
		digest_update(&source->digest, source->bytes + 1, (size_t)got);
		source->end += (size_t)got;
		source->done += (uint64_t)got;
	}
	source->packed = source->end >= 2 && memcmp(source->bytes, "\x1f\x8b", 2) == 0;
	if (!source->packed)
		return true;
	if (inflateInit2(&source->inflater, 15 + 16) != Z_OK) {
		source->packed = false;
		return fault_set(why, FAULT_INTERNAL, "%s: zlib does not start", source->path);
	}
	source->member_open = true;
	return true;
}

/* A file that has all its bytes, or a pipe that a process was given (standard input, a shell's
 * <(…)). A FIFO of the file system may have nobody at its other end, ever; a socket or a device is
 * a mistake. */
static bool readable_kind(int file, const struct stat *status)
{
	struct statfs system;
	return S_ISREG(status->st_mode) ||
	       (S_ISFIFO(status->st_mode) && fstatfs(file, &system) == 0 &&
		       system.f_type == PIPEFS_MAGIC);
}

bool source_open(const char *path, struct arena *arena, struct source **source, struct fault *why)
{
	struct source *opened = arena_alloc(arena, sizeof *opened);
	opened->path = path;
	/* Without O_NONBLOCK a FIFO would be waited for here already. */
	opened->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (opened->file < 0)
		return fault_system(why, FAULT_INPUT, errno, "%s", path);
	struct stat status;
	if (fstat(opened->file, &status) != 0) {
		fault_system(why, FAULT_INPUT, errno, "%s", path);
		goto out;
	}
	if (S_ISDIR(status.st_mode)) {
		fault_system(why, FAULT_INPUT, EISDIR, "%s", path);
		goto out;
	}
	if (!readable_kind(opened->file, &status)) {
		fault_set(why, FAULT_INPUT,
			"%s: neither a file nor a pipe on standard input; hint: name a file", path);
		goto out;
	}
	if (fcntl(opened->file, F_SETFL, 0) != 0) {
		fault_system(why, FAULT_INPUT, errno, "%s", path);
		goto out;
	}
	if (S_ISREG(status.st_mode)) {
		opened->total = (uint64_t)status.st_size;
		posix_fadvise(opened->file, 0, 0, POSIX_FADV_SEQUENTIAL);
	}
	opened->bytes = arena_alloc(arena, SOURCE_BUFFER_BYTES);
	digest_init(&opened->digest);
	if (!detect_packing(opened, why))
		goto out;
	*source = opened;
	return true;
out:
	source_close(opened);
	return false;
}

static bool read_plain(
	struct source *source, char *out, size_t size, size_t *got, struct fault *why)
{
	if (source->at == source->end && !source->ended && !fill_buffer(source, why))
		return false;
	size_t here = source->end - source->at;
	*got = here < size ? here : size;
	memcpy(out, source->bytes + source->at, *got);
	source->at += *got;
	source->ended = *got == 0;
	return true;
}

/* Feeds the inflater until it gives bytes or the file has ended between two members. */
static bool read_packed(
	struct source *source, char *out, size_t size, size_t *got, struct fault *why)
{
	z_stream *inflater = &source->inflater;
	*got = 0;
	while (*got == 0 && !source->ended) {
		if (source->at == source->end && !fill_buffer(source, why))
			return false;
		if (source->at == source->end) {
			if (source->member_open)
				return fault_set(why, FAULT_REGISTER,
					"%s: the gzip file is cut off", source->path);
			source->ended = true;
			break;
		}
		if (!source->member_open) {
			if (inflateReset(inflater) != Z_OK)
				return fault_set(why, FAULT_INTERNAL, "%s: zlib does not restart",
					source->path);
			source->member_open = true;
		}
		inflater->next_in = (Bytef *)source->bytes + source->at;
		inflater->avail_in = (uInt)(source->end - source->at);
		inflater->next_out = (Bytef *)out;
		inflater->avail_out = size > 1u << 30 ? 1u << 30 : (uInt)size;
		uInt room = inflater->avail_out;
		int answer = inflate(inflater, Z_NO_FLUSH);
		source->at = source->end - inflater->avail_in;
		*got = room - inflater->avail_out;
		if (answer == Z_STREAM_END)
			source->member_open = false;
		else if (answer != Z_OK && answer != Z_BUF_ERROR)
			return fault_set(why, FAULT_REGISTER,
				"%s: the gzip file is damaged near byte %llu", source->path,
				(unsigned long long)(source->done - inflater->avail_in));
	}
	source->unpacked += *got;
	if (source->unpacked > RATIO_FREE_BYTES && source->unpacked / RATIO_MAX > source->done)
		return fault_set(why, FAULT_REGISTER,
			"%s: the gzip file unpacks to more than %d times its size; "
			"hint: give the unpacked file if it is right",
			source->path, RATIO_MAX);
	return true;
}

static bool read_on(struct source *source, char *out, size_t size, size_t *got, struct fault *why)
{
	return source->packed ? read_packed(source, out, size, got, why)
			      : read_plain(source, out, size, got, why);
}

bool source_peek(struct source *source, const char **bytes, size_t *got, struct fault *why)
{
	size_t more = 1;
	while (more > 0 && source->ahead_end < sizeof source->ahead) {
		if (!read_on(source, source->ahead + source->ahead_end,
			    sizeof source->ahead - source->ahead_end, &more, why))
			return false;
		source->ahead_end += more;
	}
	*bytes = source->ahead;
	*got = source->ahead_end;
	return true;
}

bool source_read(struct source *source, char *out, size_t size, size_t *got, struct fault *why)
{
	size_t ahead = source->ahead_end - source->ahead_at;
	if (ahead == 0)
		return read_on(source, out, size, got, why);
	*got = ahead < size ? ahead : size;
	memcpy(out, source->ahead + source->ahead_at, *got);
	source->ahead_at += *got;
	return true;
}

uint64_t source_done(const struct source *source)
{
	return source->done;
}

uint64_t source_total(const struct source *source)
{
	return source->total;
}

char *source_digest(struct source *source, char out[DIGEST_TEXT_BYTES])
{
	uint8_t sum[DIGEST_BYTES];
	digest_done(&source->digest, sum);
	return digest_text(sum, out);
}

void source_close(struct source *source)
{
	if (source == NULL)
		return;
	if (source->packed)
		inflateEnd(&source->inflater);
	close(source->file);
}
