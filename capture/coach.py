"""Coach: tells staff what to do with a badge that is seen but not read, from the frame alone.

It looks at the place that most resembles a code. Every rule is one measurable sign and one number; the first that holds is said.
Where nothing resembles a code there is nothing to say, but that it is too dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np

from capture.decode import Code, Frame, luma_of
from capture.decode.regions import Box, texture_boxes

Advice = Literal["too_far", "too_close", "hold_still", "too_dark", "glare", "tilt"]

_DARK = 60  # grey level: the lightest twentieth of a badge is darker than this
_CLOSE_SHARE = 0.7  # of the frame's height that a code covers
_COARSE_MODULE = 7.0  # pixels; a code with smaller modules does not fill a webcam's frame
_FAR_SIDE = 76  # pixels of the whole code; 25 modules of 3 pixels
_FAR_MODULE = 2.2  # pixels a module; below 2 hardly any reader succeeds
_GLARE_SHARE = 0.02  # of the code under a solid white spot
_WHITE = 252
_SMEAR = 0.42  # edges across the movement to edges along it
_MOVED = 14.0  # grey levels between this frame and the one before, at the badge
_TILT = 1.7  # width to height or height to width of what should be square


def advise(frame: Frame, codes: Sequence[Code], previous: Frame | None = None) -> Advice | None:
    """One piece of advice for this frame, or None where a code was read or nothing can be said.

    ``previous`` is an earlier frame of the same stream, a quarter of a second old or so; with it movement is seen surely,
    without it only as smear.
    """
    if codes or frame.size == 0:
        return None
    luma = np.ascontiguousarray(luma_of(frame))
    box = _likeliest(luma)
    if box is None:
        return "too_dark" if float(np.percentile(luma[::8, ::8], 95)) < _DARK else None
    piece = _cut(luma, box)
    if float(np.percentile(piece, 95)) < _DARK:
        return "too_dark"
    if box.height > _CLOSE_SHARE * luma.shape[0]:
        return "too_close"
    if previous is not None and previous.shape[:2] == luma.shape and _moved(piece, luma_of(previous), box):
        return "hold_still"
    if _white_spot(piece) > _GLARE_SHARE:
        return "glare"
    if _smear(piece) < _SMEAR:
        return "hold_still"
    if max(box.width, box.height) < _FAR_SIDE or _module_px(piece) < _FAR_MODULE:
        return "too_far"
    if max(box.width, box.height) > _TILT * min(box.width, box.height):
        return "tilt"
    return None


def _likeliest(luma: Frame) -> Box | None:
    """The place most like a code; a code that fills the frame is coarse, and is found in an eighth of the size."""
    fine = next(iter(texture_boxes(luma, most=1)), None)
    if fine is not None:
        piece = _cut(luma, fine)
        if _module_px(piece) < _COARSE_MODULE or _white_spot(piece) > _GLARE_SHARE:
            return fine
    small = cv2.resize(luma, (luma.shape[1] // 8 + 1, luma.shape[0] // 8 + 1), interpolation=cv2.INTER_AREA).astype(
        np.uint8
    )
    coarse = next(iter(texture_boxes(small, most=1, filled=0.6)), None)
    if coarse is not None and 8 * coarse.height > _CLOSE_SHARE * luma.shape[0]:
        return Box(*(8 * side for side in coarse))
    return fine


def _cut(luma: Frame, box: Box) -> Frame:
    return luma[box.y : box.y + box.height, box.x : box.x + box.width]


def _moved(piece: Frame, previous: Frame, box: Box) -> bool:
    """Whether the badge stood elsewhere before: noise is averaged away first."""
    change = cv2.absdiff(cv2.blur(piece, (5, 5)), cv2.blur(_cut(previous, box), (5, 5)))
    return float(change.mean()) > _MOVED


def _white_spot(piece: Frame) -> float:
    """The share of the piece under solid white that is wider than modules are: a lamp's mirror image, not paper."""
    side = max(5, min(piece.shape) // 7)
    white = cv2.threshold(cv2.blur(piece, (3, 3)), _WHITE - 1, 255, cv2.THRESH_BINARY)[1]
    return float((cv2.erode(white, np.ones((side, side), np.uint8)) > 0).mean())


def _smear(piece: Frame) -> float:
    """The weakest to the strongest of the edges by direction (eigenvalues of the structure tensor): 1 where all are alike."""
    calm = cv2.GaussianBlur(piece, (0, 0), 1.0).astype(np.float32)
    across, down = cv2.Sobel(calm, cv2.CV_32F, 1, 0), cv2.Sobel(calm, cv2.CV_32F, 0, 1)
    a, b, c = float((across * across).mean()), float((across * down).mean()), float((down * down).mean())
    spread = float(np.hypot((a - c) / 2, b))
    return ((a + c) / 2 - spread) / ((a + c) / 2 + spread + 1e-6)


def _module_px(piece: Frame) -> float:
    """Pixels a module: rows and columns change between dark and light about every second module."""
    calm = cv2.GaussianBlur(piece, (0, 0), 0.8).astype(np.uint8)
    dark = cv2.threshold(calm, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1].astype(np.int8)
    runs = [dark.shape[1 - axis] / (np.abs(np.diff(dark, axis=1 - axis)).sum(axis=1 - axis) + 1) for axis in (0, 1)]
    return float(min(np.median(run) for run in runs)) / 2
