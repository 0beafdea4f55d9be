"""What a night should decide about one resident, written from the city's rules alone and sharing
nothing with the program: the simulation holds the two against each other. Days are ISO text, which
sorts as days do. No window, wave or reason is read back from the program here."""

import calendar
import datetime
import functools
import re

NO_PERIOD = ("permanent", "special-permanent", "highly-skilled-2")
CERTIFICATES = ("authentication", "signature")
STATES = {"deceased": "deceased", "moved-out": "moved-out", "removed": "removed", "abroad": "abroad"}
CARD_STATES = {"suspended": "card-suspended", "lost": "card-lost", "returned": "card-returned",
               "void": "card-void"}
# A due with one of these is over: what it had at a counter is free again.
WITHDRAWS = ("deceased", "moved-out", "removed", "abroad", "card-lost", "card-returned", "card-void",
             "certificate-revoked")


@functools.lru_cache(None)
def add_days(day, count):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=count)).isoformat()


def add_months(day, count):
    """The same day some months on, drawn in to the month's end; and whether there is such a day."""
    year, month, of_month = (int(part) for part in day.split("-"))
    month += count - 1
    year, month = year + month // 12, month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{min(of_month, last):02}", of_month <= last


@functools.lru_cache(None)
def window(expires):
    """First day of the window, last day of the first wave, first day of an appointment."""
    opens = add_days(add_months(expires, -3)[0], 1)
    # The other reading: three months counted from the next day end after the expiry.
    day = add_days(opens, -7)
    while True:
        end, exists = add_months(add_days(day, 1), 3)
        if (add_days(end, -1) if exists else end) > expires:
            break
        day = add_days(day, 1)
    return opens, add_months(expires, -2)[0], max(opens, day)


REMINDER_MONTHS, REMINDER_AFTER_DAYS = 1, 21


def reminded_tonight(expires, posted, visit, night, arrives, as_of):
    """Is tonight's letter to be a reminder? `posted`: when the first letter went, None while it waits;
    `visit`: the day of its appointment, None without; `arrives`: the first day to act on a letter
    decided tonight."""
    if posted is None or not night <= arrives <= expires:
        return False
    if night < add_months(expires, -REMINDER_MONTHS)[0] or night < add_days(posted, REMINDER_AFTER_DAYS):
        return False
    over = visit is None or visit < as_of  # and the export would show what came of it
    return over or visit >= arrives


@functools.lru_cache(None)
def real_day(text):
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text or "")) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def birthday(born, year):
    if born[5:] == "02-29" and not calendar.isleap(year):
        return f"{year:04}-02-28"
    return f"{year:04}{born[4:]}"


def nth_birthday(born, after, n):
    year = int(after[:4])
    return birthday(born, year + n - (birthday(born, year) > after))


def adult(born, applied):
    line = 18 if applied >= "2022-04-01" else 20
    return applied >= birthday(born, int(born[:4]) + line)


def has_period(person):
    return person.stay is not None and person.stay["status"] not in NO_PERIOD


def expiries(person):
    """{document: (expiry, was it computed?)} of what the resident holds."""
    dates, known_birth = {}, real_day(person.born)
    for document in ("card",) + CERTIFICATES:
        paper = getattr(person, document)
        if paper is None:
            continue
        if paper.get("expires"):
            dates[document] = (paper["expires"], False)
            continue
        if not known_birth:
            continue
        if document == "card":
            grown = adult(person.born, paper.get("applied") or paper["issued"])
            date = nth_birthday(person.born, paper["issued"], 10 if grown else 5)
            if has_period(person) and person.stay.get("until"):
                date = min(date, person.stay["until"])
        else:
            date = nth_birthday(person.born, paper["issued"], 5)
            for cap in ("card", "authentication"):
                if cap in dates and cap != document:
                    date = min(date, dates[cap][0])
        dates[document] = (date, True)
    return dates


def card_matter(person, expires):
    if person.stay is None:
        return "card"
    if not real_day(person.born):
        return "stay" if has_period(person) else "card"
    issued = person.card["issued"]
    by_birthday = expires in [nth_birthday(person.born, issued, n) for n in (5, 6, 10, 11)]
    before = not has_period(person) or (person.stay.get("until") and expires < person.stay["until"])
    return "card" if by_birthday and before else "stay"


def destination(person):
    """(postal code, address) a letter goes to."""
    if person.send_to is not None:
        return person.send_to["postal"], person.send_to["address"]
    return person.postal, person.address


def building(person):
    return person.send_to["building"] if person.send_to is not None else person.building


def protected(person):
    """Named so, or once read so and not released since (`guarded`): absence is no release."""
    return person.protection in ("provisional", "active") or (
        person.protection is None and bool(getattr(person, "guarded", None)))


def gone(person):
    """Whatever the rules of the day: to this resident no letter may go, and why."""
    if person.state != "resident":
        return person.state
    if protected(person):
        return "protection"
    if person.card is not None and person.card["state"] in ("void", "lost", "returned"):
        return "card " + person.card["state"]
    return None


def extends(person, expires):
    """An extension that is pending gives the card two months, at city hall, whoever renews it."""
    return person.stay.get("pending") == "true" and not (person.stay.get("until") or "") > expires


def none_reason(person, document, matter, expires):
    if person.state in STATES:
        return STATES[person.state]
    if person.leaving and person.leaving <= expires:
        return "leaving"
    if person.card is not None and person.card["state"] in CARD_STATES:
        return CARD_STATES[person.card["state"]]
    if document != "card" and getattr(person, document)["state"] != "valid":
        return "certificate-" + getattr(person, document)["state"]
    if person.renewal:
        return "renewal-applied"
    if matter == "stay" and person.card["kind"] == "residence" and not extends(person, expires):
        return "residence-card"
    return None


def hand_reason(person):
    if protected(person):
        return "protection"
    postal, address = destination(person)
    if not postal or postal == "0000000" or not (address or "").strip():
        return "address"
    return None


class Decision:
    __slots__ = ("matter", "document", "expires", "opens", "wave", "outcome", "reason")

    def __init__(self, matter, document, expires, opens, wave, outcome, reason):
        self.matter, self.document, self.expires, self.opens = matter, document, expires, opens
        self.wave, self.outcome, self.reason = wave, outcome, reason


def decide(person, night):
    """The decisions about one resident, by matter, before fonts and other people's letters."""
    decisions, card = [], None
    for document, (expires, estimated) in expiries(person).items():  # the card first
        opens, first_until, _ = window(expires)
        if not opens <= night <= expires:
            continue
        matter = card_matter(person, expires) if document == "card" else document
        wave = "first" if night <= first_until else "late"
        reason = none_reason(person, document, matter, expires)
        if reason:
            outcome = "none"
        elif card is not None and card.outcome == "none":
            outcome, reason = "none", card.reason
        elif card is not None:
            outcome, reason = "covered", card.matter
        elif hand_reason(person):
            outcome, reason = "hand", hand_reason(person)
        else:
            outcome, reason = "letter", "estimated" if estimated else ""
        decision = Decision(matter, document, expires, opens, wave, outcome, reason)
        decisions.append(decision)
        if document == "card":
            card = decision
    decisions.sort(key=lambda decision: decision.matter)
    return decisions
