"""A trial of a second wording: who gets which, on paper and in the ledger; that nothing is told before all of it is in; and that
what was planted in one of the wordings is found then, and nothing where nothing was."""

import collections
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import LOOSE, Desk
from city import Shared, certificates_due
from test_attendance import later
from test_effect import difference_limits, power

NIGHT, BEFORE, EXPIRES, END, OVER = "2026-11-24", "2026-11-17", "2027-02-05", "2026-11-24", "2027-02-23"
TRIAL = '<trial id="call" begin="2026-11-20" end="{end}" share-permille="{share}" points="{points}" letters="{letters}"/>'
SECOND = "お待ちしています"
LIMITS = '<limits aside-permille'


class Trial(Shared, Desk):
    share, rates = 500, {False: (1, 2), True: (3, 4)}  # of those of each wording: come so many, of so many
    people_of = 400

    def begin(self):
        self.trial_office()
        self.people = {}
        for at in range(self.people_of):
            resident = f"1{at:03}"
            # Every second one lives with the one before.
            self.people[resident] = certificates_due(resident, EXPIRES, household=f"1{at // 2 * 2:03}",
                                                     address=f"愛知県春日井市鳥居松町{at // 2 + 1}丁目1番地")
        early = certificates_due("2000", later(EXPIRES, -10))
        self.run_night(self.write([*self.people.values(), early], later(NIGHT, -1)), NIGHT)
        self.second = {resident: second == 1 for resident, second in self.query(
            "SELECT n.resident, a.second FROM assigned a JOIN notice n ON n.number = a.notice WHERE a.trial = 'call'")}
        self.visits = {row["resident"]: row["starts"][:10] for row in self.table(NIGHT, "operators/dues.csv") if row["uid"]}
        self.comes = set()
        for second, (come, of) in self.rates.items():
            for number, resident in enumerate(sorted(resident for resident in self.people if self.second[resident] == second)):
                if number % of < come:
                    self.comes.add(resident)
        self.people["2000"] = early
        night = NIGHT
        while night < OVER:
            night = later(night, 7)
            self.live(night)

    def trial_office(self, end=END, points="15", letters="500", share=None, texts=True):
        templates = os.path.join(self.folder, "templates")
        shutil.copytree("templates", templates, dirs_exist_ok=True)
        path = os.path.join(templates, "text/ja.xml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if texts and SECOND not in text:
            at = '  <text key="visit.head" when="moved">'
            text = text.replace(at, f'  <text key="visit.head" when="second-wording">{SECOND}</text>\n' + at)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        trial = TRIAL.format(end=end, points=points, letters=letters, share=self.share if share is None else share)
        self.small_office(**LOOSE, **{'renewed-permille="500"': 'renewed-permille="1000"', 'ended-permille="100"': 'ended-permille="1000"',
                                      f'"{os.path.abspath("templates")}"': f'"{templates}"', LIMITS: trial + LIMITS})

    def live(self, night):
        for resident in self.comes:
            visit = self.visits[resident]
            if visit < night and self.people[resident].words["signature"]["expires"] == EXPIRES:
                fresh = {"state": "valid", "issued": visit, "expires": "2032-02-05"}
                self.people[resident] = self.people[resident].changed(signature=fresh, authentication=fresh)
        self.run_night(self.write(list(self.people.values()), later(night, -1)), night)

    def query(self, text):
        with contextlib.closing(sqlite3.connect(self.ledger)) as ledger:
            return ledger.execute(text).fetchall()

    def told(self, *words, date=OVER):
        return self.shown("effect", "effect", "--trial", *words, date=date)


class Planted(Trial):
    def test_a_household_is_drawn_once(self):
        self.assertEqual(set(self.second), set(self.people))
        households = collections.defaultdict(set)
        for resident, second in self.second.items():
            households[self.people[resident].words["household"]].add(second)
        self.assertEqual({len(drawn) for drawn in households.values()}, {1})
        share = sum(self.second.values()) / len(self.second)
        self.assertTrue(0.4 < share < 0.6, share)
        # Only letters of its days, and no reminder.
        self.assertGreater(self.query("SELECT count(*) FROM notice WHERE wave = 'reminder'")[0][0], 50)
        self.assertEqual(self.query("SELECT count(*) FROM assigned a JOIN notice n ON n.number = a.notice WHERE n.wave = 'reminder'"), [(0,)])

    def test_paper_says_what_was_drawn(self):
        path = os.path.join(self.night(NIGHT), "mailroom/letters.pdf")
        pages = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout.split("\f")
        rows = self.table(NIGHT, "mailroom/manifest.csv")
        of = dict(self.query("SELECT number, resident FROM notice"))
        for row in rows:
            self.assertEqual(SECOND in pages[int(row["sheet"]) - 1], self.second[of[row["notice"]]], row)

    def test_it_is_told_at_its_end(self):
        shown = self.told()
        self.assertEqual(shown["trial"].pop("texts"), [{"language": "ja", "from": NIGHT, "letters": len(self.second)}])
        self.assertEqual(shown["trial"], {"id": "call", "begin": "2026-11-20", "end": END, "told": True, "first": len(self.second) - sum(self.second.values()),
                                          "second": sum(self.second.values())})
        for measure in ("before-expiry", "by-visit"):
            groups = {group["value"]: group for group in shown["groups"] if group["measure"] == measure}
            counts = {}
            for value, second in (("call first", False), ("call second", True)):
                counts[value] = (sum(resident in self.comes for resident in self.second if self.second[resident] == second),
                                 sum(self.second[resident] == second for resident in self.second))
                self.assertEqual((groups[value]["renewed"], groups[value]["letters"]), counts[value])
            rest = groups["call second"]["rest"]
            low, high = difference_limits(*counts["call second"], *counts["call first"])
            self.assertAlmostEqual(rest["low"] / 1000, low, delta=0.00051)
            self.assertAlmostEqual(rest["high"] / 1000, high, delta=0.00051)
            planted = self.rates[True][0] / self.rates[True][1] - self.rates[False][0] / self.rates[False][1]
            self.assertTrue(low <= planted <= high)
            self.assertEqual(rest["seen"], planted != 0)
        said = self.desk("effect", "--trial", date=OVER).stdout.decode()
        self.assertIn("the wording's", said)
        self.assertNotIn("tells of a cause", said)

    def test_counts_that_outlive_the_letters_know_it(self):
        before = self.told()
        self.trial_office()
        with open(self.office, encoding="utf-8") as file:
            text = file.read().replace('retention days="1095" folder-days="400"', 'retention days="100"')
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)
        self.run_night(self.write([certificates_due("9", "2030-01-01")], "2027-07-01"), "2027-07-01")
        self.assertEqual(self.query("SELECT count(*) FROM assigned"), [(0,)])
        before["trial"]["texts"] = []
        self.assertEqual(self.told(), {**before, "as_of": "2027-07-01"})

    def test_folders_are_made_again_when_the_trial_is_gone(self):
        register = os.path.join(self.folder, "register.xml")
        self.nights_made_again(register, OVER)


class Null(Planted):
    """The same with nothing planted, a share of a third, and fewer people."""
    share, rates, people_of = 333, {False: (2, 3), True: (2, 3)}, 240

    def test_a_household_is_drawn_once(self):
        """And the rest is asked of the others."""
        share = sum(self.second.values()) / len(self.second)
        self.assertTrue(0.22 < share < 0.45, share)

    test_paper_says_what_was_drawn = test_counts_that_outlive_the_letters_know_it = None
    test_folders_are_made_again_when_the_trial_is_gone = None


class Settings(Trial):
    def begin(self):
        pass

    def check(self, expect, *words):
        said = self.kigen("check", "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-10", *words)
        self.assertEqual(said.returncode, expect, said.stdout.decode())
        return said.stdout.decode()

    def test_nothing_is_told_before(self):
        self.trial_office(end="2026-12-10")
        people = [certificates_due(f"{at}", EXPIRES) for at in range(1, 5)]
        nights = ("2026-11-17", "2026-11-24", "2026-12-11", "2027-02-19", "2027-02-22")
        for night in nights:
            everybody = people + ([certificates_due(f"{at}", later(EXPIRES, 7)) for at in range(11, 15)] if night > BEFORE else [])
            self.run_night(self.write(everybody, later(night, -1)), night)
            shown = self.told(date=night)
            self.assertFalse(shown["trial"]["told"], night)
            self.assertEqual(shown["groups"], [])
            self.assertNotIn("%", self.desk("effect", "--trial", date=night).stdout.decode())
            # Those of the first night were decided before it began.
            self.assertEqual(shown["trial"]["first"] + shown["trial"]["second"], 0 if night == BEFORE else 4)
        self.run_night(self.write(everybody, "2027-02-27"), "2027-02-28")
        self.assertTrue(self.told(date="2027-02-28")["trial"]["told"])

    def test_a_share_that_is_changed_half_way_changes_no_household(self):
        everybody = [certificates_due(f"{at:03}{who}", later(EXPIRES, 7 * who), household=f"{at:03}0", address=f"愛知県春日井市鳥居松町{at + 1}丁目1番地")
                     for at in range(60) for who in (0, 1)]
        self.trial_office(end="2026-12-31", letters="3000", share=500)
        self.run_night(self.write(everybody[::2], later(NIGHT, -1)), NIGHT)
        first = self.query("SELECT count(*) FROM assigned")
        self.trial_office(end="2026-12-31", letters="3000", share=100)
        self.run_night(self.write(everybody, later(NIGHT, 6)), later(NIGHT, 7))
        self.assertGreater(self.query("SELECT count(*) FROM assigned"), first)
        drawn = collections.defaultdict(set)
        for household, second in self.query("SELECT r.household, a.second FROM assigned a JOIN recipient r ON r.notice = a.notice"):
            drawn[household].add(second)
        self.assertEqual({len(wordings) for wordings in drawn.values()}, {1})
        self.assertEqual(self.query("SELECT DISTINCT share FROM assigned"), [(500,)])
        said = self.kigen("check", "--office", self.office, "--ledger", self.ledger, "--date", later(NIGHT, 7)).stdout.decode()
        self.assertIn("trial call: it began with 2026-12-31 as its last night and a share of 500, and goes on so\n", said)

    def test_an_end_that_is_moved_half_way_is_where_it_was(self):
        """Neither sooner, for whoever likes what comes of it, nor later, for who does not."""
        people = [certificates_due(f"{at:03}", later(EXPIRES, at // 3), address=f"愛知県春日井市鳥居松町{at + 1}丁目1番地") for at in range(60)]
        self.trial_office(end="2026-12-01", letters="3000", points="30")
        self.run_night(self.write(people[:12], later(NIGHT, -1)), NIGHT)
        self.assertEqual(self.query("SELECT id, until FROM trial"), [("call", "2026-12-01")])
        assigned = [self.query("SELECT count(*) FROM assigned")[0][0]]
        for night, end in ((later(NIGHT, 6), "2026-11-24"), ("2026-12-08", "2027-01-31")):
            self.trial_office(end=end, letters="3000", points="30")
            before = self.query("SELECT count(*) FROM notice")[0][0]
            self.run_night(self.write(people[:24 if night < "2026-12-08" else 36], later(night, -1)), night)
            self.assertGreater(self.query("SELECT count(*) FROM notice")[0][0], before)
            assigned.append(self.query("SELECT count(*) FROM assigned")[0][0])
            self.assertEqual(self.told(date=night)["trial"]["end"], "2026-12-01")
        self.assertTrue(0 < assigned[0] < assigned[1] == assigned[2], assigned)
        self.assertEqual(self.kigen("verify", "--office", self.office, "--ledger", self.ledger, "--out", self.out).returncode, 0)

    def test_a_text_that_is_changed_half_way_is_told(self):
        """What was tried is two things then. Texts of another language, or changed before the trial, are none."""
        people = [certificates_due(f"{at:03}", EXPIRES, address=f"愛知県春日井市鳥居松町{at + 1}丁目1番地",
                                   **({"language": "pt"} if at % 3 == 0 else {})) for at in range(20)]
        self.trial_office(end="2026-12-31", letters="3000")
        self.run_night(self.write(people[:9], later(NIGHT, -1)), NIGHT)
        said = self.desk("effect", "--trial", date=NIGHT).stdout.decode()
        self.assertNotIn("were changed", said)
        path = os.path.join(self.folder, "templates/text/ja.xml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(SECOND, SECOND + "よ"))
        self.run_night(self.write(people, later(NIGHT, 6)), later(NIGHT, 7))
        said = self.desk("effect", "--trial", date=later(NIGHT, 7)).stdout.decode()
        rest = people[9:]
        japanese = sum("language" not in person.words for person in rest)
        self.assertIn(f'the texts in "ja" were changed while it ran: {japanese} of its letters have the ones of {later(NIGHT, 7)}\n', said)
        self.assertNotIn('"pt"', said)
        self.assertEqual(self.told(date=later(NIGHT, 7))["trial"]["texts"], [
            {"language": "ja", "from": NIGHT, "letters": 6}, {"language": "ja", "from": later(NIGHT, 7), "letters": japanese},
            {"language": "pt", "from": NIGHT, "letters": 3 + len(rest) - japanese}])

    def reads(self, expect):
        """What any command says of the office file."""
        said = self.kigen("hours", "--office", self.office, "--from", NIGHT, "--to", NIGHT)
        self.assertEqual(said.returncode, expect, said.stderr.decode())
        return said.stderr.decode()

    def test_a_trial_that_sees_nothing_is_refused(self):
        """The letters that it takes are as many as the power says by another route."""
        for points, share in ((3, 500), (5, 200), (1, 900)):
            self.trial_office(points=str(points), letters="10", share=share)
            said = self.reads(78)
            needed = int(said.partition("it takes ")[2].split()[0])
            for letters, enough in ((needed, True), (needed * 0.99, False)):
                second = letters * share / 1000
                seen = min(power(0.5 + sign * points / 100, second, 0.5, letters - second) for sign in (1, -1))
                self.assertEqual(seen >= 0.7999, enough, (points, share, needed, seen))
            self.trial_office(points=str(points), letters=str(needed), share=share)
            self.reads(0)
        self.trial_office(end="2026-11-01")
        self.assertIn('"end" is before "begin"', self.reads(78))

    def test_check_counts_the_letters_by_a_register(self):
        people = [certificates_due(f"{at}", later("2027-01-30", at % 60)) for at in range(1, 301)]
        register = self.write(people, "2026-11-09")
        self.trial_office(end="2026-12-31", points="30", letters="100")
        said = self.check(0, "--register", register)
        self.assertRegex(said, r"trial call: \d+ letters to 2026-12-31")
        self.trial_office(end="2026-12-31", points="5", letters="5000")
        said = self.check(78, "--register", register)
        self.assertRegex(said, r"trial call: \d+ letters to 2026-12-31, and to show a difference of 5 points it takes \d+")

    def test_a_trial_without_a_second_wording_is_warned_of(self):
        self.trial_office(texts=False)
        none = 'trial call: the texts in "ja" have no sentence under the condition second-wording'
        self.assertIn(none, self.check(0))
        self.trial_office()
        self.assertNotIn(none, self.check(0))

    def test_there_is_none(self):
        self.small_office(**LOOSE)
        self.run_night(self.write([certificates_due("1", EXPIRES)], later(NIGHT, -1)), NIGHT)
        self.desk("effect", "--trial", date=NIGHT, expect=64)


if __name__ == "__main__":
    unittest.main()
