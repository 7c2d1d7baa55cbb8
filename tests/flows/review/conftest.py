"""A night with pairs that matching is not sure of, made of real scans."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from capture.badge.contact import Contact, Email, Phone
from capture.badge.reading import Reading
from capture.scan import Scan
from capture.settings import Settings, load_settings
from capture.touch import new_touch
from flows.commands.nightly import run_plain
from flows.stages import new_night
from tests.factories import NOON, make_reading, make_scan
from tests.flows.conftest import handed_in, new_home

ROOT = Path(__file__).parents[3]
RunNight = Callable[[], None]


AMARA = {"full_name": "Amara Okafor", "emails": (Email("amara@northwind.example"),)}
WANG = {"full_name": "王小明", "phones": (Phone("+86 755 5557 0142"),)}
CHEN = {"full_name": "Chen Li", "company": "Acme Example", "emails": (Email("chen@acme.example"),)}
PEOPLE: dict[int, dict[str, Any]] = {
    1: AMARA | {"badge_id": "A17", "title": "Buyer", "company": "Northwind Robotics"},
    2: AMARA | {"badge_id": "A18", "title": "Head of Purchasing", "company": "Northwind Robotics GmbH"},
    3: WANG | {"badge_id": "C1", "title": "采购经理", "company": "深圳云图科技有限公司", "city": "深圳"},
    4: WANG | {"badge_id": "C2", "company": "云图科技", "emails": (Email("wang@yuntu.example"),)},
    5: CHEN | {"badge_id": "B1"},
    6: CHEN | {"badge_id": "B2"},
    8: {
        "full_name": "<img src=x onerror=alert(1)>",
        "company": "=1+1",
        "badge_id": "H1",
        "emails": (Email("h@hostile.example"),),
    },
    9: {
        "full_name": "<img src=x onerror=alert(1)>",
        "company": "=1+2",
        "badge_id": "H2",
        "emails": (Email("h@hostile.example"),),
    },
    7: {"full_name": "Ben Nobody", "company": "Elsewhere", "emails": (Email("ben@elsewhere.example"),)},
}
"""Four people with two badges at one event each, which matching never joins without a person's word, and one nobody asks about."""


def scanned(number: int, person: int, **changes: Any) -> tuple[Scan, Reading]:
    """A scan of one of the people."""
    return make_scan(number, **changes), make_reading(contact=Contact(**PEOPLE[person]))


@pytest.fixture(scope="session")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after one night: three unsure pairs and one other person at Northwind, one unsure pair at Southwind, one note."""
    home = new_home(tmp_path_factory.mktemp("review") / "home")
    note = new_touch("scan-0001", "note", {"text": "wants a quote"}, NOON + timedelta(hours=1), "Ana")
    handed_in(home, *(scanned(number, number) for number in PEOPLE if number < 8), touches=(note,))
    handed_in(home, *(scanned(20 + number, number, station="south", exhibitor="Southwind") for number in (8, 9)))
    run_plain(new_night(load_settings(home, {}), NOON + timedelta(days=1)), lambda _: None)
    return home


@pytest.fixture
def home(first_night: Path, tmp_path: Path) -> Path:
    """A copy of that folder that a test may change."""
    return shutil.copytree(first_night, tmp_path / "home", symlinks=True)


@pytest.fixture
def run_night(settings: Settings) -> RunNight:
    """Runs another whole night; each begins a day after the one before."""
    nights = iter(range(2, 100))
    return lambda: run_plain(new_night(settings, NOON + timedelta(days=next(nights))), lambda _: None)


@dataclass
class Review:
    """The review in a process of its own."""

    home: Path
    port: int
    process: subprocess.Popen[str] | None = None
    link: str = ""
    cookie: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        words = ["review", "--port", str(self.port), "--no-browser", "--by", "Ana"]
        environment = {"BOOTHFLOW_HOME": str(self.home), "PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin"}
        command = [sys.executable, "-m", "flows.cli", *words]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.link = self.process.stdout.readline().removeprefix("Open ").strip()
        with urllib.request.urlopen(self.link, timeout=20) as answer:  # the port is open before the link is said
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.communicate(timeout=20)


@pytest.fixture
def review(settings: Settings) -> Iterator[Review]:
    """The review of the first night, started as people start it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        review = Review(settings.home, int(probe.getsockname()[1]))
    review.start()
    yield review
    review.stop()
