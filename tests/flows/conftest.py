"""A data folder with two stations that handed in their scans, made by the real journal and the real sync."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from capture.journal import Journal
from capture.scan import Scan
from capture.settings import Event, Settings, add_event, load_settings
from capture.sync import seal
from capture.touch import Touch
from tests.factories import NOON, make_reading

HandIn = Callable[..., Path | None]


def new_home(folder: Path) -> Path:
    """An empty data folder that knows one event with two exhibitors."""
    event = Event(code="expo", exhibitors=("Northwind", "Southwind"), time_zone="Europe/Berlin", locale="de-DE")
    add_event(folder, event)
    (folder / "inbox").mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder of its own."""
    return new_home(tmp_path / "home")


@pytest.fixture
def settings(home: Path) -> Settings:
    """The settings of that folder, without this machine's environment."""
    return load_settings(home, {})


def handed_in(
    home: Path, *scans: tuple[Scan, object] | Scan, touches: tuple[Touch, ...] = (), erase: tuple[str, ...] = ()
) -> Path | None:
    """Store scans (with their readings) and touches in a station's journal and seal them into the inbox."""
    rows = [row if isinstance(row, tuple) else (row, make_reading()) for row in scans]
    station = rows[0][0].station if rows else "front"
    with Journal(home / "journals" / f"{station}.sqlite") as journal:
        for scan, reading in rows:
            journal.add(scan, reading)  # type: ignore[arg-type]
        journal.add_touch(*touches)
        journal.erase(erase, "asked", NOON)
        return seal(journal, station, home / "inbox", NOON)


@pytest.fixture
def hand_in(home: Path) -> HandIn:
    """`handed_in` for that folder."""
    return partial(handed_in, home)
