"""Camera: one generator of pictures, whether they come from a webcam, a film, a folder or one file."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

# MSMF on Windows takes minutes to open some cameras otherwise (OpenCV issue 17687); has to be set before cv2 is imported.
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")

import cv2
import numpy as np

from capture.decode import Frame
from capture.errors import (
    CameraBusyError,
    NoCameraError,
    PictureUnreadableError,
    SourceMissingError,
    VideoUnreadableError,
)
from capture.scan import Method

cv2.utils.logging.setLogLevel(0)  # OpenCV writes a page to the terminal for every camera that is not there

PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"}
_SILENCE_SECONDS = 2.0
_REOPEN_TRIES = 5


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture and its two clocks: UTC, and nanoseconds that never run backwards."""

    frame: Frame
    taken_at: datetime
    monotonic_ns: int


@dataclass(frozen=True, slots=True)
class Camera:
    """An open source of pictures: iterate over ``shots``; ``total`` is how many there will be, 0 when nobody knows.

    ``refused`` fills up with the files of a folder that turned out to be no pictures.
    """

    shots: Iterator[Shot]
    total: int
    method: Method
    refused: list[PictureUnreadableError] = field(default_factory=list)


@contextmanager
def open_camera(
    source: str, *, recorded_at: datetime | None = None, width: int = 1280, height: int = 720
) -> Iterator[Camera]:
    """Open a webcam ("0"), a film, a folder of pictures or one picture, and release it on every way out.

    ``recorded_at`` is the UTC time of a film's first frame; without it a film counts as recorded when its file was last changed.
    Raises NoCameraError, CameraBusyError, VideoUnreadableError, PictureUnreadableError or SourceMissingError.
    """
    path = Path(source)
    if source.isdecimal() and not path.exists():
        with _webcam(int(source), width, height) as camera:
            yield camera
    elif path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in PICTURES)
        if not files:
            raise SourceMissingError(source)
        refused: list[PictureUnreadableError] = []
        yield Camera(_pictures(files, refused), len(files), "picture", refused)
    elif not path.is_file():
        raise SourceMissingError(source)
    elif path.suffix.lower() in PICTURES:
        yield Camera(iter([_picture(path, 0)]), 1, "picture")
    else:
        with _film(path, recorded_at) as camera:
            yield camera


def cameras_found(most: int = 4) -> list[int]:
    """Numbers of the cameras that open, looking at the first few; used by ``boothflow doctor``."""
    found = []
    for number in range(most):
        capture = cv2.VideoCapture(number, _backend())
        if capture.isOpened():
            found.append(number)
        capture.release()
    return found


@contextmanager
def _webcam(number: int, width: int, height: int) -> Iterator[Camera]:
    capture = _open_webcam(number, width, height)
    opened = [capture]
    try:
        yield Camera(_live(opened, number, width, height), 0, "camera")
    finally:
        opened[0].release()


def _open_webcam(number: int, width: int, height: int) -> cv2.VideoCapture:
    capture = cv2.VideoCapture(number, _backend())
    if not capture.isOpened():
        capture.release()
        if sys.platform == "linux" and Path(f"/dev/video{number}").exists():
            raise CameraBusyError(number)
        raise NoCameraError(number)
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


def _live(opened: list[cv2.VideoCapture], number: int, width: int, height: int) -> Iterator[Shot]:
    """Frames for ever; a camera that falls silent is opened again a few times before it counts as busy."""
    last, tries = time.monotonic(), 0
    while True:
        good, frame = opened[0].read()
        if good:
            last, tries = time.monotonic(), 0
            yield Shot(_as_frame(frame), datetime.now(UTC), time.monotonic_ns())
        elif time.monotonic() - last > _SILENCE_SECONDS:
            tries += 1
            if tries > _REOPEN_TRIES:
                raise CameraBusyError(number)
            opened[0].release()
            time.sleep(0.2 * tries)
            opened[0] = _open_webcam(number, width, height)
            last = time.monotonic()


@contextmanager
def _film(path: Path, recorded_at: datetime | None) -> Iterator[Camera]:
    capture = cv2.VideoCapture(str(path))
    try:
        if not capture.isOpened():
            raise VideoUnreadableError(path)
        good, first = capture.read()
        if not good:
            raise VideoUnreadableError(path)
        start = recorded_at or datetime.fromtimestamp(path.stat().st_mtime, UTC)
        total = max(0, int(capture.get(cv2.CAP_PROP_FRAME_COUNT)))
        yield Camera(_film_shots(capture, _as_frame(first), start), total, "video")
    finally:
        capture.release()


def _film_shots(capture: cv2.VideoCapture, first: Frame, start: datetime) -> Iterator[Shot]:
    rate = capture.get(cv2.CAP_PROP_FPS)
    rate = rate if 1 <= rate <= 1000 else 30.0
    number, good, frame = 0, True, first
    while good:
        seconds = number / rate
        yield Shot(frame, start + timedelta(seconds=seconds), round(seconds * 1e9))
        good, picture = capture.read()
        number += 1
        if good:
            frame = _as_frame(picture)


def _pictures(files: list[Path], refused: list[PictureUnreadableError]) -> Iterator[Shot]:
    for number, file in enumerate(files):
        try:
            yield _picture(file, number)
        except PictureUnreadableError as error:
            refused.append(error)


def _picture(file: Path, number: int) -> Shot:
    data = np.frombuffer(file.read_bytes(), np.uint8)
    frame = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    if frame is None:
        raise PictureUnreadableError(file)
    return Shot(_as_frame(frame), datetime.fromtimestamp(file.stat().st_mtime, UTC), number)


def _as_frame(picture: object) -> Frame:
    return np.asarray(picture, dtype=np.uint8)


def _backend() -> int:
    backends = {"win32": cv2.CAP_MSMF, "darwin": cv2.CAP_AVFOUNDATION, "linux": cv2.CAP_V4L2}
    return int(backends.get(sys.platform, cv2.CAP_ANY))
