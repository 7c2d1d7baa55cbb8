"""Settings of the exports: language, time zone, how many sets are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from exports.errors import UnknownTimeZoneError

Language = Literal["en", "zh", "both"]

EXCEL_ROWS = 1_048_576
"""Rows a sheet can hold (Microsoft, "Excel specifications and limits")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """How the files are made; equal settings and equal leads give equal bytes.

    ``language`` is that of headers and explanations: "both" writes English over Chinese, because one set of files is read
    by a whole sales team. ``time_zone`` is the IANA name in which workbooks show times (Parquet stays in UTC). ``keep_sets`` counts
    published sets, the current one among them.
    """

    language: Language = "both"
    time_zone: str = "UTC"
    keep_sets: int = 7
    rows_per_sheet: int = EXCEL_ROWS

    def __post_init__(self) -> None:
        """Refuse a time zone nobody knows before anything is written."""
        try:
            ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError) as error:
            raise UnknownTimeZoneError(self.time_zone) from error
