"""Sides: two people as the review page shows them, value beside value, with how they compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from rapidfuzz.distance import JaroWinkler

from flows.records import RECORDS

Message = dict[str, Any]

_FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("full_name", ("full_name",)),
    ("name_reading", ("name_reading",)),
    ("title", ("title",)),
    ("company", ("company",)),
    ("department", ("department",)),
    ("emails", ("emails",)),
    ("phones", ("phones",)),
    ("handles", ("handles",)),
    ("website", ("website",)),
    ("address", ("street", "postal_code", "city", "region", "country")),
)
"""What is compared of two people, and the columns of a record that it is made of."""

_MOST_VALUES = 6
_ALIKE = 0.88  # Jaro-Winkler similarity from which two values look alike


def side(records: pl.DataFrame, notes: int) -> Message:
    """A person by the records that are theirs, the newest first, and how many notes colleagues wrote."""
    badges = records.filter(pl.col("badge_id") != "").select("badge_id", "event").unique(maintain_order=True).rows()
    return {
        "name": records.select(called()).item(0, 0),
        "scans": records.height,
        "notes": notes,
        "badges": [f"{badge} ({event})" for badge, event in badges],
        "events": records["event"].unique(maintain_order=True).to_list(),
        "staff": records["staff"].filter(records["staff"] != "").unique(maintain_order=True).to_list(),
        "from": records["taken_at"].to_list()[-1].isoformat(),
        "to": records["taken_at"].to_list()[0].isoformat(),
    }


def compared(left: pl.DataFrame, right: pl.DataFrame) -> list[Message]:
    """Every field that one of them has: the values of both, and the `mark` between them."""
    one, two = _values(left), _values(right)
    return [
        {"field": name, "left": one[name], "right": two[name], "mark": mark(one[name], two[name])}
        for name, _ in _FIELDS
        if one[name] or two[name]
    ]


def mark(left: Sequence[str], right: Sequence[str]) -> str:
    """How two lists of values compare: "same", "alike", "different", or "only" where one side says nothing."""
    if not left or not right:
        return "only"
    one, two = ({" ".join(value.casefold().split()) for value in side} for side in (left, right))
    if one & two:
        return "same"
    return "alike" if max(JaroWinkler.similarity(a, b) for a in one for b in two) >= _ALIKE else "different"


def called() -> pl.Expr:
    """What to call somebody: the name, or else whatever is there."""
    firsts = [pl.col(name).list.first() for name in ("emails", "phones", "handles")]
    blank = pl.lit("")
    choices = [pl.col("full_name"), *firsts, pl.col("company"), pl.col("scan_id")]
    return pl.coalesce(pl.when(choice != blank).then(choice) for choice in choices).alias("called")


def _values(records: pl.DataFrame) -> dict[str, list[str]]:
    """Every different value of a person by field, the newest first."""
    found: dict[str, list[str]] = {}
    for name, columns in _FIELDS:
        if isinstance(RECORDS[columns[0]], pl.List):
            values = [value for row in records[columns[0]].to_list() for value in row]
        else:
            rows = records.select(columns).rows()
            values = [", ".join(filter(None, row)) for row in rows]
        found[name] = list(dict.fromkeys(value for value in values if value))[:_MOST_VALUES]
    return found
