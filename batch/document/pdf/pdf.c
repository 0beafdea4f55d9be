#include "document/pdf/pdf.h"

#include "base/phrase.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

/* Objects are numbered when they are first spoken of and written when they are whole. Small ones
 * wait until a hundred have come and are deflated together; the table at the end says of each where
 * it stands. */

/* Objects in one object stream: a reader unpacks all of them to get at one. */
enum { PACKED_MAX = 100 };

/* Where an object stands. */
struct entry {
	enum { PROMISED, PLACED, PACKED } state;
	guint32 where; /* the byte it begins at, or the number of its object stream */
	guint32 index; /* in that */
};

/* The coming object stream. */
struct pack {
	GString *objects;
	GString *places; /* their numbers, and where they begin */
	unsigned number;
	guint32 count;
};

struct pdf {
	FILE *stream;
	guint32 offset; /* bytes written */
	bool failed;
	struct fault fault; /* the first thing that failed */
	GArray *entries;    /* struct entry, by number */
	struct pack common, structure, sheets;
	z_stream deflater;
	GByteArray *deflated;
	GString *scratch;
};

/* ---- failures ---- */

static void note_fault(struct pdf *pdf, enum fault_kind kind, const char *message)
{
	if (!pdf->failed)
		fault_set(&pdf->fault, kind, "%s", phrase(message));
	pdf->failed = true;
}

static void note_write(struct pdf *pdf, int error)
{
	if (!pdf->failed && error != 0)
		fault_system(&pdf->fault, FAULT_WRITE, error, "the PDF cannot be written");
	else
		note_fault(pdf, FAULT_WRITE, "the PDF cannot be written");
	pdf->failed = true;
}

/* ---- writing ---- */

static void put_bytes(struct pdf *pdf, const void *bytes, size_t count)
{
	errno = 0;
	if (count > G_MAXUINT32 - pdf->offset)
		note_fault(pdf, FAULT_WRITE, "the PDF would be larger than 4 GB");
	else if (!pdf->failed && fwrite(bytes, 1, count, pdf->stream) != count)
		note_write(pdf, errno);
	pdf->offset += (guint32)count;
}

static void open_pack(struct pack *pack)
{
	pack->objects = g_string_new(NULL);
	pack->places = g_string_new(NULL);
}

static void close_pack(struct pack *pack)
{
	g_string_free(pack->objects, TRUE);
	g_string_free(pack->places, TRUE);
}

struct pdf *pdf_open(FILE *stream)
{
	static const char head[] = PDF_HEAD;
	struct pdf *pdf = g_new0(struct pdf, 1);
	pdf->stream = stream;
	pdf->entries = g_array_new(FALSE, TRUE, sizeof(struct entry));
	g_array_set_size(pdf->entries, 1); /* 0 is no object's */
	open_pack(&pdf->common);
	open_pack(&pdf->structure);
	open_pack(&pdf->sheets);
	pdf->deflated = g_byte_array_new();
	pdf->scratch = g_string_new(NULL);
	if (deflateInit(&pdf->deflater, Z_DEFAULT_COMPRESSION) != Z_OK)
		note_fault(pdf, FAULT_INTERNAL, "the PDF cannot be written: no memory");
	put_bytes(pdf, head, sizeof head - 1);
	return pdf;
}

unsigned pdf_number(struct pdf *pdf)
{
	g_array_set_size(pdf->entries, pdf->entries->len + 1);
	return pdf->entries->len - 1;
}

static void place_entry(struct pdf *pdf, unsigned number, struct entry entry)
{
	struct entry *placed = &g_array_index(pdf->entries, struct entry, number);
	if (placed->state != PROMISED)
		note_fault(pdf, FAULT_INTERNAL, "an object of the PDF is written twice");
	*placed = entry;
}

/* The bytes deflated into pdf->deflated. */
static void deflate_bytes(struct pdf *pdf, const void *bytes, size_t length)
{
	if (pdf->failed)
		return;
	g_byte_array_set_size(pdf->deflated, (guint)deflateBound(&pdf->deflater, (uLong)length));
	pdf->deflater.next_in = (Bytef *)bytes;
	pdf->deflater.avail_in = (uInt)length;
	pdf->deflater.next_out = pdf->deflated->data;
	pdf->deflater.avail_out = pdf->deflated->len;
	int status = deflate(&pdf->deflater, Z_FINISH);
	g_byte_array_set_size(pdf->deflated, (guint)pdf->deflater.total_out);
	if (status != Z_STREAM_END || deflateReset(&pdf->deflater) != Z_OK)
		note_fault(pdf, FAULT_INTERNAL, "the PDF cannot be deflated");
}

void pdf_stream(
	struct pdf *pdf, unsigned number, const char *entries, const void *bytes, size_t length)
{
	static const char end[] = "\nendstream\nendobj\n";
	deflate_bytes(pdf, bytes, length);
	place_entry(pdf, number, (struct entry){.state = PLACED, .where = pdf->offset});
	g_string_printf(pdf->scratch, "%u 0 obj\n<<%s/Filter/FlateDecode/Length %u>>\nstream\n",
		number, entries, pdf->deflated->len);
	put_bytes(pdf, pdf->scratch->str, pdf->scratch->len);
	put_bytes(pdf, pdf->deflated->data, pdf->deflated->len);
	put_bytes(pdf, end, sizeof end - 1);
}

/* ---- object streams ---- */

static void flush_pack(struct pdf *pdf, struct pack *pack)
{
	if (pack->count == 0)
		return;
	char *entries = g_strdup_printf(
		"/Type/ObjStm/N %u/First %lu", pack->count, (unsigned long)pack->places->len);
	g_string_append_len(pack->places, pack->objects->str, (gssize)pack->objects->len);
	pdf_stream(pdf, pack->number, entries, pack->places->str, pack->places->len);
	g_free(entries);
	g_string_truncate(pack->objects, 0);
	g_string_truncate(pack->places, 0);
	pack->count = 0;
}

static void put_packed(struct pdf *pdf, struct pack *pack, unsigned number, const char *text)
{
	if (pack->count == 0)
		pack->number = pdf_number(pdf);
	place_entry(pdf, number,
		(struct entry){.state = PACKED, .where = pack->number, .index = pack->count});
	pdf_put_count(pack->places, number);
	g_string_append_c(pack->places, ' ');
	pdf_put_count(pack->places, (unsigned)pack->objects->len);
	g_string_append_c(pack->places, ' ');
	g_string_append(pack->objects, text);
	g_string_append_c(pack->objects, '\n');
	if (++pack->count == PACKED_MAX)
		flush_pack(pdf, pack);
}

void pdf_object(struct pdf *pdf, unsigned number, const char *text)
{
	put_packed(pdf, &pdf->common, number, text);
}

void pdf_element(struct pdf *pdf, unsigned number, const char *text)
{
	put_packed(pdf, &pdf->structure, number, text);
}

void pdf_sheet(struct pdf *pdf, unsigned number, const char *text)
{
	put_packed(pdf, &pdf->sheets, number, text);
}

/* ---- the table ---- */

enum { ROW = 7 };

/* A row of the table as it differs from the one before it (PNG's predictor "up"). */
static void add_row(GByteArray *table, const struct entry *entry, unsigned char before[ROW])
{
	enum { UP = 2 };
	const unsigned char row[ROW] = {(unsigned char)entry->state,
		(unsigned char)(entry->where >> 24), (unsigned char)(entry->where >> 16),
		(unsigned char)(entry->where >> 8), (unsigned char)entry->where,
		(unsigned char)(entry->index >> 8), (unsigned char)entry->index};
	unsigned char out[ROW + 1] = {UP};
	for (int i = 0; i < ROW; i++) {
		out[i + 1] = (unsigned char)(row[i] - before[i]);
		before[i] = row[i];
	}
	g_byte_array_append(table, out, sizeof out);
}

static void put_table(struct pdf *pdf, unsigned root, unsigned info)
{
	unsigned number = pdf_number(pdf), at = pdf->offset;
	GByteArray *table = g_byte_array_new();
	unsigned char before[ROW] = {0};
	/* It tells of itself, before it is placed. */
	g_array_index(pdf->entries, struct entry, number).where = at;
	for (guint i = 0; i < pdf->entries->len; i++) {
		struct entry entry = g_array_index(pdf->entries, struct entry, i);
		if (i == number)
			entry.state = PLACED;
		else if (i > 0 && entry.state == PROMISED)
			note_fault(pdf, FAULT_INTERNAL, "the PDF is not whole");
		add_row(table, &entry, before);
	}
	char *entries = g_strdup_printf("/Type/XRef/Size %u/W[1 4 2]/DecodeParms<</Predictor 12"
					"/Columns 7>>/Root %u 0 R/Info %u 0 R",
		pdf->entries->len, root, info);
	pdf_stream(pdf, number, entries, table->data, table->len);
	g_free(entries);
	g_byte_array_free(table, TRUE);
	g_string_printf(pdf->scratch, "startxref\n%u\n%%%%EOF\n", at);
	put_bytes(pdf, pdf->scratch->str, pdf->scratch->len);
}

bool pdf_close(struct pdf *pdf, unsigned root, unsigned info, struct fault *why)
{
	flush_pack(pdf, &pdf->common);
	flush_pack(pdf, &pdf->structure);
	flush_pack(pdf, &pdf->sheets);
	put_table(pdf, root, info);
	errno = 0;
	if (fflush(pdf->stream) != 0 || ferror(pdf->stream) != 0)
		note_write(pdf, errno);
	bool done = !pdf->failed;
	if (!done)
		*why = pdf->fault;
	deflateEnd(&pdf->deflater);
	g_array_free(pdf->entries, TRUE);
	close_pack(&pdf->common);
	close_pack(&pdf->structure);
	close_pack(&pdf->sheets);
	g_byte_array_free(pdf->deflated, TRUE);
	g_string_free(pdf->scratch, TRUE);
	g_free(pdf);
	return done;
}

/* ---- values ---- */

void pdf_put_number(GString *text, double value, int decimals)
{
	static const long long scales[] = {1, 10, 100, 1000, 10000};
	static const double most = 1e9;
	char digits[32], *end = digits + sizeof digits, *at = end;
	long long scaled = llround(CLAMP(value, -most, most) * (double)scales[decimals]);
	bool negative = scaled < 0;
	scaled = negative ? -scaled : scaled;
	int place = decimals;
	for (; place > 0 && scaled % 10 == 0; place--)
		scaled /= 10;
	for (; place > 0; place--, scaled /= 10)
		*--at = (char)('0' + scaled % 10);
	if (at != end)
		*--at = '.';
	for (; scaled > 0; scaled /= 10)
		*--at = (char)('0' + scaled % 10);
	if (at == end)
		*--at = '0';
	else if (negative)
		*--at = '-';
	g_string_append_len(text, at, end - at);
}

void pdf_put_count(GString *text, unsigned value)
{
	char digits[12], *end = digits + sizeof digits, *at = end;
	do {
		*--at = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	g_string_append_len(text, at, end - at);
}

void pdf_put_reference(GString *text, unsigned number)
{
	pdf_put_count(text, number);
	g_string_append(text, " 0 R");
}

void pdf_put_text(GString *text, const char *utf8, size_t length, bool marked)
{
	g_string_append(text, marked ? "<FEFF" : "<");
	for (const char *at = utf8; at < utf8 + length; at = g_utf8_next_char(at)) {
		gunichar sign = g_utf8_get_char(at);
		if (sign >= 0x10000)
			g_string_append_printf(text, "%04X%04X", 0xD800 + ((sign - 0x10000) >> 10),
				0xDC00 + (sign & 0x3FF));
		else
			g_string_append_printf(text, "%04X", sign);
	}
	g_string_append_c(text, '>');
}
