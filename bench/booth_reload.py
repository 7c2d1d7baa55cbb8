"""Reload: how long until the camera runs again, and how much of that is the browser's own.

Beside the booth's page a bare one is reloaded by turns, in the same browser: it holds a video element and asks for the camera
with the same wish, first thing. What that takes nobody can save.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import Page

from bench.stage import chromium, opened, running, spread

RELOADS = 12

# Marks on the page's own clock, which begins with the reload.
WATCH = """(() => {
  const devices = navigator.mediaDevices, real = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wish) => {
    performance.mark('camera-asked');
    const stream = await real(wish);
    performance.mark('camera-given');
    return stream;
  };
})()"""
MOMENTS = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const first = (name) => performance.getEntriesByName(name).at(0)?.startTime ?? NaN;
  return {html: page.responseEnd, asked: first('camera-asked'), given: first('camera-given'), on: first('camera-on')};
}"""
BARE = b"""<!doctype html><title>Bare</title><video muted playsinline></video><script>
  const size = {width: {ideal: 1920}, height: {ideal: 1080}, frameRate: {ideal: 30}};
  navigator.mediaDevices.getUserMedia({audio: false, video: size}).then(async (stream) => {
    const video = document.querySelector('video');
    video.srcObject = stream;
    await video.play();
    performance.mark('camera-on');
    document.title = 'on';
  });
</script>"""


def reloads() -> dict[str, Any]:
    """Milliseconds from a reload to each moment: the booth's page and the bare one by turns."""
    booths, bares = [], []
    with running() as booth, _bare() as address, chromium() as browser:
        page = opened(browser, booth)
        page.add_init_script(WATCH)
        bare = page.context.new_page()
        bare.add_init_script(WATCH)
        for _ in range(RELOADS):
            bare.goto(address)
            _wait(bare)
            bare.reload()  # with the camera just let go, as the booth's page has it
            bares.append(_wait(bare))
            bare.goto("about:blank")
            page.bring_to_front()
            page.reload()
            page.locator('#view[data-camera="on"]').wait_for()
            booths.append(page.evaluate(MOMENTS))
    return {"booth": _spreads(booths), "bare page": _spreads(bares)}


def _wait(bare: Page) -> dict[str, float]:
    bare.bring_to_front()
    while bare.title() != "on":
        bare.wait_for_timeout(20)
    moments: dict[str, float] = bare.evaluate(MOMENTS)
    return moments


def _spreads(rounds: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    return {moment: spread([one[moment] for one in rounds]) for moment in rounds[0]}


@contextmanager
def _bare() -> Iterator[str]:
    """The bare page, served on a port of its own."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(BARE)))
            self.end_headers()
            self.wfile.write(BARE)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
