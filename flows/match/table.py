"""Table: columns of text as integer codes, each distinct text once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

Codes = npt.NDArray[np.int32]
Texts = npt.NDArray[np.object_]
Counts = pl.DataFrame  # value, n

_SEED = 2029


@dataclass(frozen=True)
class Column:
    """One field of all nodes: a code per node and slot (-1 for blank) and the distinct values the codes stand for."""

    values: pl.Series
    codes: tuple[Codes, ...]  # one array a slot

    @property
    def code(self) -> Codes:
        """The codes of the first slot."""
        return self.codes[0]

    @cached_property
    def keys(self) -> npt.NDArray[np.uint64]:
        """A 64-bit key of every distinct value and a last one, 0 for blank, the same in every run with one version of polars."""
        return np.append(hashes(self.values), np.uint64(0))

    def hashed(self, slot: int = 0) -> npt.NDArray[np.uint64]:
        """The key of every node's value, 0 for blank."""
        return self.keys[self.codes[slot]]

    def lookup(self, counts: Counts, missing: float) -> npt.NDArray[np.float64]:
        """A number for every distinct value (and a last one for blank), from a frame of ``value`` and ``n``."""
        return np.append(looked_up(self.values, counts, missing), missing)

    def texts(self, slot: int = 0, at: npt.NDArray[np.integer] | None = None) -> pl.Series:
        """The values of all nodes, or of some, as text; "" for blank."""
        codes = self.codes[slot] if at is None else self.codes[slot][at]
        places = pl.Series(codes).to_frame("at").select(pl.when(pl.col("at") >= 0).then("at")).to_series()
        return self.values.gather(places).fill_null("")

    def of(self, at: npt.NDArray[np.integer]) -> Column:
        """The column of some nodes only."""
        return Column(self.values, tuple(codes[at] for codes in self.codes))

    def renamed(self, values: pl.Series) -> Column:
        """The column with another text for every distinct value; several may become one, or "" for blank."""
        again = encoded(values)
        code = np.append(again.code, np.int32(-1))
        return Column(again.values, tuple(code[codes] for codes in self.codes))


def looked_up(values: pl.Series, counts: Counts, missing: float) -> npt.NDArray[np.float64]:
    """A number for every row of a series from a frame of ``value`` and ``n``."""
    wanted = values.rename("value")
    if counts.height > 4 * len(wanted):  # a night wants few of many
        counts = counts.filter(pl.col("value").is_in(wanted.unique().implode()))
    found = wanted.to_frame().join(counts, on="value", how="left", maintain_order="left")
    return found["n"].cast(pl.Float64).fill_null(missing).to_numpy()


def named(names: Sequence[str], codes: npt.NDArray[np.uint8]) -> pl.Series:
    """Few different texts, as one byte each."""
    return pl.Series(names, dtype=pl.Enum(names)).gather(codes)


def objects(texts: pl.Series) -> Texts:
    """Texts as an array of Python's strings, from which a few are taken much faster than from a series."""
    found = np.empty(len(texts), object)
    found[:] = texts.to_list()
    return found


def hashes(values: pl.Series) -> npt.NDArray[np.uint64]:
    """A 64-bit key of every value, 0 for blank."""
    keys = values.hash(_SEED).to_numpy() | np.uint64(1)
    keys[(values == "").fill_null(value=True).to_numpy()] = 0
    return keys


def encoded(*slots: pl.Series) -> Column:
    """Codes for columns that hold values of one kind, by their 64-bit hashes; the values stand in the order of these."""
    stacked = pl.concat([slot.rename("value") for slot in slots]) if len(slots) > 1 else slots[0].rename("value")
    codes, first = grouped(stacked.hash(_SEED).to_numpy())
    values = stacked.gather(first)
    blank = (values == "").fill_null(value=True).to_numpy()
    if blank.any():
        values = values.filter(~pl.Series(blank))
        codes = np.where(blank, np.int32(-1), np.cumsum(~blank, dtype=np.int32) - np.int32(1))[codes]
    return Column(values, tuple(np.split(codes, len(slots))))


def grouped(keys: npt.NDArray[np.integer]) -> tuple[Codes, npt.NDArray[np.intp]]:
    """For every key the number of its group, groups in the order of their keys, and for every group a place where it occurs."""
    order = np.argsort(keys)
    begins = starts(keys[order])
    codes = np.empty(len(keys), np.int32)
    codes[order] = np.cumsum(begins, dtype=np.int32) - np.int32(1)
    return codes, order[np.flatnonzero(begins)]


def ranked_by_first(keys: npt.NDArray[np.integer]) -> tuple[Codes, npt.NDArray[np.intp]]:
    """As `grouped`, but groups in the order in which they first occur, and of each the first place."""
    codes, _ = grouped(keys)
    first = np.empty(int(codes.max(initial=-1)) + 1, np.intp)
    first[codes[::-1]] = np.arange(len(keys))[::-1]  # the last one of a code that is written stays
    rank = np.empty(len(first), np.int32)
    order = np.argsort(first)
    rank[order] = np.arange(len(first), dtype=np.int32)
    return rank[codes], first[order]


def in_order(keys: npt.NDArray[np.integer]) -> npt.NDArray[np.intp]:
    """The places of keys in ascending order, equal ones as they stand: ``argsort(kind="stable")`` in a third of its time."""
    order = np.argsort(keys)
    group = np.cumsum(starts(keys[order]))
    return np.sort(group << 32 | order) & 0xFFFFFFFF


def starts(ranked: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Where in a sorted array another value begins."""
    begins = np.ones(len(ranked), bool)
    np.not_equal(ranked[1:], ranked[:-1], out=begins[1:])
    return begins
