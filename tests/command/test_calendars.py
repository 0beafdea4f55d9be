"""The counters' calendars beside the nights' folders, which follow what the desk does to an appointment at once."""

import glob
import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk
from city import KIGEN, Shared, certificates_due, tree_digest

NIGHT, TODAY, NEXT = "2026-11-24", "2026-11-25", "2026-11-26"


class Calendars(Shared, Desk):
    def begin(self):
        self.people = [certificates_due(str(i), "2027-02-05") for i in range(1, 6)] + [certificates_due("9", "2026-11-30")]
        self.run_night(self.write(self.people, "2026-11-23"), NIGHT)
        self.number = self.numbers(NIGHT)

    def act(self, *words, date=TODAY, **options):
        return self.desk("appointment", *words, date=date, **options)

    def move(self, resident, at, *words, counter="tobu", **options):
        return self.act("move", self.number[resident], "--counter", counter, "--at", at, *words, **options)

    def shown(self, out=None):
        """The events of all counters: (counter, UID) to start, SEQUENCE and letter. Each file is whole and named by its UID."""
        events = {}
        for path in glob.glob(os.path.join(out or self.out, "counters/*/*.ics")):
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
            self.assertTrue(text.endswith("END:VCALENDAR\r\n"), path)
            said = dict(re.findall(r"^(UID|DTSTART|SEQUENCE|SUMMARY)[^:]*:(.*)\r$", text, re.M))
            self.assertEqual(os.path.basename(path), said["UID"] + ".ics")
            events[os.path.basename(os.path.dirname(path)), said["UID"]] = (said["DTSTART"], said["SEQUENCE"], said["SUMMARY"][:11].strip())
        return events

    def standing(self):
        """The same by the ledger's rows."""
        rows = subprocess.run(["sqlite3", "-readonly", self.ledger, """SELECT counter, uid,
            strftime('%Y%m%dT%H%M%S', day, '+' || substr(starts, 1, 2) || ' hours', '+' || substr(starts, 4) || ' minutes'), sequence,
            coalesce((SELECT number FROM notice n WHERE n.uid = a.uid ORDER BY night DESC, number DESC LIMIT 1), '外')
            FROM appointment a WHERE state <> 'cancelled' AND sequence = (SELECT max(sequence) FROM appointment b WHERE b.uid = a.uid)"""],
            capture_output=True, check=True, text=True).stdout.splitlines()
        return {tuple(row.split("|")[:2]): tuple(row.split("|")[2:]) for row in rows}

    def follows(self):
        shown = self.shown()
        self.assertEqual(shown, self.standing())
        return shown

    def test_each_act_is_there_at_once_and_no_other_event_is_touched(self):
        folders, before = self.folders(), self.follows()
        self.assertEqual(len(before), 5)
        inodes = {path: os.stat(path).st_ino for path in glob.glob(self.out + "/counters/*/*.ics")}
        self.move("1", "2026-12-16T10:00")
        moved = self.follows()
        self.assertEqual(len(moved.items() - before.items()), 1)
        self.assertIn(("20261216T100000", "1", self.number["1"]), moved.values())
        self.act("cancel", self.number["2"])
        gone = self.follows()
        self.assertEqual(len(gone), 4)
        self.act("give", "9")
        self.assertEqual(len(self.follows()), 5)
        requests = os.path.join(self.folder, "requests.csv")
        with open(requests, "w", encoding="utf-8") as stream:
            stream.write("request,action,who,of,counter,day,time,asked\n"
                         f"A1,move,{self.number['3']},,tobu,2026-12-17,10:00,{NIGHT}T23:05\n"
                         f"A2,book,,,kozoji,2026-12-17,10:00,{NIGHT}T23:05\nA3,cancel,{self.number['4']},,,,,{NIGHT}T23:05\n")
        self.act("import", requests)
        after = self.follows()
        self.assertIn("外", {number for _, _, number in after.values()})
        self.assertEqual(len(after), 5)
        # Files of those of whom nothing was said are the very ones of the night.
        same = [path for path in glob.glob(self.out + "/counters/*/*.ics") if os.stat(path).st_ino == inodes.get(path)]
        self.assertEqual(len(same), len(before.items() & after.items()))
        self.assertGreater(len(same), 0)
        self.assertEqual(self.folders(), folders)
        # The next night, which is told of it all, has nothing to mend but the numbers of its own letters.
        self.run_night(self.write(self.people, TODAY), NEXT)
        self.assertEqual({key: event[:2] for key, event in self.follows().items()}, {key: event[:2] for key, event in after.items()})

    def test_what_is_refused_or_there_already_changes_nothing(self):
        self.move("1", "2026-12-16T10:00")
        whole = tree_digest(self.out)
        self.move("1", "2026-12-16T10:00")
        self.move("2", "2026-12-16T03:00", expect=64)
        self.act("cancel", "26-999999-9", expect=64)
        self.assertEqual(tree_digest(self.out), whole)
        # One that was given again mends what somebody did to them meanwhile.
        for path in glob.glob(self.out + "/counters/*/*.ics"):
            os.unlink(path)
        self.move("1", "2026-12-16T10:00")
        self.assertEqual(tree_digest(self.out), whole)

    def test_a_run_that_decides_nothing_does_not_take_it_back(self):
        """The same night again, and one that is refused: neither has anything of the desk's in its ledger rows."""
        self.move("1", "2026-12-16T10:00", date=NIGHT)
        moved = self.follows()
        self.run_night(os.path.join(self.folder, "register.xml"), NIGHT)
        self.assertEqual(self.follows(), moved)
        self.run_night(self.write("<register/>", TODAY, "broken.xml"), TODAY, expect=65)
        self.assertEqual(self.follows(), moved)

    def test_they_are_found_beside_the_ledger_or_where_it_is_said(self):
        elsewhere = os.path.join(self.folder, "elsewhere")
        shutil.move(self.out, elsewhere)
        said = self.move("1", "2026-12-16T10:00")
        self.assertEqual(said.stderr, b"")  # this office has none there, or others
        self.assertFalse(os.path.exists(self.out))
        self.assertEqual(len(self.shown(elsewhere).items() - self.standing().items()), 1)
        self.move("1", "2026-12-17T10:00", "--folders", elsewhere)
        self.assertEqual(self.shown(elsewhere), self.standing())
        said = self.move("1", "2026-12-18T10:00", "--folders", self.out)
        self.assertIn(b"with the next night: " + self.out.encode() + b"/counters: No such file", said.stderr)
        self.assertIn(("20261218T100000", "3", self.number["1"]), self.standing().values())

    def test_a_place_that_cannot_be_written_costs_the_act_nothing(self):
        """Links are never followed: not in the place of a counter's folder, nor of all of them."""
        for name in ("counters/tobu", "counters"):
            with self.subTest(name):
                at, aside = os.path.join(self.out, name), os.path.join(self.folder, "aside")
                shutil.move(at, aside)
                os.symlink(aside, at)
                before = tree_digest(aside)
                said = self.move("1", "2026-12-16T10:00" if "tobu" in name else "2026-12-17T10:00")
                self.assertIn(b"the counters' calendars show it only with the next night: ", said.stderr)
                self.assertIn(b"moved 2026-12-1", said.stdout)
                self.assertEqual(tree_digest(aside), before)
                os.unlink(at)
                shutil.move(aside, at)
        self.assertNotEqual(self.shown(), self.standing())
        self.run_night(self.write(self.people, TODAY), NEXT)
        self.follows()

    def test_desks_that_act_at_once_have_their_turns(self):
        at = [f"2026-12-{day}T{hour}:00" for day in (16, 17, 18) for hour in ("10", "11")]
        acts = [subprocess.Popen([KIGEN, "appointment", "move", self.number[str(1 + i % 5)], "--counter", "tobu", "--at", at[i % 6],
                                  "--office", self.office, "--ledger", self.ledger, "--date", TODAY],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for i in range(20)]
        said = [act.communicate()[1] for act in acts]
        self.assertEqual({act.returncode for act in acts} - {0, 64}, set(), said)  # 64: another has the place
        self.assertFalse(any(b"warning" in one for one in said), said)
        self.follows()


if __name__ == "__main__":
    unittest.main()
