"""Server: shows the review page to this machine's own browser, and to nobody else."""

from __future__ import annotations

import asyncio
import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from capture.booth.guard import Guard, same
from capture.booth.listening import listening
from capture.booth.private import write_private
from flows.errors import FlowError
from flows.review.app import make_app
from flows.review.queue import Queue

PORT = 8795
LOOPBACK = "127.0.0.1"


class ReviewPortTakenError(FlowError):
    """Another program listens where the review should."""

    exit_code = 69

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken, probably by a review that runs already. Close it, or use --port {port + 1}."
        )


def serve(
    lake: Path,
    *,
    by: str,
    port: int = PORT,
    open_browser: bool = True,
    announce: Callable[[str], None] = lambda link: None,
) -> None:
    """Serve the page until Ctrl-C; ``by`` is who answers.

    ``announce`` is called once with the opening link; its key is secret, works until the review stops, and stands in no
    process list. Raises NothingToReviewError and ReviewPortTakenError.
    """
    app = make_app(Queue(lake), by)
    with closing(_listening(port)) as listener:
        asyncio.run(_run(app, listener, lake / "review", open_browser, announce))


def guarded(app: ASGIApp, port: int, key: str) -> Guard:
    """The page behind the guard: let in by the key in the opening link, then by a cookie that lasts as long as this process."""
    session = secrets.token_urlsafe(24)
    return Guard(
        app,
        hosts=frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"}),
        scheme="http",
        cookie=f"boothflow-review-{port}",
        enter=lambda given: (session, "reviewer") if same(given, key) else None,
        who=lambda given: "reviewer" if same(given, session) else None,
    )


async def _run(
    app: ASGIApp, listener: socket.socket, folder: Path, open_browser: bool, announce: Callable[[str], None]
) -> None:
    port = listener.getsockname()[1]
    key = secrets.token_urlsafe(24)
    link = f"http://{LOOPBACK}:{port}/open?key={key}"
    opening = folder / f"open-{port}.html"
    write_private(opening, f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={link}">')
    announce(link)
    if open_browser:
        await asyncio.to_thread(webbrowser.open, opening.as_uri())  # the file, so that the key is in no process list
    config = uvicorn.Config(
        guarded(app, port, key),
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    try:
        await uvicorn.Server(config).serve([listener])
    finally:
        opening.unlink(missing_ok=True)


def _listening(port: int) -> socket.socket:
    try:
        return listening(LOOPBACK, port)
    except OSError as error:
        raise ReviewPortTakenError(port) from error
