"""A ledger's copy, whether it is whole, and how it comes back: with whatever is at work or broken meanwhile."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import LOOSE, Desk
from city import certificates_due

FIRST, SECOND, THIRD = "2026-11-24", "2026-11-25", "2026-11-26"


class Backup(Desk):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE)
        self.copy = os.path.join(os.path.dirname(self.ledger), "copy.db")
        self.go(FIRST, 3)

    def go(self, date, count, expect=0, **options):
        path = self.write([certificates_due(f"P{i}", "2027-01-20") for i in range(count)], date)
        return self.run_night(path, date, expect=expect, **options)

    def do(self, *words, expect=0):
        result = self.kigen(*words, "--ledger", self.ledger)
        self.assertEqual(result.returncode, expect, (result.stdout + result.stderr).decode())
        return result

    def backup(self, expect=0):
        return self.do("backup", self.copy, expect=expect)

    def verify(self, expect=0, out=None):
        return self.do("verify", "--out", out or self.out, expect=expect).stderr.decode()

    def rows(self, path):
        with sqlite3.connect(path) as database:
            return sorted(database.iterdump())

    def held(self, path):
        """The rows but for the seal that says that a copy was brought back."""
        return [row for row in self.rows(path) if not (row.startswith('INSERT INTO "seal"') and "'restored'" in row)]

    def test_a_copy_holds_what_the_ledger_holds_and_is_for_the_group_alone(self):
        said = self.backup().stdout.decode()
        self.assertIn("1 nights, 3 letters, 3 appointments; the last night is 2026-11-24", said)
        self.assertEqual(self.rows(self.copy), self.rows(self.ledger))
        self.assertEqual(stat.S_IMODE(os.stat(self.copy).st_mode), 0o640)
        self.assertTrue(os.path.exists(self.copy + ".sum"))
        self.assertEqual([name for name in os.listdir(os.path.dirname(self.copy)) if "partial" in name], [])

    def test_a_file_that_is_there_is_not_replaced(self):
        with open(self.copy, "w", encoding="utf-8") as file:
            file.write("somebody's")
        self.assertIn("is there already", self.backup(expect=73).stderr.decode())
        with open(self.copy, encoding="utf-8") as file:
            self.assertEqual(file.read(), "somebody's")

    def test_there_must_be_a_ledger_and_one_file(self):
        self.do("backup", expect=64)
        self.do("backup", "a", "b", expect=64)
        self.ledger += ".none"
        self.backup(expect=66)
        self.assertFalse(os.path.exists(self.copy))

    def test_a_copy_is_of_one_moment_while_a_night_runs(self):
        """Between two nights or after one: never half of one."""
        before = self.rows(self.ledger)
        night = threading.Thread(target=self.go, args=(SECOND, 43))
        night.start()
        seen = []
        while True:
            going = night.is_alive()
            self.copy = os.path.join(os.path.dirname(self.ledger), f"copy-{len(seen)}.db")
            self.backup()
            seen.append(self.rows(self.copy))
            if not going:
                break
        after = self.rows(self.ledger)
        for rows in seen:
            # A night is committed, and then, when its folder is in place, that it was issued.
            self.assertIn(len(rows), (len(before), len(after)))
        self.assertGreater(len(seen), 1)
        self.assertEqual((seen[0], seen[-1]), (before, after))

    def test_a_damaged_ledger_is_not_backed_up_as_a_sound_one(self):
        with sqlite3.connect(self.ledger) as database:
            database.execute("PRAGMA foreign_keys = OFF")
            database.execute("DELETE FROM night WHERE id = 1")
        self.assertIn("that are not there", self.backup(expect=70).stderr.decode())

    # ---- verify ----

    def test_all_is_well_with_a_ledger_and_its_folders(self):
        self.go(SECOND, 4)
        self.assertEqual(self.verify(), "")

    def test_each_thing_that_is_wrong_is_found(self):
        self.go(SECOND, 4)
        self.backup()
        changes = {
            "DELETE FROM lineage WHERE night = 2; DELETE FROM lineage WHERE night = 1": "of a night that the ledger",
            "DELETE FROM lineage WHERE night = 2": "of a night that the ledger does not know",
            "DROP TRIGGER place_overlaps": "TRIGGER place_overlaps of the schema is missing",
            "DROP INDEX desk_notice": "INDEX desk_notice of the schema is missing",
            "UPDATE night SET day = '2026-11-23', posting_day = '2026-11-24' WHERE id = 2": "does not follow",
            "UPDATE lineage SET digest = substr(digest, 2) || substr(digest, 1, 1) WHERE night = 1":
                "of another state of the ledger",
            "UPDATE ledger SET secret = randomblob(32)": "of another ledger",
            "UPDATE recipient SET address = 'elsewhere' WHERE night = 2": "row-changed: recipient[night=2026-11-25]",
            "DELETE FROM seal WHERE night = 2": "2026-11-25: chain-cut: ",
            "UPDATE seal SET link = randomblob(32)": "2026-11-24: chain-other: ",
        }
        for change, told in changes.items():
            with self.subTest(change):
                shutil.copy(self.copy, self.ledger)
                if os.path.exists(self.ledger + ".sum"):
                    os.unlink(self.ledger + ".sum")
                with sqlite3.connect(self.ledger) as database:
                    database.executescript("PRAGMA foreign_keys = OFF;" + change)
                said = self.verify(expect=70)
                self.assertIn(told, said)
                self.assertRegex(said, r"\d things are not as they must be\n$")

    def test_a_flipped_bit_is_found(self):
        with open(self.ledger, "r+b") as file:
            place = file.read().index(b"2027-01-20") + 9
            file.seek(place)
            file.write(b"1")
        self.assertIn("not byte for byte", self.verify(expect=70))

    def test_a_folder_with_other_bytes_is_found_and_one_that_is_away_is_not_missed(self):
        self.go(SECOND, 4)
        shutil.rmtree(self.night(FIRST))
        self.assertEqual(self.verify(), "")
        with open(os.path.join(self.night(SECOND), "mailroom", "manifest.csv"), "a", encoding="utf-8") as file:
            file.write("x")
        self.assertIn(f"{SECOND}: mailroom/manifest.csv", self.verify(expect=70))

    # ---- restore ----

    def test_a_copy_comes_back_and_what_was_there_is_kept(self):
        self.backup()
        self.go(SECOND, 4)
        later = self.rows(self.ledger)
        said = self.do("restore", self.copy).stdout.decode()
        self.assertIn("1 nights that were there are not in it, up to 2026-11-25", said)
        self.assertIn(self.ledger + ".before-1", said)
        self.assertEqual(self.held(self.ledger), self.rows(self.copy))
        self.assertEqual(self.rows(self.ledger + ".before-1"), later)
        self.assertTrue(os.path.exists(self.ledger + ".sum"))
        # The night that it does not know stops the next one, and so does verify find it.
        self.assertIn("of a night that the ledger does not know", self.verify(expect=70))
        self.assertIn("ledger-behind", self.go(THIRD, 5, expect=65).stderr.decode())
        # Its own register decides it again as it was, and all is well.
        aside = self.out + "-aside"
        self.out, out = aside, self.out
        self.go(SECOND, 4)
        self.out = out
        self.assertEqual(self.verify(), "")
        self.go(THIRD, 5)
        self.do("restore", self.copy)
        self.assertTrue(os.path.exists(self.ledger + ".before-2"))

    def test_a_copy_comes_back_where_there_is_none_or_nothing_sound(self):
        self.backup()
        for broken in (None, b"", b"no ledger at all" * 1000):
            with self.subTest(broken):
                os.unlink(self.ledger)
                if broken is not None:
                    with open(self.ledger, "wb") as file:
                        file.write(broken)
                with open(self.ledger + "-journal", "wb") as file:
                    file.write(b"of the one before")
                self.do("restore", self.copy)
                self.assertEqual(self.held(self.ledger), self.rows(self.copy))
                self.assertFalse(os.path.exists(self.ledger + "-journal"))
                self.assertEqual(self.verify(), "")

    def test_after_a_copy_came_back_the_desk_may_say_it_on_another_day(self):
        """The night is the same by its lineage, and its seals are not: its folder is no finding."""
        self.backup()
        hold = ("mailing", "hold", FIRST, "--why", "a misprint")
        self.desk(*hold, date=SECOND)
        self.go(SECOND, 4)
        self.assertEqual(self.verify(), "")
        self.do("restore", self.copy)
        self.desk(*hold, date=THIRD)
        aside = self.out + "-aside"
        self.out, out = aside, self.out
        self.go(SECOND, 4)
        self.out = out
        summaries = [json.load(open(os.path.join(place, SECOND, "operators/summary.json"), "rb")) for place in (out, aside)]
        self.assertEqual(summaries[0]["lineage"], summaries[1]["lineage"])
        self.assertNotEqual(summaries[0]["seal"], summaries[1]["seal"])
        self.assertEqual(self.verify(), "")
        self.go(THIRD, 5)
        self.assertEqual(self.verify(), "")

    def test_another_city_s_ledger_and_a_damaged_copy_are_refused(self):
        self.backup()
        before = self.rows(self.ledger)
        other = self.copy + ".other"
        (self.ledger, own), (self.out, out) = (other, self.ledger), (self.out + "-other", self.out)
        self.go(FIRST, 3)
        self.ledger, self.out = own, out
        os.unlink(self.copy)
        self.assertIn("not the one that this is a copy of", self.do("restore", other, expect=65).stderr.decode())
        self.backup()
        with open(self.copy, "r+b") as file:
            file.truncate(os.path.getsize(self.copy) - 4096)
        self.do("restore", self.copy, expect=70)
        self.assertEqual(self.rows(self.ledger), before)
        self.assertEqual([name for name in os.listdir(os.path.dirname(self.ledger)) if "before" in name], [])

    @unittest.skipUnless(os.geteuid() == 0, "only root gives files away")
    def test_what_root_brings_back_is_the_city_s(self):
        """On a new machine nothing is there yet: the user who runs the nights must be able to go on."""
        self.backup()
        place = os.path.join(self.folder, "new")
        os.mkdir(place)
        os.chown(place, 1234, 1235)
        self.ledger = os.path.join(place, "ledger.db")
        self.do("restore", self.copy)
        for name in ("ledger.db", "ledger.db.lock"):
            status = os.stat(os.path.join(place, name))
            self.assertEqual((status.st_uid, status.st_gid), (1234, 1235), name)

    def test_what_comes_back_is_for_no_more_people_than_what_was_there(self):
        self.backup()
        os.chmod(self.ledger, 0o600)
        self.do("restore", self.copy)
        self.assertEqual(stat.S_IMODE(os.stat(self.ledger).st_mode), 0o600)

    def test_a_restore_waits_for_who_writes(self):
        self.backup()
        with open(self.ledger + ".lock", "w", encoding="utf-8") as lock:
            held = subprocess.Popen(["flock", self.ledger + ".lock", "sleep", "30"])
            try:
                while subprocess.run(["flock", "-n", lock.name, "true"], check=False).returncode == 0:
                    pass
                self.do("restore", self.copy, "--wait", "1", expect=75)
            finally:
                held.kill()
                held.wait()


if __name__ == "__main__":
    unittest.main()
