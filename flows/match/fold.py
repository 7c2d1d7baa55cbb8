"""Folding: one spelling for the many that mean the same letters, as polars expressions."""

from __future__ import annotations

import polars as pl

_LETTERS = {
    "ß": "ss", "ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "ng", "ħ": "h",
    # Cyrillic as passports write it (ICAO 9303 part 3), shortened where badges differ among themselves.
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye", "ж": "zh", "з": "z", "и": "i",
    "і": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    # Greek after ISO 843, without digraphs.
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m",
    "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip


def folded(text: pl.Expr) -> pl.Expr:
    """Lower case without marks: "Łukasz MÜLLER" becomes "lukasz muller"; Hanzi and other scripts stay as they are."""
    return text.map_batches(_folded, return_dtype=pl.String)


def _folded(texts: pl.Series) -> pl.Series:
    """Texts of ASCII only, which most are, need no more than lower case."""
    text = pl.col("text")
    lower = texts.alias("text").to_frame().select(text.str.to_lowercase()).to_series()
    odd = (texts.str.len_bytes() != texts.str.len_chars()).fill_null(value=False)
    if not odd.any():
        return lower.alias(texts.name)
    at = odd.arg_true()
    plain = text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    rest = texts.alias("text").to_frame().filter(odd).select(plain.str.replace_many(_FROM, _TO)).to_series()
    return lower.scatter(at, rest).alias(texts.name)


_FROM, _TO = list(_LETTERS), list(_LETTERS.values())


def without_digraphs(text: pl.Expr) -> pl.Expr:
    """Folded text in which "mueller", "müller" and "muller" are one; the pinyin syllables xue, yue, jue, que stay."""
    kept = text.str.replace_all(r"\b([xyq])ue|\b(j)ue\b", "${1}${2}u3")
    return (
        kept.str.replace_all("ae|ä", "a")
        .str.replace_all("oe|ö", "o")
        .str.replace_all("ue|ü", "u")
        .str.replace_all("3", "e")
    )
