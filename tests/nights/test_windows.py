"""Names, addresses and buildings that grow from the shortest until they fit the window no more: each is
whole in the window at both ends of its play, in type of a readable size, or is left to staff."""

import itertools
import pathlib
import re
import subprocess
import sys
import unittest

import test_pictures as pictures
from city import Nights, Resident

DATE = "2026-11-24"
BUILDING = "サンハイツ高蔵寺ニュータウン第123号棟 グランドメゾン東館 "
# How a line grows: of each length one resident, at an address of its own.
GROWING = {
    "kanji": lambda n: {"name": "龍 " + ("鸞鷹鶴麟" * 20)[:n]},
    "variants": lambda n: {"name": "葛 " + ("葛\U000E0103" * n)},
    "kana": lambda n: {"name": ("ﾜﾝﾁｬｲ ﾌﾟﾗｻｰﾄｽｸｻﾜｯﾄｳｨﾁｬｲ " * 8)[:2 * n].strip()},
    "letters": lambda n: {"name": ("SILVA SANTOS MARIA APARECIDA DA CONCEICAO " * 4)[:2 * n].strip()},
    "one word": lambda n: {"name": "RAZAFINDRATANDRA" * (n // 8) + "RAZAFIND"[:n % 8] + "A"},
    "building": lambda n: {"building": (BUILDING * 4)[:2 * n].strip()},
    "address": lambda n: {"address": "愛知県春日井市" + ("高蔵寺町北" * 20)[:2 * n]},
    "send to": lambda n: {"send_to": '<send-to postal="4860844"><name>%s 様方 後見 花子</name><address>愛知県'
                                     '春日井市鳥居松町%d丁目2番地</address><building>%s</building></send-to>'
                                     % ("後" * n, n, BUILDING[:n].strip())},
    "all": lambda n: {"name": "龍 " + "鸞" * n, "building": (BUILDING * 4)[:n].strip(),
                      "address": "愛知県春日井市" + ("高蔵寺町北" * 20)[:n]},
}
LENGTHS = (1, 2, *range(5, 62, 4))


class Windows(Nights):
    def test_growing(self):
        residents, kinds = [], {}
        for (kind, grow), length in itertools.product(GROWING.items(), LENGTHS):
            id = "%010d" % (len(residents) + 1)
            words = {**pictures.certificates(pictures.FIRST), "postal": "4870016",
                     "address": "愛知県春日井市", **grow(length)}
            words["address"] += "%d番地" % len(residents)
            kinds[id] = (kind, length)
            residents.append(Resident(id, **words))
        words = {resident.id: resident.words for resident in residents}
        self.small_office()
        path = self.write(residents, "2026-11-23")
        self.assertIn(b"letters-overflow", self.run_night(path, DATE, expect=65).stderr)
        self.run_night(path, DATE, more=("--accept", "letters-overflow", "--why", "half of them have no room"))
        hand = {row["resident"]: row["reason"] for row in self.table(DATE, "operators/hand.csv")}
        whose = {row["notice"]: row["resident"] for row in self.table(DATE, "operators/dues.csv")
                 if row["notice"]}
        sheets = pictures.sheets_of(pathlib.Path(self.night(DATE), "mailroom/letters.pdf"))
        fitting = {}
        for row, runs in zip(self.table(DATE, "mailroom/manifest.csv"), sheets):
            resident = whose[row["notice"]]
            fitting[resident] = row
            self.in_window(words[resident], row["notice"], runs, kinds[resident])
        self.assertEqual(set(hand.values()), {"overflow"})
        self.assertEqual(set(hand) | set(fitting), set(kinds))
        self.assertFalse(set(hand) & set(fitting))
        # What is longer fits no better; and every line comes to its end here.
        for kind in GROWING:
            longest = max(length for id, (one, length) in kinds.items() if one == kind and id in fitting)
            shortest = min(length for id, (one, length) in kinds.items() if one == kind and id in hand)
            self.assertLess(longest, shortest, kind)

    def in_window(self, words, number, runs, where):
        """The address block, whole, in lines that do not touch, and nothing else."""
        ever, always = pictures.paper.EVER, pictures.paper.ALWAYS
        inside = [run for run in runs if run.left < ever[2] and run.top < ever[3]]
        for run in inside:
            self.assertTrue(run.left >= always[0] and run.right <= always[2] and
                            run.top >= always[1] and run.bottom <= always[3], (where, run))
            self.assertGreaterEqual(run.points, 6.65, (where, run))
            for other in inside:
                high = min(run.bottom, other.bottom) - max(run.top, other.top)
                wide = min(run.right, other.right) - max(run.left, other.left)
                self.assertTrue(run is other or wide < 0.5 or high < 0.25 * run.points / 72 * 25.4,
                                (where, run, other))
        said = "".join(pictures.flat(run.text) for run in
                       sorted(inside, key=lambda run: (round(run.top), run.left))).replace(number, "")
        self.assertEqual(said.count("転送不要"), 1, where)
        said = said.replace("転送不要", "")
        sent = re.match(r'<send-to postal="(\d+)"><name>(.*)</name><address>(.*)</address><building>(.*)</b',
                        words.get("send_to", ""))
        postal, name, address, building = sent.groups() if sent else (
            words["postal"], words["name"], words["address"], words.get("building", ""))
        self.assertEqual(said, pictures.flat(re.sub("[\U000E0100-\U000E01EF]", "", "〒%s-%s%s%s%s様" % (
            postal[:3], postal[3:], address, building, name))), where)


if __name__ == "__main__":
    sys.exit(unittest.main())
