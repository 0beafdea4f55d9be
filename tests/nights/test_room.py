"""Sentences that have outgrown the sheet cost those alone whose letter has them: they go by hand as
`overflow`, everybody else gets a letter, and once the texts are mended they get theirs."""

import os
import shutil
import unittest

from city import Nights, card_due, certificates_due

FIRST, LATE = "2027-02-10", "2027-01-05"


class Room(Nights):
    def setUp(self):
        super().setUp()
        self.templates = os.path.join(self.folder, "templates")
        self.small_office()
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace(os.path.abspath("templates"), self.templates))
        self.texts()

    def texts(self, passage=None, language="ja"):
        """The templates; the sentence that begins with a passage has far too many words."""
        shutil.rmtree(self.templates, ignore_errors=True)
        shutil.copytree("templates", self.templates)
        if passage is None:
            return
        path = os.path.join(self.templates, "text", language + ".xml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(passage, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(passage, passage + "long words of no use at all " * 250, 1))

    def by_hand(self, date):
        return {(row["resident"], row["matter"]): row["reason"]
                for row in self.table(date, "operators/hand.csv")}

    def outcomes(self, date):
        return {(row["resident"], row["matter"]): (row["outcome"], row["reason"])
                for row in self.dues(date).values()}

    PEOPLE = [
        certificates_due("1", FIRST),
        certificates_due("2", LATE),
        card_due("3", FIRST),
        card_due("4", FIRST, ward=True, signature=None),
        certificates_due("5", FIRST, language="pt"),
        certificates_due("6", FIRST, language="vi"),
    ]

    def test_one_kind(self):
        """A sentence of late letters, one of wards, one of a language: each takes its own."""
        register = self.write(self.PEOPLE, "2026-11-23")
        cases = [
            ('<text key="lead" when="late">', "ja", {"2"}),
            ('<text key="bring.representative" when="ward !stay|!residence">', "ja", {"4"}),
            ('<text key="lead">', "pt", {"5"}),
        ]
        for number, (passage, language, residents) in enumerate(cases):
            self.texts(passage, language)
            self.ledger = os.path.join(self.folder, "ledger-%d.db" % number)
            self.out = os.path.join(self.folder, "out-%d" % number)
            self.run_night(register, "2026-11-24")
            self.contract("2026-11-24")
            hand = self.by_hand("2026-11-24")
            self.assertEqual({resident for resident, _ in hand}, residents, passage)
            self.assertEqual(set(hand.values()), {"overflow"})
            letters = {row["resident"] for row in self.dues("2026-11-24").values() if row["notice"]}
            self.assertEqual(letters, {"1", "2", "3", "4", "5", "6"} - residents)
            self.assertEqual(len(self.table("2026-11-24", "mailroom/manifest.csv")), 6 - len(residents))

    def test_plan(self):
        """The plan says the same, and `explain` why."""
        self.texts('<text key="lead" when="late">')
        register = self.write(self.PEOPLE, "2026-11-23")
        common = ["--office", self.office, "--date", "2026-11-24", "--register", register]
        plan = self.kigen("plan", *common, "--ledger", self.ledger).stdout.decode().splitlines()
        self.assertEqual([line.split(",")[5:7] for line in plan if line.startswith("2,")],
                         [["hand", "overflow"]] * 2)
        self.assertNotIn("overflow", "".join(line for line in plan if not line.startswith("2,")))
        self.run_night(register, "2026-11-24")
        told = self.kigen("explain", "2", *common, "--ledger", self.ledger).stdout.decode()
        self.assertIn("because: overflow", told)

    def test_mended(self):
        """By hand as long as the words have no room; a letter once they have."""
        self.texts('<text key="lead" when="late">')
        self.run_night(self.write(self.PEOPLE, "2026-11-23"), "2026-11-24")
        self.assertEqual(self.outcomes("2026-11-24")["2", "signature"], ("hand", "overflow"))
        self.texts()
        self.run_night(self.write(self.PEOPLE, "2026-11-24"), "2026-11-25")
        self.assertEqual(self.outcomes("2026-11-25")["2", "signature"], ("letter", ""))
        self.assertEqual(len(self.table("2026-11-25", "mailroom/manifest.csv")), 1)

    def test_waiting(self):
        """A letter that waits for its mailing is taken back when its words have outgrown the sheet
        meanwhile; the others go."""
        self.run_night(self.write(self.PEOPLE, "2026-11-27"), "2026-11-28")  # a Saturday
        self.assertFalse(os.path.exists(self.night("2026-11-28") + "/mailroom"))
        self.texts('<text key="lead" when="late">')
        self.run_night(self.write(self.PEOPLE, "2026-11-29"), "2026-11-30")
        self.assertEqual(self.outcomes("2026-11-30")["2", "signature"], ("hand", "overflow"))
        self.assertEqual(len(self.table("2026-11-30", "mailroom/manifest.csv")), 5)

    def test_moved(self):
        """A changed appointment whose letter has no room is told by staff."""
        register = self.write(self.PEOPLE, "2026-11-23")
        self.run_night(register, "2026-11-24")
        row = self.dues("2026-11-24")["1", "signature"]
        self.texts('<text key="lead" when="cancelled">')
        cancelled = self.kigen("appointment", "cancel", row["notice"], "--office", self.office,
                               "--ledger", self.ledger, "--by", "desk", "--date", "2026-11-24")
        self.assertEqual(cancelled.returncode, 0, cancelled.stderr)
        self.run_night(self.write(self.PEOPLE, "2026-11-24"), "2026-11-25")
        told = [line for line in self.table("2026-11-25", "operators/exceptions.csv")
                if line["code"] == "change-by-hand"]
        self.assertEqual([line["resident"] for line in told], ["1"])
        self.assertIn("overflow", told[0]["message"])


if __name__ == "__main__":
    unittest.main()
