"""What no real day brings: a part of the export that was forgotten, everybody dead, every date off by a day,
letters without room. Each is refused with its own codes (65, the ledger's bytes as they were, no folder),
told by plan and check alike, and let pass by somebody who says why."""

import json
import os
import re
import shutil
import tempfile
import unittest

from city import Nights, Resident, certificates_due

WHY, BY = "asked the vendor, it is right", "the head of the section"
EXPIRES = "2027-02-10"
SEND_TO = '<send-to postal="4868686"><name>春日 一郎</name><address>愛知県春日井市柏原町1丁目1番地</address></send-to>'


def due(number):
    return certificates_due(f"d{number:03}", EXPIRES, postal=f"486{8000 + number:04}",
                            address=f"愛知県春日井市鳥居松町{number}丁目")


def other(number):
    """Nothing runs out; the first ten have all that a data set of its own may tell."""
    words = {"address": f"愛知県春日井市柏原町{number}番地"}
    if number < 10:
        words.update(protection="active", renewal="2026-11-01", leaving="2027-03-01", ward=True, send_to=SEND_TO,
                     alias="春日", building="コーポ 101", language=("pt", "vi", "zh", "en")[number % 4],
                     stay={"status": "engineer", "until": "2028-01-20", "pending": "true"})
    return Resident(f"o{number:03}", **words)


PEOPLE = [due(i) for i in range(60)] + [other(i) for i in range(40)]


def moved(one, days):
    """Every date of a document so many days on."""
    def shift(match):
        year, month, day = map(int, match[1].split("-"))
        return f'expires="{year + days // 365}-{month:02}-{day + days % 365:02}"'
    return re.sub(r'expires="([0-9-]+)"', shift, one.xml())


def without(*names):
    return [one.xml() if not any(name in one.words for name in names) else
            Resident(one.id, **{k: v for k, v in one.words.items() if k not in names}).xml() for one in PEOPLE]


def all_changed(**words):
    return [one.changed(**words) for one in PEOPLE]


STOPPED = {"kind": "standard", "state": "void", "issued": "2021-12-01", "expires": "2031-05-10"}
SECOND_NIGHTS = {
    "one data set is forgotten": (without("protection"), {"layer-protection"}),
    "all of them are forgotten": (
        without("protection", "renewal", "leaving", "send_to", "ward", "alias", "building", "stay", "language"),
        {"layer-protection", "layer-renewal", "layer-leaving", "layer-send-to", "layer-ward", "layer-alias",
         "layer-building", "layer-stay", "layer-stay-period", "layer-stay-until", "layer-stay-pending",
         "layer-language"}),
    "every certificate for signatures is forgotten": (
        all_changed(signature=None), {"layer-signature", "layer-signature-expiry"}),
    "every certificate for authentication is forgotten": (
        all_changed(authentication=None), {"layer-authentication", "layer-authentication-expiry"}),
    "nobody has a card any more": (
        all_changed(card=None, signature=None, authentication=None),
        {"layer-document", "layer-card", "layer-card-expiry", "layer-signature", "layer-signature-expiry",
         "layer-authentication", "layer-authentication-expiry", "dues-ended"}),
    "every card is void": (all_changed(card=STOPPED), {"layer-card", "layer-card-stopped", "dues-ended"}),
    "everybody is dead": (all_changed(state="deceased"), {"layer-present", "layer-gone", "dues-ended"}),
    "everybody is under protection": (all_changed(protection="active"), {"layer-protection"}),
    "there are no postal codes, and nobody's birth is known": (
        all_changed(postal="", born="0000-00-00"), {"layer-postal", "layer-born"}),
    "every date is off by a day": ([moved(one, 1) for one in PEOPLE], {"dues-moved"}),
    "every date is off by five years": ([moved(one, 5 * 365) for one in PEOPLE], {"dues-renewed"}),
    "most records are broken": (
        [one.xml().replace("<name>", "<name/><name>") if one.id < "d050" else one.xml() for one in PEOPLE],
        {"residents-aside", "dues-aside"}),
    "dues come from nowhere": (
        PEOPLE + [certificates_due(f"n{i:03}", EXPIRES) for i in range(101)], {"dues-new"}),
}


class Upheavals(Nights):
    @classmethod
    def setUpClass(cls):
        """One first night for all."""
        cls.home = tempfile.mkdtemp(prefix="kigen-upheavals-")
        night = Nights()
        night.setUp()
        try:
            night.run_night(night.write(PEOPLE, "2026-11-23"), "2026-11-24")
            shutil.copytree(night.folder, os.path.join(cls.home, "first"))
        finally:
            night.doCleanups()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.home)

    def after_the_first(self):
        shutil.copytree(os.path.join(self.home, "first"), self.folder, dirs_exist_ok=True)

    def ask(self, command, path, date, *more):
        out = ["--out", self.out] if command == "run" else []
        result = self.kigen(command, "--office", self.office, "--ledger", self.ledger, "--date", date,
                            "--register", path, *out, *more)
        return result.returncode, (result.stderr + result.stdout).decode()

    def codes(self, said):
        return set(re.findall(r": ((?:layer|dues|letters|residents)-[a-z-]+): ", said))

    def accept(self, codes):
        return [word for code in sorted(codes) for word in ("--accept", code)] + ["--why", WHY, "--by", BY]

    def refused(self, path, date, codes):
        before = {}
        for name in os.listdir(self.folder):
            if name.startswith("ledger"):
                with open(os.path.join(self.folder, name), "rb") as file:
                    before[name] = file.read()
        status, said = self.ask("run", path, date)
        self.assertEqual((status, self.codes(said)), (65, codes), said)
        self.assertFalse(os.path.exists(self.night(date)))
        for name, bytes_before in before.items():
            with open(os.path.join(self.folder, name), "rb") as file:
                self.assertEqual(file.read(), bytes_before)

    def planned(self, path, date, codes):
        status, said = self.ask("plan", path, date)
        self.assertEqual((status, self.codes(said)), (0, codes), said)

    def accepted(self, path, date, codes, expect=0):
        status, said = self.ask("run", path, date, *self.accept(codes))
        self.assertEqual(status, expect, said)
        with open(os.path.join(self.night(date), "operators/summary.json"), encoding="utf-8") as file:
            kept = json.load(file)["accepted"]
        self.assertEqual({(one["code"], one["why"], one["by"]) for one in kept}, {(code, WHY, BY) for code in codes})
        self.contract(date)

    def test_a_second_night(self):
        for what, (people, codes) in SECOND_NIGHTS.items():
            with self.subTest(what):
                self.after_the_first()
                self.refused(self.write(people, "2026-11-24"), "2026-11-25", codes)

    def test_one_code_does_not_let_another_pass_and_all_of_them_do(self):
        people, codes = SECOND_NIGHTS["everybody is dead"]
        self.after_the_first()
        path = self.write(people, "2026-11-24")
        for code in ("layer-gone", "dues-ended"):
            status, said = self.ask("run", path, "2026-11-25", *self.accept(codes - {code}))
            self.assertEqual(status, 65, said)
            self.assertIn(f"--accept {code} --why TEXT", said)
        self.planned(path, "2026-11-25", codes)
        self.accepted(path, "2026-11-25", codes)
        # The same bytes once more, and without a word: they have been let pass.
        status, said = self.ask("run", path, "2026-11-25")
        self.assertEqual(status, 0)
        self.assertIn("already done", said)
        # What was let pass is what the next night is held against.
        self.run_night(self.write(people, "2026-11-25"), "2026-11-26")

    def test_check_says_the_same_and_writes_nothing(self):
        people, codes = SECOND_NIGHTS["every card is void"]
        self.after_the_first()
        path = self.write(people, "2026-11-24")
        before = self.ledger_dump()
        status, said = self.ask("check", path, "2026-11-25")
        self.assertEqual((status, self.codes(said)), (65, codes), said)
        status, said = self.ask("check", path, "2026-11-25", *self.accept(codes))
        self.assertEqual(status, 0, said)
        self.assertEqual(self.ledger_dump(), before)

    def test_set_aside_is_said_whatever_is_not(self):
        people = [one.xml().replace("<name>", "<name/><name>") if one.id < "d003" else one.xml() for one in PEOPLE]
        self.after_the_first()
        path = self.write(people, "2026-11-24")
        status, said = self.ask("run", path, "2026-11-25", "--quiet")
        self.assertEqual(status, 1)
        self.assertEqual(said, "kigen run: warning: 3 of 100 residents were set aside: "
                               "2026-11-25/operators/exceptions.csv\n")
        self.assertIn("3 of 100 residents are set aside", self.ask("plan", path, "2026-11-25", "--quiet")[1])

    def test_a_limit_that_the_office_has_loosened(self):
        self.after_the_first()
        self.small_office(**{'new-free="100"/>': 'new-free="100"><layer of="protection" shrink-permille="1000"/></limits>'})
        self.run_night(self.write(SECOND_NIGHTS["one data set is forgotten"][0], "2026-11-24"), "2026-11-25")

    def test_a_layer_that_stands_twice_is_a_mistake_of_the_office(self):
        self.small_office(**{'new-free="100"/>': 'new-free="100"><layer of="ward" free="1"/><layer of="ward" free="2"/></limits>'})
        status, said = self.ask("plan", self.write(PEOPLE, "2026-11-23"), "2026-11-24")
        self.assertEqual(status, 78)
        self.assertIn("this layer stands here twice", said)

    # ---- a first night ----

    def test_a_first_night_without_documents(self):
        bare = all_changed(card=None, signature=None, authentication=None)
        path = self.write(bare[:91] + PEOPLE[91:], "2026-11-23")  # nine in a hundred have some
        self.refused(path, "2026-11-24", {"layer-document"})
        self.accepted(path, "2026-11-24", {"layer-document"})

    def test_a_first_night_with_a_tenth_of_documents(self):
        bare = all_changed(card=None, signature=None, authentication=None)
        status, said = self.ask("plan", self.write(bare[:90] + PEOPLE[90:], "2026-11-23"), "2026-11-24")
        self.assertEqual((status, self.codes(said)), (0, set()))

    def test_letters_that_no_font_draws(self):
        people = [one.changed(name="春日\U000F1234") if one.id < "d025" else one for one in PEOPLE]
        path = self.write(people, "2026-11-23")
        self.refused(path, "2026-11-24", {"letters-glyph"})
        self.accepted(path, "2026-11-24", {"letters-glyph"})
        # They are known from then on, and stop no night again.
        self.run_night(self.write(people, "2026-11-24"), "2026-11-25")

    def test_letters_without_room(self):
        templates = os.path.join(self.folder, "templates")
        shutil.copytree("templates", templates)
        path = os.path.join(templates, "text/ja.xml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        passage = '<text key="lead" when="late">'
        self.assertIn(passage, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(passage, passage + "long words of no use at all " * 250, 1))
        self.small_office()
        with open(self.office, encoding="utf-8") as file:
            office = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(office.replace(os.path.abspath("templates"), templates))
        late = [certificates_due(f"l{i:03}", "2027-01-05") for i in range(25)]
        path = self.write(PEOPLE + late, "2026-11-23")
        status, said = self.ask("run", path, "2026-11-24")
        self.assertEqual((status, self.codes(said)), (65, {"letters-overflow"}), said)
        self.assertIn(f"{self.office}: letters-overflow: of 85 letters 25 have no room", said)
        self.assertIn("kigen check", said)


if __name__ == "__main__":
    unittest.main()
