#ifndef INTAKE_EXPORT_DATE_FORM_H
#define INTAKE_EXPORT_DATE_FORM_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Dates as vendors write them (schemas/export.xsd, type form), each form declared, none guessed.
 * What fits a form becomes "YYYY-MM-DD", whether there is such a day or not: that is asked by the
 * field it goes to, as in our own format. An unknown month or day (0, 00, 不詳) becomes 00. A time
 * is passed over, but one of another zone than Japan's fits no form: it may be of another day.
 *
 * Eras: 明治 1868-10-23, 大正 1912-07-30, 昭和 1926-12-25, 平成 1989-01-08, 令和 2019-05-01 (元号を
 * 改める政令, each in force from its day). Year 1 may be 元. A day before the era began fits no
 * form; years go on behind the era's end (平成37年 is 2025), as papers printed before the change
 * say.
 */
enum date_form {
	DATE_ISO,
	DATE_ISO_TIME,
	DATE_DIGITS,
	DATE_SLASHES,
	DATE_SLASHES_TIME,
	DATE_KANJI,
	DATE_ERA_KANJI,
	DATE_ERA_LETTER,
	DATE_ERA_DIGITS,
	DATE_FORMS
};

enum date_era { ERA_MEIJI, ERA_TAISHO, ERA_SHOWA, ERA_HEISEI, ERA_REIWA, ERAS, ERA_NONE = ERAS };

struct date_forms {
	const char *name;
	enum date_form forms[DATE_FORMS]; /* tried in this order */
	size_t count;
	enum date_era era_of_digit[10]; /* ERA_NONE: the digit is no era's */
	const char *const *unknown;     /* words for a birth of which nothing is known */
	size_t unknown_count;
};

/* The words of the schema; index with the enum. */
extern const char *const date_form_words[DATE_FORMS];
extern const char *const date_era_words[ERAS];

enum { DATE_TEXT_BYTES = 11 };

/* Rewrites a trimmed value of `length` bytes, UTF-8, as "YYYY-MM-DD". False, `out` untouched, when
 * it fits none of the forms. */
bool date_forms_read(const struct date_forms *forms, const char *value, size_t length,
	char out[DATE_TEXT_BYTES]);

#endif
