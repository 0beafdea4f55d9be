"""A night's folder stands whole or not at all, whatever fails and wherever the run is killed, and the
next run mends it. Each system call that the outbox makes is failed, and killed at, by strace."""

import errno
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

BUILD = os.environ.get("BUILD", "build")
PROGRAM = os.path.abspath(os.path.join(BUILD, "sample-folder"))
CALLS = ("mkdir", "openat", "mkdirat", "fcntl", "write", "close", "newfstatat", "unlinkat", "getdents64", "syncfs", "fsync", "renameat2")
OURS = ("mkdir", "mkdirat", "write", "syncfs", "fsync", "renameat2", "getdents64")  # that nothing but the outbox calls
ERRORS = {"write": "ENOSPC", "mkdir": "EACCES", "openat": "EMFILE", "fcntl": "EMFILE"}  # else EIO
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # a thousand syncs of a disk take a minute
ENVIRONMENT = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")  # the leak checker cannot work under strace


def sums(folder):
    with open(os.path.join(folder, "SHA256SUMS"), "rb") as stream:
        return stream.read()


class Case(unittest.TestCase):
    further = "0"

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(dir=MEMORY)
        cls.reference = os.path.join(cls.scratch.name, "reference")
        subprocess.run(cls.command(cls.reference), check=True)
        cls.expected = sums(os.path.join(cls.reference, "night"))

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    @classmethod
    def command(cls, parent):
        return [PROGRAM, parent, "night", "bare", cls.further]

    def place(self):
        return os.path.join(tempfile.mkdtemp(dir=self.scratch.name), "out")

    def traced(self, parent, *options):
        command = ["strace", "-f", "-qq", "-o", "/dev/null", *options, *self.command(parent)]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT).returncode

    def whole(self, parent):
        """Is the folder there? If it is, it is whole."""
        folder = os.path.join(parent, "night")
        if not os.path.lexists(folder):
            return False
        self.assertEqual(sums(folder), self.expected)
        for line in self.expected.decode().splitlines():
            digest, name = line.split("  ", 1)
            with open(os.path.join(folder, name), "rb") as stream:
                self.assertEqual(hashlib.sha256(stream.read()).hexdigest(), digest, name)
        return True

    def mended(self, parent):
        """The next run succeeds and leaves the folder and nothing else."""
        again = subprocess.run(self.command(parent), stderr=subprocess.PIPE, text=True)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertTrue(self.whole(parent))
        self.assertEqual(os.listdir(parent), ["night"])

    def leftover(self, parent):
        """What a run killed before its rename leaves: a hidden folder with nearly everything in it."""
        shutil.copytree(os.path.join(self.reference, "night"), os.path.join(parent, ".night.partial"))

    def calls(self, parent):
        """The calls of a run that goes through, from the outbox's first (it makes the parent) on: for
        each name, which of its calls are the outbox's. Those before are the program's loader's."""
        log = os.path.join(self.scratch.name, "log")
        subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(CALLS), *self.command(parent)], check=True, env=ENVIRONMENT)
        with open(log, encoding="utf-8", errors="replace") as stream:
            names = [line.split(None, 1)[1].split("(")[0] for line in stream]
        os.remove(log)
        start = names.index("mkdir")
        return {call: range(names[:start].count(call) + 1, names.count(call) + 1) for call in CALLS}

    def each_call(self, prepare):
        parent = self.place()
        prepare(parent)
        for call, numbers in self.calls(parent).items():
            for when in numbers:
                yield call, when


class Failures(Case):
    def fail_each(self, prepare, in_place=False):
        tried = 0
        for call, when in self.each_call(prepare):
            error = ERRORS.get(call, "EIO")
            with self.subTest(call=call, when=when, error=error):
                parent = self.place()
                prepare(parent)
                status = self.traced(parent, "--seccomp-bpf", "-e", "trace=" + call, "-e", f"inject={call}:error={error}:when={when}")
                there = self.whole(parent)
                if status == 0:
                    self.assertTrue(there, "success was told without a folder")
                elif call in OURS:
                    self.assertIn(status, (73, 74))
                    # Of what can fail only the parent's own sync comes after the rename.
                    self.assertEqual(there, in_place or call == "fsync")
                self.mended(parent)
                tried += 1
        return tried

    def test_any_call_fails_in_a_fresh_place(self):
        self.assertGreater(self.fail_each(lambda parent: None), 100)

    def test_any_call_fails_while_a_killed_runs_leftover_is_there(self):
        self.assertGreater(self.fail_each(self.leftover), 100)

    def test_any_call_fails_when_the_folder_is_already_in_place(self):
        def put_in_place(parent):
            shutil.copytree(os.path.join(self.reference, "night"), os.path.join(parent, "night"))
        self.assertGreater(self.fail_each(put_in_place, in_place=True), 100)

    def test_an_interrupted_write_goes_on(self):
        for when in range(1, 6):
            parent = self.place()
            self.assertEqual(self.traced(parent, "-e", "trace=write", "-e", f"inject=write:error=EINTR:when={when}"), 0)
            self.assertTrue(self.whole(parent))

    def test_a_file_system_that_does_not_know_the_flag_of_the_rename(self):
        parent = self.place()
        options = ("-e", "trace=renameat2", "-e", "inject=renameat2:error=EINVAL:when=1")
        self.assertEqual(self.traced(parent, *options), 0)
        self.assertTrue(self.whole(parent))

    def test_a_folder_that_appears_just_before_the_rename_is_kept(self):
        parent = self.place()
        os.makedirs(os.path.join(parent, "night"))
        last = self.calls(self.place())["newfstatat"][-1]  # the outbox's own look at the target
        options = ("-e", "trace=newfstatat", "-e", f"inject=newfstatat:error=ENOENT:when={last}")
        self.assertEqual(self.traced(parent, *options), 73)
        self.assertEqual(os.listdir(os.path.join(parent, "night")), [])

    def test_files_that_may_not_grow(self):
        def limit(bytes_):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))
        largest = max(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(os.path.join(self.reference, "night")) for name in names)
        for size in (0, 1, 100, 1000, largest - 1):
            with self.subTest(size=size):
                parent = self.place()
                run = subprocess.run(self.command(parent), stderr=subprocess.PIPE, text=True, preexec_fn=lambda: limit(size))
                self.assertEqual(run.returncode, 74, run.stderr)
                self.assertIn(os.strerror(errno.EFBIG), run.stderr)
                self.assertEqual(os.listdir(parent), [])
                self.mended(parent)


class Kills(Case):
    def kill_each(self, prepare):
        killed = 0
        for call, when in self.each_call(prepare):
            with self.subTest(call=call, when=when):
                parent = self.place()
                prepare(parent)
                status = self.traced(parent, "-e", "trace=" + call, "-e", f"inject={call}:signal=SIGKILL:when={when}")
                killed += status != 0
                if os.path.isdir(parent):
                    self.whole(parent)
                self.mended(parent)
        return killed

    def test_killed_at_any_call_in_a_fresh_place(self):
        self.assertGreater(self.kill_each(lambda parent: None), 100)

    def test_killed_at_any_call_while_a_leftover_is_removed(self):
        self.assertGreater(self.kill_each(self.leftover), 100)


class RandomKills(Case):
    further = "2000"

    def test_killed_at_any_moment_again_and_again_until_it_is_through(self):
        chance = random.Random(20261124)
        parent = self.place()
        killed = 0
        for _ in range(25):
            run = subprocess.Popen(self.command(parent))
            time.sleep(chance.uniform(0.0, 0.15))
            run.kill()
            killed += run.wait() != 0
            if os.path.isdir(parent):
                self.whole(parent)
        self.assertGreater(killed, 0)
        self.mended(parent)


if __name__ == "__main__":
    unittest.main()
