#include "document/mailroom/letter.h"

#include "document/mailroom/address.h"
#include "document/mailroom/coverage.h"
#include "document/mailroom/letter_parts.h"
#include "document/pdf/fonts.h"
#include "document/pdf/missing.h"
#include "document/residents/invite.h"
#include "document/residents/resident_page.h"

#include <string.h>

/* What is asked before a letter is decided (letters_check, letters_fit) and what draws it go
 * through the same shaping: what was found to have room is what is printed, as long as office and
 * texts stay. */

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

bool letters_open(const struct office *office, const struct templates *templates,
	struct letters **letters, struct fault *why)
{
	struct arena *arena = arena_open();
	struct letters *opened = arena_alloc(arena, sizeof *opened);
	*opened = (struct letters){
		.arena = arena,
		.sheet = arena_open(),
		.office = office,
		.templates = templates,
		.scales = {.arena = arena},
	};
	if (!fonts_limit(templates, why) || !glyphs_open(templates->names, &opened->glyphs, why) ||
		!pages_open(templates, &opened->pages, why) ||
		!coverage_check(opened->pages, templates, opened->sheet, why)) {
		letters_close(opened);
		return false;
	}
	*letters = opened;
	return true;
}

void letters_close(struct letters *letters)
{
	if (letters == NULL)
		return;
	pages_close(letters->pages);
	glyphs_close(letters->glyphs);
	arena_close(letters->sheet);
	arena_close(letters->arena);
}

struct filling letters_filling(
	struct letters *letters, const struct notice *notice, day_number posting_day)
{
	struct filling filling = {
		.office = letters->office,
		.templates = letters->templates,
		.glyphs = letters->glyphs,
		.posting_day = posting_day,
		.arena = letters->sheet,
	};
	arena_reset(letters->sheet);
	filling_begin(&filling, notice);
	return filling;
}

size_t letters_cramped(const struct letters *letters)
{
	return letters->scales.cramped;
}

const char *letters_version(
	const struct letters *letters, const struct recipient *recipient, const char **language)
{
	const struct template_language *text =
		templates_language(letters->templates, letters->office, recipient->language);
	*language = text->tag;
	return text->version;
}

/* Is every sign one that can be drawn, and none that stands for a lost one? */
static bool prove_text(struct letters *letters, const char *text, enum missing_place place,
	double *ems, char *missing, size_t size)
{
	bool proven = glyphs_prove(letters->glyphs, text, ems, missing, size);
	return !missing_placeholders(text, place, missing, size) && proven;
}

/* A name that shows nothing is told with all that it is made of. */
static bool prove_shown(const char *name, char *missing, size_t size)
{
	if (!missing_everything(name))
		return true;
	missing_add(name, name + strlen(name), missing, size);
	return false;
}

/* Does the address find room in the window? */
static bool window_holds(struct letters *letters, const struct notice *notice)
{
	struct filling filling = letters_filling(letters, notice, DAY_NONE);
	struct address_block address;
	if (address_surely_fits(&filling))
		return true;
	bool fits = address_shape(letters->pages, &filling, &address);
	pages_forget(letters->pages);
	return fits;
}

enum letter_check letters_check(
	struct letters *letters, const struct recipient *recipient, char *missing, size_t size)
{
	const char *const names[] = {recipient->addressee, recipient->name};
	const char *const places[] = {recipient->address, recipient->building};
	bool proven = true;
	double ems = 0;
	missing[0] = '\0';
	for (size_t i = 0; i < LENGTH(places); i++)
		proven = prove_text(letters, places[i], MISSING_ADDRESS, &ems, missing, size) &&
			 proven;
	/* The resident's own comes last: its width stays in `ems`. */
	for (size_t i = 0; i < LENGTH(names); i++) {
		proven = prove_shown(names[i], missing, size) && proven;
		proven = prove_text(letters, names[i], MISSING_NAME, &ems, missing, size) && proven;
	}
	bool narrow = ems <= letters->templates->name_ems;
	if (!proven)
		return LETTER_GLYPH;
	if (!narrow)
		return LETTER_OVERFLOW;
	const struct notice notice = {.recipient = *recipient};
	return window_holds(letters, &notice) ? LETTER_FITS : LETTER_OVERFLOW;
}

bool letters_name_family(struct letters *letters, const struct recipient *recipient)
{
	const struct notice notice = {.recipient = *recipient,
		.enclosure = {1, 1, letter_format_sheets(recipient->format) + 1}};
	return window_holds(letters, &notice);
}

const char *letters_code_text(struct letters *letters, const struct notice *notice)
{
	const char *address = resident_page_address(letters->office, notice, letters->sheet);
	if (address != NULL || notice->appointment.state == APPOINTMENT_STATE_CANCELLED)
		return address;
	return invite_qr(
		letters->office, letters->templates, notice, notice->night, letters->sheet);
}

bool letters_code_make(struct letters *letters, const struct notice *notice, const char *code,
	struct qr *qr, struct fault *why)
{
	const struct office *office = letters->office;
	const char *language =
		templates_language(letters->templates, office, notice->recipient.language)->tag;
	bool japanese = strncmp(language, "ja", 2) == 0;
	if (barcode_qr(code, !japanese, QR_MODULES_MAX, letters->sheet, qr, why))
		return true;
	if (why->kind != FAULT_OFFICE)
		return false;
	int counter = office_counter(office, notice->appointment.counter);
	if (counter < 0)
		return fault_set(why, FAULT_OFFICE,
			"%s: the QR code of letters in \"%s\" holds %zu bytes, more than it has "
			"room for; hint: a shorter page address here, or \"invite.deadline\" there",
			office->path, language, strlen(code));
	return fault_set(why, FAULT_OFFICE,
		"%s:%ld: the QR code of letters in \"%s\" holds %zu bytes, more than it has room "
		"for; hint: a shorter name of the counter here, or \"invite.summary\" there",
		office->path, office->counters[counter].line, language, strlen(code));
}

/* As long as `code`, so that the code is as large. */
static const char *repeat_sample(const char *sample, const char *code, struct arena *arena)
{
	size_t length = strlen(code), unit = strlen(sample);
	char *text = arena_alloc(arena, length + unit + 1);
	for (size_t used = 0; used < length; used += unit)
		memcpy(text + used, sample, unit + 1);
	return text;
}

bool letters_code(struct letters *letters, const struct notice *notice, const char *sample,
	const struct qr **qr, struct fault *why)
{
	*qr = NULL;
	const char *code = letters_code_text(letters, notice);
	if (code == NULL)
		return true;
	struct qr *made = arena_alloc(letters->sheet, sizeof *made);
	if (sample != NULL)
		code = repeat_sample(sample, code, letters->sheet);
	*qr = made;
	return letters_code_make(letters, notice, code, made, why);
}

/* What stands on the sheets of one letter is worked out for each of them anew: a turned sheet takes
 * its texts with it, and the same letter is laid out in the same way every time. */
bool letters_draw(struct letters *letters, const struct letter_sheet *which, struct fault *why)
{
	const struct notice *notice = which->notice;
	const char *sample = which->sample;
	struct filling filling = letters_filling(letters, notice, which->posting_day);
	struct sheet sheet = {.pages = letters->pages,
		.filling = &filling,
		.scales = &letters->scales,
		.number = which->number};
	struct address_block address;
	struct linear scan;
	if (!address_shape(letters->pages, &filling, &address))
		return fault_set(why, FAULT_INTERNAL,
			"resident %s: letter %s: the address does not fit in the window",
			notice->recipient.resident, notice->number);
	if (!barcode_scan(sample == NULL ? notice->number : "SAMPLE", letters->sheet, &scan, why))
		return false;
	pages_expect(letters->pages, notice->number, filling.letter->tag);
	sheet.scan = &scan;
	sheet.promised = sample == NULL;
	if (!letters_code(letters, notice, sample, &sheet.qr, why))
		return false;
	/* First of all the reader hears to whom it is. */
	if (which->number == 0)
		address_draw(letters->pages, &filling, &address);
	return sheet_draw(&sheet, why);
}
