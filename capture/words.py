"""Words: numbers with what they count, as people say them."""

from __future__ import annotations


def counted(number: int, one: str, several: str = "") -> str:
    """A number of things, as in "1 scan" and "1,200 people"; ``several`` where an s does not make them many."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
