"""Owners: whether a mailbox is its bearer's own, by whether it fits the name; assistants' and departments' mailboxes do not."""

from __future__ import annotations

import numpy as np
import polars as pl

from flows.match.fold import without_digraphs
from flows.match.letters import Bools
from flows.match.table import Codes, ranked_by_first

_SHORT = 4  # letters of a mailbox that may be initials


def fits(names: pl.DataFrame, name: Codes, emails: pl.Series, email: Codes) -> Bools:
    """For nodes: whether the local part of their address tells of their name.

    ``names`` are `flows.match.nodes.NAMES`, ``emails`` clean addresses, ``name`` and ``email`` each node's codes. The start of the
    family name is enough, or of any given name; a mailbox of up to four letters may be initials.
    """
    code, first = ranked_by_first(name.astype(np.int64) << 32 | email)
    local = emails.to_frame("email").select(
        local=without_digraphs(pl.col("email").str.extract("^[^@]+", 0).str.replace_all(r"[^\p{L}]", ""))
    )
    rows = pl.concat([names[name[first]], local[email[first]]], how="horizontal")
    parts = [
        (pl.col(part).str.len_chars() >= 2) & pl.col("local").str.contains(pl.col(part).str.head(4), literal=True)
        for part in ("family", "head", "root", "other", "middle")
    ]
    unnamed = (pl.col("family") == "") & (pl.col("given") == "")
    found = rows.select(
        pl.any_horizontal(*parts, unnamed, pl.col("mailed") != "", pl.col("local").str.len_chars() <= _SHORT)
    )
    return np.asarray(found.to_series().to_numpy()[code], bool)
