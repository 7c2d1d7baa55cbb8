"""Frames: the pictures that a page sends up, as binary messages, and the lanes in which they are looked at.

A message is ``<u32 sequence, u16 width, u16 height, 4s format>`` (little endian), then width x height bytes of luma: of the whole
frame (``GRAY``, in slices: all but the last are ``PART``) or of one halved in both directions (``HALF``, for a glance). Or it is
a picture (``JPEG``).
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from capture.decode import Frame

Message = dict[str, Any]
HEADER = struct.Struct("<IHH4s")
HALF = b"HALF"
PART = b"PART"
LARGEST_FRAME = 4_400_000
_LARGEST_SIDE = 4096


class Lane:
    """Looks at one kind of message in a thread, one after the other; only the newest that waits is looked at."""

    def __init__(self, look: Callable[[bytes], Message | None], answer: Callable[[Message], None]) -> None:
        self._look = look
        self._answer = answer
        self._newest: bytes | None = None
        self._parts = bytearray()
        self._news = asyncio.Event()

    def put(self, data: bytes) -> None:
        """Take a message; one that waits still is forgotten. A slice waits for the rest; too many of them are forgotten."""
        if format_of(data) == PART:
            self._parts += data[HEADER.size :]
            if len(self._parts) > LARGEST_FRAME:
                self._parts.clear()
            return
        if self._parts:
            data = data[: HEADER.size] + bytes(self._parts) + data[HEADER.size :]
            self._parts.clear()
        self._newest = data
        self._news.set()

    async def run(self) -> None:
        """Look at what comes until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            data, self._newest = self._newest, None
            answer = await asyncio.to_thread(self._look, data) if data is not None else None
            if answer is not None:
                self._answer(answer)


def format_of(data: bytes) -> bytes:
    """The format that a message says it has."""
    return data[HEADER.size - len(HALF) : HEADER.size]


def frame_from(data: bytes | memoryview, width: int, height: int, form: bytes) -> Frame | None:
    """A luma picture of (height, width) from what came up, or None when it does not hold what it says."""
    if not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE) or len(data) > LARGEST_FRAME:
        return None
    if form in (b"GRAY", HALF):
        return np.frombuffer(data, np.uint8).reshape(height, width) if len(data) == width * height else None
    if form == b"JPEG" and data:
        try:
            picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
        except cv2.error:
            return None
        good = picture is not None and max(picture.shape) <= _LARGEST_SIDE
        return np.asarray(picture, np.uint8) if good else None
    return None
