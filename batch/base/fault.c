#include "base/fault.h"

#include "base/phrase.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A fault is filled in where something failed and carried up as it is. A message that has no room
 * is cut behind a whole character and ends in three dots. */

/* A message cut short must not end inside a character: step back to the last whole one. */
static void mark_cut(char *message, size_t size)
{
	size_t end = size - 4;
	while (end > 0 && ((unsigned char)message[end] & 0xC0) == 0x80)
		end--;
	memcpy(message + end, "...", 4);
}

static bool fill_in(struct fault *why, enum fault_kind kind, const char *code, const char *format,
	va_list values)
{
	char message[sizeof why->message]; /* an argument may be the message that is replaced */
	int length = vsnprintf(message, sizeof message, phrase(format), values);
	if (length >= (int)sizeof message)
		mark_cut(message, sizeof message);
	memcpy(why->message, message, strlen(message) + 1);
	why->kind = kind;
	why->code = code;
	return false;
}

bool fault_set(struct fault *why, enum fault_kind kind, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	fill_in(why, kind, NULL, format, values);
	va_end(values);
	return false;
}

bool fault_refuse(
	struct fault *why, enum fault_kind kind, const char *code, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	fill_in(why, kind, code, format, values);
	va_end(values);
	return false;
}

/* The system's own words are those of a locale that may not be installed: the common ones are in
 * the catalogue. */
static const char *system_said(int error, char *words, size_t size)
{
	static const struct {
		int error;
		const char *words;
	} common[] = {
		{EACCES, PHRASE("Permission denied")},
		{EBUSY, PHRASE("Device or resource busy")},
		{EDQUOT, PHRASE("Disk quota exceeded")},
		{EEXIST, PHRASE("File exists")},
		{EFBIG, PHRASE("File too large")},
		{EIO, PHRASE("Input/output error")},
		{EISDIR, PHRASE("Is a directory")},
		{ELOOP, PHRASE("Too many levels of symbolic links")},
		{EMFILE, PHRASE("Too many open files")},
		{ENAMETOOLONG, PHRASE("File name too long")},
		{ENFILE, PHRASE("Too many open files in system")},
		{ENOENT, PHRASE("No such file or directory")},
		{ENOMEM, PHRASE("Cannot allocate memory")},
		{ENOSPC, PHRASE("No space left on device")},
		{ENOTDIR, PHRASE("Not a directory")},
		{ENOTEMPTY, PHRASE("Directory not empty")},
		{EPERM, PHRASE("Operation not permitted")},
		{EROFS, PHRASE("Read-only file system")},
		{ESPIPE, PHRASE("Illegal seek")},
	};
	for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
		if (common[i].error == error)
			return phrase(common[i].words);
	return strerror_r(error, words, size);
}

bool fault_system(struct fault *why, enum fault_kind kind, int error, const char *format, ...)
{
	char what[sizeof why->message];
	char words[128];
	va_list values;
	va_start(values, format);
	vsnprintf(what, sizeof what, phrase(format), values);
	va_end(values);
	return fault_set(why, kind, "%s: %s", what, system_said(error, words, sizeof words));
}
