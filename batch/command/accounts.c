#include "command/accounts.h"

#include "base/phrase.h"
#include "command/numbers.h"
#include "command/say.h"
#include "ledger/staff.h"
#include "ledger/unposted.h"
#include "model/notice.h"

#include <stdio.h>
#include <string.h>

/* Everything is read and looked up first, then held against each mailing in turn; whatever is
 * refused ends the command before anything is committed. */

struct account {
	const char *number;
	enum sheet_fate fate;
	struct letter_standing letter;
	bool used; /* one of the mailings has it */
};

struct accounts {
	struct account *items;
	size_t count, capacity;
};

/* ---- what is said ---- */

static struct account *find_account(const struct accounts *accounts, const char *number)
{
	for (size_t i = 0; i < accounts->count; i++)
		if (strcmp(accounts->items[i].number, number) == 0)
			return &accounts->items[i];
	return NULL;
}

/* 0, or the status of a refusal. A scanner that reads twice says nothing new. */
static int add_account(struct command *command, struct accounts *accounts, const char *number,
	enum sheet_fate fate, struct fault *why)
{
	const struct account *known = find_account(accounts, number);
	struct account account = {.number = number, .fate = fate};
	if (known != NULL && known->fate != fate)
		return command_refuse(command, FAULT_USAGE,
			"letter %s: was it pulled, or did it leave all the same?", number);
	if (known != NULL ||
		!ledger_letter(command->ledger, number, command->arena, &account.letter, why))
		return 0;
	if (!account.letter.found)
		return command_refuse(command, FAULT_INPUT, "there is no letter %s", number);
	if (account.letter.day == DAY_NONE && account.letter.handed == DAY_NONE)
		return command_refuse(
			command, FAULT_USAGE, "letter %s has not been printed yet", number);
	if (account.letter.returned)
		return command_refuse(
			command, FAULT_USAGE, "letter %s has been posted and came back", number);
	accounts->items = arena_grow(command->arena, accounts->items, accounts->count, 1,
		&accounts->capacity, sizeof *accounts->items);
	accounts->items[accounts->count++] = account;
	return 0;
}

struct accounts *accounts_read(struct command *command, int *status, struct fault *why)
{
	const struct options *options = &command->options;
	struct accounts *accounts = arena_alloc(command->arena, sizeof *accounts);
	*accounts = (struct accounts){0};
	*status = 0;
	for (int i = 0; i < options->fates.count; i++) {
		const struct options_fate *said = &options->fates.items[i];
		enum sheet_fate fate = said->left ? SHEET_LEFT : SHEET_PULLED;
		const char **numbers = NULL;
		size_t count = 0;
		*status = numbers_read(command, said->word, &numbers, &count, why);
		for (size_t k = 0; k < count && *status == 0 && why->kind == FAULT_NONE; k++)
			*status = add_account(command, accounts, numbers[k], fate, why);
		if (*status != 0 || why->kind != FAULT_NONE)
			return NULL;
	}
	return accounts;
}

/* ---- held against a mailing ---- */

static bool is_of_mailing(const struct account *account, const struct mailing *mailing)
{
	if (mailing->letter[0] != '\0')
		return strcmp(account->number, mailing->letter) == 0;
	return account->letter.day == mailing->day && account->letter.run == mailing->run;
}

static bool is_listed(
	const struct stopped_letter *stopped, size_t count, const struct account *account)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(stopped[i].number, account->number) == 0)
			return true;
	return false;
}

/* Sheets of which nothing is said: they may lie in the envelope of somebody who must not get it. */
static int ask_for(struct command *command, const char *name, const struct accounts *accounts,
	const struct stopped_letter *stopped, size_t count)
{
	char night[NIGHT_NAME_BYTES];
	size_t missing = 0;
	for (size_t i = 0; i < count; i++)
		missing += find_account(accounts, stopped[i].number) == NULL ? 1 : 0;
	if (missing == 0)
		return 0;
	command_refuse(command, 0, "%s: %zu sheets are on the stop list of %s; nothing is changed",
		name, missing, night_name(stopped[0].night, stopped[0].run, night));
	for (size_t i = 0; i < count; i++)
		if (find_account(accounts, stopped[i].number) == NULL)
			say_on(stderr, "sheet %d, letter %s\n", stopped[i].sheet,
				stopped[i].number);
	say_on(stderr,
		"hint: kigen mailing posted %s --pulled NUMBER... --left NUMBER... says which were "
		"pulled and which left all the same; hold and withdraw when none has left\n",
		name);
	return FAULT_USAGE;
}

/* 0, or the status of a refusal. */
static int tell_account(struct command *command, struct account *account,
	const struct mailing *mailing, bool listed, struct fault *why)
{
	const struct mailing *of = mailing->letter[0] == '\0' ? mailing : NULL;
	account->used = true;
	if (account->letter.fate == account->fate)
		return 0;
	if (account->letter.fate != SHEET_UNTOLD)
		return command_refuse(command, FAULT_USAGE, "letter %s is said to be %s already",
			account->number, PHRASE_WORD(sheet_fate_words, account->letter.fate));
	if (account->fate == SHEET_LEFT && !listed)
		return command_refuse(command, FAULT_USAGE,
			"letter %s is on no stop list: what is not said to be pulled has left",
			account->number);
	const struct audit_subject sheet = {
		.mailing = of, .notice = account->number, .resident = account->letter.resident};
	ledger_account(command->ledger, &sheet, account->fate, &command->act, why);
	return 0;
}

int accounts_record(struct command *command, struct accounts *accounts,
	const struct mailing *mailing, long *pulled, struct fault *why)
{
	struct stopped_letter *stopped = NULL;
	size_t count = 0;
	char name[MAILING_NAME_BYTES];
	*pulled = 0;
	if (!ledger_stopped(command->ledger, mailing, command->arena, &stopped, &count, why))
		return 0;
	int status = ask_for(command, mailing_name(mailing, name), accounts, stopped, count);
	for (size_t i = 0; i < accounts->count && status == 0 && why->kind == FAULT_NONE; i++) {
		struct account *account = &accounts->items[i];
		if (!is_of_mailing(account, mailing))
			continue;
		*pulled += account->fate == SHEET_PULLED && !account->letter.withdrawn ? 1 : 0;
		status = tell_account(
			command, account, mailing, is_listed(stopped, count, account), why);
	}
	return status;
}

int accounts_again(
	struct command *command, struct accounts *accounts, const struct mailing *mailing)
{
	char name[MAILING_NAME_BYTES];
	for (size_t i = 0; i < accounts->count; i++) {
		struct account *account = &accounts->items[i];
		if (!is_of_mailing(account, mailing))
			continue;
		account->used = true;
		if (account->letter.fate != account->fate)
			return command_refuse(command, FAULT_USAGE,
				"%s is posted already, and letter %s was not said to be %s\n"
				"hint: kigen returned is for letters that reached nobody",
				mailing_name(mailing, name), account->number,
				PHRASE_WORD(sheet_fate_words, account->fate));
	}
	return 0;
}

int accounts_finish(struct command *command, const struct accounts *accounts)
{
	char name[NIGHT_NAME_BYTES];
	for (size_t i = 0; i < accounts->count; i++) {
		const struct account *account = &accounts->items[i];
		if (!account->used)
			return command_refuse(command, FAULT_USAGE,
				"letter %s is in the mailing %s", account->number,
				account->letter.day == DAY_NONE
					? account->number
					: night_name(
						  account->letter.day, account->letter.run, name));
	}
	return 0;
}
