"""Card: what the page shows about one lead: the first Scan of a code with all that staff added, as plain JSON values.

Nothing here changes anything. A touch that was taken back counts no more, the last word on a thing wins, and everything
stays in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, cast

from capture.badge.contact import Contact, Email, Phone
from capture.journal import Entry
from capture.roster import with_roster
from capture.touch import Touch

EDITABLE = frozenset(item.name for item in fields(Contact) if item.type == "str") | {"emails", "phones"}
"""The fields of a Contact that staff may correct; "emails" and "phones" take one value each."""


def standing(touches: Iterable[Touch]) -> list[Touch]:
    """The touches that were not taken back one by one, in the order they were made; undo and redo themselves are left out."""
    kept: dict[str, Touch] = {}
    taken: dict[str, Touch] = {}
    for touch in touches:
        target = str(touch.value.get("touch_id", ""))
        if touch.kind == "undo" and target in kept:
            taken[target] = kept.pop(target)
        elif touch.kind == "redo" and target in taken:
            kept[target] = taken.pop(target)
        elif touch.kind not in ("undo", "redo"):
            kept[touch.touch_id] = touch
    return list(kept.values())


def contact_of(entry: Entry, roster: Mapping[str, Contact]) -> Contact:
    """The contact as read, completed by the roster, with what people corrected on top."""
    contact = with_roster(entry.reading.contact, roster)
    for touch in standing(entry.touches):
        if touch.kind == "edit":
            contact = edited(contact, str(touch.value["field"]), str(touch.value["value"]))
    return contact


def edited(contact: Contact, field: str, value: str) -> Contact:
    """The contact with one field corrected; an unknown field changes nothing."""
    if field == "emails":
        return replace(contact, emails=(Email(value, "work"),) if value else ())
    if field == "phones":
        return replace(contact, phones=(Phone(value),) if value else ())
    return replace(contact, **cast("dict[str, Any]", {field: value})) if field in EDITABLE else contact


def later_scans(entry: Entry) -> dict[str, Touch]:
    """The "seen_again" touches of a lead that still stand, by the id of the later Scan."""
    return {str(t.value["scan_id"]): t for t in standing(entry.touches) if t.kind == "seen_again"}


def card_of(entry: Entry, roster: Mapping[str, Contact]) -> dict[str, Any]:
    """One lead as the page shows it; times are milliseconds since 1970."""
    scan, reading, contact = entry.scan, entry.reading, contact_of(entry, roster)
    touches = standing(entry.touches)
    last: dict[str, Touch] = {touch.kind: touch for touch in touches}
    again = list(later_scans(entry).values())
    return {
        "id": scan.scan_id,
        "at": _milliseconds(scan.taken_at),
        "last_at": _milliseconds(again[-1].at if again else scan.taken_at),
        "seen": 1 + len(again),
        "staff": scan.staff,
        "method": scan.method,
        "kind": reading.kind,
        "format": reading.format,
        "reason": reading.reason,
        "guessed": reading.kind == "contact" and reading.needs_review and "edit" not in last,
        "runner_up": reading.runner_up,
        "signature": dict(reading.contact.extra).get("signature", "") if reading.format == "signed" else "",
        "undone": entry.is_undone(),
        "contact": _contact(contact),
        "channel": _last(last, "channel", "channel") or scan.channel,
        "rating": _last(last, "rating", "rating"),
        "consent": _told(last.get("consent")),
        "qualifiers": {str(t.value["name"]): t.value["value"] for t in touches if t.kind == "qualifier"},
        "notes": [_told(t) for t in touches if t.kind == "note"],
        "attachments": [_told(t) for t in touches if t.kind == "attachment"],
        "introducer": _told(last.get("introducer")),
        "next_step": _told(last.get("next_step")),
        "owner": _last(last, "owner", "owner"),
        "history": [_told(t) for t in touches],
    }


def row_of(card: Mapping[str, Any]) -> dict[str, Any]:
    """The few values of a card that a line of the list needs."""
    contact = card["contact"]
    kept = {name: card[name] for name in ("id", "at", "last_at", "seen", "kind", "format", "undone", "rating", "staff")}
    return kept | {
        "name": contact["full_name"] or contact["badge_id"],
        "company": contact["company"],
        "badge_id": contact["badge_id"],
        "notes": len(card["notes"]) + len(card["attachments"]),
    }


def _contact(contact: Contact) -> dict[str, Any]:
    texts = {item.name: getattr(contact, item.name) for item in fields(contact) if item.type == "str"}
    return texts | {
        "emails": [email.address for email in contact.emails],
        "phones": [phone.number for phone in contact.phones],
        "handles": [f"{handle.network}: {handle.value}" for handle in contact.handles],
    }


def _told(touch: Touch | None) -> dict[str, Any] | None:
    """A touch with who made it and when, flat."""
    if touch is None:
        return None
    return {
        "touch_id": touch.touch_id,
        "kind": touch.kind,
        "at": _milliseconds(touch.at),
        "staff": touch.staff,
        "value": dict(touch.value),
    }


def _last(last: Mapping[str, Touch], kind: str, name: str) -> str:
    return str(last[kind].value[name]) if kind in last else ""


def _milliseconds(moment: Any) -> int:
    return int(moment.timestamp() * 1000)
