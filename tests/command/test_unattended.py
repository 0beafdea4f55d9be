"""What runs while nobody looks: the units and how little of the machine they are given, hooks before and after a night, cron's
script, the alert rules and the board; and twenty cities at once."""

import glob
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import unittest.mock

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.abspath(os.environ.get("BUILD", "build"))
CITY = os.path.join(ROOT, "cron/examples/ichinomiya")
HOOKS = os.path.join(ROOT, "cron/hooks")


def write(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)
    os.chmod(path, mode)
    return path


def read(path):
    with open(path, encoding="utf-8") as stream:
        return stream.read()


class Machine(unittest.TestCase):
    """The program as it is installed, in a folder."""

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.installed = os.path.join(scratch.name, "installed")
        subprocess.run(["sh", os.path.join(ROOT, "cron/install.sh"), "install"], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "BUILD": os.environ.get("BUILD", "build"), "DESTDIR": cls.installed, "PREFIX": "/usr"})

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = scratch.name
        self.etc, self.state = os.path.join(self.folder, "etc"), os.path.join(self.folder, "state")
        os.makedirs(self.etc)
        os.makedirs(self.state)

    def usr(self, path):
        return os.path.join(self.installed, "usr", path)

    def shell(self, *command, expect=0):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd="/", stdin=subprocess.DEVNULL,
                              env={"PATH": os.environ["PATH"], "KIGEN_ETC": self.etc, "KIGEN_STATE": self.state, "LC_ALL": "C.UTF-8",
                                   "KIGEN_HOOK_SECONDS": os.environ.get("KIGEN_HOOK_SECONDS", "1800"),
                                   "KIGEN_PING_SECONDS": os.environ.get("KIGEN_PING_SECONDS", "5")})
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def night(self, *options, expect=0, city="", date="2026-11-24"):
        state = os.path.join(self.state, city)
        os.makedirs(state, exist_ok=True)
        return self.shell(self.usr("libexec/kigen/night"), "--office", os.path.join(CITY, "office.xml"), "--from", os.path.join(CITY, "drop"),
                          "--date", date, "--ledger", os.path.join(state, "ledger.db"), "--out", os.path.join(state, "out"), *options,
                          expect=expect)

    def hook(self, name, text, when="after", mode=0o755):
        return write(os.path.join(self.etc, f"{when}.d", name), "#!/bin/sh\n" + text, mode)


class Units(Machine):
    def units(self):
        return sorted(glob.glob(self.usr("lib/systemd/system/*")))

    def test_a_night_is_given_next_to_nothing_of_the_machine(self):
        for name in ("kigen.service", "kigen@.service"):
            path = os.path.join(self.folder, name.replace("@", "@city"))
            shutil.copy(self.usr("lib/systemd/system/" + name), path)
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=5", path], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            level = float(re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)[1])
            self.assertLessEqual(level, 0.5)

    def test_systemd_understands_each_of_them(self):
        self.assertEqual([os.path.basename(path) for path in self.units()],
                         ["kigen-hooks@.service", "kigen.service", "kigen.timer", "kigen@.service", "kigen@.timer"])
        for path in self.units() + [self.usr("share/doc/kigen/examples/kigen-failed@.service")]:
            copy = os.path.join(self.folder, os.path.basename(path).replace("@", "@after"))
            text = read(path).replace("/usr/bin/kigen", self.usr("bin/kigen")).replace("/usr/libexec/kigen", self.usr("libexec/kigen"))
            write(copy, text.replace("After=local-fs.target kigen-hooks@before.service", "After=local-fs.target"))
        for copy in sorted(glob.glob(os.path.join(self.folder, "kigen*"))):
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", copy], capture_output=True, text=True,
                                  env={**os.environ, "SYSTEMD_UNIT_PATH": self.folder + ":"})
            said = [line for line in done.stderr.split("\n") if "kigen" in line]
            self.assertEqual(said, [], done.stderr)

    def test_of_several_cities_each_has_its_own(self):
        text = read(self.usr("lib/systemd/system/kigen@.service"))
        command = re.search(r"^ExecStart=((?:.*\\\n)*.*)$", text, re.M)[1]
        for part in ("--from /srv/register-export/%i ", "--office /etc/kigen/%i/office.xml", "--ledger /var/lib/kigen/%i/ledger.db",
                     "--out /var/lib/kigen/%i/out"):
            self.assertIn(part, command)
        # None can write into another's.
        self.assertEqual(re.findall(r"^(?:StateDirectory|ReadWritePaths)=(.*)$", text, re.M), ["kigen/%i"])
        self.assertIn("\nOnSuccess=kigen-hooks@after-%i.service\n", text)
        self.assertIn("\nOnFailure=kigen-hooks@failed-%i.service\n", text)
        self.assertIn("\n#OnFailure=kigen-failed@%n.service\n", text)
        self.assertIn("\nWants=kigen-hooks@before-%i.service\n", text)

    def test_a_held_ledger_is_tried_again_and_what_must_be_looked_at_is_not(self):
        text = read(self.usr("lib/systemd/system/kigen.service"))
        never = set(re.search(r"^RestartPreventExitStatus=(.*)$", text, re.M)[1].split())
        faults = set(re.findall(r"FAULT_[A-Z]+ = ([1-9]\d*)", read(os.path.join(ROOT, "batch/base/fault.h"))))
        self.assertIn("\nRestart=on-failure\n", text)
        self.assertEqual(never - {"69"}, faults - {"75"})

    def test_sudo_understands_the_example_for_staff(self):
        path = self.usr("share/doc/kigen/examples/kigen.sudoers")
        done = subprocess.run(["visudo", "-c", "-f", path], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        commands = set(re.findall(r"/usr/bin/kigen ([a-z]+) \*", read(path)))
        known = set(re.findall(r"^  ([a-z]+) ", self.shell(self.usr("bin/kigen"), "--help"), re.M))
        self.assertLessEqual(commands, known)
        self.assertFalse(commands & {"run", "purge", "restore"})


class Hooks(Machine):
    def test_before_and_after_in_the_order_of_their_names(self):
        log = os.path.join(self.folder, "log")
        self.hook("20-second", f'echo "second $#" >> {log}', "before")
        self.hook("10-first", f"[ ! -e {self.state}/out ] && echo first >> {log}", "before")
        self.hook("10-after", f'[ -s "$1/SHA256SUMS" ] && echo "after ${{1##*/}}" >> {log}')
        self.hook("30-not-executable", f"echo never >> {log}", mode=0o644)
        self.night()
        self.assertEqual(read(log), "first\nsecond 0\nafter 2026-11-24\n")

    def test_one_that_fails_is_told_and_loses_nothing(self):
        log = os.path.join(self.folder, "log")
        self.hook("10-broken", "exit 3", "before")
        self.hook("10-broken", "kill -9 $$")
        self.hook("20-next", f"echo next >> {log}")
        said = self.night(expect=69)
        self.assertIn(f"kigen: the hook {self.etc}/before.d/10-broken ended with 3\n", said)
        self.assertIn(f"kigen: the hook {self.etc}/after.d/10-broken ended with 137; the night lies whole in {self.state}/out/2026-11-24", said)
        self.assertEqual(read(log), "next\n")
        self.assertEqual(self.shell("sh", "-c", f"cd {self.state}/out/2026-11-24 && sha256sum --quiet -c SHA256SUMS"), "")
        # Mended, the same command brings the same night along, and nothing is decided a second time.
        os.remove(os.path.join(self.etc, "after.d/10-broken"))
        os.remove(os.path.join(self.etc, "before.d/10-broken"))
        self.night()
        self.assertEqual(read(log), "next\nnext\n")
        self.assertEqual(sorted(os.listdir(os.path.join(self.state, "out"))), ["2026-11-24", "counters"])

    def test_a_night_that_one_failed_with_is_brought_later_and_none_twice(self):
        """A mailing is in the folder of its day alone: the next night's does not make up for it."""
        log = os.path.join(self.folder, "log")

        def bring(night=None, expect=0):
            if night:
                os.makedirs(os.path.join(self.state, "out", night))
            open(log, "w", encoding="ascii").close()
            said = self.shell(self.usr("libexec/kigen/hooks"), "after", expect=expect)
            return said, re.sub(r"[^\n]*/", "", read(log)).split()

        def hook(fails):
            self.hook("10 the mail room", f'echo "$1" >> {log}; case $1 in {fails}) exit 1 ;; esac')

        for folder in ("2026-11-20", "2026-11-21", ".2026-11-29.new", "2026-11-30.old"):
            os.makedirs(os.path.join(self.state, "out", folder))
        hook("*-24|*-24-2")
        self.assertEqual(bring(), ("", ["2026-11-21"]))  # a new one begins with the newest
        bring("2026-11-24", expect=69)
        said, given = bring("2026-11-24-2", expect=69)
        self.assertEqual(given, ["2026-11-24", "2026-11-24-2"])
        self.assertEqual(said.count("the hook"), 2)
        hook("*-24")
        self.assertEqual(bring("2026-11-25", expect=69)[1], ["2026-11-24", "2026-11-24-2", "2026-11-25"])
        hook("never")
        self.assertEqual(bring("2026-11-26"), ("", ["2026-11-24", "2026-11-26"]))
        self.assertEqual(bring(), ("", ["2026-11-26"]))
        # Taken away, and put back a night later: what went by other ways meanwhile is not brought.
        os.rename(os.path.join(self.etc, "after.d/10 the mail room"), os.path.join(self.etc, "aside"))
        self.assertEqual(bring("2026-11-27"), ("", []))
        os.makedirs(os.path.join(self.state, "out/2026-11-28"))
        os.rename(os.path.join(self.etc, "aside"), os.path.join(self.etc, "after.d/10 the mail room"))
        self.assertEqual(bring(), ("", ["2026-11-28"]))

    def test_those_for_a_night_that_failed_are_given_its_status(self):
        log = os.path.join(self.folder, "log")
        self.hook("10-next", f'echo "$KIGEN_WHEN $*" >> {log}', "failed")
        self.hook("05-broken", "exit 3", "failed")
        self.night()
        said = self.night("--office", "/nowhere.xml", expect=66)  # and no other
        self.assertIn(f"kigen: the hook {self.etc}/failed.d/05-broken ended with 3\n", said)
        # As systemd runs them, of one city of several.
        write(os.path.join(self.etc, "north/failed.d/10"), f'#!/bin/sh\necho "$KIGEN_WHEN $KIGEN_CITY $*" >> {log}\n', 0o755)
        self.shell("env", "MONITOR_EXIT_STATUS=75", self.usr("libexec/kigen/hooks"), "failed-north")
        self.assertEqual(read(log), "failed 66\nfailed north 75\n")

    def test_one_that_does_not_end_is_stopped_and_the_night_is_run(self):
        log = os.path.join(self.folder, "log")
        for when in ("before", "after"):
            self.hook("10-hangs", "sleep 300", when)
            self.hook("20-next", f"echo {when} >> {log}", when)
        os.environ["KIGEN_HOOK_SECONDS"] = "1"
        self.addCleanup(os.environ.pop, "KIGEN_HOOK_SECONDS")
        said = self.night(expect=69)
        self.assertEqual(said.count("10-hangs ended with 124, stopped since it did not end"), 2, said)
        self.assertEqual(read(log), "before\nafter\n")

    def test_cron_hears_nothing_when_all_is_well_and_a_refusal_when_not(self):
        self.night()
        self.assertEqual(self.night(), "")
        self.hook("10-after", "echo never", "after")
        said = self.night("--office", "/nowhere.xml", expect=66)
        self.assertNotIn("never", said)
        self.assertEqual(len(said.strip().split("\n")), 1, said)
        self.assertIn("/nowhere.xml", said)

    def test_a_held_ledger_is_waited_for(self):
        self.night()
        holder = subprocess.Popen(["sqlite3", os.path.join(self.state, "ledger.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        holder.stdin.write("BEGIN EXCLUSIVE;\nSELECT 'held';\n")
        holder.stdin.flush()
        self.assertEqual(holder.stdout.readline(), "held\n")
        threading.Timer(2, holder.communicate, ["ROLLBACK;\n"]).start()
        begun = time.monotonic()
        self.assertEqual(self.night(), "")
        self.assertGreater(time.monotonic() - begun, 1.5)

    def test_those_of_one_city_of_several(self):
        self.night(city="north")
        write(os.path.join(self.etc, "north/after.d/10"), '#!/bin/sh\necho "$1"\n', 0o755)
        said = self.shell(self.usr("libexec/kigen/hooks"), "after-north")
        self.assertEqual(said, f"{self.state}/north/out/2026-11-24\n")
        self.assertEqual(self.shell(self.usr("libexec/kigen/hooks"), "after-south"), "")
        self.shell(self.usr("libexec/kigen/hooks"), "later", expect=64)

    def test_twenty_cities_at_once(self):
        threads = [threading.Thread(target=self.night, kwargs={"city": f"city{i}"}) for i in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        nights = [os.path.join(self.state, f"city{i}/out/2026-11-24") for i in range(20)]
        for night in nights:
            self.shell("sh", "-c", f"cd {night} && sha256sum --quiet -c SHA256SUMS")
        # Numbers and dates are the same in each; tokens come from each ledger's own secret.
        self.assertEqual(len({read(os.path.join(night, "operators/exceptions.csv")) for night in nights}), 1)


class Examples(Machine):
    def setUp(self):
        super().setUp()
        self.night()
        self.made = os.path.join(self.state, "out/2026-11-24")
        self.to = os.path.join(self.folder, "to")
        os.makedirs(self.to)

    def run_hook(self, name, *arguments, expect=0):
        return self.shell(os.path.join(HOOKS, name), *arguments, expect=expect)

    def files(self, folder):
        return sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)

    def test_the_mail_room_gets_its_part_once(self):
        self.assertTrue(os.path.isdir(os.path.join(self.made, "mailroom")), "the example's night is a mailing day")
        self.run_hook("share-mailroom", self.made, self.to)
        shared = os.path.join(self.to, "2026-11-24")
        self.assertEqual(self.files(shared), self.files(os.path.join(self.made, "mailroom")))
        write(os.path.join(shared, "printed"), "")
        self.run_hook("share-mailroom", self.made, self.to)
        self.assertIn("printed", self.files(shared))
        shutil.rmtree(os.path.join(self.made, "mailroom"))
        self.run_hook("share-mailroom", self.made, os.path.join(self.folder, "nowhere"))
        self.assertEqual(os.listdir(self.to), ["2026-11-24"])

    def test_two_cities_do_not_come_into_each_others_way(self):
        """Their exports, mailings and counters have the same names."""
        config = write(os.path.join(self.folder, "vdirsyncer"), f'[general]\nstatus_path = "{self.folder}/status"\n')
        for city in ("north", "south"):
            for place in ("share", "drop", "from"):
                os.makedirs(os.path.join(self.to, place, city))
            out = os.path.join(self.state, city, "out")
            shutil.copytree(os.path.join(self.state, "out"), out)
            counter = min(os.listdir(os.path.join(out, "counters")))
            for name in (f"{self.to}/from/{city}/register.xml", f"{out}/2026-11-24/mailroom/manifest.csv", f"{out}/counters/{counter}/displayname"):
                write(name, city)
            write(os.path.join(self.etc, city, "before.d/10"), f"#!/bin/sh\n{HOOKS}/fetch-export {self.to}/from {self.to}/drop\n", 0o755)
            write(os.path.join(self.etc, city, "after.d/10"),
                  f'#!/bin/sh\n{HOOKS}/share-mailroom "$1" {self.to}/share && {HOOKS}/sync-counters "$1" {self.to}/counters {config}\n', 0o755)
            for when in ("before", "after"):
                self.shell(self.usr("libexec/kigen/hooks"), f"{when}-{city}")
        for city in ("north", "south"):
            for name in ("drop/{}/register.xml", "share/{}/2026-11-24/manifest.csv", "counters/{}/" + counter + "/displayname"):
                self.assertEqual(read(os.path.join(self.to, name.format(city))), city)

    def test_pages_are_published_and_those_of_earlier_letters_stay(self):
        write(os.path.join(self.to, "EARLIER.html"), "")
        self.run_hook("publish-pages", self.made, self.to)
        self.assertEqual(set(self.files(self.to)), set(self.files(os.path.join(self.made, "residents"))) | {"EARLIER.html"})
        self.assertEqual({os.stat(os.path.join(self.to, name)).st_mode & 0o777 for name in self.files(self.to)}, {0o644})

    def test_the_counters_calendars_follow_by_vdirsyncer(self):
        at, stand = os.path.join(self.folder, "counters"), os.path.join(self.state, "out", "counters")
        config = write(os.path.join(self.folder, "vdirsyncer"), f"""[general]
status_path = "{self.folder}/status"
[pair counters]
a = "night"
b = "server"
collections = ["from a", "from b"]
conflict_resolution = "a wins"
[storage night]
type = "filesystem"
path = "{at}"
fileext = ".ics"
[storage server]
type = "filesystem"
path = "{self.to}"
fileext = ".ics"
""")
        counters = os.listdir(stand)
        self.assertGreater(len(counters), 0)
        for counter in counters:
            os.makedirs(os.path.join(self.to, counter))
            os.makedirs(os.path.join(at, counter))
        self.shell("sh", "-c", f"yes | vdirsyncer --config {config} discover")
        self.run_hook("sync-counters", self.made, at, config)
        events = [name for name in self.files(stand) if name.endswith(".ics")]
        self.assertGreater(len(events), 0)
        self.assertEqual(len([name for name in self.files(self.to) if name.endswith(".ics")]), len(events))
        # Who is taken back is gone there too.
        os.remove(os.path.join(stand, events[0]))
        self.run_hook("sync-counters", self.made, at, config)
        self.assertEqual(len([name for name in self.files(self.to) if name.endswith(".ics")]), len(events) - 1)

    def test_what_is_free_is_published_for_who_sells_the_same_desks(self):
        os.rmdir(self.etc)
        os.symlink(CITY, self.etc)
        said = self.shell("env", f"PATH={self.usr('bin')}:{os.environ['PATH']}", os.path.join(HOOKS, "publish-places"), self.made, self.to, "2")
        self.assertEqual(said, "")
        self.assertEqual(self.files(self.to), ["places.csv", "places.ics"])
        asked = [self.usr("bin/kigen"), "places", "export", "--office", os.path.join(CITY, "office.xml"), "--ledger",
                 os.path.join(self.state, "ledger.db"), "--date", "2026-11-24", "--from", "2026-11-24", "--to", "2026-12-08"]
        self.shell(*asked, "--csv", f"{self.folder}/free.csv")
        self.assertEqual(read(os.path.join(self.to, "places.csv")), read(f"{self.folder}/free.csv"))
        self.assertGreater(len(read(f"{self.folder}/free.csv").splitlines()), 10)
        # A folder that is not there is the office's mistake, and told.
        self.assertIn("/nowhere/", self.shell("sh", "-c", f"PATH={self.usr('bin')}:$PATH {HOOKS}/publish-places {self.made} /nowhere 2 2>&1 || true"))

    def test_metrics_are_replaced_whole(self):
        self.run_hook("publish-metrics", self.made, self.to)
        self.assertEqual(self.files(self.to), ["kigen.prom"])
        metrics = read(os.path.join(self.made, "operators/kigen.prom"))
        self.assertEqual(read(os.path.join(self.to, "kigen.prom")), metrics)
        # Of two cities each has its own, by a label: all else is the same.
        for city in ("north", "south"):
            os.makedirs(os.path.join(self.state, city))
            shutil.copytree(os.path.join(self.state, "out"), os.path.join(self.state, city, "out"))
            write(os.path.join(self.etc, city, "after.d/10"), f"#!/bin/sh\n{HOOKS}/publish-metrics \"$1\" {self.to}\n", 0o755)
            self.shell(self.usr("libexec/kigen/hooks"), "after-" + city)
            told = read(os.path.join(self.to, f"kigen-{city}.prom"))
            samples = [line for line in told.split("\n") if line.startswith("kigen_")]
            self.assertEqual([line for line in samples if f'{{city="{city}"' not in line], [])
            self.assertEqual(told.replace(f'{{city="{city}"}}', "").replace(f'city="{city}",', ""), metrics)

    def test_exports_are_fetched_with_their_times(self):
        self.run_hook("fetch-export", os.path.join(CITY, "drop"), self.to)
        self.assertEqual(self.files(self.to), self.files(os.path.join(CITY, "drop")))
        self.assertIn("hook", self.shell("sh", "-c", f"{HOOKS}/fetch-export /nowhere {self.to} 2>/dev/null || echo hook"))


class Ping(Machine):
    """A service that watches, which may do what it likes."""

    def setUp(self):
        super().setUp()
        for when in ("before", "after", "failed"):
            os.makedirs(os.path.join(self.etc, when + ".d"))
            os.symlink(os.path.join(HOOKS, "ping-url"), os.path.join(self.etc, when + ".d/90-ping"))

    def told(self, url):
        write(os.path.join(self.etc, "ping-url"), url + "\n", 0o600)

    def service(self, answer):
        """One that hears, and then does what `answer` says with its handler; the paths and bodies that it was given."""
        heard = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                heard.append((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
                answer(self)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # it is hung up on
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}", heard

    @staticmethod
    def says(status, **headers):
        def answer(handler):
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()
        return answer

    def test_a_night_is_told_when_it_begins_and_ends_and_how(self):
        place, heard = self.service(self.says(200))
        self.told(place + "/2f1c/?tag=a")
        self.assertNotIn("nobody heard", self.night())
        self.assertEqual([path for path, _ in heard], ["/2f1c/start?tag=a", "/2f1c?tag=a"])
        metrics = read(os.path.join(self.state, "out/2026-11-24/operators/kigen.prom"))
        body = heard[1][1]
        self.assertIn("kigen_letters ", body)
        self.assertIn('kigen_residents{state="aside"} ', body)
        self.assertLessEqual(set(body.split("\n")), set(metrics.split("\n")))
        # One that fails, with what it ended with; the last night is not told for it.
        heard.clear()
        self.night("--office", "/nowhere.xml", expect=66)
        self.assertEqual(heard, [("/2f1c/start?tag=a", "\n"), ("/2f1c/fail?tag=a", "exit status 66\n")])

    def test_nobody_can_be_told_from_what_is_told(self):
        """Letters' numbers are in the metrics, of sheets that must not leave."""
        place, heard = self.service(self.says(200))
        self.told(place)
        made = os.path.join(self.state, "out/2026-11-24")
        write(os.path.join(made, "operators/kigen.prom"), """# TYPE kigen_stop_sheets gauge
kigen_stop_sheets 1
kigen_stop_sheet{mailing="2026-11-20",sheet="3",notice="26-000001-3"} 1
kigen_exceptions{code="vanished"} 1
kigen_residents{state="decided"} 5
""")
        self.assertEqual(self.shell(self.usr("libexec/kigen/hooks"), "after"), "")
        self.assertEqual(heard, [("/", 'kigen_stop_sheets 1\nkigen_residents{state="decided"} 5\n')])

    def test_whatever_it_does_the_night_is_the_same(self):
        os.environ["KIGEN_PING_SECONDS"] = "0.4"
        self.addCleanup(os.environ.pop, "KIGEN_PING_SECONDS")
        stop = threading.Event()
        self.addCleanup(stop.set)

        def hang(_):
            stop.wait(30)

        def drip(handler):
            handler.send_response(200)
            handler.end_headers()
            while not stop.wait(0.2):
                handler.wfile.write(b".")

        def flood(handler):
            handler.send_response(200)
            handler.end_headers()
            while True:
                handler.wfile.write(bytes(65536))

        deaf = socket.socket()  # takes the connection and says nothing
        self.addCleanup(deaf.close)
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        cases = [(name, self.service(answer)[0] + "/secret-key?key=secret") for name, answer in (
            ("hangs", hang), ("drips", drip), ("floods", flood), ("is broken", self.says(500)), ("knows nothing", self.says(404)),
            ("hangs up", lambda handler: handler.connection.close()))]
        cases += [("never answers", f"http://127.0.0.1:{deaf.getsockname()[1]}/secret-key"),
                  ("refuses", "http://127.0.0.1:1/secret-key"), ("has no name", "http://me:secret@no-such-host.invalid/secret-key"),
                  ("is no address", "nonsense://host/secret-key"), ("is half an address", "127.0.0.1:1/secret-key"), ("is a file", "file:///etc/hostname"), ("is missing", ""),
                  ("has an option in it", 'http://127.0.0.1:1/secret"\noutput = "' + self.folder + "/written")]
        self.night()  # without an address: what a night is without anybody who watches
        whole = read(os.path.join(self.state, "out/2026-11-24/SHA256SUMS"))
        for name, url in cases:
            with self.subTest(name):
                shutil.rmtree(os.path.join(self.state, "out/2026-11-24"))  # it is made again
                self.told(url)
                begun = time.monotonic()
                said = self.night()
                self.assertLess(time.monotonic() - begun, 15)
                self.assertEqual(read(os.path.join(self.state, "out/2026-11-24/SHA256SUMS")), whole)
                self.assertEqual(len(re.findall("^kigen: nobody heard at .* that the night is (?:begun|done)$", said, re.M)), 2, said)
                self.assertNotIn("secret", said)
                self.assertFalse(os.path.exists(os.path.join(self.folder, "written")))
                if name not in ("hangs", "is broken"):
                    continue
                # And one that fails ends as it would have.
                said = self.night("--office", "/nowhere.xml", expect=66)
                self.assertEqual(len(re.findall("that the night failed$", said, re.M)), 1, said)

    def test_a_machine_without_curl_has_its_night(self):
        self.told("http://127.0.0.1:1/")
        tools = os.path.join(self.folder, "tools")
        os.makedirs(tools)
        for at in os.environ["PATH"].split(":"):
            for name in os.listdir(at) if os.path.isdir(at) else ():
                if name != "curl" and not os.path.lexists(os.path.join(tools, name)):
                    os.symlink(os.path.join(at, name), os.path.join(tools, name))
        with unittest.mock.patch.dict(os.environ, PATH=tools):
            said = self.night()
        self.assertEqual(said.count("nobody heard"), 2, said)


class Watching(unittest.TestCase):
    """Whether promtool takes the rules is asked by `make alerts`, since it is large; here whether they speak of what there is."""

    def setUp(self):
        self.written = set(re.findall(r'"(kigen_[a-z_]+)"', read(os.path.join(ROOT, "batch/document/operators/summary.c"))))
        self.assertGreater(len(self.written), 10)

    def test_rules_and_board_name_metrics_that_are_written(self):
        rules = read(os.path.join(ROOT, "cron/watch/kigen-alerts.yml"))
        board = json.loads(read(os.path.join(ROOT, "cron/watch/kigen-board.json")))
        asked = "".join(target["expr"] for panel in board["panels"] for target in panel["targets"])
        for text in ("".join(re.findall(r"expr: (.*)", rules)), asked):
            self.assertLessEqual(set(re.findall(r"kigen_[a-z_]+", text)), self.written)
        self.assertEqual(self.written - set(re.findall(r"kigen_[a-z_]+", asked)), set(), "the board shows all of them")
        self.assertEqual(len({panel["id"] for panel in board["panels"]}), len(board["panels"]))

    def test_each_rule_is_tried_speaking_and_silent(self):
        rules = set(re.findall(r"- alert: (\w+)", read(os.path.join(ROOT, "cron/watch/kigen-alerts.yml"))))
        tried = read(os.path.join(ROOT, "tests/command/alerts.yml"))
        silent = set(re.findall(r"alertname: (\w+), exp_alerts: \[\]", tried))
        speaking = set(re.findall(r"alertname: (\w+)\n +exp_alerts:\n", tried))
        self.assertEqual((silent, speaking), (rules, rules))


if __name__ == "__main__":
    unittest.main()
