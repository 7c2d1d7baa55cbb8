"""Code: one code found in one frame, with its exact bytes; and Frame, the one name for a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

Frame: TypeAlias = NDArray[np.uint8]
"""A picture: luma of shape (height, width), or OpenCV's BGR of shape (height, width, 3)."""

Symbology = Literal["qrcode", "microqrcode", "datamatrix", "aztec", "pdf417", "code128", "code39"]
SYMBOLOGIES: tuple[Symbology, ...] = get_args(Symbology)

Point: TypeAlias = tuple[float, float]
"""x, y in pixels of the frame that was handed in."""

Corners: TypeAlias = tuple[Point, Point, Point, Point]
"""Four points, clockwise from the code's own top left."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code as it stood in one frame.

    ``raw`` are the payload's exact bytes; ``symbology_identifier`` is the AIM identifier of ISO/IEC 15424 ("]Q1"), empty where
    the engine does not know it. ``corners`` run clockwise from the code's own top left. ``stage`` names the step of the cascade
    that read it and ``milliseconds`` is the time since `Reader.read` was entered. ``text`` is set only where the code itself
    says what its bytes mean (an explicit ECI, Kanji or Hanzi mode): then it is right, and otherwise bytes come first.
    """

    raw: bytes
    symbology: Symbology
    symbology_identifier: str
    explicit_eci: bool
    corners: Corners
    stage: str
    milliseconds: float
    text: str | None = None


def quantile(values: NDArray[np.generic], percent: int) -> float:
    """The value that so many percent of the values are below; numpy's own loads masked arrays when it is first called."""
    return float(np.sort(values, axis=None)[values.size * percent // 100])


def luma_of(frame: Frame) -> Frame:
    """The luma of a frame, which itself is luma or BGR."""
    return frame if frame.ndim == 2 else cast("Frame", cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))
