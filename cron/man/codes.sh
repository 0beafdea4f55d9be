#!/bin/sh
# The codes of a kind as a list in mdoc: which there are say the program's own tables, what each means says WORDS
# (codes.words, or that of another language). A code without words ends it with 1, and so do words without a code.
#   exit | limit | layer | outcome | reason | stop | request | came | aside | odd | staff
# The last three are the exceptions: all that the sources write must stand under one of them.
# usage: codes.sh KIND WORDS | codes.sh KIND
# Without WORDS: the codes, a line each.
set -eu
cd "$(dirname "$0")/../../batch"

# The words of the table $2 in the file $1.
table() {
    awk -v name="$2" 'index($0, name "[") && /= \{$/ { on = 1; next } /^\};/ { on = 0 } on' "$1" |
        sed -nE 's/^.*= \{?"([a-z-]+)".*/\1/p'
}

# The codes that exceptions are written with beside the tables: in the call, or defined for it.
written() {
    {
        cat intake/export/exports.c intake/export/delivered*.c
        for file in night/*.c; do ! grep -q 'struct night_exception' "$file" || cat "$file"; done
    } | grep -oE '[[:space:](]"([a-z]+(-[a-z]+)+|glyph|vanished|reopened)",([[:space:]]|$)' | grep -oE '[a-z-]+'
    sed -nE 's/^#define [A-Z_]+ "([a-z]+-[a-z-]+)".*/\1/p' model/mailing.h ledger/staff.h
}

codes() {
    case $1 in
    exit)
        printf '0\n1\n'
        sed -nE 's/^.*FAULT_[A-Z]+ = ([1-9][0-9]*).*/\1/p' base/fault.h
        ;;
    limit) table night/limits.c limit_codes ;;
    layer) table model/layer.c layer_words | sed -n '/^residents$/!s/^/layer-/p' ;;
    outcome) table model/due.c outcome_words ;;
    reason) table model/due.c reason_words ;;
    came) table command/came.c came_codes ;;
    request) table model/desk_request.c desk_request_code_words ;;
    stop) # a returned letter is one by its state, not by the list
        {
            grep -oE '(return|\?|:|\] =) "[a-z-]+"' decide/dues/stop_list.c | grep -oE '"[a-z-]+"' | tr -d '"'
            echo returned
        } | sort -u
        ;;
    aside | odd | staff)
        {
            table intake/register/value.c defect_words
            table decide/rules/oddities.c oddity_codes
            written
        } | sort -u
        ;;
    *)
        echo "codes.sh: no kind $1" >&2
        return 1
        ;;
    esac
}

if [ $# -lt 2 ]; then
    codes "$1"
    exit
fi
codes "$1" | awk -v kind="$1" -v words="$2" '
    BEGIN { exceptions["aside"]; exceptions["odd"]; exceptions["staff"] }
    { there[$1] = 1; count++ }
    function fail(text) { print "codes.sh: " text > "/dev/stderr"; failed = 1 }
    function close_item() { if (open != "") fail(words ": nothing is said of " open); open = "" }
    END {
        if (!count) fail("no code of kind " kind)
        print ".Bl -tag -width Ds"
        while ((getline line < words) > 0) {
            if (line ~ /^[a-z]/) {
                close_item()
                split(line, part, " ")
                mine = part[1] == kind
                if (mine || ((kind in exceptions) && (part[1] in exceptions))) said[part[2]] = 1
                if (!mine) continue
                if (!(part[2] in there)) fail(words ": " part[2] " is no code of the program")
                print ".It " (kind == "exit" ? "Er" : "Cm") " " part[2]
                open = part[2]
            } else if (mine && sub(/^\t/, "", line)) {
                print line
                open = ""
            }
        }
        close_item()
        print ".El"
        for (code in there) if (!(code in said)) fail(words " has no words for " kind " " code)
        exit failed
    }'
