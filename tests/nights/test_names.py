"""Names and addresses as the registers have them, from the register to the printed sheet: each is
drawn by a font that was proven to have it, or the letter goes by hand with the code points; text
comes out of the PDF as it was in the register."""

import re
import subprocess
import sys
import unicodedata
import unittest

from city import Nights, certificates_due

NIGHT = "2026-11-24"
EXPIRES = "2027-02-10"
IPA, NOTO = "IPAmjMincho", "NotoSerifCJKjp"

# What stands in a name and must be on the sheet; the font that draws what is odd about it.
DRAWN = [
    ("the shortest", "一 一", IPA),
    ("a variant by its selector", "葛\U000E0102城 花子", IPA),
    ("another one of the same character", "葛\U000E0103城 花子", IPA),
    ("the character alone", "葛城 花子", IPA),
    ("more variants", "渡邊\U000E0108 辻\U000E0102子", IPA),
    ("a sequence of the other collection", "葛\U000E0100城 花子", NOTO),
    ("beyond the BMP", "𠮷野 﨑太郎", IPA),
    ("a compatibility character and its unified one", "髙\uFA19 神高", IPA),
    ("half-width kana", "ﾀﾅｶ ﾊﾟｳﾛ", IPA),
    ("full-width letters", "ＳＭＩＴＨ　ＪＯＨＮ", IPA),
    ("letters", "SILVA SANTOS MARIA APARECIDA", IPA),
    ("simplified characters", "李 简们", NOTO),
    ("long, on one line when smaller", "ワンチャイ プラサートスクウィチャイ", IPA),
    ("longer, on two lines", "SILVA SANTOS MARIA APARECIDA DA CONCEICAO DE OLIVEIRA", IPA),
]

# What cannot be printed: the reason, and the code points that are told.
BY_HAND = [
    ("a selector that no font has", "葛\U000E01EF城 花子", "glyph", "U+845B U+E01EF"),
    ("a sign for private use", "山\uE000 花子", "glyph", "U+E000"),
    ("one beyond the BMP", "山\U000F0000 花子", "glyph", "U+F0000"),
    ("no letter of any name", "山😀 花子", "glyph", "U+1F600"),
    ("an empty field in another space", "\u00a0", "glyph", "U+00A0"),
    ("signs of no width", "\u200b\u200b", "glyph", "U+200B"),
    ("a sign of no width before it", "\u200f山田", "glyph", "U+200F"),
    ("a pattern of Braille without points", "\u2800", "glyph", "U+2800"),
    ("a filler", "\u3164\u3164", "glyph", "U+3164"),
    ("geta", "〓田 太郎", "glyph", "U+3013"),
    ("a square", "■田 太郎", "glyph", "U+25A0"),
    ("an empty square", "□田 太郎", "glyph", "U+25A1"),
    ("a point", "●田 太郎", "glyph", "U+25CF"),
    ("a question mark", "?田 太郎", "glyph", "U+003F"),
    ("a wide one", "？田 太郎", "glyph", "U+FF1F"),
    ("one in Latin", "MARIA D?SILVA", "glyph", "U+003F"),
    ("a description", "⿰木太 花子", "glyph", "U+2FF0"),
    ("a code point", "U+2363A田 太郎", "glyph", "U+0055 U+002B U+0032"),
    ("a reference", "&#x2363A;田 太郎", "glyph", "U+0026 U+0023 U+0078"),
    ("a base without a sign for both", "か\u309a", "glyph", "U+304B U+309A"),
    ("a mark on a Han sign", "神\u0301", "glyph", "U+795E U+0301"),
    ("a mark that the font cannot set", "山\u0489 花子", "glyph", "U+0489"),
    ("longer than the window", "ワンチャイ プラサートスクサワットウィチャイ アーティットワッタナーワンチャイ "
     "プラサートスクサワットウィチャイ アーティットワッタナー", "overflow", ""),
]


def flat(text):
    return re.sub(r"\s", "", text)


class Names(Nights):
    def any_share(self):
        """An office that leaves as many to staff as there are."""
        self.small_office(**{'unfit-permille="50"': 'unfit-permille="1000"'})

    def letters(self, residents):
        """The night's letters: text by page, without spaces, and the fonts of all."""
        self.small_office()
        self.run_night(self.write(residents, "2026-11-23"), NIGHT)
        pdf = self.night(NIGHT) + "/mailroom/letters.pdf"
        out = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True)
        fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
        pages = [flat(page) for page in out.stdout.decode().split("\f")]
        return {row["notice"]: pages[int(row["sheet"]) - 1]
                for row in self.table(NIGHT, "mailroom/manifest.csv")}, fonts

    def pages_by_resident(self, residents):
        pages, fonts = self.letters(residents)
        return {row["resident"]: pages[row["notice"]]
                for row in self.table(NIGHT, "operators/dues.csv") if row["notice"]}, fonts

    def test_drawn(self):
        """In the window and in the sentences, every sign of the register, selectors included."""
        people = [certificates_due("%03d" % at, EXPIRES, name=name)
                  for at, (_, name, _) in enumerate(DRAWN)]
        pages, fonts = self.pages_by_resident(people)
        for at, (what, name, _) in enumerate(DRAWN):
            page = pages["%03d" % at]
            self.assertIn(flat(name) + "様", page, what)
            self.assertGreaterEqual(page.count(flat(name) + "様"), 2, what)
        for family in (IPA, NOTO, "BIZUDPGothic"):
            self.assertRegex(fonts, r"\+%s" % family)

    def test_drawn_by(self):
        """Each alone: the font that draws it is the one that was proven to have it."""
        for what, name, family in DRAWN:
            with self.subTest(what):
                self.setUp()
                pages, fonts = self.pages_by_resident([certificates_due("1", EXPIRES, name=name)])
                self.assertIn(flat(name), pages["1"])
                self.assertEqual("+" + NOTO in fonts, family == NOTO, fonts)

    def test_by_hand(self):
        """What cannot be printed is by hand, with its reason and its code points; nobody gets a
        letter with another sign in its place."""
        people = [certificates_due("%03d" % at, EXPIRES, name=name)
                  for at, (_, name, _, _) in enumerate(BY_HAND)]
        people.append(certificates_due("900", EXPIRES))
        self.any_share()
        self.run_night(self.write(people, "2026-11-23"), NIGHT)
        hand = {row["resident"]: row["reason"] for row in self.table(NIGHT, "operators/hand.csv")}
        told = {row["resident"]: row for row in self.table(NIGHT, "operators/exceptions.csv")}
        for at, (what, _, reason, points) in enumerate(BY_HAND):
            resident = "%03d" % at
            self.assertEqual(hand[resident], reason, what)
            if points:
                self.assertEqual(told[resident]["code"], "glyph", what)
                self.assertIn(points, told[resident]["message"], what)
        self.assertEqual(len(self.table(NIGHT, "mailroom/manifest.csv")), 1)

    def test_marks_apart(self):
        """Latin and kana with marks apart are drawn, and come out of the PDF, as one sign."""
        pages, _ = self.pages_by_resident([
            certificates_due("1", EXPIRES, name="JOSE\u0301 NUN\u0303EZ"),
            certificates_due("2", EXPIRES, name="ホ\u309aール ハ\u3099ン", building="ハ\u309aレス"),
            certificates_due("3", EXPIRES, name="\uFA19 神"),
        ])
        self.assertEqual(pages["1"].count("JOSÉNUÑEZ様"), 2)
        self.assertEqual(pages["2"].count("ポールバン様"), 2)
        self.assertIn("パレス", pages["2"])
        self.assertEqual(pages["3"].count("\uFA19神様"), 2)

    def test_blanks_around_values(self):
        """They are printed nowhere, and what is nothing else is not there: the alias, the building, the
        other address."""
        wide = "\u3000" * 40
        send = ('<send-to postal=" 4860844 "><name>%s</name><address>\u00a0東京都\u3000</address></send-to>'
                % wide)
        people = [certificates_due("1", EXPIRES, name="\u00a0山田\u3000太郎" + wide, building=wide,
                                   address="\t愛知県春日井市鳥居松町5丁目44番地" + wide),
                  certificates_due("2", EXPIRES, name="KIM TARO", alias=wide + "\u00a0", send_to=send),
                  certificates_due("3", EXPIRES, address=wide),
                  certificates_due("4", EXPIRES, name="山田\u3000太郎", household="1")]
        pages, _ = self.pages_by_resident(people)
        self.assertEqual(set(pages), {"1", "2", "4"})
        own = re.compile(r"26-00000\d-\d")
        self.assertEqual(own.sub("", pages["1"]).split("様")[0], own.sub("", pages["4"]).split("様")[0])
        self.assertEqual(pages["2"].count("KIMTARO様"), 2)
        self.assertIn("〒486-0844転送不要東京都KIMTARO様", own.sub("", pages["2"]))
        hand = {row["resident"]: row["reason"] for row in self.table(NIGHT, "operators/hand.csv")}
        self.assertEqual(hand, {"3": "address"})

    def test_lost_signs_in_addresses(self):
        """They are no address to write to; what houses are called is."""
        place = "愛知県春日井市鳥居松町5丁目%s番地"
        bad = ["〓", "■", "?", "？", "⿰木太", "U+2363A", "&#x2363A;", "\u200b", "□", "●"]
        people = [certificates_due("a%d" % at, EXPIRES, address=place % sign) for at, sign in enumerate(bad)]
        people += [certificates_due("b%d" % at, EXPIRES, building="コーポ" + sign) for at, sign in enumerate(bad)]
        good = ["○○荘", "A&B", "#203", "☆", "※", "‐1", "ー", "ヶ丘", "Ⅲ", "（佐藤方）"]
        people += [certificates_due("c%d" % at, EXPIRES, address=place % at, building="コーポ" + sign)
                   for at, sign in enumerate(good)]
        pages, _ = self.pages_by_resident(people)
        hand = {row["resident"]: row["reason"] for row in self.table(NIGHT, "operators/hand.csv")}
        self.assertEqual(hand, {"%s%d" % (kind, at): "glyph" for kind in "ab" for at in range(len(bad))})
        for at, sign in enumerate(good):
            self.assertIn("コーポ" + sign, pages["c%d" % at])

    def test_the_cases(self):
        """Registers as they come: who gets a letter, and the sign for which another goes by hand."""
        told = {"P08-entity-text": "U+0026 U+0023", "P10-square": "U+25A0", "P12-ascii-q": "U+003F",
                "P16-addr-long": None, "N010-pua": "U+E000", "N012-arabic": "U+0645", "N014-myanmar": "U+1021",
                "N016-rlm": "U+200F", "N026-braille": "U+2800", "N030-long1": None, "N032-extG": "U+30000",
                "N034-extI": "U+2EBF0", "N036-tab": "U+0009", "N042-bom": "U+FEFF", "N048-ideo-desc": "U+2FF0",
                "N050-fffd": "U+FFFD", "N052-unk": "U+FF1F", "N056-len70": None, "N058-len90": None}
        for file in ("padded-and-placeholder", "scripts"):
            self.setUp()
            with open("tests/nights/cases/names/%s.xml" % file, encoding="utf-8") as stream:
                pages, _ = self.pages_by_resident(stream.read())
            with open("tests/nights/cases/names/%s.xml" % file, encoding="utf-8") as stream:
                names = dict(re.findall(r'id="([^"]*)"[^>]*>\s*<name>(.*?)</name>', stream.read()))
            hand = {row["resident"]: row["reason"] for row in self.table(NIGHT, "operators/hand.csv")}
            signs = {row["resident"]: row["message"] for row in self.table(NIGHT, "operators/exceptions.csv")
                     if row["code"] == "glyph"}
            for resident, name in names.items():
                if resident in told:
                    self.assertEqual(hand[resident], "glyph" if told[resident] else "overflow", resident)
                    self.assertIn(told[resident] or "", signs.get(resident, ""), resident)
                else:
                    shown = unicodedata.normalize("NFC", name) if resident in ("N002-nfd-kata", "N038-combgrave") else name
                    self.assertIn(flat(shown) + "様", pages[resident], resident)
            self.assertEqual(set(hand) | set(pages), set(names))

    def test_long_words(self):
        """A name of long words takes more lines than its width says: the letter has room for it in the type
        that is promised, or goes by hand."""
        self.small_office()
        with open("tests/nights/cases/names/long-words.xml", encoding="utf-8") as stream:
            base = stream.read()
        people = re.findall(r"<resident.*?</resident>", base, re.S)
        for at, language in enumerate(("en", "pt", "es", "vi", "zh-Hans", "ko", "ja", "zh-Hant", "fil", "id", "ne")):
            people.append(people[0].replace("WIDE-50", "L%d" % at).replace(">en<", ">%s<" % language)
                          .replace("44番地", "%d番地" % (60 + at)))
        result = self.run_night(self.write(people, "2026-11-23"), NIGHT)
        self.assertNotIn(b"smaller type", result.stderr)
        hand = {row["resident"]: row["reason"] for row in self.table(NIGHT, "operators/hand.csv")}
        self.assertEqual(set(hand.values()) - {"overflow"}, set())
        self.assertNotIn("SHORT", hand)
        words = subprocess.run(["pdftotext", "-bbox", self.night(NIGHT) + "/mailroom/letters.pdf", "-"],
                               capture_output=True, text=True, check=True).stdout
        below = [float(y2) - float(y1) for y1, y2 in
                 re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">[A-Za-z]{3,}', words)
                 if float(y1) > 180]
        self.assertGreaterEqual(min(below), 9 * 0.98)

    def test_who_stands_in_the_window(self):
        """The alias that is in use; whom and where a letter is to be sent to, with the resident's
        name in the sentences; a guardian's; a building; a half-width address."""
        send = ('<send-to postal="4860844"><name>後見 葛\U000E0102子</name>'
                '<address>愛知県春日井市鳥居松町１丁目２番地</address><building>ｺｰﾎﾟ見本 101</building>'
                '</send-to>')
        pages, _ = self.pages_by_resident([
            certificates_due("1", EXPIRES, name="SILVA MARIA", alias="山田 マリア"),
            certificates_due("2", EXPIRES, name="𠮷野 花子", send_to=send, ward=True),
            certificates_due("3", EXPIRES, address="愛知県春日井市鳥居松町ﾆｭｰﾀｳﾝ5丁目44番地",
                             building="葛\U000E0103ﾊｲﾂA棟 203号室"),
        ])
        self.assertEqual(pages["1"].count("山田マリア様"), 2)
        self.assertNotIn("SILVA", pages["1"])
        self.assertEqual(pages["2"].count("後見葛\U000E0102子様"), 1)
        self.assertIn("𠮷野花子様", pages["2"])
        self.assertIn("〒486-0844", pages["2"])
        self.assertIn("愛知県春日井市鳥居松町１丁目２番地ｺｰﾎﾟ見本101", pages["2"])
        self.assertNotIn("5丁目44番地後見", pages["2"])
        self.assertIn("愛知県春日井市鳥居松町ﾆｭｰﾀｳﾝ5丁目44番地葛\U000E0103ﾊｲﾂA棟203号室", pages["3"])

    def test_every_part_is_proven(self):
        """A sign that no font draws keeps the letter back wherever it stands."""
        bad = "山\uE123"
        people = [
            certificates_due("1", EXPIRES, name="SILVA", alias=bad),
            certificates_due("2", EXPIRES, address="愛知県春日井市" + bad),
            certificates_due("3", EXPIRES, building=bad),
            certificates_due("4", EXPIRES, send_to='<send-to postal="4860844"><name>%s</name>'
                             '<address>愛知県春日井市鳥居松町1</address></send-to>' % bad),
            certificates_due("5", EXPIRES, name=bad, alias="山田 花子"),
        ]
        self.any_share()
        self.run_night(self.write(people, "2026-11-23"), NIGHT)
        hand = {row["resident"]: row["reason"] for row in self.table(NIGHT, "operators/hand.csv")}
        self.assertEqual(hand, {"1": "glyph", "2": "glyph", "3": "glyph", "4": "glyph"})
        # A name that is not printed, because the alias is, keeps nothing back.
        self.assertEqual([row["resident"] for row in self.table(NIGHT, "operators/dues.csv")
                          if row["notice"]], ["5", "5"])


if __name__ == "__main__":
    sys.exit(unittest.main())
