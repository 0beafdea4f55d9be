"""Exports that may not decide a night: each limit has its own code and message, changes nothing, and
can be let pass by somebody who says why, which is kept."""

import json
import os
import re
import unittest

from city import Nights, Resident, card_due, certificates_due
from test_cards import bare, cards, holder

WHY = "merged with a neighbour, asked the vendor"
BY = "the head of the section"


class Limits(Nights):
    def setUp(self):
        super().setUp()
        self.small_office()

    def run_with(self, path, date, *more, expect=0):
        result = self.kigen("run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", date,
                            "--register", path, *more)
        self.assertEqual(result.returncode, expect, (result.stdout + result.stderr).decode())
        return (result.stdout + result.stderr).decode()

    def refused_then_accepted(self, path, date, code, words, *more):
        """Without a word the night is refused with the code and nothing changes; plan only warns; check, the same
        night thrown away, says the same; with --accept it is decided, and ledger, summary and report know why."""
        before = self.ledger_dump() if os.path.exists(self.ledger) else b""
        said = self.run_with(path, date, *more, expect=65)
        self.assertIn(f": {code}: ", said)
        self.assertIn(f"--accept {code} --why TEXT", said)
        self.assertRegex(said, words)
        self.assertFalse(os.path.exists(self.night(date)))
        if before:  # else a ledger was made, with nothing in it
            self.assertEqual(self.ledger_dump(), before)
        common = ["--office", self.office, "--ledger", self.ledger, "--date", date, "--register", path, *more]
        plan = self.kigen("plan", *common)
        self.assertIn(plan.returncode, (0, 1))
        self.assertIn(f"warning: {code}: ", plan.stderr.decode())
        if code in ("export-again", "residents-vanished", "appointments-closed"):  # it lays out every letter: slow
            check = self.kigen("check", *common)
            self.assertEqual(check.returncode, 65, check.stdout)
            self.assertIn(f"{path}: {code}: ", check.stdout.decode())
        said = self.run_with(path, date, *more, "--accept", code, "--why", WHY, "--by", BY)
        self.assertIn(f"let pass: {code}: ", said)
        self.contract(date)
        with open(os.path.join(self.night(date), "operators/summary.json"), encoding="utf-8") as file:
            accepted = json.load(file)["accepted"]
        self.assertEqual([(one["code"], one["why"], one["by"]) for one in accepted], [(code, WHY, BY)])
        self.assertRegex(accepted[0]["message"], words)
        with open(os.path.join(self.night(date), "operators/report.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn(f"<code>{code}</code>", page)
        self.assertIn(WHY, page)
        self.assertIn(BY, page)

    def test_an_export_of_a_day_after_the_night(self):
        path = self.write([Resident("1")], "2026-11-26")
        self.refused_then_accepted(path, "2026-11-25", "export-later", "2026-11-26.*2026-11-25")

    def test_an_export_past_its_age(self):
        path = self.write([Resident("1")], "2026-11-10")
        self.refused_then_accepted(path, "2026-11-25", "export-aged", "2026-11-10.*more than 7 days.*2026-11-25")

    def test_the_old_export_again(self):
        path = self.write([card_due("1", "2027-02-10")], "2026-11-23")
        self.run_night(path, "2026-11-24")
        # Within the age it is a warning: an export may skip a night.
        self.assertIn("has decided an earlier night already", self.run_with(path, "2026-11-25"))
        self.refused_then_accepted(path, "2026-12-02", "export-again", "has decided the night of 2026-11-24; .*7 days")

    def test_an_older_export_than_last_time(self):
        self.run_night(self.write([Resident("1")], "2026-11-24"), "2026-11-25")
        path = self.write([Resident("1")], "2026-11-23")
        self.refused_then_accepted(path, "2026-11-26", "export-backward", "2026-11-23, older.*2026-11-24")

    def test_an_export_below_and_above_the_expected_volume(self):
        self.small_office(**{'residents-min="1"': 'residents-min="2"', 'residents-max="400000"': 'residents-max="3"'})
        path = self.write([Resident("1")], "2026-11-23")
        self.refused_then_accepted(path, "2026-11-24", "export-small", "1 residents.*at least 2")
        path = self.write([Resident(str(i)) for i in range(4)], "2026-11-23")
        self.refused_then_accepted(path, "2026-11-25", "export-large", "4 residents.*at most 3")

    def test_an_export_that_shrank(self):
        many = [Resident(str(i)) for i in range(100)]
        self.run_night(self.write(many, "2026-11-23"), "2026-11-24")
        self.run_night(self.write(many[:98], "2026-11-24"), "2026-11-25")  # two in a hundred may go
        path = self.write(many[:95], "2026-11-25")
        self.refused_then_accepted(path, "2026-11-26", "export-shrank", r"3 residents fewer.*\(98\).*20 in a thousand")
        # What was let pass is the measure from then on.
        self.run_night(self.write(many[:94], "2026-11-26"), "2026-11-27")

    def test_a_cards_file_that_shrank_or_is_forgotten(self):
        people = [Resident(str(i)) for i in range(100)]
        register = self.write([bare(one) for one in people], "2026-11-23")
        full = self.write(cards([holder(one) for one in people], "2026-11-23"), "2026-11-23", "full.xml")
        short = self.write(cards([holder(one) for one in people[:97]], "2026-11-23"), "2026-11-23", "short.xml")
        self.run_with(register, "2026-11-24", "--cards", full)
        self.refused_then_accepted(register, "2026-11-25", "cards-shrank", r"3 holders fewer.*\(100\).*20 in a thousand",
                                   "--cards", short)
        said = self.run_with(register, "2026-11-26", expect=65)
        self.assertRegex(said, r": cards-shrank: no cards file: 97 holders fewer")
        for layer in ("document", "card", "signature", "authentication", "card-expiry"):
            self.assertIn(f"warning: layer-{layer}: ", said)
        self.assertIn("for each of these codes --accept CODE, --why TEXT", said)

    def test_as_many_residents_as_before_but_all_others(self):
        self.run_night(self.write([card_due(f"a{i}", "2027-02-10") for i in range(30)], "2026-11-23"), "2026-11-24")
        path = self.write([card_due(f"b{i}", "2027-02-10") for i in range(30)], "2026-11-24")
        self.refused_then_accepted(path, "2026-11-25", "residents-vanished", "of 30 residents with open dues 30 are not")

    def test_a_few_who_are_gone_are_no_matter(self):
        people = [card_due(f"a{i}", "2027-02-10") for i in range(25)]
        self.run_night(self.write(people, "2026-11-23"), "2026-11-24")
        others = [Resident(f"c{i}") for i in range(20)]
        self.run_night(self.write(people[:5] + others, "2026-11-24"), "2026-11-25")  # vanish-free is 20

    def test_an_office_file_that_closes_everything_by_mistake(self):
        people = [certificates_due(str(i), "2027-01-20", postal=f"486{800 + i:04}") for i in range(1, 41)]
        self.run_night(self.write(people, "2026-11-23"), "2026-11-24")
        given = [row for row in self.dues("2026-11-24").values() if row["matter"] == "signature" and row["starts"]]
        self.assertEqual(len(given), 40)
        always = ('<closure rrule="FREQ=DAILY" reason="a slip of the pen" effect="hours" counters="all" matters="all"/>'
                  "</closures>")
        self.small_office(**{"</closures>": always})
        path = self.write(people, "2026-11-24")
        self.refused_then_accepted(path, "2026-11-25", "appointments-closed",
                                   r"of 40 appointments 40 lose their place .*\(0 are moved, 40 cancelled\), more than 100 in a")
        self.assertEqual(len(self.table("2026-11-25", "mailroom/manifest.csv")), 40)

    def test_a_day_that_closes_for_few_or_for_a_small_share_is_an_offices_everyday(self):
        people = [certificates_due(str(i), "2027-01-20", postal=f"486{800 + i:04}") for i in range(1, 41)]
        self.run_night(self.write(people, "2026-11-23"), "2026-11-24")
        days = {}
        for row in self.dues("2026-11-24").values():
            if row["matter"] == "signature":
                days.setdefault(row["starts"][:10], []).append(row["resident"])
        day, hit = max(days.items(), key=lambda one: len(one[1]))
        closed = f'<days><closed on="{day}" counters="all" reason="flood"/></days>'
        path = self.write(people, "2026-11-24")
        share = len(hit) * 1000 // 40  # rounded down: one in a thousand less is too few, one more is enough
        for permille, free, expect in ((share - 1, len(hit) - 1, 65), (share - 1, len(hit), 0), (share + 1, 0, 0)):
            with self.subTest(permille=permille, free=free):
                self.small_office(**{"<days/>": closed, 'closed-permille="100" closed-free="20"':
                                     f'closed-permille="{permille}" closed-free="{free}"'})
                plan = self.kigen("plan", "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-25",
                                  "--register", path)
                self.assertEqual("appointments-closed" in plan.stderr.decode(), expect == 65)
        self.run_night(path, "2026-11-25")
        self.contract("2026-11-25")

    def test_an_acceptance_without_need_is_said_and_harmless(self):
        path = self.write([certificates_due("1", "2027-01-20")], "2026-11-23")
        said = self.run_with(path, "2026-11-24", "--accept", "export-shrank", "--accept", "export-aged", "--why", WHY)
        self.assertIn("--accept was not needed: export-aged export-shrank", said)
        with open(os.path.join(self.night("2026-11-24"), "operators/summary.json"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["accepted"], [])

    def test_one_acceptance_does_not_let_another_limit_pass(self):
        many = [Resident(str(i)) for i in range(100)]
        self.run_night(self.write(many, "2026-11-23"), "2026-11-24")
        path = self.write(many[:90], "2026-11-10")
        said = self.run_with(path, "2026-11-26", "--accept", "export-shrank", "--why", WHY, expect=65)
        self.assertIn("export-backward", said)
        self.run_with(path, "2026-11-26", "--accept", "export-shrank", "--accept", "export-backward", "--accept",
                      "export-aged", "--why", WHY)

    def test_the_words_of_an_acceptance(self):
        path = self.write([Resident("1")], "2026-11-23")
        for words in (["--accept", "export-shrank"], ["--why", WHY], ["--accept", "vanished", "--why", WHY],
                      ["--accept", "export-shrank", "--why", " "], ["--accept", "export-shrank", "--why", "a\nb"],
                      ["--accept", "export-shrank", "--why", "x" * 501]):
            self.run_with(path, "2026-11-24", *words, expect=64)
        self.assertFalse(os.path.exists(self.out))

    def test_an_export_of_another_municipality_is_refused_by_every_command_alike(self):
        path = self.write([Resident("1")], "2026-11-23", municipality="131016")
        common = ["--office", self.office, "--ledger", self.ledger, "--date", "2026-11-24", "--register", path]
        for command in (["run", "--out", self.out], ["plan"], ["check"], ["explain", "1"]):
            result = self.kigen(*command, *common)
            self.assertEqual(result.returncode, 65, command)
            self.assertIn("2: the register is of municipality 131016, the office of 232068",
                          (result.stdout + result.stderr).decode())

    def test_a_fifo_that_nobody_writes_to_is_refused_at_once(self):
        path = os.path.join(self.folder, "fifo")
        os.mkfifo(path)
        said = self.run_with(path, "2026-11-24", expect=66)
        self.assertIn("neither a file nor a pipe on standard input", said)
        self.assertIn("neither a file", self.run_with("/dev/null", "2026-11-24", expect=66))

    def test_a_register_on_standard_input(self):
        with open(self.write([Resident("1")], "2026-11-23"), "rb") as file:
            text = file.read()
        result = self.kigen("plan", "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-24", "--register",
                            "/dev/stdin", input=text)
        self.assertEqual(result.returncode, 0, result.stderr)


if __name__ == "__main__":
    unittest.main()
