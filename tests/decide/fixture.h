#ifndef TESTS_DECIDE_FIXTURE_H
#define TESTS_DECIDE_FIXTURE_H

#include "base/civil.h"
#include "model/office.h"
#include "model/resident.h"

#include <stdio.h>
#include <string.h>

/* The rules of the default office, and an ordinary resident to change. */

static inline day_number on(const char *date)
{
	day_number day = DAY_NONE;
	civil_parse(date, strlen(date), &day);
	return day;
}

static const struct age_rule fixture_ages[] = {{-719162, 20}, {19083 /* 2022-04-01 */, 18}};
static const struct card_rule fixture_cards[] = {{-719162, 10, 5, 11, 6}};
static const struct certificate_rule fixture_certificates[] = {{-719162, 5, 6}};

static const struct leap_rule fixture_leaps[] = {{-719162, false}};
static const struct cap_rule fixture_caps[] = {{-719162, true, true}};
static const struct stay_rule fixture_stays[] = {{-719162, true, 2}};
static const struct no_period_rule fixture_no_periods[] = {
	{-719162, (stay_set)1 << STAY_PERMANENT | (stay_set)1 << STAY_SPECIAL_PERMANENT |
			  (stay_set)1 << STAY_HIGHLY_SKILLED_2}};
static const struct residence_card_rule fixture_residence_cards[] = {{-719162, false}};
static const struct years_rule fixture_years[] = {{-719162, 15}};
static const struct window_rule fixture_windows[] = {{-719162, .opens_months = 3, .late_months = 2,
	.reminder_months = 1, .reminder_after_days = 21}};

static inline struct office fixture_office(void)
{
	struct office office = {
		.path = "office.xml",
		.municipality = "232068",
		.timezone = "Asia/Tokyo",
		.utc_offset = 540,
		.validity = {fixture_ages, 2, fixture_cards, 1, fixture_certificates, 1,
			fixture_leaps, 1, fixture_caps, 1, fixture_stays, 1, fixture_no_periods, 1,
			fixture_residence_cards, 1, fixture_years, 1, fixture_years, 1},
		.window = {fixture_windows, 1, 3},
		.mailing = {.arrival_days = 2},
		.limits = {7, 1, 1000000, 30, 20},
	};
	for (int matter = 0; matter < MATTERS; matter++)
		office.matters[matter] = (struct matter_rule){.appointment = APPOINTMENT_OFFERED,
			.slots = 1,
			.counters = UINT32_MAX,
			.lead_days = 7,
			.clear_days = 3};
	return office;
}

static inline struct birth born(const char *text)
{
	struct birth birth = {.text = text};
	int year, month, day;
	if (sscanf(text, "%d-%d-%d", &year, &month, &day) == 3) {
		birth.date = (struct civil){year, month, day};
		birth.known = civil_exists(year, month, day);
		if (birth.known)
			birth.day = civil_day(year, month, day);
	}
	return birth;
}

/* Born 1990-05-10, a card of 2021-12-01 to 2031-05-10, both certificates to 2026-05-10. */
static inline struct resident fixture_resident(void)
{
	return (struct resident){
		.line = 7,
		.id = "0001234567",
		.household = "0000765432",
		.name = "春日 花子",
		.born = born("1990-05-10"),
		.has_address = true,
		.address = {"4868686", NULL, "愛知県春日井市鳥居松町5丁目44番地", NULL},
		.leaving = DAY_NONE,
		.stay = {.until = DAY_NONE},
		.card = {true, CARD_STANDARD, CARD_ACTIVE, on("2021-11-20"), on("2021-12-01"),
			on("2031-05-10")},
		.certificate = {[CERTIFICATE_SIGNATURE] = {true, CERTIFICATE_VALID,
					on("2021-12-01"), on("2026-05-10")},
			[CERTIFICATE_AUTHENTICATION] = {true, CERTIFICATE_VALID, on("2021-12-01"),
				on("2026-05-10")}},
		.renewal = DAY_NONE,
	};
}

#endif
