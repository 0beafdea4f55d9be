"""The codes are a contract: kigen-codes(7) and kigen-reasons(7) have every one that the program can write, summary and report
count each of them, and on every night the sums balance."""

import collections
import glob
import json
import os
import re
import subprocess
import unittest

from city import MAKE_REGISTER, Nights

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# How a record is broken, and the code that sets it aside.
BROKEN = [
    (' state="resident"', ' state="gone"', "field-word"),
    (' household="', ' household="!', "field-form"),
    ("<born>", "<born>x", "field-form"),
    ("<name>", "<name/><name>", "field-blank"),
    ("</name>", "</name><name>a</name>", "field-repeated"),
    (' issued="', ' issued="x', "field-date"),
    ("<born>", "x<born>", "text-misplaced"),
    (' state="active"', "", "field-missing"),
]


def source(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def table(path, name):
    """The words of a C table."""
    body = re.search(r"%s\[[A-Z_]*\] = \{(.*?)\n\};" % name, source(path), re.S).group(1)
    return set(re.findall(r'= \{?"([a-z-]+)"', body))


class Codes(Nights):
    @staticmethod
    def written():
        """All codes of limits, reasons and exceptions that the sources can write."""
        written = set()
        for path, name in (("batch/intake/register/value.c", "defect_words"), ("batch/decide/rules/oddities.c", "oddity_codes"),
                           ("batch/night/limits.c", "limit_codes"), ("batch/model/due.c", "reason_words"),
                           ("batch/model/layer.c", "layer_words")):
            found = table(path, name)
            if name == "layer_words":
                found = {"layer-" + word for word in found - {"residents"}}
            assert len(found) > 5, name
            written |= found
        beside = ["batch/intake/export/exports.c", *glob.glob("batch/intake/export/delivered*.c", root_dir=ROOT)]
        for path in sorted(glob.glob("batch/night/*.c", root_dir=ROOT)) + beside:
            if "struct night_exception" in source(path) or path in beside:
                written |= set(re.findall(r'[ \t(]"([a-z]+(?:-[a-z]+)+|glyph|vanished|reopened)",\s', source(path)))
        for path in ("batch/model/mailing.h", "batch/ledger/staff.h"):
            written |= set(re.findall(r'#define [A-Z_]+ "([a-z]+-[a-z-]+)"', source(path)))
        return written

    def pages(self, language, *kinds):
        """What the manual pages say of the codes of these kinds, as they are made."""
        words, items = os.path.join(ROOT, "cron/man", language, "codes.words"), []
        for kind in kinds:
            made = subprocess.run(["sh", os.path.join(ROOT, "cron/man/codes.sh"), kind, words], capture_output=True, text=True)
            self.assertEqual((made.returncode, made.stderr), (0, ""), kind)
            found = re.findall(r"^\.It (?:Cm|Er) (\S+)\n(\S.*)$", made.stdout, re.M)
            self.assertEqual(len(found), len(re.findall(r"^\.It ", made.stdout, re.M)), "each has words")
            items += found
        return items

    def test_the_manual_pages_have_every_code_with_words_and_no_other(self):
        stops = set(re.findall(r'(?:return|\?|:|\] =) "([a-z-]+)"', source("batch/decide/dues/stop_list.c")))
        self.assertLessEqual({"by-hand", "held", "renewed", "address-changed"}, stops)
        written = self.written()
        self.assertLessEqual({"glyph", "vanished", "reopened", "place-closed", "documents-twice"}, written)
        faults = re.findall(r"FAULT_[A-Z]+ = (\d+)", source("batch/base/fault.h"))
        reasons, kinds = table("batch/model/due.c", "reason_words"), ("aside", "odd", "staff")
        for language in ("", "ja"):
            told = self.pages(language, "limit", "layer", "reason", *kinds)
            self.assertEqual({word for word, _ in told}, written)
            self.assertEqual({word for word, _ in self.pages(language, "reason")}, reasons)
            self.assertEqual({word for word, _ in self.pages(language, "stop")}, stops | {"returned"})
            self.assertEqual({word for word, _ in self.pages(language, "outcome")}, table("batch/model/due.c", "outcome_words"))
            self.assertEqual({word for word, _ in self.pages(language, "came")}, table("batch/command/came.c", "came_codes"))
            self.assertEqual([word for word, _ in self.pages(language, "exit")], ["0", "1", *faults[1:]])
            twice = collections.Counter(word for word, _ in self.pages(language, *kinds))
            self.assertEqual([word for word, count in twice.items() if count > 1], [])
            for _, words in self.pages(language, "limit", "layer", *kinds) if language else []:
                self.assertRegex(words, "[ぁ-んァ-ヶ一-龠]")

    def test_figures_in_an_exceptions_words_are_known(self):
        """A source that tells one with a figure in it, which changes every night, has said so in exception_change.c."""
        told = {}
        for path in sorted(glob.glob("batch/night/*.c", root_dir=ROOT)):
            text = source(path)
            formats = "".join(re.findall(r'PHRASE\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)', text))
            if re.search("night_exception exception|tell_of\\(", text) and re.search(r"%l?[du]|%zu", formats):
                told[os.path.basename(path)] = set(re.findall(r'[ \t(]"((?:places|desks|mailing)-[a-z]+|house-no-block)",', text)) | (
                    {"mailing-unconfirmed"} if "MAILING_UNCONFIRMED" in text else set())
        counting = set(re.findall(r'^\t\{"([a-z-]+)", "', source("batch/model/exception_change.c"), re.M))
        self.assertEqual(set(told), {"desks_short.c", "foresight.c", "houses.c", "night.c", "unconfirmed.c"})
        self.assertEqual(set().union(*told.values()), counting - {"set-left-out"})

    def test_the_manual_pages_have_what_verify_finds(self):
        paths = ("batch/ledger/seal_check.c", "batch/command/verify.c")
        found = {code for path in paths for code in re.findall(r'phrase\(\s*"([a-z]+-[a-z]+): ', source(path))}
        self.assertLessEqual({"row-changed", "row-unfounded", "seal-missing", "chain-cut"}, found)
        for page in ("cron/man/kigen-codes.7", "cron/man/ja/kigen-codes.7"):
            self.assertEqual(set(re.findall(r"^\.It Cm ((?:row|seal|chain)-\S+)\n\S", source(page), re.M)), found, page)

    def test_a_code_without_words_or_words_without_a_code_make_no_page(self):
        words = source("cron/man/codes.words")
        for change, expected in ((words.replace("limit dues-new\n", "#\n"), "no words for limit dues-new"),
                                 (words.replace("stop lapsed\n", "stop elapsed\n"), "elapsed is no code"),
                                 (words.replace("odd birth-unknown\n", "odd birth-unknown\nodd expiry-unknown\n"), "nothing is said of birth-unknown")):
            path = os.path.join(self.folder, "codes.words")
            with open(path, "w", encoding="utf-8") as file:
                file.write(change)
            kind = {"l": "limit", "e": "stop", "n": "odd"}[expected.split("no words for ")[-1][0]]
            made = subprocess.run(["sh", os.path.join(ROOT, "cron/man/codes.sh"), kind, path], capture_output=True, text=True)
            self.assertEqual(made.returncode, 1)
            self.assertIn(expected, made.stderr)

    def test_the_report_has_a_japanese_sentence_for_every_code(self):
        says = dict(re.findall(r'<say key="([^"]*)">([^<]*)</say>', source("templates/report.xml")))
        reasons, limits = table("batch/model/due.c", "reason_words"), table("batch/night/limits.c", "limit_codes")
        exceptions = self.written() - (reasons - {"glyph"}) - limits - {
            code for code in self.written() if code.startswith("layer-")}
        self.assertGreater(len(exceptions), 30)
        self.assertEqual({key.split(".", 1)[1] for key in says if key.startswith("exception.")} - {"other"}, exceptions)
        self.assertEqual({key.split(".", 1)[1] for key in says if key.startswith("reason.")}, reasons)
        for key, text in says.items():
            self.assertNotRegex(re.sub("`[^`]*`", "", text), r"[a-z]{4}", key)

    def test_the_sums_balance_on_every_night_of_a_city_with_every_case(self):
        path = os.path.join(self.folder, "made.xml")
        subprocess.run([MAKE_REGISTER, "--residents", "2500", "--seed", "4", "--as-of", "2026-11-20", "--out", path], check=True)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.small_office(**{'vanish-permille="20"': 'vanish-permille="1000"'})
        seen = collections.Counter()
        for number, (as_of, date) in enumerate((("2026-11-20", "2026-11-21"), ("2026-11-22", "2026-11-23"),
                                                ("2026-11-23", "2026-11-24"), ("2026-12-04", "2026-12-05"))):
            night = self.write(self.changed(text, number).replace('as-of="2026-11-20"', f'as-of="{as_of}"'), as_of)
            self.run_night(night, date, expect=1 if number > 0 else 0)
            self.contract(date)
            seen += self.balance(date, len(BROKEN) if number > 0 else 0)
        for _, _, code in BROKEN:
            self.assertGreater(seen[code], 0, code)
        self.assertGreater(seen["vanished"], 0)
        self.assertGreater(len(seen), 15)

    def changed(self, text, number):
        """Of the city on its first night every resident; then some broken in each way, and some gone."""
        if number == 0:
            return text
        parts = re.split(r"(?=<resident )", text)
        tail = parts[-1][parts[-1].index("</resident>") + 11:]
        parts[-1] = parts[-1][:-len(tail)]
        head, residents = parts[0], parts[1:]
        due = [i for i, one in enumerate(residents) if 'expires="2027-0' in one and "<card " in one]
        for k, (old, new, _) in enumerate(BROKEN):
            i = [i for i in due if old in residents[i]][10 * number + k]
            residents[i] = residents[i].replace(old, new, 1)
        for i in [i for i in due if 'expires="2027-01' in residents[i]][-3 * number:]:  # in the window
            residents[i] = ""
        left = [one for one in residents if one]
        return re.sub(r'residents="\d+"', f'residents="{len(left)}"', head) + "".join(left) + tail

    def balance(self, date, broken):
        folder = self.night(date)
        with open(os.path.join(folder, "operators/summary.json"), encoding="utf-8") as file:
            summary = json.load(file)
        rows = self.table(date, "operators/dues.csv")
        outcomes = collections.Counter(row["outcome"] for row in rows)
        self.assertEqual(summary["read"], summary["decided"] + summary["aside"])
        self.assertEqual(summary["aside"], broken)
        for word in ("letter", "covered", "hand", "none"):
            self.assertEqual(summary[word], outcomes[word])
            self.assertEqual(summary[word], sum(matter[word] for matter in summary["matters"].values()))
            reasons = collections.Counter(row["reason"] for row in rows if row["outcome"] == word and row["reason"])
            self.assertEqual(summary["reasons"][word], dict(reasons))
            if word != "letter":  # an ordinary letter has none
                self.assertEqual(sum(reasons.values()), outcomes[word])
        self.assertEqual(len(rows), sum(outcomes.values()))
        hand, call = (self.table(date, f"operators/{name}.csv") for name in ("hand", "call"))
        self.assertEqual((summary["hand"], summary["hand_people"]), (len(hand), len({row["resident"] for row in hand})))
        self.assertEqual((summary["call"], summary["call_people"]), (len(call), len({row["resident"] for row in call})))
        codes = collections.Counter(row["code"] for row in self.table(date, "operators/exceptions.csv"))
        self.assertEqual(summary["exceptions"], dict(codes))
        self.assertEqual(broken, sum(count for code, count in codes.items()
                                     if code.startswith("field-") or code in ("text-misplaced", "certificate-twice")))
        with open(os.path.join(folder, "operators/report.html"), encoding="utf-8") as file:
            page = file.read()
        told = re.findall(r'<tr><th scope="row"><code>([a-z-]+)</code></th><td class="text">[^<]+</td>'
                          r'<td class="number[ a-z]*">([0-9,]+)</td><td class="number[ a-z]*">([0-9,]+)</td>', page)
        self.assertEqual({code: sum(int(count.replace(",", "")) for count in counts) for code, *counts in told}, dict(codes))
        with open(os.path.join(folder, "operators/kigen.prom"), encoding="utf-8") as file:
            metrics = dict(re.findall(r'kigen_exceptions\{code="([a-z-]+)"\} (\d+)', file.read()))
        self.assertEqual({code: int(count) for code, count in metrics.items()}, dict(codes))
        return codes


if __name__ == "__main__":
    unittest.main()
