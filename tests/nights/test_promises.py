"""Appointments that were handed out and whose place closes: another place, or none, and who is told."""

import os
import re
import subprocess
import sys
import unittest
from datetime import date

sys.path.insert(0, os.path.dirname(__file__))
from city import Nights, Resident, card_due, certificates_due, tree_digest

LOOSE = {'vanish-permille="20"': 'vanish-permille="1000"'}
NIGHT, NEXT, THIRD = "2026-11-24", "2026-11-25", "2026-11-26"


def event(path):
    """The lines of a calendar file, unfolded, as a dictionary."""
    with open(path, encoding="utf-8", newline="") as file:
        text = re.sub(r"\r\n[ \t]", "", file.read())
    return dict(re.split(r"[:;]", line, maxsplit=1) for line in text.split("\r\n") if line)


class Promises(Nights):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE)

    def close(self, *days, counters="all"):
        """The office's file from now on: these days are closed."""
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        closed = "".join(f'<closed on="{day}" counters="{counters}" reason="flood"/>' for day in days)
        text = text.replace("<days/>", f"<days>{closed}</days>", 1)
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)

    def rows(self, query):
        out = subprocess.run(["sqlite3", "-readonly", self.ledger, query], capture_output=True,
                             check=True, text=True).stdout
        return [line.split("|") for line in out.splitlines()]

    def versions(self, uid):
        return self.rows(f"SELECT sequence, state, counter, day, starts FROM appointment WHERE uid = '{uid}'"
                         " ORDER BY sequence")

    def sheets(self, date):
        return {row["notice"]: row for row in self.table(date, "mailroom/manifest.csv")}

    def letter(self, date, notice):
        """The words on a letter's sheet."""
        sheet = self.sheets(date)[notice]["sheet"]
        text = subprocess.run(["pdftotext", "-f", sheet, "-l", sheet,
                               os.path.join(self.night(date), "mailroom/letters.pdf"), "-"],
                              capture_output=True, check=True, text=True).stdout
        return re.sub(r"\s", "", text)

    def told(self, date, code):
        return [row for row in self.table(date, "operators/exceptions.csv") if row["code"] == code]

    def first(self, residents):
        self.run_night(self.write(residents, "2026-11-23"), NIGHT)
        return self.dues(NIGHT)

    def token(self, notice):
        ((token,),) = self.rows(f"SELECT token FROM notice WHERE number = '{notice}'")
        return token

    def test_a_day_that_closes_gives_another_place_and_a_letter_that_names_the_earlier_one(self):
        due = certificates_due("1", "2027-02-05")
        row = self.first([due])["1", "signature"]
        before = tree_digest(self.night(NIGHT))
        day = row["starts"][:10]
        self.close(day)
        self.run_night(self.write([due], NIGHT), NEXT)
        self.contract(NEXT)
        versions = self.versions(row["uid"])
        self.assertEqual([v[:2] for v in versions], [["0", "offered"], ["1", "moved"]])
        self.assertEqual((day, versions[1][3]), ("2026-12-09", "2026-12-08"))  # as near as can be
        self.assertEqual(self.dues(NEXT), {})
        ((number, sheet),) = self.sheets(NEXT).items()
        self.assertNotEqual(number, row["notice"])
        self.assertEqual(sheet["wave"], "moved")
        words = self.letter(NEXT, number)
        self.assertIn(row["notice"], words)
        self.assertIn("変わりました", words)
        # The page behind the first letter's code shows the change, and so does the new one's.
        for notice in (row["notice"], number):
            shown = event(os.path.join(self.night(NEXT), "residents", self.token(notice) + ".ics"))
            self.assertEqual((shown.get("METHOD"), shown["UID"], shown["SEQUENCE"]),
                             (None, row["uid"], "1"))
            self.assertIn(versions[1][3].replace("-", ""), shown["DTSTART"])
        self.assertEqual(self.told(NEXT, "place-closed"), [])
        # It stays there, and is told once.
        self.run_night(self.write([due], NEXT), THIRD)
        self.contract(THIRD)
        self.assertEqual(self.versions(row["uid"]), versions)
        self.assertEqual(self.sheets(THIRD), {})
        self.assertEqual(tree_digest(self.night(NIGHT)), before)

    def test_where_nothing_is_left_it_is_cancelled_with_the_deadline_and_staff_telephones(self):
        due = certificates_due("1", "2026-12-12")
        row = self.first([due])["1", "signature"]
        self.assertNotEqual(row["starts"], "")
        self.close(*[f"2026-12-{day:02d}" for day in range(1, 13)])
        self.run_night(self.write([due], NIGHT), NEXT)
        self.contract(NEXT)
        self.assertEqual([v[1] for v in self.versions(row["uid"])], ["offered", "cancelled"])
        ((number, sheet),) = self.sheets(NEXT).items()
        self.assertEqual(sheet["wave"], "cancelled")
        words = self.letter(NEXT, number)
        for part in ("取り消されました", row["notice"], "令和8年12月12日", "0568-85-6138"):
            self.assertIn(part, words)
        ((told),) = self.told(NEXT, "place-closed")
        self.assertEqual(told["resident"], "1")
        self.assertIn(row["notice"], told["message"])
        shown = event(os.path.join(self.night(NEXT), "residents", self.token(row["notice"]) + ".ics"))
        self.assertEqual((shown.get("METHOD"), shown["STATUS"], shown["SEQUENCE"]),
                         ("CANCEL", "CANCELLED", "1"))
        # The due is settled: nobody is written to again, and no other appointment is given.
        self.run_night(self.write([due], NEXT), THIRD)
        self.assertEqual((self.dues(THIRD), self.sheets(THIRD)), ({}, {}))

    def test_a_closure_so_near_that_the_letter_comes_too_late_is_telephoned_too(self):
        due = certificates_due("1", "2027-01-10")
        row = self.first([due])["1", "signature"]
        self.run_night(self.write([due], NIGHT), NEXT)
        day = row["starts"][:10]
        self.assertEqual(day, "2026-12-09")
        self.close(day)
        self.run_night(self.write([due], "2026-12-07"), "2026-12-08")
        self.contract("2026-12-08")
        ((number, _),) = self.sheets("2026-12-08").items()
        calls = self.table("2026-12-08", "operators/call.csv")
        self.assertEqual({(c["resident"], c["notice"]) for c in calls}, {("1", number)})
        self.assertEqual({c["matter"] for c in calls}, {"signature", "authentication"})
        self.assertEqual({(c["days_left"], c["appointment"]) for c in calls},
                         {(str((date.fromisoformat(c["expires"]) - date(2026, 12, 8)).days), "moved") for c in calls})

    def test_the_earlier_promise_is_served_before_new_requests(self):
        # One counter day with few places: whoever held one has the first choice of what is left.
        # Everybody likes the earliest place best.
        self.small_office(**{**LOOSE, 'day="10" even="60" kept="150"': 'day="0" even="0" kept="0"',
                             'labels="late sunday" weight="30"': 'labels="late sunday" weight="0"'})
        old = [certificates_due(str(i), "2026-12-20") for i in range(1, 4)]
        rows = self.first(old)
        days = {row["starts"][:10] for row in rows.values() if row["starts"]}
        self.close(*days)
        new = [certificates_due(str(i), "2026-12-20") for i in range(50, 55)]
        self.run_night(self.write(old + new, NIGHT), NEXT)
        self.contract(NEXT)
        moved = [self.versions(rows[str(i), "signature"]["uid"])[-1] for i in range(1, 4)]
        given = [row["starts"] for row in self.dues(NEXT).values() if row["starts"]]
        self.assertLessEqual(max(f"{v[3]}T{v[4]}" for v in moved), min(given))

    def test_who_may_not_be_written_to_is_told_by_staff(self):
        due = certificates_due("1", "2027-02-05")
        row = self.first([due])["1", "signature"]
        self.close(row["starts"][:10])
        hidden = due.changed(protection="provisional")
        self.run_night(self.write([hidden], NIGHT), NEXT)
        self.contract(NEXT)
        self.assertEqual(self.sheets(NEXT), {})
        ((told),) = self.told(NEXT, "change-by-hand")
        self.assertEqual(told["resident"], "1")
        self.assertIn("protection", told["message"])
        # Said once; and by a letter when the cause ends, to the address of that night.
        self.run_night(self.write([hidden], NEXT), THIRD)
        self.assertEqual(self.told(THIRD, "change-by-hand"), [])
        free = due.changed(protection="released", postal="4870013", address="愛知県春日井市高蔵寺町1番地")
        self.run_night(self.write([free], THIRD), "2026-11-27")
        ((_, sheet),) = self.sheets("2026-11-27").items()
        self.assertEqual((sheet["wave"], sheet["postal"]), ("moved", "4870013"))

    def test_the_dead_and_those_who_came_get_no_letter_about_a_closed_day(self):
        people = [certificates_due("1", "2027-02-05"), certificates_due("2", "2027-02-05")]
        rows = self.first(people)
        self.close(rows["1", "signature"]["starts"][:10], rows["2", "signature"]["starts"][:10])
        renewed = {"state": "valid", "issued": NIGHT, "expires": "2032-02-05"}
        people[0] = people[0].changed(state="deceased")
        people[1] = people[1].changed(signature=renewed, authentication=renewed)
        self.run_night(self.write(people, NIGHT), NEXT)
        self.contract(NEXT)
        self.assertEqual(self.sheets(NEXT), {})
        self.assertEqual(self.told(NEXT, "place-closed"), [])
        for resident in ("1", "2"):
            uid = rows[resident, "signature"]["uid"]
            self.assertEqual([v[1] for v in self.versions(uid)], ["offered", "cancelled"])

    def test_an_appointment_that_ends_with_its_card_is_told_to_staff_and_to_no_one_else(self):
        new = {"state": "valid", "issued": NIGHT, "expires": "2032-02-05"}
        states = {"1": "lost", "2": "void", "3": "returned", "4": "active", "5": "lost", "6": "lost"}
        people = {id: certificates_due(id, "2027-02-05") for id in states}
        rows = self.first(list(people.values()))
        for id, state in states.items():
            people[id] = people[id].changed(card={**people[id].words["card"], "state": state})
        people["4"] = people["4"].changed(signature=new, authentication=new)  # came and renewed
        people["5"] = people["5"].changed(state="deceased")
        people["6"] = people["6"].changed(state="moved-out")
        self.run_night(self.write(list(people.values()), NIGHT), NEXT)
        self.contract(NEXT)
        self.assertEqual(self.sheets(NEXT), {})
        told = {row["resident"]: row["message"] for row in self.told(NEXT, "appointment-ended")}
        self.assertEqual(set(told), {"1", "2", "3"})
        for id, message in told.items():
            row = rows[id, "signature"]
            self.assertTrue(message.startswith(f"card-{states[id]}: "))
            for part in (row["notice"], row["starts"], row["counter"], "telephone"):
                self.assertIn(part, message)
        for id in states:
            self.assertEqual([v[1] for v in self.versions(rows[id, "signature"]["uid"])], ["offered", "cancelled"])
        said = self.kigen("explain", "1", "--office", self.office, "--ledger", self.ledger, "--date", NEXT).stdout.decode()
        self.assertRegex(said, r"appointment cancelled \(version 1\): .*, for what it was given for has ended")
        self.assertIn("because: card-lost", said)
        # Said once.
        self.run_night(self.write(list(people.values()), NEXT), THIRD)
        self.assertEqual(self.told(THIRD, "appointment-ended"), [])

    def test_a_promise_to_who_leaves_or_has_applied_stands_and_is_moved_like_any_other(self):
        people = [certificates_due("1", "2027-02-05"), certificates_due("2", "2027-02-05")]
        rows = self.first(people)
        self.close(*{row["starts"][:10] for row in rows.values() if row["starts"]})
        people[0] = people[0].changed(leaving="2027-01-31")
        people[1] = people[1].changed(renewal="2026-11-20")
        self.run_night(self.write(people, NIGHT), NEXT)
        self.contract(NEXT)
        self.assertEqual(sorted(s["wave"] for s in self.sheets(NEXT).values()), ["moved", "moved"])

    def test_a_change_of_a_weekend_waits_for_monday_and_goes_to_the_newest_address(self):
        due = certificates_due("1", "2027-02-05")
        row = self.first([due])["1", "signature"]
        self.close(row["starts"][:10])
        self.run_night(self.write([due], "2026-11-27"), "2026-11-28")
        self.contract("2026-11-28")
        self.assertFalse(os.path.exists(os.path.join(self.night("2026-11-28"), "mailroom")))
        due = due.changed(postal="4870013", address="愛知県春日井市高蔵寺町1番地")
        self.run_night(self.write([due], "2026-11-29"), "2026-11-30")
        self.contract("2026-11-30")
        ((_, sheet),) = self.sheets("2026-11-30").items()
        self.assertEqual((sheet["wave"], sheet["postal"]), ("moved", "4870013"))

    def test_a_letter_not_yet_printed_says_the_new_place_itself(self):
        due = certificates_due("1", "2027-02-05")
        self.run_night(self.write([due], "2026-11-27"), "2026-11-28")
        row = self.dues("2026-11-28")["1", "signature"]
        self.close(row["starts"][:10])
        self.run_night(self.write([due], "2026-11-29"), "2026-11-30")
        self.contract("2026-11-30")
        ((number, sheet),) = self.sheets("2026-11-30").items()
        self.assertEqual((number, sheet["wave"]), (row["notice"], "first"))
        versions = self.versions(row["uid"])
        day = versions[-1][3].split("-")
        self.assertIn(f"令和8年{int(day[1])}月{int(day[2])}日", self.letter("2026-11-30", number))

    def test_two_changes_before_the_mailing_are_one_letter(self):
        due = certificates_due("1", "2027-02-05")
        row = self.first([due])["1", "signature"]
        self.close(row["starts"][:10])
        self.run_night(self.write([due], "2026-11-27"), "2026-11-28")
        second = self.versions(row["uid"])[-1][3]
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace("<days>", f'<days><closed on="{second}" counters="all" reason="fire"/>'))
        self.run_night(self.write([due], "2026-11-29"), "2026-11-30")
        self.contract("2026-11-30")
        self.assertEqual([v[1] for v in self.versions(row["uid"])], ["offered", "moved", "moved"])
        ((number, sheet),) = self.sheets("2026-11-30").items()
        words = self.letter("2026-11-30", number)
        self.assertIn(row["notice"], words)
        day = self.versions(row["uid"])[-1][3].split("-")
        self.assertIn(f"{int(day[1])}月{int(day[2])}日", words)

    def test_a_resident_who_cannot_be_read_is_told_when_it_can_be(self):
        due = certificates_due("1", "2027-02-05")
        row = self.first([due, Resident("2")])["1", "signature"]
        self.close(row["starts"][:10])
        broken = due.changed(born="never")
        self.run_night(self.write([broken, Resident("2")], NIGHT), NEXT, expect=1)
        self.contract(NEXT)
        self.assertEqual(self.sheets(NEXT), {})
        self.assertEqual([v[1] for v in self.versions(row["uid"])], ["offered", "moved"])
        self.assertEqual(len(self.told(NEXT, "place-closed")), 1)
        self.run_night(self.write([due, Resident("2")], NEXT), THIRD)
        self.assertEqual([s["wave"] for s in self.sheets(THIRD).values()], ["moved"])

    def test_a_new_letter_of_the_night_keeps_the_appointment_at_its_new_place(self):
        # Certificates to 2027-02-05 are in their window from 11-06, the card to 02-20 from 11-21.
        both = card_due("1", "2027-02-20")
        sure = {"state": "valid", "issued": "2022-01-10", "expires": "2027-02-05"}
        both = both.changed(signature=sure, authentication=sure)
        self.run_night(self.write([both], "2026-11-19"), "2026-11-20")
        row = self.dues("2026-11-20")["1", "signature"]
        self.close(row["starts"][:10])
        self.run_night(self.write([both], "2026-11-23"), NIGHT)
        self.contract(NIGHT)
        versions = self.versions(row["uid"])
        self.assertEqual(versions[-1][1], "moved")
        card = self.dues(NIGHT)["1", "card"]
        if card["visit_from"] <= versions[-1][3] <= card["visit_until"]:
            self.assertEqual((card["uid"], card["starts"]),
                             (row["uid"], f"{versions[-1][3]}T{versions[-1][4]}"))


if __name__ == "__main__":
    unittest.main()
