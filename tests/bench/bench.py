"""How long a night takes, as ratios to one bare parse of the same file in the same run.

A city of 310,000 (KIGEN_RESIDENTS) after its first night: the night that is measured is an
ordinary one. Every program is run in turn, several times; the medians are compared. Nothing is
asserted. usage: BUILD=build bench.py"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
RESIDENTS = os.environ.get("KIGEN_RESIDENTS", "310000")
RUNS = int(os.environ.get("KIGEN_RUNS", "5"))
OFFICE = os.path.abspath("cron/kasugai.xml")


def measured(command, expect=(0, 1)):
    """Wall and CPU seconds and the peak of memory in MiB of one process, pinned to one core."""
    before = time.monotonic()
    process = subprocess.Popen(["taskset", "-c", "0", *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - before
    if os.waitstatus_to_exitcode(status) not in expect:
        sys.exit(f"{command[0]}: status {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    home = tempfile.mkdtemp(prefix="kigen-bench-")
    try:
        bench(home)
    finally:
        shutil.rmtree(home)


def described(home, shape):
    """An office that reads the shape's sets, and their folder."""
    folder, office = os.path.join(home, shape), os.path.join(home, shape + ".xml")
    os.mkdir(folder)
    subprocess.run([os.path.join(BUILD, "make-register"), "--residents", RESIDENTS, "--seed", "1", "--as-of", "2026-11-24",
                    "--as", shape, "--out-dir", folder], check=True)
    cron = os.path.dirname(os.path.abspath(OFFICE))
    with open(os.path.join(cron, "exports", shape + ".xml"), encoding="utf-8") as file:
        text = re.sub(r' settle-seconds="\d+"', "", file.read()).replace("<file ", '<file settle-seconds="0" ')
    with open(os.path.join(home, f"export-{shape}.xml"), "w", encoding="utf-8") as file:
        file.write(text)
    with open(OFFICE, encoding="utf-8") as file:
        text = file.read()
    text = text.replace('holidays="holidays.csv"', f'holidays="{cron}/holidays.csv" export="export-{shape}.xml"')
    text = text.replace('towns="towns.csv"', f'towns="{cron}/towns.csv"')
    text = text.replace('templates="../templates"', f'templates="{os.path.dirname(cron)}/templates"')
    with open(office, "w", encoding="utf-8") as file:
        file.write(text)
    return office, folder


def bench(home):
    first, second = os.path.join(home, "first.xml"), os.path.join(home, "second.xml")
    ledger, after = os.path.join(home, "ledger.db"), os.path.join(home, "ledger-after-first.db")
    out = os.path.join(home, "out")  # out-0 and so on for the measured runs
    kigen = os.path.join(BUILD, "kigen")
    subprocess.run([os.path.join(BUILD, "make-register"), "--residents", RESIDENTS, "--seed", "1",
                    "--as-of", "2026-11-23", "--out", first], check=True)
    with open(first, "rb") as source, open(second, "wb") as target:
        head = source.read(65536).replace(b'as-of="2026-11-23"', b'as-of="2026-11-24"', 1)
        target.write(head)
        shutil.copyfileobj(source, target, 1 << 20)
    people, cards = os.path.join(home, "people.xml"), os.path.join(home, "cards.xml")
    subprocess.run([os.path.join(BUILD, "make-register"), "--residents", RESIDENTS, "--seed", "1",
                    "--as-of", "2026-11-24", "--out", people, "--cards", cards], check=True)
    common = ["--office", OFFICE, "--quiet", "--ledger", ledger]
    run = [kigen, "run", *common, "--out"]
    print(f"{RESIDENTS} residents, {os.path.getsize(second) / 1e6:.0f} MB")
    figures = measured([*run, out, "--date", "2026-11-24", "--register", first])
    print(f"first night, everything open at once: {figures[0]:.2f} s, {figures[2]:.0f} MiB")
    shutil.copy(ledger, after)

    programs = {
        "bare parse": [os.path.join(BUILD, "bench", "parse"), second],
        "validated read": [os.path.join(BUILD, "bench", "read"), second],
        "read two files": [os.path.join(BUILD, "bench", "read"), people, cards],
        "plan": [kigen, "plan", *common, "--date", "2026-11-25", "--register", second],
        "run": [*run, None, "--date", "2026-11-25", "--register", second],
    }
    programs["plan two files"] = [kigen, "plan", *common, "--date", "2026-11-25", "--register", people, "--cards", cards]
    for shape in ("standard", "vendor"):
        office, folder = described(home, shape)
        programs["plan " + shape] = [kigen, "plan", "--office", office, "--quiet", "--ledger", ledger,
                                     "--date", "2026-11-25", "--from", folder]
    walls = {name: [] for name in programs}
    cpus = {name: [] for name in programs}
    peaks = {}
    for turn in range(RUNS):
        # Each run writes a folder of its own, and none is removed before the end: ext4 steps over
        # every inode freed a moment ago, which costs whoever creates 10,000 files then seconds.
        folder = f"{out}-{turn}"
        for name, command in programs.items():
            shutil.copy(after, ledger)
            wall, cpu, peak = measured([word or folder for word in command])
            walls[name].append(wall)
            cpus[name].append(cpu)
            peaks[name] = peak
    print(f"{'':16}{'wall s':>8}{'cpu s':>8}{'wall ratio':>12}{'cpu ratio':>12}{'peak MiB':>10}")
    for name in programs:
        wall, cpu = statistics.median(walls[name]), statistics.median(cpus[name])
        ratio = statistics.median(a / b for a, b in zip(walls[name], walls["bare parse"]))
        cpu_ratio = statistics.median(a / b for a, b in zip(cpus[name], cpus["bare parse"]))
        print(f"{name:16}{wall:8.2f}{cpu:8.2f}{ratio:12.2f}{cpu_ratio:12.2f}{peaks[name]:10.0f}")
    for shape in ("standard", "vendor"):
        ratio = statistics.median(a / b for a, b in zip(cpus["plan " + shape], cpus["plan two files"]))
        print(f"{shape}'s sets: {ratio:.2f} times the plan of two files of our own")
    letters = os.path.join(folder, "2026-11-25", "mailroom", "manifest.csv")
    with open(letters, "rb") as file:
        print(f"letters of the measured night: {file.read().count(bytes([10])) - 1}")


if __name__ == "__main__":
    main()
