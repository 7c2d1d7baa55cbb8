"""Carried: the pairs of earlier nights that tonight had no reason to look at again still stand."""

from __future__ import annotations

import polars as pl

from flows.match.engine import Matched, most_unsure


def carried(before: pl.DataFrame, matched: Matched, records: pl.DataFrame) -> pl.DataFrame:
    """Tonight's pairs and those of the night ``before`` that still hold, as `Matched.pairs`, after only ``records`` were handed in.

    A pair is made anew when both sides were looked at, and is void when one of them was read again: what is left of it is among
    tonight's.
    """
    sides = pl.col("left_scan_id"), pl.col("right_scan_id")
    again = records["scan_id"].implode()
    looked = matched.looked_at.implode()
    void = pl.any_horizontal(side.is_in(again) for side in sides) | pl.all_horizontal(
        side.is_in(looked) for side in sides
    )
    both = pl.concat([matched.pairs, before.filter(~void)], how="vertical_relaxed")
    for name in ("left", "right"):
        now = matched.persons.select(pl.col("scan_id").alias(f"{name}_scan_id"), now="person_id")
        both = both.join(now, on=f"{name}_scan_id", maintain_order="left")
        both = both.with_columns(pl.col("now").alias(f"{name}_person_id")).drop("now")
    people = matched.persons["person_id"].n_unique()
    unsure = pl.col("band") == "unsure"
    asked = both.filter(unsure).sort("weight", "left_scan_id", "right_scan_id", descending=[True, False, False])
    return pl.concat([both.filter(~unsure), asked.head(most_unsure(people))])
