"""Snapshot: the part of a frame around a code, as a picture to keep.

A personal code holds no name, but the phone or the card around it mostly shows one; and its token may be reset later.
"""

from __future__ import annotations

import cv2

from capture.decode import Code, Frame

_AROUND = 2.0  # sides of the code that are kept on each side of it: a phone's screen, a business card
_QUALITY = 85


def snapshot(frame: Frame, code: Code) -> bytes:
    """A JPEG of the code and what is around it, cut from the frame that it was read in (luma, or BGR)."""
    xs, ys = [x for x, _ in code.corners], [y for _, y in code.corners]
    margin = _AROUND * max(max(xs) - min(xs), max(ys) - min(ys))
    left, top = max(0, int(min(xs) - margin)), max(0, int(min(ys) - margin))
    crop = frame[top : int(max(ys) + margin) + 1, left : int(max(xs) + margin) + 1]
    _, data = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return data.tobytes()
