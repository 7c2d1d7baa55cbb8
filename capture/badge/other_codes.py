"""Other codes: what people also hold into a camera and what is never a lead: Wi-Fi, products, payments, tickets, papers.

`KINDS` is a table; one more kind of code is one more line. The payload is kept, what it is gets said, nothing is read out of it:
some of these hold passwords or identity papers.
"""

from __future__ import annotations

import re

from capture.badge.payload import Payload
from capture.badge.reading import Reading

KINDS: tuple[tuple[str, str], ...] = (
    (r"WIFI:", "a Wi-Fi password"),
    (r"BEGIN:VCALENDAR|BEGIN:VEVENT", "a calendar entry"),
    (r"geo:", "a place on a map"),
    (r"otpauth(-migration)?:", "a secret for signing in"),
    (r"BCD\r?\n00[12]\r?\n", "a bank transfer"),
    (r"SPC\r?\n0[12]00\r?\n", "a Swiss payment slip"),
    (r"000201\d{2}", "a payment code"),
    (r"(?:upi|bitcoin|ethereum|lightning|wxp|alipays?|payto):", "a payment code"),
    (r"HC1:", "a health certificate"),
    (r"shc:/", "a health card"),
    (r"@\s+(?:ANSI|AAMVA)", "a driving licence"),
    (r"M[1-4][A-Z/ ]{20}[E ][A-Z0-9 ]{7}[A-Z]{6}", "a boarding pass"),
    (r"\]C1|\]d2|\]Q3|\]e0|\(01\)\d{14}", "a product code"),
    (r"market:|itms-apps?:|intent:", "a link to an app store"),
    (r"bluetooth:|DPP:|MT:[A-Z0-9.-]{10}|X-HM:", "a pairing code for a device"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), name) for pattern, name in KINDS)
_RUNS = re.compile(
    r"(?:javascript:|vbscript:|data:[a-z]+/[a-z]|file:/|smb:/|ftps?:/|ms-[a-z]+:|blob:|chrome:|view-source:)",
    re.IGNORECASE,
)
_PRODUCT_SYMBOLOGIES = frozenset(
    {"ean8", "ean13", "upca", "upce", "isbn", "isbn10", "isbn13", "databar", "databarexpanded"}
)


def read_other_code(payload: Payload) -> Reading | None:
    """A code that is known to be no badge; one that would run something is refused."""
    text = payload.text.lstrip()
    if match := _RUNS.match(text):
        return payload.reading(
            "refused",
            "link",
            reason=f"a {match.group().partition(':')[0].lower()} link could run something; it is kept as text only",
        )
    for pattern, name in _COMPILED:
        if pattern.match(text):
            return payload.reading("not_a_badge", "other", reason=f"{name}, not a badge")
    return None


def read_product_code(payload: Payload) -> Reading | None:
    """A symbology that only stands on goods, unless an event's profile took the code before."""
    symbology = re.sub(r"[^a-z0-9]", "", payload.symbology.lower())
    if symbology not in _PRODUCT_SYMBOLOGIES:
        return None
    return payload.reading("not_a_badge", "product", reason="a product code, not a badge")
