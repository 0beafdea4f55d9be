#ifndef MODEL_FORMAT_NEED_H
#define MODEL_FORMAT_NEED_H

#include "model/letter_format.h"

#include <stddef.h>

/* What staff has written down of residents by id: in what form each can read a letter. */
struct format_need {
	const char *id; /* "" where it could not be read */
	enum letter_format format;
	long line; /* of the file */
	/* What is wrong with the row, NULL when nothing: a stable code and words behind it. Nothing
	 * else of it counts then but the id. */
	const char *code, *message;
};

/* By id; of each id one. Empty where the office names no such file. */
struct format_need_list {
	const char *path; /* NULL: there is no such file */
	const struct format_need *list;
	size_t count;
};

/* The row of this resident; NULL when there is none. */
const struct format_need *format_need_find(const struct format_need_list *needs, const char *id);

#endif
