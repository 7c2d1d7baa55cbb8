"""Views: the ways a small piece of a frame is prepared before an engine looks at it again. Rules as data.

The order of each list is the order of use. Orders and numbers come from counting what each view adds to those before it, for
the time it costs, on reduced, darkened and blurred pictures and on the synthetic grid of `bench/badge_grid.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from capture.decode.code import Frame

Engine = Literal["zxing", "zbar"]
_REACH = 8  # pixels; what lies further away says little about a pixel


@dataclass(frozen=True, slots=True)
class View:
    """One way to look: undo the lens's blur, or smooth and sharpen; stretch the contrast, enlarge, then perhaps a local threshold.

    ``undo`` is the Gaussian sigma of the blur to undo (0 for none) and ``grain`` how much noise to reckon with then. ``smooth`` and
    ``radius`` are Gaussian sigmas, ``sharpen`` is the share of the detail added again, ``scale`` the enlargement, ``block`` the side
    of the threshold's neighbourhood (0 for none); lengths are pixels of the crop, which is not enlarged beyond ``most`` pixels, as its
    modules are large already. ``bends`` says whether codes found but not read are worth the elastic grid, ``mends`` whether damaged
    codes are looked for, and ``invert`` whether light codes on dark are.
    """

    name: str
    engine: Engine = "zxing"
    scale: float = 2.0
    undo: float = 0.0
    grain: float = 0.1
    stretch: bool = True
    smooth: float = 0.0
    sharpen: float = 0.0
    radius: float = 1.0
    block: int = 0
    most: int = 640_000
    bends: bool = False
    mends: bool = False
    invert: bool = True


MISS_VIEWS = (
    View("x2 clear", undo=1.6, bends=True),
    View("x2 plain", stretch=False, bends=True),
    View("x3 fine", undo=0.8, scale=3, bends=True),
)
"""For a code that an engine found but could not read."""

AGAIN_VIEWS = (MISS_VIEWS[0], MISS_VIEWS[2])
"""For a place where a code was read a moment ago, and not again by the view that read it."""

PLAIN_VIEW = View("again", scale=1, stretch=False)
"""For the place where the frame before was read as it is."""

TEXTURE_VIEWS = (
    View("clear", undo=1.6, scale=1),
    View("x2 clearest", undo=2.0, grain=0.03, bends=True, invert=False),
    View("x1.5 fine", undo=0.8, grain=0.03, scale=1.5, invert=False),
    View("smooth", undo=2.0, grain=0.25, scale=1, invert=False),
    View("x2 clear", undo=1.6, bends=True, mends=True, invert=False),
    View("x3 finest", undo=0.8, grain=0.03, scale=3, invert=False),
    View("zbar", engine="zbar", scale=1),
    View("x3 threshold", scale=3, sharpen=2, block=15),
)
"""For a place that looks like a code; light codes on dark were looked for in the whole frame and in the first of these."""

MENDING_VIEW = View("mending", mends=True)
"""For damaged codes at the likeliest places, before the slower looks: stains and glare need no sharper picture."""

SLOW_VIEWS = (
    View("x2 even", undo=1.2, grain=0.25, bends=True, mends=True),
    View("x2 wide threshold", smooth=1, block=21),
    View("zbar x2", engine="zbar", sharpen=2),
    View("x4 sharper", scale=4, sharpen=3, radius=1.5, bends=True),
    View("x4 threshold", scale=4, block=11),
    View("x3 clear", undo=1.6, scale=3, bends=True),
    View("x2 plain", stretch=False),
    View("zbar x3", engine="zbar", scale=3, sharpen=2),
    View("zbar threshold", engine="zbar", block=15),
    View("soft", scale=1, smooth=1.5),
    View("half", scale=0.5, stretch=False),
)
"""For pictures that are given more time than a frame."""

OTHERS_VIEW = View("others half", scale=0.5, stretch=False, invert=False)
"""For the symbologies beside QR: one quick look at a large frame."""

SQUARES_VIEW = View("others here", scale=1, stretch=False, invert=False)
"""For the symbologies of two dimensions beside QR, at a place that looks like a code."""

HALF_VIEW = View("frame half", scale=0.5, stretch=False)
"""For the whole frame, at a quarter of the cost: noise goes, and codes too large for a threshold over a few pixels come in reach."""

CROWD_VIEWS = (
    View("frame clearest", undo=1.6, grain=0.03, scale=1, invert=False),
    View("frame x2 clear", undo=1.3, most=3_700_000, invert=False),
)
"""For a frame with many codes: all of them at once, the second where there is time."""

QUARTER_VIEW = View("frame quarter", scale=0.25, stretch=False, smooth=1)
"""For the whole frame, whatever may be in it: dotted codes, and those whose modules are large."""

FRAME_VIEWS = (
    View("frame clear", undo=2.2, scale=1, invert=False),
    View("frame soft", scale=1, stretch=False, smooth=1),
    View("frame sharp", scale=1, stretch=False, sharpen=2),
    View("frame zbar", engine="zbar", scale=1, stretch=False),
)
"""For the whole frame again: what no box caught."""

STEADY_VIEWS = (
    View("mean clear", undo=1.6, grain=0.05, scale=1, bends=True, mends=True, invert=False),
    View("mean fine", undo=0.8, scale=1, invert=False),
    View("mean even", undo=1.3, scale=1, bends=True, invert=False),
    View("mean clearest", undo=2.0, grain=0.05, scale=1, invert=False),
)
"""For the mean of several frames; scale and sigmas count in pixels of the frame."""


def prepared(crop: MatLike, view: View, enlarged: int = 1) -> tuple[Frame, float]:
    """The crop as the view wants it, and how much it was enlarged; it may come ``enlarged`` already."""
    if view.undo:
        picture = restored(crop, view.undo, view.grain, enlarged)
    else:
        rounded = np.asarray(crop, dtype=np.uint8)
        picture = stretched(rounded) if view.stretch else rounded
    wanted = max(1.0, view.scale / enlarged) if view.scale > 1 else view.scale
    scale = min(wanted, max(1.0, float((view.most / crop.size) ** 0.5)))
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


def restored(crop: MatLike, sigma: float, grain: float, enlarged: int = 1) -> Frame:
    """The crop as it was before a Gaussian blur, by Wiener's filter along rows and columns; stretched before it is rounded.

    ``grain`` is the noise's power as a share of the picture's: the larger, the less fine detail is brought back.
    """
    taps = _taps(sigma, grain, enlarged)
    clear = cv2.sepFilter2D(crop, cv2.CV_32F, taps, taps, borderType=cv2.BORDER_REFLECT)
    sample = np.sort(clear[::4, ::4], axis=None)
    low, high = float(sample[len(sample) // 50]), float(sample[-1 - len(sample) // 50])
    gain = 235 / max(high - low, 4.0)
    return np.asarray(np.clip(clear * gain + (10 - low * gain), 0, 255), dtype=np.uint8)


@cache
def _taps(sigma: float, grain: float, enlarged: int) -> NDArray[np.float32]:
    """Wiener's filter for one direction, H / (H * H + grain), H the Gaussian's frequency response."""
    waves = np.fft.fftfreq(256) * enlarged  # a pixel of the frame
    blur = np.exp(-2 * (np.pi * sigma * waves) ** 2)
    reach = _REACH * enlarged
    taps = np.fft.fftshift(np.fft.ifft(blur / (blur * blur + grain)).real)[128 - reach : 129 + reach]
    return np.asarray(taps / taps.sum(), dtype=np.float32)
