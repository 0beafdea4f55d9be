"""Small registers and nights for the tests: a resident is a few words, a night a folder."""

import contextlib
import copy
import csv
import functools
import hashlib
import io
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from unittest import mock
from xml.sax.saxutils import escape, quoteattr

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
KIGEN = os.path.join(BUILD, "kigen")
MAKE_REGISTER = os.path.join(BUILD, "make-register")
OFFICE = os.path.abspath("cron/kasugai.xml")


@functools.cache
def contract_code():
    with open(os.path.join(os.path.dirname(__file__), "contract.py"), encoding="utf-8") as file:
        return compile(file.read(), "contract.py", "exec")


@functools.cache
def told_headings(catalogue):
    """The names of the lists' columns by what the catalogue calls them."""
    with open(catalogue, encoding="utf-8") as file:
        return {told: name for name, told in
                re.findall(r'msgctxt "csv_heading"\nmsgid "(.*)"\nmsgstr "(.*)"', file.read())}


def attributes(values):
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value is not None)


class Resident:
    """One resident of a register; what is not said is ordinary. Documents are dicts of attributes,
    None for none. By default nothing runs out before 2030."""

    def __init__(self, id, **words):
        self.id = id
        self.words = {
            "household": id,
            "state": "resident",
            "name": "春日 花子",
            "born": "1990-05-10",
            "postal": "4868686",
            "address": "愛知県春日井市鳥居松町5丁目44番地",
            "card": {"kind": "standard", "state": "active", "applied": "2021-11-20",
                     "issued": "2021-12-01", "expires": "2031-05-10"},
            "signature": {"state": "valid", "issued": "2026-01-20", "expires": "2031-05-10"},
            "authentication": {"state": "valid", "issued": "2026-01-20", "expires": "2031-05-10"},
        }
        self.words.update(words)

    def changed(self, **words):
        return Resident(self.id, **{**self.words, **words})

    def xml(self):
        w = self.words
        lines = [f'<resident id={quoteattr(self.id)} household={quoteattr(w["household"])} '
                 f'state={quoteattr(w["state"])}>']
        if w["name"] is not None:
            lines.append(f'<name>{escape(w["name"])}</name>')
        if "alias" in w:
            lines.append(f'<alias use="true">{escape(w["alias"])}</alias>')
        if w["born"] is not None:
            lines.append(f'<born>{w["born"]}</born>')
        if "language" in w:
            lines.append(f'<language>{w["language"]}</language>')
        if "format" in w:
            lines.append(f'<format>{w["format"]}</format>')
        if w["address"] is not None:
            lines.append(f'<address{attributes({"postal": w["postal"]})}>{escape(w["address"])}</address>')
        if "building" in w:
            lines.append(f'<building>{escape(w["building"])}</building>')
        if "send_to" in w:
            lines.append(w["send_to"])
        if "leaving" in w:
            lines.append(f'<leaving on="{w["leaving"]}"/>')
        if "protection" in w:
            lines.append(f'<protection state="{w["protection"]}"/>')
        if "ward" in w:
            lines.append("<ward/>")
        if "stay" in w:
            lines.append(f'<stay{attributes(w["stay"])}/>')
        if w["card"] is not None:
            lines.append(f'<card{attributes(w["card"])}/>')
        for kind in ("signature", "authentication"):
            if w[kind] is not None:
                lines.append(f'<certificate kind="{kind}"{attributes(w[kind])}/>')
        if "renewal" in w:
            lines.append(f'<renewal applied="{w["renewal"]}"/>')
        lines.append("</resident>")
        return "\n".join(lines)


def card_due(id, expires, **words):
    """Card and certificates run out on one day; the card by the birthday rule."""
    year, rest = int(expires[:4]), expires[4:]
    return Resident(id, **{
        "born": f"{year - 40}{rest}",
        "card": {"kind": "standard", "state": "active", "applied": f"{year - 10}-01-05",
                 "issued": f"{year - 10}-{rest[1:]}", "expires": expires},
        "signature": {"state": "valid", "issued": f"{year - 5}-{rest[1:]}", "expires": expires},
        "authentication": {"state": "valid", "issued": f"{year - 5}-{rest[1:]}", "expires": expires},
        **words})


def certificates_due(id, expires, **words):
    """Both certificates run out on one day, the card years later."""
    year, rest = int(expires[:4]), expires[4:]
    return Resident(id, **{
        "born": f"{year - 40}{rest}",
        "card": {"kind": "standard", "state": "active", "applied": f"{year - 5}-01-05",
                 "issued": f"{year - 5}-{rest[1:]}", "expires": f"{year + 5}{rest}"},
        "signature": {"state": "valid", "issued": f"{year - 5}-{rest[1:]}", "expires": expires},
        "authentication": {"state": "valid", "issued": f"{year - 5}-{rest[1:]}", "expires": expires},
        **words})


def register(residents, as_of, municipality="232068", count=None):
    count = len(residents) if count is None else count
    body = "\n".join(r if isinstance(r, str) else r.xml() for r in residents)
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<register xmlns="urn:kigen:register:1" '
            f'municipality="{municipality}" as-of="{as_of}" residents="{count}">\n{body}\n</register>\n')


def tree_digest(folder):
    """Every path below a folder with the digest of its bytes, but for the page that says that a run has failed
    (document/test_morning.py)."""
    sums = {}
    for parent, _, files in os.walk(folder):
        for name in files:
            if name == "failed.html" and parent == folder:
                continue
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                sums[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return sums


class Nights(unittest.TestCase):
    """A test with an office, a ledger and an out folder of its own."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="kigen-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.ledger = os.path.join(self.folder, "ledger.db")
        self.out = os.path.join(self.folder, "out")
        self.office = OFFICE
        self.headings = ()  # or the catalogue in whose words the office's lists are headed

    def small_office(self, **replacements):
        """The default office that takes a register of any size, with text replaced."""
        home = os.path.join(self.folder, "office")
        os.makedirs(home, exist_ok=True)
        with open(OFFICE, encoding="utf-8") as file:
            text = file.read()
        text = text.replace('"../templates"', '"' + os.path.abspath("templates") + '"')
        for old, new in replacements.items():
            self.assertIn(old, text)
            text = text.replace(old, new)
        for name in ("holidays.csv", "towns.csv"):
            shutil.copy(os.path.join(os.path.dirname(OFFICE), name), home)
        self.office = os.path.join(home, "office.xml")
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)

    def write(self, residents, as_of, name="register.xml", **words):
        path = os.path.join(self.folder, name)
        text = residents if isinstance(residents, str) else register(residents, as_of, **words)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def kigen(self, *arguments, **options):
        return subprocess.run([KIGEN, *arguments], capture_output=True, timeout=300, **options)

    def run_night(self, path, date, expect=0, more=(), **options):
        result = self.kigen("run", "--office", self.office, "--ledger", self.ledger, "--out", self.out,
                            "--date", date, "--register", path, *more, **options)
        self.assertEqual(result.returncode, expect, (result.stdout + result.stderr).decode())
        return result

    def night(self, date):
        return os.path.join(self.out, date)

    def table(self, date, name):
        with open(os.path.join(self.night(date), name), "rb") as file:
            raw = file.read()
        self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
        rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
        if self.headings:
            rows.fieldnames = [told_headings(*self.headings)[told] for told in rows.fieldnames]
        return list(rows)

    def dues(self, date):
        return {(row["resident"], row["matter"]): row for row in self.table(date, "operators/dues.csv")}

    def contract(self, date):
        """contract.py, here: a start of Python costs more than most folders."""
        said = io.StringIO()
        with mock.patch("sys.argv", ["contract.py", self.night(date), *self.headings]), contextlib.redirect_stdout(said), \
                self.assertRaises(SystemExit) as end:
            exec(contract_code(), {"__name__": "__main__"})
        self.assertFalse(end.exception.code, said.getvalue())

    def ledger_dump(self):
        return subprocess.run(["sqlite3", "-readonly", self.ledger, ".dump"], capture_output=True,
                              check=True).stdout


class Shared(Nights):
    """Nights with a beginning that is made once for all tests of a class: `begin` makes it, and each test
    gets a copy, at the same place, with what it keeps in `self`. With another class's setUp below it:
    class Case(Shared, Other)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        begun = cls("begin")
        cls.addClassCleanup(begun.doCleanups)
        super(Shared, begun).setUp()
        begun.begin()
        cls.begun = {name: value for name, value in vars(begun).items() if not name.startswith("_")}
        cls.kept = begun.folder + ".begun"
        cls.addClassCleanup(shutil.rmtree, cls.kept, ignore_errors=True)
        os.rename(begun.folder, cls.kept)

    def setUp(self):
        for name, value in self.begun.items():
            setattr(self, name, copy.deepcopy(value))
        shutil.copytree(self.kept, self.folder, symlinks=True)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
