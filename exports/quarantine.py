"""Quarantine: the rows the night refused, each with its reason, and the polars schema of a frame of them.

``reason`` is a plain sentence that names no person, because reports repeat it; what exactly stood there goes into
``detail``, which only the exhibitor's own workbook shows. ``exhibitor`` is "" where the row did not say whose it is.
"""

from __future__ import annotations

import polars as pl

from exports.lead import UTC_TIME

_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "exhibitor": pl.String,
    "event": pl.String,
    "scan_id": pl.String,
    "station": pl.String,
    "taken_at": UTC_TIME,  # null where unknown
    "step": pl.String,  # which step refused it: collect, read, match ...
    "reason": pl.String,
    "detail": pl.String,
}

QUARANTINE = pl.Schema(_COLUMNS)

QUARANTINE_SORT_KEYS = ("exhibitor", "step", "reason", "event", "taken_at", "scan_id", "detail")
