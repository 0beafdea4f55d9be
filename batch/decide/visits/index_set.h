#ifndef DECIDE_VISITS_INDEX_SET_H
#define DECIDE_VISITS_INDEX_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A set of indices below a number that its owner knows: an array of words with one bit each, all 0
 * when it is empty. Nothing here fails. */
typedef uint64_t set_word;

enum { SET_WORD_BITS = 64 };

/* The words of a set of indices below `count`. */
static inline size_t set_words(size_t count)
{
	return (count + SET_WORD_BITS - 1) / SET_WORD_BITS;
}

static inline bool in_set(const set_word *set, size_t index)
{
	return (set[index / SET_WORD_BITS] >> index % SET_WORD_BITS & 1) != 0;
}

/* Puts an index in, or takes it out. */
static inline void put_in_set(set_word *set, size_t index, bool in)
{
	set_word bit = (set_word)1 << index % SET_WORD_BITS;
	set_word *word = &set[index / SET_WORD_BITS];
	*word = in ? *word | bit : *word & ~bit;
}

/* Takes the lowest index out of *word, a copy of the word at `at` of a set; it is not 0. */
static inline size_t pop_index(set_word *word, size_t at)
{
	size_t index = at * SET_WORD_BITS + (size_t)__builtin_ctzll(*word);
	*word &= *word - 1;
	return index;
}

#endif
