"""Nodes: what matching compares, normalised; all scans of one badge with one name at one event are one node."""

from __future__ import annotations

import polars as pl

from flows.match import names
from flows.match.companies import company_keys
from flows.match.emails import email_parts
from flows.match.fold import folded
from flows.match.phones import phone_key

EMAILS, PHONES, HANDLES = 3, 3, 2  # so many of each are compared

_TEXT = ("exhibitor", "event", "badge", "family", "given", "root", "other", "key", "city", "job")
NODES = pl.Schema(
    {
        "node": pl.String,  # the smallest scan_id in it
        **dict.fromkeys(_TEXT, pl.String),
        "chinese": pl.Boolean,
        "pinyin": pl.Boolean,
        **{f"email{i}": pl.String for i in range(EMAILS)},
        **{f"phone{i}": pl.String for i in range(PHONES)},
        **{f"handle{i}": pl.String for i in range(HANDLES)},
    }
)


def normalised(records: pl.DataFrame, alone: pl.Series | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The nodes (`NODES`) of a frame of records and which scan is in which: ``scan_id``, ``node``, ``exhibitor``, ``taken_at``.

    Scans in ``alone`` are nodes of their own: somebody said that they are different people.
    """
    name_rows = records.select(names.COLUMNS)
    distinct = name_rows.unique(maintain_order=True)
    read = pl.concat([distinct, names.parsed(distinct)], how="horizontal")
    rows = records.select(
        "scan_id",
        "exhibitor",
        "taken_at",
        "event",
        "badge_id",
        "company",
        "title",
        "city",
        *names.COLUMNS,
    )
    rows = rows.join(read, on=names.COLUMNS, how="left", maintain_order="left").drop(names.COLUMNS)
    badge = pl.col("badge_id").str.strip_chars().str.to_uppercase()
    rows = rows.with_columns(
        badge=pl.when(badge != "").then(pl.concat_str("event", pl.lit("\x1f"), badge)).otherwise(pl.lit(""))
    )
    lone = pl.col("badge") == ""
    if alone is not None and len(alone):
        lone |= pl.col("scan_id").is_in(alone.implode())
    member = pl.struct("exhibitor", "badge", "family", "given", "other")
    rows = rows.with_columns(node=pl.when(lone).then("scan_id").otherwise(pl.col("scan_id").min().over(member)))
    kept = (
        rows.group_by("node", maintain_order=True).agg(
            pl.col("exhibitor", "event", "badge", "family", "given", "root", "other", "chinese", "pinyin").first(),
            *(_first_filled(column) for column in ("company", "title", "city")),
        )
        if rows["node"].n_unique() < rows.height
        else rows
    )
    kept = _with_folded(kept)
    where = rows.select("scan_id", "node")
    for column, most in (("email", EMAILS), ("phone", PHONES), ("handle", HANDLES)):
        kept = kept.join(
            _slots(_values(records, column), where, column, most), on="node", how="left", maintain_order="left"
        )
    slots = [name for name in NODES if name[-1].isdigit()]
    return kept.with_columns(pl.col(slots).fill_null("")).select(NODES.names()), rows.select(
        "scan_id", "node", "exhibitor", "taken_at"
    )


def _first_filled(column: str) -> pl.Expr:
    return pl.col(column).filter(pl.col(column) != "").first().fill_null("")


def _with_folded(rows: pl.DataFrame) -> pl.DataFrame:
    """Company, place and job title folded, on distinct values."""
    keys = company_keys(rows.select(pl.col("company").unique(maintain_order=True)).to_series())
    rows = rows.join(keys, on="company", how="left", maintain_order="left")
    for column, name in (("city", "city"), ("title", "job")):
        distinct = rows.select(pl.col(column).unique(maintain_order=True))
        plain = folded(pl.col(column)).str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
        distinct = distinct.with_columns(folded_text=plain)
        rows = (
            rows.join(distinct, on=column, how="left", maintain_order="left").drop(column).rename({"folded_text": name})
        )
    return rows


def _values(records: pl.DataFrame, column: str) -> pl.DataFrame:
    """Every value of a kind with its scan, normalised, on distinct values."""
    if column == "phone":
        raw = pl.concat(
            [
                records.select("scan_id", raw=name).explode("raw").filter(pl.col("raw").is_not_null())
                for name in ("mobiles", "phones")
            ]
        )
    else:
        raw = records.select("scan_id", raw=f"{column}s").explode("raw").filter(pl.col("raw").is_not_null())
    distinct = raw.select(pl.col("raw").unique())
    if column == "phone":
        distinct = distinct.with_columns(value=phone_key(pl.col("raw")))
    elif column == "email":
        distinct = email_parts(distinct["raw"]).select("raw", value="email")
    else:
        plain = (
            pl.col("raw")
            .str.to_lowercase()
            .str.replace(r"^(\w+):(?:https?://)?(?:www\.)?(?:[a-z]{2}\.)?linkedin\.com/(?:in|pub)/", "${1}:")
        )
        plain = plain.str.replace(r"^(?:https?://)?(?:www\.)?(?:[a-z]{2}\.)?linkedin\.com/(?:in|pub)/", "linkedin:")
        distinct = distinct.with_columns(value=plain.str.replace(r"[/?#].*$", "").str.strip_chars())
    return (
        raw.join(distinct, on="raw", how="left", maintain_order="left")
        .select("scan_id", "value")
        .filter(pl.col("value") != "")
    )


def _slots(values: pl.DataFrame, where: pl.DataFrame, column: str, most: int) -> pl.DataFrame:
    """The first few different values of every node, one column each."""
    values = values.join(where, on="scan_id", maintain_order="left").select("node", "value").unique(maintain_order=True)
    values = values.with_columns(slot=pl.int_range(pl.len()).over("node")).filter(pl.col("slot") < most)
    parts = values.partition_by("slot", as_dict=True)
    wide = values.select(pl.col("node").unique(maintain_order=True))
    for slot in range(most):
        part = parts.get((slot,))
        column_name = f"{column}{slot}"
        if part is None:
            wide = wide.with_columns(pl.lit("").alias(column_name))
        else:
            wide = wide.join(part.select("node", pl.col("value").alias(column_name)), on="node", how="left")
    return wide
