"""kigen's letters: pages per CPU second, bytes a sheet and peak of memory, and ReportLab's on the same
content, as ratios of one run. A city of 310,000 (KIGEN_RESIDENTS) is made and its first night run;
its mailing is then printed again, once as it is (lifelike: the made register's languages) and once
of nothing but letters in two languages (the worst). What each does before the first sheet (fonts,
templates, the ledger) is taken off by a run with one sheet. ReportLab's content is read out of
kigen's own PDF: every block of text with its place and size, the QR code's text, the bars. Its fonts
are the same but for Chinese and Korean, whose outlines it cannot embed: it draws what the Japanese
font has of them. Nothing is asserted. usage: BUILD=build letters.py"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from xml.sax.saxutils import escape

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
RESIDENTS = os.environ.get("KIGEN_RESIDENTS", "310000")
SHEETS = int(os.environ.get("KIGEN_SHEETS", "400"))  # set against ReportLab
MANY = int(os.environ.get("KIGEN_SHEETS_FLAT", "10000"))
OFFICE = os.path.abspath("cron/kasugai.xml")
DAY, NIGHT = "2026-11-23", "2026-11-24"
SOME = (MANY // 50, MANY // 10, MANY)  # each printed
HERE = os.path.dirname(os.path.abspath(__file__))
XHTML = "{http://www.w3.org/1999/xhtml}"
MM = 72 / 25.4
FONTS = {
    "gothic": "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf",
    "gothic-bold": "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Bold.ttf",
    "latin": "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "latin-bold": "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf",
    "mincho": "/usr/share/fonts/truetype/ipamj/ipamjm.ttf",
}


def measured(command, expect=(0,)):
    """CPU seconds and the peak of memory in MiB of one process."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in expect:
        sys.exit("%s: status %d" % (command[0], os.waitstatus_to_exitcode(status)))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def font_of(x, y, size, text):
    if y < 57 * MM and x < 110 * MM:
        return "mincho"
    family = "gothic" if any(sign > "\u2e7f" for sign in text) else "latin"
    return family + ("-bold" if size > 11.2 else "")


def blocks_of(sheet):
    """x, y, width in points, size, font and text of each block."""
    found = []
    for block in sheet.iter(XHTML + "block"):
        lines = list(block.iter(XHTML + "line"))
        x, y = float(block.get("xMin")), float(block.get("yMin"))
        size = round(float(lines[0].get("yMax")) - float(lines[0].get("yMin")), 1)
        text = "".join(" ".join(word.text or "" for word in line.iter(XHTML + "word"))
                       for line in lines)
        text = re.sub("[\U000E0100-\U000E01EF]", "", text)  # ReportLab knows no selectors
        found.append((x, y, float(block.get("xMax")) - x + 2, size, font_of(x, y, size, text),
                      escape(text)))
    return found


def event_of(pdf, folder):
    """What the first QR code of these letters says."""
    image = os.path.join(folder, "page")
    for page in range(1, 20):
        subprocess.run(["pdftoppm", "-gray", "-r", "200", "-f", str(page), "-l", str(page),
                        "-singlefile", pdf, image], check=True)
        read = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable",
                               image + ".pgm"], capture_output=True, check=False)
        if read.returncode == 0:
            return read.stdout.decode()
    sys.exit("%s: no QR code on the first sheets" % pdf)


def content_of(pdf, folder):
    """What stands on each page of kigen's letters."""
    out = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True,
                         check=True).stdout.decode()
    out = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out)
    event = event_of(pdf, folder)
    pages = []
    for number, sheet in enumerate(xml.etree.ElementTree.fromstring(out).iter(XHTML + "page")):
        uid = "UID:%022d" % number
        pages.append({"blocks": blocks_of(sheet),
                      "code": re.sub(r"UID:.{22}", uid, event, count=1),
                      "number": "26-%06d-%d" % (number, number % 10),
                      "bars": "FD" + "FATDATDFTFADTFDATFADTDATFTADFDTATFDATADFTDAFTDATFADTFDATFTADTAFDT"[:63]
                              + "DF"})
    return {"fonts": FONTS, "pages": pages}


def make_city(folder):
    """A ledger whose night has the letters of a city."""
    register, ledger = os.path.join(folder, "register.xml"), os.path.join(folder, "ledger.db")
    subprocess.run([os.path.join(BUILD, "make-register"), "--residents", RESIDENTS, "--seed", "1",
                    "--as-of", DAY, "--out", register], check=True)
    measured([os.path.join(BUILD, "kigen"), "run", "--register", register, "--office", OFFICE,
              "--ledger", ledger, "--date", NIGHT, "--out", os.path.join(folder, "out"),
              "--quiet"], (0, 1))
    return ledger


def reportlab(pages, folder):
    """CPU seconds a sheet and bytes a sheet, all sheets and the QR code aside."""
    script, pdf = os.path.join(HERE, "reportlab_letters.py"), os.path.join(folder, "theirs.pdf")
    figures = {}
    for name, part in (("one", pages["pages"][:1]), ("all", pages["pages"]),
                       ("plain", [{**page, "code": ""} for page in pages["pages"]])):
        content = os.path.join(folder, "content.json")
        with open(content, "w", encoding="utf-8") as file:
            json.dump({**pages, "pages": part}, file)
        figures[name] = measured([sys.executable, script, content, pdf])[0], os.path.getsize(pdf)
    sheets = len(pages["pages"])
    start = figures["one"][0]
    return {name: ((figures[name][0] - start) / (sheets - 1), figures[name][1] / sheets)
            for name in ("all", "plain")}


def row(name, second, size):
    print(f"  {name:24}{1 / second:12.1f}{size:14.0f}")


def bench_mix(name, words, ledger, folder):
    """One mix: the same sheets by kigen and by ReportLab, then a long mailing by kigen alone."""
    pdf = os.path.join(folder, "ours.pdf")
    figures = {}
    for sheets in sorted({1, SHEETS, *SOME}):
        cpu, peak = measured([os.path.join(BUILD, "bench", "mailing"), OFFICE, ledger, NIGHT, pdf,
                              str(sheets), *words])
        figures[sheets] = cpu, peak, os.path.getsize(pdf)
        if sheets == SHEETS:
            pages = content_of(pdf, folder)
    start = figures[1][0]
    ours = (figures[SHEETS][0] - start) / (SHEETS - 1)
    theirs = reportlab(pages, folder)
    print(f"{name}, {SHEETS} sheets of the same content")
    print(f"  {'':24}{'pages/cpu s':>12}{'bytes a page':>14}")
    row("kigen", ours, figures[SHEETS][2] / SHEETS)
    row("ReportLab", *theirs["all"])
    row("ReportLab without QR", *theirs["plain"])
    print(f"  {'ratio':24}{theirs['all'][0] / ours:12.1f}"
          f"{figures[SHEETS][2] / SHEETS / theirs['all'][1]:14.2f}")
    for sheets in SOME:
        cpu, peak, size = figures[sheets]
        print(f"  kigen, {sheets} sheets: {(sheets - 1) / (cpu - start):.0f} pages/cpu s,"
              f" {size / sheets:.0f} bytes a page, {peak:.0f} MiB", flush=True)


def bench(folder):
    ledger = make_city(folder)
    bench_mix("a city's mailing", [], ledger, folder)
    bench_mix("two languages on every sheet", ["two"], ledger, folder)


def main():
    folder = tempfile.mkdtemp(prefix="kigen-bench-")
    try:
        bench(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
