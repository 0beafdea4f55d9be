#!/usr/bin/env python3
"""A forecast held against the nights themselves: a made-up city whose people come on the day that their letter
names, renew what it was about and do nothing else, lives night after night; what was printed and who came is
counted by month, and so is what `kigen forecast` told before the first night and again on a later one.

Not in the city are the cases that have a name: most of them are about letters that no sheet holds or that go to
one address, which a forecast does not ask.

usage: forecast_truth.py [--residents N] [--months N] [--seed S] [--from DATE]
"""

import argparse
import collections
import csv
import datetime
import io
import json
import os
import re
import shutil
import subprocess
import tempfile

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
KIGEN = os.path.join(BUILD, "kigen")
OFFICE = os.path.abspath("cron/kasugai.xml")
LETTERS_OFF, VISITS_OFF = 0.01, 0.05  # of a month
UNTOLD_DAYS = 14  # who has no appointment comes so many days after the letter
YEARS = 5  # that a renewal gives
REMINDER_AFTER, ARRIVAL = 21, 7  # days, of the example office; its reminder comes a month before the expiry


def day_of(text):
    return datetime.date.fromisoformat(text)


def later(expires):
    year, rest = int(expires[:4]) + YEARS, expires[4:]
    return f"{year}{'-02-28' if rest == '-02-29' else rest}"


def month_before(day):
    last = day.replace(day=1) - datetime.timedelta(1)
    return last.replace(day=min(day.day, last.day))


class Truth:
    def __init__(self, residents, months, seed, start, folder, every=1, most=0, level=0):
        self.folder, self.months, self.start, self.every = folder, months, day_of(start), every
        self.most, self.level = most, level  # of a mailing: letters, and over how many days they are spread
        self.ledger, self.out = os.path.join(folder, "ledger.db"), os.path.join(folder, "out")
        register, cases = os.path.join(folder, "made.xml"), os.path.join(folder, "cases.tsv")
        subprocess.run([os.path.join(BUILD, "make-register"), "--residents", str(residents), "--seed", str(seed), "--as-of",
                        start, "--out", register, "--cases", cases], check=True)
        with open(cases, encoding="utf-8") as file:
            named = {field for line in file for field in line.split("\t") if re.fullmatch(r"\d{8,}", field)}
        with open(register, encoding="utf-8") as file:
            text = file.read()
        blocks = re.findall(r"<resident .*?</resident>\n", text, re.S)
        self.people = {re.search(r'id="(.*?)"', block)[1]: block for block in blocks}
        self.people = {id: block for id, block in self.people.items() if id not in named}
        self.visits = {}  # by uid: its day and whose it is
        self.expected = collections.defaultdict(list)  # by day: resident and expiry that are renewed on it
        self.letters, self.came = collections.Counter(), collections.Counter()  # by month
        self.calls = collections.Counter()
        self.told, self.reminded = {}, set()  # by resident and expiry: the night and the day of the visit; who else was told twice
        self.office = self.make_office()

    def make_office(self):
        """The example office, of a register of any size."""
        home = os.path.join(self.folder, "office")
        os.makedirs(home)
        with open(OFFICE, encoding="utf-8") as file:
            text = file.read()
        text = text.replace('"../templates"', f'"{os.path.abspath("templates")}"')
        text = re.sub(r'residents="\d+-\d+"', f'residents="1-{10 ** 6}"', text)
        text = text.replace('most="0"', f'most="{self.most}"').replace('level-days="0"', f'level-days="{self.level}"')
        if self.every == 7:
            text = text.replace('<mailing rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" holidays="false"',
                                '<mailing rrule="FREQ=WEEKLY;BYDAY=TU" holidays="true"')
        for name in ("holidays.csv", "towns.csv"):
            shutil.copy(os.path.join(os.path.dirname(OFFICE), name), home)
        path = os.path.join(home, "office.xml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def kigen(self, command, day, *more, expect=(0, 1)):
        result = subprocess.run([KIGEN, command, "--office", self.office, "--ledger", self.ledger, "--date", str(day),
                                 "--register", self.register(day), *more], capture_output=True, timeout=600)
        if result.returncode not in expect:
            raise AssertionError((result.stdout + result.stderr).decode())
        return result.stdout.decode()

    def register(self, day):
        path = os.path.join(self.folder, "register.xml")
        with open(path, "w", encoding="utf-8") as file:
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n<register xmlns="urn:kigen:register:1" municipality="232068" '
                       f'as-of="{day - datetime.timedelta(1)}" residents="{len(self.people)}">\n')
            file.writelines(self.people.values())
            file.write("</register>\n")
        return path

    def forecast(self, day):
        return json.loads(self.kigen("forecast", day, "--months", str(self.months), "--json"))

    def table(self, day, name):
        with open(os.path.join(self.out, str(day), name), encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(io.StringIO(file.read())))

    def night(self, day):
        """Who came by the day before has renewed; then the night, and what it made."""
        for due in [due for due in self.expected if due < day]:
            for resident, expires in self.expected.pop(due):
                self.people[resident] = self.people[resident].replace(f'expires="{expires}"', f'expires="{later(expires)}"')
        self.kigen("run", day, "--out", self.out, "--quiet", "--accept", "dues-renewed", "--why", "everybody comes")
        for row in self.table(day, "operators/dues.csv"):
            if row["outcome"] not in ("letter", "covered") or not row["notice"]:
                continue
            comes = day_of(row["starts"][:10]) if row["uid"] else day + datetime.timedelta(UNTOLD_DAYS)
            self.expected[comes].append((row["resident"], row["expires"]))
            if row["uid"]:
                self.visits[row["uid"]] = comes
            if row["wave"] == "reminder":
                self.reminded.add((row["resident"], row["expires"]))
            elif row["uid"]:
                self.told[row["resident"], row["expires"]] = (day, comes)
        if os.path.exists(os.path.join(self.out, str(day), "mailroom/manifest.csv")):
            waves = collections.Counter({row["notice"]: row["wave"] for row in self.table(day, "mailroom/manifest.csv")}.values())
            self.letters[str(day)[:7]] += waves["first"] + waves["late"]
            self.letters["reminders"] += waves["reminder"]
        self.calls[str(day)[:7]] += len({row["resident"] for row in self.table(day, "operators/call.csv")})
        shutil.rmtree(os.path.join(self.out, str(day)))

    def live(self, again=None):
        """All nights; the forecasts of before the first and, if that is a night, of before `again`."""
        told = [self.forecast(self.start)]
        self.lived = told[0]["until"]
        end = day_of(self.lived)
        day = self.start
        while day <= end:
            if again is not None and day == again:
                told.append(self.forecast(day))
            self.night(day)
            day += datetime.timedelta(self.every)
        for comes in self.visits.values():
            self.came[str(comes)[:7]] += 1
        return told

    def to_remind(self):
        """Who is reminded though everybody comes: whose appointment still lies ahead when it is time for that (one of an
        extension of the stay is given as late as can be), far enough for the letter to arrive before. Of letters that
        are posted on the night that decides them."""
        nights = range(0, (day_of(self.lived) - self.start).days + 1, self.every)
        return {key for key, (posted, comes) in self.told.items() for night in (self.start + datetime.timedelta(days) for days in nights)
                if month_before(day_of(key[1])) <= night <= comes - datetime.timedelta(ARRIVAL)
                and night >= posted + datetime.timedelta(REMINDER_AFTER)}

    def compare(self, told):
        """A row for each whole month that was lived through to its end: its name, then for letters, visits and
        calls what was told and what was."""
        for month in told["months"]:
            if month["from"][8:] != "01" or month["until"] > self.lived:
                continue
            name = month["from"][:7]
            yield name, (month["first"] + month["late"], self.letters[name]), (
                sum(month["visits"].values()) + month["booked"], self.came[name]), (month["calls"], self.calls[name])


def off(pair):
    return abs(pair[0] - pair[1]) / max(pair[1], 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("residents", 20000), ("months", 6), ("seed", 1)):
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--from", dest="start", default="2026-12-01")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="kigen-forecast-")
    try:
        truth = Truth(options.residents, options.months, options.seed, options.start, folder)
        again = (truth.start + datetime.timedelta(2 * 31)).replace(day=1)
        wrong = 0
        for told in truth.live(again):
            print(f"told on {told['from']}\nmonth     letters told  were     %   visits told  were     %   calls told  were")
            for month, letters, visits, calls in truth.compare(told):
                print(f"{month} {letters[0]:14} {letters[1]:5} {100 * off(letters):5.1f} {visits[0]:13} {visits[1]:5} "
                      f"{100 * off(visits):5.1f} {calls[0]:12} {calls[1]:5}")
                wrong += (off(letters) > LETTERS_OFF or off(visits) > VISITS_OFF)
        print(f"reminders: {truth.letters['reminders']}")
        return wrong > 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
