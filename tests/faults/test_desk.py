"""Staff's change with a folder at once (`appointment move --out`) that is killed, starved or started
twice, at moments spread over all it does to files: the same command again, or the next night, leaves
the same ledger and the same folder as if nothing had happened, and the letter is printed once."""

import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from broken import CALLS, broken, counted, spread
from city import KIGEN, Shared, certificates_due, tree_digest


class BrokenDesks(Shared):
    def begin(self):
        self.small_office(**{'vanish-permille="20"': 'vanish-permille="1000"'})
        self.people = [certificates_due(str(i), "2027-02-05") for i in range(1, 3)]
        self.run_night(self.write(self.people, "2026-11-23"), "2026-11-24")
        self.notice = self.dues("2026-11-24")["1", "signature"]["notice"]
        self.register = self.write(self.people, "2026-11-24")
        self.desk = os.path.join(self.folder, "desk")
        self.before = os.path.join(self.folder, "before.db")
        shutil.copy(self.ledger, self.before)
        shutil.copytree(self.out, self.out + ".before")
        self.move()
        self.whole = self.state()
        self.run_night(self.register, "2026-11-25")
        self.night_after = tree_digest(self.out), self.ledger_dump()

    def command(self):
        return [KIGEN, "appointment", "move", self.notice, "--counter", "cityhall", "--at",
                "2026-12-22T10:00", "--out", self.desk, "--by", "desk 3", "--office", self.office,
                "--ledger", self.ledger, "--date", "2026-11-24"]

    def move(self):
        result = subprocess.run(self.command(), capture_output=True, timeout=60)
        self.assertEqual(result.returncode, 0, result.stderr)

    def state(self):
        return tree_digest(self.desk), self.ledger_dump()

    def restore(self):
        for name in os.listdir(self.folder):
            if name.startswith("ledger.db"):
                os.unlink(os.path.join(self.folder, name))
        shutil.copy(self.before, self.ledger)
        for path in (self.desk, os.path.join(self.folder, ".desk.partial"), self.out):
            shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.out + ".before", self.out)

    def moments(self):
        self.restore()
        result, calls = counted(self.command(), os.path.join(self.folder, "calls.log"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.state(), self.whole)
        return [(call, number) for call in CALLS for number in spread(calls[call])]

    def test_killed_at_any_moment_then_given_again(self):
        killed = 0
        for call, number in self.moments():
            with self.subTest(f"killed at {call} {number}"):
                self.restore()
                result = broken(self.command(), call, number)
                killed += result.returncode != 0
                self.move()
                self.assertEqual(self.state(), self.whole)
                self.assertFalse(os.path.exists(os.path.join(self.folder, ".desk.partial")))
        self.assertGreater(killed, 10)

    def test_killed_at_any_moment_then_the_night(self):
        finished = 0
        for call, number in self.moments():
            with self.subTest(f"killed at {call} {number}"):
                self.restore()
                broken(self.command(), call, number)
                self.run_night(self.register, "2026-11-25")
                if not os.path.exists(self.desk):  # it was killed before it had changed anything
                    continue
                finished += 1
                self.assertEqual(tree_digest(self.desk), self.whole[0])
                self.assertEqual((tree_digest(self.out), self.ledger_dump()), self.night_after)
        self.assertGreater(finished, 5)

    def test_a_full_disk_is_told_and_given_again(self):
        refused = 0
        for call, number in self.moments():
            if call.startswith("unlink"):
                continue
            with self.subTest(f"no space at {call} {number}"):
                self.restore()
                result = broken(self.command(), call, number, "ENOSPC")
                self.assertIn(result.returncode, (0, 73, 74), result.stderr)
                refused += result.returncode != 0
                self.move()
                self.assertEqual(self.state(), self.whole)
        self.assertGreater(refused, 10)

    def test_two_at_once_are_one(self):
        for _ in range(5):
            self.restore()
            runs = [subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                    for _ in range(2)]
            for run in runs:
                run.communicate()
            self.assertLessEqual({run.returncode for run in runs}, {0, 75})
            self.assertIn(0, {run.returncode for run in runs})
            self.assertEqual(self.state(), self.whole)

    def test_a_folder_that_cannot_be_finished_does_not_stop_the_night(self):
        self.restore()
        self.desk = os.path.join(self.folder, "drive", "desk")
        os.mkdir(os.path.dirname(self.desk))
        result = broken(self.command(), "renameat2", 1)
        self.assertNotEqual(result.returncode, 0)
        shutil.rmtree(os.path.dirname(self.desk))
        with open(os.path.dirname(self.desk), "w", encoding="utf-8"):
            pass
        told = self.run_night(self.register, "2026-11-25")
        self.assertIn(b"the folder of a desk's change is not in place", told.stderr)
        os.unlink(os.path.dirname(self.desk))
        self.run_night(self.write(self.people, "2026-11-25"), "2026-11-26")
        self.assertTrue(os.path.exists(os.path.join(self.desk, "mailroom/letters.pdf")))


if __name__ == "__main__":
    unittest.main()
