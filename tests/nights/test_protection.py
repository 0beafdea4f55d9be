"""Protection lasts: whoever was read once under it stays by hand until a register says released, or
staff does. What an export does not say is no release."""

import itertools
import os
import re
import shutil
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from city import Resident, card_due, certificates_due
from desk import LOOSE, Desk

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases", "protection-lost")
DAYS = [f"2026-11-{day}" for day in range(24, 28)] + [f"2026-12-0{day}" for day in range(1, 10)]


# A city of a dozen, where all of its protection may be forgotten at once.
WITHOUT_LIMITS = {**LOOSE, 'new-free="100"/>': 'new-free="100">' + "".join(
    f'<layer of="{layer}" shrink-permille="1000"/>' for layer in (
        "present", "protection", "document", "card", "signature", "authentication")) + "</limits>"}


class Protection(Desk):
    def setUp(self):
        super().setUp()
        self.small_office(**WITHOUT_LIMITS)

    def plan(self, path, date):
        result = self.kigen("plan", "--office", self.office, "--ledger", self.ledger, "--date", date,
                            "--register", path)
        self.assertIn(result.returncode, (0, 1), result.stderr.decode())
        return [line.split(",")[:7] for line in result.stdout.decode().splitlines()[1:]]

    def go(self, date, *residents, expect=0):
        """A night: {(resident, matter): (outcome, reason)}."""
        self.register = self.write(list(residents), date)
        self.run_night(self.register, date, expect=expect)
        return {key: (row["outcome"], row["reason"]) for key, row in self.dues(date).items()}

    def check_plan(self, date, planned):
        """What `plan` said before the night is what the night decided."""
        self.contract(date)
        columns = ("resident", "matter", "expires", "opens", "wave", "outcome", "reason")
        self.assertEqual([[row[key] for key in columns] for row in self.table(date, "operators/dues.csv")], planned)

    def absent(self, date):
        return [row["resident"] for row in self.table(date, "operators/exceptions.csv")
                if row["code"] == "protection-absent"]

    def posted(self, date):
        """Whom the mailing of a night writes to."""
        mailed = self.sheets(date)
        who = {}
        for name in sorted(os.listdir(self.out)):
            if re.fullmatch(r"[0-9]{4}-.*", name):
                who.update({row["notice"]: row["resident"] for row in self.table(name, "operators/dues.csv")
                            if row["notice"]})
        return [who.get(number, number) for number in mailed]

    def test_the_case_of_the_forgotten_join(self):
        shutil.copy(os.path.join(CASES, "night1.xml"), self.folder)
        self.run_night(os.path.join(CASES, "night1.xml"), "2026-11-24")
        self.assertEqual({row["reason"] for row in self.table("2026-11-24", "operators/hand.csv")}, {"protection"})
        self.run_night(os.path.join(CASES, "night2.xml"), "2026-11-25")
        self.contract("2026-11-25")
        self.assertEqual(self.sheets("2026-11-25"), [])
        self.assertEqual(self.absent("2026-11-25"), ["PROTECTED-1"])
        self.assertEqual({case["resident"] for case in self.listed("hand", date="2026-11-25")}, {"PROTECTED-1"})
        self.nights_made_again(os.path.join(CASES, "night2.xml"), "2026-11-25")

    def test_every_story_of_three_nights(self):
        """One resident for each way of being named, absent, set aside or gone on two nights, and absent on
        the third: a letter on exactly the night on which the last word is not protection."""
        stories = list(itertools.product((None, "active", "provisional", "released", "aside", "gone"), repeat=2))
        hidden, written = set(), set()
        for night, date in enumerate(DAYS[:3]):
            here, letters, absent = [], set(), set()
            for i, story in enumerate(stories):
                id, word = f"P{i}", (story + (None,))[night]
                due = certificates_due(id, "2026-12-27")
                if word == "gone":
                    continue
                here.append(due.changed(born="soon") if word == "aside" else due if word is None else
                            due.changed(protection=word))
                if word in ("active", "provisional"):
                    hidden.add(id)
                elif word == "released":
                    hidden.discard(id)
                if word == "aside":
                    continue
                if id not in hidden | written:
                    letters.add(id)
                if word is None and id in hidden:
                    absent.add(id)
            planned = self.plan(self.write(here, date), date)
            self.go(date, *here, expect=1 if night < 2 else 0)
            self.check_plan(date, planned)
            self.assertEqual((set(self.absent(date)), set(self.posted(date))), (absent, letters), date)
            written |= letters
        cases = {case["resident"] for case in self.listed("hand", date=date)}
        self.assertEqual((cases - hidden, hidden - cases - written), (set(), set()))
        self.nights_made_again(self.register, date)

    def test_a_person_without_a_due_is_remembered_and_every_kind_of_letter_stays_in(self):
        """Read under protection while nothing is due; then each kind of due opens without the word."""
        quiet = Resident("1", protection="provisional")
        self.go(DAYS[0], quiet)
        self.assertEqual(self.absent(DAYS[0]), [])
        kinds = {
            "first": card_due("1", "2027-02-20"),
            "late": certificates_due("1", "2026-12-20"),
            "stay": Resident("1", stay={"status": "engineer", "until": "2027-01-20", "pending": "false"},
                             card={"kind": "standard", "state": "active", "issued": "2024-01-10",
                                   "expires": "2027-01-20"}),
        }
        for date, (kind, due) in zip(DAYS[1:], kinds.items()):
            with self.subTest(kind):
                rows = self.go(date, due)
                self.assertEqual(set(rows.values()) - {("covered", "card"), ("covered", "stay")},
                                 {("hand", "protection")})
                self.assertEqual((self.sheets(date), self.absent(date)), ([], ["1"]))

    def test_a_letter_that_waits_does_not_leave_when_the_word_is_lost_again(self):
        """Decided on a Saturday for Monday; named on Sunday, absent on Monday."""
        due, other = certificates_due("1", "2027-01-20"), certificates_due("2", "2027-01-20")
        self.go("2026-11-28", due, other)
        self.go("2026-11-29", due.changed(protection="active"), other)
        self.assertEqual(self.go("2026-11-30", due, other), {})
        self.assertEqual((self.posted("2026-11-30"), self.absent("2026-11-30")), (["2"], ["1"]))

    def test_no_reminder_and_no_letter_about_a_changed_appointment(self):
        due = certificates_due("1", "2027-01-10")
        self.go("2026-11-24", due)
        number = self.numbers("2026-11-24")["1"]
        self.go("2026-12-01", due.changed(protection="active"))
        self.go("2026-12-02", due)
        self.desk("appointment", "cancel", number, date="2026-12-02")
        self.go("2026-12-03", due)
        self.assertEqual(self.sheets("2026-12-03"), [])
        self.assertIn("change-by-hand", {case["reason"] for case in self.listed("hand", date="2026-12-03")})
        rows = self.go("2026-12-16", due)
        self.assertEqual(set(rows.values()), {("hand", "protection")})
        self.assertEqual(self.sheets("2026-12-16"), [])

    def test_the_desk_has_no_sheet_at_once_and_no_reprint(self):
        """No due need be by hand for it: the record was set aside on the night after the word came."""
        due = certificates_due("1", "2027-01-10")
        self.go("2026-11-24", due)
        number = self.numbers("2026-11-24")["1"]
        self.go("2026-11-25", due.changed(protection="active"))
        self.go("2026-11-26", due.changed(born="soon"), expect=1)
        out = os.path.join(self.folder, "at-once")
        said = self.desk("appointment", "cancel", number, "--out", out, date="2026-11-26").stdout.decode()
        self.assertIn("no letter may go (protection)", said)
        self.desk("reprint", "--notice", number, "--out", out + ".pdf", "--why", "lost", date="2026-11-26",
                  expect=64)

    def test_the_household_is_kept_apart(self):
        """The person is remembered, the household is the one that the register shows tonight."""
        self.small_office(**WITHOUT_LIMITS, **{'even="60"': 'even="10000"'})
        born = {"born": "1986-12-20"}
        first, second = (certificates_due(i, "2027-02-23", household="H", **born) for i in "12")
        hidden = Resident("3", household="elsewhere", protection="active")
        self.go("2026-11-23", hidden)
        for house, apart in (("elsewhere", False), ("H", True)):
            ledger, out = self.ledger, self.out
            self.ledger, self.out = (os.path.join(self.folder, house + end) for end in (".db", ".out"))
            shutil.copy(ledger, self.ledger)
            quiet = Resident("3", household=house)
            self.run_night(self.write([first, second, quiet], "2026-11-24"), "2026-11-24")
            days = {row["starts"][:10] for row in self.dues("2026-11-24").values() if row["starts"]}
            self.assertEqual(len(days), 2 if apart else 1, house)
            self.ledger, self.out = ledger, out

    def test_a_record_with_a_fault_says_it_too(self):
        """Set aside on the one night that names it, in words or in none that are known; its sheet is
        stopped, and its household kept apart."""
        due = certificates_due("1", "2027-01-20")
        for state in ("active", "in force"):
            with self.subTest(state):
                self.go("2026-11-24", due)
                broken = due.changed(protection=state, born="soon")
                self.go("2026-11-25", broken, expect=1)
                self.assertEqual([reason for _, reason in self.stops("2026-11-25").values()], ["by-hand"])
                self.go("2026-11-26", due)
                self.assertEqual(self.absent("2026-11-26"), ["1"])
                os.unlink(self.ledger)
                shutil.rmtree(self.out)

    def test_the_desk_releases_and_the_register_wins(self):
        due = certificates_due("1", "2027-01-20")
        named = due.changed(protection="active")
        self.go(DAYS[0], named)
        self.desk("hand", "release", "1", "--reason", "protection", expect=64)
        self.desk("hand", "release", "2", "--reason", "protection", "--why", "told", expect=66)
        self.assertEqual(self.log(), [])
        release = ("hand", "release", "1", "--reason", "protection", "--why", "the police called", "--by", "a clerk")
        # The register still names it: it wins.
        self.desk(*release)
        self.assertEqual(self.go(DAYS[1], named), {})
        self.go(DAYS[2], due)
        self.assertEqual(self.absent(DAYS[2]), ["1"])
        self.desk(*release, date=DAYS[2])
        self.desk(*release, date=DAYS[2], expect=66)
        self.assertEqual(self.log()[-1], f"{DAYS[2]}|hand-release||1|protection|a clerk|the police called")
        self.assertEqual(set(self.go(DAYS[3], due).values()), {("letter", "")})
        self.assertEqual((self.posted(DAYS[3]), self.absent(DAYS[3])), (["1"], []))
        self.nights_made_again(self.register, DAYS[3])

    def test_what_no_night_has_decided_is_not_remembered(self):
        due = certificates_due("1", "2027-01-20")
        path = self.write([due.changed(protection="active")], "2026-11-24", count=2)
        self.run_night(path, DAYS[0], expect=65)
        self.assertEqual(set(self.go(DAYS[0], due).values()), {("letter", "")})

    def test_the_second_export_of_a_day_remembers_the_first(self):
        due = certificates_due("1", "2027-01-20")
        self.go(DAYS[0], due.changed(protection="active"))
        self.run_night(self.write([due], DAYS[0]), DAYS[0])
        self.assertEqual(self.absent(DAYS[0] + "-2"), ["1"])
        self.assertEqual(self.sheets(DAYS[0] + "-2"), [])

    def test_the_register_releases_and_names_again(self):
        due = certificates_due("1", "2027-01-20")
        self.go(DAYS[0], due.changed(protection="active"))
        self.go(DAYS[1], due.changed(protection="released", state="moved-out"))
        self.assertEqual(self.absent(DAYS[1]), [])
        self.go(DAYS[2], due.changed(protection="provisional"))
        self.go(DAYS[3], due)
        self.assertEqual((self.absent(DAYS[3]), self.sheets(DAYS[3])), (["1"], []))

    def test_the_ledger_names_nobody(self):
        """Whoever has nothing due is known to the ledger by a digest alone."""
        self.go(DAYS[0], Resident("HIDDEN-77", household="HOUSE-77", protection="active"))
        for hidden in (b"HIDDEN-77", b"HOUSE-77"):
            self.assertNotIn(hidden, self.ledger_dump())

    def test_the_story_says_it(self):
        due = certificates_due("1", "2027-01-20")
        self.go(DAYS[0], Resident("1", protection="active"))
        self.go(DAYS[1], Resident("1"))
        words = ("explain", "1", "--office", self.office, "--ledger", self.ledger, "--date", DAYS[2])
        without = self.kigen(*words)
        self.assertEqual(without.returncode, 0)
        self.assertIn(f"under protection since the night of {DAYS[0]}, not named by the register since that of "
                      f"{DAYS[1]}", without.stdout.decode())
        said = self.kigen(*words, "--register", self.write([due], DAYS[2])).stdout.decode()
        self.assertIn("the register names no protection, but it was read once", said)
        self.assertRegex(said, "signature, expires 2027-01-20: late letter's time; hand, because: protection")


if __name__ == "__main__":
    unittest.main()
