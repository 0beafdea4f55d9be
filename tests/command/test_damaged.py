"""A ledger in which a bit has flipped, and SQLite does not miss it: what each command makes of it."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk
from city import card_due


class Damaged(Desk):
    def test_who_writes_refuses_it_and_who_only_reads_warns(self):
        path = self.write([card_due("1", "2027-02-10")], "2026-11-23")
        self.run_night(path, "2026-11-24")
        reading = [["plan", "--register", path], ["check"], ["explain", "1"], ["hand", "list"],
                   ["mailing", "list"], ["appointment", "list"]]
        whole = [self.desk(*words, date="2026-11-25") for words in reading]
        lineage = subprocess.run(["sqlite3", "-readonly", self.ledger, "SELECT digest FROM lineage"],
                                 capture_output=True, check=True).stdout.strip()
        with open(self.ledger, "rb") as file:
            ledger = file.read()
        self.assertEqual(ledger.count(lineage), 1)
        with open(self.ledger, "wb") as file:
            file.write(ledger.replace(lineage, lineage[:-1] + bytes([lineage[-1] ^ 1])))
        for words, before in zip(reading, whole):
            with self.subTest(words[0]):
                said = self.desk(*words, date="2026-11-25")
                told = b"ledger: damaged: it is not byte for byte as the last run left it"
                self.assertEqual((before.stdout + before.stderr).count(told), 0)
                self.assertEqual((said.stdout + said.stderr).count(told), 1)
                if words[0] != "check":  # its findings are what it prints
                    self.assertEqual(said.stdout, before.stdout)
        refused = self.run_night(path, "2026-11-25", expect=70)
        self.assertIn(b"not byte for byte", refused.stderr)
        self.desk("hand", "done", "1", "--reason", "glyph", "--why", "x", date="2026-11-25", expect=70)


if __name__ == "__main__":
    unittest.main()
