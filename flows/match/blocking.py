"""Blocking: which nodes are worth comparing, by several keys, sorted once each; giant blocks are left to finer keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flows.match.cores import on_all_cores
from flows.match.table import starts

Keys = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Pairs = npt.NDArray[np.int64]  # left << 32 | right

_PACKED = 1 << 24  # nodes that leave 40 bits of a key
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93)
_AT_ONCE = 4_000_000  # pairs
_PENDING = 16_000_000  # pairs that several rules may have found before they are made distinct


def mixed(*parts: Keys) -> Keys:
    """One key of several; 0 if one of them is 0. The finaliser is splitmix64's."""
    whole = np.zeros(len(parts[0]), np.uint64)
    blank = np.zeros(len(parts[0]), bool)
    for part in parts:
        blank |= part == 0
        whole = (whole ^ part) * np.uint64(0x9E3779B97F4A7C15)
        whole ^= whole >> np.uint64(29)
        whole *= np.uint64(0xBF58476D1CE4E5B9)
        whole ^= whole >> np.uint64(32)
    whole[blank] = 0
    return whole


@dataclass(frozen=True, slots=True)
class Spread:
    """Keys of distinct values, a last one for blank, and which of them each node has."""

    keys: Keys
    code: Ints

    @property
    def of_nodes(self) -> Keys:
        """Every node's key, 0 for blank."""
        return self.keys[self.code]


@dataclass(frozen=True, slots=True)
class Blocks:
    """One blocking rule: the keys that nodes may share, the largest block that is compared, and the rules it is finer than.

    Two nodes that share a key of this rule share one of each ``coarser`` rule too.
    """

    name: str
    limit: int
    keys: tuple[tuple[Keys | Spread, ...], ...]
    coarser: tuple[str, ...] = ()

    def entries(self) -> tuple[Ints, Keys]:
        """Nodes and their keys; a node may have several."""
        first = self.keys[0][0]
        most = len(self.keys) * len(first.code if isinstance(first, Spread) else first)
        node, key, filled = np.empty(most, np.int32), np.empty(most, np.uint64), 0
        for parts in self.keys:
            nodes, keys = _joined(parts)
            here = slice(filled, filled + len(nodes))
            node[here], key[here], filled = nodes, keys, here.stop
        return node[:filled], key[:filled]


def blocks(
    name: str, limit: int, *keys: Keys | Spread | tuple[Keys | Spread, ...], coarser: tuple[str, ...] = ()
) -> Blocks:
    """A rule from one or more keys of every node, 0 for none; a tuple makes one key of several that are hashes."""
    return Blocks(name, limit, tuple(key if isinstance(key, tuple) else (key,) for key in keys), coarser)


def _joined(parts: tuple[Keys | Spread, ...]) -> tuple[Ints, Keys]:
    """The nodes of which no part is blank, and the sum of the parts' products with odd numbers."""
    first, *others = (part.of_nodes if isinstance(part, Spread) else part for part in parts)
    blank, whole = first == 0, first.copy()
    for keys, odd in zip(others, _ODD, strict=False):
        blank |= keys == 0
        whole += keys * np.uint64(odd)
    at = np.flatnonzero(~blank)
    return at.astype(np.int32), whole[at]


def pairs(rules: Iterable[Blocks], nodes: int) -> tuple[Ints, Ints]:
    """Every pair of nodes that share a key in a block no larger than its limit, once, left below right."""
    pending = [np.zeros(0, np.int64)]  # the first of them are distinct already
    for found in _by_rule(list(rules), nodes):
        pending.append(found)
        if sum(map(len, pending[1:])) > max(_PENDING, len(pending[0]) // 2):
            pending.append(_distinct(pending))
    distinct = _distinct(pending)
    return (distinct >> 32).astype(np.int32), distinct.astype(np.int32)  # the lower half


def _distinct(found: list[Pairs]) -> Pairs:
    """All pairs once, in order; they are taken out of ``found``, so that very many do not stand in memory twice."""
    both = np.concatenate(found)
    found.clear()
    both.sort()
    begins, filled = starts(both), 0
    for at in range(0, len(both), _AT_ONCE):
        here = slice(at, at + _AT_ONCE)
        kept = both[here][np.flatnonzero(begins[here])]
        both[filled : filled + len(kept)] = kept
        filled += len(kept)
    both.resize(filled, refcheck=False)
    return both


def _by_rule(rules: list[Blocks], nodes: int) -> Iterator[Pairs]:
    """The pairs of every rule, the coarser rules before those that are finer."""
    compared: dict[str, Bools] = {}
    while rules:
        ready = [rule for rule in rules if not set(rule.coarser) & {other.name for other in rules}]
        wanted = {name for rule in rules for name in rule.coarser}

        def work(rule: Blocks, wanted: set[str] = wanted) -> Pairs:
            before = [compared[name] for name in rule.coarser]
            found, whole = _within(rule, nodes, np.logical_or.reduce(before) if before else None)
            if rule.name in wanted:
                compared[rule.name] = whole
            return found

        yield from on_all_cores(work, ready)
        rules = [rule for rule in rules if rule not in ready]


def _within(rule: Blocks, nodes: int, before: Bools | None) -> tuple[Pairs, Bools]:
    """Pairs within the blocks of one rule, and which nodes are in no block that is too large.

    Nodes ``before`` which a coarser rule has compared with all that share a key with them are left out.
    """
    key, node = _sorted(rule, nodes)
    begins = starts(key)
    del key  # of very many nodes it takes much room
    shared = ~begins
    shared[:-1] |= shared[1:]  # by another node, or by this one twice
    at = np.flatnonzero(shared)
    begins, node = begins[at], node[at]
    sizes = np.diff(np.append(np.flatnonzero(begins), len(node))).astype(np.int32)
    size = np.repeat(sizes, sizes)
    whole = np.ones(nodes, bool)
    over = size > rule.limit
    wanted = ~over
    if before is not None:
        compared = before[node]
        over &= ~compared
        wanted &= ~compared
    whole[node[over]] = False
    if len(node):
        wanted[1:] &= begins[1:] | (node[1:] != node[:-1])
    at = np.flatnonzero(wanted)
    block, node = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[at], node[at]
    first = np.flatnonzero(starts(block))
    sizes = np.diff(np.append(first, len(block)))
    end = np.repeat(first + sizes, sizes)
    found = [np.zeros(0, np.int64)]
    at, further = np.arange(len(node)), 1
    while len(at := at[at + further < end[at]]):
        found.append(node[at].astype(np.int64) << 32 | node[at + further])
        further += 1
    return np.concatenate(found), whole


def _sorted(rule: Blocks, nodes: int) -> tuple[Keys, Ints]:
    """A rule's keys and nodes in the order of keys, then nodes, in one number each where there is room: that sorts much faster.

    Two keys in so many that agree in all but their last bits become one; comparing tells their nodes apart.
    """
    node, both = rule.entries()
    if nodes > _PACKED:
        order = np.lexsort((node, both))
        return both[order], node[order]
    low = np.uint64(_PACKED - 1)
    both &= ~low
    both |= node.astype(np.uint64)
    both.sort()
    node = (both & low).astype(np.int32)
    both &= ~low
    return both, node
