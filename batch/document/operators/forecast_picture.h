#ifndef DOCUMENT_OPERATORS_FORECAST_PICTURE_H
#define DOCUMENT_OPERATORS_FORECAST_PICTURE_H

#include "model/forecast.h"
#include "model/office.h"
#include "model/words.h"

#include <stdbool.h>
#include <stdio.h>

/* A forecast as a picture (SVG 1.1, one file, no script and no font of its own), in Japanese: above
 * the letters of each week, late ones on top of first ones; below the places that are taken against
 * those that there are, a week without a free place marked with a sign too. Whole numbers alone, so
 * that the same forecast is the same bytes. False when it cannot be made; write errors stay in the
 * stream. */
bool forecast_picture(FILE *stream, const struct office *office, const struct wordbook *words,
	const struct forecast *forecast);

#endif
