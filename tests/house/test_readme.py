"""README.ja.md goes with README.md: the same chapters, the same tables with the same codes, the same commands."""

import os
import re
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
# Chapters for who changes the program, which the Japanese page only sums up.
SUMMED_UP = {"The tree", "Licence"}


def chapters(name):
    """Level and text of each chapter, without what stands in fences; and the fences."""
    with open(os.path.join(ROOT, name), encoding="utf-8") as stream:
        text = stream.read()
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
        self.assertEqual([level for level, _, _ in self.english], [level for level, _, _ in self.japanese])
        for _, heading, _ in self.japanese[1:]:
            self.assertRegex(heading, "[ぁ-んァ-ヶ一-龠]")

    def test_what_is_typed_is_the_same(self):
        self.assertEqual(self.fences[:len(self.told)], self.told)

    def test_the_tables_have_the_same_rows(self):
        for (_, heading, english), (_, _, japanese) in zip(self.english, self.japanese):
            if heading in SUMMED_UP:
                continue
            with self.subTest(heading):
                self.assertEqual(len(rows(english)), len(rows(japanese)))
                for one, other in zip(rows(english), rows(japanese)):
                    self.assertEqual(one.count("|"), other.count("|"), other)
                    self.assertEqual(codes(one.split("|")[1]), codes(other.split("|")[1]), other)

    def test_what_make_is_asked_for_is_there(self):
        with open(os.path.join(ROOT, "Makefile"), encoding="utf-8") as stream:
            targets = set(" ".join(re.findall(r"^\.PHONY: ((?:.*\\\n)*.*)", stream.read(), re.M)).replace("\\", "").split())
        for name in ("README.md", "README.ja.md", "tests/README.md"):
            with open(os.path.join(ROOT, name), encoding="utf-8") as stream:
                asked = set(re.findall(r"`make ([a-z-]+)\b(?!/)", stream.read()))
            self.assertEqual(asked - targets, set(), name)

    def test_no_code_of_a_table_is_lost(self):
        for (_, heading, english), (_, _, japanese) in zip(self.english, self.japanese):
            if heading not in SUMMED_UP:
                with self.subTest(heading):
                    lost = set(codes("\n".join(rows(english)))) - set(codes(japanese))
                    self.assertEqual({code for code in lost if " " not in code}, set())


if __name__ == "__main__":
    unittest.main()
