"""Matching: who is who among the scans of an exhibitor, one person once, for years."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.match.clusters import components
from flows.records import RECORDS

PERSONS = pl.Schema({"scan_id": pl.String, "person_id": pl.String, "exhibitor": pl.String})
EVENTS = pl.Schema(
    {"kind": pl.String, "person_id": pl.String, "other_person_id": pl.String, "scan_id": pl.String, "detail": pl.String}
)
ALIASES = pl.Schema({"old_person_id": pl.String, "person_id": pl.String})
PAIRS = pl.Schema(
    {
        "left_scan_id": pl.String,
        "right_scan_id": pl.String,
        "weight": pl.Float64,
        "probability": pl.Float64,
        "band": pl.String,
    }
)
_DECISIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "left_scan_id": pl.String,
    "right_scan_id": pl.String,
    "answer": pl.String,  # "same" or "different"
    "at": pl.Datetime("us", "UTC"),
    "by": pl.String,
}
DECISIONS = pl.Schema(_DECISIONS)


@dataclass(frozen=True)
class Known:
    """What earlier nights left in the lake: who each scan belonged to, and which ids became which."""

    persons: pl.DataFrame
    aliases: pl.DataFrame

    @classmethod
    def load(cls, folder: Path) -> Known:
        """What was saved in a folder; nothing known if the folder is empty or absent."""
        if not (folder / "persons.parquet").exists():
            return cls(PERSONS.to_frame(), ALIASES.to_frame())
        return cls(pl.read_parquet(folder / "persons.parquet"), pl.read_parquet(folder / "aliases.parquet"))

    def save(self, folder: Path) -> None:
        """Writes what is known into a folder, over what was there."""
        folder.mkdir(parents=True, exist_ok=True)
        self.persons.write_parquet(folder / "persons.parquet")
        self.aliases.write_parquet(folder / "aliases.parquet")


@dataclass(frozen=True)
class Matched:
    """The answer of one night: who is who, why, what changed, and what to keep for the next night."""

    persons: pl.DataFrame
    pairs: pl.DataFrame
    events: pl.DataFrame
    aliases: pl.DataFrame
    known: Known
    report: dict[str, int] = field(default_factory=dict)


def match(records: pl.DataFrame, known: Known | None = None, decisions: pl.DataFrame | None = None) -> Matched:
    """Puts every scan to its person: those in ``records`` anew, those known already and not in it as they were."""
    del known, decisions
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in RECORDS.items() if name not in records.columns]
    rows = records.with_columns(missing).unique("scan_id", keep="first").sort("scan_id").with_row_index("node")
    keys = pl.concat(
        [
            rows.select(
                "node", "exhibitor", key=pl.concat_str(pl.lit("badge:"), "event", pl.lit(":"), "badge_id")
            ).filter(rows["badge_id"].fill_null("") != ""),
            rows.select("node", "exhibitor", key="emails").explode("key").drop_nulls().filter(pl.col("key") != ""),
            rows.select("node", "exhibitor", key="phones").explode("key").drop_nulls().filter(pl.col("key") != ""),
        ]
    )
    linked = keys.with_columns(other=pl.col("node").min().over("exhibitor", "key"))
    label = components(rows.height, linked["node"].to_numpy(), linked["other"].to_numpy())
    persons = rows.select("scan_id", person_id="p-" + pl.col("scan_id").gather(pl.Series(label)), exhibitor="exhibitor")
    kept = Known(persons, ALIASES.to_frame())
    people = persons["person_id"].n_unique()
    return Matched(
        persons, PAIRS.to_frame(), EVENTS.to_frame(), ALIASES.to_frame(), kept, {"scans": rows.height, "people": people}
    )
