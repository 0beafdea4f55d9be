# What `kigen COMMAND --help` says, as parts of a page in mdoc: synopsis, what it does, its exit status, its
# options. Nothing is said a second time by hand, so that a page cannot lack an option.
# usage: kigen COMMAND --help | awk -f command.awk -v part=synopsis|about|description|status|options|commands

# A line of text that mdoc takes as it stands.
function plain(text) {
    gsub(/\\/, "\\e", text)
    gsub(/--/, "\\-\\-", text)
    while (match(text, /`[^`]*`/))
        text = substr(text, 1, RSTART - 1) "\\(lq" substr(text, RSTART + 1, RLENGTH - 2) "\\(rq" substr(text, RSTART + RLENGTH)
    return "\\&" text
}

# "[--accept CODE... | --quiet]" as macros, a line for each piece outside of brackets.
function macros(text,    line, depth, word) {
    line = ""
    depth = 0
    while (text != "") {
        if (match(text, /^ +/)) word = ""
        else if (match(text, /^\[/)) { word = "Oo"; depth++ }
        else if (match(text, /^\]/)) { word = "Oc"; depth-- }
        else if (match(text, /^\|/)) word = "No \\(ba"
        else if (match(text, /^\.\.\./)) word = "Ns No ..."
        else if (match(text, /^--[a-z-]+/)) word = "Fl " substr(text, 2, RLENGTH - 1)
        else if (match(text, /^[^] |[.]+(\.[a-z]+)?/)) word = (substr(text, 1, RLENGTH) ~ /^[a-z]/ ? "Cm " : "Ar ") substr(text, 1, RLENGTH)
        else { match(text, /^./); word = "" }
        text = substr(text, RLENGTH + 1)
        if (word == "") continue
        line = line (line == "" ? "." : " ") word
        if (depth == 0 && text !~ /^[.|\]]/) { print line; line = "" }
    }
    if (line != "") print line
}

function end_form() {
    if (form == "") return
    sub(/^kigen /, "", form)
    print ".Nm kigen"
    macros(form)
    form = ""
}

BEGIN { chapter = "usage" }
chapter == "usage" && /^$/ { chapter = "about"; next }
chapter == "about" && /^  --/ { chapter = "options" }

# "usage: kigen run --register FILE", what goes on below it, and what all forms take.
chapter == "usage" {
    if (sub(/^使い方: /, "        ")) japanese = 1
    if (japanese) sub(/^ /, "") # its head is a column wider
    sub(/^usage: /, "       ")
    sub(/^       /, "")
    if (match($0, /^kigen [a-z]+ [a-z]+/)) { split($0, words, " "); verbs[words[3]] = 1 }
    if (part == "synopsis" && /^kigen /) { end_form(); form = $0 }
    else if (part == "synopsis" && /^\[/) { end_form(); if (!tail++) print ".Pp"; macros($0) }
    else if (part == "synopsis") { sub(/^ +/, " "); form = form $0 }
    next
}
part == "synopsis" { end_form() }

# As it stands, for a language whose lines must not be joined.
chapter == "about" && part == "about" { print plain($0) }

# Paragraphs; a verb and what it does is an item of a list; what is said of the exit status stands apart.
chapter == "about" && part ~ /^(description|status)$/ {
    if (/^Exit status/) status = 1
    else if (/^$/) status = 0
    if (status != (part == "status")) next
    if (/^$/) { if (listed) print ".El"; listed = 0; blank = 1; next }
    if (($1 in verbs) && /^[a-z]/) {
        if (!listed) print ".Bl -tag -width withdrawn"
        listed = 1
        print ".It Cm " $1
        sub(/^[a-z]+ +/, "")
    } else if (/^[^ ]/ && listed) {
        print ".El"
        print ".Pp"
        listed = 0
    } else if (blank && said) print ".Pp"
    blank = 0
    said = 1
    sub(/^ +/, "")
    print plain($0)
}

chapter == "options" && part == "options" {
    if (!listed) print ".Bl -tag -width Ds"
    listed = 1
    sub(/^  /, "")
    if (/^--/) {
        split_at = match($0, /  +[^ ]/)
        named = substr($0, 1, split_at - 1)
        $0 = substr($0, split_at)
        several = sub(/\.\.\.$/, "", named)
        sub(/ /, " Ar ", named)
        sub(/^--/, "Fl -", named)
        print ".It " named (several ? " Ns No ..." : "")
    }
    sub(/^ +/, "")
    print plain($0)
}

# Of `kigen --help`.
part == "commands" && /^  [a-z]+  / {
    if (!listed) print ".Bl -tag -width appointment"
    listed = 1
    print ".It Xr kigen-" $1 " 1"
    sub(/^ +[a-z]+ +/, "")
    print plain($0 (japanese || /[\200-\377]/ ? "" : "."))
}

END {
    if (part == "synopsis") end_form()
    if (listed) print ".El"
}
