#ifndef MODEL_FREE_VISIT_H
#define MODEL_FREE_VISIT_H

#include "base/civil.h"
#include "model/office.h"

#include <stddef.h>

/* A visit that somebody who asks for one can still be given (decide/visits/free_visits.h). */
struct free_visit {
	day_number day;
	size_t counter;     /* index of the office's */
	int starts, ends;   /* minutes, [starts, ends) */
	int free;           /* so many people at once: 1 or more */
	matter_set matters; /* of those asked for, which take so long and can be done there then */
};

#endif
