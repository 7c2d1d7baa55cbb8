"""Owners: whether a mailbox is its bearer's own, by whether it fits the name; assistants' and departments' mailboxes do not."""

from __future__ import annotations

import numpy as np
import polars as pl

from flows.match.emails import mailbox_letters
from flows.match.letters import Bools
from flows.match.table import Codes, grouped

_SHORT = 4  # letters of a mailbox that may be initials
_NEVER = "\0"  # in no mailbox


def fits(names: pl.DataFrame, name: Codes, emails: pl.Series, email: Codes) -> tuple[Bools, Bools]:
    """For nodes: whether the local part of their address tells of their name, and whether it has a given name in it.

    ``names`` are `flows.match.nodes.NAMES`, ``emails`` clean addresses, ``name`` and ``email`` each node's codes. The start of the
    family name is enough, or of any given name; a mailbox of up to four letters may be initials.
    """
    code, first = grouped(name.astype(np.int64) << 32 | email)
    used, which = np.unique(email[first], return_inverse=True)
    local = emails.gather(used).to_frame("email").select(local=mailbox_letters(pl.col("email")))
    given = ("head", "root", "other")
    parts = ("family", "middle", *given)
    unnamed = (pl.col("family") == "") & (pl.col("given") == "") | (pl.col("mailed") != "")
    starts = names.select(
        *(
            pl.when(pl.col(part).str.len_bytes() >= 2).then(pl.col(part).str.head(4)).otherwise(pl.lit(_NEVER))
            for part in parts
        ),
        unnamed=unnamed,
    )
    rows = pl.concat([starts[name[first]], local[which]], how="horizontal")
    told = {part: pl.col("local").str.contains(pl.col(part), literal=True) for part in parts}
    found = rows.select(**told, short=pl.col("local").str.len_chars() <= _SHORT, unnamed="unnamed")
    long_enough = (rows[part].str.len_bytes() > 2 for part in given)
    called = np.logical_or.reduce(
        [(found[part] & long_).to_numpy() for part, long_ in zip(given, long_enough, strict=True)]
    )
    own = found.select(pl.any_horizontal(pl.all())).to_series().to_numpy()
    return own[code], called[code]
