#include "command/command.h"
#include "command/options.h"
#include "decide/rules.h"
#include "decide/window.h"
#include "intake/exports.h"
#include "intake/office.h"
#include "ledger/desk.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
	"usage: kigen explain RESIDENT [--register FILE [--cards FILE]] [--office FILE]\n"
	"                     [--ledger FILE] [--date DATE]\n\n"
	"Why this resident got what, and when. From the ledger: every decision, letter and\n"
	"appointment. With --register (and --cards, when cards and certificates are in a file of\n"
	"their own) also what the register says, which rule gives which date, and\n"
	"what the rules say on DATE (default: today). Names and addresses are not printed.\n";

struct explain {
	const struct options *options;
	const struct office *office;
	day_number day;
	bool found;
};

static const char *or_dash(const char *text)
{
	return text[0] == '\0' ? "-" : text;
}

/* ---- what the register says ---- */

static void explain_card(const struct resident *resident)
{
	char applied[CIVIL_DATE_BYTES], issued[CIVIL_DATE_BYTES], expires[CIVIL_DATE_BYTES];
	const struct card *card = &resident->card;
	if (!card->present) {
		puts("  no card");
		return;
	}
	printf("  card (%s, %s): applied %s, issued %s, expires %s\n", card_kind_words[card->kind],
		card_state_words[card->state], or_dash(civil_format(card->applied, applied)),
		civil_format(card->issued, issued), or_dash(civil_format(card->expires, expires)));
}

static void explain_certificates(const struct resident *resident)
{
	char issued[CIVIL_DATE_BYTES], expires[CIVIL_DATE_BYTES];
	for (int kind = 0; kind < CERTIFICATE_KINDS; kind++) {
		const struct certificate *certificate = &resident->certificate[kind];
		if (!certificate->present)
			continue;
		printf("  %s certificate (%s): issued %s, expires %s\n",
			certificate_kind_words[kind], certificate_state_words[certificate->state],
			civil_format(certificate->issued, issued),
			or_dash(civil_format(certificate->expires, expires)));
	}
}

static void explain_person(const struct resident *resident)
{
	char date[CIVIL_DATE_BYTES];
	printf("  state %s, born %s%s\n", resident_state_words[resident->state],
		resident->born.text,
		resident->born.known ? "" : " (no such day: nothing can be computed from it)");
	if (resident->stay.present)
		printf("  stay %s%s%s%s\n", stay_status_words[resident->stay.status],
			resident->stay.until != DAY_NONE ? " until " : "",
			civil_format(resident->stay.until, date),
			resident->stay.pending ? ", extension pending" : "");
	if (resident->protection != PROTECTION_NONE)
		printf("  protection %s\n", protection_state_words[resident->protection]);
	if (resident->leaving != DAY_NONE)
		printf("  leaves on %s\n", civil_format(resident->leaving, date));
	if (resident->renewal != DAY_NONE)
		printf("  applied for a new card on %s\n", civil_format(resident->renewal, date));
	if (resident->ward)
		puts("  adult ward");
}

static void explain_dates(const struct explain *explain, const struct ruling *ruling)
{
	const struct window_rules *rules = &explain->office->window;
	char expires[CIVIL_DATE_BYTES], opens[CIVIL_DATE_BYTES], from[CIVIL_DATE_BYTES],
		first[CIVIL_DATE_BYTES];
	for (int document = 0; document < DOCUMENTS; document++) {
		day_number day = ruling->current[document];
		if (day == DAY_NONE)
			continue;
		printf("  %s: last valid day %s; window from %s, appointments from %s, first letter "
		       "up to %s, late after it\n",
			document_words[document], civil_format(day, expires),
			civil_format(window_opens(rules, day), opens),
			civil_format(window_appointments_from(rules, day), from),
			civil_format(window_first_until(rules, day), first));
	}
	for (size_t i = 0; i < ruling->odd_count; i++)
		printf("  odd: %s (%s): %s\n", oddity_codes[ruling->odd[i].oddity],
			document_words[ruling->odd[i].document],
			oddity_sentences[ruling->odd[i].oddity]);
}

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	const struct explain *explain = context;
	char as_of[CIVIL_DATE_BYTES];
	(void)explain;
	(void)why;
	printf("the register of %s says\n", civil_format(head->as_of, as_of));
	return true;
}

static bool take_resident(void *context, const struct resident *resident, struct fault *why)
{
	struct explain *explain = context;
	static const struct circumstances nothing;
	struct ruling ruling;
	char night[CIVIL_DATE_BYTES], date[CIVIL_DATE_BYTES];
	(void)why;
	if (strcmp(resident->id, explain->options->operand) != 0)
		return true;
	explain->found = true;
	printf("  line %ld\n", resident->line);
	explain_person(resident);
	explain_card(resident);
	explain_certificates(resident);
	rules_decide(resident, explain->office, explain->day, &nothing, &ruling);
	puts("the rules give");
	explain_dates(explain, &ruling);
	printf("on the night of %s\n", civil_format(explain->day, night));
	if (ruling.count == 0)
		puts("  nothing is due: no window is open");
	for (size_t i = 0; i < ruling.count; i++) {
		const struct decision *decision = &ruling.decisions[i];
		printf("  %s, expires %s: %s letter's time; %s%s%s\n",
			matter_words[decision->matter], civil_format(decision->expires, date),
			wave_words[decision->wave], outcome_words[decision->outcome],
			decision->reason == REASON_EMPTY ? "" : ", because: ",
			reason_words[decision->reason]);
	}
	return true;
}

static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	struct explain *explain = context;
	(void)why;
	if (strcmp(id, explain->options->operand) != 0)
		return true;
	explain->found = true;
	printf("  line %ld: set aside, %s: %s\n", line, code, message);
	return true;
}

static bool take_holder(void *context, long line, const char *id, const char *code,
	const char *message, bool aside, struct fault *why)
{
	struct explain *explain = context;
	(void)why;
	if (strcmp(id, explain->options->operand) != 0)
		return true;
	explain->found |= aside;
	printf("  line %ld of the cards file: %s%s: %s\n", line, aside ? "set aside, " : "", code,
		message);
	return true;
}

static bool explain_register(struct explain *explain, struct fault *why)
{
	const struct register_visitor visitor = {
		.context = explain,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.holder = take_holder,
	};
	const struct exports exports = {
		explain->options->registers, explain->options->cards, explain->office};
	struct register_summary summary;
	if (!exports_read(&exports, &visitor, &summary, why))
		return false;
	if (!explain->found)
		puts("  no such resident");
	return true;
}

/* ---- what the ledger says ---- */

static void explain_letter(const struct story_entry *entry)
{
	char date[CIVIL_DATE_BYTES], starts[CIVIL_INSTANT_BYTES], ends[CIVIL_TIME_BYTES];
	const struct appointment *appointment = &entry->due.appointment;
	printf("    letter %s", entry->due.notice);
	if (entry->mailed != DAY_NONE)
		printf(", in the mailing of %s%s", civil_format(entry->mailed, date),
			entry->pulled ? ", taken back since" : "");
	else
		fputs(entry->pulled ? ", pulled before it was printed" : ", waits for its mailing",
			stdout);
	putchar('\n');
	if (appointment->state == APPOINTMENT_STATE_NONE)
		return;
	printf("    appointment %s: %s %s-%s, %s\n", appointment->uid, appointment->counter,
		civil_format_instant(appointment->day, appointment->starts, starts),
		civil_format_time(appointment->ends, ends),
		appointment_state_words[appointment->state]);
}

static void explain_desk(const struct desk_entry *entries, size_t count)
{
	char day[CIVIL_DATE_BYTES];
	if (count > 0)
		puts("the desk says");
	for (size_t i = 0; i < count; i++)
		printf("  %s: %s%s%s%s%s, by %s%s%s\n", civil_format(entries[i].day, day),
			entries[i].action, entries[i].notice[0] == '\0' ? "" : " ",
			entries[i].notice, entries[i].detail[0] == '\0' ? "" : ": ",
			entries[i].detail, entries[i].who, entries[i].why[0] == '\0' ? "" : ": ",
			entries[i].why);
}

static bool explain_ledger(struct explain *explain, struct arena *arena, struct fault *why)
{
	struct ledger *ledger = NULL;
	struct story_entry *entries = NULL;
	struct desk_entry *acts = NULL;
	size_t count = 0, act_count = 0;
	char night[CIVIL_DATE_BYTES], expires[CIVIL_DATE_BYTES];
	if (access(explain->options->ledger, F_OK) != 0) {
		puts("there is no ledger yet");
		return true;
	}
	bool read =
		ledger_open(explain->options->ledger, LEDGER_READ, &ledger, why) &&
		ledger_story(ledger, explain->options->operand, arena, &entries, &count, why) &&
		ledger_desk_story(ledger, explain->options->operand, arena, &acts, &act_count, why);
	ledger_close(ledger);
	if (!read)
		return false;
	puts(count > 0 ? "the ledger says" : "the ledger knows nothing of this resident");
	for (size_t i = 0; i < count; i++) {
		const struct decision *decision = &entries[i].due.decision;
		printf("  night of %s: %s, expires %s: %s, %s%s%s; now %s\n",
			civil_format(entries[i].night, night), matter_words[decision->matter],
			civil_format(decision->expires, expires), wave_words[decision->wave],
			outcome_words[decision->outcome],
			decision->reason == REASON_EMPTY ? "" : ", because: ",
			reason_words[decision->reason], due_state_words[entries[i].state]);
		/* One letter is about several dues: it is told behind the last of them. */
		bool more = i + 1 < count &&
			    strcmp(entries[i].due.notice, entries[i + 1].due.notice) == 0;
		if (entries[i].due.notice[0] != '\0' && !more)
			explain_letter(&entries[i]);
	}
	explain_desk(acts, act_count);
	return true;
}

int command_explain(const struct session *session, int argc, char **argv)
{
	struct options options;
	int status;
	if (!options_parse(argc, argv, TAKES_OPERAND | TAKES_REGISTER | TAKES_LEDGER | TAKES_DATE,
		    help, &options, &status))
		return status;
	if (options.operand == NULL) {
		fputs("kigen explain: which resident?\nhint: kigen explain --help\n", stderr);
		return FAULT_USAGE;
	}
	struct arena *arena = arena_open();
	struct office office;
	struct fault why = {0};
	struct explain explain = {.options = &options, .office = &office};
	bool done = office_read(options.office, arena, &office, &why);
	if (done) {
		explain.day =
			options.date != DAY_NONE ? options.date : session->today(office.utc_offset);
		printf("resident %s\n", options.operand);
		done = (options.registers == NULL || explain_register(&explain, &why)) &&
		       explain_ledger(&explain, arena, &why);
	}
	if (!done)
		fprintf(stderr, "kigen explain: %s\n", why.message);
	arena_close(arena);
	return done ? 0 : (int)why.kind;
}
