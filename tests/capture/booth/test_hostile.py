"""Nobody but the laptop's own page gets anything, and text from a badge is never more than text."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Make = Callable[..., Any]

HOSTILE = [
    ("HTML", "<img src=x onerror=\"document.title='owned'\">"),
    ("a script", "<script>document.title='owned'</script>"),
    ("a formula", '=HYPERLINK("http://evil.example","click")'),
    ("a template", "{{constructor.constructor('alert(1)')()}}"),
    ("bidi controls", "Ada \u202egnp.exe\u2066 Example"),
    ("a path", "../../../../etc/passwd"),
]


@pytest.mark.parametrize(("kind", "name"), HOSTILE, ids=[kind for kind, _ in HOSTILE])
def test_a_hostile_name_is_shown_as_text(make_staff: Make, vcard_of: Make, kind: str, name: str) -> None:
    staff = make_staff()
    before = staff.page.evaluate("document.querySelectorAll('script, img, iframe').length")
    staff.scan(vcard_of(name, name))
    assert staff.page.evaluate("document.querySelectorAll('script, img, iframe').length") == before
    assert staff.page.title() != "owned"
    shown = staff.page.locator("#name").text_content()
    assert "\u202e" not in shown
    assert "\u2066" not in shown
    assert staff.page.url == f"{staff.booth.url}/"


def test_a_name_of_four_kilobytes_fits(make_staff: Make) -> None:
    staff = make_staff()
    staff.page.evaluate(
        "body => fetch('/api/handheld', {method: 'POST', headers: {'Content-Type': 'application/json'}, body})",
        '{"staff": "Ana", "text": "BEGIN:VCARD\\nFN:' + "W" * 4000 + '\\nEND:VCARD"}',
    )
    staff.page.locator("#rows .open").first.click()
    staff.see("#name", "WWWW")
    assert staff.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert staff.page.locator("#done").is_visible()


def test_a_link_on_a_badge_is_never_opened(make_staff: Make) -> None:
    staff = make_staff()
    asked: list[str] = []
    staff.page.on("request", lambda request: asked.append(request.url))
    staff.hold(b"https://evil.example/badge/42")
    staff.see("#rows li")
    assert [url for url in asked if "evil.example" in url] == []
    assert staff.page.locator("a[href*=evil]").count() == 0


def test_a_rebinding_name_gets_nothing(make_staff: Make, browser: Any) -> None:
    staff = make_staff(start=False)
    page = browser.new_context().new_page()
    answer = page.goto(staff.booth.link.replace("127.0.0.1", "rebound.example"))
    assert answer.status == 421
    assert page.evaluate("fetch('/api/list').then((answer) => answer.status)") == 421
    assert page.evaluate(OPEN_SOCKET, f"ws://rebound.example:{staff.booth.port}/live") == "refused"


def test_a_foreign_page_gets_nothing(make_staff: Make, foreign_page: str, read_touches: Make) -> None:
    staff = make_staff(start=False)
    page = staff.page.context.new_page()  # the same browser, with the booth's cookie in its jar
    page.goto(foreign_page)
    assert page.evaluate(f"fetch('{staff.booth.url}/api/list').then(() => 'read', () => 'refused')") == "refused"
    post = "url => fetch(url, {method: 'POST', mode: 'no-cors', body: '{}'}).then(() => 'read', () => 'refused')"
    assert page.evaluate(post, f"{staff.booth.url}/api/touch") == "refused"
    assert page.evaluate(OPEN_SOCKET, f"ws://127.0.0.1:{staff.booth.port}/live") == "refused"
    assert read_touches(staff.booth) == []


def test_a_foreign_page_cannot_frame_the_booth(make_staff: Make, foreign_page: str) -> None:
    staff = make_staff(start=False)
    page = staff.page.context.new_page()
    page.goto(foreign_page)
    page.evaluate(
        "url => { const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame); }",
        staff.booth.url,
    )
    page.wait_for_timeout(500)
    assert all(staff.booth.url not in frame.url for frame in page.frames)


def test_nothing_is_fetched_from_outside_and_nothing_is_left_in_the_browser(make_staff: Make, badges: Any) -> None:
    staff = make_staff(start=False)
    asked: list[str] = []
    staff.page.on("request", lambda request: asked.append(request.url))
    staff.page.reload()
    staff.page.locator("#gate-go").click()
    staff.see('#view[data-camera="on"]')
    staff.scan(badges.ada)
    assert {url.split("/")[2] for url in asked} == {f"127.0.0.1:{staff.booth.port}"}
    kept = staff.page.evaluate("JSON.stringify({...localStorage})")
    assert "Ada" not in kept


OPEN_SOCKET = """url => new Promise((resolve) => {
  const socket = new WebSocket(url);
  socket.onopen = () => resolve('open');
  socket.onerror = () => resolve('refused');
})"""


@pytest.fixture
def foreign_page(tmp_path: Path) -> Iterator[str]:
    """Another web server on this very laptop, as another program or user could run one."""
    folder = tmp_path / "foreign"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>foreign</title><body>")

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()
