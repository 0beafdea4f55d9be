# The fields of the structures in the headers given: header, line, name.
{
	gsub(/\/\*.*\*\//, "")
	if (comment && /\*\//) { sub(/.*\*\//, ""); comment = 0 }
	if (comment) next
	if (/\/\*/) { sub(/\/\*.*/, ""); comment = 1 }
}
/^struct [a-z_]+ \{/ { inside = 1; statement = ""; next }
/^}/ { inside = 0 }
!inside { next }
{ statement = statement $0 }
!/[;{}]/ { next }
{
	gsub(/\[[^]]*\]/, "", statement)
	count = split(statement, parts, /[;]/)
	for (p = 1; p < count; p++) {
		if (parts[p] ~ /^[ \t]*}[ \t]*$/) continue
		names = split(parts[p], list, /,/)
		for (n = 1; n <= names; n++)
			if (match(list[n], /[a-z_0-9]+[ \t]*$/)) {
				word = substr(list[n], RSTART)
				sub(/[ \t]+$/, "", word)
				print FILENAME, FNR, word
			}
	}
	statement = ""
}
