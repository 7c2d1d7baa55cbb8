"""Views: the ways a small piece of a frame is prepared before an engine looks at it again. Rules as data.

The order of each list is the order of use. Orders and numbers come from counting what each view adds to those before it, for
the time it costs, on reduced, darkened and blurred pictures and on the synthetic grid of `bench/badge_grid.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from capture.decode.code import Frame

Engine = Literal["zxing", "zbar"]
_MOST_PIXELS = 640_000  # a view of a large crop enlarges less: its modules are large already


@dataclass(frozen=True, slots=True)
class View:
    """One way to look: stretch the contrast, smooth, sharpen, enlarge, then perhaps a local threshold.

    ``smooth`` and ``radius`` are Gaussian sigmas in pixels of the crop, ``sharpen`` is the share of the detail added again, ``scale``
    the enlargement, ``block`` the side of the threshold's neighbourhood in pixels of the crop (0 for none), ``even`` evens out
    the contrast piece by piece, ``bends`` says whether codes found but not read are worth the elastic grid, and ``invert`` whether
    light codes on dark are looked for.
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
    bends: bool = False
    invert: bool = True


MISS_VIEWS = (
    View("x1.5 sharp", scale=1.5, sharpen=2),
    View("x2", bends=True),
    View("x3 sharp", scale=3, sharpen=3, radius=1.5, bends=True),
)
"""For a code that an engine found but could not read."""

TEXTURE_VIEWS = (
    View("x2 plain", stretch=False),
    View("x3 sharp", scale=3, sharpen=2, invert=False),
    View("x2 soft", smooth=1, sharpen=3, radius=2, bends=True, invert=False),
    View("x3 sharper", scale=3, sharpen=3, radius=1.5, bends=True, invert=False),
    View("zbar", engine="zbar", scale=1),
    View("x4 sharp", scale=4, sharpen=2, invert=False),
)
"""For a place that looks like a code; light codes on dark were looked for in the whole frame and in the first of these."""

NOISY_VIEWS = (TEXTURE_VIEWS[2], *TEXTURE_VIEWS[:2], *TEXTURE_VIEWS[3:])
"""The same for a noisy frame, where sharpening alone sharpens the noise."""

SLOW_VIEWS = (
    View("x2 sharper", sharpen=3, radius=1.5),
    View("zbar x2", engine="zbar", sharpen=2),
    View("x3 threshold", scale=3, sharpen=2, block=15),
    View("x4 threshold", scale=4, block=11),
    View("x3 soft", scale=3, smooth=1, sharpen=3, radius=2, bends=True),
    View("x2 even", even=True),
    View("x2 wide threshold", smooth=1, block=21),
    View("zbar x3", engine="zbar", scale=3, sharpen=2),
    View("x4 sharper", scale=4, sharpen=3, radius=1.5, bends=True),
    View("zbar threshold", engine="zbar", block=15),
    View("soft", scale=1, smooth=1.5),
    View("half", scale=0.5, stretch=False),
)
"""For pictures that are given more time than a frame."""

OTHERS_VIEWS = (
    View("others", scale=1, stretch=False),
    View("others half", scale=0.5, stretch=False, invert=False),
)
"""For the symbologies beside QR: one quick look at a small frame, and at a large one."""

FRAME_VIEWS = (
    View("frame half", scale=0.5, stretch=False),
    View("frame soft", scale=1, stretch=False, smooth=1),
    View("frame sharp", scale=1, stretch=False, sharpen=2),
    View("frame quarter", scale=0.25, stretch=False, smooth=1),
    View("frame zbar", engine="zbar", scale=1, stretch=False),
)
"""For the whole frame: codes too large for a threshold over a few pixels, dotted codes, and what no box caught."""

STEADY_VIEWS = (
    View("mean sharp", scale=1.5, sharpen=3, radius=1.5, bends=True, invert=False),
    View("mean", scale=1.5, invert=False),
    View("mean x2 sharper", sharpen=5, radius=1.5, invert=False),
)
"""For the mean of several frames; scale and sigmas count in pixels of the frame."""


def prepared(crop: Frame, view: View, enlarged: int = 1) -> tuple[Frame, float]:
    """The crop as the view wants it, and how much it was enlarged; it may come ``enlarged`` already."""
    picture = stretched(crop) if view.stretch else crop
    scale = min(view.scale / enlarged, max(1.0, float((_MOST_PIXELS / crop.size) ** 0.5)))
    if view.even:
        picture = cv2.createCLAHE(3.0, (4, 4)).apply(picture).astype(np.uint8)
    if view.smooth:
        picture = cv2.GaussianBlur(picture, (0, 0), view.smooth * enlarged).astype(np.uint8)
    if view.sharpen:
        rough = cv2.GaussianBlur(picture, (0, 0), view.radius * enlarged)
        picture = cv2.addWeighted(picture, 1 + view.sharpen, rough, -view.sharpen, 0).astype(np.uint8)
    if scale != 1:
        size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA).astype(
            np.uint8
        )
    if view.block:
        block = int(view.block * scale) | 1
        mean = cv2.ADAPTIVE_THRESH_MEAN_C
        picture = cv2.adaptiveThreshold(picture, 255, mean, cv2.THRESH_BINARY, block, 0).astype(np.uint8)
    return np.ascontiguousarray(picture), scale


def stretched(crop: Frame) -> Frame:
    """The crop with its darkest and lightest hundredths spread to black and white."""
    sample = np.sort(crop[::3, ::3], axis=None)
    low, high = float(sample[len(sample) // 100]), float(sample[-1 - len(sample) // 100])
    return cv2.convertScaleAbs(cv2.subtract(crop, low), alpha=255 / max(high - low, 16)).astype(np.uint8)  # type: ignore[call-overload]
