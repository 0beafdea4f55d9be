#ifndef INTAKE_REGISTER_RECORD_H
#define INTAKE_REGISTER_RECORD_H

#include "intake/register/value.h"
#include "intake/register/visitor.h"

/*
 * One record being filled in, element by element: a resident of the register, or a holder of the
 * cards file. Which elements and attributes there are, in what order and how often, is one table
 * (record_parts), the complex types of schemas/register.xsd and schemas/cards.xsd. The record knows
 * no XML library: who reads the file finds each name in the table, refuses the file when it is not
 * there, and hands over values; the record keeps the first thing that is wrong. Nothing
 * here fails or allocates: the record holds all text of one record within itself.
 */

/* The roots, their records, then the elements in the order in which those of one parent stand. */
enum record_part {
	PART_REGISTER,
	PART_CARDS,
	PART_RESIDENT,
	PART_HOLDER,
	PART_NAME,
	PART_KANA,
	PART_ALIAS,
	PART_BORN,
	PART_LANGUAGE,
	PART_FORMAT,
	PART_ADDRESS,
	PART_BUILDING,
	PART_SEND_TO,
	PART_LEAVING,
	PART_PROTECTION,
	PART_WARD,
	PART_STAY,
	PART_CARD,
	PART_CERTIFICATE,
	PART_RENEWAL,
	PART_SEND_NAME,
	PART_SEND_ADDRESS,
	PART_SEND_BUILDING,
	PART_HOLDER_CARD,
	PART_HOLDER_CERTIFICATE,
	RECORD_PARTS,
	PART_NONE = RECORD_PARTS
};

static inline bool part_is_root(enum record_part part)
{
	return part <= PART_CARDS;
}

static inline bool part_is_record(enum record_part part)
{
	return part == PART_RESIDENT || part == PART_HOLDER;
}

enum { RECORD_ATTRIBUTES_MAX = 5, RECORD_TEXT_BYTES = 16 * 1024 };

struct record_rule {
	const char *name;             /* of the element */
	enum record_part parent;      /* PART_NONE for the root */
	enum record_part first, last; /* the elements it may hold; PART_NONE for none */
	const struct value *text;     /* what its text is; NULL when it has none */
	const struct value *attributes;
	unsigned attribute_count; /* at most RECORD_ATTRIBUTES_MAX */
	size_t present; /* offset in struct record of the bool that says it came; 0 for none */
};

/* With the names of schemas/register.xsd and cards.xsd. */
extern const struct record_rule record_parts[RECORD_PARTS];

struct record {
	struct register_head head; /* filled in by the root's attributes; outlives record_open, but
				      the municipality's text does not */
	struct resident resident;  /* of a holder: line, id, card and certificates */
	struct certificate certificate; /* the one being read */
	enum certificate_kind certificate_kind;
	enum defect defect;     /* the first */
	const char *where;      /* it was: path of a field or element */
	const char *individual; /* the path of a value that holds an individual number, or NULL */
	unsigned seen;          /* parts, a bit each */
	char *run;              /* where the text of the present element begins */
	char *next;             /* free room */
	char text[RECORD_TEXT_BYTES];
};

/* Empties it; for the root, and again for each resident or holder. `line` is that of its tag. */
void record_open(struct record *record, long line);

/* An element begins: is this its place? Attributes follow, then record_given with the bits of those
 * that came, then its text in any number of pieces, then record_leave. */
void record_enter(struct record *record, enum record_part part);
void record_attribute(
	struct record *record, const struct value *field, const char *value, size_t length);
void record_given(struct record *record, enum record_part part, unsigned given);
void record_text(struct record *record, const char *piece, size_t length);
void record_leave(struct record *record, enum record_part part);

/* Text that is not white space in an element that has none of its own. */
void record_stray(struct record *record, enum record_part part);

/* Something is wrong that was found before the value came here: like a value's own defect, and the
 * first one counts. `where` outlives the record's reading. */
void record_defect(struct record *record, enum defect defect, const char *where);

/* Has a protection been read, of a state other than released or of one that is no word? Asked of a
 * record with a fault: what there is is read on the side of caution. */
bool record_guarded(const struct record *record);

#endif
