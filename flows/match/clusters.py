"""Clusters: groups of scans that belong together, from the pairs that speak for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Nodes = npt.NDArray[np.int64]


def components(nodes: int, left: npt.NDArray[np.integer], right: npt.NDArray[np.integer]) -> Nodes:
    """For every node the smallest node that it is connected to, by hooking and pointer jumping."""
    label = np.arange(nodes, dtype=np.int64)
    while True:
        a, b = label[left], label[right]
        apart = a != b
        if not apart.any():
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
