"""Recurrences of the office file are read as another library reads them, or refused: a thousand
random rules against python-dateutil, day by day."""

import collections
import datetime
import os
import random
import subprocess
import unittest

from dateutil.rrule import rrulestr

TOOL = os.path.join(os.environ.get("BUILD", "build"), "recurrence-days")
BEGIN = datetime.datetime(2000, 1, 1)  # batch/intake/office/recurrence.h
LATER = datetime.datetime(2022, 1, 1)  # a Saturday too: all the same to a rule that counts no intervals
FIRST, LAST = datetime.datetime(2026, 1, 1), datetime.datetime(2040, 12, 31)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
RULES = 1000


def from_both_ends(most):
    return [number for number in range(-most, most + 1) if number]


def random_rule(chance):
    """Parts as an office would write them, and as it would not. Few monthly ones without any day: libical
    looks for theirs for seconds."""
    freq = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    long = freq in ("MONTHLY", "YEARLY")
    parts = []

    def sometimes(share, name, values, most):
        if chance.random() < share:
            some = chance.sample(values, chance.randint(1, min(most, len(values))))
            parts.append(f"{name}={','.join(str(value) for value in some)}")

    numbered = [f"{number}{day}" for number in (-5, -2, -1, 1, 2, 3, 4, 5) for day in WEEKDAYS]
    by_number = long and chance.random() < 0.4
    if by_number:
        sometimes(0.9, "BYDAY", numbered + WEEKDAYS if chance.random() < 0.2 else numbered, 4)
    else:
        sometimes(0.6, "BYDAY", WEEKDAYS, 5)
    sometimes(0.3, "INTERVAL", list(range(1, 6)), 1)
    sometimes(0.3, "BYMONTH", list(range(1, 13)), 4)
    sometimes(0 if by_number else 0.3, "BYMONTHDAY", from_both_ends(31) if chance.random() < 0.5 else list(range(1, 32)), 4)
    sometimes(0.2 if freq == "YEARLY" and not by_number else 0.02, "BYYEARDAY", from_both_ends(366), 4)
    sometimes(0.2 if freq == "YEARLY" else 0.02, "BYWEEKNO", from_both_ends(53), 2)
    many = long and not by_number and any(part.startswith("BYDAY") for part in parts)
    sometimes(0.5 if many else 0.04 if not long else 0, "BYSETPOS", from_both_ends(4), 2)
    sometimes(0.2, "WKST", WEEKDAYS + ["SA"] * 4, 1)
    if chance.random() < 0.1:
        parts.append(f"UNTIL={chance.randint(2027, 2039)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}")
    chance.shuffle(parts)
    return ";".join([f"FREQ={freq}", *parts])


def asked(rules):
    answer = subprocess.run([TOOL, str(FIRST.year), str(LAST.year)], input="".join(rule + "\n" for rule in rules),
                            capture_output=True, text=True, check=True)
    return answer.stdout.splitlines()


def by_dateutil(rule):
    days = bytearray(b"0") * ((LAST - FIRST).days + 1)
    for day in rrulestr(rule, dtstart=BEGIN if "INTERVAL" in rule else LATER):
        if day > LAST:
            break
        if day >= FIRST:
            days[(day - FIRST).days] = ord("1")
    return days.decode()


class Recurrences(unittest.TestCase):
    def test_a_thousand_rules_are_equal_or_refused(self):
        chance = random.Random(2026)
        rules = [random_rule(chance) for _ in range(RULES)]
        answers = asked(rules)
        self.assertEqual(len(answers), RULES)
        expanded = collections.Counter()
        for rule, answer in zip(rules, answers):
            with self.subTest(rule):
                if not answer.startswith("refused: "):
                    expanded[rule.partition(";")[0]] += 1
                    self.assertEqual(answer, by_dateutil(rule))
        # Who refuses everything is never wrong.
        for freq in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
            self.assertGreater(expanded[f"FREQ={freq}"], 40, expanded)

    def test_every_part_is_there_among_what_is_expanded(self):
        chance = random.Random(2027)
        rules = [random_rule(chance) for _ in range(RULES)]
        there = {part.partition("=")[0] for rule, answer in zip(rules, asked(rules))
                 if not answer.startswith("refused: ") for part in rule.split(";")}
        self.assertEqual(there, {"FREQ", "INTERVAL", "UNTIL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO",
                                 "BYMONTH", "BYSETPOS", "WKST"})

    def test_what_offices_write_is_expanded(self):
        rules = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;BYDAY=3SU",
                 "FREQ=MONTHLY;BYDAY=1SU,2SU,4SU,5SU", "FREQ=MONTHLY;BYDAY=1FR,-1FR",
                 "FREQ=MONTHLY;BYDAY=SU;BYMONTHDAY=16,17,18,19,20,21,22",
                 "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=-1",
                 "FREQ=YEARLY;BYYEARDAY=-3,-2,-1,1,2,3", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                 "FREQ=YEARLY;BYMONTH=4,10;BYDAY=2MO", "FREQ=WEEKLY;INTERVAL=2;WKST=SA;BYDAY=FR",
                 "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TH", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270331"]
        for rule, answer in zip(rules, asked(rules)):
            with self.subTest(rule):
                self.assertEqual(answer, by_dateutil(rule))
                self.assertIn("1", answer)


if __name__ == "__main__":
    unittest.main()
