#include "command/appointment_list.h"
#include "command/came.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/import_requests.h"
#include "command/rebook.h"

#include "base/phrase.h"

/* Each verb is one transaction of the ledger or a reading; what changes is rebook.c's and give.c's.
 */

static const char about[] = PHRASE(
	"list    who comes when, from --from (or DATE) on, by counter, day and hour: for what, how\n"
	"        long, in which language, and what else is needed (the form in which somebody reads,\n"
	"        a legal representative who comes too)\n"
	"move    to any free place that is offered, long enough, inside the expiry; says what is\n"
	"        free near by when it cannot be. A cancelled appointment is given anew this way\n"
	"cancel  frees the place; no other one is given unless the desk says so\n"
	"give    to somebody who has none: the letter found no place, it asked to call, or what it\n"
	"        named was taken back or has passed. The place of --at, or without it the first that\n"
	"        is free from tomorrow (or --from) on, at --counter or where the postal code belongs\n"
	"        to. The resident is told by the desk: a letter that is not printed yet names the\n"
	"        place, the page behind the code of one that is shows it. Refused for who has an\n"
	"        appointment, is under protection, has nothing open any more, or has no letter\n"
	"came    these came today, by the number on their letter or on the day sheet, as printed or as\n"
	"        a scanner types it; without any, the lines of standard input. What is misread,\n"
	"        unknown, cancelled or of another day is said with its line and costs the others\n"
	"        nothing. Nobody need do it: a register that shows the renewal says it too. Exit\n"
	"        status 1: done, but some numbers could not be taken\n"
	"import  what another system, or a form, asks of the desks: bookings, moves and cancellations,\n"
	"        a row each, answered by itself as done or refused, with a code (kigen-codes(7)).\n"
	"        Given again, a request is answered the same and nothing is done. A booking of\n"
	"        somebody whom only the other system knows takes the desk. Exit status 1: done, but\n"
	"        some were refused\n\n"
	"NOTICE is the number of any letter that names the appointment, or - for the first line of\n"
	"standard input, which no other user of the machine sees. Letter and calendar file\n"
	"follow in the next night's folder, the letter to the address of that night; or at once\n"
	"in the new folder NEWDIR, to the last known address. The counters' calendars beside the\n"
	"nights' folders show it at once. It is said who tells the resident: what no letter tells is\n"
	"yours to tell, and a page of NEWDIR/residents, printed, is a slip to hand over.\n"
	"Whatever ends the command half way, give it again: nothing is done twice.\n"
	"TEXT and NAME stay in the ledger's log: no names of residents.\n");

int command_appointment(const struct session *session, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"appointment list", "[--counter ID] [--from DATE] [--to DATE] [--on DAY]",
			OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, appointment_list_check,
			appointment_list},
		{"appointment move",
			"NOTICE --counter ID --at YYYY-MM-DDTHH:MM [--no-letter] [--out NEWDIR] [--folders DIR]",
			OPERANDS_ONE_TYPED, OFFICE_FILE, LEDGER_CHANGED, NULL, rebook_move},
		{"appointment give",
			"NOTICE|RESIDENT [--counter ID] [--at YYYY-MM-DDTHH:MM | --from DATE] [--no-letter] [--out NEWDIR] [--folders DIR]",
			OPERANDS_ONE_TYPED, OFFICE_FILE, LEDGER_CHANGED, NULL, rebook_give},
		{"appointment came", "NOTICE...\n--file FILE\n< NUMBERS", OPERANDS_SEVERAL,
			OFFICE_FILE, LEDGER_IN_TURNS, came_check, came_take},
		{"appointment import", "FILE|- [--no-letter] [--out FILE.csv] [--folders DIR]",
			OPERANDS_SEVERAL, OFFICE_FILE, LEDGER_IN_TURNS, import_requests_check,
			import_requests_take},
		{"appointment cancel", "NOTICE [--no-letter] [--out NEWDIR] [--folders DIR]",
			OPERANDS_ONE_TYPED, OFFICE_FILE, LEDGER_CHANGED, NULL, rebook_cancel},
	};
	return command_perform(session, argc, argv, verbs, sizeof verbs / sizeof verbs[0], about);
}
