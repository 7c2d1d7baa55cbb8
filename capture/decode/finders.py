"""Finders: where finder patterns may be in a picture, also stained ones, by the 1:1:3:1:1 of their runs (ISO/IEC 18004, 6.3.3)."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.decode.code import Frame

_SLACK = 0.6  # modules that a run may be off, and twice that for the middle one
_SMALLEST = 1.4  # pixels a module
_LEAST_STACK = 0.5  # modules high
_MOST_STACKS = 150
_LEAST_SEEN = 0.45  # of the lines through the middle, across and down together (2 would be all of both)

Floats = NDArray[np.float64]


class Finder(NamedTuple):
    """A finder pattern's middle and module in pixels; ``seen`` is the share of its lines across plus that of those down."""

    x: float
    y: float
    module: float
    seen: float


def dark(luma: Frame, block: int) -> NDArray[np.uint8]:
    """The picture in black and white, 1 for dark, against the mean of each pixel's neighbourhood of ``block`` pixels a side."""
    binary = cv2.adaptiveThreshold(luma, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block | 1, 2)
    return binary.astype(np.uint8)


def finders(binary: NDArray[np.uint8], most: int = 6) -> list[Finder]:
    """The places that look most like a finder pattern, best first."""
    across, down = _stacks(binary), _stacks(np.ascontiguousarray(binary.T))[:, [1, 0, 2, 3]]
    stacks = np.concatenate([across, down])
    is_across = np.arange(len(stacks)) < len(across)
    chosen = np.argsort(-stacks[:, 3] / stacks[:, 2], kind="stable")[:_MOST_STACKS]
    (x, y, module, lines), is_across = stacks[chosen].T, is_across[chosen]
    size = np.log(module)
    near = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2 < (1.6 * module[:, None]) ** 2
    near &= np.abs(size[:, None] - size) < 0.35
    weights = near * lines
    shares = weights / (3 * module[:, None])
    seen = np.minimum(shares @ is_across, 1) + np.minimum(shares @ ~is_across, 1)
    found: list[Finder] = []
    free = seen >= _LEAST_SEEN
    while free.any() and len(found) < most:
        best = int(np.argmax(np.where(free, seen, 0)))
        weight = weights[best]
        at_x, at_y = _mean(x, weight, is_across), _mean(y, weight, ~is_across)
        pitch = float(module @ weight / weight.sum())
        found.append(Finder(at_x, at_y, pitch, float(seen[best])))
        free &= (x - at_x) ** 2 + (y - at_y) ** 2 > (3 * pitch) ** 2
    return found


def _mean(at: Floats, weight: Floats, kind: NDArray[np.bool_]) -> float:
    """The weighted mean, of one kind only where there is any of it."""
    chosen = weight * kind if weight @ kind else weight
    return float(at @ chosen / chosen.sum())


def _stacks(binary: NDArray[np.uint8]) -> Floats:
    """Hits that lie one above the other: (n, 4) of the mean x, y and pixels a module, and how many there are."""
    hits = _hits(binary)
    x, y = hits[:, 0].astype(np.intp), hits[:, 1].astype(np.intp)
    marked = np.zeros_like(binary)
    for aside in (-1, 0, 1):
        marked[y, x + aside] = 1  # a middle has two modules of dark and one of light on either side
    count, labels = cv2.connectedComponents(marked)
    label = labels[y, x]
    lines = np.bincount(label, minlength=count).astype(np.float64)
    sums = [np.bincount(label, weights=values, minlength=count) for values in hits.T]
    means = np.stack(sums, axis=1) / np.maximum(lines, 1)[:, None]
    kept = lines >= np.maximum(2, _LEAST_STACK * means[:, 2])
    return np.column_stack([means, lines])[kept]


def _hits(binary: NDArray[np.uint8]) -> Floats:
    """Runs of dark, light, dark, light, dark along the rows as 1:1:3:1:1: (n, 3) of x, y, pixels a module."""
    framed = np.pad(binary, ((0, 0), (1, 1)))  # every row begins and ends light, so each even change is one to dark
    flat = framed.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    lengths = np.diff(edges)
    count = max(0, len(lengths) // 2 - 1)
    runs = [lengths[run : run + 2 * count : 2][:count] for run in range(5)]
    module = (edges[5::2][:count] - edges[0::2][:count]) / 7
    slack = _SLACK * module + 0.5
    fits = np.flatnonzero((np.abs(runs[2] - 3 * module) <= 2 * slack) & (module >= _SMALLEST))
    for run in (0, 1, 3, 4):
        fits = fits[np.abs(runs[run][fits] - module[fits]) <= slack[fits]]
    starts = 2 * fits
    width = framed.shape[1]
    starts = starts[edges[starts] // width == edges[starts + 5] // width]
    rows, middles = edges[starts] // width, (edges[starts + 2] + edges[starts + 3]) / 2
    return np.stack([middles - rows * width, rows + 0.5, module[starts // 2]], axis=1)
