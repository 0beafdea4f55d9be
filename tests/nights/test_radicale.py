"""A counter's calendar in a CalDAV server: Radicale from Debian, on a free port of this machine, takes the
collection whole and the vdir event by event, and gives back the same events."""

import base64
import glob
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse

import icalendar

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
COUNTER = "cityhall"
FURTHER = 120  # appointments of earlier nights, a quarter of them at this counter
LIMIT = 60  # seconds


def setUpModule():
    global scratch, counters, beside, server, port
    scratch = tempfile.TemporaryDirectory()
    subprocess.run([os.path.join(BUILD, "sample-folder"), scratch.name, "night", "quiet", str(FURTHER)], check=True, timeout=LIMIT)
    counters = os.path.join(scratch.name, "night", "counters")
    beside = os.path.join(scratch.name, "counters", COUNTER)
    server, port = start()


def tearDownModule():
    stop(server)
    scratch.cleanup()


def stop(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def start():
    """Another program may take the port between its choice and its use: then another one is tried."""
    for _ in range(5):
        with socket.socket() as chosen:
            chosen.bind(("127.0.0.1", 0))
            number = chosen.getsockname()[1]
        process = subprocess.Popen(["radicale", "--config", "", "--server-hosts", f"127.0.0.1:{number}", "--auth-type", "none",
                                    "--storage-filesystem-folder", os.path.join(scratch.name, "radicale"), "--web-type", "none"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        for _ in range(LIMIT * 10):
            if process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", number), 1).close()
                return process, number
            except OSError:
                time.sleep(0.1)
        stop(process)
    raise RuntimeError("radicale does not start")


def ask(method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)
    try:
        connection.request(method, path, body, {"Authorization": "Basic " + base64.b64encode(b"counter:any").decode(), **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def raw(path):
    with open(path, "rb") as stream:
        return stream.read()


def events(text):
    calendar = icalendar.Calendar.from_ical(text)
    return sorted((str(event["UID"]), event["DTSTART"].dt.timestamp(), event["DTEND"].dt.timestamp(), str(event["SUMMARY"]),
                   int(event["SEQUENCE"])) for event in calendar.walk("VEVENT"))


class Radicale(unittest.TestCase):
    def setUp(self):
        self.collection = raw(os.path.join(counters, COUNTER + ".ics"))
        self.expected = events(self.collection)
        self.assertGreater(len(self.expected), FURTHER // 5)
        ask("DELETE", "/counter/calendar/")

    def put(self, path, body):
        status, answer = ask("PUT", path, body, **{"Content-Type": "text/calendar; charset=utf-8"})
        self.assertEqual(status, 201, answer)

    def read_back(self):
        status, text = ask("GET", "/counter/calendar/")
        self.assertEqual(status, 200)
        self.assertEqual(events(text), self.expected)

    def test_it_takes_the_collection_whole(self):
        self.put("/counter/calendar/", self.collection)
        self.read_back()

    def test_it_takes_the_vdir_event_by_event_under_the_names_of_the_files(self):
        status, answer = ask("MKCALENDAR", "/counter/calendar/")
        self.assertEqual(status, 201, answer)
        for path in sorted(glob.glob(os.path.join(beside, "*.ics"))):
            name = urllib.parse.quote(os.path.basename(path))
            self.put("/counter/calendar/" + name, raw(path))
            status, text = ask("GET", "/counter/calendar/" + name)
            self.assertEqual(status, 200)
            self.assertEqual(events(text), events(raw(path)))
        self.read_back()

    def test_it_takes_the_vdirs_files_as_they_are(self):
        """But for displayname, which other programs read: its storage takes every file for an event."""
        place = os.path.join(scratch.name, "radicale", "collection-root", "counter", "calendar")
        shutil.copytree(beside, place, ignore=shutil.ignore_patterns("displayname"))
        with open(os.path.join(place, ".Radicale.props"), "w", encoding="utf-8") as stream:
            stream.write('{"tag": "VCALENDAR"}')
        self.read_back()

    def test_a_calendar_without_events_is_one_too(self):
        self.put("/counter/calendar/", raw(os.path.join(counters, "ajiyoshi.ics")))
        status, text = ask("GET", "/counter/calendar/")
        self.assertEqual(status, 200)
        self.assertEqual(events(text), [])

    def test_the_title_is_the_counters_name(self):
        self.put("/counter/calendar/", self.collection)
        status, answer = ask("PROPFIND", "/counter/calendar/", Depth="0")
        self.assertEqual(status, 207)
        self.assertIn("市役所 戸籍住民課", answer.decode())

    def test_what_is_not_a_calendar_is_refused_so_that_the_tests_above_can_fail(self):
        status, _ = ask("PUT", "/counter/calendar/", self.collection.replace(b"END:VEVENT", b"END:VTODO", 1), **{"Content-Type": "text/calendar"})
        self.assertEqual(status, 400)


if __name__ == "__main__":
    unittest.main()
