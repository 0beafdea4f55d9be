#!/bin/sh
# In the container of tests/booted.sh, as root: the units are installed, and do what they say.
# usage: booted_try.sh RESULTS BUILD
set -eu
results=$1 build=$2
cd "$(dirname "$0")/.."
share=/usr/share/kigen/examples/ichinomiya
fail() {
    echo "FAILED: $*"
    journalctl --no-pager -q -n 40 -u 'kigen*' || true
    exit 1
}

# A city of several, with the example's office and files; its nights are of the day of those files.
make_city() {
    mkdir -p "/etc/kigen/$1" /srv/register-export
    cp "$share"/*.csv "$share/export.xml" "/etc/kigen/$1"
    sed 's|"[./]*/etc/kigen/|"../|' "$share/office.xml" >"/etc/kigen/$1/office.xml"
    cp -r "$share/drop" "/srv/register-export/$1"
}

BUILD=$build DESTDIR='' PREFIX=/usr sh cron/install.sh install >/dev/null
systemd-sysusers
systemd-tmpfiles --create /usr/lib/tmpfiles.d/kigen.conf
[ "$(stat -c '%a %U %G' /var/lib/kigen)" = '750 kigen kigen' ] || fail "the folder of the ledger"
mkdir -p /etc/systemd/system/kigen@.service.d
{
    echo '[Service]'
    echo 'ExecStart='
    sed -n '/^ExecStart=/,/[^\\]$/p' /usr/lib/systemd/system/kigen@.service | sed '$s|$| --wait 0 --date 2026-11-24|'
    echo 'RestartSec=2s'
} >/etc/systemd/system/kigen@.service.d/day.conf
# Who is told of a failure, here by a file.
cat >/etc/systemd/system/kigen-failed@.service <<'UNIT'
[Service]
Type=oneshot
ExecStart=/bin/touch /run/failed-%i
UNIT
printf '[Unit]\nOnFailure=kigen-failed@%%n.service\n' >/etc/systemd/system/kigen@.service.d/failed.conf
systemctl daemon-reload
for timer in kigen.timer kigen@ichinomiya.timer; do
    [ "$(systemctl is-enabled $timer)" = disabled ] || fail "$timer is enabled"
done
systemd-analyze security --threshold=5 kigen@ichinomiya.service | tail -n 1

make_city ichinomiya
mkdir -p /etc/kigen/ichinomiya/before.d /etc/kigen/ichinomiya/after.d
printf '#!/bin/sh\nexit 7\n' >/etc/kigen/ichinomiya/before.d/10-broken
printf '#!/bin/sh\nexit 8\n' >/etc/kigen/ichinomiya/after.d/10-broken
printf '#!/bin/sh\necho "$1" >/var/lib/kigen/ichinomiya/after\n' >/etc/kigen/ichinomiya/after.d/20-next
chmod +x /etc/kigen/ichinomiya/*.d/*
systemctl start kigen@ichinomiya.service || fail "the night"
(cd /var/lib/kigen/ichinomiya/out/2026-11-24 && sha256sum --quiet -c SHA256SUMS) || fail "its folder"
[ "$(stat -c '%a %U' /var/lib/kigen/ichinomiya/ledger.db)" = '640 kigen' ] || fail "its ledger"
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -e /var/lib/kigen/ichinomiya/after ] || sleep 1; done
grep -qx '/var/lib/kigen/ichinomiya/out/2026-11-24' /var/lib/kigen/ichinomiya/after || fail "the hook after it"
systemctl is-failed -q kigen-hooks@before-ichinomiya.service || fail "a hook that fails is told"
journalctl -q -u kigen-hooks@after-ichinomiya.service | grep -q 'the hook .*10-broken ended with 8' || fail "what is told of it"
echo "a night under the unit's restrictions, with hooks that fail before and after it"

# What the night could not do if it were led astray: the same unit, another program.
cat >/run/astray <<'ASTRAY'
try() { if sh -c "$2" >/dev/null 2>&1; then echo "it can $1"; fi; }
try 'write to /etc' 'echo x >/etc/kigen/x'
try 'write to /usr' 'echo x >/usr/x'
try 'write where the exports lie' 'echo x >/srv/register-export/x'
try "write into another city's folder" 'echo x >/var/lib/kigen/ichinomiya/x'
try 'write beside its own folder' 'echo x >/var/lib/kigen/x'
try 'see homes' 'ls /root/.bashrc /home/*'
try 'see other processes' 'ls /proc/1/status'
try 'open a socket' 'python3 -c "import socket; socket.socket()"'
try 'open a local socket' 'python3 -c "import socket; socket.socket(socket.AF_UNIX)"'
try 'make a namespace' 'unshare --user true'
try 'write code and run it' 'python3 -c "import mmap; mmap.mmap(-1, 4096, prot=7)"'
try 'gain rights' 'sudo -n true'
try 'set the clock' 'date -s 2030-01-01'
try 'mount' 'mount -t tmpfs tmpfs /tmp'
try 'trace' 'strace -o /dev/null true'
touch /var/lib/kigen/astray/wrote || echo "it cannot write to its own folder"
ASTRAY
# Not for another cause: a user of no restrictions can do most of that.
can=$(setpriv --reuid=kigen --regid=kigen --clear-groups sh /run/astray 2>/dev/null | grep -c '^it can ' || true)
[ "$can" -ge 5 ] || fail "without restrictions it can only $can of these"
mkdir -p /etc/systemd/system/kigen@astray.service.d
printf '[Service]\nExecStart=\nExecStart=/bin/sh /run/astray\n' >/etc/systemd/system/kigen@astray.service.d/zz.conf
systemctl daemon-reload
systemctl start kigen@astray.service || fail "astray did not run"
said=$(journalctl -q -o cat -t sh -u kigen@astray.service | grep '^it can' || true)
[ -z "$said" ] || fail "$said"
[ -e /var/lib/kigen/astray/wrote ] || fail "astray wrote nothing"
echo "led astray it can do nothing but write to its own folder"

# A ledger that a command of staff holds: tried again until it is free.
flock /var/lib/kigen/ichinomiya/ledger.db.lock sleep 8 &
sleep 1
systemctl start kigen@ichinomiya.service 2>/dev/null || true
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
    [ "$(systemctl show -P Result kigen@ichinomiya.service)" = success ] && [ "$(systemctl show -P ActiveState kigen@ichinomiya.service)" = inactive ] && break
    sleep 1
done
journalctl -q -u kigen@ichinomiya.service | grep -q 'status=75' || fail "the ledger was not held"
[ "$(systemctl show -P Result kigen@ichinomiya.service)" = success ] || fail "a held ledger was not tried again"
[ ! -e /run/failed-kigen@ichinomiya.service ] || fail "somebody was told of it"
wait
echo "a held ledger is tried again, and nobody is told"

# What somebody must look at: told, and not tried again.
make_city refused
rm /srv/register-export/refused/juki*
! systemctl start kigen@refused.service 2>/dev/null || fail "a night without an export"
for _ in 1 2 3 4 5; do [ -e /run/failed-kigen@refused.service ] || sleep 1; done
[ -e /run/failed-kigen@refused.service ] || fail "nobody was told: $(ls /run/failed* 2>&1)"
[ "$(systemctl show -P NRestarts kigen@refused.service)" = 0 ] || fail "it was tried again"
echo "a refused night is told at once"

# Twenty cities at once.
names=
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    make_city "city$i"
    names="$names kigen@city$i.service"
done
# shellcheck disable=SC2086 # a list
systemctl start $names || fail "twenty at once"
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    (cd "/var/lib/kigen/city$i/out/2026-11-24" && sha256sum --quiet -c SHA256SUMS) || fail "city$i"
done
echo "twenty cities at once"
touch "$results/well"
