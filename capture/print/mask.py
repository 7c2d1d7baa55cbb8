"""Choosing a QR code's mask with numpy, because trying all eight in plain Python takes half the time of printing a sheet."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from qrcode import QRCode
from qrcode.util import create_data, mask_func

MASKS = 8
_FINDER_LIKE = np.array([[1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1]], dtype=bool)


def best_mask(code: QRCode) -> int:
    """The mask pattern with the fewest penalty points for a code whose data are set."""
    code.data_cache = create_data(code.version, code.error_correction, code.data_list)
    code.makeImpl(True, 0)
    unmasked = np.array(code.modules, dtype=bool) ^ _masks(code.version)[0]
    return int(np.argmin(penalties(unmasked ^ _masks(code.version))))


def penalties(codes: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The penalty points of a stack of codes (count, side, side) by ISO/IEC 18004, section 7.8.3.1."""
    same = codes[:, 1:] == codes[:, :-1]
    blocks = same[:, :, 1:] & same[:, :, :-1] & (codes[:, :-1, 1:] == codes[:, :-1, :-1])
    points = _runs(codes) + _runs(codes.transpose(0, 2, 1)) + 3 * blocks.sum(axis=(1, 2))
    points += 40 * (_finder_likes(codes) + _finder_likes(codes.transpose(0, 2, 1)))
    share = codes.mean(axis=(1, 2))
    return np.asarray(points + 10 * (np.abs(share - 0.5) / 0.05).astype(np.int64))


def _runs(codes: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Runs of one colour along the last axis: three points for five modules, one for each more."""
    same = codes[:, :, 1:] == codes[:, :, :-1]
    fives = same[:, :, :-3] & same[:, :, 1:-2] & same[:, :, 2:-1] & same[:, :, 3:]
    starts = fives[:, :, 1:] & ~fives[:, :, :-1]
    return np.asarray(fives.sum(axis=(1, 2)) + 2 * (starts.sum(axis=(1, 2)) + fives[:, :, 0].sum(axis=1)))


def _finder_likes(codes: NDArray[np.bool_]) -> NDArray[np.int64]:
    """What looks like a finder pattern beside four light modules, along the last axis."""
    weights = 1 << np.arange(_FINDER_LIKE.shape[1])
    wanted = _FINDER_LIKE @ weights
    places = codes.shape[2] - len(weights) + 1
    values = sum(codes[:, :, start : start + places] * weight for start, weight in enumerate(weights))
    return np.asarray(np.isin(values, wanted).sum(axis=(1, 2)))


@cache
def _masks(version: int) -> NDArray[np.bool_]:
    """Every mask of a version (8, side, side), False where the code has no data."""
    row, column = np.indices((4 * version + 17,) * 2)
    patterns = [np.vectorize(mask_func(number))(row, column) for number in range(MASKS)]
    return np.array(patterns, dtype=bool) & _data_area(version)


def _data_area(version: int) -> NDArray[np.bool_]:
    """Where the data of a version stand: the modules that differ between all zeros and all ones."""
    codes = []
    for fill in (0x00, 0xFF):
        code = QRCode(version=version)
        code.data_cache = [fill] * 4000  # more than version 40 holds
        code.makeImpl(True, 0)
        codes.append(np.array(code.modules, dtype=bool))
    return np.asarray(codes[0] ^ codes[1])
