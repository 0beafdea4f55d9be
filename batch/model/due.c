#include "model/due.h"

#include <string.h>

/* The words stand in ledgers and in lists that other programs read, so none of them is ever
 * changed. Each table is in the order of its enum, which is that of the words where lists are
 * sorted by it. */

const char *const matter_words[MATTERS] = {
	[MATTER_AUTHENTICATION] = "authentication",
	[MATTER_CARD] = "card",
	[MATTER_REVOKED] = "revoked",
	[MATTER_SIGNATURE] = "signature",
	[MATTER_STAY] = "stay",
};

const char *const document_words[DOCUMENTS] = {
	[DOCUMENT_AUTHENTICATION] = "authentication",
	[DOCUMENT_CARD] = "card",
	[DOCUMENT_REVOKED] = "revoked",
	[DOCUMENT_SIGNATURE] = "signature",
};

const char *const wave_words[WAVES] = {
	[WAVE_FIRST] = "first",
	[WAVE_LATE] = "late",
	[WAVE_REMINDER] = "reminder",
};

const char *const outcome_words[OUTCOMES] = {
	[OUTCOME_LETTER] = "letter",
	[OUTCOME_COVERED] = "covered",
	[OUTCOME_HAND] = "hand",
	[OUTCOME_NONE] = "none",
};

const char *const reason_words[REASONS] = {
	[REASON_EMPTY] = "",
	[REASON_ESTIMATED] = "estimated",
	[REASON_DECEASED] = "deceased",
	[REASON_MOVED_OUT] = "moved-out",
	[REASON_REMOVED] = "removed",
	[REASON_ABROAD] = "abroad",
	[REASON_LEAVING] = "leaving",
	[REASON_CARD_SUSPENDED] = "card-suspended",
	[REASON_CARD_LOST] = "card-lost",
	[REASON_CARD_RETURNED] = "card-returned",
	[REASON_CARD_VOID] = "card-void",
	[REASON_CERTIFICATE_SUSPENDED] = "certificate-suspended",
	[REASON_CERTIFICATE_REVOKED] = "certificate-revoked",
	[REASON_RENEWAL_APPLIED] = "renewal-applied",
	[REASON_RESIDENCE_CARD] = "residence-card",
	[REASON_QUEUED] = "queued",
	[REASON_CARD] = "card",
	[REASON_STAY] = "stay",
	[REASON_PROTECTION] = "protection",
	[REASON_RETURNED] = "returned",
	[REASON_ADDRESS] = "address",
	[REASON_BRAILLE] = "braille",
	[REASON_GLYPH] = "glyph",
	[REASON_OVERFLOW] = "overflow",
	[REASON_ADDRESS_CAP] = "address-cap",
};

const char *const due_state_words[DUE_STATES] = {
	[DUE_OPEN] = "open",
	[DUE_RENEWED] = "renewed",
	[DUE_WITHDRAWN] = "withdrawn",
	[DUE_LAPSED] = "lapsed",
};

enum document document_of(enum matter matter)
{
	switch (matter) {
	case MATTER_AUTHENTICATION:
		return DOCUMENT_AUTHENTICATION;
	case MATTER_REVOKED:
		return DOCUMENT_REVOKED;
	case MATTER_SIGNATURE:
		return DOCUMENT_SIGNATURE;
	default:
		return DOCUMENT_CARD;
	}
}

int word_index(const char *const words[], int count, const char *word)
{
	for (int i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}
