"""Phones: numbers in the one international form (E.164), by libphonenumber's rules; what it can't place stays as it stood."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers
import polars as pl


@lru_cache(maxsize=1 << 16)
def international(number: str, region: str = "") -> str:
    """A number as E.164 ("+4930555..."), read as from ``region`` (ISO 3166 alpha-2) when it has no country code."""
    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(parsed):
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def with_international_phones(records: pl.DataFrame, regions: dict[str, str]) -> pl.DataFrame:
    """Records with ``phones`` and ``mobiles`` in E.164; ``regions`` maps an event to the country its visitors dial from."""

    def converted(name: str) -> pl.Series:
        pairs = records.select("event", name).iter_rows()
        lists = [
            list(dict.fromkeys(international(number, regions.get(event, "")) for number in numbers))
            for event, numbers in pairs
        ]
        return pl.Series(name, lists, dtype=pl.List(pl.String))

    return records.with_columns(converted("phones"), converted("mobiles"))
