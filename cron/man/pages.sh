#!/bin/sh
# Writes the manual pages into FOLDER. Each is written by hand but for lines that begin with @: in their place
# comes what the program, a schema or the ledger's SQL says, so that no option, setting or column is missing.
# A command without a page of its own has one made of what its --help says (command.1).
#   @synopsis @description @status @options   of `kigen COMMAND --help`
#   @commands                                 of `kigen --help`
#   @words                                    COMMAND.mdoc: examples, files, what else there is to say
#   @schema FILE.xsd                          its elements, attributes and values
#   @ledger                                   its tables and columns
#   @headings                                 the columns of the lists, and their Japanese headings
#   @codes KIND                               the program's codes of that kind, each with its words (codes.sh)
#   @about                                    the description and the exit status as they stand
# In another language those of its folder (ja/) are made, and the program speaks it; what schemas and SQL say is in its
# schemas.po, by the English sentence.
# usage: pages.sh KIGEN FOLDER [ja] | pages.sh --template
# With --template: what schemas.po has to have, as gettext's template.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C LANGUAGE=

# What the schema or SQL $1 says, with tabs about it.
told_by() {
    case $1 in
    *.xsd) xsltproc --nonet "$here/schema.xsl" "$here/../../schemas/$1" ;;
    *) awk -f "$here/ledger.awk" "$here/../../schemas/$1" ;;
    esac
}

if [ "$1" = --template ]; then
    {
        printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        cat "$here"/*.5 | sed -n 's/^@schema //p; s/^@ledger/ledger.sql/p' | while read -r schema; do
            told_by "$schema" | awk -v list=1 -f "$here/words.awk" |
                sed 's/[\\"]/\\&/g; s/.*/#: schemas\/'"$schema"'\nmsgid "&"\nmsgstr ""\n/'
        done
    } | msguniq --no-wrap
    exit
fi

kigen=$1 folder=$2 language=${3-}
from=$here${language:+/$language}
catalogue=${language:+$from/schemas.po}
export LC_ALL="${language:-C}"
mkdir -p "$folder"

# The same in the language of the pages.
told_in() {
    told_by "$1" >"$folder/.told"
    awk -v po="$catalogue" -f "$here/words.awk" "$folder/.told"
}

# Each column of a list with its heading, by the catalogue that writes them.
list_headings() {
    echo ".Bl -tag -width visit_until_ -compact"
    awk -F'"' '
        /^$/ { column = 0 }
        /^msgctxt/ { column = $2 == "csv_heading" }
        column && /^msgid/ { name = $2 }
        column && /^msgstr/ { print ".It \\fB" name "\\fR\n" $2 }' "$here/../../templates/messages/ja.po"
    echo ".El"
}

# The page $1 of the command $2 with its lines that begin with @ filled in, on standard output.
fill_page() {
    while IFS= read -r line; do
        case "$line" in
        @synopsis | @about | @description | @status | @options)
            "$kigen" "$2" --help | LC_ALL=C awk -f "$here/command.awk" -v part="${line#@}"
            ;;
        @commands) "$kigen" --help | LC_ALL=C awk -f "$here/command.awk" -v part=commands ;;
        @words) [ ! -e "$from/$2.mdoc" ] || cat "$from/$2.mdoc" ;;
        @schema*) told_in "${line#@schema }" ;;
        @codes*) sh "$here/codes.sh" "${line#@codes }" "$from/codes.words" ;;
        @ledger) told_in ledger.sql ;;
        @headings) list_headings ;;
        @*)
            echo "pages.sh: $1: $line?" >&2
            exit 1
            ;;
        *) printf '%s\n' "$line" ;;
        esac
    done <"$1"
}

# The page $1 of the command $2, which does $3, if it is a command's, on standard output. What cannot be filled in
# ends all: a page without its options or settings is worse than none.
write_page() {
    fill_page "$1" "$2" >"$folder/.filled"
    sed "s/COMMAND_NAME/$2/g; s/COMMAND_DOES/$3/g" "$folder/.filled" |
        awk '
            # Text has each sentence on a line of its own, literal text stands as it is.
            /^\.Bd -literal/ { literal = 1 }
            /^\.Ed/ { literal = 0 }
            !literal && /^[^.]/ { while (match($0, /[.!?][)"]* +[^ ]/)) {
                match($0, /[.!?][)"]* +/)
                told = substr($0, 1, RSTART + RLENGTH - 1)
                sub(/ +$/, "", told)
                print told
                $0 = "\\&" substr($0, RSTART + RLENGTH)
            } }
            # Japanese has no blanks: a line may be broken at its commas and brackets, and behind an object.
            !literal && /^[^.]/ {
                gsub(/、|。|・|を/, "&\\:")
                while (match($0, /[\200-\377]\(/)) $0 = substr($0, 1, RSTART) "\\:" substr($0, RSTART + 1)
                while (match($0, /\)[\200-\377]/)) $0 = substr($0, 1, RSTART) "\\:" substr($0, RSTART + 1)
                while (match($0, /\\:(、|。|」|\)|$)/)) $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + 2)
            }
            { print }'
}

"$kigen" --help | sed -n 's/^  \([a-z][a-z]*\)  *\(.*\)/\1 \2/p' | while read -r command does; do
    write_page "$from/command.1" "$command" "$does" >"$folder/kigen-$command.1"
done
for page in "$from"/kigen*.[1-8]; do write_page "$page" '' '' >"$folder/${page##*/}"; done
rm -f "$folder/.filled" "$folder/.told"
