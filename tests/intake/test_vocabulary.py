"""A vendor's own names: the office file maps them, `kigen check` finds what does not hold together, and
a night on the vendor's export is the night on ours."""

import os
import subprocess
import sys
import unittest
import xml.etree.ElementTree as tree

import vendor

sys.path.insert(0, os.path.join(vendor.ROOT, "tests", "nights"))

from city import MAKE_REGISTER, Nights, Resident, card_due, register  # noqa: E402

HEAD = '<vocabulary file="register" namespace="urn:v">'


class Tables(Nights):
    """One line each: what is wrong with a table, and what is said of it."""
    CASES = [
        ("an element that there is not", '<element name="a" is="person"/>', 'register.xsd has no element "person"'),
        ("an element of the other file", '<element name="a" is="holder"/>', 'register.xsd has no element "holder"'),
        ("a name without its place", '<element name="a" is="send-to/street"/>', 'no element "send-to/street"'),
        ("an attribute of no element", '<attribute element="person" name="a" is="id"/>', 'no element "person"'),
        ("an attribute that there is not", '<attribute element="card" name="a" is="until"/>',
         '"card" has no attribute "until"'),
        ("an element named twice", '<element name="a" is="card"/><element name="b" is="card"/>',
         '"card" has a name already, from line'),
        ("an attribute named twice", '<attribute element="card" name="a" is="state"/>'
         '<attribute element="card" name="b" is="state"/>', '"card/@state" has a name already, from line'),
        ("a name that hides another element", '<element name="kana" is="name"/>', '"kana" would be both name and kana'),
        ("two of one name", '<element name="a" is="name"/><element name="a" is="kana"/>',
         '"a" would be both name and kana'),
        ("a name that hides another attribute", '<attribute element="card" name="issued" is="applied"/>',
         '"issued" would be both card/@applied and card/@issued'),
        ("an attribute written as an element that hides one", '<attribute element="resident" name="card" is="id" '
         'as="element"/>', '"card" would be both resident/@id and card'),
        ("an attribute of the root as an element", '<attribute element="register" name="a" is="as-of" as="element"/>',
         "that is the root"),
        ("an attribute beside a text as an element", '<attribute element="address" name="a" is="postal" as="element"/>',
         "an element with text of its own"),
        ("a value of no field", '<value of="card@colour" name="1" is="red"/>', 'no field "card@colour"'),
        ("a value of a date", '<value of="card@issued" name="1" is="2026-01-01"/>', "whose values are words"),
        ("a value that there is not", '<value of="card@state" name="1" is="gone"/>', '"gone" is no value'),
        ("the value that stands for nothing", '<value of="protection@state" name="1" is="none"/>', '"none" is no value'),
        ("a word for two values", '<value of="card@state" name="1" is="lost"/><value of="card@state" name="1" is="void"/>',
         '"1" stands for a value already'),
        ("a word that hides ours", '<value of="card@state" name="void" is="lost"/>',
         'the word "void" stands for another value'),
        ("a required field that can no longer be reached", '<refused name="id"/>',
         '"resident/@id" could no longer be reached'),
        ("an element that can no longer be reached", '<refused name="born"/>', 'the element "born" could no longer'),
        ("the individual number under a field's name", '<element name="individual-number" is="name"/>',
         '"individual-number" is refused'),
        ("a name and the same refused", '<element name="a" is="name"/><refused name="a"/>', '"a" is refused'),
        ("an empty table", "", "Missing child element"),
        ("a name that XML does not allow", '<element name="1a" is="name"/>', "1a"),
        ("two tables of one namespace", f'<element name="a" is="name"/></vocabulary>{HEAD}<element name="a" is="name"/>',
         'the namespace "urn:v" has a vocabulary already, from line'),
        ("our own namespace", '<element name="a" is="name"/></vocabulary><vocabulary file="register" '
         'namespace="urn:kigen:register:1"><element name="a" is="name"/>', "is our own namespace"),
    ]

    def check(self, rows):
        path = os.path.join(self.folder, "office.xml")
        vendor.office(path, f"{HEAD}\n{rows}\n</vocabulary>")
        return path, self.kigen("check", "--office", path, "--ledger", self.ledger, "--date", "2026-11-24")

    def test_check_names_file_and_line_of_what_does_not_hold_together(self):
        with open(vendor.office(os.path.join(self.folder, "plain.xml")), encoding="utf-8") as file:
            before = file.read().count("\n")
        for story, rows, words in self.CASES:
            with self.subTest(story):
                path, result = self.check(rows)
                said = result.stdout.decode()
                self.assertEqual(result.returncode, 78, said)
                self.assertRegex(said.splitlines()[-1], rf"^{path}:\d+: ")
                line = int(said.splitlines()[-1].split(":")[1])
                self.assertIn(line, (before + 1, before + 2), said)
                self.assertIn(words, said)

    def test_tables_that_hold_together(self):
        for rows in ('<element name="a" is="name"/>', '<refused name="x"/>',
                     # The names of two elements change places, so do those of two words.
                     '<element name="kana" is="name"/><element name="name" is="kana"/>',
                     '<value of="card@state" name="void" is="lost"/><value of="card@state" name="lost" is="void"/>',
                     # Several codes for one value; one name in two places.
                     '<value of="card@state" name="1" is="lost"/><value of="card@state" name="2" is="lost"/>',
                     '<element name="a" is="name"/><element name="a" is="send-to/name"/>'):
            with self.subTest(rows):
                _, result = self.check(rows)
                self.assertEqual(result.returncode, 0, result.stdout)

    def test_a_small_table_leaves_all_else_as_it_is(self):
        path, _ = self.check('<element name="person" is="resident"/><value of="resident@state" name="1" is="resident"/>')
        text = register([card_due("7", "2027-02-10", state="1")], "2026-11-23").replace("urn:kigen:register:1", "urn:v")
        self.office = path
        night = self.write(text.replace("<resident ", "<person ").replace("</resident>", "</person>"), "2026-11-23")
        self.run_night(night, "2026-11-24")
        self.assertEqual(self.dues("2026-11-24")["7", "card"]["outcome"], "letter")
        # Our own export is read as ever, beside it.
        self.run_night(self.write([card_due("7", "2027-02-10")], "2026-11-24"), "2026-11-25")

    def test_messages_use_the_names_of_the_file(self):
        self.office = vendor.office(os.path.join(self.folder, "office.xml"), vendor.vocabulary("register"),
                                    vendor.vocabulary("cards"))
        bad = register([Resident("1", card={"kind": "standard", "state": "active", "issued": "2021-13-01"})], "2026-11-23")
        for story, change, code, words in (
                ("a date", lambda text: text, 1, "カード/@発行日 is not a day"),
                ("a stranger", lambda text: text.replace("<カード", "<備考/><カード"), 65,
                 'an element that the vocabulary of "urn:example:juki:3" does not know here: "備考"'),
                ("the individual number", lambda text: text.replace("<カード", "<個人番号>1</個人番号><カード"), 65,
                 'individual-number (個人番号) must not be in the export, and "個人番号" is one'),
                ("the individual number by our name", lambda text: text.replace("<カード", '<カード individual-number="1"'),
                 65, 'and "individual-number" is one'),
                ("our name where it is renamed", lambda text: text.replace("カード", "card"), 65, 'does not know here: "card"'),
                ("a namespace that nobody knows", lambda text: text.replace("juki:3", "juki:4"), 65, '"住民台帳"')):
            with self.subTest(story):
                root = vendor.translate(tree.fromstring(bad), "register")
                tree.register_namespace("", vendor.THEIRS["register"])
                path = self.write(change(tree.tostring(root, encoding="unicode")), "2026-11-23")
                result = self.kigen("check", "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-24",
                                    "--register", path)
                self.assertEqual(result.returncode, code, result.stdout)
                self.assertIn(words, result.stdout.decode())
                self.assertRegex(result.stdout.decode(), rf"{path}:\d+: ")


class City(Nights):
    """A whole city in a vendor's words, with the cards in a file of their own, in two manners of writing."""

    def test_the_night_on_a_vendors_export_is_the_night_on_ours(self):
        people, holders = (os.path.join(self.folder, name) for name in ("people.xml", "cards.xml"))
        subprocess.run([MAKE_REGISTER, "--residents", "3000", "--seed", "3", "--as-of", "2026-11-23", "--out", people,
                        "--cards", holders], check=True)
        ours = self.plan(vendor.office(os.path.join(self.folder, "office.xml")), people, holders)
        self.assertGreater(len(ours), 10000)
        for manner in ({}, vendor.AS_ELEMENTS):
            paths = []
            for kind, path in (("register", people), ("cards", holders)):
                root = vendor.translate(tree.parse(path).getroot(), kind, manner.get(kind, frozenset()))
                paths.append(path + ".vendor")
                tree.ElementTree(root).write(paths[-1], encoding="UTF-8", xml_declaration=True)
            office = vendor.office(os.path.join(self.folder, "office.xml"),
                                   *(vendor.vocabulary(kind, manner.get(kind, frozenset())) for kind in vendor.OURS))
            self.assertEqual(self.plan(office, *paths), ours)

    def plan(self, office, people, holders):
        result = self.kigen("plan", "--office", office, "--ledger", self.ledger, "--date", "2026-11-24", "--register",
                            people, "--cards", holders)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return result.stdout


if __name__ == "__main__":
    unittest.main()
