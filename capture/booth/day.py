"""Day: the list that staff see and its counts, kept in step with the journal so that no question reads the whole file again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
"""One line of the list, as `capture.booth.card.row_of` makes it."""

SHOWN = 200
"""How many lines a page gets; the rest is found by searching."""


class Day:
    """The leads of one event and exhibitor. Lines stay in the order they were last seen; counts are of today, by the event's clock.

    ``unsynced`` holds the ids of leads with something that is only on this laptop yet.
    """

    def __init__(self, time_zone: str) -> None:
        self.zone = ZoneInfo(time_zone)
        self._rows: dict[str, Row] = {}
        self._counted: Counter[tuple[str, str]] = Counter()
        self._date = ""
        self.unsynced: set[str] = set()

    def put(self, row: Row, now: datetime) -> None:
        """Add a line, or replace the one of the same lead; a lead seen again moves to the end."""
        self._turn(now)
        before = self._rows.get(row["id"])
        if before:
            self._count(before, -1)
            if row["last_at"] > before["last_at"]:
                del self._rows[row["id"]]
        self._rows[row["id"]] = row
        self._count(row, 1)

    def rows(self, now: datetime, most: int = SHOWN) -> list[Row]:
        """Today's newest lines, newest first."""
        self._turn(now)
        found: list[Row] = []
        for row in reversed(self._rows.values()):
            if len(found) == most or self._date_of(row) != self._date:
                break
            found.append(self.line(row))
        return found

    def ids(self) -> list[str]:
        """The ids of every lead."""
        return list(self._rows)

    def search(self, words: str, most: int = 50) -> list[Row]:
        """Lines of any day in which every word begins a word of name, company or staff, newest first."""
        wanted = words.casefold().split()
        found: list[Row] = []
        for row in reversed(self._rows.values()):
            text = f" {row['name']} {row['company']} {row['staff']}".casefold()
            if all(f" {word}" in text or (not word.isascii() and word in text) for word in wanted):
                found.append(self.line(row))
                if len(found) == most:
                    break
        return found

    def line(self, row: Row) -> Row:
        """A line with whether it is safe elsewhere too."""
        return {**row, "synced": row["id"] not in self.unsynced}

    def counts(self, now: datetime) -> dict[str, Any]:
        """Today in numbers: all, by rating ("" is unrated), by hour of the event's clock and by person."""
        self._turn(now)
        groups: dict[str, dict[str, int]] = {"rating": {}, "hour": {}, "staff": {}}
        for (group, name), number in sorted(self._counted.items()):
            if number:
                groups[group][name] = number
        return {"all": sum(groups["rating"].values()), "unsynced": len(self.unsynced), **groups}

    def _count(self, row: Row, by: int) -> None:
        if row["undone"] or row["kind"] in ("not_a_badge", "refused") or self._date_of(row) != self._date:
            return
        hour = datetime.fromtimestamp(row["last_at"] / 1000, self.zone).strftime("%H")
        for group, name in (("rating", row["rating"]), ("hour", hour), ("staff", row["staff"])):
            self._counted[group, name] += by

    def _turn(self, now: datetime) -> None:
        """At midnight the counts begin again."""
        date = now.astimezone(self.zone).date().isoformat()
        if date != self._date:
            self._date = date
            self._counted.clear()
            for row in self._rows.values():
                self._count(row, 1)

    def _date_of(self, row: Row) -> str:
        return datetime.fromtimestamp(row["last_at"] / 1000, self.zone).date().isoformat()
