#include "command/command.h"
#include "command/commands.h"
#include "command/desk_calendars.h"

#include "base/json.h"
#include "base/phrase.h"
#include "ledger/house_offers.h"

#include <stdio.h>
#include <string.h>

/* What a house says is one word for all who live there, and is looked up as it stands now, within
 * the transaction that keeps it. No name and no address is in it: whoever calls the house looks the
 * first resident up in the register. */

static const char about[] = PHRASE(
	"list     offers to houses, tab-separated: number, state, people, blocks, the first one's\n"
	"         counter, start and end, the first expiry, the last day of answering, days left\n"
	"show     one of them: its blocks, then each resident's place, matters and expiries,\n"
	"         language, and whether a legal representative comes too\n"
	"accept   the house has said yes: each of its people has a letter by the next night, with\n"
	"         the place that is kept. What runs out is told to nobody but them\n"
	"decline  it has said no: the places are free at once, its people are by hand one by one.\n"
	"         Also after accept, until a night has written\n"
	"Nobody has said anything by the last day of answering: as declined.\n");

/* ---- list, show ---- */

static const char *needs_of(const struct house_member *member)
{
	return member->ward ? "ward" : member->minor ? "minor" : "";
}

static void put_block(struct json *json, const struct house_block *block)
{
	char instant[CIVIL_INSTANT_BYTES], time[CIVIL_TIME_BYTES];
	json_begin_object(json, NULL);
	json_put_text(json, "counter", block->counter);
	json_put_text(json, "starts", civil_format_instant(block->day, block->starts, instant));
	json_put_text(json, "ends", civil_format_time(block->ends, time));
	json_put_integer(json, "people", (long long)block->people);
	json_end(json);
}

static void put_member(struct json *json, const struct house_entry *entry, size_t index)
{
	const struct house_member *member = &entry->members[index];
	char instant[CIVIL_INSTANT_BYTES], time[CIVIL_TIME_BYTES];
	json_begin_object(json, NULL);
	json_put_text(json, "resident", member->resident);
	json_put_text(json, "counter", member->place.counter);
	json_put_text(json, "starts",
		civil_format_instant(member->place.day, member->place.starts, instant));
	json_put_text(json, "ends", civil_format_time(member->place.ends, time));
	json_put_integer(json, "desk", member->desk + 1);
	json_put_text(json, "language", member->language);
	json_put_text(json, "needs", needs_of(member));
	json_begin_array(json, "dues");
	for (size_t i = 0; i < entry->due_counts[index]; i++) {
		json_begin_object(json, NULL);
		json_put_text(json, "matter", matter_words[entry->dues[index][i].matter]);
		json_put_day(json, "expires", entry->dues[index][i].expires);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

/* `whole`: with its people. */
static void put_house(
	struct command *command, struct json *json, const struct house_entry *entry, bool whole)
{
	const struct house *house = &entry->house;
	struct house_block *blocks;
	size_t count = house_blocks(entry, command->arena, &blocks);
	json_begin_object(json, NULL);
	json_put_text(json, "number", house->number);
	json_put_text(json, "state", house_state_words[house->state]);
	json_put_integer(json, "people", (long long)entry->member_count);
	json_put_day(json, "opened", house->opened);
	json_put_day(json, "answer_by", house->answer_by);
	json_put_integer(json, "days_left", (long long)(house->answer_by - command->day));
	json_put_day(json, "first_expires", house_first_expiry(entry));
	json_begin_array(json, "blocks");
	for (size_t i = 0; i < count; i++)
		put_block(json, &blocks[i]);
	json_end(json);
	if (whole) {
		json_begin_array(json, "members");
		for (size_t i = 0; i < entry->member_count; i++)
			put_member(json, entry, i);
		json_end(json);
	}
	json_end(json);
}

static void print_line(struct command *command, const struct house_entry *entry)
{
	const struct house *house = &entry->house;
	char starts[CIVIL_INSTANT_BYTES] = "", ends[CIVIL_TIME_BYTES] = "";
	char first[CIVIL_DATE_BYTES], by[CIVIL_DATE_BYTES];
	struct house_block *blocks;
	size_t count = house_blocks(entry, command->arena, &blocks);
	if (count > 0) {
		civil_format_instant(blocks->day, blocks->starts, starts);
		civil_format_time(blocks->ends, ends);
	}
	printf("%s\t%s\t%zu\t%zu\t%s\t%s\t%s\t%s\t%s\t%ld\n", house->number,
		PHRASE_WORD(house_state_words, house->state), entry->member_count, count,
		count > 0 ? blocks->counter : "", starts, ends,
		civil_format(house_first_expiry(entry), first), civil_format(house->answer_by, by),
		(long)(house->answer_by - command->day));
}

static int print_houses(struct command *command, const struct house_entry *entries, size_t count,
	bool whole, struct fault *why)
{
	struct json *json = json_open();
	json_begin_array(json, "houses");
	for (size_t i = 0; i < count; i++)
		put_house(command, json, &entries[i], whole);
	json_end(json);
	if (!json_close(json, stdout))
		fault_set(why, FAULT_WRITE, "the list cannot be written");
	return 0;
}

static int list_houses(struct command *command, struct fault *why)
{
	struct house_entry *entries = NULL;
	size_t count = 0;
	if (!ledger_houses(command->ledger, command->arena, &entries, &count, why))
		return 0;
	if (command->options.json)
		return print_houses(command, entries, count, false, why);
	for (size_t i = 0; i < count; i++)
		print_line(command, &entries[i]);
	return 0;
}

/* The offer that the command line names; else the status with which it was refused. */
static int find_house(struct command *command, struct house_entry **found, struct fault *why)
{
	struct house_entry *entries = NULL;
	size_t count = 0;
	char number[HOUSE_NUMBER_BYTES];
	*found = NULL;
	if (!house_read_number(command->options.operand, number))
		return command_refuse(command, FAULT_USAGE,
			"'%.40s' is no number of a house\nhint: kigen house list",
			command->options.operand);
	if (!ledger_houses(command->ledger, command->arena, &entries, &count, why))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (strcmp(entries[i].house.number, number) == 0)
			*found = &entries[i];
	return *found != NULL
		       ? 0
		       : command_refuse(command, FAULT_INPUT,
				 "no offer to house %s is open\nhint: kigen house list", number);
}

static void print_member(struct command *command, const struct house_entry *entry, size_t index)
{
	const struct house_member *member = &entry->members[index];
	char starts[CIVIL_INSTANT_BYTES], ends[CIVIL_TIME_BYTES], expires[CIVIL_DATE_BYTES];
	const char *dues = "";
	for (size_t i = 0; i < entry->due_counts[index]; i++)
		dues = arena_print(command->arena, "%s%s%s %s", dues, i > 0 ? ", " : "",
			PHRASE_WORD(matter_words, entry->dues[index][i].matter),
			civil_format(entry->dues[index][i].expires, expires));
	printf("%s\t%s\t%s\t%s\t%d\t%s\t%s\t%s\n", member->resident, member->place.counter,
		civil_format_instant(member->place.day, member->place.starts, starts),
		civil_format_time(member->place.ends, ends), member->desk + 1, dues,
		member->language, needs_of(member));
}

static int show_house(struct command *command, struct fault *why)
{
	struct house_entry *entry = NULL;
	int status = find_house(command, &entry, why);
	if (status != 0 || entry == NULL)
		return status;
	if (command->options.json)
		return print_houses(command, entry, 1, true, why);
	print_line(command, entry);
	for (size_t i = 0; i < entry->member_count; i++)
		print_member(command, entry, i);
	return 0;
}

/* ---- accept, decline ---- */

static int check_named(struct command *command)
{
	if (command->options.operand_count == 1)
		return 0;
	return command_refuse(command, FAULT_USAGE, "which house?\nhint: kigen house --help");
}

static void put_answer(
	struct command *command, const char *outcome, const struct house_entry *entry)
{
	struct json *act = answer_begin_act(&command->answer, outcome);
	json_put_text(act, "house", entry->house.number);
	json_put_text(act, "state", house_state_words[entry->house.state]);
	json_put_integer(act, "people", (long long)entry->member_count);
}

/* Has the desk said that before, or something else? Then with what status. */
static int check_open(
	struct command *command, const struct house_entry *entry, enum house_state wanted)
{
	const struct house *house = &entry->house;
	char by[CIVIL_DATE_BYTES];
	if (house->state == wanted) {
		put_answer(command, "already", entry);
		answer_say(&command->answer, "house %s: has been answered like that before\n",
			house->number);
		return 0;
	}
	/* A yes is no more than a word until the night writes: it can be taken back. */
	if (house->state != HOUSE_OPEN &&
		!(house->state == HOUSE_ACCEPTED && wanted == HOUSE_DECLINED))
		return command_refuse(command, FAULT_USAGE,
			"house %s has been answered otherwise: %s", house->number,
			PHRASE_WORD(house_state_words, house->state));
	return wanted != HOUSE_ACCEPTED || house->answer_by >= command->day
		       ? 0
		       : command_refuse(command, FAULT_USAGE,
				 "house %s was to be answered by %s: letters would come too late",
				 house->number, civil_format(house->answer_by, by));
}

static int accept_house(struct command *command, struct fault *why)
{
	struct house_entry *entry = NULL;
	int status = find_house(command, &entry, why);
	if (status == 0 && entry != NULL)
		status = check_open(command, entry, HOUSE_ACCEPTED);
	if (status != 0 || entry == NULL || entry->house.state != HOUSE_OPEN ||
		!ledger_accept_house(command->ledger, &entry->house, &command->act, why))
		return status;
	entry->house.state = HOUSE_ACCEPTED;
	put_answer(command, "done", entry);
	answer_say(&command->answer,
		"house %s: accepted; the next night writes to its %zu people, each with the place "
		"that is kept\n",
		entry->house.number, entry->member_count);
	return 0;
}

/* The places that are free again leave the counters' calendars. */
static bool follow_places(struct command *command, struct fault *why)
{
	(void)why;
	desk_calendars_follow(command);
	return true;
}

static int decline_house(struct command *command, struct fault *why)
{
	struct house_entry *entry = NULL;
	int status = find_house(command, &entry, why);
	if (status == 0 && entry != NULL)
		status = check_open(command, entry, HOUSE_DECLINED);
	if (status == 0)
		command->after = follow_places;
	if (status != 0 || entry == NULL || entry->house.state == HOUSE_DECLINED ||
		!ledger_decline_house(command->ledger, entry, &command->act, why))
		return status;
	entry->house.state = HOUSE_DECLINED;
	put_answer(command, "done", entry);
	answer_say(&command->answer,
		"house %s: declined; its places are free, its %zu people are by hand one by one\n",
		entry->house.number, entry->member_count);
	return 0;
}

int command_house(const struct session *session, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"house list", "", OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, NULL, list_houses},
		{"house show", "HOUSE", OPERANDS_SEVERAL, OFFICE_FILE, LEDGER_LOOKED_AT,
			check_named, show_house},
		{"house accept", "HOUSE", OPERANDS_SEVERAL, OFFICE_FILE, LEDGER_CHANGED,
			check_named, accept_house},
		{"house decline", "HOUSE [--folders DIR]", OPERANDS_SEVERAL, OFFICE_FILE,
			LEDGER_CHANGED, check_named, decline_house},
	};
	return command_perform(session, argc, argv, verbs, sizeof verbs / sizeof verbs[0], about);
}
