"""Every setting of the office file, at both ends of its range, one at a time and all at once: two
nights (letters, then reminders and a revoked certificate) in which nobody is lost by a setting, and
`check` and `proof`, which lay out every kind of letter. `make settings` (KIGEN_SETTINGS=all) does so
under each; else each that puts words on paper has its first night, and all at once have everything."""

import copy
import os
import subprocess
import unittest
import xml.etree.ElementTree as ET

from city import OFFICE, Nights, Resident, card_due, certificates_due

SPACE = "urn:kigen:office:1"
SCHEMA = "{http://www.w3.org/2001/XMLSchema}"
NIGHTS = ("2026-11-24", "2027-01-12")
FIRST, LATE, STAY = "2027-02-10", "2027-01-05", "2027-02-12"
LANGUAGES = ("ja", "en", "zh-Hans", "ko", "pt", "es", "vi", "zh-Hant", "fil", "id", "ne", "ja-x-easy")
TEMPLATES = os.path.abspath("templates")
LONG_HOST = "https://" + "w" * 40 + ".city.kasugai.lg.jp/" + "a" * 31 + "/"
ALL = os.environ.get("KIGEN_SETTINGS") == "all"


def decisions(rows):
    return {key: tuple(row[name] for name in ("expires", "opens", "wave", "outcome", "reason"))
            for key, row in rows.items()}


def stay(id, language, until, pending="false", **words):
    return card_due(id, STAY, born="1988-07-07", language=language,
                    stay={"status": "engineer", "until": until, "pending": pending}, **words)


def people():
    """One of each: matter, wave, language, age, ward, stay."""
    some = []
    for i, language in enumerate(LANGUAGES):
        words = {} if language == "ja" else {"language": language}
        some += [certificates_due(f"7{i:02}1", FIRST, **words), card_due(f"7{i:02}2", LATE, **words)]
    for i, language in enumerate(("en", "zh-Hans", "vi")):
        some += [stay(f"8{i}1", language, "2028-02-12"), stay(f"8{i}2", language, STAY, "true"),
                 stay(f"8{i}3", language, STAY)]
    some += [
        card_due("91", FIRST, born="2017-02-10", signature=None),
        card_due("92", FIRST, ward=True, signature=None),
        certificates_due("93", FIRST, authentication={"state": "valid", "issued": "2026-01-20",
                                                      "expires": "2031-05-10"}),
        Resident("94"), Resident("95", language="pt"),
    ]
    # More at one address than the office writes to would all be by hand.
    return [person.changed(address=f"愛知県春日井市鳥居松町5丁目{number}番地")
            for number, person in enumerate(some, 1)]


def later(residents):
    """The same city seven weeks on: two have moved house, which ended their signature certificates."""
    moved = {"signature": {"state": "revoked", "issued": "2026-01-20", "expires": "2031-05-10"},
             "address": "愛知県春日井市鳥居松町3丁目7番地"}
    return [person.changed(**moved) if person.id in ("94", "95") else person for person in residents]


def path(name):
    return "/".join(part if part.startswith(".") else "o:" + part for part in name.split("/"))


class Setting:
    """A setting: an attribute or element, the values to try, and what it may change. `paper` puts
    words on paper; `decides` changes whom a letter reaches, or when, by its nature."""

    def __init__(self, at, attribute, *values, paper=False, decides=False):
        self.at, self.attribute, self.values = at, attribute, values
        self.paper, self.decides = paper, decides
        self.name = f"{at}/@{attribute}" if attribute else at

    def put(self, office, value):
        found = office.findall(path(self.at), {"o": SPACE})
        if not found:
            raise AssertionError("the office has no " + self.at)
        for element in found:
            if callable(value):
                value(element)
            elif value is None:
                element.attrib.pop(self.attribute, None)
            else:
                element.set(self.attribute, value)


def child(text, at=None):
    """An element to be put into another, at a place among its children (by default the end)."""
    def put(element):
        new = ET.fromstring(f'<x xmlns="{SPACE}">{text}</x>')
        index = len(element) if at is None else at
        for one in reversed(list(new)):
            element.insert(index, one)
    return put


def without(tag):
    def put(element):
        for one in element.findall(path(tag), {"o": SPACE}):
            element.remove(one)
    return put


def kept(days, folder_days):
    """Folders go no later than what they are made from."""
    def put(element):
        element.set("days", days)
        element.set("folder-days", folder_days)
    return put


def only_languages(*tags):
    def put(element):
        for one in list(element):
            if one.get("tag") not in tags:
                element.remove(one)
    return put


ACCESS = "<access>" + "".join(f'<text lang="{tag}">JR Kasugai (北口) 12 min. / 1,2 km</text>' for tag in LANGUAGES) + "</access>"
CLASSES = "".join(f'<weight-class up-to-grams="{50 + i}" name="定形外郵便物 規格内({50 + i} gまで)"/>'
                  for i in range(200, 214))
DAYS = ('<closed on="2026-12-16" counters="cityhall" label="late" reason="works"/>'
        '<closed on="2026-12-17" counters="all" reason="works"/>'
        '<open on="2026-12-19" counters="cityhall" from="08:30" to="12:00" desks="6" label="sunday" reason="x"/>'
        '<open on="2026-12-26" counters="sakashita tobu" from="09:00" to="10:00" desks="1" reason="x"/>')
CLOSURE = '<closure rrule="FREQ=WEEKLY;BYDAY=TU" reason="x" effect="{}" counters="sakashita" matters="{}"/>'

FOREIGN = ('<foreign-line phone="050-9999-0178" languages="en zh-Hans zh-Hant ko pt es vi fil id ne">'
           '<answered rrule="FREQ=WEEKLY;BYDAY=MO,TU,TH" from="09:00" to="16:30"/></foreign-line>')

# Of these no two are at their lower end at once: then any change at all stops the night.
LIMITS = ("vanish", "closed", "aside", "ended", "moved", "renewed", "unfit", "new")

SETTINGS = [
    Setting("sender", "phone", "03-1-111", "050-9999-0178", paper=True),
    Setting("sender", "lost-card-phone", "03-1-111", "050-9999-0178", paper=True),
    Setting("sender", "lost-card-languages", "en pt", "en zh-Hans zh-Hant ko es pt vi fil id ne"),
    Setting("sender", "answered-at", "sakashita", "cityhall", paper=True),
    Setting("sender", "answered-label", "weekday"),
    Setting("sender", "fax", "03-1-111", "050-9999-0178", paper=True),
    Setting("sender", "reply-email", "a@b.jp", "k" * 13 + "@city.kasugai.lg.jp", paper=True),
    Setting("sender", "no-forward", "false", "true", paper=True),
    Setting("sender", None, child(FOREIGN), paper=True),
    Setting("sender", "email", "a@b.jp", "k" * 40 + "@city.kasugai.lg.jp"),
    Setting("sender", "web-base", "https://a.jp/", LONG_HOST, paper=True),
    Setting("sender", "booking-form", "https://a.jp/{token}", "https://form.example.jp/?f=1&amp;t={token}&amp;z=" + "1" * 200),
    Setting("languages", None, only_languages("ja"), only_languages("ja", "en", "ja-x-easy"), paper=True),
    Setting("languages/language", "approved-by", "a", "b" * 100),
    Setting("languages/language", "approved-on", "2026-11-01"),
    Setting("languages/language", "approved-text", "0" * 16, "f" * 16),
    Setting("counters/counter", None, child(ACCESS, at=2), paper=True),
    Setting("counters/counter", "phone", "03-1-111", "050-9999-0178", paper=True),
    Setting("counters/counter", "map", "https://a.jp/", "https://maps.example.jp/?q=35.2475,136.97&amp;z=" + "1" * 200),
    Setting("counters/counter", "latitude", "-90", "90"),
    Setting("counters/counter", "longitude", "-180", "180"),
    Setting("counters/counter", "slot-minutes", "5", "10", "240", decides=True),
    Setting("counters/counter/opening", "desks", "1", "99", decides=True),
    Setting("counters/counter/opening", "expect", "0.50", "0.95"),
    Setting("counters/counter", None, without("serves"), without("walk-in")),
    Setting("days", None, child(DAYS)),
    Setting("closures", None, child(CLOSURE.format("hours", "all")), child(CLOSURE.format("places", "card stay")),
            child(CLOSURE.format("off", "all"))),
    Setting("closures/closure", "label", None, "late"),
    Setting("closures/holidays", "label", "sunday"),
    Setting("closures/holidays", "effect", "places", "off"),
    Setting("matters", "attendance-days", "0", "92"),
    Setting("matters/matter", "appointment", "none", "offered", "required", paper=True, decides=True),
    Setting("matters/matter", "slots", "8", decides=True),
    Setting("matters/matter", "counters", "cityhall", "sakashita tobu"),
    Setting("matters/matter", "not-during", "sunday", "late sunday"),
    Setting("matters/matter", "lead-days", "0", "14", decides=True),
    Setting("matters/matter", "clear-days", "0", "92"),
    Setting("matters/matter", "wished-day", "7", "92"),
    Setting("matters/matter", "wished-late", "true", "false"),
    Setting("matters/matter", None, child('<lead from="2026-01-01" days="3"/><lead from="2026-12-01" days="7"/>')),
    Setting("matters/revoked", "letter", "true", paper=True, decides=True),
    Setting("matters/revoked", "appointment", "none", "offered", "required"),
    Setting("matters/revoked", "change-days", "0", "92"),
    Setting("matters/revoked", "answer-days", "14", "92"),
    Setting(".", None, without("wishes")),
    Setting("wishes", None, without("school-age"), without("working-age")),
    *(Setting("wishes", points, "0", "10000")
      for points in ("counter", "nearest", "day", "even", "kept", "apart")),
    Setting("wishes/school-age", "weight", "0", "10000"),
    Setting("wishes/school-age", "labels", None, "late sunday"),
    Setting("wishes/school-age", "after", None, "00:00", "19:00"),
    Setting("wishes/working-age", "after", "00:00", "19:00"),
    Setting("wishes/working-age", "labels", "weekday", "sunday"),
    Setting("validity/leap-birthday", "day", "03-01"),
    Setting("validity/cap", "certificate", "none"),
    Setting("validity/cap", "signature", "none"),
    Setting("validity/stay", "card", "birthday"),
    Setting("validity/stay", "pending-extension", "P1M", "P12M"),
    Setting("validity/no-period", "statuses", None, "permanent"),
    Setting("validity/residence-card", "outcome", "letter"),
    Setting("validity/signature", "years", "1", "99", paper=True),
    Setting("validity/representative", "years", "1", "99", paper=True),
    Setting("window", "reading", "less-than", decides=True),
    Setting("window", "appointments", "window"),
    Setting("window", "opens", "P4M", "P12M", decides=True),
    Setting("window", "late", "P1M", decides=True),
    Setting("window", "reminder", "none", "P2M", decides=True),
    Setting("window", "reminder-after-days", "0", "92", decides=True),
    Setting("mailing", "rrule", "FREQ=WEEKLY;BYDAY=TU", "FREQ=DAILY"),
    Setting("mailing", "holidays", "true"),
    Setting("mailing", "except", None, "FREQ=YEARLY;BYMONTH=8"),
    Setting("mailing", "bundle", "1", "1000"),
    Setting("mailing", "most", "1", "1000000", decides=True),
    Setting("mailing", "latest-days", "0", "92"),
    Setting("mailing", "level-days", "1", "92", decides=True),
    Setting("mailing", "confirm-days", "0", "92"),
    Setting("mailing", "stop-days", "0", "92"),
    Setting("mailing", "arrival-days", "0", "92"),
    Setting("mailing", "sheet-grams", "0.1", "4000"),
    Setting("mailing", "envelope-grams", "0.1", "4000"),
    Setting("mailing", "together", "minors", "household"),
    Setting("mailing", "envelope-sheets", "2", "8"),
    Setting("mailing", "voice-characters", "100", "10000"),
    Setting("files", "lists-for", "programs", "spreadsheets"),
    Setting("files", "lists-headings", "names", "ja"),
    Setting("mailing", "post-office", "", "春日井郵便局"),
    Setting("mailing", "payment", "", "料金別納"),
    Setting("mailing", None, without("weight-class"), child(CLASSES)),
    Setting("limits", "export-age-days", "0", "92"),
    Setting("limits", "residents-min", "1", "26"),
    Setting("limits", "residents-max", "100000000"),
    Setting("limits", "letters-per-address", "100000000"),
    *(Setting("limits", limit + "-permille", "0", "1000", decides=True) for limit in LIMITS),
    *(Setting("limits", limit + "-free", "0", "1000000", decides=True) for limit in LIMITS),
    Setting("limits", "moved-days", "0", "92"),
    Setting("limits", None, child('<layer of="protection" shrink-permille="0" free="0" grow-permille="1000"/>'),
            child('<layer of="language" shrink-permille="1000" free="1000000" grow-permille="0"/>')),
    Setting("retention", "days", kept("100", "100"), kept("7300", "100")),
    Setting("retention", "folder-days", kept("100", "100"), kept("7300", "7300")),
]
# What is no setting to be tried here: names, and what an office cannot do without and other tests turn
# about (hours: tests/intake/office/test_opening_hours.c; years and their rows: tests/nights/test_law.py).
OTHER_TESTS = {"text", "files", "serves", "opening", "walk-in", "day-open", "day-closed", "closure",
               "closure-holidays", "lead", "layer", "age", "card", "certificate", "years-rule", "leap", "weight-class",
               "office", "language-of-letters", "foreign-line", "answered", "discount",
               "trial",  # tests/nights/test_trial.py
               "houses"}  # tests/nights/test_houses.py
# Types of the schema by the element under which the table above names their attributes.
TYPES = {"matter-rule": "matter", "age-wish": "school-age"}


class Settings(Nights):
    @classmethod
    def setUpClass(cls):
        ET.register_namespace("", SPACE)
        cls.tree = ET.parse(OFFICE)

    def office_with(self, *changes):
        """The default office with settings changed: (setting, value) each."""
        tree = copy.deepcopy(self.tree)
        root = tree.getroot()
        root.find("o:files", {"o": SPACE}).set("templates", TEMPLATES)
        for name in ("holidays", "towns"):
            root.find("o:files", {"o": SPACE}).set(name, os.path.abspath("cron/" + name + ".csv"))
        for setting, value in changes:
            setting.put(root, value)
        self.office = os.path.join(self.folder, "office.xml")
        tree.write(self.office, encoding="utf-8", xml_declaration=True)
        japanese = root.find("o:files", {"o": SPACE}).get("lists-headings") == "ja"
        self.headings = (os.path.join(TEMPLATES, "messages/ja.po"),) if japanese else ()

    def live(self, place, nights=NIGHTS):
        """Nights under the office, in a ledger of their own; the rows of each."""
        self.ledger = os.path.join(self.folder, place + ".db")
        self.out = os.path.join(self.folder, place)
        rows = []
        for date, residents in zip(nights, (people(), later(people()))):
            self.run_night(self.write(residents, date), date)
            self.contract(date)
            rows.append(self.dues(date))
        return rows

    def laid_out(self):
        """`check` finds room for every kind of letter, and `proof` draws each."""
        common = ("--office", self.office, "--date", NIGHTS[0])
        checked = self.kigen("check", "--ledger", self.ledger, *common)
        self.assertEqual(checked.returncode, 0, checked.stdout.decode())
        paper = os.path.join(self.folder, "proof.pdf")
        proof = self.kigen("proof", "--out", paper, *common)
        self.assertEqual(proof.returncode, 0, proof.stderr.decode())
        self.assertIn(b"Pages:", subprocess.run(["pdfinfo", paper], capture_output=True, check=True).stdout)

    def nobody_lost(self, rows, base, decides):
        """Who has a due has it under any setting; nobody is by hand for want of room. Whom the second
        night reminds hangs on when the visits are."""
        for night in rows:
            for key, row in night.items():
                self.assertNotIn(row["reason"], ("overflow", "glyph"), key)
                if row["outcome"] == "letter":
                    self.assertTrue(row["notice"], key)
        if not decides:
            self.assertEqual(decisions(rows[0]), decisions(base))
        self.assertLessEqual({key for key, row in base.items() if row["outcome"] == "letter"},
                             {key for key, row in rows[0].items() if row["outcome"] in ("letter", "covered")})

    def test_one_at_a_time(self):
        self.office_with()
        base = self.live("base")
        self.assertEqual({row["outcome"] for row in base[0].values()}, {"letter", "covered"})
        self.assertIn("reminder", {row["wave"] for row in base[1].values()})
        tried = [(setting, value) for setting in SETTINGS if setting.paper or ALL for value in setting.values]
        for count, (setting, value) in enumerate(tried):
            with self.subTest(setting.name, value=str(value)):
                self.office_with((setting, value))
                self.nobody_lost(self.live(f"one-{count}", NIGHTS if ALL else NIGHTS[:1]), base[0],
                                 setting.decides)
                if ALL:
                    self.laid_out()

    def everything(self, end):
        """Attributes first: what takes an element away takes them along."""
        changes = [(setting, setting.values[end])
                   for setting in sorted(SETTINGS, key=lambda setting: setting.attribute is None)
                   if not setting.decides and setting.at not in ("languages", ".")]
        self.office_with(*changes, *[(setting, setting.values[-1]) for setting in SETTINGS
                                     if setting.attribute == "letter"])
        rows = self.live(f"all{end}")
        self.assertGreater(sum(row["outcome"] == "letter" for row in rows[0].values()), 25)
        self.laid_out()

    def test_all_at_the_lower_end(self):
        self.everything(0)

    def test_all_at_the_upper_end(self):
        self.everything(-1)

    def test_the_list_is_whole(self):
        """What schemas/office.xsd has as a setting is tried above."""
        schema = ET.parse("schemas/office.xsd").getroot()
        tried = {(setting.at.rsplit("/", 1)[-1], setting.attribute) for setting in SETTINGS}
        ids = {"id", "from", "tag", "to", "postal"}
        for kind in schema.iter(SCHEMA + "complexType"):
            name = kind.get("name")
            element = TYPES.get(name, name)
            for attribute in kind.iter(SCHEMA + "attribute"):
                if name in OTHER_TESTS or attribute.get("name") in ids:
                    continue
                self.assertIn((element, attribute.get("name")), tried)


if __name__ == "__main__":
    unittest.main()
