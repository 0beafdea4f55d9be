#include "intake/export/collection.h"

#include "base/phrase.h"
#include "intake/export/candidates.h"

#include <stdio.h>
#include <string.h>

/* Each set's candidates first; then the newest day on which every required set that says one has a
 * file; then of each set the first file in its order that does not say another day. */

struct choice {
	const struct export_description *description;
	struct candidates candidates[EXPORT_SETS_MAX];
	const char *given[EXPORT_SETS_MAX]; /* on the command line */
	struct fault *why;
};

static bool place_named(struct choice *choice, const struct named_file *named, size_t named_count)
{
	for (size_t i = 0; i < named_count; i++) {
		const struct export_set *set = export_set_named(choice->description, named[i].set);
		if (set == NULL)
			return fault_set(choice->why, FAULT_USAGE, "there is no set \"%s\" in %s",
				named[i].set, choice->description->path);
		size_t number = (size_t)(set - choice->description->sets);
		if (choice->given[number] != NULL)
			return fault_set(choice->why, FAULT_USAGE,
				"two files are given for the set %s", set->name);
		choice->given[number] = named[i].path;
	}
	return true;
}

/* Nobody can be read without a required set. */
static bool check_found(struct choice *choice, size_t number, const char *folder)
{
	const struct export_set *set = &choice->description->sets[number];
	const struct candidates *found = &choice->candidates[number];
	if (!set->required || found->complete > 0)
		return true;
	if (folder == NULL)
		return fault_set(choice->why, FAULT_INPUT,
			"set %s: no file is given; hint: --set %s=FILE, or --from DIR", set->name,
			set->name);
	if (set->pattern == NULL)
		return fault_set(choice->why, FAULT_INPUT,
			"set %s: its files have no pattern; hint: --set %s=FILE", set->name,
			set->name);
	if (found->count == 0)
		return fault_set(choice->why, FAULT_INPUT, "%s: set %s: no file is named %s",
			folder, set->name, set->pattern);
	return fault_set(choice->why, FAULT_INPUT,
		found->count == 1
			? PHRASE("%s: set %s: %zu file is named %s, and none is complete; hint: %s")
			: PHRASE("%s: set %s: %zu files are named %s, and none is complete; hint: "
				 "%s"),
		folder, set->name, found->count, set->pattern,
		set->done != NULL
			? phrase("the sender has not made the done file, or changed the file "
				 "behind it")
			: phrase("wait until they have stood still for settle-seconds"));
}

static bool find_all(struct choice *choice, const char *path, int64_t now, struct arena *arena)
{
	const struct export_description *description = choice->description;
	struct folder folder;
	if (path != NULL && !folder_list(path, arena, &folder, choice->why))
		return false;
	for (size_t i = 0; i < description->set_count; i++) {
		const struct export_set *set = &description->sets[i];
		struct candidates *found = &choice->candidates[i];
		if (choice->given[i] != NULL) {
			if (!candidates_named(set, choice->given[i], arena, found, choice->why))
				return false;
		} else if (path != NULL && set->pattern != NULL) {
			if (!candidates_find(set, &folder, now, arena, found, choice->why))
				return false;
		}
		if (!check_found(choice, i, path))
			return false;
	}
	return true;
}

/* The first file in a set's order that is of this day or says none; NULL: there is none. */
static const struct candidate *file_of_day(const struct candidates *found, day_number day)
{
	for (size_t i = 0; i < found->complete; i++) {
		day_number said = found->files[i].head.as_of;
		if (said == day || said == DAY_NONE || day == DAY_NONE)
			return &found->files[i];
	}
	return NULL;
}

static bool all_have(const struct choice *choice, day_number day)
{
	for (size_t i = 0; i < choice->description->set_count; i++)
		if (choice->description->sets[i].required &&
			file_of_day(&choice->candidates[i], day) == NULL)
			return false;
	return true;
}

/* The newest day that a file of a set says (`required`: of one that may not be missing) and that
 * all required sets have; DAY_NONE: none. */
static day_number newest_day(const struct choice *choice, bool required)
{
	day_number newest = DAY_NONE;
	for (size_t i = 0; i < choice->description->set_count; i++) {
		const struct candidates *found = &choice->candidates[i];
		if (required && !choice->description->sets[i].required)
			continue;
		for (size_t k = 0; k < found->complete; k++) {
			day_number day = found->files[k].head.as_of;
			if (day > newest && all_have(choice, day))
				newest = day;
		}
	}
	return newest;
}

/* A day behind that of which some required set has a whole file already; DAY_NONE: there is none.
 */
static day_number day_begun(const struct choice *choice, day_number day)
{
	day_number begun = DAY_NONE;
	for (size_t i = 0; i < choice->description->set_count; i++) {
		const struct candidates *found = &choice->candidates[i];
		for (size_t k = 0; k < found->complete; k++)
			if (choice->description->sets[i].required &&
				found->files[k].head.as_of > day &&
				found->files[k].head.as_of > begun)
				begun = found->files[k].head.as_of;
	}
	return begun;
}

static bool refuse_days(const struct choice *choice)
{
	char days[512] = "";
	size_t length = 0;
	for (size_t i = 0; i < choice->description->set_count; i++) {
		const struct export_set *set = &choice->description->sets[i];
		const struct candidates *found = &choice->candidates[i];
		char day[CIVIL_DATE_BYTES];
		if (!set->required || found->files[0].head.as_of == DAY_NONE ||
			length >= sizeof days - 1)
			continue;
		length += (size_t)snprintf(days + length, sizeof days - length, "%s%s %s",
			length == 0 ? "" : ", ", set->name,
			civil_format(found->files[0].head.as_of, day));
	}
	return fault_set(choice->why, FAULT_INPUT,
		"there is no day of which each required set has a complete file; the newest ones: "
		"%s",
		days);
}

/* Does a required set say a day at all? */
static bool days_are_said(const struct choice *choice)
{
	for (size_t i = 0; i < choice->description->set_count; i++)
		for (size_t k = 0; k < choice->candidates[i].complete; k++)
			if (choice->description->sets[i].required &&
				choice->candidates[i].files[k].head.as_of != DAY_NONE)
				return true;
	return false;
}

bool collection_choose(const struct collection_offer *offer, struct arena *arena,
	struct collection *collection, struct fault *why)
{
	struct choice choice = {.description = offer->description, .why = why};
	if (!place_named(&choice, offer->named, offer->named_count) ||
		!find_all(&choice, offer->folder, offer->now, arena))
		return false;
	bool said = days_are_said(&choice);
	day_number day = newest_day(&choice, said);
	if (said && day == DAY_NONE)
		return refuse_days(&choice);
	*collection = (struct collection){.day = day, .begun = DAY_NONE};
	if (day != DAY_NONE)
		collection->begun = day_begun(&choice, day);
	for (size_t i = 0; i < offer->description->set_count; i++) {
		const struct candidate *file = file_of_day(&choice.candidates[i], day);
		if (file != NULL)
			collection->files[i] = (struct collected_file){file->path, file->head};
		else
			collection->files[i].head = set_head_unsaid();
	}
	return true;
}
