"""Phone numbers and the many ways to write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.other_leads.countries import COUNTRIES
from bench.other_leads.dice import Dice

STYLES = (
    "+{c} {a} {n}",
    "+{c} {z}{a} {n}",
    "{t}{a}/{n}",
    "00{c} {a} {n}",
    "{t}{a}{n}",
    "+{c}{a}{n}",
    "+{c}-{a}-{n}",
    "{t}{a} {g}",
    "({t}{a}) {n}",
    "{t}{a}-{n}",
    "+{c} {a} {g}",
    "(+{c}) {a} {g}",
)  # c country code, t trunk prefix (z in brackets), a area, n number, g number in groups
_US_STYLES = (
    "({a}) {x}-{y}",
    "{a}-{x}-{y}",
    "+1 {a} {x} {y}",
    "{a}.{x}.{y}",
    "+1{a}{x}{y}",
    "1-{a}-{x}-{y}",
    "{a}{x}{y}",
)
_SLASH, _GROUPED, _BRACKETS = 2, 7, 8
_UNBROKEN = (4, 5, 7)  # styles that write the extension without a hyphen
# National digits without the trunk prefix; 10 elsewhere.
_MOBILE_DIGITS = {
    "Germany": 11,
    "China": 11,
    "France": 9,
    "Spain": 9,
    "Hong Kong": 8,
    "Poland": 9,
    "Czechia": 9,
    "Bulgaria": 9,
    "Croatia": 9,
    "Ukraine": 9,
    "Switzerland": 9,
}
_LANDLINE_DIGITS = {
    "Hong Kong": 8,
    "Spain": 9,
    "France": 9,
    "Poland": 9,
    "Czechia": 9,
    "Croatia": 8,
    "Bulgaria": 8,
    "Ukraine": 9,
    "Switzerland": 9,
    "South Korea": 9,
}
_DIRECT_DIAL = ("Germany", "Austria", "Poland", "Italy")  # where the extension is the end of the number
_SLASHES = ("Germany", "Austria", "Switzerland", "Italy", "Croatia", "Bulgaria")  # where a slash may end an area code


class Phone(NamedTuple):
    """A number as it is dialled within the country, without the trunk prefix."""

    country: str
    area: str
    number: str
    extension: str = ""


def new_mobile(country: str, dice: Dice) -> Phone:
    """A mobile number; ``area`` is its prefix."""
    prefix = dice.choice(COUNTRIES[country].mobiles)
    length = _MOBILE_DIGITS.get(country, 10)
    if country == "Germany" and dice.chance(0.4):
        length -= 1
    return Phone(country, prefix, dice.digits(length - len(prefix)))


def new_switchboard(country: str, area: str, dice: Dice) -> Phone:
    """The number of a company, with the extension 0 where extensions are dialled directly."""
    if country in _DIRECT_DIAL:
        return Phone(country, area, dice.digits(dice.choice([4, 5, 5, 6])), "0")
    return Phone(country, area, dice.digits(_LANDLINE_DIGITS.get(country, 10) - len(area)))


def write_phone(phone: Phone, style: int, dice: Dice) -> str:
    """A number in the way with the number ``style``, so that one organiser writes all alike."""
    country = COUNTRIES[phone.country]
    is_mobile = phone.area in country.mobiles
    if (style == _BRACKETS and is_mobile) or (style == _SLASH and phone.country not in _SLASHES):
        style = _GROUPED
    area, number, trunk, tail = phone.area, phone.number, country.trunk, ""
    if phone.extension and phone.country in _DIRECT_DIAL:
        number += ("" if style in _UNBROKEN else "-") + phone.extension
    elif phone.extension:
        ways = ["-{}", "-{}", "转{}"] if phone.country == "China" else [" ext. {}", " x{}", " ext {}"]
        tail = dice.choice(ways).format(phone.extension)
    if phone.country == "United States":
        return _US_STYLES[style % len(_US_STYLES)].format(a=area, x=number[:3], y=number[3:]) + tail
    if phone.country == "China" and is_mobile:
        trunk = ""
    elif phone.country == "Hong Kong":  # no area codes
        area, number = area + number[:3], number[3:]
    bracketed = f"({trunk})" if trunk else ""
    return STYLES[style].format(c=country.dial, t=trunk, a=area, n=number, g=_grouped(number), z=bracketed) + tail


def _grouped(number: str) -> str:
    if "-" in number:
        return number
    return " ".join(re.findall(r"..?" if len(number) < 7 else r".{3,4}(?=.{3}|$)|.+", number))
