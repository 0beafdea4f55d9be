#include "command/say.h"

#include "base/phrase.h"

#include <stdarg.h>

/* A sentence is looked up whole, before its values are in it. */

void say(const char *format, ...)
{
	va_list values;
	va_start(values, format);
	vprintf(phrase(format), values);
	va_end(values);
}

void say_on(FILE *stream, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	vfprintf(stream, phrase(format), values);
	va_end(values);
}
