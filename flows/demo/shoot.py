"""Shoot: a webcam's pictures of one badge after the other, held up by hands in front of a stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from flows.demo.event import Mishap
from flows.demo.hand import SKINS, SLEEVES, Picture
from flows.demo.prop import held_badge
from flows.demo.stage import Figure, grain, hall, light, passer_by, visitor

_QUALITY = 80
_COMING = (0.78, 0.42, 0.12)
"""How far away a hand still is on its way up, as a share of `_WAY`; leaving is the same backwards."""
_WAY = 620
_CAST = 5


@dataclass(frozen=True, slots=True)
class _Walk:
    """A passer-by's way across the picture."""

    figure: Figure
    first: int
    start: float
    speed: float


class Camera:
    """Films visits at one stand; all chance comes from ``random``."""

    def __init__(self, random: np.random.Generator, size: tuple[int, int]) -> None:
        self._random = random
        self._size = size
        self._hall = hall(random, size)
        self._light = light(random, size)
        self._grain = grain(random, size, 2.4)
        people = [(int(random.integers(len(SKINS))), int(random.integers(len(SLEEVES)))) for _ in range(_CAST)]
        self._people = [(skin, sleeve, visitor(random, skin, sleeve, size)) for skin, sleeve in people]
        self._walkers = [passer_by(random, size) for _ in range(2)]
        self._walk: _Walk | None = None
        self._number = 0

    def frames_of(self, badge: Path, mishap: Mishap) -> Iterator[tuple[bytes, bool]]:
        """JPEG frames of one visit and a moment before it, each with whether the badge is in the picture."""
        random, scale = self._random, self._size[0] / SIZE_OF_REFERENCE
        for _ in range(int(random.integers(0, 3))):
            yield self._developed(self._scene(None)), False
        skin, sleeve, person = self._people[int(random.integers(_CAST))]
        stills = held_badge(random, badge, mishap, skin, sleeve, self._size, self._light)
        beside = 0.0 if mishap == "far" else random.choice((-1, 1), p=(0.7, 0.3)) * random.uniform(150, 330)
        standing = stills[0].middle - person.colour.shape[1] // 2 + int(beside * scale)
        down = self._size[1] - person.colour.shape[0]
        aside = 1 if random.random() < 0.5 else -1
        moving = stills[0].smeared(round(64 * scale))
        for share in _COMING:
            scene = self._scene((person, standing + aside * int(share * 400 * scale), down))
            moving.put(scene, aside * int(share * 90 * scale), int(share * _WAY * scale))
            yield self._developed(scene), True
        still_scene = self._scene((person, standing, down), advance=False)
        drift = random.uniform(-1.6, 1.6, 2)
        holding = int(random.integers(5, 8))
        for step in range(holding):
            scene = self._scene((person, standing, down)) if self._walk else self._advanced(still_scene)
            tremor = (drift * step + random.normal(0, 1.3, 2)) * scale
            stills[step * len(stills) // holding].put(scene, round(tremor[0]), round(tremor[1]))
            yield self._developed(scene), True
        for share in reversed(_COMING):
            scene = self._scene((person, standing - aside * int(share * 400 * scale), down))
            moving.put(scene, -aside * int(share * 60 * scale), int(share * _WAY * scale))
            yield self._developed(scene), True

    def _advanced(self, scene: Picture) -> Picture:
        self._number += 1
        return scene.copy()

    def _scene(self, person: tuple[Figure, int, int] | None, *, advance: bool = True) -> Picture:
        """Hall, passer-by and visitor in the stand's light."""
        scene = self._hall.copy()
        self._someone_walks(scene)
        if person:
            shown, x, y = person
            shown.put(scene, x, y)
        if advance:
            self._number += 1
        return cv2.multiply(scene, self._light, scene, scale=1 / 255)

    def _someone_walks(self, scene: Picture) -> None:
        random, width = self._random, self._size[0]
        if self._walk is None:
            if random.random() > 0.006:
                return
            walker = self._walkers[int(random.integers(len(self._walkers)))]
            speed = random.uniform(0.010, 0.018) * width
            rightward = random.random() < 0.5
            start = -walker.colour.shape[1] if rightward else width
            self._walk = _Walk(walker, self._number, start, speed if rightward else -speed)
        walk = self._walk
        x = round(walk.start + walk.speed * (self._number - walk.first))
        if -walk.figure.colour.shape[1] <= x <= width:
            walk.figure.put(scene, x, self._size[1] - walk.figure.colour.shape[0])
        else:
            self._walk = None

    def _developed(self, scene: Picture) -> bytes:
        """Add the sensor's noise and compress as a webcam does."""
        width, height = self._size
        x, y = (int(offset) for offset in self._random.integers(0, 64, 2))
        brighter, darker = (part[y : y + height, x : x + width] for part in self._grain)
        cv2.add(scene, brighter, scene)
        cv2.subtract(scene, darker, scene)
        return bytes(cv2.imencode(".jpg", scene, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))[1])


SIZE_OF_REFERENCE = 1280
"""Lengths in pixels are meant for pictures this wide."""
