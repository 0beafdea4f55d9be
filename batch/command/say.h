#ifndef COMMAND_SAY_H
#define COMMAND_SAY_H

#include <stdio.h>

/*
 * What a command says, in the operator's language: the format is one of the catalogue
 * (base/phrase.h), its values are put in as they are. What a program reads (CSV, JSON, lists by
 * tabs) is printed past here and is the same in every language.
 */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same on another stream. */
void say_on(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
