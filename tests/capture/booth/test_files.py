"""The page's own files: kept by the browser under an address that changes with them, while the page itself never is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from capture.booth.files import STATIC, Files


def client_of(files: Files) -> TestClient:
    routes = [Route("/", files.page), Route("/static/{file:path}", files.file)]
    return TestClient(Starlette(routes=routes))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text('<script src="/static/booth.js"></script>', "utf-8")
    (tmp_path / "booth.js").write_text("1", "utf-8")
    (tmp_path / "notes.txt").write_text("no part of the page", "utf-8")
    return tmp_path


def test_everything_that_the_page_names_is_there_and_may_be_kept() -> None:
    files = Files()
    client = client_of(files)
    names = re.findall(r'"(/static/[^"]+)"', client.get("/").text)
    assert len(names) > 10
    for name in names:
        assert name.startswith(f"/static/{files.version}/")
        answer = client.get(name)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_every_script_is_loaded_ahead_so_that_none_waits_for_another() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    missing = [path.name for path in STATIC.glob("*.js") if f'"/static/{path.name}"' not in page]
    assert missing == []


def test_the_page_itself_is_asked_for_each_time(folder: Path) -> None:
    assert "cache-control" not in client_of(Files(folder)).get("/").headers  # the guard says no-store


def test_a_changed_file_has_another_address(folder: Path) -> None:
    before = Files(folder).version
    (folder / "booth.js").write_text("2", "utf-8")
    assert Files(folder).version != before


@pytest.mark.parametrize("name", ["none.js", "notes.txt", "../app.py", "..%2fapp.py", "0123456789ab/booth.js"])
def test_nothing_else_is_served(folder: Path, name: str) -> None:
    assert client_of(Files(folder)).get(f"/static/{name}").status_code == 404


def test_a_script_is_a_script_whatever_the_system_thinks(folder: Path) -> None:
    assert client_of(Files(folder)).get("/static/booth.js").headers["content-type"].startswith("text/javascript")
