"""Look: what one picture from any camera of the booth leads to: codes, stored Scans, advice, one answer to the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from capture.badge.read import read_badge
from capture.booth.stand import Message, Stand
from capture.coach import advise
from capture.decode import Code, Frame, Reader
from capture.decode.glance import glance
from capture.errors import CaptureError
from capture.station import Station

_ADVICE_EVERY_NS = 250_000_000


class Look:
    """The eye behind one stream of frames. ``station`` is asked anew for every frame, so that a change of staff counts at once."""

    def __init__(self, stand: Stand, station: Callable[[], Station]) -> None:
        self._stand = stand
        self._station = station
        self._reader = Reader("live")
        self._previous: Frame | None = None
        self._advised_ns = 0
        self._advice: str | None = None

    def at(self, frame: Frame, now: datetime, monotonic_ns: int) -> Message:
        """Read one frame; what the answer announces is on disk."""
        codes = self._reader.read(frame)
        answer = self._taken(codes, frame, 1, now, monotonic_ns)
        if codes:
            self._previous, self._advice = None, None
        elif monotonic_ns - self._advised_ns > _ADVICE_EVERY_NS:
            self._advice = advise(frame, codes, self._previous)
            self._previous, self._advised_ns = frame, monotonic_ns
        return answer | {"advice": self._advice}

    def glance(self, half: Frame, now: datetime, monotonic_ns: int) -> Message:
        """Look quickly at one frame that was halved in both directions. May run beside `at`, in another thread.

        A personal code is left to the whole frame, whose sharper picture is kept.
        """
        codes = [code for code in glance(half, scale=2) if _kind(code) != "personal"]
        return self._taken(codes, half, 2, now, monotonic_ns) | {"advice": None}

    def _taken(self, codes: Sequence[Code], frame: Frame, scale: int, now: datetime, monotonic_ns: int) -> Message:
        answer: Message = {
            "type": "frame",
            "w": scale * frame.shape[1],
            "h": scale * frame.shape[0],
            "codes": [[[round(x), round(y)] for x, y in code.corners] for code in codes],
        }
        glanced = scale > 1
        whole = None if glanced else frame
        try:
            answer["cards"] = self._stand.scan(self._station(), codes, now, monotonic_ns, whole, glanced=glanced)
        except CaptureError as error:
            answer["trouble"] = str(error)
        return answer


def _kind(code: Code) -> str:
    return read_badge(code.raw, symbology=code.symbology, explicit_text=code.text).kind
