"""A letter says what is true on the day it is posted. Random weeks of a small office that posts twice a
week: what staff, the office file and the register do while letters wait, and after each mailing every
sheet of it, its page and its calendar file against a model that knows what each resident was told.
WAITING_SEEDS=40 lives through more weeks; WAITING_SEED=7 through one again, with its story."""

import datetime
import os
import random
import re
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
import test_places
from city import card_due, certificates_due

FIRST = datetime.date(2026, 11, 24)
NIGHTS = 11
SETTINGS = {'vanish-permille="20"': 'vanish-permille="1000"', 'closed-free="20"': 'closed-free="1000"',
            'rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" holidays="false"': 'rrule="FREQ=WEEKLY;BYDAY=TU,FR" holidays="false"',
            'reminder-after-days="21"': 'reminder-after-days="2"', 'lead-days="7"': 'lead-days="3"',
            'web-base=""': 'web-base="https://city.example.jp/r/"',
            'desks="12"': 'desks="5"', 'slot-minutes="30"': 'slot-minutes="120"', 'desks="3"': 'desks="1"'}
KEPT, LATE, AGAIN = "前にお知らせした予約の日時と場所(変わっていません)", "お急ぎください", "再度のお知らせ"
MOMENT = r"令和(\d+)年(\d+)月(\d+)日\(.\)(午前|午後)(\d+)時(?:(\d+)分)?から"


def two_months_before(date):
    year, month = (date.year, date.month - 2) if date.month > 2 else (date.year - 1, date.month + 10)
    for day in range(date.day, 0, -1):
        try:
            return datetime.date(year, month, day)
        except ValueError:
            pass


def moment(match):
    era, month, day, half, hour, minute = match
    hours = int(hour) % 12 + (12 if half == "午後" else 0)
    return "%d-%02d-%02d" % (int(era) + 2018, int(month), int(day)), "%02d:%02d" % (hours, int(minute or 0))


class Weeks(test_places.Placed):
    """One office, one ledger, one story of chances."""

    def live(self, seed):
        self.chance = random.Random(seed)
        self.story = []
        # What each resident was told, in order: (mailing or None, appointment, letter, place or None).
        self.told = []
        self.mailings = {}  # date: "printed", "held", "withdrawn"
        self.residents = {p.id: p for p in self.people()}
        for number in range(NIGHTS):
            date = FIRST + datetime.timedelta(days=number)
            if number > 0:
                for _ in range(self.chance.randrange(1, 5)):
                    self.chance.choice(self.CHANCES)(self, date)
            self.live_night(date)

    def people(self):
        """Whose first letter, late letter or reminder falls into these days, some two at a time."""
        people = []
        for number in range(12):
            expires = str(FIRST + datetime.timedelta(days=self.chance.choice((34, 38, 40, 62, 66, 69, 85, 92))))
            id = f"{number:03}"
            address = f"愛知県春日井市鳥居松町6丁目{number + 1}番地"
            person = self.chance.choice((card_due, certificates_due))(id, expires, address=address)
            if self.chance.random() < 0.4:  # a second letter some nights after the first
                later = str(FIRST + datetime.timedelta(days=self.chance.choice((88, 93, 95, 97))))
                earlier = card_due(id, expires).words
                person = card_due(id, later, address=address, signature=earlier["signature"],
                                  authentication=earlier["authentication"])
            people.append(person)
        return people

    def query(self, statement, values=()):
        with sqlite3.connect(f"file:{self.ledger}?mode=ro", uri=True) as ledger:
            return ledger.execute(statement, values).fetchall()

    # ---- what happens between two nights ----

    def note(self, *words):
        self.story.append(" ".join(str(word) for word in words))

    def desk(self, date, *words):
        done = self.kigen(*words, "--office", self.office, "--ledger", self.ledger, "--date",
                          str(date - datetime.timedelta(days=1)))
        self.assertIn(done.returncode, (0, 64, 66), (words, done.stdout, done.stderr))
        self.note(date, *words, done.returncode)
        return done.returncode == 0

    def truth(self):
        """{appointment: (state, counter, day, starts, cause)} as it stands."""
        return {row[0]: row[1:] for row in self.query(
            "SELECT uid, state, counter, day, starts, cause FROM appointment a WHERE sequence ="
            " (SELECT max(sequence) FROM appointment b WHERE b.uid = a.uid)")}

    def place(self, uid):
        """Where an appointment is; None while it stands no more."""
        state, counter, day, starts, _ = self.truth().get(uid, ("cancelled",) + ("",) * 4)
        return None if state == "cancelled" else (counter, day, starts)

    def known(self, uid):
        """What the resident was told last of an appointment: (letter or None, place), None: nothing."""
        said = [(letter, place) for mailing, of, letter, place in self.told
                if of == uid and self.mailings.get(mailing, "printed") == "printed"]
        letters = [letter for letter, _ in said if letter]
        return (letters[-1] if letters else None, said[-1][1]) if said else None

    def rebook(self, date, *words, letter):
        uid = self.query("SELECT uid FROM notice WHERE number = ?", (letter,))[0][0]
        how = self.chance.choice(([], [], ["--no-letter"], ["--out"]))
        if how == ["--out"]:
            how = ["--out", os.path.join(self.folder, f"desk{len(self.story)}")]
        before = self.place(uid)
        if not self.desk(date, "appointment", *words, *how) or self.place(uid) == before:
            return
        if how == ["--no-letter"]:
            self.told.append((None, uid, None, self.place(uid)))
        for (number,) in self.query("SELECT notice FROM desk_folder WHERE uid = ? AND notice IS NOT NULL"
                                    " AND notice NOT IN (SELECT value FROM json_each(?))",
                                    (uid, "[%s]" % ",".join('"%s"' % t[2] for t in self.told if t[2]))):
            self.told.append((None, uid, number, self.place(uid)))

    def letters(self):
        return self.query("SELECT number, uid FROM notice n WHERE uid IS NOT NULL AND pulled IS NULL"
                          " ORDER BY number")

    def move(self, date):
        if not self.letters():
            return
        letter, uid = self.chance.choice(self.letters())
        known = self.known(uid)
        if known and known[1] and self.chance.random() < 0.4:  # and back
            counter, day, starts = known[1]
        else:
            counter, day, start = self.chance.choice(sorted(
                self.offered(str(date + datetime.timedelta(days=1)), str(date + datetime.timedelta(days=25)))))
            starts = "%02d:%02d" % divmod(start, 60)
        self.rebook(date, "move", letter, "--counter", counter, "--at", f"{day}T{starts}", letter=letter)

    def cancel(self, date):
        if self.letters() and self.chance.random() < 0.5:
            letter, _ = self.chance.choice(self.letters())
            self.rebook(date, "cancel", letter, letter=letter)

    def close(self, date):
        days = sorted({day for state, _, day, _, _ in self.truth().values()
                       if state != "cancelled" and day > str(date)})
        if not days or self.chance.random() < 0.5:
            return
        day = self.chance.choice(days)
        with open(self.office, encoding="utf-8") as file:
            text = file.read().replace("<days/>", "<days></days>")
        if f'<closed on="{day}"' not in text:
            self.note(date, "closed", day)
            with open(self.office, "w", encoding="utf-8") as file:
                file.write(text.replace("<days>", f'<days><closed on="{day}" counters="all" reason="flood"/>'))

    def hold(self, date):
        days = [str(FIRST + datetime.timedelta(days=i)) for i in range((date - FIRST).days)]
        night = self.chance.choice(days[-4:])
        verb = self.chance.choice(("hold", "hold", "release", "release", "withdraw"))
        if self.desk(date, "mailing", verb, night):
            self.mailings[night] = {"hold": "held", "release": "printed", "withdraw": "withdrawn"}[verb]

    def change(self, date):
        id = self.chance.choice(sorted(self.residents))
        person = self.residents[id]
        renewed = {"state": "valid", "issued": str(date), "expires": "2031-12-01"}
        words = self.chance.choice((
            {"postal": "4870013", "address": f"愛知県春日井市高蔵寺町{int(id) + 1}番地"},
            {"language": "en"}, {"language": "ja"}, {"protection": "active"}, {"protection": "released"},
            {"born": "never"}, {"signature": renewed}, {"signature": renewed, "authentication": renewed},
            {"state": "deceased"} if self.chance.random() < 0.3 else {"building": "サンハイツ"}))
        self.note(date, id, words)
        self.residents[id] = person.changed(**words)

    CHANCES = (move, move, move, cancel, close, hold, change, change)

    # ---- a night, and its mailing ----

    def live_night(self, date):
        self.note(date, "night")
        path = self.write(list(self.residents.values()), str(date - datetime.timedelta(days=1)))
        done = self.kigen("run", "--office", self.office, "--ledger", self.ledger, "--out", self.out,
                          "--date", str(date), "--register", path)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        self.contract(str(date))
        for id, person in self.residents.items():  # unreadable for a night
            if person.words["born"] == "never":
                self.residents[id] = person.changed(born="1990-05-10")
        if os.path.exists(os.path.join(self.night(str(date)), "mailroom/letters.pdf")):
            self.check_mailing(date)

    def check_mailing(self, date):
        pages = subprocess.run(["pdftotext", "-layout", os.path.join(self.night(str(date)), "mailroom/letters.pdf"), "-"],
                               capture_output=True, check=True, text=True).stdout.split("\f")
        named, news = {}, []
        for row, page in zip(self.table(str(date), "mailroom/manifest.csv"), pages):
            with self.subTest(letter=row["notice"]):
                uid, place = self.check_sheet(date, row, re.sub(r"\s", "", page))
                news.append((str(date), uid, row["notice"], place))
                if uid:
                    named.setdefault(uid, set()).add(place)
        for uid, places in named.items():
            self.assertEqual(len(places), 1, (uid, places))
        self.told += sorted((new for new in news if new[1]), key=lambda new: new[2])
        self.check_all_told(date)

    def check_sheet(self, date, row, text):
        """One sheet; its appointment, and where it says that this is."""
        (kind, uid, resident, wave), = self.query(
            "SELECT kind, uid, resident, wave FROM notice WHERE number = ?", (row["notice"],))
        place = self.place(uid) if uid else None
        words = self.residents[resident].words
        self.assertEqual(row["postal"], words["postal"])
        self.assertEqual(row["language"], words.get("language", "ja"))
        self.check_page(date, row["notice"], kind, place)
        if row["language"] != "ja":
            return uid, place
        before = re.search(r"前の手紙\((\d\d-\d{6}-\d)\)の予約\(" + MOMENT, text)
        said = [moment(match) for match in re.findall(r"(?<!予約\()" + MOMENT, text)]
        self.assertEqual(said, [place[1:]] if place else [], text)
        known = self.known(uid) if uid else None
        if kind == "expiry":
            self.assertIsNone(before)
            held = bool(known and known[0] and place and known[1] == place)
            self.assertEqual(KEPT in text, held, (known, place))
        else:
            self.assertEqual(kind == "cancelled", place is None)
            if known[1] is None:  # it was taken back, and is given anew: nothing becomes void
                self.assertIsNone(before)
            else:
                self.assertEqual((before.group(1), moment(before.groups()[1:])), (known[0], known[1][1:]))
            self.assertNotEqual(known[1], place)
        documents = {kind: words[kind]["expires"] for kind in ("card", "signature", "authentication")}
        listed = {"%d-%02d-%02d" % (int(era) + 2018, int(month), int(day)) for era, month, day in
                  re.findall(r"令和(\d+)年(\d+)月(\d+)日\(.\)まで(?!残り)", text)}
        self.assertTrue(listed <= set(documents.values()), (listed, documents))
        if kind == "expiry" and wave != "reminder":
            asked = {documents["card"]} & listed or listed  # the card's visit covers its certificates
            late = any(date > two_months_before(datetime.date.fromisoformat(day)) for day in asked)
            self.assertEqual(LATE in text, late, (listed, row))
        self.assertEqual(AGAIN in text, kind == "expiry" and wave == "reminder")
        return uid, place

    def check_page(self, date, notice, kind, place):
        """The page behind the letter's code, and the calendar file beside it, say what it says."""
        ((token,),) = self.query("SELECT token FROM notice WHERE number = ?", (notice,))
        path = os.path.join(self.night(str(date)), "residents", token)
        with open(path + ".html", encoding="utf-8") as file:
            page = file.read()
        times = set(re.findall(r'class="visit"><b><time datetime="(.{16})', page))
        wanted = {f"{place[1]}T{place[2]}"} if place else set()
        if kind == "cancelled":
            self.assertIn('class="own cancelled"', page)
        else:
            self.assertEqual(times, wanted)
            self.assertEqual('class="own moved"' in page, kind == "moved")
        if place:
            with open(path + ".ics", encoding="utf-8") as file:
                self.assertIn(f"{place[1]}T{place[2]}00".replace("-", "").replace(":", ""), file.read())

    def check_all_told(self, date):
        """Whoever was written to of an appointment knows where it is, or staff tells it."""
        truth = self.truth()
        for uid in {of for _, of, letter, _ in self.told if letter}:
            known = self.known(uid)
            state, counter, day, starts, cause = truth[uid]
            place = None if state == "cancelled" else (counter, day, starts)
            if known is None or known[0] is None or cause == "ended" or day < str(date) or known[1] == place:
                continue
            resident = self.query("SELECT resident FROM notice WHERE uid = ?", (uid,))[0][0]
            words = self.residents[resident].words
            aside = [r for r in self.table(str(date), "operators/exceptions.csv") if r["resident"] == resident]
            waiting = self.query("SELECT number FROM notice WHERE uid = ? AND mailed IS NULL AND pulled IS NULL"
                                 " AND desk = 0", (uid,))
            open_due = self.query("SELECT 1 FROM due WHERE resident = ? AND state = 'open'", (resident,))
            self.assertTrue(aside or words.get("protection") == "active" or words["state"] != "resident" or
                            waiting or not open_due, (uid, known, place, resident))


class Waiting(unittest.TestCase):
    def test_random_weeks(self):
        seed = os.environ.get("WAITING_SEED")
        seeds = [int(seed)] if seed else range(int(os.environ.get("WAITING_SEEDS", "2")))
        for seed in seeds:
            weeks = Weeks()
            weeks.setUp()
            try:
                weeks.small_office(**SETTINGS)
                weeks.live(seed)
            except Exception as trouble:
                story = "\n".join(weeks.story)
                raise AssertionError(f"WAITING_SEED={seed}\n{story}\n{trouble}") from trouble
            finally:
                weeks.doCleanups()


if __name__ == "__main__":
    unittest.main()
