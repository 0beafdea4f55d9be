"""The operators' page as they see it: a city's first night and those after it, in Chromium on screens of three widths, in
dark and on paper; axe and tidy find nothing; the verdict is that of the night; and the same ledger gives the same bytes."""

import html.parser
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import unittest
from unittest import mock

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "nights"))

from city import KIGEN, MAKE_REGISTER, certificates_due, register as written  # noqa: E402

ROOT = os.path.join(HERE, os.pardir, os.pardir)
AXE = os.path.join(HERE, os.pardir, "node_modules", "axe-core", "axe.min.js")
OFFICE = os.path.join(ROOT, "cron/kasugai.xml")
DARK = "(prefers-color-scheme: dark)"
NIGHTS = ("2026-11-24", "2026-11-25", "2026-11-26")

HARNESS = """<!DOCTYPE html><html lang="en"><title>harness</title><pre id="told"></pre><script>
const told = {};
async function inspect(address, width) {
  const frame = document.createElement("iframe");
  frame.style = `width:${width}px;height:800px;border:0`;
  const loaded = new Promise((resolve) => frame.onload = resolve);
  frame.src = address;
  document.body.append(frame);
  await loaded;
  const inner = frame.contentWindow;
  await new Promise((resolve) => {
    const script = inner.document.createElement("script");
    script.src = "/axe.js";
    script.onload = resolve;
    inner.document.head.append(script);
  });
  // A column that the others have pressed together shows a sign or two a line.
  const pressed = [...inner.document.querySelectorAll("th, td")].filter((cell) => {
    const range = inner.document.createRange();
    range.selectNodeContents(cell);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
    return lines > 2 && cell.textContent.length < 3 * lines;
  });
  const found = await inner.axe.run(inner.document, {resultTypes: ["violations", "incomplete"]});
  told[address + "@" + width] = {
    pressed: pressed.map((cell) => cell.textContent),
    wide: inner.document.documentElement.scrollWidth, passes: found.passes.length,
    ground: inner.getComputedStyle(inner.document.body).backgroundColor,
    violations: found.violations.map((rule) => rule.id + ": " + rule.nodes.map((node) => node.html).join(" | ")),
    unsure: found.incomplete.map((rule) => rule.id)};
  frame.remove();
}
(async () => {
  for (const address of PAGES) for (const width of [1280, 768, 360]) await inspect(address, width);
  document.getElementById("told").textContent = JSON.stringify(told);
})();
</script></html>"""


def browse(*options):
    return subprocess.run(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                           "--user-data-dir=" + os.path.join(folder.name, "profile"), *options],
                          check=True, capture_output=True, text=True, timeout=400).stdout


def kigen(*words, expect=(0, 1)):
    said = subprocess.run([KIGEN, *words], capture_output=True, text=True)
    assert said.returncode in expect, said
    return said


def run_night(date, register, expect=(0, 1), **others):
    options = {"office": OFFICE, "ledger": os.path.join(folder.name, "ledger.db"), "out": os.path.join(folder.name, "out"), **others}
    return kigen("run", "--date", date, "--register", register, *(word for name, value in options.items()
                 for word in ("--" + name, value)), expect=expect)


def path_of(night):
    return os.path.join(folder.name, "out", night, "operators/report.html")


def read(path):
    with open(path, encoding="utf-8") as stream:
        return stream.read()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, _, name = self.path.lstrip("/").partition("/")
        if kind == "axe.js":
            body = read(AXE)
        elif kind == "harness":
            body = HARNESS.replace("PAGES", json.dumps([f"/{mode}/{name}" for name in sorted(pages) for mode in ("light", "dark")]))
        else:
            body = (read(pages[name]) if name in pages else "").replace("<details ", "<details open ")  # what is folded too
            if kind == "dark":
                body = body.replace(DARK, "all")
        raw = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if kind == "axe.js" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_):
        pass


def setUpModule():
    """A city of 3,000 with every named case: on its first night all is new, on its last nothing is, and the desk knows each
    second exception; an empty one besides."""
    global folder, pages, told
    folder = tempfile.TemporaryDirectory()
    register = os.path.join(folder.name, "register.xml")
    subprocess.run([MAKE_REGISTER, "--residents", "3000", "--seed", "1", "--as-of", "2026-11-23", "--out", register], check=True)
    for night, as_of in zip(NIGHTS, ("2026-11-23", "2026-11-24", "2026-11-25")):
        dated = os.path.join(folder.name, as_of + ".xml")
        with open(dated, "w", encoding="utf-8") as stream:
            stream.write(read(register).replace('as-of="2026-11-23"', f'as-of="{as_of}"'))
        run_night(night, dated)
        for mailing in re.findall(r"^(20\S+)", kigen("mailing", "list", "--ledger", os.path.join(folder.name, "ledger.db"),
                                                    "--office", OFFICE, "--date", night).stdout, re.M):
            kigen("mailing", "posted", mailing, "--ledger", os.path.join(folder.name, "ledger.db"), "--office", OFFICE,
                  "--date", night, "--on", night, "--why", "posted", expect=(0, 1, 64, 65, 66))
        if night == NIGHTS[0]:
            desk = ("--ledger", os.path.join(folder.name, "ledger.db"), "--office", OFFICE, "--date", night)
            standing = re.findall(r"^(\d+)\t", kigen("exception", "list", *desk).stdout, re.M)
            kigen("exception", "acknowledge", *standing[::2], *desk, "--why", "確認済み <届出のとおり>", "--by", "窓口", expect=(0,))
    pages = {night: path_of(night) for night in (NIGHTS[0], NIGHTS[-1])}
    pages["letters"] = letters_that_are_over()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        dom = browse("--virtual-time-budget=600000", "--dump-dom", f"http://127.0.0.1:{server.server_address[1]}/harness")
    finally:
        server.shutdown()
        server.server_close()
    text = re.search(r'<pre id="told">(.*?)</pre>', dom, re.S).group(1)
    told = json.loads(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def letters_that_are_over():
    """The last page of another city, of which is known what became of its letters."""
    aside = {name: os.path.join(folder.name, "letters-" + name) for name in ("ledger", "out")}
    people = [certificates_due(f"{at}", "2027-02-05") for at in range(1, 9)]
    for night, as_of in (("2026-11-24", "2026-11-23"), ("2027-02-21", "2027-02-20")):
        path = os.path.join(folder.name, "letters.xml")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(written(people, as_of))
        run_night(night, path, **aside)
    return os.path.join(aside["out"], night, "operators/report.html")


def tearDownModule():
    folder.cleanup()


class Screen(unittest.TestCase):
    def test_every_part_was_looked_at(self):
        drawn = "".join(read(path) for path in pages.values())
        for part in ("<polyline", "<rect width", "<rect x=", 'class="message"'):
            self.assertTrue(part in drawn, part)

    def test_axe_finds_nothing_in_light_and_dark_at_three_widths(self):
        self.assertEqual(len(told), len(pages) * 2 * 3)
        for address, seen in told.items():
            with self.subTest(address):
                self.assertEqual(seen["violations"], [])
                self.assertEqual(seen["pressed"], [])
                self.assertNotIn("color-contrast", seen["unsure"])
                self.assertGreater(seen["passes"], 15)

    def test_the_page_is_never_wider_than_its_screen(self):
        for address, seen in told.items():
            with self.subTest(address):
                self.assertLessEqual(seen["wide"], int(address.rpartition("@")[2]))

    def test_dark_is_dark(self):
        for address, seen in told.items():
            light = sum(int(part) for part in re.findall(r"\d+", seen["ground"])[:3]) / 3 > 128
            self.assertEqual(light, address.startswith("/light/"), address)


class Paper(unittest.TestCase):
    def test_it_prints_on_a_few_sheets_of_a4(self):
        for name, most in ((NIGHTS[0], 7), (NIGHTS[-1], 6)):
            with self.subTest(name):
                pdf = os.path.join(folder.name, name + ".pdf")
                browse("--no-pdf-header-footer", "--print-to-pdf=" + pdf, "file://" + pages[name])
                said = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
                self.assertRegex(said, r"A4")
                self.assertLessEqual(int(re.search(r"(?m)^Pages:\s+(\d+)$", said).group(1)), most)
                text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
                self.assertIn("次にすること", text.replace(" ", ""))


class Source(unittest.TestCase):
    def test_tidy_finds_nothing(self):
        for name, path in pages.items():
            with self.subTest(name):
                said = subprocess.run(["tidy", "-q", "-e", "--drop-empty-elements", "no", path], capture_output=True, text=True)
                self.assertEqual([line for line in said.stderr.splitlines() if "Error" in line or "Warning" in line], [])

    def test_every_element_that_begins_ends(self):
        class Reader(html.parser.HTMLParser):
            def __init__(self):
                super().__init__()
                self.open = []

            def handle_starttag(self, tag, attrs):
                if tag not in ("meta", "br"):
                    self.open.append(tag)

            def handle_startendtag(self, tag, attrs):
                assert tag in ("br", "rect", "circle", "polyline"), tag

            def handle_endtag(self, tag):
                assert self.open.pop() == tag, tag

        for name, path in pages.items():
            with self.subTest(name):
                reader = Reader()
                reader.feed(read(path))
                self.assertEqual(reader.open, [])

    def test_nobody_is_named(self):
        """No name, kana, address or building of the register stands on any page."""
        words = set()
        for value in re.findall(r"<(?:name|kana|alias|lines|building)>([^<]+)<", read(os.path.join(folder.name, "register.xml"))):
            words.add(value.strip())
        self.assertGreater(len(words), 1000)
        for name, path in pages.items():
            page = read(path)
            self.assertEqual([word for word in words if len(word) > 3 and word in page], [], name)

    def test_it_is_made_again_byte_for_byte_after_later_nights_and_desk_work(self):
        for night in NIGHTS:
            before = read(path_of(night))
            os.rename(os.path.join(folder.name, "out", night), os.path.join(folder.name, "moved-" + night))
            run_night(night, os.path.join(folder.name, "2026-11-25.xml"))
            self.assertEqual(read(path_of(night)), before, night)


class Nights(unittest.TestCase):
    def verdict(self, night):
        return re.search(r'<div class="verdict (\w+)">', read(path_of(night))).group(1)

    def test_all_is_new_on_the_first_night_and_known_on_the_next(self):
        first, last = read(path_of(NIGHTS[0])), read(path_of(NIGHTS[-1]))
        self.assertEqual(self.verdict(NIGHTS[0]), "act")
        self.assertEqual(self.verdict(NIGHTS[-1]), "well", re.findall('<li class="urgent">.*', last))
        self.assertIn("新しい例外", first.split('id="exceptions"')[1].split("</section>")[0])
        self.assertIn("ありません。", first.split('id="known"')[1])
        self.assertIn("新しい例外(0件)", last)
        self.assertNotIn("<polyline", first)
        self.assertGreater(last.count("<polyline"), 10)

    def test_what_the_page_counts_is_what_the_lists_have(self):
        for night in NIGHTS:
            page, at = read(path_of(night)), os.path.join(folder.name, "out", night, "operators/")
            with open(at + "summary.json", encoding="utf-8") as stream:
                summary = json.load(stream)
            with self.subTest(night):
                rows = sum(1 for _ in open(at + "exceptions.csv", encoding="utf-8-sig")) - 1
                self.assertEqual(len(re.findall('<td class="message">', page)), rows)
                known, _, resting = page.split('id="known"')[1].partition("<details")
                self.assertEqual([len(re.findall('<td class="message">', part)) for part in (known, resting)],
                                 [summary["exceptions_known"], summary["exceptions_resting"]])
                self.assertEqual(summary["exceptions_resting"] > 5, night != NIGHTS[0])
                self.assertEqual(resting.count("窓口が了承: 確認済み &lt;届出のとおり&gt;"), summary["exceptions_resting"])
                self.assertEqual("了承: 確認済み" in known, night != NIGHTS[0])
                places = page.split('id="places"')[1].split("</section>")[0]
                taken = int(re.search(r"予約の枠([\d,]+)/", places).group(1).replace(",", ""))
                self.assertGreaterEqual(taken, sum(one["agenda"] for one in summary["counters"].values()))
                load = page.split('id="load"')[1].split("</section>")[0]
                weeks, counters = (re.findall("<tr><th scope=\"row\">(.*?)</tr>", part) for part in load.split("<h3>"))
                self.assertEqual((len(weeks), len(counters)), (26, 27))
                people = [int(re.search(r"<td class=\"number\">([\d,]+)<", row).group(1).replace(",", "")) for row in weeks]
                figures = [[int(figure.replace(",", "")) for figure in re.findall(r">([\d,]+)</td>", row)] for row in counters]
                self.assertEqual([sum(row[:-1]) for row in figures], [*people, sum(people)])
                self.assertEqual([row[-1] for row in figures], [*people, sum(people)])
                self.assertEqual([sum(column) for column in zip(*figures[:-1])], figures[-1])


class Command(unittest.TestCase):
    """kigen report, and the page about a run that failed."""

    def setUp(self):
        self.ledger = os.path.join(folder.name, "ledger.db")
        self.out = os.path.join(folder.name, "out")
        self.failed = os.path.join(self.out, "failed.html")
        self.register = os.path.join(folder.name, "2026-11-25.xml")
        self.cut = os.path.join(folder.name, "cut.xml")
        with open(self.cut, "w", encoding="utf-8") as stream:
            stream.write(read(self.register)[:-5000])

    def report(self, *words, expect=(0,)):
        return kigen("report", *words, "--office", OFFICE, "--ledger", self.ledger, expect=expect).stdout

    def test_it_prints_what_the_folder_has(self):
        for night in NIGHTS:
            self.assertEqual(self.report(night), read(path_of(night)))
        self.assertEqual(self.report(), read(path_of(NIGHTS[-1])))

    def test_a_night_that_there_is_not(self):
        self.assertEqual(self.report("2026-11-20", expect=(66,)), "")
        self.assertEqual(self.report("yesterday", expect=(64,)), "")

    def test_the_index_has_a_row_and_a_link_for_each_night(self):
        page = self.report("--all")
        links = re.findall(r'href="([^"]*)"', page)
        self.assertEqual(links, [night + "/operators/report.html" for night in reversed(NIGHTS)])
        for link in links:
            self.assertTrue(os.path.exists(os.path.join(self.out, link)))

    def test_a_run_that_fails_leaves_a_page_until_one_is_done(self):
        for options, register, status, words in (
                ({}, self.cut, 65, "住民データを受け付けなかった"), ({}, self.cut + "none", 66, "ファイルがない"),
                ({"office": self.cut}, self.register, 78, "<pre>"),
                ({"accept": "export-later"}, self.register, 64, None)):
            with self.subTest(status=status):
                before = read(self.ledger + ".sum")
                with mock.patch.dict(os.environ, LANG="ja_JP.UTF-8", LC_ALL=""):  # the page's words and the program's
                    said = run_night("2026-11-27", register, expect=(status,), **options)
                self.assertEqual(read(self.ledger + ".sum"), before)
                self.assertEqual(os.path.exists(self.failed), words is not None)
                if words is not None:
                    page = read(self.failed)
                    self.assertIn("✕ 失敗", page)
                    self.assertIn("2026年11月27日(金)", page)
                    self.assertIn(words, page)
                    self.assertIn(f"終了コード {status}。", page)
                    told = said.stderr.partition("kigen run: ")[2].strip()
                    self.assertIn(told.partition("\n")[0].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), page)
                    tidy = subprocess.run(["tidy", "-q", "-e", "--drop-empty-elements", "no", self.failed], capture_output=True, text=True)
                    self.assertEqual(tidy.stderr, "")
                run_night(NIGHTS[-1], self.register)
                self.assertFalse(os.path.exists(self.failed))

    def test_a_failure_is_none_the_worse_where_no_page_can_be(self):
        """No folder, or one whose place for the page is taken by something else: the same end, and nothing is left."""
        elsewhere = os.path.join(folder.name, "elsewhere")
        first = run_night("2026-11-27", self.cut, expect=(65,), out=elsewhere)
        self.assertFalse(os.path.exists(elsewhere))
        os.makedirs(os.path.join(elsewhere, "failed.html", "mine"))
        again = run_night("2026-11-27", self.cut, expect=(65,), out=elsewhere)
        self.assertEqual(again.stderr, first.stderr)
        self.assertEqual(sorted(os.listdir(elsewhere)), ["counters", "failed.html"])
        self.assertEqual(os.listdir(os.path.join(elsewhere, "failed.html")), ["mine"])


if __name__ == "__main__":
    unittest.main()
