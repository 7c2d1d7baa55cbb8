"""Linking: from nodes to clusters by one set of rules; every kind of record that is matched goes this way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from flows.match.blocking import Blocks, Bools, Ints, pairs
from flows.match.clusters import Nodes, components, divided
from flows.match.cores import give_back, on_all_cores
from flows.match.weights import Compared, Floats, Level, Patterns, Scored, Weights, ceiling, from_priors, learn, score

SAME, UNSURE = 3.5, 2.2  # bits: from where a pair is one person, from where somebody should look at it
_VETO = 6.0  # bits that a vetoed pair loses, and it never reaches SAME
_DECIDED = 1000.0  # bits of a person's word
_ENOUGH = 1000  # nodes to learn from; fewer go by the prior weights
_AT_ONCE = 262_144  # pairs
_TAUGHT_BY = 4_000_000  # pairs are enough to learn from: of more than twice as many, so many are drawn
_CROWD = 1000  # a small night counts as if it were drawn from so many

T = TypeVar("T")
_At: TypeAlias = slice | npt.NDArray[np.integer]


@dataclass(frozen=True)
class Rules(Generic[T]):
    """Match rules as data: which comparisons there are and how they, the blocking and the vetoes are done on a table of nodes."""

    levels: Mapping[str, Sequence[Level]]
    blocking: Callable[[T], list[Blocks]]
    compare: Callable[[T, Ints, Ints], dict[str, Compared]]
    vetoed: Callable[[T, Ints, Ints, dict[str, Compared]], Bools]
    against: Callable[[dict[str, Compared], Mapping[str, Floats]], Floats]
    witnesses: Mapping[str, Sequence[str]] = field(default_factory=dict)  # see `flows.match.weights.learn`


@dataclass(frozen=True)
class Answers:
    """People's decisions about pairs of nodes: 1 for the same person, 0 for different ones."""

    left: Ints
    right: Ints
    same: npt.NDArray[np.int8]


@dataclass(frozen=True)
class Linked:
    """Pairs that may be one person, all others within what they connect, and, for every node, the smallest node of its cluster."""

    left: Ints
    right: Ints
    outcome: dict[str, Compared]
    prior: Floats
    total: Floats
    label: Nodes
    weights: Weights
    compared: int  # pairs, all of them


@dataclass(frozen=True)
class _Part:
    """What is kept of some pairs until they can be weighed."""

    left: Ints
    right: Ints
    certain: npt.NDArray[np.int8]
    vetoed: Bools
    prior: Floats
    outcome: dict[str, Compared]
    kept: Bools  # of all pairs, which of them these are
    patterns: Patterns | None


@dataclass(frozen=True)
class _Weighed:
    """What is left of some pairs when they are weighed."""

    left: Ints
    right: Ints
    total: Floats
    against: Floats  # what in the total contradicts
    prior: Floats
    outcome: dict[str, Compared]
    kept: Bools  # of all pairs, which of them these are


@dataclass(frozen=True)
class _Pairs(Generic[T]):
    """All pairs worth comparing, as rows of a table: ``order`` says which node each row is, ``crowd`` how many its exhibitor has."""

    rules: Rules[T]
    table: T
    crowd: npt.NDArray[np.int64]
    order: npt.NDArray[np.intp]
    one: Ints
    two: Ints
    certain: npt.NDArray[np.int8]  # 1 if somebody said that they are one person, 0 that they are not, else -1

    def chunks(self) -> list[slice]:
        """All of them, a part at a time."""
        return [slice(at, at + _AT_ONCE) for at in range(0, max(len(self.one), 1), _AT_ONCE)]

    def compared(self, at: _At, most: Weights | None, learning: bool = False) -> _Part:
        """Some pairs compared; all are kept, or those which by the weights ``most`` may be one."""
        one, two, certain = self.one[at], self.two[at], self.certain[at]
        left, right = self.order[one].astype(np.int32), self.order[two].astype(np.int32)
        turned = left > right
        first, second = np.where(turned, two, one), np.where(turned, one, two)
        outcome = self.rules.compare(self.table, first, second)
        prior = prior_weight(self.crowd[first])
        patterns = Patterns.of(self.rules.levels, outcome, prior, certain) if learning else None
        kept = np.ones(len(first), bool)
        if most is not None:
            kept = (certain == 1) | (score(outcome, prior, most).total >= UNSURE - 0.01)
        places = np.flatnonzero(kept)
        some = {name: each.of(places) for name, each in outcome.items()}
        left, right = left[places], right[places]
        vetoed = self.rules.vetoed(self.table, first[places], second[places], some)
        return _Part(
            np.minimum(left, right), np.maximum(left, right), certain[places], vetoed, prior[places], some, kept, patterns
        )  # fmt: skip

    def drawn(self, start: Weights) -> Patterns:
        """The patterns of evenly drawn pairs, as if they were of all, and of those that were decided."""
        step = len(self.one) // _TAUGHT_BY
        drawn = np.arange(0, len(self.one), step)
        drawn, decided = drawn[self.certain[drawn] < 0], np.flatnonzero(self.certain >= 0)
        parts = [*np.array_split(drawn, len(drawn) // _AT_ONCE + 1), decided]
        found = [part.patterns for part in on_all_cores(lambda at: self.compared(at, start, learning=True), parts)]
        *undecided, told = (patterns for patterns in found if patterns is not None)
        return Patterns.together([Patterns.together(undecided).times(step), told])

    def within(self, connected: Nodes, weighed: Sequence[_Weighed]) -> npt.NDArray[np.intp]:
        """The pairs within what is connected, but for those that are ``weighed`` already, chunk by chunk."""
        of_row = connected[self.order].astype(np.int32)
        found = [
            np.flatnonzero(~part.kept & (of_row[self.one[at]] == of_row[self.two[at]])) + at.start
            for at, part in zip(self.chunks(), weighed, strict=True)
        ]
        return np.concatenate(found)


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
    looked = _Pairs(rules, table, crowd, order, one, two, certain)
    start = weights or from_priors(rules.levels)
    learning = weights is None and nodes >= _ENOUGH
    if learning and len(one) > 2 * _TAUGHT_BY:
        start, learning = learn(rules.levels, looked.drawn(start), nodes, start, rules.witnesses), False
    if learning:
        most = ceiling(rules.levels)
        parts = list(on_all_cores(lambda at: looked.compared(at, most, learning=True), looked.chunks()))
        patterns = Patterns.together([part.patterns for part in parts if part.patterns is not None])
        start = learn(rules.levels, patterns, nodes, start, rules.witnesses)
        one_by_one = (parts.pop(0) for _ in looked.chunks())  # so that each is gone when it was weighed
        weighed = list(on_all_cores(lambda part: _weighed(rules, part, start), one_by_one))
    else:
        weighed = list(on_all_cores(lambda at: _weighed(rules, looked.compared(at, start), start), looked.chunks()))
    give_back()
    strong = [part.total >= SAME for part in weighed]
    left, right = (
        np.concatenate([getattr(part, side)[at] for part, at in zip(weighed, strong, strict=True)])
        for side in ("left", "right")
    )
    connected = components(nodes, left, right)
    # Within what is connected all other pairs count too: they may contradict, and they tell of two that are one by way of others.
    rest = looked.compared(looked.within(connected, weighed), None)
    weighed.append(_weighed(rules, rest, start, everything=True))
    left, right, total, against, prior = (
        np.concatenate([getattr(part, name) for part in weighed])
        for name in ("left", "right", "total", "against", "prior")
    )
    outcome = {name: Compared.together([part.outcome.pop(name) for part in weighed]) for name in rules.levels}
    label = divided(connected, left, right, total, against, SAME)
    return Linked(left, right, outcome, prior, total, label, start, len(one))


def _weighed(rules: Rules[T], part: _Part, weights: Weights, everything: bool = False) -> _Weighed:
    """Pairs with their weights and with what in them contradicts, those that may be one, or ``everything``."""
    scored = score(part.outcome, part.prior, weights)
    total, against = _capped(scored.total, part.vetoed), rules.against(part.outcome, scored.weights)
    decided = {1: _DECIDED, 0: -_DECIDED}
    for answer, weight in decided.items():
        total[part.certain == answer] = weight
    against[part.certain == 0] = -_DECIDED
    told = np.arange(len(total)) if everything else np.flatnonzero(total >= UNSURE)
    kept = np.zeros(len(part.kept), bool)
    kept[np.flatnonzero(part.kept)[told]] = True
    outcome = {name: each.of(told) for name, each in part.outcome.items()}
    return _Weighed(
        part.left[told], part.right[told], total[told], against[told], part.prior[told], outcome, kept
    )  # fmt: skip


def prior_weight(crowd: npt.NDArray[np.int64]) -> Floats:
    """The weight of a pair before anything is compared, but for the matches a record has."""
    return (-np.log2(np.maximum(crowd, _CROWD))).astype(np.float32)


def judged(rules: Rules[T], table: T, left: Ints, right: Ints, outcome: dict[str, Compared], scored: Scored) -> Floats:
    """The whole weights with vetoes applied."""
    return _capped(scored.total, rules.vetoed(table, left, right, outcome))


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
