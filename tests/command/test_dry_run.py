"""kigen run --dry-run: what the night would do is what it then does, and nothing but standard output is written."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
import unittest

import jsonschema

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk, json_schema
from city import KIGEN, Shared, card_due, certificates_due, tree_digest

NIGHT, NEXT = "2026-11-24", "2026-11-25"


class DryRun(Shared, Desk):
    def begin(self):
        self.people = [certificates_due("1", "2027-02-05"), certificates_due("2", "2027-02-05")]
        self.run_night(self.write(self.people, "2026-11-23"), NIGHT)
        self.people = [self.people[0], certificates_due("2", "2027-02-05", state="deceased"), card_due("3", "2027-02-06", leaving="2026-12-20"),
                       card_due("4", "2027-02-06"), certificates_due("5", "2026-11-30"), card_due("6", "2027-02-06", format="braille"),
                       certificates_due("7", "2027-02-06", born="1990-02-30")]
        self.register = self.write(self.people, NIGHT, name="tonight.xml")
        self.scratch = os.path.join(self.folder, "scratch")
        os.makedirs(self.scratch)

    def dry(self, *words, expect=0, date=NEXT):
        """What would be, as JSON, with nothing changed anywhere; the text tells the same counts."""
        def ask(*more):
            said = self.kigen("run", "--dry-run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", date,
                              "--register", self.register, *words, *more, env={**os.environ, "TMPDIR": self.scratch})
            self.assertEqual(said.returncode, expect, (said.stdout + said.stderr).decode())
            return said.stdout.decode()
        before = tree_digest(self.folder)
        text, told = ask(), ask("--json")
        self.assertEqual(tree_digest(self.folder), before)
        self.assertEqual(os.listdir(self.scratch), [])
        if expect > 1:
            self.assertEqual((text, told), ("", ""))
            return None, text
        shown = json.loads(told)
        jsonschema.validate(shown, json_schema("dry-run"))
        for count in shown["counts"].values():
            self.assertRegex(text, rf" {count}\b")
        return shown, text

    def other_office(self, old, new):
        path = os.path.join(os.path.dirname(self.office), "other.xml")
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))
        return path

    def test_what_would_be_is_what_then_is(self):
        shown, text = self.dry()
        self.assertTrue(shown["fresh"])
        self.assertIn("nothing is written", text)
        self.run_night(self.register, NEXT)
        rows = self.table(NEXT, "operators/dues.csv")
        self.assertGreater(len(rows), 8)
        self.assertEqual([[row[key] for key in ("resident", "matter", "expires", "opens", "wave", "outcome", "reason", "notice", "counter", "starts")]
                          for row in rows],
                         [[row[key] for key in ("resident", "matter", "expires", "opens", "wave", "outcome", "reason", "notice", "counter", "starts")]
                          for row in shown["dues"]])
        self.assertEqual(shown["mailing"], self.sheets(NEXT))
        calls = self.table(NEXT, "operators/call.csv")
        self.assertEqual({row["resident"] for row in shown["dues"] if row["call"]}, {row["resident"] for row in calls})
        self.assertEqual(shown["counts"]["calls"], len({row["resident"] for row in calls}))
        exceptions = [row["code"] for row in self.table(NEXT, "operators/exceptions.csv")]
        self.assertEqual(shown["exceptions"], {code: exceptions.count(code) for code in exceptions})
        with open(os.path.join(self.night(NEXT), "operators/summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        self.assertEqual((shown["counts"]["read"], shown["counts"]["aside"]), (summary["read"], summary["aside"]))
        self.assertEqual((shown["last_night"], shown["last"]["read"]), (NIGHT, 2))
        # Once it is done it says so, and shows it as it is.
        again, text = self.dry()
        self.assertFalse(again["fresh"])
        self.assertIn("is done, by this very register", text)
        self.assertEqual((again["dues"], again["counts"]), (shown["dues"], shown["counts"]))

    def test_who_is_treated_otherwise_than_before(self):
        """Beside each due what was last decided of it, and where an appointment was that has moved."""
        shown, text = self.dry()
        told = {(one["resident"], one["matter"]): one for one in shown["changes"] if one["resident"]}
        self.assertEqual(set(told), {(row["resident"], row["matter"]) for row in shown["dues"]})
        self.assertRegex(told["2", "signature"]["here"], "^letter first [a-z]+ 2026-1")
        self.assertEqual(told["2", "signature"]["there"], "none first deceased")
        self.assertEqual(told["4", "card"]["here"], "")
        gone, = [one for one in shown["changes"] if not one["resident"]]
        self.assertEqual((gone["notice"], gone["there"]), (self.numbers(NIGHT)["2"], ""))
        self.assertIn(gone["here"], told["2", "signature"]["here"])
        for one in shown["changes"]:
            self.assertIn(one["there"] or "-", text)
        said = self.kigen("run", "--dry-run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", NEXT,
                          "--register", self.register, "--json", env={**os.environ, "LC_ALL": "ja_JP.UTF-8"})
        self.assertEqual(json.loads(said.stdout), shown)

    def test_nothing_is_left_of_one_that_is_stopped(self):
        """The copy of the ledger goes with the run, whatever ends it: Ctrl-C, which all of the terminal's processes get, and kill -9."""
        def as_a_terminal_does():  # what is started in the background or by nohup hears neither Ctrl-C nor the terminal's end
            for one in (signal.SIGINT, signal.SIGHUP):
                signal.signal(one, signal.SIG_DFL)

        for number, kill in ((signal.SIGINT, os.killpg), (signal.SIGTERM, os.kill), (signal.SIGHUP, os.killpg), (signal.SIGKILL, os.kill)):
            run = subprocess.Popen([KIGEN, "run", "--dry-run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date",
                                    NEXT, "--register", "/dev/stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=True, preexec_fn=as_a_terminal_does, env={**os.environ, "TMPDIR": self.scratch})
            while not any(names for _, _, names in os.walk(self.scratch)):
                self.assertIsNone(run.poll(), run.stderr)
                time.sleep(0.01)
            kill(run.pid, number)
            self.assertEqual(run.wait(timeout=60), -number)
            run.communicate(timeout=60)  # until the watcher, who holds them too, is done
            self.assertEqual(os.listdir(self.scratch), [])

    def test_by_another_office_file(self):
        """Whose visit lies elsewhere, who has other dates; what both do is not told."""
        row = self.dues(NIGHT)["1", "signature"]
        day = row["starts"][:10].replace("-", "")
        closed = self.other_office("<closures>", f'<closures><closure rrule="FREQ=YEARLY;BYMONTH={int(day[4:6])};BYMONTHDAY={int(day[6:])}" '
                                   'reason="works" effect="hours" counters="all" matters="all"/>')
        shown, text = self.dry("--against", closed)
        told = shown["against"]["differences"]
        moved = [one for one in told if one["notice"] == row["notice"]]
        self.assertEqual([one["here"] for one in moved], [f'{row["counter"]} {row["starts"]}'])
        self.assertNotEqual(moved[0]["there"], moved[0]["here"])
        for one in told:
            self.assertIn(one["here"] or "-", text)
        self.assertEqual({one["resident"] for one in told} - {"", "4", "7"}, set())
        early = self.other_office('lead-days="7" clear-days="3" wished-day="14"', 'lead-days="20" clear-days="3" wished-day="25"')
        shown, text = self.dry("--against", early)
        self.assertEqual({one["resident"] for one in shown["against"]["differences"]}, {"4", "7"})
        self.assertEqual(shown["against"]["counts"]["letter"], shown["counts"]["letter"])
        self.assertEqual(self.dry("--against", self.office)[0]["against"]["differences"], [])

    def test_a_first_night_and_one_that_is_refused(self):
        os.unlink(self.ledger)
        os.unlink(self.ledger + ".sum")
        self.dry(expect=65)  # its folder is there: the ledger is behind
        self.out = os.path.join(self.folder, "elsewhere")
        shown, _ = self.dry()
        self.assertNotIn("last", shown)
        self.assertFalse(os.path.exists(self.ledger))
        self.assertFalse(os.path.exists(self.out))

    def test_while_a_night_holds_the_ledger(self):
        with open(self.ledger + ".lock", "a", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            fcntl.lockf(lock, fcntl.LOCK_EX)
            self.dry()

    def test_what_is_refused(self):
        self.dry(date="2026-11-23", expect=64)
        said = self.kigen("run", "--register", self.register, "--against", self.office)
        self.assertEqual(said.returncode, 64)
        self.assertIn(b"needs --dry-run", said.stderr)


if __name__ == "__main__":
    unittest.main()
