"""Trade shows: some forty editions of series that each have a badge format of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.other_leads.countries import CULTURE_WEIGHT
from bench.other_leads.dice import Dice
from bench.other_leads.phones import STYLES

FIELDS = ("company", "mail", "office", "mobile", "title", "department", "city", "country", "website", "handle")
# name | country | language | month | split name fields | case | umlauts | script | badge id
# | % of badges that carry each of FIELDS | pull of each culture
_SERIES = """\
MechaNova Hannover|Germany|de|4|1|as is|keep||num|98 88 45 40 80 45 80 90 20 3|de9 en3 fr3 it3 es3 cn3 hk2 in3 kr3 tr3 pl6 cyr5
Werkzeugtage Stuttgart|Germany|de|9|0|as is|keep||num|97 0 0 0 25 0 35 0 0 0|de8 en1 fr1 it1 es1 cn1 pl2
Fertigungsmesse Nürnberg|Germany|de|11|1|as is|ae||long|96 70 10 15 50 20 60 60 0 0|de7 it1 pl2 cyr1
OptoWorld Munich|Germany|en|6|1|as is|drop||hex|97 80 10 45 80 30 50 95 30 45|de4 en3 fr2 it2 es2 cn3 hk2 in2 kr3 tr1 pl2 cyr2
Midwest Fabrication Expo|United States|en|10|1|as is|drop||long|98 82 35 10 85 0 70 40 0 12|en9 de1 in1 kr1 cn1
British Toolmakers Week|United Kingdom|en|3|0|as is|drop||num|95 55 25 0 60 0 0 0 10 0|en5 de1 in1
Salon Productique Lyon|France|fr|3|1|upper family|keep||long|97 75 40 30 70 30 60 30 0 0|fr9 de1 it1 es1
Fiera Meccanica Milano|Italy|it|5|0|upper|drop||num|98 45 50 10 20 0 80 40 20 0|it9 de1 fr1 es1 tr1
Feria Industrial Bilbao|Spain|es|6|1|as is|keep||num|95 65 30 30 60 20 40 20 0 0|es9 fr1 it1
Shanghai Machinery Fair|China|cn|7|0|as is|keep|hanzi|long|92 25 8 55 45 15 40 8 0 20|cn9 hk4 de1 en1 kr2 it1
South China Automation|China|cn|11|0|as is|keep|hanzi|hex|90 5 0 15 30 0 0 0 0 35|cn8 hk4 kr1
Hong Kong Sourcing Days|Hong Kong|en|10|1|upper family|drop||num|96 80 30 40 70 0 30 90 30 10|cn3 hk8 in2 en1 kr1
Automation India Pune|India|en|2|0|as is|drop||num|96 72 10 70 70 20 70 20 10 5|in9 de1
Seoul Smart Factory|South Korea|en|9|0|as is|drop|hangul|long|95 60 10 60 60 40 10 40 0 0|kr9 cn1 de1
Istanbul Makina|Turkey|en|10|0|upper|keep||num|95 40 30 45 40 0 50 40 10 0|tr9 de1 cyr1
Poznan Industry Days|Poland|en|5|1|as is|drop||long|96 70 20 40 50 10 60 60 10 0|pl9 cyr3 de1
Plovdiv Tech Fair|Bulgaria|en|9|0|as is|keep|cyrillic|num|95 50 20 40 50 0 60 20 0 0|cyr9 tr1 pl1"""


@dataclass(slots=True)
class Show:
    """One edition of a show and its badge format."""

    series: str
    event: str
    country: str
    language: str
    start: datetime
    split: bool
    case: str
    umlauts: str
    script: str  # in which visitors of that script appear: hanzi, hangul, cyrillic
    id_style: str
    chances: dict[str, float]  # of each of FIELDS
    phone_style: int
    id_offset: int
    badges: int = 0

    def next_badge(self, dice: Dice) -> str:
        """A badge id, unique within the show only: short numbers recur at other shows."""
        self.badges += 1
        if self.id_style == "hex":
            return f"{dice.getrandbits(40):010X}"
        number = (self.badges * 7919 + self.id_offset) % 900_000 + 100_000
        return f"{self.start:%y%m}{number}8" if self.id_style == "long" else str(number)


class Calendar:
    """All shows of three years, and which series draw which culture."""

    def __init__(self, dice: Dice) -> None:
        self._editions: dict[str, list[Show]] = {}
        self._pull: dict[str, dict[str, float]] = {culture: {} for culture in CULTURE_WEIGHT}
        for line in _SERIES.splitlines():
            row, pull = line.rsplit("|", 1)
            series = row.partition("|")[0]
            for culture, weight in re.findall(r"([a-z]+)(\d+)", pull):
                self._pull[culture][series] = float(weight)
            years = (2023, 2024, 2025) if dice.chance(0.75) else dice.choice([(2023, 2025), (2024,)])
            self._editions[series] = [_edition(row, year, dice) for year in years]

    def visits(self, culture: str, scans: int, dice: Dice) -> list[Show]:
        """The shows of a person in order of time: a few series near home or of the trade, several years running."""
        count = 1 + sum(dice.chance(0.58) for _ in range(scans - 1))
        names, weights = list(self._pull[culture]), list(self._pull[culture].values())
        chosen: list[Show] = []
        while names and (not chosen or len(chosen) < count * 1.25):
            at = dice.choices(range(len(names)), weights)[0]
            chosen += self._editions[names.pop(at)]
            weights.pop(at)
        return sorted(dice.sample(chosen, min(count, len(chosen))), key=lambda show: show.start)


def _edition(row: str, year: int, dice: Dice) -> Show:
    """The edition of a year; the format drifts a little over the years."""
    series, country, language, month, split, case, umlauts, script, id_style, chances = row.split("|")
    return Show(
        series,
        f"{series} {year}",
        country,
        language,
        datetime(year, int(month), dice.randrange(2, 24), tzinfo=UTC),
        split == "1",
        case,
        umlauts,
        script,
        id_style,
        {
            field: min(0.99, max(0, int(percent) / 100 * dice.uniform(0.75, 1.2)))
            for field, percent in zip(FIELDS, chances.split(), strict=True)
        },
        dice.randrange(len(STYLES)),
        dice.randrange(900_000),
    )
