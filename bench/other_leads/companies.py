"""Companies: their names, sites, domains and how large they are."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from bench.other_leads.company_words import ADJECTIVES, CN_CORE, CN_TRADES, COINED, KIN, TRADES
from bench.other_leads.countries import CITIES, COUNTRIES, City
from bench.other_leads.dice import Dice
from bench.other_leads.names import FAMILY
from bench.other_leads.phones import Phone, new_switchboard
from bench.other_leads.spelling import slug, transliterate

if TYPE_CHECKING:
    from bench.other_leads.persons import Person

_MAIL_PATTERNS = (45, 12, 14, 5, 7, 6, 4, 7)  # weights of the ways to make a mail name
_STAFF_KEPT = 60


@dataclass(slots=True)
class Site:
    """A place of a company; ``label`` is the subsidiary's own name, empty at the head office."""

    country: str
    city: City
    label: str
    switchboard: Phone
    legal: str


class ChineseName(NamedTuple):
    """The parts of a company's name in Chinese."""

    city: str
    core: str
    trade: str


@dataclass(slots=True)
class Company:
    """A company with its sites, the head office first, and what its people share."""

    rank: int
    core: str
    trade: str
    acronym: str
    group: str
    chinese: ChineseName | None
    domains: list[str]
    mail_pattern: int
    small: bool
    sites: list[Site] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)  # some of those drawn so far
    taken: dict[str, int] = field(default_factory=dict)  # mail names in use

    @property
    def name(self) -> str:
        """The whole name without the legal form."""
        return f"{self.core} {self.trade}".strip()

    def hire(self, person: Person, dice: Dice) -> None:
        """Remember ``person`` among the staff, in the place of another if there are many."""
        if len(self.staff) < _STAFF_KEPT:
            self.staff.append(person)
        else:
            self.staff[dice.randrange(_STAFF_KEPT)] = person


class Market:
    """All companies; their sizes follow Zipf's law."""

    def __init__(self, count: int, dice: Dice) -> None:
        domains: set[str] = set()
        companies = [_new_company(rank, count, domains, dice) for rank in range(count)]
        everywhere = _weighed(companies)
        self._near = {"": everywhere}
        for country in COUNTRIES:
            here = [c for c in companies if any(site.country == country for site in c.sites)]
            self._near[country] = _weighed(here) if here else everywhere

    def pick(self, dice: Dice, country: str = "") -> tuple[Company, Site]:
        """A company by size, anywhere or with a site in ``country``, and one of its sites."""
        companies, weights = self._near[country]
        company = companies[bisect(weights, dice.random() * weights[-1])]
        sites = [site for site in company.sites if site.country == country] or company.sites
        return company, sites[0] if len(sites) == 1 or dice.chance(0.45) else dice.choice(sites)


def _weighed(companies: Sequence[Company]) -> tuple[Sequence[Company], list[float]]:
    return companies, list(accumulate((company.rank + 7) ** -0.95 for company in companies))


class _Name(NamedTuple):
    core: str
    trade: str = ""
    acronym: str = ""
    chinese: ChineseName | None = None


def _new_company(rank: int, count: int, domains: set[str], dice: Dice) -> Company:
    country = dice.choices(list(COUNTRIES), [c.weight for c in COUNTRIES.values()])[0]
    city = dice.choice(CITIES[country])
    name = _new_name(country, city, dice)
    own = _new_domains(name, rank, country, city, domains, dice)
    legal = "Co., Ltd."
    if country != "China":
        forms = COUNTRIES[country].legal_forms
        legal = dice.choices(forms, [4, 2, 1, 0.6, 0.4, 0.3][: len(forms)])[0]
    group = f"{_coined(dice)} Group" if dice.chance(0.04) else ""
    own = own[: 2 if dice.chance(0.25) else 1]
    pattern = dice.choices(range(len(_MAIL_PATTERNS)), _MAIL_PATTERNS)[0]
    company = Company(rank, name.core, name.trade, name.acronym, group, name.chinese, own, pattern, rank > count * 0.3)
    company.sites.append(Site(country, city, "", new_switchboard(country, city.area, dice), legal))
    large = rank < max(4, count * 0.02)
    for _ in range(dice.randrange(2, 8) if large else int(dice.chance(0.04))):
        _add_site(company, dice)
    return company


def _new_name(country: str, city: City, dice: Dice) -> _Name:
    kind, culture = dice.random(), COUNTRIES[country].culture
    if country == "China":
        return _chinese_company(city, dice)
    if kind < 0.4 and culture in FAMILY:
        return _family_company(culture, dice)
    if kind < 0.58 and culture in ADJECTIVES:
        core = dice.choice(ADJECTIVES[culture]) + " " + dice.choice(TRADES[culture])
        joiner = "" if culture in ("fr", "it") else "& "
        trade = joiner + dice.choice([t for t in TRADES[culture] if not core.endswith(t)])
        return _Name(core, trade, "".join(word[0] for word in f"{core} {trade}".split() if word[0].isupper()))
    if kind < 0.66:
        return _Name(f"{city.english} {dice.choice(TRADES[culture])}")
    return _Name(_coined(dice), dice.choice(TRADES[culture]) if dice.chance(0.6) else "")


def _chinese_company(city: City, dice: Dice) -> _Name:
    first, second = dice.sample(CN_CORE, 2)
    hanzi, english = dice.choice(CN_TRADES)
    core = first[1:] + second[1:].lower() if dice.chance(0.7) else _coined(dice)
    return _Name(core, english, chinese=ChineseName(city.local, first[0] + second[0], hanzi))


def _family_company(culture: str, dice: Dice) -> _Name:
    core = _founder(culture, dice)
    if dice.chance(0.2) and culture in KIN:
        core = f"{core} {dice.choice(KIN[culture])}"
    elif dice.chance(0.08):
        core = f"{core} & {_founder(culture, dice)}"
    return _Name(core, dice.choice(TRADES[culture]) if dice.chance(0.7) else "")


def _founder(culture: str, dice: Dice) -> str:
    name = FAMILY[culture].draw(dice)
    return transliterate(name, 2) if culture == "cyr" else name


def _coined(dice: Dice) -> str:
    return "".join(dice.choice(part) for part in COINED)


def _new_domains(name: _Name, rank: int, country: str, city: City, taken: set[str], dice: Dice) -> list[str]:
    """The domains that are free and not too long, the best first; at least one."""
    core, whole = name.core, f"{name.core} {name.trade}"
    pieces = [core, whole] if dice.chance(0.6) else [whole, core]
    others = [f"{core} group", f"{core} {city.english}", f"{core} {COUNTRIES[country].spellings[1]}", f"{core}{rank}"]
    pieces += dice.sample(others, 4)
    if len(name.acronym) > 2 and dice.chance(0.6):
        pieces.insert(0, name.acronym)
    domains = []
    for piece in pieces:
        label = slug(piece, dice.choice(["", "-"]))
        if label and label not in taken and len(label) < 34:
            taken.add(label)
            domains.append(f"{label}.example")
    return domains or [f"{slug(core)}{rank}.example"]


def _add_site(company: Company, dice: Dice) -> None:
    """A further place of ``company``, abroad as a subsidiary with a name of its own."""
    home = company.sites[0].country
    country = dice.choices([home, *COUNTRIES], [15, *(c.weight for c in COUNTRIES.values())])[0]
    city = dice.choice(CITIES[country])
    legal, label = dice.choice(COUNTRIES[country].legal_forms), ""
    if country != home:
        where = city.english
        if country not in ("China", "Turkey"):
            where = dice.choice([name for name in COUNTRIES[country].spellings[:2] if name.isascii()])
        label = f"{company.core} ({where}) {legal}" if country == "China" else f"{company.core} {where} {legal}"
        if country == "China" and company.chinese is None:
            core = "".join(entry[0] for entry in dice.sample(CN_CORE, dice.choice([2, 2, 3])))
            company.chinese = ChineseName(city.local, core, dice.choice(CN_TRADES)[0])
    company.sites.append(Site(country, city, label, new_switchboard(country, city.area, dice), legal))
