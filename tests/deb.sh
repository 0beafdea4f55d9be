#!/bin/sh
# The Debian package of the last commit on a bare machine of each release: built twice at two places, which must give
# the same bytes; lintian, which must find nothing; then in a system that knows nothing but the package what an
# administrator does with it (tests/deb_try.sh). What is fetched is kept. Needs root and debootstrap.
# usage: BUILD=build deb.sh RELEASE…     (MIRROR=http://deb.debian.org/debian)
set -eu
cd "$(dirname "$0")/.."
folder=$(mkdir -p "${BUILD:-build}/chroots/packages" && cd "${BUILD:-build}/chroots" && pwd)
packages=${PACKAGES_CACHE:-$folder/packages}
mirror=${MIRROR:-http://deb.debian.org/debian}

# Runs a line of shell in the system $1.
run_in() {
    # shellcheck disable=SC2016 # the inner shell's own
    unshare --mount --pid --fork sh -eu -c '
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        exec chroot "$1" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
            SOURCE_DATE_EPOCH="$3" sh -euc "$2"' sh "$1" "$2" "$(git log -1 --format=%ct)"
}

# What the lintian of a release says that is of that release: one package goes to both, by the policy of the first.
# trixie: the policy is newer; groff 1.23 speaks of each heading that is
# not ASCII (doc-prepare-section-heading of its mdoc), while 1.22 has seen the same pages.
excused() {
    case $1 in
    bookworm) ;;
    *) echo out-of-date-standards-version,groff-message ;;
    esac
}

try_release() {
    release=$1 bare=$folder/deb.$1 builder=$folder/deb.$1.builder
    rm -rf --one-file-system "$bare" "$builder"
    debootstrap --variant=minbase --include=ca-certificates --cache-dir="$packages" "$release" "$bare" "$mirror" \
        >"$bare.debootstrap.log" 2>&1
    cp /etc/resolv.conf "$bare/etc/resolv.conf"
    cp /etc/ssl/certs/ca-certificates.crt "$bare/etc/ssl/certs/ca-certificates.crt"
    cp -a "$bare" "$builder"
    for place in one another/place; do
        mkdir -p "$builder/root/$place/kigen"
        git archive HEAD | tar -x -C "$builder/root/$place/kigen"
        mv "$builder/root/$place/kigen/cron/debian" "$builder/root/$place/kigen/debian"
    done
    echo "$release: building"
    run_in "$builder" '
        echo "deb-src '"$mirror $release"' main" >> /etc/apt/sources.list
        apt-get update -q
        apt-get install -q -y --no-install-recommends build-essential debhelper
        cd /root/one/kigen && apt-get build-dep -q -y --no-install-recommends .
        dpkg-buildpackage -us -uc
        cd /root/another/place/kigen && dpkg-buildpackage -us -uc
        cd /root/one && for file in *.deb *.dsc *.tar.xz; do cmp "$file" "/root/another/place/$file"; done'
    echo "$release: built twice, the same bytes"
    run_in "$builder" 'apt-get install -q -y --no-install-recommends lintian'
    lintian="cd /root/one && lintian --allow-root -EIL +pedantic --suppress-tags '$(excused "$release")' \
        --fail-on error,warning,info,pedantic,experimental *.changes"
    run_in "$builder" "$lintian"
    echo "$release: lintian has nothing to say"
    cp "$builder"/root/one/kigen_*.deb tests/deb_try.sh "$bare/root"
    run_in "$bare" 'apt-get update -q && sh /root/deb_try.sh'
    echo "$release: installed, a night, upgraded, removed, purged"
    cp "$builder"/root/one/kigen_*.deb "$folder/"
}

failed=
for release in "$@"; do
    begun=$(date +%s)
    # Not in a condition, for there set -e would not hold.
    (try_release "$release") >"$folder/deb.$release.log" 2>&1 &
    wait $! && result=ok || { result=FAILED failed="$failed $release" && tail -n 60 "$folder/deb.$release.log"; }
    grep "^$release: " "$folder/deb.$release.log" || true
    echo "$result $release: $((($(date +%s) - begun) / 60)) min; $folder/deb.$release.log"
done
[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
