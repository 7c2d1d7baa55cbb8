"""Server: starts the booth on this laptop, tells the browser where it is, and takes everything down again at the end."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from capture.booth.app import Booth, make_app
from capture.booth.frames import LARGEST_FRAME
from capture.booth.guard import Guard, same
from capture.booth.laptop_camera import LaptopCamera
from capture.booth.listening import listening
from capture.booth.live import CLOSED_REVOKED
from capture.booth.phones import AUTHORITY_PATH, Phones, lan_address, tls_context
from capture.booth.pin import Pin
from capture.booth.private import write_private
from capture.booth.stand import Stand
from capture.booth.touches import WishError
from capture.errors import CaptureError
from capture.settings import Settings

PORT = 8790
LOOPBACK = "127.0.0.1"
_SESSION_SECONDS = 12 * 3600
_ROSTER_EVERY_SECONDS = 2.0
_SYNC_EVERY_SECONDS = 300.0
_SWITCH_SECONDS = 0.001
"""How long a thread may keep the interpreter: a scan is stored and shown while another thread searches a harder frame."""
_log = logging.getLogger(__name__)


class PortTakenError(CaptureError):
    """Another program listens where the booth should."""

    exit_code = 69

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} on this laptop is taken, probably by a booth that runs already. Use its window, close it, or choose another "
            f"port with --port {port + 10} (the browser then asks for the camera once more)."
        )


def serve(
    settings: Settings,
    *,
    port: int = PORT,
    open_browser: bool = True,
    camera: str | None = None,
    phones: bool = False,
    phones_port: int = PORT + 1,
    phones_address: str = "",
    announce: Callable[[str], None] = lambda link: None,
) -> None:
    """Run the booth until Ctrl-C.

    ``camera`` makes the laptop's own camera ("0") or a film (a path) the one that pages begin with, instead of the browser's.
    ``phones`` starts with the phones' HTTPS server on, at ``phones_address`` (this laptop's address by default) and
    ``phones_port``. ``announce`` is called once with the opening link when the port is open; the link's key is secret, works
    until the booth stops, and stands in no process list. Raises PortTakenError, WishError (no network for phones) and what
    opening the journal raises.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    with _listening(port) as listener, Stand(settings, datetime.now(UTC)) as stand:
        folder = settings.home / "booth"
        booth = Booth(
            stand=stand,
            camera=LaptopCamera(stand, camera or "0"),
            pin=Pin(folder / "pin.json"),
            phones=Phones(folder, phones_port, phones_address),
            use="laptop" if camera else "browser",
        )
        asyncio.run(_run(booth, listener, folder, phones, open_browser, announce))


async def _run(
    booth: Booth,
    listener: socket.socket,
    folder: Path,
    phones: bool,
    open_browser: bool,
    announce: Callable[[str], None],
) -> None:
    port = listener.getsockname()[1]
    key = secrets.token_urlsafe(24)
    session = _session(folder / f"session-{port}")
    app = make_app(booth)
    guard = Guard(
        app,
        hosts=frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"}),
        scheme="http",
        cookie=f"boothflow-{port}",
        enter=lambda given: (session, "laptop") if same(given, key) else None,
        who=lambda given: "laptop" if same(given, session) else None,
    )
    async with _phone_server(booth, app), _chores(booth.stand):
        if phones:
            await booth.switch(True)
        link = f"http://{LOOPBACK}:{port}/open?key={key}"
        opening = folder / f"open-{port}.html"
        write_private(
            opening, f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={link}">'
        )
        announce(link)
        if open_browser:
            await asyncio.to_thread(
                webbrowser.open, opening.as_uri()
            )  # the file, so that the key is in no process list
        try:
            server = _Server(_config(guard))
            if threading.current_thread() is threading.main_thread():
                server.signals = (signal.SIGINT, signal.SIGTERM)
            await server.serve([listener])
        finally:
            opening.unlink(missing_ok=True)
    with suppress(CaptureError):
        booth.stand.sync(datetime.now(UTC))


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_max_size=LARGEST_FRAME + 100,
        ws_per_message_deflate=False,
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )


def _listening(port: int) -> socket.socket:
    try:
        return listening(LOOPBACK, port)
    except OSError as error:
        raise PortTakenError(port) from error


def _session(path: Path) -> str:
    """The cookie's token: kept for half a day, so that a page that is open outlives a restart of the server."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime < _SESSION_SECONDS:
            return path.read_text("utf-8")
    token = secrets.token_urlsafe(24)
    write_private(path, token)
    return token


@asynccontextmanager
async def _chores(stand: Stand) -> AsyncIterator[None]:
    """What the booth does beside serving: looks for a late roster, and seals what is new every few minutes."""

    async def repeat(seconds: float, work: Callable[[datetime], object]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await asyncio.to_thread(work, datetime.now(UTC))
            except CaptureError as error:
                _log.warning("%s", type(error).__name__)

    tasks = [
        asyncio.create_task(repeat(_ROSTER_EVERY_SECONDS, stand.take_late_roster)),
        asyncio.create_task(repeat(_SYNC_EVERY_SECONDS, stand.sync)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def _phone_server(booth: Booth, app: ASGIApp) -> AsyncIterator[None]:
    """The phones' HTTPS server, switched on and off while the booth runs."""
    running: list[tuple[_Server, asyncio.Task[None]]] = []

    async def switch(on: bool) -> None:
        if on and not running:
            phones = booth.phones
            phones.address = phones.address or lan_address()
            chain, key = await asyncio.to_thread(phones.certificate)
            server = _Server(_config(_phone_guard(phones, app)))
            server.config.load()
            server.config.ssl = tls_context(chain, key)
            try:
                listener = listening(phones.address, phones.port)
            except OSError:
                raise WishError(f"port {phones.port} at {phones.address} can't be opened for phones") from None
            running.append((server, asyncio.create_task(server.serve([listener]))))
        elif not on and running:
            server, task = running.pop()
            server.should_exit = True
            for phone in booth.phones.listed():
                booth.live.end(phone["id"], CLOSED_REVOKED)
            await asyncio.gather(task, return_exceptions=True)
        booth.phones_on = bool(running)

    booth.switch = switch
    try:
        yield
    finally:
        await switch(False)


class _Server(uvicorn.Server):
    """A server that ends on a signal without raising it once more: what is new is synced on the way out."""

    signals: tuple[signal.Signals, ...] = ()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals over, and give them back."""
        before = {number: signal.signal(number, self.handle_exit) for number in self.signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _phone_guard(phones: Phones, app: ASGIApp) -> Guard:
    return Guard(
        app,
        hosts=frozenset({phones.host}),
        scheme="https",
        cookie=f"boothflow-{phones.port}",
        enter=lambda key: phones.enter(key, datetime.now(UTC), time.monotonic()),
        who=phones.who,
        public=frozenset({AUTHORITY_PATH}),
    )
