#!/bin/sh
# Does the last commit say of each file whose it is, as REUSE has it? REUSE wants LICENSES/ and .reuse/ at the
# top, where nothing stands that is not read every day: they are laid out in a copy from LICENSE and
# cron/licences, and `reuse lint` is asked there. Needs reuse and git.
# usage: reuse.sh
set -eu
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git archive HEAD | tar -x -C "$copy"
cd "$copy"
mkdir LICENSES .reuse
mv LICENSE LICENSES/MIT.txt
mv cron/licences/dep5 .reuse/dep5
mv cron/licences/*.txt LICENSES/
reuse lint -q || {
    reuse lint
    exit 1
}
