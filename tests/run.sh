#!/bin/sh
# Runs test programs (cmocka) and test scripts (Python unittest), shows the output of those that
# fail, and ends with one line that counts them all. usage: run.sh PROGRAM|SCRIPT…
set -u
case "${BUILD:-}" in
*asan*) export LSAN_OPTIONS="suppressions=$(pwd)/tests/lsan.supp:print_suppressions=0" ;;
esac
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for test in "$@"; do
    case "$test" in
    *.py) "${PYTHON:-/usr/bin/python3}" -B "$test" -v >"$log" 2>&1 ;;
    *) "$test" >"$log" 2>&1 ;;
    esac
    status=$?
    case "$test" in
    *.py)
        ran=$(sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in .*/\1/p' "$log")
        bad=$(grep -cE '^(FAIL|ERROR): ' "$log")
        ;;
    *)
        ran=$(sed -n 's/^\[==========\] \([0-9]*\) test(s) run\.$/\1/p' "$log" | awk '{n += $1} END {print n + 0}')
        bad=$(grep -c '^\[  FAILED  \] [^0-9]' "$log")
        ;;
    esac
    [ -n "$ran" ] || ran=0
    if [ "$status" -ne 0 ] || [ "$ran" -eq 0 ]; then
        [ "$bad" -gt 0 ] || bad=1
        [ "$ran" -ge "$bad" ] || ran=$bad
        echo "FAILED $test"
        tail -n 200 "$log"
    else
        bad=0
        echo "ok $test ($ran)"
    fi
    passed=$((passed + ran - bad))
    failed=$((failed + bad))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
