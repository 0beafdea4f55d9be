# The ledger's tables as a part of a page in mdoc: each table and column with the sentence before it.
# usage: awk -f ledger.awk schemas/ledger.sql

function plain(text) {
    gsub(/\\/, "\\e", text)
    return "\\&" text
}

# Columns that came with a later version stand at its end: they belong to their tables.
BEGIN {
    while ((getline line < ARGV[1]) > 0) {
        if (line ~ /^--/) {
            sub(/^-- ?/, "", line)
            said = said (said == "" ? "" : "\n") plain(line)
            continue
        }
        if (line ~ /^ALTER TABLE [a-z_]+ ADD COLUMN /) {
            split(line, part, " ")
            added[part[3]] = added[part[3]] ".It Fa " part[6] "\n" \
                plain("(" tolower(part[7]) (line ~ /NOT NULL/ ? "" : ", may be NULL") ")") "\n" said "\n"
        }
        said = ""
    }
    close(ARGV[1])
}

/^[ \t]*--/ {
    sub(/^[ \t]*-- ?/, "")
    words = words (words == "" ? "" : "\n") plain($0)
    next
}
/^CREATE (TABLE|VIEW) / {
    print ".Ss The " tolower($2) " " $3
    if (words != "") print words
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
    print plain("(" tolower(type) (/NOT NULL|PRIMARY KEY/ ? "" : ", may be NULL") ")")
    if (words != "") print words
}
inside { depth += gsub(/\(/, "(") - gsub(/\)/, ")") }
{ words = "" }
END { if (inside) print ".El" }
