"""Live: one WebSocket a page. Frames go up, answers come down; what concerns all pages reaches all pages.

A frame is one binary message (see `capture.booth.frames`); the page keeps one for a glance and one whole one in flight. Text messages
are JSON: ``{"do": "camera" | "staff", ...}``. Binary messages to the page are JPEG previews of the laptop's own camera.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from capture.booth.frames import HALF, HEADER, Lane, format_of, frame_from
from capture.booth.laptop_camera import LaptopCamera
from capture.booth.look import Look
from capture.booth.stand import Message, Stand
from capture.scan import Method
from capture.station import Station

_MOST_WAITING = 2000
_log = logging.getLogger(__name__)
CLOSED_FAILED = 1011  # the page connects again
CLOSED_LOCKED = 4423
CLOSED_REVOKED = 4403


class Page:
    """One connected page, on the laptop or on a phone."""

    def __init__(self, websocket: WebSocket, who: str, loop: asyncio.AbstractEventLoop) -> None:
        self.websocket = websocket
        self.who = who
        self.staff = ""
        self._loop = loop
        self._waiting: deque[Message] = deque()
        self._preview: bytes | None = None
        self._news = asyncio.Event()
        self._end = 0

    def post(self, message: Message) -> None:
        """Take a message from any thread."""
        with suppress(RuntimeError):  # the loop has ended: so has the page
            self._loop.call_soon_threadsafe(self._put, message)

    def post_preview(self, picture: bytes) -> None:
        """Take a preview from any thread; a slow page gets fewer."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._put_preview, picture)

    def end(self, code: int) -> None:
        """Close the connection with this code, after what is waiting."""
        self._end = code
        self._news.set()

    async def send_all(self) -> None:
        """Send what is posted until the page goes or is ended."""
        while True:
            await self._news.wait()
            self._news.clear()
            while self._waiting:
                await self.websocket.send_text(json.dumps(self._waiting.popleft(), ensure_ascii=False))
            if self._preview is not None:
                picture, self._preview = self._preview, None
                await self.websocket.send_bytes(picture)
            if self._end:
                await self.websocket.close(self._end)
                return

    def _put(self, message: Message) -> None:
        self._waiting.append(message)
        if len(self._waiting) > _MOST_WAITING:
            self._end = 1013
        self._news.set()

    def _put_preview(self, picture: bytes) -> None:
        self._preview = picture
        self._news.set()


class Live:
    """The WebSocket endpoint and the pages that are connected to it."""

    def __init__(self, stand: Stand, camera: LaptopCamera) -> None:
        self._stand = stand
        self._camera = camera
        self.pages: set[Page] = set()

    def end(self, who: str, code: int) -> None:
        """Close every page of one caller."""
        for page in self.pages:
            if page.who == who:
                page.end(code)

    async def serve(self, websocket: WebSocket, extra: Message) -> None:
        """Serve one page until it goes; ``extra`` is added to the state it begins with."""
        await websocket.accept()
        page = Page(websocket, websocket.scope["boothflow.who"], asyncio.get_running_loop())
        self.pages.add(page)
        self._stand.listeners.add(page.post)
        sending = asyncio.create_task(page.send_all())
        try:
            page.post(await asyncio.to_thread(self._stand.state, datetime.now(UTC)) | extra)
            await self._receive(page)
        except WebSocketDisconnect:
            pass
        finally:
            self._stand.listeners.discard(page.post)
            self.pages.discard(page)
            self._camera.remove(page)
            await _end(sending)

    async def _receive(self, page: Page) -> None:
        method: Method = "browser" if page.who == "laptop" else "phone"

        def station() -> Station:
            return self._stand.station(page.staff, method, page.who)

        look = Look(self._stand, station)
        quick, thorough = (Lane(partial(_answer, look), page.post) for _ in range(2))
        looking = [asyncio.create_task(lane.run()) for lane in (quick, thorough)]
        for task in looking:
            task.add_done_callback(lambda done: None if done.cancelled() else page.end(CLOSED_FAILED))
        try:
            while True:
                message = await page.websocket.receive()
                if message["type"] == "websocket.disconnect":
                    return
                data = message.get("bytes")
                if data is not None:
                    (quick if format_of(data) == HALF else thorough).put(data)
                elif message.get("text") is not None:
                    self._wish(page, message["text"])
        finally:
            await _end(*looking)

    def _wish(self, page: Page, text: str) -> None:
        try:
            wish: Any = json.loads(text)
            does, name = str(wish["do"]), str(wish.get("name", ""))[:80]
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        if does == "staff":
            page.staff = name
        elif does == "camera" and page.who == "laptop":
            if name == "laptop":
                self._camera.add(page)
            else:
                self._camera.remove(page)


async def _end(*tasks: asyncio.Task[None]) -> None:
    """Cancel tasks and wait until they are gone; what one of them failed of is logged."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    for task in tasks:
        failure = None if task.cancelled() else task.exception()
        if failure is not None and not isinstance(failure, WebSocketDisconnect):
            _log.error("a page's connection failed", exc_info=failure)


def _answer(look: Look, data: bytes) -> Message | None:
    """Look at one frame; what is no frame gets no answer, a frame that can't be decoded an empty one."""
    if len(data) < HEADER.size:
        return None
    sequence, width, height, form = HEADER.unpack_from(data)
    own: Message = {"seq": sequence, "glance": form == HALF}
    frame = frame_from(memoryview(data)[HEADER.size :], width, height, form)
    if frame is None:
        return own | {"type": "frame", "w": width, "h": height, "codes": [], "cards": [], "advice": None}
    see = look.glance if form == HALF else look.at
    return see(frame, datetime.now(UTC), time.monotonic_ns()) | own
