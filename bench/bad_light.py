"""Bad light: a film of badges held up in bad light goes through ``boothflow scan`` itself, into a real journal.

    python -m bench.bad_light                          a hundred badges: makes the film (minutes), scans it, counts
    python -m bench.bad_light --film /tmp/dim.avi      keeps the film there, and uses it again when it is there

Each badge is carried in, held for a second by a hand that trembles and taken away. Light is 0.2 to 0.45 of full, with noise, a soft
lens and one thing more: a shadow's edge, a lamp's reflection, movement or a tilt.

The delay counts from the first frame in which zxing-cpp or our own unhurried reader reads the badge: the film's time from there to
the frame that is in the journal, plus that frame's reading and commit on this machine, measured in a second run of the same loop.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

import capture.scanning
from bench.badge_grid import backdrop, badge, payload
from bench.decode import zxing
from bench.lens import View, look
from capture.camera import open_camera
from capture.decode import Code, Frame, Reader, luma_of
from capture.journal import Journal
from capture.settings import load_settings
from flows.demo.avi import AviWriter

Floats: TypeAlias = NDArray[np.float64]

FPS = 30
CARRIED, HELD, AWAY = 5, 30, 10  # frames
EACH = CARRIED + HELD + AWAY
BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
EVENT = ("--event", "expo", "--exhibitor", "Northwind")


def dim(random: np.random.Generator) -> View:
    """How one badge is seen in bad light."""
    view = View(
        module_px=float(random.uniform(3, 4.5)),
        light=float(random.uniform(0.2, 0.45)),
        noise=float(random.uniform(4, 8)),
        blur=float(random.uniform(0.7, 1.5)),
        jpeg=100,
    )
    return (
        replace(view, shadow=float(random.uniform(0.3, 0.7))),
        replace(view, glare=float(random.uniform(0.2, 0.5))),
        replace(view, motion=float(random.uniform(1, 3))),
        replace(view, tilt=float(random.uniform(15, 40))),
    )[int(random.integers(4))]


def scenes(number: int, seed: int) -> Iterator[Frame]:
    """The frames of one badge: carried in, held, taken away."""
    random = np.random.default_rng((seed, number))
    content, scene = payload(random), backdrop(random)
    sheet, view = badge(content), dim(random)
    x, y, roll = random.uniform(400, 880), random.uniform(280, 440), float(random.uniform(-8, 8))
    tremor = random.uniform(0.3, 1.5)
    fixed = int(random.integers(2**31))  # shadow, reflection and movement lie still on the badge
    for frame in range(EACH):
        noisy = np.random.default_rng((seed, number, frame))
        if frame >= CARRIED + HELD:
            dark = scene * view.light + noisy.standard_normal(scene.shape, dtype=np.float32) * view.noise
            yield np.clip(dark, 0, 255).astype(np.uint8)
            continue
        x, y = x + random.normal(0, tremor), y + random.normal(0, tremor)
        far = 14 * max(0, CARRIED - frame)
        held = replace(view, roll=roll + float(random.normal(0, 0.15)), motion=7.0 if far else view.motion)
        yield look(sheet, held, np.random.default_rng(fixed), scene=scene, centre=(x + far, y + far), grain=noisy)


def truths(badges: int, seed: int) -> list[bytes]:
    """What is on the badges, in their order."""
    return [payload(np.random.default_rng((seed, number))) for number in range(badges)]


def write(path: Path, badges: int, seed: int) -> None:
    """The film as an AVI of JPEG pictures."""
    with AviWriter(path, (1280, 720), FPS) as film:
        for number in range(badges):
            for frame in scenes(number, seed):
                film.write(cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes())


def boothflow(home: Path, *words: str) -> str:
    """Run the command with a data folder of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOOTHFLOW_")}
    environment["BOOTHFLOW_HOME"] = str(home)
    command = [sys.executable, "-m", "flows.cli", *words]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def journal_of(home: Path) -> dict[bytes, int]:
    """Every payload in the journal with the film's frame in which it was read first."""
    settings = load_settings(home, {"BOOTHFLOW_HOME": str(home)})
    first: dict[bytes, int] = {}
    with Journal(settings.journal_path) as journal:
        for entry in journal.entries():
            first.setdefault(entry.scan.raw, round((entry.scan.taken_at - BEGAN).total_seconds() * FPS))
    return first


class _Watched(Reader):
    """A Reader that remembers when the frame at hand arrived."""

    arrived = 0.0

    def read(self, frame: Frame) -> list[Code]:
        _Watched.arrived = perf_counter()
        return super().read(frame)


def commit_times(film: Path, home: Path) -> list[float]:
    """Seconds from a frame's arrival to after its Scan's commit, for every Scan of the film."""
    settings = load_settings(home, {"BOOTHFLOW_HOME": str(home)})
    event, times = settings.known_event(), list[float]()
    capture.scanning.Reader = _Watched  # type: ignore[attr-defined]
    capture.scanning.scan_source(
        str(film),
        settings,
        event,
        settings.known_exhibitor(event),
        recorded_at=BEGAN,
        announced=lambda _: times.append(perf_counter() - _Watched.arrived),
    )
    return times


def readable(film: Path, contents: list[bytes]) -> tuple[dict[bytes, int], set[bytes], int, int]:
    """The first readable frame of each badge; what zxing-cpp alone reads of the film: badges, frames, wrong reads."""
    first: dict[bytes, int] = {}
    theirs: set[bytes] = set()
    frames = wrong = 0
    still = Reader("still")
    with open_camera(str(film), recorded_at=BEGAN) as camera:
        for number, shot in enumerate(camera.shots):
            luma, content = luma_of(shot.frame), contents[number // EACH]
            found = zxing(luma, "qrcode")
            frames += content in found
            wrong += any(raw not in contents for raw in found)
            theirs |= {content} & set(found)
            held = number % EACH < CARRIED + HELD
            if content not in first and held and content in [*found, *(code.raw for code in still.read(luma))]:
                first[content] = number
    return first, theirs, frames, wrong


def pair(milliseconds: Floats) -> str:
    """Median and 95th percentile."""
    return f"{np.percentile(milliseconds, 50):.0f} / {np.percentile(milliseconds, 95):.0f}"


def main() -> None:
    """Make the film where it is not there yet, scan it, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--badges", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--film", type=Path, help="where the film lies, or is written")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    contents = truths(chosen.badges, chosen.seed)
    with tempfile.TemporaryDirectory() as folder:
        film = chosen.film or Path(folder) / "bad-light.avi"
        if not film.exists():
            write(film, chosen.badges, chosen.seed)
        homes = [Path(folder) / name for name in ("scanned", "timed")]
        for home in homes:
            boothflow(home, "event", "add", "expo", "--exhibitor", "Northwind", "--time-zone", "Europe/Berlin")
        began = perf_counter()
        said = boothflow(homes[0], "scan", str(film), "--recorded-at", BEGAN.isoformat(), "--quiet", *EVENT)
        seconds = perf_counter() - began
        ours = journal_of(homes[0])
        commits = np.array(commit_times(film, homes[1])) * 1000
        first, theirs, frames, wrong = readable(film, contents)
    read = [content for content in contents if content in ours]
    waits = [max(0, ours[content] - first[content]) * 1000 / FPS for content in read if content in first]
    delays = np.array(waits) + np.percentile(commits, 50)
    rows = (
        ("badges read", f"{len(read)} of {len(contents)}", f"{len(theirs)}"),
        ("wrong reads", f"{len(set(ours) - set(contents))}", f"{wrong}"),
        ("frames that zxing-cpp reads", "", f"{frames} of {EACH * len(contents)}"),
        ("badges readable in any single frame", f"{len(first)}", ""),
        ("from the first readable frame to the journal, ms median / p95", pair(delays), ""),
        ("of it reading and commit of that frame, ms median / p95", pair(commits), ""),
        ("frames a second, the whole command", f"{EACH * len(contents) / seconds:.0f}", ""),
    )
    print(said.strip().split(" in /")[0])
    print("\n| | boothflow scan | zxing-cpp alone |\n|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    late = [number for number, content in enumerate(contents) if content not in ours]
    print(f"\nnot read: {late}; longest waits {sorted(round(wait) for wait in waits)[-5:]} ms of film")


if __name__ == "__main__":
    main()
