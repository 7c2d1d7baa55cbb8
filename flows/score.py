"""Score: how much a lead deserves the first call, from rules that a sales team can read and change."""

from __future__ import annotations

import polars as pl

RULES: tuple[tuple[str, float, pl.Expr], ...] = (
    ("rated hot", 50, pl.col("rating") == "hot"),
    ("rated warm", 30, pl.col("rating") == "warm"),
    ("rated cold", 5, pl.col("rating") == "cold"),
    ("agreed to be contacted", 15, pl.col("consent") == "yes"),
    ("a next step was agreed", 10, pl.col("next_step") != ""),
    ("came back", 10, pl.col("scans") > 1),
    ("introduced by somebody", 5, pl.col("introducer") != ""),
    ("answers to our questions", 5, pl.col("qualifiers").list.len() > 0),
    (
        "can be reached by e-mail and phone",
        5,
        (pl.col("email") != "") & ((pl.col("phone") != "") | (pl.col("mobile") != "")),
    ),
)
"""Reason, points, and when it applies; the points of all that apply are added, 100 at most."""


def score(leads: pl.DataFrame) -> pl.DataFrame:
    """Add ``score`` (0 to 100) and ``score_reasons`` (each rule that applied, with its points)."""
    points = pl.sum_horizontal(
        pl.when(applies).then(pl.lit(float(value))).otherwise(0.0) for _, value, applies in RULES
    )
    reasons = pl.concat_list(
        pl.when(applies).then(pl.lit(f"{reason} (+{value:g})")).otherwise(None) for reason, value, applies in RULES
    ).list.drop_nulls()
    return leads.with_columns(score=points.clip(0.0, 100.0), score_reasons=reasons)
