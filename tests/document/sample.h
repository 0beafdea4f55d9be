#ifndef TESTS_DOCUMENT_SAMPLE_H
#define TESTS_DOCUMENT_SAMPLE_H

#include "base/arena.h"
#include "document/mailroom/mailing_lists.h"
#include "model/committed_night.h"
#include "model/notice_number.h"
#include "model/office.h"

#include <stdlib.h>
#include <string.h>

/* An office and a night such as the ledger gives them, small enough to check by eye. The night of
 * 2026-11-24 (a Tuesday) has every outcome, appointments offered, moved and cancelled, residents
 * of several languages, and text that calendar and list formats have to escape. */

#define SAMPLE_LENGTH(array) (sizeof(array) / sizeof(array)[0])

enum { SAMPLE_OFFICE_COUNTERS = 5 };

static const uint8_t sample_secret[32] = {7, 1, 2, 3};

static inline struct office sample_office(void)
{
	static const struct wording city[] = {{"ja", "春日井市"}, {"en", "Kasugai City"}};
	static const struct wording section[] = {
		{"ja", "戸籍住民課"}, {"en", "Family Register; \"Residents\" Section"}};
	static const struct wording cityhall[] = {
		{"ja", "市役所 戸籍住民課"}, {"en", "City Hall, Residents' Section"}};
	static const struct wording cityhall_address[] = {
		{"ja", "愛知県春日井市鳥居松町5丁目44番地"},
		{"en", "5-44, Toriimatsu-cho, Kasugai, Aichi; 486-8686"}};
	static const struct wording cityhall_access[] = {
		{"ja", "JR春日井駅から名鉄バス「市役所前」下車、徒歩1分。駐車場は建物の東側と南側、"
		       "最初の1時間は無料"},
		{"en", "One minute's walk from the bus stop \"Shiyakusho-mae\""}};
	static const struct wording sakashita[] = {{"ja", "坂下出張所"}};
	static const struct wording tobu[] = {{"ja", "東部市民センター"}};
	static const struct wording ajiyoshi[] = {{"ja", "味美ふれあいセンター"}};
	static const struct wording kozoji[] = {{"ja", "高蔵寺ふれあいセンター"}};
	static const struct counter counters[SAMPLE_OFFICE_COUNTERS] = {
		{.id = "cityhall",
			.name = {cityhall, 2},
			.address = {cityhall_address, 2},
			.access = {cityhall_access, 2},
			.phone = "0568-85-6138",
			.latitude = 35.2475,
			.longitude = 136.97222},
		{.id = "sakashita", .name = {sakashita, 1}, .phone = ""},
		{.id = "tobu", .name = {tobu, 1}, .phone = ""},
		{.id = "ajiyoshi", .name = {ajiyoshi, 1}, .phone = ""},
		{.id = "kozoji", .name = {kozoji, 1}, .phone = ""},
	};
	static const struct language languages[] = {{.tag = "ja", .approved_on = DAY_NONE},
		{.tag = "en", .approved_on = DAY_NONE}, {.tag = "pt", .approved_on = DAY_NONE},
		{.tag = "vi", .approved_on = DAY_NONE}, {.tag = "ko", .approved_on = DAY_NONE},
		{.tag = "es", .approved_on = DAY_NONE}, {.tag = "zh-Hans", .approved_on = DAY_NONE},
		{.tag = "zh-Hant", .approved_on = DAY_NONE},
		{.tag = "fil", .approved_on = DAY_NONE}, {.tag = "id", .approved_on = DAY_NONE},
		{.tag = "ne", .approved_on = DAY_NONE},
		{.tag = "ja-x-easy", .approved_on = DAY_NONE}};
	struct office office = {
		.path = "kasugai.xml",
		.folder = ".",
		.municipality = "232068",
		.timezone = "Asia/Tokyo",
		.utc_offset = 540,
		.sender = {.city = {city, 2},
			.section = {section, 2},
			.phone = "0568-85-6138",
			.email = "",
			.web_base = ""},
		.counters = counters,
		.counter_count = SAMPLE_OFFICE_COUNTERS,
		.mailing = {.bundle_letters = 4},
		.languages = languages,
		.language_count = SAMPLE_LENGTH(languages),
	};
	for (int matter = 0; matter < MATTERS; matter++)
		office.matters[matter].appointment = APPOINTMENT_OFFERED;
	return office;
}

/* One resident of the sample: what becomes of one matter, and the letter and appointment. */
struct sample_row {
	const char *resident;
	enum matter matter;
	enum outcome outcome;
	enum reason reason;
	const char *language;
	const char *postal;
	enum appointment_state state;
	const char *counter;
	int days; /* from the night to the appointment */
	int starts;
};

static const struct sample_row sample_rows[] = {
	{"0000000101", MATTER_AUTHENTICATION, OUTCOME_LETTER, REASON_EMPTY, "", "4868686",
		APPOINTMENT_STATE_OFFERED, "cityhall", 22, 17 * 60 + 30},
	{"0000000102", MATTER_CARD, OUTCOME_LETTER, REASON_ESTIMATED, "pt", "4860844",
		APPOINTMENT_STATE_OFFERED, "cityhall", 23, 9 * 60},
	{"0000000103", MATTER_CARD, OUTCOME_LETTER, REASON_EMPTY, "en-US", "4870011",
		APPOINTMENT_STATE_MOVED, "cityhall", 26, 10 * 60},
	{"0000000104", MATTER_STAY, OUTCOME_LETTER, REASON_EMPTY, "vi", "4870011",
		APPOINTMENT_STATE_OFFERED, "kozoji", 28, 11 * 60},
	{"0000000105", MATTER_STAY, OUTCOME_LETTER, REASON_EMPTY, "zh-CN", "4860900",
		APPOINTMENT_STATE_OFFERED, "kozoji", 28, 11 * 60 + 30},
	{"0000000106", MATTER_SIGNATURE, OUTCOME_LETTER, REASON_EMPTY, "ko", "4860817",
		APPOINTMENT_STATE_OFFERED, "sakashita", 30, 13 * 60},
	{"0000000107", MATTER_CARD, OUTCOME_LETTER, REASON_EMPTY, "es", "4860817",
		APPOINTMENT_STATE_NONE, "", 0, 0},
	{"0000000108", MATTER_SIGNATURE, OUTCOME_HAND, REASON_PROTECTION, "", "4860817",
		APPOINTMENT_STATE_NONE, "", 0, 0},
	{"0000000109", MATTER_CARD, OUTCOME_HAND, REASON_GLYPH, "", "4860817",
		APPOINTMENT_STATE_NONE, "", 0, 0},
	{"0000000110", MATTER_CARD, OUTCOME_NONE, REASON_DECEASED, "", "4860817",
		APPOINTMENT_STATE_NONE, "", 0, 0},
	{"0000000111", MATTER_AUTHENTICATION, OUTCOME_LETTER, REASON_EMPTY, "tl", "4868686",
		APPOINTMENT_STATE_OFFERED, "tobu", 30, 8 * 60 + 30},
};

enum { SAMPLE_ROWS = sizeof sample_rows / sizeof sample_rows[0] };

static inline struct appointment sample_appointment(
	const struct sample_row *row, const char *number, day_number night, struct arena *arena)
{
	char *uid = arena_alloc(arena, UID_BYTES);
	notice_uid(sample_secret, number, "232068", uid);
	struct appointment appointment = {.state = row->state, .uid = "", .counter = row->counter};
	if (row->state == APPOINTMENT_STATE_NONE)
		return appointment;
	appointment.uid = uid;
	appointment.sequence = row->state == APPOINTMENT_STATE_OFFERED ? 0 : 2;
	appointment.day = night + row->days;
	appointment.starts = row->starts;
	appointment.ends = row->starts + 30;
	return appointment;
}

static inline struct notice sample_notice(
	const struct sample_row *row, int serial, day_number night, struct arena *arena)
{
	char *number = arena_alloc(arena, NOTICE_NUMBER_BYTES);
	char *token = arena_alloc(arena, TOKEN_BYTES);
	notice_format_number(2026, serial, number);
	notice_token(sample_secret, number, token);
	struct notice_item *item = arena_alloc(arena, sizeof *item);
	*item = (struct notice_item){row->matter, night + 70, WAVE_FIRST, OUTCOME_LETTER,
		row->reason == REASON_ESTIMATED};
	bool placed = row->state != APPOINTMENT_STATE_NONE;
	return (struct notice){
		.number = number,
		.token = token,
		.night = night,
		.wave = WAVE_FIRST,
		.recipient = {.resident = row->resident,
			.household = arena_print(arena, "9%s", row->resident + 1),
			.addressee = "葛󠄂城 髙子",
			.name = "葛󠄂城 髙子",
			.postal = row->postal,
			.address = "愛知県春日井市鳥居松町5丁目44番地",
			.building = "",
			.language = row->language},
		.items = item,
		.item_count = 1,
		.visit_from = placed ? night + 14 : DAY_NONE,
		.visit_until = placed ? night + 60 : DAY_NONE,
		.appointment = sample_appointment(row, number, night, arena),
	};
}

static inline int sample_agenda_order(const void *left, const void *right)
{
	const struct appointment *one = &((const struct agenda_entry *)left)->appointment;
	const struct appointment *other = &((const struct agenda_entry *)right)->appointment;
	int order = strcmp(one->counter, other->counter);
	if (order == 0)
		order = (one->day > other->day) - (one->day < other->day);
	if (order == 0)
		order = (one->starts > other->starts) - (one->starts < other->starts);
	return order != 0 ? order : strcmp(one->uid, other->uid);
}

/* `further` appointments of earlier nights are added to the agenda, spread over days and
 * counters, and one cancelled appointment and one of a counter that is no more. */
static inline void sample_agenda(struct night *night, const struct agenda_entry *own,
	size_t own_count, size_t further, struct arena *arena)
{
	static const char *const counters[] = {"cityhall", "kozoji", "sakashita", "old hall/1"};
	struct agenda_entry *agenda = arena_alloc(arena, (own_count + further) * sizeof *agenda);
	memcpy(agenda, own, own_count * sizeof *agenda);
	for (size_t i = 0; i < further; i++) {
		struct sample_row row = {.state = APPOINTMENT_STATE_OFFERED,
			.counter = counters[i % SAMPLE_LENGTH(counters)],
			.days = 1 + (int)(i / 97) % 80,
			.starts = 510 + 15 * (int)(i % 30)};
		char *number = arena_alloc(arena, NOTICE_NUMBER_BYTES);
		notice_format_number(2026, 100000 + (int)i, number);
		agenda[own_count + i] = (struct agenda_entry){.notice = number,
			.appointment = sample_appointment(&row, number, night->day, arena),
			.changed = night->day,
			.language = ""};
		if (i == 3)
			agenda[own_count + i].appointment.uid = "../alien uid+1";
	}
	/* And some that a house keeps. */
	for (size_t i = 7; i < further; i += 10) {
		agenda[own_count + i].notice = "";
		agenda[own_count + i].house = "H26-000001-3";
	}
	qsort(agenda, own_count + further, sizeof *agenda, sample_agenda_order);
	night->agenda = agenda;
	night->agenda_count = own_count + further;
}

static inline struct night sample_night(bool mailing, size_t further, struct arena *arena)
{
	static const struct night_exception exceptions[] = {
		{0, "", "export-shrank", "3 residents fewer than in the export of 2026-11-20"},
		{17, "0000000201", "expiry-unknown",
			"card: no expiry and no birth date to compute it"},
		{23, "", "id-missing", "resident without id, \"set aside\""},
		{31, "0000000109", "glyph", "U+E0F1, U+845B U+E0105"},
		{31, "0000000202", "expiry-unexplained", "signature: no rule gives 2027-02-03"},
		{44, "0000000203", "expiry-unexplained", "card: <no rule> gives 2027-02-03 & more"},
	};
	struct night night = {
		.day = civil_day(2026, 11, 24),
		.run = 1,
		.as_of = civil_day(2026, 11, 23),
		.posting_day = civil_day(2026, 11, mailing ? 24 : 25),
		.mailing = mailing,
		.read = 20000,
		.decided = 19998,
		.aside = 2,
		.exceptions = exceptions,
		.exception_count = SAMPLE_LENGTH(exceptions),
	};
	memset(night.register_digest, 'a', 64);
	memset(night.office_digest, 'b', 64);
	struct night_due *dues = arena_alloc(arena, (SAMPLE_ROWS + 1) * sizeof *dues);
	struct notice *sheets = arena_alloc(arena, (SAMPLE_ROWS + 1) * sizeof *sheets);
	const struct notice **order = arena_alloc(arena, (SAMPLE_ROWS + 1) * sizeof *order);
	struct notice *invited = arena_alloc(arena, (SAMPLE_ROWS + 1) * sizeof *invited);
	struct agenda_entry *own = arena_alloc(arena, SAMPLE_ROWS * sizeof *own);
	struct notice *letters = arena_alloc(arena, (SAMPLE_ROWS + 1) * sizeof *letters);
	size_t letter_count = 0, own_count = 0;
	for (int i = 0; i < SAMPLE_ROWS; i++) {
		const struct sample_row *row = &sample_rows[i];
		struct notice notice = sample_notice(row, i + 1, night.day, arena);
		bool letter = row->outcome == OUTCOME_LETTER;
		dues[night.due_count++] = (struct night_due){
			.resident = row->resident,
			.household = notice.recipient.household,
			.decision = {row->matter, night.day + 70, night.day - 20, WAVE_FIRST,
				row->outcome, row->reason, row->reason == REASON_ESTIMATED},
			.notice = letter ? notice.number : "",
			.visit_from = notice.visit_from,
			.visit_until = notice.visit_until,
			.appointment = notice.appointment,
			.call = i == 6,
		};
		if (i == 1) { /* a certificate that the card's letter covers */
			dues[night.due_count] = dues[night.due_count - 1];
			dues[night.due_count].decision.matter = MATTER_SIGNATURE;
			dues[night.due_count].decision.outcome = OUTCOME_COVERED;
			dues[night.due_count++].decision.reason = REASON_CARD;
		}
		if (!letter)
			continue;
		letters[letter_count++] = notice;
		if (notice.appointment.state != APPOINTMENT_STATE_NONE) {
			invited[night.invited_count++] = notice;
			own[own_count++] = (struct agenda_entry){.notice = notice.number,
				.appointment = notice.appointment,
				.changed = night.day,
				.matters = {[MATTER_CARD] = true},
				.language = notice.recipient.language};
		}
	}
	/* The letter of an earlier night, whose appointment has been cancelled since. */
	struct sample_row earlier = sample_rows[2];
	earlier.resident = "0000000099";
	earlier.state = APPOINTMENT_STATE_CANCELLED;
	letters[letter_count] = sample_notice(&earlier, 999, night.day, arena);
	letters[letter_count].night = night.day - 1;
	invited[night.invited_count++] = letters[letter_count++];
	for (size_t i = 0; mailing && i < letter_count; i++)
		order[i] = &letters[i];
	if (mailing) {
		mailing_sort(order, letter_count);
		for (size_t i = 0; i < letter_count; i++) {
			sheets[i] = *order[i];
			sheets[i].sheet = (int)i + 1;
		}
		night.sheet_count = letter_count;
		night.carried = 1;
	}
	night.dues = dues;
	night.sheets = sheets;
	night.invited = invited;
	sample_agenda(&night, own, own_count, further, arena);
	return night;
}

#endif
