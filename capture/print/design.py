"""BadgeDesign: what an organiser decides about the badges of one event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from capture.errors import CaptureError
from capture.print.payload import PayloadKind
from capture.print.signed import Signer

FORMATS: Mapping[str, tuple[float, float]] = {
    "A6": (105, 148),
    "A7": (74, 105),
    "86x54": (85.6, 53.98),  # ID-1 of ISO/IEC 7810, the plastic card
    "90x55": (90, 55),
}
"""Named badge formats, width and height in millimetres; anything else is written like "90x55" or "4x3in"."""

PAPERS: Mapping[str, tuple[float, float]] = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
    "Tabloid": (279.4, 431.8),
}
"""Paper sizes, width and height in millimetres; others are written like badge formats."""

PIXELS_PER_MODULE = 2.25
"""From here on our reader reads single frames in usual light: measured by bench/print_sizes.py, table in docs/formats.md."""

MODULE_MM = 0.68
"""The side of one module by default: what a 720p webcam reads at 30 cm, and a little more."""

SMALLEST_CODE_MM = 19.0
"""No code is printed smaller than this unless the design says so: codes of few modules need larger ones, three pixels each."""


class UnknownSizeError(CaptureError):
    """A badge format or paper size can't be understood."""

    exit_code = 64

    def __init__(self, text: str) -> None:
        known = ", ".join([*FORMATS, *PAPERS])
        super().__init__(f"unknown size {text!r}: use one of {known}, or width x height such as 90x55 (mm) or 4x3in")


@dataclass(frozen=True, kw_only=True)
class BadgeDesign:
    """How the badges of one event look. ``code_mm`` is the side of the code, None for as small as webcams can read.

    ``role_colours`` maps a role (as it stands in a contact's ``extra``, case ignored) to red, green, blue of 0 to 255.
    """

    format: str = "90x55"
    payload: PayloadKind = "vcard"
    delimiter: str = "^"
    signer: Signer | None = None
    event_name: str = ""
    logo: Path | None = None
    role_colours: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    code_mm: float | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres; raises `UnknownSizeError`."""
        return parse_size(self.format)

    def module_mm(self, modules: int) -> float:
        """The wanted side of one module for a code of so many modules."""
        return self.code_mm / modules if self.code_mm else max(MODULE_MM, SMALLEST_CODE_MM / modules)


def parse_size(text: str) -> tuple[float, float]:
    """Width and height in millimetres of "A6", "Letter", "90x55", "4x3in"; raises `UnknownSizeError`."""
    for name, size in (*FORMATS.items(), *PAPERS.items()):
        if name.casefold() == text.strip().casefold():
            return size
    match = re.fullmatch(r"\s*(\d{1,4}(?:\.\d+)?)\s*[x×]\s*(\d{1,4}(?:\.\d+)?)\s*(mm|in)?\s*", text, re.IGNORECASE)
    if match is None:
        raise UnknownSizeError(text)
    unit = 25.4 if (match[3] or "").lower() == "in" else 1.0
    size = (float(match[1]) * unit, float(match[2]) * unit)
    if min(size) < 25:
        raise UnknownSizeError(text)
    return size


def reading_distance_mm(module_mm: float, frame_width: int = 1280) -> float:
    """From how far a webcam with a horizontal field of view of about 65 degrees reads modules of this size.

    Such a lens gives ``frame_width / (1.27 * distance)`` pixels per millimetre.
    """
    return frame_width * module_mm / (1.27 * PIXELS_PER_MODULE)
