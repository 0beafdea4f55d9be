#ifndef DOCUMENT_PDF_BARCODE_H
#define DOCUMENT_PDF_BARCODE_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/town.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The codes of a letter: Japan Post's customer barcode (カスタマバーコード), the QR code and the
 * notice number for scanners. Here they are only worked out; page.h draws them.
 *
 * Source of the customer barcode: 日本郵便, 郵便番号・バーコードマニュアル.
 */
enum {
	CUSTOMER_BYTES = 7 + 13 + 1, /* postal code, at most thirteen places, NUL */
	CUSTOMER_BARS = 67,
};

/* The address number (住所表示番号) of the part of an address that stands behind the town, the
 * building with it: digits, hyphens and single capital letters, not yet cut to thirteen places.
 * "5丁目44番地 ABCビル2F" gives "5-44-2". Never NULL; "" when there is none. */
char *barcode_address_number(const char *after_town, struct arena *arena);

/* What a letter's customer barcode says: the postal code's seven digits and the address number,
 * cut to thirteen places (a letter takes two; one that is cut in half still stands in `out`). Of a
 * post office box (私書箱) its number alone, of a code that is one recipient's own nothing but the
 * code. False, and "" in `out`, when the letter gets none: the postal code is not seven digits or
 * ends in 00, which stands for an area without towns of its own, or it is not sure where the town
 * ends (town_end.h). `towns` and `building` may be NULL. */
bool barcode_customer(const struct town_list *towns, const char *postal, const char *address,
	const char *building, char out[CUSTOMER_BYTES]);

/* The bars of a string that barcode_customer gave, NUL-terminated, with start, check digit and
 * stop: F full height, A upper and middle third (ascending), D middle and lower third
 * (descending), T middle third (tracking). False when the string is not such a one. */
bool barcode_bars(const char *customer, char out[CUSTOMER_BARS + 1]);

/* A QR code (ISO/IEC 18004): row by row, true is dark, without the quiet zone of four modules. */
struct qr {
	int size; /* modules a side, 21–177 */
	const bool *modules;
};

/* The QR code of a UTF-8 text, which it says itself (ECI 26) if asked: without it zbar takes what
 * is neither ASCII nor Japanese for another encoding. Error correction M, or L when M would need
 * more than `size_max` modules a side. Fails when it does not fit: with FAULT_OFFICE when the text
 * is too long, with FAULT_INTERNAL when there is no memory. */
bool barcode_qr(const char *text, bool says_utf8, int size_max, struct arena *arena, struct qr *qr,
	struct fault *why);

/* Code 128 (ISO/IEC 15417): bar by bar, true is dark, without the quiet zones of SCAN_QUIET modules
 * on both sides. */
enum { SCAN_QUIET = 10 };

struct linear {
	int modules;
	const bool *dark;
};

/* A notice number as handheld scanners read it, hyphens included. FAULT_INTERNAL when it is not
 * ASCII. */
bool barcode_scan(
	const char *number, struct arena *arena, struct linear *linear, struct fault *why);

#endif
