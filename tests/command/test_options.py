"""The command line: what is wrong with it is said in the command's name, with a hint, and nothing is done."""

import os
import subprocess
import unittest

KIGEN = os.path.join(os.path.abspath(os.environ.get("BUILD", "build")), "kigen")
COMMANDS = ("run", "plan", "check", "proof", "hours", "appointment list", "explain", "mailing list", "returned", "reprint", "hand list")


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
        for words in ("", "   ", "two\nlines", "long" * 200):
            self.refused([*register, "--why", words], "kigen run: --why takes a line of UTF-8 text of at most 500 bytes")

    def test_no_such_command(self):
        self.assertEqual(self.refused(["fly"], "kigen: no command 'fly'"), ["hint: kigen --help"])

    def test_every_command_has_help(self):
        for command in COMMANDS:
            answer = ask(*command.split(), "--help")
            self.assertEqual((answer.returncode, answer.stderr), (0, ""), command)
            self.assertTrue(answer.stdout.startswith(f"usage: kigen {command.split()[0]}"), answer.stdout[:60])

    def test_the_table_of_commands_names_each_and_stands_in_columns(self):
        lines = [line for line in ask("--help").stdout.splitlines() if line.startswith("  ")]
        self.assertLessEqual({command.split()[0] for command in COMMANDS}, {line.split()[0] for line in lines})
        self.assertEqual(len({len(line) - len(line[2:].split(None, 1)[1]) for line in lines}), 1, lines)


if __name__ == "__main__":
    unittest.main()
