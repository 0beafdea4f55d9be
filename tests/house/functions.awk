# Each function that is defined in the sources given: file, name, lines from its first to its last,
# parameters, static or not. As .clang-format has them: a definition begins in the first column, and
# its braces stand alone there.
FNR == 1 { head = ""; inside = 0 }
inside {
	if ($0 ~ /^}/) {
		print FILENAME, name, FNR - from + 1, parameters, kind
		inside = 0
	}
	next
}
/^{/ && head ~ /\(/ {
	open_function()
	head = ""
	next
}
/^[a-z]/ && !/^(typedef|enum|else|extern)/ { head = ""; from = FNR }
/^[a-z\t ]/ { head = head " " $0; if ($0 ~ /;[ \t]*$/) head = ""; next }
{ head = "" }

function open_function(    at, depth, sign) {
	inside = 1
	gsub(/__attribute__\(\([a-z]+(\([^)]*\))?\)\)/, "", head)
	kind = head ~ /^ *static / ? "static" : "shared"
	at = index(head, "(")
	name = substr(head, 1, at - 1)
	sub(/.*[ *]/, "", name)
	parameters = substr(head, at) ~ /^\(void\)/ ? 0 : 1
	for (depth = 0; at <= length(head); at++) {
		sign = substr(head, at, 1)
		depth += (sign == "(") - (sign == ")")
		if (depth == 0)
			break
		parameters += sign == "," && depth == 1
	}
}
