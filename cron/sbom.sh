#!/bin/sh
# What a built program is made of, as a CycloneDX document on standard output: every library that it loads, by
# Debian package and version, whether it asks for it itself, and the fonts that its letters are set in. The
# same build gives the same bytes: the time is the commit's (SOURCE_DATE_EPOCH).
# usage: sbom.sh KIGEN VERSION
set -eu
export LC_ALL=C
kigen=$1 version=$2
asked=$(objdump -p "$kigen" | sed -n 's/^ *NEEDED *//p')
architecture=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# "PACKAGE VERSION direct|loaded", a line each. dpkg is asked once, since it reads all its lists each time; it knows
# a file by the place where it was unpacked, which may be before /lib became a link.
components() {
    libraries=$(ldd "$kigen" | sed -n 's/^[[:space:]]*\([^ ]*\) => \([^ ]*\) .*/\1 \2/p')
    echo "$libraries" | while read -r name path; do
        real=$(readlink -f "$path")
        kind=loaded
        case "
$asked
" in *"
$name
"*) kind=direct ;; esac
        for place in "$path" "$real" "/usr$path" "${real#/usr}"; do echo "$place $kind"; done
    done | sort -u >"$work/places"
    # shellcheck disable=SC2046 # a list of paths without blanks
    dpkg-query -S $(cut -d' ' -f1 "$work/places") 2>/dev/null | sed 's/^\([^:,]*\)[^ ]*: /\1 /' >"$work/owners" || true
    awk 'NR == FNR { kind[$1] = $2; next } { print $1, kind[$2] }' "$work/places" "$work/owners" >"$work/named"
    for font in fonts-ipamj-mincho fonts-morisawa-bizud-gothic fonts-noto-cjk fonts-noto-core; do
        echo "$font direct" >>"$work/named"
    done
    # shellcheck disable=SC2046 # a list of names
    dpkg-query -W -f '${Package} ${Version}\n' $(cut -d' ' -f1 "$work/named" | sort -u) 2>/dev/null >"$work/versions" || true
    awk 'NR == FNR { version[$1] = $2; next } { print $1, ($1 in version) ? version[$1] : "-", $2 }' "$work/versions" "$work/named"
}

components | sort -u | awk -v kigen="$version" -v architecture="$architecture" \
    -v when="$(date -u -d "@${SOURCE_DATE_EPOCH:-0}" +%Y-%m-%dT%H:%M:%SZ)" '
    # A package of which one library is asked for and others are loaded is asked for.
    { version[$1] = $2; if ($3 == "direct") direct[$1] = 1; if (!($1 in seen)) { seen[$1] = 1; order[++count] = $1 } }
    function purl(name) {
        number = version[name]
        gsub(/\+/, "%2B", number)
        gsub(/~/, "%7E", number)
        gsub(/:/, "%3A", number)
        return "pkg:deb/debian/" name (number == "-" ? "" : "@" number) "?arch=" architecture
    }
    END {
        print "{"
        print "  \"bomFormat\": \"CycloneDX\","
        print "  \"specVersion\": \"1.4\","
        print "  \"version\": 1,"
        print "  \"metadata\": {"
        print "    \"timestamp\": \"" when "\","
        print "    \"component\": {\"type\": \"application\", \"bom-ref\": \"kigen\", \"name\": \"kigen\", \"version\": \"" kigen "\"," \
            " \"licenses\": [{\"license\": {\"id\": \"MIT\"}}]}"
        print "  },"
        print "  \"components\": ["
        for (i = 1; i <= count; i++)
            print "    {\"type\": \"" (order[i] ~ /^fonts-/ ? "file" : "library") "\", \"bom-ref\": \"" purl(order[i]) "\", \"name\": \"" order[i] "\"" \
                (version[order[i]] == "-" ? "" : ", \"version\": \"" version[order[i]] "\"") ", \"purl\": \"" purl(order[i]) "\"}" (i < count ? "," : "")
        print "  ],"
        print "  \"dependencies\": ["
        printf "    {\"ref\": \"kigen\", \"dependsOn\": ["
        for (i = 1; i <= count; i++)
            if (order[i] in direct) printf "%s\"%s\"", said++ ? ", " : "", purl(order[i])
        print "]}"
        print "  ]"
        print "}"
    }'
