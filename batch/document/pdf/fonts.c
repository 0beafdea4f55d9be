#include "document/pdf/fonts.h"

#include "base/arena.h"
#include "base/markup.h"

#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

/* The configuration is the system's with one part behind it that rejects all fonts but the
 * templates' own; it holds for this process from then on. */

static const char *accept_family(const char *text, const char *family, struct arena *arena)
{
	return arena_print(arena,
		"%s<acceptfont><pattern><patelt name=\"family\"><string>%s"
		"</string></patelt></pattern></acceptfont>",
		text, markup_escape(arena, family));
}

static const char *accept_text(
	const char *text, const struct template_font *font, struct arena *arena)
{
	for (size_t i = 0; i < font->family_count; i++)
		text = accept_family(text, font->families[i], arena);
	return font->latin == NULL ? text : accept_family(text, font->latin, arena);
}

/* The families as a configuration that is read behind the system's: what it accepts is offered,
 * all else is rejected. */
static const char *families_only(const struct templates *templates, struct arena *arena)
{
	const char *text = "<fontconfig><selectfont><rejectfont><pattern/></rejectfont>";
	for (size_t i = 0; i < templates->font_count; i++) {
		const struct template_font *font = &templates->fonts[i];
		text = accept_text(text, font, arena);
		for (size_t k = 0; k < font->variant_count; k++)
			text = accept_text(text, &font->variants[k], arena);
	}
	return arena_print(arena, "%s</selectfont></fontconfig>", text);
}

/* Families have names in several languages, and which is the first hangs on the environment's; so
 * does for Pango which Han signs are meant where a text has no language. Whoever runs the program
 * in whatever language, the letters are the same. */
static void forget_language(void)
{
	setenv("FC_LANG", "en", 1);
	unsetenv("PANGO_LANGUAGE");
	unsetenv("LANGUAGE");
}

bool fonts_limit(const struct templates *templates, struct fault *why)
{
	forget_language();
	struct arena *arena = arena_open();
	const char *text = families_only(templates, arena);
	FcConfig *config = FcInitLoadConfig();
	bool done = config != NULL &&
		    FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text, FcTrue) &&
		    FcConfigBuildFonts(config) && FcConfigSetCurrent(config);
	if (config != NULL)
		FcConfigDestroy(config); /* the current one is counted by itself */
	arena_close(arena);
	return done || fault_set(why, FAULT_INTERNAL,
			       "fontconfig cannot read its configuration; hint: fc-list");
}
