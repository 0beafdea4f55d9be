#include "night/setup.h"

#include "intake/office/office_file.h"
#include "intake/template/templates.h"

/* The order is that of what can be said: an office that is wrong is told before its templates,
 * and these before a font that is missing. */

bool setup_open(const char *office_path, struct setup *setup, struct fault *why)
{
	*setup = (struct setup){.arena = arena_open()};
	if (office_read(office_path, setup->arena, &setup->office, why) &&
		templates_read(
			setup->office.templates_path, setup->arena, &setup->templates, why) &&
		letters_open(&setup->office, setup->templates, &setup->letters, why))
		return true;
	arena_close(setup->arena);
	setup->arena = NULL;
	return false;
}

void setup_close(struct setup *setup)
{
	letters_close(setup->letters);
	arena_close(setup->arena);
	*setup = (struct setup){0};
}
