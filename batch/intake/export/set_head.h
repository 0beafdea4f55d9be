#ifndef INTAKE_EXPORT_SET_HEAD_H
#define INTAKE_EXPORT_SET_HEAD_H

#include "base/municipality.h"
#include "intake/export/description.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What a file says of itself: whose it is, of what day, and how many rows it has. It is said half
 * by half, by the file's name, its control file and its items, and no half may contradict another.
 */
struct set_head {
	char municipality[MUNICIPALITY_BYTES]; /* "" unsaid; five digits get their check digit */
	day_number as_of;                      /* DAY_NONE: unsaid */
	long count;                            /* -1: unsaid */
};

/* Nothing said. */
struct set_head set_head_unsaid(void);

/* The words of the schema: "municipality", "as-of", "count"; index with the enum. */
extern const char *const set_head_words[EXPORT_HEAD_PARTS];

enum set_head_answer {
	SET_HEAD_TAKEN,
	SET_HEAD_UNREADABLE,   /* the value has none of the forms */
	SET_HEAD_CONTRADICTED, /* another one stands there already */
};

/* Takes in what a trimmed value of `length` bytes says of a part: a municipality as
 * municipality_read takes it; a day that exists, in a form of `dates`, NULL being YYYY-MM-DD or
 * eight digits; a count of one to nine digits. The head is untouched unless taken. */
enum set_head_answer set_head_say(struct set_head *head, enum export_head_part part,
	const struct date_forms *dates, const char *value, size_t length);

bool set_head_says(const struct set_head *head, enum export_head_part part);

/* Adds what the other head says. False when the two contradict each other: *part is the first
 * that does, the head is untouched. */
bool set_head_merge(
	struct set_head *head, const struct set_head *other, enum export_head_part *part);

#endif
