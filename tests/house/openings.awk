# The sources that do not open with their idea: behind the includes, or before them, a comment that
# stands by itself.
FNR == 1 {
	close_file()
	file = FILENAME
	state = "head"
}
state == "told" || state == "silent" { next }
state == "head" && (/^[ \t]*$/ || /^#/) { next }
state == "head" { state = /^\/\*/ ? "comment" : "silent" }
state == "comment" {
	if (/\*\//)
		state = "behind"
	next
}
state == "behind" { state = /^[ \t]*$/ ? "told" : "silent" }
END { close_file() }

function close_file() {
	if (file != "" && state != "told")
		print file
}
