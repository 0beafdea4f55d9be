#include "command/telling.h"

#include "base/phrase.h"
#include "ledger/protected.h"
#include "ledger/staff.h"
#include "ledger/unposted.h"

#include <string.h>

/* A night tells what it finds untold; this says beforehand what it will find. */

enum telling {
	TELLING_LETTER,   /* one of the next mailing */
	TELLING_ITSELF,   /* the letter that names it is not printed yet */
	TELLING_RELEASED, /* one, once the mailing that is held has left */
	TELLING_HAND,     /* no letter may */
	TELLING_DESK,     /* none is to */
	TELLING_KNOWN,    /* it is where the resident knows it to be */
	TELLINGS
};

static const char *const telling_codes[TELLINGS] = {
	[TELLING_LETTER] = "letter",
	[TELLING_ITSELF] = "itself",
	[TELLING_RELEASED] = "released",
	[TELLING_HAND] = "hand",
	[TELLING_DESK] = "desk",
	[TELLING_KNOWN] = "known",
};

bool telling_by_hand(struct command *command, const struct promise *promise, enum reason *hand,
	struct fault *why)
{
	struct by_hand *known = NULL;
	size_t count = 0;
	bool covered = false;
	*hand = REASON_EMPTY;
	if (!ledger_by_hand(command->ledger, command->arena, &known, &count, why) ||
		!ledger_is_protected(command->ledger, promise->resident, &covered, why))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(known[i].resident, promise->resident) == 0)
			*hand = known[i].reason;
	if (covered)
		*hand = REASON_PROTECTION;
	return true;
}

static enum telling find_telling(
	const struct promise *promise, const struct letter_standing *letter, enum reason hand)
{
	bool printed = promise->told_by[0] != '\0';
	if (promise_untold(promise))
		return hand != REASON_EMPTY ? TELLING_HAND : TELLING_LETTER;
	if (!printed && letter->day == DAY_NONE && letter->handed == DAY_NONE)
		return TELLING_ITSELF;
	if (!promise->tell)
		return TELLING_DESK;
	return !printed && letter->state == MAILING_HELD ? TELLING_RELEASED : TELLING_KNOWN;
}

static void warn_of_sheet(struct command *command, const struct overtaken_sheet *sheet)
{
	char mailing[NIGHT_NAME_BYTES];
	if (sheet->day == DAY_NONE)
		command_warn(command,
			arena_print(command->arena,
				phrase("letter %s of the desk's folder says otherwise, and nobody "
				       "has said that it left: keep it back, or kigen mailing "
				       "posted %s"),
				sheet->number, sheet->number));
	else
		command_warn(command,
			arena_print(command->arena,
				phrase("letter %s says otherwise, and nobody has said that mailing "
				       "%s left: have sheet %d pulled (kigen mailing posted %s "
				       "--pulled %s)"),
				sheet->number, night_name(sheet->day, sheet->run, mailing),
				sheet->sheet, mailing, sheet->number));
}

static bool warn_of_sheets(struct command *command, const char *uid, struct fault *why)
{
	struct overtaken_sheet *sheets = NULL;
	size_t count = 0;
	if (!ledger_overtaken_sheets(command->ledger, uid, command->arena, &sheets, &count, why))
		return false;
	struct json *json = answer_json(&command->answer);
	if (count == 0)
		return true;
	json_begin_array(json, "overtaken");
	for (size_t i = 0; i < count; i++) {
		json_put_text(json, NULL, sheets[i].number);
		warn_of_sheet(command, &sheets[i]);
	}
	json_end(json);
	return true;
}

bool telling_say(struct command *command, const char *number, const struct promise *promise,
	struct fault *why)
{
	static const char *const sentences[TELLINGS] = {
		[TELLING_LETTER] = PHRASE("%s: a letter of the next mailing tells the resident\n"),
		[TELLING_ITSELF] = PHRASE("%s: the letter, which is not printed yet, says it\n"),
		[TELLING_RELEASED] = PHRASE("%s: its mailing is held: a letter tells the resident "
					    "once that has been released\n"),
		[TELLING_HAND] = PHRASE("%s: no letter may go: tell the resident now\n"),
		[TELLING_DESK] = PHRASE("%s: no letter tells it: tell the resident now; the page "
					"behind the letter's code shows it with the next night\n"),
		[TELLING_KNOWN] = PHRASE("%s: that is where the resident knows it to be\n"),
	};
	struct letter_standing letter;
	enum reason hand;
	if (!ledger_letter(command->ledger, number, command->arena, &letter, why) ||
		!telling_by_hand(command, promise, &hand, why))
		return false;
	enum telling telling = find_telling(promise, &letter, hand);
	if (command->options.out == NULL) { /* of its folder it is said what is in it */
		json_put_text(answer_json(&command->answer), "tells", telling_codes[telling]);
		answer_say(&command->answer, sentences[telling], number);
	}
	return warn_of_sheets(command, promise->appointment.uid, why);
}
