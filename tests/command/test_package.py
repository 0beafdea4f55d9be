"""What the Debian package says of itself is what the tree says; and the bill of materials names what the program loads. The
package itself is built and tried by `make deb-check`."""

import json
import os
import re
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KIGEN = os.path.join(os.path.abspath(os.environ.get("BUILD", "build")), "kigen")


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as stream:
        return stream.read()


def variable(name):
    return re.search(rf"^{name} = ((?:.*\\\n)*.*)$", read("Makefile"), re.M)[1].replace("\\\n", " ").split()


def field(name):
    """Names of packages without versions, profiles and substitutions."""
    text = re.search(rf"^{name}:((?:.*\n)(?: .*\n)*)", read("cron/debian/control"), re.M)[1]
    return [re.sub(r"[ (<].*", "", entry.strip()) for entry in text.replace("\n", " ").split(",") if "$" not in entry]


class Package(unittest.TestCase):
    def test_it_has_the_programs_version(self):
        version = subprocess.run([KIGEN, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
        self.assertEqual(re.match(r"kigen \((\S+)\)", read("cron/debian/changelog"))[1], version)

    def test_it_builds_with_what_make_setup_installs(self):
        wanted = {"pkgconf" if name == "pkg-config" else name for name in variable("PACKAGES")}
        self.assertEqual({name for name in field("Build-Depends") if not name.startswith(("debhelper", "dh-"))}, wanted)

    def test_it_brings_the_fonts_and_time_zones_that_the_templates_and_the_office_need(self):
        self.assertEqual({name for name in field("Depends") if name.startswith(("fonts-", "tzdata"))},
                         {name for name in variable("PACKAGES") if name.startswith(("fonts-", "tzdata"))})

    def test_its_copyright_tells_the_same_files_as_reuse(self):
        self.assertEqual(*(re.findall(r"^Files: (.*)$", read(path), re.M) for path in ("cron/licences/dep5", "cron/debian/copyright")))
        for name in re.findall(r"^License: (\S+)$", read("cron/licences/dep5"), re.M):
            self.assertTrue(read("LICENSE" if name == "MIT" else f"cron/licences/{name}.txt"))
        licence = re.sub(r"\s+", " ", read("LICENSE").split("\n\n", 2)[2]).strip()
        self.assertIn(licence, re.sub(r"\s+", " ", read("cron/debian/copyright").replace("\n .\n", "\n")))

    def test_no_line_is_longer_than_lintian_lets_pass(self):
        """Found by `make deb-check` only, which is not run every day."""
        for at, _, names in os.walk(os.path.join(ROOT, "cron")):
            for name in names:
                if not name.endswith((".png", ".csv", ".json")):
                    for number, line in enumerate(read(os.path.join(at, name)).split("\n"), 1):
                        self.assertLessEqual(len(line), 512, f"{at}/{name}:{number}")

    def test_only_purging_takes_something_of_the_citys(self):
        script = read("cron/debian/postrm")
        guarded = re.search(r'^if \[ "\$1" = purge \]; then\n(.*?)^fi$', script, re.M | re.S)
        self.assertNotRegex(script.replace(guarded[0], ""), r"(?m)^[^#]*\b(rm|rmdir|find)\b")

    def sbom(self):
        return subprocess.run(["sh", os.path.join(ROOT, "cron/sbom.sh"), KIGEN, "1.2"], capture_output=True, text=True, check=True,
                              env={**os.environ, "SOURCE_DATE_EPOCH": "86400"}).stdout

    def test_the_bill_of_materials_names_what_the_program_asks_for(self):
        text = self.sbom()
        self.assertEqual(text, self.sbom())
        bill = json.loads(text)
        self.assertEqual((bill["bomFormat"], bill["specVersion"], bill["metadata"]["timestamp"]), ("CycloneDX", "1.4", "1970-01-02T00:00:00Z"))
        parts = {part["bom-ref"]: part for part in bill["components"]}
        self.assertEqual(len(parts), len(bill["components"]))
        direct = {parts[ref]["name"] for ref in bill["dependencies"][0]["dependsOn"]}
        for name in direct:
            version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True).stdout
            self.assertEqual({part["version"] for part in parts.values() if part["name"] == name}, {version})
        asked = re.findall(r"NEEDED +(\S+)", subprocess.run(["objdump", "-p", KIGEN], capture_output=True, text=True, check=True).stdout)
        self.assertGreater(len(asked), 12)
        for library in asked:
            stem = re.match(r"lib([a-z]+)", library)[1]
            self.assertTrue(any(stem in name for name in direct) or stem in ("c", "m", "z", "gcc", "gobject", "ubsan", "asan"), library)
        self.assertLessEqual({"zlib1g", "libc6", "fonts-noto-cjk"}, direct)


if __name__ == "__main__":
    unittest.main()
