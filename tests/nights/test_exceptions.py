"""Exceptions over nights: new, known, acknowledged with a why, in other words, gone and come again, reopened,
past their retention; on the morning page, in its figures, in `kigen status`, and in the ledger's bytes."""

import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../command"))
from desk import LOOSE, Desk
from city import Resident, certificates_due

FIRST, SECOND, THIRD, FOURTH, FIFTH = ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28")
WHY = "born abroad, says 森田 in the register"
CARD = {"kind": "standard", "state": "active", "applied": "2021-11-20", "issued": "2021-12-01"}


def born_abroad():
    return Resident("ODD", born="1990-00-00")


def unexplained(expires="2031-05-12"):
    return Resident("WRONG-7", card={**CARD, "expires": expires})


def without_date():
    return Resident("LOST", born="0000-00-00", card=CARD)


class Living(Desk):
    def go(self, date, *residents, expect=1):
        """A night; one resident is set aside unless it is said that all is well."""
        people = [certificates_due("1", "2027-02-10"), *residents]
        if expect == 1:
            people.append(Resident("ASIDE", born=None))
        self.register = self.write(people, date)
        self.run_night(self.register, date, expect=expect)
        return self.stands(date)

    def stands(self, date):
        """{(resident, code): the row} of `kigen exception list`."""
        return {(row["resident"], row["code"]): row for row in self.listed("exception", date=date)}

    def counts(self, date):
        with open(os.path.join(self.night(date), "operators/summary.json"), encoding="utf-8") as stream:
            summary = json.load(stream)
        return tuple(summary["exceptions_" + state] for state in ("new", "known", "resting"))

    def metrics(self, date):
        """What kigen.prom has of how they stand, and how many are acknowledged."""
        with open(os.path.join(self.night(date), "operators/kigen.prom"), encoding="utf-8") as stream:
            text = stream.read()
        standing = {state: int(count) for state, count in re.findall(r'^kigen_exceptions_standing{state="(\w+)"} (\d+)$', text, re.M)}
        return standing, int(re.search(r"^kigen_exceptions_acknowledged (\d+)$", text, re.M)[1])

    def status(self, date):
        """What is left to do of exceptions, as of now: new ones, and known ones."""
        said = self.kigen("status", "--office", self.office, "--ledger", self.ledger, "--out", self.out, "--date", date, "--json")
        tasks = json.loads(said.stdout)["tasks"]
        return tasks["exceptions"], tasks["known"]

    def page(self, date):
        """The parts of the morning page: new ones, those that are known, those that rest; its markup left out."""
        with open(os.path.join(self.night(date), "operators/report.html"), encoding="utf-8") as stream:
            page = stream.read()
        new = re.search(r'<section id="exceptions">.*?</section>', page, re.S).group()
        known = re.search(r'<section id="known">.*?</section>', page, re.S).group()
        known, _, rest = known.partition("<details")
        return new, known, rest

    def acknowledge(self, date, *numbers, why=WHY, **options):
        return self.desk("exception", "acknowledge", *map(str, numbers), "--why", why, "--by", "Sato", date=date, **options)


class Figures(Living):
    """A sentence whose figures change every night: what the desk has said of it lasts until it is worse."""

    def pass_night(self, date, most, expires="2027-01-26"):
        """A night of so many letters that what one mailing may have is too little for them; how many it says that it takes."""
        self.small_office(**{**LOOSE, 'most="0"': 'most="1"'})
        people = [certificates_due(f"{date[8:]}-{i:02}", expires, address=f"愛知県春日井市鳥居松町5丁目{i}番地") for i in range(1, most + 1)]
        self.run_night(self.write(people, date), date)
        self.desk("mailing", "posted", date, date=date)
        (row,) = [row for row in self.listed("exception", date=date) if row["code"] == "mailing-most"]
        self.takes = int(re.search(r"; (\d+) a mailing", row["message"]).group(1))
        return row

    def test_one_that_changes_its_figures_is_known_until_it_is_worse(self):
        first, takes = self.pass_night(FIRST, 40), self.takes
        self.assertEqual(first["state"], "new")
        self.acknowledge(FIRST, first["number"], why="two come to fold on Fridays")
        # Other words on the next night, and a better figure: as known as it was, and for as long.
        second, less = self.pass_night(SECOND, 20), self.takes
        self.assertLess(less, takes)
        self.assertNotEqual(second["number"], first["number"])
        self.assertEqual((second["state"], second["since"], second["by"], second["why"]), ("known", FIRST, "Sato", "two come to fold on Fridays"))
        self.assertIn("two come to fold on Fridays", self.page(SECOND)[1])
        self.assertIn(b"already acknowledged", self.acknowledge(SECOND, second["number"]).stdout)
        # Worse than the last night, but no worse than what was acknowledged.
        third = self.pass_night(THIRD, 12)
        self.assertTrue(less < self.takes <= takes, (less, self.takes, takes))
        self.assertEqual((third["state"], third["by"]), ("known", "Sato"))
        # Worse than that too: new, and nobody has said anything of it.
        fourth = self.pass_night(FOURTH, 70, "2027-01-28")
        self.assertGreater(self.takes, takes)
        self.assertEqual((fourth["state"], fourth["since"], fourth["by"]), ("new", FOURTH, None))
        self.assertNotIn("two come to fold", "".join(self.page(FOURTH)))
        # What was said of an earlier one, and holds for one that is less, is taken back by the number of this one, and
        # what was said before that does not come to light again.
        self.acknowledge(FOURTH, fourth["number"], why="so be it")
        fifth = self.pass_night("2026-11-30", 30, "2027-02-01")
        self.assertEqual((fifth["state"], fifth["why"], fifth["since"]), ("known", "so be it", FOURTH))
        self.desk("exception", "reopen", str(fifth["number"]), "--why", "nobody comes any more", date="2026-11-30")
        (again,) = [row for row in self.listed("exception", date="2026-11-30") if row["number"] == fifth["number"]]
        self.assertEqual((again["state"], again["why"]), ("known", None))
        sixth = self.pass_night("2026-12-01", 10, "2027-02-01")
        self.assertEqual((sixth["state"], sixth["why"]), ("known", None))
        self.nights_made_again(os.path.join(self.folder, "register.xml"), "2026-12-01")

    def test_letters_of_an_unconfirmed_mailing_come_back_one_by_one(self):
        people = [certificates_due(str(i), "2027-01-20") for i in range(1, 5)]
        def told(date):
            self.run_night(self.write(people, date), date)
            return [row for row in self.listed("exception", date=date) if row["code"] == "mailing-unconfirmed"]
        told(FIRST)
        numbers = list(self.numbers(FIRST).values())
        told(SECOND)
        (row,) = told(THIRD)
        self.assertIn("(4 letters", row["message"])
        self.acknowledge(THIRD, row["number"], why="the mail room was asked")
        self.desk("returned", numbers[0], "--reason", "moved", date=THIRD)
        (row,) = told(FOURTH)
        self.assertIn("(3 letters", row["message"])
        self.assertEqual((row["state"], row["by"], row["since"]), ("known", "Sato", THIRD), row)


class Exceptions(Living):
    def test_three_nights_and_what_the_desk_says_between_them(self):
        rows = self.go(FIRST, born_abroad(), unexplained(), without_date())
        self.assertEqual({row["state"] for row in rows.values()}, {"new"})
        self.assertEqual({key: row["may_rest"] for key, row in rows.items()}, {
            ("ODD", "birth-unknown"): True, ("WRONG-7", "expiry-unexplained"): True, ("LOST", "birth-unknown"): True,
            ("LOST", "expiry-unknown"): False, ("ASIDE", "field-missing"): False})
        self.assertEqual((self.counts(FIRST), self.status(FIRST)), ((5, 0, 0), (5, 0)))
        odd, date, lost = (rows[key]["number"] for key in (("ODD", "birth-unknown"), ("WRONG-7", "expiry-unexplained"), ("LOST", "expiry-unknown")))

        self.desk("mailing", "posted", FIRST, date=FIRST)  # or that is told as well, two days later

        # Said on the first morning: that night's page stays as it is, the status is of now.
        page = self.page(FIRST)
        said = self.acknowledge(FIRST, odd, lost).stdout.decode()
        self.assertEqual(said, f"{odd} (birth-unknown): acknowledged\n{lost} (expiry-unknown): acknowledged; it stays among "
                         "what there is to do, until its cause has gone\n")
        self.assertEqual((self.status(FIRST), self.page(FIRST)), ((4, 0), page))
        row = self.stands(FIRST)["ODD", "birth-unknown"]
        self.assertEqual((row["state"], row["by"], row["acknowledged"], row["why"]), ("resting", "Sato", FIRST, WHY))

        # Known, and as it is said: what rests is folded away, what keeps somebody from a letter is in sight.
        rows = self.go(SECOND, born_abroad(), unexplained(), without_date())
        self.assertEqual({key: row["since"] for key, row in rows.items()}, dict.fromkeys(rows, FIRST))
        self.assertEqual((self.counts(SECOND), self.status(SECOND)), ((0, 4, 1), (0, 4)))
        self.assertEqual(self.metrics(SECOND), ({"new": 0, "known": 4, "resting": 1}, 2))  # one rests, one may not
        new, known, rest = self.page(SECOND)
        self.assertEqual(re.findall(r"<td>([A-Z7-]+)</td>", new + known), ["WRONG-7", "LOST", "LOST", "ASIDE"])
        self.assertEqual(re.findall(r"<td>([A-Z7-]+)</td>", rest), ["ODD"])
        for part, code in (known, "expiry-unknown"), (rest, "birth-unknown"):
            row, = [row for row in re.findall("<tr>.*?</tr>", part, re.S) if f"<code>{code}</code>" in row and "了承" in row]
            self.assertIn(f"2026年11月24日(火) Satoが了承: {WHY}", row)
        self.assertIn("<summary>了承済みの例外(1件)</summary>", rest)

        # In other words it is new, and nobody knows it.
        self.acknowledge(SECOND, date, why="as it is on the card")
        self.assertEqual(self.status(SECOND), (0, 3))
        rows = self.go(THIRD, born_abroad(), unexplained("2031-05-13"), without_date())
        row = rows["WRONG-7", "expiry-unexplained"]
        self.assertEqual((row["state"], row["since"], row["by"], row["why"]), ("new", THIRD, None, None))
        self.assertNotEqual(row["number"], date)
        self.assertEqual((self.counts(THIRD), self.status(THIRD)), ((1, 3, 1), (1, 3)))
        self.desk("exception", "acknowledge", str(date), "--why", "gone", date=THIRD, expect=66)

        # Gone for a night, it is new when it comes again; the other is reopened.
        self.go(FOURTH, unexplained("2031-05-13"), without_date())
        self.assertEqual(self.counts(FOURTH), (0, 4, 0))
        self.desk("exception", "reopen", str(lost), "--why", "let us ask again", date=FOURTH)
        rows = self.go(FIFTH, born_abroad(), unexplained("2031-05-13"), without_date())
        self.assertEqual((rows["ODD", "birth-unknown"]["state"], rows["ODD", "birth-unknown"]["by"]), ("new", None))
        self.assertEqual((rows["LOST", "expiry-unknown"]["state"], rows["LOST", "expiry-unknown"]["by"]), ("known", None))
        self.assertEqual(self.counts(FIFTH), (1, 4, 0))
        self.assertNotIn("了承:", "".join(self.page(FIFTH)))

        # All of it is in the log, told of its resident, and every page is made again as it was.
        deeds = self.shown("log", "log", "--from", FIRST, date=FIFTH)["deeds"]
        self.assertEqual([(deed["day"], deed["action"], deed["resident"], deed["detail"], deed["why"])
                          for deed in deeds if deed["action"].startswith("exception-")], [
            (FIRST, "exception-acknowledged", "ODD", "birth-unknown", WHY),
            (FIRST, "exception-acknowledged", "LOST", "expiry-unknown", WHY),
            (SECOND, "exception-acknowledged", "WRONG-7", "expiry-unexplained", "as it is on the card"),
            (FOURTH, "exception-reopened", "LOST", "expiry-unknown", "let us ask again")])
        verified = self.kigen("verify", "--ledger", self.ledger, "--out", self.out)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        self.register = self.write([certificates_due("1", "2027-02-10"), born_abroad(), unexplained("2031-05-13"), without_date(),
                                    Resident("ASIDE", born=None)], FIFTH)
        for date in FIRST, SECOND, THIRD, FOURTH, FIFTH:
            with open(os.path.join(self.night(date), "operators/report.html"), "rb") as stream:
                self.assertEqual(self.kigen("report", date, "--office", self.office, "--ledger", self.ledger, check=True).stdout, stream.read())

    def test_the_words_of_a_resident_are_told_with_it(self):
        rows = self.go(FIRST, born_abroad(), expect=0)
        number = rows["ODD", "birth-unknown"]["number"]
        self.acknowledge(FIRST, number)
        said = self.desk("explain", "ODD", date=FIRST).stdout.decode()
        self.assertRegex(said, rf"exception birth-unknown \(number {number}\), told since the night of {FIRST}: .*; "
                         rf"acknowledged on {FIRST} by Sato: {WHY}")
        self.assertIn("exception-acknowledged, birth-unknown, by Sato: " + WHY, said)
        facts = self.shown("explain", "explain", "ODD", date=FIRST)["decisions"]
        (fact,) = [fact for fact in facts if fact["what"] == "exception"]
        self.assertEqual((fact["day"], fact["code"], fact["acknowledged"], fact["by"], fact["why"]),
                         (FIRST, "birth-unknown", FIRST, "Sato", WHY))
        self.assertNotIn("number", self.desk("explain", "1", date=FIRST).stdout.decode().partition("exception")[2])

    def test_all_that_are_named_or_none(self):
        rows = self.go(FIRST, born_abroad(), unexplained())
        odd, date = rows["ODD", "birth-unknown"]["number"], rows["WRONG-7", "expiry-unexplained"]["number"]
        before = self.ledger_dump()
        for words, status in (
                ((str(odd), "99", "--why", "x"), 66), ((str(odd), "1x", "--why", "x"), 64), ((str(odd), "0", "--why", "x"), 64),
                ((str(odd),), 64), ((str(odd), "--why", " "), 64), (("--why", "x"), 64), ((str(odd), "9" * 30, "--why", "x"), 64)):
            self.assertEqual(self.desk("exception", "acknowledge", *words, date=FIRST, expect=status).stdout, b"")
        self.desk("exception", "reopen", date=FIRST, expect=64)
        self.desk("exception", "reopen", str(odd), "99", date=FIRST, expect=66)
        self.assertEqual(self.ledger_dump(), before)
        self.acknowledge(FIRST, odd, date)
        again = self.acknowledge(SECOND, odd, why="something else").stdout.decode()
        self.assertEqual(again, f"{odd}: already acknowledged on {FIRST} by Sato: {WHY}\n")
        self.assertEqual(self.stands(SECOND)["ODD", "birth-unknown"]["why"], WHY)
        self.assertEqual(self.desk("exception", "reopen", str(odd), str(odd), date=SECOND).stdout.decode(),
                         f"{odd} (birth-unknown): open again\n{odd}: is not acknowledged\n")
        lines = self.desk("exception", "list", date=SECOND).stdout.decode().splitlines()
        self.assertIn([str(date), "expiry-unexplained", "WRONG-7", FIRST], [line.split("\t")[:4] for line in lines])
        (line,) = [line for line in lines if line.startswith(f"{date}\t")]
        self.assertEqual(line.split("\t")[5:], ["Sato", FIRST, WHY])

    def test_in_the_operators_language(self):
        rows = self.go(FIRST, born_abroad(), expect=0)
        number = str(rows["ODD", "birth-unknown"]["number"])
        environment = {**os.environ, "LC_ALL": "ja_JP.UTF-8"}
        ask = ("--office", self.office, "--ledger", self.ledger, "--date", FIRST)
        said = self.kigen("exception", "acknowledge", number, "--why", "x", *ask, env=environment).stdout.decode()
        self.assertEqual(said, f"{number}(birth-unknown): 了承しました\n")
        self.assertIn("生年月日", self.kigen("exception", "list", *ask, env=environment).stdout.decode())


class Retained(Living):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE, **{'retention days="1095" folder-days="400"': 'retention days="100"'})

    def holds(self, *texts):
        with open(self.ledger, "rb") as file:
            raw = file.read()
        return [text for text in texts if text.encode() in raw]

    def test_words_last_as_long_as_what_they_are_about(self):
        rows = self.go(FIRST, born_abroad(), unexplained(), expect=0)
        self.acknowledge(FIRST, rows["ODD", "birth-unknown"]["number"])
        self.acknowledge(FIRST, rows["WRONG-7", "expiry-unexplained"]["number"], why="忘却 asked")
        self.go("2027-02-20", born_abroad(), expect=0)
        # The first night is past its retention, what the second tells too is not.
        self.go("2027-03-20", born_abroad(), expect=0)
        self.assertEqual(self.holds("忘却", "森田", "WRONG-7"), ["森田"])
        row = self.stands("2027-03-20")["ODD", "birth-unknown"]
        self.assertEqual((row["since"], row["state"], row["why"]), (FIRST, "resting", WHY))
        self.assertIn(WHY, self.page("2027-03-20")[2])
        self.go("2027-04-20", expect=0)
        self.assertEqual(self.holds("森田"), ["森田"])
        self.go("2027-07-20", expect=0)
        self.assertEqual(self.holds("忘却", "森田", "ODD"), [])
        deeds = self.shown("log", "log", "--from", FIRST, "--to", FIRST, date="2027-07-20")["deeds"]
        self.assertEqual([(deed["resident"], deed["detail"], deed["who"], deed["why"]) for deed in deeds],
                         [("", "birth-unknown", "Sato", ""), ("", "expiry-unexplained", "Sato", "")])
        self.assertEqual(self.kigen("verify", "--ledger", self.ledger, "--out", self.out).returncode, 0)


if __name__ == "__main__":
    unittest.main()
