"""Letters about signature certificates that a change of name or address has ended: whole nights, on,
off, switched on later, taken back, and together with everything else that befalls a letter."""

import datetime
import json
import os
import re
import subprocess
import unittest

from city import KIGEN, Nights, Resident, certificates_due, card_due, tree_digest

LOOSE = {'vanish-permille="20"': 'vanish-permille="1000"'}
FIRST, NIGHT, NEXT, THIRD = "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"
SATURDAY, MONDAY = "2026-11-28", "2026-11-30"
MOVED = {"postal": "4800304", "address": "愛知県春日井市坂下町1丁目1番地"}
RENAMED = {"name": "高蔵寺 花子"}
UNTIL = "2027-01-24"  # sixty days after NIGHT


def evening_before(day):
    return (datetime.date.fromisoformat(day) - datetime.timedelta(1)).isoformat()


def revoked(resident, **words):
    """The same resident, with the signature certificate ended and perhaps something changed."""
    signature = {**resident.words["signature"], "state": "revoked"}
    return resident.changed(signature=signature, **words)


def reissued(resident, day):
    return resident.changed(signature={"state": "valid", "issued": day, "expires": "2031-05-10"})


class Revoked(Nights):
    def setUp(self):
        super().setUp()
        self.switch()

    def switch(self, *attributes, letter=True, **replacements):
        """The office from now on."""
        if not letter:
            self.small_office(**LOOSE, **replacements)
            return
        element = " ".join(['<revoked letter="true"', *attributes]) + "/>"
        self.small_office(**LOOSE, **{'<revoked letter="false"/>': element}, **replacements)

    def go(self, day, *residents, **options):
        """A night; its rows."""
        self.run_night(self.write([*residents, Resident("9")], evening_before(day)), day, **options)
        self.contract(day)
        return self.dues(day)

    def query(self, sql):
        return subprocess.run(["sqlite3", "-readonly", self.ledger, sql], capture_output=True, check=True,
                              text=True).stdout.split("\n")[:-1]

    def sheets(self, day):
        return {row["notice"]: row for row in self.table(day, "mailroom/manifest.csv")}

    def words(self, day, notice):
        """What a letter says, without spaces."""
        sheet = self.sheets(day)[notice]["sheet"]
        text = subprocess.run(["pdftotext", "-f", sheet, "-l", sheet,
                               os.path.join(self.night(day), "mailroom/letters.pdf"), "-"],
                              capture_output=True, check=True, text=True).stdout
        return re.sub(r"\s", "", text)

    def explain(self, id, *more):
        result = self.kigen("explain", id, "--office", self.office, "--ledger", self.ledger, *more)
        return result.stdout.decode()

    def summary(self, day):
        with open(os.path.join(self.night(day), "operators/summary.json"), encoding="utf-8") as file:
            return json.load(file)

    def outcome(self, rows, id, matter="revoked"):
        row = rows.get((id, matter))
        return None if row is None else (row["outcome"], row["reason"])

    # ---- what counts ----

    def test_who_moved_and_lost_the_certificate_for_it_gets_one_letter(self):
        anna = Resident("1")
        self.assertEqual(self.go(FIRST, anna), {})
        moved = revoked(anna, **MOVED)
        row = self.go(NIGHT, moved)["1", "revoked"]
        self.assertEqual((row["outcome"], row["reason"], row["wave"], row["opens"], row["expires"]),
                         ("letter", "", "first", NIGHT, UNTIL))
        self.assertEqual((row["visit_from"], row["visit_until"], row["counter"]),
                         ("2026-12-02", "2027-01-21", "sakashita"))
        text = self.words(NIGHT, row["notice"])
        for words in ("署名用電子証明書", "氏名や住所", "無料", "住民基本台帳用の暗証番号",
                      "利用者証明用電子証明書とカードは、そのまま使えます"):
            self.assertIn(words, text)
        for day in (NEXT, THIRD, MONDAY, "2027-01-12", UNTIL, "2027-01-25", "2027-02-10"):
            self.assertEqual(self.go(day, moved), {}, day)
        self.assertEqual(self.query("SELECT count(*) FROM notice"), ["1"])
        self.assertEqual(self.query("SELECT state FROM due"), ["lapsed"])

    def test_a_new_name_an_alias_and_a_building_count_where_letters_go_does_not(self):
        people = {id: Resident(id, building="春日荘 101号") for id in "123456"}
        self.go(FIRST, *people.values())
        after = [
            revoked(people["1"], **RENAMED),
            revoked(people["2"], alias="リン"),
            revoked(people["3"], building="春日荘 202号"),
            revoked(people["4"], postal="4860844"),
            revoked(people["5"], send_to='<send-to postal="4868686"><name>後見人</name>'
                    '<address>愛知県春日井市鳥居松町5丁目44番地</address></send-to>'),
            revoked(people["6"], language="pt", household="7"),
        ]
        self.assertEqual({key: row["outcome"] for key, row in self.go(NIGHT, *after).items()},
                         {(id, "revoked"): "letter" for id in "123"})

    def test_a_certificate_given_up_without_a_change_gets_no_letter(self):
        anna = Resident("1")
        self.go(FIRST, anna)
        for day in (NIGHT, NEXT, MONDAY, "2026-12-28", "2027-01-12", "2027-01-13"):
            self.assertEqual(self.go(day, revoked(anna)), {}, day)
        self.assertEqual(self.query("SELECT resident FROM watched WHERE resident = '1'"), [])
        # Long after it a move explains nothing any more.
        self.assertEqual(self.go("2027-01-14", revoked(anna, **MOVED)), {})

    def test_the_register_may_know_of_the_move_before_the_cards_do_and_after(self):
        anna, berta = Resident("1"), Resident("2")
        self.go(FIRST, anna, berta)
        self.assertEqual(self.go(NIGHT, anna.changed(**MOVED), revoked(berta)), {})
        rows = self.go(MONDAY, revoked(anna, **MOVED), revoked(berta, **MOVED))
        self.assertEqual({id for id, _ in rows}, {"1", "2"})
        # A move of two months ago did not end it: that would have shown.
        carla = Resident("3")
        self.go("2026-12-01", carla, revoked(anna, **MOVED), revoked(berta, **MOVED))
        self.go("2026-12-02", carla.changed(**MOVED))
        self.assertEqual(self.outcome(self.go("2027-02-02", revoked(carla, **MOVED)), "3"), None)

    def test_whoever_has_more_than_this_ended_gets_none(self):
        people = {id: Resident(id) for id in "12345"}
        self.go(FIRST, *people.values())
        lost = {**people["1"].words["card"], "state": "lost"}
        void = {**people["1"].words["card"], "state": "void"}
        ended = {**people["1"].words["authentication"], "state": "revoked"}
        past = {**people["1"].words["card"], "expires": "2026-11-20"}
        self.assertEqual(self.go(NIGHT,
                                 revoked(people["1"], card=lost, **MOVED),
                                 revoked(people["2"], card=void, authentication=ended, **MOVED),
                                 revoked(people["3"], authentication=ended, **MOVED),
                                 revoked(people["4"], state="moved-out", **MOVED),
                                 revoked(people["5"], card=past, **MOVED)), {})

    def test_on_the_first_night_nobody_gets_a_letter_for_what_was_revoked_before(self):
        self.switch(letter=False)
        anna, berta = Resident("1"), Resident("2")
        self.go(FIRST, anna, revoked(berta))
        self.assertEqual(self.go(NIGHT, revoked(anna, **MOVED), revoked(berta)), {})
        self.switch()
        self.assertEqual(self.go(NEXT, revoked(anna, **MOVED), revoked(berta)), {})
        self.assertEqual(self.go(THIRD, revoked(anna, **MOVED), revoked(berta, **MOVED)), {})

    def test_switched_off_and_on_again_it_begins_anew_and_withdraws_what_was_open(self):
        anna, berta = Resident("1"), Resident("2", protection="active")
        self.go(FIRST, anna, berta)
        rows = self.go(NIGHT, anna, revoked(berta, **MOVED))
        self.assertEqual(self.outcome(rows, "2"), ("hand", "protection"))
        self.switch(letter=False)
        self.assertEqual(self.go(NEXT, revoked(anna, **MOVED), revoked(berta, **MOVED)), {})
        self.assertEqual(self.query("SELECT count(*) FROM watched"), ["0"])
        self.assertEqual(self.query("SELECT state FROM due"), ["withdrawn"])
        self.switch()
        self.assertEqual(self.outcome(self.go(THIRD, revoked(anna, **MOVED), berta), "1"), None)
        self.assertEqual(self.go(MONDAY, revoked(anna, **MOVED), berta), {})

    # ---- once ----

    def test_another_change_while_it_is_revoked_is_no_second_letter_a_new_certificate_may_be(self):
        anna = Resident("1")
        self.go(FIRST, anna)
        moved = revoked(anna, **MOVED)
        first = self.go(NIGHT, moved)["1", "revoked"]
        again = moved.changed(**RENAMED)
        self.assertEqual(self.go(NEXT, again), {})
        new = reissued(again, NEXT)
        self.assertEqual(self.go(THIRD, new), {})
        self.assertEqual(self.query("SELECT state FROM due"), ["renewed"])
        second = self.go(MONDAY, revoked(new, name="味美 花子"))["1", "revoked"]
        self.assertEqual(second["outcome"], "letter")
        self.assertNotEqual(second["notice"], first["notice"])
        self.assertEqual(self.query("SELECT count(*) FROM revocation"), ["2"])

    def test_a_register_that_takes_it_back_closes_it_and_back_again_is_no_second_letter(self):
        anna = Resident("1")
        self.go(FIRST, anna)
        self.go(NIGHT, revoked(anna, **MOVED))
        self.assertEqual(self.go(NEXT, anna.changed(**MOVED)), {})
        self.assertEqual(self.query("SELECT state FROM due"), ["renewed"])
        self.assertEqual([(row["reason"]) for row in self.table(NEXT, "mailroom/stop.csv")], ["renewed"])
        self.assertEqual(self.query("SELECT state FROM appointment ORDER BY sequence DESC LIMIT 1"),
                         ["cancelled"])
        self.assertEqual(self.go(THIRD, revoked(anna, **MOVED)), {})
        codes = [row["code"] for row in self.table(THIRD, "operators/exceptions.csv")]
        self.assertIn("reopened", codes)
        self.assertEqual(self.query("SELECT count(*) FROM notice"), ["1"])

    def test_who_has_a_new_certificate_before_the_mailing_gets_no_letter(self):
        anna = Resident("1")
        self.go("2026-11-27", anna)
        waiting = self.go(SATURDAY, revoked(anna, **MOVED))["1", "revoked"]
        self.assertEqual(waiting["outcome"], "letter")
        self.assertEqual(self.go(MONDAY, reissued(anna.changed(**MOVED), SATURDAY)), {})
        self.assertEqual(self.sheets(MONDAY), {})
        self.assertEqual(self.query("SELECT pulled IS NOT NULL, mailed IS NULL FROM notice"), ["1|1"])
        self.assertEqual(self.query("SELECT count(*) FROM settled"), ["0"])

    def test_what_waits_for_the_mailing_goes_where_the_register_says_by_then(self):
        anna = Resident("1")
        self.go("2026-11-27", anna)
        waiting = self.go(SATURDAY, revoked(anna, **RENAMED))["1", "revoked"]
        self.assertEqual(self.go(MONDAY, revoked(anna, **RENAMED, **MOVED)), {})
        self.assertEqual(self.sheets(MONDAY)[waiting["notice"]]["postal"], MOVED["postal"])

    # ---- what becomes of the letter ----

    def test_each_hindrance_in_its_order_and_the_letter_on_the_night_it_ends(self):
        people = {id: Resident(id) for id in ("1", "2", "3", "4", "5", "6", "7")}
        self.go(FIRST, *people.values())
        unusable = {"postal": "", "address": MOVED["address"]}
        rows = self.go(NIGHT,
                       revoked(people["1"], protection="provisional", **MOVED),
                       revoked(people["2"], **unusable),
                       revoked(people["3"], name="\ue123 花子"),
                       revoked(people["4"], leaving="2026-12-20", **MOVED),
                       revoked(people["5"], renewal="2026-11-20", **MOVED),
                       revoked(people["6"], leaving="2027-03-20", **MOVED),
                       revoked(people["7"], name="長" * 100))
        self.assertEqual({id: self.outcome(rows, id) for id in people},
                         {"1": ("hand", "protection"), "2": ("hand", "address"), "3": ("hand", "glyph"),
                          "4": ("none", "leaving"), "5": ("none", "renewal-applied"),
                          "6": ("letter", ""), "7": ("hand", "overflow")})
        self.assertEqual({(row["resident"], row["matter"], row["reason"])
                          for row in self.table(NIGHT, "operators/hand.csv")},
                         {("1", "revoked", "protection"), ("2", "revoked", "address"),
                          ("3", "revoked", "glyph"), ("7", "revoked", "overflow")})
        listed = self.kigen("hand", "list", "--office", self.office, "--ledger", self.ledger,
                            "--json").stdout.decode()
        self.assertEqual({case["resident"] for case in json.loads(listed)["cases"]}, {"1", "2", "3", "7"})
        rows = self.go(NEXT,
                       revoked(people["1"], protection="released", **MOVED),
                       revoked(people["2"], **MOVED),
                       revoked(people["3"], name="\ue123 花子"),
                       revoked(people["4"], state="deceased", **MOVED),
                       revoked(people["5"], **MOVED),
                       revoked(people["6"], state="moved-out", **MOVED),
                       revoked(people["7"], name="長" * 100))
        self.assertEqual({id: self.outcome(rows, id) for id in people if (id, "revoked") in rows},
                         {"1": ("letter", ""), "2": ("letter", ""), "4": ("none", "deceased"),
                          "5": ("letter", ""), "6": ("none", "moved-out")})

    def test_too_many_letters_to_one_address_are_all_by_hand(self):
        people = [Resident(f"1{n}", household="1") for n in range(4)]
        self.switch(**{'letters-per-address="30"': 'letters-per-address="3"'})
        self.go(FIRST, *people)
        rows = self.go(NIGHT, *[revoked(one, **MOVED) for one in people])
        self.assertEqual({row["reason"] for row in rows.values()}, {"address-cap"})

    def test_one_letter_a_night_says_both_and_one_visit_does_both(self):
        anna, berta = certificates_due("1", "2027-02-24"), card_due("2", "2027-02-24")
        self.go(FIRST, anna, berta)
        rows = self.go(NIGHT, revoked(anna, **MOVED), revoked(berta, **MOVED))
        self.assertEqual({key: (row["outcome"], row["reason"]) for key, row in rows.items()},
                         {("1", "authentication"): ("letter", ""), ("1", "revoked"): ("letter", ""),
                          ("1", "signature"): ("none", "certificate-revoked"),
                          ("2", "authentication"): ("covered", "card"), ("2", "card"): ("letter", ""),
                          ("2", "revoked"): ("letter", ""),
                          ("2", "signature"): ("none", "certificate-revoked")})
        for id, other in (("1", "authentication"), ("2", "card")):
            both = rows[id, other], rows[id, "revoked"]
            for column in ("notice", "starts", "uid", "visit_from", "visit_until"):
                self.assertEqual(both[0][column], both[1][column])
            text = self.words(NIGHT, both[0]["notice"])
            self.assertIn("失効", text)
        self.assertEqual(len(self.sheets(NIGHT)), 2)
        counted = self.summary(NIGHT)
        self.assertEqual(sum(counted[word] for word in ("letter", "covered", "hand", "none")), len(rows))

    def test_an_appointment_that_is_held_already_serves_this_too(self):
        anna = certificates_due("1", "2027-02-01")
        first = self.go(FIRST, anna)["1", "authentication"]
        row = self.go(NIGHT, revoked(anna, **MOVED))["1", "revoked"]
        self.assertEqual((row["uid"], row["starts"]), (first["uid"], first["starts"]))

    def test_the_office_says_whether_there_is_an_appointment_and_how_long(self):
        self.switch('appointment="none"', 'answer-days="30"')
        anna = Resident("1")
        self.go(FIRST, anna)
        row = self.go(NIGHT, revoked(anna, **MOVED))["1", "revoked"]
        self.assertEqual((row["starts"], row["visit_from"], row["expires"]), ("", "", "2026-12-25"))
        self.assertIn("予約は要りません", self.words(NIGHT, row["notice"]))

    def test_the_day_to_come_by_is_never_past_the_card(self):
        anna = Resident("1")
        self.go(FIRST, anna)
        short = {**anna.words["card"], "expires": "2026-12-24"}
        rows = self.go(NIGHT, revoked(anna, card=short, **MOVED))
        self.assertEqual(rows["1", "revoked"]["expires"], "2026-12-24")

    def test_a_child_and_a_ward_as_the_register_has_them(self):
        child, ward = Resident("1", born="2014-05-10"), Resident("2", ward=True)
        self.go(FIRST, child, ward)
        rows = self.go(NIGHT, revoked(child, **MOVED), revoked(ward, **MOVED))
        for id in "12":
            self.assertIn("法定代理人", self.words(NIGHT, rows[id, "revoked"]["notice"]))

    def test_without_names_in_what_leaves_the_envelope(self):
        anna = Resident("1")
        self.go(FIRST, anna)
        row = self.go(NIGHT, revoked(anna, **MOVED))["1", "revoked"]
        home = os.path.join(self.night(NIGHT), "residents")
        for name in os.listdir(home):
            with open(os.path.join(home, name), encoding="utf-8") as file:
                text = file.read().replace("\n ", "")
            for words in ("花子", "坂下町1丁目", "証明書", "失効", "住所が変"):
                self.assertNotIn(words, text, name)
        self.assertEqual(len(os.listdir(home)), 3)
        self.assertTrue(row["uid"])

    # ---- told, withdrawn, returned, printed again ----

    def test_explain_tells_it_as_text_and_as_json(self):
        anna = Resident("1")
        self.go(FIRST, anna)
        path = self.write([revoked(anna, **MOVED), Resident("9")], FIRST)
        before = self.explain("1", "--register", path, "--date", NIGHT)
        self.assertIn("revoked", before)
        self.assertIn("letter is decided on the next night", before)
        row = self.go(NIGHT, revoked(anna, **MOVED))["1", "revoked"]
        story = self.explain("1", "--register", path, "--date", NEXT)
        self.assertIn(row["notice"], story)
        self.assertIn(f"found on the night of {NIGHT}", story)
        self.assertIn("no further letter comes", story)
        told = json.loads(self.explain("1", "--register", path, "--date", NEXT, "--json"))
        self.assertIn("revoked", [fact["what"] for fact in told["rules"]])
        self.assertEqual([fact["matter"] for fact in told["decisions"]], ["revoked"])
        self.assertEqual(told["decisions"][0]["letter"], row["notice"])
        # Who is only watched: nothing of the mark is told, nothing is due.
        self.assertNotIn("mark", self.explain("9"))

    def test_a_letter_that_came_back_goes_by_hand_and_a_withdrawn_mailing_is_decided_anew(self):
        anna, berta = Resident("1"), Resident("2")
        self.go(FIRST, anna, berta)
        after = [revoked(anna, **MOVED), revoked(berta, **RENAMED)]
        rows = self.go(NIGHT, *after)
        desk = ["--office", self.office, "--ledger", self.ledger, "--date", NIGHT, "--by", "desk"]
        self.assertEqual(self.kigen("returned", rows["1", "revoked"]["notice"], "--reason", "unknown",
                                    *desk).returncode, 0)
        rows = self.go(NEXT, *after)
        self.assertEqual({id: self.outcome(rows, id) for id in "12" if (id, "revoked") in rows},
                         {"1": ("hand", "returned")})
        result = self.kigen("mailing", "withdraw", NIGHT, "--why", "wrong paper", *desk)
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        rows = self.go(THIRD, *after)
        self.assertEqual(self.outcome(rows, "2"), ("letter", ""))
        self.assertEqual(self.query("SELECT count(*) FROM settled"), ["1"])

    def test_a_sheet_is_printed_once_more(self):
        anna = Resident("1")
        self.go(FIRST, anna)
        row = self.go(NIGHT, revoked(anna, **MOVED))["1", "revoked"]
        path = os.path.join(self.folder, "again.pdf")
        result = self.kigen("reprint", "--notice", row["notice"], "--out", path, "--why", "torn", "--office",
                            self.office, "--ledger", self.ledger, "--date", NEXT)
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
        self.assertIn("再発行", text)
        self.assertIn("署名用電子証明書", re.sub(r"\s", "", text))

    # ---- set aside, vanished, twice, killed ----

    def test_who_is_set_aside_for_a_night_is_still_watched_who_is_gone_is_not(self):
        anna, berta = Resident("1"), Resident("2")
        self.go(FIRST, anna, berta)
        self.go(NIGHT, anna.changed(name=None), expect=1)
        self.assertEqual(self.query("SELECT resident FROM watched"), ["1", "9"])
        rows = self.go(NEXT, revoked(anna, **MOVED), revoked(berta, **MOVED))
        self.assertEqual([id for id, _ in rows], ["1"])

    def test_nothing_in_plain_words_is_kept_of_who_is_watched(self):
        self.go(FIRST, Resident("1", **MOVED))
        dump = self.ledger_dump().decode()
        self.assertIn("INSERT INTO watched", dump)
        for words in ("花子", "坂下町", "4800304"):
            self.assertNotIn(words, dump)

    def test_the_same_night_again_and_a_second_export_of_the_day_write_no_second_letter(self):
        anna, berta = Resident("1"), Resident("2")
        self.go(FIRST, anna, berta)
        moved = self.write([revoked(anna, **MOVED), berta, Resident("9")], FIRST)
        self.run_night(moved, NIGHT)
        before, sums = self.ledger_dump(), tree_digest(self.out)
        self.assertIn(b"already done", self.run_night(moved, NIGHT).stdout)
        self.assertEqual((self.ledger_dump(), tree_digest(self.out)), (before, sums))
        self.run_night(self.write([revoked(anna, **MOVED), revoked(berta, **MOVED), Resident("9")], FIRST),
                       NIGHT)
        self.assertEqual([id for id, _ in self.dues(NIGHT + "-2")], ["2"])

    def test_killed_at_many_moments_it_ends_as_it_would_have(self):
        anna = [Resident(str(n)) for n in range(1, 8)]
        before = self.write([*anna, Resident("9")], "2026-11-23", "before.xml")
        after = self.write([revoked(one, **MOVED) for one in anna] + [Resident("9")], FIRST, "after.xml")
        self.run_night(before, FIRST)
        with open(self.ledger, "rb") as file:
            start = file.read()

        def restart():
            subprocess.run(["rm", "-rf", self.night(NIGHT)], check=True)
            with open(self.ledger, "wb") as file:
                file.write(start)

        self.run_night(after, NIGHT)
        whole = self.ledger_dump(), tree_digest(self.night(NIGHT))
        command = [KIGEN, "run", "--office", self.office, "--ledger", self.ledger, "--out", self.out,
                   "--date", NIGHT, "--register", after]
        calls = ("pwrite64", "fdatasync", "rename")
        for call in calls:
            for nth in (1, 4, 9):
                restart()
                killed = subprocess.run(["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e",
                                         f"inject={call}:signal=KILL:when={nth}", *command],
                                        capture_output=True, timeout=120)
                if killed.returncode == 0:
                    break
                self.run_night(after, NIGHT)
                self.assertEqual((self.ledger_dump(), tree_digest(self.night(NIGHT))), whole, (call, nth))

    # ---- off ----

    def test_switched_off_or_not_named_nothing_is_told_and_nothing_kept(self):
        anna = Resident("1")
        folders = []
        for instead in ("", '<revoked letter="false" answer-days="30"/>'):
            self.switch(letter=False, **{'<revoked letter="false"/>': instead})
            self.ledger = os.path.join(self.folder, f"ledger{len(folders)}.db")
            self.out = os.path.join(self.folder, f"out{len(folders)}")
            self.assertEqual(self.go(FIRST, anna), {})
            self.assertEqual(self.go(NIGHT, revoked(anna, **MOVED)), {})
            self.assertEqual(self.query("SELECT count(*) FROM watched"), ["0"])
            for name in ("summary.json", "report.html", "kigen.prom"):
                with open(os.path.join(self.night(NIGHT), "operators", name), encoding="utf-8") as file:
                    self.assertNotIn("revoked", file.read())
            folders.append(self.out)

    def test_plan_says_what_the_night_would_and_without_a_ledger_nothing(self):
        anna = Resident("1")
        self.go(FIRST, anna)
        path = self.write([revoked(anna, **MOVED), Resident("9")], FIRST)
        plan = ["plan", "--office", self.office, "--date", NIGHT, "--register", path, "--ledger"]
        self.assertIn(f"1,revoked,{UNTIL},{NIGHT},first,letter,", self.kigen(*plan, self.ledger).stdout.decode())
        self.assertNotIn("revoked", self.kigen(*plan, os.path.join(self.folder, "none.db")).stdout.decode())


if __name__ == "__main__":
    unittest.main()
