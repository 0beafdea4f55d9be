"""kigen proof: what an office approves, looked at from outside, and that nobody can post it."""

import hashlib
import html
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import test_letters as page

KIGEN = page.PROGRAM.parent / "kigen"
OFFICE = page.ROOT / "cron" / "kasugai.xml"
# Nothing is printed closer to an edge than this; printers' drums need about 5 mm.
MARGIN = 5
STAMP = "見本"


def kigen(*words):
    return subprocess.run([str(word) for word in (KIGEN, *words)], capture_output=True, text=True,
                          check=False)


def pages_of(pdf):
    """For each page its words (x, y, x, y in mm, text). They are a hundred thousand, too many to be read
    as the XML that they are."""
    number = r'"([0-9.e-]+)"'
    word = re.compile(r"<word xMin=%s yMin=%s xMax=%s yMax=%s>(.*?)</word>" % ((number,) * 4), re.S)
    out = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", page.run("pdftotext", "-bbox", pdf, "-").decode())
    for sheet in out.split("<page ")[1:]:
        yield [tuple(float(side) / page.MM for side in one[:4]) + (html.unescape(one[4]),)
               for one in word.findall(sheet)]


def is_stamp(word):
    """The large letters across the sheet, whose box is wider than any line of the letter."""
    return set(word[4]) <= set(STAMP) and word[3] - word[1] > 12


def luhn(number):
    digits = [int(digit) for digit in number if digit.isdigit()][::-1]
    return sum(digits[0::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])


class Proof(unittest.TestCase):
    DATE = "2026-12-28"  # a Monday of December: no date is wider

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.home = pathlib.Path(cls.folder.name)
        cls.pdf = cls.home / "proof.pdf"
        got = kigen("proof", "--office", OFFICE, "--out", cls.pdf, "--date", cls.DATE)
        if got.returncode != 0:
            raise AssertionError(got.stderr)
        cls.count = int(re.search(r": (\d+) sheets\n", got.stdout).group(1))
        every = list(pages_of(cls.pdf))
        cls.lists = every[:-cls.count]
        cls.sheets = every[-cls.count:]
        cls.languages = re.findall(r'<language tag="([^"]+)"', OFFICE.read_text())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def words(self):
        """Each sheet with its number and all but the stamps."""
        for number, sheet in enumerate(self.sheets, 1):
            yield number, [word for word in sheet if not is_stamp(word)]

    def test_list(self):
        """The first pages say what each sheet is, and who has approved each language."""
        text = "".join("".join(word[4] for word in sheet) for sheet in self.lists)
        for language in self.languages:
            self.assertRegex(text, re.escape(language) + "[0-9a-f]{16}")
        self.assertIn("未承認", text)
        for number, words in self.words():
            foot = "".join(word[4] for word in
                           sorted(words, key=lambda word: word[0]) if word[1] > 291)
            self.assertIn("%s%d" % (STAMP, number), foot)
            self.assertIn("未承認", foot)

    def test_every_kind(self):
        """Each matter in each wave, the three wordings of a stay, with and without appointment,
        in every language that letters are written in."""
        feet = ["".join(word[4] for word in words if word[1] > 291)
                for _, words in self.words()]
        used = {language for language in self.languages
                if any(re.match(STAMP + r"\d+" + re.escape(language) + r"(?![a-z-])", foot)
                       for foot in feet)}
        self.assertIn("ja", used)
        for language in used:
            for matter in ("利用者証明用", "署名用", "カード", "在留期間・更新済み", "在留期間・申請中",
                           "在留期間・未申請", "在留期間・特定在留カード"):
                for wave in ("1回目", "期限間近", "再度"):
                    visit = "予約なし" if matter.endswith("特定在留カード") else "予約あり"
                    self.assertTrue(any(language + matter + wave + visit in foot
                                        for foot in feet), (language, matter, wave))
            for other in ("予約なし", "予約の変更", "予約の取消し", "15歳未満", "成年被後見人"):
                self.assertTrue(any(language in foot and other in foot for foot in feet),
                                (language, other))

    def test_stamped(self):
        """見本 lies across every sheet, and across the window at both ends of its play."""
        for number, sheet in enumerate(self.sheets, 1):
            stamps = [word for word in sheet if is_stamp(word)]
            self.assertTrue(any(x1 - x0 > 80 for x0, _, x1, _, _ in stamps), number)
            left, top, right, bottom = page.ALWAYS
            seen = [word for word in stamps if left < (word[0] + word[2]) / 2 < right
                    and top < (word[1] + word[3]) / 2 < bottom]
            self.assertTrue(seen, number)

    def test_no_number(self):
        """No notice number on a sheet passes its check digit, and no two sheets share one."""
        seen = set()
        for number, words in self.words():
            text = " ".join(word[4] for word in words)
            numbers = set(re.findall(r"\d\d-\d{6}-\d", text))
            self.assertTrue(numbers, number)
            for notice in numbers:
                self.assertNotEqual(luhn(notice) % 10, 0, notice)
            own = {notice for notice in numbers if notice != "00-000000-9"}
            self.assertFalse(own & seen, number)
            seen |= own

    def test_folds(self):
        """No text within 2 mm of a fold, none outside the margins."""
        for number, words in self.words():
            for left, top, right, bottom, text in words:
                self.assertTrue(left >= MARGIN and top >= MARGIN and right <= 210 - MARGIN and
                                bottom <= 297, "sheet %d: %s" % (number, text))
                for fold in page.FOLDS:
                    self.assertFalse(top < fold + 2 and bottom > fold - 2,
                                     "sheet %d: %s" % (number, text))

    def test_window(self):
        """Beside the stamp, nothing but the address shows in the window."""
        for number, words in self.words():
            inside = ""
            for left, top, right, bottom, text in words:
                if (right > page.EVER[0] and left < page.EVER[2] and bottom > page.EVER[1] and
                        top < page.EVER[3]):
                    inside += text
                    self.assertTrue(left >= page.ALWAYS[0] and right <= page.ALWAYS[2] and
                                    top >= page.ALWAYS[1] and bottom <= page.ALWAYS[3],
                                    "sheet %d: %s" % (number, text))
            self.assertRegex(inside, r"〒000-0000")
            self.assertRegex(inside, r"見本県見本市見本町0丁目0番地見本荘000号(見本|MIHON)")

    def test_the_place_of_a_reprint_s_mark(self):
        """Between the window and the widest date (a Monday of November or December) no letter says anything."""
        tops = 0
        for left, top, right, _, _ in (word for sheet in self.sheets for word in sheet):
            if top < 11 and left > 100:
                tops += 1
                self.assertTrue(left > 130 or right < 112, (left, right))
        self.assertGreater(tops, self.count)

    def test_codes(self):
        """There are no bars of the customer barcode, and the QR code says that it is none."""
        for number in range(1, self.count + 1, 29):
            sheet = number + len(self.lists)
            image = self.home / "page"
            page.run("pdftoppm", "-gray", "-r", 200, "-f", sheet, "-l", sheet, "-singlefile",
                     self.pdf, image)
            rows = page.raster(self.pdf, sheet, 300, page.BARCODE_AREA)
            self.assertFalse(any(dot < 100 for row in rows for dot in row), number)
            read = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable",
                                   "%s.pgm" % image], capture_output=True,
                                  check=False).stdout.decode()
            self.assertNotIn("BEGIN:VCALENDAR", read)
            if read:
                self.assertTrue(read.startswith("SAMPLE (MIHON) NO LETTER SAMPLE"), read[:80])

    def test_code_of_an_appointment(self):
        """A sheet with an appointment has such a code, as large as a letter's."""
        image = self.home / "first"
        sheet = len(self.lists) + 1
        page.run("pdftoppm", "-gray", "-r", 200, "-f", sheet, "-l", sheet, "-singlefile",
                 self.pdf, image)
        read = page.run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable",
                        "%s.pgm" % image).decode()
        self.assertTrue(read.startswith("SAMPLE (MIHON)"))
        self.assertGreater(len(read), 200)

    def test_file(self):
        """Sound, dated as asked, all fonts embedded; the same bytes again."""
        out = subprocess.run(["qpdf", "--check", self.pdf], capture_output=True, text=True,
                             check=False)
        self.assertEqual((out.returncode, out.stderr), (0, ""))
        info = page.run("pdfinfo", "-isodates", self.pdf).decode()
        self.assertIn("見本", info)
        self.assertIn(self.DATE, info)
        for line in page.run("pdffonts", self.pdf).decode().splitlines()[2:]:
            self.assertRegex(line, r"^[A-Z]{6}\+\S+ .* yes yes (yes|no) +\d+ +0$")
        again = self.home / "again.pdf"
        got = kigen("proof", "--office", OFFICE, "--out", again, "--date", self.DATE)
        self.assertEqual(got.returncode, 0)
        self.assertEqual(self.pdf.read_bytes(), again.read_bytes())
        self.assertEqual(again.stat().st_mode & 0o777, 0o640)
        self.assertEqual([name.name for name in self.home.glob(".*")], [])

    def test_never_replaces(self):
        """A file that is there is left as it is; nothing is left behind."""
        there = self.home / "there.pdf"
        there.write_bytes(b"signed")
        got = kigen("proof", "--office", OFFICE, "--out", there)
        self.assertEqual(got.returncode, 73)
        self.assertIn("is there already", got.stderr)
        self.assertEqual(there.read_bytes(), b"signed")
        self.assertEqual(kigen("proof", "--office", OFFICE).returncode, 64)
        self.assertEqual(kigen("proof", "--office", OFFICE, "--out",
                               self.home / "no" / "folder.pdf").returncode, 73)
        self.assertEqual(kigen("proof", "--office", OFFICE, "--out",
                               "%s/" % self.home).returncode, 73)

    def test_approved(self):
        """An approved language says by whom; one that was changed since says so."""
        digest = re.search(r'approved-text="([0-9a-f]{16})"',
                           kigen("check", "--office", OFFICE, "--date", "2026-11-24").stdout
                           .split('texts in "ja"')[1]).group(1)
        for noted, expected, told in ((digest, "課長が2026-10-01に承認", None),
                                      ("0" * 16, "承認のあとで文面が変わっています",
                                       "have changed since they were approved on 2026-10-01")):
            office = self.home / ("office-%s.xml" % noted[0:4])
            office.write_text(OFFICE.read_text().replace(
                '<language tag="ja"/>', '<language tag="ja" approved-by="課長" '
                'approved-on="2026-10-01" approved-text="%s"/>' % noted)
                .replace('"../templates"', '"%s"' % (page.ROOT / "templates"))
                .replace('"holidays.csv"', '"%s"' % (page.ROOT / "cron" / "holidays.csv"))
                .replace('"towns.csv"', '"%s"' % (page.ROOT / "cron" / "towns.csv")))
            pdf = self.home / ("proof-%s.pdf" % noted[0:4])
            got = kigen("proof", "--office", office, "--out", pdf, "--date", "2026-11-24")
            self.assertEqual(got.returncode, 0, got.stderr)
            text = re.sub(r"\s", "", page.run("pdftotext", "-f", 1, "-l", 1, pdf, "-").decode())
            self.assertIn(expected, text)
            said = kigen("check", "--office", office, "--date", "2026-11-24").stdout
            if told:
                self.assertIn(told, said)
            else:
                self.assertNotIn('texts in "ja"', said)


class LargePrint(unittest.TestCase):
    """The same in large print: two sheets a letter."""

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            pdf = pathlib.Path(folder) / "proof.pdf"
            got = kigen("proof", "--format", "large-print", "--office", OFFICE, "--out", pdf, "--date", "2026-12-28")
            if got.returncode != 0:
                raise AssertionError(got.stderr)
            count = int(re.search(r": (\d+) sheets\n", got.stdout).group(1))
            cls.sheets = [[word for word in sheet if not is_stamp(word) and word[1] < 291.5]
                          for sheet in list(pages_of(pdf))[-count:]]

    def test_pairs(self):
        """The two sheets of a letter bear one number, and say which of them they are."""
        self.assertEqual(len(self.sheets) % 2, 0)
        seen = set()
        for first, second in zip(self.sheets[::2], self.sheets[1::2]):
            texts = [" ".join(word[4] for word in sheet) for sheet in (first, second)]
            own, = (set(re.findall(r"\d\d-\d{6}-\d", text)) - {"00-000000-9"} for text in texts[:1])
            self.assertEqual(len(own), 1)
            self.assertLessEqual(own, set(re.findall(r"\d\d-\d{6}-\d", texts[1])))
            self.assertFalse(own & seen)
            seen |= own
            self.assertIn("1/2", texts[0])
            self.assertIn("2/2", texts[1])

    def test_places(self):
        """No text at a fold or an edge; in the window the address alone; and above, where a reprint's mark
        stands, nothing."""
        for number, words in enumerate(self.sheets):
            inside = ""
            for left, top, right, bottom, text in words:
                self.assertTrue(left >= MARGIN and top >= MARGIN and right <= 210 - MARGIN and bottom <= 297,
                                (number, text))
                for fold in page.FOLDS:
                    self.assertFalse(top < fold + 2 and bottom > fold - 2, (number, text))
                # The mark ends at 10.2; a word's box begins half a millimetre above its signs, and more.
                self.assertFalse(top < 9.7 and right > 114 and left < 129, (number, text))
                if number % 2 == 0 and (right > page.EVER[0] and left < page.EVER[2] and bottom > page.EVER[1] and
                                        top < page.EVER[3]):
                    inside += text
            if number % 2 == 0:
                self.assertRegex(inside, r"〒000-0000.*見本県見本市見本町0丁目0番地見本荘000号(見本|MIHON)")

    def test_no_other_format(self):
        for format in ("braille", "huge", ""):
            got = kigen("proof", "--format", format, "--office", OFFICE, "--out", "/tmp/no.pdf")
            self.assertEqual(got.returncode, 64)
            self.assertIn("--format takes", got.stderr)


class Chosen(unittest.TestCase):
    """Some of the sheets: by language, matter and turn, and of what has changed since the approval."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.home = pathlib.Path(cls.folder.name)
        cls.made = 0

    def proof(self, *words, office=OFFICE, expect=0):
        """The feet of the sheets, and what the list says."""
        Chosen.made += 1
        pdf = self.home / f"{self.made}.pdf"
        got = kigen("proof", "--office", office, "--out", pdf, "--date", "2026-12-28", *words)
        self.assertEqual(got.returncode, expect, got.stderr)
        if expect:
            self.assertFalse(pdf.exists())
            return got.stderr
        count = int(re.search(r": (\d+) sheets\n", got.stdout).group(1))
        every = list(pages_of(pdf))
        self.lists = "".join(word[4] for sheet in every[:len(every) - count] for word in sheet)
        return ["".join(word[4] for word in sorted(sheet) if word[1] > 291 and not is_stamp(word)) for sheet in every[len(every) - count:]]

    def test_by_language_matter_and_wave(self):
        feet = self.proof("--language", "en", "--matter", "card", "--wave", "late")
        self.assertGreater(len(feet), 0)
        for number, foot in enumerate(feet, 1):
            self.assertRegex(foot, rf"{STAMP}{number}en.*カード.*期限間近")
        cards = self.proof("--language", "en", "--matter", "card")
        self.assertGreater(len(cards), len(feet))
        self.assertTrue(all("カード" in foot for foot in cards))
        self.assertIn("no letter is of this kind", self.proof("--language", "xx", expect=64))
        self.assertIn("--wave takes one of first late reminder, not 'second'", self.proof("--wave", "second", expect=64))

    def test_only_what_has_changed_since_the_approval(self):
        """Every language approved as it is but one, whose mark is another's."""
        marks = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in (page.ROOT / "templates/text").glob("*.xml")}
        text = OFFICE.read_text().replace('"../templates"', f'"{page.ROOT / "templates"}"')
        for name in ("holidays.csv", "towns.csv"):
            (self.home / name).write_bytes((OFFICE.parent / name).read_bytes())
        office = self.home / "office.xml"

        def approve(but):
            office.write_text(re.sub(r'<language tag="([^"]+)"', lambda found: found[0] + (
                f' approved-by="課長" approved-on="2026-11-01" approved-text="{"0" * 16 if found[1] == but else marks[found[1]]}"'), text))
        approve("en")
        feet = self.proof("--changed", "--wave", "first", office=office)
        self.assertGreater(len(feet), 3)
        self.assertTrue(all(re.match(rf"{STAMP}\d+en", foot) for foot in feet))
        self.assertEqual(len(feet), len(self.proof("--language", "en", "--wave", "first")))
        approve(None)
        self.assertEqual(self.proof("--changed", office=office), [])
        self.assertIn("承認", self.lists)

if __name__ == "__main__":
    sys.exit(unittest.main())
