"""Payload: one code's bytes and text on the way to a Reading, and what a recogniser is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from capture.badge.contact import Contact
from capture.badge.keyring import KeyRing
from capture.badge.profile import Profile
from capture.badge.reading import Kind, Reading

READER_VERSION = "boothflow-badge 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What every recogniser gets: the exact bytes, the text they were decoded to, and what is known about the event.

    ``text`` has no BOM and no white space around it; it is not cleaned yet, since delimiters may be control characters.
    ``keys`` and ``taken_at`` are for signed badges: without a time their validity is not checked.
    """

    raw: bytes
    text: str
    symbology: str = "qrcode"
    profile: Profile | None = None
    locale: str = ""
    charset: str = "utf-8"
    charset_confidence: float = 1.0
    runner_up: str = ""
    keys: KeyRing = field(default_factory=KeyRing)
    taken_at: datetime | None = None

    def reading(
        self, kind: Kind, form: str, contact: Contact | None = None, *, needs_review: bool = False, reason: str = ""
    ) -> Reading:
        """A Reading of this payload: the recogniser says kind, format and contact, the payload knows the rest."""
        return Reading(
            kind=kind,
            format=form,
            reader=READER_VERSION,
            contact=contact or Contact(),
            charset=self.charset,
            charset_confidence=self.charset_confidence,
            runner_up=self.runner_up,
            needs_review=needs_review,
            reason=reason,
        )


Recogniser = Callable[[Payload], Reading | None]
"""Looks at a Payload and answers with a Reading, or None when it is somebody else's format. It never raises."""


def kind_of(contact: Contact) -> Kind:
    """The kind that these fields make: a contact when a person can be named or reached, else an id, a personal code, or unknown."""
    if contact.full_name or contact.family_name or contact.given_name or contact.emails or contact.phones:
        return "contact"
    if contact.badge_id:
        return "id"
    return "personal" if contact.handles else "unknown"
