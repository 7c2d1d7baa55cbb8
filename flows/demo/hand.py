"""Hand: a hand that holds a badge by its corner, modelled from round limbs and lit from above.

Lengths are millimetres of a grown-up's hand; the origin is the badge's lower left corner, x to the right, y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]
"""Pixels of 8 bits by rows: blue, green, red, and alpha where it is said."""

Colour = tuple[int, int, int]
"""Blue, green, red, each 0 to 255."""

_Field = NDArray[np.float32]

LEFT, TOP, RIGHT, BOTTOM = -130.0, -50.0, 60.0, 170.0
"""How far a hand's picture reaches, in millimetres."""

_PIXELS_PER_MM = 3.0
_LIGHT = np.array([-0.35, -0.65, 0.68], np.float32)


class _Limb(NamedTuple):
    """A rounded cone from one end to the other: both ends with their radius; ``rise`` brings it nearer to the camera."""

    x0: float
    y0: float
    r0: float
    x1: float
    y1: float
    r1: float
    rise: float = 0.0


_FINGERS = (
    _Limb(-62, 150, 27, -44, 86, 24),  # forearm
    _Limb(-44, 86, 24, -38, 56, 27),  # wrist
    _Limb(-40, 58, 27, -22, 24, 23),  # palm
    _Limb(-34, 10, 11, -17, -24, 9.5, 10),  # forefinger, goes behind the badge
    _Limb(-17, -24, 9.5, 14, -34, 8.5, 10),
    _Limb(-26, 22, 11, -9, -2, 9.5, 8),  # middle finger
    _Limb(-24, 34, 11, 8, 14, 9, 16),  # ring finger, curled under the badge
    _Limb(8, 14, 9, 25, 17, 8.5, 16),
    _Limb(-24, 50, 10.5, 6, 34, 8.5, 14),  # little finger
    _Limb(6, 34, 8.5, 18, 35, 7.5, 14),
)
_THUMB = (
    _Limb(-36, 36, 15, -17, 10, 12.5, 8),
    _Limb(-17, 10, 12.5, -3, -3, 10.8, 8),
    _Limb(-3, -3, 10.8, 12, -14, 9.2, 8),
)
_SLEEVE = (_Limb(-80, 215, 46, -48, 92, 34),)
_CUFF = (-52.0, 108.0)  # where the sleeve ends
_NAIL = (11.0, -13.2)  # its middle
_NAIL_AXES = (6.2, 5.0)
_NAIL_ANGLE = -36.0

THUMB_REACH = (23.0, -24.0)
"""How far the thumb covers the badge, from its corner to the right and upwards."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand in two layers with alpha, colours multiplied with it: what is behind the badge, and the thumb in front of it."""

    behind: Picture
    front: Picture


SKINS: tuple[Colour, ...] = (
    (172, 196, 232),
    (150, 180, 222),
    (120, 155, 205),
    (92, 128, 182),
    (62, 92, 148),
    (46, 66, 108),
)
"""Skin in full light, blue, green, red."""

SLEEVES: tuple[Colour, ...] = (
    (92, 62, 40),
    (60, 58, 62),
    (120, 110, 96),
    (70, 40, 92),
    (205, 200, 196),
    (76, 96, 58),
    (48, 40, 120),
)
"""Cloth, blue, green, red."""


@cache
def hand(skin: int, sleeve: int) -> Hand:
    """A hand of one of the `SKINS` in one of the `SLEEVES`, both by number."""
    flesh, cloth = SKINS[skin], SLEEVES[sleeve]
    behind = _painted(_FINGERS + _THUMB, flesh, warmth=0.12)
    arm = _painted(_SLEEVE, cloth, warmth=0.0, folds=0.06)
    _fade(arm, start=_CUFF, towards=_SLEEVE[0], over=1.0)
    _cover(behind, arm)
    front = _painted(_THUMB, flesh, warmth=0.12)
    _fade(front, start=(-30.0, 28.0), towards=_THUMB[-1], over=22.0)  # its root grows out of the palm
    _paint_nail(front, flesh)
    return Hand(_multiplied(behind), _multiplied(front))


def _painted(limbs: tuple[_Limb, ...], colour: Colour, *, warmth: float, folds: float = 0.0) -> Picture:
    """Limbs of one colour with alpha; shadows on skin turn red by ``warmth``, cloth gets ``folds``."""
    light, cover = _shape(limbs)
    if folds:
        rows = np.arange(light.shape[0], dtype=np.float32)[:, None]
        columns = np.arange(light.shape[1], dtype=np.float32)[None, :]
        light = np.asarray(light * (1 + folds * np.sin(rows / 14 + 2.2 * np.sin(columns / 37))), np.float32)
    brightness = np.linspace(0, 1.2, 256)
    powers = (1 + warmth, 1 + warmth / 3, 1 - warmth)
    tables = [np.clip(value * brightness**power, 0, 255) for value, power in zip(colour, powers, strict=True)]
    levels = cv2.convertScaleAbs(light, alpha=255 / 1.2)
    bgr = cv2.LUT(cv2.merge([levels] * 3), np.stack(tables, axis=-1).astype(np.uint8)[None])
    return cv2.merge([*cv2.split(bgr), cv2.convertScaleAbs(cover, alpha=255)])


@cache
def _shape(limbs: tuple[_Limb, ...]) -> tuple[_Field, _Field]:
    """How bright each point of some limbs is, and how much it covers, both 0 to 1: Lambert's law on their round surface."""
    columns, rows = round((RIGHT - LEFT) * _PIXELS_PER_MM), round((BOTTOM - TOP) * _PIXELS_PER_MM)
    x = np.linspace(LEFT, RIGHT, columns, dtype=np.float32)[None, :]
    y = np.linspace(TOP, BOTTOM, rows, dtype=np.float32)[:, None]
    height = np.full((rows, columns), -np.inf, np.float32)
    inside = np.full((rows, columns), -np.inf, np.float32)
    for limb in limbs:
        dx, dy = limb.x1 - limb.x0, limb.y1 - limb.y0
        along = np.clip(((x - limb.x0) * dx + (y - limb.y0) * dy) / (dx * dx + dy * dy), 0, 1)
        radius = limb.r0 + (limb.r1 - limb.r0) * along
        away = np.hypot(x - limb.x0 - along * dx, y - limb.y0 - along * dy)
        dome = np.sqrt(np.maximum(radius**2 - away**2, 0)) + limb.rise
        height = np.where(away < radius, np.maximum(height, dome), height)
        inside = np.maximum(inside, radius - away)
    smooth = np.asarray(cv2.GaussianBlur(np.where(np.isfinite(height), height, 0).astype(np.float32), (0, 0), 2.2))
    slope_y, slope_x = np.gradient(smooth, 1 / _PIXELS_PER_MM)
    length = np.sqrt(slope_x**2 + slope_y**2 + 1)
    facing = (-slope_x * _LIGHT[0] - slope_y * _LIGHT[1] + _LIGHT[2]) / length
    light = 0.42 + 0.68 * np.clip(facing, 0, 1)
    cover = np.clip(inside * _PIXELS_PER_MM + 0.5, 0, 1)
    return light.astype(np.float32), cover.astype(np.float32)


def _fade(picture: Picture, *, start: tuple[float, float], towards: _Limb, over: float) -> None:
    """Let a picture begin at a line through ``start`` across the way to a limb, fading in ``over`` so many millimetres."""
    dx, dy = towards.x0 - start[0], towards.y0 - start[1]
    x = np.linspace(LEFT, RIGHT, picture.shape[1], dtype=np.float32)[None, :]
    y = np.linspace(TOP, BOTTOM, picture.shape[0], dtype=np.float32)[:, None]
    distance = ((x - start[0]) * dx + (y - start[1]) * dy) / np.hypot(dx, dy)
    picture[..., 3] = (picture[..., 3] * np.clip(distance / over, 0, 1)).astype(np.uint8)


def _paint_nail(thumb: Picture, flesh: Colour) -> None:
    x, y = round((_NAIL[0] - LEFT) * _PIXELS_PER_MM), round((_NAIL[1] - TOP) * _PIXELS_PER_MM)
    axes = (round(_NAIL_AXES[0] * _PIXELS_PER_MM), round(_NAIL_AXES[1] * _PIXELS_PER_MM))
    reach = 2 * max(axes)
    place = thumb[y - reach : y + reach, x - reach : x + reach]
    nail = np.zeros(place.shape[:2], np.float32)
    cv2.ellipse(nail, (reach, reach), axes, _NAIL_ANGLE, 0, 360, 1.0, -1, cv2.LINE_AA)
    share = 0.75 * np.asarray(cv2.GaussianBlur(nail, (0, 0), 1.2))[..., None]
    shine = np.asarray(cv2.GaussianBlur(nail, (0, 0), 4.0))[..., None] * 0.5 + 0.5
    pink = np.minimum(np.array(flesh, np.float32) * 0.72 + (60, 56, 72), 255)
    place[..., :3] = (place[..., :3] * (1 - share) + pink * shine * share).astype(np.uint8)


def _cover(under: Picture, over: Picture) -> None:
    """Put one picture with alpha on another, in place."""
    share = over[..., 3:].astype(np.float32) / 255
    under[..., :3] = (under[..., :3] * (1 - share) + over[..., :3] * share).astype(np.uint8)
    under[..., 3:] = np.maximum(under[..., 3:], over[..., 3:])


def _multiplied(picture: Picture) -> Picture:
    """The same with colours multiplied with alpha, so that it can be warped and blurred without dark edges."""
    alpha = cv2.extractChannel(picture, 3)
    return cv2.multiply(picture, cv2.merge([alpha, alpha, alpha, np.full_like(alpha, 255)]), scale=1 / 255)
