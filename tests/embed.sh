#!/bin/sh
# Writes a C source that holds the given files as text (batch/base/embedded.h). usage: embed.sh FILE…
set -eu
printf '#include "base/embedded.h"\n\n'
number=0
for file in "$@"; do
    printf 'static const char file_%d[] = {\n' "$number"
    od -An -v -tu1 "$file" | sed 's/ \{1,\}\([0-9]\{1,\}\)/(char)\1,/g'
    printf '0};\n\n'
    number=$((number + 1))
done
printf 'const struct embedded embedded_files[] = {\n'
number=0
for file in "$@"; do
    printf '\t{"%s", file_%d, sizeof file_%d - 1},\n' "$(basename "$file")" "$number" "$number"
    number=$((number + 1))
done
printf '\t{NULL, NULL, 0},\n};\n'
