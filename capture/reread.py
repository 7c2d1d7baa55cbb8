"""Reread: what a newer reader, an event profile or a key makes of old scans, and what would change.

The exact bytes of every scan are kept for that. A new reading is one more row beside the old one; what staff typed are touches, rows
of their own, so that a re-reading can't touch them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

from capture.badge.contact import Contact
from capture.badge.keyring import NO_KEYS, KeyRing
from capture.badge.profile import Profile
from capture.badge.read import read_badge
from capture.badge.reading import Reading
from capture.scan import Method, Scan

_NO_CODE: tuple[Method, ...] = ("form", "card")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that reads differently now; several values in one field stand in one line."""

    field: str
    before: str
    after: str


class Rereading(NamedTuple):
    """A scan whose new reading differs, and how."""

    scan: Scan
    reading: Reading
    changes: list[Change]


def reread(
    scans: Iterable[tuple[Scan, Reading]], *, profile: Profile | None = None, locale: str = "", keys: KeyRing = NO_KEYS
) -> Iterator[Rereading]:
    """Every scan that reads differently now. Nothing is written: show it first, then add the readings to the journal.

    Forms and cards were never in a code and are left out.
    """
    for scan, old in scans:
        if scan.method in _NO_CODE:
            continue
        new = read_badge(
            scan.raw,
            symbology=scan.symbology,
            explicit_text=scan.vouched_text or None,
            profile=profile,
            locale=locale,
            keys=keys,
            taken_at=scan.taken_at,
        )
        if changes := compare(old, new):
            yield Rereading(scan, new, changes)


def compare(old: Reading, new: Reading) -> list[Change]:
    """Every difference in kind, format, reason and the contact's fields, in the order of the contract; empty when nothing differs."""
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in ("kind", "format", "reason")]
    pairs += [(item.name, getattr(old.contact, item.name), getattr(new.contact, item.name)) for item in fields(Contact)]
    return [
        Change(field=name, before=_shown(before), after=_shown(after))
        for name, before, after in pairs
        if before != after
    ]


def _shown(value: str | tuple[object, ...]) -> str:
    """A field's value as one line for people."""
    return value if isinstance(value, str) else ", ".join(_entry(entry) for entry in value)


def _entry(entry: object) -> str:
    """One e-mail address, number, handle or extra: its parts, without the kinds that say nothing."""
    parts = entry if isinstance(entry, tuple) else [getattr(entry, name) for name in getattr(entry, "__slots__", ())]
    return " ".join(str(part) for part in parts if part != "other")
