#include "command/voice_files.h"

#include "command/command.h"
#include "document/files/atomic_file.h"
#include "document/mailroom/spoken.h"

#include <string.h>

/* All are written before the first is put in its place, so that what can fail mostly fails before.
 */

struct voice_files {
	struct atomic_file **list;
	const char **paths;
	size_t count;
};

const char *voice_files_path(const char *pdf, const char *name, struct arena *arena)
{
	static const char ending[] = ".pdf";
	size_t length = strlen(pdf), cut = sizeof ending - 1;
	bool ends = length > cut && strcmp(pdf + length - cut, ending) == 0;
	return arena_print(arena, "%.*s%s%s.txt", (int)(length - (ends ? cut : 0)), pdf,
		*name == '\0' ? "" : "-", name);
}

bool voice_files_open(struct letters *letters, const struct night *night, const char *pdf,
	struct arena *arena, struct voice_files **files, struct fault *why)
{
	size_t count = night->sheet_count;
	struct voice_files *opened = arena_alloc(arena, sizeof *opened);
	opened->list = arena_alloc(arena, (count + 1) * sizeof *opened->list);
	opened->paths = arena_alloc(arena, (count + 1) * sizeof *opened->paths);
	opened->count = 0;
	*files = opened;
	for (size_t i = 0; i < count; i++) {
		const struct notice *notice = &night->sheets[i];
		if (notice->recipient.format != FORMAT_VOICE)
			continue;
		const char *path = voice_files_path(pdf, notice->number, arena);
		if (!atomic_file_open(path, arena, &opened->list[opened->count], why))
			return false;
		opened->paths[opened->count] = path;
		fputs(spoken_text(letters, notice, night->posting_day).text,
			atomic_file_stream(opened->list[opened->count++]));
	}
	return true;
}

bool voice_files_commit(struct command *command, struct voice_files *files, struct fault *why)
{
	struct json *answer = answer_json(&command->answer);
	json_begin_array(answer, "spoken");
	for (size_t i = 0; i < files->count; i++) {
		if (!atomic_file_commit(files->list[i], why))
			return false;
		answer_put_typed(answer, NULL, files->paths[i]);
		answer_say(&command->answer, "%s: what its voice code says\n", files->paths[i]);
	}
	json_end(answer);
	return true;
}

void voice_files_close(struct voice_files *files)
{
	for (size_t i = 0; files != NULL && i < files->count; i++)
		atomic_file_close(files->list[i]);
}
