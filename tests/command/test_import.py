"""`kigen appointment import`: what another system, or a form on the city's page, asks of the desks."""

import csv
import os
import re
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk
from city import KIGEN, Resident, Shared, certificates_due, tree_digest

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NIGHT, TODAY, NEXT = "2026-11-24", "2026-11-25", "2026-11-26"
HEAD = "request,action,who,of,counter,day,time,minutes,asked"
ASKED = "2026-11-24T23:05"
PLACE = ("tobu", "2026-12-16", "10:00")


def codes():
    """Every code that a request can be answered with, by the program's own table."""
    listed = subprocess.run(["sh", os.path.join(TESTS, "../cron/man/codes.sh"), "request"], capture_output=True, text=True, check=True)
    return set(listed.stdout.split())


class Importing(Shared, Desk):
    def begin(self):
        self.people = [certificates_due(str(id), "2027-02-05") for id in range(1, 7)]
        self.people.append(certificates_due("9", "2027-02-05", protection="active"))
        self.run_night(self.write(self.people, "2026-11-23"), NIGHT)
        self.number = self.numbers(NIGHT)
        self.file, self.answer = (os.path.join(self.folder, name) for name in ("requests.csv", "answer.csv"))

    def rows(self, query):
        out = subprocess.run(["sqlite3", "-readonly", self.ledger, query], capture_output=True, check=True, text=True).stdout
        return [tuple(line.split("|")) for line in out.splitlines()]

    @staticmethod
    def row(id, action, who="", place=("", "", ""), *, of="", minutes="", asked=ASKED):
        return ",".join([id, action, who, of, *place, str(minutes), asked])

    def give(self, *rows, head=HEAD, end="\r\n"):
        with open(self.file, "w", encoding="utf-8", newline="") as stream:
            stream.write(end.join([head, *rows, ""]))

    def take(self, *words, date=TODAY, expect=None):
        """Request's id to its code, as the answer file has them; `expect`: 1 when one is refused."""
        if os.path.exists(self.answer):
            os.unlink(self.answer)
        command = [KIGEN, "appointment", "import", self.file, "--out", self.answer, *words, "--office", self.office, "--ledger", self.ledger, "--date", date]
        self.said = subprocess.run(command, capture_output=True, timeout=600)
        with open(self.answer, encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        self.assertEqual({row["outcome"] for row in rows if row["code"] in ("done", "already")} - {"accepted"}, set())
        self.assertEqual({row["outcome"] for row in rows if row["code"] not in ("done", "already")} - {"refused"}, set())
        refused = any(row["outcome"] == "refused" for row in rows)
        self.assertEqual(self.said.returncode, int(refused) if expect is None else expect, self.said.stderr.decode())
        return {row["request"] or "line " + row["line"]: row["code"] for row in rows}

    def asks(self, *rows, **words):
        self.give(*rows)
        return self.take(**words)

    def verified(self):
        done = subprocess.run([KIGEN, "verify", "--office", self.office, "--ledger", self.ledger, "--out", self.out], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def appointment(self, resident):
        """Counter, day, start and state as they are now."""
        ((*found,),) = self.rows(f"SELECT counter, day, starts, state FROM appointment WHERE uid = '{self.uid(resident)}' ORDER BY sequence DESC LIMIT 1")
        return tuple(found)

    def uid(self, resident):
        return self.dues(NIGHT)[resident, "signature"]["uid"]

    def token(self, resident):
        return self.rows(f"SELECT token FROM notice WHERE number = '{self.number[resident]}'")[0][0]


class Requests(Importing):
    def test_by_letter_by_page_and_by_resident(self):
        answered = self.asks(self.row("A1", "move", self.number["1"], PLACE), self.row("A2", "move", self.token("2"), PLACE),
                             self.row("A3", "move", "3", PLACE), self.row("A4", "cancel", self.number["4"].replace("-", "")), self.row("A5", "cancel", self.token("5")),
                             self.row("A6", "book", "4", ("tobu", "2026-12-17", "10:00"), asked="2026-11-24T23:06"))
        self.assertEqual(answered, {f"A{i}": "done" for i in range(1, 7)})
        for resident, place in (("1", PLACE), ("2", PLACE), ("3", PLACE), ("4", ("tobu", "2026-12-17", "10:00"))):
            self.assertEqual(self.appointment(resident), (*place, "moved"))
        self.assertEqual(self.appointment("5")[3], "cancelled")
        self.assertEqual([line.split("|")[1:4] for line in self.log()],
                         [["requests-imported", "", ""], *(["appointment-moved", self.number[id], id] for id in "123"),
                          *(["appointment-cancelled", self.number[id], id] for id in "45"), ["appointment-given", self.number["4"], "4"]])
        self.assertEqual([line.split("|")[6] for line in self.log()], ["", *(f"request A{i}" for i in range(1, 7))])
        self.verified()

    def test_given_again_nothing_is_done_and_the_answer_is_the_same(self):
        self.give(self.row("A1", "move", self.number["1"], PLACE), self.row("A2", "book", "", PLACE), self.row("A3", "book", "", ("tobu", "2026-12-20", "10:00")),
                  self.row("A4", "move", self.number["1"], PLACE), "broken", self.row("A1", "move", self.number["1"], PLACE), self.row("A5", "cancel", "77"))
        first = self.take()
        self.assertEqual(first, {"A1": "done", "A2": "done", "A3": "closed", "A4": "already", "broken": "malformed", "A5": "unknown"})
        with open(self.answer, "rb") as stream:
            bytes_before = stream.read()
        before = self.ledger_dump()
        # By now the place is somebody else's, the first is moved on, and it is another day.
        for date in (TODAY, NEXT, "2026-12-30"):
            self.assertEqual(self.take(date=date), first)
            with open(self.answer, "rb") as stream:
                self.assertEqual(stream.read(), bytes_before)
            self.assertEqual(self.ledger_dump(), before)
        self.assertIn(b"7 requests: 4 accepted, 3 refused; 6 were known before", self.said.stdout)
        # The same ids with other fields are refused, each field counts, and nothing changes.
        for row in (self.row("A1", "cancel", self.number["1"]), self.row("A1", "move", self.number["2"], PLACE), self.row("A1", "move", self.number["1"], PLACE, asked="2026-11-24T23:04"),
                    self.row("A3", "book", "", PLACE), self.row("A2", "book", "", PLACE, minutes=30)):
            self.assertEqual(set(self.asks(row).values()), {"other-content"})
        self.assertEqual(self.ledger_dump(), before)

    def test_every_refusal_has_its_code(self):
        self.asks(self.row("Z1", "cancel", self.number["6"]), self.row("Z2", "book", "", PLACE, minutes=60), self.row("Z3", "book", "", ("ajiyoshi", "2026-12-16", "10:00")),
                  self.row("Z4", "cancel", of="Z3"))
        held = self.appointment("1")
        desk = self.desk("appointment", "move", self.number["5"], "--counter", "kozoji", "--at", "2026-12-17T10:00", date=TODAY)
        self.assertEqual(desk.returncode, 0)
        full = [self.row(f"F{i}", "book", "", ("sakashita", "2026-12-17", "11:00")) for i in range(9)]
        cases = [
            ("already", self.row("B1", "move", self.number["1"], held[:3])), ("malformed", self.row("B2", "swap", "1", PLACE)),
            ("malformed", self.row("B3", "move", "1", PLACE, asked="2026-11-26T08:00")),
            ("unknown", self.row("B4", "cancel", "4711")), ("unknown", self.row("B5", "book", "4711", PLACE)),
            ("unknown", self.row("B6", "cancel", "Aaaaaaaaaaaaaaaaaaaaaa")), ("misread", self.row("B7", "cancel", self.number["1"][:-1] + str((int(self.number["1"][-1]) + 1) % 10))),
            ("unknown-booking", self.row("B8", "cancel", of="B1")), ("unknown-booking", self.row("B9", "move", "", PLACE, of="never")),
            ("ask-desk", self.row("C1", "book", "9", PLACE)), ("no-appointment", self.row("C2", "cancel", "9")),
            ("has-appointment", self.row("C3", "book", self.number["1"], PLACE)), ("cancelled", self.row("C4", "move", self.number["6"], PLACE)),
            ("cancelled", self.row("C5", "move", "", PLACE, of="Z3")), ("already", self.row("C6", "cancel", self.number["6"])), ("already", self.row("C7", "cancel", of="Z3")),
            ("overtaken", self.row("C8", "cancel", self.number["1"], ("tobu", "2026-12-16", "10:00"))),
            ("past", self.row("D1", "move", self.number["1"], ("tobu", NIGHT, "10:00"))), ("past", self.row("D2", "book", "", ("tobu", NIGHT, "10:00"))),
            ("too-near", self.row("D3", "move", self.number["1"], ("tobu", TODAY, "10:00"))), ("too-near", self.row("D4", "book", "", ("tobu", TODAY, "10:00"))),
            ("outside", self.row("D5", "move", self.number["1"], ("tobu", "2027-02-08", "10:00"))), ("outside", self.row("D6", "book", "", ("tobu", "2028-02-08", "10:00"))),
            ("no-counter", self.row("D7", "move", self.number["1"], ("nowhere", *PLACE[1:]))), ("no-counter", self.row("D8", "book", "", ("nowhere", *PLACE[1:]))),
            ("closed", self.row("D9", "move", self.number["1"], ("tobu", "2026-12-20", "10:00"))), ("closed", self.row("E1", "book", "", ("tobu", "2026-12-31", "10:00"))),
            ("no-slot", self.row("E2", "move", self.number["1"], ("tobu", PLACE[1], "10:05"))), ("no-slot", self.row("E3", "book", "", ("tobu", PLACE[1], "22:00"))),
            ("too-long", self.row("E4", "book", "", PLACE, minutes=45)), ("too-long", self.row("E5", "move", "", ("tobu", PLACE[1], "16:30"), of="Z2")),
            ("full", self.row("E6", "move", self.number["1"], ("sakashita", "2026-12-17", "11:00")))]
        answered = self.asks(*full, *(row for _, row in cases))
        self.assertEqual({row.split(",")[0]: answered[row.split(",")[0]] for _, row in cases}, {row.split(",")[0]: code for code, row in cases})
        self.assertEqual([answered[f"F{i}"] for i in range(9)], sorted(answered[f"F{i}"] for i in range(9)))  # done, then full
        self.assertEqual(self.appointment("1"), held)
        # The desk's word of a later day than it was asked; what ran out; what is over; what was scanned.
        later = {**self.asks(self.row("G1", "cancel", self.number["5"]), self.row("G2", "book", "6", PLACE, asked="2026-11-24T22:00")),
                 **self.asks(self.row("G3", "cancel", self.number["1"]), self.row("G4", "book", self.number["6"], PLACE, asked="2027-02-05T10:00"), date="2027-02-06")}
        later = {**later, **self.asks(self.row("G5", "book", self.number["6"], ("tobu", "2027-02-10", "10:00"), asked="2027-02-05T10:00"), date="2027-02-06")}
        self.assertEqual(later, {"G1": "overtaken", "G2": "overtaken", "G3": "over", "G4": "past", "G5": "nothing-open"})
        with open(self.file, "wb") as stream:
            stream.write((HEAD + "\r\n" + self.row("G6", "cancel", self.number["2"])).encode())
        cut = self.take()
        self.assertEqual(self.appointment("2")[3], "offered")
        self.run_night(self.write([certificates_due("1", "2027-02-05"), certificates_due("20", "2027-12-05")], NIGHT), TODAY)
        none = self.asks(self.row("G7", "book", "20", PLACE), self.row("G8", "cancel", "20"))
        seen = {*answered.values(), *later.values(), *cut.values(), *none.values(), "other-content", "not-for-matter", "not-here", "no-appointment", "done"}
        self.assertEqual(seen, codes())
        self.assertEqual(cut, {"G6": "cut-off"})
        self.verified()

    def test_what_is_not_done_at_a_counter_and_what_a_letter_does_not_name(self):
        with open(self.office, encoding="utf-8") as stream:
            text = stream.read()
        with open(self.office, "w", encoding="utf-8") as stream:
            stream.write(re.sub(r'(<matter id="(?:signature|authentication)" appointment="required" slots="1" counters=)"all"', r'\1"cityhall"', text))
        self.assertEqual(self.asks(self.row("A1", "move", self.number["1"], PLACE), self.row("A2", "book", "", PLACE)), {"A1": "not-here", "A2": "done"})

    def test_somebody_whose_letter_found_no_place(self):
        """All is taken elsewhere; what the other system gives back, who has a letter can have."""
        rows = self.shown("places", "places", "free", "--from", TODAY, "--to", "2027-02-20", date=NIGHT)["places"]
        taken = [self.row(f"R{i}-{k}", "book", "", (row["counter"], row["day"], row["from"])) for i, row in enumerate(rows) for k in range(row["free"]) if row["day"] > TODAY]
        self.assertEqual(set(self.asks(*taken).values()), {"done"})
        self.run_night(self.write([*self.people, certificates_due("20", "2027-02-05")], NIGHT), TODAY)
        number = self.numbers(TODAY)["20"]
        self.assertEqual(self.dues(TODAY)["20", "signature"]["starts"], "")
        place = (rows[-1]["counter"], "2027-01-20", "10:00")
        freed = next(row.split(",")[0] for row in taken if row.split(",")[4:7] == list(place))
        late = {"asked": "2026-11-25T10:00"}
        self.assertEqual(self.asks(self.row("A1", "move", number, place, **late), self.row("A2", "cancel", "20", **late), self.row("A3", "book", number, place, **late),
                                   self.row("A4", "cancel", of=freed, **late), self.row("A5", "book", number, place, **late), date=NEXT),
                         {"A1": "no-appointment", "A2": "no-appointment", "A3": "full", "A4": "done", "A5": "done"})
        self.verified()

    def test_nothing_tells_of_protection(self):
        """Whoever is under protection is answered as others whom only the desk may serve, on file and screen; and as everybody
        where nothing would be done for anybody."""
        self.asks(self.row("A1", "book", "9", PLACE), self.row("A2", "move", "9", PLACE), self.row("A3", "cancel", "9"))
        with open(self.answer, "rb") as stream:
            said = stream.read() + self.said.stdout + self.said.stderr
        self.assertNotIn(b"protect", said)
        self.assertEqual((said.count(b"ask-desk"), said.count(b"no-appointment")), (2, 4))
        self.assertEqual(self.rows("SELECT count(*) FROM desk WHERE resident = '9'"), [("0",)])

    def test_somebody_who_comes_under_protection_after_the_letter(self):
        """Whoever has the letter and asks learns nothing of it: who cannot be written to is answered the same."""
        people = [certificates_due("1", "2027-02-05", protection="active"), certificates_due("2", "2027-02-05", postal="0000000"), *self.people[2:]]
        self.run_night(self.write(people, NIGHT), TODAY)
        self.assertEqual(self.rows("SELECT * FROM by_hand ORDER BY resident"), [("1", "protection"), ("2", "address")])
        before = [self.appointment(id) for id in "12"]
        answered = self.asks(*(self.row(f"{action}-{name}-{id}", action, who, PLACE if action != "cancel" else ("", "", ""), asked=TODAY + "T08:00") for id in "12"
                               for name, who in (("number", self.number[id]), ("page", self.token(id)), ("id", id)) for action in ("move", "cancel", "book")))
        self.assertEqual(answered, {id: "has-appointment" if id.startswith("book") else "ask-desk" for id in answered})
        self.assertEqual(len(answered), 18)
        self.assertEqual([self.appointment(id) for id in "12"], before)

    def test_whoever_is_protected_is_answered_as_others_in_every_situation(self):
        """Three alike in each situation, of whom one comes under protection and one can no longer be written to: these two are
        answered the same whatever is asked, and as everybody is but where something would be done for that one."""
        kinds = {"p": {"protection": "active"}, "h": {"postal": "0000000"}, "o": {}}
        given = {"stands": "2027-02-05", "cancelled": "2027-02-05", "moved": "2027-02-05", "callers": "2026-11-30", "ended": "2026-12-20"}
        people = {kind + at: certificates_due(kind + at, day) for kind in kinds for at, day in given.items()}
        people |= {kind + "never": Resident(kind + "never") for kind in kinds}  # nothing of whom runs out
        self.people, self.ledger, self.out = list(people.values()), self.ledger + ".2", self.out + ".2"
        self.run_night(self.write(self.people, NIGHT), NIGHT)
        self.number = self.numbers(NIGHT)
        for kind in kinds:
            self.desk("appointment", "cancel", self.number[kind + "cancelled"])
        for kind, hour in zip(kinds, ("13:00", "14:00", "15:00")):
            self.desk("appointment", "move", self.number[kind + "moved"], "--counter", "kozoji", "--at", "2026-12-22T" + hour, date=TODAY)
        # From the start under protection, or without an address: they never had a letter.
        people |= {kind + "first": certificates_due(kind + "first", "2027-02-05", **words) for kind, words in kinds.items()}
        people = {id: one.changed(**kinds[id[0]]) for id, one in people.items()}
        self.run_night(self.write(list(people.values()), TODAY), TODAY)
        self.assertEqual({id for id, in self.rows("SELECT resident FROM by_hand")}, {kind + at for kind in "ph" for at in given})
        names = {at: [("id", lambda kind, at=at: kind + at)] for at in (*given, "never", "first")}
        for at in given:
            names[at] += [("number", lambda kind, at=at: self.number[kind + at]), ("page", lambda kind, at=at: self.token(kind + at))]
        places = [("kozoji", day, f"{hour:02}:{minute}") for day in ("12-23", "12-24", "12-25") for hour in (9, 10, 11, 13, 14) for minute in ("00", "30")]
        asked = {}
        for date, stamp in ((NEXT, TODAY + "T23:00"), (NEXT, NIGHT + "T08:00"), ("2026-12-21", "2026-12-20T08:00"), ("2027-02-06", "2027-02-05T08:00")):
            if date > NEXT:  # and all of it nights later
                self.run_night(self.write(list(people.values()), date), date)
            for way in ("id", "number", "page"):
                for action in ("cancel", "move", "book"):
                    rows, free, kept = {}, iter(places), self.ledger_bytes()
                    for at, ways in names.items():
                        for kind in "oph" if way in dict(ways) else "":
                            counter, day, time = next(free)
                            place = (counter, f"2026-{day}" if date < "2027" else "2027-02-08", time) if action != "cancel" else ("", "", "")
                            rows[f"{kind}-{at}"] = self.row(f"{kind}-{at}", action, dict(ways)[way](kind), place, asked=stamp)
                    codes = self.asks(*rows.values(), date=date)
                    self.ledger_put(kept)
                    for at in {id[2:] for id in rows}:
                        asked[date, stamp, at, way, action] = {kind: codes[f"{kind}-{at}"] for kind in "oph"}
        for key, answers in asked.items():
            with self.subTest(key):
                self.assertEqual(answers["p"], answers["h"])
                if key[2] == "first":
                    continue  # without a letter none is like them
                self.assertIn(answers["p"], {answers["o"]} if answers["o"] != "done" else {"ask-desk"})
        said = {answers["p"] for answers in asked.values()}
        self.assertLessEqual({"ask-desk", "cancelled", "already", "no-appointment", "has-appointment", "overtaken", "nothing-open", "unknown"}, said)

    def ledger_bytes(self):
        with open(self.ledger, "rb") as stream, open(self.ledger + ".sum", "rb") as sum:
            return stream.read(), sum.read()

    def ledger_put(self, kept):
        for name, bytes in zip((self.ledger, self.ledger + ".sum"), kept):
            with open(name, "wb") as stream:
                stream.write(bytes)

    def test_who_asked_later_is_who_counts(self):
        """Two systems' files arrive in the wrong order."""
        self.assertEqual(self.asks(self.row("A1", "move", self.number["1"], PLACE, asked="2026-11-24T23:30")), {"A1": "done"})
        self.assertEqual(self.asks(self.row("B1", "move", self.number["1"], ("tobu", "2026-12-17", "10:00"), asked="2026-11-24T23:29")), {"B1": "overtaken"})
        self.assertEqual(self.asks(self.row("B2", "move", self.number["1"], ("tobu", "2026-12-17", "10:00"), asked="2026-11-24T23:31")), {"B2": "done"})
        self.assertEqual(self.asks(self.row("E1", "book", "", PLACE, asked="2026-11-24T08:00"), self.row("E2", "cancel", of="E1", asked="2026-11-24T07:00")),
                         {"E1": "done", "E2": "overtaken"})
        self.assertEqual(self.asks(self.row("E3", "book", "", PLACE, asked="2026-11-24T08:00"), self.row("E4", "move", "", ("tobu", "2026-12-17", "10:00"), of="E3", asked="2026-11-24T09:00"),
                                   self.row("E5", "cancel", of="E3", asked="2026-11-24T08:30")), {"E3": "done", "E4": "done", "E5": "overtaken"})

    def test_the_desk_has_the_last_word_of_a_day(self):
        """Somebody asks by the form in the morning and telephones at noon: the log knows no hour."""
        held = ("kozoji", "2026-12-17", "10:00")
        self.desk("appointment", "move", self.number["1"], "--counter", held[0], "--at", "T".join(held[1:]), date=TODAY)
        asked = {"asked": TODAY + "T08:00"}
        self.assertEqual(self.asks(self.row("A1", "move", self.number["1"], PLACE, **asked), self.row("A2", "cancel", "1", **asked)), {"A1": "overtaken", "A2": "overtaken"})
        self.assertEqual(self.appointment("1"), (*held, "moved"))
        self.assertEqual(self.asks(self.row("A3", "move", self.number["1"], PLACE, asked=NEXT + "T00:00"), date=NEXT), {"A3": "done"})

    def test_the_day_of_the_appointment_is_the_desks(self):
        """Whether somebody came is known in the evening; a desk of another system's is given back until its hour."""
        held = self.appointment("1")
        day, minute = held[1], {"asked": held[1] + "T09:59"}
        other = ("tobu", "2027-01-20", "10:00")
        self.assertEqual(self.asks(*(self.row(f"E{i}", "book", "", (held[0], day, "10:00")) for i in range(3))), {"E0": "done", "E1": "done", "E2": "done"})
        self.assertEqual(self.asks(self.row("A1", "move", self.number["1"], other, **minute), self.row("A2", "cancel", self.token("1"), **minute), self.row("A3", "cancel", "1", asked=ASKED),
                                   self.row("A4", "cancel", "1", asked=f"{day}T{held[2]}"), self.row("A5", "cancel", of="E0", **minute), self.row("A6", "cancel", of="E1", asked=day + "T10:00"),
                                   self.row("A7", "move", "", other, of="E2", asked=day + "T10:01"), date=day),
                         {"A1": "too-near", "A2": "too-near", "A3": "too-near", "A4": "over", "A5": "done", "A6": "over", "A7": "over"})
        self.assertEqual(self.appointment("1"), held)
        self.verified()

    def test_the_last_desk_is_had_once(self):
        """In one file, and by two systems that come at the same moment."""
        offered = next(row["free"] for row in self.shown("places", "places", "free", "--counter", "tobu", "--from", PLACE[1], "--to", PLACE[1], date=TODAY)["places"] if row["from"] == PLACE[2])
        self.asks(*(self.row(f"A{i}", "book", "", PLACE) for i in range(offered - 1)))
        paths = []
        for system in "BC":
            self.give(*(self.row(f"{system}{i}", "book", "", PLACE) for i in range(3)))
            paths.append(self.file + system)
            os.rename(self.file, paths[-1])
        pair = [subprocess.Popen([KIGEN, "appointment", "import", path, "--office", self.office, "--ledger", self.ledger, "--date", TODAY], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for path in paths]
        said = [b"".join(one.communicate(timeout=60)) for one in pair]
        self.assertEqual([one.returncode for one in pair], [1, 1], said)
        self.assertEqual((b"".join(said).count(b"(done)"), b"".join(said).count(b"(full)")), (1, 5))
        self.assertEqual(len(self.rows(f"SELECT * FROM place WHERE counter = 'tobu' AND day = '{PLACE[1]}' AND start = '{PLACE[2]}'")), offered)
        self.verified()

    def test_from_standard_input_and_as_json(self):
        self.give(self.row("A1", "move", self.number["1"], PLACE), self.row("A2", "cancel", "4711"))
        with open(self.file, "rb") as stream:
            text = stream.read()
        shown = self.desk("appointment", "import", "-", "--json", date=TODAY, expect=1, stdin=text)
        self.assertEqual(shown.stderr.decode().splitlines(), ["kigen appointment import: standard input:3: A2: no such letter, page or resident is known (unknown)"])
        with open(self.file, "wb") as stream:
            stream.write(text)
        acts = self.shown("acts", "appointment", "import", self.file, date=TODAY, expect=1)["acts"]
        self.assertEqual([(act["line"], act["request"], act["outcome"], act["code"], act["known"]) for act in acts],
                         [(2, "A1", "done", "done", True), (3, "A2", "refused", "unknown", True)])
        self.desk("appointment", "import", date=TODAY, expect=64)
        self.desk("appointment", "import", self.file, self.file, date=TODAY, expect=64)
        self.desk("appointment", "import", "/nonexistent", date=TODAY, expect=66)

    def test_files_that_are_none_change_nothing(self):
        good = self.row("A1", "move", self.number["1"], PLACE)
        before = self.ledger_dump()
        for name, content in (
                ("empty", b""), ("no header", good.encode() + b"\r\n"), ("a column twice", f"{HEAD},day\r\n{good},\r\n".encode()),
                ("a name in it", f"{HEAD},name\r\n{good},x\r\n".encode()), ("UTF-16", f"{HEAD}\r\n{good}\r\n".encode("utf-16")),
                ("a column renamed", f"{HEAD.replace('who', '番号')}\r\n{good}\r\n".encode("cp932")), ("semicolons", f"{HEAD}\r\n{good}\r\n".replace(",", ";").encode()),
                ("a PDF", b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n"), ("a page", b"<!DOCTYPE html><title>503</title>\n"), ("an open quote", b'request,"action\r\n')):
            with self.subTest(name):
                with open(self.file, "wb") as stream:
                    stream.write(content)
                said = self.desk("appointment", "import", self.file, "--out", self.answer, date=TODAY, expect=65)
                self.assertIn(b"requests.csv", said.stderr)
                self.assertFalse(os.path.exists(self.answer))
        self.assertEqual(self.ledger_dump(), before)

    def test_a_damaged_row_costs_the_others_nothing(self):
        good = [self.row("A1", "move", self.number["1"], PLACE), self.row("A2", "cancel", self.number["2"])]
        for damaged in ('B,move,"26-000001-3,,tobu,2026-12-16,10:00,,' + ASKED, HEAD, "x" * 5000, "春,move,1", "\udc8b\udce8,move", "", ",,,,,,,,", '"', "a\x00b,move"):
            with self.subTest(damaged[:20]):
                with open(self.file, "wb") as stream:
                    stream.write("\n".join([HEAD, good[0], damaged, good[1], ""]).encode("utf-8", "surrogateescape"))
                answered = self.take()
                self.assertEqual((answered["A1"], answered["A2"]), ("done", "done"))
                self.assertEqual(len(answered), 2 + (damaged != ""))

    def test_a_hundred_thousand_rows(self):
        rows = [self.row(f"N{i}", "move", "4711", PLACE) if i % 2 else f"N{i},move" for i in range(100_000)]
        rows[50_000] = self.row("A1", "move", self.number["1"], PLACE)
        begin = time.monotonic()
        self.give(*rows)
        answered = self.take()
        self.assertLess(time.monotonic() - begin, 60)
        self.assertEqual((answered["A1"], len(answered)), ("done", 100_000))
        self.assertEqual(self.appointment("1"), (*PLACE, "moved"))

    def test_what_is_past_its_retention_goes(self):
        self.asks(self.row("A1", "book", "", PLACE), self.row("A2", "cancel", "4711"))
        self.run_night(self.write(self.people, NIGHT), TODAY)
        self.run_night(self.write(self.people, "2026-12-20"), "2026-12-21")
        self.assertEqual(self.rows("SELECT count(*) FROM request"), [("2",)])
        self.desk("purge", "--before", TODAY, date="2026-12-21")
        self.assertEqual(self.rows("SELECT count(*) FROM request"), [("2",)])
        self.desk("purge", "--before", "2026-12-21", date="2026-12-21")
        self.assertEqual(self.rows("SELECT count(*) FROM request"), [("0",)])
        self.assertEqual(self.asks(self.row("A1", "book", "", ("tobu", "2026-12-28", "10:00"), asked="2026-12-20T10:00"), date="2026-12-21"), {"A1": "other-content"})
        self.verified()

    def test_a_copy_that_comes_back_tells_what_is_to_be_asked_again(self):
        """No night lies between, and no folder tells: the place of another system's is free again, until its file is given again."""
        copy = os.path.join(self.folder, "copy.db")
        words = ("--office", self.office, "--ledger", self.ledger)
        subprocess.run([KIGEN, "backup", copy, *words], check=True, capture_output=True)
        self.give(self.row("A1", "book", "", PLACE), self.row("A2", "move", self.number["1"], PLACE))
        self.assertEqual(self.take(), {"A1": "done", "A2": "done"})
        said = subprocess.run([KIGEN, "restore", copy, *words], check=True, capture_output=True, text=True).stdout
        self.assertIn(f"3 acts of the desk, or by files of requests, are not in it: do them again, and give those files again: kigen log --ledger {self.ledger}.before-1\n", said)
        self.assertEqual(self.take(), {"A1": "done", "A2": "done"})
        self.assertEqual(self.appointment("1"), (*PLACE, "moved"))
        self.verified()
        # The same ledger again, with nothing missing.
        subprocess.run([KIGEN, "backup", copy + "2", *words], check=True, capture_output=True)
        self.assertNotIn("acts of the desk", subprocess.run([KIGEN, "restore", copy + "2", *words], check=True, capture_output=True, text=True).stdout)

    def test_a_slip_of_the_answers_name_costs_no_file(self):
        """The ledger, the office file, the requests themselves: nothing is taken from the ledger either."""
        self.give(self.row("A1", "move", self.number["1"], PLACE))
        before = self.ledger_dump()
        for path in (self.ledger, self.office, self.file):
            with open(path, "rb") as stream:
                there = stream.read()
            said = self.desk("appointment", "import", self.file, "--out", path, date=TODAY, expect=73)
            self.assertIn(b"is not what this command writes", said.stderr)
            with open(path, "rb") as stream:
                self.assertEqual(stream.read(), there)
        self.desk("appointment", "import", self.file, "--out", "/nonexistent/answer.csv", date=TODAY, expect=73)
        self.assertEqual(self.ledger_dump(), before)
        for _ in range(2):
            self.desk("appointment", "import", self.file, "--out", self.answer, date=TODAY)

    def test_past_its_retention_no_id_of_a_request_stays_in_the_log(self):
        self.asks(self.row("gone-1", "book", "", PLACE), self.row("gone-2", "move", "", ("tobu", "2026-12-17", "10:00"), of="gone-1"), self.row("gone-3", "cancel", of="gone-1"),
                  self.row("gone-4", "move", self.number["1"], PLACE), self.row("gone-5", "cancel", "gone-6"))
        self.run_night(self.write(self.people, NIGHT), TODAY)
        self.run_night(self.write(self.people, "2026-12-20"), "2026-12-21")
        self.desk("purge", "--before", "2026-12-21", date="2026-12-21")
        self.assertNotIn(b"gone-", self.ledger_dump())
        self.assertEqual([tuple(line.split("|")[i] for i in (1, 4, 6)) for line in self.log()],
                         [("requests-imported", "5", ""), ("place-taken", "tobu 2026-12-16T10:00", ""), ("place-moved", "tobu 2026-12-17T10:00", ""), ("place-freed", "", ""),
                          ("appointment-moved", "tobu 2026-12-16T10:00", ""), ("purge", "2026-12-21", "")])
        self.verified()

    def test_of_a_visit_that_is_to_come_the_request_is_known_past_its_retention(self):
        place = ("tobu", "2027-01-20", "10:00")
        self.asks(self.row("A1", "book", "", place), self.row("A2", "book", "", PLACE))
        self.run_night(self.write(self.people, NIGHT), TODAY)
        self.run_night(self.write(self.people, "2026-12-20"), "2026-12-21")
        self.desk("purge", "--before", "2026-12-21", date="2026-12-21")
        self.assertEqual(self.rows("SELECT id FROM request"), [("A1",)])
        (there,) = self.shown("place", "explain", "--counter", place[0], "--at", "T".join(place[1:]), date="2026-12-21")["appointments"]
        self.assertEqual(there["request"], "A1")
        self.assertEqual(self.asks(self.row("A1", "book", "", place), date="2026-12-21"), {"A1": "done"})
        self.verified()


class Elsewhere(Importing):
    """Visits of people whom only the other system knows, from night to night."""

    def next_night(self, date, as_of):
        self.register = self.write(self.people, as_of)
        self.run_night(self.register, date)
        self.contract(date)

    def free(self, *place):
        rows = self.shown("places", "places", "free", "--counter", place[0], "--from", place[1], "--to", place[1], date=TODAY)["places"]
        return next((row["free"] for row in rows if row["from"] == place[2]), 0)

    def test_their_desks_are_nobody_elses(self):
        before, second = self.free(*PLACE), self.free(*PLACE[:2], "10:30")
        self.assertEqual(self.asks(self.row("A1", "book", "", PLACE, minutes=60)), {"A1": "done"})
        self.assertEqual((self.free(*PLACE), self.free(*PLACE[:2], "10:30")), (before - 1, second - 1))
        other = ("tobu", "2026-12-17", "13:00")
        there = self.free(*other)
        self.assertEqual(self.asks(self.row("A2", "move", "", other, of="A1")), {"A2": "done"})
        self.assertEqual((self.free(*PLACE), self.free(*other), self.free(*other[:2], "13:30")), (before, there - 1, there - 1))
        self.assertEqual(self.asks(self.row("A3", "move", "", other, of="A1", minutes=30)), {"A3": "done"})
        self.assertEqual((self.free(*other), self.free(*other[:2], "13:30")), (there - 1, there))
        self.assertEqual(self.asks(self.row("A4", "cancel", of="A1")), {"A4": "done"})
        self.assertEqual(self.free(*other), there)
        self.assertEqual([line.split("|")[1] for line in self.log() if "requests" not in line], ["place-taken", "place-moved", "place-moved", "place-freed"])

    def test_a_counter_that_others_have_filled_gets_no_letters(self):
        """Every place of a week at the counter is taken elsewhere: the night gives other ones."""
        rows = self.shown("places", "places", "free", "--from", "2026-12-01", "--to", "2027-02-05", date=TODAY)["places"]
        taken = [self.row(f"R{i}-{k}", "book", "", (row["counter"], row["day"], row["from"])) for i, row in enumerate(rows) if row["counter"] == "cityhall" for k in range(row["free"])]
        self.assertEqual(set(self.asks(*taken).values()), {"done"})
        self.people += [certificates_due(str(id), "2027-02-10") for id in range(11, 14)]
        self.next_night(TODAY, NIGHT)
        given = [row for row in self.table(TODAY, "operators/dues.csv") if row["resident"] in ("11", "12", "13") and row["matter"] == "signature"]
        self.assertEqual(len(given), 3)
        for row in given:
            self.assertTrue(row["counter"] != "cityhall" or row["starts"] > "2027-02-05T24", row)
        self.verified()

    def test_the_counters_see_them_and_nobody_else_does(self):
        self.asks(self.row("A1", "book", "", ("tobu", NEXT, "10:00")), self.row("A2", "book", "", PLACE))
        self.next_night(TODAY, NIGHT)
        rows = self.table(TODAY, "counters/tobu.csv")
        self.assertEqual([(row["day"], row["starts"], row["notice"], row["codes"]) for row in rows if row["codes"] == "外"],
                         [(NEXT, "10:00", "", "外"), (PLACE[1], PLACE[2], "", "外")])
        with open(os.path.join(self.night(TODAY), "counters/tobu.ics"), encoding="utf-8") as stream:
            self.assertEqual(stream.read().count("\nSUMMARY:外\n"), 2)
        listed = [row for row in self.listed("appointment", date=TODAY) if row["notice"] == ""]
        self.assertEqual([(row["resident"], row["matters"]) for row in listed], [("", [])] * 2)
        (place,) = self.shown("place", "explain", "--counter", "tobu", "--at", f"{PLACE[1]}T{PLACE[2]}", date=TODAY)["appointments"]
        self.assertEqual((place["request"], place["notice"], place["resident"], place["stands"]), ("A2", "", "", True))
        self.next_night(NEXT, TODAY)
        text = subprocess.run(["pdftotext", "-layout", os.path.join(self.night(NEXT), "counters/tobu.pdf"), "-"], capture_output=True, text=True, check=True).stdout
        self.assertRegex(text, r"10:00–10:30 +1 +外")
        for date in (TODAY, NEXT):
            self.assertEqual([name for name in os.listdir(os.path.join(self.night(date), "residents")) if "request" in name], [])
        self.nights_made_again(self.register, NEXT)
        self.verified()

    def test_between_two_nights_a_resident_moves_cancels_and_is_told(self):
        """Given, moved and taken back by the form, imported twice; letters and files say what is so."""
        self.give(self.row("A1", "move", self.token("1"), PLACE), self.row("A2", "cancel", self.token("2")), self.row("A3", "book", "", PLACE))
        self.assertEqual(set(self.take().values()), {"done"})
        self.next_night(TODAY, NIGHT)
        again = tree_digest(self.out)
        self.assertEqual(set(self.take().values()), {"done"})
        self.next_night(TODAY, NIGHT)
        self.assertEqual(tree_digest(self.out), again)
        told = {row["notice"]: row["wave"] for row in self.table(TODAY, "mailroom/manifest.csv")}
        self.assertEqual(sorted(wave for wave in told.values() if wave in ("moved", "cancelled")), ["cancelled", "moved"])
        with open(os.path.join(self.night(TODAY), "residents", self.token("1") + ".ics"), encoding="utf-8", newline="") as stream:
            event = stream.read()
        self.assertIn("DTSTART;TZID=Asia/Tokyo:20261216T100000", event)
        self.assertIn("SEQUENCE:1", event)
        # Asked by the form once more, and this time the resident was told by the form itself.
        self.assertEqual(self.asks(self.row("A4", "book", self.token("2"), ("tobu", "2026-12-17", "10:00"), asked="2026-11-25T22:00"), date=NEXT), {"A4": "done"})
        self.assertEqual(self.asks(self.row("A5", "move", self.token("3"), ("tobu", "2026-12-18", "10:00"), asked="2026-11-25T22:00"), date=NEXT), {"A5": "done"})
        self.give(self.row("A6", "move", self.token("4"), ("tobu", "2026-12-18", "10:00"), asked="2026-11-25T22:00"))
        self.assertEqual(self.take("--no-letter", date=NEXT), {"A6": "done"})
        self.next_night(NEXT, TODAY)
        letters = {row["notice"] for row in self.table(NEXT, "mailroom/manifest.csv")}
        told = {resident for (resident, *_), number in ((row, row[1]) for row in self.rows("SELECT resident, number FROM notice WHERE kind <> 'expiry'")) if number in letters}
        self.assertEqual(told, {"2", "3"})
        self.nights_made_again(self.register, NEXT)
        self.verified()

    def test_a_held_letter_with_the_old_date_is_followed_by_one_with_the_new(self):
        """The form has told it (--no-letter), but a sheet that says otherwise may leave after all."""
        self.desk("mailing", "hold", NIGHT, date=NIGHT)
        self.give(self.row("A1", "move", self.token("1"), PLACE), self.row("A2", "cancel", self.token("2")))
        self.assertEqual(self.take("--no-letter"), {"A1": "done", "A2": "done"})
        self.assertEqual([line.split("|")[4] for line in self.log()][-2:], ["tobu 2026-12-16T10:00", ""])
        self.next_night(TODAY, NIGHT)
        self.assertEqual(self.sheets(TODAY), [])
        self.desk("mailing", "release", NIGHT, date=TODAY)
        self.give(self.row("A3", "move", self.token("3"), ("tobu", "2026-12-17", "10:00"), asked=TODAY + "T09:00"))
        self.assertEqual(self.take("--no-letter"), {"A3": "done"})
        self.next_night(NEXT, TODAY)
        self.assertEqual(sorted((row["wave"]) for row in self.table(NEXT, "mailroom/manifest.csv")), ["cancelled", "moved"])
        self.assertEqual(sorted(self.rows("SELECT resident, kind FROM notice WHERE kind <> 'expiry'")), [("1", "moved"), ("2", "cancelled")])
        self.nights_made_again(self.register, NEXT)
        self.verified()

    def test_the_page_leads_to_the_form_and_its_token_back(self):
        with open(self.office, encoding="utf-8") as stream:
            text = stream.read()
        with open(self.office, "w", encoding="utf-8") as stream:
            stream.write(text.replace('web-base=""', 'web-base="" booking-form="https://form.example.jp/?a=1&amp;page={token}#x"'))
        self.people.append(certificates_due("20", "2027-02-05", language="pt"))
        self.next_night(TODAY, NIGHT)
        number = self.numbers(TODAY)["20"]
        ((token,),) = self.rows(f"SELECT token FROM notice WHERE number = '{number}'")
        with open(os.path.join(self.night(TODAY), "residents", token + ".html"), encoding="utf-8") as stream:
            (link, *others) = re.findall(r'href="https://form\.example\.jp/\?a=1&amp;page=([\w-]{22})#x" rel="noreferrer noopener">', stream.read())
        self.assertEqual([token], sorted({link, *others}))
        self.assertEqual(self.asks(self.row("A1", "move", link, PLACE, asked="2026-11-25T23:50"), date=NEXT), {"A1": "done"})
        self.next_night(NEXT, TODAY)
        with open(os.path.join(self.night(NEXT), "residents", token + ".html"), encoding="utf-8") as stream:
            self.assertIn('<time datetime="2026-12-16T10:00+09:00">', stream.read())

    def test_a_counter_that_closes_or_has_too_few_desks_is_told(self):
        """Nobody is moved for it: the other system is told, by staff, whom the night tells."""
        self.asks(*(self.row(f"A{i}", "book", "", PLACE) for i in range(3)), self.row("B1", "book", "", ("sakashita", "2026-12-16", "10:00")))
        with open(self.office, encoding="utf-8") as stream:
            text = stream.read()
        days = ('<open on="2026-12-16" counters="tobu" from="09:00" to="12:00" desks="2" reason="x"/>'
                '<closed on="2026-12-16" counters="sakashita" reason="works"/>')
        with open(self.office, "w", encoding="utf-8") as stream:
            stream.write(re.sub(r"<days>|<days/>", lambda found: "<days>" + days + ("</days>" if found[0] == "<days/>" else ""), text, count=1))
        told = subprocess.run([KIGEN, "check", "--office", self.office, "--ledger", self.ledger, "--date", TODAY, "--register", self.write(self.people, NIGHT)], capture_output=True, text=True)
        self.assertRegex(told.stdout + told.stderr, r"request A\d: desks-short: another system's request A\d has a desk at tobu")
        self.next_night(TODAY, NIGHT)
        rows = [(row["code"], row["resident"], row["message"]) for row in self.table(TODAY, "operators/exceptions.csv") if "another system" in row["message"]]
        self.assertEqual(sorted(row[:2] for row in rows), [("desks-short", ""), ("place-closed", "")])
        said = "\n".join(row[2] for row in rows)
        self.assertIn("another system's request B1 has a desk at sakashita on 2026-12-16T10:00, when that counter is not open now", said)
        self.assertRegex(said, r"request A\d has a desk at tobu on 2026-12-16T10:00: it stands, but 3 stand at a time then, and for 2 there are desks")
        self.assertEqual(self.asks(self.row("C1", "move", "", ("kozoji", "2026-12-17", "10:00"), of="B1", asked="2026-11-25T10:00"),
                                   self.row("C2", "cancel", of="A2", asked="2026-11-25T10:00"), date=NEXT), {"C1": "done", "C2": "done"})
        self.next_night(NEXT, TODAY)
        self.assertEqual([row for row in self.table(NEXT, "operators/exceptions.csv") if "another system" in row["message"]], [])
        self.verified()

    def test_a_counter_stays_while_others_have_desks_there(self):
        self.asks(self.row("A1", "book", "", PLACE))
        with open(self.office, encoding="utf-8") as stream:
            text = stream.read()
        with open(self.office, "w", encoding="utf-8") as stream:
            stream.write(text.replace('id="tobu"', 'id="tobu2"').replace('"tobu ', '"tobu2 ').replace(' tobu ', ' tobu2 ').replace(' tobu"', ' tobu2"'))
        said = self.run_night(self.write(self.people, NIGHT), TODAY, expect=78)
        self.assertIn("another system has booked a desk there", said.stderr if isinstance(said.stderr, str) else said.stderr.decode())


if __name__ == "__main__":
    unittest.main()
