"""From printing to posting: every kind of letter against everything that can befall its resident while the
sheet lies in the mail room."""

import json
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import LOOSE, Desk
from city import KIGEN, Resident, Shared, card_due, certificates_due

EARLY, SECOND, PRINTED = "2026-11-24", "2026-12-14", "2026-12-21"
AFTER, LATER, THEN = "2026-12-22", "2026-12-23", "2026-12-24"
RENEWED = {"state": "valid", "issued": "2026-12-01", "expires": "2031-12-01"}

# What befalls somebody after printing, and the word for it.
CAUSES = {
    "protection": ({"protection": "provisional"}, "by-hand"),
    "address": ({"address": None}, "by-hand"),
    "glyph": ({"name": "春日 \U000f0000"}, "by-hand"),
    "returned": ({}, "returned"),
    "deceased": ({"state": "deceased"}, "deceased"),
    "gone": ({"state": "moved-out"}, "moved-out"),
    "renewed": ({"signature": RENEWED, "authentication": RENEWED}, "renewed"),
    "elsewhere": ({"address": "愛知県春日井市高蔵寺町1番地", "postal": "4870013"}, "address-changed"),
    "nothing": ({}, None),
}
# When each kind of letter about an expiry is printed on PRINTED: the expiry, and since when the city knows it.
EXPIRIES = {"first": ("2027-03-15", PRINTED), "late": ("2027-01-25", PRINTED), "reminder": ("2027-01-20", EARLY)}
CHANGES = ("moved", "cancelled", "desk")


class Matrix(Desk):
    """A resident for each kind of letter, each cause, with and without covered certificates."""

    def setUp(self):
        super().setUp()
        self.small_office(**{**LOOSE, '<revoked letter="false"/>': '<revoked letter="true"/>'})
        self.people, self.known, self.causes = {}, {}, {}
        for cause in CAUSES:
            for covered in (False, True):
                for kind, (expires, known) in EXPIRIES.items():
                    # Mail to somebody who was never written to before cannot have come back.
                    if cause != "returned" or known < PRINTED:
                        self.add(kind, cause, covered, expires, known)
                self.add("revoked", cause, covered, "2027-03-15", EARLY)
            for i, kind in enumerate(CHANGES):
                self.add(kind, cause, (i + list(CAUSES).index(cause)) % 2 == 0, "2027-02-10", SECOND)

    def add(self, kind, cause, covered, expires, known):
        id = f"{kind}-{cause}-{'covered' if covered else 'alone'}"
        home = {"address": f"愛知県春日井市鳥居松町5丁目{len(self.people) + 1}番地"}
        due = card_due if covered else certificates_due
        self.people[id] = Resident(id, **home) if kind == "revoked" and not covered else due(id, expires, **home)
        self.known[id], self.causes[id] = known, cause

    def kinds(self, *kinds):
        return [id for id in self.people if id.split("-")[0] in kinds]

    def change(self, id, **words):
        self.people[id] = self.people[id].changed(**words)

    def pass_night(self, date, expect=0):
        """A night; so much befalls so few people that its limits have to be let pass."""
        path = self.write([one for id, one in self.people.items() if self.known[id] <= date], date)
        words = ["run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", date,
                 "--register", path]
        said = self.kigen(*words)
        if said.returncode == 65:
            codes = re.findall(r"--accept ([a-z-]+)", said.stderr.decode())
            accepted = [word for code in codes for word in ("--accept", code)]
            said = self.kigen(*words, *accepted, "--why", "a matrix")
        self.assertEqual(said.returncode, expect, said.stderr.decode())
        self.contract(date)

    def end_signatures(self):
        for id in self.kinds("revoked"):
            ended = {**self.people[id].words["signature"], "state": "revoked"}
            self.change(id, signature=ended, name="高蔵寺 花子")

    def change_appointments(self, numbers):
        """Staff has a word with those whose letter is to be about a change."""
        for id in self.kinds("cancelled"):
            self.desk("appointment", "cancel", numbers[id], date="2026-12-15")
        places = subprocess.run(
            [KIGEN, "hours", "--office", self.office, "--from", "2027-01-26", "--to", "2027-01-26",
             "--counter", "cityhall", "--places"], capture_output=True, check=True, text=True).stdout.splitlines()
        for id, place in zip(self.kinds("moved"), places):
            self.desk("appointment", "move", numbers[id], "--counter", "cityhall", "--at", place.split("\t")[1],
                      date="2026-12-15")

    def desk_letters(self, numbers):
        self.at_once = {}
        for id in self.kinds("desk"):
            folder = os.path.join(self.folder, "desk." + id)
            self.desk("appointment", "cancel", numbers[id], "--out", folder, date=PRINTED)
            (self.at_once[id],) = [row["notice"] for row in self.table(folder, "mailroom/manifest.csv")]

    def befall(self):
        for id, cause in self.causes.items():
            words = dict(CAUSES[cause][0])
            if cause == "renewed" and "covered" in id:
                words["card"] = {**self.people[id].words["card"], "expires": "2036-12-01"}
            if cause == "returned" and id in self.early:
                self.desk("returned", self.early[id], "--reason", "unknown", date=PRINTED)
            self.change(id, **words)

    def test_whoever_must_not_be_written_to_any_more_has_a_sheet_on_the_list(self):
        self.pass_night(EARLY)
        self.early = self.numbers(EARLY)
        self.desk("mailing", "posted", EARLY, date="2026-11-25")
        self.pass_night(SECOND)
        self.early |= self.numbers(SECOND)
        self.desk("mailing", "posted", SECOND, date="2026-12-15")
        self.change_appointments(self.early)
        self.end_signatures()
        self.pass_night(PRINTED)
        rows = self.table(PRINTED, "mailroom/manifest.csv")
        waves = {wave: sum(row["wave"] == wave for row in rows) for wave in ("first", "late", "reminder", "moved", "cancelled")}
        self.assertEqual(waves, {"first": 16 + 18, "late": 16, "reminder": 18, "moved": 9, "cancelled": 9})
        self.desk_letters(self.early)
        letters = {id: number for number, id in self.recipients(PRINTED)} | self.at_once
        self.assertEqual(set(letters), set(self.people))
        self.befall()
        self.pass_night(AFTER)
        stops = self.stops(AFTER)
        for id, number in letters.items():
            cause = self.causes[id]
            with self.subTest(id):
                reason = CAUSES[cause][1]
                if cause == "returned" and id not in self.early:
                    reason = None
                mailing = number if id in self.at_once else PRINTED
                self.assertEqual(stops.pop(number, None), reason and (mailing, reason))
        self.assertEqual(stops, {})
        # Staff has them all, each once; a certificate that the card covers is no case of its own.
        hand = {row["resident"] for row in self.table(AFTER, "operators/hand.csv")}
        cases = {row["resident"] for row in self.listed("hand", date=AFTER)}
        expected = {id for id, cause in self.causes.items()
                    if CAUSES[cause][1] == "by-hand" or cause == "returned" and id in self.early}
        self.assertEqual(hand, expected)
        self.assertEqual(cases, expected)
        # Who was protected once is, though the export does not say so any more.
        for id, cause in self.causes.items():
            if cause == "protection":
                del self.people[id].words["protection"]
        stops = self.stops(AFTER)
        self.pass_night(LATER)
        self.assertEqual(self.stops(LATER), stops)
        # On a night that cannot read them the last night's word stands.
        for id in self.people:
            self.change(id, born=None)
        self.people["stone"], self.known["stone"] = Resident("stone"), AFTER
        self.pass_night(THEN, expect=1)
        self.assertEqual(self.stops(THEN), stops)

    def recipients(self, date):
        """Letter and resident of each sheet."""
        out = subprocess.run(
            ["sqlite3", "-readonly", "-separator", " ", self.ledger, "SELECT n.number, n.resident FROM notice n"
             f" JOIN night w ON w.id = n.mailed WHERE w.day = '{date}'"], capture_output=True, check=True, text=True)
        return [line.split(" ") for line in out.stdout.splitlines()]


TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2026-12-0{day}" for day in range(1, 5))
CASES = os.path.join(os.path.dirname(__file__), "cases/stop-list")


class Posting(Shared, Desk):
    """A mailing leaves although sheets of it must not: somebody has to say what became of each."""

    def begin(self):
        self.residents = [card_due("A", "2027-02-10"), certificates_due("B", "2027-02-11"),
                          card_due("C", "2027-02-12"), certificates_due("D", "2027-02-12")]
        self.pass_night(TUESDAY)
        self.number = self.numbers(TUESDAY)
        self.protected("A", "B", "C")
        self.pass_night(WEDNESDAY)

    def pass_night(self, date):
        self.register = self.write(self.residents, date)
        self.run_night(self.register, date)
        self.contract(date)

    def protected(self, *ids, state="active"):
        self.residents = [one.changed(protection=state) if one.id in ids else one for one in self.residents]

    def posted(self, *words, mailing=TUESDAY, date=WEDNESDAY, **options):
        return self.desk("mailing", "posted", mailing, *words, date=date, **options)

    def of(self, ids):
        return [self.number[id] for id in ids]

    def cases(self, date):
        return {(row["resident"], row["matter"]) for row in self.listed("hand", date=date)}

    def hand(self, date):
        return {(row["resident"], row["matter"]) for row in self.table(date, "operators/hand.csv")}

    def calls(self, date):
        return {(row["resident"], row["matter"], row["notice"]) for row in self.table(date, "operators/call.csv")}

    STAFF = {("A", "card"), ("B", "authentication"), ("B", "signature"), ("C", "card")}

    def test_who_becomes_a_case_by_hand_after_printing_is_listed_that_night(self):
        self.assertEqual(self.stops(WEDNESDAY), {number: (TUESDAY, "by-hand") for number in self.of("ABC")})
        self.assertEqual(self.hand(WEDNESDAY), self.STAFF)
        self.assertEqual(self.cases(WEDNESDAY), self.STAFF)

    def read(self, date, name):
        with open(os.path.join(self.night(date), name), encoding="utf-8") as file:
            return file.read()

    def sheet(self, path):
        """The words of a PDF's first page, which is all that stands on it."""
        return subprocess.run(["pdftotext", "-layout", "-l", "1", path, "-"], capture_output=True, check=True,
                              text=True).stdout

    def test_the_list_is_the_first_thing_that_anybody_sees(self):
        named = {(str(self.sheets(TUESDAY).index(number) + 1), number) for number in self.of("ABC")}
        summary = json.loads(self.read(WEDNESDAY, "operators/summary.json"))
        self.assertEqual(summary["stop"], 3)
        self.assertEqual({(str(stop["sheet"]), stop["notice"]) for stop in summary["stops"]}, named)
        self.assertEqual({(stop["mailing"], stop["reason"]) for stop in summary["stops"]}, {(TUESDAY, "by-hand")})
        metrics = self.read(WEDNESDAY, "operators/kigen.prom")
        self.assertIn("\nkigen_stop_sheets 3\n", metrics)
        head = self.read(WEDNESDAY, "operators/report.html").split("<h1>")[1].split("</header>")[0]
        self.assertIn("用紙が3枚", head)
        # The mail room's first sheet: what to pull from where, and nothing of anybody.
        covers = self.sheet(os.path.join(self.night(WEDNESDAY), "mailroom/covers.pdf"))
        self.assertRegex(covers, "3 ?枚")
        for sheet, number in named:
            self.assertIn(f'kigen_stop_sheet{{mailing="{TUESDAY}",sheet="{sheet}",notice="{number}"}} 1\n', metrics)
            self.assertIn(number, head)
            self.assertRegex(covers, rf"{TUESDAY} +{sheet} +{number}")
        for word in ("hand", "支援", "保護", "春日 花子", "鳥居松"):
            self.assertNotIn(word, covers)
        # A mailing without letters has no other papers.
        self.assertEqual(sorted(os.listdir(os.path.join(self.night(WEDNESDAY), "mailroom"))),
                         ["covers.pdf", "manifest.csv", "posting.csv", "stop.csv"])

    def test_on_a_night_without_a_mailing_the_sheet_lies_with_the_operators(self):
        saturday, monday = "2026-12-05", "2026-12-07"
        self.protected("C", state="released")
        self.residents.append(certificates_due("E", "2027-02-20"))
        self.pass_night(saturday)
        page = self.sheet(os.path.join(self.night(saturday), "operators/stop.pdf"))
        self.pass_night(monday)
        first = self.sheet(os.path.join(self.night(monday), "mailroom/covers.pdf"))
        for words in (page, first):
            for number in self.of("AB"):
                self.assertIn(number, words)
        self.posted("--pulled", *self.of("AB"), date=monday)
        self.pass_night("2026-12-08")
        self.assertNotIn("covers.pdf", os.listdir(os.path.join(self.night("2026-12-08"), "mailroom")))
        self.nights_made_again(self.register, "2026-12-08")

    def test_a_mailing_with_stopped_sheets_is_not_posted_until_all_are_accounted_for(self):
        before = self.ledger_dump()
        words = (), ("--pulled", self.number["A"]), ("--pulled", *self.of("AB"), "--why", "seen"), \
            ("--left", *self.of("AC"))
        for said in words:
            told = self.posted(*said, expect=64).stderr.decode()
            for id in "ABC":
                self.assertEqual(self.number[id] in told, self.number[id] not in said, (id, told))
            self.assertNotIn("hand", told)
            self.assertNotIn("protect", told)
        self.assertEqual(self.ledger_dump(), before)
        self.posted("--pulled", *self.of("AB"), "--left", self.number["C"], "--by", "the mail room")
        self.assertEqual([line.split("|")[1:3] for line in self.log()],
                         [["mailing-pulled", self.number["A"]], ["mailing-pulled", self.number["B"]],
                          ["mailing-left", self.number["C"]], ["mailing-posted", ""]])
        # Given again it is done already; something else is not.
        again = self.posted("--pulled", *self.of("AB"), "--left", self.number["C"])
        self.assertIn(b"already posted", again.stdout)
        self.posted("--pulled", *self.of("ABC"), expect=64)
        self.posted("--pulled", self.number["D"], expect=64)
        self.assertEqual(len(self.log()), 4)

    def test_what_was_pulled_is_free_again_and_what_left_is_settled(self):
        self.posted("--pulled", *self.of("AB"), "--left", self.number["C"])
        self.pass_night(THURSDAY)
        self.assertEqual(self.stops(THURSDAY), {})
        self.assertEqual(self.hand(THURSDAY), {due for due in self.STAFF if due[0] in "AB"})
        self.assertEqual(self.calls(THURSDAY), {("C", "card", self.number["C"])})
        self.assertEqual(self.cases(THURSDAY), self.STAFF)
        # The places of letters that nobody got go to others.
        agenda = {row["resident"] for row in self.listed("appointment", date=THURSDAY)}
        self.assertEqual(agenda, {"C", "D"})
        self.protected("A", "B", "C", state="released")
        self.pass_night(FRIDAY)
        anew = self.numbers(FRIDAY)
        self.assertEqual(set(anew), {"A", "B"})
        self.assertFalse(set(anew.values()) & set(self.number.values()))
        self.assertEqual(self.cases(FRIDAY), set())
        self.assertEqual((self.stops(FRIDAY), self.calls(FRIDAY)), ({}, set()))
        self.nights_made_again(self.register, FRIDAY)

    def test_numbers_come_in_every_way_that_a_person_or_a_scanner_gives_them(self):
        scanned = "".join(number.replace("-", "") + "\r\n\n" for number in self.of("ABA")).encode()
        path = os.path.join(self.folder, "scanned.txt")
        with open(path, "wb") as file:
            file.write(b"\xef\xbb\xbf" + scanned)
        a, b, c = self.of("ABC")
        for words, stdin in (
                (("--pulled", a, "--pulled", b, "--left", c), None), (("--pulled", f"{a},{b}", "--left", c), None),
                (("--left", c, "--pulled", "-"), scanned), (("--pulled", path, "--left", c), None),
                (("--pulled", "@" + path, "--left", c), None), (("--pulled", a.replace("-", ""), b, "--left", c), None)):
            with self.subTest(words):
                whole = self.ledger
                self.ledger = os.path.join(self.folder, "copy.db")
                subprocess.run(["cp", whole, self.ledger], check=True)
                self.posted(*words, stdin=stdin)
                pulled = {line.split("|")[2] for line in self.log() if "mailing-pulled" in line}
                self.assertEqual(pulled, {a, b})
                self.ledger = whole
        self.desk("mailing", "posted", "--pulled", *self.of("ABC"), TUESDAY, date=WEDNESDAY)

    def test_a_number_that_is_misread_or_of_elsewhere_changes_nothing(self):
        before = self.ledger_dump()
        a, b, c = self.of("ABC")
        wrong = a[:-1] + str((int(a[-1]) + 1) % 10)
        for words, expect in ((("--pulled", wrong, b, c), 64), (("--pulled", a, b, c, "--left", c), 64),
                              (("--pulled", a, b, c, "--left", self.number["D"]), 64),
                              (("--pulled", a, b, c, os.path.join(self.folder, "absent")), 66)):
            self.posted(*words, expect=expect)
        self.posted("--pulled", a, b, "-", expect=64, stdin=f"{c}\n{wrong}\n".encode())
        self.residents.append(certificates_due("E", "2027-02-20"))
        self.pass_night(THURSDAY)
        before = self.ledger_dump()
        told = self.posted("--pulled", a, b, c, self.numbers(THURSDAY)["E"], date=THURSDAY, expect=64)
        self.assertIn(b"in the mailing " + THURSDAY.encode(), told.stderr)
        self.assertEqual(self.ledger_dump(), before)

    def test_a_sheet_that_no_list_names_may_be_pulled_too(self):
        self.posted("--pulled", *self.of("ABCD"))
        self.pass_night(THURSDAY)
        self.assertEqual(set(self.numbers(THURSDAY)), {"D"})

    def test_what_is_only_held_goes_when_it_is_released(self):
        self.protected("A", "B", "C", state="released")
        self.pass_night(THURSDAY)
        self.desk("mailing", "hold", TUESDAY, date=THURSDAY)
        self.protected("A")
        self.pass_night(FRIDAY)
        self.assertEqual({reason for _, reason in self.stops(FRIDAY).values()}, {"held", "by-hand"})
        self.desk("mailing", "release", TUESDAY, date=FRIDAY)
        self.posted(date=FRIDAY, expect=64)
        self.posted("--pulled", self.number["A"], date=FRIDAY)

    def test_a_letter_of_the_desks_is_a_mailing_by_itself(self):
        self.protected("A", "B", "C", state="released")
        self.pass_night(THURSDAY)
        self.posted(date=THURSDAY)
        letters = {}
        for id in "ABC":
            folder = os.path.join(self.folder, "desk" + id)
            self.desk("appointment", "cancel", self.number[id], "--out", folder, date=THURSDAY)
            (letters[id],) = [row["notice"] for row in self.table(folder, "mailroom/manifest.csv")]
        self.protected("A", "B")
        self.pass_night(FRIDAY)
        self.assertEqual(self.stops(FRIDAY), {letters[id]: (letters[id], "by-hand") for id in "AB"})
        self.posted(mailing=letters["A"], date=FRIDAY, expect=64)
        self.posted("--left", letters["A"], mailing=letters["A"], date=FRIDAY)
        self.posted("--pulled", letters["B"], mailing=letters["B"], date=FRIDAY)
        self.posted(mailing=letters["C"], date=FRIDAY)
        self.pass_night("2026-12-07")
        self.assertEqual(self.stops("2026-12-07"), {})
        self.assertEqual({call[0] for call in self.calls("2026-12-07")}, {"A"})
        self.assertEqual({row[0] for row in self.hand("2026-12-07")}, {"B"})
        reasons = {(row["resident"], row["reason"]) for row in self.listed("hand", date="2026-12-07")}
        self.assertIn(("B", "change-by-hand"), reasons)  # nobody has told of the cancelled visit
        self.assertNotIn(("A", "change-by-hand"), reasons)
        self.nights_made_again(self.register, "2026-12-07")

    def test_withdrawn_sheets_are_named_until_they_are_destroyed(self):
        self.desk("mailing", "destroyed", TUESDAY, date=WEDNESDAY, expect=64)
        self.desk("mailing", "destroyed", self.number["A"], date=WEDNESDAY, expect=64)
        self.desk("mailing", "withdraw", TUESDAY, date=WEDNESDAY)
        self.desk("mailing", "destroyed", self.number["A"], "--why", "shredded", "--by", "a clerk", date=WEDNESDAY)
        self.pass_night(THURSDAY)
        self.assertEqual(self.stops(THURSDAY), {number: (TUESDAY, "withdrawn") for number in self.of("BCD")})
        self.desk("mailing", "destroyed", TUESDAY, date=THURSDAY)
        self.assertIn(b"already", self.desk("mailing", "destroyed", TUESDAY, date=THURSDAY).stdout)
        self.assertIn(b"already", self.desk("mailing", "destroyed", self.number["A"], date=THURSDAY).stdout)
        self.assertEqual(self.log()[1], f"{WEDNESDAY}|mailing-destroyed|{self.number['A']}|A||a clerk|shredded")
        self.pass_night(FRIDAY)
        self.assertEqual(self.stops(FRIDAY), {})
        self.nights_made_again(self.register, FRIDAY)

    def test_a_stopped_sheet_is_not_printed_again(self):
        self.desk("reprint", "--notice", self.number["A"], "--out", os.path.join(self.folder, "again.pdf"),
                  "--why", "torn", date=WEDNESDAY, expect=64)


class Case(Desk):
    def test_three_people_protected_after_printing(self):
        for night, date in ((1, TUESDAY), (2, WEDNESDAY)):
            with open(os.path.join(CASES, f"night{night}.xml"), encoding="utf-8") as file:
                self.run_night(self.write(file.read(), date), date)
            self.contract(date)
        letters = self.numbers(TUESDAY)
        self.assertEqual(set(letters), set("ABC"))
        self.assertEqual(self.stops(WEDNESDAY), {number: (TUESDAY, "by-hand") for number in letters.values()})
        self.assertEqual({row["resident"] for row in self.table(WEDNESDAY, "operators/hand.csv")}, set("ABC"))


if __name__ == "__main__":
    unittest.main()
