#!/bin/sh
# The alert rules before promtool: their syntax, and what each says when. promtool is of Debian's package prometheus,
# which is not installed for it (332 MB, and a service): one program is taken out of it.
# usage: BUILD=build alerts.sh
set -eu
cd "$(dirname "$0")/.."
build=$(mkdir -p "${BUILD:-build}/alerts" && cd "${BUILD:-build}/alerts" && pwd)
promtool=$(command -v promtool || echo "$build/promtool")
if [ ! -x "$promtool" ]; then
    (cd "$build" && apt-get download -q prometheus && dpkg-deb --fsys-tarfile prometheus_*.deb |
        tar -x -O ./usr/bin/promtool >promtool.new && chmod +x promtool.new && mv promtool.new promtool && rm prometheus_*.deb)
fi
cp cron/watch/kigen-alerts.yml tests/command/alerts.yml "$build"
"$promtool" check rules "$build/kigen-alerts.yml"
"$promtool" test rules "$build/alerts.yml"
# What a night really writes is a text that Prometheus takes.
rm -rf "$build/try"
mkdir "$build/try"
(cd cron/examples/ichinomiya && "$build/../kigen" run --quiet --office office.xml --from drop --date 2026-11-24 \
    --ledger "$build/try/ledger.db" --out "$build/try/out")
"$promtool" check metrics <"$build/try/out/2026-11-24/operators/kigen.prom"
