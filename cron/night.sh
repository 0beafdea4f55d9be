#!/bin/sh
# A night as cron runs it: the hooks before it, the night itself, and once it is done the hooks after it, or those for
# one that failed. Says nothing when all is well. A command of staff that holds the ledger is waited for, an hour at
# the most. The exit status is the night's, or 69 when it is done and a hook failed.
# usage: night OPTION…     as of `kigen run`
set -u
here=$(cd "$(dirname "$0")" && pwd)
PATH=$here/../../bin:$PATH
"$here/hooks" before # one that fails has been told; the night does not wait for it
kigen run --quiet --wait 3600 "$@"
status=$?
if [ "$status" -le 1 ]; then "$here/hooks" after || status=69; else "$here/hooks" failed "$status"; fi
exit "$status"
