"""Stage: a booth in a process of its own and a real Chromium before it, for benchmarks."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from capture.badge.contact import Contact, Email
from capture.print.payload import payload_for
from capture.settings import Event, change_event, change_settings

ROOT = Path(__file__).parents[1]
TIMED = Path(__file__).with_name("timed_booth.py")
COMMAND = "from capture.commands.booth import booth; booth()"


@dataclass
class Booth:
    """A booth in a process of its own, in a folder that is thrown away."""

    home: Path
    port: int = field(default_factory=lambda: free_port())
    times: Path | None = None
    camera: str = ""
    link: str = ""
    took: float = 0.0
    cpu: float = 0.0
    process: subprocess.Popen[str] | None = field(default=None)

    def start(self) -> None:
        """Start it and wait until the page is served."""
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *self._arguments()],
            env={**os.environ, "BOOTHFLOW_HOME": str(self.home), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.link = next(word for word in self.process.stdout.readline().split() if word.startswith("http"))
        while True:
            try:
                urllib.request.urlopen(self.link, timeout=5).read()
                break
            except urllib.error.URLError:
                continue
        self.took = time.perf_counter() - began
        used = psutil.Process(self.process.pid).cpu_times()
        self.cpu = used.user + used.system

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            assert self.process.stdout is not None
            self.process.stdout.close()

    def _arguments(self) -> list[str]:
        """The command, or the same with a watch on each step."""
        if self.times:
            return [str(TIMED), str(self.port), str(self.times), *([self.camera] if self.camera else [])]
        return ["-c", COMMAND, "--no-browser", "--port", str(self.port)]


def free_port() -> int:
    """A port that nobody listens on just now: two benchmarks may run at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(times: Path | None = None, camera: str = "") -> Iterator[Booth]:
    """A booth that runs, with a fictional event; ``times`` is where its steps are written down at the end."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        change_event(home, Event(code="bench", name="Benchmark", exhibitors=("Muster AG",), team=("Ana",)))
        change_settings(home, station="bench", staff="Ana")
        booth = Booth(home, times=times, camera=camera)
        booth.start()
        try:
            yield booth
        finally:
            booth.stop()


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Debian's Chromium, or whichever is on the path."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--headless=new",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                *flags,
            ],
        )
        yield browser
        browser.close()


def opened(browser: Browser, booth: Booth, *scripts: Path) -> Page:
    """The page, scanning."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, permissions=["camera"]).new_page()
    for script in scripts:
        page.add_init_script(path=script)
    page.goto(booth.link)
    page.locator('#gate-go:visible, #view[data-camera="on"]').first.wait_for()
    if page.locator("#gate-go").is_visible():
        page.locator("#gate-go").click()
    page.locator('#view[data-camera="on"]').wait_for()
    return page


def badge(number: int) -> tuple[str, bytes]:
    """A plainly fictional visitor with a code of 49 to 53 modules."""
    name = f"Person Beispiel {number:04}"
    contact = Contact(
        full_name=name,
        company="Muster Anlagenbau GmbH",
        title="Head of Automation",
        emails=(Email(f"person{number:04}@muster.example"),),
    )
    return name, payload_for(contact, "vcard")


def spread(values: list[float]) -> dict[str, float]:
    """Minimum, median, 95th percentile and maximum."""
    ordered = sorted(values)
    if not ordered:
        return {}
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    parts = {"min": ordered[0], "median": statistics.median(ordered), "p95": p95, "max": ordered[-1]}
    return {name: round(value, 3 if value < 10 else 1) for name, value in parts.items()}
