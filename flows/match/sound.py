"""Sound: one spelling for what several alphabets, languages and romanisations write differently, to tell that two names may be one.

Iwanow, Ivanov; Schamunin, Shamunin; Gim, Kim; Hsu, Xu. Coarser than folding (`flows.match.fold`): it says that two names are near,
never that they are one.
"""

from __future__ import annotations

import polars as pl

from flows.match.asian import ONE_SPELLING

_SOUNDS = {
    "tsch": "c", "tch": "c", "tsh": "c", "shch": "s", "schtsch": "s", "sch": "s", "sh": "s", "sz": "s", "cz": "c", "ch": "c", "kh": "h",
    "zh": "s", "ph": "f", "th": "t", "gh": "g", "ck": "k", "qu": "k", "q": "k", "x": "ks", "w": "v", "dt": "t", "tz": "ts", "ij": "i",
    "yo": "e", "iy": "i", "yy": "i", "ii": "i", "ie": "i", "yi": "i", "ji": "i", "y": "i", "j": "i", "aa": "a", "oo": "u", "ou": "u", "ee": "i",
    "eo": "u", "eu": "u", "ll": "l", "mm": "m", "nn": "n", "rr": "r", "ss": "s", "tt": "t", "ff": "f", "pp": "p", "kk": "k", "bb": "b", "dd": "d", "gg": "g",
    "cc": "k", "zz": "z",
}  # fmt: skip
_FROM = sorted(_SOUNDS, key=len, reverse=True)
_TO = [_SOUNDS[letters] for letters in _FROM]


def sounds(words: pl.Series) -> pl.Series:
    """How folded words sound, "" for blank."""
    word = words.rename("word").to_frame().select(pl.col("word").replace(ONE_SPELLING))
    return word.select(pl.col("word").str.replace_many(_FROM, _TO, leftmost=True)).to_series()
