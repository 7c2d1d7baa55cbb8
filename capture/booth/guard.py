"""Guard: lets nobody but the laptop's own page (and paired phones) in, before any route is looked at.

Three questions to every request, on HTTP and WebSocket alike: is the Host one of ours by name (a rebinding name is not), does
the Origin match where something can change, and does the cookie carry a token that was handed out. Each answer carries a
content policy under which text can't become anything but text.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 12_000_000
"""Bytes of the largest picture or voice note a page may send."""

OPENED = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Boothflow</title>
<link rel="icon" href="/static/icon.svg">
<meta http-equiv="refresh" content="0;url=/"></head><body><p><a href="/">Boothflow</a></p></body></html>"""
"""Sets the cookie by a page of our own: a redirect that began on another site would not carry a SameSite=Strict cookie."""

Enter = Callable[[str], tuple[str, str] | None]
"""A key from an opening link -> (cookie token, who that is), or None when the key opens nothing."""

Who = Callable[[str], str | None]
"""A cookie token -> who that is ("laptop" or a phone's id), or None."""


class Guard:
    """ASGI middleware in front of the page. ``scope["boothflow.who"]`` says to the routes who is calling."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: frozenset[str],
        scheme: str,
        cookie: str,
        enter: Enter,
        who: Who,
        public: frozenset[str] = frozenset(),
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.origins = frozenset(f"{scheme}://{host}" for host in hosts)
        self.cookie = cookie
        self.secure = scheme == "https"
        self.enter = enter
        self.who = who
        self.public = public
        sockets = " ".join(sorted(f"{'wss' if self.secure else 'ws'}://{host}" for host in hosts))
        self.answer_headers = {
            "Content-Security-Policy": (
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
                f"connect-src 'self' {sockets}; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                "require-trusted-types-for 'script'; trusted-types 'none'"
            ),
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(self), microphone=(self), screen-wake-lock=(self), geolocation=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or pass on one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, _limited(receive), self._with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
        else:
            await refusal(scope, receive, self._with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to somebody who may not pass, or None."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return PlainTextResponse("This name is not served here.", 421)
        changes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")
        if changes and headers.getlist("origin") != [f"{'https' if self.secure else 'http'}://{hosts[0]}"]:
            return PlainTextResponse("Requests come from the page itself only.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BODY:
            return PlainTextResponse("This is too large.", 413)
        if scope["path"] in self.public and not changes:
            return None
        if scope["path"] == "/open" and not changes:
            return self._opened(scope)
        who = self.who(self._token(headers))
        if who is None:
            return PlainTextResponse("Open the page with the link that Boothflow shows.", 403)
        scope["boothflow.who"] = who
        return None

    def _opened(self, scope: Scope) -> Response:
        entered = self.enter(QueryParams(scope["query_string"]).get("key", ""))
        if entered is None:
            return PlainTextResponse("This link opens nothing any more. Ask for a new one at the laptop.", 403)
        answer = Response(OPENED, media_type="text/html")
        answer.set_cookie(
            self.cookie, entered[0], max_age=14 * 86400, httponly=True, samesite="strict", secure=self.secure
        )
        return answer

    def _token(self, headers: Headers) -> str:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        return cookies[self.cookie].value if self.cookie in cookies else ""

    def _with_headers(self, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.answer_headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return send_with_headers


def same(token: str, wanted: str) -> bool:
    """Whether two tokens are the same, in a time that tells nothing about where they differ."""
    return hmac.compare_digest(token.encode(), wanted.encode())


class BodyTooLargeError(Exception):
    """A body grew over the limit while it was read."""


def _limited(receive: Receive) -> Receive:
    """Count the body as it comes in: a Content-Length may be missing or a lie."""
    taken = 0

    async def receive_limited() -> Message:
        nonlocal taken
        message = await receive()
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            if taken > MOST_BODY:
                raise BodyTooLargeError
        return message

    return receive_limited
