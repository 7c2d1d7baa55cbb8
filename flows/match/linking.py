"""Linking: from nodes to clusters by one set of rules; every kind of record that is matched goes this way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from flows.match.blocking import Blocks, Ints, pairs
from flows.match.clusters import Nodes, clusters
from flows.match.weights import Compared, Floats, Level, Scored, Weights, from_priors, learn, score

SAME, UNSURE = 4.0, 2.2  # bits: from where a pair is one person, from where somebody should look at it
_VETO = 6.0  # bits that a vetoed pair loses, and it never reaches SAME
_DECIDED = 1000.0  # bits of a person's word
_ENOUGH = 1000  # nodes to learn from; fewer go by the prior weights
_AT_ONCE = 1_000_000  # pairs
_CROWD = 1000  # a small night counts as if it were drawn from so many

T = TypeVar("T")


@dataclass(frozen=True)
class Rules(Generic[T]):
    """Match rules as data: which comparisons there are and how they, the blocking and the vetoes are done on a table of nodes."""

    levels: Mapping[str, Sequence[Level]]
    blocking: Callable[[T], list[Blocks]]
    compare: Callable[[T, Ints, Ints], dict[str, Compared]]
    vetoed: Callable[[dict[str, Compared]], npt.NDArray[np.bool_]]
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
    """Scored pairs and, for every node, the smallest node of its cluster."""

    left: Ints
    right: Ints
    scored: Scored
    total: Floats
    label: Nodes
    weights: Weights


def linked(
    rules: Rules[T],
    table: T,
    crowd: npt.NDArray[np.int64],
    answers: Answers | None = None,
    weights: Weights | None = None,
) -> Linked:
    """Blocks, compares, weighs and clusters; ``crowd`` says for every node how many nodes its exhibitor has.

    Without ``weights`` they are learned, if there are nodes enough.
    """
    nodes = len(crowd)
    left, right = pairs(rules.blocking(table), nodes)
    certain = None
    if answers is not None and len(answers.left):
        left, right, certain = _with_answers(left, right, answers, nodes)
    outcome = _compared(rules, table, left, right)
    prior = prior_weight(crowd[left])
    if weights is None:
        weights = from_priors(rules.levels)
        if nodes >= _ENOUGH:
            weights = learn(rules.levels, outcome, prior, nodes, weights, certain, rules.witnesses)
    scored = score(outcome, prior, weights)
    total = judged(rules, outcome, scored)
    against = rules.against(outcome, scored.weights)
    if certain is not None:
        total = np.where(certain == 1, _DECIDED, np.where(certain == 0, -_DECIDED, total)).astype(np.float32)
        against = np.where(certain == 0, -_DECIDED, against).astype(np.float32)
    return Linked(left, right, scored, total, clusters(nodes, left, right, total, against, SAME), weights)


def _compared(rules: Rules[T], table: T, left: Ints, right: Ints) -> dict[str, Compared]:
    """All comparisons, some pairs at a time, so that what they need on the way stays small."""
    bounds = range(0, max(len(left), 1), _AT_ONCE)
    parts = [rules.compare(table, left[at : at + _AT_ONCE], right[at : at + _AT_ONCE]) for at in bounds]
    return {
        name: Compared(
            np.concatenate([part[name].level for part in parts]), np.concatenate([part[name].log2_u for part in parts])
        )
        for name in rules.levels
    }


def prior_weight(crowd: npt.NDArray[np.int64]) -> Floats:
    """The weight of a pair before anything is compared, but for the matches a record has."""
    return (-np.log2(np.maximum(crowd, _CROWD))).astype(np.float32)


def judged(rules: Rules[T], outcome: dict[str, Compared], scored: Scored) -> Floats:
    """The whole weights with vetoes applied."""
    capped = np.minimum(scored.total - _VETO, SAME - 0.1)
    return np.where(rules.vetoed(outcome), capped, scored.total).astype(np.float32)


def _with_answers(left: Ints, right: Ints, answers: Answers, nodes: int) -> tuple[Ints, Ints, npt.NDArray[np.int8]]:
    """The pairs with those that were decided among them, and for each the answer or -1."""
    keys = left.astype(np.int64) * nodes + right
    low, high = np.minimum(answers.left, answers.right), np.maximum(answers.left, answers.right)
    decided, at = np.unique(low.astype(np.int64) * nodes + high, return_index=True)
    every = np.union1d(keys, decided)
    certain = np.full(len(every), -1, np.int8)
    certain[np.searchsorted(every, decided)] = answers.same[at]
    return (every // nodes).astype(np.int32), (every % nodes).astype(np.int32), certain
