"""kigen places free: what the desk can promise on the telephone."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk
from city import Shared, certificates_due

NIGHT, TODAY = "2026-11-24", "2026-11-25"
RANGE = ("--from", "2026-12-07", "--to", "2027-01-08")


class Places(Shared, Desk):
    def begin(self):
        self.run_night(self.write([certificates_due("1", "2027-02-05"), certificates_due("2", "2027-02-05")], "2026-11-23"), NIGHT)
        self.row = self.dues(NIGHT)["1", "signature"]

    def free(self, *words, date=TODAY):
        rows = self.shown("places", "places", "free", *words, date=date)["places"]
        return {(row["counter"], row["day"], row["from"], row["minutes"]): row for row in rows}

    def own(self):
        return self.row["counter"], self.row["starts"][:10], self.row["starts"][11:], 30

    def move(self, counter, day, start, expect=0):
        return self.desk("appointment", "move", self.row["notice"], "--counter", counter, "--at", f"{day}T{start}",
                         date=TODAY, expect=expect)

    def test_text_and_json_tell_the_same(self):
        rows = self.free(*RANGE, "--counter", "tobu", "--matter", "card")
        head, *lines = self.desk("places", "free", *RANGE, "--counter", "tobu", "--matter", "card", date=TODAY).stdout.decode().splitlines()
        self.assertEqual(head.split(), ["day", "from", "to", "counter", "minutes", "free", "matters"])
        self.assertEqual([[word for i, word in enumerate(line.split()) if i != 1] for line in lines],
                         [[row["day"], row["from"], row["to"], row["counter"], str(row["minutes"]), str(row["free"]), "card"]
                          for row in rows.values()])
        self.assertEqual(len({line.index(" tobu ") for line in lines} | {head.index(" counter")}), 1)
        self.assertEqual(sorted(rows), list(rows))

    def test_what_somebody_has_is_one_fewer_until_it_moves(self):
        before = self.free(*RANGE)
        counter, day, start, _ = self.own()
        other = next(key for key, row in before.items() if key[0] == counter and key[1] > day and row["free"] > 1)
        self.move(other[0], other[1], other[2])
        after = self.free(*RANGE)
        self.assertEqual(after[self.own()]["free"], before.get(self.own(), {"free": 0})["free"] + 1)
        self.assertEqual(after[other]["free"], before[other]["free"] - 1)
        self.assertEqual({key: row for key, row in after.items() if key not in (other, self.own())},
                         {key: row for key, row in before.items() if key not in (other, self.own())})

    def test_what_is_listed_can_be_had_and_nothing_else(self):
        rows = self.free(*RANGE, "--counter", "kozoji")
        days = sorted({day for _, day, _, _ in rows})
        # The year's end and a public holiday are not among them.
        self.assertEqual([day for day in days if "2026-12-29" <= day <= "2027-01-03"], [])
        for day in (days[0], days[-1]):
            start = [start for _, of, start, _ in rows if of == day][-1]
            self.move("kozoji", day, start)
            self.move("kozoji", day, start[:4] + "1", expect=64)
        self.move("kozoji", "2026-12-30", "10:00", expect=64)

    def test_a_matter_that_takes_longer_has_lines_of_its_own(self):
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace('<matter id="card" appointment="offered" slots="1"', '<matter id="card" appointment="offered" slots="2"'))
        day = ("--from", "2026-12-14", "--to", "2026-12-14", "--counter", "tobu")
        rows = self.free(*day)
        self.assertEqual({(row["minutes"], "card" in row["matters"], "signature" in row["matters"]) for row in rows.values()},
                         {(30, False, True), (60, True, False)})
        self.assertEqual({key[3] for key in self.free(*day, "--matter", "card")}, {60})
        self.assertEqual(set(self.free(*day, "--matter", "card")), {key for key in rows if key[3] == 60})

    def test_the_days_that_are_asked_for(self):
        self.assertEqual(min(self.free("--from", "2026-11-01"))[1], TODAY)
        days = {key[1] for key in self.free()}
        self.assertEqual((min(days), max(days)), (TODAY, "2026-12-08"))
        closed = ("--from", "2026-12-30", "--to", "2026-12-31")
        self.assertEqual(self.desk("places", "free", *closed).stdout, b"nothing is free on these days\n")
        self.assertEqual(self.free(*closed), {})

    def test_what_is_refused(self):
        for words, said in ((("--counter", "nowhere"), "the office has no counter 'nowhere'"),
                            (("--matter", "passport"), "--matter takes one of authentication card revoked signature stay, not 'passport'"),
                            (("--from", "2026-12-02", "--to", "2026-12-01"), "--to lies before --from"),
                            (("--to", "2026-11-01"), "--to lies before today")):
            self.assertIn(said, self.desk("places", "free", *words, expect=64).stderr.decode())
        os.unlink(self.ledger)
        self.desk("places", "free", expect=66)


if __name__ == "__main__":
    unittest.main()
