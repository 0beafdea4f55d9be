#include "command/progress.h"

#include <stdio.h>

/* Bytes, not residents, are what is known of a file in advance. */

enum { BAR_CELLS = 40, REDRAW_MILLISECONDS = 100 };

void progress_draw(void *context, uint64_t done, uint64_t total)
{
	struct progress *progress = context;
	if (!progress->shown || total == 0)
		return;
	long long now = progress->session->clock();
	if (progress->drawn_at != 0 && now - progress->drawn_at < REDRAW_MILLISECONDS)
		return;
	progress->drawn_at = now;
	unsigned percent = (unsigned)(done * 100 / total);
	unsigned cells = (unsigned)(done * BAR_CELLS / total);
	fprintf(stderr, "\r\033[K[");
	for (unsigned i = 0; i < BAR_CELLS; i++)
		fputc(i < cells ? '=' : ' ', stderr);
	fprintf(stderr, "] %u %%", percent);
	fflush(stderr);
}

void progress_wipe(struct progress *progress)
{
	if (progress->drawn_at == 0)
		return;
	fputs("\r\033[K", stderr);
	progress->drawn_at = 0;
}
