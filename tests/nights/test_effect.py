"""Whether letters work: a city of which is known who comes, with a difference planted by language and none by matter, held
against what kigen effect tells, by formulas of another shape; what may be published; and that nobody is counted twice when
letters become counts."""

import collections
import contextlib
import csv
import io
import itertools
import json
import math
import os
import re
import sqlite3
import statistics
import sys
import unittest

import jsonschema

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import LOOSE, Desk, json_schema
from city import Shared, card_due, certificates_due
from test_attendance import later

NIGHT, EXPIRES, OVER = "2026-11-24", "2027-02-05", "2027-02-23"
# Of forty in a row: how many come to the visit, three weeks after it, to no visit, are gone, or get no letter.
JAPANESE = {"comes": 20, "comes later": 4, "never": 13, "gone": 2, "returned": 1}
PORTUGUESE = {"comes": 28, "comes later": 4, "never": 5, "gone": 2, "returned": 1}
PLANTED = (28 - 20) / 37
BLOCKS = 3  # of forty, of each language and matter
Z = statistics.NormalDist().inv_cdf(0.975)


def score_limits(hits, of):
    """The shares that the score test would just not refuse, found by halving."""
    share = hits / of

    def limit(inside, outside):
        for _ in range(60):
            middle = (inside + outside) / 2
            if abs(share - middle) <= Z * (middle * (1 - middle) / of) ** 0.5:
                inside = middle
            else:
                outside = middle
        return inside
    return limit(share, 0), limit(share, 1)


def difference_limits(hits, of, other_hits, other_of):
    one, other = hits / of, other_hits / other_of
    (low, high), (other_low, other_high) = score_limits(hits, of), score_limits(other_hits, other_of)
    return (one - other - ((one - low) ** 2 + (other_high - other) ** 2) ** 0.5,
            one - other + ((high - one) ** 2 + (other - other_low) ** 2) ** 0.5)


def power(one, of, other, other_of):
    """Of the test of two shares."""
    both = (one * of + other * other_of) / (of + other_of)
    error = (both * (1 - both) * (1 / of + 1 / other_of)) ** 0.5
    spread = (one * (1 - one) / of + other * (1 - other) / other_of) ** 0.5
    return statistics.NormalDist().cdf((abs(one - other) - Z * error) / spread) if spread else float(abs(one - other) > Z * error)


def detectable(of, other_hits, other_of):
    """In thousandths, counted up from the other share in both directions."""
    other = other_hits / other_of
    found = []
    for sign in (1, -1):
        steps = itertools.takewhile(lambda step: 0 <= other + sign * step / 1000 <= 1, itertools.count(1))
        found += [step for step in steps if power(other + sign * step / 1000, of, other, other_of) >= 0.8][:1]
    return max(found, default=None)


class Effect(Shared, Desk):
    def begin(self):
        self.small_office(**LOOSE, **{'retention days="1095" folder-days="400"': 'retention days="100"',
                                      'renewed-permille="500"': 'renewed-permille="1000"', 'ended-permille="100"': 'ended-permille="1000"'})
        self.kinds, self.people = {}, {}
        for matter, (make, born) in enumerate(((card_due, "card"), (certificates_due, "authentication"))):
            for language, kinds in (("", JAPANESE), ("pt", PORTUGUESE)):
                for at, kind in enumerate([kind for kind, count in kinds.items() for _ in range(count)] * BLOCKS):
                    resident = f"{matter + 1}{'1' if language else '2'}{at:03}"
                    self.kinds[resident] = (kind, language, born)
                    self.people[resident] = make(resident, EXPIRES, address=f"愛知県春日井市鳥居松町{at + 1}丁目{matter + 1}番地",
                                                 **({"language": language} if language else {}))
        self.run_night(self.write(list(self.people.values()), later(NIGHT, -1)), NIGHT)
        self.visits = {row["resident"]: row["starts"][:10] for row in self.table(NIGHT, "operators/dues.csv") if row["uid"]}
        self.letters = self.numbers(NIGHT)
        self.assertEqual(set(self.letters), set(self.people))
        self.desk("returned", *[self.letters[resident] for resident, (kind, *_) in self.kinds.items() if kind == "returned"],
                  "--reason", "moved", date=later(NIGHT, 3))
        night = NIGHT
        while night < OVER:
            night = later(night, 7)
            self.live(night)

    def live(self, night):
        for resident, (kind, *_) in self.kinds.items():
            comes = {"comes": 0, "comes later": 21}.get(kind)
            visit = self.visits.get(resident, "2026-12-20")
            if comes is not None and later(visit, comes) < night and self.people[resident].words["signature"]["expires"] == EXPIRES:
                fresh = {"state": "valid", "issued": later(visit, comes), "expires": "2032-02-05"}
                words = self.people[resident].words
                card = {**words["card"], "issued": fresh["issued"], "expires": "2037-02-05"} if words["card"]["expires"] == EXPIRES else words["card"]
                self.people[resident] = self.people[resident].changed(signature=fresh, authentication=fresh, card=card)
            if kind == "gone":
                self.people[resident] = self.people[resident].changed(state="moved-out")
        self.run_night(self.write(list(self.people.values()), later(night, -1)), night)

    def effect(self, *words):
        return self.shown("effect", "effect", *words, date=OVER)

    def planted(self, by):
        """What is to be told of first letters, from what the people were told to do."""
        groups = collections.defaultdict(lambda: [0, 0])
        for resident, (kind, language, matter) in self.kinds.items():
            if kind in ("gone", "returned"):
                continue
            value = {"language": language, "matter": matter}[by]
            for measure, kinds in (("before-expiry", ("comes", "comes later")), ("by-visit", ("comes",))):
                if measure == "before-expiry" or resident in self.visits:
                    groups[measure, value][0] += kind in kinds
                    groups[measure, value][1] += 1
        return groups

    def test_what_was_planted_is_recovered(self):
        for by in ("language", "matter"):
            planted = self.planted(by)
            shown = self.effect("--by", by)
            told = {(group["measure"], group["value"]): group for group in shown["groups"]}
            self.assertEqual({key: [group["renewed"], group["letters"]] for key, group in told.items()}, dict(planted))
            for (measure, value), group in told.items():
                with self.subTest(by=by, value=value, measure=measure):
                    (hits, of), (other_hits, other_of) = planted[measure, value], [
                        sum(pair) for pair in zip(*(counts for key, counts in planted.items() if key[0] == measure and key[1] != value))]
                    rest = group["rest"]
                    self.assertEqual((rest["renewed"], rest["letters"]), (other_hits, other_of))
                    for found, expected in zip((group["low"], group["high"]), score_limits(hits, of)):
                        self.assertAlmostEqual(found / 1000, expected, delta=0.00051)
                    low, high = difference_limits(hits, of, other_hits, other_of)
                    self.assertAlmostEqual(rest["low"] / 1000, low, delta=0.00051)
                    self.assertAlmostEqual(rest["high"] / 1000, high, delta=0.00051)
                    self.assertAlmostEqual(rest["detectable"], detectable(of, other_hits, other_of), delta=1)
                    # The difference that was planted is seen, and lies in its interval; of none there is none.
                    self.assertEqual(rest["seen"], by == "language")
                    effect = {"pt": PLANTED, "": -PLANTED}.get(value, 0)
                    self.assertTrue(low <= effect <= high, (low, effect, high))

    def test_the_denominator_is_written_out(self):
        shown = self.effect("--by", "first-or-reminder", "--wave", "first")
        chain = {letters["measure"]: letters for letters in shown["letters"]}
        kinds = collections.Counter(kind for kind, *_ in self.kinds.values())
        posted = sum(kinds.values())
        self.assertEqual(chain["before-expiry"], {
            "measure": "before-expiry", "from": "2026-11", "to": "2026-11", "posted": posted, "open": 0, "returned": kinds["returned"],
            "gone": kinds["gone"], "unseen": 0, "without_appointment": 0, "counted": posted - kinds["returned"] - kinds["gone"]})
        text = self.desk("effect", "--by", "language", date=OVER).stdout.decode()
        self.assertIn(f"posted {posted};", text)
        self.assertIn(f"counted {chain['before-expiry']['counted']}, posted 2026-11 to 2026-11\n", text)
        self.assertIn(" pt ", text.replace("\npt", "\n pt"))

    def test_a_forecast_tells_who_will_come(self):
        """By the share that the visits of first letters had, in whole people; not before a hundred letters are over."""
        planted = [sum(pair) for pair in zip(*(counts for (measure, _), counts in self.planted("language").items() if measure == "by-visit"))]
        hits, of = planted
        self.assertGreater(of, 100)
        people = [certificates_due(f"9{at:03}", "2027-06-08") for at in range(120)]
        register = self.write(list(self.people.values()) + people, later(OVER, -1), name="ahead.xml")

        def ask(ledger, *more):
            said = self.kigen("forecast", "--office", self.office, "--ledger", ledger, "--date", OVER, "--register", register,
                              "--months", "6", *more)
            self.assertEqual(said.returncode, 0, said.stderr.decode())
            return said.stdout.decode()
        shown = json.loads(ask(self.ledger, "--json"))
        jsonschema.validate(shown, json_schema("forecast"))
        low, high = score_limits(hits, of)
        seen = shown["seen"]
        self.assertEqual((seen["letters"], seen["came"], seen["first"], seen["last"]), (of, hits, "2026-11", "2026-11"))
        self.assertAlmostEqual(seen["low"] / 1000, low, delta=0.00051)
        self.assertAlmostEqual(seen["high"] / 1000, high, delta=0.00051)
        some = 0
        for span in shown["months"] + shown["weeks"]:
            for part, visits in [(span, span["booked"] + sum(span["visits"].values()))] + [(part, part["visits"]) for part in span["counters"]]:
                self.assertEqual(part["come"], math.floor(visits * hits / of + 0.5))
                some += visits
        self.assertGreater(some, 400)
        rows = [row for row in csv.DictReader(io.StringIO(ask(self.ledger, "--csv"), newline="")) if row["visits"]]
        self.assertEqual([int(row["come"]) for row in rows], [math.floor(int(row["visits"]) * hits / of + 0.5) for row in rows])
        self.assertIn(f"who will come: {100 * hits / of:.1f}% do (", ask(self.ledger))
        none = os.path.join(self.folder, "none.db")
        self.assertIn("who will come is not foreseen: 0 letters' visits are over, of at least 100\n", ask(none))
        self.assertNotIn("come", json.loads(ask(none, "--json"))["months"][0])
        self.assertEqual({row["come"] for row in csv.DictReader(io.StringIO(ask(none, "--csv"), newline=""))}, {""})

    def expecting(self, share):
        """The office with fewer expected at the desks of the city hall's days than have an appointment."""
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        rule = 'desks="12" label="weekday"'
        self.assertEqual(text.count(rule), 1)
        path = os.path.join(os.path.dirname(self.office), f"expecting-{share}.xml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(rule, f'desks="12" expect="{share}" label="weekday"'))
        return path

    def free_at_nine(self, office, ledger, day="2027-03-09"):
        """People who can come at once at each time of a Tuesday on which nobody has an appointment."""
        said = self.kigen("places", "free", "--office", office, "--ledger", ledger, "--date", OVER, "--counter", "cityhall",
                          "--matter", "authentication", "--from", day, "--to", day, "--json")
        self.assertEqual(said.returncode, 0, said.stderr.decode())
        return {row["from"]: row["free"] for row in json.loads(said.stdout)["places"]}

    def test_desks_are_shared_where_few_are_seen_to_come(self):
        """More appointments than desks are given only where what was seen proves that as few come as the office expects."""
        counter = {(group["measure"], group["value"]): group for group in self.effect("--by", "counter", "--wave", "first")["groups"]}
        hits, of = (counter["by-visit", "cityhall"][name] for name in ("renewed", "letters"))
        _, high = score_limits(hits, of)
        self.assertTrue(0.69 < high < 0.71, high)
        none = os.path.join(self.folder, "no-ledger.db")
        with contextlib.closing(sqlite3.connect(self.ledger)) as ledger:
            self.assertEqual(ledger.execute("SELECT count(*) FROM appointment WHERE day = '2027-03-09'").fetchone()[0], 0)
        # Four of the twelve take people without appointment from nine to four.
        plain = {"08:30": 12, "09:00": 8, "15:30": 8, "16:00": 12}
        cases = (("0.75", self.ledger, {"08:30": 13, "09:00": 8, "15:30": 8, "16:00": 13}), ("0.60", self.ledger, plain))
        for share, ledger, expected in cases:
            with self.subTest(share=share):
                free = self.free_at_nine(self.expecting(share), ledger)
                self.assertEqual({time: free[time] for time in expected}, expected)
                said = self.kigen("check", "--office", self.expecting(share), "--ledger", ledger, "--date", OVER).stdout.decode()
                self.assertIn(f"of {of} people {hits} came, which is ", said)
                self.assertEqual("13 appointments for 12 desks" in said, share == "0.75")
                self.assertEqual("not proven to be 60 % or fewer" in said, share == "0.60")
        said = self.kigen("check", "--office", self.expecting("0.75"), "--ledger", none, "--date", OVER).stdout.decode()
        self.assertIn("cityhall: as many appointments as desks until 100 letters are seen to their end, now 0\n", said)

    def test_nights_give_what_was_proven_and_keep_it(self):
        """No time has more than was proven; and what was given stands, untold, when it is proven no more."""
        folder = os.path.join(self.folder, "shared")
        os.mkdir(folder)
        ledger = os.path.join(folder, "ledger.db")
        self.assertEqual(self.kigen("backup", "--ledger", self.ledger, ledger).returncode, 0)
        people = [certificates_due(f"9{at:03}", "2027-05-24", address=f"愛知県春日井市鳥居松町{at % 99 + 1}丁目{at}番地") for at in range(500)]
        register = self.write(list(self.people.values()) + people, later(OVER, 6), name="many.xml")
        out = os.path.join(folder, "out")
        full = self.crowded("0.75", ledger, out, register, later(OVER, 7))
        self.assertEqual((max(full.values()), full["08:30"]), (13, 13))
        self.assertEqual({time: count for time, count in full.items() if "09:00" <= time < "16:00" and count > 8}, {})
        # Proven no more: nobody is told that desks are short, nor moved.
        kept = self.crowded("0.60", ledger, out, register, later(OVER, 8))
        self.assertEqual(kept, full)
        self.assertEqual(self.short(out, later(OVER, 8)), set())
        # Not expected any more: thirteen are one too many for the twelve desks of a time.
        self.assertEqual(self.crowded(None, ledger, out, register, later(OVER, 9)), full)
        self.assertEqual(len(self.short(out, later(OVER, 9))), sum(1 for count in self.times(ledger).values() if count > 12))

    def crowded(self, share, ledger, out, register, night):
        """By time of day the most appointments that stand at once at the city hall after a night."""
        said = self.kigen("run", "--office", self.expecting(share) if share else self.office, "--ledger", ledger, "--out", out,
                          "--date", night, "--register", register, "--accept", "dues-new", "--why", "many at once", "--quiet")
        self.assertIn(said.returncode, (0, 1), said.stderr.decode())
        most = collections.Counter()
        for (_, time), count in self.times(ledger).items():
            most[time] = max(most[time], count)
        return most

    def times(self, ledger):
        with contextlib.closing(sqlite3.connect(ledger)) as rows:
            return {(day, starts): count for day, starts, count in rows.execute(
                "SELECT a.day, a.starts, count(*) FROM appointment a WHERE a.counter = 'cityhall' AND a.state <> 'cancelled'"
                " AND a.day >= '2027-03-01' AND a.sequence = (SELECT max(b.sequence) FROM appointment b WHERE b.uid = a.uid)"
                " AND strftime('%w', a.day) BETWEEN '1' AND '5' GROUP BY a.day, a.starts")}

    def short(self, out, night):
        with open(os.path.join(out, night, "operators/exceptions.csv"), encoding="utf-8-sig") as file:
            return {row["resident"] for row in csv.DictReader(file) if row["code"] == "desks-short"}

    def test_reminders_are_told_apart(self):
        turns = {(group["measure"], group["value"]): group for group in self.effect("--by", "first-or-reminder")["groups"]}
        reminded = {resident for resident, (kind, *_) in self.kinds.items() if kind == "never"}
        late = [resident for resident, (kind, *_) in self.kinds.items() if kind == "comes later"]
        reminders = turns["before-expiry", "reminder"]["letters"]
        self.assertTrue(len(reminded) <= reminders <= len(reminded) + len(late), reminders)
        self.assertEqual(self.effect("--by", "wave")["by"], "wave")
        self.assertEqual(self.effect()["groups"], self.effect("--by", "wave")["groups"])

    def test_nothing_is_told_before_all_days_are_over(self):
        """Who has come is known long before who has not: a month is counted as a whole."""
        folder = os.path.join(self.folder, "early")
        os.mkdir(folder)
        ledger, self.ledger = self.ledger, os.path.join(folder, "ledger.db")
        self.out = os.path.join(folder, "out")
        people = [certificates_due(f"{at}", EXPIRES) for at in range(1, 4)]
        self.run_night(self.write(people, later(NIGHT, -1)), NIGHT)
        visit = self.table(NIGHT, "operators/dues.csv")[0]["starts"][:10]
        fresh = {"state": "valid", "issued": visit, "expires": "2032-02-05"}
        people[0] = people[0].changed(signature=fresh, authentication=fresh)
        for night in ("2026-12-25", "2027-02-19"):
            self.run_night(self.write(people, later(night, -1)), night)
            shown = self.effect()
            self.assertEqual([letters["counted"] for letters in shown["letters"]][0], 0, night)
            self.assertEqual(shown["letters"][0]["open"], shown["letters"][0]["posted"])
        self.assertIn("counted none", self.desk("effect", date=OVER).stdout.decode())
        self.run_night(self.write(people, "2027-02-20"), "2027-02-21")
        self.assertEqual(self.effect("--wave", "first")["letters"][0]["counted"], 3)
        # The pages of a week tell what its first night has counted: here that of Friday.
        self.assertNotIn("期限までに更新</th>", self.page("2027-02-21"))
        for night in ("2027-02-22", "2027-02-23"):
            self.run_night(self.write(people, later(night, -1)), night)
            self.assertIn("期限までに更新</th>", self.page(night))

    def test_the_morning_page_tells_the_same(self):
        """Of first letters and of reminders, with a bar each; and the same of its night when it is made again later."""
        page = self.page(OVER)
        turns = {(group["value"], group["measure"]): group for group in self.effect("--by", "first-or-reminder")["groups"]}
        rows = re.findall("<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.S)
        self.assertEqual(len(rows), 4)
        order = [(turn, measure) for turn in ("first", "reminder") for measure in ("before-expiry", "by-visit")]
        for row, key in zip(rows, order):
            group = turns[key]
            _, *figures = re.findall('<td class="number[ a-z]*">(.*?)</td>', row)
            self.assertEqual(figures[:2], [str(group["letters"]), str(group["renewed"])])
            low, high = score_limits(group["renewed"], group["letters"])
            self.assertEqual(figures[2:], [f"{100 * group['renewed'] / group['letters']:.1f}", f"{100 * low:.1f}–{100 * high:.1f}"])
            left, width = (int(number) for number in re.findall(r'<rect x="(\d+)" y="\d+" width="(\d+)"', row)[1])
            self.assertAlmostEqual((left - 30) / 1140, low, delta=0.001)
            self.assertAlmostEqual(width / 1140, high - low, delta=0.002)
        self.assertIn("最初のお知らせ", rows[0])
        self.assertIn("再度のお知らせ", rows[2])
        self.assertNotIn("<table", self.page(NIGHT))
        self.nights_made_again(os.path.join(self.folder, "register.xml"), OVER)

    def page(self, night):
        with open(os.path.join(self.night(night), "operators/report.html"), encoding="utf-8") as stream:
            return stream.read().partition('id="effect"')[2].partition("</section>")[0]

    def test_what_may_be_published(self):
        whole = self.csv()
        self.assertEqual({row["by"] for row in whole}, {"all", "ahead", "counter", "first-or-reminder", "hour", "language", "matter",
                                                        "text", "wave", "weekday"})
        for row in whole:
            hits, of = int(row["renewed"]), int(row["letters"])
            self.assertGreaterEqual(min(hits, of - hits), 10, row)
        self.assertEqual(self.csv("--by", "language"), [row for row in whole if row["by"] in ("all", "language")])
        total = {row["measure"]: int(row["letters"]) for row in whole if row["by"] == "all"}
        for by in ("ahead", "counter", "hour", "language", "matter", "text", "weekday"):
            summed = collections.Counter()
            for row in whole:
                if row["by"] == by:
                    summed[row["measure"]] += int(row["letters"])
            self.assertEqual(dict(summed), total, by)
        self.desk("effect", "--csv", "--wave", "first", date=OVER, expect=64)
        self.desk("effect", "--csv", "--json", date=OVER, expect=64)
        self.desk("effect", "--by", "name", date=OVER, expect=64)

    def csv(self, *words):
        text = self.desk("effect", "--csv", *words, date=OVER).stdout.decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_letters_that_become_counts_are_counted_once(self):
        before = {by: self.effect("--by", by) for by in ("language", "matter", "wave", "hour", "text", "ahead")}
        kept = [self.kept_letters()]
        for night in ("2027-04-20", "2027-05-20", "2027-06-10"):
            self.run_night(self.write([certificates_due("9", "2030-01-01")], night), night)
            kept.append(self.kept_letters())
            for by, shown in before.items():
                self.assertEqual({**self.effect("--by", by), "as_of": ""}, {**shown, "as_of": ""}, (night, by))
            self.assertEqual(self.kigen("verify", "--office", self.office, "--ledger", self.ledger, "--out", self.out).returncode, 0)
        self.assertEqual(kept, sorted(kept, reverse=True))
        self.assertEqual(kept[-1], 0)
        self.assertGreater(len(set(kept)), 2, kept)

    def kept_letters(self):
        with contextlib.closing(sqlite3.connect(self.ledger)) as ledger:
            return ledger.execute("SELECT count(*) FROM attendance").fetchone()[0]


if __name__ == "__main__":
    unittest.main()
