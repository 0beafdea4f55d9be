#ifndef INTAKE_REGISTER_CARDS_H
#define INTAKE_REGISTER_CARDS_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"
#include "model/office.h"
#include "model/resident.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A cards file (schemas/cards.xsd) in memory, to be joined to the register by id.
 *
 * Each holder is one compact record: 52 bytes and its id with a NUL, rounded up to 16 (64 bytes
 * for ids of up to 11 characters, 96 for the longest), and 12 to 24 bytes of the table that finds
 * it: at most 88 bytes a holder with ids of ten digits, 26 MiB for 310,000. While the file is read
 * its record set (intake/register/record_set.h) adds 11 to 22 bytes.
 */
struct cards;

/* What is wrong with a holder that was set aside (codes: intake/register/register.h). */
struct holder_defect {
	const char *code, *message;
};

struct holder {
	struct holder *next;                 /* in the file; NULL behind the last */
	const struct holder_defect *defect;  /* NULL: well, and only then the documents count */
	day_number applied, issued, expires; /* of the card */
	struct {
		day_number issued, expires;
	} certificate[CERTIFICATE_KINDS];
	uint32_t line; /* of <holder> in the cards file */
	uint8_t card;  /* 0: none; else 1 + kind * CARD_STATES + state */
	uint8_t certificate_state[CERTIFICATE_KINDS]; /* 0: none; else 1 + state */
	bool found;                                   /* its resident has come */
	char id[];
};

/* What the root says, and the whole. */
struct cards_head {
	char municipality[7]; /* six digits */
	day_number as_of;
	long holders;
	char digest[65]; /* SHA-256 of the file's bytes as stored, hexadecimal */
};

/* Hears how far the reading is: bytes done and in all. */
struct cards_progress {
	void (*tell)(void *context, uint64_t done, uint64_t total);
	void *context;
};

/* Reads the whole file; *cards lives in `arena` but for its table: the caller closes it before.
 * `office` as for register_read, `progress` (may be NULL) as in intake/register/visitor.h. Fails as
 * register_read does, and with FAULT_REGISTER at a holder whose id cannot be read: it could be
 * anybody's, whose card would seem to be gone. */
bool cards_read(const char *path, const struct office *office,
	const struct cards_progress *progress, struct arena *arena, struct cards **cards,
	struct fault *why);

const struct cards_head *cards_said(const struct cards *cards);

/* The holder of this id, NULL when there is none. Quickest when they are asked for in the order of
 * the file. */
struct holder *cards_find(struct cards *cards, const char *id);

/* The first of the file, NULL when it has none. */
const struct holder *cards_first(const struct cards *cards);

/* Does the cards file say of this holder that there is a card or a certificate? */
bool holder_has_documents(const struct holder *holder);

/* Puts the documents of a well holder in the place of the resident's. */
void holder_give(const struct holder *holder, struct resident *resident);

/* NULL is allowed. */
void cards_close(struct cards *cards);

#endif
