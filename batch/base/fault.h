#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

/*
 * What went wrong, for whoever has to mend it. Everything below the commands answers with a value
 * or fills in one struct fault; only a command prints it. The kinds are the exit statuses of the
 * program (kigen-codes(7), "EXIT STATUS"), so a command ends with `return (int)why.kind`.
 *
 * Messages are lower case and say where (file:line, resident id), what, and where it helps what to
 * do next, after "hint: ". They never hold a name, an address or a birth date.
 */
enum fault_kind {
	FAULT_NONE = 0,
	FAULT_USAGE = 64,    /* the command line */
	FAULT_REGISTER = 65, /* the register (or the cards file) was refused; nothing changed */
	FAULT_INPUT = 66,    /* a file that should be read is not there or cannot be opened */
	FAULT_INTERNAL = 70, /* a library failed where it never should */
	FAULT_OUTPUT = 73,   /* an output file or folder cannot be made */
	FAULT_WRITE = 74,    /* writing failed part way (disk full, I/O error); run again */
	FAULT_BUSY = 75,     /* another run holds the ledger */
	FAULT_OFFICE = 78,   /* the office file, or a file that it names, is wrong */
};

struct fault {
	enum fault_kind kind;
	char message[2048]; /* NUL-terminated; cut with "..." when longer */
	const char *code;   /* which refusal it is, for a program; NULL for none */
};

/* Fills in *why and returns false, so that a function can end with `return fault_set(…)`. A fault
 * that is already set is replaced; its message may be one of the arguments. Cannot fail. */
bool fault_set(struct fault *why, enum fault_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same, with ": " and the system's words for `error` (an errno value) behind the message. */
bool fault_system(struct fault *why, enum fault_kind kind, int error, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* As fault_set, with the code of the refusal, a string that stays. */
bool fault_refuse(struct fault *why, enum fault_kind kind, const char *code, const char *format,
	...) __attribute__((format(printf, 4, 5)));

#endif
