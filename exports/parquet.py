"""Parquet: an exhibitor's leads, and the rows that were refused, as files for other programs."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl

from exports.consent import withhold_refused
from exports.shape import checked_leads, checked_quarantine

SCHEMA_VERSION = "1"

_ROWS_PER_GROUP = 50_000


def write_leads(leads: pl.DataFrame, path: Path) -> None:
    """Write leads that fit the LEAD schema; the same leads in any order give the same bytes.

    Contact details of people who said no are left out. Raises `FrameShapeError` for a frame that does not fit.
    """
    path.write_bytes(parquet_bytes(withhold_refused(checked_leads(leads)), schema="boothflow.lead"))


def write_quarantine(quarantine: pl.DataFrame, path: Path) -> None:
    """Write the refused rows that fit the QUARANTINE schema; the same rows in any order give the same bytes."""
    path.write_bytes(parquet_bytes(checked_quarantine(quarantine), schema="boothflow.quarantine"))


def parquet_bytes(frame: pl.DataFrame, *, schema: str) -> bytes:
    """A frame as the bytes of a Parquet file: equal rows in equal order give equal bytes, wherever the frame came from.

    (Arrow IPC does not: it shows how text happened to lie in memory.)
    """
    buffer = io.BytesIO()
    metadata = {"boothflow.schema": schema, "boothflow.schema_version": SCHEMA_VERSION}
    frame.write_parquet(buffer, compression="zstd", row_group_size=_ROWS_PER_GROUP, metadata=metadata)
    return buffer.getvalue()
