"""`make install` into a folder of its own: a whole office at first, and nothing of what an office has edited lost by the next
one, nor by `make uninstall`."""

import os
import subprocess
import tempfile
import unittest

BUILD = os.environ.get("BUILD", "build")
TEMPLATES = ("letter.xml", "page.html", "text/ja.xml", "text/vi.xml")


class Install(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = scratch.name
        self.said = self.install()

    def install(self, *settings, target="install"):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        answer = subprocess.run(["make", "--no-print-directory", target, f"DESTDIR={self.root}", f"BUILD={BUILD}", *settings],
                                capture_output=True, text=True, timeout=600, env=environment)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        return answer.stdout

    def etc(self, name):
        return os.path.join(self.root, "etc/kigen", name)

    def test_what_is_installed_is_in_order_where_it_lies(self):
        kigen = os.path.join(self.root, "usr/bin/kigen")
        answer = subprocess.run([kigen, "check", "--office", self.etc("office.xml")], capture_output=True, text=True, timeout=300)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        self.assertNotIn(os.getcwd(), answer.stdout)
        for name in ("man1/kigen.1", "man1/kigen-run.1", "man5/kigen-office.5", "man7/kigen-codes.7", "man7/kigen-operation.7",
                     "ja/man7/kigen-operation.7", "../bash-completion/completions/kigen"):
            self.assertTrue(os.path.isfile(os.path.join(self.root, "usr/share/man", name)), name)
        for name in TEMPLATES:
            self.assertTrue(os.path.isfile(self.etc(os.path.join("templates", name))), name)
        self.assertFalse(os.path.exists(self.etc("templates/report.html")))
        self.assertNotIn("kept", self.said)

    def test_descriptions_and_the_example_of_another_city_come_along(self):
        share = os.path.join(self.root, "usr/share/kigen")
        for name in ("exports/standard.xml", "exports/vendor.xml", "examples/ichinomiya/export.xml"):
            self.assertTrue(os.path.isfile(os.path.join(share, name)), name)
        office = os.path.join(share, "examples/ichinomiya/office.xml")
        answer = subprocess.run([os.path.join(self.root, "usr/bin/kigen"), "check", "--office", office, "--from",
                                 os.path.join(share, "examples/ichinomiya/drop"), "--date", "2026-11-24"],
                                capture_output=True, text=True, timeout=300)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        self.assertIn("a night could run", answer.stdout)

    def test_the_same_again_leaves_nothing_beside(self):
        self.assertNotIn("kept", self.install())
        left = [name for folder, _, names in os.walk(self.etc("")) for name in names if name.endswith(".new")]
        self.assertEqual(left, [])

    def test_what_an_office_edited_is_kept_and_the_new_one_put_beside(self):
        edited = ["office.xml", "holidays.csv", "towns.csv", "templates/letter.xml", "templates/text/ja.xml"]
        originals = {}
        for name in edited:
            with open(self.etc(name), "rb") as stream:
                originals[name] = stream.read()
            with open(self.etc(name), "ab") as stream:
                stream.write(b"<!-- ours -->\n")
        said = self.install()
        for name in edited:
            with open(self.etc(name), "rb") as stream:
                self.assertEqual(stream.read(), originals[name] + b"<!-- ours -->\n", name)
            with open(self.etc(name + ".new"), "rb") as stream:
                self.assertEqual(stream.read(), originals[name], name)
            self.assertIn(f"kept {self.etc(name)}; the new one is {self.etc(name)}.new", said)
        # Taken over: the next one finds nothing to put beside.
        os.rename(self.etc("office.xml.new"), self.etc("office.xml"))
        self.install()
        self.assertFalse(os.path.exists(self.etc("office.xml.new")))

    def left(self):
        return sorted(os.path.join(folder, name) for folder, _, names in os.walk(self.root) for name in names)

    def test_uninstalling_takes_all_but_what_an_office_edited(self):
        with open(self.etc("towns.csv"), "ab") as stream:
            stream.write(b"ours\n")
        self.install()
        os.makedirs(os.path.join(self.root, "var/lib/kigen"))
        ledger = os.path.join(self.root, "var/lib/kigen/ledger.db")
        with open(ledger, "w", encoding="ascii"):
            pass
        said = self.install(target="uninstall")
        self.assertEqual(self.left(), [self.etc("towns.csv"), ledger])
        self.assertIn(f"kept {self.etc('towns.csv')}, which was edited", said)
        for name in ("usr/share/kigen", "usr/share/doc/kigen", "etc/kigen/templates"):
            self.assertFalse(os.path.exists(os.path.join(self.root, name)), name)
        self.assertNotIn("kept", self.install(target="uninstall").replace("kept " + self.etc("towns.csv"), ""))

    def test_another_prefix_holds_all_but_the_settings(self):
        self.install(target="uninstall")
        self.install("PREFIX=/opt/city")
        share = os.path.join(self.root, "opt/city/share/kigen/examples/ichinomiya")
        for path in self.left():
            self.assertTrue(path.startswith((os.path.join(self.root, "opt/city/"), self.etc(""))), path)
        with open(os.path.join(self.root, "opt/city/lib/systemd/system/kigen.service"), encoding="utf-8") as stream:
            self.assertIn("\nExecStart=/opt/city/bin/kigen run ", stream.read())
        with open(os.path.join(self.root, "opt/city/share/man/man1/kigen.1"), encoding="utf-8") as stream:
            page = stream.read()
        self.assertIn("/opt/city/share/kigen/exports/", page)
        self.assertNotIn("/usr/", page)
        answer = subprocess.run([os.path.join(self.root, "opt/city/bin/kigen"), "check", "--office", os.path.join(share, "office.xml"),
                                 "--from", os.path.join(share, "drop"), "--date", "2026-11-24"],
                                capture_output=True, text=True, timeout=300)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        self.install("PREFIX=/opt/city", target="uninstall")
        self.assertEqual(self.left(), [])


if __name__ == "__main__":
    unittest.main()
