"""What a letter says of a child holds on the day of the visit, and a birth known by its year or month
decides what that alone decides."""

import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from city import OFFICE, Resident
from desk import Desk

CASES = os.path.abspath("tests/nights/cases")
NIGHT, FRIDAY = "2026-11-24", "2026-11-27"
REPRESENTATIVE, SIGNATURE_PIN = "法定代理人(親権者など)もいっしょに", "署名用電子証明書の暗証番号"


def child(id, born, **words):
    """Whose authentication certificate, the only one, runs out."""
    return Resident(id, **{
        "born": born, "signature": None,
        "authentication": {"state": "valid", "issued": "2021-12-01", "expires": "2027-02-10"}, **words})


class Ages(Desk):
    def letters(self, night):
        """The words of each sheet, by its letter's number."""
        found = {}
        for row in self.table(night, "mailroom/manifest.csv"):
            text = subprocess.run(["pdftotext", "-f", row["sheet"], "-l", row["sheet"],
                                   os.path.join(self.night(night), "mailroom/letters.pdf"), "-"],
                                  capture_output=True, check=True, text=True).stdout
            found[row["notice"]] = re.sub(r"\s", "", text)
        return found

    def hold(self, words, minor):
        self.assertEqual(REPRESENTATIVE in words, minor, words)
        self.assertEqual(SIGNATURE_PIN in words, not minor, words)

    def test_every_child_of_the_case_comes_with_a_representative_after_school(self):
        self.office = OFFICE
        self.run_night(os.path.join(CASES, "minor-unknown-birth.xml"), NIGHT)
        self.contract(NIGHT)
        letters, dues = self.letters(NIGHT), self.dues(NIGHT)
        self.assertEqual(len({row["resident"] for row in dues.values()}), 4)
        for row in dues.values():
            self.assertEqual(row["outcome"], "letter")
            self.hold(letters[row["notice"]], True)
            self.assertGreaterEqual(row["starts"][11:], "15:30", row)

    def test_births_known_by_year_and_month_decide_as_their_careful_day_does(self):
        # Fifteen on the day, by the latest day that the register allows; the visit is on 2026-12-08.
        births = {"2011-12-08": False, "2011-12-09": True, "2011-12-00": True, "2011-12-32": True,
                  "2011-11-00": False, "2011-11-31": False, "2011-00-00": True, "2010-00-00": False,
                  "2015-02-29": True, "2015-06-31": True, "2015-06-00": True, "0000-00-00": False}
        people = {str(i): birth for i, birth in enumerate(births)}
        self.run_night(self.write([child(id, birth) for id, birth in people.items()], "2026-11-23"), NIGHT)
        self.contract(NIGHT)
        letters = self.letters(NIGHT)
        for id, birth in people.items():
            with self.subTest(birth):
                row = self.dues(NIGHT)[id, "authentication"]
                self.assertEqual(row["starts"][:10], "2026-12-08")
                self.hold(letters[row["notice"]], births[birth])
                if birth in ("2011-12-08", "2011-12-00", "2011-11-31", "2015-00-00", "2011-12-32"):
                    self.assertGreaterEqual(row["starts"][11:], "15:30", row)

    def test_without_an_appointment_the_expiry_counts(self):
        self.small_office(**{'vanish-permille="20"': 'vanish-permille="1000"',
                             '<matter id="authentication" appointment="required"':
                             '<matter id="authentication" appointment="none"'})
        births = {"1": ("2012-02-10", False), "2": ("2012-02-11", True)}
        self.run_night(self.write([child(id, birth) for id, (birth, _) in births.items()], "2026-11-23"),
                       NIGHT)
        letters = self.letters(NIGHT)
        for id, (_, minor) in births.items():
            row = self.dues(NIGHT)[id, "authentication"]
            self.assertEqual(row["starts"], "")
            self.hold(letters[row["notice"]], minor)

    def test_a_moved_appointment_changes_what_is_said(self):
        for born, minor_before, minor_after in (("2012-01-12", True, False), ("2012-01-13", True, True)):
            with self.subTest(born):
                self.setUp()
                due = child("1", born)
                self.run_night(self.write([due], "2026-11-23"), NIGHT)
                row = self.dues(NIGHT)["1", "authentication"]
                self.hold(self.letters(NIGHT)[row["notice"]], minor_before)
                self.desk("appointment", "move", row["notice"], "--counter", "cityhall",
                          "--at", "2027-01-12T16:00")
                self.run_night(self.write([due], NIGHT), "2026-11-25")
                ((number, words),) = self.letters("2026-11-25").items()
                self.assertNotEqual(number, row["notice"])
                self.hold(words, minor_after)
                # And back again, told at once.
                self.desk("appointment", "move", row["notice"], "--counter", "cityhall",
                          "--at", "2027-01-08T16:00", "--out", os.path.join(self.folder, "desk"),
                          date="2026-11-26")
                text = subprocess.run(["pdftotext", os.path.join(self.folder, "desk/mailroom/letters.pdf"),
                                       "-"], capture_output=True, check=True, text=True).stdout
                self.hold(re.sub(r"\s", "", text), True)

    def test_a_letter_that_waits_says_what_holds_on_the_day_that_it_names(self):
        self.small_office(**{'vanish-permille="20"': 'vanish-permille="1000"',
                             "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\" holidays": "FREQ=WEEKLY;BYDAY=FR\" holidays"})
        due = child("1", "2012-01-12")
        self.run_night(self.write([due], "2026-11-23"), NIGHT)
        row = self.dues(NIGHT)["1", "authentication"]
        self.assertLess(row["starts"][:10], "2027-01-12")
        self.desk("appointment", "move", row["notice"], "--counter", "cityhall",
                  "--at", "2027-01-12T16:00", "--no-letter")
        for day in ("2026-11-25", "2026-11-26", FRIDAY):
            self.run_night(self.write([due], NIGHT), day)
        letters = self.letters(FRIDAY)
        self.assertTrue(letters)
        for words in letters.values():
            self.assertIn("令和9年1月12日", words)
            self.hold(words, False)


if __name__ == "__main__":
    unittest.main()
