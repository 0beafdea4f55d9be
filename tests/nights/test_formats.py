"""Letters in the form that somebody can read: large print on two sheets in one envelope, the place of a voice
code and what it is to say, braille by hand. By the register's word, and by the desks' needs file, which goes before it."""

import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from xml.etree import ElementTree

import pikepdf

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from city import KIGEN, Shared, card_due, certificates_due, tree_digest
from desk import Desk

SATURDAY, SUNDAY, TUESDAY, WEDNESDAY = "2026-11-21", "2026-11-22", "2026-11-24", "2026-11-25"
DUE = "2027-02-02"
TEMPLATES = os.path.join(os.path.dirname(__file__), "../../templates")
NEEDS = {'holidays="holidays.csv"': 'holidays="holidays.csv" needs="needs.csv"'}


def pages(pdf, *options):
    text = subprocess.run(["pdftotext", *options, pdf, "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


class Formats(Desk):
    """The default office, with a needs file."""

    def setUp(self):
        super().setUp()
        self.needs("")
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        for old, new in NEEDS.items():
            self.assertIn(old, text)
            text = text.replace(old, new)
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)

    def needs(self, rows, head="resident,format"):
        self.file = os.path.join(self.folder, "office", "needs.csv")
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(head + "\n" + rows)

    def people(self, formats):
        """Residents 1 and on, each with a format or None; 1 and 3 at one address."""
        return [certificates_due(str(i), DUE, household="7", postal="4860844", **({"format": f} if f else {}))
                for i, f in enumerate(formats, 1)]

    def letters(self, date):
        """Each letter of a mailing with its sheets, in order."""
        letters = {}
        for row in self.table(date, "mailroom/manifest.csv"):
            letters.setdefault(row["notice"], []).append(int(row["sheet"]))
        return letters

    def sheets_shown(self, date):
        """The mailing's sheets: of each the letter, and which of its sheets it says that it is."""
        shown = []
        for page in pages(os.path.join(self.night(date), "mailroom/letters.pdf")):
            numbers = set(re.findall(r"\b26-\d{6}-\d\b", page))
            self.assertEqual(len(numbers), 1, page)
            said = re.findall(r"\b([12])/2 枚目", page)
            self.assertLessEqual(len(said), 1)
            shown.append((numbers.pop(), int(said[0]) if said else 0))
        return shown

    def sizes(self, date):
        """The sheets of each resident's letter, by what is printed; and that they lie as the lists say."""
        self.contract(date)
        letters, shown = self.letters(date), self.sheets_shown(date)
        sizes = {}
        for resident, number in self.numbers(date).items():
            sheets = letters[number]
            self.assertEqual(sheets, list(range(sheets[0], sheets[0] + len(sheets))))
            self.assertEqual([shown[sheet - 1] for sheet in sheets],
                             [(number, k if len(sheets) == 2 else 0) for k in range(1, len(sheets) + 1)])
            sizes[resident] = len(sheets)
        self.assertEqual(sum(sizes.values()), len(shown))
        return sizes

    def hand(self, date):
        return {row["resident"]: row["reason"] for row in self.table(date, "operators/hand.csv")}


class Night(Shared, Formats):
    def begin(self):
        self.residents = self.people([None, "standard", "large-print", "braille", "large-print", None, None, None])
        self.residents += [certificates_due("9", DUE, postal="4870011", format="large-print", language="pt")]
        self.needs("5,standard\n6,large-print\n7,braille\n")
        self.register = self.write(self.residents, TUESDAY)
        self.run_night(self.register, TUESDAY)

    def test_sheets(self):
        """Every letter has the sheets that its format says, those of two together behind the others; the desks'
        word goes before the register's."""
        numbers = self.numbers(TUESDAY)
        self.assertEqual(self.hand(TUESDAY), {"4": "braille", "7": "braille"})
        letters = self.letters(TUESDAY)
        self.assertEqual({r: len(letters[n]) for r, n in numbers.items()},
                         {"1": 1, "2": 1, "3": 2, "5": 1, "6": 2, "8": 1, "9": 2})
        self.assertEqual([n for n in letters], [numbers[r] for r in "1 2 5 8 3 6 9".split()])
        shown = self.sheets_shown(TUESDAY)
        self.assertEqual([n for n, _ in shown], [n for n, sheets in letters.items() for _ in sheets])
        self.contract(TUESDAY)
        sizes = subprocess.run(["pdffonts", os.path.join(self.night(TUESDAY), "mailroom/letters.pdf")],
                               capture_output=True, text=True)
        self.assertEqual((sizes.returncode, sizes.stderr), (0, ""))

    def test_nothing_is_small(self):
        """No type of a letter in large print is under 14 points, but the address and readings; and the address
        stands where that of any other letter does."""
        letters, numbers = self.letters(TUESDAY), self.numbers(TUESDAY)
        html = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1",
                               os.path.join(self.night(TUESDAY), "mailroom/letters.pdf")],
                              capture_output=True, check=True, text=True).stdout
        fonts = {int(i): float(s) for i, s in re.findall(r'<fontspec id="(\d+)" size="(-?\d+)"', html)}
        sheets = re.split(r"<page ", html)[1:]
        places = {}
        for resident, number in numbers.items():
            for k, sheet in enumerate(letters[number]):
                for top, left, font, text in re.findall(
                        r'<text top="(-?\d+)" left="(-?\d+)"[^>]* font="(\d+)">(.*?)</text>', sheets[sheet - 1]):
                    window = k == 0 and int(left) < 300 and int(top) < 130
                    if window and "〒" in text:
                        places[resident] = (top, left)
                    if len(letters[number]) == 2 and not window and fonts[int(font)] < 14:
                        # pdftohtml rounds down; readings are half of what they stand above
                        self.assertLessEqual(fonts[int(font)], 9, text)
                        self.assertRegex(re.sub("<.*?>", "", text), r"^[ぁ-んー\s]*$")
        self.assertEqual(len(set(places.values())), 1, places)

    def test_told(self):
        """Lists, slip, covers and figures count sheets and letters each by themselves."""
        groups = self.table(TUESDAY, "mailroom/posting.csv")
        self.assertEqual([(g["kind"], g["letters"], g["first_sheet"], g["last_sheet"], g["format"], g["sheets"])
                          for g in groups if g["kind"] in ("total", "format", "bundle")],
                         [("total", "7", "1", "10", "", "10"), ("format", "4", "1", "4", "standard", "4"),
                          ("format", "3", "5", "10", "large-print", "6"), ("bundle", "4", "1", "4", "standard", "4"),
                          ("bundle", "3", "5", "10", "large-print", "6")])
        room = os.path.join(self.night(TUESDAY), "mailroom")
        covers = pages(os.path.join(room, "covers.pdf"))
        self.assertEqual(len(covers), 2)
        self.assertNotIn("大きな文字", covers[0])
        self.assertIn("大きな文字:1通2枚(計 6 枚)", covers[1])
        slip = pages(os.path.join(room, "posting.pdf"), "-layout")[0]
        self.assertRegex(slip, r"7 通\(うち用紙2枚 3 通\)")
        self.assertRegex(slip, r"用紙2枚は ")
        with open(os.path.join(self.night(TUESDAY), "operators/summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        self.assertEqual((summary["sheets"], summary["letters"], summary["mailed"]),
                         (10, 7, {"standard": 4, "voice": 0, "large-print": 3}))
        with open(os.path.join(self.night(TUESDAY), "operators/kigen.prom"), encoding="utf-8") as file:
            self.assertIn('kigen_mailed{format="large-print"} 3', file.read())

    def test_again(self):
        """Folders made again from the ledger are the same bytes, whatever the needs file says by now."""
        self.needs("")
        self.nights_made_again(self.register, TUESDAY)

    def test_printed_stays(self):
        """What is printed stays as it is; the next letter goes by the new word."""
        before = tree_digest(self.night(TUESDAY))
        self.needs("1,large-print\n3,standard\n6,braille\n")
        self.residents.append(certificates_due("10", DUE))
        self.run_night(self.write(self.residents, WEDNESDAY), WEDNESDAY)
        self.assertEqual(tree_digest(self.night(TUESDAY)), before)
        self.assertEqual(set(self.numbers(WEDNESDAY)), {"10", "7"})
        self.assertEqual(self.table(WEDNESDAY, "mailroom/stop.csv"), [])

    def test_reprint(self):
        """A letter on two sheets is printed again whole, by its number or by either sheet."""
        number = self.numbers(TUESDAY)["3"]
        wishes = [("--notice", number), ("--night", TUESDAY, "--sheets", "5"),
                  ("--night", TUESDAY, "--sheets", "6"), ("--night", TUESDAY, "--sheets", "5-6")]
        for k, wish in enumerate(wishes):
            out = os.path.join(self.folder, "again-%d.pdf" % k)
            said = self.desk("reprint", *wish, "--out", out, "--why", "coffee").stdout.decode()
            self.assertIn("2 sheets", said)
            again = pages(out)
            self.assertEqual(len(again), 2)
            for page in again:
                self.assertIn(number, page)
                self.assertIn("再発行", page)
        out = os.path.join(self.folder, "both.pdf")
        self.desk("reprint", "--night", TUESDAY, "--sheets", "4-5", "--out", out, "--why", "coffee")
        self.assertEqual(len(pages(out)), 3)
        self.desk("reprint", "--night", TUESDAY, "--sheets", "10-11", "--out", out + "x", "--why", "x", expect=66)

    def test_stopped(self):
        """Both sheets of a letter that must not leave are named, on paper as a run."""
        gone = [r.changed(state="deceased") if r.id == "3" else r for r in self.residents]
        self.run_night(self.write(gone, WEDNESDAY), WEDNESDAY)
        stops = self.table(WEDNESDAY, "mailroom/stop.csv")
        number = self.numbers(TUESDAY)["3"]
        self.assertEqual([(s["sheet"], s["notice"], s["reason"]) for s in stops],
                         [("5", number, "deceased"), ("6", number, "deceased")])
        sheet = pages(os.path.join(self.night(WEDNESDAY), "mailroom/covers.pdf"))[0]
        self.assertRegex(sheet, r"5 ?– ?6")
        self.assertRegex(sheet, "2 ?枚")

    def test_hand_is_kept(self):
        """Braille is told until it is done, and no list has an address."""
        with open(os.path.join(self.night(TUESDAY), "operators/hand.csv"), encoding="utf-8") as file:
            self.assertNotIn("鳥居松町", file.read())
        listed = {row["resident"]: row["reason"] for row in self.listed("hand")}
        self.assertEqual(listed, {"4": "braille", "7": "braille"})
        self.run_night(self.write(self.residents, WEDNESDAY), WEDNESDAY)
        self.assertEqual({row["resident"] for row in self.listed("hand", date=WEDNESDAY)}, {"4", "7"})
        self.desk("hand", "done", "4", "--reason", "braille", "--why", "sent by the library", date=WEDNESDAY)
        self.assertEqual({row["resident"] for row in self.listed("hand", date=WEDNESDAY)}, {"7"})

    def test_plan_and_explain(self):
        plan = subprocess.run([KIGEN, "plan", "--office", self.office, "--date", TUESDAY, "--register",
                               self.register], capture_output=True, check=True, text=True).stdout
        self.assertRegex(plan, r"(?m)^7,authentication,.*,hand,braille,")
        said = subprocess.run([KIGEN, "explain", "7", "--office", self.office, "--ledger", self.ledger, "--date",
                               TUESDAY, "--register", self.register], capture_output=True, text=True)
        self.assertIn("braille", said.stdout)
        said = subprocess.run([KIGEN, "explain", "6", "--office", self.office, "--ledger", self.ledger, "--date",
                               TUESDAY, "--register", self.register], capture_output=True, text=True)
        self.assertIn("large-print", said.stdout)


class Voice(Shared, Formats):
    """Letters with a voice code: an ordinary sheet with an empty square, and a text for the city's encoder."""

    def begin(self):
        people = self.people([None, "voice", "large-print", "voice", "voice", None])
        people = [one.changed(address="愛知県春日井市穴橋町9番地") for one in people]
        people[3] = people[3].changed(language="pt")
        people += [certificates_due("7", DUE, postal="4870011", format="voice", name="葛\U000e0102城 髙子"),
                   card_due("8", DUE, format="voice", language="ja-x-easy"),
                   certificates_due("9", DUE, format="voice", protection="active")]
        self.residents = people
        self.needs("5,standard\n6,voice\n")
        self.register = self.write(people, TUESDAY)
        self.run_night(self.register, TUESDAY)

    VOICED = "2 4 6 8 7".split()  # in posting order

    def voices(self, date):
        return {row["notice"]: row for row in self.table(date, "mailroom/voice.csv")}

    def said(self, notice, folder=None):
        path = os.path.join(folder or self.night(TUESDAY), "mailroom/voice", notice + ".txt")
        with open(path, encoding="utf-8", newline="") as file:
            return file.read().split("\r\n")

    def test_files_and_lists(self):
        """Who asked for it has one sheet and a text; both are in bundles of their own, which the covers tell. For
        the post they are as all others on one sheet."""
        self.contract(TUESDAY)
        numbers, rows = self.numbers(TUESDAY), self.voices(TUESDAY)
        self.assertEqual(list(rows), [numbers[r] for r in self.VOICED])
        self.assertEqual([rows[numbers[r]]["language"] for r in self.VOICED], ["ja", "pt", "ja", "ja-x-easy", "ja"])
        self.assertEqual({row["bundle"] for row in rows.values()}, {"2"})
        letters = self.letters(TUESDAY)
        self.assertEqual([letters[n] for n in rows], [[sheet] for sheet in range(3, 8)])
        groups = self.table(TUESDAY, "mailroom/posting.csv")
        self.assertEqual([(g["letters"], g["sheets"], g["format"]) for g in groups if g["kind"] == "bundle"],
                         [("2", "2", "standard"), ("5", "5", "voice"), ("1", "2", "large-print")])
        room = os.path.join(self.night(TUESDAY), "mailroom")
        covers = pages(os.path.join(room, "covers.pdf"))
        self.assertEqual(["音声コード" in cover for cover in covers], [False, True, False])
        self.assertRegex(pages(os.path.join(room, "posting.pdf"), "-layout")[0], r"8 通\(うち用紙2枚 1 通\)")
        with open(os.path.join(self.night(TUESDAY), "operators/summary.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["mailed"], {"standard": 2, "voice": 5, "large-print": 1})

    def test_what_is_said(self):
        """In the reader's order and language, dates and times in words, numbers of letters digit by digit; who and
        what, but neither address nor postal code, nor what only eyes can follow."""
        numbers = self.numbers(TUESDAY)
        words = {r: self.said(numbers[r]) for r in self.VOICED}
        for resident, lines in words.items():
            whole = "\n".join(lines)
            digits = re.sub(r"\D", "", numbers[resident])
            self.assertIn(", ".join(" ".join(part) for part in (digits[:2], digits[2:8], digits[8:])), whole)
            for leak in ("486-0844", "4860844", "487-0011", "穴橋町", "〒", "コードを", "código QR", "※", "(火)"):
                self.assertNotIn(leak, whole, resident)
        order = ["春日井市", "電子証明書の有効期限", "利用者証明用電子証明書", "令和9年2月2日、火曜日まで", "様のマイナンバーカード",
                 "予約", "当日お持ちいただくもの", "0568-85-6138", "通知番号"]
        text = "\n".join(words["2"])
        places = [text.index(part) for part in order[:-1]] + [text.rindex(order[-1])]
        self.assertEqual(places, sorted(places))
        self.assertRegex(text, "午前|午後")
        self.assertIn("月曜日から金曜日まで 午前8時30分から午後5時まで", text)
        self.assertIn("terça-feira, 2 de fevereiro de 2027", "\n".join(words["4"]))
        self.assertIn("葛城 髙子", "\n".join(words["7"]))  # without the sign of which 葛

    def test_square(self):
        """The sheet leaves 18 mm and 5 mm about it empty, at its lower right, as a figure that says what it is."""
        pdf = os.path.join(self.night(TUESDAY), "mailroom/letters.pdf")
        for resident, sheet in [(r, self.letters(TUESDAY)[self.numbers(TUESDAY)[r]][0]) for r in "1" + "".join(self.VOICED)]:
            dots = 254  # ten a millimetre
            gray = subprocess.run(["pdftoppm", "-gray", "-r", str(dots), "-f", str(sheet), "-l", str(sheet), pdf],
                                  check=True, capture_output=True).stdout
            head = re.match(rb"P5\s+(\d+)\s+\d+\s+255\s", gray)
            wide, start = int(head.group(1)), head.end()
            def dark(left, top, right, bottom):
                return any(min(gray[start + y * wide + left * 10:start + y * wide + right * 10]) < 250
                           for y in range(top * 10, bottom * 10))
            if resident == "1":
                self.assertTrue(dark(172, 259, 198, 285))
                continue
            self.assertFalse(dark(172, 259, 198, 285), resident)
            for x, y in ((171, 258), (196, 258), (171, 284), (196, 284)):
                self.assertTrue(dark(x, y, x + 3, y + 2), (resident, x, y))
        with pikepdf.open(pdf) as read:
            told = [str(one.Alt) for one in read.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        self.assertEqual([told.count(words) for words in ("音声コードの場所", "おんせいコードの ばしょ", "Lugar do código de voz")],
                         [3, 1, 1])

    def test_every_sentence_is_said(self):
        """What stands on the letter is in what its code says, but for what only eyes look for."""
        letter = ElementTree.parse(os.path.join(TEMPLATES, "letter.xml")).getroot()
        name = "{urn:kigen:template:1}"
        said = {say.get("key") for say in letter.iter(name + "say")}
        seen = {text.get("key") for text in letter.iter(name + "text")}
        self.assertEqual(seen - said, {
            "sender.address", "sender.phone", "sender.contact",  # contact.… says it
            "important", "foot",  # in other languages
            "code.page", "code.day", "visit.code",  # the QR code
            "sheet.first", "sheet.second",
            "together",  # item.note says it
        })
        self.assertEqual(said - seen, set())

    def test_again(self):
        """Folders made again from the ledger are the same bytes, and a reprint has the same text beside it."""
        numbers = self.numbers(TUESDAY)
        out = os.path.join(self.folder, "again.pdf")
        said = self.desk("reprint", "--night", TUESDAY, "--sheets", "2-4", "--out", out, "--why", "coffee").stdout.decode()
        self.assertEqual(len(pages(out)), 3)
        made = sorted(name for name in os.listdir(self.folder) if name.startswith("again"))
        self.assertEqual(made, sorted(["again.pdf"] + ["again-%s.txt" % numbers[r] for r in "24"]))
        for resident in "24":
            path = os.path.join(self.folder, "again-%s.txt" % numbers[resident])
            self.assertIn(path, said)
            with open(path, encoding="utf-8", newline="") as file:
                self.assertEqual(file.read().split("\r\n"), self.said(numbers[resident]))
        # A text that lies there is not written over, and nothing is printed.
        os.unlink(out)
        self.assertIn(b"is there already",
                      self.desk("reprint", "--notice", numbers["2"], "--out", out, "--why", "more", expect=73).stderr)
        self.assertFalse(os.path.exists(out))
        self.needs("")
        self.nights_made_again(self.register, TUESDAY)

    def test_at_the_desk(self):
        """A changed appointment is told in the same form."""
        numbers = self.numbers(TUESDAY)
        out = os.path.join(self.folder, "desk")
        self.desk("appointment", "cancel", numbers["2"], "--out", out, "--why", "asked for")
        name, = os.listdir(os.path.join(out, "mailroom/voice"))
        self.assertNotEqual(name[:-4], numbers["2"])
        lines = self.said(name[:-4], out)
        self.assertIn("窓口の予約が取り消されました", lines)
        digits = re.sub(r"\D", "", numbers["2"])
        self.assertIn(", ".join(" ".join(part) for part in (digits[:2], digits[2:8], digits[8:])), "\n".join(lines))

    def test_past_its_retention(self):
        """What was said goes with its folder: when the office's days have cleared it of all but the summary, and when
        it is past its retention."""
        self.assertTrue(self.voices(TUESDAY))
        whole, late = self.out + ".whole", "2027-03-10"
        shutil.copytree(self.out, whole)
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace('folder-days="400"', 'folder-days="100"'))
        self.run_night(self.write(self.residents, late), late)
        self.assertEqual(sorted(os.listdir(self.night(TUESDAY))), ["SHA256SUMS", "operators"])
        shutil.rmtree(self.night(TUESDAY))
        shutil.copytree(os.path.join(whole, TUESDAY), self.night(TUESDAY))
        self.desk("purge", "--before", "2027-03-11", "--remove-folders", "--out", self.out, "--why", "asked", date="2027-03-12")
        self.assertFalse(os.path.exists(self.night(TUESDAY)))

    def test_stopped(self):
        """An empty square is no reason to let a sheet go."""
        gone = [r.changed(state="deceased") if r.id == "2" else r for r in self.residents]
        self.run_night(self.write(gone, WEDNESDAY), WEDNESDAY)
        self.assertEqual([s["notice"] for s in self.table(WEDNESDAY, "mailroom/stop.csv")],
                         [self.numbers(TUESDAY)["2"]])
        self.assertFalse(os.path.exists(os.path.join(self.night(WEDNESDAY), "mailroom/voice.csv")))


class VoiceRoom(Formats):
    """How much a code holds, and a layout that does not know of any."""

    def said(self, characters):
        with open(self.office, encoding="utf-8") as file:
            text = re.sub(r' voice-characters="\d+"', "", file.read())
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace("<mailing ", '<mailing voice-characters="%d" ' % characters))
        shutil.rmtree(self.out, ignore_errors=True)
        if os.path.exists(self.ledger):
            os.unlink(self.ledger)
        self.run_night(self.write(self.people(["voice"]), TUESDAY), TUESDAY)
        self.contract(TUESDAY)
        row, = self.table(TUESDAY, "mailroom/voice.csv")
        with open(os.path.join(self.night(TUESDAY), "mailroom", row["file"]), encoding="utf-8") as file:
            return file.read(), row["whole"], int(row["characters"])

    def test_length(self):
        """What can be spared is left out, all of one kind at a time, never what runs out and what to bring."""
        everything, whole, length = self.said(10000)
        self.assertEqual(whole, "yes")
        self.assertGreater(length, 800)
        for part in ("運転免許証", "J-LIS", "更新の手続き"):
            self.assertIn(part, everything)
        usual, whole, length = self.said(800)
        self.assertEqual((whole, length <= 800), ("no", True))
        least, whole, length = self.said(100)
        self.assertEqual((whole, length > 100), ("no", True))
        for lines in (usual, least):
            rest = iter(everything.split("\n"))
            self.assertTrue(all(line in rest for line in lines.split("\n")))
        for part in ("運転免許証", "J-LIS"):
            self.assertNotIn(part, usual)
        for part in ("令和9年2月2日、火曜日まで", "更新の手続き", "この手紙", "0568-85-6138"):
            self.assertIn(part, least)

    def test_layout_without_one(self):
        """The office's own layout from before says nothing: such a letter is by hand, and no other."""
        layout = os.path.join(self.folder, "templates/letter.xml")
        shutil.copytree(TEMPLATES, os.path.dirname(layout))
        with open(layout, encoding="utf-8") as file:
            text = re.sub(r"(?s)<spoken>.*?</spoken>", "", file.read())
        with open(layout, "w", encoding="utf-8") as file:
            file.write(text)
        with open(self.office, encoding="utf-8") as file:
            office = re.sub(r'templates="[^"]*"', 'templates="%s"' % os.path.dirname(layout), file.read())
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(office)
        self.run_night(self.write(self.people(["voice", None]), TUESDAY), TUESDAY)
        self.assertEqual(self.hand(TUESDAY), {"1": "overflow"})
        self.assertEqual(set(self.numbers(TUESDAY)), {"2"})


class Waiting(Formats):
    def test_until_it_is_printed(self):
        """A letter that waits goes by the last word before it is printed: both ways, and to staff."""
        people = self.people([None, "large-print", None, "braille", None, "voice", None])
        self.run_night(self.write(people, SATURDAY), SATURDAY)
        first = self.numbers(SATURDAY)
        self.needs("1,large-print\n2,standard\n3,braille\n4,standard\n6,standard\n7,voice\n")
        self.run_night(self.write(people, SUNDAY), SUNDAY)
        self.assertEqual(self.hand(SUNDAY), {"3": "braille"})
        self.assertEqual(set(self.numbers(SUNDAY)), {"4"})
        self.run_night(self.write(people, TUESDAY), TUESDAY)
        letters = self.letters(TUESDAY)
        self.assertEqual({r: len(letters[n]) for r, n in {**first, **self.numbers(SUNDAY)}.items() if r != "3"},
                         {"1": 2, "2": 1, "4": 1, "5": 1, "6": 1, "7": 1})
        self.assertEqual([row["notice"] for row in self.table(TUESDAY, "mailroom/voice.csv")], [first["7"]])
        self.assertNotIn(first["3"], letters)
        self.sheets_shown(TUESDAY)
        self.contract(TUESDAY)

    def test_without_a_file(self):
        """An office without a needs file goes by the register alone."""
        self.small_office()
        self.run_night(self.write(self.people([None, "large-print"]), TUESDAY), TUESDAY)
        self.assertEqual(self.sizes(TUESDAY), {"1": 1, "2": 2})

    def test_all_in_large_print(self):
        """A mailing of nothing else: its first bundle is one of two sheets."""
        self.run_night(self.write(self.people(["large-print"] * 3), TUESDAY), TUESDAY)
        self.assertEqual(self.sizes(TUESDAY), {"1": 2, "2": 2, "3": 2})
        cover, = pages(os.path.join(self.night(TUESDAY), "mailroom/covers.pdf"))
        self.assertRegex(cover, "束 ?1 ?/ ?1")

    def test_protected(self):
        """Who is protected stays so, whatever is asked for: nothing is printed, in no form."""
        people = self.people(["large-print", "braille"])
        people = [p.changed(protection="active") for p in people] + [card_due("5", DUE)]
        self.needs("5,large-print\n")
        self.run_night(self.write(people, TUESDAY), TUESDAY)
        self.assertEqual(set(self.hand(TUESDAY).values()), {"protection"})
        self.assertEqual(self.sizes(TUESDAY), {"5": 2})


class Rows(Formats):
    """What is wrong in the needs file costs nobody else anything."""

    def test_wrong_rows(self):
        self.needs("1,large print\n2,braille\n2,standard\n,large-print\n99,braille\n3,large-print\n\"4,braille\n")
        people = self.people([None] * 5)
        self.run_night(self.write(people, TUESDAY), TUESDAY, expect=1)
        told = {(row["resident"], row["code"]) for row in self.table(TUESDAY, "operators/exceptions.csv")}
        self.assertEqual(told, {("1", "field-word"), ("2", "row-twice"), ("", "field-missing"),
                                ("99", "row-without-resident")})
        self.assertEqual(self.hand(TUESDAY), {"4": "braille"})
        self.assertEqual(self.sizes(TUESDAY), {"3": 2, "5": 1})
        # Mended, they get their letters.
        self.needs("1,large-print\n2,standard\n")
        self.run_night(self.write(people, WEDNESDAY), WEDNESDAY)
        self.assertEqual(self.sizes(WEDNESDAY), {"1": 2, "2": 1, "4": 1})

    def test_protected_row_stays_protected(self):
        """A wrong row of somebody under protection does not make the protection forgotten."""
        people = self.people([None, None])
        free, people[0] = people[0], people[0].changed(protection="active")
        self.needs("1,big\n")
        self.run_night(self.write(people, TUESDAY), TUESDAY, expect=1)
        self.needs("")
        people[0] = free
        self.run_night(self.write(people, WEDNESDAY), WEDNESDAY)
        self.assertEqual(self.hand(WEDNESDAY), {"1": "protection"})

    def test_no_such_file(self):
        """One that is missing, or another file, ends the night before it begins."""
        path = self.write(self.people([None]), TUESDAY)
        self.needs("1,braille\n", head="id;format")
        self.assertIn(b"needs.csv:1: ", self.run_night(path, TUESDAY, expect=78).stderr)
        os.unlink(self.file)
        self.assertIn(b"needs.csv", self.run_night(path, TUESDAY, expect=78).stderr)
        self.assertFalse(os.path.exists(self.night(TUESDAY)))

    def test_wrong_word_in_the_register(self):
        """sets aside, as any other."""
        self.run_night(self.write(self.people(["huge", None]), TUESDAY), TUESDAY, expect=1)
        self.assertEqual([(row["resident"], row["code"]) for row in self.table(TUESDAY, "operators/exceptions.csv")],
                         [("1", "field-word")])


class Moved(Formats):
    def test_letter_of_a_change(self):
        """A changed appointment is told in the same form: in the desk's folder, and by night."""
        self.run_night(self.write(self.people([None, "large-print"]), TUESDAY), TUESDAY)
        number = self.numbers(TUESDAY)["2"]
        out = os.path.join(self.folder, "desk")
        self.desk("appointment", "cancel", number, "--out", out, "--why", "asked for")
        letters = pages(os.path.join(out, "mailroom/letters.pdf"))
        self.assertEqual(len(letters), 2)
        self.assertEqual([re.findall(r"([12])/2 枚目", page) for page in letters], [["1"], ["2"]])

    def test_what_was_asked_for_since(self):
        """The desks' own letter goes by what they have written down since the night: in the other form, or in none."""
        self.run_night(self.write(self.people([None, "large-print", None]), TUESDAY), TUESDAY)
        numbers = self.numbers(TUESDAY)
        self.needs("1,large-print\n2,standard\n3,braille\n")
        for resident, sheets in (("1", 2), ("2", 1), ("3", 0)):
            out = os.path.join(self.folder, "desk-" + resident)
            said = self.desk("appointment", "cancel", numbers[resident], "--out", out, "--why", "asked for").stdout
            pdf = os.path.join(out, "mailroom/letters.pdf")
            self.assertEqual(len(pages(pdf)) if os.path.exists(pdf) else 0, sheets)
            self.assertEqual(b"no letter may go (braille)" in said, sheets == 0)


if __name__ == "__main__":
    unittest.main()
