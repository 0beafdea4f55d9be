"""Staff's commands killed or starved at moments spread over all they do to files, and then given again:
the same ledger as if nothing had happened, and no print without its line in the log."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from broken import CALLS, broken, counted, spread
from city import KIGEN, Resident, Shared, certificates_due, tree_digest
from desk import Desk

TUESDAY, WEDNESDAY = "2026-11-24", "2026-11-25"


class BrokenCommands(Shared, Desk):
    def begin(self):
        residents = [certificates_due(str(i), "2027-01-10") for i in range(1, 4)]
        residents.append(certificates_due("4", "2027-01-10", protection="active"))
        residents.append(Resident("5", born="1990-00-00"))
        self.run_night(self.write(residents, TUESDAY), TUESDAY)
        self.number = self.numbers(TUESDAY)
        self.before = self.ledger + ".before"
        shutil.copy(self.ledger, self.before)
        self.pdf = os.path.join(self.folder, "again.pdf")
        self.beside = os.path.join(self.out, "counters")
        shutil.copytree(self.beside, self.beside + ".before")

    def restore(self):
        for name in os.listdir(self.folder):
            if name.startswith(("ledger.db", ".again.pdf", "again.pdf")) and not name.endswith(".before"):
                os.unlink(os.path.join(self.folder, name))
        shutil.copy(self.before, self.ledger)
        shutil.rmtree(self.beside)
        shutil.copytree(self.beside + ".before", self.beside)

    def command(self, words):
        return [KIGEN, *words, "--office", self.office, "--ledger", self.ledger, "--date", WEDNESDAY]

    def each_moment(self, words, check):
        """Breaks the command at each moment, both ways, and looks after it was given again."""
        self.restore()
        result, calls = counted(self.command(words), os.path.join(self.folder, "calls.log"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.whole = self.ledger_dump()
        self.assertGreater(calls["pwrite64"], 0)
        ended = 0
        for call in CALLS:
            for number in spread(calls[call]):
                for fault in ("kill", "ENOSPC"):
                    if fault == "ENOSPC" and call.startswith("unlink"):
                        continue
                    with self.subTest(f"{words[0]}: {fault} at {call} {number}"):
                        self.restore()
                        result = broken(self.command(words), call, number, fault)
                        ended += result.returncode != 0
                        if fault != "kill":
                            self.assertIn(result.returncode, (0, 73, 74), result.stderr)
                        check(words)
        self.assertGreater(ended, 4)

    def same_when_given_again(self, words):
        self.desk(*words, date=WEDNESDAY)
        self.assertEqual(self.ledger_dump(), self.whole)

    def test_what_is_said_of_a_mailing(self):
        for words in (("mailing", "hold", TUESDAY), ("mailing", "withdraw", TUESDAY), ("mailing", "posted", TUESDAY)):
            self.each_moment(words, self.same_when_given_again)

    def test_a_letter_of_the_desks_that_has_left(self):
        self.desk("appointment", "move", self.number["1"], "--counter", "cityhall", "--at", "2026-12-16T17:30",
                  "--out", os.path.join(self.folder, "at-once"))
        shutil.copy(self.ledger, self.before)
        (number,) = [one["mailing"] for one in self.listed("mailing") if one["desk"]]
        self.each_moment(("mailing", "posted", number), self.same_when_given_again)

    def test_a_mailing_that_has_left_without_some_of_its_sheets(self):
        self.each_moment(("mailing", "posted", TUESDAY, "--pulled", self.number["1"], self.number["3"]),
                         self.same_when_given_again)

    def test_withdrawn_sheets_that_are_destroyed(self):
        self.desk("mailing", "withdraw", TUESDAY, date=WEDNESDAY)
        shutil.copy(self.ledger, self.before)
        self.each_moment(("mailing", "destroyed", TUESDAY), self.same_when_given_again)
        self.assertIn(b"already destroyed", self.desk("mailing", "destroyed", TUESDAY, date=WEDNESDAY).stdout)

    def test_requests_of_another_system(self):
        """All of a file or nothing of it; answered, and given again, it is answered the same."""
        requests, answers = (os.path.join(self.folder, name) for name in ("again-requests.csv", "again.pdf"))
        with open(requests, "w", encoding="utf-8") as stream:
            stream.write("request,action,who,of,counter,day,time,asked\n"
                         f"A1,move,{self.number['1']},,tobu,2026-12-16,10:00,{TUESDAY}T23:05\n"
                         f"A2,cancel,{self.number['2']},,,,,{TUESDAY}T23:05\n"
                         f"A3,book,,,tobu,2026-12-16,10:00,{TUESDAY}T23:05\nA4,move,,A3,tobu,2026-12-17,10:00,{TUESDAY}T23:06\n")
        table = "\ufeffline,request,outcome,code\r\n" + "".join(f"{i + 1},A{i},accepted,done\r\n" for i in range(1, 5))

        def check(words):
            self.desk("mailing", "list")  # whoever reads first undoes what was left half written
            self.assertIn(len(self.log()), (0, 5))
            self.same_when_given_again(words)
            with open(answers, encoding="utf-8", newline="") as stream:
                self.assertEqual(stream.read(), table)
        self.each_moment(("appointment", "import", requests, "--out", answers), check)

    def test_a_change_in_the_counters_calendars(self):
        """Broken anywhere, each event is in some calendar and whole; the same command again, or the next night, mends them.
        What keeps them from being written takes nothing back."""
        uid = next(row["uid"] for row in self.table(TUESDAY, "operators/dues.csv") if row["notice"] == self.number["1"])
        away = "cityhall" if os.path.exists(os.path.join(self.beside, "tobu", uid + ".ics")) else "tobu"
        at = {"cityhall": "2026-12-16T17:30", "tobu": "2026-12-16T10:00"}[away]
        words = ("appointment", "move", self.number["1"], "--counter", away, "--at", at)
        self.restore()
        events = self.events()
        self.desk(*words, date=WEDNESDAY)
        whole, moved = tree_digest(self.beside), self.events()
        self.assertEqual(set(events), set(moved))
        self.assertNotEqual(events[uid + ".ics"], moved[uid + ".ics"])
        nights = iter(range(1000))

        def check(words):
            # As it was, as it is, or both until what it was is removed.
            for name, texts in self.events().items():
                self.assertTrue(set(texts) and set(texts) <= set(events[name] + moved[name]), name)
            if next(nights) % 5 == 0:
                self.run_night(os.path.join(self.folder, "register.xml"), TUESDAY)
                done = b"|moved|" in subprocess.run(["sqlite3", self.ledger, f"SELECT '', state, '' FROM appointment WHERE uid = '{uid}'"],
                                                    capture_output=True, check=True).stdout
                self.assertEqual(self.events(), moved if done else events)
            self.desk(*words, date=WEDNESDAY)
            self.assertEqual(self.ledger_dump(), self.whole)
            self.assertEqual(tree_digest(self.beside), whole)
        self.each_moment(words, check)

    def events(self):
        """What the calendars hold, as a reader of them sees it: file name to the texts under that name."""
        found = {}
        for at, _, names in os.walk(self.beside):
            for name in names:
                if name.endswith(".ics") and not name.startswith("."):
                    with open(os.path.join(at, name), encoding="utf-8", newline="") as file:
                        found.setdefault(name, []).append(file.read())
        return found

    def commands(self):
        """Every verb of staff that changes something."""
        return (("mailing", "hold", TUESDAY), ("mailing", "withdraw", self.number["2"]), ("mailing", "posted", TUESDAY),
                ("returned", self.number["1"], "--reason", "moved"), ("hand", "done", "4", "--reason", "protection"),
                ("reprint", "--notice", self.number["3"], "--out", self.pdf, "--why", "torn"),
                ("appointment", "cancel", self.number["1"]), ("exception", "acknowledge", "1", "--why", "born abroad"))

    def test_while_a_run_holds_the_ledger_nothing_changes_and_who_reads_is_served(self):
        before = self.ledger_dump()
        with open(self.ledger + ".lock", "wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for words in self.commands():
                with self.subTest(words[0]):
                    said = self.desk(*words, "--wait", "0", date=WEDNESDAY, expect=75)
                    self.assertIn(b"another run holds the ledger", said.stderr)
            for words in (("mailing", "list"), ("hand", "list"), ("exception", "list"), ("appointment", "list")):
                self.desk(*words, date=WEDNESDAY)
        self.assertEqual(self.ledger_dump(), before)
        self.assertFalse(os.path.exists(self.pdf))

    def test_the_same_command_twice_at_once_is_done_once(self):
        for words in self.commands():
            with self.subTest(words[0]):
                self.restore()
                pair = [subprocess.Popen(self.command(words), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                        for _ in range(2)]
                ends = sorted(one.wait(60) for one in pair)
                said = b"".join(part for one in pair for part in one.communicate())
                # The second finds the ledger held, or what it would do done, or its file there.
                self.assertEqual(ends[0], 0, said)
                self.assertIn(ends[1], (0, 66, 73, 75), said)
                self.assertEqual(len(self.log()), 1, said)

    def test_letters_that_came_back(self):
        self.each_moment(("returned", self.number["1"], self.number["2"], "--reason", "moved"),
                         self.same_when_given_again)

    def test_exceptions_that_the_desk_knows(self):
        words = ("exception", "acknowledge", "1", "--why", "born abroad")
        self.each_moment(words, self.same_when_given_again)
        self.restore()
        self.desk(*words, date=WEDNESDAY)
        shutil.copy(self.ledger, self.before)
        self.each_moment(("exception", "reopen", "1"), self.same_when_given_again)

    def test_a_case_dealt_with(self):
        def check(words):
            again = subprocess.run(self.command(words), capture_output=True, timeout=60)
            self.assertIn(again.returncode, (0, 66), again.stderr)  # 66: it is done already
            self.assertEqual(self.ledger_dump(), self.whole)
        self.each_moment(("hand", "done", "4", "--reason", "protection"), check)

    def test_no_print_without_its_line(self):
        def check(words):
            self.desk("mailing", "list")  # whoever reads first undoes what was left half written
            lines = len(self.log())
            if os.path.exists(self.pdf):
                self.assertEqual(lines, 1)
                os.unlink(self.pdf)
            self.assertLessEqual(lines, 1)
            self.desk(*words, date=WEDNESDAY)
            self.assertEqual(len(self.log()), lines + 1)
            with open(self.pdf, "rb") as file:
                self.assertTrue(file.read().rstrip().endswith(b"%%EOF"))
        self.each_moment(("reprint", "--notice", self.number["3"], "--out", self.pdf, "--why", "torn"), check)


class BrokenAnswers(Shared, Desk):
    """What a house has said: its offer and all its places, or nothing of it."""

    restore, command = BrokenCommands.restore, BrokenCommands.command
    each_moment, same_when_given_again = BrokenCommands.each_moment, BrokenCommands.same_when_given_again

    def begin(self):
        self.small_office(**{'letters-per-address="30"': 'letters-per-address="3"', "<limits ": '<houses answer-days="14"/>\n<limits '})
        self.run_night(self.write([certificates_due(str(i), "2027-02-10") for i in range(1, 9)], TUESDAY), TUESDAY)
        ((house,),) = self.shown("houses", "house", "list").values()
        self.house = house["number"]
        self.before = self.ledger + ".before"
        shutil.copy(self.ledger, self.before)
        self.beside = os.path.join(self.out, "counters")
        shutil.copytree(self.beside, self.beside + ".before")

    def test_what_a_house_has_said(self):
        for verb in ("accept", "decline"):
            self.each_moment(("house", verb, self.house), self.same_when_given_again)


class BrokenPurge(Shared, Desk):
    """What is past its retention goes from the ledger's rows, then from its bytes, then with its folders:
    broken anywhere, the same command again leaves neither a name nor a folder, and nothing else changed."""

    NAME, BEFORE, LAST, TODAY = "春日 忘却", "2026-12-31", "2027-01-05", "2027-01-06"

    def begin(self):
        people = [certificates_due(str(i), "2026-12-20", name=f"{self.NAME}{i}") for i in range(1, 30)]
        self.run_night(self.write(people, TUESDAY), TUESDAY)
        for night in "2026-12-28", self.LAST:
            self.run_night(self.write([certificates_due("40", "2027-02-10")], night), night)
        shutil.copy(self.ledger, self.ledger + ".before")
        shutil.copytree(self.out, self.out + ".before")

    def restore(self):
        for name in os.listdir(self.folder):
            if name.startswith("ledger.db") and not name.endswith(".before"):
                os.unlink(os.path.join(self.folder, name))
        shutil.copy(self.ledger + ".before", self.ledger)
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.out + ".before", self.out)

    def command(self):
        return [KIGEN, "purge", "--before", self.BEFORE, "--remove-folders", "--out", self.out, "--why", "asked",
                "--by", "a clerk", "--office", self.office, "--ledger", self.ledger, "--date", self.TODAY]

    def state(self):
        """What is left; how often it was asked for is in the log alone, and in the seals over that."""
        asked = b"INSERT INTO desk", b"INSERT INTO seal", b"INSERT INTO ratchet"
        ledger = [line for line in self.ledger_dump().splitlines() if not line.startswith(asked)]
        with open(self.ledger, "rb") as file:
            return ledger, self.NAME.encode() in file.read(), tree_digest(self.out)

    def test_broken_anywhere_and_given_again(self):
        result, calls = counted(self.command(), os.path.join(self.folder, "calls.log"))
        self.assertEqual(result.returncode, 0, result.stderr)
        whole = self.state()
        self.assertEqual(sorted(os.listdir(self.out)), [self.LAST, "counters"])
        self.assertFalse(whole[1])
        ended = 0
        for call in CALLS:
            for number in spread(calls[call]):
                for fault in ("kill", "EIO"):
                    with self.subTest(f"{fault} at {call} {number}"):
                        self.restore()
                        ended += broken(self.command(), call, number, fault).returncode != 0
                        again = subprocess.run(self.command(), capture_output=True, timeout=60)
                        self.assertEqual(again.returncode, 0, again.stderr)
                        self.assertEqual(self.state(), whole)
                        self.assertLessEqual(len(self.log()), 2)
                        found = self.kigen("verify", "--office", self.office, "--ledger", self.ledger, "--out", self.out)
                        self.assertEqual(found.returncode, 0, found.stdout + found.stderr)
        self.assertGreater(ended, 10)


class BrokenCopies(Shared, Desk):
    """A backup that is broken anywhere is there whole or not at all; a restore leaves the ledger that was or the
    one that comes, and what was is never lost."""

    def begin(self):
        self.run_night(self.write([certificates_due(str(i), "2027-01-10") for i in range(1, 4)], TUESDAY), TUESDAY)
        self.place = os.path.join(self.folder, "place")
        self.copy = os.path.join(self.folder, "copy.db")
        subprocess.run([KIGEN, "backup", self.copy, "--ledger", self.ledger], check=True, stdout=subprocess.DEVNULL)
        self.copied = self.dump(self.copy)
        self.run_night(self.write([certificates_due("4", "2027-01-10")], WEDNESDAY), WEDNESDAY)
        self.stood = self.dump(self.ledger)
        self.standing = os.path.join(self.place, "ledger.db")

    def dump(self, path):
        """All rows but for the seal that says that a copy was brought back."""
        with sqlite3.connect(path) as database:
            return sorted(line for line in database.iterdump()
                          if not (line.startswith('INSERT INTO "seal"') and "'restored'" in line))

    def again(self):
        shutil.rmtree(self.place, ignore_errors=True)
        os.mkdir(self.place)
        for beside in "", ".sum":
            shutil.copy(self.ledger + beside, self.standing + beside)
        # Of a copy that is no more: it must not accuse another of the same name.
        shutil.copy(self.copy + ".sum", os.path.join(self.place, "made.db.sum"))

    def names(self):
        """What lies there but for locks and the sum that is of nothing."""
        return {name for name in os.listdir(self.place) if not name.endswith(".lock") and name != "made.db.sum"}

    def holds(self, name, rows):
        """Is it a ledger with these rows? What a killed restore leaves may be none."""
        try:
            return self.dump(os.path.join(self.place, name)) == rows
        except sqlite3.DatabaseError:
            return False

    def each_moment(self, command, faults, check):
        self.again()
        result, calls = counted(command, os.path.join(self.folder, "calls.log"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertGreater(calls["renameat2"], 0)
        ended = 0
        for call in CALLS:
            for number in spread(calls[call]):
                for fault in faults:
                    if fault != "kill" and call.startswith("unlink"):
                        continue
                    with self.subTest(f"{fault} at {call} {number}"):
                        self.again()
                        result = broken(command, call, number, fault)
                        ended += result.returncode != 0
                        self.assertIn(result.returncode, (0, 137) if fault == "kill" else (0, 73, 74), result.stderr)
                        # Its last write says on stdout what is done.
                        check(result.returncode in (73, 74) and call != "write")
        self.assertGreater(ended, 4)

    def test_a_backup_is_whole_or_not_there(self):
        made = os.path.join(self.place, "made.db")
        command = [KIGEN, "backup", made, "--ledger", self.standing]

        def check(failed):
            whole = os.path.exists(made)
            if whole:
                self.assertEqual(self.dump(made), self.stood)
                self.assertEqual(os.stat(made).st_nlink, 1)
            if failed:
                self.assertEqual(self.names(), {"ledger.db", "ledger.db.sum"})
            again = subprocess.run(command, capture_output=True, timeout=60)
            self.assertEqual(again.returncode, 73 if whole else 0, again.stderr)
            proof = subprocess.run([KIGEN, "verify", "--ledger", made, "--out", self.place + ".none"],
                                   capture_output=True, timeout=60)
            self.assertEqual(proof.returncode, 0, proof.stderr)
        self.each_moment(command, ("kill", "ENOSPC", "EIO"), check)

    def test_a_restore_leaves_one_of_the_two_and_loses_neither(self):
        command = [KIGEN, "restore", self.copy, "--ledger", self.standing]

        def check(failed):
            now = self.dump(self.standing)
            self.assertIn(now, (self.stood, self.copied))
            if now == self.copied:
                self.assertEqual(self.dump(self.standing + ".before-1"), self.stood)
            elif failed:
                self.assertEqual(self.names(), {"ledger.db", "ledger.db.sum"})
            again = subprocess.run(command, capture_output=True, timeout=60)
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(self.dump(self.standing), self.copied)
            self.assertTrue(any(self.holds(name, self.stood) for name in self.names()))
        self.each_moment(command, ("kill", "ENOSPC", "EIO", "EINVAL"), check)


if __name__ == "__main__":
    unittest.main()
