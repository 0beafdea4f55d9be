#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks in a chain, the newest first; what is larger than a block has one of its own, and an
 * arena that is reset keeps the first. All that is handed out is zeroed: a structure that nobody
 * has filled in says nothing, absent and false. */

/* One block holds many small things; a thing larger than a block gets one of its own. */
enum { BLOCK_BYTES = 64 * 1024 };

struct block {
	struct block *next; /* the one opened before this one */
	size_t size;        /* bytes behind the header */
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *newest;
	size_t used;
};

/* The one place below the commands that ends the program: there is no answer to give without
 * memory, and no caller could do anything but stop. */
static _Noreturn void out_of_memory(void)
{
	static const char message[] = "kigen: out of memory\n";
	fwrite(message, 1, sizeof message - 1, stderr);
	exit(70);
}

static struct block *block_open(size_t size, struct block *next)
{
	struct block *block = malloc(sizeof *block + size);
	if (block == NULL)
		out_of_memory();
	block->next = next;
	block->size = size;
	block->used = 0;
	return block;
}

struct arena *arena_open(void)
{
	struct arena *arena = malloc(sizeof *arena);
	if (arena == NULL)
		out_of_memory();
	arena->newest = block_open(BLOCK_BYTES, NULL);
	arena->used = 0;
	return arena;
}

void arena_close(struct arena *arena)
{
	if (arena == NULL)
		return;
	for (struct block *block = arena->newest, *next; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

void arena_reset(struct arena *arena)
{
	struct block *block = arena->newest;
	while (block->next != NULL) {
		struct block *next = block->next;
		free(block);
		block = next;
	}
	block->used = 0;
	arena->newest = block;
	arena->used = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t step = alignof(max_align_t);
	if (size > SIZE_MAX / 2)
		out_of_memory();
	size_t need = (size + step - 1) / step * step + (size == 0 ? step : 0);
	struct block *block = arena->newest;
	if (block->size - block->used < need) {
		block = block_open(need > BLOCK_BYTES ? need : BLOCK_BYTES, block);
		arena->newest = block;
	}
	void *start = block->bytes + block->used;
	block->used += need;
	arena->used += need;
	return memset(start, 0, need);
}

void *arena_grow(struct arena *arena, void *items, size_t used, size_t count, size_t *capacity,
	size_t item_size)
{
	if (used + count <= *capacity)
		return items;
	size_t wanted = *capacity < 16 ? 16 : *capacity * 2;
	while (wanted < used + count)
		wanted *= 2;
	if (wanted > SIZE_MAX / 2 / item_size)
		out_of_memory();
	void *grown = arena_alloc(arena, wanted * item_size);
	if (used > 0)
		memcpy(grown, items, used * item_size);
	*capacity = wanted;
	return grown;
}

char *arena_text(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);
	if (length > 0)
		memcpy(copy, bytes, length);
	return copy;
}

char *arena_copy(struct arena *arena, const char *string)
{
	return string == NULL ? NULL : arena_text(arena, string, strlen(string));
}

char *arena_print(struct arena *arena, const char *format, ...)
{
	va_list values, again;
	va_start(values, format);
	va_copy(again, values);
	int length = vsnprintf(NULL, 0, format, values);
	va_end(values);
	char *text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
