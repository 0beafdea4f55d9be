"""The simulated city, shortened; that it would notice; and that its own reading of the rules is
right. `make simulate` runs the whole of it."""

import copy
import csv
import os
import shutil
import tempfile
import unittest

from expected import adult, nth_birthday, window
from simulate import Breach, Simulation, add_days
from trials import Trials

NIGHTS = int(os.environ.get("KIGEN_NIGHTS", "60"))


def oracle(name):
    with open(os.path.join("tests/oracles", name), encoding="utf-8") as file:
        return list(csv.DictReader((line.lstrip("#") for line in file), delimiter="\t"))


class Rules(unittest.TestCase):
    """The second formulation, against the oracles."""

    def test_windows(self):
        for row in oracle("window.tsv"):
            with self.subTest(row["expiry"]):
                self.assertEqual(window(row["expiry"]),
                                 (row["opens"], row["two_months_before"], row["appointments_from"]))

    def test_birthdays(self):
        for row in oracle("expiry.tsv"):
            with self.subTest(row):
                years = 10 if adult(row["born"], row["issued"]) else 5
                card = nth_birthday(row["born"], row["issued"], years)
                if row["stay_until"]:
                    card = min(card, row["stay_until"])
                self.assertEqual(card, row["card"])
                certificate = nth_birthday(row["born"], row["certificate_issued"], 5)
                self.assertEqual(min(certificate, card), row["certificate"])


class City(unittest.TestCase):
    def city(self, residents, nights, seed, sample):
        folder = tempfile.mkdtemp(prefix="kigen-city-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        kind = Trials if nights > 1 else Simulation
        return kind(residents, nights, seed, "2026-11-24", folder, sample=sample)

    def test_a_city_over_many_nights(self):
        simulation = self.city(2000, NIGHTS, 7, 6)
        try:
            simulation.simulate()
        except Breach as breach:
            self.fail(simulation.explain(breach))
        # Enough must have happened for the silence to mean something.
        self.assertGreater(len(simulation.notices), 150)
        self.assertGreater(len(simulation.dues), 400)
        for what in ("appointments cancelled", "records set aside", "plans compared",
                     "letters with an appointment") + (
                         ("letters pulled", "dues reopened after their letter", "killed runs",
                          "nights without a run", "appointments missed and reminded of",
                          "exports refused for a part that is gone", "offices with other hours",
                          "runs refused without the ledger, or on an older one", "mailings posted a day late",
                          "sheets pulled") if NIGHTS >= 60
                         else ()):
            self.assertGreater(simulation.count[what], 0, what)

    def test_it_notices(self):
        """One night as the program left it passes; the same night with one thing wrong does not."""
        simulation = self.city(2000, 1, 1, 1)
        simulation.shown = simulation.city.export(simulation.register, add_days(simulation.start, -1))
        simulation.run(simulation.start, 0)

        def look(change):
            city = copy.deepcopy(simulation)
            city.path = os.path.join(city.out, city.start)
            tables = {name: city.table(name) for name in (
                "operators/dues.csv", "operators/call.csv", "operators/exceptions.csv",
                "mailroom/manifest.csv")}
            dues = tables["operators/dues.csv"]
            change(dues, [row for row in dues if row["outcome"] == "letter"],
                   tables["mailroom/manifest.csv"])
            city.table = tables.__getitem__
            city.look(city.start, city.start, None, False)

        look(lambda dues, letters, sheets: self.assertGreater(len(sheets), 20))

        def crowd(dues, letters, sheets):
            """Everybody at one place."""
            one = next(row for row in letters if row["uid"])
            for row in dues:
                if row["uid"]:
                    row.update({name: one[name] for name in ("counter", "starts", "ends")})

        wrong = {
            "a due is missing": lambda dues, letters, sheets: dues.remove(letters[0]),
            "a due nobody has": lambda dues, letters, sheets: dues.append(
                {**letters[0], "expires": "2027-03-01"}),
            "another wave": lambda dues, letters, sheets: letters[3].update(wave="reminder"),
            "another outcome": lambda dues, letters, sheets: letters[3].update(
                outcome="hand", reason="protection"),
            "another household": lambda dues, letters, sheets: letters[3].update(household="1"),
            "a letter to another postal code": lambda dues, letters, sheets: sheets[5].update(
                postal="1000001"),
            "a letter twice": lambda dues, letters, sheets: sheets.append(sheets[0]),
            "a letter left behind": lambda dues, letters, sheets: sheets.pop(),
            "a letter never decided": lambda dues, letters, sheets: sheets[0].update(
                notice="26-999999-0"),
            "an hour that the counter does not have": lambda dues, letters, sheets: [
                row.update(starts=row["starts"][:11] + "03:00") for row in letters if row["uid"]],
            "everybody at once": crowd,
            "an appointment nobody gets a file for": lambda dues, letters, sheets: [
                row.update(uid="nobody@232068") for row in dues if row["notice"] == sheets[0]["notice"]],
            "a visit after its days": lambda dues, letters, sheets: [
                row.update(visit_until=add_days(row["starts"][:10], -1)) for row in dues if row["uid"]],
        }
        for what, change in wrong.items():
            with self.subTest(what), self.assertRaises(Breach):
                look(change)


if __name__ == "__main__":
    unittest.main()
