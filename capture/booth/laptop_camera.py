"""Laptop camera: the camera (or film) that the server reads itself through OpenCV, for kiosks, replays and odd browsers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

import cv2

from capture.booth.look import Look
from capture.booth.stand import Message, Stand
from capture.camera import Camera, Shot, open_camera
from capture.decode import Frame
from capture.errors import CameraBusyError, CaptureError
from capture.scan import Method

PREVIEW = (640, 360)
_PREVIEW_EVERY_SECONDS = 1 / 15
_FROZEN_SECONDS = 3.0
_LONGEST_WAIT_SECONDS = 10.0
_LATE_SECONDS = 0.2  # behind a film's own time
_MOST_PASSED = 5  # frames of a film in a row that nobody looks at


class Viewer(Protocol):
    """A page that looks through this camera."""

    staff: str

    def post(self, message: Message) -> None:
        """Take a message."""

    def post_preview(self, picture: bytes) -> None:
        """Take a JPEG picture; only the newest matters."""


class LaptopCamera:
    """One camera in a thread of its own, running while at least one page looks through it."""

    def __init__(self, stand: Stand, source: str) -> None:
        self.source = source
        self._stand = stand
        self._viewers: list[Viewer] = []
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._gone = threading.Event()

    def add(self, viewer: Viewer) -> None:
        """A page begins to look."""
        with self._lock:
            if viewer not in self._viewers:
                self._viewers.append(viewer)
            if self._thread is None or not self._thread.is_alive():
                self._gone = threading.Event()
                self._thread = threading.Thread(target=self._run, args=(self._gone,), name="laptop-camera", daemon=True)
                self._thread.start()

    def remove(self, viewer: Viewer) -> None:
        """A page looks no more; with the last one the camera is released."""
        with self._lock:
            if viewer in self._viewers:
                self._viewers.remove(viewer)
            if not self._viewers:
                self._gone.set()
                self._thread = None

    def _run(self, gone: threading.Event) -> None:
        """Keep the camera open: after a failure say why and try again, a little later each time."""
        wait = 0.5
        while not gone.is_set():
            try:
                with open_camera(self.source) as camera:
                    self._tell({"type": "camera", "state": "on"})
                    wait = 0.5
                    self._watch(camera, gone)
            except CaptureError as error:
                state = "busy" if isinstance(error, CameraBusyError) else "absent"
                self._tell({"type": "camera", "state": state, "words": str(error)})
                gone.wait(wait)
                wait = min(2 * wait, _LONGEST_WAIT_SECONDS)

    def _watch(self, camera: Camera, gone: threading.Event) -> None:
        method: Method = camera.method
        look = Look(self._stand, lambda: self._stand.station(self._staff(), method, "laptop"))
        pace = _Pace(camera.method == "video")
        preview_at = 0.0
        moved = _Moved()
        for shot in camera.shots:
            in_time = pace.wait(shot)
            if gone.is_set():
                return
            if not in_time:
                continue
            if camera.method == "camera" and moved.is_frozen(shot.frame, time.monotonic()):
                raise CameraBusyError(int(self.source))
            answer = look.at(shot.frame, datetime.now(UTC), time.monotonic_ns())
            self._tell(answer)
            if time.monotonic() >= preview_at:
                preview_at = time.monotonic() + _PREVIEW_EVERY_SECONDS
                self._show(shot.frame)

    def _show(self, frame: Frame) -> None:
        small = cv2.resize(frame, PREVIEW, interpolation=cv2.INTER_AREA)
        good, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 75])
        if good:
            self._each(lambda viewer: viewer.post_preview(data.tobytes()))

    def _staff(self) -> str:
        with self._lock:
            return self._viewers[0].staff if self._viewers else ""

    def _tell(self, message: Message) -> None:
        self._each(lambda viewer: viewer.post(message))

    def _each(self, call: Callable[[Viewer], None]) -> None:
        with self._lock:
            viewers = list(self._viewers)
        for viewer in viewers:
            call(viewer)


class _Pace:
    """Plays a film at its own speed and, as a camera does, lets frames pass that nobody had time for; a camera sets its own."""

    def __init__(self, is_film: bool) -> None:
        self._is_film = is_film
        self._start = time.monotonic()
        self._passed = 0

    def wait(self, shot: Shot) -> bool:
        """Wait for a frame's moment; False when it is over, but for one frame in a few, however slow the machine is."""
        ahead = self._start + shot.monotonic_ns / 1e9 - time.monotonic() if self._is_film else 0.0
        if ahead > 0:
            time.sleep(ahead)
        self._passed = self._passed + 1 if ahead < -_LATE_SECONDS and self._passed < _MOST_PASSED else 0
        return not self._passed


class _Moved:
    """Tells a camera that hangs, giving the same picture for ever, from one that looks at a still scene (which has noise)."""

    def __init__(self) -> None:
        self._last: bytes = b""
        self._since = 0.0

    def is_frozen(self, frame: Frame, at: float) -> bool:
        sample = frame[::37, ::41].tobytes()
        if sample != self._last:
            self._last, self._since = sample, at
        return at - self._since > _FROZEN_SECONDS
