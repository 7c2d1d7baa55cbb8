"""Prop: a badge in its plastic pouch on a strap, held by a hand, as it stands before the lens."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import zxingcpp

from flows.demo.canvas import CLEAR_MM, Canvas, Grip, projection
from flows.demo.event import Mishap
from flows.demo.figure import REFERENCE_WIDTH, Still
from flows.demo.hand import THUMB_REACH, Picture, hand
from flows.errors import FlowError

_WIDTH_MM = {True: 90.0, False: 74.0}  # of a landscape and a portrait badge


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


class _Glare(NamedTuple):
    """A lamp's reflection on the pouch: its middle and half axes in millimetres, and its strength, 0 to 1."""

    x: float
    y: float
    wide: float
    high: float
    strength: float


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
    soft = {"far": 1.5, "blur": 2.6}.get(mishap, random.uniform(0.35, 0.75)) * size[0] / REFERENCE_WIDTH
    pose = random.uniform(-1, 1, 3) * np.radians((16, 12, 7))
    holder = hand(skin, sleeve)
    canvas = Canvas(size, badge, grip, projection(pose, badge, scale, middle))
    canvas.draw_strap()
    canvas.draw_hand(holder.behind)
    canvas.draw_badge(_pouch(picture, badge, scale, glare))
    canvas.draw_thumb_shadow(holder.front)
    canvas.draw_hand(holder.front)
    still = canvas.still(light, soft, smear=30 if mishap == "blur" else 0)
    return still, still.nearer(random.uniform(0.004, 0.016))


def _code_box(picture: Picture, badge: tuple[float, float]) -> _Box:
    """Where the code is; the right half of the badge if it can't be found."""
    found = zxingcpp.read_barcode(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2]))
    if found is None:
        return _Box(badge[0] / 2, 0, badge[0], badge[1])
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across, down = badge[0] / picture.shape[1], badge[1] / picture.shape[0]
    xs, ys = [corner.x * across for corner in corners], [corner.y * down for corner in corners]
    return _Box(min(xs), min(ys), max(xs), max(ys))


def _pixels_per_mm(
    random: np.random.Generator, badge: tuple[float, float], mishap: Mishap, size: tuple[int, int]
) -> float:
    """How near the badge is held: so that it nearly fills the picture, or much too far away."""
    if mishap == "far":
        return random.uniform(1.35, 1.6) * size[0] / REFERENCE_WIDTH
    wanted = random.uniform(6.2, 7.6) * size[0] / REFERENCE_WIDTH
    return min(wanted, 0.92 * size[1] / badge[1], 0.62 * size[0] / badge[0])


def _grip(random: np.random.Generator, code: _Box, badge: tuple[float, float], mishap: Mishap) -> Grip:
    """A corner where the thumb does not cover the code; for the mishap "thumb" right on its upper outer finder."""
    width, height = badge
    reach_x, reach_y = THUMB_REACH
    if mishap == "thumb":
        outward = (code.left + code.right) / 2 > width / 2
        finder_x, finder_y = (code.right - 4 if outward else code.left + 4), code.top + 4
        inward = width - finder_x if outward else finder_x
        return Grip(width - inward + 12 if outward else inward - 12, finder_y + 14, outward)
    for mirrored, up in ((False, 0.0), (True, 0.0), (False, 0.45), (True, 0.45), (False, 0.7)):
        left, right = (width - reach_x, width) if mirrored else (0.0, reach_x)
        top, bottom = height * (1 - up) + reach_y, height * (1 - up)
        if right < code.left - 2 or left > code.right + 2 or top > code.bottom + 2 or bottom < code.top - 2:
            break
    turn, off = random.uniform(-0.16, 0.12), random.uniform(-1.5, 1.5)
    return Grip(width if mirrored else 0.0, bottom + off, mirrored, turn)


def _glare(random: np.random.Generator, code: _Box, badge: tuple[float, float], mishap: Mishap) -> _Glare | None:
    """For the mishap "glare" all over the code; else on a third of the badges, small and above it."""
    if mishap == "glare":
        side = max(code.right - code.left, code.bottom - code.top)
        return _Glare((code.left + code.right) / 2, (code.top + code.bottom) / 2, side * 0.85, side * 0.75, 1.0)
    if random.random() > 0.35:
        return None
    x = random.uniform(0.05, 0.35) if code.left > badge[0] / 3 else random.uniform(0.1, 0.9)
    y, wide, high, strength = random.uniform((0.05, 8, 3, 0.5), (0.25, 16, 6, 0.9))
    return _Glare(badge[0] * x, badge[1] * y, wide, high, strength)


def _pouch(picture: Picture, badge: tuple[float, float], scale: float, glare: _Glare | None) -> Picture:
    """The badge in clear plastic with a rim all round, at about the size it is seen, with alpha."""
    pixels = min(scale * 1.15, picture.shape[1] / badge[0])
    card = picture
    if pixels < 0.6 * picture.shape[1] / badge[0]:
        card = cv2.resize(picture, (round(badge[0] * pixels), round(badge[1] * pixels)), interpolation=cv2.INTER_AREA)
    pixels = card.shape[1] / badge[0]
    shade = np.linspace(248, 222, card.shape[0]).astype(np.uint8)[:, None, None]
    card = cv2.multiply(card, np.broadcast_to(shade, card.shape), scale=1 / 255)
    rim = round(CLEAR_MM * pixels)
    card = cv2.copyMakeBorder(card, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(206, 204, 200))
    cv2.rectangle(card, (0, 0), (card.shape[1] - 1, card.shape[0] - 1), (232, 232, 230), max(1, rim // 4))
    if glare:
        shine = np.zeros(card.shape[:2], np.uint8)
        middle = (round((glare.x + CLEAR_MM) * pixels), round((glare.y + CLEAR_MM) * pixels))
        axes = (round(glare.wide * pixels), round(glare.high * pixels))
        cv2.ellipse(shine, middle, axes, -24, 0, 360, 255 * glare.strength, -1)
        softness = (axes[1] // 2 + 1, axes[1] // 2 + 1)
        soft_shine = cv2.blur(cv2.blur(shine, softness), softness)
        card = cv2.add(card, cv2.cvtColor(soft_shine, cv2.COLOR_GRAY2BGR))
    pouch = cv2.cvtColor(card, cv2.COLOR_BGR2BGRA)
    # A pixel of nothing all round lets the warp smooth the edge.
    return cv2.copyMakeBorder(pouch, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
