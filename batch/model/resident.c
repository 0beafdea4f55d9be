#include "model/resident.h"

/* The words of schemas/register.xsd in the order of the enums, which a reader of the register
 * turns into numbers by their place. Some statuses of residence have the law's names beside ours.
 */

const char *const resident_state_words[RESIDENT_STATES] = {
	[RESIDENT_PRESENT] = "resident",
	[RESIDENT_MOVED_OUT] = "moved-out",
	[RESIDENT_DECEASED] = "deceased",
	[RESIDENT_REMOVED] = "removed",
	[RESIDENT_ABROAD] = "abroad",
};

const char *const protection_state_words[PROTECTION_STATES] = {
	[PROTECTION_NONE] = "",
	[PROTECTION_PROVISIONAL] = "provisional",
	[PROTECTION_ACTIVE] = "active",
	[PROTECTION_RELEASED] = "released",
};

const char *const card_kind_words[CARD_KINDS] = {
	[CARD_STANDARD] = "standard",
	[CARD_RESIDENCE] = "residence",
};

const char *const card_state_words[CARD_STATES] = {
	[CARD_ACTIVE] = "active",
	[CARD_SUSPENDED] = "suspended",
	[CARD_LOST] = "lost",
	[CARD_RETURNED] = "returned",
	[CARD_VOID] = "void",
};

const char *const certificate_kind_words[CERTIFICATE_KINDS] = {
	[CERTIFICATE_SIGNATURE] = "signature",
	[CERTIFICATE_AUTHENTICATION] = "authentication",
};

const char *const certificate_state_words[CERTIFICATE_STATES] = {
	[CERTIFICATE_VALID] = "valid",
	[CERTIFICATE_SUSPENDED] = "suspended",
	[CERTIFICATE_REVOKED] = "revoked",
};

const char *const stay_status_words[STAY_NAMES] = {
	[STAY_DIPLOMAT] = "diplomat",
	[STAY_OFFICIAL] = "official",
	[STAY_PROFESSOR] = "professor",
	[STAY_ARTIST] = "artist",
	[STAY_RELIGION] = "religion",
	[STAY_JOURNALIST] = "journalist",
	[STAY_HIGHLY_SKILLED_1] = "highly-skilled-1",
	[STAY_HIGHLY_SKILLED_2] = "highly-skilled-2",
	[STAY_BUSINESS_MANAGER] = "business-manager",
	[STAY_LEGAL_ACCOUNTING] = "legal-accounting",
	[STAY_MEDICAL] = "medical",
	[STAY_RESEARCHER] = "researcher",
	[STAY_INSTRUCTOR] = "instructor",
	[STAY_ENGINEER] = "engineer",
	[STAY_INTRA_COMPANY] = "intra-company",
	[STAY_NURSING_CARE] = "nursing-care",
	[STAY_ENTERTAINER] = "entertainer",
	[STAY_SKILLED_LABOR] = "skilled-labor",
	[STAY_SPECIFIED_SKILLED_1] = "specified-skilled-1",
	[STAY_SPECIFIED_SKILLED_2] = "specified-skilled-2",
	[STAY_TECHNICAL_INTERN] = "technical-intern",
	[STAY_SKILL_DEVELOPMENT] = "skill-development",
	[STAY_CULTURAL] = "cultural",
	[STAY_TEMPORARY_VISITOR] = "temporary-visitor",
	[STAY_STUDENT] = "student",
	[STAY_TRAINEE] = "trainee",
	[STAY_DEPENDENT] = "dependent",
	[STAY_DESIGNATED] = "designated",
	[STAY_PERMANENT] = "permanent",
	[STAY_SPOUSE] = "spouse",
	[STAY_SPOUSE_OF_PERMANENT] = "spouse-of-permanent",
	[STAY_LONG_TERM] = "long-term",
	[STAY_SPECIAL_PERMANENT] = "special-permanent",
	[STAY_TEMPORARY_REFUGE] = "temporary-refuge",
	[STAY_PROVISIONAL] = "provisional-stay",
	[STAY_TRANSITIONAL] = "transitional",
	[STAY_TRANSITIONAL_BIRTH] = "transitional-birth",
	[STAY_TRANSITIONAL_NATIONALITY] = "transitional-nationality",
	"一時庇護",
	"一時庇護許可者",
	"仮滞在",
	"仮滞在許可者",
	"経過滞在",
	"経過滞在者",
	"出生による経過滞在",
	"出生による経過滞在者",
	"国籍喪失による経過滞在",
	"国籍喪失による経過滞在者",
};

/* Two words each, in the order of the statuses. */
enum stay_status stay_status_named(unsigned name)
{
	return name < STAY_STATUSES
		       ? (enum stay_status)name
		       : (enum stay_status)(STAY_TEMPORARY_REFUGE + (name - STAY_STATUSES) / 2);
}

bool stay_is_permit(enum stay_status status)
{
	return status >= STAY_TEMPORARY_REFUGE && status <= STAY_TRANSITIONAL_NATIONALITY;
}
