"""kigen forecast: held against the nights of a small city, and the same figures as text, CSV, JSON by its schema and
SVG. `make forecast-truth` holds it against more nights of more people."""

import contextlib
import csv
import datetime
import io
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests/nights"))
from city import Nights, certificates_due, card_due  # noqa: E402
from forecast_truth import Truth  # noqa: E402

NIGHT = "2026-12-01"


class AgainstNights(unittest.TestCase):
    def test_a_city_that_does_as_it_is_told(self):
        """With mail once a week every night that posts is lived through: letters and calls as they were, visits but
        for the days on which members of a household are drawn together."""
        folder = tempfile.mkdtemp(prefix="kigen-forecast-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        truth = Truth(2200, 3, 5, NIGHT, folder, every=7)
        told = truth.live(again=truth.start + datetime.timedelta(28))
        self.assertEqual(len(told), 2)
        months = 0
        for forecast in told:
            for month, letters, visits, calls in truth.compare(forecast):
                months += 1
                self.assertEqual(letters[0], letters[1], month)
                self.assertEqual(calls[0], calls[1], month)
                self.assertAlmostEqual(visits[0], visits[1], delta=max(2, 0.05 * visits[1]), msg=month)
        self.assertEqual(months, 5)
        self.assertGreater(sum(truth.letters.values()), 150)
        self.assertGreater(sum(truth.came.values()), 100)
        self.assertEqual(truth.reminded, truth.to_remind())
        self.assertEqual(truth.letters["reminders"], len({resident for resident, _ in truth.reminded}))


    def test_a_city_whose_letters_wait(self):
        """Mailings of forty letters, level over four weeks: each letter is told for the month in which it goes, though not which
        household waits with whom; so is the visit."""
        folder = tempfile.mkdtemp(prefix="kigen-forecast-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        truth = Truth(4000, 4, 2, NIGHT, folder, every=7, most=40, level=28)
        (told,) = truth.live()
        for month, letters, visits, calls in truth.compare(told):
            self.assertAlmostEqual(letters[0], letters[1], delta=3, msg=month)
            self.assertAlmostEqual(visits[0], visits[1], delta=max(3, 0.05 * visits[1]), msg=month)
            self.assertEqual(calls[0], calls[1], month)
        self.assertGreater(sum(truth.letters.values()), 150)
        with contextlib.closing(sqlite3.connect(truth.ledger)) as ledger:
            ((waited,),) = ledger.execute("SELECT count(*) FROM decision WHERE reason = 'queued'").fetchall()
        self.assertGreater(waited, 50)


class Told(Nights):
    def setUp(self):
        super().setUp()
        self.small_office()
        people = [certificates_due(f"00000001{number:02}", "2027-06-08") for number in range(12)]
        people += [card_due("0000000201", "2026-12-03"), card_due("0000000202", "2027-09-15", protection="active")]
        self.path = self.write(people, NIGHT)
        with open(os.path.join(ROOT, "schemas/forecast.json"), encoding="utf-8") as stream:
            self.schema = json.load(stream)
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def ask(self, *more, expect=0):
        said = self.kigen("forecast", "--office", self.office, "--ledger", self.ledger, "--date", NIGHT, "--register", self.path, *more)
        self.assertEqual(said.returncode, expect, said.stderr.decode())
        return said.stdout.decode()

    def test_all_forms_have_the_same_figures(self):
        shown = json.loads(self.ask("--months", "12", "--json"))
        jsonschema.validate(shown, self.schema)
        self.assertEqual((shown["from"], shown["until"], shown["residents"]), (NIGHT, "2027-11-30", 14))
        self.assertEqual((len(shown["months"]), len(shown["weeks"])), (12, 53))
        march = shown["months"][3]
        self.assertEqual((march["from"], march["first"], march["letters"]["authentication"] + march["letters"]["signature"]),
                         ("2027-03-01", 12, 12))
        self.assertEqual(shown["months"][0]["calls"], 1)
        self.assertEqual([month["hand"] for month in shown["months"] if month["hand"]], [1])
        rows = list(csv.DictReader(io.StringIO(self.ask("--months", "12", "--csv"), newline="")))
        for span, key in (("month", "months"), ("week", "weeks")):
            all_counters = [row for row in rows if row["span"] == span and not row["counter"]]
            self.assertEqual(len(all_counters), len(shown[key]))
            for row, part in zip(all_counters, shown[key]):
                for column in ("from", "until"):
                    self.assertEqual(row[column], part[column])
                for column in ("first", "late", "reminders_most", "calls", "hand", "booked", "unplaced"):
                    self.assertEqual(int(row[column]), part[column], (column, row["from"]))
                for kind in ("letters", "visits"):
                    for matter, count in part[kind].items():
                        self.assertEqual(int(row[f"{kind}_{matter}"]), count)
                self.assertEqual(int(row["visits"]), sum(counter["visits"] for counter in part["counters"]))
                counters = [other for other in rows if other["span"] == span and other["from"] == row["from"] and other["counter"]]
                self.assertEqual([(other["counter"], int(other["visits"]), int(other["offered"]), int(other["places_taken"]))
                                  for other in counters],
                                 [(counter["counter"], counter["visits"], counter["offered"], counter["taken"])
                                  for counter in part["counters"]])
        lines = self.ask("--months", "12").split("\n")
        told = next(line for line in lines if line.startswith("2027-03 ")).split()
        self.assertEqual((int(told[1]), int(told[2])), (12, 0))
        self.assertTrue(all(len(line) <= 100 for line in lines))
        self.assertIn("no desk is missing", lines)

    def test_a_night_is_taken_off(self):
        """What a night has written is not to come, and what it has booked is."""
        before = json.loads(self.ask("--months", "9", "--json"))
        self.run_night(self.path, NIGHT)
        after = json.loads(self.ask("--months", "9", "--json"))
        self.assertEqual((before["months"][0]["late"], after["months"][0]["late"]), (1, 0))
        self.assertEqual(before["months"][3], after["months"][3])

    def test_a_picture_that_says_what_it_shows(self):
        path = os.path.join(self.folder, "forecast.svg")
        self.ask("--months", "12", "--svg", path)
        tree = ElementTree.parse(path).getroot()
        self.assertEqual(tree.tag, "{http://www.w3.org/2000/svg}svg")
        bars = [node.get("class") for node in tree.iter("{http://www.w3.org/2000/svg}rect")]
        self.assertGreaterEqual(bars.count("offered"), 52)
        self.assertGreater(bars.count("first"), 0)
        self.assertEqual(bars.count("late"), 1)
        with open(path, "rb") as stream:
            drawn = stream.read()
        self.ask("--svg", path, expect=73)
        os.unlink(path)
        self.ask("--months", "12", "--svg", path)
        with open(path, "rb") as stream:
            self.assertEqual(stream.read(), drawn)

    def test_desks_that_are_missing(self):
        """Three hundred come too late for a week of few desks: who has no place is in the needs."""
        self.small_office(**{'desks="12"': 'desks="5"', 'desks="3"': 'desks="1"'})
        self.path = self.write([card_due(f"0000000{number:03}", "2026-12-09") for number in range(300)], NIGHT)
        shown = json.loads(self.ask("--months", "1", "--json"))
        unplaced = sum(month["unplaced"] for month in shown["months"])
        self.assertGreater(unplaced, 50)
        self.assertEqual(sum(need["people"] for need in shown["needs"]), unplaced)
        first = shown["needs"][0]
        self.assertEqual((first["monday"], first["counter"], first["remedy"]), ("2026-12-07", "cityhall", "desk"))
        said = self.ask("--months", "1")
        self.assertIn("that it has and keeps for others", said)

    def test_what_is_asked_wrongly(self):
        for words in (("--months", "0"), ("--months", "61"), ("--months", "x"), ("--csv", "--json")):
            self.ask(*words, expect=64)


if __name__ == "__main__":
    unittest.main()
