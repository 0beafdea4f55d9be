#!/bin/sh
# The last commit as a Debian package in FOLDER: a tree of its own, with what packaging needs where Debian looks
# for it. What is not committed is not in it. The time of everything in it is the commit's.
# usage: deb.sh FOLDER [OPTION OF dpkg-buildpackage…]
set -eu
cd "$(dirname "$0")/.."
folder=$1
shift
rm -rf "$folder"
mkdir -p "$folder/kigen"
git archive HEAD | tar -x -C "$folder/kigen"
mv "$folder/kigen/cron/debian" "$folder/kigen/debian"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
cd "$folder/kigen"
dpkg-buildpackage -us -uc "$@" >../build.log 2>&1 || {
    tail -n 40 ../build.log
    exit 1
}
