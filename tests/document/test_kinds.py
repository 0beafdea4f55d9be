"""Every kind of letter in every language, as it would be posted, at both ends of what stands in it:
places from the PDF, codes read from the page as printed."""

import base64
import html
import itertools
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

import test_letters as page
from test_proof import MARGIN, is_stamp

# No line begins with one of these, or ends with one of those (JIS X 4051, 行頭・行末禁則文字).
NOT_FIRST = set("、。，．,.・：；:;？！?!)）〕]］}｝〉》」』】ヽヾゝゞ々ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ")
NOT_LAST = set("(（〔[［{｛〈《「『【")
# The smallest type: 9 points, as high as Poppler finds it. Readings above words may be half of it.
SMALLEST = 7.1
# One sheet in so many is made a picture of; no divisor of the kinds that a language has.
SOME = 13


def lines_of(pdf):
    """For each page its lines, each a list of words (x, y, x, y in points, text). All of the PDF is
    read once for all tests, and not as the XML that it is: every tag stands on a line of its own."""
    sheets = []
    number = r'"([0-9.e-]+)"'
    found = re.finditer(r"<(page|line) |<word xMin=%s yMin=%s xMax=%s yMax=%s>(.*?)</word>" % ((number,) * 4),
                        page.run("pdftotext", "-bbox-layout", pdf, "-").decode(), re.S)
    for tag, left, top, right, bottom, text in (one.groups() for one in found):
        if tag == "page":
            sheets.append([])
        elif tag == "line":
            sheets[-1].append([])
        else:
            text = html.unescape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text))
            sheets[-1][-1].append((float(left), float(top), float(right), float(bottom), text))
    return sheets


def codes_of(pdf, dots, area, kind, home):
    """What the codes in an area of each page say: page number to text."""
    x, y, width, height = (round(side / 25.4 * dots) for side in area)
    stem = home / kind
    page.run("pdftoppm", "-gray", "-r", dots, "-x", x, "-y", y, "-W", width, "-H", height, pdf,
             stem)
    images = sorted(home.glob("%s-*.pgm" % kind))
    out = subprocess.run(["zbarimg", "-q", "--xml", "-Sdisable", "-S%s.enable" % kind,
                          *(str(image) for image in images)], capture_output=True, check=False)
    found = {}
    for source in xml.etree.ElementTree.fromstring(out.stdout).iter():
        if source.tag.endswith("source"):
            number = int(re.search(r"-(\d+)\.pgm", source.get("href")).group(1))
            found[number] = [base64.b64decode(data.text).decode("ascii", "replace")
                             if data.get("format") == "base64" else data.text
                             for data in source.iter() if data.tag.endswith("data")]
    for image in images:
        image.unlink()
    return found


class Kinds(unittest.TestCase):
    """The shorter end; Long is the other."""
    end = "short"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.home = pathlib.Path(cls.folder.name)
        cls.pdf = cls.home / "letters.pdf"
        rows = page.run(page.PROGRAM, "templates", cls.pdf, cls.end, cwd=page.ROOT).decode()
        cls.rows = [row.split("\t") for row in rows.splitlines()]
        cls.lines = lines_of(cls.pdf)
        cls.sheets = [[tuple(side / page.MM for side in word[:4]) + word[4:]
                       for line in sheet for word in line] for sheet in cls.lines]
        # What is read from pictures: some of each language, a kind in one and another in the next.
        cls.some = cls.home / "some.pdf"
        page.run("qpdf", cls.pdf, "--pages", cls.pdf,
                 ",".join(str(number) for number in range(1, len(cls.rows) + 1, SOME)), "--",
                 cls.some)
        cls.some_rows = cls.rows[::SOME]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_language(self):
        """Each language has as many kinds of letters, and Japanese has them."""
        self.assertEqual(len(self.sheets), len(self.rows))
        languages = [row[1] for row in self.rows]
        self.assertIn("ja", languages)
        for language in languages:
            self.assertEqual(languages.count(language), languages.count("ja"))

    def test_places(self):
        """Nothing on a fold, nothing at the edges, the address alone in the window."""
        for (number, language, _, _), words in zip(self.rows, self.sheets):
            inside = ""
            for left, top, right, bottom, text in words:
                where = "%s %s: %s" % (language, number, text)
                self.assertTrue(left >= MARGIN and top >= MARGIN and right <= 210 - MARGIN and
                                bottom <= 297 - MARGIN, where)
                for fold in page.FOLDS:
                    self.assertFalse(top < fold + 2 and bottom > fold - 2, where)
                if (right > page.EVER[0] and left < page.EVER[2] and bottom > page.EVER[1] and
                        top < page.EVER[3]):
                    inside += text
                    self.assertTrue(left >= page.ALWAYS[0] and right <= page.ALWAYS[2] and
                                    top >= page.ALWAYS[1] and bottom <= page.ALWAYS[3], where)
            self.assertIn("486-0844", inside)
            self.assertIn(number, inside)
            self.assertEqual(len(re.findall(r"\d\d-\d{6}-\d", inside)), 1)

    def test_apart(self):
        """No word lies upon another."""
        for (number, language, _, _), words in zip(self.rows, self.sheets):
            words = sorted((word for word in words if not is_stamp(word)), key=lambda word: word[1])
            for at, one in enumerate(words, 1):
                left, top, right, bottom, _ = one
                for other in itertools.islice(words, at, None):
                    if other[1] > bottom:
                        break
                    if other[0] > right - 0.5 or other[2] < left + 0.5:
                        continue
                    high = min(bottom, other[3]) - max(top, other[1])
                    least = min(bottom - top, other[3] - other[1])
                    self.assertFalse(min(right, other[2]) - max(left, other[0]) > 0.5 and high > least * 0.45,
                                     "%s %s: %s %s" % (language, number, one, other))

    def test_lines(self):
        """Lines begin and end as type is set, and no type is smaller than the least."""
        for (number, language, _, _), sheet in zip(self.rows, self.lines):
            for line in sheet:
                text = "".join(word[4] for word in line)
                where = "%s %s: %s" % (language, number, text)
                kana = [re.fullmatch(r"[ぁ-ゖー]+", word[4]) is not None for word in line]
                reading = all(kana)
                for word, small in zip(line, kana):
                    self.assertGreaterEqual(word[3] - word[1], SMALLEST / 2 if small else SMALLEST, where)
                if not reading:
                    self.assertNotIn(text[0], NOT_FIRST, where)
                    self.assertNotIn(text[-1], NOT_LAST, where)

    def test_appointment(self):
        """The QR code of each letter is its event; one that was taken back has none."""
        found = codes_of(self.some, 200, page.QR_AREA, "qrcode", self.home)
        for number, (_, language, uid, _) in enumerate(self.some_rows, 1):
            read = found.get(number, [])
            if not uid:
                self.assertEqual(read, [], language)
                continue
            self.assertEqual(len(read), 1, "%s, page %d" % (language, number))
            self.assertIn("UID:%s" % uid, read[0])

    def test_scanner(self):
        """Where the layout has a code for the scanner, it is the notice number."""
        if "<scan" not in (page.ROOT / "templates" / "letter.xml").read_text():
            return
        found = codes_of(self.some, 300, (100, 5, 110, 90), "code128", self.home)
        for number, row in enumerate(self.some_rows, 1):
            self.assertEqual(found.get(number), [row[0]], "page %d" % number)

    def test_customer_barcode(self):
        """The bars in the window are the address's, on every letter."""
        x, y, width, height = (round(side / 25.4 * 600) for side in page.BARCODE_AREA)
        page.run("pdftoppm", "-gray", "-r", 600, "-x", x, "-y", y, "-W", width, "-H", height,
                 self.some, self.home / "bars")
        images = sorted(self.home.glob("bars-*.pgm"))
        self.assertEqual(len(images), len(self.some_rows))
        for image, (_, _, _, postal) in zip(images, self.some_rows):
            data = image.read_bytes()
            head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
            wide, high = int(head.group(1)), int(head.group(2))
            rows = [data[head.end() + at * wide:head.end() + (at + 1) * wide]
                    for at in range(high)]
            read, number, _ = page.decode(page.read_bars(rows))
            self.assertEqual(read, postal)
            self.assertEqual(number, self.address_number)

    address_number = "1"


class Long(Kinds):
    """As much as there can be."""
    end = "long"
    address_number = page.cut("3-1234-567-123-1405")


if __name__ == "__main__":
    sys.exit(unittest.main())
