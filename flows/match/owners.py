"""Owners: whether a mailbox is its bearer's own, by whether it fits the name; assistants' and departments' mailboxes do not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from flows.match.fold import without_digraphs
from flows.match.letters import Bools
from flows.match.table import Codes, ranked_by_first

ALL, GIVEN = ("family", "head", "root", "other", "middle"), ("head", "root", "other")  # parts of a name
_SHORT = 4  # letters of a mailbox that may be initials


def fits(names: pl.DataFrame, name: Codes, emails: pl.Series, email: Codes, parts: Sequence[str] = ALL) -> Bools:
    """For nodes: whether the local part of their address tells of their name.

    ``names`` are `flows.match.nodes.NAMES`, ``emails`` clean addresses, ``name`` and ``email`` each node's codes. The start of the
    family name is enough, or of any given name; a mailbox of up to four letters may be initials. With ``parts`` `GIVEN` only the
    given names count.
    """
    code, first = ranked_by_first(name.astype(np.int64) << 32 | email)
    local = emails.to_frame("email").select(
        local=without_digraphs(pl.col("email").str.extract("^[^@]+", 0).str.replace_all(r"[^\p{L}]", ""))
    )
    rows = pl.concat([names[name[first]], local[email[first]]], how="horizontal")
    least = 2 if "family" in parts else 3
    told = [
        (pl.col(part).str.len_chars() >= least) & pl.col("local").str.contains(pl.col(part).str.head(4), literal=True)
        for part in parts
    ]
    if "family" in parts:
        unnamed = (pl.col("family") == "") & (pl.col("given") == "")
        told += [unnamed, pl.col("mailed") != "", pl.col("local").str.len_chars() <= _SHORT]
    found = rows.select(pl.any_horizontal(*told))
    return np.asarray(found.to_series().to_numpy()[code], bool)
