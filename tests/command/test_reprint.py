"""`kigen reprint`: the same sheets once more, marked so, and never to somebody who must not get them."""

import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from desk import Desk, notice
from city import Shared, card_due, certificates_due

TUESDAY, WEDNESDAY, THURSDAY, SATURDAY = "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-28"
DOTS = 100


def pages(pdf):
    return int(re.search(r"Pages: +(\d+)", subprocess.run(
        ["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout).group(1))


def text(pdf, page):
    return subprocess.run(["pdftotext", "-f", str(page), "-l", str(page), pdf, "-"], check=True,
                          capture_output=True, text=True).stdout


def raster(pdf, page):
    """Width, and the rows of grey bytes of a page."""
    out = subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), "-f", str(page), "-l", str(page), pdf],
                         check=True, capture_output=True).stdout
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", out)
    width, height = int(head.group(1)), int(head.group(2))
    data = out[head.end():]
    return [data[row * width:(row + 1) * width] for row in range(height)]


def near(rows, y, x):
    """The darkest and the lightest that stands at a place or beside it."""
    about = [value for row in rows[max(0, y - 1):y + 2] for value in row[max(0, x - 1):x + 2]]
    return min(about) - 48, max(about) + 48


def alike(rows, others):
    """The same picture: what is set once for all sheets may stand a hundredth of a point elsewhere on
    another page, which is seen in the grey of an edge and nowhere else."""
    for y, (row, other) in enumerate(zip(rows, others, strict=True)):
        if row == other:
            continue
        for x, (one, two) in enumerate(zip(row, other, strict=True)):
            if abs(one - two) < 96:
                continue
            for pixels, value in ((rows, two), (others, one)):
                low, high = near(pixels, y, x)
                if not low <= value <= high:
                    return False
    return True


class Reprints(Shared, Desk):
    def begin(self):
        self.residents = [certificates_due(str(i), "2027-01-10") for i in range(1, 5)]
        self.residents.append(card_due("5", "2027-02-10", name="葛\U000e0102城 髙子"))
        self.next_night(TUESDAY)
        self.number = self.numbers(TUESDAY)
        self.letters = os.path.join(self.night(TUESDAY), "mailroom/letters.pdf")
        self.pdf = os.path.join(self.folder, "again.pdf")

    def next_night(self, date):
        self.register = self.write(self.residents, date)
        self.run_night(self.register, date)
        self.contract(date)

    def change(self, id, **words):
        self.residents[int(id) - 1] = self.residents[int(id) - 1].changed(**words)

    def at_once(self, id):
        """The letter of a move that staff had in a folder at once."""
        folder = os.path.join(self.folder, "at-once-" + id)
        self.desk("appointment", "move", self.number[id], "--counter", "cityhall", "--at", "2026-12-16T17:30",
                  "--out", folder, date=TUESDAY)
        with open(os.path.join(folder, "mailroom/manifest.csv"), encoding="utf-8-sig") as file:
            ((_, number, *_),) = [line.split(",") for line in file.read().splitlines()[1:]]
        return number, os.path.join(folder, "mailroom/letters.pdf")

    def test_a_letter_that_the_desk_had_at_once_is_listed_posted_and_printed_again(self):
        number, pdf = self.at_once("1")
        def listed(date):
            (found,) = [one for one in self.listed("mailing", date=date) if one["mailing"] == number]
            return found
        one = listed(TUESDAY)
        self.assertEqual((one["desk"], one["state"], one["letters"], one["decided_from"], one["overdue"]),
                         (True, "printed", 1, TUESDAY, False))
        self.again("--notice", number.replace("-", ""))  # as a scanner reads it
        self.assertEqual(text(self.pdf, 1).replace("再発行", "").split(), text(pdf, 1).split())
        self.assertIn("再発行", text(self.pdf, 1))
        self.next_night(WEDNESDAY)
        self.next_night(THURSDAY)
        told = [row["message"] for row in self.table(THURSDAY, "operators/exceptions.csv")]
        self.assertTrue(any(f"the desk's letter {number}" in message for message in told), told)
        self.assertTrue(listed(THURSDAY)["overdue"])
        self.desk("mailing", "posted", self.number["1"], date=THURSDAY, expect=64)  # that leaves with its mailing
        self.desk("mailing", "posted", number, "--on", "2026-11-23", date=THURSDAY, expect=64)
        self.desk("mailing", "posted", number, "--on", WEDNESDAY, "--by", "the desk", date=THURSDAY)
        self.assertIn(b"already posted", self.desk("mailing", "posted", number, date=THURSDAY).stdout)
        one = listed(THURSDAY)
        self.assertEqual((one["state"], one["since"], one["by"], one["overdue"]), ("posted", WEDNESDAY, "the desk", False))
        self.desk("mailing", "withdraw", number, date=THURSDAY, expect=64)
        self.desk("returned", number, "--reason", "unknown", date=THURSDAY)
        self.assertEqual(listed(THURSDAY)["taken_back"], 1)

    def test_a_hold_of_the_coming_mailing_does_not_hold_what_the_desk_had_at_once(self):
        number, _ = self.at_once("1")
        self.residents.append(certificates_due("6", "2027-01-10"))
        self.next_night(WEDNESDAY)
        self.desk("mailing", "hold", WEDNESDAY)
        self.again("--notice", number)

    def test_a_letter_of_the_desks_is_not_printed_again_for_who_has_died(self):
        number, _ = self.at_once("1")
        self.change("1", state="deceased")
        self.next_night(WEDNESDAY)
        said = self.again("--notice", number, expect=64)
        self.assertIn(b"deceased", said.stderr)

    def again(self, *words, expect=0, date=WEDNESDAY, why="eaten by the printer"):
        return self.desk("reprint", *words, "--out", self.pdf, "--why", why, "--by", "a clerk",
                         expect=expect, date=date)

    def refused(self, id, what, date=WEDNESDAY):
        said = self.again("--notice", self.number[id], expect=64, date=date)
        self.assertIn(what, said.stderr.decode())
        self.assertFalse(os.path.exists(self.pdf))
        self.assertNotIn("reprint", "".join(self.log()))

    def test_sheets_come_again_as_they_were_but_for_the_mark(self):
        # Whatever the register says since: a reprint is of the ledger.
        self.change("2", address="愛知県春日井市高蔵寺町1番地", postal="4870013")
        self.next_night(WEDNESDAY)
        self.again("--night", TUESDAY, "--sheets", "2-5")
        self.assertEqual(pages(self.pdf), 4)
        marked = 0
        for page in range(1, 5):
            old, new = text(self.letters, page + 1), text(self.pdf, page)
            self.assertIn("再発行", new)
            self.assertEqual(re.sub(r"\s|再発行", "", new), re.sub(r"\s", "", old))
            was, now = raster(self.letters, page + 1), raster(self.pdf, page)
            # The mark is where the sheet itself says nothing, right of the window wherever the sheet slides.
            low, left, right = (round(side / 25.4 * DOTS) for side in (11, 112, 134))
            self.assertEqual(set(b"".join(row[left:right] for row in was[:low])), {255}, page)
            self.assertEqual(set(now[low - 1][left:right]), {255}, page)
            self.assertTrue(alike(was[low:], now[low:]), page)
            for part in (slice(0, left), slice(right, None)):
                self.assertTrue(alike([row[part] for row in was[:low]], [row[part] for row in now[:low]]), page)
            marked += was[:low] != now[:low]
        self.assertEqual(marked, 4)
        self.assertEqual(subprocess.run(["qpdf", "--check", self.pdf], capture_output=True).returncode, 0)
        self.assertEqual(os.stat(self.pdf).st_mode & 0o137, 0)
        self.assertEqual(self.log(), [
            f"{WEDNESDAY}|reprint|{number}|{id}||a clerk|eaten by the printer"
            for number in self.sheets(TUESDAY)[1:] for id in self.number if self.number[id] == number])

    def test_the_same_reprint_is_the_same_bytes(self):
        self.again("--notice", self.number["5"])
        with open(self.pdf, "rb") as file:
            first = file.read()
        os.unlink(self.pdf)
        self.again("--notice", self.number["5"], date=THURSDAY)
        with open(self.pdf, "rb") as file:
            self.assertEqual(file.read(), first)
        self.assertIn("葛\U000e0102城", text(self.pdf, 1))

    def test_no_folder_changes_and_the_night_goes_on(self):
        self.again("--night", TUESDAY, "--sheets", "1")
        self.next_night(WEDNESDAY)
        self.assertEqual(self.dues(WEDNESDAY), {})
        self.nights_made_again(self.register, WEDNESDAY)

    def test_a_file_that_is_there_is_never_replaced(self):
        with open(self.pdf, "w", encoding="utf-8") as file:
            file.write("mine")
        self.again("--notice", self.number["1"], expect=73)
        self.assertEqual(self.log(), [])

    def test_what_nobody_must_get_is_refused_and_nothing_is_printed(self):
        self.desk("mailing", "hold", TUESDAY)
        self.refused("1", "its mailing is held")
        self.desk("mailing", "release", TUESDAY)
        self.desk("mailing", "withdraw", self.number["1"])
        self.refused("1", "withdrawn")
        self.desk("returned", self.number["2"], "--reason", "moved")
        self.refused("2", "it came back")
        self.change("3", state="deceased")
        self.change("4", protection="active")
        self.next_night(WEDNESDAY)
        self.refused("1", "withdrawn")
        self.refused("2", "it came back")
        self.refused("3", "deceased")
        self.refused("4", "protection")
        said = self.again("--night", TUESDAY, "--sheets", "1-5", expect=64)
        self.assertFalse(os.path.exists(self.pdf), said)

    def test_a_letter_whose_recipient_was_deleted_is_refused(self):
        subprocess.run(["sqlite3", self.ledger,
                        f"DELETE FROM recipient WHERE notice = '{self.number['1']}'"], check=True)
        self.refused("1", "deleted")

    def test_a_letter_that_waits_is_refused(self):
        self.residents.append(certificates_due("6", "2027-01-20"))
        self.next_night(SATURDAY)
        self.number = self.numbers(SATURDAY)
        self.refused("6", "not been printed", date=SATURDAY)

    def test_a_counter_that_has_left_the_office_is_named_and_what_to_do(self):
        self.residents.append(certificates_due("6", "2027-01-10", postal="4800304",
                                               address="愛知県春日井市坂下町1丁目1番地"))
        self.next_night(WEDNESDAY)
        number = self.numbers(WEDNESDAY)["6"]
        with open(self.office, encoding="utf-8") as file:
            office = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(re.sub(r'<counter id="sakashita".*?</counter>', "", office, flags=re.S))
        said = self.again("--notice", number, expect=78).stderr
        self.assertIn(f'no counter "sakashita", but letter {number}'.encode(), said)
        self.assertIn(b"put it back to print it again", said)
        self.assertNotIn(b"until its appointments are over", said)
        self.assertFalse(os.path.exists(self.pdf))

    def test_what_is_wrong_on_the_command_line_is_said(self):
        number = self.number["1"]
        for words in ((), ("--notice", number, "--night", TUESDAY), ("--night", TUESDAY),
                      ("--notice", number[:-1] + str((int(number[-1]) + 1) % 10)), ("--notice", "x"),
                      ("--night", TUESDAY, "--sheets", "3-2"), ("--night", TUESDAY, "--sheets", "0"),
                      ("--night", TUESDAY, "--sheets", "1-"), ("--night", "then", "--sheets", "1")):
            self.again(*words, expect=64)
        self.desk("reprint", "--notice", number, "--out", self.pdf, expect=64)
        self.desk("reprint", "--notice", number, "--why", "torn", expect=64)
        self.again("--notice", notice(26, 999999), expect=66)
        self.again("--night", TUESDAY, "--sheets", "5-6", expect=66)
        self.again("--night", WEDNESDAY, "--sheets", "1", expect=66)
        self.assertFalse(os.path.exists(self.pdf))


if __name__ == "__main__":
    unittest.main()
