"""The manual pages: mandoc has nothing to say of them, and none of them lacks an option, an element, a value, a column or a code
that the program, the schemas or the ledger have."""

import glob
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
KIGEN = os.path.join(BUILD, "kigen")
XS = "{http://www.w3.org/2001/XMLSchema}"
SCHEMAS = {"office": ["office"], "export": ["export"], "register": ["register", "cards"], "letter": ["template", "text"]}


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def said(*arguments):
    return subprocess.run([KIGEN, *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = scratch.name
        subprocess.run(["sh", os.path.join(ROOT, "cron/man/pages.sh"), KIGEN, cls.folder], check=True, timeout=120)
        cls.commands = dict(re.findall(r"^  ([a-z]+) +(.*)$", said("--help"), re.M))

    def path(self, name):
        path = os.path.join(self.folder, name)
        self.assertTrue(os.path.isfile(path), name)
        return path

    def source(self, name):
        with open(self.path(name), encoding="utf-8") as stream:
            return stream.read()

    def shown(self, name):
        """As a reader sees it, on one line without breaks."""
        text = subprocess.run(["mandoc", "-Tutf8", "-Owidth=500", self.path(name)], capture_output=True, text=True, check=True).stdout
        return squeeze(re.sub(r".\x08", "", text))

    def named(self, name, macro):
        return {re.sub(r"\\&|\\e", lambda found: "\\" if found[0] == "\\e" else "", word)
                for word in re.findall(rf"^\.It {macro} (\S+)", self.source(name), re.M)}

    def test_mandoc_finds_nothing(self):
        pages = sorted(glob.glob(os.path.join(self.folder, "*")))
        self.assertGreater(len(pages), 18)
        done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", *pages], capture_output=True, text=True)
        # Whether the pages that it names are installed is not asked of a folder of our own.
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_what_cannot_be_filled_in_makes_no_page(self):
        tools = os.path.join(self.folder, "..", os.path.basename(self.folder) + ".tools")
        self.addCleanup(shutil.rmtree, tools)
        os.makedirs(tools)
        os.symlink("/bin/false", os.path.join(tools, "xsltproc"))
        done = subprocess.run(["sh", os.path.join(ROOT, "cron/man/pages.sh"), KIGEN, os.path.join(tools, "man")], timeout=120,
                              env={**os.environ, "PATH": tools + ":" + os.environ["PATH"]})
        self.assertNotEqual(done.returncode, 0)

    def test_each_page_that_one_names_is_there(self):
        for page in os.listdir(self.folder):
            for name, section in re.findall(r"^\.(?:It )?Xr (kigen\S*) (\d)", self.source(page), re.M):
                self.path(f"{name}.{section}")

    def test_each_command_has_a_page_and_stands_in_the_first(self):
        self.assertGreater(len(self.commands), 11)
        for command, does in self.commands.items():
            self.assertIn(f"kigen-{command} – {does}", self.shown(f"kigen-{command}.1"))
            self.assertIn(f"kigen-{command}(1) {does}", self.shown("kigen.1"))

    def test_each_option_has_its_words(self):
        for command in self.commands:
            page = self.shown(f"kigen-{command}.1")
            rows = re.findall(r"^  (--\S+(?: \S+)*?)  +(.*(?:\n {8,}.*)*)", said(command, "--help"), re.M)
            self.assertGreaterEqual(len(rows), 3, command)
            options = page[page.index("The options are"):page.index("EXIT STATUS")]
            for row, words in rows:
                self.assertTrue(self.comparable(row + words) in self.comparable(options), f"{command} {row}: {words}")
            self.assertEqual(len(re.findall(r"^\.It Fl ", self.source(f"kigen-{command}.1"), re.M)), len(rows), command)

    def test_each_way_to_call_it_is_in_the_synopsis(self):
        for command in self.commands:
            page = self.shown(f"kigen-{command}.1")
            synopsis = page[page.index("SYNOPSIS ") + 9:page.index(" DESCRIPTION")]
            usage = squeeze(said(command, "--help").split("\n\n")[0]).replace("usage: ", "")
            self.assertEqual(re.sub(r" ?\| ?", "|", synopsis), re.sub(r" ?\| ?", "|", usage))

    def test_all_that_help_says_is_in_the_page(self):
        for command in self.commands:
            page = self.shown(f"kigen-{command}.1")
            about = said(command, "--help").split("\n\n", 1)[1]
            about = about[:about.index("\n  --")]
            for word in set(re.findall(r"[A-Za-z.,]{4,}", about)):
                self.assertIn(word, page, command)

    def test_the_schemas_have_each_part_in_a_page(self):
        for page, schemas in SCHEMAS.items():
            name = f"kigen-{page}.5"
            text = self.comparable(self.shown(name))
            parts = {"element": self.named(name, "Aq Cm"), "attribute": self.named(name, "Fa"), "enumeration": self.named(name, "Li")}
            for schema in schemas:
                tree = ElementTree.parse(os.path.join(ROOT, "schemas", schema + ".xsd")).getroot()
                top = {child.get("name") for child in tree}
                for kind, found in parts.items():
                    asked = {node.get("name") or node.get("value") for node in tree.iter(XS + kind)} - {None}
                    self.assertEqual(asked - found - (top if kind == "element" else set()), set(), f"{schema}.xsd: {kind}")
                above = {words: node for node in tree.iter() for words in node.findall(f"{XS}annotation/{XS}documentation")}
                for words in above:
                    if above[words].tag.rsplit("}", 1)[1] in ("element", "attribute", "enumeration", "simpleType", "complexType"):
                        sentence = squeeze("".join(words.itertext()))
                        self.assertTrue(self.comparable(sentence) in text, f"{schema}: {sentence}")

    @staticmethod
    def comparable(text):
        """Without blanks, and with the signs that a typesetter exchanges alike."""
        return re.sub(r"\s+", "", text).translate(str.maketrans("‘’“”‐−`", "''\"\"--\""))

    def test_the_ledger_has_each_table_and_column_in_its_page(self):
        with open(os.path.join(ROOT, "schemas/ledger.sql"), encoding="utf-8") as stream:
            ledger = sqlite3.connect(":memory:")
            ledger.executescript(stream.read())
        chapters = dict(re.findall(r"^\.Ss The (?:table|view) (\w+)\n(.*?)(?=^\.S)", self.source("kigen-ledger.5"), re.M | re.S))
        tables = [name for name, in ledger.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")]
        self.assertEqual(sorted(chapters), sorted(tables))
        for table in tables:
            columns = [row[1] for row in ledger.execute(f"PRAGMA table_info({table})")]
            self.assertEqual(re.findall(r"^\.It Fa (\w+)", chapters[table], re.M), columns, table)
            for column in columns:
                self.assertRegex(chapters[table], rf"(?m)^\.It Fa {column}\n\\&\(.*\)\n\\&\S", f"{table}.{column} has no words")


if __name__ == "__main__":
    unittest.main()
