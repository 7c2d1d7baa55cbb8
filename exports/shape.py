"""Shape: whether a frame is what its schema promises, with every problem named at once."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from exports.errors import FrameShapeError
from exports.lead import LEAD, SORT_KEYS
from exports.quarantine import QUARANTINE, QUARANTINE_SORT_KEYS

RATINGS = ("hot", "warm", "cold", "")
CONSENTS = ("yes", "no", "not_asked")

_MAY_BE_NULL = {"consent_at", "moved_at", "first_seen", "last_seen", "taken_at"}


def checked_leads(leads: pl.DataFrame) -> pl.DataFrame:
    """The leads in the order of the contract, as one chunk; raises `FrameShapeError` if they break the contract."""
    problems = list(_problems(leads, LEAD))
    if not problems:
        problems = [*_unknown_values(leads, "rating", RATINGS), *_unknown_values(leads, "consent", CONSENTS)]
        twice = leads.group_by("exhibitor", "person_id").len().filter(pl.col("len") > 1).height
        if "" in leads["exhibitor"]:
            problems.append("some leads name no exhibitor")
        if twice:
            problems.append(f"{twice} person_id stand more than once for one exhibitor")
    if problems:
        raise FrameShapeError("LEAD", problems)
    return leads.select(LEAD.names()).sort(SORT_KEYS).rechunk()


def checked_quarantine(quarantine: pl.DataFrame) -> pl.DataFrame:
    """The refused rows in a fixed order, as one chunk; raises `FrameShapeError` if they break the contract."""
    problems = list(_problems(quarantine, QUARANTINE))
    if problems:
        raise FrameShapeError("QUARANTINE", problems)
    return quarantine.select(QUARANTINE.names()).sort(QUARANTINE_SORT_KEYS).rechunk()


def _problems(frame: pl.DataFrame, schema: pl.Schema) -> Iterator[str]:
    for name, dtype in schema.items():
        if name not in frame.columns:
            yield f"column {name!r} is missing"
        elif frame.schema[name] != dtype:
            yield f"column {name!r} is {frame.schema[name]}, expected {dtype}"
        elif name not in _MAY_BE_NULL and frame[name].null_count():
            yield f"column {name!r} has {frame[name].null_count()} nulls, unknown is empty"
    for name in frame.columns:
        if name not in schema:
            yield f"column {name!r} is not known"


def _unknown_values(frame: pl.DataFrame, column: str, known: tuple[str, ...]) -> Iterator[str]:
    unknown = frame[column].filter(~frame[column].is_in(known)).unique().sort().to_list()
    if unknown:
        yield f"column {column!r} holds {unknown}, known are {list(known)}"
