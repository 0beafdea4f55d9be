"""Another program, written from the written rules alone, reaches the same decisions (second.py): on
cities that make-register writes and on strange residents, night by night and column by column."""

import datetime
import os
import random
import unittest

import compare
import second
import strange
from city import Nights, OFFICE

ORACLES = os.path.abspath("tests/oracles")


def oracle(name):
    """The rows of a table of checked answers."""
    with open(os.path.join(ORACLES, name), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]


class Formulation(unittest.TestCase):
    """The second formulation is itself right by the checked answers."""

    def setUp(self):
        self.office = second.Office(OFFICE)

    def test_it_opens_windows_as_the_table_says(self):
        for expiry, opens, _, two, appointments in oracle("window.tsv"):
            expires = second.day_of(expiry)
            later = max(second.window_opens(expires, 3), second.window_less_than(expires, 3))
            self.assertEqual((str(second.window_opens(expires, 3)), str(second.months_away(expires, -2)),
                              str(later)), (opens, two, appointments), expiry)

    def test_it_computes_the_last_days_of_the_table(self):
        statuses = {"jp": None, "pr": "permanent", "spr": "special-permanent", "hsp2": "highly-skilled-2",
                    "stay": "engineer"}
        night = datetime.date(2026, 11, 24)
        for born, issued, residency, until, renewed, card, _, certificate, _ in oracle("expiry.tsv"):
            status = statuses[residency]
            person = strange.Person("1", born, stay=status and {"status": status, "until": until or None},
                                    card=strange.card(None, issued=issued), certificates=[
                                        strange.certificate("authentication", None, issued=renewed)])
            resident = second.Resident(second.tree.fromstring("".join(person.lines(True))), "")
            self.assertEqual(
                (str(second.card_expires(self.office, resident, night)[0]),
                 str(second.certificate_expires(self.office, resident, "authentication", night)[0])),
                (card, certificate), (born, issued, status))

    def test_it_knows_the_holidays_of_the_table_by_law(self):
        days = {row[0] for row in oracle("holidays.tsv")}
        day = datetime.date(2022, 1, 1)
        while day.year < 2033:
            self.assertEqual(day in second.holidays_by_law(day.year), str(day) in days, day)
            day += second.DAY


class Second(Nights):
    """kigen plan and the second formulation on the same files."""

    def hold(self, register, nights, cards=None):
        residents, _ = second.read(register, cards)
        for night in nights:
            lines, rows = compare.differences(self.office, residents, register, night, cards)
            self.assertEqual("\n".join(lines[:20]), "", f"the night of {night}")
            self.assertGreater(rows, 0)

    def file(self, name):
        return os.path.join(self.folder, name)

    def hold_city(self, seed, as_of, nights, cards=None):
        compare.make(3000, seed, as_of, self.file("city.xml"), cards)
        self.hold(self.file("city.xml"), nights, cards)

    def hold_strange(self, night, nights, cards=None, seed=1, mixtures=600):
        night = datetime.date.fromisoformat(night)
        strange.write(strange.strange(night, seed, mixtures), night - second.DAY,
                      self.file("strange.xml"), cards)
        self.hold(self.file("strange.xml"), nights, cards)

    def test_a_city_is_decided_alike_on_days_apart(self):
        self.hold_city(1, "2026-11-23", ("2026-11-24", "2027-02-28"))

    def test_a_city_with_its_cards_in_a_second_file_is_decided_alike(self):
        self.hold_city(2, "2027-04-28", ("2027-04-29",), self.file("cards.xml"))

    def test_strange_residents_are_decided_alike_on_an_ordinary_night(self):
        self.hold_strange("2026-11-24", ("2026-11-24",))

    def test_strange_residents_are_decided_alike_before_the_year_ends(self):
        self.hold_strange("2026-12-29", ("2026-12-29",), seed=2)

    def test_strange_residents_are_decided_alike_at_the_end_of_february(self):
        self.hold_strange("2028-02-29", ("2028-02-29",), self.file("cards.xml"), seed=3)

    def test_every_night_round_a_month_end_is_decided_alike(self):
        people = list(strange.edges(datetime.date(2027, 5, 29)))
        strange.write(people, "2027-05-27", self.file("edges.xml"))
        self.hold(self.file("edges.xml"), ("2027-05-28", "2027-05-29", "2027-05-30", "2027-05-31"))

    def test_what_is_odd_of_strange_residents_is_reported_alike_once_and_by_its_line(self):
        # A night long after the one that they are made for: much is odd and few letters are written.
        night = datetime.date(2027, 10, 1)
        path, office = self.file("strange.xml"), second.Office(self.office)
        strange.write(strange.strange(datetime.date(2026, 11, 24), 5, 600), night - second.DAY, path)
        self.run_night(path, str(night), expect=1)
        with open(path, encoding="utf-8") as file:
            lines = {line.split('"')[1]: str(number) for number, line in enumerate(file, 1)
                     if line.startswith("<resident ")}
        told = [(row["line"], row["resident"], row["code"], row["message"].split(":")[0])
                for row in self.table(str(night), "operators/exceptions.csv")
                if row["code"] != "glyph" and not row["code"].startswith("field-")]
        due = [(lines[resident.id], resident.id, code, document)
               for resident in second.read(path)[0]
               for code, document in second.odd(office, resident, night)]
        self.assertEqual(sorted(told), sorted(due))
        aside = {row["resident"] for row in self.table(str(night), "operators/exceptions.csv")
                 if row["code"].startswith("field-")}
        self.assertEqual(aside, {id for id in lines if id.startswith("x")})

    def test_an_office_with_its_settings_the_other_way_is_decided_alike(self):
        self.small_office(**{
            'leap-birthday from="0001-01-01" day="02-28"': 'leap-birthday from="0001-01-01" day="03-01"',
            'reading="day-after"': 'reading="less-than"', 'letters-per-address="30"':
            'letters-per-address="31"', 'outcome="none"': 'outcome="letter"',
            'statuses="highly-skilled-2 permanent special-permanent"': 'statuses="permanent"',
            'clear-days="3" wished-day="14" wished-late': 'clear-days="0" wished-day="14" wished-late',
            '<certificate from="0001-01-01" birthdays="5" early="6"/>':
            '<certificate from="0001-01-01" birthdays="5" early="6"/>\n'
            '    <certificate from="2020-01-01" birthdays="7" early="8"/>',
            'mailing rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" holidays="false"':
            'mailing rrule="FREQ=WEEKLY;BYDAY=TU,FR" holidays="true"'})
        self.hold_strange("2027-03-31", ("2027-03-31",), seed=4)


class Season(Nights):
    """Strange residents over nights, with a ledger: each gets what the second formulation says, each
    letter once."""

    def change(self, people, night, chance):
        """What befalls some of them between two nights."""
        for person in chance.sample(people, len(people) // 20):
            what = chance.randrange(6)
            if what == 0:
                person.protection = {"state": chance.choice(("active", "released"))}
            elif what == 1:
                person.state = chance.choice(("resident", "resident", "moved-out"))
            elif what == 2:
                person.renewal = chance.choice((None, {}))
            elif what == 3:
                person.address = chance.choice((None, *strange.TOWNS))
            elif what == 4 and person.card:
                person.card = dict(person.card, state=chance.choice(("active", "active", "lost")))
            elif what == 5 and person.card:
                person.card = dict(person.card, expires=night + chance.randint(-5, 100) * second.DAY)

    def manifest(self, night):
        if not os.path.exists(os.path.join(self.night(night), "mailroom")):
            return set()
        return {row["notice"] for row in self.table(night, "mailroom/manifest.csv")}

    def hold_row(self, due, row, night):
        """A row of dues.csv, or none, against what is computed without a ledger."""
        key = due[0], "card" if due[1] in ("card", "stay") else due[1], due[2]
        written = self.letters.get(key)
        if row is None:
            self.assertTrue(written or (due[5] != "letter" and key in self.told), due)
            return
        self.told.add(key)
        if row["wave"] != "reminder":
            self.assertEqual(tuple(row[name] for name in second.COLUMNS[:7]), due[:7])
        # Only a letter settles a due, with what it covers.
        if not row["notice"]:
            return
        if row["wave"] == "reminder":
            self.assertNotIn(key, self.reminded)
            self.reminded.add(key)
            if row["outcome"] == "letter":  # what a card covers is reminded of with the card
                self.assertGreaterEqual(night, second.months_away(second.day_of(due[2]), -1))
                self.assertGreaterEqual((night - self.posted[written]).days, 21)
            return
        # A letter that has not been posted may be decided anew.
        self.assertNotIn(written, self.posted, due)
        self.letters[key] = row["notice"]

    def test_everybody_gets_what_is_due_and_each_letter_once(self):
        chance, office = random.Random(8), second.Office(self.office)
        self.small_office(**{'vanish-permille="20"': 'vanish-permille="1000"'})
        night = datetime.date(2026, 12, 18)
        people = list(strange.mixtures(night + 30 * second.DAY, chance, 400))
        for person in people:
            person.name, person.alias = "甲 一郎", None
        self.letters, self.posted, self.told, self.reminded = {}, {}, set(), set()
        for skipped in (1, 1, 8, 5, 12, 1, 2, 3):
            path = self.file_of(people, night)
            self.run_night(path, str(night))
            rows = {(row["resident"], row["matter"]): row
                    for row in self.table(str(night), "operators/dues.csv")}
            due = second.decide(office, second.read(path)[0], night)
            self.assertLessEqual(set(rows), {row[:2] for row in due})
            for row in due:
                self.hold_row(row, rows.get(row[:2]), night)
            posted = self.manifest(str(night))
            self.assertFalse(posted & set(self.posted), "posted twice")
            self.posted.update(dict.fromkeys(posted, night))
            if office.posting_day(night) == night:
                self.assertLessEqual({row["notice"] for row in rows.values()
                                      if row["outcome"] == "letter"}, posted)
            night += skipped * second.DAY
            self.change(people, night, chance)
        self.assertGreater(len(self.reminded), 20)

    def file_of(self, people, night):
        path = os.path.join(self.folder, "register.xml")
        strange.write(people, night - second.DAY, path)
        return path


if __name__ == "__main__":
    unittest.main()
