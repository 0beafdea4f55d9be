#include "intake/export/delivery.h"

#include "base/digest.h"
#include "base/phrase.h"
#include "intake/export/delivered.h"
#include "intake/export/rows.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Side sets lie in memory by id when the main set streams, so each resident is put together once
 * and shown whole. Nobody falls between the sets: rows without a resident, and residents of whom no
 * row counts, are told at the end. */

static void take_progress(void *context, uint64_t done, uint64_t total)
{
	const struct delivered *delivered = context;
	(void)total;
	if (delivered->visitor->progress != NULL)
		delivered->visitor->progress(
			delivered->visitor->context, delivered->before + done, delivered->total);
}

static bool read_set(struct delivered *delivered, struct delivered_set *part, struct fault *why)
{
	const struct row_file file = {delivered->description, part->set, part->path, part->known};
	const struct row_visitor visitor = {
		.context = delivered,
		.head = part->set->is_main ? delivered_main_head : delivered_side_head,
		.row = part->set->is_main ? delivered_main_row : delivered_side_row,
		.progress = take_progress,
	};
	delivered->part = part;
	if (!part->set->is_main || part->set->history.highest != EXPORT_NO_ITEM)
		part->rows = side_rows_open(part->set, delivered->arena);
	if (!rows_read(&file, &visitor, &part->summary, why) || !delivered_tail(delivered, why))
		return false;
	struct stat status;
	if (stat(part->path, &status) == 0 && S_ISREG(status.st_mode))
		delivered->before += (uint64_t)status.st_size;
	if (part->summary.rows == 0 && (part->set->required || part->set->is_main))
		return delivered_fault(
			part, why, phrase("it has no row; hint: is the export complete?"));
	return true;
}

static void sum_digests(const struct delivered *delivered, char out[DIGEST_TEXT_BYTES])
{
	struct digest all;
	uint8_t sum[DIGEST_BYTES];
	digest_init(&all);
	for (size_t i = 0; i < delivered_count(delivered); i++)
		if (delivered->sets[i].path != NULL)
			digest_update(&all, delivered->sets[i].summary.digest,
				strlen(delivered->sets[i].summary.digest));
	digest_done(&all, sum);
	digest_text(sum, out);
}

/* Bytes of all files; 0 when that cannot be known, as of a pipe. */
static uint64_t total_bytes(const struct delivered *delivered)
{
	uint64_t total = 0;
	struct stat status;
	for (size_t i = 0; i < delivered_count(delivered); i++) {
		const char *path = delivered->sets[i].path;
		if (path != NULL && (stat(path, &status) != 0 || !S_ISREG(status.st_mode)))
			return 0;
		total += path == NULL ? 0 : (uint64_t)status.st_size;
	}
	return total;
}

static bool read_sets(
	struct delivered *delivered, struct register_summary *summary, struct fault *why)
{
	struct delivered_set *main_set = delivered_main(delivered);
	delivered->total = total_bytes(delivered);
	for (size_t i = 0; i < delivered_count(delivered); i++)
		if (&delivered->sets[i] != main_set && delivered->sets[i].path != NULL &&
			!read_set(delivered, &delivered->sets[i], why))
			return false;
	if (!read_set(delivered, main_set, why) || !delivered_show_kept(delivered, why) ||
		!delivered_end(delivered, &summary->orphans, why))
		return false;
	summary->read = delivered->set.read;
	summary->aside = delivered->set.aside;
	summary->holders = 0;
	sum_digests(delivered, summary->digest);
	return true;
}

static void close_sets(struct delivered *delivered)
{
	for (size_t i = 0; i < delivered_count(delivered); i++)
		side_rows_close(delivered->sets[i].rows);
	uncounted_close(delivered->uncounted);
	record_set_close(&delivered->set);
	arena_close(delivered->scratch);
	arena_close(delivered->arena);
}

bool delivery_read(const struct delivery *delivery, const struct register_visitor *visitor,
	struct register_summary *summary, struct fault *why)
{
	struct arena *arena = arena_open();
	struct delivered *delivered = arena_alloc(arena, sizeof *delivered);
	const struct export_description *description = delivery->description;
	*delivered = (struct delivered){
		.description = description,
		.office = delivery->office,
		.visitor = visitor,
		.arena = arena,
		.scratch = arena_open(),
		.as_of = delivery->as_of != DAY_NONE ? delivery->as_of : delivery->collection.day,
		.record = arena_alloc(arena, sizeof *delivered->record),
		.uncounted = uncounted_open(arena),
	};
	for (size_t i = 0; i < description->set_count; i++) {
		delivered->sets[i].set = &description->sets[i];
		delivered->sets[i].path = delivery->collection.files[i].path;
		delivered->sets[i].known = &delivery->collection.files[i].head;
	}
	if (delivery->municipality != NULL)
		snprintf(delivered->municipality, sizeof delivered->municipality, "%s",
			delivery->municipality);
	delivered->set = (struct record_set){
		.path = delivered_main(delivered)->path,
		.noun = "resident",
		.title = PHRASE("main set"),
		.municipality_wanted =
			delivery->office == NULL ? NULL : delivery->office->municipality,
		.visitor = visitor,
	};
	struct register_summary read;
	bool done = read_sets(delivered, &read, why);
	if (done)
		*summary = read;
	close_sets(delivered);
	return done;
}
