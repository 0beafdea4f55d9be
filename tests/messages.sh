#!/bin/sh
# Prints the template of all messages, which templates/messages/*.po translate: what GNU gettext's xgettext finds
# in the sources, and the words of the model's tables that are said (PHRASE_WORD), and the columns of the
# lists (csv_heading of batch/base/csv.h). usage: messages.sh
set -eu
cd "$(dirname "$0")/.."
# The doors, each with the number of the argument that is its format. What passes none of them is marked by
# PHRASE, or passed through phrase (batch/base/phrase.h).
doors="fault_set:3 fault_refuse:4 fault_system:4 parser_refuse:2 row_refuse:3 description_wrong:3 mistake:4
    mistakes_warn:4 limits_hit:3 command_refuse:3 refuse_value:2 say:1 say_on:2 answer_say:2
    story_tell:5 tell_next:5 sql_change:2 note_fault:3 layout_mistake:3"
export LC_ALL=C
find batch -name '*.[ch]' | sort | xargs xgettext --from-code=UTF-8 --language=C \
    --add-comments=TRANSLATORS --add-location=file --sort-by-file --width=100 --package-name=kigen \
    --keyword $(printf -- '--keyword=%s ' $doors PHRASE:1 phrase:1) \
    $(for door in $doors; do echo "--flag=$door:c-format"; done) -o - | sed '/^"POT-Creation-Date/d'
for table in $(grep -rhoE '(PHRASE_WORD\(|phrase_word\(")[a-z_]+_words' batch | sed 's/.*(//; s/"//' | sort -u); do
    awk -v table="$table" '
        index($0, "const char *const " table "[") { within = 1; next }
        within && /^};/ { within = 0 }
        within { while (match($0, /"[^"]+"/)) {
            word = substr($0, RSTART, RLENGTH)
            $0 = substr($0, RSTART + RLENGTH)
            if (!said[word]++) print "\n#: " FILENAME "\nmsgctxt \"" table "\"\nmsgid " word "\nmsgstr \"\""
        } }' $(grep -rlE "const char \*const ${table}\[" --include='*.c' batch)
done
awk '
    /const char \*const [a-z_]*headings\[/ { within = 1 }
    within { while (match($0, /"[^"]+"/)) {
        word = substr($0, RSTART, RLENGTH)
        $0 = substr($0, RSTART + RLENGTH)
        if (!said[word]++) print "\n#: " FILENAME "\nmsgctxt \"csv_heading\"\nmsgid " word "\nmsgstr \"\""
    } }
    /};/ { within = 0 }' $(grep -rl "csv_heading(" --include='*.c' batch/document | sort)
