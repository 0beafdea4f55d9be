"""kigen status: what stands now in a screen, the same as JSON by its schema, and an exit status for scripts."""

import json
import os
import unittest

import jsonschema
from desk import Desk
from city import Resident

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
CARD = {"kind": "standard", "state": "active", "applied": "2017-02-20", "issued": "2017-03-01", "expires": "2027-02-10"}
VALID = {"state": "valid", "issued": "2022-03-01", "expires": "2027-02-10"}


def due(card=CARD):
    """Somebody whose card runs out, as the rules have it: nothing odd."""
    return Resident("1", born="1990-02-10", card=card, signature=VALID, authentication=VALID)


class Status(Desk):
    def setUp(self):
        super().setUp()
        with open(os.path.join(ROOT, "schemas/status.json"), encoding="utf-8") as stream:
            self.schema = json.load(stream)
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def ask(self, date, expect, *words):
        said = self.kigen("status", "--office", self.office, "--ledger", self.ledger, "--date", date, "--out", self.out, *words)
        self.assertEqual((said.returncode, said.stderr), (expect, b""), said.stdout.decode())
        return said.stdout.decode()

    def status(self, date, expect):
        text = self.ask(date, expect)
        self.assertLessEqual(len(text.splitlines()), 30, text)
        shown = json.loads(self.ask(date, expect, "--json"))
        jsonschema.validate(shown, self.schema)
        self.assertEqual(shown["verdict"], ["well", "act", "failed"][expect])
        for count in shown["tasks"].values():
            if count > 0:
                self.assertIn(f" {count} ", text)
        return shown, text

    def live(self, people, as_of, date):
        return self.run_night(self.write(people, as_of), date)

    def test_all_is_well_after_a_night_with_a_letter(self):
        self.live([due(), Resident("2")], MONDAY, TUESDAY)
        shown, text = self.status(TUESDAY, 0)
        self.assertIn("all is well", text)
        self.assertEqual((shown["last_night"], shown["next_mailing"], shown["fonts"], shown["failed"]), (TUESDAY, TUESDAY, None, False))
        self.assertEqual((shown["tasks"]["post"], shown["tasks"]["counters"]), (1, 1))
        self.assertGreaterEqual(shown["places"]["taken"], 1)
        self.assertGreater(shown["places"]["offered"], shown["places"]["taken"])
        self.assertGreater(shown["disk_free"], 0)
        self.assertEqual([(night["night"], night["letter"]) for night in shown["nights"]], [(TUESDAY, 1)])

    def test_a_night_that_is_missing_or_has_failed(self):
        register = self.write([due()], MONDAY)
        self.run_night(register, TUESDAY)
        _, text = self.status(WEDNESDAY, 2)
        self.assertIn("the night is not done", text)
        broken = os.path.join(self.folder, "broken.xml")
        with open(broken, "w", encoding="utf-8") as stream:
            stream.write("<register>")
        self.run_night(broken, TUESDAY, expect=65)
        shown, text = self.status(TUESDAY, 2)
        self.assertTrue(shown["failed"])
        self.assertIn("failed.html says why", text)
        self.run_night(register, TUESDAY)
        self.status(TUESDAY, 0)

    def test_what_staff_does_counts_at_once(self):
        self.live([due(), Resident("2")], MONDAY, TUESDAY)
        self.desk("mailing", "hold", TUESDAY, "--why", "enclosure", date=TUESDAY)
        shown, text = self.status(TUESDAY, 1)
        self.assertEqual((shown["tasks"]["held"], shown["backlog"]["held-letters"]), (1, 1))
        self.assertIn("mailings are held", text)
        self.desk("mailing", "release", TUESDAY, date=TUESDAY)
        self.status(TUESDAY, 0)
        # Nobody says that it left: overdue after a day of post.
        self.live([due(), Resident("2")], TUESDAY, WEDNESDAY)
        self.live([due(), Resident("2")], WEDNESDAY, THURSDAY)
        shown, _ = self.status(THURSDAY, 1)
        self.assertEqual(shown["tasks"]["unconfirmed"], 1)
        self.desk("mailing", "posted", TUESDAY, "--on", TUESDAY, date=THURSDAY)
        shown, _ = self.status(THURSDAY, 0)
        self.assertEqual(shown["tasks"]["unconfirmed"], 0)

    def test_a_stopped_sheet_presses_until_it_is_accounted_for(self):
        self.live([due(), Resident("2")], MONDAY, TUESDAY)
        gone = {**CARD, "state": "lost"}
        self.live([due(gone), Resident("2")], TUESDAY, WEDNESDAY)
        (number,) = self.stops(WEDNESDAY)
        shown, _ = self.status(WEDNESDAY, 1)
        self.assertEqual(shown["tasks"]["stops"], 1)
        self.desk("mailing", "posted", TUESDAY, "--pulled", number, date=WEDNESDAY)
        shown, _ = self.status(WEDNESDAY, 1)
        self.assertEqual(shown["tasks"]["stops"], 0)

    def test_without_a_ledger(self):
        self.desk("status", expect=66)

    def test_what_is_wrong_with_the_templates_is_told_and_presses(self):
        self.live([due()], MONDAY, TUESDAY)
        with open(self.office, encoding="utf-8") as stream:
            text = stream.read()
        with open(self.office, "w", encoding="utf-8") as stream:
            stream.write(text.replace('templates="', 'templates="none/'))
        shown, _ = self.status(TUESDAY, 1)
        self.assertIn("none/", shown["fonts"])


if __name__ == "__main__":
    unittest.main()
