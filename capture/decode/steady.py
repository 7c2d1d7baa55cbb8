"""Steady: the mean of the last frames around a badge that is held still, each frame laid on the others.

A hand trembles by parts of a pixel, so the mean of aligned frames on a grid twice as fine has less noise and more detail than any of
them. The shift is measured by phase correlation (`cv2.phaseCorrelate`).
"""

from __future__ import annotations

from functools import cache
from itertools import product
from math import ceil

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from capture.decode.code import Frame, Point
from capture.decode.regions import Box, cut

_MEMORY = 6  # frames that count; older ones fade
_AGREES = 0.08  # phase correlation's response below which two crops do not show the same thing
_FINE_SIDE = 192  # pixels; up to here the mean is kept at twice the size
_MOST_STEP = 5.0  # pixels from frame to frame
_ALIKE = 0.6  # correlation of a frame, laid on the mean, with the mean
_SIDES = (96, 128, 160, 192, 240, 256, 320, 384)  # quick lengths for a Fourier transform


class Steady:
    """One place that is followed from frame to frame, and the mean of what was seen there."""

    def __init__(self, box: Box) -> None:
        wanted = _wanted_side(box)
        self.side = next((side for side in _SIDES if side >= wanted), _SIDES[-1])
        self.scale = 2 if self.side <= _FINE_SIDE else 1  # larger codes have pixels enough
        self.frames = 0
        self.age = 0
        self._middle = (box.x + box.width / 2, box.y + box.height / 2)
        self._mean: NDArray[np.float32] | None = None
        self._guide: NDArray[np.float32] | None = None

    @staticmethod
    def suits(box: Box) -> bool:
        """Whether the place is small enough to be worth it; larger codes have pixels enough."""
        return _wanted_side(box) <= _SIDES[-1]

    def window(self, shape: tuple[int, ...]) -> Box | None:
        """Where the place is now, or None where it does not fit the frame."""
        if min(shape[:2]) < self.side:
            return None
        left = min(max(0, round(self._middle[0] - self.side / 2)), shape[1] - self.side)
        top = min(max(0, round(self._middle[1] - self.side / 2)), shape[0] - self.side)
        return Box(left, top, self.side, self.side)

    def holds(self, point: Point, shape: tuple[int, ...]) -> bool:
        """Whether a code was read here; the place then lives longer."""
        window = self.window(shape)
        held = window is not None and window.covers(*point)
        if held:
            self.age = 0
        return held

    def add(self, luma: Frame) -> bool:
        """Take in the next frame; false where the place was lost and the mean starts anew with this frame."""
        self.age += 1
        window = self.window(luma.shape)
        if window is None:
            return False
        shift, kept = self._shift(cut(luma, window))
        still = max(abs(shift[0]), abs(shift[1])) <= _MOST_STEP  # what moves is smeared: it is followed, but not kept
        if kept and max(abs(shift[0]), abs(shift[1])) > 1:  # follow the hand by whole pixels, then the rest is small
            self._middle = (self._middle[0] + round(shift[0]), self._middle[1] + round(shift[1]))
            moved = self.window(luma.shape) or window
            shift = (shift[0] - (moved.x - window.x), shift[1] - (moved.y - window.y))
            window = moved
        laid = self._laid(cut(luma, window), shift)
        kept = kept and still and self._alike(laid)
        self.frames = self.frames + 1 if kept else 1
        if kept and self._mean is not None:
            cv2.accumulateWeighted(laid, self._mean, max(1 / self.frames, 1 / _MEMORY))
        else:
            self._mean = laid.astype(np.float32)
        self._guide = _coarse(self._mean, self._guide_side)
        return kept

    @property
    def mean(self) -> NDArray[np.float32]:
        """The mean, ``scale`` pixels for one of the frame, not rounded: what is lost there no filter brings back."""
        if self._mean is None:
            raise ValueError("nothing was added yet: call add() first")
        return self._mean

    @property
    def _guide_side(self) -> int:
        """The side of the picture that shifts are measured on: large places are measured at half size."""
        return self.side if self.side <= _FINE_SIDE else self.side // 2

    def _shift(self, crop: Frame) -> tuple[tuple[float, float], bool]:
        """How far the place moved since the mean, in pixels of the frame, and whether it is the same place at all."""
        if self._guide is None:
            return (0.0, 0.0), False
        now = _coarse(crop, self._guide_side)
        (across, down), response = cv2.phaseCorrelate(
            self._guide.copy(), now, _hanning(self._guide_side)
        )  # it windows its input in place
        unit = self.side / self._guide_side
        shift = (across * unit, down * unit)
        return shift, response > _AGREES and max(abs(shift[0]), abs(shift[1])) < self.side / 4

    def _alike(self, laid: NDArray[np.float32]) -> bool:
        """Whether the frame shows what the mean shows; else a badge that is gone would be read again from its mean."""
        if self._guide is None:
            return False
        return _correlation(_coarse(laid, self._guide_side), self._guide) > _ALIKE

    def _laid(self, crop: Frame, shift: tuple[float, float]) -> NDArray[np.float32]:
        """The crop moved back by the shift, on the grid of the mean; the middles of pixels lie at +0.5."""
        scale = self.scale
        across, down = ([_between((at + 0.5) / scale - 0.5 + along) for at in range(scale)] for along in shift)
        laid = np.empty((self.side * scale, self.side * scale), np.float32)
        for row, column in product(range(scale), repeat=2):
            laid[row::scale, column::scale] = cv2.sepFilter2D(
                crop, cv2.CV_32F, across[column], down[row], borderType=cv2.BORDER_REPLICATE
            )
        return laid


def _wanted_side(box: Box) -> float:
    return max(box.width, box.height) * 1.3 + 24


def _coarse(picture: MatLike, side: int) -> NDArray[np.float32]:
    if picture.shape[0] != side:
        picture = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    return picture.astype(np.float32)


def _between(offset: float) -> NDArray[np.float32]:
    """The filter that takes, for each pixel, the value ``offset`` pixels further on, by cubic interpolation (Keys, 1981)."""
    reach = ceil(abs(offset)) + 1
    away = np.abs(np.arange(-reach, reach + 1) - offset)
    near = (1.25 * away - 2.25) * away * away + 1
    far = ((-0.75 * away + 3.75) * away - 6) * away + 3
    return np.where(away <= 1, near, np.where(away < 2, far, 0)).astype(np.float32)


def _correlation(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """How alike two pictures of one size are, from -1 to 1, however bright each is."""
    a, b = one.ravel() - one.mean(), other.ravel() - other.mean()
    return float(a @ b / max(float(np.sqrt((a @ a) * (b @ b))), 1e-6))


@cache
def _hanning(side: int) -> NDArray[np.float32]:
    return cv2.createHanningWindow((side, side), cv2.CV_32F).astype(np.float32)
