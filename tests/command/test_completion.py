"""What bash completes, asked of bash itself: every command, verb and option that the program has, and no other."""

import os
import pty
import re
import select
import subprocess
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KIGEN = os.path.join(os.path.abspath(os.environ.get("BUILD", "build")), "kigen")
ASK = """source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_kigen
printf '%s\\n' "${COMPREPLY[@]}"
"""


def said(*arguments):
    return subprocess.run([KIGEN, *arguments], capture_output=True, text=True, timeout=60)


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = scratch.name
        cls.file = os.path.join(cls.folder, "kigen.bash")
        with open(cls.file, "w", encoding="utf-8") as stream:
            subprocess.run(["sh", os.path.join(ROOT, "cron/completion.sh"), KIGEN], check=True, stdout=stream, timeout=120)
        os.makedirs(os.path.join(cls.folder, "work/a drop"))
        for name in ("register.xml", "room.csv"):
            with open(os.path.join(cls.folder, "work", name), "w", encoding="ascii"):
                pass

    def complete(self, *words):
        done = subprocess.run(["bash", "--norc", "--noprofile", "-c", ASK, "bash", self.file, "kigen", *words], capture_output=True,
                              text=True, timeout=20, cwd=os.path.join(self.folder, "work"), check=True)
        # compopt may only be called by a completion that readline has begun.
        self.assertEqual(re.sub(r".*compopt.*\n", "", done.stderr), "")
        return set(done.stdout.split("\n")) - {""}

    def verbs(self):
        """Each command with each of its verbs."""
        for command in re.findall(r"^  ([a-z]+) ", said("--help").stdout, re.M):
            verbs = set(re.findall(rf"^.{{7}}kigen {command} ([a-z]+)(?: |$)", said(command, "--help").stdout, re.M))
            yield from ((command, verb) for verb in sorted(verbs) or [None])

    def test_commands_and_verbs(self):
        told = list(self.verbs())
        self.assertEqual(self.complete(""), {command for command, _ in told} | {"--help", "--version"})
        self.assertEqual(self.complete("re"), {command for command, _ in told if command.startswith("re")})
        for command in {command for command, verb in told if verb}:
            self.assertEqual(self.complete(command, ""), {verb for of, verb in told if of == command} | {"--help"})

    def test_the_options_of_each_verb_are_those_that_it_takes(self):
        for command, verb in self.verbs():
            words = [command] + ([verb] if verb else [])
            taken = set(re.findall(r"^  (--[a-z-]+)", said(*words, "--help").stdout, re.M))
            self.assertGreater(len(taken), 2)
            self.assertEqual(self.complete(*words, "--"), taken, words)

    def test_what_is_behind_an_option(self):
        self.assertEqual(self.complete("run", "--register", "r"), {"register.xml", "room.csv"})
        self.assertEqual(self.complete("run", "--from", ""), {"a drop"})
        self.assertEqual(self.complete("hours", "--from", ""), set())
        self.assertEqual(self.complete("run", "--set", "cards", "=", "ro"), {"room.csv"})
        self.assertEqual(self.complete("run", "--date", ""), set())
        self.assertLessEqual({"--quiet", "--out"}, self.complete("run", "--quiet", "--"))
        codes = re.search(r"takes one of (.*), not", said("run", "--accept", "-").stderr)[1].split()
        self.assertGreater(len(codes), 30)
        self.assertEqual(self.complete("run", "--accept", ""), set(codes))
        self.assertEqual(self.complete("run", "--accept", "dues-re"), {"dues-renewed"})

    def test_typed_at_a_terminal(self):
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(os.path.join(self.folder, "work"))
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], {"PATH": os.environ["PATH"], "TERM": "dumb", "PS1": "> "})
        self.addCleanup(os.close, terminal)
        for line in (f"source {self.file}\n", "kigen(){ printf '<%s>' \"$@\"; }\n", "kigen ru\t--acc\tdues-ren\t--from a\t\n"):
            os.write(terminal, line.encode())
        shown, until = b"", time.monotonic() + 20
        while b"<run><--accept>" not in shown and time.monotonic() < until:
            if select.select([terminal], [], [], 0.2)[0]:
                shown += os.read(terminal, 4096)
        os.write(terminal, b"exit\n")
        os.waitpid(child, 0)
        self.assertIn(b"<run><--accept><dues-renewed><--from><a drop/>", shown)


if __name__ == "__main__":
    unittest.main()
