"""Word order: which word of a name is the family name, told by what the same words mostly are in other names.

"Lehmhoff Andreas" looks like any given and family name. But Andreas is a given name wherever else it stands, and that is what
decides: not a list of names, though the given names that `flows.match.nicknames` knows count as seen a few times.
"""

from __future__ import annotations

import polars as pl

from flows.match.names import read_roots
from flows.match.nicknames import ROOTS

_ODDS = 10.0  # a name is turned if that is so many times likelier: few names are written the other way round
_LISTED = 3.0  # a given name of the list counts as seen so often
_UNSEEN = 0.5


def tallies(names: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """How often each word is a family and a given name (``value``, ``n``), by names and how often each occurs (``times``)."""
    return _tally(names, "family"), _tally(names, "given")


def ordered(names: pl.DataFrame, families: pl.DataFrame, givens: pl.DataFrame) -> pl.DataFrame:
    """Names with family and given name changed over where that is much likelier, by the tallies of a population."""
    full = names.select("family", "given").unique(maintain_order=True)
    full = full.filter((pl.col("family").str.len_chars() > 1) & (pl.col("given").str.len_chars() > 1))
    for word, counts, name in (
        ("family", families, "family_as_family"), ("given", givens, "given_as_given"),
        ("given", families, "given_as_family"), ("family", givens, "family_as_given"),
    ):  # fmt: skip
        full = full.join(counts.rename({"value": word, "n": name}), on=word, how="left", maintain_order="left")
    full = full.with_columns(pl.selectors.float().fill_null(0.0))
    listed = {word: pl.col(word).is_in(_GIVEN) * _LISTED for word in ("family", "given")}
    # A name is no witness for its own order, so it is left out where it counts for how it is written.
    written = ((pl.col("family_as_family") - 1).clip(0) + _UNSEEN) * (
        (pl.col("given_as_given") - 1).clip(0) + listed["given"] + _UNSEEN
    )
    other = (pl.col("given_as_family") + _UNSEEN) * (pl.col("family_as_given") + listed["family"] + _UNSEEN)
    wrong = full.filter(other > _ODDS * written).select("family", "given", wrong=pl.lit(True))
    if wrong.is_empty():
        return names
    rows = names.join(wrong, on=["family", "given"], how="left", maintain_order="left")
    change = pl.col("wrong").fill_null(False)
    rows = rows.with_columns(
        family=pl.when(change).then("given").otherwise("family"),
        given=pl.when(change).then("family").otherwise("given"),
    )
    again = read_roots(pl.col("family"), pl.col("given"), pl.col("given"))
    return rows.with_columns(
        pl.when(change).then(expr).otherwise(name).alias(name) for name, expr in again.items()
    ).drop("wrong")


_GIVEN = sorted({*ROOTS, *ROOTS.values()})


def _tally(names: pl.DataFrame, part: str) -> pl.DataFrame:
    named = names.filter(pl.col(part) != "").group_by(pl.col(part).alias("value"))
    return named.agg(n=pl.col("times").sum().cast(pl.Float64))
