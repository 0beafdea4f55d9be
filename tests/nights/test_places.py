"""Places and who gets them, in whole nights: what is offered, what is given, who comes together, and
why somebody is left over."""

import json
import os
import re
import sqlite3
import subprocess
import unittest

from city import KIGEN, Nights, Resident, card_due, certificates_due, tree_digest

NIGHT = "2026-11-24"
LOOSE = {'vanish-permille="20"': 'vanish-permille="1000"'}
TIGHT = {**LOOSE, 'desks="12"': 'desks="5"', 'desks="6"': 'desks="1"', 'desks="3"': 'desks="1"',
         'slot-minutes="30"': 'slot-minutes="240"', 'lead-days="7"': 'lead-days="0"'}


def neighbour(number, expires, **words):
    """Somebody at an address of their own: many letters to one address are left to staff."""
    return certificates_due(f"{number:03}", expires, address=f"愛知県春日井市鳥居松町6丁目{number}番地", **words)


def minutes(instant):
    return int(instant[-5:-3]) * 60 + int(instant[-2:])


class Placed(Nights):
    def offered(self, first, last):
        """What hours --places says: {(counter, day, start): (end, desks)}, minutes."""
        told = self.kigen("hours", "--office", self.office, "--from", first, "--to", last, "--places")
        self.assertEqual(told.returncode, 0, told.stderr)
        places = {}
        for line in told.stdout.decode().splitlines():
            counter, start, end, desks = line.split("\t")
            places[counter, start[:10], minutes(start)] = (minutes(end), int(desks))
        return places

    def query(self, statement):
        with sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True) as ledger:
            return ledger.execute(statement).fetchall()

    def visits(self):
        """(counter, day, start, end, desk) of every appointment that stands."""
        return [(counter, day, minutes(starts), minutes(ends), desk) for counter, day, starts, ends, desk
                in self.query("SELECT counter, day, starts, ends, desk FROM appointment a WHERE state <> 'cancelled'"
                              " AND sequence = (SELECT max(sequence) FROM appointment WHERE uid = a.uid)")]

    def assert_nobody_overlaps(self):
        visits = sorted(self.visits(), key=lambda visit: (visit[0], visit[1], visit[4], visit[2]))
        for one, next_one in zip(visits, visits[1:]):
            if (one[0], one[1], one[4]) == (next_one[0], next_one[1], next_one[4]):
                self.assertLessEqual(one[3], next_one[2], (one, next_one))

    def appointment(self, resident, date=NIGHT):
        for (who, _), row in self.dues(date).items():
            if who == resident and row["starts"]:
                return row["counter"], row["starts"], row["ends"]
        return None


class Places(Placed):
    def city(self, seed, residents=4000):
        path = os.path.join(self.folder, f"city{seed}.xml")
        subprocess.run([os.path.join(os.path.dirname(KIGEN), "make-register"), "--residents", str(residents),
                        "--seed", str(seed), "--as-of", NIGHT, "--out", path], check=True)
        return path

    def test_every_place_given_is_one_that_hours_lists(self):
        """Also where a visit takes three slots; and walk-in desks are in neither."""
        self.small_office(**{**LOOSE, 'id="stay" appointment="offered" slots="1"':
                             'id="stay" appointment="required" slots="3"'})
        self.run_night(self.city(3, 12000), NIGHT)
        offered = self.offered(NIGHT, "2027-03-31")
        for counter, day, starts, ends, desk in self.visits():
            at = starts
            while at < ends:
                self.assertIn((counter, day, at), offered)
                end, desks = offered[counter, day, at]
                self.assertLess(desk, desks)
                at = end
            self.assertEqual(at, ends)
        self.assertTrue(any(ends - starts == 90 for _, _, starts, ends, _ in self.visits()))
        self.assertEqual(offered["cityhall", "2026-12-07", 540], (570, 8))
        self.assertEqual(offered["cityhall", "2026-12-07", 510], (540, 12))
        self.assert_nobody_overlaps()

    def test_appointments_block_their_desk_when_the_slots_become_shorter(self):
        """One desk, so that old and new would meet; half hours become twenty minutes."""
        one_desk = {**LOOSE, 'desks="12"': 'desks="5"', 'desks="6"': 'desks="1"', 'desks="3"': 'desks="1"'}
        first = [neighbour(i, "2026-12-20") for i in range(1, 31)]
        more = [neighbour(i, "2026-12-20") for i in range(31, 61)]
        self.small_office(**one_desk)
        self.run_night(self.write(first, "2026-11-23"), NIGHT)
        self.small_office(**{**one_desk, 'slot-minutes="30"': 'slot-minutes="20"',
                             'from="08:30" to="17:00"': 'from="08:40" to="17:00"'})
        self.run_night(self.write(first + more, "2026-11-24"), "2026-11-25")
        lengths = {ends - starts for _, _, starts, ends, _ in self.visits()}
        self.assertEqual(lengths, {20, 30})
        self.assert_nobody_overlaps()

    def test_two_runs_at_once_on_one_ledger_give_no_place_twice(self):
        """One is turned away; run again, it finds the places that the other has taken."""
        self.small_office(**LOOSE)
        paths = [self.city(seed, 20000) for seed in (1, 2)]
        both = [subprocess.Popen([KIGEN, "run", "--office", self.office, "--ledger", self.ledger, "--out",
                                  self.out, "--date", NIGHT, "--register", path],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE) for path in paths]
        ends = [(process.communicate(timeout=300), process.returncode) for process in both]
        statuses = [status for _, status in ends]
        self.assertIn(0, statuses, ends)
        self.assertTrue(set(statuses) <= {0, 75}, ends)
        for path, status in zip(paths, statuses):
            if status == 75:
                self.run_night(path, NIGHT)
        self.assertEqual(self.query("SELECT count(*) FROM night"), [(2,)])
        self.assertEqual(self.query("SELECT counter, day, start, desk FROM place GROUP BY 1, 2, 3, 4"
                                    " HAVING count(*) > 1"), [])
        self.assert_nobody_overlaps()


class Wishes(Placed):
    def test_a_stay_is_asked_to_the_last_third_unless_it_is_extended(self):
        stay = {"kind": "standard", "state": "active", "issued": "2024-02-10", "expires": "2027-02-10"}
        waiting = Resident("1", stay={"status": "engineer", "until": "2027-02-10"}, card=stay,
                           signature=None, authentication=None)
        extended = waiting.changed(stay={"status": "engineer", "until": "2030-02-10"})
        extended.id = "2"
        self.run_night(self.write([waiting, extended], "2026-11-23"), NIGHT)
        row = self.dues(NIGHT)["1", "stay"]
        self.assertEqual((row["visit_from"], row["visit_until"]), ("2026-12-01", "2027-02-07"))
        self.assertGreaterEqual(row["starts"][:10], "2027-01-16")
        self.assertIn(self.dues(NIGHT)["2", "stay"]["starts"][:10], ("2026-12-08", "2026-12-09", "2026-12-06"))

    def test_children_come_after_school_or_on_sunday_and_the_old_by_day(self):
        child = certificates_due("1", "2026-12-20", born="2016-12-20")
        old = certificates_due("2", "2026-12-20", born="1940-12-20")
        unknown = certificates_due("3", "2026-12-20", born="1949-00-00")
        self.run_night(self.write([child, old, unknown], "2026-11-23"), NIGHT)
        starts = self.appointment("1")[1]
        self.assertTrue(starts[11:] >= "15:30" or starts[:10] in ("2026-12-06", "2026-12-13"), starts)
        for resident in ("2", "3"):
            self.assertLess(self.appointment(resident)[1][11:], "17:00")

    def test_no_birth_date_is_in_the_ledger(self):
        self.run_night(self.write([certificates_due("1", "2026-12-20", born="2016-12-21")], "2026-11-23"), NIGHT)
        self.assertNotIn(b"2016-12-21", self.ledger_dump())


class Households(Placed):
    def family(self, *ids, **words):
        return [certificates_due(id, "2026-12-20", household="H", **words) for id in ids]

    def assert_together(self, one, other):
        self.assertIsNotNone(one)
        self.assertIsNotNone(other)
        self.assertEqual((one[0], one[1][:10]), (other[0], other[1][:10]))
        self.assertTrue(one[1] <= other[2] and other[1] <= one[2], (one, other))

    def test_a_parent_and_children_make_one_visit(self):
        family = self.family("1") + [
            certificates_due("2", "2026-12-27", household="H", born="2014-12-27"),
            card_due("3", "2027-01-10", household="H", born="2017-01-10")]
        others = [neighbour(i, "2026-12-20") for i in range(10, 60)]
        self.run_night(self.write(family + others, "2026-11-23"), NIGHT)
        self.assert_together(self.appointment("1"), self.appointment("2"))
        self.assert_together(self.appointment("2"), self.appointment("3"))

    def test_who_is_due_later_comes_with_what_the_household_holds(self):
        first, second = certificates_due("1", "2027-02-12", household="H"), certificates_due(
            "2", "2027-02-15", household="H")
        self.run_night(self.write([first, second], "2026-11-14"), "2026-11-14")
        self.assertIsNone(self.appointment("2", "2026-11-14"))
        self.run_night(self.write([first, second], "2026-11-17"), "2026-11-17")
        self.assert_together(self.appointment("1", "2026-11-14"), self.appointment("2", "2026-11-17"))

    def test_a_protected_member_draws_nobody(self):
        """The appointment that one of them held before the protection is no guide to the others."""
        self.small_office(**LOOSE)
        child = {"born": "2016-12-20"}
        hidden = certificates_due("1", "2027-02-12", household="H")
        other = certificates_due("2", "2027-02-15", household="H", **child)
        for protection in (None, "provisional"):
            with self.subTest(protection=protection):
                if os.path.exists(self.ledger):
                    os.unlink(self.ledger)
                self.run_night(self.write([hidden, other], "2026-11-14"), "2026-11-14")
                held = self.appointment("1", "2026-11-14")
                later = hidden if protection is None else hidden.changed(protection=protection)
                self.out = os.path.join(self.folder, f"out-{protection}")
                self.run_night(self.write([later, other], "2026-11-17"), "2026-11-17")
                found = self.appointment("2", "2026-11-17")
                self.out = os.path.join(self.folder, f"again-{protection}")
                near = found[0] == held[0] and found[1][:10] == held[1][:10] and \
                    found[1] <= held[2] and held[1] <= found[2]
                self.assertEqual(near, protection is None, (held, found))

    def test_a_household_with_somebody_under_protection_is_not_drawn_together(self):
        """Two desks at one time stand free for the two others, who come one by one all the same."""
        self.small_office(**{**LOOSE, 'even="60"': 'even="10000"'})
        family = self.family("1", "2")
        self.run_night(self.write(family, "2026-11-23"), NIGHT)
        self.assert_together(self.appointment("1"), self.appointment("2"))
        os.unlink(self.ledger)
        self.out = os.path.join(self.folder, "apart")
        hidden = Resident("3", household="H", protection="active")
        self.run_night(self.write(family + [hidden], "2026-11-23"), NIGHT)
        self.assertNotEqual(self.appointment("1")[1][:10], self.appointment("2")[1][:10])


class LeftOver(Placed):
    def tight(self):
        self.small_office(**TIGHT)
        people = [neighbour(i, "2026-12-05", born="1940-12-05") for i in range(1, 121)]
        path = self.write(people, "2026-11-23")
        return path, self.run_night(path, NIGHT)

    def test_the_report_says_why_and_the_line_how_many(self):
        _, result = self.tight()
        self.contract(NIGHT)
        with open(os.path.join(self.night(NIGHT), "operators/summary.json")) as file:
            summary = json.load(file)
        left = summary["unplaced"]
        self.assertGreater(left, 0)
        self.assertIn(f"; {left} without a place; ", result.stdout.decode())
        shortage, = summary["shortages"]
        self.assertEqual(shortage["unplaced"], left)
        self.assertEqual(shortage["people"], 120)
        self.assertEqual(shortage["people"] - shortage["places"], left)
        weeks = shortage["weeks"]
        self.assertEqual(sum(week["offered"] - week["held"] for week in weeks), shortage["places"])
        offered = self.offered(shortage["from"], shortage["until"])
        self.assertEqual(sum(desks for _, desks in offered.values()), shortage["places"])
        with open(os.path.join(self.night(NIGHT), "operators/report.html"), encoding="utf-8") as file:
            page = file.read()
        section = page[page.index('<section id="shortages">'):].split("</section>")[0]
        self.assertIn(f'<td class="number">{shortage["people"]}</td>', section)
        self.assertRegex(section, r"あと\d+口増やす")
        self.assertNotRegex(section, r'\b\d{3}\b(?=</td><td class="text">)')

    def test_so_many_desks_more_leave_nobody_over_and_one_fewer_does_not(self):
        path, _ = self.tight()
        with open(os.path.join(self.night(NIGHT), "operators/summary.json")) as file:
            cure = json.load(file)["shortages"][0]["cure"]
        self.assertEqual(cure["counter"], "cityhall")
        for fewer in (0, 1):
            with self.subTest(fewer=fewer):
                desks = cure["desks"] - fewer
                self.small_office(**{**TIGHT, 'desks="12"': f'desks="{5 + desks}"',
                                     'desks="6"': f'desks="{1 + desks}"'})
                plan = self.kigen("plan", "--office", self.office, "--ledger",
                                  os.path.join(self.folder, "none.db"), "--date", NIGHT, "--register", path)
                rows = [line.split(",") for line in plan.stdout.decode().split("\r\n")[1:-1]]
                alone = {row[0] for row in rows} - {row[0] for row in rows if row[10]}
                self.assertEqual(bool(alone), fewer == 1, (desks, len(alone)))

    def test_the_folder_can_be_made_again_from_the_ledger(self):
        path, _ = self.tight()
        before = tree_digest(self.night(NIGHT))
        os.rename(self.night(NIGHT), self.night(NIGHT) + ".old")
        with sqlite3.connect(self.ledger) as ledger:
            ledger.execute("UPDATE night SET issued = 0")
        ledger.close()
        self.run_night(path, NIGHT)
        self.assertEqual(tree_digest(self.night(NIGHT)), before)

    def test_who_is_left_over_gets_a_letter_that_says_until_when(self):
        self.tight()
        rows = [row for row in self.dues(NIGHT).values() if not row["starts"]]
        self.assertTrue(rows)
        for row in rows:
            self.assertEqual(row["outcome"], "letter")
            self.assertRegex(row["notice"], r"^26-\d{6}-\d$")
            self.assertEqual(row["visit_from"], "")
        text = subprocess.run(["pdftotext", "-layout", os.path.join(self.night(NIGHT), "mailroom/letters.pdf"), "-"],
                              capture_output=True, check=True).stdout.decode()
        without = [page for page in text.split("\f") if re.search("予約", page) and "12月5日" in page]
        self.assertGreaterEqual(len(without), len({row["resident"] for row in rows}))


class Foreseen(Placed):
    """One counter with one visit a day, and eighty people whose windows open on one day of January."""

    EXPIRES, OPENS = "2027-04-20", "2027-01-21"

    def opened(self, desks):
        self.small_office(**{**LOOSE, 'from="08:30" to="17:00" desks="12"': f'from="08:30" to="12:30" desks="{desks}"',
                             'from="09:00" to="16:00" desks="4"': 'from="18:00" to="19:00" desks="4"',
                             'slot-minutes="30"': 'slot-minutes="240"'})
        with open(self.office, encoding="utf-8") as file:
            text = re.sub(r'rrule="[^"]*"( from="[^"]*" to="[^"]*" desks="[36]")', r'rrule="FREQ=YEARLY;BYMONTH=7;BYDAY=1SU"\1', file.read())
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)

    def told(self, night):
        self.run_night(self.write([neighbour(number, self.EXPIRES) for number in range(80)], night), night)
        return [row["message"] for row in self.table(night, "operators/exceptions.csv") if row["code"] == "places-short"]

    def test_it_is_told_when_the_dates_show_it_and_comes_as_told(self):
        self.opened(1)
        self.assertEqual(self.told("2026-11-24"), [])  # the window opens in the ninth week
        told = self.told("2026-12-01")
        self.assertEqual(self.told("2026-12-02"), told)
        short = sum(int(re.search(r"without a place: (\d+);", message).group(1)) for message in told)
        for message in told:
            self.assertRegex(message, r"^week of 2027-0[1-4]-\d\d, cityhall: ")
        self.assertRegex(told[-1], r"desks missing: \d+, more than it has; hours: \d+$")
        self.told(self.OPENS)
        self.assertEqual(len({who for (who, _), row in self.dues(self.OPENS).items() if not row["starts"]}), short)

    def test_with_the_desks_that_it_asks_for_nothing_is_told(self):
        self.opened(2)
        self.assertEqual(self.told("2026-12-01"), [])


if __name__ == "__main__":
    unittest.main()
