#include "document/letter.h"

#include "base/arena.h"
#include "document/address.h"
#include "document/barcode.h"
#include "document/fonts.h"
#include "document/glyph.h"
#include "document/invite.h"
#include "document/page.h"
#include "document/sheet.h"
#include "document/template.h"
#include "document/webpage.h"

/* Version 14 of the QR code; larger ones are hard to read off a letter. */
enum { QR_MODULES_MAX = 73 };

struct letters {
	struct arena *arena; /* as long as the letters are open */
	struct arena *sheet; /* reset for each */
	const struct office *office;
	const struct templates *templates;
	struct glyphs *glyphs;
	struct pages *pages;
	struct flow_scales scales;
};

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
		!sheet_check_texts(opened->pages, templates, opened->sheet, why)) {
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

static struct filling filling_for(
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

enum letter_check letters_check(
	struct letters *letters, const struct recipient *recipient, char *missing, size_t size)
{
	const char *const texts[] = {
		recipient->addressee, recipient->name, recipient->address, recipient->building};
	bool proven = true;
	double ems;
	missing[0] = '\0';
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		proven = glyphs_prove(letters->glyphs, texts[i], &ems, missing, size) && proven;
	if (!proven)
		return LETTER_GLYPH;
	struct notice notice = {.recipient = *recipient};
	struct filling filling = filling_for(letters, &notice, DAY_NONE);
	if (address_surely_fits(&filling))
		return LETTER_FITS;
	struct address_block address;
	bool fits = address_shape(letters->pages, &filling, &address);
	pages_forget(letters->pages);
	return fits ? LETTER_FITS : LETTER_OVERFLOW;
}

/* What the code holds: the address of the resident's page where the office serves one, else the
 * appointment, or the day by which to come. NULL for a cancelled one without a page: it would only
 * come to stand in the calendar again. */
static const char *code_of(const struct letters *letters, const struct notice *notice)
{
	const char *address = webpage_address(letters->office, notice, letters->sheet);
	if (address != NULL || notice->appointment.state == APPOINTMENT_STATE_CANCELLED)
		return address;
	return invite_qr(
		letters->office, letters->templates, notice, notice->night, letters->sheet);
}

/* One sheet, drawn and turned. */
static bool write_sheet(struct letters *letters, const struct notice *notice,
	day_number posting_day, struct fault *why)
{
	struct filling filling = filling_for(letters, notice, posting_day);
	struct sheet sheet = {
		.pages = letters->pages, .filling = &filling, .scales = &letters->scales};
	struct address_block address;
	struct qr qr;
	if (!address_shape(letters->pages, &filling, &address))
		return fault_set(why, FAULT_INTERNAL,
			"resident %s: letter %s: the address does not fit in the window",
			notice->recipient.resident, notice->number);
	const char *code = code_of(letters, notice);
	if (code != NULL) {
		if (!barcode_qr(code, QR_MODULES_MAX, letters->sheet, &qr, why))
			return false;
		sheet.qr = &qr;
	}
	if (!sheet_draw(&sheet, why))
		return false;
	address_draw(letters->pages, &filling, &address);
	pages_turn(letters->pages);
	return true;
}

bool letters_write(struct letters *letters, const struct notice *notices, size_t count,
	day_number posting_day, FILE *stream, struct fault *why)
{
	const char *author = wordings_in(&letters->office->sender.city, "ja");
	struct fault ignored;
	bool done = pages_begin(
		letters->pages, stream, letters->templates->title, author, posting_day, why);
	for (size_t i = 0; i < count && done; i++)
		done = write_sheet(letters, &notices[i], posting_day, why);
	return pages_end(letters->pages, done ? why : &ignored) && done;
}
