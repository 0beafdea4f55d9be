#!/bin/sh
# A city of 20,000 made-up residents and one night. usage: BUILD=build demo.sh, DEMO=FOLDER for another one than $BUILD/demo
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
demo=${DEMO:-$build/demo}
rm -rf "$demo"
mkdir -p "$demo"
echo "a register of 20,000 made-up residents, as of 2026-11-23: $demo/register.xml"
"$build/make-register" --residents 20000 --seed 1 --as-of 2026-11-23 --cases "$demo/cases.tsv" \
    --out "$demo/register.xml"
echo "the night of 2026-11-24"
status=0
"$build/kigen" run --office cron/kasugai.xml --ledger "$demo/ledger.db" --date 2026-11-24 \
    --register "$demo/register.xml" --out "$demo/out" || status=$?
[ "$status" -le 1 ] || exit "$status"
night=$demo/out/2026-11-24
rows() { echo $(($(wc -l <"$1") - 1)); }
count() { find "$1" -name "$2" | wc -l; }
cat <<END

Where to look, and how many there are:
  $night/mailroom/letters.pdf      $(rows "$night/mailroom/manifest.csv") sheets of letters; those in large print, the last ones, have two; what voice codes say is in mailroom/voice
  $night/residents/*.ics           $(count "$night/residents" '*.ics') calendar files, one a resident
  $night/counters/*.ics            $(find "$night/counters" -maxdepth 1 -name '*.ics' | wc -l) counters' calendars
  $night/operators/report.html     the morning page, for a browser
  $night/operators/dues.csv        $(rows "$night/operators/dues.csv") dues, new this night
  $night/operators/hand.csv        $(rows "$night/operators/hand.csv") by hand
  $night/operators/exceptions.csv  $(rows "$night/operators/exceptions.csv") odd or set aside
  $night/operators/call.csv        $(rows "$night/operators/call.csv") to be telephoned
Why one resident got what: $build/kigen explain 9000000001 --office cron/kasugai.xml \\
    --ledger $demo/ledger.db --register $demo/register.xml --date 2026-11-24
END
# As in the README; what draws them is large, and is not installed for this.
if command -v pdftoppm >/dev/null && command -v chromium >/dev/null && [ -x "${PYTHON:-/usr/bin/python3}" ]; then
    BUILD=$build "${PYTHON:-/usr/bin/python3}" -B tests/pictures.py "$demo/pictures"
    echo "Pictures of a letter, a morning page and a day sheet: $demo/pictures"
else
    echo "Pictures of a letter, a morning page and a day sheet: cron/pictures (make pictures draws them anew)"
fi
