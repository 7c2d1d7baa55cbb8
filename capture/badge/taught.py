"""Taught: the regular expression of an event's own profile, whose named groups are labels."""

from __future__ import annotations

import re

from capture.badge.labels import contact_from_labels
from capture.badge.payload import Payload, kind_of
from capture.badge.reading import Reading

MAX_LENGTH = 500  # a badge's text is at most some 480 characters; a bound on what a careless pattern may cost


def read_taught(payload: Payload) -> Reading | None:
    """A payload that the profile's regular expression matches as a whole; None without one or without a match."""
    pattern = payload.profile.regex if payload.profile else ""
    text = payload.text.strip()
    if not pattern or len(text) > MAX_LENGTH:
        return None
    match = re.fullmatch(pattern, text)
    if not match:
        return None
    contact = contact_from_labels((label, value) for label, value in match.groupdict().items() if value)
    return payload.reading(kind_of(contact), "taught", contact)
