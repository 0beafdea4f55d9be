#ifndef INTAKE_FORM_H
#define INTAKE_FORM_H

#include "intake/fields.h"
#include "intake/visitor.h"

/*
 * One record being filled in, element by element: a resident of the register, or a holder of the
 * cards file. Which elements and attributes there are, in what order and how often, is one table
 * (form_parts), the complex types of schemas/register.xsd and schemas/cards.xsd. The form knows no
 * XML library: who reads the file finds each name in the table, refuses the file when it is not
 * there, and hands over values; the form keeps the first thing wrong with the record. Nothing here
 * fails or allocates: the form holds all text of one record within itself.
 */

/* The roots, their records, then the elements in the order in which those of one parent stand. */
enum form_part {
	PART_REGISTER,
	PART_CARDS,
	PART_RESIDENT,
	PART_HOLDER,
	PART_NAME,
	PART_KANA,
	PART_ALIAS,
	PART_BORN,
	PART_LANGUAGE,
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
	FORM_PARTS,
	PART_NONE = FORM_PARTS
};

static inline bool form_is_root(enum form_part part)
{
	return part <= PART_CARDS;
}

static inline bool form_is_record(enum form_part part)
{
	return part == PART_RESIDENT || part == PART_HOLDER;
}

enum { FORM_ATTRIBUTES_MAX = 5, FORM_TEXT_BYTES = 16 * 1024 };

struct form_rule {
	const char *name;           /* of the element */
	enum form_part parent;      /* PART_NONE for the root */
	enum form_part first, last; /* the elements it may hold; PART_NONE for none */
	const struct field *text;   /* what its text is; NULL when it has none */
	const struct field *attributes;
	unsigned attribute_count; /* at most FORM_ATTRIBUTES_MAX */
	size_t present; /* offset in struct form of the bool that says it came; 0 for none */
	bool elements;  /* some of `attributes` are written as child elements (field.element) */
};

/* With the names of schemas/register.xsd and cards.xsd. */
extern const struct form_rule form_parts[FORM_PARTS];

struct form {
	const struct form_rule *parts; /* form_parts, or a vendor's names for them: set once */
	struct register_head head; /* filled in by the root's attributes; outlives form_open, but
				      the municipality's text does not */
	struct resident resident;  /* of a holder: line, id, card and certificates */
	struct certificate certificate; /* the one being read */
	enum certificate_kind certificate_kind;
	enum trouble trouble;   /* the first */
	const char *where;      /* it was: path of a field or element */
	const char *individual; /* the path of a value that holds an individual number, or NULL */
	unsigned seen;          /* parts, a bit each */
	unsigned given[FORM_PARTS]; /* of the part that is or was open: its attributes, likewise */
	char *run;                  /* where the text of the present element begins */
	char *next;                 /* free room */
	char text[FORM_TEXT_BYTES];
};

/* An empty form; for the root, and again for each record. `line` is that of its tag. */
void form_open(struct form *form, long line);

/* An element begins: is this its place? Attributes follow, then form_given with the bits of those
 * that came, then its text in any number of pieces, then form_leave. */
void form_enter(struct form *form, enum form_part part);
void form_attribute(struct form *form, const struct field *field, const char *value, size_t length);
void form_given(struct form *form, enum form_part part, unsigned given);
void form_text(struct form *form, const char *piece, size_t length);
void form_leave(struct form *form, enum form_part part);

/* An attribute of the open part that is written as a child element; its text comes between. */
void form_field_enter(struct form *form, enum form_part part, unsigned index);
void form_field_leave(struct form *form, enum form_part part, unsigned index);

/* Text that is not white space in an element that has none of its own. */
void form_stray(struct form *form, enum form_part part);

/* Has a protection been read, of a state other than released or of one that is no word? Asked of a
 * record with a fault: what there is is read on the side of caution. */
bool form_guarded(const struct form *form);

#endif
