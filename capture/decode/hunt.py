"""Hunt: what is known so far about one frame: the codes that were read, and those that were seen but not read."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from capture.decode.code import Frame
from capture.decode.regions import Box, box_around, middle, texture_boxes
from capture.decode.zxing import Find, Miss

_CROWD = 6  # codes, those that were only seen counting half, that make it worth to look at the whole frame again
_WEBCAM = 1280  # pixels; in a larger picture texture is looked for at this size


@dataclass(slots=True)
class Hunt:
    """One frame, and what was found in it."""

    luma: Frame
    finds: list[Find] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    _boxes: list[Box] | None = None

    @property
    def everywhere(self) -> Box:
        """The whole frame."""
        return Box(0, 0, self.luma.shape[1], self.luma.shape[0])

    @property
    def boxes(self) -> list[Box]:
        """The places that look most like a code, best first."""
        if self._boxes is None:
            self._boxes = _textured(self.luma)
        return self._boxes

    @property
    def is_crowd(self) -> bool:
        """Whether there are many codes to be read."""
        missed = sum(self.is_open(box_around(miss.corners)) for miss in self.misses)
        return missed > 0 and missed + 2 * len(self.finds) >= _CROWD

    def is_open(self, box: Box) -> bool:
        """Whether no code was read in this box yet."""
        return not any(box.covers(*middle(find.corners)) for find in self.finds)

    def is_new(self, find: Find) -> bool:
        """Whether this is another payload than those found, or another place."""
        box = box_around(find.corners)
        return not any(other.raw == find.raw and box.covers(*middle(other.corners)) for other in self.finds)


def _textured(luma: Frame) -> list[Box]:
    shrink = min(1.0, _WEBCAM / max(luma.shape))
    if shrink == 1:
        return texture_boxes(luma)
    smooth = cv2.INTER_AREA if shrink < 0.5 else cv2.INTER_LINEAR  # four times as quick, and smooth enough
    small = cv2.resize(luma, None, fx=shrink, fy=shrink, interpolation=smooth).astype(np.uint8)
    return [Box(*(round(side / shrink) for side in box)) for box in texture_boxes(small)]
