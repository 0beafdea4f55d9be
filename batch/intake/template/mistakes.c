#include "intake/template/mistakes.h"

#include "base/phrase.h"

#include <stdarg.h>
#include <stdio.h>

/* Whether a reading goes on behind a mistake hangs on one thing, asked in one place: whether
 * anybody listens. */

enum { MESSAGE_BYTES = 1024 };

bool mistake(struct mistakes *mistakes, const char *path, long line, const char *format, ...)
{
	char message[MESSAGE_BYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, phrase(format), arguments);
	va_end(arguments);
	if (mistakes->to.tell == NULL)
		return fault_set(mistakes->why, FAULT_OFFICE, "%s:%ld: %s", path, line, message);
	mistakes->to.tell(mistakes->to.context, path, line, message);
	mistakes->count++;
	return true;
}

bool mistake_of_file(struct mistakes *mistakes)
{
	mistakes->why->kind = FAULT_OFFICE; /* also when it is not there: the office names it */
	if (mistakes->to.tell == NULL)
		return false;
	mistakes->to.tell(mistakes->to.context, NULL, 0, mistakes->why->message);
	mistakes->count++;
	return true;
}

void mistakes_warn(struct mistakes *mistakes, const char *path, long line, const char *format, ...)
{
	char message[MESSAGE_BYTES];
	va_list arguments;
	if (mistakes->to.warn == NULL)
		return;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, phrase(format), arguments);
	va_end(arguments);
	mistakes->to.warn(mistakes->to.context, path, line, message);
}
