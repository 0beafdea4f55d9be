#include "ledger/ledger.h"

#include "base/embedded.h"
#include "base/phrase.h"
#include "ledger/hold.h"
#include "ledger/seal.h"
#include "ledger/statement.h"
#include "ledger/sum.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

/* A ledger is opened in one order: the lock, the file, what it holds, whether it is as it was
 * left. Whoever has a handle has a ledger for which all of that held. */

/* As in schemas/ledger.sql. */
enum { APPLICATION_ID = 0x6b67656e, SCHEMA_VERSION = 8, EARLIEST_VERSION = 4, SECRET_BYTES = 32 };

/* ---- opening ---- */

static struct ledger *handle_open(const char *path)
{
	struct arena *arena = arena_open();
	struct ledger *ledger = arena_alloc(arena, sizeof *ledger);
	ledger->arena = arena;
	ledger->path = arena_copy(arena, path);
	ledger->lock = -1;
	return ledger;
}

/* SQLite would make the file for everyone to read. */
static bool make_file(const char *path, struct fault *why)
{
	int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (file < 0 && errno != EEXIST)
		return fault_system(
			why, FAULT_OUTPUT, errno, "%s: the ledger cannot be made", path);
	if (file >= 0)
		close(file);
	return true;
}

static const char *schema_text(void)
{
	const struct embedded *file = embedded_files;
	while (strcmp(file->name, "ledger.sql") != 0)
		file++;
	return file->bytes;
}

/* The schema and the secret come in one transaction: a ledger either has both or is still empty,
 * and an empty file is one that is to be made. */
static bool make_ledger(struct ledger *ledger, struct fault *why)
{
	uint8_t secret[SECRET_BYTES];
	ledger->made = true;
	sum_forget(ledger->real, ledger->arena);
	if (getrandom(secret, sizeof secret, 0) != (ssize_t)sizeof secret)
		return fault_system(why, FAULT_INTERNAL, errno, "no random bytes for a secret");
	if (!sql_script(ledger->sql, schema_text(), why))
		return false;
	struct sql_statement *add = sql_start(ledger->sql, ADD_SECRET);
	sql_put_bytes(add, secret, sizeof secret);
	return sql_run(add, why) && seal_all(ledger, why);
}

/* What has come into the schema since the ledger's version: it stands last, a part a version, each
 * under such a mark. Who only reads has a copy brought up: a look, a dry run or a backup changes no
 * ledger, and the program of before can still be gone back to. */
static bool bring_up(struct ledger *ledger, enum ledger_mode mode, struct fault *why)
{
	const char *since = strstr(schema_text(),
		arena_print(ledger->arena, "-- ---- since version %d:", ledger->version + 1));
	const char *version =
		arena_print(ledger->arena, "PRAGMA user_version = %d", SCHEMA_VERSION);
	return (mode == LEDGER_WRITE || sql_leave_file(ledger->sql, why)) &&
	       sql_begin(ledger->sql, why) && sql_script(ledger->sql, since, why) &&
	       sql_script(ledger->sql, version, why) && seal_all(ledger, why) &&
	       sql_commit(ledger->sql, why);
}

/* The rows that have been carried over leave pages empty: without them the file is what it holds,
 * and where there is no room for that it stays larger. */
static void give_back_room(struct ledger *ledger)
{
	struct fault unheard;
	sql_script(ledger->sql, "VACUUM", &unheard);
}

enum content {
	CONTENT_NONE,
	CONTENT_LEDGER,
	CONTENT_EARLIER, /* of a version that can be brought up */
	CONTENT_OTHER_VERSION,
	CONTENT_FOREIGN
};

static bool look_inside(struct ledger *ledger, enum content *content, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_MARKS);
	int64_t application = 0, version = 0, tables = 0;
	if (sql_next(get)) {
		application = sql_get_integer(get);
		version = sql_get_integer(get);
		tables = sql_get_integer(get);
	}
	ledger->version = (int)version;
	if (application != APPLICATION_ID)
		*content = application == 0 && tables == 0 ? CONTENT_NONE : CONTENT_FOREIGN;
	else if (version == SCHEMA_VERSION)
		*content = CONTENT_LEDGER;
	else
		*content = version >= EARLIEST_VERSION && version < SCHEMA_VERSION
				   ? CONTENT_EARLIER
				   : CONTENT_OTHER_VERSION;
	return sql_finish(get, why);
}

static bool check_content(struct ledger *ledger, enum ledger_mode mode, struct fault *why)
{
	enum content content = CONTENT_FOREIGN;
	if (!look_inside(ledger, &content, why))
		return false;
	switch (content) {
	case CONTENT_LEDGER:
		return true;
	case CONTENT_NONE:
		return mode == LEDGER_WRITE
			       ? make_ledger(ledger, why)
			       : fault_set(why, FAULT_INPUT,
					 "%s: the ledger is empty, its making was interrupted\n"
					 "hint: the next `kigen run` makes it",
					 ledger->path);
	case CONTENT_EARLIER:
		ledger->earlier = true;
		return true;
	case CONTENT_OTHER_VERSION:
		return fault_set(why, FAULT_INTERNAL,
			"%s: a ledger of another version of kigen than %s", ledger->path,
			KIGEN_VERSION);
	case CONTENT_FOREIGN:
		break;
	}
	return fault_set(why, FAULT_INTERNAL,
		"%s: a database, but not a ledger\nhint: name the right file", ledger->path);
}

/* The lock comes before the file: of two first nights one makes it. */
static bool take_file(struct ledger *ledger, enum ledger_mode mode, int seconds, struct fault *why)
{
	enum fault_kind kind = mode == LEDGER_READ ? FAULT_INPUT : FAULT_OUTPUT;
	if (!hold_find(ledger->path, kind, ledger->arena, &ledger->real, why))
		return false;
	return mode == LEDGER_READ ||
	       (hold_lock(ledger->path, ledger->real, seconds, ledger->arena, &ledger->lock, why) &&
		       make_file(ledger->real, why));
}

/* What does not fit together, where nothing vouches for the file as it is. */
static bool check_integrity(struct ledger *ledger, struct fault *why)
{
	struct sql_statement *check = sql_start(ledger->sql, CHECK_INTEGRITY);
	const char *found = sql_next(check) ? sql_get_text(check, ledger->arena) : "no answer";
	if (!sql_finish(check, why))
		return false;
	/* It goes on where the disk does not answer, and tells of it like of damage. */
	if (strstr(found, "unable to get the page") != NULL ||
		strstr(found, "failed to get page") != NULL)
		return fault_set(why, FAULT_WRITE,
			"%s: ledger: %s\nhint: the disk could not be read; look after it, then run "
			"again",
			ledger->path, found);
	return strcmp(found, "ok") == 0 ||
	       fault_set(why, FAULT_INTERNAL,
		       "%s: ledger: damaged: %s\nhint: restore a backup (kigen-operation(7), \"THE LEDGER\")",
		       ledger->path, found);
}

static const char *damaged_words(const struct ledger *ledger, struct arena *arena)
{
	return arena_print(arena,
		phrase("ledger: damaged: it is not byte for byte as the last run left it "
		       "(%s.sum)\nhint: restore a backup (kigen-operation(7), \"THE LEDGER\"); only who has put "
		       "another ledger there on purpose removes the .sum"),
		ledger->real);
}

/* Whoever is to write looks first whether the ledger is as it was left. */
static bool look_at(struct ledger *ledger, enum ledger_mode mode, struct fault *why)
{
	enum sum_verdict verdict = SUM_SILENT;
	if (mode == LEDGER_READ)
		return true;
	if (!ledger->made && !sum_check(ledger->real, ledger->arena, &verdict, why))
		return false;
	if (verdict == SUM_OTHER)
		return fault_set(why, FAULT_INTERNAL, "%s: %s", ledger->path,
			damaged_words(ledger, ledger->arena));
	/* Of another state: that of a backup may come to have the same counter by and by. */
	if (verdict == SUM_SILENT)
		sum_forget(ledger->real, ledger->arena);
	ledger->sound = ledger->made || verdict == SUM_SAME || check_integrity(ledger, why);
	return ledger->sound;
}

/* *mendable: when it fails, may an opening for writing mend what is in the way? */
static bool open_once(const char *path, enum ledger_mode mode, int seconds, struct ledger **ledger,
	bool *mendable, struct fault *why)
{
	struct ledger *opened = handle_open(path);
	enum sql_mode access = mode == LEDGER_WRITE ? SQL_WRITE : SQL_READ;
	const struct sql_texts texts = seal_texts(opened->arena);
	if (take_file(opened, mode, seconds, why) &&
		sql_open(path, access, &texts, opened->arena, &opened->sql, why) &&
		sql_begin(opened->sql, why) && check_content(opened, mode, why) &&
		sql_commit(opened->sql, why) && look_at(opened, mode, why) &&
		(!opened->earlier || bring_up(opened, mode, why)) &&
		(mode == LEDGER_READ || seal_watch(opened, why))) {
		if (opened->earlier && mode == LEDGER_WRITE)
			give_back_room(opened);
		*ledger = opened;
		return true;
	}
	*mendable = why->kind == FAULT_BUSY;
	ledger_close(opened);
	return false;
}

/* What a killed run left half written is undone by whoever opens it for writing next; who only
 * reads lets that happen first. Where a run is at work, or this user may not write, the first
 * answer stands. */
bool ledger_await(const char *path, enum ledger_mode mode, int seconds, struct ledger **ledger,
	struct fault *why)
{
	struct ledger *mender = NULL;
	struct fault first, other;
	bool mendable = false, unused;
	if (open_once(path, mode, seconds, ledger, &mendable, &first))
		return true;
	if (mode == LEDGER_WRITE || !mendable ||
		!open_once(path, LEDGER_WRITE, 0, &mender, &unused, &other)) {
		*why = first;
		return false;
	}
	ledger_close(mender);
	*why = (struct fault){0}; /* what was mended is no fault any more */
	return open_once(path, mode, seconds, ledger, &unused, why);
}

bool ledger_open(const char *path, enum ledger_mode mode, struct ledger **ledger, struct fault *why)
{
	return ledger_await(path, mode, 0, ledger, why);
}

/* A file that is being written to differs from its sum for a while: only what differs while nobody
 * can write is damage. */
bool ledger_doubt(struct ledger *ledger, struct arena *arena, const char **doubt, struct fault *why)
{
	enum sum_verdict verdict = SUM_SILENT;
	int lock = -1;
	*doubt = NULL;
	if (!sum_check(ledger->real, arena, &verdict, why))
		return false;
	if (verdict != SUM_OTHER || !hold_still(ledger->real, arena, &lock))
		return true;
	bool done = sum_check(ledger->real, arena, &verdict, why);
	if (lock >= 0)
		close(lock);
	if (done && verdict == SUM_OTHER)
		*doubt = damaged_words(ledger, arena);
	return done;
}

void ledger_close(struct ledger *ledger)
{
	if (ledger == NULL)
		return;
	if (ledger->sql != NULL)
		sql_close(ledger->sql);
	if (ledger->sound)
		sum_leave(ledger->real, ledger->arena);
	if (ledger->lock >= 0)
		close(ledger->lock);
	arena_close(ledger->arena);
}

bool ledger_secret(struct ledger *ledger, uint8_t secret[32], struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_SECRET);
	if (sql_next(get))
		sql_get_bytes(get, secret, SECRET_BYTES);
	return sql_finish(get, why);
}

/* ---- a night's transaction ---- */

bool ledger_begin(struct ledger *ledger, struct fault *why)
{
	if (!sql_begin(ledger->sql, why))
		return false;
	struct sql_statement *get = sql_start(ledger->sql, GET_NEXT_NIGHT);
	if (sql_next(get))
		ledger->night = sql_get_integer(get);
	ledger->ordinal = 0;
	seal_begin(ledger);
	if (sql_finish(get, why))
		return true;
	sql_rollback(ledger->sql);
	return false;
}

void ledger_rollback(struct ledger *ledger)
{
	sql_rollback(ledger->sql);
}

/* ---- after a night ---- */

bool ledger_unissued_night(struct ledger *ledger, day_number *day, int *run, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_UNISSUED_NIGHT);
	day_number found_day = DAY_NONE;
	int found_run = 0;
	if (sql_next(get)) {
		found_day = sql_get_day(get);
		found_run = (int)sql_get_integer(get);
	}
	if (!sql_finish(get, why))
		return false;
	*day = found_day;
	*run = found_run;
	return true;
}

bool ledger_issue(struct ledger *ledger, day_number day, int run, struct fault *why)
{
	struct sql_statement *issue = sql_start(ledger->sql, ISSUE_NIGHT);
	sql_put_day(issue, day);
	sql_put_integer(issue, run);
	return sql_change(issue, "the night to be issued", why);
}
