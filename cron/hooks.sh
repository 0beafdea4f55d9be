#!/bin/sh
# Runs what an office has put before or after its nights, or for those that fail: each program in
# /etc/kigen/before.d, after.d or failed.d (of one city of several /etc/kigen/CITY/…), in the order of their names. One that comes after is given the
# newest night's folder, and before it each one that it was not given yet, or failed with: which it has had stands
# in hooks/NAME of the state's folder, and a new hook begins with the newest. Each that fails, or is stopped after
# half an hour, is told, and the others are run all the same: the night is decided and lies in its folder whatever
# becomes of them. Exit status 69 then. A folder that is not there holds nothing to be run.
# One for a night that failed is given the night's exit status, where it is known. Which of the three it is is told to
# a hook as KIGEN_WHEN, a city of several as KIGEN_CITY.
# usage: hooks before|after|failed[-CITY] [STATUS]     (KIGEN_ETC=/etc/kigen KIGEN_STATE=/var/lib/kigen KIGEN_HOOK_SECONDS=1800)
set -u
etc=${KIGEN_ETC:-/etc/kigen} state=${KIGEN_STATE:-/var/lib/kigen}
case ${1:-} in
before | after | failed) ;;
before-?* | after-?* | failed-?*)
    export KIGEN_CITY="${1#*-}"
    etc=$etc/$KIGEN_CITY state=$state/$KIGEN_CITY
    ;;
*)
    echo "usage: hooks before|after|failed[-CITY] [STATUS]" >&2
    exit 64
    ;;
esac
when=${1%%-*}
export KIGEN_WHEN="$when"
ended=${2:-${MONITOR_EXIT_STATUS:-}} # as systemd tells it
status=0

# One hook, of a night when it comes after one, of its exit status when it failed.
run_hook() { # HOOK [NIGHT|STATUS]
    timeout --kill-after=60 "${KIGEN_HOOK_SECONDS:-1800}" "$@" </dev/null
    failed=$?
    [ "$failed" -ne 0 ] || return 0
    [ "$failed" -ne 124 ] || failed='124, stopped since it did not end'
    lies=
    [ "$when" != after ] || lies="; the night lies whole in $2"
    echo "kigen: the hook $1 ended with $failed$lies" >&2
    status=69
    return 1
}

# Folders are named by day and run, 2026-11-24 and 2026-11-24-2; ones that are being written begin with a dot.
list_nights() {
    find "$state/out" -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sed 's|.*/||' |
        grep -Ex '[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]+)?' | sort -V
}

newest=
if [ "$when" = after ]; then
    newest=$(list_nights | tail -n 1)
    [ -n "$newest" ] || exit 0
    mkdir -p "$state/hooks"
    # One that was taken away for a while does not bring what was carried by hand meanwhile.
    for had in "$state/hooks"/*; do [ -x "$etc/after.d/${had##*/}" ] || rm -f "$had"; done
fi
for hook in "$etc/$when.d"/*; do
    [ -f "$hook" ] && [ -x "$hook" ] || continue
    case $when in
    before)
        run_hook "$hook"
        continue
        ;;
    failed)
        run_hook "$hook" "$ended"
        continue
        ;;
    esac
    had=$state/hooks/${hook##*/}
    [ -e "$had" ] || { list_nights | sed '$d' >"$state/hooks/.new" && mv "$state/hooks/.new" "$had"; }
    for night in $({ list_nights | grep -vxFf "$had"; echo "$newest"; } | sort -Vu); do
        if run_hook "$hook" "$state/out/$night"; then echo "$night" >>"$had"; fi
    done
done
exit "$status"
