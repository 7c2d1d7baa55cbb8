"""Plain codes: one e-mail address or telephone number in a wrapper, or bare."""

from __future__ import annotations

import re
from urllib.parse import unquote

from capture.badge.contact import Contact, Email, Phone
from capture.badge.escapes import key_values, unescape_plain
from capture.badge.payload import Payload
from capture.badge.reading import Reading

EMAIL = re.compile(
    r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[^\s@<>()\[\]\\,;:\"./]{1,63}\.){1,8}[^\s@<>()\[\]\\,;:\"./\d]{2,63}"
)
"""One e-mail address, also internationalised ones (RFC 6531), without display name."""

_CALLS = re.compile(r"(tel|smsto|sms|mmsto|mms|callto):(?://)?([^:?;]*)", re.IGNORECASE)


def read_mail_link(payload: Payload) -> Reading | None:
    """``mailto:`` (RFC 6068) or ``MATMSG:``: the address is a contact, subject and text are not kept."""
    text = payload.text.lstrip()
    if text[:7].lower() == "mailto:":
        address = unquote(text[7:].partition("?")[0]).split(",")[0].strip()
    elif text[:7].upper() == "MATMSG:":
        address = unescape_plain(dict(key_values(text[7:])).get("TO", ""))
    else:
        return None
    if not EMAIL.fullmatch(address):
        return payload.reading("refused", "mail", reason="a mail link without a valid address")
    return _only_an_address(payload, "mail", address)


def read_call_link(payload: Payload) -> Reading | None:
    """``tel:``, ``SMSTO:`` and their like: the number is kept, but a number alone is not a lead."""
    match = _CALLS.match(payload.text.lstrip())
    if not match:
        return None
    number = unquote(match.group(2)).strip()
    phones = (Phone(number),) if sum(char.isdigit() for char in number) >= 3 else ()
    return payload.reading(
        "not_a_badge", "call", Contact(phones=phones), reason=f"a {match.group(1).lower()} link, not a badge"
    )


def read_email(payload: Payload) -> Reading | None:
    """A bare e-mail address."""
    address = payload.text.strip()
    return _only_an_address(payload, "email", address) if len(address) <= 254 and EMAIL.fullmatch(address) else None


def _only_an_address(payload: Payload, form: str, address: str) -> Reading:
    contact = Contact(emails=(Email(address),))
    return payload.reading(
        "contact", form, contact, needs_review=True, reason="only an e-mail address: ask for the name"
    )
