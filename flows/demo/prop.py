"""Prop: a badge in its plastic pouch on a strap, held by a hand, as it stands before the lens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from flows.demo.event import Mishap
from flows.demo.hand import BOTTOM, LEFT, RIGHT, THUMB_REACH, TOP, Colour, Picture, hand
from flows.demo.stage import Figure
from flows.errors import FlowError

_Matrix = NDArray[np.float64]

_WIDTH_MM = {True: 90.0, False: 74.0}  # of a landscape and a portrait badge
_MARGIN = 60
"""How many pixels a prop reaches beyond the frame, for the hand's tremor."""

_STRAP: Colour = (140, 70, 20)
_CLEAR_MM = 2.0


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
        nothing = ((self.figure.colour, (0, 0, 0)), (self.figure.rest, (255, 255, 255)))
        padded = (
            cv2.copyMakeBorder(layer, length, length, length, length, cv2.BORDER_CONSTANT, value=value)
            for layer, value in nothing
        )
        return Still(
            Figure(*(cv2.blur(layer, kernel) for layer in padded)), self.x - length, self.y - length, self.middle
        )

    def turned(self, degrees: float, scale: float) -> Still:
        """The same a little turned and nearer, round its own middle."""
        height, width = self.figure.colour.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
        nothing = ((self.figure.colour, (0, 0, 0)), (self.figure.rest, (255, 255, 255)))
        layers = (cv2.warpAffine(layer, matrix, (width, height), borderValue=value) for layer, value in nothing)
        return Still(Figure(*layers), self.x, self.y, self.middle)


class NoBadgePictureError(FlowError):
    """A badge's picture can't be read."""

    exit_code = 66

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is no picture: print the badges of the demo again")


class _Box(NamedTuple):
    """Where the code is on the badge, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Grip:
    """Where the hand's origin is on the badge in millimetres, whether it is the other hand, from the right, and how it is turned."""

    x: float
    y: float
    mirrored: bool
    turn: float = 0.0


def held_badge(
    random: np.random.Generator,
    path: Path,
    mishap: Mishap,
    skin: int,
    sleeve: int,
    size: tuple[int, int],
    light: Picture,
) -> tuple[Still, Still]:
    """Two poses of one badge while it is held up, in the light of the stand."""
    picture = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise NoBadgePictureError(path)
    width = _WIDTH_MM[picture.shape[1] > picture.shape[0]]
    badge = (width, width * picture.shape[0] / picture.shape[1])
    code = _code_box(picture, badge)
    scale = _pixels_per_mm(random, badge, mishap, size)
    grip = _grip(random, code, badge, mishap)
    middle = (size[0] * random.uniform(0.47, 0.58), size[1] * (0.66 if mishap == "far" else random.uniform(0.40, 0.47)))
    glare = _glare(random, code, badge, mishap)
    soft = {"far": 1.5, "blur": 2.6}.get(mishap, random.uniform(0.35, 0.75)) * size[0] / 1280
    pose = random.uniform(-1, 1, 3) * np.radians((16, 12, 7))
    holder = hand(skin, sleeve)
    canvas = _Canvas(size, badge, grip, _projection(pose, badge, scale, middle))
    canvas.draw_strap()
    canvas.draw_hand(holder.behind)
    canvas.draw_badge(_pouch(picture, badge, scale, glare))
    canvas.draw_thumb_shadow(holder.front)
    canvas.draw_hand(holder.front)
    still = canvas.still(light, soft, smear=30 if mishap == "blur" else 0)
    return still, still.turned(random.normal(0, 0.7), 1 + random.normal(0, 0.008))


def _code_box(picture: Picture, badge: tuple[float, float]) -> _Box:
    """Where the code is; the right half of the badge if it can't be found."""
    found = zxingcpp.read_barcode(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2]))
    if found is None:
        return _Box(badge[0] / 2, 0, badge[0], badge[1])
    corners = (
        found.position.top_left,
        found.position.top_right,
        found.position.bottom_right,
        found.position.bottom_left,
    )
    across, down = badge[0] / picture.shape[1], badge[1] / picture.shape[0]
    xs, ys = [corner.x * across for corner in corners], [corner.y * down for corner in corners]
    return _Box(min(xs), min(ys), max(xs), max(ys))


def _pixels_per_mm(
    random: np.random.Generator, badge: tuple[float, float], mishap: Mishap, size: tuple[int, int]
) -> float:
    """How near the badge is held: so that it nearly fills the picture, or much too far away."""
    if mishap == "far":
        return random.uniform(1.35, 1.6) * size[0] / 1280
    wanted = random.uniform(6.2, 7.6) * size[0] / 1280
    return min(wanted, 0.92 * size[1] / badge[1], 0.62 * size[0] / badge[0])


def _grip(random: np.random.Generator, code: _Box, badge: tuple[float, float], mishap: Mishap) -> _Grip:
    """A corner where the thumb does not cover the code; for the mishap "thumb" right on its upper outer finder."""
    width, height = badge
    reach_x, reach_y = THUMB_REACH
    if mishap == "thumb":
        outward = (code.left + code.right) / 2 > width / 2
        finder_x, finder_y = (code.right - 4 if outward else code.left + 4), code.top + 4
        inward = width - finder_x if outward else finder_x
        return _Grip(width - inward + 12 if outward else inward - 12, finder_y + 14, outward)
    for mirrored, up in ((False, 0.0), (True, 0.0), (False, 0.45), (True, 0.45), (False, 0.7)):
        left, right = (width - reach_x, width) if mirrored else (0.0, reach_x)
        bottom = height * (1 - up)
        clear = (
            right < code.left - 2
            or left > code.right + 2
            or bottom + reach_y > code.bottom + 2
            or bottom < code.top - 2
        )
        if clear:
            break
    return _Grip(
        (width if mirrored else 0.0), bottom + random.uniform(-1.5, 1.5), mirrored, random.uniform(-0.16, 0.12)
    )


def _glare(
    random: np.random.Generator, code: _Box, badge: tuple[float, float], mishap: Mishap
) -> tuple[float, float, float, float, float] | None:
    """A lamp's reflection on the pouch: middle, half axes in millimetres and strength; on a third of the badges, beside the code."""
    if mishap == "glare":
        side = max(code.right - code.left, code.bottom - code.top)
        return (code.left + code.right) / 2, (code.top + code.bottom) / 2, side * 0.85, side * 0.75, 1.0
    if random.random() > 0.35:
        return None
    x = badge[0] * random.uniform(0.05, 0.35) if code.left > badge[0] / 3 else badge[0] * random.uniform(0.1, 0.9)
    return (
        x,
        badge[1] * random.uniform(0.05, 0.25),
        random.uniform(8, 16),
        random.uniform(3, 6),
        random.uniform(0.5, 0.9),
    )


def _pouch(
    picture: Picture, badge: tuple[float, float], scale: float, glare: tuple[float, float, float, float, float] | None
) -> Picture:
    """The badge in clear plastic with a rim all round, at about the size it is seen, with alpha."""
    pixels = min(scale * 1.15, picture.shape[1] / badge[0])
    card = picture
    if pixels < 0.6 * picture.shape[1] / badge[0]:
        card = cv2.resize(picture, (round(badge[0] * pixels), round(badge[1] * pixels)), interpolation=cv2.INTER_AREA)
    pixels = card.shape[1] / badge[0]
    shade = np.linspace(248, 222, card.shape[0]).astype(np.uint8)[:, None, None]
    card = cv2.multiply(card, np.broadcast_to(shade, card.shape), scale=1 / 255)
    rim = round(_CLEAR_MM * pixels)
    card = cv2.copyMakeBorder(card, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(206, 204, 200))
    cv2.rectangle(card, (0, 0), (card.shape[1] - 1, card.shape[0] - 1), (232, 232, 230), max(1, rim // 4))
    if glare:
        x, y, wide, high, strength = glare
        shine = np.zeros(card.shape[:2], np.uint8)
        middle = (round((x + _CLEAR_MM) * pixels), round((y + _CLEAR_MM) * pixels))
        cv2.ellipse(shine, middle, (round(wide * pixels), round(high * pixels)), -24, 0, 360, 255 * strength, -1)
        softness = (round(high * pixels * 0.5), round(high * pixels * 0.5))
        soft_shine = cv2.blur(cv2.blur(shine, softness), softness)
        card = cv2.add(card, cv2.cvtColor(soft_shine, cv2.COLOR_GRAY2BGR))
    pouch = cv2.cvtColor(card, cv2.COLOR_BGR2BGRA)
    return cv2.copyMakeBorder(
        pouch, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)
    )  # lets the warp smooth the edge


def _projection(turn: _Matrix, badge: tuple[float, float], scale: float, middle: tuple[float, float]) -> _Matrix:
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


class _Canvas:
    """Where one pose is painted: the frame and a margin round it, colours already multiplied with what they cover."""

    def __init__(self, size: tuple[int, int], badge: tuple[float, float], grip: _Grip, projection: _Matrix) -> None:
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
        width = self._badge[0] + 2 * _CLEAR_MM
        to_mm = np.diag([width / pouch.shape[1], width / pouch.shape[1], 1.0])
        to_mm[:2, 2] = -_CLEAR_MM
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

    def _hand_to_mm(self, layer: Picture) -> _Matrix:
        """From a hand's pixels to millimetres on the badge."""
        across, down = (RIGHT - LEFT) / layer.shape[1], (BOTTOM - TOP) / layer.shape[0]
        flip = -1.0 if self._grip.mirrored else 1.0
        sine, cosine = np.sin(self._grip.turn), np.cos(self._grip.turn)
        turned = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1.0]])
        placed = np.array([[flip, 0, self._grip.x], [0, 1, self._grip.y], [0, 0, 1.0]])
        return np.asarray(placed @ turned @ np.array([[across, 0, LEFT], [0, down, TOP], [0, 0, 1.0]]), np.float64)

    def _warped(self, picture: Picture, to_mm: _Matrix) -> tuple[tuple[slice, slice], Picture]:
        """The part of the canvas that a picture falls on, and the picture as it falls there."""
        height, width = picture.shape[:2]
        corners = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
        fallen = cv2.perspectiveTransform(corners, self._place @ to_mm)[0]
        left, top = np.clip(np.floor(fallen.min(axis=0)), 0, self._size).astype(int)
        right, bottom = np.clip(np.ceil(fallen.max(axis=0)), (left + 1, top + 1), self._size).astype(int)
        move = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]])
        warped = cv2.warpPerspective(picture, move @ self._place @ to_mm, (int(right - left), int(bottom - top)))
        return np.s_[top:bottom, left:right], warped

    def _cover(self, picture: Picture, to_mm: _Matrix) -> None:
        """Put a picture with alpha (its colours multiplied with it) on what is there."""
        box, over = self._warped(picture, to_mm)
        rest = cv2.bitwise_not(cv2.extractChannel(over, 3))
        self._pixels[box] = cv2.add(cv2.multiply(self._pixels[box], cv2.merge([rest] * 4), scale=1 / 255), over)

    def _fill(self, corners: tuple[tuple[float, float], ...], colour: tuple[float, float, float]) -> None:
        points = cv2.perspectiveTransform(np.array([corners], np.float64), self._place)[0]
        cv2.fillConvexPoly(self._pixels, np.round(points * 16).astype(np.int32), (*colour, 255), cv2.LINE_AA, 4)
