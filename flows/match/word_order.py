"""Word order: which word of a name is the family name, told by what the same words mostly are in other names.

"Lehmhoff Andreas" looks like any given and family name. But Andreas is a given name wherever else it stands, and that is what
decides: not a list of names, though the given names that `flows.match.nicknames` knows count as seen a few times. "Tao Qian Mei" and
"GUITEROS GONZÁLEZ JOSÉ" begin with their family names for the same reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.asian import KOREAN
from flows.match.name_words import LISTED
from flows.match.names import read_roots
from flows.match.nicknames import ROOTS
from flows.match.table import looked_up

_ODDS = 10.0  # a name is turned if that is so many times likelier: few names are written the other way round
_EVEN = 3.0  # but three syllables of Chinese are written either way
_LISTED = 3.0  # a given name of the list counts as seen so often
_UNSEEN = 0.5
_PARTS = ("family", "given", "head", "middle")
_TOLD = ("root", "chinese", "pinyin")  # what follows from the order


@dataclass(frozen=True)
class Tallies:
    """How often each word is a family name, a given name, or the root of one (each ``value``, ``n``)."""

    family: pl.DataFrame
    given: pl.DataFrame
    root: pl.DataFrame

    @classmethod
    def of(cls, names: pl.DataFrame) -> Tallies:
        """By names and how often each occurs (``times``)."""
        return cls(*(_tally(names, part) for part in ("family", "given", "root")))


def ordered(names: pl.DataFrame, tallies: Tallies) -> pl.DataFrame:
    """Names with their words in another order where that is much likelier, by the tallies of a population.

    The last word may be the given name ("Lehmhoff Andreas", "Guiteros González José"), or the first the family name of a longer
    name ("Tao Qian Mei", "Müller Hans Peter"). ``times`` says how often the tallies count each name: none is a witness for its
    own order.
    """
    rows = names.with_row_index("at").filter((_size("family") > 1) & (_size("given") > 1))
    written = rows.select("at", odds=_odds(), written=_known(rows, tallies, rows["times"].to_numpy()))
    longer = pl.concat([_double(rows), _first(rows)])
    # Of three words more may be the family name: only one that is known as such, or a Chinese one.
    longer = longer.filter(_as_family(longer["family"], tallies) | longer["chinese"]).drop("chinese")
    others = pl.concat([_swapped(rows), longer])
    others = others.with_columns(known=_known(others.with_columns(root=pl.col("head").replace(ROOTS)), tallies))
    best = others.sort("at", "known", descending=[False, True]).unique("at", keep="first").join(written, on="at")
    better = best.filter(pl.col("known") > pl.col("odds") * pl.col("written")).sort("at")
    if better.is_empty():
        return names.drop("times")
    at = better["at"].to_numpy()
    turned = better.with_columns(**read_roots(pl.col("family"), pl.col("given"), pl.col("head")))
    return names.drop("times").with_columns(names[part].scatter(at, turned[part]) for part in (*_PARTS, *_TOLD))


def _size(part: str) -> pl.Expr:
    return pl.col(part).str.len_chars()


def _odds() -> pl.Expr:
    return pl.when(pl.col("chinese") & (_size("given") > _size("head"))).then(_EVEN).otherwise(_ODDS)


def _swapped(rows: pl.DataFrame) -> pl.DataFrame:
    """The last word is the given name: "Lehmhoff Andreas", "Brown H. Harold"."""
    initial = (_size("given") > _size("head")) & (pl.col("middle") == "") & ~pl.col("chinese")
    rest = pl.when(initial).then(pl.col("given").str.slice(_size("head"))).otherwise(pl.lit(""))
    return rows.select(
        "at",
        family=pl.when(initial).then("head").otherwise("given"),
        given=pl.concat_str("family", rest),
        head="family",
        middle=pl.lit(""),
    )


def _double(rows: pl.DataFrame) -> pl.DataFrame:
    """The last word is the given name, of two family names the second stands before it: "Guiteros González José"."""
    rows = rows.filter((pl.col("middle") != "") & ~pl.col("family").is_in(KOREAN) & ~pl.col("chinese"))
    before = pl.col("given").str.head(_size("given").cast(pl.Int64) - _size("middle"))
    return rows.select(
        "at", "chinese", family="middle", given=pl.concat_str("family", before), head="family", middle=before
    )  # fmt: skip


def _first(rows: pl.DataFrame) -> pl.DataFrame:
    """The first word is the family name: "Tao Qian Mei", "Müller Hans Peter"."""
    rows = rows.filter((_size("given") > _size("head")) & (_size("head") > 0) & ~pl.col("family").is_in(KOREAN))
    rest = pl.col("given").str.slice(_size("head"))
    two = rest == pl.col("middle")
    given = pl.concat_str(rest, "family")
    return rows.select(
        "at",
        "chinese",
        family="head",
        given=given,
        head=pl.when(two).then(rest).otherwise(given),
        middle=pl.when(two).then("family").otherwise(pl.lit("")),
    )


def _as_family(words: pl.Series, tallies: Tallies) -> pl.Series:
    """Whether words are known as family names rather than as given names."""
    known, given = looked_up(words, tallies.family, 0.0), looked_up(words.replace(ROOTS), tallies.root, 0.0)
    return pl.Series((known >= 2) & (known > 3 * given))


def _known(rows: pl.DataFrame, tallies: Tallies, own: npt.NDArray[np.float64] | float = 0.0) -> pl.Series:
    """How well a family and a given name (or its root) are known as such; what is known by the name's ``own`` occurrences goes."""
    family, given, root = (
        np.maximum(looked_up(rows[part], getattr(tallies, part), 0.0) - own, 0.0)
        for part in ("family", "given", "root")
    )
    listed = (rows["given"].is_in(LISTED) | rows["root"].is_in(LISTED)).to_numpy()
    return pl.Series((family + _UNSEEN) * (np.maximum(given, root) + _LISTED * listed + _UNSEEN))


def _tally(names: pl.DataFrame, part: str) -> pl.DataFrame:
    named = names.filter(pl.col(part) != "").group_by(pl.col(part).alias("value"))
    return named.agg(n=pl.col("times").sum().cast(pl.Float64))
