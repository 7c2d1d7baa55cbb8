"""Weights: Fellegi and Sunter's match weights in bits, with m learned without labels by EM over counts of level patterns.

A pair's weight is its prior, log2 of the odds that two records of one exhibitor are one person, plus one term a comparison:
log2(m / u). m is the share of true matches that reach a level; u is the share of chance pairs, taken per value where it is
known (term frequency), so EM has only m and the prior to learn. It runs over the few thousand distinct patterns
(levels, rounded sum of u), whatever the number of pairs. Fellegi and Sunter 1969; Winkler 1988.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from flows.match.table import starts

Floats = npt.NDArray[np.float32]
Levels = npt.NDArray[np.uint8]

_ROUNDS = 25
_BINS = 64  # of the sum of log2 u in a pattern
_OPEN = 1  # in a pattern: nobody has answered; 0 different, 2 the same
_FEWEST_MATCHES, _MOST_MATCHES = 0.05, 50.0  # per record
_STRENGTH = 200.0  # the prior m of a comparison counts as much as so many pairs


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: its name, how often true matches reach it, or a fixed weight in bits instead."""

    name: str
    m: float = 0.0
    fixed: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome of one comparison for many pairs: its level, and log2 u of the values compared (0 at fixed levels)."""

    level: Levels
    log2_u: Floats

    def of(self, at: npt.NDArray[np.intp]) -> Compared:
        """Of some of the pairs."""
        return Compared(self.level[at], self.log2_u[at])

    @classmethod
    def together(cls, parts: Sequence[Compared]) -> Compared:
        """Of the pairs of all parts."""
        return cls(np.concatenate([part.level for part in parts]), np.concatenate([part.log2_u for part in parts]))


@dataclass(frozen=True)
class Weights:
    """What EM learned: log2 m of every level of every comparison, and matches per record."""

    log2_m: Mapping[str, tuple[float, ...]]
    matches_per_record: float = 1.0
    learned: bool = False

    @property
    def any_match(self) -> np.float32:
        """What the matches that a record has add to the prior, in bits."""
        return np.float32(np.log2(self.matches_per_record))

    def term(self, name: str, compared: Compared) -> Floats:
        """The weight of one comparison, in bits."""
        return np.asarray(self.log2_m[name], np.float32).take(compared.level) - compared.log2_u


@dataclass(frozen=True)
class Scored:
    """Pairs with the weight of each comparison and of the whole, in bits."""

    weights: Mapping[str, Floats] = field(default_factory=dict)
    total: Floats = field(default_factory=lambda: np.zeros(0, np.float32))


def from_priors(comparisons: Mapping[str, Sequence[Level]]) -> Weights:
    """Weights before anything was learned: what a small night goes by."""
    return Weights({name: tuple(_log2_prior(levels)) for name, levels in comparisons.items()})


def ceiling(comparisons: Mapping[str, Sequence[Level]]) -> Weights:
    """Weights that learning can't exceed."""
    most = {name: tuple(max(level.fixed or 0.0, 0.0) for level in levels) for name, levels in comparisons.items()}
    return Weights(most, _MOST_MATCHES)


def score(outcome: Mapping[str, Compared], prior: Floats, weights: Weights) -> Scored:
    """Adds up the prior and every comparison's weight."""
    total = prior + weights.any_match
    terms = {name: weights.term(name, compared) for name, compared in outcome.items()}
    for term in terms.values():
        total = total + term
    return Scored(terms, total)


@dataclass(frozen=True)
class Patterns:
    """How often each pattern occurs: levels as one code, with the rounded sum of log2 u and people's answer; and the whole sum."""

    code: npt.NDArray[np.int64]
    count: npt.NDArray[np.int64]
    known: npt.NDArray[
        np.int64
    ]  # minus the prior and plus log2 u, in 2**-24 bits: whole numbers add up alike in any order

    @classmethod
    def of(
        cls,
        comparisons: Mapping[str, Sequence[Level]],
        outcome: Mapping[str, Compared],
        prior: Floats,
        certain: npt.NDArray[np.int8] | None = None,
    ) -> Patterns:
        """Of some pairs; ``certain`` are people's answers (1 same, 0 different, -1 none)."""
        code = np.zeros(len(prior), np.int64)
        known = -prior.astype(np.float64)
        for name, levels in comparisons.items():
            code = code * len(levels) + outcome[name].level
            known += outcome[name].log2_u
        code = code * _BINS + np.clip(np.round(known / 2) + _BINS // 2, 0, _BINS - 1).astype(np.int64)
        code = code * 3 + (_OPEN if certain is None else np.where(certain < 0, _OPEN, 2 * certain))
        return cls._added(code, np.ones(len(code), np.int64), np.rint(known * 2.0**24).astype(np.int64))

    def times(self, many: int) -> Patterns:
        """As if each pair stood for so many."""
        return Patterns(self.code, self.count * many, self.known * many)

    @classmethod
    def together(cls, parts: Sequence[Patterns]) -> Patterns:
        """Of all pairs that are in any of the parts."""
        code, count, known = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("code", "count", "known")
        )
        return cls._added(code, count, known)

    @classmethod
    def _added(
        cls, code: npt.NDArray[np.int64], count: npt.NDArray[np.int64], known: npt.NDArray[np.int64]
    ) -> Patterns:
        order = np.argsort(code)
        first = np.flatnonzero(starts(code[order]))
        if not len(first):
            return cls(code, count, known)
        return cls(code[order[first]], np.add.reduceat(count[order], first), np.add.reduceat(known[order], first))


def learn(
    comparisons: Mapping[str, Sequence[Level]],
    patterns: Patterns,
    records: int,
    start: Weights,
    witnesses: Mapping[str, Sequence[str]] | None = None,
) -> Weights:
    """Learns m and the number of matches from patterns of unlabelled pairs; people's answers are taken as they are.

    m of a comparison that has ``witnesses`` is learned only from pairs of which one of these comparisons is at its first level:
    the other pairs were found because they agree in it, and one that disagrees is not believed to be a match by anything else.
    """
    if not len(patterns.code):
        return start
    names = list(comparisons)
    count = patterns.count
    known = patterns.known / 2.0**24 / count
    answer, rest = patterns.code % 3, patterns.code // (3 * _BINS)
    levels: dict[str, npt.NDArray[np.int64]] = {}
    for name in reversed(names):
        levels[name], rest = rest % len(comparisons[name]), rest // len(comparisons[name])
    log2_m = {name: np.asarray(start.log2_m[name]) for name in names}
    priors = {name: np.array([level.m for level in comparisons[name]]) for name in names}
    told = {
        name: np.logical_or.reduce([levels[witness] == 1 for witness in by]) for name, by in (witnesses or {}).items()
    }
    rate = start.matches_per_record
    for _ in range(_ROUNDS):
        weight = np.log2(rate) - known
        for name in names:
            weight += log2_m[name][levels[name]]
        match = 1.0 / (1.0 + np.exp2(-np.clip(weight, -60, 60)))
        match = np.where(answer == _OPEN, match, answer // 2) * count
        rate = float(np.clip((2 * match.sum() + 500) / (records + 500), _FEWEST_MATCHES, _MOST_MATCHES))
        for name in names:
            free = priors[name] > 0
            seen = np.bincount(levels[name], match * told.get(name, 1.0), minlength=len(free)) * free
            share = (seen + _STRENGTH * priors[name] / priors[name].sum()) / (seen.sum() + _STRENGTH)
            log2_m[name] = np.where(free, np.log2(np.maximum(share, 1e-5)), log2_m[name])
    return Weights({name: tuple(map(float, log2_m[name])) for name in names}, rate, learned=True)


def probability(weight: Floats) -> Floats:
    """The probability that belongs to a weight in bits."""
    return (1.0 / (1.0 + np.exp2(-np.clip(weight, -60, 60)))).astype(np.float32)


def _log2_prior(levels: Sequence[Level]) -> list[float]:
    whole = sum(level.m for level in levels)
    return [level.fixed if level.fixed is not None else float(np.log2(level.m / whole)) for level in levels]
