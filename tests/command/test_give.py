"""kigen appointment give: a place for somebody who has none, told on the telephone; and who cannot be given one, and why."""

import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import notice
from test_appointment import NEXT, NIGHT, THIRD, Changing, event
from city import card_due, certificates_due, tree_digest

FRIDAY, SATURDAY, MONDAY = "2026-11-27", "2026-11-28", "2026-11-30"
SHORT = "2026-11-30"  # with a letter of the 24th that is before any visit


class Giving(Changing):
    def begin(self):
        self.people = [
            certificates_due("1", "2027-02-05"), certificates_due("3", SHORT),
            certificates_due("4", SHORT), card_due("5", "2027-02-05", format="braille"),
            certificates_due("6", "2027-02-05", state="moved-out"), certificates_due("8", "2027-02-05", leaving="2026-12-20")]
        self.run_night(self.write(self.people, "2026-11-23"), NIGHT)
        self.row = self.dues(NIGHT)["3", "signature"]
        self.notice = self.row["notice"]
        self.assertEqual((self.row["outcome"], self.row["starts"]), ("letter", ""))

    def give(self, *words, **options):
        said = self.desk("appointment", "give", *words, **options)
        return (said.stderr if options.get("expect") else said.stdout).decode()

    def of(self, resident, date=NIGHT):
        rows = [row for row in self.listed("appointment", date=date) if row["resident"] == resident]
        return [(row["counter"], row["starts"], row["state"], row["sequence"]) for row in rows]

    def test_the_first_that_is_free_is_told_by_the_page_and_no_letter(self):
        before = self.folders()
        self.assertEqual(self.give(self.notice, "--why", "called"),
                         f"{self.notice}: offered 2026-11-25T08:30-09:00 at cityhall, resident 3\n{self.notice}: no letter tells it: "
                         "tell the resident now; the page behind the letter's code shows it with the next night\n")
        self.assertEqual(self.of("3"), [("cityhall", "2026-11-25T08:30", "offered", 0)])
        self.assertIn(f"{NIGHT}|appointment-given|{self.notice}|3|cityhall 2026-11-25T08:30|", self.log()[-1])
        self.assertIn("|called", self.log()[-1])
        # The place is taken, for everybody and for the resident.
        self.assertIn("names an appointment: 2026-11-25T08:30 at cityhall", self.give("3", expect=64))
        self.assertEqual(self.folders(), before)
        path = self.next_night()
        after = tree_digest(self.out)
        self.assertEqual({name: after[name] for name in before if name.startswith(NIGHT)},
                         {name: before[name] for name in before if name.startswith(NIGHT)})
        self.assertEqual((self.letters(NEXT), self.dues(NEXT)), ([], {}))
        shown = event(os.path.join(self.night(NEXT), "residents", self.token(self.notice) + ".ics"))
        self.assertEqual((shown["SEQUENCE"], shown["STATUS"]), ("0", "CONFIRMED"))
        with open(os.path.join(self.night(NEXT), "residents", self.token(self.notice) + ".html"), encoding="utf-8") as page:
            self.assertIn("11月25日", page.read())
        with open(os.path.join(self.night(NEXT), "counters/cityhall.csv"), encoding="utf-8-sig") as file:
            self.assertIn(self.notice, file.read())
        self.nights_made_again(path, NEXT)

    def test_a_later_change_is_told_by_a_letter_that_names_what_was_given(self):
        self.give("3", "--at", "2026-11-27T10:00", "--counter", "cityhall")
        self.next_night()
        self.move("2026-11-30T10:00", date=NEXT)
        self.run_night(self.write(self.people, NEXT), THIRD)
        ((number, wave),) = self.letters(THIRD)
        self.assertEqual(wave, "moved")
        words = self.page(self.night(THIRD))
        for part in (self.notice, number, "11月27日", "11月30日", "午前10時"):
            self.assertIn(part, words)

    def test_the_place_that_is_named_once_more_is_already_there(self):
        out = os.path.join(self.folder, "at once")
        at = ("--at", "2026-11-26T10:00", "--counter", "tobu", "--out", out)
        self.assertIn("offered 2026-11-26T10:00", self.give("3", *at))
        self.assertEqual(sorted(os.listdir(out)), ["SHA256SUMS", "residents"])
        self.assertIn(self.token(self.notice) + ".ics", os.listdir(os.path.join(out, "residents")))
        log, whole = self.log(), tree_digest(out)
        self.assertIn("already offered 2026-11-26T10:00", self.give("3", *at))
        self.assertEqual(self.log(), log)
        subprocess.run(["sqlite3", self.ledger, "UPDATE desk_folder SET issued = 0"], check=True)
        os.unlink(self.ledger + ".sum")
        shutil.rmtree(out)
        self.give("3", *at)
        self.assertEqual(tree_digest(out), whole)
        self.next_night()
        self.assertEqual(self.letters(NEXT), [])

    def test_at_the_counter_and_from_the_day_that_is_asked_for(self):
        self.give(self.notice, "--counter", "kozoji", "--from", "2026-11-26")
        self.assertEqual(self.of("3"), [("kozoji", "2026-11-26T08:30", "offered", 0)])
        # Two of them have the desks that there are: places, not people, are what is counted.
        self.give("4", "--counter", "kozoji", "--at", "2026-11-26T08:30")
        self.assertEqual(self.of("4"), self.of("3"))

    def test_the_checks_of_a_move(self):
        for words, said in ((("--at", "2026-12-01T10:00"), "the visit must be from 2026-11-24 to 2026-11-30"),
                            (("--at", "2026-11-26T10:10"), "no place that is offered begins then"),
                            (("--at", "2026-11-29T19:00"), "free near by at cityhall"),
                            (("--counter", "nowhere"), "the office has no counter 'nowhere'"),
                            (("--from", "2026-12-01"), "nothing is free for this visit at cityhall from 2026-12-01 to 2026-11-30")):
            self.assertIn(said, self.give("3", *words, expect=64))
        self.assertEqual(self.log(), [])

    def test_what_was_taken_back_is_given_anew_with_a_letter(self):
        one = self.dues(NIGHT)["1", "signature"]["notice"]
        self.cancel(notice=one)
        self.assertIn("moved 2026-12-22T10:00", self.give("1", "--at", "2026-12-22T10:00", "--counter", "cityhall"))
        self.assertIn(f"{NIGHT}|appointment-given|{one}|1|cityhall 2026-12-22T10:00|", self.log()[-1])
        self.next_night()
        self.assertEqual([wave for _, wave in self.letters(NEXT)], ["moved"])

    def test_who_cannot_be_given_one_and_why(self):
        for word, said, status in (
                ("1", "names an appointment", 64), ("5", "no letter may go about the card of 2027-02-05 (braille)", 64),
                ("6", "nothing is open: the authentication of 2027-02-05 is withdrawn (moved-out)", 64),
                ("8", "no letter is written about the authentication of 2027-02-05 (leaving)", 64),
                ("99", "nothing was ever decided of anybody of this id", 66), (notice(26, 999999), "there is no such letter", 66),
                ("26-000001-1", "is no number of a letter, or was misread", 64)):
            self.assertIn(said, self.give(word, expect=status))
        self.assertIn("whom?", self.give(expect=64))
        # A printed letter, and then protection; nothing is booked, and nothing said of a place.
        self.people[2] = certificates_due("4", SHORT, protection="active")
        self.next_night()
        self.assertIn("under protection", self.give("4", date=NEXT, expect=64))
        # Moved away since the letter.
        self.people[1] = certificates_due("3", SHORT, state="moved-out")
        self.run_night(self.write(self.people, NEXT), THIRD)
        self.assertIn("is withdrawn", self.give(self.notice, date=THIRD, expect=64))
        self.assertEqual(self.log(), [])

    def test_a_letter_that_waits_names_it(self):
        """Decided on a Saturday, posted on Monday: too late for any visit of its own."""
        self.people.append(certificates_due("7", "2026-12-04"))
        self.run_night(self.write(self.people, FRIDAY), SATURDAY)
        row = self.dues(SATURDAY)["7", "signature"]
        self.assertEqual((row["outcome"], row["starts"]), ("letter", ""))
        self.give(row["notice"], "--at", "2026-12-03T10:00", "--counter", "cityhall", date=SATURDAY)
        path = self.write(self.people, "2026-11-29")
        self.run_night(path, MONDAY)
        self.contract(MONDAY)
        self.assertIn(row["notice"], self.sheets(MONDAY))
        words = self.page(self.night(MONDAY), 1 + self.sheets(MONDAY).index(row["notice"]))
        self.assertIn("12月3日", words)
        self.assertEqual(self.of("7", date=MONDAY), [("cityhall", "2026-12-03T10:00", "offered", 0)])
        self.nights_made_again(path, MONDAY)


if __name__ == "__main__":
    unittest.main()
