"""`kigen returned`: letters that come back stop the next ones, until there is another address."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk, notice
from city import Shared, certificates_due

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2026-11-{day}" for day in range(24, 28))


class Returned(Shared, Desk):
    def begin(self):
        self.residents = [certificates_due(str(i), "2027-01-10") for i in range(1, 5)]
        self.next_night(TUESDAY)
        self.number = self.numbers(TUESDAY)
        self.desk("mailing", "posted", TUESDAY)

    def next_night(self, date):
        self.register = self.write(self.residents, date)
        self.run_night(self.register, date)
        self.contract(date)

    def change(self, id, **words):
        self.residents[int(id) - 1] = self.residents[int(id) - 1].changed(**words)

    def back(self, *numbers, **options):
        return self.desk("returned", *numbers, "--reason", "あて所に尋ねあたりません", **options)

    def reasons(self, date):
        return {key: (row["outcome"], row["reason"]) for key, row in self.dues(date).items()}

    def test_what_came_back_is_by_hand_until_the_register_shows_another_address(self):
        self.back(self.number["1"], "--by", "the mail room")
        self.next_night(WEDNESDAY)
        self.assertEqual(set(self.reasons(WEDNESDAY).items()),
                         {(("1", matter), ("hand", "returned")) for matter in ("authentication", "signature")})
        self.next_night(THURSDAY)
        self.assertEqual(self.dues(THURSDAY), {})
        self.change("1", address="愛知県春日井市高蔵寺町1番地", postal="4870013")
        self.next_night(FRIDAY)
        new = self.numbers(FRIDAY)
        self.assertEqual(list(new), ["1"])
        self.assertNotEqual(new["1"], self.number["1"])
        self.assertEqual(self.table(FRIDAY, "mailroom/manifest.csv")[0]["postal"], "4870013")
        self.assertEqual(self.log()[1],
                         f"{TUESDAY}|returned|{self.number['1']}|1|あて所に尋ねあたりません|the mail room|")
        told = self.desk("explain", "1").stdout.decode()
        self.assertIn(f"taken back on the night of {WEDNESDAY}", told)
        self.assertIn(f"returned, letter {self.number['1']}, あて所に尋ねあたりません, by the mail room", told)
        self.nights_made_again(self.register, FRIDAY)

    def test_a_later_due_of_the_resident_gets_no_letter_either(self):
        self.back(self.number["2"])
        self.next_night(WEDNESDAY)
        expires = "2027-02-20"
        card = {"kind": "standard", "state": "active", "applied": "2017-01-05", "issued": "2017-02-20",
                "expires": expires}
        self.change("2", card=card, born="1987-02-20")
        self.next_night(THURSDAY)
        self.assertEqual(self.reasons(THURSDAY)["2", "card"], ("hand", "returned"))
        self.assertEqual(self.sheets(THURSDAY), [])

    def test_the_place_of_a_letter_that_came_back_is_free_again(self):
        uid = self.dues(TUESDAY)["1", "signature"]["uid"]
        self.back(self.number["1"])
        self.next_night(WEDNESDAY)
        with open(os.path.join(self.night(WEDNESDAY), "counters/cityhall.ics"), encoding="utf-8") as file:
            self.assertNotIn(uid, file.read().replace("\r\n ", ""))

    def test_the_desk_says_that_the_address_is_right(self):
        self.back(self.number["1"])
        self.next_night(WEDNESDAY)
        self.desk("hand", "release", "1", "--reason", "returned", "--why", "she telephoned", date=WEDNESDAY)
        self.next_night(THURSDAY)
        self.assertEqual(list(self.numbers(THURSDAY)), ["1"])
        self.desk("hand", "release", "1", "--reason", "returned", date=THURSDAY, expect=66)
        # The new letter comes back too.
        self.back(self.numbers(THURSDAY)["1"], date=THURSDAY)
        self.next_night(FRIDAY)
        self.assertEqual(self.reasons(FRIDAY)["1", "signature"], ("hand", "returned"))
        self.nights_made_again(self.register, FRIDAY)

    def test_released_before_the_next_night_the_letter_goes_once_more(self):
        self.back(self.number["1"])
        self.desk("hand", "release", "1", "--reason", "returned")
        self.next_night(WEDNESDAY)
        self.assertEqual(list(self.numbers(WEDNESDAY)), ["1"])
        self.next_night(THURSDAY)
        self.assertEqual(self.dues(THURSDAY), {})

    def test_numbers_are_scanned_one_a_line_and_a_bad_one_costs_nobody_anything(self):
        wrong = self.number["3"][:-1] + str((int(self.number["3"][-1]) + 1) % 10)
        scanned = "\r\n".join([self.number["1"], "", wrong, notice(26, 999999), "no number",
                               " " + self.number["2"].replace("-", "") + " ", self.number["1"], ""])
        said = self.back(stdin=scanned.encode(), expect=1)
        told = said.stderr.decode()
        self.assertEqual(len(told.splitlines()), 4, told)
        for part in (wrong, notice(26, 999999) + ": there is no such letter", "no number",
                     self.number["1"] + ": given twice"):
            self.assertIn(part, told)
        self.assertIn("already recorded", self.back(self.number["1"]).stdout.decode())
        self.assertEqual([line.split("|")[2] for line in self.log()[1:]], [self.number["1"], self.number["2"]])
        self.next_night(WEDNESDAY)
        self.assertEqual({resident for resident, _ in self.dues(WEDNESDAY)}, {"1", "2"})

    def test_a_printed_letter_to_the_same_address_is_stopped(self):
        # The card of resident 3 opens later and is printed; then the first letter comes back.
        card = {"kind": "standard", "state": "active", "applied": "2017-01-05", "issued": "2017-02-20",
                "expires": "2027-02-20"}
        self.change("3", card=card, born="1987-02-20")
        self.next_night(WEDNESDAY)
        printed = self.numbers(WEDNESDAY)["3"]
        self.back(self.number["3"], date=WEDNESDAY)
        self.next_night(THURSDAY)
        self.assertEqual(self.stops(THURSDAY), {printed: (WEDNESDAY, "returned")})

    def test_a_letter_that_is_not_printed_cannot_have_come_back(self):
        self.residents.append(certificates_due("9", "2027-01-20"))
        self.next_night("2026-11-28")
        self.back(self.numbers("2026-11-28")["9"], expect=1, date="2026-11-28")
        self.assertEqual(len(self.log()), 1)

    def test_what_the_post_office_wrote_is_needed(self):
        self.desk("returned", self.number["1"], expect=64)
        self.desk("returned", self.number["1"], "--reason", "two\nlines", expect=64)


if __name__ == "__main__":
    unittest.main()
