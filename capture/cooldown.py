"""Cooldown: a badge that stays in view is one presence, not thirty scans a second."""

from __future__ import annotations

from datetime import datetime, timedelta


class Cooldown:
    """Remembers when each code was last in sight; a code is fresh once it was out of sight for long enough."""

    def __init__(self, seconds: float = 1.5) -> None:
        self._quiet = timedelta(seconds=seconds)
        self._last_sight: dict[tuple[str, bytes], datetime] = {}

    def is_fresh(self, symbology: str, raw: bytes, at: datetime) -> bool:
        """Note the sight of a code at a moment; True when it begins a new presence."""
        key = (symbology, raw)
        last = self._last_sight.get(key)
        self._last_sight[key] = at if last is None else max(at, last)
        if len(self._last_sight) > 1000:
            self._forget(at)
        return last is None or at - last >= self._quiet

    def _forget(self, at: datetime) -> None:
        self._last_sight = {key: last for key, last in self._last_sight.items() if at - last < self._quiet}
