"""What a night costs when many went before it: time, and what it adds to the ledger and to the folders.

A city of 20,000 (KIGEN_RESIDENTS) over 400 nights in a row (KIGEN_NIGHTS), of which some are printed: its residents
keep their cards, some leave each night, so that every line behind them is another one. Nothing is asserted.
usage: BUILD=build nights.py [FOLDER, kept afterwards]"""

import datetime
import glob
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
RESIDENTS = int(os.environ.get("KIGEN_RESIDENTS", "20000"))
NIGHTS = int(os.environ.get("KIGEN_NIGHTS", "400"))
OFFICE = os.path.abspath("cron/kasugai.xml")
FIRST = datetime.date(2026, 11, 24)
LEAVING = 3  # residents a night


def main():
    home = sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="kigen-nights-")
    os.makedirs(home, exist_ok=True)
    try:
        bench(home)
    finally:
        if len(sys.argv) == 1:
            shutil.rmtree(home)


def residents(home):
    path = os.path.join(home, "register.xml")
    subprocess.run([os.path.join(BUILD, "make-register"), "--residents", str(RESIDENTS), "--seed", "1",
                    "--as-of", FIRST.isoformat(), "--out", path], check=True)
    with open(path, "rb") as file:
        head, *blocks = re.split(rb"(?=<resident )", file.read())
    os.unlink(path)
    last, tail = blocks[-1].split(b"</register>")
    return head, [*blocks[:-1], last], b"</register>" + tail


def write_register(home, parts, day, number):
    head, blocks, tail = parts
    step = max(len(blocks) // 7, 1)
    gone = {(number * LEAVING + i) * step % len(blocks) + number for i in range(LEAVING)}
    parts[1][:] = [block for at, block in enumerate(blocks) if at not in gone]
    path = os.path.join(home, f"register-{day}.xml")
    head = re.sub(rb'as-of="[^"]*"', b'as-of="' + day.encode() + b'"', head)
    with open(path, "wb") as file:
        file.write(re.sub(rb'residents="\d+"', b'residents="%d"' % len(blocks), head))
        file.writelines(blocks)
        file.write(tail)
    return path


def night(home, path, day):
    ledger, out = os.path.join(home, "ledger.db"), os.path.join(home, "out")
    command = [os.path.join(BUILD, "kigen"), "run", "--office", OFFICE, "--quiet", "--ledger", ledger, "--out", out,
               "--date", day, "--register", path]
    before = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wall = time.monotonic() - before
    if done.returncode == 65 and (code := re.search(rb"--accept ([a-z-]+)", done.stderr)):
        before = time.monotonic()
        done = subprocess.run([*command, "--accept", code[1].decode(), "--why", "made up"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wall = time.monotonic() - before
    if done.returncode not in (0, 1):
        sys.exit(f"{day}: status {done.returncode}: {done.stderr.decode()}")
    return wall


def measure(folder):
    """Files and bytes on the disk."""
    files = size = 0
    for at, _, names in os.walk(folder):
        files += len(names)
        size += sum(os.lstat(os.path.join(at, name)).st_blocks for name in names) * 512
    return files, size


def tables(ledger):
    """The bytes of each table with its indices, the largest first; nothing where SQLite was built without dbstat."""
    with sqlite3.connect(ledger) as opened:
        try:
            return opened.execute("SELECT coalesce(s.tbl_name, d.name), sum(d.pgsize) FROM dbstat d LEFT JOIN"
                                  " sqlite_schema s ON s.name = d.name GROUP BY 1 ORDER BY 2 DESC LIMIT 8").fetchall()
        except sqlite3.OperationalError:
            return []


def bench(home):
    parts = residents(home)
    ledger, out = os.path.join(home, "ledger.db"), os.path.join(home, "out")
    told = {1, 2, 10, 50, 100, 200, 300, 400, NIGHTS}
    print(f"{RESIDENTS} residents\n{'night':>6}{'s':>8}{'ledger MB':>11}{'its files':>11}{'MB':>8}"
          f"{'all folders: files':>20}{'MB':>8}")
    total_files = total_size = 0
    recent = []
    for number in range(1, NIGHTS + 1):
        day = (FIRST + datetime.timedelta(number - 1)).isoformat()
        path = write_register(home, parts, day, number)
        wall = night(home, path, day)
        recent = [*recent[-4:], wall]
        os.unlink(path)
        if number in told:
            files, size = measure(os.path.join(out, day))
            total_files, total_size = measure(out)
            middle = sorted(recent)[len(recent) // 2]
            print(f"{number:6}{middle:8.2f}{os.path.getsize(ledger) / 1e6:11.2f}{files:11}{size / 1e6:8.2f}"
                  f"{total_files:20}{total_size / 1e6:8.1f}", flush=True)
    for name, size in tables(ledger):
        print(f"{name:20}{size / 1e6:8.2f} MB")


if __name__ == "__main__":
    main()
