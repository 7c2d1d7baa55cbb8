"""Glance: one quick look at a small picture, beside a `Reader` that looks thoroughly at the whole one."""

from __future__ import annotations

from time import perf_counter

from capture.decode import zxing
from capture.decode.code import Code, Frame


def glance(luma: Frame, scale: int = 1) -> list[Code]:
    """The QR codes that the first engine reads at once in a luma picture; their corners are multiplied by ``scale``."""
    began = perf_counter()
    finds, _ = zxing.read(luma, ("qrcode",))
    milliseconds = (perf_counter() - began) * 1000
    codes = []
    for find in finds:
        a, b, c, d = ((x * scale, y * scale) for x, y in find.corners)
        codes.append(
            Code(
                find.raw,
                find.symbology,
                find.identifier,
                find.explicit_eci,
                (a, b, c, d),
                "glance",
                milliseconds,
                find.text,
            )
        )
    return codes
