/* Which printed sheets must not leave, and for which reason. The ordinary case: a letter about a
 * card of 2027-01-20, to somebody who lives where it says, and for whom it would be written
 * again. */
#include "decide/dues/stop_list.h"

#include "decide/dues/decided.h"

#define EXPIRES "2027-01-20"
#define ADDRESS "as it was"

enum said {
	SAID_ALL,     /* the register has the resident */
	SAID_FAULT,   /* with a fault: set aside */
	SAID_NOBODY,  /* it has another one with a fault, whose id could not be read */
	SAID_NOTHING, /* it does not have the resident */
};

struct stop_case {
	const char *sentence, *reason; /* NULL: the sheet may leave */
	/* the letter */
	enum notice_kind kind;
	bool held, withdrawn, overtaken;
	const char *listed; /* NULL: on no list yet */
	enum due_state was; /* of its due, as the ledger knows it */
	enum outcome was_outcome;
	enum reason was_reason;
	/* the register */
	enum said said;
	enum resident_state state;
	enum reason hand;
	const char *address; /* NULL: the letter's */
	bool covered;        /* remembered under protection */
	/* the night; nothing was decided where `none` */
	bool none;
	enum outcome outcome;
	enum reason why;
	enum due_state now;
	enum due_state ended; /* without a decision; open: it did not */
};

static const struct stop_case cases[] = {
	{"nothing has changed", .reason = NULL},
	{"staff has withdrawn it", "withdrawn", .withdrawn = true},
	{"withdrawn says more than held", "withdrawn", .withdrawn = true, .held = true},
	{"withdrawn says more than the register", "withdrawn", .withdrawn = true,
		.state = RESIDENT_DECEASED},
	{"staff holds its mailing", "held", .held = true},
	{"the register says more than held", "deceased", .held = true, .state = RESIDENT_DECEASED},

	{"it names a place that the desk has changed, and told by word", "appointment-changed",
		.overtaken = true},
	{"which says more than held", "appointment-changed", .overtaken = true, .held = true},
	{"and less than the register", "renewed", .overtaken = true, .none = true,
		.ended = DUE_RENEWED},
	{"and than another address", "address-changed", .overtaken = true, .address = "another"},
	{"and than withdrawn", "withdrawn", .overtaken = true, .withdrawn = true},
	{"also of whom nothing could be read", "appointment-changed", .overtaken = true,
		.none = true, .said = SAID_FAULT},

	{"the resident has died", "deceased", .state = RESIDENT_DECEASED},
	{"has moved out", "moved-out", .state = RESIDENT_MOVED_OUT},
	{"was removed from the register", "removed", .state = RESIDENT_REMOVED},
	{"has moved abroad", "abroad", .state = RESIDENT_ABROAD},
	{"the state says more than a case by hand", "abroad", .state = RESIDENT_ABROAD,
		.hand = REASON_PROTECTION},

	{"no letter may go: the mail room hears one word for all causes", "by-hand",
		.hand = REASON_PROTECTION},
	{"its name cannot be drawn", "by-hand", .hand = REASON_GLYPH},
	{"other mail came back from the address", "returned", .hand = REASON_RETURNED},
	{"it would be a case by hand now", "by-hand", .outcome = OUTCOME_HAND,
		.why = REASON_ADDRESS_CAP},
	{"by hand says more than that nothing is wanted", "by-hand", .hand = REASON_ADDRESS,
		.outcome = OUTCOME_NONE, .why = REASON_CARD_LOST, .now = DUE_WITHDRAWN},

	{"its card is lost", "card-lost", .outcome = OUTCOME_NONE, .why = REASON_CARD_LOST,
		.now = DUE_WITHDRAWN},
	{"its card is suspended for now", "card-suspended", .outcome = OUTCOME_NONE,
		.why = REASON_CARD_SUSPENDED},
	{"the appointment that it moves is still wanted then", NULL, .kind = NOTICE_MOVED,
		.outcome = OUTCOME_NONE, .why = REASON_CARD_SUSPENDED},
	{"and is not when the card is lost", "card-lost", .kind = NOTICE_MOVED,
		.outcome = OUTCOME_NONE, .why = REASON_CARD_LOST, .now = DUE_WITHDRAWN},
	{"a letter is wanted again, though the appointment's due ends", NULL,
		.kind = NOTICE_CANCELLED, .now = DUE_WITHDRAWN},
	{"it was renewed tonight", "renewed", .none = true, .ended = DUE_RENEWED},
	{"it lapsed tonight", "lapsed", .none = true, .ended = DUE_LAPSED},
	{"its document is gone tonight", "vanished", .none = true, .ended = DUE_WITHDRAWN},
	{"it was renewed on a night before", "renewed", .none = true, .was = DUE_RENEWED},
	{"it lapsed on a night before", "lapsed", .none = true, .was = DUE_LAPSED},
	{"it was withdrawn on a night before, for a reason", "card-void", .none = true,
		.was = DUE_WITHDRAWN, .was_outcome = OUTCOME_NONE, .was_reason = REASON_CARD_VOID},
	{"it was withdrawn on a night before, without one", "vanished", .none = true,
		.was = DUE_WITHDRAWN, .was_outcome = OUTCOME_LETTER},
	{"it is open though nothing is wanted of it", NULL, .none = true,
		.was_outcome = OUTCOME_NONE, .was_reason = REASON_CARD_SUSPENDED},
	{"what happens tonight says more than the nights before", "renewed", .none = true,
		.was = DUE_LAPSED, .ended = DUE_RENEWED},

	{"the resident has moved within the city", "address-changed", .address = "another"},
	{"that it is not wanted says more than another address", "renewed", .none = true,
		.ended = DUE_RENEWED, .address = "another"},
	{"another address says more than held", "address-changed", .address = "another",
		.held = true},

	{"the register lacks the resident", "vanished", .none = true, .said = SAID_NOTHING},
	{"what became of the due says more", "lapsed", .none = true, .said = SAID_NOTHING,
		.ended = DUE_LAPSED},
	{"the register lacks somebody under protection", "by-hand", .none = true,
		.said = SAID_NOTHING, .covered = true},
	{"a record with a fault", NULL, .none = true, .said = SAID_FAULT},
	{"a record with a fault, the last night's word stands", "address-changed", .none = true,
		.said = SAID_FAULT, .listed = "address-changed"},
	{"but not that it was held: it is released", NULL, .none = true, .said = SAID_FAULT,
		.listed = "held"},
	{"nor that it was withdrawn", NULL, .none = true, .said = SAID_FAULT,
		.listed = "withdrawn"},
	{"a record with a fault, of a held letter", "held", .none = true, .said = SAID_FAULT,
		.held = true},
	{"a record with a fault, of somebody under protection", "by-hand", .none = true,
		.said = SAID_FAULT, .hand = REASON_PROTECTION},
	{"the same when that is only remembered", "by-hand", .none = true, .said = SAID_FAULT,
		.covered = true},
	{"that says more than the last night's word", "by-hand", .none = true, .said = SAID_FAULT,
		.covered = true, .listed = "address-changed"},
	{"a record with a fault, of a due that was renewed before", "renewed", .none = true,
		.said = SAID_FAULT, .was = DUE_RENEWED},
	{"somebody had no id that could be read: it may be anybody", NULL, .none = true,
		.said = SAID_NOBODY},
	{"and then the last night's word stands too", "moved-out", .none = true,
		.said = SAID_NOBODY, .listed = "moved-out"},
	{"whoever was read is judged anew", NULL, .listed = "address-changed"},
	{"whoever was read is judged by the register's protection", NULL, .covered = true},
};

static bool is_covered(void *context, const char *resident)
{
	const struct stop_case *test = context;
	return test->covered && strcmp(resident, "0002") == 0;
}

static struct reconciliation decided_for(struct arena *arena, const struct stop_case *test)
{
	const struct decided_row row = {
		"0002", DOCUMENT_CARD, EXPIRES, test->outcome, test->why, test->now};
	const struct closed_row end = {"0002", DOCUMENT_CARD, EXPIRES, test->ended};
	return decided(arena, &row, test->none ? 0 : 1, &end, test->ended == DUE_OPEN ? 0 : 1);
}

static void tell_register(struct stop_list *stops, const struct stop_case *test)
{
	struct resident resident = {.id = "0002", .state = test->state};
	if (test->said == SAID_ALL)
		stop_list_resident(stops, &resident, test->hand,
			test->address == NULL ? ADDRESS : test->address);
	if (test->said == SAID_FAULT)
		stop_list_aside(stops, "0002", test->hand);
	if (test->said == SAID_NOBODY)
		stop_list_aside(stops, "", REASON_EMPTY);
}

static void every_case_is_judged_as_written(void **state)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct stop_case *test = &cases[i];
		const struct unposted_item item = {.document = DOCUMENT_CARD,
			.expires = on(EXPIRES),
			.state = test->was,
			.outcome = test->was_outcome,
			.reason = test->was_reason};
		const struct unposted_letter letter = {.number = "26-000001-3",
			.resident = "0002",
			.kind = test->kind,
			.held = test->held,
			.withdrawn = test->withdrawn,
			.overtaken = test->overtaken,
			.listed = test->listed == NULL ? "" : test->listed,
			.address = ADDRESS,
			.items = &item,
			.item_count = 1};
		struct reconciliation tonight = decided_for(*state, test);
		struct stop_list *stops = stop_list_open(&letter, 1, *state);
		const struct stopped_sheet *sheets;
		tell_register(stops, test);
		size_t count = stop_list_make(stops, &tonight, is_covered, (void *)test, &sheets);
		const char *reason = count == 0 ? "no reason" : sheets[0].reason;
		if (strcmp(reason, test->reason == NULL ? "no reason" : test->reason) != 0)
			fail_msg("%s: %s", test->sentence, reason);
	}
}

/* ---- several things in one letter ---- */

static const struct decided_row rows[] = {
	{"0002", DOCUMENT_AUTHENTICATION, EXPIRES, OUTCOME_NONE, REASON_CERTIFICATE_REVOKED,
		DUE_WITHDRAWN},
	{"0002", DOCUMENT_CARD, EXPIRES, OUTCOME_LETTER, REASON_EMPTY, DUE_OPEN},
	{"0003", DOCUMENT_AUTHENTICATION, EXPIRES, OUTCOME_NONE, REASON_CERTIFICATE_REVOKED,
		DUE_WITHDRAWN},
	{"0003", DOCUMENT_CARD, EXPIRES, OUTCOME_NONE, REASON_CARD_LOST, DUE_WITHDRAWN},
	{"0004", DOCUMENT_AUTHENTICATION, EXPIRES, OUTCOME_HAND, REASON_OVERFLOW, DUE_OPEN},
	{"0004", DOCUMENT_CARD, EXPIRES, OUTCOME_LETTER, REASON_EMPTY, DUE_OPEN},
};

static bool is_nobody(void *context, const char *resident)
{
	(void)context;
	(void)resident;
	return false;
}

static const struct {
	const char *sentence, *resident;
	bool certificate_covered, card_covered;
	const char *reason;
} letters_of_two[] = {
	{"one of two is still wanted", "0002", false, false, NULL},
	{"what the card covers is no matter of its own", "0002", false, true,
		"certificate-revoked"},
	{"the first one's reason, when none is wanted", "0003", false, false,
		"certificate-revoked"},
	{"but not of what the card covers", "0003", true, false, "card-lost"},
	{"by hand, covered too", "0004", true, false, "by-hand"},
};

static void a_letter_stops_when_none_of_it_is_wanted(void **state)
{
	struct reconciliation tonight = decided(*state, rows, COUNT_OF(rows), NULL, 0);
	for (size_t i = 0; i < COUNT_OF(letters_of_two); i++) {
		const struct unposted_item items[] = {
			{.document = DOCUMENT_AUTHENTICATION,
				.expires = on(EXPIRES),
				.covered = letters_of_two[i].certificate_covered},
			{.document = DOCUMENT_CARD,
				.expires = on(EXPIRES),
				.covered = letters_of_two[i].card_covered},
		};
		const struct unposted_letter letter = {.number = "26-000001-3",
			.resident = letters_of_two[i].resident,
			.listed = "",
			.address = ADDRESS,
			.items = items,
			.item_count = 2};
		const struct resident resident = {.id = letters_of_two[i].resident};
		struct stop_list *stops = stop_list_open(&letter, 1, *state);
		const struct stopped_sheet *sheets;
		stop_list_resident(stops, &resident, REASON_EMPTY, ADDRESS);
		size_t count = stop_list_make(stops, &tonight, is_nobody, NULL, &sheets);
		const char *reason = count == 0 ? "no reason" : sheets[0].reason;
		const char *expected = letters_of_two[i].reason;
		if (strcmp(reason, expected == NULL ? "no reason" : expected) != 0)
			fail_msg("%s: %s", letters_of_two[i].sentence, reason);
	}
}

/* ---- the list ---- */

static void the_list_has_the_order_of_the_letters(void **state)
{
	static const struct reconciliation nothing;
	static const struct unposted_letter letters[] = {
		{.number = "26-000003-9", .resident = "0009", .listed = "", .address = ADDRESS},
		{.number = "26-000001-3", .resident = "0002", .listed = "", .address = ADDRESS},
		{.number = "26-000004-7", .resident = "0005", .listed = "", .address = ADDRESS},
		{.number = "26-000002-1", .resident = "0009", .listed = "", .address = "another"},
	};
	struct stop_list *stops = stop_list_open(letters, COUNT_OF(letters), *state);
	const struct resident here = {.id = "0002"},
			      dead = {.id = "0005", .state = RESIDENT_DECEASED};
	const struct resident moved = {.id = "0009"}, other = {.id = "0007"};
	const struct stopped_sheet *sheets;
	assert_true(stop_list_concerns(stops, "0009"));
	assert_true(stop_list_concerns(stops, "0002"));
	assert_true(stop_list_concerns(stops, "0005"));
	assert_false(stop_list_concerns(stops, "0007"));
	stop_list_resident(stops, &dead, REASON_EMPTY, ADDRESS);
	stop_list_resident(stops, &here, REASON_EMPTY, ADDRESS);
	stop_list_resident(stops, &other, REASON_GLYPH, ADDRESS);
	stop_list_aside(stops, "0007", REASON_EMPTY);
	stop_list_resident(stops, &moved, REASON_EMPTY, "another");
	assert_int_equal(stop_list_make(stops, &nothing, is_nobody, NULL, &sheets), 2);
	assert_string_equal(sheets[0].notice, "26-000003-9");
	assert_string_equal(sheets[0].reason, "address-changed");
	assert_string_equal(sheets[1].notice, "26-000004-7");
	assert_string_equal(sheets[1].reason, "deceased");
}

/* ---- letters in one envelope ---- */

struct envelope_stop {
	const char *sentence;
	enum resident_state state;
	enum reason hand; /* of the second of three in an envelope */
	bool unread, covered;
	bool withdrawn, held; /* the second, all */
	const char *address;  /* of the second, NULL: its letter's */
	const char *second, *others;
};

static const struct envelope_stop envelope_stops[] = {
	{"nothing has changed", .second = NULL, .others = NULL},
	{"under protection now: the whole envelope", .hand = REASON_PROTECTION, .second = "by-hand",
		.others = "envelope"},
	{"so is any other case by hand, that nobody learns which it is", .hand = REASON_GLYPH,
		.second = "by-hand", .others = "envelope"},
	{"it says more than held", .hand = REASON_PROTECTION, .held = true, .second = "by-hand",
		.others = "envelope"},
	{"who has fled to another city is named as that, and as dangerous",
		.hand = REASON_PROTECTION, .state = RESIDENT_MOVED_OUT, .second = "moved-out",
		.others = "envelope"},
	{"withdrawn hides nothing", .hand = REASON_PROTECTION, .withdrawn = true,
		.second = "withdrawn", .others = "envelope"},
	{"remembered, and not to be read tonight", .unread = true, .covered = true,
		.second = "by-hand", .others = "envelope"},
	{"a death takes out one sheet", .state = RESIDENT_DECEASED, .second = "deceased"},
	{"and so does a withdrawal", .withdrawn = true, .second = "withdrawn"},
	{"and another address", .address = "another", .second = "address-changed"},
	{"and mail that came back", .hand = REASON_RETURNED, .second = "returned"},
	{"all are held", .held = true, .second = "held", .others = "held"},
};

static bool is_second(void *context, const char *resident)
{
	return *(const bool *)context && strcmp(resident, "0002") == 0;
}

static const char *reason_of(const struct stopped_sheet *sheets, size_t count, const char *number)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(sheets[i].notice, number) == 0)
			return sheets[i].reason;
	return "none";
}

/* The fourth lies in the next envelope, the fifth in one of another mailing: they go. */
static void an_envelope_is_pulled_whole_for_a_case_by_hand(void **state)
{
	static const struct reconciliation nothing;
	static const struct {
		const char *number, *resident;
		long night;
		int envelope;
	} lying[] = {{"26-000001-3", "0001", 1, 4}, {"26-000002-1", "0002", 1, 4},
		{"26-000003-9", "0003", 1, 4}, {"26-000004-7", "0004", 1, 5},
		{"26-000005-4", "0005", 2, 4}};
	for (size_t i = 0; i < COUNT_OF(envelope_stops); i++) {
		const struct envelope_stop *c = &envelope_stops[i];
		struct unposted_letter letters[COUNT_OF(lying)];
		for (size_t k = 0; k < COUNT_OF(lying); k++)
			letters[k] = (struct unposted_letter){.number = lying[k].number,
				.resident = lying[k].resident,
				.night = lying[k].night,
				.envelope = lying[k].envelope,
				.held = c->held && k < 3,
				.withdrawn = c->withdrawn && k == 1,
				.listed = "",
				.address = ADDRESS};
		struct stop_list *stops = stop_list_open(letters, COUNT_OF(lying), *state);
		for (size_t k = 0; k < COUNT_OF(lying); k++) {
			bool second = k == 1;
			const struct resident resident = {.id = lying[k].resident,
				.state = second ? c->state : RESIDENT_PRESENT};
			if (second && c->unread)
				stop_list_aside(stops, resident.id, REASON_EMPTY);
			else
				stop_list_resident(stops, &resident,
					second ? c->hand : REASON_EMPTY,
					second && c->address != NULL ? c->address : ADDRESS);
		}
		const struct stopped_sheet *sheets;
		bool covered = c->covered;
		size_t count = stop_list_make(stops, &nothing, is_second, &covered, &sheets);
		const char *others = c->others == NULL ? "none" : c->others;
		const char *second = c->second == NULL ? "none" : c->second;
		if (strcmp(reason_of(sheets, count, "26-000002-1"), second) != 0 ||
			strcmp(reason_of(sheets, count, "26-000001-3"), others) != 0 ||
			strcmp(reason_of(sheets, count, "26-000003-9"), others) != 0)
			fail_msg("%s: %s", c->sentence, reason_of(sheets, count, "26-000001-3"));
		assert_string_equal(reason_of(sheets, count, "26-000004-7"), "none");
		assert_string_equal(reason_of(sheets, count, "26-000005-4"), "none");
	}
}

static void without_letters_nobody_is_asked(void **state)
{
	static const struct reconciliation nothing;
	struct stop_list *stops = stop_list_open(NULL, 0, *state);
	const struct stopped_sheet *sheets;
	assert_false(stop_list_concerns(stops, "0002"));
	stop_list_aside(stops, "0002", REASON_EMPTY);
	assert_int_equal(stop_list_make(stops, &nothing, is_nobody, NULL, &sheets), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_is_judged_as_written),
		cmocka_unit_test(a_letter_stops_when_none_of_it_is_wanted),
		cmocka_unit_test(the_list_has_the_order_of_the_letters),
		cmocka_unit_test(an_envelope_is_pulled_whole_for_a_case_by_hand),
		cmocka_unit_test(without_letters_nobody_is_asked),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
