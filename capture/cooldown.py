"""Cooldown: a badge that stays in view is one presence, not thirty scans a second."""

from __future__ import annotations

from datetime import datetime

LONGEST_LOOK_SECONDS = 0.3
"""What one look counts at most: a machine that stalls saw nothing meanwhile, so the badge may have been held all along."""

NEW_BEGINNING_SECONDS = 30.0
"""A gap that is no stall but a camera that was away (covered, closed, asleep): it counts in full."""


class Cooldown:
    """Remembers when each code was last in sight; a code is fresh once it was looked for in vain for long enough.

    Time passes only by looks: five of them without the code are the least that makes it gone. A glance that found a code
    shows that it is there, but one that found none shows nothing, so only thorough looks are told here.
    """

    def __init__(self, seconds: float = 1.5) -> None:
        self._quiet = seconds
        self._longest = min(LONGEST_LOOK_SECONDS, seconds / 5)
        self._looked_at: datetime | None = None
        self._watched = 0.0
        self._last_sight: dict[tuple[str, bytes], float] = {}

    def look(self, at: datetime) -> None:
        """Note that a frame of this moment was looked at thoroughly; a clock that is set back takes nothing away."""
        gap = (at - self._looked_at).total_seconds() if self._looked_at else 0.0
        self._looked_at = at
        self._watched += gap if gap >= NEW_BEGINNING_SECONDS else max(0.0, min(gap, self._longest))

    def is_fresh(self, symbology: str, raw: bytes) -> bool:
        """Note that a code is in sight; True when it begins a new presence."""
        key = (symbology, raw)
        last = self._last_sight.pop(key, None)
        self._last_sight[key] = self._watched
        self._forget()
        return last is None or self._watched - last >= self._quiet

    def _forget(self) -> None:
        """Drop what is gone; the longest out of sight stands first."""
        while self._watched - (oldest := next(iter(self._last_sight.items())))[1] > self._quiet:
            del self._last_sight[oldest[0]]
