"""Taught: the regular expression of an event's own profile, whose named groups are labels."""

from __future__ import annotations

import re

from capture.badge.labels import contact_from_labels
from capture.badge.payload import Payload, kind_of
from capture.badge.reading import Reading

MAX_LENGTH = 500  # a badge's text is at most some 480 characters; a bound on what a careless pattern may cost


def read_taught(payload: Payload) -> Reading | None:
    """A payload that the profile's regular expression matches as a whole; None without one or without a match."""
    match = taught_match(payload)
    if match is None:
        return None
    contact = contact_from_labels((label, value) for label, value in match.groupdict().items() if value)
    return payload.reading(kind_of(contact), "taught", contact)


def taught_match(payload: Payload) -> re.Match[str] | None:
    """What the profile's regular expression finds; links ask it before they go by the general rule."""
    text = payload.text.strip()
    if not payload.profile or not payload.profile.regex or len(text) > MAX_LENGTH:
        return None
    return re.fullmatch(payload.profile.regex, text)
