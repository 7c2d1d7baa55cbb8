"""Sound: one spelling for what several alphabets, languages and romanisations write differently, to tell that two names may be one.

Iwanow, Ivanov; Schamunin, Shamunin; Gim, Kim; Hsu, Xu. Coarser than folding (`flows.match.fold`): it says that two names are near,
never that they are one.
"""

from __future__ import annotations

import polars as pl

from flows.match.asian import ONE_SPELLING

_SOUNDS = {
    **dict.fromkeys(("tsch", "tch", "tsh", "cz", "ch"), "c"),
    **dict.fromkeys(("schtsch", "shch", "sch", "sh", "sz", "zh"), "s"),
    **dict.fromkeys(("ck", "qu", "q", "cc"), "k"),
    **dict.fromkeys(("ij", "iy", "yy", "ii", "ie", "yi", "ji", "y", "j", "ee"), "i"),
    **dict.fromkeys(("oo", "ou", "eo", "eu"), "u"),
    "kh": "h",
    "ph": "f",
    "th": "t",
    "gh": "g",
    "x": "ks",
    "w": "v",
    "dt": "t",
    "tz": "ts",
    "you": "iu",
    "yeo": "iu",
    "yo": "e",
    "aa": "a",
    **{2 * letter: letter for letter in "lmnrstfpkbdgz"},
}
_FROM = sorted(_SOUNDS, key=len, reverse=True)
_TO = [_SOUNDS[letters] for letters in _FROM]


def sounds(words: pl.Series) -> pl.Series:
    """How folded words sound, "" for blank."""
    word = words.rename("word").to_frame().select(pl.col("word").replace(ONE_SPELLING))
    return word.select(pl.col("word").str.replace_many(_FROM, _TO, leftmost=True)).to_series()
