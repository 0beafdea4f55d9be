#ifndef INTAKE_EXPORT_XML_ROWS_H
#define INTAKE_EXPORT_XML_ROWS_H

#include "intake/export/row_reader.h"

#include <stdbool.h>

/*
 * XML as rows, as it streams (intake/xml/parser.h, which refuses a DOCTYPE and what is not
 * well-formed). Within a record:
 *
 * - an element without child elements is an item, and so is each attribute; entities, CDATA and
 *   comments within its text are one text. Attributes of XML itself and of XML Schema (xml:lang,
 *   xsi:nil, xsi:schemaLocation) are none;
 * - an element that holds other elements, or nothing but attributes, is no item. Text of its own
 *   beside them is one that the description does not name, and refuses the file where the path is
 *   taken: which part of it would be the value?
 * - the element of a row belongs to the row, and may be an item itself (rows of="電話", take
 *   item="電話");
 * - rows of one kind within each other are refused; a record is one.
 *
 * Refused besides: more than 20,000 different ways to an element.
 */
bool xml_rows_read(struct row_reader *reader);

#endif
