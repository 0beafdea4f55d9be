#!/bin/sh
# Runs what an office has put before or after its nights: each program in /etc/kigen/before.d or after.d
# (of one city of several /etc/kigen/CITY/…), in the order of their names. One that comes after is given the
# newest night's folder. Each that fails is told, and the others are run all the same: the night is decided
# and lies in its folder whatever becomes of them, and the next one's hooks bring it along. Exit status 69
# then. A folder that is not there holds nothing to be run.
# usage: hooks before|after[-CITY]     (KIGEN_ETC=/etc/kigen KIGEN_STATE=/var/lib/kigen)
set -u
etc=${KIGEN_ETC:-/etc/kigen} state=${KIGEN_STATE:-/var/lib/kigen}
case ${1:-} in
before | after) ;;
before-?* | after-?*) etc=$etc/${1#*-} state=$state/${1#*-} ;;
*)
    echo "usage: hooks before|after[-CITY]" >&2
    exit 64
    ;;
esac
when=${1%%-*}
night=
if [ "$when" = after ]; then
    # Folders are named by day and run, 2026-11-24 and 2026-11-24-2; ones that are being written begin with a dot.
    night=$(find "$state/out" -mindepth 1 -maxdepth 1 -type d -name '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' 2>/dev/null |
        sort -V | tail -n 1)
    [ -n "$night" ] || exit 0
fi
status=0
for hook in "$etc/$when.d"/*; do
    [ -f "$hook" ] && [ -x "$hook" ] || continue
    "$hook" ${night:+"$night"}
    failed=$?
    [ "$failed" -eq 0 ] || {
        echo "kigen: the hook $hook ended with $failed${night:+; the night lies whole in $night}" >&2
        status=69
    }
done
exit "$status"
