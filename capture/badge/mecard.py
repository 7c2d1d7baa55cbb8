"""MECARD, the compact contact format of NTT DOCOMO, with the dialects seen on badges."""

from __future__ import annotations

from capture.badge.contact import Contact, Email, Phone
from capture.badge.payload import Payload
from capture.badge.reading import Reading


def read_mecard(payload: Payload) -> Reading | None:
    """A MECARD, or None."""
    if payload.text[:7].upper() != "MECARD:":
        return None
    values = dict(piece.split(":", 1) for piece in payload.text[7:].split(";") if ":" in piece)
    family, _, given = values.get("N", "").partition(",")
    contact = Contact(
        badge_id=values.get("UID", ""),
        full_name=f"{given} {family}".strip(),
        given_name=given,
        family_name=family if given else "",
        company=values.get("ORG", ""),
        title=values.get("TITLE", ""),
        emails=tuple(Email(values[key]) for key in ("EMAIL",) if key in values),
        phones=tuple(Phone(values[key]) for key in ("TEL",) if key in values),
    )
    return payload.reading("contact", "mecard", contact)
