"""From the bytes of one code to a Reading: charset first, then the recognisers in order, first match wins."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any, cast

from capture.badge.contact import Contact
from capture.badge.ids import read_id
from capture.badge.keyring import NO_KEYS, KeyRing
from capture.badge.mecard import read_mecard
from capture.badge.payload import READER_VERSION, Payload, Recogniser
from capture.badge.profile import Profile
from capture.badge.reading import Reading
from capture.badge.signed import read_signed
from capture.badge.text import clean
from capture.badge.vcard import read_vcard

__all__ = ["READER_VERSION", "RECOGNISERS", "read_badge"]

RECOGNISERS: tuple[Recogniser, ...] = (read_signed, read_vcard, read_mecard, read_id)
"""The order of recognition."""


def read_badge(
    raw: bytes,
    *,
    symbology: str = "qrcode",
    explicit_text: str | None = None,
    profile: Profile | None = None,
    locale: str = "",
    keys: KeyRing = NO_KEYS,
    taken_at: datetime | None = None,
) -> Reading:
    """Understand the bytes of one code; never raises, whatever the bytes."""
    text = explicit_text if explicit_text is not None else raw[:8192].decode("utf-8", "replace")
    payload = Payload(raw=raw, text=text.lstrip("\ufeff").strip(), symbology=symbology, profile=profile, locale=locale,
        keys=keys, taken_at=taken_at,
    )  # fmt: skip
    for recognise in RECOGNISERS:
        reading = recognise(payload)
        if reading is not None:
            return replace(reading, contact=_clean_contact(reading.contact))
    return payload.reading(
        "unknown", "text", Contact(note=clean(payload.text)), needs_review=True, reason="no known format"
    )


def _clean_contact(contact: Contact) -> Contact:
    texts = {item.name: clean(getattr(contact, item.name)) for item in fields(contact) if item.type == "str"}
    return replace(contact, **cast("dict[str, Any]", texts))
