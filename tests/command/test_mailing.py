"""`kigen mailing`: a faulty mailing is stopped before it leaves, and no letter is lost or doubled."""

import datetime
import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import LOOSE, Desk, notice
from city import Shared, card_due, certificates_due

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (f"2026-11-{day}" for day in range(24, 29))
MONDAY = "2026-11-30"


class Mailings(Shared, Desk):
    def begin(self):
        self.residents = [certificates_due(str(i), "2027-01-10") for i in range(1, 4)]
        self.next_night(TUESDAY)

    def next_night(self, date, expect=0):
        self.register = self.write(self.residents, date)
        result = self.run_night(self.register, date, expect=expect)
        self.contract(date)
        return result

    def mailing(self, name, date=TUESDAY):
        (found,) = [one for one in self.listed("mailing", date=date) if one["mailing"] == name]
        return found

    def test_a_mailing_is_printed_until_somebody_says_that_it_left(self):
        printed = self.mailing(TUESDAY)
        self.assertEqual((printed["state"], printed["letters"], printed["decided_from"], printed["overdue"]),
                         ("printed", 3, TUESDAY, False))
        self.assertTrue(self.mailing(TUESDAY, date=FRIDAY)["overdue"])
        self.desk("mailing", "posted", TUESDAY, "--on", TUESDAY, "--by", "the mail room", date=WEDNESDAY)
        left = self.mailing(TUESDAY, date=MONDAY)
        self.assertEqual((left["state"], left["since"], left["by"], left["overdue"]),
                         ("posted", TUESDAY, "the mail room", False))
        again = self.desk("mailing", "posted", TUESDAY, date=FRIDAY)
        self.assertIn(b"already posted", again.stdout)
        self.assertEqual(len(self.log()), 1)
        text = self.desk("mailing", "list", date=MONDAY).stdout.decode().split("\t")
        self.assertEqual(text[:3], [TUESDAY, "posted", "3"])

    def test_a_day_on_which_it_cannot_have_left_is_refused(self):
        for day in ("2026-11-23", FRIDAY):
            self.desk("mailing", "posted", TUESDAY, "--on", day, date=WEDNESDAY, expect=64)
        self.assertEqual(self.log(), [])

    def test_held_sheets_are_named_every_night_until_they_are_released(self):
        numbers = self.sheets(TUESDAY)
        self.desk("mailing", "hold", TUESDAY, "--why", "the wrong date on every sheet", "--by", "a clerk")
        held = self.mailing(TUESDAY)
        self.assertEqual((held["state"], held["by"], held["why"]),
                         ("held", "a clerk", "the wrong date on every sheet"))
        self.desk("mailing", "posted", TUESDAY, expect=64)
        said = self.next_night(WEDNESDAY)
        self.assertIn(b"3 printed sheets must not be posted", said.stderr)
        self.assertEqual(self.stops(WEDNESDAY), {number: (TUESDAY, "held") for number in numbers})
        self.assertEqual(self.dues(WEDNESDAY), {})
        self.desk("mailing", "release", TUESDAY, date=WEDNESDAY)
        self.next_night(THURSDAY)
        self.assertEqual(self.stops(THURSDAY), {})
        self.desk("mailing", "posted", TUESDAY, date=THURSDAY)
        self.next_night(FRIDAY)
        self.assertEqual(self.sheets(WEDNESDAY) + self.sheets(THURSDAY) + self.sheets(FRIDAY), [])
        self.nights_made_again(self.register, FRIDAY)

    def test_a_withdrawn_mailing_is_decided_anew_each_letter_once(self):
        numbers = self.numbers(TUESDAY)
        self.desk("mailing", "hold", TUESDAY)
        self.desk("mailing", "withdraw", TUESDAY, "--why", "the wrong template")
        self.desk("mailing", "release", TUESDAY, expect=64)
        self.next_night(WEDNESDAY)
        anew = self.numbers(WEDNESDAY)
        self.assertEqual(set(anew), {"1", "2", "3"})
        self.assertFalse(set(anew.values()) & set(numbers.values()))
        self.assertEqual(sorted(self.sheets(WEDNESDAY)), sorted(anew.values()))
        self.assertEqual(self.stops(WEDNESDAY),
                         {number: (TUESDAY, "withdrawn") for number in numbers.values()})
        # The visits that nobody was told of are taken back: nobody has two.
        count = subprocess.run(["sqlite3", "-readonly", self.ledger, "SELECT count(*) FROM place"],
                               capture_output=True, check=True).stdout.strip()
        self.assertEqual(count, b"3")
        self.next_night(THURSDAY)
        self.assertEqual(self.dues(THURSDAY), {})
        self.assertEqual(self.mailing(TUESDAY)["taken_back"], 3)
        self.desk("mailing", "posted", TUESDAY, expect=64)
        self.desk("mailing", "posted", WEDNESDAY, date=THURSDAY)
        self.nights_made_again(self.register, THURSDAY)

    def test_a_single_letter_is_withdrawn_and_the_others_go(self):
        numbers = self.numbers(TUESDAY)
        self.desk("mailing", "withdraw", numbers["2"])
        scanned = numbers["2"].replace("-", "")
        self.assertIn(b"already", self.desk("mailing", "withdraw", scanned).stdout)
        self.desk("mailing", "posted", TUESDAY)
        self.next_night(WEDNESDAY)
        self.assertEqual(list(self.numbers(WEDNESDAY)), ["2"])
        self.desk("mailing", "withdraw", numbers["1"], date=WEDNESDAY, expect=64)

    def test_a_withdrawn_letter_of_who_died_is_not_written_again(self):
        self.desk("mailing", "withdraw", TUESDAY)
        self.residents[0] = self.residents[0].changed(state="deceased")
        self.next_night(WEDNESDAY)
        self.assertEqual(set(self.numbers(WEDNESDAY)), {"2", "3"})
        self.assertEqual(self.dues(WEDNESDAY)["1", "signature"]["reason"], "deceased")

    def test_a_withdrawn_letter_whose_resident_is_set_aside_waits_for_the_night_that_reads_it(self):
        self.desk("mailing", "withdraw", TUESDAY)
        whole = self.residents[0]
        self.residents[0] = whole.changed(name=None)
        self.next_night(WEDNESDAY, expect=1)
        self.assertEqual(set(self.numbers(WEDNESDAY)), {"2", "3"})
        self.residents[0] = whole
        self.next_night(THURSDAY)
        self.assertEqual(set(self.numbers(THURSDAY)), {"1"})

    def test_letters_that_wait_are_held_back_from_the_coming_mailing(self):
        self.residents += [certificates_due(str(i), "2027-01-20") for i in range(4, 6)]
        self.next_night(SATURDAY)
        waiting = self.mailing(SATURDAY)
        self.assertEqual((waiting["state"], waiting["printed"], waiting["letters"]), ("waiting", False, 2))
        self.desk("mailing", "posted", SATURDAY, date=SATURDAY, expect=64)
        self.desk("mailing", "hold", SATURDAY, date=SATURDAY)
        self.residents.append(certificates_due("6", "2027-01-20"))
        self.next_night(MONDAY)
        self.assertEqual(self.sheets(MONDAY), [self.numbers(MONDAY)["6"]])
        self.assertEqual(self.mailing(SATURDAY)["state"], "held")
        self.desk("mailing", "release", SATURDAY, date=MONDAY)
        self.next_night("2026-12-01")
        self.assertEqual(sorted(self.sheets("2026-12-01")), sorted(self.numbers(SATURDAY).values()))
        self.desk("mailing", "hold", SATURDAY, date="2026-12-01", expect=66)
        self.nights_made_again(self.register, "2026-12-01")

    def test_a_mailing_that_nobody_confirms_is_seen_without_anybody_looking_for_it(self):
        def told(date):
            with open(os.path.join(self.night(date), "operators/summary.json"), encoding="utf-8") as file:
                summary = json.load(file)
            codes = [row["code"] for row in self.table(date, "operators/exceptions.csv")]
            self.assertEqual(codes, ["mailing-unconfirmed"] * summary["unconfirmed"])
            with open(os.path.join(self.night(date), "operators/kigen.prom"), encoding="utf-8") as file:
                self.assertIn(f"\nkigen_mailings_unconfirmed {summary['unconfirmed']}\n", file.read())
            with open(os.path.join(self.night(date), "operators/report.html"), encoding="utf-8") as file:
                self.assertEqual("kigen mailing posted" in file.read(), summary["unconfirmed"] > 0)
            return summary["unconfirmed"]

        said = self.next_night(WEDNESDAY)
        self.assertNotIn(b"unconfirmed", said.stdout)
        self.assertEqual(told(WEDNESDAY), 0)  # its own day was not over before this one
        said = self.next_night(THURSDAY)
        self.assertIn(b"; 1 mailings unconfirmed; ", said.stdout)
        self.assertEqual(told(THURSDAY), 1)
        (row,) = self.table(THURSDAY, "operators/exceptions.csv")
        self.assertIn(f"kigen mailing posted {TUESDAY}", row["message"])
        self.assertTrue(self.mailing(TUESDAY, date=THURSDAY)["overdue"])
        self.desk("mailing", "posted", TUESDAY, date=THURSDAY)
        self.next_night(FRIDAY)
        self.assertEqual(told(FRIDAY), 0)
        self.nights_made_again(self.register, FRIDAY)

    def test_how_long_nobody_is_asked_is_a_setting(self):
        for days, nights in (("0", {WEDNESDAY: 0, THURSDAY: 0}), ("2", {THURSDAY: 0, FRIDAY: 1})):
            with self.subTest(days):
                self.ledger += "-"
                self.out += "-"
                self.small_office(**{**LOOSE, 'confirm-days="1"': f'confirm-days="{days}"'})
                self.next_night(TUESDAY)
                for date, count in nights.items():
                    self.next_night(date)
                    self.assertEqual(len(self.table(date, "operators/exceptions.csv")), count, date)

    def test_held_letters_that_come_too_late_are_telephoned_from_that_night_on(self):
        near = certificates_due("7", "2026-12-14")
        dead = certificates_due("8", "2026-12-14")
        self.residents += [near, dead, certificates_due("9", "2026-12-14", protection="active")]
        self.next_night(WEDNESDAY)
        number = self.numbers(WEDNESDAY)["7"]
        self.assertEqual(self.table(WEDNESDAY, "operators/call.csv"), [])
        self.desk("mailing", "hold", WEDNESDAY, date=WEDNESDAY)
        self.residents[4] = dead.changed(state="deceased")
        visit = self.dues(WEDNESDAY)["7", "signature"]["starts"][:10]
        self.assertEqual(visit, "2026-12-09")
        calls = {}
        for date in (THURSDAY, FRIDAY, "2026-12-04", "2026-12-05", "2026-12-07", "2026-12-08"):
            self.next_night(date)
            calls[date] = [(row["resident"], row["matter"], row["notice"])
                           for row in self.table(date, "operators/call.csv")]
        # What leaves on Friday the 4th arrives before the visit; on Saturday the next post is Monday's.
        rows = [("7", matter, number) for matter in ("authentication", "signature")]
        self.assertEqual({date: called for date, called in calls.items() if called}, {"2026-12-05": rows})
        with open(os.path.join(self.night("2026-12-05"), "operators/summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        self.assertEqual((summary["call"], summary["call_people"]), (2, 1))
        self.nights_made_again(self.register, "2026-12-08")

    def test_a_held_letter_about_a_moved_visit_is_telephoned_before_the_old_one(self):
        self.desk("mailing", "posted", TUESDAY)
        old = self.dues(TUESDAY)["1", "signature"]["starts"][:10]
        self.assertEqual(old, "2026-12-09")
        self.desk("appointment", "move", self.numbers(TUESDAY)["1"], "--counter", "cityhall", "--at", "2026-12-16T17:30")
        self.next_night(WEDNESDAY)
        (number,) = self.sheets(WEDNESDAY)
        self.desk("mailing", "hold", WEDNESDAY, date=WEDNESDAY)
        for date, expected in (("2026-12-03", set()), ("2026-12-05", {("1", number)}), ("2026-12-07", set())):
            self.next_night(date)
            called = {(row["resident"], row["notice"]) for row in self.table(date, "operators/call.csv")}
            self.assertEqual(called, expected, date)
        # No second letter goes round the hold, and none after it.
        self.assertEqual(self.sheets("2026-12-03") + self.sheets("2026-12-07"), [])
        self.desk("mailing", "release", WEDNESDAY, date="2026-12-07")
        self.next_night("2026-12-08")
        self.assertEqual(self.sheets("2026-12-08"), [])

    def test_a_held_letter_without_a_visit_is_telephoned_when_its_date_comes_too_near(self):
        self.residents = [certificates_due("7", "2026-12-08")]
        self.next_night(WEDNESDAY)
        number = self.numbers(WEDNESDAY)["7"]
        closed = "".join(f'<closed on="2026-12-{day:02}" counters="all" reason="flood"/>' for day in range(1, 9))
        self.small_office(**{**LOOSE, "<days/>": f"<days>{closed}</days>"})
        self.next_night(THURSDAY)  # its visit is taken back, in a letter of its own
        self.desk("mailing", "hold", WEDNESDAY, date=THURSDAY)
        self.desk("mailing", "posted", THURSDAY, date=THURSDAY)
        self.next_night(FRIDAY)
        self.assertEqual(self.table(FRIDAY, "operators/call.csv"), [])
        self.next_night(MONDAY)
        self.next_night("2026-12-01")
        self.assertEqual(self.table(MONDAY, "operators/call.csv"), [])  # Monday's post, and seven days
        self.next_night("2026-12-02")
        called = [(row["resident"], row["notice"]) for date in ("2026-12-01", "2026-12-02")
                  for row in self.table(date, "operators/call.csv")]
        self.assertEqual(called, [("7", number)] * 2)

    def test_letters_that_wait_past_their_visit_are_decided_anew(self):
        self.residents.append(certificates_due("4", "2027-01-20"))
        self.next_night(SATURDAY)
        old = self.numbers(SATURDAY)["4"]
        self.desk("mailing", "hold", SATURDAY, date=SATURDAY)
        self.next_night("2026-12-28")
        new = self.numbers("2026-12-28")["4"]
        self.assertNotEqual(old, new)
        # The others are reminded that day.
        self.assertIn(new, self.sheets("2026-12-28"))
        self.assertNotIn(old, self.sheets("2026-12-28"))

    def test_released_letters_that_lay_too_long_are_told(self):
        self.desk("mailing", "hold", TUESDAY)
        said = self.desk("mailing", "release", TUESDAY, date="2026-12-20")
        for number in self.sheets(TUESDAY):
            self.assertIn(f"kigen mailing withdraw {number}".encode(), said.stderr)

    def test_what_is_no_mailing_is_said(self):
        self.desk("mailing", "hold", "2026-11-25", expect=66)
        for name in ("tuesday", "2026-11-24-1", "2026-11-24-02", "2026-11-24-"):
            self.desk("mailing", "hold", name, expect=64)
        self.desk("mailing", "hold", expect=64)
        self.desk("mailing", "dance", expect=64)
        self.desk("mailing", expect=64)
        for number in ("26-000999-9", "260009999", "26-000001-4"):  # misread
            self.assertIn(b"misread", self.desk("mailing", "withdraw", number, expect=64).stderr)
        self.desk("mailing", "withdraw", notice(25, 1), expect=66)  # of another year
        self.desk("mailing", "posted", notice(26, 999), expect=66)
        # Of several nothing is done, and so nothing is told, where one is none.
        for verb in ("posted", "withdraw"):
            for wrong, status in (("2026-11-25", 66), ("26-000999-9", 64)):
                self.assertEqual(self.desk("mailing", verb, TUESDAY, wrong, expect=status).stdout, b"")
        self.assertEqual(self.mailing(TUESDAY)["state"], "printed")
        self.ledger += "-absent"
        self.desk("mailing", "list", expect=66)
        self.assertFalse(os.path.exists(self.ledger))


class Stops(Shared, Desk):
    """Printed letters whose residents change before anybody says that they have left."""

    def begin(self):
        self.residents = [certificates_due(str(i), "2027-01-10") for i in range(1, 9)]
        self.residents.append(card_due("9", "2027-02-10"))
        self.run_night(self.write(self.residents, TUESDAY), TUESDAY)
        self.number = self.numbers(TUESDAY)
        renewed = {"state": "valid", "issued": TUESDAY, "expires": "2031-01-10"}
        self.change("1", state="deceased")
        self.change("2", state="moved-out")
        self.change("3", signature=renewed, authentication=renewed)
        self.change("4", protection="provisional")
        self.change("5", address="愛知県春日井市高蔵寺町1番地", postal="4870013")
        self.change("6", signature=renewed)  # the other certificate still wants its letter
        self.change("7", address="愛知県春日井市鳥居松町5丁目　44番地")  # the same, written otherwise
        del self.residents[7]
        self.reasons = {"1": "deceased", "2": "moved-out", "3": "renewed", "4": "by-hand",
                        "5": "address-changed", "8": "vanished"}

    def change(self, id, **words):
        self.residents[int(id) - 1] = self.residents[int(id) - 1].changed(**words)

    def expected(self):
        return {self.number[id]: (TUESDAY, reason) for id, reason in self.reasons.items()}

    def test_they_are_named_each_night_until_the_mailing_has_left(self):
        for day in (WEDNESDAY, THURSDAY):
            register = self.write(self.residents, day)
            self.run_night(register, day)
            self.contract(day)
            self.assertEqual(self.stops(day), self.expected())
        rows = {row["notice"]: row for row in self.table(WEDNESDAY, "mailroom/stop.csv")}
        for sheet, number in enumerate(self.sheets(TUESDAY), 1):
            if number in rows:
                self.assertEqual(rows[number]["sheet"], str(sheet))
        self.desk("mailing", "posted", TUESDAY, date=THURSDAY, expect=64)
        self.desk("mailing", "posted", TUESDAY, "--pulled", *self.expected(), date=THURSDAY)
        register = self.write(self.residents, FRIDAY)
        self.run_night(register, FRIDAY)
        self.assertEqual(self.stops(FRIDAY), {})
        self.nights_made_again(register, FRIDAY)

    def test_on_a_night_without_a_mailing_the_list_waits_with_the_operators_and_then_with_the_mail_room(self):
        self.run_night(self.write(self.residents, SATURDAY), SATURDAY)
        self.contract(SATURDAY)
        self.assertFalse(os.path.exists(os.path.join(self.night(SATURDAY), "mailroom")))
        self.assertEqual(self.stops(SATURDAY), self.expected())
        self.run_night(self.write(self.residents, "2026-11-29"), MONDAY)
        self.assertTrue(os.path.exists(os.path.join(self.night(MONDAY), "mailroom/stop.csv")))
        self.assertEqual(self.stops(MONDAY), self.expected())

    def test_they_are_forgotten_when_nobody_ever_says_so(self):
        self.run_night(self.write(self.residents, "2026-12-25"), "2026-12-25")
        self.assertEqual(self.stops("2026-12-25"), self.expected())
        self.run_night(self.write(self.residents, "2026-12-28"), "2026-12-28")
        self.assertEqual(self.stops("2026-12-28"), {})


if __name__ == "__main__":
    unittest.main()
