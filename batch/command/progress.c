#include "command/progress.h"
#include "command/say.h"

#include "base/phrase.h"

#include <stdio.h>

/* Bytes, not residents, are what is known of a file in advance; and of what comes behind the file
 * not even that, so it has a name and no bar. */

enum { BAR_CELLS = 30, REDRAW_MILLISECONDS = 100, GUESS_MILLISECONDS = 1000 };

void progress_phase(struct progress *progress, const char *phase)
{
	if (!progress->shown)
		return;
	progress->drawn_at = progress->session->clock();
	progress->begun_at = 0;
	fprintf(stderr, "\r\033[K%s …", phrase(phase));
	fflush(stderr);
}

/* What is left at the pace until now; nothing in the first second, which knows none. */
static void draw_left(const struct progress *progress, long long now, uint64_t done, uint64_t total)
{
	long long spent = now - progress->begun_at;
	if (spent < GUESS_MILLISECONDS || done == 0)
		return;
	long long left =
		(long long)((double)spent * (double)(total - done) / (double)done + 999) / 1000;
	if (left >= 120)
		say_on(stderr, ", about %lld minutes left", (left + 59) / 60);
	else
		say_on(stderr, ", about %lld s left", left);
}

void progress_draw(void *context, uint64_t done, uint64_t total)
{
	struct progress *progress = context;
	if (!progress->shown || total == 0)
		return;
	long long now = progress->session->clock();
	if (progress->begun_at == 0)
		progress->begun_at = now;
	if (done >= total) {
		progress_phase(progress, PHRASE("deciding"));
		return;
	}
	if (progress->drawn_at != 0 && now - progress->drawn_at < REDRAW_MILLISECONDS)
		return;
	progress->drawn_at = now;
	unsigned percent = (unsigned)(done * 100 / total);
	unsigned cells = (unsigned)(done * BAR_CELLS / total);
	fprintf(stderr, "\r\033[K%s [", phrase("reading"));
	for (unsigned i = 0; i < BAR_CELLS; i++)
		fputc(i < cells ? '=' : ' ', stderr);
	fprintf(stderr, "] %u %%", percent);
	draw_left(progress, now, done, total);
	fflush(stderr);
}

void progress_wipe(struct progress *progress)
{
	if (progress->drawn_at == 0)
		return;
	fputs("\r\033[K", stderr);
	progress->drawn_at = 0;
}
