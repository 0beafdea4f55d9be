"""Who came, found without typing: a small city whose people do as planted, night after night, held against what the
ledger says of each of their letters; what the desk scans; and what is left of it in counts."""

import collections
import contextlib
import datetime
import os
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import LOOSE, Desk
from city import Shared, card_due, certificates_due

NIGHT, EXPIRES = "2026-11-24", "2027-02-05"
DAYS = 14  # the office's attendance-days
# What each does about the visit that the first letter names, and what is to be found of it.
KINDS = {"comes": "came", "comes a bit later": "came", "comes before": "otherwise", "comes much later": "otherwise",
         "never comes": "unresolved", "moves away": "gone", "is scanned": "came", "gets no letter": "returned"}
COMES = {"comes": 0, "comes a bit later": DAYS, "comes before": -1, "comes much later": DAYS + 1}
EACH = 6


def day(text):
    return datetime.date.fromisoformat(text)


def later(date, days):
    return str(day(date) + datetime.timedelta(days))


class Attendance(Shared, Desk):
    def begin(self):
        self.small_office(**LOOSE, **{'retention days="1095" folder-days="400"': 'retention days="100"', 'ended-free="20"': 'ended-free="40"'})
        self.kinds, self.people = {}, {}
        for at, kind in enumerate(list(KINDS) * EACH):
            resident = f"1{at:03}"
            make = card_due if at % 3 == 0 else certificates_due
            self.people[resident] = make(resident, EXPIRES, address=f"愛知県春日井市鳥居松町{at + 1}丁目1番地",
                                         **({"language": "pt"} if at % 4 == 0 else {}))
            self.kinds[resident] = kind
        self.live(NIGHT)
        self.letters = self.numbers(NIGHT)
        self.visits = {row["resident"]: row["starts"][:10] for row in self.table(NIGHT, "operators/dues.csv") if row["uid"]}
        self.assertEqual(set(self.visits), set(self.people))
        back = [self.letters[resident] for resident, kind in self.kinds.items() if kind == "gets no letter"]
        self.desk("returned", *back, "--reason", "moved", date=later(NIGHT, 3))
        self.last = NIGHT
        self.first = {}  # the night that first said what it says at the end
        while self.last < "2027-01-26":
            self.live(later(self.last, 7))

    def live(self, night):
        """What happens by the day before, then the night."""
        for resident, kind in self.kinds.items():
            visit = getattr(self, "visits", {}).get(resident)
            if visit is None:
                continue
            comes = later(visit, COMES[kind]) if kind in COMES else None
            if comes is not None and comes < night and self.people[resident].words["signature"]["expires"] == EXPIRES:
                self.renew(resident, comes)
            if kind == "moves away" and later(visit, -3) < night:
                self.people[resident] = self.people[resident].changed(state="moved-out")
            if kind == "is scanned" and self.last <= visit < night:
                self.desk("appointment", "came", self.letters[resident], date=visit)
        path = self.write(list(self.people.values()), later(night, -1))
        self.run_night(path, night)
        self.last = night

    def renew(self, resident, comes):
        words = self.people[resident].words
        fresh = {"state": "valid", "issued": comes, "expires": "2032-02-05"}
        card = {**words["card"], "issued": comes, "expires": "2037-02-05"} if words["card"]["expires"] == EXPIRES else words["card"]
        self.people[resident] = self.people[resident].changed(signature=fresh, authentication=fresh, card=card)

    def rows(self, query):
        out = subprocess.run(["sqlite3", "-readonly", self.ledger, query], capture_output=True, check=True, text=True).stdout
        return [tuple(line.split("|")) for line in out.splitlines()]

    def found(self):
        return {row[0]: row[1:] for row in self.rows("SELECT notice, outcome, renewed, in_time, by_visit, settled FROM attendance")}

    def test_what_is_found_is_the_truth(self):
        found = self.found()
        for resident, number in self.letters.items():
            kind = self.kinds[resident]
            outcome, renewed, in_time, by_visit, _ = found[number]
            with self.subTest(resident=resident, kind=kind, visit=self.visits[resident]):
                self.assertEqual(outcome, KINDS[kind])
                self.assertEqual(renewed, later(self.visits[resident], COMES[kind]) if kind in COMES else "")
                self.assertEqual(in_time, "1" if kind in COMES else "0")
                self.assertEqual(by_visit, "1" if KINDS[kind] == "came" or kind == "comes before" else "0")
        # Every letter that was printed has its version, all of one language the same.
        versions = collections.defaultdict(set)
        for language, version in self.rows("SELECT DISTINCT r.language, a.version FROM attendance a JOIN recipient r"
                                           " ON r.notice = a.notice"):
            self.assertRegex(version, "^[0-9a-f]{16}$")
            versions[language].add(version)
        self.assertEqual({language: len(of) for language, of in versions.items()}, {"": 1, "pt": 1})
        self.assertNotEqual(versions[""], versions["pt"])

    def test_a_reminder_is_judged_for_itself(self):
        """Who never came is reminded, and it is not known of the second visit either; who came is not reminded."""
        reminded = {resident for resident, _ in self.rows(
            "SELECT resident, number FROM notice WHERE wave = 'reminder' AND mailed IS NOT NULL AND resident <> ''")}
        self.assertEqual({self.kinds[resident] for resident in reminded} - {"never comes", "is scanned", "comes much later"}, set())
        self.assertIn("never comes", {self.kinds[resident] for resident in reminded})
        outcomes = {row[0] for row in self.rows("SELECT a.outcome FROM attendance a JOIN notice n ON n.number = a.notice"
                                                " WHERE n.wave = 'reminder'")}
        self.assertLessEqual(outcomes, {"not-yet", "unresolved", "came", "otherwise"})

    def test_it_is_told(self):
        resident = next(resident for resident, kind in self.kinds.items() if kind == "comes")
        said = self.desk("explain", resident, "--json", date=self.last)
        self.assertIn(f'"attendance": "came"', said.stdout.decode())
        listed = self.desk("appointment", "list", "--json", "--from", NIGHT, date=self.last).stdout.decode()
        self.assertIn('"came": "came"', listed)
        self.assertIn('"came": "unresolved"', listed)

    def test_an_export_without_certificates_says_nothing(self):
        before = self.found()
        people = [person.changed(signature=None, authentication=None, card=None) for person in self.people.values()]
        path = self.write(people, later(self.last, 6))
        night = later(self.last, 7)
        codes = self.run_night(path, night, expect=65).stderr.decode()
        self.assertIn("dues-ended", codes)
        self.assertEqual(self.found(), before)

    def test_counts_outlive_the_letters(self):
        """Past the retention there are counts, of each thing that is told apart as many as there were letters."""
        posted = len(self.rows("SELECT notice FROM attendance WHERE outcome <> 'withdrawn'"))
        outcomes = dict(self.rows("SELECT outcome, count(*) FROM attendance WHERE outcome <> 'withdrawn' GROUP BY 1"))
        for night in ("2027-03-01", "2027-12-01"):
            self.run_night(self.write([certificates_due("9", "2030-01-01")], night), night)
        self.assertEqual(self.rows("SELECT count(*) FROM attendance"), [("0",)])
        self.assertEqual(self.rows("SELECT count(*) FROM renewal"), [("0",)])
        self.assertEqual(self.rows("SELECT count(*) FROM came"), [("0",)])
        counted = dict(self.rows("SELECT what, sum(count) FROM effect GROUP BY what"))
        self.assertEqual(counted, dict.fromkeys(("ahead", "all", "counter", "hour", "language", "matter", "trial", "version", "weekday"), str(posted)))
        after = dict(self.rows("SELECT outcome, sum(count) FROM effect WHERE what = 'all' GROUP BY 1"))
        for outcome in ("came", "otherwise", "returned"):
            self.assertEqual(after[outcome], outcomes[outcome], outcome)
        self.assertEqual(dict(self.rows("SELECT value, sum(count) > 0 FROM effect WHERE what = 'language' GROUP BY 1")), {"": "1", "pt": "1"})
        self.assertEqual(self.rows("SELECT DISTINCT visit, value = '' FROM effect WHERE what = 'counter'"), [("1", "0")])
        self.assertNotIn(b"'1001'", self.ledger_dump())  # hexadecimal digits may be any


class Scanning(Shared, Desk):
    def begin(self):
        self.small_office(**LOOSE)
        people = [certificates_due(f"{at}", EXPIRES, address=f"愛知県春日井市鳥居松町{at}丁目1番地") for at in range(1, 6)]
        self.run_night(self.write(people, "2026-11-23"), NIGHT)
        self.letters = self.numbers(NIGHT)
        self.visits = {row["resident"]: row["starts"][:10] for row in self.table(NIGHT, "operators/dues.csv") if row["uid"]}

    def scan(self, *words, **options):
        return self.desk("appointment", "came", *words, **options)

    def test_nothing_is_told_of_a_turn_that_failed(self):
        today = self.visits["1"]
        one, other = [self.letters[resident] for resident in self.letters if self.visits[resident] == today][:2]
        os.unlink(self.ledger + ".sum")
        with contextlib.closing(sqlite3.connect(self.ledger)) as ledger:
            ledger.execute("CREATE TRIGGER one_is_enough BEFORE INSERT ON came WHEN (SELECT count(*) FROM came) >= 1 "
                           "BEGIN SELECT raise(ABORT, 'planted'); END")
        self.assertEqual(self.scan(one, other, date=today, expect=70).stdout, b"")

    def test_each_number_is_a_case_of_its_own(self):
        first, other = self.letters["1"], self.letters["2"]
        today = self.visits["1"]
        self.desk("appointment", "cancel", self.letters["3"], "--no-letter", date=NIGHT)
        moved = next(resident for resident in ("4", "5") if self.visits[resident] != today) if any(
            self.visits[resident] != today for resident in ("4", "5")) else None
        typed = first.replace("-", "")
        wrong = typed[:-1] + str((int(typed[-1]) + 1) % 10)
        lines = f"\ufeff{typed}\r\n\r\n{wrong}\n26-999999-{self.check('26999999')}\n{self.letters['3']}\n"
        path = os.path.join(self.folder, "scans.txt")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(lines)
        said = self.scan("--file", path, "--by", "desk 3", date=today, expect=1)
        self.assertEqual(said.stdout.decode(), f"{first}: came\n")
        errors = said.stderr.decode().splitlines()
        self.assertEqual(len(errors), 3, errors)
        for line, number, code in zip(errors, (3, 4, 5), ("misread", "unknown", "cancelled")):
            self.assertIn(f"scans.txt:{number}: ", line)
            self.assertIn(f"({code})", line)
        if moved is not None:
            self.assertIn("(other-day)", self.scan(self.letters[moved], date=today, expect=1).stderr.decode())
        self.assertIn("(other-day)", self.scan(other, date=NIGHT, expect=1).stderr.decode())
        # Once more, as often as wanted; and what a keyboard types.
        self.assertEqual(self.scan(first, date=today).stdout.decode(), f"{first}: already recorded\n")
        self.scan(date=self.visits["2"], stdin=f"{other}\n{other}\n".encode())
        log = [line for line in self.log() if "appointment-came" in line]
        self.assertEqual(log, [f"{today}|appointment-came|{first}|1||desk 3|", log[1]])
        self.assertIn(f"|{other}|2|", log[1])
        row = next(row for row in self.listed("appointment", date=NIGHT) if row["notice"] == first)
        self.assertEqual(row["came"], "came")

    @staticmethod
    def check(digits):
        total = sum(sum(map(int, str(int(digit) * (2 - place % 2)))) for place, digit in enumerate(reversed(digits)))
        return -total % 10

    def test_a_file_that_is_not_there(self):
        self.scan("--file", os.path.join(self.folder, "none"), date=NIGHT, expect=66)
        self.scan("--file", "x", self.letters["1"], date=NIGHT, expect=64)


if __name__ == "__main__":
    unittest.main()
