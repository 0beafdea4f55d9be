#ifndef NIGHT_PROTECTIONS_H
#define NIGHT_PROTECTIONS_H

#include "base/arena.h"
#include "ledger/ledger.h"
#include "model/protection.h"
#include "model/resident.h"
#include "night/knowledge.h"

#include <stdbool.h>

/*
 * Who is under protection on a night: whom the register names, and whom the ledger remembers
 * (model/protection.h). Whoever asks whether a letter may go to somebody asks of the resident as
 * protections_stand gives it, never of the register's word alone; whoever knows no more than an id
 * (a printed letter, a change of staff's) asks protections_cover.
 */
struct protections;

/* `known`: what is remembered. */
struct protections *protections_open(
	const struct known_protection *known, day_number night, struct arena *arena);

/* A resident of the register, once each, as the night must see it: itself, or `copy`, which is the
 * same under protection, when the register names none and it is remembered (`protection-absent`).
 */
const struct resident *protections_stand(
	struct protections *protections, const struct resident *resident, struct resident *copy);

/* A resident that is set aside tonight: is it under protection? `guarded`: its record says so, and
 * then that is remembered; a record with a fault releases nobody. */
bool protections_aside(struct protections *protections, const char *resident, bool guarded);

/* Is the resident of this id under protection, by what has been read so far and what is remembered:
 * also when tonight's record was set aside, or there is none? */
bool protections_cover(const struct protections *protections, const char *resident);

/* What is remembered of it, NULL for nothing; lives as long as the arena. */
const struct protected_mark *protections_find(
	const struct protections *protections, const char *resident);

/* After the last resident: what the ledger must hear. */
void protections_finish(const struct protections *protections, struct night_decided *decided);

#endif
