"""From printing to posting: every kind of letter against everything that can befall its resident while the
sheet lies in the mail room."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import LOOSE, Desk
from city import KIGEN, Resident, card_due, certificates_due

EARLY, SECOND, PRINTED, AFTER, THEN = "2026-11-24", "2026-12-14", "2026-12-21", "2026-12-22", "2026-12-24"
RENEWED = {"state": "valid", "issued": "2026-12-01", "expires": "2031-12-01"}

# What befalls somebody after printing, and the word for it.
CAUSES = {
    "protection": ({"protection": "provisional"}, "by-hand"),
    "address": ({"address": None}, "by-hand"),
    "glyph": ({"name": "春日 \U000f0000"}, "by-hand"),
    "returned": ({}, "returned"),
    "deceased": ({"state": "deceased"}, "deceased"),
    "gone": ({"state": "moved-out"}, "moved-out"),
    "renewed": ({"signature": RENEWED, "authentication": RENEWED}, "renewed"),
    "elsewhere": ({"address": "愛知県春日井市高蔵寺町1番地", "postal": "4870013"}, "address-changed"),
    "nothing": ({}, None),
}
# When each kind of letter about an expiry is printed on PRINTED: the expiry, and since when the city knows it.
EXPIRIES = {"first": ("2027-03-15", PRINTED), "late": ("2027-01-25", PRINTED), "reminder": ("2027-01-20", EARLY)}
CHANGES = ("moved", "cancelled", "desk")


class Matrix(Desk):
    """A resident for each kind of letter, each cause, with and without covered certificates."""

    def setUp(self):
        super().setUp()
        self.small_office(**{**LOOSE, '<revoked letter="false"/>': '<revoked letter="true"/>'})
        self.people, self.known, self.causes = {}, {}, {}
        for cause in CAUSES:
            for covered in (False, True):
                for kind, (expires, known) in EXPIRIES.items():
                    # Mail to somebody who was never written to before cannot have come back.
                    if cause != "returned" or known < PRINTED:
                        self.add(kind, cause, covered, expires, known)
                self.add("revoked", cause, covered, "2027-03-15", EARLY)
            for i, kind in enumerate(CHANGES):
                self.add(kind, cause, (i + list(CAUSES).index(cause)) % 2 == 0, "2027-02-10", SECOND)

    def add(self, kind, cause, covered, expires, known):
        id = f"{kind}-{cause}-{'covered' if covered else 'alone'}"
        home = {"address": f"愛知県春日井市鳥居松町5丁目{len(self.people) + 1}番地"}
        due = card_due if covered else certificates_due
        self.people[id] = Resident(id, **home) if kind == "revoked" and not covered else due(id, expires, **home)
        self.known[id], self.causes[id] = known, cause

    def kinds(self, *kinds):
        return [id for id in self.people if id.split("-")[0] in kinds]

    def change(self, id, **words):
        self.people[id] = self.people[id].changed(**words)

    def pass_night(self, date):
        register = self.write([one for id, one in self.people.items() if self.known[id] <= date], date)
        self.run_night(register, date)
        self.contract(date)
        return register

    def end_signatures(self):
        for id in self.kinds("revoked"):
            ended = {**self.people[id].words["signature"], "state": "revoked"}
            self.change(id, signature=ended, name="高蔵寺 花子")

    def change_appointments(self, numbers):
        """The desk has a word with those whose letter is to be about a change."""
        for id in self.kinds("cancelled"):
            self.desk("appointment", "cancel", numbers[id], date="2026-12-15")
        places = subprocess.run(
            [KIGEN, "hours", "--office", self.office, "--from", "2027-01-26", "--to", "2027-01-26",
             "--counter", "cityhall", "--places"], capture_output=True, check=True, text=True).stdout.splitlines()
        for id, place in zip(self.kinds("moved"), places):
            self.desk("appointment", "move", numbers[id], "--counter", "cityhall", "--at", place.split("\t")[1],
                      date="2026-12-15")

    def desk_letters(self, numbers):
        self.at_once = {}
        for id in self.kinds("desk"):
            folder = os.path.join(self.folder, "desk." + id)
            self.desk("appointment", "cancel", numbers[id], "--out", folder, date=PRINTED)
            (self.at_once[id],) = [row["notice"] for row in self.table(folder, "mailroom/manifest.csv")]

    def befall(self):
        for id, cause in self.causes.items():
            words = dict(CAUSES[cause][0])
            if cause == "renewed" and "covered" in id:
                words["card"] = {**self.people[id].words["card"], "expires": "2036-12-01"}
            if cause == "returned" and id in self.early:
                self.desk("returned", self.early[id], "--reason", "unknown", date=PRINTED)
            self.change(id, **words)

    def test_whoever_must_not_be_written_to_any_more_has_a_sheet_on_the_list(self):
        self.pass_night(EARLY)
        self.early = self.numbers(EARLY)
        self.desk("mailing", "posted", EARLY, date="2026-11-25")
        self.pass_night(SECOND)
        self.early |= self.numbers(SECOND)
        self.desk("mailing", "posted", SECOND, date="2026-12-15")
        self.change_appointments(self.early)
        self.end_signatures()
        self.pass_night(PRINTED)
        rows = self.table(PRINTED, "mailroom/manifest.csv")
        waves = {wave: sum(row["wave"] == wave for row in rows) for wave in ("first", "late", "reminder", "moved", "cancelled")}
        self.assertEqual(waves, {"first": 16 + 18, "late": 16, "reminder": 18, "moved": 9, "cancelled": 9})
        self.desk_letters(self.early)
        letters = {id: number for number, id in self.recipients(PRINTED)} | self.at_once
        self.assertEqual(set(letters), set(self.people))
        self.befall()
        self.pass_night(AFTER)
        stops = self.stops(AFTER)
        for id, number in letters.items():
            cause = self.causes[id]
            with self.subTest(id):
                reason = CAUSES[cause][1]
                if cause == "returned" and id not in self.early:
                    reason = None
                mailing = number if id in self.at_once else PRINTED
                self.assertEqual(stops.pop(number, None), reason and (mailing, reason))
        self.assertEqual(stops, {})
        # Staff has them all, each once; a certificate that the card covers is no case of its own.
        hand = {row["resident"] for row in self.table(AFTER, "operators/hand.csv")}
        cases = {row["resident"] for row in self.listed("hand", date=AFTER)}
        expected = {id for id, cause in self.causes.items()
                    if CAUSES[cause][1] == "by-hand" or cause == "returned" and id in self.early}
        self.assertEqual(hand, expected)
        self.assertEqual(cases, expected)
        # On a night that cannot read them the last night's word stands.
        for id in self.people:
            self.change(id, born=None)
        self.people["stone"], self.known["stone"] = Resident("stone"), AFTER
        self.run_night(self.write(list(self.people.values()), THEN), THEN, expect=1)
        self.assertEqual(self.stops(THEN), self.stops(AFTER))

    def recipients(self, date):
        """Letter and resident of each sheet."""
        out = subprocess.run(
            ["sqlite3", "-readonly", "-separator", " ", self.ledger, "SELECT n.number, n.resident FROM notice n"
             f" JOIN night w ON w.id = n.mailed WHERE w.day = '{date}'"], capture_output=True, check=True, text=True)
        return [line.split(" ") for line in out.stdout.splitlines()]


if __name__ == "__main__":
    unittest.main()
