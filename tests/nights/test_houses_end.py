"""How an offer to a house ends: who left on that very night is told of no more, and what was agreed holds."""

import os
import shutil
import subprocess
import unittest

import test_houses
from city import tree_digest
from test_houses import FIRST, FOURTH, SECOND, THIRD


class Ends(test_houses.Houses):
    def ended(self, date):
        (row,) = self.table(date, "operators/houses.csv")
        return row["state"], row["people"], row["resident"]

    def leaving(self, people):
        """Of these two come under protection, one of them in a record that cannot be read, one dies and one renews."""
        return [people[0].changed(protection="active"), people[1].changed(protection="active", born="nonsense"),
                people[2].changed(state="deceased"),
                test_houses.certificates_due(people[3].id, "2032-02-10", **test_houses.HOME), *people[4:]]

    def folders_again(self, date):
        """As nights_made_again, with somebody set aside."""
        before = tree_digest(self.out)
        shutil.rmtree(self.out)
        subprocess.run(["sqlite3", self.ledger, "UPDATE night SET issued = 0"], check=True)
        self.run_night(self.register, date, expect=1)
        self.assertEqual(tree_digest(self.out), before)

    def ends(self, answer):
        people = self.home(12)
        self.next_night(people, FIRST)
        (house,) = self.houses()
        if answer:
            self.desk("house", answer, house["number"])
        self.next_night(self.leaving(people), SECOND, expect=1)
        self.folders_again(SECOND)
        self.sound()

    def test_accepted(self):
        self.ends("accept")
        self.assertEqual(self.ended(SECOND), ("accepted", "8", "104"))
        self.assertEqual(len(self.numbers(SECOND)), 8)

    def test_declined(self):
        self.ends("decline")
        self.assertEqual(self.ended(SECOND), ("declined", "8", "104"))

    def test_lapsed(self):
        self.offer(days=2)
        people = self.home(12)
        self.next_night(people, FIRST)
        self.next_night(self.leaving(people), FOURTH, expect=1)
        self.assertEqual(self.ended(FOURTH), ("lapsed", "8", "104"))
        (told,) = [row["message"] for row in self.table(FOURTH, "operators/exceptions.csv") if row["code"] == "house-lapsed"]
        self.assertIn(" 8 people are by hand", told)
        self.folders_again(FOURTH)

    def test_whoever_is_declined_is_shown_to_the_desk_until_the_night(self):
        self.next_night(self.home(12), FIRST)
        (house,) = self.houses()
        self.desk("house", "decline", house["number"])
        self.assertEqual(len(self.house(house["number"])["members"]), 12)

    def test_nobody_is_left_and_staff_hears_of_it(self):
        people = self.home(6)
        self.next_night(people, FIRST)
        (house,) = self.houses()
        # Five have room for letters of their own.
        people[0] = people[0].changed(state="deceased")
        self.next_night(people, SECOND)
        self.assertEqual((len(self.numbers(SECOND)), self.houses(SECOND)), (5, []))
        (told,) = [row for row in self.table(SECOND, "operators/exceptions.csv") if row["code"].startswith("house-")]
        self.assertEqual(told["code"], "house-empty")
        self.assertIn(house["number"], told["message"])
        self.assertEqual(self.ended(SECOND), ("empty", "0", ""))
        self.nights_made_again(self.register, SECOND)

    def test_letters_of_an_accepted_house_that_name_another_place_are_told(self):
        self.next_night(self.home(12), FIRST)
        (house,) = self.houses()
        self.desk("house", "accept", house["number"], date="2026-12-08")
        # No night ran in time for the block.
        self.next_night(self.home(12), "2026-12-22")
        (told,) = [row["message"] for row in self.table("2026-12-22", "operators/exceptions.csv")]
        self.assertIn("12 of its people have letters that do not name the place", told)

    def test_declined_again_the_calendars_follow_what_they_could_not(self):
        self.next_night(self.home(12), FIRST)
        (house,) = self.houses()
        (block,) = house["blocks"]
        events = os.path.join(self.out, "counters")
        os.rename(events, events + "-away")
        self.desk("house", "decline", house["number"])
        os.rename(events + "-away", events)
        self.assertEqual(len(os.listdir(os.path.join(events, block["counter"]))), 13)
        self.desk("house", "decline", house["number"])
        self.assertEqual(os.listdir(os.path.join(events, block["counter"])), ["displayname"])

    def test_a_kept_place_is_listed_under_its_house(self):
        self.next_night(self.home(12), FIRST)
        (house,) = self.houses()
        said = self.desk("appointment", "list").stdout.decode()
        self.assertEqual((said.count(house["number"]), said.count("another system")), (12, 0))

    def test_what_is_agreed_holds_for_a_letter_written_anew_and_for_the_reminder(self):
        people = self.home(12, expires="2027-01-20")
        self.next_night(people, FIRST)
        (house,) = self.houses()
        kept = {member["resident"]: member["starts"] for member in self.house(house["number"])["members"]}
        self.desk("house", "accept", house["number"])
        self.next_night(people, SECOND)
        # The whole mailing is spoilt: they are written again, with the places that the house was told.
        self.desk("mailing", "withdraw", SECOND, "--why", "misprint", date=SECOND)
        self.next_night(people, THIRD)
        again = {row["resident"]: row["starts"] for row in self.table(THIRD, "operators/dues.csv") if row["outcome"] == "letter"}
        self.assertEqual(again, kept)
        self.assertEqual(self.houses(THIRD), [])
        self.desk("mailing", "posted", THIRD, date=THIRD)
        # Who has renewed nothing is reminded as anybody is; who comes now is under the cap of a new offer.
        date, reminded = "2026-12-22", people + self.home(7, first=200)
        self.next_night(reminded, date)
        self.assertEqual(set(self.numbers(date)), set(kept))
        self.assertEqual([offer["people"] for offer in self.houses(date)], [7])
        self.nights_made_again(self.register, date)
        self.sound()


if __name__ == "__main__":
    unittest.main()
