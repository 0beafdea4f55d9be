#include "document/pdf/complaints.h"

#include <glib.h>
#include <string.h>

/* GLib hands each message to the handler that was set last for its library. */

static const char *const libraries[] = {"Pango", "GLib", "GLib-GObject", "GObject"};

enum { LIBRARIES = sizeof libraries / sizeof libraries[0] };

struct complaints {
	guint handlers[LIBRARIES];
	bool any;
	char first[256];
};

static void keep_message(
	const gchar *library, GLogLevelFlags level, const gchar *message, gpointer data)
{
	struct complaints *complaints = data;
	(void)level;
	if (!complaints->any)
		g_snprintf(complaints->first, sizeof complaints->first, "%s: %s", library, message);
	complaints->any = true;
}

struct complaints *complaints_open(void)
{
	struct complaints *complaints = g_new0(struct complaints, 1);
	for (size_t i = 0; i < LIBRARIES; i++)
		complaints->handlers[i] = g_log_set_handler(libraries[i],
			G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL, keep_message, complaints);
	return complaints;
}

void complaints_close(struct complaints *complaints)
{
	if (complaints == NULL)
		return;
	for (size_t i = 0; i < LIBRARIES; i++)
		g_log_remove_handler(libraries[i], complaints->handlers[i]);
	g_free(complaints);
}

bool complaints_none(const struct complaints *complaints, struct fault *why)
{
	return !complaints->any ||
	       fault_set(why, FAULT_INTERNAL, "letters cannot be laid out: %s", complaints->first);
}
