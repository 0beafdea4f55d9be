#include "command/import_requests.h"

#include "base/csv.h"
#include "base/digest.h"
#include "base/phrase.h"
#include "command/desk_calendars.h"
#include "command/import_answer.h"
#include "command/turn.h"
#include "document/files/atomic_file.h"
#include "intake/requests/request_file.h"
#include "ledger/promise.h"
#include "ledger/requests.h"
#include "ledger/staff.h"
#include "night/knowledge.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The file is read before the ledger is asked for, so that a slow pipe keeps it from nobody; what
 * is answered is written once all is committed, into a file that is begun before: a place where
 * none can be costs nothing. A run that was cut off between the two is given again, and answers
 * what it would have. */

struct answers {
	const char *name; /* of the file, for messages */
	struct request_file file;
	struct import_answer *list; /* one a row */
	long accepted, known;
};

/* ---- the file ---- */

static bool read_requests(struct command *command, struct answers *answers, struct fault *why)
{
	const char *path = command->options.operand;
	if (strcmp(path, "-") == 0) {
		answers->name = phrase("standard input");
		return request_file_read(stdin, answers->name, command->arena, &answers->file, why);
	}
	FILE *stream = fopen(path, "r");
	answers->name = path;
	if (stream == NULL)
		return fault_system(why, FAULT_INPUT, errno, "%s", path);
	bool done = request_file_read(stream, path, command->arena, &answers->file, why);
	fclose(stream);
	return done;
}

/* ---- one row ---- */

/* A digest that nobody can guess a resident's id from. */
static const char *sum_content(
	const struct import *import, const struct desk_request *request, struct arena *arena)
{
	struct digest digest;
	uint8_t sum[DIGEST_BYTES];
	char *text = arena_alloc(arena, DIGEST_TEXT_BYTES);
	digest_init(&digest);
	digest_update(&digest, import->secret, NOTICE_SECRET_BYTES);
	digest_update(&digest, "request", sizeof "request" - 1);
	digest_update(&digest, request->content, strlen(request->content));
	digest_done(&digest, sum);
	return digest_text(sum, text);
}

/* What can be said of a row without the ledger. */
static bool answer_unread(
	const struct command *command, struct desk_request *request, struct import_answer *answer)
{
	if (request->wrong == NULL && request->asked_day > command->day)
		request->wrong = phrase("it was asked on a day that is yet to come");
	*answer = (struct import_answer){
		.code = request->cut_off ? REQUEST_CUT_OFF : REQUEST_MALFORMED};
	return request->wrong != NULL;
}

/* The import's own line in the log comes before all that is done for it. */
static bool begin_import(struct import *import, long rows, struct fault *why)
{
	struct command *command = import->command;
	if (import->begun)
		return true;
	command->act.why = import->why;
	import->begun =
		ledger_begin_requests(command->ledger, rows, &command->act, &import->id, why);
	return import->begun;
}

static bool answer_row(
	struct import *import, struct answers *answers, size_t row, struct fault *why)
{
	struct command *command = import->command;
	struct desk_request *request = &answers->file.list[row];
	struct import_answer *answer = &answers->list[row];
	struct known_request known;
	if (answer_unread(command, request, answer))
		return true;
	const char *content = sum_content(import, request, command->arena);
	if (!ledger_known_request(command->ledger, request->id, command->arena, &known, why))
		return false;
	answer->known = known.found;
	if (known.found) {
		answer->code =
			strcmp(known.content, content) == 0 ? known.code : REQUEST_OTHER_CONTENT;
		return true;
	}
	if (!begin_import(import, (long)answers->file.count, why) ||
		!import_answer_find(import, request, answer, why))
		return false;
	const struct kept_request kept = {
		request, content, answer->code, answer->uid, import->id, answer->acted};
	return ledger_keep_request(command->ledger, &kept, why);
}

/* ---- all of them ---- */

/* Each row has memory of its own, which goes with it. */
static bool answer_rows(struct import *import, struct answers *answers, struct fault *why)
{
	struct command *command = import->command;
	struct arena *lasting = import->lasting, *passing = arena_open();
	bool done = knowledge_read_secret(command->ledger, lasting, &import->secret, why) &&
		    ledger_by_hand(command->ledger, lasting, &import->by_hand,
			    &import->by_hand_count, why);
	command->arena = passing;
	for (size_t row = 0; done && row < answers->file.count; row++) {
		done = answer_row(import, answers, row, why);
		answers->list[row].uid = "";
		answers->accepted += answers->list[row].code <= REQUEST_ALREADY;
		answers->known += answers->list[row].known;
		arena_reset(passing);
	}
	command->arena = lasting;
	arena_close(passing);
	return done;
}

/* In one turn at the ledger, which stays as it is when nothing is new. */
static bool take_turn(struct command *command, struct answers *answers, struct fault *why)
{
	struct import import = {
		.command = command, .lasting = command->arena, .why = command->options.why};
	if (!turn_take(command->session, &command->options, &command->ledger, why))
		return false;
	bool done = ledger_begin(command->ledger, why) && command_learn(command, why) &&
		    answer_rows(&import, answers, why);
	if (done && import.begun)
		done = ledger_staff_commit(command->ledger, why);
	if (done)
		desk_calendars_follow(command);
	ledger_close(command->ledger);
	command->ledger = NULL;
	return done;
}

/* ---- what is answered ---- */

static bool write_answers(
	struct atomic_file *file, const struct answers *answers, struct fault *why)
{
	static const char *const headings[] = {"line", "request", "outcome", "code"};
	enum { COLUMNS = sizeof headings / sizeof headings[0] };
	csv_mark(atomic_file_stream(file));
	csv_record(atomic_file_stream(file), CSV_PROGRAMS, headings, COLUMNS);
	for (size_t i = 0; i < answers->file.count; i++) {
		char line[32];
		enum desk_request_code code = answers->list[i].code;
		snprintf(line, sizeof line, "%ld", answers->file.list[i].line);
		const char *const fields[COLUMNS] = {line, answers->file.list[i].id,
			code <= REQUEST_ALREADY ? "accepted" : "refused",
			desk_request_code_words[code]};
		csv_record(atomic_file_stream(file), CSV_PROGRAMS, fields, COLUMNS);
	}
	return atomic_file_commit(file, why);
}

static void tell_answer(struct command *command, const struct answers *answers, size_t row)
{
	const struct desk_request *request = &answers->file.list[row];
	const struct import_answer *answer = &answers->list[row];
	const char *said = request->wrong != NULL ? request->wrong
						  : phrase(desk_request_sentences[answer->code]);
	bool accepted = answer->code <= REQUEST_ALREADY;
	struct json *act = answer_begin_act(
		&command->answer, accepted ? desk_request_code_words[answer->code] : "refused");
	json_put_integer(act, "line", request->line);
	json_put_text(act, "request", request->id);
	json_put_text(act, "code", desk_request_code_words[answer->code]);
	json_put_truth(act, "known", answer->known);
	if (accepted)
		answer_say(&command->answer, "%s:%ld: %s: %s (%s)\n", answers->name, request->line,
			request->id, said, desk_request_code_words[answer->code]);
	else
		command_refuse(command, 0, "%s:%ld: %s: %s (%s)", answers->name, request->line,
			request->id, said, desk_request_code_words[answer->code]);
}

int import_requests_check(struct command *command)
{
	return command->options.operand_count == 1
		       ? 0
		       : command_refuse(command, FAULT_USAGE,
				 "which file? one, or - for standard input\n"
				 "hint: kigen appointment import --help");
}

int import_requests_take(struct command *command, struct fault *why)
{
	struct answers answers = {0};
	if (!read_requests(command, &answers, why))
		return 0;
	long rows = (long)answers.file.count;
	answers.list = arena_alloc(command->arena, answers.file.count * sizeof *answers.list);
	struct atomic_file *file = NULL;
	const char *path = command->options.out;
	bool done = (path == NULL || atomic_file_replace(path, "\357\273\277line,request,",
					     command->arena, &file, why)) &&
		    take_turn(command, &answers, why) &&
		    (file == NULL || write_answers(file, &answers, why));
	atomic_file_close(file);
	if (!done)
		return 0;
	answer_begin_acts(&command->answer);
	for (size_t row = 0; row < answers.file.count; row++)
		tell_answer(command, &answers, row);
	answer_say(&command->answer,
		"%s: %ld requests: %ld accepted, %ld refused; %ld were known before\n",
		answers.name, rows, answers.accepted, rows - answers.accepted, answers.known);
	return answers.accepted == rows ? 0 : 1;
}
