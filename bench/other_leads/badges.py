"""Badges, business cards and notes: all columns of a lead that one of them fills."""

from __future__ import annotations

from typing import Any

from bench.other_leads.company_forms import write_company
from bench.other_leads.countries import COUNTRIES
from bench.other_leads.dice import Dice
from bench.other_leads.jobs import Job
from bench.other_leads.mails import registered_mails
from bench.other_leads.name_forms import write_name
from bench.other_leads.persons import Person
from bench.other_leads.phones import STYLES, write_phone
from bench.other_leads.shows import FIELDS, Show
from bench.other_leads.spelling import fold
from bench.other_leads.typos import mistype

Row = dict[str, Any]

_SCRIPTS = {"cn": "hanzi", "kr": "hangul", "cyr": "cyrillic"}
_WEBSITES = ["www.{}", "www.{}", "https://www.{}", "{}", "http://www.{}/"]
_PLACEHOLDERS: list[Row] = [
    {"emails": ["noemail@noemail.example"]},
    {"phones": ["000000"], "mobiles": []},
    {"company": "-"},
    {"company": "privat"},
]


def write_badge(
    person: Person, show: Show, chances: dict[str, float], dice: Dice, typed: bool = False
) -> tuple[Row, set[str]]:
    """The columns that are filled, each with its chance, and the cases; ``typed`` is by hand and in haste."""
    when, job, cases = show.start, person.job_on(show.start), set[str]()
    row: Row = dict(write_name(person, when, show, typed, cases, dice))
    wanted = {field for field in FIELDS if dice.chance(chances[field])}
    if "company" in wanted:
        row["company"] = write_company(job, show, typed, cases, dice)
    if "mail" in wanted:
        row["emails"] = registered_mails(person, job, when, show, cases, dice)
    row |= _phones(job, show, wanted, typed, cases, dice)
    row |= _place(person, job, show, wanted, dice)
    if "website" in wanted:
        row["website"] = dice.choice(_WEBSITES).format(job.domain)
    if "handle" in wanted:
        row["handles"] = person.handles
    if dice.chance(0.004):
        cases.add("placeholder")
        row |= dice.choice(_PLACEHOLDERS)
    if typed:
        _mistype_addresses(row, cases, dice)
    return row, cases


def _phones(job: Job, show: Show, wanted: set[str], typed: bool, cases: set[str], dice: Dice) -> Row:
    style = show.phone_style if not typed and dice.chance(0.7) else dice.randrange(len(STYLES))
    row: Row = {"phones": [], "mobiles": []}
    if "office" in wanted:
        phone = job.office
        if phone == job.site.switchboard or dice.chance(0.08):
            cases.add("switchboard")
            phone = job.site.switchboard
        row["phones"].append(write_phone(phone, style, dice))
    if "mobile" in wanted and job.mobile:
        text = write_phone(job.mobile, style, dice)
        row["phones"].append(text)
        if dice.chance(0.75):
            row["mobiles"].append(text)
    return row


def _place(person: Person, job: Job, show: Show, wanted: set[str], dice: Dice) -> Row:
    """Title, department, city and country, in the language of the job if the show speaks it."""
    row: Row = {}
    country = COUNTRIES[job.site.country]
    culture = country.culture
    at_home = show.language == culture or show.language == "cn" == person.culture
    if "title" in wanted:
        row["title"] = job.title(culture if at_home else "en")
    if "department" in wanted:
        row["department"] = job.department(culture if at_home else "en")
    if "city" in wanted:
        native = show.script != "" and show.script == _SCRIPTS.get(culture)
        latin = culture not in _SCRIPTS and dice.chance(0.5)
        city = job.site.city
        row["city"] = fold(city.local if at_home or native or latin else city.english, show.umlauts)
    if "country" in wanted:
        forms = country.spellings
        ways = forms[:3] if at_home else [forms[0]] * 4 + [form for form in forms if form.isascii()]
        row["country"] = dice.choice(ways)
    return row


def _mistype_addresses(row: Row, cases: set[str], dice: Dice) -> None:
    mails, phones = row.get("emails"), row["phones"]
    if mails and dice.chance(0.25):
        cases.add("typo")
        row["emails"] = [mistype(mail, dice) for mail in mails]
    if phones and dice.chance(0.2):
        cases.add("typo")
        row["phones"] = wrong = [mistype(phone, dice) for phone in phones]
        row["mobiles"] = wrong[-1:] if row["mobiles"] else []
