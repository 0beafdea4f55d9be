#include "ledger/statement.h"

/* What stands night after night. A night's rows are counted where they are the same, so that two of
 * them are two spans. */

/* Exceptions of night ?1 as it has told them. */
#define TOLD                                                                                       \
	"(SELECT *, row_number() OVER (PARTITION BY resident, code, message"                       \
	" ORDER BY line, ordinal) AS copy FROM exception WHERE night = ?1)"

const char *const statement_spans[STATEMENTS] = {
	/* night, in all of these */
	[EXTEND_EXCEPTIONS] =
		"UPDATE exception_span SET last = ?1 WHERE last = ?1 - 1 AND"
		" (resident, code, message, copy) IN (SELECT resident, code, message, copy"
		" FROM " TOLD ")",
	[BEGIN_EXCEPTIONS] =
		"INSERT INTO exception_span (resident, code, message, copy, first, last)"
		" SELECT resident, code, message, copy, ?1, ?1 FROM " TOLD " e"
		" WHERE (resident, code, message, copy) NOT IN (SELECT resident, code, message,"
		" copy FROM exception_span WHERE last = ?1) ORDER BY line, ordinal",
	[ADD_EXCEPTION_LIST] =
		"INSERT INTO exception_list (night, rows) SELECT ?1,"
		" '[' || group_concat(next || ',' || down) || ']' FROM"
		" (SELECT s.id - lag(s.id, 1, 0) OVER told AS next,"
		" line - lag(line, 1, 0) OVER told AS down FROM " TOLD " e JOIN exception_span s"
		" ON s.resident = e.resident AND s.code = e.code AND s.message = e.message"
		" AND s.copy = e.copy AND s.last = ?1"
		" WINDOW told AS (ORDER BY line, ordinal) ORDER BY line, ordinal)"
		" HAVING count(*) > 0",
	[FORGET_TOLD_EXCEPTIONS] = "DELETE FROM exception WHERE night = ?1",
	[EXTEND_STOPS] = "UPDATE stop_span SET last = ?1 WHERE last = ?1 - 1 AND"
			 " (notice, reason) IN (SELECT notice, reason FROM stop WHERE night = ?1)",
	[BEGIN_STOPS] = "INSERT INTO stop_span (notice, first, last, reason)"
			" SELECT notice, ?1, ?1, reason FROM stop WHERE night = ?1"
			" AND notice NOT IN (SELECT notice FROM stop_span WHERE last = ?1)",
	[FORGET_TOLD_STOPS] = "DELETE FROM stop WHERE night = ?1",
	/* night → line, resident, code, message, number, since which night, did an earlier one tell
	 * it; and the acknowledgement that the night has found: its day, who, why (NULL for none)
	 */
	[LIST_NIGHT_EXCEPTIONS] =
		"SELECT e.line, s.resident, s.code, s.message, s.id, f.day, s.first < ?1, k.day, k.who,"
		" k.why"
		" FROM (SELECT key, sum AS line, lag(sum) OVER (ORDER BY key) AS id FROM"
		" (SELECT key, sum(value) OVER (PARTITION BY key % 2 ORDER BY key) AS sum"
		" FROM exception_list, json_each(rows) WHERE night = ?1)) e"
		" JOIN exception_span s ON s.id = e.id JOIN night f ON f.id = s.first"
		" LEFT JOIN acknowledgement a ON a.span = s.id AND a.since < ?1"
		" AND coalesce(a.until >= ?1, 1) LEFT JOIN desk k ON k.id = a.desk"
		" WHERE e.key % 2 = 1 ORDER BY e.key",
	/* → what the last night told: resident, code, message, number, and from there as above, but
	 * of now */
	[LIST_STANDING_EXCEPTIONS] =
		"SELECT s.resident, s.code, s.message, s.id, f.day, s.first < s.last, k.day, k.who,"
		" k.why FROM exception_span s JOIN night f ON f.id = s.first"
		" LEFT JOIN acknowledgement a ON a.span = s.id AND a.until IS NULL"
		" LEFT JOIN desk k ON k.id = a.desk"
		" WHERE s.last = (SELECT max(id) FROM night) ORDER BY s.id",
	/* number, night → message, and as above, of what was told of the same resident by the same
	 * code until the night before that one was; with what the night has found said of it; and
	 * was something that was said of the first taken back? */
	[LIST_EXCEPTIONS_BEFORE] =
		"SELECT p.message, p.id, f.day, p.first < p.last, k.day, k.who, k.why,"
		" EXISTS (SELECT 1 FROM acknowledgement r WHERE r.span = s.id AND r.until < ?2)"
		" FROM exception_span s JOIN exception_span p ON p.resident = s.resident"
		" AND p.code = s.code AND p.last = s.first - 1 JOIN night f ON f.id = p.first"
		" LEFT JOIN acknowledgement a ON a.span = p.id AND a.since < ?2"
		" AND coalesce(a.until >= ?2, 1) LEFT JOIN desk k ON k.id = a.desk"
		" WHERE s.id = ?1 ORDER BY p.id",
	/* number */
	[ADD_ACKNOWLEDGEMENT] = "INSERT INTO acknowledgement (span, desk, since) VALUES (?,"
				" (SELECT max(id) FROM desk), (SELECT max(id) FROM night))",
	[END_ACKNOWLEDGEMENT] =
		"UPDATE acknowledgement SET reopened = (SELECT max(id) FROM desk),"
		" until = (SELECT max(id) FROM night) WHERE span = ? AND until IS NULL",
};
