#!/bin/sh
# The laws of the house (batch/README.md, "The tree"). Prints each breach and ends with 1 when there is one.
# BUILD, CC and LIBRARIES come from `make house`; without them, or without clang-format 14, what
# needs them is not asked, and that is said.
set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C
here=tests/house
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
breaches=$work/breaches
: >"$breaches"
find batch -name '*.[ch]' | sort >"$work/files"
sources() { grep '\.c$' "$work/files"; }
headers() { grep '\.h$' "$work/files"; }

# Breaches that stood when their law was made: the law and whom it means. The list may only shrink:
# who mends one takes it off, and one that is no breach any more is a breach.
cat >"$work/known" <<'KNOWN'
caller arena_used # tests measure with it what a reader holds
parameters start_element # libxml2 calls it so
KNOWN

# A breach: the law, whom it means, and what is said. From a pipe: lines of the three, by tabs.
breach() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$breaches"; }
breaches() { cat >>"$breaches"; }

# ---- includes: written from batch/, downward, wings apart, no circle of files or of rooms ----

storeys="base model intake|decide|ledger|document night command ."
rooms="intake/export intake/office intake/register intake/requests intake/template intake/xml decide/rules
	decide/limits decide/dues decide/visits decide/forecast decide/effect document/mailroom document/residents document/operators
	document/files document/pdf document/words command/explain"

sed -E 's#^batch/##; s#/?[^/]*$##' "$work/files" | grep . | sort -u | while read -r folder; do
    case " $(echo $storeys | tr '|' ' ' | tr -d .) $(echo $rooms) " in
    *" $folder "*) ;;
    *) breach room "$folder" "batch/$folder is no room of the house" ;;
    esac
done

edges=$work/edges
xargs grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]+"' <"$work/files" |
    sed -E 's/^batch\/([^:]+):[0-9]+:.*"([^"]+)".*/\1 \2/' >"$edges"
cut -d' ' -f2 "$edges" | sort -u | while read -r included; do
    [ -f "batch/$included" ] || breach include "$included" "$included is included: no such file below batch/"
done
awk -v storeys="$storeys" '
    BEGIN {
        count = split(storeys, floor, " ")
        for (i = 1; i <= count; i++) {
            wings = split(floor[i], wing, "|")
            for (k = 1; k <= wings; k++) storey[wing[k]] = i
        }
    }
    function house(file) { return match(file, /\//) ? substr(file, 1, RSTART - 1) : "." }
    function say(text) { print "include\t" $1 "\tbatch/" $1 " includes " $2 ": " text }
    {
        from = house($1)
        to = house($2)
        if ($2 ~ /\.\./) say("written with ..")
        if (from != to && storey[from] <= storey[to]) say(from " does not stand above " to)
    }' "$edges" | breaches

# No circles among files (foo.c stands for foo.h), nor among the rooms of one wing: what a wing has
# outside its rooms is a room of its own.
sed -E 's/\.[ch] / /; s/\.h$//' "$edges" | awk '$1 != $2' | sort -u >"$work/pairs"
tsort "$work/pairs" 2>"$work/loop" >/dev/null ||
    breach circle files "includes go in a circle: $(grep -v 'contains a loop' "$work/loop" | sed 's/^tsort: //' | tr '\n' ' ')"
sed -E 's#/[^/ ]+( |$)#\1#g' "$edges" | awk '
    $1 != $2 { split($1, from, "/"); split($2, to, "/"); if (from[1] == to[1]) print }' |
    sort -u >"$work/pairs"
tsort "$work/pairs" 2>"$work/loop" >/dev/null ||
    breach circle rooms "rooms go in a circle: $(grep -v 'contains a loop' "$work/loop" | sed 's/^tsort: //' | tr '\n' ' ')"

# ---- one door a library: its headers are included by these files only, named by wing and name ----

door() {
    pattern=$1
    shift
    for doorway in "$@"; do
        grep -qE "^batch/${doorway%/*}/(.*/)?${doorway##*/}\$" "$work/files" ||
            breach door "$doorway" "the door of <$pattern>: there is no $doorway"
    done
    xargs grep -lE "^[[:space:]]*#[[:space:]]*include[[:space:]]+<($pattern)" <"$work/files" |
        while read -r file; do
            short=$(echo "$file" | sed -E 's#^batch/([^/]*)/(.*/)?#\1/#')
            case " $* " in
            *" $short "*) ;;
            *) breach door "$short" "$file goes past the door of <$pattern>" ;;
            esac
        done
    for doorway in "$@"; do
        grep -E "^batch/${doorway%/*}/(.*/)?${doorway##*/}\$" "$work/files" |
            xargs -r grep -LE "^[[:space:]]*#[[:space:]]*include[[:space:]]+<($pattern)" |
            sed "s#.*#door\t$doorway\t& is a door of <$pattern> that nobody uses#" | breaches
    done
}
door 'libxml/' intake/parser.c intake/tree.c base/html.c
door 'zlib\.h' intake/source.c document/pdf.c document/readback_parts.h
door 'pthread\.h|threads\.h' # none: one thread, one pass
door 'libical/|ical\.h' intake/recurrence.c document/invite.c
door 'sqlite3\.h' ledger/sql.c ledger/sql_meaning.c ledger/sql_memory.c
door 'pango/' document/shape.c document/shape_fonts.c document/shape_fonts.h document/shape_parts.h \
    document/glyph.c document/fontfile.c
door 'cairo' document/picture.c
door 'hb' document/glyph.c document/shape_draw.c document/pattern.c document/face.c \
    document/face_embed.c document/face_parts.h document/fontfile.c
door 'ft2build' document/face_parts.h
door 'fontconfig/' document/fonts.c document/fontfile.c
door 'zint\.h' document/barcode.c
door 'jansson\.h' base/json.c
door 'nettle/' base/digest.h
door 'csv\.h' intake/csv_rows.c intake/towns.c intake/request_file.c
door 'iconv\.h' intake/text_stream.c intake/windows_31j.c intake/holidays.c
# What Pango stands on: strings and tables of the PDF, what kind of sign one is, what Pango logs.
door 'glib' document/ink.h document/pdf.h document/cff.h document/missing.c document/complaints.c \
    document/said.h

# ---- what only some may call ----

# Lines of code (no comment) that match, in files whose names match $3 but not $4.
calls() {
    grep -E "$3" "$work/files" | grep -vE "$4" | xargs grep -nE "$2" |
        grep -vE '^[^:]+:[0-9]+:[[:space:]]*(/?\*|//)' |
        awk -v law="$1" -v why="$5" '{
            match($0, /:[0-9]+:/)
            gsub(/\t+/, " ")
            print law "\t" substr($0, 1, RSTART - 1) "\t" why ": " $0
        }' | breaches
}
calls clock '\b(time|clock_gettime|gettimeofday|localtime|localtime_r|gmtime|gmtime_r)\(' \
    . '^batch/main\.c' 'the clock outside main.c'
calls speech '\b(printf|puts|putchar|perror|exit|_exit|abort)\(|\b(stdout|stderr)\b' \
    '\.c$' '^batch/(command/.*|main|base/arena)\.c$' 'only commands speak'
calls free '(^|[^_[:alnum:]])free\(' . '^batch/base/arena\.c' 'free( outside arena.c'
# An array without elements may be NULL, which bsearch must not be given. Not asked of document/ yet.
calls halving '\bbsearch\(' . '^batch/document/' 'base/sorted.h finds it'

# Globals: only constant tables.
sources | xargs grep -nE '^(static )?[a-z_][a-z_0-9 *]*\b[a-z_0-9]+(\[[^]]*\])* *(=.*|;)$' |
    grep -vE ':(static )?(const |enum [a-z_]+ \{|struct [a-z_]+;|extern |typedef |return )|const [a-z_]+(\[| =|;)|\*const ' |
    sed -E 's/^([^:]*):.*/global\t\1\ta global that is not const: &/' | breaches

# ---- measures ----

xargs awk -f $here/functions.awk <"$work/files" >"$work/functions"
awk -v OFS='\t' '
    $3 > 60 { print "function", $2, $1 ": " $2 " has " $3 " lines: 60 are the most" }
    $4 > 6 { print "parameters", $2, $1 ": " $2 " has " $4 " parameters: 6 are the most" }
    ' "$work/functions" | breaches
xargs awk -v OFS='\t' '
    # Signs from U+3000 on are as wide as two; a tab goes to the next multiple of eight. A line that
    # opens with a string is left alone: clang-format never breaks one.
    function width(line,    columns, i, sign) {
        gsub(/[\343-\357][\200-\277][\200-\277]/, "ww", line)
        gsub(/[\200-\277]/, "", line)
        columns = 0
        for (i = 1; i <= length(line); i++)
            columns += substr(line, i, 1) == "\t" ? 8 - columns % 8 : 1
        return columns
    }
    function close_file() {
        if (lines > 400) {
            base = file
            sub(/.*\//, "", base)
            print "file", base, file " has " lines " lines: 400 are the most"
        }
    }
    FNR == 1 { close_file(); file = FILENAME }
    { lines = FNR; sub(/[ \t]*\\$/, "") } # where a macro goes on, is no matter
    length($0) > 60 && !/^[\t ]*"/ && width($0) > 100 {
        print "columns", FILENAME, FILENAME ":" FNR " has " width($0) " columns: 100 are the most"
    }
    END { close_file() }' <"$work/files" | breaches

# A source says first what its idea is; one without code has none.
sources | xargs awk -f $here/openings.awk | while read -r file; do
    breach opening "${file##*/}" "$file does not open with its idea: a comment behind the includes"
done

# ---- names ----

# Two headers with one guard: of the second nothing is read. So the guard is the path.
headers | xargs awk 'FNR == 1 {
    wanted = toupper(substr(FILENAME, 7))
    gsub(/[^A-Z0-9]/, "_", wanted)
    if ($1 != "#ifndef" || $2 != wanted)
        print "guard\t" FILENAME "\t" FILENAME " is not guarded by " wanted
}' | breaches

sed 's#.*/##' "$work/files" | sort | uniq -d | while read -r name; do
    breach twice "$name" "two files are called $name: $(grep "/$name\$" "$work/files" | tr '\n' ' ')"
done

# A static function is called from its file alone, so its name need not tell the file; but it tells what
# is done with what, or grep finds it among a dozen others.
awk -v OFS='\t' '
    $5 == "static" && $2 !~ /_/ {
        print "words", $2, $1 ": " $2 " is one word: a static function has two"
    }' "$work/functions" | breaches

# Names that misled, and whose things have others now.
calls noun '\b(teller|prospects?|roll|draft|admission)\b[^"]*$' . '^$' 'a name that has gone'

# ---- nothing that nobody uses ----

all=$(cat "$work/files")
awk -f $here/callers.awk pass=1 $all pass=2 $all | while read -r file name; do
    breach caller "$name" "$file: nothing that main() reaches calls $name"
done
# A field of the office or of the templates is filled by intake: somebody must read it too.
nouns=$(grep -E '^batch/model/(office|legal_rules|template|fact)\.h$' "$work/files")
awk -f $here/fields.awk $nouns >"$work/fields"
[ -s "$work/fields" ] || breach field none "model/office.h and template.h have no fields: mend $here/fields.awk"
grep -v '^batch/model/.*\.h$' "$work/files" | xargs sed -E '
    s/&[a-z_]+(->|\.)[a-z_0-9]+( *[,;)])/\2/g
    s/(->|\.)[a-z_0-9]+(\[[^]]*\])* = / = /g
    s/(->|\.)[a-z_0-9]+\+\+//g' |
    grep -oE '(->|\.)[a-z_][a-z_0-9]*' | sed -E 's/^(->|\.)//' | sort -u >"$work/read"
awk 'NR == FNR { read[$1] = 1; next }
    !($3 in read) { print "field\t" $3 "\t" $1 ":" $2 ": nobody reads " $3 }' \
    "$work/read" "$work/fields" | breaches

# ---- what words refer to ----

# Headings: README, "Heading", or kigen-page(7), "HEADING", in comments, strings, schemas and scripts, over the end of a
# line too.
told=$(find batch schemas templates cron tests -type f ! -path '*/node_modules/*' ! -path "$here/*" \
    \( -name '*.[ch]' -o -name '*.x[ms]*' -o -name '*.sql' -o -name '[^h]*.sh' -o -name '*.py' -o -name '*.html' -o -name 'k*.*' \))
awk '
    FILENAME ~ /README.md$/ { # the headings, and in front of what stands in parentheses
        if (sub(/^#+ /, "")) { known["README " $0] = 1; sub(/ \(.*/, ""); known["README " $0] = 1 }
        next
    }
    FILENAME ~ /^cron\/man\/.*\.[0-9]$/ {
        page = FILENAME
        sub(/.*\//, "", page)
        sub(/\..*/, "", page)
        if (sub(/^\.S[hs] /, "")) known[page " " $0] = 1
        next
    }
    FNR == 1 { text = ""; file = FILENAME }
    { # with the line before, since a comment or a string goes on
        sub(/^[ \t]*(\*|#|--)?[ \t]*/, "")
        look(text " " $0)
        text = $0
    }
    function look(text,    heading, page) {
        gsub(/" +"/, "", text)
        while (match(text, /(README(\.md)?|kigen-[a-z]+\([57]\)), *\\?"[^"\\]+\\?"/)) {
            heading = page = substr(text, RSTART, RLENGTH)
            text = substr(text, RSTART + RLENGTH)
            sub(/^[^"]*"/, "", heading)
            sub(/\\?"$/, "", heading)
            sub(/[.(,].*/, "", page)
            if (!((page " " heading) in known))
                print "heading\t" heading "\t" file " speaks of " page ", \"" heading "\": there is no such heading"
        }
    }' README.md batch/README.md tests/README.md cron/man/kigen*.[157] $told | sort -u | breaches

# Files: those of the tree that the pages name, and those that the program's own words name, which are
# in the tree or are told in README or a manual page.
find batch schemas templates cron tests Makefile LICENSE ! -path '*/node_modules/*' >"$work/tree"
{
    for page in README.md README.ja.md batch/README.md tests/README.md cron/man/kigen*.[157] cron/man/ja/kigen*.[157]; do
        sed 's#build/[a-z_/.]*##g; s#/[a-z]*/share/[a-z_/.-]*##g; s#/etc/[a-z_/.-]*##g; s#\\f[BIR]# #g; s#\\-#-#g' $page |
            grep -oE '\b(batch|schemas|templates|cron|tests)/[A-Za-z0-9_./-]*[a-z0-9]|\b[a-z_/]+\.(c|h|sh|py|xsd|sql)\b' |
            grep -v '/[A-Z]*\.' | sed "s#^#$page #"
    done
    sources | xargs grep -n '"' |
        grep -oE '^[^:]+:[0-9]+:|[A-Za-z_%-]+(/[A-Za-z_%-]+)*\.(xml|csv|xsd|sql|html|pdf|json|prom|txt|md|timer|service)\b' |
        awk '/:$/ { at = $0; next } !/%/ { print at, $0 }'
} >"$work/names"
sed 's#\\-#-#g' README.md batch/README.md cron/man/kigen*.[157] cron/man/*.mdoc >"$work/pages"
awk '
    FILENAME == ARGV[1] { # each path of the tree, and from each of its folders on
        there[$0] = 1
        while (sub(/^[^\/]*\//, "")) there[$0] = 1
        next
    }
    FILENAME == ARGV[2] { readme = readme "\n" $0; next }
    { base = $2; sub(/.*\//, "", base) }
    $1 ~ /README|^cron\/man/ && !($2 in there) {
        print "name\t" $2 "\t" $1 " names " $2 ": there is no such file"
    }
    $1 !~ /README|^cron\/man/ && !(base in there) && !index(readme, base) {
        print "name\t" $2 "\t" $1 " names " $2 ": neither in the tree nor in README"
    }' "$work/tree" "$work/pages" "$work/names" | sort -u | breaches

# The top level.
git ls-files 2>/dev/null | cut -d/ -f1 | sort -u |
    grep -vxE 'batch|schemas|templates|tests|cron|Makefile|README\.md|README\.ja\.md|LICENSE|\..*' |
    while read -r name; do breach top "$name" "at the top level beyond the tree: $name"; done

# ---- what needs a compiler or a formatter: asked again only of what has changed ----

stamps=${BUILD:-build}/house
mkdir -p "$stamps"
changed() { # NAME FILE…: those changed since the stamp of that name was set
    name=$1
    shift
    if [ -e "$stamps/$name" ]; then find "$@" -newer "$stamps/$name"; else printf '%s\n' "$@"; fi
}
: >"$work/now"

format=$(command -v clang-format-14 || command -v clang-format || true)
case "$([ -z "$format" ] || $format --version)" in
*'version 14.'*)
    changed format .clang-format $(find batch tests -name '*.[ch]' ! -path '*/node_modules/*') >"$work/changed"
    if grep -qx .clang-format "$work/changed"; then
        find batch tests -name '*.[ch]' ! -path '*/node_modules/*' >"$work/changed"
    fi
    xargs -r -P "$(nproc)" -n 24 "$format" --dry-run <"$work/changed" 2>&1 |
        sed -nE 's/^([^:]+):([0-9]+):.*Wclang-format.*/format\t\1\t\1:\2: clang-format would write it differently/p' |
        sort -u -k2,2 >"$work/format"
    breaches <"$work/format"
    [ -s "$work/format" ] || cp "$work/now" "$stamps/format"
    ;;
*) echo "clang-format 14 is not here: the format was not asked" ;;
esac

if [ -n "${LIBRARIES:-}" ] && command -v "${CC##* }" >/dev/null && pkg-config --exists $LIBRARIES; then
    changed headers $(headers) >"$work/changed"
    # And whatever includes them, on whichever way.
    awk 'FILENAME == ARGV[1] { fresh[$0] = 1; next }
        { from[++count] = "batch/" $1; to[count] = "batch/" $2 }
        END {
            do {
                grown = 0
                for (i = 1; i <= count; i++)
                    if ((to[i] in fresh) && !(from[i] in fresh)) { fresh[from[i]] = 1; grown = 1 }
            } while (grown)
            for (file in fresh) if (file ~ /\.h$/) print file
        }' "$work/changed" "$edges" |
        xargs -r -P "$(nproc)" -n 8 "${CC##* }" -std=c17 -D_GNU_SOURCE -Ibatch -fsyntax-only \
            $(pkg-config --cflags $LIBRARIES) -x c 2>&1 |
        sed -nE 's/^(batch[^:]+):([0-9]+):[0-9: ]*(fatal )?error: (.*)/alone\t\1\t\1:\2 does not compile alone: \4/p' |
        sort -u -k2,2 >"$work/alone"
    breaches <"$work/alone"
    [ -s "$work/alone" ] || cp "$work/now" "$stamps/headers"
else
    echo "no compiler or no libraries: whether headers compile alone was not asked"
fi

# ---- the sum ----

awk -F '\t' -v known="$work/known" '
    BEGIN {
        while ((getline line < known) > 0)
            if (sub(/ *#.*/, "", line) + length(line) > 0) listed[line] = 1
    }
    { if (($1 " " $2) in listed) met[$1 " " $2] = 1; else { print $3; count++ } }
    END {
        for (line in listed)
            if (!(line in met)) {
                print line ": no breach any more: take it off the list in tests/house.sh"
                count++
            }
        if (count > 0) print "the house has " count " breaches"
        else print "the house is in order"
        exit count > 0
    }' "$breaches"
