"""MECARD, the compact contact format of NTT DOCOMO, with the dialects seen on badges."""

from __future__ import annotations

from capture.badge.contact import Contact
from capture.badge.escapes import key_values, split_escaped, unescape_plain
from capture.badge.labels import contact_from_labels
from capture.badge.payload import Payload, kind_of
from capture.badge.reading import Reading

_LABELS = {
    "UID": "badge_id",
    "TITLE": "title",
    "ORG": "company",
    "EMAIL": "email",
    "TEL": "phone",
    "TEL-AV": "phone",
    "FAX": "fax",
    "URL": "website",
    "NOTE": "note",
    "NICKNAME": "nickname",
    "ADR": "street",
}


def read_mecard(payload: Payload) -> Reading | None:
    """A MECARD that ends with two, one or no semicolon; without a name when it has an id. Birthdays are not kept."""
    text = payload.text.lstrip()
    if text[:7].upper() != "MECARD:":
        return None
    contact = contact_from_labels(pair for key, value in key_values(text[7:]) for pair in _labelled(key, value))
    if contact == Contact():
        return payload.reading("refused", "mecard", reason="a MECARD with nothing in it")
    return payload.reading(kind_of(contact), "mecard", contact)


def _labelled(key: str, value: str) -> list[tuple[str, str]]:
    """The labels of one value: a name "Last,First" makes two, repeated keys (TEL2) count as the key."""
    key = key.rstrip("0123456789")
    parts = [unescape_plain(part).strip() for part in split_escaped(value, ",")]
    if key == "N":
        return (
            [("family_name", parts[0]), ("given_name", " ".join(parts[1:]))]
            if len(parts) > 1
            else [("full_name", parts[0])]
        )
    if key == "SOUND":
        return [("name_reading", " ".join(part for part in parts if part))]
    if key == "BDAY":
        return []
    return [(_LABELS.get(key, f"extra:{key}"), unescape_plain(value))]
