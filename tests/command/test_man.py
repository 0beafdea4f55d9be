"""The manual pages: mandoc has nothing to say of them, and none of them lacks an option, an element, a value, a column or a code
that the program, the schemas or the ledger have. In Japanese what schemas and ledger say is there too, sentence by sentence."""

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
MAN = os.path.join(ROOT, "cron/man")
PO = os.path.join(MAN, "ja/schemas.po")


def squeeze(text):
    return re.sub(r"\s+", " ", text).strip()


def said(*arguments):
    return subprocess.run([KIGEN, *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def shown(path):
    """As a reader sees it, on one line without breaks."""
    text = subprocess.run(["mandoc", "-Tutf8", "-Owidth=500", path], capture_output=True, text=True, check=True).stdout
    return squeeze(re.sub(r".\x08", "", text))


def comparable(text):
    """Without blanks, and with the signs that a typesetter exchanges alike."""
    return re.sub(r"\s+", "", text).translate(str.maketrans("‘’“”‐−`", "''\"\"--\""))


def documentation(schema):
    """What a schema says of its parts, by itself."""
    tree = ElementTree.parse(os.path.join(ROOT, "schemas", schema + ".xsd")).getroot()
    above = {words: node for node in tree.iter() for words in node.findall(f"{XS}annotation/{XS}documentation")}
    return [squeeze("".join(words.itertext())) for words, node in above.items()
            if node.tag.rsplit("}", 1)[1] in ("element", "attribute", "enumeration", "simpleType", "complexType")]


def entries(po):
    """Of each message of a catalogue what it is in the other language."""
    found = {}
    for block in po.split("\n\n"):
        parts = {"msgid": "", "msgstr": ""}
        into = None
        for line in block.splitlines():
            into = {"msgid": "msgid", "msgstr": "msgstr"}.get(line.split(" ")[0], into if line.startswith('"') else None)
            if into:
                parts[into] += re.search(r'"(.*)"$', line)[1].replace('\\"', '"').replace("\\\\", "\\")
        if parts["msgid"]:
            found[parts["msgid"]] = parts["msgstr"]
    return found


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
        return shown(self.path(name))

    def named(self, name, macro):
        return {re.sub(r"\\&|\\e", lambda found: "\\" if found[0] == "\\e" else "", word)
                for word in re.findall(rf"^\.It {macro} (\S+)", self.source(name), re.M)}

    def test_mandoc_finds_nothing(self):
        pages = sorted(glob.glob(os.path.join(self.folder, "*")))
        self.assertGreater(len(pages), 18)
        done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", *pages], capture_output=True, text=True)
        # Whether the pages that it names are installed is not asked of a folder of our own.
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_groff_sets_each_line_within_a_terminal(self):
        """As Debian's man does, whose warnings lintian reports: a table wider than the screen, say."""
        for page in sorted(glob.glob(os.path.join(self.folder, "*"))):
            done = subprocess.run(["groff", "-k", "-t", "-mandoc", "-Tutf8", "-rLL=78n", "-z", "-wbreak", page], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), page)

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
                self.assertTrue(comparable(row + words) in comparable(options), f"{command} {row}: {words}")
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
            text = comparable(self.shown(name))
            parts = {"element": self.named(name, "Aq Cm"), "attribute": self.named(name, "Fa"), "enumeration": self.named(name, "Li")}
            for schema in schemas:
                tree = ElementTree.parse(os.path.join(ROOT, "schemas", schema + ".xsd")).getroot()
                top = {child.get("name") for child in tree}
                for kind, found in parts.items():
                    asked = {node.get("name") or node.get("value") for node in tree.iter(XS + kind)} - {None}
                    self.assertEqual(asked - found - (top if kind == "element" else set()), set(), f"{schema}.xsd: {kind}")
                for sentence in documentation(schema):
                    self.assertTrue(comparable(sentence) in text, f"{schema}: {sentence}")

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


class Japanese(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = scratch.name
        subprocess.run(["sh", os.path.join(MAN, "pages.sh"), KIGEN, cls.folder, "ja"], check=True, timeout=120)
        with open(PO, encoding="utf-8") as stream:
            cls.told = entries(stream.read())

    def test_groff_breaks_each_line(self):
        """As man shows them; newer ones ask for -mja, which never ends where a column has no room for a sign. groff 1.23 says besides
        that it cannot stretch lines without blanks, and stumbles over headings that are not ASCII."""
        for page in sorted(glob.glob(os.path.join(self.folder, "*"))):
            text = subprocess.run(["preconv", "-e", "utf8", page], capture_output=True, check=True).stdout
            for told in ([], ["-mja"]):
                done = subprocess.run(["timeout", "5", "groff", "-z", "-mandoc", "-Tutf8", "-rLL=78n", *told], input=text, stderr=subprocess.PIPE)
                said = [line for line in done.stderr.splitlines() if b"adjust line" not in line and b"doc-str-tmp2" not in line]
                self.assertEqual((done.returncode, said[:3]), (0, []), (page, told))

    def test_each_sentence_of_schemas_and_ledger_is_in_the_catalogue_and_no_other(self):
        template = subprocess.run(["sh", os.path.join(MAN, "pages.sh"), "--template"], capture_output=True, text=True, check=True)
        wanted = entries(template.stdout)
        self.assertGreater(len(wanted), 800)
        self.assertEqual(sorted(set(wanted) - set(self.told)), [], "make messages, then their Japanese in cron/man/ja/schemas.po")
        self.assertEqual(sorted(set(self.told) - set(wanted)), [], "sentences that no schema says any more")
        self.assertEqual([english for english, text in self.told.items() if not text], [], "no Japanese")
        done = subprocess.run(["msgfmt", "--check-domain", "-o", os.devnull, PO], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        with open(PO, encoding="utf-8") as stream:
            self.assertNotIn("fuzzy", stream.read())

    def test_each_sentence_has_japanese_in_it_and_the_numbers_and_codes_of_the_english_one(self):
        for english, japanese in self.told.items():
            if re.search("[a-z]{3}", english):
                self.assertRegex(japanese, "[ぁ-んァ-ヶ一-龠]", english)
            self.assertEqual(english.count("%s"), japanese.count("%s"), english)
            for code in re.findall(r"\d+(?:[.:-]\d+)*|`[^`]+`|[\w/-]+\.(?:xsd|csv|xml|pdf|json|sql)\b", english):
                self.assertIn(code, japanese, english)

    def test_what_a_schema_says_of_each_part_is_in_the_page_in_japanese(self):
        for page, schemas in SCHEMAS.items():
            text = comparable(shown(os.path.join(self.folder, f"kigen-{page}.5")))
            for schema in schemas:
                for sentence in documentation(schema):
                    self.assertTrue(comparable(self.told[sentence]) in text, f"{schema}: {sentence}")
                    self.assertFalse(re.search("[a-z]{3}", sentence) and comparable(sentence) in text, f"{schema}: {sentence}")

    def test_each_column_of_the_ledger_has_its_words_in_japanese(self):
        with open(os.path.join(self.folder, "kigen-ledger.5"), encoding="utf-8") as stream:
            chapters = re.findall(r"^\.Ss 表 (\w+)\n(.*?)(?=^\.S)", stream.read(), re.M | re.S)
        self.assertGreater(len(chapters), 40)
        for table, text in chapters:
            for column, words in re.findall(r"^\.It Fa (\w+)\n\\&\(.*\)\n\\&(.*)", text, re.M):
                self.assertRegex(words, "[ぁ-んァ-ヶ一-龠]", f"{table}.{column}")
            self.assertEqual(len(re.findall(r"^\.It ", text, re.M)), len(re.findall(r"^\.It Fa \w+\n\\&\(.*\)\n\\&.", text, re.M)), table)

    def said(self, line, po):
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as stream:
            stream.write(po)
            stream.flush()
            return subprocess.run(["awk", "-v", "po=" + stream.name, "-f", os.path.join(MAN, "words.awk")], input=line + "\n",
                                  capture_output=True, text=True, check=True).stdout.rstrip("\n")

    def test_what_the_catalogue_does_not_have_is_said_as_it_is(self):
        day, whole = 'msgid "A day."\nmsgstr "日。"\n', 'msgid "A "\n"day."\nmsgstr ""\n"日、"\n"一日。"\n'
        for told, line, po, expected in (
                ("one that it has", "\\&\tA day.\t\t", day, "\\&日。"),
                ("one that it lacks", "\\&\tThe day.\t\t", day, "\\&The day."),
                ("one without other words", "\\&\tA day.\t\t", 'msgid "A day."\nmsgstr ""\n', "\\&A day."),
                ("one that nobody has looked at", "\\&\tA day.\t\t", "#, fuzzy\n" + day, "\\&A day."),
                ("one behind such a one", "\\&\tA day.\t\t", '#, fuzzy\nmsgid "The day."\nmsgstr "夜"\n\n' + day, "\\&日。"),
                ("one in pieces", "\\&\tA day.\t\t", whole, "\\&日、一日。"),
                ("what stands between two", "(\tA day.\t\t, \tA day.\t\t)", day, "(日。, 日。)"),
                ("what stands in one", ".Ss \tA day %s.\t\\d\t", 'msgid "A day %s."\nmsgstr "%s の日"\n', ".Ss \\ed の日"),
                ("a value alone", "\\&\t\t[\\d]\t", day, "\\&[\\ed]"),
                ("quotes and slashes", '\\&\tA "d\\".\t\t', 'msgid "A \\"d\\\\\\"."\nmsgstr "「\\"\\\\」"\n', '\\&「"\\e」'),
                ("two sentences", "\\&\tA day.\t\t", 'msgid "A day."\nmsgstr "日(夜。朝)。次。"\n', "\\&日(夜。朝)。\n\\&次。"),
                ("a macro", ".Fa day", day, ".Fa day")):
            with self.subTest(told):
                self.assertEqual(self.said(line, po), expected)


if __name__ == "__main__":
    unittest.main()
