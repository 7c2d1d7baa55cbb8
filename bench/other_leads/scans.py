"""Scans: the rows that an exhibitor gets from the badges of one visitor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import polars as pl

from bench.other_leads.badges import Row, write_badge
from bench.other_leads.dice import Dice
from bench.other_leads.jobs import Job
from bench.other_leads.name_forms import write_name
from bench.other_leads.persons import Person
from bench.other_leads.shows import FIELDS, Show

LEAD_COLUMNS = {
    "scan_id": pl.String(),
    "exhibitor": pl.String(),
    "event": pl.String(),
    "taken_at": pl.Datetime("us", "UTC"),
    "badge_id": pl.String(),
    "full_name": pl.String(),
    "given_name": pl.String(),
    "family_name": pl.String(),
    "prefix": pl.String(),
    "nickname": pl.String(),
    "company": pl.String(),
    "department": pl.String(),
    "title": pl.String(),
    "emails": pl.List(pl.String),
    "phones": pl.List(pl.String),
    "mobiles": pl.List(pl.String),
    "handles": pl.List(pl.String),
    "website": pl.String(),
    "city": pl.String(),
    "country": pl.String(),
}
COLUMNS = LEAD_COLUMNS | {"person": pl.Int64(), "case": pl.String()}

_EMPTY: Row = {name: [] if isinstance(kind, pl.List) else "" for name, kind in COLUMNS.items()}
_CARD = dict(zip(FIELDS, (1, 0.95, 0.85, 0.8, 0.95, 0.3, 0.9, 0.5, 0.7, 0.12), strict=True))
_NOTE = {field: chance * 0.55 for field, chance in _CARD.items()} | {"company": 0.93, "handle": 0.0}


class _Badge(NamedTuple):
    """What an organiser printed, and the job and the family name that it was registered with."""

    row: Row
    cases: set[str]
    job: Job
    family: str


def scans_of(person: Person, shows: list[Show], count: int, dice: Dice) -> Iterator[tuple[object, ...]]:
    """All scans of one person, as rows of `COLUMNS`."""
    counts = [1] * len(shows)
    for _ in range(count - len(shows)):
        counts[dice.randrange(len(shows))] += 1
    registered: dict[str, _Badge] = {}  # what organisers know from earlier editions, by series
    for show, times in zip(shows, counts, strict=True):
        badge, cases = _badge_at(person, show, registered, dice)
        badge_id = show.next_badge(dice)
        for _ in range(times):
            if dice.chance(0.03):
                badge_id = show.next_badge(dice)
            yield _scan(person, show, badge_id, badge, cases, dice)


def _badge_at(person: Person, show: Show, registered: dict[str, _Badge], dice: Dice) -> tuple[Row, set[str]]:
    """A new badge, or what was registered at an earlier edition even if the job has changed since."""
    job, family = person.job_on(show.start), person.family_on(show.start)
    kept = registered.get(show.series)
    if kept:
        same_employer = kept.job.company is job.company
        if dice.chance(0.55 if same_employer and kept.family == family else 0.1):
            return kept.row, kept.cases if same_employer else kept.cases | {"stale"}
    row, cases = write_badge(person, show, show.chances, dice)
    registered[show.series] = _Badge(row, cases, job, family)
    return row, cases


def _scan(person: Person, show: Show, badge_id: str, badge: Row, cases: set[str], dice: Dice) -> tuple[object, ...]:
    """One scan: the badge as it is, its bare essentials, a business card, or a note typed by hand."""
    roll, taken_at = dice.random(), _time_of_day(show, dice)
    who, row = person, badge
    if roll < 0.105:
        row, cases = write_badge(person, show, _NOTE, dice, typed=True)
        cases.add("typed")
        badge_id = badge_id if dice.chance(0.25) else ""
    elif roll < 0.16:
        row, cases = write_badge(person, show, _CARD, dice)
        cases.add("business card")
        badge_id = badge_id if dice.chance(0.5) else ""
    elif roll < 0.21:
        row = {name: badge.get(name, "") for name in ("full_name", "given_name", "family_name", "company")}
        cases = cases - {"shared mail", "switchboard"}
    elif roll < 0.2135 and (borrower := _borrower(person, show.start, dice)):
        who, cases = borrower, {"lent", "typed"}
        row = badge | write_name(who, show.start, show, True, cases, dice)
        row |= {"phones": [], "mobiles": [], "handles": []} if dice.chance(0.5) else {"emails": [], "handles": []}
    values = _EMPTY | row
    values |= {
        "scan_id": f"{dice.getrandbits(64):016x}",
        "exhibitor": "exhibitor.example",
        "event": show.event,
        "taken_at": taken_at,
        "badge_id": badge_id,
        "person": who.number,
        "case": ",".join(sorted(cases)),
    }
    return tuple(values[name] for name in COLUMNS)


def _time_of_day(show: Show, dice: Dice) -> datetime:
    """On one of four days, most often about noon."""
    return show.start + timedelta(days=dice.randrange(4), seconds=int(dice.triangular(8 * 3600, 18 * 3600, 12 * 3600)))


def _borrower(person: Person, when: datetime, dice: Dice) -> Person | None:
    """A colleague who goes by the badge of ``person``."""
    company = person.job_on(when).company
    other = dice.choice(company.staff) if company.staff else person
    return other if other is not person and other.job_on(when).company is company else None
