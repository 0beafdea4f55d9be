#!/bin/sh
# The laws of the house (README, "The tree"): includes point downward, wings never include each
# other, one door a library, only commands speak, free( in arena.c alone. Prints each breach.
set -u
cd "$(dirname "$0")/.." || exit 1
breaches=$(mktemp)
trap 'rm -f "$breaches"' EXIT
say() { echo "$*" >>"$breaches"; }

# 1. Includes: from batch/, downward, wings apart.
edges=$(mktemp)
grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]+"' batch --include='*.[ch]' |
    sed -E 's/^([^:]+):[0-9]+:.*"([^"]+)".*/\1 \2/' >"$edges"
cut -d' ' -f2 "$edges" | sort -u | while read -r included; do
    [ -f "batch/$included" ] || say "$included is included: no such file below batch/"
done
awk '
    function room(file) { return match(file, /\/[^\/]*$/) ? substr(file, 1, RSTART - 1) : "." }
    function storey(folder) {
        if (folder == "base") return 1
        if (folder == "model") return 2
        if (folder ~ /^(intake|decide|ledger|document)$/) return 3
        return folder == "command" ? 4 : 5
    }
    {
        file = $1
        sub(/^batch\//, "", file)
        from = room(file)
        to = room($2)
        if ($2 ~ /\.\./) print $1 " includes " $2 ": written with .."
        if (from != to && storey(from) <= storey(to))
            print $1 " (" from ") includes " $2 " (" to "): not downward"
    }' "$edges" >>"$breaches"

# No circles among the headers and sources of one folder (foo.c stands for foo.h).
sed -E 's#^batch/##; s#\.[ch] # #; s#\.h$##' "$edges" | awk '$1 != $2' | sort -u >"$edges.pairs"
tsort "$edges.pairs" >/dev/null 2>"$edges.loops" || true
[ -s "$edges.loops" ] && say "includes go in a circle: $(tr '\n' ' ' <"$edges.loops")"
rm -f "$edges" "$edges.pairs" "$edges.loops"

# 2. One door a library: the headers of each may be included by these files only.
door() {
    pattern=$1
    shift
    grep -rlE "^[[:space:]]*#[[:space:]]*include[[:space:]]+<($pattern)" batch --include='*.[ch]' |
        while read -r file; do
            allowed=no
            for doorway in "$@"; do
                [ "$file" = "batch/$doorway" ] && allowed=yes
            done
            [ "$allowed" = yes ] || echo "$file goes past the door of <$pattern>" >>"$breaches"
        done
}
door 'libxml/' intake/parser.c intake/tree.c
door 'zlib\.h' intake/source.c document/pdf.c
door 'pthread\.h' # none: one thread, one pass
door 'libical/|ical\.h' intake/hours.c document/invite.c
door 'sqlite3\.h' ledger/sql.c
door 'pango/' document/shape.c document/shape_parts.h document/glyph.c document/fontfile.c
door 'cairo' document/picture.c
door 'hb' document/glyph.c document/shape_draw.c document/face.c document/face_embed.c document/face_parts.h document/fontfile.c
door 'ft2build' document/face_parts.h
door 'fontconfig/' document/fonts.c document/fontfile.c
door 'zint\.h' document/barcode.c
door 'jansson\.h' base/json.c
door 'nettle/' base/digest.c base/digest.h

# The clock is main.c's.
grep -rnE '\b(time|clock_gettime|gettimeofday|localtime|localtime_r|gmtime|gmtime_r)\(' batch \
    --include='*.[ch]' | grep -vE '^batch/main\.c:' | grep -vE '^\S+:[0-9]+:\s*(/?\*|//)' |
    while read -r line; do echo "the clock outside main.c: $line" >>"$breaches"; done

# 3. Only commands speak.
grep -rnE '\b(printf|puts|putchar|perror|exit|_exit|abort)\(|\b(stdout|stderr)\b' batch/base batch/model \
    batch/intake batch/decide batch/ledger batch/document --include='*.c' |
    grep -vE '^batch/base/arena\.c:' | grep -vE '^\S+:[0-9]+:\s*(/?\*|//)' |
    while read -r line; do echo "only commands speak: $line" >>"$breaches"; done

# free( is arena.c's.
grep -rnE '(^|[^_[:alnum:]])free\(' batch --include='*.[ch]' | grep -vE '^batch/base/arena\.c:' |
    while read -r line; do echo "free( outside arena.c: $line" >>"$breaches"; done

# Globals: only constant tables.
grep -nE '^(static )?[a-z_][a-z_0-9 *]*\b[a-z_0-9]+(\[[^]]*\])* *(=.*|;)$' batch/*.c batch/*/*.c |
    grep -vE ':(static )?(const |enum [a-z_]+ \{|struct [a-z_]+;|extern |typedef |return )|const [a-z_]+(\[| =|;)|\*const ' |
    while read -r line; do echo "a global that is not const: $line" >>"$breaches"; done

# The top level.
git ls-files 2>/dev/null | cut -d/ -f1 | sort -u |
    grep -vxE 'batch|schemas|templates|tests|cron|Makefile|README\.md|LICENSE|\..*' |
    while read -r name; do echo "at the top level beyond the tree: $name" >>"$breaches"; done

if [ -s "$breaches" ]; then
    cat "$breaches"
    echo "the house has $(wc -l <"$breaches") breaches"
    exit 1
fi
echo "the house is in order"
