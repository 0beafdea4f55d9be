#ifndef TESTS_LEDGER_DISK_H
#define TESTS_LEDGER_DISK_H

/* A disk that fails: a VFS of SQLite that hands everything on to the system's, counts each
 * operation on files, and at the n-th one does what the test asks for. disk_install makes it the
 * one that every connection uses. Nothing is really synced: what the process has written survives
 * its end, and power is cut only in play. */

#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum disk_fault {
	DISK_WORKS,
	DISK_FAILS_ONCE,   /* the n-th operation fails with an I/O error */
	DISK_FULL_ONCE,    /* the same, but a write finds the disk full */
	DISK_DIES,         /* the n-th and all after it fail */
	DISK_KILLS,        /* the process is killed; of a write the first half has been done */
	DISK_POWER_CUT,    /* the process is killed and all that was not synced is lost */
	DISK_POWER_MANGLES /* the same, but of what was not synced every other write is there */
};

/* What a write that is not synced yet has replaced. */
struct disk_undo {
	struct disk_file *file;
	sqlite3_int64 offset, size; /* of the write; of the file before it */
	int length;
	char *bytes;
};

static struct {
	sqlite3_vfs vfs, *real;
	enum disk_fault fault;
	long at;    /* the operation that fails, from 1 */
	long count; /* operations since disk_arm */
	int answer; /* not 0: what every reading is answered with, the fault apart */
	int error;  /* and the errno that the file keeps of it */
	int *kinds; /* not NULL: of each operation the code that it would fail with, from [1] */
	long kinds_room;
	struct disk_undo *undo;
	size_t undo_count, undo_room;
	char *deleted; /* a journal that was deleted without syncing the folder: its hidden name */
	char *deleted_from;
} disk;

struct disk_file {
	sqlite3_file base;
	sqlite3_file *real;
};

static inline void disk_arm(enum disk_fault fault, long at)
{
	disk.fault = fault;
	disk.at = at;
	disk.count = 0;
	disk.undo_count = 0;
}

static inline void disk_lose_unsynced(bool every)
{
	for (size_t i = disk.undo_count; i-- > 0;) {
		struct disk_undo *undo = &disk.undo[i];
		sqlite3_file *real = undo->file->real;
		if (!every && i % 2 == 0)
			continue;
		real->pMethods->xWrite(real, undo->bytes, undo->length, undo->offset);
		if (undo->offset + undo->length > undo->size)
			real->pMethods->xTruncate(real, undo->size);
	}
	if (disk.deleted != NULL)
		rename(disk.deleted, disk.deleted_from);
}

/* Counts one operation; the code it must fail with, or SQLITE_OK. */
static inline int disk_step(int code, bool *killed)
{
	*killed = false;
	disk.count++;
	if (disk.kinds != NULL && disk.count < disk.kinds_room)
		disk.kinds[disk.count] = code;
	if (disk.fault == DISK_WORKS || disk.count < disk.at)
		return SQLITE_OK;
	if (disk.fault == DISK_DIES)
		return code;
	if (disk.count > disk.at)
		return SQLITE_OK;
	switch (disk.fault) {
	case DISK_POWER_CUT:
	case DISK_POWER_MANGLES:
		disk_lose_unsynced(disk.fault == DISK_POWER_CUT);
		*killed = true;
		return SQLITE_OK;
	case DISK_KILLS:
		*killed = true;
		return SQLITE_OK;
	case DISK_FULL_ONCE:
		return code == SQLITE_IOERR_WRITE ? SQLITE_FULL : code;
	default:
		return code;
	}
}

static inline int disk_operate(int code)
{
	bool killed;
	int result = disk_step(code, &killed);
	if (killed)
		raise(SIGKILL);
	return result;
}

static inline sqlite3_file *disk_real(sqlite3_file *file)
{
	return ((struct disk_file *)file)->real;
}

static inline void disk_forget(struct disk_file *file)
{
	size_t kept = 0;
	for (size_t i = 0; i < disk.undo_count; i++) {
		if (disk.undo[i].file != file)
			disk.undo[kept++] = disk.undo[i];
		else
			free(disk.undo[i].bytes);
	}
	disk.undo_count = kept;
}

static inline int disk_close(sqlite3_file *file)
{
	disk_forget((struct disk_file *)file);
	return disk_real(file)->pMethods->xClose(disk_real(file));
}

static inline int disk_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
	/* An end that comes at a reading is the same as at the writing after it. */
	int code = disk.fault >= DISK_KILLS ? SQLITE_OK : disk_operate(SQLITE_IOERR_READ);
	sqlite3_file *real = disk_real(file);
	if (disk.answer != SQLITE_OK)
		return disk.answer;
	return code != SQLITE_OK ? code : real->pMethods->xRead(real, bytes, length, offset);
}

static inline void disk_remember(struct disk_file *file, int length, sqlite3_int64 offset)
{
	if (disk.undo_count == disk.undo_room) {
		disk.undo_room = disk.undo_room * 2 + 64;
		disk.undo = realloc(disk.undo, disk.undo_room * sizeof *disk.undo);
	}
	struct disk_undo *undo = &disk.undo[disk.undo_count++];
	*undo = (struct disk_undo){file, offset, 0, length, calloc(1, (size_t)length + 1)};
	file->real->pMethods->xFileSize(file->real, &undo->size);
	file->real->pMethods->xRead(file->real, undo->bytes, length, offset);
}

static inline int disk_write(
	sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
	bool killed;
	int code = disk_step(SQLITE_IOERR_WRITE, &killed);
	sqlite3_file *real = disk_real(file);
	if (killed) {
		if (disk.fault == DISK_KILLS)
			real->pMethods->xWrite(real, bytes, length / 2, offset);
		raise(SIGKILL);
	}
	if (code != SQLITE_OK)
		return code;
	if (disk.fault == DISK_POWER_CUT || disk.fault == DISK_POWER_MANGLES)
		disk_remember((struct disk_file *)file, length, offset);
	return real->pMethods->xWrite(real, bytes, length, offset);
}

static inline int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	int code = disk_operate(SQLITE_IOERR_TRUNCATE);
	sqlite3_file *real = disk_real(file);
	return code != SQLITE_OK ? code : real->pMethods->xTruncate(real, size);
}

static inline int disk_sync(sqlite3_file *file, int flags)
{
	int code = disk_operate(SQLITE_IOERR_FSYNC);
	(void)flags;
	if (code == SQLITE_OK)
		disk_forget((struct disk_file *)file);
	return code;
}

static inline int disk_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return disk_real(file)->pMethods->xFileSize(disk_real(file), size);
}

static inline int disk_lock(sqlite3_file *file, int level)
{
	return disk_real(file)->pMethods->xLock(disk_real(file), level);
}

static inline int disk_unlock(sqlite3_file *file, int level)
{
	return disk_real(file)->pMethods->xUnlock(disk_real(file), level);
}

static inline int disk_reserved(sqlite3_file *file, int *result)
{
	return disk_real(file)->pMethods->xCheckReservedLock(disk_real(file), result);
}

static inline int disk_control(sqlite3_file *file, int operation, void *argument)
{
	if (operation == SQLITE_FCNTL_LAST_ERRNO && disk.error != 0) {
		*(int *)argument = disk.error;
		return SQLITE_OK;
	}
	return disk_real(file)->pMethods->xFileControl(disk_real(file), operation, argument);
}

static inline int disk_sector(sqlite3_file *file)
{
	return disk_real(file)->pMethods->xSectorSize(disk_real(file));
}

/* No promises: neither that a write past the end is safe nor that sectors are atomic. */
static inline int disk_promises(sqlite3_file *file)
{
	(void)file;
	return 0;
}

static inline int disk_open(
	sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *result)
{
	static const sqlite3_io_methods methods = {
		.iVersion = 1,
		.xClose = disk_close,
		.xRead = disk_read,
		.xWrite = disk_write,
		.xTruncate = disk_truncate,
		.xSync = disk_sync,
		.xFileSize = disk_size,
		.xLock = disk_lock,
		.xUnlock = disk_unlock,
		.xCheckReservedLock = disk_reserved,
		.xFileControl = disk_control,
		.xSectorSize = disk_sector,
		.xDeviceCharacteristics = disk_promises,
	};
	struct disk_file *opened = (struct disk_file *)file;
	(void)vfs;
	file->pMethods = NULL;
	int code = disk_operate(SQLITE_CANTOPEN);
	if (code != SQLITE_OK)
		return code;
	opened->real = (sqlite3_file *)(opened + 1);
	code = disk.real->xOpen(disk.real, name, opened->real, flags, result);
	if (opened->real->pMethods != NULL)
		file->pMethods = &methods;
	return code;
}

static inline int disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	int code = disk_operate(SQLITE_IOERR_DELETE);
	if (code != SQLITE_OK)
		return code;
	if (sync == 0 && (disk.fault == DISK_POWER_CUT || disk.fault == DISK_POWER_MANGLES)) {
		disk.deleted_from = strdup(name);
		disk.deleted = malloc(strlen(name) + 8);
		sprintf(disk.deleted, "%s.hidden", name);
		return rename(name, disk.deleted) == 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
	}
	return disk.real->xDelete(disk.real, name, 0);
}

static inline void disk_install(void)
{
	disk.real = sqlite3_vfs_find(NULL);
	disk.vfs = *disk.real;
	disk.vfs.iVersion = 1;
	disk.vfs.zName = "disk";
	disk.vfs.pNext = NULL;
	disk.vfs.szOsFile = (int)sizeof(struct disk_file) + disk.real->szOsFile;
	disk.vfs.xOpen = disk_open;
	disk.vfs.xDelete = disk_delete;
	sqlite3_vfs_register(&disk.vfs, 1);
}

#endif
