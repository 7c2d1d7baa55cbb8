"""Lens: how a webcam sees a flat sheet: curled, tilted, rolled and moved (one remap), lit unevenly, blurred, grainy, packed as JPEG.

Everything that makes a code hard is one number in `View`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.decode import Frame

WIDTH, HEIGHT = 1280, 720
Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class View:
    """How one badge is seen. Lengths are pixels of the frame, angles degrees, light and glare shares of full white.

    ``lean`` tips the badge back as ``tilt`` turns it; ``spots`` are patches of sun, so much brighter than the shade between them;
    ``moire`` is how much a monitor's own pixels show; ``ink`` is how dark the print is; ``quiet`` is the code's margin in modules,
    dark print begins there; ``length`` makes the payload this many bytes long.
    """

    module_px: float = 4.0
    blur: float = 0.6
    motion: float = 0.0
    noise: float = 3.0
    light: float = 0.85
    shadow: float = 0.0
    glare: float = 0.0
    tilt: float = 0.0
    roll: float = 0.0
    curl: float = 0.0
    damage: float = 0.0
    jpeg: int = 88
    inverted: bool = False
    lean: float = 0.0
    spots: float = 0.0
    moire: float = 0.0
    ink: float = 1.0
    quiet: float = 4.0
    length: int = 0


def look(
    sheet: Frame,
    view: View,
    random: np.random.Generator,
    *,
    scene: Frame,
    centre: tuple[float, float],
    oversample: int = 8,
    grain: np.random.Generator | None = None,
) -> Frame:
    """The frame a webcam delivers when ``sheet`` is seen as ``view`` says with its middle at ``centre``.

    ``grain`` is where the noise comes from, when all else is to be the same in every frame.
    """
    paper = 255 - sheet if view.inverted else sheet
    if view.ink < 1:
        paper = cv2.convertScaleAbs(paper, alpha=view.ink, beta=(1 - view.ink) * 215).astype(np.uint8)
    if view.damage:
        paper = _scratched(paper, view.damage, random)
    across, down = _sheet_positions(paper.shape, view, centre, oversample)
    shrink = max(1, int(oversample / max(view.module_px, 1.0)))
    if shrink > 1:
        paper = cv2.GaussianBlur(paper, (0, 0), 0.35 * shrink).astype(np.uint8)
    seen = cv2.remap(paper, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    inside = (across >= 0) & (down >= 0) & (across < paper.shape[1] - 1) & (down < paper.shape[0] - 1)
    frame: Floats = np.where(inside, 20 + seen * (215 / 255), scene).astype(np.float32) * view.light
    if view.moire:
        frame *= _monitor(view, across, down, oversample)
    if view.spots:
        frame *= _sun(view.spots, random)
    if view.shadow:
        frame *= _shadow(view.shadow, random, centre)
    if view.glare:
        frame += _glare(view, random, centre, max(sheet.shape) / oversample * view.module_px)
    if view.motion:
        kernel = np.zeros((15, 15), np.float32)
        angle, half = random.uniform(0, np.pi), view.motion / 2
        ends = [(round(7 + s * half * np.cos(angle)), round(7 + s * half * np.sin(angle))) for s in (-1, 1)]
        cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA)
        frame = cv2.filter2D(frame, -1, kernel / kernel.sum()).astype(np.float32)
    frame = cv2.GaussianBlur(frame, (0, 0), view.blur).astype(np.float32)
    frame += (grain or random).standard_normal(frame.shape, dtype=np.float32) * view.noise
    return packed(np.clip(frame, 0, 255).astype(np.uint8), view.jpeg)


def packed(frame: Frame, quality: int) -> Frame:
    """The frame after a trip through JPEG of this quality."""
    _, data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def _sheet_positions(
    shape: tuple[int, ...], view: View, centre: tuple[float, float], oversample: int
) -> tuple[Floats, Floats]:
    """Where on the sheet each pixel of the frame looks: roll, tilt about the upright axis, lean about the level one, curl."""
    height, width = shape[:2]
    scale = oversample / view.module_px
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    x, y = x - centre[0], y - centre[1]
    roll, tilt, lean = np.deg2rad(view.roll), np.deg2rad(view.tilt), np.deg2rad(view.lean)
    x, y = x * np.cos(roll) + y * np.sin(roll), -x * np.sin(roll) + y * np.cos(roll)
    eye = 1400.0  # pixels: a field of view of about 50 degrees
    depth = np.maximum(np.cos(tilt) - x / eye * np.sin(tilt), 0.05)
    across, down = x / depth, y * (1 + x / depth * np.sin(tilt) / eye)
    if view.lean:
        depth = np.maximum(np.cos(lean) - down / eye * np.sin(lean), 0.05)
        across, down = across * (1 + down / depth * np.sin(lean) / eye), down / depth
    if view.curl:
        radius = width / scale / 2 / view.curl
        across = np.where(np.abs(across) < radius, radius * np.arcsin(np.clip(across / radius, -1, 1)), 1e6)
    return (across * scale + width / 2).astype(np.float32), (down * scale + height / 2).astype(np.float32)


def _scratched(paper: Frame, share: float, random: np.random.Generator) -> Frame:
    """The sheet with stains that cover about this share of it."""
    stained = paper.copy()
    side = max(paper.shape)
    for _ in range(12):
        middle = (int(random.integers(0, paper.shape[1])), int(random.integers(0, paper.shape[0])))
        radius = int(side * np.sqrt(share / 12 / np.pi) * random.uniform(0.6, 1.4))
        cv2.circle(stained, middle, radius, int(random.choice((20, 235))), -1)
    return stained


def _shadow(depth: float, random: np.random.Generator, centre: tuple[float, float]) -> Floats:
    """A straight shadow edge through the badge: a factor for each pixel."""
    angle = random.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    side = (x - centre[0]) * np.cos(angle) + (y - centre[1]) * np.sin(angle)
    return np.asarray(1 - depth / (1 + np.exp(-side / 4)), dtype=np.float32)


def _sun(depth: float, random: np.random.Generator) -> Floats:
    """Sun through leaves: patches of light with soft edges, shade between them."""
    coarse = cv2.resize(random.random((9, 16), dtype=np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.asarray(1 - depth / (1 + np.exp((coarse - 0.5) * 40)), dtype=np.float32)


def _monitor(view: View, across: Floats, down: Floats, oversample: int) -> Floats:
    """The gaps between a monitor's pixels, nearly as close as the camera's own: they beat."""
    period = oversample / view.module_px * 1.13  # pixels of the sheet
    gaps = np.cos(2 * np.pi * across / period) + np.cos(2 * np.pi * down / period)
    return np.asarray(1 - view.moire * (0.25 * gaps + 0.5), dtype=np.float32)


def _glare(view: View, random: np.random.Generator, centre: tuple[float, float], size: float) -> Floats:
    """The lamp mirrored in the badge sleeve: a bright, soft spot on the code."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    at = (centre[0] + random.uniform(-0.25, 0.25) * size, centre[1] + random.uniform(0.0, 0.4) * size)
    spread = size * (0.08 + 0.17 * view.glare)
    distance = (x - at[0]) ** 2 + ((y - at[1]) * random.uniform(0.6, 1.6)) ** 2
    return np.asarray(255 * view.glare * 1.2 * np.exp(-distance / (2 * spread * spread)), dtype=np.float32)
