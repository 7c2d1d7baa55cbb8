"""Blocking: which nodes are worth comparing, by several keys, sorted once each; giant blocks are left to finer keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int32]

_PACKED = 1 << 24  # nodes that leave 40 bits of a key


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
class Blocks:
    """One blocking rule's outcome: nodes and their keys (a node may have several), and the largest block that is compared."""

    name: str
    node: Ints
    key: Keys
    limit: int


def blocks(name: str, limit: int, *keys: Keys | tuple[Keys, ...]) -> Blocks:
    """The blocks of one rule from one or more arrays of keys, one key a node each, 0 for none; a tuple of arrays makes one key."""
    nodes, whole = [], []
    for key in keys:
        parts = key if isinstance(key, tuple) else (key,)
        at = np.flatnonzero(np.logical_and.reduce([part != 0 for part in parts]))
        nodes.append(at.astype(np.int32))
        whole.append(mixed(*(part[at] for part in parts)) if len(parts) > 1 else parts[0][at])
    return Blocks(name, np.concatenate(nodes), np.concatenate(whole), limit)


def pairs(rules: Iterable[Blocks], nodes: int) -> tuple[Ints, Ints]:
    """Every pair of nodes that share a key in a block no larger than its limit, once, left below right."""
    both = np.concatenate([np.zeros(0, np.int64), *(_within(rule, nodes) for rule in rules)])
    both.sort()
    if len(both):
        both = both[np.concatenate([[True], both[1:] != both[:-1]])]
    return (both // nodes).astype(np.int32), (both % nodes).astype(np.int32)


def _within(rule: Blocks, nodes: int) -> npt.NDArray[np.int64]:
    """Pairs within the blocks of one rule, as left * nodes + right."""
    key, node = _sorted(rule, nodes)
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else np.zeros(0, np.int64)
    sizes = np.diff(np.append(starts, len(key)))
    parts = [np.zeros(0, np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= rule.limit)]):
        members = node[starts[sizes == size][:, None] + np.arange(size)]
        one, two = np.triu_indices(int(size), 1)
        left, right = members[:, one].ravel(), members[:, two].ravel()
        other = left != right
        parts.append((np.minimum(left, right) * nodes + np.maximum(left, right))[other])
    return np.concatenate(parts)


def _sorted(rule: Blocks, nodes: int) -> tuple[Keys, npt.NDArray[np.int64]]:
    """Keys and nodes in the order of keys, in one number each where there is room: sorting numbers is much faster than places.

    Two keys in so many that agree in all but their last bits become one; comparing tells their nodes apart.
    """
    if nodes > _PACKED:
        order = np.argsort(rule.key)
        return rule.key[order], rule.node[order].astype(np.int64)
    low = np.uint64(_PACKED - 1)
    both = (rule.key & ~low) | rule.node.astype(np.uint64)
    both.sort()
    return both & ~low, (both & low).astype(np.int64)
