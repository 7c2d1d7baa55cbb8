"""BIZCARD, a contact format of old phones that ZXing still reads."""

from __future__ import annotations

from capture.badge.contact import Contact
from capture.badge.escapes import key_values, unescape_plain
from capture.badge.labels import contact_from_labels
from capture.badge.payload import Payload
from capture.badge.reading import Reading

_LABELS = {
    "N": "given_name",
    "X": "family_name",
    "T": "title",
    "C": "company",
    "A": "street",
    "B": "work_phone",
    "M": "mobile",
    "F": "fax",
    "E": "email",
}


def read_bizcard(payload: Payload) -> Reading | None:
    """A BIZCARD; unknown keys are kept as extras."""
    text = payload.text.lstrip()
    if text[:8].upper() != "BIZCARD:":
        return None
    pairs = ((_LABELS.get(key, f"extra:{key}"), unescape_plain(value)) for key, value in key_values(text[8:]))
    contact = contact_from_labels(pairs)
    if contact == Contact():
        return payload.reading("refused", "bizcard", reason="a BIZCARD with nothing in it")
    return payload.reading("contact", "bizcard", contact)
