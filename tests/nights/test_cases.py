"""The made-up city through whole nights: every case that the register names gets what it should,
and the sums balance."""

import json
import os
import subprocess
import unittest

from city import MAKE_REGISTER, OFFICE, Nights

RESIDENTS = 3000


def read_cases(path):
    with open(path, encoding="utf-8") as file:
        header = file.readline().lstrip("#").rstrip("\n").split("\t")
        return [dict(zip(header, line.rstrip("\n").split("\t"))) for line in file]


class Cases(Nights):
    def make(self, as_of, seed="1"):
        path, cases = os.path.join(self.folder, "register.xml"), os.path.join(self.folder, "cases.tsv")
        subprocess.run([MAKE_REGISTER, "--residents", str(RESIDENTS), "--seed", seed, "--as-of", as_of,
                        "--cases", cases, "--out", path], check=True)
        return path, read_cases(cases)

    def check_cases(self, as_of, night):
        path, cases = self.make(as_of)
        self.assertGreater(len({row["case"] for row in cases}), 100)
        self.run_night(path, night)
        self.contract(night)
        dues = self.dues(night)
        codes = {}
        for row in self.table(night, "operators/exceptions.csv"):
            codes.setdefault(row["resident"], set()).add(row["code"])
        for case in cases:
            with self.subTest(case["case"]):
                got = {matter: row for (resident, matter), row in dues.items() if resident == case["resident"]}
                words = " ".join(
                    f"{matter}={row['outcome']}" + (f"/{row['reason']}" if row["reason"] else "")
                    for matter, row in sorted(got.items()))
                if case["expected"] == "*":
                    continue
                self.assertEqual(words or "-", case["expected"], f"{case['case']}: resident {case['resident']}")
                lead = got.get("card") or got.get("stay") or got.get("authentication") or got.get("signature")
                self.assertEqual(lead["wave"] if lead else "", case["wave"], case["case"])
                for code in case["codes"].split():
                    self.assertIn(code, codes.get(case["resident"], set()), case["case"])

    def test_every_named_case_on_a_working_day(self):
        self.check_cases("2026-11-23", "2026-11-24")

    def test_every_named_case_on_a_sunday_in_another_year(self):
        self.check_cases("2028-02-26", "2028-02-27")

    def test_the_sums_balance(self):
        path, _ = self.make("2026-11-23")
        self.run_night(path, "2026-11-24")
        with open(os.path.join(self.night("2026-11-24"), "operators/summary.json")) as file:
            summary = json.load(file)
        rows = self.table("2026-11-24", "operators/dues.csv")
        self.assertEqual(summary["read"], RESIDENTS)
        self.assertEqual(summary["read"], summary["decided"] + summary["aside"])
        self.assertEqual(len(rows), sum(summary[word] for word in ("letter", "covered", "hand", "none")))
        self.assertEqual(summary["sheets"], len(self.table("2026-11-24", "mailroom/manifest.csv")))

    def test_every_appointment_lies_inside_the_offered_places_and_none_is_taken_twice(self):
        path, _ = self.make("2026-11-23")
        self.run_night(path, "2026-11-24")
        places = self.kigen("hours", "--office", OFFICE, "--places", "--from", "2026-11-24", "--to",
                            "2027-03-15").stdout.decode().splitlines()
        desks = {tuple(line.split("\t")[:3]): int(line.split("\t")[3]) for line in places}
        taken, seen = {}, set()
        for row in self.table("2026-11-24", "operators/dues.csv"):
            if row["uid"] and row["uid"] not in seen:
                seen.add(row["uid"])
                place = (row["counter"], row["starts"], row["ends"])
                taken[place] = taken.get(place, 0) + 1
        self.assertGreater(len(taken), 30)
        for place, count in taken.items():
            self.assertLessEqual(count, desks.get(place, 0), place)

    def test_the_order_of_the_register_changes_no_decision(self):
        path, _ = self.make("2026-11-23")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        first, last = text.index("<resident "), text.index("</register>")
        residents = text[first:last].split("</resident>")
        tail = residents.pop()
        turned = os.path.join(self.folder, "turned.xml")
        with open(turned, "w", encoding="utf-8") as file:
            file.write(text[:first] + "".join(r.lstrip() + "</resident>\n" for r in reversed(residents)) +
                       tail + text[last:])
        plans = [self.kigen("plan", "--office", OFFICE, "--ledger", self.ledger, "--date", "2026-11-24",
                            "--register", p).stdout for p in (path, turned)]
        self.assertGreater(len(plans[0]), 1000)
        self.assertEqual(plans[0], plans[1])


if __name__ == "__main__":
    unittest.main()
