"""The crontab's line and the service's ExecStart, run as they would be: installed, from another
working directory, with an empty environment."""

import os
import re
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../nights"))
from city import BUILD, Nights, Resident, card_due


def crontab_command():
    with open("cron/crontab", encoding="utf-8") as file:
        lines = [line for line in file if re.match(r"[0-9*]", line)]
    assert len(lines) == 1
    fields = lines[0].split(None, 6)
    assert fields[5] == "kigen", "the user"
    return fields[6].strip()


def service_command():
    with open("cron/kigen.service", encoding="utf-8") as file:
        return re.search(r"^ExecStart=(.*)$", file.read(), re.M).group(1)


class Cron(Nights):
    def setUp(self):
        super().setUp()
        self.root = os.path.join(self.folder, "root")
        done = subprocess.run(["make", "-s", "-o", "all", "install", f"DESTDIR={self.root}", f"BUILD={BUILD}"],
                              capture_output=True, text=True, check=False,
                              env={**os.environ, "MAKEFLAGS": "", "MAKEOVERRIDES": ""})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def trust_files_at_once(self):
        """As it is installed a file must have stood still for a minute, which no test waits for."""
        with open(os.path.join(self.root, "usr/share/kigen/exports/own.xml"), encoding="utf-8") as file:
            text = file.read().replace("<file ", '<file settle-seconds="0" ')
        with open(os.path.join(self.root, "etc/kigen/export.xml"), "w", encoding="utf-8") as file:
            file.write(text)
        office = os.path.join(self.root, "etc/kigen/office.xml")
        with open(office, encoding="utf-8") as file:
            text = file.read()
        with open(office, "w", encoding="utf-8") as file:
            file.write(text.replace("<files ", '<files export="export.xml" '))

    def run_as_scheduled(self, command):
        """As /bin/sh -c of cron: the installed files, nothing in the environment, in /."""
        folder = os.path.join(self.root, "srv/register-export")
        os.makedirs(folder)
        os.makedirs(os.path.join(self.root, "var/lib/kigen"))
        os.rename(self.write([card_due("1", "2027-02-10"), Resident("2")], "2026-11-23"),
                  os.path.join(folder, "register.xml"))
        self.trust_files_at_once()
        for path in ("/usr/bin/", "/usr/libexec/", "/var/lib/", "/etc/kigen", "/srv/"):
            command = command.replace(path, self.root + path)
        command += (f" --office {self.root}/etc/kigen/office.xml --ledger {self.root}/var/lib/kigen/ledger.db"
                    f" --out {self.root}/var/lib/kigen/out --date 2026-11-24")
        # Nothing is set but, in a build with sanitizers, what they are told.
        told = [f"{name}={os.environ[name]}" for name in ("LSAN_OPTIONS",) if name in os.environ]
        return subprocess.run(["/usr/bin/env", "-i", *told, "/bin/sh", "-c", command], cwd="/",
                              capture_output=True, text=True, timeout=120)

    def check(self, command):
        result = self.run_as_scheduled(command)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual(result.stderr, "kigen run: warning: the ledger holds no night yet: everybody "
                                        "with an open window is new\n")
        self.out = os.path.join(self.root, "var/lib/kigen/out")
        self.contract("2026-11-24")
        self.assertEqual(self.dues("2026-11-24")["1", "card"]["outcome"], "letter")

    def test_the_line_of_the_crontab(self):
        self.check(crontab_command())

    def test_the_service(self):
        self.check(service_command())

    def test_the_service_takes_residents_set_aside_for_done(self):
        with open("cron/kigen.service", encoding="utf-8") as file:
            self.assertIn("SuccessExitStatus=1\n", file.read())

    def test_an_office_that_is_there_is_kept(self):
        office = os.path.join(self.root, "etc/kigen/office.xml")
        with open(office, "a", encoding="utf-8") as file:
            file.write("<!-- ours -->\n")
        subprocess.run(["make", "-s", "-o", "all", "install", f"DESTDIR={self.root}", f"BUILD={BUILD}"], check=True,
                       env={**os.environ, "MAKEFLAGS": "", "MAKEOVERRIDES": ""}, capture_output=True)
        with open(office, encoding="utf-8") as file:
            self.assertTrue(file.read().endswith("<!-- ours -->\n"))


if __name__ == "__main__":
    unittest.main()
