"""AVI: a film of JPEG pictures, which every player and OpenCV can read.

OpenCV's own writers take two to five times as long for a frame as its JPEG encoder alone, so the pictures are encoded there and
wrapped here. The layout is Microsoft's "AVI RIFF File Reference": a header list, the list ``movi`` of frames, the index ``idx1``.
"""

from __future__ import annotations

import struct
from pathlib import Path
from types import TracebackType
from typing import Self

_HAS_INDEX = 0x10
_KEY_FRAME = 0x10


class AviWriter:
    """Writes JPEG pictures of one size as an AVI film; a context manager, the film is complete when it is left."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int) -> None:
        self._size = size
        self._fps = fps
        self._lengths: list[int] = []
        self._file = path.open("wb")
        self._file.write(self._head())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._finish()
        self._file.close()

    def write(self, jpeg: bytes) -> None:
        """Append one frame."""
        self._file.write(_chunk(b"00dc", jpeg))
        self._lengths.append(len(jpeg))

    def _finish(self) -> None:
        """Append the index, then write the head again: only now are the lengths known."""
        index, place = bytearray(), 4
        for length in self._lengths:
            index += struct.pack("<4sIII", b"00dc", _KEY_FRAME, place, length)
            place += 8 + length + length % 2
        self._file.write(_chunk(b"idx1", bytes(index)))
        self._file.seek(0)
        self._file.write(self._head())

    def _head(self) -> bytes:
        """Everything before the first frame; always of the same length."""
        (width, height), frames = self._size, len(self._lengths)
        largest = max(self._lengths, default=0)
        main = struct.pack(
            "<14I",
            1_000_000 // self._fps,
            largest * self._fps,
            0,
            _HAS_INDEX,
            frames,
            0,
            1,
            largest,
            width,
            height,
            *[0] * 4,
        )
        stream = struct.pack(
            "<4s4s10I4H",
            b"vids",
            b"MJPG",
            0,
            0,
            0,
            1,
            self._fps,
            0,
            frames,
            largest,
            0xFFFFFFFF,
            0,
            0,
            0,
            width,
            height,
        )
        picture = struct.pack("<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0)
        streams = _chunk(b"LIST", b"strl" + _chunk(b"strh", stream) + _chunk(b"strf", picture))
        header = _chunk(b"LIST", b"hdrl" + _chunk(b"avih", main) + streams)
        movie = 4 + sum(8 + length + length % 2 for length in self._lengths)
        riff = 4 + len(header) + 8 + movie + 8 + 16 * frames
        return struct.pack("<4sI4s", b"RIFF", riff, b"AVI ") + header + struct.pack("<4sI4s", b"LIST", movie, b"movi")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", name, len(data)) + data + b"\0" * (len(data) % 2)
