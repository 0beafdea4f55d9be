"""The mail room's sheets of a night, looked at from outside: covers.pdf on each bundle, posting.pdf for the
post office. They say what manifest.csv and posting.csv say, and nobody's name."""

import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from city import Nights, certificates_due

TUESDAY = "2026-11-24"


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True).stdout


def text(pdf, page=1):
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "",
                  run("pdftotext", "-layout", "-f", page, "-l", page, pdf, "-").decode())


class Mailroom(Nights):
    def mailing(self, residents, **replacements):
        self.small_office(**{'vanish-permille="20"': 'vanish-permille="1000"', **replacements})
        self.run_night(self.write(residents, TUESDAY), TUESDAY)
        self.contract(TUESDAY)
        room = os.path.join(self.night(TUESDAY), "mailroom")
        self.covers, self.slip = os.path.join(room, "covers.pdf"), os.path.join(room, "posting.pdf")
        self.sheets = self.table(TUESDAY, "mailroom/manifest.csv")
        self.groups = self.table(TUESDAY, "mailroom/posting.csv")

    def city(self, count):
        return [certificates_due(str(i), "2027-01-10", postal=f"486{801 + i % 40:04}", name=f"春日 花子{i}",
                                 address="愛知県春日井市廻間町44番地")
                for i in range(1, count + 1)]

    def clean(self, pdf):
        out = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True)
        self.assertEqual((out.returncode, out.stderr), (0, ""))
        for line in run("pdffonts", pdf).decode().splitlines()[2:]:
            self.assertRegex(line, r"^[A-Z]{6}\+\S+ .* yes yes (yes|no) +\d+ +0$")
        info = run("pdfinfo", "-isodates", pdf).decode()
        self.assertIn(TUESDAY, info)
        self.assertRegex(info, r"Title: +\S")
        self.assertRegex(info, r"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)")
        return int(re.search(r"Pages: +(\d+)", info).group(1))

    def test_a_cover_for_each_bundle(self):
        self.mailing(self.city(23), **{'bundle="100"': 'bundle="10"'})
        bundles = [row for row in self.groups if row["kind"] == "bundle"]
        self.assertEqual([row["letters"] for row in bundles], ["10", "10", "3"])
        self.assertEqual(self.clean(self.covers), 3)
        for page, bundle in enumerate(bundles, 1):
            said = text(self.covers, page)
            first, last = int(bundle["first_sheet"]), int(bundle["last_sheet"])
            self.assertRegex(said, rf"束 *{page} */ *3\b")
            self.assertRegex(said, rf"\b{bundle['letters']} *通")
            self.assertIn(TUESDAY, said)
            self.assertIn("片面・等倍(100%)", said)
            self.assertRegex(said, rf"用紙\(枚目\) +{first} +〜 +{last}\b")
            for sheet in (first, last):
                row = self.sheets[sheet - 1]
                self.assertEqual(row["bundle"], str(page))
                self.assertIn(row["postal"][:3] + "-" + row["postal"][3:], said)
                self.assertIn(row["notice"], said)
            self.assertNotIn("花子", said)

    def test_the_scanner_reads_the_first_and_the_last_number(self):
        self.mailing(self.city(5), **{'bundle="100"': 'bundle="3"'})
        for page, (first, last) in enumerate(((1, 3), (4, 5)), 1):
            image = os.path.join(self.folder, f"page{page}")
            run("pdftoppm", "-gray", "-r", 150, "-f", page, "-l", page, "-singlefile", self.covers, image)
            read = run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", image + ".pgm").decode()
            self.assertEqual(sorted(read.split()),
                             sorted((self.sheets[first - 1]["notice"], self.sheets[last - 1]["notice"])))

    def test_the_post_office_gets_one_page_with_the_sums(self):
        people = self.city(9)
        people[0] = people[0].changed(postal="4600000")  # no barcode
        people[1] = people[1].changed(postal="4800304")
        self.mailing(people)
        self.assertEqual(self.clean(self.slip), 1)
        said = text(self.slip)
        self.assertRegex(said, r"通数 +9 *通")
        self.assertRegex(said, r"1 束\(1束 100 通まで\)")
        self.assertRegex(said, r"8 通\(88\.8%\)")
        self.assertIn("定形郵便物(50 gまで)", said)
        self.assertRegex(said, r"差出局・支払方法 +春日井郵便局 料金後納")
        self.assertRegex(said, r"110 円 × 9 通 = 990 円\(割引の前\)")
        self.assertRegex(said, r"割引 +なし")
        self.assertIn("差出担当・受付", said)
        self.assertRegex(said, r"9\.5 g\(用紙 4\.0 g \+ 封筒 5\.5 g\) +計 0\.09 kg")
        self.assertIn(f"1枚目 {self.sheets[0]['notice']}、9枚目 {self.sheets[-1]['notice']}", said)
        for area, letters, bars in (("460", 1, 0), ("480", 1, 1), ("486", 7, 7)):
            self.assertRegex(said, rf"(?m)^ *{area} +{letters} +{bars}$")
        self.assertNotIn("花子", said)

    def test_the_best_discount_that_the_mailing_is_large_enough_for(self):
        offers = ('<discount name="少し" from="8"/><discount name="印つき" from="{}" barcodes="true"/>'
                  '<discount name="多い" from="10"/></mailing>')
        people = self.city(9)
        people[0] = people[0].changed(postal="4600000")  # no barcode
        for bars, told in (("8", "印つき"), ("9", "少し")):
            with self.subTest(bars):
                self.setUp()
                self.mailing(people, **{'</mailing>': offers.format(bars), ' yen="110"': ' yen="1100"',
                                        ' post-office="春日井郵便局" payment="料金後納"': ''})
                said = text(self.slip)
                self.assertRegex(said, rf"割引 +{told}")
                self.assertRegex(said, r"1,100 円 × 9 通 = 9,900 円")
                self.assertRegex(said, r"(?m)^差出局・支払方法$")

    def test_sheets_lists_and_papers_count_the_same(self):
        people = self.city(37)
        for i in range(0, 30, 3):
            people[i] = people[i].changed(postal=f"46{i % 4}00{i:02}")  # some without a barcode
        self.mailing(people, **{'bundle="100"': 'bundle="8"'})
        letters = os.path.join(os.path.dirname(self.slip), "letters.pdf")
        pages = int(re.search(r"Pages: +(\d+)", run("pdfinfo", letters).decode()).group(1))
        said = text(self.slip)
        total = {"letters": pages, "barcodes": sum(row["barcode"] != "" for row in self.sheets)}
        self.assertEqual((pages, len(self.sheets)), (37, 37))
        self.assertNotIn(total["barcodes"], (0, pages))
        for kind in ("total", "bundle", "area", "postal"):
            rows = [row for row in self.groups if row["kind"] == kind]
            for column in ("letters", "barcodes"):
                self.assertEqual(sum(int(row[column]) for row in rows), total[column], kind)
            sheet = 1
            for row in rows:  # each group begins behind the one before
                self.assertEqual(row["first_sheet"], str(sheet))
                sheet += int(row["letters"])
                self.assertEqual(row["last_sheet"], str(sheet - 1))
        self.assertRegex(said, rf"通数 +{pages} *通")
        self.assertRegex(said, rf"合計 {pages} 通、うちバーコード付き {total['barcodes']} 通")
        areas = [(row["group"], row["letters"], row["barcodes"]) for row in self.groups if row["kind"] == "area"]
        self.assertEqual(re.findall(r"(?m)^ *(\d{3}) +(\d+) +(\d+)$", said), areas)
        bundles = [int(re.search(r"\b(\d+) *通", text(self.covers, page)).group(1))
                   for page in range(1, self.clean(self.covers) + 1)]
        self.assertEqual(sum(bundles), pages)

    def test_the_weight_class_is_the_offices(self):
        for grams, told in (("46", "定形郵便物(50 gまで)"), ("46.1", "定形外郵便物 規格内(100 gまで)"),
                            ("200", "郵便局で確かめる")):
            with self.subTest(grams):
                self.tearDownNight()
                self.mailing(self.city(1), **{'sheet-grams="4" envelope-grams="5.5"':
                                              f'sheet-grams="4" envelope-grams="{grams}"'})
                self.assertIn(told, text(self.slip))

    def tearDownNight(self):
        self.ledger += "-"
        self.out += "-"

    def test_more_areas_than_find_room_are_counted_together(self):
        people = [certificates_due(str(i), "2027-01-10", postal=f"{100 + i}0001") for i in range(1, 81)]
        self.mailing(people)
        self.assertEqual(self.clean(self.slip), 1)
        said = text(self.slip)
        self.assertRegex(said, r"その他 +27 +27\b")
        self.assertRegex(said, r"\b153 +1 +1\b")
        self.assertNotRegex(said, r"\b154 +1 +1\b")
        image = os.path.join(self.folder, "slip")
        run("pdftoppm", "-gray", "-r", 50, "-singlefile", self.slip, image)
        with open(image + ".pgm", "rb") as file:
            raw = file.read()
        width, height = map(int, raw.split(b"\n")[1].split())
        rows = raw[-width * height:]
        margin = round(15 / 25.4 * 50) * width
        self.assertEqual(set(rows[-margin:]), {255}, "the lowest 15 mm stay white")

    def test_a_mailing_without_letters_has_lists_only(self):
        self.small_office()
        self.run_night(self.write([self.city(1)[0].changed(state="deceased")], TUESDAY), TUESDAY)
        self.assertEqual(sorted(os.listdir(os.path.join(self.night(TUESDAY), "mailroom"))),
                         ["manifest.csv", "posting.csv", "stop.csv"])


if __name__ == "__main__":
    unittest.main()
