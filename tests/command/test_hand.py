"""`kigen hand`: the cases that are left to staff, listed, dealt with, released."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import LOOSE, Desk
from city import Shared, card_due, certificates_due

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2026-11-{day}" for day in range(24, 28))


class Cases(Shared, Desk):
    def begin(self):
        self.residents = [
            card_due("1", "2027-02-10", protection="active"),
            certificates_due("2", "2026-12-20", protection="provisional"),
            certificates_due("3", "2027-01-10", address=None),
            certificates_due("4", "2027-01-10"),
            certificates_due("5", "2027-01-05", name="春日 \U000f0000"),
        ]
        self.next_night(TUESDAY)

    def next_night(self, date):
        self.register = self.write(self.residents, date)
        self.run_night(self.register, date)
        self.contract(date)

    def cases(self, date=TUESDAY):
        return [(row["resident"], row["matter"], row["reason"]) for row in self.listed("hand", date=date)]

    def test_the_most_urgent_comes_first(self):
        rows = self.listed("hand", date=WEDNESDAY)
        self.assertEqual([(row["resident"], row["matter"], row["expires"], row["reason"], row["since"],
                           row["days_left"]) for row in rows], [
            ("2", "authentication", "2026-12-20", "protection", TUESDAY, 25),
            ("2", "signature", "2026-12-20", "protection", TUESDAY, 25),
            ("5", "authentication", "2027-01-05", "glyph", TUESDAY, 41),
            ("5", "signature", "2027-01-05", "glyph", TUESDAY, 41),
            ("3", "authentication", "2027-01-10", "address", TUESDAY, 46),
            ("3", "signature", "2027-01-10", "address", TUESDAY, 46),
            ("1", "card", "2027-02-10", "protection", TUESDAY, 77)])
        lines = self.desk("hand", "list", date=WEDNESDAY).stdout.decode().splitlines()
        self.assertEqual(lines[0], f"2\tauthentication\t2026-12-20\tprotection\t{TUESDAY}\t25")
        self.assertEqual(len(lines), len(rows))

    def test_a_changed_appointment_of_which_no_letter_may_tell_is_a_case(self):
        due = certificates_due("6", "2027-01-20")
        self.residents.append(due)
        self.next_night(WEDNESDAY)
        number = self.numbers(WEDNESDAY)["6"]
        self.desk("appointment", "cancel", number, date=WEDNESDAY)
        self.residents[-1] = due.changed(protection="active")
        self.next_night(THURSDAY)
        # The letter is printed, and the resident became a case by hand since.
        mine = [("6", matter, "protection") for matter in ("authentication", "signature")]
        changed = [("6", matter, "change-by-hand") for matter in ("authentication", "signature")]
        self.assertEqual([case for case in self.cases(THURSDAY) if case[0] == "6"], sorted(mine + changed))
        rows = [row for row in self.listed("hand", date=THURSDAY) if row["resident"] == "6"]
        self.assertEqual({(row["expires"], row["since"]) for row in rows}, {("2027-01-20", THURSDAY)})
        self.desk("hand", "done", "6", "--reason", "change-by-hand", "--why", "told at the door", date=THURSDAY)
        self.assertEqual([case for case in self.cases(THURSDAY) if case[0] == "6"], mine)
        self.desk("hand", "done", "6", "--reason", "change-by-hand", date=THURSDAY, expect=66)
        # The resident knows: no letter tells it when one may go again.
        self.residents[-1] = due.changed(protection="released")
        self.next_night(FRIDAY)
        self.assertEqual(self.sheets(FRIDAY), [])
        self.nights_made_again(self.register, FRIDAY)

    def test_a_changed_appointment_that_a_letter_tells_after_all_is_no_case(self):
        due = certificates_due("6", "2027-01-20")
        self.residents.append(due)
        self.next_night(WEDNESDAY)
        self.desk("appointment", "cancel", self.numbers(WEDNESDAY)["6"], date=WEDNESDAY)
        self.residents[-1] = due.changed(protection="active")
        self.next_night(THURSDAY)
        self.residents[-1] = due.changed(protection="released")
        self.next_night(FRIDAY)
        self.assertEqual(len(self.sheets(FRIDAY)), 1)
        self.assertEqual([case for case in self.cases(FRIDAY) if case[0] == "6"], [])

    def test_a_case_dealt_with_is_no_longer_listed_but_its_due_stays_open(self):
        self.desk("hand", "done", "2", "--reason", "protection", "--why", "told by telephone", "--by", "a clerk")
        self.assertNotIn("2", [resident for resident, _, _ in self.cases()])
        self.assertEqual(self.log(), [f"{TUESDAY}|hand-done||2|protection|a clerk|told by telephone"])
        self.next_night(WEDNESDAY)
        self.assertNotIn("2", [resident for resident, _, _ in self.cases()])
        self.desk("hand", "done", "2", "--reason", "protection", expect=66)
        # Only a letter settles a due: when the cause ends it goes out.
        self.residents[1] = self.residents[1].changed(protection="released")
        self.next_night(THURSDAY)
        self.assertEqual(list(self.numbers(THURSDAY)), ["2"])
        self.nights_made_again(self.register, THURSDAY)

    def test_another_reason_is_another_case(self):
        self.desk("hand", "done", "2", "--reason", "protection")
        self.residents[1] = self.residents[1].changed(protection="released", address=None)
        self.next_night(WEDNESDAY)
        self.assertIn(("2", "signature", "address"), self.cases())

    def test_a_returned_letter_is_a_case_at_once(self):
        self.desk("returned", self.numbers(TUESDAY)["4"], "--reason", "moved")
        self.assertEqual([case for case in self.cases() if case[0] == "4"],
                         [("4", "authentication", "returned"), ("4", "signature", "returned")])
        self.next_night(WEDNESDAY)
        self.assertEqual([case for case in self.cases() if case[0] == "4"],
                         [("4", "authentication", "returned"), ("4", "signature", "returned")])
        self.desk("hand", "release", "4", "--reason", "returned", date=WEDNESDAY)
        self.next_night(THURSDAY)
        self.assertNotIn("4", [resident for resident, _, _ in self.cases()])

    def test_what_ended_is_no_case(self):
        self.residents[0] = self.residents[0].changed(state="deceased")
        self.next_night(WEDNESDAY)
        self.assertNotIn("1", [resident for resident, _, _ in self.cases()])

    def test_what_only_the_register_can_end_is_said(self):
        for reason in ("protection", "address", "glyph", "overflow"):
            self.desk("hand", "release", "1", "--reason", reason, expect=64)
        self.desk("hand", "release", "1", "--reason", "returned", expect=66)
        self.desk("hand", "release", "1", "--reason", "address-cap", expect=66)
        for words in (("done", "1"), ("done", "--reason", "protection"), ("done", "1", "--reason", "deceased"),
                      ("done", "1", "--reason", "dance"), ("release",), ("dance",), ()):
            self.desk("hand", *words, expect=64)
        self.assertEqual(self.log(), [])


class AddressCap(Desk):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE, **{'letters-per-address="30"': 'letters-per-address="3"'})
        self.dormitory = {"address": "愛知県春日井市鳥居松町1丁目1番地", "building": "青葉寮", "postal": "4860844"}
        self.residents = [certificates_due(str(i), "2027-01-10", **self.dormitory) for i in range(1, 6)]
        self.residents.append(certificates_due("9", "2027-01-10"))

    def next_night(self, date):
        self.register = self.write(self.residents, date)
        self.run_night(self.register, date)
        self.contract(date)

    def test_the_desk_confirms_the_address_for_everybody_who_lives_there(self):
        self.next_night(TUESDAY)
        self.assertEqual(list(self.numbers(TUESDAY)), ["9"])
        self.assertEqual({row["reason"] for row in self.listed("hand")}, {"address-cap"})
        self.desk("hand", "release", "3", "--reason", "address-cap", "--why", "a dormitory")
        self.next_night(WEDNESDAY)
        self.assertEqual(set(self.numbers(WEDNESDAY)), {"1", "2", "3", "4", "5"})
        self.assertEqual(self.listed("hand"), [])
        # Later ones too, and no other address.
        self.residents += [certificates_due(str(i), "2027-01-20", **self.dormitory) for i in range(11, 16)]
        elsewhere = {**self.dormitory, "building": "若葉寮"}
        self.residents += [certificates_due(str(i), "2027-01-20", **elsewhere) for i in range(21, 26)]
        self.next_night(THURSDAY)
        self.assertEqual(set(self.numbers(THURSDAY)), {"11", "12", "13", "14", "15"})
        self.assertEqual(len(self.listed("hand")), 10)
        self.nights_made_again(self.register, THURSDAY)

    def test_the_ledger_keeps_no_address_in_plain_words(self):
        self.next_night(TUESDAY)
        self.desk("hand", "release", "3", "--reason", "address-cap")
        self.assertNotIn("青葉寮".encode(), self.ledger_dump())


if __name__ == "__main__":
    unittest.main()
