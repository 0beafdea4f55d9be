#ifndef MODEL_TOWN_H
#define MODEL_TOWN_H

#include <stddef.h>

/* A town as Japan Post lists it: what stands in an address before its numbers. Where a name itself
 * holds a numeral (八丁目, 新川６条, 東１線南) only the list tells how far it goes. */
struct town {
	char postal[8]; /* seven digits */
	const char *prefecture, *city;
	const char *name; /* "": the code stands for all of the city, or for what has no town */
};

struct town_list {
	const struct town *list; /* by postal code; one code may have several towns */
	size_t count;
};

#endif
