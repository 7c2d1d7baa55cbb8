"""Reader: finds and reads every code in a frame, the cheapest engine first, heavier steps only after a miss.

A frame climbs a ladder of steps, each a way to look at the whole frame or at a piece of it, until a code is read or the budget
is spent. In a film the next frame goes on with what this one left untried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import cv2
import numpy as np

from capture.decode import zbar, zxing
from capture.decode.agreement import Agreement
from capture.decode.clock import Clock
from capture.decode.code import SYMBOLOGIES, Code, Corners, Frame, Point, Symbology, luma_of
from capture.decode.look import Look, Step, bent
from capture.decode.regions import Box, box_around, cut, texture_boxes, widened
from capture.decode.steady import Steady
from capture.decode.views import (
    AGAIN_VIEWS,
    CROWD_VIEWS,
    FRAME_VIEWS,
    HALF_VIEW,
    MENDING_VIEW,
    MISS_VIEWS,
    OTHERS_VIEWS,
    SLOW_VIEWS,
    STEADY_VIEWS,
    TEXTURE_VIEWS,
    View,
)
from capture.decode.zxing import Find, Miss

Mode = Literal["live", "still", "patient"]
BUDGET_MS: dict[Mode, float] = {"live": 33.0, "still": 250.0, "patient": float("inf")}

_FILM_SHARE = 0.45  # of the budget for a frame that goes on with a scene: more than 60 of them a second
_SAME_SCENE = 0.07  # of the mean brightness that the thumbnails of two frames may differ by, beside noise
_NOISE = 2.0  # grey levels that noise makes of that
_ODD_LOOK = 4  # frames from one look for another symbology, or for a second badge, to the next
_LARGE = 600_000  # pixels; a frame too large to look for every symbology at once
_MOST_MISSES = 3
_LIKELIEST = 2  # places that are searched for damaged codes before everything else was tried
_CROWD = 6  # codes, those that were only seen counting half, that make it worth to look at the whole frame again
_MOST_TRACKS = 2
_TRACK_LIFE = 10  # frames; then other places get their turn
_FEWEST = 2  # frames that make a mean
_ROTA: tuple[tuple[Symbology, ...], ...] = (
    ("datamatrix",),
    ("pdf417",),
    ("aztec", "microqrcode"),
    ("code128", "code39"),
)


@dataclass(slots=True)
class _Hunt:
    """What is known so far about one frame."""

    luma: Frame
    finds: list[Find] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def is_open(self, box: Box) -> bool:
        """Whether no code was read in this box yet."""
        return not any(box.covers(*_middle(find.corners)) for find in self.finds)

    @property
    def is_crowd(self) -> bool:
        """Whether there are many codes to be read."""
        missed = sum(self.is_open(box_around(miss.corners)) for miss in self.misses)
        return missed > 0 and missed + 2 * len(self.finds) >= _CROWD

    def is_new(self, find: Find) -> bool:
        """Whether this is another payload than those found, or another place."""
        box = box_around(find.corners)
        return not any(other.raw == find.raw and box.covers(*_middle(other.corners)) for other in self.finds)


class Reader:
    """Reads codes from frames under a time budget; keep one for each stream of frames.

    ``live`` reads a film, ``budget_ms`` for each frame; ``still`` one picture; ``patient`` one picture, as long as it takes.
    ``version`` names the reader and its engines, and belongs into every Scan. ``steps`` names what was tried on the last frame.
    """

    def __init__(
        self, mode: Mode = "live", *, budget_ms: float | None = None, symbologies: Iterable[Symbology] = SYMBOLOGIES
    ) -> None:
        cv2.setNumThreads(1)  # crops are too small for threads to help, and a booth laptop has other work
        self.mode = mode
        self.symbologies = tuple(symbologies)
        self.version = (
            f"boothflow-decode 1 (zxing-cpp {zxing.version()}, zbar {zbar.version()}, opencv {cv2.__version__})"
        )
        self.steps: list[str] = []
        self._qr = tuple(name for name in self.symbologies if name == "qrcode")
        rota = (tuple(name for name in group if name in self.symbologies) for group in _ROTA)
        self._others = tuple(group for group in rota if group)
        self._clock = Clock(BUDGET_MS[mode] if budget_ms is None else budget_ms)
        self._agreement = Agreement()
        self._frame = 0
        self._thumbnail: Frame | None = None
        self._shape: tuple[int, ...] = ()
        self._tracks: list[Steady] = []
        self._last_boxes: list[Box] = []
        self._last_stage = ""
        self._tried: set[tuple[str, int]] = set()
        self._next_place = 0

    @property
    def budget_ms(self) -> float:
        """Milliseconds that a frame may take."""
        return self._clock.budget_ms

    @property
    def zbar_available(self) -> bool:
        """Whether the second engine, zbar, works on this machine."""
        return zbar.available()

    def read(self, frame: Frame) -> list[Code]:
        """Every code in the frame, luma (height, width) or BGR (height, width, 3); empty where there is none."""
        self._clock.start()
        self.steps = []
        if frame.size == 0:
            return []
        hunt = _Hunt(np.ascontiguousarray(luma_of(frame)))
        follows = self.mode == "live" and self._follows(hunt.luma)
        if follows:
            self._clock.keep_to(_FILM_SHARE)
        self._frame += 1
        codes: list[Code] = []
        for step in self._film_ladder(hunt) if follows else self._ladder(hunt):
            if self.steps and not self._clock.affords(step.name, step.pixels):
                continue
            before = self._clock.spent_ms()
            found = self._agreement.agreed(step.run(), hunt.luma, self._frame)
            self._clock.learn(step.name, step.pixels, self._clock.spent_ms() - before)
            self.steps.append(step.name)
            for find in filter(hunt.is_new, found):
                hunt.finds.append(find)
                codes.append(_code(find, step.name, self._clock.elapsed_ms()))
        if codes:
            self._remember(codes, hunt.luma.shape)
        return codes

    def _remember(self, codes: Sequence[Code], shape: tuple[int, ...]) -> None:
        """Keep where codes were read, and the means that hold one: the next frame looks there first."""
        kept = [track for track in self._tracks if any(track.holds(_middle(code.corners), shape) for code in codes)]
        self._new_scene()
        self._tracks = kept
        self._last_boxes = [box_around(code.corners) for code in codes]
        self._last_stage = codes[0].stage

    def _follows(self, luma: Frame) -> bool:
        """Whether this frame goes on with the scene of the one before; a new scene forgets everything."""
        thumbnail = cv2.resize(luma[::4, ::4], (48, 27), interpolation=cv2.INTER_AREA).astype(np.uint8)
        before, self._thumbnail = self._thumbnail, thumbnail
        shape, self._shape = self._shape, luma.shape
        if before is not None and shape == luma.shape:
            change = float(cv2.absdiff(before, thumbnail).mean())
            if change < _SAME_SCENE * float(thumbnail.mean()) + _NOISE:
                return True
        self._new_scene()
        return False

    def _new_scene(self) -> None:
        self._tracks, self._last_boxes, self._next_place = [], [], 0
        self._tried.clear()

    def _ladder(self, hunt: _Hunt) -> Iterator[Step]:
        """The steps for a new scene or a single picture."""
        live, patient = self.mode == "live", self.mode == "patient"
        yield self._whole("whole", hunt, self._qr or self.symbologies)
        if hunt.is_crowd:
            for view in CROWD_VIEWS:
                yield from self._piece(hunt, _everywhere(hunt.luma), view, self._qr, always=True)
        yield from self._missed(hunt, MISS_VIEWS)
        if hunt.finds and live:
            return
        if self._qr and (patient or not hunt.finds):
            yield self._whole("rows", hunt, self._qr, threshold="rows")
            yield from self._piece(hunt, _everywhere(hunt.luma), HALF_VIEW, self._qr, always=True)
        boxes = _boxes(hunt.luma)
        yield from self._textured(hunt, boxes, TEXTURE_VIEWS[:1])
        yield from self._mended(hunt, boxes[:_LIKELIEST])
        if not (hunt.finds and live):
            yield from self._other_symbologies(hunt)
        yield from self._textured(hunt, boxes, TEXTURE_VIEWS[1:])
        for group in self._others:
            if not (hunt.finds and live):
                yield self._whole("+".join(group), hunt, group)
        for view in FRAME_VIEWS:
            if patient or not hunt.finds:
                yield from self._piece(
                    hunt, _everywhere(hunt.luma), view, self._qr if live else self.symbologies, always=True
                )
        if not live:
            yield from self._textured(hunt, boxes, SLOW_VIEWS)

    def _film_ladder(self, hunt: _Hunt) -> Iterator[Step]:
        """The steps for a frame that goes on with a scene: cheap ones first, then what earlier frames left untried."""
        yield self._whole("whole", hunt, self._qr or self.symbologies, invert=self._frame % 2 == 0)
        yield from self._missed(hunt, MISS_VIEWS[:1])
        odd_look = self._frame % _ODD_LOOK == 0
        if hunt.finds and not odd_look:  # now and then look for a second, harder badge beside the one that is read
            return
        if hunt.luma.size < _LARGE:
            yield from self._other_symbologies(hunt)
        elif self._others and odd_look:
            group = self._others[self._frame // _ODD_LOOK % len(self._others)]
            yield self._whole("+".join(group), hunt, group)
        if not hunt.finds:
            for view in sorted(AGAIN_VIEWS, key=lambda view: view.name != self._last_stage):
                for box in self._last_boxes:
                    yield from self._piece(hunt, box, view, self._qr)
            yield from self._steadied(hunt)
        boxes = _boxes(hunt.luma)
        everything = [(view, index) for view in TEXTURE_VIEWS + SLOW_VIEWS for index in range(len(boxes))]
        untried = [(view, index) for view, index in everything if (view.name, index) not in self._tried]
        if not untried:
            self._tried.clear()
        for view, index in untried:
            for step in self._piece(hunt, boxes[index], view, self._qr):
                yield Step(step.name, step.pixels, partial(self._try, (view.name, index), step.run))

    def _try(self, key: tuple[str, int], run: Callable[[], list[Find]]) -> list[Find]:
        self._tried.add(key)
        return run()

    def _whole(
        self, name: str, hunt: _Hunt, symbologies: Sequence[Symbology], *, threshold: str = "local", invert: bool = True
    ) -> Step:
        def run() -> list[Find]:
            finds, misses = zxing.read(hunt.luma, symbologies, threshold=threshold, invert=invert)
            hunt.misses += misses
            return finds

        return Step(name, hunt.luma.size, run)

    def _other_symbologies(self, hunt: _Hunt) -> Iterator[Step]:
        """One quick look at the whole frame for every symbology but QR."""
        others = [name for group in self._others for name in group]
        view = OTHERS_VIEWS[hunt.luma.size >= _LARGE]
        yield from self._piece(hunt, _everywhere(hunt.luma), view, others, always=True)

    def _missed(self, hunt: _Hunt, views: Sequence[View]) -> Iterator[Step]:
        """Another look at each code that an engine found but could not read, and at the bent grid it may have."""
        misses = sorted(hunt.misses, key=lambda miss: -box_around(miss.corners).width)[:_MOST_MISSES]
        for view in views:
            for miss in misses:
                yield from self._piece(hunt, box_around(miss.corners), view, self._qr)
                if view is views[0] and hunt.is_open(box_around(miss.corners)):
                    yield from bent(hunt.luma, miss, miss.corners)

    def _textured(self, hunt: _Hunt, boxes: Sequence[Box], views: Sequence[View]) -> Iterator[Step]:
        for view in views:
            for box in boxes:
                if hunt.finds and self.mode == "live":
                    return
                yield from self._piece(hunt, box, view, self._qr)

    def _mended(self, hunt: _Hunt, boxes: Sequence[Box]) -> Iterator[Step]:
        """The damaged codes at the places that look most like a code."""
        for box in boxes:
            window = widened(box, hunt.luma.shape)
            if self._qr and window.width * window.height and hunt.is_open(box):
                yield from Look(window, MENDING_VIEW, self._qr).mended(cut(hunt.luma, window))

    def _piece(
        self, hunt: _Hunt, box: Box, view: View, symbologies: Sequence[Symbology], *, always: bool = False
    ) -> Iterator[Step]:
        """A look at one piece of the frame, unless something was read there already; then the bent codes in that look."""
        window = widened(box, hunt.luma.shape)
        if not symbologies or window.width * window.height == 0 or not (always or hunt.is_open(box)):
            return
        crop = cut(hunt.luma, window)
        look = Look(window, view, symbologies)
        yield Step(view.name, crop.size, partial(look.at, crop))
        if view.bends and hunt.is_open(box):
            yield from look.bent()
        if view.mends and hunt.is_open(box):
            yield from look.mended(crop)

    def _steadied(self, hunt: _Hunt) -> Iterator[Step]:
        """The mean of the last frames at the places that look most like a code."""
        if not self._tracks or self._tracks[0].age >= _TRACK_LIFE:
            misses = [box_around(miss.corners) for miss in hunt.misses]
            places = [box for box in (*misses, *self._last_boxes, *_boxes(hunt.luma)) if Steady.suits(box)]
            first = self._next_place if self._next_place < len(places) else 0
            self._tracks = [Steady(box) for box in places[first : first + _MOST_TRACKS]]
            self._next_place = first + _MOST_TRACKS
        for track in self._tracks:
            yield Step("steady", track.side**2, partial(_added, track, hunt.luma))
        looks = [(view, track) for view in STEADY_VIEWS for track in self._tracks if track.frames >= _FEWEST]
        for turn in range(len(looks)):  # every frame begins with other looks, as there is seldom time for all
            view, track = looks[(turn + _MOST_TRACKS * self._frame) % len(looks)]
            window = track.window(hunt.luma.shape)
            if window is None or hunt.finds:
                continue
            look = Look(window, view, self._qr)
            yield Step(view.name, track.side**2, partial(_at_mean, look, track))
            if view.bends and not hunt.finds:
                yield from look.bent()
            if view.mends and not hunt.finds:
                yield from look.mended(track.picture, track.scale)


def _boxes(luma: Frame) -> list[Box]:
    """Where codes may be, found on a picture no larger than a webcam's."""
    shrink = min(1.0, 1280 / max(luma.shape))
    if shrink == 1:
        return texture_boxes(luma)
    small = cv2.resize(luma, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return [Box(*(round(side / shrink) for side in box)) for box in texture_boxes(small)]


def _everywhere(luma: Frame) -> Box:
    return Box(0, 0, luma.shape[1], luma.shape[0])


def _added(track: Steady, luma: Frame) -> list[Find]:
    track.add(luma)
    return []


def _at_mean(look: Look, track: Steady) -> list[Find]:
    return look.at(track.picture, track.scale)


def _code(find: Find, stage: str, milliseconds: float) -> Code:
    return Code(
        find.raw, find.symbology, find.identifier, find.explicit_eci, find.corners, stage, milliseconds, find.text
    )


def _middle(corners: Corners) -> Point:
    return sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4
