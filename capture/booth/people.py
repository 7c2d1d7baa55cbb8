"""People: type-ahead over everybody the booth knows: the organiser's roster and the leads so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from capture.badge.contact import Contact
from capture.badge.text import matching_key

MOST = 8


class People:
    """An index over a roster, built once when the roster changes."""

    def __init__(self, roster: Mapping[str, Contact]) -> None:
        self._known = [(f" {matching_key(_text(contact))}", contact) for contact in roster.values()]

    def search(self, words: str, leads: Iterable[Mapping[str, Any]], most: int = MOST) -> list[dict[str, str]]:
        """The best few for some typed words: leads first, then the roster; every word has to begin a word.

        Words in a script without spaces may stand anywhere. ``scan_id`` is empty for somebody who was not scanned yet.
        """
        wanted = matching_key(words).split()
        if not wanted:
            return []
        found = [
            {
                "scan_id": row["id"],
                "badge_id": row["badge_id"],
                "name": row["name"],
                "company": row["company"],
                "title": "",
            }
            for row in leads
            if not row["undone"] and row["name"]
        ][:most]
        scanned = {person["badge_id"] for person in found}
        for text, contact in self._known:
            if len(found) >= most:
                break
            if contact.badge_id not in scanned and all(
                f" {word}" in text or (not word.isascii() and word in text) for word in wanted
            ):
                found.append(
                    {
                        "scan_id": "",
                        "badge_id": contact.badge_id,
                        "name": contact.full_name,
                        "company": contact.company,
                        "title": contact.title,
                    }
                )
        return found


def _text(contact: Contact) -> str:
    return f"{contact.full_name} {contact.company} {contact.badge_id}"
