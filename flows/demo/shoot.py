"""Shoot: a webcam's pictures of one badge after the other, held up by hands in front of a stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from flows.demo.event import Mishap
from flows.demo.figure import REFERENCE_WIDTH, Figure
from flows.demo.hand import SKINS, SLEEVES, Picture
from flows.demo.prop import held_badge
from flows.demo.stage import grain, hall, light, passer_by, visitor

_QUALITY = 76
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

    def x(self, number: int) -> int:
        """Their left edge in a frame."""
        return round(self.start + self.speed * (number - self.first))


class Camera:
    """Films visits at one stand; all chance comes from ``random``."""

    def __init__(self, random: np.random.Generator, size: tuple[int, int]) -> None:
        self._random = random
        self._size = size
        self._hall = hall(random, size)
        self._light = light(random, size)
        self._grain = grain(random, size, 2.1)
        people = [(int(random.integers(len(SKINS))), int(random.integers(len(SLEEVES)))) for _ in range(_CAST)]
        self._people = [(skin, sleeve, visitor(random, skin, sleeve, size)) for skin, sleeve in people]
        self._walkers = [passer_by(random, size) for _ in range(2)]
        self._walk: _Walk | None = None
        self._same: tuple[Figure | None, int, Picture] | None = None  # the last scene in which nobody walked
        self._number = 0

    def frames_of(self, badge: Path, mishap: Mishap) -> Iterator[tuple[bytes, bool]]:
        """JPEG frames of one visit and a moment before it, each with whether the badge is in the picture."""
        random, scale = self._random, self._size[0] / REFERENCE_WIDTH
        for _ in range(int(random.integers(0, 3))):
            yield self._developed(self._scene()), False
        skin, sleeve, person = self._people[int(random.integers(_CAST))]
        stills = held_badge(random, badge, mishap, skin, sleeve, self._size, self._light)
        beside = 0.0 if mishap == "far" else random.choice((-1, 1), p=(0.7, 0.3)) * random.uniform(150, 330)
        standing = stills[0].middle - person.colour.shape[1] // 2 + int(beside * scale)
        moving, side = stills[0].smeared(round(64 * scale)), random.choice((-1, 1))
        holding, drift = int(random.integers(5, 8)), random.uniform(-1.6, 1.6, 2)
        way = [(moving, side * away) for away in _COMING]
        way += [(stills[step * len(stills) // holding], 0.0) for step in range(holding)]
        way += [(moving, -side * away) for away in reversed(_COMING)]
        for step, (still, away) in enumerate(way):
            scene = self._scene(person, standing + round(away * 400 * scale))
            across, down = drift * step + random.normal(0, 1.3, 2) + (away * 90, abs(away) * _WAY)
            still.put(scene, round(across * scale), round(down * scale))
            yield self._developed(scene), True

    def _scene(self, person: Figure | None = None, x: int = 0) -> Picture:
        """Hall, passer-by and visitor in the stand's light, as a picture of its own to paint on."""
        self._number += 1
        self._walk = self._passing()
        if self._same and not self._walk and self._same[0] is person and self._same[1] == x:
            return self._same[2].copy()
        scene = self._hall.copy()
        if self._walk:
            self._walk.figure.put(scene, self._walk.x(self._number), self._size[1] - self._walk.figure.colour.shape[0])
        if person:
            person.put(scene, x, self._size[1] - person.colour.shape[0])
        cv2.multiply(scene, self._light, scene, scale=1 / 255)
        self._same = None if self._walk else (person, x, scene.copy())
        return scene

    def _passing(self) -> _Walk | None:
        """Whoever walks past now: the one who did and is still in the picture, now and then somebody new, or nobody."""
        random, width = self._random, self._size[0]
        walk = self._walk
        if walk:
            return walk if -walk.figure.colour.shape[1] <= walk.x(self._number) <= width else None
        if random.random() > 0.006:
            return None
        walker = self._walkers[int(random.integers(len(self._walkers)))]
        speed = random.uniform(0.010, 0.018) * width
        if random.random() < 0.5:
            return _Walk(walker, self._number, -walker.colour.shape[1], speed)
        return _Walk(walker, self._number, width, -speed)

    def _developed(self, scene: Picture) -> bytes:
        """Add the sensor's noise and compress as a webcam does."""
        width, height = self._size
        x, y = (int(offset) for offset in self._random.integers(0, 64, 2))
        brighter, darker = (part[y : y + height, x : x + width] for part in self._grain)
        cv2.add(scene, brighter, scene)
        cv2.subtract(scene, darker, scene)
        return bytes(cv2.imencode(".jpg", scene, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))[1])
