"""The review page keeps to this machine's own browser: asked as a stranger would."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from capture.settings import Settings
from flows.decisions import all_decisions, standing_decisions
from flows.review.app import make_app
from flows.review.queue import Queue
from flows.review.server import ReviewPortTakenError, guarded, serve
from tests.flows.review.conftest import Review, RunNight

ROOT = Path(__file__).parents[3]
SAME = {"left_scan_id": "scan-0001", "right_scan_id": "scan-0002", "answer": "same", "exhibitor": "Northwind"}


PORT = 8795
ORIGIN = {"Origin": f"http://127.0.0.1:{PORT}"}


@pytest.fixture
def stranger(settings: Settings) -> Iterator[TestClient]:
    """A client that has not come by the link."""
    app = guarded(make_app(Queue(settings.home / "lake"), "Ana"), PORT, "key")
    with TestClient(app, base_url=f"http://127.0.0.1:{PORT}") as client:
        yield client


@pytest.fixture
def page(stranger: TestClient) -> TestClient:
    """The page's own client."""
    assert stranger.get("/open?key=key").status_code == 200
    return stranger


def answer(page: TestClient, wish: object, **headers: str) -> Any:
    return page.post(
        "/api/decide", content=wish if isinstance(wish, bytes) else json.dumps(wish), headers=ORIGIN | headers
    )


def test_the_page_answers_whoever_came_by_the_link(page: TestClient) -> None:
    view = page.get("/api/view").json()
    assert [(one["name"], one["open"]) for one in view["exhibitors"]] == [("Northwind", 3), ("Southwind", 1)]
    assert view["exhibitor"] == "Northwind"
    assert view["pair"]["sides"][0]["name"] == view["pair"]["sides"][1]["name"]


def test_a_pair_is_shown_side_by_side_with_what_differs(page: TestClient, settings: Settings) -> None:
    pair = page.get("/api/view").json()["pair"]
    assert (pair["left_scan_id"], pair["right_scan_id"]) == ("scan-0001", "scan-0002")
    assert {one["field"]: one["mark"] for one in pair["fields"]} == {
        "full_name": "same", "title": "different", "company": "alike", "emails": "same",
    }  # fmt: skip
    assert [side["notes"] for side in pair["sides"]] == [1, 0]
    assert [side["badges"] for side in pair["sides"]] == [["A17 (expo)"], ["A18 (expo)"]]
    assert ["badge: two badges at one event", "胸卡：同一展会两张胸卡"] in [
        reason["words"] for reason in pair["reasons"]
    ]
    assert sum(reason["weight"] for reason in pair["reasons"]) == pytest.approx(pair["weight"], abs=0.01)


@pytest.mark.parametrize("path", ["/", "/api/view", "/static/booth.css", "/review/review.js"])
def test_nothing_is_served_without_the_cookie(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 403
    assert stranger.get("/open?key=another").status_code == 403
    stranger.get("/open?key=key")
    assert stranger.get(path).status_code == 200


@pytest.mark.parametrize("host", ["rebound.example", "127.0.0.1", "localhost:1", ""])
def test_another_host_is_not_served(page: TestClient, host: str) -> None:
    assert page.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1:1"])
def test_an_answer_from_another_page_is_not_kept(page: TestClient, origin: str, settings: Settings) -> None:
    assert answer(page, SAME, Origin=origin).status_code == 403
    assert all_decisions(settings.home / "lake") == []


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        (SAME | {"exhibitor": "Southwind"}, 409),  # the wall: not a pair of that exhibitor
        (SAME | {"right_scan_id": "scan-0028"}, 409),  # nor one across it
        (SAME | {"right_scan_id": "scan-0007"}, 409),  # a pair nobody asked about
        (SAME | {"answer": "undo"}, 409),  # nothing to take back
        (SAME | {"answer": "maybe"}, 400),
        (SAME | {"right_scan_id": "scan-0001"}, 400),
        ({}, 400),
        ([], 400),
        (b"\xff", 400),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    page: TestClient, wish: object, status: int, settings: Settings
) -> None:
    assert answer(page, wish).status_code == status
    assert all_decisions(settings.home / "lake") == []


def test_an_answer_is_kept_before_the_page_hears_of_it(page: TestClient, settings: Settings) -> None:
    view = answer(page, SAME).json()
    (kept,) = standing_decisions(settings.home / "lake")
    assert (*kept.pair, kept.answer, kept.by) == ("scan-0001", "scan-0002", "same", "Ana")
    assert view["exhibitors"][0] == {"name": "Northwind", "all": 3, "open": 2, "later": 0}
    assert answer(page, SAME | {"answer": "undo"}).status_code == 200
    assert standing_decisions(settings.home / "lake") == []


def test_what_waits_is_gone_through_once(page: TestClient) -> None:
    pairs = [("scan-0001", "scan-0002"), ("scan-0003", "scan-0004"), ("scan-0005", "scan-0006")]

    def say(at: int, word: str, later: bool) -> str:
        wish = {"left_scan_id": pairs[at][0], "right_scan_id": pairs[at][1], "answer": word, "exhibitor": "Northwind"}
        shown = answer(page, wish | {"later": later}).json()["pair"]
        return shown["left_scan_id"] if shown else ""

    assert [say(at, "later", later=False) for at in range(3)] == ["scan-0003", "scan-0005", ""]
    assert page.get("/api/view?exhibitor=Northwind&later=true").json()["pair"]["left_scan_id"] == "scan-0001"
    assert say(0, "later", later=True) == "scan-0003"
    assert say(1, "same", later=True) == "scan-0005"  # not the first again
    assert say(2, "later", later=True) == ""


def test_a_night_that_runs_meanwhile_is_seen(page: TestClient, run_night: RunNight) -> None:
    answer(page, SAME)
    run_night()
    assert page.get("/api/view").json()["exhibitors"][0]["all"] == 2


def test_the_key_stands_in_no_process_list_and_a_taken_port_is_said(review: Review, settings: Settings) -> None:
    opening = settings.home / "lake" / "review" / f"open-{review.port}.html"
    key = review.link.split("key=")[1]
    assert key in opening.read_text()
    assert opening.stat().st_mode & 0o077 == 0
    assert review.process is not None
    assert key not in Path(f"/proc/{review.process.pid}/cmdline").read_text()
    with pytest.raises(ReviewPortTakenError, match=f"--port {review.port + 1}"):
        serve(settings.home / "lake", by="Ana", port=review.port, open_browser=False)


def test_the_review_needs_no_opencv() -> None:
    program = "import sys; sys.modules['cv2'] = None; sys.modules['zxingcpp'] = None; import flows.review.server"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
