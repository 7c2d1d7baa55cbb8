"""App: the routes of the review page. Each is a few lines: read what the page wants, ask the queue, answer in JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

import capture.booth
from capture.booth.guard import BodyTooLargeError
from flows.decisions import Decision, add_decision
from flows.errors import FlowError
from flows.review.queue import Queue
from flows.review.sides import Message

BOOTH_STATIC = Path(next(iter(capture.booth.__path__))) / "static"
"""The look, the keys and the icon of the booth page, which this page shares."""

_STATIC = Path(__file__).parent / "static"


def make_app(queue: Queue, by: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Starlette:
    """The page's routes, without the guard that stands in front of them; ``by`` is who answers."""

    async def page(request: Request) -> Response:
        return FileResponse(_STATIC / "index.html", media_type="text/html; charset=utf-8")

    async def view(request: Request) -> Response:
        asked = request.query_params
        wish = (asked.get("exhibitor", ""), asked.get("later") == "true", asked.get("after", ""))
        return JSONResponse(await asyncio.to_thread(queue.view, *wish))

    async def decided(request: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(queue.decided, request.query_params.get("exhibitor", "")))

    async def decide(request: Request) -> Response:
        wish = json.loads(await request.body())
        return JSONResponse(await asyncio.to_thread(_decide, queue, wish, by, now()))

    async def refuse(request: Request, error: Exception) -> Response:
        status = 409 if isinstance(error, FlowError) else 400
        return JSONResponse({"trouble": str(error) if status == 409 else "This is no answer about a pair."}, status)

    return Starlette(
        routes=[
            Route("/", page),
            Route("/api/view", view),
            Route("/api/decided", decided),
            Route("/api/decide", decide, methods=["POST"]),
            Mount("/static", StaticFiles(directory=BOOTH_STATIC)),
            Mount("/review", StaticFiles(directory=_STATIC)),
        ],
        exception_handlers=dict.fromkeys((FlowError, ValueError, KeyError, TypeError, BodyTooLargeError), refuse),
    )


def _decide(queue: Queue, wish: dict[str, Any], by: str, at: datetime) -> Message:
    """Keep an answer and give what to look at next."""
    left, right, exhibitor = (str(wish[name]) for name in ("left_scan_id", "right_scan_id", "exhibitor"))
    decision = Decision(left_scan_id=left, right_scan_id=right, answer=wish["answer"], at=at, by=by)
    queue.check(exhibitor, decision)
    add_decision(queue.lake, decision)
    later = wish.get("later") is True and decision.answer != "undo"
    return queue.view(exhibitor, later, after=f"{left} {right}")
