"""A night on which a font, a file handle or memory fails while letters are drawn: it ends as a night that
nothing happened to, or it is told, nothing is issued, and the same command does it all afterwards."""

import collections
import os
import re
import resource
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from city import KIGEN, Shared, card_due, certificates_due, tree_digest

# What is read by them, and how each fails.
FAILURES = {"openat": ("EMFILE", "EACCES"), "read": ("EIO",), "pread64": ("EIO",), "mmap": ("ENOMEM",),
            "fstat": ("EIO",), "newfstatat": ("EIO",), "access": ("EACCES",), "readlink": ("EIO",)}
# How many moments of each are tried, and how many limits; all of them with KIGEN_MOMENTS=100000.
MOMENTS = int(os.environ.get("KIGEN_MOMENTS", "1"))
FIRST, NIGHT = "2026-11-24", "2026-11-26"


def spread(moments):
    if len(moments) <= MOMENTS:
        return moments
    if MOMENTS == 1:
        return [moments[len(moments) // 2]]
    return sorted({moments[(len(moments) - 1) * i // (MOMENTS - 1)] for i in range(MOMENTS)})


class NightsWithoutFonts(Shared):
    def begin(self):
        self.small_office()
        residents = [certificates_due(str(i), "2027-01-10", language=language)
                     for i, language in enumerate(("ja", "zh-Hans", "ko", "vi"), 1)]
        residents[0] = residents[0].changed(name="葛\U000E0102城 简")
        residents.append(card_due("6", "2027-02-10"))
        # The ledger's secret is chosen on its first night; what is broken is the second.
        self.run_night(self.write(residents[-1:], "2026-11-23"), FIRST)
        self.register = self.write(residents, "2026-11-25")
        self.before = os.path.join(self.folder, "before")
        shutil.copytree(self.out, self.before)
        shutil.copy(self.ledger, self.before + ".db")
        self.run_night(self.register, NIGHT)
        self.assertTrue(os.path.exists(os.path.join(self.night(NIGHT), "mailroom/letters.pdf")))
        self.whole = self.state()

    def state(self):
        return tree_digest(self.out), self.ledger_dump()

    def restore(self):
        for name in os.listdir(self.folder):
            if name.startswith("ledger.db"):
                os.unlink(os.path.join(self.folder, name))
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.before, self.out)
        shutil.copy(self.before + ".db", self.ledger)

    def arguments(self):
        return [KIGEN, "run", "--office", self.office, "--ledger", self.ledger, "--out", self.out,
                "--date", NIGHT, "--register", self.register]

    def broken(self, *inject):
        """The night under strace; its result, and of each call which ones touch a font or its files."""
        log = os.path.join(self.folder, "strace.log")
        words = [word for one in inject for word in ("-e", "inject=" + one)]
        result = subprocess.run(
            ["strace", "-f", "-y", "-qq", "-o", log, "-e", "trace=" + ",".join(FAILURES), "-e", "signal=none",
             *words, *self.arguments()],
            capture_output=True, timeout=120, check=False,
            env={**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"})
        counts, touched = collections.Counter(), collections.defaultdict(list)
        with open(log, encoding="utf-8", errors="replace") as file:
            for call, rest in re.findall(r"^\d+ +(\w+)\((.*)", file.read(), re.M):
                counts[call] += 1
                if "font" in rest or (call == "mmap" and "MAP_ANONYMOUS" in rest and MOMENTS > 100):
                    touched[call].append(counts[call])
        return result, touched

    def judge(self, result, what):
        """As if nothing had happened, or told and not issued; was it told?"""
        if result.returncode == 0:
            self.assertEqual(self.state(), self.whole, what)
            return False
        self.assertFalse(os.path.exists(self.night(NIGHT)), what)
        self.run_night(self.register, NIGHT)
        self.assertEqual(self.state(), self.whole, what)
        return True

    def test_each_call_that_touches_a_font(self):
        self.restore()
        result, touched = self.broken()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.state(), self.whole)
        told = tried = 0
        for call, errors in FAILURES.items():
            for error in errors:
                for number in spread(touched[call]):
                    what = "%s of %s %d" % (error, call, number)
                    with self.subTest(what):
                        self.restore()
                        result, _ = self.broken("%s:error=%s:when=%d" % (call, error, number))
                        tried += 1
                        told += self.judge(result, "%s: %s" % (what, result.stderr.decode(errors="replace")))
        self.assertGreaterEqual(tried, len(FAILURES) * min(MOMENTS, 10) // 2)
        if MOMENTS > 7:
            print("%d failures tried, %d told" % (tried, told), file=sys.stderr)

    def limited(self, kind, value):
        self.restore()
        return subprocess.run(
            self.arguments(), capture_output=True, timeout=120, check=False,
            preexec_fn=lambda: (resource.setrlimit(kind, (value, value)),
                                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))))

    def test_few_file_handles(self):
        """Each small number of them; what is lacking is named."""
        told = 0
        limits = list(range(5, 40))
        for value in spread(limits) if MOMENTS > 7 else (8, 11):
            with self.subTest("%d file handles" % value):
                result = self.limited(resource.RLIMIT_NOFILE, value)
                if self.judge(result, "%d: %s" % (value, result.stderr.decode(errors="replace"))):
                    told += 1
                    self.assertRegex(result.stderr, rb"Too many open files|shared libraries")
        self.assertGreater(told, 0)

    def test_little_memory(self):
        """Each size from nothing to enough."""
        if "asan" in KIGEN:
            return  # it takes terabytes of addresses
        told = 0
        sizes = list(range(40, 440, 4))
        for value in spread(sizes) if MOMENTS > 7 else (150, 220):
            with self.subTest("%d MB" % value):
                result = self.limited(resource.RLIMIT_AS, value << 20)
                told += self.judge(result, "%d MB: %s" % (value, result.stderr.decode(errors="replace")))
        self.assertGreater(told, 0)


if __name__ == "__main__":
    unittest.main()
