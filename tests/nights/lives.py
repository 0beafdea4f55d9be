"""The residents of the simulated city and what befalls them: the starting register is read once,
then every day changes it. All chance comes from one generator, so that a seed tells everything."""

import random
import re
import xml.etree.ElementTree
from xml.sax.saxutils import escape, quoteattr

from expected import (CERTIFICATES, add_days, add_months, adult, expiries, has_period, nth_birthday,
                      real_day, window)

SPACE = "{urn:kigen:register:1}"
# What breaks a record for a night: it must be set aside, and cost nobody else anything.
BREAKS = (
    lambda text: re.sub("<name>.*?</name>", "", text, count=1),
    lambda text: re.sub(' household="[^"]*"', "", text, count=1),
    lambda text: text.replace("<born>", "<born>the ", 1),
    lambda text: text.replace(' state="', ' state="un', 1),
    lambda text: text.replace("</resident>", "<renewal applied=\"2027-02-30\"/></resident>", 1),
)


def attributes(values):
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value is not None)


class Person:
    """One resident as the register has it now. Papers are dicts of attributes, None for none."""

    __slots__ = ("id", "household", "state", "name", "rest", "born", "language", "postal", "address",
                 "building", "send_to", "leaving", "protection", "ward", "stay", "card", "signature",
                 "authentication", "renewal", "hidden", "broken", "guarded", "posted", "lazy", "text", "opens",
                 "closes")

    def __init__(self):
        for name in self.__slots__:
            setattr(self, name, None)
        self.changed()

    def changed(self):
        """To be said after every change."""
        self.text = self.opens = self.closes = None

    def span(self):
        """The first opening of a window and the last expiry; empty text when nothing runs out."""
        if self.opens is None:
            dates = [expires for expires, _ in expiries(self).values()]
            self.opens = min((window(day)[0] for day in dates), default="9")
            self.closes = max(dates, default="")
        return self.opens, self.closes

    def xml(self):
        if self.text is None:
            self.text = self.written()
        return self.text if self.broken is None else BREAKS[self.broken](self.text)

    def written(self):
        lines = [f'<resident id="{self.id}" household="{self.household}" state="{self.state}">',
                 f"<name>{escape(self.name)}</name>{self.rest}", f"<born>{self.born}</born>"]
        if self.language:
            lines.append(f"<language>{self.language}</language>")
        if self.address is not None:
            lines.append(f'<address{attributes({"postal": self.postal})}>{escape(self.address)}</address>')
        if self.building:
            lines.append(f"<building>{escape(self.building)}</building>")
        if self.send_to is not None:
            to = self.send_to
            lines.append(f'<send-to{attributes({"postal": to["postal"]})}>' + "".join(
                f"<{part}>{escape(to[part])}</{part}>" for part in ("name", "address", "building")
                if to[part]) + "</send-to>")
        if self.leaving:
            lines.append(f'<leaving on="{self.leaving}"/>')
        if self.protection:
            lines.append(f'<protection state="{self.protection}"/>')
        if self.ward:
            lines.append("<ward/>")
        for name in ("stay", "card"):
            if getattr(self, name) is not None:
                lines.append(f"<{name}{attributes(getattr(self, name))}/>")
        for kind in ("signature", "authentication"):
            if getattr(self, kind) is not None:
                lines.append(f'<certificate kind="{kind}"{attributes(getattr(self, kind))}/>')
        if self.renewal:
            lines.append(f'<renewal applied="{self.renewal}"/>')
        lines.append("</resident>\n")
        return "\n".join(lines)


def text_of(element, name):
    child = element.find(SPACE + name)
    return None if child is None else child.text or ""


def read_person(element):
    person = Person()
    for name in ("id", "household", "state"):
        setattr(person, name, element.get(name))
    for name in ("name", "born", "language", "address", "building"):
        setattr(person, name, text_of(element, name))
    # Reading and alias are carried along as they are.
    person.rest = "".join(
        f"<{name}{attributes(child.attrib)}>{escape(child.text or '')}</{name}>"
        for name in ("kana", "alias") for child in element.findall(SPACE + name))
    address = element.find(SPACE + "address")
    person.postal = None if address is None else address.get("postal")
    to = element.find(SPACE + "send-to")
    if to is not None:
        person.send_to = {"postal": to.get("postal"), "name": text_of(to, "name"),
                          "address": text_of(to, "address"), "building": text_of(to, "building")}
    for name, attribute in (("leaving", "on"), ("protection", "state"), ("renewal", "applied")):
        child = element.find(SPACE + name)
        if child is not None:
            setattr(person, name, child.attrib[attribute])
    person.ward = element.find(SPACE + "ward") is not None
    for name in ("stay", "card"):
        child = element.find(SPACE + name)
        setattr(person, name, None if child is None else dict(child.attrib))
    for child in element.findall(SPACE + "certificate"):
        setattr(person, child.get("kind"), {k: v for k, v in child.attrib.items() if k != "kind"})
    return person


class City:
    """People in the register's order. `note` is told (person id, day, what) of everything that
    happens to somebody."""

    def __init__(self, register, seed, note):
        self.chance = random.Random(f"lives {seed}")
        self.people = {}
        for _, element in xml.etree.ElementTree.iterparse(register):
            if element.tag == SPACE + "resident":
                person = read_person(element)
                self.people[person.id] = person
                element.clear()
        for person in self.people.values():
            person.lazy = self.chance.random() < 0.15
        # Whose address anybody may move to: ordinary ones.
        self.homes = [(p.postal, p.address, p.building) for p in self.people.values()
                      if p.state == "resident" and p.postal and p.postal != "0000000" and p.address
                      and not p.id.startswith("9")]
        self.names = [p.name for p in self.people.values()
                      if p.stay is None and not p.id.startswith("9")]
        self.later = {}
        self.note = note
        self.born = self.founded = 0
        applied = [person for person in self.people.values() if person.renewal]
        for person in applied:
            last = max(other.renewal for other in applied)
            self.then(self.soon(last, 1, 45), City.fetch_card, person)

    def export(self, path, as_of):
        """Writes the register; returns who is in it."""
        shown = [person for person in self.people.values() if not person.hidden]
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<register xmlns="urn:kigen:register:1" '
                       f'municipality="232068" as-of="{as_of}" residents="{len(shown)}">\n')
            file.writelines([person.xml() for person in shown])
            file.write("</register>\n")
        return shown

    # ---- a day ----

    def plan(self, day, act, *rest):
        self.later.setdefault(day, []).append((act, rest))

    def soon(self, day, least, most):
        return add_days(day, self.chance.randint(least, most))

    def live(self, day, busy, waiting):
        """The day passes: `busy` are the residents with open windows, `waiting` those whose letter
        is decided and not yet posted. Both get more than their share of events."""
        for then in sorted(then for then in self.later if then <= day):
            for act, rest in self.later.pop(then):
                act(day, *rest)
        everybody = list(self.people.values())
        for act, yearly in YEARLY:
            for _ in range(self.count(len(everybody) * yearly / 365)):
                self.befall(act, day, self.chance.choice(everybody))
        for _ in range(self.count(len(everybody) * 0.02 / 365)):
            self.arrive(day)
        for person in busy:
            rate = 0.003 if person.lazy else 0.025 if person.posted else 0.006
            if self.chance.random() < rate:
                self.befall(City.come, day, person)
            if self.chance.random() < (0.12 if person.id in waiting else 0.012):
                self.befall(self.chance.choice(TURNS), day, person)

    def count(self, mean):
        return int(mean) + (self.chance.random() < mean % 1)

    def befall(self, act, day, person, *rest):
        what = act(self, day, person, *rest)
        if what:
            self.note(person.id, day, what)
            person.changed()

    def then(self, day, act, person, *rest):
        self.plan(day, lambda on: self.befall(act, on, person, *rest))

    # ---- renewals ----

    def come(self, day, person):
        """To the counter, or online, or to Immigration, whichever it takes."""
        if person.state != "resident" or person.hidden or person.card is None:
            return None
        dates = expiries(person)
        if has_period(person) and person.stay.get("until", "9") <= dates.get("card", ("9",))[0]:
            return self.extend_stay(day, person)
        opens = window(dates["card"][0])[0] if "card" in dates else "9"
        if opens <= day and not person.renewal and person.card["kind"] == "standard":
            person.renewal = day
            self.then(self.soon(day, 20, 45), City.fetch_card, person)
            return "applies for a new card"
        return self.renew_certificates(day, person)

    def fetch_card(self, day, person):
        if person.state != "resident" or not person.renewal or person.card is None:
            return None
        early = window(person.card.get("expires") or day)[0] <= day <= (person.card.get("expires") or day)
        grown = not real_day(person.born) or adult(person.born, person.renewal)
        if real_day(person.born):
            expires = nth_birthday(person.born, day, (10 if grown else 5) + early)
        else:
            expires = add_months(day, 120)[0]
        if has_period(person) and person.stay.get("until"):
            expires = min(expires, person.stay["until"])
        person.card = {"kind": "standard", "state": "active", "applied": person.renewal, "issued": day,
                       "expires": expires}
        person.renewal = None
        self.issue_certificates(day, person, False)
        return "fetches a new card to " + expires

    def issue_certificates(self, day, person, early):
        if real_day(person.born):
            expires = nth_birthday(person.born, day, 6 if early else 5)
        else:
            expires = add_months(day, 60)[0]
        expires = min(expires, person.card.get("expires") or expires)
        for kind in CERTIFICATES:
            if getattr(person, kind) is not None:
                setattr(person, kind, {"state": "valid", "issued": day, "expires": expires})
        return expires

    def renew_certificates(self, day, person):
        dates = [paper.get("expires") or "" for paper in (person.signature, person.authentication) if paper]
        if not dates or person.card["state"] != "active":
            return None
        early = all(date and window(date)[0] <= day <= date for date in dates)
        return "renews the certificates to " + self.issue_certificates(day, person, early)

    def extend_stay(self, day, person):
        if person.stay.get("pending") != "true" and self.chance.random() < 0.4:
            person.stay = {**person.stay, "pending": "true"}
            self.then(self.soon(day, 10, 50), City.extend_stay, person)
            return "asks for a longer stay"
        until = person.stay.get("until") or day
        person.stay = {"status": person.stay["status"], "until": add_months(until, 12 * self.chance.randint(1, 5))[0],
                       "pending": "false"}
        if self.chance.random() < 0.8:
            self.then(self.soon(day, 1, 25), City.bring_card, person)
        return "may stay until " + person.stay["until"]

    def bring_card(self, day, person):
        card = person.card
        if person.state != "resident" or card is None or (card.get("expires") or day) < day:
            return None
        expires = person.stay.get("until")
        if real_day(person.born) and expires:
            grown = adult(person.born, card.get("applied") or card["issued"])
            expires = min(expires, nth_birthday(person.born, card["issued"], 10 if grown else 5))
        if not expires or expires <= (card.get("expires") or ""):
            return None
        person.card = {**card, "expires": expires}
        self.issue_certificates(day, person, False)
        return "brings the card, now to " + expires

    # ---- the rest of life ----

    def arrive(self, day):
        """Somebody is born or moves in, with or without a card."""
        self.born += 1
        person = Person()
        pattern = self.chance.choice(list(self.people.values()))
        person.id = f"08{self.born:08}"
        person.household = person.id
        person.state, person.rest, person.name = "resident", "", self.chance.choice(self.names)
        person.born = add_days(day, -self.chance.choice((1, 20, 4000, 9000, 15000, 22000)))
        person.postal, person.address, person.building = self.chance.choice(self.homes)
        person.lazy = self.chance.random() < 0.15
        card = pattern.card
        if card is not None and pattern.card.get("expires", "") > day and real_day(pattern.born):
            # Moves in with a card whose time is running: the pattern's papers and birthday.
            person.born, person.stay, person.language = pattern.born, pattern.stay, pattern.language
            person.card = {**card, "state": "active"}
            for kind in CERTIFICATES:
                paper = getattr(pattern, kind)
                setattr(person, kind, None if paper is None else {**paper, "state": "valid"})
        self.people[person.id] = person
        self.note(person.id, day, "moves in")

    def revoke(self, day, person):
        """A new address ends the signature certificate, until the holder comes by."""
        person.signature = person.signature and {**person.signature, "state": "revoked"}
        if person.signature:
            self.then(self.soon(day, 0, 10), City.sign_again, person)

    def move_out(self, day, person):
        person.postal, person.address, person.building = self.chance.choice(self.homes)
        self.revoke(day, person)
        return "moves to " + person.postal

    def move(self, day, person):
        self.move_out(day, person)
        if self.chance.random() < 0.4:
            person.household = person.id if person.household != person.id else self.chance.choice(
                list(self.people))
            return f"moves to {person.postal}, to household {person.household}"
        return "moves to " + person.postal

    def split(self, day, person):
        """Somebody leaves the others of the household and takes some of them along."""
        others = [p for p in self.people.values() if p.household == person.household and p is not person]
        if person.state != "resident" or not others:
            return None
        left = person.household
        person.household = self.new_household()
        what = self.move_out(day, person)
        for other in others if len(others) > 1 else ():
            if self.chance.random() < 0.3:
                other.household = person.household
                other.postal, other.address, other.building = person.postal, person.address, person.building
                self.revoke(day, other)
                other.changed()
                self.note(other.id, day, f"leaves household {left} with {person.id}")
        return f"leaves household {left}, {what}"

    def new_household(self):
        self.founded += 1
        return f"07{self.founded:08}"

    def sign_again(self, day, person):
        if person.signature is None or person.signature["state"] != "revoked" or person.card is None:
            return None
        expires = (person.authentication or person.signature).get("expires")
        person.signature = {"state": "valid", "issued": day, "expires": expires}
        return "has a signature certificate again"

    def rename(self, day, person):
        person.name, person.rest = self.chance.choice(self.names), ""
        if person.signature:
            person.signature = {**person.signature, "state": "revoked"}
            self.then(self.soon(day, 0, 30), City.sign_again, person)
        return "has a new name"

    def become(self, day, person, state):
        if person.state == state:
            return None
        person.state = state
        return "is now " + state

    def die(self, day, person):
        return self.become(day, person, "deceased")

    def leave(self, day, person):
        if person.state != "resident":
            return None
        state = self.chance.choice(("moved-out", "moved-out", "moved-out", "removed", "abroad"))
        if self.chance.random() < 0.3:
            self.then(self.soon(day, 2, 60), City.become, person, "resident")
        return self.become(day, person, state)

    def announce(self, day, person):
        person.leaving = self.soon(day, 1, 120)
        if self.chance.random() < 0.6:
            self.then(person.leaving, City.leave, person)
        else:
            self.then(self.soon(day, 1, 40), City.stay_after_all, person)
        return "will leave on " + person.leaving

    def stay_after_all(self, day, person):
        if person.leaving is None:
            return None
        person.leaving = None
        return "does not leave after all"

    def hide(self, day, person):
        if person.protection in ("provisional", "active"):
            return None
        self.then(self.soon(day, 1, 60), City.release, person)
        person.protection = self.chance.choice(("provisional", "active"))
        return "is protected"

    def release(self, day, person):
        if person.protection not in ("provisional", "active"):
            return None
        person.protection = self.chance.choice(("released", None))
        if person.protection is None:  # the data set is not joined, and nobody says released for a while
            self.then(self.soon(day, 1, 60), City.say_released, person)
            return "is no longer named as protected"
        return "is no longer protected"

    def say_released(self, day, person):
        if person.protection is not None:
            return None
        person.protection = "released"
        return "is said to be released"

    def card_state(self, day, person, state):
        if person.card is None or person.card["state"] == state:
            return None
        person.card = {**person.card, "state": state}
        return "card is " + state

    def lose(self, day, person):
        state = self.chance.choice(("lost", "lost", "suspended", "returned", "void"))
        if self.chance.random() < 0.7:
            self.then(self.soon(day, 1, 30), City.card_state, person, "active")
        return self.card_state(day, person, state)

    def certificate_state(self, day, person, kind, state):
        paper = getattr(person, kind)
        if paper is None or paper["state"] == state:
            return None
        setattr(person, kind, {**paper, "state": state})
        return f"{kind} is {state}"

    def lock(self, day, person):
        kind = self.chance.choice(CERTIFICATES)
        self.then(self.soon(day, 1, 20), City.certificate_state, person, kind, "valid")
        return self.certificate_state(day, person, kind, self.chance.choice(("suspended", "revoked")))

    def correct(self, day, person):
        """An expiry is corrected, or forgotten, and some days later corrected back."""
        documents = [name for name in ("card",) + CERTIFICATES
                     if getattr(person, name) and getattr(person, name).get("expires")]
        if not documents:
            return None
        document = self.chance.choice(documents)
        old = getattr(person, document)["expires"]
        new = self.chance.choice((None, add_days(old, self.chance.randint(-40, 40)), add_months(old, 12)[0]))
        if new == old:
            return None
        self.then(self.soon(day, 1, 25), City.correct_back, person, document, new, old)
        setattr(person, document, {**getattr(person, document), "expires": new})
        return f"{document} said to run out on {new}, not {old}"

    def correct_back(self, day, person, document, wrong, right):
        paper = getattr(person, document)
        if paper is None or paper.get("expires") != wrong:
            return None
        setattr(person, document, {**paper, "expires": right})
        return f"{document} runs out on {right} after all"

    def vanish(self, day, person):
        if person.hidden:
            return None
        person.hidden = True
        if self.chance.random() < 0.85:
            self.then(self.soon(day, 1, 30), City.come_back, person)
        return "vanishes from the export"

    def come_back(self, day, person):
        person.hidden = None
        return "is in the export again"

    def spoil(self, day, person):
        if person.broken is not None:
            return None
        person.broken = self.chance.randrange(len(BREAKS))
        self.then(self.soon(day, 1, 4), City.mend, person)
        return "record is broken"

    def mend(self, day, person):
        person.broken = None
        return "record is whole again"

    def lose_address(self, day, person):
        old = person.postal
        if not old:
            return None
        person.postal = self.chance.choice(("", None, "0000000"))
        self.then(self.soon(day, 1, 20), City.find_address, person, old)
        return "has no postal code"

    def find_address(self, day, person, postal):
        if person.postal not in ("", None, "0000000"):
            return None
        person.postal = postal
        return "has a postal code again"

    def redirect(self, day, person):
        if person.send_to is not None:
            person.send_to = None
            return "letters go home"
        postal, address, building = self.chance.choice(self.homes)
        person.send_to = {"postal": postal, "name": self.chance.choice(self.names), "address": address,
                          "building": building}
        return "letters go elsewhere, to " + postal

    def settle(self, day, person):
        if not has_period(person):
            return None
        person.stay = {"status": "permanent"}
        return "may stay for good"


# How often a year something happens to anybody.
YEARLY = ((City.move, 0.08), (City.die, 0.012), (City.leave, 0.03), (City.announce, 0.01),
          (City.hide, 0.003), (City.rename, 0.02), (City.lose, 0.01), (City.come, 0.03),
          (City.split, 0.01), (City.vanish, 0.005), (City.spoil, 0.05), (City.redirect, 0.005),
          (City.correct, 0.01))
# What may come between somebody's letter and the visit, or before the letter.
TURNS = (City.move, City.move, City.split, City.die, City.leave, City.announce, City.hide, City.hide, City.rename,
         City.lose, City.lose, City.lock, City.correct, City.correct, City.vanish, City.spoil,
         City.spoil, City.lose_address, City.redirect, City.settle, City.come)
