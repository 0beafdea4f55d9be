"""Whole nights: what goes in, what comes out, and what the next night makes of it."""

import csv
import glob
import io
import json
import os
import re
import shutil
import subprocess
import unittest

from city import Nights, Resident, card_due, certificates_due, register, tree_digest

LOOSE = {'vanish-permille="20"': 'vanish-permille="1000"'}


class OneNight(Nights):
    def test_a_quiet_night_leaves_a_whole_folder_without_letters(self):
        path = self.write([Resident("1")], "2026-11-23")
        self.run_night(path, "2026-11-24")
        self.contract("2026-11-24")
        self.assertEqual(self.table("2026-11-24", "operators/dues.csv"), [])
        self.assertFalse(os.path.exists(os.path.join(self.night("2026-11-24"), "mailroom/letters.pdf")))

    def test_a_card_gets_a_letter_that_covers_its_certificates(self):
        path = self.write([card_due("1", "2027-02-10"), Resident("2")], "2026-11-23")
        self.run_night(path, "2026-11-24")
        self.contract("2026-11-24")
        dues = self.dues("2026-11-24")
        self.assertEqual(set(dues), {("1", "card"), ("1", "signature"), ("1", "authentication")})
        card = dues["1", "card"]
        self.assertEqual((card["opens"], card["wave"], card["outcome"], card["reason"]),
                         ("2026-11-11", "first", "letter", ""))
        self.assertEqual(dues["1", "signature"]["outcome"], "covered")
        self.assertEqual(dues["1", "signature"]["notice"], card["notice"])
        self.assertRegex(card["notice"], r"^26-000001-\d$")
        # Posted on the night's own day, a visit a week later at the earliest, at city hall; two weeks
        # later is wished, and an evening by who is 39.
        self.assertEqual(card["visit_from"], "2026-12-01")
        self.assertEqual(card["starts"], "2026-12-09T17:00")
        self.assertEqual(card["counter"], "cityhall")
        for name in ("mailroom/letters.pdf", f"counters/{card['counter']}.ics", "operators/report.html",
                     "operators/kigen.prom", "SHA256SUMS"):
            self.assertTrue(os.path.exists(os.path.join(self.night("2026-11-24"), name)), name)

    def test_a_counter_knows_who_comes_for_what_but_no_name(self):
        people = [certificates_due("1", "2027-01-20", language="pt"),
                  card_due("2", "2027-02-10", born="2017-02-10", signature=None, ward=True)]
        self.run_night(self.write(people, "2026-11-23"), "2026-11-24")
        self.contract("2026-11-24")
        dues = self.dues("2026-11-24")
        told = {}
        for counter in ("cityhall", "kozoji", "sakashita", "tobu", "ajiyoshi"):
            with open(os.path.join(self.night("2026-11-24"), "counters", counter + ".ics"), encoding="utf-8") as file:
                titles = {line[8:].strip() for line in file if line.startswith("SUMMARY:")}
            rows = self.table("2026-11-24", f"counters/{counter}.csv")
            self.assertEqual(titles, {f"{row['notice']} {row['codes']}" for row in rows})
            told.update({row["notice"]: (counter, f"{row['day']}T{row['starts']}", row["codes"]) for row in rows})
        wanted = {}
        for key, codes in ((("1", "signature"), "利署 pt"), (("2", "card"), "利カ 子 後")):
            row = dues[key]
            wanted[row["notice"]] = (row["counter"], row["starts"], codes)
        self.assertEqual(told, wanted)

    def test_lists_for_spreadsheets_keep_their_zeros(self):
        self.small_office(**{"<files ": '<files lists-for="spreadsheets" '})
        people = [certificates_due("0000000101", "2027-01-20", postal="0600001"),
                  card_due("0000000102", "2027-02-10", protection="active")]
        self.run_night(self.write(people, "2026-11-23"), "2026-11-24")
        self.contract("2026-11-24")
        self.assertEqual({row["resident"] for row in self.table("2026-11-24", "operators/dues.csv")},
                         {'="0000000101"', '="0000000102"'})
        (told,) = {row["resident"] for row in self.table("2026-11-24", "operators/hand.csv")}
        self.assertEqual(told, '="0000000102"')
        (sheet,) = self.table("2026-11-24", "mailroom/manifest.csv")
        self.assertEqual((sheet["sheet"], sheet["postal"]), ("1", '="0600001"'))
        # What the program reads of its own lists it reads of these too.
        self.run_night(self.write(people, "2026-11-24"), "2026-11-25")
        self.assertEqual(self.dues("2026-11-25"), {})

    def test_headings_in_japanese_stand_over_the_same_rows(self):
        """Every list that a night can have, and whoever runs it in which language."""
        people = [certificates_due("0000000101", "2027-01-20", postal="4860931", format="voice", language="vi"),
                  certificates_due("0000000102", "2026-12-01", postal="0600001", format="large-print"),
                  card_due("0000000103", "2027-02-10", protection="active"), certificates_due("104", "2027-01-20"),
                  *(certificates_due(id, "2027-01-20", household="family") for id in ("105", "106"))]
        gone = [person.changed(state="deceased") if person.id == "104" else person for person in people]
        written = {}
        self.small_office(**LOOSE)
        self.run_night(self.write([Resident(str(i)) for i in range(4)], "2026-11-20"), "2026-11-20")
        begun = self.ledger, self.out  # numbers and tokens come from a ledger's secret
        for headings, language in (("names", "ja_JP.UTF-8"), ("ja", "C.UTF-8")):
            self.ledger, self.out = (os.path.join(self.folder, headings, name) for name in ("ledger.db", "out"))
            shutil.copytree(begun[1], self.out)
            shutil.copy(begun[0], self.ledger)
            self.small_office(**LOOSE, **{"<files ": f'<files lists-headings="{headings}" ', "<mailing ": '<mailing together="household" '})
            spoken = {"env": {**os.environ, "LC_ALL": language}}
            self.run_night(self.write(people, "2026-11-23"), "2026-11-24", **spoken)
            self.run_night(self.write(gone, "2026-11-28"), "2026-11-28", **spoken)
            for date in ("2026-11-24", "2026-11-28"):
                for path in glob.glob(self.night(date) + "/*/*.csv"):
                    with open(path, "rb") as file:
                        raw = file.read()
                    self.assertTrue(raw.startswith(b"\xef\xbb\xbf"), path)
                    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
                    written[headings, date, path[len(self.out):]] = rows
        names = {key[1:]: rows for key, rows in written.items() if key[0] == "names"}
        japanese = {key[1:]: rows for key, rows in written.items() if key[0] == "ja"}
        self.assertEqual(set(names), set(japanese))
        self.assertLessEqual({"dues", "exceptions", "hand", "call", "manifest", "posting", "voice", "stop", "cityhall"},
                             {os.path.basename(path)[:-4] for _, path in names})
        self.assertIn("envelope", names["2026-11-24", "/2026-11-24/mailroom/manifest.csv"][0])
        for key, rows in names.items():
            with self.subTest(key):
                self.assertEqual(rows[1:], japanese[key][1:])
                heading = japanese[key][0]
                self.assertEqual((len(heading), len(set(heading))), (len(rows[0]), len(rows[0])))
                for name, told in zip(rows[0], heading):
                    self.assertRegex(name, "^[a-z_]+$")
                    self.assertRegex(told, "[ぁ-んァ-ヶ一-龠]")
        self.assertTrue(any(len(rows) > 1 for (date, path), rows in names.items() if path.endswith("/operators/stop.csv")))

    def test_on_the_day_the_counter_has_a_sheet(self):
        people = [certificates_due(str(i), "2027-01-20", language="vi", name=f"春日 花子{i}") for i in range(1, 23)]
        self.run_night(self.write(people, "2026-11-23"), "2026-11-24")
        rows = [row for key, row in self.dues("2026-11-24").items() if key[1] == "signature" and row["starts"]]
        day, counter = min((row["starts"][:10], row["counter"]) for row in rows)
        here = sorted((row["starts"], row["notice"]) for row in rows
                      if row["starts"].startswith(day) and row["counter"] == counter)
        self.run_night(self.write(people, day), day)
        self.contract(day)
        sheet = os.path.join(self.night(day), "counters", counter + ".pdf")
        said = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, check=True).stdout.decode()
        numbers = re.findall(r"\d\d-\d{6}-\d", said)
        self.assertEqual(sorted(numbers), sorted(notice for _, notice in here))
        self.assertEqual(re.findall(r"(\d\d:\d\d)–", said), [starts[11:] for starts, _ in here])
        self.assertEqual(said.count("利用者証明用"), len(here))
        self.assertIn(day, said)
        self.assertNotIn("花子", said)
        self.assertNotIn("鳥居松町", said)
        subprocess.run(["pdftoppm", "-gray", "-r", "200", "-f", "1", "-l", "1", "-singlefile", sheet, sheet[:-4]],
                       check=True)
        read = subprocess.run(["zbarimg", "-q", "--raw", sheet[:-4] + ".pgm"], capture_output=True, check=True)
        self.assertEqual(set(read.stdout.decode().split()), set(numbers[:18]))
        os.unlink(sheet[:-4] + ".pgm")
        self.assertFalse(os.path.exists(os.path.join(self.night("2026-11-24"), "counters", counter + ".pdf")))

    def test_plan_says_the_same_as_the_night_and_writes_nothing(self):
        path = self.write([card_due("1", "2027-02-10"), certificates_due("2", "2026-12-20"),
                           certificates_due("3", "2027-01-20", protection="active")], "2026-11-23")
        plan = self.kigen("plan", "--office", self.office, "--ledger", self.ledger, "--date",
                          "2026-11-24", "--register", path)
        self.assertEqual(plan.returncode, 0, plan.stderr)
        self.assertEqual(sorted(os.listdir(self.folder)), ["register.xml"])
        lines = plan.stdout.decode().split("\r\n")
        columns = ("resident,matter,expires,opens,wave,outcome,reason,visit_from,visit_until,counter,"
                   "starts,ends")
        self.assertEqual(lines[0], columns)
        self.run_night(path, "2026-11-24")
        rows = self.table("2026-11-24", "operators/dues.csv")
        self.assertEqual([",".join(row[name] for name in columns.split(",")) for row in rows],
                         lines[1:-1])
        self.assertEqual([(row["resident"], row["matter"]) for row in rows],
                         sorted((row["resident"], row["matter"]) for row in rows))

    def test_a_letter_that_would_arrive_too_late_is_telephoned(self):
        path = self.write([certificates_due("1", "2026-11-28", language="pt")], "2026-11-23")
        self.run_night(path, "2026-11-24")
        self.contract("2026-11-24")
        calls = self.table("2026-11-24", "operators/call.csv")
        self.assertEqual({row["matter"] for row in calls}, {"signature", "authentication"})
        self.assertEqual({(row["days_left"], row["wave"], row["language"], row["appointment"], row["starts"])
                          for row in calls}, {("4", "late", "pt", "", "")})
        due = self.dues("2026-11-24")["1", "signature"]
        self.assertEqual((due["wave"], due["outcome"], due["starts"]), ("late", "letter", ""))

    def test_a_bad_resident_is_set_aside_and_costs_nobody_else_anything(self):
        bad = card_due("2", "2027-02-10", name=None)
        path = self.write([card_due("1", "2027-02-10"), bad, card_due("3", "2027-02-10")], "2026-11-23")
        self.run_night(path, "2026-11-24", expect=1)
        self.contract("2026-11-24")
        self.assertEqual({resident for resident, _ in self.dues("2026-11-24")}, {"1", "3"})
        exceptions = self.table("2026-11-24", "operators/exceptions.csv")
        self.assertEqual([row["resident"] for row in exceptions], ["2"])
        self.assertGreater(int(exceptions[0]["line"]), 1)
        with open(os.path.join(self.night("2026-11-24"), "operators/summary.json")) as file:
            summary = json.load(file)
        self.assertEqual((summary["read"], summary["decided"], summary["aside"]), (3, 2, 1))

    def test_a_bad_file_changes_nothing(self):
        good = register([card_due("1", "2027-02-10")], "2026-11-23")
        bad = {
            "cut short": good[:-40],
            "one resident too few": good.replace('residents="1"', 'residents="2"'),
            "another city": good.replace("232068", "131016"),
            "an individual number": good.replace("</born>", "</born><individual-number>1</individual-number>"),
            "a DOCTYPE": good.replace("<register", '<!DOCTYPE register [<!ENTITY a "b">]><register', 1),
            "an export of the future": good.replace("2026-11-23", "2026-11-25"),
            "an export too old": good.replace('as-of="2026-11-23"', 'as-of="2026-11-01"'),
            "an unknown element": good.replace("</born>", "</born><blood-type/>"),
        }
        for what, text in bad.items():
            with self.subTest(what):
                result = self.run_night(self.write(text, None), "2026-11-24", expect=65)
                self.assertIn(b"register.xml", result.stderr)
                self.assertEqual(result.stdout, b"")
                self.assertFalse(os.path.exists(self.out) and os.listdir(self.out))
        self.run_night(self.write(good, None), "2026-11-24")

    def test_every_status_of_a_command_line(self):
        path = self.write([Resident("1")], "2026-11-23")
        self.assertEqual(self.kigen().returncode, 64)
        self.assertEqual(self.kigen("dance").returncode, 64)
        self.assertEqual(self.kigen("run").returncode, 64)
        self.assertEqual(self.kigen("run", "--register", path, "--date", "2026-02-30").returncode, 64)
        self.run_night(os.path.join(self.folder, "absent.xml"), "2026-11-24", expect=66)
        for command in ("run", "plan", "check", "hours", "explain"):
            help = self.kigen(command, "--help")
            self.assertEqual(help.returncode, 0)
            self.assertIn(b"usage: kigen " + command.encode(), help.stdout)
        self.assertEqual(self.kigen("--version").returncode, 0)
        self.office = os.path.join(self.folder, "absent-office.xml")
        self.run_night(path, "2026-11-24", expect=66)
        with open(self.office, "w", encoding="utf-8") as file:
            file.write("<office/>")
        self.run_night(path, "2026-11-24", expect=78)


class NightsInARow(Nights):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE)

    def test_the_same_night_again_is_already_done(self):
        path = self.write([card_due("1", "2027-02-10")], "2026-11-23")
        self.run_night(path, "2026-11-24")
        before, ledger = tree_digest(self.out), self.ledger_dump()
        again = self.run_night(path, "2026-11-24")
        self.assertIn(b"already done", again.stdout)
        self.assertEqual(tree_digest(self.out), before)
        self.assertEqual(self.ledger_dump(), ledger)

    def test_a_night_that_could_not_be_written_is_mended_with_its_own_ending(self):
        path = self.write([card_due("1", "2027-02-10"), card_due("2", "2027-02-10", name=None)],
                          "2026-11-23")
        with open(self.out, "w", encoding="utf-8"):
            pass  # a file stands where the folder should be made
        refused = self.run_night(path, "2026-11-24", expect=73)
        self.assertIn(b"kigen run: ", refused.stderr)
        os.unlink(self.out)
        mended = self.run_night(path, "2026-11-24", expect=1)
        self.assertIn(b"1 set aside", mended.stdout)
        self.contract("2026-11-24")
        self.assertIn(b"already done", self.run_night(path, "2026-11-24").stdout)

    def test_quiet_says_nothing_when_nothing_is_wrong(self):
        first = self.run_night(self.write([card_due("1", "2027-02-10")], "2026-11-23"), "2026-11-24")
        self.assertIn(b"the ledger holds no night yet", first.stderr)
        path = self.write([card_due("1", "2027-02-10")], "2026-11-24")
        for _ in range(2):
            result = self.kigen("run", "--quiet", "--office", self.office, "--ledger", self.ledger,
                                "--out", self.out, "--date", "2026-11-25", "--register", path)
            self.assertEqual((result.returncode, result.stdout, result.stderr), (0, b"", b""))

    def test_a_counter_with_appointments_cannot_leave_the_office(self):
        due = card_due("1", "2027-02-10", postal="4800304", address="愛知県春日井市坂下町1丁目1番地")
        self.run_night(self.write([due], "2026-11-23"), "2026-11-24")
        self.assertEqual(self.dues("2026-11-24")["1", "card"]["counter"], "sakashita")
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(re.sub(r'<counter id="sakashita".*?</counter>', "", text, flags=re.S))
        refused = self.run_night(self.write([due], "2026-11-24"), "2026-11-25", expect=78)
        self.assertIn(b'no counter "sakashita"', refused.stderr)
        self.assertFalse(os.path.exists(self.night("2026-11-25")))

    def test_an_office_that_never_mails_is_refused(self):
        self.small_office(**LOOSE, **{
            '<mailing rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"': '<mailing rrule="FREQ=YEARLY;BYYEARDAY=200"'})
        refused = self.run_night(self.write([card_due("1", "2027-02-10")], "2026-11-23"), "2026-11-24",
                                 expect=78)
        self.assertRegex(refused.stderr, rb"office.xml:\d+: no mailing day")

    def test_the_same_date_with_other_bytes_is_a_second_folder(self):
        self.run_night(self.write([card_due("1", "2027-02-10")], "2026-11-23"), "2026-11-24")
        more = self.write([card_due("1", "2027-02-10"), card_due("2", "2027-02-10")], "2026-11-23")
        self.run_night(more, "2026-11-24")
        self.contract("2026-11-24-2")
        self.assertEqual({resident for resident, _ in self.dues("2026-11-24-2")}, {"2"})
        self.assertEqual(len(self.table("2026-11-24-2", "mailroom/manifest.csv")), 1)

    def test_nobody_gets_a_letter_twice(self):
        residents = [card_due("1", "2027-02-10"), certificates_due("2", "2027-01-10")]
        for day in ("2026-11-24", "2026-11-25", "2026-11-26"):
            self.run_night(self.write(residents, day), day)
            self.contract(day)
        self.assertEqual(len(self.dues("2026-11-24")), 5)
        self.assertEqual(self.dues("2026-11-25"), {})
        self.assertEqual(self.dues("2026-11-26"), {})

    def test_a_renewal_closes_the_due_and_frees_the_appointment(self):
        first = certificates_due("1", "2027-01-10")
        self.run_night(self.write([first, Resident("9")], "2026-11-23"), "2026-11-24")
        due = self.dues("2026-11-24")["1", "signature"]
        token = next(name for name in os.listdir(os.path.join(self.night("2026-11-24"), "residents"))
                     if name.endswith(".ics"))
        renewed = {"state": "valid", "issued": "2026-11-24", "expires": "2031-01-10"}
        second = first.changed(signature=renewed, authentication=renewed)
        self.run_night(self.write([second, Resident("9")], "2026-11-24"), "2026-11-25")
        self.contract("2026-11-25")
        with open(os.path.join(self.night("2026-11-25"), "residents", token), encoding="utf-8") as file:
            event = file.read()
        for line in ("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", "UID:" + due["uid"]):
            self.assertIn(line, event)
        # The place is free again: the next one due gets it.
        third = certificates_due("2", "2027-01-10")
        self.run_night(self.write([second, third, Resident("9")], "2026-11-25"), "2026-11-26")
        places = subprocess.run(["sqlite3", "-readonly", self.ledger, "SELECT count(*) FROM place"],
                                capture_output=True, check=True).stdout.strip()
        self.assertEqual(places, b"1")
        explained = self.kigen("explain", "1", "--office", self.office, "--ledger", self.ledger)
        self.assertIn(b"now renewed", explained.stdout)

    def test_a_death_withdraws_the_due(self):
        living = card_due("1", "2027-02-10")
        self.run_night(self.write([living], "2026-11-23"), "2026-11-24")
        self.run_night(self.write([living.changed(state="deceased")], "2026-11-24"), "2026-11-25")
        self.contract("2026-11-25")
        rows = self.dues("2026-11-25")
        self.assertEqual({(row["outcome"], row["reason"]) for row in rows.values()},
                         {("none", "deceased")})
        self.run_night(self.write([living.changed(state="deceased")], "2026-11-25"), "2026-11-26")
        self.assertEqual(self.dues("2026-11-26"), {})

    def test_by_hand_until_the_cause_ends_then_a_letter(self):
        hidden = card_due("1", "2027-02-10", protection="active")
        self.run_night(self.write([hidden], "2026-11-23"), "2026-11-24")
        self.contract("2026-11-24")
        self.assertEqual(self.table("2026-11-24", "operators/hand.csv"),
                         [{"resident": "1", "matter": "card", "reason": "protection", "expires": "2027-02-10",
                           "days_left": "78", "wave": "first", "language": "", "appointment": "", "counter": "",
                           "starts": ""}])
        self.run_night(self.write([hidden], "2026-11-24"), "2026-11-25")
        self.assertEqual(self.dues("2026-11-25"), {})
        free = hidden.changed(protection="released")
        self.run_night(self.write([free], "2026-11-25"), "2026-11-26")
        self.contract("2026-11-26")
        self.assertEqual(self.dues("2026-11-26")["1", "card"]["outcome"], "letter")
        self.assertEqual(len(self.table("2026-11-26", "mailroom/manifest.csv")), 1)

    def test_letters_of_a_weekend_wait_for_monday_and_are_judged_again(self):
        saturday, monday = "2026-11-28", "2026-11-30"
        residents = [certificates_due(str(i), "2027-01-10") for i in range(1, 5)]
        self.run_night(self.write(residents, "2026-11-27"), saturday)
        self.contract(saturday)
        self.assertFalse(os.path.exists(os.path.join(self.night(saturday), "mailroom")))
        self.assertEqual(len(self.dues(saturday)), 8)
        # Until Monday one moves house, one gets protection, one dies; a fourth is as before.
        residents[1] = residents[1].changed(address="愛知県春日井市高蔵寺町1番地", postal="4870013")
        residents[2] = residents[2].changed(protection="provisional")
        residents[3] = residents[3].changed(state="deceased")
        self.run_night(self.write(residents, "2026-11-29"), monday)
        self.contract(monday)
        sheets = self.table(monday, "mailroom/manifest.csv")
        self.assertEqual([row["postal"] for row in sheets], ["4868686", "4870013"])
        rows = self.dues(monday)
        self.assertEqual(rows["3", "signature"]["reason"], "protection")
        self.assertEqual(rows["4", "signature"]["reason"], "deceased")
        with open(os.path.join(self.night(monday), "operators/summary.json")) as file:
            self.assertEqual(json.load(file)["carried"], 2)
        # When the protection ends the letter that never went is written after all.
        residents[2] = residents[2].changed(protection="released")
        self.run_night(self.write(residents, "2026-11-30"), "2026-12-01")
        self.contract("2026-12-01")
        self.assertEqual(self.dues("2026-12-01")["3", "signature"]["outcome"], "letter")
        self.assertEqual(len(self.table("2026-12-01", "mailroom/manifest.csv")), 1)

    def test_a_card_that_opens_after_its_certificates_keeps_their_appointment(self):
        # Certificates to 2027-02-05 are in their window from 11-06, the card to 02-20 from 11-21.
        both = card_due("1", "2027-02-20")
        sure = {"state": "valid", "issued": "2022-01-10", "expires": "2027-02-05"}
        both = both.changed(signature=sure, authentication=sure)
        self.run_night(self.write([both], "2026-11-19"), "2026-11-20")
        first = self.dues("2026-11-20")["1", "signature"]
        self.assertEqual(first["outcome"], "letter")
        self.run_night(self.write([both], "2026-11-23"), "2026-11-24")
        self.contract("2026-11-24")
        rows = self.dues("2026-11-24")
        self.assertEqual(set(rows), {("1", "card")})
        if first["starts"][:10] >= rows["1", "card"]["visit_from"]:
            self.assertEqual(rows["1", "card"]["uid"], first["uid"])
            self.assertEqual(rows["1", "card"]["starts"], first["starts"])

    def test_a_certificate_covered_by_the_letter_of_an_earlier_night_names_it_and_no_visit(self):
        # The card to 2027-02-05 is in its window from 11-06, its certificates to 02-20 from 11-21.
        card = {"kind": "standard", "state": "active", "applied": "2017-01-05", "issued": "2017-02-05",
                "expires": "2027-02-05"}
        odd = card_due("1", "2027-02-20").changed(born="1987-02-05", card=card)
        self.run_night(self.write([odd], "2026-11-19"), "2026-11-20")
        letter = self.dues("2026-11-20")["1", "card"]
        self.assertNotEqual(letter["uid"], "")
        path = self.write([odd], "2026-11-23")
        plan = self.kigen("plan", "--office", self.office, "--ledger", self.ledger, "--date",
                          "2026-11-24", "--register", path)
        self.run_night(path, "2026-11-24")
        self.contract("2026-11-24")
        rows = self.table("2026-11-24", "operators/dues.csv")
        self.assertEqual([(row["matter"], row["outcome"], row["reason"], row["notice"], row["visit_from"],
                           row["starts"], row["uid"]) for row in rows],
                         [(matter, "covered", "card", letter["notice"], "", "", "")
                          for matter in ("authentication", "signature")])
        columns = plan.stdout.decode().split("\r\n")[0].split(",")
        self.assertEqual([",".join(row[name] for name in columns) for row in rows],
                         plan.stdout.decode().split("\r\n")[1:-1])

    def test_the_ledger_never_goes_back(self):
        path = self.write([Resident("1")], "2026-11-23")
        self.run_night(path, "2026-11-25")
        self.run_night(path, "2026-11-24", expect=64)

    def test_an_export_that_shrank_is_refused(self):
        self.small_office()
        many = [Resident(str(i)) for i in range(100)]
        self.run_night(self.write(many, "2026-11-23"), "2026-11-24")
        self.run_night(self.write(many[:97], "2026-11-24"), "2026-11-25", expect=65)
        self.run_night(self.write(many[:98], "2026-11-24"), "2026-11-25")


if __name__ == "__main__":
    unittest.main()
