#ifndef BASE_SORTED_H
#define BASE_SORTED_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Arrays that are in order: all elements with one key, which lie beside each other (bsearch finds
 * any one of them). Orders are those of qsort and bsearch; an array without elements may be NULL.
 */

/* A key against an element: below, at or above zero as for bsearch. */
typedef int sorted_order(const void *key, const void *element);

/* The first of the elements that have this key, and how many there are in *run, which may be NULL;
 * NULL and 0 when there is none. `elements` has `count` of `size` bytes. */
const void *sorted_run(const void *key, const void *elements, size_t count, size_t size,
	sorted_order *order, size_t *run);

/* The order, for qsort, of strings: bytewise. */
int sorted_texts(const void *left, const void *right);

/* Is this one of the strings, which are in that order? */
bool sorted_lists(const char *const *texts, size_t count, const char *text);

#endif
