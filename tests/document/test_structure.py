"""Every PDF that the program writes is what it says of itself: PDF/UA-1, as far as a program can tell
(matterhorn.py), and poppler hears all of it. Breaches that are planted are found."""

import glob
import os
import re
import subprocess
import sys
import tempfile
import unittest

import pikepdf

import matterhorn

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from city import Nights, card_due, certificates_due

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
LANGUAGES = ("ja", "ja-x-easy", "en", "zh-Hans", "zh-Hant", "ko", "pt", "es", "vi", "fil", "id", "ne")
TUESDAY, WEDNESDAY, SATURDAY = "2026-12-01", "2026-12-02", "2026-12-05"


def heard(pdf):
    """What poppler finds in the structure, without blanks."""
    out = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True).stdout.decode()
    return re.sub(r"\s", "", "".join(line.strip()[1:-1] for line in out.split("\n") if line.lstrip().startswith('"')))


def sample(folder, *words):
    pdf = os.path.join(folder, "letters.pdf")
    subprocess.run([os.path.join(BUILD, "sample-letters"), "templates", pdf, *words], cwd=ROOT, check=True,
                   capture_output=True)
    return pdf


class Papers(Nights):
    def clean(self, pdf):
        faults, pieces = matterhorn.read(pdf)
        self.assertEqual(sorted(faults), [], pdf)
        return pieces

    def elements(self, pdf):
        """Each element's name with what it holds, of the first page."""
        return [(piece.element, piece.said.strip()) for piece in self.clean(pdf) if piece.page == 0]

    def test_every_paper_of_a_night_and_of_staff(self):
        """Letters on one sheet, with and without the place of a voice code, and on two, covers, posting form, day sheets; a stop sheet alone and on
        covers; the proof, which has every kind of letter in every language, a reprint, a letter of the staff's own."""
        self.small_office(**{'bundle="100"': 'bundle="4"'})
        people = [certificates_due(str(i), "2027-02-11", language=language) for i, language in
                  enumerate(LANGUAGES, 1)] + [card_due("20", "2027-02-10"), card_due("21", "2027-02-10")]
        people += [certificates_due(str(i), "2027-02-11", language=language, format="large-print") for i, language in
                   enumerate(LANGUAGES, 31)]
        people += [certificates_due(str(i), "2027-02-11", language=language, format="voice",
                                    address="愛知県春日井市穴橋町9番地") for i, language in enumerate(LANGUAGES, 51)]
        register = self.write(people, TUESDAY)
        self.run_night(register, TUESDAY)
        notice = self.dues(TUESDAY)["20", "card"]["notice"]
        sheets = [row["notice"] for row in self.table(TUESDAY, "mailroom/manifest.csv")]
        self.assertEqual(len(sheets) - len(set(sheets)), len(LANGUAGES))
        people = [one.changed(protection="active") if one.id == "21" else one for one in people]
        self.run_night(self.write(people, WEDNESDAY), WEDNESDAY)
        self.run_night(self.write(people, SATURDAY), SATURDAY)
        visits = [row["day"] for pdf in glob.glob(os.path.join(self.night(TUESDAY), "counters/*.csv"))
                  for row in self.table(TUESDAY, os.path.relpath(pdf, self.night(TUESDAY)))]
        day = max(set(visits), key=visits.count)
        self.run_night(self.write(people, day), day)
        common = ["--office", self.office, "--date", SATURDAY, "--out"]
        staff = ["--ledger", self.ledger, "--by", "counter 3", "--why", "asked for"]
        for name, words in {"again.pdf": ["reprint", "--notice", notice, *staff], "proof.pdf": ["proof"],
                            "moved": ["appointment", "cancel", notice, *staff]}.items():
            result = self.kigen(*words, *common, os.path.join(self.folder, name))
            self.assertEqual(result.returncode, 0, result.stderr)
        papers = {os.path.relpath(pdf, self.folder): pdf
                  for pdf in glob.glob(os.path.join(self.folder, "**/*.pdf"), recursive=True)}
        for part in (f"{TUESDAY}/mailroom/letters", "covers", "posting", f"{day}/counters/", f"{SATURDAY}/operators/stop",
                     f"{WEDNESDAY}/mailroom/covers", "again", "proof", "moved/mailroom/letters"):
            self.assertTrue(any(part in name for name in papers), (part, papers.keys()))
        for name, pdf in papers.items():
            with self.subTest(name):
                pieces = self.clean(pdf)
                if len(pieces) < 2000:  # poppler goes through a page for each element on it
                    self.assertEqual(heard(pdf), re.sub(r"\s", "", "".join(piece.drawn for piece in pieces)))
        self.check_day(glob.glob(os.path.join(self.night(day), "counters/*.pdf"))[0])

    def check_day(self, pdf):
        """A row for each appointment: the time is its head, the number said as code and as words."""
        pieces = self.elements(pdf)
        heads = [text for name, text in pieces if name == "TH"]
        self.assertEqual(pieces[0][0], "H1")
        self.assertGreaterEqual(len(heads), 6)
        for text in heads[5:]:
            self.assertRegex(text, r"^\d\d:\d\d–\d\d:\d\d$")
        numbers = [i for i, (name, text) in enumerate(pieces) if name == "TD" and re.fullmatch(r"\d\d-\d{6}-\d", text)]
        self.assertEqual(len(numbers), len(heads) - 5)
        self.assertEqual({pieces[i - 1][0] for i in numbers}, {"Figure"})

    def test_a_sheet_of_a_house(self):
        """Two pages of it, of which each has its heading, and a table whose rows begin with the time."""
        self.small_office(**{'letters-per-address="30"': 'letters-per-address="3"', "<limits ": '<houses answer-days="14"/>\n<limits '})
        people = [certificates_due(f"H{i}", "2027-02-11", ward=True, language="vi") for i in range(24)]
        self.run_night(self.write(people, TUESDAY), TUESDAY)
        pdf = os.path.join(self.night(TUESDAY), "operators/houses.pdf")
        pieces = self.clean(pdf)
        self.assertEqual([piece.said.strip() for piece in pieces if piece.element == "H1"], ["施設への申し出"] * 2)
        heads = [piece.said.strip() for piece in pieces if piece.element == "TH"]
        times = [text for text in heads if re.fullmatch(r"\d+/\d+ \d\d:\d\d–\d\d:\d\d", text)]
        self.assertEqual((len(times), len(heads)), (24, 24 + 2 * 6))
        self.assertEqual({piece.said.strip() for piece in pieces if re.fullmatch(r"H\d+", piece.said.strip())}, {f"H{i}" for i in range(24)})

    def test_letters_that_share_an_envelope(self):
        """What says into which envelope a sheet goes is heard as words, and its bars are nothing to hear; so is the paper that says
        which sheet of which envelope must not leave."""
        self.small_office(**{"<mailing ": '<mailing together="household" '})
        people = [certificates_due(str(i), "2027-02-11", household="H", language=language)
                  for i, language in enumerate(("ja", "pt", "zh-Hans"), 1)]
        self.run_night(self.write(people, TUESDAY), TUESDAY)
        self.run_night(self.write([people[0], people[1].changed(state="deceased"), people[2]], WEDNESDAY), WEDNESDAY)
        for date, name, said in ((TUESDAY, "letters", "封筒 1・{}/3枚目"), (WEDNESDAY, "covers", "封筒 1 の 2/3"),
                                 (TUESDAY, "covers", "1つの封筒に用紙3枚(計 3 枚)。"), (TUESDAY, "posting", "1 通(用紙3枚 1 通)通知 3 件")):
            with self.subTest(name):
                pdf = os.path.join(self.night(date), "mailroom", name + ".pdf")
                pieces = self.clean(pdf)
                for page in {piece.page for piece in pieces} if "{}" in said else (0,):
                    text = "".join(piece.said for piece in pieces if piece.page == page)
                    self.assertIn(said.format(page + 1), text)
                self.assertEqual(heard(pdf), re.sub(r"\s", "", "".join(piece.drawn for piece in pieces)))

    def test_the_mail_rooms_tables(self):
        """What is first and last is a table with heads, as are the form's lines and the day's."""
        self.small_office()
        self.run_night(self.write([certificates_due(str(i), "2027-02-11") for i in range(1, 4)], TUESDAY), TUESDAY)
        room = os.path.join(self.night(TUESDAY), "mailroom")
        numbers = [row["notice"] for row in self.table(TUESDAY, "mailroom/manifest.csv")]
        cover = self.elements(os.path.join(room, "covers.pdf"))
        at = cover.index(("TD", numbers[0]))
        self.assertEqual([name for name, _ in cover[at - 1:at + 3]], ["TH", "TD", "TD", "TD"])
        self.assertEqual(cover[at + 2], ("TD", numbers[2]))
        slip = self.elements(os.path.join(room, "posting.pdf"))
        self.assertIn(("TH", "486"), [(name, text[:3]) for name, text in slip])
        self.assertGreater([name for name, _ in slip].count("TH"), 10)


def first(pdf, name):
    """The first element of this name, and the one around it."""
    def walk(element):
        for kid in matterhorn.Structure.kids(element):
            if isinstance(kid, pikepdf.Dictionary):
                if kid.get("/S") == name:
                    return kid, element
                found = walk(kid)
                if found:
                    return found
        return None
    return walk(pdf.Root.StructTreeRoot)


def content(pdf, change, page=0):
    """A page's operators, changed."""
    stream = pdf.pages[page].Contents
    pdf.pages[page].Contents = pdf.make_stream(change(stream.read_bytes()))


def replace(old, new, count=1):
    return lambda raw: raw.replace(old, new, count)


def link(pdf, **entries):
    annotation = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link,
                                                      Rect=[0, 0, 9, 9], **entries))
    pdf.pages[0].Annots = pikepdf.Array([annotation])
    return annotation


def font(pdf):
    """One with TrueType's outlines."""
    fonts = pdf.pages[0].Resources.Font
    return next(fonts[key] for key in fonts.keys() if "/FontFile2" in fonts[key].DescendantFonts[0].FontDescriptor)


class Breaches(unittest.TestCase):
    """Each rule is one that can be broken."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.pdf = sample(cls.folder.name, "3")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def broken(self, breach):
        path = os.path.join(self.folder.name, "broken.pdf")
        with pikepdf.open(self.pdf) as pdf:
            breach(pdf)
            pdf.save(path)
        return matterhorn.faults_of(path)

    def test_boxes(self):
        """The box of each figure of a sheet is where it is seen: all round its edge there is ink, none beyond."""
        dots, clear = 300, 3
        with pikepdf.open(self.pdf) as pdf:
            box = [float(side) for side in pdf.pages[0].mediabox]
            figures = [kid for kid in matterhorn.Structure.kids(first(pdf, "/Sect")[0])
                       if isinstance(kid, pikepdf.Dictionary) and kid.S == "/Figure"]
            boxes = [[float(side) for side in figure.A.BBox] for figure in figures]
        gray = subprocess.run(["pdftoppm", "-gray", "-r", str(dots), "-l", "1", self.pdf], check=True,
                              capture_output=True).stdout
        head = re.match(rb"P5\s+(\d+)\s+\d+\s+255\s", gray)
        wide, start, scale = int(head.group(1)), head.end(), dots / 72
        self.assertEqual(len(boxes), 3)
        for left, bottom, right, top in boxes:
            x, y = round(left * scale), round((box[3] - top) * scale)
            across, down = round((right - left) * scale), round((top - bottom) * scale)
            rows = [gray[start + row * wide + x - clear:start + row * wide + x + across + clear]
                    for row in range(y - clear, y + down + clear)]
            ink = [(column, row) for row, line in enumerate(rows) for column, dot in enumerate(line) if dot < 128]
            columns, lines = sorted(column for column, _ in ink), sorted(row for _, row in ink)
            for found, meant in zip((columns[0], columns[-1], lines[0], lines[-1]),
                                    (clear, clear + across - 1, clear, clear + down - 1)):
                self.assertAlmostEqual(found, meant, delta=2)

    def test_each(self):
        def set_in(holder, key, value=None):
            def breach(pdf):
                target = holder(pdf)
                if value is None:
                    del target[key]
                else:
                    target[key] = value
            return breach

        def root(pdf):
            return pdf.Root

        def element(name):
            return lambda pdf: first(pdf, name)[0]

        def below(pdf):
            return font(pdf).DescendantFonts[0]

        def metadata(old, new):
            def breach(pdf):
                raw = pdf.Root.Metadata.read_bytes()
                assert old in raw
                pdf.Root.Metadata.write(raw.replace(old, new))
            return breach

        def widths(pdf):
            below(pdf).W = pikepdf.Array([1, 9999, 123])

        def notdef(pdf):
            below(pdf).CIDToGIDMap = pdf.make_stream(bytes(2000))

        def double(pdf):
            one, around = first(pdf, "/P")
            around.K.append(one)

        def swap(pdf):
            nums = matterhorn.number_tree(pdf.Root.StructTreeRoot.ParentTree)
            nums[0][1][0], nums[0][1][1] = nums[0][1][1], nums[0][1][0]

        def orphan(pdf):
            del first(pdf, "/Sect")[0].K[0]

        def marked_form(pdf):
            parts = pdf.pages[2].Resources.XObject
            for key in parts.keys():
                if parts[key].Subtype == "/Form":
                    parts[key].write(b"/P<</MCID 0>>BDC\nEMC\n")

        def annotated(pdf):
            pdf.pages[0].Tabs = pikepdf.Name.S
            link(pdf, Contents="where to")

        def untold(pdf):
            link(pdf)

        def untabbed(pdf):
            link(pdf, Contents="where to")
            del pdf.pages[0].Tabs

        name = pikepdf.Name
        cases = {
            "metadata": set_in(root, "/Metadata"),
            "claim": metadata(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"),
            "title": metadata(b'x-default">', b'x-default">another '),
            "marked": set_in(root, "/MarkInfo", pikepdf.Dictionary()),
            "title-shown": set_in(root, "/ViewerPreferences", pikepdf.Dictionary()),
            "language": set_in(root, "/Lang"),
            "feature": set_in(root, "/AcroForm", pikepdf.Dictionary(Fields=[])),
            "structure-missing": set_in(root, "/StructTreeRoot"),
            "structure-document": set_in(element("/Document"), "/S", name.Sect),
            "structure-type": set_in(element("/P"), "/S", name.Paragraph),
            "structure-nesting": set_in(element("/TR"), "/S", name.P),
            "structure-parent": lambda pdf: set_in(element("/TD"), "/P", first(pdf, "/Sect")[0])(pdf),
            "heading-skips": set_in(element("/H2"), "/S", name.H3),
            "figure-words": set_in(element("/Figure"), "/Alt"),
            "figure-box": lambda pdf: set_in(element("/Figure"), "/A", pikepdf.Dictionary(
                O=name.Layout, BBox=[0, 0, 9, 9999]))(pdf),
            "table-scope": set_in(element("/TH"), "/A"),
            "table-regular": set_in(element("/TD"), "/A", pikepdf.Dictionary(O=name.Table, ColSpan=5)),
            "piece-page": set_in(element("/P"), "/Pg"),
            "piece-twice": double,
            "piece-structure": orphan,
            "parent-tree": swap,
            "content-unmarked": lambda pdf: content(pdf, lambda raw: raw + b"0 0 m 9 9 l S\n"),
            "content-nested": lambda pdf: content(pdf, replace(b"BDC\n", b"BDC\n/P<</MCID 999>>BDC\nEMC\n")),
            "content-in-artifact": lambda pdf: content(
                pdf, replace(b"/Artifact BMC\n", b"/Artifact BMC\n/P<</MCID 999>>BDC\nEMC\n")),
            "artifact-in-content": lambda pdf: content(pdf, replace(b"BDC\n", b"BDC\n/Artifact BMC\nEMC\n")),
            "content-balance": lambda pdf: content(pdf, lambda raw: raw + b"EMC\n"),
            "nested": lambda pdf: content(pdf, replace(b"BDC\n", b"BDC\n/Span<</Lang(en)>>BDC\nEMC\n")),
            "content-in-form": marked_form,
            "font-embedded": set_in(lambda pdf: below(pdf).FontDescriptor, "/FontFile2"),
            "font-unicode": set_in(font, "/ToUnicode"),
            "font-notdef": notdef,
            "font-map": set_in(below, "/CIDToGIDMap"),
            "font-width": widths,
            "link-structure": annotated,
            "link-words": untold,
            "tabs": untabbed,
        }
        self.assertEqual(matterhorn.faults_of(self.pdf), [])
        for fault, breach in cases.items():
            with self.subTest(fault):
                self.assertIn(fault, self.broken(breach))
        with open(matterhorn.__file__, encoding="utf-8") as file:
            rules = set(re.findall(r'"((?:[a-z]+-)?[a-z]+(?:-[a-z]+)*)"\)', "\n".join(
                line for line in file if ".add(" in line)))
        self.assertEqual(rules - set(cases), set(), "rules that nothing breaks")


if __name__ == "__main__":
    sys.exit(unittest.main())
