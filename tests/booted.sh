#!/bin/sh
# The units in a booted systemd: this machine once more as a container, its changes in memory and gone with it, where
# tests/booted_try.sh installs what was built and runs nights as the units do. Needs root, systemd-container and overlayfs.
# usage: BUILD=build booted.sh
set -eu
cd "$(dirname "$0")/.."
build=$(cd "${BUILD:-build}" && pwd)
results=$(mktemp -d)
work=$(mktemp -d)
trap 'rm -rf "$results" "$work"' EXIT
printf '%s\n' "$(pwd)" >"$results/tree"
# shellcheck disable=SC2016 # the inner shell's own
timeout 600 unshare --mount sh -euc '
    mount -t tmpfs -o size=3G tmpfs "$1"
    mkdir "$1/upper" "$1/work" "$1/root"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
    cat >"$1/root/etc/systemd/system/kigen-try.service" <<UNIT
[Unit]
After=basic.target
SuccessAction=poweroff-force
FailureAction=poweroff-force
[Service]
Type=oneshot
ExecStart=/bin/sh $3/tests/booted_try.sh /results $2
StandardOutput=append:/results/log
StandardError=append:/results/log
TimeoutStartSec=500
UNIT
    cat >"$1/root/etc/systemd/system/kigen-try.target" <<UNIT
[Unit]
Requires=basic.target kigen-try.service
After=basic.target
UNIT
    exec systemd-nspawn --quiet --directory="$1/root" --bind="$4:/results" --register=no --keep-unit --private-network \
        --machine=kigen-try --boot systemd.unit=kigen-try.target </dev/null' \
    sh "$work" "$build" "$(pwd)" "$results" >"$results/console" 2>&1 || true
cat "$results/log" 2>/dev/null || tail -n 30 "$results/console"
[ -e "$results/well" ]
