"""Word order: which word of a name is the family name, told by what the same words mostly are in other names.

"Lehmhoff Andreas" looks like any given and family name. But Andreas is a given name wherever else it stands, and that is what
decides: not a list of names, though the given names that `flows.match.nicknames` knows count as seen a few times. "Tao Qian Mei" and
"GUITEROS GONZÁLEZ JOSÉ" begin with their family names for the same reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from flows.match.asian import KOREAN
from flows.match.name_words import LISTED, SURNAMES
from flows.match.names import read_roots
from flows.match.nicknames import ROOTS

_ODDS = 10.0  # a name is turned if that is so many times likelier: few names are written the other way round
_EVEN = 3.0  # but three syllables of Chinese are written either way
_LISTED = 3.0  # a given name of the list counts as seen so often
_UNSEEN = 0.5
_PARTS = ("family", "given", "head", "middle")


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
    family, given, head, middle = (pl.col(part) for part in _PARTS)
    size = {part: pl.col(part).str.len_chars() for part in _PARTS}
    rest = given.str.slice(size["head"])
    several, double = (size["given"] > size["head"]) & (size["head"] > 0), size["middle"] > 0
    before = given.str.head(size["given"].cast(pl.Int64) - size["middle"])
    initial = several & ~double & ~pl.col("chinese")  # Brown H. Harold
    western = ~family.is_in(KOREAN) & ~pl.col("chinese")
    none = pl.lit("")
    ways = {  # family name, given name, the first and the last of several given names, whether it may be
        "swapped": (
            pl.when(initial).then(head).otherwise(given),
            pl.when(initial).then(pl.concat_str(family, rest)).otherwise(family),
            family,
            none,
            size["given"] > 1,
        ),
        "double": (middle, pl.concat_str(family, before), family, before, double & western),
        "first": (
            head,
            pl.concat_str(rest, family),
            pl.when(middle == rest).then(rest).otherwise(none),
            pl.when(middle == rest).then(family).otherwise(none),
            several & (western | pl.col("chinese")),
        ),
    }
    rows = names.filter((size["family"] > 1) & (size["given"] > 1)).select(
        "family", "given", "head", "middle", "chinese", "pinyin", "root", "times",
        **{f"{part} {way}": text for way, texts in ways.items() for part, text in zip(_PARTS, texts, strict=False)},
        **{f"open {way}": texts[-1] for way, texts in ways.items()},
    )  # fmt: skip
    own = pl.col("times")
    score = {"written": _seen(rows, tallies, "family", "given", "root", own)}
    for way in ways:
        root = f"head {way}"
        turned = rows.with_columns(pl.col(root).replace(ROOTS))
        score[way] = _seen(turned, tallies, f"family {way}", f"given {way}", root)
        if way != "swapped":  # of three words more can be a family name: only one that is known as such
            score[way] *= (_as_family(turned[f"family {way}"], tallies) | rows["chinese"]).cast(pl.Float64)
    rows = rows.with_columns(**{f"score {way}": found for way, found in score.items()})
    odds = pl.when(pl.col("chinese") & several).then(_EVEN).otherwise(_ODDS)
    best = {way: pl.when(f"open {way}").then(f"score {way}").otherwise(0.0) for way in ways}
    top = pl.max_horizontal(*best.values())
    choice = pl.coalesce(*(pl.when(found == top).then(pl.lit(way)) for way, found in best.items()))
    rows = rows.filter(top > odds * pl.col("score written")).with_columns(choice=choice)
    if rows.is_empty():
        return names.drop("times")
    for part in _PARTS:
        chosen = pl.coalesce(*(pl.when(pl.col("choice") == way).then(f"{part} {way}") for way in ways))
        rows = rows.with_columns(chosen.alias(f"new {part}"))
    new_head = pl.when(pl.col("new head") != "").then("new head").otherwise("new given")
    rows = rows.with_columns(new_head.alias("new head")).unique(list(_PARTS), maintain_order=True)
    names = names.join(
        rows.select(*_PARTS, *(f"new {part}" for part in _PARTS)), on=_PARTS, how="left", maintain_order="left"
    )
    change = pl.col("new family").is_not_null()
    names = names.with_columns(pl.when(change).then(f"new {part}").otherwise(part).alias(part) for part in _PARTS)
    # Linda Cai Jingmin: a Western name before a Chinese one.
    beside = change & family.is_in(SURNAMES) & (middle != "")
    names = names.with_columns(
        given=pl.when(beside).then("head").otherwise("given"),
        other=pl.when(beside).then("middle").otherwise("other"),
        middle=pl.when(beside).then(none).otherwise("middle"),
    )
    again = read_roots(family, given, head)
    names = names.with_columns(pl.when(change).then(expr).otherwise(name).alias(name) for name, expr in again.items())
    return names.drop("times", *(f"new {part}" for part in _PARTS))


def _as_family(words: pl.Series, tallies: Tallies) -> pl.Series:
    """Whether words are known as family names rather than as given names."""
    rows = words.rename("value").to_frame().with_columns(root=pl.col("value").replace(ROOTS))
    rows = rows.join(tallies.family, on="value", how="left", maintain_order="left")
    rows = rows.join(tallies.root.rename({"value": "root", "n": "r"}), on="root", how="left", maintain_order="left")
    known, given = pl.col("n").fill_null(0.0), pl.col("r").fill_null(0.0)
    return rows.select(found=(known >= 2) & (known > 3 * given)).to_series()


def _seen(
    rows: pl.DataFrame, tallies: Tallies, family: str, given: str, root: str, own: pl.Expr | None = None
) -> pl.Series:
    """How well a family and a given name (or its root) are known as such; what is known by the name's ``own`` occurrences goes."""
    for counts, part, name in ((tallies.family, family, "f"), (tallies.given, given, "g"), (tallies.root, root, "r")):
        rows = rows.join(counts.rename({"value": part, "n": name}), on=part, how="left", maintain_order="left")
    seen = {name: pl.col(name).fill_null(0.0) for name in "fgr"}
    if own is not None:
        seen = {name: (count - own).clip(0) for name, count in seen.items()}
    listed = (pl.col(given).is_in(LISTED) | pl.col(root).is_in(LISTED)) * _LISTED
    known = pl.max_horizontal(seen["g"], seen["r"]) + listed + _UNSEEN
    return rows.select(((seen["f"] + _UNSEEN) * known).alias("score")).to_series()


def _tally(names: pl.DataFrame, part: str) -> pl.DataFrame:
    named = names.filter(pl.col(part) != "").group_by(pl.col(part).alias("value"))
    return named.agg(n=pl.col("times").sum().cast(pl.Float64))
