"""Stays that Immigration alone does not renew: a residence card with an extension pending, and the
foreign residents who have no status of residence."""

import os
import re
import subprocess
import unittest

from city import OFFICE, Nights, Resident

CASES = os.path.abspath("tests/nights/cases")
NIGHT = "2026-11-24"
LANGUAGES = ("ja", "ja-x-easy", "en", "zh-Hans", "ko", "pt", "es", "vi", "zh-Hant", "fil", "id", "ne")
# What a letter says of the one card, of the months and of what to bring, spaces taken out.
COMBINED = {"ja": "マイナンバーカードとしての期限を1回だけ2か月延ばせます", "ja-x-easy": "特定在留",
            "en": "MyNumberfunctioncanbeextendedonce,by2months", "zh-Hans": "个人编号卡的功能可延长一次，2个月",
            "ko": "마이넘버카드기능이한번만2개월연장됩니다", "pt": "afunçãoMyNumberéprorrogadaumaúnicavez,por2meses",
            "es": "lafunciónMyNumberseprorrogaunasolavez,por2meses",
            "vi": "chứcnăngMyNumberđượcgiahạnmộtlần,2tháng", "zh-Hant": "個人編號卡的功能可延長一次，2個月",
            "fil": "isangbesesnamae-extendnang2buwanangMyNumber", "id": "fungsiMyNumberdiperpanjangsatukali,2bulan",
            "ne": "माइनम्बरकोम्यादएकपटक2महिनाथपिन्छ"}
PERMIT = {"ja": "出入国在留管理局で期間が延びた方や在留資格を得た方は", "ja-x-easy": "もらった",
          "en": "IfImmigrationextendsitorgrantsyouastatusofresidence", "zh-Hans": "或取得了在留资格",
          "ko": "재류자격을받으면", "pt": "SeaImigraçãoaprorrogaroulhederumstatusderesidência",
          "es": "SiInmigraciónlaprorrogaoleotorgaunestatusderesidencia", "vi": "cấptưcáchlưutrú",
          "zh-Hant": "或取得了在留資格", "fil": "bigyankayongstatus", "id": "memberistatustinggal",
          "ne": "बसाइहैसियतदिए"}


def staying(id, language, status="engineer", kind="standard", pending=None, until="2027-01-20", **words):
    paper = {"state": "valid", "issued": "2026-07-01", "expires": "2027-01-20"}
    return Resident(id, **{
        "born": "1980-12-25", "language": language, "signature": paper, "authentication": paper,
        "stay": {"status": status, "until": until, "pending": pending},
        "card": {"kind": kind, "state": "active", "issued": "2026-07-01", "expires": "2027-01-20"}, **words})


class Stays(Nights):
    def letters(self):
        """The words of each sheet, by its letter's number."""
        found = {}
        for row in self.table(NIGHT, "mailroom/manifest.csv"):
            text = subprocess.run(["pdftotext", "-raw", "-f", row["sheet"], "-l", row["sheet"],
                                   os.path.join(self.night(NIGHT), "mailroom/letters.pdf"), "-"],
                                  capture_output=True, check=True, text=True).stdout
            found[row["notice"]] = re.sub(r"\s", "", text)
        return found

    def held(self, residents, office=None, **words):
        if words:
            self.small_office(**words)
        self.run_night(self.write(residents, "2026-11-23"), NIGHT)
        self.contract(NIGHT)
        return self.dues(NIGHT)

    def test_the_case_of_a_residence_card_with_an_extension_pending(self):
        self.run_night(os.path.join(CASES, "residence-card-pending.xml"), NIGHT)
        self.contract(NIGHT)
        dues, letters = self.dues(NIGHT), self.letters()
        self.assertEqual(dues["R00-res-not-pending", "stay"]["reason"], "residence-card")
        for id in ("R01-res-pending", "R02-std-pending"):
            row = dues[id, "stay"]
            self.assertEqual((row["outcome"], row["reason"]), ("letter", ""))
            self.assertEqual(dues[id, "authentication"]["reason"], "stay")
            self.assertLessEqual(row["starts"][:10], "2027-01-20")
            words = letters[row["notice"]]
            self.assertEqual(COMBINED["en"] in words, id == "R01-res-pending", words)
            self.assertEqual("AskImmigrationaboutanewcard" in words, id == "R01-res-pending")

    def test_each_language_has_its_words(self):
        people = [staying("c" + language, language, kind="residence", pending="true")
                  for language in LANGUAGES]
        people += [staying("p" + language, language, status="provisional-stay") for language in LANGUAGES]
        dues = self.held(people)
        letters = self.letters()
        for language in LANGUAGES:
            with self.subTest(language):
                self.assertIn(COMBINED[language], letters[dues["c" + language, "stay"]["notice"]])
                self.assertIn(PERMIT[language], letters[dues["p" + language, "stay"]["notice"]])

    def test_the_months_are_made_once_whatever_the_office_does_about_such_cards(self):
        people = [staying("1", "en", kind="residence", pending="1"),
                  staying("2", "en", kind="residence", pending="1", until="2026-11-20"),  # had them
                  staying("3", "en", kind="residence", pending="1", until="2027-01-21"),  # extended
                  staying("4", "en", kind="residence")]
        dues = self.held(people)
        self.assertEqual([dues[id, "stay"]["outcome"] for id in "1234"], ["letter", "none", "none", "none"])
        self.ledger += "2"
        self.out += "2"
        dues = self.held(people, **{'outcome="none"': 'outcome="letter"'})
        letters = self.letters()
        for id in "1234":
            row = dues[id, "stay"]
            self.assertEqual(row["outcome"], "letter")
            self.assertEqual((row["starts"] != "", COMBINED["en"] in letters[row["notice"]]),
                             (id == "1", id == "1"), id)

    def test_the_case_of_those_without_a_status_of_residence(self):
        self.office = OFFICE
        self.run_night(os.path.join(CASES, "stay-article-30-45.xml"), NIGHT)
        self.contract(NIGHT)
        dues, letters = self.dues(NIGHT), self.letters()
        self.assertEqual(len(letters), 5)
        for row in dues.values():
            self.assertEqual((row["outcome"], row["expires"]), ("letter", "2026-12-25"))
            words = letters[row["notice"]]
            self.assertIn("2026年12月25日", words)
            self.assertNotIn("令和", words)

    def test_their_cards_end_with_their_stay(self):
        names = ("temporary-refuge", "provisional-stay", "transitional", "transitional-birth",
                 "transitional-nationality", "一時庇護", "一時庇護許可者", "仮滞在", "仮滞在許可者", "経過滞在",
                 "経過滞在者", "出生による経過滞在", "出生による経過滞在者", "国籍喪失による経過滞在",
                 "国籍喪失による経過滞在者")
        people = [staying(str(i), "en", status=name) for i, name in enumerate(names)]
        # No date is stored: the end of the stay is earlier than any birthday.
        people += [staying(f"e{i}", "en", status=name, card={
            "kind": "standard", "state": "active", "issued": "2026-07-01"}) for i, name in enumerate(names)]
        dues = self.held(people)
        letters = self.letters()
        self.assertEqual({row["resident"] for row in self.table(NIGHT, "operators/exceptions.csv")},
                         {f"e{i}" for i in range(len(names))})
        for person in people:
            row = dues[person.id, "stay"]
            self.assertEqual((row["expires"], row["outcome"]), ("2027-01-20", "letter"))
            self.assertEqual(row["reason"], "estimated" if person.id.startswith("e") else "")
            self.assertIn(PERMIT["en"], letters[row["notice"]])
            self.assertNotIn("2months", letters[row["notice"]])


if __name__ == "__main__":
    unittest.main()
