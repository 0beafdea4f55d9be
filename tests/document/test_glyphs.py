"""Signs of every font of the templates as two engines show them, MuPDF and poppler, against the sign
itself: what FreeType draws of the installed font at the same place. Each stands in a cell of its own;
ink is summed up over the cell and over its quarters, so that a sign without ink, a part that is
missing, another sign or one elsewhere is seen. Every so many of a font in make check, each in make
proofs (KIGEN_PROOFS=1)."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import test_letters as page
from test_engines import picture

EVERY = os.environ.get("KIGEN_PROOFS", "") != ""
EACH = 1 if EVERY else 199
# As tests/document/sample-glyphs.c lays them out.
DOTS, WIDE, HIGH, LEFT, TOP = 120, 20, 24, 40, 40
# Engines smooth edges and thicken thin strokes in their own way: so much of a sign's ink may be more
# or less, and so many dots' worth of it besides.
SHARE, DARK = 0.2, 255
SHARE_OF_QUARTER, DARK_OF_QUARTER = 0.45, 3 * 255
TOOL = pathlib.Path(os.environ.get("BUILD", "build")).resolve() / "sample-glyphs"


def quarters(rows, column, row, down=0):
    """How much ink each quarter of a cell has, or of one so many dots further down."""
    left, top = LEFT + column * WIDE - 2, TOP + row * HIGH + down
    found = []
    for upper in (top, top + HIGH // 2):
        for first in (left, left + WIDE // 2):
            found.append(sum(255 * (WIDE // 2) - sum(line[first:first + WIDE // 2])
                             for line in rows[upper:upper + HIGH // 2]))
    return found


def differs(shown, own):
    """Is what an engine shows of a sign not the sign?"""
    if abs(sum(shown) - sum(own)) > SHARE * sum(own) + DARK:
        return True
    return any(abs(one - other) > SHARE_OF_QUARTER * other + DARK_OF_QUARTER
               for one, other in zip(shown, own))


def shows(rows, column, row, own):
    """Does an engine show the sign, there or a dot above or below? poppler sets signs on whole dots, and a bar on the
    border of two quarters is then in the other one."""
    return any(not differs(quarters(rows, column, row, down), own) for down in (0, -1, 1))


class Glyphs(unittest.TestCase):
    maxDiff = None

    def compare(self, each, less=()):
        """How many signs there are, and which of them an engine shows otherwise."""
        wrong, count = [], 0
        with tempfile.TemporaryDirectory() as folder:
            pdf, stem = pathlib.Path(folder) / "signs.pdf", pathlib.Path(folder) / "own"
            rows = page.run(TOOL, "templates", pdf, stem, each, *less, cwd=page.ROOT).decode().splitlines()
            pages = {}
            for line in rows:
                number, column, row, sign, family = line.split("\t")
                pages.setdefault(int(number), []).append((int(column), int(row), sign, family))
            for number, signs in pages.items():
                own, _ = picture("cat", "%s-%d.pgm" % (stem, number))
                mupdf, warned = picture("mutool", "draw", "-q", "-F", "pgm", "-c", "gray", "-r", DOTS,
                                        "-o", "-", pdf, number)
                poppler, complained = picture("pdftoppm", "-gray", "-r", DOTS, "-f", number, "-l",
                                              number, pdf)
                self.assertEqual((warned, complained), (b"", b""), number)
                for column, row, sign, family in signs:
                    count += 1
                    expected = quarters(own, column, row)
                    for engine, shown in (("mupdf", mupdf), ("poppler", poppler)):
                        if not shows(shown, column, row, expected):
                            wrong.append((engine, sign, family))
        return count, wrong

    def test_each_is_itself(self):
        count, wrong = self.compare(EACH)
        self.assertEqual(wrong, [])
        self.assertGreater(count, 400000 if EVERY else 2000)
        if EVERY:
            print("%d signs alike" % count, file=sys.stderr)

    def test_an_empty_one_is_seen(self):
        """As cairo 1.16 embeds some signs of Noto Sans CJK SC: with their width, without ink."""
        for less in (7, 900, 1717):
            _, wrong = self.compare(199, (less,))
            self.assertEqual({engine for engine, _, _ in wrong}, {"mupdf", "poppler"})
            self.assertEqual(len({(sign, family) for _, sign, family in wrong}), 1)


if __name__ == "__main__":
    sys.exit(unittest.main())
