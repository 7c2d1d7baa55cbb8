"""Zbar: the second engine, strong on tight crops. The only file that touches pyzbar.

zbar's library does not come with pyzbar on Linux and macOS. Where it is missing `available` is false, one warning is
logged, and `read` finds nothing.
"""

from __future__ import annotations

import ctypes
import logging
from functools import cache
from typing import Any

import numpy as np

from capture.decode.code import Corners, Frame, Point, Symbology
from capture.decode.zxing import Find

log = logging.getLogger(__name__)

_KINDS: dict[int, Symbology] = {64: "qrcode", 128: "code128", 39: "code39"}
_ENABLE, _BINARY = 0, 4  # ZBAR_CFG_ENABLE; ZBAR_CFG_BINARY hands payload bytes over untouched (zbar 0.23, zbar.h)
_Y800 = int.from_bytes(b"Y800", "little")


def available() -> bool:
    """Whether zbar's library can be loaded on this machine."""
    return _scanner() is not None


def version() -> str:
    """Zbar's version as "0.23.92", or "missing"."""
    if not available():
        return "missing"
    from pyzbar import wrapper

    # pyzbar declares two arguments, zbar 0.23 writes to three: with two it writes to wherever the third register points.
    pointer = ctypes.POINTER(ctypes.c_uint)
    zbar_version = wrapper.zbar_function("zbar_version", ctypes.c_int, pointer, pointer, pointer)
    parts = [ctypes.c_uint() for _ in range(3)]
    zbar_version(*(ctypes.byref(part) for part in parts))
    return ".".join(str(part.value) for part in parts)


def read(luma: Frame) -> list[Find]:
    """Every QR code, Code 128 and Code 39 that zbar finds in a luma picture; it does not tell whether an ECI was explicit."""
    scanner = _scanner()
    if scanner is None:
        return []
    from pyzbar import wrapper

    pixels = np.ascontiguousarray(luma)
    height, width = pixels.shape
    image = wrapper.zbar_image_create()
    try:
        wrapper.zbar_image_set_format(image, _Y800)
        wrapper.zbar_image_set_size(image, width, height)
        wrapper.zbar_image_set_data(image, pixels.ctypes.data_as(ctypes.c_void_p), pixels.size, None)
        wrapper.zbar_scan_image(scanner, image)
        return _finds(wrapper, image)
    finally:
        wrapper.zbar_image_destroy(image)


def _finds(wrapper: Any, image: Any) -> list[Find]:
    finds = []
    symbol = wrapper.zbar_image_first_symbol(image)
    while symbol:
        kind = _KINDS.get(symbol.contents.type)
        if kind is not None:  # parts of structured append and the like are left to the other engine
            raw = ctypes.string_at(wrapper.zbar_symbol_get_data(symbol), wrapper.zbar_symbol_get_data_length(symbol))
            outline = [
                (float(wrapper.zbar_symbol_get_loc_x(symbol, i)), float(wrapper.zbar_symbol_get_loc_y(symbol, i)))
                for i in range(wrapper.zbar_symbol_get_loc_size(symbol))
            ]
            finds.append(Find(raw, kind, "", False, _corners(outline)))
        symbol = wrapper.zbar_symbol_next(symbol)
    return finds


def _corners(outline: list[Point]) -> Corners:
    """Zbar gives a QR code's corners anticlockwise from its top left, and points on the scan lines of anything else."""
    if len(outline) == 4:
        return outline[0], outline[3], outline[2], outline[1]
    xs, ys = [x for x, _ in outline] or [0.0], [y for _, y in outline] or [0.0]
    return (min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))


@cache
def _scanner() -> Any:
    """One scanner for the whole process, or None where the library is missing."""
    try:
        from pyzbar import wrapper
    except (ImportError, OSError):
        log.warning(
            "zbar's library is missing, badges are read without it: install libzbar0 (Debian) or zbar (Homebrew)"
        )
        return None
    scanner = wrapper.zbar_image_scanner_create()
    wrapper.zbar_image_scanner_set_config(scanner, 0, _ENABLE, 0)
    for kind in _KINDS:
        wrapper.zbar_image_scanner_set_config(scanner, kind, _ENABLE, 1)
    wrapper.zbar_image_scanner_set_config(scanner, 64, _BINARY, 1)
    return scanner
