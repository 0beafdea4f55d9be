#!/bin/sh
# Writes the completion for bash on standard output, of what the program says of itself: the commands and verbs of
# its --help, the options of each verb, the words behind them, and the codes that --accept takes.
# usage: completion.sh KIGEN
set -eu
kigen=$1
export LC_ALL=C LANGUAGE=

verbs_of() { "$kigen" "$1" --help | sed -n "s/^.\{7\}kigen $1 \([a-z][a-z]*\)\( .*\)\{0,1\}$/\1/p" | sort -u; }

# "--date DATE", a line each, of a verb.
options_of() { "$kigen" "$@" --help | sed -n 's/^  \(--[a-z-]*\( [^ ][^ ]*\)\{0,1\}\)  *.*/\1/p' | sort -u; }

# The lines of two case statements for a verb: its options, and what is behind each that takes a word.
write_verb() {
    options=$(options_of "$@")
    printf '\t%s)\n\t\toptions="%s"\n' "'$*'" "$(echo "$options" | sed 's/ .*//' | tr '\n' ' ' | sed 's/ $//')"
    echo "$options" | awk '
        / / { kind = "nothing" }
        / .*FILE/ { kind = "file" }
        / .*DIR/ { kind = "folder" }
        /^--accept / { kind = "code" }
        / / { behind[kind] = behind[kind] (behind[kind] == "" ? "" : "|") $1 }
        END {
            print "\t\tcase $previous in"
            split("file folder code nothing", kinds, " ")
            for (i = 1; i <= 4; i++)
                if (kinds[i] in behind) print "\t\t" behind[kinds[i]] ") kind=" kinds[i] " ;;"
            print "\t\tesac"
            print "\t\t;;"
        }'
}

commands=$("$kigen" --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p')
codes=$("$kigen" run --accept - 2>&1 | sed -n 's/.*takes one of \(.*\), not .*/\1/p')
[ -n "$commands" ] && [ -n "$codes" ]

cat <<'HEAD'
# Completion of kigen(1) for bash; written by the build of what the program says of itself.
_kigen()
{
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
	local command=${COMP_WORDS[1]} verb='' verbs='' options='' kind=option
	COMPREPLY=()
	[ "$previous" = '=' ] && kind=file # of NAME=FILE, which bash takes for three words
HEAD
echo '	if ((COMP_CWORD == 1)); then'
printf '\t\tmapfile -t COMPREPLY < <(compgen -W "%s --help --version" -- "$current")\n\t\treturn\n\tfi\n' "$(echo $commands)"
echo '	case $command in'
for command in $commands; do
    verbs=$(verbs_of "$command")
    [ -z "$verbs" ] || printf '\t%s) verbs="%s" ;;\n' "$command" "$(echo $verbs)"
done
cat <<'MIDDLE'
	esac
	if [ -n "$verbs" ]; then
		if ((COMP_CWORD == 2)); then
			mapfile -t COMPREPLY < <(compgen -W "$verbs --help" -- "$current")
			return
		fi
		verb=" ${COMP_WORDS[2]}"
	fi
	case $command$verb in
MIDDLE
for command in $commands; do
    verbs=$(verbs_of "$command")
    if [ -z "$verbs" ]; then write_verb "$command"; fi
    for verb in $verbs; do write_verb "$command" "$verb"; done
done
echo '	esac'
printf '\tcase $kind in\n\tcode) mapfile -t COMPREPLY < <(compgen -W "%s" -- "$current") ;;\n' "$codes"
cat <<'TAIL'
	file)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		;;
	folder)
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
		;;
	option)
		[[ $current != -* ]] || mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
		;;
	esac
}
complete -F _kigen kigen
TAIL
