"""Regions: where in a frame a code may be, found by its texture: strong edges both ways, close together."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from capture.decode.code import Corners, Frame, Point, quantile

_CELL = 8  # pixels of the frame to one cell of the texture map
_HALF_CELL = _CELL // 2  # of the picture at half size
_LEVELS = (
    0.35,
    0.6,
)  # how far from the usual to the strongest texture a cell must come: loose finds faint codes, strict parts neighbours
_NEAR = 5  # cells
_DARKEST = 8.0  # grey levels; in less light than this what noise leaves would count as texture
_NOISE = 1.05  # of the usual texture, as noise is not the same everywhere
_FAINTEST = 1.5  # grey levels; below this there is nothing but sensor noise

Floats: TypeAlias = NDArray[np.float32]


class Box(NamedTuple):
    """An upright rectangle in pixels of the frame."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies in the box."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def middle(corners: Corners) -> Point:
    """The point in the middle of four corners."""
    return sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4


def box_around(corners: Corners) -> Box:
    """The smallest box around four corners."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(int(min(xs)), int(min(ys)), int(max(xs) - min(xs)) + 1, int(max(ys) - min(ys)) + 1)


def widened(box: Box, shape: tuple[int, ...], share: float = 0.25, margin: int = 16) -> Box:
    """The box with room for a quiet zone on every side, cut to the frame."""
    room = int(max(box.width, box.height) * share + margin)
    left, top = max(0, box.x - room), max(0, box.y - room)
    right, bottom = min(shape[1], box.x + box.width + room), min(shape[0], box.y + box.height + room)
    return Box(left, top, max(0, right - left), max(0, bottom - top))


def cut(luma: Frame, window: Box) -> Frame:
    """The piece of a picture that lies in the window."""
    return luma[window.y : window.y + window.height, window.x : window.x + window.width]


def texture_boxes(luma: Frame, most: int = 3, *, filled: float = 0.0) -> list[Box]:
    """The places that look most like a code, best first: large, filled and about square patches of two-way edges.

    ``filled`` is the least share of a box that its patch must cover. In third place and at the end may come two more than ``most``:
    the best places when every edge counts by the light around it, for a code in the shadow of something livelier, and for one
    with a shadow's edge across it, of which the other places show only the part in the light.
    """
    if min(luma.shape) < 2 * _CELL:
        return []
    half = cv2.resize(luma, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    below, right = (-side % _HALF_CELL for side in half.shape)  # whole cells: that is five times as quick
    half = cv2.copyMakeBorder(half, 0, below, 0, right, cv2.BORDER_REPLICATE).astype(np.uint8, copy=False)
    across, down = np.zeros_like(half), np.zeros_like(half)
    cv2.absdiff(half[:, 1:], half[:, :-1], dst=across[:, :-1])
    cv2.absdiff(half[1:], half[:-1], dst=down[:-1])
    texture = np.minimum(_per_cell(across), _per_cell(down))
    if float(texture.max()) < _FAINTEST:
        return []
    boxes = _patches(texture, filled, most)
    if boxes:
        noise = _NOISE * _usual(texture)
        edges = np.sqrt(np.maximum(texture * texture - noise * noise, 0))  # noise and edges add up as squares
        shaded = np.asarray(edges / _light(half), np.float32)
        for place, box in zip((2, len(boxes) + 1), _patches(shaded, filled, 2), strict=False):
            if not any(_alike(box, other) for other in boxes):
                boxes.insert(place, box)
    return boxes


def _usual(texture: Floats) -> float:
    """The texture of most places: noise, and what a picture has everywhere."""
    return quantile(texture[::2, ::2], 50)


def _patches(texture: Floats, filled: float, most: int) -> list[Box]:
    """The boxes around patches of strong texture, best first."""
    usual, strongest = _usual(texture), float(texture.max())
    found = [
        cv2.connectedComponentsWithStats((texture > usual + level * (strongest - usual)).astype(np.uint8))[2][1:]
        for level in _LEVELS
    ]
    patches = np.concatenate(found)
    width, height, area = patches[:, 2], patches[:, 3], patches[:, 4].astype(np.int64)
    good = (area >= 6) & (np.minimum(width, height) >= 2) & (area >= filled * width * height)
    good &= np.maximum(width, height) <= 3.5 * np.minimum(width, height)  # about square
    worth = np.where(good, area**2 / (width * height), 0)
    boxes: list[Box] = []
    for at in np.argsort(-worth, kind="stable")[: np.count_nonzero(good)]:
        if len(boxes) == most:
            break
        box = Box(*(patches[at, :4] * _CELL).tolist())
        if not any(_alike(box, other) for other in boxes):
            boxes.append(box)
    return boxes


def _light(half: MatLike) -> Floats:
    """How bright the lightest things around each cell are, and what noise adds to that."""
    size = (half.shape[1] // _HALF_CELL, half.shape[0] // _HALF_CELL)
    cells = cv2.resize(half, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    near = np.ones((_NEAR, _NEAR), np.uint8)
    return np.asarray(cv2.blur(cv2.dilate(cells, near), (_NEAR, _NEAR)), np.float32) + _DARKEST


def _per_cell(edges: MatLike) -> Floats:
    size = (edges.shape[1] // _HALF_CELL, edges.shape[0] // _HALF_CELL)
    cells = cv2.resize(edges, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return cv2.blur(cells, (3, 3)).astype(np.float32)


def _alike(one: Box, other: Box) -> bool:
    """Whether the crops of two boxes would be nearly the same picture."""
    slack = _CELL * 2
    return all(abs(a - b) <= slack for a, b in zip(one, other, strict=True))
