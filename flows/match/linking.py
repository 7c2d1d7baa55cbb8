"""Linking: from nodes to clusters by one set of rules; every kind of record that is matched goes this way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from flows.match.blocking import Blocks, Bools, Ints, pairs
from flows.match.clusters import Nodes, clusters
from flows.match.cores import on_all_cores
from flows.match.weights import Compared, Floats, Level, Patterns, Scored, Weights, ceiling, from_priors, learn, score

SAME, UNSURE = 4.0, 2.2  # bits: from where a pair is one person, from where somebody should look at it
_VETO = 6.0  # bits that a vetoed pair loses, and it never reaches SAME
_DECIDED = 1000.0  # bits of a person's word
_ENOUGH = 1000  # nodes to learn from; fewer go by the prior weights
_AT_ONCE = 262_144  # pairs
_CROWD = 1000  # a small night counts as if it were drawn from so many

T = TypeVar("T")


@dataclass(frozen=True)
class Rules(Generic[T]):
    """Match rules as data: which comparisons there are and how they, the blocking and the vetoes are done on a table of nodes."""

    levels: Mapping[str, Sequence[Level]]
    blocking: Callable[[T], list[Blocks]]
    compare: Callable[[T, Ints, Ints], dict[str, Compared]]
    vetoed: Callable[[T, dict[str, Compared]], Bools]
    against: Callable[[dict[str, Compared], Mapping[str, Floats]], Floats]
    contradicts: Callable[[dict[str, Compared]], Bools]  # whether ``against`` may be below 0
    witnesses: Mapping[str, Sequence[str]] = field(default_factory=dict)  # see `flows.match.weights.learn`


@dataclass(frozen=True)
class Answers:
    """People's decisions about pairs of nodes: 1 for the same person, 0 for different ones."""

    left: Ints
    right: Ints
    same: npt.NDArray[np.int8]


@dataclass(frozen=True)
class Linked:
    """Pairs that may be one person or contradict, and, for every node, the smallest node of its cluster."""

    left: Ints
    right: Ints
    outcome: dict[str, Compared]
    prior: Floats
    total: Floats
    label: Nodes
    weights: Weights
    compared: int  # pairs, all of them

    def scored(self, at: npt.NDArray[np.intp]) -> Scored:
        """Levels and weights of some of the pairs."""
        total = self.prior[at] + np.float32(np.log2(self.weights.matches_per_record))
        levels, terms = {}, {}
        for name, compared in self.outcome.items():
            levels[name] = compared.level[at]
            terms[name] = np.asarray(self.weights.log2_m[name], np.float32)[levels[name]] - compared.log2_u[at]
            total = total + terms[name]
        return Scored(levels, terms, total)


@dataclass(frozen=True)
class _Part:
    """What is kept of some pairs."""

    left: Ints
    right: Ints
    kept: Bools
    certain: npt.NDArray[np.int8]
    vetoed: Bools
    prior: Floats
    outcome: dict[str, Compared]
    patterns: Patterns | None


def linked(
    rules: Rules[T],
    table: T,
    crowd: npt.NDArray[np.int64],
    answers: Answers | None = None,
    weights: Weights | None = None,
    order: npt.NDArray[np.intp] | None = None,
) -> Linked:
    """Blocks, compares, weighs and clusters; ``crowd`` says for every row of the table how many nodes its exhibitor has.

    Without ``weights`` they are learned, if there are nodes enough. ``order`` says which node each row of the table is, if the
    rows are not in the order of nodes; answers and what comes out are about nodes.
    """
    nodes = len(crowd)
    order = np.arange(nodes) if order is None else order
    one, two = pairs(rules.blocking(table), nodes)
    certain = np.full(len(one), -1, np.int8)
    if answers is not None and len(answers.left):
        one, two, certain = _with_answers(one, two, answers, order)
    start = weights or from_priors(rules.levels)
    learning = weights is None and nodes >= _ENOUGH
    most = ceiling(rules.levels, None if learning else start)

    def compared(at: slice | npt.NDArray[np.intp], everything: bool = False) -> _Part:
        left, right = order[one[at]].astype(np.int32), order[two[at]].astype(np.int32)
        turned = left > right
        first, second = np.where(turned, two[at], one[at]), np.where(turned, one[at], two[at])
        outcome = rules.compare(table, first, second)
        prior = prior_weight(crowd[first])
        patterns = Patterns.of(rules.levels, outcome, prior, certain[at]) if learning and not everything else None
        told = (certain[at] >= 0) | rules.contradicts(outcome) | everything
        kept = told | (score(outcome, prior, most).total >= UNSURE - 0.01)
        some = {name: Compared(each.level[kept], each.log2_u[kept]) for name, each in outcome.items()}
        return _Part(
            np.minimum(left, right)[kept], np.maximum(left, right)[kept], kept, certain[at][kept],
            rules.vetoed(table, some), prior[kept], some, patterns,
        )  # fmt: skip

    bounds = range(0, max(len(one), 1), _AT_ONCE)
    parts = list(on_all_cores(compared, (slice(at, at + _AT_ONCE) for at in bounds)))
    if learning:
        patterns = Patterns.together([part.patterns for part in parts if part.patterns is not None])
        start = learn(rules.levels, patterns, nodes, start, rules.witnesses)
    left, right = _ends(parts)
    scores = [_weighed(rules, part, start) for part in parts]
    total, against = (np.concatenate([figures[side] for figures in scores]) for side in (0, 1))
    label = clusters(nodes, left, right, total, against, SAME)
    # What is too weak to join anybody is told of too where the two are one person by way of others.
    of_row = label[order]
    weak = np.flatnonzero(~np.concatenate([part.kept for part in parts]) & (of_row[one] == of_row[two]))
    parts.append(compared(weak, everything=True))
    total = np.concatenate([total, _weighed(rules, parts[-1], start)[0]])
    outcome = {name: _together([part.outcome.pop(name) for part in parts]) for name in rules.levels}
    return Linked(*_ends(parts), outcome, np.concatenate([part.prior for part in parts]), total, label, start, len(one))


def _ends(parts: Sequence[_Part]) -> tuple[Ints, Ints]:
    return np.concatenate([part.left for part in parts]), np.concatenate([part.right for part in parts])


def _together(parts: list[Compared]) -> Compared:
    return Compared(np.concatenate([part.level for part in parts]), np.concatenate([part.log2_u for part in parts]))


def _weighed(rules: Rules[T], part: _Part, weights: Weights) -> tuple[Floats, Floats]:
    """The weights of pairs, and what in them contradicts."""
    scored = score(part.outcome, part.prior, weights)
    total, against = _capped(scored.total, part.vetoed), rules.against(part.outcome, scored.weights)
    decided = {1: _DECIDED, 0: -_DECIDED}
    for answer, weight in decided.items():
        total[part.certain == answer] = weight
    against[part.certain == 0] = -_DECIDED
    return total, against


def prior_weight(crowd: npt.NDArray[np.int64]) -> Floats:
    """The weight of a pair before anything is compared, but for the matches a record has."""
    return (-np.log2(np.maximum(crowd, _CROWD))).astype(np.float32)


def judged(rules: Rules[T], table: T, outcome: dict[str, Compared], scored: Scored) -> Floats:
    """The whole weights with vetoes applied."""
    return _capped(scored.total, rules.vetoed(table, outcome))


def _capped(total: Floats, vetoed: Bools) -> Floats:
    return np.where(vetoed, np.minimum(total - _VETO, SAME - 0.1), total).astype(np.float32)


def _with_answers(
    one: Ints, two: Ints, answers: Answers, order: npt.NDArray[np.intp]
) -> tuple[Ints, Ints, npt.NDArray[np.int8]]:
    """The pairs of rows with those that were decided among them, and for each the answer or -1."""
    row = np.empty(len(order), np.int64)
    row[order] = np.arange(len(order))
    left, right = row[answers.left], row[answers.right]
    decided, at = np.unique(np.minimum(left, right) << 32 | np.maximum(left, right), return_index=True)
    every = np.union1d(one.astype(np.int64) << 32 | two, decided)
    certain = np.full(len(every), -1, np.int8)
    certain[np.searchsorted(every, decided)] = answers.same[at]
    return (every >> 32).astype(np.int32), every.astype(np.int32), certain
