"""Clusters: groups of nodes that belong together, with a guard against chains.

Where every pair of a connected group agrees, the group is a cluster. Where some pair speaks against it, the group is built again
from its strongest pairs on: two parts join only while the sum of all weights between them is positive (greedy additive
edge contraction; Keuper et al. 2015), so one weak link never joins two strong groups.
"""

from __future__ import annotations

import heapq
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from flows.match.weights import Floats

Nodes = npt.NDArray[np.int64]
Ends = npt.NDArray[np.int32]

_MOST = 12.0  # bits that one pair can say for or against


def components(nodes: int, left: npt.NDArray[np.integer], right: npt.NDArray[np.integer]) -> Nodes:
    """For every node the smallest node that it is connected to, by hooking and pointer jumping."""
    label = np.arange(nodes, dtype=np.int64)
    while True:
        a, b = label[left], label[right]
        apart = np.flatnonzero(a != b)
        if not len(apart):
            return label
        left, right, a, b = left[apart], right[apart], a[apart], b[apart]
        low = np.minimum(a, b)
        np.minimum.at(label, a, low)
        np.minimum.at(label, b, low)
        while True:
            shorter = label[label]
            if np.array_equal(shorter, label):
                break
            label = shorter


def divided(connected: Nodes, left: Ends, right: Ends, weight: Floats, against: Floats, threshold: float) -> Nodes:
    """For every node the smallest node of its cluster, from the smallest node that it is connected to (`components`).

    ``left`` and ``right`` are the ends of pairs, all those within what is connected among them; ``weight`` is in bits, and
    ``against`` the part of it that contradicts (0 or less). A pair below the threshold says only what contradicts in it: that two
    scans of one person have little in common is no conflict.
    """
    joined = weight >= threshold
    doubt = np.flatnonzero(~joined & (against < 0))
    doubt = doubt[connected[left[doubt]] == connected[right[doubt]]]
    if not len(doubt):
        return connected
    doubted = np.zeros(len(connected), bool)
    doubted[connected[left[doubt]]] = True
    label = connected.copy()
    again = np.concatenate([np.flatnonzero(joined & doubted[label][left]), doubt])
    again = again[np.lexsort((right[again], left[again], label[left[again]]))]
    value = np.clip(
        np.where(joined[again], weight[again], np.minimum(against[again], weight[again] - threshold)), -_MOST, _MOST
    )
    bounds = np.flatnonzero(np.diff(label[left[again]])) + 1
    for part, amount in zip(np.split(again, bounds), np.split(value, bounds), strict=True):
        for group in _contracted(left[part].tolist(), right[part].tolist(), amount.tolist()):
            label[group] = min(group)
    return label


def _contracted(left: list[int], right: list[int], value: list[float]) -> list[list[int]]:
    """Groups of one connected part, the pair with the largest sum first; equal sums go by the smaller nodes."""
    beside: dict[int, dict[int, float]] = defaultdict(dict)
    for one, two, amount in zip(left, right, value, strict=True):
        beside[one][two] = beside[two][one] = amount
    members = {node: [node] for node in beside}
    heap = [(-amount, one, two) for one, two, amount in zip(left, right, value, strict=True) if amount > 0]
    heapq.heapify(heap)
    while heap:
        amount, one, two = heapq.heappop(heap)
        if beside.get(one, {}).get(two) != -amount:
            continue  # one of them has been joined to another since
        kept, gone = min(one, two), max(one, two)
        members[kept] += members.pop(gone)
        for other, more in beside.pop(gone).items():
            del beside[other][gone]
            if other == kept:
                continue
            whole = beside[kept].get(other, 0.0) + more
            beside[kept][other] = beside[other][kept] = whole
            if whole > 0:
                heapq.heappush(heap, (-whole, min(kept, other), max(kept, other)))
    return list(members.values())
