"""Latency: from the first frame that shows a readable badge to its card on screen, and where the time goes.

The film carries the number of its frames as a row of black and white squares; a probe in the page (booth_probe.js) and a watch on the
server's steps (timed_booth.py) share one clock, so a card is tied to the very frame that first showed its badge.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from math import inf
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from bench.film import FRAMES_PER_SECOND, SIZE, jpeg, picture
from bench.stage import badge, chromium, opened, running, spread
from bench.timed_booth import BITS, SQUARE

BADGES = 40
IN_VIEW, BETWEEN = 20, 12
"""Frames (at 30 a second) that a badge is in view, and that nothing is."""
PROBE = Path(__file__).with_name("booth_probe.js")
Times = dict[str, Any]


def latency() -> Times:
    """Through the browser's camera, in milliseconds. The legs add up to the whole for each badge, their medians do not."""
    with tempfile.TemporaryDirectory() as folder:
        film, times = Path(folder) / "film.mjpeg", Path(folder) / "times.json"
        first = film_of(film)
        with running(times) as booth, chromium(f"--use-file-for-fake-video-capture={film}") as browser:
            page = opened(browser, booth, PROBE)
            page.wait_for_timeout(1000 * _seconds())
            seen = page.evaluate("window.bench")
        server = json.loads(times.read_text())
    legs = [
        _legs(seen, server, name, seen["arrived"][str(number)])
        for name, number in first.items()
        # The film goes round: a first frame that was missed is met again long after the card.
        if name in seen["painted"]
        and name in seen["heard"]
        and seen["arrived"].get(str(number), inf) < seen["painted"][name]
    ]
    return _told(len(first), legs)


def laptop() -> Times:
    """Through the laptop's camera, which plays the film at its own pace; a frame has arrived when a camera would have given it."""
    with tempfile.TemporaryDirectory() as folder:
        film, times = Path(folder) / "film.mjpeg", Path(folder) / "times.json"
        first = film_of(film)
        with running(times, str(_avi(film))) as booth, chromium() as browser:
            page = opened(browser, booth, PROBE)
            page.wait_for_timeout(1000 * _seconds())
            seen = page.evaluate("window.bench")
        server = json.loads(times.read_text())
    legs = []
    for name, number in first.items():
        steps, arrived = server.get(f"card {name}"), server.get(f"film {number}", {}).get("arrived")
        if steps and arrived and name in seen["painted"]:
            moments = [steps["begun"], steps["decoded"], steps["stored"], seen["heard"][name]["at"]]
            moments += [seen["changed"][name], seen["painted"][name]]
            names = ("waited", "decoded", "stored", "down", "put", "painted")
            legs.append(_steps(arrived, dict(zip(names, moments, strict=True))))
    return _told(len(first), legs)


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


def _avi(film: Path) -> Path:
    """The same film in a box that OpenCV opens."""
    path = film.with_suffix(".avi")
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FRAMES_PER_SECOND, SIZE)
    for data in film.read_bytes().split(b"\xff\xd8\xff\xe0")[1:]:
        scene = cv2.imdecode(np.frombuffer(b"\xff\xd8\xff\xe0" + data, np.uint8), cv2.IMREAD_COLOR)
        writer.write(np.asarray(scene, np.uint8))
    writer.release()
    return path


def _seconds() -> float:
    return BADGES * (IN_VIEW + BETWEEN) / FRAMES_PER_SECOND + 1.5


def _legs(seen: Times, server: Times, name: str, arrived: float) -> dict[str, float]:
    """One badge through the browser's camera."""
    sequence = str(seen["heard"][name]["seq"])
    sent, steps, card = seen["sent"][sequence], server[sequence], server[f"card {name}"]
    moments = {
        "waited": seen["arrived"].get(
            str(sent["number"]), arrived
        ),  # later than the first, when that could not be taken
        "prepared": sent["at"],
        "up": steps["received"],
        "queued": steps["begun"],
        "decoded": steps["decoded"],
        "stored": steps["stored"],
        "answered": card["sent"],
        "down": seen["heard"][name]["at"],
        "put": seen["changed"][name],
        "painted": seen["painted"][name],
    }
    return _steps(arrived, moments)


def _steps(arrived: float, moments: dict[str, float]) -> dict[str, float]:
    """The time from each moment to the next, and from the first to the last."""
    before = [arrived, *moments.values()]
    legs = {name: moment - earlier for earlier, (name, moment) in zip(before, moments.items(), strict=False)}
    return legs | {"whole": before[-1] - arrived}


def _told(badges: int, legs: list[dict[str, float]]) -> Times:
    names = legs[0] if legs else {}
    return {
        "badges": badges,
        "measured": len(legs),
        **spread([one["whole"] for one in legs]),
        "legs, median": {name: round(statistics.median(one[name] for one in legs), 1) for name in names},
        "legs, p95": {name: spread([one[name] for one in legs])["p95"] for name in names},
    }
