"""Job changes: a person who is seen with another employer than the time before."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import polars as pl

from flows.match.identity import EVENTS
from flows.match.known import Known
from flows.match.table import encoded

_MOVES: dict[str, pl.DataType | type[pl.DataType]] = {
    "person_id": pl.String,
    "scan_id": pl.String,  # of the first scan at the new employer
    "old_scan_id": pl.String,  # of the last one at the old employer
    "old": pl.String,  # keys of `flows.match.population`
    "new": pl.String,
}
MOVES = pl.Schema(_MOVES)


def job_changes(moved: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """`EVENTS` of kind job_change for the `MOVES` to scans that were not known ``before``.

    ``detail`` is "old -> new", as keys of `flows.match.population`.
    """
    known = before["scan_id"].filter(before["scan_id"].is_in(moved["scan_id"].implode()))  # few of many
    changed = moved.filter(~pl.col("scan_id").is_in(known.implode()))
    return changed.select(
        kind=pl.lit("job_change"),
        person_id="person_id",
        other_person_id=pl.lit(""),
        scan_id="scan_id",
        detail=pl.concat_str("old", pl.lit(" -> "), "new"),
    ).select(pl.col(name).cast(dtype) for name, dtype in EVENTS.items())


def moves(known: Known, only: Collection[str] = ()) -> pl.DataFrame:
    """Every change of employer there ever was (`MOVES`), oldest first; ``only`` of these people, or of all if it is empty.

    A mail domain that stays, or a company whose key is part of the other's, is no change.
    """
    company = known.nodes.columns["company"]
    members = known.members
    if only:
        mine = known.person.is_in(list(only)).to_numpy()
        members = members.filter(pl.Series(mine[members["number"].to_numpy()]))
    number = members["number"].to_numpy()
    people = encoded(known.person.gather(number)).code
    firms = pl.DataFrame({"person": people, "company": company.code[number]})
    firms = firms.filter((pl.col("company") >= 0) & (pl.col("person") >= 0)).unique()
    several = np.zeros(int(people.max(initial=0)) + 1, bool)
    several[firms.filter(pl.col("person").is_duplicated())["person"].to_numpy()] = True
    members = members.filter(pl.Series(several[people] & (people >= 0)))
    at = members["number"].to_numpy()
    seen = members.with_columns(
        known.person.gather(at).alias("person_id"),
        company.texts(0, at).alias("company"),
        company.texts(1, at).alias("label0"),
    ).filter(pl.col("company") != "")
    seen = seen.sort("person_id", "taken_at", "scan_id").with_columns(
        old=pl.col("company").shift(1).over("person_id"),
        old_label=pl.col("label0").shift(1).over("person_id"),
        old_scan_id=pl.col("scan_id").shift(1).over("person_id"),
    )
    stays = (
        (pl.col("old") == pl.col("company"))
        | ((pl.col("label0") != "") & (pl.col("label0") == pl.col("old_label")))
        | pl.col("old").str.contains(pl.col("company"), literal=True)
        | pl.col("company").str.contains(pl.col("old"), literal=True)
    )
    changed = seen.filter(pl.col("old").is_not_null() & ~stays).sort("taken_at", "scan_id")
    return changed.select("person_id", "scan_id", "old_scan_id", "old", new="company")
