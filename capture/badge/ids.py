"""Badge ids: plain numbers, order codes, UUIDs. They are text: leading zeros stay."""

from __future__ import annotations

import re

from capture.badge.contact import Contact
from capture.badge.payload import Payload
from capture.badge.reading import Reading

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{2,63}")


def read_id(payload: Payload) -> Reading | None:
    """A bare id, or None."""
    if not _ID.fullmatch(payload.text):
        return None
    return payload.reading("id", "id", Contact(badge_id=payload.text))
