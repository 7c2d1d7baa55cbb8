"""Normalising: records become nodes; every text is read once, however many records have it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match import names
from flows.match.blocking import mixed
from flows.match.companies import company_keys
from flows.match.emails import clean_emails
from flows.match.fold import folded
from flows.match.nodes import EMAILS, HANDLES, NAMES, PHONES, Nodes, names_of
from flows.match.phones import phone_key
from flows.match.table import Codes, Column, encoded, grouped, in_order, starts

Places = npt.NDArray[np.intp]

SCANS = ("scan_id", "exhibitor", "taken_at", "number")


def normalised(records: pl.LazyFrame, alone: pl.Series | None = None) -> tuple[Nodes, pl.DataFrame]:
    """The nodes of a frame of records, and of every scan, by scan_id, the number of its node (`SCANS`).

    The columns are read one after the other, so that records in a file never stand in memory as a whole. Scans in ``alone`` are
    nodes of their own: somebody said that they are different people.
    """
    scan = _read(records, "scan_id")
    order = np.arange(len(scan)) if scan.is_sorted() else scan.arg_sort().to_numpy().astype(np.intp)
    name, distinct = _names(records, order)
    event, badge = _badges(records, order)
    walls = _read(records, "exhibitor")
    exhibitor = encoded(walls).of(order)
    lone = badge.code < 0
    if alone is not None and len(alone):
        lone |= scan.is_in(alone.implode()).to_numpy()[order]
    of, first = _members(lone, exhibitor.code, badge.code, _people(distinct)[name])
    columns = {"exhibitor": exhibitor.of(first), "event": event.of(first), "badge": badge.of(first)}
    for raw, field in (("company", "key"), ("city", "city"), ("title", "job")):
        column = encoded(_read(records, raw))
        column = Column(column.values, _slots(of, column.code[order], len(first), 1))
        columns[field] = column.renamed(_company_keys(column.values) if field == "key" else _plain(column.values))
    for field, most in (("email", EMAILS), ("phone", PHONES), ("handle", HANDLES)):
        columns[field] = _listed(records, order, field, of, len(first), most)
    columns["company"] = Column(columns["key"].values.clear(), (np.full(len(first), -1, np.int32),) * 2)
    nodes = Nodes(scan.gather(order[first]), name[first], distinct, columns)
    scans = pl.DataFrame([scan.gather(order), walls.gather(order), _read(records, "taken_at").gather(order)])
    return nodes, scans.with_columns(number=pl.Series(of))


def _read(records: pl.LazyFrame, column: str) -> pl.Series:
    return records.select(column).collect().to_series()


def _names(records: pl.LazyFrame, order: Places) -> tuple[Codes, pl.DataFrame]:
    """For every record the number of its name, and the names as they were read."""
    rows = records.select(names.COLUMNS).collect()
    written, first = names_of(rows)
    read = names.parsed(rows[first]).with_columns(mailed=pl.lit("")).select(NAMES.names())
    code, kept = names_of(read)
    return code[written[order]], read[kept]


def _badges(records: pl.LazyFrame, order: Places) -> tuple[Column, Column]:
    """Event, and badge at an event."""
    event = encoded(_read(records, "event")).of(order)
    raw = encoded(_read(records, "badge_id"))
    number = raw.renamed(raw.values.str.strip_chars().str.to_uppercase()).of(order)
    both = (number.code.astype(np.uint64) << np.uint64(32)) | event.code.astype(np.uint32)
    code, first = grouped(both)
    named = pl.concat_str(event.texts(0, first), pl.lit("\x1f"), number.texts(0, first))
    bare = number.code[first] < 0
    values = pl.select(named).to_series()
    badge = np.where(bare, np.int32(-1), np.cumsum(~bare, dtype=np.int32) - np.int32(1))[code]
    return event, Column(values.filter(~pl.Series(bare)), (badge,))


def _people(distinct: pl.DataFrame) -> npt.NDArray[np.uint64]:
    """A key for every name of those who may be one on one badge."""
    return distinct.select("family", "given", "other").hash_rows(7).to_numpy()


def _members(
    lone: npt.NDArray[np.bool_], exhibitor: Codes, badge: Codes, person: npt.NDArray[np.uint64]
) -> tuple[Codes, Places]:
    """For every record the number of its node, and for every node its first record."""
    together = np.flatnonzero(~lone)
    keys = mixed(
        exhibitor[together].astype(np.uint64) + np.uint64(2),
        badge[together].astype(np.uint64) + np.uint64(2),
        person[together] | np.uint64(1),
    )
    order = in_order(keys)
    begins = starts(keys[order])
    leader = np.arange(len(lone))
    leader[together[order]] = together[order][begins][np.cumsum(begins) - 1]
    leads = leader == np.arange(len(lone))
    number = np.cumsum(leads, dtype=np.int32) - np.int32(1)
    return number[leader], np.flatnonzero(leads)


def _slots(node: Codes, code: Codes, nodes: int, most: int) -> tuple[Codes, ...]:
    """The first few different values of every node, from values in order; -1 where there are no more."""
    filled = np.flatnonzero(code >= 0)
    node, code = node[filled], code[filled]
    if len(node) and (node[1:] < node[:-1]).any():
        order = in_order(node)
        node, code = node[order], code[order]
    found = []
    for _ in range(most):
        slot = np.full(nodes, -1, np.int32)
        begins = np.flatnonzero(starts(node))
        slot[node[begins]] = code[begins]
        found.append(slot)
        rest = np.flatnonzero(code != slot[node])
        node, code = node[rest], code[rest]
    return tuple(found)


def _listed(records: pl.LazyFrame, order: Places, field: str, of: Codes, nodes: int, most: int) -> Column:
    """The values of one kind, of which a record may have several; mobile numbers before others."""
    lists = [_read(records, column) for column in (("mobiles", "phones") if field == "phone" else (f"{field}s",))]
    owner, places, before = [], [], 0
    for values in lists:
        size = values.list.len().to_numpy().astype(np.int64)
        begin, size = (np.cumsum(size) - size)[order] + before, size[order]
        within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        owner.append(np.repeat(of, size))
        places.append(np.repeat(begin, size) + within)
        before += len(within)
    raw = encoded(pl.concat([values.explode(empty_as_null=False) for values in lists]).fill_null(""))
    clean = {"email": clean_emails, "phone": phone_key, "handle": _handle}[field]
    column = raw.renamed(raw.values.to_frame("raw").select(clean(pl.col("raw"))).to_series())
    return Column(column.values, _slots(np.concatenate(owner), column.code[np.concatenate(places)], nodes, most))


def _handle(raw: pl.Expr) -> pl.Expr:
    plain = raw.str.to_lowercase().str.replace(
        r"^(\w+):(?:https?://)?(?:www\.)?(?:[a-z]{2}\.)?linkedin\.com/(?:in|pub)/", "${1}:"
    )
    plain = plain.str.replace(r"^(?:https?://)?(?:www\.)?(?:[a-z]{2}\.)?linkedin\.com/(?:in|pub)/", "linkedin:")
    return plain.str.replace(r"[/?#].*$", "").str.strip_chars()


def _company_keys(companies: pl.Series) -> pl.Series:
    return company_keys(companies.rename("company"))["key"]


def _plain(values: pl.Series) -> pl.Series:
    plain = folded(pl.col("value")).str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    return values.to_frame("value").select(plain).to_series()
