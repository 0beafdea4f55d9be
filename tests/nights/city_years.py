#!/usr/bin/env python3
"""A made-up city that lives two years from an empty ledger: the cards of 2016 and 2020 to 2023 come back in waves, people
are born, die, move in, out and about, some nights have no export, and whoever gets a letter does what was planted: comes to
the visit, within some days of it, at another time, after the reminder, or never; the less the farther ahead the visit lies,
and of those who read Japanese a few points more with the second wording of a trial.

What must hold whatever they do ends it with 1 and a sentence:
- no letter leaves later than its last day, and none that waits is forgotten;
- no mailing has more than its letters, unless mailing-most said so before;
- nobody of whom the rules (expected.py) ask for a letter is without one, without a turn in the queue and without a case by
  hand, and nobody has two about one expiry.
All else is measured against what was planted, and printed: letters a mailing, how far ahead visits lie, the forecast by
month, who came and what was found of it, shares and the trial's difference, what a night costs.

Stopped with Ctrl-C it prints what it has until then.

usage: city_years.py [--residents N] [--months N] [--seed S] [--from DATE] [--every DAYS] [--weekdays] [--most N]
                     [--level DAYS] [--planted POINTS] [--report FILE] [--keep DIR]
"""

import argparse
import collections
import contextlib
import csv
import io
import json
import math
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from expected import CERTIFICATES, add_days, add_months, decide, expiries, window
from lives import City, read_person

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
KIGEN = os.path.join(BUILD, "kigen")
OFFICE = "cron/kasugai.xml"
CITY = 310_000  # people whose office the example is: another city has its part of the letters a mailing and of the desks
MOST, LEVEL = 600, 28
SECOND = "お待ちしています"
LATEST = 31  # days before the expiry
# Of a hundred who got a letter: come to the visit if it lies within a week, and so many fewer with each day more.
COME, FEWER_A_DAY = 0.72, 0.006
SOON, BEFORE, OTHERWISE = 0.06, 0.04, 0.10  # within some days after it, before it, at another time
UNTOLD, REMINDED = 0.54, 0.35  # come without an appointment; come after a reminder, of those who have not
PLANTED = 0.05  # that the second wording brings to the visit
OWN = 0.05  # renew before any letter
DAYS = 14  # the office's attendance-days
YEARLY = {"die": 0.011, "leave": 0.040, "move": 0.050, "arrive": 0.047}
KINDS = ("on the day", "some days after", "before", "at another time", "applied", "never", "gone")
RIGHT = {"on the day": "came", "some days after": "came", "before": "otherwise", "at another time": "otherwise",
         "applied": "came", "never": "unresolved", "gone": "gone"}
OUTCOMES = ("came", "otherwise", "not-yet", "unresolved", "gone", "other")


class Breach(Exception):
    """What must never be."""


class Letter:
    """A first, late or reminding letter, what was planted of it, and what came of that."""
    __slots__ = ("number", "resident", "wave", "matters", "expires", "last", "night", "visit", "uid", "posted", "language",
                 "second", "chance", "comes", "came", "renewed", "gone", "fresh")

    def __init__(self, number, resident, wave):
        self.number, self.resident, self.wave = number, resident, wave
        self.matters, self.expires, self.last = set(), "9", ""
        self.night = self.visit = self.uid = self.posted = self.second = self.chance = None
        self.comes = self.came = self.renewed = self.gone = None
        self.language, self.fresh = "", True

    def certificates_only(self):
        return self.matters <= set(CERTIFICATES)


# ---- the people ----

class Town(City):
    """The city of lives.py, of which only those are taken apart to whom something happens."""

    def __init__(self, register, named, seed, start):
        self.chance = random.Random(f"years {seed}")
        self.later, self.born, self.founded = {}, 0, 0
        self.told = collections.Counter()
        with open(register, "rb") as file:
            blocks = re.findall(rb"<resident .*?</resident>\n", file.read(), re.S)
        self.ids = [re.search(rb'id="(.*?)"', block)[1].decode() for block in blocks]
        kept = [at for at, resident in enumerate(self.ids) if resident not in named]
        self.blocks, self.ids = [blocks[at] for at in kept], [self.ids[at] for at in kept]
        self.at = {resident: at for at, resident in enumerate(self.ids)}
        self.size, self.start = len(self.blocks), start
        self.letters = collections.defaultdict(list)  # of a resident
        self.plan_own()

    def note(self, resident, day, what):
        self.told[what.split(" to ")[0]] += 1

    def plan_own(self):
        """Who renews before any letter; and who has applied already and fetches the card."""
        for resident, block in zip(self.ids, self.blocks):
            if b"<renewal" in block:
                self.plan(self.soon(self.start, 1, 42), self.fetch, resident)
                continue
            dates = re.findall(rb'expires="(.*?)"', block)
            if dates and self.chance.random() < OWN:
                opens = window(min(dates).decode())[0]
                if opens > self.start:
                    self.plan(self.soon(opens, 1, 60), self.come_unasked, resident)

    def person(self, resident):
        block = self.blocks[self.at[resident]]
        if not block:
            return None
        tree = xml.etree.ElementTree.fromstring(b'<r xmlns="urn:kigen:register:1">' + block + b"</r>")
        return read_person(tree[0])

    def write_back(self, person):
        person.changed()
        self.blocks[self.at[person.id]] = person.xml().encode()

    def export(self, path, as_of):
        with open(path, "wb") as file:
            file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<register xmlns="urn:kigen:register:1" municipality="232068" '
                       f'as-of="{as_of}" residents="{self.size}">\n'.encode())
            for at in range(0, len(self.blocks), 20000):
                file.write(b"".join(self.blocks[at:at + 20000]))
            file.write(b"</register>\n")

    # ---- days ----

    def live(self, day):
        for act, rest in self.later.pop(day, ()):
            act(day, *rest)
        for name, yearly in YEARLY.items():
            for _ in range(self.count(self.size * yearly / 365)):
                self.happen(name, day, self.chance.choice(self.ids))

    def happen(self, name, day, resident):
        """To this resident, or to another one to whom it can."""
        person = self.person(resident)
        if person is None or person.state != "resident":
            return self.happen(name, day, self.chance.choice(self.ids))
        if name == "die":
            age = int(day[:4]) - int(person.born[:4])
            if self.chance.random() < (0.02 if age < 65 else 0.3 if age < 85 else 1):
                self.end(day, person, "deceased")
            else:
                self.happen(name, day, self.chance.choice(self.ids))  # so many die, most of them old
        elif name == "leave":
            self.end(day, person, "moved-out")
        elif name == "move":
            other = self.person(self.chance.choice(self.ids))
            if other is not None and other.postal and other.address:
                person.postal, person.address, person.building = other.postal, other.address, other.building
                if person.signature and person.signature["state"] == "valid" and self.chance.random() < 0.2:
                    person.signature = {**person.signature, "state": "revoked"}
                    self.plan(self.soon(day, 1, 10), self.sign, resident)
                self.told["moves"] += 1
                self.write_back(person)
        else:
            self.arrive_as(day, person)

    def end(self, day, person, state):
        """Who died or left stays in the export for some weeks."""
        person.state = state
        self.told[state] += 1
        for letter in self.letters.get(person.id, ()):
            letter.gone = letter.gone or day
        self.write_back(person)
        self.plan(self.soon(day, 20, 60), self.forget, person.id)

    def forget(self, day, resident):
        at = self.at[resident]
        self.size -= bool(self.blocks[at])
        self.blocks[at] = b""

    def arrive_as(self, day, person):
        """Somebody with another's papers moves in; one of six is born and has none."""
        self.born += 1
        person.id = person.household = f"08{self.born:08}"
        person.leaving = person.renewal = None
        if self.chance.random() < 1 / 6:
            person.born, person.card, person.signature, person.authentication, person.stay = day, None, None, None, None
            person.language, person.ward, person.send_to = None, False, None
        self.told["moves in or is born"] += 1
        self.at[person.id] = len(self.ids)
        self.ids.append(person.id)
        self.blocks.append(b"")
        self.size += 1
        self.write_back(person)

    def sign(self, day, resident):
        person = self.person(resident)
        if person is not None and self.sign_again(day, person):
            self.write_back(person)

    # ---- renewals ----

    def come_unasked(self, day, resident):
        person = self.person(resident)
        if person is not None and not self.letters.get(resident):
            self.renew(day, person, None)

    def keep(self, day, letter):
        """The letter's holder comes."""
        person = self.person(letter.resident)
        if person is None or person.state != "resident" or person.card is None or letter.renewed or letter.came:
            return
        letter.came = day
        self.renew(day, person, letter)

    def renew(self, day, person, letter):
        matters = letter.matters if letter else {"card" if self.opens(person, "card", day) else "authentication"}
        if person.state != "resident" or person.card is None:
            return
        if "stay" in matters:
            until = (person.stay or {}).get("until")
            if until:
                person.stay = {**person.stay, "until": add_months(until, 12 * self.chance.randint(1, 3))[0], "pending": "false"}
                self.done(day, person, self.bring_card(day, person), True)
        elif "card" in matters:
            if not person.renewal:
                person.renewal = day
                self.plan(self.soon(day, 23, 42), self.fetch, person.id)
                self.told["applies for a card"] += 1
                self.write_back(person)
                for other in self.letters.get(person.id, ()):
                    if other.posted and not other.certificates_only():
                        other.came = other.came or day
        else:
            self.done(day, person, self.renew_certificates(day, person), False)

    def opens(self, person, document, day):
        dates = expiries(person)
        return document in dates and window(dates[document][0])[0] <= day

    def fetch(self, day, resident):
        person = self.person(resident)
        if person is not None:
            self.done(day, person, self.fetch_card(day, person), True)

    def done(self, day, person, what, card):
        if not what:
            return
        self.told[what.split(" to ")[0].split(", now")[0]] += 1
        self.write_back(person)
        for letter in self.letters.get(person.id, ()):
            if letter.renewed is None and (card or letter.certificates_only()):
                letter.renewed = day


# ---- the best that could be ----

def smoothest(begun, ended):
    """The steps of the shortest line from the first to the last point that stays between two rising curves, `ended` and
    `begun`, of as many points: of all ways to spread what has begun and must have ended the one that varies least."""
    steps, at, height, last = [0.0] * (len(begun) - 1), 0, float(begun[0]), len(begun) - 1
    while at < last:
        low, high, low_at, high_at, turn = -math.inf, math.inf, at, at, None
        for k in range(at + 1, last + 1):
            least, most = (ended[k] - height) / (k - at), (begun[k] - height) / (k - at)
            if k == last:
                least = most = (begun[k] - height) / (k - at)
            if least > high:
                turn = high_at, high
                break
            if most < low:
                turn = low_at, low
                break
            if least >= low:
                low, low_at = least, k
            if most <= high:
                high, high_at = most, k
        end, slope = turn or (last, low if low_at == last else high)
        for k in range(at, end):
            steps[k] = slope
        height += slope * (end - at)
        at = end
    return steps


def variation(counts):
    return statistics.pstdev(counts) / statistics.fmean(counts) if counts and sum(counts) else 0.0


# ---- the years ----

class Years:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.start, self.chance = options.start, random.Random(f"years of letters {options.seed}")
        self.end = add_days(add_months(self.start, options.months)[0], -1) if not options.nights else add_days(self.start, options.nights - 1)
        self.ledger, self.out = os.path.join(folder, "ledger.db"), os.path.join(folder, "out")
        self.register = os.path.join(folder, "register.xml")
        self.most = options.most if options.most is not None else max(4, round(MOST * options.residents / CITY))
        self.letters, self.by_number = [], {}
        self.waiting = {}  # of a due: the first night on which it waited
        self.first_seen, self.settled = {}, {}
        self.mailings = {}  # by day: first and late letters, reminders
        self.told_most = []  # nights on which mailing-most was told, and how many it asked for
        self.nights, self.seconds, self.rss, self.refused, self.unrun = [], [], 0, [], set()
        self.missed, self.late_without_export, self.foretold, self.trials, self.checked = 0, 0, [], [], 0
        self.visits = set()  # the appointments that letters have named
        self.calls = collections.Counter()
        self.home = os.path.join(folder, "office")
        self.make_office(None)
        made, cases = os.path.join(folder, "made.xml"), os.path.join(folder, "cases.tsv")
        subprocess.run([os.path.join(BUILD, "make-register"), "--residents", str(options.residents), "--seed", str(options.seed),
                        "--as-of", add_days(self.start, -1), "--out", made, "--cases", cases], check=True)
        with open(cases, encoding="utf-8") as file:
            named = {field for line in file for field in line.split("\t") if re.fullmatch(r"\d{8,}", field)}
        self.town = Town(made, named, options.seed, self.start)
        os.remove(made)
        self.holidays = self.read_holidays()
        self.plan_trials()

    # ---- the office ----

    def make_office(self, trial):
        templates = os.path.join(self.home, "templates")
        if not os.path.exists(self.home):
            os.makedirs(self.home)
            shutil.copytree("templates", templates)
            path = os.path.join(templates, "text/ja.xml")
            with open(path, encoding="utf-8") as file:
                text = file.read()
            at = '  <text key="visit.head" when="moved">'
            assert at in text
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(at, f'  <text key="visit.head" when="second-wording">{SECOND}</text>\n' + at))
            for name in ("holidays.csv", "towns.csv"):
                shutil.copy(os.path.join(os.path.dirname(OFFICE), name), self.home)
        with open(OFFICE, encoding="utf-8") as file:
            text = file.read()
        for old, new in (('"../templates"', '"templates"'), ('most="0"', f'most="{self.most}"'),
                         ('level-days="0"', f'level-days="{self.options.level}"')):
            assert old in text, old
            text = text.replace(old, new)
        share = self.options.residents / CITY
        text = re.sub(r' desks="(\d+)"', lambda match: f' desks="{max(1, round(int(match[1]) * share))}"', text)
        if trial:
            text = text.replace("<limits aside-permille", trial + "\n  <limits aside-permille")
        self.lead_days = int(re.search(r'lead-days="(\d+)"', text)[1])
        self.office = os.path.join(self.home, "office.xml")
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)

    def read_holidays(self):
        days = set()
        with open(os.path.join(self.home, "holidays.csv"), encoding="cp932") as file:
            for line in file:
                match = re.match(r"(\d+)/(\d+)/(\d+),", line)
                if match:
                    days.add("%04d-%02d-%02d" % tuple(map(int, match.groups())))
        return days

    def mails(self, day):
        """Working days of the example office; holidays that are not announced yet nobody knows."""
        weekday = (int(time.strftime("%w", time.strptime(day, "%Y-%m-%d"))) + 6) % 7
        return weekday < 5 and not (day[5:] >= "12-29" or day[5:] <= "01-03") and day not in self.holidays

    def plan_trials(self):
        """Two, one after the other: with a difference, and with none."""
        months = self.options.months
        self.planned_trials = []
        if self.options.nights or months < 12:
            return
        big = self.options.residents >= 150_000
        for name, begin, end, points in (("words", 2, 5, self.options.planted), ("null", months // 2, months // 2 + 3, 0.0)):
            first, last = add_months(self.start, begin)[0], add_days(add_months(self.start, end)[0], -1)
            # Its letters' last day is at most three months on; asked once the months are over.
            asked = add_days(add_months(last, 4)[0], 20)
            element = f'<trial id="{name}" begin="{first}" end="{last}" share-permille="500" points="{3 if big else 15}" letters="{9000 if big else 500}"/>'
            self.planned_trials.append({"name": name, "begin": first, "end": last, "asked": asked, "points": points, "element": element,
                                        "letters": [], "said": None})

    def trial_of(self, day):
        for trial in self.planned_trials:
            if add_days(trial["begin"], -1) <= day <= trial["asked"]:
                return trial
        return None

    # ---- the program ----

    def kigen(self, command, day, *more, expect=(0, 1)):
        began = time.monotonic()
        process = subprocess.Popen([KIGEN, command, "--office", self.office, "--ledger", self.ledger, "--date", day, *more],
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT if command == "run" else subprocess.PIPE)
        said, errors = process.communicate()
        self.lasted = time.monotonic() - began
        if process.returncode not in expect:
            raise Breach(f"{day}: kigen {command} ended with {process.returncode}: {(said + (errors or b'')).decode()[-1500:]}")
        return process.returncode, said.decode()

    def table(self, day, name):
        path = os.path.join(self.out, day, name)
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(io.StringIO(file.read())))

    def query(self, text, *values):
        with contextlib.closing(sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True)) as ledger:
            return ledger.execute(text, values).fetchall()

    def run(self, day):
        words = ["--register", self.register, "--out", self.out, "--quiet"]
        status, said = self.kigen("run", day, *words, expect=(0, 1, 65, 74, 75, 78))
        if status > 1:
            codes = sorted(set(re.findall(r"--accept ([a-z-]+)", said)) | set(re.findall(r"\(([a-z]+(?:-[a-z]+)+)\)", said)))
            if not re.search("--accept", said):
                raise Breach(f"{day}: kigen run ended with {status}: {said[-1500:]}")
            codes = sorted(set(re.findall(r"--accept ([a-z-]+)", said)))
            self.refused.append((day, codes))
            _, said = self.kigen("run", day, *words, *[word for code in codes for word in ("--accept", code)], "--why", "this is what the city lives")
        self.seconds.append(self.lasted)

    def live(self, say=lambda *words: None):
        day, off, number, trial, looked = self.start, 0, 0, None, None
        looks = {self.start, add_months(self.start, 6)[0], add_months(self.start, 12)[0]}
        while day <= self.end:
            self.lived = day
            if number:
                self.town.live(add_days(day, -1))
            if number and off == 0 and self.chance.random() < 0.015:
                off = self.chance.choice((1, 1, 2, 3))
            goes = number % self.options.every == 0 and (off == 0 or day in looks) and (not self.options.weekdays or self.mails(day) or day in looks)
            wanted = self.trial_of(day)
            if wanted is not trial:
                self.make_office(wanted and wanted["element"])
                trial = wanted
            if goes:
                self.town.export(self.register, add_days(day, -1))
                if day in looks and self.options.forecast:
                    left = self.options.months - sum(add_months(self.start, n)[0] <= day for n in range(1, self.options.months + 1))
                    _, said = self.kigen("forecast", day, "--register", self.register, "--months", str(max(left, 1)), "--json")
                    self.foretold.append(json.loads(said))
                self.run(day)
                self.night(day)
                if day[5:7] != looked:
                    self.look(day)
                    looked = day[5:7]
                shutil.rmtree(os.path.join(self.out, day))
                if number % 20 == 0 or self.options.weekdays and number % 7 == 0:
                    say(f"{day}: {len(self.letters)} letters, {len(self.waiting)} dues wait, {self.town.size} people, "
                        f"{self.seconds[-1]:.1f} s, {time.process_time():.0f} s of Python")
            else:
                self.unrun.add(day)
                self.missed += off > 0
            off -= off > 0
            if trial and day == trial["asked"]:
                _, said = self.kigen("effect", day, "--trial", "--json")
                trial["said"] = json.loads(said)
            day = add_days(day, 1)
            number += 1
        self.look(self.nights[-1])
        self.twice()

    # ---- what a night left ----

    def last_day(self, expires, seen):
        """The last day for the letter, of a due that was first seen on this night."""
        first_until = add_months(expires, -2)[0]
        return first_until if seen <= first_until else add_days(expires, -LATEST)

    def last_mailing(self, expires, seen):
        """The last mailing that is in time; the first one of all when there is none. Nights without an export put it off."""
        last, night = self.last_day(expires, seen), None
        day = last
        while day >= seen and night is None:
            night = day if self.mails(day) else None
            day = add_days(day, -1)
        day = night or seen
        missed = False
        while not self.mails(day) or day in self.unrun:
            missed |= day in self.unrun
            day = add_days(day, 1)
        return day, missed

    def night(self, day):
        self.nights.append(day)
        told = [row["message"] for row in self.table(day, "operators/exceptions.csv") if row["code"] == "mailing-most"]
        if told:
            self.told_most.append((day, int(re.findall(r"\d+", told[0])[1])))
        rows = self.table(day, "operators/dues.csv")
        posting = day
        while not self.mails(posting):
            posting = add_days(posting, 1)
        for row in rows:
            self.row(day, posting, row)
        for key, seen in list(self.waiting.items()):
            last, _ = self.last_mailing(key[2], seen)
            if day >= last and day == posting:
                if self.waits(key):
                    raise Breach(f"{day}: {key} waits since {seen}, and its last mailing was {last}")
                del self.waiting[key]
        self.mailing(day)
        self.calls[day[:7]] += len({row["resident"] for row in self.table(day, "operators/call.csv")})

    def waits(self, key):
        """A due that was renewed meanwhile ends without a row."""
        return bool(self.query("SELECT 1 FROM due WHERE resident = ? AND matter = ? AND expires = ? AND state = 'open' AND reason = 'queued'", *key))

    def row(self, day, posting, row):
        key = row["resident"], row["matter"], row["expires"]
        if row["outcome"] == "none" and row["reason"] == "queued":
            self.waiting.setdefault(key, day)
            self.first_seen.setdefault(key, day)
            return
        seen = self.waiting.pop(key, None)
        if row["outcome"] not in ("letter", "covered") or not row["notice"]:
            return
        if seen and row["wave"] != "reminder":
            last, missed = self.last_mailing(row["expires"], seen)
            if posting > last:
                raise Breach(f"{day}: the letter to {row['resident']} about {row['matter']} {row['expires']} leaves on {posting}, "
                             f"its last day was {self.last_day(row['expires'], seen)}, and it waits since {seen}")
            self.late_without_export += missed and posting > self.last_day(row["expires"], seen)
        self.first_seen.setdefault(key, day)
        letter = self.by_number.get(row["notice"])
        if letter is None:
            letter = self.by_number[row["notice"]] = Letter(row["notice"], row["resident"], row["wave"])
            letter.night = day
            self.letters.append(letter)
            self.town.letters[row["resident"]].append(letter)
        if row["outcome"] == "letter":
            letter.matters.add(row["matter"])
            letter.expires = min(letter.expires, row["expires"])
        letter.last = max(letter.last, row["expires"])
        if row["uid"] and letter.uid is None and letter.night == day:
            letter.uid, letter.visit = row["uid"], row["starts"][:10]
            letter.fresh = row["uid"] not in self.visits
            self.visits.add(row["uid"])
        if row["wave"] != "reminder":
            self.settled.setdefault(key, []).append(letter)

    def mailing(self, day):
        waves = {row["notice"]: row["wave"] for row in self.table(day, "mailroom/manifest.csv")}
        if not waves:
            if self.mails(day):
                self.mailings.setdefault(day, [0, 0])
            return
        second = dict(self.query("SELECT notice, second FROM assigned WHERE night > (SELECT max(id) - 12 FROM night)"))
        count = collections.Counter(waves.values())
        first = count["first"] + count["late"]
        self.mailings[day] = [first, count["reminder"]]
        if first > self.most and not any(night >= self.before(day) for night, _ in self.told_most):
            raise Breach(f"{day}: the mailing has {first} letters, {self.most} are the most, and nothing said so before")
        for number in waves:
            letter = self.by_number.get(number)
            if letter is not None and letter.posted is None:
                letter.posted, letter.second = day, second.get(number)
                self.behave(letter)

    def before(self, day):
        """The mailing before that of this day."""
        earlier = [mailing for mailing in self.mailings if mailing < day]
        return max(earlier, default=day)

    # ---- what whoever gets a letter does ----

    def behave(self, letter):
        person = self.town.person(letter.resident)
        if person is None:
            return
        letter.language = person.language or ""
        open_letters = [other for other in self.town.letters[letter.resident] if other is not letter and other.comes and not other.came]
        if letter.wave == "reminder" and (person.renewal or any(other.comes > letter.posted for other in open_letters)):
            return  # does what the first letter had already moved it to
        for other in open_letters:
            other.comes = None
        comes = self.reminded(letter) if letter.wave == "reminder" else self.told(letter)
        if comes is not None and comes > letter.posted:
            letter.comes = comes
            self.town.plan(comes, self.keep, letter)

    def keep(self, day, letter):
        if letter.comes == day:
            self.town.keep(day, letter)

    def reminded(self, letter):
        if self.chance.random() >= REMINDED:
            return None
        return letter.visit or self.between(add_days(letter.posted, 3), letter.last)

    def told(self, letter):
        chance = self.chance.random()
        if letter.visit is None:
            return self.between(add_days(letter.posted, 3), add_days(letter.expires, 20)) if chance < UNTOLD else None
        ahead = days_between(letter.posted, letter.visit)
        come = max(0.2, COME - FEWER_A_DAY * max(0, ahead - 7))
        if letter.second is not None:
            trial = next(trial for trial in self.planned_trials if trial["begin"] <= letter.night <= trial["end"])
            trial["letters"].append(letter)
            if letter.second and letter.language in ("", "ja"):
                come += trial["points"]
        letter.chance = come + SOON + BEFORE
        for share, first, last in ((come, letter.visit, letter.visit), (SOON, add_days(letter.visit, 1), add_days(letter.visit, DAYS)),
                                   (BEFORE, add_days(letter.posted, 3), add_days(letter.visit, -1)),
                                   (OTHERWISE, add_days(letter.visit, DAYS + 1), add_days(letter.visit, 75))):
            if chance < share:
                return self.between(first, last)
            chance -= share
        return None

    def between(self, first, last):
        span = days_between(first, last)
        return add_days(first, self.chance.randint(0, span)) if span > 0 else first

    # ---- nobody is forgotten, nobody told twice ----

    def look(self, day):
        """A sample of everybody against the rules in their second formulation, and all who wait."""
        known = {(resident, document, expires): (outcome, reason) for resident, document, expires, outcome, reason in self.query(
            "SELECT resident, document, expires, outcome, reason FROM due WHERE expires >= ?", day)}
        settled = set(self.query("SELECT DISTINCT resident, document, expires FROM settled WHERE expires >= ?", day))
        sample = self.town.ids if len(self.town.ids) <= 4000 else self.chance.sample(self.town.ids, 4000)
        posting_night = self.nights[-1]
        with_dates = 0
        for resident in sample:
            block = self.town.blocks[self.town.at[resident]]
            dates = [date.decode() for date in re.findall(rb'expires="(.*?)"', block)]
            if not any(day <= date <= add_days(day, 95) for date in dates):
                continue
            person = self.town.person(resident)
            for decision in decide(person, posting_night):
                key = resident, decision.document, decision.expires
                outcome, reason = known.get(key, (None, None))
                with_dates += 1
                if decision.outcome in ("letter", "covered", "hand") and (outcome is None or outcome == "none" and reason == ""):
                    raise Breach(f"{day}: {key} should have outcome {decision.outcome}, and the ledger has {outcome} {reason}")
                if decision.outcome == "letter" and outcome == "letter" and key not in settled:
                    raise Breach(f"{day}: {key} should have a letter, and none settles it")
                if decision.outcome == "letter" and outcome == "none" and reason != "queued":
                    raise Breach(f"{day}: {key} should have a letter, and the ledger says none, {reason}")
        self.checked += with_dates

    def twice(self):
        for key, letters in self.settled.items():
            posted = [letter.number for letter in letters if letter.posted]
            if len(set(posted)) > 1:
                raise Breach(f"{key} has {len(set(posted))} letters: {posted}")


def days_between(first, last):
    day = time.strptime
    return round((time.mktime(day(last, "%Y-%m-%d")) - time.mktime(day(first, "%Y-%m-%d"))) / 86400)


# ---- what is printed ----

class Report:
    def __init__(self, years):
        self.years, self.lines = years, []

    def say(self, text=""):
        self.lines.append(text)

    def all(self):
        self.heading()
        self.ramp()
        self.ahead()
        self.forecast()
        self.attendance()
        self.effects()
        self.cost()
        return "\n".join(self.lines) + "\n"

    def heading(self):
        years, town = self.years, self.years.town
        self.say(f"A made-up city of {years.options.residents} people, {years.start} to {years.nights[-1]}, seed {years.options.seed}: {len(years.nights)} nights, "
                 f"{years.missed} without an export; at most {years.most} letters a mailing, level-days {years.options.level}")
        self.say("lived: " + ", ".join(f"{count} {what}" for what, count in sorted(town.told.items(), key=lambda pair: -pair[1])))
        self.say(f"held: no letter past its last day ({years.late_without_export} late since no night ran on it), no mailing over {years.most} untold, "
                 f"{years.checked} dues of samples against the rules, {len(years.settled)} settled once")
        self.say("nights refused by a limit and let pass: " + (", ".join(f"{day} {' '.join(codes)}" for day, codes in years.refused) or "none"))
        if years.told_most:
            days = [day for day, _ in years.told_most]
            self.say(f"mailing-most told on {len(days)} nights, {days[0]} to {days[-1]}, asking for {max(least for _, least in years.told_most)} at most")
        self.say()

    # ---- letters a mailing ----

    def spans(self):
        """The whole, without its first three months, and its second half."""
        years = self.years
        return (("all", years.start), ("from month 4", add_months(years.start, 3)[0]),
                ("second half", add_months(years.start, years.options.months // 2)[0]))

    def ramp(self):
        years = self.years
        days = sorted(years.mailings)
        first = {day: years.mailings[day][0] for day in days}
        best = self.best(days)
        self.say("LETTERS A MAILING (first and late; in brackets with reminders)")
        self.say(f"{'':14} {'mailings':>8} {'mean':>12} {'max':>11} {'variation':>17} {'in a month':>10} {'by month':>9} {'best variation':>15}")
        for name, since in self.spans():
            some = [day for day in days if day >= since]
            if len(some) < 3:
                continue
            both = [sum(years.mailings[day]) for day in some]
            months = collections.defaultdict(list)
            for day in some:
                months[day[:7]].append(first[day])
            means = [statistics.fmean(counts) for counts in months.values() if len(counts) > 5]
            within = math.sqrt(statistics.fmean(variation(counts) ** 2 for counts in months.values() if len(counts) > 5))
            self.say(f"{name:14} {len(some):8} {statistics.fmean(first[day] for day in some):6.1f} ({statistics.fmean(both):.0f}) "
                     f"{max(first[day] for day in some):5} ({max(both)}) {100 * variation([first[day] for day in some]):8.1f} % ({100 * variation(both):.1f}) "
                     f"{100 * within:7.1f} % {100 * variation(means):7.1f} % {100 * variation([best[day] for day in some]):13.1f} %")
        self.say("variation: standard deviation by mean, asked < 15 %; in a month: of a month's mailings by their mean; by month: of the months' means; "
                 "best: of what could be spread best if all dates to come were known, each letter from the night that first has it to its last day (a bound)")
        months = collections.Counter()
        for key, seen in years.first_seen.items():
            if key in years.settled:
                months[seen[:7]] += 1
        self.say("dues by the month that first has them (what the register's dates ask for): " + ", ".join(f"{month} {count}" for month, count in sorted(months.items())))
        months = collections.defaultdict(lambda: [0, 0, 0])
        for day in days:
            for at, count in enumerate((1, *years.mailings[day])):
                months[day[:7]][at] += count
        self.say("month: mailings, letters, reminders: " + "; ".join(f"{month} {' '.join(map(str, counts))}" for month, counts in sorted(months.items())))
        waits = [days_between(years.first_seen[key], letters[0].posted) for key, letters in years.settled.items() if letters[0].posted]
        if waits:
            waits.sort()
            self.say(f"waited from the first night to the posting, days: median {waits[len(waits) // 2]}, 90 % {waits[len(waits) * 9 // 10]}, longest {waits[-1]}")
        self.say()

    def best(self, days):
        """The evenest that could have been: letters by the first night that had them and by their last mailing."""
        years = self.years
        at = {day: number for number, day in enumerate(days)}
        begun, ended = [0] * (len(days) + 1), [0] * (len(days) + 1)
        of_letter = {}
        for key, letters in years.settled.items():
            letter = letters[0]
            if letter.posted not in at:
                continue
            seen = years.first_seen[key]
            last = max(years.last_day(key[2], seen), seen)
            release, due = of_letter.get(letter.number, (seen, last))
            of_letter[letter.number] = max(release, seen), min(due, last)
        for number, (seen, last) in of_letter.items():
            posted = at[years.by_number[number].posted]
            release = next((k for k in range(posted, -1, -1) if k == 0 or days[k - 1] < seen), 0)
            due = posted
            while due + 1 < len(days) and days[due + 1] <= last:
                due += 1
            begun[release + 1] += 1
            ended[due + 1] += 1
        for k in range(len(days)):
            begun[k + 1] += begun[k]
            ended[k + 1] += ended[k]
        return dict(zip(days, smoothest(begun, ended)))

    # ---- days ahead ----

    def ahead(self):
        years = self.years
        self.say("DAYS FROM POSTING TO THE APPOINTMENT (first and late letters; asked <= 21)")
        for name, since in self.spans():
            for kind in ("certificates", "card", "stay"):
                some = sorted(days_between(letter.posted, letter.visit) for letter in years.letters
                              if letter.posted and letter.posted >= since and letter.visit and letter.wave != "reminder" and letter.fresh
                              and kind == ("stay" if "stay" in letter.matters else "card" if "card" in letter.matters else "certificates"))
                if some:
                    self.say(f"{name:14} {kind:12} {len(some):7}: <= 21 {100 * sum(ahead <= 21 for ahead in some) / len(some):5.1f} %, <= 28 "
                             f"{100 * sum(ahead <= 28 for ahead in some) / len(some):5.1f} %, median {some[len(some) // 2]}, 90 % {some[len(some) * 9 // 10]}, longest {some[-1]}")
        self.places()
        none = sum(letter.visit is None and letter.posted is not None and letter.wave != "reminder" for letter in years.letters)
        self.say(f"without an appointment: {none}; lead-days of the office: {years.lead_days}")
        self.say()

    def places(self):
        """Where they are short no letter makes a visit lie nearer."""
        years = self.years
        offered = {month["from"][:7]: sum(counter["offered"] for counter in month["counters"]) for told in years.foretold[:1] for month in told["months"]}
        taken = collections.Counter(letter.visit[:7] for letter in years.letters if letter.visit and letter.posted and letter.fresh)
        if offered:
            self.say("places by month, offered and given (reminders with them): " + "; ".join(
                f"{month} {count} {taken[month]} {100 * taken[month] / max(count, 1):.0f} %" for month, count in sorted(offered.items()) if month <= years.lived[:7]))

    # ---- the forecast ----

    def forecast(self):
        years = self.years
        letters, visits, came = collections.Counter(), collections.Counter(), collections.Counter()
        for letter in years.letters:
            if letter.posted and letter.wave != "reminder":
                letters[letter.posted[:7]] += 1
            if letter.visit and letter.fresh and letter.wave != "reminder" and letter.posted:
                visits[letter.visit[:7]] += 1
                came[letter.visit[:7]] += letter.came is not None and letter.visit <= letter.came <= add_days(letter.visit, DAYS)
        for told in years.foretold:
            self.say(f"FORECAST told on {told['from']} (asked: letters 1 %, visits 5 % a month)")
            self.say("month     letters: told  were  error   visits: told  were  error   come: told  were")
            totals = [0, 0, 0, 0]
            for month in told["months"]:
                name = month["from"][:7]
                if month["from"][8:] != "01" or month["until"] != add_days(add_months(month["from"], 1)[0], -1) or month["until"] > years.lived:
                    continue
                one, other = month["first"] + month["late"], sum(month["visits"].values()) + month["booked"]
                come = month.get("come")
                self.say(f"{name} {one:14} {letters[name]:6} {error(one, letters[name])} {other:14} {visits[name]:6} {error(other, visits[name])}"
                         f" {come if come is not None else '-':>12} {came[name]:6}")
                for at, value in enumerate((one, letters[name], other, visits[name])):
                    totals[at] += value
            self.say(f"{'together':8}{totals[0]:14} {totals[1]:6} {error(totals[0], totals[1])} {totals[2]:14} {totals[3]:6} {error(totals[2], totals[3])}")
            self.say()

    # ---- who came ----

    def truth(self, letter):
        over = add_days(max(letter.visit or "", letter.last), DAYS)
        if letter.gone and letter.gone <= letter.last and not (letter.came and letter.came <= letter.gone):
            return "gone"
        if (letter.renewed is None or letter.renewed > over) and (letter.came is None or letter.came > over):
            return "never"
        day = letter.came or letter.renewed
        at_visit = letter.visit is not None and letter.visit <= day <= add_days(letter.visit, DAYS)
        if at_visit and not (letter.renewed and letter.renewed <= add_days(letter.visit, DAYS)):
            if day <= add_days(letter.visit, 1):
                return "applied"
            return "at another time" if letter.renewed and letter.renewed <= over else "never"
        if at_visit:
            return "on the day" if day == letter.visit else "some days after"
        return "before" if letter.visit and day < letter.visit else "at another time"

    def attendance(self):
        years = self.years
        found = dict(years.query("SELECT notice, outcome FROM attendance"))
        as_of = add_days(years.nights[-1], -1)
        self.say("WHO CAME, of letters whose days are over: as planted (rows), as found without typing (columns)")
        self.say("applied: came to the visit or on the next day and applied for a card, which is made and fetched weeks later (who does so on other days could be at home); never: not within the letter's days")
        self.say(f"{'':34}" + "".join(f"{outcome:>12}" for outcome in OUTCOMES) + "   as is right")
        for certificates in (True, False):
            table = collections.Counter()
            for letter in years.letters:
                if not letter.posted or letter.certificates_only() != certificates or max(letter.visit or "", letter.last) > add_days(as_of, -DAYS - 7):
                    continue
                outcome = found.get(letter.number, "other")
                table[self.truth(letter), outcome if outcome in OUTCOMES else "other"] += 1
            right = total = 0
            for kind in KINDS:
                counts = [table[kind, outcome] for outcome in OUTCOMES]
                if not sum(counts):
                    continue
                right += table[kind, RIGHT[kind]]
                total += sum(counts)
                self.say(f"{'certificates' if certificates else 'card or stay':14}{kind:20}" + "".join(f"{count:12}" for count in counts)
                         + f"   {100 * table[kind, RIGHT[kind]] / sum(counts):6.2f} %")
            if total:
                self.say(f"{'certificates' if certificates else 'card or stay':14}{'together':20}{total:12}{'':60}   {100 * right / total:6.2f} %")
        self.say()

    # ---- what letters do ----

    def effects(self):
        years = self.years
        if years.options.nights:
            return
        self.say("SHARES AND DIFFERENCES against what was planted (intervals of 95 %)")
        day = years.nights[-1]
        months = None
        for by in ("ahead", "weekday", "counter"):
            _, said = years.kigen("effect", day, "--by", by, "--wave", "first", "--json")
            shown = json.loads(said)
            span = next(row for row in shown["letters"] if row["measure"] == "by-visit")
            months = span["from"], span["to"]
            if by == "ahead":
                self.by_ahead(shown, months)
            hits = [group for group in shown["groups"] if group["measure"] == "before-expiry"]
            self.say(f"by {by}: before the expiry " + ", ".join(f"{group['value'] or 'none'} {group['share'] / 10:.1f} %" for group in hits))
        for trial in years.planned_trials:
            self.trial(trial)
        self.say()

    def by_ahead(self, shown, months):
        """Of letters about certificates and others: the planted chance of coming by the visit, by days ahead."""
        planted, of_certificates = collections.defaultdict(list), collections.Counter()
        for letter in self.years.letters:
            if letter.wave == "first" and letter.chance is not None and letter.posted and months[0] <= letter.posted[:7] <= months[1] and not letter.gone:
                ahead = days_between(letter.posted, letter.visit)
                group = next((name for last, name in ((7, "0-7"), (14, "8-14"), (21, "15-21"), (28, "22-28")) if ahead <= last), "29-")
                planted[group].append(letter.chance)
                of_certificates[group] += letter.certificates_only()
        for group in shown["groups"]:
            if group["measure"] == "by-visit" and planted.get(group["value"]):
                chance = statistics.fmean(planted[group["value"]])
                inside = group["low"] <= round(1000 * chance) <= group["high"]
                self.say(f"by visit, {group['value']:>6} days ahead: planted {100 * chance:.1f} %, seen {group['share'] / 10:.1f} % [{group['low'] / 10:.1f}, "
                         f"{group['high'] / 10:.1f}] of {group['letters']}, {'covers' if inside else 'DOES NOT COVER'}; certificates only: "
                         f"{100 * of_certificates[group['value']] / len(planted[group['value']]):.0f} % of them")

    def trial(self, trial):
        if trial["said"] is None:
            return
        letters = [letter for letter in trial["letters"] if not letter.gone]
        arms = [[letter for letter in letters if letter.second == second] for second in (0, 1)]
        if not all(arms):
            return
        planted = statistics.fmean(letter.chance for letter in arms[1]) - statistics.fmean(letter.chance for letter in arms[0])
        # What the register can show of it: of letters about certificates alone.
        shows = [sum(letter.chance for letter in arm if letter.certificates_only()) / len(arm) for arm in arms]
        state = trial["said"]["trial"]
        self.say(f"trial {trial['name']}, {trial['begin']} to {trial['end']}: planted {100 * trial['points']:.1f} points for Japanese readers, "
                 f"{100 * planted:.2f} of these letters ({100 * (shows[1] - shows[0]):.2f} of those about certificates); asked on {trial['asked']}, told: {state['told']}, "
                 f"{state['first']} usual, {state['second']} second")
        for group in trial["said"]["groups"]:
            if group["value"].endswith(" second") and "rest" in group:
                rest = group["rest"]
                inside = rest["low"] <= 1000 * planted <= rest["high"]
                self.say(f"  {group['measure']}: {rest['difference'] / 10:+.1f} points [{rest['low'] / 10:+.1f}, {rest['high'] / 10:+.1f}], "
                         f"{'seen' if rest['seen'] else 'not seen'}, smallest visible {rest.get('detectable', 0) / 10:.1f}; planted difference "
                         f"{'covered' if inside else 'NOT COVERED' if group['measure'] == 'by-visit' else 'is of the visit'}")

    def cost(self):
        years = self.years
        seconds = sorted(years.seconds)
        size = sum(os.path.getsize(years.ledger + end) for end in ("", "-wal") if os.path.exists(years.ledger + end))
        self.say("WHAT A NIGHT COSTS")
        self.say(f"seconds: first {years.seconds[0]:.2f}, median {seconds[len(seconds) // 2]:.2f}, longest after the first {max(years.seconds[1:], default=0):.2f}, "
                 f"last ten {statistics.fmean(years.seconds[-10:]):.2f}; ledger {size / 1e6:.1f} MB, register {os.path.getsize(years.register) / 1e6:.0f} MB, "
                 f"{len(years.letters)} letters")


def error(told, were):
    return f"{100 * (told - were) / max(were, 1):+6.1f} %"


def options_of(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("residents", CITY), ("months", 24), ("seed", 1), ("every", 1), ("most", None), ("level", LEVEL), ("nights", None)):
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--from", dest="start", default="2026-12-01")
    parser.add_argument("--planted", type=float, default=PLANTED)
    parser.add_argument("--report")
    parser.add_argument("--keep", help="the folder to live in, which stays")
    parser.add_argument("--no-forecast", dest="forecast", action="store_false")
    parser.add_argument("--weekdays", action="store_true", help="nights before mailings only")
    return parser.parse_args(arguments)


def main():
    options = options_of()
    folder = options.keep or tempfile.mkdtemp(prefix="kigen-years-")
    os.makedirs(folder, exist_ok=True)
    status = 0
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.default_int_handler)
    try:
        years = Years(options, folder)
        try:
            years.live(lambda *words: print(*words, file=sys.stderr, flush=True))
        except Breach as breach:
            print(f"BREACH {breach}")
            status = 1
        except KeyboardInterrupt:
            print(f"STOPPED after {years.nights[-1] if years.nights else 'nothing'}")
            status = 1
        if years.nights:
            text = Report(years).all()
            print(text, end="")
            if options.report:
                with open(options.report, "w", encoding="utf-8") as file:
                    file.write(text)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
