"""Small factories: a value of each contract, with what a test cares about set by the test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from capture.badge.contact import Contact, Email
from capture.badge.reading import Reading
from capture.scan import Scan

if TYPE_CHECKING:
    from capture.decode import Code
    from capture.station import Desk

NOON = datetime(2026, 9, 16, 12, tzinfo=UTC)
CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
MECARD = b"MECARD:N:Okafor,Amara;ORG:Northwind Robotics;EMAIL:amara@northwind.example;;"


def make_scan(number: int = 1, **changes: Any) -> Scan:
    """A scan of a MECARD, one minute after the other."""
    scan = Scan(
        scan_id=f"scan-{number:04}",
        raw=MECARD,
        symbology="qrcode",
        symbology_identifier="]Q1",
        explicit_eci=False,
        taken_at=NOON + timedelta(minutes=number),
        monotonic_ns=number,
        station="front",
        staff="Ana",
        event="expo",
        exhibitor="Northwind",
        channel="work",
        method="camera",
        reader="test",
    )
    return replace(scan, **changes)


def make_reading(**changes: Any) -> Reading:
    """A reading of a contact."""
    contact = Contact(
        full_name="Amara Okafor", company="Northwind Robotics", emails=(Email("amara@northwind.example"),)
    )
    return replace(Reading(kind="contact", format="mecard", reader="test", contact=contact), **changes)


def make_code(raw: bytes = MECARD, **changes: Any) -> Code:
    """A QR code as the decoder hands it over."""
    from capture.decode import Code

    code = Code(raw, "qrcode", "]Q1", explicit_eci=False, corners=CORNERS, stage="test", milliseconds=1.0)
    return replace(code, **changes)


def make_desk(**changes: Any) -> Desk:
    """A desk at Northwind's stand."""
    from capture.station import Desk

    desk = Desk(station="front", staff="Ana", event="expo", exhibitor="Northwind", channel="work", method="camera")
    return replace(desk, **changes)
