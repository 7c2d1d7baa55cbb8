"""Scan: one reading of one code at one moment, never edited afterwards.

This is the contract between the booth and the night. It is plain standard library, so that both halves can
import it for nothing. What staff add afterwards is a `capture.touch.Touch`; what was understood from the bytes
is a `capture.badge.reading.Reading`. Both refer to a Scan by its id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Channel = Literal["alumni", "work", "social", "introduction", "public", "online"]
"""How a contact was made: alumni; work, fairs and colleagues; clubs and occasions; an introduction by a friend;
a stranger met in public; a group or chat online."""

Method = Literal["camera", "browser", "phone", "video", "picture", "handheld", "form", "card"]
"""How a Scan was taken: this laptop's camera, the browser's camera, a phone's, a video file, a picture file, a handheld
scanner that types, a form filled by hand, a photographed business card."""

CHANNELS: tuple[Channel, ...] = get_args(Channel)
METHODS: tuple[Method, ...] = get_args(Method)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One code (or card, or form) as it was read, with its exact bytes and where, when and by whom.

    ``taken_at`` is the station's clock in UTC; ``monotonic_ns`` is a clock that never runs backwards on one station
    between two starts, and orders scans when the wall clock was set. ``symbology`` is lower case ("qrcode", "microqrcode",
    "datamatrix", "aztec", "pdf417", "code128", "code39", "none"); ``symbology_identifier`` is the AIM identifier
    of ISO/IEC 15424 ("]Q1"), empty where the reader does not know it. ``vouched_text`` is the text as the code itself declares
    it (an explicit ECI, Kanji or Hanzi segment), empty where only the bytes are known.
    """

    scan_id: str
    raw: bytes
    symbology: str
    symbology_identifier: str
    explicit_eci: bool
    vouched_text: str = ""
    taken_at: datetime
    monotonic_ns: int
    station: str
    staff: str
    event: str
    exhibitor: str
    channel: Channel
    method: Method
    reader: str

    def __post_init__(self) -> None:
        """Refuse what later steps could not make sense of: a naive time, an unknown channel or method."""
        if self.taken_at.tzinfo is None:
            raise ValueError(f"a Scan's taken_at needs a time zone, got {self.taken_at!r}")
        if self.channel not in CHANNELS:
            raise ValueError(f"unknown channel {self.channel!r}, known are {', '.join(CHANNELS)}")
        if self.method not in METHODS:
            raise ValueError(f"unknown method {self.method!r}, known are {', '.join(METHODS)}")


def new_scan_id(taken_at: datetime, random: bytes) -> str:
    """An id that sorts by time: UUID version 7 (RFC 9562, section 5.7) from a UTC time and 10 random bytes."""
    milliseconds = int(taken_at.timestamp() * 1000)
    number = (milliseconds << 80) | int.from_bytes(random[:10], "big")
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
