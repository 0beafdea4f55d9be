#!/bin/sh
# Runs test programs (cmocka) and test scripts (Python unittest), as many at once as there are
# cores (JOBS), shows how long each took and the output of those that fail, and ends with one line
# that counts them all.
# usage: run.sh PROGRAM|SCRIPT…
set -u
case "${BUILD:-}" in
*asan*)
    export LSAN_OPTIONS="suppressions=$(pwd)/tests/lsan.supp:print_suppressions=0"
    # What was freed is watched for 16 MiB, and each allocation is remembered by the four calls that led to it: with
    # the 256 MiB and 30 calls of the default a night is four tenths slower.
    export ASAN_OPTIONS="quarantine_size_mb=16:malloc_context_size=4"
    ;;
esac

# How many tests cmocka's lines "[WHAT] N test(s)END." say, all groups together; newer ones
# (Debian 13) name the group before the number.
count_tests() {
    sed -n "s/^\[$1\] \(.*: \)\{0,1\}\([0-9]*\) test(s)$2\.\$/\2/p" | awk '{n += $1} END {print n + 0}'
}

# One test: prints its line, writes "PASSED FAILED" into $COUNTS.
run_one() {
    test=$1
    log=$(mktemp "$COUNTS/log.XXXXXX")
    begun=$(date +%s)
    case "$test" in
    *.py)
        # Each of a script's thousand processes leaks what lsan.supp knows, and would read all symbols to name it: a third
        # of the time. What is found bears addresses instead; run the script alone to have their names.
        [ -z "${ASAN_OPTIONS:-}" ] || ASAN_OPTIONS="$ASAN_OPTIONS:symbolize=0"
        "${PYTHON:-/usr/bin/python3}" -B "$test" -v >"$log" 2>&1
        status=$?
        ran=$(sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in .*/\1/p' "$log")
        bad=$(grep -cE '^(FAIL|ERROR): ' "$log")
        ;;
    *)
        "$test" >"$log" 2>&1
        status=$?
        ran=$(count_tests '==========' ' run' <"$log")
        bad=$((ran - $(count_tests '  PASSED  ' '' <"$log")))
        ;;
    esac
    [ -n "$ran" ] || ran=0
    if [ "$status" -ne 0 ] || [ "$ran" -eq 0 ]; then
        [ "$bad" -gt 0 ] || bad=1
        [ "$ran" -ge "$bad" ] || ran=$bad
        { echo "FAILED $test"; tail -n 200 "$log"; } >"$log.told"
    else
        bad=0
        echo "ok $test ($ran) $(($(date +%s) - begun)) s" >"$log.told"
    fi
    cat "$log.told" # in one write, so that two do not mix
    echo "$((ran - bad)) $bad" >"$log.count"
}

if [ "${1:-}" = --one ]; then
    run_one "$2"
    exit 0
fi
# Tests sync what they write, a hundred files a night, and so a third of their time is the disk's: in
# memory, where there is much of it and programs may be run from it.
if [ -z "${TMPDIR:-}" ] && [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 {print $4}')" -gt 4000000 ] 2>/dev/null; then
    try=$(mktemp /dev/shm/kigen-try.XXXXXX) && echo 'exit 0' >"$try" && chmod 700 "$try" && sh -c "$try" &&
        export TMPDIR=/dev/shm
    rm -f "$try"
fi
COUNTS=$(mktemp -d)
export COUNTS
trap 'rm -rf "$COUNTS"' EXIT
printf '%s\n' "$@" | xargs -P "${JOBS:-$(nproc)}" -I '{}' sh "$0" --one '{}'
cat "$COUNTS"/*.count | awk -v tests="$#" '
    { passed += $1; failed += $2; told++ }
    END {
        failed += tests - told # one that left no count was killed
        print passed + 0 " passed, " failed + 0 " failed"
        exit failed > 0
    }'
