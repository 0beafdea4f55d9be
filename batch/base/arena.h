#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

/*
 * Memory that is given back all at once. The night's arena lives as long as the run, the
 * record's is reset after each resident, a sheet's after each sheet. Nothing is freed one by one.
 *
 * No function here fails: a machine without memory ends the program with a message and
 * status 70 (nothing was committed, so the next run starts clean).
 */
struct arena;

/* A new, empty arena. The caller closes it. */
struct arena *arena_open(void);

/* Gives back the arena and all that came from it. NULL is allowed. */
void arena_close(struct arena *arena);

/* Makes everything that came from the arena invalid and keeps its first block for reuse. */
void arena_reset(struct arena *arena);

/* `size` bytes, zeroed, aligned for any type. Never NULL, not even for size 0. */
void *arena_alloc(struct arena *arena, size_t size);

/* Room for `count` more items behind `used` of them: returns `items` itself while they fit into
 * *capacity, else a doubled copy (*capacity is updated; the old one stays valid until the arena
 * is reset). Start with items NULL, used 0, *capacity 0. New items are zeroed. */
void *arena_grow(struct arena *arena, void *items, size_t used, size_t count, size_t *capacity,
	size_t item_size);

/* A NUL-terminated copy of `length` bytes; of a whole string; of a format's result.
 * arena_copy(NULL) is NULL. */
char *arena_text(struct arena *arena, const char *bytes, size_t length);
char *arena_copy(struct arena *arena, const char *string);
char *arena_print(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Bytes handed out since the arena was opened or last reset: what something keeps can be told. */
size_t arena_used(const struct arena *arena);

#endif
