"""`kigen check` on an office whose parts contradict each other."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "nights"))

from city import Nights  # noqa: E402

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


if __name__ == "__main__":
    unittest.main()
