"""Appointments stand: whatever becomes of slots, hours and desks, nobody is moved while the counter is
open; nothing is overbooked; desks that no longer suffice are told to staff; free places are given."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from city import Nights, certificates_due, tree_digest
from test_places import Placed, minutes

NIGHT, NEXT, THIRD = "2026-11-24", "2026-11-25", "2026-11-26"
# One counter alone takes appointments, on few days: places are scarce, and people side by side.
FEW = {'vanish-permille="20"': 'vanish-permille="1000"', 'from="08:30" to="17:00" desks="12"': 'from="08:30" to="12:10" desks="2"',
       'from="09:00" to="16:00" desks="4"': 'from="18:00" to="19:00" desks="4"'}
EXPIRES = "2026-12-09"  # the last day: there are few before it


def neighbours(first, last, expires=EXPIRES):
    return [certificates_due(f"{i:03}", expires, address=f"愛知県春日井市鳥居松町6丁目{i}番地")
            for i in range(first, last)]


class Standing(Placed):
    def setUp(self):
        super().setUp()
        self.small_office(**FEW)
        self.edit(r'rrule="[^"]*"( from="[^"]*" to="[^"]*" desks="[36]")', r'rrule="FREQ=YEARLY;BYMONTH=7;BYDAY=1SU"\1')

    def edit(self, pattern, replacement, count=0):
        with open(self.office, encoding="utf-8") as file:
            text, times = re.subn(pattern, replacement, file.read(), count=count)
        self.assertGreater(times, 0, pattern)
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)

    def versions(self):
        """{uid: (sequence, state, counter, day, starts, ends, desk)} of the last versions."""
        return {row[0]: row[1:] for row in self.query(
            "SELECT uid, sequence, state, counter, day, starts, ends, desk FROM appointment a WHERE sequence ="
            " (SELECT max(sequence) FROM appointment b WHERE b.uid = a.uid)")}

    def no_overbooking(self, date):
        """At a time no more than the desks that are offered, and nobody beside another at one desk."""
        standing = [(counter, day, minutes(starts), minutes(ends), desk)
                    for _, state, counter, day, starts, ends, desk in self.versions().values()
                    if state != "cancelled" and day >= date]
        places = self.offered(date, EXPIRES)
        for counter, day, starts, ends, desk in standing:
            beside = [x for x in standing if x[:2] == (counter, day) and x[2] < ends and x[3] > starts]
            self.assertEqual(sum(x[4] == desk for x in beside), 1, (day, starts, desk))
        for (counter, day, starts), (ends, desks) in places.items():
            for minute in range(starts, ends):
                booked = sum(x[:2] == (counter, day) and x[2] <= minute < x[3] for x in standing)
                self.assertLessEqual(booked, desks, (counter, day, minute))

    def told(self, date, code):
        return [row for row in self.table(date, "operators/exceptions.csv") if row["code"] == code]

    def test_slots_hours_and_walk_ins_move_nobody_and_overbook_nothing(self):
        people = neighbours(0, 20)
        self.run_night(self.write(people, "2026-11-23"), NIGHT)
        before = self.versions()
        self.assertEqual(len(before), 20)
        changes = [
            (r'slot-minutes="30"', 'slot-minutes="20"'),
            (r'from="08:30" to="12:10"', 'from="08:20" to="12:20"'),
            (r'slot-minutes="20"', 'slot-minutes="60"'),
            (r'<days/>', '<days><open on="2026-12-04" counters="cityhall" from="08:25" to="13:00" desks="3"'
                         ' reason="odd"/></days>'),
            (r'slot-minutes="60"', 'slot-minutes="25"'),
            (r'from="18:00" to="19:00" desks="4"', 'from="09:00" to="16:00" desks="1"'),
        ]
        for number, change in enumerate(changes, start=1):
            date, as_of = f"2026-11-{24 + number:02}", f"2026-11-{23 + number:02}"
            self.edit(*change)
            people += neighbours(20 * number, 20 * number + 7)
            self.run_night(self.write(people, as_of), date)
            now = self.versions()
            self.assertEqual({uid: now[uid] for uid in before}, before, change)
            self.assertEqual(self.told(date, "place-closed"), [])
            before = now
            if number < len(changes):
                self.no_overbooking(date)
        self.assertGreater(len(before), 45)
        self.contract(date)

    def test_a_time_that_is_no_longer_open_moves_and_never_to_itself(self):
        people = neighbours(0, 20)
        self.run_night(self.write(people, "2026-11-23"), NIGHT)
        before = self.versions()
        self.edit(r'to="12:10"', 'to="10:50"')
        self.edit(r'slot-minutes="30"', 'slot-minutes="20"')
        self.run_night(self.write(people, NIGHT), NEXT, expect=0)
        now = self.versions()
        for uid, (sequence, state, counter, day, starts, ends, desk) in now.items():
            was = before[uid]
            open_still = minutes(was[5]) <= minutes("10:50")
            self.assertEqual(sequence, 0 if open_still else 1, (was, now[uid]))
            if state != "cancelled":
                self.assertLessEqual(minutes(ends), minutes("10:50"))
        written = [row for row in self.table(NEXT, "mailroom/manifest.csv") if row["wave"] == "moved"]
        self.assertEqual(len(written), sum(before[uid][2:5] != row[2:5] for uid, row in now.items()
                                           if row[1] == "moved"))
        self.no_overbooking(NEXT)

    def test_desks_short_names_those_beyond_the_desks_and_moves_nobody(self):
        people = neighbours(0, 24)
        self.run_night(self.write(people, "2026-11-23"), NIGHT)
        before = self.versions()
        self.edit(r'to="12:10" desks="2"', 'to="12:10" desks="1"')
        self.run_night(self.write(people + neighbours(50, 60), NIGHT), NEXT)
        now = self.versions()
        self.assertEqual({uid: now[uid] for uid in before}, before)
        pairs = {}
        for _, _, counter, day, starts, _, _ in before.values():
            pairs[counter, day, starts] = pairs.get((counter, day, starts), 0) + 1
        short = self.told(NEXT, "desks-short")
        self.assertEqual(len(short), sum(n - 1 for n in pairs.values()))
        self.assertGreater(len(short), 0)
        self.assertTrue({row["resident"] for row in short} <= {p.id for p in people})
        self.assertIn("2 stand at a time then and 1 desk is offered", short[0]["message"])
        with open(os.path.join(self.night(NEXT), "operators/report.html"), encoding="utf-8") as file:
            page = file.read()
        for row in short:
            letter, counter, time = re.match(r"letter (\S+) has an appointment at (\S+) on (.+?): it stands, but 2 stand at a"
                                             r" time then and 1 desk is offered;", row["message"]).groups()
            self.assertIn(f"お知らせ {letter} の予約(窓口 {counter}、{time})はそのままだが、その時間の予約2件に番台が1しかない。"
                          "番台を増やすか、予約を移す", page)
        # Nobody new is put beside them.
        taken = {row[2:5] for row in before.values()}
        self.assertFalse(taken & {row[2:5] for uid, row in now.items() if uid not in before})
        said = self.kigen("check", "--office", self.office, "--ledger", self.ledger, "--date", NEXT)
        self.assertEqual(said.returncode, 0, said.stdout.decode())
        told = re.findall(r"resident (\d+): desks-short: ", said.stdout.decode())
        self.assertEqual(sorted(told), sorted(row["resident"] for row in short))
        # Walk-ins that take the desks are no other thing; and enough desks end it.
        self.edit(r'to="12:10" desks="1"', 'to="12:10" desks="4"')
        self.edit(r'from="18:00" to="19:00"', 'from="09:00" to="16:00"')
        self.run_night(self.write(people, NEXT), THIRD)
        self.assertGreater(len(self.told(THIRD, "desks-short")), len(short))
        self.edit(r'from="09:00" to="16:00"', 'from="18:00" to="19:00"')
        self.run_night(self.write(people, THIRD), "2026-11-27")
        self.assertEqual(self.told("2026-11-27", "desks-short"), [])
        self.contract(NEXT)

    def test_a_place_that_comes_free_is_given_the_same_night(self):
        # All places are taken: 7 slots of two desks on each day that is left.
        self.run_night(self.write(neighbours(0, 200), "2026-11-23"), NIGHT)
        before = self.versions()
        self.assertLess(len(before), 200)
        holders = {row["resident"]: row for row in self.dues(NIGHT).values() if row["starts"]}
        gone = sorted(holders)[:3]
        new = {"state": "valid", "issued": NIGHT, "expires": "2031-12-09"}
        people = [p.changed(signature=new, authentication=new) if p.id in gone else p
                  for p in neighbours(0, 200)]
        self.run_night(self.write(people + neighbours(300, 305), NIGHT), NEXT)
        given = [row for (_, matter), row in self.dues(NEXT).items() if row["starts"]]
        self.assertEqual({row["starts"] for row in given}, {holders[id]["starts"] for id in gone})
        self.no_overbooking(NEXT)
        self.contract(NEXT)

    def test_a_letter_that_waits_without_a_place_is_given_one_that_comes_free(self):
        self.edit(r'<mailing rrule="[^"]*"', '<mailing rrule="FREQ=WEEKLY;BYDAY=FR"')
        everybody = neighbours(0, 120)
        self.run_night(self.write(everybody, "2026-11-23"), NIGHT)
        first = self.dues(NIGHT)
        digest = tree_digest(self.night(NIGHT))
        holders = sorted({row["resident"] for row in first.values() if row["starts"]})
        without = {row["notice"] for row in first.values() if not row["starts"]}
        self.assertTrue(without)
        new = {"state": "valid", "issued": NIGHT, "expires": "2031-12-09"}
        people = [p.changed(signature=new, authentication=new) if p.id in holders[:3] else p for p in everybody]
        self.run_night(self.write(people, NIGHT), NEXT)
        self.contract(NEXT)
        freed = {first[id, "signature"]["starts"] for id in holders[:3]}
        given = self.query("SELECT number, a.day || 'T' || a.starts, token FROM notice n JOIN appointment a"
                           " ON a.uid = n.uid AND a.sequence = 0 AND a.night = 2")
        self.assertEqual({starts for _, starts, _ in given}, freed)
        self.assertTrue({number for number, _, _ in given} <= without)
        for _, _, token in given:
            self.assertTrue(os.path.exists(os.path.join(self.night(NEXT), "residents", token + ".ics")))
        self.run_night(self.write(people, "2026-11-26"), "2026-11-27")
        sheets = {row["notice"]: int(row["sheet"]) for row in self.table("2026-11-27", "mailroom/manifest.csv")}
        for number, starts, _ in given:
            words = subprocess.run(["pdftotext", "-f", str(sheets[number]), "-l", str(sheets[number]), os.path.join(
                self.night("2026-11-27"), "mailroom/letters.pdf"), "-"], capture_output=True, text=True).stdout
            self.assertIn(f"{int(starts[5:7])}月{int(starts[8:10])}日", words)
        # The night that decided them says what it said, and is made again as it was.
        self.assertEqual(tree_digest(self.night(NIGHT)), digest)
        shutil.rmtree(self.night(NIGHT))
        self.query_write("UPDATE night SET issued = 0 WHERE id = 1")
        self.run_night(self.write(people, "2026-11-27"), "2026-11-28")
        self.assertEqual(tree_digest(self.night(NIGHT)), digest)

    def query_write(self, statement):
        with sqlite3.connect(self.ledger) as ledger:
            ledger.execute(statement)


del Placed, Nights
if __name__ == "__main__":
    unittest.main()
