"""Brands: the words that companies' names are made of, and how much each of them tells.

"Axosys", "Axosys Electronics" and "axosys-group.example" have one word in common that hardly any other company has. Names in
Hanzi have theirs in pinyin, where a company is known that writes so: 上海航博密封件 and Shanghai Hangbo Seals. Acronyms of three
words and more are words, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.asian import spoken
from flows.match.blocking import Keys
from flows.match.table import Codes, Column, Counts, encoded, hashes

_MOST = 6  # words of a company that are compared, the rarest
_RARE = 0.01  # a word that more people's companies have says nothing


@dataclass(frozen=True)
class Firms:
    """The words of companies, by the place of a name, a last place for blank."""

    of_node: Codes  # which name each node's company has: as it was written or, where it was not, of the mail's domain
    words: npt.NDArray[np.int32]  # (names + 1, _MOST): the rarest first, -1 where there are no more
    share: npt.NDArray[np.float64]  # by word: of people whose company has it
    brand: Keys  # by name: the word that most likely is the company's own, 0 for none


def firm_names(key: Column, company: Column) -> tuple[pl.Series, Codes]:
    """The names of companies, and which of them every node has, -1 for none."""
    written = np.int32(len(key.values))
    unwritten = np.flatnonzero((key.code < 0) & (company.codes[1] >= 0))
    label, which = np.unique(company.codes[1][unwritten], return_inverse=True)
    of_node = key.code.copy()
    of_node[unwritten] = which.astype(np.int32) + written
    labels = company.values.rename("value").gather(label).str.replace_all(r"[-_]", " ")
    return pl.concat([key.values.rename("value"), labels]), of_node


def counted_words(names: pl.Series, of_node: Codes, company: Codes) -> dict[str, Counts]:
    """How many nodes' companies have each word ("word"), and how many companies ("word companies")."""
    words = words_of(names, pl.Series([], dtype=pl.String))
    pairs = pl.DataFrame({"place": of_node, "company": company}).filter(pl.col("place") >= 0)
    pairs = pairs.group_by("place", "company").agg(n=pl.len())
    both = words.select(pl.col("place").cast(pl.Int32), value="word").join(pairs, on="place")
    found = both.group_by("value").agg(n=pl.col("n").sum(), companies=pl.col("company").n_unique()).sort("value")
    numbers = found.with_columns(pl.col("n", "companies").cast(pl.Float64))
    return {"word": numbers.select("value", "n"), "word companies": numbers.select("value", n="companies")}


def firms(key: Column, company: Column, counts: dict[str, Counts], people: float) -> Firms:
    """The firms of nodes, by the counts of a population of so many people."""
    names, of_node = firm_names(key, company)
    rows = words_of(names, counts["word"]["value"])
    word = encoded(rows["word"])
    times, companies = (word.lookup(counts[name], 1.0) for name in ("word", "word companies"))
    share = times / people
    rows = rows.with_columns(code=pl.Series(word.code), share=pl.Series(share[word.code]))
    ranked = rows.filter(pl.col("share") <= _RARE).unique(["place", "code"]).sort("place", "share", "code")
    ranked = ranked.with_columns(rank=pl.int_range(pl.len()).over("place")).filter(pl.col("rank") < _MOST)
    found = np.full((len(names) + 1, _MOST), -1, np.int32)
    found[ranked["place"].to_numpy(), ranked["rank"].to_numpy()] = ranked["code"].to_numpy()
    own = np.log2(times) - 2 * np.log2(companies)  # a brand is in all names of one company, and in hardly any other's
    plain = rows.with_columns(own=pl.Series(own[word.code])).filter("plain")
    best = plain.sort("place", "own", "code", descending=[False, True, False]).unique("place", keep="first")
    brand = np.zeros(len(names) + 1, np.uint64)
    brand[best["place"].to_numpy()] = hashes(best["word"])
    return Firms(of_node, found, share, brand)


def words_of(names: pl.Series, known: pl.Series) -> pl.DataFrame:
    """The words of names (``place``, ``word``), and whether each stands there as such (``plain``) or was made of several.

    What Hanzi sound like is a word where another company writes so, or where it is ``known``.
    """
    rows = names.to_frame("name").with_row_index("place")
    latin = rows.select("place", word=pl.col("name").str.extract_all(r"[\p{L}\p{N}]{2,}")).explode("word")
    latin = latin.filter(~pl.col("word").str.contains(r"\p{Han}"))
    word = pl.col("word")
    several = latin.group_by("place", maintain_order=True).agg(
        joined=word.str.join(""), acronym=word.str.head(1).str.join(""), n=pl.len()
    )
    made = (
        several.filter(pl.col("n") > 1).select("place", word="joined"),
        several.filter(pl.col("n") > 2).select("place", word="acronym"),
    )
    plain = pl.concat([latin, _words_in_hanzi(rows, (latin["word"], known))])
    return pl.concat([plain.with_columns(plain=True), *(words.with_columns(plain=False) for words in made)])


def _words_in_hanzi(rows: pl.DataFrame, written: Iterable[pl.Series]) -> pl.DataFrame:
    """The first two signs, those after a city, and what two or three signs sound like, if it is ``written`` somewhere."""
    name = pl.col("name").str.extract(r"\p{Han}{2,}", 0).str.replace("^(..)市", "${1}")
    han = rows.select("place", name=name).filter(pl.col("name").is_not_null())
    cuts = [han.select("place", word=pl.col("name").str.slice(at, size)) for at in (0, 2) for size in (2, 3)]
    parts = pl.concat(cuts)
    signs = sorted(set("".join(parts["word"].unique().to_list())))
    sounds = [spoken(sign) for sign in signs]
    read = parts.with_columns(pl.col("word").str.replace_many(signs, sounds)) if signs else parts
    pairs = parts.filter(pl.col("word").str.len_chars() == 2)
    return pl.concat(
        [read.filter(pl.any_horizontal(pl.col("word").is_in(words.implode()) for words in written)), pairs]
    )
