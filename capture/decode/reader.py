"""Reader: finds and reads every code in a frame, the cheapest engine first, heavier steps only after a miss.

A frame climbs a ladder of steps, each a way to look at the whole frame or at a piece of it, until a code is read or the budget
is spent. In a film the next frame goes on with what this one left untried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Literal

import cv2
import numpy as np

from capture.decode import pose, zbar, zxing
from capture.decode.agreement import Agreement
from capture.decode.clock import Clock
from capture.decode.code import SYMBOLOGIES, Code, Frame, Symbology, luma_of
from capture.decode.hunt import Hunt
from capture.decode.look import Look, Step, bent
from capture.decode.regions import Box, box_around, cut, widened
from capture.decode.scene import Scene
from capture.decode.steady import Steady
from capture.decode.views import (
    AGAIN_VIEWS,
    CROWD_VIEWS,
    FRAME_VIEWS,
    HALF_VIEW,
    MENDING_VIEW,
    MISS_VIEWS,
    OTHERS_VIEW,
    PLAIN_VIEW,
    QUARTER_VIEW,
    SLOW_VIEWS,
    SQUARES_VIEW,
    STEADY_VIEWS,
    TEXTURE_VIEWS,
    View,
)
from capture.decode.zxing import Find

Mode = Literal["live", "still", "patient"]
BUDGET_MS: dict[Mode, float] = {"live": 33.0, "still": 250.0, "patient": float("inf")}

_FILM_SHARE = 0.45  # of the budget for a frame that goes on with a scene: more than 60 of them a second
_ODD_LOOK = 4  # frames from one look for another symbology, or for a second badge, to the next
_LARGE = 600_000  # pixels; a frame too large to look for every symbology at once
_MOST_MISSES = 3
_LIKELIEST = 2  # places that are searched for damaged codes before everything else was tried
_FEW_PLACES = 4  # where codes were read; beyond that the whole frame is looked at first
_FEWEST = 2  # frames that make a mean
_VIEWS = {view.name: view for view in (*MISS_VIEWS, *TEXTURE_VIEWS, *SLOW_VIEWS)}
_MEANS = {view.name for view in STEADY_VIEWS}
_SQUARES = ("datamatrix", "pdf417", "aztec", "microqrcode")
_ROTA: tuple[tuple[Symbology, ...], ...] = (  # the quick ones first
    ("code128", "code39"),
    ("aztec", "microqrcode"),
    ("datamatrix",),
    ("pdf417",),
)


class Reader:
    """Reads codes from frames under a time budget; keep one for each stream of frames.

    ``live`` reads a film, ``budget_ms`` for each frame; ``still`` one picture; ``patient`` one picture, as long as it takes.
    ``version`` names the reader and its engines, and belongs into every Scan. ``steps`` names what was tried on the last frame.
    """

    def __init__(
        self, mode: Mode = "live", *, budget_ms: float | None = None, symbologies: Iterable[Symbology] = SYMBOLOGIES
    ) -> None:
        cv2.setNumThreads(1)  # crops are too small for threads to help, and a booth laptop has other work
        pose.prepare()
        self.mode = mode
        self.symbologies = tuple(symbologies)
        self.version = (
            f"boothflow-decode 1 (zxing-cpp {zxing.version()}, zbar {zbar.version()}, opencv {cv2.__version__})"
        )
        self.steps: list[str] = []
        self._qr = tuple(name for name in self.symbologies if name == "qrcode")
        rota = (tuple(name for name in group if name in self.symbologies) for group in _ROTA)
        self._others = tuple(group for group in rota if group)
        self._squares = tuple(name for name in self.symbologies if name in _SQUARES)
        self._clock = Clock(BUDGET_MS[mode] if budget_ms is None else budget_ms)
        self._agreement = Agreement()
        self._frame = 0
        self._scene = Scene()

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
        hunt = Hunt(np.ascontiguousarray(luma_of(frame)))
        follows = self.mode == "live" and self._scene.goes_on(hunt.luma)
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
        if self.mode == "live":
            self._scene.remember(hunt, codes, self._frame)
        self._clock.end()
        return codes

    def _ladder(self, hunt: Hunt) -> Iterator[Step]:
        """The steps for a new scene or a single picture."""
        live, patient = self.mode == "live", self.mode == "patient"
        yield self._whole("whole", hunt, self._qr or self.symbologies)
        if hunt.is_crowd:
            for view in CROWD_VIEWS:
                yield from self._piece(hunt, hunt.everywhere, view, self._qr, always=True)
        yield from self._missed(hunt, MISS_VIEWS)
        if hunt.finds and live:
            return
        if self._qr and (patient or not hunt.finds):
            yield self._whole("rows", hunt, self._qr, threshold="rows")
            yield from self._piece(hunt, hunt.everywhere, HALF_VIEW, self._qr, always=True)
        boxes = hunt.boxes
        yield from self._textured(hunt, boxes, TEXTURE_VIEWS[:1])
        yield from self._mended(hunt, boxes[:_LIKELIEST])
        if not (hunt.finds and live):
            yield from self._other_symbologies(hunt)
            yield from self._piece(hunt, hunt.everywhere, QUARTER_VIEW, self.symbologies, always=True)
        first = boxes if hunt.misses else boxes[:_LIKELIEST]  # where nothing looks like a QR code it may be another
        yield from self._textured(hunt, first, TEXTURE_VIEWS[1:])
        if not (hunt.finds and live):
            yield from self._groups(hunt, invert=not live or hunt.luma.size < _LARGE)
        yield from self._textured(hunt, boxes[len(first) :], TEXTURE_VIEWS[1:])
        for view in FRAME_VIEWS:
            if patient or not hunt.finds:
                yield from self._piece(hunt, hunt.everywhere, view, self._qr if live else self.symbologies, always=True)
        if not live:
            yield from self._textured(hunt, boxes, SLOW_VIEWS)

    def _film_ladder(self, hunt: Hunt) -> Iterator[Step]:
        """The steps for a frame that goes on with a scene: cheap ones first, then what earlier frames left untried."""
        places = self._scene.places
        by_mean = any(place.stage in _MEANS for place in places)
        if by_mean:
            yield from self._steadied(hunt)
        elif len(places) <= _FEW_PLACES:
            for place in places:
                yield from self._piece(hunt, place.box, _VIEWS.get(place.stage, PLAIN_VIEW), (place.symbology,))
        odd_look = self._frame % _ODD_LOOK == 0  # now and then look for another badge beside the one that is read
        if hunt.finds and not odd_look and not any(hunt.is_open(place.box) for place in places):
            return
        if hunt.finds or places or not self._scene.tracks or self._frame % 2 == 0:  # else means have more to gain
            yield self._whole("whole", hunt, self._qr or self.symbologies, invert=self._frame // 2 % 2 == 1)
            yield from self._missed(hunt, MISS_VIEWS[:1])
        if hunt.finds:
            self._clock.save()
        yield from self._again(hunt)
        if odd_look or not hunt.finds:
            yield from self._odd_symbologies(hunt, odd_look)
        if not (hunt.finds or by_mean):
            yield from self._steadied(hunt)
        if odd_look or not hunt.finds:
            yield from self._untried(hunt)

    def _again(self, hunt: Hunt) -> Iterator[Step]:
        """Other looks at the places where codes were read a moment ago, and not in this frame."""
        for view in AGAIN_VIEWS:
            for place in self._scene.places:
                if view.name != place.stage and place.symbology in self._qr:
                    yield from self._piece(hunt, place.box, view, self._qr)

    def _odd_symbologies(self, hunt: Hunt, odd_look: bool) -> Iterator[Step]:
        """The symbologies beside QR: all in a small frame, in a large one now and then one of them."""
        if hunt.luma.size < _LARGE:
            yield from self._other_symbologies(hunt)
        elif odd_look:
            turn = self._frame // _ODD_LOOK
            if turn % 2:
                yield from self._other_squares(hunt)
                return
            if not hunt.finds:
                self._clock.keep_to(1.0)  # bars and far squares show only in the whole frame at its full size
            yield from self._other_symbologies(hunt)
            if self._others:
                group = self._others[turn // 2 % len(self._others)]
                yield self._whole("+".join(group), hunt, group)

    def _untried(self, hunt: Hunt) -> Iterator[Step]:
        """The places that look like a code, each in the views that the frames before had no time for."""
        boxes, tried, found = hunt.boxes, self._scene.tried, len(hunt.finds)
        everything = [(view, index) for view in TEXTURE_VIEWS + SLOW_VIEWS for index in range(len(boxes))]
        untried = [(view, index) for view, index in everything if (view.name, index) not in tried]
        if not untried:
            tried.clear()
        for view, index in untried:
            if len(hunt.finds) > found:
                return
            for step in self._piece(hunt, boxes[index], view, self._qr):
                yield Step(step.name, step.pixels, partial(self._try, (view.name, index), step.run))

    def _try(self, key: tuple[str, int], run: Callable[[], list[Find]]) -> list[Find]:
        self._scene.tried.add(key)
        return run()

    def _whole(
        self, name: str, hunt: Hunt, symbologies: Sequence[Symbology], *, threshold: str = "local", invert: bool = True
    ) -> Step:
        def run() -> list[Find]:
            finds, misses = zxing.read(hunt.luma, symbologies, threshold=threshold, invert=invert)
            hunt.misses += misses
            return finds

        return Step(name, hunt.luma.size, run)

    def _other_symbologies(self, hunt: Hunt) -> Iterator[Step]:
        """A quick look at the whole frame, at half its size where it is large, for every symbology but QR."""
        if hunt.luma.size < _LARGE:
            yield from self._groups(hunt, invert=False)
        else:
            others = [name for group in self._others for name in group]
            yield from self._piece(hunt, hunt.everywhere, OTHERS_VIEW, others, always=True)

    def _groups(self, hunt: Hunt, *, invert: bool) -> Iterator[Step]:
        """The whole frame as it is for every symbology but QR, some at a time."""
        for group in self._others:
            if not (hunt.finds and self.mode == "live"):
                name = "+".join(group) + invert * " inverted"
                yield self._whole(name, hunt, group, invert=invert)

    def _other_squares(self, hunt: Hunt) -> Iterator[Step]:
        """The places that look like a code, as they are, for every symbology of two dimensions but QR."""
        for box in hunt.boxes:
            yield from self._piece(hunt, box, SQUARES_VIEW, self._squares)

    def _missed(self, hunt: Hunt, views: Sequence[View]) -> Iterator[Step]:
        """Another look at each code that an engine found but could not read, and at the bent grid it may have."""
        misses = sorted(hunt.misses, key=lambda miss: -box_around(miss.corners).width)[:_MOST_MISSES]
        for view in views:
            for miss in misses:
                yield from self._piece(hunt, box_around(miss.corners), view, self._qr)
                if view is views[0] and hunt.is_open(box_around(miss.corners)):
                    yield from bent(hunt.luma, miss, miss.corners)

    def _textured(self, hunt: Hunt, boxes: Sequence[Box], views: Sequence[View]) -> Iterator[Step]:
        for view in views:
            for box in boxes:
                if hunt.finds and self.mode == "live":
                    return
                yield from self._piece(hunt, box, view, self._qr)

    def _mended(self, hunt: Hunt, boxes: Sequence[Box]) -> Iterator[Step]:
        """The damaged codes at the places that look most like a code."""
        for box in boxes:
            window = widened(box, hunt.luma.shape)
            if self._qr and window.width * window.height and hunt.is_open(box):
                look = Look(window, MENDING_VIEW, self._qr)
                yield from look.mended(cut(hunt.luma, window))
                hunt.misses += [miss for miss in look.posed if hunt.is_open(box)]

    def _piece(
        self, hunt: Hunt, box: Box, view: View, symbologies: Sequence[Symbology], *, always: bool = False
    ) -> Iterator[Step]:
        """A look at one piece of the frame, unless something was read there already; then the bent codes in that look."""
        window = widened(box, hunt.luma.shape)
        if not symbologies or window.width * window.height == 0 or not (always or hunt.is_open(box)):
            return
        crop = cut(hunt.luma, window)
        look = Look(window, view, symbologies)
        yield Step(view.name, round(crop.size * min(1.0, view.scale) ** 2), partial(look.at, crop))
        if view.bends and hunt.is_open(box):
            yield from look.bent()
        if view.mends and hunt.is_open(box):
            yield from look.mended(crop)

    def _steadied(self, hunt: Hunt) -> Iterator[Step]:
        """The mean of the last frames at the places that look most like a code."""
        tracks = self._scene.followed(hunt)
        for track in tracks:
            yield Step("steady", track.side**2, partial(_added, track, hunt.luma))
        looks = [(view, track) for view in STEADY_VIEWS for track in tracks if track.frames >= _FEWEST]
        first = len(tracks) * self._frame % max(len(looks), 1)
        looks = looks[first:] + looks[:first]  # every frame begins with other looks, as there is seldom time for all
        last = {place.stage for place in self._scene.places}
        for view, track in sorted(looks, key=lambda look: look[0].name not in last):
            window = track.window(hunt.luma.shape)
            if window is None or hunt.finds:
                continue
            look = Look(window, view, self._qr)
            yield Step(view.name, track.side**2, partial(_at_mean, look, track))
            if view.bends and not hunt.finds:
                yield from look.bent()
            if view.mends and not hunt.finds:
                yield from look.mended(track.mean, track.scale)


def _added(track: Steady, luma: Frame) -> list[Find]:
    track.add(luma)
    return []


def _at_mean(look: Look, track: Steady) -> list[Find]:
    return look.at(track.mean, track.scale)


def _code(find: Find, stage: str, milliseconds: float) -> Code:
    return Code(
        find.raw, find.symbology, find.identifier, find.explicit_eci, find.corners, stage, milliseconds, find.text
    )
