"""The life of a due over many nights: what befalls people between their letter and the expiry, and
the one reminder. Every night's export is of the evening before; letters are posted on working days."""

import datetime
import os
import re
import subprocess
import unittest

from city import Nights, Resident, card_due, certificates_due

LOOSE = {'vanish-permille="20"': 'vanish-permille="1000"'}
SAKASHITA = {"postal": "4800304", "address": "愛知県春日井市坂下町1丁目1番地"}
# Certificates to 2027-01-10: the window opens on 2026-10-11, a reminder comes from 2026-12-10 on.
EXPIRES, FIRST, BEFORE, REMINDER = "2027-01-10", "2026-10-13", "2026-12-09", "2026-12-10"


def evening_before(day):
    return (datetime.date.fromisoformat(day) - datetime.timedelta(1)).isoformat()


def renewed(resident, day, until):
    paper = {"state": "valid", "issued": day, "expires": until}
    return resident.changed(signature=paper, authentication=paper)


class Life(Nights):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE)

    def lead(self, days):
        """From now on letters give appointments so many days after their posting, and little later."""
        self.small_office(**LOOSE)
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        for name in ("lead-days", "wished-day"):
            text = re.sub(name + r'="\d+"', f'{name}="{days}"', text)
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)

    def go(self, day, *residents):
        """A night; its rows."""
        self.run_night(self.write([*residents, Resident("9")], evening_before(day)), day)
        self.contract(day)
        return self.dues(day)

    def sheets(self, day):
        return {row["notice"]: row for row in self.table(day, "mailroom/manifest.csv")}

    def codes(self, day):
        """What is told of residents: nobody here confirms that a mailing left."""
        return [(row["resident"], row["code"]) for row in self.table(day, "operators/exceptions.csv")
                if row["code"] != "mailing-unconfirmed"]

    def query(self, sql):
        return subprocess.run(["sqlite3", "-readonly", self.ledger, sql], capture_output=True, check=True,
                              text=True).stdout.split("\n")[:-1]

    def cancelled(self, day):
        """UIDs of the appointments that this night's folder takes back."""
        found = set()
        folder = os.path.join(self.night(day), "residents")
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if name.endswith(".ics"):
                with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                    text = file.read().replace("\r\n ", "")
                if "METHOD:CANCEL" in text:
                    found.add(next(l[4:] for l in text.split("\r\n") if l.startswith("UID:")))
        return found

    # ---- the reminder ----

    def counter_codes(self, night, due):
        """What the counter's list says beside the letter."""
        (row,) = [row for row in self.table(night, f"counters/{due['counter']}.csv")
                  if row["notice"] == due["notice"]]
        return row["codes"]

    def test_a_month_before_the_expiry_a_reminder_gives_a_new_appointment_for_the_one_missed(self):
        due = certificates_due("1", EXPIRES)
        first = self.go(FIRST, due)["1", "signature"]
        self.assertEqual(first["visit_from"], "2026-10-20")
        self.assertLess(first["starts"], "2026-11-20")
        self.assertEqual(self.go(BEFORE, due), {})
        rows = self.go(REMINDER, due)
        self.assertEqual({(matter, row["wave"], row["outcome"], row["reason"])
                          for (_, matter), row in rows.items()},
                         {("authentication", "reminder", "letter", ""),
                          ("signature", "reminder", "letter", "")})
        reminder = rows["1", "signature"]
        self.assertNotEqual(reminder["notice"], first["notice"])
        self.assertNotEqual(reminder["uid"], first["uid"])
        self.assertEqual(reminder["visit_from"], "2026-12-17")
        self.assertEqual(self.sheets(REMINDER)[reminder["notice"]]["wave"], "reminder")
        self.assertEqual((self.counter_codes(FIRST, first), self.counter_codes(REMINDER, reminder)), ("利署", "利署 再"))
        # Once: not again the next night, nor after the second appointment passed too.
        for day in ("2026-12-11", "2026-12-21", "2027-01-04", EXPIRES):
            self.assertEqual(self.go(day, due), {}, day)
        self.assertEqual(self.go("2027-01-11", due), {})
        self.assertEqual(self.query("SELECT DISTINCT state FROM due"), ["lapsed"])
        story = self.kigen("explain", "1", "--office", self.office, "--ledger", self.ledger).stdout.decode()
        self.assertIn("reminder, letter", story)

    def test_an_appointment_that_lies_ahead_is_kept_and_named(self):
        due = certificates_due("1", EXPIRES)
        # The first letter's appointment is ten weeks away; later letters are quicker.
        self.lead(70)
        first = self.go(FIRST, due)["1", "signature"]
        self.assertGreaterEqual(first["starts"], "2026-12-22")
        self.small_office(**LOOSE)
        rows = self.go(REMINDER, due)
        for row in rows.values():
            self.assertEqual((row["wave"], row["uid"], row["starts"], row["sequence"]),
                             ("reminder", first["uid"], first["starts"], "0"))
            self.assertEqual(self.counter_codes(REMINDER, row), "利署")
        self.assertEqual(self.cancelled(REMINDER), set())
        self.assertEqual(self.query("SELECT count(*) FROM place"), ["1"])

    def test_an_appointment_too_near_for_a_letter_is_waited_for(self):
        due = certificates_due("1", EXPIRES)
        self.lead(63)
        first = self.go(FIRST, due)["1", "signature"]
        visit = datetime.date.fromisoformat(first["starts"][:10])
        self.small_office(**LOOSE)
        # Letters of these days would arrive after it; the export of its evening may not know yet.
        for days in (-6, -1, 0, 1):
            day = (visit + datetime.timedelta(days)).isoformat()
            self.assertGreaterEqual(day, BEFORE)
            self.assertEqual(self.go(day, due), {}, day)
        reminder = self.go((visit + datetime.timedelta(2)).isoformat(), due)["1", "signature"]
        self.assertEqual(reminder["wave"], "reminder")
        self.assertGreater(reminder["visit_from"], first["starts"])

    def test_a_pulled_reminder_leaves_the_first_letter_s_appointment_alone(self):
        due = certificates_due("1", "2027-01-31")
        self.lead(77)
        first = self.go("2026-11-02", due)["1", "signature"]
        self.assertGreaterEqual(first["starts"], "2027-01-18")
        self.small_office(**LOOSE)
        # Decided while nothing is posted, and pulled before the mailing of January 4.
        kept = self.go("2026-12-31", due)["1", "signature"]
        self.assertEqual((kept["wave"], kept["uid"]), ("reminder", first["uid"]))
        rows = self.go("2027-01-04", due.changed(protection="active"))
        self.assertEqual({(row["wave"], row["outcome"], row["reason"]) for row in rows.values()},
                         {("reminder", "hand", "protection")})
        self.assertEqual(self.sheets("2027-01-04"), {})
        self.assertEqual(self.cancelled("2027-01-04"), set())
        # The cause ends: now the reminder is written, and still names the same appointment.
        again = self.go("2027-01-05", due.changed(protection="released"))["1", "signature"]
        self.assertEqual((again["wave"], again["uid"]), ("reminder", first["uid"]))
        self.assertNotEqual(again["notice"], kept["notice"])

    def test_a_reminder_that_waits_over_the_new_year_is_not_posted_to_who_renewed_meanwhile(self):
        one, two = certificates_due("1", "2027-01-31"), certificates_due("2", "2027-01-31")
        self.go("2026-11-02", one, two)
        rows = self.go("2026-12-31", one, two)
        self.assertEqual({row["wave"] for row in rows.values()}, {"reminder"})
        self.assertFalse(os.path.exists(os.path.join(self.night("2026-12-31"), "mailroom")))
        gone = renewed(one, "2027-01-02", "2032-01-31")
        self.assertEqual(self.go("2027-01-04", gone, two), {})
        self.assertEqual(list(self.sheets("2027-01-04")), [rows["2", "signature"]["notice"]])
        self.assertEqual(self.cancelled("2027-01-04"), {rows["1", "signature"]["uid"]})

    def test_a_late_letter_is_reminded_of_three_weeks_after_it_was_posted(self):
        due = certificates_due("1", EXPIRES)
        late = self.go("2026-12-04", due)["1", "signature"]  # a Friday
        self.assertEqual(late["wave"], "late")
        for day in (REMINDER, "2026-12-24"):
            self.assertEqual(self.go(day, due), {}, day)
        reminder = self.go("2026-12-25", due)["1", "signature"]
        self.assertEqual((reminder["wave"], reminder["visit_from"]), ("reminder", "2027-01-04"))

    def test_a_letter_so_late_that_no_day_would_be_left_is_not_repeated(self):
        due = certificates_due("1", EXPIRES)
        self.go("2026-12-18", due)
        for day in ("2027-01-04", "2027-01-08", EXPIRES):
            self.assertEqual(self.go(day, due), {}, day)

    def test_by_hand_at_the_time_of_the_reminder_then_written_when_the_cause_ends(self):
        due = certificates_due("1", EXPIRES)
        self.go(FIRST, due)
        hidden = due.changed(protection="provisional")
        rows = self.go(REMINDER, hidden)
        self.assertEqual({(row["wave"], row["outcome"], row["reason"], row["notice"])
                          for row in rows.values()}, {("reminder", "hand", "protection", "")})
        self.assertEqual(len(self.table(REMINDER, "operators/hand.csv")), 2)
        self.assertEqual(self.go("2026-12-11", hidden), {})
        self.assertEqual(self.go("2026-12-12", due), {})  # no longer named is not released
        released = due.changed(protection="released")
        rows = self.go("2026-12-14", released)
        self.assertEqual({(row["wave"], row["outcome"]) for row in rows.values()}, {("reminder", "letter")})
        self.assertEqual(self.go("2026-12-15", released), {})

    def test_who_has_applied_is_not_reminded_until_it_turns_out_that_nothing_came_of_it(self):
        due = card_due("1", "2027-02-10")
        self.go("2026-11-12", due)
        applied = due.changed(renewal="2026-11-20")
        self.go("2026-11-24", applied)
        self.assertEqual(self.go("2027-01-12", applied), {})
        rows = self.go("2027-01-13", due)
        self.assertEqual({(matter, row["wave"], row["outcome"]) for (_, matter), row in rows.items()},
                         {("card", "reminder", "letter"), ("authentication", "reminder", "covered"),
                          ("signature", "reminder", "covered")})
        self.assertEqual(len({row["notice"] for row in rows.values()}), 1)

    def test_a_second_due_that_is_new_on_the_night_of_a_reminder_shares_its_letter(self):
        # Certificates to 2027-01-10, the card to 2027-03-10: its window opens on 2026-12-11.
        sure = {"state": "valid", "issued": "2022-01-20", "expires": EXPIRES}
        both = card_due("1", "2027-03-09").changed(signature=sure, authentication=sure)
        self.go(FIRST, both)
        rows = self.go(REMINDER, both)
        self.assertEqual({(matter, row["wave"], row["outcome"]) for (_, matter), row in rows.items()},
                         {("card", "first", "letter")})
        # The certificates are covered from now on: they are reminded of with their card.
        self.assertEqual(self.go("2026-12-11", both), {})

    def test_an_office_can_do_without_reminders_from_a_day_on(self):
        row = ('<window from="0001-01-01" opens="P3M" late="P2M" reading="day-after" appointments="later" '
               'reminder="P1M" reminder-after-days="21"/>')
        self.small_office(**LOOSE, **{row: row + row.replace("0001-01-01", "2026-12-01")
                                      .replace('reminder="P1M"', 'reminder="none"')})
        due = certificates_due("1", EXPIRES)
        self.go(FIRST, due)
        self.assertEqual(self.go(REMINDER, due), {})

    # ---- how a due ends ----

    def test_a_renewal_ends_the_due_and_nobody_is_reminded(self):
        due = certificates_due("1", EXPIRES)
        first = self.go(FIRST, due)["1", "signature"]
        after = renewed(due, "2026-10-15", "2032-01-10")
        self.assertEqual(self.go("2026-10-16", after), {})
        self.assertEqual(self.cancelled("2026-10-16"), {first["uid"]})
        self.assertEqual(self.go(REMINDER, after), {})
        self.assertEqual(self.query("SELECT DISTINCT state FROM due"), ["renewed"])

    def test_a_death_withdraws_it_and_nobody_is_reminded(self):
        due = certificates_due("1", EXPIRES)
        first = self.go(FIRST, due)["1", "signature"]
        dead = due.changed(state="deceased")
        rows = self.go("2026-10-16", dead)
        self.assertEqual({row["reason"] for row in rows.values()}, {"deceased"})
        self.assertEqual(self.cancelled("2026-10-16"), {first["uid"]})
        self.assertEqual(self.go(REMINDER, dead), {})
        self.assertEqual(self.query("SELECT DISTINCT state FROM due"), ["withdrawn"])

    def test_a_due_that_nobody_acts_on_lapses_the_day_after(self):
        due = certificates_due("1", EXPIRES)
        self.go("2026-12-04", due)
        self.assertEqual(self.go(EXPIRES, due), {})
        self.assertEqual(self.query("SELECT DISTINCT state FROM due"), ["open"])
        self.assertEqual(self.go("2027-01-11", due), {})
        self.assertEqual(self.query("SELECT DISTINCT state FROM due"), ["lapsed"])

    def test_an_expiry_corrected_back_opens_the_due_again_and_is_reminded_of(self):
        due = certificates_due("1", EXPIRES)
        first = self.go(FIRST, due)["1", "signature"]
        self.go("2026-10-16", renewed(due, "2026-10-15", "2032-01-10"))
        self.assertEqual(self.go("2026-10-19", due), {})
        self.assertEqual(set(self.codes("2026-10-19")), {("1", "reopened")})
        self.assertEqual(self.query("SELECT DISTINCT state FROM due WHERE expires = '2027-01-10'"), ["open"])
        reminder = self.go(REMINDER, due)["1", "signature"]
        self.assertEqual(reminder["wave"], "reminder")
        self.assertNotEqual(reminder["uid"], first["uid"])

    def test_an_id_that_vanishes_is_withdrawn_and_reopened_when_it_comes_back(self):
        due = certificates_due("1", EXPIRES)
        first = self.go(FIRST, due)["1", "signature"]
        self.assertEqual(self.go("2026-10-16"), {})
        self.assertEqual(self.codes("2026-10-16"), [("1", "vanished")])
        self.assertEqual(self.cancelled("2026-10-16"), {first["uid"]})
        self.assertEqual(self.go("2026-10-19", due), {})
        self.assertEqual(set(self.codes("2026-10-19")), {("1", "reopened")})
        self.assertEqual(self.go(REMINDER, due)["1", "authentication"]["wave"], "reminder")

    def test_an_id_that_vanishes_for_good_is_told_once(self):
        due = certificates_due("1", EXPIRES)
        self.go(FIRST, due)
        self.go("2026-10-16")
        self.assertEqual(self.go("2026-10-19"), {})
        self.assertEqual(self.codes("2026-10-19"), [])
        self.assertEqual(self.go(REMINDER), {})

    # ---- people move ----

    def test_a_household_that_splits_gets_its_letters_at_two_addresses(self):
        parent = certificates_due("1", EXPIRES, household="77")
        child = certificates_due("2", EXPIRES, household="77", name="春日 次郎")
        rows = self.go(FIRST, parent, child)
        self.assertEqual({row["household"] for row in rows.values()}, {"77"})
        alone = child.changed(household="78", **SAKASHITA)
        self.assertEqual(self.go("2026-10-19", parent, alone), {})
        rows = self.go(REMINDER, parent, alone)
        self.assertEqual({(resident, row["household"], row["counter"]) for (resident, _), row in rows.items()},
                         {("1", "77", "cityhall"), ("2", "78", "sakashita")})
        self.assertEqual([sheet["postal"] for sheet in self.sheets(REMINDER).values()], ["4800304", "4868686"])

    def test_a_move_sends_the_next_letter_to_the_new_address_and_to_its_counter(self):
        due = certificates_due("1", EXPIRES)
        first = self.go(FIRST, due)["1", "authentication"]
        self.assertEqual(first["counter"], "cityhall")
        # A move revokes the signature certificate; the appointment for the other one stands.
        moved = due.changed(signature={"state": "revoked", "issued": "2022-01-10", "expires": EXPIRES},
                            **SAKASHITA)
        rows = self.go("2026-10-15", moved)
        self.assertEqual([(matter, row["reason"]) for (_, matter), row in rows.items()],
                         [("signature", "certificate-revoked")])
        self.assertEqual(self.cancelled("2026-10-15"), set())
        self.assertEqual(self.query("SELECT counter FROM place"), ["cityhall"])
        rows = self.go(REMINDER, moved)
        self.assertEqual({(matter, row["wave"], row["counter"]) for (_, matter), row in rows.items()},
                         {("authentication", "reminder", "sakashita")})
        [sheet] = self.sheets(REMINDER).values()
        self.assertEqual(sheet["postal"], "4800304")

    def test_a_signature_certificate_issued_again_after_a_move_comes_back_to_its_due(self):
        due = certificates_due("1", EXPIRES)
        self.go(FIRST, due)
        revoked = {"state": "revoked", "issued": "2022-01-10", "expires": EXPIRES}
        self.go("2026-10-15", due.changed(signature=revoked, **SAKASHITA))
        signed = {"state": "valid", "issued": "2026-10-20", "expires": EXPIRES}
        again = due.changed(signature=signed, **SAKASHITA)
        self.assertEqual(self.go("2026-10-21", again), {})
        self.assertEqual(self.codes("2026-10-21"), [("1", "reopened")])
        rows = self.go(REMINDER, again)
        self.assertEqual({matter for _, matter in rows}, {"authentication", "signature"})

    def test_a_letter_that_waits_follows_a_move_and_a_new_name(self):
        due = certificates_due("1", EXPIRES)
        saturday, monday = "2026-10-17", "2026-10-19"
        first = self.go(saturday, due)["1", "signature"]
        other = due.changed(name="春日 桜子", **SAKASHITA)
        self.assertEqual(self.go(monday, other), {})
        self.assertEqual(self.sheets(monday)[first["notice"]]["postal"], "4800304")
        text = subprocess.run(["pdftotext", "-layout", os.path.join(self.night(monday), "mailroom/letters.pdf"),
                               "-"], capture_output=True, check=True).stdout.decode()
        self.assertIn("春日 桜子", text)
        self.assertNotIn("花子", text)

    def test_a_new_name_is_on_the_next_letter(self):
        due = certificates_due("1", EXPIRES)
        self.go(FIRST, due)
        married = due.changed(name="鳥居 花子", signature={"state": "revoked", "issued": "2022-01-10",
                                                        "expires": EXPIRES})
        self.go("2026-10-30", married)
        [row] = self.go(REMINDER, married).values()
        text = subprocess.run(["pdftotext", "-layout", os.path.join(self.night(REMINDER),
                               "mailroom/letters.pdf"), "-"], capture_output=True, check=True).stdout.decode()
        self.assertIn("鳥居 花子", text)
        self.assertNotIn("春日 花子", text)
        self.assertEqual(row["matter"], "authentication")
        self.assertEqual(self.query("SELECT name FROM recipient ORDER BY notice"), ["春日 花子", "鳥居 花子"])


if __name__ == "__main__":
    unittest.main()
