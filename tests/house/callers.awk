# The functions that nothing which main() reaches names: file and name. A function that is named
# anywhere in a body, in a table or in a macro counts as called; only its own prototype does not.
# The sources are read twice: `pass=1 FILES pass=2 FILES`.
FNR == 1 { comment = 0; body = ""; head = "" }
{
	line = strip($0)
	macro = line ~ /^#/ || (macro && continued)
	continued = line ~ /\\$/
}
macro {
	if (pass == 2)
		refer(line, "main", 0)
	next
}
body != "" {
	if (line ~ /^}/)
		body = ""
	else if (pass == 2)
		refer(line, body, 0)
	next
}
line ~ /^{/ && head ~ /\(/ {
	gsub(/__attribute__\(\([a-z]+(\([^)]*\))?\)\)/, "", head)
	body = head
	sub(/\(.*/, "", body)
	sub(/.*[ *]/, "", body)
	own = head ~ /^ *static / && FILENAME ~ /\.c$/ ? FILENAME ":" body : body
	if (pass == 1)
		defined[own] = FILENAME
	body = own
	head = ""
	next
}
{
	if (line ~ /^[a-z]/)
		head = ""
	head = head " " line
	if (line ~ /;[ \t]*$/)
		head = ""
	if (pass == 2)
		refer(line, "main", 1)
}
END {
	todo[waiting = 1] = "main"
	reached["main"] = 1
	while (waiting > 0) {
		from = todo[waiting--]
		count = split(names[from], list, " ")
		for (i = 1; i <= count; i++)
			if (!(list[i] in reached)) {
				reached[list[i]] = 1
				todo[++waiting] = list[i]
			}
	}
	for (name in defined)
		if (!(name in reached)) {
			short = name
			sub(/.*:/, "", short)
			print defined[name], short
		}
}

# The line without its comments, strings and characters.
function strip(text,    out) {
	if (comment) {
		if (!match(text, /\*\//))
			return ""
		text = substr(text, RSTART + 2)
		comment = 0
	}
	gsub(/\\./, "", text)
	gsub(/"[^"]*"/, "\"\"", text)
	gsub(/'[^']*'/, "0", text)
	while (match(text, /\/\*/)) {
		out = substr(text, 1, RSTART - 1)
		text = substr(text, RSTART + 2)
		if (!match(text, /\*\//)) {
			comment = 1
			return out
		}
		text = out " " substr(text, RSTART + 2)
	}
	return text
}

# What `from` names; at file scope a name with a parenthesis is a prototype.
function refer(text, from, scope,    word, before, own) {
	before = ""
	while (match(text, /[A-Za-z_][A-Za-z_0-9]*/)) {
		word = substr(text, RSTART, RLENGTH)
		before = RSTART > 1 ? substr(text, RSTART - 1, 1) : ""
		text = substr(text, RSTART + RLENGTH)
		if (before == "." || before == ">" || (scope && text ~ /^\(/))
			continue
		own = FILENAME ":" word
		if (!(own in defined))
			own = word
		if (own in defined && own != from)
			names[from] = names[from] " " own
	}
}
