"""Records: the frame that reading makes and matching takes, one row per Scan that may become a lead.

Names, companies, numbers are as they were read (after roster and staff edits), trimmed and NFC; matching normalises
for itself. Lists are never null, text is never null: unknown is "" or [].
"""

from __future__ import annotations

import polars as pl

_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "scan_id": pl.String,  # UUID version 7, unique
    "exhibitor": pl.String,  # the wall: nothing is matched across it
    "event": pl.String,
    "station": pl.String,
    "staff": pl.String,
    "taken_at": pl.Datetime("us", "UTC"),
    "channel": pl.String,  # one of capture.scan.CHANNELS
    "method": pl.String,  # one of capture.scan.METHODS
    "source": pl.String,  # where the contact came from: "badge", "roster", "typed", "card"
    "badge_id": pl.String,
    "full_name": pl.String,
    "given_name": pl.String,
    "family_name": pl.String,
    "prefix": pl.String,
    "suffix": pl.String,
    "name_reading": pl.String,
    "nickname": pl.String,
    "company": pl.String,
    "department": pl.String,
    "title": pl.String,
    "emails": pl.List(pl.String),
    "phones": pl.List(pl.String),  # any kind but fax
    "mobiles": pl.List(pl.String),  # those of `phones` that were labelled mobile
    "handles": pl.List(pl.String),  # "network:value"
    "website": pl.String,
    "street": pl.String,
    "city": pl.String,
    "region": pl.String,
    "postal_code": pl.String,
    "country": pl.String,
    "note": pl.String,
    "doubt": pl.String,  # why a person should look at how the badge was read, "" when nothing is in doubt
    "edited": pl.List(pl.String),  # names of the columns that a person typed or corrected: above every reading
}

RECORDS = pl.Schema(_COLUMNS)
