"""Companies: one key for the spellings of one employer, and the employer's name where the badge did not say it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import polars as pl

LEGAL_FORMS = frozenset(
    [
        "ab",
        "ag",
        "aktiengesellschaft",
        "as",
        "asa",
        "bv",
        "co",
        "co-kg",
        "company",
        "corp",
        "corporation",
        "cv",
        "eg",
        "ek",
        "ev",
        "gbr",
        "gmbh",
        "gmbh-co-kg",
        "holding",
        "inc",
        "incorporated",
        "kabushiki-kaisha",
        "kg",
        "kgaa",
        "kk",
        "limited",
        "llc",
        "llp",
        "lp",
        "ltd",
        "mbh",
        "nv",
        "ohg",
        "oy",
        "oyj",
        "plc",
        "pte",
        "pty",
        "pvt",
        "sa",
        "sagl",
        "sarl",
        "sas",
        "sca",
        "se",
        "sl",
        "spa",
        "srl",
        "ug",
    ]
)
"""Endings of company names that say what kind of company it is, not which one; folded, without dots."""

_EAST_ASIAN = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团公司|株式会社|有限会社|合同会社|㈱|\(株\))")
FREE_MAIL = frozenset(
    [
        "126.com",
        "163.com",
        "aol.com",
        "foxmail.com",
        "free.fr",
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "laposte.net",
        "live.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "orange.fr",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "sina.com",
        "t-online.de",
        "web.de",
        "wanadoo.fr",
        "yahoo.co.jp",
        "yahoo.com",
        "yandex.ru",
        "yeah.net",
    ]
)
"""Mail providers whose domain says nothing about the employer."""


@lru_cache(maxsize=1 << 16)
def company_key(name: str) -> str:
    """A key that stays the same over spelling: case, width, accents, punctuation and legal form aside; "" for ""."""
    folded = _EAST_ASIAN.sub(" ", unicodedata.normalize("NFKC", name)).casefold()
    folded = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    folded = unicodedata.normalize("NFC", folded).replace(".", "").replace("&", " ")
    words = "".join(char if char.isalnum() else " " for char in folded).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def with_company_key(leads: pl.DataFrame) -> pl.DataFrame:
    """Add ``company_key``, and give all leads with one key the company name that most of them carry."""
    keys = {name: company_key(name) for name in leads["company"].unique()}
    leads = leads.with_columns(company_key=pl.col("company").replace_strict(keys, return_dtype=pl.String))
    return leads.with_columns(
        company=pl.when(pl.col("company_key") == "")
        .then(pl.col("company"))
        .otherwise(pl.col("company").sort().mode().sort().first().over("exhibitor", "company_key"))
    )


def company_from_domain(leads: pl.DataFrame) -> pl.DataFrame:
    """Fill a blank company from colleagues: the company that most leads with the same mail domain name, never for free mail."""
    domain = pl.col("email").str.to_lowercase().str.extract(r"@([^@\s]+)$").fill_null("")
    leads = leads.with_columns(domain=pl.when(domain.is_in(FREE_MAIL)).then(pl.lit("")).otherwise(domain))
    known = (
        leads.filter(pl.col("domain") != "", pl.col("company") != "")
        .group_by("exhibitor", "domain")
        .agg(colleagues=pl.col("company").sort().mode().sort().first())
    )
    blank = (pl.col("company") == "") & pl.col("colleagues").is_not_null()
    return (
        leads.join(known, on=["exhibitor", "domain"], how="left", maintain_order="left")
        .with_columns(company=pl.when(blank).then(pl.col("colleagues")).otherwise(pl.col("company")))
        .drop("domain", "colleagues")
    )
