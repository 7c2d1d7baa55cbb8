"""How quick the booth is: a real Chromium, a fake camera fed from a film, and a whole day compressed.

    python bench/booth.py latency          first frame that shows a badge -> card on screen, 1280x720, and where the time goes
    python bench/booth.py laptop           the same through the laptop's camera, read by the server
    python bench/booth.py start            command -> page ready; reload -> camera runs again, and on a bare page beside it
    python bench/booth.py day [SCANS]      5,000 scans with the page left open: memory and lag, with a plot

Milliseconds of a loaded machine say little: look at minimum and median, and at the load that is printed with them.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Page

from bench.booth_latency import laptop, latency
from bench.booth_reload import reloads
from bench.film import SIZE
from bench.stage import Booth, badge, chromium, opened, running, spread

RESULTS = Path(__file__).parent / "data"


def start() -> dict[str, Any]:
    """Seconds (and CPU seconds) from the command to the first answer, and milliseconds from a reload to the running camera."""
    starts, cpu = [], []
    for _ in range(5):
        with running() as booth:
            starts.append(booth.took)
            cpu.append(booth.cpu)
    return {"start_s": spread(starts), "start_cpu_s": spread(cpu), "reload_ms": reloads()}


def day(scans: int = 5000) -> dict[str, Any]:
    """A day compressed: every scan comes through the page's own connection while it is left open; memory and lag are sampled.

    Every third lead is rated, every tenth badge was seen before, and all is sent to the inbox now and then. The camera
    runs all the while, on a picture without badges.
    """
    samples: list[dict[str, float]] = []
    took: list[float] = []
    with running() as booth, chromium() as browser:
        page = opened(browser, booth)
        watch = _Watch(booth, page)
        for number in range(1, scans + 1):
            name, payload = badge(number - 7 if number % 10 == 9 else number)
            took.append(page.evaluate(TAKE, {"text": payload.decode(), "name": name}))
            if number % 3 == 0:
                page.evaluate("document.querySelector('[data-rating=warm]').click()")
            if number % 500 == 0:
                page.evaluate("document.getElementById('sync').click()")
            if number % EVERY == 0:
                samples.append({"scans": number, **watch.sample(), **_lag(took[-EVERY:])})
                print(json.dumps(samples[-1]), file=sys.stderr, flush=True)
        reload_began = time.perf_counter()
        page.reload()
        page.locator("#rows li").first.wait_for()
        reload_s = time.perf_counter() - reload_began
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "booth_day.json").write_text(json.dumps(samples))
    plot(samples, RESULTS / "booth_day.png")
    tenth = max(1, len(samples) // 10)
    first, last = samples[:tenth], samples[-tenth:]
    return {
        "scans": scans,
        "reload_with_all_s": round(reload_s, 2),
        **{
            f"{name}: first tenth, last tenth (medians)": [
                round(statistics.median(s[name] for s in part), 1) for part in (first, last)
            ]
            for name in samples[0]
            if name != "scans"
        },
    }


EVERY = 50

# A badge comes in as from a handheld scanner: the same way through journal, list, banner and card as from a camera, without a film.
TAKE = """async ({text, name}) => {
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  const began = performance.now();
  for (const char of text.replaceAll('\\r\\n', '\\n')) press(char === '\\n' ? 'Enter' : char);
  press('Enter');
  while (document.getElementById('name').textContent !== name) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""


class _Watch:
    """What the page, its browser and the server hold; memory of the browser is shared out among its processes (PSS)."""

    def __init__(self, booth: Booth, page: Page) -> None:
        assert booth.process is not None
        self._server = psutil.Process(booth.process.pid)
        self._cdp = page.context.new_cdp_session(page)
        self._journals = booth.home / "journals"

    def sample(self) -> dict[str, float]:
        """Sizes in MB, and numbers of what can pile up."""
        self._cdp.send("HeapProfiler.collectGarbage")
        counters = self._cdp.send("Memory.getDOMCounters")
        browser = [one for one in psutil.Process().children(recursive=True) if "chrom" in one.name()]
        return {
            "heap_mb": round(self._cdp.send("Runtime.getHeapUsage")["usedSize"] / 1e6, 2),
            "nodes": counters["nodes"],
            "listeners": counters["jsEventListeners"],
            "browser_mb": round(sum(one.memory_full_info().pss for one in browser) / 1e6, 1),
            "server_mb": round(self._server.memory_info().rss / 1e6, 1),
            "server_files": self._server.num_fds(),
            "journal_mb": round(sum(path.stat().st_size for path in self._journals.iterdir()) / 1e6, 2),
        }


def _lag(took: list[float]) -> dict[str, float]:
    lag = spread(took)
    return {"ms": lag["median"], "p95_ms": lag["p95"]}


def plot(samples: list[dict[str, float]], path: Path) -> None:
    """Memory and lag over the day."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(2, 2, figsize=(10, 5.5), sharex=True)
    panels = {
        "scan to card, ms": (("ms", "median of 50"), ("p95_ms", "95th percentile")),
        "the page's heap, MB": (("heap_mb", ""),),
        "all of the browser, MB": (("browser_mb", ""),),
        "the server, MB": (("server_mb", ""),),
    }
    for axis, (title, lines) in zip(axes.flat, panels.items(), strict=True):
        for name, label in lines:
            axis.plot([s["scans"] for s in samples], [s[name] for s in samples], linewidth=1.2, label=label)
        axis.set_title(title, loc="left", fontsize=10)
        axis.set_ylim(0, 1.15 * max(s[name] for s in samples for name, _ in lines))
        axis.grid(alpha=0.3)
        if lines[0][1]:
            axis.legend(frameon=False, fontsize=8)
    for axis in axes[-1]:
        axis.set_xlabel("scans")
    figure.tight_layout()
    figure.savefig(path, dpi=100)


def main() -> None:
    """Run what was asked for, or everything."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    wanted = [word for word in sys.argv[1:] if not word.isdecimal()] or ["latency", "laptop", "start", "day"]
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "latency": latency,
        "laptop": laptop,
        "start": start,
        "day": lambda: day(*numbers),
    }
    for name in wanted:
        print(f"{name}: {SIZE[0]}x{SIZE[1]}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        print(json.dumps(measures[name](), indent=1), flush=True)


if __name__ == "__main__":
    main()
