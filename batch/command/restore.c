#include "base/phrase.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/copies.h"
#include "ledger/lineage.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Only what is whole comes back, and only to where it is from: another city's ledger would write to
 * everybody anew. What it takes the place of is kept. */

static const char about[] = PHRASE(
	"Puts a copy of the ledger in FILE (`kigen backup`) in the place of the ledger, once it is\n"
	"found whole. What stood there keeps its name and .before-1, or the next number. Refused\n"
	"when both are ledgers, but not the same one's; then move away what is there.\n"
	"Nights that are later than the copy are not in it: their letters may lie in envelopes.\n"
	"Nor is what the desk has done since, or a file of requests has asked for: places that\n"
	"were given then are free again until it is done again (kigen log, of what was there).\n"
	"The next `kigen run` finds their folders and stops (ledger-behind) before it decides\n"
	"anything; run them again with their own registers, in order, into an --out of their own.\n"
	"Exit status: 0 done; 65 it is another one's; 66 no such FILE; 70 it is damaged; 73, 74 it\n"
	"could not be put there; 75 another run held the ledger too long.\n");

/* What stands there and is not in the copy. */
struct missing {
	long nights, acts;
};

/* Is what stands at the ledger's place, as far as it can be read, the same ledger? Tells the nights
 * that it knows and the copy does not. */
static bool compare_standing(struct command *command, struct ledger *copy,
	const struct ledger_extent *extent, struct missing *missing, struct fault *why)
{
	const char *path = command->options.ledger;
	char own[MARK_BYTES], other[MARK_BYTES], name[NIGHT_NAME_BYTES];
	struct ledger_extent there;
	struct ledger *standing = NULL;
	struct fault unsaid = {0};
	*missing = (struct missing){0};
	if (access(path, F_OK) != 0)
		return true;
	bool read = ledger_open(path, LEDGER_READ, &standing, &unsaid) &&
		    ledger_mark(standing, other, &unsaid) &&
		    ledger_extent(standing, &there, &unsaid);
	ledger_close(standing);
	if (!read) {
		command_warn(command,
			arena_print(command->arena, phrase("what is there: %s"), unsaid.message));
		return true;
	}
	if (!ledger_mark(copy, own, why))
		return false;
	if (strcmp(own, other) != 0)
		return fault_set(why, FAULT_REGISTER,
			"%s: a ledger, but not the one that this is a copy of\n"
			"hint: name the right FILE, or move the ledger away first",
			path);
	if (there.nights > extent->nights) {
		missing->nights = there.nights - extent->nights;
		answer_say(&command->answer, "%ld nights that were there are not in it, up to %s\n",
			missing->nights, night_name(there.last, there.run, name));
	}
	if (there.acts > extent->acts)
		missing->acts = there.acts - extent->acts;
	return true;
}

static int restore_file(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	struct ledger *copy = NULL;
	struct ledger_extent extent;
	const char *before = "";
	/* Without an office nobody knows the zone: the day is Japan's. */
	const struct ledger_place place = {
		options->ledger, options->wait, command->session->today(9 * 60)};
	struct missing missing = {0};
	bool done = ledger_open(options->operand, LEDGER_READ, &copy, why) &&
		    command_prove_ledger(command, copy, options->operand, why) &&
		    ledger_extent(copy, &extent, why) &&
		    compare_standing(command, copy, &extent, &missing, why) &&
		    ledger_restore(copy, &place, command->arena, &before, why);
	if (done) {
		struct json *act = answer_begin_act(&command->answer, "done");
		command_print_extent(command, &extent, options->ledger);
		json_put_integer(act, "nights_missing", missing.nights);
		json_put_integer(act, "acts_missing", missing.acts);
		answer_put_typed(act, "before", *before == '\0' ? NULL : before);
	}
	if (done && *before != '\0')
		answer_say(&command->answer, "what was there is %s\n", before);
	if (done && missing.acts > 0)
		answer_say(&command->answer,
			"%ld acts of the desk, or by files of requests, are not in it: do them "
			"again, and give those files again: kigen log --ledger %s\n",
			missing.acts, before);
	ledger_close(copy);
	return 0;
}

int command_restore(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"restore", "FILE [--ledger FILE] [--wait SECONDS]",
		OPERANDS_SEVERAL, OFFICE_UNREAD, LEDGER_CLOSED, command_need_file, restore_file};
	return command_perform(session, argc, argv, &verb, 1, about);
}
