#ifndef DOCUMENT_BARCODE_H
#define DOCUMENT_BARCODE_H

#include <stdbool.h>

/* Japan Post's customer barcode (カスタマバーコード). */
enum { CUSTOMER_BYTES = 7 + 13 + 1 /* postal code, at most thirteen places, NUL */ };

/* What a letter's customer barcode says: the postal code's seven digits and the address number,
 * cut to thirteen places. False, and "" in `out`, when the letter gets none. `building` may be
 * NULL. */
bool barcode_customer(
	const char *postal, const char *address, const char *building, char out[CUSTOMER_BYTES]);

#endif
