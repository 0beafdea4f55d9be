"""Letters as two engines show them that had no part in writing them: MuPDF and poppler, sheet by
sheet. What one shows and the other does not is missing ink; any word of warning fails. One sheet of
each language in make check, another kind in each; every kind in every language, at both ends of what
stands in it, in make proofs (KIGEN_PROOFS=1)."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import test_letters as page

EVERY = os.environ.get("KIGEN_PROOFS", "") != ""
# Where no kind has a language of its own: no divisor of the kinds that a language has.
SOME = 1 if EVERY else 61
DOTS = 60
# Engines smooth edges and thicken strokes in their own way, and place them up to a dot elsewhere. So
# ink is compared over squares of SIDE dots: where one engine has some (INK of 255), the other must
# have a share of it there or beside. A sign of the smallest type is wider than what that forgives.
SIDE, INK, SHARE = 4, 40, 0.4
# What MuPDF was built without is no word about the letter.
BUILT = b"warning: ICC support is not available\n"


def picture(*command):
    """What an engine shows, gray: rows of bytes; and what it has to say."""
    out = subprocess.run([str(word) for word in command], capture_output=True, check=True)
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", out.stdout)
    wide, data = int(head.group(1)), out.stdout[head.end():]
    said = b"".join(line for line in out.stderr.splitlines(True)
                    if line != BUILT and not line.startswith(b"page "))
    return [data[at:at + wide] for at in range(0, len(data), wide)], said


def ink_of(rows):
    """How dark each square is, every half of a square."""
    half = SIDE // 2
    columns = [[sum(row[at:at + half]) for at in range(0, len(row) - half, half)] for row in rows]
    bands = [[sum(cell) for cell in zip(*columns[at:at + half])]
             for at in range(0, len(columns) - half, half)]
    return [[255 - (upper[at] + upper[at + 1] + lower[at] + lower[at + 1]) / SIDE ** 2
             for at in range(len(upper) - 1)] for upper, lower in zip(bands, bands[1:])]


def around(ink, x, y):
    """The most of it there or beside."""
    return max(max(row[max(x - 1, 0):x + 2]) for row in ink[max(y - 1, 0):y + 2])


def missing(one, other):
    """Places, in dots, at which either shows ink that the other does not."""
    pairs = ink_of(one), ink_of(other)
    return [(x * SIDE // 2, y * SIDE // 2) for shown, asked in (pairs, pairs[::-1])
            for y, row in enumerate(shown) for x, ink in enumerate(row)
            if ink > INK and asked[y][x] < SHARE * ink and around(asked, x, y) < SHARE * ink]


class Engines(unittest.TestCase):
    def shown(self, pdf, number):
        mupdf, warned = picture("mutool", "draw", "-q", "-F", "pgm", "-c", "gray", "-r", DOTS, "-o", "-",
                                pdf, number)
        poppler, complained = picture("pdftoppm", "-gray", "-r", DOTS, "-f", number, "-l", number,
                                      pdf)
        self.assertEqual((warned, complained), (b"", b""), number)
        self.assertEqual((len(mupdf), len(mupdf[0])), (len(poppler), len(poppler[0])))
        return mupdf, poppler

    def kinds(self, end):
        with tempfile.TemporaryDirectory() as folder:
            pdf = pathlib.Path(folder) / "letters.pdf"
            rows = page.run(page.PROGRAM, "templates", pdf, end, cwd=page.ROOT).decode().splitlines()
            languages = set()
            sheets = range(1, len(rows) + 1, SOME)
            for number in sheets:
                languages.add(rows[number - 1].split("\t")[1])
                with self.subTest(sheet=number, row=rows[number - 1]):
                    self.assertEqual(missing(*self.shown(pdf, number)), [])
            self.assertEqual(languages, {row.split("\t")[1] for row in rows})
            if EVERY:
                print("%s: %d sheets alike" % (end, len(sheets)), file=sys.stderr)

    def test_short(self):
        self.kinds("short")

    def test_large_print(self):
        """The proof of letters in large print, both sheets of each."""
        self.proof("large-print")

    def test_voice(self):
        """Likewise of those with the place of a voice code."""
        self.proof("voice")

    def proof(self, form):
        with tempfile.TemporaryDirectory() as folder:
            pdf = pathlib.Path(folder) / "proof.pdf"
            said = page.run(page.PROGRAM.parent / "kigen", "proof", "--format", form, "--office",
                            page.ROOT / "cron/kasugai.xml", "--date", "2026-11-24", "--out", pdf).decode()
            count = int(re.search(r": (\d+) sheets\n", said).group(1))
            pages = int(re.search(r"Pages: +(\d+)", page.run("pdfinfo", pdf).decode()).group(1))
            text = pdf.with_suffix(".txt")
            self.assertEqual(text.exists(), form == "voice")
            if text.exists():
                said = text.read_bytes().decode().split("\r\n\r\n")[:-1]
                self.assertEqual(len(said), count)
                self.assertTrue(all(re.match(r"\d\d-\d{6}-\d\r\n(.+\r\n){8}", one + "\r\n") for one in said))
            sheets = range(pages - count + 1, pages + 1, SOME)
            for number in sheets:
                with self.subTest(sheet=number):
                    self.assertEqual(missing(*self.shown(pdf, number)), [])
            self.assertGreater(len(sheets), 10)
            if EVERY:
                print("%s: %d sheets alike" % (form, len(sheets)), file=sys.stderr)

    @unittest.skipUnless(EVERY, "make proofs")
    def test_long(self):
        self.kinds("long")

    def test_a_missing_sign_is_seen(self):
        """What is as large as a sign of the smallest type is more than what engines may differ by."""
        with tempfile.TemporaryDirectory() as folder:
            pdf = pathlib.Path(folder) / "letters.pdf"
            page.run(page.PROGRAM, "templates", pdf, cwd=page.ROOT)
            mupdf, poppler = self.shown(pdf, 1)
            for number, (top, left) in enumerate(self.signs(poppler)):
                holed = [bytes(row) if not top <= y < top + 8 else
                         row[:left] + b"\xff" * 8 + row[left + 8:] for y, row in enumerate(poppler)]
                self.assertTrue(missing(mupdf, holed), number)

    def signs(self, rows):
        """Places of some ink: the darkest dot of a few cells spread over the sheet."""
        found = []
        for top in range(150, len(rows) - 60, 97):
            cells = [(row[x], y, x) for y, row in enumerate(rows[top:top + 12], top)
                     for x in range(60, 300) if row[x] < 120]
            if cells:
                _, y, x = min(cells)
                found.append((y - 4, x - 4))
        self.assertGreater(len(found), 2)
        return found


if __name__ == "__main__":
    sys.exit(unittest.main())
