"""Pose: where the corners of a QR code lie, from two of its finder patterns, and the third and the alignment pattern where they show.

Any two places that look like finder patterns may be two of a code's three. Each such guess says where the code's fixed patterns must
be, above all the timing patterns; the guess that finds them there is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.decode.code import Corners, Frame
from capture.decode.finders import Finder, dark, finders
from capture.decode.symbol import MOST_VERSION, layout

_CELL = 4  # pixels a module in the flattened picture
_BORDER = 6  # modules around the code in it
_REACH = 4  # modules that a pattern may lie from where two finder patterns say
_PLAUSIBLE = 0.64  # of the other fixed modules that must look right before a guess is worth refining
_SURE = 0.72  # and after
_FINDER_SHOWS, _ALIGNMENT_SHOWS = 0.5, 0.6  # correlation with the picture
_MOST_GUESSES = 4
_NEAR = 0.35  # of the distance between two finder patterns that the third may be off
_ALL = 4  # for a finder pattern's number: take all three
_ONE_SEEN = 0.75  # of its lines across plus those down: one finder pattern at least must be seen that well
_SIDE = 260  # pixels, about, of the picture in which finder patterns are looked for
_LEAST_BLOCK = 15  # pixels

Floats = NDArray[np.float64]

_HALF: Floats = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])  # OpenCV counts from the middle of the first pixel


@dataclass(frozen=True, slots=True)
class Pose:
    """A code's corners in the picture, (4, 2), clockwise from its own top left.

    ``anchors`` are the middles (x, y in modules) of the patterns that were really seen, ``score`` the share of fixed modules that
    look right.
    """

    corners: NDArray[np.float32]
    modules: int
    anchors: tuple[tuple[float, float], ...]
    score: float

    @property
    def outline(self) -> Corners:
        """The corners as points."""
        a, b, c, d = ((float(x), float(y)) for x, y in self.corners)
        return a, b, c, d


class _Guesses(NamedTuple):
    """Guesses where a code lies.

    Module (x, y) of each lies at ``onto @ (x, y, 1)``; ``missing`` names the finder pattern (0 top left, 1 top right, 2 bottom left)
    that it does not rest on, 3 for none.
    """

    version: NDArray[np.intp]
    missing: NDArray[np.intp]
    onto: Floats


def prepare() -> None:
    """Draw the patterns of every version, once for the process: else the first frame would wait for them."""
    for version in range(1, MOST_VERSION + 1):
        for missing in range(_ALL + 1):
            _evidence(version, missing)


def poses(luma: Frame, most: int = 2) -> list[Pose]:
    """The poses that fit best to the fixed patterns, best first."""
    shrink = max(1, round(max(luma.shape) / _SIDE))
    small = luma
    if shrink > 1:
        small = cv2.resize(luma, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA).astype(np.uint8)
    binary = dark(small, max(_LEAST_BLOCK, min(small.shape) // 6))
    found = finders(binary)
    if len(found) < 2 or found[0].seen < _ONE_SEEN:
        return []
    guesses = _guesses(found)
    scores = _scores(binary, guesses)
    kept: list[int] = []
    for at in np.argsort(-scores, kind="stable").tolist():
        if scores[at] < _PLAUSIBLE or len(kept) == _MOST_GUESSES:
            break
        if not any(_alike(guesses, at, other) for other in kept):
            kept.append(at)
    refined = [
        _refined(luma, int(guesses.version[at]), int(guesses.missing[at]), guesses.onto[at] * shrink) for at in kept
    ]
    return sorted((pose for pose in refined if pose.score >= _SURE), key=lambda pose: -pose.score)[:most]


def _guesses(found: list[Finder]) -> _Guesses:
    """Every way in which any two, or three, of these may be finder patterns of one code."""
    places, sizes = np.array([finder[:2] for finder in found]), np.array([finder.module for finder in found])
    one, other = np.triu_indices(len(found), 1)
    alike = np.maximum(sizes[one], sizes[other]) < 1.5 * np.minimum(sizes[one], sizes[other])
    one, other = one[alike], other[alike]
    a, b = places[one], places[other]
    apart = b - a
    turned = np.stack([-apart[:, 1], apart[:, 0]], axis=1)  # a quarter to the right, as y runs downwards
    half, across = apart / 2, turned / 2
    corner = np.stack([a, b, a, b, a + half - across, a + half + across])
    right = np.stack([apart, -apart, -turned, turned, half + across, -half - across])
    down = np.stack([turned, -turned, apart, -apart, across - half, half - across])
    missing = np.array([2, 2, 1, 1, 0, 0])
    long = np.hypot(right[..., 0], right[..., 1])
    run = (sizes[one] + sizes[other]) / 2
    pitch = long / (
        run * np.abs(right).max(axis=2) / long
    )  # a run along a row or a column is longer than a module where these lean
    between = 10 + 4 * np.arange(1, MOST_VERSION + 1)
    fits = np.abs(between[:, None, None] - pitch) <= np.maximum(2.5, 0.08 * between)[:, None, None]
    number, way, pair = np.nonzero(fits)
    points = np.stack([corner, corner + right, corner + down], axis=2)[way, pair]
    absent = missing[way]
    expected = points[np.arange(len(points)), absent]
    gap = np.hypot(*(expected[:, None] - places).transpose(2, 0, 1))
    gap[np.arange(len(points)), one[pair]] = gap[np.arange(len(points)), other[pair]] = np.inf
    guess, third = np.nonzero(gap < _NEAR * long[way, pair][:, None])
    complete = points[guess]
    complete[np.arange(len(guess)), absent[guess]] = places[third]
    points = np.concatenate([points, complete])
    version = np.concatenate([number, number[guess]]) + 1
    steps = (points[:, 1:] - points[:, :1]) / (10 + 4 * version)[:, None, None]
    axes = steps.transpose(0, 2, 1)
    onto = np.concatenate([axes, (points[:, 0] - 3.5 * axes.sum(axis=2))[:, :, None]], axis=2)
    return _Guesses(version, np.concatenate([absent, np.full(len(guess), 3)]), onto)


def _scores(binary: NDArray[np.uint8], guesses: _Guesses) -> Floats:
    """For each guess the share of fixed modules that look right, those of the finder patterns it rests on left out."""
    scores = np.zeros(len(guesses.version))
    height, width = binary.shape
    kinds = guesses.version * 4 + guesses.missing
    for kind in np.flatnonzero(np.bincount(kinds)).tolist():
        group = np.flatnonzero(kinds == kind)
        places, wanted = _evidence(kind // 4, kind % 4)
        at = guesses.onto[group] @ places
        x, y = at[:, 0].astype(np.intp), at[:, 1].astype(np.intp)
        inside = (at >= 0).all(axis=1) & (x < width) & (y < height)
        right = (binary[np.where(inside, y, 0), np.where(inside, x, 0)] == wanted) & inside
        scores[group] = right.mean(axis=1)
    return scores


@cache
def _evidence(version: int, missing: int) -> tuple[Floats, NDArray[np.uint8]]:
    """The middles (3, n) of fixed modules as x, y, 1, and which of them are dark, of the finder patterns only the missing one."""
    place = layout(version)
    fixed = place.fixed.copy()
    areas = np.s_[:8, :8], np.s_[:8, -8:], np.s_[-8:, :8]
    for finder, area in enumerate(areas):
        if finder != missing and missing != _ALL:
            fixed[area] = False
    rows, columns = np.nonzero(fixed)
    return np.stack([columns + 0.5, rows + 0.5, np.ones(len(rows))]), place.pattern[fixed].astype(np.uint8)


def _alike(guesses: _Guesses, one: int, other: int) -> bool:
    apart = np.abs(guesses.onto[one] - guesses.onto[other])[:, 2].max()
    return bool(guesses.version[one] == guesses.version[other] and apart < 3 * np.hypot(*guesses.onto[one][:, 0]))


def _refined(luma: Frame, version: int, missing: int, onto_picture: Floats) -> Pose:
    """A guess after a look for the patterns it does not rest on, each near where it says."""
    modules = 17 + 4 * version
    to_flat = np.array([[_CELL, 0, _BORDER * _CELL], [0, _CELL, _BORDER * _CELL], [0, 0, 1]], np.float64)
    onto_picture = np.vstack([onto_picture, (0, 0, 1)])
    size = (modules + 2 * _BORDER) * _CELL
    flat_of_picture = _HALF @ to_flat @ np.linalg.inv(onto_picture) @ np.linalg.inv(_HALF)
    warped = cv2.warpAffine(
        luma, flat_of_picture[:2], (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    flat = warped.astype(np.uint8)
    far = modules - 3.5
    middles = ((3.5, 3.5), (far, 3.5), (3.5, far))
    anchors = {middle: middle for finder, middle in enumerate(middles) if finder != missing}
    for middle in middles:
        if middle not in anchors and (place := _located(flat, _template(True), middle, _FINDER_SHOWS)):
            anchors[middle] = place
    if version > 1 and (place := _located(flat, _template(False), (modules - 6.5, modules - 6.5), _ALIGNMENT_SHOWS)):
        anchors[modules - 6.5, modules - 6.5] = place
    onto = _through(anchors)
    square = np.array([(0, 0), (modules, 0), (modules, modules), (0, modules)], np.float64)
    whole = _HALF @ onto_picture @ onto
    corners = cv2.perspectiveTransform(square[None], whole)[0].astype(np.float32)
    return Pose(corners, modules, tuple(anchors), _fit(flat, version, onto))


def _located(flat: Frame, template: Frame, middle: tuple[float, float], least: float) -> tuple[float, float] | None:
    """Where the pattern really is, in modules, or None where nothing near looks enough like it."""
    half = template.shape[0] / 2
    left, top = (max(0, int((at + _BORDER - _REACH) * _CELL - half)) for at in middle)
    right, bottom = (int((at + _BORDER + _REACH) * _CELL + half) for at in middle)
    window = flat[top:bottom, left:right]
    if window.shape[0] < template.shape[0] or window.shape[1] < template.shape[1]:
        return None
    _, best, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(window, template, cv2.TM_CCOEFF_NORMED))
    return ((left + x + half) / _CELL - _BORDER, (top + y + half) / _CELL - _BORDER) if best >= least else None


@cache
def _template(finder: bool) -> Frame:
    """A finder pattern with the light around it, or an alignment pattern, softened a little."""
    ring = np.maximum(*np.abs(np.mgrid[-4:5, -4:5])) if finder else np.maximum(*np.abs(np.mgrid[-2:3, -2:3]))
    light = (ring == 2) | (ring == 4) if finder else ring == 1
    drawn = np.where(light, 255, 0).astype(np.uint8).repeat(_CELL, axis=0).repeat(_CELL, axis=1)
    return cv2.GaussianBlur(drawn, (0, 0), _CELL / 4).astype(np.uint8)


def _through(anchors: dict[tuple[float, float], tuple[float, float]]) -> Floats:
    """The map (3, 3) that takes each pattern's ideal middle to its real one: perspective from four, affine from three, else none."""
    ideal, real = np.array(list(anchors), np.float32), np.array(list(anchors.values()), np.float32)
    if len(anchors) == 4:
        return np.asarray(cv2.getPerspectiveTransform(ideal, real), np.float64)
    if len(anchors) == 3:
        return np.vstack([cv2.getAffineTransform(ideal, real), (0, 0, 1)])
    return np.eye(3)


def _fit(flat: Frame, version: int, onto: Floats) -> float:
    """The share of all fixed modules that look right in the flattened picture."""
    places, wanted = _evidence(version, _ALL)
    at = onto @ places
    at = (at[:2] / at[2] + _BORDER) * _CELL - 0.5
    smooth = cv2.blur(flat, (3, 3))
    threshold = cv2.blur(flat, (9 * _CELL, 9 * _CELL))
    x, y = at[0].astype(np.float32)[None], at[1].astype(np.float32)[None]
    values = cv2.remap(smooth, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    limits = cv2.remap(threshold, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return float(((values < limits)[0] == wanted).mean())
