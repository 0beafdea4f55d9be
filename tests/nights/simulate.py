#!/usr/bin/env python3
"""A made-up city over hundreds of nights: its people renew, move, die, hide and come back, its
machine is off for days, its exports are late, repeated, cut or broken; and on every night what the
program left in its folder is held against a second formulation of the rules (expected.py) and a
memory of all earlier nights. The first breach stops the city, with the date, the resident and the
story so far.

usage: simulate.py [--residents N] [--nights N] [--seed S] [--from DATE] [--report FILE] [--keep DIR]
"""

import argparse
import collections
import csv
import datetime
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import expected
from expected import add_days, decide, destination, expiries, gone, window
from lives import City

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
KIGEN = os.path.join(BUILD, "kigen")
COLUMNS = ("resident", "matter", "expires", "opens", "wave", "outcome", "reason", "visit_from",
           "visit_until", "counter", "starts", "ends")
ENDED = ("renewed", "withdrawn", "lapsed", "vanished")


class Breach(Exception):
    """Something is not as it should be: about whom, and what."""

    def __init__(self, resident, message):
        super().__init__(message)
        self.resident = resident


class Due:
    """One document of a resident with its expiry, as it looks from outside."""

    def __init__(self, key, decision):
        self.key = key
        self.matter, self.opens = decision.matter, decision.opens
        self.state = "open"
        self.notice = None  # the first or late letter, also one that covers it
        self.reminder = None  # the one after it
        self.last = None  # matter, outcome and reason as last decided
        self.told = None  # outcome of its last row
        self.row = None  # matter, wave, outcome and reason of that row
        self.possible = 0  # nights on which a letter should have been on its way
        self.outcomes = set()
        self.story = []

    def settled(self):
        return self.notice is not None

    def settled_by(self, notice):
        return notice is self.notice or notice is self.reminder

    def visit(self):
        """Day of the first letter's appointment, while it stands."""
        visit = self.notice.visit
        return visit.starts[:10] if visit is not None and visit.alive() else None


class Notice:
    def __init__(self, number, resident, wave, night):
        self.number, self.resident, self.wave, self.night = number, resident, wave, night
        self.dues, self.visit = [], None
        self.mailed = self.pulled = None
        self.posted = None  # the day on which it left, once the mail room has said so


class Visit:
    """An appointment."""

    def __init__(self, row):
        self.uid, self.counter, self.starts, self.ends = (
            row[name] for name in ("uid", "counter", "starts", "ends"))
        self.sequence = int(row["sequence"])
        self.notices, self.cancelled = [], None

    def alive(self):
        return self.cancelled is None


def unfolded(path):
    with open(path, "rb") as file:
        return re.sub(r"\r\n[ \t]", "", file.read().decode()).split("\r\n")


def events(path):
    """The events of a calendar file: dictionaries of property names, METHOD with them."""
    found, event, depth, method = [], None, 0, None
    for line in unfolded(path):
        name, _, value = line.partition(":")
        name = name.split(";")[0]
        if line == "BEGIN:VEVENT":
            event, depth = {"METHOD": method}, 0
        elif line == "END:VEVENT":
            found.append(event)
            event = None
        elif name == "METHOD":
            method = value
        elif event is not None:
            depth += (name == "BEGIN") - (name == "END")
            if depth == 0:
                event[name] = value
    return found


def local(text):
    return f"{text[:4]}-{text[4:6]}-{text[6:11]}:{text[11:13]}"


def texts_of(person):
    to = person.send_to or {}
    texts = [person.name, person.rest, person.address or "", person.building or ""]
    return texts + [to.get(part) or "" for part in ("name", "address", "building")]


def rare(person):
    """Characters for private use or with a variation selector: perhaps no font draws them."""
    return any("\ue000" <= c <= "\uf8ff" or ord(c) >= 0xE0100 for text in texts_of(person) for c in text)


def long_texts(person):
    """What perhaps no envelope holds."""
    return tuple(text for text in texts_of(person) if len(text) > 40)


class Simulation:
    script = "simulate.py"

    def __init__(self, residents, nights, seed, start, folder, say=lambda *words: None, sample=5):
        self.residents, self.nights, self.seed, self.start = residents, nights, seed, start
        self.folder, self.say, self.sample = folder, say, sample
        self.ledger, self.out = os.path.join(folder, "ledger.db"), os.path.join(folder, "out")
        self.register = os.path.join(folder, "register.xml")
        self.chance = random.Random(f"nights {seed}")
        self.lasted = 0.5  # seconds, the last run
        self.dues, self.dues_of, self.notices, self.visits = {}, {}, {}, {}
        self.waiting = {}
        self.mailed = collections.Counter()
        self.reminded = collections.Counter()
        self.count = collections.Counter()
        self.lives = {}
        self.overflowing = set()
        self.night = self.left = self.as_of = None
        self.newest, self.beside = None, {}  # the last night, and its counters' calendars as they were read
        self.write_office()
        subprocess.run([os.path.join(BUILD, "make-register"), "--residents", str(residents), "--seed",
                        str(seed), "--as-of", add_days(start, -1), "--out", self.register], check=True)
        self.city = City(self.register, seed, self.noted)
        self.read_places()
        self.holidays = self.read_holidays()

    def noted(self, resident, day, what):
        self.lives.setdefault(resident, []).append(f"{day} {what}")

    # ---- the office and what it offers ----

    def write_office(self):
        """The default office, but that any number of residents may vanish."""
        home = os.path.join(self.folder, "office")
        os.makedirs(home)
        with open("cron/kasugai.xml", encoding="utf-8") as file:
            text = file.read()
        for old, new in (('"../templates"', '"' + os.path.abspath("templates") + '"'),
                         ('vanish-permille="20"', 'vanish-permille="1000"')):
            assert old in text
            text = text.replace(old, new)
        shutil.copy("cron/holidays.csv", home)
        shutil.copy("cron/towns.csv", home)
        self.office = os.path.join(home, "office.xml")
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)
        self.lead_days = int(re.search(r'lead-days="(\d+)"', text)[1])
        self.cap = int(re.search(r'letters-per-address="(\d+)"', text)[1])

    def kigen(self, *arguments):
        return subprocess.run([KIGEN, *arguments], capture_output=True, timeout=600)

    def read_places(self):
        last = add_days(self.start, self.nights + 110)
        answer = self.kigen("hours", "--office", self.office, "--from", self.start, "--to", last, "--places")
        assert answer.returncode == 0, answer.stderr
        self.places = {}
        for line in answer.stdout.decode().splitlines():
            counter, start, end, desks = line.split("\t")
            if desks.isdigit():
                self.places[counter, start] = end, int(desks)

    def read_holidays(self):
        days = set()
        with open("cron/holidays.csv", encoding="cp932") as file:
            for line in file:
                match = re.match(r"(\d+)/(\d+)/(\d+),", line)
                if match:
                    days.add("%04d-%02d-%02d" % tuple(map(int, match.groups())))
        return days

    def mailing_day(self, day):
        """Working days; None where the holidays of the year are not announced yet."""
        if datetime.date.fromisoformat(day).weekday() >= 5 or day[5:] >= "12-29" or day[5:] <= "01-03":
            return False
        if day[:4] > max(self.holidays)[:4]:
            return None
        return day not in self.holidays

    def posting_day(self, day):
        while self.mailing_day(day) is False:
            day = add_days(day, 1)
        return day

    # ---- a run of the program ----

    def command(self, name, day, *more):
        return [name, "--office", self.office, "--ledger", self.ledger, "--date", day, "--register",
                self.register, *more]

    def run(self, day, *expect):
        began = time.monotonic()
        answer = self.kigen(*self.command("run", day, "--out", self.out))
        self.lasted = time.monotonic() - began
        if answer.returncode not in expect:
            raise Breach(None, f"run ended with {answer.returncode}, not {expect}: "
                         + (answer.stdout + answer.stderr).decode())
        return answer

    def fingerprint(self):
        """The bytes of the ledger and the names of the folders."""
        with open(self.ledger, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest(), self.folders()

    def folders(self):
        """All but the page that says that a run has failed, and the counters' calendars."""
        return sorted(name for name in os.listdir(self.out) if name not in ("failed.html", "counters"))

    def refuse_a_cut_export(self, day):
        """An export that ends too soon changes nothing at all."""
        if not os.path.exists(self.ledger):
            return
        before, whole = self.fingerprint(), self.register + ".whole"
        os.rename(self.register, whole)
        with open(whole, "rb") as file, open(self.register, "wb") as cut:
            cut.write(file.read(self.chance.randrange(os.path.getsize(whole) - 2)))
        self.run(day, 65)
        os.replace(whole, self.register)
        if self.fingerprint() != before:
            raise Breach(None, "a refused export left something behind")
        self.count["refused exports"] += 1

    def kill(self, day):
        """Dies on the way; the same command afterwards mends it."""
        process = subprocess.Popen([KIGEN, *self.command("run", day, "--out", self.out)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(self.chance.random() * 1.2 * self.lasted)  # after its end, too
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.count["killed runs"] += 1

    # ---- nights ----

    def simulate(self):
        day, as_of, off, began = self.start, add_days(self.start, -1), 0, time.monotonic()
        for number in range(self.nights):
            if number > 0:
                roll = self.chance.random()
                if off == 0 and roll < 0.03:
                    off = self.chance.choice((1, 1, 2, 2, 3, 4, 5, 7, 10))
                repeat = off == 0 and 0.03 <= roll < 0.06 and as_of >= add_days(day, -6)
                if self.left is not None:  # the night after one that was killed for good
                    off, repeat, roll = 0, True, 1
                if not repeat:
                    busy = self.busy(day)
                    self.city.live(add_days(day, -1), busy, {n.resident for n in self.waiting.values()})
                if off > 0:
                    off -= 1
                    self.count["nights without a run"] += 1
                    day = add_days(day, 1)
                    continue
                self.count["repeated exports"] += repeat
                if not repeat:
                    late = 0.06 <= roll < 0.10
                    self.count["late exports"] += late
                    as_of = max(as_of, add_days(day, -self.chance.randint(2, 5) if late else -1))
                    self.shown = self.city.export(self.register, as_of)
            else:
                roll = 1
                self.shown = self.city.export(self.register, as_of)
            self.as_of = as_of
            if 0.10 <= roll < 0.13:
                self.refuse_a_cut_export(day)
            if 0.21 <= roll < 0.23:
                self.kill(day)
                self.left, day = day, add_days(day, 1)
                continue
            killed = 0.13 <= roll < 0.16
            if killed:
                self.kill(day)
            self.run_night(day, day, number % self.sample == 0, killed)
            if 0.16 <= roll < 0.19:
                self.city.live(add_days(day, -1), self.busy(day), {n.resident for n in self.waiting.values()})
                self.shown = self.city.export(self.register, as_of)
                self.run_night(day, day + "-2", True)
                self.count["second exports"] += 1
            if 0.19 <= roll < 0.21:
                self.run_again(day)
            shutil.rmtree(os.path.join(self.out, add_days(day, -8)), ignore_errors=True)
            self.progress(number, day, began)
            day = add_days(day, 1)
        self.verify()
        self.balance()

    def busy(self, day):
        people = [p for p in self.city.people.values() if p.span()[0] <= day <= p.span()[1]]
        for person in people:
            person.posted = any(self.dues[key].settled() and self.dues[key].state == "open"
                                for key in self.dues_of.get(person.id, ()))
        return people

    def run_again(self, day):
        before = self.fingerprint()
        answer = self.run(day, 0)
        if b"already done" not in answer.stdout or self.fingerprint() != before:
            raise Breach(None, "the same night again was not just already done")

    def progress(self, number, day, began):
        gone_by = time.monotonic() - began
        self.say(f"{day}  night {number + 1}/{self.nights}  {len(self.shown)} residents  "
                 f"{len(self.dues)} dues  {len(self.notices)} letters  {gone_by:.0f} s")

    def run_night(self, day, name, sampled, killed=False):
        self.night = name
        aside = any(person.broken is not None for person in self.shown)
        plan = None
        if sampled and not killed and self.left is None:
            plan = self.kigen(*self.command("plan", day))
            if plan.returncode != aside:
                raise Breach(None, "plan: " + plan.stderr.decode())
        # A night that was committed before it was killed is "already done", whoever was set aside.
        self.run(day, *((0, 1) if killed else (int(aside),)))
        self.newest = name
        if self.left is not None:
            left, self.left = self.left, None
            if os.path.exists(os.path.join(self.out, left)):
                self.count["nights mended by the next"] += 1
                self.look(left, left, None, True)
        self.look(day, name, plan, sampled)

    def look(self, day, name, plan, sampled):
        """Holds a folder against what should be in it."""
        self.night, self.path = name, os.path.join(self.out, name)
        self.rows = self.table("operators/dues.csv")
        if plan is not None:
            self.compare_plan(plan.stdout.decode())
        if sampled:
            self.contract()
            self.verify()
        self.check(day)
        self.count["nights"] += 1

    def table(self, name):
        with open(os.path.join(self.path, name), "rb") as file:
            return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"), newline="")))

    def compare_plan(self, text):
        said = list(csv.DictReader(io.StringIO(text, newline="")))
        done = [{name: row[name] for name in COLUMNS} for row in self.rows]
        if said != done:
            other = next((a or b for a, b in zip(said + [None], done + [None]) if a != b), None)
            raise Breach(other and other["resident"], f"plan said otherwise: {other}")
        self.count["plans compared"] += 1

    def verify(self):
        """Whatever has been lived through: no row is other than it was sealed."""
        answer = self.kigen("verify", "--ledger", self.ledger, "--out", self.out)
        if answer.returncode != 0:
            raise Breach(None, "verify: " + answer.stderr.decode())

    def contract(self):
        here = os.path.dirname(os.path.abspath(__file__))
        answer = subprocess.run([sys.executable, "-B", os.path.join(here, "contract.py"), self.path],
                                capture_output=True, text=True)
        if answer.returncode != 0:
            raise Breach(None, "contract: " + answer.stdout + answer.stderr)
        self.count["folders held against the contract"] += 1

    # ---- what should be, against what is ----

    def check(self, day):
        people = {person.id: person for person in self.shown}
        read = {id: person for id, person in people.items() if person.broken is None}
        self.learn_protection(people)
        self.learn_odd(people)
        self.ended = set()  # keys of dues that ended tonight
        self.close(day, people, read)
        decided = self.decide_all(day, read)
        self.arrives = add_days(self.posting_day(day), self.lead_days)
        self.judge_waiting(day, decided, read)
        self.cap_addresses(day, decided, read)
        self.expect(day, decided, read)
        self.compare_rows(day, decided, people)
        self.take_letters(day, read)
        self.check_calls(day)
        self.check_mailing(day, read)
        self.check_calendars(day)
        self.check_sums(people, read)

    def learn_odd(self, people):
        """Fonts and envelopes are the program's to know; but only odd texts may be held for them."""
        self.undrawn = {row["resident"] for row in self.table("operators/exceptions.csv")
                        if row["code"] == "glyph"}
        for resident in self.undrawn:
            if not rare(people[resident]):
                raise Breach(resident, "no font draws an ordinary name and address")
        for row in self.rows:
            if row["reason"] == "overflow":
                if not long_texts(people[row["resident"]]):
                    raise Breach(row["resident"], "no envelope holds an ordinary name and address")
                self.overflowing.add(long_texts(people[row["resident"]]))

    def odd(self, person):
        if person.id in self.undrawn:
            return "glyph"
        return "overflow" if long_texts(person) in self.overflowing else None

    def end(self, due, state, day):
        due.state = state
        due.story.append(f"{self.night} {state}")
        self.ended.add(due.key)

    def close(self, day, people, read):
        for key, due in self.dues.items():
            if due.state != "open":
                continue
            resident, document, expires = key
            if resident not in people:
                self.end(due, "lapsed" if expires < day else "vanished", day)
            elif resident in read:
                current = expiries(read[resident]).get(document)
                if current is None:
                    self.end(due, "withdrawn", day)
                elif current[0] != expires:
                    self.end(due, "renewed", day)
                elif expires < day:
                    self.end(due, "lapsed", day)

    def learn_protection(self, people):
        """Who is remembered, and whom the night must have told as no longer named."""
        lost = set()
        for resident, person in people.items():
            if person.broken is not None:  # a record with a fault releases nobody
                person.guarded = person.guarded or person.protection in ("provisional", "active")
            elif person.protection is not None:
                person.guarded = person.protection in ("provisional", "active")
            elif person.guarded:
                lost.add(resident)
        told = {row["resident"] for row in self.table("operators/exceptions.csv") if row["code"] == "protection-absent"}
        if told != lost:
            raise Breach(min(told ^ lost), "told or not told as protection-absent")
        self.count["residents whose protection is remembered alone"] += len(lost)

    def decide_all(self, day, read):
        """{resident: decisions} of all whose window is open."""
        decided = {}
        for resident, person in read.items():
            opens, closes = person.span()
            if not opens <= day <= closes:
                continue
            decisions = decide(person, day)
            if not decisions:
                continue
            reason = self.odd(person)
            for decision in decisions if reason else ():
                if decision.outcome == "letter":
                    decision.outcome, decision.reason = "hand", reason
            decided[resident] = decisions
        return decided

    def due_of(self, resident, decision):
        return self.dues.get((resident, decision.document, decision.expires))

    def reminds(self, day, due):
        """Would a letter of tonight remind of this due?"""
        return due.settled() and due.reminder is None and expected.reminded_tonight(
            due.key[2], due.notice.posted or due.notice.mailed and due.notice.mailed[:10], due.visit(), day, self.arrives,
            self.as_of)

    def judge_waiting(self, day, decided, read):
        """Letters that wait for their mailing stand only when tonight they would be the same, down to the
        mark at an expiry that was computed, and arrive in time for the visit that they name."""
        for number, notice in list(self.waiting.items()):
            if any(due.key in self.ended for due in notice.dues):
                self.pull(notice)
                continue
            if notice.resident not in read:
                continue  # set aside: it waits
            now = {(notice.resident, d.document, d.expires): d for d in decided.get(notice.resident, ())}
            same = all(due.key in now and (notice is due.reminder or now[due.key].wave == due.row[1]) and
                       (now[due.key].matter, now[due.key].outcome, now[due.key].reason) == due.last
                       for due in notice.dues)
            joined = any(d.outcome in ("letter", "covered") and
                         not (key in self.dues and self.dues[key].settled()) or
                         d.outcome == "letter" and self.reminds(day, self.dues[key])
                         for key, d in now.items())
            soon = notice.visit is not None and notice.visit.alive() and \
                notice.visit.starts[:10] < add_days(day, min(3, self.lead_days))
            if not same or joined or soon:
                self.pull(notice)

    def pull(self, notice):
        notice.pulled = self.night
        del self.waiting[notice.number]
        for due in notice.dues:
            if notice is due.reminder:
                due.reminder = None
                self.count["reminders pulled"] += 1
            else:
                due.notice = None
            due.story.append(f"{self.night} letter {notice.number} pulled")
        self.count["letters pulled"] += 1

    def wants_letter(self, day, resident, d):
        due = self.due_of(resident, d)
        return d.outcome == "letter" and (due is None or not due.settled() or self.reminds(day, due))

    def cap_addresses(self, day, decided, read):
        writing = collections.defaultdict(list)
        for resident, decisions in decided.items():
            if any(self.wants_letter(day, resident, d) for d in decisions):
                person = read[resident]
                writing[destination(person) + (expected.building(person) or "",)].append(resident)
        for residents in writing.values():
            for resident in residents if len(residents) > self.cap else ():
                for d in decided[resident]:
                    if self.wants_letter(day, resident, d):
                        d.outcome, d.reason = "hand", "address-cap"

    def expect(self, day, decided, read):
        """Fills in self.must, the rows there should be, and self.may, those there may be."""
        self.must, self.may, self.reopened = {}, {}, set()
        for resident, decisions in decided.items():
            card = next((self.due_of(resident, d) for d in decisions if d.document == "card"), None)
            # The card of a letter of tonight, or of an earlier one.
            letter = any(self.wants_letter(day, resident, d) for d in decisions)
            covering = card.notice.number if card and card.settled() and not letter else None
            reminding = bool(letter and card and card.settled())
            for d in decisions:
                key = resident, d.document, d.expires
                due = self.dues.get(key)
                if due is None:
                    due = self.dues[key] = Due(key, d)
                    self.dues_of.setdefault(resident, []).append(key)
                was_ended = due.state != "open"
                over = d.outcome == "none" and d.reason in expected.WITHDRAWS
                if due.settled():
                    if d.outcome in ("letter", "hand") and self.reminds(day, due) or (
                            d.outcome == "covered" and reminding and due.reminder is None):
                        d.wave = "reminder"
                        told = due.row == (d.matter, d.wave, d.outcome, d.reason)
                        must = self.may if d.outcome == "hand" and told else self.must
                        must[resident, d.matter] = d, "" if d.outcome == "hand" else "new"
                    elif d.outcome == "hand":  # the letter is printed, and staff has to know since
                        if due.last != (d.matter, d.outcome, d.reason):
                            self.must[resident, d.matter] = d, ""
                    elif d.outcome == "none":
                        (self.must if due.told != "none" else self.may)[resident, d.matter] = d, ""
                    if was_ended and not over:
                        self.reopened.add(resident)
                else:
                    notice = ""
                    if d.outcome == "letter" or d.outcome == "covered" and letter:
                        notice = "new"
                    elif d.outcome == "covered" and covering:
                        notice = covering
                    due.possible += bool(notice)
                    now = d.matter, d.outcome, d.reason
                    if notice or due.last != now:
                        self.must[resident, d.matter] = d, notice
                    elif was_ended:
                        self.may[resident, d.matter] = d, notice
                due.last, due.matter = (d.matter, d.outcome, d.reason), d.matter
                due.outcomes.add(d.outcome)
                if over and due.state == "open":
                    self.end(due, "withdrawn", day)
                elif not over and was_ended:
                    due.state = "open"
                    due.story.append(f"{self.night} open again")

    def compare_rows(self, day, decided, people):
        seen = set()
        for row in self.rows:
            key = row["resident"], row["matter"]
            d, notice = self.must.get(key) or self.may.get(key) or (None, None)
            if d is None:
                raise Breach(key[0], f"a row that should not be: {dict(row)}")
            right = (d.expires, d.opens, d.wave, d.outcome, d.reason)
            here = tuple(row[name] for name in ("expires", "opens", "wave", "outcome", "reason"))
            if here != right:
                raise Breach(key[0], f"{key[1]}: the row says {here}, and should {right}")
            if row["household"] != people[key[0]].household:
                raise Breach(key[0], "the row has another household")
            fresh = bool(row["notice"]) and row["notice"] not in self.notices
            if (notice == "new") != fresh or not fresh and row["notice"] != notice:
                raise Breach(key[0], f"{key[1]}: notice {row['notice']!r}, and should be {notice or None}")
            seen.add(key)
        for key in self.must:
            if key not in seen:
                d = self.must[key][0]
                raise Breach(key[0], f"no row: {d.matter} {d.expires} {d.wave} {d.outcome} {d.reason}")
        exceptions = self.table("operators/exceptions.csv")
        told = {row["resident"] for row in exceptions if row["code"] == "reopened"}
        if told != self.reopened:
            raise Breach(sorted(told ^ self.reopened)[0],
                         f"reopened: told of {sorted(told)}, should be {sorted(self.reopened)}")
        vanished = {key[0] for key in self.ended if self.dues[key].state == "vanished"}
        told = {row["resident"] for row in exceptions if row["code"] == "vanished"}
        if told != vanished:
            raise Breach(sorted(told ^ vanished)[0], "vanished: told of others")

    def check_reminder(self, row, due):
        """It names the first letter's appointment when that is ahead, else one of its own or none."""
        visit = due.visit()
        if visit is None:
            self.count["reminders without an earlier appointment"] += 1
        elif visit < self.arrives:
            self.count["appointments missed and reminded of"] += 1
            if row["uid"] == due.notice.visit.uid:
                raise Breach(due.key[0], f"reminded of an appointment that has passed: {visit}")
        else:
            self.count["appointments ahead and reminded of"] += 1
            if row["uid"] != due.notice.visit.uid:
                raise Breach(due.key[0], f"a reminder that does not keep the appointment of {visit}")

    def take_letters(self, day, read):
        """Remembers tonight's rows, their letters and appointments."""
        self.fresh, self.given = {}, []
        for row in self.rows:
            document = "card" if row["matter"] == "stay" else row["matter"]
            due = self.dues[row["resident"], document, row["expires"]]
            due.told = row["outcome"]
            due.row = tuple(row[name] for name in ("matter", "wave", "outcome", "reason"))
            due.story.append(" ".join(filter(None, (
                self.night, row["matter"], row["wave"], row["outcome"], row["reason"], row["notice"],
                row["starts"], row["counter"]))))
            if not row["notice"]:
                continue
            notice = self.notices.get(row["notice"])
            if notice is None:
                notice = Notice(row["notice"], row["resident"], row["wave"], self.night)
                self.notices[notice.number] = self.waiting[notice.number] = notice
                self.fresh[notice.number] = notice
            notice.dues.append(due)
            if row["wave"] == "reminder":
                if row["outcome"] == "letter":
                    self.check_reminder(row, due)
                due.reminder = notice
            else:
                due.notice = notice
            if row["uid"] and notice.number in self.fresh:
                self.take_visit(day, row, notice, read)
        for notice in self.fresh.values():
            self.count["letters with an appointment"] += notice.visit is not None

    def take_visit(self, day, row, notice, read):
        visit = self.visits.get(row["uid"])
        if visit is None:
            visit = self.visits[row["uid"]] = Visit(row)
            self.given.append(visit)
        elif not visit.alive():
            raise Breach(notice.resident, "a letter names an appointment that was cancelled")
        elif (visit.counter, visit.starts) != (row["counter"], row["starts"]):
            raise Breach(notice.resident, "an appointment kept has moved")
        if visit is not notice.visit:
            self.count["appointments kept"] += bool(visit.notices)
            visit.notices.append(notice)
            notice.visit = visit
        first, last = row["visit_from"], row["visit_until"]
        earliest = max(add_days(self.posting_day(day), self.lead_days), window(row["expires"])[2])
        if len(visit.notices) > 1 or visit not in self.given:  # it stands, if the letter is there in time
            earliest = min(earliest, max(visit.starts[:10], add_days(self.posting_day(day), 2)))
        if not earliest <= first <= visit.starts[:10] <= last <= row["expires"]:
            # A due that is over earlier leaves no day: then the letter is about the others.
            latest = max(r["expires"] for r in self.rows if r["notice"] == notice.number)
            if not earliest <= first <= visit.starts[:10] <= last <= latest:
                raise Breach(notice.resident, f"{visit.starts} is not in {first}…{last}, from {earliest}")

    def check_calls(self, day):
        """Whose letter arrives too late to act on is telephoned."""
        arrives = add_days(self.posting_day(day), self.lead_days)
        right = {(r["resident"], r["matter"], r["expires"], r["notice"]) for r in self.rows
                 if r["notice"] in self.fresh and r["outcome"] == "letter" and arrives > r["expires"]}
        told = {(row["resident"], row["matter"], row["expires"], row["notice"])
                for row in self.table("operators/call.csv")}
        if told != right:
            raise Breach(min(told ^ right)[0], f"call.csv: {sorted(told ^ right)} more or less")
        self.count["dues to be telephoned about"] += len(told)

    # ---- the mail room ----

    def check_mailing(self, day, read):
        mailing = os.path.isdir(os.path.join(self.path, "mailroom"))
        if mailing != self.mailing_day(day) and self.mailing_day(day) is not None:
            raise Breach(None, f"mailroom/ is there: {mailing}")
        sheets = self.table("mailroom/manifest.csv") if mailing else []
        for sheet in sheets:
            notice = self.notices.get(sheet["notice"])
            if notice is None:
                raise Breach(None, f"letter {sheet['notice']} was never decided")
            if notice.mailed or notice.pulled:
                raise Breach(notice.resident, f"letter {notice.number} goes out a second time, or was pulled")
            person = read.get(notice.resident)
            if person is None:
                raise Breach(notice.resident, f"letter {notice.number} to somebody who was not read tonight")
            if gone(person):
                raise Breach(notice.resident, f"letter {notice.number} goes out, but: {gone(person)}")
            if sheet["postal"] != destination(person)[0]:
                raise Breach(notice.resident, f"letter {notice.number} to {sheet['postal']}, "
                             f"the export has {destination(person)[0]}")
            notice.mailed = self.night
            del self.waiting[notice.number]
            for due in notice.dues:
                due.story.append(f"{self.night} mailed, sheet {sheet['sheet']}")
                mailed = self.reminded if notice is due.reminder else self.mailed
                mailed[due.key] += 1
                if mailed[due.key] > 1:
                    raise Breach(notice.resident, f"a second letter or reminder about {due.key}")
        for notice in self.waiting.values() if mailing else ():
            if notice.resident in read:
                raise Breach(notice.resident, f"letter {notice.number} is not in the mailing")

    # ---- appointments ----

    def check_calendars(self, day):
        """What ended is cancelled in everybody's calendar; what lives is in its counter's."""
        cancelled = {}
        for visit in self.visits.values():
            if not visit.alive() or visit.starts[:10] < day:
                continue
            if not any(due.state == "open" and due.settled_by(notice)
                       for notice in visit.notices for due in notice.dues):
                cancelled[visit.uid] = visit
        told, sent = set(), set()
        folder = os.path.join(self.path, "residents")
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if not name.endswith(".ics"):
                continue
            [event] = events(os.path.join(folder, name))
            visit = self.visits.get(event["UID"])
            owner = visit.notices[-1].resident if visit else None
            if visit is None:
                raise Breach(None, f"{name}: an appointment nobody was given")
            if event["METHOD"] != "CANCEL":
                if not visit.alive() or visit.uid in cancelled:
                    raise Breach(owner, f"{name}: sent out, but it ended")
                sent.add(visit.uid)
                continue
            if visit.uid not in cancelled:
                raise Breach(owner, f"{name}: cancelled {visit.starts}, but nothing ended")
            if int(event["SEQUENCE"]) != visit.sequence + 1 or event.get("STATUS") != "CANCELLED":
                raise Breach(owner, f"{name}: SEQUENCE {event['SEQUENCE']} after {visit.sequence}")
            told.add(visit.uid)
        for notice in self.fresh.values():
            if notice.visit and notice.visit.uid not in sent:
                raise Breach(notice.resident, f"no calendar file for letter {notice.number}")
        for uid, visit in cancelled.items():
            if uid not in told:
                raise Breach(visit.notices[-1].resident, f"{visit.starts} is not cancelled")
            visit.cancelled = self.night
            self.count["appointments cancelled"] += 1
        self.check_places()
        self.check_counters(day)

    def check_places(self):
        """What was given tonight is a place of the counter, and with what stands there after tonight
        there are desks enough at any time of it, on whatever grid the others were given."""
        standing = collections.defaultdict(list)
        for visit in self.visits.values() if self.given else ():
            if visit.alive():
                standing[visit.counter, visit.starts[:10]].append(visit)
        for visit in self.given:
            resident = visit.notices[-1].resident
            end, desks = self.places.get((visit.counter, visit.starts), (None, 0))
            if end != visit.ends:
                raise Breach(resident, f"{visit.counter} {visit.starts} to {visit.ends} is no place")
            there = standing[visit.counter, visit.starts[:10]]
            for instant in [visit.starts] + [v.starts for v in there if visit.starts < v.starts < visit.ends]:
                together = sum(v.starts <= instant < v.ends for v in there)
                if together > desks:
                    raise Breach(resident, f"{visit.counter} {instant}: {desks} desks and {together} people")

    def check_counters(self, day):
        agenda = {}
        folder = os.path.join(self.path, "counters")
        for name in sorted(os.listdir(folder)):
            if name.endswith(".ics"):
                for event in events(os.path.join(folder, name)):
                    agenda[event["UID"]] = name[:-4], local(event["DTSTART"]), local(event["DTEND"])
        right = {v.uid: (v.counter, v.starts, v.ends) for v in self.visits.values()
                 if v.alive() and v.starts[:10] >= day}
        for uid in agenda.keys() | right.keys():
            if agenda.get(uid) != right.get(uid):
                visit = self.visits.get(uid)
                raise Breach(visit and visit.notices[-1].resident,
                             f"counters say {agenda.get(uid)} of {uid}, and should {right.get(uid)}")
        if self.newest in (None, self.night):
            self.check_calendars_beside(agenda)

    def check_calendars_beside(self, agenda):
        """What stands beside the nights is tonight's, event by event."""
        beside = os.path.join(self.out, "counters")
        standing = {}
        for counter in os.listdir(beside):
            for name in os.listdir(os.path.join(beside, counter)):
                if name != "displayname":
                    event = self.event_beside(os.path.join(beside, counter, name))
                    standing[event["UID"]] = counter, local(event["DTSTART"]), local(event["DTEND"])
                    if name != event["UID"] + ".ics":
                        raise Breach(None, f"counters/{counter}/{name} is about {event['UID']}")
        if standing != agenda:
            raise Breach(None, f"the calendars beside the nights differ by {standing.items() ^ agenda.items()}")

    def event_beside(self, path):
        """The one event of a file, which most nights leave as it was."""
        stat = os.stat(path)
        key = path, stat.st_ino, stat.st_mtime_ns
        if key not in self.beside:
            (self.beside[key],) = events(path)
        return self.beside[key]

    # ---- sums ----

    def check_sums(self, people, read):
        self.count["dues reopened after their letter"] += len(self.reopened)
        self.count["records set aside"] += len(people) - len(read)
        with open(os.path.join(self.path, "operators/summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        right = {"read": len(people), "decided": len(read), "aside": len(people) - len(read)}
        outcomes = collections.Counter(row["outcome"] for row in self.rows)
        right.update({name: outcomes[name] for name in ("letter", "covered", "hand", "none")})
        for name, value in right.items():
            if summary[name] != value:
                raise Breach(None, f"summary.json: {name} is {summary[name]}, and should be {value}")
        exceptions = {row["resident"] for row in self.table("operators/exceptions.csv")}
        for resident in people.keys() - read.keys():
            if resident not in exceptions:
                raise Breach(resident, "set aside, but not among the exceptions")

    def balance(self):
        """At the end: whoever could get a letter got exactly one."""
        for key, due in self.dues.items():
            letters = self.mailed[key]
            if letters > 1 or due.possible and letters == 0 and not due.settled() and not any(
                    "pulled" in line for line in due.story):
                raise Breach(key[0], f"{letters} letters about {key}")

    # ---- what became of everything ----

    def fate(self, due):
        """(which letter, how it ended)"""
        if due.notice is not None and due.last is not None:
            wave = next(line.split()[2] for line in reversed(due.story)
                        if due.notice.number in line and " pulled" not in line and
                        " reminder " not in line)
            how = "covered by a letter" if due.told == "covered" else wave
            if not due.notice.mailed:
                how += ", waiting"
            if due.reminder is not None:
                how += ", reminded" if due.reminder.mailed else ", reminder waiting"
        elif "hand" in due.outcomes:
            how = "by hand only"
        elif due.last[1] == "none":
            how = "no letter: " + due.last[2]
        elif due.last[1] == "covered":
            how = "with a card by hand"
        else:
            how = "pulled" if any("pulled" in line for line in due.story) else "not yet"
        return how, due.state

    def summary(self):
        table = collections.Counter(self.fate(due) for due in self.dues.values())
        states = ["open"] + [state for state in ENDED]
        width = max(map(len, (how for how, _ in table)), default=0) + 2
        lines = [f"%-{width}s" % "what became of every due" + "".join("%11s" % s for s in states) + "%11s" % "all"]
        rows = sorted({how for how, _ in table})
        for how in rows:
            counts = [table[how, state] for state in states]
            lines.append(f"%-{width}s" % how + "".join("%11d" % n for n in counts + [sum(counts)]))
        counts = [sum(table[how, state] for how in rows) for state in states]
        lines.append(f"%-{width}s" % "all" + "".join("%11d" % n for n in counts + [sum(counts)]))
        lines += [f"{number:8} {what}" for what, number in sorted(self.count.items())]
        lines.append(f"{len(self.notices):8} letters decided")
        mailed = [n for n in self.notices.values() if n.mailed is not None]
        lines.append(f"{len(mailed):8} letters mailed")
        lines.append(f"{sum(n.wave == 'reminder' for n in mailed):8} of them reminders")
        return "\n".join(lines)

    def report(self, path):
        with open(path, "w", encoding="utf-8") as file:
            file.write("resident\tdocument\texpires\tmatter\topens\tfate\tended\tnotice\tmailed\tstory\tlife\n")
            for key in sorted(self.dues):
                due = self.dues[key]
                how, state = self.fate(due)
                notice = due.notice
                file.write("\t".join((*key, due.matter, due.opens, how, state, notice.number if notice else "",
                                      notice.mailed or "" if notice else "", "; ".join(due.story),
                                      "; ".join(self.lives.get(key[0], ())))) + "\n")

    def explain(self, breach):
        """What a person needs to see the breach again."""
        lines = [f"breach on the night of {self.night}: {breach}",
                 f"again: tests/nights/{self.script} --seed {self.seed} --nights {self.nights} "
                 f"--residents {self.residents} --from {self.start}"]
        if breach.resident:
            lines.append(f"resident {breach.resident}")
            lines += ["  life: " + line for line in self.lives.get(breach.resident, ())]
            for key in self.dues_of.get(breach.resident, ()):
                lines.append(f"  {key[1]} to {key[2]}: {self.dues[key].state}")
                lines += ["    " + line for line in self.dues[key].story]
            person = self.city.people.get(breach.resident)
            lines.append(person.xml() if person else "")
        return "\n".join(lines)


def main(city=Simulation):
    parser = argparse.ArgumentParser(description="A simulated city over many nights.")
    parser.add_argument("--residents", type=int, default=20000)
    parser.add_argument("--nights", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="start", default="2026-11-24")
    parser.add_argument("--sample", type=int, default=5, help="every N-th night: contract and plan")
    parser.add_argument("--report", help="a line for every due and its story, TSV")
    parser.add_argument("--keep", help="an empty folder to work in, kept afterwards")
    arguments = parser.parse_args()
    folder = arguments.keep or tempfile.mkdtemp(prefix="kigen-city-")
    os.makedirs(folder, exist_ok=True)
    simulation = city(arguments.residents, arguments.nights, arguments.seed, arguments.start, folder,
                            lambda line: print(line, flush=True), arguments.sample)
    status = 0
    try:
        simulation.simulate()
    except Breach as breach:
        print(simulation.explain(breach))
        print("left as it was: " + folder)
        status = 1
    print(simulation.summary())
    if arguments.report:
        simulation.report(arguments.report)
    if status == 0 and not arguments.keep:
        shutil.rmtree(folder)
    return status


if __name__ == "__main__":
    sys.exit(main())
