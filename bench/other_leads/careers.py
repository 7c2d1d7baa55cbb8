"""Careers: jobs, changes of employer, promotions and marriages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bench.other_leads.companies import Company, Market, Site
from bench.other_leads.dice import Dice
from bench.other_leads.jobs import Job, any_role, other_role
from bench.other_leads.mails import new_mail_name
from bench.other_leads.names import family_name
from bench.other_leads.persons import Marriage, Person
from bench.other_leads.phones import new_mobile
from bench.other_leads.shows import Show

_NAME_CHANGES = ("de", "en", "fr", "in", "tr", "pl", "cyr")  # cultures where it may change on marriage


def new_job(person: Person, since: datetime, company: Company, site: Site, dice: Dice) -> Job:
    """A post at ``site`` with a mail address, a direct line or only the switchboard, and often a mobile."""
    office = site.switchboard
    if dice.chance(0.6):
        office = office._replace(extension=dice.digits(dice.choice([2, 3, 3, 4])))
    mail_name = new_mail_name(company, person, dice)
    mobile = new_mobile(site.country, dice) if dice.chance(0.85) else None
    return Job(since, company, site, any_role(dice), mail_name, office, mobile)


def live(person: Person, shows: list[Show], market: Market, dice: Dice) -> list[str]:
    """Let things happen to ``person`` between the first and the last show; the cases that came of it."""
    cases, has_mobile = [], person.jobs[0].mobile is not None
    if dice.chance(0.16):
        cases.append("moved")
        moves = 2 if len(shows) > 3 and dice.chance(0.15) else 1
        for day in sorted(_some_day(shows, dice) for _ in range(moves)):
            _change_employer(person, day, market, dice)
    elif dice.chance(0.14):
        _change_post(person, _some_day(shows, dice), dice)
    changes = person.sex == "f" and person.culture in _NAME_CHANGES and not person.second_family
    if changes and dice.chance(0.1):
        new = family_name(person.culture, "f", dice)
        day = _some_day(shows, dice)
        family = f"{person.family}-{new}" if dice.chance(0.3) else new
        person.marriage = Marriage(day, family, dice.chance(0.6) or not has_mobile)
        cases.append("married")
    return cases


def _some_day(shows: list[Show], dice: Dice) -> datetime:
    """Some weeks before one of the shows, but not before the first."""
    return dice.choice(shows[1:]).start - timedelta(days=dice.randrange(3, 60))


def _change_employer(person: Person, day: datetime, market: Market, dice: Dice) -> None:
    old, country = person.jobs[-1], person.jobs[0].site.country
    company, site = market.pick(dice, country if dice.chance(0.92) else "")
    if company is old.company:
        company, site = market.pick(dice)
    job = new_job(person, day, company, site, dice)
    if dice.chance(0.3):
        job.role = old.role
    if dice.chance(0.35):
        job.mobile = old.mobile
    person.jobs.append(job)


def _change_post(person: Person, day: datetime, dice: Dice) -> None:
    """Another role with the same employer, or only another mobile number."""
    job = replace(person.jobs[0], since=day, role=other_role(dice))
    if dice.chance(0.4):
        job.role, job.mobile = person.jobs[0].role, new_mobile(job.site.country, dice)
    person.jobs.append(job)
