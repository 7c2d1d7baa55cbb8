"""The forms in which a person's name stands on a badge or a note."""

from __future__ import annotations

import re
from datetime import datetime

from bench.other_leads.asian_names import ASIAN_FAMILY
from bench.other_leads.dice import Dice
from bench.other_leads.persons import Person
from bench.other_leads.shows import Show
from bench.other_leads.spelling import EAST_ASIAN, fold, transliterate
from bench.other_leads.typos import mistype


def write_name(person: Person, when: datetime, show: Show, typed: bool, cases: set[str], dice: Dice) -> dict[str, str]:
    """The name columns of a badge; what is hard about them is added to ``cases``."""
    full = ""
    if person.is_asian:
        given, family, full = _asian_name(person, show, typed, cases, dice)
    else:
        given, family = _latin_name(person, when, show, typed, cases, dice)
    given, family = _folded(given, family, person, show, typed, cases, dice)
    if typed or dice.chance(0.02):  # visitors misspell themselves when they register, too
        given, family, full = _misspelt(given, family, full, typed, cases, dice)
    given, family, full = _cased(given, family, full, show, typed, dice)
    prefix = _prefix(person, given, family + full, show, cases, dice)
    if not full:
        full = _full_name(person, given, family, prefix, show, typed, cases, dice)
    if not show.split:
        return {"full_name": full, "prefix": "", "nickname": ""}
    if given and dice.chance(0.07 if person.is_asian else 0.012):
        given, family = family, given
        cases.add("swapped")
    informal = person.western or person.latin(person.nickname)
    shown = informal if informal and show.language == "en" and dice.chance(0.35) else ""
    return {"full_name": full, "prefix": prefix, "nickname": shown, "given_name": given, "family_name": family}


def _asian_name(person: Person, show: Show, typed: bool, cases: set[str], dice: Dice) -> tuple[str, str, str]:
    """Given name, family name and full name of a Chinese or Korean visitor; the full name is empty if it follows."""
    if show.script == ("hangul" if person.culture == "kr" else "hanzi") and dice.chance(0.6 if typed else 0.9):
        return _native_name(person, show, typed, cases, dice)
    family = person.family
    if "ü" in family:
        family = dice.choice(["Lv", "Lu", "Lyu", "Lü"])
    if person.culture == "kr" and dice.chance(0.12):
        names = ASIAN_FAMILY["kr"].names
        family = dice.choice(next(name.roman for name in names if name.native == person.native_family))
        cases.add("transliteration")
    given = _joined_given(person, dice)
    if person.western and dice.chance(person.uses_western):
        cases.add("western")
        western = person.western
        givens_and_fulls = (
            (western, f"{western} {family}"),
            (f"{western} {given}", f"{western} {given} {family}"),
            (given, f"{family} {given} ({western})"),
            (given, f"{western} ({given}) {family}"),
            (western, f"{family} {western}"),
            (f"{given} {western}", f"{western} {family} {given}"),
        )
        given, full = dice.choices(givens_and_fulls, [55, 12, 12, 10, 6, 5])[0]
        return given, family, full
    if typed and dice.chance(0.14):
        cases.add("no given name")
        return "", family, dice.choice(["Mr. ", "", "Ms. " if person.sex == "f" else "Mr. "]) + family
    if dice.chance(0.03):
        cases.add("initial")
        given = ".".join(syllable[0].upper() for syllable in person.pinyin) + "."
    return given, family, ""


def _native_name(person: Person, show: Show, typed: bool, cases: set[str], dice: Dice) -> tuple[str, str, str]:
    cases.add(show.script)
    given, family = person.native_given, person.native_family
    if typed and dice.chance(0.15):
        cases.add("no given name")
        return (
            "",
            family,
            family + (dice.choice(["总", "经理", "工", "先生", "女士"]) if person.culture != "kr" else " 님"),
        )
    return given, family, family + given + ("先生" if typed and dice.chance(0.04) else "")


def _joined_given(person: Person, dice: Dice) -> str:
    """The syllables of a romanised given name in one of the usual ways."""
    syllables = person.pinyin
    ways = [
        "-".join(syllables).title(),
        " ".join(syllables).title(),
        "".join(syllables).capitalize(),
        "-".join(syllables).capitalize(),
        "".join(syllable.title() for syllable in syllables),
    ]
    return dice.choice([person.given] * (6 if person.culture == "cn" else 3) + ways)


def _latin_name(
    person: Person, when: datetime, show: Show, typed: bool, cases: set[str], dice: Dice
) -> tuple[str, str]:
    """Given and family name of everybody else, before accents and case are changed."""
    given = _shown_given(person, typed, cases, dice)
    family = _shown_family(person, person.family_on(when), cases, dice)
    if person.culture != "cyr":
        return given, family
    if show.script == "cyrillic" and dice.chance(0.1 if typed else 0.55):
        cases.add("cyrillic")
        return given, family
    cases.add("transliteration")
    scheme = person.scheme if dice.chance(0.75) else dice.randrange(4)
    return transliterate(given, scheme), transliterate(family, scheme)


def _shown_given(person: Person, typed: bool, cases: set[str], dice: Dice) -> str:
    given, second = person.given, person.second_given
    bare, initial = (0.13, 0.1) if typed else (0.008, 0.03)
    roll = dice.random()
    if roll < bare:
        cases.add("no given name")
        return ""
    if roll < bare + initial or (person.culture == "in" and roll < bare + 0.12):
        cases.add("initial")
        return re.sub(r"(\w)\w*", r"\1.", given) if dice.chance(0.8) else given[0]
    if person.nickname and dice.chance(person.uses_nickname):
        cases.add("nickname")
        return person.nickname
    if second and person.culture == "de":
        return dice.choice([f"{given}-{second}", f"{given} {second}", given, f"{given}-{second}"])
    if second:
        short = f"{given} {second[0]}"
        return dice.choice([given, given, f"{short}.", f"{given} {second}", short])
    return given


def _shown_family(person: Person, family: str, cases: set[str], dice: Dice) -> str:
    second, particle = person.second_family, person.particle
    if second:
        cases.add("double name")
        either = [f"{family} {second}", f"{family}-{second}"]
        if person.culture == "es":
            forms = [f"{family} {second}"] * 5 + [family] * 5 + either + [f"{family} {second[0]}."]
        else:
            forms = [f"{family}-{second}"] * 5 + [family] + either + [second]
        family = dice.choice(forms)
    if particle:
        cases.add("particle")
        ways = [particle] * 6 + [particle.title(), particle.lower(), ""]
        family = f"{dice.choice(ways + [particle[0] + '.'] * ('v' in particle))} {family}".strip()
    return family


def _folded(
    given: str, family: str, person: Person, show: Show, typed: bool, cases: set[str], dice: Dice
) -> tuple[str, str]:
    """Both names without the accents that the show, or whoever typed, left out."""
    mode = dice.choice(["keep", "keep", "ae", "drop"]) if typed else show.umlauts
    mode = mode if dice.chance(0.93) else dice.choice(["ae", "drop", "keep"])
    plain = fold(given, mode), fold(family, mode)
    if plain != (given, family):
        umlaut = re.search("[äöüß]", (given + family).lower()) and person.culture in ("de", "tr")
        cases.add("umlaut" if umlaut else "accent")
    return plain


def _misspelt(given: str, family: str, full: str, typed: bool, cases: set[str], dice: Dice) -> tuple[str, str, str]:
    names = [family, given]
    for at, right in enumerate(names):
        if dice.chance(0.22 if typed else 0.5):
            cases.add("typo")
            slips = 2 if dice.chance(0.2) else 1
            if len(right) > 2 or EAST_ASIAN.match(right):
                names[at] = mistype(right, dice, slips)
                full = full.replace(right, names[at])
    return names[1], names[0], full


def _cased(given: str, family: str, full: str, show: Show, typed: bool, dice: Dice) -> tuple[str, str, str]:
    """All three in the capital or small letters of the show; typed notes are seldom in small letters."""
    style = show.case
    if typed:
        style = "lower" if dice.chance(0.05) else "as is"
    if style == "upper family" or (style == "as is" and dice.chance(0.05)):
        return given, family.upper(), full.replace(family, family.upper())
    if style == "upper":
        return given.upper(), family.upper(), full.upper()
    if style == "lower":
        return given.lower(), family.lower(), full.lower()
    return given, family, full


def _prefix(person: Person, given: str, rest: str, show: Show, cases: set[str], dice: Dice) -> str:
    """An academic title or a form of address."""
    if person.title and dice.chance(0.65):
        cases.add("title")
        return person.title
    if dice.chance(0.25 if show.split or not given else 0.02) and not EAST_ASIAN.search(rest):
        german = person.culture == "de" and show.language == "de"
        if person.sex == "m":
            return "Herr" if german else "Mr."
        return "Frau" if german else "Ms."
    return ""


def _full_name(
    person: Person, given: str, family: str, prefix: str, show: Show, typed: bool, cases: set[str], dice: Dice
) -> str:
    """The parts in one, sometimes with the family name in front."""
    asian = person.is_asian
    full, order = f"{given} {family}".strip(), dice.random()
    first = 0.09 if not show.split or typed else 0.0
    if given and order < (0.5 if asian else first):
        cases.add("swapped")
        full = f"{family}, {given}" if dice.chance(0.4) else f"{family if asian else family.upper()} {given}"
    if person.suffix and dice.chance(0.35):
        full += f" {person.suffix}"
    if prefix == "PhD":
        return f"{full}, PhD"
    return f"{prefix} {full}" if prefix and (not show.split or dice.chance(0.4)) else full
