"""Merge: all records of one person become one lead. The rules are data, every value keeps where it came from.

A blank never overwrites a value. Values that belong together (the parts of a name, an employment, an address) are taken from
one record, so that nobody gets the title they had at another company.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from exports.lead import LEAD
from flows.touches import by_person

NEWEST = "taken_at"
TRUSTED = "trust"
COMPLETE = "complete"

TRUST = {"typed": 4, "badge": 3, "roster": 2, "card": 1}
"""How much a record's source is believed; what a person edited afterwards stands above all of them."""


@dataclass(frozen=True)
class Group:
    """Columns that survive together: the record is chosen by ``lead`` not being blank and then by ``order``."""

    lead: str
    others: tuple[str, ...]
    order: tuple[str, ...]


SURVIVORSHIP: tuple[Group, ...] = (
    Group("full_name", ("given_name", "family_name", "prefix", "name_reading"), (TRUSTED, COMPLETE, NEWEST)),
    Group("company", ("title", "department"), (NEWEST, TRUSTED)),
    Group("title", (), (NEWEST, TRUSTED)),
    Group("department", (), (NEWEST, TRUSTED)),
    Group("city", ("street", "region", "postal_code", "country"), (NEWEST, TRUSTED)),
    Group("street", (), (NEWEST, TRUSTED)),
    Group("country", (), (NEWEST, TRUSTED)),
    Group("website", (), (NEWEST, TRUSTED)),
    Group("name_reading", (), (TRUSTED, NEWEST)),
)
"""Survivorship rules in order; a later group only fills what an earlier one left blank."""

_ADDRESS = ("street", "postal_code", "city", "region", "country")

_WITHIN = {"title": "company", "department": "company", "street": "city", "country": "city"}
"""What is filled in later, and of what it is a part: nobody gets a title of another employer or a street in another city."""


@dataclass(frozen=True)
class Merged:
    """Leads without company key and score yet, and for every value the scan it came from."""

    leads: pl.DataFrame
    origins: pl.DataFrame


def merge(
    records: pl.DataFrame, persons: pl.DataFrame, touches: pl.DataFrame, moves: pl.DataFrame, review: pl.DataFrame
) -> Merged:
    """One row a person: best current data, lists of everything else, history, and what colleagues said.

    ``persons`` maps scan_id to person_id; ``moves`` are the changes of employer (`flows.match.jobs.MOVES`); ``review`` has person_id
    and review (why a person should look). The last two may be empty.
    """
    rows = records.join(persons.select("scan_id", "person_id"), on="scan_id").with_columns(
        trust=pl.col("source").replace_strict(TRUST, default=0, return_dtype=pl.Int64),
        complete=pl.sum_horizontal(pl.col(name).str.len_chars() for name in ("full_name", "given_name", "family_name")),
    )
    leads = rows.sort("taken_at", "scan_id").group_by("person_id", maintain_order=True).agg(*_aggregates())
    leads = leads.with_columns(
        other_emails=pl.col("emails").list.slice(1),
        email=pl.col("emails").list.first().fill_null(""),
        mobile=pl.col("mobiles").list.first().fill_null(""),
    )
    landlines = pl.col("phones").list.set_difference("mobiles")
    leads = leads.with_columns(phone=landlines.list.first().fill_null("")).with_columns(
        other_phones=pl.col("phones").list.eval(pl.element()).list.set_difference(pl.concat_list("phone", "mobile"))
    )
    origins = []
    for group in SURVIVORSHIP:
        leads, chosen = _survive(leads, rows, group)
        origins.append(chosen)
    leads = _with_touches(leads, touches, persons, records)
    leads = leads.join(_last_moves(moves, records), on="person_id", how="left", maintain_order="left")
    leads = leads.join(
        review.select("person_id", "review"), on="person_id", how="left", maintain_order="left"
    ).with_columns(review=pl.concat_list(pl.concat_list("review").list.drop_nulls(), "doubts").list.join("; "))
    return Merged(_as_leads(leads), pl.concat(origins).sort("person_id", "field", "scan_id"))


def _aggregates() -> list[pl.Expr]:
    """What is a list or a count over all records, oldest first; the newest e-mails and numbers stand first."""

    def newest_first(name: str) -> pl.Expr:
        return pl.col(name).reverse().explode().drop_nulls().unique(maintain_order=True)

    employment = pl.struct("company", "title")
    return [
        pl.col("exhibitor").first(),
        newest_first("emails"),
        newest_first("phones"),
        newest_first("mobiles"),
        newest_first("handles"),
        pl.format("{}:{}", "event", "badge_id")
        .filter(pl.col("badge_id") != "")
        .unique(maintain_order=True)
        .alias("badge_ids"),
        pl.col("channel").first(),
        pl.col("channel").unique(maintain_order=True).alias("channels"),
        pl.col("event").unique(maintain_order=True).alias("events"),
        pl.col("staff").filter(pl.col("staff") != "").unique(maintain_order=True).alias("staff"),
        pl.len().alias("scans"),
        pl.col("doubt").filter(pl.col("doubt") != "").unique(maintain_order=True).alias("doubts"),
        pl.col("taken_at").min().alias("first_seen"),
        pl.col("taken_at").max().alias("last_seen"),
        pl.struct("company", "title", "taken_at")
        .filter((pl.col("company") != "") & employment.is_not_null())
        .alias("jobs"),
        pl.struct(*_ADDRESS, "taken_at")
        .filter(pl.any_horizontal(pl.col(name) != "" for name in _ADDRESS))
        .alias("places"),
    ]


def _survive(leads: pl.DataFrame, rows: pl.DataFrame, group: Group) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Fill the columns of a group where the lead has none yet, from the record that the rule prefers."""
    fields = (group.lead, *group.others)
    edited = pl.col("edited").list.contains(group.lead)
    preferred = rows.filter(pl.col(group.lead) != "").with_columns(is_edited=edited)
    if whole := _WITHIN.get(group.lead):
        present = leads.select("person_id", present=whole)
        there = (pl.col(whole) == pl.col("present")) | (pl.col(whole) == "")
        preferred = preferred.join(present, on="person_id").filter(there)
    best = (
        preferred.sort("is_edited", *group.order, "scan_id", descending=True)
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("scan_id").first(), *(pl.col(name).first() for name in fields))
    )
    taken = best.rename({name: f"{name}_new" for name in fields})
    joined = leads.join(taken, on="person_id", how="left", maintain_order="left")
    for name in fields:
        old = pl.col(name) if name in leads.columns else pl.lit("")
        new = pl.col(f"{name}_new").fill_null("")
        joined = joined.with_columns(pl.when(old == "").then(new).otherwise(old).alias(name))
    filled = [
        best.join(leads.filter(_is_blank(leads, name)).select("person_id"), on="person_id", how="semi")
        .filter(pl.col(name) != "")
        .select("person_id", "scan_id", field=pl.lit(name))
        for name in fields
    ]
    return joined.drop("scan_id", *(f"{name}_new" for name in fields)), pl.concat(filled)


def _is_blank(leads: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) == "" if name in leads.columns else pl.lit(value=True)


def _with_touches(
    leads: pl.DataFrame, touches: pl.DataFrame, persons: pl.DataFrame, records: pl.DataFrame
) -> pl.DataFrame:
    """Add what colleagues said; an introducer that was scanned gets the name that stands on that record."""
    said = by_person(touches, persons.select("scan_id", "person_id"))
    names = records.select(introducer_scan="scan_id", introducer_name="full_name")
    said = said.join(names, on="introducer_scan", how="left")
    leads = leads.join(said, on="person_id", how="left", maintain_order="left")
    touched = pl.col("touched_channel").fill_null("")
    return leads.with_columns(
        introducer=pl.coalesce("introducer", "introducer_name").fill_null(""),
        channel=pl.when(touched != "").then(touched).otherwise("channel"),
        consent=pl.col("consent").fill_null("not_asked"),
        history=_spans("jobs", ("company", "title")),
        addresses=_spans("places", _ADDRESS),
    )


def _spans(column: str, names: tuple[str, ...]) -> pl.Expr:
    """What was seen of a person in the order it was first seen, each with the first and the last time."""
    seen = pl.element().struct
    what = [seen.field(name) for name in names]
    first, last = (
        getattr(seen.field("taken_at"), which)().over(*what).alias(name)
        for which, name in (("min", "seen_from"), ("max", "seen_to"))
    )
    return pl.col(column).list.eval(pl.struct(*what, first, last).unique(maintain_order=True))


def _last_moves(moves: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """The last change of employer of each person: ``moved_from`` as its record writes it, ``moved_at``."""
    old = records.select(old_scan_id="scan_id", moved_from="company")
    new = records.select("scan_id", moved_at="taken_at")
    seen = moves.join(new, on="scan_id").join(old, on="old_scan_id").sort("moved_at", "scan_id")
    return seen.unique("person_id", keep="last", maintain_order=True).select("person_id", "moved_from", "moved_at")


def _as_leads(leads: pl.DataFrame) -> pl.DataFrame:
    """Exactly the columns that merging knows, with blanks instead of nulls; later steps add the rest."""
    known = [
        pl.col(name).cast(kind).fill_null("") if kind == pl.String else pl.col(name).cast(kind)
        for name, kind in LEAD.items()
        if name in leads.columns
    ]
    frame = leads.select(known)
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(name).fill_null([]) for name in lists)
