#ifndef DOCUMENT_PDF_TOWN_END_H
#define DOCUMENT_PDF_TOWN_END_H

#include "model/town.h"

/*
 * Where the name of the town ends in a whole address: what follows is the address number's. A
 * town's name may hold a numeral and end in one (八丁目4番地, ６条4番地), so that this cannot be
 * seen in the address alone.
 */
enum town_end {
	TOWN_ENDS, /* at *rest */
	TOWN_NONE, /* the code is one recipient's own (大口事業所個別番号): no number is wanted */
	TOWN_UNSURE, /* it could be here or there: better no barcode than a wrong one */
};

/*
 * With the list of towns: behind the longest name of the code's towns, with or without prefecture
 * and 大字; numerals may be written in any way (６条, 6条, 六条), ケ and ヶ are one. Names of
 * streets may stand before the town, as in Kyoto. A code that the list does not have, with an
 * address in a city that it has, is one recipient's own.
 *
 * Without it (`towns` NULL), or where it does not have the code or the address is another town's:
 * only at a number in figures that 番地 or 番 follows, with no numeral before it that counts
 * something, unless the code could be one recipient's own (its fourth figure is an 8). `postal` has
 * seven digits.
 */
enum town_end town_end(
	const struct town_list *towns, const char *postal, const char *address, const char **rest);

#endif
