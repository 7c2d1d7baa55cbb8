"""Elastic: reads the modules of a QR code that is bent, such as one on a curled badge, a sleeve or a shirt.

An engine that has found a code but could not read it says where its corners are. From there the code is flattened, the lines between
modules are followed outwards from the three finder patterns, as edges that have to come once a module, and each module is
sampled where it really lies. The result is a clean bitmap, which any engine reads, with its own error correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from capture.decode.code import Frame

_CELL = 6  # pixels a module in the flattened picture
_BORDER = 3  # modules around the code, so that a bent edge is still in the picture
_STEP = 2  # modules between two nodes of the elastic grid
_REACH = 2  # pixels a node may move from where its neighbours expect it
_SHIFTS = np.arange(-_REACH, _REACH + 1)

Floats = NDArray[np.float32]
Anchors: TypeAlias = Sequence[tuple[float, float]]


def flattened(luma: Frame, corners: NDArray[np.float32], modules: int) -> Frame:
    """A clean bitmap of the QR code of ``modules`` a side between these corners, given from its own top left clockwise."""
    return _drawn(_dark(values(luma, corners, modules)), modules)


def values(luma: Frame, corners: NDArray[np.float32], modules: int, anchors: Anchors | None = None) -> Frame:
    """The brightness of each module, (modules, modules).

    ``anchors`` (x, y in modules) are the middles of patterns that certainly lie where the corners say, the three finder patterns
    where none are given.
    """
    side = modules * _CELL
    margin = _BORDER * _CELL
    square = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32) + margin
    size = side + 2 * margin
    to_square = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    flat = cv2.warpPerspective(luma, to_square, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    smooth = cv2.blur(flat, (3, 3)).astype(np.uint8)
    nodes = np.append(np.arange(0, modules, _STEP), modules) * _CELL + margin
    across = _edge_comb(cv2.absdiff(smooth[:, 2:], smooth[:, :-2]))
    down = _edge_comb(cv2.absdiff(smooth[2:], smooth[:-2]).T).T
    far = modules - 3.5
    bend = _followed(across, down, nodes, anchors or ((3.5, 3.5), (far, 3.5), (3.5, far)))
    return _sampled(smooth, bend, nodes, modules)


def _edge_comb(edges: MatLike) -> Floats:
    """How well lines one module apart, across the picture, fall on edges near each pixel; local contrast does not count."""
    strength = cv2.copyMakeBorder(np.ascontiguousarray(edges), 0, 0, 1, 1, cv2.BORDER_REPLICATE).astype(np.float32)
    strength /= cv2.blur(strength, (7 * _CELL, 7 * _CELL)) + 2
    teeth = np.zeros((1, 4 * _CELL + 1), np.float32)
    teeth[0, ::_CELL] = (0.5, 1, 1, 1, 0.5)
    combed: Floats = cv2.filter2D(strength, -1, teeth).astype(np.float32)
    return cv2.blur(combed, (1, 5 * _CELL)).astype(np.float32)


def _followed(across: Floats, down: Floats, nodes: NDArray[np.int_], anchors: Anchors) -> Floats:
    """How far each node of the grid lies from its flat place, (rows, columns, 2) in pixels, from the anchors outwards."""
    count = len(nodes)
    place = (nodes - nodes[0]) / _CELL
    columns, rows = np.meshgrid(place, place)
    distance = np.min([np.hypot(columns - x, rows - y) for x, y in anchors], axis=0)
    bend = np.zeros((count, count, 2), np.float32)
    known = (distance < 4.5).astype(np.float32)
    limit = across.shape[1] - 1
    for ring in np.arange(4.5, distance.max() + _STEP, _STEP):
        j, i = np.nonzero((distance >= ring) & (distance < ring + _STEP))
        if not len(j):
            continue
        weight = cv2.boxFilter(known, -1, (5, 5), normalize=False, borderType=cv2.BORDER_CONSTANT)
        total = cv2.boxFilter(bend * known[..., None], -1, (5, 5), normalize=False, borderType=cv2.BORDER_CONSTANT)
        expected = total[j, i] / np.maximum(weight[j, i], 1)[:, None]
        x = np.clip(nodes[i] + np.rint(expected[:, 0]).astype(int), 0, limit)
        y = np.clip(nodes[j] + np.rint(expected[:, 1]).astype(int), 0, limit)
        bend[j, i, 0] = expected[:, 0] + _best_shift(across[y[:, None], np.clip(x[:, None] + _SHIFTS, 0, limit)])
        bend[j, i, 1] = expected[:, 1] + _best_shift(down[np.clip(y[:, None] + _SHIFTS, 0, limit), x[:, None]])
        known[j, i] = 1
    return cv2.GaussianBlur(bend, (5, 5), 1.2).astype(np.float32)


def _best_shift(scores: Floats) -> NDArray[np.int_]:
    """For each row of scores the shift of the best one, small shifts first."""
    fair = scores / (scores.max(axis=1, keepdims=True) + 1e-6) - 0.05 * np.abs(_SHIFTS)
    best: NDArray[np.int_] = _SHIFTS[np.argmax(fair, axis=1)]
    return best


def _sampled(smooth: Frame, bend: Floats, nodes: NDArray[np.int_], modules: int) -> Frame:
    """The brightness of each module, taken where the bent grid says its middle is."""
    middles = np.arange(modules) + 0.5
    index = np.interp(middles * _CELL + nodes[0], nodes, np.arange(len(nodes))).astype(np.float32)
    columns, rows = np.meshgrid(index, index)
    moved = cv2.remap(bend, columns, rows, cv2.INTER_LINEAR)
    x, y = np.meshgrid(middles, middles)
    at_x = ((x * _CELL + nodes[0] - 0.5) + moved[..., 0]).astype(np.float32)
    at_y = ((y * _CELL + nodes[0] - 0.5) + moved[..., 1]).astype(np.float32)
    return cv2.remap(smooth, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


def _dark(modules: Frame) -> NDArray[np.bool_]:
    """Which modules are dark: below the middle between the darkest and the lightest of their neighbours."""
    near = np.ones((5, 5), np.uint8)
    middle = (cv2.erode(modules, near).astype(np.float32) + cv2.dilate(modules, near)) / 2
    return modules <= cv2.blur(middle, (5, 5))


def _drawn(dark: NDArray[np.bool_], modules: int) -> Frame:
    """The bitmap at three pixels a module, with the patterns every QR code has (ISO/IEC 18004, 6.3) put in as they must be."""
    ring = np.maximum(*np.abs(np.mgrid[-3:5, -3:5]))
    finder = (ring != 2) & (ring != 4)
    drawn = dark.copy()
    drawn[:8, :8], drawn[:8, -8:], drawn[-8:, :8] = finder, finder[:, ::-1], finder[::-1]
    drawn[6, 8:-8] = drawn[8:-8, 6] = np.arange(modules - 16) % 2 == 0
    drawn[-8, 8] = True
    picture = np.where(np.pad(drawn, 4), 0, 255).astype(np.uint8)
    return picture.repeat(3, axis=0).repeat(3, axis=1)
