#ifndef REGISTER_SETS_H
#define REGISTER_SETS_H

#include "base/arena.h"
#include "model/resident.h"
#include "register/chance.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/*
 * The city as a city's systems would drop it: a folder of data sets, each resident in the words,
 * codes and files of one manner. Who is written in one manner is the same in all of them, and in
 * our own register: what is made up besides (fillings, rows of history that do not count, blanks
 * round a value) is thrown with dice of its own.
 */
enum { SETS_MAX = 8 };

enum set_encoding { SET_UTF_8, SET_UTF_16, SET_WINDOWS_31J };

/* One file, while it is written. */
struct set_file {
	const char *name; /* in the folder; {date} and {count} stand for the day and the rows */
	enum set_encoding encoding;
	bool markup; /* what the encoding lacks becomes a reference */
	char *path;
	FILE *file;
	long rows; /* those of history among them */
};

struct manner;

struct sets {
	const struct manner *manner;
	const char *folder;
	day_number as_of;
	struct chance noise;
	struct arena *kept, *arena; /* the second is reset for each resident */
	struct set_file files[SETS_MAX];
	iconv_t to_31j, from_31j;
	uint16_t *codes_31j; /* by character: what iconv has said of it */
	long revision;       /* of the row that is being written */
	bool superseded;     /* it is a row of history that does not count */
};

/* A way to write all sets: `files` are those of a fresh struct sets, up to the first without a
 * name. */
struct manner {
	const char *word; /* of --as */
	struct set_file files[SETS_MAX];
	void (*begin)(struct sets *sets);
	void (*resident)(struct sets *sets, const struct resident *resident);
	/* Behind the last one: what stands at the end, or in front and is only known now. */
	void (*end)(struct sets *sets);
};

extern const struct manner standard_manner, vendor_manner;

/* The manner of a word, or NULL. */
const struct manner *manner_named(const char *word);

/* Creates the files in a folder that is there. False, and said on standard error, where that
 * fails; sets_close is called all the same. */
bool sets_open(
	struct sets *sets, const struct manner *manner, const char *folder, day_number as_of);
void sets_write(struct sets *sets, const struct resident *resident);
/* Ends the files and gives them their names. */
bool sets_close(struct sets *sets);

/* ---- for the manners ---- */

/* Writes UTF-8 text in the encoding of a file. */
void set_put(struct sets *sets, size_t file, const char *text);
void set_print(struct sets *sets, size_t file, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The text with &, <, > and quotes as references; "" for NULL. */
const char *set_escaped(struct sets *sets, const char *text);
/* A field of CSV, in quotes; "" for NULL. */
const char *set_quoted(struct sets *sets, const char *text);

/* Now and then with blanks round it. */
const char *set_padded(struct sets *sets, const char *text);
/* One of several texts that have | between them. */
const char *set_drawn(struct sets *sets, const char *texts);

/* "20261123", "2026/11/23", "R08.11.23" and "5081123" of a day; NULL for DAY_NONE. */
const char *day_digits(struct sets *sets, day_number day);
const char *day_slashes(struct sets *sets, day_number day);
const char *day_era_letter(struct sets *sets, day_number day);
const char *day_era_digits(struct sets *sets, day_number day);
const char *day_iso(struct sets *sets, day_number day);
/* The parts of a birth as it is given, "1949-00-00" among them (the made-up city knows the true day
 * besides); and in digits with the era's in front. */
struct civil birth_parts(const struct birth *born);
const char *birth_era_digits(struct sets *sets, const struct birth *born);

/* An address in the parts in which systems keep it; put together they are the address. */
struct address_parts {
	const char *prefecture, *city, *town, *lot;
};
struct address_parts address_split(struct arena *arena, const char *lines);

/* The row that was in force before the resident's present one: another door, nothing announced,
 * no protection. */
struct resident resident_before(const struct resident *resident);

/* Has the resident a card or a certificate? */
bool resident_holds(const struct resident *resident);

#endif
