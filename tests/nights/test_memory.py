"""The ledger is the city's memory: one that is gone, empty, restored from a backup or another city's does
not begin anew beside the folders of nights that it does not know."""

import json
import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from city import card_due, certificates_due, tree_digest
from desk import Desk, notice

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2026-11-{day}" for day in range(24, 28))
LETTING_GO = ("--accept", "ledger-behind", "--why", "the disk is lost and so is the backup")


class Memory(Desk):
    lived = None  # three nights, lived once for all tests

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.lived, ignore_errors=True)

    def setUp(self):
        super().setUp()
        self.early = os.path.join(self.folder, "early.db")
        self.people = [certificates_due(str(i), "2027-01-10") for i in range(1, 4)]
        self.registers = {}
        if Memory.lived is None:
            self.live(TUESDAY, 0)
            self.live(WEDNESDAY, 2)
            shutil.copy(self.ledger, self.early)
            self.live(THURSDAY, 2)
            Memory.lived = tempfile.mkdtemp(prefix="kigen-")
            shutil.copytree(self.folder, Memory.lived, dirs_exist_ok=True)
            return
        shutil.copytree(Memory.lived, self.folder, dirs_exist_ok=True)
        for date, more in ((TUESDAY, 0), (WEDNESDAY, 2), (THURSDAY, 2)):
            self.registers[date] = self.people_of(date, more)

    def people_of(self, date, more):
        self.people += [card_due(str(len(self.people) + 1 + i), "2027-02-10") for i in range(more)]
        return self.write(self.people, date, f"register-{date}.xml")

    def live(self, date, more):
        self.registers[date] = self.people_of(date, more)
        self.run_night(self.registers[date], date)

    def night_of(self, date, *more, register=None, out=None, expect=0):
        said = self.kigen("run", "--office", self.office, "--ledger", self.ledger, "--out", out or self.out, "--date",
                          date, "--register", register or self.registers[date], *more)
        self.assertEqual(said.returncode, expect, (said.stdout + said.stderr).decode())
        return (said.stdout + said.stderr).decode()

    def shown(self):
        """Every letter's number, token and UID in any folder."""
        numbers, names = set(), set()
        for parent, _, files in os.walk(self.out):
            names.update(name for name in files if "residents" in parent and name != "index.html")
            if "dues.csv" in files:
                night = os.path.relpath(os.path.join(parent, ".."), self.out)
                numbers.update(row["notice"] for row in self.table(night, "operators/dues.csv") if row["notice"])
        return numbers, names

    def refused(self, date, words):
        tree, dump = tree_digest(self.out), self.ledger_dump() if os.path.exists(self.ledger) else None
        said = self.night_of(date, register=self.people_of(date, 1), expect=65)
        self.assertIn("ledger-behind", said)
        self.assertRegex(said, words)
        self.assertEqual(tree_digest(self.out), tree)
        self.assertEqual(self.ledger_dump() if os.path.exists(self.ledger) else None, dump)

    def go_on(self, date, name=None):
        """Past the refusal: no number, page or calendar file of a folder is of another letter; the next night needs
        no word any more."""
        numbers, names = self.shown()
        self.registers[date] = self.people_of(date, 1)
        said = self.night_of(date, *LETTING_GO)
        self.assertIn("let pass: ledger-behind", said)
        night = name or date
        with open(os.path.join(self.out, night, "operators/summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        self.assertEqual([one["code"] for one in summary["accepted"]], ["ledger-behind"])
        new = {row["notice"] for row in self.table(night, "operators/dues.csv") if row["notice"]}
        self.assertTrue(new)
        self.assertFalse(new & numbers)
        self.assertGreater(min(new), max(numbers))
        self.assertFalse(set(os.listdir(os.path.join(self.out, night, "residents"))) & names)
        self.contract(night)
        self.assertIn("already done", self.night_of(date))
        later = "2026-12-01"
        self.live(later, 1)
        last = {row["notice"] for row in self.table(later, "operators/dues.csv") if row["notice"]}
        self.assertFalse(last & (numbers | new))

    def test_a_ledger_that_is_gone_is_not_begun_anew(self):
        os.unlink(self.ledger)
        self.refused(FRIDAY, r"know 3 of the folders here \(2026-11-24 to 2026-11-26; letters up to 26-0000")
        self.assertFalse(os.path.exists(self.ledger))
        self.go_on(FRIDAY)

    def test_an_empty_ledger_is_none(self):
        with open(self.ledger, "wb"):
            pass
        self.refused(FRIDAY, "it is gone, or empty")
        self.go_on(FRIDAY)

    def test_a_ledger_that_was_begun_anew_all_the_same(self):
        os.unlink(self.ledger)
        self.night_of(THURSDAY, out=os.path.join(self.folder, "elsewhere"))
        self.refused(FRIDAY, "another ledger has made them")

    def test_a_backup_is_older_than_the_folders(self):
        shutil.copy(self.early, self.ledger)
        self.refused(FRIDAY, r"know 1 of the folders here \(2026-11-26; letters up to 26-0000.*it is older than they are")
        self.go_on(FRIDAY)

    def test_a_backup_and_a_night_of_the_day_whose_folder_is_there(self):
        shutil.copy(self.early, self.ledger)
        self.refused(THURSDAY, "older")
        self.go_on(THURSDAY, THURSDAY + "-2")

    def test_a_backup_is_brought_up_to_date_by_the_same_nights(self):
        before = tree_digest(self.night(THURSDAY))
        shutil.copy(self.early, self.ledger)
        apart = os.path.join(self.folder, "apart")
        self.night_of(THURSDAY, out=apart)
        self.assertEqual(tree_digest(os.path.join(apart, THURSDAY)), before)
        self.live(FRIDAY, 1)

    def test_a_backup_and_other_nights_than_those_that_were(self):
        shutil.copy(self.early, self.ledger)
        self.night_of(THURSDAY, register=self.write(self.people[:4], THURSDAY), out=os.path.join(self.folder, "apart"))
        self.refused(FRIDAY, "has decided otherwise")

    def test_a_word_of_the_desk_that_was_lost(self):
        self.desk("returned", self.numbers(TUESDAY)["1"], "--reason", "moved", date=THURSDAY)
        self.live(FRIDAY, 0)
        shutil.copy(self.early, self.ledger)
        apart = os.path.join(self.folder, "apart")
        self.night_of(THURSDAY, out=apart)
        self.night_of(FRIDAY, out=apart)
        self.refused("2026-11-28", r"know 1 of the folders here \(2026-11-27;")

    def test_folders_of_another_city(self):
        other = os.path.join(self.folder, "other")
        ledger = self.ledger
        self.ledger = os.path.join(self.folder, "other.db")
        self.night_of(FRIDAY, register=self.people_of(FRIDAY, 1), out=other)
        self.ledger = ledger
        shutil.move(os.path.join(other, FRIDAY), self.out)
        self.refused("2026-11-28", "another ledger has made them")

    def test_a_folder_of_the_desk_shows_numbers_too(self):
        letter = self.numbers(TUESDAY)["1"]
        self.desk("mailing", "posted", TUESDAY, date=THURSDAY)
        self.desk("appointment", "move", letter, "--counter", "cityhall", "--at", "2026-12-22T10:00",
                  "--out", os.path.join(self.out, "for-the-desk"), date=THURSDAY)
        self.live(FRIDAY, 0)
        os.unlink(self.ledger)
        for name in os.listdir(self.out):
            if name != "for-the-desk":
                shutil.rmtree(os.path.join(self.out, name))
        self.refused("2026-11-30", r"know 1 of the folders here \(for-the-desk; letters up to 26-0000")
        self.night_of("2026-11-30", *LETTING_GO, register=self.people_of("2026-11-30", 0))
        self.assertIn("already done", self.night_of("2026-11-30", register=self.people_of("2026-11-30", 0)))

    def test_a_folder_of_which_a_part_was_given_away_is_known_by_its_name(self):
        shutil.rmtree(os.path.join(self.night(THURSDAY), "operators"))
        self.live(FRIDAY, 1)
        shutil.copy(self.early, self.ledger)
        self.refused("2026-11-28", r"know 2 of the folders here \(2026-11-26 to 2026-11-27")

    def test_a_folder_that_is_gone_is_made_again_by_the_same_command(self):
        for date in (THURSDAY, TUESDAY):  # the last night, and one before it
            before = tree_digest(self.night(date))
            shutil.rmtree(self.night(date))
            self.assertIn("its folder was gone; it is there again", self.night_of(date))
            self.assertEqual(tree_digest(self.night(date)), before)
        self.assertIn("already done", self.night_of(THURSDAY))
        self.assertIn("is decided already", self.night_of(TUESDAY, expect=64))
        os.unlink(os.path.join(self.night(THURSDAY), "operators/dues.csv"))
        said = self.night_of(THURSDAY)
        self.assertIn("operators/dues.csv is missing", said)
        self.assertIn("already done", said)

    def test_a_letters_number_tells_whose_story_it_is(self):
        number = self.numbers(TUESDAY)["2"]
        self.assertEqual(self.desk("explain", number, "--json").stdout, self.desk("explain", "2", "--json").stdout)
        wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
        self.assertIn(b"its last digit is wrong", self.desk("explain", wrong, expect=64).stderr)
        self.assertIn(b"there is no letter", self.desk("explain", notice(26, 999999), expect=66).stderr)

    def test_a_flipped_bit_stops_the_night(self):
        with open(self.ledger, "r+b") as file:
            file.seek(os.path.getsize(self.ledger) // 2)
            byte = file.read(1)[0]
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte ^ 4]))
        tree = tree_digest(self.out)
        self.assertIn("damaged", self.night_of(FRIDAY, register=self.people_of(FRIDAY, 1), expect=70))
        self.assertEqual(tree_digest(self.out), tree)

    def test_a_letter_of_a_lost_night_that_comes_back(self):
        shutil.copy(self.early, self.ledger)
        number = self.numbers(THURSDAY)["6"]
        self.registers[FRIDAY] = self.people_of(FRIDAY, 0)
        self.night_of(FRIDAY, *LETTING_GO)
        said = self.desk("returned", number, "--reason", "moved", date=FRIDAY, expect=1)
        self.assertIn(b"of a night that the ledger has lost", said.stderr)

    def test_beside_folders_of_others_a_first_night_is_as_ever(self):
        os.unlink(self.ledger)
        for name in os.listdir(self.out):
            shutil.rmtree(os.path.join(self.out, name))
        for name in ("counters", "notes", ".2026-11-20.partial"):
            os.mkdir(os.path.join(self.out, name))
        with open(os.path.join(self.out, "2026-11-21"), "wb"):
            pass
        self.live(FRIDAY, 0)


if __name__ == "__main__":
    unittest.main()
