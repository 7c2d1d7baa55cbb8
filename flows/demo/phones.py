"""Phones: numbers that ring nowhere, from the ranges regulators keep free for films and books.

- United Kingdom, Ofcom "Telephone numbers for drama use": 01632 960000-960999 and 07700 900000-900999.
- United States, North American Numbering Plan: 555-0100 to 555-0199 in an area code.
- France, Arcep decision 2018-0881 (plan national de numérotation): 01 99 00 xx xx and 06 39 98 xx xx.
- Germany, Bundesnetzagentur, Mitteilung 148/2021: (0)30 23125, (0)69 90009, (0)40 66969, (0)221 4710 and (0)89 99998, each
  with 000-999.
- China and Japan publish none. Here the number after the area code begins with 0, which is the trunk prefix in both plans, so
  no line has such a number and an exchange takes the 0 for the start of another call.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from capture.badge.contact import Phone, PhoneKind
from flows.demo.languages import Firm


class _Block(NamedTuple):
    prefix: str
    digits: int
    kind: PhoneKind


_BLOCKS: dict[str, tuple[_Block, ...]] = {
    "United Kingdom": (_Block("+44 1632 960", 3, "work"), _Block("+44 7700 900", 3, "mobile")),
    "Chicago": (_Block("+1 312 555 01", 2, "work"),),
    "Seattle": (_Block("+1 206 555 01", 2, "work"),),
    "San Francisco": (_Block("+1 415 555 01", 2, "work"),),
    "New York": (_Block("+1 212 555 01", 2, "work"),),
    "France": (_Block("+33 1 99 00 ", 4, "work"), _Block("+33 6 39 98 ", 4, "mobile")),
    "Berlin": (_Block("+49 30 23125", 3, "work"),),
    "Frankfurt am Main": (_Block("+49 69 90009", 3, "work"),),
    "Hamburg": (_Block("+49 40 66969", 3, "work"),),
    "Köln": (_Block("+49 221 4710", 3, "work"),),
    "München": (_Block("+49 89 99998", 3, "work"),),
    "北京": (_Block("+86 10 0000 ", 4, "work"),),
    "上海": (_Block("+86 21 0000 ", 4, "work"),),
    "广州": (_Block("+86 20 0000 ", 4, "work"),),
    "日本": (_Block("+81 3 0000 ", 4, "work"),),
}

RESERVED_PREFIXES = tuple(block.prefix.replace(" ", "") for blocks in _BLOCKS.values() for block in blocks)
"""What every number of `PhoneBook` begins with once its spaces are gone."""


class PhoneBook:
    """Hands out each reserved number once, in an order the random source decides."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._rows: dict[_Block, Iterator[int]] = {}

    def number_for(self, firm: Firm) -> Phone:
        """A fresh number of the firm's city or country; raises StopIteration when a range is used up."""
        block = self._random.choice(_BLOCKS.get(firm.city) or _BLOCKS[firm.country])
        if block not in self._rows:
            size = 10**block.digits
            self._rows[block] = iter(self._random.sample(range(size), size))
        return Phone(f"{block.prefix}{next(self._rows[block]):0{block.digits}d}", block.kind)
