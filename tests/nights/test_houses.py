"""People who come together: a care home and a dormitory beside ordinary residents, over several nights."""

import json
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from city import card_due, certificates_due
from desk import LOOSE, Desk

FIRST, SECOND, THIRD, FOURTH = "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"
HOME = {"postal": "4860844", "address": "愛知県春日井市鳥居松町1丁目1番地", "building": "ケアホーム青葉"}
DORMITORY = {"postal": "4870011", "address": "愛知県春日井市中央台2丁目5番地", "building": "若葉寮"}
CAP = 5


def offers(days=14, share=50):
    return {'<limits ': f'<houses answer-days="{days}" share-percent="{share}"/>\n  <limits '}


class Houses(Desk):
    def setUp(self):
        super().setUp()
        self.offer()

    def offer(self, **words):
        self.small_office(**LOOSE, **{'letters-per-address="30"': f'letters-per-address="{CAP}"'}, **offers(**words))

    def home(self, count=30, first=100, expires="2027-02-10", **words):
        return [certificates_due(str(first + i), expires, **{**HOME, **words}) for i in range(count)]

    def next_night(self, residents, date, expect=0):
        self.register = self.write(residents, date)
        self.run_night(self.register, date, expect=expect)
        self.contract(date)

    def houses(self, date=FIRST):
        return self.shown("houses", "house", "list", date=date)["houses"]

    def house(self, number, date=FIRST):
        ((house,),) = self.shown("houses", "house", "show", number, date=date).values()
        return house

    def codes(self, date):
        return [row["code"] for row in self.table(date, "operators/exceptions.csv") if row["code"].startswith("house-")]

    def ask(self, question):
        return subprocess.run(["sqlite3", "-readonly", self.ledger, question],
                              capture_output=True, check=True, text=True).stdout.split()

    def places(self):
        """Who has which place: no letter's and no house's is given twice, since the ledger's key forbids it."""
        return self.ask("SELECT uid FROM place")

    def sheet(self, date):
        return subprocess.run(["pdftotext", "-layout", os.path.join(self.night(date), "operators/houses.pdf"), "-"],
                              capture_output=True, check=True, text=True).stdout

    def page(self, date):
        with open(os.path.join(self.night(date), "operators/report.html"), encoding="utf-8") as file:
            return file.read()

    def sound(self):
        verified = self.kigen("verify", "--office", self.office, "--ledger", self.ledger, "--out", self.out)
        self.assertEqual(verified.returncode, 0, (verified.stdout + verified.stderr).decode())


class Offers(Houses):
    def test_thirty_are_one_offer_and_stay_by_hand_until_it_is_answered(self):
        ordinary = [card_due(str(i), "2027-01-10") for i in range(1, 4)]
        self.next_night(ordinary + self.home(), FIRST)
        (house,) = self.houses()
        self.assertRegex(house["number"], r"^H26-000001-\d$")
        self.assertEqual((house["state"], house["people"], house["answer_by"]), ("open", 30, "2026-12-08"))
        hand = self.table(FIRST, "operators/hand.csv")
        self.assertEqual({(row["reason"], row["house"]) for row in hand}, {("address-cap", house["number"])})
        self.assertEqual(len({row["resident"] for row in hand}), 30)
        self.assertEqual({row["house"] for row in self.listed("hand")}, {house["number"]})
        # The three who live elsewhere have their letters as on any night.
        self.assertEqual(len(self.numbers(FIRST)), 3)
        # One block: at one counter on one day, without a gap, late enough for letters after the last day.
        shown = self.house(house["number"])
        self.assertEqual(len(shown["blocks"]), 1)
        self.assertEqual({(m["counter"], m["starts"][:10]) for m in shown["members"]},
                         {(shown["blocks"][0]["counter"], shown["blocks"][0]["starts"][:10])})
        self.assertGreater(shown["members"][0]["starts"], "2026-12-09")
        self.assertLess(shown["members"][0]["starts"], "2027-02-10")
        times = sorted({m["starts"][11:] for m in shown["members"]})
        ends = {m["starts"][11:]: m["ends"] for m in shown["members"]}
        self.assertEqual([ends[time] for time in times[:-1]], times[1:])
        self.assertEqual(len({(m["starts"], m["desk"]) for m in shown["members"]}), 30)
        # What staff asks the house by: a row, a sheet by ids alone, and what there is to do.
        (row,) = self.table(FIRST, "operators/houses.csv")
        self.assertEqual((row["house"], row["state"], row["people"], row["expires"], row["days_left"]),
                         (house["number"], "open", "30", "2027-02-10", "14"))
        self.assertEqual((row["starts"], row["ends"]), (shown["blocks"][0]["starts"],
                                                        shown["blocks"][0]["starts"][:11] + shown["blocks"][0]["ends"]))
        sheet = self.sheet(FIRST)
        self.assertEqual(sheet.count(house["number"]), 4)  # two pages, head and foot
        for member in shown["members"]:
            self.assertRegex(sheet, rf"{member['starts'][11:]}–{member['ends']} +{member['desk']} +{member['resident']} ")
        self.assertNotIn("春日", sheet)
        self.assertIn("返事を待っている施設が1件ある", self.page(FIRST))
        # The house is called, not thirty people one by one; that is urgent, and nothing else is.
        tasks = self.shown("status", "status", "--out", self.out, expect=1)["tasks"]
        self.assertEqual((tasks["houses"], tasks["hand"]), (1, 0))
        with open(os.path.join(self.night(FIRST), "operators/report.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertNotIn("新しく手作業になった", page)
        self.assertEqual(re.findall('急ぎ</[a-z]+> ?([^<]{6})', page), ["返事を待って"])
        story = self.shown("explain", "explain", "100")
        (kept,) = [fact for fact in story["appointments"] if fact["what"] == "house"]
        self.assertEqual((kept["house"], kept["state"], kept["starts"]),
                         (house["number"], "open", next(m["starts"] for m in shown["members"] if m["resident"] == "100")))
        # A plan, a dry run and a look at the places change nothing of it, and what is kept is not free.
        before = self.ledger_dump()
        for words in ("plan",), ("run", "--dry-run", "--out", self.out):
            self.desk(*words, "--register", self.register, date=SECOND)
        free = self.shown("places", "places", "free", "--counter", shown["blocks"][0]["counter"], "--from", shown["members"][0]["starts"][:10],
                          "--to", shown["members"][0]["starts"][:10])["places"]
        desks = {(m["starts"][11:], m["desk"]) for m in shown["members"]}
        for place in free:
            self.assertLessEqual(place["free"], 12 - sum(start == place["from"] for start, _ in desks))
        self.assertEqual(self.ledger_dump(), before)
        # It is the same on the next night, and nothing more is said of it.
        self.next_night(ordinary + self.home(), SECOND)
        self.assertEqual(self.house(house["number"], SECOND)["members"], shown["members"])
        self.assertEqual(self.codes(SECOND), [])
        self.nights_made_again(self.register, SECOND)
        self.sound()

    def test_accepted_each_has_a_letter_with_the_place_that_was_kept(self):
        self.next_night(self.home(), FIRST)
        (house,) = self.houses()
        before = self.house(house["number"])
        (act,) = self.shown("acts", "house", "accept", house["number"], "--why", "the manager", "--by", "Sato",
                            date=FIRST)["acts"]
        self.assertEqual((act["outcome"], act["people"]), ("done", 30))
        self.assertIn(f"house-accepted|||{house['number']}|Sato|the manager", "\n".join(self.log()))
        (again,) = self.shown("acts", "house", "accept", house["number"], date=FIRST)["acts"]
        self.assertEqual(again["outcome"], "already")
        self.next_night(self.home(), SECOND)
        rows = {row["resident"]: row for row in self.table(SECOND, "operators/dues.csv") if row["outcome"] == "letter"}
        self.assertEqual(len(rows), 30)
        for member in before["members"]:
            row = rows[member["resident"]]
            self.assertEqual((row["counter"], row["starts"]), (member["counter"], member["starts"]))
        self.assertEqual(len(self.sheets(SECOND)), 30)
        self.assertEqual(self.houses(SECOND), [])
        self.desk("house", "decline", house["number"], date=SECOND, expect=66)
        self.assertEqual([row["state"] for row in self.table(SECOND, "operators/houses.csv")], ["accepted"])
        self.assertFalse(os.path.exists(os.path.join(self.night(SECOND), "operators/houses.pdf")))
        self.assertEqual(self.listed("hand", date=SECOND), [])
        self.assertEqual(self.ask("SELECT count(*) FROM house_member WHERE parted IS NULL"), ["0"])
        # Nobody has a second letter on later nights, and every place is held by a letter.
        self.next_night(self.home(), THIRD)
        self.assertEqual(self.numbers(THIRD), {})
        self.assertEqual(len(self.places()), 30)
        self.nights_made_again(self.register, THIRD)
        self.sound()

    def test_declined_its_places_are_free_and_its_people_by_hand_for_good(self):
        self.next_night(self.home(), FIRST)
        (house,) = self.houses()
        self.assertEqual(len(self.places()), 30)
        events = os.path.join(self.out, "counters", house["blocks"][0]["counter"])
        self.assertEqual(len(os.listdir(events)), 31)
        with open(os.path.join(self.night(FIRST), "counters", house["blocks"][0]["counter"] + ".ics"), encoding="utf-8") as file:
            shown = file.read()
        self.assertEqual((shown.count("STATUS:TENTATIVE"), shown.count(f"SUMMARY:施 {house['number']}")), (30, 30))
        self.desk("house", "decline", house["number"].replace("-", "").lower(), "--why", "no bus")
        tasks = self.shown("status", "status", "--out", self.out, expect=1)["tasks"]
        self.assertEqual((tasks["houses"], tasks["hand"]), (0, 30))
        self.assertEqual(self.places(), [])
        self.assertEqual(os.listdir(events), ["displayname"])
        self.next_night(self.home(), SECOND)
        self.assertEqual(self.houses(SECOND), [])
        self.assertEqual(self.places(), [])
        cases = self.listed("hand", date=SECOND)
        self.assertEqual({(row["reason"], row["house"]) for row in cases}, {("address-cap", "")})
        self.assertEqual(len({row["resident"] for row in cases}), 30)
        # Staff can still confirm the address, and then all have letters.
        self.desk("hand", "release", "100", "--reason", "address-cap", date=SECOND)
        self.next_night(self.home(), THIRD)
        self.assertEqual(len(self.numbers(THIRD)), 30)
        self.nights_made_again(self.register, THIRD)
        self.sound()

    def test_a_yes_is_taken_back_until_the_night_writes(self):
        """A wrong line, or a house that calls again: as if it had said no at once."""
        self.next_night(self.home(), FIRST)
        (house,) = self.houses()
        self.desk("house", "accept", house["number"])
        (act,) = self.shown("acts", "house", "decline", house["number"], "--why", "called again", date=FIRST)["acts"]
        self.assertEqual((act["outcome"], act["people"]), ("done", 30))
        self.desk("house", "accept", house["number"], expect=64)
        self.assertEqual(self.places(), [])
        self.next_night(self.home(), SECOND)
        self.assertEqual((self.numbers(SECOND), self.houses(SECOND)), ({}, []))
        self.assertEqual([row["state"] for row in self.table(SECOND, "operators/houses.csv")], ["declined"])
        self.assertEqual(len({row["resident"] for row in self.listed("hand", date=SECOND)}), 30)
        self.nights_made_again(self.register, SECOND)
        self.sound()

    def test_nobody_answers(self):
        self.offer(days=2)
        self.next_night(self.home(), FIRST)
        (house,) = self.houses()
        self.next_night(self.home(), THIRD)
        self.assertEqual(len(self.houses(THIRD)), 1)
        self.next_night(self.home(), FOURTH)
        self.assertEqual(self.houses(FOURTH), [])
        self.assertEqual(self.codes(FOURTH), ["house-lapsed"])
        self.assertEqual(self.places(), [])
        self.assertEqual({row["house"] for row in self.listed("hand", date=FOURTH)}, {""})
        self.desk("house", "accept", house["number"], date=FOURTH, expect=66)
        self.nights_made_again(self.register, FOURTH)

    def test_accepting_after_the_last_day_is_refused(self):
        self.offer(days=2)
        self.next_night(self.home(), FIRST)
        (house,) = self.houses()
        self.desk("house", "accept", house["number"], date="2026-11-27", expect=64)

    def test_who_is_under_protection_is_in_no_house_nor_counted(self):
        hidden = certificates_due("SECRET", "2027-02-10", protection="active", **HOME)
        self.next_night([*self.home(), hidden], FIRST)
        (house,) = self.houses()
        self.assertEqual(house["people"], 30)
        self.assertEqual(self.ask("SELECT count(*) FROM house_member WHERE resident = 'SECRET'"), ["0"])
        self.assertNotIn("SECRET", self.sheet(FIRST) + json.dumps(self.table(FIRST, "operators/houses.csv")))
        # Whoever comes under protection later leaves it, also when the record cannot be read that night.
        guarded = [resident.changed(protection="active") if resident.id in ("100", "101") else resident
                   for resident in self.home()]
        guarded[1] = guarded[1].changed(born="nonsense")
        self.next_night(guarded, SECOND, expect=1)
        shown = self.house(house["number"], SECOND)
        self.assertEqual(shown["people"], 28)
        self.assertFalse({"100", "101"} & {m["resident"] for m in shown["members"]})
        self.assertEqual(len(self.places()), 28)
        # The house says yes: they get nothing.
        self.desk("house", "accept", house["number"], date=SECOND)
        self.next_night(guarded, THIRD, expect=1)
        self.assertEqual(len(self.numbers(THIRD)), 28)

    def test_who_moves_dies_or_renews_leaves_and_who_is_set_aside_stays(self):
        people = self.home()
        self.next_night(people, FIRST)
        (house,) = self.houses()
        people[0] = people[0].changed(state="moved-out")
        people[1] = people[1].changed(state="deceased")
        people[2] = certificates_due("102", "2032-02-10", **HOME)
        people[3] = people[3].changed(building="別の寮")
        people[4] = people[4].changed(born="nonsense")
        self.next_night(people, SECOND, expect=1)
        members = {m["resident"] for m in self.house(house["number"], SECOND)["members"]}
        self.assertEqual(members, {str(i) for i in range(104, 130)})
        self.assertEqual(set(self.numbers(SECOND)), {"103"})  # alone at another address: a letter
        # Accepted while somebody is set aside: the place is kept until the record can be read.
        self.desk("house", "accept", house["number"], date=SECOND)
        self.next_night(people, THIRD, expect=1)
        self.assertEqual(len(self.numbers(THIRD)), 25)
        self.assertEqual([m["resident"] for m in self.house(house["number"], THIRD)["members"]], ["104"])
        kept = self.house(house["number"], THIRD)["members"][0]
        people[4] = self.home()[4]
        self.next_night(people, FOURTH)
        self.assertEqual({(row["resident"], row["starts"]) for row in self.table(FOURTH, "operators/dues.csv")
                          if row["outcome"] == "letter"}, {("104", kept["starts"])})
        self.nights_made_again(self.register, FOURTH)
        self.sound()

    def test_who_comes_under_it_later_joins_the_same_day(self):
        people = self.home(12)
        self.next_night(people, FIRST)
        (house,) = self.houses()
        before = self.house(house["number"])
        people += self.home(3, first=200, expires="2027-02-20")
        self.next_night(people, SECOND)
        after = self.house(house["number"], SECOND)
        self.assertEqual(after["people"], 15)
        self.assertEqual(len({(m["counter"], m["starts"][:10]) for m in after["members"]}), 1)
        kept = {m["resident"]: m["starts"] for m in after["members"]}
        self.assertEqual({m["resident"]: m["starts"] for m in before["members"]},
                         {resident: starts for resident, starts in kept.items() if int(resident) < 200})

    def test_two_houses_have_an_offer_each(self):
        dormitory = [certificates_due(str(300 + i), "2027-02-15", **DORMITORY) for i in range(12)]
        self.next_night(self.home() + dormitory, FIRST)
        self.assertEqual(sorted(house["people"] for house in self.houses()), [12, 30])
        self.assertEqual(len(set(self.places())), 42)
        one, other = self.houses()
        small = one if one["people"] == 12 else other
        self.desk("house", "accept", small["number"])
        self.next_night(self.home() + dormitory, SECOND)
        self.assertEqual(set(self.numbers(SECOND)), {resident.id for resident in dormitory})
        self.assertEqual([house["people"] for house in self.houses(SECOND)], [30])

    def test_a_counter_that_closes_gives_the_house_another_block(self):
        self.next_night(self.home(), FIRST)
        (house,) = self.houses()
        (block,) = house["blocks"]
        day = block["starts"][:10]
        self.small_office(**LOOSE, **{'letters-per-address="30"': f'letters-per-address="{CAP}"'}, **offers(),
                          **{"<days/>": f'<days><closed on="{day}" counters="all" reason="stocktaking"/></days>'})
        self.next_night(self.home(), SECOND)
        (moved,) = self.houses(SECOND)
        self.assertEqual((moved["number"], moved["people"]), (house["number"], 30))
        self.assertNotEqual(moved["blocks"][0]["starts"][:10], day)
        self.assertEqual(self.codes(SECOND), ["house-moved"])
        self.assertEqual(len(self.places()), 30)
        self.desk("house", "accept", house["number"], date=SECOND)
        self.next_night(self.home(), THIRD)
        self.assertEqual(len(self.numbers(THIRD)), 30)
        self.sound()

    def test_no_block_is_in_time_and_it_says_so(self):
        self.offer(days=60)
        self.next_night(self.home(expires="2027-01-20"), FIRST)
        self.assertEqual((self.houses(), self.places()), ([], []))
        (told,) = [row for row in self.table(FIRST, "operators/exceptions.csv") if row["code"] == "house-no-block"]
        self.assertEqual(told["resident"], "100")
        self.assertIn("30 people", told["message"])
        self.assertEqual({row["house"] for row in self.table(FIRST, "operators/hand.csv")}, {""})
        self.nights_made_again(self.register, FIRST)

    def test_too_many_for_a_day_have_three_blocks_and_the_others_are_told(self):
        """Of 200 and more places that are free at a counter on a day one in a hundred may be taken."""
        self.offer(share=1)
        self.next_night(self.home(), FIRST)
        (house,) = self.houses()
        self.assertEqual(len(house["blocks"]), 3)
        self.assertLess(house["people"], 10)
        self.assertEqual(self.codes(FIRST), ["house-no-block"])
        left = {row["resident"] for row in self.table(FIRST, "operators/hand.csv") if row["house"] == ""}
        self.assertEqual(len(left), 30 - house["people"])
        self.desk("house", "accept", house["number"])
        self.next_night(self.home(), SECOND)
        self.assertEqual(len(self.numbers(SECOND)), house["people"])
        # Those who are left are more than the cap: the next offer is theirs.
        self.assertEqual(len(self.houses(SECOND)), 1)
        self.assertNotEqual(self.houses(SECOND)[0]["number"], house["number"])

    def test_ordinary_letters_have_their_places_first_and_every_due_its_letter_once(self):
        """A house beside so many others that places are few: nobody is without who had one without the house."""
        crowd = [certificates_due(str(1000 + i), "2027-02-10", address=f"愛知県春日井市鳥居松町{i}丁目2番地") for i in range(300)]
        unplaced = []
        for words in ({}, {"<limits ": "<limits "}):
            self.small_office(**{**LOOSE, 'letters-per-address="30"': f'letters-per-address="{CAP}"',
                                 'new-permille="50"': 'new-permille="1000"', **(offers() if words == {} else {})})
            self.ledger, self.out = (os.path.join(self.folder, name + str(len(unplaced))) for name in ("ledger", "out"))
            self.next_night(self.home() + crowd, FIRST)
            unplaced.append({row["resident"]: (row["counter"], row["starts"]) for row in self.table(FIRST, "operators/dues.csv")
                             if row["outcome"] == "letter"})
        self.assertEqual(unplaced[0], unplaced[1])

    def test_once_told_it_is_an_appointment_like_any_other(self):
        self.next_night(self.home(), FIRST)
        (house,) = self.houses()
        self.desk("house", "accept", house["number"])
        self.next_night(self.home(), SECOND)
        letters = self.numbers(SECOND)
        self.desk("appointment", "cancel", letters["100"], "--no-letter", date=SECOND)
        self.desk("appointment", "give", letters["100"], "--no-letter", date=SECOND)
        came = house["blocks"][0]["starts"][:10]
        self.next_night([resident for resident in self.home() if resident.id != "101"], THIRD)
        self.assertEqual(len(self.places()), 29)  # who is gone has none
        self.desk("appointment", "came", letters["102"], date=came)

    def test_fewer_desks_take_from_the_house_before_whoever_has_a_letter(self):
        people = [certificates_due("1", "2027-02-10"), *self.home(6)]
        self.next_night(people, FIRST)
        (house,) = self.houses()
        (block,) = house["blocks"]
        self.assertEqual((block["counter"], block["starts"][11:], block["ends"], block["people"]), ("cityhall", "08:30", "09:00", 6))
        # Somebody comes at the same time, at the seventh desk of twelve.
        self.desk("appointment", "move", self.numbers(FIRST)["1"], "--counter", "cityhall", "--at", block["starts"], "--no-letter")
        self.next_night(people, SECOND)
        self.assertEqual((self.codes(SECOND), self.houses(SECOND)[0]["blocks"]), ([], [block]))
        self.small_office(**LOOSE, **{'letters-per-address="30"': f'letters-per-address="{CAP}"'}, **offers(),
                          **{'desks="12" label="weekday"': 'desks="6" label="weekday"'})
        self.next_night(people, THIRD)
        self.assertEqual(self.codes(THIRD), ["house-moved"])
        (moved,) = self.houses(THIRD)
        self.assertEqual(moved["people"], 6)
        self.assertNotIn(block["starts"], {m["starts"] for m in self.house(moved["number"], THIRD)["members"]})
        self.assertEqual(self.ask(f"SELECT count(*) FROM place WHERE day = '{block['starts'][:10]}' AND start = '08:30' AND counter = 'cityhall'"), ["1"])

    def test_an_office_that_makes_no_offers_goes_on_as_before(self):
        self.small_office(**LOOSE, **{'letters-per-address="30"': f'letters-per-address="{CAP}"'})
        self.next_night(self.home(), FIRST)
        self.assertEqual(self.houses(), [])
        self.assertEqual(self.places(), [])
        self.assertEqual(self.codes(FIRST), [])
        self.assertNotIn("施設", self.page(FIRST))
        self.assertNotIn("house", self.table(FIRST, "operators/hand.csv")[0])
        self.assertFalse(os.path.exists(os.path.join(self.night(FIRST), "operators/houses.csv")))

    def test_switched_off_open_offers_lapse(self):
        self.next_night(self.home(), FIRST)
        self.small_office(**LOOSE, **{'letters-per-address="30"': f'letters-per-address="{CAP}"'})
        self.next_night(self.home(), SECOND)
        self.assertEqual((self.houses(SECOND), self.places()), ([], []))
        self.assertEqual(self.codes(SECOND), ["house-lapsed"])


if __name__ == "__main__":
    unittest.main()
