"""Canvas: where a badge, its strap and the hand that holds it are painted in perspective."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from flows.demo.figure import Figure, Still
from flows.demo.hand import BOTTOM, LEFT, RIGHT, TOP, Colour, Picture

Matrix = NDArray[np.float64]
"""A projective transformation of the plane, 3 x 3."""

CLEAR_MM = 2.0
"""How far the clear pouch reaches beyond the badge."""

_MARGIN = 60
"""How many pixels the canvas reaches beyond the frame, for the hand's tremor."""

_STRAP: Colour = (140, 70, 20)


@dataclass(frozen=True, slots=True)
class Grip:
    """Where the hand's origin is on the badge in millimetres, whether it is the other hand, from the right, and how it is turned."""

    x: float
    y: float
    mirrored: bool
    turn: float = 0.0


def projection(turn: Matrix, badge: tuple[float, float], scale: float, middle: tuple[float, float]) -> Matrix:
    """From millimetres on the badge to pixels in the frame, for yaw, pitch and roll in radians; a pinhole 170 mm away."""
    yaw, pitch, roll = turn
    rotation = (
        cv2.Rodrigues(np.array([0.0, yaw, 0.0]))[0]
        @ cv2.Rodrigues(np.array([pitch, 0.0, 0.0]))[0]
        @ cv2.Rodrigues(np.array([0.0, 0.0, roll]))[0]
    )
    distance = 170.0
    to_middle = np.array([[1, 0, -badge[0] / 2], [0, 1, -badge[1] / 2], [0, 0, 1.0]])
    plane = np.column_stack([rotation[:, 0], rotation[:, 1], [0, 0, distance]])
    lens = np.array([[scale * distance, 0, middle[0]], [0, scale * distance, middle[1]], [0, 0, 1.0]])
    return np.asarray(lens @ plane @ to_middle, np.float64)


class Canvas:
    """Where one pose is painted: the frame and a margin round it, colours already multiplied with what they cover."""

    def __init__(self, size: tuple[int, int], badge: tuple[float, float], grip: Grip, projection: Matrix) -> None:
        self._size = (size[0] + 2 * _MARGIN, size[1] + 2 * _MARGIN)
        self._badge = badge
        self._grip = grip
        self._pixels = np.zeros((self._size[1], self._size[0], 4), np.uint8)
        self._place = np.array([[1, 0, _MARGIN], [0, 1, _MARGIN], [0, 0, 1.0]]) @ projection

    def draw_strap(self) -> None:
        """The lanyard from the badge's upper edge to both sides of a neck, and its metal clip."""
        middle = self._badge[0] / 2
        for side in (-1, 1):
            strap = ((middle - 5, -9), (middle + 5, -9), (middle + side * 26 + 5, -105), (middle + side * 26 - 5, -105))
            shade = 1.0 if side > 0 else 0.72
            self._fill(strap, (_STRAP[0] * shade, _STRAP[1] * shade, _STRAP[2] * shade))
        self._fill(((middle - 6, -11), (middle + 6, -11), (middle + 4, 2), (middle - 4, 2)), (168, 168, 172))
        self._fill(((middle - 3, -11), (middle - 1, -11), (middle - 1, 2), (middle - 2.5, 2)), (228, 228, 230))

    def draw_badge(self, pouch: Picture) -> None:
        """The badge in its pouch."""
        width = self._badge[0] + 2 * CLEAR_MM
        to_mm = np.diag([width / pouch.shape[1], width / pouch.shape[1], 1.0])
        to_mm[:2, 2] = -CLEAR_MM
        self._cover(pouch, to_mm)

    def draw_hand(self, layer: Picture) -> None:
        """One layer of a hand."""
        self._cover(layer, self._hand_to_mm(layer))

    def draw_thumb_shadow(self, thumb: Picture) -> None:
        """What the thumb keeps the light from, on the badge."""
        moved = np.array([[1, 0, 2.5], [0, 1, 3.5], [0, 0, 1.0]])
        shadow = cv2.GaussianBlur(cv2.resize(cv2.extractChannel(thumb, 3), None, fx=0.25, fy=0.25), (0, 0), 4)
        box, shadow = self._warped(shadow, moved @ self._hand_to_mm(shadow))
        left = cv2.bitwise_not(cv2.convertScaleAbs(shadow, alpha=0.55))
        self._pixels[box] = cv2.multiply(
            self._pixels[box], cv2.merge([left, left, left, np.full_like(left, 255)]), scale=1 / 255
        )

    def still(self, light: Picture, soft: float, smear: int) -> Still:
        """The pose as it is lit and as sharp as the lens is, cut to what can be seen."""
        x, y, width, height = cv2.boundingRect(cv2.extractChannel(self._pixels, 3))
        blur = round(3 * soft) + smear
        left, top = max(x - blur, 0), max(y - blur, 0)
        box = np.s_[top : y + height + blur, left : x + width + blur]
        pixels = cv2.GaussianBlur(self._pixels[box], (0, 0), soft)
        if smear:
            pixels = cv2.blur(pixels, (smear, smear // 2), borderType=cv2.BORDER_REPLICATE)
        lit = cv2.copyMakeBorder(light, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_REPLICATE)[box]
        colour = cv2.multiply(cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR), lit, scale=1 / 255)
        rest = cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(pixels, 3)), cv2.COLOR_GRAY2BGR)
        middle = self._place @ (self._badge[0] / 2, self._badge[1] / 2, 1.0)
        return Still(Figure(colour, rest), left - _MARGIN, top - _MARGIN, round(middle[0] / middle[2]) - _MARGIN)

    def _hand_to_mm(self, layer: Picture) -> Matrix:
        """From a hand's pixels to millimetres on the badge."""
        across, down = (RIGHT - LEFT) / layer.shape[1], (BOTTOM - TOP) / layer.shape[0]
        flip = -1.0 if self._grip.mirrored else 1.0
        sine, cosine = np.sin(self._grip.turn), np.cos(self._grip.turn)
        turned = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1.0]])
        placed = np.array([[flip, 0, self._grip.x], [0, 1, self._grip.y], [0, 0, 1.0]])
        return np.asarray(placed @ turned @ np.array([[across, 0, LEFT], [0, down, TOP], [0, 0, 1.0]]), np.float64)

    def _warped(self, picture: Picture, to_mm: Matrix) -> tuple[tuple[slice, slice], Picture]:
        """The part of the canvas that a picture falls on, and the picture as it falls there."""
        height, width = picture.shape[:2]
        corners = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
        fallen = cv2.perspectiveTransform(corners, self._place @ to_mm)[0]
        left, top = np.clip(np.floor(fallen.min(axis=0)), 0, self._size).astype(int)
        right, bottom = np.clip(np.ceil(fallen.max(axis=0)), (left + 1, top + 1), self._size).astype(int)
        move = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]])
        warped = cv2.warpPerspective(picture, move @ self._place @ to_mm, (int(right - left), int(bottom - top)))
        return np.s_[top:bottom, left:right], warped

    def _cover(self, picture: Picture, to_mm: Matrix) -> None:
        """Put a picture with alpha (its colours multiplied with it) on what is there."""
        box, over = self._warped(picture, to_mm)
        rest = cv2.bitwise_not(cv2.extractChannel(over, 3))
        self._pixels[box] = cv2.add(cv2.multiply(self._pixels[box], cv2.merge([rest] * 4), scale=1 / 255), over)

    def _fill(self, corners: tuple[tuple[float, float], ...], colour: tuple[float, float, float]) -> None:
        points = cv2.perspectiveTransform(np.array([corners], np.float64), self._place)[0]
        cv2.fillConvexPoly(self._pixels, np.round(points * 16).astype(np.int32), (*colour, 255), cv2.LINE_AA, 4)
