"""Calendar programs and code readers that people have: khal and calcurse read the calendar files, ZXing and
zbar the letters' codes, and all of them what the files say."""

import datetime
import glob
import os
import re
import subprocess
import tempfile
import unittest

import icalendar

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
JST = datetime.timezone(datetime.timedelta(hours=9))
TOKYO = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
AT = "%Y-%m-%d %H:%M"

KHAL = """[calendars]
[[counter]]
path = {path}
readonly = True
[locale]
local_timezone = Asia/Tokyo
default_timezone = Asia/Tokyo
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {database}
"""


def setUpModule():
    global scratch, folder
    scratch = tempfile.TemporaryDirectory()
    subprocess.run([os.path.join(BUILD, "sample-folder"), scratch.name, "night", "mailing", "60"], check=True)
    folder = os.path.join(scratch.name, "night")


def tearDownModule():
    scratch.cleanup()


def events(paths):
    """(start, end, title, place) of each event, in Japan's time."""
    found = []
    for path in paths:
        with open(path, "rb") as stream:
            for event in icalendar.Calendar.from_ical(stream.read()).walk("VEVENT"):
                start, end = (event[name].dt.astimezone(JST).strftime(AT) for name in ("DTSTART", "DTEND"))
                found.append((start, end, str(event["SUMMARY"]), str(event["LOCATION"])))
    return sorted(found)


class Calendars(unittest.TestCase):
    def test_khal_reads_each_counters_vdir(self):
        seen = 0
        for name in ("cityhall", "kozoji", "sakashita", "ajiyoshi"):
            path = os.path.join(scratch.name, "counters", name)
            configuration = os.path.join(scratch.name, name + ".conf")
            with open(configuration, "w", encoding="utf-8") as stream:
                stream.write(KHAL.format(path=path, database=os.path.join(scratch.name, name + ".db")))
            said = subprocess.run(["khal", "-c", configuration, "list", "--day-format", "", "--format",
                                   "{start-long-full}|{end-long-full}|{title}|{location}", "2026-11-24", "200d"],
                                  check=True, capture_output=True, text=True, env=TOKYO).stdout
            expected = events(glob.glob(os.path.join(path, "*.ics")))
            self.assertEqual(sorted(tuple(line.split("|")) for line in said.splitlines() if "|" in line), expected)
            seen += len(expected)
        self.assertGreater(seen, 40)

    def test_a_vdir_says_what_it_is_called(self):
        for path in glob.glob(os.path.join(folder, "counters", "*.ics")):
            with self.subTest(os.path.basename(path)), open(path, "rb") as stream, \
                    open(os.path.join(scratch.name, "counters", os.path.basename(path)[:-4], "displayname"), encoding="utf-8") as name:
                self.assertEqual(name.read(), str(icalendar.Calendar.from_ical(stream.read())["X-WR-CALNAME"]))

    def test_calcurse_imports_each_residents_file(self):
        home = os.path.join(scratch.name, "calcurse")
        os.mkdir(home)
        paths = glob.glob(os.path.join(folder, "residents", "*.ics"))
        for path in paths:
            subprocess.run(["calcurse", "-q", "-D", home, "-i", path], check=True, capture_output=True, env=TOKYO)
        with open(os.path.join(home, "apts"), encoding="utf-8") as stream:
            lines = re.findall(r"(\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d) -> (\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d)(?:>\w+)? ?[|!](.*)", stream.read())
        read = sorted((f"{y}-{m}-{d} {at}", f"{y2}-{m2}-{d2} {until}", title) for m, d, y, at, m2, d2, y2, until, title in lines)
        self.assertEqual(read, [event[:3] for event in events(paths)])
        self.assertGreaterEqual(len(read), 8)


class Codes(unittest.TestCase):
    """The code of a letter, as printed, read by two readers of whom one (zbar) takes UTF-8 that does not say so
    for another encoding."""

    def test_two_readers_read_the_same_words_in_every_language(self):
        letters = os.path.join(scratch.name, "letters.pdf")
        subprocess.run([os.path.join(BUILD, "sample-letters"), "templates", letters], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["pdftoppm", "-png", "-r", "200", letters, os.path.join(scratch.name, "sheet")], check=True)
        titles = set()
        for sheet in sorted(glob.glob(os.path.join(scratch.name, "sheet-*.png"))):
            with self.subTest(os.path.basename(sheet)):
                zbar = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", sheet],
                                      capture_output=True, check=False).stdout.decode()
                zxing = subprocess.run(["ZXingReader", "-format", "QRCode", "-bytes", sheet], capture_output=True, check=False).stdout.decode()
                found = re.search(r"BEGIN:VCALENDAR.*?END:VCALENDAR", zbar.replace("\r", ""), re.S)
                if found:
                    self.assertIn(found.group(), zxing.replace("\r", ""))
                    titles |= set(re.findall("SUMMARY:(.*)", found.group()))
        self.assertGreaterEqual(titles, {"Atendimento na prefeitura", "Lịch hẹn tại tòa thị chính",
                                         "到市政府窗口办理手续的期限", "市役所窓口の予約"})


if __name__ == "__main__":
    unittest.main()
