"""Stand: everything one running booth shares between its pages: journal, event, roster, the list of the day.

Each method that changes something returns when the disk has it, and then tells every page. Safe to call from several
threads. Messages to pages are plain JSON values with a "type".
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from capture.attachments import Attachments
from capture.badge.contact import Contact
from capture.badge.keyring import NO_KEYS, load_key_ring
from capture.badge.profile import Profile
from capture.badge.read import READER_VERSION
from capture.badge.reading import Reading
from capture.badge.text import clean
from capture.booth import cards
from capture.booth.card import card_of, edited, later_scans, row_of
from capture.booth.day import Day
from capture.booth.people import People
from capture.booth.touches import WishError, checked
from capture.cooldown import Cooldown
from capture.decode import Code, Frame, Reader
from capture.errors import CaptureError
from capture.journal import Entry, Journal
from capture.print.payload import payload_for
from capture.roster import load_roster
from capture.scan import Method
from capture.scanning import event_profile
from capture.settings import Event, Settings, load_settings
from capture.station import Announcement, Desk, Station
from capture.sync import seal
from capture.touch import TouchKind

Message = dict[str, Any]
CONSENT_PURPOSE = "follow_up"


class Stand:
    """One booth at work. Use as a context manager; ``listeners`` get every message that concerns all pages."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        """Open the journal and make up the list of the day; raises what `capture.journal.Journal` raises."""
        self.settings = settings
        self.listeners: set[Callable[[Message], None]] = set()
        self.attachments = Attachments(settings.home)
        self.decoder = Reader("still").version
        self.event: Event | None = None
        self.exhibitor = ""
        self.roster: dict[str, Contact] = {}
        self.people = People({})
        self.profile: Profile | None = None
        self.keys = NO_KEYS
        self.day = Day("UTC")
        self._cooldowns: dict[str, Cooldown] = {}
        self._lock = threading.RLock()
        self._roster_seen: tuple[tuple[str, int], ...] = ()
        self.journal = Journal(settings.journal_path)
        with ExitStack() as undo:
            undo.callback(self.journal.close)
            self.choose(now)
            undo.pop_all()

    def __enter__(self) -> Self:
        """Give the stand itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the journal on every way out."""
        self.journal.close()

    def choose(self, now: datetime, settings: Settings | None = None) -> None:
        """Go by these settings from now on; without an event or exhibitor that they know, the stand waits for the set-up."""
        with self._lock:
            self.settings = settings or self.settings
            try:
                self.event = self.settings.known_event()
                self.exhibitor = self.settings.known_exhibitor(self.event)
            except CaptureError:
                self.event, self.exhibitor = None, ""
            self.day = Day(self.event.time_zone if self.event else "UTC")
            if self.event is None:
                return
            self.profile = event_profile(self.settings, self.event)
            self.keys = load_key_ring(self.settings.home / "keys")
            self._take_roster(self.event)
            _, to = self.journal.sealed_to()
            unsealed = [row for table in ("scan", "touch") for row in self.journal.rows_after(table, to[table])]
            later: set[str] = set()
            rows = []
            for entry in self.journal.entries(event=self.event.code, exhibitor=self.exhibitor):
                later |= {str(touch.value["scan_id"]) for touch in entry.touches if touch.kind == "seen_again"}
                if entry.scan.scan_id not in later:
                    rows.append(row_of(card_of(entry, self.roster)))
            for row in sorted(rows, key=lambda row: int(row["last_at"])):
                self.day.put(row, now)
            self.day.unsynced = {str(row["scan_id"]) for row in unsealed} & set(self.day.ids())

    def reload_settings(self, now: datetime) -> None:
        """Read the settings file again, as after a change in the page, and tell every page."""
        kept = {"station": self.settings.station, "inbox": self.settings.inbox}
        self.choose(now, load_settings(self.settings.home, {}, **kept))
        self._tell({"type": "reload"})

    def station(self, staff: str, method: Method, source: str = "") -> Station:
        """Who takes codes in: one member of staff with one way of scanning; ``source`` names a camera that shares a cooldown."""
        event = self.known_event()
        desk = Desk(
            station=self.settings.station,
            staff=clean(staff, 80),
            event=event.code,
            exhibitor=self.exhibitor,
            channel=self.settings.known_channel(event),
            method=method,
            locale=event.locale,
        )
        cooldown = self._cooldowns.setdefault(source, Cooldown(self.settings.cooldown_seconds)) if source else None
        return Station(
            self.journal,
            desk,
            f"{self.decoder}; {READER_VERSION}",
            cooldown=cooldown,
            profile=self.profile,
            roster=self.roster,
            keys=self.keys,
            attachments=self.attachments,
        )

    def known_event(self) -> Event:
        """The event; raises WishError while there is none."""
        if self.event is None:
            raise WishError("no event is chosen yet: open Set up")
        return self.event

    def scan(
        self,
        station: Station,
        codes: Iterable[Code],
        now: datetime,
        monotonic_ns: int,
        frame: Frame | None = None,
        *,
        glanced: bool = False,
    ) -> list[Message]:
        """Store the codes of one frame (see `Station.take`); returns a "card" message for each that begins a new presence."""
        with self._lock:
            found = station.take(codes, now, monotonic_ns, frame, glanced=glanced)
            return [self._announce(taken, now) for taken in found]

    def add(
        self, station: Station, raw: bytes, now: datetime, monotonic_ns: int, reading: Reading | None = None
    ) -> Message:
        """Store what no camera saw: bytes of a handheld scanner, or of a form or picture with its reading."""
        with self._lock:
            announcement = station.add(raw, now, monotonic_ns, reading)
            if announcement is None:
                raise WishError("this very scan is stored already")
            return self._announce(announcement, now)

    def add_form(self, staff: str, fields: Mapping[str, str], now: datetime, monotonic_ns: int) -> Message:
        """Store a person typed in by hand; the Scan's bytes are a vCard, so that any later reader can read it again."""
        contact = Contact()
        for name, value in fields.items():
            contact = edited(contact, name, clean(value))
        if not (contact.full_name or contact.company or contact.emails or contact.phones):
            raise WishError("a person needs a name, a company, an e-mail address or a telephone number")
        reading = Reading(kind="contact", format="form", reader=READER_VERSION, contact=contact)
        return self.add(self.station(staff, "form"), payload_for(contact, "vcard"), now, monotonic_ns, reading)

    def add_known(self, staff: str, badge_id: str, now: datetime, monotonic_ns: int) -> Message:
        """Store a person picked from the roster: the bytes are the badge id, as the badge itself would give them."""
        if badge_id not in self.roster:
            raise WishError(f"the roster knows no badge {badge_id!r}")
        reading = Reading(kind="id", format="id", reader=READER_VERSION, contact=Contact(badge_id=badge_id))
        return self.add(self.station(staff, "form"), badge_id.encode(), now, monotonic_ns, reading)

    def add_picture(
        self,
        staff: str,
        codes: Sequence[Code],
        data: bytes,
        media_type: str,
        now: datetime,
        monotonic_ns: int,
        frame: Frame | None = None,
    ) -> list[Message]:
        """Store a picture that was handed in: its codes, or, where it has none, a business card to be typed off it.

        ``data`` is the file, ``frame`` the picture in it.
        """
        if codes:
            return self.scan(self.station(staff, "picture"), codes, now, monotonic_ns, frame)
        station = self.station(staff, "card")
        lines = cards.read_lines(frame)
        found = cards.proposal(lines)
        contact = Contact()
        reading = Reading(
            kind="unknown",
            format="card",
            reader=READER_VERSION,
            contact=contact,
            needs_review=True,
            reason="a card to be typed off",
        )
        message = self.add(station, "\n".join(lines).encode() or b"card", now, monotonic_ns, reading)
        message = self.attach(station, message["scan_id"], data, media_type, now) | {"state": message["state"]}
        return [message | {"type": "card", "scan_id": message["card"]["id"], "lines": lines, "proposal": found}]

    def attach(self, station: Station, scan_id: str, data: bytes, media_type: str, now: datetime) -> Message:
        """Keep a voice note or a picture of a lead."""
        with self._lock:
            value = self.attachments.keep(self._entry(scan_id).scan, data, media_type)
            return self._write(station, scan_id, [(scan_id, "attachment", value)], now)

    def touch(
        self, station: Station, scan_id: str, kind: object, value: object, now: datetime, *, replaces: str = ""
    ) -> Message:
        """Write one touch down; ``replaces`` is a touch_id that it takes the place of (a note while it is being typed)."""
        with self._lock:
            entry = self._entry(scan_id)
            made: list[tuple[str, TouchKind, Mapping[str, object]]] = [(scan_id, *checked(kind, value))]
            if replaces and any(touch.touch_id == replaces for touch in entry.touches):
                made.insert(0, (scan_id, "undo", {"touch_id": replaces}))
            return self._write(station, scan_id, made, now)

    def undo(
        self, station: Station, scan_id: str, now: datetime, *, later: str = "", touch_id: str = "", redo: bool = False
    ) -> Message:
        """Take back (or bring back) one touch, one later Scan of a lead, or the whole lead with all its Scans."""
        kind: TouchKind = "redo" if redo else "undo"
        with self._lock:
            entry = self._entry(scan_id)
            seen = {str(t.value["scan_id"]): t for t in entry.touches if t.kind == "seen_again"}
            if touch_id:
                return self._write(station, scan_id, [(scan_id, kind, {"touch_id": touch_id})], now)
            if later in seen:
                one = [(later, kind, {}), (scan_id, kind, {"touch_id": seen[later].touch_id})]
                return self._write(station, scan_id, one, now)
            return self._write(station, scan_id, [(each, kind, {}) for each in (scan_id, *seen)], now)

    def open_card(self, scan_id: str) -> dict[str, Any]:
        """The card of a lead, with all that colleagues noted."""
        return card_of(self._entry(scan_id), self.roster)

    def known_people(self, words: str) -> list[dict[str, str]]:
        """Type-ahead over the leads so far and the roster."""
        with self._lock:
            return self.people.search(words, self.day.search(words))

    def listed(self, words: str, now: datetime) -> list[Any]:
        """Lines of the list: today's, or those of any day that have the words."""
        with self._lock:
            return list(self.day.search(words) if words.strip() else self.day.rows(now))

    def state(self, now: datetime) -> Message:
        """All that a page needs to begin."""
        event = self.event
        with self._lock:
            return {
                "type": "state",
                "event": _plain(event) if event else None,
                "exhibitor": self.exhibitor,
                "events": [_plain(known) for known in self.settings.events.values()],
                "staff": self.settings.staff,
                "channel": self.settings.known_channel(event) if event else "work",
                "language": self.settings.language,
                "station": self.settings.station,
                "roster": len(self.roster),
                "cards": cards.available(),
                "rows": self.day.rows(now),
                "counts": self.day.counts(now),
            }

    def sync(self, now: datetime) -> None:
        """Seal what is new into the inbox and tell the pages; raises FolderNotWritableError when it can't be reached.

        The inbox may be slow, so scanning goes on meanwhile: what is stored during the sealing counts as not synced.
        """
        with self._lock:
            sealing, self.day.unsynced = self.day.unsynced, set()
        try:
            seal(self.journal, self.settings.station, self.settings.inbox_path, now)
        except CaptureError:
            with self._lock:
                self.day.unsynced |= sealing
            raise
        if sealing:
            with self._lock:
                self._tell({"type": "day", "rows": self.day.rows(now), "counts": self.day.counts(now)})

    def take_late_roster(self, now: datetime) -> bool:
        """Look whether a roster arrived; True when it did and every card shows what it knows."""
        with self._lock:
            if self.event is None or _stamps(self._roster_folder(self.event)) == self._roster_seen:
                return False
            self._take_roster(self.event)
            for entry in self.journal.entries(event=self.event.code, exhibitor=self.exhibitor):
                if entry.reading.contact.badge_id in self.roster and entry.scan.scan_id in set(self.day.ids()):
                    self.day.put(row_of(card_of(entry, self.roster)), now)
            self._tell(
                {
                    "type": "roster",
                    "people": len(self.roster),
                    "rows": self.day.rows(now),
                    "counts": self.day.counts(now),
                }
            )
            return True

    def _announce(self, taken: Announcement, now: datetime) -> Message:
        """The card of a stored Scan; a code seen before opens the card of its first Scan."""
        lead = taken.earlier.scan.scan_id if taken.earlier else taken.scan.scan_id
        entry = self._entry(lead)
        card = self._list(entry, now)
        message: Message = {"type": "card", "state": taken.state, "scan_id": taken.scan.scan_id, "card": card}
        if taken.earlier:
            times = list(later_scans(entry).values())
            last = times[-2] if len(times) > 1 else None
            message["before"] = {
                "at": int((last.at if last else entry.scan.taken_at).timestamp() * 1000),
                "staff": last.staff if last else entry.scan.staff,
            }
        return message

    def _write(
        self, station: Station, lead: str, made: Sequence[tuple[str, TouchKind, Mapping[str, object]]], now: datetime
    ) -> Message:
        touches = station.touches(made, now)
        return {"type": "touched", "touch_id": touches[-1].touch_id, "card": self._list(self._entry(lead), now)}

    def _list(self, entry: Entry, now: datetime) -> dict[str, Any]:
        """Bring a lead's line up to date, tell every page, and return its card."""
        card = card_of(entry, self.roster)
        self.day.unsynced.add(card["id"])
        row = row_of(card)
        self.day.put(row, now)
        self._tell({"type": "row", "row": self.day.line(row), "counts": self.day.counts(now)})
        return card

    def _entry(self, scan_id: str) -> Entry:
        event = self.known_event()
        entry = self.journal.entry(scan_id)
        if entry is None or (entry.scan.event, entry.scan.exhibitor) != (event.code, self.exhibitor):
            raise WishError(f"there is no scan {scan_id!r} for this exhibitor")
        return entry

    def _tell(self, message: Message) -> None:
        for listener in list(self.listeners):
            listener(message)

    def _take_roster(self, event: Event) -> None:
        self._roster_seen = _stamps(self._roster_folder(event))
        self.roster = load_roster(event.code, self.settings.home)
        self.people = People(self.roster)

    def _roster_folder(self, event: Event) -> Path:
        return self.settings.home / "rosters" / event.code


def _stamps(folder: Path) -> tuple[tuple[str, int], ...]:
    return tuple((path.name, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.jsonl")))


def _plain(event: Event) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(
        json.dumps(asdict(replace(event, qualifiers=tuple(map(dict, event.qualifiers)))))
    )
    return plain
