"""Scene: what a film's last frames taught: where codes were read, which places are followed, what was tried in vain.

A new scene forgets everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from capture.decode.code import Code, Frame, Symbology
from capture.decode.hunt import Hunt
from capture.decode.regions import Box, box_around, middle
from capture.decode.steady import Steady

_SAME = 0.07  # of the mean brightness that the thumbnails of two frames may differ by, beside noise
_NOISE = 2.0  # grey levels that noise makes of that
_MOST_TRACKS = 3
_TRACK_LIFE = 8  # frames; then other places get their turn
_PLACE_LIFE = 15  # frames after the last read there
_MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code was read, by which step, and in which frame."""

    box: Box
    symbology: Symbology
    stage: str
    frame: int


class Scene:
    """The memory of one stream of frames."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.tracks: list[Steady] = []
        self.tried: set[tuple[str, int]] = set()
        self._missed: list[Box] = []
        self._turn = 0
        self._thumbnail: Frame | None = None
        self._shape: tuple[int, ...] = ()

    def goes_on(self, luma: Frame) -> bool:
        """Whether this frame shows the scene of the one before; otherwise everything is forgotten."""
        thumbnail = cv2.resize(luma[::4, ::4], (48, 27), interpolation=cv2.INTER_AREA).astype(np.uint8)
        before, self._thumbnail = self._thumbnail, thumbnail
        shape, self._shape = self._shape, luma.shape
        if before is not None and shape == luma.shape:
            change = float(cv2.absdiff(before, thumbnail).mean())
            if change < _SAME * float(thumbnail.mean()) + _NOISE:
                return True
        self.places, self.tracks, self._missed, self._turn = [], [], [], 0
        self.tried.clear()
        return False

    def remember(self, hunt: Hunt, codes: Sequence[Code], frame: int) -> None:
        """Keep where codes were read, and the means that hold one: the next frame looks there first."""
        if codes:
            shape, middles = hunt.luma.shape, [middle(code.corners) for code in codes]
            self.tracks = [track for track in self.tracks if any(track.holds(point, shape) for point in middles)]
            self.tried.clear()
            self._turn = 0
        read = [Place(box_around(code.corners), code.symbology, code.stage, frame) for code in codes]
        kept = [place for place in self.places if place.frame > frame - _PLACE_LIFE and hunt.is_open(place.box)]
        self.places = (read + kept)[:_MOST_PLACES]
        self._missed = [box_around(miss.corners) for miss in hunt.misses] or self._missed

    def followed(self, hunt: Hunt) -> list[Steady]:
        """The places to take means of: where codes were seen or read, and others that look like one, some at a time."""
        if max((track.age for track in self.tracks), default=_TRACK_LIFE) >= _TRACK_LIFE:
            boxes: list[Box] = []
            for box in (*self._missed, *(place.box for place in self.places), *hunt.boxes):
                if Steady.suits(box) and not any(_same(box, other) for other in boxes):
                    boxes.append(box)
            first = self._turn if self._turn < len(boxes) else 0
            self.tracks = [Steady(box) for box in boxes[first : first + _MOST_TRACKS]]
            self._turn = first + _MOST_TRACKS
        return self.tracks


def _same(one: Box, other: Box) -> bool:
    """Whether two boxes show the same thing."""
    return one.covers(*other.middle) and other.covers(*one.middle)
