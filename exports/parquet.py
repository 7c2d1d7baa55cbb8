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
    _write(withhold_refused(checked_leads(leads)), path, schema="boothflow.lead")


def write_quarantine(quarantine: pl.DataFrame, path: Path) -> None:
    """Write the refused rows that fit the QUARANTINE schema; the same rows in any order give the same bytes."""
    _write(checked_quarantine(quarantine), path, schema="boothflow.quarantine")


def _write(frame: pl.DataFrame, path: Path, *, schema: str) -> None:
    """Through memory, so that a full disk is an OSError like everywhere else."""
    buffer = io.BytesIO()
    metadata = {"boothflow.schema": schema, "boothflow.schema_version": SCHEMA_VERSION}
    frame.write_parquet(buffer, compression="zstd", row_group_size=_ROWS_PER_GROUP, metadata=metadata)
    path.write_bytes(buffer.getbuffer())
