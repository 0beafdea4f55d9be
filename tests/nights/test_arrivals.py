"""What arrives and how: ids that stand in no argument list, files that are none, and what is left where
others look: no list of residents' files, no core."""

import os
import subprocess
import time
import unittest

from city import KIGEN, Nights, certificates_due

NIGHT, EXPIRES = "2026-11-24", "2027-02-10"


class Arrivals(Nights):
    def setUp(self):
        super().setUp()
        self.small_office()

    def night_of_two(self):
        people = [certificates_due("A-1", EXPIRES),
                  certificates_due("B-2", EXPIRES, address=None, postal=None)]
        self.run_night(self.write(people, "2026-11-23"), NIGHT)

    def ask(self, *words, text, expect=0):
        answer = self.kigen(*words, "--office", self.office, "--ledger", self.ledger, "--date", "2026-11-25",
                            input=text.encode())
        self.assertEqual(answer.returncode, expect, (answer.stdout + answer.stderr).decode())
        return (answer.stdout + answer.stderr).decode()

    def test_ids_on_standard_input(self):
        self.night_of_two()
        self.assertEqual(self.ask("explain", "-", text=" A-1 \r\n"), self.ask("explain", "A-1", text=""))
        self.ask("explain", "-", text="nobody\n", expect=66)
        for nothing in ("", "\n", "x" * 200):
            self.assertIn("'-' takes one line", self.ask("explain", "-", text=nothing, expect=64))
        self.assertIn("resident B-2, address", self.ask("hand", "done", "-", "--reason", "address", text="B-2\n"))
        number = next(row["notice"] for row in self.table(NIGHT, "operators/dues.csv") if row["notice"])
        self.assertIn(number, self.ask("returned", "-", "--reason", "unknown", text=number + "\n"))
        self.assertIn("letters go again", self.ask("hand", "release", "-", "--reason", "returned", text="A-1"))

    def test_no_list_of_residents_files(self):
        self.night_of_two()
        with open(self.night(NIGHT) + "/residents/index.html", encoding="utf-8") as file:
            index = file.read()
        self.assertNotIn("href", index)
        with open(self.night(NIGHT) + "/SHA256SUMS", encoding="utf-8") as file:
            self.assertIn("  residents/index.html\n", file.read())
        self.contract(NIGHT)

    def test_files_that_never_end(self):
        """A FIFO with nobody at its other end, a device, a folder: named at once, and nothing waits."""
        home = os.path.dirname(self.office)
        register = self.write([certificates_due("1", EXPIRES)], "2026-11-23")
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        text = text.replace(os.path.abspath("templates"), home + "/templates")
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text)
        subprocess.run(["cp", "-r", os.path.abspath("templates"), home], check=True)
        for name in ("office.xml", "holidays.csv", "towns.csv", "templates/letter.xml", "templates/page.html",
                     "templates/text/ja.xml"):
            path = os.path.join(home, name)
            os.rename(path, path + ".kept")
            for make in (os.mkfifo, os.mkdir, lambda at: os.symlink("/dev/zero", at)):
                make(path)
                answer = self.kigen("check", "--office", self.office, "--register", register)
                self.assertIn(answer.returncode, (66, 78), name)
                self.assertIn(os.path.basename(name), (answer.stdout + answer.stderr).decode())
                os.rmdir(path) if os.path.isdir(path) else os.unlink(path)
            os.rename(path + ".kept", path)

    def test_a_tag_of_a_million_attributes(self):
        with open(self.office, encoding="utf-8") as file:
            text = file.read()
        with open(self.office, "w", encoding="utf-8") as file:
            file.write(text.replace("<sender ", "<sender " + " ".join('a%d=""' % at for at in range(300000)) + " "))
        start = time.monotonic()
        answer = self.kigen("check", "--office", self.office)
        self.assertEqual(answer.returncode, 78)
        self.assertIn("attributes", (answer.stdout + answer.stderr).decode())
        self.assertLess(time.monotonic() - start, 20)

    def test_no_core(self):
        """Whatever the limit was: while it reads, nothing would be left of its memory."""
        process = subprocess.Popen([KIGEN, "plan", "--office", self.office, "--ledger", self.ledger, "--date", NIGHT,
                                    "--register", "/dev/stdin"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            for _ in range(200):
                with open("/proc/%d/limits" % process.pid, encoding="utf-8") as file:
                    core = next(line for line in file if line.startswith("Max core file size")).split()
                if core[4:6] == ["0", "0"]:
                    break
                time.sleep(0.02)
            self.assertEqual(core[4:6], ["0", "0"])
        finally:
            process.kill()
            process.communicate()


if __name__ == "__main__":
    unittest.main()
