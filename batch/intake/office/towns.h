#ifndef INTAKE_OFFICE_TOWNS_H
#define INTAKE_OFFICE_TOWNS_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/town.h"

#include <stdbool.h>

/*
 * Reads Japan Post's list of postal codes (日本郵便 郵便番号データ, utf_ken_all.csv: UTF-8, no
 * header, fifteen columns), all of it or the rows of some cities. Of a town what stands in brackets
 * goes (which of its blocks a code is for), and what says that there is none (以下に掲載がない場合,
 * の次に …がくる場合, …一円). A row that goes on over several lines, as in older lists, is one.
 *
 * FAULT_INPUT when the file cannot be opened or read; FAULT_OFFICE "file:line: …" when it is not
 * such a list.
 */
bool towns_read(const char *path, struct arena *arena, struct town_list *towns, struct fault *why);

#endif
