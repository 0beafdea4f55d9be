"""The calendar files of a sample night: strict bytes first (no calendar parser is a validator), then
two parsers that have to read the same out of them."""

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

BUILD = os.environ.get("BUILD", "build")
PROGRAM = os.path.abspath(os.path.join(BUILD, "sample-folder"))
FURTHER = 400  # appointments of earlier nights
JST = datetime.timezone(datetime.timedelta(hours=9))

NAME = re.compile(r"[A-Za-z0-9-]+")
UTC = re.compile(r"\d{8}T\d{6}Z")
LOCAL = re.compile(r"\d{8}T\d{6}")


def setUpModule():
    global folder, scratch
    scratch = tempfile.TemporaryDirectory()
    subprocess.run([PROGRAM, scratch.name, "night", "mailing", str(FURTHER)], check=True)
    folder = os.path.join(scratch.name, "night")


def tearDownModule():
    scratch.cleanup()


def read(path):
    with open(path, "rb") as stream:
        return stream.read()


def found(pattern):
    return sorted(glob.glob(os.path.join(folder, pattern)))


def resident_files():
    return found("residents/*.ics")


def collections():
    return found("counters/*.ics")


def entries():
    return sorted(glob.glob(os.path.join(scratch.name, "counters", "*", "*.ics")))


def unfold(raw):
    return re.sub(rb"\r\n[ \t]", b"", raw).decode("utf-8").split("\r\n")[:-1]


def components(lines):
    """(name, properties, parent names) of each component; properties as (name, parameters, value)."""
    stack, closed = [], []
    for line in lines:
        name, parameters, value = re.fullmatch(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', line).groups()
        if name == "BEGIN":
            stack.append((value, [], [s[0] for s in stack]))
        elif name == "END":
            assert stack[-1][0] == value, f"END:{value} closes {stack[-1][0]}"
            closed.append(stack.pop())
        else:
            assert stack, f"{name} outside of any component"
            stack[-1][1].append((name, dict(p.split("=", 1) for p in re.findall(r';([A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))', parameters)), value))
    assert not stack, "a component is left open"
    return closed


def first(properties, name):
    return next(value for n, _, value in properties if n == name)


class Bytes(unittest.TestCase):
    """RFC 5545, sections 3.1 to 3.4, byte by byte."""

    def files(self):
        files = resident_files() + collections() + entries()
        self.assertGreater(len(files), 100)
        for path in files:
            with self.subTest(os.path.relpath(path, folder)):
                yield read(path)

    def test_lines_end_with_crlf_and_nothing_else_ends_one(self):
        for raw in self.files():
            self.assertTrue(raw.endswith(b"\r\n"))
            self.assertIsNone(re.search(rb"[^\r]\n|\r[^\n]", raw))

    def test_no_line_is_longer_than_75_octets(self):
        for raw in self.files():
            self.assertLessEqual(max(map(len, raw.split(b"\r\n"))), 75)

    def test_no_fold_is_inside_a_character(self):
        for raw in self.files():
            for line in raw.split(b"\r\n"):
                line.decode("utf-8")

    def test_no_fold_is_beside_a_blank(self):
        for raw in self.files():
            self.assertIsNone(re.search(rb"[ \t]\r\n[ \t]|\r\n[ \t][ \t]", raw))

    def test_some_line_is_folded_so_that_the_tests_above_can_fail(self):
        self.assertTrue(any(b"\r\n " in read(path) for path in resident_files()))

    def test_no_control_character_and_no_empty_line(self):
        for raw in self.files():
            self.assertIsNone(re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", raw))
            self.assertNotIn(b"\r\n\r\n", raw)

    def test_text_is_escaped(self):
        for raw in self.files():
            for _, properties, _ in components(unfold(raw)):
                for name, _, value in properties:
                    if name in ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME"):
                        self.assertIsNone(re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value)
                        self.assertIsNone(re.search(r"\\[^\\;,nN]", value), value)


class Rules(unittest.TestCase):
    """What RFC 5545 and 5546 ask of each component."""

    def each(self, files):
        self.assertTrue(files)
        for path in files:
            with self.subTest(os.path.relpath(path, folder)):
                yield components(unfold(read(path)))

    def test_a_calendar_is_one_vcalendar_of_version_2(self):
        for parts in self.each(resident_files() + collections() + entries()):
            self.assertEqual([name for name, _, parents in parts if not parents], ["VCALENDAR"])
            properties = parts[-1][1]
            self.assertEqual(first(properties, "VERSION"), "2.0")
            self.assertTrue(first(properties, "PRODID"))

    def test_every_event_has_what_it_must_have_once(self):
        once = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS", "CLASS", "TRANSP", "LAST-MODIFIED", "LOCATION")
        for parts in self.each(resident_files() + [p for p in collections() if b"VEVENT" in read(p)] + entries()):
            events = [properties for name, properties, _ in parts if name == "VEVENT"]
            self.assertTrue(events)
            for properties in events:
                names = [name for name, _, _ in properties]
                for name in once:
                    self.assertEqual(names.count(name), 1, name)
                self.assertTrue(UTC.fullmatch(first(properties, "DTSTAMP")))
                self.assertTrue(UTC.fullmatch(first(properties, "LAST-MODIFIED")))
                # A second later for each number of SEQUENCE: some calendars keep what is not newer.
                made = f"20261123T1500{int(first(properties, 'SEQUENCE')):02}Z"
                self.assertEqual((first(properties, "DTSTAMP"), first(properties, "LAST-MODIFIED")), (made, made))

    def test_every_tzid_is_defined_in_the_same_file(self):
        for parts in self.each(resident_files() + collections() + entries()):
            zones = [first(properties, "TZID") for name, properties, _ in parts if name == "VTIMEZONE"]
            self.assertEqual(zones, ["Asia/Tokyo"])
            for name, properties, _ in parts:
                if name == "VEVENT":
                    for n, parameters, value in properties:
                        if n in ("DTSTART", "DTEND"):
                            self.assertEqual(parameters, {"TZID": "Asia/Tokyo"})
                            self.assertTrue(LOCAL.fullmatch(value))

    def test_the_zone_is_one_block_of_japan_time(self):
        for parts in self.each(resident_files()):
            blocks = [properties for name, properties, parents in parts if parents[-1:] == ["VTIMEZONE"]]
            self.assertEqual(len(blocks), 1)
            self.assertEqual(first(blocks[0], "TZOFFSETFROM"), "+0900")
            self.assertEqual(first(blocks[0], "TZOFFSETTO"), "+0900")

    def test_a_residents_file_holds_one_event_and_only_a_cancellation_is_a_message(self):
        methods = set()
        for parts in self.each(resident_files()):
            events = [properties for name, properties, _ in parts if name == "VEVENT"]
            self.assertEqual(len(events), 1)
            (method,) = [value for name, _, value in parts[-1][1] if name == "METHOD"] or [""]
            methods.add(method)
            organizers = [value for name, _, value in events[0] if name == "ORGANIZER"]
            self.assertEqual(organizers, {"": [], "CANCEL": ["tel:+81-568-85-6138"]}[method])
            self.assertEqual(first(events[0], "STATUS"), {"": "CONFIRMED", "CANCEL": "CANCELLED"}[method])
            self.assertEqual(sum(name == "VALARM" for name, _, _ in parts), {"": 2, "CANCEL": 0}[method])
        self.assertEqual(methods, {"", "CANCEL"})

    def test_a_title_says_what_was_moved_or_cancelled(self):
        said = set()
        for parts in self.each(resident_files()):
            (event,) = [properties for name, properties, _ in parts if name == "VEVENT"]
            moved = first(event, "SEQUENCE") != "0"
            begins = re.match(r"(取消|変更|Cancelled|Moved|已变更|已取消|변경됨|취소됨|Remarcado|Cancelado|Đã đổi|Đã hủy)[:：] ?",
                              first(event, "SUMMARY"))
            self.assertEqual(bool(begins), moved, first(event, "SUMMARY"))
            said.add(moved)
        self.assertEqual(said, {True, False})

    def test_an_alarm_says_where_and_what_to_bring(self):
        for parts in self.each(resident_files()):
            events = {name: properties for name, properties, _ in parts}
            for name, properties, _ in parts:
                if name == "VALARM":
                    text = first(properties, "DESCRIPTION")
                    self.assertTrue(text.startswith(first(events["VEVENT"], "SUMMARY")))
                    self.assertIn(first(events["VEVENT"], "LOCATION"), text)
                    self.assertEqual(text.count("\\n"), 2, text)

    def test_a_counters_calendar_has_no_method_organizer_or_alarm(self):
        for parts in self.each(collections() + entries()):
            self.assertFalse(any(name == "VALARM" for name, _, _ in parts))
            for _, properties, _ in parts:
                self.assertFalse({"METHOD", "ORGANIZER"} & {name for name, _, _ in properties})

    def test_a_calendar_without_events_still_has_a_component(self):
        parts = components(unfold(read(os.path.join(folder, "counters/ajiyoshi.ics"))))
        self.assertEqual([name for name, _, _ in parts], ["STANDARD", "VTIMEZONE", "VCALENDAR"])

    def test_a_collection_and_its_vdir_hold_the_same_events(self):
        for path in collections():
            events = lambda p: sorted(str(sorted(properties)) for name, properties, _ in components(unfold(read(p))) if name == "VEVENT")
            beside = os.path.join(scratch.name, "counters", os.path.basename(path)[:-4])
            single = [events(p) for p in sorted(glob.glob(os.path.join(glob.escape(beside), "*.ics")))]
            self.assertTrue(all(len(one) == 1 for one in single))
            self.assertEqual(events(path), sorted(one[0] for one in single))

    def test_all_appointments_are_there_and_no_uid_twice(self):
        uids = [first(properties, "UID") for path in collections() for name, properties, _ in components(unfold(read(path))) if name == "VEVENT"]
        self.assertEqual(len(uids), len(set(uids)))
        self.assertEqual(len(uids), FURTHER + 7)


def by_icalendar(raw):
    calendar = icalendar.Calendar.from_ical(raw)
    read = []
    for event in calendar.walk("VEVENT"):
        alarms = sorted(alarm["TRIGGER"].dt for alarm in event.walk("VALARM"))
        read.append((str(event["UID"]), event["DTSTART"].dt.astimezone(JST), event["DTEND"].dt.astimezone(JST), str(event["SUMMARY"]),
                     str(event.get("DESCRIPTION", "")), str(event["LOCATION"]), int(event["SEQUENCE"]), alarms))
    return sorted(read)


def by_vobject(raw):
    read = []
    for calendar in vobject.readComponents(raw.decode("utf-8")):
        for event in calendar.contents.get("vevent", []):
            alarms = sorted(alarm.trigger.value for alarm in event.contents.get("valarm", []))
            description = event.description.value if hasattr(event, "description") else ""
            read.append((event.uid.value, event.dtstart.value.astimezone(JST), event.dtend.value.astimezone(JST), event.summary.value,
                         description, event.location.value, int(event.sequence.value), alarms))
    return sorted(read)


class Parsers(unittest.TestCase):
    def test_two_parsers_read_the_same(self):
        files = resident_files() + collections() + entries()
        for path in files:
            raw = read(path)
            with self.subTest(os.path.relpath(path, folder)):
                self.assertEqual(by_icalendar(raw), by_vobject(raw))

    def test_they_read_what_was_decided(self):
        read_back = {event[0]: event for path in resident_files() for event in by_icalendar(read(path))}
        with open(os.path.join(folder, "operators/dues.csv"), encoding="utf-8-sig", newline="") as stream:
            import csv
            rows = [row for row in csv.DictReader(stream) if row["uid"]]
        self.assertGreaterEqual(len(rows), 7)
        for row in rows:
            event = read_back[row["uid"]]
            for column, value in (("starts", event[1]), ("ends", event[2])):
                self.assertEqual(value, datetime.datetime.fromisoformat(row[column]).replace(tzinfo=JST))
            self.assertEqual(event[6], int(row["sequence"]))
            self.assertIn(row["notice"], event[4])
            self.assertEqual(event[7], [datetime.timedelta(days=-1), datetime.timedelta(hours=-2)])

    def test_each_speaks_its_language(self):
        languages = set()
        for path in resident_files():
            calendar = icalendar.Calendar.from_ical(read(path))
            for event in calendar.walk("VEVENT"):
                languages.add(event["SUMMARY"].params["LANGUAGE"])
                self.assertEqual(event["DESCRIPTION"].params["LANGUAGE"], event["SUMMARY"].params["LANGUAGE"])
        self.assertEqual(languages, {"ja", "en", "pt", "vi", "zh-Hans", "ko", "fil"})


class Folder(unittest.TestCase):
    """What holds of the whole folder, seen from outside."""

    def test_coreutils_agrees_with_the_sums_and_no_file_is_missing(self):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
        named = {line.split("  ", 1)[1] for line in read(os.path.join(folder, "SHA256SUMS")).decode().splitlines()}
        there = {os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names}
        self.assertEqual(named, there - {"SHA256SUMS"})

    def test_the_summary_agrees_with_the_rows(self):
        summary = json.loads(read(os.path.join(folder, "operators/summary.json")))
        rows = read(os.path.join(folder, "operators/dues.csv")).count(b"\r\n") - 1
        self.assertEqual(rows, sum(summary[key] for key in ("letter", "covered", "hand", "none")))
        self.assertEqual(summary["read"], summary["decided"] + summary["aside"])
        sheets = read(os.path.join(folder, "mailroom/manifest.csv")).count(b"\r\n") - 1
        self.assertEqual(sheets, summary["sheets"])

    def test_lists_for_excel_begin_with_a_mark_and_end_lines_with_crlf(self):
        lists = found("*/*.csv")
        self.assertEqual(len(lists), 13)
        for path in lists:
            raw = read(path)
            self.assertTrue(raw.startswith(b"\xef\xbb\xbf"))
            self.assertNotIn(b"\n", raw.replace(b"\r\n", b""))

    def test_nobody_but_owner_and_group_can_read(self):
        for at, _, names in os.walk(folder):
            self.assertEqual(os.stat(at).st_mode & 0o027, 0, at)
            for name in names:
                self.assertEqual(os.stat(os.path.join(at, name)).st_mode & 0o137, 0, name)

    def test_no_name_or_address_outside_the_mail_room(self):
        for at, _, names in os.walk(folder):
            for name in names:
                raw = read(os.path.join(at, name))
                self.assertNotIn("葛".encode(), raw, name)
                if "mailroom" not in at:
                    self.assertNotIn("髙子".encode(), raw, name)


if __name__ == "__main__":
    unittest.main()
