# What schema.xsl and ledger.awk write, in the language of the catalogue PO (GNU gettext's, UTF-8): of each line every
# third piece between tabs is a text, the one behind it stands for its %s, and all else stays as it is. What the
# catalogue lacks is said as it is. With no PO: in the language of the schemas. With list=1: the texts alone.
# usage: … | awk [-v po=PO] [-v list=1] -f words.awk

# What stands in the quotes of a line of a PO.
function unquoted(line) {
    sub(/^[^"]*"/, "", line)
    sub(/"[ \t]*$/, "", line)
    gsub(/\\\\/, "\001", line)
    gsub(/\\"/, "\"", line)
    gsub(/\001/, "\\", line)
    return line
}

# A PO's line belongs to what the last word before it opened; what is fuzzy has not been looked at and does not count.
function read_catalogue(    line, into, id, text, fuzzy) {
    while ((getline line < po) > 0) {
        if (line ~ /^#, .*fuzzy/) fuzzy = 1
        if (line ~ /^msgid /) { id = text = ""; into = "id" }
        if (line ~ /^msgstr /) into = "text"
        if (line ~ /^(msgid |msgstr |)"/) {
            if (into == "id") id = id unquoted(line)
            else text = text unquoted(line)
        } else {
            if (id != "" && text != "" && !fuzzy) told[id] = text
            if (line !~ /^#/) { id = text = ""; fuzzy = 0 }
        }
    }
    if (id != "" && text != "" && !fuzzy) told[id] = text
    close(po)
}

# Each Japanese sentence on a line of its own, as mdoc wants it, but within brackets.
function sentences(text,    left, done, piece) {
    while ((left = index(text, "。")) > 0) {
        piece = substr(text, 1, left + length("。") - 1)
        text = substr(text, left + length("。"))
        done = done piece
        if (text != "" && text !~ /^(」|\))/ && gsub(/\(/, "(", done) == gsub(/\)/, ")", done)) done = done "\n\\&"
    }
    return done text
}

function escaped(text) {
    gsub(/\\/, "\\e", text)
    return text
}

function said(text, with,    at) {
    if (text == "") return escaped(with)
    if (text in told) text = told[text]
    text = sentences(escaped(text))
    if (!(at = index(text, "%s"))) return text
    return substr(text, 1, at - 1) escaped(with) substr(text, at + 2)
}

BEGIN {
    if (po != "") read_catalogue()
    FS = "\t"
}
list {
    for (i = 2; i < NF; i += 3) if ($i != "" && !($i in listed)) { listed[$i]; print $i }
    next
}
{
    line = $1
    for (i = 2; i + 2 <= NF; i += 3) line = line said($i, $(i + 1)) $(i + 2)
    print line
}
