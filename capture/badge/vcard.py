"""vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350)."""

from __future__ import annotations

from capture.badge.contact import Contact, Email, Phone
from capture.badge.payload import Payload
from capture.badge.reading import Reading


def read_vcard(payload: Payload) -> Reading | None:
    """A vCard, or None."""
    if payload.text[:11].upper() != "BEGIN:VCARD":
        return None
    values: dict[str, list[str]] = {}
    for line in payload.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        name, _, value = line.partition(":")
        values.setdefault(name.split(";")[0].upper(), []).append(value.strip())
    n = [*values.get("N", [""])[0].split(";"), "", "", "", "", ""]
    contact = Contact(
        full_name=values.get("FN", [""])[0] or f"{n[1]} {n[0]}".strip(),
        family_name=n[0],
        given_name=n[1],
        prefix=n[3],
        company=values.get("ORG", [""])[0].split(";")[0],
        title=values.get("TITLE", [""])[0],
        emails=tuple(Email(value) for value in values.get("EMAIL", [])),
        phones=tuple(Phone(value.removeprefix("tel:")) for value in values.get("TEL", [])),
        website=values.get("URL", [""])[0],
    )
    return payload.reading("contact", "vcard", contact)
