#!/bin/sh
# Installs the Debian packages given that are not there yet, and says which; npm:FOLDER stands for the
# packages of a package-lock.json, which are installed again only when it has changed.
# usage: setup.sh PACKAGE|npm:FOLDER…
set -eu
missing=
folders=
# Asked once for all: dpkg reads its whole list each time.
installed=$(dpkg-query -W -f '${Package} ${Status}\n' "$@" 2>/dev/null |
    sed -n 's/ install ok installed$//p')
for package in "$@"; do
    case "$package" in
    npm:*)
        folder=${package#npm:}
        cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed" && continue
        folders="$folders $folder"
        # Other packages of Node bring npm with them, and refuse Debian's.
        command -v node >/dev/null || missing="$missing nodejs"
        command -v npm >/dev/null || missing="$missing npm"
        continue
        ;;
    esac
    echo "$installed" | grep -qxF "$package" || missing="$missing $package"
done
as_root=
[ "$(id -u)" -eq 0 ] || as_root=sudo
if [ -n "$missing" ]; then
    echo "installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -q
    $as_root apt-get install -q -y --no-install-recommends $missing
fi
for folder in $folders; do
    echo "installing what $folder/package-lock.json names"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error &&
        cp package-lock.json node_modules/.installed)
done
