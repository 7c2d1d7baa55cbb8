"""The bytes that go into a badge's code: vCard, MECARD, a delimited record or the bare id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from capture.badge.contact import Contact
from capture.errors import CaptureError
from capture.print.signed import Signer

PayloadKind = Literal["vcard", "mecard", "delimited", "id", "signed"]
"""What a code can carry."""

DELIMITED_FIELDS = ("badge_id", "family_name", "given_name", "company", "title", "city", "country")


class PayloadError(CaptureError):
    """A code can't be made from this contact."""

    exit_code = 65


class NoBadgeIdError(PayloadError):
    """The code was to hold the badge id, but the person has none."""

    def __init__(self) -> None:
        super().__init__(
            "an attendee has no badge id: give every row one, or print another kind of code (vcard, mecard)"
        )


class UnknownFieldError(PayloadError):
    """A delimited record was asked for a field that a contact does not have."""

    def __init__(self, field: str) -> None:
        super().__init__(
            f"unknown badge field {field!r}: use names such as {', '.join(DELIMITED_FIELDS)}, email or phone"
        )


class NoSignerError(PayloadError):
    """A signed badge was asked for without a key."""

    exit_code = 64

    def __init__(self) -> None:
        super().__init__("signed badges need the event's signing key: make the event's keys first")


def payload_for(
    contact: Contact,
    kind: PayloadKind,
    *,
    delimiter: str = "^",
    fields: Sequence[str] = DELIMITED_FIELDS,
    signer: Signer | None = None,
) -> bytes:
    """The UTF-8 bytes of one code; ``delimiter`` and ``fields`` shape the delimited kind, ``signer`` makes the signed one.

    Raises `NoBadgeIdError` for kind "id" without an id, `UnknownFieldError` for a field a contact does not have,
    `NoSignerError`.
    """
    if kind == "signed":
        if signer is None:
            raise NoSignerError
        return signer.payload(contact)
    if kind == "vcard":
        text = _vcard(contact)
    elif kind == "mecard":
        text = _mecard(contact)
    elif kind == "delimited":
        text = delimiter.join(_cell(contact, field, delimiter) for field in fields)
    else:
        if not contact.badge_id:
            raise NoBadgeIdError
        text = contact.badge_id
    return text.encode()


def _vcard(contact: Contact) -> str:
    """A vCard 3.0 (RFC 2426) with the properties a badge needs, unfolded: folding costs bytes and RFC 2426 does not demand it."""
    escape = _escape_vcard
    name = [contact.family_name, contact.given_name, contact.additional_name, contact.prefix, contact.suffix]
    if not any(name):
        name[0] = contact.full_name
    lines = ["BEGIN:VCARD", "VERSION:3.0", "N:" + ";".join(map(escape, name)), "FN:" + escape(_display_name(contact))]
    if contact.company:
        lines.append("ORG:" + ";".join(escape(part) for part in (contact.company, contact.department) if part))
    if contact.title:
        lines.append("TITLE:" + escape(contact.title))
    lines += [f"TEL{_TEL_TYPES.get(phone.kind, '')}:{escape(phone.number)}" for phone in contact.phones]
    lines += [f"EMAIL:{escape(email.address)}" for email in contact.emails]
    address = (contact.street, contact.city, contact.region, contact.postal_code, contact.country)
    if any(address):
        lines.append("ADR:;;" + ";".join(map(escape, address)))
    if contact.website:
        lines.append("URL:" + escape(contact.website))
    if contact.badge_id:
        lines.append("UID:" + escape(contact.badge_id))
    return "\r\n".join([*lines, "END:VCARD", ""])


_TEL_TYPES = {"mobile": ";TYPE=CELL", "work": ";TYPE=WORK", "home": ";TYPE=HOME", "fax": ";TYPE=FAX"}


def _mecard(contact: Contact) -> str:
    """MECARD as NTT DoCoMo's contact format is commonly written, with the unofficial keys ORG, TITLE and UID."""
    if contact.family_name:
        name = ",".join(_escape_mecard(part) for part in (contact.family_name, contact.given_name) if part)
    else:
        name = _escape_mecard(_display_name(contact))
    pairs = [("UID", _escape_mecard(contact.badge_id)), ("N", name), ("SOUND", _escape_mecard(contact.name_reading))]
    pairs += [("ORG", _escape_mecard(contact.company)), ("TITLE", _escape_mecard(contact.title))]
    pairs += [("TEL", _escape_mecard(re.sub(r"[\s()./-]", "", phone.number))) for phone in contact.phones]
    pairs += [("EMAIL", _escape_mecard(email.address)) for email in contact.emails]
    pairs.append(("URL", _escape_mecard(contact.website)))
    return "MECARD:" + "".join(f"{key}:{value};" for key, value in pairs if value) + ";"


def _cell(contact: Contact, field: str, delimiter: str) -> str:
    if field == "email":
        value = contact.emails[0].address if contact.emails else ""
    elif field == "phone":
        value = contact.phones[0].number if contact.phones else ""
    elif field == "given_name" and not contact.family_name:
        value = contact.given_name or _display_name(contact)
    else:
        known = getattr(contact, field, None)
        if not isinstance(known, str):
            raise UnknownFieldError(field)
        value = known
    return value.replace(delimiter, " ")


def _display_name(contact: Contact) -> str:
    return contact.full_name or " ".join(part for part in (contact.given_name, contact.family_name) if part)


def _escape_vcard(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\r\n", "\n").replace("\n", "\\n")


def _escape_mecard(text: str) -> str:
    return re.sub(r"([\\:;,])", r"\\\1", " ".join(text.split()))
