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

# "PACKAGE VERSION direct|loaded", a line each.
components() {
    ldd "$kigen" | sed -n 's/^[[:space:]]*\([^ ]*\) => \([^ ]*\) .*/\1 \2/p' | while read -r name path; do
        real=$(readlink -f "$path")
        # dpkg knows a file by the place where it was unpacked, before /lib became a link.
        package=$(dpkg-query -S "$path" 2>/dev/null || dpkg-query -S "$real" 2>/dev/null ||
            dpkg-query -S "${real#/usr}" 2>/dev/null || dpkg-query -S "/usr$path")
        package=${package%%: *}
        kind=loaded
        case "
$asked
" in *"
$name
"*) kind=direct ;; esac
        dpkg-query -W -f '${Package} ${Version} '"$kind"'\n' "$package"
    done
    for font in fonts-ipamj-mincho fonts-morisawa-bizud-gothic fonts-noto-cjk fonts-noto-core; do
        dpkg-query -W -f '${Package} ${Version} direct\n' "$font" 2>/dev/null || echo "$font - direct"
    done
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
