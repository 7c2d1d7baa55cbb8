"""A night with pairs that matching is not sure of, made of real scans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from capture.badge.contact import Contact, Email, Phone
from capture.badge.reading import Reading
from capture.scan import Scan
from capture.settings import Settings
from capture.touch import new_touch
from flows.commands.nightly import run_plain
from flows.stages import new_night
from tests.factories import NOON, make_reading, make_scan
from tests.flows.conftest import HandIn

RunNight = Callable[[], None]


@pytest.fixture
def run_night(settings: Settings) -> RunNight:
    """Runs one whole night; each begins a day after the one before."""
    nights = iter(range(1, 100))
    return lambda: run_plain(new_night(settings, NOON + timedelta(days=next(nights))), lambda _: None)


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
    7: {"full_name": "Ben Nobody", "company": "Elsewhere", "emails": (Email("ben@elsewhere.example"),)},
}
"""Three people with two badges at one event, which matching never joins without a person's word, and one nobody asks about."""


def scanned(number: int, person: int, **changes: Any) -> tuple[Scan, Reading]:
    """A scan of one of the people."""
    return make_scan(number, **changes), make_reading(contact=Contact(**PEOPLE[person]))


@pytest.fixture
def unsure_scans(hand_in: HandIn) -> None:
    """Three unsure pairs and one other person at Northwind, one unsure pair at Southwind; there is a note on the first scan."""
    note = new_touch("scan-0001", "note", {"text": "wants a quote"}, NOON + timedelta(hours=1), "Ana")
    hand_in(*(scanned(number, number) for number in PEOPLE), touches=(note,))
    hand_in(*(scanned(20 + number, number, station="south", exhibitor="Southwind") for number in (1, 2)))
