"""`kigen appointment`: who comes when, and what staff changes between two nights."""

import csv
import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk
from city import KIGEN, Shared, certificates_due, tree_digest

NIGHT, NEXT, THIRD = "2026-11-24", "2026-11-25", "2026-11-26"


def event(path):
    """The properties of a calendar file, unfolded."""
    with open(path, encoding="utf-8", newline="") as file:
        text = re.sub(r"\r\n[ \t]", "", file.read())
    return dict(re.split(r"[:;]", line, maxsplit=1) for line in text.split("\r\n") if line)


class Changing(Shared, Desk):
    def begin(self):
        self.people = [certificates_due("1", "2027-02-05"), certificates_due("2", "2027-02-05")]
        self.run_night(self.write(self.people, "2026-11-23"), NIGHT)
        self.row = self.dues(NIGHT)["1", "signature"]
        self.notice = self.row["notice"]

    def move(self, at, *words, notice=None, counter="cityhall", **options):
        return self.desk("appointment", "move", notice or self.notice, "--counter", counter, "--at", at,
                         *words, **options)

    def cancel(self, *words, notice=None, **options):
        return self.desk("appointment", "cancel", notice or self.notice, *words, **options)

    def rows(self, query):
        out = subprocess.run(["sqlite3", "-readonly", self.ledger, query], capture_output=True,
                             check=True, text=True).stdout
        return [line.split("|") for line in out.splitlines()]

    def versions(self):
        return [(int(sequence), state, f"{day}T{starts}") for sequence, state, day, starts in self.rows(
            f"SELECT sequence, state, day, starts FROM appointment WHERE uid = '{self.row['uid']}'"
            " ORDER BY sequence")]

    def token(self, notice):
        ((token,),) = self.rows(f"SELECT token FROM notice WHERE number = '{notice}'")
        return token

    def next_night(self, date=NEXT, people=None):
        path = self.write(people or self.people, NIGHT)
        self.run_night(path, date)
        self.contract(date)
        return path

    def letters(self, date):
        """Numbers and waves of a mailing's letters about changes."""
        return [(row["notice"], row["wave"]) for row in self.table(date, "mailroom/manifest.csv")
                if row["wave"] in ("moved", "cancelled")]

    def page(self, folder, number=1):
        text = subprocess.run(["pdftotext", "-f", str(number), "-l", str(number),
                               os.path.join(folder, "mailroom/letters.pdf"), "-"],
                              capture_output=True, check=True, text=True).stdout
        return re.sub(r"\s", "", text)

    def dues_of(self, resident):
        return self.rows(f"SELECT number FROM notice WHERE resident = '{resident}'")[0][0]


class Appointments(Changing):
    def test_a_letter_made_again_is_as_large_as_before_whatever_was_made_before_it(self):
        """One letter takes back, the next night's gives anew: alone in its process, then behind the other."""
        self.move("2026-12-16T10:00", counter="tobu")
        self.cancel(notice=self.dues_of("2"))
        self.next_night()
        self.desk("appointment", "give", "2", "--counter", "tobu", "--at", "2026-12-17T10:00", date=THIRD)
        register = self.write(self.people, NEXT)
        self.run_night(register, THIRD)
        self.assertEqual([wave for _, wave in self.letters(NEXT)], ["moved", "cancelled"])
        self.assertEqual([wave for _, wave in self.letters(THIRD)], ["moved"])
        self.nights_made_again(register, THIRD)

    # ---- list ----

    def test_list_by_counter_and_day_as_text_and_json(self):
        head, *lines = [line.split() for line in self.desk("appointment", "list").stdout.decode().splitlines()]
        self.assertEqual(head, ["counter", "day", "from", "to", "minutes", "desk", "letter", "resident", "state", "came", "matters", "language", "needs"])
        self.assertEqual(len(lines), 2)
        self.assertEqual(lines, sorted(lines))
        self.assertIn([self.row["counter"], self.row["starts"][:10], self.row["starts"][11:], self.row["ends"][11:]],
                      [[line[0], line[1], line[3], line[4]] for line in lines])
        rows = self.shown("appointments", "appointment", "list")["appointments"]
        self.assertEqual([[row["counter"], row["starts"][:10], row["starts"][11:], row["ends"][11:], str(row["minutes"]), str(row["desk"]),
                           row["notice"], row["resident"], row["state"], row["came"], ",".join(row["matters"])] for row in rows],
                         [line[:2] + line[3:] for line in lines])
        self.assertEqual(rows[0]["matters"], ["authentication", "signature"])
        self.assertEqual(self.desk("appointment", "list", "--counter", "tobu").stdout, b"")
        day = self.row["starts"][:10]
        same = self.desk("appointment", "list", "--from", day, "--to", day).stdout
        self.assertEqual(len(same.splitlines()), 1 + sum(line[1] == day for line in lines))
        self.assertEqual(self.desk("appointment", "list", "--on", day).stdout, same)
        self.desk("appointment", "list", "--counter", "nowhere", expect=64)
        self.desk("appointment", "list", "--from", "2026-12-02", "--to", "2026-12-01", expect=64)
        self.desk("appointment", "list", "--on", day, "--to", "2026-12-01", expect=64)

    def test_list_says_what_a_visit_needs(self):
        """As the letter has it, and as the desks have written down since."""
        self.people = [certificates_due("1", "2027-02-05", format="large-print", language="en"),
                       certificates_due("3", "2027-02-05", born="2013-02-05", ward=True), certificates_due("4", "2027-02-05"),
                       certificates_due("5", "2027-02-05", format="voice"), certificates_due("6", "2027-02-05", format="large-print")]
        self.next_night()
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace("<files ", '<files needs="needs.csv" '))
        with open(os.path.join(os.path.dirname(self.office), "needs.csv"), "w", encoding="utf-8") as file:
            file.write("resident,format\r\n4,braille\r\n")
        rows = {row["resident"]: row for row in self.shown("appointments", "appointment", "list", date=NEXT)["appointments"]}
        self.assertEqual({resident: (row["language"], row["format"], row["minor"], row["ward"]) for resident, row in rows.items()},
                         {"1": ("", "standard", False, False), "3": ("", "standard", True, True), "4": ("", "braille", False, False),
                          "5": ("", "voice", False, False), "6": ("", "large-print", False, False)})
        text = self.desk("appointment", "list", date=NEXT).stdout.decode()
        self.assertIn("authentication,signature            minor,ward\n", text)
        self.assertIn("braille\n", text)

    # ---- move and cancel, told by the next night ----

    def test_a_move_is_told_by_the_next_night_and_leaves_every_earlier_folder_as_it_was(self):
        before = self.folders()
        said = self.move("2026-12-22T10:00", "--why", "asked by telephone").stdout.decode()
        self.assertIn("moved 2026-12-22T10:00", said)
        self.assertEqual(self.versions(), [(0, "offered", self.row["starts"]), (1, "moved", "2026-12-22T10:00")])
        self.assertEqual([(row["starts"], row["sequence"]) for row in self.listed("appointment")
                          if row["resident"] == "1"], [("2026-12-22T10:00", 1)])
        self.assertEqual(self.folders(), before)
        register = self.next_night()
        self.assertEqual(tree_digest(self.night(NIGHT)),
                         {name[len(NIGHT) + 1:]: digest for name, digest in before.items() if name.startswith(NIGHT)})
        ((number, wave),) = self.letters(NEXT)
        self.assertEqual(wave, "moved")
        self.assertEqual(self.dues(NEXT), {})
        words = self.page(self.night(NEXT))
        for part in (self.notice, number, "12月22日", "午前10時"):
            self.assertIn(part, words)
        for notice in (self.notice, number):
            shown = event(os.path.join(self.night(NEXT), "residents", self.token(notice) + ".ics"))
            self.assertEqual((shown.get("METHOD"), shown["UID"], shown["SEQUENCE"]),
                             (None, self.row["uid"], "1"))
        with open(os.path.join(self.night(NEXT), "counters/cityhall.ics"), encoding="utf-8") as file:
            self.assertIn("DTSTART;TZID=Asia/Tokyo:20261222T100000", file.read())
        self.assertEqual(self.log(), [f"{NIGHT}|appointment-moved|{self.notice}|1|cityhall 2026-12-22T10:00|"
                                      + self.log()[0].split("|")[5] + "|asked by telephone"])
        # Told once; and everything can be made again from the ledger alone.
        path = self.write(self.people, NEXT)
        self.run_night(path, THIRD)
        self.assertEqual(self.letters(THIRD), [])
        self.nights_made_again(path, THIRD)

    def test_a_folder_that_was_not_in_place_yet_is_made_as_it_was_decided(self):
        whole = tree_digest(self.night(NIGHT))
        subprocess.run(["sqlite3", self.ledger, "UPDATE night SET issued = 0"], check=True)
        shutil.rmtree(self.out)
        self.move("2026-12-22T10:00")
        self.move("2026-12-22T10:30", notice=self.dues_of("2"))
        self.cancel()
        self.run_night(self.write(self.people, NIGHT), NEXT)
        self.assertEqual(tree_digest(self.night(NIGHT)), whole)

    def test_a_cancel_is_told_with_the_deadline_and_nothing_is_given_again(self):
        self.cancel("--why", "travels")
        self.assertEqual([v[1] for v in self.versions()], ["offered", "cancelled"])
        self.assertEqual([row["resident"] for row in self.listed("appointment")], ["2"])
        self.assertEqual(self.rows("SELECT count(*) FROM place WHERE uid = '%s'" % self.row["uid"]), [["0"]])
        self.next_night()
        ((number, wave),) = self.letters(NEXT)
        self.assertEqual(wave, "cancelled")
        words = self.page(self.night(NEXT))
        for part in (self.notice, "取り消されました", "令和9年2月5日"):
            self.assertIn(part, words)
        shown = event(os.path.join(self.night(NEXT), "residents", self.token(self.notice) + ".ics"))
        self.assertEqual((shown.get("METHOD"), shown["STATUS"], shown["SEQUENCE"]), ("CANCEL", "CANCELLED", "1"))
        self.run_night(self.write(self.people, NEXT), THIRD)
        self.assertEqual((self.dues(THIRD), self.letters(THIRD)), ({}, []))
        # Unless staff says so: the same event, a higher SEQUENCE.
        self.move("2026-12-22T10:00", notice=number, date=THIRD)
        self.run_night(self.write(self.people, THIRD), "2026-11-27")
        self.assertEqual([wave for _, wave in self.letters("2026-11-27")], ["moved"])
        shown = event(os.path.join(self.night("2026-11-27"), "residents", self.token(self.notice) + ".ics"))
        self.assertEqual((shown.get("METHOD"), shown["STATUS"], shown["SEQUENCE"]), (None, "CONFIRMED", "2"))

    def test_a_reminder_gives_no_place_to_whom_the_desk_took_one_back(self):
        self.cancel()
        self.run_night(self.write(self.people, "2027-01-05"), "2027-01-06")
        rows = {row["resident"]: row for row in self.table("2027-01-06", "operators/dues.csv")
                if row["matter"] == "signature"}
        self.assertEqual({row["wave"] for row in rows.values()}, {"reminder"})
        self.assertEqual(rows["1"]["starts"], "")
        self.assertNotEqual(rows["2"]["starts"], "")

    def test_there_and_back_between_two_nights_needs_no_letter_but_the_file_has_a_higher_sequence(self):
        self.move("2026-12-22T10:00")
        self.move(self.row["starts"])
        self.next_night()
        self.assertEqual(self.letters(NEXT), [])
        shown = event(os.path.join(self.night(NEXT), "residents", self.token(self.notice) + ".ics"))
        self.assertEqual(shown["SEQUENCE"], "2")
        self.assertIn(self.row["starts"].replace("-", "").replace(":", ""), shown["DTSTART"])

    def test_there_and_back_over_two_nights_is_two_letters_each_naming_the_one_before(self):
        self.move("2026-12-22T10:00")
        self.next_night()
        ((first, _),) = self.letters(NEXT)
        self.move(self.row["starts"], notice=first, date=NEXT)
        self.run_night(self.write(self.people, NEXT), THIRD)
        ((second, _),) = self.letters(THIRD)
        self.assertIn(first, self.page(self.night(THIRD)))
        self.assertIn("12月22日", self.page(self.night(THIRD)))
        self.assertEqual([v[0] for v in self.versions()], [0, 1, 2])
        for notice in (self.notice, first, second):
            shown = event(os.path.join(self.night(THIRD), "residents", self.token(notice) + ".ics"))
            self.assertEqual(shown["SEQUENCE"], "2")

    def test_several_moves_between_two_nights_are_one_letter_from_the_first_place_to_the_last(self):
        for at in ("2026-12-22T10:00", "2026-12-23T17:30", "2026-12-24T09:00"):
            self.move(at)
        self.assertEqual([v[0] for v in self.versions()], [0, 1, 2, 3])
        self.next_night()
        self.assertEqual(len(self.letters(NEXT)), 1)
        words = self.page(self.night(NEXT))
        self.assertIn("12月24日", words)
        self.assertIn(self.notice, words)
        self.assertNotIn("12月22日", words)

    def test_no_letter_when_the_resident_knows(self):
        self.move("2026-12-22T10:00", "--no-letter")
        self.next_night()
        self.assertEqual(self.letters(NEXT), [])
        shown = event(os.path.join(self.night(NEXT), "residents", self.token(self.notice) + ".ics"))
        self.assertEqual(shown["SEQUENCE"], "1")
        self.assertIn("no-letter", self.log()[0])

    def test_to_the_address_of_the_night_and_by_hand_where_no_letter_may_go(self):
        self.move("2026-12-22T10:00")
        self.move("2026-12-22T10:30", notice=self.dues_of("2"))
        people = [self.people[0].changed(protection="active"),
                  self.people[1].changed(postal="4870013", address="愛知県春日井市高蔵寺町1番地")]
        self.next_night(people=people)
        self.assertEqual([(row["postal"], row["wave"]) for row in self.table(NEXT, "mailroom/manifest.csv")],
                         [("4870013", "moved")])
        self.assertEqual([(row["resident"], row["code"]) for row in
                          self.table(NEXT, "operators/exceptions.csv") if row["code"] == "change-by-hand"],
                         [("1", "change-by-hand")])

    def test_renewed_before_it_was_told_no_letter_and_the_place_is_free(self):
        self.move("2026-12-22T10:00")
        renewed = {"state": "valid", "issued": NIGHT, "expires": "2032-02-05"}
        self.next_night(people=[self.people[0].changed(signature=renewed, authentication=renewed),
                                self.people[1]])
        self.assertEqual(self.letters(NEXT), [])
        self.assertEqual([v[1] for v in self.versions()], ["offered", "moved", "cancelled"])
        shown = event(os.path.join(self.night(NEXT), "residents", self.token(self.notice) + ".ics"))
        self.assertEqual((shown.get("METHOD"), shown["SEQUENCE"]), ("CANCEL", "2"))

    # ---- what staff cannot do ----

    def test_what_cannot_be_is_refused_with_what_is_free_near_by(self):
        before = self.ledger_dump()
        for at, part in (("2026-12-20T10:00", "nothing is offered"),  # a third Sunday
                         ("2026-12-22T10:05", "no place that is offered begins then"),
                         ("2026-12-22T03:00", "no place that is offered begins then"),
                         ("2027-02-08T10:00", "the visit must be from"),  # past the expiry
                         ("2026-11-20T10:00", "the visit must be from")):
            said = self.move(at, expect=64).stderr.decode()
            self.assertIn(part, said)
            self.assertIn("free near by at cityhall: 20", said)
        self.move("2026-12-22T10:00", counter="nowhere", expect=64)
        self.desk("appointment", "move", self.notice, expect=64)
        self.desk("appointment", "move", self.notice, "--counter", "cityhall", "--at", "noon", expect=64)
        self.desk("appointment", "cancel", expect=64)
        self.desk("appointment", "cancel", "26-000001-0", expect=64)
        self.cancel(notice="26-000009-6", expect=66)
        self.desk("appointment", expect=64)
        self.desk("appointment", "swap", expect=64)
        self.assertEqual(self.ledger_dump(), before)

    def test_what_is_free_near_by_can_be_had(self):
        said = self.move("2026-12-20T10:00", expect=64).stderr.decode()
        near = re.findall(r"20\d\d-\d\d-\d\dT\d\d:\d\d", said.split("free near by")[1])
        self.assertEqual(len(near), 5)
        for at in near:
            self.move(at)

    def test_a_ledger_that_is_not_there_is_not_made(self):
        self.ledger = os.path.join(self.folder, "none.db")
        self.cancel(expect=66)
        self.assertFalse(os.path.exists(self.ledger))

    def test_two_at_once_never_share_a_place(self):
        # More appointments than the place has desks race for it; who is turned away tries again.
        people = [certificates_due(str(i), "2027-02-05") for i in range(1, 13)]
        self.run_night(self.write(people, NIGHT), NEXT)
        waiting = [row[0] for row in self.rows("SELECT number FROM notice ORDER BY number")]
        at, ends = "2026-12-22T10:00", []
        while waiting:
            runs = {number: subprocess.Popen(
                [KIGEN, "appointment", "move", number, "--counter", "cityhall", "--at", at, "--office",
                 self.office, "--ledger", self.ledger, "--date", NEXT],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE) for number in waiting}
            for run in runs.values():
                run.communicate()
            ends += [run.returncode for run in runs.values() if run.returncode != 75]
            waiting = [number for number, run in runs.items() if run.returncode == 75]
        offered = subprocess.run(
            [KIGEN, "hours", "--office", self.office, "--places", "--counter", "cityhall", "--from",
             at[:10], "--to", at[:10]], capture_output=True, text=True, check=True).stdout
        desks = next(int(line.split("\t")[3]) for line in offered.splitlines() if line.split("\t")[1] == at)
        self.assertEqual(sorted(ends), [0] * desks + [64] * (12 - desks))
        places = self.rows("SELECT desk FROM place WHERE day = '2026-12-22' AND start = '10:00'"
                           " AND counter = 'cityhall'")
        self.assertEqual(sorted(places), [[str(desk)] for desk in range(desks)])


class AtOnce(Changing):
    """--out: letter and calendar file in a folder of staff's."""

    def new(self, name="desk"):
        return os.path.join(self.folder, name)

    def test_letter_and_file_at_once_and_never_again(self):
        out = self.new()
        said = self.move("2026-12-22T10:00", "--out", out).stdout.decode()
        self.assertIn(out, said)
        with open(os.path.join(out, "mailroom/manifest.csv"), encoding="utf-8-sig") as file:
            line = file.read().splitlines()[1].split(",")
        self.assertEqual((line[0], line[5]), ("1", "moved"))
        self.assertIn(self.notice, self.page(out))
        for notice in (self.notice, line[1]):
            shown = event(os.path.join(out, "residents", self.token(notice) + ".ics"))
            # A second later than what it changes, since some calendars keep what is not newer.
            self.assertEqual((shown["UID"], shown["SEQUENCE"], shown["DTSTAMP"]),
                             (self.row["uid"], "1", "20261123T150001Z"))
        subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=out, check=True)
        whole = tree_digest(out)
        self.assertIn("already", self.move("2026-12-22T10:00", "--out", out).stdout.decode())
        self.assertEqual([v[0] for v in self.versions()], [0, 1])
        self.next_night()
        self.assertEqual(self.letters(NEXT), [])
        self.assertEqual(os.listdir(os.path.join(self.night(NEXT), "residents")), ["index.html"])
        self.move("2026-12-22T10:00", "--out", out, date=NEXT)
        self.move("2026-12-22T10:00", "--out", self.new("other"), date=NEXT)
        self.assertFalse(os.path.exists(self.new("other")))
        self.assertEqual(tree_digest(out), whole)
        path = self.write(self.people, NEXT)
        self.run_night(path, THIRD)
        self.assertEqual(self.letters(THIRD), [])
        self.nights_made_again(path, THIRD)

    def test_a_cancel_at_once(self):
        out = self.new()
        self.cancel("--out", out)
        shown = event(os.path.join(out, "residents", self.token(self.notice) + ".ics"))
        self.assertEqual((shown.get("METHOD"), shown["STATUS"]), ("CANCEL", "CANCELLED"))
        self.assertIn("取り消されました", self.page(out))
        self.next_night()
        self.assertEqual(self.letters(NEXT), [])

    def test_a_move_that_was_not_told_yet_can_be_told_at_once(self):
        self.move("2026-12-22T10:00")
        self.move("2026-12-22T10:00", "--out", self.new())
        self.assertIn("12月22日", self.page(self.new()))
        self.next_night()
        self.assertEqual(self.letters(NEXT), [])

    def test_a_second_move_after_a_folder_is_told_by_the_night_and_names_the_folders_letter(self):
        self.move("2026-12-22T10:00", "--out", self.new())
        ((number,),) = self.rows("SELECT notice FROM desk_folder")
        self.move("2026-12-24T09:00", notice=number)
        self.next_night()
        self.assertEqual(len(self.letters(NEXT)), 1)
        self.assertIn(number, self.page(self.night(NEXT)))
        self.assertIn("12月22日", self.page(self.night(NEXT)))

    def test_a_letter_that_waits_for_monday_is_replaced_by_the_desks(self):
        self.move("2026-12-22T10:00", date="2026-11-27")
        self.run_night(self.write(self.people, "2026-11-27"), "2026-11-28")
        waiting = self.rows("SELECT count(*) FROM notice WHERE kind = 'moved' AND mailed IS NULL")
        self.assertEqual(waiting, [["1"]])
        self.move("2026-12-22T10:00", "--out", self.new(), date="2026-11-29")
        self.assertIn("12月22日", self.page(self.new()))
        self.run_night(self.write(self.people, "2026-11-29"), "2026-11-30")
        self.contract("2026-11-30")
        self.assertEqual(self.letters("2026-11-30"), [])

    def test_nothing_is_written_over_and_nothing_changed_where_the_folder_cannot_be(self):
        os.mkdir(self.new())
        before = self.ledger_dump()
        self.move("2026-12-22T10:00", "--out", self.new(), expect=73)
        self.move("2026-12-22T10:00", "--out", self.new(".hidden"), expect=73)
        self.assertEqual(self.ledger_dump(), before)

    def test_no_letter_at_once_is_the_file_alone(self):
        self.move("2026-12-22T10:00", "--no-letter", "--out", self.new())
        self.assertEqual(sorted(os.listdir(self.new())), ["SHA256SUMS", "residents"])

    def test_by_hand_at_once_as_far_as_the_last_night_knew(self):
        people = [self.people[0].changed(protection="active"), self.people[1]]
        self.next_night(people=people)
        self.move("2026-12-22T10:00", "--out", self.new(), date=NEXT)
        self.assertFalse(os.path.exists(os.path.join(self.new(), "mailroom")))
        with open(os.path.join(self.new(), "operators/hand.csv"), encoding="utf-8-sig", newline="") as file:
            self.assertEqual([(row["resident"], row["matter"], row["reason"], row["appointment"], row["starts"])
                              for row in csv.DictReader(file)],
                             [("1", matter, "protection", "moved", "2026-12-22T10:00")
                              for matter in ("authentication", "signature")])
        # Said once: the next night does not say it again.
        self.run_night(self.write(people, NEXT), THIRD)
        self.contract(THIRD)
        self.assertEqual((self.letters(THIRD), [row for row in self.table(THIRD, "operators/exceptions.csv")
                                                if row["code"] == "change-by-hand"]), ([], []))

    def test_a_letter_that_came_back_stops_the_desks_letter_too(self):
        self.desk("returned", self.notice, "--reason", "unknown")
        self.move("2026-12-22T10:00", "--out", self.new())
        self.assertFalse(os.path.exists(os.path.join(self.new(), "mailroom")))


if __name__ == "__main__":
    unittest.main()
