"""Live: one WebSocket a page. Frames go up, answers come down; what concerns all pages reaches all pages.

A frame is one binary message: ``<u32 sequence, u16 width, u16 height, 4s format>`` (little endian), then for ``GRAY`` width x height
bytes of luma, for ``JPEG`` a picture. The page keeps one frame in flight. Text messages are JSON: ``{"do": "hello" | "camera"
| "staff", ...}``. Binary messages to the page are JPEG previews of the laptop's own camera.
"""

from __future__ import annotations

import asyncio
import json
import struct
import time
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import cv2
import numpy as np
from starlette.websockets import WebSocket, WebSocketDisconnect

from capture.booth.laptop_camera import LaptopCamera
from capture.booth.look import Look
from capture.booth.stand import Message, Stand
from capture.decode import Frame
from capture.scan import Method
from capture.station import Station

HEADER = struct.Struct("<IHH4s")
LARGEST_FRAME = 4_400_000
_LARGEST_SIDE = 4096
_MOST_WAITING = 2000
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
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _receive(self, page: Page) -> None:
        method: Method = "browser" if page.who == "laptop" else "phone"

        def station() -> Station:
            return self._stand.station(page.staff, method, page.who)

        look = Look(self._stand, station)
        while True:
            message = await page.websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if message.get("bytes") is not None:
                answer = await asyncio.to_thread(_answer, look, message["bytes"])
                if answer is not None:
                    page.post(answer)
            elif message.get("text") is not None:
                self._wish(page, message["text"])

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


def _answer(look: Look, data: bytes) -> Message | None:
    """Look at one frame; what is no frame gets no answer, a frame that can't be decoded an empty one."""
    if len(data) < HEADER.size:
        return None
    sequence, width, height, form = HEADER.unpack_from(data)
    frame = frame_from(data[HEADER.size :], width, height, form)
    if frame is None:
        return {"type": "frame", "seq": sequence, "w": width, "h": height, "codes": [], "cards": [], "advice": None}
    return look.at(frame, datetime.now(UTC), time.monotonic_ns()) | {"seq": sequence}


def frame_from(data: bytes, width: int, height: int, form: bytes) -> Frame | None:
    """A luma picture of (height, width) from what came up, or None when it does not hold what it says."""
    if not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE) or len(data) > LARGEST_FRAME:
        return None
    if form == b"GRAY":
        return np.frombuffer(data, np.uint8).reshape(height, width) if len(data) == width * height else None
    if form == b"JPEG" and data:
        try:
            picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
        except cv2.error:
            return None
        good = picture is not None and max(picture.shape) <= _LARGEST_SIDE
        return np.asarray(picture, np.uint8) if good else None
    return None
