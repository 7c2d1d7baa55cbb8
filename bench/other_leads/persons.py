"""Persons and their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bench.other_leads.asian_names import ASIAN_FAMILY, ASIAN_GIVEN, CANTONESE, WESTERN
from bench.other_leads.dice import Dice
from bench.other_leads.jobs import Job
from bench.other_leads.names import GIVEN, PARTICLES, family_name
from bench.other_leads.nicknames import NICKNAMES
from bench.other_leads.spelling import slug, transliterate

_PASSPORT = 2  # a scheme of transliteration
_ASIAN = ("cn", "kr", "hk")
_COPIED = (
    "culture",
    "sex",
    "given",
    "family",
    "native_given",
    "native_family",
    "pinyin",
    "nickname",
    "particle",
    "scheme",
)


class Marriage(NamedTuple):
    """A change of family name."""

    day: datetime
    family: str
    keeps_mail: bool


@dataclass(slots=True)
class Person:
    """A visitor; names are in Cyrillic for culture "cyr" and romanised for "cn", "hk" and "kr"."""

    number: int
    culture: str
    sex: str
    given: str = ""
    family: str = ""
    second_given: str = ""
    second_family: str = ""
    particle: str = ""
    native_given: str = ""
    native_family: str = ""
    pinyin: tuple[str, ...] = ()
    western: str = ""
    uses_western: float = 0.0
    nickname: str = ""
    uses_nickname: float = 0.05
    title: str = ""
    suffix: str = ""
    scheme: int = 0  # of transliteration
    private_mail: str = ""
    prefers_private: bool = False
    handles: list[str] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    marriage: Marriage | None = None

    @property
    def is_asian(self) -> bool:
        """Whether the name is Chinese or Korean."""
        return self.culture in _ASIAN

    def job_on(self, when: datetime) -> Job:
        """The job that ``when`` falls in, at the earliest the first."""
        return next((job for job in reversed(self.jobs) if job.since <= when), self.jobs[0])

    def family_on(self, when: datetime) -> str:
        """The family name at that time."""
        return self.marriage.family if self.marriage and self.marriage.day <= when else self.family

    def latin(self, text: str) -> str:
        """One of the names in Latin letters as the person writes it."""
        return transliterate(text, self.scheme) if self.culture == "cyr" else text

    def passport(self, text: str) -> str:
        """One of the names in Latin letters as the passport has it."""
        return transliterate(text, _PASSPORT) if self.culture == "cyr" else text

    def slug(self, text: str) -> str:
        """One of the names as in a mail address."""
        return slug(self.passport(text))

    def copy_name(self, model: Person) -> None:
        """Bear the same name as ``model``."""
        for name in _COPIED:
            setattr(self, name, getattr(model, name))
        self.second_given = self.second_family = self.western = ""


def new_person(number: int, culture: str, sex: str, dice: Dice) -> Person:
    """A person with a name and nothing else."""
    person = Person(number, culture, sex)
    (_name_asian if person.is_asian else _name_other)(person, dice)
    return person


def _name_asian(person: Person, dice: Dice) -> None:
    culture, sex = person.culture, person.sex
    lists = "kr" if culture == "kr" else "cn"
    family = ASIAN_FAMILY[lists].draw(dice)
    count = 2 if lists == "kr" or dice.chance(0.8) else 1
    given = [ASIAN_GIVEN[lists, sex].draw(dice) for _ in range(count)]
    person.native_family, person.native_given = family.native, "".join(syllable.native for syllable in given)
    if culture == "hk":
        person.family = CANTONESE.get(family.native, family.roman[0])
    else:
        person.family = _romanised(family.roman, dice)
    person.pinyin = tuple(_romanised(syllable.roman, dice) for syllable in given)
    person.given = ("" if lists == "cn" else "-").join(person.pinyin).capitalize()
    if dice.chance({"cn": 0.38, "hk": 0.85, "kr": 0.12}[culture]):
        person.western = WESTERN[sex].draw(dice)
        person.uses_western = 0.85 if culture == "hk" else dice.choice([0.3, 0.6, 0.9])


def _romanised(forms: tuple[str, ...], dice: Dice) -> str:
    return forms[0] if dice.chance(0.75) else dice.choice(forms)


def _name_other(person: Person, dice: Dice) -> None:
    culture, sex = person.culture, person.sex
    person.given, person.family = GIVEN[culture, sex].draw(dice), family_name(culture, sex, dice)
    if dice.chance({"de": 0.05, "en": 0.3, "es": 0.18, "fr": 0.03, "it": 0.04}.get(culture, 0.0)):
        second = GIVEN[culture, sex].draw(dice)
        person.second_given = second if second != person.given and "-" not in second + person.given else ""
    if dice.chance({"es": 0.55, "de": 0.025 if sex == "m" else 0.1, "en": 0.02, "fr": 0.03}.get(culture, 0.0)):
        person.second_family = family_name(culture, sex, dice)
    elif dice.chance(0.03 if culture != "en" else 0.008) and culture in PARTICLES:
        person.particle = dice.choice(PARTICLES[culture])
    if (culture, person.given) in NICKNAMES:
        person.nickname = dice.choice(NICKNAMES[culture, person.given])
        person.uses_nickname = dice.choice([0.03, 0.03, 0.03, 0.5, 0.85])
    person.scheme = dice.choice([0, 0, 0, 1, 2, 2, 3])
