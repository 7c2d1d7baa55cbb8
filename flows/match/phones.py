"""Phones: a number's key is the end of its national significant number, equal however the number was written."""

from __future__ import annotations

import phonenumbers
import polars as pl

_CODES = "|".join(str(code) for code in sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE, reverse=True))
_ABROAD = rf"^(?:\+|00|011)0*(?:{_CODES})"
_END = r".{6,9}$"  # as many as every country's mobile numbers have at most in common with or without area code


def phone_key(number: pl.Expr) -> pl.Expr:
    """The key of a written number ("" if it has too few digits): country code, trunk zero and extension go."""
    plain = number.str.to_lowercase().str.replace(r"(?:ext|x|转|durchwahl|dw)\.?\s*\d{1,5}\s*$", "")
    plain = (
        plain.str.replace(r"\(0\)", "")
        .str.replace_all(r"[^\d+]", "")
        .str.replace(_ABROAD, "")
        .str.strip_chars_start("0+")
    )
    return plain.str.extract(_END, 0).fill_null("")
