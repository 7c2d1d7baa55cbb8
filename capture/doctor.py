"""Doctor: what is wrong with this laptop before the doors open, and the command that mends it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from capture.errors import CaptureError
from capture.settings import FILE_NAME, Settings
from capture.words import counted

State = Literal["good", "warning", "bad"]
_LEAST_FREE = 1 << 30
_EARLIEST_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, in words, and how to mend it (empty when all is well)."""

    name: str
    state: State
    words: str
    remedy: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything a station needs, one Finding after the other; never raises."""
    for name, check in CHECKS:
        try:
            yield check(settings)
        except CaptureError as error:
            yield Finding(name, "bad", str(error))
        except Exception as error:  # noqa: BLE001 - a check that breaks is itself a finding
            yield Finding(name, "bad", f"{type(error).__name__}: {error}", "Please report this with the line above.")


def _python(settings: Settings) -> Finding:
    return Finding("Python", "good", f"{sys.version.split()[0]} on {sys.platform}")


def _settings(settings: Settings) -> Finding:
    path = settings.home / FILE_NAME
    if not settings.events:
        return Finding(
            "Settings", "warning", f"no event in {path}", "boothflow event add CODE --name NAME --exhibitor NAME"
        )
    return Finding("Settings", "good", f"{path}: {', '.join(settings.events)}")


def _data_folder(settings: Settings) -> Finding:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=settings.home) as file:
            file.write(b"x")
            os.fsync(file.fileno())
    except OSError as error:
        remedy = "Choose another folder with BOOTHFLOW_HOME, or give yourself the right to write there."
        return Finding("Data folder", "bad", f"{settings.home} can't be written: {error.strerror}", remedy)
    if any(part in str(settings.home) for part in ("OneDrive", "Dropbox", "Google Drive", "iCloud")):
        return Finding(
            "Data folder",
            "warning",
            f"{settings.home} is synchronised, which can damage a journal",
            "Set BOOTHFLOW_HOME.",
        )
    return Finding("Data folder", "good", str(settings.home))


def _disk(settings: Settings) -> Finding:
    existing = next(folder for folder in (settings.home, *settings.home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < _LEAST_FREE:
        return Finding("Disk", "bad", f"{free / 1e9:.1f} GB free", "Free at least 1 GB before the doors open.")
    return Finding("Disk", "good", f"{free / 1e9:.0f} GB free")


def _clock(settings: Settings) -> Finding:
    now = datetime.now(UTC)
    if now.year < _EARLIEST_YEAR:
        return Finding("Clock", "bad", f"says {now:%Y-%m-%d %H:%M} UTC", "Switch on the system's automatic time.")
    last = _last_scan(settings)
    if last and last > now:
        words = f"says {now:%Y-%m-%d %H:%M} UTC, but the last scan is from {last:%Y-%m-%d %H:%M}"
        return Finding("Clock", "bad", words, "Switch on the system's automatic time.")
    return Finding("Clock", "good", f"{now:%Y-%m-%d %H:%M} UTC")


def _last_scan(settings: Settings) -> datetime | None:
    from capture.journal import Journal

    if not settings.journal_path.exists():
        return None
    try:
        with Journal(settings.journal_path) as journal:
            return max((entry.scan.taken_at for entry in journal.entries()), default=None)
    except CaptureError:
        return None  # the journal's own check says what is wrong with it


def _journal(settings: Settings) -> Finding:
    from capture.journal import Journal

    if not settings.journal_path.exists():
        return Finding("Journal", "good", f"none yet for station {settings.station}")
    with Journal(settings.journal_path) as journal:
        journal.check()
        return Finding("Journal", "good", f"{counted(journal.count(), 'scan')} in {settings.journal_path.name}")


def _zbar(settings: Settings) -> Finding:
    from capture.decode import Reader

    if not Reader().zbar_available:
        remedy = {
            "linux": "sudo apt-get install libzbar0",
            "darwin": "brew install zbar",
            "win32": "Install the Visual C++ redistributable 2013 (x64), then: pip install --force-reinstall pyzbar",
        }.get(sys.platform, "Install zbar's library.")
        return Finding("zbar", "warning", "its library is missing; reading goes on with the other readers", remedy)
    return Finding("zbar", "good", "found")


def _readers(settings: Settings) -> Finding:
    from capture.decode import Reader

    return Finding("Readers", "good", Reader().version)


def _camera(settings: Settings) -> Finding:
    from capture.camera import cameras_found

    found = cameras_found()
    if not found:
        remedy = (
            "Plug a camera in, close other programs that use it, and allow cameras in the system's privacy settings."
        )
        return Finding("Camera", "warning", "none opens", remedy)
    return Finding("Camera", "good", "numbers " + ", ".join(map(str, found)))


def _fonts(settings: Settings) -> Finding:
    from capture.print.fonts import how_to_install, missing_scripts

    missing = missing_scripts()
    if missing:
        return Finding("Fonts", "warning", f"badges can't show {', '.join(missing)}", how_to_install(missing[0]))
    return Finding("Fonts", "good", "Latin and Chinese")


def _halves(settings: Settings) -> Finding:
    halves = {"booth": "cv2", "ops": "polars"}
    installed = [half for half, module in halves.items() if importlib.util.find_spec(module)]
    return Finding("Installed", "good", ", ".join(installed) or "neither half")


CHECKS: tuple[tuple[str, Callable[[Settings], Finding]], ...] = (
    ("Python", _python),
    ("Installed", _halves),
    ("Settings", _settings),
    ("Data folder", _data_folder),
    ("Disk", _disk),
    ("Clock", _clock),
    ("Journal", _journal),
    ("Readers", _readers),
    ("zbar", _zbar),
    ("Camera", _camera),
    ("Fonts", _fonts),
)
"""What is looked at, in this order."""

__all__ = ["CHECKS", "Finding", "examine"]
