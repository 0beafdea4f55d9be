"""A sheet that was printed with a place, and then the desk gives another or takes it back: whatever it said of letters, and
however its mailing stands, no wrong date leaves without a letter behind it or a line on the stop list."""

import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import Desk
from city import Shared, certificates_due

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, MONDAY = ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30")
QUIET = "--no-letter"
# What the desk does, each a move by its word for the place ("" takes it back) and whether it wants a letter.
ACTS = {
    "moved": [("B", True)],
    "moved by word": [("B", False)],
    "taken back": [("", True)],
    "taken back by word": [("", False)],
    "there and back by word": [("B", False), ("A", False)],
    "by word, then elsewhere and back to that": [("B", False), ("C", True), ("B", True)],
    "by word, then elsewhere": [("B", False), ("C", True)],
    "taken back by word and given anew": [("", False), ("A", False)],
    "nothing": [],
}
BY_WORD = {"moved by word", "taken back by word", "by word, then elsewhere and back to that"}
BY_LETTER = {"moved", "taken back", "by word, then elsewhere"}


class Overtaken(Shared, Desk):
    def begin(self):
        self.people = {act: certificates_due(str(i), "2027-02-05") for i, act in enumerate(ACTS, 1)}
        self.pass_night(TUESDAY)
        self.learn(TUESDAY)

    def pass_night(self, date):
        self.register = self.write(list(self.people.values()), date)
        self.run_night(self.register, date)
        self.contract(date)

    def learn(self, date):
        numbers, dues = self.numbers(date), self.dues(date)
        self.number = {act: numbers[person.id] for act, person in self.people.items() if person.id in numbers}
        rows = {act: dues[self.people[act].id, "signature"] for act in self.number}
        self.places = {act: {"A": (row["counter"], row["starts"]), "B": ("ajiyoshi", f"2026-12-{15 + i % 3}T{9 + i // 3:02}:00"),
                             "C": ("ajiyoshi", f"2026-12-{22 + i % 3}T{9 + i // 3:02}:00")}
                       for i, (act, row) in enumerate(rows.items())}

    def perform(self, date=WEDNESDAY):
        """All acts; those whose last one was warned of."""
        warned = set()
        for act, steps in ACTS.items():
            for place, letter in steps:
                counter, at = self.places[act].get(place, ("", ""))
                words = ("move", self.number[act], "--counter", counter, "--at", at) if place else ("cancel", self.number[act])
                said = self.desk("appointment", *words, *(() if letter else (QUIET,)), date=date)
                warned = (warned | {act}) if b"says otherwise" in said.stderr else (warned - {act})
        return warned

    def stopped(self, date):
        """Act to the reason on a night's stop list."""
        acts = {number: act for act, number in self.number.items()}
        return {acts[number]: reason for number, (_, reason) in self.stops(date).items()}

    def told(self, date):
        """Acts of which a night's letters tell a change, in a mailing of its own."""
        rows = self.table(date, "mailroom/manifest.csv")
        changes = [row["notice"] for row in rows if row["wave"] in ("moved", "cancelled")]
        out = subprocess.run(["sqlite3", "-readonly", self.ledger, f"SELECT resident FROM notice WHERE number IN ({','.join(map(repr, changes)) or 'NULL'})"],
                             capture_output=True, check=True, text=True).stdout.split()
        return {act for act, person in self.people.items() if person.id in out}

    def on_paper(self, date, act):
        """What the only letter of the mailing to somebody says, without blanks."""
        numbers = {row["notice"]: int(row["sheet"]) for row in self.table(date, "mailroom/manifest.csv")}
        (number,) = [notice for person, notice in self.numbers(date).items() if person == self.people[act].id] or [self.number[act]]
        sheet = str(numbers[number])
        text = subprocess.run(["pdftotext", "-f", sheet, "-l", sheet, os.path.join(self.night(date), "mailroom/letters.pdf"), "-"],
                              capture_output=True, check=True, text=True).stdout
        return re.sub(r"\s", "", text)

    def test_a_mailing_of_which_nobody_said_anything(self):
        self.assertEqual(self.perform(), BY_WORD)
        self.pass_night(WEDNESDAY)
        self.assertEqual(self.stopped(WEDNESDAY), dict.fromkeys(BY_WORD, "appointment-changed"))
        self.assertEqual(self.told(WEDNESDAY), BY_LETTER)
        # Every night until somebody has said what became of them.
        self.pass_night(THURSDAY)
        self.assertEqual(self.stopped(THURSDAY), dict.fromkeys(BY_WORD, "appointment-changed"))
        said = self.desk("mailing", "posted", TUESDAY, date=THURSDAY, expect=64)
        for act in BY_WORD:
            self.assertIn(self.number[act], said.stderr.decode())
        pulled, left = "moved by word", BY_WORD - {"moved by word"}
        self.desk("mailing", "posted", TUESDAY, "--pulled", self.number[pulled], "--left", *(self.number[act] for act in left), date=THURSDAY)
        self.pass_night(FRIDAY)
        self.assertEqual(self.stopped(FRIDAY), {})
        # Who has no letter now gets one, with the place that was told by word; nobody else gets any.
        self.assertEqual(set(self.numbers(FRIDAY)), {self.people[pulled].id})
        words = self.on_paper(FRIDAY, pulled)
        _, at = self.places[pulled]["B"]
        self.assertIn(f"12月{int(at[8:10])}日", words)
        self.assertNotIn(f"12月{int(self.places[pulled]['A'][1][8:10])}日", words)
        self.assertEqual(self.told(FRIDAY), set())
        self.nights_made_again(self.register, FRIDAY)

    def test_one_that_is_held_before_has_letters_behind_it_once_it_is_released(self):
        self.desk("mailing", "hold", TUESDAY, date=WEDNESDAY)
        self.assertEqual(self.perform(), set())
        self.pass_night(WEDNESDAY)
        self.assertEqual(self.stopped(WEDNESDAY), dict.fromkeys(ACTS, "held"))
        self.assertEqual(self.told(WEDNESDAY), set())
        self.desk("mailing", "release", TUESDAY, date=THURSDAY)
        self.pass_night(THURSDAY)
        self.assertEqual(self.stopped(THURSDAY), {})
        self.assertEqual(self.told(THURSDAY), BY_WORD | BY_LETTER)

    def test_one_that_is_held_afterwards_does_not_leave_with_the_old_date(self):
        """The letter that nobody wanted is not written either: the sheet itself must not leave."""
        self.assertEqual(self.perform(), BY_WORD)
        self.desk("mailing", "hold", TUESDAY, date=WEDNESDAY)
        self.pass_night(WEDNESDAY)
        expected = {act: "appointment-changed" if act in BY_WORD else "held" for act in ACTS}
        self.assertEqual(self.stopped(WEDNESDAY), expected)
        self.desk("mailing", "release", TUESDAY, date=THURSDAY)
        self.desk("mailing", "posted", TUESDAY, date=THURSDAY, expect=64)
        self.pass_night(THURSDAY)
        self.assertEqual(self.stopped(THURSDAY), dict.fromkeys(BY_WORD, "appointment-changed"))
        self.assertEqual(self.told(THURSDAY), BY_LETTER)

    def test_one_that_has_left_is_on_no_list(self):
        self.desk("mailing", "posted", TUESDAY, date=WEDNESDAY)
        self.assertEqual(self.perform(), set())
        self.pass_night(WEDNESDAY)
        self.assertEqual((self.stopped(WEDNESDAY), self.told(WEDNESDAY)), ({}, BY_LETTER))

    def test_letters_that_came_back_or_were_withdrawn_are_spoken_of_as_such(self):
        self.desk("returned", *list(self.number.values())[:5], "--reason", "moved", date=WEDNESDAY)
        self.desk("mailing", "withdraw", *list(self.number.values())[5:], date=WEDNESDAY)
        self.assertEqual(self.perform(), set())
        self.pass_night(WEDNESDAY)
        self.assertEqual(self.stopped(WEDNESDAY), dict.fromkeys(list(ACTS)[5:], "withdrawn"))
        self.assertEqual(self.told(WEDNESDAY), set())

    def test_those_that_wait_say_what_is_so_when_they_are_printed(self):
        self.people = {act: certificates_due(f"8{person.id}", "2027-02-05") for act, person in self.people.items()}
        self.ledger += ".2"
        self.out += ".2"
        self.pass_night(SATURDAY)
        self.learn(SATURDAY)
        self.assertEqual(self.perform("2026-11-29"), set())
        self.pass_night(MONDAY)
        self.assertEqual((self.stopped(MONDAY), self.told(MONDAY)), ({}, set()))
        for act, steps in ACTS.items():
            place = steps[-1][0] if steps else "A"
            words = self.on_paper(MONDAY, act)
            with self.subTest(act):
                for name, (_, at) in self.places[act].items():
                    self.assertEqual(f"12月{int(at[8:10])}日" in words, name == place or at[:10] == self.places[act].get(place, ("", ""))[1][:10], name)

    def test_a_letter_of_the_desks_own_folder(self):
        self.desk("mailing", "posted", TUESDAY, date=WEDNESDAY)
        act = "moved"
        folder = os.path.join(self.folder, "at once")
        move = ("appointment", "move", self.number[act], "--counter", "ajiyoshi", "--at")
        self.desk(*move, "2026-12-15T09:00", "--out", folder, date=WEDNESDAY)
        (number,) = [row["notice"] for row in self.table(folder, "mailroom/manifest.csv")]
        said = self.desk(*move, "2026-12-16T09:00", QUIET, date=WEDNESDAY)
        self.assertIn(f"letter {number} of the desk's folder says otherwise".encode(), said.stderr)
        self.pass_night(WEDNESDAY)
        self.assertEqual(self.stops(WEDNESDAY), {number: (number, "appointment-changed")})
        self.desk("mailing", "posted", number, "--left", number, date=THURSDAY)
        self.pass_night(THURSDAY)
        self.assertEqual(self.stops(THURSDAY), {})

    def test_who_is_told_how_is_said_at_once(self):
        def tells(act, *words):
            (shown,) = self.shown("acts", "appointment", *words, date=WEDNESDAY)["acts"]
            return shown["tells"], shown.get("overtaken", [])
        to = {act: ("--counter", places["B"][0], "--at", places["B"][1]) for act, places in self.places.items()}
        number = self.number
        self.assertEqual(tells("moved", "move", number["moved"], *to["moved"]), ("letter", []))
        self.assertEqual(tells("moved", "move", number["moved"], *to["moved"]), ("letter", []))  # and again
        self.assertEqual(tells("moved", "cancel", number["nothing"], QUIET), ("desk", [number["nothing"]]))
        back = ("--counter", self.places["moved"]["A"][0], "--at", self.places["moved"]["A"][1])
        self.assertEqual(tells("moved", "move", number["moved"], *back), ("known", []))
        self.desk("mailing", "hold", TUESDAY, date=WEDNESDAY)
        self.assertEqual(tells("taken back", "cancel", number["taken back"], QUIET), ("released", []))
        self.desk("mailing", "release", TUESDAY, date=WEDNESDAY)
        self.people["moved by word"] = self.people["moved by word"].changed(protection="active")
        self.pass_night(WEDNESDAY)
        self.assertEqual(tells("moved by word", "move", number["moved by word"], *to["moved by word"])[0], "hand")


if __name__ == "__main__":
    unittest.main()
