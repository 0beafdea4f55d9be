"""kigen places free: what the desk can promise on the telephone."""

import csv
import datetime
import io
import json
import os
import re
import subprocess
import sys
import unittest

import icalendar
import vobject

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk
from city import Shared, certificates_due

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
UTC = datetime.timezone.utc
NIGHT, TODAY = "2026-11-24", "2026-11-25"
RANGE = ("--from", "2026-12-07", "--to", "2027-01-08")


class Places(Shared, Desk):
    def begin(self):
        self.run_night(self.write([certificates_due("1", "2027-02-05"), certificates_due("2", "2027-02-05")], "2026-11-23"), NIGHT)
        self.row = self.dues(NIGHT)["1", "signature"]

    def free(self, *words, date=TODAY):
        rows = self.shown("places", "places", "free", *words, date=date)["places"]
        return {(row["counter"], row["day"], row["from"], row["minutes"]): row for row in rows}

    def own(self):
        return self.row["counter"], self.row["starts"][:10], self.row["starts"][11:], 30

    def move(self, counter, day, start, expect=0):
        return self.desk("appointment", "move", self.row["notice"], "--counter", counter, "--at", f"{day}T{start}",
                         date=TODAY, expect=expect)

    def test_text_and_json_tell_the_same(self):
        rows = self.free(*RANGE, "--counter", "tobu", "--matter", "card")
        head, *lines = self.desk("places", "free", *RANGE, "--counter", "tobu", "--matter", "card", date=TODAY).stdout.decode().splitlines()
        self.assertEqual(head.split(), ["day", "from", "to", "counter", "minutes", "free", "matters"])
        self.assertEqual([[word for i, word in enumerate(line.split()) if i != 1] for line in lines],
                         [[row["day"], row["from"], row["to"], row["counter"], str(row["minutes"]), str(row["free"]), "card"]
                          for row in rows.values()])
        self.assertEqual(len({line.index(" tobu ") for line in lines} | {head.index(" counter")}), 1)
        self.assertEqual(sorted(rows), list(rows))

    def test_what_somebody_has_is_one_fewer_until_it_moves(self):
        before = self.free(*RANGE)
        counter, day, start, _ = self.own()
        other = next(key for key, row in before.items() if key[0] == counter and key[1] > day and row["free"] > 1)
        self.move(other[0], other[1], other[2])
        after = self.free(*RANGE)
        self.assertEqual(after[self.own()]["free"], before.get(self.own(), {"free": 0})["free"] + 1)
        self.assertEqual(after[other]["free"], before[other]["free"] - 1)
        self.assertEqual({key: row for key, row in after.items() if key not in (other, self.own())},
                         {key: row for key, row in before.items() if key not in (other, self.own())})

    def test_what_is_listed_can_be_had_and_nothing_else(self):
        rows = self.free(*RANGE, "--counter", "kozoji")
        days = sorted({day for _, day, _, _ in rows})
        # The year's end and a public holiday are not among them.
        self.assertEqual([day for day in days if "2026-12-29" <= day <= "2027-01-03"], [])
        for day in (days[0], days[-1]):
            start = [start for _, of, start, _ in rows if of == day][-1]
            self.move("kozoji", day, start)
            self.move("kozoji", day, start[:4] + "1", expect=64)
        self.move("kozoji", "2026-12-30", "10:00", expect=64)

    def test_a_matter_that_takes_longer_has_lines_of_its_own(self):
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace('<matter id="card" appointment="offered" slots="1"', '<matter id="card" appointment="offered" slots="2"'))
        day = ("--from", "2026-12-14", "--to", "2026-12-14", "--counter", "tobu")
        rows = self.free(*day)
        self.assertEqual({(row["minutes"], "card" in row["matters"], "signature" in row["matters"]) for row in rows.values()},
                         {(30, False, True), (60, True, False)})
        self.assertEqual({key[3] for key in self.free(*day, "--matter", "card")}, {60})
        self.assertEqual(set(self.free(*day, "--matter", "card")), {key for key in rows if key[3] == 60})

    def test_the_days_that_are_asked_for(self):
        self.assertEqual(min(self.free("--from", "2026-11-01"))[1], TODAY)
        days = {key[1] for key in self.free()}
        self.assertEqual((min(days), max(days)), (TODAY, "2026-12-08"))
        closed = ("--from", "2026-12-30", "--to", "2026-12-31")
        self.assertEqual(self.desk("places", "free", *closed).stdout, b"nothing is free on these days\n")
        self.assertEqual(self.free(*closed), {})

    # ---- for other systems ----

    def export(self, *words, date=TODAY, expect=0):
        """CSV and calendar of one moment, as bytes."""
        paths = [os.path.join(self.folder, name) for name in ("free.csv", "free.ics")]
        self.desk("places", "export", *words, "--csv", paths[0], "--ics", paths[1], date=date, expect=expect)
        answers = []
        for path in paths:
            with open(path, "rb") as file:
                answers.append(file.read())
        self.assertEqual([name for name in os.listdir(self.folder) if "partial" in name], [])
        return answers

    def periods(self, calendar):
        """Counter to its periods (type, beginning, end in seconds), as four libraries read them; all the same."""
        path = os.path.join(self.folder, "free.ics")
        found = {}
        for component in icalendar.Calendar.from_ical(calendar).walk("VFREEBUSY"):
            lines = component["FREEBUSY"] if isinstance(component["FREEBUSY"], list) else [component["FREEBUSY"]]
            rows = []
            for line in lines:
                rows.append((line.params["FBTYPE"], int(line.start.timestamp()), int(line.end.timestamp())))
            found[str(component["UID"])] = rows
        other = {}
        for component in vobject.readOne(calendar.decode()).vfreebusy_list:
            other[component.uid.value] = [(line.params["FBTYPE"][0], *(int(time.timestamp()) for time in period))
                                          for line in component.freebusy_list for period in line.value]
        self.assertEqual(other, found)
        for library in ("ical.js", "node-ical"):
            read = subprocess.run(["node", os.path.join(TESTS, "document/read-calendars.cjs"), library + "-busy"], input=path, capture_output=True, text=True, check=True)
            self.assertEqual({one["uid"]: [tuple(row) for row in one["periods"]] for one in json.loads(read.stdout)}, found, library)
        return {uid.removeprefix("places-").removesuffix("@232068"): rows for uid, rows in found.items()}

    def instant(self, day, time):
        hours, minutes = map(int, time.split(":"))
        local = datetime.datetime.fromisoformat(day).replace(tzinfo=UTC)
        return int((local + datetime.timedelta(hours=hours - 9, minutes=minutes)).timestamp())

    def holds(self, *words):
        """What both files say is what `places free` says; nothing is left unsaid."""
        rows = self.free(*words)
        table, calendar = self.export(*words)
        self.assertTrue(table.startswith(b"\xef\xbb\xbfcounter,day,starts,ends,minutes,free,matters\r\n"))
        self.assertEqual(table.count(b"\n"), table.count(b"\r\n"))
        self.assertEqual([(row["counter"], row["day"], row["starts"], row["ends"], int(row["minutes"]), int(row["free"]), row["matters"].split())
                          for row in csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))],
                         [(row["counter"], row["day"], row["from"], row["to"], row["minutes"], row["free"], row["matters"]) for row in rows.values()])
        periods = self.periods(calendar)
        for counter, found in periods.items():
            self.assertEqual([row[1:] for row in found], sorted(row[1:] for row in found), counter)
            self.assertEqual({row[1:] for row in found if row[0] == "FREE"},
                             {(self.instant(row["day"], row["from"]), self.instant(row["day"], row["to"])) for row in rows.values() if row["counter"] == counter})
            self.assertEqual({row[0] for row in found} - {"FREE", "BUSY", "BUSY-UNAVAILABLE"}, set())
        return rows, periods

    def whole(self, periods, first, last):
        """Is all time from the first day's beginning to the last one's end spoken of, without an overlap?"""
        for found in periods.values():
            at = self.instant(first, "00:00")
            for _, start, end in found:
                self.assertEqual(start, at)
                at = end
            self.assertEqual(at, self.instant(last, "24:00"))

    def test_other_systems_are_told_what_is_free_and_no_more(self):
        rows, periods = self.holds(*RANGE)
        self.assertEqual(set(periods), {"cityhall", "sakashita", "tobu", "ajiyoshi", "kozoji"})
        self.whole(periods, RANGE[1], RANGE[3])
        self.assertEqual(set(self.holds(*RANGE, "--counter", "tobu")[1]), {"tobu"})
        # The year's end is closed, midnight to midnight, at every counter.
        for found in periods.values():
            self.assertTrue([row for row in found if row[0] == "BUSY-UNAVAILABLE" and row[1] <= self.instant("2026-12-29", "00:00")
                             and row[2] >= self.instant("2027-01-03", "24:00")])
        self.assertEqual({row[1:] for row in periods["tobu"] if row[0] == "BUSY"}, set())
        _, calendar = self.export(*RANGE)
        self.assertEqual(set(re.findall(rb"^[A-Z]+", calendar, re.M)),
                         {b"BEGIN", b"END", b"VERSION", b"PRODID", b"UID", b"DTSTAMP", b"DTSTART", b"DTEND", b"COMMENT", b"FREEBUSY"})
        made = datetime.datetime.strptime(re.search(rb"DTSTAMP:(\w+)Z", calendar)[1].decode(), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        self.assertLess(abs((datetime.datetime.now(UTC) - made).total_seconds()), 600)

    def test_what_is_taken_is_busy_for_others(self):
        tobu = [row for row in self.free(*RANGE, "--counter", "tobu").values() if row["day"] == "2026-12-14"]
        one = tobu[0]
        for notice in self.numbers(NIGHT).values():
            self.desk("appointment", "move", notice, "--counter", "tobu", "--at", f"{one['day']}T{one['from']}", date=TODAY)
        rows, periods = self.holds(*RANGE)
        self.whole(periods, RANGE[1], RANGE[3])
        left = rows.get(("tobu", one["day"], one["from"], one["minutes"]), {"free": 0})["free"]
        self.assertEqual(left, one["free"] - 2)
        self.assertEqual([row[1] for row in periods["tobu"] if row[0] == "BUSY"], [] if left else [self.instant(one["day"], one["from"])])

    def test_visits_that_take_longer_overlap_for_others_too(self):
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace('<matter id="card" appointment="offered" slots="1"', '<matter id="card" appointment="offered" slots="2"'))
        _, periods = self.holds("--from", "2026-12-14", "--to", "2026-12-14")
        self.assertTrue(any(one[2] > other[1] for one, other in zip(periods["tobu"], periods["tobu"][1:])))

    def test_a_file_is_replaced_whole_or_stays(self):
        self.export(*RANGE)
        before = self.export(*RANGE, "--counter", "tobu")
        os.mkdir(os.path.join(self.folder, "folder.csv"))
        for words, status in ((("--csv", os.path.join(self.folder, "folder.csv")), 73), (("--csv", "/nonexistent/x.csv"), 73), ((), 64),
                              (("--csv", "x.csv", "--to", "2026-11-01"), 64), (("--csv", "x.csv", "--counter", "nowhere"), 64)):
            self.desk("places", "export", *words, date=TODAY, expect=status)
        self.assertFalse(os.path.exists("x.csv"))
        with open(os.path.join(self.folder, "free.csv"), "rb") as file:
            self.assertEqual(file.read(), before[0])
        shown = self.shown("acts", "places", "export", *RANGE, "--csv", os.path.join(self.folder, "free.csv"), date=TODAY)["acts"]
        self.assertEqual([(act["file"], act["visits"]) for act in shown], [(os.path.join(self.folder, "free.csv"), len(self.free(*RANGE)))])
        # A slip of a name costs no file: neither a table nor a calendar is put where something else is.
        for kind in ("--csv", "--ics"):
            for path in (self.ledger, self.office):
                with open(path, "rb") as stream:
                    there = stream.read()
                said = self.desk("places", "export", *RANGE, kind, path, date=TODAY, expect=73)
                self.assertIn(b"is not what this command writes", said.stderr)
                with open(path, "rb") as stream:
                    self.assertEqual(stream.read(), there)
        both = os.path.join(self.folder, "both")
        self.desk("places", "export", *RANGE, "--csv", both, "--ics", both, date=TODAY, expect=64)
        self.assertFalse(os.path.exists(both))

    def test_what_is_refused(self):
        for words, said in ((("--counter", "nowhere"), "the office has no counter 'nowhere'"),
                            (("--matter", "passport"), "--matter takes one of authentication card revoked signature stay, not 'passport'"),
                            (("--from", "2026-12-02", "--to", "2026-12-01"), "--to lies before --from"),
                            (("--to", "2026-11-01"), "--to lies before today")):
            self.assertIn(said, self.desk("places", "free", *words, expect=64).stderr.decode())
        os.unlink(self.ledger)
        self.desk("places", "free", expect=66)


if __name__ == "__main__":
    unittest.main()
