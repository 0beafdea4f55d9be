"""Whole nights with cards and certificates in a file of their own: what is joined is decided as if it
had stood in the register, and what cannot be joined costs nobody their card."""

import gzip
import hashlib
import json
import os
import random
import subprocess
import unittest

from city import MAKE_REGISTER, OFFICE, Nights, Resident, attributes, card_due, certificates_due, tree_digest

LOOSE = {'vanish-permille="20"': 'vanish-permille="1000"'}
RESIDENTS = "3000"


def holder(resident):
    """A resident's documents as a holder of the cards file; "" without any."""
    lines = []
    if resident.words["card"] is not None:
        lines.append(f'<card{attributes(resident.words["card"])}/>')
    for kind in ("signature", "authentication"):
        if resident.words[kind] is not None:
            lines.append(f'<certificate kind="{kind}"{attributes(resident.words[kind])}/>')
    return f'<holder id="{resident.id}">' + "".join(lines) + "</holder>" if lines else ""


def bare(resident):
    return resident.changed(card=None, signature=None, authentication=None)


def cards(holders, as_of, municipality="232068", count=None):
    holders = [one for one in holders if one]
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<cards xmlns="urn:kigen:cards:1" '
            f'municipality="{municipality}" as-of="{as_of}" '
            f'holders="{len(holders) if count is None else count}">\n' + "\n".join(holders) + "\n</cards>\n")


class TwoFiles(Nights):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE)

    def night_of(self, residents, as_of, date, holders=None, expect=0, text=None, **words):
        """A night on the residents without documents, and a cards file of `holders` (default: all)."""
        people = self.write([one if isinstance(one, str) else bare(one) for one in residents], as_of)
        holders = [holder(one) for one in residents] if holders is None else holders
        path = self.write(cards(holders, as_of, **words) if text is None else text, as_of, "cards.xml")
        result = self.kigen("run", "--office", self.office, "--ledger", self.ledger, "--out", self.out,
                            "--date", date, "--register", people, "--cards", path)
        self.assertEqual(result.returncode, expect, (result.stdout + result.stderr).decode())
        return result

    def exceptions(self, date):
        return [(row["line"], row["resident"], row["code"])
                for row in self.table(date, "operators/exceptions.csv")]

    def summary(self, date):
        with open(os.path.join(self.night(date), "operators/summary.json")) as file:
            return json.load(file)

    def test_two_files_leave_the_same_folder_as_one(self):
        residents = [card_due("1", "2027-02-10"), certificates_due("2", "2027-01-10"), Resident("3"),
                     bare(Resident("4")), card_due("5", "2027-02-10", signature=None)]
        self.night_of(residents, "2026-11-23", "2026-11-24")
        self.contract("2026-11-24")
        two = self.dues("2026-11-24")
        self.assertEqual(len(two), 7)
        self.ledger, self.out = self.ledger + "-one", self.out + "-one"
        self.run_night(self.write(residents, "2026-11-23"), "2026-11-24")
        one = self.dues("2026-11-24")
        for rows in (one, two):  # a UID is made from a secret of the ledger
            for row in rows.values():
                row.pop("uid")
        self.assertEqual(one, two)

    def test_the_same_two_files_again_are_already_done_and_either_changed_is_another_night(self):
        residents = [card_due("1", "2027-02-10"), Resident("2")]
        self.night_of(residents, "2026-11-23", "2026-11-24")
        before = tree_digest(self.out)
        self.assertIn(b"already done", self.night_of(residents, "2026-11-23", "2026-11-24").stdout)
        self.assertEqual(tree_digest(self.out), before)
        sums = [tree_digest(self.folder)[name] for name in ("register.xml", "cards.xml")]
        both = hashlib.sha256("".join(sums).encode()).hexdigest()
        stored = subprocess.run(["sqlite3", self.ledger, ".dump night"], capture_output=True, text=True, check=True)
        self.assertIn(both, stored.stdout)
        renewed = residents[1].changed(card={**residents[1].words["card"], "expires": "2031-05-09"})
        self.night_of(residents, "2026-11-23", "2026-11-24", [holder(residents[0]), holder(renewed)])
        self.assertTrue(os.path.isdir(self.night("2026-11-24-2")))

    def test_a_faulty_holder_sets_its_resident_aside_and_its_known_dues_stay_open(self):
        due, other = certificates_due("1", "2027-01-10", protection="active"), card_due("2", "2027-02-10")
        self.night_of([due, other], "2026-11-23", "2026-11-24")
        self.assertEqual(self.dues("2026-11-24")["1", "signature"]["reason"], "protection")
        # Tonight the record of the first is damaged: nothing may be concluded from that.
        broken = holder(due).replace('expires="2027-01-10"', 'expires="2027-01-32"', 1)
        self.night_of([due, other], "2026-11-24", "2026-11-25", [broken, holder(other)], expect=1)
        self.contract("2026-11-25")
        self.assertEqual(self.exceptions("2026-11-25"), [("3", "1", "field-date")])
        self.assertIn("cards file: certificate/@expires",
                      self.table("2026-11-25", "operators/exceptions.csv")[0]["message"])
        summary = self.summary("2026-11-25")
        self.assertEqual((summary["read"], summary["decided"], summary["aside"]), (2, 1, 1))
        self.assertEqual(self.dues("2026-11-25"), {})
        # Mended, and the protection over: the due is still the old one and gets its letter.
        free = due.changed(protection="released")
        self.night_of([free, other], "2026-11-25", "2026-11-26")
        rows = self.dues("2026-11-26")
        self.assertEqual({key for key in rows if key[0] == "1"}, {("1", "signature"), ("1", "authentication")})
        self.assertEqual(rows["1", "signature"]["outcome"], "letter")
        self.assertEqual([row for row in self.exceptions("2026-11-26") if row[2] == "reopened"], [])

    def test_without_its_holder_a_resident_has_no_card(self):
        due, other = certificates_due("1", "2027-01-10", protection="active"), card_due("2", "2027-02-10")
        self.night_of([due, other], "2026-11-23", "2026-11-24")
        self.night_of([due, other], "2026-11-24", "2026-11-25", [holder(other)])
        story = self.kigen("explain", "1", "--office", self.office, "--ledger", self.ledger).stdout.decode()
        self.assertIn("now withdrawn", story)
        self.assertEqual(self.exceptions("2026-11-25"), [])

    def test_holders_without_a_resident_are_listed_and_counted(self):
        known, gone = card_due("1", "2027-02-10"), card_due("7", "2027-02-10")
        self.night_of([known], "2026-11-23", "2026-11-24", [holder(gone), holder(known), '<holder id="8"/>'])
        self.contract("2026-11-24")
        self.assertEqual(self.exceptions("2026-11-24"), [("3", "7", "holder-without-resident"),
                                                         ("5", "8", "holder-without-resident")])
        summary = self.summary("2026-11-24")
        self.assertEqual(summary["exceptions"], {"holder-without-resident": 2})
        self.assertEqual((summary["read"], summary["aside"]), (1, 0))

    def test_documents_in_both_files_set_the_resident_aside(self):
        twice, other = card_due("1", "2027-02-10"), card_due("2", "2027-02-10")
        self.night_of([twice.xml(), other], "2026-11-23", "2026-11-24", [holder(twice), holder(other)], expect=1)
        self.contract("2026-11-24")
        self.assertEqual([code for _, _, code in self.exceptions("2026-11-24")], ["documents-twice"])
        self.assertEqual({resident for resident, _ in self.dues("2026-11-24")}, {"2"})

    def test_a_bad_cards_file_changes_nothing(self):
        residents = [card_due("1", "2027-02-10"), Resident("2")]
        holders = [holder(one) for one in residents]
        good = cards(holders, "2026-11-23")
        bad = {
            "cut short": good[:-40],
            "one holder too few": cards(holders, "2026-11-23", count=3),
            "another city": cards(holders, "2026-11-23", municipality="131016"),
            "another day": cards(holders, "2026-11-22"),
            "an individual number": good.replace("</holder>", "<individual-number>1</individual-number></holder>", 1),
            "a DOCTYPE": good.replace("<cards", '<!DOCTYPE cards [<!ENTITY a "b">]><cards', 1),
            "an unknown element": good.replace("</holder>", "<pin/></holder>", 1),
            "a holder twice": cards(holders + holders[:1], "2026-11-23"),
            "a holder without id": good.replace('<holder id="2">', "<holder>"),
            "nobody": cards([], "2026-11-23"),
            "ids that have lost their form": good.replace('id="', 'id="00'),
            "a register": self.slurp(self.write(residents, "2026-11-23")),
        }
        for what, text in bad.items():
            with self.subTest(what):
                result = self.night_of(residents, "2026-11-23", "2026-11-24", text=text, expect=65)
                self.assertIn(b"cards.xml", result.stderr)
                self.assertEqual(result.stdout, b"")
                self.assertFalse(os.path.exists(self.out) and os.listdir(self.out))
        self.night_of(residents, "2026-11-23", "2026-11-24")

    def slurp(self, path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    def test_the_command_line_with_cards(self):
        path = self.write(cards([], "2026-11-23"), None, "cards.xml")
        people = self.write([bare(Resident("1"))], "2026-11-23")
        ledger = ["--ledger", self.ledger]
        for command in (["run", *ledger, "--out", self.out], ["plan", *ledger], ["check"], ["explain", "1", *ledger]):
            alone = self.kigen(*command, "--office", self.office, "--cards", path)
            self.assertEqual(alone.returncode, 64, command)
            self.assertIn(b"--cards needs --register", alone.stderr)
            self.assertIn(b"--cards FILE", self.kigen(command[0], "--help").stdout)
            absent = self.kigen(*command, "--office", self.office, "--date", "2026-11-24", "--register", people,
                                "--cards", path + ".absent")
            self.assertEqual(absent.returncode, 66, command)
            self.assertIn(b"cards.xml.absent", absent.stdout + absent.stderr)

    def test_check_names_the_file_and_line_of_each_finding(self):
        known, broken, gone = card_due("1", "2027-02-10"), card_due("2", "2027-02-10"), card_due("3", "2027-02-10")
        people = self.write([bare(known), bare(broken)], "2026-11-23")
        path = self.write(cards([holder(gone), holder(known), holder(broken).replace("active", "fine", 1)],
                                "2026-11-23"), None, "cards.xml")
        result = self.kigen("check", "--office", self.office, "--date", "2026-11-24", "--register", people,
                            "--cards", path)
        said = result.stdout.decode()
        self.assertEqual(result.returncode, 1, said)
        self.assertIn("cards.xml:5: holder 2: field-word: card/@state", said)
        self.assertIn("cards.xml:3: warning: holder 3: holder-without-resident", said)
        self.assertIn("register.xml: 2 residents, 1 set aside", said)
        self.assertIn("cards.xml: 3 holders, 1 without a resident", said)

    def test_explain_tells_what_the_cards_file_says(self):
        known, broken, gone = card_due("1", "2027-02-10"), card_due("2", "2027-02-10"), card_due("3", "2027-02-10")
        people = self.write([bare(known), bare(broken)], "2026-11-23")
        path = self.write(cards([holder(gone), holder(known), holder(broken).replace("active", "fine", 1)],
                                "2026-11-23"), None, "cards.xml")
        stories = {}
        for resident in "123":
            result = self.kigen("explain", resident, "--office", self.office, "--ledger", self.ledger, "--date",
                                "2026-11-24", "--register", people, "--cards", path)
            self.assertEqual(result.returncode, 1 if resident == "2" else 0, result.stderr)
            stories[resident] = result.stdout.decode()
        self.assertIn("expires 2027-02-10", stories["1"])
        self.assertIn("line 5 of the cards file: set aside, field-word: card/@state", stories["2"])
        self.assertIn("line 3 of the cards file: holder-without-resident", stories["3"])
        self.assertIn("no such resident", stories["3"])


class MadeUpCity(Nights):
    def make(self, *more, name):
        path = os.path.join(self.folder, name)
        subprocess.run([MAKE_REGISTER, "--residents", RESIDENTS, "--seed", "5", "--as-of", "2026-11-23",
                        "--out", path, *more], check=True)
        return path

    def plan(self, *files):
        result = self.kigen("plan", "--office", OFFICE, "--ledger", self.ledger, "--date", "2026-11-24",
                            "--register", *files)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return result.returncode, result.stdout

    def test_plan_with_two_files_is_plan_with_one_byte_for_byte(self):
        whole = self.plan(self.make(name="one.xml"))
        self.assertGreater(len(whole[1].splitlines()), 400)
        path = os.path.join(self.folder, "cards.xml")
        people = self.make("--cards", path, name="register.xml")
        with open(people, encoding="utf-8") as file:
            self.assertNotRegex(file.read(), "<card |<certificate ")
        self.assertEqual(self.plan(people, "--cards", path), whole)

        # The order of the holders does not matter, nor that the file is packed and in Windows-31J.
        with open(path, encoding="utf-8") as file:
            text = file.read()
        first, last = text.index("<holder "), text.index("</cards>")
        holders = text[first:last].split("</holder>\n")[:-1]
        random.Random(1).shuffle(holders)
        head = text[:first].replace("UTF-8", "Shift_JIS") + "<!-- ①髙 -->"
        turned = os.path.join(self.folder, "turned.xml")
        with gzip.open(turned, "wb") as file:
            file.write((head + "".join(one + "</holder>\n" for one in holders) + "</cards>").encode("cp932"))
        self.assertEqual(self.plan(people, "--cards", turned), whole)

    def test_both_files_keep_their_schemas(self):
        path = os.path.join(self.folder, "cards.xml")
        people = self.make("--cards", path, name="register.xml")
        for file, schema in ((people, "register.xsd"), (path, "cards.xsd")):
            subprocess.run(["xmllint", "--noout", "--nonet", "--schema", os.path.join("schemas", schema), file],
                           check=True, capture_output=True)


if __name__ == "__main__":
    unittest.main()
