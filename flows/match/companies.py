"""Companies: one id for the many spellings of an employer, found from the mail domains people have beside them."""

from __future__ import annotations

import numpy as np
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.match.fold import folded, without_digraphs
from flows.match.slips import slipped

_FORMS = frozenset(
    """
    ag gmbh mbh kg kgaa ohg gbr ug ev se sa sas sarl sasu srl spa snc sl slu sau lda ltda inc corp corporation llc llp
    lp ltd limited plc co company bv nv vof cv oy oyj ab as asa aps kft zrt nyrt doo dd sro ro zoo spzoo sp z oo ooo oao
    zao pao ao tov pte pty pvt private sdn bhd berhad kk gk kabushiki kaisha public incorporated holding holdings group
    gruppe groupe grupo gruppo international intl global the und and et y e of de cia societe anonyme aktiengesellschaft
    gesellschaft mit beschrankter haftung verwaltungs beteiligungs deutschland germany france italia iberica espana
    polska china europe asia usa uk
    """.split()  # noqa: SIM905 (a list of words reads better than a list of strings)
)
_HAN_FORMS = (
    r"(?:股份有限公司|有限责任公司|有限公司|株式会社|有限会社|주식회사|公司|集团|集團|股份|控股|"
    r"[(（](?:中国|上海|北京|深圳|广州|苏州)[)）])"
)


def company_keys(companies: pl.Series) -> pl.DataFrame:
    """Of distinct names of companies (column ``company``): ``key``, its words without legal forms in one string."""
    rows = companies.to_frame("company").with_row_index("row")
    plain = without_digraphs(folded(pl.col("company").str.replace_all(_HAN_FORMS, " "))).str.replace_all(r"['’.`´]", "")
    words = (
        rows.select("row", word=plain.str.extract_all(r"[\p{L}\p{N}]+"))
        .explode("word")
        .filter(pl.col("word").is_not_null())
    )
    words = words.with_columns(form=pl.col("word").is_in(_FORMS)).with_columns(
        all_forms=pl.col("form").all().over("row")
    )
    words = words.filter(~pl.col("form") | pl.col("all_forms"))
    keys = words.group_by("row", maintain_order=True).agg(key=pl.col("word").str.join(" "))
    return rows.join(keys, on="row", how="left", maintain_order="left").select("company", pl.col("key").fill_null(""))


def respelled(counts: pl.DataFrame) -> pl.DataFrame:
    """Company keys that are a frequent one mistyped (``key``, ``meant``), from the keys of all nodes and how many have each (``n``).

    One slip in seven letters or two in twelve, against a key that is at least three times as frequent and agrees in its start
    or in its end.
    """
    counts = counts.filter(pl.col("key").str.len_chars() >= 7)
    rare, frequent = counts.filter(pl.col("n") <= 3), counts.filter(pl.col("n") >= 3).select(meant="key", m="n")
    pairs = slipped(rare["key"], frequent["meant"])
    both = pl.concat([rare[pairs["one"]], frequent[pairs["two"]]], how="horizontal")
    size_apart = (pl.col("key").str.len_chars().cast(pl.Int32) - pl.col("meant").str.len_chars().cast(pl.Int32)).abs()
    both = both.filter((pl.col("m") >= 3 * pl.col("n")) & (size_apart <= 2))
    slips = process.cpdist(both["key"].to_list(), both["meant"].to_list(), scorer=OSA.distance, score_cutoff=2)
    both = both.with_columns(slips=pl.Series(np.asarray(slips, np.int64)))
    digits = pl.col("key").str.replace_all(r"\D", "") == pl.col("meant").str.replace_all(r"\D", "")
    long_enough = (pl.col("slips") == 1) | ((pl.col("slips") == 2) & (pl.col("key").str.len_chars() >= 12))
    found = both.filter(long_enough & digits).sort("key", "slips", "m", "meant", descending=[False, False, True, False])
    return found.unique("key", keep="first", maintain_order=True).select("key", "meant")


def directory(counts: pl.DataFrame) -> pl.DataFrame:
    """Which domain label a company key stands for (``key``, ``label``), from how many badges have both (``key``, ``label``, ``n``).

    A label counts for a key if it stands beside it at least half of the time.
    """
    counts = (
        counts.filter((pl.col("key") != "") & (pl.col("label") != "")).group_by("key", "label").agg(pl.col("n").sum())
    )
    share = pl.col("n") / pl.col("n").sum().over("key")
    best = counts.with_columns(share=share).sort("key", "n", "label", descending=[False, True, False])
    return best.group_by("key", maintain_order=True).first().filter(pl.col("share") >= 0.5).select("key", "label")


def free_domains(counts: pl.DataFrame) -> pl.Series:
    """Domains that people of many companies have (``domain``, ``key``, ``n``), none of which has a good part of them."""
    counts = (
        counts.filter((pl.col("key") != "") & (pl.col("domain") != "")).group_by("domain", "key").agg(pl.col("n").sum())
    )
    spread = counts.group_by("domain").agg(companies=pl.len(), top=pl.col("n").max() / pl.col("n").sum())
    return spread.filter((pl.col("companies") >= 25) & (pl.col("top") < 0.1))["domain"].sort()
