"""A household's letters in one envelope, where the office wants it: from the sheets that are printed to what is
pulled, comes back, is printed again; and that nothing else changes by it."""

import json
import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import LOOSE, Desk
from city import Shared, certificates_due
from test_stops import CAUSES

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (f"2026-11-{day}" for day in range(24, 29))
MONDAY = "2026-11-30"
RENEWED = {"state": "valid", "issued": TUESDAY, "expires": "2031-01-10"}
ELSEWHERE = {"address": "愛知県春日井市高蔵寺町1番地", "postal": "4870013"}
SEND_TO = f'<send-to postal="4870013"><name>後見 太郎</name><address>{ELSEWHERE["address"]}</address></send-to>'


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True).stdout


def text(pdf, page):
    return run("pdftotext", "-f", page, "-l", page, pdf, "-").decode()


def family(names, household="H", **words):
    """Certificates that run out on one day, of people of one household; a child is called so."""
    return [certificates_due(id, "2027-01-10", household=household, name=name,
                             **({"born": "2014-01-10"} if "子" in name else {}), **words)
            for id, name in names.items()]


class Envelopes(Desk):
    together, sheets_most = "household", "4"

    def setUp(self):
        super().setUp()
        self.together_office()

    def together_office(self, **replacements):
        self.small_office(**{**LOOSE, "<mailing ": f'<mailing together="{self.together}" '
                             f'envelope-sheets="{self.sheets_most}" ', **replacements})

    def next_night(self, date, expect=0):
        self.register = self.write(self.residents, date)
        self.run_night(self.register, date, expect)
        self.contract(date)

    def change(self, id, **words):
        at = next(i for i, one in enumerate(self.residents) if one.id == id)
        self.residents[at] = self.residents[at].changed(**words)

    def pdf(self, date, name="letters.pdf"):
        return os.path.join(self.night(date), "mailroom", name)

    def lying(self, date):
        """Each envelope of a mailing: the residents whose letters lie in it, in order."""
        whose = {number: id for id, number in self.numbers(date).items()}
        found = {}
        for row in self.table(date, "mailroom/manifest.csv"):
            found.setdefault(row["envelope"], []).append((int(row["envelope_sheet"]), row["notice"]))
            self.assertLessEqual(int(row["envelope_sheet"]), int(row["envelope_sheets"]))
        for rows in found.values():
            self.assertEqual([sheet for sheet, _ in rows], list(range(1, len(rows) + 1)))
        return [[whose.get(number, number) for _, number in rows] for rows in found.values()]

    def stopped(self, date):
        folder = "mailroom" if os.path.exists(self.pdf(date, "stop.csv")) else "operators"
        return {row["notice"]: row for row in self.table(date, folder + "/stop.csv")}


class Lying(Envelopes):
    """What lies in which envelope, and what the sheets, lists and papers say of it."""

    def test_three_letters_of_a_household(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜", "3": "春日 子太郎"}) + \
            family({"4": "高蔵 一郎"}, "I")
        self.next_night(TUESDAY)
        self.assertEqual(self.lying(TUESDAY), [["4"], ["1", "2", "3"]])
        pages = [text(self.pdf(TUESDAY), page) for page in range(1, 5)]
        for page, (mark, to) in enumerate((("封筒 1・1/1枚目", "高蔵 一郎 様"), ("封筒 2・1/3枚目", "春日 太郎 様 ほかご家族 様"),
                                           ("封筒 2・2/3枚目", "春日 桜 様 ほかご家族 様"), ("封筒 2・3/3枚目", "春日 子太郎 様"))):
            self.assertIn(mark, pages[page])
            self.assertIn(to + "\n", pages[page])
        self.assertNotIn("ご家族", pages[0] + pages[3])
        numbers = self.sheets(TUESDAY)
        for page, digits in enumerate(("0000010101", "0000020103", "0000020203", "0000020303"), 1):
            image = os.path.join(self.folder, f"page{page}")
            run("pdftoppm", "-gray", "-r", 200, "-f", page, "-l", page, "-singlefile", self.pdf(TUESDAY), image)
            read = run("zbarimg", "-q", "--raw", "-Sdisable", "-Scode128.enable", image + ".pgm").decode().split()
            self.assertEqual(sorted(read), sorted((digits, numbers[page - 1])))
        groups = {(row["kind"], row["group"]): row for row in self.table(TUESDAY, "mailroom/posting.csv")}
        self.assertEqual([(row["letters"], row["envelopes"], row["barcodes"]) for key, row in groups.items()
                          if key[0] in ("total", "format")], [("4", "2", "2"), ("1", "1", "1"), ("3", "1", "1")])
        slip = text(self.pdf(TUESDAY, "posting.pdf"), 1)
        for said in ("2 通(用紙1枚 1 通、用紙3枚 1 通)通知 4 件", "用紙1枚 9.5 g、用紙3枚 17.5 g 計 0.03 kg",
                     "110 円 × 2 通 = 220 円"):
            self.assertIn(said, slip)
        cover = text(self.pdf(TUESDAY, "covers.pdf"), 2)
        self.assertIn("1つの封筒に用紙3枚(計 3 枚)", cover)
        self.assertRegex(cover, r"束2/2\n1通")
        with open(os.path.join(self.night(TUESDAY), "operators/summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        self.assertEqual((summary["envelopes"], summary["sheets"], summary["mailed"]["standard"]), (2, 4, 4))
        with open(os.path.join(self.night(TUESDAY), "operators/report.html"), encoding="utf-8") as file:
            self.assertIn("封筒は2通。", re.sub(r"<[^>]+>", "", file.read()))
        with open(os.path.join(self.night(TUESDAY), "operators/kigen.prom"), encoding="utf-8") as file:
            self.assertIn("\nkigen_envelopes 2\n", file.read())
        (mailing,) = self.listed("mailing")
        self.assertEqual((mailing["letters"], mailing["envelopes"]), (4, 2))
        self.assertTrue(self.desk("mailing", "list").stdout.decode().endswith("\t2\n"))
        self.nights_made_again(self.register, TUESDAY)

    def test_what_goes_elsewhere_or_is_read_otherwise_lies_alone(self):
        self.residents = family({str(i): f"春日 桜{i}" for i in range(1, 9)})
        for id, words in {"3": {"send_to": SEND_TO}, "4": {"ward": True}, "5": {"format": "large-print"},
                          "6": ELSEWHERE, "7": {"building": "101号"}, "8": {"born": "0000-00-00"}}.items():
            self.change(id, **words)
        self.next_night(TUESDAY)
        self.assertEqual(sorted(self.lying(TUESDAY)), [["1", "2"], ["3"], ["4"], ["5", "5"], ["6"], ["7"], ["8"]])

    def test_a_household_with_somebody_under_protection_lies_apart(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜", "3": "春日 子太郎"})
        self.change("3", protection="provisional")
        self.next_night(TUESDAY)
        self.assertEqual(self.lying(TUESDAY), [["1"], ["2"]])

    def test_a_dormitory_that_is_one_household_is_no_family(self):
        self.together_office(**{'letters-per-address="30"': 'letters-per-address="3"'})
        self.residents = family({str(i): f"春日 桜{i}" for i in range(1, 6)})
        self.next_night(TUESDAY)
        self.assertEqual(self.numbers(TUESDAY), {})
        self.desk("hand", "release", "1", "--reason", "address-cap", "--why", "a dormitory")
        self.next_night(WEDNESDAY)
        self.assertEqual(self.lying(WEDNESDAY), [[str(i)] for i in range(1, 6)])

    def test_letters_that_waited_lie_with_those_of_the_mailing_and_held_ones_with_none(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜"})
        self.next_night(SATURDAY)
        waiting = self.numbers(SATURDAY)
        self.residents += family({"3": "春日 子太郎"})
        self.change("2", **ELSEWHERE)
        self.next_night("2026-11-29")
        self.change("2", address=self.residents[0].words["address"], postal="4868686")
        self.next_night(MONDAY)
        lying = self.lying(MONDAY)
        child = self.numbers("2026-11-29")["3"]
        self.assertEqual(lying, [[waiting["1"], waiting["2"], child]])
        self.nights_made_again(self.register, MONDAY)

    def test_an_office_that_lays_letters_apart_prints_what_it_always_did(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜", "3": "春日 子太郎"})
        rooms = []
        for words in ({}, {"<mailing ": '<mailing together="none" '}):
            self.out += "-"
            self.ledger += "-"
            self.small_office(**{**LOOSE, **words})
            self.run_night(self.write(self.residents, TUESDAY), TUESDAY)
            self.contract(TUESDAY)
            rows = run("sqlite3", "-readonly", self.ledger, "SELECT count(*) FROM envelope").decode()
            self.assertEqual(rows, "0\n")
            rooms.append([re.sub(r"\d\d-\d{6}-\d", "", text(self.pdf(TUESDAY, name), 1))
                          for name in ("letters.pdf", "posting.pdf", "covers.pdf")])
            self.assertNotIn("封筒", rooms[-1][0])
            with open(self.pdf(TUESDAY, "manifest.csv"), "rb") as file:
                self.assertEqual(file.readline(), b"\xef\xbb\xbfsheet,notice,postal,barcode,language,wave,bundle\r\n")
            with open(self.pdf(TUESDAY, "stop.csv"), "rb") as file:
                self.assertEqual(file.read(), b"\xef\xbb\xbfsheet,notice,mailing,reason\r\n")
        self.assertEqual(rooms[0], rooms[1])

    def test_what_was_printed_together_stays_so_when_the_office_changes_its_mind(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜"})
        self.next_night(TUESDAY)
        with open(self.pdf(TUESDAY), "rb") as file:
            before = file.read()
        self.small_office(**LOOSE)
        subprocess.run(["rm", "-r", self.out], check=True)
        subprocess.run(["sqlite3", self.ledger, "UPDATE night SET issued = 0"], check=True)
        self.run_night(self.register, TUESDAY)
        with open(self.pdf(TUESDAY), "rb") as file:
            self.assertEqual(file.read(), before)
        self.assertEqual(self.lying(TUESDAY), [["1", "2"]])


class Split(Envelopes):
    sheets_most = "2"

    def test_a_household_that_is_too_many_lies_in_several(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜", "3": "春日 子太郎", "4": "春日 三郎", "5": "春日 四郎"})
        self.next_night(TUESDAY)
        self.assertEqual(self.lying(TUESDAY), [["4"], ["1", "5"], ["2", "3"]])

    def test_the_heaviest_weight_class_is_a_bound(self):
        self.together_office(**{'envelope-sheets="2"': 'envelope-sheets="8"', 'sheet-grams="4"': 'sheet-grams="40"'})
        self.residents = family({"1": "春日 太郎", "2": "春日 桜", "3": "春日 子太郎"})
        self.next_night(TUESDAY)
        self.assertEqual(max(map(len, self.lying(TUESDAY))), 2)
        found = self.kigen("check", "--office", self.office, "--date", TUESDAY)
        self.assertIn("envelope-sheets: of 8 sheets in an envelope no weight class takes more than 2",
                      (found.stdout + found.stderr).decode())


class Minors(Envelopes):
    together = "minors"

    def test_only_those_of_minors_lie_with_an_adults(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜", "3": "春日 子太郎", "4": "春日 子次郎"})
        self.next_night(TUESDAY)
        self.assertEqual(self.lying(TUESDAY), [["2"], ["1", "3", "4"]])


class BetweenPrintingAndPosting(Shared, Envelopes):
    """An envelope of three letters and one of two lie in the mail room, and something befalls one of them."""

    def begin(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜", "3": "春日 子太郎"}) + \
            family({"4": "高蔵 一郎", "5": "高蔵 桜"}, "I")
        self.next_night(TUESDAY)
        self.number = self.numbers(TUESDAY)
        self.assertEqual(self.lying(TUESDAY), [["4", "5"], ["1", "2", "3"]])

    def reasons(self, date):
        whose = {number: id for id, number in self.number.items()}
        return {whose[number]: row["reason"] for number, row in self.stopped(date).items()}

    def test_somebody_under_protection_now_stops_the_whole_envelope(self):
        self.change("2", protection="active")
        self.next_night(WEDNESDAY)
        self.assertEqual(self.reasons(WEDNESDAY), {"1": "envelope", "2": "by-hand", "3": "envelope"})
        row = self.stopped(WEDNESDAY)[self.number["2"]]
        self.assertEqual([row[key] for key in ("envelope", "envelope_sheet", "envelope_sheets")], ["2", "2", "3"])
        paper = text(self.pdf(WEDNESDAY, "covers.pdf"), 1)
        for k in (1, 2, 3):
            self.assertIn(f"封筒 2 の {k}/3", paper)
        refused = self.desk("mailing", "posted", TUESDAY, date=WEDNESDAY, expect=64)
        for id in ("1", "2", "3"):
            self.assertIn(self.number[id], refused.stderr.decode())
        self.desk("mailing", "posted", TUESDAY, "--pulled", *(self.number[id] for id in "123"), date=WEDNESDAY)
        self.next_night(THURSDAY)
        self.assertEqual(self.stopped(THURSDAY), {})
        # The others are written to anew, and each by itself as long as the household is guarded.
        self.assertEqual(self.lying(THURSDAY), [["1"], ["3"]])
        self.nights_made_again(self.register, THURSDAY)

    def test_an_envelope_that_left_all_the_same_is_told_of_by_telephone_for_the_one_that_must_not(self):
        self.change("2", protection="active")
        self.next_night(WEDNESDAY)
        self.desk("mailing", "posted", TUESDAY, "--left", *(self.number[id] for id in "123"), date=WEDNESDAY)
        self.next_night(THURSDAY)
        self.assertEqual({row["resident"] for row in self.table(THURSDAY, "operators/call.csv")}, {"2"})
        self.assertEqual(self.numbers(THURSDAY), {})
        self.nights_made_again(self.register, THURSDAY)

    def test_protection_is_found_behind_a_withdrawal_and_a_hold(self):
        self.desk("mailing", "withdraw", self.number["2"])
        self.desk("mailing", "hold", TUESDAY)
        self.change("2", protection="active")
        self.next_night(WEDNESDAY)
        self.assertEqual(self.reasons(WEDNESDAY),
                         {"1": "envelope", "2": "withdrawn", "3": "envelope", "4": "held", "5": "held"})

    def test_whose_matter_ends_is_taken_out_and_the_others_go(self):
        self.change("3", signature=RENEWED, authentication=RENEWED)
        self.change("4", state="deceased")
        self.next_night(WEDNESDAY)
        self.assertEqual(self.reasons(WEDNESDAY), {"3": "renewed", "4": "deceased"})
        self.assertIn("封筒 2 の 3/3", text(self.pdf(WEDNESDAY, "covers.pdf"), 1))
        self.desk("mailing", "posted", TUESDAY, "--pulled", self.number["3"], "--left", self.number["4"], date=WEDNESDAY)
        (mailing,) = [one for one in self.listed("mailing") if one["mailing"] == TUESDAY]
        self.assertEqual((mailing["letters"], mailing["taken_back"], mailing["state"]), (5, 1, "posted"))
        self.next_night(THURSDAY)
        self.assertEqual(self.stopped(THURSDAY), {})
        self.assertEqual(self.numbers(THURSDAY), {})
        self.nights_made_again(self.register, THURSDAY)

    def test_who_moves_away_is_taken_out(self):
        self.change("5", **ELSEWHERE)
        self.next_night(WEDNESDAY)
        self.assertEqual(self.reasons(WEDNESDAY), {"5": "address-changed"})

    def test_a_sheet_behind_one_that_is_taken_out_still_shows_to_whom_all_is(self):
        # Without the first sheet the second one shows in the window, and names the family too.
        self.assertIn("春日 桜 様 ほかご家族 様", text(self.pdf(TUESDAY), 4))

    def test_a_withdrawn_letter_is_decided_anew_alone(self):
        self.desk("mailing", "withdraw", self.number["1"])
        self.next_night(WEDNESDAY)
        self.assertEqual(self.reasons(WEDNESDAY), {"1": "withdrawn"})
        self.assertEqual(self.lying(WEDNESDAY), [["1"]])

    def test_on_a_night_without_a_mailing_the_list_says_it_too(self):
        self.change("2", protection="active")
        self.next_night(SATURDAY)
        self.assertEqual(self.reasons(SATURDAY), {"1": "envelope", "2": "by-hand", "3": "envelope"})
        self.assertIn("封筒 2 の 2/3", text(os.path.join(self.night(SATURDAY), "operators/stop.pdf"), 1))


class EveryCause(Envelopes):
    """What befalls printed letters (test_stops.py), each to the first, the second and the last of three in an
    envelope."""

    def pass_night(self, date):
        """So much befalls so few people that the limits have to be let pass."""
        self.register = self.write(self.residents, date)
        words = ["run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", date,
                 "--register", self.register]
        said = self.kigen(*words)
        if said.returncode == 65:
            accepted = [word for code in re.findall(r"--accept ([a-z-]+)", said.stderr.decode())
                        for word in ("--accept", code)]
            said = self.kigen(*words, *accepted, "--why", "a matrix")
        self.assertEqual(said.returncode, 0, said.stderr.decode())
        self.contract(date)

    def test_each_stops_what_it_must_and_no_more(self):
        expected, whole, befallen = {}, set(), {}
        self.residents = []
        for cause, (words, reason) in CAUSES.items():
            for place in ("1", "2", "3") if words else ():
                house = f"{cause}-{place}"
                self.residents += family({f"{house}-1": "春日 太郎", f"{house}-2": "春日 桜", f"{house}-3": "春日 子太郎"}, house,
                                         address=f"愛知県春日井市鳥居松町5丁目{len(self.residents) + 1}番地")
                befallen[f"{house}-{place}"] = words
                expected[f"{house}-{place}"] = reason
                if reason == "by-hand":
                    whole.add(house)
                    expected.update({f"{house}-{other}": "envelope" for other in "123" if other != place})
        self.pass_night(TUESDAY)
        number = self.numbers(TUESDAY)
        self.assertEqual({len(lying) for lying in self.lying(TUESDAY)}, {3})
        for id, words in befallen.items():
            self.change(id, **words)
        self.pass_night(WEDNESDAY)
        whose = {letter: id for id, letter in number.items()}
        self.assertEqual({whose[letter]: row["reason"] for letter, row in self.stopped(WEDNESDAY).items()}, expected)
        self.desk("mailing", "posted", TUESDAY, "--pulled", *(number[id] for id in expected), date=WEDNESDAY)
        self.pass_night(THURSDAY)
        self.assertEqual(self.stopped(THURSDAY), {})
        # Who was stopped for another's sake, and who is at another address, is written to anew; nobody else is.
        anew = {id for id, reason in expected.items() if reason in ("envelope", "address-changed")}
        self.assertEqual(set(self.numbers(THURSDAY)), anew)
        shared = {frozenset(lying) for lying in self.lying(THURSDAY) if len(lying) > 1}
        for lying in shared:
            (house,) = {id.rsplit("-", 1)[0] for id in lying}
            self.assertIn(house, whole)
            self.assertNotIn("protection", house)
        self.assertGreater(len(shared), 0)
        self.nights_made_again(self.register, THURSDAY)


class ComeBack(Shared, Envelopes):
    """What the post office brings back is an envelope."""

    def begin(self):
        self.residents = family({"1": "春日 太郎", "2": "春日 桜", "3": "春日 子太郎"}) + family({"4": "高蔵 一郎"}, "I")
        self.next_night(TUESDAY)
        self.number = self.numbers(TUESDAY)

    def back(self, *ids, expect=0, date=TUESDAY):
        return self.desk("returned", *(self.number[id] for id in ids), "--reason", "あて所に尋ねあたりません", date=date,
                         expect=expect).stdout.decode()

    def returned(self):
        return {line.split("|")[3] for line in self.log() if line.split("|")[1] == "returned"}

    def test_one_number_takes_the_whole_envelope(self):
        self.desk("mailing", "posted", TUESDAY)
        said = self.back("2")
        self.assertEqual(self.returned(), {"1", "2", "3"})
        self.assertEqual(said.count("lay in the same envelope"), 2)
        self.assertEqual(len(self.log()), 4)
        self.assertEqual(self.back("1", "3").count("already recorded"), 2)
        self.assertEqual(len(self.log()), 4)
        self.next_night(WEDNESDAY)
        self.assertEqual({(key[0], row["reason"]) for key, row in self.dues(WEDNESDAY).items()},
                         {(id, "returned") for id in "123"})
        self.nights_made_again(self.register, WEDNESDAY)

    def test_each_may_be_scanned(self):
        said = self.back("1", "2", "3", "4")
        self.assertEqual(self.returned(), {"1", "2", "3", "4"})
        self.assertEqual(said.count("already recorded"), 2)

    def test_the_acts_say_which(self):
        acts = self.shown("acts", "returned", self.number["1"], "--reason", "unknown")["acts"]
        self.assertEqual([(act["outcome"], act["notice"]) for act in acts],
                         [("done", self.number[id]) for id in "123"])

    def test_what_was_pulled_before_it_left_has_not_come_back(self):
        self.change("3", signature=RENEWED, authentication=RENEWED)
        self.next_night(WEDNESDAY)
        self.desk("mailing", "posted", TUESDAY, "--pulled", self.number["3"], date=WEDNESDAY)
        self.back("1", date=WEDNESDAY)
        self.assertEqual(self.returned(), {"1", "2"})

    def test_what_left_though_it_was_withdrawn_has_come_back(self):
        self.desk("mailing", "withdraw", self.number["3"])
        self.next_night(WEDNESDAY)
        self.desk("mailing", "posted", TUESDAY, "--left", self.number["3"], date=WEDNESDAY)
        self.back("1", date=WEDNESDAY)
        self.assertEqual(self.returned(), {"1", "2", "3"})

    def test_explain_says_with_whom_a_letter_lay(self):
        told = self.desk("explain", self.number["2"]).stdout.decode()
        self.assertIn(f"letter {self.number['2']} lay in envelope 2 of that mailing, with {self.number['1']}, "
                      f"{self.number['3']}", told)
        self.assertNotIn("envelope", self.desk("explain", self.number["4"]).stdout.decode())

    def test_a_letter_printed_again_by_itself_is_none_of_the_envelope_any_more(self):
        pdf = os.path.join(self.folder, "again.pdf")
        self.desk("reprint", "--notice", self.number["2"], "--out", pdf, "--why", "the sheet was torn")
        again = text(pdf, 1)
        self.assertIn("春日 桜 様\n", again)
        self.assertNotIn("ご家族", again)
        self.assertNotIn("封筒", again)
        said = self.back("2")
        self.assertEqual(self.returned(), {"2"})
        self.assertEqual(said.count("not taken"), 2)
        self.back("1")
        self.assertEqual(self.returned(), {"1", "2", "3"})

    def test_nor_does_it_come_back_with_them(self):
        pdf = os.path.join(self.folder, "again.pdf")
        self.desk("reprint", "--notice", self.number["2"], "--out", pdf, "--why", "the sheet was torn")
        self.assertIn("not taken", self.back("1"))
        self.assertEqual(self.returned(), {"1", "3"})

    def test_sheets_of_the_night_that_are_printed_again_belong_into_the_envelope(self):
        pdf = os.path.join(self.folder, "again.pdf")
        sheets = {row["notice"]: row["sheet"] for row in self.table(TUESDAY, "mailroom/manifest.csv")}
        sheet = sheets[self.number["1"]]
        self.desk("reprint", "--night", TUESDAY, "--sheets", sheet, "--out", pdf, "--why", "eaten by the printer")
        again = text(pdf, 1)
        self.assertIn("再発行", again)
        self.assertRegex(again, r"封筒 \d・1/3枚目")
        self.assertIn("春日 太郎 様 ほかご家族 様", again)
        self.back("3")
        self.assertEqual(self.returned(), {"1", "2", "3"})


if __name__ == "__main__":
    unittest.main()
