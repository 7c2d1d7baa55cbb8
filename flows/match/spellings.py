"""Spellings: the distinct texts that names are made of, with what comparing them needs, worked out once for all pairs."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from flows.match.asian import KOREAN
from flows.match.letters import Bools, Letters
from flows.match.name_words import korean_given
from flows.match.sound import sounds
from flows.match.table import Codes, Column, Texts, encoded, objects


@dataclass(frozen=True)
class Spellings:
    """Words of names by code (a last one for blank), and by distinct name the whole of it written either way round."""

    codes: tuple[Codes, ...]  # family, given, root, other, mailed, root of the family name, middle
    sound: Codes  # by text: a code for how it sounds, the same for transliterations of one name
    texts: Texts
    size: Codes  # characters of each text
    letters: Letters
    word: Bools  # whether a text is more than an initial
    whole: tuple[Texts, Texts]
    whole_letters: Letters  # the same whichever way round
    chinese: Bools
    asian: Bools  # a Chinese or a Korean family name
    native: Bools  # and a given name to go with it

    @classmethod
    def of(cls, names: Column, distinct: pl.DataFrame) -> Spellings:
        """Of the distinct names and the column of their words."""
        texts = pl.concat([names.values, pl.Series(["."])])
        size = texts.str.len_chars().cast(pl.Int32).to_numpy()
        word = size > 1
        word[-1] = False
        whole = distinct.select(a=pl.concat_str("given", "family"), b=pl.concat_str("family", "given"))
        korean = pl.col("family").is_in(KOREAN)
        found = distinct.select(
            asian=pl.col("chinese") | korean, native=pl.col("pinyin") | korean & korean_given(pl.col("given"))
        )
        return cls(
            codes=names.codes,
            sound=encoded(sounds(texts)).code,
            texts=objects(texts),
            size=size,
            letters=Letters.of(texts),
            word=word,
            whole=(objects(whole["a"]), objects(whole["b"])),
            whole_letters=Letters.of(whole["a"]),
            chinese=distinct["chinese"].to_numpy(),
            asian=found["asian"].to_numpy(),
            native=found["native"].to_numpy(),
        )
