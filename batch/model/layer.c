#include "model/layer.h"

#include "base/phrase.h"

/* What a layer is called, what it counts, and how far it may change by itself. */

const char *const layer_words[LAYERS] = {
	[LAYER_RESIDENTS] = "residents",
	[LAYER_PRESENT] = "present",
	[LAYER_GONE] = "gone",
	[LAYER_PROTECTION] = "protection",
	[LAYER_RENEWAL] = "renewal",
	[LAYER_LEAVING] = "leaving",
	[LAYER_SEND_TO] = "send-to",
	[LAYER_WARD] = "ward",
	[LAYER_STAY] = "stay",
	[LAYER_STAY_PERIOD] = "stay-period",
	[LAYER_STAY_UNTIL] = "stay-until",
	[LAYER_STAY_PENDING] = "stay-pending",
	[LAYER_LANGUAGE] = "language",
	[LAYER_LANGUAGE_OTHER] = "language-other",
	[LAYER_ALIAS] = "alias",
	[LAYER_DOCUMENT] = "document",
	[LAYER_CARD] = "card",
	[LAYER_CARD_STOPPED] = "card-stopped",
	[LAYER_RESIDENCE_CARD] = "residence-card",
	[LAYER_SIGNATURE] = "signature",
	[LAYER_AUTHENTICATION] = "authentication",
	[LAYER_CERTIFICATE_STOPPED] = "certificate-stopped",
	[LAYER_CARD_EXPIRY] = "card-expiry",
	[LAYER_SIGNATURE_EXPIRY] = "signature-expiry",
	[LAYER_AUTHENTICATION_EXPIRY] = "authentication-expiry",
	[LAYER_BORN] = "born",
	[LAYER_POSTAL] = "postal",
	[LAYER_ADDRESS] = "address",
	[LAYER_BUILDING] = "building",
	[LAYER_ADDRESSES] = "addresses",
	[LAYER_HOUSEHOLDS] = "households",
};

const char *const layer_phrases[LAYERS] = {
	[LAYER_RESIDENTS] = "residents",
	[LAYER_PRESENT] = PHRASE("residents who live here"),
	[LAYER_GONE] = PHRASE("residents who are dead or gone"),
	[LAYER_PROTECTION] = PHRASE("residents under protection"),
	[LAYER_RENEWAL] = PHRASE("renewals under way"),
	[LAYER_LEAVING] = PHRASE("announced moves"),
	[LAYER_SEND_TO] = PHRASE("other places to send letters to"),
	[LAYER_WARD] = PHRASE("adult wards"),
	[LAYER_STAY] = "stays",
	[LAYER_STAY_PERIOD] = PHRASE("stays with a period"),
	[LAYER_STAY_UNTIL] = PHRASE("ends of stay"),
	[LAYER_STAY_PENDING] = PHRASE("pending extensions of stay"),
	[LAYER_LANGUAGE] = PHRASE("residents with a language"),
	[LAYER_LANGUAGE_OTHER] = PHRASE("residents with another than the commonest language"),
	[LAYER_ALIAS] = PHRASE("aliases in use"),
	[LAYER_DOCUMENT] = PHRASE("residents with a card or a certificate"),
	[LAYER_CARD] = PHRASE("active cards"),
	[LAYER_CARD_STOPPED] = PHRASE("cards suspended, lost, returned or void"),
	[LAYER_RESIDENCE_CARD] = PHRASE("cards of kind residence"),
	[LAYER_SIGNATURE] = PHRASE("valid signature certificates"),
	[LAYER_AUTHENTICATION] = PHRASE("valid authentication certificates"),
	[LAYER_CERTIFICATE_STOPPED] = PHRASE("certificates suspended or revoked"),
	[LAYER_CARD_EXPIRY] = PHRASE("expiry dates of cards"),
	[LAYER_SIGNATURE_EXPIRY] = PHRASE("expiry dates of signature certificates"),
	[LAYER_AUTHENTICATION_EXPIRY] = PHRASE("expiry dates of authentication certificates"),
	[LAYER_BORN] = PHRASE("known dates of birth"),
	[LAYER_POSTAL] = PHRASE("postal codes"),
	[LAYER_ADDRESS] = "addresses",
	[LAYER_BUILDING] = PHRASE("buildings in addresses"),
	[LAYER_ADDRESSES] = PHRASE("different addresses"),
	[LAYER_HOUSEHOLDS] = PHRASE("different households"),
};

/*
 * Three kinds of layers. What a resident has for years changes by a few in a thousand a day, and
 * after ten days without a run by a few in a hundred. What goes with people of whom there are few
 * (stays, aliases) can leave a village in a minibus. What only lasts for days or weeks (announced
 * moves, renewals under way, cards that are stopped) can nearly all end in a night, the first of
 * April or the last of a long holiday: of these only the end of all is told apart from life. An
 * address reform revokes the signature certificates of whole quarters.
 */
#define YEARS(first)                                                                               \
	{                                                                                          \
		{50, 20, HANDFUL}, BOUND_NEVER, first                                              \
	}
#define PEOPLE(all, grow)                                                                          \
	{                                                                                          \
		{300, 20, all}, grow, 0                                                            \
	}
#define WEEKS(permille, grow)                                                                      \
	{                                                                                          \
		{permille, 30, HANDFUL}, grow, 0                                                   \
	}
#define DIFFERENT(permille, all)                                                                   \
	{                                                                                          \
		{permille, 50, all}, BOUND_NEVER, 0                                                \
	}

/* So many are never all gone by chance; of those who come and go together, twice as many. */
enum { HANDFUL = 5, GROUP = 10 };

const struct layer_bound layer_bounds[LAYERS] = {
	[LAYER_RESIDENTS] = {{BOUND_NEVER, 0, 0}, BOUND_NEVER, 0}, /* export-shrank */
	[LAYER_PRESENT] = YEARS(100),
	[LAYER_GONE] = WEEKS(950, 100),
	[LAYER_PROTECTION] = {{500, 10, HANDFUL}, 20, 0},
	[LAYER_RENEWAL] = WEEKS(800, 100),
	[LAYER_LEAVING] = WEEKS(950, 100),
	[LAYER_SEND_TO] = PEOPLE(HANDFUL, 100),
	[LAYER_WARD] = PEOPLE(HANDFUL, 100),
	[LAYER_STAY] = PEOPLE(GROUP, 200),
	[LAYER_STAY_PERIOD] = PEOPLE(GROUP, BOUND_NEVER),
	[LAYER_STAY_UNTIL] = PEOPLE(GROUP, BOUND_NEVER),
	[LAYER_STAY_PENDING] = WEEKS(950, BOUND_NEVER),
	[LAYER_LANGUAGE] = PEOPLE(GROUP, BOUND_NEVER),
	[LAYER_LANGUAGE_OTHER] = PEOPLE(GROUP, BOUND_NEVER),
	[LAYER_ALIAS] = PEOPLE(GROUP, BOUND_NEVER),
	[LAYER_DOCUMENT] = YEARS(100),
	[LAYER_CARD] = YEARS(0),
	[LAYER_CARD_STOPPED] = WEEKS(950, 100),
	[LAYER_RESIDENCE_CARD] = PEOPLE(GROUP, BOUND_NEVER),
	[LAYER_SIGNATURE] = {{400, 20, HANDFUL}, BOUND_NEVER, 0},
	[LAYER_AUTHENTICATION] = YEARS(0),
	[LAYER_CERTIFICATE_STOPPED] = WEEKS(950, 400),
	[LAYER_CARD_EXPIRY] = YEARS(0),
	[LAYER_SIGNATURE_EXPIRY] = YEARS(0),
	[LAYER_AUTHENTICATION_EXPIRY] = YEARS(0),
	[LAYER_BORN] = YEARS(500),
	[LAYER_POSTAL] = YEARS(500),
	[LAYER_ADDRESS] = YEARS(500),
	[LAYER_BUILDING] = PEOPLE(GROUP, BOUND_NEVER),
	[LAYER_ADDRESSES] = DIFFERENT(500, 1000),
	[LAYER_HOUSEHOLDS] = DIFFERENT(500, 1000),
};
