"""The lake: what the nightly run keeps between nights, as Parquet files that are replaced whole."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl


def read_frame(path: Path, schema: pl.Schema) -> pl.DataFrame:
    """A frame as it was written, or an empty one where there is none yet."""
    if not path.exists():
        return schema.to_frame()
    return pl.read_parquet(path).match_to_schema(schema, missing_columns="insert", extra_columns="ignore")


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Replace a frame in one step: a reader sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    frame.write_parquet(new)
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(path)
