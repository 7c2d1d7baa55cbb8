"""Likeness of names: levels for family and given name of distinct pairs of names, also in swapped order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from flows.match.letters import Letters
from flows.match.table import Codes, Column

SAME, NEAR, DIFFERENT = 1, 2, 3  # of the family name
GIVEN_SAME, NICKNAME, GIVEN_NEAR, INITIAL, WESTERN, GIVEN_DIFFERENT = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True)
class Likeness:
    """Levels for pairs of names, and the codes of what agreed, to look up how common it is."""

    family: npt.NDArray[np.uint8]
    given: npt.NDArray[np.uint8]
    family_code: Codes
    given_code: Codes
    root_code: Codes
    families: tuple[Codes, Codes]
    givens: tuple[Codes, Codes]


def likeness(names: Column, distinct: pl.DataFrame, left: Codes, right: Codes) -> Likeness:
    """Compares distinct names; a swap of family and given name is undone where it makes them agree."""
    family, given, root, other, mailed, turned = names.codes
    fa, fb, ga, gb, ra, rb = family[left], family[right], given[left], given[right], root[left], root[right]
    apart = (fa != fb) & (fa >= 0) & (fb >= 0)
    swap_a, swap_b = apart & (fb == ga), apart & (fa == gb) & (fb != ga)
    fa, ga, ra = np.where(swap_a, ga, fa), np.where(swap_a, fa, ga), np.where(swap_a, turned[left], ra)
    fb, gb, rb = np.where(swap_b, gb, fb), np.where(swap_b, fb, gb), np.where(swap_b, turned[right], rb)
    word = np.append((names.values.str.len_chars() > 1).to_numpy(), False)  # an initial that agrees is only an initial
    agreed = np.full(len(left), -1, np.int32)
    for one in (ga, other[left], mailed[left]):
        for two in (gb, other[right], mailed[right]):
            agreed = np.where((agreed < 0) & (one == two) & word[one], one, agreed)
    blank = ((ga < 0) & (mailed[left] < 0)) | ((gb < 0) & (mailed[right] < 0))
    given_level = np.where(agreed >= 0, GIVEN_SAME, np.where(blank, 0, GIVEN_DIFFERENT)).astype(np.uint8)
    given_level[(given_level == GIVEN_DIFFERENT) & (ra == rb) & word[ra]] = NICKNAME
    family_level = np.where((fa < 0) | (fb < 0), 0, np.where(fa == fb, SAME, DIFFERENT)).astype(np.uint8)
    texts = pl.concat([names.values, pl.Series(["."])])
    letters = Letters.of(texts)
    _near_family(family_level, texts, letters, fa, fb)
    pinyin, chinese = distinct["pinyin"].to_numpy(), distinct["chinese"].to_numpy()
    _near_given(given_level, texts, letters, (ga, gb), (mailed[left], mailed[right]))
    _slipped_space(family_level, given_level, distinct, left, right)
    western = chinese[left] & chinese[right] & (pinyin[left] != pinyin[right]) & (family_level == SAME)
    given_level[(given_level == GIVEN_DIFFERENT) & western] = WESTERN
    return Likeness(family_level, given_level, fa, agreed, ra, (fa, fb), (ga, gb))


def _slipped_space(
    family: npt.NDArray[np.uint8], given: npt.NDArray[np.uint8], distinct: pl.DataFrame, left: Codes, right: Codes
) -> None:
    """Names that are alike as a whole though their words are not: "Davi dMeyer", "DavidMeyer"."""
    at = np.flatnonzero(((family >= NEAR) | (family == 0)) & ((given == GIVEN_DIFFERENT) | (given == 0)))
    whole = distinct.select(a=pl.concat_str("given", "family"), b=pl.concat_str("family", "given"))
    at = at[Letters.of(whole["a"]).slips(left[at], right[at], 2)]  # the same letters whichever way round
    one, two, turned = (whole[column].gather(side[at]) for column, side in (("a", left), ("a", right), ("b", right)))
    size = np.minimum(one.str.len_chars().to_numpy(), two.str.len_chars().to_numpy())
    slips = np.minimum(
        *(
            np.asarray(process.cpdist(one.to_list(), b.to_list(), scorer=OSA.distance, score_cutoff=2), np.int64)
            for b in (two, turned)
        )
    )
    like = at[((slips <= 1) & (size >= 7)) | ((slips <= 2) & (size >= 12))]
    family[like], given[like] = NEAR, GIVEN_NEAR


def _near_family(level: npt.NDArray[np.uint8], texts: pl.Series, letters: Letters, one: Codes, two: Codes) -> None:
    """Family names that are alike, or one of which is a part of the other's double name."""
    at = np.flatnonzero(level == DIFFERENT)
    at = at[_promising(letters, one[at], two[at], 0.9)]
    a, b = texts.gather(one[at]), texts.gather(two[at])
    like = (_alike(a, b) >= 0.9) | _one_slip(a, b)
    part = (
        pl.DataFrame({"a": a, "b": b})
        .select(_starts_or_ends("a", "b") | _starts_or_ends("b", "a"))
        .to_series()
        .to_numpy()
    )
    level[at[like | part]] = NEAR


def _promising(letters: Letters, one: Codes, two: Codes, least: float) -> npt.NDArray[np.bool_]:
    """Whether two texts may be as similar as that, two slips apart, or one a part of the other, by their letters alone."""
    found = letters.alike(one, two, least) | letters.slips(one, two, 2)
    return np.asarray(found | letters.within(one, two) | letters.within(two, one), bool)


def _starts_or_ends(whole: str, part: str) -> pl.Expr:
    inside = pl.col(whole).str.starts_with(pl.col(part)) | pl.col(whole).str.ends_with(pl.col(part))
    return inside & (pl.col(part).str.len_chars() >= 4)


def _near_given(
    level: npt.NDArray[np.uint8],
    texts: pl.Series,
    letters: Letters,
    given: tuple[Codes, Codes],
    mailed: tuple[Codes, Codes],
) -> None:
    """Given names that are alike, one of which begins the other, or one of which is only an initial."""
    at = np.flatnonzero(level == GIVEN_DIFFERENT)
    one, two = (np.where(code[at] >= 0, code[at], spare[at]) for code, spare in zip(given, mailed, strict=True))
    maybe = _promising(letters, one, two, 0.88)
    at, one, two = at[maybe], one[maybe], two[maybe]
    frame = pl.DataFrame({"a": texts.gather(one), "b": texts.gather(two)})
    a, b = pl.col("a"), pl.col("b")
    short = pl.min_horizontal(a.str.len_chars(), b.str.len_chars())
    begins = a.str.starts_with(b) | b.str.starts_with(a)
    found = frame.select(initial=(short <= 2) & begins, begins=(short >= 3) & begins, long=short >= 3)
    initial, starts = found["initial"].to_numpy(), found["begins"].to_numpy()
    like = ((_alike(frame["a"], frame["b"]) >= 0.88) & found["long"].to_numpy()) | _one_slip(frame["a"], frame["b"])
    level[at[starts | like]] = GIVEN_NEAR
    level[at[initial]] = INITIAL


def _alike(a: pl.Series, b: pl.Series) -> npt.NDArray[np.float32]:
    return process.cpdist(a.to_list(), b.to_list(), scorer=JaroWinkler.similarity, dtype=np.float32)


def _one_slip(a: pl.Series, b: pl.Series) -> npt.NDArray[np.bool_]:
    """One typing error in a name of five letters or more, two in one of nine."""
    distance = np.asarray(process.cpdist(a.to_list(), b.to_list(), scorer=OSA.distance, score_cutoff=2), np.int64)
    size = np.minimum(a.str.len_chars().to_numpy(), b.str.len_chars().to_numpy())
    return np.asarray((distance <= 1) & (size >= 4) | (distance <= 2) & (size >= 8), bool)
