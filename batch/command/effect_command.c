#include "command/command.h"
#include "command/commands.h"
#include "command/effect_text.h"
#include "command/effect_trial.h"

#include "base/phrase.h"
#include "ledger/effects.h"

#include <stdio.h>

/* Letters in time or late are one: whoever gets a reminder has had one of these, and has not come,
 * so that reminders are told apart from them or not counted. */

static const char about[] = PHRASE(
	"How many of those whom letters have called renewed before the expiry, and by the day of\n"
	"the visit: by turn or, of first letters, by what --by says. Letters are counted by whole\n"
	"months, once the days of all of them are over in which a register could show a renewal;\n"
	"not those that came back, nor whose residents are gone. With the interval of each share\n"
	"(95 %), and of its difference from all others the smallest that could have been seen.\n"
	"--csv is for publication: no count below ten, and none that could be found from others.\n"
	"--trial: what a second wording came to, once all of its letters' days are over.\n");

static int check_effect(struct command *command)
{
	const struct options *options = &command->options;
	if (options->csv && options->json)
		return command_refuse(command, FAULT_USAGE,
			"--csv or --json, not both\nhint: kigen effect --help");
	if (options->trial && (options->csv || options->wave != NULL || options->group != NULL))
		return command_refuse(command, FAULT_USAGE,
			"--trial goes without --by, --wave and --csv\nhint: kigen effect --help");
	if (options->csv && options->wave != NULL)
		return command_refuse(command, FAULT_USAGE,
			"--csv goes without --wave: what two tables differ by could be a person");
	return 0;
}

static int show_effect(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	int days = command->office->attendance_days;
	struct effect_rows rows;
	enum effect_by by = EFFECT_WAVE;
	unsigned waves = EFFECT_FIRST_WAVES;
	if (options->group != NULL)
		by = (enum effect_by)word_index(effect_words, EFFECT_BYS, options->group);
	if (options->wave != NULL)
		waves = 1u << word_index(wave_words, WAVES, options->wave);
	else if (by == EFFECT_WAVE || by == EFFECT_TURN)
		waves = EFFECT_ALL_WAVES;
	if (!ledger_effects(command->ledger, days, command->arena, &rows, why))
		return 0;
	if (options->trial)
		return effect_trial(command, &rows, why);
	if (options->csv) {
		effect_csv(&rows, options->group == NULL, by, command->arena);
		return 0;
	}
	const struct effect_table table = effect_tabulate(&rows, by, waves, command->arena);
	if (!options->json)
		effect_print(&rows, &table, waves, command->arena);
	else if (!effect_json(&(struct effect_view){.rows = &rows, .table = &table, .waves = waves},
			 stdout))
		fault_set(why, FAULT_WRITE, "the counts cannot be written");
	return 0;
}

int command_effect(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"effect",
		"[--by GROUP] [--wave WAVE] [--csv] [--json]\n"
		"--trial [--json]",
		OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, check_effect, show_effect};
	return command_perform(session, argc, argv, &verb, 1, about);
}
