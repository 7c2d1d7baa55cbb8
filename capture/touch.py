"""Touch: what staff add to a Scan afterwards. A new row each time, never an edit.

Nothing a colleague wrote is overwritten, and a blank erases nothing: what counts for a lead is decided at night from
all touches in the order they were made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from capture.scan import new_scan_id

TouchKind = Literal[
    "rating",  # {"rating": "hot" | "warm" | "cold"}
    "qualifier",  # {"name": str, "value": str | list[str]}
    "note",  # {"text": str}
    "tag",  # {"tag": str, "on": bool}
    "consent",  # {"answer": "yes" | "no" | "not_asked", "purpose": str, "wording": str, "wording_version": str}
    "introducer",  # {"name": str, "scan_id": str}: who brought this person; scan_id empty when only named
    "channel",  # {"channel": one of capture.scan.CHANNELS}
    "next_step",  # {"text": str, "due": "YYYY-MM-DD" or ""}
    "owner",  # {"owner": str}
    "edit",  # {"field": a field of capture.badge.contact.Contact, "value": str}: a person corrected what was read
    "attachment",  # {"file": str, "media_type": str, "sha256": str}: a voice note or a picture kept beside the journal
    "seen_again",  # {"scan_id": str}: the same code was scanned again; the value names the later Scan
    "undo",  # {"touch_id": str} takes back one touch, {} takes back the whole scan
    "redo",  # {"touch_id": str} or {}: takes the undo back
]

TOUCH_KINDS: tuple[TouchKind, ...] = get_args(TouchKind)

Rating = Literal["hot", "warm", "cold"]
RATINGS: tuple[Rating, ...] = get_args(Rating)

Answer = Literal["yes", "no", "not_asked"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One thing one member of staff added to one Scan; ``value`` has the shape that `TouchKind` lists for the kind."""

    touch_id: str
    scan_id: str
    at: datetime
    staff: str
    kind: TouchKind
    value: Mapping[str, object]

    def __post_init__(self) -> None:
        """Refuse a naive time and an unknown kind."""
        if self.at.tzinfo is None:
            raise ValueError(f"a Touch's time needs a time zone, got {self.at!r}")
        if self.kind not in TOUCH_KINDS:
            raise ValueError(f"unknown kind of touch {self.kind!r}, known are {', '.join(TOUCH_KINDS)}")


def new_touch(scan_id: str, kind: TouchKind, value: Mapping[str, object], at: datetime, staff: str) -> Touch:
    """A Touch with an id of its own; the same words at the same moment give the same id, so that saving twice is harmless."""
    parts = repr((scan_id, kind, sorted(value.items()), at.isoformat(), staff)).encode()
    touch_id = new_scan_id(at, hashlib.sha256(parts).digest())
    return Touch(touch_id=touch_id, scan_id=scan_id, at=at, staff=staff, kind=kind, value=value)
