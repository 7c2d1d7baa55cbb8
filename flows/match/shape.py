"""Shape: what a caller's frame is called and how it is laid out, brought to the columns of `flows.records.RECORDS` that are read."""

from __future__ import annotations

import polars as pl

from flows.records import RECORDS

_SAID_OTHERWISE = {
    "scan_id": ("id", "rec_id", "record_id", "unique_id"),
    "full_name": ("name",),
    "given_name": ("first_name", "firstname", "forename"),
    "family_name": ("last_name", "lastname", "surname"),
    "company": ("organisation", "organization", "employer"),
    "title": ("job_title", "position"),
    "emails": ("email", "mail", "e_mail"),
    "phones": ("phone", "telephone", "tel"),
    "mobiles": ("mobile", "cell"),
    "handles": ("handle", "linkedin", "wechat"),
    "badge_id": ("badge", "registration_id"),
    "event": ("show", "event_id"),
    "taken_at": ("date", "scanned_at", "timestamp", "time"),
    "postal_code": ("postcode", "zip"),
    "region": ("state",),
}

USED = (
    "scan_id", "exhibitor", "event", "taken_at", "badge_id", "full_name", "given_name", "family_name", "name_reading", "nickname",
    "company", "title", "emails", "phones", "mobiles", "handles", "city",
)  # fmt: skip


def shaped(frame: pl.DataFrame | pl.LazyFrame) -> pl.LazyFrame:
    """The columns `USED`: found under another usual name, made a list where it was one text, blank where it is missing.

    Without ``scan_id`` the row's number is taken. Rows that repeat a scan_id are dropped. Nothing but scan_id is read yet.
    """
    schema = frame.collect_schema()
    columns = []
    for name in USED:
        found = next((one for one in (name, *_SAID_OTHERWISE.get(name, ())) if one in schema), None)
        columns.append(_column(schema, name, found, RECORDS[name]))
    if not any(one in schema for one in ("scan_id", *_SAID_OTHERWISE["scan_id"])):
        columns[0] = pl.int_range(pl.len()).cast(pl.String).str.zfill(9).alias("scan_id")
    rows = frame.lazy().select(columns)
    scans = rows.select("scan_id").collect().to_series()
    if scans.n_unique() == len(scans):
        return rows
    return rows.unique("scan_id", keep="first", maintain_order=True).collect().lazy()


def _column(schema: pl.Schema, name: str, found: str | None, dtype: pl.DataType) -> pl.Expr:
    listed = isinstance(dtype, pl.List)
    if found is None:
        return pl.lit([] if listed else None if dtype.is_temporal() else "", dtype).alias(name)
    column = pl.col(found)
    if listed and not isinstance(schema[found], pl.List):
        text = column.cast(pl.String).fill_null("")
        parts = text.str.split("\n") if name == "handles" else text.str.replace_all(r"\s*[;|\n]\s*", ";").str.split(";")
        return parts.list.filter(pl.element() != "").alias(name)
    if listed:
        return column.fill_null(pl.lit([], dtype)).alias(name)
    if dtype.is_temporal():
        if schema[found].is_temporal():
            return column.cast(pl.Datetime("us")).dt.replace_time_zone("UTC").alias(name)
        text = column.cast(pl.String)
        return (
            text.str.head(10)
            .str.to_date("%Y-%m-%d", strict=False)
            .cast(pl.Datetime("us"))
            .dt.replace_time_zone("UTC")
            .alias(name)
        )
    return column.cast(pl.String).fill_null("").alias(name)
