"""KDDI's contact format ("au"): lines of ``MEMORY:``, ``NAME1:``, ``NAME2:`` (reading), ``MAIL1:``, ``TEL1:``, ``ADD:``."""

from __future__ import annotations

import re

from capture.badge.labels import contact_from_labels
from capture.badge.payload import Payload
from capture.badge.reading import Reading

_LABELS = {
    "NAME1": "full_name",
    "NAME2": "name_reading",
    "MAIL": "email",
    "TEL": "phone",
    "ADD": "street",
    "MEMORY": "note",
}


def read_kddi(payload: Payload) -> Reading | None:
    """A KDDI contact, or None: it starts with MEMORY and has a NAME1."""
    text = payload.text.lstrip()
    lines = re.split(r"[\r\n]+", text)[:50]
    if lines[0][:7].upper() != "MEMORY:" or not any(line[:6].upper() == "NAME1:" for line in lines):
        return None
    pairs = [(key.strip().upper(), value.strip()) for key, _, value in (line.partition(":") for line in lines)]
    contact = contact_from_labels(
        (_LABELS.get(key) or _LABELS.get(key.rstrip("123"), ""), value) for key, value in pairs
    )
    return payload.reading("contact", "kddi", contact)
