"""kigen status: what stands now in a screen, the same as JSON by its schema, and an exit status for scripts."""

import json
import os
import shutil
import subprocess
import unittest

import jsonschema
from desk import Desk
from city import KIGEN, Resident, certificates_due

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

    def test_a_run_that_ended_between_ledger_and_folder(self):
        """The disk was full, or it was killed: no page can say it, and the night stands in the ledger."""
        register = self.write([due(), Resident("2")], MONDAY)
        self.run_night(register, TUESDAY)
        subprocess.run(["sqlite3", self.ledger, "UPDATE night SET issued = 0"], check=True)
        os.unlink(self.ledger + ".sum")
        said = self.kigen("status", "--office", self.office, "--ledger", self.ledger, "--date", TUESDAY, "--out", self.out, "--json")
        self.assertEqual(said.returncode, 2)
        shown = json.loads(said.stdout)
        jsonschema.validate(shown, self.schema)
        self.assertEqual((shown["verdict"], shown["failed"], shown["last_night"]), ("failed", True, TUESDAY))
        shutil.rmtree(self.night(TUESDAY))
        self.run_night(register, TUESDAY)
        self.status(TUESDAY, 0)

    def test_a_verdict_that_nobody_hears_is_none(self):
        self.run_night(self.write([due()], MONDAY), TUESDAY)
        for date in (TUESDAY, WEDNESDAY):
            with open("/dev/full", "w", encoding="utf-8") as full:
                said = subprocess.run([KIGEN, "status", "--office", self.office, "--ledger", self.ledger, "--date", date,
                                       "--out", self.out], stdout=full, stderr=subprocess.PIPE, text=True)
            self.assertEqual((said.returncode, said.stderr), (74, "kigen: standard output cannot be written\n"))

    def test_a_case_by_hand_presses_until_it_is_done(self):
        twice = {"protection": "active"}
        self.live([due(), Resident("2", born="1990-02-10", card=CARD, signature=VALID, authentication=VALID, **twice)], MONDAY, TUESDAY)
        shown, _ = self.status(TUESDAY, 1)
        self.assertEqual((shown["tasks"]["hand"], shown["tasks"]["hand-open"] > 0), (1, True))
        self.desk("hand", "done", "2", "--reason", "protection", "--why", "told at home", date=TUESDAY)
        shown, _ = self.status(TUESDAY, 0)
        self.assertEqual((shown["tasks"]["hand"], shown["tasks"]["hand-open"]), (0, 0))

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

    def test_a_stopped_letter_on_two_sheets_is_two(self):
        large = {"format": "large-print"}
        self.live([certificates_due("1", "2027-02-02", **large), Resident("2")], MONDAY, TUESDAY)
        self.live([certificates_due("1", "2027-02-02", state="deceased", **large), Resident("2")], TUESDAY, WEDNESDAY)
        shown, _ = self.status(WEDNESDAY, 1)
        self.assertEqual(shown["tasks"]["stops"], 2)
        with open(os.path.join(self.night(WEDNESDAY), "operators/summary.json"), encoding="utf-8") as stream:
            self.assertEqual(json.load(stream)["stop"], 2)

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
