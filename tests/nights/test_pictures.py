"""Nights for people at both ends of text, in every language and case, and each sheet looked at: where
everything stands, in what type and font, which dates in which calendar, what is said and what is not;
codes and clear space from pictures of some."""

import collections
import datetime
import itertools
import os
import pathlib
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../document"))
import test_kinds as kinds
import test_letters as paper
from city import Nights, Resident

NIGHT, NEXT = "2026-11-24", "2026-11-26"
LAYOUT = "{urn:kigen:template:1}"
PHONE = "0568-85-6138"  # of the default office
READING = 5.5  # points
FIRST, LATE, SOON = "2027-02-10", "2027-01-20", "2026-11-29"
# One sheet in so many is made a picture of; no divisor of the cases that a reader has.
SOME = 13

# Both ends of what stands in the window; of the longer one two, since what fits in five lines is
# either a long name or a long building. An address is one household's.
SHORT = {"name": "一 一", "postal": "4868686", "address": "愛知県春日井市%d"}
LONG_NAME = {"name": "SILVA SANTOS MARIA APARECIDA DA CONCEICAO DE OLIVEIRA", "postal": "4870016",
             "address": "愛知県春日井市高蔵寺町北三丁目1234番地の%d", "building": "葛\U000E0103ﾊｲﾂA棟 203号室"}
LONG_PLACE = {"name": "𠮷野辺 﨑髙之進", "postal": "4870016",
              "address": "愛知県春日井市高蔵寺町北三丁目1234番地の%d",
              "building": "サンハイツ高蔵寺ニュータウン第123号棟 1405号室"}
# The languages of the register in which there are letters; who is none of the others reads Japanese.

READERS = ["ja", "ja-x-easy", "en", "zh-Hans", "ko", "pt", "es", "vi", "zh-Hant", "fil", "id", "ne"]
OLD = {"state": "valid", "issued": "2022-03-01"}


def certificates(expires, signature=True, **words):
    """Certificates that run out on a day (None: the register does not know it)."""
    valid = {**OLD, "expires": expires} if expires else dict(OLD)
    return {"authentication": valid, "signature": valid if signature else None, **words}


def stay(expires, status="engineer", until=None, pending="false", **words):
    """A card that ends with a period of stay, and its certificates."""
    period = {} if status == "permanent" else {"until": until or expires}
    return {"stay": {"status": status, **period, "pending": pending}, "born": "1988-07-03",
            "card": {"kind": "standard", "state": "active", "applied": "2021-11-20",
                     "issued": "2021-12-01", "expires": expires},
            **certificates(expires, **words)}


def card(expires, **words):
    return {"born": "1986-" + expires[5:], "card": {"kind": "standard", "state": "active",
            "applied": "2016-12-05", "issued": "2016-12-20", "expires": expires},
            **certificates(expires, **words)}


CHILD = {"born": "2014-05-10", "card": {"kind": "standard", "state": "active",
         "applied": "2021-11-20", "issued": "2021-12-01", "expires": "2027-05-10"}}
# What runs out, and what the letter says then: keys whose sentence stands there, and whose does not.
PINS = {"bring.authentication-pin", "bring.signature-pin"}
CERTIFICATES = {"bring.card", "forgotten.head"} | PINS
ADULT = {"bring.representative"}
APPLY = {"bring.card", "bring.form", "bring.photo", "apply.body"}
STAY = {"bring.card", "bring.residence", "bring.register-pin", "forgotten.head"} | PINS
CASES = {
    "authentication": (certificates(FIRST, signature=False), CERTIFICATES, APPLY - {"bring.card"}),
    "certificates": (certificates(FIRST), CERTIFICATES, ADULT | APPLY - {"bring.card"}),
    "late": (certificates(LATE), CERTIFICATES, ADULT),
    "soon": (certificates(SOON), CERTIFICATES | {"book.head"}, {"visit.head"}),
    "estimated": ({**certificates(None), "born": "1990-02-10"}, {"estimated"} | CERTIFICATES, ADULT),
    "card": (card(FIRST), APPLY, PINS | {"bring.residence"}),
    "card late": (card(LATE), APPLY, PINS | {"bring.residence"}),
    "child": (certificates(FIRST, signature=False, **CHILD),
              {"bring.representative", "bring.authentication-pin"}, {"bring.signature-pin"}),
    "ward": (certificates(FIRST, signature=False, ward=True),
             {"bring.representative", "bring.authentication-pin"}, {"bring.signature-pin"}),
    "extended": (stay(FIRST, until="2029-02-10"), STAY, APPLY - {"bring.card"}),
    "pending": (stay(LATE, pending="true"), STAY, APPLY - {"bring.card"}),
    "neither": (stay(FIRST), STAY, APPLY - {"bring.card"}),
    "permanent": (stay(LATE, status="permanent"), STAY, APPLY - {"bring.card"}),
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "vi": "ThứHai ThứBa ThứTư ThứNăm ThứSáu ThứBảy Chủnhật",
    "fil": "Lunes Martes Miyerkules Huwebes Biyernes Sabado Linggo",
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    "ne": "सोमबार मंगलबार बुधबार बिहीबार शुक्रबार शनिबार आइतबार",
    "zh-Hans": "一 二 三 四 五 六 日", "zh-Hant": "一 二 三 四 五 六 日", "ko": "월 화 수 목 금 토 일", "ja": "月 火 水 木 金 土 日",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "fil": "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "ne": "जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
LATIN = r"(?P<w>{weekdays}),(?P<d>\d+)de(?P<m>{months})de(?P<y>\d{{4}})"
ERA = r"令和(?P<e>元|\d+)年(?P<m>\d+)月(?P<d>\d+)日\((?P<w>.)\)"
# How a language writes a date, spaces taken out; of Japanese, for foreign residents.
DATES = {
    **{language: form.format(weekdays="|".join(WEEKDAYS[language].split()), months="|".join(MONTHS[language].split()))
       for language, form in (("en", r"(?P<w>{weekdays}),(?P<m>{months})(?P<d>\d+),(?P<y>\d{{4}})"),
                              ("fil", r"(?P<w>{weekdays}),(?P<m>{months})(?P<d>\d+),(?P<y>\d{{4}})"),
                              ("id", r"(?P<w>{weekdays}),(?P<d>\d+)(?P<m>{months})(?P<y>\d{{4}})"),
                              ("ne", r"(?P<y>\d{{4}})(?P<m>{months})(?P<d>\d+)\((?P<w>{weekdays})\)"))},
    **{language: LATIN.format(weekdays="|".join(WEEKDAYS[language].split()),
                              months="|".join(MONTHS[language].split())) for language in ("pt", "es")},
    "vi": r"(?P<w>Thứ\w{2,3}|Chủnhật),ngày(?P<d>\d+)tháng(?P<m>\d+)năm(?P<y>\d{4})",
    "zh-Hant": r"(?P<y>\d{4})年(?P<m>\d+)月(?P<d>\d+)日\(星期(?P<w>.)\)",
    "zh-Hans": r"(?P<y>\d{4})年(?P<m>\d+)月(?P<d>\d+)日\(星期(?P<w>.)\)",
    "ko": r"(?P<y>\d{4})년(?P<m>\d+)월(?P<d>\d+)일\((?P<w>.)\)",
    "ja": r"(?P<y>\d{4})年(?P<m>\d+)月(?P<d>\d+)日\((?P<w>.)\)",
    "ja-x-easy": r"(?P<y>\d{4})年\)?(?P<m>\d+)月(?P<d>\d+)日\((?P<w>.)曜日\)",
}
OWN_FONTS = {"ja": "BIZ", "ja-x-easy": "BIZ"}
# In a letter in Japanese alone these draw the lines at the foot and "important" in the head.
FOREIGN_FONTS = {"zh-Hans": "CJKsc", "zh-Hant": "CJKtc", "ko": "CJKkr", "ne": "Devanagari"}

# Scripts whose signs join and change places: what a glyph says is told by its cluster's text (ActualText),
# which pdftohtml does not know. Of these the words come from pdftotext, without their places.
JOINED = {"ne"}

Run = collections.namedtuple("Run", "left top right bottom points family text")


def flat(text):
    """Without spaces, and letters that a font joins apart."""
    return re.sub(r"\s", "", text).replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff")


def sheets_of(pdf):
    """Each sheet's runs of type in the order they were drawn (mm; points to a third)."""
    out = subprocess.run(["pdftohtml", "-xml", "-i", "-fontfullname", "-zoom", "3", "-stdout", pdf],
                         capture_output=True, check=True).stdout.decode()
    out = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out)
    millimetre, fonts = 3 * 72 / 25.4, {}
    for page in xml.etree.ElementTree.fromstring(out).iter("page"):
        fonts.update((font.get("id"), (int(font.get("size")) / 3, font.get("family").split("+")[-1]))
                     for font in page.iter("fontspec"))
        runs = []
        for text in page.iter("text"):
            left, top, width, height = (int(text.get(name)) / millimetre
                                        for name in ("left", "top", "width", "height"))
            runs.append(Run(left, top, left + width, top + height, *fonts[text.get("font")],
                            "".join(text.itertext())))
        yield runs


def day_of(text):
    return datetime.date.fromisoformat(text)


def without_readings(runs):
    """The runs that are no kana above a word, about half as high; and those that are."""
    lines, readings = [], []
    for run in runs:
        above = run.points < 11 and re.fullmatch(r"[ぁ-ゖー\s]+", run.text) and any(
            word.points > 1.45 * run.points and word.left < run.right and run.left < word.right and
            -1 < word.top - run.bottom < 1.5 for word in runs)
        (readings if above else lines).append(run)
    return lines, readings


class Texts:
    """The sentences of a language, to be found on a sheet."""

    def __init__(self, language):
        self.found = collections.defaultdict(list)
        for text in xml.etree.ElementTree.parse("templates/text/%s.xml" % language).getroot():
            parts = re.split(r"\{[^}]*\}", flat("".join(text.itertext())))
            self.found[text.get("key")].append((
                max(parts, key=len), re.compile(
                    ".{1,80}?".join(re.escape(part) for part in parts if part))))

    def said(self, key, said):
        """The sentences of a key that stand in a text: their places, and the sentences."""
        return [(match.start(), match.group()) for longest, pattern in self.found[key]
                if longest in said for match in pattern.finditer(said)]

    def search(self, key, said):
        """Where the first of a key's sentences begins, or None."""
        return min((place for place, _ in self.said(key, said)), default=None)


class Letter:
    """A sheet: whom it is for, its row of the manifest and those of its dues, and what stands on it."""

    def __init__(self, person, resident, runs, pdf, row, dues, days):
        self.case, self.reader, self.end = person
        self.resident, self.pdf, self.row, self.dues, self.wave = resident, pdf, row, dues, row["wave"]
        self.expiries = {day_of(due["expires"]) for due in dues}
        self.days = days | self.expiries
        self.foreign = "stay" in CASES[self.case][0]
        self.where = "%s %s %s, %s" % (self.reader, self.case, self.end, self.wave)
        self.lines, self.readings = without_readings(runs)
        self.said, self.starts = self.part("")
        self.own, self.own_starts = self.part(OWN_FONTS.get(self.reader, "NotoSans"))
        if self.reader in JOINED:
            page = row["sheet"]
            words = flat(subprocess.run(["pdftotext", "-raw", "-f", page, "-l", page, pdf, "-"],
                                        capture_output=True, check=True, text=True).stdout)
            self.said, self.own = words, re.sub(r"\d{4}年\)?\d+月\d+日", "", words)

    def part(self, fonts):
        """What is drawn in the fonts whose names begin so, and the run of each sign of it."""
        runs = [run for run in self.lines if run.family.startswith(fonts)]
        return "".join(flat(run.text) for run in runs), [run for run in runs for _ in flat(run.text)]


class Pictures(Nights):
    @classmethod
    def setUpClass(cls):
        cls.town = cls("live_through")
        cls.town.setUp()
        cls.addClassCleanup(cls.town.doCleanups)
        cls.town.live_through()
        cls.texts = {reader: Texts(reader) for reader in READERS}
        layout = xml.etree.ElementTree.parse("templates/letter.xml").getroot()
        cls.smallest = float(layout.get("smallest"))
        cls.smallest_in_window = min(float(line.get("smallest"))
                                     for line in layout.iter(LAYOUT + "line"))

    def live_through(self):
        """Two nights: everybody's first letter; staff's changes, and a reminder for whose day is near."""
        self.people, residents = {}, []
        for (at, case), (to, reader) in itertools.product(enumerate(CASES), enumerate(READERS)):
            place = len(residents) + 1
            end = ("short", "long")[(at + to) % 2]
            personal = SHORT if end == "short" else (LONG_NAME, LONG_PLACE)[at // 2 % 2]
            personal = {**personal, "address": personal["address"] % place}
            self.people["%010d" % place] = (case, reader, end)
            residents.append(Resident("%010d" % place, **{
                **CASES[case][0], **personal, **({} if reader == "ja" else {"language": reader})}))
        self.residents = {resident.id: resident.words for resident in residents}
        self.small_office(**{'reminder="P1M" reminder-after-days="21"':
                             'reminder="P2M" reminder-after-days="1"'})
        self.letters, self.changed = [], {}
        self.run_night(self.write(residents, "2026-11-23"), NIGHT)
        self.read(NIGHT)
        self.change()
        self.run_night(self.write(residents, "2026-11-25"), NEXT)
        self.read(NEXT)

    def change(self):
        """Staff moves an appointment of each reader at each end, and cancels another."""
        for reader, end in itertools.product(READERS, ("short", "long")):
            letters = [letter for letter in self.letters if (letter.reader, letter.end) == (reader, end)
                       and letter.dues[0]["starts"] and letter.dues[0]["wave"] == "first"]
            place = len(self.changed)
            for letter, at in zip(letters, ("2026-12-%02dT%02d:00" % (
                    7 + place // 2 % 4, 9 + place // 8), "")):
                number = letter.row["notice"]
                words = ["move", number, "--counter", "cityhall", "--at", at] if at else ["cancel", number]
                done = self.kigen("appointment", *words, "--office", self.office, "--ledger", self.ledger,
                                  "--date", NIGHT, "--why", "test")
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                self.changed[letter.resident] = letter, at

    def read(self, date):
        """A night's letters, with the dates that belong on them."""
        rows = collections.defaultdict(list)
        for row in self.table(date, "operators/dues.csv"):
            rows[row["notice"]].append(row)
        manifest = self.table(date, "mailroom/manifest.csv")
        pdf = pathlib.Path(self.night(date), "mailroom/letters.pdf")
        pages = list(sheets_of(pdf))
        self.assertEqual(len(pages), len(manifest))
        for runs, row in zip(pages, manifest):
            dues, days = rows[row["notice"]], {date}
            if dues:
                resident = dues[0]["resident"]
                days.add(dues[0]["starts"][:10])
            else:
                resident = self.resident_of(row["notice"])
                before, at = self.changed[resident]
                dues = before.dues
                days |= {dues[0]["starts"][:10], at[:10]}
            self.letters.append(Letter(self.people[resident], resident, runs, pdf, row, dues,
                                       {day_of(day) for day in days if day}))

    def resident_of(self, notice):
        return subprocess.run(["sqlite3", "-readonly", self.ledger, "SELECT resident FROM notice WHERE "
                               "number = '%s'" % notice], capture_output=True, text=True,
                              check=True).stdout.strip()

    def setUp(self):
        super().setUp()
        if hasattr(type(self), "town") and self is not type(self).town:
            self.letters, self.residents = self.town.letters, self.town.residents

    def test_everybody(self):
        """Each reader has a letter of each case, at one end or the other, and of each wave and change."""
        seen = {(letter.case, letter.reader, letter.end) for letter in self.letters}
        self.assertEqual(seen, set(self.town.people.values()))
        waves = collections.Counter((letter.reader, letter.wave) for letter in self.letters)
        for reader in READERS:
            for wave in ("first", "late", "reminder", "moved", "cancelled"):
                self.assertGreater(waves[reader, wave], 0, (reader, wave))

    def test_places(self):
        """All inside the print area, nothing on a fold, in the window the address alone."""
        ever, always = paper.EVER, paper.ALWAYS
        for letter in self.letters:
            window = []
            for run in letter.lines + letter.readings:
                where = "%s: %s" % (letter.where, run)
                self.assertTrue(run.left >= 5 and run.top >= 5 and run.right <= 205 and
                                run.bottom <= 292, where)
                for fold in paper.FOLDS:
                    self.assertFalse(run.top < fold + 2 and run.bottom > fold - 2, where)
                if run.left < ever[2] and run.top < ever[3]:
                    window.append(run)
                    self.assertTrue(run.left >= always[0] and run.right <= always[2] and
                                    run.top >= always[1] and run.bottom <= always[3], where)
            words = self.residents[letter.resident]
            inside = "".join(flat(run.text) for run in
                             sorted(window, key=lambda run: (round(run.top), run.left)))
            number = letter.row["notice"]
            self.assertEqual(inside.replace(number, "", 1), flat(
                "〒%s-%s転送不要" % (words["postal"][:3], words["postal"][3:]) + words["address"] +
                words.get("building", "") + words["name"] + "様"),
                letter.where)
            self.assertIn(number, inside)

    def test_apart(self):
        """No type lies upon other type, readings neither."""
        for letter in self.letters:
            runs = sorted(letter.lines + letter.readings)
            for at, one in enumerate(runs):
                for other in itertools.takewhile(lambda run: run.left < one.right - 0.5, runs[at + 1:]):
                    high = min(one.bottom, other.bottom) - max(one.top, other.top)
                    self.assertLess(high, 0.6 * min(one.bottom - one.top, other.bottom - other.top),
                                    "%s: %s %s" % (letter.where, one, other))

    def test_type(self):
        """No type is smaller than the layout's least, and readings than theirs, lines in the window theirs."""
        for letter in self.letters:
            for run in letter.readings:
                self.assertGreaterEqual(run.points, READING - 0.35, "%s: %s" % (letter.where, run))
            for run in letter.lines:
                least = self.smallest
                if run.top < paper.EVER[3] and run.left < paper.EVER[2]:
                    least = self.smallest_in_window
                self.assertGreaterEqual(run.points, least - 0.35, "%s: %s" % (letter.where, run))

    def test_fonts(self):
        """Japanese in a font with Japanese forms, Chinese in one with Chinese: one character has
        other strokes there."""
        for letter in self.letters:
            foot = letter.reader in ("ja", "ja-x-easy")
            for run in letter.lines + letter.readings:
                where = "%s: %s" % (letter.where, run)
                for reader, family in FOREIGN_FONTS.items():
                    if letter.reader != reader and family in run.family:
                        self.assertTrue(foot and (run.top > 270 or run.left > 112 and run.bottom < 58), where)
                if re.search("[ぁ-ゖ]", run.text) and run.left > 105 and run.top > 60:
                    self.assertTrue(run.family.startswith("BIZ"), where)

    def test_dates(self):
        """Every date on a sheet is one of the letter's, each of them is there, with its weekday, in
        the reader's calendar: eras for Japanese residents, Gregorian for foreign ones."""
        for letter in self.letters:
            found = self.dates(letter.reader, letter.own, letter)
            self.assertEqual(set(found), letter.days, letter.where)
            if letter.reader not in ("ja", "ja-x-easy"):
                beside = set(self.dates("ja-x-easy", letter.part("BIZ")[0], letter))
                self.assertTrue(beside and beside <= letter.days, letter.where)

    def dates(self, language, said, letter):
        """The dates in a text, each with its places; no date is written in another way."""
        foreign, where = letter.foreign, letter.where
        if language in ("ja", "ja-x-easy"):
            self.assertEqual("令和" in said, not foreign, where)
        pattern = ERA if language == "ja" and not foreign else DATES[language]
        found = {}
        for match in re.finditer(pattern, said):
            part = match.groupdict()
            era = part.get("e")
            year = int(part["y"]) if era is None else 2018 + (1 if era == "元" else int(era))
            months = MONTHS.get(language, "").split()
            month = months.index(part["m"]) + 1 if months else int(part["m"])
            day = datetime.date(year, month, int(part["d"]))
            names = WEEKDAYS["ja" if language == "ja-x-easy" else language].split()
            self.assertEqual(part["w"], names[day.weekday()], "%s %s" % (where, match.group()))
            found.setdefault(day, []).append(match.start())
        others = len(re.findall("令和" if pattern is ERA else r"(?<![\d-])202[67]", said))
        self.assertEqual(others, sum(map(len, found.values())), where)
        return found

    def test_said(self):
        """What each case has to be told is there, what is another case's is not."""
        for letter in self.letters:
            texts = self.texts[letter.reader]
            _, told, untold = CASES[letter.case]
            told = told | {"title", "lead", "otherwise.head", "otherwise.body", "change.head"}
            if letter.wave in ("moved", "cancelled"):
                told = told | {"earlier"}
            if letter.wave == "cancelled":
                told, untold = told | {"book.head"}, untold | {"visit.head"}
            elif letter.case != "soon" and letter.wave != "reminder":
                told, untold = told | {"visit.head"}, untold | {"book.head"}
            if letter.case != "estimated":
                untold = untold | {"estimated"}
            for key in told:
                self.assertIsNotNone(texts.search(key, letter.said), (letter.where, key))
            if letter.case in ("extended", "pending", "neither", "permanent"):
                self.assertTrue(any(texts.search(key, letter.said) is not None
                                    for key in ("together", "item.note")), letter.where)
            for key in untold:
                self.assertIsNone(texts.search(key, letter.said), (letter.where, key))

    def test_told_apart(self):
        """The wordings of a stay are four: each case brings another card, and begins with other words."""
        stays = ("extended", "pending", "neither", "permanent")
        for key, cases in (("bring.residence", stays), ("lead", stays + ("certificates", "card"))):
            told = collections.defaultdict(set)
            for letter in self.letters:
                if letter.case in cases and letter.wave in ("first", "late"):
                    words = [words for _, words in self.texts[letter.reader].said(key, letter.said)]
                    self.assertTrue(words, (letter.where, key))
                    told[letter.reader].add(max(words, key=len).replace(
                        flat(self.residents[letter.resident]["name"]), ""))
            for reader in READERS:
                self.assertEqual(len(told[reader]), len(cases), (reader, key, told[reader]))

    def test_order(self):
        """From the top: what it is, what runs out and when; the appointment; what to bring; how to
        change; what happens otherwise; whom to call. What runs out stands above the first fold."""
        for letter in self.letters:
            if letter.reader in JOINED:
                continue
            texts = self.texts[letter.reader]
            found = self.dates(letter.reader, letter.own, letter)
            tops = [letter.starts[texts.search("title", letter.said)].top,
                    min(letter.own_starts[place].top for day in letter.expiries for place in found[day])]
            for keys in (("visit.head", "book.head"), ("bring.head",), ("change.head",),
                         ("otherwise.head",)):
                places = [texts.search(key, letter.said) for key in keys]
                tops.append(min(letter.starts[place].top for place in places if place is not None))
            phone = [run.top for run in letter.lines if run.points > 13 and run.text.strip() == PHONE]
            self.assertEqual(len(phone), 1, letter.where)
            tops.append(phone[0])
            if letter.wave not in ("moved", "cancelled"):  # those say first what became of the visit
                self.assertLess(tops[1], paper.FOLDS[0], letter.where)
            for above, below in zip(tops, tops[1:]):
                self.assertLess(above, below + 0.5, (letter.where, tops))

    def test_codes(self):
        """Read from pictures of some: the number, the address's bars, the appointment or the day."""
        home = pathlib.Path(self.folder)
        for date in (NIGHT, NEXT):
            letters = [letter for letter in self.letters if date in str(letter.pdf)][::SOME]
            some = home / "some.pdf"
            subprocess.run(["qpdf", letters[0].pdf, "--pages", letters[0].pdf,
                            ",".join(letter.row["sheet"] for letter in letters), "--", some], check=True)
            numbers = kinds.codes_of(some, 300, (100, 5, 110, 90), "code128", home)
            events = kinds.codes_of(some, 200, (100, 60, 110, 150), "qrcode", home)
            for page, letter in enumerate(letters, 1):
                self.assertEqual(numbers[page], [letter.row["notice"]], letter.where)
                if letter.wave == "cancelled":
                    self.assertEqual(events.get(page, []), [], letter.where)
                else:
                    uid = letter.dues[0]["uid"] or letter.row["notice"] + "@232068"
                    self.assertIn("UID:%s" % uid, events[page][0].split(), letter.where)
                postal, address, _ = paper.decode(paper.read_bars(
                    paper.raster(some, page, 600, paper.BARCODE_AREA)))
                self.assertEqual(postal + address, letter.row["barcode"], letter.where)
                self.clear(some, page, letter)

    def clear(self, pdf, page, letter):
        """2 mm round the bars are clear and inside the window at both ends of its play; nothing else
        than the address block is ever in the window; no ink on a fold."""
        dots = 100
        rows = paper.raster(pdf, page, dots)

        def at(side):
            return round(side / 25.4 * dots)

        ever, always = paper.EVER, paper.ALWAYS
        for y in range(at(5), at(ever[3])):
            row = rows[y]
            inside = at(always[1]) <= y < at(always[3])
            spans = ((0, at(always[0])), (at(always[2]), at(ever[2]))) if inside else ((0, at(ever[2])),)
            for left, right in spans:
                self.assertGreater(min(row[left:right]), 245, (letter.where, y / dots * 25.4))
        x, y, wide, high = paper.BARCODE_AREA
        bars = [(cx, cy) for cy in range(at(y), at(y + high)) for cx in range(at(x), at(x + wide))
                if rows[cy][cx] < 128]
        left, right = min(cx for cx, _ in bars), max(cx for cx, _ in bars)
        top, bottom = min(cy for _, cy in bars), max(cy for _, cy in bars)
        self.assertGreaterEqual(left, at(always[0] + 2) - 1, letter.where)
        self.assertLessEqual(right, at(always[2] - 2) + 1, letter.where)
        self.assertLessEqual(bottom, at(always[3] - 2) + 1, letter.where)
        for cy in [*range(top - at(2) + 1, top - 1), *range(bottom + 2, bottom + at(2) - 1)]:
            self.assertGreater(min(rows[cy][left - at(2) + 1:right + at(2) - 1]), 245, letter.where)
        for fold in paper.FOLDS:
            for cy in range(at(fold - 1), at(fold + 1)):
                self.assertGreater(min(rows[cy][at(11):at(199)]), 245, letter.where)


if __name__ == "__main__":
    sys.exit(unittest.main())
