"""A PDF that comes out of memory damaged by one bit is not issued: a night, a letter of the staff's own,
the proof and a reprint end with status 74 and leave no folder or file behind, and the same command does
it all afterwards."""

import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from city import KIGEN, Nights, card_due, certificates_due, tree_digest

HERE = os.path.dirname(os.path.abspath(__file__))
# How many of a command's streams are damaged, one at a time; all of them with KIGEN_MOMENTS=100000.
MOMENTS = int(os.environ.get("KIGEN_MOMENTS", "4"))
NIGHT = "2026-11-24"


@unittest.skipIf("asan" in KIGEN, "nothing may be loaded before the sanitizer's runtime")
class Damaged(Nights):
    def setUp(self):
        super().setUp()
        self.small_office()
        self.shim = os.path.join(self.folder, "damage.so")
        subprocess.run([*os.environ.get("CC", "cc").split(), "-D_GNU_SOURCE", "-shared", "-fPIC", "-o", self.shim,
                        os.path.join(HERE, "damage.c"), "-ldl"], check=True)
        people = [certificates_due(str(i), "2027-01-10", language=language)
                  for i, language in enumerate(("ja", "ko", "vi"), 1)] + [card_due("6", "2027-02-10")]
        self.register = self.write(people, "2026-11-23")

    def run_with(self, command, **environment):
        return subprocess.run(command, capture_output=True, timeout=120,
                              env={**os.environ, "LD_PRELOAD": self.shim, **environment})

    def damage(self, command, state, made, moments=MOMENTS):
        """The command writes `made` in the folder `state`; each of its streams damaged in turn, on a state
        of its own, it does not, and says so; undamaged it then makes the same on the very same state."""
        start, counted = state + ".start", os.path.join(self.folder, "deflates")
        shutil.copytree(state, start)
        good = self.run_with(command, KIGEN_DEFLATES=counted)
        self.assertEqual(good.returncode, 0, good.stderr)
        with open(counted, encoding="ascii") as file:
            streams = int(file.read())
        whole = self.written(made)
        self.assertTrue(whole)
        for stream in range(streams, 0, -max(streams // moments, 1)):
            with self.subTest(stream=stream):
                shutil.rmtree(state)
                shutil.copytree(start, state)
                refused = self.run_with(command, KIGEN_DAMAGE=str(stream))
                self.assertEqual(refused.returncode, 74, refused.stderr)
                self.assertIn(b"read back, ", refused.stderr)
                self.assertFalse(os.path.exists(made))
        again = self.run_with(command)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.written(made), whole)
        shutil.rmtree(start)

    def written(self, made):
        if os.path.isdir(made):
            return tree_digest(made)
        with open(made, "rb") as file:
            return file.read()

    def move_state(self):
        """Ledger and folders in a folder of their own, which can be put back whole."""
        state = os.path.join(self.folder, "state")
        os.makedirs(state)
        self.ledger, self.out = os.path.join(state, "ledger.db"), os.path.join(state, "out")
        return state

    def test_night(self):
        state = self.move_state()
        self.run_night(self.write([card_due("6", "2027-02-10")], "2026-11-22", "first.xml"), "2026-11-23")
        self.damage([KIGEN, "run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date",
                     NIGHT, "--register", self.register], state, self.night(NIGHT))

    def test_papers(self):
        state = self.move_state()
        self.run_night(self.register, NIGHT)
        notice = self.dues(NIGHT)["1", "signature"]["notice"]
        common = ["--office", self.office, "--date", NIGHT, "--out"]
        staff = ["--ledger", self.ledger, "--by", "counter 3", "--why", "asked for"]
        for name, words in {
            "folder": ["appointment", "move", notice, "--counter", "cityhall", "--at", "2026-12-22T10:00", *staff],
            "proof.pdf": ["proof"],
            "reprint.pdf": ["reprint", "--notice", notice, *staff],
        }.items():
            with self.subTest(name):
                made = os.path.join(state, name)
                self.damage([KIGEN, *words, *common, made], state, made, max(MOMENTS // 2, 1))


if __name__ == "__main__":
    sys.exit(unittest.main())
