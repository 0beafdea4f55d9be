"""README.ja.md goes with README.md: the same chapters, the same tables with the same codes, the same commands. So goes each
manual page that is by hand with the other, and each that there is in sections 5 and 7."""

import glob
import os
import re
import subprocess
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
FIRST_NIGHT = "kigen run: warning: the ledger holds no night yet: everybody with an open window is new\n"
JAPANESE = "[ぁ-んァ-ヶ一-龠]"


def source(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as stream:
        return stream.read()


def chapters(name):
    """Level and text of each chapter, without what stands in fences; and the fences."""
    text = source(name)
    fences = re.findall(r"```\n(.*?)```", text, re.S)
    parts = re.split(r"^(#+) (.*)\n", re.sub(r"```\n.*?```", "", text, flags=re.S), flags=re.M)
    return [(len(parts[i]), parts[i + 1], parts[i + 2]) for i in range(1, len(parts), 3)], fences


def rows(text):
    return [line for line in text.splitlines() if line.startswith("|")]


def codes(text):
    return sorted(re.findall(r"`([^`]+)`", text))


class Readme(unittest.TestCase):
    def setUp(self):
        (self.english, self.fences), (self.japanese, self.told) = chapters("README.md"), chapters("README.ja.md")

    def test_the_chapters_are_the_same(self):
        self.assertGreater(len(self.english), 4)
        self.assertEqual([level for level, _, _ in self.english], [level for level, _, _ in self.japanese])
        for _, heading, _ in self.japanese[1:]:
            self.assertRegex(heading, JAPANESE)

    def test_what_is_typed_is_the_same(self):
        self.assertGreater(len(self.fences), 1)
        self.assertEqual(self.fences, self.told)

    def test_the_tables_have_the_same_rows(self):
        for (_, heading, english), (_, _, japanese) in zip(self.english, self.japanese):
            with self.subTest(heading):
                self.assertEqual(len(rows(english)), len(rows(japanese)))
                for one, other in zip(rows(english), rows(japanese)):
                    self.assertEqual(one.count("|"), other.count("|"), other)
                    self.assertEqual(codes(one.split("|")[1]), codes(other.split("|")[1]), other)

    def test_the_steps_are_the_same_and_type_the_same(self):
        steps = []
        for text in ("README.md", "README.ja.md"):
            found = re.findall(r"^(\d+)\. \*\*(.*?)(?=^\d+\. |^\S)", source(text), re.M | re.S)
            self.assertEqual([number for number, _ in found], [str(number) for number in range(1, 11)])
            steps.append([{re.sub(r"\s+", " ", code).replace("man -L ja", "man") for code in codes(body) if " " in code} for _, body in found])
        self.assertEqual(steps[0], steps[1])

    def test_the_pictures_are_there_and_small_and_have_words(self):
        shown = [re.findall(r"!\[([^]]+)\]\(([^)]+)\)", source(name)) for name in ("README.md", "README.ja.md")]
        self.assertEqual([path for _, path in shown[0]], [path for _, path in shown[1]])
        self.assertEqual({path for _, path in shown[0]}, set(glob.glob("cron/pictures/*", root_dir=ROOT)))
        for words, path in shown[1]:
            self.assertRegex(words, JAPANESE)
            self.assertLess(os.path.getsize(os.path.join(ROOT, path)), 150000)

    def test_the_demo_ends_well_and_draws_them(self):
        """As it runs on a machine that can draw: everything it names is there, and each picture is one."""
        with tempfile.TemporaryDirectory() as folder:
            demo = os.path.join(folder, "demo")
            done = subprocess.run(["sh", os.path.join(ROOT, "tests/demo.sh")], env={**os.environ, "DEMO": demo}, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr.replace(FIRST_NIGHT, "")), (0, ""))
            for path in re.findall(rf"{re.escape(demo)}/\S+", done.stdout):
                self.assertNotEqual(glob.glob(path.rstrip(".,;")), [], path)
            drawn = os.path.join(demo, "pictures")
            self.assertEqual(set(os.listdir(drawn)), set(os.listdir(os.path.join(ROOT, "cron/pictures"))))
            for name in os.listdir(drawn):
                with open(os.path.join(drawn, name), "rb") as picture:
                    self.assertEqual(picture.read(8), b"\x89PNG\r\n\x1a\n", name)

    def test_what_make_is_asked_for_is_there(self):
        targets = set(" ".join(re.findall(r"^\.PHONY: ((?:.*\\\n)*.*)", source("Makefile"), re.M)).replace("\\", "").split())
        pages = [page for page in glob.glob("cron/man/**/*.7", root_dir=ROOT, recursive=True)]
        for name in ("README.md", "README.ja.md", "tests/README.md", "batch/README.md", *pages):
            text = source(name).replace("\\-", "-").replace("\\fB", "`")
            asked = set(re.findall(r"`make ([a-z-]+)\b(?!/)", text))
            self.assertEqual(asked - targets, set(), name)

    def test_no_code_of_a_table_is_lost(self):
        for (_, heading, english), (_, _, japanese) in zip(self.english, self.japanese):
            with self.subTest(heading):
                lost = set(codes("\n".join(rows(english)))) - set(codes(japanese))
                self.assertEqual({code for code in lost if " " not in code}, set())


def shape(page):
    """What stands in both languages of a page: its chapters' levels, its lists' heads, what is typed, what fills it in."""
    literal = [re.sub(r"#.*", "", text) for text in re.findall(r"^\.Bd -literal.*\n(.*?)^\.Ed", page, re.M | re.S)]
    heads = [tuple(re.findall(r"\\fB(.*?)\\fR", line)) for line in re.findall(r"^\.It( .*)?$", page, re.M)]
    return (re.findall(r"^\.(S[hs]) ", page, re.M), heads, [text for text in literal if not re.search("[a-z]{3} [a-z]{3} ", text)],
            re.findall(r"^@.*", page, re.M), sorted(re.findall(r"^\.Xr (.*?) ?,?$", page.partition(".Sh SEE ALSO")[2], re.M)))


class Pages(unittest.TestCase):
    def test_each_page_of_sections_5_and_7_is_there_in_japanese(self):
        pages = glob.glob("cron/man/*.[57]", root_dir=ROOT)
        self.assertGreater(len(pages), 9)
        for page in pages:
            self.assertTrue(os.path.exists(os.path.join(ROOT, page.replace("man/", "man/ja/"))), page)

    def test_a_japanese_page_has_the_shape_of_the_english_one(self):
        pages = [page for page in glob.glob("cron/man/ja/kigen*.[57]", root_dir=ROOT)]
        for page in pages:
            japanese, english = source(page), source(page.replace("/ja/", "/"))
            with self.subTest(page):
                for mine, theirs in zip(shape(japanese), shape(english)):
                    self.assertEqual(mine, theirs)
                # It may say less than the English page, but names nothing that is not there.
                bold = {name.replace("\\-", "-") for name in re.findall(r"\\fB([a-z][^ \\]*(?:\\-[^ \\]*)*)\\fR", japanese)}
                self.assertEqual({name for name in bold if name not in english.replace("\\-", "-")}, set())


if __name__ == "__main__":
    unittest.main()
