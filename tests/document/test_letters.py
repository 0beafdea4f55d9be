"""The letters as PDF, looked at from outside: with qpdf, poppler and zbar."""

import collections
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build"))
PROGRAM = (BUILD if BUILD.is_absolute() else ROOT / BUILD) / "sample-letters"
EXAMPLES = ROOT / "tests" / "oracles" / "customer-barcode.tsv"

MM = 72 / 25.4
FOLDS = (99, 198)
# The envelope's window over the sheet (x, y, x, y in mm): what never leaves it while the sheet
# slides 22 mm sideways and 18 mm up and down, and all that can ever show in it.
ALWAYS = (20, 12, 88, 39)
EVER = (-2, -6, 110, 57)

# Japan Post's table: 1 long, 2 upper, 3 lower, 4 middle; by value 0-9, hyphen, CC1-CC8.
SIGNS = ("144 114 132 312 123 141 321 213 231 411 414 "
         "324 342 234 432 243 423 441 111").split()


def samples():
    """The fields of tests/document/letter-sample.h that a letter shows, in sheet order."""
    text = (ROOT / "tests" / "document" / "letter-sample.h").read_text()
    found = []
    for part in re.split(r"\{\.number = ", text)[1:]:
        def field(name, part=part):
            got = re.search(r"\.%s = \"([^\"]*)\"" % name, part)
            return got.group(1) if got else ""
        state = re.search(r"APPOINTMENT_STATE_(\w+)", part)
        found.append({
            "number": re.match(r"\"([^\"]+)\"", part).group(1),
            "state": state.group(1) if state else "NONE",
            **{name: field(name) for name in
               ("addressee", "name", "postal", "address", "building", "uid", "token",
                "language")}})
    return found


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True,
                          **options).stdout


def words(pdf, page):
    """(x, y, x, y in mm, text) of every word on a page."""
    out = run("pdftotext", "-bbox", "-f", page, "-l", page, pdf, "-").decode()
    out = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out)
    tree = xml.etree.ElementTree.fromstring(out)
    for word in tree.iter("{http://www.w3.org/1999/xhtml}word"):
        yield tuple(float(word.get(name)) / MM
                    for name in ("xMin", "yMin", "xMax", "yMax")) + (word.text or "",)


def raster(pdf, page, dots, area=None):
    """Rows of grey bytes of a page, or of an area (x, y, width, height in mm)."""
    crop = []
    if area:
        x, y, width, height = (round(side / 25.4 * dots) for side in area)
        crop = ["-x", x, "-y", y, "-W", width, "-H", height]
    out = run("pdftoppm", "-gray", "-r", dots, "-f", page, "-l", page, *crop, pdf)
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", out)
    width, height = int(head.group(1)), int(head.group(2))
    data = out[head.end():]
    return [data[row * width:(row + 1) * width] for row in range(height)]


def read_bars(rows):
    """The 67 bars of a customer barcode as digits of the table, read from its rows."""
    def run_of(values):
        runs, start = [], None
        for at, dark in enumerate(list(values) + [False]):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                runs.append((start, at))
                start = None
        return runs

    width = len(rows[0])
    columns = run_of(any(row[x] < 128 for row in rows) for x in range(width))
    bars = []
    for left, right in columns:
        middle = (left + right) // 2
        ((top, bottom),) = run_of(row[middle] < 128 for row in rows)
        bars.append((top, bottom))
    upper = min(top for top, _ in bars)
    lower = max(bottom for _, bottom in bars)
    third = (lower - upper) / 3
    read = ""
    for top, bottom in bars:
        ascends, descends = top < upper + third / 2, bottom > lower - third / 2
        read += "1" if ascends and descends else "2" if ascends else "3" if descends else "4"
    return read


def decode(bars):
    """Postal code, address number (a letter cut in half as its control code) and check value."""
    assert len(bars) == 67, len(bars)
    assert bars[:2] == "13" and bars[-2:] == "31", bars
    values = [SIGNS.index(bars[at:at + 3]) for at in range(2, 65, 3)]
    assert sum(values) % 19 == 0, values
    text, control = "", None
    for value in values[7:20]:
        if value in (11, 12, 13):
            control = value - 11
        elif value == 14:
            continue
        elif control is not None:
            text += chr(ord("A") + 10 * control + value)
            control = None
        else:
            text += "-" if value == 10 else str(value)
    if control is not None:
        text += "CC%d" % (control + 1)
    check = values[20]
    return ("".join(str(value) for value in values[:7]), text,
            "-" if check == 10 else "CC%d" % (check - 10) if check > 10 else str(check))


def cut(number):
    """An address number as thirteen places hold it."""
    places, text = 0, ""
    for sign in number:
        if sign.isalpha():
            if places == 12:
                return text + "CC%d" % ((ord(sign) - ord("A")) // 10 + 1)
            places += 1
        places += 1
        if places > 13:
            break
        text += sign
    return text


# Where codes stand (x, y, width, height in mm): the QR code of an appointment, the customer barcode.
QR_AREA = (112, 60, 98, 140)
BARCODE_AREA = (20.5, 32.5, 67.0, 6.2)


def png(width, height, color):
    """A picture of one colour (red, green, blue)."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    rows = (b"\0" + bytes(color) * width) * height
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Letters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.pdf = pathlib.Path(cls.folder.name) / "letters.pdf"
        run(PROGRAM, "templates", cls.pdf, cwd=ROOT)
        cls.samples = samples()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_whole(self):
        """The file is without fault; page k is sheet k, A4."""
        out = subprocess.run(["qpdf", "--check", self.pdf], capture_output=True, text=True,
                             check=False)
        self.assertEqual((out.returncode, out.stderr), (0, ""))
        info = run("pdfinfo", self.pdf).decode()
        self.assertRegex(info, r"Pages: +%d\n" % len(self.samples))
        self.assertRegex(info, r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)")

    def test_metadata(self):
        """Title, the office and the posting day; nobody's name, number or address."""
        info = run("pdfinfo", "-isodates", self.pdf).decode()
        self.assertIn("マイナンバーカードに関するお知らせ", info)
        self.assertIn("2026-11-24T00:00:00+09", info)
        for sample in self.samples:
            for field in ("number", "name", "addressee", "address"):
                self.assertNotIn(sample[field], info)

    def test_wishes(self):
        """The catalogue: the language, the title in the window, one side of the sheet, no scaling."""
        read = json.loads(run("qpdf", "--json", "--json-key=qpdf", self.pdf))["qpdf"][1]
        catalogue = read["obj:" + read["trailer"]["value"]["/Root"]]["value"]
        self.assertEqual(catalogue["/Lang"], "u:ja")
        self.assertEqual(catalogue["/ViewerPreferences"], {
            "/DisplayDocTitle": True, "/PrintScaling": "/None", "/Duplex": "/Simplex"})

    def test_structure(self):
        """What a screen reader is given: each sheet in its language, in the reader's order, with
        words for the codes. Where poppler meets a mark within a mark it loses the rest of the text:
        so only Japanese letters are held against all that stands on the sheet, where it meets that
        in the lines of other writings at the foot, and beside the address."""
        plain = run("qpdf", "--qdf", "--object-streams=disable", self.pdf, "-")
        elements = [body for body in plain.split(b"endobj") if re.search(rb"/S /\w+\n", body)]
        sections = [body for body in elements if b"/S /Sect\n" in body]
        self.assertEqual(len(sections), len(self.samples))
        for body, sample in zip(sections, self.samples):
            language = re.search(rb"/Lang \(([\w-]+)\)", body)
            self.assertEqual("ja" if language is None else language.group(1).decode(),
                             {"": "ja", "zh": "zh-Hans"}.get(sample["language"], sample["language"]))
        for body in elements:
            if b"/S /Figure\n" in body:
                self.assertRegex(body, rb"/Alt [(<][^)>]")
        read = run("pdfinfo", "-struct-text", self.pdf).decode()
        sheets = re.split(r"(?m)^  Sect\n", read)[1:]
        for number, (sheet, sample) in enumerate(zip(sheets, self.samples), 1):
            roles = re.findall(r"(?m)^ +(\w+)[: (]*(?:block\))?:?$", sheet)
            tops = re.findall(r"(?m)^    (\w+)", sheet)
            self.assertEqual(tops.count("H1"), 1, number)
            self.assertEqual(tops[:4], ["P"] * 4, number)
            order = [tops.index(one) for one in ("P", "Figure", "H1", "Table", "H2")]
            self.assertEqual(order, sorted(order), number)
            self.assertEqual(roles.count("LI") > 0, "L" in tops, number)
            texts = "".join(re.findall(r'(?m)^ +"(.*)"$', sheet))
            self.assertLess(texts.index(sample["addressee"].split()[0]), 200)
            if sample["language"] == "":
                shown = run("pdftotext", "-raw", "-f", number, "-l", number, self.pdf, "-").decode()
                heard, seen = (collections.Counter("".join(part.split())) for part in (texts, shown))
                self.assertFalse(heard - seen, number)
                foreign = collections.Counter()  # at the foot, and beside the address
                for x, y, width, height in ((0, 776, 595, 66), (317, 0, 278, 165)):
                    part = run("pdftotext", "-raw", "-f", number, "-l", number, "-r", 72, "-x", x, "-y", y, "-W", width,
                               "-H", height, self.pdf, "-").decode()
                    foreign.update("".join(part.split()))
                self.assertFalse(seen - heard - foreign, number)
                self.assertLess(sum((seen - heard).values()), 32, number)

    def test_fonts(self):
        """Every font is embedded, as a subset, and is one that the template names."""
        lines = run("pdffonts", self.pdf).decode().splitlines()[2:]
        self.assertTrue(lines)
        families = set()
        for line in lines:
            self.assertRegex(line, r"^[A-Z]{6}\+\S+ .* yes yes (yes|no) +\d+ +0$")
            families.add(re.match(r"[A-Z]{6}\+([^- ]+)", line).group(1))
        self.assertEqual(families, {"BIZUDPGothic", "IPAmjMincho", "NotoSerifCJKjp", "NotoSans",
                                    "NotoSansCJKjp", "NotoSansCJKsc", "NotoSansCJKtc", "NotoSansCJKkr",
                                    "NotoSansDevanagari"})

    def test_type(self):
        """Nothing is set smaller than 5.5 points: readings; and those not under three quarters as wide."""
        plain = run("qpdf", "--qdf", "--object-streams=disable", self.pdf, "-")
        sizes = {float(size) for size in re.findall(rb"\n/F\d+ ([\d.]+) Tf\n", plain)}
        wide = {float(share) for share in re.findall(rb"\n([\d.]+) Tz\n", plain)}
        self.assertEqual(min(sizes), 5.5)
        self.assertEqual((min(wide), max(wide)), (75, 100))

    def test_readings_beside(self):
        """Easy Japanese beside another language goes without readings where these leave no room."""
        page = next(at for at, sample in enumerate(self.samples, 1) if sample["language"] == "pt")
        layout = (ROOT / "templates" / "letter.xml").read_text()
        low = layout.replace('y="200.8" width="178" height="76.8"',
                             'y="200.8" width="178" height="54"')
        always = low.replace('readings-beside="with-room"', "")
        self.assertTrue(layout != low != always)
        for name, changed, told in ("room", layout, True), ("low", low, False), (
                "always", always, True):
            with self.subTest(name):
                folder = pathlib.Path(self.folder.name) / ("readings-" + name)
                shutil.copytree(ROOT / "templates", folder)
                (folder / "letter.xml").write_text(changed)
                run(PROGRAM, folder, folder / "out.pdf", cwd=ROOT)
                text = run("pdftotext", "-f", page, "-l", page, folder / "out.pdf", "-").decode()
                self.assertIn("暗証番号", re.sub(r"\s", "", text))
                self.assertEqual("あんしょうばんごう" in text, told)

    def test_folds(self):
        """No text within 2 mm of a fold."""
        for page in range(1, len(self.samples) + 1):
            for _, top, _, bottom, text in words(self.pdf, page):
                for fold in FOLDS:
                    self.assertFalse(top < fold + 2 and bottom > fold - 2,
                                     "page %d: %s" % (page, text))

    def test_window(self):
        """In the window stands the address and nothing else, however the sheet slides."""
        for page, sample in enumerate(self.samples, 1):
            inside = ""
            for left, top, right, bottom, text in words(self.pdf, page):
                if right > EVER[0] and left < EVER[2] and bottom > EVER[1] and top < EVER[3]:
                    inside += text
                    self.assertTrue(left >= ALWAYS[0] and right <= ALWAYS[2] and
                                    top >= ALWAYS[1] and bottom <= ALWAYS[3],
                                    "page %d: %s" % (page, text))
            expected = "〒%s-%s%s%s%s%s様" % (
                sample["postal"][:3], sample["postal"][3:], sample["number"],
                sample["address"], sample["building"], sample["addressee"])
            self.assertEqual(sorted(inside), sorted(re.sub(r"\s", "", expected)),
                             "page %d" % page)

    def test_words(self):
        """Names come out of the file as they were in the register, sequences included."""
        for page, sample in enumerate(self.samples, 1):
            text = run("pdftotext", "-f", page, "-l", page, self.pdf, "-").decode()
            flat = re.sub(r"\s", "", text)
            for field in ("name", "addressee", "number"):
                self.assertIn(re.sub(r"\s", "", sample[field]), flat, "page %d" % page)
        self.assertIn("葛\U000E0102城", self.samples[3]["name"])

    def read_code(self, pdf, page):
        """What the QR code of a page holds, read from the page as printed, where it stands (the whole page
        takes zbar four times as long); "" without one."""
        image = pathlib.Path(self.folder.name) / "page"
        x, y, width, height = (round(side / 25.4 * 200) for side in QR_AREA)
        run("pdftoppm", "-gray", "-r", 200, "-f", page, "-l", page, "-singlefile",
            "-x", x, "-y", y, "-W", width, "-H", height, pdf, image)
        return subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", "%s.pgm" % image],
                              capture_output=True, check=False).stdout.decode()

    def test_bold(self):
        """A name in bold text is drawn by the font that was proven, not by one made up from it."""
        folder = pathlib.Path(self.folder.name) / "bold"
        shutil.copytree(ROOT / "templates", folder)
        text = (folder / "text" / "ja.xml").read_text()
        (folder / "text" / "ja.xml").write_text(text.replace("{name} 様", "<b>{name} 様</b>"))
        pdf = pathlib.Path(self.folder.name) / "bold.pdf"
        run(PROGRAM, folder, pdf, cwd=ROOT)
        fonts = run("pdffonts", pdf).decode()
        self.assertIn("IPAmjMincho", fonts)
        self.assertNotIn("CairoFont", fonts)
        self.assertNotIn("Type 3", fonts)

    def test_qr(self):
        """The code holds this letter's event; without an appointment the day by which to come; and of
        one that was taken back there is nothing to hold."""
        for page, sample in enumerate(self.samples, 1):
            event = self.read_code(self.pdf, page)
            if sample["state"] == "CANCELLED":
                self.assertEqual(event, "", "page %d" % page)
                continue
            self.assertTrue(event.startswith("BEGIN:VCALENDAR\r\n"), "page %d" % page)
            self.assertIn("END:VCALENDAR\r\n", event)
            if sample["state"] in ("OFFERED", "MOVED"):
                self.assertIn("\r\nUID:%s\r\n" % sample["uid"], event)
            else:
                self.assertIn("\r\nUID:%s@232068\r\n" % sample["number"], event)
                self.assertIn("\r\nDTSTART;VALUE=DATE:", event)

    def test_qr_of_a_page(self):
        """Where pages are served every code holds this letter's address, also at the longest."""
        base = "https://%s.example.jp/" % ("a" * (100 - len("https://.example.jp/")))
        pdf = pathlib.Path(self.folder.name) / "pages.pdf"
        run(PROGRAM, "templates", pdf, len(self.samples), base, cwd=ROOT)
        for page, sample in enumerate(self.samples, 1):
            self.assertEqual(self.read_code(pdf, page).strip(), "%s%s.html" % (base, sample["token"]), "page %d" % page)

    def test_scan(self):
        """The notice number is read from the page by a scanner's code."""
        for page, sample in enumerate(self.samples, 1):
            image = pathlib.Path(self.folder.name) / "scan"
            run("pdftoppm", "-gray", "-r", 200, "-f", page, "-l", page, "-singlefile", self.pdf,
                image)
            read = run("zbarimg", "-q", "--raw", "-Sdisable", "-Scode128.enable",
                       "%s.pgm" % image).decode()
            self.assertEqual(read.strip(), sample["number"], "page %d" % page)

    def test_two_languages(self):
        """A reader of another language has theirs with easy Japanese beside it; everyone else
        Japanese with a line a language at the foot."""
        def text(page):
            return run("pdftotext", "-f", page, "-l", page, "-layout", self.pdf, "-").decode()

        for page, own, way in ((6, "O que trazer", "até sábado, 20 de fevereiro de 2027"),
                               (7, "Những thứ cần mang", "đến Chủ nhật, ngày 10 tháng 1 năm 2027"),
                               (8, "携带物品", "至 2027年2月20日(星期六)")):
            self.assertIn(own, text(page))
            self.assertIn(way, text(page))
            self.assertIn("ってくるもの", text(page))
            self.assertNotIn("English", text(page))
        for word in ("English", "Português", "Español", "Tiếng Việt", "中文", "한국어"):
            self.assertIn(word, text(1))
        self.assertIn("令和9年2月20日", text(1))

    def test_barcode(self):
        """The customer barcode, read from the bars; none for a postal code that ends in 00."""
        for page, sample in enumerate(self.samples, 1):
            rows = raster(self.pdf, page, 600, BARCODE_AREA)
            dark = any(dot < 128 for row in rows for dot in row)
            self.assertEqual(dark, not sample["postal"].endswith("00"), "page %d" % page)
            if not dark:
                continue
            postal, number, _ = decode(read_bars(rows))
            self.assertEqual(postal, sample["postal"])
            self.assertTrue(number.startswith("5-44") or number.startswith("3-1234-567"),
                            number)

    def test_published_barcodes(self):
        """Japan Post's sixteen examples, drawn and read back from the page's bars."""
        pdf = pathlib.Path(self.folder.name) / "examples.pdf"
        run(PROGRAM, "templates", pdf, EXAMPLES, cwd=ROOT)
        examples = [line.split("\t") for line in EXAMPLES.read_text().splitlines()
                    if not line.startswith("#")]
        self.assertEqual(len(examples), 16)
        for page, (postal, _, number, check) in enumerate(examples, 1):
            read = decode(read_bars(raster(pdf, page, 600, BARCODE_AREA)))
            self.assertEqual(read, (postal, cut(number), check), "example %d" % page)

    def test_marks(self):
        """Short fold marks at both edges, and nothing dark between them on the fold."""
        for fold in FOLDS:
            rows = raster(self.pdf, 1, 300, (0, fold - 0.4, 210, 0.8))
            dark = {x for row in rows for x, dot in enumerate(row) if dot < 200}
            places = sorted({round(x / 300 * 25.4) for x in dark})
            self.assertTrue(places and all(x <= 9 or x >= 201 for x in places), places)

    def test_same_bytes(self):
        """The same letters are the same bytes."""
        again = pathlib.Path(self.folder.name) / "again.pdf"
        run(PROGRAM, "templates", again, cwd=ROOT)
        self.assertEqual(self.pdf.read_bytes(), again.read_bytes())

    def with_emblem(self, name, picture):
        """The templates with an emblem above the sender, 3 mm high."""
        folder = pathlib.Path(self.folder.name) / name
        shutil.copytree(ROOT / "templates", folder)
        layout = (folder / "letter.xml").read_text()
        mark = '<text key="sender.date"'
        self.assertIn(mark, layout)
        (folder / "letter.xml").write_text(layout.replace(
            mark, '<image file="pictures/emblem.png" height="3" align="right"/>' + mark, 1))
        (folder / "pictures").mkdir()
        (folder / "pictures" / "emblem.png").write_bytes(picture)
        return folder

    def test_image(self):
        """A picture of the layout stands on every sheet, and in the file once."""
        folder = self.with_emblem("emblem", png(40, 20, (200, 0, 0)))
        pdf = pathlib.Path(self.folder.name) / "emblem.pdf"
        run(PROGRAM, folder, pdf, cwd=ROOT)
        listed = [line.split() for line in run("pdfimages", "-list", pdf).decode().splitlines()[2:]]
        emblems = [line for line in listed if line[3:5] == ["40", "20"]]
        self.assertEqual(len(emblems), len(self.samples))
        self.assertEqual(len({line[10] for line in emblems}), 1)
        rows = raster(pdf, 2, 100, (112, 7.9, 82, 2.5))
        dark = [x for row in rows for x, dot in enumerate(row) if dot < 128]
        self.assertAlmostEqual(min(dark) / 100 * 25.4, 82 - 6, delta=0.6)
        self.assertAlmostEqual(max(dark) / 100 * 25.4, 82, delta=0.6)

    def test_image_refused(self):
        """A picture that cannot be read is the office's mistake, told with the layout's line."""
        folder = self.with_emblem("broken", b"no picture")
        got = subprocess.run([PROGRAM, folder, "/dev/null"], cwd=ROOT, capture_output=True,
                             text=True, check=False)
        self.assertEqual(got.returncode, 78)
        self.assertRegex(got.stderr, r"letter\.xml:\d+: the image .*/emblem\.png cannot be read")

    def test_memory(self):
        """Memory does not grow with the sheets."""
        if "asan" in str(BUILD):
            return  # freed memory is kept from use there
        peaks = []
        for count in (300, 1200):
            many = pathlib.Path(self.folder.name) / "many.pdf"
            process = subprocess.Popen([PROGRAM, "templates", many, str(count)], cwd=ROOT)
            _, status, usage = os.wait4(process.pid, 0)
            self.assertEqual(status, 0)
            process.returncode = 0
            peaks.append(usage.ru_maxrss)
        self.assertLess(peaks[1], peaks[0] * 1.15)

    def test_size(self):
        """Under 6 KB a sheet in a file of 10,000: what more sheets add, and their share of what
        all of them use."""
        sizes = []
        for count in (200, 600):
            many = pathlib.Path(self.folder.name) / "many.pdf"
            run(PROGRAM, "templates", many, count, cwd=ROOT)
            self.assertRegex(run("pdfinfo", many).decode(), r"Pages: +%d\n" % count)
            sizes.append(many.stat().st_size)
        sheet = (sizes[1] - sizes[0]) / 400
        self.assertLess(sheet + (sizes[0] - 200 * sheet) / 10000, 6 * 1024)


if __name__ == "__main__":
    sys.exit(unittest.main())
