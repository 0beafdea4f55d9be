/* Any bytes as a register and as a cards file: no crash, no leak, and the counts agree.
 * `make fuzz` builds and runs it. */
#include "base/text.h"
#include "intake/register/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct count {
	bool cards;
	long heads, residents, asides;
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void need(bool truth)
{
	if (!truth)
		abort();
}

static bool head(void *context, const struct register_head *head, struct fault *why)
{
	struct count *count = context;
	(void)why;
	count->heads++;
	need(strlen(head->municipality) == 6 && head->as_of != DAY_NONE && head->residents >= 0);
	return true;
}

static bool resident(void *context, const struct resident *resident, struct fault *why)
{
	struct count *count = context;
	(void)why;
	count->residents++;
	need(count->heads == 1 && resident->line > 0 && strlen(resident->id) <= 32);
	if (!count->cards) {
		need(!text_blank(resident->name));
		need(text_valid(resident->name, strlen(resident->name)));
		need(strlen(resident->born.text) == 10);
	}
	need(!resident->card.present || resident->card.issued != DAY_NONE);
	return true;
}

static bool aside(void *context, long line, const char *id, const char *code, const char *message,
	struct fault *why)
{
	struct count *count = context;
	(void)why;
	count->asides++;
	need(count->heads == 1 && line > 0 && strlen(id) <= 32 && code[0] != '\0');
	need(message[0] != '\0');
	return true;
}

static const struct office office = {.path = "office.xml", .municipality = "232068"};

static void read_as(const char *path, const struct office *whose, bool cards)
{
	struct count count = {.cards = cards};
	const struct register_visitor visitor = {
		.context = &count, .head = head, .resident = resident, .aside = aside};
	struct register_summary summary;
	struct fault why = {0};
	if ((cards ? holders_read : register_read)(path, whose, &visitor, &summary, &why))
		need(summary.read == count.residents + count.asides &&
			summary.aside == count.asides && strlen(summary.digest) == 64);
	else
		need(why.kind == FAULT_REGISTER && text_valid(why.message, strlen(why.message)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char path[64];
	int file = memfd_create("export", 0);
	need(file >= 0 && write(file, bytes, length) == (ssize_t)length);
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	read_as(path, NULL, false);
	read_as(path, &office, true);
	close(file);
	return 0;
}
