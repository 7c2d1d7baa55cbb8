"""Likeness of names: levels for family and given name of distinct pairs of names, also in swapped order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from flows.match.letters import Bools, Letters
from flows.match.spellings import Spellings
from flows.match.table import Codes, Texts, grouped

Levels = npt.NDArray[np.uint8]

SAME, NEAR, DIFFERENT = 1, 2, 3  # of the family name
GIVEN_SAME, NICKNAME, GIVEN_NEAR, INITIAL, WESTERN, GIVEN_DIFFERENT = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True)
class Likeness:
    """Levels for pairs of names, and the codes of what agreed, to look up how common it is."""

    family: Levels
    given: Levels
    family_code: Codes
    given_code: Codes
    root_code: Codes
    families: tuple[Codes, Codes]
    givens: tuple[Codes, Codes]


def likeness(names: Spellings, left: Codes, right: Codes) -> Likeness:
    """Compares distinct names; a swap of family and given name is undone where it makes them agree."""
    family, given, root, _, mailed, turned, middle = names.codes
    fa, fb, ga, gb, ra, rb = family[left], family[right], given[left], given[right], root[left], root[right]
    apart = (fa != fb) & (fa >= 0) & (fb >= 0)
    swap_a = np.flatnonzero(apart & (fb == ga))
    swap_b = np.flatnonzero(apart & (fa == gb) & (fb != ga))
    fa[swap_a], ga[swap_a], ra[swap_a] = ga[swap_a], fa[swap_a], turned[left[swap_a]]
    fb[swap_b], gb[swap_b], rb[swap_b] = gb[swap_b], fb[swap_b], turned[right[swap_b]]
    agreed = _agreed(names, left, right, ga, gb)
    given_level = np.where(agreed >= 0, GIVEN_SAME, GIVEN_DIFFERENT).astype(np.uint8)
    rest = np.flatnonzero(given_level == GIVEN_DIFFERENT)
    blank = ((ga[rest] < 0) & (mailed[left[rest]] < 0)) | ((gb[rest] < 0) & (mailed[right[rest]] < 0))
    given_level[rest[blank]] = 0
    rest = rest[~blank]
    given_level[rest[(ra[rest] == rb[rest]) & names.word[ra[rest]]]] = NICKNAME
    family_level = np.where((fa < 0) | (fb < 0), 0, np.where(fa == fb, SAME, DIFFERENT)).astype(np.uint8)
    _double_family(family_level, (fa, fb), (middle[left], middle[right]))
    _near_family(family_level, names, fa, fb)
    _near_given(given_level, names, (ga, gb), (left, right))
    _initial_of_root(given_level, names, ga, rb)
    _initial_of_root(given_level, names, gb, ra)
    _slipped_space(family_level, given_level, names, left, right)
    _western(given_level, family_level, names, (fa, fb), (left, right))
    return Likeness(family_level, given_level, fa, agreed, ra, (fa, fb), (ga, gb))


def _agreed(names: Spellings, left: Codes, right: Codes, ga: Codes, gb: Codes) -> Codes:
    """The given name in which two names agree, or -1: any of one's with any of the other's; an initial is only an initial."""
    agreed = np.where((ga == gb) & names.word[ga], ga, np.int32(-1))
    other, mailed = names.codes[3], names.codes[4]
    more = (other >= 0) | (mailed >= 0)
    at = np.flatnonzero((agreed < 0) & (more[left] | more[right]))
    found = agreed[at]
    sides = ((ga, other, mailed, left), (gb, other, mailed, right))
    one, two = ((own[at], spare[side[at]], mail[side[at]]) for own, spare, mail, side in sides)
    for a in one:
        for b in two:
            found = np.where((found < 0) & (a == b) & names.word[a], a, found)
    agreed[at] = found
    return agreed


def _slipped_space(family: Levels, given: Levels, names: Spellings, left: Codes, right: Codes) -> None:
    """Names that are alike as a whole though their words are not: "Davi dMeyer", "DavidMeyer"."""
    at = np.flatnonzero(((family >= NEAR) | (family == 0)) & ((given == GIVEN_DIFFERENT) | (given == 0)))
    at = at[names.whole_letters.slips(left[at], right[at], 2)]
    whole, turned = names.whole
    ways = ((whole, whole), (whole, turned), (turned, whole))
    slips = np.minimum.reduce([_slips(one[left[at]], two[right[at]]) for one, two in ways])
    size = np.minimum(names.whole_letters.size[left[at]], names.whole_letters.size[right[at]])
    like = at[((slips <= 1) & (size >= 7)) | ((slips <= 2) & (size >= 12))]
    family[like], given[like] = NEAR, GIVEN_NEAR


def _near_family(level: Levels, names: Spellings, one: Codes, two: Codes) -> None:
    """Family names that are alike, sound alike, or one of which is a part of the other's double name."""
    at = np.flatnonzero(level == DIFFERENT)
    sound = names.sound[one[at]] == names.sound[two[at]]
    level[at[sound]] = NEAR
    at = at[~sound]
    at = at[_promising(names.letters, one[at], two[at], 0.9)]
    one, two, which = distinct_pairs(one[at], two[at])
    a, b = names.texts[one], names.texts[two]
    size = np.minimum(names.size[one], names.size[two])
    like = (similarity(a, b) >= 0.9) | _one_slip(a, b, size)
    inside = [y.startswith(x) or y.endswith(x) for x, y in _shorter_first(a, b)]
    level[at[(like | np.array(inside, bool) & (size >= 4))[which]]] = NEAR


def _double_family(level: Levels, families: tuple[Codes, Codes], middles: tuple[Codes, Codes]) -> None:
    """Two family names of which one scan has only one: Pablo Gutiérrez, Pablo Gutiérrez Navarro."""
    (fa, fb), (ma, mb) = families, middles
    level[np.flatnonzero((level == DIFFERENT) & ((fa == mb) | (fb == ma)))] = NEAR


def _western(
    level: Levels, family: Levels, names: Spellings, families: tuple[Codes, Codes], sides: tuple[Codes, Codes]
) -> None:
    """East Asian names of which one has a Western given name, or Wong Man-Fong and 王敏芳: two readings of the same signs."""
    at = np.flatnonzero((level == GIVEN_DIFFERENT) & ((family == SAME) | (family == NEAR)))
    (fa, fb), (one, two) = (side[at] for side in families), (side[at] for side in sides)
    two_readings = (fa != fb) & (names.sound[fa] == names.sound[fb])
    may_be = ((fa == fb) | two_readings) & names.asian[one] & names.asian[two]
    level[at[may_be & (two_readings | (names.native[one] != names.native[two]))]] = WESTERN


def _shorter_first(a: Texts, b: Texts) -> list[tuple[str, str]]:
    return [(x, y) if len(x) <= len(y) else (y, x) for x, y in zip(a.tolist(), b.tolist(), strict=True)]


def _promising(letters: Letters, one: Codes, two: Codes, least: float) -> Bools:
    """Whether two texts may be as similar as that, two slips apart, or one a part of the other, by their letters alone."""
    found = letters.alike(one, two, least) | letters.slips(one, two, 2)
    return np.asarray(found | letters.within(one, two) | letters.within(two, one), bool)


def distinct_pairs(one: Codes, two: Codes) -> tuple[Codes, Codes, Codes]:
    """Each pair of texts once, whichever way round, and for every pair which of these it is."""
    low, high = np.minimum(one, two), np.maximum(one, two)
    which, first = grouped(low.astype(np.int64) << 32 | high)
    return low[first], high[first], which


def _near_given(level: Levels, names: Spellings, given: tuple[Codes, Codes], sides: tuple[Codes, Codes]) -> None:
    """Given names that are alike, one of which begins the other, or one of which is only an initial."""
    at = np.flatnonzero(level == GIVEN_DIFFERENT)
    mailed = names.codes[4]
    one, two = (np.where(code[at] >= 0, code[at], mailed[side[at]]) for code, side in zip(given, sides, strict=True))
    sound = (names.sound[one] == names.sound[two]) & names.word[one] & names.word[two]
    level[at[sound]] = GIVEN_NEAR
    at, one, two = at[~sound], one[~sound], two[~sound]
    maybe = _promising(names.letters, one, two, 0.88)
    at = at[maybe]
    one, two, which = distinct_pairs(one[maybe], two[maybe])
    a, b = names.texts[one], names.texts[two]
    begins = np.array([y.startswith(x) for x, y in _shorter_first(a, b)], bool)
    size = np.minimum(names.size[one], names.size[two])
    like = ((similarity(a, b) >= 0.88) & (size >= 3)) | _one_slip(a, b, size)
    found = np.where(begins & (size <= 2), INITIAL, np.where(begins | like, GIVEN_NEAR, GIVEN_DIFFERENT))
    level[at] = found.astype(np.uint8)[which]


def _initial_of_root(level: Levels, names: Spellings, given: Codes, root: Codes) -> None:
    """An initial may be that of the name which a nickname stands for: R. and Bob."""
    at = np.flatnonzero((level == GIVEN_DIFFERENT) & (given >= 0) & (root >= 0))
    at = at[names.size[given[at]] == 1]
    whole = names.texts[root[at]].tolist()
    begins = [text.startswith(letter) for text, letter in zip(whole, names.texts[given[at]].tolist(), strict=True)]
    level[at[np.array(begins, bool)]] = INITIAL


def similarity(a: Texts, b: Texts) -> npt.NDArray[np.float32]:
    """The Jaro-Winkler similarity of each text with the one beside it."""
    return process.cpdist(a.tolist(), b.tolist(), scorer=JaroWinkler.similarity, dtype=np.float32)


def _slips(a: Texts, b: Texts) -> npt.NDArray[np.int64]:
    return np.asarray(process.cpdist(a.tolist(), b.tolist(), scorer=OSA.distance, score_cutoff=2), np.int64)


def _one_slip(a: Texts, b: Texts, size: Codes) -> Bools:
    """One typing error in a name of five letters or more, two in one of nine."""
    distance = _slips(a, b)
    return np.asarray((distance <= 1) & (size >= 4) | (distance <= 2) & (size >= 8), bool)
