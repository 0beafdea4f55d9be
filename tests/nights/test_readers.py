"""The calendar files of a whole night, read by five programs that have nothing to do with one another:
they have to read the same out of every file. Then a second night, whose cancelled appointments have to
read as updates of the first one's."""

import csv
import datetime
import glob
import json
import os
import re
import subprocess
import tempfile
import unittest

import icalendar
import vobject

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OFFICE = os.path.join(os.path.dirname(TESTS), "cron", "kasugai.xml")
READ_JS = os.path.join(TESTS, "document", "read-calendars.cjs")
RESIDENTS = "3000"
JST = datetime.timezone(datetime.timedelta(hours=9))
LIMIT = 300  # seconds; each program needs a few at most


def setUpModule():
    global scratch, out
    scratch = tempfile.TemporaryDirectory()
    out = os.path.join(scratch.name, "out")
    register = os.path.join(scratch.name, "register.xml")
    subprocess.run([os.path.join(BUILD, "make-register"), "--residents", RESIDENTS, "--seed", "5", "--as-of", "2026-11-23",
                    "--out", register], check=True, timeout=LIMIT)
    run_night(register, "2026-11-24")
    # On the next day three of those who have an appointment are dead.
    with open(register, encoding="utf-8") as stream:
        text = stream.read().replace('as-of="2026-11-23"', 'as-of="2026-11-24"', 1)
    for row in with_appointment("2026-11-24")[:40:13]:
        text = re.sub(r'(<resident id="%s"[^>]*) state="resident"' % row["resident"], r'\1 state="deceased"', text)
    with open(register, "w", encoding="utf-8") as stream:
        stream.write(text)
    run_night(register, "2026-11-25")


def tearDownModule():
    scratch.cleanup()


def kigen(*words):
    status = subprocess.run([os.path.join(BUILD, "kigen"), *words, "--office", OFFICE, "--ledger", os.path.join(scratch.name, "ledger.db")],
                            capture_output=True, timeout=LIMIT)
    assert status.returncode in (0, 1), status.stderr


def run_night(register, date):
    kigen("run", "--date", date, "--register", register, "--out", out, "--quiet")


def with_appointment(date):
    with open(os.path.join(out, date, "operators", "dues.csv"), encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["uid"]]


def files(date, pattern="residents/*.ics"):
    return sorted(glob.glob(os.path.join(out, date, pattern)))


def by_program(*command):
    def read(paths):
        answer = subprocess.run(command, input="\n".join(paths) + "\n", capture_output=True, check=True, text=True, timeout=LIMIT)
        return [json.loads(line) for line in answer.stdout.splitlines()]
    return read


def raw(path):
    with open(path, "rb") as stream:
        return stream.read()


def by_icalendar(paths):
    def events(calendar):
        for event in calendar.walk("VEVENT"):
            yield {"uid": str(event["UID"]), "sequence": int(event["SEQUENCE"]), "method": str(calendar.get("METHOD", "")),
                   "status": str(event["STATUS"]), "start": event["DTSTART"].dt.timestamp(), "end": event["DTEND"].dt.timestamp(),
                   "summary": str(event["SUMMARY"]), "description": str(event.get("DESCRIPTION", "")), "location": str(event["LOCATION"]),
                   "alarms": [alarm["TRIGGER"].dt.total_seconds() for alarm in event.walk("VALARM")]}
    return [list(events(icalendar.Calendar.from_ical(raw(path)))) for path in paths]


def by_vobject(paths):
    def events(calendar):
        for event in calendar.contents.get("vevent", []):
            yield {"uid": event.uid.value, "sequence": int(event.sequence.value),
                   "method": calendar.method.value if hasattr(calendar, "method") else "", "status": event.status.value,
                   "start": event.dtstart.value.timestamp(), "end": event.dtend.value.timestamp(), "summary": event.summary.value,
                   "description": event.description.value if hasattr(event, "description") else "", "location": event.location.value,
                   "alarms": [alarm.trigger.value.total_seconds() for alarm in event.contents.get("valarm", [])]}
    return [list(events(vobject.readOne(raw(path).decode("utf-8")))) for path in paths]


READERS = {
    "ical.js": by_program("node", READ_JS, "ical.js"),
    "node-ical": by_program("node", READ_JS, "node-ical"),
    "libical": by_program(os.path.join(BUILD, "sample-events")),
    "icalendar": by_icalendar,
    "vobject": by_vobject,
}


class Readers(unittest.TestCase):
    maxDiff = 2000

    def agree(self, paths):
        """What all five read out of these files; a failure names the reader and the file."""
        self.assertTrue(paths)
        expected = by_icalendar(paths)
        order = lambda events: sorted(events, key=lambda event: event["uid"])
        for name, read in READERS.items():
            found = read(paths)
            self.assertEqual(len(found), len(paths), name)
            for path, theirs, ours in zip(paths, found, expected):
                self.assertEqual(order(theirs), order(ours), f"{name}: {os.path.relpath(path, out)}")
        return expected

    def test_every_residents_file_reads_the_same_everywhere(self):
        rows = {row["uid"]: row for row in with_appointment("2026-11-24")}
        seen = set()
        for events in self.agree(files("2026-11-24")):
            self.assertEqual(len(events), 1)
            event, row = events[0], rows[events[0]["uid"]]
            seen.add(event["uid"])
            self.assertEqual(event["method"], "")
            self.assertEqual(event["status"], "CONFIRMED")
            self.assertEqual(event["sequence"], int(row["sequence"]))
            self.assertEqual(event["alarms"], [-24 * 3600, -2 * 3600])
            self.assertIn(row["notice"], event["description"])
            for column in ("starts", "ends"):
                at = datetime.datetime.fromisoformat(row[column]).replace(tzinfo=JST)
                self.assertEqual(event[column[:-1]], at.timestamp())
        self.assertEqual(seen, set(rows))
        self.assertGreater(len(seen), 60)

    def test_every_counters_calendar_reads_the_same_everywhere(self):
        whole = self.agree(files("2026-11-24", "counters/*.ics"))
        latest = by_icalendar(files(max(night for night in os.listdir(out) if night != "counters"), "counters/*.ics"))
        single = self.agree(sorted(glob.glob(os.path.join(out, "counters", "*", "*.ics"))))
        key = lambda event: (event["uid"], event["start"], event["end"], event["summary"])
        self.assertEqual(sorted(key(event) for events in latest for event in events), sorted(key(event) for events in single for event in events))
        for event in (event for events in whole for event in events):
            self.assertEqual((event["method"], event["alarms"]), ("", []))

    def test_every_appointment_lies_inside_the_hours_of_the_oracle(self):
        hours = {}
        for name in ("cityhall", "branch"):
            with open(os.path.join(TESTS, "oracles", name + "-hours.tsv"), encoding="utf-8") as stream:
                hours[name] = {line.split("\t")[0]: line.split("\t")[2] for line in stream if line[0] != "#"}
        rows = with_appointment("2026-11-24")
        self.assertTrue(rows)
        for row in rows:
            day, starts = row["starts"].split("T")
            ends = row["ends"].split("T")[1]
            open_then = hours["cityhall" if row["counter"] == "cityhall" else "branch"][day]
            self.assertTrue(any(part.split("-")[0] <= starts < ends <= part.split("-")[1]
                                for part in open_then.split(",") if "-" in part), f"{row['uid']}: {row['starts']} of {open_then}")

    def test_a_cancellation_reads_as_an_update_of_what_was_published(self):
        first = {event["uid"]: (os.path.basename(path), event) for path, events in zip(files("2026-11-24"), by_icalendar(files("2026-11-24")))
                 for event in events}
        paths = files("2026-11-25")
        cancelled = [(os.path.basename(path), events[0]) for path, events in zip(paths, self.agree(paths)) if events[0]["method"] == "CANCEL"]
        self.assertGreaterEqual(len(cancelled), 3)
        for name, event in cancelled:
            before_name, before = first[event["uid"]]
            self.assertEqual(name, before_name)
            self.assertEqual(event["status"], "CANCELLED")
            self.assertGreater(event["sequence"], before["sequence"])
            self.assertEqual((event["start"], event["end"]), (before["start"], before["end"]))
            self.assertEqual(event["alarms"], [])
            still = [e["uid"] for events in by_icalendar(files("2026-11-25", "counters/*.ics")) for e in events]
            self.assertNotIn(event["uid"], still)

    def test_a_moved_appointment_reads_as_an_update_of_what_was_published(self):
        first = {event["uid"]: event for events in by_icalendar(files("2026-11-24")) for event in events}
        gone = {event["uid"] for events in by_icalendar(files("2026-11-25")) for event in events}
        row = next(row for row in with_appointment("2026-11-24") if row["uid"] not in gone and row["expires"] > "2027-02-15")
        uid = row["uid"]
        kigen("appointment", "move", row["notice"], "--counter", "kozoji", "--at", "2027-01-12T10:30", "--date", "2026-11-25")
        run_night(os.path.join(scratch.name, "register.xml"), "2026-11-26")
        paths = files("2026-11-26")
        moved = [(path, events[0]) for path, events in zip(paths, self.agree(paths)) if events[0]["uid"] == uid]
        self.assertEqual(len(moved), 2)  # of the letter that offered it, and of the one that tells the change
        for path, event in moved:
            self.assertEqual((event["method"], event["status"]), ("", "CONFIRMED"))
            self.assertGreater(event["sequence"], first[uid]["sequence"])
            self.assertEqual(event["start"], datetime.datetime(2027, 1, 12, 10, 30, tzinfo=JST).timestamp())
            self.assertEqual(event["alarms"], [-24 * 3600, -2 * 3600])
            with open(path[:-4] + ".html", encoding="utf-8") as stream:
                page = stream.read()
            self.assertIn('class="own moved"', page)
            self.assertIn("2027-01-12T10:30+09:00", page)
        at_counter = [e for events in by_icalendar(files("2026-11-26", "counters/kozoji.ics")) for e in events]
        self.assertIn(uid, [e["uid"] for e in at_counter])


if __name__ == "__main__":
    unittest.main()
