"""`kigen explain` tells one resident's whole story: what the register says, which rule gave which date,
what was decided and sent, and what will happen next; as text and as JSON, with the same content."""

import json
import os
import subprocess
import sys
import unittest

import jsonschema

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../command"))
from desk import json_schema
from city import Nights, Resident, card_due, certificates_due

LOOSE = {'vanish-permille="20"': 'vanish-permille="1000"'}
CARD = {"kind": "standard", "state": "active", "applied": "2021-11-20", "issued": "2021-12-01", "expires": "2031-05-10"}


class Explain(Nights):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE)

    def explain(self, resident, date, path=None, expect=0):
        """The story as JSON, after making sure that the text says the same."""
        common = [resident, "--office", self.office, "--ledger", self.ledger, "--date", date]
        common += ["--register", path] if path else []
        text, told = self.kigen("explain", *common), self.kigen("explain", "--json", *common)
        self.assertEqual(text.returncode, expect, text.stderr)
        self.assertEqual(told.returncode, expect, told.stderr)
        story = json.loads(told.stdout)
        jsonschema.validate(story, json_schema("explain"))
        lines = [line.strip() for line in text.stdout.decode().splitlines() if line.startswith("  ")]
        facts = [fact for chapter in story.values() if isinstance(chapter, list) for fact in chapter]
        self.assertEqual(lines, [(fact["day"] + "  " if "day" in fact else "") + fact["text"] for fact in facts])
        self.assertEqual((story["resident"], story["day"]), (resident, date))
        return story

    def next_of(self, story, matter):
        """What is to come for one matter: pairs of word and day."""
        return [(fact["what"], fact.get("day")) for fact in story["next"] if fact.get("matter") == matter]

    @staticmethod
    def letters(story):
        """The letters, without what became of each at the counter."""
        return [fact for fact in story["letters"] if fact["what"] != "attendance"]

    def texts(self, story, chapter, what=None):
        return [fact["text"] for fact in story[chapter] if what is None or fact["what"] == what]

    def test_by_the_token_of_a_page_and_by_a_place(self):
        self.run_night(self.write([certificates_due("1", "2027-02-05"), certificates_due("2", "2027-02-05")], "2026-11-23"), "2026-11-24")
        row = self.dues("2026-11-24")["1", "signature"]
        common = ["--office", self.office, "--ledger", self.ledger, "--date", "2026-11-25"]
        whole = self.kigen("explain", "1", *common).stdout
        (token,) = subprocess.run(["sqlite3", "-readonly", self.ledger, f"SELECT token FROM notice WHERE number = '{row['notice']}'"],
                                  capture_output=True, check=True, text=True).stdout.split()
        for word in (token, token + ".html", f"https://city.example.jp/r/{token}.html#card", row["notice"]):
            self.assertEqual(self.kigen("explain", word, *common).stdout, whole)
        self.assertEqual(self.kigen("explain", "A" * 22, *common).returncode, 66)
        # What it had is told beside what stands, and a minute in the middle is the same place.
        self.kigen("appointment", "move", row["notice"], "--counter", "cityhall", "--at", "2026-12-22T10:00", *common)

        def place(counter, at):
            words = ["explain", "--counter", counter, "--at", at, *common]
            shown = json.loads(self.kigen(*words, "--json").stdout)
            jsonschema.validate(shown, json_schema("place"))
            text = self.kigen(*words).stdout.decode()
            self.assertTrue(all(one["notice"] in text for one in shown["appointments"]), text)
            return shown, text
        shown, text = place("cityhall", "2026-12-22T10:10")
        self.assertEqual([(one["resident"], one["stands"], one["state"], one["cause"], one["night"]) for one in shown["appointments"]],
                         [("1", True, "moved", "desk", "")])
        self.assertEqual(shown["desks"] - shown["free"], 1)
        self.assertIn("who has it", text)
        shown, text = place(row["counter"], row["starts"])
        self.assertIn((row["notice"], False, "offered", "2026-11-24"),
                      [(one["notice"], one["stands"], one["state"], one["night"]) for one in shown["appointments"]])
        self.assertIn("what once was there", text)
        shown, text = place("cityhall", "2026-12-30T10:00")
        self.assertEqual((shown["desks"], shown["free"], shown["appointments"]), (0, 0, []))
        self.assertIn("nothing is offered then", text)
        for words in (["1", "--counter", "cityhall"], ["--counter", "cityhall"], ["--at", "2026-12-22T10:00"],
                      ["--counter", "nowhere", "--at", "2026-12-22T10:00"]):
            self.assertEqual(self.kigen("explain", *words, *common).returncode, 64)

    def test_the_arithmetic_of_each_date(self):
        cases = [
            ("an adult's tenth birthday", Resident("1", born="1990-05-10", card=CARD), "card",
             "issued 2021-12-01, adult at 31 on the day of application, 2021-11-20, 10th birthday after the issue = 2031-05-10"),
            ("a minor under the old age line", Resident("1", born="2002-05-10", card={**CARD, "expires": "2026-05-10"}), "card",
             "minor at 19 on the day of application, 2021-11-20, 5th birthday after the issue = 2026-05-10"),
            ("no application stored", Resident("1", born="2002-05-10", card={k: v for k, v in CARD.items() if k != "applied"}),
             "card", "minor at 19 on the day of issue (no application is stored)"),
            ("renewed early", Resident("1", born="1990-05-10", card={**CARD, "expires": "2032-05-10"}), "card",
             "11th birthday after the issue = 2032-05-10 (renewed early)"),
            ("none stored", Resident("1", born="1990-05-10", card={**CARD, "expires": None}), "card",
             "= 2031-05-10; none is stored, so 2031-05-10 is used"),
            ("a date that no rule gives", Resident("1", born="1990-05-10", card={**CARD, "expires": "2031-05-11"}), "card",
             "10th birthday after the issue = 2031-05-10; stored, and what counts: 2031-05-11"),
            ("the end of a stay", Resident("1", born="1990-05-10", card={**CARD, "expires": "2027-06-01"},
                                           stay={"status": "engineer", "until": "2027-06-01"}), "card",
             "or the end of the stay, 2027-06-01, where that is earlier; stored, and what counts: 2027-06-01"),
            ("a certificate and its cap", Resident("1", born="1990-05-10", card={**CARD, "expires": "2030-01-01"}, signature={
                "state": "valid", "issued": "2026-01-20", "expires": "2030-01-01"}), "signature",
             "5th birthday after the issue = 2030-05-10, but never past 2030-01-01, the card's date"),
            ("born on no day", Resident("1", born="1951-02-29"), "card",
             "the day of birth is not known: a birthday from 2031-02-01 to 2031-02-28, by what is known of it"),
            ("born in no year", Resident("1", born="0000-00-00"), "card", "the birth date is no day, so no rule gives a date"),
            ("born on Feb 29", Resident("1", born="1988-02-29", card={**CARD, "expires": "2031-02-28"}), "card",
             "10th birthday after the issue = 2031-02-28"),
        ]
        for story, resident, what, words in cases:
            with self.subTest(story):
                told = self.explain("1", "2026-11-24", self.write([resident], "2026-11-23"))
                self.assertIn(words, self.texts(told, "rules", what)[0])

    def test_before_the_window_everything_is_to_come(self):
        path = self.write([Resident("1", born="1990-05-10", card=CARD)], "2026-11-23")
        story = self.explain("1", "2026-11-24", path)
        # 2031-02-11 is a holiday: the letter is decided that night and leaves the day after.
        self.assertEqual(self.next_of(story, "card"),
                         [("letter", "2031-02-11"), ("mailing", "2031-02-12"), ("late", "2031-03-10"),
                          ("reminder", "2031-04-10"), ("lapses", "2031-05-10")])
        self.assertEqual(self.next_of(story, "signature"), [("covered", "2031-02-11"), ("lapses", "2031-05-10")])
        self.assertEqual(story["decisions"][0]["what"], "nothing")
        self.assertIn("nothing is due on the night of 2026-11-24", self.texts(story, "tonight")[0])

    def test_the_story_says_when_what_really_happens(self):
        """What `next` foretells comes true night by night: letter, mailing, reminder, end."""
        due = certificates_due("1", "2027-01-20")
        path = self.write([due], "2026-10-19")
        told = dict(self.next_of(self.explain("1", "2026-10-20", path), "signature"))
        self.assertEqual(told, {"letter": "2026-10-21", "mailing": "2026-10-21", "late": "2026-11-20",
                                "reminder": "2026-12-20", "lapses": "2027-01-20"})
        self.run_night(path, "2026-10-20")
        self.assertEqual(self.dues("2026-10-20"), {})
        self.run_night(self.write([due], "2026-10-20"), "2026-10-21")
        self.assertEqual(self.dues("2026-10-21")["1", "signature"]["outcome"], "letter")
        story = self.explain("1", "2026-10-22", self.write([due], "2026-10-21"))
        letter = self.letters(story)[0]
        self.assertEqual((letter["wave"], letter["mailed"], letter["sheet"]), ("first", "2026-10-21", "1"))
        self.assertEqual(dict(self.next_of(story, "signature")), {"reminder": "2026-12-20", "lapses": "2027-01-20"})
        self.assertIn("appointment", [fact["what"] for fact in story["next"]])
        self.run_night(self.write([due], "2026-12-18"), "2026-12-19")
        self.assertEqual(self.dues("2026-12-19"), {})
        self.run_night(self.write([due], "2026-12-19"), "2026-12-20")
        self.assertEqual(self.dues("2026-12-20")["1", "signature"]["wave"], "reminder")
        story = self.explain("1", "2026-12-20")
        self.assertEqual(self.next_of(story, "signature")[-1][0], "no-letter")
        self.assertEqual([letter["wave"] for letter in self.letters(story)], ["first", "reminder"])
        # A Sunday: the reminder waits for Monday.
        self.assertIn(("mailing", "2026-12-21"), self.next_of(story, "signature"))
        self.run_night(self.write([due], "2027-01-20"), "2027-01-21")
        story = self.explain("1", "2027-01-21", self.write([due], "2027-01-20"))
        self.assertEqual(self.next_of(story, "signature"), [("ended", None)])
        self.assertIn("now lapsed", self.texts(story, "decisions")[0])

    def test_a_letter_that_is_taken_back_and_its_appointment(self):
        due = card_due("1", "2027-02-10")
        self.run_night(self.write([due], "2026-11-20"), "2026-11-21")  # a Saturday: it waits
        renewed = due.changed(card={**due.words["card"], "issued": "2026-11-20", "applied": "2026-10-20", "expires": "2037-02-10"},
                              signature=None, authentication=None)
        path = self.write([renewed], "2026-11-21")
        self.run_night(path, "2026-11-22")
        story = self.explain("1", "2026-11-22", path)
        self.assertIn("taken back on the night of 2026-11-22, before it was printed", self.texts(story, "letters")[0])
        self.assertEqual([(fact["what"], fact["sequence"], fact["day"]) for fact in story["appointments"]],
                         [("offered", "0", "2026-11-21"), ("cancelled", "1", "2026-11-22")])
        self.assertEqual([fact["state"] for fact in story["decisions"] if fact["matter"] == "card"], ["renewed"])
        self.assertEqual(dict(self.next_of(story, "card"))["letter"], "2036-11-11")

    def test_letters_about_an_appointment_are_kinds_of_their_own(self):
        people = [certificates_due("1", "2027-02-20"), certificates_due("2", "2027-02-20")]
        self.run_night(self.write(people, "2026-11-23"), "2026-11-24")
        first = {row["resident"]: row["notice"] for row in self.dues("2026-11-24").values()}
        common = ["--office", self.office, "--ledger", self.ledger, "--date", "2026-11-24"]
        for words in (["cancel", first["1"]],
                      ["move", first["2"], "--counter", "cityhall", "--at", "2026-12-16T17:30", "--out",
                       os.path.join(self.folder, "at-once")]):
            result = self.kigen("appointment", *words, *common)
            self.assertEqual(result.returncode, 0, result.stderr)
        told = self.explain("2", "2026-11-24")  # staff's letter is there before any other night
        self.assertEqual([(one["kind"], one.get("wave"), one.get("earlier")) for one in self.letters(told)],
                         [("expiry", "first", None), ("moved", None, first["2"])])
        self.assertIn("in a folder that the desk had at once", self.letters(told)[1]["text"])
        self.assertEqual([(one["what"], one.get("day")) for one in told["appointments"]],
                         [("offered", "2026-11-24"), ("moved", None)])
        result = self.kigen("mailing", "posted", self.letters(told)[1]["number"], *common)
        self.assertEqual(result.returncode, 0, result.stderr)
        told = self.explain("2", "2026-11-24")
        self.assertIn("that the desk had at once, posted 2026-11-24", self.letters(told)[1]["text"])
        self.run_night(self.write(people, "2026-11-24"), "2026-11-25")
        told = self.explain("1", "2026-11-25")
        self.assertEqual([(one["kind"], one.get("wave"), one.get("earlier"), one["mailed"]) for one in self.letters(told)],
                         [("expiry", "first", None, "2026-11-24"), ("cancelled", None, first["1"], "2026-11-25")])
        self.assertIn(f"(cancelled: the appointment of letter {first['1']} is taken back)", self.letters(told)[1]["text"])

    def test_a_name_that_no_font_draws_is_for_staff(self):
        path = self.write([card_due("1", "2027-02-05", name="葛\U000e01ef城")], "2026-11-23")
        story = self.explain("1", "2026-11-24", path)
        hand = [fact for fact in story["tonight"] if fact["matter"] == "card"]
        self.assertEqual([(fact["outcome"], fact["reason"], fact["missing"]) for fact in hand],
                         [("hand", "glyph", "U+845B U+E01EF")])
        self.run_night(path, "2026-11-24")
        self.assertEqual(self.dues("2026-11-24")["1", "card"]["reason"], "glyph")

    def test_who_gets_no_letter_and_why(self):
        for words, what, reason in (({"state": "deceased"}, "none", "deceased"), ({"protection": "active"}, "hand", "protection"),
                                    ({"renewal": "2026-11-02"}, "none", "renewal-applied")):
            with self.subTest(reason):
                story = self.explain("1", "2026-11-24", self.write([card_due("1", "2027-02-10", **words)], "2026-11-23"))
                fact = [fact for fact in story["next"] if fact.get("matter") == "card"][0]
                self.assertEqual((fact["what"], fact["reason"], fact["day"]), (what, reason, "2026-11-24"))

    def test_who_is_known_to_whom_and_the_exit_status(self):
        known, aside = card_due("1", "2027-02-10"), card_due("2", "2027-02-10")
        self.run_night(self.write([known, aside], "2026-11-23"), "2026-11-24")
        path = self.write([aside.changed(state="gone")], "2026-11-24")
        story = self.explain("1", "2026-11-25", path)  # the ledger alone
        self.assertEqual((story["in_register"], story["in_ledger"]), (False, True))
        self.assertEqual([fact["what"] for fact in story["next"]][-1], "vanished")
        story = self.explain("2", "2026-11-25", path, expect=1)  # set aside
        self.assertTrue(story["set_aside"])
        self.assertEqual([(fact["what"], fact["code"], fact["line"]) for fact in story["register"]],
                         [("set-aside", "field-word", "3")])
        self.assertEqual([fact["what"] for fact in story["next"]][-1], "aside")
        story = self.explain("3", "2026-11-25", path, expect=66)  # nobody
        self.assertEqual((story["in_register"], story["in_ledger"]), (False, False))
        story = self.explain("1", "2026-11-25")  # no register at all
        self.assertIsNone(story["as_of"])
        self.assertIn(("reminder", "2027-01-10"), self.next_of(story, "card"))
        self.explain("3", "2026-11-25", expect=66)

    def test_a_night_that_went_past_a_limit_is_told_with_its_reason(self):
        path = self.write([card_due("1", "2027-02-10")], "2026-11-10")
        result = self.kigen("run", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", "2026-11-24",
                            "--register", path, "--accept", "export-aged", "--why", "the vendor was closed")
        self.assertEqual(result.returncode, 0, result.stderr)
        story = self.explain("1", "2026-11-25")
        fact = [fact for fact in story["decisions"] if fact["what"] == "limit-let-pass"][0]
        self.assertEqual((fact["code"], fact["why"], fact["day"]), ("export-aged", "the vendor was closed", "2026-11-24"))

    def test_no_name_and_no_address_is_told(self):
        path = self.write([card_due("1", "2027-02-10", alias="山田", building="ハイツ", send_to='<send-to postal="4860000">'
                                    "<name>鈴木</name><address>小牧市</address></send-to>")], "2026-11-23")
        self.run_night(path, "2026-11-24")
        for options in ([], ["--json"]):
            said = self.kigen("explain", "1", "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-25",
                              "--register", path, *options).stdout.decode()
            for word in ("春日", "山田", "鈴木", "小牧市", "ハイツ", "4868686", "鳥居松"):
                self.assertNotIn(word, said)


if __name__ == "__main__":
    unittest.main()
