"""The residents' pages for whoever reads them otherwise: axe, in Chromium, finds nothing in any
language and kind, in light and in dark; and each prints on one sheet."""

import glob
import http.server
import json
import os
import re
import subprocess
import tempfile
import threading
import unittest

BUILD = os.environ.get("BUILD", "build")
LIMIT = 400
AXE = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "node_modules", "axe-core", "axe.min.js")
DARK = "(prefers-color-scheme: dark)"

# The page as it is, but for its own policy, which would keep the inspector out.
INSPECT = """<script src="/axe.js"></script><script>
addEventListener("load", async () => {
  const found = await axe.run(document, {resultTypes: ["violations", "incomplete"]});
  parent.postMessage({
    passes: found.passes.length, ground: getComputedStyle(document.body).backgroundColor,
    violations: found.violations.map((rule) => rule.id + ": " + rule.nodes.map((node) => node.html).join(" | ")),
    unsure: found.incomplete.map((rule) => rule.id)}, "*");
});
</script></body>"""

HARNESS = """<!DOCTYPE html><html lang="en"><title>harness</title><pre id="told"></pre><script>
const told = {};
async function inspect(address) {
  const frame = document.createElement("iframe");
  frame.style = "width:360px;height:640px;border:0";
  const said = new Promise((resolve) => onmessage = (message) => resolve(message.data));
  frame.src = address;
  document.body.append(frame);
  told[address] = await said;
  frame.remove();
}
(async () => {
  for (const address of PAGES) await inspect(address);
  document.getElementById("told").textContent = JSON.stringify(told);
})();
</script></html>"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, _, name = self.path.lstrip("/").partition("/")
        if kind == "axe.js":
            with open(AXE, encoding="utf-8") as stream:
                body = stream.read()
        elif kind == "harness":
            body = HARNESS.replace("PAGES", json.dumps(asked))
        elif kind == "favicon.ico":
            body = ""
        else:
            body = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", read(name.partition("?")[0]))
            body = body.replace("</body>", INSPECT)
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


def read(name):
    with open(os.path.join(folder.name, name), encoding="utf-8") as stream:
        return stream.read()


def browse(*options):
    profile = os.path.join(folder.name, "profile")
    return subprocess.run(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                           "--user-data-dir=" + profile, *options], check=True, capture_output=True, text=True,
                          timeout=LIMIT).stdout


def setUpModule():
    global folder, pages, asked, told
    folder = tempfile.TemporaryDirectory()
    subprocess.run([os.path.join(BUILD, "sample-pages"), folder.name], check=True)
    pages = sorted(os.path.basename(path) for path in glob.glob(os.path.join(folder.name, "*.html")))
    # A certificate's page is like any other's. The switch shows the other language: once for each.
    some = [name for name in pages if re.search("-(card|stay).html", name)]
    asked = (["light/" + name for name in some] + ["dark/" + name for name in some if re.search("-(offered|cancelled)-card", name)]
             + [f"light/{name}?#{other(name)}" for name in some if "-offered-stay" in name and other(name)])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        dom = browse("--virtual-time-budget=600000", "--dump-dom", f"http://127.0.0.1:{server.server_address[1]}/harness")
    finally:
        server.shutdown()
        server.server_close()
    text = re.search(r'<pre id="told">(.*?)</pre>', dom, re.S).group(1)
    told = json.loads(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def tearDownModule():
    folder.cleanup()


def other(name):
    found = re.search(r'<nav [^>]*><a href="#([^"]*)"', read(name).rpartition("<article")[2])
    return found.group(1) if found else ""


class Axe(unittest.TestCase):
    def test_it_finds_nothing_on_any_page(self):
        self.assertEqual(set(told), set(asked))
        self.assertGreaterEqual(len(pages), 8 * 5 * 3)
        for address, seen in told.items():
            with self.subTest(address):
                self.assertEqual(seen["violations"], [])
                self.assertGreater(seen["passes"], 15)
                self.assertNotIn("color-contrast", seen["unsure"])

    def test_dark_is_dark(self):
        for address, seen in told.items():
            with self.subTest(address):
                light = sum(int(part) for part in re.findall(r"\d+", seen["ground"])[:3]) / 3 > 128
                self.assertEqual(light, address.startswith("light/"))


class Source(unittest.TestCase):
    def test_readings_are_ruby_and_no_control_character_is_left(self):
        for name in pages:
            with self.subTest(name):
                page = read(name)
                self.assertNotRegex(page, "[\x00-\x08\x0b-\x1f\x7f\ufff9-\ufffb]")
                self.assertEqual(page.count("<ruby>"), page.count("</ruby>"))
                self.assertEqual("<ruby>" in page, not name.startswith("ja-") or name.startswith("ja-x-easy"))
                self.assertNotIn("<", re.search(r"<title>(.*?)</title>", page).group(1))
                for value in re.findall(r'(?:aria-label|href|datetime)="([^"]*)"', page):
                    self.assertNotIn("<", value)
                if name.startswith("ja-x-easy"):
                    self.assertIn("<ruby>戸籍住民課<rp>(</rp><rt>こせきじゅうみんか</rt><rp>)</rp></ruby>", page)

    def test_who_does_not_read_japanese_is_offered_the_easy_one(self):
        for name in pages:
            with self.subTest(name):
                language = name.split("-offered")[0] if "-offered" in name else None
                if language:
                    self.assertEqual(other(name), {"ja": "", "ja-x-easy": "ja"}.get(language, "ja-x-easy"))

    def test_a_visitor_hears_of_hours_and_of_this_letter(self):
        for name in pages:
            with self.subTest(name):
                own = read(name).rpartition("<article")[2]
                self.assertRegex(own, r"<dd>[^<]*(<ruby>.*?</ruby>[^<]*)*8:30.*?<small>")
                self.assertEqual("<li><b>" in own, "-cancelled-" not in name)
                self.assertEqual('class="map" href="https://maps.example.jp/?q=35.2475,136.9722&amp;z=17"' in own,
                                 re.search("-(offered|moved)-", name) is not None)
                self.assertNotIn(" download", own)


class Paper(unittest.TestCase):
    def test_the_longest_of_each_language_prints_on_one_sheet(self):
        longest = {}
        for name in pages:
            language = re.sub(r"-(offered|moved|cancelled|required|free)-.*", "", name)
            longest[language] = max(longest.get(language, name), name, key=lambda each: len(read(each)))
        for name in longest.values():
            with self.subTest(name):
                pdf = os.path.join(folder.name, "page.pdf")
                browse("--no-pdf-header-footer", "--print-to-pdf=" + pdf, "file://" + os.path.join(folder.name, name))
                said = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
                self.assertRegex(said, r"(?m)^Pages:\s+1$")
                self.assertRegex(said, r"A4")


if __name__ == "__main__":
    unittest.main()
