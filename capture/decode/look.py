"""Look: one view of one piece of a frame; what it finds is placed back in the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from cv2.typing import MatLike

from capture.decode import zbar, zxing
from capture.decode.code import Corners, Frame, Symbology
from capture.decode.elastic import flattened
from capture.decode.mend import mended
from capture.decode.pose import Pose, poses
from capture.decode.regions import Box
from capture.decode.views import View, prepared
from capture.decode.zxing import Find, Miss

_MOST_MODULES = 81  # a side; larger codes take too long to straighten
_MOST_BENT = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try: its name, how many pixels of the frame it looks at, and what it does."""

    name: str
    pixels: int
    run: Callable[[], list[Find]]


class Look:
    """One view of one window of the frame."""

    def __init__(self, window: Box, view: View, symbologies: Sequence[Symbology]) -> None:
        self._window, self._view, self._symbologies = window, view, symbologies
        self._misses: list[Miss] = []
        self._poses: list[Pose] = []
        self._picture: Frame | None = None

    def at(self, crop: MatLike, enlarged: int = 1) -> list[Find]:
        """Prepare the crop, which may come enlarged, and let the view's engine read it."""
        picture = self._prepared(crop, enlarged)
        if self._view.engine == "zbar":
            finds = [find for find in zbar.read(picture) if find.symbology in self._symbologies]
        else:
            threshold = "done" if self._view.block else "local"
            finds, self._misses = zxing.read(picture, self._symbologies, threshold=threshold, invert=self._view.invert)
        return [replace(find, corners=self._in_frame(find.corners)) for find in finds]

    def bent(self) -> Iterator[Step]:
        """The codes this look found but could not read, each over its own bent grid."""
        if self._picture is not None:
            for miss in self._misses[:_MOST_BENT]:
                yield from bent(self._picture, miss, self._in_frame(miss.corners))

    def mended(self, crop: MatLike, enlarged: int = 1) -> Iterator[Step]:
        """The codes in the crop that no engine located, or that are damaged beyond what it corrects."""

        def locate() -> list[Find]:
            self._poses = poses(self._prepared(crop, enlarged))
            return []

        def mend(pose: Pose) -> list[Find]:
            finds = mended(self._prepared(crop, enlarged), pose)
            return [replace(find, corners=self._in_frame(find.corners)) for find in finds]

        yield Step("poses", crop.size, locate)
        for pose in self._poses:
            yield Step("mended", (6 * pose.modules) ** 2, partial(mend, pose))

    @property
    def posed(self) -> list[Miss]:
        """The codes that `mended` located, placed in the frame."""
        return [Miss(self._in_frame(pose.outline), pose.modules) for pose in self._poses]

    def _prepared(self, crop: MatLike, enlarged: int) -> Frame:
        if self._picture is None:
            self._picture, scale = prepared(crop, self._view, enlarged)
            self._scale = scale * enlarged
        return self._picture

    def _in_frame(self, corners: Corners) -> Corners:
        a, b, c, d = ((self._window.x + x / self._scale, self._window.y + y / self._scale) for x, y in corners)
        return a, b, c, d


def bent(picture: Frame, miss: Miss, place: Corners) -> Iterator[Step]:
    """A code read over its own bent grid, only where the engine could tell how many modules it has."""
    if not 0 < miss.modules <= _MOST_MODULES:
        return

    def run() -> list[Find]:
        finds, _ = zxing.read(flattened(picture, np.array(miss.corners, np.float32), miss.modules), ["qrcode"])
        return [replace(find, corners=place) for find in finds]

    yield Step("bent grid", (6 * miss.modules) ** 2, run)
