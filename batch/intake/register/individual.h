#ifndef INTAKE_REGISTER_INDIVIDUAL_H
#define INTAKE_REGISTER_INDIVIDUAL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * An individual number (個人番号) where none may be. Twelve digits, the last of them a check digit:
 * 11 minus the remainder by 11 of the others' weighted sum, 0 for a remainder of 0 or 1
 * (行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による
 * 通知カード及び個人番号カード…総務省令, article 5). One number in eleven has a right one by
 * chance.
 */

/* Does the text hold twelve digits with a right check digit, with no digit before or behind them:
 * ASCII or full width, in one run or in groups of equal length with one blank, hyphen or dash
 * between each two? */
bool individual_number_in(const char *text, size_t length);

#endif
