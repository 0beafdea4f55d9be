"""Holds `kigen plan` against the second formulation (second.py), column by column.

    compare.py [--residents N] [--seed S] [NIGHT…]

makes a city of so many residents (310,000) and as many strange ones as there are, once with the cards in
the register and once in a second file, and compares every night; the exit status tells whether all was
equal.
"""

import argparse
import collections
import csv
import datetime
import io
import os
import subprocess
import sys
import tempfile

import second
import strange
from city import KIGEN, MAKE_REGISTER, OFFICE

NIGHTS = ("2026-11-24", "2026-12-29", "2027-02-28", "2027-04-29", "2027-05-30", "2028-02-29")
DRAWN = ("glyph", "overflow")


def plan(office, register, night, cards=None):
    """What `kigen plan` prints without a ledger, as rows of all its columns."""
    command = [KIGEN, "plan", "--office", office, "--ledger", os.devnull + "/none", "--register", register,
               "--date", str(night)]
    result = subprocess.run(command + (["--cards", cards] if cards else []), capture_output=True)
    if result.returncode not in (0, 1):
        raise RuntimeError(result.stderr.decode())
    rows = list(csv.reader(io.StringIO(result.stdout.decode(), newline="")))
    if tuple(rows[0][:9]) != second.COLUMNS:
        raise RuntimeError("other columns: " + ",".join(rows[0]))
    return [tuple(row) for row in rows[1:]]


def wrong_places(office, rows, letters):
    """What is wrong with who got a place and where; letters: {resident: (first, last day)}."""
    placed = {row[0]: row for row in rows if row[9]}
    taken = collections.Counter((row[9], row[10]) for row in placed.values())
    for resident, row in placed.items():
        if resident not in letters or not row[7] <= row[10][:10] <= row[8]:
            yield "outside its days: " + ",".join(row)
    for (counter, start), count in taken.items():
        places = office.places_on(second.day_of(start[:10]), second.MATTERS)
        if count > places.get((counter, second.minutes(start[11:])), 0):
            yield f"{counter} has no {count} places at {start}"
    most = second.most_placed(office, list(letters.values()))
    if len(placed) != most:
        yield f"{len(placed)} of {len(letters)} letters have a place, {most} could"


def differences(office_path, residents, register, night, cards=None):
    """Lines that tell where the two differ, and how many rows were compared."""
    office = second.Office(office_path)
    told = plan(office_path, register, night, cards)
    undrawable = {row[0]: row[6] for row in told if row[6] in DRAWN}
    computed = second.decide(office, residents, second.day_of(str(night)), undrawable)
    letters = {row[0]: row[7:] for row in computed if row[7]}
    lines = list(wrong_places(office, told, letters))
    # Days for a visit stand beside an appointment only: whoever found every place taken has none.
    placed = {row[0] for row in told if row[9]}
    computed = [row if row[0] in placed else row[:7] + ("", "") for row in computed]
    rows = [row[:9] for row in told]
    if rows != sorted(rows):
        lines.append("not by resident, then matter")
    lines += ["kigen " + ",".join(row) for row in sorted(set(rows) - set(computed))]
    lines += ["rules " + ",".join(row) for row in sorted(set(computed) - set(rows))]
    return lines, len(rows)


def make(residents, seed, as_of, register, cards=None):
    """A city by make-register."""
    command = [MAKE_REGISTER, "--residents", str(residents), "--seed", str(seed), "--as-of", str(as_of),
               "--out", register]
    subprocess.run(command + (["--cards", cards] if cards else []), check=True)


def main():
    """The whole of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--residents", type=int, default=310000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("nights", nargs="*", default=NIGHTS)
    asked = parser.parse_args()
    differ = 0
    with tempfile.TemporaryDirectory(prefix="kigen-second-") as folder:
        register, cards = os.path.join(folder, "register.xml"), os.path.join(folder, "cards.xml")
        for count, night in enumerate(asked.nights):
            eve = datetime.date.fromisoformat(night) - second.DAY
            second_file = cards if count % 2 else None
            for name in ("city", "strange"):
                if name == "city":
                    make(asked.residents, asked.seed + count, eve, register, second_file)
                else:
                    strange.write(strange.strange(eve + second.DAY, asked.seed + count,
                                                  asked.residents // 10), eve, register, second_file)
                residents, read = second.read(register, second_file)
                lines, rows = differences(OFFICE, residents, register, night, second_file)
                print(f"{night} {name}: {read} residents, {rows} dues, {len(lines)} differences",
                      *lines[:20], sep="\n  ", flush=True)
                differ += len(lines)
    return differ > 0


if __name__ == "__main__":
    sys.exit(main())
