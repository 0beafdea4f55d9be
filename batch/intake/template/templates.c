#include "intake/template/templates.h"

#include "intake/template/boxes.h"
#include "intake/template/envelope.h"
#include "intake/template/letter_layout.h"
#include "intake/template/page_template.h"
#include "intake/template/texts.h"
#include "intake/template/typeface.h"
#include "intake/template/words_file.h"
#include "intake/xml/tree.h"

/* ---- the envelope's window, and where the sheet is folded ---- */

static bool read_window(struct layout_reading *reading, const struct tree_node *node)
{
	struct template_window *window = &reading->out->window;
	const struct tree_node *address = tree_child(node, "address");
	const struct tree_node *barcode = tree_child(node, "barcode");
	size_t used = 0, count = tree_count(address, "line");
	struct address_line *lines = arena_alloc(reading->arena, count * sizeof *lines);
	for (const struct tree_node *line = tree_child(address, "line"); line != NULL;
		line = tree_next(line, "line")) {
		struct address_line *into = &lines[used++];
		into->key = layout_key(reading, tree_attribute(line, "key"), line->line);
		into->smallest = layout_number(line, "smallest", 0);
		into->beside = layout_truth(line, "beside");
		into->align = layout_alignment(line);
		if (!layout_style(reading, line, &into->style) ||
			!layout_condition(reading, line, &into->when))
			return false;
		if (into->smallest > into->style->points &&
			!layout_mistake(reading, line->line,
				"the smallest size is larger than that of the style ",
				into->style->name))
			return false;
	}
	*window = (struct template_window){
		.area = layout_area(node),
		.play_x = layout_number(node, "play-x", 0),
		.play_y = layout_number(node, "play-y", 0),
		.address = layout_area(address),
		.lines = lines,
		.line_count = count,
		.barcode_x = layout_number(barcode, "x", 0),
		.barcode_y = layout_number(barcode, "y", 0),
		.barcode_words = layout_words(reading, barcode),
		.barcode_points = layout_number(barcode, "points", 0),
	};
	return true;
}

static void read_folds(struct layout_reading *reading, const struct tree_node *root)
{
	size_t used = 0, count = tree_count(root, "fold");
	struct template_fold *folds = arena_alloc(reading->arena, count * sizeof *folds);
	for (const struct tree_node *node = tree_child(root, "fold"); node != NULL;
		node = tree_next(node, "fold"))
		folds[used++] = (struct template_fold){
			.y = layout_number(node, "y", 0),
			.inset = layout_number(node, "inset", 0),
			.length = layout_number(node, "length", 0),
			.line = node->line,
		};
	reading->out->folds = folds;
	reading->out->fold_count = count;
}

/* ---- the whole ---- */

/* The sentences that are asked for by the program and not by letter.xml or page.html. */
static const char *const program_keys[TEXTS_OF_PROGRAM] = {
	[TEXT_DATE] = "date",
	[TEXT_PAGE_DATE] = "page.date",
	[TEXT_TIME] = "time",
	[TEXT_WEEKDAY] = "weekday",
	[TEXT_HOURS_DAY] = "hours.day",
	[TEXT_HOURS_SPAN] = "hours.span",
	[TEXT_HOURS_AND] = "hours.and",
	[TEXT_HOURS_NEXT] = "hours.next",
	[TEXT_MONTH] = "month.1",
	"month.2",
	"month.3",
	"month.4",
	"month.5",
	"month.6",
	"month.7",
	"month.8",
	"month.9",
	"month.10",
	"month.11",
	"month.12",
	[TEXT_PAGE_LANGUAGE] = "page.language",
	[TEXT_INVITE_SUMMARY] = "invite.summary",
	[TEXT_INVITE_DEADLINE] = "invite.deadline",
	[TEXT_INVITE_CANCELLED] = "invite.cancelled",
	[TEXT_INVITE_NUMBER] = "invite.number",
	[TEXT_INVITE_BRING] = "invite.bring",
	[TEXT_INVITE_ACCESS] = "invite.access",
	[TEXT_INVITE_CONTACT] = "invite.contact",
	[TEXT_INVITE_LATER] = "invite.later",
	[TEXT_OFFICE_REPRINT] = "office.reprint",
	[TEXT_OFFICE_ENVELOPE] = "office.envelope",
	[TEXT_OFFICE_FAMILY] = "office.family",
	[TEXT_OFFICE_COVER] = "office.cover",
	[TEXT_OFFICE_COVER_MAILING] = "office.cover.mailing",
	[TEXT_OFFICE_COVER_BUNDLE] = "office.cover.bundle",
	[TEXT_OFFICE_COVER_LETTERS] = "office.cover.letters",
	[TEXT_OFFICE_COVER_VOICE] = "office.cover.voice",
	[TEXT_OFFICE_COVER_LARGE_PRINT] = "office.cover.large-print",
	[TEXT_OFFICE_COVER_SHARED] = "office.cover.shared",
	[TEXT_OFFICE_COVER_POSTAL] = "office.cover.postal",
	[TEXT_OFFICE_COVER_SHEETS] = "office.cover.sheets",
	[TEXT_OFFICE_COVER_NUMBERS] = "office.cover.numbers",
	[TEXT_OFFICE_COVER_TO] = "office.cover.to",
	[TEXT_OFFICE_COVER_AND] = "office.cover.and",
	[TEXT_OFFICE_COVER_FIRST] = "office.cover.first",
	[TEXT_OFFICE_COVER_LAST] = "office.cover.last",
	[TEXT_OFFICE_COVER_PRINTED] = "office.cover.printed",
	[TEXT_OFFICE_COVER_COUNTED] = "office.cover.counted",
	[TEXT_OFFICE_COVER_ENCLOSED] = "office.cover.enclosed",
	[TEXT_OFFICE_COVER_POSTED] = "office.cover.posted",
	[TEXT_OFFICE_COVER_STOPS] = "office.cover.stops",
	[TEXT_OFFICE_STOP] = "office.stop",
	[TEXT_OFFICE_STOP_NIGHT] = "office.stop.night",
	[TEXT_OFFICE_STOP_COUNT] = "office.stop.count",
	[TEXT_OFFICE_STOP_LEAD] = "office.stop.lead",
	[TEXT_OFFICE_STOP_MAILING] = "office.stop.mailing",
	[TEXT_OFFICE_STOP_SHEET] = "office.stop.sheet",
	[TEXT_OFFICE_STOP_ENVELOPE] = "office.stop.envelope",
	[TEXT_OFFICE_STOP_NUMBER] = "office.stop.number",
	[TEXT_OFFICE_STOP_PULLED] = "office.stop.pulled",
	[TEXT_OFFICE_STOP_TELL] = "office.stop.tell",
	[TEXT_OFFICE_STOP_SENDER] = "office.stop.sender",
	[TEXT_OFFICE_DAY] = "office.day",
	[TEXT_OFFICE_DAY_DATE] = "office.day.date",
	[TEXT_OFFICE_DAY_COUNTER] = "office.day.counter",
	[TEXT_OFFICE_DAY_TIME] = "office.day.time",
	[TEXT_OFFICE_DAY_WINDOW] = "office.day.window",
	[TEXT_OFFICE_DAY_MATTER] = "office.day.matter",
	[TEXT_OFFICE_DAY_LANGUAGE] = "office.day.language",
	[TEXT_OFFICE_DAY_NEEDS] = "office.day.needs",
	[TEXT_OFFICE_DAY_SIGNATURE] = "office.day.signature",
	[TEXT_OFFICE_DAY_AUTHENTICATION] = "office.day.authentication",
	[TEXT_OFFICE_DAY_REVOKED] = "office.day.revoked",
	[TEXT_OFFICE_DAY_CARD] = "office.day.card",
	[TEXT_OFFICE_DAY_STAY] = "office.day.stay",
	[TEXT_OFFICE_DAY_MINOR] = "office.day.minor",
	[TEXT_OFFICE_DAY_WARD] = "office.day.ward",
	[TEXT_OFFICE_HOUSE] = "office.house",
	[TEXT_OFFICE_HOUSE_SECRET] = "office.house.secret",
	[TEXT_OFFICE_HOUSE_BLOCK] = "office.house.block",
	[TEXT_OFFICE_HOUSE_MORE] = "office.house.more",
	[TEXT_OFFICE_HOUSE_ANSWER] = "office.house.answer",
	[TEXT_OFFICE_HOUSE_FIRST] = "office.house.first",
	[TEXT_OFFICE_HOUSE_RESIDENT] = "office.house.resident",
	[TEXT_OFFICE_SLIP] = "office.slip",
	[TEXT_OFFICE_SLIP_MAILING] = "office.slip.mailing",
	[TEXT_OFFICE_SLIP_SENDER] = "office.slip.sender",
	[TEXT_OFFICE_SLIP_ADDRESS] = "office.slip.address",
	[TEXT_OFFICE_SLIP_LETTERS_LABEL] = "office.slip.letters.label",
	[TEXT_OFFICE_SLIP_LETTERS] = "office.slip.letters",
	[TEXT_OFFICE_SLIP_FORMATS] = "office.slip.formats",
	[TEXT_OFFICE_SLIP_SHARED] = "office.slip.shared",
	[TEXT_OFFICE_SLIP_SHARED_EACH] = "office.slip.shared-each",
	[TEXT_OFFICE_SLIP_BUNDLES_LABEL] = "office.slip.bundles.label",
	[TEXT_OFFICE_SLIP_BUNDLES] = "office.slip.bundles",
	[TEXT_OFFICE_SLIP_CLASS_LABEL] = "office.slip.class.label",
	[TEXT_OFFICE_SLIP_CLASS_UNKNOWN] = "office.slip.class-unknown",
	[TEXT_OFFICE_SLIP_WEIGHT_LABEL] = "office.slip.weight.label",
	[TEXT_OFFICE_SLIP_WEIGHT] = "office.slip.weight",
	[TEXT_OFFICE_SLIP_WEIGHT_TWO] = "office.slip.weight-two",
	[TEXT_OFFICE_SLIP_WEIGHT_SHARED] = "office.slip.weight-shared",
	[TEXT_OFFICE_SLIP_WEIGHT_EACH] = "office.slip.weight-each",
	[TEXT_OFFICE_SLIP_BARCODES_LABEL] = "office.slip.barcodes.label",
	[TEXT_OFFICE_SLIP_BARCODES] = "office.slip.barcodes",
	[TEXT_OFFICE_SLIP_POST_OFFICE_LABEL] = "office.slip.post-office.label",
	[TEXT_OFFICE_SLIP_POST_OFFICE] = "office.slip.post-office",
	[TEXT_OFFICE_SLIP_PRICE_LABEL] = "office.slip.price.label",
	[TEXT_OFFICE_SLIP_PRICE] = "office.slip.price",
	[TEXT_OFFICE_SLIP_PRICE_TWO] = "office.slip.price-two",
	[TEXT_OFFICE_SLIP_PRICE_SHARED] = "office.slip.price-shared",
	[TEXT_OFFICE_SLIP_PRICE_EACH] = "office.slip.price-each",
	[TEXT_OFFICE_SLIP_PRICE_UNKNOWN] = "office.slip.price-unknown",
	[TEXT_OFFICE_SLIP_DISCOUNT_LABEL] = "office.slip.discount.label",
	[TEXT_OFFICE_SLIP_DISCOUNT] = "office.slip.discount",
	[TEXT_OFFICE_SLIP_DISCOUNT_NONE] = "office.slip.discount-none",
	[TEXT_OFFICE_SLIP_WHO_LABEL] = "office.slip.who.label",
	[TEXT_OFFICE_SLIP_NUMBERS_LABEL] = "office.slip.numbers.label",
	[TEXT_OFFICE_SLIP_NUMBERS] = "office.slip.numbers",
	[TEXT_OFFICE_SLIP_POSTAL_LABEL] = "office.slip.postal.label",
	[TEXT_OFFICE_SLIP_RANGE] = "office.slip.range",
	[TEXT_OFFICE_SLIP_AREAS] = "office.slip.areas",
	[TEXT_OFFICE_SLIP_AREA_HEAD] = "office.slip.area-head",
	[TEXT_OFFICE_SLIP_AREA_LETTERS] = "office.slip.area-letters",
	[TEXT_OFFICE_SLIP_AREA_BARCODES] = "office.slip.area-barcodes",
	[TEXT_OFFICE_SLIP_AREA_OTHERS] = "office.slip.area-others",
};

static size_t page_key(void *context, const char *key)
{
	return layout_key(context, key, 0);
}

/* Everything in letter.xml and page.html. */
static bool read_layout(struct layout_reading *reading, const struct tree_node *root)
{
	struct templates *out = reading->out;
	for (int i = 0; i < TEXTS_OF_PROGRAM; i++)
		layout_key(reading, program_keys[i], 0);
	out->path = reading->path;
	out->width = layout_number(root, "width", 0);
	out->height = layout_number(root, "height", 0);
	out->title = tree_attribute(root, "title");
	out->smallest = layout_number(root, "smallest", 0);
	out->name_ems = layout_number(root, "names-ems", 0);
	read_folds(reading, root);
	if (!typeface_read(reading, root) || !read_window(reading, tree_child(root, "window")) ||
		!boxes_read(reading, root) || !boxes_read_flows(reading, root) ||
		!boxes_read_sayings(reading, tree_child(root, "spoken")) ||
		!envelope_check(out, reading->arena, reading->mistakes))
		return false;
	const char *page = arena_print(reading->arena, "%s/page.html", reading->folder);
	const struct webpage_keys keys = {page_key, reading};
	if (!webpage_read(page, &keys, reading->arena, reading->mistakes, &out->webpage,
		    &out->webpage_count))
		return false;
	out->keys = reading->keys;
	out->key_lines = reading->key_lines;
	out->key_count = reading->key_count;
	out->images = reading->images;
	out->image_count = reading->image_count;
	return true;
}

bool templates_examine(const char *folder, struct arena *arena, const struct audience *audience,
	const struct templates **out, struct fault *why)
{
	struct mistakes mistakes = {.to = *audience, .why = why};
	struct layout_reading reading = {
		.folder = folder,
		.path = arena_print(arena, "%s/letter.xml", folder),
		.arena = arena,
		.mistakes = &mistakes,
		.out = arena_alloc(arena, sizeof *reading.out),
	};
	const struct tree_node *root;
	struct tree_source source;
	if (!tree_read(reading.path, "template.xsd", arena, &root, &source, why)) {
		why->kind = FAULT_OFFICE; /* also when it is not there: the office names it */
		return false;
	}
	reading.out->digest = texts_digits(source.bytes, source.length, arena);
	if (!texts_tags(folder, arena, &reading.tags, &mistakes) || !read_layout(&reading, root) ||
		!texts_read(folder, &reading.tags, arena, reading.out, &mistakes) ||
		!words_read(arena, &reading.out->words, why))
		return false;
	if (mistakes.count > 0)
		return fault_set(why, FAULT_OFFICE, "%s: the templates have %ld mistakes", folder,
			mistakes.count);
	*out = reading.out;
	return true;
}

bool templates_read(
	const char *folder, struct arena *arena, const struct templates **out, struct fault *why)
{
	static const struct audience nobody = {0};
	return templates_examine(folder, arena, &nobody, out, why);
}
