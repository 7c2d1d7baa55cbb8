"""How quick the booth is: a real Chromium, a fake camera fed from a film, and a whole day compressed.

    python bench/booth.py latency          first frame that shows a badge -> card on screen, 1280x720
    python bench/booth.py start            command -> page ready; reload -> camera runs again
    python bench/booth.py day [SCANS]      5,000 scans with the page left open: memory and lag, with a plot

The film carries the number of its frames as a row of black and white squares, and a probe in the page reads them from each
camera frame: so a card is tied to the very frame that first showed its badge. Milliseconds of a loaded machine say little: look
at minimum and median, and at the load that is printed with them.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from bench.film import SIZE, jpeg, picture
from capture.badge.contact import Contact, Email
from capture.print.payload import payload_for
from capture.settings import Event, change_event, change_settings

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "data"
BADGES = 20
IN_VIEW, BETWEEN = 20, 12
"""Frames (at 30 a second) that a badge is in view, and that nothing is."""
SQUARE, BITS = 16, 12

# Watches every frame of the camera's own stream, notes when each frame number arrived, and when the card of each badge was painted.
PROBE = """
(() => {
  const arrived = {}, painted = {};
  window.bench = { arrived, painted };
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await real(wish);
    window.bench.cameraAt = performance.now();
    const [track] = stream.getVideoTracks();
    const reader = new MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader();
    (async () => {
      for (;;) {
        const { value: frame, done } = await reader.read();
        if (done) return;
        const now = performance.now();
        const rect = { x: 0, y: 0, width: SQUARE * BITS, height: SQUARE };
        const data = new Uint8Array(frame.allocationSize({ rect }));
        const [plane] = await frame.copyTo(data, { rect });
        let number = 0;
        for (let bit = 0; bit < BITS; bit++) {
          if (data[plane.offset + plane.stride * (SQUARE / 2) + bit * SQUARE + SQUARE / 2] > 128) number |= 1 << bit;
        }
        arrived[number] ??= now;
        frame.close();
      }
    })();
    return stream;
  };
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(() => {
      const name = document.getElementById('name').textContent;
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => { painted[name] ??= performance.now(); };
      requestAnimationFrame(() => port1.postMessage(0));
    }).observe(document.getElementById('name'), { childList: true });
  });
})();
""".replace("SQUARE", str(SQUARE)).replace("BITS", str(BITS))


@dataclass
class Booth:
    """A booth in a process of its own, in a folder that is thrown away."""

    home: Path
    port: int = 8799
    link: str = ""
    took: float = 0.0
    cpu: float = 0.0
    process: subprocess.Popen[str] | None = field(default=None)

    def start(self) -> None:
        """Start it and wait until the page is served."""
        code = (
            "import sys; from capture.booth.server import serve; from capture.settings import load_settings; "
            f"serve(load_settings(), port={self.port}, open_browser=False, announce=lambda link: print(link, flush=True))"
        )
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            env={**os.environ, "BOOTHFLOW_HOME": str(self.home), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.link = self.process.stdout.readline().strip()
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


@contextmanager
def running() -> Iterator[Booth]:
    """A booth that runs, with a fictional event."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        change_event(home, Event(code="bench", name="Benchmark", exhibitors=("Muster AG",), team=("Ana",)))
        change_settings(home, station="bench", staff="Ana")
        booth = Booth(home)
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


def opened(browser: Browser, booth: Booth, *scripts: str) -> Page:
    """The page, scanning."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, permissions=["camera"]).new_page()
    for script in scripts:
        page.add_init_script(script)
    page.goto(booth.link)
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


def film_of(path: Path) -> dict[str, int]:
    """Write the numbered film; returns the number of the frame that first shows each name."""
    first: dict[str, int] = {}
    number = 0
    with path.open("wb") as film:
        for at in range(BADGES):
            name, payload = badge(at)
            for payloads, frames in (((), BETWEEN), ((payload,), IN_VIEW)):
                scene = picture(*payloads, module_px=6, seed=at)
                if payloads:
                    first[name] = number
                for _ in range(frames):
                    for bit in range(BITS):
                        scene.paste(255 if number >> bit & 1 else 0, (bit * SQUARE, 0, (bit + 1) * SQUARE, SQUARE))
                    film.write(jpeg(scene))
                    number += 1
    return first


def latency() -> dict[str, Any]:
    """From the first frame that shows a badge to its card on screen, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder, running() as booth:
        film = Path(folder) / "film.mjpeg"
        first = film_of(film)
        with chromium(f"--use-file-for-fake-video-capture={film}") as browser:
            page = opened(browser, booth, PROBE)
            page.wait_for_timeout(1000 * BADGES * (IN_VIEW + BETWEEN) // 30 + 1500)
            seen = page.evaluate("window.bench")
            moving = page.evaluate("document.querySelector('#count-all').textContent")
    taken = [
        seen["painted"][name] - seen["arrived"][str(number)]
        for name, number in first.items()
        if name in seen["painted"] and str(number) in seen["arrived"]
    ]
    return {
        "badges": len(first),
        "measured": len(taken),
        "leads": int(moving),
        **spread([one for one in taken if one >= 0]),
    }


def start() -> dict[str, Any]:
    """Seconds (and CPU seconds) from the command to the first answer, and milliseconds from a reload to the running camera."""
    starts, cpu, reloads = [], [], []
    for _ in range(5):
        with running() as booth:
            starts.append(booth.took)
            cpu.append(booth.cpu)
    with running() as booth, chromium() as browser:
        page = opened(browser, booth)
        for _ in range(7):
            page.reload()
            page.locator('#view[data-camera="on"]').wait_for()
            reloads.append(page.evaluate("performance.getEntriesByName('camera-on').at(-1).startTime"))
    return {"start_s": spread(starts), "start_cpu_s": spread(cpu), "reload_ms": spread(reloads)}


def day(scans: int = 5000) -> dict[str, Any]:
    """A day compressed: every scan comes through the page's own connection while it is left open; memory and lag are sampled."""
    samples: list[dict[str, float]] = []
    with running() as booth, chromium() as browser:
        page = opened(browser, booth)
        assert booth.process is not None
        server = psutil.Process(booth.process.pid)
        cdp = page.context.new_cdp_session(page)
        for number in range(scans):
            took = page.evaluate(TAKE, {"text": badge(number)[1].decode(), "name": badge(number)[0]})
            if number % 50 == 0:
                cdp.send("HeapProfiler.collectGarbage")
                heap = cdp.send("Runtime.getHeapUsage")["usedSize"]
                nodes = cdp.send("Memory.getDOMCounters")["nodes"]
                rss = server.memory_info().rss
                samples.append(
                    {"scans": number, "ms": took, "heap_mb": heap / 1e6, "nodes": nodes, "server_mb": rss / 1e6}
                )
        reload_began = time.perf_counter()
        page.reload()
        page.locator("#rows li").first.wait_for()
        reload_s = time.perf_counter() - reload_began
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "booth_day.json").write_text(json.dumps(samples))
    plot(samples, RESULTS / "booth_day.png")
    tenth = max(1, len(samples) // 10)
    first, last = samples[1 : 1 + tenth], samples[-tenth:]
    return {
        "scans": scans,
        "reload_with_all_s": round(reload_s, 2),
        **{
            f"{name}: first tenth, last tenth (medians)": [
                round(statistics.median(s[name] for s in part), 1) for part in (first, last)
            ]
            for name in ("ms", "heap_mb", "nodes", "server_mb")
        },
    }


# A badge comes in as from a handheld scanner: the same way through journal, list, banner and card as from a camera, without a film.
TAKE = """async ({text, name}) => {
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  const began = performance.now();
  for (const char of text.replaceAll('\\r\\n', '\\n')) press(char === '\\n' ? 'Enter' : char);
  press('Enter');
  while (document.getElementById('name').textContent !== name) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""


def plot(samples: list[dict[str, float]], path: Path) -> None:
    """Memory and lag over the day."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(3, 1, figsize=(8, 7), sharex=True)
    for axis, name, words in zip(
        axes, ("ms", "heap_mb", "server_mb"), ("scan to line, ms", "page heap, MB", "server memory, MB"), strict=True
    ):
        axis.plot([s["scans"] for s in samples], [s[name] for s in samples], linewidth=1)
        axis.set_ylabel(words)
        axis.set_ylim(bottom=0)
        axis.grid(alpha=0.3)
    axes[-1].set_xlabel("scans")
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def spread(values: list[float]) -> dict[str, float]:
    """Minimum, median, 95th percentile and maximum."""
    ordered = sorted(values)
    if not ordered:
        return {}
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    parts = {"min": ordered[0], "median": statistics.median(ordered), "p95": p95, "max": ordered[-1]}
    return {name: round(value, 3 if value < 10 else 1) for name, value in parts.items()}


def main() -> None:
    """Run what was asked for, or everything."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    wanted = [word for word in sys.argv[1:] if not word.isdecimal()] or ["latency", "start", "day"]
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "latency": latency,
        "start": start,
        "day": lambda: day(*numbers),
    }
    for name in wanted:
        print(f"{name}: {SIZE[0]}x{SIZE[1]}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        print(json.dumps(measures[name](), indent=1), flush=True)


if __name__ == "__main__":
    main()
