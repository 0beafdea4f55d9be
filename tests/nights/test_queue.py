"""More letters than a mailing may have: who waits, for how long, and that each still comes once and in time."""

import collections
import datetime
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from city import card_due, certificates_due
from desk import Desk
from strange import two_months_before

FIRST = datetime.date(2026, 11, 24)
LATEST = 40  # not the default
MAILINGS, EVES_AND_MAILINGS = (1, 4), (0, 1, 3, 4)  # Tuesday and Friday
TWICE_A_WEEK = {'rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" holidays="false"': 'rrule="FREQ=WEEKLY;BYDAY=TU,FR" holidays="false"'}


def last_day(expires, night):
    """The last day for the letter, of a due whose first night this is."""
    first_until = two_months_before(expires)
    return first_until if night <= first_until else expires - datetime.timedelta(days=LATEST)


class Queued(Desk):
    def people(self):
        """Of each kind of urgency three; a family of three among them."""
        people = []
        for number, days in enumerate((34, 40, 45, 50, 58, 62, 66, 70, 75, 80, 85, 90)):
            for which in range(3):
                expires = str(FIRST + datetime.timedelta(days=days - which))
                make = card_due if which == 1 else certificates_due
                people.append(make(f"{number:02}{which}", expires, household="family" if number == 9 else f"{number}{which}",
                                   address=f"愛知県春日井市鳥居松町{which + 1}丁目{number + 1}番地"))
        return people

    def live(self, most, weekdays, level=0):
        """Five weeks of nights on these days; the nights whose mailing each resident's letters were in."""
        self.small_office(**TWICE_A_WEEK, **{'most="0"': f'most="{most}"', 'latest-days="31"': f'latest-days="{LATEST}"',
                                             'level-days="0"': f'level-days="{level}"'})
        self.posted, self.told = collections.defaultdict(list), {}
        owner, people = {}, self.people()
        for number in range(32):
            night = str(FIRST + datetime.timedelta(days=number))
            if datetime.date.fromisoformat(night).weekday() not in weekdays:
                continue
            self.run_night(self.write(people, night), night)
            self.contract(night)
            self.told[night] = [row["message"] for row in self.table(night, "operators/exceptions.csv")
                                if row["code"] == "mailing-most"]
            owner.update({row["notice"]: id for (id, _), row in self.dues(night).items() if row["notice"]})
            if os.path.exists(os.path.join(self.night(night), "mailroom/manifest.csv")):
                for row in self.table(night, "mailroom/manifest.csv"):
                    self.posted[owner[row["notice"]]].append(night)
        return people

    def in_time(self, people):
        """Each has one first or late letter, and in time; or was late on the first night already."""
        for person in people:
            days = [datetime.date.fromisoformat(day) for day in self.posted[person.id]]
            expires = datetime.date.fromisoformat(person.words["signature"]["expires"])
            before = [day for day in days if day <= max(last_day(expires, FIRST), FIRST)]
            self.assertEqual(len(before), 1, (person.id, expires, days))

    def largest_mailing(self):
        """In first letters, which a mailing has by its number."""
        return max(collections.Counter(days[0] for days in self.posted.values()).values())

    def test_all_come_once_and_in_time_and_a_family_together(self):
        people = self.live(8, EVES_AND_MAILINGS)
        self.in_time(people)
        self.assertEqual(set(map(len, self.told.values())), {0})
        self.assertLessEqual(self.largest_mailing(), 8)
        self.assertEqual(len({self.posted[f"09{which}"][0] for which in range(3)}), 1)

    def test_too_few_a_mailing_are_told_at_once_and_nobody_is_late(self):
        people = self.live(1, MAILINGS)
        self.in_time(people)
        least = int(re.search(r"; (\d+) a mailing would do", self.told[str(FIRST)][0]).group(1))
        self.assertGreater(least, 1)
        self.setUp()
        people = self.live(least, MAILINGS)
        self.in_time(people)
        self.assertEqual(self.told[str(FIRST)], [])

    def test_levelled_all_come_once_and_in_time_and_no_mailing_is_large(self):
        """36 are due at once, and two weeks have four mailings."""
        people = self.live(0, MAILINGS, level=14)
        self.in_time(people)
        self.assertEqual(set(map(len, self.told.values())), {0})
        self.assertLessEqual(self.largest_mailing(), 12)
        self.assertEqual(len({self.posted[f"09{which}"][0] for which in range(3)}), 1)

    def test_who_waits_is_told_so(self):
        self.small_office(**{'most="0"': 'most="2"'})
        self.run_night(self.write(self.people(), str(FIRST)), str(FIRST))
        dues = self.dues(str(FIRST))
        self.assertEqual({(row["outcome"], row["reason"]) for row in dues.values()},
                         {("letter", ""), ("covered", "card"), ("none", "queued")})
        waiting = next(id for (id, _), row in dues.items() if row["reason"] == "queued")
        said = self.kigen("explain", waiting, "--office", self.office, "--ledger", self.ledger, "--date",
                          str(FIRST + datetime.timedelta(days=1))).stdout.decode()
        self.assertIn("queued", said)


if __name__ == "__main__":
    unittest.main()
