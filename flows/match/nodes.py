"""Nodes: what matching compares, as codes; all scans of one badge with one name at one event are one node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.table import Codes, Column, encoded, in_order, ranked_by_first

EMAILS, PHONES, HANDLES = 3, 3, 2  # so many of each are compared

FIELDS = {
    "exhibitor": ("exhibitor",),
    "event": ("event",),
    "badge": ("badge",),
    "key": ("key",),  # of the company, as it was written
    "city": ("city",),
    "job": ("job",),
    "email": tuple(f"email{i}" for i in range(EMAILS)),
    "phone": tuple(f"phone{i}" for i in range(PHONES)),
    "handle": tuple(f"handle{i}" for i in range(HANDLES)),
    "company": ("company", "label0"),  # what the population tells (`flows.match.population.placed`)
}
"""The columns of nodes that share their values, and what each of their slots is called."""

NAMES = pl.Schema(
    {
        "family": pl.String,
        "given": pl.String,
        "head": pl.String,
        "middle": pl.String,
        "root": pl.String,
        "other": pl.String,
        "mailed": pl.String,  # a given name from the mailbox, which only the population tells from a company's
        "chinese": pl.Boolean,
        "pinyin": pl.Boolean,
    }
)


@dataclass(frozen=True)
class Nodes:
    """Nodes in the order of their smallest scan_id: codes for their fields, and the distinct names that name codes stand for."""

    node: pl.Series  # the smallest scan_id in each
    name: Codes
    names: pl.DataFrame  # NAMES
    columns: Mapping[str, Column]

    @property
    def height(self) -> int:
        """How many there are."""
        return len(self.node)

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Nodes:
        """Nodes from a frame as `frame` gives it."""
        named = frame.select(NAMES.names())
        name, first = names_of(named)
        columns = {field: encoded(*(frame[slot] for slot in slots)) for field, slots in FIELDS.items()}
        return cls(frame["node"], name, named[first], columns)

    def frame(self, at: npt.NDArray[np.integer] | None = None) -> pl.DataFrame:
        """All nodes, or some, as text: ``node``, `NAMES` and the slots of `FIELDS`, "" for blank."""
        node = self.node if at is None else self.node.gather(at)
        names = self.names[self.name if at is None else self.name[at]]
        slots = {
            name: column.texts(slot, at)
            for field, column in self.columns.items()
            for slot, name in enumerate(FIELDS[field])
        }
        return names.with_columns(node.alias("node"), **slots)

    def arranged(self, order: npt.NDArray[np.integer]) -> Nodes:
        """The nodes in another order, or some of them."""
        columns = {field: column.of(order) for field, column in self.columns.items()}
        return Nodes(self.node.gather(order), self.name[order], self.names, columns)

    def by_name(self) -> npt.NDArray[np.intp]:
        """An order in which those of one name, and among them those of one company, stand together: what is compared is near."""
        rank = np.empty(self.names.height, np.int32)
        alphabet = self.names.select(pl.arg_sort_by("family", "given", "root", "other", "mailed")).to_series()
        rank[alphabet.to_numpy()] = np.arange(self.names.height, dtype=np.int32)
        company = self.columns["company"].code
        return in_order(rank[self.name].astype(np.int64) << 32 | (company + 1))

    def followed_by(self, other: Nodes) -> Nodes:
        """These nodes and others after them; a value that both know then stands there twice."""
        columns = {
            field: Column(
                pl.concat([column.values, other.columns[field].values]),
                tuple(
                    np.concatenate([mine, np.where(theirs < 0, theirs, theirs + np.int32(len(column.values)))])
                    for mine, theirs in zip(column.codes, other.columns[field].codes, strict=True)
                ),
            )
            for field, column in self.columns.items()
        }
        name = np.concatenate([self.name, other.name + np.int32(self.names.height)])
        return Nodes(pl.concat([self.node, other.node]), name, pl.concat([self.names, other.names]), columns)


def names_of(named: pl.DataFrame) -> tuple[Codes, npt.NDArray[np.intp]]:
    """Codes for rows of names, and for every code a row that has it; by 64-bit hashes."""
    return ranked_by_first(named.hash_rows(7).to_numpy())
