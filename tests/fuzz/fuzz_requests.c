/* Any bytes as a file of requests: no crash, no leak, and rows that are either wrong or whole.
 * `make fuzz` builds and runs it. */
#include "base/text.h"
#include "intake/requests/request_file.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void need(bool truth)
{
	if (!truth)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char head[] = "request,action,who,of,counter,day,time,minutes,asked\n";
	struct arena *arena = arena_open();
	struct request_file file = {0};
	struct fault why = {0};
	size_t size = length + sizeof head;
	char *text = arena_alloc(arena, size);
	bool headed = length > 0 && (bytes[0] & 1) != 0;
	size_t used = headed ? sizeof head - 1 : 0;
	memcpy(text, head, used);
	memcpy(text + used, bytes, length);
	FILE *stream = fmemopen(text, used + length + 1, "r");
	need(stream != NULL);
	bool done = request_file_read(stream, "r.csv", arena, &file, &why);
	need(done || (why.kind == FAULT_REGISTER && text_valid(why.message, strlen(why.message))));
	for (size_t i = 0; done && i < file.count; i++) {
		const struct desk_request *row = &file.list[i];
		need(row->id[0] == '\0' || desk_request_id_valid(row->id));
		need(row->wrong != NULL ||
			(desk_request_id_valid(row->id) && row->asked_day != DAY_NONE &&
				text_valid(row->who, strlen(row->who)) && row->content[0] != '\0'));
		need(row->wrong != NULL || row->action == REQUEST_CANCEL || row->day != DAY_NONE);
	}
	fclose(stream);
	arena_close(arena);
	return 0;
}
