"""Frames that come up the WebSocket, and the routes around it, asked without a browser."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image
from starlette.testclient import TestClient

from bench.film import jpeg, picture
from capture.badge.contact import Contact
from capture.booth.app import Booth, make_app
from capture.booth.frames import LARGEST_FRAME, frame_from
from capture.booth.guard import Guard
from capture.booth.laptop_camera import LaptopCamera
from capture.booth.phones import Phones
from capture.booth.pin import Pin
from capture.booth.stand import Stand
from capture.print.payload import payload_for
from capture.settings import Event, Settings

HOST = "127.0.0.1:8790"
ORIGIN = {"Origin": f"http://{HOST}"}
ADA = payload_for(Contact(full_name="Ada Example", company="Nordwind"), "vcard")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """The laptop's own page, let in by the guard."""
    event = Event(code="expo26", name="Fictional Expo", exhibitors=("Muster AG",))
    settings = Settings(home=tmp_path, station="laptop-1", staff="Ana", events={"expo26": event})
    with Stand(settings, datetime.now(UTC)) as stand:
        booth = Booth(stand, LaptopCamera(stand, "0"), Pin(tmp_path / "pin.json"), Phones(tmp_path / "booth", 8791))
        who = "laptop"
        guard = Guard(
            make_app(booth),
            hosts=frozenset({HOST}),
            scheme="http",
            cookie="boothflow-8790",
            enter=lambda key: ("token", who),
            who=lambda token: who if token == "token" else None,
        )
        with TestClient(guard, base_url=f"http://{HOST}") as client:
            client.get("/open?key=any")
            yield client


def gray(*payloads: bytes) -> bytes:
    scene = np.asarray(picture(*payloads))
    return struct.pack("<IHH4s", 7, scene.shape[1], scene.shape[0], b"GRAY") + scene.tobytes()


def half(*payloads: bytes) -> bytes:
    """A glance: the same scene halved in both directions."""
    scene = picture(*payloads)
    return struct.pack("<IHH4s", 6, 640, 360, b"HALF") + scene.resize((640, 360), Image.Resampling.BOX).tobytes()


def slices(frame: bytes, size: int) -> list[bytes]:
    """A whole frame as the page sends it: pieces, the last of which has the frame's own format."""
    head, luma = frame[:12], frame[12:]
    pieces = [luma[at : at + size] for at in range(0, len(luma), size)]
    return [head[:8] + b"PART" + piece for piece in pieces[:-1]] + [head + pieces[-1]]


def connected(client: TestClient) -> Any:
    return client.websocket_connect(f"ws://{HOST}/live", headers=ORIGIN)


def answer_to(live: Any, frame: bytes) -> Any:
    live.send_bytes(frame)
    while True:
        message = json.loads(live.receive_text())
        if message["type"] == "frame":
            return message


def test_a_frame_with_a_badge_is_answered_with_its_outline_and_card(client: TestClient) -> None:
    with connected(client) as live:
        assert json.loads(live.receive_text())["type"] == "state"
        answer = answer_to(live, gray(ADA))
    assert answer["seq"] == 7
    assert [card["card"]["contact"]["full_name"] for card in answer["cards"]] == ["Ada Example"]
    [corners] = answer["codes"]
    assert np.ptp(np.array(corners), axis=0).min() > 100


def test_a_glance_at_half_the_size_makes_the_card_and_points_into_the_whole_picture(client: TestClient) -> None:
    with connected(client) as live:
        glanced = answer_to(live, half(ADA))
        looked = answer_to(live, gray(ADA))
    assert [card["card"]["contact"]["full_name"] for card in glanced["cards"]] == ["Ada Example"]
    assert (glanced["glance"], looked["glance"]) == (True, False)
    assert (glanced["w"], glanced["h"]) == (looked["w"], looked["h"]) == (1280, 720)
    assert np.abs(np.array(glanced["codes"]) - np.array(looked["codes"])).max() < 6
    assert looked["cards"] == []  # the same presence is announced once, whoever saw it first


def test_a_personal_code_is_left_to_the_whole_frame_whose_picture_is_kept(client: TestClient) -> None:
    code = b"https://u.wechat.com/EXAMPLEexample"
    with connected(client) as live:
        assert answer_to(live, half(code))["codes"] == []
        [card] = answer_to(live, gray(code))["cards"]
    assert card["card"]["kind"] == "personal"


def test_a_frame_in_slices_is_put_together_and_a_glance_passes_between_them(client: TestClient) -> None:
    first, *rest = slices(gray(ADA), 200_000)
    with connected(client) as live:
        live.send_bytes(first)
        assert answer_to(live, half())["codes"] == []
        for piece in rest[:-1]:
            live.send_bytes(piece)
        answer = answer_to(live, rest[-1])
    assert (answer["seq"], len(answer["cards"])) == (7, 1)


def test_slices_without_end_are_forgotten_and_the_next_frame_still_counts(client: TestClient) -> None:
    piece = struct.pack("<IHH4s", 1, 1280, 720, b"PART") + bytes(LARGEST_FRAME // 3)
    with connected(client) as live:
        for _ in range(4):
            live.send_bytes(piece)
        assert len(answer_to(live, gray(ADA))["cards"]) == 1


@pytest.mark.parametrize(
    "frame",
    [
        struct.pack("<IHH4s", 1, 640, 360, b"HALF") + b"too short",
        struct.pack("<IHH4s", 1, 1280, 720, b"GRAY") + b"too short",
        struct.pack("<IHH4s", 1, 0, 0, b"GRAY"),
        struct.pack("<IHH4s", 1, 65535, 65535, b"GRAY"),
        struct.pack("<IHH4s", 1, 640, 480, b"JPEG") + b"\xff\xd8 no picture at all",
        struct.pack("<IHH4s", 1, 640, 480, b"JPEG"),
        struct.pack("<IHH4s", 1, 8, 8, b"WILD") + bytes(64),
    ],
)
def test_a_broken_frame_finds_nothing_and_the_next_one_still_counts(client: TestClient, frame: bytes) -> None:
    with connected(client) as live:
        live.send_bytes(b"short")  # not even a header: no answer
        live.send_text("no JSON")
        live.send_text('{"do": 7}')
        assert answer_to(live, frame)["cards"] == []
        assert len(answer_to(live, gray(ADA))["cards"]) == 1


def test_a_jpeg_is_read_as_luma_and_bombs_are_not_opened() -> None:
    frame = frame_from(jpeg(picture(ADA)), 1280, 720, b"JPEG")
    assert frame is not None
    assert frame.shape == (720, 1280)
    good, wide = cv2.imencode(".jpg", np.zeros((8, 5000), np.uint8))
    assert good
    assert frame_from(wide.tobytes(), 1280, 720, b"JPEG") is None
    assert frame_from(bytes(LARGEST_FRAME + 1), 2000, 2200, b"GRAY") is None


@pytest.mark.parametrize(
    ("path", "body", "problem"),
    [
        ("touch", {"scan_id": "nobody", "kind": "rating", "value": {"rating": "hot"}}, "no scan"),
        ("person", {"fields": "none"}, "needs fields"),
        ("person", {"badge_id": "EX-1"}, "roster knows no badge"),
        ("handheld", {"text": ""}, "typed nothing"),
        ("handheld", {"text": "x" * 9000}, "typed nothing"),
        ("setup", {}, "needs an event"),
        ("pin", {"pin": "1"}, "digits"),
        ("phones", {"do": "revoke", "phone": "nobody"}, "no phone"),
    ],
)
def test_a_wish_that_makes_no_sense_is_answered_in_words(
    client: TestClient, path: str, body: Any, problem: str
) -> None:
    answer = client.post(f"/api/{path}", json=body, headers=ORIGIN)
    assert answer.status_code == 422
    assert problem in answer.json()["trouble"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
def test_what_is_no_json_is_refused(client: TestClient, body: bytes) -> None:
    headers = {**ORIGIN, "Content-Type": "application/json"}
    assert client.post("/api/touch", content=body, headers=headers).status_code == 422


def test_a_picture_that_is_none_is_refused_in_words(client: TestClient) -> None:
    answer = client.post(
        "/api/picture?staff=Ana", content=b"no picture", headers={**ORIGIN, "Content-Type": "image/jpeg"}
    )
    assert answer.status_code == 422
    assert "no picture" in answer.json()["trouble"]


def test_an_attachment_is_given_back_as_what_it_is_and_never_as_a_page(client: TestClient) -> None:
    lead = client.post("/api/handheld", json={"staff": "Ana", "text": ADA.decode()}, headers=ORIGIN).json()["scan_id"]
    kept = client.post(
        f"/api/attach?staff=Ana&scan_id={lead}", content=b"OggS", headers={**ORIGIN, "Content-Type": "audio/webm"}
    )
    file = kept.json()["card"]["attachments"][0]["value"]["file"]
    answer = client.get(f"/attachments/{file}")
    assert (answer.content, answer.headers["content-type"]) == (b"OggS", "audio/webm")
    page = client.post(
        f"/api/attach?staff=Ana&scan_id={lead}", content=b"<script>", headers={**ORIGIN, "Content-Type": "text/html"}
    )
    assert page.status_code == 422
    assert client.get("/attachments/..%2Fpin.json/x").status_code == 404
