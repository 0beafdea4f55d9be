"""Strange residents: a made-up register that asks of every rule what it does at its edge.

The same seed gives the same residents. Nobody here is anybody: names are signs, addresses are
invented, and the numbers begin with a letter that tells why the resident is there.
"""

import datetime
import random
from xml.sax.saxutils import escape, quoteattr

DAY = datetime.timedelta(days=1)
STATUSES = ("engineer", "student", "spouse", "technical-intern", "permanent", "special-permanent",
            "highly-skilled-1", "highly-skilled-2", "provisional-stay", "transitional-birth", "一時庇護",
            "国籍喪失による経過滞在者")
NAMES = ("甲 一郎", "乙 花子", "髙﨑 𠮷子", "葛\U000E0102城 はな", "辻\U000E0102 二郎", "PEREIRA ANA",
         "NGUYỄN THỊ HOA", "ｶﾅ ﾊﾝｶｸ", "O’HARA & SØN <X>", "丙")
UNDRAWABLE = ("丁\uE000 三郎", "戊\U000E01EF 四郎", "己\U000F0000")
TOWNS = (("4860844", "愛知県春日井市鳥居松町5丁目44番地"), ("4800304", "愛知県春日井市神屋町1番地"),
         ("4870011", "愛知県春日井市中央台2丁目2番地1"), ("4860958", "愛知県春日井市西本町3丁目1番地"),
         ("4870016", "愛知県春日井市高蔵寺町北3丁目2番地"), ("1000001", "東京都千代田区千代田1番"))
BIRTHS_UNKNOWN = ("1951-02-29", "1949-00-00", "1960-05-00", "0000-00-00", "1970-13-41", "1980-04-31")


def shift(day, years):
    """The same day in another year, February 28 for a 29th that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class Person:
    """A resident to be written."""

    def __init__(self, number, born, **known):
        self.number, self.born = number, born
        self.household, self.state, self.name = "h" + number, "resident", "甲 一郎"
        self.alias = self.language = self.address = self.building = self.send_to = None
        self.leaving = self.protection = self.ward = self.stay = self.card = self.renewal = None
        self.certificates = []
        self.address = TOWNS[0]
        self.building = "第%s号室" % number
        self.__dict__.update(known)

    def papers(self):
        """The card and the certificates."""
        elements = [tag("card", self.card)] if self.card else []
        return elements + [tag("certificate", certificate) for certificate in self.certificates]

    def lines(self, with_papers):
        """The element."""
        yield "<resident%s>" % attributes({"id": self.number, "household": self.household,
                                           "state": self.state})
        yield "<name>%s</name>" % escape(self.name)
        if self.alias:
            yield "<alias%s>%s</alias>" % (attributes(self.alias[0]), escape(self.alias[1]))
        yield "<born>%s</born>" % self.born
        if self.language:
            yield "<language>%s</language>" % self.language
        if self.address:
            yield "<address%s>%s</address>" % (attributes({"postal": self.address[0]}),
                                               self.address[1])
        if self.building is not None:
            yield "<building>%s</building>" % self.building
        if self.send_to:
            postal, parts = self.send_to
            yield "<send-to%s>%s</send-to>" % (attributes({"postal": postal}), "".join(
                "<%s>%s</%s>" % (part, text, part) for part, text in parts))
        for element in ("leaving", "protection", "ward", "stay"):
            if getattr(self, element) is not None:
                yield tag(element, getattr(self, element))
        if with_papers:
            yield from self.papers()
        if self.renewal is not None:
            yield tag("renewal", self.renewal)
        yield "</resident>"


def attributes(values):
    """Attributes; what is None is left out."""
    return "".join(" %s=%s" % (name, quoteattr(str(value)))
                   for name, value in values.items() if value is not None)


def tag(name, values):
    """An element of attributes alone."""
    return "<%s%s/>" % (name, attributes(values))


def card(expires, issued="2020-06-01", kind="standard", state="active", applied=None):
    """A card."""
    return {"kind": kind, "state": state, "applied": applied, "issued": issued, "expires": expires}


def certificate(kind, expires, issued="2021-12-01", state="valid"):
    """A certificate."""
    return {"kind": kind, "state": state, "issued": issued, "expires": expires}


def edges(night):
    """Every expiry from three days before the night to four months after it, of every matter."""
    for days in range(-3, 124):
        expires = night + days * DAY
        born = shift(expires, -40)
        yield Person("ea%03d" % (days + 3), born, card=card(expires))
        yield Person("eb%03d" % (days + 3), born, card=card(expires),
                     stay={"status": "engineer", "until": expires})
        yield Person("ec%03d" % (days + 3), born, certificates=[
            certificate("signature", expires), certificate("authentication", expires)],
            card=card(shift(expires, 5)))
        yield Person("ed%03d" % (days + 3), born, card=card(expires + 9 * DAY), certificates=[
            certificate("signature", expires), certificate("authentication", expires + 20 * DAY)])


def two_months_before(day):
    """For days up to the 28th: where a card ends whose holder had two months while an extension was
    pending."""
    first = (day.replace(day=1) - 32 * DAY).replace(day=1)
    return first.replace(day=min(day.day, 28))


def stays(night):
    """Every status with every end of stay, against every kind of date on the card."""
    number = 0
    for status in STATUSES:
        for away in (None, -400, "two months", -1, 0, 1, 60, 700):
            for nth in (None, 5, 6, 7, 10, 11):
                for born in ("known", "leap", "unknown"):
                    expires = night + (20 + number % 70) * DAY
                    birth = shift(expires, -30)
                    if born == "leap":
                        birth = datetime.date(1988, 2, 29)
                    issued = shift(expires, -(nth or 5)) + (number % 3) * 50 * DAY
                    until = None if away is None else (
                        two_months_before(expires) if away == "two months" else expires + away * DAY)
                    yield Person(
                        "s%05d" % number,
                        BIRTHS_UNKNOWN[number % len(BIRTHS_UNKNOWN)] if born == "unknown" else birth,
                        stay={"status": status, "until": until,
                              "pending": (None, "true", "false", "1", "0")[number % 5]},
                        card=card(expires if nth else None, issued=issued,
                                  kind="residence" if number % 4 == 0 else "standard"),
                        certificates=[certificate("authentication", None, issued=issued)]
                        if number % 2 else [])
                    number += 1


def ages(night):
    """Dates that have to be computed: ages round 15, 18 and 20, applications round 2022-04-01."""
    number = 0
    for age in (14, 15, 17, 18, 19, 20, 21):
        for days in (-400, -31, -1, 0, 1, 31, 400):
            for birthday in (-1, 0, 1):
                for wait in (None, 0, 1, 40):
                    applied = datetime.date(2022, 4, 1) + days * DAY
                    born = shift(applied, -age) + birthday * DAY
                    issued = applied + (wait or 0) * DAY
                    yield Person("g%05d" % number, born, card=card(
                        None, issued=issued, applied=applied if wait is not None else None),
                        certificates=[certificate("signature", None, issued=issued)])
                    number += 1
    for age in (14, 15, 17, 18, 19, 20):
        for years in (4, 5, 9, 10):
            for birthday in range(-2, 95, 3):
                for wait in (None, 0, 30):
                    expires = night + birthday * DAY
                    issued = shift(expires, -years)
                    applied = issued - (wait or 0) * DAY
                    yield Person("k%05d" % number, shift(expires, -age - years), card=card(
                        None, issued=issued, applied=applied if wait is not None else None))
                    number += 1


def addresses(night):
    """Addresses that no letter reaches, other addresses, and many letters to one."""
    expires = night + 45 * DAY
    town = TOWNS[0][1]
    wrong = (None, (None, town), ("", town), ("0000000", town), ("4860844", ""), ("4860844", " "),
             ("4860844", "　"), ("4868686", town), ("4860000", town), ("9999999", town))
    others = (None, ("4860844", (("address", town),)), (None, (("address", town),)),
              ("", (("address", town),)), ("0000000", (("address", town),)), ("4860844", ()),
              ("4860844", (("name", "甲 花子"),)), ("4860844", (("address", ""),)),
              ("4860844", (("name", "甲 花子"), ("address", town), ("building", "二階"))),
              (None, (("name", "甲 花子"),)), (None, ()), (None, (("building", "二階"),)))
    number = 0
    for address in wrong:
        for other in others:
            yield Person("a%04d" % number, shift(expires, -50), address=address, send_to=other,
                         card=card(expires))
            number += 1
    for group, (count, change) in enumerate((
            (30, {}), (31, {}), (32, {"state": "moved-out"}), (31, {"send_to": True}),
            (31, {"protection": {}}), (61, {"building": None}), (31, {"covered": True}),
            (31, {"name": UNDRAWABLE[0]}), (31, {"postal": True}))):
        for member in range(count):
            person = Person("b%02d%03d" % (group, member), shift(expires, -60), card=card(expires),
                            address=("4800304", "愛知県春日井市神屋町%d番地" % (group + 100)),
                            building="甲荘")
            if "covered" in change:
                person.certificates = [certificate("signature", expires),
                                       certificate("authentication", expires)]
                if member % 2:
                    person.card = card(shift(expires, 3))
            elif "send_to" in change:
                person.send_to = (person.address[0], (("name", "乙 %d" % member),
                                                      ("address", person.address[1])))
            elif "postal" in change:
                person.address = ("4800304" if member < 29 else "4800303", person.address[1])
            elif member < 2 or "building" in change:
                person.__dict__.update(change)
            yield person


def deranged(night):
    """What stands in no order: ends before beginnings, the first and the last day there is."""
    expires = night + 30 * DAY
    born = shift(expires, -45)
    cases = (
        {"card": card(expires, issued=expires + 5 * DAY)},
        {"card": card(None, issued=night + 400 * DAY)},
        {"card": card("9999-12-31")}, {"card": card("0001-01-01")},
        {"card": card(None, issued="9999-12-31")}, {"card": card(None, issued="0001-01-01")},
        {"card": card(expires, issued="0001-01-01", applied="9999-12-31")},
        {"certificates": [certificate("signature", expires)]},
        {"certificates": [certificate("signature", None, issued=shift(expires, -5))]},
        {"certificates": [certificate("signature", None, issued=shift(expires, -5)),
                          certificate("authentication", expires - 9 * DAY, state="revoked")]},
        {"card": card(expires - 4 * DAY), "certificates": [
            certificate("signature", None, issued=shift(expires, -1))]},
        {"card": card(expires - 4 * DAY, state="void"), "certificates": [
            certificate("signature", None, issued=shift(expires, -1))]},
        {"card": card(shift(expires, 1)), "certificates": [
            certificate("signature", None, issued=night),
            certificate("authentication", expires)]},
        {"card": card(expires), "renewal": {"applied": night + 9 * DAY}},
        {"card": card(expires), "renewal": {}},
        {"card": card(expires), "certificates": [certificate("signature", expires + 20 * DAY)],
         "leaving": {"on": expires + 9 * DAY}},
        {"card": card(expires + 20 * DAY), "certificates": [certificate("signature", expires)],
         "leaving": {"on": expires + 9 * DAY}},
        {"card": card(expires, kind="residence"),
         "stay": {"status": "student", "until": expires},
         "certificates": [certificate("signature", expires),
                          certificate("authentication", expires, state="suspended")]},
        {"card": card(expires, kind="residence"), "stay": {"status": "permanent"}},
        {"card": card(expires, kind="residence")},
        {"household": "one", "protection": {"state": "active"}, "card": card(expires)},
        {"household": "one", "card": card(expires)},
        {"household": "one", "protection": {"state": "released"}, "card": card(expires)},
        {"ward": {}, "card": card(expires)},
        {"card": card("0001-01-01"), "certificates": [certificate("signature", expires)]},
        {})
    for number, known in enumerate(cases):
        for way, birth in enumerate((born, "2026-02-29", "1949-00-00", night + 40 * DAY,
                                     "0001-01-01", "9999-12-31", "1904-02-29")):
            yield Person("d%03d%d" % (number, way), birth, **known)


def broken(night):
    """Residents who cannot be decided and are set aside."""
    expires = night + 30 * DAY
    for number, known in enumerate((
            {"state": "gone"}, {"card": card("2027-02-29")}, {"card": card(expires, issued=None)},
            {"card": card(expires, kind="gold")}, {"card": card(expires, state="")},
            {"stay": {"status": None, "until": expires}}, {"leaving": {"on": "soon"}},
            {"stay": {"status": "wizard"}}, {"protection": {"state": "asked"}},
            {"certificates": [certificate("encryption", expires)]},
            {"certificates": [certificate("signature", "%sZ" % expires)]},
            {"address": ("486-0844", "愛知県春日井市")}, {"send_to": ("48", ())},
            {"renewal": {"applied": ""}}, {"stay": {"status": "student", "pending": "maybe"}})):
        values = dict({"card": card(expires)}, **known)
        yield Person("x%03d" % number, shift(expires, -40), **values)


def mixtures(night, chance, count):
    """Everything with everything, by dice."""
    pick = chance.choice

    def near():
        days = pick((chance.randint(-5, 130), chance.randint(-5, 130), chance.randint(-2, 12),
                     chance.randint(55, 66), chance.randint(85, 96), chance.randint(-900, 4000)))
        return night + days * DAY

    for number in range(count):
        expires = near()
        born = pick((shift(expires, -chance.randint(6, 95)), shift(expires, -chance.randint(6, 95)),
                     shift(expires, -chance.randint(6, 95)),
                     datetime.date(chance.randint(1920, 2022), chance.randint(1, 12),
                                   chance.randint(1, 28)),
                     datetime.date(4 * chance.randint(481, 505), 2, 29), pick(BIRTHS_UNKNOWN)))
        issued = shift(expires, -pick((4, 5, 5, 6, 9, 10, 10, 11))) + pick((0, 0, 1, -1, 200)) * DAY
        person = Person("m%06d" % number, born, name=pick(NAMES), household="m%d" % (number // 3))
        if chance.random() < 0.02:
            person.name = pick(UNDRAWABLE)
        if chance.random() < 0.02:
            person.name = pick(("寿限無", "LONGNAME ", "ながい　", "ﾅｶﾞｲ")) * chance.randint(3, 22)
        if chance.random() < 0.05:
            person.alias = ({"use": pick((None, "true", "false", "1"))}, pick(NAMES + UNDRAWABLE))
        person.address = pick(TOWNS)
        person.language = pick((None, None, "ja", "en", "pt", "zh-TW", "zh-Hans", "und",
                                "vi-VN", "ko", "tl"))
        if chance.random() < 0.04:
            person.state = pick(("moved-out", "deceased", "removed", "abroad"))
        if chance.random() < 0.06:
            person.leaving = {"on": pick((None, expires, expires + DAY, expires - DAY, near()))}
        if chance.random() < 0.06:
            person.protection = {"state": pick((None, "provisional", "active", "released"))}
        if chance.random() < 0.02:
            person.ward = {}
        if chance.random() < 0.4:
            person.stay = {"status": pick(STATUSES),
                           "until": pick((None, expires, expires, expires + DAY, expires - DAY,
                                          near())),
                           "pending": pick((None, "true", "false"))}
        if chance.random() < 0.95:
            person.card = card(
                pick((expires, expires, expires, expires, near(), None, None)),
                issued=pick((issued, issued, issued, near() - 2000 * DAY)),
                kind=pick(("standard", "standard", "standard", "residence")),
                state="active" if chance.random() < 0.9
                else pick(("suspended", "lost", "returned", "void")),
                applied=pick((None, issued, issued - 20 * DAY, datetime.date(2022, 3, 31),
                              datetime.date(2022, 4, 1))))
        kinds = pick(((), ("signature",), ("authentication",), ("signature", "authentication"),
                      ("authentication", "signature"), ("signature", "authentication")))
        person.certificates = [certificate(
            kind, pick((expires, expires, near(), near(), None)),
            issued=pick((issued, shift(expires, -5), near() - 1500 * DAY)),
            state="valid" if chance.random() < 0.9 else pick(("suspended", "revoked")))
            for kind in kinds]
        if chance.random() < 0.04:
            person.renewal = {"applied": pick((None, night, near()))}
        if chance.random() < 0.03:
            person.address = pick((None, ("", TOWNS[0][1]), ("0000000", TOWNS[0][1])))
        yield person


def strange(night, seed, count):
    """All of them, and so many mixtures."""
    for group in (edges, stays, ages, addresses, deranged, broken):
        yield from group(night)
    yield from mixtures(night, random.Random(seed), count)


def write(people, as_of, path, cards=None):
    """Writes the register, and the cards into a second file where one is asked for."""
    people = list(people)
    root = {"municipality": "232068", "as-of": as_of}
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<register xmlns="urn:kigen:register:1"'
                   "%s>\n" % attributes(dict(root, residents=len(people))))
        for person in people:
            file.write("".join(person.lines(cards is None)) + "\n")
        file.write("</register>\n")
    if cards is None:
        return
    holders = [person for person in people if person.papers()]
    with open(cards, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<cards xmlns="urn:kigen:cards:1"%s>\n'
                   % attributes(dict(root, holders=len(holders))))
        for person in holders:
            file.write("<holder%s>%s</holder>\n" % (attributes({"id": person.number}),
                                                    "".join(person.papers())))
        file.write("</cards>\n")
