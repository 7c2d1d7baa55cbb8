"""The demo: the main job from start to end, on badges that are made, printed, filmed, scanned, matched and published here."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING

from capture.settings import Event, Settings, add_event, load_settings
from flows.embedded import prefect_server

if TYPE_CHECKING:
    from queue import Queue

    from capture.badge.contact import Contact
    from capture.print.design import BadgeDesign
    from capture.print.payload import PayloadKind
    from capture.station import State
    from flows.demo.event import DemoEvent, Visit
    from flows.demo.film import FilmLog

MANIFEST = "demo.json"
_CORES = os.cpu_count() or 1
_DPI = 200
_SOURCES = ("capture", "exports", "flows")

Said = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass
class DemoReport:
    """What happened, for the closing screen: counts by name, refused rows by reason, seconds by stage, and where files lie."""

    counts: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Record how long a stage takes."""
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 1)


def demo_report(folder: Path, seed: int, attendees: int) -> DemoReport | None:
    """The report of an earlier demo in ``folder``, if it was made by this very program from the same seed; else None."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    values = json.loads(path.read_text("utf-8"))
    return DemoReport(**values["report"]) if values["recipe"] == _recipe(seed, attendees) else None


def run_demo(
    folder: Path, seed: int, attendees: int, said: Said, progressed: Callable[[str, int, int], None]
) -> DemoReport:
    """Run everything into ``folder``, which is emptied first; returns the report, which is also kept there.

    ``said`` gets a line at the start of every stage, ``progressed`` gets stage, done and total while it runs.
    """
    from flows.demo.event import make_event, write_roster

    if (folder / MANIFEST).exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).write_text('{"recipe": ""}')
    home = folder / "data"
    report = DemoReport()
    said(f"1. Making an event of {attendees} fictional attendees (seed {seed})")
    with report.timed("event"):
        event = make_event(seed, attendees)
        write_roster(event, folder / "roster.csv")
        _write_settings(event, home)
    said("2. Printing their badges: sheets to cut as PDF, and one PNG each")
    with report.timed("badges"):
        badges = _print_badges(event, folder / "badges", lambda done, total: progressed("badges", done, total))
    said("3. Filming them in front of a webcam, 1280x720 at 30 frames a second")
    with report.timed("film"):
        films = _film(event, badges, folder / "films", seed, lambda done, total: progressed("visits", done, total))
    with prefect_server(home) as wait_for_prefect:  # it comes up while the films are scanned
        said("4. Scanning the films with the loop that scans a webcam: decode, cooldown, journal")
        with report.timed("scan"):
            _scan(event, films, folder / "films", home, report, lambda done, total: progressed("frames", done, total))
        said("5. Taking in the organiser's roster, for the badges that carry only an id")
        with report.timed("roster"):
            _take_in_roster(event, folder / "roster.csv", home, report)
        said("6. Running the nightly flow on an embedded Prefect, which has been starting meanwhile")
        with report.timed("nightly"):
            _nightly(home, report, wait_for_prefect)
    report.folders = {
        "leads": str(home / "leads" / "current"),
        "badges": str(folder / "badges"),
        "films": str(folder / "films"),
        "data": str(home),
    }
    manifest = {"recipe": _recipe(seed, attendees), "report": report.__dict__}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    return report


def _recipe(seed: int, attendees: int) -> str:
    """What the demo's outcome depends on: its arguments and the program's own source."""
    digest = hashlib.sha256(f"{seed} {attendees}".encode())
    root = Path(__file__).parents[2]
    for package in _SOURCES:
        for path in sorted((root / package).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _write_settings(event: DemoEvent, home: Path) -> None:
    add_event(
        home,
        Event(code=event.code, name=event.name, exhibitors=event.exhibitors, time_zone=event.time_zone, locale="de-DE"),
    )


def _print_badges(event: DemoEvent, folder: Path, progress: Progress) -> dict[str, Path]:
    """Sheets in one process and pictures in the other; both read every code back before they write."""
    from capture.print.design import BadgeDesign

    folder.mkdir(exist_ok=True)
    contacts = [attendee.contact for attendee in event.attendees]
    kinds = [attendee.payload for attendee in event.attendees]
    design = BadgeDesign(event_name=event.name)
    halves = [slice(number, None, 2) for number in range(2)]
    pictures: dict[str, Path] = {}
    with ProcessPoolExecutor(_CORES, mp_context=multiprocessing.get_context("spawn")) as pool:
        sheets = pool.submit(_write_sheets, contacts, design, folder / "sheets.pdf", kinds)
        for half in halves:
            written = pool.submit(_write_pngs, contacts[half], design, folder / "png", kinds[half]).result()
            pictures |= {contact.badge_id: path for contact, path in zip(contacts[half], written, strict=True)}
            progress(len(pictures), len(contacts))
        sheets.result()
    return pictures


def _write_sheets(contacts: list[Contact], design: BadgeDesign, path: Path, kinds: list[PayloadKind]) -> None:
    from capture.print.sheet import write_sheets

    write_sheets(contacts, design, path, kinds=kinds)


def _write_pngs(contacts: list[Contact], design: BadgeDesign, folder: Path, kinds: list[PayloadKind]) -> list[Path]:
    from capture.print.sheet import write_pngs

    return write_pngs(contacts, design, folder, dpi=_DPI, kinds=kinds)


def _film(event: DemoEvent, badges: dict[str, Path], folder: Path, seed: int, progress: Progress) -> list[FilmLog]:
    from flows.demo.film import film_event

    return film_event(event, badges, folder, seed=seed, workers=_CORES, progress=progress)


def _scan(
    event: DemoEvent, films: list[FilmLog], folder: Path, home: Path, report: DemoReport, progress: Progress
) -> None:
    """Scan every station's films one after the other, several stations at a time, as laptops do."""
    waiting: dict[str, deque[FilmLog]] = {}
    for film in films:
        waiting.setdefault(film.station, deque()).append(film)
    states: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    total = sum(film.frames for film in films)
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(_CORES, mp_context=context) as pool:
        queue = manager.Queue()
        running = {
            pool.submit(_scan_film, event, later.popleft(), folder, home, queue): later for later in waiting.values()
        }
        done: dict[str, int] = {}
        while running:
            for future in [future for future in running if future.done()]:
                frames, codes, film_states = future.result()
                seen.update({"frames": frames, "codes seen": codes})
                states.update(film_states)
                later = running.pop(future)
                if later:
                    running[pool.submit(_scan_film, event, later.popleft(), folder, home, queue)] = later
            with suppress(Empty):
                name, frames = queue.get(timeout=0.2)
                done[name] = frames
                progress(sum(done.values()), total)
    report.counts |= dict(seen)
    report.counts["visits filmed"] = len(event.visits)
    report.counts["scans stored"] = states.total()
    report.counts["seen again"] = states["again"]


def _scan_film(
    event: DemoEvent, film: FilmLog, folder: Path, home: Path, queue: Queue[tuple[str, int]]
) -> tuple[int, int, list[State]]:
    """Scan one film, and let the station's staff note what they noted; frames, codes, states."""
    import cv2

    from capture.scanning import scan_source

    cv2.setNumThreads(1)
    settings = _station_settings(home, event, film)
    scanned = scan_source(
        str(folder / film.film),
        settings,
        settings.known_event(),
        film.exhibitor,
        recorded_at=film.recorded_at,
        progressed=lambda done, _total, _stored: queue.put((film.film, done)),
    )
    visits = {f"{station}-{day}": group for (station, day), group in event.visits_by_station_and_day().items()}
    _note(visits[Path(film.film).stem], film, settings)
    return scanned.frames, scanned.codes_seen, scanned.states


def _station_settings(home: Path, event: DemoEvent, film: FilmLog) -> Settings:
    return load_settings(home, {}, station=film.station, staff=film.staff, event=event.code, exhibitor=film.exhibitor)


def _note(visits: Sequence[Visit], film: FilmLog, settings: Settings) -> None:
    """What staff added to each visit goes to the scan that was taken while its badge was in view."""
    from capture.journal import Journal
    from capture.sync import seal
    from capture.touch import new_touch

    touches = []
    with Journal(settings.journal_path) as journal:
        for entry in journal.entries(since=film.recorded_at):
            frame = round((entry.scan.taken_at - film.recorded_at).total_seconds() * film.fps)
            number = film.visit_at(frame)
            for kind, value in visits[number].touches if number is not None else ():
                touches.append(new_touch(entry.scan.scan_id, kind, value, entry.scan.taken_at, film.staff))
        journal.add_touch(*touches)
        seal(journal, settings.station, settings.inbox_path, datetime.now(UTC))


def _take_in_roster(event: DemoEvent, path: Path, home: Path, report: DemoReport) -> None:
    from capture.roster import read_roster, store_roster

    taken = read_roster(path, event.code)
    store_roster(taken, home)
    report.counts["on the roster"] = len(taken.contacts)


def _nightly(home: Path, report: DemoReport, wait: Callable[[], None]) -> None:
    from flows.commands.nightly import run_with_prefect
    from flows.runlog import read_log

    log = read_log(Path(run_with_prefect(home, wait)))
    report.seconds |= {f"nightly: {stage.name}": stage.seconds for stage in log.stages}
    rows = {stage.name: stage.rows_out for stage in log.stages}
    report.counts |= {"records": rows["read"], "leads": rows["merge"], "companies": log.counts["companies"]}

    import polars as pl

    persons = pl.read_parquet(home / "lake" / "night" / "persons.parquet")
    report.counts["people"] = persons["person_id"].n_unique()
    refused = pl.read_parquet(home / "lake" / "night" / "refused.parquet")
    report.refused = dict(refused.group_by("reason").len().sort("reason").iter_rows())
