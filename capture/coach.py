"""Coach: tells staff what to do with a badge that is not read, from the frame alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np

from capture.decode import Code, Frame, luma_of

Advice = Literal["too_far", "too_close", "hold_still", "too_dark", "glare", "tilt"]


def advise(frame: Frame, codes: Sequence[Code], previous: Frame | None = None) -> Advice | None:
    """One piece of advice for this frame, or None when a code was read or nothing can be said."""
    if codes:
        return None
    luma = luma_of(frame)
    small = cv2.resize(luma, (160, 90), interpolation=cv2.INTER_AREA)
    if np.percentile(small, 95) < 50:
        return "too_dark"
    if previous is not None:
        before = cv2.resize(luma_of(previous), (160, 90), interpolation=cv2.INTER_AREA)
        if float(np.mean(cv2.absdiff(small, before))) > 12:
            return "hold_still"
    return None
