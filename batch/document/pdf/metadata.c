#include "document/pdf/metadata.h"

#include <string.h>

/* Both say the same words, which PDF/UA-1 asks for, and a test compares. */

unsigned metadata_dictionary(struct pdf *pdf, const struct metadata *metadata)
{
	unsigned number = pdf_number(pdf);
	char created[CIVIL_DATE_BYTES];
	GString *text = g_string_new("<</Title");
	civil_format(metadata->day, created);
	pdf_put_text(text, metadata->title, strlen(metadata->title), true);
	g_string_append(text, "/Author");
	pdf_put_text(text, metadata->author, strlen(metadata->author), true);
	g_string_append_printf(text, "/CreationDate(D:%.4s%.2s%.2s000000+09'00')/Producer(kigen)>>",
		created, created + 5, created + 8);
	pdf_object(pdf, number, text->str);
	g_string_free(text, TRUE);
	return number;
}

unsigned metadata_xmp(struct pdf *pdf, const struct metadata *metadata)
{
	/* The letters in the first line are how a program knows XMP in a file of another kind. */
	static const char form[] =
		"<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
		" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
		" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
		" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
		"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
		"<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"
		"<xmp:CreateDate>%sT00:00:00+09:00</xmp:CreateDate>\n"
		"<pdf:Producer>kigen</pdf:Producer>\n"
		"<pdfuaid:part>1</pdfuaid:part>\n"
		"</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
	unsigned number = pdf_number(pdf);
	char created[CIVIL_DATE_BYTES];
	char *title = g_markup_escape_text(metadata->title, -1);
	char *author = g_markup_escape_text(metadata->author, -1);
	char *text = g_strdup_printf(form, title, author, civil_format(metadata->day, created));
	pdf_stream(pdf, number, "/Type/Metadata/Subtype/XML", text, strlen(text));
	g_free(text);
	g_free(author);
	g_free(title);
	return number;
}
