"""One QR code: from payload bytes to modules and to a picture, made with qrcode."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from qrcode import QRCode, constants
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData, optimal_data_chunks

from capture.errors import CaptureError
from capture.print.mask import best_mask

Level = Literal["L", "M", "Q", "H"]
Matrix = NDArray[np.bool_]
"""A square of modules, True where dark, without the quiet zone."""

QUIET_ZONE = 4
"""Modules of white that ISO/IEC 18004 wants round a QR code."""

_LEVELS: dict[Level, int] = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}


class PayloadTooLongError(CaptureError):
    """The payload does not fit into any QR code."""

    exit_code = 65

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes do not fit into a QR code: print fewer fields, or the badge id alone")


@lru_cache(maxsize=4096)
def qr_matrix(payload: bytes, *, level: Level | None = None) -> Matrix:
    """The modules of the smallest QR code that holds the payload, at the highest error correction level that still fits it.

    A given ``level`` is kept to. Raises `PayloadTooLongError`.
    """
    code = _smallest(payload, level or "L")
    if level is None:
        for better in ("M", "Q", "H"):
            candidate = _code(code.data_list, better)
            if _version(candidate) != code.version:
                break
            code = candidate
    code.makeImpl(False, best_mask(code))
    matrix = np.array(code.modules, dtype=bool)
    matrix.setflags(write=False)  # one array serves every caller
    return matrix


def qr_image(payload: bytes, *, module_px: int, border: int = QUIET_ZONE, level: Level | None = None) -> Image.Image:
    """The code as a grey picture, ``module_px`` pixels a module, with a white border of ``border`` modules."""
    return matrix_image(np.pad(qr_matrix(payload, level=level), border), module_px)


def matrix_image(matrix: Matrix, module_px: int) -> Image.Image:
    """Modules as a grey picture, dark on white, ``module_px`` pixels each."""
    pixels = np.where(matrix, np.uint8(0), np.uint8(255))
    return Image.fromarray(np.kron(pixels, np.ones((module_px, module_px), np.uint8)))


def _smallest(payload: bytes, level: Level) -> QRCode:
    """A code in the segmentation with the fewest modules: in one piece, or (ASCII only) digits and capitals packed tighter.

    Text in other scripts stays in one piece, because some readers guess the charset of every segment by itself.
    """
    ways = [[QRData(payload)]]
    if payload.isascii():
        ways += [list(optimal_data_chunks(payload, minimum=shortest)) for shortest in (6, 12)]
    codes = [_code(way, level) for way in ways]
    best = min(codes, key=_version)
    if _version(best) > 40:
        raise PayloadTooLongError(len(payload))
    return best


def _code(segments: list[QRData], level: Level) -> QRCode:
    code = QRCode(error_correction=_LEVELS[level], border=0)
    for segment in segments:
        code.add_data(segment)
    return code


def _version(code: QRCode) -> int:
    try:
        return int(code.best_fit())
    except (DataOverflowError, ValueError):  # qrcode's version setter refuses 41 before its own overflow error
        return 41
