"""Names: telling family and given name apart, where that can be known."""

from __future__ import annotations

from typing import NamedTuple

COMPOUND_SURNAMES = frozenset(["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛"])


class NameParts(NamedTuple):
    """The parts of a full name; empty where they can't be told apart safely."""

    family_name: str = ""
    given_name: str = ""
    additional_name: str = ""
    prefix: str = ""
    suffix: str = ""


def split_name(full_name: str) -> NameParts:
    """The parts of a name as its owner writes it."""
    if 2 <= len(full_name) <= 4 and all("一" <= char <= "鿿" for char in full_name):
        length = 2 if full_name[:2] in COMPOUND_SURNAMES and len(full_name) > 2 else 1
        return NameParts(full_name[:length], full_name[length:])
    words = full_name.split()
    if len(words) == 2:
        return NameParts(words[1], words[0])
    return NameParts()
