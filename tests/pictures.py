"""The pictures that the READMEs show: a letter, the morning page and a counter's day sheet, of the city of `make demo`. The
same bytes each time on one machine: the secrets of the ledger, of which codes and tokens are made, are nothing but zeros here.
usage: BUILD=build pictures.py FOLDER"""

import collections
import os
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
FIRST, SECOND, COUNTER = "2026-11-24", "2026-12-11", "cityhall"


def run(*arguments, statuses=(0,)):
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=600)
    if done.returncode not in statuses:
        sys.exit(f"{arguments}: {done.returncode}\n{done.stderr}")


def live_through(folder):
    """Two nights, and what the mail room says between them."""
    ledger, register = os.path.join(folder, "ledger.db"), os.path.join(folder, "register.xml")
    with open(os.path.join(ROOT, "schemas/ledger.sql"), encoding="utf-8") as schema:
        kept = sqlite3.connect(ledger)
        kept.executescript(schema.read())
        kept.execute("INSERT INTO ledger (id, secret) VALUES (1, zeroblob(32))")
        kept.execute("INSERT INTO ratchet (id, key) VALUES (1, zeroblob(32))")
        kept.commit()
        kept.close()
    run(f"{BUILD}/make-register", "--residents", "20000", "--seed", "1", "--as-of", "2026-11-23", "--out", register)
    office = ("--office", "cron/kasugai.xml", "--ledger", ledger)
    out = os.path.join(folder, "out")
    run(f"{BUILD}/kigen", "run", *office, "--register", register, "--date", FIRST, "--out", out, statuses=(0, 1))
    run(f"{BUILD}/kigen", "mailing", "posted", FIRST, *office, "--date", "2026-11-25", "--by", "発送")
    with open(register, encoding="utf-8") as stream:
        text = stream.read().replace('as-of="2026-11-23"', 'as-of="2026-12-10"', 1)
    with open(register, "w", encoding="utf-8") as stream:
        stream.write(text)
    run(f"{BUILD}/kigen", "run", *office, "--register", register, "--date", SECOND, "--out", out, statuses=(0, 1))
    return out


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def draw(pdf, page, picture, dots=84):
    """A page of a PDF as a PNG of at most 16 colours, which is a quarter of what else it would be."""
    ppm = subprocess.run(["pdftoppm", "-r", str(dots), "-f", str(page), "-l", str(page), pdf], capture_output=True, check=True).stdout
    head, size, depth, pixels = ppm.split(b"\n", 3)
    assert (head, depth) == (b"P6", b"255")
    width, height = map(int, size.split())
    coarse = bytes(value // 17 * 17 for value in range(256))
    pixels = pixels.translate(coarse)
    colours = [pixels[i:i + 3] for i in range(0, len(pixels), 3)]
    palette = [colour for colour, _ in collections.Counter(colours).most_common(400)]
    # The commonest that differ enough; what is none of them is the nearest.
    chosen = []
    for apart in (48, 24, 0):
        for colour in palette:
            if len(chosen) < 16 and all(sum(abs(a - b) for a, b in zip(colour, other)) > apart for other in chosen):
                chosen.append(colour)
    nearest = {colour: min(range(len(chosen)), key=lambda i: sum((a - b) ** 2 for a, b in zip(colour, chosen[i]))) for colour in set(colours)}
    index = [nearest[colour] for colour in colours]
    lines = []
    for y in range(height):
        line = index[y * width:(y + 1) * width] + [0] * (width % 2)
        lines.append(b"\0" + bytes(line[i] << 4 | line[i + 1] for i in range(0, len(line), 2)))
    with open(picture, "wb") as stream:
        stream.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)) +
                     chunk(b"PLTE", b"".join(chosen)) + chunk(b"IDAT", zlib.compress(b"".join(lines), 9)) + chunk(b"IEND", b""))


def main(folder):
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        out = live_through(scratch)
        draw(os.path.join(out, FIRST, "mailroom/letters.pdf"), 2, os.path.join(folder, "letter.png"))
        draw(os.path.join(out, SECOND, "counters", COUNTER + ".pdf"), 1, os.path.join(folder, "day-sheet.png"))
        printed = os.path.join(scratch, "morning.pdf")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={scratch}/chromium",
            f"--print-to-pdf={printed}", "file://" + os.path.join(out, SECOND, "operators/report.html"))
        draw(printed, 1, os.path.join(folder, "morning-page.png"))


if __name__ == "__main__":
    main(sys.argv[1])
