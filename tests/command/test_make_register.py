"""The made-up city (build/make-register): the same for the same seed, lifelike, and with every
named case in it, whose expected outcomes are checked here against the rules, written a second
time."""

import calendar
import collections
import ctypes
import datetime
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "register"))

import delivered  # noqa: E402

PROGRAM = ROOT / os.environ.get("BUILD", "build") / "make-register"
NS = "{urn:kigen:register:1}"
AS_OF = datetime.date(2026, 11, 23)
NO_PERIOD = {"permanent", "special-permanent", "highly-skilled-2"}

# The rules and oddities that a register must show; the list is longer.
REQUIRED = """
card-covers-certificates card-late certificates authentication-alone signature-alone child
newborn-card leap-day-card leap-day-birth stay-neither stay-extended stay-pending
permanent-card special-permanent-card highly-skilled-2-card permanent-with-old-date
stay-birth-unknown residence-card residence-card-pending temporary-refuge provisional-stay
transitional-birth transitional-nationality birth-year-of-a-child deceased moved-out removed abroad leaving-before-expiry
leaving-on-expiry leaving-after-expiry card-suspended card-lost card-returned card-void
signature-revoked authentication-suspended renewal-applied already-renewed
protection-provisional protection-active protection-released address-missing postal-empty
postal-zero private-use-name unknown-sequence-name long-name same-address-31 same-address-30
ivs-name supplementary-plane-name vendor-character-name half-width-kana alias-used alias-not-used
send-to ward ward-with-signature missing-expiry missing-expiry-stay expiry-unknown
expiry-unknown-impossible birth-partial birth-impossible expiry-unexplained
signature-of-a-ten-year-old certificate-past-card signature-past-authentication
expires-before-issued language-pt language-zh-hans language-vi language-en language-ko
language-es language-tl language-ne language-id language-th language-my
large-print large-print-pt braille voice
""".split()


def make(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, check=False)


def register(residents, seed=7, as_of=AS_OF, cases=None):
    arguments = ["--residents", residents, "--seed", seed, "--as-of", as_of]
    if cases:
        arguments += ["--cases", cases]
    made = make(*arguments)
    assert made.returncode == 0, made.stderr.decode()
    return made.stdout


def day(text):
    """The day a text names, None for none or an impossible one."""
    try:
        return datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def months(when, count):
    whole = when.year * 12 + when.month - 1 + count
    year, month = divmod(whole, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(when.day, last))


def birthday(born, year):
    return datetime.date(year, 2, 28) if (born.month, born.day) == (2, 29) and not (
        calendar.isleap(year)) else born.replace(year=year)


def birthday_after(born, when, count):
    """The count-th birthday after a day, by walking from one to the next."""
    year = when.year
    while count > 0:
        if birthday(born, year) > when:
            count -= 1
        year += 1
    return birthday(born, year - 1)


class Person:
    """One <resident>, read for the rules."""

    def __init__(self, element):
        self.element = element
        self.id = element.get("id")
        self.state = element.get("state")
        self.name = element.findtext(NS + "name")
        self.born = day(element.findtext(NS + "born"))
        self.stay = element.find(NS + "stay")
        self.card = element.find(NS + "card")
        self.certificates = {c.get("kind"): c for c in element.findall(NS + "certificate")}
        address = element.find(NS + "address")
        self.postal = "" if address is None else address.get("postal", "")
        self.place = (None if address is None else address.text,
                      element.findtext(NS + "building"))

    def until(self):
        return None if self.stay is None else day(self.stay.get("until"))

    def has_period(self):
        return self.stay is not None and self.stay.get("status") not in NO_PERIOD

    def card_years(self):
        applied = day(self.card.get("applied")) or day(self.card.get("issued"))
        line = 20 if applied < datetime.date(2022, 4, 1) else 18
        return 10 if birthday(self.born, self.born.year + line) <= applied else 5

    def by_birthday(self):
        issued = day(self.card.get("issued"))
        return [] if self.born is None else [
            birthday_after(self.born, issued, n) for n in (5, 6, 10, 11)]

    def card_due(self):
        """(matter, expiry, estimated) or None."""
        if self.card is None:
            return None
        expires = day(self.card.get("expires"))
        if expires is None:
            if self.born is None:
                return None
            own = birthday_after(self.born, day(self.card.get("issued")), self.card_years())
            if self.has_period() and self.until() <= own:
                return ("stay", self.until(), True)
            return ("card", own, True)
        if self.stay is None:
            return ("card", expires, False)
        if self.born is None:
            return ("stay" if self.has_period() else "card", expires, False)
        ends_before = not self.has_period() or expires < self.until()
        matter = "card" if expires in self.by_birthday() and ends_before else "stay"
        return (matter, expires, False)

    def certificate_due(self, kind):
        certificate = self.certificates.get(kind)
        if certificate is None:
            return None
        expires = day(certificate.get("expires"))
        if expires:
            return (kind, expires, False)
        own = birthday_after(self.born, day(certificate.get("issued")), 5)
        return (kind, min(own, self.card_due()[1]), True)


def no_letter(person, matter, expires):
    leaving = person.element.find(NS + "leaving")
    certificate = person.certificates.get(matter)
    if person.state != "resident":
        return person.state
    if leaving is not None and day(leaving.get("on")) <= expires:
        return "leaving"
    if person.card.get("state") != "active":
        return "card-" + person.card.get("state")
    if certificate is not None and certificate.get("state") != "valid":
        return "certificate-" + certificate.get("state")
    if person.element.find(NS + "renewal") is not None:
        return "renewal-applied"
    if (matter == "stay" and person.card.get("kind") == "residence"
            and person.stay.get("pending") != "true"):
        return "residence-card"
    return None


def by_hand(person, drawable):
    protection = person.element.find(NS + "protection")
    if protection is not None and protection.get("state") != "released":
        return "protection"
    if person.postal in ("", "0000000"):
        return "address"
    if person.element.findtext(NS + "format") == "braille":
        return "braille"
    if not drawable(person.name + "".join(text or "" for text in person.place)):
        return "glyph"
    if len(person.name) > 120:
        return "overflow"
    return None


def decide(person, night, drawable):
    """{matter: "outcome/reason"} of one person's open matters, without the address cap."""
    dues = [person.card_due(), person.certificate_due("signature"),
            person.certificate_due("authentication")]
    open_dues = [d for d in dues if d and months(d[1], -3) < night <= d[1]]
    decided = {}
    card = None
    for matter, expires, estimated in open_dues:
        outcome = no_letter(person, matter, expires)
        if outcome:
            decided[matter] = "none/" + outcome
        elif card and matter not in ("card", "stay"):
            decided[matter] = card[1] if card[1].startswith("none") else "covered/" + card[0]
        else:
            hand = by_hand(person, drawable)
            decided[matter] = "hand/" + hand if hand else (
                "letter/estimated" if estimated else "letter")
        if matter in ("card", "stay"):
            card = (matter, decided[matter])
    return decided


class Font:
    """Asks HarfBuzz which characters and variation sequences IPAmj Mincho draws."""

    def __init__(self):
        path = subprocess.run(["fc-match", "-f", "%{file}", "IPAmjMincho"], check=True,
                              capture_output=True).stdout
        self.harfbuzz = ctypes.CDLL("libharfbuzz.so.0")
        for name in ("hb_blob_create_from_file", "hb_face_create", "hb_font_create"):
            getattr(self.harfbuzz, name).restype = ctypes.c_void_p
        blob = ctypes.c_void_p(self.harfbuzz.hb_blob_create_from_file(path))
        face = ctypes.c_void_p(self.harfbuzz.hb_face_create(blob, 0))
        self.font = ctypes.c_void_p(self.harfbuzz.hb_font_create(face))

    def draws(self, text):
        glyph = ctypes.c_uint32()
        points = [ord(c) for c in text]
        for at, point in enumerate(points):
            if 0xE0100 <= point <= 0xE01EF:
                found = self.harfbuzz.hb_font_get_variation_glyph(
                    self.font, points[at - 1], point, ctypes.byref(glyph))
            else:
                found = self.harfbuzz.hb_font_get_nominal_glyph(
                    self.font, point, ctypes.byref(glyph))
            if not found and (0xE0100 <= point <= 0xE01EF or 0xE000 <= point <= 0xF8FF):
                return False
        return True


class City(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.list = pathlib.Path(cls.folder.name) / "cases.tsv"
        cls.bytes = register(5000, cases=cls.list)
        cls.root = ElementTree.fromstring(cls.bytes)
        cls.people = {e.get("id"): Person(e) for e in cls.root}
        rows = cls.list.read_text(encoding="utf-8").splitlines()
        cls.header = rows[0]
        cls.cases = [row.split("\t") for row in rows[1:]]
        cls.font = Font()
        named = {row[0] for row in cls.cases}
        cls.ordinary = [p for p in cls.people.values() if p.id not in named]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def age(self, person):
        return None if person.born is None else (AS_OF - person.born).days // 365.2425

    def share(self, wanted, of=None):
        people = of or self.ordinary
        return sum(1 for person in people if wanted(person)) / len(people)

    def test_the_same_arguments_give_the_same_bytes(self):
        self.assertEqual(self.bytes, register(5000))

    def test_seeds_and_days_give_different_registers(self):
        self.assertNotEqual(register(300), register(300, seed=8))
        self.assertNotEqual(register(300), register(300, as_of="2026-11-24"))

    def test_exactly_as_many_as_asked_for(self):
        for residents in (1, 2, 17, 1999, 2000, 3001):
            root = ElementTree.fromstring(register(residents))
            self.assertEqual(root.get("residents"), str(residents))
            self.assertEqual(len(root), residents)

    def test_the_root_names_city_and_day(self):
        self.assertEqual(self.root.tag, NS + "register")
        self.assertEqual(self.root.get("municipality"), "232068")
        self.assertEqual(self.root.get("as-of"), "2026-11-23")

    def test_every_id_once_and_ten_digits(self):
        self.assertEqual(len(self.people), 5000)
        for one in self.people:
            self.assertRegex(one, r"\A[0-9]{10}\Z")

    def test_the_schema_accepts_it(self):
        for as_of in ("2026-11-23", "2028-02-29", "2031-01-01"):
            subprocess.run(
                ["xmllint", "--noout", "--nonet", "--schema", ROOT / "schemas/register.xsd", "-"],
                input=register(2500, as_of=as_of), check=True, capture_output=True)

    def test_ages_are_those_of_japan(self):
        ages = [a for a in map(self.age, self.ordinary) if a is not None]
        for low, high, least, most in ((0, 15, 0.09, 0.14), (15, 65, 0.54, 0.64),
                                       (65, 120, 0.26, 0.34), (85, 120, 0.04, 0.09)):
            share = sum(1 for a in ages if low <= a < high) / len(ages)
            self.assertTrue(least < share < most, (low, high, share))

    def test_one_in_twenty_five_is_from_abroad(self):
        self.assertTrue(0.03 < self.share(lambda p: p.stay is not None) < 0.05)
        foreigners = [p for p in self.ordinary if p.stay is not None]
        lasting = self.share(lambda p: not p.has_period(), foreigners)
        self.assertTrue(0.33 < lasting < 0.60, lasting)

    def test_four_of_five_hold_a_card(self):
        self.assertTrue(0.77 < self.share(lambda p: p.card is not None) < 0.87)

    def test_households_live_at_one_address(self):
        homes = collections.defaultdict(list)
        for person in self.ordinary:
            if person.postal not in ("", "0000000"):
                homes[person.element.get("household")].append(person)
        for people in homes.values():
            self.assertEqual(len({p.place for p in people}), 1)
        sizes = collections.Counter(len(p) for p in homes.values())
        self.assertTrue(0.28 < sizes[1] / len(homes) < 0.45, sizes)
        self.assertTrue(sizes[3] and sizes[4] and sizes[5])

    def test_children_do_not_live_alone(self):
        oldest = collections.defaultdict(int)
        for person in self.ordinary:
            home = person.element.get("household")
            oldest[home] = max(oldest[home], 200 if person.born is None else self.age(person))
        # The last household may be cut by the number asked for, never its parents.
        self.assertTrue(all(age >= 18 for age in oldest.values()))

    def test_postal_codes_are_the_city_s(self):
        for person in self.ordinary:
            if person.postal not in ("", "0000000"):
                self.assertRegex(person.postal, r"\A(486(08|09)\d\d|48700\d\d|480030[1-6])\Z")

    def test_rare_characters_are_there_and_can_be_drawn(self):
        rare = self.share(lambda p: any(ord(c) > 0xFFFF or c in "髙﨑德" for c in p.name))
        self.assertTrue(0.008 < rare < 0.03, rare)
        self.assertEqual([p.id for p in self.ordinary if not self.font.draws(p.name)], [])

    def test_stored_dates_follow_from_the_rules(self):
        known = [p for p in self.ordinary if p.card is not None and p.born is not None
                 and p.card.get("expires")]
        odd = [p.id for p in known
               if day(p.card.get("expires")) not in p.by_birthday()
               and not p.has_period()]
        self.assertLess(len(odd), 1 + len(known) * 0.002, odd)
        for person in known:
            for certificate in person.certificates.values():
                expires, issued = day(certificate.get("expires")), day(certificate.get("issued"))
                usual = [birthday_after(person.born, issued, n) for n in (5, 6)]
                self.assertTrue(expires in usual or person.id in odd
                                or expires == day(person.card.get("expires")), person.id)

    def test_cards_were_issued_in_the_waves(self):
        issued = [day(p.card.get("issued")) for p in self.ordinary if p.card is not None]
        self.assertGreaterEqual(min(issued), datetime.date(2016, 1, 4))
        self.assertLessEqual(max(issued), AS_OF)
        rush = sum(1 for d in issued if 2020 <= d.year <= 2023) / len(issued)
        self.assertTrue(0.55 < rush < 0.85, rush)

    def test_no_signature_certificate_before_fifteen(self):
        for person in self.ordinary:
            signature = person.certificates.get("signature")
            if signature is not None and person.born is not None:
                issued = day(signature.get("issued"))
                self.assertLessEqual(birthday(person.born, person.born.year + 15), issued)

    def test_documents_open_every_night(self):
        """Of 5,000 residents three or so a night: 150 to 400 of 310,000."""
        opening = collections.Counter()
        for person in self.ordinary:
            due = [person.card_due(), *map(person.certificate_due, person.certificates)]
            opening.update({months(d[1], -3) + datetime.timedelta(1) for d in due if d})
        span = [opening[AS_OF + datetime.timedelta(n)] for n in range(-45, 45)]
        self.assertTrue(90 * 2 < sum(span) < 90 * 7, sum(span))

    def test_every_case_is_listed_and_present(self):
        self.assertEqual(self.header, "#resident\tcase\twave\texpected\tcodes")
        listed = {row[1] for row in self.cases}
        self.assertEqual(sorted(set(REQUIRED) - listed), [])
        self.assertEqual([row[0] for row in self.cases if row[0] not in self.people], [])
        self.assertEqual(self.cases[0][0], "9000000001")

    def test_cases_stand_for_every_seed_and_season(self):
        """The same ids, names and expectations but for what depends on the season."""
        again = pathlib.Path(self.folder.name) / "again.tsv"
        register(2000, seed=99, as_of="2026-11-23", cases=again)
        self.assertEqual(again.read_bytes(), self.list.read_bytes())
        register(2000, as_of="2027-05-15", cases=again)
        rows = [row.split("\t") for row in again.read_text(encoding="utf-8").splitlines()[1:]]
        self.assertEqual([row[:2] for row in rows], [row[:2] for row in self.cases])

    def expectations_hold(self, as_of, cases, people):
        for ahead in range(5):
            night = as_of + datetime.timedelta(ahead)
            decided = {row[0]: decide(people[row[0]], night, self.font.draws) for row in cases}
            letters = collections.Counter(
                people[one].place for one, outcomes in decided.items()
                if any(o.startswith("letter") for o in outcomes.values()))
            for one, name, wave, expected, _ in cases:
                outcomes = decided[one]
                if letters[people[one].place] > 30:
                    outcomes = {m: "hand/address-cap" for m in outcomes}
                found = " ".join(f"{m}={o}" for m, o in sorted(outcomes.items())) or "-"
                if expected != "*":
                    self.assertEqual(found, expected, (name, one, night))
                self.wave_holds(people[one], night, name, wave, expected)

    def wave_holds(self, person, night, name, wave, expected):
        """The wave listed is the card's, or without one that of the certificates."""
        dues = [person.card_due(), *map(person.certificate_due, person.certificates)]
        spoken = [d for d in dues if d and f"{d[0]}=" in expected]
        if spoken and wave != "*":
            self.assertEqual("first" if night <= months(spoken[0][1], -2) else "late", wave,
                             (name, night))

    def test_expectations_follow_from_the_rules(self):
        self.expectations_hold(AS_OF, self.cases, self.people)

    def test_expectations_hold_in_other_seasons(self):
        listing = pathlib.Path(self.folder.name) / "season.tsv"
        for as_of in ("2026-02-14", "2027-01-01", "2027-02-27", "2027-11-29", "2028-02-29",
                      "2029-12-13"):
            made = register(2000, as_of=as_of, cases=listing)
            people = {e.get("id"): Person(e) for e in ElementTree.fromstring(made)}
            cases = [row.split("\t")
                     for row in listing.read_text(encoding="utf-8").splitlines()[1:]]
            self.expectations_hold(day(as_of), cases, people)

    def test_small_registers_have_no_named_cases(self):
        listing = pathlib.Path(self.folder.name) / "small.tsv"
        made = register(1999, cases=listing)
        self.assertNotIn(b'id="9', made)
        self.assertEqual(listing.read_text(encoding="utf-8").splitlines(), [])

    def test_writes_to_a_file(self):
        target = pathlib.Path(self.folder.name) / "register.xml"
        made = make("--residents", 100, "--seed", 3, "--as-of", AS_OF, "--out", target)
        self.assertEqual((made.returncode, made.stdout), (0, b""))
        self.assertEqual(target.read_bytes(), register(100, seed=3))

    def test_wrong_usage_and_full_disks_are_told(self):
        good = ["--residents", 10, "--seed", 1, "--as-of", "2026-11-23"]
        for bad in ([], good[:4], good + ["more"], good + ["--residents", 0],
                    good + ["--seed", "x"], good + ["--as-of", "2026-02-30"],
                    good + ["--as-of", "2020-01-01"], good + ["--unknown"]):
            self.assertEqual(make(*bad).returncode, 64, bad)
        self.assertEqual(make(*good, "--out", "/nowhere/at/all").returncode, 73)
        self.assertEqual(make(*good, "--out", "/dev/full").returncode, 74)


class Sets(unittest.TestCase):
    """The same city as the data sets of an export, read back by another program."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def drop(self, manner, residents=3000, seed=3, folder=None):
        made = make("--residents", residents, "--seed", seed, "--as-of", AS_OF, "--as", manner,
                    "--out-dir", folder or self.folder)
        self.assertEqual((made.returncode, made.stdout), (0, b""), made.stderr)

    def test_every_manner_has_the_residents_of_our_own_register(self):
        ours = delivered.register(register(3000, seed=3))
        for facts in ours.values():  # a stay without an end says nothing of an extension
            self.assertFalse(facts["until"] is None and facts["pending"])
        for manner, read in (("standard", delivered.standard), ("vendor", delivered.vendor)):
            self.drop(manner)
            theirs, superseded = read(self.folder)
            self.assertGreater(superseded, 300, manner)
            self.assertEqual(theirs.keys(), ours.keys())
            for one, facts in ours.items():
                self.assertEqual(theirs[one], facts, (manner, one))

    def test_what_is_xml_is_well_formed(self):
        for manner in ("standard", "vendor"):
            self.drop(manner, residents=300)
        files = [*self.folder.glob("*.xml"), *self.folder.glob("*.XML")]
        self.assertEqual(len(files), 3)
        subprocess.run(["xmllint", "--noout", "--nonet", *files], check=True, capture_output=True)

    def test_names_fit_the_patterns_of_the_descriptions(self):
        for manner in ("standard", "vendor"):
            folder = self.folder / manner
            folder.mkdir()
            self.drop(manner, residents=300, folder=folder)
            root = ElementTree.parse(ROOT / "cron" / "exports" / f"{manner}.xml").getroot()
            sets = root.findall("{urn:kigen:export:1}set")
            names = {path.name for path in folder.iterdir()}
            for one in sets:
                pattern = one.find("{urn:kigen:export:1}file").get("pattern")
                for word, glob in (("{date}", "20261123"), ("{municipality}", "232068"), ("{count}", "[0-9]*")):
                    pattern = pattern.replace(word, glob)
                found = {path.name for path in folder.glob(pattern)}
                self.assertEqual(len(found), 1, pattern)
                names -= found
            self.assertEqual(names - {"JUKI_20261123.CTL"}, set())

    def test_a_record_has_as_many_items_as_real_ones(self):
        self.drop("standard", residents=300)
        header = next(self.folder.glob("001o006_*")).read_text(encoding="utf-8").splitlines()[0]
        self.assertGreater(len(header.split(",")), 100)
        self.drop("vendor", residents=300)
        record = next(self.folder.glob("JUKI_*.XML")).read_bytes().split(b"\r\n")[2]
        self.assertGreater(record.count(b"<") - record.count(b"</"), 100)

    def test_the_same_arguments_give_the_same_bytes(self):
        for manner in ("standard", "vendor"):
            one, two = self.folder / f"{manner}1", self.folder / f"{manner}2"
            for folder in (one, two):
                folder.mkdir()
                self.drop(manner, residents=300, folder=folder)
            self.assertEqual({path.name: path.read_bytes() for path in one.iterdir()},
                             {path.name: path.read_bytes() for path in two.iterdir()})

    def test_wrong_usage_is_told(self):
        good = ["--residents", 10, "--seed", 1, "--as-of", "2026-11-23"]
        for bad in (["--as", "standard"], ["--out-dir", self.folder], ["--as", "other", "--out-dir", self.folder],
                    ["--as", "vendor", "--out-dir", self.folder, "--out", "x"],
                    ["--as", "vendor", "--out-dir", self.folder, "--cards", "x"]):
            self.assertEqual(make(*good, *bad).returncode, 64, bad)
        self.assertEqual(make(*good, "--as", "vendor", "--out-dir", "/nowhere/at/all").returncode, 73)


if __name__ == "__main__":
    unittest.main()
