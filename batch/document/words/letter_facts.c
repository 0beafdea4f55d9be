#include "document/words/letter_facts.h"

#include "base/text.h"
#include "document/words/hours_words.h"

/* A letter is asked once for all that its sentences and boxes may depend on. Of whom it is to only
 * what the register says counts, never the language that it is written in. */

/* The strictest way of booking among the matters that the letter is about. */
static enum appointment_policy policy_of(const struct office *office, const struct notice *notice)
{
	enum appointment_policy strictest = APPOINTMENT_NONE;
	for (size_t i = 0; i < notice->item_count; i++) {
		enum appointment_policy policy =
			office->matters[notice->items[i].matter].appointment;
		if (notice->items[i].outcome == OUTCOME_LETTER && policy > strictest)
			strictest = policy;
	}
	return strictest;
}

/* What the office tells of itself. */
static fact_set office_facts(const struct office *office)
{
	const struct sender *sender = &office->sender;
	const struct opening_list main = {
		office->counters[0].openings, office->counters[0].opening_count, NULL};
	return fact_when(!text_blank(sender->lost_phone), FACT_LOST_PHONE) |
	       fact_when(!text_blank(sender->web_base), FACT_WEB) |
	       fact_when(!text_blank(sender->fax), FACT_FAX) |
	       fact_when(!text_blank(sender->reply_email), FACT_EMAIL) |
	       fact_when(hours_sayable(&sender->answers), FACT_PHONE_HOURS) |
	       fact_when(hours_sayable(&main), FACT_MAIN_HOURS) |
	       fact_when(sender->no_forward, FACT_NO_FORWARD);
}

const fact_set letter_all_language_facts =
	FACT(FACT_LOST_SPOKEN) | FACT(FACT_FOREIGN_PHONE) | FACT(FACT_FOREIGN_HOURS);

fact_set letter_language_facts(const struct office *office, const char *language)
{
	const struct sender *sender = &office->sender;
	bool foreign = !text_blank(sender->foreign_phone) &&
		       office_speaks(&sender->foreign_tongues, language);
	return fact_when(office_speaks(&sender->lost_tongues, language), FACT_LOST_SPOKEN) |
	       fact_when(foreign, FACT_FOREIGN_PHONE) |
	       fact_when(foreign && hours_sayable(&sender->foreign_answers), FACT_FOREIGN_HOURS);
}

fact_set letter_facts(const struct office *office, const struct notice *notice)
{
	static const enum template_fact of_matter[MATTERS] = {
		[MATTER_AUTHENTICATION] = FACT_AUTHENTICATION,
		[MATTER_CARD] = FACT_CARD,
		[MATTER_REVOKED] = FACT_REVOKED,
		[MATTER_SIGNATURE] = FACT_SIGNATURE,
		[MATTER_STAY] = FACT_STAY,
	};
	static const enum template_fact of_wave[WAVES] = {
		[WAVE_FIRST] = FACT_FIRST,
		[WAVE_LATE] = FACT_LATE,
		[WAVE_REMINDER] = FACT_REMINDER,
	};
	const struct recipient *recipient = &notice->recipient;
	enum appointment_state state = notice->appointment.state;
	enum appointment_policy policy = policy_of(office, notice);
	fact_set facts = 0;
	for (size_t i = 0; i < notice->item_count; i++)
		facts |= FACT(of_matter[notice->items[i].matter]) |
			 fact_when(notice->items[i].estimated, FACT_ESTIMATED);
	return facts | FACT(of_wave[notice->wave]) |
	       fact_when(notice->item_count > 1, FACT_SEVERAL) |
	       fact_when(recipient->stay_case == STAY_CASE_EXTENDED, FACT_EXTENDED) |
	       fact_when(recipient->stay_case == STAY_CASE_PENDING ||
				 recipient->stay_case == STAY_CASE_RESIDENCE_PENDING,
		       FACT_PENDING) |
	       fact_when(recipient->stay_case == STAY_CASE_RESIDENCE_PENDING, FACT_COMBINED) |
	       fact_when(recipient->stay_case == STAY_CASE_PERMIT, FACT_PERMIT) |
	       fact_when(recipient->stay_case == STAY_CASE_NEITHER, FACT_NEITHER) |
	       fact_when(recipient->stay_case == STAY_CASE_PERMANENT, FACT_PERMANENT) |
	       fact_when(recipient->stay_case == STAY_CASE_RESIDENCE, FACT_RESIDENCE) |
	       fact_when(notice_for_minor(notice), FACT_MINOR) |
	       fact_when(recipient->ward, FACT_WARD) | fact_when(recipient->foreign, FACT_FOREIGN) |
	       fact_when(!text_equal(recipient->addressee, recipient->name), FACT_OTHER_NAME) |
	       fact_when(!text_blank(recipient->building), FACT_BUILDING) |
	       fact_when(recipient->format == FORMAT_VOICE, FACT_VOICE) |
	       fact_when(recipient->format == FORMAT_LARGE_PRINT, FACT_LARGE_PRINT) |
	       fact_when(state == APPOINTMENT_STATE_OFFERED || state == APPOINTMENT_STATE_MOVED,
		       FACT_APPOINTMENT) |
	       fact_when(notice->kept, FACT_KEPT) | fact_when(notice->second, FACT_SECOND_WORDING) |
	       fact_when(notice->kind == NOTICE_MOVED, FACT_MOVED) |
	       fact_when(notice->kind == NOTICE_CANCELLED, FACT_CANCELLED) |
	       fact_when(policy == APPOINTMENT_REQUIRED, FACT_BOOKING_REQUIRED) |
	       fact_when(policy == APPOINTMENT_OFFERED, FACT_BOOKING_OFFERED) |
	       office_facts(office);
}

fact_set letter_item_facts(const struct notice *notice, const struct notice_item *item)
{
	static const enum template_fact of_item[MATTERS] = {
		[MATTER_AUTHENTICATION] = FACT_ITEM_AUTHENTICATION,
		[MATTER_CARD] = FACT_ITEM_CARD,
		[MATTER_REVOKED] = FACT_ITEM_REVOKED,
		[MATTER_SIGNATURE] = FACT_ITEM_SIGNATURE,
		[MATTER_STAY] = FACT_ITEM_STAY,
	};
	return FACT(of_item[item->matter]) | fact_when(item->wave == WAVE_LATE, FACT_ITEM_LATE) |
	       fact_when(item->outcome == OUTCOME_COVERED, FACT_ITEM_COVERED) |
	       fact_when(
		       item > notice->items && item[-1].expires == item->expires, FACT_ITEM_SAME) |
	       fact_when(item->estimated, FACT_ITEM_ESTIMATED);
}
