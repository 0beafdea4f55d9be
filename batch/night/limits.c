#include "night/limits.h"

#include "base/phrase.h"
#include "base/retell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What was gone past is collected and refused at the next moment where all is known: an export
 * without cards goes past a dozen limits, and who looks into it must see them together.
 */

/* A layer's code: by macro, so that the table stays one of constants. */
#define OF_LAYER(name, word) [LIMIT_LAYERS + LAYER_##name] = "layer-" word

const char *const limit_codes[LIMITS] = {
	[LIMIT_EXPORT_LATER] = "export-later",
	[LIMIT_EXPORT_AGED] = "export-aged",
	[LIMIT_EXPORT_AGAIN] = "export-again",
	[LIMIT_EXPORT_BACKWARD] = "export-backward",
	[LIMIT_EXPORT_SMALL] = "export-small",
	[LIMIT_EXPORT_LARGE] = "export-large",
	[LIMIT_EXPORT_SHRANK] = "export-shrank",
	[LIMIT_CARDS_SHRANK] = "cards-shrank",
	[LIMIT_RESIDENTS_VANISHED] = "residents-vanished",
	[LIMIT_APPOINTMENTS_CLOSED] = "appointments-closed",
	[LIMIT_RESIDENTS_ASIDE] = "residents-aside",
	[LIMIT_DUES_ASIDE] = "dues-aside",
	[LIMIT_DUES_ENDED] = "dues-ended",
	[LIMIT_DUES_MOVED] = "dues-moved",
	[LIMIT_DUES_RENEWED] = "dues-renewed",
	[LIMIT_DUES_NEW] = "dues-new",
	[LIMIT_LETTERS_GLYPH] = "letters-glyph",
	[LIMIT_LETTERS_OVERFLOW] = "letters-overflow",
	[LIMIT_LEDGER_BEHIND] = "ledger-behind",
	OF_LAYER(PRESENT, "present"),
	OF_LAYER(GONE, "gone"),
	OF_LAYER(PROTECTION, "protection"),
	OF_LAYER(RENEWAL, "renewal"),
	OF_LAYER(LEAVING, "leaving"),
	OF_LAYER(SEND_TO, "send-to"),
	OF_LAYER(WARD, "ward"),
	OF_LAYER(STAY, "stay"),
	OF_LAYER(STAY_PERIOD, "stay-period"),
	OF_LAYER(STAY_UNTIL, "stay-until"),
	OF_LAYER(STAY_PENDING, "stay-pending"),
	OF_LAYER(LANGUAGE, "language"),
	OF_LAYER(LANGUAGE_OTHER, "language-other"),
	OF_LAYER(ALIAS, "alias"),
	OF_LAYER(DOCUMENT, "document"),
	OF_LAYER(CARD, "card"),
	OF_LAYER(CARD_STOPPED, "card-stopped"),
	OF_LAYER(RESIDENCE_CARD, "residence-card"),
	OF_LAYER(SIGNATURE, "signature"),
	OF_LAYER(AUTHENTICATION, "authentication"),
	OF_LAYER(CERTIFICATE_STOPPED, "certificate-stopped"),
	OF_LAYER(CARD_EXPIRY, "card-expiry"),
	OF_LAYER(SIGNATURE_EXPIRY, "signature-expiry"),
	OF_LAYER(AUTHENTICATION_EXPIRY, "authentication-expiry"),
	OF_LAYER(BORN, "born"),
	OF_LAYER(POSTAL, "postal"),
	OF_LAYER(ADDRESS, "address"),
	OF_LAYER(BUILDING, "building"),
	OF_LAYER(ADDRESSES, "addresses"),
	OF_LAYER(HOUSEHOLDS, "households"),
};

int limit_named(const char *code)
{
	for (int limit = 0; limit < LIMITS; limit++)
		if (limit_codes[limit] != NULL && strcmp(limit_codes[limit], code) == 0)
			return limit;
	return -1;
}

/* More codes than this are no line to be typed. */
enum { HINTED_MAX = 6 };

/* What to do about a limit; where it is no word about the export, the office file is at fault. */
static const char *limit_advice(enum limit limit, bool *office)
{
	static const struct {
		enum limit limit;
		const char *advice;
	} at_office[] = {
		{LIMIT_APPOINTMENTS_CLOSED,
			PHRASE("look at the closures and hours of the office file")},
		{LIMIT_LETTERS_OVERFLOW,
			PHRASE("look at what has grown in the office file and its texts (kigen "
			       "check)")},
		{LIMIT_LETTERS_GLYPH,
			PHRASE("look at the fonts that are installed, and at the export's "
			       "characters")},
	};
	*office = true;
	for (size_t i = 0; i < sizeof at_office / sizeof at_office[0]; i++)
		if (at_office[i].limit == limit)
			return phrase(at_office[i].advice);
	*office = false;
	return phrase("take another export");
}

void limits_hit(struct limits_watch *watch, enum limit limit, const char *format, ...)
{
	const struct night_job *job = watch->job;
	bool accepted = (job->accepted & limit_bit(limit)) != 0;
	char text[512];
	va_list values;
	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	const char *message = arena_copy(watch->arena, text);
	watch->hit |= limit_bit(limit);
	if (!job->limits_warn && !accepted) {
		watch->refused[watch->refused_count].limit = limit;
		watch->refused[watch->refused_count++].message = message;
		return;
	}
	if (accepted)
		watch->accepted[watch->accepted_count++] = (struct night_acceptance){
			.code = limit_codes[limit],
			.message = message,
			.why = job->accepted_why,
			.who = job->accepted_by,
		};
	job->warn(job->context,
		arena_print(watch->arena, accepted ? phrase("let pass: %s: %s") : "%s: %s",
			limit_codes[limit], retell_spoken(message, watch->arena)));
}

bool limits_refuse(struct limits_watch *watch, struct fault *why)
{
	const struct night_job *job = watch->job;
	const char *options = "";
	bool office;
	if (watch->refused_count == 0)
		return true;
	for (size_t i = 0; i < watch->refused_count; i++) {
		const char *code = limit_codes[watch->refused[i].limit];
		options = watch->refused_count > HINTED_MAX
				  ? phrase("for each of these codes --accept CODE, ")
				  : arena_print(watch->arena, "%s--accept %s ", options, code);
		if (i > 0)
			job->warn(job->context,
				arena_print(watch->arena, "%s: %s", code,
					retell_spoken(watch->refused[i].message, watch->arena)));
	}
	enum limit first = watch->refused[0].limit;
	const char *advice = limit_advice(first, &office);
	return fault_set(why, FAULT_REGISTER,
		"%s: %s: %s\nhint: %s; if this one is right, %s--why TEXT",
		office ? job->office->path : job->register_path, limit_codes[first],
		retell_spoken(watch->refused[0].message, watch->arena), advice, options);
}

const char *limits_needless(const struct limits_watch *watch)
{
	uint64_t needless = watch->job->accepted & ~watch->hit;
	const char *codes = NULL;
	for (int limit = 0; limit < LIMITS; limit++)
		if ((needless & limit_bit(limit)) != 0)
			codes = codes == NULL ? limit_codes[limit]
					      : arena_print(watch->arena, "%s %s", codes,
							limit_codes[limit]);
	return codes;
}
