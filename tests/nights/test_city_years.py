"""The first weeks of the city of `make city-years`: no letter past its last day, no mailing over its letters untold, nobody
forgotten or told twice; who came is found; and the bound that its figures are held against."""

import random
import shutil
import statistics
import tempfile
import unittest

from city_years import DAYS, Breach, Report, Years, options_of, smoothest, variation
from expected import add_days


class Lived(unittest.TestCase):
    def live(self, *words):
        folder = tempfile.mkdtemp(prefix="kigen-years-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        years = Years(options_of(["--no-forecast", *words]), folder)
        years.live()
        return years

    def test_the_first_weeks(self):
        years = self.live("--residents", "3000", "--nights", "40", "--seed", "3")
        posted = [letter for letter in years.letters if letter.posted]
        self.assertGreater(len(posted), 100)
        # The ramp is at work: the first mailing has whoever can wait no longer, and was told so; others are full, and nobody who waited is late.
        full = [day for day, (first, _) in years.mailings.items() if first >= years.most]
        self.assertGreater(len(full), 5)
        self.assertEqual(years.told_most[0][0], years.start)
        waited = [letters[0] for key, letters in years.settled.items() if letters[0].posted and years.first_seen[key] < letters[0].posted]
        self.assertGreater(len(waited), 50)
        self.assertGreater(years.checked, 300)
        # Who came to a visit whose days are over is found.
        found = dict(years.query("SELECT notice, outcome FROM attendance"))
        came = [letter for letter in posted if letter.came and letter.visit and letter.visit <= letter.came <= add_days(letter.visit, DAYS if letter.certificates_only() else 1)
                and letter.came < add_days(years.nights[-1], -1) and "stay" not in letter.matters]
        for card in (True, False):
            self.assertGreater(sum(letter.certificates_only() != card for letter in came), 1 if card else 5)
        for letter in came:
            self.assertEqual(found[letter.number], "came", letter.number)
        report = Report(years).all()
        self.assertIn("held: no letter past its last day", report)

    def test_a_breach_is_one(self):
        """What is held hard is held: against a mailing, a day and a due as they must not be."""
        years = self.live("--residents", "2000", "--nights", "3", "--seed", "3")
        key, letters = next((key, letters) for key, letters in years.settled.items() if letters[0].posted and letters[0].wave != "reminder")
        row = {"resident": key[0], "matter": key[1], "expires": key[2], "outcome": "letter", "reason": "", "notice": "26-999999-9", "wave": "late",
               "uid": "", "starts": ""}
        day = years.nights[-1]
        years.waiting[key] = "2026-01-05"
        with self.assertRaisesRegex(Breach, "its last day was"):
            years.row(day, key[2], row)
        years.twice()
        years.row(day, day, {**row, "notice": "26-999998-9"})
        years.by_number["26-999998-9"].posted = day
        with self.assertRaisesRegex(Breach, "has 2 letters"):
            years.twice()


class Bound(unittest.TestCase):
    def test_the_smoothest_is_within_and_none_is_smoother(self):
        chance = random.Random(20261201)
        for _ in range(60):
            count = chance.randint(2, 12)
            begun, ended = [0], [0]
            for _ in range(count):
                begun.append(begun[-1] + chance.randint(0, 9))
            for k in range(1, count + 1):
                ended.append(max(ended[-1], chance.randint(0, begun[k])))
            ended[-1] = begun[-1]
            steps = smoothest(begun, ended)
            height, total = 0, []
            for step in steps:
                height += step
                total.append(height)
            for k, height in enumerate(total, 1):
                self.assertTrue(ended[k] - 1e-9 <= height <= begun[k] + 1e-9, (begun, ended, steps))
            self.assertAlmostEqual(total[-1], begun[-1])
            for _ in range(200):
                other = [0]
                for k in range(1, count + 1):
                    other.append(begun[-1] if k == count else max(other[-1], chance.uniform(ended[k], begun[k])))
                tried = [other[k + 1] - other[k] for k in range(count)]
                if all(ended[k] <= other[k] <= begun[k] for k in range(count + 1)):
                    self.assertGreaterEqual(statistics.pvariance(tried) + 1e-9, statistics.pvariance(steps))

    def test_variation(self):
        self.assertEqual(variation([5, 5, 5]), 0)
        self.assertAlmostEqual(variation([1, 3]), 0.5)


if __name__ == "__main__":
    unittest.main()
