"""The residents' pages in a browser: headless Chromium at the width of a phone and of a desk, without a
network but for a server on this machine that writes down what is asked of it; on paper; and by tidy."""

import glob
import http.server
import json
import os
import re
import subprocess
import tempfile
import threading
import unittest

BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
WIDTHS = {"phone": (390, 844), "desk": (1280, 800)}
CONTRAST = 4.5  # WCAG 2.2, 1.4.3
TARGET = 44  # CSS pixels, WCAG 2.2, 2.5.5
LIMIT = 120  # seconds; a browser on a busy machine

# Loads every page in a frame of each width, follows its switch, and tells what it sees.
HARNESS = """<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><pre id="told"></pre><script>
const sizes = SIZES, pages = PAGES;
const shown = (element) => element.getClientRects().length > 0;
function light(color) {
  const part = color.match(/[\\d.]+/g).slice(0, 3).map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}
function ground(element, view) {
  for (; element; element = element.parentElement) {
    const color = view.getComputedStyle(element).backgroundColor;
    if (color !== "rgba(0, 0, 0, 0)") return color;
  }
  return "rgb(255, 255, 255)";
}
function contrast(page, view) {
  let worst = 21;
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(element)) continue;
    const pair = [light(view.getComputedStyle(element).color), light(ground(element, view))].sort((a, b) => b - a);
    worst = Math.min(worst, (pair[0] + 0.05) / (pair[1] + 0.05));
  }
  return worst;
}
function look(page, view) {
  const root = page.documentElement;
  return {
    articles: [...page.querySelectorAll("article")].filter(shown).map((article) => article.lang),
    width: root.scrollWidth - root.clientWidth,
    contrast: contrast(page, view),
    smallest: Math.min(...[...page.querySelectorAll("nav a, .button")].filter(shown).map((a) => a.getBoundingClientRect().height)),
    type: Math.min(...[...page.querySelectorAll("main *:not(rt):not(rp)")].filter(shown).map((e) => parseFloat(view.getComputedStyle(e).fontSize))),
    links: [...page.querySelectorAll("a")].filter(shown).map((a) => a.getAttribute("href")),
    headings: [...page.querySelectorAll("h1")].filter(shown).length,
  };
}
async function visit(name, size) {
  const frame = document.createElement("iframe");
  frame.style = `width:${size[0]}px;height:${size[1]}px;border:0`;
  const loaded = new Promise((resolve) => frame.onload = resolve);
  frame.src = name;
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument, view = frame.contentWindow;
  const told = {lang: page.documentElement.lang, first: look(page, view)};
  const link = [...page.querySelectorAll("nav a")].find(shown);
  if (link) {
    const turn = new Promise((resolve) => view.onhashchange = resolve);
    link.click();
    await turn;
    told.switched = look(page, view);
    const back = [...page.querySelectorAll("nav a")].find(shown);
    const again = new Promise((resolve) => view.onhashchange = resolve);
    back.click();
    await again;
    told.back = look(page, view);
  }
  frame.remove();
  return told;
}
(async () => {
  const told = {};
  for (const name of pages) {
    told[name] = {};
    for (const [size, pixels] of Object.entries(sizes)) told[name][size] = await visit(name, pixels);
  }
  document.getElementById("told").textContent = JSON.stringify(told);
})().catch((error) => document.getElementById("told").textContent = JSON.stringify({error: String(error)}));
</script>"""


class Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments):
        super().__init__(*arguments, directory=residents)

    def do_GET(self):
        asked.append(self.path)
        if self.path != "/harness":
            super().do_GET()
            return
        body = HARNESS.replace("SIZES", json.dumps(WIDTHS)).replace("PAGES", json.dumps(pages)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def setUpModule():
    global scratch, residents, pages, asked, server, told
    scratch = tempfile.TemporaryDirectory()
    subprocess.run([os.path.join(BUILD, "sample-folder"), scratch.name, "night", "quiet", "0", "", "https://www.example.jp/k/"],
                   check=True, timeout=LIMIT)
    residents = os.path.join(scratch.name, "night", "residents")
    pages = sorted(os.path.basename(path) for path in glob.glob(os.path.join(residents, "*.html"))
                   if os.path.basename(path) != "index.html")
    asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    dom = browse("--virtual-time-budget=60000", "--dump-dom", address("harness"))
    told = json.loads(unescape(re.search(r'<pre id="told">(.*?)</pre>', dom, re.S).group(1)))


def tearDownModule():
    server.shutdown()
    server.server_close()
    scratch.cleanup()


def unescape(text):
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def address(name):
    return f"http://127.0.0.1:{server.server_address[1]}/{name}"


def browse(*options):
    """Chromium without a network: every name but this machine's is unknown to it."""
    with tempfile.TemporaryDirectory() as home:
        return subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
                               "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                               "--user-data-dir=" + home, *options],
                              check=True, capture_output=True, text=True, timeout=LIMIT).stdout


def read(name):
    with open(os.path.join(residents, name), encoding="utf-8") as stream:
        return stream.read()


class Browser(unittest.TestCase):
    def views(self):
        self.assertGreaterEqual(len(told), 8)
        for name, sizes in told.items():
            for size, seen in sizes.items():
                for state in ("first", "switched", "back"):
                    if state in seen:
                        with self.subTest(page=name, lang=seen["lang"], size=size, state=state):
                            yield seen, state, seen[state]

    def test_nothing_scrolls_sideways(self):
        for _, _, view in self.views():
            self.assertLessEqual(view["width"], 0)

    def test_text_stands_out_from_its_ground(self):
        for _, _, view in self.views():
            self.assertGreaterEqual(view["contrast"], CONTRAST)

    def test_what_is_pressed_is_large_enough_for_a_thumb(self):
        for _, _, view in self.views():
            self.assertGreaterEqual(view["smallest"], TARGET)

    def test_no_type_is_small(self):
        for _, _, view in self.views():
            self.assertGreaterEqual(view["type"], 16)

    def test_one_language_is_shown_and_the_switch_changes_it_and_back(self):
        languages = set()
        for seen, state, view in self.views():
            own = seen["lang"]
            languages.add(own)
            # Easy Japanese beside what is not Japanese, Japanese beside that.
            other = "ja" if own == "ja-x-easy" else "ja-x-easy"
            self.assertEqual(view["articles"], [other if state == "switched" else own])
            self.assertEqual(view["headings"], 1)
            self.assertEqual("switched" in seen, own != "ja")
        self.assertGreaterEqual(languages, {"ja", "en", "pt", "vi", "zh-Hans", "ko"})

    def test_there_is_one_calendar_file_and_one_telephone_to_press(self):
        for name, sizes in told.items():
            for seen in sizes.values():
                links = [link for link in seen["first"]["links"] if not link.startswith("#")]
                self.assertEqual(sorted(links), sorted([name[:-5] + ".ics", "tel:+81-568-85-6138"]))
                self.assertTrue(os.path.exists(os.path.join(residents, name[:-5] + ".ics")))

    def test_a_visit_asks_for_the_page_and_for_nothing_else(self):
        self.assertEqual(sorted(set(asked) - {"/harness"}), sorted("/" + name for name in pages))
        before = len(asked)
        browse("--dump-dom", address(pages[0]))
        self.assertEqual(asked[before:], ["/" + pages[0]])


class Paper(unittest.TestCase):
    def test_each_prints_on_one_sheet_without_what_only_a_screen_can_do(self):
        for name in pages:
            with self.subTest(name):
                pdf = os.path.join(scratch.name, "page.pdf")
                browse("--no-pdf-header-footer", "--print-to-pdf=" + pdf, address(name))
                self.assertRegex(subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout, r"(?m)^Pages:\s+1$")
                text = re.sub(r"\s", "", subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout)
                html = read(name)
                button = re.findall(r'<a class="button"[^>]*>(.*?)</a>', html)[-1]
                number = re.search(r"\d\d-\d{6}-\d", html).group()
                self.assertIn(number, text)
                self.assertNotIn(re.sub(r"\s", "", button), text)


class Source(unittest.TestCase):
    def test_tidy_finds_nothing_to_say(self):
        for name in pages:
            found = subprocess.run(["tidy", "-quiet", "-errors", "-utf8", os.path.join(residents, name)], capture_output=True, text=True)
            self.assertEqual((found.returncode, found.stderr), (0, ""), name)

    def test_no_script_nothing_from_elsewhere_no_index(self):
        for name in pages:
            html = read(name)
            self.assertNotRegex(html, r"(?i)<script|javascript:|\son[a-z]+=|src=|@import|url\(|https?://")
            self.assertIn("default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'", html)
            self.assertIn('<meta name="robots" content="noindex, nofollow, noarchive">', html)
            self.assertIn('<meta name="referrer" content="no-referrer">', html)

    def test_no_name_no_address_no_stay(self):
        for name in pages:
            for word in ("葛", "髙子", "在留", "入国", "residence card", "Residence", "在留卡", "재류", "zairyu", "cartão de residência", "lưu trú"):
                self.assertNotIn(word, read(name), name)


if __name__ == "__main__":
    unittest.main()
