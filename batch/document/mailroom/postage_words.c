#include "document/mailroom/postage_words.h"

#include "document/mailroom/letter_parts.h"

/* The same sentence for each number of sheets that there is, then one about all of them. */

struct row_words {
	size_t each, all;
	const char *between;
};

static const struct row_words words[] = {
	[POSTAGE_PIECES] = {TEXT_OFFICE_SLIP_SHARED_EACH, TEXT_OFFICE_SLIP_SHARED, "、"},
	[POSTAGE_WEIGHT] = {TEXT_OFFICE_SLIP_WEIGHT_EACH, TEXT_OFFICE_SLIP_WEIGHT_SHARED, "、"},
	[POSTAGE_PRICE] = {TEXT_OFFICE_SLIP_PRICE_EACH, TEXT_OFFICE_SLIP_PRICE_SHARED, " + "},
};

const char *postage_money(struct arena *arena, size_t yen)
{
	if (yen >= 1000000)
		return arena_print(
			arena, "%zu,%03zu,%03zu", yen / 1000000, yen / 1000 % 1000, yen % 1000);
	if (yen >= 1000)
		return arena_print(arena, "%zu,%03zu", yen / 1000, yen % 1000);
	return arena_print(arena, "%zu", yen);
}

/* What stands in the sentence about pieces on so many sheets. Those that cost the same are told
 * together: `pieces`. */
static const char *say_kind(const struct office_paper *plain, const struct postage_kind *kind,
	int sheets, size_t pieces, size_t key)
{
	struct arena *arena = plain->letters->sheet;
	const char *const values[VALUES] = {
		[VALUE_ENVELOPE_SHEETS] = arena_print(arena, "%d", sheets),
		[VALUE_LETTERS] = arena_print(arena, "%zu", pieces),
		[VALUE_LETTER_GRAMS] = arena_print(arena, "%.1f", kind->grams),
		[VALUE_YEN] =
			kind->class == NULL ? "" : postage_money(arena, (size_t)kind->class->yen),
	};
	return office_paper_sentence(plain, key, values);
}

/* The pieces of this kind; of a price, of all kinds from this one on that cost the same, and 0
 * where an earlier kind has told of it. */
static size_t pieces_told(const struct postage *postage, int index, enum postage_row row)
{
	const struct postage_kind *kind = &postage->kinds[index];
	size_t pieces = kind->pieces;
	if (row != POSTAGE_PRICE || pieces == 0)
		return pieces;
	for (int i = 0; i < ENVELOPE_SHEETS_MAX; i++) {
		const struct postage_kind *other = &postage->kinds[i];
		if (i == index || other->pieces == 0 || other->class != kind->class)
			continue;
		if (i < index)
			return 0;
		pieces += other->pieces;
	}
	return pieces;
}

const char *postage_says(const struct office_paper *plain, const struct postage *postage,
	enum postage_row row, size_t letters)
{
	struct arena *arena = plain->letters->sheet;
	const char *each = "";
	size_t all = 0;
	for (int i = 0; i < ENVELOPE_SHEETS_MAX; i++) {
		const struct postage_kind *kind = &postage->kinds[i];
		size_t pieces = pieces_told(postage, i, row);
		all += kind->pieces;
		if (pieces > 0)
			each = arena_print(arena, "%s%s%s", each,
				each[0] == '\0' ? "" : words[row].between,
				say_kind(plain, kind, i + 1, pieces, words[row].each));
	}
	const char *const values[VALUES] = {
		[VALUE_EACH] = each,
		[VALUE_LETTERS] = arena_print(arena, "%zu", all),
		[VALUE_NOTICES] = arena_print(arena, "%zu", letters),
		[VALUE_KILOGRAMS] = arena_print(arena, "%.2f", postage->grams / 1000),
		[VALUE_YEN_SUM] = postage_money(arena, postage->yen),
	};
	return office_paper_sentence(plain, words[row].all, values);
}
