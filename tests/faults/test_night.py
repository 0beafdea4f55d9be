"""A night that is killed, starved or started twice, at moments spread over all it does to files,
and then run again: the same folder and the same ledger as a night that nothing happened to."""

import fcntl
import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from broken import CALLS, MOMENTS, broken, counted, spread
from city import KIGEN, Shared, certificates_due, card_due, tree_digest


class BrokenNights(Shared):
    def begin(self):
        self.small_office(**{'vanish-permille="20"': 'vanish-permille="1000"', 'letters-per-address="30"': 'letters-per-address="6"',
                             "<limits ": '<houses answer-days="14"/>\n<limits '})
        residents = [certificates_due(str(i), "2027-01-10") for i in range(1, 6)]
        residents.append(card_due("6", "2027-02-10"))
        residents += self.home(1) + self.home(2)
        self.run_night(self.write(residents, "2026-11-23"), "2026-11-24")
        # The night that will be broken has a bit of everything: new letters, a renewal with an
        # appointment to cancel, a death, an appointment that staff moved and one that it took back, a house
        # that has said yes, one that somebody leaves, and a new one.
        offers = self.kigen("house", "list", "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-24")
        said = self.kigen("house", "accept", offers.stdout.decode().split("\t")[0], "--office", self.office, "--ledger", self.ledger,
                          "--date", "2026-11-24")
        self.assertEqual((len(offers.stdout.splitlines()), said.returncode), (2, 0), said.stderr)
        letters = {row["resident"]: row["notice"] for row in self.table("2026-11-24", "operators/dues.csv")}
        for words in (("move", letters["3"], "--counter", "cityhall", "--at", "2026-12-22T10:00"),
                      ("cancel", letters["4"])):
            moved = self.kigen("appointment", *words, "--office", self.office, "--ledger", self.ledger,
                               "--date", "2026-11-24")
            self.assertEqual(moved.returncode, 0, moved.stderr)
        renewed = {"state": "valid", "issued": "2026-11-24", "expires": "2031-01-10"}
        residents[0] = residents[0].changed(signature=renewed, authentication=renewed)
        residents[1] = residents[1].changed(state="deceased")
        residents += [certificates_due(str(i), "2027-01-20") for i in range(7, 10)]
        residents = [one.changed(state="deceased") if one.id in ("17", "27") else one for one in residents] + self.home(3)
        self.register = self.write(residents, "2026-11-24")
        self.before = os.path.join(self.folder, "before")
        os.mkdir(self.before)
        shutil.copy(self.ledger, self.before)
        shutil.copytree(self.out, os.path.join(self.before, "out"))
        self.run_night(self.register, "2026-11-25")
        self.whole = self.state()
        houses = subprocess.run(["sqlite3", "-readonly", self.ledger, "SELECT state, (SELECT count(*) FROM house_member m WHERE m.house = number"
                                 " AND m.parted IS NULL) FROM house ORDER BY number"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(houses.split(), ["accepted|0", "open|7", "open|8"])

    def home(self, number):
        return [certificates_due(f"{number}{i}", "2027-02-10", address=f"愛知県春日井市鳥居松町{number}丁目9番地") for i in range(1, 9)]

    def state(self):
        return tree_digest(self.out), self.ledger_dump()

    def restore(self):
        for name in os.listdir(self.folder):
            if name.startswith("ledger.db"):
                os.unlink(os.path.join(self.folder, name))
        shutil.rmtree(self.out)
        shutil.copy(os.path.join(self.before, "ledger.db"), self.ledger)
        shutil.copytree(os.path.join(self.before, "out"), self.out)

    def command(self):
        return [KIGEN, "run", "--office", self.office, "--ledger", self.ledger, "--out", self.out,
                "--date", "2026-11-25", "--register", self.register]

    def mended(self, what):
        self.run_night(self.register, "2026-11-25")
        tree, dump = self.state()
        self.assertEqual(tree, self.whole[0], what)
        self.assertEqual(dump, self.whole[1], what)
        leftover = [name for name in os.listdir(self.out) if name.startswith(".")]
        self.assertEqual(leftover, [], what)

    def moments(self):
        self.restore()
        result, calls = counted(self.command(), os.path.join(self.folder, "calls.log"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.state(), self.whole)
        self.assertGreater(calls["pwrite64"], 0)
        return [(call, number) for call in CALLS for number in spread(calls[call])]

    def test_killed_at_any_moment_then_run_again(self):
        killed = 0
        for call, number in self.moments():
            with self.subTest(f"killed at {call} {number}"):
                self.restore()
                result = broken(self.command(), call, number)
                killed += result.returncode != 0
                self.mended(f"{call} {number}")
        self.assertGreater(killed, 4 * min(MOMENTS, 7))

    def test_a_full_disk_is_told_and_run_again(self):
        refused = 0
        for call, number in self.moments():
            if call.startswith("unlink"):
                continue
            with self.subTest(f"no space at {call} {number}"):
                self.restore()
                result = broken(self.command(), call, number, "ENOSPC")
                self.assertIn(result.returncode, (0, 73, 74), result.stderr)
                refused += result.returncode != 0
                if result.returncode != 0:
                    self.assertRegex(result.stderr, rb"^kigen( run)?: ")
                self.mended(f"{call} {number}")
        self.assertGreater(refused, 2 * min(MOMENTS, 7))

    def test_a_disk_that_cannot_be_read_is_no_damaged_ledger(self):
        log = os.path.join(self.folder, "reads.log")
        command = ["strace", "-f", "-qq", "-o", log, "-P", self.ledger, "-e", "trace=pread64", "-e", "signal=none"]
        environment = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
        self.restore()
        subprocess.run(command + self.command(), capture_output=True, check=True, env=environment, timeout=120)
        with open(log, encoding="utf-8", errors="replace") as file:
            count = sum("pread64(" in line for line in file)
        for number in sorted({1, 2, count // 2, count}):
            with self.subTest(f"unreadable at {number}"):
                self.restore()
                result = subprocess.run(command + ["-e", f"inject=pread64:error=EIO:when={number}"] + self.command(),
                                        capture_output=True, env=environment, timeout=120)
                # The last reading only leaves a sum behind, when all is done.
                self.assertEqual(result.returncode, 0 if number == count else 74, result.stderr)
                if result.returncode != 0:
                    self.assertIn(b"the disk could not be read", result.stderr)
                self.assertNotIn(b"damaged", result.stderr)
                self.mended(f"unreadable at {number}")

    def test_a_night_waits_for_a_command_of_the_desk(self):
        self.restore()
        with open(self.ledger + ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            run = subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            with self.assertRaises(subprocess.TimeoutExpired):
                run.wait(1.5)
        said = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 0, said)
        self.assertEqual(self.state(), self.whole)

    def test_calendars_that_cannot_be_written_hold_nothing_up(self):
        self.restore()
        beside = os.path.join(self.out, "counters")
        shutil.rmtree(beside)
        with open(beside, "w"):
            pass
        result = subprocess.run(self.command(), capture_output=True, timeout=300)
        self.assertEqual(result.returncode, 73, result.stderr)
        self.assertIn(b"counters: cannot make or open the folder", result.stderr)
        night = {path: digest for path, digest in self.whole[0].items() if path.startswith("2026-11-25")}
        self.assertEqual(night.items() - tree_digest(self.out).items(), set())
        os.unlink(beside)
        # A night that is refused brings them along all the same.
        result = subprocess.run([*self.command(), "--date", "2026-11-26", "--register", self.office], capture_output=True, timeout=300)
        self.assertEqual(result.returncode, 65, result.stderr)
        self.assertEqual(tree_digest(self.out), self.whole[0])

    def test_a_second_start_is_turned_away(self):
        self.restore()
        with open(self.ledger + ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            result = subprocess.run([*self.command(), "--wait", "0"], capture_output=True, timeout=300)
            self.assertEqual(result.returncode, 75, result.stderr)
            self.assertIn(b"another run", result.stderr)
        self.mended("after the other run")

    def test_two_starts_at_once_do_the_work_of_one(self):
        for _ in range(5):
            self.restore()
            runs = [subprocess.Popen(self.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                    for _ in range(2)]
            for run in runs:
                run.communicate()
            self.assertLessEqual({run.returncode for run in runs}, {0, 75})
            self.assertIn(0, {run.returncode for run in runs})
            self.assertEqual(self.state(), self.whole)


if __name__ == "__main__":
    unittest.main()
