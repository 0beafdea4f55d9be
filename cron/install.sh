#!/bin/sh
# What belongs where on a machine, said once: `make install` puts it there, `make uninstall` takes it away.
# What an office edits (all of /etc/kigen) is never overwritten nor, once edited, removed: the project's own
# is put beside it as FILE.new. Ledger and folders (/var/lib/kigen) are not touched by either.
# usage: BUILD=build DESTDIR= PREFIX=/usr install.sh install|uninstall
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build} root=${DESTDIR:-} prefix=${PREFIX:-/usr}
share=$prefix/share/kigen doc=$prefix/share/doc/kigen
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# One file as it is: MODE FROM TO.
files() {
    echo "0755 $build/kigen $prefix/bin/kigen"
    for file in schemas/*; do echo "0644 $file $share/$file"; done
    for file in cron/exports/*; do echo "0644 $file $share/exports/${file##*/}"; done
    for file in cron/hooks/*; do echo "0755 $file $share/hooks/${file##*/}"; done
    echo "0755 cron/night.sh $prefix/libexec/kigen/night"
    echo "0755 cron/hooks.sh $prefix/libexec/kigen/hooks"
    for file in cron/watch/*; do echo "0644 $made/${file##*/} $doc/examples/${file##*/}"; done
    for city in cron/examples/*/; do
        name=$(basename "$city")
        for file in "$city"*.csv "$city"export.xml; do echo "0644 $file $share/examples/$name/${file##*/}"; done
        for file in "$city"drop/*; do echo "0644 $file $share/examples/$name/drop/${file##*/}"; done
        echo "0644 $made/$name.xml $share/examples/$name/office.xml"
    done
    for page in "$build"/man/*; do
        echo "0644 $made/${page##*/} $prefix/share/man/man${page##*.}/${page##*/}"
    done
    for page in "$build"/man-ja/*; do
        echo "0644 $made/ja/${page##*/} $prefix/share/man/ja/man${page##*.}/${page##*/}"
    done
    echo "0644 $build/kigen.bash $prefix/share/bash-completion/completions/kigen"
    echo "0644 README.md $doc/README.md"
    echo "0644 README.ja.md $doc/README.ja.md"
    for file in cron/pictures/*; do echo "0644 $file $doc/$file"; done
    echo "0644 LICENSE $doc/LICENSE"
    echo "0644 $made/crontab $doc/examples/crontab"
    echo "0644 cron/kigen.sysusers $prefix/lib/sysusers.d/kigen.conf"
    echo "0644 cron/kigen.tmpfiles $prefix/lib/tmpfiles.d/kigen.conf"
    for unit in "$made"/kigen*.service "$made"/kigen*.timer; do
        case "$unit" in */kigen-failed@*) continue ;; esac
        echo "0644 $unit $prefix/lib/systemd/system/${unit##*/}"
    done
}

# What an office edits, likewise.
settings() {
    echo "0644 $made/office.xml /etc/kigen/office.xml"
    for file in holidays.csv towns.csv; do echo "0644 cron/$file /etc/kigen/$file"; done
    for file in templates/*.* templates/text/*; do
        case $file in templates/report.*) ;; *) echo "0644 $file /etc/kigen/$file" ;; esac
    done
}

# Those that name others by where they are in the tree name them where they come to lie.
make_local() {
    up=$(echo "$share/examples/city" | sed 's|/[^/]*|../|g')
    sed 's|"\.\./templates"|"templates"|' cron/kasugai.xml >"$made/office.xml"
    for city in cron/examples/*/; do
        sed "s|\"\.\./\.\./holidays|\"${up}etc/kigen/holidays|; s|\"\.\./\.\./\.\./templates|\"${up}etc/kigen/templates|" \
            "$city"office.xml >"$made/$(basename "$city").xml"
    done
    mkdir -p "$made/ja"
    for file in cron/crontab cron/*.service cron/*.timer cron/watch/* "$build"/man/* "$build"/man-ja/*; do
        to=$made/${file##*/}
        case $file in "$build"/man-ja/*) to=$made/ja/${file##*/} ;; esac
        sed "s|/usr/bin/kigen|$prefix/bin/kigen|g; s|/usr/libexec/kigen|$prefix/libexec/kigen|g; s|/usr/share/|$prefix/share/|g" \
            "$file" >"$to"
    done
    # Of several cities each has a folder of its own of everything; its service is otherwise the same.
    sed 's|^Description=.*|&, of %i|; s|@before|@before-%i|g; s|@after|@after-%i|; s|@failed\.|@failed-%i.|
        s|^\(ExecStart=.*\)/srv/register-export|\1/srv/register-export/%i --office /etc/kigen/%i/office.xml \\\
    --ledger /var/lib/kigen/%i/ledger.db --out /var/lib/kigen/%i/out|
        s|^StateDirectory=kigen|&/%i|' "$made/kigen.service" >"$made/kigen@.service"
}

put() { # MODE FROM TO
    [ -d "${3%/*}" ] || install -d "${3%/*}"
    install -m "$1" "$2" "$3"
}

# Takes a file away, and the folders that are empty by that, ours only.
take() {
    rm -f "$1"
    folder=${1%/*}
    while case "$folder" in */kigen | */kigen/*) true ;; *) false ;; esac; do
        rmdir "$folder" 2>/dev/null || return 0
        folder=${folder%/*}
    done
}

make_local
case ${1:-} in
install)
    files | while read -r mode from to; do put "$mode" "$from" "$root$to"; done
    settings | while read -r mode from to; do
        to=$root$to
        if [ ! -e "$to" ]; then put "$mode" "$from" "$to"
        elif cmp -s "$from" "$to"; then rm -f "$to.new"
        else
            put "$mode" "$from" "$to.new"
            echo "kept $to; the new one is $to.new"
        fi
    done
    ;;
uninstall)
    files | while read -r mode from to; do take "$root$to"; done
    settings | while read -r mode from to; do
        to=$root$to
        if cmp -s "$from" "$to"; then take "$to"; elif [ -e "$to" ]; then echo "kept $to, which was edited"; fi
        take "$to.new"
    done
    ;;
*)
    echo "usage: install.sh install|uninstall" >&2
    exit 64
    ;;
esac
