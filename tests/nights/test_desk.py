"""A town whose desk does something between all nights: mailings are held, released, withdrawn, posted,
letters come back and are released, people move, die and renew, by chance. Held every night against what
must never fail: nobody has two letters about one thing that count, and in the end nobody lacks one."""

import collections
import datetime
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import Desk
from city import Resident, card_due, certificates_due

DAYS = [f"2026-12-{day:02}" for day in range(1, 28)]  # no mailing on Saturdays and Sundays
RESIDENTS = 40
RENEWED = {"state": "valid", "issued": "2026-12-01", "expires": "2031-12-01"}


class Letter:
    def __init__(self, number, resident, dues, night):
        self.number, self.resident, self.dues, self.night = number, resident, dues, night
        self.mailing = None
        self.counts = True  # nobody has taken it back


class Town(Desk):
    def setUp(self):
        super().setUp()
        self.chance = random.Random(int(os.environ.get("KIGEN_SEED", "11")))
        self.residents = {}
        for i in range(1, RESIDENTS + 1):
            expires = f"2027-{1 + i % 2:02}-{1 + self.chance.randrange(28):02}"
            kind = self.chance.choice((card_due, certificates_due))
            self.residents[str(i)] = kind(str(i), expires, postal=f"486{801 + i % 9:04}")
        self.residents["stone"] = Resident("stone")  # the register never is empty
        self.letters = {}
        self.states = collections.OrderedDict()  # of mailings, as staff said
        self.reminded = set()
        self.last_stops = {}  # of the last night
        self.left, self.called = [], set()  # stopped letters that left all the same; telephoned about
        self.blocked = {}  # resident to the address from which a letter came back

    # ---- what happens by day ----

    def lives(self):
        for id in self.chance.sample(sorted(self.residents), 3):
            one = self.residents[id]
            what = self.chance.randrange(8)
            if id == "stone":
                continue
            if what == 0:
                self.residents[id] = one.changed(state="deceased")
            elif what == 1:
                self.residents[id] = one.changed(signature=RENEWED, authentication=RENEWED,
                                                 card={**one.words["card"], "expires": "2036-12-01"})
            elif what in (2, 3):
                self.residents[id] = one.changed(address=f"愛知県春日井市高蔵寺町{self.chance.randrange(90)}番地")
            elif what == 4:
                self.residents[id] = one.changed(protection=self.chance.choice(("active", "released")))

    def say(self, verb, name, date):
        self.desk("mailing", verb, name, date=date)

    def desk_works(self, date):
        for name, state in list(self.states.items()):
            what = self.chance.random()
            if state in ("printed", "released") and what < 0.15:
                self.say("hold", name, date)
                self.states[name] = "held"
            elif state == "held" and what < 0.4:
                self.say("release", name, date)
                self.states[name] = "released"
            elif state in ("printed", "released", "held") and what > 0.9:
                self.say("withdraw", name, date)
                self.states[name] = "withdrawn"
                for letter in self.letters.values():
                    if letter.mailing == name:
                        letter.counts = False
            elif state in ("printed", "released") and what > 0.5:
                self.post(name, date)
                self.states[name] = "posted"
        self.letters_come_back(date)
        self.addresses_are_right(date)

    def post(self, name, date):
        """The mail room has pulled what the last list names, or it has left all the same."""
        words, listed = [], [number for number, (mailing, reason) in self.last_stops.items()
                             if mailing == name and reason != "held"]
        for number in listed:
            pulled = self.chance.random() < 0.7
            words += ["--pulled" if pulled else "--left", number]
            self.left += [] if pulled else [number]
            if pulled and number in self.letters:
                self.letters[number].counts = False
        if listed:
            self.desk("mailing", "posted", name, date=date, expect=64)
        self.desk("mailing", "posted", name, *words, date=date)

    def letters_come_back(self, date):
        posted = [letter for letter in self.letters.values()
                  if letter.counts and self.states.get(letter.mailing) == "posted"]
        for letter in self.chance.sample(posted, min(len(posted), self.chance.randrange(3))):
            self.desk("returned", letter.number, "--reason", "unknown", date=date)
            letter.counts = False
            self.blocked[letter.resident] = letter.address

    def addresses_are_right(self, date):
        for id in [id for id in self.blocked if self.chance.random() < 0.2]:
            self.desk("hand", "release", id, "--reason", "returned", date=date)
            del self.blocked[id]

    # ---- what a night must have done ----

    def night_passes(self, date):
        self.register = self.write(list(self.residents.values()), date)
        self.run_night(self.register, date)
        self.contract(date)
        for row in self.table(date, "operators/dues.csv"):
            if row["notice"] and row["wave"] == "reminder":
                self.reminded.add(row["resident"])
            elif row["notice"] and row["notice"] not in self.letters:
                self.letters[row["notice"]] = Letter(row["notice"], row["resident"], set(), date)
        for row in self.table(date, "operators/dues.csv"):
            if row["notice"] in self.letters:
                document = "card" if row["matter"] == "stay" else row["matter"]
                self.letters[row["notice"]].dues.add((row["resident"], document, row["expires"]))
        self.forget_pulled()
        if os.path.isdir(os.path.join(self.night(date), "mailroom")):
            for number in self.sheets(date):
                if number not in self.letters:
                    continue  # a reminder
                letter = self.letters[number]
                self.assertIsNone(letter.mailing, f"{number} is in two mailings")
                letter.mailing = date
                letter.address = self.residents[letter.resident].words["address"]
                self.assertNotEqual(self.blocked.get(letter.resident), letter.address,
                                    f"{number} goes to where a letter came back from")
            if self.sheets(date):
                self.states[date] = "printed"
        self.check_stops(date)

    def forget_pulled(self):
        """A letter that waited and was pulled no longer counts: its dues have another, or ended."""
        newest = {}
        for letter in self.letters.values():
            for due in letter.dues:
                if letter.counts:
                    newest.setdefault(due, []).append(letter)
        for due, letters in newest.items():
            for letter in letters[:-1]:
                self.assertIsNone(letter.mailing, f"{due} has {[one.number for one in letters]}")
                letter.counts = False

    def check_stops(self, date):
        """Every sheet of a held mailing and every withdrawn letter is named, none that was posted."""
        stops = self.last_stops = self.stops(date)
        self.called |= {row["notice"] for row in self.table(date, "operators/call.csv")}
        self.assertLessEqual(set(self.left), self.called)
        for letter in self.letters.values():
            state = self.states.get(letter.mailing)
            recent = letter.mailing is not None and letter.mailing >= self.first_stopped(date)
            if letter.mailing != date and (state == "held" or state == "withdrawn" and recent):
                self.assertIn(letter.number, stops, f"{letter.number} of {letter.mailing} is {state}")
            if state == "posted":
                self.assertNotIn(letter.number, stops)
            elif recent and letter.mailing != date and self.must_not_go(self.residents[letter.resident]):
                self.assertIn(letter.number, stops)

    def must_not_go(self, one):
        return one.words["state"] != "resident" or one.words.get("protection") == "active"

    def first_stopped(self, date):
        return str(datetime.date.fromisoformat(date) - datetime.timedelta(days=31))  # the office's stop-days

    def test_no_letter_is_lost_or_doubled(self):
        for date in DAYS:
            self.night_passes(date)
            self.lives()
            self.desk_works(date)
        # Then everything calms down: what can be written is written.
        for name in [name for name, state in self.states.items() if state == "held"]:
            self.say("release", name, DAYS[-1])
            self.states[name] = "released"
        for id in list(self.blocked):
            self.desk("hand", "release", id, "--reason", "returned", date=DAYS[-1])
        self.blocked = {}
        for date in ("2026-12-28", "2027-01-04", "2027-01-05"):
            self.night_passes(date)
        have = {letter.resident for letter in self.letters.values() if letter.counts} | self.reminded
        for id, one in self.residents.items():
            usual = (id != "stone" and one.words["state"] == "resident" and
                     one.words.get("protection") != "active" and one.words["signature"] is not RENEWED)
            if usual and one.words["signature"]["expires"] > "2027-01-05":
                self.assertIn(id, have, f"{id} has no letter that counts")
        self.assertGreater(sum(not letter.counts for letter in self.letters.values()), 10)
        self.nights_made_again(self.register, "2027-01-05")


if __name__ == "__main__":
    unittest.main()
