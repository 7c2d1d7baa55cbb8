"""Station: one laptop at one booth. What the decoder sees becomes a Scan on disk, and only then is announced."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from capture.attachments import Attachments
from capture.badge.contact import Contact
from capture.badge.keyring import NO_KEYS, KeyRing
from capture.badge.profile import Profile
from capture.badge.read import read_badge
from capture.badge.reading import Reading
from capture.cooldown import Cooldown
from capture.decode import Code, Frame
from capture.errors import CaptureError
from capture.journal import Entry, Journal
from capture.roster import with_roster
from capture.scan import Channel, Method, Scan, new_scan_id
from capture.snapshot import snapshot
from capture.touch import Touch, TouchKind, new_touch

_log = logging.getLogger(__name__)

State = Literal[
    "new",  # nobody at this exhibitor scanned this code before
    "again",  # the same code was scanned earlier: a second Scan, and a touch on the first
    "not_a_badge",  # kept, and said to be what it is
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who stands where: what every Scan of a station carries."""

    station: str
    staff: str
    event: str
    exhibitor: str
    channel: Channel
    method: Method
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A Scan that is safely on disk, ready to be shown; ``contact`` is completed by the roster where that knows the badge."""

    state: State
    scan: Scan
    reading: Reading
    contact: Contact
    earlier: Entry | None = None


@dataclass
class Station:
    """Takes codes in, stores them, and says what may be announced.

    ``profile``, ``roster`` and ``keys`` may be changed while it runs. With ``attachments`` a personal code keeps its picture.
    """

    journal: Journal
    desk: Desk
    reader_version: str
    cooldown: Cooldown | None = field(default_factory=Cooldown)
    profile: Profile | None = None
    roster: Mapping[str, Contact] = field(default_factory=dict)
    keys: KeyRing = NO_KEYS
    attachments: Attachments | None = None

    def take(
        self,
        codes: Iterable[Code],
        taken_at: datetime,
        monotonic_ns: int,
        frame: Frame | None = None,
        *,
        glanced: bool = False,
    ) -> list[Announcement]:
        """Store every code that begins a new presence; what comes back is durable and may be announced.

        Wants to hear of frames without a code too. ``frame`` is what the codes were read in; when it was only ``glanced``
        at, it does not say that what wasn't found is gone.
        """
        if self.cooldown and not glanced:
            self.cooldown.look(taken_at)
        announced = []
        for code in codes:
            if self.cooldown is None or self.cooldown.is_fresh(code.symbology, code.raw):
                scan = self._scan(code.raw, taken_at, monotonic_ns, code)
                announcement = self._store(scan, self._read(scan), taken_at)
                if announcement:
                    announced.append(announcement)
                    if frame is not None and announcement.state == "new" and announcement.reading.kind == "personal":
                        self._keep_picture(scan, snapshot(frame, code), taken_at)
        return announced

    def add(
        self, raw: bytes, taken_at: datetime, monotonic_ns: int, reading: Reading | None = None
    ) -> Announcement | None:
        """Store what no camera saw as a code: typed by a handheld scanner, filled into a form, photographed.

        Without a ``reading`` the bytes are read as a badge. Returns None where this very Scan is stored already.
        """
        scan = self._scan(raw, taken_at, monotonic_ns)
        return self._store(scan, reading or self._read(scan), taken_at)

    def touch(self, scan_id: str, kind: TouchKind, value: Mapping[str, object], at: datetime) -> Touch:
        """Store what staff add to a Scan; returns the Touch as it stands in the journal."""
        return self.touches([(scan_id, kind, value)], at)[0]

    def touches(self, made: Iterable[tuple[str, TouchKind, Mapping[str, object]]], at: datetime) -> list[Touch]:
        """Store several touches, as (scan_id, kind, value), in one durable transaction."""
        touches = [new_touch(scan_id, kind, value, at, self.desk.staff) for scan_id, kind, value in made]
        self.journal.add_touch(*touches)
        return touches

    def _keep_picture(self, scan: Scan, picture: bytes, taken_at: datetime) -> None:
        """Keep a picture beside a Scan that is stored already, so a disk that refuses it takes nothing back."""
        if self.attachments is None:
            return
        try:
            self.touch(scan.scan_id, "attachment", self.attachments.keep(scan, picture, "image/jpeg"), taken_at)
        except CaptureError:
            _log.warning("the picture of scan %s could not be kept", scan.scan_id)

    def _read(self, scan: Scan) -> Reading:
        return read_badge(
            scan.raw,
            symbology=scan.symbology,
            explicit_text=scan.vouched_text or None,
            profile=self.profile,
            locale=self.desk.locale,
            keys=self.keys,
            taken_at=scan.taken_at,
        )

    def _store(self, scan: Scan, reading: Reading, taken_at: datetime) -> Announcement | None:
        earlier = self.journal.first_of(scan.raw, event=self.desk.event, exhibitor=self.desk.exhibitor)
        touches = []
        if earlier and earlier.scan.scan_id != scan.scan_id:
            touches.append(
                new_touch(earlier.scan.scan_id, "seen_again", {"scan_id": scan.scan_id}, taken_at, self.desk.staff)
            )
        if not self.journal.add(scan, reading, touches):
            return None
        state: State = "again" if earlier else "new"
        if reading.kind in ("not_a_badge", "refused"):
            state = "not_a_badge"
        return Announcement(state, scan, reading, with_roster(reading.contact, self.roster), earlier)

    def _scan(self, raw: bytes, taken_at: datetime, monotonic_ns: int, code: Code | None = None) -> Scan:
        desk = self.desk
        scan = Scan(
            scan_id="",
            raw=raw,
            symbology=code.symbology if code else "none",
            symbology_identifier=code.symbology_identifier if code else "",
            explicit_eci=code.explicit_eci if code else False,
            vouched_text=(code.text if code else None) or "",
            taken_at=taken_at,
            monotonic_ns=monotonic_ns,
            station=desk.station,
            staff=desk.staff,
            event=desk.event,
            exhibitor=desk.exhibitor,
            channel=desk.channel,
            method=desk.method,
            reader=self.reader_version,
        )
        return replace(scan, scan_id=new_scan_id(taken_at, _fingerprint(scan)))


def _fingerprint(scan: Scan) -> bytes:
    """What makes one reading at one moment the same reading: the same film scanned twice gives the same ids."""
    parts = (scan.station, scan.event, scan.exhibitor, scan.symbology, scan.taken_at.isoformat(), scan.monotonic_ns)
    return hashlib.sha256(repr(parts).encode() + scan.raw).digest()
