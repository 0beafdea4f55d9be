"""`kigen hours` as an operator sees it: the city's checked tables, and the offered places."""

import os
import subprocess
import unittest

import icalendar
import vobject

KIGEN = os.path.join(os.path.abspath(os.environ.get("BUILD", "build")), "kigen")
BRANCHES = ("sakashita", "tobu", "ajiyoshi", "kozoji")


def hours(*arguments):
    return subprocess.run([KIGEN, "hours", "--office", "cron/kasugai.xml", *arguments],
                          capture_output=True, text=True, timeout=60)


def table(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]


class Hours(unittest.TestCase):
    def check(self, counter, path):
        result = hours("--counter", counter, "--from", "2026-01-01", "--to", "2027-12-31")
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = [line.split("\t") for line in result.stdout.splitlines()]
        self.assertTrue(all(row[2] == counter for row in rows))
        self.assertEqual([[row[0], row[1], row[3], row[4]] for row in rows], table(path))

    def test_city_hall_equals_the_checked_table(self):
        self.check("cityhall", "tests/oracles/cityhall-hours.tsv")

    def test_each_branch_equals_the_checked_table(self):
        for counter in BRANCHES:
            with self.subTest(counter):
                self.check(counter, "tests/oracles/branch-hours.tsv")

    def test_the_calendar_has_the_same_hours(self):
        """A year as three readers see it: what is open is an event, what is closed is none."""
        year = ("--from", "2026-11-01", "--to", "2027-10-31")
        told = set()
        for line in hours(*year).stdout.splitlines():
            date, _, counter, intervals, _ = line.split("\t")
            if intervals != "closed":
                told |= {(counter, f"{date}T{one[:5]}", one[6:]) for one in intervals.split(",")}
        result = subprocess.run([KIGEN, "hours", "--office", "cron/kasugai.xml", *year, "--ics"], capture_output=True, timeout=60)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        self.assertTrue(all(len(line) <= 75 for line in result.stdout.split(b"\r\n")))
        calendar = icalendar.Calendar.from_ical(result.stdout)
        shown, uids = set(), set()
        for event in calendar.walk("VEVENT"):
            uid = str(event["UID"])
            uids.add(uid)
            counter = uid.split("-")[1]
            starts, ends = event["DTSTART"].dt, event["DTEND"].dt
            self.assertEqual((str(event["TRANSP"]), starts.date()), ("TRANSPARENT", ends.date()))
            self.assertEqual(starts.utcoffset().total_seconds(), 9 * 3600)
            shown.add((counter, starts.strftime("%Y-%m-%dT%H:%M"), ends.strftime("%H:%M")))
        self.assertEqual(shown, told)
        self.assertEqual(len(uids), len(shown))
        self.assertEqual(len(vobject.readOne(result.stdout.decode()).vevent_list), len(shown))

    def test_the_calendar_of_one_counter_has_its_name(self):
        result = hours("--from", "2026-12-07", "--to", "2026-12-13", "--counter", "tobu", "--ics")
        calendar = icalendar.Calendar.from_ical(result.stdout)
        self.assertEqual(str(calendar["X-WR-CALNAME"]), "東部市民センター")
        events = calendar.walk("VEVENT")
        self.assertEqual(len(events), 5)
        self.assertEqual({str(event["SUMMARY"]) for event in events}, {"東部市民センター"})
        self.assertIn("中央台", str(events[0]["LOCATION"]))
        self.assertEqual(hours("--from", "2026-12-07", "--to", "2026-12-13", "--ics", "--places").returncode, 64)

    def test_places_are_offered_inside_the_open_hours_only(self):
        days = {}
        for line in hours("--from", "2026-11-01", "--to", "2027-01-31").stdout.splitlines():
            date, _, counter, intervals, _ = line.split("\t")
            days[counter, date] = intervals
        places = hours("--places", "--from", "2026-11-01", "--to", "2027-01-31").stdout.splitlines()
        self.assertGreater(len(places), 1000)
        for line in places:
            counter, start, end, desks = line.split("\t")
            self.assertGreater(int(desks), 0)
            inside = any(part.split("-")[0] <= start[11:] and end[11:] <= part.split("-")[1]
                         for part in days[counter, start[:10]].split(",") if part != "closed")
            self.assertTrue(inside, line)

    def test_no_place_on_a_sunday_that_either_reading_closes(self):
        # 2026-11-15 is the third Sunday, 2026-11-22 the Sunday after the third Saturday.
        for day, shown in (("2026-11-15", "closed"), ("2026-11-22", "08:30-12:00,13:00-17:00")):
            result = hours("--counter", "cityhall", "--from", day, "--to", day)
            self.assertEqual(result.stdout.split("\t")[3], shown)
            places = hours("--places", "--counter", "cityhall", "--from", day, "--to", day)
            self.assertEqual((places.returncode, places.stdout), (0, ""))

    def test_what_is_wrong_on_the_command_line_is_said(self):
        for arguments in (("--from", "2026-01-02", "--to", "2026-01-01"), ("--from", "2026-01-01"),
                          ("--counter", "nowhere", "--from", "2026-01-01", "--to", "2026-01-01")):
            result = hours(*arguments)
            self.assertEqual(result.returncode, 64)
            self.assertIn("kigen hours: ", result.stderr)


if __name__ == "__main__":
    unittest.main()
