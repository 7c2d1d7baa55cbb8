"""Slips: texts at most two typing errors apart, found without comparing each with each.

Two texts that one slip parts (a letter left out, put in, changed, or two in the wrong order) become one when one letter is taken out
of each, and those that two slips part when two are. So each text is entered under the hashes of all that is left of it
without one and without two letters, and only texts that meet are compared (the idea of SymSpell, Garbe 2012).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.blocking import mixed
from flows.match.table import Texts, objects

Keys = npt.NDArray[np.uint64]

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse modulo 2**64
_INVERSE, _INVERSE_TWICE = (np.uint64(pow(int(_BASE), power, 2**64)) for power in (-1, -2))
_LONG = 10  # characters from which two slips may be one text's


def slipped(one: pl.Series, two: pl.Series, agree: int = 5) -> pl.DataFrame:
    """Pairs (``one``, ``two``: places) of texts that may be two slips apart and agree in the first or last few characters."""
    found = []
    for turned in (False, True):
        sides = [_left_over(texts.str.reverse() if turned else texts, agree) for texts in (one, two)]
        left, right = (side.rename({"place": name}) for side, name in zip(sides, ("one", "two"), strict=True))
        found.append(left.join(right, on="key").select("one", "two"))
    return pl.concat(found).unique().sort("one", "two")


def _left_over(texts: pl.Series, agree: int) -> pl.DataFrame:
    """For every text (``place``) the keys of its start with all that is left of the rest without up to two characters."""
    start = texts.str.head(agree).hash(3).to_numpy() | np.uint64(1)
    length, words = texts.str.len_chars().to_numpy(), objects(texts)
    keys, places = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint32)]
    for size in np.unique(length[length > agree]):
        at = np.flatnonzero(length == size)
        rest = _rests(_characters(words[at], int(size))[:, agree:], two=size >= _LONG)
        keys.append((rest * _BASE ^ start[at][:, None]).ravel())
        places.append(np.repeat(at.astype(np.uint32), rest.shape[1]))
    return pl.DataFrame({"key": np.concatenate(keys), "place": np.concatenate(places)})


def _characters(texts: Texts, size: int) -> Keys:
    """The characters of texts of one size, one row each, as numbers far apart."""
    points = np.array(texts.tolist(), dtype=f"U{size}").view(np.uint32).reshape(len(texts), size)
    return mixed((points.astype(np.uint64) + np.uint64(1)).ravel()).reshape(points.shape)


def _rests(characters: Keys, *, two: bool) -> Keys:
    """Hashes of texts as they are and without each one, or each two, of their characters: sums of character times power of place."""
    size = characters.shape[1]
    before = np.zeros((len(characters), size + 1), np.uint64)
    np.cumsum(characters * np.cumprod(np.full(size, _BASE)), axis=1, out=before[:, 1:])
    whole = before[:, -1:]
    one = np.arange(size)
    found = [whole, before[:, one] + (whole - before[:, one + 1]) * _INVERSE]
    if two:
        i, j = np.triu_indices(size, 1)
        between = (before[:, j] - before[:, i + 1]) * _INVERSE
        found.append(before[:, i] + between + (whole - before[:, j + 1]) * _INVERSE_TWICE)
    return np.concatenate(found, axis=1)
