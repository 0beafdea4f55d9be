"""The lines that kigen-operation(7) has for web servers, each in a server of Debian's on this machine: a calendar file is
served as one, a page as one, both as UTF-8. A server that is not installed is not tried."""

import os
import re
import shutil
import subprocess
import tempfile
import time
import unittest
import urllib.request

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
PORT = 48731
NAME = "kAbC-_0123456789abcdef"


def lines_of(server):
    """The lines of the page's block for a server."""
    with open(os.path.join(ROOT, "cron/man/kigen-operation.7"), encoding="utf-8") as stream:
        found = re.search(rf"^\.Bd .*\n# {server}\n(.*?)\.Ed$", stream.read(), re.S | re.M)
    return found.group(1).replace("\\-", "-").replace("\\&", "")


NGINX = """daemon off; worker_processes 1; pid {at}/pid; error_log {at}/log;
events {{}}
http {{
    include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
    client_body_temp_path {at}/a; proxy_temp_path {at}/b; fastcgi_temp_path {at}/c; uwsgi_temp_path {at}/d; scgi_temp_path {at}/e;
    server {{ listen 127.0.0.1:{port}; root {at}/site;
        location /k/ {{
{lines}        }}
    }}
}}
"""

APACHE = """ServerRoot "{at}"
PidFile {at}/pid
ErrorLog {at}/log
Mutex file:{at}
Listen 127.0.0.1:{port}
ServerName 127.0.0.1
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
User www-data
Group www-data
TypesConfig /dev/null
AddType text/html .html
DocumentRoot {at}/site
<Directory {at}/site>
    Require all granted
{lines}</Directory>
"""

CADDY = """{{
    admin off
    auto_https off
    storage file_system {at}/storage
}}
http://127.0.0.1:{port} {{
    root * {at}/site
{lines}    file_server
}}
"""


class Servers(unittest.TestCase):
    def setUp(self):
        self.at = tempfile.mkdtemp(prefix="kigen-web-")
        self.addCleanup(shutil.rmtree, self.at)
        os.makedirs(os.path.join(self.at, "site", "k"))
        for ending, words in (("ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), ("html", "<!DOCTYPE html><title>期限</title>")):
            with open(os.path.join(self.at, "site", "k", f"{NAME}.{ending}"), "w", encoding="utf-8", newline="") as stream:
                stream.write(words)
        subprocess.run(["chmod", "-R", "a+rX", self.at], check=True)

    def serve(self, configuration, server, *command):
        path = os.path.join(self.at, "configuration")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(configuration.format(at=self.at, port=PORT, lines=lines_of(server)))
        process = subprocess.Popen([word.format(path=path) for word in command], cwd=self.at, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env={**os.environ, "HOME": self.at})
        try:
            said = {}
            for ending in ("html", "ics"):
                said[ending] = self.header(process, f"http://127.0.0.1:{PORT}/k/{NAME}.{ending}")
        finally:
            process.terminate()
            process.wait(20)
        for ending, kind in (("html", "text/html"), ("ics", "text/calendar")):
            self.assertEqual(said[ending][0].lower().replace(" ", ""), kind + ";charset=utf-8", server)
            self.assertIsNone(said[ending][1])

    def header(self, process, address):
        for _ in range(200):
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    return answer.headers["Content-Type"], answer.headers["Content-Disposition"]
            except urllib.error.URLError as error:
                if process.poll() is not None or isinstance(error, urllib.error.HTTPError):
                    raise
                time.sleep(0.1)
        self.fail("the server does not answer")

    @unittest.skipUnless(shutil.which("nginx"), "no nginx here")
    def test_nginx(self):
        self.serve(NGINX, "nginx", "nginx", "-p", self.at, "-c", "{path}")

    @unittest.skipUnless(shutil.which("apache2"), "no Apache here")
    def test_apache(self):
        self.serve(APACHE, "Apache", "apache2", "-f", "{path}", "-DFOREGROUND")

    @unittest.skipUnless(shutil.which("caddy"), "no Caddy here")
    def test_caddy(self):
        self.serve(CADDY, "Caddy", "caddy", "run", "--adapter", "caddyfile", "--config", "{path}")


if __name__ == "__main__":
    unittest.main()
