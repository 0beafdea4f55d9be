#include "command/input.h"

#include "base/phrase.h"

#include <string.h>

/* With a description the register's path is the main set's, so that messages name a file that is
 * there. Where it describes our own format the files go the way of --register and --cards. */

static bool has_sets(const struct options *options)
{
	return options->folder != NULL || options->sets.count > 0;
}

int input_needed(struct command *command)
{
	const struct options *options = &command->options;
	if (!has_sets(options))
		return command_needs(
			command, options->registers, phrase("--register FILE or --from DIR"));
	return options->registers == NULL
		       ? 0
		       : command_refuse(command, FAULT_USAGE,
				 "--register names a file, --from and --set are the export "
				 "description's: one of them");
}

/* That of the office, or that of our own format. */
static bool read_description(
	struct input *input, const struct office *office, struct arena *arena, struct fault *why)
{
	const struct export_description **description = &input->delivery.description;
	return office->export_path == NULL
		       ? export_description_own(arena, description, why)
		       : export_description_read(office->export_path, arena, description, why);
}

/* The files in our own format. They say themselves whose they are, and of what day. */
static bool take_own(struct input *input, const struct options *options, struct fault *why)
{
	const struct delivery *delivery = &input->delivery;
	size_t main_set = delivery->description->main_set;
	if (options->as_of != DAY_NONE || options->municipality != NULL)
		return fault_set(why, FAULT_USAGE,
			"a register in our own format says itself whose it is and of what day: no "
			"--as-of, no --municipality");
	if (delivery->description->set_count > 1)
		input->exports.cards_path = delivery->collection.files[1 - main_set].path;
	input->exports.register_path = delivery->collection.files[main_set].path;
	return true;
}

static bool open_sets(struct input *input, const struct options *options,
	const struct office *office, int64_t now, struct arena *arena, struct fault *why)
{
	struct delivery *delivery = &input->delivery;
	struct named_file named[OPTIONS_SETS_MAX];
	struct collection_offer offer = {.folder = options->folder,
		.named = named,
		.named_count = (size_t)options->sets.count,
		.now = now};
	for (int i = 0; i < options->sets.count; i++) {
		const char *word = options->sets.words[i], *equals = strchr(word, '=');
		named[i] = (struct named_file){
			arena_text(arena, word, (size_t)(equals - word)), equals + 1};
	}
	if (!read_description(input, office, arena, why))
		return false;
	offer.description = delivery->description;
	if (!collection_choose(&offer, arena, &delivery->collection, why))
		return false;
	if (delivery->description->own)
		return take_own(input, options, why);
	delivery->office = office;
	delivery->as_of = options->as_of;
	delivery->municipality = options->municipality;
	input->exports.delivery = delivery;
	input->exports.register_path =
		delivery->collection.files[delivery->description->main_set].path;
	return true;
}

bool input_open(struct input *input, const struct options *options, const struct office *office,
	int64_t now, struct arena *arena, struct fault *why)
{
	*input = (struct input){.exports = {options->registers, options->cards, office, NULL}};
	return !has_sets(options) || open_sets(input, options, office, now, arena, why);
}

const char *input_note(const struct input *input, struct arena *arena)
{
	const struct collection *collection = &input->delivery.collection;
	char day[CIVIL_DATE_BYTES], begun[CIVIL_DATE_BYTES];
	if (input->delivery.description == NULL || collection->begun == DAY_NONE)
		return NULL;
	return arena_print(arena,
		phrase("of %s not every set has come: the sets of %s are read; hint: did the "
		       "sender finish?"),
		civil_format(collection->begun, begun), civil_format(collection->day, day));
}
