"""How good a clustering is: pairwise and B-cubed precision, recall and F1 against the truth."""

from __future__ import annotations

import polars as pl


def quality(found: pl.DataFrame, truth: pl.DataFrame) -> dict[str, float]:
    """Figures for ``found`` (``scan_id``, ``person_id``) against ``truth`` (``scan_id``, ``person``)."""
    rows = truth.select("scan_id", "person").join(found.select("scan_id", "person_id"), on="scan_id", how="left")
    rows = rows.with_columns(pl.col("person_id").fill_null(pl.col("scan_id")))
    both = rows.group_by("person", "person_id").agg(n=pl.len().cast(pl.Float64))
    true = rows.group_by("person").agg(t=pl.len().cast(pl.Float64))
    made = rows.group_by("person_id").agg(m=pl.len().cast(pl.Float64))
    together = float((both["n"] * (both["n"] - 1)).sum())
    p = together / max(float((made["m"] * (made["m"] - 1)).sum()), 1.0)
    r = together / max(float((true["t"] * (true["t"] - 1)).sum()), 1.0)
    each = both.join(true, on="person").join(made, on="person_id")
    bp = float((each["n"] ** 2 / each["m"]).sum()) / rows.height
    br = float((each["n"] ** 2 / each["t"]).sum()) / rows.height
    return {"P": p, "R": r, "F1": _f1(p, r), "B-P": bp, "B-R": br, "B-F1": _f1(bp, br)}


def recall_by_case(found: pl.DataFrame, truth: pl.DataFrame, case: str) -> tuple[float, int]:
    """Recall over the true pairs of which exactly one scan has a case, and how many such pairs there are."""
    rows = truth.join(found.select("scan_id", "person_id"), on="scan_id").with_columns(
        has=pl.col("case").str.contains(case, literal=True)
    )
    one = rows.group_by("person").agg(a=pl.col("has").sum().cast(pl.Float64), b=(~pl.col("has")).sum().cast(pl.Float64))
    two = rows.group_by("person", "person_id").agg(
        a=pl.col("has").sum().cast(pl.Float64), b=(~pl.col("has")).sum().cast(pl.Float64)
    )
    true, hit = float((one["a"] * one["b"]).sum()), float((two["a"] * two["b"]).sum())
    return hit / max(true, 1.0), int(true)


def with_a_trace(frame: pl.DataFrame, truth: pl.DataFrame, case: str) -> pl.DataFrame:
    """The truth of the people who have a case on some of their scans and not on others, and something of their own on both.

    That is an address, the last eight digits of a number or a profile that nobody else has. ``frame`` has the scans' ``emails``,
    ``phones`` and ``handles``.
    """
    kinds = {
        "emails": pl.col("trace").str.to_lowercase(),
        "phones": pl.col("trace").str.replace_all(r"\D", "").str.tail(8),
        "handles": pl.col("trace").str.to_lowercase(),
    }
    traces = pl.concat(
        frame.select("scan_id", trace=column).explode("trace").drop_nulls().with_columns(trace=pl.lit(column) + tidy)
        for column, tidy in kinds.items()
    ).unique()
    traces = traces.join(truth, on="scan_id").with_columns(has=pl.col("case").str.contains(case, literal=True))
    own = traces.group_by("trace").agg(pl.col("person").n_unique().alias("people"), "person", pl.col("has").n_unique())
    people = own.filter((pl.col("people") == 1) & (pl.col("has") == 2)).select(person=pl.col("person").list.first())
    return truth.join(people.unique(), on="person", how="semi")


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0
