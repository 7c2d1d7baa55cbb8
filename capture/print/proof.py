"""Proof reading: every badge is read back by our own reader before it is written, and what will cause trouble is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from capture.badge.contact import Contact
from capture.decode import Mode, Reader
from capture.errors import CaptureError
from capture.print.badge import badge_layout, badge_payload, draw
from capture.print.design import BadgeDesign, reading_distance_mm
from capture.print.fonts import font_stack
from capture.print.layout import Layout
from capture.print.script import needs_shaping

PROOFS: tuple[tuple[int, Mode], ...] = ((200, "live"), (300, "still"), (600, "patient"))
"""Resolution and patience with which a badge is read back, in turn until it is read."""

DISTANCE_MM = 300
"""From how far a 720p webcam should read every badge."""


class UnreadableBadgeError(CaptureError):
    """A badge could not be read back."""

    exit_code = 70

    def __init__(self, badge_id: str) -> None:
        super().__init__(
            f"the code of badge {badge_id or '(without id)'} could not be read back, so nothing was written: "
            "print fewer fields, a larger badge or a larger code"
        )


def proven_layout(contact: Contact, design: BadgeDesign) -> Layout:
    """The layout of a badge whose drawn code gives back exactly its payload; raises `UnreadableBadgeError`."""
    layout, payload = badge_layout(contact, design), badge_payload(contact, design)
    for dpi, mode in PROOFS:
        reader = Reader(mode, symbologies=("qrcode",))
        if any(code.raw == payload for code in reader.read(np.asarray(draw(layout, dpi)))):
            return layout
    raise UnreadableBadgeError(contact.badge_id)


def advice(contacts: Sequence[Contact], layouts: Sequence[Layout]) -> tuple[str, ...]:
    """What an organiser should know before printing: codes too small for webcams, letters that no font here has."""
    texts = [text for contact in contacts for text in (contact.full_name, contact.company, contact.title)]
    return (*_too_small(layouts), *_unwritable(texts))


def _too_small(layouts: Sequence[Layout]) -> Iterable[str]:
    distances = [reading_distance_mm(layout.code.module) for layout in layouts]
    near = [distance for distance in distances if distance < DISTANCE_MM]
    if near:
        yield (
            f"{len(near)} of {len(layouts)} codes are printed too small for a 720p webcam at {DISTANCE_MM // 10} cm "
            f"(the finest is read up to about {min(near) / 10:.0f} cm): print a shorter payload (id, mecard), "
            "a larger badge, or a larger code"
        )


def _unwritable(texts: Iterable[str]) -> Iterable[str]:
    characters = {character for text in texts for character in text if not character.isspace()}
    missing = "".join(sorted(character for character in characters if not font_stack(bold=True).has(character)))
    if missing:
        yield f"no font on this computer has {missing[:40]!r}: install one (Noto Sans of that script) and print again"
    unshaped = "".join(sorted(filter(needs_shaping, characters)))
    if unshaped:
        yield f"letters that change places are printed one by one, check these badges by eye: {unshaped[:40]!r}"
