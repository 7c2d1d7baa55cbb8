"""How quick the booth is: a real Chromium, a fake camera fed from a film, and a whole day compressed.

    python bench/booth.py latency          first frame that shows a badge -> card on screen, 1280x720, and where the time goes
    python bench/booth.py laptop           the same through the laptop's camera, read by the server
    python bench/booth.py start            command -> page ready; reload -> camera runs again
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

from bench.booth_latency import laptop, latency
from bench.film import SIZE
from bench.stage import badge, chromium, opened, running, spread

RESULTS = Path(__file__).parent / "data"


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
