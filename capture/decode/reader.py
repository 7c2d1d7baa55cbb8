"""Reader: finds and reads every code in a frame, cheapest engine first."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter
from typing import Literal

import cv2

from capture.decode import zbar, zxing
from capture.decode.code import SYMBOLOGIES, Code, Frame, Symbology, luma_of

Mode = Literal["live", "still", "patient"]
BUDGET_MS: dict[Mode, float] = {"live": 33.0, "still": 250.0, "patient": float("inf")}


class Reader:
    """Reads codes from frames under a time budget; keep one for each stream of frames."""

    def __init__(
        self,
        mode: Mode = "live",
        *,
        budget_ms: float | None = None,
        symbologies: Iterable[Symbology] = SYMBOLOGIES,
    ) -> None:
        self.mode = mode
        self.budget_ms = BUDGET_MS[mode] if budget_ms is None else budget_ms
        self.symbologies = tuple(symbologies)
        self.version = f"boothflow-decode 1 (zxing-cpp {zxing.version()}, zbar {zbar.version()}, opencv {cv2.__version__})"

    @property
    def zbar_available(self) -> bool:
        """Whether the second engine, zbar, works on this machine."""
        return zbar.available()

    def read(self, frame: Frame) -> list[Code]:
        """Every code in the frame: luma (height, width) or BGR (height, width, 3)."""
        start = perf_counter()
        luma = luma_of(frame)
        finds, _ = zxing.read(luma, self.symbologies)
        stage = "whole"
        if not finds:
            finds, stage = zxing.read(luma, self.symbologies, threshold="rows")[0], "coarse"
        took = (perf_counter() - start) * 1000
        return [Code(f.raw, f.symbology, f.identifier, f.explicit_eci, f.corners, stage, took, f.text) for f in finds]
