#ifndef INTAKE_EXPORT_DESCRIPTION_H
#define INTAKE_EXPORT_DESCRIPTION_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"
#include "intake/export/date_form.h"
#include "intake/export/field.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * An export description (schemas/export.xsd) in memory: the data sets that a city's systems drop
 * each night, how each file is built, and what becomes of its items. It is read once; everything
 * that names something (codes, dates, an item of a condition) is a pointer or a number here, and
 * has been found to exist.
 */
enum { EXPORT_SETS_MAX = 16, EXPORT_ITEMS_MAX = 1000, EXPORT_NESTED_MAX = 8 };

/* A vendor's code; word NULL: it says nothing. */
struct export_code {
	const char *value, *word;
};

struct export_codes {
	const char *name;
	const struct export_code *codes; /* in order of value, bytewise */
	size_t count;
	bool others_refuse; /* a value without a row refuses the night; else it sets its record
			       aside */
};

struct export_words {
	const char *const *words;
	size_t count;
};

/* One item that the description names, of one kind of row. */
struct export_item {
	const char *path;         /* as it is written; trimmed */
	long line;                /* in the description where it is first named */
	struct export_words none; /* of the item; those of the set come besides */
	bool taken;               /* a step, a condition, the history or the head asks for it */
	bool optional; /* may stand in no row of the file: all takes and parts of it say so, or
			  nobody asks for it; of a set that may be XML or CSV also what the head
			  alone asks for. Of a set that is XML alone such an item is none of the
			  rows' */
	bool refused;  /* must not be there */
};

/* ITEM = 'VALUE' and …; terms are all to hold. */
struct export_term {
	unsigned item;
	bool equal;
	const char *value;
};

struct export_condition {
	const struct export_term *terms;
	size_t count; /* 0: always holds */
};

enum export_step_kind { EXPORT_TAKE, EXPORT_JOIN, EXPORT_SAY };

struct export_step {
	enum export_step_kind kind;
	enum export_field field;
	const unsigned *items; /* numbers of items: of a take one, of a say none */
	size_t item_count;
	const char *between;              /* of a join */
	const char *word;                 /* of a say */
	const struct export_codes *codes; /* NULL: none */
	const struct date_forms *dates;   /* NULL: our own form */
	struct export_condition when;
};

enum { EXPORT_NO_ITEM = -1 };

/* Which of a person's rows counts. Items are numbers of the set's record, EXPORT_NO_ITEM: none. */
struct export_history {
	bool any; /* is there a <history>? */
	struct export_condition when;
	int from, until, highest, then_highest;
	const struct date_forms *dates;
};

/* One kind of row: the record of a set, or rows nested within it. */
struct export_rows {
	const char *path; /* of XML: the element; of CSV "" */
	const struct export_item *items;
	size_t item_count;
	const struct export_step *steps; /* in the order of the description */
	size_t step_count;
	bool ignore_others;
	bool optional; /* of nested ones: the whole file may have none */
};

/* Where the head is said: one of them, or nowhere. */
enum export_source { EXPORT_UNSAID, EXPORT_BY_ITEM, EXPORT_BY_CONTROL, EXPORT_BY_NAME };

enum export_head_part { EXPORT_MUNICIPALITY, EXPORT_AS_OF, EXPORT_COUNT, EXPORT_HEAD_PARTS };

struct export_said {
	enum export_source source;
	const char *item; /* of EXPORT_BY_ITEM the path; of EXPORT_BY_CONTROL the key */
	bool optional;    /* of EXPORT_BY_ITEM: the file may lack it */
	bool by_name_too; /* of EXPORT_BY_ITEM: the file's name says it as well */
	const struct date_forms *dates; /* of the day; NULL: YYYY-MM-DD or eight digits */
};

enum export_encoding { EXPORT_UTF_8, EXPORT_UTF_16, EXPORT_UTF_16BE, EXPORT_WINDOWS_31J };

struct export_set {
	const char *name;
	long line;
	bool is_main, required, several;
	struct export_words none;
	const char *pattern; /* of its file; NULL: given on the command line alone */
	const char *done;    /* NULL: settle_seconds count */
	const char *control; /* NULL: no control file */
	int settle_seconds;
	bool xml;              /* it may be XML; rows[0].path is the record */
	const char *namespace; /* NULL: not looked at */
	bool csv;              /* it may be CSV */
	bool own; /* neither: it is in our own format, and the file alone is described */
	enum export_encoding encoding;
	char separator;
	bool header;
	bool open_end; /* the last row may lack its line end */
	struct export_said head[EXPORT_HEAD_PARTS];
	struct export_history history;
	struct export_rows rows[1 + EXPORT_NESTED_MAX]; /* the record first */
	size_t rows_count;
};

struct export_description {
	const char *path;                        /* of the file */
	struct export_set sets[EXPORT_SETS_MAX]; /* in the order of the file */
	size_t set_count;
	size_t main_set;    /* its number */
	bool own;           /* all sets are in our own format: the main one is a register, the other
			       one, if there is one, a cards file */
	bool all_items;     /* every item of twelve digits is looked at for an individual number */
	const char *digest; /* SHA-256 of the file's bytes, hexadecimal */
};

/* Reads and checks the description; everything lives in the arena. Fails with FAULT_INPUT when it
 * cannot be read, FAULT_OFFICE ("path:line: …") when it is not valid or does not hold together:
 * - a table that there is not, a value twice in a table, a form twice, codes and dates at once,
 *   dates for what is no day, the word of a code or a say that is none of the field's;
 * - no main set or two, a main set that is not required or does not give id, household, state, name
 *   and born, a side set without id, an id that is said, one from rows within a record;
 * - certificate/… without certificate/kind, or it and signature/… or authentication/… in one kind
 *   of row;
 * - an item that is asked for and ignored, asked for and refused, or refused and ignored; one with
 *   other words for none in one place than in another; what is no path of XML, or no number of a
 *   column where these have no names;
 * - a condition that does not parse, or compares with a word for none (that item says '');
 * - a head that is said in no place or two, by name without a pattern that has it, by control
 *   without a control file; a history that says nothing; a set neither XML nor CSV, rows within a
 *   record of CSV;
 * - of our own format a third set, or one beside another shape, and what is said of more than its
 *   file. */
bool export_description_read(const char *path, struct arena *arena,
	const struct export_description **description, struct fault *why);

/* That of an office that has none (cron/exports/own.xml): our own format. */
bool export_description_own(
	struct arena *arena, const struct export_description **description, struct fault *why);

/* What the table says of a value, NULL when it has no row for it. */
const struct export_code *export_code_of(const struct export_codes *codes, const char *value);

/* The set of a name, or NULL. */
const struct export_set *export_set_named(
	const struct export_description *description, const char *name);

#endif
