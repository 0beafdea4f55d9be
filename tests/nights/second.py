"""The decisions of a night, formulated a second time.

Written from the written rules alone (the city's page, how long things are valid, how a night decides)
and not from the sources: what `kigen plan` says of a night without a ledger and what is computed
here have to be the same, column by column. So nothing here may be made to follow the sources: where
the two differ, the written rules say who is right.

    second.py OFFICE REGISTER NIGHT [CARDS]

prints the columns resident to visit_until of `kigen plan`. What depends on fonts (glyph, overflow)
is not known here: it is handed in.
"""

import calendar
import csv
import datetime
import heapq
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

COLUMNS = ("resident", "matter", "expires", "opens", "wave", "outcome", "reason", "visit_from",
           "visit_until")
MATTERS = ("authentication", "card", "signature", "stay")
OFFICE = "{urn:kigen:office:1}"
DAY = datetime.timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


# Days and months

def day_of(text):
    """The day a text names; None for no text and for a day that never was."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def days_of(text):
    """The days on which somebody may have been born, by a register that knows the day, the month or
    the year; a day that never was says its month. None where not even the year is known."""
    if day_of(text):
        return [day_of(text)]
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) or text[:4] in ("0000", "9999"):
        return []
    day, days = datetime.date(int(text[:4]), 1, 1), []
    while day.year == int(text[:4]):
        days.append(day)
        day += DAY
    return [day for day in days if day.month == int(text[5:7])] or days


def months_away(day, months):
    """The same day so many months on (back, if negative), at a shorter month's end its last day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def months_end(start, months):
    """The last day of so many months that begin on a day: the one before the same day, or the end
    of the month that has no such day."""
    same = months_away(start, months)
    return same - DAY if same.day == start.day else same


def window_opens(expires, months):
    """The city's sentence: the day after the same day so many months earlier."""
    return months_away(expires, -months) + DAY


def window_less_than(expires, months):
    """Other cities' sentence: the first day with less than so many months left."""
    day = expires - (31 * months + 3) * DAY
    while months_end(day + DAY, months) <= expires:
        day += DAY
    return day


def equinox(year, spring):
    """The day of March or September on which the sun crosses the equator (1980 to 2099)."""
    return int((20.8431 if spring else 23.2488) + 0.242194 * (year - 1980)) - (year - 1980) // 4


def holidays_by_law(year):
    """The public holidays of a year from 2022 on."""
    def monday(month, nth):
        first = datetime.date(year, month, 1)
        return first + ((7 - first.weekday()) % 7 + 7 * (nth - 1)) * DAY
    days = {datetime.date(year, month, day) for month, day in (
        (1, 1), (2, 11), (2, 23), (3, equinox(year, True)), (4, 29), (5, 3), (5, 4), (5, 5),
        (8, 11), (9, equinox(year, False)), (11, 3), (11, 23))}
    days |= {monday(1, 2), monday(7, 3), monday(9, 3), monday(10, 2)}
    between = {day + DAY for day in days if day + 2 * DAY in days and day + DAY not in days}
    moved = set()
    for day in sorted(days):
        if day.weekday() == 6:
            while day in days or day in moved:
                day += DAY
            moved.add(day)
    return days | between | moved


class Recurrence:
    """A recurrence rule, so much of it as says on which days; only what offices here write."""

    def __init__(self, rule):
        self.parts = dict(part.split("=") for part in rule.split(";"))
        unknown = set(self.parts) - {"FREQ", "BYDAY", "BYMONTHDAY", "BYYEARDAY"}
        if unknown or self.parts["FREQ"] not in ("WEEKLY", "MONTHLY", "YEARLY"):
            raise ValueError("a rule that is not known here: " + rule)

    def __contains__(self, day):
        month_days = calendar.monthrange(day.year, day.month)[1]
        year_days = 365 + calendar.isleap(day.year)
        year_day = day.timetuple().tm_yday
        if "BYYEARDAY" in self.parts and not {year_day, year_day - year_days - 1} & {
                int(number) for number in self.parts["BYYEARDAY"].split(",")}:
            return False
        if "BYMONTHDAY" in self.parts and not {day.day, day.day - month_days - 1} & {
                int(number) for number in self.parts["BYMONTHDAY"].split(",")}:
            return False
        if "BYDAY" in self.parts:
            name = WEEKDAYS[day.weekday()]
            nth = (day.day - 1) // 7 + 1
            last = -((month_days - day.day) // 7 + 1)
            return bool({name, "%d%s" % (nth, name), "%d%s" % (last, name)}
                        & set(self.parts["BYDAY"].split(",")))
        return True


# The office

def in_force(rows, day):
    """The last of a table's rows that is in force on a day."""
    return [row for row in rows if day_of(row.get("from")) <= day][-1]


def minutes(time):
    """A time of day in minutes."""
    return int(time[:2]) * 60 + int(time[3:])


class Office:
    """What the office file says: tables with effective-from dates, days, settings."""

    def __init__(self, path):
        path = pathlib.Path(path)
        self.root = tree.parse(path).getroot()
        self.validity = {}
        for row in self.root.find(OFFICE + "validity"):
            self.validity.setdefault(row.tag[len(OFFICE):], []).append(row)
        self.windows = self.root.findall(OFFICE + "window")
        self.matters = {row.get("id"): row for row in self.root.iter(OFFICE + "matter")}
        self.mailing = self.root.find(OFFICE + "mailing")
        self.letters_per_address = int(self.root.find(OFFICE + "limits").get("letters-per-address"))
        self.counters = self.root.find(OFFICE + "counters").findall(OFFICE + "counter")
        self.closures = list(self.root.find(OFFICE + "closures"))
        self.single_days = list(self.root.find(OFFICE + "days"))
        self.announced = set()
        with open(path.parent / self.root.find(OFFICE + "files").get("holidays"),
                  encoding="cp932", newline="") as file:
            for row in list(csv.reader(file))[1:]:
                self.announced.add(datetime.date(*map(int, row[0].split("/"))))
        self.rules, self.places, self.posts = {}, {}, {}

    def rule(self, name, day):
        """The row of a validity table that is in force on a day."""
        return in_force(self.validity[name], day)

    def is_holiday(self, day):
        """The announced list as far as it reaches, then the law."""
        if day.year <= max(self.announced).year:
            return day in self.announced
        return day in holidays_by_law(day.year)

    def recurs(self, rule, day):
        """Is it one of a rule's days?"""
        if rule not in self.rules:
            self.rules[rule] = Recurrence(rule)
        return day in self.rules[rule]

    def posting_day(self, night):
        """The first mailing day on or after a night."""
        if night not in self.posts:
            day = night
            while not (self.recurs(self.mailing.get("rrule"), day)
                       and not (self.mailing.get("except")
                                and self.recurs(self.mailing.get("except"), day))
                       and (self.mailing.get("holidays") == "true" or not self.is_holiday(day))):
                day += DAY
            self.posts[night] = day
        return self.posts[night]

    def closed(self, counter, day, label, matters):
        """Does a closure take these hours, or the appointments for one of the matters?"""
        for closure in self.closures:
            if closure.tag == OFFICE + "holidays":
                hit = self.is_holiday(day)
            else:
                hit = self.recurs(closure.get("rrule"), day)
            if (hit and closure.get("effect") != "off"
                    and closure.get("label") in (None, label)
                    and named(closure.get("counters"), counter.get("id"))
                    and any(named(closure.get("matters"), matter) for matter in matters)):
                return True
        return False

    def opened(self, counter, day, matters):
        """The hours of a counter that the matters may use: (from, to, desks)."""
        singles = [row for row in self.single_days if day_of(row.get("on")) == day
                   and named(row.get("counters"), counter.get("id"))]
        whole = [row for row in singles if not row.get("label")]
        replaced = {row.get("label") for row in singles}
        hours = [(row.get("from"), row.get("to"), row.get("desks"), row.get("label"))
                 for row in singles if row.tag == OFFICE + "open"]
        if not whole:
            hours += [(row.get("from"), row.get("to"), row.get("desks"), row.get("label"))
                      for row in counter.findall(OFFICE + "opening")
                      if row.get("label") not in replaced and self.recurs(row.get("rrule"), day)
                      and not self.closed(counter, day, row.get("label"), matters)]
        barred = {label for matter in matters
                  for label in (self.matters[matter].get("not-during") or "").split()}
        return [(minutes(start), minutes(end), int(desks)) for start, end, desks, label in hours
                if label not in barred]

    def places_on(self, day, matters):
        """The places on a day which these matters may use: {(counter, minute): desks}."""
        key = (day, tuple(sorted(matters)))
        if key not in self.places:
            self.places[key] = self.find_places(day, matters)
        return self.places[key]

    def find_places(self, day, matters):
        """The same, looked for."""
        places = {}
        for counter in self.counters:
            if not all(named(self.matters[matter].get("counters"), counter.get("id"))
                       for matter in matters):
                continue
            length = int(counter.get("slot-minutes"))
            bands = [(minutes(row.get("from")), minutes(row.get("to")), int(row.get("desks")))
                     for row in counter.findall(OFFICE + "walk-in")
                     if self.recurs(row.get("rrule"), day)]
            for start, end, desks in self.opened(counter, day, matters):
                while start + length <= end:
                    left = desks - sum(taken for first, last, taken in bands
                                       if first < start + length and start < last)
                    if left > 0:
                        places[counter.get("id"), start] = left
                    start += length
        return places


def named(names, name):
    """Is it among the names, or are they all?"""
    return names == "all" or name in names.split()


# The register

STATUSES = ("diplomat|official|professor|artist|religion|journalist|highly-skilled-1|"
            "highly-skilled-2|business-manager|legal-accounting|medical|researcher|"
            "instructor|engineer|intra-company|nursing-care|entertainer|skilled-labor|"
            "specified-skilled-1|specified-skilled-2|technical-intern|skill-development|"
            "cultural|temporary-visitor|student|trainee|dependent|designated|permanent|"
            "spouse|spouse-of-permanent|long-term|special-permanent|"
            "temporary-refuge|provisional-stay|transitional|transitional-birth|"
            "transitional-nationality|一時庇護(許可者)?|仮滞在(許可者)?|"
            "((出生|国籍喪失)による)?経過滞在者?")
SCHEMA = {
    "resident": {"id": r"[0-9A-Za-z-]{1,32}", "household": r"[0-9A-Za-z-]{1,32}",
                 "state": "resident|moved-out|deceased|removed|abroad"},
    "card": {"kind": "standard|residence", "state": "active|suspended|lost|returned|void",
             "issued": "DATE"},
    "certificate": {"kind": "signature|authentication", "state": "valid|suspended|revoked",
                    "issued": "DATE"},
    "stay": {"status": STATUSES},
}
OPTIONAL = {
    "card": {"applied": "DATE", "expires": "DATE"},
    "certificate": {"expires": "DATE"},
    "stay": {"until": "DATE", "pending": "true|false|0|1"},
    "leaving": {"on": "DATE"},
    "renewal": {"applied": "DATE"},
    "protection": {"state": "provisional|active|released"},
    "address": {"postal": "([0-9]{7})?"},
    "send-to": {"postal": "([0-9]{7})?"},
}


def matches(value, form):
    """Has a value its form?"""
    if form == "DATE":
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value)) and day_of(value) is not None
    return bool(re.fullmatch(form, value))


def well_formed(record):
    """Is a resident (a holder) such that it can be decided at all, or is it set aside?"""
    for element in record.iter():
        tag = element.tag.rpartition("}")[2]
        for name, form in SCHEMA.get(tag, {}).items():
            if not matches(element.get(name, ""), form):
                return False
        for name, form in OPTIONAL.get(tag, {}).items():
            if element.get(name) is not None and not matches(element.get(name), form):
                return False
    return True


class Resident:
    """One resident as the register tells."""

    def __init__(self, element, space):
        def text(parent, tag):
            found = parent.find(space + tag)
            return "" if found is None else found.text or ""

        self.id = element.get("id")
        self.state = element.get("state")
        self.births = days_of(text(element, "born"))
        leaving = element.find(space + "leaving")

        self.leaving_on = day_of(leaving.get("on")) if leaving is not None else None
        protection = element.find(space + "protection")
        self.protected = protection is not None and protection.get("state") != "released"
        self.renewal = element.find(space + "renewal") is not None
        self.ward = element.find(space + "ward") is not None
        self.format = text(element, "format")
        self.stay = element.find(space + "stay")
        self.until = day_of(self.stay.get("until")) if self.stay is not None else None
        self.take_card(element, space)
        place = element.find(space + "send-to")
        if place is None:
            place, address = element, element.find(space + "address")
            postal = address.get("postal") if address is not None else None
        else:
            postal = place.get("postal")
        self.address = (postal, text(place, "address"), text(place, "building"))

    def take_card(self, element, space):
        """The card and its certificates, from the register or from the second file."""
        self.card = element.find(space + "card")
        self.certificates = {found.get("kind"): found
                             for found in element.findall(space + "certificate")}

    def has_address(self):
        """Can the post deliver?"""
        return self.address[0] not in (None, "", "0000000") and bool(self.address[1].strip())


def read(path, cards=None):
    """The residents of a register that can be decided, and how many were read."""
    space, card_space = "{urn:kigen:register:1}", "{urn:kigen:cards:1}"
    residents, count = [], 0
    holders = {}
    if cards:
        for holder in tree.parse(cards).getroot():
            holders[holder.get("id")] = holder
    for _, element in tree.iterparse(path):
        if element.tag != space + "resident":
            continue
        count += 1
        holder = holders.get(element.get("id"))
        if well_formed(element) and (holder is None or well_formed(holder)):
            resident = Resident(element, space)
            if cards:
                resident.take_card(tree.Element("holder") if holder is None else holder, card_space)
            residents.append(resident)
        element.clear()
    return residents, count


# How long things are valid

def birthday(born, year, leap):
    """The birthday in a year; leap: the day that stands for February 29 in common years. The last
    day of all stands for one past the calendar's end."""
    if year > datetime.MAXYEAR:
        return datetime.date.max
    if (born.month, born.day) == (2, 29) and not calendar.isleap(year):
        return datetime.date(year, int(leap[:2]), int(leap[3:]))
    return datetime.date(year, born.month, born.day)


def nth_birthday(office, born, issued, nth):
    """The n-th birthday after an issue; one on the issue day itself does not count."""
    leap = office.rule("leap-birthday", issued).get("day")
    year = issued.year + (birthday(born, issued.year, leap) <= issued)
    return birthday(born, year + nth - 1, leap)


def has_reached(office, born, years, day):
    """Has somebody who is born on a day so many years on another?"""
    return birthday(born, born.year + years, office.rule("leap-birthday", day).get("day")) <= day


def has_period(office, resident, night):
    """Is the stay one that ends?"""
    return resident.stay.get("status") not in office.rule("no-period", night).get(
        "statuses", "").split()


def agreed(resident, days):
    """What all days of birth give, None when they differ or there are none. Past the calendar's end
    birthdays differ, though they are all written as its last day."""
    if len(days) != 1 or (days == {datetime.date.max} and len(resident.births) > 1):
        return None
    return days.pop()


def card_birthday(office, resident, born, applied, early=""):
    """The birthday that ends a card for who is born on a day, by the age on the application."""
    issued = day_of(resident.card.get("issued"))
    adult = has_reached(office, born, int(office.rule("age", applied).get("adult")), applied)
    return nth_birthday(office, born, issued,
                        int(office.rule("card", issued).get(("adult" if adult else "minor") + early)))


def card_computed(office, resident, night):
    """The earliest last day of a card that the rules allow, None when it cannot be known."""
    issued = day_of(resident.card.get("issued"))
    applied = day_of(resident.card.get("applied")) or issued
    days = {card_birthday(office, resident, born, applied) for born in resident.births}
    if (resident.stay is not None and resident.until and has_period(office, resident, night)
            and office.rule("stay", issued).get("card") == "earlier"):
        days = {min(day, resident.until) for day in days}
    return agreed(resident, days)


def card_expires(office, resident, night):
    """A card's last day and whether it is estimated."""
    stored = day_of(resident.card.get("expires"))
    return (stored, False) if stored else (card_computed(office, resident, night), True)


def certificate_expires(office, resident, kind, night):
    """A certificate's last day and whether it is estimated."""
    certificate = resident.certificates[kind]
    stored = day_of(certificate.get("expires"))
    if stored:
        return stored, False
    issued = day_of(certificate.get("issued"))
    cap = office.rule("cap", issued)
    nth = int(office.rule("certificate", issued).get("birthdays"))
    caps = set()
    if resident.card is not None and cap.get("certificate") == "card":
        caps.add(card_expires(office, resident, night)[0])
    if (kind == "signature" and "authentication" in resident.certificates
            and cap.get("signature") == "authentication"):
        caps.add(certificate_expires(office, resident, "authentication", night)[0])
    return agreed(resident, {min({nth_birthday(office, born, issued, nth)} | caps - {None})
                             for born in resident.births}), True


# What is odd and decides all the same

def explained(office, resident, born, paper, expires, night):
    """Does a rule give this last day of the card, or of a certificate (by its element), to who is
    born on a day?"""
    issued = day_of(paper.get("issued"))
    if paper is not resident.card:
        row = office.rule("certificate", issued)
        usual, latest = (nth_birthday(office, born, issued, int(row.get(name)))
                         for name in ("birthdays", "early"))
        caps = {card_expires(office, resident, night)[0] if resident.card is not None else None}
        if paper.get("kind") == "signature" and "authentication" in resident.certificates:
            caps.add(certificate_expires(office, resident, "authentication", night)[0])
        return expires in (usual, latest) or (
            expires < latest and (resident.stay is not None or expires in caps))
    applied, row = day_of(paper.get("applied")), office.rule("card", issued)
    # The age line by the application and by the issue: cities print both.
    readings = {applied or issued, issued}
    birthdays = {card_birthday(office, resident, born, day, early)
                 for day in readings for early in ("", "-early")}
    if not applied:
        birthdays |= {nth_birthday(office, born, issued, int(row.get(name)))
                      for name in ("adult", "minor", "adult-early", "minor-early")}
    latest = max(card_birthday(office, resident, born, day, "-early") for day in readings)
    if expires in birthdays:
        return True
    if resident.stay is None or expires > latest:
        return False
    pending = int(office.rule("stay", issued).get("pending-extension")[1:-1])
    return (not has_period(office, resident, night) or resident.until is None
            or expires <= resident.until or expires == months_away(resident.until, pending))


def odd_dates(office, resident, paper, name, night):
    """The code that a stored or missing last day deserves, or none; an impossible one comes first."""
    stored, issued = day_of(paper.get("expires")), day_of(paper.get("issued"))
    card = card_expires(office, resident, night)[0] if resident.card is not None else None
    if stored is None:
        known = card if name == "card" else certificate_expires(office, resident, name, night)[0]
        return "expiry-estimated" if known else "expiry-unknown"
    if stored < issued:
        return "expires-before-issued"
    if name != "card" and card and stored > card:
        return "certificate-past-card"
    if name == "signature" and "authentication" in resident.certificates:
        other = certificate_expires(office, resident, "authentication", night)[0]
        if other and stored > other:
            return "signature-past-authentication"
    if resident.births and not any(explained(office, resident, born, paper, stored, night)
                                   for born in resident.births):
        return "expiry-unexplained"
    return None


def odd(office, resident, night):
    """What is reported of a resident who lives here: {(code, document)}."""
    papers = dict(resident.certificates)
    if resident.card is not None:
        papers["card"] = resident.card
    if resident.state != "resident" or not papers:
        return set()
    found = {(odd_dates(office, resident, paper, name, night), name)
             for name, paper in papers.items()}
    if len(resident.births) != 1:
        found.add(("birth-unknown", "card"))
    if resident.card is None:
        found |= {("certificate-without-card", name) for name in resident.certificates}
    if "signature" in papers:
        issued = day_of(papers["signature"].get("issued"))
        usual = int(office.rule("signature", issued).get("years"))
        if resident.births and not any(has_reached(office, born, usual, issued)
                                       for born in resident.births):
            found.add(("signature-under-age", "signature"))
        if resident.ward:
            found.add(("signature-of-ward", "signature"))
    return {(code, name) for code, name in found if code}


# How a night decides

class Due:
    """What runs out, until when, and what becomes of it."""

    def __init__(self, resident, matter, expires, estimated):
        self.resident, self.matter = resident, matter
        self.expires, self.estimated = expires, estimated
        self.opens = self.wave = None
        self.outcome = self.reason = ""
        self.visit = ("", "")

    def row(self):
        """The columns of `kigen plan`."""
        return (self.resident.id, self.matter, str(self.expires), str(self.opens), self.wave,
                self.outcome, self.reason) + self.visit


def card_matter(office, resident, expires, night):
    """Does the card end by the birthday or with the stay?"""
    if resident.stay is None:
        return "card"
    period = has_period(office, resident, night)
    issued = day_of(resident.card.get("issued"))
    row = office.rule("card", issued)
    fits = {expires in {nth_birthday(office, born, issued, int(row.get(name)))
                        for name in ("adult", "minor", "adult-early", "minor-early")}
            for born in resident.births}
    if fits == {False}:
        return "stay"
    if fits == {True}:
        return "card" if not period or (resident.until and expires < resident.until) else "stay"
    # Some day of birth would make it a birthday, another would not; or nothing is known.
    return "stay" if period else "card"


def opens_by(row, expires):
    """The first day of the window by a row of the office's table."""
    reading = window_less_than if row.get("reading") == "less-than" else window_opens
    return reading(expires, int(row.get("opens")[1:-1]))


def late_by(row, expires):
    """The first day on which a letter is late."""
    return window_opens(expires, int(row.get("late")[1:-1]))


def appointments_by(row, expires):
    """The first day on which an appointment may lie: after both readings, or in the window."""
    months = int(row.get("opens")[1:-1])
    if row.get("appointments") == "window":
        return opens_by(row, expires)
    return max(window_opens(expires, months), window_less_than(expires, months))


def begins(office, expires, by):
    """The first day on which the row in force says that something has begun; what has begun under
    an earlier row stays begun."""
    for number, row in enumerate(office.windows):
        day = max(by(row, expires), day_of(row.get("from")))
        following = office.windows[number + 1:number + 2]
        if not following or day < day_of(following[0].get("from")):
            return day
    return None


def open_dues(office, resident, night):
    """Step 1 and 2: the matters whose window is open, and their wave."""
    dues = []
    if resident.card is not None:
        expires, estimated = card_expires(office, resident, night)
        if expires and expires >= night:
            matter = card_matter(office, resident, expires, night)
            dues.append(Due(resident, matter, expires, estimated))
    for kind in resident.certificates:
        expires, estimated = certificate_expires(office, resident, kind, night)
        if expires and expires >= night:
            dues.append(Due(resident, kind, expires, estimated))
    longest = max(int(row.get("opens")[1:-1]) for row in office.windows)
    found = []
    for due in dues:
        if due.expires - night > 31 * longest * DAY:
            continue
        due.opens = begins(office, due.expires, opens_by)
        due.wave = "first" if night < begins(office, due.expires, late_by) else "late"
        if due.opens <= night:
            found.append(due)
    return found


def made_at_city_hall(office, resident, expires, night):
    """Are the months of a pending extension still to be had for a card that is residence card too?
    They are given once, before Immigration has decided."""
    if resident.stay.get("pending") not in ("true", "1") or not has_period(office, resident, night):
        return False
    pending = int(office.rule("stay", day_of(resident.card.get("issued")))
                  .get("pending-extension")[1:-1])
    return resident.until is None or (resident.until <= expires
                                      and months_away(resident.until, pending) != expires)


def none_reason(office, due, night):
    """Step 3: why nothing is sent, or an empty text."""
    resident, card = due.resident, due.resident.card
    if resident.state != "resident":
        return resident.state
    if resident.leaving_on and resident.leaving_on <= due.expires:
        return "leaving"
    if card is not None and card.get("state") != "active":
        return "card-" + card.get("state")
    certificate = resident.certificates.get(due.matter)
    if certificate is not None and certificate.get("state") != "valid":
        return "certificate-" + certificate.get("state")
    if resident.renewal:
        return "renewal-applied"
    if (due.matter == "stay" and card.get("kind") == "residence"
            and office.rule("residence-card", night).get("outcome") == "none"
            and not made_at_city_hall(office, resident, due.expires, night)):
        return "residence-card"
    return ""


def hand_reason(resident, undrawable):
    """Step 5, but for the number of letters to an address: why staff do it by hand."""
    if resident.protected:
        return "protection"
    if not resident.has_address():
        return "address"
    if resident.format == "braille":
        return "braille"
    return undrawable.get(resident.id, "")


def decide_resident(office, resident, night, undrawable):
    """Steps 1 to 6 for one resident."""
    dues = open_dues(office, resident, night)
    main = next((due for due in dues if due.matter in ("card", "stay")), None)
    for due in sorted(dues, key=lambda due: due is not main):
        due.outcome, due.reason = "none", none_reason(office, due, night)
        if due.reason:
            continue
        if main and due is not main:
            due.outcome = "none" if main.outcome == "none" else "covered"
            due.reason = main.reason if main.outcome == "none" else main.matter
            continue
        due.reason = hand_reason(resident, undrawable)
        due.outcome = "hand" if due.reason else "letter"
        if due.outcome == "letter" and due.estimated:
            due.reason = "estimated"
    return dues


def cap_addresses(office, decided):
    """Step 5: more letters to one address than allowed are left to staff."""
    letters = {}
    for dues in decided:
        if any(due.outcome == "letter" for due in dues):
            letters.setdefault(dues[0].resident.address, []).append(dues)
    for together in letters.values():
        if len(together) > office.letters_per_address:
            for dues in together:
                for due in dues:
                    if due.outcome == "letter":
                        due.outcome, due.reason = "hand", "address-cap"


def lead_days(office, matter, posted):
    """Days from the posting to the first day of a visit."""
    rows = [row for row in office.matters[matter] if day_of(row.get("from")) <= posted]
    return int(rows[-1].get("days") if rows else office.matters[matter].get("lead-days"))


def visit_days(office, written, night):
    """The first and the last day on which the appointment of a letter may lie. What the visit needs
    is what the letter's own matters need: what they cover is done with them."""
    asking = [due for due in written if due.outcome == "letter"
              and office.matters[due.matter].get("appointment") != "none"]
    # A card that Immigration renews is nothing to come for, but for the months it is asked to wait.
    if not asking or any(due.matter == "stay" and due.resident.card.get("kind") == "residence"
                         and not made_at_city_hall(office, due.resident, due.expires, night)
                         for due in asking):
        return "", ""
    posted = office.posting_day(night)
    matters = {due.matter for due in asking}
    first = max(posted + lead_days(office, matter, posted) * DAY for matter in matters)
    clear = max(int(office.matters[matter].get("clear-days")) for matter in matters)
    for due in written:
        first = max(first, begins(office, due.expires, appointments_by))

    def between(last):
        return [first + days * DAY for days in range((last - first).days + 1)
                if office.places_on(first + days * DAY, matters)]

    for expires in sorted({due.expires for due in written}):
        days = between(expires - clear * DAY) or between(expires)
        if days:
            return str(days[0]), str(days[-1])
    return "", ""


def decide(office, residents, night, undrawable=None):
    """The rows of a night, by resident, then matter; everybody who can come finds a place."""
    decided = [dues for dues in (decide_resident(office, resident, night, undrawable or {})
                                 for resident in residents) if dues]
    cap_addresses(office, decided)
    for dues in decided:
        if any(due.outcome == "letter" for due in dues):
            written = [due for due in dues if due.outcome in ("letter", "covered")]
            visit = visit_days(office, written, night)
            for due in written:
                due.visit = visit
    return sorted(due.row() for dues in decided for due in dues)


def most_placed(office, letters):
    """How many letters, of so many with a first and a last day each, can get a place at the most,
    where every place serves every matter: day by day those who can wait least."""
    days = sorted({day_of(first) for first, _ in letters})
    if not days:
        return 0
    waiting, placed, day = [], 0, days[0]
    coming = sorted(letters, reverse=True)
    while waiting or coming:
        while coming and coming[-1][0] <= str(day):
            heapq.heappush(waiting, coming.pop()[1])
        left = sum(office.places_on(day, MATTERS).values())
        while waiting and (left or waiting[0] < str(day)):
            if heapq.heappop(waiting) >= str(day):
                placed, left = placed + 1, left - 1
        day += DAY
    return placed


def main(arguments):
    """Prints a night."""
    office = Office(arguments[0])
    residents, _ = read(arguments[1], arguments[3] if len(arguments) > 3 else None)
    out = csv.writer(sys.stdout)
    out.writerow(COLUMNS)
    out.writerows(decide(office, residents, day_of(arguments[2])))


if __name__ == "__main__":
    main(sys.argv[1:])
