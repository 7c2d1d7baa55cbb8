"""Reread: what a newer reader, a profile or a key would change about an old reading."""

from __future__ import annotations

from dataclasses import dataclass, fields

from capture.badge.contact import Contact
from capture.badge.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that reads differently now."""

    field: str
    before: str
    after: str


def compare(old: Reading, new: Reading) -> list[Change]:
    """Every field of the contact, and kind and format, that differ, in the order of the contract; empty when nothing does."""
    changes = [
        Change(field=name, before=getattr(old, name), after=getattr(new, name))
        for name in ("kind", "format")
        if getattr(old, name) != getattr(new, name)
    ]
    for item in fields(Contact):
        before, after = _shown(getattr(old.contact, item.name)), _shown(getattr(new.contact, item.name))
        if before != after:
            changes.append(Change(field=item.name, before=before, after=after))
    return changes


def _shown(value: object) -> str:
    """A field's value as one line for people."""
    if isinstance(value, str):
        return value
    entries = value if isinstance(value, tuple) else (value,)
    return ", ".join(_entry(entry) for entry in entries)


def _entry(entry: object) -> str:
    if isinstance(entry, tuple):
        return ": ".join(str(part) for part in entry)
    parts = [str(getattr(entry, item)) for item in getattr(entry, "__slots__", ())]
    return " ".join(parts) if parts else str(entry)
