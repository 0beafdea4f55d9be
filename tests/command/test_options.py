"""The command line: what is wrong with it is said in the command's name, with a hint, and nothing is done."""

import functools
import glob
import os
import re
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KIGEN = os.path.join(os.path.abspath(os.environ.get("BUILD", "build")), "kigen")
COMMANDS = ("run", "plan", "forecast", "check", "proof", "hours", "places free", "appointment list", "explain", "report", "status", "log", "effect", "mailing list", "returned", "reprint", "hand list")
VERBS = ("run", "plan", "forecast", "check", "proof", "hours", "places free", "places export", "appointment list", "appointment move", "appointment give", "appointment came", "appointment import", "appointment cancel", "explain", "report", "status", "log", "effect",
         "mailing list", "mailing hold", "mailing release", "mailing posted", "mailing withdraw", "mailing destroyed",
         "returned", "reprint", "hand list", "hand done", "hand release", "house list", "house show", "house accept", "house decline", "exception list", "exception acknowledge", "exception reopen", "purge",
         "backup", "restore", "verify")
ELSEWHERE = {"--system", "--create", "--home-dir", "--shell"}  # other programs' that the pages name


@functools.cache
def ask(*arguments):
    return subprocess.run([KIGEN, *arguments], capture_output=True, text=True, timeout=60)


class Options(unittest.TestCase):
    def refused(self, arguments, message):
        answer = ask(*arguments)
        self.assertEqual((answer.returncode, answer.stdout), (64, ""), arguments)
        self.assertEqual(answer.stderr.splitlines()[0], message)
        return answer.stderr.splitlines()[1:]

    def test_every_command_speaks_in_its_own_name(self):
        for command in COMMANDS:
            hint = self.refused([*command.split(), "--nonsense"], f"kigen {command}: unrecognized option '--nonsense'")
            self.assertEqual(hint, [f"hint: kigen {command} --help"])

    def test_an_option_of_another_command_is_none_of_this_one(self):
        self.refused(["hours", "--register", "r.xml"], "kigen hours: unrecognized option '--register'")
        self.refused(["proof", "--accept", "export-aged"], "kigen proof: unrecognized option '--accept'")

    def test_what_an_option_needs(self):
        for arguments, message in (
                (["run", "--date"], "kigen run: option '--date' requires an argument"),
                (["run", "--date", "2026-02-30"], "kigen run: --date takes a date such as 2026-11-24, not '2026-02-30'"),
                (["run", "-x"], "kigen run: invalid option -- 'x'"),
                (["run", "--quiet=yes"], "kigen run: option '--quiet' doesn't allow an argument"),
                (["run", "--cards", "c.xml"], "kigen run: --cards needs --register"),
                (["hours", "tomorrow"], "kigen hours: unexpected 'tomorrow'")):
            self.refused(arguments, message)

    def test_an_option_that_is_let_pass_needs_a_reason_and_a_reason_needs_one(self):
        register = ["run", "--register", "r.xml"]
        self.refused([*register, "--why", "new system"], "kigen run: --why needs --accept CODE")
        self.refused([*register, "--accept", "residents-vanished"], "kigen run: --accept needs --why TEXT")
        for words in ("", "   ", "two\nlines", "two\u2028lines", "turned \u202eround", "long" * 200):
            self.refused([*register, "--why", words], "kigen run: --why takes a line of UTF-8 text of at most 500 bytes")

    def test_no_such_command(self):
        self.assertEqual(self.refused(["fly"], "kigen: no command 'fly'"), ["hint: kigen --help"])
        for typed, meant in (("rnu", "run"), ("verfy", "verify"), ("mailings", "mailing"), ("x" * 60, None)):
            self.assertEqual(self.refused([typed], f"kigen: no command '{typed}'"),
                             [f"hint: kigen {meant} --help" if meant else "hint: kigen --help"])
        self.assertEqual(self.refused(["mailing", "hodl"], "kigen mailing: no 'hodl'"),
                         ["hint: kigen mailing hold --help"])

    def test_help_is_asked_for_in_three_ways(self):
        for words in ("run", "mailing", "mailing hold", ""):
            words = words.split()
            told = ask(*words, "--help").stdout
            self.assertIn("usage: kigen", told)
            for other in (["help", *words], [*words, "-h"]):
                answer = ask(*other)
                self.assertEqual((answer.returncode, answer.stdout), (0, told), other)
        # Behind an option it is that option's.
        self.assertNotIn("usage: ", ask("hours", "--from", "-h").stdout)

    def test_every_command_has_help(self):
        for command in COMMANDS:
            answer = ask(*command.split(), "--help")
            self.assertEqual((answer.returncode, answer.stderr), (0, ""), command)
            self.assertTrue(answer.stdout.startswith(f"usage: kigen {command.split()[0]}"), answer.stdout[:60])

    def taken(self, command):
        """What the help of a verb lists, with an argument where one is taken; what its usage names."""
        answer = ask(*command.split(), "--help")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""), command)
        usage, rest = answer.stdout.split("\n\n", 1)
        lines = [line for line in rest.splitlines() if line.startswith("  --")]
        listed = dict(re.match(r"  (--[a-z-]+)(?: (\S+))?  ", line).groups() for line in lines)
        self.assertEqual(set(re.findall(r"--[a-z-]+", usage)) | {"--help"}, set(listed), command)
        # Columns: every text begins under the first, and no line is too wide for a terminal.
        self.assertEqual(len({re.match(r"  --\S+( \S+)? +", line).end() for line in lines}), 1, command)
        self.assertLessEqual(max(map(len, answer.stdout.splitlines())), 100, command)
        return listed

    def test_what_help_lists_is_taken_and_nothing_else(self):
        values = {"DATE": "2026-11-24", "DAY": "2026-11-24", "YYYY-MM-DDTHH:MM": "2026-12-16T17:30", "CODE": "export-aged", "SECONDS": "5", "--months": "3", "MATTER": "card", "WAVE": "late", "GROUP": "text",
                  "NAME=FILE...": "people=people.csv", "--municipality": "232068"}
        taken = {verb: self.taken(verb) for verb in VERBS}
        everything = set().union(*taken.values())
        self.assertGreater(len(everything), 25)
        for verb, options in taken.items():
            given = [name if word is None else f"{name}={values.get(name, values.get(word, 'words'))}" for name, word in options.items()]
            answer = ask(*verb.split(), *given)
            self.assertEqual((answer.returncode, answer.stderr), (0, ""), [verb, given])
        refusals = [(verb, name) for verb, options in taken.items() for name in sorted(everything - set(options))]
        if "asan" in KIGEN:  # four hundred starts, which are alike
            refusals = refusals[::9]
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda one: self.refused([*one[0].split(), one[1]], f"kigen {one[0]}: unrecognized option '{one[1]}'"),
                          refusals))

    def test_the_help_of_a_command_says_which_verbs_take_what(self):
        for command in sorted({verb.split()[0] for verb in VERBS if " " in verb}):
            verbs = [verb.split()[1] for verb in VERBS if verb.split()[0] == command]
            taken = {verb: self.taken(f"{command} {verb}") for verb in verbs}
            for line in ask(command, "--help").stdout.splitlines():
                if not line.startswith("  --"):
                    continue
                name, word, who = re.match(r"  (--[a-z-]+)(?: (\S+))? +(?:((?:all but )?[a-z]+(?:, [a-z]+)*): )?", line).groups()
                takers = {verb for verb in verbs if name in taken[verb] and taken[verb][name] == word}
                said = set(verbs) if who is None else set(who.removeprefix("all but ").split(", "))
                if who is not None and who.startswith("all but "):
                    said = set(verbs) - said
                self.assertEqual(said, takers, line)

    def test_the_readmes_and_manual_pages_name_no_option_that_there_is_not(self):
        listed = set().union(*(self.taken(verb) for verb in VERBS))
        pages = glob.glob("cron/man/**/*.[1-8]", root_dir=ROOT, recursive=True)
        self.assertGreater(len(pages), 15)
        for name in ("README.md", "README.ja.md", *pages):
            with open(os.path.join(ROOT, name), encoding="utf-8") as page:
                named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", page.read().replace("\\-", "-").replace("\\fB", " ")))
            self.assertEqual(named - listed - ELSEWHERE, set(), name)

    def test_the_table_of_commands_names_each_and_stands_in_columns(self):
        lines = [line for line in ask("--help").stdout.splitlines() if line.startswith("  ")]
        self.assertEqual({verb.split()[0] for verb in VERBS}, {line.split()[0] for line in lines})
        with open(os.path.join(ROOT, "cron/man/kigen-operation.7"), encoding="utf-8") as page:
            table = re.findall(r"^\.It (.*)", page.read().partition(".Sh COMMANDS\n")[2].partition("\n.Sh ")[0], re.M)
        self.assertEqual({verb.split()[0] for verb in VERBS}, set(re.findall(r"\\fB([a-z]+)", " ".join(table))))
        self.assertEqual(len({len(line) - len(line[2:].split(None, 1)[1]) for line in lines}), 1, lines)


if __name__ == "__main__":
    unittest.main()
