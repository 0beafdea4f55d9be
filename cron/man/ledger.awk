# The ledger's tables as a part of a page in mdoc: each table and column with the sentence before it.
# usage: awk -f ledger.awk schemas/ledger.sql

function plain(text) {
    gsub(/\\/, "\\e", text)
    return "\\&" text
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
    inside = /\($/
    if (inside) print ".Bl -tag -width Ds"
    depth = 0
    next
}
inside && /^\)/ { print ".El"; inside = 0 }
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
