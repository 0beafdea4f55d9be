"""What the office file says changes on its day: whole nights and plans by offices with a line more."""

import os
import subprocess
import unittest

from city import Nights, Resident, certificates_due

CERTIFICATE = '<certificate from="0001-01-01" birthdays="5" early="6"/>'
TEN_YEARS = CERTIFICATE + '\n    <certificate from="2028-10-01" birthdays="10" early="11"/>'
WINDOW = '<window from="0001-01-01" opens="P3M" late="P2M" reading="day-after" appointments="later" '
RESIDENCE = '<residence-card from="0001-01-01" outcome="none"/>'


def holder(id, issued, expires=None, card="2039-05-10"):
    """Born on a May 10, with certificates issued on a day; without `expires` it must be computed."""
    paper = {"state": "valid", "issued": issued, "expires": expires}
    return Resident(id, born="1990-05-10", signature=paper, authentication=paper,
                    card={"kind": "standard", "state": "active", "applied": issued, "issued": issued,
                          "expires": card})


class Law(Nights):
    def plan(self, residents, night):
        path = self.write(residents, night)
        result = self.kigen("plan", "--office", self.office, "--ledger", self.ledger, "--date", night,
                            "--register", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = [line.split(",") for line in result.stdout.decode().split("\r\n") if line]
        return [dict(zip(lines[0], line)) for line in lines[1:]]

    def test_a_ten_year_certificate_is_one_line(self):
        self.small_office(**{CERTIFICATE: TEN_YEARS})
        old, new = holder("1", "2028-09-30"), holder("2", "2028-10-01")
        # The last day of the old rule: to the fifth birthday, 2033-05-10; of the new: 2038-05-10.
        night = "2033-03-01"
        self.assertEqual([(row["resident"], row["matter"], row["expires"], row["opens"], row["reason"])
                          for row in self.plan([old, new], night)],
                         [("1", matter, "2033-05-10", "2033-02-11", "estimated")
                          for matter in ("authentication", "signature")])
        self.assertEqual({(row["resident"], row["expires"]) for row in self.plan([old, new], "2038-03-01")},
                         {("2", "2038-05-10")})

    def test_a_ten_year_certificate_in_the_register_is_explained_by_that_line(self):
        night = "2038-03-01"
        ten = holder("1", "2028-10-01", "2038-05-10")
        five = holder("2", "2028-09-30", "2038-05-10")
        self.small_office()
        self.run_night(self.write([ten, five], night), night)
        odd = {row["resident"] for row in self.table(night, "operators/exceptions.csv")
               if row["code"] == "expiry-unexplained"}
        self.assertEqual(odd, {"1", "2"})
        self.small_office(**{CERTIFICATE: TEN_YEARS})
        self.ledger, self.out = self.ledger + "2", self.out + "2"
        self.run_night(self.write([ten, five], night), night)
        odd = {row["resident"] for row in self.table(night, "operators/exceptions.csv")
               if row["code"] == "expiry-unexplained"}
        self.assertEqual(odd, {"2"})
        self.assertEqual({row["outcome"] for row in self.dues(night).values()}, {"letter"})

    def test_the_default_office_is_not_moved_by_that_line(self):
        residents = [certificates_due("1", "2027-01-10"), holder("2", "2022-01-05")]
        plain = self.plan(residents, "2026-11-24")
        self.assertEqual(len(plain), 2)
        self.small_office(**{CERTIFICATE: TEN_YEARS})
        self.assertEqual(self.plan(residents, "2026-11-24"), plain)

    def test_a_window_opens_earlier_from_its_night_on(self):
        rest = 'reminder="P1M" reminder-after-days="21"/>'
        six = WINDOW.replace("0001-01-01", "2026-12-01").replace("P3M", "P6M")
        self.small_office(**{WINDOW + rest: WINDOW + rest + six + rest})
        residents = [certificates_due("1", "2027-02-10"), certificates_due("2", "2027-04-20"),
                     certificates_due("3", "2027-06-30")]
        self.assertEqual({(row["resident"], row["opens"], row["wave"])
                          for row in self.plan(residents, "2026-11-30")}, {("1", "2026-11-11", "first")})
        # What had opened stays so; what the new rule finds open opens with it; the last a month on.
        self.assertEqual({(row["resident"], row["opens"], row["wave"])
                          for row in self.plan(residents, "2026-12-01")},
                         {("1", "2026-11-11", "first"), ("2", "2026-12-01", "first")})
        self.assertEqual({(row["resident"], row["opens"]) for row in self.plan(residents, "2026-12-31")},
                         {("1", "2026-11-11"), ("2", "2026-12-01"), ("3", "2026-12-31")})

    def test_the_month_s_end_can_be_read_the_other_way(self):
        residents = [certificates_due("1", "2027-05-30")]
        self.assertEqual(self.plan(residents, "2027-02-28"), [])
        self.small_office(**{'reading="day-after"': 'reading="less-than"'})
        self.assertEqual({row["opens"] for row in self.plan(residents, "2027-02-28")}, {"2027-02-28"})

    def test_appointments_can_begin_with_the_window(self):
        residents = [certificates_due("1", "2027-02-28")]
        # The window opens on 2026-11-29; the other reading on 12-01 counts later.
        office = {'lead-days="7"': 'lead-days="0"'}
        self.small_office(**office)
        [later, _] = self.plan(residents, "2026-11-29")
        self.small_office(**office, **{'appointments="later"': 'appointments="window"'})
        [window, _] = self.plan(residents, "2026-11-29")
        self.assertEqual((later["opens"], later["visit_from"], window["visit_from"]),
                         ("2026-11-29", "2026-12-01", "2026-11-30"))

    def test_the_time_between_posting_and_visit_can_change_on_a_day(self):
        plain = 'lead-days="7" clear-days="3" wished-day="14"/>'
        dated = plain[:-2] + '><lead from="2026-11-25" days="10"/><lead from="2026-12-01" days="5"/></matter>'
        self.small_office(**{plain: dated})
        residents = [certificates_due("1", "2027-02-10")]
        self.assertEqual([self.plan(residents, night)[0]["visit_from"]
                          for night in ("2026-11-24", "2026-11-25", "2026-12-01")],
                         ["2026-12-01", "2026-12-06", "2026-12-06"])

    def test_the_age_line_is_that_of_the_application(self):
        def young(id, applied):
            return Resident(id, born="2003-06-01", signature=None, authentication=None,
                            card={"kind": "standard", "state": "active", "applied": applied,
                                  "issued": "2022-04-20", "expires": None})
        rows = self.plan([young("1", "2022-03-31"), young("2", "2022-04-01")], "2026-04-01")
        self.assertEqual([(row["resident"], row["expires"]) for row in rows], [("1", "2026-06-01")])

    def test_a_leap_day_s_birthday_can_be_march_first(self):
        paper = {"state": "valid", "issued": "2022-01-20", "expires": None}
        leap = Resident("1", born="2000-02-29", signature=paper, authentication=None)
        self.assertEqual([row["expires"] for row in self.plan([leap], "2026-01-15")], ["2026-02-28"])
        self.small_office(**{'from="0001-01-01" day="02-28"': 'from="0001-01-01" day="03-01"'})
        self.assertEqual([row["expires"] for row in self.plan([leap], "2026-01-15")], ["2026-03-01"])

    def test_a_status_can_lose_its_period(self):
        card = {"kind": "standard", "state": "active", "applied": "2021-11-20", "issued": "2021-12-01",
                "expires": None}
        stay = {"status": "engineer", "until": "2027-01-20", "pending": "false"}
        foreign = Resident("1", card=card, stay=stay, signature=None, authentication=None)
        [row] = self.plan([foreign], "2026-11-24")
        self.assertEqual((row["matter"], row["expires"]), ("stay", "2027-01-20"))
        self.small_office(**{'<residence-card ': '<no-period from="2026-12-01" statuses="engineer"/>'
                             '\n    <residence-card '})
        self.assertEqual(len(self.plan([foreign], "2026-11-24")), 1)
        self.assertEqual(self.plan([foreign], "2026-12-01"), [])

    def test_the_end_of_stay_of_a_residence_card_gets_no_letter_until_the_office_says_so(self):
        card = {"kind": "residence", "state": "active", "applied": "2026-06-20", "issued": "2026-07-01",
                "expires": "2027-01-20"}
        stay = {"status": "engineer", "until": "2027-01-20", "pending": "false"}
        foreign = Resident("1", card=card, stay=stay, signature=None, authentication=None)
        self.small_office(**{RESIDENCE: RESIDENCE + RESIDENCE.replace("0001-01-01", "2026-12-01")
                             .replace("none", "letter")})
        self.assertEqual([(row["outcome"], row["reason"]) for row in self.plan([foreign], "2026-11-30")],
                         [("none", "residence-card")])
        self.assertEqual([row["outcome"] for row in self.plan([foreign], "2026-12-01")], ["letter"])

    def test_the_letter_about_a_residence_card_sends_nobody_to_the_city(self):
        card = {"kind": "residence", "state": "active", "applied": "2026-06-20", "issued": "2026-07-01",
                "expires": "2027-01-20"}
        paper = {"state": "valid", "issued": "2026-07-01", "expires": "2027-01-20"}
        stay = {"status": "engineer", "until": "2027-01-20", "pending": "false"}
        foreign = Resident("1", card=card, stay=stay, signature=paper, authentication=paper)
        self.small_office(**{RESIDENCE: RESIDENCE.replace("none", "letter")})
        night = "2026-11-24"
        self.run_night(self.write([foreign], "2026-11-23"), night)
        self.contract(night)
        self.assertEqual({(matter, row["outcome"], row["uid"]) for (_, matter), row in self.dues(night).items()},
                         {("stay", "letter", ""), ("authentication", "covered", ""),
                          ("signature", "covered", "")})
        text = subprocess.run(["pdftotext", "-layout", os.path.join(self.night(night), "mailroom/letters.pdf"),
                               "-"], capture_output=True, check=True).stdout.decode()
        self.assertIn("出入国在留管理局", text)
        for word in ("署名用電子証明書の暗証番号", "お持ちいただくもの", "代理", "予約しました", "手数料"):
            self.assertNotIn(word, text, word)

    def test_what_is_wrong_in_a_table_is_refused_with_its_line(self):
        self.small_office(**{CERTIFICATE: CERTIFICATE + CERTIFICATE})
        refused = self.run_night(self.write([Resident("1")], "2026-11-23"), "2026-11-24", expect=78)
        self.assertRegex(refused.stderr, rb"office.xml:\d+: \"from\" does not come after the row before")


if __name__ == "__main__":
    unittest.main()
