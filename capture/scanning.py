"""Scanning: the one loop that every source goes through: camera, decoder, cooldown, journal, announcement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from capture.attachments import Attachments
from capture.badge.keyring import load_key_ring
from capture.badge.profile import Profile, load_profile
from capture.badge.read import READER_VERSION
from capture.camera import open_camera
from capture.cooldown import Cooldown
from capture.decode import Mode, Reader
from capture.errors import PictureUnreadableError
from capture.journal import Journal
from capture.roster import load_roster
from capture.settings import Event, Settings
from capture.station import Announcement, Desk, State, Station
from capture.sync import seal

_PROGRESS_EVERY = 15


@dataclass
class ScanReport:
    """What one run of the loop saw: frames, codes in them, the state of every stored Scan, and files that were no pictures."""

    frames: int = 0
    codes_seen: int = 0
    states: list[State] = field(default_factory=list)
    refused: list[PictureUnreadableError] = field(default_factory=list)


def scan_source(
    source: str,
    settings: Settings,
    event: Event,
    exhibitor: str,
    *,
    recorded_at: datetime | None = None,
    patient: bool = False,
    announced: Callable[[str], None] = lambda line: None,
    progressed: Callable[[int, int, int], None] = lambda frames, total, stored: None,
) -> ScanReport:
    """Scan a source to its end (a camera until Ctrl-C) and seal what was stored into the inbox.

    ``announced`` gets a line for every Scan, after it is durable; ``progressed`` gets frames so far, frames in all
    (0 when unknown) and scans stored.
    """
    report = ScanReport()
    with open_camera(source, recorded_at=recorded_at) as camera, Journal(settings.journal_path) as journal:
        is_picture = camera.method == "picture"
        mode: Mode = "patient" if is_picture and patient else "still" if is_picture else "live"
        reader = Reader(mode)
        desk = Desk(
            station=settings.station,
            staff=settings.staff,
            event=event.code,
            exhibitor=exhibitor,
            channel=settings.known_channel(event),
            method=camera.method,
            locale=event.locale,
        )
        station = Station(
            journal,
            desk,
            f"{reader.version}; {READER_VERSION}",
            cooldown=None if is_picture else Cooldown(settings.cooldown_seconds),
            profile=event_profile(settings, event),
            roster=load_roster(event.code, settings.home),
            keys=load_key_ring(settings.home / "keys"),
            attachments=Attachments(settings.home),
        )
        try:
            for shot in camera.shots:
                codes = reader.read(shot.frame)
                report.frames += 1
                report.codes_seen += len(codes)
                for announcement in station.take(codes, shot.taken_at, shot.monotonic_ns, shot.frame):
                    report.states.append(announcement.state)
                    announced(line_for(announcement))
                if report.frames % _PROGRESS_EVERY == 1:
                    progressed(report.frames, camera.total, len(report.states))
        except KeyboardInterrupt:
            if camera.method != "camera":
                raise
        finally:
            seal(journal, settings.station, settings.inbox_path, datetime.now(UTC))
        report.refused = camera.refused
    return report


def event_profile(settings: Settings, event: Event) -> Profile | None:
    """What was taught about an event's badges, from ``profiles/EVENT.toml`` in the data folder; None when nothing was."""
    path = profile_path(settings, event)
    return load_profile(path) if path.exists() else None


def profile_path(settings: Settings, event: Event) -> Path:
    """Where the profile of an event lies."""
    return settings.home / "profiles" / f"{event.code}.toml"


LONGEST_RUNNER_UP = 120
"""Characters of the second best text that a line in the terminal shows."""


def line_for(announcement: Announcement) -> str:
    """One line for people: state, who it is, and what to do when it is nobody yet."""
    contact = announcement.contact
    who = " - ".join(filter(None, (contact.full_name, contact.company, contact.title))) or contact.badge_id
    if announcement.state == "not_a_badge":
        return f"✗ not a badge  {announcement.reading.reason or announcement.reading.format}"
    reading = announcement.reading
    doubt = f"  ! {reading.reason}" if reading.reason else ""
    doubt += f": {' '.join(reading.runner_up.split())[:LONGEST_RUNNER_UP]}" if reading.runner_up else ""
    if announcement.state == "again" and announcement.earlier:
        first = announcement.earlier.scan
        return f"↻ seen before  {who}  (first at {first.taken_at:%H:%M} by {first.staff or first.station}){doubt}"
    return f"✓ new          {who}{doubt}"
