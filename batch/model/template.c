#include "model/template.h"

#include <string.h>
#include <strings.h>

/* Which language somebody is written to is decided here. A language counts only when the office
 * lists it and has all of its sentences for that use, so that no letter changes its language for
 * want of one. */

const char *const template_value_words[VALUES] = {
	[VALUE_DATE] = "date",
	[VALUE_NUMBER] = "number",
	[VALUE_POSTAL] = "postal",
	[VALUE_ADDRESS] = "address",
	[VALUE_BUILDING] = "building",
	[VALUE_ADDRESSEE] = "addressee",
	[VALUE_NAME] = "name",
	[VALUE_FIRST_EXPIRY] = "first-expiry",
	[VALUE_ITEM_EXPIRY] = "item-expiry",
	[VALUE_VISIT_DATE] = "visit-date",
	[VALUE_VISIT_STARTS] = "visit-starts",
	[VALUE_VISIT_ENDS] = "visit-ends",
	[VALUE_COUNTER] = "counter",
	[VALUE_COUNTER_ADDRESS] = "counter-address",
	[VALUE_COUNTER_ACCESS] = "counter-access",
	[VALUE_COUNTER_PHONE] = "counter-phone",
	[VALUE_EARLIER_NUMBER] = "earlier-number",
	[VALUE_EARLIER_DATE] = "earlier-date",
	[VALUE_EARLIER_STARTS] = "earlier-starts",
	[VALUE_EARLIER_ENDS] = "earlier-ends",
	[VALUE_EARLIER_COUNTER] = "earlier-counter",
	[VALUE_CITY] = "city",
	[VALUE_SECTION] = "section",
	[VALUE_MAYOR] = "mayor",
	[VALUE_SENDER_POSTAL] = "sender-postal",
	[VALUE_SENDER_ADDRESS] = "sender-address",
	[VALUE_PHONE] = "phone",
	[VALUE_PHONE_HOURS] = "phone-hours",
	[VALUE_MAIN_COUNTER] = "main-counter",
	[VALUE_MAIN_HOURS] = "main-hours",
	[VALUE_COUNTER_HOURS] = "counter-hours",
	[VALUE_FAX] = "fax",
	[VALUE_EMAIL] = "email",
	[VALUE_FOREIGN_PHONE] = "foreign-phone",
	[VALUE_FOREIGN_HOURS] = "foreign-hours",
	[VALUE_LOST_PHONE] = "lost-phone",
	[VALUE_ERA] = "era",
	[VALUE_ERA_YEAR] = "era-year",
	[VALUE_YEAR] = "year",
	[VALUE_MONTH] = "month",
	[VALUE_MONTH_NAME] = "month-name",
	[VALUE_DAY] = "day",
	[VALUE_WEEKDAY] = "weekday",
	[VALUE_HOUR] = "hour",
	[VALUE_HOUR_12] = "hour-12",
	[VALUE_CLOCK_HOUR] = "clock-hour",
	[VALUE_MINUTE] = "minute",
	[VALUE_MAILING] = "mailing",
	[VALUE_BUNDLE] = "bundle",
	[VALUE_BUNDLES] = "bundles",
	[VALUE_BUNDLE_LETTERS] = "bundle-letters",
	[VALUE_LETTERS] = "letters",
	[VALUE_SHEETS] = "sheets",
	[VALUE_BARCODES] = "barcodes",
	[VALUE_BARCODE_SHARE] = "barcode-share",
	[VALUE_LETTER_GRAMS] = "letter-grams",
	[VALUE_SHEET_GRAMS] = "sheet-grams",
	[VALUE_ENVELOPE_GRAMS] = "envelope-grams",
	[VALUE_TWO_LETTERS] = "two-letters",
	[VALUE_ONE_LETTERS] = "one-letters",
	[VALUE_TWO_GRAMS] = "two-grams",
	[VALUE_TWO_YEN] = "two-yen",
	[VALUE_KILOGRAMS] = "kilograms",
	[VALUE_ENVELOPE] = "envelope",
	[VALUE_ENVELOPE_SHEET] = "envelope-sheet",
	[VALUE_ENVELOPE_SHEETS] = "envelope-sheets",
	[VALUE_EACH] = "each",
	[VALUE_NOTICES] = "notices",
	[VALUE_COUNTER_NAME] = "counter-name",
	[VALUE_POST_OFFICE] = "post-office",
	[VALUE_PAYMENT] = "payment",
	[VALUE_YEN] = "yen",
	[VALUE_YEN_SUM] = "yen-sum",
	[VALUE_DISCOUNT] = "discount",
	[VALUE_FROM] = "from",
	[VALUE_TO] = "to",
};

bool template_value_discreet(enum template_value value)
{
	switch (value) {
	case VALUE_POSTAL:
	case VALUE_ADDRESS:
	case VALUE_BUILDING:
	case VALUE_ADDRESSEE:
	case VALUE_NAME:
	case VALUE_ITEM_EXPIRY:
		return false;
	default:
		return true;
	}
}

const char *const webpage_mark_words[WEBPAGE_MARKS] = {
	[WEBPAGE_LANGUAGE] = "language",
	[WEBPAGE_ROLE] = "role",
	[WEBPAGE_STATE] = "state",
	[WEBPAGE_OTHER] = "other",
	[WEBPAGE_OTHER_NAME] = "other-name",
	[WEBPAGE_STARTS] = "starts",
	[WEBPAGE_ENDS] = "ends",
	[WEBPAGE_DEADLINE] = "deadline",
	[WEBPAGE_TEL] = "tel",
	[WEBPAGE_CALENDAR] = "calendar",
	[WEBPAGE_MAP] = "map",
	[WEBPAGE_FORM] = "form",
	[WEBPAGE_LANGUAGES] = "languages",
	[WEBPAGE_SWITCH] = "switch",
};

const struct template_font *template_font_in(const struct template_font *font, const char *language)
{
	size_t length = strlen(language);
	for (size_t i = 0; i < font->variant_count; i++)
		for (const char *at = font->variants[i].languages; *at != '\0';) {
			size_t word = strcspn(at, " ");
			if (word == length && strncmp(at, language, length) == 0)
				return &font->variants[i];
			at += word + (at[word] == ' ');
		}
	return font;
}

static const struct template_language *find_tagged(
	const struct templates *templates, const char *tag)
{
	for (size_t i = 0; i < templates->language_count; i++)
		if (strcasecmp(templates->languages[i].tag, tag) == 0)
			return &templates->languages[i];
	return NULL;
}

/* The first of the office's languages that can be written in and that has this tag, or
 * only the same primary subtag; NULL when there is none. */
static const struct template_language *find_listed(const struct templates *templates,
	const struct office *office, enum text_use use, const char *tag, bool whole)
{
	size_t length = whole ? strlen(tag) : strcspn(tag, "-");
	for (size_t i = 0; i < office->language_count; i++) {
		const char *other = office->languages[i].tag;
		size_t size = whole ? strlen(other) : strcspn(other, "-");
		if (size != length || strncasecmp(other, tag, length) != 0)
			continue;
		const struct template_language *language = find_tagged(templates, other);
		if (language != NULL && language->missing[use] == 0)
			return language;
	}
	return NULL;
}

/* What a register may call a language that has its texts under another tag, or a place whose
 * people read one of two scripts. */
static const struct {
	const char *tag, *texts;
} other_tags[] = {{"tl", "fil"}, {"zh-TW", "zh-Hant"}, {"zh-HK", "zh-Hant"}, {"zh-MO", "zh-Hant"}};

/* The tag itself; else another of its names; else what it begins with (zh-Hant-TW: zh-Hant). */
static const struct template_language *find_nearest(const struct templates *templates,
	const struct office *office, enum text_use use, const char *tag)
{
	const struct template_language *found = find_listed(templates, office, use, tag, true);
	for (size_t i = 0; i < sizeof other_tags / sizeof other_tags[0] && found == NULL; i++)
		if (strcasecmp(tag, other_tags[i].tag) == 0)
			found = find_listed(templates, office, use, other_tags[i].texts, true);
	for (size_t i = 0; i < office->language_count && found == NULL; i++) {
		const char *listed = office->languages[i].tag;
		size_t length = strlen(listed);
		if (strncasecmp(tag, listed, length) == 0 && tag[length] == '-')
			found = find_listed(templates, office, use, listed, true);
	}
	return found;
}

static const struct template_language *language_for(const struct templates *templates,
	const struct office *office, enum text_use use, const char *tag)
{
	const char *wanted = tag == NULL || *tag == '\0' ? "ja" : tag;
	const struct template_language *found = find_nearest(templates, office, use, wanted);
	if (found == NULL)
		found = find_listed(templates, office, use, wanted, false);
	if (found == NULL && strcasecmp(wanted, "ja") != 0)
		found = find_listed(templates, office, use, "en", true);
	return found != NULL ? found : find_tagged(templates, "ja");
}

const struct template_language *templates_japanese(const struct templates *templates)
{
	return find_tagged(templates, "ja");
}

const struct template_language *templates_beside(const struct templates *templates,
	const struct office *office, const struct template_language *language)
{
	bool japanese = strcmp(language->tag, "ja") == 0 || strncmp(language->tag, "ja-", 3) == 0;
	return japanese ? NULL : find_listed(templates, office, TEXT_OF_LETTER, "ja-x-easy", true);
}

const struct template_language *templates_language(
	const struct templates *templates, const struct office *office, const char *tag)
{
	return language_for(templates, office, TEXT_OF_LETTER, tag);
}

const struct template_language *templates_language_outside(
	const struct templates *templates, const struct office *office, const char *tag)
{
	return language_for(templates, office, TEXT_OUTSIDE, tag);
}
