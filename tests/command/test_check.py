"""`kigen check` on an office whose parts contradict each other."""

import os
import shutil
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "nights"))

from city import Nights, certificates_due  # noqa: E402

ZONE = 'timezone="Asia/Tokyo" utc-offset="+09:00"'


class Check(Nights):
    def findings(self, zone, offset):
        self.small_office(**{ZONE: f'timezone="{zone}" utc-offset="{offset}"'})
        result = self.kigen("check", "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-24")
        self.assertEqual(result.returncode, 0, result.stdout)
        return [line for line in result.stdout.decode().splitlines() if "zone" in line or "utc-offset" in line]

    def test_the_zone_and_the_offset_agree_east_and_west_of_greenwich(self):
        for zone, offset in (("Asia/Tokyo", "+09:00"), ("Pacific/Honolulu", "-10:00"), ("Asia/Kathmandu", "+05:45")):
            self.assertEqual(self.findings(zone, offset), [])

    def test_they_do_not(self):
        for zone, offset, words in (
                ("Asia/Tokyo", "-09:00", 'utc-offset is not that of "Asia/Tokyo", which is +09:00'),
                ("Pacific/Marquesas", "+09:30", 'utc-offset is not that of "Pacific/Marquesas", which is -09:30'),
                ("America/St_Johns", "-03:30", 'the clocks of "America/St_Johns" change with the season'),
                ("Asia/Kasugai", "+09:00", 'does not know the zone "Asia/Kasugai"')):
            with self.subTest(zone):
                found = self.findings(zone, offset)
                self.assertEqual(len(found), 1)
                self.assertIn("warning: ", found[0])
                self.assertIn(words, found[0])

    def test_words_that_have_no_room_in_a_code_are_the_office_s(self):
        """Told with the office's line and what to shorten, and beside what else has no room."""
        templates = os.path.join(self.folder, "templates")
        shutil.copytree("templates", templates)
        name = "City Hall, Residents Section"
        self.small_office()
        with open(self.office, encoding="utf-8") as file:
            office = file.read().replace(os.path.abspath("templates"), templates)
        path = os.path.join(templates, "text", "en.xml")
        with open(path, encoding="utf-8") as file:
            sentences = file.read()
        for what, longer, told in (
                (f'<text lang="en">{name}', '<text lang="en">' + "City Hall " * 39, r'office\.xml:\d+: .*shorter name'),
                ('key="invite.summary">', 'key="invite.summary">' + "City Hall " * 50, r'office\.xml:\d+: .*"invite.summary"'),
                ('key="invite.deadline">', 'key="invite.deadline">' + "City Hall " * 50, r'office\.xml: .*"invite.deadline"')):
            with self.subTest(what):
                self.assertEqual((office + sentences).count(what), 1)
                with open(self.office, "w", encoding="utf-8") as file:
                    file.write(office.replace(what, longer))
                with open(path, "w", encoding="utf-8") as file:
                    head = 'key="bring.head" when="!stay|!residence">'
                    file.write(sentences.replace(what, longer).replace(
                        head, head + ("What to bring " * 300 if name in what else ""), 1))
                result = self.kigen("check", "--office", self.office, "--date", "2026-11-24")
                said = result.stdout.decode()
                self.assertEqual(result.returncode, 78, said)
                self.assertRegex(said, told)
                self.assertRegex(said, r'the QR code of letters in "en" holds \d+ bytes, more than it has room for')
                if name in what:
                    self.assertIn("text/en.xml:", said)
        result = self.kigen("proof", "--out", os.path.join(self.folder, "proof.pdf"), "--office", self.office,
                            "--date", "2026-11-24")
        self.assertEqual(result.returncode, 78, result.stderr)

    def test_a_language_that_is_not_whole(self):
        """A listed language without a sentence is a mistake of `check`, in one line for each file; the
        night goes on without that language."""
        templates = os.path.join(self.folder, "templates")
        shutil.copytree("templates", templates)
        path = os.path.join(templates, "text", "pt.xml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace('key="lead"', 'key="leed"').replace('key="title"', 'key="titel"'))
        self.small_office()
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace(os.path.abspath("templates"), templates))
        result = self.kigen("check", "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-24")
        self.assertEqual(result.returncode, 78, result.stdout)
        lines = [line for line in result.stdout.decode().splitlines()
                 if "no text for the key" in line]
        self.assertEqual(len(lines), 1, lines)
        self.assertRegex(lines[0], r"^.*/text/pt\.xml:[1-9]\d*: no text for the keys \"title\", which .* "
                                   r"and \"lead\"")
        self.run_night(self.write([certificates_due("1", "2027-02-10", language="pt")], "2026-11-23"),
                       "2026-11-24")
        self.assertEqual(self.table("2026-11-24", "mailroom/manifest.csv")[0]["language"], "pt")


if __name__ == "__main__":
    unittest.main()
