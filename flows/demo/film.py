"""Film: the demo's films, in which hands hold badges before a webcam, and the log of what is true in them.

Demo time is compressed: a badge is in the picture for about 0.4 seconds and the next one follows at once, so that a
day at a stand is a film of half a minute. The film's own clock is simple: a frame's time is `FilmLog.recorded_at` plus its number
over the frames per second.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zlib import crc32

from flows.demo.event import DemoEvent, Mishap, Visit

SIZE = (1280, 720)
FPS = 30

Progress = Callable[[int, int], None]
"""Called with how many visits are filmed and how many there will be."""


@dataclass(frozen=True, slots=True)
class FilmedVisit:
    """One badge in a film: when the visit was at the event, the first and last frame with the badge, and what makes it unreadable."""

    badge_id: str
    at: datetime
    first_frame: int
    last_frame: int
    mishap: Mishap

    @property
    def readable(self) -> bool:
        """Whether a good reader should read this badge."""
        return not self.mishap


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmLog:
    """What is true in one film; ``visits`` are in the order of the visits it was made from."""

    film: str
    station: str
    staff: str
    exhibitor: str
    recorded_at: datetime
    fps: int
    frames: int
    visits: tuple[FilmedVisit, ...]

    def visit_at(self, frame: int) -> int | None:
        """The number (from 0) of the visit whose badge is in a frame, None where there is none."""
        for number, visit in enumerate(self.visits):
            if visit.first_frame <= frame <= visit.last_frame:
                return number
        return None

    def save(self, path: Path) -> None:
        """Write the log as JSON."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, default=datetime.isoformat)
        path.write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> FilmLog:
        """Read back what `save` wrote."""
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        values["recorded_at"] = datetime.fromisoformat(values["recorded_at"])
        values["visits"] = tuple(
            FilmedVisit(**visit | {"at": datetime.fromisoformat(visit["at"])}) for visit in values["visits"]
        )
        return cls(**values)


def film_event(
    event: DemoEvent,
    badges: Mapping[str, Path],
    folder: Path,
    *,
    seed: int,
    workers: int = 2,
    progress: Progress | None = None,
) -> list[FilmLog]:
    """One film per station and day into a folder, each with its log beside it as ``.json``; the same bytes however many workers.

    ``badges`` has the picture of every badge id that visits. Importable ``__main__`` is needed, as for every process pool.
    """
    folder.mkdir(parents=True, exist_ok=True)
    groups = event.visits_by_station_and_day()
    jobs = {folder / f"{station}-{day}.avi": visits for (station, day), visits in groups.items()}
    logs: dict[Path, FilmLog] = {}
    with ProcessPoolExecutor(workers, get_context("spawn"), _use_one_thread) as pool:
        longest_first = sorted(jobs, key=lambda path: -len(jobs[path]))
        running = {pool.submit(film_visits, jobs[path], badges, path, seed=seed): path for path in longest_first}
        for done in as_completed(running):
            logs[running[done]] = done.result()
            if progress:
                progress(sum(len(log.visits) for log in logs.values()), len(event.visits))
    return [logs[path] for path in jobs]


def _use_one_thread() -> None:
    """One film is one worker's work: more threads would only fight each other."""
    import cv2

    cv2.setNumThreads(1)


def film_visits(
    visits: Sequence[Visit],
    badges: Mapping[str, Path],
    path: Path,
    *,
    seed: int,
    size: tuple[int, int] = SIZE,
    fps: int = FPS,
    progress: Progress | None = None,
) -> FilmLog:
    """Film the visits of one station one after the other into an AVI file, and write its log beside it as ``.json``.

    The same visits, badge pictures, file name and seed give the same bytes. Raises ValueError without a visit.
    """
    if not visits:
        raise ValueError(f"there is nothing to film for {path.name}: it needs at least one visit")
    import numpy as np

    from flows.demo.avi import AviWriter
    from flows.demo.shoot import Camera

    camera = Camera(np.random.default_rng([seed, crc32(path.name.encode())]), size)
    filmed: list[FilmedVisit] = []
    frame_number = 0
    with AviWriter(path, size, fps) as film:
        for visit in visits:
            shown: list[int] = []
            for jpeg, has_badge in camera.frames_of(badges[visit.badge_id], visit.mishap):
                film.write(jpeg)
                if has_badge:
                    shown.append(frame_number)
                frame_number += 1
            filmed.append(FilmedVisit(visit.badge_id, visit.at, shown[0], shown[-1], visit.mishap))
            if progress:
                progress(len(filmed), len(visits))
    staff = visits[0].staff
    log = FilmLog(
        film=path.name,
        station=staff.station,
        staff=staff.name,
        exhibitor=staff.exhibitor,
        recorded_at=visits[0].at,
        fps=fps,
        frames=frame_number,
        visits=tuple(filmed),
    )
    log.save(path.with_suffix(".json"))
    return log


def still_pictures(films: Sequence[Path], path: Path, *, count: int = 6, columns: int = 3, width: int = 1500) -> None:
    """A contact sheet of frames from films, one badge each, as one picture of that width in pixels.

    The frames are the middles of readable visits spread evenly over the films. Raises ValueError when there are too few.
    """
    import cv2
    import numpy as np

    middles = [
        (film, (visit.first_frame + visit.last_frame) // 2)
        for film in films
        for visit in FilmLog.load(film.with_suffix(".json")).visits
        if visit.readable
    ]
    if len(middles) < count:
        raise ValueError(f"the films show {len(middles)} readable badges, the sheet needs {count}")
    tiles = []
    for place in range(count):
        film, frame = middles[len(middles) * (2 * place + 1) // (2 * count)]
        picture = _frame(film, frame)
        across = (width - 8 * (columns + 1)) // columns
        small = cv2.resize(
            picture, (across, across * picture.shape[0] // picture.shape[1]), interpolation=cv2.INTER_AREA
        )
        tiles.append(cv2.copyMakeBorder(small, 8, 0, 8, 0, cv2.BORDER_CONSTANT, value=(255, 255, 255)))
    rows = [np.hstack(tiles[first : first + columns]) for first in range(0, count, columns)]
    sheet = cv2.copyMakeBorder(np.vstack(rows), 0, 8, 0, 8, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    cv2.imencode(".png", sheet)[1].tofile(path)


def _frame(film: Path, number: int) -> Any:
    import cv2

    reader = cv2.VideoCapture(str(film))
    try:
        reader.set(cv2.CAP_PROP_POS_FRAMES, number)
        found, picture = reader.read()
    finally:
        reader.release()
    if not found:
        raise ValueError(f"{film.name} has no frame {number}")
    return picture
