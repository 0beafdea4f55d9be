"""Retention: what is past it is in the ledger's bytes no more, what is needed still is, and no decision
depends on it."""

import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../faults"))
from desk import LOOSE, Desk
from broken import broken, counted, spread
from city import KIGEN, Resident, certificates_due, tree_digest

NAME, STREET, ODD = "春日 忘却", "愛知県春日井市忘却町1丁目2番地", "ODD-7"


class Purge(Desk):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE, **{'retention days="1095" folder-days="400"': 'retention days="100"'})

    def bytes_with(self, *texts):
        """Which of these texts the ledger's file, or a journal beside it, still holds."""
        raw = b""
        for end in ("", "-journal", "-wal"):
            if os.path.exists(self.ledger + end):
                with open(self.ledger + end, "rb") as file:
                    raw += file.read()
        return [text for text in texts if text.encode() in raw]

    def go(self, date, residents, expect=0):
        self.register = self.write(residents, date)
        return self.run_night(self.register, date, expect=expect)

    def people(self):
        return [certificates_due("GONE-1", "2026-12-20", name=NAME, address=STREET),
                certificates_due(ODD, "2026-12-20", name=NAME, born="2026-99-99"),
                Resident("HIDDEN-9", protection="active")] + \
            [certificates_due(f"P{i}", "2026-12-20", name=f"{NAME}{i}") for i in range(40)]

    def test_a_name_past_its_retention_is_in_no_byte(self):
        first = "2026-11-24"
        self.go(first, self.people())
        number = self.numbers(first)["GONE-1"]
        self.assertEqual(self.bytes_with(NAME, STREET, ODD), [NAME, STREET, ODD])
        # Past the expiry, and not past the retention: nothing goes.
        self.go("2027-01-05", [Resident("HIDDEN-9")])
        self.assertEqual(self.bytes_with(NAME, STREET), [NAME, STREET])
        figures = self.figures()
        said = self.go("2027-04-20", [Resident("HIDDEN-9")]).stderr.decode()
        self.assertEqual(self.bytes_with(NAME, STREET, ODD, "GONE-1"), [])
        self.assertRegex(said, "2 folders in .* are past their retention")
        self.assertEqual(self.figures()[:len(figures)], figures)
        # Protection is not forgotten, and what is asked for is said to be purged.
        self.assertIn("protection-absent", [row["code"] for row in self.table("2027-04-20", "operators/exceptions.csv")])
        for words in (("returned", number, "--reason", "moved"), ("explain", number),
                      ("reprint", "--notice", number, "--out", self.out + ".pdf", "--why", "lost")):
            result = self.kigen(*words, "--office", self.office, "--ledger", self.ledger, "--date", "2027-04-20")
            self.assertNotEqual(result.returncode, 0)
            self.assertIn("purged", result.stderr.decode())
        result = self.kigen("explain", "GONE-1", "--office", self.office, "--ledger", self.ledger, "--date", "2027-04-20")
        self.assertIn("has been deleted, past its retention", result.stdout.decode())
        # The next number is none that a folder has shown.
        self.go("2027-04-21", [Resident("HIDDEN-9"), certificates_due("NEW", "2027-06-10")])
        self.assertTrue(self.numbers("2027-04-21")["NEW"].startswith("27-000001"))

    def figures(self):
        return subprocess.run(["sqlite3", "-readonly", self.ledger, "SELECT * FROM figure ORDER BY 1, 2, 3"],
                              capture_output=True, check=True, text=True).stdout.splitlines()

    def test_a_purged_folder_is_not_made_again_and_the_last_ones_are(self):
        self.go("2026-11-24", self.people())
        self.go("2026-12-28", [Resident("1")])
        self.go("2027-01-05", [certificates_due("LATER", "2027-02-10")])
        self.desk("purge", "--before", "2026-12-31", "--why", "asked", "--by", "a clerk", date="2027-01-06")
        self.assertEqual(self.log()[-1], "2027-01-06|purge|||2026-12-31|a clerk|asked")
        self.assertEqual(self.bytes_with(NAME, STREET), [])
        before = tree_digest(self.night("2027-01-05"))
        shutil.rmtree(self.night("2027-01-05"))
        subprocess.run(["sqlite3", self.ledger, "UPDATE night SET issued = 0 WHERE purged IS NULL"], check=True)
        self.go("2027-01-06", [certificates_due("LATER", "2027-02-10")])
        self.assertEqual(tree_digest(self.night("2027-01-05")), before)
        said = self.desk("reprint", "--night", "2026-11-24", "--sheets", "1", "--out", self.out + ".pdf", "--why", "x",
                         date="2027-01-06", expect=66).stderr.decode()
        self.assertIn("purged on 2027-01-06", said)
        # All nights are on one page, those that have a page by a link to it.
        index = self.desk("report", "--all", date="2027-01-06").stdout.decode()
        self.assertEqual(re.findall('href="(.*?)/', index), ["2027-01-06", "2027-01-05"])
        self.assertEqual(index.count('<th scope="row">'), 4)
        self.desk("report", "2026-12-28", date="2027-01-06", expect=66)
        self.desk("report", "2027-01-05", date="2027-01-06")
        # Nor by the command that makes a folder again that is gone.
        shutil.rmtree(self.night("2026-11-24"))
        self.assertIn("purged on 2027-01-06", self.run_night(self.register, "2026-11-24", expect=66).stderr.decode())
        self.assertFalse(os.path.exists(self.night("2026-11-24")))

    def test_what_is_needed_stays(self):
        """An open due, an appointment ahead, a held mailing, returned mail: whatever the day that is said."""
        people = [certificates_due("1", "2027-02-10", name=NAME), certificates_due("2", "2027-02-10", address=STREET)]
        self.go("2026-11-24", people)
        self.desk("returned", self.numbers("2026-11-24")["2"], "--reason", "moved", date="2026-12-01")
        self.go("2026-12-02", people)
        self.desk("purge", "--before", "2026-12-03", date="2026-12-03")
        self.assertEqual(self.bytes_with(NAME), [NAME])
        # No second letter, and the address is remembered.
        self.go("2026-12-04", people)
        self.assertEqual(self.sheets("2026-12-04"), [])
        self.desk("purge", "--before", "2026-12-05", date="2026-12-03", expect=64)

    def test_the_night_decides_as_if_nothing_had_been_purged(self):
        people = [certificates_due(f"{i}", f"2026-12-{10 + i}", name=f"{NAME}{i}") for i in range(12)]
        people += [certificates_due("open", "2027-02-20"), Resident("HIDDEN", protection="active")]
        renewed = [one.changed(**Resident("x").words) for one in people[:6]]
        self.go("2026-11-24", people)
        self.go("2026-12-01", renewed + people[6:])
        other = os.path.join(self.folder, "other")
        shutil.copy(self.ledger, other)
        self.desk("purge", "--before", "2026-12-10", date="2026-12-10")
        path = self.write(people[:13] + [Resident("HIDDEN")], "2026-12-12")
        plans = [self.kigen("plan", "--office", self.office, "--ledger", ledger, "--date", "2026-12-12",
                            "--register", path).stdout for ledger in (self.ledger, other)]
        self.assertEqual(plans[0], plans[1])

    def test_folders_are_removed_when_it_is_said_and_nothing_else(self):
        self.go("2026-11-24", self.people())
        self.go("2027-01-05", [Resident("1")])
        strange = os.path.join(self.out, "2026-11-23")
        os.makedirs(strange)
        shutil.copy(os.path.join(self.night("2026-11-24"), "SHA256SUMS"), strange)
        listed = self.desk("purge", "--before", "2027-01-01", "--out", self.out, date="2027-01-06").stdout.decode()
        self.assertIn("2026-11-24: past its retention", listed)
        self.assertTrue(os.path.exists(self.night("2026-11-24")))
        # A link in the place of a folder leads nowhere; a file of somebody else's stays, with its folder.
        victim = os.path.join(self.folder, "victim")
        os.makedirs(victim)
        with open(os.path.join(victim, "hand.csv"), "w") as file:
            file.write("kept")
        operators = os.path.join(self.night("2026-11-24"), "operators")
        shutil.rmtree(operators)
        os.symlink(victim, operators)
        with open(os.path.join(self.night("2026-11-24"), "note.txt"), "w") as file:
            file.write("a clerk's")
        self.desk("purge", "--before", "2027-01-01", "--remove-folders", "--out", self.out, date="2027-01-06")
        self.assertEqual(sorted(os.listdir(self.night("2026-11-24"))), ["note.txt", "operators"])
        self.assertEqual(os.listdir(victim), ["hand.csv"])
        self.assertEqual(os.listdir(strange), ["SHA256SUMS"])
        self.assertTrue(os.path.exists(self.night("2027-01-05")))


class OldFolders(Desk):
    """A night clears the folders that are older than the office keeps them: what is left is each one's summary."""

    LEFT = ["SHA256SUMS", "operators/summary.json"]

    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE, **{'folder-days="400"': 'folder-days="100"'})
        people = [certificates_due("1", "2027-02-10"), certificates_due("2", "2027-02-10")]
        for date in "2026-11-24", "2026-11-25", "2026-12-01":
            self.go(date, people)
            people.append(certificates_due(date, "2027-02-20"))
        self.people = people

    def go(self, date, residents, expect=0):
        return self.run_night(self.write(residents, date), date, expect=expect)

    def files(self, date):
        return sorted(tree_digest(self.night(date)))

    def verify(self, expect=0):
        said = self.kigen("verify", "--ledger", self.ledger, "--out", self.out)
        self.assertEqual(said.returncode, expect, said.stderr.decode())
        return said.stderr.decode()

    def test_what_is_older_is_cleared_and_the_rest_is_not(self):
        with open(os.path.join(self.night("2026-11-24"), "note.txt"), "w") as file:
            file.write("a clerk's")
        self.desk("mailing", "hold", "2026-11-25", "--why", "a wrong date", date="2026-11-26")
        whole = {date: tree_digest(self.night(date)) for date in ("2026-11-25", "2026-12-01")}
        self.go("2027-03-04", self.people)
        self.assertGreater(len(self.files("2026-11-24")), 5)
        said = self.go("2027-03-05", self.people)
        self.assertIn(b"1 folders older than 100 days are cleared", said.stdout)
        self.assertEqual(self.files("2026-11-24"), sorted([*self.LEFT, "note.txt"]))
        self.assertEqual({date: tree_digest(self.night(date)) for date in whole}, whole)
        # What is left is still of this ledger, and a link leads to no page that is gone.
        self.verify()
        index = self.desk("report", "--all", date="2027-03-05").stdout.decode()
        self.assertNotIn("2026-11-24/operators", index)
        self.assertIn("2026-12-01/operators", index)
        # A mailing that was held is needed until it is let go.
        self.desk("mailing", "release", "2026-11-25", date="2027-03-06")
        self.go("2027-03-12", self.people)
        self.assertEqual([self.files(date) for date in whole], [self.LEFT, self.LEFT])
        self.assertEqual(self.go("2027-03-13", self.people).stdout.count(b"cleared"), 0)
        with open(os.path.join(self.night("2026-12-01"), "operators/summary.json"), "a") as file:
            file.write(" ")
        self.assertIn("operators/summary.json has other bytes", self.verify(expect=70))

    def test_a_folder_is_made_again_while_its_night_is_kept(self):
        whole = tree_digest(self.night("2026-11-24"))
        path = self.write(self.people, "2027-03-05")
        self.run_night(path, "2027-03-05")
        self.assertEqual(self.files("2026-11-24"), self.LEFT)
        shutil.rmtree(self.night("2026-11-24"))
        self.run_night(path, "2026-11-24")
        self.assertEqual(tree_digest(self.night("2026-11-24")), whole)
        self.run_night(path, "2027-03-05")
        self.assertEqual(self.files("2026-11-24"), self.LEFT)

    def test_cut_off_anywhere_it_goes_on(self):
        shutil.copytree(self.out, self.out + ".before")
        path = self.write(self.people, "2027-03-05")
        self.run_night(path, "2027-03-05")
        whole = tree_digest(self.out)
        command = [KIGEN, "run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--quiet",
                   "--date", "2027-03-05", "--register", path]
        night = self.night("2026-11-24")
        shutil.rmtree(night)
        shutil.copytree(os.path.join(self.out + ".before", "2026-11-24"), night)
        _, calls = counted(command, os.path.join(self.folder, "calls.log"), ("unlinkat", "renameat"))
        self.assertGreater(calls["unlinkat"], 5)
        for call, number in [("unlinkat", number) for number in spread(calls["unlinkat"])] + [("renameat", calls["renameat"])]:
            for what in "kill", "EIO":
                with self.subTest(f"{what} at {call} {number}"):
                    shutil.rmtree(night)
                    shutil.copytree(os.path.join(self.out + ".before", "2026-11-24"), night)
                    result = broken(command, call, number, what)
                    if what == "EIO":  # told, and nothing else comes to a stop
                        self.assertEqual(result.returncode, 0, result.stderr)
                    self.run_night(path, "2027-03-05")
                    self.assertEqual(tree_digest(self.out), whole)


if __name__ == "__main__":
    unittest.main()
