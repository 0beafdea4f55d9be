#!/bin/sh
# What an administrator does with the package on a bare machine, as root in one that is thrown away (tests/deb.sh):
# installs it, runs the example city's first night as the user kigen, lets a desk user do her work, edits the office,
# upgrades, removes, purges; and after each what must be there, and what not.
# usage: deb_try.sh
set -eu
cd /root
share=/usr/share/kigen/examples/ichinomiya
fail() {
    echo "FAILED: $*" >&2
    exit 1
}
as_kigen() { setpriv --reuid=kigen --regid=kigen --clear-groups env -i PATH=/usr/bin:/bin "$@"; }
night() { as_kigen /usr/bin/kigen run --office "$share/office.xml" --from "$share/drop" --date 2026-11-24; }
sum() { sha256sum </var/lib/kigen/ledger.db; }

echo "== install"
apt-get install -q -y --no-install-recommends ./kigen_*.deb
getent passwd kigen | grep -q ':/var/lib/kigen:/usr/sbin/nologin$' || fail "the user"
getent group kigen-desk >/dev/null || fail "the group of desk users"
[ "$(stat -c '%a %U %G' /var/lib/kigen)" = '750 kigen kigen' ] || fail "the folder of the ledger"
[ -z "$(find /etc/systemd/system /etc/cron.d -name '*kigen*' 2>/dev/null)" ] || fail "something is enabled"
[ -z "$(find /var/lib/kigen -mindepth 1)" ] || fail "something has run"
for file in man/man1/kigen.1.gz man/man1/kigen-run.1.gz man/man5/kigen-office.5.gz man/man7/kigen-codes.7.gz man/man7/kigen-operation.7.gz \
    bash-completion/completions/kigen kigen/hooks/publish-pages doc/kigen/examples/crontab doc/kigen/sbom.cdx.json; do
    [ -s "/usr/share/$file" ] || fail "there is no $file"
done
as_kigen kigen check | tail -n 1 | grep -q 'in order' || fail "the office as it is installed"

echo "== a first night"
night || fail "the night"
(cd /var/lib/kigen/out/2026-11-24 && sha256sum --quiet -c SHA256SUMS) || fail "its folder"
[ "$(stat -c '%a %U' /var/lib/kigen/ledger.db)" = '640 kigen' ] || fail "the ledger's mode"

echo "== the desk"
apt-get install -q -y --no-install-recommends sudo
install -m 0440 /usr/share/doc/kigen/examples/kigen.sudoers /etc/sudoers.d/kigen
useradd -m -G kigen-desk -s /bin/sh sato
useradd -m -s /bin/sh visitor
desk() { su "$1" -c "$2"; }
desk sato 'sudo -n -u kigen kigen mailing list' | grep -q '^2026-11-24' || fail "sato may not list mailings"
desk sato 'sudo -n -u kigen kigen mailing hold 2026-11-24 --why "wrong envelopes" --by sato' || fail "sato may not hold"
desk sato 'sudo -n -u kigen kigen mailing release 2026-11-24 --by sato' || fail "sato may not release"
if desk sato 'sudo -n -u kigen kigen purge' 2>/dev/null; then fail "sato may purge"; fi
if desk sato 'cat /var/lib/kigen/ledger.db' >/dev/null 2>&1; then fail "sato reads the ledger"; fi
if desk visitor 'sudo -n -u kigen kigen mailing list' 2>/dev/null; then fail "a visitor may list mailings"; fi

echo "== upgrade"
echo '<!-- ours -->' >>/etc/kigen/office.xml
ours=$(sha256sum </etc/kigen/office.xml)
before=$(sum)
dpkg-deb -R kigen_*.deb newer
sed -i 's/^Version: \(.*\)/Version: \1+next/' newer/DEBIAN/control
echo '<!-- theirs -->' >>newer/etc/kigen/office.xml
echo >>newer/etc/kigen/towns.csv
dpkg-deb -b newer newer.deb >/dev/null
apt-get install -q -y -o Dpkg::Options::=--force-confdef ./newer.deb
[ "$ours" = "$(sha256sum </etc/kigen/office.xml)" ] || fail "the office was not kept"
cmp /etc/kigen/towns.csv newer/etc/kigen/towns.csv || fail "what nobody edited is not the new one"
[ "$before" = "$(sum)" ] || fail "the ledger was not kept"
night | grep -q already || [ "$(ls /var/lib/kigen/out)" = 2026-11-24 ] || fail "the night is not known any more"

echo "== remove"
apt-get remove -q -y kigen
[ "$ours" = "$(sha256sum </etc/kigen/office.xml)" ] && [ -s /var/lib/kigen/ledger.db ] || fail "removing took something of the city's"
[ ! -e /usr/bin/kigen ] || fail "the program is still there"

echo "== purge"
touch /etc/kigen/export.xml
apt-get purge -q -y kigen
left=$(find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /root -o -path /tmp -o -path /var/cache -o -path /var/log \) -prune \
    -o -name '*kigen*' -print | grep -v '^/etc/sudoers.d/kigen$' || true)
[ -z "$left" ] || fail "left: $left"
echo "all is well"
