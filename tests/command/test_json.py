"""--json: every command takes it, and answers as the schemas say, in every language."""

import json
import os
import re
import subprocess
import sys
import unittest

import jsonschema

sys.path.insert(0, os.path.dirname(__file__))
from desk import LOOSE, Desk, json_schema
from city import KIGEN, Resident, Shared, card_due, certificates_due

TUESDAY, WEDNESDAY = "2026-11-24", "2026-11-25"
RANGE = ("--from", "2026-12-01", "--to", "2026-12-08")


def verbs():
    """Every command, and every verb of those that have some, by the program's own help."""
    def ask(*words):
        return subprocess.run([KIGEN, *words, "--help"], capture_output=True, text=True, check=True, env={}).stdout
    for command in re.findall(r"^  ([a-z]+)  ", ask(), re.M):
        usage = ask(command).partition("\n\n")[0]
        yield from sorted({" ".join([command, verb] if verb else [command])
                           for verb in re.findall(rf"kigen {command}(?: ([a-z]+)(?= |$))?", usage, re.M)})


class Json(Shared, Desk):
    def begin(self):
        self.residents = [
            certificates_due("1", "2027-01-10"), certificates_due("2", "2027-01-10"), certificates_due("3", "2027-01-10"),
            card_due("4", "2027-02-10", protection="active"), certificates_due("5", "2027-01-05", name="春日 \U000f0000"),
            certificates_due("6", "2026-11-30"), certificates_due("7", "2027-01-10", format="voice"), Resident("8", born=None),
            certificates_due("9", "2027-01-10", address=None)]
        self.register = self.write(self.residents, TUESDAY)
        self.run_night(self.register, TUESDAY, expect=1)
        self.number = self.numbers(TUESDAY)
        self.residents.append(certificates_due("10", "2027-01-20"))
        self.register = self.write(self.residents, WEDNESDAY)

    def answer(self, schema, command, *words, language="ja_JP.UTF-8", expect=0, stdin=None, date=WEDNESDAY):
        """What a command answers, by its schema, which no language changes."""
        help_of = subprocess.run([KIGEN, *command.split(), "--help"], capture_output=True, text=True, check=True, env={}).stdout
        usual = {"--office": self.office, "--ledger": self.ledger, "--out": self.out, "--date": date}
        given = [word for name, value in usual.items() if re.search(rf"^  {name} (?!NEWDIR|FILE\.pdf|FILE\.csv)", help_of, re.M) for word in (name, value)]
        result = subprocess.run([KIGEN, *command.split(), *words, *given, "--json"], input=stdin, capture_output=True, text=True, errors="surrogateescape",
                                timeout=300, env={**os.environ, "LC_ALL": "", "LANG": language})
        self.assertEqual(result.returncode, expect, result.stderr + result.stdout)
        self.assertNotRegex(result.stderr, "[ぁ-んァ-ヶ]", command)
        self.asked.add(command)
        if schema is None:
            self.assertEqual(result.stdout, "")
            return result.stderr
        shown = json.loads(result.stdout)
        jsonschema.validate(shown, json_schema(schema))
        return shown

    def reading(self, expect=0, languages=("C", "ja_JP.UTF-8")):
        """What the commands answer that change nothing, alike in these languages."""
        answers = []
        night = ("--register", self.register)
        here = ("--counter", "cityhall", "--at", "2026-12-16T09:00")
        for schema, command, words, status in (
                ("dry-run", "run", (*night, "--dry-run"), expect), ("plan", "plan", night, expect), ("forecast", "forecast", (*night, "--months", "2"), expect),
                ("check", "check", night, expect), ("hours", "hours", RANGE, 0), ("hours", "hours", (*RANGE, "--places"), 0),
                ("status", "status", (), None), ("summary", "report", (), 0), ("nights", "report", ("--all",), 0),
                ("places", "places free", (), 0), ("log", "log", (), 0), ("effect", "effect", (), 0), ("appointments", "appointment list", (), 0), ("explain", "explain", ("1", *night), 0), ("place", "explain", here, 0),
                ("mailings", "mailing list", (), 0), ("hand", "hand list", (), 0), ("houses", "house list", (), 0), ("exceptions", "exception list", (), 0), ("verify", "verify", (), 0)):
            with self.subTest(command=command, words=words):
                if status is None:
                    status = self.kigen("status", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", WEDNESDAY).returncode
                one, *others = (self.answer(schema, command, *words, language=language, expect=status) for language in languages)
                for other in others:
                    self.assertEqual({**one, "disk_free": 0}, {**other, "disk_free": 0})
                answers.append((schema, one))
        return answers

    def setUp(self):
        super().setUp()
        self.asked = set()

    def test_every_command_answers_by_its_schema(self):
        rows = {"dry-run": "dues", "plan": "dues", "check": "findings", "nights": "nights", "places": "places", "appointments": "appointments",
                "mailings": "mailings", "hand": "cases", "exceptions": "exceptions"}
        for schema, shown in self.reading(expect=1):
            self.assertTrue(rows.get(schema) is None or shown[rows[schema]], schema)
            if schema == "summary":
                with open(os.path.join(self.night(TUESDAY), "operators/summary.json"), encoding="utf-8") as stream:
                    self.assertEqual(shown, json.load(stream))
        self.changing()
        self.assertEqual(self.asked, set(verbs()))

    def acted(self, command, *words, **options):
        return self.answer("acts", command, *words, **options)["acts"]

    def changing(self):
        one, two, three = (self.number[id] for id in "123")
        why = ("--why", "asked for")
        file = os.path.join(self.folder, "copy.db")
        (act,) = self.acted("appointment cancel", one)
        self.assertEqual((act["outcome"], act["notice"], act["resident"], act["state"]), ("done", one, "1", "cancelled"))
        self.assertEqual(self.acted("appointment cancel", one)[0]["outcome"], "already")
        (act,) = self.acted("appointment give", "1", "--no-letter")
        (act,) = self.acted("appointment move", two, "--counter", act["counter"], "--at", "2026-12-18T10:00", "--out", os.path.join(self.folder, "at once"))
        self.assertEqual((act["starts"], act["folder"]), ("2026-12-18T10:00", os.path.join(self.folder, "at once")))
        day = self.dues(TUESDAY)["7", "signature"]["starts"][:10]
        self.assertEqual([(act["outcome"], act.get("resident"), act.get("code")) for words in ((self.number["7"],), (self.number["7"], two[:-1] + "x"))
                          for act in self.acted("appointment came", *words, date=day, expect=len(words) - 1)],
                         [("done", "7", None), ("already", "7", None), ("refused", None, "misread")])
        requests = os.path.join(self.folder, "requests.csv")
        with open(requests, "w", encoding="utf-8") as stream:
            stream.write("request,action,who,counter,day,time,asked\nA1,cancel,4711,,,,2026-11-24T23:05\nbroken\n")
        self.assertEqual([(act["outcome"], act["code"]) for act in self.acted("appointment import", requests, expect=1)], [("refused", "unknown"), ("refused", "malformed")])
        self.assertGreater(self.acted("places export", "--csv", os.path.join(self.folder, "free.csv"))[0]["visits"], 0)
        (act,) = self.acted("hand done", "5", "--reason", "glyph")
        self.assertEqual(act["cases"], 2)
        self.acted("hand release", "4", "--reason", "protection", *why)
        aside = self.answer("exceptions", "exception list")["exceptions"][0]
        for verb, outcome in (("acknowledge", "done"), ("acknowledge", "already"), ("reopen", "done"), ("reopen", "already")):
            (act,) = self.acted("exception " + verb, str(aside["number"]), *why)
            self.assertEqual((act["outcome"], act["code"], act["resident"], act["rests"]), (outcome, aside["code"], aside["resident"], False))
        for verb, state in (("hold", "held"), ("release", "released"), ("posted", "posted")):
            self.assertEqual(self.acted("mailing " + verb, TUESDAY)[0]["state"], state)
        self.assertEqual(self.acted("mailing posted", TUESDAY), [{"act": "mailing posted", "outcome": "already", "mailing": TUESDAY, "state": "posted", "since": WEDNESDAY}])
        self.assertEqual([(act["outcome"], act["notice"]) for act in self.acted("returned", three, one[:-1] + "x", three, "--reason", "no such address", expect=1)],
                         [("done", three), ("refused", one[:-1] + "x"), ("refused", three)])
        self.assertEqual(self.acted("returned", "--reason", "none", stdin=""), [])
        # What a scanner made of a smudge, and a sign that the sentence about it cuts in two.
        (cut, smudge) = self.acted("returned", "--reason", "none", stdin="春" * 20 + "\n\udcff8\n", expect=1)
        self.assertEqual((cut["notice"], smudge["notice"]), ("春" * 20, "?8"))
        for name, words, spoken in (("one", (self.number["7"],), 1), ("two", (one,), 0)):
            (act,) = self.acted("reprint", "--notice", *words, "--out", os.path.join(self.folder, name + ".pdf"), *why)
            self.assertEqual((act["notices"], len(act["spoken"])), (list(words), spoken))
        self.acted("proof", "--language", "ja", "--matter", "stay", "--out", os.path.join(self.folder, "proof.pdf"))
        self.assertEqual(self.acted("backup", file)[0]["last"], TUESDAY)
        self.assertEqual(self.acted("restore", file)[0]["before"], self.ledger + ".before-1")
        self.assertEqual(self.acted("purge", "--before", TUESDAY)[0]["folders"], [])
        night = self.answer("summary", "run", "--register", self.register, expect=1)
        self.assertEqual((night["night"], night["read"]), (WEDNESDAY, 10))
        self.assertEqual(self.answer("summary", "run", "--register", self.register), night)
        self.run_night(self.write(self.residents, "2026-11-26"), "2026-11-26", expect=1)
        for verb, state in (("withdraw", "withdrawn"), ("destroyed", "destroyed")):
            act = self.acted("mailing " + verb, self.numbers(WEDNESDAY)["10"], date="2026-11-27")
            self.assertEqual(act[0]["state"], state)
        self.houses("2026-11-30")

    def houses(self, date):
        homes = [certificates_due(f"{home}{i}", "2027-02-20", address=f"愛知県春日井市鳥居松町{home}丁目1番地")
                 for home in "12" for i in range(10, 14)]
        self.small_office(**LOOSE, **{'letters-per-address="30"': 'letters-per-address="3"', "<limits ": '<houses answer-days="7"/>\n<limits '})
        self.run_night(self.write(self.residents + homes, date), date, expect=1)
        one, other = self.answer("houses", "house list", date=date)["houses"]
        self.assertEqual([house["people"] for house in (one, other)], [4, 4])
        (shown,) = self.answer("houses", "house show", one["number"], date=date)["houses"]
        self.assertEqual(len(shown["members"]), 4)
        at = shown["members"][0]
        (kept,) = [row for row in self.answer("place", "explain", "--counter", at["counter"], "--at", at["starts"], date=date)["appointments"]
                   if row["desk"] == at["desk"]]
        self.assertEqual((kept["house"], kept["notice"], kept["stands"]), (one["number"], "", True))
        for house, verb, state in ((one, "accept", "accepted"), (other, "decline", "declined")):
            for outcome in ("done", "already"):
                (act,) = self.acted("house " + verb, house["number"], date=date)
                self.assertEqual((act["outcome"], act["state"], act["people"]), (outcome, state, 4))

    def test_empty_answers(self):
        self.register = self.write([Resident("1"), Resident("2")], TUESDAY)
        for path in (self.ledger, self.ledger + ".sum"):
            if os.path.exists(path):
                os.remove(path)
        self.out += "-empty"
        self.run_night(self.register, TUESDAY)
        empty = {"plan": "dues", "dry-run": "dues", "appointments": "appointments", "mailings": "mailings", "hand": "cases", "exceptions": "exceptions", "houses": "houses", "verify": "findings"}
        for schema, shown in self.reading(languages=["ja_JP.UTF-8"]):
            self.assertFalse(schema in empty and shown[empty[schema]], schema)
        self.assertEqual(self.acted("purge", "--before", TUESDAY)[0]["letters"], 0)

    def test_what_goes_wrong_stands_on_standard_error_with_the_exit_status(self):
        for command, words, status in (
                ("mailing hold", ("2026-11-20",), 66), ("hand done", ("1", "--reason", "glyph"), 66), ("appointment move", (self.number["1"],), 64),
                ("plan", ("--register", "/nonexistent"), 66), ("report", ("2020-01-01",), 66), ("reprint", ("--notice", self.number["1"]), 64),
                ("restore", ("/nonexistent",), 66)):
            self.assertRegex(self.answer(None, command, *words, expect=status), rf"^kigen {command}: ")

    def test_what_is_examined_is_told_whatever_it_is(self):
        with open(os.path.join(self.night(TUESDAY), "operators/dues.csv"), "ab") as stream:
            stream.write(b"x")
        (finding,) = self.answer("verify", "verify", expect=70)["findings"]
        self.assertEqual(finding["file"], self.night(TUESDAY))
        shown = self.answer("check", "check", "--register", "/nonexistent", expect=66)
        self.assertEqual((shown["verdict"], shown["findings"][-1]["weight"]), ("wrong", "mistake"))
        with open(self.office, "a", encoding="utf-8") as stream:
            stream.write("<")
        self.assertEqual(self.answer("check", "check", expect=78)["verdict"], "wrong")

    def test_one_form_at_a_time(self):
        for command, words, message in (
                ("hours", (*RANGE, "--ics"), "--ics or --json, not both"), ("check", ("--draft", "x.csv"), "--draft or --json, not both"),
                ("forecast", ("--csv", "--register", "r.xml"), "--csv or --json, not both")):
            self.assertIn(f"kigen {command}: {message}\n", self.answer(None, command, *words, expect=64))


if __name__ == "__main__":
    unittest.main()
