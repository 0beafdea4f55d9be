"""kigen's letters against ReportLab's on the same content: pages per CPU second and bytes a page,
as ratios of one run. The content is read out of kigen's own PDF: every block of text with its place
and size, the same fonts, the QR code's text, the bars. What each does before the first page
(fonts, templates) is taken off by a run with one sheet. Nothing is asserted.
usage: BUILD=build letters.py"""

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
SHEETS = int(os.environ.get("KIGEN_SHEETS", "400"))
MANY = int(os.environ.get("KIGEN_SHEETS_FLAT", "10000"))
HERE = os.path.dirname(os.path.abspath(__file__))
XHTML = "{http://www.w3.org/1999/xhtml}"
MM = 72 / 25.4
FONTS = {
    "gothic": "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf",
    "gothic-bold": "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Bold.ttf",
    "mincho": "/usr/share/fonts/truetype/ipamj/ipamjm.ttf",
}


def measured(command):
    """CPU seconds and the peak of memory in MiB of one process."""
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit("%s: status %d" % (command[0], os.waitstatus_to_exitcode(status)))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def blocks_of(sheet):
    """x, y, width in points, size, font and text of each block."""
    found = []
    for block in sheet.iter(XHTML + "block"):
        lines = list(block.iter(XHTML + "line"))
        x, y = float(block.get("xMin")), float(block.get("yMin"))
        size = round(float(lines[0].get("yMax")) - float(lines[0].get("yMin")), 1)
        font = ("mincho" if y < 57 * MM and x < 110 * MM else
                "gothic-bold" if size > 11.2 else "gothic")
        text = "".join(" ".join(word.text or "" for word in line.iter(XHTML + "word"))
                       for line in lines)
        text = re.sub("[\U000E0100-\U000E01EF]", "", text)  # ReportLab knows no selectors
        found.append((x, y, float(block.get("xMax")) - x + 2, size, font, escape(text)))
    return found


def content_of(pdf, folder):
    """What stands on each page of kigen's letters."""
    out = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True,
                         check=True).stdout.decode()
    out = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", out)
    image = os.path.join(folder, "page")
    subprocess.run(["pdftoppm", "-gray", "-r", "200", "-l", "1", "-singlefile", pdf, image],
                   check=True)
    event = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable",
                            image + ".pgm"], capture_output=True, check=True).stdout.decode()
    pages = []
    for number, sheet in enumerate(xml.etree.ElementTree.fromstring(out).iter(XHTML + "page")):
        blocks = blocks_of(sheet)
        visit = any("コード" in block[5] for block in blocks)
        uid = "UID:%022d" % number
        pages.append({"blocks": blocks,
                      "code": re.sub(r"UID:.{22}", uid, event, count=1) if visit else "",
                      "bars": "FD" + "FATDATDFTFADTFDATFADTDATFTADFDTATFDATADFTDAFTDATFADTFDATFTADTAFDT"[:63]
                              + "DF"})
    return {"fonts": FONTS, "pages": pages}


def row(name, cpu, pages, size, extra=""):
    print(f"{name:12}{pages / cpu:12.1f}{size / pages:14.0f}{extra}")


def bench(folder):
    ours, theirs = os.path.join(folder, "kigen.pdf"), os.path.join(folder, "reportlab.pdf")
    sample = os.path.join(BUILD, "sample-letters")
    script = os.path.join(HERE, "reportlab_letters.py")
    content, single, plain = (os.path.join(folder, name + ".json")
                              for name in ("content", "one", "plain"))
    start, _ = measured([sample, "templates", ours, "1"])
    cpu, _ = measured([sample, "templates", ours, str(SHEETS)])
    pages = content_of(ours, folder)
    uncoded = [{**page, "code": ""} for page in pages["pages"]]
    for path, part in ((content, pages), (single, {**pages, "pages": pages["pages"][:1]}),
                       (plain, {**pages, "pages": uncoded})):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(part, file)
    their_start, _ = measured([sys.executable, script, single, theirs])
    their_cpu, _ = measured([sys.executable, script, content, theirs])
    plain_cpu, _ = measured([sys.executable, script, plain, theirs + ".plain"])
    size, their_size = os.path.getsize(ours), os.path.getsize(theirs)
    print(f"letters, {SHEETS} sheets of the same content")
    print(f"{'':12}{'pages/cpu s':>12}{'bytes a page':>14}")
    row("kigen", cpu - start, SHEETS, size)
    row("ReportLab", their_cpu - their_start, SHEETS, their_size)
    row("  without QR", plain_cpu - their_start, SHEETS, os.path.getsize(theirs + ".plain"))
    print(f"{'ratio':12}{(their_cpu - their_start) / (cpu - start):12.1f}{size / their_size:14.2f}")
    cpu, peak = measured([sample, "templates", ours, str(MANY // 10)])
    print(f"kigen alone: {MANY // 10} sheets {peak:.0f} MiB", end="")
    cpu, peak = measured([sample, "templates", ours, str(MANY)])
    print(f", {MANY} sheets {peak:.0f} MiB, {MANY / cpu:.0f} pages/cpu s, "
          f"{os.path.getsize(ours) / MANY:.0f} bytes a page")


def main():
    folder = tempfile.mkdtemp(prefix="kigen-bench-")
    try:
        bench(folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
