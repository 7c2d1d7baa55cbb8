"""Identity: a person keeps an id over nights, re-runs and merges; what changed is an event.

A person's id is "p-" and the id of the scan that founded it. An old id goes to the group that has most of its scans; a group
that several old ids come to keeps the oldest, and the others become its aliases; a group that none comes to is new or split off.
"""

from __future__ import annotations

import polars as pl

PERSONS = pl.Schema({"scan_id": pl.String, "person_id": pl.String, "exhibitor": pl.String})
ALIASES = pl.Schema({"old_person_id": pl.String, "person_id": pl.String})
EVENTS = pl.Schema(
    {"kind": pl.String, "person_id": pl.String, "other_person_id": pl.String, "scan_id": pl.String, "detail": pl.String}
)


def identified(grouped: pl.DataFrame, before: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Person ids for groups of scans (``scan_id``, ``group``, ``exhibitor``), given the `PERSONS` known before.

    Returns `PERSONS`, the new `ALIASES` and the `EVENTS` of kinds new, merge and split.
    """
    if before.is_empty():
        return _founded(grouped)
    old = before.select("scan_id", old="person_id")
    shares = grouped.join(old, on="scan_id", how="inner").group_by("old", "group").agg(n=pl.len())
    shares = shares.sort("old", "n", "group", descending=[False, True, False])
    home = shares.group_by("old", maintain_order=True).first().select("old", "group")
    kept = home.group_by("group").agg(person_id=pl.col("old").min())
    founders = grouped.join(kept, on="group", how="anti").with_columns(person_id="p-" + pl.col("scan_id"))
    taken = home.select(person_id="old")
    fresh = founders.join(taken, on="person_id", how="anti").group_by("group").agg(pl.col("person_id").min())
    rest = founders.join(fresh, on="group", how="anti").group_by("group").agg(pl.col("person_id").min() + "-b")
    ids = pl.concat([kept, fresh, rest])
    persons = grouped.join(ids, on="group", how="left", maintain_order="left").select(PERSONS.names())
    aliases = home.join(kept, on="group").filter(pl.col("old") != pl.col("person_id"))
    aliases = aliases.select(old_person_id="old", person_id="person_id").sort("old_person_id")
    first_scan = grouped.group_by("group").agg(pl.col("scan_id").min())
    parts = shares.join(home.rename({"group": "home"}), on="old").filter(pl.col("group") != pl.col("home"))
    parts = (
        parts.join(ids, on="group")
        .join(first_scan, on="group")
        .join(aliases.rename({"person_id": "now"}), left_on="old", right_on="old_person_id", how="left")
    )
    new = (
        pl.concat([fresh, rest])
        .join(shares.select("group").unique(), on="group", how="anti")
        .join(first_scan, on="group")
    )
    events = pl.concat(
        [
            new.select(
                kind=pl.lit("new"),
                person_id="person_id",
                other_person_id=pl.lit(""),
                scan_id="scan_id",
                detail=pl.lit(""),
            ),
            aliases.select(
                kind=pl.lit("merge"),
                person_id="person_id",
                other_person_id="old_person_id",
                scan_id=pl.lit(""),
                detail=pl.lit(""),
            ),
            parts.select(
                kind=pl.lit("split"),
                person_id=pl.coalesce("now", "old"),
                other_person_id="person_id",
                scan_id="scan_id",
                detail=pl.lit(""),
            ),
        ]
    )
    return persons, aliases, events.sort("kind", "person_id", "other_person_id", "scan_id")


def _founded(grouped: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Ids for groups when nobody was known before."""
    ordered = grouped if grouped["scan_id"].is_sorted() else grouped.sort("scan_id")
    founder = ordered.select("group", "scan_id").unique("group", keep="first", maintain_order=True)
    founder = founder.with_columns(person_id="p-" + pl.col("scan_id"))
    persons = grouped.join(founder.select("group", "person_id"), on="group", how="left", maintain_order="left")
    events = founder.select(
        kind=pl.lit("new"), person_id="person_id", other_person_id=pl.lit(""), scan_id="scan_id", detail=pl.lit("")
    )
    return persons.select(PERSONS.names()), ALIASES.to_frame(), events


def followed(aliases: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """All aliases with the new ones, each leading to the id of today however many merges lie between."""
    moved = aliases.join(new.rename({"person_id": "now"}), left_on="person_id", right_on="old_person_id", how="left")
    moved = moved.select("old_person_id", person_id=pl.coalesce("now", "person_id"))
    kept = moved.join(new.select("old_person_id"), on="old_person_id", how="anti")
    return pl.concat([kept, new]).sort("old_person_id")
