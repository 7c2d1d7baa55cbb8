"""Stage: what a webcam at a stand sees behind the badge: the hall, passers-by and the visitor, all out of focus."""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np

from flows.demo.figure import Figure, figure
from flows.demo.hand import SKINS, SLEEVES, Colour, Picture

_Colour = TypeVar("_Colour", bound=tuple[float, float, float])

_DRAWN = (320, 180)
"""Everything here is drawn this small and enlarged: that is the soft focus."""

_HAIR: tuple[Colour, ...] = ((28, 30, 36), (40, 62, 92), (96, 150, 190), (150, 150, 152), (24, 40, 70))
_WALLS: tuple[Colour, ...] = ((196, 186, 172), (170, 178, 186), (188, 180, 196))
_BRANDS: tuple[Colour, ...] = ((150, 84, 30), (64, 120, 44), (44, 52, 160), (120, 104, 20))


def hall(random: np.random.Generator, size: tuple[int, int]) -> Picture:
    """The hall behind a stand: wall, posters, a screen, shelves, lamps and carpet."""
    width, height = _DRAWN
    picture = np.zeros((height, width, 3), np.uint8)
    wall, brand = _pick(random, _WALLS), _pick(random, _BRANDS)
    for row in range(height):
        picture[row] = np.clip(np.array(wall) * (1.04 - 0.45 * row / height), 0, 255)
    horizon = int(height * random.uniform(0.70, 0.78))
    picture[horizon:] = np.array(brand) * 0.35 + np.array((50, 50, 54))
    _aisle(picture, random, horizon)
    _posters(picture, random, horizon, brand)
    _shelf(picture, random, horizon)
    for column in range(int(random.integers(10, 30)), width, int(random.integers(42, 60))):
        cv2.circle(
            picture, (column, int(random.integers(4, 12))), int(random.integers(4, 7)), (250, 253, 255), -1, cv2.LINE_AA
        )
    return cv2.resize(cv2.GaussianBlur(picture, (0, 0), 2.4), size, interpolation=cv2.INTER_CUBIC)


def _aisle(picture: Picture, random: np.random.Generator, horizon: int) -> None:
    """A gap in the wall with other stands far away."""
    left = int(random.integers(120, 190))
    right = left + int(random.integers(46, 70))
    picture[18:horizon, left:right] = (118, 112, 108)
    for _ in range(7):
        x, y = int(random.integers(left, right - 8)), int(random.integers(30, horizon - 18))
        cv2.rectangle(
            picture,
            (x, y),
            (min(x + int(random.integers(5, 16)), right), y + int(random.integers(6, 24))),
            _any(random),
            -1,
        )


def _posters(picture: Picture, random: np.random.Generator, horizon: int, brand: Colour) -> None:
    for left in (int(random.integers(8, 26)), int(random.integers(232, 252))):
        right, bottom = left + int(random.integers(52, 70)), horizon - int(random.integers(8, 24))
        cv2.rectangle(picture, (left, 22), (right, bottom), (236, 236, 232), -1)
        cv2.rectangle(picture, (left, 22), (right, 22 + (bottom - 22) // 3), brand, -1)
        cv2.circle(picture, ((left + right) // 2, 22 + (bottom - 22) // 6), 9, (240, 240, 240), -1, cv2.LINE_AA)
        for row in range(22 + (bottom - 22) // 3 + 9, bottom - 6, 8):
            cv2.line(picture, (left + 7, row), (right - int(random.integers(8, 30)), row), (120, 116, 112), 2)


def _shelf(picture: Picture, random: np.random.Generator, horizon: int) -> None:
    left = int(random.integers(78, 100))
    for row in (horizon - 14, horizon - 44):
        cv2.rectangle(picture, (left, row), (left + 40, row + 3), (92, 96, 102), -1)
        for box in range(4):
            x = left + 2 + box * 10
            cv2.rectangle(picture, (x, row - int(random.integers(8, 20))), (x + 7, row), _any(random), -1)


def visitor(random: np.random.Generator, skin: int, sleeve: int, size: tuple[int, int]) -> Figure:
    """The person whose badge it is, from the waist up, filling most of the height of a frame."""
    return _person(random, SKINS[skin], SLEEVES[sleeve], (150, 176), blur=3.0, scale=size[1] / _DRAWN[1])


def passer_by(random: np.random.Generator, size: tuple[int, int]) -> Figure:
    """Someone further away who walks past."""
    skin, cloth = _pick(random, SKINS), _pick(random, SLEEVES)
    return _person(random, skin, cloth, (72, 132), blur=2.6, scale=size[1] / _DRAWN[1])


def _person(
    random: np.random.Generator,
    skin: Colour,
    cloth: Colour,
    box: tuple[int, int],
    *,
    blur: float,
    scale: float,
) -> Figure:
    """Head, neck, shoulders and chest inside a box of width and height, drawn small, blurred and enlarged."""
    width, height = box
    picture = np.zeros((height, width, 4), np.uint8)
    middle, head = width // 2, int(width * random.uniform(0.145, 0.165))
    chin = int(head * 2.9)
    dim = np.array(cloth, np.float32) * 0.85
    shoulders = [
        (0.10, 1.0),
        (0.13, 0.52),
        (0.20, 0.44),
        (0.40, 0.385),
        (0.60, 0.385),
        (0.80, 0.44),
        (0.87, 0.52),
        (0.90, 1.0),
    ]
    outline = np.array([(x * width, y * height + max(0, chin - 0.33 * height)) for x, y in shoulders], np.int32)
    cv2.fillPoly(picture, [outline], (*dim.tolist(), 255), cv2.LINE_AA)
    shirt = np.array([(middle - head * 0.5, chin), (middle + head * 0.5, chin), (middle, height * 0.8)], np.int32)
    cv2.fillPoly(picture, [shirt], (214, 210, 206, 255), cv2.LINE_AA)
    neck = (np.array(skin) * 0.72).tolist()
    cv2.rectangle(
        picture,
        (int(middle - head * 0.45), chin - head),
        (int(middle + head * 0.45), chin + head // 3),
        (*neck, 255),
        -1,
    )
    hair = _pick(random, _HAIR)
    long_hair = random.random() < 0.5
    cv2.ellipse(
        picture,
        (middle, int(head * 1.45)),
        (int(head * 1.08), int(head * 1.32)),
        0,
        0,
        360,
        (*hair, 255),
        -1,
        cv2.LINE_AA,
    )
    if long_hair:
        cv2.rectangle(picture, (middle - head, int(head * 1.4)), (middle + head, int(head * 3.1)), (*hair, 255), -1)
    face = (np.array(skin) * 0.88).tolist()
    cv2.ellipse(
        picture,
        (middle, int(head * 1.68)),
        (int(head * 0.86), int(head * 1.12)),
        0,
        0,
        360,
        (*face, 255),
        -1,
        cv2.LINE_AA,
    )
    for side in (-1, 1):
        eye = (middle + side * int(head * 0.36), int(head * 1.55))
        cv2.circle(picture, eye, max(1, head // 9), (40, 44, 52, 255), -1, cv2.LINE_AA)
    cv2.ellipse(
        picture, (middle, int(head * 2.25)), (head // 3, head // 10), 0, 0, 360, (82, 84, 140, 255), -1, cv2.LINE_AA
    )
    lit = picture[..., :3].astype(np.float32) * np.linspace(1.08, 0.78, width, dtype=np.float32)[None, :, None]
    picture[..., :3] = np.clip(lit, 0, 255).astype(np.uint8)
    return _out_of_focus(picture, blur, scale)


def _out_of_focus(picture: Picture, blur: float, scale: float) -> Figure:
    """Blur and enlarge pixels with alpha; colours are multiplied with alpha first so that edges do not darken."""
    margin = int(blur * 3)
    framed = cv2.copyMakeBorder(picture, margin, 0, margin, margin, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
    small = figure(framed)
    size = (round(framed.shape[1] * scale), round(framed.shape[0] * scale))
    soft = [
        cv2.resize(cv2.GaussianBlur(layer, (0, 0), blur), size, interpolation=cv2.INTER_LINEAR)
        for layer in (small.colour, small.rest)
    ]
    return Figure(soft[0], soft[1])


def light(random: np.random.Generator, size: tuple[int, int]) -> Picture:
    """How much of the light arrives at each point of the picture: lamps to one side, dark corners, a warm or cool cast."""
    width, height = size
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None, None]
    falloff = 1 - 0.20 * (x**2 + 0.8 * y**2)
    side = 1 + random.uniform(-0.13, 0.13) * x - random.uniform(0.0, 0.10) * y
    cast = np.array(_pick(random, ((0.90, 0.97, 1.0), (1.0, 0.98, 0.94), (0.97, 1.0, 0.97))), np.float32)
    return np.clip(falloff * side * cast * random.uniform(0.98, 1.10) * 255, 0, 255).astype(np.uint8)


def grain(random: np.random.Generator, size: tuple[int, int], strength: float) -> tuple[Picture, Picture]:
    """Sensor noise as what to add and what to take away, larger than a frame, so that every frame can have another part of it."""
    shape = (size[1] + 64, size[0] + 64)
    noise = cv2.GaussianBlur(random.normal(0, strength, shape).astype(np.float32), (0, 0), 0.6) * 1.9
    brighter, darker = (np.clip(part, 0, 255).round().astype(np.uint8) for part in (noise, -noise))
    return cv2.cvtColor(brighter, cv2.COLOR_GRAY2BGR), cv2.cvtColor(darker, cv2.COLOR_GRAY2BGR)


def _pick(random: np.random.Generator, choices: tuple[_Colour, ...]) -> _Colour:
    return choices[int(random.integers(len(choices)))]


def _any(random: np.random.Generator) -> Colour:
    blue, green, red = (int(value) for value in random.integers(60, 215, 3))
    return blue, green, red
