"""Badge ids: plain numbers, order codes, UUIDs. They are text: leading zeros stay."""

from __future__ import annotations

import re

from capture.badge.contact import Contact
from capture.badge.payload import Payload
from capture.badge.reading import Reading

MAX_LENGTH = 36  # a UUID; longer runs of letters and digits are more likely encrypted

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/#-]{0,34}[A-Za-z0-9])?")
_CODE = re.compile(r"[A-Z]{4,16}")


def read_id(payload: Payload) -> Reading | None:
    """A bare id: with at least one digit, or an order code in capitals. A single character is none."""
    text = payload.text.strip().strip("*")  # some readers leave Code 39's start and stop marks
    if len(text) < 2 or not _ID.fullmatch(text):
        return None
    if not any(char.isdigit() for char in text) and not _CODE.fullmatch(text):
        return None
    return payload.reading("id", "id", Contact(badge_id=text))
