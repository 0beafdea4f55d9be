#!/usr/bin/env python3
"""The simulated city put on trial by the outside world: exports that lack a part, ledgers that come
from a backup or are gone, an office that cuts its hours anew, and a mail room that posts a day late, with
sheets to pull. What must hold whatever happens: nobody who is protected on the day of posting has a
letter that was on no stop list; nobody is moved while the counter is open; what was refused left nothing
behind; a sheet that was pulled is written anew, and one that left is telephoned about.

usage: trials.py, as simulate.py"""

import collections
import json
import os
import re
import shutil
import sys

from expected import add_days, protected
from simulate import Breach, Simulation, main

# How a part of an export is forgotten, what takes it away, and the code that stops the night. The
# made-up city is small: of what it has fewer of than a limit sees, nothing is asked (`least`).
LAYERS = (
    ("layer-protection", r"<protection [^>]*/>\n?", 5),
    ("layer-leaving", r"<leaving [^>]*/>\n?", 12),
    ("layer-stay", r"<stay [^>]*/>\n?", 12),
    ("layer-language", r"<language>[^<]*</language>\n?", 12),
    ("layer-signature", r'<certificate kind="signature"[^>]*/>\n?', 12),
    ("layer-authentication", r'<certificate kind="authentication"[^>]*/>\n?', 12),
    ("layer-document", r"<(card|certificate) [^>]*/>\n?", 12),
    ("layer-card-expiry", r'(?<=<card )([^>]*) expires="[^"]*"', 12),
    ("layer-postal", r'(?<=<address) postal="[^"]*"', 12),
)
# Once it opens ten minutes earlier it keeps to that, since appointments are given then.
EARLIER = 'from="08:30" to="17:00" desks="12"', 'from="08:20" to="17:00" desks="12"'
# Other grids and other numbers of desks: each appointment that was given is within the hours still.
OFFICES = (
    (),
    (('<counter id="cityhall" phone="0568-85-6138" latitude="35.2475" longitude="136.9722" slot-minutes="30">',
      '<counter id="cityhall" phone="0568-85-6138" latitude="35.2475" longitude="136.9722" slot-minutes="20">'),),
    (('slot-minutes="30"', 'slot-minutes="60"'),),
    (('from="09:00" to="16:00" desks="4"', 'from="09:00" to="16:00" desks="9"'),),
    (('to="17:00" desks="3"', 'to="17:00" desks="1"'),),
)


class Trials(Simulation):
    script = "trials.py"

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.plain, self.variant = None, 0  # the office file, and which of the hours above it has
        self.backup = None  # a copy of the ledger, and the night after which it was made
        self.unposted = {}  # mailings that lie in the mail room, and for how many nights more
        self.listed = {}  # letter to the mailing that the last night's list names it in
        self.left_out = set()  # letters that left although they were on the list, since the last night
        self.freed = set()  # keys of dues whose letter the mail room pulled since the last night

    # ---- before a night ----

    def run_night(self, day, name, sampled, killed=False):
        turn = self.count["nights"] % 12
        if not killed and self.left is None and os.path.exists(self.ledger):
            if turn in (2, 6):
                self.forget_a_part(day)
            elif turn == 4:
                self.lose_the_ledger(day)
            elif turn == 8:
                self.cut_the_hours_anew(day)
        super().run_night(day, name, sampled, killed)
        if not name.endswith("-2") and turn == 10:
            self.backup = self.ledger + ".backup", name
            shutil.copy(self.ledger, self.backup[0])
        self.post(day, name)

    def refused(self, day, code, what):
        """The run says so and ends with 65; nothing has changed."""
        answer = self.run(day, 65)
        if code.encode() not in answer.stderr:
            raise Breach(None, f"refused, but not as {code}: {answer.stderr.decode()}")
        self.count[what] += 1

    def forget_a_part(self, day):
        with open(self.register, encoding="utf-8") as file:
            whole = file.read()
        code, pattern, least = self.chance.choice(LAYERS)
        cut, times = re.subn(pattern, r"\1" if "(?<=<card )" in pattern else "", whole)
        if times < least:
            return
        before = self.fingerprint()
        with open(self.register, "w", encoding="utf-8") as file:
            file.write(cut)
        self.refused(day, code, "exports refused for a part that is gone")
        with open(self.register, "w", encoding="utf-8") as file:
            file.write(whole)
        if self.fingerprint() != before:
            raise Breach(None, "a refused export left something behind")

    def lose_the_ledger(self, day):
        """None in its place, or the one of a backup: told by the folders beside it."""
        true = self.ledger + ".true"
        os.rename(self.ledger, true)
        old = self.backup is not None and self.backup[1] != self.night and self.chance.random() < 0.7
        if old:
            shutil.copy(self.backup[0], self.ledger)
        folders = self.folders()
        self.refused(day, "ledger-behind", "runs refused without the ledger, or on an older one")
        os.replace(true, self.ledger)
        if self.folders() != folders:
            raise Breach(None, "a refused run left a folder behind")

    def cut_the_hours_anew(self, day):
        """The office opens as before, but by another grid, earlier, or with fewer desks."""
        if self.plain is None:
            with open(self.office, encoding="utf-8") as file:
                self.plain = file.read()
        if self.chance.random() < 0.3:
            self.plain = self.plain.replace(*EARLIER)
        self.variant = self.chance.choice([i for i in range(len(OFFICES)) if i != self.variant])
        text = self.plain
        for old, new in OFFICES[self.variant]:
            assert old in text, old
            text = text.replace(old, new)
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)
        self.read_places()
        self.count["offices with other hours"] += 1

    # ---- the mail room ----

    def post(self, day, name):
        """Last night's sheets leave on the day, or a day late, a heap of them after three nights; what the
        last list names is pulled."""
        self.listed = {row["notice"]: row for row in self.stop_rows()}
        if os.path.isdir(os.path.join(self.path, "mailroom")) and self.table("mailroom/manifest.csv"):
            sheets = len(self.table("mailroom/manifest.csv"))
            self.unposted[name] = 3 if sheets > 50 else int(self.chance.random() < 0.4)
        for mailing, nights in list(self.unposted.items()):
            self.unposted[mailing] = nights - 1
            if nights == 0:
                del self.unposted[mailing]
                self.post_one(day, mailing)

    def stop_rows(self):
        for room in ("mailroom", "operators"):
            if os.path.exists(os.path.join(self.path, room, "stop.csv")):
                return self.table(room + "/stop.csv")
        raise Breach(None, "no stop.csv")

    def post_one(self, day, mailing):
        people = {person.id: person for person in self.shown}
        letters = [n for n in self.notices.values() if n.mailed == mailing and not n.pulled]
        for notice in letters:
            person = people.get(notice.resident)
            if person is not None and protected(person) and notice.number not in self.listed:
                raise Breach(notice.resident, f"letter {notice.number} of {mailing} is posted on {day}, "
                             "and nothing stops it")
        named = [number for number, row in self.listed.items() if row["mailing"] == mailing]
        pulled = [number for number in named if self.chance.random() < 0.8]
        left = [number for number in named if number not in pulled]
        command = ["mailing", "posted", mailing, "--on", day, "--office", self.office, "--ledger", self.ledger,
                   "--date", day, "--by", "mail room"]
        if named:
            answer = self.kigen(*command)
            if answer.returncode != 64:
                raise Breach(None, f"posted with {len(named)} sheets on the list: {answer.returncode}")
        answer = self.kigen(*command, *(["--pulled", *pulled] if pulled else []),
                            *(["--left", *left] if left else []))
        if answer.returncode != 0:
            raise Breach(None, f"mailing posted {mailing}: " + answer.stderr.decode())
        self.count["mailings posted"] += 1
        self.count["mailings posted a day late"] += mailing[:10] != day
        for notice in letters:
            notice.posted = day
        for number in pulled:
            self.pull_sheet(self.notices[number])
        self.left_out.update(left)
        self.count["sheets that left all the same"] += len(left)

    def pull_sheet(self, notice):
        """As if it had never been written: its dues are free, its letter does not count."""
        notice.pulled = self.night
        self.count["sheets pulled"] += 1
        for due in notice.dues:
            if notice is due.reminder:
                due.reminder = None
                self.reminded[due.key] -= 1
            elif notice is due.notice:
                due.notice = None
                self.mailed[due.key] -= 1
            due.story.append(f"{self.night} sheet of letter {notice.number} pulled")
            self.freed.add(due.key)

    def expect(self, day, decided, read):
        """A due that was freed is told once more, whatever becomes of it."""
        super().expect(day, decided, read)
        for key in self.freed:
            due = self.dues[key]
            row = key[0], due.matter
            if row not in self.must and due.last is not None:
                for d in decided.get(key[0], ()):
                    if (key[0], d.document, d.expires) == key:
                        self.may[row] = d, ""
        self.freed = set()

    def check_calls(self, day):
        told = {row["notice"] for row in self.table("operators/call.csv")}
        for number in self.left_out:
            notice = self.notices[number]
            if number not in told and notice.resident in {person.id for person in self.shown}:
                raise Breach(notice.resident, f"letter {number} left although it was on the list; nobody calls")
        table, skipped = self.table, self.left_out
        self.table = lambda name: [row for row in table(name) if name != "operators/call.csv"
                                   or row["notice"] not in skipped]
        try:
            super().check_calls(day)
        finally:
            del self.table
        self.left_out = set()

    def check_mailing(self, day, read):
        super().check_mailing(day, read)
        if os.path.isdir(os.path.join(self.path, "mailroom")):
            twice = collections.Counter(self.notices[row["notice"]].resident
                                        for row in self.table("mailroom/manifest.csv"))
            for resident, sheets in twice.items():
                if sheets > 1:
                    raise Breach(resident, f"{sheets} letters in one mailing")

    def check_sums(self, people, read):
        super().check_sums(people, read)
        with open(os.path.join(self.path, "operators/summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        if summary["stop"] != len(self.stop_rows()):
            raise Breach(None, f"summary.json: stop is {summary['stop']}, the list has {len(self.stop_rows())}")
        if sum(summary[name] for name in ("letter", "covered", "hand", "none")) != len(self.rows):
            raise Breach(None, "the outcomes do not add up to the rows")


if __name__ == "__main__":
    sys.exit(main(Trials))
