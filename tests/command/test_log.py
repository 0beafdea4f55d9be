"""kigen log: what was changed by hand, by whom and why."""

import contextlib
import os
import re
import sqlite3
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk
from city import Shared, certificates_due

NIGHT, NEXT = "2026-11-24", "2026-12-20"  # the second of an export that is weeks old
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")


class Log(Shared, Desk):
    def begin(self):
        """A night, the desk after it, and a night of another office file that is let pass a limit."""
        people = [certificates_due("1", "2027-02-05"), certificates_due("2", "2027-02-05")]
        self.run_night(self.write(people, "2026-11-23"), NIGHT)
        self.number = self.numbers(NIGHT)["1"]
        self.desk("mailing", "hold", NIGHT, "--why", "wrong paper", "--by", "Sato", date=NIGHT)
        self.desk("appointment", "cancel", self.number, date=NIGHT)
        with open(self.office, "a", encoding="utf-8") as office:
            office.write("<!-- another -->\n")
        register = self.write(people, NIGHT, name="old.xml")
        refused = self.run_night(register, NEXT, expect=65)
        self.code, = set(re.findall("--accept ([a-z-]+)", refused.stderr.decode()))
        self.run_night(register, NEXT, more=("--accept", self.code, "--why", "the vendor was closed", "--by", "Ito"))

    def log(self, *words, date=NEXT):
        return self.shown("log", "log", *words, date=date)["deeds"]

    def test_who_did_what_and_why_in_order(self):
        rows = self.log("--from", NIGHT)
        self.assertEqual(
            [(row["day"], row["action"], row["mailing"], row["notice"], row["resident"], row["detail"], row["who"], row["why"]) for row in rows],
            [(NIGHT, "mailing-hold", NIGHT, "", "", "", "Sato", "wrong paper"),
             (NIGHT, "appointment-cancelled", "", self.number, "1", "", rows[1]["who"], ""),
             (NEXT, "office", NEXT, "", "", "", "", ""),
             (NEXT, "accepted", NEXT, "", "", self.code, "Ito", "the vendor was closed")])
        self.assertNotEqual(rows[1]["who"], "")

    def test_days_are_the_last_seven_or_those_that_are_asked_for(self):
        self.assertEqual(len(self.log("--from", NIGHT)), 4)
        self.assertEqual((len(self.log(date="2026-11-30")), len(self.log(date="2026-12-01"))), (2, 0))
        self.assertEqual(len(self.log("--to", NIGHT, date="2027-01-01")), 2)
        self.assertEqual(len(self.log("--from", NEXT, date="2027-01-01")), 2)
        self.assertIn("nothing was done by hand", self.desk("log", date="2026-12-01").stdout.decode())
        self.desk("log", "--from", NEXT, "--to", NIGHT, date=NEXT, expect=64)

    def test_every_act_of_the_desk_has_its_word(self):
        """An act that the ledger may keep and the schema does not name would fail who reads the JSON."""
        with contextlib.closing(sqlite3.connect(self.ledger)) as ledger:
            (table,), = ledger.execute("SELECT sql FROM sqlite_schema WHERE name = 'desk'")
        acts = set(re.findall("'([a-z-]+)'", re.search(r"action IN \((.*?)\)\)", table, re.S).group(1)))
        with open(os.path.join(ROOT, "schemas/log.json"), encoding="utf-8") as stream:
            named = set(re.findall(r'"([a-z-]+)"', re.search(r'"enum": \[(.*?)\]', stream.read()).group(1)))
        with open(os.path.join(ROOT, "batch/command/log.c"), encoding="utf-8") as stream:
            worded = set(re.findall(r'"([a-z-]+)"', re.search(r"deed_words\[\] = \{(.*?)\}", stream.read(), re.S).group(1)))
        self.assertGreater(len(acts), 12)
        self.assertEqual(named, acts | {"accepted", "office"})
        self.assertEqual(worded, named)


if __name__ == "__main__":
    unittest.main()
