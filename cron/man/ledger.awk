# The ledger's tables as a part of a page in mdoc: each table and column with the sentence before it. What is to be
# said in the page's language stands between tabs, for words.awk.
# usage: awk -f ledger.awk schemas/ledger.sql

function say(text, with) { return "\t" text "\t" with "\t" }
function measure(type, needed) { return "\\&(" tolower(type) (needed ? "" : ", " say("may be NULL")) ")" }
function join(text, line) { return text (text == "" || line == "" ? "" : " ") line }

# Columns that came with a later version stand at its end: they belong to their tables.
BEGIN {
    while ((getline line < ARGV[1]) > 0) {
        if (line ~ /^--/) {
            sub(/^-- ?/, "", line)
            said = join(said, line)
            continue
        }
        if (line ~ /^ALTER TABLE [a-z_]+ ADD COLUMN /) {
            split(line, part, " ")
            added[part[3]] = added[part[3]] ".It Fa " part[6] "\n" \
                measure(part[7], line ~ /NOT NULL/) "\n\\&" say(said) "\n"
        }
        said = ""
    }
    close(ARGV[1])
}

/^[ \t]*--/ {
    sub(/^[ \t]*-- ?/, "")
    words = join(words, $0)
    next
}
/^CREATE (TABLE|VIEW) / {
    print ".Ss " say("The " tolower($2) " %s", $3)
    if (words != "") print "\\&" say(words)
    words = ""
    table = $3
    inside = /\($/
    if (inside) print ".Bl -tag -width Ds"
    depth = 0
    next
}
inside && /^\)/ { printf "%s", added[table]; print ".El"; inside = 0 }
# A column opens its line in lower case; what goes on below it, and laws of the whole table, do not.
inside && depth == 0 && /^\t[a-z_]+ / {
    print ".It Fa " $1
    type = $2
    sub(/,$/, "", type)
    print measure(type, /NOT NULL|PRIMARY KEY/)
    if (words != "") print "\\&" say(words)
}
inside { depth += gsub(/\(/, "(") - gsub(/\)/, ")") }
{ words = "" }
END { if (inside) print ".El" }
