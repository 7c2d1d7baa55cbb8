"""The guard: exact hosts and origins, one cookie, limits, headers; asked over real requests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from capture.booth.guard import MOST_BODY, BodyTooLargeError, Guard, same

HOST = "127.0.0.1:8790"
ORIGIN = {"Origin": f"http://{HOST}"}
LIVE = f"ws://{HOST}/live"


async def hello(request: Request) -> PlainTextResponse:
    try:
        body = await request.body()
    except BodyTooLargeError:
        return PlainTextResponse("too large", 413)
    return PlainTextResponse(f"{request.scope['boothflow.who']} {len(body)}")


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A guarded page; the client has no cookie yet."""
    app = Starlette(
        routes=[
            Route("/", hello, methods=["GET", "POST"]),
            Route("/open-to-all", hello),
            WebSocketRoute("/live", socket),
        ]
    )
    guard = Guard(
        app,
        hosts=frozenset({HOST, "localhost:8790"}),
        scheme="http",
        cookie="boothflow-8790",
        enter=lambda key: ("token", "laptop") if same(key, "right") else None,
        who=lambda token: "laptop" if same(token, "token") else None,
    )
    with TestClient(guard, base_url=f"http://{HOST}") as client:
        yield client


@pytest.fixture
def inside(client: TestClient) -> TestClient:
    """The client after it went through the opening link."""
    client.get("/open?key=right")
    return client


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",  # a rebinding name
        "evil.example:8790",
        "127.0.0.1",  # the right address, but not our port
        "127.0.0.1:8791",
        "localhost.evil.example:8790",
        "127.0.0.1:8790.evil.example",
        "",
    ],
)
def test_another_host_name_is_not_served(inside: TestClient, host: str) -> None:
    assert inside.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:8791", "https://127.0.0.1:8790", "http://localhost:8790", ""],
)
def test_a_change_from_another_origin_is_refused(inside: TestClient, origin: str) -> None:
    assert inside.post("/", headers={"Origin": origin}).status_code == 403


def test_a_change_without_an_origin_is_refused(inside: TestClient) -> None:
    assert inside.post("/").status_code == 403


def test_without_the_cookie_nothing_is_served(client: TestClient) -> None:
    assert client.get("/").status_code == 403
    assert client.post("/", headers=ORIGIN).status_code == 403


def test_the_link_opens_once_it_is_right_and_sets_a_strict_cookie(client: TestClient) -> None:
    assert client.get("/open?key=wrong").status_code == 403
    answer = client.get("/open?key=right")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "right" not in cookie
    assert client.get("/").text == "laptop 0"


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_a_websocket_from_elsewhere_is_refused(inside: TestClient, headers: dict[str, str]) -> None:
    with pytest.raises(WebSocketDisconnect), inside.websocket_connect(LIVE, headers=headers):
        pass


def test_a_websocket_without_the_cookie_is_refused(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(LIVE, headers=ORIGIN):
        pass


def test_the_pages_own_websocket_is_served(inside: TestClient) -> None:
    with inside.websocket_connect(LIVE, headers=ORIGIN) as live:
        assert live.receive_text() == "hello"


def test_a_body_over_the_limit_is_refused_whatever_its_length_header_says(inside: TestClient) -> None:
    assert inside.post("/", headers=ORIGIN, content=b"x" * (MOST_BODY + 1)).status_code == 413

    def pieces() -> Iterator[bytes]:  # sent in chunks: there is no Content-Length
        for _ in range(MOST_BODY // 1_000_000 + 1):
            yield b"x" * 1_000_000

    assert inside.post("/", headers=ORIGIN, content=pieces()).status_code == 413


def test_a_broken_content_length_is_refused(inside: TestClient) -> None:
    assert inside.post("/", headers={**ORIGIN, "Content-Length": "many"}, content=b"x").status_code == 413


def test_every_answer_forbids_scripts_frames_and_caching(inside: TestClient) -> None:
    for answer in (inside.get("/"), inside.get("/", headers={"Host": "evil.example"})):
        policy = answer.headers["content-security-policy"]
        for rule in (
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        ):
            assert rule in policy
        assert "unsafe" not in policy
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
