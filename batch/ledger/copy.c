#include "ledger/copy.h"

#include "base/embedded.h"
#include "base/phrase.h"
#include "base/text.h"
#include "ledger/hold.h"
#include "ledger/seal.h"
#include "ledger/statement.h"
#include "ledger/sum.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * SQLite itself writes a copy (VACUUM INTO), so that it is of one moment whoever writes meanwhile.
 * A copy has no name before it is on the disk: it is made beside its place and linked there, which
 * fails where something stands already. To come back it is exchanged for what stands there under
 * the ledger's lock, in one step of the file system.
 */

/* ---- a copy ---- */

/* The folder of a file, synced: what was named in it stays so after a power cut. */
static bool sync_folder(const char *path, struct arena *arena, struct fault *why)
{
	const char *slash = strrchr(path, '/');
	const char *folder = slash == NULL   ? "."
			     : slash == path ? "/"
					     : arena_text(arena, path, (size_t)(slash - path));
	int opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = opened >= 0 && fsync(opened) == 0;
	if (!done)
		fault_system(why, FAULT_WRITE, errno, "%s", folder);
	if (opened >= 0)
		close(opened);
	return done;
}

/* An empty file of its own; SQLite would make it for everyone to read. */
static bool make_empty(const char *path, struct fault *why)
{
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (file < 0)
		return fault_system(why, FAULT_OUTPUT, errno, "%s: the copy cannot be made", path);
	close(file);
	return true;
}

static bool sync_file(const char *path, struct fault *why)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool done = file >= 0 && fsync(file) == 0;
	if (!done)
		fault_system(why, FAULT_WRITE, errno, "%s: the copy cannot be written", path);
	if (file >= 0)
		close(file);
	return done;
}

/* Into the file `path`, which is made; on failure it is gone again. */
static bool write_copy(struct ledger *ledger, const char *path, struct fault *why)
{
	if (!make_empty(path, why))
		return false;
	struct sql_statement *copy = sql_start(ledger->sql, COPY_LEDGER);
	sql_put_text(copy, path);
	bool done = sql_run(copy, why) && sync_file(path, why);
	if (!done)
		unlink(path);
	return done;
}

static bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

static bool there_already(const char *path, struct fault *why)
{
	return fault_set(why, FAULT_OUTPUT, "%s: is there already\nhint: name a new file", path);
}

/* Without ever replacing another file. NFS and some FUSE file systems do not know the flag
 * (EINVAL); there a link, which does not replace either, and a second name until it is removed. */
static bool name_copy(const char *partial, const char *path, struct fault *why)
{
	bool named = renameat2(AT_FDCWD, partial, AT_FDCWD, path, RENAME_NOREPLACE) == 0 ||
		     (errno == EINVAL && link(partial, path) == 0);
	int error = errno;
	unlink(partial);
	return named || (error == EEXIST ? there_already(path, why)
					 : fault_system(why, FAULT_OUTPUT, error, "%s", path));
}

bool ledger_backup(struct ledger *ledger, const char *path, struct fault *why)
{
	if (is_there(path))
		return there_already(path, why);
	struct arena *arena = arena_open();
	const char *partial = arena_print(arena, "%s.partial-%ld", path, (long)getpid());
	unlink(partial); /* of a killed one with this number */
	sum_forget(path, arena);
	bool done = write_copy(ledger, partial, why) && name_copy(partial, path, why);
	if (done && !sync_folder(path, arena, why)) {
		unlink(path);
		done = false;
	}
	if (done)
		sum_leave(path, arena);
	arena_close(arena);
	return done;
}

/* ---- whether it is whole ---- */

struct findings {
	struct arena *arena;
	const char **list;
	size_t count, capacity;
};

static void add_finding(struct findings *found, const char *sentence)
{
	found->list = arena_grow(
		found->arena, found->list, found->count, 1, &found->capacity, sizeof *found->list);
	found->list[found->count++] = sentence;
}

static bool find_damage(struct ledger *ledger, struct findings *found, struct fault *why)
{
	struct sql_statement *check = sql_start(ledger->sql, CHECK_ALL);
	while (sql_next(check)) {
		const char *said = sql_get_text(check, found->arena);
		if (strcmp(said, "ok") != 0)
			add_finding(found, arena_print(found->arena, "damaged: %s", said));
	}
	return sql_finish(check, why);
}

static bool find_orphans(struct ledger *ledger, struct findings *found, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_ORPHANS);
	while (sql_next(list)) {
		const char *table = sql_get_text(list, found->arena);
		const char *parent = sql_get_text(list, found->arena);
		add_finding(found,
			arena_print(found->arena,
				phrase("%lld rows of table %s name rows of table %s that are not "
				       "there"),
				(long long)sql_get_integer(list), table, parent));
	}
	return sql_finish(list, why);
}

/* Is a thing of this kind and name in the file? */
static bool holds_part(
	struct ledger *ledger, const char *kind, const char *name, bool *there, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_PART);
	sql_put_text(get, kind);
	sql_put_text(get, name);
	*there = sql_next(get);
	return sql_finish(get, why);
}

/* What the schema makes, by the words "CREATE UNIQUE INDEX name". */
static bool find_missing(struct ledger *ledger, struct findings *found, struct fault *why)
{
	const struct embedded *file = embedded_files;
	while (strcmp(file->name, "ledger.sql") != 0)
		file++;
	for (const char *at = file->bytes; at != NULL; at = strchr(at, '\n')) {
		char first[16] = "", second[64] = "", third[64] = "";
		at += *at == '\n';
		if (!text_begins(at, "CREATE ") ||
			sscanf(at, "CREATE %15s %63s %63s", first, second, third) < 3)
			continue;
		bool unique = strcmp(first, "UNIQUE") == 0, there = false;
		const char *kind = unique ? second : first;
		char *name = arena_copy(found->arena, unique ? third : second);
		name[strcspn(name, "(")] = '\0';
		if (!holds_part(ledger, kind, name, &there, why))
			return false;
		if (!there)
			add_finding(found,
				arena_print(found->arena, phrase("%s %s of the schema is missing"),
					kind, name));
	}
	return true;
}

static bool find_breaks(struct ledger *ledger, struct findings *found, struct fault *why)
{
	struct sql_statement *list = sql_start(ledger->sql, LIST_BREAKS);
	while (sql_next(list)) {
		const char *day = sql_get_text(list, found->arena);
		long long run = (long long)sql_get_integer(list);
		const char *wrong = sql_get_text(list, found->arena);
		add_finding(
			found, arena_print(found->arena, phrase("the night of %s, run %lld, %s"),
				       day, run, wrong));
	}
	return sql_finish(list, why);
}

static void take_finding(void *context, const char *sentence)
{
	add_finding(context, sentence);
}

bool ledger_examine(struct ledger *ledger, struct arena *arena, const char *const **findings,
	size_t *count, struct fault *why)
{
	struct findings found = {.arena = arena};
	const char *doubt = NULL;
	bool done = ledger_doubt(ledger, arena, &doubt, why);
	if (done && doubt != NULL)
		add_finding(&found, doubt);
	done = done && find_damage(ledger, &found, why) && find_orphans(ledger, &found, why) &&
	       find_missing(ledger, &found, why) && find_breaks(ledger, &found, why) &&
	       seal_examine(ledger, arena, take_finding, &found, why);
	*findings = found.list;
	*count = found.count;
	return done;
}

bool ledger_extent(struct ledger *ledger, struct ledger_extent *extent, struct fault *why)
{
	struct sql_statement *get = sql_start(ledger->sql, GET_EXTENT);
	if (sql_next(get)) {
		extent->nights = (long)sql_get_integer(get);
		extent->letters = (long)sql_get_integer(get);
		extent->appointments = (long)sql_get_integer(get);
		extent->acts = (long)sql_get_integer(get);
		extent->last = sql_get_day(get);
		extent->run = (int)sql_get_integer(get);
	}
	return sql_finish(get, why);
}

/* ---- how it comes back ---- */

/* What lies beside a ledger and is of it alone: another one must not find it. */
static const char *const beside[] = {"-journal", ".sum"};

/* A name that neither a ledger nor what lay beside one has been kept under. */
static const char *free_name(const char *real, struct arena *arena)
{
	for (int i = 1;; i++) {
		const char *name = arena_print(arena, "%s.before-%d", real, i);
		bool taken = is_there(name);
		for (size_t k = 0; k < sizeof beside / sizeof beside[0]; k++)
			taken = taken || is_there(arena_print(arena, "%s%s", name, beside[k]));
		if (!taken)
			return name;
	}
}

/* A killed run's journal is the half of the ledger that goes: it is played back into that first, by
 * opening it. Where that cannot be done the ledger is no use as it is. */
static void mend_standing(const char *real, struct arena *arena)
{
	struct fault unsaid;
	struct sql *sql = NULL;
	if (!is_there(real) ||
		!sql_open(real, SQL_WRITE, &(struct sql_texts){NULL, 0}, arena, &sql, &unsaid))
		return;
	if (sql_begin(sql, &unsaid))
		sql_rollback(sql);
	sql_close(sql);
}

/* What lies beside the one gets the same place beside the other. */
static bool move_beside(const char *from, const char *to, struct arena *arena, struct fault *why)
{
	for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
		const char *name = arena_print(arena, "%s%s", from, beside[i]);
		if (rename(name, arena_print(arena, "%s%s", to, beside[i])) != 0 && errno != ENOENT)
			return fault_system(why, FAULT_OUTPUT, errno, "%s", name);
	}
	return true;
}

/* The copy is made under the name that what is there will keep: then the two change names. What
 * lies beside goes first, for a journal would be played back into the ledger that comes. When it
 * fails nothing is as it was not, and the copy is gone. */
static bool change_names(
	const char *real, const char *before, struct arena *arena, struct fault *why)
{
	unsigned how = is_there(real) ? RENAME_EXCHANGE : RENAME_NOREPLACE;
	struct fault unsaid;
	mend_standing(real, arena);
	bool moved = move_beside(real, before, arena, why);
	if (moved && renameat2(AT_FDCWD, before, AT_FDCWD, real, how) == 0)
		return sync_folder(real, arena, why);
	if (moved)
		fault_system(why, FAULT_OUTPUT, errno, "%s", real);
	move_beside(before, real, arena, &unsaid);
	unlink(before);
	return false;
}

/* Who restores may be root: copy and lock belong to whom the file did, or else to whom the folder
 * does, and the copy is for whom the file was. */
static void keep_owner(const char *real, const char *copy, int lock, struct arena *arena)
{
	struct stat status;
	const char *folder = arena_text(arena, real, (size_t)(strrchr(real, '/') - real + 1));
	bool file = stat(real, &status) == 0;
	if (!file && stat(folder, &status) != 0)
		return;
	/* who is not root keeps them */
	bool given = lchown(copy, status.st_uid, status.st_gid) == 0 &&
		     fchown(lock, status.st_uid, status.st_gid) == 0;
	if (given && file)
		chmod(copy, status.st_mode & 0777);
}

/* Under the name `kept`; on failure it is gone again. */
static bool write_restored(struct ledger *backup, const char *kept, day_number today,
	struct arena *arena, struct fault *why)
{
	if (!write_copy(backup, kept, why))
		return false;
	if (seal_restored(kept, today, arena, why))
		return true;
	unlink(kept);
	unlink(arena_print(arena, "%s-journal", kept));
	return false;
}

bool ledger_restore(struct ledger *backup, const struct ledger_place *place, struct arena *arena,
	const char **before, struct fault *why)
{
	const char *real;
	int lock = -1;
	*before = "";
	if (!hold_find(place->path, FAULT_OUTPUT, arena, &real, why) ||
		!hold_lock(place->path, real, place->seconds, arena, &lock, why))
		return false;
	const char *kept = free_name(real, arena);
	bool there = is_there(real);
	bool done = write_restored(backup, kept, place->today, arena, why);
	if (done)
		keep_owner(real, kept, lock, arena);
	done = done && change_names(real, kept, arena, why);
	if (done)
		sum_leave(real, arena);
	if (done && there)
		*before = kept;
	close(lock);
	return done;
}
