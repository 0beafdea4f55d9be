"""Nights in a row with staff between them, and a folder that can be made again."""

import functools
import json
import os
import shutil
import subprocess
import sys

import jsonschema

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from city import KIGEN, Nights, tree_digest

LOOSE = {'vanish-permille="20"': 'vanish-permille="1000"'}


@functools.cache
def json_schema(name):
    """schemas/NAME.json, checked itself."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../schemas", name + ".json"), encoding="utf-8") as stream:
        schema = json.load(stream)
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def notice(year, serial):
    """A letter's number, by Luhn's check digit."""
    digits = f"{year:02}{serial:06}"
    total = sum(sum(map(int, str(int(digit) * (2 - place % 2)))) for place, digit in enumerate(reversed(digits)))
    return f"{digits[:2]}-{digits[2:]}-{-total % 10}"


class Desk(Nights):
    def setUp(self):
        super().setUp()
        self.small_office(**LOOSE)

    def desk(self, *words, date="2026-11-24", expect=0, stdin=None):
        """A command of staff on a day; what it said."""
        result = subprocess.run(
            [KIGEN, *words, "--office", self.office, "--ledger", self.ledger, "--date", date],
            input=stdin, capture_output=True, timeout=600)
        self.assertEqual(result.returncode, expect, (result.stdout + result.stderr).decode())
        if expect not in (0, 1):
            self.assertRegex(result.stderr.decode(), rf"^kigen {words[0]}")
        return result

    def shown(self, schema, *words, date="2026-11-24", expect=0):
        """What a command shows as JSON, which is as schemas/SCHEMA.json says."""
        shown = json.loads(self.desk(*words, "--json", date=date, expect=expect).stdout)
        jsonschema.validate(shown, json_schema(schema))
        return shown

    def listed(self, *words, date="2026-11-24"):
        """What a list gives as JSON: its one array."""
        schema = {"appointment": "appointments", "mailing": "mailings", "hand": "hand", "exception": "exceptions"}[words[0]]
        ((_, rows),) = self.shown(schema, *words, "list", date=date).items()
        return rows

    def log(self):
        return subprocess.run(
            ["sqlite3", "-readonly", self.ledger,
             "SELECT day, action, coalesce(notice, ''), resident, detail, who, why FROM desk ORDER BY id"],
            capture_output=True, check=True, text=True).stdout.splitlines()

    def stops(self, date):
        """stop.csv of a night: letter to mailing and reason."""
        for folder in ("mailroom", "operators"):
            if os.path.exists(os.path.join(self.night(date), folder, "stop.csv")):
                return {row["notice"]: (row["mailing"], row["reason"])
                        for row in self.table(date, folder + "/stop.csv")}
        raise AssertionError("no stop.csv")

    def numbers(self, date):
        """Who got which letter on a night."""
        return {row["resident"]: row["notice"] for row in self.table(date, "operators/dues.csv")
                if row["outcome"] == "letter"}

    def sheets(self, date):
        return [row["notice"] for row in self.table(date, "mailroom/manifest.csv")]

    def folders(self):
        """Every file of the nights' folders with the digest of its bytes: the counters' calendars beside them follow
        what the desk does (test_calendars.py)."""
        return {name: digest for name, digest in tree_digest(self.out).items() if not name.startswith("counters/")}

    def nights_made_again(self, register, date):
        """Every folder, made again from the ledger alone, is byte for byte what it was. `register`
        and `date` are those of the last night."""
        before = tree_digest(self.out)
        shutil.rmtree(self.out)
        subprocess.run(["sqlite3", self.ledger, "UPDATE night SET issued = 0"], check=True)
        self.run_night(register, date)
        self.assertEqual(tree_digest(self.out), before)
