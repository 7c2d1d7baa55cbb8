"""App: the booth's routes. Each is a few lines: read what the page wants, let the stand do it, answer in JSON."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from capture.booth.files import Files
from capture.booth.guard import BodyTooLargeError
from capture.booth.laptop_camera import LaptopCamera
from capture.booth.live import CLOSED_LOCKED, CLOSED_REVOKED, Live
from capture.booth.phones import AUTHORITY_PATH, Phones
from capture.booth.pictures import picture_from
from capture.booth.pin import Pin
from capture.booth.setup import set_up
from capture.booth.stand import Message, Stand
from capture.booth.touches import WishError, text
from capture.decode import Reader
from capture.errors import CaptureError

Wish = Mapping[str, Any]
Switch = Callable[[bool], Awaitable[None]]


async def _no_switch(on: bool) -> None:
    raise WishError("phones can't be switched here")


@dataclass
class Booth:
    """What the routes work with. ``use`` is the camera a page begins with; ``switch`` turns the phones' server on or off."""

    stand: Stand
    camera: LaptopCamera
    pin: Pin
    phones: Phones
    use: str = "browser"
    phones_on: bool = False
    switch: Switch = _no_switch
    live: Live = field(init=False)

    def __post_init__(self) -> None:
        """Make the WebSocket endpoint."""
        self.live = Live(self.stand, self.camera)


Action = Callable[[Booth, str, Wish], Message]


def make_app(booth: Booth) -> Starlette:
    """The page's routes, without the guard that stands in front of them."""
    files = Files()
    routes = [
        Route("/", files.page),
        Route(AUTHORITY_PATH, _authority(booth)),
        Route("/static/{file:path}", files.file),
        WebSocketRoute("/live", _live(booth)),
        Route(
            "/api/card/{scan_id}", _asks(booth, lambda stand, request: stand.open_card(request.path_params["scan_id"]))
        ),
        Route("/api/people", _asks(booth, lambda stand, request: stand.known_people(_query(request)))),
        Route("/api/list", _asks(booth, lambda stand, request: stand.listed(_query(request), datetime.now(UTC)))),
        Route("/attachments/{scan_id}/{file}", _attachment(booth)),
        Route("/api/picture", _picture(booth), methods=["POST"]),
        Route("/api/attach", _attach(booth), methods=["POST"]),
        Route("/api/phones", _phones(booth), methods=["POST"]),
        Route("/api/unlock", _unlock(booth), methods=["POST"]),
        Route("/api/lock", _lock(booth), methods=["POST"]),
        *(Route(f"/api/{name}", _does(booth, action), methods=["POST"]) for name, action in _ACTIONS.items()),
        *(
            Route(f"/api/{name}", _does(booth, action, laptop_only=True), methods=["POST"])
            for name, action in _LAPTOP_ACTIONS.items()
        ),
    ]
    too_large = PlainTextResponse("This is too large.", 413)

    async def refuse(request: Request, error: Exception) -> Response:
        return too_large

    return Starlette(routes=routes, exception_handlers={BodyTooLargeError: refuse})


def _authority(booth: Booth) -> Callable[[Request], Awaitable[Response]]:
    async def authority(request: Request) -> Response:
        if not booth.phones_on:
            return PlainTextResponse("Phones are off.", 404)
        return Response(booth.phones.authority, media_type="application/x-x509-ca-cert")

    return authority


def _live(booth: Booth) -> Callable[[WebSocket], Awaitable[None]]:
    async def live(websocket: WebSocket) -> None:
        who = websocket.scope["boothflow.who"]
        if _is_locked(booth, who):
            await websocket.accept()
            await websocket.close(CLOSED_LOCKED)
            return
        await booth.live.serve(websocket, _extra(booth, who))

    return live


def _extra(booth: Booth, who: str) -> Message:
    """What a page learns beside the stand's state."""
    own: Message = {"who": who, "pin": booth.pin.is_set}
    if who == "laptop":
        own |= {"use": booth.use, "source": booth.camera.source, "phones": _phones_state(booth)}
    return own


def _is_locked(booth: Booth, who: str) -> bool:
    return who == "laptop" and booth.pin.locked


def _asks(booth: Booth, ask: Callable[[Stand, Request], Any]) -> Callable[[Request], Awaitable[Response]]:
    """A question that changes nothing."""

    async def answer(request: Request) -> Response:
        if _is_locked(booth, request.scope["boothflow.who"]):
            return _said("locked", 423)
        try:
            return JSONResponse(await asyncio.to_thread(ask, booth.stand, request))
        except CaptureError as error:
            return _said(str(error), 422)

    return answer


def _does(booth: Booth, action: Action, *, laptop_only: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """A wish in JSON that is carried out before it is answered."""

    async def answer(request: Request) -> Response:
        who = request.scope["boothflow.who"]
        if laptop_only and who != "laptop":
            return _said("this is done on the laptop only", 403)
        if _is_locked(booth, who):
            return _said("locked", 423)
        try:
            wish = await _wish(request)
            return JSONResponse(await asyncio.to_thread(action, booth, who, wish))
        except CaptureError as error:
            return _said(str(error), 422)

    return answer


async def _wish(request: Request) -> Wish:
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise WishError("a wish is JSON")
    try:
        wish = json.loads(await request.body())
    except ValueError:
        raise WishError("a wish is JSON") from None
    if not isinstance(wish, dict):
        raise WishError("a wish has names")
    return wish


def _said(words: str, status: int) -> Response:
    return JSONResponse({"trouble": words}, status)


def _touch(booth: Booth, who: str, wish: Wish) -> Message:
    station = booth.stand.station(text(wish.get("staff", "")), "browser")
    replaces = text(wish.get("replaces", ""))
    scan_id = text(wish.get("scan_id", ""))
    return booth.stand.touch(
        station, scan_id, wish.get("kind"), wish.get("value"), datetime.now(UTC), replaces=replaces
    )


def _undo(booth: Booth, who: str, wish: Wish) -> Message:
    station = booth.stand.station(text(wish.get("staff", "")), "browser")
    later, touch_id = text(wish.get("later", "")), text(wish.get("touch_id", ""))
    scan_id, redo = text(wish.get("scan_id", "")), wish.get("redo") is True
    return booth.stand.undo(station, scan_id, datetime.now(UTC), later=later, touch_id=touch_id, redo=redo)


def _person(booth: Booth, who: str, wish: Wish) -> Message:
    staff, now, monotonic_ns = text(wish.get("staff", "")), datetime.now(UTC), time.monotonic_ns()
    if wish.get("badge_id"):
        return booth.stand.add_known(staff, text(wish["badge_id"]), now, monotonic_ns)
    fields = wish.get("fields")
    if not isinstance(fields, dict):
        raise WishError("a person needs fields")
    return booth.stand.add_form(staff, {str(name): text(value) for name, value in fields.items()}, now, monotonic_ns)


def _handheld(booth: Booth, who: str, wish: Wish) -> Message:
    typed = wish.get("text")
    if not isinstance(typed, str) or not typed.strip() or len(typed) > 8000:
        raise WishError("the handheld scanner typed nothing that can be kept")
    station = booth.stand.station(text(wish.get("staff", "")), "handheld")
    return booth.stand.add(station, typed.strip().encode("utf-8", "replace"), datetime.now(UTC), time.monotonic_ns())


def _sync(booth: Booth, who: str, wish: Wish) -> Message:
    booth.stand.sync(datetime.now(UTC))
    return {"type": "synced"}


def _setup(booth: Booth, who: str, wish: Wish) -> Message:
    set_up(booth.stand.settings, wish, datetime.now(UTC))
    booth.stand.reload_settings(datetime.now(UTC))
    return {"type": "set_up"}


def _pin(booth: Booth, who: str, wish: Wish) -> Message:
    booth.pin.set(text(wish.get("pin", "")))
    return {"type": "pin", "pin": booth.pin.is_set}


_ACTIONS: Mapping[str, Action] = {
    "touch": _touch,
    "undo": _undo,
    "person": _person,
    "handheld": _handheld,
    "sync": _sync,
}
_LAPTOP_ACTIONS: Mapping[str, Action] = {"setup": _setup, "pin": _pin}


def _lock(booth: Booth) -> Callable[[Request], Awaitable[Response]]:
    async def lock(request: Request) -> Response:
        booth.pin.lock()
        if booth.pin.locked:
            booth.live.end("laptop", CLOSED_LOCKED)
        return JSONResponse({"locked": booth.pin.locked})

    return lock


def _unlock(booth: Booth) -> Callable[[Request], Awaitable[Response]]:
    async def unlock(request: Request) -> Response:
        try:
            pin = text((await _wish(request)).get("pin", ""))
        except WishError as error:
            return _said(str(error), 422)
        right = await asyncio.to_thread(booth.pin.unlock, pin, time.monotonic())
        return JSONResponse({"locked": booth.pin.locked}, 200 if right else 403)

    return unlock


def _picture(booth: Booth) -> Callable[[Request], Awaitable[Response]]:
    reader = Reader("still")

    async def picture(request: Request) -> Response:
        data = await request.body()
        media_type = request.headers.get("content-type", "")

        def take() -> list[Message]:
            frame = picture_from(data)
            staff, now = text(request.query_params.get("staff", "")), datetime.now(UTC)
            codes = reader.read(frame)
            return booth.stand.add_picture(staff, codes, data, media_type, now, time.monotonic_ns(), frame)

        return await _stored(booth, request, take)

    return picture


def _attach(booth: Booth) -> Callable[[Request], Awaitable[Response]]:
    async def attach(request: Request) -> Response:
        data, query = await request.body(), request.query_params
        media_type = request.headers.get("content-type", "")

        def keep() -> Message:
            station = booth.stand.station(text(query.get("staff", "")), "browser")
            return booth.stand.attach(station, text(query.get("scan_id", "")), data, media_type, datetime.now(UTC))

        return await _stored(booth, request, keep)

    return attach


async def _stored(booth: Booth, request: Request, work: Callable[[], Any]) -> Response:
    if _is_locked(booth, request.scope["boothflow.who"]):
        return _said("locked", 423)
    try:
        return JSONResponse(await asyncio.to_thread(work))
    except CaptureError as error:
        return _said(str(error), 422)


def _attachment(booth: Booth) -> Callable[[Request], Awaitable[Response]]:
    async def attachment(request: Request) -> Response:
        file = f"{request.path_params['scan_id']}/{request.path_params['file']}"
        found = booth.stand.attachments.find(file)
        if found is None or _is_locked(booth, request.scope["boothflow.who"]):
            return PlainTextResponse("There is no such file.", 404)
        return FileResponse(found[0], media_type=found[1])

    return attachment


def _phones(booth: Booth) -> Callable[[Request], Awaitable[Response]]:
    async def phones(request: Request) -> Response:
        if request.scope["boothflow.who"] != "laptop" or booth.pin.locked:
            return _said("this is done on the laptop only", 403)
        answer: Message = {}
        try:
            wish = await _wish(request)
            if wish.get("do") in ("on", "off"):
                await booth.switch(wish["do"] == "on")
            elif wish.get("do") == "invite" and booth.phones_on:
                pairing = booth.phones.invite(text(wish.get("name", "")), time.monotonic())
                answer = {"url": pairing.url, "rows": pairing.rows}
            elif wish.get("do") == "revoke":
                phone = text(wish.get("phone", ""))
                booth.phones.revoke(phone)
                booth.live.end(phone, CLOSED_REVOKED)
        except CaptureError as error:
            return _said(str(error), 422)
        return JSONResponse(answer | {"phones": _phones_state(booth)})

    return phones


def _phones_state(booth: Booth) -> Message:
    return {
        "on": booth.phones_on,
        "host": booth.phones.host,
        "list": booth.phones.listed(),
        "authority": AUTHORITY_PATH,
    }


def _query(request: Request) -> str:
    return text(request.query_params.get("q", ""))
