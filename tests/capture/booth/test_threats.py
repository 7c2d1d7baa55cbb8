"""What another program or user on the laptop, and a page that somehow got markup in, can't do: asked of a real booth."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., Any]
START = "from capture.commands.booth import booth; booth()"
ROUTES = [
    "/",
    "/static/booth.js",
    "/api/list",
    "/api/people?q=a",
    "/api/card/x",
    "/attachments/x/y",
    "/live",
    "/nothing",
]


def refused(url: str, headers: dict[str, str] | None = None, data: bytes | None = None) -> int:
    """The status of a refusal; fails where something is given."""
    request = urllib.request.Request(url, data=data, headers=headers or {})
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(request, timeout=10)
    with error.value as answer:
        body = answer.read()
    assert len(body) < 200
    return error.value.code


def test_another_program_on_this_laptop_gets_nothing(make_booth: Make) -> None:
    booth = make_booth()
    for route in ROUTES:
        assert refused(booth.url + route) == 403, route
    guessed = {"Cookie": f"boothflow-{booth.port}={'A' * 32}", "Origin": booth.url}
    assert refused(f"{booth.url}/api/list", guessed) == 403
    for name in ("touch", "undo", "person", "handheld", "sync", "setup", "pin", "phones", "lock", "unlock"):
        assert refused(f"{booth.url}/api/{name}", {**guessed, "Content-Type": "application/json"}, b"{}") == 403, name
    assert refused(f"{booth.url}/open?key={'A' * 32}") == 403


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc and at file modes")
def test_the_key_stands_in_no_process_list_and_in_no_file_that_others_read(make_booth: Make, tmp_path: Path) -> None:
    home = make_booth().home  # an event to start with; its own booth goes on beside it
    shown = tmp_path / "shown"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" >> {shown}\n', "ascii")
    browser.chmod(0o700)
    here = {**os.environ, "BOOTHFLOW_HOME": str(home), "BROWSER": str(browser), "PYTHONPATH": str(Path.cwd())}
    arguments = [sys.executable, "-c", START, "--port", "0"]
    with subprocess.Popen(arguments, env=here, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        link = next(word for word in process.stdout.readline().split() if word.startswith("http"))
        key = link.partition("key=")[2]
        assert len(key) >= 32
        commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
        until = time.monotonic() + 20
        while not (shown.exists() and shown.stat().st_size) and time.monotonic() < until:
            time.sleep(0.02)  # the browser is opened after the link is printed
        process.terminate()
        process.wait(20)
    assert not any(key.encode() in command for command in commands)
    assert key not in shown.read_text("ascii")
    assert "open-" in shown.read_text("ascii")  # a file of this user's, which leads on
    secret = [path for path in (home / "booth").iterdir() if path.is_file()]
    assert secret
    assert [path.name for path in secret if path.stat().st_mode & 0o077] == []


@pytest.mark.browser
def test_markup_that_got_into_the_page_stays_without_effect(make_staff: Make) -> None:
    staff = make_staff()
    tried = staff.page.evaluate("""() => {
      const tries = {
        html: () => { document.body.innerHTML = '<b>markup</b>'; },
        parser: () => document.createRange().createContextualFragment('<b>markup</b>'),
        link: () => { document.createElement('script').src = 'data:text/javascript,1'; },
        text: () => { document.createElement('script').text = '1'; },
        evaluated: () => setTimeout('1'),
        policy: () => trustedTypes.createPolicy('mine', {createHTML: (text) => text}),
      };
      return Object.entries(tries).filter(([, run]) => { try { run(); return true; } catch { return false; } }).map(([name]) => name);
    }""")
    assert tried == []
    assert staff.page.locator("#rows").count() == 1
    staff.page.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'http://evil.example/x'}))"
    )
    staff.page.wait_for_timeout(200)
    assert any("Content Security" in said or "TrustedHTML" in said for said in staff.errors)
    staff.errors.clear()  # these were meant


@pytest.mark.browser
def test_a_message_that_is_too_large_ends_the_connection_and_no_more(make_staff: Make) -> None:
    staff = make_staff()
    code = staff.page.evaluate("""() => new Promise((resolve) => {
      const socket = new WebSocket(`ws://${location.host}/live`);
      socket.onopen = () => socket.send(new Uint8Array(6_000_000));
      socket.onclose = ({code}) => resolve(code);
    })""")
    assert code in (1006, 1009)  # the browser may still have been sending
    assert staff.page.evaluate("fetch('/api/list').then(({status}) => status)") == 200


@pytest.mark.browser
@pytest.mark.parametrize(
    "code",
    [
        b"javascript:document.title='owned'",
        b"data:text/html,<script>document.title='owned'</script>",
        b"file:///etc/passwd",
        b"intent://evil.example/#Intent;scheme=https;end",
        b"ms-settings:privacy",
    ],
)
def test_a_code_that_would_run_something_is_kept_as_text(make_staff: Make, code: bytes, read_scans: Make) -> None:
    staff = make_staff()
    asked: list[str] = []
    staff.page.on("request", lambda request: asked.append(request.url))
    staff.scan(code, "Not a badge")
    assert staff.page.title() != "owned"
    assert staff.page.url == f"{staff.booth.url}/"
    assert [url for url in asked if not url.startswith(staff.booth.url)] == []
    assert staff.page.locator("main a, main iframe, main script").count() == 0
    assert read_scans(staff.booth) == [code]
