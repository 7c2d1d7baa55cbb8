"""Views: the ways a small piece of a frame is prepared before an engine looks at it again. Rules as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from capture.decode.code import Frame

Engine = Literal["zxing", "zbar"]


@dataclass(frozen=True, slots=True)
class View:
    """One way to look: stretch the contrast, smooth, sharpen, enlarge, then perhaps a local threshold.

    ``smooth`` and ``radius`` are Gaussian sigmas in pixels of the crop, ``sharpen`` is the share of the detail added again, ``scale`` the
    enlargement, ``block`` the side of the threshold's neighbourhood in pixels of the crop (0 for none).
    """

    name: str
    engine: Engine = "zxing"
    scale: float = 2.0
    stretch: bool = True
    smooth: float = 0.0
    sharpen: float = 0.0
    radius: float = 1.0
    block: int = 0
    even: bool = False

    @property
    def threshold(self) -> str:
        """What the engine still has to do: nothing where this view is black and white already."""
        return "done" if self.block else "local"


def prepared(crop: Frame, view: View) -> Frame:
    """The crop as the view wants it."""
    picture = stretched(crop) if view.stretch else crop
    if view.even:
        picture = cv2.createCLAHE(3.0, (4, 4)).apply(picture)
    if view.smooth:
        picture = cv2.GaussianBlur(picture, (0, 0), view.smooth)
    if view.sharpen:
        picture = cv2.addWeighted(picture, 1 + view.sharpen, cv2.GaussianBlur(picture, (0, 0), view.radius), -view.sharpen, 0)
    if view.scale != 1:
        ways = cv2.INTER_CUBIC if view.scale > 1 else cv2.INTER_AREA
        picture = cv2.resize(picture, None, fx=view.scale, fy=view.scale, interpolation=ways)
    if view.block:
        block = int(view.block * view.scale) | 1
        picture = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, 0)
    return np.ascontiguousarray(picture, dtype=np.uint8)


def stretched(crop: Frame) -> Frame:
    """The crop with its darkest and lightest hundredths spread to black and white."""
    sample = np.sort(crop[::3, ::3], axis=None)
    low, high = float(sample[len(sample) // 100]), float(sample[-1 - len(sample) // 100])
    gain = 255 / max(high - low, 16)
    return cv2.convertScaleAbs(cv2.subtract(crop, low), alpha=gain).astype(np.uint8)
