"""The population: persons with their jobs, addresses, relatives and namesakes."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import timedelta

import polars as pl

from bench.other_leads.careers import live, new_job
from bench.other_leads.companies import Company, Market
from bench.other_leads.countries import COUNTRIES, CULTURE_WEIGHT
from bench.other_leads.dice import Dice
from bench.other_leads.mails import new_private_mail
from bench.other_leads.persons import Person, new_person
from bench.other_leads.shows import Calendar, Show
from bench.other_leads.spelling import slug

_GERMAN_TITLES = ["Dr.", "Dr.", "Dr.-Ing.", "Prof. Dr.", "Dipl.-Ing.", "Dipl.-Ing."]
_ITALIAN_TITLES = ["Ing.", "Dott."]
_OTHER_TITLES = ["Dr.", "PhD", "PhD", "Prof."]
_MOST_SCANS = 26


class Population:
    """Everybody drawn so far, with the companies and shows that more are drawn for."""

    def __init__(self, rows: int, dice: Dice) -> None:
        self._dice = dice
        self._market = Market(max(40, int(rows * 0.085)), dice)
        self._calendar = Calendar(dice)
        self._labels: defaultdict[int, list[str]] = defaultdict(list)  # cases of all rows of a person
        self._identities: list[tuple[int, str, int]] = []  # person, romanised name, company

    def newcomer(self, number: int) -> tuple[Person, list[Show], int]:
        """A person with jobs, the shows visited in order of time, and the number of scans."""
        dice = self._dice
        company, site = self._market.pick(dice)
        home = COUNTRIES[site.country].culture
        culture = home
        if dice.chance(0.1):
            culture = dice.choices(list(CULTURE_WEIGHT), list(CULTURE_WEIGHT.values()))[0]
        sex = "m" if dice.chance(0.76) else "f"
        model = dice.choice(company.staff) if company.staff else None
        person, kinship = _person_like(model, number, culture, sex, company, dice)
        person.title = _new_title(person.culture, dice)
        scans = _new_scans(dice)
        shows = self._calendar.visits(home, scans, dice)
        person.jobs.append(new_job(person, shows[0].start - timedelta(days=200), company, site, dice))
        _add_private_addresses(person, dice)
        if model and kinship:
            if kinship == "family":
                _share(person, model, dice)
            self._labels[model.number].append(kinship)
            self._labels[number].append(kinship)
        if len(shows) > 1:
            self._labels[number] += live(person, shows, self._market, dice)
        key = f"{person.slug(person.given)} {person.slug(person.family)}"
        self._identities += [(number, key, job.company.rank) for job in person.jobs]
        company.hire(person, dice)
        return person, shows, scans

    def labels(self) -> pl.DataFrame:
        """The cases that hold for all rows of a person (``person``, ``label``), namesakes included."""
        schema = {"person": pl.Int64, "name": pl.String, "company": pl.Int64}
        alike = pl.DataFrame(self._identities, schema=schema, orient="row").with_columns(
            here=pl.col("person").n_unique().over("name", "company"),
            anywhere=pl.col("person").n_unique().over("name"),
        )
        cases = {number: set(labels) for number, labels in self._labels.items() if labels}
        for column, label in (("here", "namesake"), ("anywhere", "same name")):
            for number in alike.filter(pl.col(column) > 1)["person"].unique():
                cases.setdefault(number, set()).add(label)
        items = [(number, ",".join(sorted(labels))) for number, labels in cases.items()]
        return pl.DataFrame(items, schema={"person": pl.Int64, "label": pl.String}, orient="row")


def _person_like(
    model: Person | None, number: int, culture: str, sex: str, company: Company, dice: Dice
) -> tuple[Person, str]:
    """A person who may be a relative or a namesake of a colleague, and in what way."""
    person = new_person(number, culture, sex, dice)
    if model and model.sex == "m" and not model.is_asian and company.small and dice.chance(0.03):
        person.copy_name(model)
        person.suffix = dice.choice(["", "", "", "jun.", "Jr."])
        return person, "father and son"
    if model and not company.small and dice.chance(0.012):
        person.copy_name(model)
    elif model and dice.chance(0.012):
        person = new_person(number, model.culture, sex, dice)
        person.family, person.native_family = model.family, model.native_family
        person.second_family = model.second_family
        return person, "family"
    return person, ""


def _new_title(culture: str, dice: Dice) -> str:
    if culture not in ("de", "en", "it", "pl", "in") or not dice.chance(0.09):
        return ""
    return dice.choice({"de": _GERMAN_TITLES, "it": _ITALIAN_TITLES}.get(culture, _OTHER_TITLES))


def _new_scans(dice: Dice) -> int:
    """Geometric: most persons have a few scans, some have many."""
    draw = dice.random()
    return min(_MOST_SCANS, 1 + int(math.log(1 - draw) / math.log(1 - (0.37 if dice.chance(0.85) else 0.18))))


def _add_private_addresses(person: Person, dice: Dice) -> None:
    chinese = person.culture == "cn"
    if dice.chance(0.6 if chinese else 0.3):
        person.private_mail = new_private_mail(person, dice)
        person.prefers_private = dice.chance(0.4 if chinese else 0.15)
    name = slug(f"{person.western or person.passport(person.given)} {person.passport(person.family)}", "-")
    if dice.chance(0.55) and not chinese:
        ways = [name, f"{name}-{dice.getrandbits(30):x}", f"{name}-{dice.getrandbits(34):x}"]
        person.handles.append("linkedin:" + dice.choice(ways))
    if chinese and dice.chance(0.75):
        ways = [f"wxid_{dice.getrandbits(60):x}", slug(name) + dice.digits(3), dice.digits(8)]
        person.handles.append("wechat:" + dice.choice(ways))


def _share(person: Person, relative: Person, dice: Dice) -> None:
    """One telephone, sometimes one private mail address."""
    if dice.chance(0.6):
        person.jobs[0].mobile = relative.jobs[0].mobile
    if dice.chance(0.5):
        person.private_mail = relative.private_mail
