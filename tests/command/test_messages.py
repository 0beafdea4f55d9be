"""What operators read in Japanese: that the catalogue is whole, that its formats fit, that nothing English is left
where a command speaks, and that what a night keeps does not depend on who ran it in which language."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from unittest import mock

from desk import Desk
from city import KIGEN, Resident, certificates_due, tree_digest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
PO = os.path.join(ROOT, "templates/messages/ja.po")
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
IN_JAPANESE = {**os.environ, "LANG": "ja_JP.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
COMMANDS = [line.split()[0] for line in subprocess.run([KIGEN, "--help"], capture_output=True, text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout.splitlines() if re.match(r"  [a-z]+ ", line)]


def entries(text):
    """The messages of a po file, by context and English, with their other text."""
    found = {}
    for block in text.split("\n\n"):
        parts = {"msgctxt": "", "msgid": "", "msgstr": ""}
        into = None
        for line in block.splitlines():
            word, _, rest = line.partition(" ")
            if word in parts:
                into, line = word, rest
            if into is not None and line.startswith('"'):
                parts[into] += line[1:-1]
        if parts["msgid"]:
            found[parts["msgctxt"], parts["msgid"]] = parts["msgstr"]
    return found


class Catalogue(unittest.TestCase):
    def test_each_message_of_the_sources_is_in_it_and_no_other(self):
        template = subprocess.run(["sh", os.path.join(ROOT, "tests/messages.sh")], capture_output=True, text=True, check=True)
        with open(PO, encoding="utf-8") as stream:
            mine = entries(stream.read())
        wanted = entries(template.stdout)
        self.assertEqual(sorted(set(wanted) - set(mine)), [], "make messages, then their Japanese")
        self.assertEqual(sorted(set(mine) - set(wanted)), [], "messages that nothing says any more")

    def test_it_is_whole_and_its_formats_fit(self):
        told = subprocess.run(["msgfmt", "--check-format", "--check-domain", "--statistics", "-o", os.devnull, PO],
                              capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertRegex(told.stderr, r"^\d+ translated messages\.$")

    def test_each_sentence_has_japanese_in_it(self):
        with open(PO, encoding="utf-8") as stream:
            for (context, english), other in entries(stream.read()).items():
                words = re.sub(r"%[-0-9$+#.*]*[hlzj]*[a-zA-Z%]|\\[a-z]|kigen", "", english)
                if re.search("[A-Za-z]{3}", words):
                    self.assertRegex(other, JAPANESE, (context, english))


class Spoken(unittest.TestCase):
    def japanese(self, *words, expect=None):
        said = subprocess.run([KIGEN, *words], capture_output=True, text=True, env=IN_JAPANESE, stdin=subprocess.DEVNULL)
        if expect is not None:
            self.assertEqual(said.returncode, expect, said.stderr)
        return said.stdout + said.stderr

    def lines_are_japanese(self, text, told):
        """Each line but those of usage and of options whose text goes on."""
        for line in text.splitlines():
            bare = re.sub(r"^(使い方: |\s*)kigen .*|^\s*\[?--.*|^\s*[A-Z|.<]+ .*", "", line)
            if re.search("[A-Za-z]{3}", bare):
                self.assertRegex(line, JAPANESE, told)

    def test_the_help_of_each_command_is(self):
        self.lines_are_japanese(self.japanese("--help", expect=0), "--help")
        for command in COMMANDS:
            with self.subTest(command):
                text = self.japanese(command, "--help", expect=0)
                usage, about = text.split("\n\n", 1)
                self.assertTrue(usage.startswith("使い方: kigen " + command))
                for line in about.splitlines():
                    if re.search("[A-Za-z]{3}", line) and not re.match(r"(resident|opens|ends),?", line):
                        self.assertRegex(line, JAPANESE, text)

    def test_what_is_refused_is_said_in_it(self):
        missing = ["--office", "no-such-office.xml"]
        cases = ["nonsense", "run", "run --nonsense", "run --date", "run -x", "run --date tomorrow", "run --wait x", "run --quiet=1",
                 "run --register r.xml", "run --accept nothing", "run --why why", "plan --from x --register y", "proof", "proof --out",
                 "proof --format braille --out x.pdf", "hours", "hours --from 2026-11-24", "hours --from today", "status", "report x",
                 "appointment", "appointment move", "appointment nothing", "places", "places free --to x", "forecast --months 0",
                 "mailing", "mailing nothing", "mailing hold", "mailing posted 2026-11-24 --on x", "returned", "returned 1 --reason",
                 "reprint", "reprint --sheets x", "hand", "hand done", "hand done 1", "hand release 1 --reason x", "hand list 1",
                 "explain", "explain 1 2", "backup", "backup no-such-folder/copy", "restore", "restore no-such-file", "purge",
                 "verify x", "check --municipality 1"]
        for case in cases:
            with self.subTest(case):
                text = self.japanese(*case.split(), *([] if case in COMMANDS or "=" in case else missing))
                self.assertNotEqual(text, "")
                for line in text.splitlines():
                    self.assertRegex(line, JAPANESE, text)

    def test_english_stays_where_it_is_asked_for(self):
        for settings in ({"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}, {"LC_ALL": "", "LC_MESSAGES": "C", "LANG": "ja_JP.UTF-8"}):
            said = subprocess.run([KIGEN, "--help"], capture_output=True, text=True, env={**IN_JAPANESE, **settings})
            self.assertIsNone(JAPANESE.search(said.stdout), settings)


class Manual(unittest.TestCase):
    """A page of each command, made of what its --help says in Japanese, and those that are written by hand."""

    def test_each_page_is_there_and_mandoc_finds_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["sh", os.path.join(ROOT, "cron/man/pages.sh"), KIGEN, folder, "ja"], check=True, timeout=120)
            pages = sorted(os.listdir(folder))
            english = [name for name in os.listdir(os.path.join(ROOT, "cron/man")) if name.startswith("kigen")]
            self.assertEqual(set(pages), {*english, *(f"kigen-{command}.1" for command in COMMANDS)})
            paths = [os.path.join(folder, page) for page in pages]
            linted = subprocess.run(["mandoc", "-Tlint", "-Wwarning", *paths], capture_output=True, text=True)
            self.assertEqual((linted.returncode, linted.stdout + linted.stderr), (0, ""))
            for path in paths:
                with open(path, encoding="utf-8") as stream:
                    text = stream.read()
                with self.subTest(os.path.basename(path)):
                    self.assertRegex(text.split(".Sh SYNOPSIS")[0], JAPANESE)
                    self.assertNotRegex(text, r"^@|usage:|Exit status")
                    self.assertIn(".Nm", text)

    def test_what_is_written_by_hand_is_that_of_the_english_page(self):
        """The same commands in the examples."""
        source = os.path.join(ROOT, "cron/man")
        for page in sorted(name for name in os.listdir(source) if name.endswith(".mdoc")):
            examples = []
            for path in (os.path.join(source, page), os.path.join(source, "ja", page)):
                with open(path, encoding="utf-8") as stream:
                    examples.append([line for line in stream if re.match(r"\.Dl|kigen |    --|said=", line)])
            self.assertEqual(examples[0], examples[1], page)


class Kept(Desk):
    """A night under each language: the same words in ledger and lists, and one page for both."""

    def tell(self, register, language):
        with tempfile.TemporaryDirectory() as folder:
            ledger, out = os.path.join(folder, "ledger.db"), os.path.join(folder, "out")
            said = subprocess.run(
                [KIGEN, "run", "--register", register, "--office", self.office, "--ledger", ledger, "--out", out, "--date", "2026-11-24"],
                capture_output=True, text=True, env={**os.environ, "LC_ALL": language})
            self.assertEqual(said.returncode, 1, said.stderr)
            told = []
            for name in ("exceptions.csv", "hand.csv", "report.html"):
                with open(os.path.join(out, "2026-11-24/operators", name), encoding="utf-8") as stream:
                    told.append(re.sub(r"[0-9a-f]{64}", "DIGEST", stream.read()))
            dump = subprocess.run(["sqlite3", "-readonly", ledger, "SELECT * FROM exception"], capture_output=True, text=True, check=True)
            return said.stdout + said.stderr, [*told, dump.stdout]

    def test_the_language_changes_nothing_that_is_kept(self):
        card = {"kind": "standard", "state": "active", "applied": "2017-02-20", "issued": "2017-03-01", "expires": "2027-02-11"}
        register = self.write([certificates_due("1", "2027-01-10"), Resident("2", born="1990-02-10", card=card),
                               Resident("3", born="1990-02-30x", card=card)], "2026-11-24")
        english, kept = self.tell(register, "C.UTF-8")
        japanese, same = self.tell(register, "ja_JP.UTF-8")
        self.assertIsNone(JAPANESE.search(english), english)
        self.assertRegex(japanese, JAPANESE)
        self.assertEqual(kept, same)
        exceptions, _, page, ledger = kept
        self.assertIsNone(JAPANESE.search(exceptions + ledger))
        self.assertIn("記録の期限が、どの決まりからも出てこない。記録のとおりに扱った。記録 2027-02-11", page)
        self.assertNotIn('lang="en"', page)
        found = re.findall(r"<small>(.*?)</small>", page)
        self.assertGreaterEqual(len(found), 2, page)
        for text in found:
            self.assertRegex(text, JAPANESE)

    def test_the_same_letters_are_made_under_every_language(self):
        """No font is missed or another, and none of the signs that Japanese and Korean draw otherwise."""
        register = self.write([certificates_due(language, "2027-01-10", language=language, name="直海 骨雪")
                               for language in ("ja", "ko", "zh-Hans", "vi")], "2026-11-24")
        made = []
        for language in ("C", "ja_JP.UTF-8", "ko_KR.UTF-8"):
            shutil.rmtree(self.out, ignore_errors=True)
            asked = dict.fromkeys(("LC_ALL", "LANG", "LANGUAGE", "PANGO_LANGUAGE", "FC_LANG"), language)
            with mock.patch.dict(os.environ, asked):
                self.run_night(register, "2026-11-24")
            made.append(tree_digest(self.night("2026-11-24")))
        self.assertIn("mailroom/letters.pdf", made[0])
        self.assertEqual(made[1:], [made[0]] * 2)


class Acts(Desk):
    """What staff does after a night, in Japanese: what values fill a sentence stand where its Japanese has them."""

    def say(self, *words, language="ja_JP.UTF-8"):
        told = self.kigen(*words, "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-25",
                          env={**os.environ, "LC_ALL": language})
        return (told.stdout + told.stderr).decode()

    def test_no_english_is_left_between(self):
        self.run_night(self.write([certificates_due("1", "2027-01-10")], "2026-11-23"), "2026-11-24")
        number = self.numbers("2026-11-24")["1"]
        self.say("mailing", "hold", "2026-11-24", "--why", "x")
        self.assertEqual(self.say("mailing", "hold", "2026-11-24"), "2026-11-24: 2026-11-25 からすでに「保留」です\n")
        for words in (("mailing", "posted", "2026-11-24"), ("appointment", "move", number, "--counter", "tobu", "--at", "2026-11-28T09:00")):
            said = self.say(*words)
            self.assertNotRegex(said, "hint|weekend")
            self.assertRegex(said, JAPANESE)
        self.assertIn("2026-11-25 から「保留」", self.say("explain", number))
        for words in (("places", "free", "--to", "2026-11-26"), ("appointment", "list")):
            self.assertRegex(self.say(*words), r"2026-\d\d-\d\d  [月火水木金土日]  ")
        visit, = self.listed("appointment", date="2026-11-25")
        place = self.say("explain", "--counter", visit["counter"], "--at", visit["starts"])
        self.assertIn("(第0版)", place)

    def test_lists_by_tabs_are_the_same_in_every_language(self):
        self.run_night(self.write([certificates_due("1", "2027-01-10"), certificates_due("2", "2027-01-10", protection="active")],
                                  "2026-11-23"), "2026-11-24")
        for words in (("mailing", "list"), ("hand", "list")):
            self.assertNotEqual(self.say(*words), "")
            self.assertEqual(self.say(*words), self.say(*words, language="C"))
        hours = [subprocess.run([KIGEN, "hours", "--office", self.office, "--from", "2026-11-20", "--to", "2026-11-24"],
                                capture_output=True, env={**os.environ, "LC_ALL": language}).stdout for language in ("C", "ja_JP.UTF-8")]
        self.assertIn(b"closed", hours[0])
        self.assertEqual(*hours)


if __name__ == "__main__":
    unittest.main()
