"""The made-up event of the demo: who attends, what is on their badges, and which stands they visit; the same for the same seed.

Nobody here exists: see `flows.demo.languages` for names and domains and `flows.demo.phones` for the numbers. Some attendees are
there to be difficult (`DemoEvent.traps`), because real ones are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, product
from pathlib import Path
from random import Random
from typing import Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo

from capture.badge.contact import Contact, Email
from capture.print.payload import PayloadKind
from capture.touch import Answer, Rating, TouchKind
from flows.demo.languages import ENGLISH, SHARES, Firm, Language, Name
from flows.demo.phones import PhoneBook

Mishap = Literal["", "far", "blur", "glare", "thumb"]
"""Why a badge is never readable on film: too far away, waved about, glare or a thumb on the code; "" when nothing is wrong."""

MISHAPS: tuple[Mishap, ...] = get_args(Mishap)[1:]
_MISHAP_SHARE = 0.05
_PAYLOAD_SHARES: tuple[tuple[PayloadKind, float], ...] = (
    ("vcard", 0.40),
    ("mecard", 0.25),
    ("delimited", 0.15),
    ("id", 0.20),
)
_MOST_ATTENDEES = 600
_LEAST_ATTENDEES = 20
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Staff:
    """One of an exhibitor's people, the station they stand at, and the language of their notes ("en", "de" or "zh")."""

    name: str
    exhibitor: str
    station: str
    language: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """One badge of the event: what is known about its wearer, and what kind of code it carries."""

    contact: Contact
    payload: PayloadKind
    on_roster: bool = True

    @property
    def badge_id(self) -> str:
        """The organiser's id, unique within the event."""
        return self.contact.badge_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One badge shown at one station; ``touches`` are what staff add, as kinds and values of `capture.touch.Touch`."""

    badge_id: str
    staff: Staff
    at: datetime
    mishap: Mishap
    touches: tuple[tuple[TouchKind, Mapping[str, object]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEvent:
    """A trade show: its people, its stands, and who showed a badge where. ``traps`` names difficult badges by what they test."""

    code: str
    name: str
    time_zone: str
    days: tuple[date, ...]
    opens: time
    closes: time
    consent_wording: str
    consent_wording_version: str
    exhibitors: tuple[str, ...]
    staff: tuple[Staff, ...]
    attendees: tuple[Attendee, ...]
    visits: tuple[Visit, ...]
    traps: Mapping[str, tuple[str, ...]]

    def attendee(self, badge_id: str) -> Attendee:
        """Whose badge this is; raises KeyError for an id the event did not give out."""
        for attendee in self.attendees:
            if attendee.badge_id == badge_id:
                return attendee
        raise KeyError(badge_id)

    def visits_by_station_and_day(self) -> dict[tuple[str, date], tuple[Visit, ...]]:
        """The visits of each station on each day (in the event's time zone), in the order they happened."""
        groups: dict[tuple[str, date], list[Visit]] = {}
        for visit in self.visits:
            day = visit.at.astimezone(ZoneInfo(self.time_zone)).date()
            groups.setdefault((visit.staff.station, day), []).append(visit)
        return {key: tuple(groups[key]) for key in sorted(groups)}


ROSTER_COLUMNS = ("Badge ID", "First name", "Last name", "Company", "Job title", "E-mail", "Phone", "City", "Country")


def make_event(seed: int = 2026, attendees: int = 300) -> DemoEvent:
    """The event of a seed with that many attendees (20 to 600); raises ValueError outside."""
    if not _LEAST_ATTENDEES <= attendees <= _MOST_ATTENDEES:
        raise ValueError(f"the demo has {_LEAST_ATTENDEES} to {_MOST_ATTENDEES} attendees, {attendees} were asked for")
    random = Random(seed)
    show = DemoEvent(
        code="LANTERN-2026",
        name="Lanternfair 2026 (made up)",
        time_zone="Europe/Berlin",
        days=(date(2026, 9, 16), date(2026, 9, 17)),
        opens=time(9),
        closes=time(17, 30),
        consent_wording="May we write to you by e-mail about this conversation? You can withdraw at any time.",
        consent_wording_version="2026-1",
        exhibitors=("Brightmoor Optics", "云鹤自动化 Yunhe Automation"),
        staff=(
            Staff("Mara", "Brightmoor Optics", "brightmoor-1", "en"),
            Staff("Jonas", "Brightmoor Optics", "brightmoor-2", "de"),
            Staff("林岚", "云鹤自动化 Yunhe Automation", "yunhe-1", "zh"),
        ),
        attendees=(),
        visits=(),
        traps={},
    )
    badge_ids = (str(number) for number in random.sample(range(100_000, 1_000_000), attendees))
    phones = PhoneBook(random)
    difficult = _difficult_attendees(badge_ids, phones)
    people = [person for group in difficult.values() for person in group]
    people += _with_payloads(random, _ordinary_attendees(random, attendees - len(people), badge_ids, phones))
    show = replace(
        show,
        attendees=tuple(sorted(people, key=lambda person: person.badge_id)),
        traps={trap: tuple(person.badge_id for person in group) for trap, group in difficult.items()},
    )
    return replace(show, visits=tuple(sorted(_visits(random, show), key=lambda visit: (visit.at, visit.staff.station))))


def roster_rows(event: DemoEvent) -> list[dict[str, str]]:
    """The organiser's attendee list, one row per registered badge with the columns `ROSTER_COLUMNS`."""
    return [_roster_row(person.contact) for person in event.attendees if person.on_roster]


def write_roster(event: DemoEvent, path: Path) -> None:
    """Write the roster as an organiser's system exports it: CSV, UTF-8 with a byte order mark, as Excel likes it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ROSTER_COLUMNS)
        writer.writeheader()
        writer.writerows(roster_rows(event))


def _roster_row(contact: Contact) -> dict[str, str]:
    email = contact.emails[0].address if contact.emails else ""
    phone = contact.phones[0].number if contact.phones else ""
    given, family = contact.given_name, contact.family_name
    cells = (
        contact.badge_id,
        given,
        family,
        contact.company,
        contact.title,
        email,
        phone,
        contact.city,
        contact.country,
    )
    return dict(zip(ROSTER_COLUMNS, cells, strict=True))


def _ordinary_attendees(random: Random, count: int, badge_ids: Iterator[str], phones: PhoneBook) -> list[Contact]:
    """Attendees without any trap; names are unique, the first firms of each language send most people."""
    return [
        _ordinary_attendee(random, language, names, next(badge_ids), phones)
        for language, wanted in _headcounts(count)
        for names in random.sample(list(product(language.given_names, language.family_names)), wanted)
    ]


def _headcounts(count: int) -> list[tuple[Language, int]]:
    """How many attendees speak what; what rounding leaves over goes to the first language."""
    counts = [(language, int(count * share)) for language, share in SHARES]
    first, wanted = counts[0]
    return [(first, wanted + count - sum(number for _, number in counts)), *counts[1:]]


def _ordinary_attendee(
    random: Random, language: Language, names: tuple[Name, Name], badge_id: str, phones: PhoneBook
) -> Contact:
    given, family = names
    firm = random.choices(language.firms, range(len(language.firms), 0, -1))[0]
    return Contact(
        badge_id=badge_id,
        full_name=language.full_name(given.written, family.written),
        given_name=given.written,
        family_name=family.written,
        name_reading=f"{family.latin} {given.latin}" if language.family_first else "",
        company=firm.name,
        title=random.choice(language.titles) if random.random() < 0.85 else "",
        emails=(Email(f"{given.latin}.{family.latin}@{firm.domain}.example", "work"),),
        phones=(phones.number_for(firm),) if random.random() < 0.8 else (),
        city=firm.city,
        country=firm.country,
    )


def _difficult_attendees(badge_ids: Iterator[str], phones: PhoneBook) -> dict[str, list[Attendee]]:
    """The attendees that test what a night has to cope with, by the name of the trap."""
    large, small, other = ENGLISH.firms[:3]

    def badge(kind: PayloadKind, given: str, family: str, firm: Firm, mailbox: str) -> Attendee:
        contact = Contact(
            badge_id=next(badge_ids),
            full_name=f"{given} {family}",
            given_name=given,
            family_name=family,
            company=firm.name,
            emails=(Email(f"{mailbox}@{firm.domain}.example", "work"),),
            phones=(phones.number_for(firm),),
            city=firm.city,
            country=firm.country,
        )
        return Attendee(contact, kind)

    def changed(attendee: Attendee, **changes: Any) -> Attendee:
        return replace(attendee, contact=replace(attendee.contact, **changes))

    twice = badge("vcard", "Dora", "Doublet", large, "dora.doublet")
    again = badge("mecard", "Dora", "Doublet", large, "dora.doublet")
    formula = badge("mecard", "Mallory", "Formula", Firm("", "evil", "", "United Kingdom"), "formula")
    script = badge("vcard", "<script>alert('test')</script>", "Testperson", large, "script")
    return {
        "one person, two badges": [twice, changed(again, phones=twice.contact.phones, title="Visitor")],
        "namesakes": [
            badge("vcard", "Wendy", "Wisp", large, "wendy.wisp"),
            badge("mecard", "Wendy", "Wisp", small, "w.wisp"),
        ],
        "shared mailbox": [
            badge("vcard", "Ivor", "Inkwell", other, "info"),
            badge("vcard", "Olive", "Inkpot", other, "info"),
        ],
        "hostile": [changed(formula, company='=HYPERLINK("http://evil.example","x")'), script],
        "leading zeros": [changed(badge("id", "Nora", "Nought", small, "nora.nought"), badge_id="000042")],
        "not on the roster": [
            replace(badge("id", "Nemo", "Nowhere", small, "nemo.nowhere"), on_roster=False),
            replace(badge("vcard", "Norma", "Nolist", small, "norma.nolist"), on_roster=False),
        ],
        "no company": [changed(badge("mecard", "Freya", "Freelance", other, "freya"), company="", city="")],
    }


def _with_payloads(random: Random, contacts: Sequence[Contact]) -> list[Attendee]:
    """Give every badge its kind of code, by the shares."""
    kinds = [kind for kind, share in _PAYLOAD_SHARES for _ in range(round(share * len(contacts)))]
    kinds = [*kinds, "vcard"][: len(contacts)]  # rounding may leave one badge too few or too many
    random.shuffle(kinds)
    return [Attendee(contact, kind) for contact, kind in zip(contacts, kinds, strict=True)]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A visit before the clock: ``moment`` is 0 at opening and 1 at closing time."""

    day: date
    moment: float
    badge_id: str
    staff: Staff


def _visits(random: Random, event: DemoEvent) -> Iterator[Visit]:
    """Every visit with its time and touches; the badges of one trap meet at one stand and always read well."""
    meeting = {
        badge: staff
        for staff, badges in zip(cycle(event.staff), event.traps.values(), strict=False)
        for badge in badges
    }
    plans = [plan for person in event.attendees for plan in _plans(random, event, person, meeting.get(person.badge_id))]
    mishaps = _mishaps(random, [plan.badge_id not in meeting for plan in plans])
    opening = {day: datetime.combine(day, event.opens, ZoneInfo(event.time_zone)) for day in event.days}
    length = datetime.combine(event.days[0], event.closes) - datetime.combine(event.days[0], event.opens)
    free_at: dict[str, datetime] = {}
    for plan, mishap in sorted(zip(plans, mishaps, strict=True), key=lambda pair: (pair[0].day, pair[0].moment)):
        wished = opening[plan.day] + timedelta(seconds=round(plan.moment * length.total_seconds()))
        at = max(wished, free_at.get(plan.staff.station, wished))
        free_at[plan.staff.station] = at + timedelta(seconds=45)
        touches = () if mishap else tuple(_touches(random, event, plan))
        yield Visit(badge_id=plan.badge_id, staff=plan.staff, at=at.astimezone(UTC), mishap=mishap, touches=touches)


def _plans(random: Random, event: DemoEvent, person: Attendee, meets: Staff | None) -> list[_Plan]:
    """Where one person goes: one stand, both, the same stand twice (hours apart), or, for every third, none."""
    chance = random.random()
    if chance < 0.38 and not meets:
        return []
    first = meets or random.choice(event.staff)
    visit = _Plan(random.choice(event.days), random.uniform(0.02, 0.95), person.badge_id, first)
    if chance < 0.82:
        return [visit]
    elsewhere = [staff for staff in event.staff if (staff.exhibitor == first.exhibitor) == (chance > 0.94)]
    second = random.choice(elsewhere)
    return [
        replace(visit, moment=random.uniform(0.02, 0.35)),
        replace(
            visit,
            day=random.choice([day for day in event.days if day >= visit.day]),
            moment=random.uniform(0.65, 0.95),
            staff=second,
        ),
    ]


def _mishaps(random: Random, allowed: Sequence[bool]) -> list[Mishap]:
    """A mishap for a few of the visits where it is allowed, each kind in turn."""
    places = [place for place, may in enumerate(allowed) if may]
    chosen = random.sample(places, round(_MISHAP_SHARE * len(places)))
    mishaps: list[Mishap] = [""] * len(allowed)
    for turn, place in enumerate(chosen):
        mishaps[place] = MISHAPS[turn % len(MISHAPS)]
    return mishaps


_RATINGS: tuple[tuple[Rating | None, int], ...] = (("hot", 18), ("warm", 37), ("cold", 20), (None, 25))
_ANSWERS: tuple[tuple[Answer | None, int], ...] = (("yes", 55), ("no", 12), ("not_asked", 18), (None, 15))
_TAGS = ("demo wanted", "spare parts", "price list", "partner", "student")
_STEPS = ("call", "send quotation", "visit plant", "send sample")
_INTRODUCERS = ("Percival Quillfeather", "Mechthild Nebelhorn", "诸葛望舒")
_NOTES = {
    "en": (
        "Runs two lines with old sensors, wants a trial in spring.",
        "Asked about delivery times for forty pieces.",
        "Needs the data sheet in French as well.",
        "Budget is decided in November; call before that.",
    ),
    "de": (
        "Sucht Ersatz für eine abgekündigte Baureihe.",
        "Möchte ein Angebot über 25 Stück, Lieferung frei Haus.",
        "Nur zum Schauen da, empfiehlt uns aber weiter.",
    ),
    "zh": ("想要样机试用一个月。", "询问代理条件，需要回电话。", "明年新厂房需要三条生产线。", "对价格比较敏感。"),
}


def _touches(random: Random, event: DemoEvent, plan: _Plan) -> Iterator[tuple[TouchKind, Mapping[str, object]]]:
    rating = _drawn(random, _RATINGS)
    if rating:
        yield "rating", {"rating": rating}
    if random.random() < 0.30:
        yield "note", {"text": random.choice(_NOTES[plan.staff.language])}
    if random.random() < 0.35:
        yield "tag", {"tag": random.choice(_TAGS), "on": True}
    answer = _drawn(random, _ANSWERS)
    if answer:
        wording, version = event.consent_wording, event.consent_wording_version
        yield "consent", {"answer": answer, "purpose": "email", "wording": wording, "wording_version": version}
    if random.random() < 0.05:
        yield "introducer", {"name": random.choice(_INTRODUCERS), "scan_id": ""}
    if rating == "hot" or random.random() < 0.05:
        yield "next_step", {"text": random.choice(_STEPS), "due": str(plan.day + timedelta(days=random.randint(2, 14)))}


def _drawn(random: Random, weighted: Sequence[tuple[_Value, int]]) -> _Value:
    return random.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]
