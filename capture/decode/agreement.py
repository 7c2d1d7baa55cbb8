"""Agreement: codes with weak checks count only when other reads agree.

Code 39 has no check at all and Code 128 one symbol. A second read comes from another frame, or from the same frame: the upper and the
lower half of the bars, each read alone, or the other engine. Micro QR M1 and Aztec runes are so small that a texture may hold one by
chance: they have to be read again turned and enlarged, and with a quiet zone on every side.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from capture.decode import zbar, zxing
from capture.decode.code import Frame, quantile
from capture.decode.regions import box_around, cut, widened
from capture.decode.zxing import Find

_MEMORY = 30  # frames after which an earlier read counts no more
_TURNS = ((27, 3.0), (-38, 2.0), (64, 4.0))  # degrees, and how much larger
_LEAST_HEIGHT = 6  # pixels of bars in each half


class Agreement:
    """Remembers the one-dimensional codes of the last frames."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, bytes], int] = {}

    def agreed(self, finds: Iterable[Find], luma: Frame, frame_number: int) -> list[Find]:
        """The finds that need no second read or have one."""
        return [
            find
            for find in finds
            if (find.symbology not in ("code128", "code39") or self._twice(find, luma, frame_number))
            and (not find.tiny or _turned_agrees(find, luma))
        ]

    def _twice(self, find: Find, luma: Frame, frame_number: int) -> bool:
        key = (find.symbology, find.raw)
        before = self._seen.get(key)
        self._seen[key] = frame_number
        if len(self._seen) > _MEMORY:
            self._seen.pop(next(iter(self._seen)))
        if before is not None and 0 < frame_number - before <= _MEMORY:
            return True
        return _halves_agree(find, luma) or _other_engine_agrees(find, luma)


def _halves_agree(find: Find, luma: Frame) -> bool:
    corners = np.array(find.corners, np.float32)
    width = int(max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3])))
    height = int(min(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1])))
    if height < 2 * _LEAST_HEIGHT or width < 2 * _LEAST_HEIGHT:
        return False
    quiet = width // 8 + 8
    straight = np.array([(quiet, 0), (quiet + width, 0), (quiet + width, height), (quiet, height)], np.float32)
    onto = cv2.getPerspectiveTransform(corners, straight)
    bars = cv2.warpPerspective(luma, onto, (width + 2 * quiet, height), borderMode=cv2.BORDER_REPLICATE).astype(
        np.uint8
    )
    halves = bars[: height // 2], bars[height // 2 :]
    return all(
        any(other.raw == find.raw for other in zxing.read(np.ascontiguousarray(half), [find.symbology])[0])
        for half in halves
    )


def _other_engine_agrees(find: Find, luma: Frame) -> bool:
    """Whether the engine that did not read it reads the same; only zxing-cpp gives identifiers."""
    box = widened(box_around(find.corners), luma.shape)
    piece = np.ascontiguousarray(cut(luma, box))
    if not piece.size:
        return False
    others = zbar.read(piece) if find.identifier else zxing.read(piece, [find.symbology])[0]
    return any(other.raw == find.raw and other.symbology == find.symbology for other in others)


def _turned_agrees(find: Find, luma: Frame) -> bool:
    """Whether every turned and enlarged copy of the place reads the same, with its quiet zone as empty as it has to be."""
    box = widened(box_around(find.corners), luma.shape, margin=2)
    piece = np.ascontiguousarray(cut(luma, box))
    if not piece.size:
        return False
    return all(
        any(
            other.raw == find.raw and other.tiny
            for other in zxing.read(_turned(piece, angle, scale), [find.symbology])[0]
        )
        for angle, scale in _TURNS
    )


def _turned(piece: Frame, angle: float, scale: float) -> Frame:
    """The piece turned about its middle on paper of its own."""
    paper = quantile(piece, 90)
    scale = min(scale, 600 / max(piece.shape))
    size = int(np.hypot(*piece.shape) * scale) + 16
    onto = cv2.getRotationMatrix2D(((piece.shape[1] - 1) / 2, (piece.shape[0] - 1) / 2), angle, scale)
    onto = onto + np.array([[0, 0, (size - piece.shape[1]) / 2], [0, 0, (size - piece.shape[0]) / 2]])
    flags = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return cv2.warpAffine(piece, onto, (size, size), flags=flags, borderValue=paper).astype(np.uint8)
