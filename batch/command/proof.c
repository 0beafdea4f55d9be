#include "base/phrase.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/voice_files.h"
#include "document/files/atomic_file.h"
#include "document/mailroom/proof_sheets.h"
#include "model/due.h"

#include <stdio.h>

/* The file is written beside its place and renamed, as a night's folder is: what an office
 * approves is never half a proof. */

static const char about[] = PHRASE(
	"Prints one made-up letter of each matter, wave and language, and of what else changes the\n"
	"words, for the office to approve: 見本 lies across each, and nothing in them is real. The\n"
	"first pages list the sheets and who approved each language. The letters are dated DATE;\n"
	"the same office, templates and date give the same bytes. --language, --matter and --wave\n"
	"choose among them, --changed leaves out the languages that are as they were approved.\n"
	"With --format voice what the codes say stands beside it, in FILE.txt.\n");

static int check_out(struct command *command)
{
	int format = word_index(letter_format_words, FORMATS, command->options.format);
	if (format < 0 || letter_format_sheets((enum letter_format)format) == 0)
		return command_refuse(command, FAULT_USAGE,
			"--format takes standard, voice or large-print, not '%s'",
			command->options.format);
	return command_needs(command, command->options.out, "--out FILE.pdf");
}

/* `spoken` is NULL where no code says anything. */
static void tell_proof(struct command *command, size_t sheets, const char *spoken)
{
	const char *out = command->options.out;
	struct json *act = answer_begin_act(&command->answer, "done");
	answer_put_typed(act, "file", out);
	json_put_integer(act, "sheets", (long long)sheets);
	json_begin_array(act, "spoken");
	if (spoken != NULL)
		answer_put_typed(act, NULL, spoken);
	json_end(act);
	answer_say(&command->answer, "%s: %zu sheets\n", out, sheets);
	if (spoken != NULL)
		answer_say(&command->answer, "%s: what their voice codes say\n", spoken);
}

static int write_proof(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	const char *text = voice_files_path(options->out, "", command->arena);
	struct atomic_file *file = NULL, *spoken = NULL;
	size_t sheets = 0;
	const struct proof_choice choice = {
		.format = (enum letter_format)word_index(
			letter_format_words, FORMATS, options->format),
		.language = options->language,
		.matter = options->matter == NULL
				  ? -1
				  : word_index(matter_words, MATTERS, options->matter),
		.wave = options->wave == NULL ? -1 : word_index(wave_words, WAVES, options->wave),
		.changed = options->changed,
	};
	bool voiced = choice.format == FORMAT_VOICE;
	bool done = atomic_file_open(options->out, command->arena, &file, why) &&
		    (!voiced || atomic_file_open(text, command->arena, &spoken, why));
	const struct proof_files files = {.pdf = done ? atomic_file_stream(file) : NULL,
		.spoken = done && voiced ? atomic_file_stream(spoken) : NULL};
	done = done &&
	       proof_sheets_write(
		       command->setup.letters, command->day, &choice, &files, &sheets, why) &&
	       (sheets > 0 || choice.changed ||
		       fault_set(why, FAULT_USAGE, PHRASE("no letter is of this kind"))) &&
	       atomic_file_commit(file, why) && (!voiced || atomic_file_commit(spoken, why));
	atomic_file_close(file);
	atomic_file_close(spoken);
	if (done)
		tell_proof(command, sheets, voiced ? text : NULL);
	return 0;
}

int command_proof(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"proof",
		"--out FILE.pdf [--format FORMAT] [--language TAG] [--matter MATTER] [--wave WAVE] [--changed] [--office FILE] [--date DATE]",
		OPERANDS_NONE, OFFICE_SETUP, LEDGER_CLOSED, check_out, write_proof};
	return command_perform(session, argc, argv, &verb, 1, about);
}
