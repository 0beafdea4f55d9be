#!/bin/sh
# What the README promises of a bare machine, tried on one: for each release a new Debian with nothing but
# make and a compiler, the last commit in it, then `make demo` and `make check` as a new user types them,
# with an empty environment. A machine that has been worked on hides packages that a list forgot.
# Mounts and processes are in namespaces of their own and end with it. Needs root and debootstrap.
# usage: BUILD=build chroots.sh RELEASE…     (MIRROR=http://deb.debian.org/debian, TRY="demo check")
set -eu
cd "$(dirname "$0")/.."
home=$(pwd)
folder=$(mkdir -p "${BUILD:-build}/chroots" && cd "${BUILD:-build}/chroots" && pwd)
mirror=${MIRROR:-http://deb.debian.org/debian}
try=${TRY:-demo check}

# A new system in $1, of release $2; what was fetched once is kept beside it.
new_system() {
    rm -rf --one-file-system "$1"
    mkdir -p "$1" "$folder/packages"
    debootstrap --variant=minbase --include=make,gcc,libc6-dev,ca-certificates --cache-dir="$folder/packages" \
        "$2" "$1" "$mirror" >"$1.debootstrap.log" 2>&1 || {
        tail -n 20 "$1.debootstrap.log"
        return 1
    }
    cp /etc/resolv.conf "$1/etc/resolv.conf"
    # A house with a certificate of its own between itself and the registries has it here too.
    cp /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/ca-certificates.crt"
    mkdir -p "$1/root/kigen"
    git -C "$home" archive HEAD | tar -x -C "$1/root/kigen"
}

# Runs `make $2` in $1 as root's first login would.
run_in() {
    # shellcheck disable=SC2016 # the inner shell's own
    unshare --mount --pid --fork sh -eu -c '
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        exec chroot "$1" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
            sh -c "cd /root/kigen && exec make $2"' sh "$1" "$2"
}

failed=
for release in "$@"; do
    root=$folder/$release
    begun=$(date +%s)
    new_system "$root" "$release" || { failed="$failed $release:debootstrap"; continue; }
    for target in $try; do
        log=$folder/$release.$target.log
        if run_in "$root" "$target" >"$log" 2>&1; then result=ok; else
            result=FAILED
            failed="$failed $release:$target"
            grep -A 40 -E '^FAILED|Error' "$log" | head -n 200 || true
        fi
        echo "$result $release make $target: $(tail -n 1 "$log")"
    done
    echo "$release: $((($(date +%s) - begun) / 60)) min; logs in $folder"
done
[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
