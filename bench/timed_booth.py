"""Timed booth: ``boothflow booth`` that notes when each frame was received, decoded, stored and answered, in milliseconds since 1970.

    python bench/timed_booth.py PORT TIMES.json [CAMERA]

With a CAMERA (a film) the laptop's own camera is used; then the times go by the name on the card instead of the frame's sequence.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from starlette.websockets import WebSocket

from capture.booth import frames, laptop_camera, live, look, stand
from capture.booth.server import serve
from capture.camera import Shot
from capture.decode import Frame, Reader
from capture.decode import glance as glancing
from capture.settings import load_settings

SQUARE, BITS = 16, 12
TIMES: dict[str, dict[str, float]] = {}
"""By the frame's sequence or, of the laptop's camera, "film <number>"; and by "card <name>" for those that became a card."""
AT_WORK = threading.local()


def note(moment: str, key: str = "") -> None:
    """Note this moment of the frame that the thread works at."""
    key = key or getattr(AT_WORK, "frame", "")
    if key:
        TIMES.setdefault(key, {}).setdefault(moment, time.time() * 1000)


def watch() -> None:  # noqa: C901 - one watch after the other
    """Put a watch on each step."""
    receive, answer, read, glance = WebSocket.receive, live._answer, Reader.read, glancing.glance
    scan, send, wait = stand.Stand.scan, WebSocket.send_text, laptop_camera._Pace.wait

    async def watched_receive(self: WebSocket) -> Any:
        message = await receive(self)
        if message.get("bytes"):
            note("received", str(frames.HEADER.unpack_from(message["bytes"])[0]))
        return message

    def watched_answer(eye: Any, data: bytes) -> Any:
        AT_WORK.frame = str(frames.HEADER.unpack_from(data)[0])
        note("begun")
        return answer(eye, data)

    def watched_read(self: Reader, frame: Any) -> Any:
        found = read(self, frame)
        note("decoded")
        return found

    def watched_glance(*arguments: Any, **named: Any) -> Any:
        found = glance(*arguments, **named)
        note("decoded")
        return found

    def watched_scan(self: stand.Stand, *arguments: Any, **named: Any) -> Any:
        cards = scan(self, *arguments, **named)
        note("stored")
        for card in (one for one in cards if one["state"] == "new"):  # the film may begin anew
            TIMES["card " + card["card"]["contact"]["full_name"]] = dict(TIMES.get(getattr(AT_WORK, "frame", ""), {}))
        return cards

    async def watched_send(self: WebSocket, text: str) -> None:
        await send(self, text)
        message = json.loads(text)
        if message["type"] == "frame":
            for card in message["cards"]:
                note("sent", "card " + card["card"]["contact"]["full_name"])

    def watched_wait(self: Any, shot: Shot) -> bool:
        key = f"film {number_in(shot.frame)}"
        due = self._start + shot.monotonic_ns / 1e9  # a camera would have given it then, also when the booth was busy
        TIMES.setdefault(key, {"arrived": 1000 * (time.time() + due - time.monotonic())})
        in_time = wait(self, shot)
        AT_WORK.frame = key
        note("begun")
        return in_time

    for owner, name, watched in (
        (WebSocket, "receive", watched_receive),
        (WebSocket, "send_text", watched_send),
        (live, "_answer", watched_answer),
        (Reader, "read", watched_read),
        (look, "glance", watched_glance),
        (stand.Stand, "scan", watched_scan),
        (laptop_camera._Pace, "wait", watched_wait),
    ):
        setattr(owner, name, watched)


def number_in(frame: Frame) -> int:
    """The number that the film's frame carries as black and white squares."""
    row = frame[SQUARE // 2, SQUARE // 2 : SQUARE * BITS : SQUARE].reshape(BITS, -1)[:, 0]
    return sum(1 << bit for bit, value in enumerate(row) if value > 128)


def main() -> None:
    """Serve until ended, then write the times down."""
    port, times, *camera = sys.argv[1:]
    watch()
    try:
        serve(
            load_settings(),
            port=int(port),
            open_browser=False,
            camera=camera[0] if camera else None,
            announce=lambda link: print(link, flush=True),
        )
    finally:
        Path(times).write_text(json.dumps(TIMES))


if __name__ == "__main__":
    main()
