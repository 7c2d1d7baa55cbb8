"""Figure: something with soft edges that is painted into a scene again and again, fast."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from flows.demo.hand import Picture

REFERENCE_WIDTH = 1280
"""Lengths in pixels are meant for pictures this wide."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Someone out of focus: colours already multiplied with ``cover``, what is left of the scene behind, and where they stand."""

    colour: Picture
    rest: Picture

    def put(self, scene: Picture, x: int, y: int) -> None:
        """Paint them into a scene, their upper left corner at x and y; what lies outside is left out."""
        height, width = self.colour.shape[:2]
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + width, scene.shape[1]), min(y + height, scene.shape[0])
        if right <= left or bottom <= top:
            return
        place = scene[top:bottom, left:right]
        inner = np.s_[top - y : bottom - y, left - x : right - x]
        cv2.multiply(place, self.rest[inner], place, scale=1 / 255)
        cv2.add(place, self.colour[inner], place)


def figure(picture: Picture) -> Figure:
    """A figure from pixels with alpha."""
    alpha = cv2.cvtColor(picture[..., 3], cv2.COLOR_GRAY2BGR)
    return Figure(cv2.multiply(picture[..., :3], alpha, scale=1 / 255), cv2.bitwise_not(alpha))


@dataclass(frozen=True, slots=True)
class Still:
    """One pose of a held badge: its pixels, where they belong in the frame, and the badge's middle column."""

    figure: Figure
    x: int
    y: int
    middle: int

    def put(self, scene: Picture, dx: int, dy: int) -> None:
        """Paint it into a scene, moved by so many pixels."""
        self.figure.put(scene, self.x + dx, self.y + dy)

    def smeared(self, length: int) -> Still:
        """The same, moving up or down by so many pixels while the shutter is open."""
        kernel = (max(length // 5, 1), max(length, 1))
        padded = (
            cv2.copyMakeBorder(layer, length, length, length, length, cv2.BORDER_CONSTANT, value=value)
            for layer, value in self._layers()
        )
        return Still(
            Figure(*(cv2.blur(layer, kernel) for layer in padded)), self.x - length, self.y - length, self.middle
        )

    def nearer(self, share: float) -> Still:
        """The same, larger by that share, round its own middle."""
        height, width = self.figure.colour.shape[:2]
        size = (round(width * (1 + share)), round(height * (1 + share)))
        layers = (cv2.resize(layer, size, interpolation=cv2.INTER_LINEAR) for layer, _ in self._layers())
        x, y = self.x - (size[0] - width) // 2, self.y - (size[1] - height) // 2
        return Still(Figure(*layers), x, y, self.middle)

    def _layers(self) -> tuple[tuple[Picture, tuple[int, int, int]], ...]:
        """Both layers of the figure, each with what it is where nothing is."""
        return (self.figure.colour, (0, 0, 0)), (self.figure.rest, (255, 255, 255))
