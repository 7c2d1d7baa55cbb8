"""Collect: the sealed segments of all stations become four frames in the lake. Twice is harmless.

A segment is read once and remembered in a ledger; rows are kept once by their id, so a crash between two writes repairs
itself the next night. Scans that a station erased leave the lake, and the segments they lie in are written anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from capture.sync import TABLES, read_segment, rewrite_without
from exports.quarantine import QUARANTINE
from flows.lake import read_frame, write_frame

Columns = dict[str, pl.DataType | type[pl.DataType]]

_SCAN: Columns = {
    "scan_id": pl.String,
    "raw": pl.Binary,
    "symbology": pl.String,
    "symbology_identifier": pl.String,
    "explicit_eci": pl.Boolean,
    "vouched_text": pl.String,
    "taken_at": pl.Datetime("us", "UTC"),
    "monotonic_ns": pl.Int64,
    "station": pl.String,
    "staff": pl.String,
    "event": pl.String,
    "exhibitor": pl.String,
    "channel": pl.String,
    "method": pl.String,
    "reader": pl.String,
}
_READING: Columns = {"scan_id": pl.String, "number": pl.Int64, "at": pl.Datetime("us", "UTC"), "reading": pl.String}
_TOUCH: Columns = {
    "touch_id": pl.String,
    "scan_id": pl.String,
    "number": pl.Int64,
    "at": pl.Datetime("us", "UTC"),
    "staff": pl.String,
    "kind": pl.String,
    "value": pl.String,
}
_ERASURE: Columns = {"scan_id": pl.String, "at": pl.Datetime("us", "UTC"), "reason": pl.String}

SCHEMAS: Mapping[str, pl.Schema] = {
    "scan": pl.Schema(_SCAN),
    "reading": pl.Schema(_READING),
    "touch": pl.Schema(_TOUCH),
    "erasure": pl.Schema(_ERASURE),
}
_KEYS = {"scan": ["scan_id"], "reading": ["scan_id", "number"], "touch": ["touch_id"], "erasure": ["scan_id"]}


@dataclass(frozen=True)
class Collected:
    """Everything all stations ever handed in: frames by table, and the segments that could not be read, with reasons.

    ``segments`` is how many were new this time; ``erased`` how many scans of the lake were erased this time.
    """

    scans: pl.DataFrame
    readings: pl.DataFrame
    touches: pl.DataFrame
    erasures: pl.DataFrame
    refused: pl.DataFrame
    segments: int
    erased: int


def collect(inbox: Path, lake: Path) -> Collected:
    """Take new segments from ``inbox`` into ``lake`` and return all that is known.

    A segment that is not whole is refused with its reason and tried again the next night.
    """
    ledger_path = lake / "segments.json"
    ledger: set[str] = set(json.loads(ledger_path.read_text())) if ledger_path.exists() else set()
    rows: dict[str, list[dict[str, object]]] = {table: [] for table in TABLES}
    refused: list[dict[str, object]] = []
    new = set()
    for path in sorted(inbox.glob("*/*.jsonl.gz")):
        name = f"{path.parent.name}/{path.name}"
        if name in ledger:
            continue
        try:
            for row in read_segment(path):
                rows[str(row.pop("table"))].append(row)
        except (ValueError, KeyError) as error:
            refused.append(
                {
                    "station": path.parent.name,
                    "step": "collect",
                    "reason": "a segment is not whole",
                    "detail": str(error),
                }
            )
            continue
        new.add(name)
    frames = {
        table: _kept(table, read_frame(lake / f"{table}.parquet", SCHEMAS[table]), rows[table]) for table in TABLES
    }
    erased_ids = frames["erasure"]["scan_id"].implode()
    before = frames["scan"].height
    for table in ("scan", "reading", "touch"):
        frames[table] = frames[table].filter(~pl.col("scan_id").is_in(erased_ids))
    for table in TABLES:
        write_frame(frames[table], lake / f"{table}.parquet")
    ledger |= new | _forget_in_segments(inbox, rows["erasure"])
    ledger_path.write_text(json.dumps(sorted(ledger)))
    return Collected(
        scans=frames["scan"],
        readings=frames["reading"],
        touches=frames["touch"],
        erasures=frames["erasure"],
        refused=quarantine_rows(refused),
        segments=len(new),
        erased=before - frames["scan"].height,
    )


def quarantine_rows(rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Refused rows as a quarantine frame; text that is not given is ""."""
    frame = pl.DataFrame(list(rows), schema=QUARANTINE, orient="row")
    return frame.with_columns(pl.col(pl.String).fill_null(""))


def _kept(table: str, known: pl.DataFrame, rows: list[dict[str, object]]) -> pl.DataFrame:
    """What is known with new rows behind it, each key once, in an order that does not depend on when a row arrived."""
    schema = SCHEMAS[table]
    if rows:
        plain: Columns = {name: pl.String() if kind == pl.Datetime else kind for name, kind in schema.items()}
        plain |= {name: pl.Int64() for name, kind in schema.items() if kind == pl.Boolean}
        fresh = pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=plain).with_columns(
            *(
                pl.col(name).str.to_datetime(time_unit="us", time_zone="UTC")
                for name, kind in schema.items()
                if kind == pl.Datetime
            ),
            *(pl.col(name).cast(pl.Boolean) for name, kind in schema.items() if kind == pl.Boolean),
        )
        known = pl.concat([known, fresh])
    return known.unique(_KEYS[table], keep="first", maintain_order=True).sort(_KEYS[table])


def _forget_in_segments(inbox: Path, erasures: list[dict[str, object]]) -> set[str]:
    """Write every segment that holds an erased scan anew without it; returns the new segments' names."""
    if not erasures:
        return set()
    scan_ids = {str(row["scan_id"]) for row in erasures}
    rewritten = (rewrite_without(path, scan_ids) for path in sorted(inbox.glob("*/*.jsonl.gz")))
    return {f"{path.parent.name}/{path.name}" for path in rewritten if path}
