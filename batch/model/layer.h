#ifndef MODEL_LAYER_H
#define MODEL_LAYER_H

#include "model/bound.h"

/*
 * What an export tells of many residents at once, each told of by a data set that can be forgotten:
 * support measures, announced moves, certificates, postal codes are joined from systems of their
 * own, and a join that fails leaves no error, only elements that are absent. Each night counts
 * them; a count that no real day brings stops it (decide/limits/layer_counts.h).
 */
enum layer {
	LAYER_RESIDENTS, /* all whose record could be read: what the others are a part of */
	LAYER_PRESENT,
	LAYER_GONE, /* all that follow are of those who live here */
	LAYER_PROTECTION,
	LAYER_RENEWAL,
	LAYER_LEAVING,
	LAYER_SEND_TO,
	LAYER_WARD,
	LAYER_STAY,
	LAYER_STAY_PERIOD,
	LAYER_STAY_UNTIL,
	LAYER_STAY_PENDING,
	LAYER_LANGUAGE,
	LAYER_LANGUAGE_OTHER,
	LAYER_ALIAS,
	LAYER_DOCUMENT,
	LAYER_CARD,
	LAYER_CARD_STOPPED,
	LAYER_RESIDENCE_CARD,
	LAYER_SIGNATURE,
	LAYER_AUTHENTICATION,
	LAYER_CERTIFICATE_STOPPED,
	LAYER_CARD_EXPIRY,
	LAYER_SIGNATURE_EXPIRY,
	LAYER_AUTHENTICATION_EXPIRY,
	LAYER_BORN,
	LAYER_POSTAL,
	LAYER_ADDRESS,
	LAYER_BUILDING,
	LAYER_ADDRESSES,  /* different ones */
	LAYER_HOUSEHOLDS, /* different ones */
	LAYERS
};

/* The word by which the office file and the ledger name it ("stay-until"), and what is counted
 * ("ends of stay"). Index with the enum. */
extern const char *const layer_words[LAYERS];
extern const char *const layer_phrases[LAYERS];

/* How far a layer may change from one night to the next. */
struct layer_bound {
	struct bound shrink;
	int grow_permille;  /* it may grow by, in thousandths of who lives here, or by shrink.free;
			       BOUND_NEVER: any growth is well */
	int first_permille; /* on a first night it has at least this, in thousandths of who lives
			       here; of who lives here, of all */
};

/* What holds where the office file says nothing. */
extern const struct layer_bound layer_bounds[LAYERS];

#endif
