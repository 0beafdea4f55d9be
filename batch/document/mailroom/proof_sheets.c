#include "document/mailroom/proof_sheets.h"

#include "base/markup.h"
#include "base/text.h"
#include "document/mailroom/letter_parts.h"
#include "document/mailroom/sample_letters.h"
#include "document/mailroom/spoken.h"

/* No proof can be taken for a letter: number, code and address are wrong on purpose, and 見本 lies
 * across what shows in the window. */

static const char SAMPLE[] = "見本";
/* Plain ASCII: readers guess at the encoding of anything else, and not always well. */
static const char SAMPLE_CODE[] = "SAMPLE (MIHON) NO LETTER ";

/* The list's own style and grid, in mm. */
static const double LEFT = 20, TOP = 22, ROW = 4.15, FOOT_Y = 291.6;
enum { ROWS = 62 };

/* In the order of the enums. */
static const char *const matter_names[MATTERS] = {
	[MATTER_AUTHENTICATION] = "利用者証明用",
	[MATTER_CARD] = "カード",
	[MATTER_REVOKED] = "署名用の失効",
	[MATTER_SIGNATURE] = "署名用",
	[MATTER_STAY] = "在留期間",
};

static const char *const wave_names[WAVES] = {
	[WAVE_FIRST] = "1回目",
	[WAVE_LATE] = "期限間近",
	[WAVE_REMINDER] = "再度",
};

static const char *const stay_names[STAY_CASES] = {
	[STAY_CASE_NONE] = "",
	[STAY_CASE_EXTENDED] = "・更新済み",
	[STAY_CASE_PENDING] = "・申請中",
	[STAY_CASE_NEITHER] = "・未申請",
	[STAY_CASE_RESIDENCE] = "・特定在留カード",
	[STAY_CASE_PERMANENT] = "・期間なし",
	[STAY_CASE_RESIDENCE_PENDING] = "・特定在留カード申請中",
	[STAY_CASE_PERMIT] = "・在留資格なし",
};

static const char *const kind_names[NOTICE_KINDS] = {
	[NOTICE_EXPIRY] = "予約あり",
	[NOTICE_MOVED] = "予約の変更",
	[NOTICE_CANCELLED] = "予約の取消し",
};

/* A line of the list: cells at columns, mm from its left edge. */
enum { CELLS_MAX = 6 };
struct row {
	const double *columns;
	const char *cells[CELLS_MAX]; /* as far as not NULL */
	double points;
};

static const double one_column[CELLS_MAX] = {0};
static const double language_columns[CELLS_MAX] = {0, 28, 64};
static const double sheet_columns[CELLS_MAX] = {0, 12, 34, 86, 110, 138};

struct proof {
	struct letters *letters;
	day_number posting_day;
	const struct proof_choice *choice;
	struct arena *arena; /* as long as the proof is made */
	const struct notice **notices;
	size_t count, capacity;
	struct template_style style; /* of the list and the foot of a sheet */
	struct row *rows;            /* of the list */
	size_t row_count, row_capacity;
};

/* ---- words ---- */

/* By the ledger's word where there is no name for it here. */
static const char *stay_name(enum stay_case stay_case, struct arena *arena)
{
	const char *name = stay_names[stay_case];
	return name != NULL ? name : arena_print(arena, "・%s", stay_case_words[stay_case]);
}

/* What a sheet is: language, matter, wave, appointment, and what else. */
static struct row sheet_row(const char *number, const struct notice *notice, struct arena *arena)
{
	const struct recipient *recipient = &notice->recipient;
	bool visit = notice->appointment.state != APPOINTMENT_STATE_NONE;
	const char *matters = "";
	for (size_t i = 0; i < notice->item_count; i++)
		if (notice->items[i].outcome == OUTCOME_LETTER)
			matters = arena_print(arena, "%s%s%s", matters, *matters == '\0' ? "" : "+",
				matter_names[notice->items[i].matter]);
	return (struct row){
		.columns = sheet_columns,
		.cells = {number, recipient->language,
			arena_print(arena, "%s%s", matters, stay_name(recipient->stay_case, arena)),
			wave_names[notice->wave], visit ? kind_names[notice->kind] : "予約なし",
			arena_print(arena, "%s%s%s", notice_for_minor(notice) ? "15歳未満 " : "",
				recipient->ward ? "成年被後見人 " : "",
				notice->items[0].estimated ? "期限は計算" : "")},
		.points = 8,
	};
}

/* Who approved the texts of a language, and whether they are still the same. */
static const char *approval_of(const struct proof *proof, const char *tag)
{
	const struct language *language = NULL;
	const struct template_language *texts =
		templates_language(proof->letters->templates, proof->letters->office, tag);
	const struct office *office = proof->letters->office;
	char date[CIVIL_DATE_BYTES];
	for (size_t i = 0; i < office->language_count; i++)
		if (text_equal(office->languages[i].tag, texts->tag))
			language = &office->languages[i];
	enum approval approval = proof_approval(proof->letters, tag);
	if (approval == APPROVAL_MISSING)
		return "未承認";
	if (approval == APPROVAL_CHANGED)
		return arena_print(proof->arena, "%s(%s)の承認のあとで文面が変わっています",
			language->approved_by, civil_format(language->approved_on, date));
	return arena_print(proof->arena, "%s が %s に承認", language->approved_by,
		civil_format(language->approved_on, date));
}

/* ---- the sheets ---- */

/* A weekday about `days` after posting. */
static day_number working_day(day_number from, int days)
{
	day_number day = from + days;
	while (civil_weekday(day) == SUNDAY || civil_weekday(day) == SATURDAY)
		day++;
	return day;
}

static void collect_sheets(struct proof *proof)
{
	enum { VISIT_DAYS = 21, FIRST_DAYS = 80, LATE_DAYS = 40 };
	const struct letters *letters = proof->letters;
	int first = 1; /* made up once for all, whatever is chosen of them */
	for (size_t i = 0; i < letters->templates->language_count; i++) {
		const struct template_language *language = &letters->templates->languages[i];
		bool japanese = text_equal(language->tag, "ja");
		struct sample_words words = {
			.language = language->tag,
			.format = proof->choice->format,
			.second = letters->office->trial.id != NULL,
			.foreign = !japanese,
			.name = japanese ? "見本 太郎" : "MIHON TARO",
			.addressee = japanese ? "見本 太郎" : "MIHON TARO",
			.postal = "0000000",
			.address = "見本県見本市見本町0丁目0番地",
			.building = "見本荘 000号",
			.counter = letters->office->counters[0].id,
			.visit = working_day(proof->posting_day, VISIT_DAYS),
			.expires_first = proof->posting_day + FIRST_DAYS,
			.expires_late = proof->posting_day + LATE_DAYS,
		};
		size_t count;
		if (templates_language(letters->templates, letters->office, language->tag) !=
			language)
			continue;
		struct notice *notices = sample_letters_texts(&words, first, proof->arena, &count);
		first += (int)count;
		proof->notices = arena_grow(proof->arena, proof->notices, proof->count, count,
			&proof->capacity, sizeof *proof->notices);
		for (size_t k = 0; k < count; k++) {
			if (!proof_chosen(proof->choice, letters, &notices[k]))
				continue;
			notices[k].sheet = (int)proof->count + 1;
			proof->notices[proof->count++] = &notices[k];
		}
	}
}

/* The envelope's window at both ends of the sheet's play. */
static void draw_window(const struct proof *proof)
{
	const struct template_window *window = &proof->letters->templates->window;
	const struct template_frame frame = {
		.radius = 3, .stroke_width = 0.2, .fill = COLOR_NONE, .stroke = 0xB0B0B0};
	for (int end = 0; end < 2; end++)
		page_frame(proof->letters->pages, window->area.x - end * window->play_x,
			window->area.y - end * window->play_y, window->area.width,
			window->area.height, &frame);
}

/* 見本 across the whole sheet, and once more in the window. */
static void mark_sample(const struct proof *proof)
{
	const struct templates *templates = proof->letters->templates;
	const struct template_area *window = &templates->window.area;
	struct page_stamp stamp = {
		.markup = SAMPLE,
		.style = &proof->style,
		.color = 0xC00000,
		.opacity = 0.13,
		.x = templates->width / 2,
		.y = templates->height / 2,
		.points = 330,
		.degrees = -40,
	};
	page_stamp(proof->letters->pages, &stamp);
	stamp.opacity = 0.3;
	stamp.points = 76;
	stamp.degrees = -14;
	stamp.x = window->x + (window->width - templates->window.play_x) / 2;
	stamp.y = window->y + (window->height - templates->window.play_y) / 2;
	page_stamp(proof->letters->pages, &stamp);
}

static void put_text(const struct proof *proof, const char *text, double points, double x, double y)
{
	struct page_text line = {
		.markup = markup_escape(proof->letters->sheet, text),
		.style = &proof->style,
		.language = "ja",
		.points = points,
	};
	page_place(proof->letters->pages, page_shape(proof->letters->pages, &line), x, y);
}

static bool draw_sheet(
	const struct proof *proof, const struct notice *notice, int number, struct fault *why)
{
	struct letters *letters = proof->letters;
	const struct letter_sheet sheet = {notice, number, proof->posting_day, SAMPLE_CODE};
	if (!letters_draw(letters, &sheet, why))
		return false;
	if (number == 0)
		draw_window(proof);
	mark_sample(proof);
	struct row row = sheet_row(arena_print(letters->sheet, "%s %d", SAMPLE, notice->sheet),
		notice, letters->sheet);
	const char *foot = "";
	for (size_t i = 0; i < CELLS_MAX; i++)
		foot = arena_print(letters->sheet, "%s%s  ", foot, row.cells[i]);
	put_text(proof,
		arena_print(letters->sheet, "%s %s", foot,
			approval_of(proof, notice->recipient.language)),
		6.5, LEFT, FOOT_Y);
	pages_turn(letters->pages);
	return true;
}

static bool draw_letter(const struct proof *proof, const struct notice *notice, struct fault *why)
{
	for (int number = 0; number < notice_sheets(notice); number++)
		if (!draw_sheet(proof, notice, number, why))
			return false;
	return true;
}

/* ---- the list ---- */

static void add_row(struct proof *proof, struct row row)
{
	proof->rows = arena_grow(proof->arena, proof->rows, proof->row_count, 1,
		&proof->row_capacity, sizeof *proof->rows);
	proof->rows[proof->row_count++] = row;
}

static void list_languages(struct proof *proof)
{
	const struct letters *letters = proof->letters;
	const struct sender *sender = &letters->office->sender;
	char date[CIVIL_DATE_BYTES];
	add_row(proof, (struct row){one_column,
			       {arena_print(proof->arena, "%s %s  お知らせの見本  %s",
				       wordings_in(&sender->city, "ja"),
				       wordings_in(&sender->section, "ja"),
				       civil_format(proof->posting_day, date))},
			       11});
	add_row(proof, (struct row){one_column, {""}, 8});
	add_row(proof,
		(struct row){one_column,
			{"投函できません。宛先・番号・コードはどれも本物ではありません。"}, 8});
	add_row(proof, (struct row){one_column, {""}, 8});
	add_row(proof, (struct row){language_columns, {"言語", "文面のしるし", "承認"}, 8});
	for (size_t i = 0; i < letters->templates->language_count; i++) {
		const struct template_language *language = &letters->templates->languages[i];
		bool used = templates_language(
				    letters->templates, letters->office, language->tag) == language;
		add_row(proof,
			(struct row){language_columns,
				{language->tag, language->digest,
					used ? approval_of(proof, language->tag)
					     : "使われていません(設定にないか、文が足りません)"},
				8});
	}
	add_row(proof,
		(struct row){one_column,
			{"承認したら、だれが・いつ・どの文面かを設定に書きます: approved-by, "
			 "approved-on, approved-text(文面のしるし)"},
			8});
	add_row(proof, (struct row){one_column, {""}, 8});
	add_row(proof,
		(struct row){sheet_columns, {"枚", "言語", "内容", "時期", "予約", "その他"}, 8});
}

static void list_sheets(struct proof *proof)
{
	for (size_t i = 0; i < proof->count; i++)
		add_row(proof, sheet_row(arena_print(proof->arena, "%zu", i + 1), proof->notices[i],
				       proof->arena));
}

static void begin_tag(const struct proof *proof, enum tag tag)
{
	page_tag_begin(proof->letters->pages, &(struct tag_element){.tag = tag});
}

/* Rows with the same columns are a table on each sheet; the first of all says what they are. */
static void draw_list_row(const struct proof *proof, size_t i, bool first, bool last)
{
	const struct row *row = &proof->rows[i];
	double y = TOP + (double)(i % ROWS) * ROW;
	bool heads = i > 0 && row[-1].columns != row->columns;
	bool table = row->columns != one_column;
	if (table && first)
		begin_tag(proof, TAG_TABLE);
	if (table)
		begin_tag(proof, TAG_ROW);
	for (size_t k = 0; k < CELLS_MAX && row->cells[k] != NULL; k++) {
		if (table)
			begin_tag(proof, heads ? TAG_COLUMN : k == 0 ? TAG_HEAD : TAG_CELL);
		put_text(proof, row->cells[k], row->points, LEFT + row->columns[k], y);
		if (table)
			page_tag_end(proof->letters->pages);
	}
	if (table)
		page_tag_end(proof->letters->pages);
	if (table && last)
		page_tag_end(proof->letters->pages);
}

static void draw_list(const struct proof *proof)
{
	for (size_t i = 0; i < proof->row_count; i++) {
		const struct row *row = &proof->rows[i];
		bool first = i % ROWS == 0;
		bool last = i + 1 == proof->row_count || (i + 1) % ROWS == 0;
		draw_list_row(proof, i, first || row[-1].columns != row->columns,
			last || row[1].columns != row->columns);
		if (last) {
			pages_turn(proof->letters->pages);
			arena_reset(proof->letters->sheet);
		}
	}
}

/* ---- all of it ---- */

/* The first font that is not the one of the names, for those are set in it. */
static const struct template_font *plain_font(const struct templates *templates)
{
	for (size_t i = 0; i < templates->font_count; i++)
		if (&templates->fonts[i] != templates->names)
			return &templates->fonts[i];
	return &templates->fonts[0];
}

bool proof_sheets_write(struct letters *letters, day_number posting_day,
	const struct proof_choice *choice, const struct proof_files *files, size_t *sheets,
	struct fault *why)
{
	struct proof proof = {
		.letters = letters,
		.posting_day = posting_day,
		.choice = choice,
		.arena = arena_open(),
		.style = {.name = "proof",
			.font = plain_font(letters->templates),
			.points = 8,
			.leading = 1.2},
	};
	struct fault ignored;
	const char *author = wordings_in(&letters->office->sender.city, "ja");
	const char *title = arena_print(proof.arena, "%s(%s)", letters->templates->title, SAMPLE);
	arena_reset(letters->sheet);
	collect_sheets(&proof);
	list_languages(&proof);
	list_sheets(&proof);
	bool done = pages_begin(letters->pages, files->pdf, title, author, posting_day, why);
	if (done)
		draw_list(&proof);
	for (size_t i = 0; i < proof.count && done; i++) {
		done = draw_letter(&proof, proof.notices[i], why);
		if (files->spoken != NULL)
			spoken_put(letters, proof.notices[i], posting_day, files->spoken);
	}
	done = pages_end(letters->pages, done ? why : &ignored) && done;
	*sheets = proof.count * (size_t)letter_format_sheets(choice->format);
	arena_close(proof.arena);
	return done;
}
