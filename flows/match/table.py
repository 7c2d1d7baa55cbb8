"""Table: the nodes of a night as integer codes, with how common each value is among all people known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Codes = npt.NDArray[np.int32]
Counts = pl.DataFrame  # value, n


@dataclass(frozen=True)
class Column:
    """One field of all nodes: a code per node and slot (-1 for blank) and the distinct values the codes stand for."""

    values: pl.Series
    codes: tuple[Codes, ...]  # one array a slot

    @property
    def code(self) -> Codes:
        """The codes of the first slot."""
        return self.codes[0]

    def hashed(self, slot: int = 0) -> npt.NDArray[np.uint64]:
        """A 64-bit key of every node's value, 0 for blank, the same in every run with one version of polars."""
        keys = np.append(self.values.hash(2029).to_numpy() | np.uint64(1), np.uint64(0))
        return keys[self.codes[slot]]

    def lookup(self, counts: Counts, missing: float) -> npt.NDArray[np.float64]:
        """A number for every distinct value (and a last one for blank), from a frame of ``value`` and ``n``."""
        found = self.values.to_frame("value").join(counts, on="value", how="left", maintain_order="left")
        return np.append(found["n"].cast(pl.Float64).fill_null(missing).to_numpy(), missing)


def encoded(*slots: pl.Series) -> Column:
    """Codes for columns that hold values of one kind."""
    stacked = pl.concat([slot.rename("value") for slot in slots])
    values = stacked.unique()
    values = values.filter(values != "")
    codes = stacked.replace("", None).cast(pl.Enum(values)).to_physical().cast(pl.Int32).fill_null(-1).to_numpy()
    return Column(values, tuple(np.split(codes, len(slots))))
